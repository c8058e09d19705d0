//! The context lane: developments that the sources mention, as neutral bars. They never stretch the axis; what
//! lies outside is counted in an arrow at the edge.

use egui::{Rect, Sense, Shape, Stroke, Ui, pos2};

use super::axis::Axis;
use crate::base::{Day, DaySpan};
use crate::model::context::Development;
use crate::ui::cx::UiCx;

/// Height of a bar, points.
const BAR: f32 = 6.0;

/// Least width of a bar, points.
const LEAST: f32 = 4.0;

/// Rows of bars that the lane has room for.
const ROWS: usize = 2;

/// A development in view.
struct Mark<'a> {
    what: &'a Development,
    span: DaySpan,
    from: f32,
    to: f32,
    row: usize,
}

/// Shows the lane.
pub fn show(ui: &Ui, rect: Rect, axis: &Axis, cx: &UiCx<'_>) {
    let all: Vec<&Development> = cx
        .session
        .datasets()
        .iter()
        .flat_map(|dataset| &dataset.context().developments)
        .collect();
    let view = axis.span();
    let (mut before, mut after, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    for what in all {
        // One without an end goes on to the right end of the axis, wherever that is.
        let span = what.span(view.end().max(what.start.plus(1)));
        if span.end() <= view.start() {
            before.push(what);
        } else if span.start() >= view.end() {
            after.push(what);
        } else {
            inside.push((what, span));
        }
    }
    for mark in placed(inside, axis) {
        show_mark(ui, rect, &mark, axis, cx);
    }
    show_beyond(ui, rect, &before, true, cx);
    show_beyond(ui, rect, &after, false, cx);
}

/// Puts each development into the first row where it does not cover another; the last row takes the rest.
fn placed<'a>(mut inside: Vec<(&'a Development, DaySpan)>, axis: &Axis) -> Vec<Mark<'a>> {
    // Long ones first in the lower row: the short ones stay visible and can be pointed at.
    inside.sort_by_key(|(what, span)| (std::cmp::Reverse(span.days()), what.start, what.id.clone()));
    let mut marks: Vec<Mark<'a>> = Vec::new();
    for (what, span) in inside {
        let (a, b) = (axis.x_of(span.start()), axis.x_of(span.end()));
        let to = b.max(a + LEAST).min(axis.right);
        let from = a.max(axis.left).min(to - LEAST);
        let free = |row: &usize| {
            !marks
                .iter()
                .any(|m| m.row == *row && m.from < to + 1.0 && from < m.to + 1.0)
        };
        let row = (0..ROWS).find(free).unwrap_or(ROWS - 1);
        marks.push(Mark {
            what,
            span,
            from,
            to,
            row,
        });
    }
    marks
}

fn show_mark(ui: &Ui, rect: Rect, mark: &Mark<'_>, axis: &Axis, cx: &UiCx<'_>) {
    let p = &cx.theme.palette;
    let y = rect.bottom() - 5.0 - mark.row as f32 * (BAR + 2.0);
    let bar = Rect::from_min_max(pos2(mark.from, y - BAR / 2.0), pos2(mark.to, y + BAR / 2.0));
    let id = ui.unique_id().with(("development", mark.what.id.as_str()));
    let response = ui.interact(bar.expand(1.0), id, Sense::hover());
    let text = description(mark, cx);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
    // What lasts long is weak, so that what happened in days stands out in front of it.
    let long = bar.width() > (axis.right - axis.left) * 0.08;
    let fill = match (response.hovered(), long) {
        (true, _) => p.accent,
        (false, true) => p.bar_all.gamma_multiply(0.5),
        (false, false) => p.secondary,
    };
    ui.painter().rect_filled(bar, 0.0, fill);
    ui.painter()
        .rect_stroke(bar, 0.0, Stroke::new(1.0, p.panel), egui::StrokeKind::Outside);
    // An open end points on; what began before the axis points back.
    if axis.x_of(mark.span.start()) < axis.left - 0.5 {
        arrow(ui, pos2(bar.left() + 1.0, y), true, p.panel);
    }
    if mark.what.end.is_none() || axis.x_of(mark.span.end()) > axis.right + 0.5 {
        arrow(ui, pos2(bar.right() - 1.0, y), false, p.panel);
    }
    response.on_hover_text(text);
}

fn description(mark: &Mark<'_>, cx: &UiCx<'_>) -> String {
    format!("{}\n{}", mark.what.title.get(cx.lang()), when(mark.what, cx))
}

fn when(what: &Development, cx: &UiCx<'_>) -> String {
    let country = cx.words.country(&what.country);
    let days = match what.end {
        Some(_) => cx.words.span_short(what.span(Day::MAX)),
        None => format!("{} – {}", cx.words.day_short(what.start), cx.words.timeline.ongoing),
    };
    format!("{days} · {country}")
}

fn show_beyond(ui: &Ui, rect: Rect, beyond: &[&Development], before: bool, cx: &UiCx<'_>) {
    if beyond.is_empty() {
        return;
    }
    let p = &cx.theme.palette;
    let x = if before { rect.left() - 7.0 } else { rect.right() + 7.0 };
    let centre = pos2(x, rect.center().y);
    let target = Rect::from_center_size(centre, egui::vec2(14.0, rect.height()));
    let id = ui.unique_id().with(("developments beyond", before));
    let response = ui.interact(target, id, Sense::hover());
    let heading = cx.words.context_beyond(beyond.len(), before);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &heading));
    let colour = if response.hovered() { p.accent } else { p.secondary };
    arrow(ui, centre, before, colour);
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.strong(heading);
        for what in beyond {
            ui.label(format!("{}: {}", when(what, cx), what.title.get(cx.lang())));
        }
    });
}

/// A triangle that points to earlier or later days.
fn arrow(ui: &Ui, centre: egui::Pos2, earlier: bool, colour: egui::Color32) {
    let tip = if earlier { -4.0 } else { 4.0 };
    let points = vec![
        pos2(centre.x + tip, centre.y),
        pos2(centre.x - tip, centre.y - 4.0),
        pos2(centre.x - tip, centre.y + 4.0),
    ];
    ui.painter().add(Shape::convex_polygon(points, colour, Stroke::NONE));
}
