//! The visible events in another order than by date: what a table sorted by a column shows.
//!
//! Columns hold codes, and there are few distinct values: they are put in order once, and a million rows are
//! sorted as numbers (rank of the value, position by date). Rows of equal value stay in the order of time.

mod actors;

use std::cmp::Ordering;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::result::{EventRef, Part, QueryResult};
use crate::base::fold::fold;
use crate::base::{Pulse, pulse::Cancelled};
use crate::model::dictionary::Code;
use crate::model::{Event, Row};
use crate::words::Words;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Days.
    Date,
    /// Event type.
    Kind,
    /// Sub-type in the words of the data.
    SubKind,
    /// Title.
    Title,
    /// Country.
    Country,
    /// First-order division.
    Region,
    /// Place.
    Place,
    /// How sharply the place is known.
    Precision,
    /// Reported deaths.
    Deaths,
    /// Actors.
    Actors,
    /// Number of sources.
    Sources,
    /// Number of fields on which sources differ.
    Differ,
    /// Dataset.
    Dataset,
    /// Id in the dataset.
    Id,
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::Date,
        Self::Kind,
        Self::SubKind,
        Self::Title,
        Self::Country,
        Self::Region,
        Self::Place,
        Self::Precision,
        Self::Deaths,
        Self::Actors,
        Self::Sources,
        Self::Differ,
        Self::Dataset,
        Self::Id,
    ];

    /// What a cell of words says; empty for columns of numbers and days.
    pub fn text(self, event: Event<'_>, words: &Words) -> String {
        match self {
            Self::Kind => words.event_type_one(event.kind()).to_owned(),
            Self::SubKind => event.sub_kind().to_owned(),
            Self::Title => words.title(event).into_owned(),
            Self::Country => words.country(event.country()).to_owned(),
            Self::Region => event.admin1().to_owned(),
            Self::Place => event.place_in(words.lang).to_owned(),
            Self::Precision => words.place_class(event.place_class()).to_owned(),
            Self::Actors => event.actors().collect::<Vec<_>>().join("; "),
            Self::Id => event.id().to_owned(),
            Self::Date | Self::Deaths | Self::Sources | Self::Differ | Self::Dataset => String::new(),
        }
    }

    /// The number that a cell stands for; 0 for columns of words. No figure of deaths comes before none killed.
    fn number(self, event: Event<'_>) -> i64 {
        match self {
            Self::Deaths => event.deaths().shown().map_or(-1, i64::from),
            Self::Sources => i64::try_from(event.sources().count()).unwrap_or(i64::MAX),
            Self::Differ => i64::from(event.disagreements()),
            _ => 0,
        }
    }
}

impl From<Column> for usize {
    fn from(column: Column) -> Self {
        column as Self
    }
}

/// Columns that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Column>", into = "Vec<Column>")]
pub struct Columns(u16);

impl Columns {
    /// Shows or hides a column.
    pub fn set(&mut self, column: Column, shown: bool) {
        let bit = 1 << column as u16;
        self.0 = if shown { self.0 | bit } else { self.0 & !bit };
    }

    /// Whether a column is shown.
    pub fn has(self, column: Column) -> bool {
        self.0 & 1 << column as u16 != 0
    }

    /// The columns that are shown, in the order of the table.
    pub fn shown(self) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(move |column| self.has(*column))
    }
}

impl Default for Columns {
    fn default() -> Self {
        use Column::{Actors, Country, Date, Deaths, Differ, Kind, Place, Sources, Title};
        Self::from(vec![Date, Kind, Title, Country, Place, Deaths, Actors, Sources, Differ])
    }
}

impl From<Vec<Column>> for Columns {
    fn from(shown: Vec<Column>) -> Self {
        let mut columns = Self(0);
        shown.into_iter().for_each(|column| columns.set(column, true));
        columns
    }
}

impl From<Columns> for Vec<Column> {
    fn from(columns: Columns) -> Self {
        columns.shown().collect()
    }
}

/// Rows, values or numbers between two looks at the pulse.
const STRIDE: usize = 16_384;

