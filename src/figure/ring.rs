//! Circles of the true radius: whole, dashed or dotted, cut to the frame.
//!
//! A ring may be thousands of points wide when the map is zoomed inside it; only the arc that crosses the frame
//! is ever turned into points. Dashes are counted from north, so that they stand still while the map is dragged.

use std::f32::consts::{PI, TAU};

use super::map_frame::{MapFrame, Pt};
use crate::model::EventType;
use crate::query::EventRef;

/// A circle around a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// The event whose place it holds (one of them, where several share it).
    pub event: EventRef,
    /// Middle, points.
    pub centre: Pt,
    /// Radius, points.
    pub radius: f32,
    /// Type, for its colour.
    pub kind: EventType,
    /// Whether it is dashed (P3).
    pub dashed: bool,
    /// Whether its event is hovered or selected.
    pub raised: bool,
}

/// The part of a circle that can cross the frame, as angles (radians, clockwise from east; `from < to`), or
/// `None` where none does.
pub fn arc(frame: &MapFrame, centre: Pt, radius: f32) -> Option<(f32, f32)> {
    let (near, far) = frame.reach(centre);
    if radius < near - 2.0 || radius > far + 2.0 {
        return None;
    }
    if near == 0.0 {
        return Some((0.0, TAU));
    }
    let (w, h) = frame.size;
    let angle = |x: f32, y: f32| (y - centre.y).atan2(x - centre.x);
    let middle = angle(w / 2.0, h / 2.0);
    let (mut from, mut to) = (0.0_f32, 0.0_f32);
    for (x, y) in [(0.0, 0.0), (w, 0.0), (0.0, h), (w, h)] {
        // Seen from outside, a frame spans less than half a turn around its middle.
        let turn = (angle(x, y) - middle + PI).rem_euclid(TAU) - PI;
        from = from.min(turn);
        to = to.max(turn);
    }
    let air = 4.0 / radius.max(1.0);
    Some((middle + from - air, middle + to + air))
}

/// The arc that crosses the frame as a line whose points stray less than a tenth of a point.
pub fn line(frame: &MapFrame, centre: Pt, radius: f32) -> Vec<Pt> {
    let Some((from, to)) = arc(frame, centre, radius) else {
        return Vec::new();
    };
    let step = 2.0 * (1.0 - (0.1 / radius.max(1.0)).min(0.5)).acos();
    let count = ((to - from) / step).ceil().clamp(8.0, 4_000.0) as u16;
    (0..=count)
        .map(|i| centre.polar(from + (to - from) * f32::from(i) / f32::from(count), radius))
        .collect()
}

/// Dashes of `on` points with `off` points between them on the arc that crosses the frame. They are stretched a
/// little, so that a whole number of them goes round.
pub fn dashes(frame: &MapFrame, centre: Pt, radius: f32, on: f32, off: f32) -> Vec<[Pt; 2]> {
    let Some((from, to)) = arc(frame, centre, radius) else {
        return Vec::new();
    };
    let whole = (TAU * radius / (on + off)).round().max(4.0);
    let step = TAU / whole;
    let length = step * on / (on + off);
    // From north on, in whole dashes: the same dashes whatever part of them is in the frame.
    let north = -PI / 2.0;
    let first = ((from - north) / step).floor() as i32;
    let last = (((to - north) / step).ceil() as i32).min(first + 4_000);
    let dash = |i: i32| {
        let angle = north + i as f32 * step;
        [centre.polar(angle, radius), centre.polar(angle + length, radius)]
    };
    let dashes = (first..last).map(dash);
    dashes
        .filter(|[a, b]| frame.has(*a, 8.0) || frame.has(*b, 8.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::LonLat;

    fn frame() -> MapFrame {
        MapFrame {
            centre: LonLat::new(0.0, 15.0).unwrap(),
            zoom: 8.0,
            size: (600.0, 400.0),
        }
    }

    #[test]
    fn a_circle_around_the_frame_and_one_far_away_draw_nothing() {
        for (centre, radius) in [
            (Pt::new(300.0, 200.0), 500.0),
            (Pt::new(-900.0, 200.0), 800.0),
            (Pt::new(-9_000.0, 0.0), 12_000.0),
        ] {
            assert!(dashes(&frame(), centre, radius, 6.0, 4.0).is_empty());
            assert!(line(&frame(), centre, radius).is_empty());
        }
    }

    #[test]
    fn a_huge_circle_costs_only_its_arc_in_the_frame() {
        let centre = Pt::new(300.0, -50_000.0);
        let found = dashes(&frame(), centre, 50_200.0, 6.0, 4.0);
        assert!((55..80).contains(&found.len()), "{}", found.len());
        assert!(
            found
                .iter()
                .flatten()
                .all(|p| (p.distance(centre) - 50_200.0).abs() < 0.5)
        );
    }

    #[test]
    fn every_visible_part_of_a_circle_is_in_its_arc() {
        let mut rng = fastrand::Rng::with_seed(5);
        for _ in 0..500 {
            let centre = Pt::new(rng.f32() * 3_000.0 - 1_200.0, rng.f32() * 3_000.0 - 1_300.0);
            let radius = rng.f32() * 1_500.0 + 5.0;
            for i in 0..720_u16 {
                let angle = f32::from(i) / 720.0 * TAU;
                let inside = frame().has(centre.polar(angle, radius), 0.0);
                let covered = arc(&frame(), centre, radius).is_some_and(|(from, to)| {
                    (0..3_u8).any(|k| {
                        let a = angle + TAU * (f32::from(k) - 1.0);
                        from - 1e-3 <= a && a <= to + 1e-3
                    })
                });
                assert!(!inside || covered, "{centre:?} {radius} {angle}");
            }
        }
    }

    #[test]
    fn dashes_stand_still_while_the_map_moves() {
        let a = dashes(&frame(), Pt::new(300.0, 200.0), 90.0, 6.0, 4.0);
        let b = dashes(&frame(), Pt::new(310.5, 190.0), 90.0, 6.0, 4.0);
        assert_eq!(a.len(), b.len());
        let moved = |[p, _]: &[Pt; 2]| p.plus(10.5, -10.0);
        assert!(a.iter().zip(&b).all(|(a, b)| moved(a).distance(b[0]) < 0.01));
    }
}
