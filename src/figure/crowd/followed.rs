//! Clusters that follow the counts of places.
//!
//! A window that moves by a step changes some places of each cell. The sums of a cell are brought up to date by these
//! alone; they are the same as those that [`ClusterGrid::sums`] makes anew.

use super::clusters::{Cluster, ClusterGrid};
use crate::query::{AtPlace, PlaceCounts};

/// No cluster: nothing is visible in the cell.
const NONE: u32 = u32::MAX;

/// The clusters of a grid.
#[derive(Debug, Default)]
pub struct Clusters {
    grid: ClusterGrid,
    /// Cells where something is visible, in the order of the grid.
    shown: Vec<Cluster>,
    /// Position of each cell in `shown`.
    stands: Vec<u32>,
    /// Where the places of the step under way are: the cell of the last of them.
    at: usize,
    /// Positions of the clusters that changed.
    touched: Vec<u32>,
    /// Cells where something came to be visible.
    appeared: Vec<usize>,
}

impl Clusters {
    /// The clusters of a grid, of counts.
    pub fn of(grid: ClusterGrid, counts: &PlaceCounts<'_>) -> Self {
        let mut clusters = Self {
            grid,
            ..Self::default()
        };
        clusters.count(counts);
        clusters
    }

    /// The grid.
    pub fn grid(&self) -> &ClusterGrid {
        &self.grid
    }

    /// Clusters with visible events, in the order of the grid.
    pub fn shown(&self) -> &[Cluster] {
        &self.shown
    }

    /// Counts anew.
    pub fn count(&mut self, counts: &PlaceCounts<'_>) {
        self.shown = self.grid.sums(counts);
        self.touched.clear();
        self.appeared.clear();
        self.at = 0;
        self.find();
    }

    /// A place changes. The places of a step come in their order, and [`Self::close`] after the last.
    pub fn change(&mut self, place: u32, before: &AtPlace, now: &AtPlace) {
        self.at = self.grid.cell_from(self.at, place);
        let position = self.stands.get(self.at).copied().unwrap_or(NONE);
        let Some(cluster) = self.shown.get_mut(position as usize) else {
            if self.appeared.last() != Some(&self.at) && now.visible() > 0 {
                self.appeared.push(self.at);
            }
            return;
        };
        let (then, visible) = (before.visible(), now.visible());
        cluster.count = cluster.count + visible - then;
        cluster.busy = cluster.busy + u32::from(visible > 0) - u32::from(then > 0);
        cluster.possible = cluster.possible + now.possible_only - before.possible_only;
        cluster.deaths = cluster.deaths + u64::from(now.deaths) - u64::from(before.deaths);
        for (sum, (now, before)) in cluster.kinds.iter_mut().zip(now.by_kind.iter().zip(before.by_kind)) {
            *sum = *sum + now - before;
        }
        if self.touched.last() != Some(&position) {
            self.touched.push(position);
        }
    }

    /// Ends a step.
    pub fn close(&mut self, counts: &PlaceCounts<'_>) {
        let (mut emptied, mut touched) = (false, std::mem::take(&mut self.touched));
        for position in touched.drain(..) {
            let Some(cluster) = self.shown.get_mut(position as usize) else {
                continue;
            };
            emptied |= cluster.count == 0;
            cluster.only = match cluster.busy {
                1 => cluster.places.clone().find(|place| counts.visible(*place) > 0),
                _ => None,
            };
        }
        self.touched = touched;
        self.at = 0;
        if emptied || !self.appeared.is_empty() {
            self.shown.retain(|cluster| cluster.count > 0);
            let new = self
                .appeared
                .drain(..)
                .filter_map(|cell| self.grid.sum_of(cell, counts));
            self.shown.extend(new);
            // Two runs in order: one walk.
            self.shown.sort_by_key(|cluster| cluster.places.start);
            self.find();
        }
    }

    /// Finds the cells of what is shown.
    fn find(&mut self) {
        self.stands.clear();
        self.stands.resize(self.grid.len(), NONE);
        let mut cell = 0;
        for (position, cluster) in (0..).zip(&self.shown) {
            cell = self.grid.cell_from(cell, cluster.places.start);
            if let Some(stands) = self.stands.get_mut(cell) {
                *stands = position;
            }
        }
    }
}
