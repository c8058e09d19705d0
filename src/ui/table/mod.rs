//! The table: every visible row, however many; sorted by any column, copied as it is shown.
//!
//! Only rows in view are looked up. By date nothing is sorted; by another column the order is worked out in the
//! background where rows are many, and the last order asked for wins.

mod cells;
mod columns;
mod keys;
pub mod scroll;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Rect, Sense, Ui, Vec2, pos2, vec2};

use self::scroll::RowScroll;
use super::cx::{ToldHover, UiCx};
use super::symbol;
use super::theme::{self, size};
use crate::base::{Lang, Pulse};
use crate::model::EventKey;
use crate::query::order::sorted;
use crate::query::{Column, EventRef, Order, QueryResult, Sorting};
use crate::session::{Command, SelectCommand};
use crate::words::Words;

pub use cells::as_text;
pub use columns::menu as columns_menu;

/// Height of the headings, points.
const HEAD: f32 = 26.0;
/// So many rows are sorted while the frame is made.
const QUICK: usize = 20_000;
/// Seconds that sorting may take without a word.
const BLINK: f64 = 0.15;
/// How often its progress is told.
const TOLD_EVERY: std::time::Duration = std::time::Duration::from_millis(100);
/// Room for its progress, at the lower right of the rows.
const PROGRESS: Vec2 = vec2(420.0, 40.0);
/// Most rows that a click with Shift selects.
const MOST_SELECTED: usize = 5_000;

/// What an order was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OrderKey {
    revision: u64,
    sorting: Sorting,
    lang: Lang,
}

/// Rows to be sorted elsewhere.
#[derive(Debug)]
pub struct SortJob {
    /// To be given back with the rows.
    pub number: u64,
    /// What holds the rows.
    pub result: Arc<QueryResult>,
    /// What to sort by.
    pub sorting: Sorting,
    /// Words of the language shown.
    pub words: &'static Words,
    /// Cancelled once other rows are wanted.
    pub pulse: Pulse,
}

/// Rows that are being sorted elsewhere.
#[derive(Debug)]
struct Running {
    key: OrderKey,
    number: u64,
    pulse: Pulse,
    /// When it was first shown to be so, seconds of the window.
    since: Option<f64>,
}

/// The table with its order.
#[derive(Debug, Default)]
pub struct TablePanel {
    sorting: Option<Sorting>,
    order: Order,
    made_for: Option<OrderKey>,
    running: Option<Running>,
    wanted: Option<SortJob>,
    jobs: u64,
    scroll: RowScroll,
    /// Columns left of the view, points.
    left: f32,
    widths: BTreeMap<Column, f32>,
    followed: Option<EventKey>,
    /// Row from which a click with Shift selects.
    anchor: Option<EventRef>,
    focused: bool,
    told: ToldHover,
}

/// Where the parts of the table stand.
struct Places {
    head: Rect,
    body: Rect,
    /// Columns with left edge and width, as they stand scrolled.
    columns: Vec<(Column, f32, f32)>,
}

