//! What the crowd is made of between frames: places and counts of the last result, cells of the last zoom.

use std::sync::Arc;

use super::clusters::{Cluster, ClusterGrid};
use super::followed::Clusters;
use super::hexagons::{self, EqualArea, HexGrid, HexSums};
use super::scale::Scale;
use super::{busy_points, corners};
use crate::base::mercator::Fixed;
use crate::figure::map_frame::MapFrame;
use crate::query::{EventRef, PlaceCounts, PlaceSet, PlaceTable, PlaceTally, QueryResult, RowSet};
use crate::session::{MapMode, MapWeight};

/// Datasets of at most so many events are drawn symbol by symbol, and nobody is asked how.
pub const FEW: usize = 60;
/// Datasets of at most so many events are laid out whole: their symbols never regroup while the map is dragged.
const WHOLE: usize = 4_000;
/// Most places in a frame of which each event has its symbol.
const PLACES_MOST: usize = 800;
/// From so many places in a frame on their symbols are smallest.
const CROWDED: usize = 8_000;
/// Most events on them.
const EVENTS_MOST: usize = 3_000;
/// Symbols this far outside the frame are laid out too, points.
const MARGIN: f32 = 256.0;

/// How a frame is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// A symbol for each event, spread and gathered where they would cover one another.
    #[default]
    Events,
    /// A symbol for each place.
    Spots,
    /// Clusters.
    Clusters,
    /// Hexagons.
    Hexagons,
    /// Heat.
    Heat,
}

/// See the module.
#[derive(Debug, Default)]
pub struct CrowdCache {
    result: Option<Arc<QueryResult>>,
    table: PlaceTable,
    visible: PlaceTally,
    passing: Vec<Arc<RowSet>>,
    matching: PlaceTally,
    clusters: Option<Clusters>,
    hexagons: Option<Hexagons>,
    /// The events near a frame, for a revision and an area.
    near: Option<Near>,
    /// Counts up whenever counts changed.
    revision: u64,
}

type Near = ((u64, Area), Area, Arc<[EventRef]>);

/// Hexagons of a width with what is visible, and what passes the filter.
#[derive(Debug)]
struct Hexagons {
    grid: HexGrid,
    sums: Option<HexSums>,
    matching: Option<HexSums>,
}

impl CrowdCache {
    /// Takes a result. Costs nothing where it is the one before.
    pub fn refresh(&mut self, result: &Arc<QueryResult>) {
        if self.result.as_ref().is_some_and(|last| Arc::ptr_eq(last, result)) {
            return;
        }
        self.result = Some(Arc::clone(result));
        if result.total <= FEW {
            *self = Self {
                result: self.result.take(),
                ..Self::default()
            };
            return;
        }
        if !self.table.is_of(result) {
            self.table = PlaceTable::of(result);
            self.passing = Vec::new();
            self.clusters = None;
            self.hexagons = None;
        }
        self.count(result);
        // The engine gives the same set again as long as the filter is the same.
        let passing = || result.parts.iter().map(|part| &part.passing.all);
        let same = passing().zip(&self.passing).all(|(a, b)| Arc::ptr_eq(a, b));
        if !same || passing().count() != self.passing.len() {
            self.passing = passing().cloned().collect();
            self.matching = self.table.matching(result);
            if let Some(hexagons) = &mut self.hexagons {
                hexagons.matching = None;
            }
        }
        if let Some(hexagons) = &mut self.hexagons {
            hexagons.sums = None;
        }
        self.revision += 1;
    }

    /// Counts what a result shows, by what changed since the last where that is known.
    fn count(&mut self, result: &QueryResult) {
        let (table, clusters) = (&self.table, &mut self.clusters);
        let followed = table.follow(result, &mut self.visible, |place, before, now| {
            if let Some(clusters) = clusters {
                clusters.change(place, before, now);
            }
        });
        if !followed {
            table.count_visible(result, &mut self.visible);
        }
        let counts = self.visible.counts();
        match clusters {
            Some(clusters) if followed => clusters.close(&counts),
            Some(clusters) => clusters.count(&counts),
            None => {}
        }
    }

    /// Counts up whenever what is counted has changed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether there is a choice of modes at all.
    pub fn has_modes(&self) -> bool {
        self.result.as_ref().is_some_and(|result| result.total > FEW)
    }

    /// How a frame is drawn in a mode. Follows from what passes the filter, whatever the window: a mode does not
    /// change while time runs.
    pub fn shown(&self, mode: MapMode, frame: &MapFrame) -> Shown {
        match mode {
            _ if !self.has_modes() => Shown::Events,
            MapMode::Hexagons => Shown::Hexagons,
            MapMode::Heat => Shown::Heat,
            MapMode::Clusters => Shown::Clusters,
            MapMode::Symbols if self.is_whole() || self.is_calm(frame) => Shown::Events,
            MapMode::Symbols => Shown::Spots,
            MapMode::Auto if self.is_calm(frame) => Shown::Events,
            MapMode::Auto => Shown::Clusters,
        }
    }

    /// Whether all events are few enough to be laid out at once.
    pub fn is_whole(&self) -> bool {
        self.result.as_ref().is_none_or(|result| result.total <= WHOLE)
    }

