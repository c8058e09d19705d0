//! The dialog of exports: which events, which kind of file, under which terms, where to.

use std::path::{Path, PathBuf};

use egui::{Button, RichText, TextEdit, Ui, vec2};

use super::cx::UiCx;
use super::sheets;
use super::theme::{self, size};
use crate::base::Day;
use crate::session::{Command, ExportOrder, ExportScope, PanelCommand, Request};
use crate::write::export::{Export, ExportFormat};

/// What the dialog has to say about the place of the file.
#[derive(Debug, Clone, PartialEq)]
enum Message {
    /// Nothing came of the file dialog.
    NotChosen,
    /// A file of this name is there.
    IsThere(PathBuf),
    /// The ending of the name stands for another kind of file.
    OtherKind(PathBuf, ExportFormat),
}

/// The dialog with its drafts.
#[derive(Debug)]
pub struct ExportPanel {
    format: ExportFormat,
    scope: ExportScope,
    accepted: bool,
    path: String,
    message: Option<Message>,
}

impl Default for ExportPanel {
    fn default() -> Self {
        Self {
            format: ExportFormat::Csv,
            scope: ExportScope::Visible,
            accepted: false,
            path: String::new(),
            message: None,
        }
    }
}

impl ExportPanel {
    /// What is asked for.
    pub fn order(&self) -> ExportOrder {
        ExportOrder {
            format: self.format,
            scope: self.scope,
        }
    }

    /// Nothing came of the file dialog: a path can be typed.
    pub fn not_chosen(&mut self) {
        self.message = Some(Message::NotChosen);
    }

    /// Asks before a file is replaced.
    pub fn ask_to_replace(&mut self, path: PathBuf) {
        self.message = Some(Message::IsThere(path));
    }

    /// Asks what is meant by a name whose ending stands for another kind of file than the one chosen.
    pub fn ask_which_kind(&mut self, path: PathBuf, other: ExportFormat) {
        self.message = Some(Message::OtherKind(path, other));
    }

