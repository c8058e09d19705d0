//! Lays out and paints everything of a page but its map.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::key;
use crate::figure::page::{Listed, Page, SOURCES_NAMED};
use crate::figure::scene::{Scene, TagContent};
use crate::figure::{Legend, Mark, ScaleBar, symbol};
use crate::query::QueryResult;
use crate::ui::map::paint;
use crate::ui::theme::{self, Theme, size};
use crate::words::Words;

/// Above and below the digits of a number in its line, points.
const NUMBER_AIR: f32 = 2.0;
/// From the edge of the sheet, and between its parts, points.
const MARGIN: f32 = 20.0;
const GAP: f32 = 12.0;
/// Width of the column of key and list: a share of the sheet, in bounds.
const SIDE: (f32, f32, f32) = (0.17, 190.0, 280.0);
/// Largest share of the sheet's height that the footer takes.
const FOOTER_MOST: f32 = 0.2;
/// Size of the title, points.
const TITLE: f32 = 22.0;
/// Longest scale bar, points.
const SCALE_BAR: f32 = 140.0;
/// Column of numbers in the list, points.
const NUMBERS: f32 = 22.0;
/// Between rows of the list, points.
const ROW_GAP: f32 = 3.0;

/// Where the parts of a sheet are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Areas {
    pub header: Rect,
    pub map: Rect,
    pub side: Rect,
    pub footer: Rect,
    /// Sources that the footer names.
    pub named: usize,
}

/// Paints a sheet.
pub(super) struct Sheet<'a> {
    pub painter: Painter,
    pub theme: &'a Theme,
    pub words: &'static Words,
}

/// One paragraph: text, font, colour, space above.
type Paragraph<'a> = (&'a str, FontId, Color32, f32);

impl<'a> Sheet<'a> {
    pub fn new(ui: &Ui, theme: &'a Theme, words: &'static Words) -> Self {
        let painter = ui.painter().with_clip_rect(ui.ctx().content_rect());
        Self { painter, theme, words }
    }

    /// Fills the whole sheet, edge to edge.
    pub fn ground(&self, all: Rect) {
        self.painter.rect_filled(all, 0.0, self.theme.palette.panel);
    }

    /// Divides the sheet: header and footer as high as their texts, the key beside the map.
    pub fn areas(&self, all: Rect, page: &Page) -> Areas {
        let room = all.shrink(if all.width() < 1000.0 { MARGIN * 0.8 } else { MARGIN });
        let header = self.height(&self.header(page), room.width());
        let side = (all.width() * SIDE.0).clamp(SIDE.1, SIDE.2);
        let edge = room.right() - side - GAP;
        let width = edge - room.left();
        // Sources are named as long as the map keeps most of the sheet.
        let mut footers = (0..=SOURCES_NAMED)
            .rev()
            .map(|named| (named, self.footer_height(page, named, width)));
        let fits = |footer: f32| footer <= all.height() * FOOTER_MOST;
        let none_named = (0, self.footer_height(page, 0, width));
        let (named, footer) = footers.find(|(_, footer)| fits(*footer)).unwrap_or(none_named);
        let (top, bottom) = (room.top() + header + GAP, room.bottom() - footer - GAP);
        Areas {
            header: room.with_max_y(room.top() + header),
            map: Rect::from_min_max(pos2(room.left(), top), pos2(edge, bottom)),
            side: Rect::from_min_max(pos2(edge + GAP, top), room.right_bottom()),
            footer: Rect::from_min_max(pos2(room.left(), bottom + GAP), pos2(edge, room.bottom())),
            named,
        }
    }

    fn footer_height(&self, page: &Page, named: usize, width: f32) -> f32 {
        let texts = self.footer_texts(page, named);
        self.height(&self.footer(&texts), width)
    }

