//! Paints the outlines of `figure::symbol`: one place for the map, the timeline, lists, tables and filters.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::theme::Theme;
use crate::figure::Pt;
use crate::figure::symbol::{Outline, outline};
use crate::model::EventType;

/// Width of the outline of a symbol in lists, points.
const LINE: f32 = 1.2;

/// Paints the symbol of a type with the area of a circle `size` points wide.
pub fn paint(painter: &Painter, centre: Pos2, kind: EventType, size: f32, theme: &Theme) {
    let line = Stroke::new(LINE, theme.palette.outline);
    paint_with(painter, centre, kind, size, theme.type_fill(kind), line);
}

/// The same with another fill and outline.
pub fn paint_with(painter: &Painter, centre: Pos2, kind: EventType, size: f32, colour: Color32, line: Stroke) {
    let shape = outline(kind, size);
    fill(painter, centre, &shape, kind, 1.0, colour);
    stroke(painter, centre, &shape, line);
}

/// Fills an outline; `scale` 1 is its own size.
pub fn fill(painter: &Painter, centre: Pos2, shape: &Outline, kind: EventType, scale: f32, colour: Color32) {
    match shape {
        Outline::Circle(r) => {
            painter.circle_filled(centre, r * scale, colour);
        }
        // A plus is not convex: two bars.
        Outline::Polygon(points) if kind == EventType::Strategic => {
            let (b, _) = shape.half_size();
            let a = points.iter().map(|p| p.x.abs()).fold(b, f32::min);
            for (w, h) in [(a, b), (b, a)] {
                let bar = Rect::from_center_size(centre, vec2(w, h) * 2.0 * scale);
                painter.rect_filled(bar, 0.0, colour);
            }
        }
        Outline::Polygon(points) => {
            let corners = moved(points, centre, scale);
            painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
        }
    }
}

/// Draws the line of an outline.
pub fn stroke(painter: &Painter, centre: Pos2, shape: &Outline, stroke: Stroke) {
    match shape {
        // egui draws the line of a circle outside its radius, that of a polygon on its edge.
        Outline::Circle(r) => {
            painter.circle_stroke(centre, r - stroke.width / 2.0, stroke);
        }
        Outline::Polygon(points) => {
            painter.add(Shape::closed_line(moved(points, centre, 1.0), stroke));
        }
    }
}

/// The points of an outline around a centre on screen.
pub fn moved(points: &[Pt], centre: Pos2, scale: f32) -> Vec<Pos2> {
    let at = |p: &Pt| pos2(centre.x + p.x * scale, centre.y + p.y * scale);
    points.iter().map(at).collect()
}
