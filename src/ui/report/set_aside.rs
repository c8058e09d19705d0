//! The rows that were set aside, as a table: line, column, what was found and can be corrected, what was expected.

use std::collections::BTreeMap;

use egui::{Align, Layout, RichText, TextEdit, Ui};
use egui_extras::{Column, TableBuilder};

use super::findings::show_row;
use super::{ReportAsk, Rewritten, one_line};
use crate::read::{Found, Issue, ReadReport};
use crate::ui::UiCx;
use crate::ui::theme::{self, size};

/// Rows that say how much room the buttons need.
const LOOKED_AT: usize = 1_000;
/// Height of a row: a field stands in it.
pub const ROW: f32 = 30.0;

/// Shows the table. `order` are positions of findings, `drafts` corrected values by position, `rewritten` rows that were
/// written anew by line.
pub fn show(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    (report, order): (&ReadReport, &[usize]),
    drafts: &mut BTreeMap<usize, String>,
    rewritten: &BTreeMap<u64, Rewritten>,
) -> Option<ReportAsk> {
    let mut ask = None;
    let w = cx.words.importing;
    let issues = order.iter().filter_map(|at| report.issues.get(*at));
    let any_text = report.delimiter.is_some() && issues.take(LOOKED_AT).any(|issue| value(report, issue).is_none());
    let (text, secondary) = (cx.theme.palette.text, cx.theme.palette.secondary);
    let table = TableBuilder::new(ui)
        .id_salt("set aside")
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink(false)
        .column(Column::exact(72.0))
        .column(Column::exact(150.0).clip(true))
        .column(Column::exact(286.0).clip(true))
        .column(Column::remainder().clip(true))
        .column(Column::exact(if any_text { 232.0 } else { 96.0 }));
    let table = table.header(24.0, |mut header| {
        for name in w.columns {
            header.col(|ui| {
                ui.label(RichText::new(name).font(theme::strong(size::LABEL)));
            });
        }
        header.col(|_| {});
    });
    table.body(|body| {
        body.rows(ROW, order.len(), |mut row| {
            let at = order.get(row.index()).copied().unwrap_or(usize::MAX);
            let Some(issue) = report.issues.get(at) else { return };
            row.col(|ui| one_line(ui, cx.words.number(issue.line), text));
            row.col(|ui| match issue.column.as_str() {
                "" => one_line(ui, w.whole_row, secondary),
                column => one_line(ui, column, text),
            });
            row.col(|ui| match value(report, issue) {
                Some(found) => value_ui(ui, cx, issue, (at, found), drafts),
                None => one_line(ui, issue.found.explain(cx.words), text),
            });
            row.col(|ui| one_line(ui, issue.expected.explain(cx.words), text));
            row.col(|ui| {
                ask = show_row(ui, cx, report, issue.line).or(ask.take());
                if value(report, issue).is_none() {
                    ask = text_ui(ui, cx, report, issue, rewritten).or(ask.take());
                }
            });
        });
    });
    ask
}

/// The value of one cell, which can be corrected by itself.
fn value<'a>(report: &ReadReport, issue: &'a Issue) -> Option<&'a str> {
    match &issue.found {
        Found::Text(text) if report.delimiter.is_some() && report.columns.contains(&issue.column) => Some(text),
        _ => None,
    }
}

/// The way to the text of a row that is wrong as a whole.
fn text_ui(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    report: &ReadReport,
    issue: &Issue,
    rewritten: &BTreeMap<u64, Rewritten>,
) -> Option<ReportAsk> {
    let mut ask = None;
    if report.delimiter.is_some() {
        let w = cx.words.importing;
        let changed = rewritten.contains_key(&issue.line);
        let name = RichText::new(if changed { w.text_changed } else { w.edit_text });
        let colour = if changed {
            cx.theme.palette.accent
        } else {
            cx.theme.palette.text
        };
        let response = ui.small_button(name.color(colour));
        let spoken = format!("{}, {}", w.edit_text, cx.words.line_number(issue.line));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
        ask = response.clicked().then_some(ReportAsk::Text(issue.line));
    }
    ask
}

/// The value of one cell as a field, so that it can be corrected.
fn value_ui(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    issue: &Issue,
    (at, found): (usize, &str),
    drafts: &mut BTreeMap<usize, String>,
) {
    let mut value = drafts.get(&at).map_or(found, String::as_str).to_owned();
    let corrected = drafts.contains_key(&at);
    let colour = if corrected {
        cx.theme.palette.accent
    } else {
        cx.theme.palette.text
    };
    let edit = TextEdit::singleline(&mut value)
        .id_salt(("value", at))
        .font(theme::body(size::LABEL))
        .text_color(colour)
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(262.0);
    let response = ui.add(edit);
    let name = format!(
        "{}, {}, {}",
        cx.words.importing.correction,
        cx.words.line_number(issue.line),
        issue.column
    );
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    if response.changed() {
        if value == found {
            drafts.remove(&at);
        } else {
            drafts.insert(at, value);
        }
    }
}

/// Under the table: what can be done with the rows.
pub fn foot(ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport, corrected: usize, listed: usize) -> Option<ReportAsk> {
    let w = cx.words.importing;
    let mut ask = None;
    let help = if listed < report.counts.quarantined {
        format!("{} {}", w.not_listed, w.correct_help)
    } else {
        w.correct_help.to_owned()
    };
    ui.add_space(4.0);
    one_line(ui, help, cx.theme.palette.secondary);
    ui.horizontal(|ui| {
        if ui.button(w.save_aside).clicked() {
            ask = Some(ReportAsk::SaveSetAside);
        }
        if report.delimiter.is_some() {
            let text = match corrected {
                0 => w.save_corrected.to_owned(),
                n => format!("{} ({})", w.save_corrected, cx.words.number(n as u64)),
            };
            if ui.add_enabled(corrected > 0, egui::Button::new(text)).clicked() {
                ask = Some(ReportAsk::SaveCorrected);
            }
        }
    });
    ask
}
