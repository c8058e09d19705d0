//! What stands in a file and what should, in words.

use serde::{Deserialize, Serialize};

use super::found_formats::{OtherContent, Wanted};
use super::options::DateOrder;
use crate::base::{Day, LonLat};
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
    /// Counts of ACLED events by week or month.
    AcledCounts,
    /// A kind that needs words of its own.
    Other(OtherContent),
    /// A table; its first column names.
    Table(String),
    /// Text; its beginning.
    Text(String),
}

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Coordinates as the file orders them: latitude, longitude; with the country that the row names.
    Place(LonLat, String),
    /// A quotation mark that is never closed: its line, and the last line that its cell takes in.
    OpenQuote {
        /// Line of the mark.
        line: u64,
        /// Last line of the file.
        last: u64,
    },
    /// A cell of more bytes than these.
    CellOver(u64),
    /// Columns of one name, counted from 1, and the one of them that is read.
    Columns {
        /// All of them.
        columns: Vec<usize>,
        /// The one that is read; none where the program reads no column of that name.
        read: Option<usize>,
    },
    /// So many zero bytes in the file.
    ZeroBytes(u64),
    /// So many places in the file that are no UTF-8.
    Damaged(u64),
    /// So many characters in UTF-8 in a file that is in Windows-1252 otherwise.
    SomeUtf8(u64),
    /// Cells, and no value in any of them.
    BlankRow,
    /// Part of the rows (percent, number) that stand on one coordinate.
    Share(u64, usize, LonLat),
    /// The last day of a file.
    LastDay(Day),
}

impl Found {
    /// A text as it stands in the file.
    pub fn text(text: &str) -> Self {
        Self::Text(excerpt(text))
    }
}

/// What should stand there. As text ([`Expected::code`]): its name in small letters with underlines, which is what
/// programs rely on, so that a name is not changed lightly.
#[derive(Debug, Clone, PartialEq, strum::IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "snake_case")]
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
    /// A day written as the rest of its column.
    DayIn(DateOrder),
    FourDigitYear,
    /// A day whose end is in the calendar.
    DayBeforeLast,
    /// The year that the row states in another column.
    YearStated(String),
    /// An id that a spreadsheet has not shortened; the row is kept.
    UnshortenedId,
    /// A name that no other column has.
    UniqueColumn,
    /// 1 to 12 or a name.
    MonthNumber,
    DayOfMonth,
    CoordinatePair,
    WktPoint,
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
    /// The end of a cell in quotation marks.
    ClosedQuote,
    /// Quotation marks around whole cells, or doubled.
    PlacedQuote,
    /// A cell of at most so many bytes.
    CellUpTo(u64),
    NoZeroBytes,
    /// Characters coded one way in the whole file.
    OneEncoding,
    /// Windows-1252 throughout.
    AllWindows1252,
    FilledRow,
    /// Letters coded once; what they were before, empty where that cannot be told.
    CodedOnce(String),
    OneOf(Vec<String>),
    SchemaVersion(u32),
    WholeId,
    WholeText,
    Coordinates,
    AcledType,
    RiotsOrProtests,
    /// Line of the older version.
    OneVersion(u64),
    /// Not 0, 0, which is the sea off Africa.
    NotNullIsland,
    /// Latitude and longitude the other way round lie in the country that the row names.
    NotSwapped,
    /// With the other sign of the longitude the point lies in the country that the row names.
    OtherSignOfLongitude,
    /// A point in the country that the row names, give or take.
    PointInCountry,
    /// Points that are spread: one on which many pile up is a stand-in for an area.
    SpreadPoints,
    /// Rows of the twelve months before this day.
    RecentDays(Day),
    /// One incident in a row, not a sum of several.
    OneIncident,
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
    /// The content in words, such as "text in UTF-16".
    pub fn explain(&self, words: &Words) -> String {
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
            Self::AcledCounts => words.acled.kind_counts,
            Self::Other(other) => return other.explain(words),
            Self::Table(columns) => return format!("{} {}", w.kind_table, words.quoted(columns)),
            Self::Text(start) => return format!("{} {}", w.kind_text, words.quoted(start)),
        };
        kind.to_owned()
    }
}

