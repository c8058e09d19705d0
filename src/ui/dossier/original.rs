//! The row as it stands in the file: columns and cells, to be selected and copied.

use egui::{Button, RichText, Stroke, Ui, vec2};

use super::hint;
use crate::figure::recount::Line;
use crate::model::OriginalRow;
use crate::session::{Command, CopyKind, Request};
use crate::ui::UiCx;
use crate::ui::cited::{self, LineStyle};
use crate::ui::popup::columns;
use crate::ui::theme::size;

/// Width of the column of names, points.
const NAMES: f32 = 132.0;

pub fn show(ui: &mut Ui, cx: &UiCx<'_>, row: &OriginalRow) {
    let words = &cx.words.telling;
    if row.is_empty() {
        hint(ui, words.no_row, cx);
        return;
    }
    let text = RichText::new(words.copy_row).size(size::LABEL);
    if ui.add(Button::new(text).min_size(vec2(0.0, size::ROW))).clicked() {
        cx.push(Command::Ask(Request::Copy(CopyKind::Text(as_text(row)))));
    }
    ui.add_space(6.0);
    let style = LineStyle::body(cx.words, cx.theme, &[]).small();
    for (name, value) in row {
        columns(ui, name, NAMES, style, |ui| {
            cited::line(ui, &Line::text(value.clone()), style);
        });
        let y = ui.cursor().top() + 1.0;
        ui.painter()
            .hline(ui.max_rect().x_range(), y, Stroke::new(1.0, cx.theme.palette.hairline));
        ui.add_space(4.0);
    }
}

/// The row as lines of "column, tab, cell"; line feeds inside a cell become spaces.
fn as_text(row: &OriginalRow) -> String {
    let flat = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    let lines = row
        .iter()
        .map(|(name, value)| format!("{}\t{}\n", flat(name), flat(value)));
    lines.collect()
}
