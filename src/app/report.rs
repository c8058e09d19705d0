//! Figures about the start, and the state as text for tests of the real window.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::session::Session;

/// Measures from the start of the process until the map is complete, then prints one JSON line and leaves.
pub(super) struct StartupReport {
    process_start: Instant,
    first_frame: Option<Duration>,
    /// Time that panels, session and query took in the last frame; drawing and tessellating not counted.
    own: Duration,
    /// Number of the frame that showed the complete map. One frame may take two passes; it has been handed to
    /// the GPU only when the next frame begins.
    painted_in: Option<u64>,
    finished: bool,
    frames: Arc<AtomicU64>,
    idle: Option<Duration>,
}

impl StartupReport {
    /// A report that stays `idle_seconds` more and counts frames, if asked to.
    pub fn new(process_start: Instant, idle_seconds: Option<u64>) -> Self {
        Self {
            process_start,
            first_frame: None,
            own: Duration::ZERO,
            painted_in: None,
            finished: false,
            frames: Arc::default(),
            idle: idle_seconds.map(Duration::from_secs),
        }
    }

    /// At the beginning of a frame: the one before has been handed over.
    pub fn frame_begins(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let number = ctx.cumulative_frame_nr();
        if ctx.current_pass_index() == 0 {
            self.frames.fetch_add(1, Ordering::Relaxed);
        }
        if !self.finished && self.painted_in.is_some_and(|painted| number > painted) {
            self.finished = true;
            self.finish(ctx, frame);
        }
    }

    /// At the end of a frame that took `own` of our own time. `complete`: no tile is pending and nothing that
    /// this frame did changes the next.
    pub fn frame_ends(&mut self, ctx: &egui::Context, complete: bool, own: Duration) {
        self.first_frame.get_or_insert_with(|| self.process_start.elapsed());
        self.own = own;
        if complete && self.painted_in.is_none() {
            self.painted_in = Some(ctx.cumulative_frame_nr());
            ctx.request_repaint();
        }
    }

    /// Waits for the GPU, then prints and closes, after the idle time where there is one.
    fn finish(&self, ctx: &egui::Context, frame: &eframe::Frame) {
        let (ctx, frames) = (ctx.clone(), Arc::clone(&self.frames));
        let (start, idle) = (self.process_start, self.idle);
        let first_ms = millis(self.first_frame.unwrap_or_default());
        let own_ms = millis(self.own);
        let done = move || {
            let complete_ms = millis(start.elapsed());
            let mut line = serde_json::Map::new();
            line.insert("first_frame_ms".to_owned(), first_ms.into());
            line.insert("complete_map_ms".to_owned(), complete_ms.into());
            line.insert("frame_cpu_ms".to_owned(), own_ms.into());
            if let Some(idle) = idle {
                // The frame that is being drawn now is not an idle one.
                std::thread::sleep(Duration::from_secs(1));
                let before = frames.load(Ordering::Relaxed);
                std::thread::sleep(idle);
                let drawn = frames.load(Ordering::Relaxed) - before;
                line.insert("idle_frames".to_owned(), drawn.into());
            }
            print_line(&serde_json::Value::Object(line).to_string());
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            ctx.request_repaint();
        };
        let Some(state) = frame.wgpu_render_state() else {
            return done();
        };
        let device = state.device.clone();
        // Polling waits for the GPU, so it is done beside the window's thread.
        let _spawned = std::thread::Builder::new().name("report".to_owned()).spawn(move || {
            let _waited = device.poll(egui_wgpu::wgpu::PollType::wait_indefinitely()).is_ok();
            done();
        });
    }
}

fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

#[expect(clippy::print_stdout, reason = "the report is data, and data goes to stdout")]
fn print_line(line: &str) {
    println!("{line}");
}

/// When this process began. Linux says so to a hundredth of a second; elsewhere it is now.
pub(super) fn process_start() -> Instant {
    let now = Instant::now();
    // `cargo run` and scripts turn into this program without a new process: their time is not ours.
    let age = process_age().filter(|age| *age < Duration::from_secs(1));
    now.checked_sub(age.unwrap_or_default()).unwrap_or(now)
}

/// Age of this process: field 22 of `/proc/self/stat` counts hundredths of a second since the system began.
fn process_age() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let started: f64 = after_name.split_whitespace().nth(19)?.parse().ok()?;
    let up: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(up - started / 100.0).ok()
}

/// Writes the state as one line of JSON into a file whenever it changes, for tests of the real window.
pub(super) struct StateDump {
    path: PathBuf,
    last: String,
}

impl StateDump {
    /// A dump into this file.
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            last: String::new(),
        }
    }

    /// Writes the state if it is not the one written last.
    pub fn write(&mut self, session: &Session) {
        let window = session.window().span;
        let selection = session.selection();
        let line = serde_json::json!({
            "from": window.start(),
            "to": window.last_day(),
            "visible": session.result().count(),
            "total": session.result().total,
            "selected": selection.focus.as_ref().map(|key| key.id.to_string()),
            "popup": selection.popup_open,
            "dossier": session.panels().dossier.is_some(),
            "lang": session.settings().lang().code(),
            "zoom": session.map_view().map(|view| (view.zoom * 100.0).round() / 100.0),
        })
        .to_string();
        if line != self.last {
            let whole = crate::tasks::store::write_whole(&self.path, line.as_bytes());
            if whole.is_ok() {
                self.last = line;
            }
        }
    }
}
