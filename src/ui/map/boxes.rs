//! What lies over the map: zoom buttons, legend, scale bar and notes, the line about circles around the frame.

use egui::{Align2, Rect, Response, Sense, Ui, Vec2, vec2};

use super::overlay;
use super::{MapPanel, hover, mark, paint_scale_bar, style_of};
use crate::figure::{MapFrame, ScaleBar};
use crate::query::Area;
use crate::session::{AreaTool, Command, DataCommand, FilterCommand, MapTarget, PanelCommand, ViewCommand};
use crate::ui::layers;
use crate::ui::legend::{self, LegendAction};
use crate::ui::marks::{Icon, icon_button_sized};
use crate::ui::theme::{self, size};
use crate::ui::{Theme, UiCx};

/// Beyond this zoom the bundled map has nothing more to show, and says so.
const GENERALISED_FROM: f64 = 9.0;
/// In a lower or narrower map the legend is only its button: the map comes first.
const LOW_MAP: f32 = 380.0;
const NARROW_MAP: f32 = 620.0;
/// Height of the line of notes, points.
const NOTES_LINE: f32 = 22.0;
/// Part of the map's width that the line of notes takes at most, but always so many points: the rest is behind its
/// button.
const NOTES_PART: f32 = 0.55;
const NOTES_LEAST: f32 = 460.0;
/// Widest box of all notes, points.
const NOTES_OPEN: f32 = 420.0;
/// Widest scale bar, points.
const SCALE_MOST: f32 = 110.0;

impl MapPanel {
    /// What the switch of modes and a high legend leave of the map, for what is said over it.
    pub fn free(&self, map: Rect) -> Rect {
        let top = self.switch_bottom().unwrap_or(map.top());
        let legend = self.corners.legend.rect.filter(|legend| legend.top() < top + 160.0);
        let left = legend.map_or(map.left(), |legend| legend.right());
        // Where hardly anything would be left, it lies over them.
        let free = Rect::from_min_max(egui::pos2(left, top), map.max);
        if free.width() < 240.0 || free.height() < 120.0 {
            map
        } else {
            free
        }
    }

    /// The map beside the legend, for cards at its bottom; all of it where they have no room there.
    pub fn beside_legend(&self, map: Rect) -> Rect {
        let left = self.corners.legend.rect.map_or(map.left(), |legend| legend.right());
        if map.right() - left < 580.0 {
            map
        } else {
            map.with_min_x(left)
        }
    }

    /// Where the legend stands; none before it was shown.
    pub fn legend_rect(&self) -> Option<Rect> {
        self.corners.legend.rect
    }

    /// Buttons, legend, notes.
    pub(super) fn boxes(&mut self, ui: &mut Ui, cx: &UiCx<'_>, frame: &MapFrame) {
        let Some(rect) = self.rect else { return };
        self.buttons(ui, cx, rect);
        self.modes(ui, cx, rect);
        self.legend(ui, cx, rect, frame);
        self.notes(ui, cx, rect, frame);
        self.inside_note(ui, cx, rect);
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rect: Rect) {
        let words = cx.words.mapping;
        let frame = overlay::ground(cx.theme, 1.0).inner_margin(0.0);
        let at = (rect, Align2::RIGHT_TOP);
        self.corners
            .buttons
            .show(ui, "buttons", at, (frame, vec2(34.0, 166.0)), |ui| {
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                for (icon, name, command) in [
                    (Icon::Plus, words.zoom_in, ViewCommand::Go(MapTarget::ZoomBy(1.0))),
                    (Icon::Minus, words.zoom_out, ViewCommand::Go(MapTarget::ZoomBy(-1.0))),
                    (Icon::Fit, words.fit, ViewCommand::FitVisible),
                ] {
                    if icon_button_sized(ui, icon, name, false, cx.theme, 32.0).clicked() {
                        cx.push(Command::View(command));
                    }
                }
                area_buttons(ui, cx);
            });
    }

