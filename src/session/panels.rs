//! Which panels are open. Not undone, but remembered between starts.

use serde::{Deserialize, Serialize};

use super::command::PanelCommand;
use super::layers::LayerId;
use crate::query::{Column, Columns};

/// Tab of the left panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LeftTab {
    /// List of visible events.
    #[default]
    Incidents,
    /// Filters.
    Filters,
    /// Developments and figures around the incidents.
    Context,
}

/// Tab of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum DossierTab {
    /// What is known, in sentences.
    #[default]
    Account,
    /// What each source claims.
    Claims,
    /// How place and date were found.
    PlaceAndDate,
    /// The source records.
    Sources,
    /// The row as it stands in the file.
    Original,
}

impl DossierTab {
    /// Every tab, in order.
    pub const ALL: [Self; 5] = [
        Self::Account,
        Self::Claims,
        Self::PlaceAndDate,
        Self::Sources,
        Self::Original,
    ];
}

/// Tab of the drawer under the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum DrawerTab {
    /// Every visible row.
    #[default]
    Table,
    /// Events and deaths by time.
    Charts,
}

/// A tool that draws a part of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaTool {
    /// A box between two corners.
    Box,
    /// Any shape, drawn by hand.
    Lasso,
    /// Corner by corner.
    Polygon,
    /// A circle around a point.
    Radius,
}

impl AreaTool {
    /// Every tool.
    pub const ALL: [Self; 4] = [Self::Box, Self::Lasso, Self::Polygon, Self::Radius];
}

/// Open panels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// Left panel unfolded.
    pub left: bool,
    /// Its tab.
    pub left_tab: LeftTab,
    /// Dossier and its tab.
    #[serde(skip)]
    pub dossier: Option<DossierTab>,
    /// Drawer of table and charts.
    pub table: bool,
    /// Its tab.
    pub drawer_tab: DrawerTab,
    /// Columns of the table.
    pub columns: Columns,
    /// Timeline unfolded.
    pub timeline: bool,
    /// Context lane of the timeline.
    pub context_lane: bool,
    /// Legend unfolded.
    pub legend: bool,
    /// First-run card.
    #[serde(skip)]
    pub welcome: bool,
    /// Sheet of keys.
    #[serde(skip)]
    pub keys: bool,
    /// About: data, licences, privacy.
    #[serde(skip)]
    pub about: bool,
    /// Sheet of the open datasets.
    #[serde(skip)]
    pub datasets: bool,
    /// Sheet of the copies for fast opening.
    #[serde(skip)]
    pub copies: bool,
    /// Import report of this layer.
    #[serde(skip)]
    pub report: Option<LayerId>,
    /// Field for the path of a file to open.
    #[serde(skip)]
    pub type_path: bool,
    /// Measuring tool.
    #[serde(skip)]
    pub measure: bool,
    /// Selection tool in hand.
    #[serde(skip)]
    pub tool: Option<AreaTool>,
    /// Presentation: free text and source names hidden.
    #[serde(skip)]
    pub presentation: bool,
    /// Dialog of exports.
    #[serde(skip)]
    pub export: bool,
}

impl Default for Panels {
    fn default() -> Self {
        Self::new(false)
    }
}

impl Panels {
    /// The panels of a first or a later start.
    pub fn new(first_run: bool) -> Self {
        Self {
            left: true,
            left_tab: LeftTab::default(),
            dossier: None,
            table: false,
            drawer_tab: DrawerTab::default(),
            columns: Columns::default(),
            timeline: true,
            context_lane: true,
            legend: true,
            welcome: first_run,
            keys: false,
            about: false,
            datasets: false,
            copies: false,
            report: None,
            type_path: false,
            measure: false,
            tool: None,
            presentation: false,
            export: false,
        }
    }

    /// Opens or closes a panel.
    pub fn apply(&mut self, command: PanelCommand) {
        match command {
            PanelCommand::Left(open) => self.left = open,
            PanelCommand::LeftTab(tab) => (self.left, self.left_tab) = (true, tab),
            PanelCommand::Dossier(tab) => self.dossier = tab,
            PanelCommand::Table(open) => self.table = open,
            PanelCommand::DrawerTab(tab) => (self.table, self.drawer_tab) = (true, tab),
            PanelCommand::Column(column, shown) => self.show_column(column, shown),
            PanelCommand::Timeline(open) => self.timeline = open,
            PanelCommand::ContextLane(open) => self.context_lane = open,
            PanelCommand::Legend(open) => self.legend = open,
            PanelCommand::Welcome(open) => self.welcome = open,
            PanelCommand::Keys(open) => self.keys = open,
            PanelCommand::About(open) => self.about = open,
            PanelCommand::Datasets(open) => self.datasets = open,
            PanelCommand::Copies(open) => self.copies = open,
            PanelCommand::Report(layer) => self.report = layer,
            PanelCommand::TypePath(open) => self.type_path = open,
            PanelCommand::Measure(on) => (self.measure, self.tool) = (on, None),
            PanelCommand::Tool(tool) => (self.tool, self.measure) = (tool, false),
            PanelCommand::Presentation(on) => self.presentation = on,
            PanelCommand::Export(open) => self.export = open,
            PanelCommand::Escape => {
                self.close_topmost();
            }
        }
    }

    /// Shows or hides a column; the last one stays.
    fn show_column(&mut self, column: Column, shown: bool) {
        let mut columns = self.columns;
        columns.set(column, shown);
        if columns.shown().next().is_some() {
            self.columns = columns;
        }
    }

    /// Closes the uppermost of what lies over the map; false where nothing did.
    pub fn close_topmost(&mut self) -> bool {
        if self.report.take().is_some() {
            return true;
        }
        if self.tool.take().is_some() {
            return true;
        }
        let sheets = [
            &mut self.type_path,
            &mut self.export,
            &mut self.keys,
            &mut self.about,
            &mut self.datasets,
            &mut self.copies,
        ];
        for open in sheets.into_iter().chain([&mut self.welcome, &mut self.measure]) {
            if std::mem::take(open) {
                return true;
            }
        }
        self.dossier.take().is_some()
    }
}
