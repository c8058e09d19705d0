//! The popup of the focused event, beside its symbol: what is said about it and by whom.
//!
//! Under 1024 points of width it is a card at the bottom of the map. Dragged by its head it stays where it was
//! put until it is closed. Left and right walk the visible events while something in it has the focus.

mod body;
pub mod foot;
mod head;
pub mod place;

use std::sync::Arc;

use egui::{Area, EventFilter, Frame, Id, Key, Modifiers, Order, Pos2, Rect, ScrollArea, Stroke, Ui, Vec2, vec2};

pub use body::columns;

use super::UiCx;
use super::cited::{Clicked, LineStyle};
use super::cx::Made;
use crate::figure::recount::{Recount, recount};
use crate::query::EventRef;
use crate::session::{Command, DossierTab, PanelCommand, SelectCommand};

/// Width, points.
const WIDTH: f32 = 360.0;
/// Width in a window of at least [`LARGE_WINDOW`].
const WIDTH_LARGE: f32 = 420.0;
/// See above.
const LARGE_WINDOW: f32 = 2200.0;
/// Largest height.
const HEIGHT: f32 = 440.0;
/// Largest height in a window of at least [`LARGE_WINDOW`], where there is room to read without scrolling.
const HEIGHT_LARGE: f32 = 640.0;
/// Height of the card in a narrow window.
const CARD_HEIGHT: f32 = 300.0;
/// Narrower windows get the card.
const NARROW_WINDOW: f32 = 1024.0;
/// In a lower map the popup may leave the map.
const LEAST_MAP: f32 = 240.0;
/// Air inside the frame.
const PADDING: f32 = 12.0;

/// The popup; keeps nothing but where it stands and what was clicked in it.
#[derive(Debug, Default)]
pub struct PopupPanel {
    told: Option<(Made, Arc<Recount>)>,
    /// Height it took in the last frame.
    height: f32,
    /// Height of head and foot in the last frame.
    head: f32,
    foot: f32,
    /// Where it was dragged to.
    pinned: Option<Pos2>,
    /// Where in it the pointer holds it.
    grip: Option<Vec2>,
    /// The source whose number was clicked, and whether to scroll to it.
    marked: Option<usize>,
    reveal: bool,
    take_focus: bool,
    /// Lower edge of what stands at the top of the map and stays free, such as the switch of its modes.
    top: Option<f32>,
}

impl PopupPanel {
    /// Gives the popup the keyboard's focus when it is next shown (Enter, F6).
    pub fn take_focus(&mut self) {
        self.take_focus = true;
    }

    /// Leaves free what of the map lies above `top`, where the rest has room for a popup.
    pub fn stay_under(&mut self, top: Option<f32>) {
        self.top = top;
    }

