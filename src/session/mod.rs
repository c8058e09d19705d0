//! Floor 3: everything a user can change, and the one place that changes it.
//!
//! Panels push a [`Command`]; [`Session::apply`] changes the state and returns [`Effects`], what the shell must
//! do (open a file, copy a text). `apply` never reads or writes files and never waits. The part that can be
//! undone is one cloneable value, [`Looking`]; undo swaps it.
//!
//! Behaviour is tested by lists of commands, without a window (`tests/session.rs`).

pub mod command;
mod early;
pub mod effects;
pub mod export;
pub mod history;
pub mod layers;
mod open;
pub mod panels;
pub mod searching;
pub mod selection;
pub mod settings;
pub mod time;
pub mod view;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use command::{
    Command, DataCommand, FilterCommand, PanelCommand, SelectCommand, SettingsCommand, TimeCommand, ViewCommand,
};
pub use effects::{CopyKind, Effects, Notice, NoticeLevel, Request};
pub use export::{ExportOrder, ExportScope};
pub use history::History;
pub use layers::{Arrival, Layer, LayerId, Origin, Update};
pub use panels::{AreaTool, DossierTab, DrawerTab, LeftTab, Panels};
pub use searching::{SearchState, TextWork};
pub use selection::Selection;
pub use settings::{Settings, ThemeChoice};
pub use time::{PlayState, Preset, TimeMode, TimeSettings};
pub use view::{LastLook, MapMode, MapMove, MapTarget, MapView, MapWeight};

use crate::base::place::Bounds;
use crate::base::{Day, DaySpan};
use crate::model::Dataset;
use crate::query::{Area, Certainty, Engine, EventRef, Filter, QueryResult, Slice, TimeWindow};
use layers::Layers;
use searching::Searching;

/// What is looked at: the part of the session that undo brings back.
#[derive(Debug, Clone, PartialEq)]
pub struct Looking {
    /// Filter.
    pub filter: Filter,
    /// Window and how uncertain dates are treated.
    pub window: TimeWindow,
    /// Selected events.
    pub selection: Selection,
    /// Hidden layers. Those that are closed may still be named; they are never opened again.
    pub hidden: BTreeSet<LayerId>,
}

/// The state of the program.
#[derive(Debug)]
pub struct Session {
    layers: Layers,
    slices: Vec<Slice>,
    datasets: Vec<Arc<Dataset>>,
    looking: Looking,
    history: History,
    time: TimeSettings,
    play: PlayState,
    panels: Panels,
    settings: Settings,
    hovered: Option<EventRef>,
    map_view: Option<MapView>,
    map_move: Option<MapMove>,
    framed: Option<Bounds>,
    engine: Engine,
    result: Arc<QueryResult>,
    stale: bool,
    searching: Searching,
    interims: Vec<early::Interim>,
}

impl Session {
    /// A session that shows all of one dataset, the bundled collection.
    pub fn new(dataset: Arc<Dataset>, settings: Settings) -> Self {
        let mut layers = Layers::default();
        layers.add(Arrival::bundled(dataset));
        let slices = layers.shown(&BTreeSet::new());
        let span = whole_span(layers.list().iter().map(Layer::dataset));
        let looking = Looking {
            filter: Filter::default(),
            window: TimeWindow {
                span,
                certainty: Certainty::Possible,
            },
            selection: Selection::default(),
            hidden: BTreeSet::new(),
        };
        let (mut engine, mut searching) = (Engine::new(), Searching::default());
        let result = engine.run(searching.layers(&slices), &looking.filter, looking.window);
        let result = Arc::new(result);
        let mut session = Self {
            datasets: slices.iter().map(|slice| Arc::clone(&slice.dataset)).collect(),
            layers,
            slices,
            looking,
            history: History::default(),
            time: TimeSettings::default(),
            play: PlayState::default(),
            panels: Panels::new(settings.first_run),
            settings,
            hovered: None,
            map_view: None,
            map_move: None,
            framed: None,
            engine,
            result,
            stale: false,
            searching,
            interims: Vec::new(),
        };
        session.fit_visible();
        session
    }

    /// Brings back panels and timeline settings of an earlier start.
    pub fn restore(&mut self, panels: Panels, time: TimeSettings) {
        self.panels = panels;
        self.time = TimeSettings {
            speed: time::checked_speed(time.speed),
            ..time
        };
    }

    /// Filter, window, selection.
    pub fn looking(&self) -> &Looking {
        &self.looking
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.looking.filter
    }

    /// The window.
    pub fn window(&self) -> TimeWindow {
        self.looking.window
    }

    /// Selected events.
    pub fn selection(&self) -> &Selection {
        &self.looking.selection
    }

