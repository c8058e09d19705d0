//! The top bar: menu, datasets, summary line, search, language, theme, offline badge.

use std::path::PathBuf;

use egui::{Align, Layout, Ui, vec2};

use super::cx::UiCx;
use super::layers;
use super::marks::{Icon, icon_button, tick_box};
use super::search_box::SearchBox;
use super::summary;
use super::theme::{self, size};
use crate::base::Lang;
use crate::session::{Command, CopyKind, PanelCommand, Request, SettingsCommand, ThemeChoice};

/// Less room than this shows no word of the summary line, points.
const LEAST_SUMMARY: f32 = 72.0;
/// Narrower windows have no room for the search field and the badge: menu, datasets, language and theme stay.
const NARROW: f32 = 480.0;

/// The bar, with its search field and the summary it last made.
#[derive(Debug, Default)]
pub struct TopBar {
    /// The search field.
    pub search: SearchBox,
    /// Files opened before, the newest first.
    pub recent: Vec<PathBuf>,
    cached: Option<(u64, Lang, Vec<String>, String)>,
}

impl TopBar {
    /// Shows the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            self.menu_ui(ui, cx);
            layers::menu::button(ui, cx);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let narrow = ui.ctx().content_rect().width() < NARROW;
                if !narrow {
                    offline_ui(ui, cx);
                }
                presentation_ui(ui, cx);
                theme_ui(ui, cx);
                language_ui(ui, cx);
                if !narrow {
                    self.search_ui(ui, cx);
                }
                self.summary_ui(ui, cx);
            });
        });
    }

    fn summary_ui(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let key = cx.result.revision;
        if self
            .cached
            .as_ref()
            .is_none_or(|(k, lang, ..)| (*k, *lang) != (key, cx.lang()))
        {
            let (lines, help) = (summary::lines(cx.result, cx.words), summary::help(cx.result, cx.words));
            self.cached = Some((key, cx.lang(), lines, help));
        }
        let Some((_, _, lines, help)) = &self.cached else {
            return;
        };
        let room = ui.available_width();
        if room < LEAST_SUMMARY {
            return;
        }
        ui.allocate_ui_with_layout(vec2(room, 38.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_max_width(room);
            let text = egui::RichText::new(fitting(ui, lines, room)).font(theme::body(size::BODY));
            let whole = lines.first().map_or("", String::as_str);
            let help = format!("{whole}\n{help}");
            ui.add(egui::Label::new(text).wrap()).on_hover_text(help);
        });
    }

    fn menu_ui(&self, ui: &mut Ui, cx: &UiCx<'_>) {
        let words = cx.words.shell;
        let button = icon_button(ui, Icon::Menu, words.menu, false, cx.theme);
        let opens = button.clicked();
        egui::Popup::menu(&button).show(|ui| {
            ui.set_min_width(250.0);
            // At a large scale the menu is higher than the window.
            let most = ui.ctx().content_rect().height() - 60.0;
            let mut area = egui::ScrollArea::vertical()
                .max_height(most)
                // As high as what it holds: nothing of it hides while there is room.
                .min_scrolled_height(most);
            if opens {
                // Where it was left the last time is nobody's wish.
                area = area.vertical_scroll_offset(0.0);
            }
            ui.spacing_mut().scroll.dormant_handle_opacity = 0.6;
            area.show(ui, |ui| menu_items(ui, cx, &self.recent));
        });
    }

    fn search_ui(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let wide = ui.ctx().content_rect().width();
        let width = if wide < 1200.0 { 130.0 } else { 240.0 };
        super::search_box::help_ui(ui, cx);
        self.search.show(ui, cx, width);
    }
}

/// The first of some lines that takes no more than two rows, else the last; one that is not the whole says so.
fn fitting(ui: &Ui, lines: &[String], room: f32) -> String {
    let rows = |text: &str| {
        let font = theme::body(size::BODY);
        ui.painter()
            .layout(text.to_owned(), font, egui::Color32::PLACEHOLDER, room)
            .rows
            .len()
    };
    // A row never begins with the mark between two clauses.
    let said = |(shorter, line): (usize, &String)| {
        let more = if shorter == 0 { "" } else { " · …" };
        format!("{line}{more}").replace(" · ", "\u{A0}· ")
    };
    let mut texts = lines.iter().enumerate().map(said).peekable();
    while let Some(text) = texts.next() {
        if rows(&text) <= 2 || texts.peek().is_none() {
            return text;
        }
    }
    String::new()
}

