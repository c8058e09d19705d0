//! The chart itself: ground, bars or beads, veil, silence, handles, and what a click on them means.

use egui::{Align2, CursorIcon, Painter, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2};

use super::axis::{Axis, LABEL_GAP, ticks};
use super::bars::{self, Scale};
use super::beads::{self, Bead, Look, Stack};
use super::brush::Brush;
use super::cache::Content;
use super::chooser::Chooser;
use super::drag::{Grip, Rules};
use super::{TimelinePanel, silence};
use crate::base::Step;
use crate::query::{EventRef, Histogram};
use crate::session::{Command, Preset, SelectCommand, TimeCommand};
use crate::ui::cx::UiCx;
use crate::ui::theme::{body, size};

/// Points at which a handle jumps to an end of the data.
const MAGNET: f32 = 5.0;

/// What lies nearer to a click than this is offered by the chooser, points.
const NEAR: f32 = 6.0;

impl TimelinePanel {
    /// Shows the chart. `full` is the open panel; the folded one has no grips and no labels.
    pub(super) fn show_chart(&mut self, ui: &mut Ui, chart: Rect, axis: &Axis, full: bool, cx: &UiCx<'_>) {
        let brush = Brush {
            chart,
            axis,
            window: cx.session.window().span,
            rules: Rules {
                time: cx.session.time(),
                extent: cx.session.extent(),
                free: ui.input(|i| i.modifiers.alt),
                magnet: f64::from(MAGNET / axis.points_per_day().max(1e-6)),
            },
            words: cx.words,
            theme: cx.theme,
            grips: full,
        };
        let ground = ui.interact(chart, ui.unique_id().with("chart"), Sense::CLICK | Sense::DRAG);
        let name = cx.words.chart(cx.result.count(), brush.window);
        ground.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        brush.paint_ground(ui.painter());
        self.paint_behind_veil(ui, chart, axis, full, cx);
        brush.paint_veil(ui.painter());
        self.paint_before_veil(ui, chart, axis, full, cx);
        let mut commands = self.drag_ground(ui, &ground, &brush);
        commands.extend(brush.handles(ui, &mut self.drag));
        let on_bead = self.beads_answer(ui, chart, cx);
        if !on_bead {
            commands.extend(self.ground_clicked(ui, &ground, axis, cx));
        }
        for command in commands {
            cx.push(Command::Time(command));
        }
    }

    fn drag_ground(&mut self, ui: &Ui, ground: &Response, brush: &Brush<'_>) -> Vec<TimeCommand> {
        let mut commands = Vec::new();
        let origin = ui.input(|i| i.pointer.press_origin().or(i.pointer.hover_pos()));
        let at = origin.map_or(Grip::New, |p| brush.grip_at(p.x));
        let grip = match self.drag {
            Some(drag) if matches!(drag.grip, Grip::Middle | Grip::New) => drag.grip,
            _ => at,
        };
        brush.take(ui, ground, grip, &mut self.drag, &mut commands);
        if ground.hovered() {
            ui.set_cursor_icon(match (grip, ground.dragged()) {
                (Grip::Middle, true) => CursorIcon::Grabbing,
                (Grip::Middle, false) => CursorIcon::Grab,
                _ => CursorIcon::Crosshair,
            });
        }
        commands
    }

    /// A click on a bar takes it as the window, a double click all dates.
    fn ground_clicked(&mut self, ui: &Ui, ground: &Response, axis: &Axis, cx: &UiCx<'_>) -> Option<TimeCommand> {
        // Asked of the pointer, not of the ground: the first click has put a handle under the second.
        let double = ui.input(|i| i.pointer.button_double_clicked(egui::PointerButton::Primary));
        if double && ui.rect_contains_pointer(ground.rect) {
            self.view.reset();
            return Some(TimeCommand::Preset(Preset::All));
        }
        let Some(Content::Bars(histogram, _)) = self.cache.last() else {
            return None;
        };
        let bin = ground.hover_pos().and_then(|p| bars::bar_at(histogram, axis, p.x));
        if let Some(bin) = bin.filter(|_| !ground.dragged()) {
            let text = cx.words.bar(bin.span, bin.matching, bin.visible, bin.possible_only);
            ground.clone().on_hover_text_at_pointer(text);
        }
        let once = ground.clicked() && !ground.triple_clicked();
        let clicked = ground.interact_pointer_pos().filter(|_| once);
        let bin = clicked.and_then(|p| bars::bar_at(histogram, axis, p.x))?;
        Some(TimeCommand::Window(bin.span))
    }

