//! Lines of a recount: text that wraps and can be selected, with citation numbers as buttons and painted marks.
//!
//! The whole line is one galley, so that it wraps and copies as text; the places of numbers and marks are read
//! from the galley, and buttons are laid over them. Marks stand in a gap of no-break spaces.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::text_selection::LabelSelectionState;
use egui::{Color32, FontId, Galley, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::marks;
use super::theme::{Theme, size};
use crate::figure::recount::{Line, Part, SourceLine};
use crate::words::Words;

/// A space at which no line breaks.
const NO_BREAK: char = '\u{A0}';
/// Width that a mark and the air around it take, points.
const GAP: f32 = 17.0;

/// What the user clicked in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clicked {
    /// A citation number.
    Cite(usize),
    /// "How located".
    HowLocated,
    /// The mark `≠`.
    Differ,
}

/// How lines are drawn, and what their numbers stand for.
#[derive(Clone, Copy)]
pub struct LineStyle<'a> {
    /// Words of the screen.
    pub words: &'static Words,
    /// Colours.
    pub theme: &'a Theme,
    /// Size of text, points.
    pub size: f32,
    /// Colour of text.
    pub colour: Color32,
    /// In SemiBold.
    pub strong: bool,
    /// Sources, for the tooltips of the numbers.
    pub sources: &'a [SourceLine],
}

impl<'a> LineStyle<'a> {
    /// Body text.
    pub fn body(words: &'static Words, theme: &'a Theme, sources: &'a [SourceLine]) -> Self {
        Self {
            words,
            theme,
            size: size::BODY,
            colour: theme.palette.text,
            strong: false,
            sources,
        }
    }

    /// Small, less important text.
    #[must_use]
    pub fn secondary(mut self) -> Self {
        self.size = size::LABEL;
        self.colour = self.theme.palette.secondary;
        self
    }

    /// Small text.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.size = size::LABEL;
        self
    }

    /// In SemiBold.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }

    fn font(&self) -> FontId {
        if self.strong {
            super::theme::strong(self.size)
        } else {
            super::theme::body(self.size)
        }
    }

    /// Name of a citation button: "Source 3: publisher not stated …".
    fn cite_name(&self, number: usize) -> String {
        let known = self.sources.iter().find(|source| source.number == number);
        let name = self.words.citation(number);
        known.map_or_else(
            || name.clone(),
            |source| format!("{name}{}{}", self.words.telling.colon, source.short),
        )
    }
}

/// A part of the line that is more than text, by its characters.
struct Spot {
    part: Part,
    chars: Range<usize>,
}

/// Shows a line in the width that is left. Returns what was clicked in it.
pub fn line(ui: &mut Ui, line: &Line, style: LineStyle<'_>) -> Option<Clicked> {
    let (mut job, spots) = job(ui, line, &style);
    job.wrap.max_width = ui.available_width();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    // Text can be selected by mouse, but is no stop for the Tab key.
    let sense = Sense::click_and_drag() - Sense::FOCUSABLE;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), sense);
    let name = spoken(line, &style);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    if !ui.is_rect_visible(rect) {
        // Rows out of sight still need their buttons, for the keyboard and for screen readers.
        return buttons(ui, &spots, &galley, rect.left_top(), &response, &style);
    }
    let galley_for_spots = Arc::clone(&galley);
    LabelSelectionState::label_text_selection(ui, &response, rect.left_top(), galley, style.colour, Stroke::NONE);
    buttons(ui, &spots, &galley_for_spots, rect.left_top(), &response, &style)
}

/// The text of the line, with gaps for marks and no line break before a number.
fn job(ui: &Ui, line: &Line, style: &LineStyle<'_>) -> (LayoutJob, Vec<Spot>) {
    let font = style.font();
    let gap = ui.fonts_mut(|fonts| (GAP / fonts.glyph_width(&font, NO_BREAK).max(1.0)).ceil()) as usize;
    let plain = TextFormat::simple(font, style.colour);
    let mut link = plain.clone();
    link.color = style.theme.palette.accent;
    let mut job = LayoutJob::default();
    let mut spots = Vec::new();
    let mut at = 0;
    for (i, part) in line.parts.iter().enumerate() {
        let (text, format) = match part {
            Part::Text(text) => (glued(text, line.parts.get(i + 1)), &plain),
            Part::Cite(number) => (format!("[{number}]"), &link),
            Part::HowLocated(text) => (text.replace(' ', "\u{A0}"), &link),
            Part::Differ | Part::Warning => (NO_BREAK.to_string().repeat(gap), &plain),
        };
        let chars = at..at + text.chars().count();
        at = chars.end;
        job.append(&text, 0.0, format.clone());
        if !matches!(part, Part::Text(_)) {
            spots.push(Spot {
                part: part.clone(),
                chars,
            });
        }
    }
    (job, spots)
}

