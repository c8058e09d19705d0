//! The source records: everything printed, everything not printed, how each was read.

use egui::{Align, Rect, Sense, Ui, WidgetInfo, pos2};

use super::fact;
use crate::figure::recount::record::Record;
use crate::figure::recount::{Line, Part};
use crate::ui::UiCx;
use crate::ui::cited::{self, Clicked, LineStyle};
use crate::ui::popup::columns;
use crate::ui::theme::{self, size};

/// What was done in the tab.
pub struct Shown {
    /// A number was clicked.
    pub clicked: Option<Clicked>,
    /// A link was clicked.
    pub address: Option<String>,
}

pub fn show(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    records: &[Record],
    style: LineStyle<'_>,
    marked: Option<usize>,
    reveal: bool,
) -> Shown {
    let mut shown = Shown {
        clicked: None,
        address: None,
    };
    for record in records {
        let ground = ui.painter().add(egui::Shape::Noop);
        let top_left = ui.cursor().left_top();
        record_of(ui, cx, record, style, &mut shown);
        if marked == Some(record.number) {
            let corner = pos2(ui.max_rect().right(), ui.cursor().top());
            let rect = Rect::from_min_max(top_left, corner).expand(4.0);
            let fill = cx.theme.palette.selected;
            ui.painter().set(ground, egui::Shape::rect_filled(rect, 4.0, fill));
            if reveal {
                ui.scroll_to_rect(rect, Some(Align::Min));
            }
        }
        ui.add_space(12.0);
    }
    shown
}

fn record_of(ui: &mut Ui, cx: &UiCx<'_>, record: &Record, style: LineStyle<'_>, shown: &mut Shown) {
    let words = &cx.words.telling;
    let mut title = Line::text(format!("[{}] {}", record.number, record.short));
    if record.warning {
        title.parts.push(Part::Warning);
    }
    cited::line(ui, &title, style.strong());
    ui.add_space(2.0);
    let small = style.small();
    if record.warning {
        let mut notice = small;
        notice.colour = cx.theme.palette.notice;
        cited::line(ui, &Line::text(words.date_warning), notice);
    }
    for (label, value) in &record.facts {
        let clicked = fact(ui, label, &Line::text(value.clone()), small);
        shown.clicked = clicked.or(shown.clicked);
    }
    for line in &record.repeats {
        let clicked = fact(ui, words.record.repeated, line, small);
        shown.clicked = clicked.or(shown.clicked);
    }
    if let Some(url) = &record.url {
        let clicked = columns(ui, words.record.address, super::LABELS, small, |ui| {
            address(ui, cx, url)
        });
        if clicked {
            shown.address = Some(url.clone());
        }
    }
}

/// The address as a link. It opens nothing by itself.
fn address(ui: &mut Ui, cx: &UiCx<'_>, url: &str) -> bool {
    let accent = cx.theme.palette.accent;
    let mut job = egui::text::LayoutJob::simple(url.to_owned(), theme::body(size::LABEL), accent, ui.available_width());
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, url));
    ui.painter().galley(rect.min, galley, accent);
    cited::focus_ring(ui, &response, rect, accent);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
