//! Counts that follow a set of rows.
//!
//! A tally remembers which set it counted. For the next set it looks only at the rows that came or went
//! ([`Trace`]), unless those are so many that counting afresh is cheaper. Either way gives the same numbers
//! (`tests/engine.rs`).

use super::index::PlaceIndex;
use super::rows::RowSet;
use super::trace::Trace;
use crate::model::deaths::DeathTotal;
use crate::model::dictionary::{Code, Lists};
use crate::model::{Dataset, Deaths, EventType, Row};

fn bump(counts: &mut [u32], code: Code, came: bool) {
    if let Some(count) = counts.get_mut(code as usize) {
        *count = if came {
            count.wrapping_add(1)
        } else {
            count.wrapping_sub(1)
        };
    }
}

/// Rows by the value of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct CodeTally {
    counts: Vec<u32>,
    counted: u64,
}

impl CodeTally {
    /// The counts by code for a set of rows. `sets`: the rows of each value, where they are kept.
    pub fn update(&mut self, values: usize, column: &[Code], sets: Option<&[RowSet]>, trace: &Trace) -> &[u32] {
        let code = |row: &Row| column.get(*row as usize).copied().unwrap_or(Code::MAX);
        self.counts.resize(values, 0);
        let counts = &mut self.counts;
        // A word of a bitmap costs about as much as two rows that are looked up.
        let by_sets = sets.filter(|sets| sets.len() * trace.set().words().len() < 2 * trace.count());
        match (trace.follow(&mut self.counted), by_sets) {
            (Some((came, went)), _) => {
                came.iter().for_each(|row| bump(counts, code(row), true));
                went.iter().for_each(|row| bump(counts, code(row), false));
            }
            (None, Some(sets)) => {
                for (count, set) in counts.iter_mut().zip(sets) {
                    *count = u32::try_from(trace.set().count_and(set)).unwrap_or(u32::MAX);
                }
            }
            (None, None) => {
                counts.fill(0);
                trace.set().each(|row| bump(counts, code(&row), true));
            }
        }
        &self.counts
    }

    /// The counts as they were left.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }
}

/// Rows by the values of lists: an event counts for each of its actors.
#[derive(Debug, Clone, Default)]
pub(super) struct ListTally {
    counts: Vec<u32>,
    counted: u64,
    /// Rows of each list, while counting afresh.
    of_list: Vec<u32>,
}

impl ListTally {
    /// Brings the counts by value code to a set of rows.
    pub fn update(&mut self, lists: &Lists, column: &[Code], trace: &Trace) {
        let list = |row: &Row| column.get(*row as usize).copied().unwrap_or(Code::MAX);
        self.counts.resize(lists.dictionary().len(), 0);
        let counts = &mut self.counts;
        if let Some((came, went)) = trace.follow(&mut self.counted) {
            let mut change = |row: &Row, came: bool| {
                lists
                    .codes(list(row))
                    .iter()
                    .for_each(|value| bump(counts, *value, came));
            };
            came.iter().for_each(|row| change(row, true));
            went.iter().for_each(|row| change(row, false));
            return;
        }
        counts.fill(0);
        self.of_list.clear();
        self.of_list.resize(lists.len(), 0);
        trace.set().each(|row| bump(&mut self.of_list, list(&row), true));
        for (list, rows) in (0..).zip(&self.of_list).filter(|(_, rows)| **rows > 0) {
            for value in lists.codes(list) {
                if let Some(count) = counts.get_mut(*value as usize) {
                    *count += rows;
                }
            }
        }
    }

    /// The counts as they were left.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }
}

/// What is visible at each place of a [`PlaceIndex`], by place code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartPlaces {
    /// Visible events by type, in the order of [`EventType::ALL`].
    pub by_kind: Vec<[u32; EventType::ALL.len()]>,
    /// Of the visible ones: those that only may have happened in the window.
    pub possible_only: Vec<u32>,
    /// Shown deaths of the visible events.
    pub deaths: Vec<u32>,
}

impl PartPlaces {
    /// The counts of these rows, all of them certain.
    pub(super) fn count(dataset: &Dataset, places: &PlaceIndex, rows: &RowSet) -> Self {
        let mut counts = Self::default();
        counts.clear(places.len());
        let looked = Looked::new(dataset, places);
        rows.each(|row| counts.change(&looked, row, true));
        counts
    }

