//! Where the beads of few incidents stand: each on its day, stacked upwards where they would overlap.

use egui::{Painter, Pos2, Rect, Stroke, pos2, vec2};

use super::axis::Axis;
use super::bead::{self, BAR, LEAST_LASTING, LEAST_UNCERTAIN, SYMBOL};
use crate::model::{Event, EventType, SpanKind};
use crate::query::{EventRef, QueryResult};
use crate::ui::theme::Theme;

/// Most incidents in view that are drawn as beads.
const MOST: usize = 200;

/// Most beads above each other.
const HIGHEST: usize = 6;

/// One incident of the filter, in or out of the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// The event.
    pub at: EventRef,
    /// Its type.
    pub kind: EventType,
    /// What its days mean.
    pub span_kind: SpanKind,
    /// Middle of the symbol, points.
    pub x: f32,
    /// First and last moment of its days, points.
    pub days: (f32, f32),
    /// Ends of the bar of several days as drawn, points.
    pub bar: Option<(f32, f32)>,
    /// How many beads are below it.
    pub level: usize,
}

/// The incidents in view as beads; `None` where they are too many or stack too high, and bars are drawn.
pub fn place(result: &QueryResult, axis: &Axis) -> Option<Vec<Bead>> {
    let mut found = in_view(result, axis)?;
    found.sort_by(|a, b| extent(a).0.total_cmp(&extent(b).0).then(a.at.cmp(&b.at)));
    let mut ends: Vec<f32> = Vec::new();
    for bead in &mut found {
        let (from, to) = extent(bead);
        let free = ends.iter().position(|end| *end + 1.0 <= from);
        let level = free.unwrap_or(ends.len());
        if level >= HIGHEST {
            return None;
        }
        match ends.get_mut(level) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        bead.level = level;
    }
    Some(found)
}

fn in_view(result: &QueryResult, axis: &Axis) -> Option<Vec<Bead>> {
    let view = axis.span();
    let mut found = Vec::new();
    for (dataset, part) in (0u16..).zip(&result.parts) {
        let rows = part.dataset.candidates(view);
        if part.passing.all.count_in(rows.clone()) > MOST * 4 {
            return None;
        }
        for row in rows.filter(|row| part.passing.all.has(*row)) {
            let event = part.dataset.event(row);
            found.extend(event.and_then(|event| bead_of(event, EventRef { dataset, row }, axis)));
        }
    }
    (found.len() <= MOST).then_some(found)
}

fn bead_of(event: Event<'_>, at: EventRef, axis: &Axis) -> Option<Bead> {
    let span = event.span()?;
    let (from, to) = (axis.x_of(span.start()), axis.x_of(span.end()));
    if to < axis.left || from > axis.right {
        return None;
    }
    let span_kind = if span.days() == 1 {
        SpanKind::Single
    } else {
        event.span_kind()
    };
    let middle = (from + to) / 2.0;
    let ends = |least: f32| {
        let half = (to - from).max(least) / 2.0;
        (middle - half, middle + half)
    };
    let (x, bar) = match span_kind {
        SpanKind::Single => (middle, None),
        SpanKind::Lasting => {
            let bar = ends(LEAST_LASTING);
            (bar.0 + SYMBOL / 2.0 - 1.0, Some(bar))
        }
        SpanKind::Uncertain => (middle, Some(ends(LEAST_UNCERTAIN))),
    };
    Some(Bead {
        at,
        kind: event.kind(),
        span_kind,
        x,
        days: (from, to),
        bar,
        level: 0,
    })
}

/// What a bead covers, symbol and bar.
fn extent(bead: &Bead) -> (f32, f32) {
    let (a, b) = (bead.x - SYMBOL / 2.0, bead.x + SYMBOL / 2.0);
    bead.bar.map_or((a, b), |(from, to)| (a.min(from), b.max(to)))
}

/// Where a bead is drawn in a chart. Stacks grow from the ground; high ones move closer together.
#[derive(Debug, Clone, Copy)]
pub struct Stack {
    ground: f32,
    pitch: f32,
}

impl Stack {
    /// The stack for all beads of a chart.
    pub fn new(chart: Rect, beads: &[Bead]) -> Self {
        let highest = beads.iter().map(|bead| bead.level).max().unwrap_or(0);
        let ground = chart.bottom() - SYMBOL / 2.0 - 4.0;
        let room = ground - chart.top() - SYMBOL / 2.0 - 2.0;
        let pitch = (room / (highest.max(1) as f32)).min(SYMBOL + 2.0);
        Self { ground, pitch }
    }

    /// Middle of the symbol.
    pub fn centre(&self, bead: &Bead) -> Pos2 {
        pos2(bead.x, self.ground - bead.level as f32 * self.pitch)
    }

    /// What answers to the pointer: symbol and bar, a little more than what is seen.
    pub fn target(&self, bead: &Bead) -> Rect {
        let (from, to) = extent(bead);
        let half = (self.pitch / 2.0).clamp(4.0, 8.0);
        let y = self.centre(bead).y;
        Rect::from_min_max(pos2(from - 1.0, y - half), pos2(to + 1.0, y + half))
    }
}

/// How a bead is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// In the window.
    Shown,
    /// Not in the window, or only possibly while certain ones are asked for.
    Faint,
}

/// Paints an incident in the folded panel, where there is no room for symbols: a mark on its days.
pub fn paint_mark(painter: &Painter, chart: Rect, axis: &Axis, bead: &Bead, colour: egui::Color32) {
    let (from, to) = bead.days;
    let half = (axis.points_per_day().min(to - from) / 2.0).max(1.5);
    let (from, to) = match bead.span_kind {
        SpanKind::Single => (bead.x - half, bead.x + half),
        SpanKind::Lasting | SpanKind::Uncertain => (from, to.max(from + 3.0)),
    };
    let height = chart.height()
        * if bead.span_kind == SpanKind::Uncertain {
            0.2
        } else {
            0.35
        };
    let middle = chart.center().y;
    let rect = Rect::from_x_y_ranges(from..=to, middle - height..=middle + height);
    painter.rect_filled(rect, 0.0, colour);
}

/// Paints a bead. `ring` is drawn around what is hovered or selected.
pub fn paint(painter: &Painter, stack: &Stack, bead: &Bead, look: Look, ring: Option<Stroke>, theme: &Theme) {
    let alpha = match look {
        Look::Shown => 1.0,
        Look::Faint => 0.45,
    };
    let centre = stack.centre(bead);
    if let Some((from, to)) = bead.bar {
        let rect = Rect::from_min_max(pos2(from, centre.y - BAR / 2.0), pos2(to, centre.y + BAR / 2.0));
        bead::bar(painter, rect, bead.kind, bead.span_kind, theme, alpha);
    }
    bead::symbol(painter, centre, SYMBOL, bead.kind, theme, alpha);
    if let Some(stroke) = ring {
        let around = Rect::from_center_size(centre, vec2(SYMBOL + 7.0, SYMBOL + 7.0));
        painter.rect_stroke(around, around.width() / 2.0, stroke, egui::StrokeKind::Middle);
    }
}
