//! One row of the file, cell by cell, as it stands there.

use egui::{RichText, ScrollArea, Stroke, Ui, vec2};

use super::Row;
use crate::ui::UiCx;
use crate::ui::theme::{self, size};

/// Width of the names of columns, points.
const NAMES: f32 = 190.0;

/// Shows the row. Returns whether somebody wants to go back.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, row: &Row) -> bool {
    let w = cx.words.importing;
    let mut back = false;
    ui.horizontal(|ui| {
        back = ui.button(w.back).clicked();
        let heading = format!("{} · {}", w.row_heading, cx.words.line_number(row.line));
        ui.label(RichText::new(heading).font(theme::strong(size::BODY)));
    });
    ui.add_space(6.0);
    let Some(cells) = &row.cells else {
        ui.spinner();
        return back;
    };
    if cells.is_empty() {
        ui.label(w.row_gone);
        return back;
    }
    let doubted = |name: &str| !row.column.is_empty() && row.column.split(", ").any(|column| column == name);
    ScrollArea::vertical().id_salt("row").auto_shrink(false).show(ui, |ui| {
        // What the finding is about stands first, then the row in its own order.
        for (name, value) in cells.iter().filter(|(name, _)| doubted(name)) {
            cell(ui, cx, name, value, true);
        }
        for (name, value) in cells.iter().filter(|(name, _)| !doubted(name)) {
            cell(ui, cx, name, value, false);
        }
    });
    back
}

fn cell(ui: &mut Ui, cx: &UiCx<'_>, name: &str, value: &str, doubted: bool) {
    let p = &cx.theme.palette;
    let (font, colour) = if doubted {
        (theme::strong(size::LABEL), p.notice)
    } else {
        (theme::body(size::LABEL), p.text)
    };
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(NAMES, 16.0), |ui| {
            ui.set_min_width(NAMES);
            let name = RichText::new(name).font(theme::body(size::LABEL)).color(p.secondary);
            ui.add(egui::Label::new(name).truncate());
        });
        ui.add(egui::Label::new(RichText::new(value).font(font).color(colour)).wrap());
    });
    let y = ui.cursor().top();
    ui.painter()
        .hline(ui.max_rect().x_range(), y, Stroke::new(1.0, p.hairline));
    ui.add_space(3.0);
}
