//! The status line: last message, position under the pointer, running job.

use egui::{Align, Layout, Ui};

use super::cx::UiCx;
use super::theme::{self, size};
use crate::session::{Command, Notice, NoticeLevel, Request};

/// A job as the status line shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobView {
    /// What is being done.
    pub name: String,
    /// Done part, 0 to 1, where known.
    pub done: Option<f32>,
}

/// Shows the line. `position` is what to say about the place last pointed at. Returns whether it was clicked.
pub fn show(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    notice: Option<&Notice>,
    position: Option<&str>,
    job: Option<&JobView>,
) -> bool {
    let p = &cx.theme.palette;
    let mut clicked = false;
    ui.horizontal_centered(|ui| {
        if let Some(notice) = notice {
            let colour = if notice.level == NoticeLevel::Info {
                p.secondary
            } else {
                p.notice
            };
            let text = egui::RichText::new(&notice.text)
                .font(theme::body(size::LABEL))
                .color(colour);
            let room = ui.available_width() - 420.0;
            ui.scope(|ui| {
                ui.set_max_width(room.max(200.0));
                ui.add(egui::Label::new(text).truncate());
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(job) = job {
                job_ui(ui, cx, job);
            }
            if let Some(position) = position {
                let text = egui::RichText::new(position)
                    .font(theme::body(size::LABEL))
                    .color(p.secondary);
                let label = egui::Label::new(text).selectable(false).sense(egui::Sense::click());
                clicked = ui.add(label).on_hover_text(cx.words.shell.cursor).clicked();
            }
        });
    });
    clicked
}

fn job_ui(ui: &mut Ui, cx: &UiCx<'_>, job: &JobView) {
    if ui.small_button(cx.words.shell.cancel_job).clicked() {
        cx.push(Command::Ask(Request::CancelJob));
    }
    let bar = egui::ProgressBar::new(job.done.unwrap_or(0.0))
        .desired_width(120.0)
        .desired_height(8.0);
    ui.add(bar);
    ui.label(egui::RichText::new(&job.name).font(theme::body(size::LABEL)));
}
