//! The timeline: the steering wheel of the program. Controls, chart, context lane and axis below each other.
//!
//! ```text
//! controls 32   |< < > >| step mode … from to … possible/certain
//! chart         beads (few incidents) or bars (many), window, handles, silence
//! lane 18       developments that the sources mention
//! axis 18       ticks, and what a bar covers
//! ```
//!
//! The panel holds drafts only: which part of the axis is in view, a drag that goes on, dates being typed.
//! What the window means is decided in `query::window`, what a tick does in `session::time`. Change the look
//! of one incident in [`bead`], of bars in [`bars`], what a drag does in [`drag`].

pub mod axis;
pub mod bars;
pub mod bead;
pub mod beads;
mod brush;
mod cache;
mod chart;
mod choice;
mod chooser;
mod controls;
pub mod drag;
mod field;
mod lane;
pub mod silence;

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use self::axis::{Axis, View};
use self::cache::Cache;
use self::chooser::Chooser;
use self::controls::Dates;
use self::drag::Drag;
use super::cx::UiCx;
use super::theme::{body, size};
use crate::base::DaySpan;
use crate::query::undated_matching;
use crate::session::{Command, LeftTab, PanelCommand, SelectCommand};

/// Height of the folded panel, points.
pub const FOLDED: f32 = 40.0;

/// Height of the row of controls, points.
const CONTROLS: f32 = 32.0;

/// Height of the context lane and of the axis, points.
const LANE: f32 = 18.0;

/// Above the controls and below the axis, points.
const PADDING: f32 = 3.0;

/// Left of the chart: the scale and the name of the lane.
const GUTTER: f32 = 68.0;

/// Right of the chart: the arrow of the lane.
const RIGHT: f32 = 20.0;

/// The timeline panel.
#[derive(Debug, Default)]
pub struct TimelinePanel {
    view: View,
    drag: Option<Drag>,
    dates: Dates,
    by_type: bool,
    chooser: Option<Chooser>,
    hovering: bool,
    cache: Cache,
}

/// The height that the panel wants in a window of this height, points: 132, more where there is room.
pub fn height(window_height: f32, unfolded: bool) -> f32 {
    match unfolded {
        false => FOLDED,
        true if window_height >= 1_200.0 => 168.0,
        true => 132.0,
    }
}

/// The parts of the panel.
#[derive(Debug, Clone, Copy)]
struct Regions {
    controls: Rect,
    chart: Rect,
    lane: Option<Rect>,
    axis: Rect,
}

impl Regions {
    fn of(rect: Rect, lane: bool, right: f32) -> Self {
        let inner = rect.shrink2(vec2(12.0, PADDING));
        let (controls, rest) = inner.split_top_bottom_at_y(inner.top() + CONTROLS);
        let (rest, axis) = rest.split_top_bottom_at_y(rest.bottom() - LANE);
        let (chart, under) = rest.split_top_bottom_at_y(rest.bottom() - if lane { LANE } else { 0.0 });
        let narrow = |r: Rect| {
            let right = (r.right() - right).max(r.left() + GUTTER + 50.0);
            Rect::from_min_max(pos2(r.left() + GUTTER, r.top()), pos2(right, r.bottom()))
        };
        Self {
            controls,
            chart: narrow(chart),
            lane: lane.then(|| narrow(under)),
            axis: narrow(axis),
        }
    }
}

