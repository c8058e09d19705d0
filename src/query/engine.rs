//! The engine: keeps what does not change from one question to the next.
//!
//! ```text
//! datasets changed   index of each dataset, order of the facet values
//! filter changed     rows of the criterion that changed; AND of all of them
//! window changed     two ranges of rows and the few that reach over their edges; AND; counts that follow
//! ```
//!
//! A window that moves by a step touches only the rows that came or went. Whatever the way, the result is the
//! same as a fresh one ([`super::run`]), which `tests/engine.rs` holds against a look at every event.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::facets::{FacetOrder, Facets, Tallies};
use super::filter::{Criterion, Filter};
use super::index::Index;
use super::list::RowList;
use super::moved::{Sets, WordRanges};
use super::passing::{Criteria, Passing};
use super::result::{Part, QueryResult};
use super::rows::RowSet;
use super::slice::Slice;
use super::sums::LazySums;
use super::tally::{CodeTally, PartPlaces, PlaceFollow, total};
use super::texts::Texts;
use super::trace::{FEW, Trace};
use super::window::{Certainty, Cut, TimeWindow};
use crate::base::DaySpan;
use crate::model::deaths::DeathTotal;

/// Rows to look at from which a second thread is worth its start, where [`FEW`] are few.
const MANY: usize = 60_000;

/// A slice of a dataset with what was worked out once for the dataset.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The slice.
    pub slice: Slice,
    /// The index of its dataset.
    pub index: Arc<Index>,
    /// What is known of its texts: an index, once a job has made it. Shared by everybody who asks this dataset.
    pub texts: Arc<Texts>,
}

impl Layer {
    /// A slice with an index made now.
    pub fn new(slice: Slice) -> Self {
        Self {
            index: Arc::new(Index::of(&slice.dataset)),
            texts: Arc::new(Texts::of(&slice.dataset)),
            slice,
        }
    }

    /// What is known of a dataset, for another slice of it.
    #[must_use]
    pub fn with(&self, slice: Slice) -> Self {
        Self { slice, ..self.clone() }
    }
}

/// What is kept for one layer.
#[derive(Debug)]
struct Kept {
    layer: Layer,
    criteria: Criteria,
    filter: Option<Filter>,
    passing: Passing,
    /// Rows by window alone, visible rows, the certain ones of these, the others of these.
    sets: Sets<4>,
    /// The window that was asked for last.
    cut: Option<(Cut, Certainty)>,
    tallies: Tallies,
    /// Rows to look at from which a second thread counts, too.
    many: usize,
    visible: Trace,
    possible_only: Trace,
    visible_deaths: CodeTally,
    possible_deaths: CodeTally,
    places: PlaceFollow,
    /// Rows that pass the filter.
    matching: usize,
    /// Rows that count.
    live: usize,
}

impl Kept {
    fn new(layer: Layer, few: usize) -> Self {
        Self {
            passing: Passing {
                all: Arc::default(),
                without: Vec::new(),
            },
            live: layer.slice.len(),
            layer,
            criteria: Criteria::default(),
            filter: None,
            sets: Sets::default(),
            cut: None,
            tallies: Tallies::new(few),
            many: few.saturating_mul(MANY) / FEW,
            visible: Trace::new(few),
            possible_only: Trace::new(few),
            visible_deaths: CodeTally::default(),
            possible_deaths: CodeTally::default(),
            places: PlaceFollow::default(),
            matching: 0,
        }
    }

    fn part(&mut self, filter: &Filter, window: TimeWindow) -> Part {
        let (slice, index) = (&self.layer.slice, &self.layer.index);
        let dataset = &slice.dataset;
        if self.filter.as_ref() != Some(filter) {
            self.passing = self.criteria.run(filter, &self.layer);
            self.filter = Some(filter.clone());
            self.matching = self.passing.all.count();
            // Another filter may leave other rows anywhere.
            self.cut = None;
        }
        let cut = Cut::of(dataset, &index.long, window.span);
        let before = self.cut.take().filter(|(_, certainty)| *certainty == window.certainty);
        let changed = before.map(|(before, _)| cut.changed(&before));
        let only_certain = window.certainty == Certainty::Certain;
        let passing = &self.passing.all;
        let found = self.sets.go_on(dataset.len(), changed.as_ref(), |sets, words| {
            let [possible, _, certain, _] = sets;
            cut.write(dataset, words.clone(), possible, certain);
            RowSet::look_at(sets, (passing, &slice.live), only_certain, words);
        });
        let [in_window, visible, certain, possible_only] = found.each_ref().map(Arc::clone);
        self.cut = Some((cut, window.certainty));
        self.visible.go_to(&visible, passing, changed.as_ref());
        self.possible_only.go_to(&possible_only, passing, changed.as_ref());
        let mut part = Part {
            slice: slice.clone(),
            dataset: Arc::clone(dataset),
            index: Arc::clone(index),
            passing: self.passing.clone(),
            in_window,
            visible,
            certain,
            deaths: DeathTotal::default(),
            deaths_possible: DeathTotal::default(),
            places: PartPlaces::default(),
        };
        self.count(&mut part, changed.as_ref());
        part
    }

