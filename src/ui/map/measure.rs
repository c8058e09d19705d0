//! The measuring tool: two points, the geodesic between them, its length and bearing.

use egui::{Align2, Rect, Shape, Stroke, Ui, vec2};

use super::hover::text_box;
use crate::base::LonLat;
use crate::figure::MapFrame;
use crate::ui::UiCx;

/// Pieces that a geodesic is drawn in.
const PIECES: u16 = 48;

/// The points clicked so far.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    points: Vec<LonLat>,
}

impl Measure {
    /// Takes a click: first point, second point, then the first of a new way.
    pub fn click(&mut self, at: LonLat) {
        if self.points.len() >= 2 {
            self.points.clear();
        }
        self.points.push(at);
    }

    /// Forgets the points.
    pub fn clear(&mut self) {
        self.points.clear();
    }

    /// The way: from the first point to the second, or to the pointer.
    fn ends(&self, cursor: Option<LonLat>) -> Option<(LonLat, LonLat)> {
        match self.points.as_slice() {
            [a] => cursor.map(|b| (*a, b)),
            [a, b, ..] => Some((*a, *b)),
            [] => None,
        }
    }

    /// Draws the way and says how long it is.
    pub fn show(&self, ui: &Ui, cx: &UiCx<'_>, map: Rect, frame: &MapFrame, cursor: Option<LonLat>) {
        let words = cx.words.mapping;
        let measured = self
            .ends(cursor)
            .map(|(a, b)| (a, b, a.distance_to(b), a.bearing_to(b)));
        if let Some((a, b, distance, bearing)) = measured {
            paint_way(ui, cx, map, frame, (a, b, distance, bearing));
        }
        let next = match self.points.len() {
            0 => words.measure_start,
            1 => words.measure_second,
            _ => "",
        };
        let way = measured.map(|(_, _, distance, bearing)| cx.words.measured(distance, bearing));
        let parts = [way.as_deref().unwrap_or(""), next, words.measure_end];
        let text: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let spot = map.center_top() + vec2(0.0, 8.0);
        text_box(
            ui,
            cx.theme,
            spot,
            Align2::CENTER_TOP,
            &text.join(" · "),
            map.width() - 100.0,
        );
    }
}

fn paint_way(
    ui: &Ui,
    cx: &UiCx<'_>,
    map: Rect,
    frame: &MapFrame,
    (a, b, distance, bearing): (LonLat, LonLat, f64, f64),
) {
    let p = &cx.theme.palette;
    let spot = |at: LonLat| {
        let spot = frame.project(at);
        map.min + vec2(spot.x, spot.y)
    };
    let along = |i: u16| a.destination(bearing, distance * f64::from(i) / f64::from(PIECES));
    let line: Vec<_> = (0..=PIECES).map(|i| spot(along(i))).collect();
    let painter = ui.painter().with_clip_rect(map);
    painter.add(Shape::line(line.clone(), Stroke::new(4.0, p.halo)));
    painter.add(Shape::line(line, Stroke::new(2.0, p.accent)));
    for end in [a, b] {
        painter.circle(spot(end), 4.0, p.panel, Stroke::new(2.0, p.accent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_click_begins_a_new_way() {
        let at = |lon| LonLat::new(lon, 14.0).unwrap();
        let mut measure = Measure::default();
        assert!(measure.ends(Some(at(9.0))).is_none());
        measure.click(at(1.0));
        assert_eq!(measure.ends(Some(at(9.0))), Some((at(1.0), at(9.0))));
        assert_eq!(measure.ends(None), None);
        measure.click(at(2.0));
        assert_eq!(measure.ends(Some(at(9.0))), Some((at(1.0), at(2.0))));
        measure.click(at(3.0));
        assert_eq!(measure.ends(None), None);
    }
}
