//! Clusters: the places of a cell of a quadtree as one ring with its count.
//!
//! Which places a cluster holds follows from the zoom alone, where it stands from the places of the set: neither
//! from counts. While the window moves, rings change their numbers and never their places, and nothing is
//! sorted or searched again.

use std::collections::HashMap;
use std::ops::Range;

use super::corners;
use crate::base::mercator::{self, Fixed};
use crate::base::place::Bounds;
use crate::figure::group::bubble_radius;
use crate::figure::map_frame::{MapFrame, Pt, World};
use crate::query::places::KINDS;
use crate::query::{PlaceCounts, PlaceSet};

/// Width of a cell at a whole zoom, points; it grows to twice that before the next level.
const CELL: f64 = 64.0;
/// Room around a ring for its halo, points.
const AIR: f64 = 4.0;
/// Half the height and about half the width of the tag of areas, points.
const TAG: f32 = 14.0;

/// The cells of a set at one level of zoom.
#[derive(Debug, Clone, Default)]
pub struct ClusterGrid {
    level: u8,
    /// Those of points, in the order of the set, then those of areas.
    cells: Vec<Cell>,
}

/// The places of one cell.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    places: Range<u32>,
    world: Fixed,
    area: bool,
    /// Of areas: the radius of the ring that it is a badge of; 0 for none.
    beside: f32,
}

/// What a result leaves in one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its places: a range of the set.
    pub places: Range<u32>,
    /// Where it stands.
    pub world: Fixed,
    /// Visible events, at least 1.
    pub count: u32,
    /// By type.
    pub kinds: [u32; KINDS],
    /// Sum of shown deaths.
    pub deaths: u64,
    /// Events that only may have happened in the window.
    pub possible: u32,
    /// Of regions and countries: no point is known.
    pub area: bool,
    /// The place with visible events, where it is only one.
    pub only: Option<u32>,
    /// Places with visible events.
    pub(super) busy: u32,
    /// Of areas: the radius of the ring that it is a badge of; 0 for none.
    beside: f32,
}

/// How far to the north and east of a ring of this radius its badge stands: on its edge. Points.
fn beside_by(ring: f32) -> f32 {
    if ring > 0.0 { ring * 0.7 + 8.0 } else { 0.0 }
}

fn beside(at: Pt, ring: f32) -> Pt {
    let off = beside_by(ring);
    at.plus(off, -off)
}

/// The level of cells at a zoom.
pub fn level_of(zoom: f64) -> u8 {
    // The world has 256 points at zoom 0: 2² cells of 64.
    (zoom.floor() + 2.0).clamp(1.0, 31.0) as u8
}

/// The radius of the ring of a cluster, points. Wide enough for its number.
pub fn radius_of(count: u32) -> f32 {
    match count {
        0..=99_999 => bubble_radius(count as usize),
        100_000..=999_999 => 30.0,
        _ => 36.0,
    }
}

impl ClusterGrid {
    /// The cells of a set at a zoom. One walk over the set.
    pub fn of(set: &PlaceSet, zoom: f64) -> Self {
        let level = level_of(zoom);
        let mut cells = cells_of(set, level, false);
        let ring = |cell: &Cell| (cell.world, radius_of(events_of(set, &cell.places)));
        let rings: Rings = cells
            .iter()
            .map(|cell| (number_of(cell.world, level), ring(cell)))
            .collect();
        let areas = cells_of(set, level, true);
        cells.extend(areas.into_iter().map(|area| attached(area, &rings, level)));
        Self { level, cells }
    }

    /// Whether it is the grid of a zoom.
    pub fn is_of(&self, zoom: f64) -> bool {
        self.level == level_of(zoom)
    }

