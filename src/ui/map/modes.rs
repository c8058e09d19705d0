//! The switch between ways of drawing many incidents, and what a surface leaves out.

use egui::{Align2, Button, Rect, RichText, Ui, vec2};

use super::{MapPanel, overlay};
use crate::session::{Command, MapMode, MapWeight, SettingsCommand};
use crate::ui::UiCx;
use crate::ui::theme::{self, size};

/// Narrower maps have no room for the switch; its key works all the same.
const NARROWEST: f32 = 520.0;
/// What the buttons in the corner take, points.
const BUTTONS: f32 = 42.0;
/// Widest switch, points.
pub(super) const WIDEST: f32 = 400.0;

impl MapPanel {
    /// The switch, where there is something to choose.
    pub(super) fn modes(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rect: Rect) {
        if !self.crowd.has_modes() || rect.width() < NARROWEST {
            self.corners.modes.hide();
            self.corners.counted.hide();
            return;
        }
        let room = Rect::from_min_max(rect.min, rect.max - vec2(BUTTONS, 0.0));
        let frame = overlay::ground(cx.theme, 1.0).inner_margin(3.0);
        let mode = cx.session.settings().map_mode;
        let at = (room, Align2::RIGHT_TOP);
        self.corners
            .modes
            .show(ui, "modes", at, (frame, vec2(WIDEST, 40.0)), |ui| {
                ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
                let words = cx.words.mapping;
                let names = words.modes.into_iter().zip(words.mode_hints);
                ui.horizontal(|ui| {
                    for (choice, (name, hint)) in MapMode::ALL.into_iter().zip(names) {
                        if segment(ui, name, mode == choice, hint) {
                            cx.push(Command::Settings(SettingsCommand::MapMode(choice)));
                        }
                    }
                });
            });
        if !mode.is_surface() {
            self.corners.counted.hide();
            return;
        }
        // Under the switch, which never moves.
        let too_coarse = self.too_coarse(cx);
        let below = self
            .corners
            .modes
            .rect
            .map_or(rect.top(), |switch| switch.bottom() - 4.0);
        let at = (room.with_min_y(below), Align2::RIGHT_TOP);
        self.corners
            .counted
            .show(ui, "counted", at, (frame, vec2(WIDEST, 70.0)), |ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
                weights(ui, cx);
                if too_coarse > 0 {
                    ui.add(note(cx, &cx.words.too_coarse(too_coarse as usize)));
                }
            });
    }

    /// Visible events that a surface leaves out because their place is not known sharply enough.
    fn too_coarse(&self, cx: &UiCx<'_>) -> u32 {
        let surface = cx.session.settings().map_mode.is_surface();
        let sums = self.crowd.last_hexagons().filter(|_| surface);
        sums.map_or(0, |(_, sums)| sums.too_coarse)
    }
}

/// What is counted: incidents or deaths. Deaths of several datasets are never added up.
fn weights(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.mapping;
    let several = cx.session.datasets().len() > 1;
    let chosen = weight(cx);
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(words.counted)
                .font(theme::body(size::LABEL))
                .color(cx.theme.palette.secondary),
        );
        for (choice, name, hint) in [
            (MapWeight::Events, words.by_events, words.by_events),
            (
                MapWeight::Deaths,
                words.by_deaths,
                if several {
                    words.deaths_of_several
                } else {
                    words.by_deaths_hint
                },
            ),
        ] {
            ui.add_enabled_ui(choice == MapWeight::Events || !several, |ui| {
                if segment(ui, name, chosen == choice, hint) {
                    cx.push(Command::Settings(SettingsCommand::MapWeight(choice)));
                }
            });
        }
    });
}

/// What is counted now.
pub(super) fn weight(cx: &UiCx<'_>) -> MapWeight {
    if cx.session.datasets().len() > 1 {
        return MapWeight::Events;
    }
    cx.session.settings().map_weight
}

fn segment(ui: &mut Ui, name: &str, selected: bool, hint: &str) -> bool {
    let text = RichText::new(name).font(theme::body(size::LABEL));
    let button = Button::selectable(selected, text).min_size(vec2(0.0, 26.0));
    let response = ui.add(button);
    response.clone().on_hover_text(hint).on_disabled_hover_text(hint);
    response.clicked()
}

fn note(cx: &UiCx<'_>, text: &str) -> egui::Label {
    let text = RichText::new(text)
        .font(theme::body(size::AXIS))
        .color(cx.theme.palette.notice);
    egui::Label::new(text).wrap().selectable(false)
}
