//! Sheets over everything: keys, about.

use egui::Ui;

use super::cx::UiCx;
use super::theme::{self, size};
use crate::session::{Command, PanelCommand, Request, SettingsCommand};

/// Shows the sheet that is open, if any. `traces` are the files the program has written.
pub fn show(ui: &Ui, cx: &UiCx<'_>, traces: &[String]) {
    if cx.session.panels().keys {
        sheet(ui, cx, "keys", cx.words.shell.keys, PanelCommand::Keys(false), |ui| {
            keys_ui(ui, cx)
        });
    }
    if cx.session.panels().about {
        sheet(
            ui,
            cx,
            "about",
            cx.words.shell.about,
            PanelCommand::About(false),
            |ui| about_ui(ui, cx, traces),
        );
    }
}

pub(super) fn sheet(ui: &Ui, cx: &UiCx<'_>, id: &str, title: &str, close: PanelCommand, add: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::popup(&ui.ctx().global_style()).inner_margin(16.0);
    let response = egui::Modal::new(egui::Id::unique(id))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width((ui.ctx().content_rect().width() - 60.0).clamp(0.0, 560.0));
            ui.horizontal(|ui| {
                ui.label(egui::RichText::new(title).font(theme::strong(size::TITLE)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let cross = super::marks::Icon::Cross;
                    if super::marks::icon_button(ui, cross, cx.words.common.close, false, cx.theme).clicked() {
                        cx.push(Command::Panel(close));
                    }
                });
            });
            ui.add_space(8.0);
            let most = ui.ctx().content_rect().height() - 140.0;
            egui::ScrollArea::vertical()
                .max_height(most)
                // As high as what it holds: nothing of it hides while there is room.
                .min_scrolled_height(most)
                .auto_shrink([false, true])
                .show(ui, add);
        });
    if response.should_close() {
        cx.push(Command::Panel(close));
    }
}

fn keys_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    egui::Grid::new("key list")
        .num_columns(2)
        .spacing([24.0, 6.0])
        .show(ui, |ui| {
            for (keys, does) in cx.words.shell.key_list {
                ui.label(egui::RichText::new(*keys).font(theme::strong(size::BODY)));
                ui.label(*does);
                ui.end_row();
            }
        });
}

fn about_ui(ui: &mut Ui, cx: &UiCx<'_>, traces: &[String]) {
    let words = cx.words.shell;
    ui.label(format!(
        "{} · {} {}",
        words.name,
        words.version,
        env!("CARGO_PKG_VERSION")
    ));
    heading(ui, words.data_heading);
    for layer in cx.session.layers() {
        let card = layer.dataset().card();
        ui.label(egui::RichText::new(card.title.get(cx.lang())).font(theme::strong(size::BODY)));
        for text in [
            card.counts.get(cx.lang()),
            cx.words.licence(card),
            card.attribution.get(cx.lang()),
        ] {
            ui.label(text);
        }
    }
    heading(ui, words.privacy_heading);
    ui.label(words.privacy);
    heading(ui, words.traces_heading);
    for trace in traces {
        ui.label(trace);
    }
    let mut keep = cx.session.settings().remember_files;
    let toggle = ui.checkbox(&mut keep, cx.words.opening.remember);
    if toggle.on_hover_text(cx.words.opening.remember_help).changed() {
        cx.push(Command::Settings(SettingsCommand::RememberFiles(keep)));
    }
    if ui.button(cx.words.copying.more).clicked() {
        cx.push(Command::Panel(PanelCommand::About(false)));
        cx.push(Command::Panel(PanelCommand::Copies(true)));
    }
    if ui.button(words.clear_traces).clicked() {
        cx.push(Command::Ask(Request::ClearTraces));
    }
    heading(ui, words.licences_heading);
    ui.label(words.licences);
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(10.0);
    ui.label(egui::RichText::new(text).font(theme::strong(size::POPUP_TITLE)));
}