    fn legend(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rect: Rect, map: &MapFrame) {
        let at = (rect, Align2::LEFT_BOTTOM);
        let frame = overlay::ground(cx.theme, 1.0);
        if !cx.session.panels().legend || rect.height() < LOW_MAP || rect.width() < NARROW_MAP {
            let name = cx.words.mapping.unfold_legend;
            let frame = frame.inner_margin(0.0);
            let open = self
                .corners
                .legend
                .show(ui, "legend button", at, (frame, vec2(34.0, 30.0)), |ui| {
                    legend_button(ui, cx, name).clicked()
                });
            if open {
                cx.push(Command::Panel(PanelCommand::Legend(true)));
            }
            return;
        }
        let entries = self.legend_entries(cx, map);
        let style = style_of(cx);
        // Two thirds of the map stay free above it where the map is low.
        let chosen = &cx.session.filter().kinds;
        let layers = layers::rows(cx);
        let height = (rect.height() - 2.0 * overlay::MARGIN).max(80.0);
        let form = legend::Form::within(height, &entries, &layers, cx.words);
        let room = vec2(form.width + 16.0, height);
        let action = self.corners.legend.show(ui, "legend", at, (frame, room), |ui| {
            legend::show(ui, &entries, (chosen, &layers), &style, (height, form))
        });
        match action {
            Some(LegendAction::Only(kind)) => cx.push(Command::Filter(FilterCommand::OnlyKind(kind))),
            Some(LegendAction::Show(id, shown)) => cx.push(Command::Data(DataCommand::Show(id, shown))),
            Some(LegendAction::Fold) => cx.push(Command::Panel(PanelCommand::Legend(false))),
            None => {}
        }
    }

    /// Scale bar, what the map is, whose data these are: one line, of which a button opens the whole.
    fn notes(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rect: Rect, frame: &MapFrame) {
        let legend = self
            .corners
            .legend
            .rect
            .map_or(0.0, |r| r.width() + 2.0 * overlay::MARGIN);
        // In a low map the line would lie over the buttons: it stands beside them.
        let low = self.corners.buttons.rect;
        let low = low.filter(|buttons| buttons.bottom() > rect.bottom() - NOTES_LINE - 3.0 * overlay::MARGIN);
        let beside = low.map_or(0.0, |buttons| buttons.width() + overlay::MARGIN);
        let rect = rect.with_max_x(rect.right() - beside);
        let most = (rect.width() * NOTES_PART).max(NOTES_LEAST);
        let room = (rect.width() - legend - 2.0 * overlay::MARGIN).clamp(140.0, most);
        let bar = ScaleBar::of(frame, SCALE_MOST);
        let lines = note_lines(cx, frame);
        let ground = overlay::ground(cx.theme, 0.85);
        let ground = ground.inner_margin(egui::Margin::symmetric(8, 2));
        let at = (rect, Align2::RIGHT_BOTTOM);
        self.corners
            .notes
            .show(ui, "notes", at, (ground, vec2(room, NOTES_LINE + 4.0)), |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                ui.horizontal(|ui| {
                    ui.set_height(NOTES_LINE);
                    ui.set_max_width(room - 16.0);
                    let (bar_rect, response) = ui.allocate_exact_size(vec2(bar.width, 19.0), Sense::hover());
                    let length = cx.words.scale(bar.metres);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &length));
                    let foot = bar_rect.left_bottom() - vec2(0.0, 3.0);
                    paint_scale_bar(ui.painter(), foot, &bar, &length, cx.theme);
                    let left = (ui.available_width() - NOTES_LINE - 8.0).max(0.0);
                    ui.scope(|ui| {
                        ui.set_max_width(left);
                        ui.add(note(cx.theme, &lines.join(" · ")));
                    });
                    whole_notes(ui, cx, &lines);
                });
            });
    }

    /// "Somewhere within 50 km", while the map is zoomed inside a circle.
    fn inside_note(&self, ui: &Ui, cx: &UiCx<'_>, rect: Rect) {
        let Some(scene) = &self.scene else { return };
        let text = match scene.inside.as_slice() {
            [] => return,
            [one] => {
                let Some(event) = cx.result.event(one.event) else {
                    return;
                };
                cx.words.somewhere_within(&cx.words.title(event), one.radius)
            }
            several => {
                let widest = several.iter().map(|inside| inside.radius).fold(0.0, f64::max);
                cx.words.several_within(several.len(), widest)
            }
        };
        let switch = self.corners.modes.rect.map_or(0.0, |switch| switch.width());
        // Beside the legend, which stands in the same corner.
        let legend = self
            .corners
            .legend
            .rect
            .filter(|legend| legend.top() < rect.top() + 40.0);
        let left = legend.map_or(0.0, |legend| legend.right() - rect.left()) + 8.0;
        let most = rect.width() - 80.0 - switch - left;
        hover::text_box(
            ui,
            cx.theme,
            rect.left_top() + vec2(left, 8.0),
            Align2::LEFT_TOP,
            &text,
            most,
        );
    }
}

