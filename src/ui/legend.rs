//! The legend as a widget: takes entries, returns what was clicked. The picture draws the same rows.

mod form;

use egui::{Align2, Rect, Response, RichText, Sense, Stroke, Ui, Vec2, vec2};

use super::layers::{LayerRow, cue};
use super::map::mark::{
    KEY_SIZE, Look, MapStyle, mix, paint_bar, paint_dashed, paint_lettered, paint_pie, paint_symbol,
};
use super::map::surface::{OPACITY, class_colour};
use super::marks::{Icon, differ_mark, icon_button, paint_button_ground};
use super::theme::{self, size};
use crate::figure::Legend;
use crate::figure::legend::SurfaceKey;
use crate::figure::symbol::SIZES;
use crate::model::EventType;
use crate::query::{Choice, FacetValue};
use crate::session::{LayerId, MapWeight};
pub use form::Form;

/// Width of the column of symbols.
const KEY: f32 = 30.0;
/// Height of the sizes under their heading.
const SIZES_ROW: f32 = 38.0;
/// What heading and frame take above and below the rows.
const AROUND: f32 = 42.0;
/// Between the rows and what stands below them.
const GAP: f32 = 3.0;

/// What rows are drawn with.
struct Drawn<'a> {
    style: &'a MapStyle<'a>,
    form: Form,
}

impl<'a> std::ops::Deref for Drawn<'a> {
    type Target = MapStyle<'a>;

    fn deref(&self) -> &MapStyle<'a> {
        self.style
    }
}

/// What was clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegendAction {
    /// This type alone; again, all.
    Only(EventType),
    /// Show or hide this dataset.
    Show(LayerId, bool),
    /// Fold it.
    Fold,
}

/// Shows the legend, at most `height` high; `chosen` says which types the filter names, `layers` which datasets
/// are open: their rows are shown where there are several.
pub fn show(
    ui: &mut Ui,
    legend: &Legend,
    (chosen, layers): (&Choice<EventType>, &[LayerRow]),
    style: &MapStyle<'_>,
    (height, form): (f32, Form),
) -> Option<LegendAction> {
    let mut action = None;
    let style = &Drawn { style, form };
    ui.set_width(form.width);
    ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
    if head(ui, style) {
        action = Some(LegendAction::Fold);
    }
    // What must never be scrolled out of sight stands below the rest.
    let text = RichText::new(style.words.mapping.no_report).font(theme::body(size::AXIS));
    let last = egui::WidgetText::from(text.color(style.theme.palette.secondary));
    let galley = last.into_galley(ui, Some(egui::TextWrapMode::Wrap), form.width, egui::TextStyle::Body);
    let rest = AROUND + GAP + galley.size().y;
    // What does not fit is told by the bar, which is always there.
    ui.spacing_mut().scroll.dormant_handle_opacity = 0.6;
    ui.spacing_mut().scroll.floating_width = 3.0;
    let area = egui::ScrollArea::vertical().max_height((height - rest).max(60.0));
    area.show(ui, |ui| {
        for entry in &legend.kinds {
            let response = kind_row(ui, entry.value, entry.count, chosen, style);
            if response.clicked() {
                action = Some(LegendAction::Only(entry.value));
            }
        }
        if layers.len() > 1 {
            if !form.short {
                heading(ui, style.words.opening.datasets, style);
            }
            for layer in layers {
                if layer_row(ui, layer, style).clicked() {
                    action = Some(LegendAction::Show(layer.id, layer.counts.is_none()));
                }
            }
        }
        if let Some(key) = &legend.surface {
            surface(ui, key, style);
        } else {
            heading(ui, style.words.mapping.sizes, style);
            sizes_row(
                ui,
                legend.spots.map_or(1.0, |percent| f32::from(percent) / 100.0),
                style,
            );
            heading(ui, style.words.mapping.places, style);
            places(ui, legend, style);
            ui.add_space(3.0);
            notes(ui, legend, style);
        }
    });
    ui.add_space(GAP);
    ui.add(egui::Label::new(galley));
    action
}

fn head(ui: &mut Ui, style: &Drawn<'_>) -> bool {
    let words = style.words.mapping;
    ui.horizontal(|ui| {
        ui.label(RichText::new(words.legend).font(theme::strong(size::LABEL)));
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(right, |ui| {
            icon_button(ui, Icon::Down, words.fold_legend, false, style.theme).clicked()
        })
        .inner
    })
    .inner
}

