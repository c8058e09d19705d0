//! Everything a user can ask for. Commands set values rather than toggle them, so that one that arrives twice
//! does no harm.

use super::effects::{Notice, Request};
use super::layers::{Arrival, LayerId};
use super::panels::{AreaTool, DossierTab, DrawerTab, LeftTab};
use super::settings::ThemeChoice;
use super::time::{Preset, TimeMode};
use super::{MapMode, MapTarget, MapView, MapWeight};
use crate::base::place::Bounds;
use crate::base::{Day, DaySpan, Lang, Step};
use crate::model::{EventKey, EventType, PlaceClass};
use crate::query::{Area, Certainty, Column, Criterion, DeathRange, EventRef, Filter};

/// One wish of the user.
#[derive(Debug, Clone)]
pub enum Command {
    /// About the timeline.
    Time(TimeCommand),
    /// About the filter.
    Filter(FilterCommand),
    /// About hovered, selected, open events.
    Select(SelectCommand),
    /// About the map's frame.
    View(ViewCommand),
    /// About panels.
    Panel(PanelCommand),
    /// About settings.
    Settings(SettingsCommand),
    /// About datasets.
    Data(DataCommand),
    /// Bring back filter, window and selection from before.
    Undo,
    /// Bring them back again.
    Redo,
    /// Something only the shell can do.
    Ask(Request),
    /// A message for the status line.
    Tell(Notice),
}

/// About the timeline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeCommand {
    /// Sets the window (typed dates, a clicked bar, a preset made by a panel).
    Window(DaySpan),
    /// Sets the window while a handle or the window itself is dragged; until `EndGesture` it is one step of
    /// undo. Stops playing.
    Drag(DaySpan),
    /// The drag is over.
    EndGesture,
    /// Moves the first day; past the last day the two swap.
    From(Day),
    /// Moves the last day, included; past the first day the two swap.
    To(Day),
    /// Moves the window by so many steps.
    Shift(i32),
    /// To the first or last step of the data: `false`, `true`.
    Jump(bool),
    /// A preset.
    Preset(Preset),
    /// Length of a step; keeps the start of the window.
    Step(Step),
    /// What the window does.
    Mode(TimeMode),
    /// Steps a second.
    Speed(f32),
    /// Begin again at the end.
    Loop(bool),
    /// Play or pause.
    Play(bool),
    /// Direction of play.
    Forward(bool),
    /// Possible or certain.
    Certainty(Certainty),
}

/// About the filter.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterCommand {
    /// Replaces the whole filter.
    Set(Box<Filter>),
    /// This country alone; again, all of them.
    OnlyCountry(String),
    /// Adds or removes a country.
    ToggleCountry(String),
    /// Leaves a country out, or no longer.
    ExcludeCountry(String),
    /// This type alone; again, all of them.
    OnlyKind(EventType),
    /// Adds or removes a type.
    ToggleKind(EventType),
    /// Leaves a type out, or no longer.
    ExcludeKind(EventType),
    /// This actor alone; again, all of them.
    OnlyActor(String),
    /// Adds or removes an actor.
    ToggleActor(String),
    /// Leaves an actor out, or no longer.
    ExcludeActor(String),
    /// This place class alone; again, all of them.
    OnlyClass(PlaceClass),
    /// Adds or removes a place class.
    ToggleClass(PlaceClass),
    /// Leaves a place class out, or no longer.
    ExcludeClass(PlaceClass),
    /// This source alone; again, all of them.
    OnlySource(String),
    /// Adds or removes a source.
    ToggleSource(String),
    /// Leaves a source out, or no longer.
    ExcludeSource(String),
    /// Range of reported deaths.
    Deaths(Option<DeathRange>),
    /// Whether sources disagree.
    Disagree(Option<bool>),
    /// Words.
    Text(String),
    /// What was typed into the search field: replaces the filter, and the window where days were typed. Until
    /// something else is done, typing is one step of undo.
    Search {
        /// The filter.
        filter: Box<Filter>,
        /// The days, where some were typed.
        window: Option<DaySpan>,
    },
    /// This region alone; again, all of them.
    OnlyAdmin1(String),
    /// Adds or removes a region.
    ToggleAdmin1(String),
    /// Leaves a region out, or no longer.
    ExcludeAdmin1(String),
    /// This sub-type alone; again, all of them.
    OnlySubKind(String),
    /// Adds or removes a sub-type.
    ToggleSubKind(String),
    /// Leaves a sub-type out, or no longer.
    ExcludeSubKind(String),
    /// Only inside this part of the map.
    Area(Option<Area>),
    /// Drops one criterion.
    Drop(Criterion),
    /// Drops all.
    Clear,
}

