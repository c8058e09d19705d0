//! A path to type where nothing came of the file dialog, as on a system without one.

use std::path::PathBuf;

use egui::{RichText, TextEdit, Ui};

use super::{ReportAsk, Saved};
use crate::ui::UiCx;

/// What is to be saved, with the path as typed so far.
#[derive(Debug, Default)]
pub struct Place {
    what: Option<Saved>,
    path: String,
    /// A file of this name is there.
    taken: Option<PathBuf>,
}

impl Place {
    /// Asks where to save.
    pub fn asked(what: Saved) -> Self {
        Self {
            what: Some(what),
            ..Self::default()
        }
    }

    /// Asks for another name.
    pub fn taken(what: Saved, path: PathBuf) -> Self {
        Self {
            what: Some(what),
            path: path.display().to_string(),
            taken: Some(path),
        }
    }

    /// Room that it takes, points.
    pub fn height(&self) -> f32 {
        if self.what.is_some() { 54.0 } else { 0.0 }
    }

    /// The field, where there is something to ask.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) -> Option<ReportAsk> {
        let what = self.what?;
        let w = cx.words.exporting;
        let said = match &self.taken {
            Some(path) => cx.words.another_name(&path.display().to_string()),
            None => w.not_chosen.to_owned(),
        };
        let label = ui.label(RichText::new(said).color(cx.theme.palette.notice));
        let mut ask = None;
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.path)
                .hint_text(w.path)
                .desired_width(420.0);
            let field = ui.add(edit).labelled_by(label.id);
            let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let typed = !self.path.trim().is_empty();
            let clicked = ui.add_enabled(typed, egui::Button::new(w.save_here)).clicked();
            if typed && (entered || clicked) {
                ask = Some(ReportAsk::SaveTo(what, PathBuf::from(self.path.trim())));
            }
        });
        if ask.is_some() {
            self.what = None;
        }
        ask
    }
}
