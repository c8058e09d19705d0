//! What the answers come to, and the way on.

use egui::{Button, RichText, Ui, vec2};

use super::super::cx::UiCx;
use super::super::theme::size;
use super::{Answered, Asked, Table};
use crate::read::preview::Sample;
use crate::read::{Doubt, OpenOptions};

impl Table {
    /// Shows counts and buttons. Returns whether the questions are to be closed.
    pub(super) fn foot(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample, asked: &mut Vec<Asked>) -> bool {
        let words = cx.words.wizard;
        let missing = self.missing(cx);
        let mut close = false;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let least = vec2(84.0, size::ROW);
            let ready = missing.is_empty() && self.error.is_none() && !self.waiting;
            let open = Button::new(RichText::new(words.open).color(cx.theme.palette.text)).min_size(least);
            if ui.add_enabled(ready, open).clicked() {
                asked.push(Asked::Open(self.answered(sample)));
            }
            close = ui.add(Button::new(cx.words.common.cancel).min_size(least)).clicked();
            ui.checkbox(&mut self.keep, words.remember);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let (text, colour) = if missing.is_empty() {
                    let counts = self.preview.as_ref().filter(|_| !self.waiting);
                    let text = counts.map_or_else(
                        || words.reading.to_owned(),
                        |p| cx.words.preview_counts(p.rows.len(), p.accepted, p.more),
                    );
                    (text, cx.theme.palette.text)
                } else {
                    (
                        format!("{} {}", words.missing, missing.join(", ")),
                        cx.theme.palette.notice,
                    )
                };
                ui.add(egui::Label::new(RichText::new(text).color(colour)).truncate());
            });
        });
        close
    }

    /// What is still to be answered.
    fn missing(&self, cx: &UiCx<'_>) -> Vec<&'static str> {
        let words = cx.words.wizard;
        let lacks = self.mapping.lacks().into_iter();
        let mut missing: Vec<&'static str> = lacks
            .map(|doubt| match doubt {
                Doubt::NoDate | Doubt::Dates(_) => words.missing_date,
                Doubt::NoPlace | Doubt::Places(_) => words.missing_place,
            })
            .collect();
        let open = self.preview.as_ref().is_some_and(|preview| preview.undecided.is_some());
        if open && self.mapping.when.order.is_none() {
            missing.push(words.missing_order);
        }
        missing
    }

    fn answered(&self, sample: &Sample) -> Answered {
        let mut mapping = self.mapping.clone();
        mapping.encoding = self.options.encoding;
        mapping.delimiter = self.options.delimiter.map(char::from);
        Answered {
            path: self.path.clone(),
            keep: self.keep.then(|| sample.signature()),
            options: OpenOptions {
                mapping: Some(mapping),
                ..self.options.clone()
            },
        }
    }
}
