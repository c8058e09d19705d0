//! Developments and figures around the incidents. Never points, never counted.

use egui::{ScrollArea, Ui};

use crate::model::context::{Development, Figure};
use crate::ui::cx::UiCx;
use crate::ui::theme::{self, size};

/// Shows the lists of context.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.filtering;
    ScrollArea::vertical()
        .auto_shrink(false)
        .id_salt("context")
        .show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(10, 6))
                .show(ui, |ui| {
                    let has_any = cx.result.parts.iter().any(|part| {
                        let context = part.dataset.context();
                        !context.developments.is_empty() || !context.figures.is_empty()
                    });
                    if !has_any {
                        ui.label(words.no_context);
                        return;
                    }
                    secondary(ui, cx, words.context_note);
                    ui.add_space(8.0);
                    heading(ui, words.figures);
                    for part in &cx.result.parts {
                        for figure in &part.dataset.context().figures {
                            figure_ui(
                                ui,
                                cx,
                                figure,
                                part.dataset
                                    .source(&figure.source)
                                    .map(|s| s.custom.short.get(cx.lang())),
                            );
                        }
                    }
                    ui.add_space(8.0);
                    heading(ui, words.developments);
                    for part in &cx.result.parts {
                        for development in &part.dataset.context().developments {
                            development_ui(ui, cx, development, &source_names(cx, development));
                        }
                    }
                });
        });
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).font(theme::strong(size::BODY)));
}

fn secondary(ui: &mut Ui, cx: &UiCx<'_>, text: &str) {
    let text = egui::RichText::new(text).font(theme::body(size::LABEL));
    ui.label(text.color(cx.theme.palette.secondary));
}

fn figure_ui(ui: &mut Ui, cx: &UiCx<'_>, figure: &Figure, source: Option<&str>) {
    ui.add_space(6.0);
    ui.label(figure.text.get(cx.lang()));
    secondary(ui, cx, source.unwrap_or(&figure.source));
}

fn development_ui(ui: &mut Ui, cx: &UiCx<'_>, development: &Development, sources: &str) {
    ui.add_space(6.0);
    ui.label(development.title.get(cx.lang()));
    let (year, month, _) = development.start.to_ymd();
    let when = match development.precision.as_str() {
        "day" => match development.end {
            Some(_) => cx.words.span_short(development.span(development.start)),
            None => cx.words.day_short(development.start),
        },
        "month" | "process" => format!("{} {year}", month_name(cx, month)),
        "year" => year.to_string(),
        _ => cx.words.span_short(development.span(development.start)),
    };
    let place = development.place.as_ref().map(|place| place.get(cx.lang()));
    let place = place.unwrap_or(cx.words.country(&development.country));
    secondary(ui, cx, &format!("{when} · {place}"));
    secondary(ui, cx, sources);
    if let Some(note) = &development.note {
        secondary(ui, cx, note.get(cx.lang()));
    }
}

fn month_name(cx: &UiCx<'_>, month: i8) -> &'static str {
    let i = usize::try_from(month - 1).unwrap_or(0);
    cx.words.common.months.get(i).copied().unwrap_or("")
}

fn source_names(cx: &UiCx<'_>, development: &Development) -> String {
    let name = |id: &String| {
        let found = cx.result.parts.iter().find_map(|part| part.dataset.source(id));
        found.map_or_else(|| id.clone(), |source| source.custom.short.get(cx.lang()).to_owned())
    };
    development.sources.iter().map(name).collect::<Vec<_>>().join(" · ")
}