    /// Part of their size at which symbols of places are drawn: smaller where they would hide the map and one
    /// another. Follows from what passes the filter, whatever the window.
    pub fn symbol_part(&self, frame: &MapFrame) -> f32 {
        let busy = busy_points(self.set(), &self.matching.counts(), frame, CROWDED + 1);
        if busy > CROWDED {
            0.4
        } else if busy > CROWDED / 4 {
            0.6
        } else {
            0.8
        }
    }

    fn is_calm(&self, frame: &MapFrame) -> bool {
        let (set, counts) = (&self.table.set, self.matching.counts());
        busy_points(set, &counts, frame, PLACES_MOST + 1) <= PLACES_MOST
            && super::spots::events_in(set, &counts, frame) <= EVENTS_MOST
    }

    /// The places.
    pub fn set(&self) -> &Arc<PlaceSet> {
        &self.table.set
    }

    /// What is visible on each of them.
    pub fn counts(&self) -> PlaceCounts<'_> {
        self.visible.counts()
    }

    /// The visible events of places, in their order.
    pub fn events(&self, places: impl Iterator<Item = u32>) -> Vec<EventRef> {
        let Some(result) = &self.result else { return Vec::new() };
        let all = places.flat_map(|place| self.table.events(place));
        all.filter(|event| result.shows(*event)).collect()
    }

    /// The visible events near a frame, those whose circles may reach into it included as far as they are few;
    /// and a key that stays the same while the map moves a little.
    pub fn events_near(&mut self, frame: &MapFrame) -> ([u32; 4], Arc<[EventRef]>) {
        let reach = frame.radius(frame.centre, 60_000.0).clamp(MARGIN, 4_096.0);
        let wide = Area::around(frame, reach);
        let asked = (self.revision, wide);
        if let Some((known, area, events)) = &self.near
            && *known == asked
        {
            return (area.key(), Arc::clone(events));
        }
        let (mut area, mut events) = (wide, self.events_in(wide));
        if events.len() > 2 * EVENTS_MOST {
            area = Area::around(frame, MARGIN);
            events = self.events_in(area);
        }
        let events: Arc<[EventRef]> = events.into();
        self.near = Some((asked, area, Arc::clone(&events)));
        (area.key(), events)
    }

    fn events_in(&self, Area(from, to): Area) -> Vec<EventRef> {
        let parts = [false, true].into_iter();
        self.events(
            parts
                .flat_map(|areas| self.table.set.ranges_in(areas, from, to))
                .flatten(),
        )
    }

    /// The clusters of a frame's zoom.
    pub fn clusters(&mut self, frame: &MapFrame) -> (&ClusterGrid, &[Cluster]) {
        let kept = self
            .clusters
            .take()
            .filter(|clusters| clusters.grid().is_of(frame.zoom));
        let (set, counts) = (&self.table.set, self.visible.counts());
        let new = || Clusters::of(ClusterGrid::of(set, frame.zoom), &counts);
        let clusters = self.clusters.insert(kept.unwrap_or_else(new));
        (clusters.grid(), clusters.shown())
    }

    /// The clusters made last.
    pub fn last_clusters(&self) -> &[Cluster] {
        self.clusters.as_ref().map_or(&[], Clusters::shown)
    }

    /// The hexagons of a frame's zoom, what is visible in them, and the scale of their colours.
    pub fn hexagons(&mut self, frame: &MapFrame, weight: MapWeight) -> (&HexGrid, &HexSums, Scale) {
        let set = &self.table.set;
        let known = self.hexagons.take();
        let projection = known
            .as_ref()
            .map_or_else(|| EqualArea::of(set), |h| h.grid.projection());
        let width = hexagons::width_at(&projection, frame.zoom);
        let kept = known.filter(|hexagons| (hexagons.grid.width - width).abs() < 1.0);
        let hexagons = self.hexagons.insert(kept.unwrap_or_else(|| Hexagons {
            grid: HexGrid::of(set, projection, width),
            sums: None,
            matching: None,
        }));
        let Hexagons { grid, sums, matching } = hexagons;
        let sums = sums.get_or_insert_with(|| grid.sums(&self.visible.counts()));
        let matching = matching.get_or_insert_with(|| grid.sums(&self.matching.counts()));
        (grid, sums, matching.scale(weight))
    }

    /// The hexagons made last.
    pub fn last_hexagons(&self) -> Option<(&HexGrid, &HexSums)> {
        let hexagons = self.hexagons.as_ref()?;
        Some((&hexagons.grid, hexagons.sums.as_ref()?))
    }
}

/// A part of the world, from corner to corner.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area(Fixed, Fixed);

impl Area {
    /// A frame with so many points around it, moved outwards to whole steps of as many.
    fn around(frame: &MapFrame, margin: f32) -> Self {
        let (from, to) = corners(frame, margin);
        let step = 4_294_967_296.0 / frame.world_side() * f64::from(margin);
        let bits = step.max(1.0).log2().floor().clamp(0.0, 31.0) as u32;
        let below = (1_u32 << bits) - 1;
        Self(from.map(|v| v & !below), to.map(|v| v | below))
    }

    fn key(self) -> [u32; 4] {
        let Self([a, b], [c, d]) = self;
        [a, b, c, d]
    }
}
