//! What stands still, kept as a picture.
//!
//! Drawing the basemap costs some ten times as much as the rest of a frame where there is no graphics card.
//! While the camera stands still its shapes are drawn once into a texture of the size of the screen, and every
//! later frame copies that: pixel by pixel the same. A copy neither mixes colours nor filters, which where there
//! is no graphics card is a seventh of the work of a textured rectangle of egui.

use std::sync::Arc;

use egui::epaint::ClippedShape;
use egui::{Rect, Shape};
use egui_wgpu::{CallbackResources, CallbackTrait, RenderState, ScreenDescriptor, wgpu};

/// The program that runs on the adapter.
pub const SHADER: &str = include_str!("still.wgsl");
/// Bytes of `Where` in the shader.
const UNIFORM: u64 = 48;

/// A picture of shapes, the size of the screen.
pub struct Still {
    picture: Arc<Picture>,
}

/// What lies on the adapter.
struct Picture {
    uniform: wgpu::Buffer,
    group: wgpu::BindGroup,
}

impl std::fmt::Debug for Still {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Still").finish_non_exhaustive()
    }
}

impl Still {
    /// Draws shapes, which stand in coordinates of the screen, into a picture. `None` where there is no adapter
    /// or the screen is larger than a picture can be.
    pub fn of(context: &egui::Context, shapes: Vec<ClippedShape>) -> Option<Self> {
        let state = super::state_of(context)?;
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
        let picture = Arc::new(Program::of(&state, |program| program.picture(&state.device, &view)));
        Some(Self { picture })
    }

    /// The shape that draws the part of it that lies in `rect`, moved so that `rect` lies at `to`: the same
    /// rectangle, unless the camera has just begun to move. Covers whatever was drawn there before.
    pub fn shape(&self, rect: Rect, to: Rect) -> Shape {
        let copy = Copy {
            picture: Arc::clone(&self.picture),
            rect,
            to,
        };
        egui_wgpu::Callback::new_paint_callback(to, copy).into()
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

/// A picture in one frame.
struct Copy {
    picture: Arc<Picture>,
    rect: Rect,
    to: Rect,
}

impl CallbackTrait for Copy {
    fn prepare(
        &self,
        _device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        _kept: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let pixels = screen.pixels_per_point;
        let [width, height] = screen.size_in_pixels;
        let (rect, to) = (self.rect * pixels, self.to * pixels);
        let scale = rect.size() / to.size();
        let floats = [
            [to.min.x, to.min.y],
            [to.max.x, to.max.y],
            [width as f32, height as f32],
            [rect.min.x, rect.min.y],
            [scale.x, scale.y],
            [0.0; 2],
        ];
        queue.write_buffer(&self.picture.uniform, 0, bytemuck::cast_slice(&floats));
        Vec::new()
    }

    fn paint(&self, info: egui::PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, kept: &CallbackResources) {
        let Some(program) = kept.get::<Program>() else {
            return;
        };
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_pipeline(&program.pipeline);
        pass.set_bind_group(0, &self.picture.group, &[]);
        pass.draw(0..4, 0..1);
    }
}

/// The pipeline that copies pictures, kept with the renderer.
struct Program {
    device: wgpu::Device,
    format: wgpu::TextureFormat,
    pipeline: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
}

impl Program {
    /// Makes use of the program of a renderer, which is made on the first use and for another device.
    fn of<T>(state: &RenderState, with: impl FnOnce(&Self) -> T) -> T {
        let (device, format) = (&state.device, state.target_format);
        let kept = &mut state.renderer.write().callback_resources;
        let known = kept.remove::<Self>();
        let known = known.filter(|program| program.device == *device && program.format == format);
        let program = known.unwrap_or_else(|| Self::new(device, format));
        let made = with(&program);
        kept.insert(program);
        made
    }

    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("still map"),
            source: wgpu::ShaderSource::Wgsl(SHADER.into()),
        });
        let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty,
            count: None,
        };
        let uniform = wgpu::BindingType::Buffer {
            ty: wgpu::BufferBindingType::Uniform,
            has_dynamic_offset: false,
            min_binding_size: None,
        };
        let texture = wgpu::BindingType::Texture {
            sample_type: wgpu::TextureSampleType::Float { filterable: false },
            view_dimension: wgpu::TextureViewDimension::D2,
            multisampled: false,
        };
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("still map"),
            entries: &[entry(0, uniform), entry(1, texture)],
        });
        Self {
            device: device.clone(),
            format,
            pipeline: pipeline(device, &module, &layout, format),
            layout,
        }
    }

    fn picture(&self, device: &wgpu::Device, view: &wgpu::TextureView) -> Picture {
        let uniform = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("still map"),
            size: UNIFORM,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("still map"),
            layout: &self.layout,
            entries: &[
                entry(0, uniform.as_entire_binding()),
                entry(1, wgpu::BindingResource::TextureView(view)),
            ],
        });
        Picture { uniform, group }
    }
}

/// Writes what it reads: no blending.
fn pipeline(
    device: &wgpu::Device,
    module: &wgpu::ShaderModule,
    layout: &wgpu::BindGroupLayout,
    format: wgpu::TextureFormat,
) -> wgpu::RenderPipeline {
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("still map"),
        bind_group_layouts: &[Some(layout)],
        immediate_size: 0,
    });
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("still map"),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some("vs"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: &[],
        },
        primitive: wgpu::PrimitiveState {
            topology: wgpu::PrimitiveTopology::TriangleStrip,
            ..wgpu::PrimitiveState::default()
        },
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        fragment: Some(wgpu::FragmentState {
            module,
            entry_point: Some("fs"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            targets: &[Some(format.into())],
        }),
        multiview_mask: None,
        cache: None,
    })
}
