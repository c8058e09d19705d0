//! What is wrong with a file, where in it, what was found, what was expected, what to do.

use std::fmt::Write as _;

use crate::base::Day;
use crate::model::PlaceClass;
use crate::words::{EN, Words};

/// Longest excerpt of a file in a message, in characters.
const EXCERPT: usize = 40;

/// A file, or a place in it, that cannot be understood. Displays in English; [`ReadError::explain`] speaks
/// the language of the screen. Holds the file's name without its folder, and excerpts of 40 characters.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.explain(&EN))]
pub struct ReadError(Box<Inner>);

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    file: String,
    at: At,
    problem: Problem,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum At {
    /// The file as a whole.
    #[default]
    File,
    /// A line and a character of it, both from 1.
    Position {
        /// Line.
        line: u64,
        /// Character in the line.
        character: u64,
    },
    /// A member of a JSON document: `features[3].properties.when.end`.
    Member {
        /// Path from the root.
        path: String,
        /// Its line, where known.
        line: Option<u64>,
    },
    /// A cell of a table.
    Cell {
        /// Line of the file on which its row begins, from 1.
        line: u64,
        /// Name of the column; empty for the row as a whole.
        column: String,
    },
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// No such file.
    Missing,
    /// A folder.
    Directory,
    /// No permission.
    Denied,
    /// Reading failed; the system's words.
    Io(String),
    /// The user stopped it.
    Cancelled,
    /// Bigger than what is read.
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Most bytes that are read.
        limit: u64,
    },
    /// No byte.
    Empty,
    /// A header and no row.
    NoRows,
    /// Not a format of this program.
    NotUnderstood(Content),
    /// Columns that a table of its kind must have.
    MissingColumns(Vec<String>),
    /// Ends in the middle.
    Truncated,
    /// Nested too deep.
    TooDeep,
    /// A member that must be there is not.
    MemberMissing(String),
    /// A member that is not known.
    MemberUnknown(String, Vec<String>),
    /// A member twice.
    MemberTwice(String),
    /// One thing found, another expected.
    Value(Found, Expected),
}

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
    /// Words of a library, in English.
    Words(String),
}

impl ReadError {
    /// An error at a place; the file's name is put in by who knows it ([`ReadError::in_file`]).
    pub fn new(at: At, problem: Problem) -> Self {
        Self(Box::new(Inner {
            file: String::new(),
            at,
            problem,
        }))
    }

    /// An error about a file as a whole.
    pub fn whole(problem: Problem) -> Self {
        Self::new(At::File, problem)
    }

    /// An error about a member of a JSON document.
    pub fn member(path: impl Into<String>, found: Found, expected: Expected) -> Self {
        let at = At::Member {
            path: path.into(),
            line: None,
        };
        Self::new(at, Problem::Value(found, expected))
    }

    /// The same error with the name of the file, without its folder. A name that is already there stays:
    /// whoever is nearest to the file knows best.
    #[must_use]
    pub fn in_file(mut self, name: &str) -> Self {
        if self.0.file.is_empty() {
            name.clone_into(&mut self.0.file);
        }
        self
    }

    /// Name of the file, without its folder.
    pub fn file(&self) -> &str {
        &self.0.file
    }

    /// Where in the file.
    pub fn at(&self) -> &At {
        &self.0.at
    }

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// Whether the user stopped it: no message is needed then.
    pub fn is_cancelled(&self) -> bool {
        self.0.problem == Problem::Cancelled
    }

    /// The whole message in the language of the words, one line, with advice at its end.
    pub fn explain(&self, words: &Words) -> String {
        let mut place = vec![self.0.file.clone(), self.0.at.explain(words)];
        place.retain(|part| !part.is_empty());
        let (message, advice) = self.0.problem.explain(words);
        let colon = if place.is_empty() { "" } else { words.reading.colon };
        let mut text = format!("{}{colon}{message}.", place.join(", "));
        if !advice.is_empty() {
            let _ = write!(text, " {advice}");
        }
        text
    }
}

