//! What stands still, kept as a picture.
//!
//! Drawing the basemap costs some ten times as much as the rest of a frame where there is no graphics card.
//! While the camera stands still its shapes are drawn once into a texture of the size of the screen, and every
//! later frame draws that: pixel by pixel the same.

use egui::epaint::ClippedShape;
use egui::{Color32, Mesh, Rect, Shape, TextureId, pos2};
use egui_wgpu::{RenderState, ScreenDescriptor, wgpu};

/// A picture of shapes, the size of the screen. Gives its texture back when dropped.
pub struct Still {
    state: RenderState,
    id: TextureId,
    screen: Rect,
}

impl std::fmt::Debug for Still {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Still")
            .field("screen", &self.screen)
            .finish_non_exhaustive()
    }
}

impl Still {
    /// Draws shapes, which stand in coordinates of the screen, into a picture. `None` where there is no adapter
    /// or its pictures cannot be drawn again as they are.
    pub fn of(context: &egui::Context, shapes: Vec<ClippedShape>) -> Option<Self> {
        let state = super::state_of(context)?;
        // A target in linear light would be read back brighter than it was drawn.
        if state.target_format.is_srgb() {
            return None;
        }
        let screen = context.viewport_rect();
        let pixels_per_point = context.pixels_per_point();
        let pixels = (screen.size() * pixels_per_point).round();
        let (width, height) = (pixels.x as u32, pixels.y as u32);
        let most = state.device.limits().max_texture_dimension_2d;
        if width == 0 || height == 0 || width > most || height > most || screen.min != egui::Pos2::ZERO {
            return None;
        }
        let texture = state.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("still map"),
            size: wgpu::Extent3d {
                width,
                height,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: state.target_format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::TEXTURE_BINDING,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let descriptor = ScreenDescriptor {
            size_in_pixels: [width, height],
            pixels_per_point,
        };
        let meshes = context.tessellate(shapes, pixels_per_point);
        draw(&state, &view, &meshes, &descriptor);
        let filter = wgpu::FilterMode::Nearest;
        let id = state
            .renderer
            .write()
            .register_native_texture(&state.device, &view, filter);
        Some(Self { state, id, screen })
    }

    /// The shape that draws the part of it that lies in `rect`, moved so that `rect` lies at `to`: the same
    /// rectangle, unless the camera has just begun to move.
    pub fn shape(&self, rect: Rect, to: Rect) -> Shape {
        let size = self.screen.size();
        let uv = |p: egui::Pos2| pos2(p.x / size.x, p.y / size.y);
        let mut mesh = Mesh::with_texture(self.id);
        mesh.add_rect_with_uv(to, Rect::from_min_max(uv(rect.min), uv(rect.max)), Color32::WHITE);
        Shape::mesh(mesh)
    }
}

impl Drop for Still {
    fn drop(&mut self) {
        // The picture may still be part of the frame that is on its way: the adapter keeps what is in use.
        self.state.renderer.write().free_texture(&self.id);
    }
}

fn draw(state: &RenderState, view: &wgpu::TextureView, meshes: &[egui::ClippedPrimitive], screen: &ScreenDescriptor) {
    let mut renderer = state.renderer.write();
    let mut encoder = state
        .device
        .create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    let uploads = renderer.update_buffers(&state.device, &state.queue, &mut encoder, meshes, screen);
    {
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view,
                resolve_target: None,
                ops: wgpu::Operations {
                    load: wgpu::LoadOp::Clear(wgpu::Color::TRANSPARENT),
                    store: wgpu::StoreOp::Store,
                },
                depth_slice: None,
            })],
            ..wgpu::RenderPassDescriptor::default()
        });
        renderer.render(&mut pass.forget_lifetime(), meshes, screen);
    }
    state.queue.submit(uploads.into_iter().chain([encoder.finish()]));
}
