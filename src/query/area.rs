//! A part of the map that events are asked to lie in.

use geo::{Contains as _, Coord, LineString, Polygon};
use serde::{Deserialize, Serialize};

use crate::base::place::Bounds;
use crate::base::{LonLat, Metres};

/// A part of the earth. An event lies in it if the point that stands for it does: for a region, its centre.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Between two meridians and two parallels, edges included. Where west is greater than east it reaches
    /// across the 180th meridian.
    Box(Bounds),
    /// What the map shows, edges included: follows the map while this is asked.
    Frame(Bounds),
    /// Inside a ring of positions, closed by itself, on the map's flat grid of degrees.
    Polygon(Vec<LonLat>),
    /// Within a distance, measured on the ellipsoid.
    Circle {
        /// Centre.
        centre: LonLat,
        /// Radius in metres.
        radius_m: Metres,
    },
}

impl Area {
    /// Whether a position lies in it.
    pub fn contains(&self, at: LonLat) -> bool {
        self.tester()(at)
    }

    /// The radius of a circle, metres.
    pub fn radius_m(&self) -> Option<Metres> {
        match self {
            Self::Circle { radius_m, .. } => Some(*radius_m),
            _ => None,
        }
    }

    /// The same for many positions: what can be prepared is prepared once.
    pub fn tester(&self) -> Box<dyn Fn(LonLat) -> bool + '_> {
        match self {
            Self::Box(b) | Self::Frame(b) => Box::new(move |at| {
                let lon = if b.west <= b.east {
                    (b.west..=b.east).contains(&at.lon())
                } else {
                    at.lon() >= b.west || at.lon() <= b.east
                };
                lon && (b.south..=b.north).contains(&at.lat())
            }),
            Self::Polygon(ring) => {
                let corner = |p: &LonLat| Coord { x: p.lon(), y: p.lat() };
                let polygon = Polygon::new(LineString::new(ring.iter().map(corner).collect()), Vec::new());
                Box::new(move |at| polygon.contains(&geo::Point::from(at)))
            }
            Self::Circle { centre, radius_m } => Box::new(move |at| {
                // Far points are told apart cheaply: the sphere differs from the ellipsoid by less than 0.6 %.
                let rough = centre.rough_distance_to(at);
                rough <= radius_m * 1.01 && centre.distance_to(at) <= *radius_m
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn boxes_hold_their_edges_and_reach_across_the_180th_meridian() {
        let b = |west, east| {
            Area::Box(Bounds {
                west,
                east,
                south: -1.0,
                north: 1.0,
            })
        };
        assert!(b(0.0, 2.0).contains(at(0.0, 1.0)));
        assert!(!b(0.0, 2.0).contains(at(-0.1, 0.0)));
        assert!(b(170.0, -170.0).contains(at(-175.0, 0.0)) && b(170.0, -170.0).contains(at(180.0, 0.0)));
        assert!(!b(170.0, -170.0).contains(at(0.0, 0.0)));
    }

    #[test]
    fn circles_are_measured_on_the_ground_and_rings_close_themselves() {
        let gao = at(-0.04, 16.27);
        let circle = Area::Circle {
            centre: gao,
            radius_m: 50_000.0,
        };
        for bearing in [0.0, 90.0, 200.0] {
            assert!(circle.contains(gao.destination(bearing, 49_990.0)));
            assert!(!circle.contains(gao.destination(bearing, 50_010.0)));
        }
        let triangle = Area::Polygon(vec![at(0.0, 0.0), at(4.0, 0.0), at(0.0, 4.0)]);
        assert!(triangle.contains(at(1.0, 1.0)) && !triangle.contains(at(3.0, 3.0)));
    }
}
