//! The map: basemap, symbols, labels, and everything one does with them.
//!
//! The panel keeps what belongs to the widget alone (camera, what the pointer is over, an open chooser, a
//! measured way); what a user would miss is in the session. One frame: move the camera as asked, let the map
//! widget draw tiles and pan, then build the scene for the camera that the tiles were drawn with.

mod boxes;
pub mod camera;
pub mod chooser;
pub mod hover;
pub mod mark;
pub mod measure;
pub mod overlay;
pub mod paint;

use egui::{Pos2, Rect, Response, Ui, vec2};
use walkers::{Map, MapMemory, Tiles};

use crate::base::{LonLat, gazetteer};
use crate::figure::labels::{self, Label, LabelRequest};
use crate::figure::pick::pick;
use crate::figure::scene::SceneCache;
use crate::figure::{MapFrame, Pt, Scene, SceneCounts};
use crate::query::EventRef;
use crate::session::{Command, MapView, SelectCommand, ViewCommand};
use crate::ui::UiCx;

pub use mark::MapStyle;
pub use paint::{measure_label, paint_map, paint_scale_bar};

use overlay::Corner;

/// The boxes over the map.
#[derive(Debug, Default)]
struct Corners {
    legend: Corner,
    buttons: Corner,
    notes: Corner,
}

/// See the module.
#[derive(Default)]
pub struct MapPanel {
    memory: MapMemory,
    /// Number of the last move that was made.
    moved: u64,
    cache: SceneCache,
    scene: Option<Scene>,
    rect: Option<Rect>,
    cursor: Option<LonLat>,
    hover: hover::Hover,
    chooser: chooser::Chooser,
    measure: measure::Measure,
    take_focus: bool,
    corners: Corners,
}

impl std::fmt::Debug for MapPanel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MapPanel")
            .field("moved", &self.moved)
            .field("rect", &self.rect)
            .finish_non_exhaustive()
    }
}

