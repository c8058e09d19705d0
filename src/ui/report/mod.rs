//! The import report of a file: what it was understood as, the sum of its rows, what is doubtful, what was set
//! aside. Values of set-aside rows can be corrected here; the corrected rows are saved as a new file.
//!
//! The panel touches no file: it says what it wants ([`ReportAsk`]) and is told what was read.

mod findings;
mod head;
mod note;
mod place;
mod row;
mod set_aside;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align, Frame, Id, Layout, Modal, RichText, Stroke, Ui, vec2};

use super::UiCx;
use super::marks::{Icon, icon_button};
use super::theme::{self, size};
use crate::model::OriginalRow;
use crate::read::aside::RowText;
use crate::read::{IssueKind, ReadReport};
use crate::write::check::Corrections;

/// Widest panel, points.
const WIDTH: f32 = 1120.0;
/// Air around the panel.
const AIR: f32 = 48.0;

/// Height of what stands above and below the findings, points.
const HEAD: f32 = 380.0;
/// Room for so many lines is always there: a row that is shown whole needs it.
const LEAST: usize = 10;

/// Up to so many findings are shown without unfolding anything.
const FEW: usize = 24;

/// What can be saved from the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// Every row that was set aside.
    SetAside,
    /// The corrected rows.
    Corrected,
}

/// What the panel wants of the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportAsk {
    /// Save every row that was set aside.
    SaveSetAside,
    /// Save the corrected rows and open them.
    SaveCorrected,
    /// Save what a file dialog did not come to, to a path that was typed.
    SaveTo(Saved, PathBuf),
    /// Read the row that begins on this line, for [`ReportPanel::set_row`].
    Row(u64),
    /// Read the text of the row that begins on this line, for [`ReportPanel::set_text`].
    Text(u64),
}

/// A row that somebody has written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// Line on which it begins.
    pub line: u64,
    /// What is to stand there instead of its first bytes.
    pub text: String,
    /// How many bytes that is: what follows stays.
    pub bytes: u64,
}

/// Which findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    SetAside,
    Warnings,
    Remarks,
}

/// A file with its report.
#[derive(Debug)]
struct Filed {
    path: PathBuf,
    report: Arc<ReadReport>,
}

/// The reports of the files that were opened, and the one that is shown.
#[derive(Debug, Default)]
pub struct ReportPanel {
    files: Vec<Filed>,
    open: Option<PathBuf>,
    /// Files whose reports are offered, one after the other from the last, until they were looked at or put away.
    noted: Vec<note::Noted>,
    tab: Tab,
    /// Positions among the findings of the rows set aside, by line.
    set_aside: Vec<usize>,
    /// Values as corrected, by position of the finding.
    drafts: BTreeMap<usize, String>,
    /// Groups whose findings are shown.
    unfolded: BTreeSet<usize>,
    row: Option<Row>,
    /// The text of a row that is shown to be corrected.
    text: Option<text::TextOf>,
    /// Rows that were written anew, by line.
    rewritten: BTreeMap<u64, Rewritten>,
    place: place::Place,
}

/// A row that is shown whole.
#[derive(Debug)]
struct Row {
    line: u64,
    /// Column of the finding.
    column: String,
    cells: Option<OriginalRow>,
}

impl ReportPanel {
    /// Keeps the report of a file that was opened. One with findings is noted on the map.
    pub fn add(&mut self, report: ReadReport, path: PathBuf) {
        self.files.retain(|filed| filed.path != path);
        self.noted.retain(|noted| noted.path != path);
        if report.has_findings() {
            self.noted.push(note::Noted::new(path.clone()));
        }
        if self.open.as_ref() == Some(&path) {
            self.close();
        }
        let report = Arc::new(report);
        self.files.push(Filed { path, report });
    }

    /// Whether a file's report can be shown.
    pub fn has(&self, path: &Path) -> bool {
        self.files.iter().any(|filed| filed.path == path)
    }

