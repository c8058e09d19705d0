//! The map that is part of the program.

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Rect, pos2};
use walkers::sources::Attribution;
use walkers::{Stats, Style, Tile, TileId, TilePiece, Tiles};

use super::archive::{Archive, ArchiveError};
use super::cache::Cache;
use super::worker::{Answer, Request, Worker};

/// The archive, as built by `examples/build_basemap.rs`.
pub static ARCHIVE: &[u8] = include_bytes!("../../assets/basemap/basemap.pmtiles");
/// The light style.
pub const STYLE_LIGHT: &str = include_str!("../../assets/basemap/style_light.json");
/// The dark style.
pub const STYLE_DARK: &str = include_str!("../../assets/basemap/style_dark.json");

/// Points along a tile's side: twice the usual, for a quarter of the tiles.
pub const TILE_SIZE: u32 = 512;
/// Decoded tiles kept per theme; a full screen shows about thirty.
const KEPT: usize = 192;
/// Requests remembered while the worker is busy; older ones belong to views left behind.
const WANTED: usize = 64;

/// Why the bundled map cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum BundledError {
    /// The archive is damaged.
    #[error("the bundled map is damaged")]
    Archive(#[from] ArchiveError),
    /// A style is no style.
    #[error("the bundled map's {theme} style cannot be read")]
    Style {
        /// Which one.
        theme: &'static str,
        /// Where and why.
        source: serde_json::Error,
    },
    /// The system gave no thread.
    #[error("no thread for the map")]
    Thread(#[source] std::io::Error),
}

/// What decoding has cost so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DecodeStats {
    /// Tiles decoded.
    pub tiles: usize,
    /// Tiles that could not be decoded.
    pub failed: usize,
    /// Time spent decoding.
    pub total: Duration,
    /// The slowest tile.
    pub worst: Duration,
    /// Tiles held now, both themes.
    pub held: usize,
}

/// The bundled vector map as a source of tiles: decodes on its own thread, shows the nearest
/// loaded ancestor of a tile that is not there yet, and enlarges the last zoom beyond it.
///
/// `walkers::install_renderer` must have run before the first tile is drawn.
pub struct BundledTiles {
    archive: Arc<Archive>,
    worker: Worker,
    /// Light, dark. `None` marks a tile that could not be decoded.
    caches: [Cache<TileId, Option<Tile>>; 2],
    dark: bool,
    /// Not yet handed to the worker, newest last.
    wanted: VecDeque<Request>,
    /// With the worker.
    underway: HashSet<Request>,
    stats: DecodeStats,
    last_error: Option<String>,
}

impl BundledTiles {
    /// Opens the bundled map. `wake` is called from the worker whenever a tile is ready: give
    /// it `ctx.request_repaint()`. Cheap; may be called before there is a window, so that the
    /// first tiles are ready with it (see [`Self::prefetch`]).
    ///
    /// # Errors
    ///
    /// When the archive or a style is damaged, or the system gives no thread.
    pub fn new(dark: bool, wake: impl Fn() + Send + 'static) -> Result<Self, BundledError> {
        Self::from_bytes(ARCHIVE, dark, wake)
    }

    /// As [`Self::new`] from other bytes.
    ///
    /// # Errors
    ///
    /// When the archive or a style is damaged, or the system gives no thread.
    pub fn from_bytes(
        bytes: impl Into<Cow<'static, [u8]>>,
        dark: bool,
        wake: impl Fn() + Send + 'static,
    ) -> Result<Self, BundledError> {
        let archive = Arc::new(Archive::open(bytes)?);
        let styles = [style(false)?, style(true)?];
        let worker = Worker::start(Arc::clone(&archive), styles, TILE_SIZE, wake).map_err(BundledError::Thread)?;
        Ok(Self {
            archive,
            worker,
            caches: [Cache::new(KEPT), Cache::new(KEPT)],
            dark,
            wanted: VecDeque::new(),
            underway: HashSet::new(),
            stats: DecodeStats::default(),
            last_error: None,
        })
    }

    /// Chooses the theme. Tiles of the other one stay, so that switching back is immediate.
    pub fn set_dark(&mut self, dark: bool) {
        if self.dark != dark {
            self.dark = dark;
            // What was wanted, was wanted in the other theme.
            self.wanted.clear();
        }
    }

    /// Whether the dark theme is shown.
    pub fn is_dark(&self) -> bool {
        self.dark
    }

    /// Tiles asked for in this theme and not there yet; 0 means the map is complete. Counts
    /// those of the last drawn view, so it is meaningful after a frame was drawn.
    pub fn pending(&self) -> usize {
        let ours = |request: &&Request| request.dark == self.dark;
        self.wanted.iter().filter(ours).count() + self.underway.iter().filter(ours).count()
    }

    /// What decoding has cost so far.
    pub fn decode_stats(&self) -> DecodeStats {
        let held = self.caches.iter().map(Cache::len).sum();
        DecodeStats { held, ..self.stats }
    }

    /// Why a tile could not be decoded, the latest of them.
    pub fn last_error(&self) -> Option<&str> {
        self.last_error.as_deref()
    }

