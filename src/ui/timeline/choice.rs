//! Two small controls of the timeline: buttons side by side of which one is chosen, and a list that drops down.

use egui::{Popup, PopupCloseBehavior, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::ui::marks::Icon;
use crate::ui::theme::{Theme, body, size};

/// Height of a control, points.
pub const HEIGHT: f32 = 28.0;

/// Points left and right of a text in a control.
const PADDING: f32 = 8.0;

/// Points for the mark of a list that drops down.
const MARK: f32 = 18.0;

/// Width of a text in a control, points.
pub fn text_width(ui: &Ui, text: &str) -> f32 {
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), body(size::BODY), egui::Color32::PLACEHOLDER);
    galley.size().x.ceil()
}

/// Width of [`segments`] with these labels.
pub fn segments_width(ui: &Ui, labels: &[&str]) -> f32 {
    labels.iter().map(|label| text_width(ui, label) + 2.0 * PADDING).sum()
}

/// Buttons side by side. `name` is the name of the group; each button is called "name: label". Returns the
/// position of the one that was clicked.
pub fn segments(
    ui: &mut Ui,
    name: &str,
    labels: &[&str],
    hints: &[&str],
    chosen: usize,
    theme: &Theme,
) -> Option<usize> {
    let mut clicked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.horizontal(|ui| {
            for (i, label) in labels.iter().enumerate() {
                let response = segment(ui, label, i == chosen, theme);
                let (enabled, full) = (ui.is_enabled(), format!("{name}: {label}"));
                response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, i == chosen, &full));
                let response = match hints.get(i) {
                    Some(hint) => response.on_hover_text(*hint),
                    None => response,
                };
                if response.clicked() {
                    clicked = Some(i);
                }
            }
        });
    });
    clicked
}

fn segment(ui: &mut Ui, label: &str, chosen: bool, theme: &Theme) -> Response {
    let width = text_width(ui, label) + 2.0 * PADDING;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let p = &theme.palette;
    let fill = match (chosen, response.hovered()) {
        (true, _) => p.accent,
        (false, true) => p.selected,
        (false, false) => p.raised,
    };
    let ground = rect.shrink2(vec2(0.0, 1.0));
    let line = Stroke::new(1.0, if chosen { p.accent } else { p.border });
    // Neighbours share their line.
    ui.painter()
        .rect(ground.expand2(vec2(0.5, 0.0)), 2.0, fill, line, StrokeKind::Middle);
    let colour = if chosen { p.on_accent } else { p.text };
    ui.painter().text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        label,
        body(size::BODY),
        colour,
    );
    focus_ring(ui, rect, &response, theme);
    response
}

fn focus_ring(ui: &Ui, rect: egui::Rect, response: &Response, theme: &Theme) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.palette.accent);
        ui.painter()
            .rect_stroke(rect.expand(2.0), 5.0, ring, StrokeKind::Middle);
    }
}

/// Width of [`drop_down`] that fits every one of these texts.
pub fn drop_down_width<'a>(ui: &Ui, texts: impl IntoIterator<Item = &'a str>) -> f32 {
    let widest = texts.into_iter().map(|text| text_width(ui, text)).fold(0.0, f32::max);
    widest + 2.0 * PADDING + MARK
}

/// A button that drops a list; its name is "name: shown". The list closes with a click in it.
pub fn drop_down(ui: &mut Ui, name: &str, shown: &str, width: f32, theme: &Theme, list: impl FnOnce(&mut Ui)) {
    let response = drop_button(ui, name, shown, width, theme);
    Popup::menu(&response).show(list);
}

/// The same with controls instead of a list: it stays open until a click beside it.
pub fn drop_down_that_stays(ui: &mut Ui, name: &str, width: f32, theme: &Theme, controls: impl FnOnce(&mut Ui)) {
    let response = drop_button(ui, name, name, width, theme);
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(controls);
}

fn drop_button(ui: &mut Ui, name: &str, shown: &str, width: f32, theme: &Theme) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let full = if name == shown {
        name.to_owned()
    } else {
        format!("{name}: {shown}")
    };
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, enabled, &full));
    let p = &theme.palette;
    let fill = if response.hovered() { p.selected } else { p.raised };
    let ground = rect.shrink2(vec2(0.5, 1.0));
    ui.painter()
        .rect(ground, 4.0, fill, Stroke::new(1.0, p.border), StrokeKind::Middle);
    let at = rect.left_center() + vec2(PADDING, 0.0);
    ui.painter()
        .text(at, egui::Align2::LEFT_CENTER, shown, body(size::BODY), p.text);
    let mark = rect.right_center() - vec2(PADDING + 5.0, 0.0);
    Icon::Down.paint(ui.painter(), mark, 9.0, p.secondary);
    focus_ring(ui, rect, &response, theme);
    response.on_hover_text(full)
}

/// A row of a list that drops down. Returns whether it was clicked.
pub fn row(ui: &mut Ui, label: &str, chosen: bool) -> bool {
    let button = egui::Button::selectable(chosen, label).min_size(vec2(120.0, HEIGHT));
    ui.add(button).clicked()
}
