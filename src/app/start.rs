//! Starts the window: what can be done before it exists, fonts, renderer, first state.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::copies::Copying;
use super::report::{StartupReport, StateDump, process_start};
use super::shell::{self, First, Waker};
use super::{App, Options, Panels};
use crate::base::Lang;
use crate::model::Dataset;
use crate::session::{Notice, Session, Settings};
use crate::tasks::recent::RecentFiles;
use crate::tasks::store::{Found, Remembered, Store};
use crate::tasks::{Aids, Tasks};
use crate::tiles::BundledTiles;
use crate::ui::{Commands, Theme, overlay};
use crate::words::{EN, Words};

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The bundled data are damaged: a fault of the build.
    #[error("{}", EN.data_damaged(&.0.to_string()))]
    Data(#[from] crate::read::ReadError),
    /// No display.
    #[error("{}", EN.no_display())]
    NoDisplay,
    /// A library of the window system is missing: the loader's words.
    #[error("{}", EN.library_missing(.0))]
    Library(String),
    /// No graphics adapter.
    #[error("{}", EN.no_adapter())]
    NoAdapter,
    /// The adapter failed in the middle of a frame, or again and again: the driver's words.
    #[error("{}", EN.adapter_failed(.0))]
    Adapter(String),
    /// Anything else the system says.
    #[error("{}", EN.window_not_opened(.0))]
    Window(String),
}

impl StartError {
    /// The message, and what to do.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::Data(error) => words.data_damaged(&error.explain(words)),
            Self::NoDisplay => words.no_display().to_owned(),
            Self::Library(said) => words.library_missing(said),
            Self::NoAdapter => words.no_adapter().to_owned(),
            Self::Adapter(said) => words.adapter_failed(said),
            Self::Window(said) => words.window_not_opened(said),
        }
    }
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// [`StartError`] where there is no display, no graphics adapter, or the window system refuses.
pub fn run(options: Options) -> Result<(), StartError> {
    let started = process_start();
    if !has_display() {
        return Err(StartError::NoDisplay);
    }
    let dataset = Arc::new(crate::read::bundled()?);
    let waker = Waker::default();
    let tiles = early_tiles(&waker);
    let woken = waker.clone();
    let begun = Begun::new(&options, started, move || woken.wake());
    let first = First {
        dataset,
        tiles,
        options,
        begun,
    };
    shell::stay(first, &waker)
}

/// Whether a panic's text is that of a library that could not be loaded.
pub(crate) fn is_missing_library(text: &str) -> bool {
    text.starts_with("Library ") && text.contains("could not be loaded")
}

/// Tiles of the first view, decoded while the window is being made.
fn early_tiles(waker: &Waker) -> Option<BundledTiles> {
    let waker = waker.clone();
    // Without a basemap the program is still of use; the map panel paints plain ground.
    let mut tiles = BundledTiles::new(false, move || waker.wake()).ok()?;
    tiles.prefetch(1.5, 15.5, 6.5, egui::vec2(1102.0, 494.0));
    Some(tiles)
}

/// What is begun before there is a window: files that were named are read while it is being made.
pub(super) struct Begun {
    started: Instant,
    store: Store,
    found: Found,
    tasks: Tasks,
}

impl Begun {
    /// What is kept lies in this folder.
    #[cfg(test)]
    pub fn in_folder(folder: &std::path::Path) -> Self {
        let mut store = Store::in_folder(folder);
        let found = store.load();
        Self {
            started: Instant::now(),
            store,
            found,
            tasks: Tasks::new(|| {}),
        }
    }

    /// Looks for settings and starts to read the files. `wake` is called when a job has something to tell.
    pub fn new(options: &Options, started: Instant, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let mut store = Store::new(options.no_traces);
        let found = store.load();
        let mut tasks = Tasks::new(wake);
        for file in &options.files {
            let path = std::path::absolute(file).unwrap_or_else(|_| file.clone());
            tasks.open(
                &path,
                options.open.clone(),
                Aids::of(&store, options.no_cache),
                Vec::new(),
            );
        }
        Self {
            started,
            store,
            found,
            tasks,
        }
    }
}

/// Linux without an X11 or Wayland socket has no display; other systems always have one.
fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}

pub(super) fn explain(error: eframe::Error) -> StartError {
    let text = error.to_string();
    let lower = text.to_lowercase();
    if ["adapter", "wgpu", "vulkan", "surface"]
        .iter()
        .any(|word| lower.contains(word))
    {
        StartError::NoAdapter
    } else if [
        "display",
        "xopen",
        "wayland",
        "x11",
        "x server",
        "event loop",
        "eventloop",
    ]
    .iter()
    .any(|word| lower.contains(word))
    {
        StartError::NoDisplay
    } else {
        StartError::Window(text)
    }
}

