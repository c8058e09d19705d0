//! Counts by hexagons of equal area.
//!
//! The hexagons are regular in Lambert's cylindrical equal-area projection with the standard parallel φ₀ and the
//! authalic radius R (J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987,
//! equations 10-1 and 10-2):
//!
//! ```text
//! x = R λ cos φ₀        y = R sin φ / cos φ₀        dx dy = R² cos φ dφ dλ
//! ```
//!
//! so every one of them covers the same area of the sphere, wherever it lies. φ₀ is the middle latitude of the
//! places, to the nearest five degrees, so that they look regular where the incidents are. Cells are 10, 20, 50,
//! 100 … km across: which, follows from the zoom. A place is counted only where its own circle is no larger than
//! the circle of a cell's area; what has no point is never counted in a cell.

use std::collections::HashMap;
use std::f64::consts::PI;

use super::scale::Scale;
use super::weight_of;
use crate::base::{LonLat, Metres};
use crate::figure::map_frame::{MapFrame, Pt, World};
use crate::query::{PlaceCounts, PlaceSet};
use crate::session::MapWeight;

/// Radius of the sphere with the area of the WGS 84 ellipsoid, metres.
pub const AUTHALIC: Metres = 6_371_007.18;
/// Narrowest cell on screen, points.
const NARROWEST: f64 = 18.0;
/// Cells are at least so far across, metres: a town is known to 5 km.
const FINEST: Metres = 10_000.0;
/// And at most.
const COARSEST: Metres = 1_000_000.0;
/// In [`HexGrid`]: the place is in no cell.
const NOWHERE: u32 = u32::MAX;

/// The projection: see the module.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EqualArea {
    /// cos φ₀.
    stretch: f64,
}

impl EqualArea {
    /// With this standard parallel, degrees.
    pub fn new(parallel: f64) -> Self {
        Self {
            stretch: parallel.to_radians().cos().max(0.2),
        }
    }

    /// For the points of a set: the middle latitude, to the nearest five degrees.
    pub fn of(set: &PlaceSet) -> Self {
        let mut lats: Vec<f64> = set.part(false).filter_map(|i| Some(set.lonlat.get(i)?.lat())).collect();
        lats.sort_by(f64::total_cmp);
        let middle = lats.get(lats.len() / 2).copied().unwrap_or(0.0);
        Self::new(((middle / 5.0).round() * 5.0).clamp(-60.0, 60.0))
    }

    /// Where a position falls, metres.
    pub fn project(&self, at: LonLat) -> (f64, f64) {
        let x = AUTHALIC * at.lon().to_radians() * self.stretch;
        (x, AUTHALIC * at.lat().to_radians().sin() / self.stretch)
    }

    /// Longitude and latitude of a point of the plane, degrees; beyond the poles, the pole.
    pub fn unproject(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let sine = (y * self.stretch / AUTHALIC).clamp(-1.0, 1.0);
        ((x / (AUTHALIC * self.stretch)).to_degrees(), sine.asin().to_degrees())
    }

    /// Metres of the plane for a point of the screen where the projection is true.
    pub fn metres_per_point(&self, zoom: f64) -> f64 {
        2.0 * PI * AUTHALIC * self.stretch / (256.0 * zoom.exp2())
    }

    fn world(&self, at: (f64, f64)) -> World {
        let (lon, lat) = self.unproject(at);
        let y = LonLat::new(0.0, lat).map_or(0.5, |at| World::of(at).y);
        World {
            x: lon / 360.0 + 0.5,
            y,
        }
    }
}

/// Metres from side to opposite side of the cells at a zoom, and of everything else that follows the cells.
pub fn width_at(projection: &EqualArea, zoom: f64) -> Metres {
    let least = NARROWEST * projection.metres_per_point(zoom);
    let steps = (0..4).flat_map(|ten| [1.0, 2.0, 5.0].map(|n| n * 10_f64.powi(ten) * 1_000.0));
    steps
        .filter(|width| *width >= FINEST)
        .find(|width| *width >= least)
        .unwrap_or(COARSEST)
        .min(COARSEST)
}