fn heading(ui: &mut Ui, text: &str, style: &Drawn<'_>) {
    ui.add_space(3.0);
    let colour = style.theme.palette.secondary;
    ui.label(RichText::new(text).font(theme::strong(size::AXIS)).color(colour));
}

fn kind_row(ui: &mut Ui, kind: EventType, count: usize, chosen: &Choice<EventType>, style: &Drawn<'_>) -> Response {
    let p = &style.theme.palette;
    let out = chosen.exclude.contains(&kind) || (!chosen.include.is_empty() && !chosen.include.contains(&kind));
    let font = theme::body(size::LABEL);
    let colour = if out || count == 0 { p.secondary } else { p.text };
    let number = style.words.number(count as u64);
    let number = ui.painter().layout_no_wrap(number, font.clone(), colour);
    let wrap = style.form.width - KEY - (number.size().x + 12.0).max(34.0);
    let name = style.words.event_type(kind);
    let galley = ui.painter().layout(name.to_owned(), font.clone(), colour, wrap);
    let height = style.form.row.max(galley.size().y + 2.0);
    let (rect, response) = ui.allocate_exact_size(vec2(style.form.width, height), Sense::click());
    let selected = chosen.include.contains(&kind);
    let named = style.words.legend_row(kind, count);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &named));
    paint_button_ground(ui, rect, &response, selected, style.theme);
    let painter = ui.painter();
    let spot = rect.left_center() + vec2(KEY / 2.0, 0.0);
    // Rows that are close together have smaller symbols, which do not touch.
    let size = KEY_SIZE.min(style.form.row - 6.0);
    paint_lettered(painter, (spot, size), kind, style.theme, style.words);
    painter.galley(rect.left_center() + vec2(KEY, -galley.size().y / 2.0), galley, colour);
    let right = rect.right_center() - vec2(6.0 + number.size().x, number.size().y / 2.0);
    painter.galley(right, number, colour);
    if out {
        let line = Stroke::new(1.0, p.secondary);
        painter.line_segment([spot - vec2(9.0, 0.0), spot + vec2(9.0, 0.0)], line);
    }
    response
}

/// A dataset: a click shows or hides it.
fn layer_row(ui: &mut Ui, layer: &LayerRow, style: &Drawn<'_>) -> Response {
    let p = &style.theme.palette;
    let font = theme::body(size::LABEL);
    let shown = layer.counts.is_some();
    let colour = if shown { p.text } else { p.secondary };
    let number = layer.counts.map_or_else(
        || style.words.opening.hidden.to_owned(),
        |(visible, _)| style.words.number(visible as u64),
    );
    let number = ui.painter().layout_no_wrap(number, font.clone(), colour);
    let wrap = style.form.width - KEY - number.size().x - 12.0;
    let one_line = |text: String| ui.painter().layout_no_wrap(text, font.clone(), colour);
    let galley = if style.form.short {
        one_line(shortened(&layer.name, |text| {
            one_line(text.to_owned()).size().x <= wrap
        }))
    } else {
        ui.painter().layout(layer.name.clone(), font.clone(), colour, wrap)
    };
    let height = style.form.line.max(galley.size().y + 4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(style.form.width, height), Sense::click());
    let named = style.words.layer_row(&layer.name, layer.counts);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, shown, &named));
    paint_button_ground(ui, rect, &response, false, style.theme);
    let spot = rect.left_center() + vec2(KEY / 2.0, 0.0);
    cue::paint_key(ui.painter(), spot, layer.cue, style.theme);
    if !shown {
        let line = Stroke::new(1.0, p.secondary);
        ui.painter()
            .line_segment([spot - vec2(9.0, 0.0), spot + vec2(9.0, 0.0)], line);
    }
    let middle = rect.left_center();
    let painter = ui.painter();
    painter.galley(middle + vec2(KEY, -galley.size().y / 2.0), galley, colour);
    let right = rect.right_center() - vec2(6.0 + number.size().x, number.size().y / 2.0);
    painter.galley(right, number, colour);
    let words = style.words.opening;
    let act = if shown { words.hide } else { words.show };
    response.on_hover_text(format!("{}\n{act}", layer.name))
}