/// The selection tools, and whether only what the map shows is asked for.
fn area_buttons(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.picking;
    let tool = cx.session.panels().tool;
    let button = icon_button_sized(ui, Icon::Select, words.tools, tool.is_some(), cx.theme, 32.0);
    egui::Popup::menu(&button).show(|ui| {
        ui.set_min_width(190.0);
        for (which, (name, keys)) in AreaTool::ALL.into_iter().zip(words.tool_names) {
            let item = egui::Button::selectable(tool == Some(which), name).shortcut_text(keys);
            if ui.add(item).clicked() {
                cx.push(Command::Panel(PanelCommand::Tool(
                    (tool != Some(which)).then_some(which),
                )));
            }
        }
    });
    let only = matches!(cx.session.filter().area, Some(Area::Frame(_)));
    let name = format!("{} (F)", words.only_frame);
    if icon_button_sized(ui, Icon::Frame, &name, only, cx.theme, 32.0).clicked() {
        cx.push(Command::View(ViewCommand::OnlyFrame(!only)));
    }
}

/// A line that is cut where it does not fit; whole for who hears it.
fn note(theme: &Theme, text: &str) -> egui::Label {
    let text = egui::RichText::new(text)
        .font(theme::body(size::AXIS))
        .color(theme.palette.secondary);
    egui::Label::new(text).truncate().selectable(false)
}

/// The button that opens every note, one below the other.
fn whole_notes(ui: &mut Ui, cx: &UiCx<'_>, lines: &[String]) {
    let name = cx.words.mapping.whole_notes;
    let button = icon_button_sized(ui, Icon::Info, name, false, cx.theme, NOTES_LINE);
    egui::Popup::menu(&button)
        .align(egui::RectAlign::TOP_END)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_max_width((ui.ctx().content_rect().width() - 40.0).clamp(0.0, NOTES_OPEN));
            // A menu would justify its texts.
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                for line in lines {
                    let text = egui::RichText::new(line).font(theme::body(size::LABEL));
                    ui.add(egui::Label::new(text).wrap().selectable(true));
                }
            });
        });
}

fn note_lines(cx: &UiCx<'_>, frame: &MapFrame) -> Vec<String> {
    let words = cx.words.mapping;
    let mut lines = Vec::new();
    lines.push(words.attribution.to_owned());
    if frame.zoom > GENERALISED_FROM {
        lines.push(words.generalised.to_owned());
    }
    for dataset in cx.session.datasets() {
        let text = dataset.card().attribution.get(cx.lang());
        if !text.is_empty() && !lines.iter().any(|line| line == text) {
            lines.push(text.to_owned());
        }
    }
    lines
}

/// 32 × 28: three symbols.
fn legend_button(ui: &mut Ui, cx: &UiCx<'_>, name: &str) -> Response {
    use crate::model::EventType;
    let (rect, response) = ui.allocate_exact_size(vec2(32.0, 28.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    crate::ui::marks::paint_button_ground(ui, rect, &response, false, cx.theme);
    for (i, kind) in [EventType::Battles, EventType::Civilians].into_iter().enumerate() {
        let y = rect.top() + 9.0 + i as f32 * 10.0;
        let spot = egui::pos2(rect.left() + 9.0, y);
        mark::paint_symbol(ui.painter(), spot, mark::Look::solid(kind, 7.0), cx.theme);
        let line = egui::Stroke::new(1.5, cx.theme.palette.text);
        ui.painter().hline(rect.left() + 16.0..=rect.right() - 5.0, y, line);
    }
    response.on_hover_text(name)
}
