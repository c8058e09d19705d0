//! Paints a scene and its labels. Used by the map panel and by pictures made without a window.
//!
//! From below: areas, rings, labels, tags of areas, leaders, bubbles, symbols, what is hovered or selected.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, Galley, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::mark::{MapStyle, mix, paint_bar, paint_bubble, paint_dashed, paint_mark};
use crate::figure::labels::{DOT, Label, LabelKind};
use crate::figure::ring::{self, Ring};
use crate::figure::scene::{AreaMark, Bubble, Scene, Tag, TagContent};
use crate::figure::{MapFrame, Mark, Pt, ScaleBar};
use crate::model::EventType;
use crate::ui::theme::{self, Palette, Theme, size};

/// Paints everything of a scene into `rect`, which must have the size of the scene's frame.
pub fn paint_map(painter: &Painter, rect: Rect, scene: &Scene, labels: &[Label], style: &MapStyle<'_>) {
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let origin = rect.min;
    for area in &scene.areas {
        area_ground(&painter, origin, &scene.frame, area, style.theme);
    }
    for ring in &scene.rings {
        paint_ring(&painter, origin, &scene.frame, ring, style.theme);
    }
    paint_labels(&painter, origin, labels, style.theme);
    for tag in &scene.tags {
        tag_leader(&painter, origin, tag, style.theme);
    }
    for tag in &scene.tags {
        paint_tag(&painter, origin, tag, style);
    }
    for mark in scene.marks.iter().chain(&scene.raised) {
        leader(&painter, origin, mark, style.theme);
    }
    other_leaders(&painter, origin, scene, style.theme);
    for bubble in &scene.bubbles {
        paint_bubble(&painter, origin, bubble, style);
    }
    for mark in &scene.marks {
        paint_mark(&painter, origin, mark, style);
    }
    for mark in &scene.raised {
        paint_mark(&painter, origin, mark, style);
    }
    for other in &scene.others {
        paint_dashed(&painter, at(origin, other.at), other.kind, other.size, style.theme);
    }
}

fn at(origin: Pos2, p: Pt) -> Pos2 {
    pos2(origin.x + p.x, origin.y + p.y)
}

/// Colour of the line of an area: its type's, grey where several types share it.
fn area_colour(kind: Option<EventType>, theme: &Theme) -> Color32 {
    kind.map_or(theme.palette.secondary, |kind| theme.type_fill(kind))
}

/// A type's colour as a thin line on the ground: light yellows and blues are darkened, dark ones lightened.
fn line_colour(kind: EventType, theme: &Theme) -> Color32 {
    let fill = theme.type_fill(kind);
    let pale = matches!(kind, EventType::Riots | EventType::Protests | EventType::Explosions);
    match (theme.dark, pale) {
        (false, true) => mix(fill, theme.palette.outline, 0.3),
        (true, false) => mix(fill, theme.palette.halo, 0.2),
        _ => fill,
    }
}

fn area_ground(painter: &Painter, origin: Pos2, frame: &MapFrame, area: &AreaMark, theme: &Theme) {
    let colour = area_colour(area.kind, theme);
    painter.circle_filled(at(origin, area.centre), area.radius, colour.gamma_multiply(0.06));
    let width = if area.raised { 2.5 } else { 1.8 };
    let line = area.kind.map_or(colour, |kind| line_colour(kind, theme));
    for [a, b] in ring::dashes(frame, area.centre, area.radius, 1.8, 3.6) {
        painter.line_segment([at(origin, a), at(origin, b)], Stroke::new(width, line));
    }
}

fn paint_ring(painter: &Painter, origin: Pos2, frame: &MapFrame, ring: &Ring, theme: &Theme) {
    let (width, strength) = if ring.raised { (2.0, 1.0) } else { (1.5, 0.7) };
    let stroke = Stroke::new(width, line_colour(ring.kind, theme).gamma_multiply(strength));
    if ring.dashed {
        for [a, b] in ring::dashes(frame, ring.centre, ring.radius, 6.0, 4.0) {
            painter.line_segment([at(origin, a), at(origin, b)], stroke);
        }
    } else {
        let line = ring::line(frame, ring.centre, ring.radius);
        painter.add(Shape::line(line.into_iter().map(|p| at(origin, p)).collect(), stroke));
    }
}

