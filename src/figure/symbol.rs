//! Shapes and sizes of the symbols of events.
//!
//! A symbol of size `s` has the area of a circle of diameter `s`, whatever its shape, so that none looks larger
//! than another that counts as many dead.

use std::f32::consts::PI;

use super::map_frame::Pt;
use crate::model::{Deaths, EventType, PlaceClass};

/// Outline of a symbol around (0, 0), points.
#[derive(Debug, Clone, PartialEq)]
pub enum Outline {
    /// A circle of this radius.
    Circle(f32),
    /// A closed polygon; clockwise on screen.
    Polygon(Vec<Pt>),
}

/// Sizes of symbols in points with the smallest number of deaths they stand for. The first is for none and
/// for no figure.
pub const SIZES: [(f32, u32); 4] = [(12.0, 0), (14.0, 1), (18.0, 10), (24.0, 50)];

/// Share of the width of a symbol that stays hollow where its place is only known to a circle.
pub const CORE: f32 = 0.45;

/// Size of the symbol of an event: by its shown deaths.
pub fn size_of(deaths: Deaths) -> f32 {
    let shown = deaths.shown().unwrap_or(0);
    let found = SIZES.iter().rev().find(|(_, least)| shown >= *least);
    found.map_or(12.0, |(size, _)| *size)
}

/// Whether a symbol has a hollow core and a ring: the place is known to a circle of more than 5 km.
pub fn is_hollow(class: PlaceClass) -> bool {
    matches!(class, PlaceClass::P2 | PlaceClass::P3)
}

/// Outline of the symbol of a type, `size` points.
pub fn outline(kind: EventType, size: f32) -> Outline {
    let area = PI * size * size / 4.0;
    let polygon = |points: &[(f32, f32)]| Outline::Polygon(points.iter().map(|(x, y)| Pt::new(*x, *y)).collect());
    match kind {
        EventType::Battles => Outline::Circle(size / 2.0),
        EventType::Explosions | EventType::Riots => {
            // Equilateral, of side a: area = √3/4 a². Its middle of gravity stands on the place.
            let a = (4.0 * area / 3_f32.sqrt()).sqrt();
            let (half, up, down) = (a / 2.0, a / 3_f32.sqrt(), a / (2.0 * 3_f32.sqrt()));
            if kind == EventType::Explosions {
                polygon(&[(0.0, -up), (half, down), (-half, down)])
            } else {
                polygon(&[(-half, -down), (half, -down), (0.0, up)])
            }
        }
        EventType::Civilians => {
            let h = area.sqrt() / 2.0;
            polygon(&[(-h, -h), (h, -h), (h, h), (-h, h)])
        }
        EventType::Protests => {
            let d = (area / 2.0).sqrt();
            polygon(&[(0.0, -d), (d, 0.0), (0.0, d), (-d, 0.0)])
        }
        EventType::Strategic => plus(area),
        EventType::Other => pill(size),
    }
}

/// A plus of this area: arms 0.42 of its length thick.
fn plus(area: f32) -> Outline {
    const THICK: f32 = 0.42;
    let b = (area / (2.0 * THICK - THICK * THICK)).sqrt() / 2.0;
    let a = b * THICK;
    let corners = [
        (-a, -b),
        (a, -b),
        (a, -a),
        (b, -a),
        (b, a),
        (a, a),
        (a, b),
        (-a, b),
        (-a, a),
        (-b, a),
        (-b, -a),
        (-a, -a),
    ];
    Outline::Polygon(corners.iter().map(|(x, y)| Pt::new(*x, *y)).collect())
}

/// A lying pill twice as long as high: 16 × 8 points for a size of 12.
fn pill(size: f32) -> Outline {
    let (long, r) = (size * 4.0 / 3.0, size / 3.0);
    let half = long / 2.0 - r;
    let arc =
        |middle: f32, from: f32| (0..=8_u8).map(move |i| Pt::new(middle, 0.0).polar(from + f32::from(i) / 8.0 * PI, r));
    Outline::Polygon(arc(half, -PI / 2.0).chain(arc(-half, PI / 2.0)).collect())
}

impl Outline {
    /// Half the width and half the height.
    pub fn half_size(&self) -> (f32, f32) {
        match self {
            Self::Circle(r) => (*r, *r),
            Self::Polygon(points) => points
                .iter()
                .fold((0.0, 0.0), |(w, h), p| (f32::max(w, p.x.abs()), f32::max(h, p.y.abs()))),
        }
    }

    /// The outline as points, a circle as a polygon of 48 corners.
    pub fn points(&self) -> Vec<Pt> {
        match self {
            Self::Circle(r) => (0..48_u8)
                .map(|i| Pt::default().polar(f32::from(i) / 24.0 * PI, *r))
                .collect(),
            Self::Polygon(points) => points.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(points: &[Pt]) -> f32 {
        let next = points.iter().cycle().skip(1);
        points.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() / 2.0
    }

    #[test]
    fn every_shape_of_a_size_has_the_same_area() {
        for (size, _) in SIZES {
            let circle = PI * size * size / 4.0;
            for kind in EventType::ALL {
                let found = area(&outline(kind, size).points());
                assert!(
                    (found / circle - 1.0).abs() < 0.04,
                    "{kind:?} {size}: {found} / {circle}"
                );
            }
        }
    }

    #[test]
    fn sizes_follow_the_figure_at_its_borders() {
        let size = |n| size_of(Deaths::exactly(n));
        assert_eq!(size_of(Deaths::UNKNOWN), 12.0);
        assert_eq!(
            [size(0), size(1), size(9), size(10), size(49), size(50), size(900)],
            [12.0, 14.0, 14.0, 18.0, 18.0, 24.0, 24.0]
        );
    }
}
