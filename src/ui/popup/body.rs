//! The rows of a popup: headings in a column, names of sides in a second one, lines that wrap.

use egui::text::LayoutJob;
use egui::{Align, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::figure::recount::{Group, Line, Recount, Row, SourceLine};
use crate::ui::cited::{self, Clicked, LineStyle};
use crate::ui::theme::{self, size};

/// Width of the column of headings, points.
const HEADINGS: f32 = 84.0;
/// Widest name of a side that stands before its figures; a longer one stands above them.
const WIDEST_SIDE: f32 = 84.0;
/// Air between rows.
const BETWEEN: f32 = 6.0;
/// Air between the answers of a row, so that a wrapped one does not run into the next.
const ANSWERS: f32 = 3.0;

/// Shows rows, origins and sources. `marked` is the source whose number was clicked; `reveal` scrolls to it.
pub fn show(
    ui: &mut Ui,
    recount: &Recount,
    style: LineStyle<'_>,
    marked: Option<usize>,
    reveal: bool,
) -> Option<Clicked> {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let mut clicked = None;
    let sides = sides_width(ui, recount);
    for row in &recount.rows {
        clicked = show_row(ui, row, sides, style).or(clicked);
        ui.add_space(BETWEEN);
    }
    if !recount.origins.is_empty() || !recount.sources.is_empty() {
        hairline(ui, style);
    }
    for origin in &recount.origins {
        clicked = cited::line(ui, origin, style.small()).or(clicked);
        ui.add_space(4.0);
    }
    for source in &recount.sources {
        show_source(ui, source, style, marked == Some(source.number), reveal);
        ui.add_space(1.0);
    }
    clicked
}

fn hairline(ui: &mut Ui, style: LineStyle<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    let stroke = egui::Stroke::new(1.0, style.theme.palette.hairline);
    ui.painter().hline(rect.x_range(), rect.top() + 3.0, stroke);
}

/// Width of the column of sides: the widest name that is not too wide for one.
fn sides_width(ui: &Ui, recount: &Recount) -> f32 {
    let names = recount.rows.iter().flat_map(|row| &row.groups);
    let widths = names
        .filter_map(|group| group.side.as_deref())
        .map(|name| width(ui, name));
    widths.filter(|w| *w <= WIDEST_SIDE).fold(0.0, f32::max) + 8.0
}

fn width(ui: &Ui, text: &str) -> f32 {
    let colour = ui.visuals().text_color();
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), theme::body(size::LABEL), colour));
    galley.size().x
}

/// A row: heading left, groups right. As high as the higher of both.
pub fn show_row(ui: &mut Ui, row: &Row, sides: f32, style: LineStyle<'_>) -> Option<Clicked> {
    columns(ui, row.heading, HEADINGS, style, |ui| {
        let mut clicked = None;
        for (i, group) in row.groups.iter().enumerate() {
            if i > 0 {
                ui.add_space(ANSWERS);
            }
            clicked = show_group(ui, group, sides, style).or(clicked);
        }
        clicked
    })
}

/// A grey heading of 12 points in a column of its own, and what stands right of it, first lines level.
pub fn columns<R>(
    ui: &mut Ui,
    heading: &str,
    column: f32,
    style: LineStyle<'_>,
    right: impl FnOnce(&mut Ui) -> R,
) -> R {
    let top_left = ui.cursor().left_top();
    let width = ui.available_width();
    let label = Rect::from_min_size(top_left + vec2(0.0, 1.5), vec2(column - 6.0, f32::INFINITY));
    let mut left = ui.new_child(
        UiBuilder::new()
            .max_rect(label)
            .layout(egui::Layout::top_down(Align::Min)),
    );
    let mut job = LayoutJob::simple(
        heading.to_owned(),
        theme::body(size::LABEL),
        style.theme.palette.secondary,
        column - 6.0,
    );
    job.halign = Align::Min;
    left.add(egui::Label::new(job).selectable(false));
    let content = Rect::from_min_max(top_left + vec2(column, 0.0), pos2(top_left.x + width, f32::INFINITY));
    let mut content = ui.new_child(
        UiBuilder::new()
            .max_rect(content)
            .layout(egui::Layout::top_down(Align::Min)),
    );
    let inner = right(&mut content);
    let bottom = left.min_rect().bottom().max(content.min_rect().bottom());
    let used = Rect::from_min_max(top_left, pos2(top_left.x + width, bottom));
    ui.allocate_rect(used, Sense::hover());
    inner
}

fn show_group(ui: &mut Ui, group: &Group, sides: f32, style: LineStyle<'_>) -> Option<Clicked> {
    let Some(name) = &group.side else {
        return lines(ui, &group.lines, style);
    };
    if width(ui, name) > WIDEST_SIDE {
        cited::line(ui, &Line::text(name.clone()), style.secondary());
        let width = ui.available_width();
        return indented(ui, 10.0, width, |ui| lines(ui, &group.lines, style));
    }
    columns(ui, name, sides, style, |ui| lines(ui, &group.lines, style))
}

fn indented<R>(ui: &mut Ui, by: f32, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let top_left = ui.cursor().left_top();
    let rect = Rect::from_min_max(top_left + vec2(by, 0.0), pos2(top_left.x + width, f32::INFINITY));
    let mut child = ui.new_child(
        UiBuilder::new()
            .max_rect(rect)
            .layout(egui::Layout::top_down(Align::Min)),
    );
    let inner = add(&mut child);
    let used = Rect::from_min_max(top_left, pos2(top_left.x + width, child.min_rect().bottom()));
    ui.allocate_rect(used, Sense::hover());
    inner
}

fn lines(ui: &mut Ui, lines: &[Line], style: LineStyle<'_>) -> Option<Clicked> {
    let mut clicked = None;
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            ui.add_space(ANSWERS);
        }
        clicked = cited::line(ui, line, style).or(clicked);
    }
    clicked
}

/// "\[3\] Publisher not stated …", its number hanging; marked after a click on the number.
fn show_source(ui: &mut Ui, source: &SourceLine, style: LineStyle<'_>, marked: bool, reveal: bool) {
    let palette = &style.theme.palette;
    let ground = ui.painter().add(egui::Shape::Noop);
    let top_left = ui.cursor().left_top();
    let number = Line::text(format!("[{}]", source.number));
    let mut text = Line::text(source.short.clone());
    if source.warning {
        text.parts.push(crate::figure::recount::Part::Warning);
    }
    let width = ui.available_width();
    let small = style.small();
    let wide = if source.number > 9 { 29.0 } else { 22.0 };
    let galley =
        ui.fonts_mut(|fonts| fonts.layout_no_wrap(number.plain(), theme::body(size::LABEL), palette.secondary));
    ui.painter().galley(top_left, galley, palette.secondary);
    indented(ui, wide, width, |ui| {
        cited::line(ui, &text, small);
    });
    let rect = Rect::from_min_max(top_left, pos2(top_left.x + width, ui.min_rect().bottom()));
    if marked {
        let ground_rect = rect.expand2(vec2(4.0, 1.0));
        ui.painter()
            .set(ground, egui::Shape::rect_filled(ground_rect, 3.0, palette.selected));
        if reveal {
            ui.scroll_to_rect(ground_rect, Some(Align::Max));
        }
    }
}
