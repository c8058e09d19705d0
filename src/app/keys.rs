//! Keyboard shortcuts. Letters act only when no text field has the focus; none needs AltGr or a digit.

use egui::text_selection::LabelSelectionState;
use egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::App;
use crate::query::{Area, Certainty};
use crate::session::{
    AreaTool, Command, CopyKind, DossierTab, DrawerTab, MapTarget, NoticeLevel, PanelCommand, Request, SelectCommand,
    SettingsCommand, TimeCommand, ViewCommand,
};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl App {
    /// Pushes the commands of the keys pressed in this frame.
    pub(super) fn take_shortcuts(&mut self, ctx: &Context) {
        self.typed.hold(ctx);
        // Longer chords first: a shorter one would swallow them.
        self.chords(ctx);
        // No field takes these: they lead out of it, too.
        if !is_behind_dialog(ctx) {
            self.walk_regions(ctx);
        }
        self.function_keys(ctx);
        if ctx.text_edit_focused() {
            return;
        }
        self.close_small_things(ctx);
        self.close_a_layer(ctx);
        // What lies behind a dialog is out of reach of the pointer, and of the keys.
        if !is_behind_dialog(ctx) {
            self.map_keys(ctx);
            self.letters(ctx);
        }
    }

    /// Esc stops the file whose button has the focus, closes the list of what lies under a click, then puts a message about something that failed away,
    /// before anything else.
    fn close_small_things(&mut self, ctx: &Context) {
        let escape = ctx.input(|i| i.key_pressed(Key::Escape));
        if escape && let Some(stop) = self.panels.jobs.take_escape() {
            ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
            self.ask(stop);
            return;
        }
        if escape && self.panels.map.cancel_picking() {
            ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
            return;
        }
        if escape && self.panels.map.close_chooser() {
            ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
            return;
        }
        let refused = self.notice.as_ref().is_some_and(|n| n.level == NoticeLevel::Error);
        if refused && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.notice = None;
        }
    }

    fn chords(&mut self, ctx: &Context) {
        let pressed = |modifiers, key| ctx.input_mut(|i| i.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
        if pressed(CTRL_SHIFT, Key::Z) {
            self.commands.push(Command::Redo);
        }
        if pressed(CTRL, Key::Z) && !ctx.text_edit_focused() {
            self.commands.push(Command::Undo);
        }
        if pressed(CTRL, Key::O) {
            self.ask(Request::ChooseFile);
        }
        if pressed(CTRL_SHIFT, Key::E) && !is_behind_dialog(ctx) {
            self.panel(PanelCommand::Export(true));
        }
        if pressed(CTRL, Key::E) {
            self.ask(Request::SavePicture);
        }
        if pressed(CTRL, Key::F) {
            self.panels.top_bar.search.focus = true;
        }
        if pressed(CTRL_SHIFT, Key::C)
            && let Some(key) = self.session.selection().focus.clone()
        {
            self.ask(Request::Copy(CopyKind::Citation(key)));
        }
        let copies = ctx.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy)));
        let text_selected = ctx.plugin::<LabelSelectionState>().lock().has_selection();
        let rows_selected = !self.session.looking().selection.keys.is_empty();
        let table_wanted = copies && rows_selected && !text_selected && !ctx.text_edit_focused();
        if table_wanted {
            self.ask(Request::Copy(CopyKind::Table));
        }
    }

    fn function_keys(&self, ctx: &Context) {
        let panels = self.session.panels();
        let pressed = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed(Key::F1) {
            self.panel(PanelCommand::Keys(!panels.keys));
        }
        if pressed(Key::F3) {
            self.panel(PanelCommand::Left(!panels.left));
        }
        if pressed(Key::F4) {
            self.panel(PanelCommand::Timeline(!panels.timeline));
        }
        if pressed(Key::F9) {
            self.panel(PanelCommand::Presentation(!panels.presentation));
        }
        if pressed(Key::F11) {
            let full = ctx.input(|i| i.viewport().fullscreen.unwrap_or(false));
            self.ask(Request::FullScreen(!full));
        }
    }

    /// Esc closes one layer.
    fn close_a_layer(&self, ctx: &Context) {
        // A menu, the question before a link, the questions about a table and the report close themselves.
        let open = self.panels.link.is_open() || self.panels.wizard.is_open() || self.panels.report.shown().is_some();
        let covered = open || egui::Popup::is_any_open(ctx);
        if !covered && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.panel(PanelCommand::Escape);
        }
    }

    /// Keys that move the map.
    fn map_keys(&self, ctx: &Context) {
        let pressed = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        // The rows of the table walk by the same keys while they have the focus.
        if self.panels.table.has_focus() {
            return;
        }
        if ctx.input_mut(|i| i.consume_key(Modifiers::SHIFT, Key::Home)) {
            self.commands.push(Command::View(ViewCommand::FitCountries));
        } else if pressed(Key::Home) {
            self.commands.push(Command::View(ViewCommand::FitVisible));
        }
        for (keys, levels) in [
            ([Key::Plus, Key::Equals, Key::PageUp], 1.0),
            ([Key::Minus, Key::Minus, Key::PageDown], -1.0),
        ] {
            if keys.into_iter().any(pressed) {
                self.commands
                    .push(Command::View(ViewCommand::Go(MapTarget::ZoomBy(levels))));
            }
        }
    }

    /// Keys that walk: each press counts, also when a slow frame brings several.
    fn walking_keys(&self, ctx: &Context) {
        let presses = |modifiers, key| ctx.input_mut(|i| i.count_and_consume_key(modifiers, key));
        for (key, direction) in [(Key::N, 1), (Key::B, -1)] {
            let steps = presses(Modifiers::SHIFT, key) * 10 + presses(Modifiers::NONE, key);
            let steps = i32::try_from(steps).unwrap_or(0);
            if steps != 0 {
                self.commands.push(Command::Time(TimeCommand::Shift(steps * direction)));
            }
        }
        for (key, command) in [(Key::J, SelectCommand::Next), (Key::K, SelectCommand::Previous)] {
            for _ in 0..presses(Modifiers::NONE, key) {
                self.commands.push(Command::Select(command.clone()));
            }
        }
    }

    fn letters(&mut self, ctx: &Context) {
        let panels = self.session.panels().clone();
        let pressed = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let focused_widget = ctx.memory(|m| m.focused().is_some());
        self.walking_keys(ctx);
        // A focused button takes Space and Enter for itself.
        if !focused_widget && pressed(Key::Space) {
            let playing = self.session.play().playing;
            self.commands.push(Command::Time(TimeCommand::Play(!playing)));
        }
        if !focused_widget && pressed(Key::Enter) {
            self.enter();
        }
        if pressed(Key::P) {
            let next = match self.session.window().certainty {
                Certainty::Possible => Certainty::Certain,
                Certainty::Certain => Certainty::Possible,
            };
            self.commands.push(Command::Time(TimeCommand::Certainty(next)));
        }
        for (key, tab) in [(Key::T, DrawerTab::Table), (Key::C, DrawerTab::Charts)] {
            if pressed(key) {
                let shown = panels.table && panels.drawer_tab == tab;
                self.panel(if shown {
                    PanelCommand::Table(false)
                } else {
                    PanelCommand::DrawerTab(tab)
                });
            }
        }
        if pressed(Key::L) {
            self.panel(PanelCommand::Legend(!panels.legend));
        }
        if pressed(Key::M) {
            self.panel(PanelCommand::Measure(!panels.measure));
        }
        for (key, tool) in [
            (Key::X, AreaTool::Box),
            (Key::O, AreaTool::Lasso),
            (Key::G, AreaTool::Polygon),
            (Key::R, AreaTool::Radius),
        ] {
            if pressed(key) {
                self.panel(PanelCommand::Tool((panels.tool != Some(tool)).then_some(tool)));
            }
        }
        if pressed(Key::F) {
            let only = matches!(self.session.filter().area, Some(Area::Frame(_)));
            self.commands.push(Command::View(ViewCommand::OnlyFrame(!only)));
        }
        if pressed(Key::D) {
            self.toggle_dossier();
        }
        if pressed(Key::V) && self.panels.map.crowd().has_modes() {
            let next = self.session.settings().map_mode.next();
            self.commands.push(Command::Settings(SettingsCommand::MapMode(next)));
        }
    }

    /// Opens the popup of the selected event; with the popup open, the dossier.
    fn enter(&mut self) {
        let selection = self.session.selection();
        if selection.popup_open {
            self.panel(PanelCommand::Dossier(Some(DossierTab::default())));
        } else if selection.focus.is_some() {
            self.commands.push(Command::Select(SelectCommand::OpenPopup));
            self.panels.popup.take_focus();
        }
    }

    fn toggle_dossier(&self) {
        let open = self.session.panels().dossier.is_some();
        let focus = self.session.selection().focus.is_some();
        let next = (!open && focus).then(DossierTab::default);
        if open || focus {
            self.panel(PanelCommand::Dossier(next));
        }
    }

    fn panel(&self, command: PanelCommand) {
        self.commands.push(Command::Panel(command));
    }

    fn ask(&self, request: Request) {
        self.commands.push(Command::Ask(request));
    }
}

/// Whether a dialog lies over the map.
fn is_behind_dialog(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.top_modal_layer().is_some())
}