    fn paint_behind_veil(&self, ui: &Ui, chart: Rect, axis: &Axis, full: bool, cx: &UiCx<'_>) {
        let painter = ui.painter().with_clip_rect(chart);
        match self.cache.last() {
            Some(Content::Bars(histogram, _)) => {
                let scale = Scale {
                    axis,
                    chart,
                    max: histogram.max,
                };
                bars::paint_all(&painter, histogram, &scale, cx.theme);
            }
            Some(Content::Beads(beads)) if full => paint_beads(&painter, chart, beads, Look::Faint, cx),
            Some(Content::Beads(beads)) => {
                for bead in beads.iter().filter(|bead| !cx.result.shows(bead.at)) {
                    beads::paint_mark(&painter, chart, axis, bead, cx.theme.palette.bar_all);
                }
            }
            None => {}
        }
    }

    fn paint_before_veil(&self, ui: &Ui, chart: Rect, axis: &Axis, full: bool, cx: &UiCx<'_>) {
        if full {
            let datasets = cx.session.datasets();
            let label = silence::label(datasets, cx.session.is_loading(), cx.words);
            let window = cx.session.window().span;
            let ends = [axis.x_of(window.start()), axis.x_of(window.end())];
            silence::show(ui, chart, axis, self.cache.gaps(), ends, &label, cx.theme);
        }
        // What is in the window is never under the veil, wherever its symbol or its bar stands: an event that
        // began before the window and lasts into it is visible too.
        let painter = ui.painter().with_clip_rect(chart.expand2(egui::vec2(8.0, 0.0)));
        match self.cache.last() {
            Some(Content::Bars(histogram, kinds)) => {
                let scale = Scale {
                    axis,
                    chart,
                    max: histogram.max,
                };
                bars::paint_visible(&painter, histogram, kinds.as_deref(), &scale, cx.theme);
                if full {
                    scale_labels(ui, chart, histogram, cx);
                    if let Some(step) = self.cache.bar_step() {
                        bar_length(ui, chart, step, cx);
                    }
                }
            }
            Some(Content::Beads(beads)) if full => paint_beads(&painter, chart, beads, Look::Shown, cx),
            Some(Content::Beads(beads)) => {
                for bead in beads.iter().filter(|bead| cx.result.shows(bead.at)) {
                    beads::paint_mark(&painter, chart, axis, bead, cx.theme.palette.accent);
                }
            }
            None => {}
        }
    }

    /// Hover and clicks of the beads. Returns whether one was clicked.
    fn beads_answer(&mut self, ui: &Ui, chart: Rect, cx: &UiCx<'_>) -> bool {
        let (mut hovered, mut clicked) = (None, None);
        if let Some(Content::Beads(beads)) = self.cache.last() {
            let stack = Stack::new(chart, beads);
            for bead in beads {
                let response = bead_response(ui, &stack, bead, cx);
                if response.hovered() && !ui.input(|i| i.pointer.any_down()) {
                    hovered = Some(bead.at);
                }
                if response.clicked() {
                    clicked = response.interact_pointer_pos();
                }
            }
        }
        self.hover(hovered, cx);
        let Some(at) = clicked else { return false };
        let near = self.near(at, chart);
        match near.as_slice() {
            [] => {}
            [one] => cx.push(Command::Select(SelectCommand::Open(*one))),
            _ => self.chooser = Some(Chooser { at, events: near }),
        }
        true
    }

    /// Hover is said once when it changes, so that the map and the lists can say it too.
    fn hover(&mut self, hovered: Option<EventRef>, cx: &UiCx<'_>) {
        if let Some(at) = hovered {
            if cx.session.hovered() != Some(at) {
                cx.push(Command::Select(SelectCommand::Hover(Some(at))));
            }
        } else if self.hovering {
            cx.push(Command::Select(SelectCommand::Hover(None)));
        }
        self.hovering = hovered.is_some();
    }

    /// The incidents whose mark lies under a click or a little beside it.
    fn near(&self, at: egui::Pos2, chart: Rect) -> Vec<EventRef> {
        let Some(Content::Beads(beads)) = self.cache.last() else {
            return Vec::new();
        };
        let stack = Stack::new(chart, beads);
        let direct: Vec<_> = beads
            .iter()
            .filter(|bead| stack.centre(bead).distance(at) <= NEAR)
            .collect();
        let found = if direct.is_empty() {
            beads.iter().filter(|bead| stack.target(bead).contains(at)).collect()
        } else {
            direct
        };
        found.into_iter().map(|bead| bead.at).collect()
    }
}

