//! Places drawn on the graphics adapter: one instance for each place or cluster, never one for each event.
//!
//! ```text
//! positions (fixed point, uploaded once for each set)  ┐
//! looks (kind, size, shares; when a result changed)    ├─> vertex shader ─> distance to a shape ─> colour
//! camera (fixed-point origin, scale; every frame)      ┘
//! ```
//!
//! Only vertex attributes and one uniform buffer are used, so that it runs under Vulkan, Metal, DX12 and OpenGL.
//! Buffers hold no more than the adapter takes in one ([`parts()`]). What lies on the adapter belongs to a device
//! and is made again on the next frame when that is another one, as after a loss.

mod look;
mod parts;
mod resources;

use std::ops::Range;
use std::sync::Arc;

use egui_wgpu::{CallbackResources, CallbackTrait, ScreenDescriptor, wgpu};

pub use look::{Look, Marks, Shape};
pub use parts::{Part, parts};
use resources::Resources;

/// The program that runs on the adapter.
pub const SHADER: &str = include_str!("layer.wgsl");

/// Where the map's camera stands, in points of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Fixed-point position that is drawn at `middle`.
    pub origin: [u32; 2],
    /// Points of the whole world's side.
    pub side: f64,
    /// Middle of the map.
    pub middle: egui::Pos2,
}

/// Colours of a theme, opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// Fills by event type.
    pub kinds: [egui::Color32; 7],
    /// Around symbols.
    pub halo: egui::Color32,
    /// Lines of symbols.
    pub outline: egui::Color32,
    /// Ground of rings and tags with a number.
    pub ground: egui::Color32,
    /// Around what is hovered or selected.
    pub accent: egui::Color32,
    /// Around tags.
    pub line: egui::Color32,
}

/// Instances that are kept on the adapter from frame to frame.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Tells batches of one layer apart; the eight used last are kept.
    pub name: u64,
    /// Positions in fixed point. Uploaded when this is another allocation than before.
    pub positions: Arc<Vec<[u32; 2]>>,
    /// Looks in the same order. Uploaded when this is another allocation than before.
    pub looks: Arc<Vec<Look>>,
    /// What of it is drawn.
    pub shown: Vec<Range<u32>>,
}

impl Batch {
    /// Instances of which all are drawn.
    pub fn whole(name: u64, positions: Arc<Vec<[u32; 2]>>, looks: Arc<Vec<Look>>) -> Self {
        let count = u32::try_from(looks.len()).unwrap_or(u32::MAX);
        Self {
            name,
            positions,
            looks,
            shown: std::iter::once(0..count).collect(),
        }
    }
}

/// One layer in one frame: hand [`Layer::shape`] to a painter.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Camera.
    pub camera: Camera,
    /// Colours.
    pub colours: Colours,
    /// Symbols are drawn at this part of their size, lines with them; 1 for as large as they are.
    pub part: f32,
    /// What is drawn, the lowest first.
    pub batches: Vec<Batch>,
    /// No buffer is larger than this, bytes; 0 for what the adapter takes. For tests.
    pub most_bytes: u64,
    /// Format of the target, as the adapter's state says.
    pub format: wgpu::TextureFormat,
}

impl Layer {
    /// The shape that draws it, cut to `rect`.
    pub fn shape(self, rect: egui::Rect) -> egui::Shape {
        egui_wgpu::Callback::new_paint_callback(rect, self).into()
    }
}

impl CallbackTrait for Layer {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        kept: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        // Another device, as after a loss, or another target: everything is made anew.
        if !kept.get::<Resources>().is_some_and(|r| r.serves(device, self.format)) {
            kept.insert(Resources::new(device, self.format));
        }
        if let Some(resources) = kept.get_mut::<Resources>() {
            resources.write(device, queue, screen, self);
        }
        Vec::new()
    }

    fn paint(&self, info: egui::PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, kept: &CallbackResources) {
        let Some(resources) = kept.get::<Resources>() else {
            return;
        };
        // The whole screen, so that a point is where egui has it whatever part of it the map takes.
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        resources.draw(pass, self);
    }
}
