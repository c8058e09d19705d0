//! A map frame: centre, zoom and size, and where positions fall in it.
//!
//! Web Mercator with a world of 256 points at zoom 0, the same as the map widget's, so that a scene fits on the
//! tiles. Frame coordinates are points from the top left corner, x to the east, y to the south.

use crate::base::place::Bounds;
use crate::base::{LonLat, Metres, mercator};

/// Points of the whole world at zoom 0.
const WORLD: f64 = 256.0;
/// Lowest and highest zoom of the map.
pub const ZOOM_RANGE: (f64, f64) = (2.0, 14.5);
/// Margin that bounds are shown with, in points.
pub const FIT_MARGIN: f32 = 64.0;

/// A position in a frame, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pt {
    /// To the east.
    pub x: f32,
    /// To the south.
    pub y: f32,
}

impl Pt {
    /// A point.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Moved by (dx, dy).
    #[must_use]
    pub fn plus(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// Moved by `length` in a direction, radians clockwise from east (y points down).
    #[must_use]
    pub fn polar(self, angle: f32, length: f32) -> Self {
        self.plus(angle.cos() * length, angle.sin() * length)
    }

    /// Distance in points.
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A position on the Web Mercator square: both coordinates 0 to 1, (0, 0) in the north-west.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct World {
    /// To the east.
    pub x: f64,
    /// To the south.
    pub y: f64,
}

impl World {
    /// Where a position falls. Latitudes beyond the square are held at its edge.
    pub fn of(at: LonLat) -> Self {
        let (x, y) = mercator::unit(at);
        Self { x, y }
    }

    /// A fixed-point position.
    pub fn of_fixed(at: mercator::Fixed) -> Self {
        let (x, y) = mercator::from_fixed(at);
        Self { x, y }
    }

    /// The same in fixed point; beyond the square, its edge.
    pub fn to_fixed(self) -> mercator::Fixed {
        mercator::to_fixed((self.x, self.y))
    }

    /// The position, held inside the range of longitudes and latitudes.
    pub fn lon_lat(self) -> LonLat {
        let lon = ((self.x - 0.5) * 360.0).clamp(-180.0, 180.0);
        let lat = ((0.5 - self.y) * std::f64::consts::TAU).sinh().atan().to_degrees();
        // Both are in range by construction unless they are not numbers.
        LonLat::new(lon, lat).unwrap_or(ORIGIN)
    }
}

/// Longitude 0, latitude 0.
const ORIGIN: LonLat = match LonLat::new_const(0.0, 0.0) {
    Some(at) => at,
    None => unreachable!(),
};

/// What part of the world a map shows, and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapFrame {
    /// Position in the middle.
    pub centre: LonLat,
    /// Zoom; 0 shows the world in 256 points.
    pub zoom: f64,
    /// Width and height, points.
    pub size: (f32, f32),
}

/// A frame ready to project many positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lens {
    centre: World,
    side: f64,
    middle: Pt,
}

impl Lens {
    /// Where a position of the Mercator square falls.
    pub fn place(&self, at: World) -> Pt {
        let dx = ((at.x - self.centre.x) * self.side) as f32;
        let dy = ((at.y - self.centre.y) * self.side) as f32;
        self.middle.plus(dx, dy)
    }

    /// Points of a radius in metres around a position.
    pub fn radius(&self, at: LonLat, radius: Metres) -> f32 {
        (world_length(at.lat(), radius) * self.side) as f32
    }
}

/// A length on the ground at a latitude as a part of the side of the Mercator square.
pub fn world_length(lat: f64, length: Metres) -> f64 {
    mercator::length(lat, length)
}

/// What lies over the edges of a frame, points: what is shown stays clear of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Insets {
    /// On the left.
    pub left: f32,
    /// At the bottom.
    pub bottom: f32,
}

