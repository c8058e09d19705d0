//! Counts that follow a set of rows.
//!
//! A tally remembers which set it counted. For the next set it looks only at the rows that came or went
//! ([`Trace`]), unless those are so many that counting afresh is cheaper. Either way gives the same numbers
//! (`tests/engine.rs`).

use std::sync::Arc;

use super::followed::{Counts, Followed};
use super::index::PlaceIndex;
use super::milestones::Milestones;
use super::rows::RowSet;
use super::trace::{Change, Trace};
use crate::model::deaths::DeathTotal;
use crate::model::dictionary::{Code, Lists};
use crate::model::{Dataset, Deaths, EventType, Row};

#[inline(always)]
fn bump(counts: &mut [u32], code: Code, came: bool) {
    if let Some(count) = counts.get_mut(code as usize) {
        *count = if came {
            count.wrapping_add(1)
        } else {
            count.wrapping_sub(1)
        };
    }
}

/// Counts rows one by one. The innermost of all loops: a call for each row would cost more than what it does.
#[inline(always)]
fn each(changes: &[Change], mut each: impl FnMut(Row, bool)) {
    for change in changes {
        change.each(&mut each);
    }
}

/// Counts rows that are in a set by their bits.
fn by_bits(count: &mut u32, set: &RowSet, changes: &[Change]) {
    let words = set.words();
    let change = changes.iter().map(|change| {
        let word = words.get(change.word as usize).copied().unwrap_or(0);
        (word & change.came)
            .count_ones()
            .wrapping_sub((word & change.went).count_ones())
    });
    *count = change.fold(*count, u32::wrapping_add);
}

/// Rows by the value of a column.
#[derive(Debug, Default)]
pub(super) struct CodeTally(Followed<Vec<u32>>);

impl CodeTally {
    /// The counts by code for a set of rows. `sets`: the rows of each value, where they are kept.
    pub fn update(&mut self, values: usize, column: &[Code], sets: Option<&[RowSet]>, trace: &Trace) -> &[u32] {
        let code = |row: Row| column.get(row as usize).copied().unwrap_or(Code::MAX);
        self.follow(values, code, sets, trace)
    }

    /// The same by type of event.
    pub fn update_kinds(&mut self, kinds: &[EventType], sets: &[RowSet], trace: &Trace) {
        let code = |row: Row| kinds.get(row as usize).map_or(Code::MAX, |kind| kind.index() as Code);
        self.follow(sets.len(), code, Some(sets), trace);
    }

    fn follow(&mut self, values: usize, code: impl Fn(Row) -> Code, sets: Option<&[RowSet]>, trace: &Trace) -> &[u32] {
        let afresh = |counts: &mut Vec<u32>, rows: &RowSet| {
            // A word of a bitmap costs about as much as two rows that are looked up.
            let sets = sets.filter(|sets| sets.len() * rows.words().len() < 2 * trace.count());
            match sets {
                Some(sets) => {
                    for (count, set) in counts.iter_mut().zip(sets) {
                        *count = u32::try_from(rows.count_and(set)).unwrap_or(u32::MAX);
                    }
                }
                None => rows.each(|row| bump(counts, code(row), true)),
            }
        };
        let change = |counts: &mut Vec<u32>, changes: &[Change]| {
            let rows = || changes.iter().map(|change| change.rows()).sum::<usize>();
            match sets.filter(|sets| sets.len() * changes.len() < 2 * rows()) {
                Some(sets) => {
                    let counts = counts.iter_mut().zip(sets);
                    counts.for_each(|(count, set)| by_bits(count, set, changes));
                }
                None => each(changes, |row, came| bump(counts, code(row), came)),
            }
        };
        self.0.update(trace, || vec![0; values], change, afresh)
    }

    /// The counts as they were left.
    pub fn counts(&self) -> &[u32] {
        self.0.counts()
    }
}

/// Rows that are in a set, for each of a few sets.
#[derive(Debug, Default)]
pub(super) struct SetTally(Followed<Vec<u32>>);

