//! The buttons under popup and dossier: full record, copies, the way through the visible events.

use egui::{Align, Button, Layout, Popup, Rect, Response, RichText, Sense, Ui, UiBuilder, pos2, vec2};

use crate::model::EventKey;
use crate::query::EventRef;
use crate::session::{Command, CopyKind, DossierTab, PanelCommand, Request, SelectCommand};
use crate::ui::UiCx;
use crate::ui::marks::{Icon, icon_button};
use crate::ui::theme::{self, size};

/// Room between buttons, points.
const SPACE: f32 = 4.0;
/// Room inside a button left and right, points.
const PADDING: f32 = 6.0;
/// How far the last arrow reaches into the frame: its own air then stands level with the text above.
const OVERHANG: f32 = 8.0;
/// Room for the arrow of a button that opens a menu.
const ARROW: f32 = 14.0;

/// Shows the buttons and pushes their commands. `record`: with the button that opens the dossier. The walker
/// takes a row of its own where one row is too narrow for the language of the screen.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, at: EventRef, key: &EventKey, record: bool) {
    let place = place(cx, at);
    let telling = &cx.words.telling;
    let record = record.then_some(telling.full_record);
    let buttons =
        record.map_or(0.0, |text| button_width(ui, text) + SPACE) + button_width(ui, telling.copy_citation) + ARROW;
    let widest = cx.words.place_in_list(cx.result.count(), cx.result.count());
    let walker_width = text_width(ui, &widest) + 2.0 * size::ROW;
    let width = ui.available_width() + OVERHANG;
    let one_row = buttons + SPACE + walker_width <= width;
    let rows = if one_row { 1.0 } else { 2.0 };
    let start = ui.cursor().left_top();
    let height = rows * size::ROW + (rows - 1.0) * SPACE;
    let rect = Rect::from_min_size(start, vec2(width, height));
    // Allocated without the overhang, so that the frame does not grow by it.
    ui.allocate_exact_size(vec2(width - OVERHANG, height), Sense::hover());
    let mut foot = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    foot.spacing_mut().item_spacing = vec2(SPACE, SPACE);
    foot.horizontal(|ui| {
        if let Some(text) = record
            && button(ui, text, 0.0).clicked()
        {
            cx.push(Command::Panel(PanelCommand::Dossier(Some(DossierTab::Account))));
        }
        copies(ui, cx, key);
        if one_row {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| walker(ui, cx, &place));
        }
    });
    if !one_row {
        let row = vec2(width, size::ROW);
        foot.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| walker(ui, cx, &place));
    }
}

/// Where the reader is among the visible events.
fn place(cx: &UiCx<'_>, at: EventRef) -> String {
    let position = cx.result.rows.position(at);
    position.map_or_else(
        || cx.words.telling.outside.to_owned(),
        |i| cx.words.place_in_list(i + 1, cx.result.count()),
    )
}

fn text_width(ui: &Ui, text: &str) -> f32 {
    let colour = ui.visuals().text_color();
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), theme::body(size::LABEL), colour));
    galley.size().x
}

fn button_width(ui: &Ui, text: &str) -> f32 {
    text_width(ui, text) + 2.0 * PADDING
}

/// A button with room for `extra` points behind its text.
fn button(ui: &mut Ui, text: &str, extra: f32) -> Response {
    let width = button_width(ui, text) + extra;
    let text = RichText::new(text).font(theme::body(size::LABEL));
    let button = Button::new(()).min_size(vec2(width, size::ROW)).left_text(text);
    ui.add(button)
}

/// "Copy citation v" with its menu.
fn copies(ui: &mut Ui, cx: &UiCx<'_>, key: &EventKey) {
    let response = button(ui, cx.words.telling.copy_citation, ARROW);
    let arrow = pos2(response.rect.right() - PADDING - 4.0, response.rect.center().y + 0.5);
    Icon::Down.paint(ui.painter(), arrow, 9.0, cx.theme.palette.text);
    let kinds: [fn(EventKey) -> CopyKind; 5] = [
        CopyKind::Citation,
        CopyKind::Bibtex,
        CopyKind::Paragraph,
        CopyKind::Coordinates,
        CopyKind::Id,
    ];
    Popup::menu(&response).show(|ui| {
        for (name, kind) in cx.words.telling.copies.iter().zip(kinds) {
            if ui.button(*name).clicked() {
                cx.push(Command::Ask(Request::Copy(kind(key.clone()))));
            }
        }
    });
}

/// "< 5 of 10 >", from right to left.
fn walker(ui: &mut Ui, cx: &UiCx<'_>, place: &str) {
    let telling = &cx.words.telling;
    ui.spacing_mut().item_spacing.x = 0.0;
    if icon_button(ui, Icon::Right, telling.next, false, cx.theme).clicked() {
        cx.push(Command::Select(SelectCommand::Next));
    }
    let text = RichText::new(place).font(theme::body(size::LABEL));
    ui.label(text.color(cx.theme.palette.secondary));
    if icon_button(ui, Icon::Left, telling.previous, false, cx.theme).clicked() {
        cx.push(Command::Select(SelectCommand::Previous));
    }
}