/// What a table is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sorting {
    /// The column.
    pub by: Column,
    /// Largest, latest or last in the alphabet first.
    pub descending: bool,
}

/// What rows are compared by: numbers come before texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortValue(i64, String);

impl SortValue {
    /// Of a name.
    pub fn named(name: &str) -> Self {
        Self(0, fold(name))
    }

    /// Of an event: the slow, obvious truth that [`sorted`] is tested against.
    pub fn of(by: Column, event: Event<'_>, words: &Words) -> Self {
        let text = match by {
            // Name by name: "Army" comes before "Army of Mali", whoever is named next.
            Column::Actors => event.actors().map(fold).collect::<Vec<_>>().join("\0"),
            _ => fold(&by.text(event, words)),
        };
        Self(by.number(event), text)
    }
}

/// The visible events sorted by a column. By date nothing needs to be sorted: see [`super::RowList`]. The pulse says
/// how far it has come.
///
/// # Errors
/// [`Cancelled`] once `pulse` says so; looked at a few times a second at least.
pub fn sorted(
    result: &QueryResult,
    sorting: Sorting,
    words: &Words,
    pulse: &Pulse,
) -> Result<Vec<EventRef>, Cancelled> {
    if sorting.by == Column::Actors {
        return actors::by_actors(result, sorting.descending, pulse);
    }
    // Rows are coded, values put in order, rows sorted: thirds, as far as can be said beforehand.
    pulse.start(result.count() as u64 * 3);
    let (mut codes, mut values) = (Vec::new(), Vec::new());
    for part in &result.parts {
        let coded = Coded::of(sorting.by, part, words, pulse)?;
        codes.push(coded.codes);
        values.push(coded.values);
    }
    let ranks = ranked(&values, pulse)?;
    drop(values);
    let events: Vec<EventRef> = result.rows.iter().collect();
    let mut keys: Vec<u64> = Vec::with_capacity(events.len());
    for (position, at) in (0u32..).zip(&events) {
        let part = usize::from(at.dataset);
        let code = codes.get(part).and_then(|codes| codes.get(at.row as usize));
        let rank = code.and_then(|code| ranks.get(part)?.get(*code as usize));
        let rank = rank.copied().unwrap_or(u32::MAX);
        let rank = if sorting.descending { !rank } else { rank };
        keys.push(u64::from(rank) << 32 | u64::from(position));
    }
    drop((codes, ranks));
    sort_in_steps(&mut keys, pulse, |a, b| a.cmp(b))?;
    let of_key = |key: &u64| events.get((key & u64::from(u32::MAX)) as usize).copied();
    Ok(keys.iter().filter_map(of_key).collect())
}

/// The place of each value among all, by part and code; equal values have the same.
fn ranked(values: &[Vec<SortValue>], pulse: &Pulse) -> Result<Vec<Vec<u32>>, Cancelled> {
    let parts = values.iter().enumerate();
    let mut order: Vec<(&SortValue, u32, u32)> = Vec::with_capacity(values.iter().map(Vec::len).sum());
    for (part, values) in parts {
        let part = u32::try_from(part).unwrap_or(u32::MAX);
        order.extend((0u32..).zip(values).map(|(code, value)| (value, part, code)));
    }
    sort_in_steps(&mut order, pulse, |(a, ..), (b, ..)| a.cmp(b))?;
    let mut ranks: Vec<Vec<u32>> = values.iter().map(|values| vec![0; values.len()]).collect();
    let alike = order.chunk_by(|(a, ..), (b, ..)| a == b);
    for (rank, alike) in (0u32..).zip(alike) {
        for (_, part, code) in alike {
            let slot = ranks
                .get_mut(*part as usize)
                .and_then(|ranks| ranks.get_mut(*code as usize));
            if let Some(slot) = slot {
                *slot = rank;
            }
        }
    }
    Ok(ranks)
}

