//! The symbol of an event type in lists, tables and filters: the shapes of the map at a fixed size.

use egui::{Color32, Painter, Pos2, Shape, Stroke, vec2};

use super::theme::Theme;
use crate::model::EventType;

/// Corners of the shape of a type in a square of side 1 around the origin, y downwards. All shapes have
/// about the same area, so that none looks larger. Empty for the circle.
pub fn corners(kind: EventType) -> Vec<(f32, f32)> {
    match kind {
        EventType::Battles => Vec::new(),
        EventType::Explosions => vec![(0.0, -0.62), (0.6, 0.42), (-0.6, 0.42)],
        EventType::Civilians => vec![(-0.44, -0.44), (0.44, -0.44), (0.44, 0.44), (-0.44, 0.44)],
        EventType::Riots => vec![(0.0, 0.62), (-0.6, -0.42), (0.6, -0.42)],
        EventType::Protests => vec![(0.0, -0.62), (0.62, 0.0), (0.0, 0.62), (-0.62, 0.0)],
        EventType::Strategic => {
            let (a, b) = (0.2, 0.56);
            vec![
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
            ]
        }
        EventType::Other => vec![(-0.6, -0.3), (0.6, -0.3), (0.6, 0.3), (-0.6, 0.3)],
    }
}

/// Paints the symbol of a type, `side` points wide.
pub fn paint(painter: &Painter, centre: Pos2, kind: EventType, side: f32, theme: &Theme) {
    let outline = Stroke::new(1.2, theme.palette.outline);
    paint_with(painter, centre, kind, side, theme.type_fill(kind), outline);
}

/// The same with another fill and outline.
pub fn paint_with(painter: &Painter, centre: Pos2, kind: EventType, side: f32, fill: Color32, outline: Stroke) {
    let points: Vec<Pos2> = corners(kind)
        .into_iter()
        .map(|(x, y)| centre + vec2(x, y) * side)
        .collect();
    match kind {
        EventType::Battles => {
            painter.circle(centre, side * 0.5, fill, outline);
        }
        // A plus is not convex: two bars for the fill, the line around both.
        EventType::Strategic => {
            let bar = |w: f32, h: f32| egui::Rect::from_center_size(centre, vec2(w, h) * side);
            painter.rect_filled(bar(0.4, 1.12), 0.0, fill);
            painter.rect_filled(bar(1.12, 0.4), 0.0, fill);
            painter.add(Shape::closed_line(points, outline));
        }
        EventType::Other => {
            let rect = egui::Rect::from_center_size(centre, vec2(1.2, 0.6) * side);
            painter.rect(rect, side * 0.3, fill, outline, egui::StrokeKind::Middle);
        }
        _ => {
            painter.add(Shape::convex_polygon(points, fill, outline));
        }
    }
}
