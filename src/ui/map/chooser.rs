//! The list of everything under a click: a click never guesses.

use egui::{Align2, Button, Popup, PopupAnchor, Pos2, Rect, RichText, ScrollArea, Sense, Ui, vec2};

use super::mark::{Look, paint_symbol};
use crate::figure::Hit;
use crate::figure::symbol::is_hollow;
use crate::query::EventRef;
use crate::ui::UiCx;
use crate::ui::theme::{self, size};

const WIDTH: f32 = 420.0;
const ROW: f32 = 40.0;
/// Rows seen at a time.
const ROWS: f32 = 7.0;

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chosen {
    /// This event.
    Event(EventRef),
    /// A closer look at this spot.
    ZoomHere(Pos2),
}

/// An open list.
#[derive(Debug, Clone, Default)]
pub struct Chooser {
    open: Option<(Pos2, Hit)>,
}

impl Chooser {
    /// Opens the list at a spot of the screen.
    pub fn open(&mut self, at: Pos2, hit: Hit) {
        self.open = Some((at, hit));
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Closes it. Returns whether it was open.
    pub fn close(&mut self) -> bool {
        self.open.take().is_some()
    }

    /// Shows the list and returns what was chosen.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>) -> Option<Chosen> {
        let (at, hit) = self.open.as_ref()?;
        let anchor = PopupAnchor::ParentRect(Rect::from_center_size(*at, vec2(20.0, 20.0)));
        let title = cx.words.incidents_here(hit.events.len());
        let mut open = true;
        let popup = Popup::new(ui.scope_id().with("chooser"), ui.ctx().clone(), anchor, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(title.clone())
            .width(WIDTH);
        let chosen = popup
            .show(|ui| list(ui, cx, *at, hit, &title))
            .and_then(|shown| shown.inner);
        if chosen.is_some() || !open {
            self.open = None;
        }
        chosen
    }
}

fn list(ui: &mut Ui, cx: &UiCx<'_>, at: Pos2, hit: &Hit, title: &str) -> Option<Chosen> {
    let mut chosen = None;
    ui.set_width(WIDTH);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(theme::strong(size::BODY)));
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(right, |ui| {
            if ui.add(Button::new(cx.words.mapping.zoom_here)).clicked() {
                chosen = Some(Chosen::ZoomHere(at));
            }
        });
    });
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    // That there is more below must be seen.
    ui.spacing_mut().scroll.dormant_handle_opacity = 0.6;
    let area = ScrollArea::vertical().max_height(ROWS * ROW);
    area.show_rows(ui, ROW, hit.events.len(), |ui, rows| {
        for event in hit.events.get(rows).unwrap_or(&[]) {
            if row(ui, cx, *event) {
                chosen = Some(Chosen::Event(*event));
            }
        }
    });
    chosen
}

/// Symbol, hover line, title. Returns whether it was clicked.
fn row(ui: &mut Ui, cx: &UiCx<'_>, at: EventRef) -> bool {
    let Some(event) = cx.result.event(at) else { return false };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let line = cx.words.hover_line(event);
    let title = cx.words.title(event);
    let name = format!("{line} · {title}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    crate::ui::marks::paint_button_ground(ui, rect, &response, false, cx.theme);
    let p = &cx.theme.palette;
    let painter = ui.painter().with_clip_rect(rect);
    paint_symbol(
        &painter,
        rect.left_center() + vec2(14.0, 0.0),
        Look {
            hollow: is_hollow(event.place_class()),
            ..Look::solid(event.kind(), 12.0)
        },
        cx.theme,
    );
    let text = rect.left_top() + vec2(30.0, 4.0);
    painter.text(text, Align2::LEFT_TOP, line, theme::body(size::LABEL), p.secondary);
    let mut job = egui::text::LayoutJob::simple_singleline(title.into_owned(), theme::body(size::BODY), p.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 36.0);
    let galley = painter.layout_job(job);
    painter.galley(text + vec2(0.0, 15.0), galley, p.text);
    response.on_hover_text(name).clicked()
}
