//! What lies on the adapter: the pipeline, and buffers by batch.

use std::sync::{Arc, Weak};

use egui_wgpu::{ScreenDescriptor, wgpu};

use super::{Batch, Layer, Look, SHADER, parts};

/// Most batches that are kept; those not drawn for longest go first.
pub(super) const KEPT: usize = 8;
/// Points of the map's side are divided by this: steps of fixed point.
const STEPS: f64 = 4_294_967_296.0;
/// Size of the uniform buffer: three groups of 16 bytes and twelve colours.
const UNIFORM: usize = 3 * 16 + 12 * 16;

/// See the module.
pub(super) struct Resources {
    device: wgpu::Device,
    format: wgpu::TextureFormat,
    pipeline: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    slots: Vec<Slot>,
    clock: u64,
}

/// Values on the adapter.
struct Uploaded<T> {
    /// Where they came from.
    known: Weak<Vec<T>>,
    buffers: Vec<wgpu::Buffer>,
}

impl<T> Default for Uploaded<T> {
    fn default() -> Self {
        Self {
            known: Weak::new(),
            buffers: Vec::new(),
        }
    }
}

/// The buffers of one batch.
struct Slot {
    name: u64,
    used: u64,
    /// Instances to a buffer.
    most: u32,
    positions: Uploaded<[u32; 2]>,
    looks: Uploaded<Look>,
    uniform: wgpu::Buffer,
    group: wgpu::BindGroup,
}

impl Resources {
    pub fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("places"),
            source: wgpu::ShaderSource::Wgsl(SHADER.into()),
        });
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("places"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            }],
        });
        let pipeline = pipeline(device, &module, &layout, format);
        Self {
            device: device.clone(),
            format,
            pipeline,
            layout,
            slots: Vec::new(),
            clock: 0,
        }
    }

    /// Whether it was made for this device and target.
    pub fn serves(&self, device: &wgpu::Device, format: wgpu::TextureFormat) -> bool {
        self.device == *device && self.format == format
    }

    /// Uploads what changed.
    pub fn write(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, screen: &ScreenDescriptor, layer: &Layer) {
        self.clock += 1;
        let uniform = uniform(layer, screen, self.format);
        for batch in &layer.batches {
            let most = most_instances(device, layer.most_bytes);
            let position = self.slots.iter().position(|slot| slot.name == batch.name);
            let position = position.unwrap_or_else(|| self.add(device, batch.name));
            let Some(slot) = self.slots.get_mut(position) else {
                continue;
            };
            slot.used = self.clock;
            if slot.most != most {
                (slot.positions, slot.looks) = (Uploaded::default(), Uploaded::default());
                slot.most = most;
            }
            let (positions, looks) = (&batch.positions, &batch.looks);
            upload(device, queue, &mut slot.positions, positions, most);
            upload(device, queue, &mut slot.looks, looks, most);
            queue.write_buffer(&slot.uniform, 0, &uniform);
        }
    }

    fn add(&mut self, device: &wgpu::Device, name: u64) -> usize {
        if self.slots.len() >= KEPT {
            let oldest = self.slots.iter().enumerate().min_by_key(|(_, slot)| slot.used);
            if let Some((oldest, _)) = oldest {
                self.slots.swap_remove(oldest);
            }
        }
        let uniform = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("places camera"),
            size: UNIFORM as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("places"),
            layout: &self.layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: uniform.as_entire_binding(),
            }],
        });
        self.slots.push(Slot {
            name,
            used: self.clock,
            most: 0,
            positions: Uploaded::default(),
            looks: Uploaded::default(),
            uniform,
            group,
        });
        self.slots.len() - 1
    }

    /// Draws the batches of a layer. Nothing is drawn of one that has not been written.
    pub fn draw(&self, pass: &mut wgpu::RenderPass<'static>, layer: &Layer) {
        pass.set_pipeline(&self.pipeline);
        for batch in &layer.batches {
            let Some(slot) = self.slots.iter().find(|slot| slot.name == batch.name) else {
                continue;
            };
            pass.set_bind_group(0, &slot.group, &[]);
            slot.draw(pass, batch);
        }
    }
}