impl TimelinePanel {
    /// Shows the panel in all of the room it is given; folded as the session has it.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let response = ui.allocate_rect(rect, egui::Sense::hover());
        let name = cx.words.timeline.panel;
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, name));
        self.cache.refresh(cx);
        if cx.session.panels().timeline {
            self.show_open(ui, rect, cx);
        } else {
            self.show_folded(ui, rect, cx);
        }
        let play = cx.session.play();
        if play.playing {
            let seconds = play.seconds_to_tick(cx.session.time().speed).max(0.0);
            ui.request_repaint_after(std::time::Duration::from_secs_f32(seconds));
        }
    }

    fn show_open(&mut self, ui: &mut Ui, rect: Rect, cx: &UiCx<'_>) {
        let undated = undated_matching(cx.result);
        let chip = cx.words.undated_count(undated);
        let right = if undated > 0 {
            choice::text_width(ui, &chip) + 28.0
        } else {
            RIGHT
        };
        let has_context = cx
            .session
            .datasets()
            .iter()
            .any(|d| !d.context().developments.is_empty());
        let lane = has_context && cx.session.panels().context_lane;
        let regions = Regions::of(rect, lane, right);
        let axis = self.axis(regions.chart, cx);
        let drawn = self.cache.content(&axis, self.by_type, cx);
        let by_type = drawn.is_bars().then_some(self.by_type);
        inside(ui, regions.controls, |ui| {
            let done = controls::show(ui, &mut self.dates, by_type, cx);
            self.by_type = done.by_type.unwrap_or(self.by_type);
        });
        self.wheel(ui, rect, &axis, cx);
        self.show_chart(ui, regions.chart, &axis, true, cx);
        if let Some(lane) = regions.lane {
            lane::show(ui, lane, &axis, cx);
        }
        chart::show_axis(ui, regions.axis, &axis, cx);
        if has_context {
            context_switch(ui, regions.lane.unwrap_or(regions.axis), lane, cx);
        }
        if undated > 0 {
            undated_chip(ui, regions.chart, &chip, cx);
        }
        Chooser::show(&mut self.chooser, ui, cx);
    }

    fn show_folded(&mut self, ui: &mut Ui, rect: Rect, cx: &UiCx<'_>) {
        let inner = rect.shrink2(vec2(12.0, 4.0));
        let mut chart = inner.shrink2(vec2(0.0, 3.0));
        inside(ui, inner, |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            controls::play_button(ui, cx);
            self.dates.show(ui, cx);
            *chart.left_mut() = ui.cursor().left() + 12.0;
            controls::fold_button(ui, cx);
            *chart.right_mut() = inner.right() - 44.0;
        });
        if chart.width() < 80.0 {
            return;
        }
        let axis = self.axis(chart, cx);
        self.cache.content(&axis, self.by_type, cx);
        self.wheel(ui, chart, &axis, cx);
        self.show_chart(ui, chart, &axis, false, cx);
        Chooser::show(&mut self.chooser, ui, cx);
    }

    fn axis(&self, chart: Rect, cx: &UiCx<'_>) -> Axis {
        self.view.axis(cx.session.domain(), chart.left(), chart.right())
    }

    /// The wheel zooms at the pointer, with Shift (or sideways) it moves the axis.
    fn wheel(&mut self, ui: &Ui, rect: Rect, axis: &Axis, cx: &UiCx<'_>) {
        let below = Rect::from_min_max(pos2(rect.left(), axis_top(rect)), rect.max);
        if !ui.rect_contains_pointer(below) {
            return;
        }
        let Some(pointer) = ui.input(|i| i.pointer.hover_pos()) else {
            return;
        };
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta()));
        let bounds = bounds(cx);
        if scroll.x.abs() > 0.0 {
            self.view.pan(axis, -scroll.x, bounds);
        }
        let factor = f64::from(scroll.y / 200.0).exp() * f64::from(pinch);
        if (factor - 1.0).abs() > 1e-6 {
            self.view
                .zoom(axis, pointer.x.clamp(axis.left, axis.right), factor, bounds);
        }
    }
}

/// What the axis may be zoomed out to: all data and all of the window.
fn bounds(cx: &UiCx<'_>) -> DaySpan {
    cx.session.domain().union(cx.session.window().span)
}

/// The wheel belongs to chart, lane and axis; over the open controls it does nothing.
fn axis_top(rect: Rect) -> f32 {
    if rect.height() > FOLDED + 4.0 {
        rect.top() + CONTROLS + PADDING
    } else {
        rect.top()
    }
}

fn inside(ui: &mut Ui, rect: Rect, show: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), show);
}

/// The name of the lane, left of it: shows or hides the lane with one click.
fn context_switch(ui: &Ui, beside: Rect, shown: bool, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let row = Rect::from_min_max(
        pos2(beside.left() - GUTTER, beside.top()),
        beside.left_bottom() - vec2(16.0, 0.0),
    );
    let id = ui.unique_id().with("context lane");
    let response = ui.interact(row.expand2(vec2(0.0, 5.0)), id, egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, shown, t.context));
    let p = &cx.theme.palette;
    crate::ui::marks::paint_button_ground(ui, row, &response, false, cx.theme);
    let colour = if shown { p.text } else { p.secondary };
    let at = row.left_center() + vec2(4.0, 0.0);
    ui.painter()
        .text(at, egui::Align2::LEFT_CENTER, t.context, body(size::AXIS), colour);
    if response.clicked() {
        cx.push(Command::Panel(PanelCommand::ContextLane(!shown)));
    }
    response.on_hover_text(t.context_hint);
}

/// The count of undated incidents at the right end; a click selects them.
fn undated_chip(ui: &Ui, chart: Rect, text: &str, cx: &UiCx<'_>) {
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), body(size::LABEL), cx.theme.palette.text);
    let ground = vec2(galley.size().x + 16.0, 28.0);
    let rect = egui::Align2::LEFT_CENTER.anchor_size(pos2(chart.right() + 12.0, chart.center().y), ground);
    let response = ui.interact(rect, ui.unique_id().with("undated"), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, text));
    let p = &cx.theme.palette;
    let fill = if response.hovered() { p.selected } else { p.raised };
    let dim = cx.result.undated == 0;
    ui.painter().rect(
        rect.shrink2(vec2(0.0, 3.0)),
        11.0,
        fill,
        egui::Stroke::new(1.0, p.border),
        egui::StrokeKind::Inside,
    );
    let colour = if dim { p.secondary } else { p.text };
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley_with_override_text_color(at, galley, colour);
    if response.has_focus() {
        let ring = egui::Stroke::new(2.0, p.accent);
        ui.painter().rect_stroke(rect, 13.0, ring, egui::StrokeKind::Outside);
    }
    if response.clicked() {
        let refs = cx.result.undated_events();
        cx.push(Command::Select(SelectCommand::ReplaceBy(refs)));
        cx.push(Command::Panel(PanelCommand::LeftTab(LeftTab::Incidents)));
    }
    response.on_hover_text(cx.words.timeline.undated_hint);
}
