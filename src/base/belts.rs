//! A polygon cut into belts of latitude: a question about a position looks at the edges of one belt or a few, not at
//! all of them.

use geo::{Coord, Polygon};

use super::outlines::DEGREE;
use super::{LonLat, Metres};

/// Edges that a belt has room for on average before another is made.
const EDGES: usize = 8;
/// Most belts of a polygon.
const MOST: usize = 512;

/// The edges of a polygon, holes included, by belts of equal height.
#[derive(Debug)]
pub(super) struct Belts {
    south: f64,
    /// Height of a belt, degrees.
    height: f64,
    /// Edges that have a part in each belt.
    edges: Vec<Vec<(Coord, Coord)>>,
}

impl Belts {
    /// Cuts a polygon.
    pub fn of(polygon: &Polygon) -> Self {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        let edges: Vec<(Coord, Coord)> = rings.flat_map(|ring| ring.lines()).map(|l| (l.start, l.end)).collect();
        let ends = || edges.iter().flat_map(|(a, b)| [a.y, b.y]);
        let (south, north) = (
            ends().fold(f64::INFINITY, f64::min),
            ends().fold(f64::NEG_INFINITY, f64::max),
        );
        let count = (edges.len() / EDGES).clamp(1, MOST);
        let mut belts = Self {
            south,
            height: ((north - south) / count as f64).max(f64::MIN_POSITIVE),
            edges: vec![Vec::new(); count],
        };
        for (a, b) in edges {
            let (first, last) = (belts.index(a.y.min(b.y)), belts.index(a.y.max(b.y)));
            let own = belts.edges.get_mut(first..=last).unwrap_or_default();
            own.iter_mut().for_each(|belt| belt.push((a, b)));
        }
        belts
    }

    /// The belt of a latitude, the nearest one outside the polygon.
    fn index(&self, lat: f64) -> usize {
        let belt = ((lat - self.south) / self.height).max(0.0) as usize;
        belt.min(self.edges.len().saturating_sub(1))
    }

    /// Whether a position lies inside: a line from it to the east crosses an odd number of edges.
    pub fn hold(&self, place: LonLat) -> bool {
        let (x, y) = (place.lon(), place.lat());
        let crosses =
            |(a, b): &&(Coord, Coord)| (a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x;
        let belt = self.edges.get(self.index(y)).map_or(&[][..], Vec::as_slice);
        belt.iter().filter(crosses).count() % 2 == 1
    }

    /// Whether an edge passes a position at most so many metres away. The ground is taken as flat around it, which is
    /// right to some metres over the lengths in question.
    pub fn pass_within(&self, place: LonLat, tolerance: Metres) -> bool {
        let shrink = place.lat().to_radians().cos();
        let flat = |c: &Coord| ((c.x - place.lon()) * shrink * DEGREE, (c.y - place.lat()) * DEGREE);
        let up = tolerance / DEGREE;
        let belts = self.index(place.lat() - up)..=self.index(place.lat() + up);
        let edges = self.edges.get(belts).unwrap_or_default().iter().flatten();
        let mut edges = edges.map(|(a, b)| (flat(a), flat(b)));
        edges.any(|(a, b)| {
            let beside = |a: f64, b: f64| a.min(b) > tolerance || a.max(b) < -tolerance;
            !beside(a.0, b.0) && !beside(a.1, b.1) && to_origin(a, b) <= tolerance * tolerance
        })
    }
}

/// Square of the distance from a segment to the origin.
fn to_origin(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (-(a.0 * dx + a.1 * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (a.0 + along * dx, a.1 + along * dy);
    x * x + y * y
}
