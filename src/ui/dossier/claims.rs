//! The claims by field and side: answers, who gives them, what is shown and why.

use egui::{CollapsingHeader, Frame, RichText, Sense, Ui, pos2, vec2};

use super::{heading_text, hint};
use crate::figure::recount::Line;
use crate::figure::recount::claims::{Answer, Block, Claims, Counting, Policy, Saying};
use crate::model::DifferenceKind;
use crate::ui::UiCx;
use crate::ui::cited::{self, Clicked, LineStyle};
use crate::ui::marks;
use crate::ui::theme::{self, size};

/// Shows them; `lost` says why the file gives none any more.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, claims: &Claims, lost: Option<&str>, style: LineStyle<'_>) -> Option<Clicked> {
    let mut clicked = None;
    policy(ui, cx, &claims.policy);
    if claims.blocks.is_empty() {
        hint(ui, lost.unwrap_or(cx.words.telling.no_claims), cx);
    }
    for block in &claims.blocks {
        clicked = show_block(ui, cx, block, style).or(clicked);
        ui.add_space(10.0);
    }
    clicked
}

/// The figure of the event and the rule that makes it; the rule in words unfolds.
fn policy(ui: &mut Ui, cx: &UiCx<'_>, policy: &Policy) {
    let palette = &cx.theme.palette;
    let width = ui.available_width() - 16.0;
    Frame::new()
        .fill(palette.raised)
        .corner_radius(4.0)
        .inner_margin(8.0)
        .show(ui, |ui| {
            ui.set_width(width);
            ui.label(RichText::new(&policy.name).size(size::LABEL).color(palette.secondary));
            ui.label(RichText::new(&policy.figure).font(theme::strong(size::POPUP_TITLE)));
            let rule = RichText::new(&policy.rule).size(size::LABEL).color(palette.secondary);
            let Some(by) = &policy.by else {
                ui.label(rule);
                return;
            };
            ui.label(RichText::new(by).size(size::LABEL));
            let head = RichText::new(cx.words.telling.rule)
                .size(size::LABEL)
                .color(palette.accent);
            let unfolded = CollapsingHeader::new(head).id_salt("rule of the figure");
            unfolded.show_unindented(ui, |ui| ui.label(rule));
        });
    ui.add_space(8.0);
}

fn show_block(ui: &mut Ui, cx: &UiCx<'_>, block: &Block, style: LineStyle<'_>) -> Option<Clicked> {
    let field = cx.words.field(block.field);
    let name = match &block.side {
        Some(side) => format!("{field} · {side}"),
        None => field.to_owned(),
    };
    ui.horizontal(|ui| {
        ui.label(heading_text(&name));
        if let Some(kind) = block.kind {
            difference(ui, cx, kind);
        }
    });
    let mut clicked = None;
    for answer in &block.answers {
        clicked = show_answer(ui, cx, answer, style).or(clicked);
    }
    if let Some((value, reason)) = &block.shown {
        shown(ui, cx, value, reason, style);
    }
    clicked
}

/// The kind of difference, with the mark where it is a disagreement.
fn difference(ui: &mut Ui, cx: &UiCx<'_>, kind: DifferenceKind) {
    let palette = &cx.theme.palette;
    let name = cx.words.difference(kind);
    let colour = if kind == DifferenceKind::Disagreement {
        marks::differ_label(ui, name, cx.theme);
        palette.notice
    } else {
        palette.secondary
    };
    ui.label(RichText::new(name).size(size::LABEL).color(colour));
}

fn show_answer(ui: &mut Ui, cx: &UiCx<'_>, answer: &Answer, style: LineStyle<'_>) -> Option<Clicked> {
    let mut clicked = None;
    let top = ui.cursor().top();
    let left = ui.cursor().left();
    ui.horizontal_top(|ui| {
        ui.add_space(10.0);
        ui.vertical(|ui| {
            let mut value = Line::text(answer.value.clone());
            if let Some(reading) = &answer.reading {
                value = value.then(format!(" ({reading})"));
            }
            cited::line(ui, &value, style.strong());
            ui.add_space(1.0);
            for saying in &answer.sayings {
                clicked = show_saying(ui, cx, saying, style).or(clicked);
            }
            ui.add_space(6.0);
        });
    });
    let bottom = ui.cursor().top() - 6.0;
    let stroke = egui::Stroke::new(2.0, cx.theme.palette.hairline);
    ui.painter().vline(left + 2.0, top + 2.0..=bottom, stroke);
    clicked
}

fn show_saying(ui: &mut Ui, cx: &UiCx<'_>, saying: &Saying, style: LineStyle<'_>) -> Option<Clicked> {
    let clicked = cited::line(ui, &saying.source, style.small());
    let mut about = saying.about.clone();
    about.extend(saying.counting.map(|counting| counting_words(cx, counting).to_owned()));
    if !about.is_empty() {
        cited::line(ui, &Line::text(about.join(" · ")), style.secondary());
    }
    if let Some(quote) = &saying.quote {
        cited::line(ui, &Line::text(cx.words.in_quotes(quote)), style.secondary());
    }
    ui.add_space(2.0);
    clicked
}

fn counting_words(cx: &UiCx<'_>, counting: Counting) -> &'static str {
    cx.words.telling.counting.get(counting as usize).copied().unwrap_or("?")
}

/// "Shown: … because …", decided by the editors.
fn shown(ui: &mut Ui, cx: &UiCx<'_>, value: &str, reason: &str, style: LineStyle<'_>) {
    let words = &cx.words.telling;
    let palette = &cx.theme.palette;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().line_segment(
        [rect.left_top(), pos2(rect.left() + 40.0, rect.top())],
        (1.0, palette.border),
    );
    ui.add_space(3.0);
    let text = format!("{}{}{value}", words.shown, words.colon);
    cited::line(ui, &Line::text(text), style.small());
    cited::line(
        ui,
        &Line::text(format!("{} {reason}", words.because)),
        style.secondary(),
    );
    cited::line(ui, &Line::text(words.editors), style.secondary());
}