    /// Shows the dialog where it is open.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>) {
        if !cx.session.panels().export {
            // The next one asks anew.
            (self.accepted, self.message) = (false, None);
            return;
        }
        let close = PanelCommand::Export(false);
        sheets::sheet(ui, cx, "export", cx.words.exporting.title, close, |ui| {
            self.sheet(ui, cx)
        });
    }

    fn sheet(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let words = cx.words.exporting;
        ui.label(self.sentence(cx));
        heading(ui, words.scope);
        self.scopes(ui, cx);
        heading(ui, words.format);
        self.formats(ui, cx);
        let allowed = self.terms(ui, cx);
        ui.add_space(12.0);
        let loading = cx.session.is_loading();
        if loading {
            let text = RichText::new(cx.words.opening.not_while_loading);
            ui.label(text.color(cx.theme.palette.notice));
            ui.add_space(6.0);
        }
        let ready = allowed && !loading && self.scope.count(cx.session) > 0;
        self.place(ui, cx, ready);
    }

    /// "431 incidents · filter: Country: Niger"; all and selected ones have no filter.
    fn sentence(&self, cx: &UiCx<'_>) -> String {
        match (self.scope, self.scope.count(cx.session)) {
            (_, 0) => cx.words.exporting.nothing.to_owned(),
            (ExportScope::Visible, _) => {
                let filter = cx.session.filter();
                Export::new(cx.result, None, filter, cx.words, Day::MIN).sentence()
            }
            (ExportScope::Selected, n) => {
                format!(
                    "{} · {}",
                    cx.words.incidents(n),
                    cx.words.exporting.selected.to_lowercase()
                )
            }
            (ExportScope::All, n) => cx.words.exported(n, ""),
        }
    }

    fn scopes(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let words = cx.words.exporting;
        let scopes = [
            (ExportScope::Visible, words.visible),
            (ExportScope::Selected, words.selected),
            (ExportScope::All, words.all),
        ];
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            for (scope, name) in scopes {
                let count = scope.count(cx.session);
                let label = format!("{name} ({})", cx.words.number(count as u64));
                let radio = egui::RadioButton::new(self.scope == scope, label);
                if ui.add_enabled(count > 0, radio).clicked() {
                    self.scope = scope;
                }
            }
        });
    }

    fn formats(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let weak = cx.theme.palette.secondary;
        let grid = egui::Grid::new("formats").num_columns(2).spacing([16.0, 0.0]);
        grid.show(ui, |ui| {
            for (format, (name, keeps)) in ExportFormat::ALL.into_iter().zip(cx.words.exporting.formats) {
                if ui.radio(self.format == format, name).clicked() {
                    self.follow(format);
                    (self.format, self.message) = (format, None);
                }
                ui.label(RichText::new(keeps).font(theme::body(size::LABEL)).color(weak));
                ui.end_row();
            }
        });
    }

    /// The typed name follows the kind that is chosen, as far as its ending stood for the one before.
    fn follow(&mut self, format: ExportFormat) {
        let path = Path::new(self.path.trim());
        if path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case(self.format.ending()))
        {
            self.path = path.with_extension(format.ending()).display().to_string();
        }
    }

    /// Restricted rows need a yes; whether the export may go on.
    fn terms(&mut self, ui: &mut Ui, cx: &UiCx<'_>) -> bool {
        let cards = cx.session.datasets().iter().map(|dataset| dataset.card());
        let restricted: Vec<String> = cards
            .filter(|card| !card.terms.is_free())
            .map(|card| cx.words.terms_of(card))
            .collect();
        if restricted.is_empty() || !self.format.has_rows() {
            return true;
        }
        ui.add_space(10.0);
        for terms in restricted {
            ui.label(RichText::new(terms).color(cx.theme.palette.notice));
        }
        ui.checkbox(&mut self.accepted, cx.words.exporting.accept);
        self.accepted
    }

    fn place(&mut self, ui: &mut Ui, cx: &UiCx<'_>, ready: bool) {
        let words = cx.words.exporting;
        let least = vec2(0.0, size::ROW);
        let save = Button::new(RichText::new(words.save).font(theme::strong(size::BODY))).min_size(least);
        if ui.add_enabled(ready, save).clicked() {
            self.message = None;
            self.ask(cx, None, false);
        }
        let notice = cx.theme.palette.notice;
        match self.message.clone() {
            None => {}
            Some(Message::NotChosen) => {
                ui.label(RichText::new(words.not_chosen).color(notice));
            }
            Some(Message::OtherKind(path, other)) => self.which_kind(ui, cx, &path, other, ready),
            Some(Message::IsThere(path)) => {
                ui.horizontal(|ui| {
                    let name = path.display().to_string();
                    ui.label(RichText::new(cx.words.is_there(&name)).color(notice));
                    if ui.add_enabled(ready, Button::new(words.replace)).clicked() {
                        self.ask(cx, Some(path), true);
                    }
                });
            }
        }
        let typed = egui::CollapsingHeader::new(words.path_help).id_salt("typed path");
        let open = self.message.is_some().then_some(true);
        typed.open(open).show(ui, |ui| self.typed_path(ui, cx, ready));
    }

    /// A name ends like another kind of file: this kind under the right name, or that kind.
    fn which_kind(&mut self, ui: &mut Ui, cx: &UiCx<'_>, path: &Path, other: ExportFormat, ready: bool) {
        let name = |format: ExportFormat| {
            let at = ExportFormat::ALL.iter().position(|known| *known == format);
            let names = at.and_then(|at| cx.words.exporting.formats.get(at));
            names.map_or("?", |(name, _)| *name)
        };
        let right = path.with_extension(self.format.ending());
        let file = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let said = cx.words.ends_like(&file(path), name(other), name(self.format));
        ui.label(RichText::new(said).color(cx.theme.palette.notice));
        ui.horizontal_wrapped(|ui| {
            let rename = Button::new(cx.words.save_as(&file(&right)));
            let change = Button::new(cx.words.choose_kind(name(other)));
            let renamed = ui.add_enabled(ready, rename).clicked();
            if renamed || ui.add_enabled(ready, change).clicked() {
                if !renamed {
                    self.format = other;
                }
                self.message = None;
                self.ask(cx, Some(if renamed { right } else { path.to_owned() }), false);
            }
        });
    }

    fn typed_path(&mut self, ui: &mut Ui, cx: &UiCx<'_>, ready: bool) {
        let words = cx.words.exporting;
        let label = ui.label(words.path);
        ui.horizontal(|ui| {
            let room = ui.available_width() - 190.0;
            let edit = TextEdit::singleline(&mut self.path).desired_width(room);
            ui.add(edit).labelled_by(label.id);
            let button = Button::new(words.save_here);
            let typed = !self.path.trim().is_empty();
            if ui.add_enabled(ready && typed, button).clicked() {
                self.message = None;
                self.ask(cx, Some(PathBuf::from(self.path.trim())), false);
            }
        });
    }

    fn ask(&self, cx: &UiCx<'_>, path: Option<PathBuf>, replace: bool) {
        let order = self.order();
        cx.push(Command::Ask(Request::Export { order, path, replace }));
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(text).font(theme::strong(size::BODY)));
}
