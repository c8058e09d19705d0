//! The one result that feeds map, timeline, table and counts of a frame.

use std::sync::Arc;

use crate::base::DaySpan;
use crate::model::deaths::DeathTotal;
use crate::model::{Dataset, Event, EventKey, Row};

use super::engine::{Engine, Layer};
use super::facets::Facets;
use super::filter::{Criterion, Filter};
use super::index::Index;
use super::list::RowList;
use super::passing::Passing;
use super::rows::RowSet;
use super::slice::{self, Slice};
use super::sums::LazySums;
use super::tally::PartPlaces;
use super::window::TimeWindow;

/// An event among the open datasets: position of the dataset, row in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventRef {
    /// Position of the dataset in the result's parts.
    pub dataset: u16,
    /// Row in it.
    pub row: Row,
}

/// What a query found in one dataset.
#[derive(Debug, Clone)]
pub struct Part {
    /// The dataset, which of its rows count, its name.
    pub slice: Slice,
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// What was worked out once for the dataset.
    pub index: Arc<Index>,
    /// Rows by filter, whatever the window.
    pub passing: Passing,
    /// Rows by window, whatever the filter, with the certainty asked for.
    pub in_window: Arc<RowSet>,
    /// Rows that pass filter and window: what is shown.
    pub visible: Arc<RowSet>,
    /// Visible rows that certainly happened in the window.
    pub certain: Arc<RowSet>,
    /// Deaths of the visible events that certainly happened in the window. Never summed over datasets: they may
    /// tell of the same events, and do not count alike.
    pub deaths: DeathTotal,
    /// Deaths of all visible events, with those that only may have happened in the window.
    pub deaths_possible: DeathTotal,
    /// What is visible at each place of the index's place table.
    pub places: PartPlaces,
}

/// What filter and window leave. Never patched: a new one replaces it whole.
#[derive(Debug, Clone)]
pub struct QueryResult {
    /// Different for every result that was ever made: the key of whatever is kept for one.
    pub revision: u64,
    /// The window.
    pub window: TimeWindow,
    /// By dataset.
    pub parts: Vec<Part>,
    /// Visible events, by start; those without a date last.
    pub rows: RowList,
    /// All events of all datasets, without those that a later file replaces.
    pub total: usize,
    /// Events that pass the filter, whatever the window.
    pub matching: usize,
    /// Visible events that certainly happened in the window.
    pub certain: usize,
    /// Visible events without a place on the map: no point and no area.
    pub unlocated: usize,
    /// Visible events without a date.
    pub undated: usize,
    /// Live counts.
    pub facets: Facets,
    /// For each active criterion: visible events if it were dropped.
    pub without: Vec<(Criterion, usize)>,
    /// First to last day of all datasets.
    pub extent: Option<DaySpan>,
    /// Sums by day of what passes the filter: shared by all results of it.
    pub(super) sums: Arc<LazySums>,
}

impl QueryResult {
    /// Number of visible events: what the header says.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Visible events that only may have happened in the window.
    pub fn possible_only(&self) -> usize {
        self.count() - self.certain
    }

    /// An event of the result's datasets.
    pub fn event(&self, at: EventRef) -> Option<Event<'_>> {
        self.parts.get(usize::from(at.dataset))?.dataset.event(at.row)
    }

    /// Visible events in order.
    pub fn events(&self) -> impl Iterator<Item = (EventRef, Event<'_>)> {
        self.rows.iter().filter_map(|at| Some((at, self.event(at)?)))
    }

    /// Events that pass the filter, in or out of the window, by dataset and row.
    pub fn matching_events(&self) -> impl Iterator<Item = (EventRef, Event<'_>)> {
        (0u16..).zip(&self.parts).flat_map(|(dataset, part)| {
            let found = part.passing.all.iter();
            found.filter_map(move |row| Some((EventRef { dataset, row }, part.dataset.event(row)?)))
        })
    }

    /// An event by its identity, visible or not.
    pub fn find(&self, key: &EventKey) -> Option<EventRef> {
        (0u16..).zip(&self.parts).find_map(|(dataset, part)| {
            let row = part.dataset.find(&key.id)?;
            let event = part.dataset.event(row)?;
            (event.key().dataset == key.dataset).then_some(EventRef { dataset, row })
        })
    }

    /// Whether an event is visible.
    pub fn shows(&self, at: EventRef) -> bool {
        self.parts
            .get(usize::from(at.dataset))
            .is_some_and(|part| part.visible.has(at.row))
    }

    /// Whether an event is visible and certain.
    pub fn is_certain(&self, at: EventRef) -> bool {
        self.parts
            .get(usize::from(at.dataset))
            .is_some_and(|part| part.certain.has(at.row))
    }
}

/// Runs filter and window over datasets. Where two hold the same event, the later one stands for it.
pub fn run(datasets: &[Arc<Dataset>], filter: &Filter, window: TimeWindow) -> QueryResult {
    run_on(&slice::later_wins(datasets), filter, window)
}

/// Runs filter and window over slices of datasets, afresh; whoever asks again and again keeps an [`Engine`].
/// An [`EventRef`] counts datasets in the order given here.
pub fn run_on(slices: &[Slice], filter: &Filter, window: TimeWindow) -> QueryResult {
    let layers: Vec<Layer> = slices.iter().cloned().map(Layer::new).collect();
    Engine::new().run(&layers, filter, window)
}
