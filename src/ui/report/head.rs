//! Above the findings: what the file is, the sum of its rows, and what should be known first.

use egui::{Frame, RichText, Ui, vec2};

use crate::read::ReadReport;
use crate::session::{Command, CopyKind, Request};
use crate::ui::UiCx;
use crate::ui::theme::{self, size};
use crate::write::check::facts;

/// Width of the labels, points.
const LABELS: f32 = 96.0;

pub fn show(ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport) {
    let w = cx.words.importing;
    ui.spacing_mut().item_spacing.y = 2.0;
    fact(ui, cx, w.file, |ui| text(ui, &report.file, true, cx));
    for (name, said) in facts(report, cx.words).into_iter().filter(|(name, _)| *name != w.sum) {
        fact(ui, cx, name, |ui| text(ui, &said, name == w.rows, cx));
    }
    fact(ui, cx, w.sum, |ui| sum(ui, cx, report));
    for group in report.groups().filter(|group| group.first.line == 0) {
        ui.add_space(6.0);
        known_first(ui, cx, &group.first.explain(cx.words));
    }
}

fn fact(ui: &mut Ui, cx: &UiCx<'_>, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(LABELS, 18.0), |ui| {
            ui.set_min_width(LABELS);
            let label = RichText::new(name).font(theme::body(size::LABEL));
            ui.label(label.color(cx.theme.palette.secondary));
        });
        add(ui);
    });
}

fn text(ui: &mut Ui, said: &str, strong: bool, cx: &UiCx<'_>) {
    let font = if strong {
        theme::strong(size::BODY)
    } else {
        theme::body(size::BODY)
    };
    let text = RichText::new(said).font(font).color(cx.theme.palette.text);
    ui.add(egui::Label::new(text).wrap().selectable(true));
}

fn sum(ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport) {
    let w = cx.words.importing;
    let Some(sum) = &report.sha256 else {
        let text = RichText::new(w.sum_pending).color(cx.theme.palette.secondary);
        ui.label(text);
        return;
    };
    text(ui, sum, false, cx);
    if ui.small_button(w.copy_sum).clicked() {
        cx.push(Command::Ask(Request::Copy(CopyKind::Text(sum.clone()))));
    }
}

/// On the ground of a notice, over the whole width.
fn known_first(ui: &mut Ui, cx: &UiCx<'_>, said: &str) {
    let p = &cx.theme.palette;
    let frame = Frame::new()
        .fill(p.notice_ground)
        .corner_radius(4.0)
        .inner_margin(vec2(10.0, 6.0));
    frame.stroke(egui::Stroke::new(1.0, p.hairline)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(said).color(p.notice)).wrap());
    });
}
