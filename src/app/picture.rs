//! The map picture of the window: what the map shows now, on a page for a report. Drawn on a job's thread.

use std::path::PathBuf;
use std::sync::Arc;

use super::App;
use crate::base::Text;
use crate::figure::MapFrame;
use crate::figure::page::PageView;
use crate::gpu::Offscreen;
use crate::ui::page::{DEFAULT_SIZE, Picture, encode};
use crate::words::in_both;

impl App {
    /// The page of what is shown now.
    fn picture(&self) -> Picture {
        let settings = self.session.settings();
        let view = self.session.map_view().zip(self.panels.map.rect());
        Picture {
            result: Arc::clone(self.session.result()),
            filter: self.session.filter().clone(),
            lang: settings.lang(),
            dark: self.theme.dark,
            title: None,
            accessed: super::clock::today(),
            view: view.map_or_else(PageView::default, |(view, rect)| {
                PageView::Covering(MapFrame {
                    centre: view.centre,
                    zoom: view.zoom,
                    size: (rect.width(), rect.height()),
                })
            }),
            size: DEFAULT_SIZE,
            letters: settings.letters,
            other_places: settings.other_places,
        }
    }

    /// Saves the map picture.
    pub(super) fn save_picture(&mut self, path: PathBuf) {
        if self.refuses_while_loading() {
            return;
        }
        let picture = self.picture();
        self.tasks.save(path, move || {
            let image = draw(&picture)?;
            encode(&image).map_err(|error| in_both(|words| error.explain(words)))
        });
    }

    /// Puts the map picture on the clipboard.
    pub(super) fn copy_picture(&mut self, ctx: &egui::Context) {
        let (picture, ctx) = (self.picture(), ctx.clone());
        let name = in_both(|words| words.shell.copy_picture.to_owned());
        self.tasks.copy(name, picture.lang, move || {
            let image = draw(&picture)?;
            let size = [image.width() as usize, image.height() as usize];
            ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, image.as_raw()));
            Ok(())
        });
    }
}

fn draw(picture: &Picture) -> Result<image::RgbaImage, Text> {
    let mut offscreen = Offscreen::new().map_err(|error| in_both(|words| error.explain(words)))?;
    let drawn = picture.draw(&mut offscreen);
    drawn.map_err(|error| in_both(|words| error.explain(words)))
}