    /// Visible events of a place.
    pub fn visible(&self, place: u32) -> u32 {
        self.by_kind.get(place as usize).map_or(0, |kinds| kinds.iter().sum())
    }

    /// A row comes or goes.
    fn change(&mut self, looked: &Looked<'_>, row: Row, came: bool) {
        let place = looked.place(row);
        let kind = self
            .by_kind
            .get_mut(place)
            .and_then(|kinds| kinds.get_mut(looked.kind(row)));
        if let Some((kind, deaths)) = kind.zip(self.deaths.get_mut(place)) {
            let n = looked.deaths(row);
            (*kind, *deaths) = if came {
                (kind.wrapping_add(1), deaths.wrapping_add(n))
            } else {
                (kind.wrapping_sub(1), deaths.wrapping_sub(n))
            };
        }
    }

    fn clear(&mut self, places: usize) {
        self.by_kind.clear();
        self.by_kind.resize(places, [0; EventType::ALL.len()]);
        for column in [&mut self.possible_only, &mut self.deaths] {
            column.clear();
            column.resize(places, 0);
        }
    }
}

/// Which sets the counts by place stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceFollow {
    visible: u64,
    possible: u64,
}

/// What is looked up of an event to count it.
struct Looked<'a> {
    kinds: &'a [EventType],
    deaths: &'a [Code],
    /// Shown deaths by code of a figure.
    shown: Vec<u32>,
    of_row: &'a [u32],
}

impl<'a> Looked<'a> {
    fn new(dataset: &'a Dataset, places: &'a PlaceIndex) -> Self {
        let (figures, deaths) = dataset.death_figures();
        Self {
            kinds: dataset.kinds(),
            deaths,
            shown: figures.iter().map(|d| d.shown().unwrap_or(0)).collect(),
            of_row: places.of_rows(),
        }
    }

    fn deaths(&self, row: Row) -> u32 {
        let code = self.deaths.get(row as usize).copied().unwrap_or(Code::MAX);
        self.shown.get(code as usize).copied().unwrap_or(0)
    }

    fn place(&self, row: Row) -> usize {
        self.of_row
            .get(row as usize)
            .map_or(usize::MAX, |place| *place as usize)
    }

    fn kind(&self, row: Row) -> usize {
        self.kinds.get(row as usize).map_or(0, |kind| kind.index())
    }
}

impl PlaceFollow {
    /// Brings `counts` from the sets counted last to these. `possible_only` are visible too.
    pub fn update(
        &mut self,
        (dataset, places): (&Dataset, &PlaceIndex),
        (visible, possible_only): (&Trace, &Trace),
        counts: &mut PartPlaces,
    ) {
        let looked = Looked::new(dataset, places);
        if counts.by_kind.len() != places.len() {
            counts.clear(places.len());
            (self.visible, self.possible) = (0, 0);
        }
        match visible.follow(&mut self.visible) {
            Some((came, went)) => {
                came.iter().for_each(|row| counts.change(&looked, *row, true));
                went.iter().for_each(|row| counts.change(&looked, *row, false));
            }
            None => {
                counts.by_kind.fill([0; EventType::ALL.len()]);
                counts.deaths.fill(0);
                visible.set().each(|row| counts.change(&looked, row, true));
            }
        }
        let place = |row: Row| Code::try_from(looked.place(row)).unwrap_or(Code::MAX);
        let only = &mut counts.possible_only;
        match possible_only.follow(&mut self.possible) {
            Some((came, went)) => {
                came.iter().for_each(|row| bump(only, place(*row), true));
                went.iter().for_each(|row| bump(only, place(*row), false));
            }
            None => {
                only.fill(0);
                possible_only.set().each(|row| bump(only, place(row), true));
            }
        }
    }
}

/// Deaths by distinct figure, added to a total.
pub(super) fn total(mut total: DeathTotal, figures: &[Deaths], counts: &[u32]) -> DeathTotal {
    for (figure, count) in figures.iter().zip(counts).filter(|(_, count)| **count > 0) {
        total.add_times(*figure, *count);
    }
    total
}