impl SetTally {
    /// Brings the counts to a set of rows; gives them in the order of the sets.
    pub fn update(&mut self, sets: &[&RowSet], trace: &Trace) -> &[u32] {
        let change = |counts: &mut Vec<u32>, changes: &[Change]| {
            let counts = counts.iter_mut().zip(sets);
            counts.for_each(|(count, set)| by_bits(count, set, changes));
        };
        let afresh = |counts: &mut Vec<u32>, rows: &RowSet| {
            for (count, set) in counts.iter_mut().zip(sets) {
                *count = u32::try_from(rows.count_and(set)).unwrap_or(u32::MAX);
            }
        };
        self.0.update(trace, || vec![0; sets.len()], change, afresh)
    }

    /// The counts as they were left.
    pub fn counts(&self) -> &[u32] {
        self.0.counts()
    }
}

/// Rows by the values of lists: an event counts for each of its actors.
#[derive(Debug, Default)]
pub(super) struct ListTally {
    counts: Followed<Vec<u32>>,
    /// Rows of each list, while counting afresh.
    of_list: Vec<u32>,
}

impl ListTally {
    /// Brings the counts by value code to a set of rows.
    pub fn update(&mut self, (lists, column): (&Lists, &[Code]), before: &Milestones, trace: &Trace) {
        let list = |row: Row| column.get(row as usize).copied().unwrap_or(Code::MAX);
        let change = |counts: &mut Vec<u32>, changes: &[Change]| {
            each(changes, |row, came| {
                let values = lists.codes(list(row)).iter();
                values.for_each(|value| bump(counts, *value, came));
            });
        };
        let empty = || vec![0; lists.dictionary().len()];
        if let Some(near) = before.near(trace.set(), trace.work() / 2) {
            return self.counts.put(trace, empty, |counts| {
                before.add(&near, counts);
                change(counts, &near.changes);
            });
        }
        let of_list = &mut self.of_list;
        let afresh = |counts: &mut Vec<u32>, rows: &RowSet| {
            of_list.clear();
            of_list.resize(lists.len(), 0);
            rows.each(|row| bump(of_list, list(row), true));
            for (list, rows) in (0..).zip(of_list.iter()).filter(|(_, rows)| **rows > 0) {
                for value in lists.codes(list) {
                    if let Some(count) = counts.get_mut(*value as usize) {
                        *count += rows;
                    }
                }
            }
        };
        self.counts.update(trace, empty, change, afresh);
    }

    /// The counts as they were left.
    pub fn counts(&self) -> &[u32] {
        self.counts.counts()
    }
}

/// What is visible at one place: half a line of memory, so that an event costs one look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(align(32))]
pub struct PlaceSum {
    /// Visible events by type, in the order of [`EventType::ALL`].
    pub by_kind: [u32; EventType::ALL.len()],
    /// Their shown deaths.
    pub deaths: u32,
}

impl Counts for Vec<PlaceSum> {
    fn clear(&mut self) {
        self.fill(PlaceSum::default());
    }

    fn add(&mut self, other: &Self) {
        for (sum, other) in self.iter_mut().zip(other) {
            sum.by_kind
                .iter_mut()
                .zip(other.by_kind)
                .for_each(|(a, b)| *a = a.wrapping_add(b));
            sum.deaths = sum.deaths.wrapping_add(other.deaths);
        }
    }

    fn subtract(&mut self, other: &Self) {
        for (sum, other) in self.iter_mut().zip(other) {
            sum.by_kind
                .iter_mut()
                .zip(other.by_kind)
                .for_each(|(a, b)| *a = a.wrapping_sub(b));
            sum.deaths = sum.deaths.wrapping_sub(other.deaths);
        }
    }

    fn worth(&self) -> usize {
        self.len() / 4
    }
}

/// What is visible at each place of a [`PlaceIndex`], by place code.
#[derive(Debug, Clone, Default)]
pub struct PartPlaces {
    /// Visible events and their deaths.
    pub sums: Arc<Vec<PlaceSum>>,
    /// Of the visible ones: those that only may have happened in the window; empty where there are none.
    pub possible_only: Arc<Vec<u32>>,
    /// Names of the two sets of rows that were counted; none where nobody follows them.
    pub(super) name: Option<[u64; 2]>,
    step: Option<PlaceStep>,
}

