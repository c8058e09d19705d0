//! The headings: what the table is sorted by, how wide columns are, which are shown.

use egui::{CursorIcon, Rect, Response, Sense, Ui, pos2, vec2};

use super::{HEAD, Places, TablePanel, cells};
use crate::query::{Column, Sorting};
use crate::session::{Command, PanelCommand};
use crate::ui::cx::UiCx;
use crate::ui::marks::Icon;
use crate::ui::theme::{self, size};

/// Narrowest column, points.
const LEAST: f32 = 44.0;

/// How much of the room that is left over a column takes beside the others.
fn share(column: Column) -> f32 {
    match column {
        Column::Title | Column::Actors => 2.0,
        Column::Place => 1.0,
        _ => 0.0,
    }
}

impl TablePanel {
    /// Works out where the columns stand; sideways scrolling where they need more room than there is.
    pub(super) fn places(&mut self, ui: &Ui, cx: &UiCx<'_>, rect: Rect) -> Places {
        let (head, body) = rect.split_top_bottom_at_y((rect.top() + HEAD).min(rect.bottom()));
        let shown: Vec<Column> = cx.session.panels().columns.shown().collect();
        let wide = |column: &Column| self.widths.get(column).copied().unwrap_or(cells::width(*column));
        let all: f32 = shown.iter().map(wide).sum();
        let spare = (rect.width() - 12.0 - all).max(0.0);
        if ui.rect_contains_pointer(rect) {
            let sideways = ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta.x));
            self.left -= sideways;
        }
        self.left = self.left.clamp(0.0, (all + 12.0 - rect.width()).max(0.0));
        let long: f32 = shown.iter().map(|column| share(*column)).sum();
        let mut x = rect.left() - self.left;
        let mut columns = Vec::with_capacity(shown.len());
        for column in &shown {
            // What is left over goes to the columns with long texts, else to the last one.
            let part = match long {
                0.0 if Some(column) == shown.last() => 1.0,
                0.0 => 0.0,
                long => share(*column) / long,
            };
            let width = wide(column) + (spare * part).floor();
            columns.push((*column, x, width));
            x += width;
        }
        Places { head, body, columns }
    }

    /// Shows the headings.
    pub(super) fn head(&mut self, ui: &mut Ui, cx: &UiCx<'_>, places: &Places) {
        let p = &cx.theme.palette;
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(places.head));
        inside.shrink_clip_rect(places.head);
        for (column, x, width) in &places.columns {
            let rect = Rect::from_min_size(pos2(*x, places.head.top()), vec2(*width, HEAD));
            let response = self.heading(&inside, cx, *column, rect);
            if response.clicked() {
                self.sorting = next_sorting(self.sorting, *column);
            }
            egui::Popup::context_menu(&response).show(|ui| menu(ui, cx));
            self.edge(&inside, cx, *column, rect);
        }
        let line = egui::Stroke::new(1.0, p.border);
        ui.painter()
            .hline(places.head.x_range(), places.head.bottom() - 0.5, line);
    }

    fn heading(&self, ui: &Ui, cx: &UiCx<'_>, column: Column, rect: Rect) -> Response {
        let p = &cx.theme.palette;
        let name = cx.words.column(column);
        let seen = rect.intersect(ui.clip_rect());
        let response = ui.interact(seen, ui.unique_id().with(("heading", column)), Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        crate::ui::marks::paint_button_ground(ui, rect.shrink(1.0), &response, false, cx.theme);
        let galley = ui
            .painter()
            .layout_no_wrap(name.to_owned(), theme::strong(size::LABEL), p.text);
        let at_right = cells::is_number(column);
        let spare = rect.width() - galley.size().x - 12.0;
        let x = rect.left() + 6.0 + if at_right { spare.max(0.0) } else { 0.0 };
        let y = rect.center().y - galley.size().y / 2.0;
        let end = if at_right { x - 8.0 } else { x + galley.size().x + 8.0 };
        let clip = ui.painter().with_clip_rect(seen);
        clip.galley(pos2(x, y), galley, p.text);
        if let Some(sorting) = self.sorting.filter(|sorting| sorting.by == column) {
            let icon = if sorting.descending { Icon::Down } else { Icon::Up };
            icon.paint(&clip, pos2(end, rect.center().y), 9.0, p.accent);
        }
        response.on_hover_text(cx.words.table.heading_help)
    }

    /// The right edge of a column, which can be dragged.
    fn edge(&mut self, ui: &Ui, cx: &UiCx<'_>, column: Column, rect: Rect) {
        let grip = Rect::from_center_size(rect.right_center(), vec2(8.0, rect.height())).intersect(ui.clip_rect());
        let response = ui.interact(grip, ui.unique_id().with(("edge", column)), Sense::drag());
        let line = egui::Stroke::new(1.0, cx.theme.palette.hairline);
        ui.painter().vline(rect.right() - 0.5, rect.y_range().shrink(5.0), line);
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeColumn);
        }
        if response.dragged() {
            let width = self.widths.entry(column).or_insert(cells::width(column));
            *width = (*width + response.drag_delta().x).clamp(LEAST, 900.0);
        }
    }
}

/// Which columns are shown, one box each.
pub fn menu(ui: &mut Ui, cx: &UiCx<'_>) {
    let columns = cx.session.panels().columns;
    for column in Column::ALL {
        let mut shown = columns.has(column);
        let last = shown && columns.shown().count() == 1;
        let toggle = ui.add_enabled(!last, egui::Checkbox::new(&mut shown, cx.words.column(column)));
        if toggle.changed() {
            cx.push(Command::Panel(PanelCommand::Column(column, shown)));
        }
    }
}

/// Ascending, descending, back to the order by date.
fn next_sorting(now: Option<Sorting>, by: Column) -> Option<Sorting> {
    match now.filter(|now| now.by == by) {
        Some(Sorting { descending: false, .. }) => Some(Sorting { by, descending: true }),
        Some(_) => None,
        // By date ascending is how it stands.
        None => Some(Sorting {
            by,
            descending: by == Column::Date,
        }),
    }
}
