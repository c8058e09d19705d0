//! Lists of events: JSON and CSV for programs, a table for people.
//!
//! JSON and CSV do not depend on the locale: ISO days, decimal points, ACLED's English type names. Only the
//! headline follows the language. The names of the keys stay as they are.

use serde::Serialize;
use std::borrow::Cow;

use crate::base::Lang;
use crate::model::{Deaths, Event};
use crate::words::Words;

/// One event as `list` prints it. Text that is empty in the data is `null`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the keys are the documentation")]
pub struct ListRow<'a> {
    pub id: &'a str,
    pub dataset: String,
    pub headline: Cow<'a, str>,
    pub country: Option<&'a str>,
    pub admin1: Option<&'a str>,
    pub place: Option<&'a str>,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    pub precision: &'static str,
    pub radius_m: u64,
    pub start: Option<String>,
    pub end: Option<String>,
    pub last_day: Option<String>,
    pub span: &'static str,
    pub date_precision: &'static str,
    pub event_type: &'static str,
    pub sub_event_type: Option<&'a str>,
    pub actors: Vec<&'a str>,
    pub deaths: Deaths,
    pub sources: Vec<&'a str>,
}

impl<'a> ListRow<'a> {
    /// The row of an event; its headline in `lang`, everything else as the data have it (the place in
    /// English).
    pub fn new(event: Event<'a>, lang: Lang) -> Self {
        let known = |text: &'a str| Some(text).filter(|t| !t.is_empty());
        let point = event.point();
        let span = event.span();
        Self {
            id: event.id(),
            dataset: event.key().dataset.to_string(),
            headline: event.title_in(lang),
            country: known(event.country()),
            admin1: known(event.admin1()),
            place: known(event.place_in(Lang::En)),
            lon: point.map(crate::base::LonLat::lon),
            lat: point.map(crate::base::LonLat::lat),
            precision: event.place_class().code(),
            radius_m: event.radius().round() as u64,
            start: span.map(|s| s.start().to_string()),
            end: span.map(|s| s.end().to_string()),
            last_day: span.map(|s| s.last_day().to_string()),
            span: event.span_kind().code(),
            date_precision: event.date_precision().code(),
            event_type: event.kind().name(),
            sub_event_type: known(event.sub_kind()),
            actors: event.actors().collect(),
            deaths: event.deaths(),
            sources: event.sources().collect(),
        }
    }
}

/// The events as a JSON array, one object on each line, with a line end after the last.
pub fn json<'a>(events: impl IntoIterator<Item = Event<'a>>, lang: Lang) -> String {
    let rows: Vec<String> = events
        .into_iter()
        .map(|event| serde_json::to_string(&ListRow::new(event, lang)).unwrap_or_default())
        .collect();
    if rows.is_empty() {
        return "[]\n".to_owned();
    }
    format!("[\n{}\n]\n", rows.join(",\n"))
}

/// Column heads of the CSV: the keys of the JSON, with `deaths` spread over four columns.
const CSV_HEADS: [&str; 23] = [
    "id",
    "dataset",
    "headline",
    "country",
    "admin1",
    "place",
    "lon",
    "lat",
    "precision",
    "radius_m",
    "start",
    "end",
    "last_day",
    "span",
    "date_precision",
    "event_type",
    "sub_event_type",
    "actors",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "deaths_high_open",
    "sources",
];

/// The events as CSV: UTF-8, commas, lines end with CR LF (RFC 4180), lists joined by `; `, unknown values
/// empty. Text that a spreadsheet would run as a formula is made harmless, see [`formula_safe`].
pub fn csv<'a>(events: impl IntoIterator<Item = Event<'a>>, lang: Lang) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing into memory cannot fail, and every record has as many cells as the heads.
    let _ = writer.write_record(CSV_HEADS);
    for event in events {
        let _ = writer.write_record(csv_cells(&ListRow::new(event, lang)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn csv_cells(row: &ListRow<'_>) -> [String; 23] {
    let text = |t: &str| formula_safe(t);
    let known = |t: Option<&str>| t.map(formula_safe).unwrap_or_default();
    let degrees = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    let people = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let day = |d: &Option<String>| d.clone().unwrap_or_default();
    [
        text(row.id),
        text(&row.dataset),
        text(&row.headline),
        known(row.country),
        known(row.admin1),
        known(row.place),
        degrees(row.lon),
        degrees(row.lat),
        row.precision.to_owned(),
        row.radius_m.to_string(),
        day(&row.start),
        day(&row.end),
        day(&row.last_day),
        row.span.to_owned(),
        row.date_precision.to_owned(),
        row.event_type.to_owned(),
        known(row.sub_event_type),
        text(&row.actors.join("; ")),
        people(row.deaths.low),
        people(row.deaths.best),
        people(row.deaths.high),
        row.deaths.high_open.to_string(),
        text(&row.sources.join("; ")),
    ]
}

/// Text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in front, which
/// spreadsheets take as "this is text". Only text cells go through here: a negative longitude stays
/// a number.
pub fn formula_safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The events as a table with aligned columns for people, in the language of the words.
pub fn table<'a>(events: impl IntoIterator<Item = Event<'a>>, words: &Words) -> String {
    let mut rows = vec![words.citing.list_heads.map(str::to_owned)];
    rows.extend(events.into_iter().map(|event| table_row(event, words)));
    align(&rows)
}

fn table_row(event: Event<'_>, words: &Words) -> [String; 7] {
    let differ = match event.disagreements() {
        0 => String::new(),
        n => format!("≠ {n}"),
    };
    [
        event.id().to_owned(),
        event
            .span()
            .map_or_else(|| words.common.undated.to_owned(), |span| words.span_short(span)),
        words.event_type_one(event.kind()).to_owned(),
        words.country(event.country()).to_owned(),
        words.counted(event.deaths()),
        differ,
        words.title(event).into_owned(),
    ]
    .map(|cell| harmless(&cell))
}

/// Text of the data may hold line ends, control characters and marks that turn the direction of writing; a
/// terminal must not obey them.
pub(super) fn harmless(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if c.is_control() || turns(c) { ' ' } else { c })
        .collect()
}

/// Columns as wide as their widest cell, two spaces between, nothing after the last.
pub(super) fn align<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| {
            let room = width - cell.chars().count();
            format!("{cell}{}", " ".repeat(room))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::formula_safe;

    #[test]
    fn no_text_cell_is_a_formula() {
        for text in ["=1+1", "+33", "-x", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(formula_safe(text), format!("'{text}"));
        }
        assert_eq!(formula_safe("JNIM - Civilians"), "JNIM - Civilians");
    }
}
