//! Files on their way: one line each, with what is known of the rest, and a button that stops it.

use egui::{Align2, Id, Rect, Ui, vec2};

use super::super::cx::UiCx;
use super::super::theme::{self, size};
use crate::base::Phase;
use crate::session::{Command, Request};
use crate::tasks::{JobKind, Progress};

/// Width of the card that lists several files.
const CARD: f32 = 430.0;

/// A job as the screen shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobView {
    /// What is being done.
    pub name: String,
    /// "340,000 rows · 212 of 652 MB · about 4 s left"; may be empty.
    pub detail: String,
    /// Done part, 0 to 1, where known.
    pub done: Option<f32>,
    /// What its button asks for; none for a job that cannot be stopped.
    pub cancel: Option<Request>,
}

impl JobView {
    /// The view of a job; none for a dialog that waits for the user.
    pub fn of(job: &Progress, cx: &UiCx<'_>) -> Option<Self> {
        let words = cx.words;
        let (name, cancel) = match &job.kind {
            JobKind::Open(file) => (words.opening(file), Some(Request::CancelJob(job.number))),
            JobKind::Save(file) => (words.saving(file), None),
            JobKind::Export(file) => (words.saving(file), Some(Request::CancelJob(job.number))),
            JobKind::Index => (words.indexing(job.part()), Some(Request::CancelJob(job.number))),
            JobKind::Search => (
                words.searching.searching.to_owned(),
                Some(Request::CancelJob(job.number)),
            ),
            JobKind::Dialog | JobKind::Look | JobKind::Again => return None,
        };
        let detail = match (&job.kind, job.phase) {
            (JobKind::Open(_), Phase::Waiting) => words.opening.waiting.to_owned(),
            (JobKind::Export(_) | JobKind::Index | JobKind::Search, _) => {
                words.rows_progress(job.done, job.total, job.seconds_left)
            }
            (_, Phase::Ordering) => words.opening.ordering.to_owned(),
            (_, Phase::Early) => {
                let progress = words.reading_progress(job.rows, job.done, job.total, None);
                format!("{} · {progress}", words.opening.first_look)
            }
            _ => words.reading_progress(job.rows, job.done, job.total, job.seconds_left),
        };
        Some(Self {
            name,
            detail,
            done: job.part(),
            cancel,
        })
    }
}

/// The jobs, and which of their buttons has the keyboard's focus: Esc stops that one.
#[derive(Debug, Default)]
pub struct JobsPanel {
    focused: Option<Request>,
}

impl JobsPanel {
    /// What Esc asks for now: to stop the job whose button has the focus.
    pub fn take_escape(&mut self) -> Option<Request> {
        self.focused.take()
    }

    /// The jobs in the status line, from right to left: one with all that is known, several in sum.
    pub fn line(&mut self, ui: &mut Ui, cx: &UiCx<'_>, jobs: &[JobView]) {
        self.focused = None;
        let text = |ui: &mut Ui, text: &str| {
            ui.label(egui::RichText::new(text).font(theme::body(size::LABEL)));
        };
        match jobs {
            [] => {}
            [job] => {
                self.button(ui, cx, job.cancel.as_ref(), cx.words.shell.cancel_job, &job.name);
                bar(ui, cx, job.done, 110.0);
                let joined = [job.name.as_str(), &job.detail];
                let said = joined.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>();
                text(ui, &said.join(" · "));
            }
            jobs => {
                let all = Request::CancelJobs;
                self.button(ui, cx, Some(&all), cx.words.opening.cancel_all, "");
                let parts = jobs.iter().map(|job| job.done.unwrap_or(0.0));
                bar(ui, cx, Some(parts.sum::<f32>() / jobs.len() as f32), 110.0);
                text(ui, &cx.words.opening_files(jobs.len()));
            }
        }
    }

    /// Several jobs, one line each, in a card at the bottom of the map.
    pub fn card(&mut self, ui: &Ui, cx: &UiCx<'_>, jobs: &[JobView], map: Rect) {
        if jobs.len() < 2 {
            return;
        }
        let p = &cx.theme.palette;
        let width = CARD.min(map.width() - 40.0).max(180.0);
        egui::Area::new(Id::unique("jobs"))
            .order(egui::Order::Middle)
            .pivot(Align2::CENTER_TOP)
            .fixed_pos(map.center_top() + vec2(0.0, 12.0))
            .show(ui.ctx(), |ui| {
                egui::Frame::new()
                    .fill(p.panel)
                    .stroke(egui::Stroke::new(1.0, p.border))
                    .corner_radius(4.0)
                    .inner_margin(egui::Margin::same(10))
                    .show(ui, |ui| {
                        ui.set_width(width);
                        let most = (map.height() - 60.0).clamp(60.0, 320.0);
                        let rows = egui::ScrollArea::vertical().max_height(most);
                        rows.auto_shrink([false, true])
                            .show(ui, |ui| jobs.iter().for_each(|job| self.row(ui, cx, job, width)));
                    });
            });
    }

    fn row(&mut self, ui: &mut Ui, cx: &UiCx<'_>, job: &JobView, width: f32) {
        ui.horizontal(|ui| {
            let room = width - 100.0;
            ui.vertical(|ui| {
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(egui::Label::new(egui::RichText::new(&job.name).font(theme::strong(size::LABEL))).truncate());
                let detail = egui::RichText::new(&job.detail).font(theme::body(size::LABEL));
                ui.add(egui::Label::new(detail.color(cx.theme.palette.secondary)).truncate());
                bar(ui, cx, job.done, room);
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                self.button(ui, cx, job.cancel.as_ref(), cx.words.shell.cancel_job, &job.name);
            });
        });
        ui.add_space(6.0);
    }

    /// A button that stops something; while it has the focus, Esc does too.
    fn button(&mut self, ui: &mut Ui, cx: &UiCx<'_>, ask: Option<&Request>, text: &str, about: &str) {
        let Some(ask) = ask else { return };
        let button = ui.small_button(text);
        let named = [text, about].join(" ");
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, named.trim()));
        if button.has_focus() {
            // Otherwise Esc would take the focus away before it is seen.
            let filter = egui::EventFilter {
                escape: true,
                ..Default::default()
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(button.id, filter));
            self.focused = Some(ask.clone());
        }
        if button.clicked() {
            cx.push(Command::Ask(ask.clone()));
        }
    }
}

/// A thin bar; empty where nothing is known.
fn bar(ui: &mut Ui, cx: &UiCx<'_>, done: Option<f32>, width: f32) {
    let p = &cx.theme.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), egui::Sense::hover());
    let percent = (done.unwrap_or(0.0) * 100.0).round();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, format!("{percent} %")));
    ui.painter().rect_filled(rect, 3.0, p.hairline);
    if let Some(part) = done {
        let filled = Rect::from_min_size(rect.min, vec2(width * part, rect.height()));
        ui.painter().rect_filled(filled, 3.0, p.accent);
    }
}