/// Radius of the circle with the area of a hexagon that is so far across, metres.
pub fn radius_of(width: Metres) -> Metres {
    (area_of(width) / PI).sqrt()
}

/// Area of a hexagon that is so far across, square metres.
pub fn area_of(width: Metres) -> f64 {
    width * width * 3_f64.sqrt() / 2.0
}

/// Whether a place is known sharply enough for cells whose area is that of a circle of `radius` metres.
pub fn fits(set: &PlaceSet, place: usize, radius: Metres) -> bool {
    let sharp = set.class.get(place).is_some_and(|class| class.has_point());
    let point = place < set.points;
    let own = set.radius.get(place).copied().map_or(f64::INFINITY, f64::from);
    sharp && point && own <= radius
}

/// The cells of a set at one width.
#[derive(Debug, Clone)]
pub struct HexGrid {
    /// Metres from side to opposite side.
    pub width: Metres,
    projection: EqualArea,
    cells: Vec<Cell>,
    /// By place: its cell, or [`NOWHERE`] where the place is not sharp enough.
    of_place: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Cell {
    middle: World,
    corners: [World; 6],
}

/// What a result leaves in the cells of a grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HexSums {
    /// Visible events by cell.
    pub events: Vec<u32>,
    /// Shown deaths by cell.
    pub deaths: Vec<u32>,
    /// Visible events with a place that is not sharp enough for these cells.
    pub too_coarse: u32,
}

impl HexSums {
    /// What a cell weighs.
    pub fn value(&self, cell: usize, weight: MapWeight) -> u32 {
        let of = match weight {
            MapWeight::Events => &self.events,
            MapWeight::Deaths => &self.deaths,
        };
        of.get(cell).copied().unwrap_or(0)
    }

    /// The scale that these sums need.
    pub fn scale(&self, weight: MapWeight) -> Scale {
        let cells = 0..self.events.len();
        Scale::up_to(cells.map(|cell| self.value(cell, weight)).max().unwrap_or(1))
    }
}

/// Position of the cell at a point of the plane, in steps along the rows (q) and from row to row (r).
fn cell_at((x, y): (f64, f64), width: Metres) -> (i32, i32) {
    // Axial coordinates of hexagons that stand on a corner, rounded in cube coordinates.
    let size = width / 3_f64.sqrt();
    let (q, r) = (x / width - y / (3.0 * size), y * 2.0 / (3.0 * size));
    let s = -q - r;
    let (rq, rr, rs) = (q.round(), r.round(), s.round());
    let (dq, dr, ds) = ((rq - q).abs(), (rr - r).abs(), (rs - s).abs());
    if dq > dr && dq > ds {
        ((-rr - rs) as i32, rr as i32)
    } else if dr > ds {
        (rq as i32, (-rq - rs) as i32)
    } else {
        (rq as i32, rr as i32)
    }
}

fn middle_of((q, r): (i32, i32), width: Metres) -> (f64, f64) {
    let size = width / 3_f64.sqrt();
    let (q, r) = (f64::from(q), f64::from(r));
    (width * (q + r / 2.0), 1.5 * size * r)
}

/// Corners of a cell in the plane, from the northern one on.
fn corners_of(cell: (i32, i32), width: Metres) -> [(f64, f64); 6] {
    let (x, y) = middle_of(cell, width);
    let (half, size) = (width / 2.0, width / 3_f64.sqrt());
    [
        (x, y + size),
        (x + half, y + size / 2.0),
        (x + half, y - size / 2.0),
        (x, y - size),
        (x - half, y - size / 2.0),
        (x - half, y + size / 2.0),
    ]
}