    /// The event the pointer is over, on the map, in a list or on the timeline.
    pub fn hovered(&self) -> Option<EventRef> {
        self.hovered
    }

    /// Mode, step, speed of the timeline.
    pub fn time(&self) -> &TimeSettings {
        &self.time
    }

    /// Whether and how the timeline plays.
    pub fn play(&self) -> &PlayState {
        &self.play
    }

    /// Which panels are open.
    pub fn panels(&self) -> &Panels {
        &self.panels
    }

    /// Language, theme and the like.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The view the map last showed.
    pub fn map_view(&self) -> Option<MapView> {
        self.map_view
    }

    /// The last move asked of the map.
    pub fn map_move(&self) -> Option<MapMove> {
        self.map_move
    }

    /// The bounds the map last rested at.
    pub fn framed(&self) -> Option<Bounds> {
        self.framed
    }

    /// Whether there is something to undo, and to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (self.history.can_undo(), self.history.can_redo())
    }

    /// The result that every panel reads. As new as the last [`Self::refresh`].
    pub fn result(&self) -> &Arc<QueryResult> {
        &self.result
    }

    /// Runs the query again if a command changed what it depends on. Returns whether it did.
    pub fn refresh(&mut self) -> bool {
        if !self.stale {
            return false;
        }
        let open = self.layers.list();
        let is_open = |dataset: &Arc<Dataset>| open.iter().any(|layer| Arc::ptr_eq(layer.dataset(), dataset));
        self.searching.layers(&self.slices);
        self.searching.forget(|dataset| !is_open(dataset));
        let filter = self.searching.shown(&self.looking.filter);
        let layers = self.searching.layers(&self.slices);
        self.result = Arc::new(self.engine.run(layers, &filter, self.looking.window));
        self.stale = false;
        self.hovered = self.hovered.filter(|at| self.result.shows(*at));
        true
    }

    /// First to last day of what is shown, with 2 % of air on both sides: the axis of the timeline.
    pub fn domain(&self) -> DaySpan {
        let extent = self.extent();
        let air = (extent.days() / 50).max(1);
        DaySpan::inclusive(extent.start().plus(-air), extent.last_day().plus(air))
    }

    /// The event whose popup or dossier is open.
    pub fn focused(&self) -> Option<EventRef> {
        self.find(self.looking.selection.focus.as_ref()?)
    }

    /// Changes the state by one command. The only place that does.
    pub fn apply(&mut self, command: Command) -> Effects {
        let mut effects = Effects::default();
        match command {
            Command::Time(command) => self.apply_time(command),
            Command::Filter(command) => self.apply_filter(command),
            Command::Select(command) => self.apply_select(command),
            Command::View(command) => self.apply_view(command),
            Command::Panel(command) => self.apply_panel(command),
            Command::Settings(command) => self.settings.apply(command),
            Command::Data(command) => self.apply_data(command),
            Command::Undo => self.swap_history(History::undo),
            Command::Redo => self.swap_history(History::redo),
            Command::Ask(request) => effects.requests.push(request),
            Command::Tell(notice) => effects.notices.push(notice),
        }
        effects
    }

    /// Moves the clock of the player by `seconds` of real time. Once a frame, on its first pass.
    pub fn advance(&mut self, seconds: f32) {
        // At half a step a second two seconds pass between two frames: nothing is drawn in between.
        let ticks = self.play.ticks(seconds.clamp(0.0, 3.0), self.time.speed);
        for _ in 0..ticks {
            let extent = self.extent();
            let (span, going) = self.time.tick(self.looking.window.span, extent, self.play.forward);
            self.set_window(span);
            if !going {
                self.play.playing = false;
                break;
            }
        }
    }

    fn apply_time(&mut self, command: TimeCommand) {
        let extent = self.extent();
        let before = self.looking.window;
        match command {
            TimeCommand::Play(playing) => {
                if playing && !self.play.playing {
                    self.history.remember(&self.looking, None);
                    let span = self.time.play_start(before.span, extent, self.play.forward);
                    self.set_window(span);
                }
                self.play.start(playing);
                return;
            }
            TimeCommand::Forward(forward) => {
                self.play.forward = forward;
                return;
            }
            TimeCommand::EndGesture => {
                self.history.end_gesture();
                return;
            }
            TimeCommand::Drag(_) => self.play.playing = false,
            TimeCommand::Speed(speed) => {
                self.time.speed = time::checked_speed(speed);
                return;
            }
            TimeCommand::Loop(looping) => {
                self.time.looping = looping;
                return;
            }
            _ => {}
        }
        let gesture = matches!(command, TimeCommand::Drag(_)).then_some("window");
        let snapshot = self.looking.clone();
        match command {
            TimeCommand::Certainty(certainty) => self.looking.window.certainty = certainty,
            other => {
                let span = self.time.apply(other, before.span, extent);
                self.looking.window.span = span;
            }
        }
        if self.looking.window != before {
            self.history.remember(&snapshot, gesture);
            self.stale = true;
        }
    }

    fn set_window(&mut self, span: DaySpan) {
        if self.looking.window.span != span {
            self.looking.window.span = span;
            self.stale = true;
        }
    }

    fn apply_filter(&mut self, command: FilterCommand) {
        let typed = matches!(command, FilterCommand::Text(_) | FilterCommand::Search { .. });
        let gesture = typed.then_some("text");
        let snapshot = self.looking.clone();
        if let FilterCommand::Search { window: Some(span), .. } = &command {
            let span = self
                .time
                .apply(TimeCommand::Window(*span), snapshot.window.span, self.extent());
            self.set_window(span);
        }
        command.apply(&mut self.looking.filter);
        if self.looking != snapshot {
            self.history.remember(&snapshot, gesture);
            self.stale = true;
        }
    }

    fn apply_select(&mut self, command: SelectCommand) {
        if let SelectCommand::Hover(at) = command {
            self.hovered = at;
            return;
        }
        self.refresh();
        let snapshot = self.looking.clone();
        let mut selection = self.looking.selection.clone();
        selection.apply(command, &self.result);
        if selection != snapshot.selection {
            self.history.remember(&snapshot, Some("selection"));
            self.looking.selection = selection;
            self.reveal_focus();
        }
    }

    /// Brings the focused event into the frame when its popup opens.
    fn reveal_focus(&mut self) {
        let circle = self
            .focused()
            .and_then(|at| self.result.event(at))
            .and_then(crate::model::Event::circle);
        if let Some((centre, _)) = circle.filter(|_| self.looking.selection.popup_open) {
            self.ask_map(MapTarget::Reveal(centre));
        }
    }

    fn apply_view(&mut self, command: ViewCommand) {
        match command {
            ViewCommand::Shown(view) => self.map_view = Some(view),
            ViewCommand::Framed(bounds) => {
                self.framed = Some(bounds);
                self.follow_frame();
            }
            ViewCommand::OnlyFrame(on) => {
                let area = on.then_some(self.framed).flatten().map(Area::Frame);
                self.apply_filter(FilterCommand::Area(area));
            }
            ViewCommand::FitVisible => {
                self.refresh();
                self.fit_visible();
            }
            ViewCommand::FitCountries => self.ask_map(MapTarget::Bounds(Bounds::THREE_COUNTRIES)),
            ViewCommand::Go(target) => self.ask_map(target),
        }
    }

    /// The criterion "what the map shows" goes with the map; this is no step of undo.
    fn follow_frame(&mut self) {
        if let (Some(Area::Frame(asked)), Some(framed)) = (&mut self.looking.filter.area, self.framed)
            && *asked != framed
        {
            *asked = framed;
            self.stale = true;
        }
    }

    fn fit_visible(&mut self) {
        let bounds = Bounds::around(self.result.circles()).unwrap_or(Bounds::THREE_COUNTRIES);
        self.ask_map(MapTarget::Bounds(bounds));
    }

    fn ask_map(&mut self, target: MapTarget) {
        let number = self.map_move.map_or(1, |m| m.number + 1);
        self.map_move = Some(MapMove { number, target });
    }

    fn apply_panel(&mut self, command: PanelCommand) {
        let closing = matches!(command, PanelCommand::Escape);
        if closing && self.panels.close_topmost() {
            return;
        }
        if closing {
            self.apply_select(SelectCommand::CloseLayer);
            return;
        }
        self.panels.apply(command);
        if matches!(command, PanelCommand::Dossier(Some(_))) {
            self.looking.selection.popup_open = false;
        }
    }

    fn swap_history(&mut self, swap: impl Fn(&mut History, Looking) -> Option<Looking>) {
        if let Some(looking) = swap(&mut self.history, self.looking.clone()) {
            let other_layers = self.looking.hidden != looking.hidden;
            self.looking = looking;
            if other_layers {
                self.layers_changed();
            }
            self.play.playing = false;
            self.stale = true;
            self.follow_frame();
        }
    }
}

/// First to last day of datasets; the year 2024 where none of them has a date.
fn whole_span<'a>(datasets: impl IntoIterator<Item = &'a Arc<Dataset>>) -> DaySpan {
    let extents = datasets.into_iter().filter_map(|d| d.extent());
    extents.reduce(DaySpan::union).unwrap_or_else(|| {
        let day = Day::ymd(2024, 1, 1).unwrap_or(Day::MIN);
        DaySpan::inclusive(day, day.plus(365))
    })
}
