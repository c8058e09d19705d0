//! The strip of active criteria under the top bar; each can be dropped with a click.

use egui::Ui;

use super::cx::UiCx;
use super::marks::{Icon, icon_button_sized};
use super::theme::{self, size};
use crate::query::Criterion;
use crate::session::{Command, FilterCommand};

/// Shows one chip for each active criterion, and "Clear all".
pub fn show(ui: &mut Ui, cx: &UiCx<'_>) {
    let p = &cx.theme.palette;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        for criterion in cx.session.filter().active() {
            let text = describe(criterion, cx);
            egui::Frame::new()
                .fill(p.selected)
                .corner_radius(12.0)
                .inner_margin(egui::Margin {
                    left: 10,
                    right: 2,
                    top: 0,
                    bottom: 0,
                })
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 2.0;
                        let label = cx.words.labelled(criterion.name(cx.words), &text);
                        let text = egui::RichText::new(label).font(theme::body(size::LABEL));
                        ui.add(egui::Label::new(text).selectable(false));
                        let name = format!("{} ({})", cx.words.filtering.remove_filter, criterion.name(cx.words));
                        if icon_button_sized(ui, Icon::Cross, &name, false, cx.theme, 22.0).clicked() {
                            cx.push(Command::Filter(FilterCommand::Drop(criterion)));
                        }
                    });
                });
        }
        if ui.link(cx.words.filtering.clear_all).clicked() {
            cx.push(Command::Filter(FilterCommand::Clear));
        }
    });
}

/// What an active criterion asks for, in words.
pub fn describe(criterion: Criterion, cx: &UiCx<'_>) -> String {
    crate::query::describe::criterion(cx.session.filter(), criterion, cx.result, cx.words)
}