    /// Sources, what deaths are, credits, date.
    fn footer_texts(&self, page: &Page, named: usize) -> Vec<String> {
        let deaths = self.words.page.deaths;
        let basemap = self.words.mapping.attribution;
        let credits: Vec<&str> = page.credits.iter().map(String::as_str).chain([basemap]).collect();
        let mut texts = vec![page.sources_line(named, self.words)];
        texts.extend(page.counted.iter().map(|text| self.words.labelled(deaths, text)));
        texts.push(credits.join(" · "));
        texts.push(page.accessed.clone());
        texts.retain(|text| !text.is_empty());
        texts
    }

    fn header<'p>(&self, page: &'p Page) -> Vec<Paragraph<'p>> {
        let p = &self.theme.palette;
        let mut lines = vec![
            (page.title.as_str(), theme::strong(TITLE), p.text, 0.0),
            (page.period.as_str(), theme::strong(size::POPUP_TITLE), p.text, 0.0),
            (page.counts.as_str(), theme::body(size::BODY), p.text, 3.0),
            (page.filter.as_str(), theme::body(size::BODY), p.secondary, 0.0),
        ];
        lines.extend(page.remark.map(|text| (text, theme::body(size::BODY), p.notice, 0.0)));
        lines
    }

    fn footer<'p>(&self, texts: &'p [String]) -> Vec<Paragraph<'p>> {
        let (p, small) = (&self.theme.palette, theme::body(size::AXIS));
        let each = texts.iter();
        each.map(|text| (text.as_str(), small.clone(), p.secondary, 2.0))
            .collect()
    }

    fn galley(&self, text: &str, font: &FontId, colour: Color32, width: f32) -> Arc<Galley> {
        self.painter.layout(text.to_owned(), font.clone(), colour, width)
    }

    fn height(&self, paragraphs: &[Paragraph<'_>], width: f32) -> f32 {
        let each = paragraphs.iter();
        each.map(|(text, font, colour, above)| above + self.galley(text, font, *colour, width).size().y)
            .sum()
    }

    /// Paints paragraphs below one another; gives the bottom of the last.
    fn paragraphs(&self, paragraphs: &[Paragraph<'_>], corner: Pos2, width: f32) -> f32 {
        let mut y = corner.y;
        for (text, font, colour, above) in paragraphs {
            let galley = self.galley(text, font, *colour, width);
            y += above;
            self.painter.galley(pos2(corner.x, y), Arc::clone(&galley), *colour);
            y += galley.size().y;
        }
        y
    }

    /// A text of the column; gives its bottom.
    pub fn line(&self, text: &str, font: &FontId, colour: Color32, corner: Pos2, width: f32) -> f32 {
        self.paragraphs(&[(text, font.clone(), colour, 0.0)], corner, width)
    }

    /// Everything that stands around and over the map.
    pub fn furniture(&self, areas: &Areas, page: &Page, scene: &Scene, legend: &Legend, listed: bool) {
        let p = &self.theme.palette;
        let line = Stroke::new(1.0, p.border);
        self.painter.rect_stroke(areas.map, 0.0, line, StrokeKind::Inside);
        self.paragraphs(&self.header(page), areas.header.min, areas.header.width());
        let texts = self.footer_texts(page, areas.named);
        self.paragraphs(&self.footer(&texts), areas.footer.min, areas.footer.width());
        self.scale_bar(areas.map, scene);
        self.notes(areas.map, page, scene);
        if let Some(text) = &page.empty {
            self.boxed(text, areas.map.center(), Align2::CENTER_CENTER, areas.map.width() * 0.6);
        }
        let bottom = key::paint(self, areas.side, legend, scene);
        if listed {
            self.list(areas, page, bottom + GAP);
        }
    }

    fn scale_bar(&self, map: Rect, scene: &Scene) {
        let bar = ScaleBar::of(&scene.frame, SCALE_BAR.min(map.width() / 3.0));
        let ground = Rect::from_min_max(
            map.right_bottom() - vec2(bar.width + 32.0, 38.0),
            map.right_bottom() - vec2(8.0, 8.0),
        );
        self.plate(ground);
        let left = pos2(ground.left() + 12.0, ground.bottom() - 7.0);
        let length = self.words.distance(bar.metres);
        paint::paint_scale_bar(&self.painter, left, &bar, &length, self.theme);
    }

    fn plate(&self, rect: Rect) {
        let p = &self.theme.palette;
        let line = Stroke::new(1.0, p.hairline);
        let ground = p.panel.gamma_multiply(0.85);
        self.painter.rect(rect, 4.0, ground, line, StrokeKind::Inside);
    }

    /// What the map cannot show, in its corner: incidents without a place, beyond its edge, without a date.
    fn notes(&self, map: Rect, page: &Page, scene: &Scene) {
        let (unlocated, undated) = page.missing;
        let mut notes = self.words.not_on_picture(unlocated, scene.counts.outside, undated);
        if scene.frame.zoom > 9.0 {
            notes.push(self.words.mapping.generalised.to_owned());
        }
        if !notes.is_empty() {
            let corner = map.left_bottom() + vec2(8.0, -8.0);
            self.boxed(&notes.join("\n"), corner, Align2::LEFT_BOTTOM, map.width() * 0.6);
        }
    }

    fn boxed(&self, text: &str, at: Pos2, align: Align2, width: f32) {
        let p = &self.theme.palette;
        let galley = self.galley(text, &theme::body(size::LABEL), p.text, width);
        let rect = align.anchor_size(at, galley.size() + vec2(16.0, 10.0));
        self.plate(rect);
        self.painter.galley(rect.min + vec2(8.0, 5.0), galley, p.text);
    }

    /// Whether the list of incidents has room below the key, and every incident of it a symbol that can carry
    /// its number.
    pub fn list_fits(&self, areas: &Areas, page: &Page, scene: &Scene, result: &QueryResult) -> bool {
        let counted = |content: &TagContent| matches!(content, TagContent::Count(_));
        let in_bubble = !scene.bubbles.is_empty() || scene.tags.iter().any(|tag| counted(&tag.content));
        if page.listed.is_empty() || in_bubble {
            return false;
        }
        let key = key::height(self, areas.side.width(), &Legend::of(result), scene);
        let width = areas.side.width();
        let rows: f32 = page
            .listed
            .iter()
            .map(|row| self.row(row, width).size().y + ROW_GAP)
            .sum();
        key + GAP + self.heading_height() + rows <= areas.side.height()
    }

    fn heading_height(&self) -> f32 {
        let p = &self.theme.palette;
        self.galley(self.words.page.incidents, &theme::strong(size::BODY), p.text, 200.0)
            .size()
            .y
            + 4.0
    }

    /// Text of a row of the list: date, then title.
    fn row(&self, row: &Listed, width: f32) -> Arc<Galley> {
        let p = &self.theme.palette;
        let format = |colour| TextFormat::simple(theme::body(size::AXIS), colour);
        let mut job = LayoutJob::default();
        job.wrap.max_width = width - NUMBERS;
        job.append(&row.date, 0.0, format(p.secondary));
        job.append(&row.title, 6.0, format(p.text));
        self.painter.layout_job(job)
    }

    fn list(&self, areas: &Areas, page: &Page, top: f32) {
        let p = &self.theme.palette;
        let (left, width) = (areas.side.left(), areas.side.width());
        let heading = theme::strong(size::BODY);
        let mut y = self.line(self.words.page.incidents, &heading, p.text, pos2(left, top), width) + 3.0;
        for row in &page.listed {
            let galley = self.row(row, width);
            let height = galley.size().y;
            let number = row.number.to_string();
            let at = pos2(left + NUMBERS - 8.0, y);
            self.painter
                .text(at, Align2::RIGHT_TOP, number, theme::strong(size::AXIS), p.text);
            self.painter.galley(pos2(left + NUMBERS, y), galley, p.text);
            y += height + ROW_GAP;
        }
    }

    /// Where the number of each listed incident stands: beside its symbol, clear of the others. From the corner of
    /// the map.
    pub fn numbers(&self, scene: &Scene, page: &Page) -> Vec<(usize, Rect)> {
        let marks: Vec<&Mark> = scene.all_marks().collect();
        let mut taken: Vec<Rect> = marks.iter().map(|mark| mark_rect(mark)).collect();
        let mut spots = Vec::new();
        for mark in marks {
            let Some(row) = page.listed.iter().find(|row| row.event == mark.event) else {
                continue;
            };
            let size = self.number(row.number).size() - vec2(0.0, 2.0 * NUMBER_AIR);
            let rect = number_spot(mark_rect(mark), size, &taken);
            taken.push(rect);
            spots.push((row.number, rect));
        }
        spots
    }

    fn number(&self, number: usize) -> Arc<Galley> {
        let font = theme::strong(size::LABEL);
        self.galley(&number.to_string(), &font, self.theme.palette.text, f32::INFINITY)
    }

    /// Writes the numbers on the map.
    pub fn paint_numbers(&self, map: Rect, spots: &[(usize, Rect)]) {
        let p = &self.theme.palette;
        let painter = self.painter.with_clip_rect(map);
        for (number, rect) in spots {
            let galley = self.number(*number);
            let corner = map.min + rect.min.to_vec2() - vec2(0.0, NUMBER_AIR);
            for (x, y) in [
                (-1.0, 0.0),
                (1.0, 0.0),
                (0.0, -1.0),
                (0.0, 1.0),
                (-0.7, -0.7),
                (0.7, 0.7),
            ] {
                let halo = corner + vec2(x, y) * 1.5;
                painter.galley_with_override_text_color(halo, Arc::clone(&galley), p.land);
            }
            painter.galley(corner, galley, p.text);
        }
    }
}

/// What a symbol covers, its halo included.
fn mark_rect(mark: &Mark) -> Rect {
    let (w, h) = symbol::outline(mark.kind, mark.size).half_size();
    let centre = pos2(mark.at.x, mark.at.y);
    Rect::from_center_size(centre, vec2(w, h) * 2.0 + vec2(4.0, 4.0))
}

/// Where a number of this size stands beside a symbol: on the first side where it covers nothing, else above on
/// the left. The upper right corner belongs to the mark of disagreement.
fn number_spot(symbol: Rect, size: egui::Vec2, taken: &[Rect]) -> Rect {
    let c = symbol.center();
    let sides = [
        (symbol.left() - size.x - 1.0, c.y - size.y),
        (symbol.left() - size.x - 1.0, c.y - size.y / 2.0),
        (symbol.left() - size.x - 1.0, c.y),
        (c.x - size.x / 2.0, symbol.bottom() + 1.0),
        (symbol.right() + 1.0, c.y),
        (c.x - size.x / 2.0, symbol.top() - size.y - 1.0),
    ];
    let rects = sides.map(|(x, y)| Rect::from_min_size(pos2(x, y), size));
    let [first, ..] = rects;
    let free = rects
        .into_iter()
        .find(|rect| !taken.iter().any(|other| other.shrink(1.0).intersects(*rect)));
    free.unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_clear_of_the_symbols_around() {
        let at = |x: f32, y: f32| Rect::from_center_size(pos2(x, y), vec2(20.0, 20.0));
        let (symbol, size) = (at(100.0, 100.0), vec2(12.0, 10.0));
        let alone = number_spot(symbol, size, &[symbol]);
        assert!(alone.right() <= symbol.left() && alone.center().y < symbol.center().y);
        let left = at(80.0, 95.0);
        let beside = number_spot(symbol, size, &[symbol, left]);
        assert!(
            !beside.intersects(left) && !beside.shrink(0.5).intersects(symbol),
            "{beside:?}"
        );
        let all: Vec<Rect> = (0..9_u8)
            .map(|i| at(80.0 + 20.0 * f32::from(i % 3), 80.0 + 20.0 * f32::from(i / 3)))
            .collect();
        assert_eq!(number_spot(symbol, size, &all), alone);
    }
}
