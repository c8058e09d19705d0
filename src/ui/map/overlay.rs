//! Boxes over the map: they take the pointer, so that the map under them neither pans nor picks.

use egui::{Align2, Color32, Frame, Margin, Rect, Sense, Stroke, Ui, UiBuilder, Vec2};

use crate::ui::Theme;

/// From the edge of the map to what lies over it, points.
pub const MARGIN: f32 = 8.0;

/// A box in a corner of the map that is as large as its content. The size of the last frame is kept; where it
/// changes, the frame is done again, so that nothing is ever seen in the wrong place.
#[derive(Debug, Default)]
pub struct Corner {
    size: Vec2,
    /// Where it was in the last frame.
    pub rect: Option<Rect>,
}

/// How the ground of a box looks.
pub fn ground(theme: &Theme, opacity: f32) -> Frame {
    let p = &theme.palette;
    let fill: Color32 = p.panel.gamma_multiply(opacity);
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, p.hairline))
        .corner_radius(4.0)
        .inner_margin(Margin::symmetric(8, 4))
}

impl Corner {
    /// Shows `content` at a corner (or edge) of `map`, at most `most` large.
    pub fn show<R>(
        &mut self,
        ui: &mut Ui,
        name: &'static str,
        (map, align): (Rect, Align2),
        (frame, most): (Frame, Vec2),
        content: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        let room = map.shrink(MARGIN);
        let known = self.size != Vec2::ZERO;
        let size = if known { self.size } else { most };
        let rect = align.align_size_within_rect(size.min(room.size()), room);
        // Taken before the content, which lies over it.
        ui.interact(rect, ui.scope_id().with((name, "ground")), Sense::click_and_drag());
        let mut builder = UiBuilder::new()
            .max_rect(Rect::from_min_size(rect.min, most))
            .id_salt(name);
        if !known {
            builder = builder.sizing_pass().invisible();
        }
        let mut child = ui.new_child(builder);
        let shown = frame.show(&mut child, content);
        let now = shown.response.rect.size();
        // Less than half a pixel is set right with the next frame.
        if (now - self.size).length() * ui.ctx().pixels_per_point() > 0.5 {
            ui.ctx().request_discard(name);
        }
        self.size = now;
        self.rect = Some(shown.response.rect);
        shown.inner
    }

    /// Forgets where it was: it is not shown.
    pub fn hide(&mut self) {
        self.rect = None;
    }
}
