//! Warnings and remarks by kind; a kind unfolds into its rows. Only the lines in sight are laid out.

use std::collections::BTreeSet;

use egui::{Align, Layout, RichText, ScrollArea, Sense, Ui, vec2};

use super::{ReportAsk, one_line};
use crate::read::{Group, Issue, IssueKind, ReadReport};
use crate::ui::UiCx;
use crate::ui::marks::Icon;
use crate::ui::theme::{self, size};

/// Width before the text of a finding, points.
const INDENT: f32 = 28.0;

/// The kinds of findings in rows, largest first.
pub fn groups(report: &ReadReport, kind: IssueKind) -> impl Iterator<Item = &Group> {
    let mut groups: Vec<&Group> = report
        .groups()
        .filter(|group| group.first.kind == kind && group.first.line > 0)
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups.into_iter()
}

/// A line of the list.
enum Line<'a> {
    Kind(usize, &'a Group),
    Finding(&'a Issue),
    More,
}

/// Shows the findings. Returns a row that somebody wants to see.
pub fn show(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    report: &ReadReport,
    kind: IssueKind,
    unfolded: &mut BTreeSet<usize>,
) -> Option<ReportAsk> {
    let mut lines = Vec::new();
    for (at, group) in groups(report, kind).enumerate() {
        lines.push(Line::Kind(at, group));
        if unfolded.contains(&at) {
            let before = lines.len();
            lines.extend(report.listed(group).map(Line::Finding));
            if lines.len() - before < group.count {
                lines.push(Line::More);
            }
        }
    }
    let (mut ask, mut toggled) = (None, None);
    let area = ScrollArea::vertical().id_salt("findings").auto_shrink(false);
    area.show_rows(ui, size::ROW, lines.len(), |ui, shown| {
        for line in lines.get(shown).unwrap_or_default() {
            match line {
                Line::Kind(at, group) => {
                    if kind_ui(ui, cx, group, unfolded.contains(at)) {
                        toggled = Some(*at);
                    }
                }
                Line::Finding(issue) => ask = finding_ui(ui, cx, report, issue).or(ask.take()),
                Line::More => row_ui(ui, |ui| {
                    ui.add_space(INDENT);
                    one_line(ui, cx.words.importing.not_listed, cx.theme.palette.secondary);
                }),
            }
        }
    });
    if let Some(at) = toggled {
        if !unfolded.remove(&at) {
            unfolded.insert(at);
        }
        ui.ctx().request_repaint();
    }
    ask
}

fn row_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), size::ROW),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_min_height(size::ROW);
            add(ui);
        },
    );
}

/// "› 32 rows · latitude, longitude: a point in that country …". Returns whether it was clicked.
fn kind_ui(ui: &mut Ui, cx: &UiCx<'_>, group: &Group, unfolded: bool) -> bool {
    let p = &cx.theme.palette;
    let column = &group.first.column;
    let expected = group.first.expected.explain(cx.words);
    let rows = cx.words.rows(group.count);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    let name = format!("{rows}, {column}, {expected}");
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, unfolded, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, p.selected);
    }
    let icon = if unfolded { Icon::Down } else { Icon::Right };
    icon.paint(ui.painter(), rect.left_center() + vec2(12.0, 0.0), 9.0, p.secondary);
    let inner = rect.with_min_x(rect.left() + INDENT);
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(Layout::left_to_right(Align::Center)),
        |ui| {
            let strong = RichText::new(rows).font(theme::strong(size::BODY)).color(p.text);
            ui.add(egui::Label::new(strong).selectable(false));
            if !column.is_empty() {
                let column = RichText::new(column).font(theme::body(size::LABEL)).color(p.secondary);
                ui.add(egui::Label::new(column).selectable(false));
            }
            let text = format!("{} {expected}", cx.words.reading.expected);
            let text = RichText::new(text).font(theme::body(size::LABEL)).color(p.text);
            ui.add(egui::Label::new(text).selectable(false).truncate());
        },
    );
    response.on_hover_text(name).clicked()
}

fn finding_ui(ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport, issue: &Issue) -> Option<ReportAsk> {
    let mut ask = None;
    row_ui(ui, |ui| {
        ui.add_space(INDENT);
        let line = cx.words.line_number(issue.line);
        let font = theme::body(size::LABEL);
        ui.allocate_ui(vec2(96.0, 18.0), |ui| {
            ui.set_min_width(96.0);
            ui.label(RichText::new(line).font(font).color(cx.theme.palette.secondary));
        });
        ask = show_row(ui, cx, report, issue.line);
        let found = format!("{} {}", cx.words.reading.found, issue.found.explain(cx.words));
        one_line(ui, found, cx.theme.palette.text);
    });
    ask
}

/// A button that shows the whole row, where the file has rows.
pub fn show_row(ui: &mut Ui, cx: &UiCx<'_>, report: &ReadReport, line: u64) -> Option<ReportAsk> {
    report.delimiter?;
    let name = cx.words.importing.show_row;
    let response = ui.small_button(name);
    let spoken = format!("{name}, {}", cx.words.line_number(line));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    response.clicked().then_some(ReportAsk::Row(line))
}
