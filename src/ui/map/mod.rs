//! The map: basemap, symbols, labels, and everything one does with them.
//!
//! The panel keeps what belongs to the widget alone (camera, what the pointer is over, an open chooser, a
//! measured way); what a user would miss is in the session. One frame: move the camera as asked, let the map
//! widget draw tiles and pan, then build the scene for the camera that the tiles were drawn with.

mod boxes;
pub mod camera;
pub mod chooser;
pub mod crowd;
mod ground;
pub mod hover;
pub(in crate::ui) mod many;
pub mod mark;
pub mod measure;
mod modes;
pub mod overlay;
pub mod paint;
mod picking;
pub mod surface;

use std::sync::Arc;

use egui::{Pos2, Rect, Response, Ui, vec2};
use walkers::{MapMemory, Tiles};

use crate::base::{LonLat, gazetteer};
use crate::figure::crowd::{CrowdCache, Shown};
use crate::figure::labels::{self, Label, LabelRequest};
use crate::figure::pick::pick;
use crate::figure::scene::SceneCache;
use crate::figure::{Legend, MapFrame, Pt, Scene, SceneCounts};
use crate::query::{EventRef, QueryResult};
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
    modes: Corner,
    counted: Corner,
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
    picking: picking::Picking,
    /// The frame of the last pass: the map rests where it stays the same.
    last_frame: Option<MapFrame>,
    take_focus: bool,
    corners: Corners,
    ground: ground::Ground,
    crowd: CrowdCache,
    crowd_painter: crowd::CrowdPainter,
    /// How the last frame was drawn.
    shown: Shown,
    /// What of the crowd the pointer is over.
    under: Option<many::Under>,
    labels: Option<(many::LabelKey, Vec<Label>)>,
    legend: Option<(Arc<QueryResult>, Legend)>,
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
        let response = {
            let pan = !picking::Picking::takes_drags(ui, cx);
            let below = (cx.theme.palette.neighbours, tiles);
            self.ground
                .show(ui, &mut self.memory, (rect, cx.theme.dark, pan), below)
        };
        if std::mem::take(&mut self.take_focus) {
            response.request_focus();
        }
        camera::hold_zoom(&mut self.memory);
        self.arrows(ui, &response);
        let frame = self.frame(rect);
        self.tell_view(ui, cx, &frame);
        self.crowd.refresh(cx.session.result());
        self.shown = self.crowd.shown(cx.session.settings().map_mode, &frame);
        let labels = self.compose(ui, cx, frame);
        if self.shown == Shown::Events {
            self.under = None;
            if let Some(scene) = &self.scene {
                paint_map(ui.painter(), rect, scene, &labels, &style_of(cx));
            }
        } else {
            self.paint_crowd(ui, cx, rect, frame, &labels);
        }
        self.focus_ring(ui, cx, &response);
        self.pointer(ui, cx, &response);
        self.pick_area(ui, cx, &response);
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

    /// Lower edge of the switch of modes, with what stands under it; none where it is not shown.
    pub fn switch_bottom(&self) -> Option<f32> {
        let shown = [&self.corners.modes, &self.corners.counted];
        let bottoms = shown.into_iter().filter_map(|corner| Some(corner.rect?.bottom()));
        bottoms.reduce(f32::max)
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

    /// How the last frame was drawn.
    pub fn shown(&self) -> Shown {
        self.shown
    }

    /// What the map counted last, by place.
    pub fn crowd(&self) -> &CrowdCache {
        &self.crowd
    }

    /// Whether the last frame drew its basemap from a picture.
    pub fn is_still(&self) -> bool {
        self.ground.is_still()
    }

    /// Another source of tiles, or other tiles: the picture of the basemap is taken anew.
    pub fn forget_basemap(&mut self) {
        self.ground.forget();
    }

    fn frame(&self, rect: Rect) -> MapFrame {
        camera::frame_of(&self.memory, rect.size())
    }

    fn tell_view(&mut self, ui: &Ui, cx: &UiCx<'_>, frame: &MapFrame) {
        let view = MapView {
            centre: frame.centre,
            zoom: frame.zoom,
        };
        if cx.session.map_view() != Some(view) {
            cx.push(Command::View(ViewCommand::Shown(view)));
        }
        // Once the map rests, what asks for its frame is counted anew.
        let rests = self.last_frame.replace(*frame) == Some(*frame);
        let bounds = picking::bounds_of(frame);
        if rests && !ui.input(|i| i.pointer.any_down()) {
            if cx.session.framed() != Some(bounds) {
                cx.push(Command::View(ViewCommand::Framed(bounds)));
            }
        } else if cx.session.framed() != Some(bounds) {
            ui.request_repaint();
        }
    }

    /// Builds the scene and places the labels.
    fn compose(&mut self, ui: &Ui, cx: &UiCx<'_>, frame: MapFrame) -> Vec<Label> {
        let keys = &cx.session.selection().keys;
        let selected: Vec<EventRef> = keys.iter().filter_map(|key| cx.session.find(key)).collect();
        let others = cx.session.settings().other_places;
        let result = cx.session.result();
        if self.shown != Shown::Events {
            self.scene = Some(self.raised_scene(cx, frame, &selected));
            return self.crowd_labels(ui, cx, frame);
        }
        let scene = if self.crowd.is_whole() {
            self.cache.scene(result, frame, cx.session.hovered(), &selected, others)
        } else {
            let (part, events) = self.crowd.events_near(&frame);
            let hovered = cx.session.hovered();
            self.cache
                .scene_of_part((result, frame), (part, &events), hovered, &selected, others)
        };
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
        let c = &self.corners;
        let corners = [&c.legend, &c.buttons, &c.notes, &c.modes, &c.counted];
        let origin = self.rect.map_or(Pos2::ZERO, |rect| rect.min);
        let inside = |p: Pos2| Pt::new(p.x - origin.x, p.y - origin.y);
        let rects = corners
            .iter()
            .filter_map(|corner| corner.rect)
            .chain(self.picking.covers());
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
        let busy = self.picking.is_busy(cx);
        let quiet = measuring || busy || self.chooser.is_open();
        let pointed = over.filter(|_| !quiet);
        let (hit, under) = pointed.map_or((None, None), |at| self.lies_at(&frame, at));
        self.under = under;
        self.hover_over(ui, cx, rect, hit.as_ref());
        let over_any = hit.is_some() || self.under.is_some();
        if measuring {
            ui.set_cursor_icon_if(response, egui::CursorIcon::Crosshair);
            self.measure.show(ui, cx, rect, &frame, self.cursor);
        } else if over_any {
            ui.set_cursor_icon_if(response, egui::CursorIcon::PointingHand);
        }
        if busy {
            return;
        }
        let Some(click) = response.interact_pointer_pos().filter(|_| response.clicked()) else {
            return;
        };
        let (hit, under) = match measuring {
            true => (None, None),
            false => self.lies_at(&frame, inside(click)),
        };
        if response.double_clicked() && hit.is_none() && under.is_none() && !measuring {
            camera::set(&mut self.memory, &frame.zoomed(1.0, inside(click)));
            ui.request_repaint();
        } else if measuring {
            self.measure.click(frame.unproject(inside(click)));
        } else if let Some(under) = under {
            self.crowd_clicked(ui, cx, &frame, &under);
        } else {
            self.clicked(ui, cx, hit);
        }
    }

    /// What of the scene lies at a point, else what of the crowd. Where each place has one symbol, what is hovered or
    /// selected stands on that of its place and is not alone there: then it is all of the place that is picked.
    fn lies_at(&self, frame: &MapFrame, at: Pt) -> (Option<crate::figure::Hit>, Option<many::Under>) {
        let hit = self.scene.as_ref().and_then(|scene| pick(scene, at));
        let under = self.under(frame, at);
        let of_many = self.shown == Shown::Spots && under.as_ref().is_some_and(|under| under.count > 1);
        match hit {
            Some(hit) if !of_many => (Some(hit), None),
            _ => (None, under),
        }
    }

    /// The line about what the pointer is over.
    fn hover_over(&mut self, ui: &Ui, cx: &UiCx<'_>, rect: Rect, hit: Option<&crate::figure::Hit>) {
        match &self.under {
            Some(under) if under.gathered => {
                let line = Self::crowd_line(cx, under);
                self.hover.show_line(ui, cx, rect, (under.at, under.first), &line);
            }
            Some(under) => {
                let hit = self.hit_of(under);
                self.hover.show(ui, cx, rect, Some(&hit));
            }
            None => self.hover.show(ui, cx, rect, hit),
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
