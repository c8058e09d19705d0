//! Hexagons and heat as meshes, and the colours of their classes.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Color32, ColorImage, Context, Pos2, Shape, TextureHandle, TextureOptions, pos2};

use crate::figure::crowd::{Heat, Scale};
use crate::figure::{MapFrame, Pt};
use crate::ui::theme::Theme;

/// Opacity of hexagons and of the hottest heat: the basemap stays readable.
pub const OPACITY: f32 = 0.8;
/// Between neighbouring hexagons, points.
const GAP: f32 = 0.75;
pub(super) fn texture(ctx: &Context, before: Option<TextureHandle>, image: ColorImage) -> TextureHandle {
    match before {
        Some(mut texture) => {
            texture.set(image, TextureOptions::LINEAR);
            texture
        }
        None => ctx.load_texture("heat", image, TextureOptions::LINEAR),
    }
}

/// The colour of a class of a scale.
pub fn class_colour(theme: &Theme, scale: &Scale, class: usize) -> Color32 {
    let colours = &theme.palette.heat;
    let at = scale.colour_of(class, colours.len());
    colours.get(at).copied().unwrap_or(theme.palette.accent)
}

/// The colour of a share of a scale, 0 to 1: between those of its classes.
fn share_colour(theme: &Theme, share: f32) -> Color32 {
    let colours = &theme.palette.heat;
    let at = share.clamp(0.0, 1.0) * (colours.len() - 1) as f32;
    let pick = |i: usize| colours.get(i.min(colours.len() - 1)).copied().unwrap_or_default();
    pick(at as usize).lerp_to_gamma(pick(at as usize + 1), at.fract())
}

pub(super) fn heat_image(heat: &Heat, scale: &Scale, theme: &Theme) -> ColorImage {
    let pixels = heat.values.iter().map(|value| {
        // Less than one event fades out, so that no edge is drawn where nothing is.
        let strength = value.clamp(0.0, 1.0);
        share_colour(theme, scale.share(*value)).gamma_multiply(OPACITY * strength)
    });
    let pixels = pixels.collect();
    ColorImage::new([heat.width, heat.height], pixels)
}

pub(super) fn heat_mesh(heat: &Heat, frame: &MapFrame, origin: Pos2, texture: &TextureHandle) -> Shape {
    let mut mesh = Mesh::with_texture(texture.id());
    for (share, ends) in heat.lines(frame) {
        for (end, u) in ends.into_iter().zip([0.0, 1.0]) {
            mesh.vertices.push(Vertex {
                pos: pos2(origin.x + end.x, origin.y + end.y),
                uv: pos2(u, share),
                color: Color32::WHITE,
            });
        }
    }
    let rows = u32::try_from(heat.height).unwrap_or(0);
    for row in 0..rows {
        let first = row * 2;
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 2, first + 1, first + 3);
    }
    Shape::mesh(mesh)
}

/// A hexagon with soft edges: an opaque inside, and a rim that fades out over a point.
pub(super) fn hexagon(mesh: &mut Mesh, origin: Pos2, middle: Pt, corners: &[Pt; 6], colour: Color32) {
    let first = u32::try_from(mesh.vertices.len()).unwrap_or(0);
    let reach = corners.iter().map(|c| c.distance(middle)).fold(1.0_f32, f32::max);
    let mut ring = |inset: f32, colour: Color32| {
        let part = (1.0 - inset / reach).max(0.0);
        for corner in corners {
            let (dx, dy) = ((corner.x - middle.x) * part, (corner.y - middle.y) * part);
            mesh.vertices.push(Vertex {
                pos: pos2(origin.x + middle.x + dx, origin.y + middle.y + dy),
                uv: WHITE_UV,
                color: colour,
            });
        }
    };
    ring(GAP + 1.0, colour);
    ring(GAP, Color32::TRANSPARENT);
    for i in 1..5 {
        mesh.add_triangle(first, first + i, first + i + 1);
    }
    for i in 0..6 {
        let next = (i + 1) % 6;
        mesh.add_triangle(first + i, first + next, first + 6 + i);
        mesh.add_triangle(first + next, first + 6 + next, first + 6 + i);
    }
}
