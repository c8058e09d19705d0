//! The sheet of the open datasets: what each is, where it comes from, under which terms, what came of reading it.

use egui::{RichText, Ui, vec2};

use super::super::cx::UiCx;
use super::super::sheets::sheet;
use super::super::theme::{self, size};
use super::cue;
use crate::session::{Command, DataCommand, Layer, PanelCommand, Request};

/// Width of the names before the facts.
const NAMES: f32 = 84.0;

/// Shows the sheet of datasets while it is open.
pub fn show(ui: &Ui, cx: &UiCx<'_>) {
    let words = cx.words.opening;
    let panels = cx.session.panels();
    if panels.datasets {
        let close = PanelCommand::Datasets(false);
        sheet(ui, cx, "datasets", words.datasets, close, |ui| content(ui, cx));
    }
}

fn content(ui: &mut Ui, cx: &UiCx<'_>) {
    for (i, layer) in cx.session.layers().iter().enumerate() {
        if i > 0 {
            ui.separator();
        }
        layer_ui(ui, cx, layer, i);
    }
    ui.separator();
    ui.horizontal_wrapped(|ui| {
        if ui.button(cx.words.shell.open).clicked() {
            cx.push(Command::Ask(Request::ChooseFile));
        }
        if ui.button(cx.words.opening.type_path).clicked() {
            cx.push(Command::Panel(PanelCommand::TypePath(true)));
        }
    });
}

fn layer_ui(ui: &mut Ui, cx: &UiCx<'_>, layer: &Layer, position: usize) {
    let several = cx.session.layers().len() > 1;
    ui.horizontal(|ui| {
        if several {
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 24.0), egui::Sense::hover());
            cue::paint_key(ui.painter(), rect.center(), layer.cue(), cx.theme);
        }
        let name = layer.name().get(cx.lang());
        ui.label(RichText::new(name).font(theme::strong(size::POPUP_TITLE)));
        if !cx.session.is_shown(layer.id()) {
            ui.label(RichText::new(cx.words.opening.hidden).color(cx.theme.palette.secondary));
        }
    });
    for (name, text) in facts(cx, layer) {
        fact(ui, cx, name, &text);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| buttons(ui, cx, layer, position));
    ui.add_space(4.0);
}

/// What is said of a layer: (name, text).
fn facts<'w>(cx: &UiCx<'_>, layer: &Layer) -> Vec<(&'w str, String)> {
    let words = cx.words.opening;
    let (dataset, card) = (layer.dataset(), layer.dataset().card());
    let title = card.title.get(cx.lang());
    let mut facts = Vec::new();
    if title != layer.name().get(cx.lang()) {
        facts.push(("", title.to_owned()));
    }
    let file = layer.file().unwrap_or_else(|| words.bundled.to_owned());
    facts.push((
        words.file,
        layer
            .folder()
            .map_or(file.clone(), |folder| format!("{file} · {folder}")),
    ));
    if let Some(report) = layer.report() {
        facts.push((words.format, cx.words.format_name(report.format.code()).to_owned()));
    }
    let mut rows = if layer.is_provisional() {
        words.rows_until_now.to_owned()
    } else {
        cx.words.rows_as_sum(dataset.counts())
    };
    if layer.replaced() > 0 {
        rows += " · ";
        rows += &cx.words.replaced_by_later(layer.replaced());
    }
    facts.push((words.rows, rows));
    facts.extend(dataset.extent().map(|span| (words.dates, cx.words.span_short(span))));
    let terms = [cx.words.licence(card), card.attribution.get(cx.lang())];
    let terms: Vec<&str> = terms.into_iter().filter(|text| !text.is_empty()).collect();
    facts.push((words.licence, terms.join(" · ")));
    if cx.session.layers().len() > 1 {
        let mark = words.cues.get(usize::from(layer.cue() % cue::CUES));
        facts.extend(mark.map(|mark| (words.mark, (*mark).to_owned())));
    }
    facts
}

fn fact(ui: &mut Ui, cx: &UiCx<'_>, name: &str, text: &str) {
    let font = || theme::body(size::LABEL);
    ui.horizontal_top(|ui| {
        if !name.is_empty() {
            let label = RichText::new(name).font(font()).color(cx.theme.palette.secondary);
            ui.allocate_ui(vec2(NAMES, 16.0), |ui| {
                ui.set_width(NAMES);
                ui.label(label);
            });
        }
        ui.add(
            egui::Label::new(RichText::new(text).font(font()))
                .wrap()
                .selectable(true),
        );
    });
}

fn buttons(ui: &mut Ui, cx: &UiCx<'_>, layer: &Layer, position: usize) {
    let words = cx.words.opening;
    let (id, last) = (layer.id(), cx.session.layers().len() - 1);
    let name = layer.name().get(cx.lang());
    let button = |ui: &mut Ui, enabled: bool, text: &str, command: Command| {
        let response = ui.add_enabled(enabled, egui::Button::new(text));
        let named = format!("{text} {name}");
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &named));
        if response.clicked() {
            cx.push(command);
        }
    };
    let shown = cx.session.is_shown(id);
    let toggle = Command::Data(DataCommand::Show(id, !shown));
    button(ui, true, if shown { words.hide } else { words.show }, toggle);
    if layer.report().is_some() {
        button(ui, true, words.report, Command::Panel(PanelCommand::Report(Some(id))));
    }
    let place = |to: usize| Command::Data(DataCommand::Place(id, to));
    if last > 0 {
        button(ui, position > 0, words.up, place(position.saturating_sub(1)));
        button(ui, position < last, words.down, place(position + 1));
        let whole = !layer.is_provisional();
        button(ui, whole, words.remove, Command::Data(DataCommand::Remove(id)));
    }
}