impl MapFrame {
    /// The frame that shows all of `bounds` with a margin of [`FIT_MARGIN`] points on each side (less where the
    /// frame is small) and clear of `insets`, the zoom held within [`ZOOM_RANGE`].
    pub fn fitting(bounds: Bounds, size: (f32, f32), insets: Insets) -> Self {
        let corner = |lon: f64, lat: f64| {
            let at = LonLat::new(lon.clamp(-180.0, 180.0), lat.clamp(-85.0, 85.0));
            World::of(at.unwrap_or(ORIGIN))
        };
        let (nw, se) = (corner(bounds.west, bounds.north), corner(bounds.east, bounds.south));
        let margin = |side: f32| FIT_MARGIN.min(side / 6.0);
        let (left, right) = (margin(size.0).max(insets.left), margin(size.0));
        let (top, bottom) = (margin(size.1), margin(size.1).max(insets.bottom));
        let room = |side: f32, taken: f32| f64::from((side - taken).max(32.0));
        let zoom_of = |room: f64, part: f64| (room / (WORLD * part.max(1e-9))).log2();
        let zoom =
            zoom_of(room(size.0, left + right), se.x - nw.x).min(zoom_of(room(size.1, top + bottom), se.y - nw.y));
        let middle = World {
            x: (nw.x + se.x) / 2.0,
            y: (nw.y + se.y) / 2.0,
        };
        let zoom = zoom.clamp(ZOOM_RANGE.0, ZOOM_RANGE.1);
        let centred = Self {
            centre: middle.lon_lat(),
            zoom,
            size,
        };
        let free = Pt::new((size.0 + left - right) / 2.0, (size.1 + top - bottom) / 2.0);
        centred.dragged(Pt::new(size.0 / 2.0, size.1 / 2.0), free)
    }

    /// What projecting many positions needs, computed once.
    pub fn lens(&self) -> Lens {
        Lens {
            centre: World::of(self.centre),
            side: self.world_side(),
            middle: Pt::new(self.size.0 / 2.0, self.size.1 / 2.0),
        }
    }

    /// Points of the whole world's side.
    pub fn world_side(&self) -> f64 {
        WORLD * self.zoom.exp2()
    }

    /// Where a position of the Mercator square falls.
    pub fn place(&self, at: World) -> Pt {
        self.lens().place(at)
    }

    /// The position of the Mercator square under a point; beyond the square where the point is.
    pub fn world_at(&self, at: Pt) -> World {
        let (centre, side) = (World::of(self.centre), self.world_side());
        World {
            x: centre.x + f64::from(at.x - self.size.0 / 2.0) / side,
            y: centre.y + f64::from(at.y - self.size.1 / 2.0) / side,
        }
    }

    /// Where a position falls.
    pub fn project(&self, at: LonLat) -> Pt {
        self.place(World::of(at))
    }

    /// The position under a point.
    pub fn unproject(&self, at: Pt) -> LonLat {
        self.world_at(at).lon_lat()
    }

    /// Points for a metre on the ground at a latitude.
    pub fn points_per_metre(&self, lat: f64) -> f64 {
        self.world_side() * world_length(lat, 1.0)
    }

    /// Points of a radius in metres around a position.
    pub fn radius(&self, at: LonLat, radius: Metres) -> f32 {
        self.lens().radius(at, radius)
    }

    /// Whether a point lies in the frame, or at most `margin` points outside.
    pub fn has(&self, at: Pt, margin: f32) -> bool {
        (-margin..=self.size.0 + margin).contains(&at.x) && (-margin..=self.size.1 + margin).contains(&at.y)
    }

    /// Distances from a point to the nearest and to the farthest point of the frame.
    pub fn reach(&self, from: Pt) -> (f32, f32) {
        let near = |v: f32, side: f32| (-v).max(v - side).max(0.0);
        let far = |v: f32, side: f32| v.abs().max((v - side).abs());
        (
            near(from.x, self.size.0).hypot(near(from.y, self.size.1)),
            far(from.x, self.size.0).hypot(far(from.y, self.size.1)),
        )
    }

