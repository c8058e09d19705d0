//! The map's frame as the session knows it: where it is, and where it has been asked to go.

use crate::base::LonLat;
use crate::base::place::Bounds;

/// Centre and zoom of the map as last shown. Zoom 0 is the world in 256 points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapView {
    /// Centre.
    pub centre: LonLat,
    /// Zoom, 0 to 14 and a little more.
    pub zoom: f64,
}

/// A move the map has been asked to make. The map panel does it once and remembers the number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapMove {
    /// Counts up with every request.
    pub number: u64,
    /// Where to.
    pub target: MapTarget,
}

/// Where the map is asked to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MapTarget {
    /// Show all of these bounds, with a margin of 64 points.
    Bounds(Bounds),
    /// This very view.
    View(MapView),
    /// Pan by the least amount that brings this place into the frame.
    Reveal(LonLat),
    /// Zoom by this many levels around the centre.
    ZoomBy(f64),
    /// Pan by a part of the frame: (east, south), 1.0 is the whole width or height.
    PanBy(f32, f32),
}