    /// Starts decoding what a map of `size` points will show around `lon`, `lat` at `zoom`.
    pub fn prefetch(&mut self, lon: f64, lat: f64, zoom: f64, size: egui::Vec2) {
        let tile_zoom = (zoom.round() as i64 - 1).clamp(0, 31) as u8;
        let side = f64::from(1u32 << tile_zoom.min(30));
        let shown = f64::from(TILE_SIZE) * 2f64.powf(zoom - 1.0 - f64::from(tile_zoom));
        let sine = lat.to_radians().sin().clamp(-0.999, 0.999);
        let x = (lon / 360.0 + 0.5) * side;
        let y = (0.5 - sine.atanh() / std::f64::consts::TAU) * side;
        let (half_x, half_y) = (f64::from(size.x) / 2.0 / shown, f64::from(size.y) / 2.0 / shown);
        let range = |middle: f64, half: f64| {
            let from = (middle - half).clamp(0.0, side - 1.0) as u32;
            let to = (middle + half).clamp(0.0, side - 1.0) as u32;
            from..=to.min(from.saturating_add(15))
        };
        for row in range(y, half_y) {
            for column in range(x, half_x) {
                let id = TileId {
                    x: column,
                    y: row,
                    zoom: tile_zoom,
                };
                if let Some(stored) = self.stored(id) {
                    self.want(stored);
                }
            }
        }
        self.hand_over();
    }

    /// Waits until nothing is pending, at most `limit`. For pictures and tests, not for
    /// frames of a window. Returns whether everything arrived.
    pub fn wait_complete(&mut self, limit: Duration) -> bool {
        let began = Instant::now();
        loop {
            self.hand_over();
            if self.pending() == 0 {
                return true;
            }
            let left = limit.saturating_sub(began.elapsed());
            match self.worker.wait(left) {
                Some(answer) => self.accept(answer),
                None => return false,
            }
        }
    }

    /// The tile itself or its nearest ancestor that the archive holds.
    fn stored(&self, id: TileId) -> Option<TileId> {
        let last = self.archive.header().max_zoom.min(id.zoom);
        let found = (0..=last).rev().map(|zoom| ancestor(id, zoom));
        found.into_iter().find(|id| self.archive.contains(id.zoom, id.x, id.y))
    }

    fn cache(&mut self) -> &mut Cache<TileId, Option<Tile>> {
        let [light, dark] = &mut self.caches;
        if self.dark { dark } else { light }
    }

    fn want(&mut self, tile: TileId) {
        let request = Request { tile, dark: self.dark };
        if self.cache().contains(&tile) || self.underway.contains(&request) || self.wanted.contains(&request) {
            return;
        }
        if self.wanted.len() >= WANTED {
            self.wanted.pop_front();
        }
        self.wanted.push_back(request);
    }

    /// Takes what is ready and gives the worker more to do.
    fn hand_over(&mut self) {
        while let Some(answer) = self.worker.answer() {
            self.accept(answer);
        }
        while let Some(request) = self.wanted.front().copied() {
            if !self.worker.ask(request) {
                break;
            }
            self.wanted.pop_front();
            self.underway.insert(request);
        }
    }

    fn accept(&mut self, answer: Answer) {
        self.underway.remove(&answer.request);
        self.stats.total += answer.took;
        self.stats.worst = self.stats.worst.max(answer.took);
        let tile = match answer.tile {
            Ok(tile) => {
                self.stats.tiles += 1;
                Some(tile)
            }
            Err(error) => {
                self.stats.failed += 1;
                self.last_error = Some(error);
                None
            }
        };
        let [light, dark] = &mut self.caches;
        let cache = if answer.request.dark { dark } else { light };
        cache.put(answer.request.tile, tile);
    }
}

impl Tiles for BundledTiles {
    fn at(&mut self, id: TileId) -> Option<TilePiece> {
        self.hand_over();
        let side = 1u64 << id.zoom.min(31);
        if u64::from(id.x) >= side || u64::from(id.y) >= side {
            return None;
        }
        let best = self.stored(id)?;
        self.want(best);
        self.hand_over();
        for zoom in (0..=best.zoom).rev() {
            let from = ancestor(id, zoom);
            if let Some(Some(tile)) = self.cache().get(&from) {
                let tile = tile.clone();
                return Some(TilePiece::new(tile, part_of(id, from)));
            }
        }
        None
    }

    fn attribution(&self) -> Attribution {
        Attribution {
            text: super::ATTRIBUTION_EN,
            url: "https://www.naturalearthdata.com",
            logo_light: None,
            logo_dark: None,
        }
    }

    fn tile_size(&self) -> u32 {
        TILE_SIZE
    }

    fn stats(&self) -> Stats {
        Stats {
            in_progress: self.pending(),
        }
    }
}

/// The bundled style of a theme.
///
/// # Errors
///
/// When its JSON is no style.
pub fn style(dark: bool) -> Result<Style, BundledError> {
    let (text, theme) = if dark {
        (STYLE_DARK, "dark")
    } else {
        (STYLE_LIGHT, "light")
    };
    serde_json::from_str(text).map_err(|source| BundledError::Style { theme, source })
}

/// The tile at `zoom`, no deeper than `id`, that covers `id`.
fn ancestor(id: TileId, zoom: u8) -> TileId {
    let up = u32::from(id.zoom.saturating_sub(zoom));
    TileId {
        x: id.x.checked_shr(up).unwrap_or(0),
        y: id.y.checked_shr(up).unwrap_or(0),
        zoom: zoom.min(id.zoom),
    }
}

/// Which part of `from`, 0 to 1 each way, `id` is.
fn part_of(id: TileId, from: TileId) -> Rect {
    let up = i32::from(id.zoom - from.zoom.min(id.zoom));
    // In f64: at deep zooms the column itself needs more digits than f32 has.
    let share = 2f64.powi(-up);
    let start = |place: u32, corner: u32| f64::from(place) * share - f64::from(corner);
    let (x, y) = (start(id.x, from.x), start(id.y, from.y));
    Rect::from_min_max(pos2(x as f32, y as f32), pos2((x + share) as f32, (y + share) as f32))
}
