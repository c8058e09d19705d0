//! Symbols, bubbles and their badges as egui shapes: the same on the map, in the legend and in a picture.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::base::Rgb;
use crate::figure::Mark;
use crate::figure::scene::Bubble;
use crate::figure::symbol::{CORE, outline};
use crate::model::EventType;
use crate::query::{EventRef, Part};
use crate::ui::layers::cue;
use crate::ui::marks::differ_mark;
use crate::ui::symbol::{fill, moved, stroke};
use crate::ui::theme::{self, Theme};
use crate::words::Words;

/// Width of the inner outline and of the halo around it, points.
const LINE: f32 = 1.5;
/// Width of the ring of types of a bubble, points.
const PIE: f32 = 4.5;
/// Share of a hollow core that holds a letter: wider than others, or the letter would not be readable.
const LETTER_CORE: f32 = 0.6;
/// Share of the halo's colour in what only may have happened in the window.
const PALE: f32 = 0.62;
/// From this size on a symbol carries its letter.
const LETTER_FROM: f32 = 18.0;
/// Size of a symbol with its letter in a key, points.
pub const KEY_SIZE: f32 = 16.0;

/// How everything on a map is drawn.
#[derive(Debug, Clone, Copy)]
pub struct MapStyle<'a> {
    /// Colours.
    pub theme: &'a Theme,
    /// Letters, numbers, names.
    pub words: &'static Words,
    /// Letters on symbols of every size.
    pub letters: bool,
    /// The datasets of the result that is drawn: symbols carry their marks.
    pub parts: &'a [Part],
}

impl MapStyle<'_> {
    /// The mark of the dataset of an event; 0 where there is none to make.
    fn cue(&self, event: EventRef) -> u8 {
        let part = self.parts.get(usize::from(event.dataset));
        part.map_or(0, |part| part.slice.cue)
    }
}

/// How one symbol looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Shape and colour.
    pub kind: EventType,
    /// Size, points.
    pub size: f32,
    /// Hollow core.
    pub hollow: bool,
    /// Pale.
    pub possible: bool,
}

impl Look {
    /// A solid symbol.
    pub fn solid(kind: EventType, size: f32) -> Self {
        Self {
            kind,
            size,
            hollow: false,
            possible: false,
        }
    }

    fn of(mark: &Mark) -> Self {
        Self {
            kind: mark.kind,
            size: mark.size,
            hollow: mark.hollow,
            possible: mark.possible,
        }
    }
}

/// Two colours mixed: `part` of the second.
pub fn mix(a: Color32, b: Color32, part: f32) -> Color32 {
    a.lerp_to_gamma(b, part)
}

/// Paints one symbol with halo, fill, core and outline, without letter, badge or ring.
pub fn paint_symbol(painter: &Painter, centre: Pos2, look: Look, theme: &Theme) {
    paint_with_core(painter, centre, look, CORE, theme);
}

fn paint_with_core(painter: &Painter, centre: Pos2, look: Look, core: f32, theme: &Theme) {
    let p = &theme.palette;
    let shape = outline(look.kind, look.size);
    let full = theme.type_fill(look.kind);
    let (colour, line) = if look.possible {
        (mix(full, p.halo, PALE), mix(p.outline, p.halo, 0.35))
    } else {
        (full, p.outline)
    };
    stroke(painter, centre, &shape, Stroke::new(3.0 * LINE, p.halo));
    fill(painter, centre, &shape, look.kind, 1.0, colour);
    if look.hollow {
        fill(painter, centre, &shape, look.kind, core, p.halo);
    }
    stroke(painter, centre, &shape, Stroke::new(LINE, line));
}

/// Paints a dashed outline of a type: another reported place.
pub fn paint_dashed(painter: &Painter, centre: Pos2, kind: EventType, size: f32, theme: &Theme) {
    let shape = outline(kind, size);
    let mut points = moved(&shape.points(), centre, 1.0);
    points.extend(points.first().copied());
    let p = &theme.palette;
    painter.add(Shape::line(
        points.clone(),
        Stroke::new(2.0 + LINE, p.halo.gamma_multiply(0.9)),
    ));
    let line = Stroke::new(2.0, mix(theme.type_fill(kind), p.outline, 0.25));
    painter.extend(Shape::dashed_line(&points, line, 4.0, 2.5));
}

/// Paints a symbol of a type with its letter, as large ones carry it: what explains both.
pub fn paint_lettered(painter: &Painter, (centre, size): (Pos2, f32), kind: EventType, theme: &Theme, words: &Words) {
    let look = Look::solid(kind, size);
    paint_symbol(painter, centre, look, theme);
    letter(painter, centre, look, theme, words);
}

/// Paints the letter of a type in the middle of a symbol.
fn letter(painter: &Painter, centre: Pos2, look: Look, theme: &Theme, words: &Words) {
    let p = &theme.palette;
    let fill = theme.type_fill(look.kind);
    let rgb = |c: Color32| Rgb(c.r(), c.g(), c.b());
    let light_wins = rgb(fill).contrast(rgb(p.halo)) > rgb(fill).contrast(rgb(p.outline));
    let colour = if light_wins && !look.hollow && !look.possible {
        p.halo
    } else {
        p.outline
    };
    let text = words.event_letter(look.kind);
    let share = if look.hollow { 0.5 } else { 0.58 };
    let font = theme::strong((look.size * share).clamp(7.0, 14.0));
    painter.text(centre, egui::Align2::CENTER_CENTER, text, font, colour);
}