/// From a spread symbol to its true place.
fn leader(painter: &Painter, origin: Pos2, mark: &Mark, theme: &Theme) {
    if mark.at.distance(mark.anchor) < 0.5 {
        return;
    }
    let p = &theme.palette;
    let ends = [at(origin, mark.at), at(origin, mark.anchor)];
    painter.line_segment(ends, Stroke::new(2.5, p.halo.gamma_multiply(0.7)));
    painter.line_segment(ends, Stroke::new(1.0, p.town_label));
    painter.circle(ends[1], 2.0, p.town_label, Stroke::new(1.0, p.halo));
}

fn other_leaders(painter: &Painter, origin: Pos2, scene: &Scene, theme: &Theme) {
    for other in &scene.others {
        let ends = [at(origin, other.from), at(origin, other.at)];
        let stroke = Stroke::new(1.5, line_colour(other.kind, theme));
        painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 4.0));
    }
}

/// From a tag that found no room on the edge of its area to that edge.
fn tag_leader(painter: &Painter, origin: Pos2, tag: &Tag, theme: &Theme) {
    let p = &theme.palette;
    let rect = Rect::from_min_max(at(origin, tag.min), at(origin, tag.max));
    let north = at(origin, tag.north);
    if rect.distance_to_pos(north) > 24.0 {
        painter.line_segment([rect.center(), north], Stroke::new(1.0, p.secondary));
        painter.circle(north, 2.0, p.secondary, Stroke::new(1.0, p.halo));
    }
}

/// A tag is square where bubbles are round: what it counts has no point.
fn paint_tag(painter: &Painter, origin: Pos2, tag: &Tag, style: &MapStyle<'_>) {
    let p = &style.theme.palette;
    let rect = Rect::from_min_max(at(origin, tag.min), at(origin, tag.max));
    painter.rect_filled(rect.expand(1.5), 6.0, p.halo);
    painter.rect(
        rect,
        5.0,
        p.panel,
        Stroke::new(1.0, p.secondary),
        egui::StrokeKind::Inside,
    );
    match &tag.content {
        TagContent::Symbols(marks) => {
            for mark in marks {
                paint_mark(painter, origin, mark, style);
            }
        }
        TagContent::Count(bubble) => tag_count(painter, rect, bubble, style),
    }
}

/// A tag of areas with its count, its middle at `centre`.
pub fn paint_tag_count(
    painter: &Painter,
    centre: Pos2,
    count: u32,
    kinds: &[u32; crate::query::places::KINDS],
    hovered: bool,
    style: &MapStyle<'_>,
) {
    let p = &style.theme.palette;
    let (_, width) = tag_number(painter, count, style);
    let rect = Rect::from_center_size(centre, vec2(width, 26.0));
    painter.rect_filled(rect.expand(1.5), 6.0, p.halo);
    let line = Stroke::new(1.0, p.secondary);
    painter.rect(rect, 5.0, p.panel, line, egui::StrokeKind::Inside);
    paint_tag_number(painter, centre, count, style);
    let bar = Rect::from_min_max(pos2(rect.left() + 4.0, rect.bottom() - 7.0), rect.max - vec2(4.0, 3.0));
    paint_bar(painter, bar, kinds, style.theme);
    if hovered {
        let line = Stroke::new(2.0, p.accent);
        painter.rect_stroke(rect.expand(2.0), 6.0, line, egui::StrokeKind::Outside);
    }
}

/// The number of a tag of areas, and how wide the tag is, points.
pub fn tag_number(painter: &Painter, count: u32, style: &MapStyle<'_>) -> (Arc<Galley>, f32) {
    let text = style.words.number(u64::from(count));
    let galley = painter.layout_no_wrap(text, theme::strong(size::LABEL), style.theme.palette.text);
    let width = (galley.size().x + 12.0).max(26.0);
    (galley, width)
}

/// Paints the number alone; the layer of the graphics adapter draws the rest.
pub fn paint_tag_number(painter: &Painter, centre: Pos2, count: u32, style: &MapStyle<'_>) {
    let (galley, _) = tag_number(painter, count, style);
    let at = centre - galley.size() / 2.0 - vec2(0.0, 2.5);
    painter.galley(at, galley, style.theme.palette.text);
}

