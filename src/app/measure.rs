//! The whole program without a display, driven by a fixed script and timed: what `sahel-atlas bench` prints.
//!
//! The same file gives the same steps on every machine, and the same [`Measured::visible_checksum`]: a hash of what
//! was visible after each of them.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::vec2;
use serde::Serialize;

use super::start::Begun;
use super::{App, Options};
use crate::base::{DaySpan, LonLat, Pulse};
use crate::gpu::{FrameTimes, Offscreen, OffscreenError};
use crate::model::{Dataset, EventType};
use crate::read::{OpenOptions, ReadReport};

use crate::session::{
    Arrival, Command, DataCommand, FilterCommand, LayerId, MapTarget, MapView, Origin, SearchState, TimeCommand,
    ViewCommand,
};
use crate::tasks::store::copies::Copies;
use crate::tiles::BundledTiles;
use crate::ui::theme;

/// Points of the window that is drawn.
const SIZE: egui::Vec2 = vec2(1280.0, 800.0);
/// Between two looks whether jobs have ended.
const PAUSE: Duration = Duration::from_millis(5);
/// Most that is waited for tiles and jobs.
const LIMIT: Duration = Duration::from_secs(120);

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The file.
    #[error(transparent)]
    Read(#[from] crate::read::ReadError),
    /// The adapter.
    #[error(transparent)]
    NoAdapter(#[from] crate::gpu::NoAdapter),
    /// Drawing.
    #[error(transparent)]
    Offscreen(#[from] OffscreenError),
}

/// Milliseconds: the middle one, that which 95 of 100 do not exceed, the longest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Percentiles {
    pub p50: f64,
    pub p95: f64,
    pub max: f64,
}

impl Percentiles {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |part: f64| {
            let last = times.len().saturating_sub(1);
            let time = times.get((last as f64 * part).round() as usize);
            time.map_or(0.0, |t| round(t.as_secs_f64() * 1e3))
        };
        Self {
            p50: at(0.5),
            p95: at(0.95),
            max: at(1.0),
        }
    }
}

/// Milliseconds to a thousandth.
fn round(ms: f64) -> f64 {
    (ms * 1e3).round() / 1e3
}

/// What was measured. Times in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// Events of the file.
    pub events: usize,
    /// Their distinct places.
    pub places: usize,
    /// From the file to a whole picture of it.
    pub load_ms: f64,
    /// The same once more, by a copy for fast opening where the file can have one.
    pub reopen_ms: f64,
    /// The window moves by a day, a week, a month: new counts, histogram, facets, places.
    pub window_move_ms: Percentiles,
    /// The window goes somewhere else.
    pub window_jump_ms: Percentiles,
    /// The program's own work for a frame while the window moves.
    pub frame_cpu_ms: Percentiles,
    /// The same with drawing, the camera standing still.
    pub painted_frame_ms: Percentiles,
    /// An empty window of the same size.
    pub empty_frame_ms: Percentiles,
    /// A type, a country or an actor is asked for or no longer.
    pub facet_toggle_ms: Percentiles,
    /// Words are searched in all texts.
    pub text_query_ms: Percentiles,
    /// Memory that is not backed by a file, at the end, in megabytes; 0 where the system does not say.
    pub anonymous_mb: u64,
    /// A hash of what was visible after each step.
    pub visible_checksum: String,
    /// Name of the adapter.
    pub adapter: String,
}

/// Opens a file and runs the script.
///
/// # Errors
/// [`MeasureError`] where the file cannot be read or nothing can be drawn.
pub fn measure(path: &Path) -> Result<Measured, MeasureError> {
    let mut offscreen = Offscreen::like_a_window()?;
    theme::install(offscreen.context());
    let empty = empty_frames(&mut offscreen)?;
    let began = Instant::now();
    let mut stage = Stage::open(path, None, &mut offscreen)?;
    let load = began.elapsed();
    stage.app.tasks.cancel_all();
    stage.rest(&offscreen);
    let folder = Folder::new();
    let copies = Copies::new(folder.0.clone(), u64::MAX);
    // Files of which no copy can be made are read once more.
    let _kept = copies
        .keep(path, &OpenOptions::default(), (&stage.dataset, &stage.report), None)
        .is_ok();
    drop(stage);
    let began = Instant::now();
    stage = Stage::open(path, Some(&copies), &mut offscreen)?;
    let reopen = began.elapsed();
    drop(folder);
    stage.rest(&offscreen);
    let (moves, jumps) = (stage.moves(), stage.jumps());
    let (own, painted) = stage.scrub(&mut offscreen)?;
    stage.travel(&mut offscreen)?;
    let toggles = stage.toggles();
    let texts = stage.texts();
    let millis = |time: Duration| round(time.as_secs_f64() * 1e3);
    Ok(Measured {
        events: stage.dataset.len(),
        places: stage.places(),
        load_ms: millis(load),
        reopen_ms: millis(reopen),
        window_move_ms: Percentiles::of(moves),
        window_jump_ms: Percentiles::of(jumps),
        frame_cpu_ms: Percentiles::of(own),
        painted_frame_ms: Percentiles::of(painted),
        empty_frame_ms: Percentiles::of(empty),
        facet_toggle_ms: Percentiles::of(toggles),
        text_query_ms: Percentiles::of(texts),
        anonymous_mb: anonymous_mb(),
        visible_checksum: format!("{:016x}", stage.seen),
        adapter: offscreen.adapter_name(),
    })
}

