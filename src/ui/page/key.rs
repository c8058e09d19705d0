//! The key of a page: every symbol, size, ring and mark that its map can show.

use egui::{Align2, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::sheet::Sheet;
use crate::figure::Legend;
use crate::figure::scene::Scene;
use crate::figure::symbol::SIZES;
use crate::model::EventType;
use crate::ui::layers::cue;
use crate::ui::map::mark::{KEY_SIZE, Look, paint_dashed, paint_lettered, paint_symbol};
use crate::ui::marks::differ_mark;
use crate::ui::theme::{self, size};

/// Column of symbols, points.
const SYMBOLS: f32 = 34.0;
/// Height of a row with a symbol, points.
const ROW: f32 = 22.0;
/// Height of the row of sizes, points.
const SIZES_ROW: f32 = 44.0;
/// Above a heading, points.
const ABOVE: f32 = 7.0;

/// What stands before a text of the key.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Kind(EventType),
    Dataset(u8),
    Exact,
    Ring { dashed: bool },
    Area,
    Differ,
    Other,
    Possible,
    Bubble,
}

enum Row {
    Heading(&'static str),
    Sign(Sign, String),
    /// The four sizes side by side, each over what it stands for.
    Sizes,
    Note(&'static str),
}

/// Paints the key; gives its bottom.
pub(super) fn paint(sheet: &Sheet<'_>, rect: Rect, legend: &Legend, scene: &Scene) -> f32 {
    walk(sheet, rect.min, rect.width(), legend, scene, true)
}

/// Height of the key.
pub(super) fn height(sheet: &Sheet<'_>, width: f32, legend: &Legend, scene: &Scene) -> f32 {
    walk(sheet, Pos2::ZERO, width, legend, scene, false)
}

fn rows(sheet: &Sheet<'_>, legend: &Legend, scene: &Scene) -> Vec<Row> {
    let words = sheet.words.mapping;
    let mut rows = vec![Row::Heading(words.types)];
    // A type that the filter leaves out is not "none": it is not on this map. Where nothing is, all are named.
    let none = legend.kinds.iter().all(|facet| facet.count == 0);
    let kinds = legend.kinds.iter().filter(|facet| none || facet.count > 0);
    rows.extend(kinds.map(|facet| {
        let count = sheet.words.number(facet.count as u64);
        Row::Sign(
            Sign::Kind(facet.value),
            format!("{} ({count})", sheet.words.event_type(facet.value)),
        )
    }));
    if !legend.datasets.is_empty() {
        rows.push(Row::Heading(sheet.words.opening.datasets));
        rows.extend(legend.datasets.iter().map(|entry| {
            let count = sheet.words.number(entry.visible as u64);
            let name = entry.name.get(sheet.words.lang);
            Row::Sign(Sign::Dataset(entry.cue), format!("{name} ({count})"))
        }));
    }
    rows.push(Row::Heading(words.sizes));
    rows.push(Row::Sizes);
    rows.push(Row::Heading(words.places));
    let places = [
        (legend.exact, Sign::Exact, words.exact),
        (legend.near, Sign::Ring { dashed: false }, words.near),
        (legend.part_of_region, Sign::Ring { dashed: true }, words.part_of_region),
        (legend.area, Sign::Area, words.area),
        (!scene.others.is_empty(), Sign::Other, words.other_place),
        (legend.clusters || !scene.bubbles.is_empty(), Sign::Bubble, words.bubble),
        (legend.possible, Sign::Possible, words.possible),
        (legend.differ, Sign::Differ, words.differ),
    ];
    let shown = places.into_iter().filter(|(shown, ..)| *shown);
    rows.extend(shown.map(|(_, sign, text)| Row::Sign(sign, text.to_owned())));
    rows.push(Row::Note(words.no_report));
    rows
}

/// Goes through the rows from `corner` on, painting them or not; gives the bottom of the last.
fn walk(sheet: &Sheet<'_>, corner: Pos2, width: f32, legend: &Legend, scene: &Scene, paint: bool) -> f32 {
    let p = &sheet.theme.palette;
    let (body, strong) = (theme::body(size::LABEL), theme::strong(size::BODY));
    let plain = legend
        .kinds
        .iter()
        .find(|facet| facet.count > 0)
        .map_or(EventType::Battles, |facet| facet.value);
    let mut y = corner.y;
    for (i, row) in rows(sheet, legend, scene).into_iter().enumerate() {
        if let Row::Sizes = row {
            if paint {
                sizes(sheet, Rect::from_min_size(pos2(corner.x, y), vec2(width, SIZES_ROW)));
            }
            y += SIZES_ROW;
            continue;
        }
        let (text, font, x) = match &row {
            Row::Sizes => continue,
            Row::Heading(text) => (*text, &strong, 0.0),
            Row::Sign(_, text) => (text.as_str(), &body, SYMBOLS),
            Row::Note(text) => (*text, &strong, 0.0),
        };
        let galley = sheet.painter.layout(text.to_owned(), font.clone(), p.text, width - x);
        let lines = galley.size().y;
        let (above, high) = match row {
            Row::Heading(_) if i == 0 => (0.0, lines + 2.0),
            Row::Heading(_) => (ABOVE, lines + 2.0),
            Row::Sign(..) | Row::Sizes => (0.0, lines.max(ROW)),
            Row::Note(_) => (ABOVE, lines),
        };
        y += above;
        if paint {
            let top = if matches!(row, Row::Sign(..)) {
                y + (high - lines) / 2.0
            } else {
                y
            };
            sheet.painter.galley(pos2(corner.x + x, top), galley, p.text);
            if let Row::Sign(sign, _) = row {
                sign.paint(sheet, pos2(corner.x + SYMBOLS / 2.0 - 4.0, y + high / 2.0), plain);
            }
        }
        y += high;
    }
    y
}

fn sizes(sheet: &Sheet<'_>, rect: Rect) {
    let p = &sheet.theme.palette;
    let font = theme::body(size::AXIS);
    let texts = sheet.words.mapping.size_steps;
    let galleys = texts.map(|text| sheet.painter.layout_no_wrap(text.to_owned(), font.clone(), p.text));
    let all: f32 = galleys.iter().map(|g| g.size().x.max(24.0)).sum();
    let gap = ((rect.width() - all) / 3.0).clamp(4.0, 16.0);
    let mut x = rect.left();
    for ((side, _), galley) in SIZES.into_iter().zip(galleys) {
        let wide = galley.size().x.max(24.0);
        let at = pos2(x + wide / 2.0, rect.top() + 13.0);
        sheet
            .painter
            .circle(at, side / 2.0, p.raised, Stroke::new(1.5, p.secondary));
        let corner = pos2(at.x - galley.size().x / 2.0, rect.top() + 27.0);
        sheet.painter.galley(corner, galley, p.text);
        x += wide + gap;
    }
}

impl Sign {
    /// Paints the sign; what does not stand for a type is shown on the type `plain`.
    fn paint(self, sheet: &Sheet<'_>, at: Pos2, plain: EventType) {
        let (painter, theme) = (&sheet.painter, sheet.theme);
        let p = &theme.palette;
        let hollow = Look {
            hollow: true,
            ..Look::solid(plain, 12.0)
        };
        match self {
            Self::Kind(kind) => paint_lettered(painter, (at, KEY_SIZE), kind, theme, sheet.words),
            Self::Dataset(mark) => cue::paint_key(painter, at, mark, theme),
            Self::Exact => paint_symbol(painter, at, Look::solid(plain, 12.0), theme),
            Self::Ring { dashed } => {
                let ring = Stroke::new(1.5, theme.type_fill(plain).gamma_multiply(0.8));
                if dashed {
                    painter.extend(Shape::dashed_line(&circle(at, 10.0), ring, 4.0, 3.0));
                } else {
                    painter.circle_stroke(at, 10.0, ring);
                }
                paint_symbol(painter, at, hollow, theme);
            }
            Self::Area => {
                let colour = theme.type_fill(plain);
                painter.circle_filled(at, 9.0, colour.gamma_multiply(0.1));
                painter.extend(Shape::dashed_line(&circle(at, 9.0), Stroke::new(1.8, colour), 1.8, 3.0));
            }
            Self::Differ => {
                painter.circle(at, 6.5, p.panel, Stroke::new(1.0, p.border));
                differ_mark(painter, at, 10.0, p.notice);
            }
            Self::Other => paint_dashed(painter, at, plain, 13.0, theme),
            Self::Possible => {
                let look = Look {
                    possible: true,
                    ..Look::solid(plain, 14.0)
                };
                paint_symbol(painter, at, look, theme);
            }
            Self::Bubble => {
                painter.circle(at, 9.0, p.panel, Stroke::new(3.0, theme.type_fill(plain)));
                painter.text(
                    at + vec2(0.0, 0.0),
                    Align2::CENTER_CENTER,
                    "9",
                    theme::strong(size::AXIS),
                    p.text,
                );
            }
        }
    }
}

/// A circle as a closed line.
fn circle(at: Pos2, radius: f32) -> Vec<Pos2> {
    (0..=48_u8)
        .map(|i| at + radius * egui::Vec2::angled(f32::from(i) / 24.0 * std::f32::consts::PI))
        .collect()
}
