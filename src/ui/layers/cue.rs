//! The mark under a symbol that says which dataset it is from. Shape and colour of a symbol mean the type of event
//! and nothing else, so datasets are told apart by lines and dots below it: seen without colour, and small enough
//! not to compete with what the symbol says.
//!
//! ```text
//! 0 nothing   1 one line   2 two lines   3 a dot   4 two dots   5 a line and a dot
//! ```

use egui::{Painter, Pos2, Rect, vec2};

use crate::ui::theme::Theme;

/// Different marks; a seventh dataset begins again with the first.
pub const CUES: u8 = 6;
/// Width of a line, thickness of a line and diameter of a dot, points.
const WIDTH: f32 = 10.0;
const THICK: f32 = 2.0;
const DOT: f32 = 3.6;
/// Between the symbol and its mark, and between the parts of a mark.
const GAP: f32 = 3.0;

/// A part of a mark, from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Line,
    Dots(u8),
}

fn parts(cue: u8) -> &'static [Part] {
    match cue % CUES {
        1 => &[Part::Line],
        2 => &[Part::Line, Part::Line],
        3 => &[Part::Dots(1)],
        4 => &[Part::Dots(2)],
        5 => &[Part::Line, Part::Dots(1)],
        _ => &[],
    }
}

/// Paints the mark of a dataset under a symbol whose lowest point is `bottom`.
pub fn paint(painter: &Painter, bottom: Pos2, cue: u8, theme: &Theme) {
    let p = &theme.palette;
    let mut y = bottom.y + GAP;
    for part in parts(cue) {
        match part {
            Part::Line => {
                let rect = Rect::from_min_size(Pos2::new(bottom.x - WIDTH / 2.0, y), vec2(WIDTH, THICK));
                painter.rect_filled(rect.expand(1.0), 1.0, p.halo);
                painter.rect_filled(rect, 0.0, p.outline);
                y += THICK + GAP - 1.0;
            }
            Part::Dots(n) => {
                let first = -f32::from(n - 1) * (DOT + 1.6) / 2.0;
                for i in 0..*n {
                    let x = bottom.x + first + f32::from(i) * (DOT + 1.6);
                    let centre = Pos2::new(x, y + DOT / 2.0);
                    painter.circle_filled(centre, DOT / 2.0 + 1.0, p.halo);
                    painter.circle_filled(centre, DOT / 2.0, p.outline);
                }
                y += DOT + GAP - 1.0;
            }
        }
    }
}

/// Paints a plain symbol with the mark of a dataset, for legend, menu and sheet: grey, because it stands for no
/// type. `centre` is the middle of symbol and mark together.
pub fn paint_key(painter: &Painter, centre: Pos2, cue: u8, theme: &Theme) {
    let p = &theme.palette;
    let (radius, lift) = if parts(cue).is_empty() { (5.0, 0.0) } else { (4.5, 3.5) };
    let at = centre - vec2(0.0, lift);
    painter.circle(at, radius + 1.0, p.outline, egui::Stroke::new(1.0, p.halo));
    painter.circle_filled(at, radius - 0.5, p.bar_all);
    paint_dark(painter, at + vec2(0.0, radius), cue, theme);
}

/// The mark on the ground of a panel: drawn in the colour of text, or it would vanish in the dark theme.
fn paint_dark(painter: &Painter, bottom: Pos2, cue: u8, theme: &Theme) {
    let mut on_panel = *theme;
    on_panel.palette.outline = theme.palette.text;
    on_panel.palette.halo = theme.palette.panel;
    paint(painter, bottom, cue, &on_panel);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_differs_and_the_first_is_none() {
        let all: Vec<_> = (0..CUES).map(parts).collect();
        assert!(all.first().unwrap().is_empty());
        for (i, a) in all.iter().enumerate() {
            assert!(!all.iter().take(i).any(|b| a == b), "{i}");
        }
        assert_eq!(parts(CUES + 1), parts(1));
    }
}