/// Text that breaks where a reader expects it: not before a number of a citation, not behind a dot that parts
/// two things, not between a figure and its unit.
fn glued(text: &str, next: Option<&Part>) -> String {
    let mut out = text.replace("· ", "·\u{A0}").replace(" km", "\u{A0}km");
    if matches!(next, Some(Part::Cite(_))) && out.ends_with(' ') {
        out.pop();
        out.push(NO_BREAK);
    }
    out
}

/// The line for screen readers: marks in words.
fn spoken(line: &Line, style: &LineStyle<'_>) -> String {
    let telling = &style.words.telling;
    let mut out = String::new();
    for part in &line.parts {
        match part {
            Part::Text(text) | Part::HowLocated(text) => out.push_str(text),
            Part::Cite(number) => out.push_str(&format!("[{number}]")),
            Part::Differ => out.push_str(&format!(" ({})", telling.differ)),
            Part::Warning => out.push_str(&format!(" ({})", telling.date_warning)),
        }
    }
    out
}

fn buttons(
    ui: &mut Ui,
    spots: &[Spot],
    galley: &Galley,
    origin: Pos2,
    response: &Response,
    style: &LineStyle<'_>,
) -> Option<Clicked> {
    let mut clicked = None;
    for (i, spot) in spots.iter().enumerate() {
        let rect = rect_of(galley, &spot.chars, origin);
        let id = response.id.with(("spot", i));
        let done = match &spot.part {
            Part::Cite(number) => cite(ui, rect, id, *number, style).then_some(Clicked::Cite(*number)),
            Part::HowLocated(text) => {
                let response = link(ui, rect, id, text, style);
                response.clicked().then_some(Clicked::HowLocated)
            }
            Part::Differ => differ(ui, rect, id, style).then_some(Clicked::Differ),
            Part::Warning => {
                let response = ui.interact(rect, id, Sense::hover());
                let colour = style.theme.palette.notice;
                marks::warning_mark(ui.painter(), mark_centre(rect), style.size, colour);
                response.on_hover_text(style.words.telling.date_warning);
                None
            }
            Part::Text(_) => None,
        };
        clicked = done.or(clicked);
    }
    clicked
}

/// Where characters of a galley stand; those of the first row they touch.
fn rect_of(galley: &Galley, chars: &Range<usize>, origin: Pos2) -> Rect {
    let at = |index: usize, prefer_next_row: bool| {
        galley.pos_from_cursor(CCursor {
            index: egui::text::CharIndex(index),
            prefer_next_row,
        })
    };
    let (from, to) = (at(chars.start, true), at(chars.end, false));
    let right = if to.top() > from.top() {
        galley.rect.right()
    } else {
        to.left()
    };
    let rect = Rect::from_min_max(from.left_top(), pos2(right.max(from.left() + 1.0), from.bottom()));
    rect.translate(origin.to_vec2())
}

/// Marks stand a little behind the word before them.
fn mark_centre(gap: Rect) -> Pos2 {
    pos2(gap.left() + GAP / 2.0 + 1.0, gap.center().y + 0.5)
}

fn cite(ui: &mut Ui, rect: Rect, id: egui::Id, number: usize, style: &LineStyle<'_>) -> bool {
    let name = style.cite_name(number);
    let response = link(ui, rect, id, &name, style);
    let known = style.sources.iter().find(|source| source.number == number);
    let clicked = response.clicked();
    if let Some(source) = known {
        response.on_hover_text(&source.full);
    }
    clicked
}

/// A link over words that the galley has painted: underlined under the pointer, ringed with focus.
fn link(ui: &mut Ui, rect: Rect, id: egui::Id, name: &str, style: &LineStyle<'_>) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, name));
    let accent = style.theme.palette.accent;
    if response.hovered() {
        let y = rect.bottom() - 2.0;
        ui.painter()
            .line_segment([pos2(rect.left(), y), pos2(rect.right(), y)], Stroke::new(1.0, accent));
    }
    focus_ring(ui, &response, rect, accent);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn differ(ui: &mut Ui, rect: Rect, id: egui::Id, style: &LineStyle<'_>) -> bool {
    let rect = Rect::from_center_size(mark_centre(rect), vec2(15.0, rect.height()));
    let response = ui.interact(rect, id, Sense::click());
    let name = style.words.telling.differ;
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    let palette = &style.theme.palette;
    if response.hovered() {
        ui.painter().rect_filled(rect, 3.0, palette.selected);
    }
    marks::differ_mark(ui.painter(), rect.center(), 12.0, palette.notice);
    focus_ring(ui, &response, rect, palette.accent);
    let clicked = response.clicked();
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(name);
    clicked
}

/// The ring around what has the keyboard's focus.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, accent: Color32) {
    if response.has_focus() {
        let ring = rect.expand(2.0);
        ui.painter()
            .rect_stroke(ring, 4.0, Stroke::new(2.0, accent), egui::StrokeKind::Inside);
    }
}
