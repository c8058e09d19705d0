//! Copies for fast opening: the question after a large file was opened, and the sheet that lists them.

use egui::{Align2, Area, Frame, Id, Order, Rect, RichText, Stroke, Ui, vec2};

use super::cx::UiCx;
use super::sheets::sheet;
use super::theme::{self, size};
use crate::session::{Command, CopyChoice, PanelCommand, Request, SettingsCommand};
use crate::tasks::store::copies::{Copy, MOST_BYTES};

/// Width of the question.
const WIDTH: f32 = 440.0;
/// Room for the button beside what is said of a copy.
const BESIDE: f32 = 110.0;
/// Between the question and the edges of the map.
const AIR: f32 = 12.0;
/// Height of what must be read at the bottom of the map, attribution and scale: the question stands above it.
const LIFT: f32 = 48.0;
/// A lower map has no room for both.
const LOW: f32 = 300.0;

/// The question and the sheet.
#[derive(Debug, Default)]
pub struct CopiesPanel {
    /// The answer is to hold for every large file.
    every_file: bool,
    /// What the sheet lists; read when it is opened, and after something was deleted.
    pub list: Option<Vec<Copy>>,
}

impl CopiesPanel {
    /// Asks whether to keep a copy of a file (its name without folder), at the bottom of the map.
    pub fn ask(&mut self, ui: &Ui, cx: &UiCx<'_>, file: &str, map: Rect) {
        let p = &cx.theme.palette;
        let width = WIDTH.min(map.width() - 2.0 * AIR - 24.0);
        let area = Area::new(Id::unique("copy question")).order(Order::Middle);
        let lift = if map.height() < LOW { AIR } else { LIFT };
        let at = map.center_bottom() - vec2(0.0, lift);
        area.pivot(Align2::CENTER_BOTTOM).fixed_pos(at).show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style())
                .fill(p.notice_ground)
                .stroke(Stroke::new(1.0, p.border));
            frame.inner_margin(vec2(12.0, 10.0)).show(ui, |ui| {
                ui.set_width(width);
                let text = RichText::new(cx.words.keep_copy(file)).color(p.text);
                ui.add(egui::Label::new(text).wrap());
                ui.add_space(6.0);
                ui.horizontal_wrapped(|ui| {
                    let words = cx.words.copying;
                    for (text, yes) in [(words.keep, true), (words.not_this, false)] {
                        if ui.button(text).clicked() {
                            let every_file = std::mem::take(&mut self.every_file);
                            cx.push(Command::Ask(Request::KeepCopy { yes, every_file }));
                        }
                    }
                    ui.checkbox(&mut self.every_file, words.every_file);
                });
            });
        });
    }

    /// The sheet, while it is open.
    pub fn sheet(&mut self, ui: &Ui, cx: &UiCx<'_>) {
        if !cx.session.panels().copies {
            self.list = None;
            return;
        }
        let Some(list) = &self.list else { return };
        let close = PanelCommand::Copies(false);
        sheet(ui, cx, "copies", cx.words.copying.heading, close, |ui| {
            content(ui, cx, list);
        });
    }
}

fn content(ui: &mut Ui, cx: &UiCx<'_>, list: &[Copy]) {
    let words = cx.words.copying;
    ui.label(words.about);
    ui.add_space(10.0);
    ui.label(RichText::new(words.large_files).font(theme::strong(size::BODY)));
    for (choice, text) in CopyChoice::ALL.into_iter().zip(words.choices) {
        let chosen = cx.session.settings().copies == choice;
        if ui.radio(chosen, text).clicked() {
            cx.push(Command::Settings(SettingsCommand::Copies(choice)));
        }
    }
    ui.add_space(10.0);
    ui.separator();
    if list.is_empty() {
        ui.label(RichText::new(words.none).color(cx.theme.palette.secondary));
        return;
    }
    for copy in list {
        copy_ui(ui, cx, copy);
    }
    ui.separator();
    let bytes = list.iter().map(|copy| copy.bytes).sum();
    let said = cx.words.copies_in_all(list.len(), bytes, MOST_BYTES);
    ui.label(
        RichText::new(said)
            .font(theme::body(size::LABEL))
            .color(cx.theme.palette.secondary),
    );
    ui.add_space(4.0);
    if ui.button(words.remove_all).clicked() {
        cx.push(Command::Ask(Request::RemoveCopies));
    }
}

fn copy_ui(ui: &mut Ui, cx: &UiCx<'_>, copy: &Copy) {
    let file = copy.of.as_ref().map(|of| of.file.display().to_string());
    let name = copy.of.as_ref().and_then(|of| of.file.file_name());
    let name = name.map_or_else(|| "?".to_owned(), |name| name.to_string_lossy().into_owned());
    let detail = cx.words.copy_of(copy.of.as_ref().map(|of| of.events), copy.bytes);
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - BESIDE).max(120.0));
            ui.spacing_mut().item_spacing.y = 2.0;
            let label = ui.add(egui::Label::new(RichText::new(&name).font(theme::strong(size::BODY))).truncate());
            if let Some(file) = &file {
                label.on_hover_text(file);
            }
            let detail = RichText::new(detail).font(theme::body(size::LABEL));
            ui.label(detail.color(cx.theme.palette.secondary));
        });
        let button = ui.button(cx.words.copying.remove);
        let named = format!("{} {name}", cx.words.copying.remove);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &named));
        if button.clicked() {
            cx.push(Command::Ask(Request::RemoveCopy(copy.path.clone())));
        }
    });
    ui.add_space(4.0);
}