impl At {
    /// The place in words; empty for the whole file.
    pub fn explain(&self, words: &Words) -> String {
        let w = words.reading;
        match self {
            Self::File => String::new(),
            Self::Position { line, character } => format!("{} {line}, {} {character}", w.line, w.character),
            Self::Member { path, line: None } => path.clone(),
            Self::Member { path, line: Some(line) } => format!("{path} ({} {line})", w.line),
            Self::Cell { line, column } if column.is_empty() => format!("{} {line}", w.line),
            Self::Cell { line, column } => format!("{} {line}, {} {column}", w.line, w.column),
        }
    }
}

impl Problem {
    /// The message without a full stop, and what to do.
    fn explain(&self, words: &Words) -> (String, &'static str) {
        let w = words.reading;
        match self {
            Self::Missing => (w.missing.to_owned(), w.advice_path),
            Self::Directory => (w.directory.to_owned(), w.advice_file),
            Self::Denied => (w.denied.to_owned(), ""),
            Self::Io(system) => (format!("{} ({system})", w.io), w.advice_again),
            Self::Cancelled => (w.cancelled.to_owned(), ""),
            Self::TooLarge { bytes, limit } => (words.too_large(*bytes, *limit), w.advice_smaller),
            Self::Empty => (w.empty.to_owned(), w.advice_again),
            Self::NoRows => (w.no_rows.to_owned(), w.advice_export),
            Self::NotUnderstood(content) => (found_expected(words, &content.explain(words), w.understood), ""),
            Self::MissingColumns(names) => {
                let many = names.len() > 1;
                (words.columns_missing(&names.join(", "), many), w.advice_export)
            }
            Self::Truncated => (w.truncated.to_owned(), w.advice_again),
            Self::TooDeep => (w.too_deep.to_owned(), w.advice_correct),
            Self::MemberMissing(name) => (words.member_missing(name), w.advice_correct),
            Self::MemberTwice(name) => (words.member_twice(name), w.advice_correct),
            Self::MemberUnknown(name, known) => {
                let known = words.one_of(&known.join(", "));
                let text = format!("{}; {} {known}", words.member_unknown(name), w.expected);
                (text, w.advice_correct)
            }
            Self::Value(found, expected) => {
                let text = found_expected(words, &found.explain(words), &expected.explain(words));
                (text, expected.advice(words))
            }
        }
    }
}

/// "found X, expected Y".
pub(super) fn found_expected(words: &Words, found: &str, expected: &str) -> String {
    let w = words.reading;
    format!("{} {found}, {} {expected}", w.found, w.expected)
}

impl Content {
    fn explain(&self, words: &Words) -> String {
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
            Self::Words(text) => return text.clone(),
        };
        phrase.to_owned()
    }

    fn advice(&self, words: &Words) -> &'static str {
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
    use crate::words::FR;

    #[test]
    fn a_message_says_where_what_and_what_to_do_in_both_languages() {
        let error = ReadError::member(
            "features[0].geometry.coordinates[1]",
            Found::Bare("95".to_owned()),
            Expected::Latitude,
        )
        .in_file("a.geojson");
        assert_eq!(
            error.to_string(),
            "a.geojson, features[0].geometry.coordinates[1]: found 95, expected a latitude from −90 to 90. \
             Correct it in the file and open the file again."
        );
        assert_eq!(
            error.explain(&FR),
            "a.geojson, features[0].geometry.coordinates[1]\u{A0}: trouvé 95, attendu une latitude de −90 à 90. \
             Corrigez le fichier, puis ouvrez-le à nouveau."
        );
    }

    #[test]
    fn excerpts_are_short_and_on_one_line() {
        assert_eq!(excerpt("a\nb\u{7}"), "a b ");
        assert_eq!(excerpt(&"é".repeat(41)).chars().count(), 41);
        assert!(excerpt(&"é".repeat(41)).ends_with('…'));
    }
}