impl HexGrid {
    /// The cells in which places of a set stand.
    pub fn of(set: &PlaceSet, projection: EqualArea, width: Metres) -> Self {
        let mut numbers: HashMap<(i32, i32), u32> = HashMap::new();
        let mut cells = Vec::new();
        let radius = radius_of(width);
        let of_place = (0..set.len()).map(|place| {
            let Some(at) = set.lonlat.get(place).filter(|_| fits(set, place, radius)) else {
                return NOWHERE;
            };
            let key = cell_at(projection.project(*at), width);
            *numbers.entry(key).or_insert_with(|| {
                cells.push(Cell {
                    middle: projection.world(middle_of(key, width)),
                    corners: corners_of(key, width).map(|corner| projection.world(corner)),
                });
                u32::try_from(cells.len() - 1).unwrap_or(NOWHERE)
            })
        });
        let of_place = of_place.collect();
        Self {
            width,
            projection,
            cells,
            of_place,
        }
    }

    /// Number of cells in which a place stands.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether no place is sharp enough.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What counts leave in each cell. One walk over the set.
    pub fn sums(&self, counts: &PlaceCounts<'_>) -> HexSums {
        let mut sums = HexSums {
            events: vec![0; self.cells.len()],
            deaths: vec![0; self.cells.len()],
            too_coarse: 0,
        };
        for (place, cell) in (0u32..).zip(&self.of_place) {
            let (events, deaths) = (counts.visible(place), counts.deaths(place));
            match sums.events.get_mut(*cell as usize) {
                Some(sum) => *sum += events,
                None => sums.too_coarse += events,
            }
            if let Some(sum) = sums.deaths.get_mut(*cell as usize) {
                *sum = sum.saturating_add(deaths);
            }
        }
        sums
    }

    /// Middle and corners of the cells that meet a frame, with their numbers.
    pub fn in_frame<'a>(&'a self, frame: &MapFrame) -> impl Iterator<Item = (usize, Pt, [Pt; 6])> + 'a {
        let (lens, frame) = (frame.lens(), *frame);
        let across = (self.width / self.projection.metres_per_point(frame.zoom)) as f32;
        let placed = self.cells.iter().enumerate();
        placed.filter_map(move |(number, cell)| {
            let middle = lens.place(cell.middle);
            // Far from the standard parallel cells are drawn taller than they are wide.
            frame.has(middle, across * 3.0).then(|| {
                let corners = cell.corners.map(|corner| lens.place(corner));
                (number, middle, corners)
            })
        })
    }

    /// The cell under a point of a frame; `None` where no place stands in it.
    pub fn pick(&self, frame: &MapFrame, at: Pt) -> Option<usize> {
        let found = self.in_frame(frame).find(|(_, _, corners)| holds(corners, at));
        found.map(|(number, _, _)| number)
    }

    /// The cell of a place; `None` where the place is not sharp enough.
    pub fn cell_of(&self, place: u32) -> Option<usize> {
        let cell = self.of_place.get(place as usize).filter(|cell| **cell != NOWHERE)?;
        usize::try_from(*cell).ok()
    }

    /// The places of a cell.
    pub fn places(&self, cell: usize) -> impl Iterator<Item = u32> + '_ {
        let of_place = (0u32..).zip(&self.of_place);
        of_place
            .filter(move |(_, c)| **c as usize == cell)
            .map(|(place, _)| place)
    }

    /// Longitude and latitude of the corners of a cell, degrees.
    pub fn outline(&self, cell: usize) -> Option<[(f64, f64); 6]> {
        let corners = self.cells.get(cell)?.corners;
        Some(corners.map(|corner| {
            let at = corner.lon_lat();
            ((corner.x - 0.5) * 360.0, at.lat())
        }))
    }

    /// What the places of a grid weigh, those that are too coarse left out.
    pub fn weights<'a>(
        &'a self,
        counts: &'a PlaceCounts<'a>,
        weight: MapWeight,
    ) -> impl Iterator<Item = (u32, u32)> + 'a {
        let sharp = (0u32..).zip(&self.of_place).filter(|(_, cell)| **cell != NOWHERE);
        sharp
            .map(move |(place, _)| (place, weight_of(counts, place, weight)))
            .filter(|(_, value)| *value > 0)
    }

    /// The projection of its cells.
    pub fn projection(&self) -> EqualArea {
        self.projection
    }
}

/// Whether a convex outline, clockwise on screen, holds a point.
fn holds(corners: &[Pt; 6], at: Pt) -> bool {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .all(|(a, b)| (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) >= 0.0)
}