/// A count over a bar of types.
fn tag_count(painter: &Painter, rect: Rect, bubble: &Bubble, style: &MapStyle<'_>) {
    let p = &style.theme.palette;
    let text = style.words.number(bubble.count as u64);
    let middle = rect.center() - vec2(0.0, 2.5);
    painter.text(
        middle,
        egui::Align2::CENTER_CENTER,
        text,
        theme::strong(size::LABEL),
        p.text,
    );
    let bar = Rect::from_min_max(pos2(rect.left() + 4.0, rect.bottom() - 7.0), rect.max - vec2(4.0, 3.0));
    paint_bar(painter, bar, &bubble.kinds, style.theme);
    if bubble.selected || bubble.hovered {
        let stroke = Stroke::new(if bubble.selected { 3.0 } else { 2.0 }, p.accent);
        painter.rect_stroke(rect.expand(2.0), 6.0, stroke, egui::StrokeKind::Outside);
    }
}

fn label_colour(kind: LabelKind, p: &Palette) -> Color32 {
    match kind {
        LabelKind::Capital | LabelKind::Seat | LabelKind::Town => p.town_label,
        LabelKind::Region | LabelKind::Neighbour => p.region_label,
        LabelKind::Country => p.town_label,
        LabelKind::Water => p.water_label,
    }
}

fn label_job(text: &str, kind: LabelKind) -> LayoutJob {
    let font = if kind.is_strong() {
        theme::strong(kind.size())
    } else {
        theme::body(kind.size())
    };
    let format = TextFormat {
        extra_letter_spacing: kind.spacing(),
        ..TextFormat::simple(font, Color32::PLACEHOLDER)
    };
    LayoutJob::single_section(text.to_owned(), format)
}

/// Width and height of a label's text, points: what [`crate::figure::labels::place`] asks for.
pub fn measure_label(ctx: &Context, text: &str, kind: LabelKind) -> (f32, f32) {
    let size = ctx.fonts_mut(|fonts| fonts.layout_job(label_job(text, kind)).size());
    (size.x, size.y)
}

/// Paints labels.
pub fn paint_labels(painter: &Painter, origin: Pos2, labels: &[Label], theme: &Theme) {
    for label in labels {
        paint_label(painter, origin, label, theme);
    }
}

fn paint_label(painter: &Painter, origin: Pos2, label: &Label, theme: &Theme) {
    let p = &theme.palette;
    let galley = painter.layout_job(label_job(&label.text, label.kind));
    let corner = at(origin, label.centre) - vec2(label.size.0, label.size.1) / 2.0;
    // Water is its own ground; a halo of land on it would look like a patch.
    if label.kind != LabelKind::Water {
        let halo = p.land.gamma_multiply(0.75);
        for offset in [vec2(-1.0, 0.0), vec2(1.0, 0.0), vec2(0.0, -1.0), vec2(0.0, 1.0)] {
            text(painter, corner + offset, &galley, halo, label.angle);
        }
    }
    text(painter, corner, &galley, label_colour(label.kind, p), label.angle);
    if let Some(dot) = label.dot {
        painter.circle(at(origin, dot), DOT / 2.0, p.town_label, Stroke::new(1.0, p.land));
    }
}

fn text(painter: &Painter, corner: Pos2, galley: &Arc<Galley>, colour: Color32, angle: f32) {
    let shape = egui::epaint::TextShape::new(corner, Arc::clone(galley), colour);
    painter.add(shape.with_angle_and_anchor(angle, egui::Align2::CENTER_CENTER));
}

/// Paints a scale bar with its left end at `left`, its length written above it.
pub fn paint_scale_bar(painter: &Painter, left: Pos2, bar: &ScaleBar, length: &str, theme: &Theme) {
    let p = &theme.palette;
    let stroke = Stroke::new(1.5, p.text);
    let right = left + vec2(bar.width, 0.0);
    painter.line_segment([left, right], stroke);
    for end in [left, right] {
        painter.line_segment([end - vec2(0.0, 4.0), end + vec2(0.0, 0.75)], stroke);
    }
    let middle = left + vec2(bar.width / 2.0, -3.0);
    painter.text(
        middle,
        egui::Align2::CENTER_BOTTOM,
        length,
        theme::body(size::AXIS),
        p.text,
    );
}
