//! Rows that pass a filter, found by bitmaps and tables of values rather than by a look at each event.
//!
//! [`Filter::accepts`] is the slow, obvious truth; `tests/engine.rs` holds every criterion here against it.

use std::sync::Arc;

use super::engine::Layer;
use super::filter::{Choice, Criterion, Filter, accepts_text};
use super::index::{Field, Index};
use super::rows::RowSet;
use super::text::TextQuery;
use crate::model::dictionary::{Code, Dictionary, Lists};
use crate::model::{Dataset, EventType, PlaceClass};

/// What a filter leaves of a dataset.
#[derive(Debug, Clone)]
pub struct Passing {
    /// Rows that pass every criterion.
    pub all: Arc<RowSet>,
    /// For each active criterion, rows that pass all the others.
    pub without: Vec<(Criterion, Arc<RowSet>)>,
}

impl Passing {
    /// The same, where this criterion asks for something.
    pub(super) fn asked_but(&self, criterion: Criterion) -> Option<&Arc<RowSet>> {
        let found = self.without.iter().find(|(c, _)| *c == criterion);
        found.map(|(_, rows)| rows)
    }

    /// Rows that pass every criterion but this one.
    pub fn but(&self, criterion: Criterion) -> &Arc<RowSet> {
        self.asked_but(criterion).unwrap_or(&self.all)
    }
}

/// The rows of each criterion that was asked for last: changing one of them leaves the others as they are.
#[derive(Debug, Default)]
pub(super) struct Criteria {
    known: Vec<(Criterion, Filter, Arc<RowSet>)>,
}

impl Criteria {
    /// What a filter leaves of the rows of a layer that count.
    pub fn run(&mut self, filter: &Filter, layer: &Layer) -> Passing {
        let active = filter.active();
        self.known.retain(|(criterion, _, _)| active.contains(criterion));
        let passes: Vec<(Criterion, Arc<RowSet>)> = active
            .into_iter()
            .map(|criterion| (criterion, self.rows(criterion, filter, layer)))
            .collect();
        let all_but = |left_out: Option<Criterion>| {
            let mut rows = (*layer.slice.live).clone();
            for (_, passing) in passes.iter().filter(|(c, _)| Some(*c) != left_out) {
                rows.intersect(passing);
            }
            Arc::new(rows)
        };
        Passing {
            all: all_but(None),
            without: passes.iter().map(|(c, _)| (*c, all_but(Some(*c)))).collect(),
        }
    }

    fn rows(&mut self, criterion: Criterion, filter: &Filter, layer: &Layer) -> Arc<RowSet> {
        let just = filter.just(criterion);
        if let Some((_, _, rows)) = self
            .known
            .iter()
            .find(|(c, known, _)| *c == criterion && *known == just)
        {
            return Arc::clone(rows);
        }
        let rows = Arc::new(rows_of(criterion, &just, layer));
        self.known.retain(|(c, _, _)| *c != criterion);
        self.known.push((criterion, just, Arc::clone(&rows)));
        rows
    }
}