fn empty_frames(offscreen: &mut Offscreen) -> Result<Vec<Duration>, OffscreenError> {
    let mut empty = |_| {
        offscreen.time_frame(SIZE, 1.0, |ui| {
            egui::CentralPanel::default().show(ui, |_| ());
        })
    };
    // The first ones make pipelines and fonts.
    (0..5).try_for_each(|i| empty(i).map(|_| ()))?;
    (0..40).map(|i| empty(i).map(|times| times.painted)).collect()
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("sahel-atlas-bench-{}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _removed = std::fs::remove_dir_all(&self.0).is_ok();
    }
}

/// The program with one file open.
struct Stage {
    app: App,
    dataset: Arc<Dataset>,
    report: ReadReport,
    /// Hash of everything that was visible so far.
    seen: u64,
}

impl Stage {
    fn open(path: &Path, copies: Option<&Copies>, offscreen: &mut Offscreen) -> Result<Self, MeasureError> {
        let options = OpenOptions {
            kept: copies.and_then(|copies| copies.find(path, &OpenOptions::default())),
            ..OpenOptions::default()
        };
        let opened = crate::read::open_with(path, &options, &Pulse::new())?;
        let bundled = Arc::new(crate::read::bundled()?);
        let tiles = BundledTiles::new(false, || ()).ok();
        let start = Options {
            no_traces: true,
            ..Options::default()
        };
        let begun = Begun::new(&start, Instant::now(), || ());
        let mut app = App::new(offscreen.context(), bundled, tiles, &start, begun);
        let dataset = Arc::new(opened.dataset);
        let arrival = Arrival::new(Arc::clone(&dataset), Origin::File(path.to_owned()), 1);
        app.session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
        // The bundled collection would be counted too.
        let first: Option<LayerId> = app.session.layers().iter().map(|layer| layer.id()).min();
        if let Some(first) = first {
            app.session.apply(Command::Data(DataCommand::Remove(first)));
        }
        let report = opened.report;
        let mut stage = Self {
            app,
            dataset,
            report,
            seen: 0,
        };
        stage.settle(offscreen)?;
        Ok(stage)
    }

    /// Draws until every tile is there and the camera stands still.
    fn settle(&mut self, offscreen: &mut Offscreen) -> Result<(), OffscreenError> {
        for _ in 0..4 {
            self.frame(offscreen)?;
            if let Some(tiles) = &mut self.app.tiles {
                tiles.wait_complete(LIMIT);
            }
        }
        Ok(())
    }

    /// Waits until nothing is worked on beside the window any more: on few cores the index of texts would be timed
    /// with it.
    fn rest(&mut self, offscreen: &Offscreen) {
        let began = Instant::now();
        while began.elapsed() < LIMIT && !self.app.tasks.progress().is_empty() {
            std::thread::sleep(PAUSE);
            self.app.before_panels(offscreen.context());
        }
    }

    /// One frame of the whole window.
    fn frame(&mut self, offscreen: &mut Offscreen) -> Result<FrameTimes, OffscreenError> {
        let app = &mut self.app;
        offscreen.time_frame(SIZE, 1.0, |ui| {
            let ctx = ui.ctx().clone();
            app.before_panels(&ctx);
            app.screen(ui);
            app.after_panels(&ctx);
        })
    }

    fn places(&self) -> usize {
        let parts = self.app.session.result().parts.iter();
        parts.map(|part| part.index.places().len()).sum()
    }

    /// Applies a command and brings the result up to date.
    fn step(&mut self, command: Command) -> Duration {
        let began = Instant::now();
        self.app.session.apply(command);
        self.app.session.refresh();
        let took = began.elapsed();
        self.see();
        took
    }

    fn see(&mut self) {
        let result = self.app.session.result();
        let parts = result.parts.iter();
        let deaths: Vec<u64> = parts.map(|part| part.deaths_possible.low).collect();
        let counts = (
            result.count(),
            result.certain,
            result.unlocated,
            result.matching,
            deaths,
        );
        // The hash of the standard library without keys: the same everywhere.
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        self.seen = hasher.hash_one((self.seen, counts));
    }

    /// Windows of a sixth of the days: by days, weeks and months.
    fn windows(&self) -> Vec<DaySpan> {
        let extent = self.app.session.extent();
        let length = (extent.days() / 6).max(1);
        let mut start = extent.start().plus(extent.days() / 2);
        let mut spans = Vec::new();
        for step in [1, 7, 30] {
            for i in 0..30 {
                // There and back, so that short files are not left.
                start = start.plus(if i < 15 { step } else { -step });
                spans.extend(DaySpan::new(start, start.plus(length)));
            }
        }
        spans
    }

