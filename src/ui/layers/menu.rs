//! The button of the open datasets in the top bar, and the files that were opened before.

use std::path::PathBuf;

use egui::{Ui, vec2};

use super::super::cx::UiCx;
use super::super::marks::{Icon, tick_box};
use super::super::theme::{self, size};
use super::{LayerRow, cue, rows};
use crate::session::{Command, DataCommand, PanelCommand, Request, SettingsCommand};
use crate::tasks::recent::name_and_folder;

/// Letters of the names on the button before only the number of datasets is said.
const MOST_LETTERS: usize = 30;

/// In a narrower window the button holds only how many datasets are shown.
const NARROW: f32 = 720.0;

/// The button; its menu shows, hides and opens datasets.
pub fn button(ui: &mut Ui, cx: &UiCx<'_>) {
    let layers = rows(cx);
    let named = names(&layers, cx);
    let narrow = ui.ctx().content_rect().width() < NARROW;
    let text = egui::RichText::new(label(&layers, cx, narrow)).font(theme::strong(size::BODY));
    let room_for_arrow = egui::RichText::new("      ").font(theme::body(size::BODY));
    let button = ui.add(egui::Button::new((text, room_for_arrow))).on_hover_text(named);
    let arrow = button.rect.right_center() - vec2(14.0, 0.0);
    Icon::Down.paint(ui.painter(), arrow, 9.0, cx.theme.palette.text);
    egui::Popup::menu(&button)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(320.0);
            let most = ui.ctx().content_rect().height() - 60.0;
            egui::ScrollArea::vertical()
                .max_height(most)
                .min_scrolled_height(most)
                .show(ui, |ui| content(ui, cx, &layers));
        });
}

fn names(layers: &[LayerRow], cx: &UiCx<'_>) -> String {
    let name = |layer: &LayerRow| match layer.counts {
        Some(_) => layer.name.clone(),
        None => cx.words.layer_row(&layer.name, None),
    };
    layers.iter().map(name).collect::<Vec<_>>().join("\n")
}

/// The names of what is shown where they are short, else how many datasets are shown.
fn label(layers: &[LayerRow], cx: &UiCx<'_>, narrow: bool) -> String {
    let shown: Vec<&str> = layers
        .iter()
        .filter(|layer| layer.counts.is_some())
        .map(|layer| layer.name.as_str())
        .collect();
    let joined = shown.join(" + ");
    if narrow {
        return shown.len().to_string();
    }
    let fits = joined.chars().count() <= MOST_LETTERS;
    match (shown.len() == layers.len(), shown.as_slice()) {
        (true, [one]) => shortened(one, MOST_LETTERS),
        (true, _) if fits => joined,
        (true, _) => cx.words.datasets_count(layers.len()),
        (false, shown) => {
            let of = cx.words.pick("of", "sur");
            format!("{} {of} {}", shown.len(), cx.words.datasets_count(layers.len()))
        }
    }
}

fn content(ui: &mut Ui, cx: &UiCx<'_>, layers: &[LayerRow]) {
    for layer in layers {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 24.0), egui::Sense::hover());
            if layers.len() > 1 {
                cue::paint_key(ui.painter(), rect.center(), layer.cue, cx.theme);
            }
            let mut shown = layer.counts.is_some();
            let counts = layer.counts.map_or_else(
                || cx.words.opening.hidden.to_owned(),
                |(visible, total)| cx.words.layer_counts(visible, total),
            );
            let name = format!("{} · {counts}", layer.name);
            if tick_box(ui, cx.theme, &mut shown, &name).changed() {
                cx.push(Command::Data(DataCommand::Show(layer.id, shown)));
            }
        });
    }
    ui.separator();
    let item = |ui: &mut Ui, text: &str, keys: &str, command: Command| {
        if ui.add(egui::Button::new(text).shortcut_text(keys)).clicked() {
            cx.push(command);
            ui.close();
        }
    };
    let words = cx.words.opening;
    item(
        ui,
        words.datasets_more,
        "",
        Command::Panel(PanelCommand::Datasets(true)),
    );
    item(ui, cx.words.shell.open, "Ctrl+O", Command::Ask(Request::ChooseFile));
    item(ui, words.type_path, "", Command::Panel(PanelCommand::TypePath(true)));
}

/// The files that were opened before, as part of the program's menu.
pub fn recent(ui: &mut Ui, cx: &UiCx<'_>, files: &[PathBuf]) {
    let words = cx.words.opening;
    ui.menu_button(words.recent, |ui| {
        ui.set_min_width(240.0);
        if files.is_empty() {
            ui.label(egui::RichText::new(words.no_recent).color(cx.theme.palette.secondary));
        }
        for file in files {
            let (name, folder) = name_and_folder(file);
            let button = egui::Button::new(name).shortcut_text(folder.unwrap_or_default());
            if ui.add(button).on_hover_text(file.display().to_string()).clicked() {
                cx.push(Command::Ask(Request::OpenFiles(vec![file.clone()])));
                ui.close();
            }
        }
        ui.separator();
        let mut keep = cx.session.settings().remember_files;
        let toggle = tick_box(ui, cx.theme, &mut keep, words.remember);
        if toggle.on_hover_text(words.remember_help).changed() {
            cx.push(Command::Settings(SettingsCommand::RememberFiles(keep)));
        }
    });
}

/// A name cut at a word, so that the button does not push the summary away.
fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let mut out = String::new();
    for word in name.split(' ') {
        if out.chars().count() + word.chars().count() + 1 > most {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        name.chars().take(most).collect()
    } else {
        out
    }
}
