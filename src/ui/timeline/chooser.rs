//! The list of incidents that lie under one click: a click never guesses.

use egui::{Popup, PopupAnchor, PopupCloseBehavior, Pos2, Sense, Ui, vec2};

use super::bead;
use crate::query::EventRef;
use crate::session::{Command, SelectCommand};
use crate::ui::cx::UiCx;
use crate::ui::theme::{body, size};

/// A chooser that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Chooser {
    /// Where the click was.
    pub at: Pos2,
    /// What lies there.
    pub events: Vec<EventRef>,
}

impl Chooser {
    /// Shows the open chooser, if any, and closes it when something was chosen or something else clicked.
    pub fn show(open: &mut Option<Self>, ui: &mut Ui, cx: &UiCx<'_>) {
        let Some(chooser) = open.clone() else { return };
        let mut still = true;
        let id = ui.unique_id().with("chooser");
        Popup::new(id, ui.ctx().clone(), PopupAnchor::Position(chooser.at), ui.layer_id())
            .open_bool(&mut still)
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .align(egui::RectAlign::TOP_START)
            .show(|ui| {
                ui.set_max_width(420.0);
                ui.strong(cx.words.timeline.choose);
                for at in &chooser.events {
                    row(ui, *at, cx);
                }
            });
        if !still {
            *open = None;
        }
    }
}

fn row(ui: &mut Ui, at: EventRef, cx: &UiCx<'_>) {
    let Some(event) = cx.result.event(at) else { return };
    let text = format!(
        "{} · {}",
        cx.words.when(event.span(), event.span_kind()),
        cx.words.title(event)
    );
    let p = &cx.theme.palette;
    let galley = ui.painter().layout(text.clone(), body(size::BODY), p.text, 370.0);
    let height = (galley.size().y + 8.0).max(size::ROW);
    let (rect, response) = ui.allocate_exact_size(vec2(404.0, height), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, &text));
    crate::ui::marks::paint_button_ground(ui, rect, &response, false, cx.theme);
    let centre = rect.left_center() + vec2(14.0, 0.0);
    bead::symbol(ui.painter(), centre, bead::SYMBOL, event.kind(), cx.theme, 1.0);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::pos2(rect.left() + 28.0, top), galley, p.text);
    if response.hovered() {
        cx.push(Command::Select(SelectCommand::Hover(Some(at))));
    }
    if response.clicked() {
        cx.push(Command::Select(SelectCommand::Open(at)));
    }
}
