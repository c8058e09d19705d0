//! The strip of active criteria under the top bar; each can be dropped with a click.

use egui::Ui;

use super::cx::UiCx;
use super::marks::{Icon, icon_button_sized};
use super::theme::{self, size};
use crate::query::{Choice, Criterion};
use crate::session::{Command, FilterCommand};

/// Shows one chip for each active criterion, and "Clear all".
pub fn show(ui: &mut Ui, cx: &UiCx<'_>) {
    let p = &cx.theme.palette;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        for criterion in cx.session.filter().active() {
            let text = describe(criterion, cx);
            egui::Frame::new()
                .fill(p.selected)
                .corner_radius(12.0)
                .inner_margin(egui::Margin {
                    left: 10,
                    right: 2,
                    top: 0,
                    bottom: 0,
                })
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 2.0;
                        let label = format!("{}: {text}", criterion.name(cx.words));
                        let text = egui::RichText::new(label).font(theme::body(size::LABEL));
                        ui.add(egui::Label::new(text).selectable(false));
                        let name = format!("{} ({})", cx.words.filtering.remove_filter, criterion.name(cx.words));
                        if icon_button_sized(ui, Icon::Cross, &name, false, cx.theme, 22.0).clicked() {
                            cx.push(Command::Filter(FilterCommand::Drop(criterion)));
                        }
                    });
                });
        }
        if ui.link(cx.words.filtering.clear_all).clicked() {
            cx.push(Command::Filter(FilterCommand::Clear));
        }
    });
}

/// What an active criterion asks for, in words.
pub fn describe(criterion: Criterion, cx: &UiCx<'_>) -> String {
    let filter = cx.session.filter();
    let words = cx.words;
    match criterion {
        Criterion::Country => list(&filter.countries, words.filtering.not, |v| words.country(v).to_owned()),
        Criterion::Kind => list(&filter.kinds, words.filtering.not, |kind| {
            words.event_type(*kind).to_owned()
        }),
        Criterion::Actor => list(&filter.actors, words.filtering.not, String::clone),
        Criterion::Class => list(&filter.classes, words.filtering.not, |class| {
            words.place_class(*class).to_owned()
        }),
        Criterion::Source => list(&filter.sources, words.filtering.not, |id| {
            let found = cx.result.parts.iter().find_map(|part| part.dataset.source(id));
            found.map_or_else(|| id.clone(), |source| source.custom.short.get(cx.lang()).to_owned())
        }),
        Criterion::Disagree => {
            let yes = filter.disagree == Some(true);
            (if yes {
                words.filtering.disagree
            } else {
                words.filtering.agree
            })
            .to_owned()
        }
        Criterion::Deaths => filter.deaths.map_or_else(String::new, |range| {
            let mut text = format!("{} {}", words.filtering.at_least, range.min);
            if let Some(max) = range.max {
                text += &format!(", {} {max}", words.filtering.at_most);
            }
            if range.with_unknown {
                text += &format!(", {}", words.filtering.with_unknown);
            }
            text
        }),
        Criterion::Text => filter.text.trim().to_owned(),
    }
}

fn list<T: Ord>(choice: &Choice<T>, not: &str, name: impl Fn(&T) -> String) -> String {
    let included = choice.include.iter().map(&name);
    let excluded = choice.exclude.iter().map(|value| format!("{not} {}", name(value)));
    included.chain(excluded).collect::<Vec<_>>().join(", ")
}
