//! The histogram of many incidents: grey for the filter, accent for the window, hatched for what is only
//! possible.

use egui::{Color32, Mesh, Painter, Rect, Shape, Stroke, pos2};

use super::axis::Axis;
use crate::model::EventType;
use crate::query::{Bin, Histogram, KindCounts};
use crate::ui::theme::Theme;

/// Least width of a bar, points.
const LEAST_WIDTH: f32 = 4.0;

/// Least height of a bar that is not zero, points.
const LEAST_HEIGHT: f32 = 2.0;

/// The step at which a bar on this axis is at least 4 points wide.
pub fn step_for(axis: &Axis) -> crate::base::Step {
    let most = ((axis.right - axis.left) / LEAST_WIDTH).floor().max(1.0) as usize;
    Histogram::step_for(axis.span(), most)
}

/// Where bars stand.
#[derive(Debug, Clone, Copy)]
pub struct Scale<'a> {
    /// Days to points.
    pub axis: &'a Axis,
    /// The chart.
    pub chart: Rect,
    /// Count at the top of the chart.
    pub max: u32,
}

impl Scale<'_> {
    /// The rectangle of a count above `below` others in a bar; `None` out of view or for nothing.
    fn rect(&self, bin: &Bin, below: u32, count: u32) -> Option<Rect> {
        let (from, to) = self.axis.clipped(bin.span)?;
        if count == 0 {
            return None;
        }
        let gap = if to - from > 3.0 { 1.0 } else { 0.0 };
        let (low, high) = (self.y(below), self.y(below + count));
        let high = if below == 0 { high.min(low - LEAST_HEIGHT) } else { high };
        Some(Rect::from_min_max(pos2(from, high), pos2(to - gap, low)))
    }

    fn y(&self, count: u32) -> f32 {
        let part = count as f32 / self.max.max(1) as f32;
        self.chart.bottom() - part * (self.chart.height() - 4.0)
    }
}

/// Paints the grey bars of everything that the filter leaves.
pub fn paint_all(painter: &Painter, histogram: &Histogram, scale: &Scale<'_>, theme: &Theme) {
    let mut mesh = Mesh::default();
    for bin in &histogram.bins {
        if let Some(rect) = scale.rect(bin, 0, bin.matching) {
            mesh.add_colored_rect(rect, theme.palette.bar_all);
        }
    }
    painter.add(mesh);
}

/// Paints the bars of what is visible, the possible part hatched on top; with `kinds` by type.
pub fn paint_visible(
    painter: &Painter,
    histogram: &Histogram,
    kinds: Option<&[KindCounts]>,
    scale: &Scale<'_>,
    theme: &Theme,
) {
    let mut mesh = Mesh::default();
    let mut hatches = Vec::new();
    let p = &theme.palette;
    for (i, bin) in histogram.bins.iter().enumerate() {
        match kinds.and_then(|kinds| kinds.get(i)) {
            Some(counts) => add_kinds(&mut mesh, bin, counts, scale, theme),
            None => {
                let certain = bin.visible - bin.possible_only;
                if let Some(rect) = scale.rect(bin, 0, certain) {
                    mesh.add_colored_rect(rect, p.accent);
                }
                if let Some(rect) = scale.rect(bin, certain, bin.possible_only) {
                    mesh.add_colored_rect(rect, p.panel);
                    hatch(rect, p.accent, &mut hatches);
                }
            }
        }
    }
    painter.add(mesh);
    painter.extend(hatches);
}

fn add_kinds(mesh: &mut Mesh, bin: &Bin, counts: &KindCounts, scale: &Scale<'_>, theme: &Theme) {
    let mut below = 0;
    for (kind, count) in EventType::ALL.into_iter().zip(counts) {
        if let Some(rect) = scale.rect(bin, below, *count) {
            mesh.add_colored_rect(rect, theme.type_fill(kind));
        }
        below += count;
    }
}

/// Diagonal lines in a rectangle, and its outline. The lines are cut here rather than by a clip rectangle:
/// every clip rectangle would be a draw call of its own.
pub fn hatch(rect: Rect, colour: Color32, out: &mut Vec<Shape>) {
    let stroke = Stroke::new(1.0, colour);
    out.push(Shape::rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Inside));
    // Lines x + y = c; the first one at a multiple of the distance, so that bars continue each other.
    let distance = 4.0;
    let first = ((rect.left() + rect.top()) / distance).ceil() as i32;
    let last = ((rect.right() + rect.bottom()) / distance).floor() as i32;
    for i in first..=last {
        let c = i as f32 * distance;
        let top = pos2((c - rect.top()).min(rect.right()), (c - rect.right()).max(rect.top()));
        let bottom = pos2(
            (c - rect.bottom()).max(rect.left()),
            (c - rect.left()).min(rect.bottom()),
        );
        out.push(Shape::line_segment([top, bottom], stroke));
    }
}

/// The bar under a place, whatever its height; `None` where the filter leaves nothing in it.
pub fn bar_at<'a>(histogram: &'a Histogram, axis: &Axis, x: f32) -> Option<&'a Bin> {
    let day = crate::base::Day::from_number(axis.day_at(x).floor() as i32);
    let i = histogram.bins.partition_point(|bin| bin.span.end() <= day);
    histogram
        .bins
        .get(i)
        .filter(|bin| bin.span.has(day) && bin.matching > 0)
}