    /// Shows the report of a file. One without set-aside rows begins with its warnings.
    pub fn open(&mut self, path: &Path) {
        self.close();
        let Some(filed) = self.files.iter().find(|filed| filed.path == path) else {
            return;
        };
        let issues = filed.report.issues.iter().enumerate();
        self.set_aside = issues
            .filter(|(_, issue)| issue.kind == IssueKind::SetAside)
            .map(|(at, _)| at)
            .collect();
        let line = |at: &usize| filed.report.issues.get(*at).map_or(0, |issue| issue.line);
        self.set_aside.sort_by_key(line);
        let has = |kind: IssueKind| findings::groups(&filed.report, kind).next().is_some();
        self.tab = if filed.report.counts.quarantined > 0 || !has(IssueKind::Notice) && !has(IssueKind::Remark) {
            Tab::SetAside
        } else if has(IssueKind::Notice) {
            Tab::Warnings
        } else {
            Tab::Remarks
        };
        if filed.report.issues_in_all <= FEW {
            // More than there can be groups.
            self.unfolded.extend(0..FEW);
        }
        self.noted.retain(|noted| noted.path != path);
        self.open = Some(path.to_owned());
    }

    /// Closes the report; corrections that were not saved are let go.
    pub fn close(&mut self) {
        self.open = None;
        (self.row, self.text) = (None, None);
        self.rewritten.clear();
        self.drafts.clear();
        self.unfolded.clear();
        self.place = place::Place::default();
    }

    /// The report that is shown, with its file.
    pub fn shown(&self) -> Option<(&ReadReport, &Path)> {
        let open = self.open.as_ref()?;
        let filed = self.files.iter().find(|filed| filed.path == *open)?;
        Some((&filed.report, &filed.path))
    }

    /// Nothing came of the file dialog: a path can be typed.
    pub fn not_chosen(&mut self, what: Saved) {
        self.place = place::Place::asked(what);
    }

    /// A file of the typed name is there: another name is asked for.
    pub fn is_there(&mut self, what: Saved, path: PathBuf) {
        self.place = place::Place::taken(what, path);
    }

    /// States the SHA-256 of a file.
    pub fn set_sum(&mut self, path: &Path, sum: &str) {
        if let Some(filed) = self.files.iter_mut().find(|filed| filed.path == path) {
            Arc::make_mut(&mut filed.report).sha256 = Some(sum.to_owned());
        }
    }

    /// The cells of a row that was asked for; none where it can no longer be read.
    pub fn set_row(&mut self, line: u64, cells: OriginalRow) {
        if let Some(row) = self.row.as_mut().filter(|row| row.line == line) {
            row.cells = Some(cells);
        }
    }

    /// The text of a row that was asked for; none where it can no longer be read.
    pub fn set_text(&mut self, line: u64, text: Option<RowText>) {
        if let Some(shown) = self.text.as_mut().filter(|shown| shown.issue.line == line) {
            shown.set(text, self.rewritten.get(&line));
        }
    }

    /// Rows that were written anew, in the order of the file.
    pub fn rewritten(&self) -> Vec<Rewritten> {
        self.rewritten.values().cloned().collect()
    }

    /// What was corrected: by line, the columns with their new values.
    pub fn corrections(&self) -> Corrections {
        let mut corrections = Corrections::new();
        let Some((report, _)) = self.shown() else {
            return corrections;
        };
        for (at, value) in &self.drafts {
            if let Some(issue) = report.issues.get(*at) {
                let row = corrections.entry(issue.line).or_default();
                row.push((issue.column.clone(), value.clone()));
            }
        }
        corrections
    }

