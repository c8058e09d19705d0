//! The status line: last message, position under the pointer, running jobs.

use egui::{Align, Layout, Ui};

use super::cx::UiCx;
use super::layers::jobs::{JobView, JobsPanel};
use super::report::ReportPanel;
use super::theme::{self, size};
use crate::session::{Notice, NoticeLevel};

/// What the button of the import report takes, points.
const REPORT: f32 = 130.0;

/// What running jobs take with their progress, points.
const JOBS: f32 = 560.0;
/// What is left of a message at least, points.
const LEAST: f32 = 200.0;

/// Shows the line. `position` is what to say about the place last pointed at. Returns whether it was clicked.
pub fn show(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    notice: Option<&Notice>,
    position: Option<&str>,
    (panel, jobs): (&mut JobsPanel, &[JobView]),
    report: &mut ReportPanel,
) -> bool {
    let p = &cx.theme.palette;
    let mut clicked = false;
    // A very narrow window keeps the message, and one with jobs keeps them.
    let at_right = if jobs.is_empty() { 0.0 } else { JOBS };
    let room = ui.available_width() - at_right - if jobs.is_empty() { 0.0 } else { LEAST + REPORT };
    let position = position.filter(|text| room > 480.0_f32.max(width_of(ui, text)));
    ui.horizontal_centered(|ui| {
        if let Some(notice) = notice {
            let colour = if notice.level == NoticeLevel::Info {
                p.secondary
            } else {
                p.notice
            };
            let text = egui::RichText::new(notice.text.get(cx.lang()))
                .font(theme::body(size::LABEL))
                .color(colour);
            // What stands on the right comes first; the message takes the rest.
            let taken = position.map_or(0.0, |text| width_of(ui, text)) + at_right;
            let room = ui.available_width() - taken - 40.0;
            ui.scope(|ui| {
                ui.set_max_width((room - REPORT).max(LEAST));
                ui.add(egui::Label::new(text).truncate());
            });
        }
        report.dock(ui, cx);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            panel.line(ui, cx, jobs);
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

fn width_of(ui: &Ui, text: &str) -> f32 {
    let font = theme::body(size::LABEL);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER);
    galley.size().x
}