    fn moves(&mut self) -> Vec<Duration> {
        let mut windows = self.windows().into_iter();
        if let Some(first) = windows.next() {
            self.step(Command::Time(TimeCommand::Window(first)));
        }
        windows
            .map(|span| self.step(Command::Time(TimeCommand::Window(span))))
            .collect()
    }

    fn jumps(&mut self) -> Vec<Duration> {
        let extent = self.app.session.extent();
        let days = extent.days().max(2);
        let spans = (1..=40_i32).filter_map(|i| {
            // Steps that do not repeat: the golden ratio of the days.
            let start = (f64::from(i) * 0.618_033_988_75).fract() * f64::from(days);
            let length = 1 + (f64::from(i) * 0.414_213_562_37).fract() as i32 + days * (i % 7 + 1) / 8;
            let start = extent.start().plus(start as i32);
            DaySpan::new(start, start.plus(length))
        });
        let spans: Vec<DaySpan> = spans.collect();
        spans
            .into_iter()
            .map(|span| self.step(Command::Time(TimeCommand::Window(span))))
            .collect()
    }

    /// Frames while the window moves and the camera stands still.
    fn scrub(&mut self, offscreen: &mut Offscreen) -> Result<(Vec<Duration>, Vec<Duration>), OffscreenError> {
        self.settle(offscreen)?;
        let (mut own, mut painted) = (Vec::new(), Vec::new());
        for span in self.windows() {
            let began = Instant::now();
            self.app.session.apply(Command::Time(TimeCommand::Drag(span)));
            let command = began.elapsed();
            let times = self.frame(offscreen)?;
            self.see();
            own.push(command + times.own);
            painted.push(command + times.painted);
        }
        self.app.session.apply(Command::Time(TimeCommand::EndGesture));
        Ok((own, painted))
    }

    /// From the three countries to one street and back: nothing is timed, everything is drawn.
    fn travel(&mut self, offscreen: &mut Offscreen) -> Result<(), OffscreenError> {
        let middle = self.dataset.events().find_map(|event| event.point());
        let Some(centre) = middle.or_else(|| LonLat::new(0.0, 14.0)) else {
            return Ok(());
        };
        for zoom in [4.0, 6.0, 9.0, 12.0, 14.0, 5.0] {
            let view = MapView { centre, zoom };
            self.app
                .session
                .apply(Command::View(ViewCommand::Go(MapTarget::View(view))));
            self.frame(offscreen)?;
            self.see();
        }
        self.app.session.apply(Command::View(ViewCommand::FitVisible));
        self.settle(offscreen)
    }

    fn toggles(&mut self) -> Vec<Duration> {
        let facets = self.app.session.result().facets.clone();
        let mut commands: Vec<FilterCommand> = EventType::ALL.into_iter().map(FilterCommand::ToggleKind).collect();
        let countries = facets.countries.iter().take(4);
        commands.extend(countries.map(|facet| FilterCommand::ToggleCountry(facet.value.clone())));
        let actors = facets.actors.iter().take(6);
        commands.extend(actors.map(|facet| FilterCommand::ToggleActor(facet.value.clone())));
        let sources = facets.sources.iter().take(3);
        commands.extend(sources.map(|facet| FilterCommand::ExcludeSource(facet.value.clone())));
        // On, each beside those before, and off again.
        let again = commands.clone().into_iter().rev();
        let commands: Vec<FilterCommand> = commands.into_iter().chain(again).collect();
        commands
            .into_iter()
            .map(|command| self.step(Command::Filter(command)))
            .collect()
    }

    /// Searches, once the index of texts is there.
    fn texts(&mut self) -> Vec<Duration> {
        self.wait_for_texts();
        let actor = self.app.session.result().facets.actors.get(0);
        let actor = actor.map_or(String::new(), |facet| facet.value.chars().take(8).collect());
        let asked = [
            "market",
            "attack",
            "military convoy",
            "\"air strikes\"",
            "\"armed men on motorcycles\"",
            "\"closed for the d",
            "zzzz",
            "é",
            "ka",
            &actor,
        ];
        let mut times = Vec::new();
        for text in asked.map(str::to_owned) {
            let began = Instant::now();
            self.app.session.apply(Command::Filter(FilterCommand::Text(text)));
            self.app.session.refresh();
            self.wait_for_texts();
            times.push(began.elapsed());
            self.see();
        }
        self.step(Command::Filter(FilterCommand::Clear));
        times
    }

    /// Does the work of jobs here until nothing more is asked for.
    fn wait_for_texts(&mut self) {
        let began = Instant::now();
        while began.elapsed() < LIMIT {
            let work = self.app.session.text_work();
            if work.is_empty() {
                break;
            }
            for work in work {
                work.texts.work(&work.dataset, &work.job, &Pulse::new());
            }
            self.app.session.texts_changed();
            self.app.session.refresh();
        }
        debug_assert!(self.app.session.search_state() != SearchState::Waiting);
    }
}

/// Anonymous memory of this process, as Linux counts it.
fn anonymous_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