impl FilterCommand {
    /// Changes a filter.
    pub fn apply(self, filter: &mut Filter) {
        match self {
            Self::Set(new) => *filter = *new,
            Self::OnlyCountry(v) => filter.countries.only(v),
            Self::ToggleCountry(v) => filter.countries.toggle(v),
            Self::ExcludeCountry(v) => filter.countries.toggle_excluded(v),
            Self::OnlyKind(v) => filter.kinds.only(v),
            Self::ToggleKind(v) => filter.kinds.toggle(v),
            Self::ExcludeKind(v) => filter.kinds.toggle_excluded(v),
            Self::OnlyActor(v) => filter.actors.only(v),
            Self::ToggleActor(v) => filter.actors.toggle(v),
            Self::ExcludeActor(v) => filter.actors.toggle_excluded(v),
            Self::OnlyClass(v) => filter.classes.only(v),
            Self::ToggleClass(v) => filter.classes.toggle(v),
            Self::ExcludeClass(v) => filter.classes.toggle_excluded(v),
            Self::OnlySource(v) => filter.sources.only(v),
            Self::ToggleSource(v) => filter.sources.toggle(v),
            Self::ExcludeSource(v) => filter.sources.toggle_excluded(v),
            Self::Deaths(range) => filter.deaths = range,
            Self::Disagree(wanted) => filter.disagree = wanted,
            Self::Text(text) => filter.text = text,
            Self::Search { filter: new, .. } => *filter = *new,
            Self::OnlyAdmin1(v) => filter.admin1s.only(v),
            Self::ToggleAdmin1(v) => filter.admin1s.toggle(v),
            Self::ExcludeAdmin1(v) => filter.admin1s.toggle_excluded(v),
            Self::OnlySubKind(v) => filter.sub_kinds.only(v),
            Self::ToggleSubKind(v) => filter.sub_kinds.toggle(v),
            Self::ExcludeSubKind(v) => filter.sub_kinds.toggle_excluded(v),
            Self::Area(area) => filter.area = area,
            Self::Drop(criterion) => *filter = filter.without(criterion),
            Self::Clear => *filter = Filter::default(),
        }
    }
}

/// About hovered, selected, open events.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectCommand {
    /// The pointer is over this event, or over none.
    Hover(Option<EventRef>),
    /// Selects this event alone and opens its popup.
    Open(EventRef),
    /// The same by identity, for links between events.
    OpenKey(EventKey),
    /// Adds or removes an event.
    Toggle(EventRef),
    /// Selects these.
    ReplaceBy(Vec<EventRef>),
    /// Next visible event by date.
    Next,
    /// Previous visible event by date.
    Previous,
    /// Opens the popup of the selected event.
    OpenPopup,
    /// Closes the popup; the selection stays.
    ClosePopup,
    /// Closes the popup, else clears the selection.
    CloseLayer,
    /// Clears the selection.
    Clear,
}

/// About the map's frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ViewCommand {
    /// The map shows this.
    Shown(MapView),
    /// The map has come to rest and shows these bounds.
    Framed(Bounds),
    /// Ask only for what the map shows, or no longer.
    OnlyFrame(bool),
    /// Show all visible events.
    FitVisible,
    /// Show the three countries.
    FitCountries,
    /// Go there.
    Go(MapTarget),
}

/// About panels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelCommand {
    /// Unfolds or folds the left panel.
    Left(bool),
    /// Shows a tab of the left panel.
    LeftTab(LeftTab),
    /// Shows a tab of the dossier, or closes it.
    Dossier(Option<DossierTab>),
    /// Drawer of table and charts.
    Table(bool),
    /// Shows a tab of the drawer.
    DrawerTab(DrawerTab),
    /// Shows or hides a column of the table.
    Column(Column, bool),
    /// Unfolds or folds the timeline.
    Timeline(bool),
    /// Context lane.
    ContextLane(bool),
    /// Unfolds or folds the legend.
    Legend(bool),
    /// First-run card.
    Welcome(bool),
    /// Sheet of keys.
    Keys(bool),
    /// Data, licences, privacy.
    About(bool),
    /// Sheet of the open datasets.
    Datasets(bool),
    /// What came of reading the file of a layer; none closes it.
    Report(Option<LayerId>),
    /// Field for the path of a file to open.
    TypePath(bool),
    /// Measuring tool.
    Measure(bool),
    /// Takes a selection tool in hand, or puts it away.
    Tool(Option<AreaTool>),
    /// Presentation.
    Presentation(bool),
    /// Dialog of exports.
    Export(bool),
    /// Closes one layer: sheet, dossier, popup, selection.
    Escape,
}

/// About settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SettingsCommand {
    /// Language of the screen.
    Lang(Lang),
    /// Theme.
    Theme(ThemeChoice),
    /// Size of everything, 0.75 to 2.0.
    Scale(f32),
    /// Letters on all symbols.
    Letters(bool),
    /// Other reported places always.
    OtherPlaces(bool),
    /// Keep a list of the files that were opened.
    RememberFiles(bool),
    /// How incidents are drawn where they are many.
    MapMode(MapMode),
    /// What hexagons and heat count.
    MapWeight(MapWeight),
}

/// About datasets.
#[derive(Debug, Clone)]
pub enum DataCommand {
    /// Shows a dataset beside what is open, instead of what was read from the same place. A provisional one is
    /// shown only where nothing of its place is open.
    Add(Box<Arrival>),
    /// The file of a provisional layer will not arrive: brings back what was there before. Does nothing to others.
    Withdraw(LayerId),
    /// Shows or hides a layer.
    Show(LayerId, bool),
    /// Shows every layer.
    ShowAll,
    /// Closes a layer; the last one stays.
    Remove(LayerId),
    /// Moves a layer to a position in the list, from 0.
    Place(LayerId, usize),
}
