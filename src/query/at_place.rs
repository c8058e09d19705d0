//! What filter and window leave on each place, as drawing takes it: whatever draws takes it with a
//! [`super::PlaceSet`] and knows nothing of queries.

use super::places::KINDS;
use super::tally::PartPlaces;

/// What filter and window leave on each place of a [`super::PlaceSet`], in its order.
#[derive(Debug, Clone, Copy)]
pub struct PlaceCounts<'a>(pub(super) &'a [AtPlace]);

/// What filter and window leave on one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AtPlace {
    /// Visible events by type, in the order of [`crate::model::EventType::ALL`].
    pub by_kind: [u32; KINDS],
    /// Sum of their shown deaths; those without a figure add nothing.
    pub deaths: u32,
    /// Visible events that only may have happened in the window.
    pub possible_only: u32,
}

impl PlaceCounts<'_> {
    /// All of a place; nothing beyond the set.
    pub fn at(&self, place: u32) -> AtPlace {
        self.0.get(place as usize).copied().unwrap_or_default()
    }

    /// Visible events of a place; 0 beyond the set.
    pub fn visible(&self, place: u32) -> u32 {
        self.at(place).visible()
    }

    /// Visible events of a place by type, in the order of [`crate::model::EventType::ALL`].
    pub fn kinds(&self, place: u32) -> [u32; KINDS] {
        self.at(place).by_kind
    }

    /// Sum of the shown deaths of a place.
    pub fn deaths(&self, place: u32) -> u32 {
        self.at(place).deaths
    }

    /// Visible events of a place that only may have happened in the window.
    pub fn possible_only(&self, place: u32) -> u32 {
        self.at(place).possible_only
    }
}

/// Counts by place, owned: see [`PlaceCounts`].
#[derive(Debug, Clone, Default)]
pub struct PlaceTally {
    pub(super) counts: Vec<AtPlace>,
    /// Of the counts of each dataset; `None` for those that nobody follows.
    pub(super) names: Vec<Option<[u64; 2]>>,
}

impl PlaceTally {
    /// The counts as drawing takes them.
    pub fn counts(&self) -> PlaceCounts<'_> {
        PlaceCounts(&self.counts)
    }
}

impl AtPlace {
    /// Visible events.
    pub fn visible(&self) -> u32 {
        self.by_kind.iter().sum()
    }

    /// Adds what one dataset has at a place of its own.
    pub(super) fn add(&mut self, counts: &PartPlaces, place: usize) {
        if let Some(sum) = counts.sums.get(place) {
            for (all, count) in self.by_kind.iter_mut().zip(sum.by_kind) {
                *all += count;
            }
            self.deaths = self.deaths.saturating_add(sum.deaths);
        }
        self.possible_only += counts.possible_only.get(place).copied().unwrap_or(0);
    }
}
