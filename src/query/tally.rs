//! Counts that follow a set of rows.
//!
//! A tally remembers the set it counted. For the next set it looks only at the rows that came or went, unless
//! those are so many that counting afresh is cheaper. Either way gives the same numbers (`tests/engine.rs`).

use super::index::PlaceTable;
use super::rows::RowSet;
use crate::model::dictionary::{Code, Lists};
use crate::model::{Dataset, Deaths, EventType, Row};

/// Decides how a tally gets from one set to the next.
#[derive(Debug, Clone, Default)]
struct Follow {
    counted: RowSet,
}

impl Follow {
    /// Calls `change` for each row that came (`true`) or went, or answers `false`: count afresh.
    fn step(&mut self, to: &RowSet, change: impl FnMut(Row, bool)) -> bool {
        let known = self.counted.rows() == to.rows() && to.rows() > 0;
        let near = known && to.count_changed(&self.counted) * 2 < to.count();
        if near {
            to.changed_from(&self.counted, change);
        }
        self.counted.clone_from(to);
        near
    }
}

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
    follow: Follow,
}

impl CodeTally {
    /// The counts by code for a set of rows.
    pub fn update(&mut self, values: usize, column: &[Code], set: &RowSet) -> &[u32] {
        let code = |row: Row| column.get(row as usize).copied().unwrap_or(Code::MAX);
        self.counts.resize(values, 0);
        let counts = &mut self.counts;
        if !self.follow.step(set, |row, came| bump(counts, code(row), came)) {
            self.counts.fill(0);
            set.each(|row| bump(&mut self.counts, code(row), true));
        }
        &self.counts
    }
}

/// Rows by the values of lists: an event counts for each of its actors.
#[derive(Debug, Clone, Default)]
pub(super) struct ListTally {
    counts: Vec<u32>,
    follow: Follow,
}

impl ListTally {
    /// The counts by value code for a set of rows.
    pub fn update(&mut self, lists: &Lists, column: &[Code], set: &RowSet) -> &[u32] {
        let list = |row: Row| column.get(row as usize).copied().unwrap_or(Code::MAX);
        self.counts.resize(lists.dictionary().len(), 0);
        let counts = &mut self.counts;
        let near = self.follow.step(set, |row, came| {
            lists
                .codes(list(row))
                .iter()
                .for_each(|value| bump(counts, *value, came));
        });
        if !near {
            self.counts.fill(0);
            let mut of_list = vec![0u32; lists.len()];
            set.each(|row| bump(&mut of_list, list(row), true));
            for (list, rows) in (0..).zip(of_list).filter(|(_, rows)| *rows > 0) {
                for value in lists.codes(list) {
                    if let Some(count) = self.counts.get_mut(*value as usize) {
                        *count += rows;
                    }
                }
            }
        }
        &self.counts
    }
}

/// What is visible at each place of a [`PlaceTable`], by place code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceCounts {
    /// Visible events by type, in the order of [`EventType::ALL`].
    pub by_kind: Vec<[u32; EventType::ALL.len()]>,
    /// Of the visible ones: those that only may have happened in the window.
    pub possible_only: Vec<u32>,
    /// Shown deaths of the visible events.
    pub deaths: Vec<u32>,
}

impl PlaceCounts {
    /// Visible events of a place.
    pub fn visible(&self, place: u32) -> u32 {
        self.by_kind.get(place as usize).map_or(0, |kinds| kinds.iter().sum())
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

/// Counts by place.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceTally {
    visible: Follow,
    possible: Follow,
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
    fn new(dataset: &'a Dataset, places: &'a PlaceTable) -> Self {
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
}

impl PlaceTally {
    /// Brings `counts` from the sets counted last to these. `possible_only` are visible too.
    pub fn update(
        &mut self,
        (dataset, places): (&Dataset, &PlaceTable),
        (visible, possible_only): (&RowSet, &RowSet),
        counts: &mut PlaceCounts,
    ) {
        let looked = Looked::new(dataset, places);
        let place = |row: Row| looked.of_row.get(row as usize).map_or(usize::MAX, |p| *p as usize);
        let known = counts.by_kind.len() == places.len();
        let near = self.visible.step(visible, |row, came| {
            if let Some(kind) = counts
                .by_kind
                .get_mut(place(row))
                .and_then(|kinds| kinds.get_mut(looked.kind(row)))
            {
                *kind = if came {
                    kind.wrapping_add(1)
                } else {
                    kind.wrapping_sub(1)
                };
            }
            if let Some(deaths) = counts.deaths.get_mut(place(row)) {
                let n = looked.deaths(row);
                *deaths = if came {
                    deaths.wrapping_add(n)
                } else {
                    deaths.wrapping_sub(n)
                };
            }
        });
        if near && known {
            let step = self.possible.step(possible_only, |row, came| {
                bump(
                    &mut counts.possible_only,
                    u32::try_from(place(row)).unwrap_or(u32::MAX),
                    came,
                );
            });
            if !step {
                counts.possible_only.fill(0);
                possible_only.each(|row| {
                    bump(
                        &mut counts.possible_only,
                        u32::try_from(place(row)).unwrap_or(u32::MAX),
                        true,
                    );
                });
            }
            return;
        }
        counts.clear(places.len());
        self.possible.counted.clone_from(possible_only);
        afresh(&looked, places, (visible, possible_only), counts);
    }
}

/// Counts place by place: the rows of a place stand together, and the bitmaps stay near the processor.
fn afresh(looked: &Looked<'_>, places: &PlaceTable, (visible, possible): (&RowSet, &RowSet), counts: &mut PlaceCounts) {
    let cells = counts
        .by_kind
        .iter_mut()
        .zip(&mut counts.possible_only)
        .zip(&mut counts.deaths);
    for (place, ((kinds, possible_only), deaths)) in (0..).zip(cells) {
        for row in places.rows(place) {
            if !visible.has(*row) {
                continue;
            }
            if let Some(kind) = kinds.get_mut(looked.kind(*row)) {
                *kind += 1;
            }
            *deaths = deaths.wrapping_add(looked.deaths(*row));
            *possible_only += u32::from(possible.has(*row));
        }
    }
}

/// Deaths by distinct figure, summed.
pub(super) fn total(figures: &[Deaths], counts: &[u32]) -> crate::model::deaths::DeathTotal {
    let mut total = crate::model::deaths::DeathTotal::default();
    for (figure, count) in figures.iter().zip(counts).filter(|(_, count)| **count > 0) {
        total.add_times(*figure, *count);
    }
    total
}
