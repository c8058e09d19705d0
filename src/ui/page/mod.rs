//! The map picture for a report: title, period, filter, map, key, numbered incidents, sources, credits. The
//! command line, "save map picture" and "copy map picture" make it here.
//!
//! It is laid out in points for a sheet of about 1600 × 1000; larger pictures get more pixels for each point, so
//! that texts keep their share of the sheet, smaller ones get a smaller sheet, so that texts stay legible.

mod key;
mod sheet;

use std::sync::Arc;
use std::time::Duration;

use egui::{Rect, Ui};
use image::RgbaImage;
use walkers::{Map, MapMemory};

use crate::base::{Day, Lang};
use crate::figure::crowd::{CrowdCache, Shown};
use crate::figure::labels::{self, LabelRequest};
use crate::figure::page::{Page, PageInput, PageView};
use crate::figure::scene::{Scene, SceneCache};
use crate::figure::{Label, Legend, MapFrame, Mark, Pt};
use crate::gpu::{Offscreen, OffscreenError};
use crate::model::EventType;
use crate::query::{Filter, QueryResult};
use crate::session::{MapMode, MapWeight};
use crate::tiles::BundledTiles;
use crate::tiles::bundled::BundledError;
use crate::ui::map::crowd::{CrowdPainter, CrowdView};
use crate::ui::map::many::{counts_of, places_of_rings};
use crate::ui::map::mark::MapStyle;
use crate::ui::map::paint;
use crate::ui::theme::{self, Theme};
use crate::words::{EN, Words, words};

/// Pixels of a picture where nothing else is asked for.
pub const DEFAULT_SIZE: (u32, u32) = (1600, 1000);
/// Fewest pixels each way: less has no room for title, key and map.
pub const SMALLEST: (u32, u32) = (640, 480);
/// Longest wait for the basemap.
const LIMIT: Duration = Duration::from_secs(60);

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It could not be drawn.
    #[error(transparent)]
    Offscreen(#[from] OffscreenError),
    /// There is no adapter.
    #[error(transparent)]
    NoAdapter(#[from] crate::gpu::NoAdapter),
    /// The basemap cannot be read: a fault of the build.
    #[error("{}", EN.basemap_damaged(&.0.to_string()))]
    Basemap(#[from] BundledError),
    /// It could not be written as PNG.
    #[error("{}", EN.picture_not_encoded(&.0.to_string()))]
    Encode(#[from] image::ImageError),
    /// Too few pixels.
    #[error("{}", EN.picture_too_small([.0, .1], SMALLEST))]
    TooSmall(u32, u32),
}

impl PictureError {
    /// The message.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::Offscreen(error) => error.explain(words),
            Self::NoAdapter(error) => error.explain(words),
            Self::Basemap(error) => words.basemap_damaged(&error.to_string()),
            Self::Encode(error) => words.picture_not_encoded(&error.to_string()),
            Self::TooSmall(width, height) => words.picture_too_small([width, height], SMALLEST),
        }
    }
}

/// A picture that is asked for. Holds everything it needs, so that it can be made on any thread.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What is shown.
    pub result: Arc<QueryResult>,
    /// The filter behind it.
    pub filter: Filter,
    /// Language.
    pub lang: Lang,
    /// Dark theme.
    pub dark: bool,
    /// Title; else the names of the datasets.
    pub title: Option<String>,
    /// The day it is made.
    pub accessed: Day,
    /// What the map shows.
    pub view: PageView,
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// Letters on symbols of every size.
    pub letters: bool,
    /// Other reported places too.
    pub other_places: bool,
}