impl Slot {
    fn draw(&self, pass: &mut wgpu::RenderPass<'static>, batch: &Batch) {
        let held = batch.positions.len().min(batch.looks.len()) as u32;
        for range in &batch.shown {
            let range = range.start.min(held)..range.end.min(held);
            for part in parts(&range, self.most) {
                let buffers = self
                    .positions
                    .buffers
                    .get(part.buffer)
                    .zip(self.looks.buffers.get(part.buffer));
                let Some((positions, looks)) = buffers else { continue };
                pass.set_vertex_buffer(0, positions.slice(..));
                pass.set_vertex_buffer(1, looks.slice(..));
                pass.draw(0..4, part.instances);
            }
        }
    }
}

/// Instances that fit into one buffer: looks are the larger of the two.
fn most_instances(device: &wgpu::Device, most_bytes: u64) -> u32 {
    let limit = device.limits().max_buffer_size;
    let bytes = if most_bytes == 0 { limit } else { limit.min(most_bytes) };
    u32::try_from(bytes / size_of::<Look>() as u64)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// Brings the buffers of values up to date. An allocation that was uploaded before is not looked at again.
fn upload<T: bytemuck::Pod>(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    to: &mut Uploaded<T>,
    values: &Arc<Vec<T>>,
    most: u32,
) {
    // A weak reference keeps the allocation's address taken: no other can be mistaken for it.
    if std::ptr::eq(to.known.as_ptr(), Arc::as_ptr(values)) {
        return;
    }
    to.known = Arc::downgrade(values);
    let old = std::mem::take(&mut to.buffers);
    let mut old = old.into_iter();
    for chunk in values.chunks(most as usize) {
        let bytes: &[u8] = bytemuck::cast_slice(chunk);
        let size = bytes.len() as u64;
        let buffer = old.next().filter(|buffer| buffer.size() >= size).unwrap_or_else(|| {
            device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("places"),
                size,
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            })
        });
        queue.write_buffer(&buffer, 0, bytes);
        to.buffers.push(buffer);
    }
}

/// The uniform buffer of a frame, laid out as `Camera` in the shader.
fn uniform(layer: &Layer, screen: &ScreenDescriptor, format: wgpu::TextureFormat) -> Vec<u8> {
    let pixels = screen.pixels_per_point;
    let [width, height] = screen.size_in_pixels.map(|side| side as f32 / pixels);
    let camera = &layer.camera;
    let mut bytes = Vec::with_capacity(UNIFORM);
    bytes.extend_from_slice(bytemuck::cast_slice(&camera.origin));
    let scale = (camera.side / STEPS) as f32;
    let floats = [scale, pixels, camera.middle.x, camera.middle.y, width, height];
    bytes.extend_from_slice(bytemuck::cast_slice(&floats));
    let linear = f32::from(u8::from(format.is_srgb()));
    bytes.extend_from_slice(bytemuck::cast_slice(&[linear, layer.part, 0.0, 0.0]));
    let c = &layer.colours;
    for colour in c
        .kinds
        .iter()
        .chain([&c.halo, &c.outline, &c.ground, &c.accent, &c.line])
    {
        let parts = colour.to_array().map(|part| f32::from(part) / 255.0);
        bytes.extend_from_slice(bytemuck::cast_slice(&parts));
    }
    bytes.resize(UNIFORM, 0);
    bytes
}

fn pipeline(
    device: &wgpu::Device,
    module: &wgpu::ShaderModule,
    layout: &wgpu::BindGroupLayout,
    format: wgpu::TextureFormat,
) -> wgpu::RenderPipeline {
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("places"),
        bind_group_layouts: &[Some(layout)],
        immediate_size: 0,
    });
    let instances = |attributes: &'static [wgpu::VertexAttribute], bytes: u64| {
        Some(wgpu::VertexBufferLayout {
            array_stride: bytes,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes,
        })
    };
    const POSITION: [wgpu::VertexAttribute; 1] = wgpu::vertex_attr_array![0 => Uint32x2];
    const LOOK: [wgpu::VertexAttribute; 1] = wgpu::vertex_attr_array![1 => Uint32x3];
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("places"),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some("vs"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: &[instances(&POSITION, 8), instances(&LOOK, 12)],
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
            targets: &[Some(wgpu::ColorTargetState {
                format,
                blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                write_mask: wgpu::ColorWrites::ALL,
            })],
        }),
        multiview_mask: None,
        cache: None,
    })
}
