//! The first rows as they are understood, above what stands in the file.

use egui::{Label, Pos2, RichText, Sense, Ui, vec2};
use egui_extras::{Column, TableBuilder};

use super::super::cx::UiCx;
use super::super::theme::{self, size};
use crate::read::preview::{Preview, PreviewRow, Understood};

/// Height of a row: two lines.
const ROW: f32 = 40.0;
/// Least widths of line, date, place, what, deaths, who and source, and how much of more room each takes.
const WIDTHS: [(f32, f32); 7] = [
    (44.0, 0.0),
    (136.0, 0.1),
    (150.0, 0.25),
    (140.0, 0.25),
    (72.0, 0.0),
    (120.0, 0.25),
    (100.0, 0.15),
];

/// Shows the rows.
pub(super) fn show(ui: &mut Ui, cx: &UiCx<'_>, preview: &Preview) {
    let scroll = egui::ScrollArea::horizontal().id_salt("preview").auto_shrink(false);
    scroll.show(ui, |ui| {
        // Of the room, the gaps between columns and the bar at the right are taken.
        let gaps = ui.spacing().item_spacing.x * WIDTHS.len() as f32 + 8.0;
        let least: f32 = WIDTHS.iter().map(|(least, _)| least).sum();
        let more = (ui.available_width() - gaps - least).max(0.0);
        let widths = WIDTHS.map(|(least, share)| (least + more * share).floor());
        let mut builder = TableBuilder::new(ui)
            .id_salt("preview rows")
            .striped(true)
            .cell_layout(egui::Layout::top_down(egui::Align::Min))
            .auto_shrink(false);
        for width in widths {
            builder = builder.column(Column::exact(width).clip(true));
        }
        let table = builder.header(24.0, |mut header| {
            for name in cx.words.wizard.columns {
                header.col(|ui| {
                    ui.label(RichText::new(name).font(theme::strong(size::LABEL)));
                });
            }
        });
        table.body(|body| {
            body.rows(ROW, preview.rows.len(), |mut row| {
                let Some(shown) = preview.rows.get(row.index()) else {
                    return;
                };
                let open = preview.undecided.is_some();
                row.col(|ui| {
                    ui.label(RichText::new(shown.line.to_string()).color(cx.theme.palette.secondary));
                });
                let texts = texts(cx, shown, open);
                let mut reason_at = None;
                for (i, (text, raw)) in texts.iter().zip(&shown.raw).enumerate() {
                    let is_reason = i == 0 && shown.read.is_err();
                    row.col(|ui| {
                        let at = cell(ui, cx, text, raw, is_reason);
                        reason_at = reason_at.or(at);
                        // Cells are filled one after the other, and each covers what reached into it: every one
                        // paints the part of the reason that lies over it.
                        if let Some(at) = reason_at {
                            reason(ui, cx, texts.first().map_or("", String::as_str), at);
                        }
                    });
                }
            });
        });
    });
}

/// What is understood, above what stands in the file. For a reason, only room is made: gives where it begins.
fn cell(ui: &mut Ui, cx: &UiCx<'_>, text: &str, raw: &str, is_reason: bool) -> Option<Pos2> {
    let palette = &cx.theme.palette;
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut at = None;
    if is_reason {
        let height = ui.fonts_mut(|fonts| fonts.row_height(&theme::body(size::BODY)));
        let (rect, said) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        said.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
        said.on_hover_text(text);
        at = Some(rect.min);
    } else {
        ui.add(Label::new(RichText::new(text).color(palette.text)).truncate());
    }
    let raw_text = RichText::new(raw).size(size::AXIS).color(palette.secondary);
    ui.add(Label::new(raw_text).truncate());
    at
}

/// The part of the reason of a row that lies over a cell.
fn reason(ui: &Ui, cx: &UiCx<'_>, text: &str, at: Pos2) {
    let colour = cx.theme.palette.notice;
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), theme::body(size::BODY), colour);
    let mut clip = ui.clip_rect();
    // The gap between two cells belongs to the right one.
    clip.min.x -= ui.spacing().item_spacing.x;
    // A cell's own painter cannot reach over its borders.
    let painter = ui.ctx().layer_painter(ui.layer_id()).with_clip_rect(clip);
    painter.galley(at, galley, colour);
}

/// Date, place, what, deaths, who and source in words; of a row that would be set aside, the reason.
fn texts(cx: &UiCx<'_>, row: &PreviewRow, order_is_open: bool) -> [String; 6] {
    let words = cx.words;
    match &row.read {
        Ok(read) => understood(cx, read, order_is_open),
        Err(issue) => {
            let (r, colon) = (words.reading, words.reading.colon);
            let column = if issue.column.is_empty() {
                String::new()
            } else {
                format!("{colon}{}", issue.column)
            };
            let (found, expected) = (issue.found.explain(words), issue.expected.explain(words));
            let reason = format!(
                "{}{column}{colon}{} {found}, {} {expected}",
                words.wizard.set_aside, r.found, r.expected
            );
            let mut texts = [const { String::new() }; 6];
            if let Some(first) = texts.first_mut() {
                *first = reason;
            }
            texts
        }
    }
}

fn understood(cx: &UiCx<'_>, read: &Understood, order_is_open: bool) -> [String; 6] {
    let words = cx.words;
    let date = match read.days {
        _ if order_is_open => words.wizard.date_open.to_owned(),
        Some((span, ..)) => words.span_short(span),
        None => words.wizard.no_date.to_owned(),
    };
    let at = read
        .at
        .map_or_else(|| words.wizard.no_place.to_owned(), |at| words.coordinates_plain(at));
    let place = if read.place.is_empty() {
        at
    } else {
        format!("{} · {at}", read.place)
    };
    let kind = words.event_type(read.kind);
    let what = if read.sub_kind.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} · {}", read.sub_kind)
    };
    [
        date,
        place,
        what,
        deaths(cx, read),
        read.actors.join(" · "),
        read.sources.join(" · "),
    ]
}

/// The figure, or the range.
fn deaths(cx: &UiCx<'_>, read: &Understood) -> String {
    let n = |n: u32| cx.words.number(u64::from(n));
    match (read.deaths.shown(), read.deaths.high) {
        (None, _) => cx.words.wizard.no_figure.to_owned(),
        (Some(low), Some(high)) if high > low => format!("{}–{}", n(low), n(high)),
        (Some(low), _) => n(low),
    }
}