impl Picture {
    /// Draws the picture.
    ///
    /// # Errors
    /// [`PictureError`]; nothing is drawn in part.
    pub fn draw(&self, offscreen: &mut Offscreen) -> Result<RgbaImage, PictureError> {
        let (width, height) = self.size;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Err(PictureError::TooSmall(width, height));
        }
        let scale = pixels_per_point(self.size);
        let points = egui::vec2(width as f32, height as f32) / scale;
        let ctx = offscreen.context();
        theme::install(ctx);
        ctx.set_theme(if self.dark {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        });
        let mut painter = PagePainter::new(self)?;
        Ok(offscreen.render(points, scale, LIMIT, |ui| painter.paint(ui, self))?)
    }
}

/// A picture as a PNG file.
///
/// # Errors
/// [`PictureError::Encode`].
pub fn encode(image: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Pixels for each point: 1 up to the usual size, more for larger pictures.
fn pixels_per_point(size: (u32, u32)) -> f32 {
    let ratio = |ours: u32, usual: u32| ours as f32 / usual as f32;
    ratio(size.0, DEFAULT_SIZE.0)
        .min(ratio(size.1, DEFAULT_SIZE.1))
        .max(1.0)
}

/// What is kept between the frames of one picture.
struct PagePainter {
    words: &'static Words,
    page: Page,
    tiles: BundledTiles,
    memory: MapMemory,
    cache: SceneCache,
    crowd: CrowdCache,
    crowd_painter: CrowdPainter,
    /// The frame, worked out for a size of the map.
    frame: Option<MapFrame>,
}

impl PagePainter {
    fn new(picture: &Picture) -> Result<Self, BundledError> {
        let words = words(picture.lang);
        let page = Page::new(&PageInput {
            result: &picture.result,
            filter: &picture.filter,
            words,
            title: picture.title.as_deref(),
            accessed: picture.accessed,
        });
        Ok(Self {
            words,
            page,
            tiles: BundledTiles::new(picture.dark, || ())?,
            memory: MapMemory::default(),
            cache: SceneCache::default(),
            crowd: CrowdCache::default(),
            crowd_painter: CrowdPainter::default(),
            frame: None,
        })
    }

    /// Paints the whole sheet; says whether every tile of the basemap was there.
    fn paint(&mut self, ui: &mut Ui, picture: &Picture) -> bool {
        let theme = Theme::of(ui.ctx());
        let sheet = sheet::Sheet::new(ui, &theme, self.words);
        let all = ui.ctx().content_rect();
        sheet.ground(all);
        let areas = sheet.areas(all, &self.page);
        let frame = self.frame(picture, (areas.map.width(), areas.map.height()));
        let (shown, scene) = self.scene(picture, frame);
        let listed = sheet.list_fits(&areas, &self.page, &scene, &picture.result);
        let numbers = if listed {
            sheet.numbers(&scene, &self.page)
        } else {
            Vec::new()
        };
        let labels = self.labels(ui, &scene, &numbers, shown);
        self.basemap(ui, areas.map, &frame);
        let style = MapStyle {
            theme: &theme,
            words: self.words,
            letters: picture.letters,
            parts: &picture.result.parts,
        };
        let painter = ui.painter().with_clip_rect(areas.map);
        if shown == Shown::Events {
            paint::paint_map(&painter, areas.map, &scene, &labels, &style);
        } else {
            let mut view = CrowdView {
                crowd: &mut self.crowd,
                shown,
                frame,
                weight: MapWeight::Events,
                hovered: None,
            };
            paint::paint_labels(&painter, areas.map.min, &labels, &theme);
            self.crowd_painter.above(&painter, areas.map, &mut view, &style);
        }
        sheet.paint_numbers(areas.map, &numbers);
        let mut legend = Legend::of(&picture.result);
        legend.clusters = shown == Shown::Clusters;
        sheet.furniture(&areas, &self.page, &scene, &legend, listed);
        self.tiles.pending() == 0
    }

    /// The frame of a map of this size. Fitting it looks at every incident, so it is done once.
    fn frame(&mut self, picture: &Picture, size: (f32, f32)) -> MapFrame {
        let known = self.frame.filter(|frame| frame.size == size);
        *self
            .frame
            .insert(known.unwrap_or_else(|| picture.view.frame(&picture.result, size)))
    }

    /// What the map shows: every incident, or where they are too many for that, rings as the window has them by
    /// itself, whatever the mode chosen there: the key has no room for colours of surfaces.
    fn scene(&mut self, picture: &Picture, frame: MapFrame) -> (Shown, Scene) {
        let (result, others) = (&picture.result, picture.other_places);
        self.crowd.refresh(result);
        let shown = self.crowd.shown(MapMode::Auto, &frame);
        let scene = if shown != Shown::Events {
            let mut scene = Scene::of_none(frame);
            scene.counts = counts_of(&self.crowd, result, &frame);
            scene
        } else if self.crowd.is_whole() {
            self.cache.scene(result, frame, None, &[], others)
        } else {
            let (part, events) = self.crowd.events_near(&frame);
            self.cache
                .scene_of_part((result, frame), (part, &events), None, &[], others)
        };
        (shown, scene)
    }

    fn basemap(&mut self, ui: &mut Ui, rect: Rect, frame: &MapFrame) {
        let centre = walkers::lon_lat(frame.centre.lon(), frame.centre.lat());
        // The zoom of a frame is within the map's range; were it not, the map would keep its own.
        let _held = self.memory.set_zoom(frame.zoom).is_ok();
        self.memory.center_at(centre);
        let builder = egui::UiBuilder::new().max_rect(rect);
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(rect);
            ui.add(Map::new(Some(&mut self.tiles), &mut self.memory, centre));
        });
    }

    /// Names of places, clear of the symbols and, where there are some, of their numbers.
    fn labels(&mut self, ui: &Ui, scene: &Scene, numbers: &[(usize, Rect)], shown: Shown) -> Vec<Label> {
        let gazetteer = crate::base::gazetteer::bundled();
        let mut taken = scene.clone();
        taken
            .bubbles
            .extend(places_of_rings(&mut self.crowd, shown, &scene.frame));
        taken.marks.extend(
            scene
                .all_marks()
                .zip(numbers)
                .map(|(mark, (_, rect))| as_square(mark, *rect)),
        );
        let ctx = ui.ctx().clone();
        let mut labels = labels::place(&LabelRequest {
            scene: &taken,
            gazetteer,
            near: self.cache.near_towns(gazetteer),
            lang: self.words.lang,
            covered: &[],
            measure: &|text, kind| paint::measure_label(&ctx, text, kind),
        });
        // A window can be dragged to see the rest of a name; a picture cannot.
        labels.retain(|label| is_whole(label, &scene.frame));
        labels
    }
}