    /// What counts leave in each cell; empty cells are left out. One walk over the set.
    pub fn sums(&self, counts: &PlaceCounts<'_>) -> Vec<Cluster> {
        self.cells.iter().filter_map(|cell| sum(cell, counts)).collect()
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cell that holds a place: the first from `from` on that ends behind it.
    pub(super) fn cell_from(&self, from: usize, place: u32) -> usize {
        let rest = self.cells.iter().skip(from);
        from + rest.take_while(|cell| cell.places.end <= place).count()
    }

    /// What counts leave in one cell.
    pub(super) fn sum_of(&self, cell: usize, counts: &PlaceCounts<'_>) -> Option<Cluster> {
        sum(self.cells.get(cell)?, counts)
    }

    /// Where the clusters of the set can stand in a frame, whatever is visible: labels keep clear of these.
    pub fn spots(&self, set: &PlaceSet, frame: &MapFrame) -> Vec<(Pt, f32)> {
        let lens = frame.lens();
        let spots = self.cells.iter().map(|cell| {
            let at = lens.place(World::of_fixed(cell.world));
            (cell, beside(at, cell.beside))
        });
        let spots = spots.filter(|(_, at)| frame.has(*at, 40.0));
        spots
            .map(|(cell, at)| {
                (
                    at,
                    if cell.area {
                        TAG
                    } else {
                        radius_of(events_of(set, &cell.places))
                    },
                )
            })
            .collect()
    }
}

/// The cells of points or of areas, each where the middle of its places is, but at least its ring's radius from
/// its edges: neighbours never touch.
fn cells_of(set: &PlaceSet, level: u8, area: bool) -> Vec<Cell> {
    let part = set.part(area);
    let codes = set.code.get(part.clone()).unwrap_or(&[]);
    let shift = 64 - 2 * u32::from(level);
    let mut cells = Vec::new();
    let mut first = 0;
    while let Some(code) = codes.get(first) {
        let cell = code >> shift;
        let rest = codes.get(first..).unwrap_or(&[]);
        let last = first + rest.iter().take_while(|code| *code >> shift == cell).count();
        let places = part.start + first..part.start + last;
        let world = middle(set, places.clone(), level);
        let number = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
        cells.push(Cell {
            places: number(places.start)..number(places.end),
            world,
            area,
            beside: 0.0,
        });
        first = last;
    }
    cells
}

/// Side of a cell in fixed point.
fn side(level: u8) -> f64 {
    (32.0 - f64::from(level)).exp2()
}

fn middle(set: &PlaceSet, places: Range<usize>, level: u8) -> Fixed {
    let all = set.world.get(places.clone()).unwrap_or(&[]);
    let events: u32 = set.events.get(places).unwrap_or(&[]).iter().sum();
    let side = side(level);
    let room = (f64::from(radius_of(events)) + AIR) / CELL;
    let one = |axis: usize| {
        let values = all.iter().filter_map(|at| at.get(axis).copied());
        let mean = values.map(f64::from).sum::<f64>() / all.len().max(1) as f64;
        let corner = (mean / side).floor() * side;
        let room = room.min(0.5) * side;
        // Rounded down: the far edge belongs to the next cell.
        mean.clamp(corner + room, corner + side - room) as u32
    };
    if let [single] = all { *single } else { [one(0), one(1)] }
}

/// Where the ring of a cell stands, and its radius with all of its events: points to a cell's number.
type Rings = HashMap<u64, (Fixed, f32)>;

/// Number of the cell of a position.
fn number_of(at: Fixed, level: u8) -> u64 {
    mercator::morton(at) >> (64 - 2 * u32::from(level))
}

/// Events of places, whatever is visible.
fn events_of(set: &PlaceSet, places: &Range<u32>) -> u32 {
    let range = places.start as usize..places.end as usize;
    set.events.get(range).unwrap_or(&[]).iter().sum()
}

/// A tag of areas as a badge of the ring of its cell, where there is one.
fn attached(mut area: Cell, rings: &Rings, level: u8) -> Cell {
    if let Some((ring, radius)) = rings.get(&number_of(area.world, level)) {
        area.world = *ring;
        area.beside = *radius;
    }
    area
}

fn sum(cell: &Cell, counts: &PlaceCounts<'_>) -> Option<Cluster> {
    let mut found = Cluster {
        places: cell.places.clone(),
        world: cell.world,
        count: 0,
        kinds: [0; KINDS],
        deaths: 0,
        possible: 0,
        area: cell.area,
        only: None,
        busy: 0,
        beside: cell.beside,
    };
    for place in cell.places.clone() {
        let at = counts.at(place);
        let visible = at.visible();
        if visible == 0 {
            continue;
        }
        found.only = (found.count == 0).then_some(place);
        found.busy += 1;
        found.count += visible;
        found.deaths += u64::from(at.deaths);
        found.possible += at.possible_only;
        for (sum, count) in found.kinds.iter_mut().zip(at.by_kind) {
            *sum += count;
        }
    }
    (found.count > 0).then_some(found)
}

impl Cluster {
    /// Where it stands in a frame, with the radius of what is drawn.
    pub fn spot(&self, set: &PlaceSet, frame: &MapFrame) -> (Pt, f32) {
        let radius = match self.count {
            _ if self.area => TAG,
            1 => 8.0,
            count => radius_of(count),
        };
        let at = frame.place(World::of_fixed(self.stands(set)));
        (beside(at, self.beside), radius)
    }