impl Content {
    /// What to do with such a file.
    pub(super) fn advice(&self, words: &Words) -> &'static str {
        let w = words.refused;
        match self {
            Self::Pdf | Self::Image => w.table_behind,
            Self::Database => w.export_layer,
            Self::Binary | Self::Utf16 => w.get_again,
            Self::AcledCounts => w.event_rows,
            Self::Other(other) => other.advice(words),
            Self::JsonList | Self::Json | Self::GeoJson => w.objects_with_places,
            Self::Zip | Self::Gzip | Self::Table(_) | Self::Text(_) => w.save_as_table,
        }
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
            Self::OpenQuote { line, last } => words.open_quote(*line, *last),
            Self::CellOver(limit) => words.cell_over(*limit),
            Self::Columns { columns, read } => words.doubled_columns(columns, *read),
            Self::ZeroBytes(count) => words.zero_bytes(*count),
            Self::Damaged(count) => words.damaged_places(*count),
            Self::SomeUtf8(count) => words.some_utf8(*count),
            Self::BlankRow => w.blank_row.to_owned(),
            Self::Place(at, country) => words.found_place(*at, country),
            Self::Share(percent, rows, at) => words.found_share(*percent, *rows, *at),
            Self::LastDay(day) => words.found_last_day(*day),
        }
    }
}

impl Expected {
    /// Stable name for programs: `one_row_per_id`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

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
            Self::DayIn(order) => w.date_orders.get(*order as usize).copied().unwrap_or(w.day),
            Self::UnshortenedId => w.whole_id,
            Self::UniqueColumn => w.unique_column,
            Self::MonthNumber => w.month_number,
            Self::DayOfMonth => w.day_of_month,
            Self::CoordinatePair => w.coordinate_pair,
            Self::WktPoint => w.wkt_point,
            Self::FourDigitYear => w.four_digit_year,
            Self::DayBeforeLast => w.day_before_last,
            Self::YearStated(year) => return words.year_stated(year),
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
            Self::ClosedQuote => w.closed_quote,
            Self::PlacedQuote => w.placed_quote,
            Self::NoZeroBytes => w.no_zero_bytes,
            Self::OneEncoding => w.one_encoding,
            Self::AllWindows1252 => w.all_windows_1252,
            Self::FilledRow => w.filled_row,
            Self::WholeId => words.acled.whole_id,
            Self::WholeText => words.acled.whole_text,
            Self::Coordinates => words.acled.coordinates,
            Self::AcledType => words.acled.event_type,
            Self::RiotsOrProtests => words.acled.riots_or_protests,
            Self::OneVersion(line) => return words.one_version(*line),
            Self::NotNullIsland => words.importing.not_null_island,
            Self::NotSwapped => words.importing.not_swapped,
            Self::OtherSignOfLongitude => words.importing.other_sign,
            Self::PointInCountry => words.importing.point_in_country,
            Self::SpreadPoints => words.importing.spread_points,
            Self::OneIncident => words.importing.one_incident,
            Self::RecentDays(today) => return words.recent_days(*today),
            Self::DayAfter(start) => return words.day_after(&start.to_string()),
            Self::DayFrom(start) => return words.day_from(&start.to_string()),
            Self::ClassOfRadius(class, radius) => return words.class_of_radius(class.code(), *radius),
            Self::Cells(n) => return words.cells(*n),
            Self::CellUpTo(limit) => return words.cell_up_to(*limit),
            Self::CodedOnce(meant) => return words.coded_once(meant),
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
            Self::ClosedQuote => w.advice_quote,
            Self::CellUpTo(_) => w.advice_max_field,
            Self::BoundedRow | Self::PlacedQuote => w.advice_export,
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