/// A number as a symbol of its size, so that labels keep clear of it too.
fn as_square(mark: &Mark, number: Rect) -> Mark {
    let centre = number.center();
    // The square of size s is 0.886 s wide.
    let size = number.width().max(number.height()) / 0.886;
    Mark {
        at: Pt::new(centre.x, centre.y),
        kind: EventType::Civilians,
        size,
        ..*mark
    }
}

/// Whether the frame holds all of a label.
fn is_whole(label: &Label, frame: &MapFrame) -> bool {
    let (sin, cos) = (label.angle.sin().abs(), label.angle.cos().abs());
    let (w, h) = label.size;
    let (half_w, half_h) = ((w * cos + h * sin) / 2.0, (w * sin + h * cos) / 2.0);
    let (at, size) = (label.centre, frame.size);
    at.x >= half_w && at.y >= half_h && at.x + half_w <= size.0 && at.y + half_h <= size.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_pictures_get_more_pixels_and_smaller_ones_do_not_shrink_their_texts() {
        for (size, scale) in [
            ((1600, 1000), 1.0),
            ((800, 600), 1.0),
            ((3200, 2000), 2.0),
            ((3200, 1000), 1.0),
        ] {
            assert!((pixels_per_point(size) - scale).abs() < 1e-6, "{size:?}");
        }
    }
}
