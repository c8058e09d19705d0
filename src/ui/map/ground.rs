//! The basemap: drawn tile by tile while the camera moves, from a picture while it stands still.
//!
//! The picture is taken when a frame shows the same camera as the one before and no tile is missing. The frame in
//! which the camera begins to move again draws the picture once more, moved along; the next one draws tiles.

use egui::{Color32, Context, DragPanButtons, LayerId, Rect, Response, Shape, Ui, vec2};
use walkers::{Map, MapMemory, Tiles};

use super::camera;
use crate::figure::MapFrame;
use crate::gpu::{Still, state_of};

/// The ground reaches so far over the map's edge, which cuts it: a picture has no soft edges. Points.
const EDGE: f32 = 2.0;

/// What a picture of the basemap depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    frame: MapFrame,
    rect: Rect,
    screen: Rect,
    pixels: f32,
    dark: bool,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Ground {
    /// What the last frame showed.
    last: Option<Look>,
    still: Option<(Look, Still)>,
    /// The adapter cannot: never tried again.
    never: bool,
}

impl Ground {
    /// Shows the map widget in `rect`, all of the room there is, with the basemap under it, and where there are no
    /// tiles the ground. `dark` is the theme.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        memory: &mut MapMemory,
        (rect, dark, pan): (Rect, bool, bool),
        (ground, tiles): (Color32, Option<&mut dyn Tiles>),
    ) -> Response {
        let before = look(ui.ctx(), memory, rect, dark);
        let mark = mark(ui);
        if let Some((at, still)) = self.still.as_ref().filter(|(at, _)| *at == before) {
            let response = widget(ui, memory, pan, None);
            let now = look(ui.ctx(), memory, rect, dark);
            let to = moved(at, &now);
            // Where the picture lies nothing need be drawn under it.
            let under = (to != at.rect).then(|| ground_shape(rect, ground));
            let over = still.shape(at.rect.expand(EDGE), to.expand(EDGE));
            replace(ui, mark, under.into_iter().chain([over]));
            return response;
        }
        self.still = None;
        ui.painter().add(ground_shape(rect, ground));
        let Some(tiles) = tiles else {
            return widget(ui, memory, pan, None);
        };
        let response = widget(ui, memory, pan, Some(&mut *tiles));
        let now = look(ui.ctx(), memory, rect, dark);
        let rests = self.last == Some(now) && tiles.stats().in_progress == 0;
        self.last = Some(now);
        if rests && !self.never && state_of(ui.ctx()).is_some() {
            let still = Still::of(ui.ctx(), shapes_since(ui, mark));
            self.never = still.is_none();
            if let Some(still) = still {
                replace(ui, mark, [still.shape(rect.expand(EDGE), rect.expand(EDGE))]);
                self.still = Some((now, still));
            }
        }
        response
    }

    /// Whether the last frame was drawn from a picture.
    pub fn is_still(&self) -> bool {
        self.still.is_some()
    }

    /// Drops the picture: the tiles behind it are others now.
    pub fn forget(&mut self) {
        (self.still, self.last) = (None, None);
    }
}

fn ground_shape(rect: Rect, colour: Color32) -> Shape {
    Shape::rect_filled(rect.expand(EDGE), 0.0, colour)
}

fn look(ctx: &Context, memory: &MapMemory, rect: Rect, dark: bool) -> Look {
    Look {
        frame: camera::frame_of(memory, rect.size()),
        rect,
        screen: ctx.viewport_rect(),
        pixels: ctx.pixels_per_point(),
        dark,
    }
}

fn widget(ui: &mut Ui, memory: &mut MapMemory, pan: bool, tiles: Option<&mut dyn Tiles>) -> Response {
    let fallback = walkers::lon_lat(0.0, 16.0);
    let buttons = if pan {
        DragPanButtons::PRIMARY
    } else {
        DragPanButtons::empty()
    };
    Map::new(tiles, memory, fallback)
        // Wheel and double click are ours: see `camera`.
        .zoom_gesture(false)
        .double_click_to_zoom(false)
        .zoom_with_ctrl(false)
        .panning(false)
        .drag_pan_buttons(buttons)
        .pull_to_my_position_threshold(0.0)
        .show(ui, |_, _, _, _| ())
        .response
}

/// Where a picture lies after the camera moved.
fn moved(at: &Look, now: &Look) -> Rect {
    let middle = now.frame.project(at.frame.centre);
    let scale = (now.frame.world_side() / at.frame.world_side()) as f32;
    let centre = now.rect.min + vec2(middle.x, middle.y);
    if at.frame == now.frame {
        return at.rect;
    }
    Rect::from_center_size(centre, at.rect.size() * scale)
}

/// A place in the list of shapes.
#[derive(Debug, Clone, Copy)]
struct Mark(LayerId, usize);

/// The next shape of a layer.
fn mark(ui: &Ui) -> Mark {
    let layer = ui.layer_id();
    Mark(layer, ui.ctx().graphics_mut(|lists| lists.entry(layer).next_idx().0))
}

/// The shapes that were added since.
fn shapes_since(ui: &Ui, Mark(layer, from): Mark) -> Vec<egui::epaint::ClippedShape> {
    ui.ctx()
        .graphics_mut(|lists| lists.entry(layer).all_entries().skip(from).cloned().collect())
}

/// Puts shapes in the place of those that were added since.
fn replace(ui: &Ui, Mark(layer, from): Mark, shapes: impl IntoIterator<Item = Shape>) {
    let clip = ui.clip_rect();
    let clip = ui.available_rect_before_wrap().union(ui.min_rect()).intersect(clip);
    ui.ctx().graphics_mut(|lists| {
        let list = lists.entry(layer);
        for index in from..list.next_idx().0 {
            list.reset_shape(egui::layers::ShapeIdx(index));
        }
        for shape in shapes {
            list.add(clip, shape);
        }
    });
}
