//! The row as it stands in the file: columns and cells, to be selected and copied. Where the program reads a meaning
//! into a cell (a code, a date, a figure), the meaning stands under it.

use egui::{Button, RichText, Stroke, Ui, vec2};

use super::hint;
use crate::figure::recount::Line;
use crate::figure::recount::type_line;
use crate::model::{Event, OriginalRow};
use crate::session::{Command, CopyKind, Request};
use crate::ui::UiCx;
use crate::ui::cited::{self, LineStyle};
use crate::ui::popup::columns;
use crate::ui::theme::size;
use crate::words::Words;

/// Width of the column of names, points.
const NAMES: f32 = 132.0;

/// Columns of the tables that are read, by what is read into them.
const DATES: [&str; 6] = [
    "event_date",
    "date_start",
    "date_end",
    "date_prec",
    "time_precision",
    "sqldate",
];
const PLACES: [&str; 4] = ["where_prec", "geo_precision", "location_precision", "actiongeo_type"];
const DEATHS: [&str; 8] = [
    "best",
    "best_est",
    "high",
    "high_est",
    "low",
    "low_est",
    "fatalities",
    "deaths",
];
const KINDS: [&str; 4] = ["event_type", "sub_event_type", "type_of_violence", "disorder_type"];

/// What the cells of a row were understood as, cell by cell.
pub fn understood(event: Event<'_>, row: &OriginalRow, words: &Words) -> Vec<Option<String>> {
    let cell = |(name, value): &(String, String)| {
        let is = |columns: &[&str]| columns.iter().any(|column| column.eq_ignore_ascii_case(name.trim()));
        if value.trim().is_empty() {
            return None;
        }
        if is(&DATES) {
            let days = event.span().map(|span| words.told_days(span, event.span_kind()));
            Some(days.unwrap_or_else(|| words.common.undated.to_owned()))
        } else if is(&PLACES) {
            Some(words.place_class(event.place_class()).to_owned())
        } else if is(&DEATHS) {
            Some(words.counted(event.deaths()))
        } else if is(&KINDS) {
            Some(type_line(event, words))
        } else {
            None
        }
    };
    row.iter().map(cell).collect()
}

/// Shows the row; `understood` has an entry for each of its cells.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, row: &OriginalRow, understood: &[Option<String>]) {
    let words = &cx.words.telling;
    if row.is_empty() {
        hint(ui, words.no_row, cx);
        return;
    }
    let text = RichText::new(words.copy_row).size(size::LABEL);
    if ui.add(Button::new(text).min_size(vec2(0.0, size::ROW))).clicked() {
        cx.push(Command::Ask(Request::Copy(CopyKind::Text(as_text(row)))));
    }
    ui.add_space(6.0);
    let style = LineStyle::body(cx.words, cx.theme, &[]).small();
    let nothing = std::iter::repeat(&None);
    for ((name, value), meaning) in row.iter().zip(understood.iter().chain(nothing)) {
        columns(ui, name, NAMES, style, |ui| {
            cited::line(ui, &Line::text(value.clone()), style);
            if let Some(meaning) = meaning {
                let colon = cx.words.reading.colon;
                let text = format!("{}{colon}{meaning}", cx.words.importing.understood);
                cited::line(ui, &Line::text(text), style.secondary());
            }
        });
        let y = ui.cursor().top() + 1.0;
        ui.painter()
            .hline(ui.max_rect().x_range(), y, Stroke::new(1.0, cx.theme.palette.hairline));
        ui.add_space(4.0);
    }
}

/// The row as lines of "column, tab, cell"; line feeds inside a cell become spaces.
fn as_text(row: &OriginalRow) -> String {
    let flat = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    let lines = row
        .iter()
        .map(|(name, value)| format!("{}\t{}\n", flat(name), flat(value)));
    lines.collect()
}
