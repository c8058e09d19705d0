//! The camera: moves that the session asks for, wheel, arrows. Panning by drag is the widget's own.
//!
//! The widget's wheel zoom depends on how long a frame takes, and its drag glides on after the release; both
//! are replaced here. A wheel click is always the same part of a zoom level, and nothing moves unasked.

use egui::{Key, Rect, Response, Ui, Vec2};
use walkers::MapMemory;

use super::MapPanel;
use crate::base::LonLat;
use crate::base::place::Bounds;
use crate::figure::map_frame::{FIT_MARGIN, Insets, World, ZOOM_RANGE};
use crate::figure::{MapFrame, Pt};
use crate::session::MapTarget;
use crate::ui::UiCx;
use crate::ui::legend::Form;

/// Points of scrolling that zoom by one level; a click of a wheel is 40 to 50.
const SCROLL_PER_LEVEL: f32 = 100.0;
/// Room for the notes under fitted incidents, points.
const NOTES: f32 = 96.0;
/// A map that is lower than this has no room for the legend of several datasets in its narrow form, points.
const DENSE_BELOW: f32 = 620.0;
/// Pan of an arrow key, points.
const ARROW: f32 = 80.0;

/// The frame that a camera shows in a rectangle of this size.
pub fn frame_of(memory: &MapMemory, size: Vec2) -> MapFrame {
    let centre = memory.detached().and_then(|p| LonLat::new(p.x(), p.y()));
    MapFrame {
        centre: centre.unwrap_or_else(|| World { x: 0.5, y: 0.45 }.lon_lat()),
        zoom: memory.zoom(),
        size: (size.x, size.y),
    }
}

/// A camera that shows a frame, for a map without a window.
pub fn memory_of(frame: &MapFrame) -> MapMemory {
    let mut memory = MapMemory::default();
    set(&mut memory, frame);
    memory
}

/// Points a camera at a frame.
pub fn set(memory: &mut MapMemory, frame: &MapFrame) {
    memory.center_at(walkers::lon_lat(frame.centre.lon(), frame.centre.lat()));
    let zoom = frame.zoom.clamp(ZOOM_RANGE.0, ZOOM_RANGE.1);
    // In range by the clamp; the widget's own range is wider.
    if memory.set_zoom(zoom).is_err() {
        debug_assert!(false, "zoom {zoom} is refused");
    }
}

/// A released drag stops where it is: the widget would glide on for most of a second.
pub fn stop_gliding(ui: &Ui, memory: &mut MapMemory) {
    let released = ui.input(|i| i.pointer.any_released());
    if (released || memory.animating())
        && let Some(centre) = memory.detached()
    {
        memory.center_at(centre);
    }
}

/// Holds the zoom within the range of the map.
pub fn hold_zoom(memory: &mut MapMemory) {
    let zoom = memory.zoom();
    let held = zoom.clamp(ZOOM_RANGE.0, ZOOM_RANGE.1);
    if held != zoom && memory.set_zoom(held).is_err() {
        debug_assert!(false, "zoom {held} is refused");
    }
}

impl MapPanel {
    /// Makes the move that the session asks for, once.
    pub(super) fn make_move(&mut self, cx: &UiCx<'_>, rect: Rect) {
        let Some(wanted) = cx.session.map_move().filter(|m| m.number != self.moved) else {
            return;
        };
        // A rectangle that is not laid out yet fits nothing.
        if rect.width() < 8.0 || rect.height() < 8.0 {
            return;
        }
        self.moved = wanted.number;
        let frame = frame_of(&self.memory, rect.size());
        let target = match wanted.target {
            MapTarget::Reveal(at) => MapTarget::Reveal(shown_at(cx, at)),
            other => other,
        };
        set(&mut self.memory, &moved(&frame, target, insets(cx, rect)));
    }

    /// Wheel, pinch and Ctrl+wheel zoom at the pointer, in the frame of the event.
    pub(super) fn wheel(&mut self, ui: &Ui, rect: Rect) {
        let Some(pointer) = ui.input(|i| i.pointer.hover_pos()).filter(|p| rect.contains(*p)) else {
            return;
        };
        let c = &self.corners;
        let corners = [&c.legend, &c.buttons, &c.notes, &c.modes, &c.counted];
        let covered = corners.iter().filter_map(|c| c.rect).any(|r| r.contains(pointer));
        if covered || !ui.rect_contains_pointer(rect) {
            return;
        }
        let (scroll, pinch) = ui.input_mut(|i| {
            let scroll = std::mem::take(&mut i.smooth_scroll_delta);
            (scroll.y, i.zoom_delta())
        });
        let levels = f64::from(scroll / SCROLL_PER_LEVEL + pinch.log2());
        if levels != 0.0 && levels.is_finite() {
            let fixed = Pt::new(pointer.x - rect.left(), pointer.y - rect.top());
            let frame = frame_of(&self.memory, rect.size());
            set(&mut self.memory, &frame.zoomed(levels, fixed));
        }
    }

