//! Floor 7: the window. It owns session, panels and jobs, and does what the session asks for.
//!
//! One frame: `logic` takes outcomes of jobs and moves the clock, `ui` shows the panels, then every command
//! that they pushed is applied in order and its effects are carried out. egui may run a frame twice; commands
//! are applied at the end of every pass, the clock moves only on the first.

pub mod clock;
mod copies;
mod explain;
mod export;
mod imports;
mod keys;
mod later;
mod logic;
pub mod measure;
mod opening;
mod picture;
mod regions;
mod report;
mod requests;
mod screen;
mod shell;
mod start;
#[cfg(test)]
mod tests;
mod typed;

use std::path::PathBuf;
use std::time::Instant;

use crate::base::LonLat;
use crate::gpu::Watch;
use crate::session::{Notice, Session};
use crate::tasks::Tasks;
use crate::tasks::recent::RecentFiles;
use crate::tasks::store::Store;
use crate::tiles::BundledTiles;
use crate::ui::charts::ChartsPanel;
use crate::ui::copies::CopiesPanel;
use crate::ui::dossier::DossierPanel;
use crate::ui::export::ExportPanel;
use crate::ui::layers::jobs::JobsPanel;
use crate::ui::layers::path::PathField;
use crate::ui::left::LeftPanel;
use crate::ui::link::LinkDialog;
use crate::ui::map::MapPanel;
use crate::ui::popup::PopupPanel;
use crate::ui::report::{ReportAsk, ReportPanel};
use crate::ui::table::TablePanel;
use crate::ui::timeline::TimelinePanel;
use crate::ui::top_bar::TopBar;
use crate::ui::wizard::Wizard;
use crate::ui::{Commands, Theme};

pub(crate) use start::is_missing_library;
pub use start::{StartError, run};

/// What the window is started with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files to open after the bundled data.
    pub files: Vec<PathBuf>,
    /// How these files are to be opened.
    pub open: crate::read::OpenOptions,
    /// Language asked for on the command line.
    pub lang: Option<crate::base::Lang>,
    /// Write no settings.
    pub no_traces: bool,
    /// Neither use nor make copies for fast opening.
    pub no_cache: bool,
    /// Print one line of start-up times and leave.
    pub startup_report: bool,
    /// Stay so long before that line, and count frames.
    pub idle_seconds: Option<u64>,
    /// Write the state to this file whenever it changes (for tests).
    pub state_dump: Option<PathBuf>,
    /// Lose the graphics adapter after so many frames (for tests).
    pub lose_adapter: Option<u64>,
}

/// The panels with their drafts. None of them holds anything that would be missed.
#[derive(Default)]
struct Panels {
    top_bar: TopBar,
    left: LeftPanel,
    map: MapPanel,
    timeline: TimelinePanel,
    popup: PopupPanel,
    dossier: DossierPanel,
    table: TablePanel,
    charts: ChartsPanel,
    link: LinkDialog,
    jobs: JobsPanel,
    path: PathField,
    export: ExportPanel,
    report: ReportPanel,
    wizard: Wizard,
    copies: CopiesPanel,
}

/// The window.
struct App {
    session: Session,
    panels: Panels,
    tiles: Option<BundledTiles>,
    tasks: Tasks,
    store: Store,
    recent: RecentFiles,
    copying: copies::Copying,
    later: later::Later,
    /// Neither use nor make copies for fast opening.
    no_cache: bool,
    /// What the command line states about files.
    opening: crate::read::OpenOptions,
    commands: Commands,
    theme: Theme,
    notice: Option<Notice>,
    /// What the import report asked for in this frame.
    report_ask: Option<ReportAsk>,
    /// Where the pointer last was over the map: what a click on the status line copies.
    position: Option<LonLat>,
    region: Option<regions::Region>,
    /// Whether the window's pictures are kept in linear light.
    linear: bool,
    /// Whether the adapter that draws the window still does.
    watch: Watch,
    /// It does not: this window closes, and another one opens.
    stopped: bool,
    /// Frames until the adapter is taken away (for tests).
    failing: Option<u64>,
    last_frame: Instant,
    typed: typed::Typed,
    /// The text whose search was last looked at for files that could not be read.
    searched: String,
    report: Option<report::StartupReport>,
    dump: Option<report::StateDump>,
}