    /// Everything that is counted over the rows of a part.
    fn count(&mut self, part: &mut Part, changed: Option<&WordRanges>) {
        let (dataset, index) = (Arc::clone(&part.dataset), Arc::clone(&part.index));
        let (visible, possible) = (&self.visible, &self.possible_only);
        let (lists, fields, traces) = self.tallies.go_on(part, visible, changed);
        let work = traces.iter().map(|trace| trace.work()).fold(visible.work(), usize::max);
        let (places, seen): (_, &Part) = (&mut self.places, part);
        let of_lists = || lists.update(seen, &traces);
        let others = || {
            fields.update(seen, &traces, visible);
            places.update((&dataset, index.places()), (visible, possible))
        };
        part.places = side_by_side(work > self.many, others, of_lists);
        let (figures, column) = dataset.death_figures();
        let all = self.visible_deaths.update(figures.len(), column, None, visible);
        let only = self.possible_deaths.update(figures.len(), column, None, possible);
        let certain: Vec<u32> = all.iter().zip(only).map(|(all, only)| all - only).collect();
        part.deaths = total(DeathTotal::default(), figures, &certain);
        part.deaths_possible = total(part.deaths, figures, only);
    }
}

/// Does one thing, and another beside it where both are much; gives what the first gave.
fn side_by_side<T: Send>(much: bool, one: impl FnOnce() -> T + Send, other: impl FnOnce()) -> T {
    if !much {
        other();
        return one();
    }
    std::thread::scope(|scope| {
        let (started, wait) = std::sync::mpsc::channel::<()>();
        let one = scope.spawn(move || {
            drop(started);
            one()
        });
        // A new thread may be left to wait behind its parent for milliseconds, though a processor is free. One that
        // is woken goes to the free one: so the parent waits until the new thread runs.
        let _ = wait.recv();
        other();
        one.join()
    })
    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Answers filters and windows over layers.
#[derive(Debug)]
pub struct Engine {
    kept: Vec<Kept>,
    order: FacetOrder,
    few: usize,
    /// Sums by day, of what passes the filter of the layers.
    sums: (Vec<Arc<RowSet>>, Arc<LazySums>),
}

impl Default for Engine {
    fn default() -> Self {
        Self::with_few(FEW)
    }
}

impl Engine {
    /// An engine that was asked nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with another number of rows that may come and go before anything is counted by blocks, by two
    /// threads or afresh:
    /// small datasets never do, and are what tests are made of.
    pub fn with_few(few: usize) -> Self {
        Self {
            kept: Vec::new(),
            order: FacetOrder::default(),
            few,
            sums: Default::default(),
        }
    }

    /// What filter and window leave of the layers. An [`super::EventRef`] counts them in the order given here.
    pub fn run(&mut self, layers: &[Layer], filter: &Filter, window: TimeWindow) -> QueryResult {
        self.keep(layers);
        let parts: Vec<Part> = self.kept.iter_mut().map(|kept| kept.part(filter, window)).collect();
        let passing = || parts.iter().map(|part| &part.passing.all);
        let known = &self.sums.0;
        if known.len() != parts.len() || !known.iter().zip(passing()).all(|(a, b)| Arc::ptr_eq(a, b)) {
            self.sums = (passing().cloned().collect(), Arc::default());
        }
        let tallies: Vec<&Tallies> = self.kept.iter().map(|kept| &kept.tallies).collect();
        let kept = || self.kept.iter();
        static REVISIONS: AtomicU64 = AtomicU64::new(0);
        let undated = |part: &Part| {
            part.visible
                .count_in(part.dataset.dated_rows().end..part.dataset.rows().end)
        };
        QueryResult {
            revision: REVISIONS.fetch_add(1, Ordering::Relaxed),
            window,
            total: kept().map(|kept| kept.live).sum(),
            matching: kept().map(|kept| kept.matching).sum(),
            certain: kept()
                .map(|kept| kept.visible.count() - kept.possible_only.count())
                .sum(),
            unlocated: kept().map(|kept| kept.tallies.unlocated()).sum(),
            undated: parts.iter().map(undated).sum(),
            facets: Facets::of(&parts, &tallies, &self.order),
            without: dropped_counts(&parts, &tallies, filter),
            extent: layers.iter().filter_map(|l| l.slice.extent).reduce(DaySpan::union),
            rows: RowList::new(
                parts
                    .iter()
                    .zip(kept())
                    .map(|(part, kept)| (&part.dataset, &part.visible, kept.visible.count())),
            ),
            sums: Arc::clone(&self.sums.1),
            parts,
        }
    }

    /// Takes over what is known of layers that stay.
    fn keep(&mut self, layers: &[Layer]) {
        let pairs = || self.kept.iter().zip(layers);
        if self.kept.len() == layers.len() && pairs().all(|(kept, layer)| kept.layer.slice.is_same(&layer.slice)) {
            // The same rows, perhaps under another name.
            for (kept, layer) in self.kept.iter_mut().zip(layers) {
                kept.layer = layer.clone();
            }
            return;
        }
        let mut before = std::mem::take(&mut self.kept);
        for layer in layers {
            let known = before.iter().position(|kept| kept.layer.slice.is_same(&layer.slice));
            let mut kept = known.map_or_else(|| Kept::new(layer.clone(), self.few), |i| before.swap_remove(i));
            kept.layer = layer.clone();
            self.kept.push(kept);
        }
        self.order = FacetOrder::of(layers);
        self.sums = Default::default();
    }
}

fn dropped_counts(parts: &[Part], tallies: &[&Tallies], filter: &Filter) -> Vec<(Criterion, usize)> {
    let count = |criterion| {
        let of = |(part, tallies): (&Part, &&Tallies)| {
            let known = tallies.all_but(part, criterion);
            known.unwrap_or_else(|| part.passing.but(criterion).count_and(&part.in_window))
        };
        parts.iter().zip(tallies).map(of).sum()
    };
    filter.active().into_iter().map(|c| (c, count(c))).collect()
}