/// Paints a symbol of the map with everything that belongs to it.
pub fn paint_mark(painter: &Painter, origin: Pos2, mark: &Mark, style: &MapStyle<'_>) {
    let centre = origin + vec2(mark.at.x, mark.at.y);
    let look = Look::of(mark);
    let p = &style.theme.palette;
    let (w, h) = outline(look.kind, look.size).half_size();
    let lettered = style.letters || mark.size >= LETTER_FROM;
    let core = if lettered { LETTER_CORE } else { CORE };
    paint_with_core(painter, centre, look, core, style.theme);
    if lettered {
        letter(painter, centre, look, style.theme, style.words);
    }
    cue::paint(painter, centre + vec2(0.0, h), style.cue(mark.event), style.theme);
    if mark.selected {
        accent_ring(painter, centre, w.max(h) + 5.0, 3.0, style.theme);
    } else if mark.hovered {
        accent_ring(painter, centre, w.max(h) + 4.0, 2.0, style.theme);
    }
    if mark.differ {
        let corner = centre + vec2(w * 0.75 + 2.5, -h * 0.75 - 2.5);
        painter.circle(corner, 5.5, p.panel, Stroke::new(1.0, p.border));
        differ_mark(painter, corner, 8.0, p.notice);
    }
}

fn accent_ring(painter: &Painter, centre: Pos2, radius: f32, width: f32, theme: &Theme) {
    let p = &theme.palette;
    painter.circle_stroke(centre, radius, Stroke::new(width + 2.0, p.halo.gamma_multiply(0.8)));
    painter.circle_stroke(centre, radius, Stroke::new(width, p.accent));
}

/// Paints the count of a bubble.
pub fn paint_count(painter: &Painter, centre: Pos2, count: usize, style: &MapStyle<'_>) {
    let text = style.words.number(count as u64);
    let size = if count >= 1_000 { 11.0 } else { 12.0 };
    let colour = style.theme.palette.text;
    painter.text(centre, egui::Align2::CENTER_CENTER, text, theme::strong(size), colour);
}

/// Paints a bubble: its count inside a ring that shows the share of each type.
pub fn paint_bubble(painter: &Painter, origin: Pos2, bubble: &Bubble, style: &MapStyle<'_>) {
    let centre = origin + vec2(bubble.at.x, bubble.at.y);
    let r = bubble.radius;
    let all_possible = bubble.possible as usize == bubble.count;
    paint_pie(painter, centre, r, &bubble.kinds, all_possible, style.theme);
    paint_count(painter, centre, bubble.count, style);
    if bubble.selected {
        accent_ring(painter, centre, r + 4.0, 3.0, style.theme);
    } else if bubble.hovered {
        accent_ring(painter, centre, r + 3.5, 2.0, style.theme);
    }
}

/// Paints a disc whose edge shows the share of each type; pale where every event is only possible.
pub fn paint_pie(painter: &Painter, centre: Pos2, r: f32, kinds: &[u32], pale: bool, theme: &Theme) {
    let p = &theme.palette;
    let width = PIE.min(r * 0.4);
    painter.circle_filled(centre, r + LINE * 1.5, p.halo);
    painter.circle_filled(centre, r, p.panel);
    let total = kinds.iter().sum::<u32>().max(1) as f32;
    let mut from = -std::f32::consts::FRAC_PI_2;
    for (kind, count) in EventType::ALL.into_iter().zip(kinds).filter(|(_, count)| **count > 0) {
        let sweep = *count as f32 / total * std::f32::consts::TAU;
        let full = theme.type_fill(kind);
        let colour = if pale { mix(full, p.halo, PALE) } else { full };
        let steps = ((sweep * r / 2.0).ceil() as usize).clamp(2, 64);
        let arc = (0..=steps).map(|i| {
            let a = from + sweep * i as f32 / steps as f32;
            centre + (r - width / 2.0) * vec2(a.cos(), a.sin())
        });
        painter.add(Shape::line(arc.collect(), Stroke::new(width, colour)));
        from += sweep;
    }
    painter.circle_stroke(centre, r, Stroke::new(LINE, p.outline));
    painter.circle_stroke(centre, r - width - 1.0, Stroke::new(1.0, p.outline));
}

/// Paints a bar that shows the share of each type.
pub fn paint_bar(painter: &Painter, bar: Rect, kinds: &[u32], theme: &Theme) {
    let total = kinds.iter().sum::<u32>().max(1) as f32;
    let mut x = bar.left();
    for (kind, count) in EventType::ALL.into_iter().zip(kinds) {
        let width = bar.width() * *count as f32 / total;
        let part = Rect::from_min_max(pos2(x, bar.top()), pos2(x + width, bar.bottom()));
        painter.rect_filled(part, 0.0, theme.type_fill(kind));
        x += width;
    }
}