/// A name that is too long for its room without its middle: files of one kind differ in their ends.
fn shortened(name: &str, fits: impl Fn(&str) -> bool) -> String {
    let letters: Vec<char> = name.chars().collect();
    let cut = |out: usize| -> String {
        let from = (letters.len() - out) / 2;
        let (before, after) = (letters.iter().take(from), letters.iter().skip(from + out));
        before.chain(&['…']).chain(after).collect()
    };
    let mut texts = (1..letters.len()).map(cut);
    if fits(name) {
        name.to_owned()
    } else {
        texts.find(|text| fits(text)).unwrap_or_default()
    }
}

/// The four sizes side by side, each over what it stands for.
fn sizes_row(ui: &mut Ui, drawn: f32, style: &Drawn<'_>) {
    let steps = style.words.mapping.size_steps;
    let height = if style.form.short { 26.0 } else { SIZES_ROW };
    let (rect, response) = ui.allocate_exact_size(vec2(style.form.width, height), Sense::hover());
    let named = format!("{}: {}", style.words.mapping.sizes, steps.join(", "));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &named));
    let p = &style.theme.palette;
    let font = theme::body(size::AXIS);
    let circle = |at: egui::Pos2, side: f32| {
        let ground = p.bar_all.gamma_multiply(0.35);
        ui.painter()
            .circle(at, side * drawn / 2.0, ground, Stroke::new(1.2, p.secondary));
    };
    let mut x = rect.left();
    for (((side, _), text), part) in SIZES.into_iter().zip(steps).zip([0.36, 0.18, 0.24, 0.22]) {
        if style.form.short {
            // Beside its circle: the texts are as wide as they are.
            circle(egui::pos2(x + side / 2.0, rect.center().y), side);
            let at = egui::pos2(x + side + 3.0, rect.center().y);
            let text = ui.painter().text(at, Align2::LEFT_CENTER, text, font.clone(), p.text);
            x = text.right() + 9.0;
            continue;
        }
        let middle = x + style.form.width * part / 2.0;
        circle(egui::pos2(middle, rect.top() + 12.0), side);
        let below = egui::pos2(middle, rect.bottom());
        ui.painter()
            .text(below, Align2::CENTER_BOTTOM, text, font.clone(), p.text);
        x += style.form.width * part;
    }
}