    /// Shows the popup of the focused event, if it is open and no dossier replaces it. `anchor` is where its
    /// symbol stands, `map_rect` what the popup may cover.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>, anchor: Option<Pos2>, map_rect: Rect) {
        let open = cx.session.selection().popup_open && cx.session.panels().dossier.is_none();
        let at = cx.session.focused().filter(|_| open);
        let Some((at, told)) = at.and_then(|at| Some((at, self.told(cx, at)?))) else {
            // Enter asks for the focus before the popup is open.
            *self = Self {
                take_focus: self.take_focus && cx.session.panels().dossier.is_none(),
                ..Self::default()
            };
            return;
        };
        let window = ui.content_rect().width();
        // At large scales the map may be too low for any popup, which then may cover what lies around it.
        let map_rect = if map_rect.height() < LEAST_MAP {
            ui.content_rect()
        } else {
            map_rect
        };
        let card = window < NARROW_WINDOW;
        let top = self.top.filter(|top| map_rect.bottom() - top >= LEAST_MAP);
        let top = top.unwrap_or(map_rect.top());
        let most = most_height(window, place::under(map_rect, top));
        let rect = self.rect(window, anchor, (map_rect, top), most);
        if let Some(line) = anchor
            .filter(|at| !card && map_rect.contains(*at))
            .and_then(|at| place::leader(rect, at))
        {
            leader(ui, line, cx);
        }
        let area = Area::new(Id::unique("incident popup"))
            .order(Order::Middle)
            .fixed_pos(rect.min)
            .constrain(false)
            .fade_in(false)
            .accessible_name(cx.words.telling.popup);
        let layer = area.layer();
        let shown = area.show(ui.ctx(), |ui| self.frame(ui, cx, at, &told, rect, most));
        let head = shown.inner;
        self.keys(ui, cx, layer, head, shown.response.rect);
        let height = shown.response.rect.height();
        if (height - self.height).abs() > 0.5 {
            self.height = height;
            ui.ctx().request_discard("popup height");
        }
    }

    /// The recount of the event, made again only when something it depends on has changed.
    fn told(&mut self, cx: &UiCx<'_>, at: EventRef) -> Option<Arc<Recount>> {
        let event = cx.result.event(at)?;
        let made = Made::of(event, cx);
        if let Some((_, told)) = self.told.as_ref().filter(|(was, _)| *was == made) {
            return Some(Arc::clone(told));
        }
        let told = Arc::new(recount(event, cx.words, made.discreet));
        if self.told.as_ref().is_none_or(|(was, _)| was.key != made.key) {
            self.marked = None;
        }
        self.told = Some((made, Arc::clone(&told)));
        Some(told)
    }

    fn rect(&self, window: f32, anchor: Option<Pos2>, (map, top): (Rect, f32), most: f32) -> Rect {
        if window < NARROW_WINDOW {
            let height = if self.height > 0.0 { self.height.min(most) } else { most };
            return place::bottom_card(map, height);
        }
        let width = if window >= LARGE_WINDOW { WIDTH_LARGE } else { WIDTH };
        let height = if self.height > 0.0 { self.height.min(most) } else { most };
        let size = vec2(width.min(map.width() - 2.0 * place::MARGIN), height);
        match self.pinned {
            Some(corner) => place::inside(Rect::from_min_size(corner, size), map.shrink(place::MARGIN)),
            None => place::beside(anchor, size, map, top),
        }
    }

    /// Head, rows and foot in their frame. Returns the id that takes the focus.
    fn frame(&mut self, ui: &mut Ui, cx: &UiCx<'_>, at: EventRef, told: &Recount, rect: Rect, most: f32) -> Id {
        let palette = &cx.theme.palette;
        let frame = Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.border))
            .corner_radius(4.0)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(PADDING);
        let mut head_id = Id::NULL;
        frame.show(ui, |ui| {
            ui.set_width((rect.width() - 2.0 * PADDING - 2.0).max(0.0));
            let top = ui.cursor().top();
            let (id, asked) = head::show(ui, cx, told, self.head);
            head_id = id;
            self.drag(ui, id, rect);
            self.head = ui.cursor().top() - top;
            self.scrolled(ui, cx, told, most);
            let foot_top = ui.cursor().top();
            ui.add_space(8.0);
            foot::show(ui, cx, at, &told.key, true);
            self.foot = ui.min_rect().bottom() - foot_top;
            if let Some(command) = asked {
                cx.push(command);
            }
        });
        head_id
    }

    /// The rows, as high as head and foot leave.
    fn scrolled(&mut self, ui: &mut Ui, cx: &UiCx<'_>, told: &Recount, most: f32) {
        let room = (most - self.head - self.foot - 2.0 * PADDING - 2.0).max(60.0);
        let style = LineStyle::body(cx.words, cx.theme, &told.sources);
        let salt = ("popup rows", &told.key);
        let scroll = ScrollArea::vertical()
            .id_salt(salt)
            .max_height(room)
            .auto_shrink([false, true]);
        let reveal = std::mem::take(&mut self.reveal);
        let clicked = scroll.show(ui, |ui| {
            // The bar of the scroll area lies over its content.
            ui.set_width((ui.available_width() - 6.0).max(0.0));
            body::show(ui, told, style, self.marked, reveal)
        });
        match clicked.inner {
            Some(Clicked::Cite(number)) => {
                self.marked = Some(number);
                self.reveal = true;
                ui.ctx().request_repaint();
            }
            Some(Clicked::HowLocated) => {
                cx.push(Command::Panel(PanelCommand::Dossier(Some(DossierTab::PlaceAndDate))));
            }
            Some(Clicked::Differ) => {
                cx.push(Command::Panel(PanelCommand::Dossier(Some(DossierTab::Claims))));
            }
            None => {}
        }
    }

    /// Moves the popup with its head.
    fn drag(&mut self, ui: &Ui, head: Id, rect: Rect) {
        let Some(response) = ui.ctx().read_response(head) else {
            return;
        };
        let pointer = response.interact_pointer_pos();
        if response.drag_started() {
            // Where it was pressed, not where the pointer is once it counts as a drag.
            let pressed = ui.input(|i| i.pointer.press_origin());
            self.grip = pressed.map(|at| at - rect.min);
        }
        if response.dragged()
            && let (Some(at), Some(grip)) = (pointer, self.grip)
        {
            self.pinned = Some(at - grip);
        }
    }

    /// Left and right while the popup has the focus; a click in it gives it the focus.
    fn keys(&mut self, ui: &Ui, cx: &UiCx<'_>, layer: egui::LayerId, head: Id, rect: Rect) {
        let ctx = ui.ctx();
        let inside = |id: Id| ctx.read_response(id).is_some_and(|r| r.layer_id == layer);
        let focused = ctx.memory(|memory| memory.focused()).filter(|id| inside(*id));
        let pressed = ctx.input(|i| i.pointer.any_pressed().then(|| i.pointer.interact_pos()).flatten());
        let clicked = pressed.is_some_and(|at| rect.contains(at) && ctx.layer_id_at(at) == Some(layer));
        if (clicked && focused.is_none()) || std::mem::take(&mut self.take_focus) {
            ctx.memory_mut(|memory| memory.request_focus(head));
        }
        let Some(focused) = focused else {
            return;
        };
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
        for (key, command) in [
            (Key::ArrowRight, SelectCommand::Next),
            (Key::ArrowLeft, SelectCommand::Previous),
        ] {
            if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
                // What had the focus may not exist in the next event's popup.
                ctx.memory_mut(|memory| memory.request_focus(head));
                cx.push(Command::Select(command));
            }
        }
    }
}

/// The most that a popup may be high in this window and map.
fn most_height(window: f32, map: Rect) -> f32 {
    let most = match window {
        w if w < NARROW_WINDOW => CARD_HEIGHT,
        w if w >= LARGE_WINDOW => HEIGHT_LARGE,
        _ => HEIGHT,
    };
    most.min(map.height() - 2.0 * place::MARGIN)
}

/// The line from popup to symbol, with a halo so that it shows on every ground.
fn leader(ui: &Ui, line: [Pos2; 2], cx: &UiCx<'_>) {
    let palette = &cx.theme.palette;
    ui.painter().line_segment(line, Stroke::new(3.5, palette.panel));
    ui.painter().line_segment(line, Stroke::new(1.5, palette.border));
}
