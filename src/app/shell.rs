//! The window around the state. Where its adapter fails, the window is made anew on another and shows the same state:
//! filters, files, selection and what was undone stay.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::start::{Begun, StartError, cleared, explain, is_missing_library};
use super::{App, Options, Panels};
use crate::gpu::Watch;
use crate::model::Dataset;
use crate::session::{Command, MapTarget, Notice, ViewCommand};
use crate::tiles::BundledTiles;
use crate::ui::{Commands, Theme, theme};

/// Windows that are opened one after the other. An adapter that fails again and again is given up.
const WINDOWS: usize = 4;

/// Who is woken: the context of the window, once there is one. Until then a decoded tile has nobody to wake.
#[derive(Debug, Clone, Default)]
pub(super) struct Waker(Arc<Mutex<Option<egui::Context>>>);

impl Waker {
    /// Wakes the window that is open.
    pub fn wake(&self) {
        let context = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(context) = context {
            context.request_repaint();
        }
    }

    fn set(&self, context: &egui::Context) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.clone());
    }
}

/// What the first window is made with.
pub(super) struct First {
    pub dataset: Arc<Dataset>,
    pub tiles: Option<BundledTiles>,
    pub options: Options,
    pub begun: Begun,
}

/// The state; none until there was a window.
type State = Rc<RefCell<Option<App>>>;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// [`StartError`] where there is no display, no graphics adapter, or the window system refuses.
pub(super) fn stay(first: First, waker: &Waker) -> Result<(), StartError> {
    let state = State::default();
    let mut first = Some(first);
    let mut fault = String::new();
    for _ in 0..WINDOWS {
        let watch = Watch::default();
        let window = || open(&state, &mut first, &watch, waker);
        let ended = catch_unwind(AssertUnwindSafe(window));
        match (ended, watch.look()) {
            (Ok(result), _) if !has_stopped(&state) => return result.map_err(explain),
            (Ok(_), Some(said)) => fault = said,
            // The next window could not be opened: that is what to say.
            (Ok(Err(error)), None) => return Err(explain(error)),
            (Ok(Ok(())), None) => {}
            // What draws panics where the adapter goes away in the middle of a frame. The loop of events that was broken
            // off cannot be entered again: settings and view are kept for the next start.
            (Err(_), Some(said)) => {
                keep_settings(&state);
                return Err(StartError::Adapter(said));
            }
            // The loader of window libraries panics where one is missing; everything else that panics goes on doing so.
            (Err(payload), None) => match payload.downcast_ref::<String>().filter(|text| is_missing_library(text)) {
                Some(text) => return Err(StartError::Library(text.clone())),
                None => resume_unwind(payload),
            },
        }
    }
    Err(StartError::Adapter(fault))
}

fn keep_settings(state: &State) {
    if let Some(app) = state.borrow_mut().as_mut() {
        app.keep_settings();
    }
}

fn has_stopped(state: &State) -> bool {
    state.borrow().as_ref().is_some_and(|app| app.stopped)
}

/// One window, with the state that is there.
fn open(state: &State, first: &mut Option<First>, watch: &Watch, waker: &Waker) -> eframe::Result {
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title(crate::words::EN.shell.name)
            .with_app_id("sahel-atlas")
            .with_inner_size([1366.0, 690.0])
            .with_min_inner_size([640.0, 400.0])
            .with_drag_and_drop(true),
        persist_window: false,
        ..Default::default()
    };
    let make = Box::new(|cc: &eframe::CreationContext<'_>| {
        waker.set(&cc.egui_ctx);
        let adapter = cc.wgpu_render_state.as_ref().ok_or("no graphics adapter")?;
        let woken = waker.clone();
        watch.over(adapter, move || woken.wake());
        walkers::install_renderer(Some(adapter));
        crate::gpu::install(&cc.egui_ctx, adapter);
        theme::install(&cc.egui_ctx);
        let mut kept = state.borrow_mut();
        if let Some(first) = first.take() {
            let First {
                dataset,
                tiles,
                options,
                begun,
            } = first;
            *kept = Some(App::new(&cc.egui_ctx, dataset, tiles, &options, begun));
        } else if let Some(app) = kept.as_mut() {
            app.show_again(&cc.egui_ctx);
        }
        let app = kept.as_mut().ok_or("the first window failed")?;
        app.watch = watch.clone();
        drop(kept);
        Ok(Box::new(Shell(Rc::clone(state))) as Box<dyn eframe::App>)
    });
    eframe::run_native("sahel-atlas", native, make)
}

/// The state, as the window sees it.
struct Shell(State);

impl Shell {
    fn with(&mut self, act: impl FnOnce(&mut App)) {
        if let Some(app) = self.0.borrow_mut().as_mut() {
            act(app);
        }
    }
}

impl eframe::App for Shell {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.with(|app| app.logic(ctx, frame));
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.with(|app| app.ui(ui));
    }

    /// That of the panels, which paint no ground: see `screen`.
    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        let app = self.0.borrow();
        app.as_ref()
            .map_or([0.0; 4], |app| cleared(app.theme.palette.panel, app.linear))
    }

    fn on_exit(&mut self) {
        self.with(App::keep_settings);
    }
}

impl App {
    /// Whether nothing more can be drawn in this window. It is closed then, and another one opened.
    pub(super) fn adapter_failed(&mut self, ctx: &egui::Context) -> bool {
        self.fail_for_a_test(ctx);
        if !self.stopped && self.watch.look().is_some() {
            self.stopped = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.stopped
    }

    /// Takes the adapter away after so many frames, where that was asked for.
    fn fail_for_a_test(&mut self, ctx: &egui::Context) {
        self.failing = match self.failing {
            Some(0) => {
                if let Some(adapter) = crate::gpu::state_of(ctx) {
                    adapter.device.destroy();
                }
                None
            }
            frames => frames.map(|frames| frames - 1),
        };
    }

    /// Another window shows the same state. What panels kept to draw faster belongs to the adapter that failed.
    fn show_again(&mut self, ctx: &egui::Context) {
        let before = std::mem::take(&mut self.panels);
        self.panels = Panels {
            wizard: before.wizard,
            report: before.report,
            export: before.export,
            path: before.path,
            copies: before.copies,
            ..Panels::default()
        };
        if let Some(view) = self.session.map_view() {
            self.session
                .apply(Command::View(ViewCommand::Go(MapTarget::View(view))));
        }
        self.commands = Commands::default();
        self.theme = Theme::of(ctx);
        self.linear = crate::gpu::state_of(ctx).is_some_and(|state| state.target_format.is_srgb());
        self.last_frame = Instant::now();
        self.notice = Some(Notice::info(|words| words.shell.drawn_anew.to_owned()));
        self.stopped = false;
    }
}
