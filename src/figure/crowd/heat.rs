//! Heat: counts smoothed over the surroundings of each place.
//!
//! Places are counted in small cells of the equal-area plane of [`super::hexagons`], an eighth of a hexagon
//! across, and blurred three times by a moving mean along each axis, which comes close to a bell curve. The
//! result is scaled so that events on one position give their own number there: a colour says about the same
//! as that of a hexagon of the width that belongs to the zoom, and both share their scale. The same places are
//! left out as there: those whose own circle is wider.

use super::hexagons::{EqualArea, HexGrid};
use crate::figure::map_frame::{MapFrame, Pt, World};
use crate::query::{PlaceCounts, PlaceSet};
use crate::session::MapWeight;

/// Cells to the width of a hexagon.
const FINE: f64 = 8.0;
/// A moving mean takes so many cells on either side.
const HALF: usize = 2;
/// How often it is taken.
const PASSES: usize = 3;
/// Most cells along a side: a frame never needs more, however odd it is.
const MOST: i64 = 1_200;

/// Smoothed counts over a frame.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heat {
    /// Cells across.
    pub width: usize,
    /// Cells down.
    pub height: usize,
    /// Row by row from the north-west.
    pub values: Vec<f32>,
    /// East of the western edge, from the square's western edge; and to the eastern edge.
    west_east: (f64, f64),
    /// South of the northern edge of each row, and of the last row's southern edge.
    rows: Vec<f64>,
}

impl Heat {
    /// The heat over a frame. The cells are counted from longitude and latitude 0, so that nothing moves in them
    /// while the map is dragged.
    pub fn of(set: &PlaceSet, counts: &PlaceCounts<'_>, grid: &HexGrid, frame: &MapFrame, weight: MapWeight) -> Self {
        let projection = grid.projection();
        let cell = grid.width / FINE;
        let air = i64::try_from(HALF * PASSES).unwrap_or(0) + 1;
        let corner = |x: f32, y: f32| {
            let at = frame.world_at(Pt::new(x, y));
            let (px, py) = projection.project(at.lon_lat());
            ((px / cell).floor() as i64, (py / cell).floor() as i64)
        };
        let (w, h) = frame.size;
        let ((x0, y1), (x1, y0)) = (corner(0.0, 0.0), corner(w, h));
        let (x0, x1) = (x0 - air, (x1 + air).min(x0 - air + MOST));
        let (y0, y1) = (y0 - air, (y1 + air).min(y0 - air + MOST));
        let side = |from: i64, to: i64| usize::try_from(to - from + 1).unwrap_or(0);
        let (width, height) = (side(x0, x1), side(y0, y1));
        let mut values = vec![0.0_f32; width * height];
        for (place, value) in grid.weights(counts, weight) {
            let Some(at) = set.lonlat.get(place as usize) else {
                continue;
            };
            let (px, py) = projection.project(*at);
            let (x, y) = ((px / cell).floor() as i64 - x0, y1 - (py / cell).floor() as i64);
            let inside = usize::try_from(x).ok().zip(usize::try_from(y).ok());
            let slot = inside.filter(|(x, y)| *x < width && *y < height);
            if let Some(slot) = slot.and_then(|(x, y)| values.get_mut(y * width + x)) {
                *slot += value as f32;
            }
        }
        smooth(&mut values, width, height);
        let world = |x: i64, y: i64| world_of(&projection, x as f64 * cell, y as f64 * cell);
        Self {
            width,
            height,
            values,
            west_east: (world(x0, 0).x, world(x1 + 1, 0).x),
            rows: (0..=height)
                .map(|row| world(0, y1 + 1 - i64::try_from(row).unwrap_or(0)).y)
                .collect(),
        }
    }

    /// Where the rows lie in a frame: (share of the height, from the north; left, right, top) for each line
    /// between rows. Rows are equally high in the plane, not on the map.
    pub fn lines<'a>(&'a self, frame: &MapFrame) -> impl Iterator<Item = (f32, [Pt; 2])> + 'a {
        let lens = frame.lens();
        let (west, east) = self.west_east;
        let height = self.height.max(1) as f32;
        self.rows.iter().enumerate().map(move |(row, y)| {
            let at = |x| lens.place(World { x, y: *y });
            (row as f32 / height, [at(west), at(east)])
        })
    }
}

fn world_of(projection: &EqualArea, x: f64, y: f64) -> World {
    let (lon, lat) = projection.unproject((x, y));
    let y = crate::base::LonLat::new(0.0, lat).map_or(0.5, |at| World::of(at).y);
    World {
        x: lon / 360.0 + 0.5,
        y,
    }
}

/// Blurs along both axes and scales so that a single cell keeps its value.
fn smooth(values: &mut Vec<f32>, width: usize, height: usize) {
    let peak = peak();
    for _ in 0..PASSES {
        mean_along(values, width);
    }
    let mut turned = transposed(values, width, height);
    for _ in 0..PASSES {
        mean_along(&mut turned, height);
    }
    *values = transposed(&turned, height, width);
    values.iter_mut().for_each(|value| *value /= peak * peak);
}

/// What a blurred single cell of 1 keeps, along one axis.
fn peak() -> f32 {
    let side = 2 * HALF * PASSES + 1;
    let mut line = vec![0.0; side];
    if let Some(middle) = line.get_mut(side / 2) {
        *middle = 1.0;
    }
    (0..PASSES).for_each(|_| mean_along(&mut line, side));
    line.get(side / 2).copied().unwrap_or(1.0)
}

/// The moving mean along rows of this width.
fn mean_along(values: &mut [f32], width: usize) {
    let span = 2 * HALF + 1;
    let mut before = vec![0.0; width];
    for row in values.chunks_exact_mut(width.max(1)) {
        before.copy_from_slice(row);
        let mut sum: f32 = before.iter().take(HALF).sum();
        for (x, out) in row.iter_mut().enumerate() {
            sum += before.get(x + HALF).copied().unwrap_or(0.0);
            if let Some(gone) = x.checked_sub(HALF + 1) {
                sum -= before.get(gone).copied().unwrap_or(0.0);
            }
            // Sums of whole numbers minus what was added: rounding may leave a trace of less than nothing.
            *out = sum.max(0.0) / span as f32;
        }
    }
}

fn transposed(values: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len());
    for x in 0..width {
        out.extend((0..height).filter_map(|y| values.get(y * width + x)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_cell_keeps_its_value_and_nothing_is_below_zero() {
        let (width, height) = (41, 33);
        let mut values = vec![0.0; width * height];
        values[16 * width + 20] = 250.0;
        smooth(&mut values, width, height);
        assert!((values[16 * width + 20] - 250.0).abs() < 0.01);
        assert!(values.iter().all(|v| (0.0..=250.01).contains(v)));
        // As far to the west as to the north.
        assert!((values[16 * width + 17] - values[13 * width + 20]).abs() < 0.01);
        assert_eq!(values[16 * width + 10], 0.0);
    }
}
