//! Carries out what only the shell can do: files, clipboard, links, the window itself.

use super::App;
use crate::model::{Event, EventKey};
use crate::session::{CopyKind, Notice, Request};
use crate::tasks::{Outcome, SaveKind};
use crate::ui::report::Saved;
use crate::ui::table;
use crate::words::Words;
use crate::write::{citation, paragraph};

/// Most rows that are put on the clipboard: some 20 MB of text.
const MOST_COPIED: usize = 100_000;

impl App {
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, request: Request) {
        match request {
            Request::OpenFiles(paths) => self.open_files(&paths),
            Request::ChooseFile => self.choose_files(),
            Request::ChooseTable => self.choose_table(),
            Request::CancelJob(number) => self.tasks.cancel(number),
            Request::CancelJobs => self.tasks.cancel_all(),
            Request::Copy(kind) => self.copy(ctx, kind),
            Request::SavePicture if self.refuses_while_loading() => {}
            Request::SavePicture => self.choose_place(SaveKind::Picture),
            Request::OpenLink(address) => ctx.open_url(egui::OpenUrl::new_tab(address)),
            Request::FullScreen(on) => ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(on)),
            Request::ClearTraces => self.clear_traces(),
            Request::KeepCopy { yes, every_file } => self.answer_copy(yes, every_file),
            Request::RemoveCopy(copy) => self.remove_copies(Some(&copy)),
            Request::RemoveCopies => self.remove_copies(None),
            Request::Export { order, path, replace } => self.export(order, path, replace),
            Request::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    pub(super) fn choose_place(&mut self, kind: SaveKind) {
        let (name, ending) = match kind {
            SaveKind::Picture => ("sahel-atlas.png", "png"),
            SaveKind::Export => ("sahel-atlas.csv", "csv"),
            SaveKind::SetAside => ("set-aside.csv", "csv"),
            SaveKind::Corrected => ("corrected.csv", "csv"),
        };
        let dialog = rfd::AsyncFileDialog::new()
            .set_file_name(name)
            .add_filter(ending, &[ending]);
        let chosen = dialog.save_file();
        self.tasks.dialog(move || {
            let file = pollster::block_on(chosen);
            Some(file.map_or(Outcome::NothingChosen(kind), |file| {
                Outcome::ChosenToSave(kind, file.path().to_owned())
            }))
        });
    }

    /// Nothing came of the dialog: where a path can be typed instead, it is asked for; else it is said.
    pub(super) fn not_chosen(&mut self, kind: SaveKind) {
        match kind {
            SaveKind::Export => self.panels.export.not_chosen(),
            SaveKind::SetAside => self.panels.report.not_chosen(Saved::SetAside),
            SaveKind::Corrected => self.panels.report.not_chosen(Saved::Corrected),
            SaveKind::Picture => self.notice = Some(Notice::info(|words| words.exporting.no_picture.to_owned())),
        }
    }

    fn copy(&mut self, ctx: &egui::Context, kind: CopyKind) {
        let of_all = matches!(kind, CopyKind::MapPicture | CopyKind::Table | CopyKind::AllRows);
        if of_all && self.refuses_while_loading() {
            return;
        }
        let text = match kind {
            CopyKind::MapPicture => {
                self.copy_picture(ctx);
                return;
            }
            CopyKind::Text(text) => Some(text),
            CopyKind::Table | CopyKind::AllRows => match self.table_text(kind == CopyKind::AllRows) {
                Ok(text) => Some(text),
                Err(notice) => {
                    self.notice = Some(notice);
                    return;
                }
            },
            CopyKind::Citation(key) => {
                self.with_event(&key, |words, e| citation::plain(e, &e.incident(), e.dataset(), words))
            }
            CopyKind::Bibtex(key) => {
                self.with_event(&key, |words, e| citation::bibtex(&e.incident(), e.dataset(), words))
            }
            CopyKind::Paragraph(key) => self.with_event(&key, |words, e| {
                paragraph::paragraph(e, &e.incident(), e.dataset(), words)
            }),
            CopyKind::Coordinates(key) => self.with_event(&key, |words, e| citation::coordinates(e, words)),
            CopyKind::Id(key) => Some(key.id.to_string()),
        };
        self.notice = Some(match text {
            Some(text) => {
                ctx.copy_text(text);
                Notice::info(|words| words.shell.copied.to_owned())
            }
            None => Notice::error(|words| words.shell.nothing_selected.to_owned()),
        });
    }

    fn with_event(&self, key: &EventKey, make: impl FnOnce(&Words, Event<'_>) -> String) -> Option<String> {
        let event = self.session.result().event(self.session.find(key)?)?;
        Some(make(self.words(), event))
    }

    /// The selected rows, else all visible ones; so many at most that the clipboard can take them.
    fn table_text(&self, all: bool) -> Result<String, Notice> {
        let cx = self.cx();
        let order = self.panels.table.order();
        let keys = &self.session.selection().keys;
        let mut selected: Vec<_> = keys.iter().filter_map(|key| self.session.find(key)).collect();
        selected.retain(|at| cx.result.shows(*at));
        if selected.len() > 1 && !all {
            selected.sort_by_cached_key(|at| cx.result.rows.position(*at));
            return Ok(table::as_text(&cx, selected.into_iter()));
        }
        let count = cx.result.count();
        if count > MOST_COPIED {
            return Err(Notice::error(|words| words.too_many_to_copy(count, MOST_COPIED)));
        }
        let rows = (0..count).filter_map(|n| order.get(cx.result, n));
        Ok(table::as_text(&cx, rows))
    }

    fn clear_traces(&mut self) {
        self.notice = Some(match self.store.clear() {
            Ok(()) => {
                self.recent.clear();
                self.copying.forget();
                Notice::info(|words| words.shell.traces_cleared.to_owned())
            }
            Err(error) => Notice::error(|words| words.not_saved("settings.json", &words.system_error(&error))),
        });
    }
}
