//! Scrolling through any number of rows of one height. A scroll area counts in points of single precision and
//! loses its steps beyond some 500,000 rows; this counts rows in double precision.

use std::ops::Range;

use egui::{Rect, Sense, Ui, pos2};

use crate::ui::theme::Theme;

/// Width of the bar, points.
const BAR: f32 = 12.0;
/// Least length of its handle, points.
const HANDLE: f32 = 24.0;

/// Where the view stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RowScroll {
    /// Rows above the view, with the part of one that is cut.
    top: f64,
}

impl RowScroll {
    /// Takes the wheel and the bar at the right of `rect`; gives the rows in view, the top of the first of them
    /// and the room left of the bar.
    pub fn show(&mut self, ui: &Ui, rect: Rect, row: f32, count: usize, theme: &Theme) -> (Range<usize>, f32, Rect) {
        let in_view = f64::from(rect.height() / row);
        let most = (count as f64 - in_view).max(0.0);
        if ui.rect_contains_pointer(rect) {
            let scroll = ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta.y));
            self.top -= f64::from(scroll / row);
        }
        self.top = self.top.clamp(0.0, most);
        let mut room = rect;
        if most > 0.0 {
            room.max.x -= BAR;
            self.bar(
                ui,
                Rect::from_min_max(pos2(room.max.x, rect.top()), rect.max),
                (in_view, most),
                theme,
            );
        }
        let first = self.top.floor();
        let y = rect.top() - ((self.top - first) as f32) * row;
        let first = first as usize;
        let last = (self.top + in_view).ceil() as usize;
        (first..last.min(count), y, room)
    }

    /// Moves the view by the least that shows a whole row.
    pub fn reveal(&mut self, n: usize, rect: Rect, row: f32) {
        let in_view = f64::from(rect.height() / row);
        self.top = self.top.clamp((n as f64 + 1.0 - in_view).min(n as f64), n as f64);
    }

    fn bar(&mut self, ui: &Ui, rect: Rect, (in_view, most): (f64, f64), theme: &Theme) {
        let response = ui.interact(rect, ui.unique_id().with("row bar"), Sense::click_and_drag());
        let part = (in_view / (most + in_view)) as f32;
        let handle = (rect.height() * part).max(HANDLE).min(rect.height());
        let way = (rect.height() - handle).max(1.0);
        if let Some(pointer) = response.interact_pointer_pos() {
            let to = ((pointer.y - rect.top() - handle / 2.0) / way).clamp(0.0, 1.0);
            self.top = f64::from(to) * most;
        }
        let top = rect.top() + way * ((self.top / most) as f32);
        let handle = Rect::from_min_max(pos2(rect.left() + 3.0, top), pos2(rect.right() - 2.0, top + handle));
        let p = &theme.palette;
        let colour = if response.hovered() || response.dragged() {
            p.secondary
        } else {
            p.border
        };
        ui.painter().rect_filled(handle, 4.0, colour);
    }
}
