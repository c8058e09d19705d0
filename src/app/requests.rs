//! Carries out what only the shell can do: files, clipboard, links, the window itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use egui_wgpu::RenderState;

use super::App;
use crate::base::Day;
use crate::figure::page::PageView;
use crate::gpu::Offscreen;
use crate::model::{Event, EventKey};
use crate::session::{CopyKind, Notice, Request};
use crate::tasks::{Outcome, SaveKind};
use crate::ui::page::{self, Picture};
use crate::ui::table;
use crate::words::Words;
use crate::write::{citation, paragraph};

impl App {
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, request: Request) {
        match request {
            Request::OpenFile { path, instead } => self.tasks.open(&path, instead),
            Request::ChooseFile => self.choose_file(),
            Request::CancelJob => self.tasks.cancel(),
            Request::Copy(kind) => self.copy(ctx, kind),
            Request::SavePicture => self.choose_place(SaveKind::Picture),
            Request::SaveTable => self.choose_place(SaveKind::Table),
            Request::OpenLink(address) => ctx.open_url(egui::OpenUrl::new_tab(address)),
            Request::FullScreen(on) => ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(on)),
            Request::ClearTraces => self.clear_traces(),
            Request::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn choose_file(&mut self) {
        // The dialog is made here, as some systems ask for the main thread, and awaited by a job.
        let dialog = rfd::AsyncFileDialog::new().add_filter("CSV, GeoJSON", &["csv", "geojson", "json"]);
        let chosen = dialog.pick_file();
        self.tasks
            .dialog(move || pollster::block_on(chosen).map(|file| Outcome::ChosenToOpen(file.path().to_owned())));
    }

    fn choose_place(&mut self, kind: SaveKind) {
        let (name, ending) = match kind {
            SaveKind::Picture => ("sahel-atlas.png", "png"),
            SaveKind::Table => ("sahel-atlas.csv", "csv"),
        };
        let dialog = rfd::AsyncFileDialog::new()
            .set_file_name(name)
            .add_filter(ending, &[ending]);
        let chosen = dialog.save_file();
        self.tasks
            .dialog(move || pollster::block_on(chosen).map(|file| Outcome::ChosenToSave(kind, file.path().to_owned())));
    }

    fn copy(&mut self, ctx: &egui::Context, kind: CopyKind) {
        let text = match kind {
            CopyKind::MapPicture => {
                self.copy_picture(ctx);
                return;
            }
            CopyKind::Text(text) => Some(text),
            CopyKind::Table => Some(self.table_text()),
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
        let words = self.words();
        self.notice = Some(match text {
            Some(text) => {
                ctx.copy_text(text);
                Notice::info(words.shell.copied)
            }
            None => Notice::error(words.shell.nothing_selected),
        });
    }

    fn with_event(&self, key: &EventKey, make: impl FnOnce(&Words, Event<'_>) -> String) -> Option<String> {
        let event = self.session.result().event(self.session.find(key)?)?;
        Some(make(self.words(), event))
    }

    /// The selected rows, else all visible ones.
    fn table_text(&self) -> String {
        let cx = self.cx();
        let selected: Vec<_> = cx
            .result
            .events()
            .filter(|(_, event)| self.session.selection().has(&event.key()))
            .map(|(at, _)| at)
            .collect();
        let rows = if selected.len() > 1 { &selected } else { &cx.result.rows };
        table::as_text(&cx, rows)
    }

    pub(super) fn save_table(&mut self, path: PathBuf) {
        let result = std::sync::Arc::clone(self.session.result());
        let words = self.words();
        self.tasks.save(path, move || {
            let events = result.events().map(|(_, event)| event);
            Ok(crate::write::list::csv(events, words.lang).into_bytes())
        });
    }

    fn clear_traces(&mut self) {
        let words = self.words();
        self.notice = Some(match self.store.clear() {
            Ok(()) => Notice::info(words.shell.traces_cleared),
            Err(error) => Notice::error(words.not_saved("settings.json", &error.to_string())),
        });
    }

    /// The map as it is seen, as a page for a report.
    fn picture(&self) -> Picture {
        let settings = self.session.settings();
        let view = self
            .panels
            .map
            .scene()
            .map_or(PageView::Fit, |scene| PageView::Covering(scene.frame));
        Picture {
            result: Arc::clone(self.session.result()),
            filter: self.session.filter().clone(),
            lang: settings.lang(),
            dark: self.theme.dark,
            title: None,
            accessed: today(),
            view,
            size: page::DEFAULT_SIZE,
            letters: settings.letters,
            other_places: settings.other_places,
        }
    }

    /// Draws the picture on a job's thread and writes it.
    pub(super) fn save_picture(&mut self, path: PathBuf) {
        let (picture, gpu) = (self.picture(), self.gpu.clone());
        self.tasks.save(path, move || {
            let image = draw(&picture, gpu.as_ref())?;
            let mut bytes = std::io::Cursor::new(Vec::new());
            let written = image.write_to(&mut bytes, image::ImageFormat::Png);
            written.map_err(|error| error.to_string())?;
            Ok(bytes.into_inner())
        });
    }

    /// Draws the picture on a job's thread and puts it on the clipboard.
    fn copy_picture(&mut self, ctx: &egui::Context) {
        let (picture, gpu, ctx) = (self.picture(), self.gpu.clone(), ctx.clone());
        self.tasks.draw(move || {
            let image = draw(&picture, gpu.as_ref())?;
            let size = [image.width() as usize, image.height() as usize];
            ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, image.as_raw()));
            Ok(())
        });
    }
}

fn draw(picture: &Picture, gpu: Option<&RenderState>) -> Result<image::RgbaImage, String> {
    let offscreen = gpu.map_or_else(Offscreen::new, Offscreen::beside);
    let mut offscreen = offscreen.map_err(|error| error.to_string())?;
    picture.draw(&mut offscreen).map_err(|error| error.to_string())
}

/// The civil day of this computer's clock, in UTC: the access date of a picture.
pub(crate) fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Day::from_number(i32::try_from(since.as_secs() / 86_400).unwrap_or(0))
}