/// How counts by place came from those before them.
#[derive(Debug, Clone)]
struct PlaceStep {
    before: [u64; 2],
    changes: Vec<Change>,
}

impl PartPlaces {
    /// The counts of these rows, all of them certain.
    pub(super) fn count(dataset: &Dataset, places: &PlaceIndex, rows: &RowSet) -> Self {
        let mut sums = vec![PlaceSum::default(); places.len()];
        let looked = Looked::new(dataset, places);
        rows.each(|row| looked.change(&mut sums, row, true));
        Self {
            sums: Arc::new(sums),
            ..Self::default()
        }
    }

    /// Each row that was counted elsewhere, or not at all, when the counts had another name; a row perhaps twice.
    /// Nothing is told and `false` given where that is not known.
    pub(super) fn each_since(&self, name: Option<[u64; 2]>, mut each: impl FnMut(Row)) -> bool {
        if name.is_none() || self.name == name {
            return name.is_some();
        }
        let Some(step) = self.step.as_ref().filter(|step| Some(step.before) == name) else {
            return false;
        };
        step.changes.iter().for_each(|change| change.each(|row, _| each(row)));
        true
    }

    /// Number of rows that [`Self::each_since`] tells at most.
    pub(super) fn rows_since(&self) -> usize {
        let changes = self.step.iter().flat_map(|step| &step.changes);
        changes.map(|change| change.rows()).sum()
    }

    /// Visible events of a place.
    pub fn visible(&self, place: u32) -> u32 {
        self.sums.get(place as usize).map_or(0, |sum| sum.by_kind.iter().sum())
    }
}

/// Counts by place that follow two sets: the visible rows, and those of them that only may have happened.
#[derive(Debug, Default)]
pub(super) struct PlaceFollow {
    visible: Followed<Vec<PlaceSum>>,
    possible: Followed<Vec<u32>>,
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

    fn kind(&self, row: Row) -> usize {
        self.kinds.get(row as usize).map_or(0, |kind| kind.index())
    }

    /// A row comes or goes.
    #[inline(always)]
    fn change(&self, sums: &mut [PlaceSum], row: Row, came: bool) {
        let place = self.of_row.get(row as usize).copied().unwrap_or(Code::MAX);
        let Some(sum) = sums.get_mut(place as usize) else {
            return;
        };
        let deaths = self.deaths(row);
        if let Some(kind) = sum.by_kind.get_mut(self.kind(row)) {
            (*kind, sum.deaths) = if came {
                (kind.wrapping_add(1), sum.deaths.wrapping_add(deaths))
            } else {
                (kind.wrapping_sub(1), sum.deaths.wrapping_sub(deaths))
            };
        }
    }
}

impl PlaceFollow {
    /// Brings the counts from the sets counted last to these. `possible_only` are visible too.
    pub fn update(
        &mut self,
        (dataset, places): (&Dataset, &PlaceIndex),
        (visible, possible_only): (&Trace, &Trace),
    ) -> PartPlaces {
        let looked = Looked::new(dataset, places);
        self.visible.update(
            visible,
            || vec![PlaceSum::default(); places.len()],
            |sums, changes| each(changes, |row, came| looked.change(sums, row, came)),
            |sums, rows| rows.each(|row| looked.change(sums, row, true)),
        );
        let place = |row: Row| places.of_rows().get(row as usize).copied().unwrap_or(Code::MAX);
        self.possible.update(
            possible_only,
            || vec![0; places.len()],
            |counts, changes| each(changes, |row, came| bump(counts, place(row), came)),
            |counts, rows| rows.each(|row| bump(counts, place(row), true)),
        );
        let step = visible.step().zip(possible_only.step()).map(|(a, b)| PlaceStep {
            before: [a.0, b.0],
            changes: [a.1, b.1].concat(),
        });
        PartPlaces {
            sums: self.visible.shared(),
            possible_only: match possible_only.count() {
                0 => Arc::default(),
                _ => self.possible.shared(),
            },
            name: Some([visible.stamp(), possible_only.stamp()]),
            step,
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
