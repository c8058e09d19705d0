//! A field for the path of a file: for systems without a file dialog, and for those who like to type.

use std::path::PathBuf;

use egui::Ui;

use super::super::cx::UiCx;
use super::super::sheets::sheet;
use super::super::theme::{self, size};
use crate::session::{Command, PanelCommand, Request};

/// The field, with what is typed in it.
#[derive(Debug, Default)]
pub struct PathField {
    text: String,
    /// The system has no file dialog: that is said above the field.
    pub no_dialog: bool,
    was_open: bool,
}

impl PathField {
    /// Shows the field while it is open.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>) {
        let open = cx.session.panels().type_path;
        let was_open = std::mem::replace(&mut self.was_open, open);
        if !open {
            // Not before it has been open: the reason is known a frame sooner than the field is shown.
            self.no_dialog &= !was_open;
            return;
        }
        let opened = !was_open;
        let title = cx.words.opening.type_path.trim_end_matches('…');
        sheet(ui, cx, "type path", title, PanelCommand::TypePath(false), |ui| {
            self.content(ui, cx, opened);
        });
    }

    fn content(&mut self, ui: &mut Ui, cx: &UiCx<'_>, opened: bool) {
        let words = cx.words.opening;
        if self.no_dialog {
            ui.label(egui::RichText::new(words.no_dialog).font(theme::body(size::BODY)));
            ui.add_space(8.0);
        }
        let edit = egui::TextEdit::singleline(&mut self.text)
            .hint_text(words.path_hint)
            .desired_width(f32::INFINITY)
            .margin(egui::vec2(8.0, 6.0));
        let field = ui.add(edit);
        field.widget_info(|| egui::WidgetInfo::text_edit(true, "", &self.text, words.type_path));
        if opened {
            field.request_focus();
        }
        ui.add_space(8.0);
        let path = typed(&self.text);
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let clicked = ui.add_enabled(path.is_some(), egui::Button::new(words.open)).clicked();
        if let Some(path) = path.filter(|_| entered || clicked) {
            cx.push(Command::Ask(Request::OpenFiles(vec![path])));
            cx.push(Command::Panel(PanelCommand::TypePath(false)));
            self.text.clear();
        }
    }
}

/// The path that was typed or pasted: without quotation marks around it, `~` being the home folder.
fn typed(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let quoted = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    let text = quoted('"').or_else(|| quoted('\'')).unwrap_or(text);
    let text = text.strip_prefix("file://").unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    match (text.strip_prefix("~/"), home()) {
        (Some(rest), Some(home)) => Some(PathBuf::from(home).join(rest)),
        _ => Some(PathBuf::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::typed;
    use std::path::PathBuf;

    #[test]
    fn a_pasted_path_is_taken_without_its_wrapping() {
        for text in [
            "/data/a b.csv",
            " \"/data/a b.csv\" ",
            "'/data/a b.csv'",
            "file:///data/a b.csv",
        ] {
            assert_eq!(typed(text), Some(PathBuf::from("/data/a b.csv")), "{text}");
        }
        assert_eq!(typed("  "), None);
        assert_eq!(typed("\"\""), None);
        assert_eq!(typed("\""), Some(PathBuf::from("\"")));
    }
}
