//! The list of visible incidents: the screen reader's twin of the map.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, Vec2, vec2};

use crate::model::Event;
use crate::query::EventRef;
use crate::session::{Command, SelectCommand};
use crate::ui::cx::{ToldHover, UiCx};
use crate::ui::table::scroll::RowScroll;
use crate::ui::theme::{self, size};
use crate::ui::{marks, overlay, symbol};

/// Height of a row: two lines of title and one of place and date.
const ROW: f32 = 62.0;

/// The list with what it remembers: the event it last scrolled to.
#[derive(Debug, Default)]
pub struct ListPanel {
    followed: Option<EventRef>,
    told: ToldHover,
    scroll: RowScroll,
}

impl ListPanel {
    /// Shows the rows; only those in view are laid out.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        if cx.result.rows.is_empty() {
            overlay::empty_state(ui, cx);
            return;
        }
        let rect = ui.available_rect_before_wrap();
        ui.allocate_rect(rect, Sense::hover());
        self.follow(cx, rect);
        let (range, mut y, room) = self.scroll.show(ui, rect, ROW, cx.result.rows.len(), cx.theme);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(room));
        inside.shrink_clip_rect(room);
        let mut hovered = None;
        for i in range {
            let row = Rect::from_min_size(egui::pos2(room.left(), y), vec2(room.width(), ROW));
            y += ROW;
            let Some(at) = cx.result.rows.get(i) else { continue };
            let Some(event) = cx.result.event(at) else { continue };
            let builder = UiBuilder::new().max_rect(row).id_salt(("row", i));
            if row_ui(&mut inside.new_child(builder), cx, at, event, i + 1) {
                hovered = Some(at);
            }
        }
        self.told.tell(cx, hovered);
    }

    /// Scrolls to the focus when it has moved to a row that is out of view.
    fn follow(&mut self, cx: &UiCx<'_>, rect: Rect) {
        let focus = cx.session.focused();
        if focus == self.followed {
            return;
        }
        self.followed = focus;
        if let Some(i) = focus.and_then(|at| cx.result.rows.position(at)) {
            self.scroll.reveal(i, rect, ROW);
        }
    }
}

/// One row. Returns whether the pointer is over it.
fn row_ui(ui: &mut Ui, cx: &UiCx<'_>, at: EventRef, event: Event<'_>, number: usize) -> bool {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let name = accessible_name(cx, event, number);
    let selected = cx.session.selection().has(&event.key());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, selected, &name));
    paint_ground(
        ui,
        cx,
        rect,
        &response,
        selected || cx.session.hovered() == Some(at),
        selected,
    );
    symbol::paint(ui.painter(), rect.min + vec2(16.0, 18.0), event.kind(), 14.0, cx.theme);
    let inner = Rect::from_min_max(rect.min + vec2(32.0, 5.0), rect.max - vec2(10.0, 3.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min)));
    texts_ui(&mut child, cx, event);
    if response.clicked() {
        let ctrl = ui.input(|i| i.modifiers.command);
        let command = if ctrl {
            SelectCommand::Toggle(at)
        } else {
            SelectCommand::Open(at)
        };
        cx.push(Command::Select(command));
    }
    response.hovered()
}

fn paint_ground(ui: &Ui, cx: &UiCx<'_>, rect: Rect, response: &egui::Response, lit: bool, selected: bool) {
    let p = &cx.theme.palette;
    if selected {
        ui.painter().rect_filled(rect, 0.0, p.selected);
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0.0, p.accent);
    } else if lit || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, p.raised);
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(2.0, p.accent);
        ui.painter()
            .rect_stroke(rect.shrink(1.0), 2.0, ring, egui::StrokeKind::Inside);
    }
    let line = egui::Stroke::new(1.0, p.hairline);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn texts_ui(ui: &mut Ui, cx: &UiCx<'_>, event: Event<'_>) {
    let p = &cx.theme.palette;
    ui.spacing_mut().item_spacing = Vec2::new(4.0, 0.0);
    // A row of text is as high as its text, not as high as a button.
    ui.spacing_mut().interact_size.y = 16.0;
    let title = cx.words.title(event);
    let mut job = egui::text::LayoutJob::simple(
        title.into_owned(),
        theme::body(size::BODY),
        p.text,
        ui.available_width(),
    );
    job.wrap.max_rows = 2;
    ui.add(egui::Label::new(job).selectable(false));
    ui.horizontal(|ui| {
        let line = second_line(cx, event);
        let text = egui::RichText::new(line)
            .font(theme::body(size::LABEL))
            .color(p.secondary);
        let room = ui.available_width() - if event.disagreements() > 0 { 20.0 } else { 0.0 };
        ui.scope(|ui| {
            ui.set_max_width(room);
            ui.add(egui::Label::new(text).selectable(false).truncate());
        });
        if event.disagreements() > 0 {
            marks::differ_label(ui, cx.words.filtering.disagree, cx.theme);
        }
    });
}

/// Date first, so that what is cut off when space is short is the end of the place.
fn second_line(cx: &UiCx<'_>, event: Event<'_>) -> String {
    let date = event
        .span()
        .map_or_else(|| cx.words.common.undated.to_owned(), |span| cx.words.span_short(span));
    let place = [cx.words.country(event.country()), event.admin1()];
    let place = place
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if place.is_empty() {
        date
    } else {
        format!("{date} · {place}")
    }
}

fn accessible_name(cx: &UiCx<'_>, event: Event<'_>, number: usize) -> String {
    let date = event
        .span()
        .map_or_else(|| cx.words.common.undated.to_owned(), |span| cx.words.span_short(span));
    format!(
        "{}, {}, {}, {date}, {}, {}",
        cx.words.nth_of(number, cx.result.rows.len()),
        cx.words.event_type_one(event.kind()),
        cx.words.title(event),
        event.place_in(cx.lang()),
        cx.words.place_class(event.place_class()),
    )
}
