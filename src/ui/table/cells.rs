//! What the cells of the table say, on screen and on the clipboard.

use crate::model::Event;
use crate::query::{Column, EventRef};
use crate::ui::cx::UiCx;

/// Width of a column before anybody drags it, points. Dates, places and numbers are not cut.
pub fn width(column: Column) -> f32 {
    match column {
        Column::Date => 166.0,
        Column::Title => 250.0,
        Column::Place => 180.0,
        Column::Actors => 260.0,
        Column::Kind | Column::SubKind | Column::Dataset => 150.0,
        Column::Precision | Column::Region => 130.0,
        Column::Country | Column::Id => 100.0,
        Column::Deaths => 92.0,
        Column::Sources | Column::Differ => 70.0,
    }
}

/// Whether a column holds numbers, which stand at the right.
pub fn is_number(column: Column) -> bool {
    matches!(column, Column::Deaths | Column::Sources | Column::Differ)
}

/// What a cell says, on screen and in a copied table.
pub fn cell(cx: &UiCx<'_>, at: EventRef, event: Event<'_>, column: Column) -> String {
    let words = cx.words;
    match column {
        Column::Date => event
            .span()
            .map_or_else(|| words.common.undated.to_owned(), |span| words.span_short(span)),
        Column::Deaths => deaths(cx, event),
        Column::Sources => event.sources().count().to_string(),
        Column::Differ => match event.disagreements() {
            0 => String::new(),
            n => n.to_string(),
        },
        Column::Dataset => {
            let part = cx.result.parts.get(usize::from(at.dataset));
            part.map_or_else(String::new, |part| part.slice.name.get(cx.lang()).to_owned())
        }
        column => column.text(event, words),
    }
}

/// "29 or more", "12–22", "7", "no figure".
fn deaths(cx: &UiCx<'_>, event: Event<'_>) -> String {
    let deaths = event.deaths();
    let Some(low) = deaths.shown() else {
        return cx.words.common.no_figure.to_owned();
    };
    let number = cx.words.number(u64::from(low));
    match deaths.high {
        _ if deaths.high_open => format!("{number} {}", cx.words.common.or_more),
        Some(high) if high > low => format!("{number}–{}", cx.words.number(u64::from(high))),
        _ => number,
    }
}

/// Rows as tab-separated text with a heading line, for the clipboard: the columns that are shown.
pub fn as_text(cx: &UiCx<'_>, rows: impl Iterator<Item = EventRef>) -> String {
    let columns: Vec<Column> = cx.session.panels().columns.shown().collect();
    let names: Vec<&str> = columns.iter().map(|column| cx.words.column(*column)).collect();
    let mut out = names.join("\t");
    for at in rows {
        let Some(event) = cx.result.event(at) else { continue };
        for (i, column) in columns.iter().enumerate() {
            out.push(if i == 0 { '\n' } else { '\t' });
            out.push_str(&cell(cx, at, event, *column).replace(['\t', '\n'], " "));
        }
    }
    out
}