/// Sorts by parts, with a look at the pulse between them; the last step finds sorted runs and only merges them.
fn sort_in_steps<T>(all: &mut [T], pulse: &Pulse, by: impl Fn(&T, &T) -> Ordering) -> Result<(), Cancelled> {
    for part in all.chunks_mut(STRIDE) {
        pulse.check()?;
        part.sort_unstable_by(&by);
        pulse.advance(part.len() as u64);
    }
    pulse.check()?;
    all.sort_by(by);
    pulse.check()
}

/// A column of a dataset as codes of distinct values.
struct Coded {
    values: Vec<SortValue>,
    codes: Vec<Code>,
}

impl Coded {
    fn of(by: Column, part: &Part, words: &Words, pulse: &Pulse) -> Result<Self, Cancelled> {
        let d = &part.dataset;
        let key = |row: Row, event: Event<'_>| -> [Code; 3] {
            let at = |column: &[Code]| column.get(row as usize).copied().unwrap_or(Code::MAX);
            match by {
                // Actors are sorted in a way of their own.
                Column::Date | Column::Dataset | Column::Actors => [0; 3],
                Column::Kind => [event.kind() as Code, 0, 0],
                Column::SubKind => [at(d.sub_kinds().1), 0, 0],
                Column::Title => match event.title_codes() {
                    // Without a sub-type the title names the type.
                    [title, _, place] if event.sub_kind().is_empty() => {
                        [title, Code::MAX - event.kind() as Code, place]
                    }
                    codes => codes,
                },
                Column::Country => [at(d.countries().1), 0, 0],
                Column::Region => [at(d.admin1s().1), 0, 0],
                Column::Place => [event.title_codes()[2], 0, 0],
                Column::Precision => [at(d.sharpness().1), 0, 0],
                Column::Deaths => [at(d.death_figures().1), 0, 0],
                Column::Sources => [at(d.source_ids().1), 0, 0],
                Column::Differ => [Code::from(event.disagreements()), 0, 0],
                Column::Id => [row, 0, 0],
            }
        };
        let mut known: HashMap<[Code; 3], Code> = HashMap::new();
        let mut coded = Self {
            values: Vec::new(),
            codes: vec![Code::MAX; d.len()],
        };
        for (n, row) in part.visible.iter().enumerate() {
            if n % STRIDE == 0 {
                pulse.check()?;
                pulse.advance(STRIDE as u64);
            }
            let Some(event) = d.event(row) else { continue };
            let code = *known.entry(key(row, event)).or_insert_with(|| {
                let value = match by {
                    Column::Dataset => SortValue::named(part.slice.name.get(words.lang)),
                    _ => SortValue::of(by, event, words),
                };
                coded.values.push(value);
                Code::try_from(coded.values.len() - 1).unwrap_or(Code::MAX)
            });
            if let Some(slot) = coded.codes.get_mut(row as usize) {
                *slot = code;
            }
        }
        Ok(coded)
    }
}

/// The visible events in some order.
#[derive(Debug, Clone, Default)]
pub enum Order {
    /// By date; those without one last.
    #[default]
    Oldest,
    /// Latest first; those without a date last.
    Newest,
    /// As sorted.
    Sorted(Vec<EventRef>),
}

impl Order {
    /// The n-th event, from 0.
    pub fn get(&self, result: &QueryResult, n: usize) -> Option<EventRef> {
        match self {
            Self::Oldest => result.rows.get(n),
            Self::Newest => result.rows.get(mirrored(n, result.rows.dated())),
            Self::Sorted(events) => events.get(n).copied(),
        }
    }

    /// Where an event stands; `None` if it is not visible.
    pub fn position(&self, result: &QueryResult, at: EventRef) -> Option<usize> {
        match self {
            Self::Oldest => result.rows.position(at),
            Self::Newest => result.rows.position(at).map(|n| mirrored(n, result.rows.dated())),
            Self::Sorted(events) => events.iter().position(|other| *other == at),
        }
    }
}

/// The dated entries turned round, the others where they are.
fn mirrored(n: usize, dated: usize) -> usize {
    if n < dated { dated - 1 - n } else { n }
}