    /// How far to the north and to the east of [`Self::stands`] it is drawn, points.
    pub fn beside(&self) -> f32 {
        beside_by(self.beside)
    }

    /// Whether it is one event, which is drawn as its symbol where it happened.
    pub fn single(&self) -> bool {
        self.count == 1 && !self.area
    }

    /// Where it stands: a single event at its own place.
    pub fn stands(&self, set: &PlaceSet) -> Fixed {
        let own = self.only.filter(|_| self.single());
        own.and_then(|place| set.world.get(place as usize).copied())
            .unwrap_or(self.world)
    }

    /// Bounds of its visible places; `None` where they are one position, so that no zoom takes them apart.
    pub fn bounds(&self, set: &PlaceSet, counts: &PlaceCounts<'_>) -> Option<Bounds> {
        bounds_of(set, self.places.clone().filter(|place| counts.visible(*place) > 0))
    }
}

/// Bounds of places; `None` for places that all stand on one position.
pub fn bounds_of(set: &PlaceSet, places: impl Iterator<Item = u32>) -> Option<Bounds> {
    let at = places.filter_map(|place| Some((*set.lonlat.get(place as usize)?, 0.0)));
    let bounds = Bounds::around(at)?;
    (bounds.west < bounds.east || bounds.south < bounds.north).then_some(bounds)
}

/// The clusters of a frame and some around it: all that can be seen.
pub fn in_frame<'a>(
    clusters: &'a [Cluster],
    set: &'a PlaceSet,
    frame: &MapFrame,
    margin: f32,
) -> impl Iterator<Item = &'a Cluster> {
    let (from, to) = corners(frame, margin);
    clusters.iter().filter(move |cluster| {
        let [x, y] = cluster.stands(set);
        (from[0]..=to[0]).contains(&x) && (from[1]..=to[1]).contains(&y)
    })
}

/// The cluster under a point: the nearest whose ring it is on, or within `reach` points of its middle.
pub fn pick<'a>(
    clusters: &'a [Cluster],
    set: &'a PlaceSet,
    frame: &MapFrame,
    at: Pt,
    reach: f32,
) -> Option<(&'a Cluster, Pt)> {
    let near = in_frame(clusters, set, frame, 40.0).filter_map(|cluster| {
        let (spot, radius) = cluster.spot(set, frame);
        let distance = spot.distance(at);
        (distance <= radius.max(reach)).then_some((distance, cluster, spot))
    });
    let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((nearest.1, nearest.2))
}
