//! The offer of a report: a note on the map right after a file was opened, which closes by itself, and a button in
//! the status line as long as nobody has looked at it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{Align2, Area, Frame, Id, Order, Pos2, Rect, RichText, Stroke, Ui, pos2, vec2};

use super::{ReportPanel, UiCx};
use crate::read::{Expected, ReadReport};
use crate::ui::marks::{Icon, icon_button_sized};
use crate::ui::theme::{self, size};

/// What the switch between ways of drawing and the buttons take of the map at its right, points: the note stands beside
/// the legend and the switch, or below the switch where that is too narrow.
const SWITCH: f32 = 446.0;
const BUTTONS: f32 = 54.0;
/// Least room for the note beside the switch.
const NARROWEST: f32 = 340.0;
/// A note of three lines.
const HIGHEST: f32 = 64.0;
/// The note under the switch and its second line.
const BELOW: f32 = 96.0;
/// Lower maps have neither switch nor legend.
const LOW: f32 = 380.0;
/// What the buttons of the note take.
const ITS_BUTTONS: f32 = 150.0;
/// Characters of a file's name on the button.
const MOST_OF_NAME: usize = 24;
/// Seconds until the note closes by itself.
const STAYS: f64 = 12.0;

/// A file whose report is offered.
#[derive(Debug)]
pub(super) struct Noted {
    pub path: PathBuf,
    /// When its note closes, in seconds of the window; `None` until it is shown.
    until: Option<f64>,
}

impl Noted {
    pub fn new(path: PathBuf) -> Self {
        Self { path, until: None }
    }
}

impl ReportPanel {
    fn offered(&self) -> Option<(PathBuf, Arc<ReadReport>)> {
        let noted = self.noted.last()?;
        let filed = self.files.iter().find(|filed| filed.path == noted.path)?;
        Some((noted.path.clone(), Arc::clone(&filed.report)))
    }

    /// A note on the map about the file that was opened last, if its report has findings: what is worth a look, and
    /// the way there. It closes by itself, but not under the pointer.
    pub fn note(&mut self, ui: &Ui, cx: &UiCx<'_>, map: Rect, legend: Option<Rect>) {
        let Some((path, report)) = self.offered() else { return };
        let now = ui.input(|i| i.time);
        let until = match self.noted.last_mut() {
            Some(noted) => *noted.until.get_or_insert(now + STAYS),
            None => return,
        };
        if now >= until {
            return;
        }
        ui.ctx().request_repaint_after(Duration::from_secs_f64(until - now));
        let (w, p) = (cx.words.importing, &cx.theme.palette);
        let (at, room) = place(map, legend);
        let area = Area::new(Id::unique("import note")).order(Order::Middle);
        let shown = area.pivot(Align2::CENTER_TOP).fixed_pos(at).show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style())
                .fill(p.notice_ground)
                .stroke(Stroke::new(1.0, p.border));
            frame.inner_margin(vec2(10.0, 3.0)).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let text = RichText::new(note_text(cx, &report)).font(theme::body(size::LABEL));
                    // A number is never cut: the text takes two lines instead.
                    ui.scope(|ui| {
                        ui.set_max_width((room - ITS_BUTTONS).max(120.0));
                        ui.add(egui::Label::new(text.color(p.text)).wrap());
                    });
                    if ui.button(w.open).clicked() {
                        self.open(&path);
                    }
                    if icon_button_sized(ui, Icon::Cross, w.dismiss, false, cx.theme, 22.0).clicked() {
                        self.noted.pop();
                    }
                });
            });
        });
        if shown.response.contains_pointer()
            && let Some(noted) = self.noted.last_mut()
        {
            noted.until = Some(now + STAYS / 3.0);
        }
    }

    /// The button in the status line that opens the report which the note told of.
    pub fn dock(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let Some((path, report)) = self.offered() else { return };
        // Of several files each is offered in turn, so that the button says whose report it opens.
        let file: String = report.file.chars().take(MOST_OF_NAME).collect();
        let text = match self.noted.len() {
            1 => cx.words.opening.report.to_owned(),
            _ => format!("{} {file}", cx.words.opening.report),
        };
        let text = RichText::new(text).font(theme::body(size::LABEL));
        let button = ui.add(egui::Button::new(text).small());
        if button.on_hover_text(note_text(cx, &report)).clicked() {
            self.open(&path);
        }
    }
}

/// Where the note stands: the middle of its upper edge, and how wide it may be.
fn place(map: Rect, legend: Option<Rect>) -> (Pos2, f32) {
    // Above the legend there is room at the left, too.
    let left = |down: f32| {
        let reaches = legend.filter(|legend| legend.top() < map.top() + down + HIGHEST);
        reaches.map_or(12.0, |legend| legend.right() - map.left() + 12.0)
    };
    let (left, right, down) = if map.height() < LOW {
        (12.0, BUTTONS, 12.0)
    } else if map.width() - left(12.0) - SWITCH >= NARROWEST {
        (left(12.0), SWITCH, 12.0)
    } else {
        (left(BELOW), BUTTONS, BELOW)
    };
    let room = map.width() - left - right;
    (pos2(map.left() + left + room / 2.0, map.top() + down), room)
}

/// What is worth a look in a report, and whether the newest months are missing.
fn note_text(cx: &UiCx<'_>, report: &ReadReport) -> String {
    let mut groups = report.groups();
    let gap = groups.any(|group| matches!(group.first.expected, Expected::RecentDays(_)));
    cx.words
        .rows_in_short(&report.file, report.counts, report.warned(), gap)
}
