//! One incident on the timeline: its symbol by type, and the bar of a date of several days.
//!
//! A *lasting* event is a solid bar with square ends and its symbol at the first day. An *uncertain* date is a
//! bar that fades out over 30 % at both ends with its symbol in the middle: it ends nowhere in particular.

use egui::{Color32, Mesh, Painter, Pos2, Rect, Stroke, StrokeKind, pos2};

use crate::model::{EventType, SpanKind};
use crate::ui::symbol;
use crate::ui::theme::Theme;

/// Side of a symbol, points.
pub const SYMBOL: f32 = 12.0;

/// Height of the bar of several days, points.
pub const BAR: f32 = 6.0;

/// Part of an uncertain bar that fades, at each end.
const FADE: f32 = 0.3;

/// Least width of the bar of a lasting event, so that it can be seen behind its symbol.
pub const LEAST_LASTING: f32 = 24.0;

/// Least width of the bar of an uncertain date: room for both ends to fade beside the symbol.
pub const LEAST_UNCERTAIN: f32 = 36.0;

/// Paints the symbol of a type, `side` points wide, with a halo that keeps it apart from its neighbours, at
/// `alpha` 0 to 1.
pub fn symbol(painter: &Painter, centre: Pos2, side: f32, kind: EventType, theme: &Theme, alpha: f32) {
    let p = &theme.palette;
    let halo = p.halo.gamma_multiply(alpha);
    symbol::paint_with(painter, centre, kind, side, halo, Stroke::new(4.0, halo));
    let fill = theme.type_fill(kind).gamma_multiply(alpha);
    let line = Stroke::new(1.3, p.outline.gamma_multiply(alpha));
    symbol::paint_with(painter, centre, kind, side, fill, line);
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
