//! One row of the file, cell by cell, as it stands there.

use egui::{RichText, ScrollArea, Stroke, Ui, vec2};

use super::Row;
use crate::ui::UiCx;
use crate::ui::theme::{self, size};

/// Width of the names of columns, points.
const NAMES: f32 = 190.0;

/// Shows the row. Returns whether somebody wants to go back.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, row: &mut Row) -> bool {
    let (w, p) = (cx.words.importing, &cx.theme.palette);
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
    ScrollArea::vertical().id_salt("row").auto_shrink(false).show(ui, |ui| {
        for (name, value) in cells {
            let doubted = !row.column.is_empty() && row.column.split(", ").any(|column| column == name);
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
                let cell = ui.add(egui::Label::new(RichText::new(value).font(font).color(colour)).wrap());
                if doubted && !std::mem::replace(&mut row.found, true) {
                    cell.scroll_to_me(Some(egui::Align::Center));
                }
            });
            let y = ui.cursor().top();
            ui.painter()
                .hline(ui.max_rect().x_range(), y, Stroke::new(1.0, p.hairline));
            ui.add_space(3.0);
        }
    });
    back
}
