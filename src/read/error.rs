//! What is wrong with a file, where in it, what was found, what was expected, what to do.

use std::fmt::Write as _;

use super::date_forms::Undecided;
use super::found::found_expected;
pub use super::found::{Content, Expected, Found, excerpt};
pub use super::found_formats::{OtherContent, Trouble, Wanted};
use super::guess::Doubt;
use crate::words::{EN, Words};

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

/// What is wrong. As text ([`Problem::code`]): its name in small letters with underlines.
#[derive(Debug, Clone, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Problem {
    /// No such file.
    Missing,
    /// A folder.
    Directory,
    /// A pipe, a device or the like.
    NotAFile,
    /// No permission.
    Denied,
    /// Reading failed, as the system says.
    Io(std::io::ErrorKind),
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
    MissingColumns {
        /// Name of the kind.
        table: &'static str,
        /// Names of the columns.
        columns: Vec<String>,
    },
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
    /// Day and month of a column's dates could be either way round.
    DateOrder(Undecided),
    /// A table that no reader knows, and why its columns could not be guessed for sure.
    NeedsMapping(Vec<Doubt>),
    /// The file has changed while it was read.
    Changed,
    /// Columns that a profile names and the table does not have.
    ProfileColumns(Vec<String>),
    /// A profile that cannot be read; a library's words.
    Profile(String),
    /// What happens to files that are no plain tables.
    Trouble(Trouble),
    /// One thing found, another expected.
    Value(Found, Expected),
    /// No row of so many could be used: what was found in the first, and what was expected.
    NoRowUsable(usize, Found, Expected),
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
    /// The place of a finding: a member of a JSON document where `column` is a path from its root (`$.`), else a
    /// cell. Line 0 is the file as a whole.
    pub(super) fn of(line: u64, column: &str) -> Self {
        if let Some(path) = column.strip_prefix("$.") {
            return Self::Member {
                path: path.to_owned(),
                line: Some(line),
            };
        }
        if line == 0 && column.is_empty() {
            return Self::File;
        }
        Self::Cell {
            line,
            column: column.to_owned(),
        }
    }

    /// The place in words; empty for the whole file.
    pub fn explain(&self, words: &Words) -> String {
        let w = words.reading;
        match self {
            Self::File => String::new(),
            Self::Position { line, character } => format!("{} {line}, {} {character}", w.line, w.character),
            Self::Member { path, line: None } => path.clone(),
            Self::Member { path, line: Some(line) } => format!("{path} ({} {line})", w.line),
            Self::Cell { line: 0, column } => format!("{} {column}", w.column),
            Self::Cell { line, column } if column.is_empty() => format!("{} {line}", w.line),
            Self::Cell { line, column } => format!("{} {line}, {} {column}", w.line, w.column),
        }
    }
}

impl Problem {
    /// Stable name for programs: `missing_columns`; for one thing found and another expected, that of the latter.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Value(_, expected) | Self::NoRowUsable(_, _, expected) => expected.code(),
            other => other.into(),
        }
    }

    /// The message without a full stop, and what to do.
    pub fn explain(&self, words: &Words) -> (String, &'static str) {
        let w = words.reading;
        match self {
            Self::Missing => (w.missing.to_owned(), w.advice_path),
            Self::Directory => (w.directory.to_owned(), w.advice_file),
            Self::NotAFile => (w.not_a_file.to_owned(), w.advice_file),
            Self::Denied => (w.denied.to_owned(), w.advice_denied),
            Self::Io(kind) => (format!("{} ({})", w.io, words.system_kind(*kind)), w.advice_again),
            Self::Changed => (w.changed_meanwhile.to_owned(), w.advice_open_again),
            Self::Cancelled => (w.cancelled.to_owned(), ""),
            Self::TooLarge { bytes, limit } => (words.too_large(*bytes, *limit), w.advice_smaller),
            Self::Empty => (w.empty.to_owned(), w.advice_again),
            Self::NoRows => (w.no_rows.to_owned(), w.advice_export),
            Self::NotUnderstood(content) => {
                let text = found_expected(words, &content.explain(words), w.understood);
                (text, content.advice(words))
            }
            Self::MissingColumns { table, columns } => {
                let many = columns.len() > 1;
                (words.columns_missing(table, &columns.join(", "), many), w.advice_export)
            }
            Self::Truncated => (w.truncated.to_owned(), w.advice_again),
            Self::TooDeep => (w.too_deep.to_owned(), w.advice_correct),
            Self::MemberMissing(name) => (words.member_missing(name), w.advice_correct),
            Self::MemberTwice(name) => (words.member_twice(name), w.advice_correct),
            Self::MemberUnknown(name, known) => {
                let known = words.one_of(&known.join(", "));
                let text = format!("{}{}{} {known}", words.member_unknown(name), w.semicolon, w.expected);
                (text, w.advice_correct)
            }
            Self::NeedsMapping(doubts) => (doubts_explained(doubts, words), words.tables.advice_map),
            Self::ProfileColumns(names) => (words.profile_columns(&names.join(", ")), words.tables.advice_profile),
            Self::Profile(reason) => (
                format!("{} ({reason})", words.tables.not_a_profile),
                words.tables.advice_profile,
            ),
            Self::DateOrder(undecided) => (undecided.explain(words), w.advice_date_order),
            Self::Trouble(trouble) => trouble.explain(words),
            Self::Value(found, expected) => {
                let text = found_expected(words, &found.explain(words), &expected.explain(words));
                (text, expected.advice(words))
            }
            Self::NoRowUsable(rows, found, expected) => {
                let first = found_expected(words, &found.explain(words), &expected.explain(words));
                let text = format!("{first}{}{}", w.semicolon, words.none_usable(*rows));
                (text, expected.advice(words))
            }
        }
    }
}

/// What keeps a table from being opened by a guess.
pub fn doubts_explained(doubts: &[Doubt], words: &Words) -> String {
    let w = words.tables;
    let mut said = vec![w.unknown_table.to_owned()];
    said.extend(doubts.iter().map(|doubt| match doubt {
        Doubt::NoDate => w.no_date.to_owned(),
        Doubt::NoPlace => w.no_place.to_owned(),
        Doubt::Dates(names) => format!("{} {}", w.several_dates, names.join(", ")),
        Doubt::Places(names) => format!("{} {}", w.several_places, names.join(", ")),
    }));
    said.join(words.reading.semicolon)
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
            "a.geojson, features[0].geometry.coordinates[1]: found 95, expected a latitude from -90 to 90. \
             Correct it in the file and open the file again."
        );
        assert_eq!(
            error.explain(&FR),
            "a.geojson, features[0].geometry.coordinates[1]\u{A0}: trouvé 95, attendu une latitude de -90 à 90. \
             Corrigez le fichier, puis ouvrez-le à nouveau."
        );
    }
}