    /// Shows the report that is open. Returns what it wants.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>) -> Option<ReportAsk> {
        let open = self.open.as_ref()?;
        let report = Arc::clone(&self.files.iter().find(|filed| filed.path == *open)?.report);
        let window = ui.ctx().content_rect().size();
        let (width, height) = ((window.x - AIR).min(WIDTH), window.y - AIR);
        let (mut ask, mut close) = (None, false);
        let modal = Modal::new(Id::unique("import report"))
            .frame(Frame::window(ui.style()).inner_margin(vec2(16.0, 12.0)))
            .show(ui.ctx(), |ui| {
                ui.set_width(width);
                if !is_good(&report) {
                    ui.set_height(self.height(&report).min(height - 32.0).max(0.0));
                }
                ui.horizontal(|ui| {
                    ui.label(RichText::new(cx.words.importing.heading).font(theme::strong(size::TITLE)));
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        close = icon_button(ui, Icon::Cross, cx.words.common.close, false, cx.theme).clicked();
                    });
                });
                ui.add_space(6.0);
                head::show(ui, cx, &report);
                ui.add_space(8.0);
                ask = self.findings(ui, cx, &report);
            });
        let back = !close && modal.should_close();
        if back && (self.row.take().is_some() || self.text.take().is_some()) {
            // One layer at a time: the row first.
            ui.ctx().request_repaint();
        } else if close || back {
            self.close();
        }
        ask
    }

    /// How high the panel is, points: as its longest list needs, and the same whichever list is shown.
    fn height(&self, report: &ReadReport) -> f32 {
        let kinds = report.groups().count();
        let lines = report.issues.len().max(self.set_aside.len()).saturating_add(kinds);
        HEAD + set_aside::ROW * lines.clamp(LEAST, usize::from(u16::MAX)) as f32
    }

    fn findings(&mut self, ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport) -> Option<ReportAsk> {
        if is_good(report) {
            ui.label(cx.words.importing.clean);
            return None;
        }
        if let Some(row) = &self.row {
            if row::show(ui, cx, row) {
                self.row = None;
                ui.ctx().request_repaint();
            }
            return None;
        }
        if let Some(text) = &mut self.text {
            if text.show(ui, cx, &mut self.rewritten) {
                self.text = None;
                ui.ctx().request_repaint();
            }
            return None;
        }
        self.tabs(ui, cx, report);
        ui.add_space(4.0);
        let foot = if self.tab == Tab::SetAside && !self.set_aside.is_empty() {
            62.0 + self.place.height()
        } else {
            0.0
        };
        let room = vec2(ui.available_width(), (ui.available_height() - foot).max(90.0));
        let mut ask = None;
        ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(room);
            ask = match self.tab {
                Tab::SetAside => set_aside::show(ui, cx, (report, &self.set_aside), &mut self.drafts, &self.rewritten),
                Tab::Warnings => findings::show(ui, cx, report, IssueKind::Notice, &mut self.unfolded),
                Tab::Remarks => findings::show(ui, cx, report, IssueKind::Remark, &mut self.unfolded),
            };
        });
        if let Some(ReportAsk::Row(line)) = ask {
            let issue = report.issues.iter().find(|issue| issue.line == line);
            let column = issue.map_or_else(String::new, |issue| issue.column.clone());
            let cells = None;
            self.row = Some(Row { line, column, cells });
            ui.ctx().request_repaint();
        }
        if let Some(ReportAsk::Text(line)) = ask {
            let issue = report.issues.iter().find(|issue| issue.line == line);
            self.text = issue.map(|issue| text::TextOf::new(issue.clone()));
            ui.ctx().request_repaint();
        }
        if foot > 0.0 {
            let corrected = self.drafts.len() + self.rewritten.len();
            ask = set_aside::foot(ui, cx, report, corrected, self.set_aside.len()).or(ask);
            ask = self.place.show(ui, cx).or(ask);
        }
        ask
    }

    fn tabs(&mut self, ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport) {
        let w = cx.words.importing;
        let remarks = findings::groups(report, IssueKind::Remark)
            .map(|group| group.count)
            .sum();
        ui.horizontal(|ui| {
            // A warning about a header is about no row.
            let warnings = findings::groups(report, IssueKind::Notice).next().is_some();
            for (tab, name, count, any) in [
                (Tab::SetAside, w.aside, report.counts.quarantined, false),
                (Tab::Warnings, w.warnings, report.warned(), warnings),
                (Tab::Remarks, w.remarks, remarks, false),
            ] {
                let text = match count {
                    0 if any => name.to_owned(),
                    _ => format!("{name} ({})", cx.words.number(count as u64)),
                };
                let selected = self.tab == tab;
                let text = RichText::new(text).font(if selected {
                    theme::strong(size::BODY)
                } else {
                    theme::body(size::BODY)
                });
                let button = egui::Button::selectable(selected, text).min_size(vec2(0.0, size::ROW));
                if ui.add_enabled(count > 0 || any || selected, button).clicked() {
                    // The tabs before this one were drawn as if they were still open.
                    self.tab = tab;
                    ui.ctx().request_repaint();
                }
            }
        });
        let y = ui.cursor().top();
        let line = Stroke::new(1.0, cx.theme.palette.hairline);
        ui.painter().hline(ui.max_rect().x_range(), y, line);
    }
}

/// A text on one line, cut where it is too long, whole in its tooltip.
fn one_line(ui: &mut Ui, text: impl Into<String>, colour: egui::Color32) {
    let text: String = text.into();
    let shown = RichText::new(&text).font(theme::body(size::LABEL)).color(colour);
    ui.add(egui::Label::new(shown).truncate());
}

/// Whether no row is worth a look; the file as a whole may be.
fn is_good(report: &ReadReport) -> bool {
    report.counts.quarantined == 0 && report.groups().all(|group| group.first.line == 0)
}