impl TablePanel {
    /// Shows the table in all of the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        self.arrange(cx);
        let rect = ui.available_rect_before_wrap();
        ui.allocate_rect(rect, Sense::hover());
        let places = self.places(ui, cx, rect);
        let body = ui.interact(places.body, ui.unique_id().with("rows"), Sense::click());
        let name = cx.words.table.rows;
        body.widget_info(|| egui::WidgetInfo::labeled(egui::Role::List, true, name));
        self.focused = body.has_focus();
        if self.focused {
            self.keys(ui, cx, &body);
        }
        self.follow(cx, places.body);
        self.rows(ui, cx, &places, &body);
        self.head(ui, cx, &places);
        self.progress(ui, cx, places.body);
        if self.focused {
            let ring = egui::Stroke::new(2.0, cx.theme.palette.accent);
            ui.painter()
                .rect_stroke(places.body, 2.0, ring, egui::StrokeKind::Inside);
        }
    }

    /// Whether the rows have the keyboard: arrows, Home and the like are theirs then.
    pub fn has_focus(&self) -> bool {
        self.focused
    }

    /// The visible events in the order shown.
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Rows that are to be sorted elsewhere, once.
    pub fn take_wanted(&mut self) -> Option<SortJob> {
        self.wanted.take()
    }

    /// Takes rows that were sorted elsewhere; late ones are dropped.
    pub fn set_sorted(&mut self, number: u64, rows: Vec<EventRef>) {
        if let Some(running) = self.running.take_if(|running| running.number == number) {
            self.made_for = Some(running.key);
            self.order = Order::Sorted(rows);
        }
    }

    /// Brings the order up to what is asked for.
    fn arrange(&mut self, cx: &UiCx<'_>) {
        let by_date = |sorting: &Sorting| sorting.by == Column::Date;
        let Some(sorting) = self.sorting.filter(|sorting| !by_date(sorting)) else {
            self.cancel();
            self.made_for = None;
            self.order = match self.sorting {
                Some(Sorting { descending: true, .. }) => Order::Newest,
                _ => Order::Oldest,
            };
            return;
        };
        let (revision, lang) = (cx.result.revision, cx.lang());
        let key = OrderKey {
            revision,
            sorting,
            lang,
        };
        if self.made_for == Some(key) {
            self.cancel();
            return;
        }
        if self.running.as_ref().is_some_and(|running| running.key == key) {
            return;
        }
        self.cancel();
        let pulse = Pulse::new();
        if cx.result.count() <= QUICK {
            self.order = sorted(cx.result, sorting, cx.words, &pulse).map_or(Order::Oldest, Order::Sorted);
            self.made_for = Some(key);
            return;
        }
        // Rows of another window are not shown: by date until the new order is there.
        if self.made_for.is_none_or(|made| made.revision != revision) {
            self.order = Order::Oldest;
            self.made_for = None;
        }
        self.jobs += 1;
        self.running = Some(Running {
            key,
            number: self.jobs,
            pulse: pulse.clone(),
            since: None,
        });
        self.wanted = Some(SortJob {
            number: self.jobs,
            result: Arc::clone(cx.session.result()),
            sorting,
            words: cx.words,
            pulse,
        });
    }

    fn cancel(&mut self) {
        if let Some(running) = self.running.take() {
            running.pulse.cancel();
        }
        self.wanted = None;
    }

    /// How far the sorting is, and the way to stop it, over the last rows: where it takes longer than a blink.
    fn progress(&mut self, ui: &mut Ui, cx: &UiCx<'_>, body: Rect) {
        let Some(running) = &mut self.running else { return };
        let now = ui.input(|i| i.time);
        let waited = now - *running.since.get_or_insert(now);
        ui.ctx().request_repaint_after(TOLD_EVERY);
        if waited < BLINK {
            return;
        }
        let text = cx.words.sorting(running.pulse.fraction());
        let p = &cx.theme.palette;
        let room = Rect::from_min_max(body.right_bottom() - PROGRESS, body.right_bottom() - vec2(16.0, 4.0));
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(room));
        let frame = egui::Frame::new()
            .fill(p.raised)
            .stroke(egui::Stroke::new(1.0, p.border));
        let stopped = inside
            .with_layout(egui::Layout::right_to_left(egui::Align::Max), |ui| {
                let frame = frame.corner_radius(4.0).inner_margin(vec2(8.0, 3.0));
                frame.show(ui, |ui| {
                    let stopped = ui.small_button(cx.words.common.cancel).clicked();
                    ui.label(egui::RichText::new(text).font(theme::body(size::LABEL)).color(p.text));
                    stopped
                })
            })
            .inner
            .inner;
        if stopped {
            // As it stood before.
            self.cancel();
            self.sorting = self.made_for.map(|made| made.sorting);
            ui.ctx().request_repaint();
        }
    }

    /// Scrolls to an event that was opened elsewhere.
    fn follow(&mut self, cx: &UiCx<'_>, body: Rect) {
        let focus = cx.session.selection().focus.as_ref();
        if focus == self.followed.as_ref() {
            return;
        }
        self.followed = focus.cloned();
        let at = focus.and_then(|key| cx.session.find(key));
        if let Some(n) = at.and_then(|at| self.order.position(cx.result, at)) {
            self.scroll.reveal(n, body, size::ROW);
        }
    }

    fn rows(&mut self, ui: &mut Ui, cx: &UiCx<'_>, places: &Places, body: &egui::Response) {
        let count = cx.result.count();
        let (range, mut y, room) = self.scroll.show(ui, places.body, size::ROW, count, cx.theme);
        let mut hovered = None;
        // A child of its own: it cuts what it shows, and makes the drawer no higher.
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(room));
        inside.shrink_clip_rect(room);
        for n in range {
            let rect = Rect::from_min_size(pos2(room.left(), y), vec2(room.width(), size::ROW));
            y += size::ROW;
            if let Some(at) = self.order.get(cx.result, n)
                && self.row(&inside, cx, places, (n, at, rect), body)
            {
                hovered = Some(at);
            }
        }
        self.told.tell(cx, hovered);
    }

    /// One row. Returns whether the pointer is over it.
    fn row(
        &mut self,
        ui: &Ui,
        cx: &UiCx<'_>,
        places: &Places,
        (n, at, rect): (usize, EventRef, Rect),
        body: &egui::Response,
    ) -> bool {
        let Some(event) = cx.result.event(at) else { return false };
        let p = &cx.theme.palette;
        let seen = rect.intersect(ui.clip_rect());
        let response = ui.interact(seen, body.id.with(("row", n)), Sense::CLICK);
        let selected = cx.session.selection().has(&event.key());
        if selected {
            ui.painter().rect_filled(rect, 0.0, p.selected);
        } else if response.hovered() || cx.session.hovered() == Some(at) {
            ui.painter().rect_filled(rect, 0.0, p.raised);
        }
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, p.hairline));
        for (column, x, width) in &places.columns {
            let cell = Rect::from_min_size(pos2(*x, rect.top()), vec2(*width, rect.height()));
            if cell.right() < ui.clip_rect().left() || cell.left() > ui.clip_rect().right() {
                continue;
            }
            let text = cells::cell(cx, at, event, *column);
            let mut inner = cell.shrink2(vec2(6.0, 0.0));
            if *column == Column::Kind {
                let spot = inner.left_center() + vec2(7.0, 0.0);
                symbol::paint(ui.painter(), spot, event.kind(), 12.0, cx.theme);
                inner.min.x += 20.0;
            }
            cell_ui(ui, cx, inner, &text, (n, *column), cells::is_number(*column));
        }
        if response.clicked() {
            body.request_focus();
            self.clicked(ui, cx, n, at);
        }
        ui.rect_contains_pointer(seen)
    }

    fn clicked(&mut self, ui: &Ui, cx: &UiCx<'_>, n: usize, at: EventRef) {
        let modifiers = ui.input(|i| i.modifiers);
        let from = self.anchor.and_then(|anchor| self.order.position(cx.result, anchor));
        let command = match from {
            Some(from) if modifiers.shift => {
                let (a, b) = (from.min(n), from.max(n).min(from.saturating_add(MOST_SELECTED)));
                let rows = (a..=b).filter_map(|n| self.order.get(cx.result, n));
                SelectCommand::ReplaceBy(rows.take(MOST_SELECTED).collect())
            }
            _ if modifiers.command => SelectCommand::Toggle(at),
            _ => SelectCommand::Open(at),
        };
        if !modifiers.shift {
            self.anchor = Some(at);
        }
        // The row that was clicked is in view.
        self.followed = cx.result.event(at).map(|event| event.key());
        cx.push(Command::Select(command));
    }
}

/// The text of a cell, cut where it does not fit; whole on hover.
fn cell_ui(ui: &Ui, cx: &UiCx<'_>, rect: Rect, text: &str, id: (usize, Column), at_right: bool) {
    let seen = rect.intersect(ui.clip_rect());
    let response = ui.interact(seen, ui.unique_id().with(id), Sense::empty());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    let colour = cx.theme.palette.text;
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), theme::body(size::LABEL), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width().max(8.0));
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    let room = (rect.size() - galley.size()).max(Vec2::ZERO);
    let x = if at_right { rect.left() + room.x } else { rect.left() };
    ui.painter().galley(pos2(x, rect.top() + room.y / 2.0), galley, colour);
    if cut && ui.rect_contains_pointer(seen) {
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id, egui::PopupAnchor::Pointer).show(
            |ui| {
                ui.label(text);
            },
        );
    }
}
