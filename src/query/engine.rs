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
use super::passing::{Criteria, Passing};
use super::result::{Part, QueryResult};
use super::rows::RowSet;
use super::tally::{CodeTally, PlaceCounts, PlaceTally, total};
use super::texts::Texts;
use super::window::{Certainty, TimeWindow, rows_in};
use crate::base::DaySpan;
use crate::model::Dataset;

/// A dataset that is asked, with its index.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// Its index.
    pub index: Arc<Index>,
    /// Rows that count at all; `None`: every row. Rows that a newer file replaces do not.
    pub base: Option<Arc<RowSet>>,
    /// What is known of its texts: an index, once a job has made it. Shared by everybody who asks this dataset.
    pub texts: Arc<Texts>,
}

impl Layer {
    /// A dataset as a layer, with an index made now.
    pub fn new(dataset: Arc<Dataset>) -> Self {
        Self {
            index: Arc::new(Index::of(&dataset)),
            texts: Arc::new(Texts::of(&dataset)),
            dataset,
            base: None,
        }
    }

    fn is(&self, other: &Self) -> bool {
        let base = match (&self.base, &other.base) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        base && Arc::ptr_eq(&self.dataset, &other.dataset)
    }
}

/// What is kept for one layer.
#[derive(Debug)]
struct Kept {
    layer: Layer,
    criteria: Criteria,
    filter: Option<Filter>,
    passing: Passing,
    tallies: Tallies,
    certain_deaths: CodeTally,
    visible_deaths: CodeTally,
    places: PlaceTally,
    counts: Arc<PlaceCounts>,
}

impl Kept {
    fn new(layer: Layer) -> Self {
        Self {
            passing: Passing {
                all: Arc::default(),
                without: Vec::new(),
            },
            layer,
            criteria: Criteria::default(),
            filter: None,
            tallies: Tallies::default(),
            certain_deaths: CodeTally::default(),
            visible_deaths: CodeTally::default(),
            places: PlaceTally::default(),
            counts: Arc::default(),
        }
    }

    fn part(&mut self, filter: &Filter, window: TimeWindow) -> Part {
        let (dataset, index) = (&self.layer.dataset, &self.layer.index);
        if self.filter.as_ref() != Some(filter) {
            self.passing = self.criteria.run(filter, &self.layer);
            self.filter = Some(filter.clone());
        }
        let (mut possible, mut certain) = rows_in(dataset, &index.long, window.span);
        if let Some(base) = &self.layer.base {
            possible.intersect(base);
        }
        let in_window = match window.certainty {
            Certainty::Possible => possible,
            Certainty::Certain => certain.clone(),
        };
        let mut visible = (*self.passing.all).clone();
        visible.intersect(&in_window);
        certain.intersect(&visible);
        let mut possible_only = visible.clone();
        possible_only.subtract(&certain);
        let (figures, column) = dataset.death_figures();
        let deaths = total(figures, self.certain_deaths.update(figures.len(), column, &certain));
        let deaths_possible = total(figures, self.visible_deaths.update(figures.len(), column, &visible));
        self.places.update(
            (dataset, index.places()),
            (&visible, &possible_only),
            Arc::make_mut(&mut self.counts),
        );
        let part = Part {
            dataset: Arc::clone(dataset),
            index: Arc::clone(index),
            base: self.layer.base.clone(),
            passing: self.passing.clone(),
            in_window,
            visible,
            certain,
            deaths,
            deaths_possible,
            places: Arc::clone(&self.counts),
        };
        self.tallies.update(&part);
        part
    }
}

/// Answers filters and windows over layers.
#[derive(Debug, Default)]
pub struct Engine {
    kept: Vec<Kept>,
    order: FacetOrder,
}

impl Engine {
    /// An engine that was asked nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The datasets with their indexes, as they were asked last: whoever has one need not make it again.
    pub fn index_of(&self, dataset: &Arc<Dataset>) -> Option<Arc<Index>> {
        let kept = self
            .kept
            .iter()
            .find(|kept| Arc::ptr_eq(&kept.layer.dataset, dataset))?;
        Some(Arc::clone(&kept.layer.index))
    }

    /// What filter and window leave of the layers.
    pub fn run(&mut self, layers: &[Layer], filter: &Filter, window: TimeWindow) -> QueryResult {
        self.keep(layers);
        let parts: Vec<Part> = self.kept.iter_mut().map(|kept| kept.part(filter, window)).collect();
        let tallies: Vec<&Tallies> = self.kept.iter().map(|kept| &kept.tallies).collect();
        static REVISIONS: AtomicU64 = AtomicU64::new(0);
        let undated = |part: &Part| {
            part.visible
                .count_in(part.dataset.dated_rows().end..part.dataset.rows().end)
        };
        QueryResult {
            revision: REVISIONS.fetch_add(1, Ordering::Relaxed),
            window,
            total: layers.iter().map(counted).sum(),
            matching: parts.iter().map(|p| p.passing.all.count()).sum(),
            certain: parts.iter().map(|p| p.certain.count()).sum(),
            unlocated: parts.iter().map(|p| p.visible.count_and(&p.index.unlocated)).sum(),
            undated: parts.iter().map(undated).sum(),
            facets: Facets::of(&parts, &tallies, &self.order),
            without: dropped_counts(&parts, filter),
            extent: parts.iter().filter_map(|p| p.dataset.extent()).reduce(DaySpan::union),
            rows: RowList::new(parts.iter().map(|part| (&part.dataset, &part.visible))),
            parts,
        }
    }

    /// Takes over what is known of layers that stay.
    fn keep(&mut self, layers: &[Layer]) {
        let same = self.kept.len() == layers.len() && self.kept.iter().zip(layers).all(|(k, l)| k.layer.is(l));
        if same {
            return;
        }
        let mut before = std::mem::take(&mut self.kept);
        for layer in layers {
            let known = before.iter().position(|kept| kept.layer.is(layer));
            let kept = known.map_or_else(|| Kept::new(layer.clone()), |i| before.swap_remove(i));
            self.kept.push(kept);
        }
        self.order = FacetOrder::of(layers);
    }
}

/// Events of a layer that count at all.
fn counted(layer: &Layer) -> usize {
    layer.base.as_ref().map_or(layer.dataset.len(), |base| base.count())
}

fn dropped_counts(parts: &[Part], filter: &Filter) -> Vec<(Criterion, usize)> {
    let count = |criterion| {
        let of = |part: &Part| part.passing.but(criterion).count_and(&part.in_window);
        parts.iter().map(of).sum()
    };
    filter.active().into_iter().map(|c| (c, count(c))).collect()
}
