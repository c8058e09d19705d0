//! The head of a popup: type, mark of disagreement, close; title. The popup is dragged by it.

use egui::text::LayoutJob;
use egui::{Align, Id, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::figure::recount::Recount;
use crate::session::{Command, DossierTab, PanelCommand, SelectCommand};
use crate::ui::cited::focus_ring;
use crate::ui::marks::{self, Icon};
use crate::ui::theme::{self, size};
use crate::ui::{UiCx, symbol};

/// Side of the button that closes, points.
const CLOSE: f32 = 28.0;
/// Room for the symbol.
const SYMBOL: f32 = 20.0;

/// Shows the head. `height` is what it took in the last frame. Returns the id that takes focus and drags, and
/// what was asked for.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, told: &Recount, height: f32) -> (Id, Option<Command>) {
    let palette = &cx.theme.palette;
    let start = ui.cursor().left_top();
    let width = ui.available_width();
    let grip = Rect::from_min_size(start, vec2(width, height.max(CLOSE)));
    let id = ui.scope_id().with("head");
    let response = ui.interact(grip, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TitleBar, true, &told.title));
    if response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    }
    focus_ring(ui, &response, grip.expand2(vec2(8.0, 8.0)), palette.accent);

    let mut right = start.x + width;
    let close = Rect::from_min_size(pos2(right - CLOSE + 6.0, start.y - 5.0), vec2(CLOSE, CLOSE));
    right = close.left() - 2.0;
    let mut asked = close_button(ui, cx, close);
    // Enter opened the popup; Enter again opens the dossier. A click on the head only takes the focus.
    if response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
        asked = Some(Command::Panel(PanelCommand::Dossier(Some(DossierTab::Account))));
    }
    if !told.differing.is_empty() {
        let (rect, command) = differ_button(ui, cx, told, right, close.center().y);
        right = rect.left() - 6.0;
        asked = command.or(asked);
    }
    let job = LayoutJob::simple(
        told.type_line.clone(),
        theme::body(size::LABEL),
        palette.secondary,
        right - start.x - SYMBOL,
    );
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let text = Rect::from_min_size(start + vec2(SYMBOL, 0.0), galley.size());
    symbol::paint(
        ui.painter(),
        pos2(start.x + 7.0, start.y + 8.5),
        told.kind,
        13.0,
        cx.theme,
    );
    ui.painter().galley(text.min, galley, palette.secondary);
    ui.allocate_rect(
        Rect::from_min_max(start, pos2(start.x + width, text.bottom() + 4.0)),
        Sense::hover(),
    );
    title(ui, &told.title, cx);
    ui.add_space(8.0);
    let y = ui.cursor().top() - 4.0;
    ui.painter()
        .hline(start.x..=start.x + width, y, Stroke::new(1.0, palette.hairline));
    ui.add_space(2.0);
    (id, asked)
}

fn title(ui: &mut Ui, title: &str, cx: &UiCx<'_>) {
    let mut job = LayoutJob::simple(
        title.to_owned(),
        theme::strong(size::POPUP_TITLE),
        cx.theme.palette.text,
        ui.available_width(),
    );
    job.halign = Align::Min;
    ui.add(egui::Label::new(job).selectable(false).sense(Sense::empty()));
}

fn close_button(ui: &Ui, cx: &UiCx<'_>, rect: Rect) -> Option<Command> {
    let response = ui.interact(rect, ui.scope_id().with("close"), Sense::click());
    let name = cx.words.common.close;
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    marks::paint_button_ground(ui, rect, &response, false, cx.theme);
    Icon::Cross.paint(ui.painter(), rect.center(), 14.0, cx.theme.palette.text);
    let clicked = response.clicked();
    response.on_hover_text(name);
    clicked.then_some(Command::Select(SelectCommand::ClosePopup))
}

/// `≠ 6`: on how many fields sources disagree. A click opens the claims.
fn differ_button(ui: &Ui, cx: &UiCx<'_>, told: &Recount, right: f32, middle: f32) -> (Rect, Option<Command>) {
    let palette = &cx.theme.palette;
    let count = told.differing.len().to_string();
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(count, theme::strong(size::LABEL), palette.notice));
    let width = galley.size().x + 26.0;
    let rect = Rect::from_min_max(pos2(right - width, middle - 11.0), pos2(right, middle + 11.0));
    let response = ui.interact(rect, ui.scope_id().with("differ"), Sense::click());
    let name = cx.words.differing_fields(&told.differing);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    ui.painter().rect_filled(rect, 4.0, palette.notice_ground);
    if response.hovered() {
        let stroke = Stroke::new(1.0, palette.notice);
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    marks::differ_mark(ui.painter(), pos2(rect.left() + 11.0, middle), 12.0, palette.notice);
    let at = pos2(rect.left() + 20.0, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.notice);
    focus_ring(ui, &response, rect, palette.accent);
    let clicked = response.clicked();
    response.on_hover_text(name);
    let command = Command::Panel(PanelCommand::Dossier(Some(DossierTab::Claims)));
    (rect, clicked.then_some(command))
}