fn bead_response(ui: &Ui, stack: &Stack, bead: &Bead, cx: &UiCx<'_>) -> Response {
    let id = ui.unique_id().with(("bead", bead.at));
    // Clicks only: drags go to the handle or the ground below. Not focusable: the list of incidents is the
    // keyboard's way through them.
    let response = ui.interact(stack.target(bead), id, Sense::CLICK);
    let Some(event) = cx.result.event(bead.at) else {
        return response;
    };
    let text = || {
        format!(
            "{} · {} · {}",
            cx.words.when(event.span(), event.span_kind()),
            cx.words.event_type_one(event.kind()),
            cx.words.title(event)
        )
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, text()));
    if response.hovered() {
        return response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(text());
    }
    response
}

fn paint_beads(painter: &Painter, chart: Rect, beads: &[Bead], look: Look, cx: &UiCx<'_>) {
    let stack = Stack::new(chart, beads);
    let p = &cx.theme.palette;
    for bead in beads {
        let shown = if cx.result.shows(bead.at) {
            Look::Shown
        } else {
            Look::Faint
        };
        if shown != look {
            continue;
        }
        let key = || cx.result.event(bead.at).map(crate::model::Event::key);
        let ring = if cx.session.hovered() == Some(bead.at) {
            Some(Stroke::new(2.0, p.accent))
        } else if key().is_some_and(|key| cx.session.selection().has(&key)) {
            Some(Stroke::new(3.0, p.accent))
        } else {
            None
        };
        beads::paint(painter, &stack, bead, look, ring, cx.theme);
    }
}

/// The two labels of the scale: zero and the highest bar.
fn scale_labels(ui: &Ui, chart: Rect, histogram: &Histogram, cx: &UiCx<'_>) {
    let (p, painter) = (&cx.theme.palette, ui.painter());
    let x = chart.left() - 6.0;
    let max = cx.words.number(histogram.max.into());
    painter.text(
        pos2(x, chart.top()),
        Align2::RIGHT_TOP,
        max,
        body(size::AXIS),
        p.secondary,
    );
    painter.text(
        pos2(x, chart.bottom()),
        Align2::RIGHT_BOTTOM,
        "0",
        body(size::AXIS),
        p.secondary,
    );
}

/// Between the labels of the scale: what a bar counts.
fn bar_length(ui: &Ui, chart: Rect, step: Step, cx: &UiCx<'_>) {
    let p = &cx.theme.palette;
    let text = cx.words.per_step(step);
    // Which days a week has is told where somebody asks for it.
    let short = text.split_once(',').map_or(text, |(short, _)| short);
    let galley = ui.painter().layout_no_wrap(short.to_owned(), body(size::AXIS), p.text);
    let at = pos2(chart.left() - 6.0, chart.center().y) - egui::vec2(galley.size().x, galley.size().y / 2.0);
    let target = Rect::from_min_size(at, galley.size());
    let response = ui.interact(target, ui.unique_id().with("bar length"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response.on_hover_text(text);
    ui.painter().galley(at, galley, p.text);
}

/// Shows the axis.
pub(super) fn show_axis(ui: &Ui, rect: Rect, axis: &Axis, cx: &UiCx<'_>) {
    let p = &cx.theme.palette;
    let painter = ui.painter();
    let width = |text: &str| {
        let galley = painter.layout_no_wrap(text.to_owned(), body(size::AXIS), p.secondary);
        galley.size().x
    };
    for tick in ticks(axis, rect.right(), cx.words, width) {
        let length = match (tick.begins_year, tick.label.is_empty()) {
            (true, _) => rect.height() - 2.0,
            (false, false) => 6.0,
            (false, true) => 3.0,
        };
        let stroke = Stroke::new(1.0, if tick.begins_year { p.secondary } else { p.border });
        painter.vline(tick.x, rect.top()..=rect.top() + length, stroke);
        let at = pos2(tick.x + LABEL_GAP, rect.center().y);
        painter.text(at, Align2::LEFT_CENTER, tick.label, body(size::AXIS), p.secondary);
    }
}
