//! What stands in a file and what should, in words.

use super::found_formats::{OtherContent, Wanted};
use crate::base::Day;
use crate::model::PlaceClass;
use crate::words::Words;

/// Longest excerpt of a file in a message, in characters.
const EXCERPT: usize = 40;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Content {
    Zip,
    Gzip,
    Pdf,
    Image,
    Database,
    Binary,
    Utf16,
    JsonList,
    Json,
    GeoJson,
    Acled,
    /// A kind that needs words of its own.
    Other(OtherContent),
    /// A table; its first column names.
    Table(String),
    /// Text; its beginning.
    Text(String),
}

/// What stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Text, shown in quotation marks.
    Text(String),
    /// A number, true or false: shown as it stands.
    Bare(String),
    /// `null`, or no value.
    Nothing,
    /// `{ }`.
    Object,
    /// `[ ]`.
    List,
    /// Number of cells of a row.
    Cells(usize),
}

impl Found {
    /// A text as it stands in the file.
    pub fn text(text: &str) -> Self {
        Self::Text(excerpt(text))
    }
}

/// What should stand there.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it; the phrases are in words::reading")]
pub enum Expected {
    Utf8,
    Json,
    Text,
    Object,
    List,
    Number,
    WholeNumber,
    Boolean,
    Latitude,
    Longitude,
    BothCoordinates,
    Day,
    UcdpDay,
    MonthFirst,
    DayAfter(Day),
    DayFrom(Day),
    SingleDay,
    Radius,
    ClassOfRadius(PlaceClass, f64),
    Area,
    Point,
    Polygon,
    Id,
    UniqueId,
    OneRowPerId,
    SourceId,
    CitedSourceId,
    SideId,
    StatementId,
    EventId,
    FigureId,
    OrderedRange,
    OrderedDeaths,
    Cells(usize),
    BoundedRow,
    OneOf(Vec<String>),
    SchemaVersion(u32),
    /// In a file that is no plain table.
    Wanted(Wanted),
    /// Words of a library, in English.
    Words(String),
}

/// "found X, expected Y".
pub(super) fn found_expected(words: &Words, found: &str, expected: &str) -> String {
    let w = words.reading;
    format!("{} {found}, {} {expected}", w.found, w.expected)
}

impl Content {
    pub(super) fn explain(&self, words: &Words) -> String {
        let w = words.reading;
        let kind = match self {
            Self::Zip => w.kind_zip,
            Self::Gzip => w.kind_gzip,
            Self::Pdf => w.kind_pdf,
            Self::Image => w.kind_image,
            Self::Database => w.kind_database,
            Self::Binary => w.kind_binary,
            Self::Utf16 => w.kind_utf16,
            Self::JsonList => w.kind_json_list,
            Self::Json => w.kind_json,
            Self::GeoJson => w.kind_geojson,
            Self::Acled => w.kind_acled,
            Self::Other(other) => return other.explain(words),
            Self::Table(columns) => return format!("{} {}", w.kind_table, words.quoted(columns)),
            Self::Text(start) => return format!("{} {}", w.kind_text, words.quoted(start)),
        };
        kind.to_owned()
    }
}

impl Found {
    /// In words, after "found".
    pub fn explain(&self, words: &Words) -> String {
        let w = words.reading;
        match self {
            Self::Text(text) if text.is_empty() => w.empty_text.to_owned(),
            Self::Text(text) => words.quoted(text),
            Self::Bare(text) => text.clone(),
            Self::Nothing => w.nothing.to_owned(),
            Self::Object => w.object.to_owned(),
            Self::List => w.list.to_owned(),
            Self::Cells(n) => words.cells(*n),
        }
    }
}

impl Expected {
    /// In words, after "expected".
    pub fn explain(&self, words: &Words) -> String {
        let w = words.reading;
        let phrase = match self {
            Self::Utf8 => w.utf8,
            Self::Json => w.json,
            Self::Text => w.text,
            Self::Object => w.object,
            Self::List => w.list,
            Self::Number => w.number,
            Self::WholeNumber => w.whole_number,
            Self::Boolean => w.boolean,
            Self::Latitude => w.latitude,
            Self::Longitude => w.longitude,
            Self::BothCoordinates => w.both_coordinates,
            Self::Day => w.day,
            Self::UcdpDay => w.ucdp_day,
            Self::MonthFirst => w.month_first,
            Self::SingleDay => w.single_day,
            Self::Radius => w.radius,
            Self::Area => w.area,
            Self::Point => w.point,
            Self::Polygon => w.polygon,
            Self::Id => w.id,
            Self::UniqueId => w.unique_id,
            Self::OneRowPerId => w.one_row_per_id,
            Self::SourceId => w.source_id,
            Self::CitedSourceId => w.cited_source_id,
            Self::SideId => w.side_id,
            Self::StatementId => w.statement_id,
            Self::EventId => w.event_id,
            Self::FigureId => w.figure_id,
            Self::OrderedRange => w.ordered_range,
            Self::OrderedDeaths => w.ordered_deaths,
            Self::BoundedRow => w.bounded_row,
            Self::DayAfter(start) => return words.day_after(&start.to_string()),
            Self::DayFrom(start) => return words.day_from(&start.to_string()),
            Self::ClassOfRadius(class, radius) => return words.class_of_radius(class.code(), *radius),
            Self::Cells(n) => return words.cells(*n),
            Self::OneOf(names) => return words.one_of(&names.join(", ")),
            Self::SchemaVersion(known) => return words.schema_too_new(*known),
            Self::Wanted(wanted) => return wanted.explain(words),
            Self::Words(text) => return text.clone(),
        };
        phrase.to_owned()
    }

    pub(super) fn advice(&self, words: &Words) -> &'static str {
        let w = words.reading;
        match self {
            Self::Utf8 => w.advice_utf8,
            Self::SchemaVersion(_) => w.advice_update,
            Self::MonthFirst | Self::BoundedRow => w.advice_export,
            _ => w.advice_correct,
        }
    }
}

/// At most 40 characters of a text on one line, with an ellipsis where something was left out.
pub fn excerpt(text: &str) -> String {
    let mut out: String = text.chars().take(EXCERPT).map(visible).collect();
    if text.chars().nth(EXCERPT).is_some() {
        out.push('…');
    }
    out
}

/// Control characters would break the line or hide in it.
fn visible(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_on_one_line() {
        assert_eq!(excerpt("a\nb\u{7}"), "a b ");
        assert_eq!(excerpt(&"é".repeat(41)).chars().count(), 41);
        assert!(excerpt(&"é".repeat(41)).ends_with('…'));
    }
}