    /// The same frame moved so that what was at `grip` is at `to`.
    #[must_use]
    pub fn dragged(&self, grip: Pt, to: Pt) -> Self {
        let middle = Pt::new(self.size.0 / 2.0, self.size.1 / 2.0);
        Self {
            centre: self.unproject(middle.plus(grip.x - to.x, grip.y - to.y)),
            ..*self
        }
    }

    /// The same frame zoomed by so many levels, with the position under `fixed` staying there. The zoom is held
    /// within [`ZOOM_RANGE`].
    #[must_use]
    pub fn zoomed(&self, by: f64, fixed: Pt) -> Self {
        let held = self.unproject(fixed);
        let zoom = (self.zoom + by).clamp(ZOOM_RANGE.0, ZOOM_RANGE.1);
        let zoomed = Self { zoom, ..*self };
        zoomed.dragged(zoomed.project(held), fixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    fn frame(zoom: f64) -> MapFrame {
        MapFrame {
            centre: at(2.0, 15.0),
            zoom,
            size: (1102.0, 494.0),
        }
    }

    #[test]
    fn projecting_goes_round() {
        for zoom in [2.0, 6.7, 14.5] {
            let frame = frame(zoom);
            let place = at(2.05, 15.02);
            let back = frame.unproject(frame.project(place));
            assert!(back.distance_to(place) < 5.0, "{zoom}");
        }
    }

    #[test]
    fn fitted_bounds_touch_the_margin_and_nothing_crosses_it() {
        let bounds = Bounds {
            west: -1.0,
            south: 13.0,
            east: 6.0,
            north: 17.0,
        };
        let frame = MapFrame::fitting(bounds, (1102.0, 494.0), Insets::default());
        let (nw, se) = (frame.project(at(-1.0, 17.0)), frame.project(at(6.0, 13.0)));
        assert!(nw.x >= 63.9 && nw.y >= 63.9 && se.x <= 1038.1 && se.y <= 430.1);
        assert!((nw.y - 64.0).abs() < 0.1 || (nw.x - 64.0).abs() < 0.1);
    }

    #[test]
    fn fitted_bounds_stay_clear_of_what_lies_over_the_map() {
        let bounds = Bounds {
            west: -1.0,
            south: 13.0,
            east: 6.0,
            north: 17.0,
        };
        let insets = Insets {
            left: 240.0,
            bottom: 100.0,
        };
        let frame = MapFrame::fitting(bounds, (1102.0, 494.0), insets);
        let (nw, se) = (frame.project(at(-1.0, 17.0)), frame.project(at(6.0, 13.0)));
        assert!(nw.x >= 239.9 && nw.y >= 63.9 && se.x <= 1038.1 && se.y <= 394.1);
    }

    #[test]
    fn bounds_of_no_extent_and_tiny_frames_give_a_frame() {
        let point = Bounds {
            west: 1.0,
            south: 14.0,
            east: 1.0,
            north: 14.0,
        };
        for size in [(1102.0, 494.0), (0.0, 0.0), (20.0, 10.0)] {
            let frame = MapFrame::fitting(point, size, Insets::default());
            assert!((frame.zoom - ZOOM_RANGE.1).abs() < 1e-9);
            assert!((frame.centre.lon() - 1.0).abs() < 0.01);
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let frame = frame(6.0);
        let pointer = Pt::new(900.0, 60.0);
        let held = frame.unproject(pointer);
        let after = frame.zoomed(0.7, pointer);
        assert!(after.project(held).distance(pointer) < 0.01);
        assert!((frame.zoomed(50.0, pointer).zoom - ZOOM_RANGE.1).abs() < 1e-9);
    }

    #[test]
    fn a_radius_is_the_distance_of_its_edge() {
        let frame = frame(8.0);
        let centre = at(2.0, 15.0);
        let edge = frame.project(centre.destination(90.0, 50_000.0));
        let drawn = frame.radius(centre, 50_000.0);
        assert!((edge.distance(frame.project(centre)) - drawn).abs() / drawn < 0.005);
    }
}