fn menu_items(ui: &mut Ui, cx: &UiCx<'_>, recent: &[PathBuf]) {
    let words = cx.words.shell;
    {
        let ask = |request: Request| cx.push(Command::Ask(request));
        item(ui, words.open, "Ctrl+O", || ask(Request::ChooseFile));
        item(ui, cx.words.opening.type_path, "", || {
            cx.push(Command::Panel(PanelCommand::TypePath(true)))
        });
        item(ui, cx.words.wizard.open_table, "", || ask(Request::ChooseTable));
        layers::menu::recent(ui, cx, recent);
        item(ui, cx.words.opening.datasets_more, "", || {
            cx.push(Command::Panel(PanelCommand::Datasets(true)))
        });
        ui.separator();
        item(ui, words.save_picture, "Ctrl+E", || ask(Request::SavePicture));
        item(ui, words.copy_picture, "", || ask(Request::Copy(CopyKind::MapPicture)));
        let export = cx.words.pick("Ctrl+Shift+E", "Ctrl+Maj+E");
        item(ui, cx.words.exporting.menu, export, || {
            cx.push(Command::Panel(PanelCommand::Export(true)))
        });
        item(ui, words.copy_table, "Ctrl+C", || ask(Request::Copy(CopyKind::Table)));
        ui.separator();
        let (undo, redo) = cx.session.can_undo_redo();
        ui.add_enabled_ui(undo, |ui| item(ui, words.undo, "Ctrl+Z", || cx.push(Command::Undo)));
        ui.add_enabled_ui(redo, |ui| {
            let keys = cx.words.pick("Ctrl+Shift+Z", "Ctrl+Maj+Z");
            item(ui, words.redo, keys, || cx.push(Command::Redo))
        });
        ui.separator();
        let panels = cx.session.panels();
        item(ui, words.table, "T", || {
            cx.push(Command::Panel(PanelCommand::Table(!panels.table)))
        });
        item(ui, words.measure, "M", || {
            cx.push(Command::Panel(PanelCommand::Measure(!panels.measure)))
        });
        ui.menu_button(words.display, |ui| settings_ui(ui, cx));
        ui.separator();
        ui.menu_button(words.help, |ui| {
            item(ui, words.keys, "F1", || {
                cx.push(Command::Panel(PanelCommand::Keys(true)))
            });
            item(ui, words.welcome_again, "", || {
                cx.push(Command::Panel(PanelCommand::Welcome(true)))
            });
            item(ui, words.about, "", || {
                cx.push(Command::Panel(PanelCommand::About(true)))
            });
        });
        item(ui, words.quit, "Ctrl+Q", || ask(Request::Quit));
    }
}

fn item(ui: &mut Ui, text: &str, keys: &str, mut then: impl FnMut()) {
    if ui.add(egui::Button::new(text).shortcut_text(keys)).clicked() {
        then();
    }
}

fn settings_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.shell;
    let settings = cx.session.settings();
    let mut letters = settings.letters;
    if tick_box(ui, cx.theme, &mut letters, words.letters).changed() {
        cx.push(Command::Settings(SettingsCommand::Letters(letters)));
    }
    let mut places = settings.other_places;
    if tick_box(ui, cx.theme, &mut places, words.other_places).changed() {
        cx.push(Command::Settings(SettingsCommand::OtherPlaces(places)));
    }
    let mut presentation = cx.session.panels().presentation;
    if tick_box(ui, cx.theme, &mut presentation, words.presentation).changed() {
        cx.push(Command::Panel(PanelCommand::Presentation(presentation)));
    }
    ui.horizontal(|ui| {
        ui.label(words.scale);
        for percent in [75u8, 100, 125, 150, 200] {
            let scale = f32::from(percent) / 100.0;
            let chosen = (settings.scale - scale).abs() < 0.01;
            if ui.selectable_label(chosen, format!("{percent}")).clicked() {
                cx.push(Command::Settings(SettingsCommand::Scale(scale)));
            }
        }
    });
}

fn language_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    // From right to left, as the layout goes.
    for (lang, name) in [(Lang::Fr, "FR"), (Lang::En, "EN")] {
        if ui.selectable_label(cx.lang() == lang, name).clicked() {
            cx.push(Command::Settings(SettingsCommand::Lang(lang)));
        }
    }
}

fn theme_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let (icon, next) = if cx.theme.dark {
        (Icon::Sun, ThemeChoice::Light)
    } else {
        (Icon::Moon, ThemeChoice::Dark)
    };
    if icon_button(ui, icon, cx.words.shell.theme, false, cx.theme).clicked() {
        cx.push(Command::Settings(SettingsCommand::Theme(next)));
    }
}

/// While texts and sources are hidden the bar says so; a click brings them back.
fn presentation_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.shell;
    if !cx.session.panels().presentation {
        return;
    }
    let badge = ui.selectable_label(true, words.presentation_on);
    if badge.on_hover_text(words.presentation).clicked() {
        cx.push(Command::Panel(PanelCommand::Presentation(false)));
    }
}

fn offline_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let p = &cx.theme.palette;
    let text = cx.words.shell.offline;
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), theme::body(size::LABEL), p.secondary);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(12.0, 8.0), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    let line = egui::Stroke::new(1.0, p.hairline);
    ui.painter().rect_stroke(rect, 4.0, line, egui::StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(6.0, 4.0), galley, p.secondary);
    response.on_hover_text(cx.words.shell.offline_help);
}
