//! How date and place were found: facts, numbered steps, other reported places.

use egui::Ui;

use super::{fact, heading};
use crate::figure::recount::Line;
use crate::figure::recount::place::{Derivation, Fact};
use crate::ui::UiCx;
use crate::ui::cited::{self, Clicked, LineStyle};
use crate::ui::popup::columns;

/// Width of the column of step numbers, points.
const NUMBERS: f32 = 22.0;

pub fn show(ui: &mut Ui, cx: &UiCx<'_>, derivation: &Derivation, style: LineStyle<'_>) -> Option<Clicked> {
    let words = &cx.words.telling;
    let date = part(
        ui,
        cx,
        words.date_heading,
        (&derivation.date, &derivation.date_steps),
        style,
    );
    ui.add_space(10.0);
    let place = part(
        ui,
        cx,
        words.place_heading,
        (&derivation.place, &derivation.place_steps),
        style,
    );
    let mut clicked = date.or(place);
    if !derivation.others.is_empty() {
        ui.add_space(10.0);
        heading(ui, words.other_places);
    }
    for other in &derivation.others {
        clicked = cited::line(ui, &other.place, style).or(clicked);
        clicked = fact(ui, words.verdict, &other.verdict, style).or(clicked);
        ui.add_space(4.0);
    }
    clicked
}

fn part(
    ui: &mut Ui,
    cx: &UiCx<'_>,
    name: &str,
    (facts, steps): (&[Fact], &[Line]),
    style: LineStyle<'_>,
) -> Option<Clicked> {
    heading(ui, name);
    let mut clicked = None;
    for one in facts {
        clicked = fact(ui, one.label, &one.line, style).or(clicked);
    }
    if !steps.is_empty() {
        ui.add_space(4.0);
        cited::line(ui, &Line::text(cx.words.telling.steps), style.secondary());
        ui.add_space(2.0);
    }
    for (number, step) in (1..).zip(steps) {
        let number = cx.words.number(number);
        let shown = columns(ui, &number, NUMBERS, style, |ui| cited::line(ui, step, style));
        clicked = shown.or(clicked);
        ui.add_space(4.0);
    }
    clicked
}