impl MapPanel {
    /// Shows the map in all of the room there is, with `tiles` under it.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>, tiles: Option<&mut dyn Tiles>) {
        let rect = ui.available_rect_before_wrap();
        self.rect = Some(rect);
        self.make_move(cx, rect);
        self.wheel(ui, rect);
        camera::stop_gliding(ui, &mut self.memory);
        ui.painter().rect_filled(rect, 0.0, cx.theme.palette.neighbours);
        let response = self.widget(ui, tiles);
        if std::mem::take(&mut self.take_focus) {
            response.request_focus();
        }
        camera::hold_zoom(&mut self.memory);
        self.arrows(ui, &response);
        let frame = self.frame(rect);
        self.tell_view(cx, &frame);
        let labels = self.compose(ui, cx, frame);
        let style = style_of(cx);
        if let Some(scene) = &self.scene {
            paint_map(ui.painter(), rect, scene, &labels, &style);
        }
        self.focus_ring(ui, cx, &response);
        self.pointer(ui, cx, &response);
        self.boxes(ui, cx, &frame);
        let chosen = self.chooser.show(ui, cx);
        self.choose(ui, cx, chosen);
    }

    /// Gives the map the keyboard's focus when it is next shown (F6).
    pub fn take_focus(&mut self) {
        self.take_focus = true;
    }

    /// The position under the pointer; `None` where it is not over the map.
    pub fn cursor(&self) -> Option<LonLat> {
        self.cursor
    }

    /// Where the symbol of a visible event stands on screen, or the bubble it is part of. `None` outside the
    /// map's rectangle.
    pub fn anchor(&self, at: EventRef) -> Option<Pos2> {
        let rect = self.rect?;
        let spot = self.scene.as_ref()?.anchor(at)?;
        let spot = rect.min + vec2(spot.x, spot.y);
        rect.contains(spot).then_some(spot)
    }

    /// The rectangle of the map in the last frame.
    pub fn rect(&self) -> Option<Rect> {
        self.rect
    }

    /// How many visible events are in the frame, outside, without a place.
    pub fn counts(&self) -> SceneCounts {
        self.scene.as_ref().map(|scene| scene.counts).unwrap_or_default()
    }

    /// Visible events in the frame.
    pub fn in_frame(&self) -> usize {
        self.counts().in_frame
    }

    /// What the map drew last.
    pub fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref()
    }

    /// Closes the chooser. Returns whether one was open: Esc does this before anything else.
    pub fn close_chooser(&mut self) -> bool {
        self.chooser.close()
    }

    fn widget(&mut self, ui: &mut Ui, tiles: Option<&mut dyn Tiles>) -> Response {
        let fallback = walkers::lon_lat(0.0, 16.0);
        Map::new(tiles, &mut self.memory, fallback)
            // Wheel and double click are ours: see `camera`.
            .zoom_gesture(false)
            .double_click_to_zoom(false)
            .zoom_with_ctrl(false)
            .panning(false)
            .pull_to_my_position_threshold(0.0)
            .show(ui, |_, _, _, _| ())
            .response
    }

    fn frame(&self, rect: Rect) -> MapFrame {
        camera::frame_of(&self.memory, rect.size())
    }

    fn tell_view(&self, cx: &UiCx<'_>, frame: &MapFrame) {
        let view = MapView {
            centre: frame.centre,
            zoom: frame.zoom,
        };
        if cx.session.map_view() != Some(view) {
            cx.push(Command::View(ViewCommand::Shown(view)));
        }
    }

    /// Builds the scene and places the labels.
    fn compose(&mut self, ui: &Ui, cx: &UiCx<'_>, frame: MapFrame) -> Vec<Label> {
        let keys = &cx.session.selection().keys;
        let selected: Vec<EventRef> = keys.iter().filter_map(|key| cx.session.find(key)).collect();
        let others = cx.session.settings().other_places;
        let result = cx.session.result();
        let scene = self.cache.scene(result, frame, cx.session.hovered(), &selected, others);
        let names = gazetteer::bundled();
        let covered = self.covered();
        let ctx = ui.ctx().clone();
        let measure = move |text: &str, kind| measure_label(&ctx, text, kind);
        let labels = labels::place(&LabelRequest {
            scene: &scene,
            gazetteer: names,
            near: self.cache.near_towns(names),
            lang: cx.lang(),
            covered: &covered,
            measure: &measure,
        });
        self.scene = Some(scene);
        labels
    }

    /// The boxes over the map, in frame coordinates.
    fn covered(&self) -> Vec<(Pt, Pt)> {
        let corners = [&self.corners.legend, &self.corners.buttons, &self.corners.notes];
        let origin = self.rect.map_or(Pos2::ZERO, |rect| rect.min);
        let inside = |p: Pos2| Pt::new(p.x - origin.x, p.y - origin.y);
        let rects = corners.iter().filter_map(|corner| corner.rect);
        rects.map(|r| (inside(r.min), inside(r.max))).collect()
    }

    /// Who uses the keyboard must see that the map has it; a click never gives it the focus.
    fn focus_ring(&self, ui: &Ui, cx: &UiCx<'_>, response: &Response) {
        if response.has_focus() {
            let stroke = egui::Stroke::new(2.0, cx.theme.palette.accent);
            let rect = response.rect.shrink(2.0);
            ui.painter().rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
        }
        let name = cx.words.mapping.map;
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, name));
    }

    /// Hovering, clicking, double clicking, measuring.
    fn pointer(&mut self, ui: &Ui, cx: &UiCx<'_>, response: &Response) {
        let (Some(scene), Some(rect)) = (&self.scene, self.rect) else {
            return;
        };
        let frame = scene.frame;
        let inside = |pos: Pos2| Pt::new(pos.x - rect.left(), pos.y - rect.top());
        let over = response.hover_pos().filter(|_| !response.dragged()).map(inside);
        self.cursor = over.map(|at| frame.unproject(at));
        let measuring = cx.session.panels().measure;
        if !measuring {
            self.measure.clear();
        }
        let quiet = measuring || self.chooser.is_open();
        let hit = over.filter(|_| !quiet).and_then(|at| pick(scene, at));
        self.hover.show(ui, cx, rect, hit.as_ref());
        if measuring {
            ui.set_cursor_icon_if(response, egui::CursorIcon::Crosshair);
            self.measure.show(ui, cx, rect, &frame, self.cursor);
        } else if hit.is_some() {
            ui.set_cursor_icon_if(response, egui::CursorIcon::PointingHand);
        }
        let Some(click) = response.interact_pointer_pos().filter(|_| response.clicked()) else {
            return;
        };
        let hit = pick(scene, inside(click)).filter(|_| !measuring);
        if response.double_clicked() && hit.is_none() && !measuring {
            camera::set(&mut self.memory, &frame.zoomed(1.0, inside(click)));
            ui.request_repaint();
        } else if measuring {
            self.measure.click(frame.unproject(inside(click)));
        } else {
            self.clicked(ui, cx, hit);
        }
    }

    fn clicked(&mut self, ui: &Ui, cx: &UiCx<'_>, hit: Option<crate::figure::Hit>) {
        let add = ui.input(|i| i.modifiers.command);
        match hit {
            None => {
                self.chooser.close();
                if cx.session.selection().popup_open {
                    cx.push(Command::Select(SelectCommand::ClosePopup));
                }
            }
            Some(hit) => match hit.events.as_slice() {
                [one] => cx.push(Command::Select(select(*one, add))),
                _ => {
                    let Some(rect) = self.rect else { return };
                    self.chooser.open(rect.min + vec2(hit.at.x, hit.at.y), hit);
                }
            },
        }
    }

    fn choose(&mut self, ui: &Ui, cx: &UiCx<'_>, chosen: Option<chooser::Chosen>) {
        match chosen {
            Some(chooser::Chosen::Event(at)) => {
                let add = ui.input(|i| i.modifiers.command);
                cx.push(Command::Select(select(at, add)));
            }
            Some(chooser::Chosen::ZoomHere(at)) => {
                if let (Some(rect), Some(scene)) = (self.rect, &self.scene) {
                    let fixed = Pt::new(at.x - rect.left(), at.y - rect.top());
                    camera::set(&mut self.memory, &scene.frame.zoomed(2.0, fixed));
                    ui.request_repaint();
                }
            }
            None => {}
        }
    }
}

fn select(at: EventRef, add: bool) -> SelectCommand {
    if add {
        SelectCommand::Toggle(at)
    } else {
        SelectCommand::Open(at)
    }
}

fn style_of<'a>(cx: &UiCx<'a>) -> MapStyle<'a> {
    MapStyle {
        theme: cx.theme,
        words: cx.words,
        letters: cx.session.settings().letters,
        parts: &cx.result.parts,
    }
}

/// Sets the pointer's look while it is over the map.
trait CursorIconIf {
    fn set_cursor_icon_if(&self, response: &Response, icon: egui::CursorIcon);
}

impl CursorIconIf for Ui {
    fn set_cursor_icon_if(&self, response: &Response, icon: egui::CursorIcon) {
        if response.hovered() {
            self.set_cursor_icon(icon);
        }
    }
}
