//! A field for a typed date. Wrong text stays, with what was expected, and changes nothing.

use egui::{Key, Popup, PopupCloseBehavior, PopupKind, RectAlign, Response, Stroke, TextEdit, Ui, vec2};

use crate::base::dates::{self, DateError};
use crate::base::{Day, DaySpan};
use crate::ui::cx::UiCx;
use crate::ui::theme::{body, size};

/// Width of a field, points: the longest ISO date and room to type.
pub const WIDTH: f32 = 96.0;

/// What is being typed.
#[derive(Debug, Default)]
pub struct DateField {
    text: Option<String>,
    error: Option<DateError>,
    shown: Option<Day>,
}

impl DateField {
    /// Shows the field of `day`. Returns what was typed, once it is a date and Enter or Tab was pressed or
    /// something else clicked.
    pub fn show(&mut self, ui: &mut Ui, name: &str, day: Day, cx: &UiCx<'_>) -> Option<DaySpan> {
        let mut text = self.text.clone().unwrap_or_else(|| day.to_string());
        let response = self.edit(ui, name, &mut text, cx);
        if response.changed() {
            self.text = Some(text);
            self.error = None;
        }
        if response.has_focus() {
            self.shown = Some(day);
            if ui.input(|i| i.key_pressed(Key::Escape)) {
                self.forget();
            }
        } else if self.shown.is_some_and(|shown| shown != day) {
            // The window has moved on by other means: what was typed is out of date.
            self.forget();
            self.shown = Some(day);
        }
        self.explain(&response, cx);
        let read = response.lost_focus().then(|| self.read(cx)).flatten();
        if self.error.is_some() && response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
            // What was refused is to be typed again: the keys stay here instead of moving the map.
            response.request_focus();
        } else if self.error.is_some() && response.clicked_elsewhere() {
            self.forget();
        }
        response.on_hover_text(format!("{name}: {}", cx.words.timeline.field_hint));
        read
    }

    fn edit(&self, ui: &mut Ui, name: &str, text: &mut String, cx: &UiCx<'_>) -> Response {
        let p = &cx.theme.palette;
        let response = ui
            .scope(|ui| {
                if self.error.is_some() {
                    let wrong = Stroke::new(2.0, p.notice);
                    let widgets = &mut ui.visuals_mut().widgets;
                    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
                        state.bg_stroke = wrong;
                    }
                    ui.visuals_mut().selection.stroke = wrong;
                }
                let edit = TextEdit::singleline(text)
                    .id_salt(("date", name))
                    .font(body(size::BODY))
                    .desired_width(WIDTH)
                    .char_limit(60)
                    .min_size(vec2(WIDTH, 28.0))
                    .align(egui::Align2::LEFT_CENTER);
                ui.add(edit)
            })
            .inner;
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name.to_owned()));
        response
    }

    fn read(&mut self, cx: &UiCx<'_>) -> Option<DaySpan> {
        let text = self.text.as_deref()?;
        match dates::parse(text, cx.lang()) {
            // An emptied field goes back to the date of the window.
            Err(DateError::Empty) => self.forget(),
            Err(error) => self.error = Some(error),
            Ok(span) => {
                self.forget();
                return Some(span);
            }
        }
        None
    }

    fn forget(&mut self) {
        self.text = None;
        self.error = None;
    }

    fn explain(&self, response: &Response, cx: &UiCx<'_>) {
        let Some(error) = self.error else { return };
        let p = &cx.theme.palette;
        let frame = egui::Frame::popup(&response.ctx.global_style())
            .fill(p.notice_ground)
            .stroke(Stroke::new(1.0, p.notice));
        Popup::from_response(response)
            .id(response.id.with("error"))
            .kind(PopupKind::Popup)
            .open(true)
            .align(RectAlign::TOP_START)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .frame(frame)
            .show(|ui| {
                ui.set_max_width(320.0);
                let text = cx.words.date_error(error);
                ui.label(egui::RichText::new(text).size(size::LABEL).color(p.notice));
            });
    }
}
