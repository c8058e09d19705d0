//! Which files of an archive, or sheets of a workbook, to open: several can be chosen.

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::{Frame, Id, Modal, RichText, ScrollArea, Ui};

use super::super::cx::UiCx;
use super::super::theme::{self, size};
use super::{Asked, folder_ui};
use crate::read::path_inside;

/// The question about a file that holds several.
#[derive(Debug)]
pub(super) struct PartsQuestion {
    pub path: PathBuf,
    pub folder: String,
    names: Vec<String>,
    chosen: BTreeSet<usize>,
}

impl PartsQuestion {
    pub fn new(path: PathBuf, names: Vec<String>) -> Self {
        Self {
            path,
            folder: String::new(),
            names,
            chosen: BTreeSet::new(),
        }
    }

    /// Shows the question. Returns whether it is to be closed.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>, asked: &mut Vec<Asked>) -> bool {
        let mut close = false;
        let frame = Frame::popup(ui.style()).inner_margin(16.0);
        let modal = Modal::new(Id::unique("which of them?"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                let screen = ui.ctx().content_rect().size();
                ui.set_width(460.0_f32.min(screen.x - 48.0));
                ui.spacing_mut().item_spacing.y = 6.0;
                let name = self.path.file_name().unwrap_or_default().to_string_lossy();
                let title = RichText::new(cx.words.parts_title(&name)).font(theme::strong(size::POPUP_TITLE));
                ui.add(egui::Label::new(title).wrap());
                folder_ui(ui, cx, &self.folder);
                self.all(ui, cx);
                let area = ScrollArea::vertical().max_height((screen.y - 240.0).max(80.0));
                area.show_rows(ui, size::ROW, self.names.len(), |ui, shown| {
                    ui.set_min_width(ui.available_width());
                    shown.for_each(|at| self.part(ui, at));
                });
                ui.add_space(4.0);
                close = self.buttons(ui, cx, asked);
            });
        close || modal.should_close()
    }

    fn all(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let mut all = self.chosen.len() == self.names.len();
        if ui.checkbox(&mut all, cx.words.wizard.all_parts).changed() {
            self.chosen = if all {
                (0..self.names.len()).collect()
            } else {
                BTreeSet::new()
            };
        }
        ui.separator();
    }

    fn part(&mut self, ui: &mut Ui, at: usize) {
        let Some(name) = self.names.get(at) else { return };
        let mut chosen = self.chosen.contains(&at);
        if ui.checkbox(&mut chosen, name).changed() {
            if chosen {
                self.chosen.insert(at);
            } else {
                self.chosen.remove(&at);
            }
        }
    }

    fn buttons(&self, ui: &mut Ui, cx: &UiCx<'_>, asked: &mut Vec<Asked>) -> bool {
        let mut close = false;
        ui.horizontal(|ui| {
            let text = match self.chosen.len() {
                0 | 1 => cx.words.wizard.open.to_owned(),
                many => format!("{} ({})", cx.words.wizard.open, cx.words.number(many as u64)),
            };
            if ui
                .add_enabled(!self.chosen.is_empty(), egui::Button::new(text))
                .clicked()
            {
                let names = self.chosen.iter().filter_map(|at| self.names.get(*at));
                let paths = names.map(|name| path_inside(&self.path, name)).collect();
                asked.push(Asked::OpenParts(paths));
            }
            close = ui.button(cx.words.common.cancel).clicked();
        });
        close
    }
}
