//! The popup of one event as a display list: headed rows of lines, lines of text, citation numbers and marks.
//!
//! Order is fixed: type, title, when, where, who, losses by side, strength, means, what else was claimed,
//! common origin, sources. Rows without content are absent; where nobody gives a number of dead, the row says so.
//! [`claims`], [`place`] and [`record`] give what the dossier adds.

pub mod account;
pub mod claims;
mod losses;
pub mod place;
mod plain;
pub mod record;
mod sides;

use std::collections::BTreeSet;

use crate::model::difference::differences;
use crate::model::{Difference, DifferenceKind, Event, EventKey, EventType, Field, Incident};
use crate::words::Words;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// A citation number, from 1.
    Cite(usize),
    /// The mark `≠`: sources give incompatible values.
    Differ,
    /// The mark `!`: something to be careful with.
    Warning,
    /// A link to the tab on place and date, with its words.
    HowLocated(String),
}

/// A line: text that wraps, with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its pieces, in order.
    pub parts: Vec<Part>,
}

impl Line {
    /// A line of words.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            parts: vec![Part::Text(text.into())],
        }
    }

    /// Adds words.
    #[must_use]
    pub fn then(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    /// Adds citation numbers.
    #[must_use]
    pub fn cite(mut self, numbers: impl IntoIterator<Item = usize>) -> Self {
        self.parts.extend(numbers.into_iter().map(Part::Cite));
        self
    }

    fn cited(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().filter_map(|part| match part {
            Part::Cite(number) => Some(*number),
            _ => None,
        })
    }
}

/// Lines about one side, or about none in particular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name of the side, before its lines.
    pub side: Option<String>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A headed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Heading.
    pub heading: &'static str,
    /// Lines by side.
    pub groups: Vec<Group>,
}

/// An entry of the list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Citation number, from 1.
    pub number: usize,
    /// Source id.
    pub id: String,
    /// One line.
    pub short: String,
    /// The whole record in a few lines, for a tooltip.
    pub full: String,
    /// Whether the printed date cannot be that of the text.
    pub warning: bool,
}

/// What a popup says about an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Recount {
    /// The event.
    pub key: EventKey,
    /// Its type, for the symbol.
    pub kind: EventType,
    /// Type and sub-type.
    pub type_line: String,
    /// Title.
    pub title: String,
    /// Names of the fields on which sources disagree: as many as the mark in the head counts.
    pub differing: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Which records repeat one statement.
    pub origins: Vec<Line>,
    /// What the numbers stand for: those that are cited, and reports that a row names without citing them.
    pub sources: Vec<SourceLine>,
}

/// What the rows are made from.
#[derive(Clone, Copy)]
struct Telling<'a> {
    event: Event<'a>,
    incident: &'a Incident,
    words: &'a Words,
    differences: &'a [Difference<'a>],
    /// Presentation: without names of sources and who is quoted.
    discreet: bool,
}

impl<'a> Telling<'a> {
    /// Whether sources disagree on a field of a side.
    fn differs(&self, field: Field, side: Option<&str>) -> bool {
        self.differences
            .iter()
            .any(|d| d.field == field && d.side == side && d.kind == DifferenceKind::Disagreement)
    }

    /// Citation numbers of sources, ascending, each once.
    fn numbers<'b>(&self, sources: impl IntoIterator<Item = &'b String>) -> Vec<usize> {
        let found: BTreeSet<usize> = sources
            .into_iter()
            .filter_map(|id| self.incident.citation_number(id))
            .collect();
        found.into_iter().collect()
    }

    fn lang(&self) -> crate::base::Lang {
        self.words.lang
    }
}

/// Tells an event in the language of `words`. With `discreet`, the names of sources and of who is quoted are
/// left out; the numbers stay.
pub fn recount(event: Event<'_>, words: &Words, discreet: bool) -> Recount {
    let incident = event.incident();
    let differences = differences(&incident);
    let telling = Telling {
        event,
        incident: &incident,
        words,
        differences: &differences,
        discreet,
    };
    let mut rows = vec![sides::when(&telling), sides::place(&telling)];
    rows.extend(sides::who(&telling));
    rows.extend(losses::rows(&telling));
    let origins = if discreet { Vec::new() } else { origins(&telling) };
    let cited = cited(&rows, &origins);
    Recount {
        key: event.key(),
        kind: event.kind(),
        type_line: type_line(event, words),
        title: words.title(event).into_owned(),
        differing: differing(&telling),
        rows,
        origins,
        sources: record::lines(&telling, &cited),
    }
}

/// "Battle · armed clash".
pub fn type_line(event: Event<'_>, words: &Words) -> String {
    let kind = words.event_type_one(event.kind());
    match words.sub_type(event.sub_kind()) {
        sub if sub.is_empty() => kind.to_owned(),
        sub => format!("{kind} · {sub}"),
    }
}

/// Field and side of every disagreement: "Killed, attackers".
fn differing(telling: &Telling<'_>) -> Vec<String> {
    let marked = telling
        .differences
        .iter()
        .filter(|d| d.kind == DifferenceKind::Disagreement);
    marked
        .map(|d| {
            let field = telling.words.field(d.field).to_lowercase();
            match d.side.and_then(|id| telling.incident.side(id)) {
                Some(side) => format!("{field} ({})", side.name.get(telling.lang())),
                None => field,
            }
        })
        .collect()
}

/// "\[1\] \[2\] \[3\] repeat one statement of …".
fn origins(telling: &Telling<'_>) -> Vec<Line> {
    let statements = telling.incident.statements.iter();
    statements
        .filter_map(|statement| {
            let numbers = telling.numbers(&statement.sources);
            let mut line = Line::default();
            for number in numbers.iter().copied() {
                line = line.cite([number]).then(" ");
            }
            (!numbers.is_empty()).then(|| line.then(statement.text.get(telling.lang())))
        })
        .collect()
}

/// Every number that a line cites, ascending.
fn cited(rows: &[Row], origins: &[Line]) -> BTreeSet<usize> {
    let lines = rows.iter().flat_map(|row| &row.groups).flat_map(|group| &group.lines);
    lines.chain(origins).flat_map(Line::cited).collect()
}