impl App {
    pub(super) fn new(
        ctx: &egui::Context,
        dataset: Arc<Dataset>,
        tiles: Option<BundledTiles>,
        options: &Options,
        begun: Begun,
    ) -> Self {
        let Begun {
            started,
            store,
            found,
            tasks,
        } = begun;
        let unreadable = matches!(found, Found::Unreadable | Found::Newer);
        let first_run = found == Found::Nothing;
        let remembered = match found {
            Found::Remembered(remembered) => *remembered,
            Found::Nothing | Found::Unreadable | Found::Newer => Remembered::default(),
        };
        let mut settings = Settings {
            system_lang: system_lang(),
            first_run,
            ..remembered.settings.clone()
        };
        settings.lang = options.lang.or(settings.lang);
        let mut session = Session::new(dataset, settings);
        if !first_run && !unreadable {
            session.restore(remembered.panels, remembered.time);
            if let Some(look) = remembered.last_look {
                session.look_again(look);
            }
        }
        let recent = if session.settings().remember_files {
            store.load_recent()
        } else {
            RecentFiles::default()
        };
        let refused = if session.settings().remember_files {
            store.load_not_copied()
        } else {
            Vec::new()
        };
        Self {
            session,
            panels: Panels::default(),
            tiles,
            tasks,
            store,
            recent,
            copying: Copying::new(refused),
            later: super::later::Later::default(),
            no_cache: options.no_cache,
            opening: options.open.clone(),
            commands: Commands::default(),
            theme: Theme::of(ctx),
            notice: unreadable.then(|| Notice::error(|words| words.shell.settings_replaced.to_owned())),
            report_ask: None,
            position: None,
            region: None,
            linear: crate::gpu::state_of(ctx).is_some_and(|state| state.target_format.is_srgb()),
            last_frame: Instant::now(),
            typed: super::typed::Typed::default(),
            searched: String::new(),
            report: options
                .startup_report
                .then(|| StartupReport::new(started, options.idle_seconds)),
            watch: crate::gpu::Watch::default(),
            stopped: false,
            failing: options.lose_adapter,
            dump: options.state_dump.clone().map(StateDump::new),
        }
    }

    fn remembered(&self) -> Remembered {
        let remember = self.session.settings().remember_files;
        Remembered {
            schema_version: 0,
            settings: self.session.settings().clone(),
            panels: self.session.panels().clone(),
            time: *self.session.time(),
            last_look: remember.then(|| self.session.last_look()),
        }
    }
}

/// A colour as a target is cleared in it; `linear`: the target wants light, not the numbers of a screen.
pub(super) fn cleared(colour: egui::Color32, linear: bool) -> [f32; 4] {
    if linear {
        egui::Rgba::from(colour).to_array()
    } else {
        colour.to_normalized_gamma_f32()
    }
}

fn system_lang() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::from_locale(&locale))
}

impl App {
    /// What comes before the panels of a frame.
    pub(super) fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if self.adapter_failed(ctx) {
            return;
        }
        if let Some(report) = &mut self.report {
            report.frame_begins(ctx, frame);
        }
        self.before_panels(ctx);
    }

    /// The panels, and what comes after them.
    pub(super) fn ui(&mut self, ui: &mut egui::Ui) {
        if self.stopped {
            return;
        }
        let begun = Instant::now();
        let ctx = ui.ctx().clone();
        overlay::take_dropped(&ctx, &self.commands);
        self.take_shortcuts(&ctx);
        // The first picture should be a whole one: tiles were begun before the window was there.
        if self.session.map_view().is_none()
            && let Some(tiles) = &mut self.tiles
        {
            tiles.wait_complete(Duration::from_millis(50));
        }
        self.screen(ui);
        let changed = self.after_panels(&ctx);
        let tiles = self.tiles.as_ref().is_none_or(|tiles| tiles.pending() == 0);
        // Files that were named are a part of the map.
        let read = self.tasks.files() == 0;
        let complete = tiles && read && !changed && self.session.map_view().is_some();
        if complete {
            self.map_is_complete();
        }
        if let Some(report) = &mut self.report {
            report.frame_ends(&ctx, complete, begun.elapsed());
        }
    }

    /// Writes what is remembered until the next start.
    pub(super) fn keep_settings(&mut self) {
        // There is nobody left to tell that settings could not be kept.
        let _kept = self.store.save(self.remembered()).is_ok();
        let _kept = self.store.save_recent(&self.recent).is_ok();
    }
}
