//! One incident on the timeline: its symbol by type, and the bar of a date of several days.
//!
//! A *lasting* event is a solid bar with square ends and its symbol at the first day. An *uncertain* date is a
//! bar that fades out over 30 % at both ends with its symbol in the middle: it ends nowhere in particular.

use std::f32::consts::{PI, TAU};

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::model::{EventType, SpanKind};
use crate::ui::theme::Theme;

/// Side of a symbol, points.
pub const SYMBOL: f32 = 12.0;

/// Height of the bar of several days, points.
pub const BAR: f32 = 6.0;

/// Part of an uncertain bar that fades, at each end.
const FADE: f32 = 0.3;

/// Least width of a bar, so that it can be seen behind its symbol.
pub const LEAST_BAR: f32 = 24.0;

/// The outline of a symbol around the origin, the same area for every type: (x, y) in points.
fn outline(kind: EventType, side: f32) -> Vec<(f32, f32)> {
    let area = PI * (side * 0.46) * (side * 0.46);
    let regular = |corners: u32, turn: f32| {
        let n = corners as f32;
        let radius = (2.0 * area / (n * (TAU / n).sin())).sqrt();
        let at = move |i: u32| {
            let angle = turn + TAU * i as f32 / n;
            (radius * angle.cos(), radius * angle.sin())
        };
        (0..corners).map(at).collect::<Vec<_>>()
    };
    match kind {
        EventType::Battles => regular(24, 0.0),
        EventType::Explosions => regular(3, -PI / 2.0),
        EventType::Civilians => regular(4, PI / 4.0),
        EventType::Riots => regular(3, PI / 2.0),
        EventType::Protests => regular(4, 0.0),
        EventType::Strategic => {
            // A plus of five squares.
            let a = (area / 5.0).sqrt() / 2.0;
            let b = 3.0 * a;
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
        EventType::Other => pill(side),
    }
}

/// A pill twice as wide as high.
fn pill(side: f32) -> Vec<(f32, f32)> {
    let r = side * 0.3;
    let cap = |centre: f32, from: f32| {
        (0..=8).map(move |i| {
            let angle = from + PI * i as f32 / 8.0;
            (centre + r * angle.cos(), r * angle.sin())
        })
    };
    cap(r, -PI / 2.0).chain(cap(-r, PI / 2.0)).collect()
}

/// Paints the symbol of a type in a square of side `side`, at `alpha` 0 to 1.
pub fn symbol(painter: &Painter, centre: Pos2, side: f32, kind: EventType, theme: &Theme, alpha: f32) {
    let points: Vec<Pos2> = outline(kind, side)
        .into_iter()
        .map(|(x, y)| centre + vec2(x, y))
        .collect();
    let p = &theme.palette;
    let fill = theme.type_fill(kind).gamma_multiply(alpha);
    let halo = Stroke::new(4.0, p.halo.gamma_multiply(alpha));
    painter.add(Shape::closed_line(points.clone(), halo));
    if kind == EventType::Strategic {
        // A plus is not convex: two bars make it.
        let half = points.first().map_or(0.0, |p| (p.x - centre.x).abs());
        for size in [vec2(6.0 * half, 2.0 * half), vec2(2.0 * half, 6.0 * half)] {
            painter.rect_filled(Rect::from_center_size(centre, size), 0.0, fill);
        }
    } else {
        painter.add(Shape::convex_polygon(points.clone(), fill, Stroke::NONE));
    }
    let line = Stroke::new(1.3, p.outline.gamma_multiply(alpha));
    painter.add(Shape::closed_line(points, line));
}

/// Paints the bar of several days.
pub fn bar(painter: &Painter, rect: Rect, kind: EventType, span: SpanKind, theme: &Theme, alpha: f32) {
    let fill = theme.type_fill(kind).gamma_multiply(alpha);
    if span == SpanKind::Uncertain {
        painter.add(faded(rect, fill));
        return;
    }
    painter.rect_filled(rect, 0.0, fill);
    let line = Stroke::new(1.0, theme.palette.outline.gamma_multiply(alpha));
    painter.rect_stroke(rect, 0.0, line, StrokeKind::Outside);
}

/// A bar that is nothing at both ends.
fn faded(rect: Rect, fill: Color32) -> Mesh {
    let fade = rect.width() * FADE;
    let stops = [
        (rect.left(), Color32::TRANSPARENT),
        (rect.left() + fade, fill),
        (rect.right() - fade, fill),
        (rect.right(), Color32::TRANSPARENT),
    ];
    let mut mesh = Mesh::default();
    for (i, (x, colour)) in (0u32..).zip(stops) {
        mesh.colored_vertex(pos2(x, rect.top()), colour);
        mesh.colored_vertex(pos2(x, rect.bottom()), colour);
        if i > 0 {
            let at = 2 * i;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at, at - 1, at + 1);
        }
    }
    mesh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_covers_the_same_area() {
        let area = |points: &[(f32, f32)]| {
            let pairs = points.iter().zip(points.iter().cycle().skip(1));
            (pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f32>() / 2.0).abs()
        };
        let circle = PI * (12.0f32 * 0.46).powi(2);
        for kind in EventType::ALL.into_iter().filter(|k| *k != EventType::Other) {
            let found = area(&outline(kind, 12.0));
            assert!((found / circle - 1.0).abs() < 0.03, "{kind:?} {found}");
        }
    }
}
