//! Where an item is: one centre, and the circle that holds what the file draws.

use geo::{Centroid as _, LineString, MultiPolygon, Polygon};

use crate::base::{LonLat, Metres};
use crate::model::PlaceClass;

/// What a place was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// One point.
    Point,
    /// Several points.
    Points,
    /// Lines.
    Line,
    /// Polygons.
    Area,
}

/// A centre with the radius of the circle that holds the whole geometry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The centre.
    pub centre: LonLat,
    /// Metres; 0 for a point.
    pub radius: Metres,
    /// What it was made from.
    pub made: Made,
}

/// Points on the ellipsoid lie at most this much farther apart than on the sphere.
const ELLIPSOID: f64 = 1.006;

impl Shape {
    /// A point.
    pub fn point(at: LonLat) -> Self {
        Self {
            centre: at,
            radius: 0.0,
            made: Made::Point,
        }
    }

    /// Points, or the positions of lines; `None` without any. One alone is a point.
    pub fn of_positions(positions: &[LonLat], made: Made) -> Option<Self> {
        let count = positions.len() as f64;
        let sum = |of: fn(&LonLat) -> f64| positions.iter().map(of).sum::<f64>();
        let centre = LonLat::new(sum(|p| p.lon()) / count, sum(|p| p.lat()) / count)?;
        Some(match positions {
            [one] => Self::point(*one),
            _ => Self::around(centre, positions, made),
        })
    }

    /// Rings of polygons: the outer ones and those in them, polygon by polygon.
    pub fn of_areas(polygons: &[Vec<Vec<LonLat>>]) -> Option<Self> {
        let ring = |ring: &Vec<LonLat>| LineString::from_iter(ring.iter().map(|p| (p.lon(), p.lat())));
        let polygon = |rings: &Vec<Vec<LonLat>>| {
            let mut rings = rings.iter().map(ring);
            Some(Polygon::new(rings.next()?, rings.collect()))
        };
        let all = MultiPolygon(polygons.iter().filter_map(polygon).collect());
        let positions: Vec<LonLat> = polygons.iter().flatten().flatten().copied().collect();
        let centre = all.centroid().and_then(|c| LonLat::new(c.x(), c.y()));
        match centre {
            Some(centre) => Some(Self::around(centre, &positions, Made::Area)),
            None => Self::of_positions(&positions, Made::Area),
        }
    }

    /// The circle around several shapes.
    pub fn of_shapes(shapes: &[Self]) -> Option<Self> {
        if let [one] = shapes {
            return Some(*one);
        }
        let centres: Vec<LonLat> = shapes.iter().map(|shape| shape.centre).collect();
        let mut whole = Self::of_positions(&centres, Made::Points)?;
        let far = |shape: &Self| whole.centre.rough_distance_to(shape.centre) * ELLIPSOID + shape.radius;
        whole.radius = shapes.iter().map(far).fold(0.0, f64::max);
        whole.made = shapes.iter().map(|shape| shape.made).max_by_key(|made| *made as u8)?;
        if whole.made == Made::Point {
            whole.made = Made::Points;
        }
        Some(whole)
    }

    fn around(centre: LonLat, positions: &[LonLat], made: Made) -> Self {
        let far = positions
            .iter()
            .map(|p| centre.rough_distance_to(*p))
            .fold(0.0, f64::max);
        Self {
            centre,
            radius: (far * ELLIPSOID).ceil(),
            made,
        }
    }

    /// Class and radius. A point of which nothing more is known counts as a town.
    pub fn sharpness(self) -> (PlaceClass, Metres) {
        if self.radius <= 0.0 {
            return (PlaceClass::P1, PlaceClass::P1.default_radius());
        }
        (PlaceClass::of_radius(self.radius), self.radius)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn the_circle_holds_every_position() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..200 {
            let n = random.usize(2..9);
            let positions: Vec<LonLat> = (0..n)
                .map(|_| at(random.f64() * 10.0 - 5.0, random.f64() * 20.0))
                .collect();
            let line = Shape::of_positions(&positions, Made::Line).unwrap();
            let mut ring = positions.clone();
            ring.extend(positions.first());
            let area = Shape::of_areas(&[vec![ring]]).unwrap();
            for shape in [line, area] {
                let out = positions.iter().find(|p| shape.centre.distance_to(**p) > shape.radius);
                assert_eq!(out, None, "{shape:?}");
            }
            let both = Shape::of_shapes(&[line, area]).unwrap();
            assert!(positions.iter().all(|p| both.centre.distance_to(*p) <= both.radius));
        }
    }

    #[test]
    fn a_small_area_keeps_a_point_and_a_region_does_not() {
        let square = |size: f64| {
            vec![vec![
                at(0.0, 14.0),
                at(size, 14.0),
                at(size, 14.0 + size),
                at(0.0, 14.0 + size),
                at(0.0, 14.0),
            ]]
        };
        let (small, large) = (Shape::of_areas(&[square(0.01)]), Shape::of_areas(&[square(2.0)]));
        assert_eq!(small.unwrap().sharpness().0, PlaceClass::P0);
        assert_eq!(large.unwrap().sharpness().0, PlaceClass::P4);
        assert!((small.unwrap().centre.lat() - 14.005).abs() < 1e-9);
    }
}