/// A row that explains a painted key; wraps.
fn row(ui: &mut Ui, text: &str, style: &Drawn<'_>, key: impl FnOnce(&egui::Painter, Rect)) {
    let p = &style.theme.palette;
    let galley = ui.painter().layout(
        text.to_owned(),
        theme::body(size::LABEL),
        p.text,
        style.form.width - KEY,
    );
    let height = style.form.line.max(galley.size().y + 2.0);
    let (rect, response) = ui.allocate_exact_size(vec2(style.form.width, height), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    let square = Rect::from_center_size(rect.left_center() + vec2(KEY / 2.0, 0.0), Vec2::splat(style.form.line));
    key(ui.painter(), square);
    ui.painter()
        .galley(rect.left_center() + vec2(KEY, -galley.size().y / 2.0), galley, p.text);
}

fn places(ui: &mut Ui, legend: &Legend, style: &Drawn<'_>) {
    let words = style.words.mapping;
    let theme = style.theme;
    let kind = legend.kinds.first().map_or(EventType::Battles, |entry| entry.value);
    let ring = Stroke::new(
        1.5,
        mix(theme.type_fill(kind), theme.palette.outline, 0.15).gamma_multiply(0.8),
    );
    let hollow = Look {
        hollow: true,
        ..Look::solid(kind, 8.0)
    };
    if legend.exact {
        row(ui, words.exact, style, |painter, square| {
            paint_symbol(painter, square.center(), Look::solid(kind, 12.0), theme);
        });
    }
    if legend.near {
        row(ui, words.near, style, |painter, square| {
            painter.circle_stroke(square.center(), square.height() / 2.0, ring);
            paint_symbol(painter, square.center(), hollow, theme);
        });
    }
    if legend.part_of_region {
        row(ui, words.part_of_region, style, |painter, square| {
            dotted_circle(painter, square, square.height() / 2.0, (4.0, 3.5), ring);
            paint_symbol(painter, square.center(), hollow, theme);
        });
    }
    if legend.area {
        row(ui, words.area, style, |painter, square| {
            painter.circle_filled(
                square.center(),
                square.height() / 2.0,
                theme.type_fill(kind).gamma_multiply(0.1),
            );
            dotted_circle(
                painter,
                square,
                square.height() / 2.0,
                (1.8, 2.6),
                Stroke::new(1.8, ring.color),
            );
        });
    }
}

fn dotted_circle(painter: &egui::Painter, square: Rect, radius: f32, (on, off): (f32, f32), stroke: Stroke) {
    let points: Vec<_> = (0..=48_u8)
        .map(|i| f32::from(i) / 48.0 * std::f32::consts::TAU)
        .map(|a| square.center() + radius * vec2(a.cos(), a.sin()))
        .collect();
    painter.extend(egui::Shape::dashed_line(&points, stroke, on, off));
}

fn notes(ui: &mut Ui, legend: &Legend, style: &Drawn<'_>) {
    let words = style.words.mapping;
    let theme = style.theme;
    let p = &theme.palette;
    let kind = legend.kinds.first().map_or(EventType::Battles, |entry| entry.value);
    if legend.spots.is_some() {
        row(ui, words.one_per_place, style, |painter, square| {
            paint_pie(painter, square.center(), 8.0, &counts_of(&legend.kinds), false, theme);
        });
    }
    if legend.many && legend.spots.is_none() {
        let text = if legend.clusters { words.ring } else { words.bubble };
        row(ui, text, style, |painter, square| {
            paint_bubble_key(painter, square, &legend.kinds, style);
        });
    }
    if legend.differ {
        row(ui, words.differ, style, |painter, square| {
            painter.circle(square.center(), 6.5, p.panel, Stroke::new(1.0, p.border));
            differ_mark(painter, square.center(), 9.0, p.notice);
        });
        row(ui, words.other_place, style, |painter, square| {
            paint_dashed(painter, square.center(), kind, 12.0, theme);
        });
    }
    if legend.possible {
        row(ui, words.possible, style, |painter, square| {
            let look = Look {
                possible: true,
                ..Look::solid(kind, 12.0)
            };
            paint_symbol(painter, square.center(), look, theme);
        });
    }
}

fn small(ui: &mut Ui, text: &str, style: &Drawn<'_>) {
    let colour = style.theme.palette.secondary;
    let text = RichText::new(text).font(theme::body(size::AXIS)).color(colour);
    ui.add(egui::Label::new(text).wrap());
}

/// The classes of hexagons or heat with their colours, and what is left out of them.
fn surface(ui: &mut Ui, key: &SurfaceKey, style: &Drawn<'_>) {
    let deaths = key.weight == MapWeight::Deaths;
    let words = style.words;
    heading(
        ui,
        &words.surface_heading(deaths, key.smooth, key.square_km, key.radius_km),
        style,
    );
    for (class, (from, to)) in key.scale.classes().enumerate() {
        row(ui, &words.class_range(from, to), style, |painter, square| {
            let rect = Rect::from_center_size(square.center(), vec2(18.0, 14.0));
            let colour = class_colour(style.theme, &key.scale, class).gamma_multiply(OPACITY);
            painter.rect_filled(rect, 2.0, style.theme.palette.land);
            painter.rect_filled(rect, 2.0, colour);
        });
    }
    ui.add_space(3.0);
    small(ui, &words.coarse_means(key.radius_km), style);
}

/// A small bubble and a small tag, without numbers.
fn paint_bubble_key(painter: &egui::Painter, square: Rect, kinds: &[FacetValue<EventType>], style: &Drawn<'_>) {
    let counts = counts_of(kinds);
    let p = &style.theme.palette;
    let ring = square.center() - vec2(7.0, 0.0);
    paint_pie(painter, ring, 6.0, &counts, false, style.theme);
    let tag = Rect::from_center_size(square.center() + vec2(7.0, 0.0), vec2(11.0, 11.0));
    painter.rect(
        tag,
        3.0,
        p.panel,
        Stroke::new(1.0, p.secondary),
        egui::StrokeKind::Inside,
    );
    let bar = Rect::from_min_max(tag.left_bottom() + vec2(2.5, -4.5), tag.max - vec2(2.5, 2.0));
    paint_bar(painter, bar, &counts, style.theme);
}

fn counts_of(kinds: &[FacetValue<EventType>]) -> [u32; EventType::ALL.len()] {
    let mut counts = [0; EventType::ALL.len()];
    for entry in kinds {
        if let Some(count) = counts.get_mut(entry.value.index()) {
            *count = u32::try_from(entry.count).unwrap_or(u32::MAX);
        }
    }
    counts
}