    /// Arrows pan while the map has the focus, or nothing has.
    pub(super) fn arrows(&mut self, ui: &Ui, response: &Response) {
        let focused = response.has_focus();
        if focused {
            let arrows = egui::EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..egui::EventFilter::default()
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
        } else if ui.memory(|m| m.focused().is_some()) {
            return;
        }
        let steps = |less, more| {
            ui.input(|i| f32::from(u8::from(i.key_pressed(more))) - f32::from(u8::from(i.key_pressed(less))))
        };
        let (dx, dy) = (
            steps(Key::ArrowLeft, Key::ArrowRight) * ARROW,
            steps(Key::ArrowUp, Key::ArrowDown) * ARROW,
        );
        if dx != 0.0 || dy != 0.0 {
            let frame = frame_of(&self.memory, response.rect.size());
            set(&mut self.memory, &panned(&frame, dx, dy));
            ui.request_repaint();
        }
    }
}

fn panned(frame: &MapFrame, dx: f32, dy: f32) -> MapFrame {
    frame.dragged(Pt::new(dx, dy), Pt::default())
}

/// Where the symbol of the focused event stands, if `at` is its place: an area's badge is on its northern edge.
fn shown_at(cx: &UiCx<'_>, at: LonLat) -> LonLat {
    let focused = cx.session.focused().and_then(|at| cx.result.event(at));
    match focused.and_then(|event| Some((event.point(), event.circle()?))) {
        Some((None, (centre, radius))) if centre == at => centre.destination(0.0, radius),
        _ => at,
    }
}

/// What legend and notes take of the map: fitted incidents stay clear of them where there is room for both.
fn insets(cx: &UiCx<'_>, rect: Rect) -> Insets {
    let legend = cx.session.panels().legend && rect.width() >= 860.0;
    // With several datasets, a map that is not high has the wide form of the legend.
    let form = match cx.result.parts.len() > 1 && rect.height() < DENSE_BELOW {
        true => Form::DENSE,
        false => Form::ROOMY,
    };
    Insets {
        left: if legend { form.width + 40.0 } else { 0.0 },
        bottom: if rect.height() >= 360.0 { NOTES } else { 0.0 },
    }
}

/// The frame after a move.
fn moved(frame: &MapFrame, target: MapTarget, insets: Insets) -> MapFrame {
    let middle = Pt::new(frame.size.0 / 2.0, frame.size.1 / 2.0);
    match target {
        MapTarget::Bounds(bounds) => MapFrame::fitting(safe(bounds), frame.size, insets),
        MapTarget::View(view) => MapFrame {
            centre: view.centre,
            zoom: view.zoom,
            ..*frame
        },
        MapTarget::ZoomBy(levels) => frame.zoomed(levels, middle),
        MapTarget::PanBy(east, south) => panned(frame, east * frame.size.0, south * frame.size.1),
        MapTarget::Reveal(at) => {
            let spot = frame.project(at);
            let margin = |side: f32| FIT_MARGIN.min(side / 4.0);
            let over = |v: f32, side: f32| v - v.clamp(margin(side), side - margin(side));
            panned(frame, over(spot.x, frame.size.0), over(spot.y, frame.size.1))
        }
    }
}

/// Bounds that are numbers and in order; the three countries for others.
fn safe(bounds: Bounds) -> Bounds {
    let fine = bounds.west <= bounds.east && bounds.south <= bounds.north;
    if fine { bounds } else { Bounds::THREE_COUNTRIES }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::MapView;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    fn frame() -> MapFrame {
        MapFrame {
            centre: at(2.0, 15.0),
            zoom: 7.0,
            size: (1000.0, 500.0),
        }
    }

    #[test]
    fn revealing_pans_by_the_least_amount() {
        let inside = frame().unproject(Pt::new(100.0, 300.0));
        assert_eq!(
            moved(&frame(), MapTarget::Reveal(inside), Insets::default()).project(inside),
            frame().project(inside)
        );
        let outside = frame().unproject(Pt::new(1200.0, 300.0));
        let after = moved(&frame(), MapTarget::Reveal(outside), Insets::default());
        assert!(after.project(outside).distance(Pt::new(936.0, 300.0)) < 0.1);
        assert_eq!(after.zoom, 7.0);
    }

    #[test]
    fn panning_by_a_half_moves_the_middle_to_the_edge() {
        let after = moved(&frame(), MapTarget::PanBy(0.5, 0.0), Insets::default());
        assert!(after.project(at(2.0, 15.0)).distance(Pt::new(0.0, 250.0)) < 0.1);
    }

    #[test]
    fn a_camera_goes_round() {
        let wanted = moved(
            &frame(),
            MapTarget::View(MapView {
                centre: at(-3.0, 12.5),
                zoom: 9.25,
            }),
            Insets::default(),
        );
        let back = frame_of(&memory_of(&wanted), Vec2::new(1000.0, 500.0));
        assert_eq!(back, wanted);
    }

    #[test]
    fn bounds_that_are_no_bounds_show_the_countries() {
        let nothing = Bounds {
            west: f64::NAN,
            south: 1.0,
            east: 2.0,
            north: 3.0,
        };
        let shown = moved(&frame(), MapTarget::Bounds(nothing), Insets::default());
        assert_eq!(
            shown,
            MapFrame::fitting(Bounds::THREE_COUNTRIES, frame().size, Insets::default())
        );
    }
}
