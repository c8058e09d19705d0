//! The line about what is under the pointer, shown after a moment of rest.

use egui::{Align2, Rect, Stroke, Ui, vec2};

use super::overlay;
use crate::figure::{Hit, Pt};
use crate::ui::cx::ToldHover;
use crate::ui::theme::{self, size};
use crate::ui::{Theme, UiCx};

/// Seconds of rest before the line is shown.
const REST: f64 = 0.08;

/// What the pointer is over, and since when.
#[derive(Debug, Default)]
pub struct Hover {
    over: Option<Hit>,
    /// The ring or hexagon it is over.
    ring: Option<u32>,
    since: f64,
    told: ToldHover,
}

impl Hover {
    /// Shows the line and tells the session which event is hovered.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>, map: Rect, hit: Option<&Hit>) {
        let now = ui.input(|i| i.time);
        self.ring = None;
        if self.over.as_ref() != hit {
            self.over = hit.cloned();
            self.since = now;
        }
        if self.over.is_none() {
            self.told.tell(cx, None);
            return;
        }
        if !self.rested(ui) {
            return;
        }
        let Some(hit) = &self.over else { return };
        let text = line(cx, hit);
        let target = if hit.bubble { None } else { hit.events.first().copied() };
        let spot = map.min + vec2(hit.at.x, hit.at.y - 20.0);
        self.told.tell(cx, target);
        // The popup of the selected event says all of this already.
        let open = cx.session.selection().popup_open && target.is_some() && target == cx.session.focused();
        if !open {
            text_box_inside(ui, cx.theme, map, spot, &text);
        }
    }

    /// Shows a line about a ring or hexagon, told from others by its number.
    pub fn show_line(&mut self, ui: &Ui, cx: &UiCx<'_>, map: Rect, (at, number): (Pt, u32), line: &str) {
        if self.ring.replace(number) != Some(number) {
            self.since = ui.input(|i| i.time);
        }
        self.over = None;
        self.told.tell(cx, None);
        if self.rested(ui) {
            text_box_inside(ui, cx.theme, map, map.min + vec2(at.x, at.y - 24.0), line);
        }
    }

    /// Whether the pointer has rested long enough; asks for the frame in which it will have.
    fn rested(&self, ui: &Ui) -> bool {
        let rested = ui.input(|i| i.time) - self.since;
        if rested < REST {
            let rest = std::time::Duration::from_secs_f64(REST - rested + 0.005);
            ui.request_repaint_after(rest);
        }
        rested >= REST
    }
}

fn line(cx: &UiCx<'_>, hit: &Hit) -> String {
    if hit.bubble {
        return cx.words.incidents(hit.events.len());
    }
    let event = hit.events.first().and_then(|at| cx.result.event(*at));
    let Some(mut line) = event.map(|event| cx.words.hover_line(event)) else {
        return String::new();
    };
    if hit.events.len() > 1 {
        line.push_str(" · ");
        line.push_str(&cx.words.more_here(hit.events.len() - 1));
    }
    line
}

/// A box with a line above `spot`, moved as far as the map needs.
fn text_box_inside(ui: &Ui, theme: &Theme, map: Rect, spot: egui::Pos2, text: &str) {
    let galley = layout(ui, theme, text, map.width() - 40.0);
    let size = galley.size() + vec2(16.0, 8.0);
    let mut rect = Align2::CENTER_BOTTOM.anchor_size(spot, size);
    if rect.top() < map.top() + 4.0 {
        rect = Align2::CENTER_TOP.anchor_size(spot + vec2(0.0, 40.0), size);
    }
    let room = map.shrink(4.0);
    let dx = (room.left() - rect.left()).max(0.0) - (rect.right() - room.right()).max(0.0);
    // Over the legend and the buttons, which are layers above the map.
    let layer = egui::LayerId::new(egui::Order::Tooltip, ui.unique_id().with("hover line"));
    let painter = ui.ctx().layer_painter(layer).with_clip_rect(map);
    paint_box(&painter, theme, rect.translate(vec2(dx, 0.0)), galley);
}

/// A box with wrapped text, anchored at `spot`.
pub fn text_box(ui: &Ui, theme: &Theme, spot: egui::Pos2, align: Align2, text: &str, most: f32) {
    let galley = layout(ui, theme, text, most);
    let rect = align.anchor_size(spot, galley.size() + vec2(16.0, 8.0));
    paint_box(ui.painter(), theme, rect, galley);
}

fn layout(ui: &Ui, theme: &Theme, text: &str, most: f32) -> std::sync::Arc<egui::Galley> {
    ui.painter().layout(
        text.to_owned(),
        theme::body(size::LABEL),
        theme.palette.text,
        most.max(80.0),
    )
}

fn paint_box(painter: &egui::Painter, theme: &Theme, rect: Rect, galley: std::sync::Arc<egui::Galley>) {
    let p = &theme.palette;
    let fill = overlay::ground(theme, 0.95).fill;
    painter.rect(rect, 4.0, fill, Stroke::new(1.0, p.border), egui::StrokeKind::Inside);
    painter.galley(rect.min + vec2(8.0, 4.0), galley, p.text);
}