/// The rows of a layer's dataset that pass one criterion.
pub(super) fn rows_of(criterion: Criterion, filter: &Filter, layer: &Layer) -> RowSet {
    let (dataset, index) = (&*layer.slice.dataset, &*layer.index);
    match criterion {
        Criterion::Country => of_field(&filter.countries, dataset.countries(), &index.countries),
        Criterion::Admin1 => of_field(&filter.admin1s, dataset.admin1s(), &index.admin1s),
        Criterion::SubKind => of_field(&filter.sub_kinds, dataset.sub_kinds(), &index.sub_kinds),
        Criterion::Kind => of_sets(dataset.len(), &index.kinds, |i| {
            EventType::ALL.get(i).is_some_and(|kind| filter.kinds.accepts([kind]))
        }),
        Criterion::Class => of_classes(&filter.classes, dataset, index),
        Criterion::Actor => of_lists(&filter.actors, dataset.actors()),
        Criterion::Source => of_lists(&filter.sources, dataset.source_ids()),
        Criterion::Disagree => match filter.disagree {
            Some(false) => index.disagree.complement(),
            Some(true) => index.disagree.clone(),
            None => RowSet::all(dataset.len()),
        },
        Criterion::Deaths => {
            let (figures, column) = dataset.death_figures();
            let passes = |range: super::DeathRange| figures.iter().map(|d| range.accepts(*d)).collect::<Vec<_>>();
            filter
                .deaths
                .map_or_else(|| RowSet::all(dataset.len()), |range| by_code(&passes(range), column))
        }
        Criterion::Area => filter.area.as_ref().map_or_else(
            || RowSet::all(dataset.len()),
            |area| {
                let (spots, column) = dataset.spots();
                let inside = area.tester();
                by_code(&spots.iter().map(|spot| inside(spot.at())).collect::<Vec<_>>(), column)
            },
        ),
        Criterion::Text => (*layer.texts.rows_now(dataset, &TextQuery::new(&filter.text))).clone(),
        Criterion::Id => of_ids(&filter.ids, dataset),
        Criterion::Dataset if accepts_text(&filter.datasets, [dataset.card().id.as_str()]) => {
            RowSet::all(dataset.len())
        }
        Criterion::Dataset => RowSet::none(dataset.len()),
    }
}

fn of_ids(choice: &Choice<String>, dataset: &Dataset) -> RowSet {
    let mut found = if choice.include.is_empty() {
        RowSet::all(dataset.len())
    } else {
        RowSet::none(dataset.len())
    };
    let rows =
        |ids: &std::collections::BTreeSet<String>| ids.iter().filter_map(|id| dataset.find(id)).collect::<Vec<_>>();
    rows(&choice.include).into_iter().for_each(|row| found.insert(row));
    rows(&choice.exclude).into_iter().for_each(|row| found.remove(row));
    found
}

/// Rows whose code passes; a row without a code does not.
fn by_code(passes: &[bool], column: &[Code]) -> RowSet {
    let passes = |row: u32| {
        let code = column.get(row as usize).copied().unwrap_or(Code::MAX);
        passes.get(code as usize).copied().unwrap_or(false)
    };
    RowSet::filter(column.len(), passes)
}

fn of_sets(rows: usize, sets: &[RowSet], accepts: impl Fn(usize) -> bool) -> RowSet {
    let mut found = RowSet::none(rows);
    for (_, set) in sets.iter().enumerate().filter(|(i, _)| accepts(*i)) {
        found.union(set);
    }
    found
}

fn of_classes(choice: &Choice<PlaceClass>, dataset: &Dataset, index: &Index) -> RowSet {
    let mut found = RowSet::none(dataset.len());
    for (_, set) in index.classes.iter().filter(|(class, _)| choice.accepts([class])) {
        found.union(set);
    }
    found
}

fn of_field(choice: &Choice<String>, (names, column): (&Dictionary, &[Code]), field: &Field) -> RowSet {
    let passes: Vec<bool> = names.values().map(|name| accepts_text(choice, [name])).collect();
    match &field.sets {
        Some(sets) => of_sets(column.len(), sets, |i| passes.get(i).copied().unwrap_or(false)),
        None => by_code(&passes, column),
    }
}

fn of_lists(choice: &Choice<String>, (lists, column): (&Lists, &[Code])) -> RowSet {
    let names = lists.dictionary();
    let is_in = |set: &std::collections::BTreeSet<String>| -> Vec<bool> {
        names.values().map(|name| set.contains(name)).collect()
    };
    let (included, excluded) = (is_in(&choice.include), is_in(&choice.exclude));
    let any = |list: Code, of: &[bool]| {
        let values = lists.codes(list).iter();
        values
            .into_iter()
            .any(|value| of.get(*value as usize).copied().unwrap_or(false))
    };
    let passes = (0u32..).take(lists.len()).map(|list| {
        let wanted = choice.include.is_empty() || any(list, &included);
        wanted && !any(list, &excluded)
    });
    by_code(&passes.collect::<Vec<_>>(), column)
}
