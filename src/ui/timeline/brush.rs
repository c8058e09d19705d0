//! The window on the chart: veil, handles, dragging, keys. Returns what the user wants; knows no session.

use egui::{
    Align2, Color32, CursorIcon, EventFilter, Id, Key, LayerId, Order, Painter, Rect, Response, Sense, Stroke, Ui,
    pos2, vec2,
};

use super::axis::Axis;
use super::drag::{Drag, Grip, Rules, dragged, next_border};
use crate::base::{Day, DaySpan, Step};
use crate::session::{TimeCommand, TimeMode};
use crate::ui::theme::{Theme, size, strong};
use crate::words::Words;

/// Width of what takes hold of a handle, points.
const HIT: f32 = 24.0;

/// Size of a grip, points.
const GRIP: egui::Vec2 = vec2(10.0, 22.0);

/// What the brush needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Brush<'a> {
    /// The chart.
    pub chart: Rect,
    /// Days to points.
    pub axis: &'a Axis,
    /// The window.
    pub window: DaySpan,
    /// What a drag obeys.
    pub rules: Rules<'a>,
    /// Words.
    pub words: &'static Words,
    /// Colours.
    pub theme: &'a Theme,
    /// Large grips, or lines only (the folded panel).
    pub grips: bool,
}

impl Brush<'_> {
    /// Where the two ends of the window stand, held inside the chart.
    fn ends(&self) -> (f32, f32) {
        let hold = |x: f32| x.clamp(self.axis.left, self.axis.right);
        (
            hold(self.axis.x_of(self.window.start())),
            hold(self.axis.x_of(self.window.end())),
        )
    }

    /// Paints the ground of the chart, lighter inside the window.
    pub fn paint_ground(&self, painter: &Painter) {
        let p = &self.theme.palette;
        painter.rect_filled(self.chart, 0.0, p.raised);
        let (from, to) = self.ends();
        let inside = Rect::from_x_y_ranges(from..=to, self.chart.y_range());
        painter.rect_filled(inside, 0.0, p.panel);
        painter.hline(self.chart.x_range(), self.chart.bottom(), Stroke::new(1.0, p.border));
    }

    /// Veils what lies outside the window.
    pub fn paint_veil(&self, painter: &Painter) {
        let (from, to) = self.ends();
        let p = &self.theme.palette;
        for range in [self.chart.left()..=from, to..=self.chart.right()] {
            if range.end() > range.start() {
                let veil = Rect::from_x_y_ranges(range, self.chart.y_range());
                painter.rect_filled(veil, 0.0, p.veil);
            }
        }
    }

    /// The two handles: reacts to pointer and keys. Call after the ground of the chart and before the beads,
    /// which take the clicks but not the drags.
    pub fn handles(&self, ui: &Ui, drag: &mut Option<Drag>) -> Vec<TimeCommand> {
        let mut commands = Vec::new();
        for grip in [Grip::First, Grip::Last] {
            let response = self.handle(ui, grip);
            self.take(ui, &response, grip, drag, &mut commands);
            self.keys(ui, &response, grip, &mut commands);
            self.paint_handle(ui, grip, &response);
        }
        commands
    }

    fn is_locked(&self, grip: Grip) -> bool {
        grip == Grip::First && self.rules.time.mode == TimeMode::UpTo
    }

    /// What takes hold of a handle: 24 points, less where the other handle is near, so that the middle of a
    /// narrow window can still be dragged.
    fn hit(&self, grip: Grip) -> Rect {
        let (from, to) = self.ends();
        let inner = (HIT / 2.0).min((to - from) / 3.0);
        let range = if grip == Grip::First {
            from - HIT / 2.0..=from + inner
        } else {
            to - inner..=to + HIT / 2.0
        };
        Rect::from_x_y_ranges(range, self.chart.y_range())
    }

    fn handle(&self, ui: &Ui, grip: Grip) -> Response {
        let id: Id = ui.unique_id().with(("handle", grip == Grip::First));
        let locked = self.is_locked(grip);
        let sense = if locked {
            Sense::hover()
        } else {
            Sense::DRAG | Sense::FOCUSABLE
        };
        let response = ui.interact(self.hit(grip), id, sense);
        let name = self.name(grip);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Slider, !locked, &name));
        if locked {
            return response;
        }
        response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal)
    }

    fn name(&self, grip: Grip) -> String {
        let t = self.words.timeline;
        let (name, day) = match grip {
            Grip::First => (t.first_handle, self.window.start()),
            _ => (t.last_handle, self.window.last_day()),
        };
        format!("{name}, {}", self.words.day_long(day))
    }

    /// Starts, follows and ends a drag of `response`.
    pub fn take(
        &self,
        ui: &Ui,
        response: &Response,
        grip: Grip,
        drag: &mut Option<Drag>,
        commands: &mut Vec<TimeCommand>,
    ) {
        let origin = ui.input(|i| i.pointer.press_origin());
        if response.drag_started()
            && let Some(at) = origin
        {
            *drag = Some(Drag {
                grip,
                anchor: self.axis.day_at(at.x),
                origin: self.window,
            });
        }
        let Some(going) = drag.filter(|d| d.grip == grip) else {
            return;
        };
        if let Some(pointer) = response.interact_pointer_pos() {
            let span = dragged(&going, self.axis.day_at(pointer.x), &self.rules);
            if span != self.window {
                commands.push(TimeCommand::Drag(span));
            }
            self.flag(ui, grip, span);
        }
        if response.drag_stopped() {
            *drag = None;
            commands.push(TimeCommand::EndGesture);
        }
    }

    /// Arrow keys move a handle that has the focus by a step, with Alt by a day; Home and End to the ends of
    /// the data.
    fn keys(&self, ui: &Ui, response: &Response, grip: Grip, commands: &mut Vec<TimeCommand>) {
        if !response.has_focus() || self.is_locked(grip) {
            return;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        let increments = |action| ui.input(|i| i.num_accesskit_action_requests(response.id, action)) as i32;
        let pressed = |key| ui.input(|i| i.num_presses(key)) as i32;
        let moves = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft) + increments(egui::accesskit::Action::Increment)
            - increments(egui::accesskit::Action::Decrement);
        let step = if ui.input(|i| i.modifiers.alt) {
            Step::Day
        } else {
            self.rules.time.step
        };
        let border = if grip == Grip::First {
            self.window.start()
        } else {
            self.window.end()
        };
        let mut to = (0..moves.abs()).fold(border, |day, _| next_border(day, step, moves > 0));
        let extent = self.rules.extent;
        if pressed(Key::Home) > 0 {
            to = if grip == Grip::First {
                extent.start()
            } else {
                extent.start().plus(1)
            };
        } else if pressed(Key::End) > 0 {
            to = if grip == Grip::First {
                extent.last_day()
            } else {
                extent.end()
            };
        }
        if to != border {
            commands.push(self.moved(grip, to));
        }
    }

    /// The command that puts a handle on a border; pushed past the other one they swap.
    fn moved(&self, grip: Grip, to: Day) -> TimeCommand {
        let fixed = if grip == Grip::First {
            self.window.end()
        } else {
            self.window.start()
        };
        let span = DaySpan::new(fixed.min(to), fixed.max(to));
        TimeCommand::Window(span.unwrap_or(DaySpan::day(to)))
    }

    fn paint_handle(&self, ui: &Ui, grip: Grip, response: &Response) {
        let p = &self.theme.palette;
        let (from, to) = self.ends();
        let (x, day) = if grip == Grip::First {
            (from, self.window.start())
        } else {
            (to, self.window.end())
        };
        let beyond = (self.axis.x_of(day) - x).abs() > 1.0;
        let painter = ui.painter();
        let hot = response.hovered() || response.dragged();
        let colour: Color32 = if self.is_locked(grip) { p.border } else { p.accent };
        if beyond {
            // The handle is out of view: say on which side.
            let out = if self.axis.x_of(day) < x { -1.0 } else { 1.0 };
            let tip = pos2(x - out * 2.0, self.chart.center().y);
            let back = |dy: f32| pos2(tip.x - out * 7.0, tip.y + dy);
            let points = vec![tip, back(-6.0), back(6.0)];
            painter.add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
            return;
        }
        painter.vline(x, self.chart.y_range(), Stroke::new(2.0, colour));
        if !self.grips || self.is_locked(grip) {
            if response.has_focus() {
                painter.vline(x, self.chart.y_range(), Stroke::new(4.0, colour));
            }
            return;
        }
        let grip_rect = Rect::from_center_size(pos2(x, self.chart.center().y), GRIP);
        let fill = if hot { p.accent } else { p.panel };
        painter.rect(
            grip_rect,
            3.0,
            fill,
            Stroke::new(1.5, p.accent),
            egui::StrokeKind::Inside,
        );
        let ridge = if hot { p.on_accent } else { p.accent };
        for dx in [-1.5, 1.5] {
            let y = grip_rect.center().y;
            painter.vline(x + dx, y - 5.0..=y + 5.0, Stroke::new(1.0, ridge));
        }
        if response.has_focus() {
            let ring = Stroke::new(2.0, p.accent);
            painter.rect_stroke(grip_rect.expand(4.0), 6.0, ring, egui::StrokeKind::Inside);
        }
    }

    /// The date at a handle while it is dragged, the whole window while that is.
    fn flag(&self, ui: &Ui, grip: Grip, span: DaySpan) {
        let (text, day) = match grip {
            Grip::First => (self.words.day_short(span.start()), span.start()),
            Grip::Last => (self.words.day_short(span.last_day()), span.end()),
            Grip::Middle | Grip::New => (self.words.span_short(span), span.start()),
        };
        let p = &self.theme.palette;
        let mut x = self.axis.x_of(day);
        if matches!(grip, Grip::Middle | Grip::New) {
            x = (x + self.axis.x_of(span.end())) / 2.0;
        }
        // Above every panel: the flag stands over the controls while the handle is held.
        let layer = LayerId::new(Order::Tooltip, ui.unique_id().with("flag"));
        let painter = ui.ctx().layer_painter(layer);
        let galley = painter.layout_no_wrap(text, strong(size::LABEL), p.on_accent);
        let ground = galley.size() + vec2(12.0, 4.0);
        let half = ground.x / 2.0;
        let x = x.clamp(
            self.axis.left + half,
            (self.axis.right - half).max(self.axis.left + half),
        );
        let rect = Align2::CENTER_BOTTOM.anchor_size(pos2(x, self.chart.top() - 2.0), ground);
        painter.rect_filled(rect, 3.0, p.accent);
        painter.galley(rect.min + vec2(6.0, 2.0), galley, p.on_accent);
    }

    /// What a press on the bare chart takes hold of: the window, or nothing where it draws a new one. A window
    /// of all data cannot be moved, so it is drawn anew.
    pub fn grip_at(&self, x: f32) -> Grip {
        let (from, to) = self.ends();
        let inside = (from..=to).contains(&x);
        if inside && !self.window.contains(self.rules.extent) {
            Grip::Middle
        } else {
            Grip::New
        }
    }
}
