//! Any [`egui::Ui`] as a picture, without a window and without a display.
//!
//! One [`Offscreen`] owns one [`egui::Context`] and the renderer that holds its textures; they belong together.
//! It may be used on any thread. Frames run until the picture is complete: a map needs some, because its tiles
//! are decoded by a worker while the first frames are laid out.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use egui_wgpu::{
    RenderState, RendererOptions, ScreenDescriptor, WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew, wgpu,
};
use image::RgbaImage;

use crate::words::{EN, Words};

/// Longest wait for the graphics adapter to finish one picture.
const ADAPTER_LIMIT: Duration = Duration::from_secs(60);
/// Frames before a picture can be complete: sizes of areas are known from the second on.
const FEWEST_FRAMES: u32 = 3;
/// Pause between frames while a worker has still to deliver.
const PAUSE: Duration = Duration::from_millis(4);
/// Largest side of a picture in pixels, on every adapter.
pub const LARGEST_SIDE: u32 = 8192;

/// There is no graphics adapter, not even one in software.
#[derive(Debug, thiserror::Error)]
#[error("{}", EN.no_adapter())]
pub struct NoAdapter(#[source] egui_wgpu::WgpuError);

impl NoAdapter {
    /// The message, and what to do.
    pub fn explain(&self, words: &Words) -> String {
        words.no_adapter().to_owned()
    }
}

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum OffscreenError {
    /// See [`NoAdapter`].
    #[error(transparent)]
    NoAdapter(#[from] NoAdapter),
    /// The picture has no pixels or too many.
    #[error("{}", EN.picture_size([.width, .height], LARGEST_SIDE))]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// What was to be drawn never became complete.
    #[error("{}", EN.picture_incomplete(.0.as_secs()))]
    NeverComplete(Duration),
    /// The adapter gave up or took too long.
    #[error("{}", EN.picture_adapter(.0))]
    Adapter(String),
}

impl OffscreenError {
    /// The message.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::NoAdapter(error) => error.explain(words),
            Self::Size { width, height } => words.picture_size([width, height], LARGEST_SIDE),
            Self::NeverComplete(limit) => words.picture_incomplete(limit.as_secs()),
            Self::Adapter(said) => words.picture_adapter(said),
        }
    }
}

/// Draws without a window.
pub struct Offscreen {
    state: RenderState,
    context: egui::Context,
    frames: f64,
}

/// How long one frame took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameTimes {
    /// Until its triangles were there: the program's own work.
    pub own: Duration,
    /// Until the adapter had drawn them.
    pub painted: Duration,
}

impl Offscreen {
    /// Opens the best graphics adapter there is. `WGPU_BACKEND` (`vulkan`, `gl`, …) narrows the choice.
    ///
    /// # Errors
    /// [`NoAdapter`] where there is none.
    pub fn new() -> Result<Self, NoAdapter> {
        // Predictable: the same picture on every adapter, to the last pixel where the driver allows it.
        Self::with(RendererOptions::PREDICTABLE)
    }

    /// The same, but frames are drawn as a window draws them, which costs less: for [`Self::time_frame`].
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn like_a_window() -> Result<Self, NoAdapter> {
        Self::with(RendererOptions::default())
    }

    fn with(options: RendererOptions) -> Result<Self, NoAdapter> {
        let every = WgpuSetupCreateNew::without_display_handle();
        // OpenGL last and only if need be: merely looking for it starts a second driver.
        let mut first = every.clone();
        first.instance_descriptor.backends &= wgpu::Backends::PRIMARY;
        if first.instance_descriptor.backends.is_empty() {
            return Self::open(WgpuSetup::CreateNew(every), options);
        }
        Self::open(WgpuSetup::CreateNew(first), options)
            .or_else(|_none| Self::open(WgpuSetup::CreateNew(every), options))
    }

    fn open(setup: WgpuSetup, options: RendererOptions) -> Result<Self, NoAdapter> {
        let instance = pollster::block_on(setup.new_instance());
        let configuration = WgpuConfiguration {
            wgpu_setup: setup,
            ..WgpuConfiguration::default()
        };
        let state = RenderState::create(&configuration, &instance, None, options);
        let state = pollster::block_on(state).map_err(NoAdapter)?;
        walkers::install_renderer(Some(&state));
        let context = egui::Context::default();
        super::install(&context, &state);
        Ok(Self {
            state,
            context,
            frames: 0.0,
        })
    }

    /// The context that draws: fonts and styles are installed on it once, before the first picture.
    pub fn context(&self) -> &egui::Context {
        &self.context
    }

    /// Name of the adapter and how it is driven, for a report.
    pub fn adapter_name(&self) -> String {
        let info = self.state.adapter.get_info();
        format!("{} ({:?})", info.name, info.backend)
    }

    /// Draws what `draw` puts into an empty [`egui::Ui`] of `size` points, `scale` pixels to the point.
    /// `draw` is called once for each frame and says whether everything it shows is there; the first frame
    /// of which it says so becomes the picture.
    ///
    /// # Errors
    /// [`OffscreenError::Size`] before anything is drawn; [`OffscreenError::NeverComplete`] after `limit`;
    /// [`OffscreenError::Adapter`] where the adapter fails.
    pub fn render(
        &mut self,
        size: egui::Vec2,
        scale: f32,
        limit: Duration,
        mut draw: impl FnMut(&mut egui::Ui) -> bool,
    ) -> Result<RgbaImage, OffscreenError> {
        let pixels = (size * scale).round();
        let (width, height) = (pixels.x as u32, pixels.y as u32);
        if ![width, height].iter().all(|side| (1..=LARGEST_SIDE).contains(side)) {
            return Err(OffscreenError::Size { width, height });
        }
        let screen = ScreenDescriptor {
            size_in_pixels: [width, height],
            pixels_per_point: scale,
        };
        let began = Instant::now();
        for frame in 1_u32.. {
            let mut complete = false;
            let input = self.input(size, scale);
            let mut output = self.context.run_ui(input, |ui| complete = draw(ui));
            self.take_textures(&mut output.textures_delta);
            let picture = (complete && frame >= FEWEST_FRAMES).then(|| self.paint(output.shapes, &screen));
            self.free_textures(&mut output.textures_delta);
            if let Some(picture) = picture {
                return picture;
            }
            if began.elapsed() > limit {
                break;
            }
            if !complete {
                std::thread::sleep(PAUSE);
            }
        }
        Err(OffscreenError::NeverComplete(limit))
    }

    /// Input of a frame: no pointer, no keys, and a second later than the frame before, so that whatever
    /// moves has arrived.
    fn input(&mut self, size: egui::Vec2, scale: f32) -> egui::RawInput {
        self.frames += 1.0;
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            max_texture_side: Some(LARGEST_SIDE as usize),
            time: Some(self.frames),
            focused: false,
            ..egui::RawInput::default()
        };
        let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(scale);
        input
    }

    fn take_textures(&self, delta: &mut egui::TexturesDelta) {
        let mut renderer = self.state.renderer.write();
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each texture is its own; their order is nothing"
        )]
        for (id, images) in delta.set.drain() {
            for image in images {
                renderer.update_texture(&self.state.device, &self.state.queue, id, &image);
            }
        }
    }

    fn free_textures(&self, delta: &mut egui::TexturesDelta) {
        let mut renderer = self.state.renderer.write();
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each texture is its own; their order is nothing"
        )]
        for id in delta.free.drain() {
            renderer.free_texture(&id);
        }
    }

    /// Draws one frame as a window does, over the colour of its panels, waits until the adapter has finished it, and says how long that
    /// took: what a frame of a window costs, without its display. Nothing is read back.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn time_frame(
        &mut self,
        size: egui::Vec2,
        scale: f32,
        draw: impl FnOnce(&mut egui::Ui),
    ) -> Result<FrameTimes, OffscreenError> {
        let pixels = (size * scale).round();
        let screen = ScreenDescriptor {
            size_in_pixels: [pixels.x as u32, pixels.y as u32],
            pixels_per_point: scale,
        };
        let input = self.input(size, scale);
        let began = Instant::now();
        let mut draw = Some(draw);
        let mut output = self.context.run_ui(input, |ui| {
            if let Some(draw) = draw.take() {
                draw(ui);
            }
        });
        let meshes = self.context.tessellate(output.shapes, scale);
        let own = began.elapsed();
        self.take_textures(&mut output.textures_delta);
        let panels = self.context.global_style().visuals.panel_fill;
        let (_, encoder, uploads) = self.drawn(&meshes, &screen, panels);
        self.state.queue.submit(uploads.into_iter().chain([encoder.finish()]));
        let wait = wgpu::PollType::Wait {
            submission_index: None,
            timeout: Some(ADAPTER_LIMIT),
        };
        let waited = self.state.device.poll(wait);
        let painted = began.elapsed();
        self.free_textures(&mut output.textures_delta);
        waited.map_err(|error| OffscreenError::Adapter(error.to_string()))?;
        Ok(FrameTimes { own, painted })
    }

    /// A texture of the size of the screen, and the commands that draw shapes into it, over a colour.
    fn drawn(
        &self,
        meshes: &[egui::ClippedPrimitive],
        screen: &ScreenDescriptor,
        clear: egui::Color32,
    ) -> (wgpu::Texture, wgpu::CommandEncoder, Vec<wgpu::CommandBuffer>) {
        let (device, queue) = (&self.state.device, &self.state.queue);
        let [r, g, b, a] = clear.to_normalized_gamma_f32().map(f64::from);
        let clear = wgpu::Color { r, g, b, a };
        let mut renderer = self.state.renderer.write();
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let uploads = renderer.update_buffers(device, queue, &mut encoder, meshes, screen);
        let [width, height] = screen.size_in_pixels;
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("picture"),
            size: extent(width, height),
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: self.state.target_format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        {
            let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                    view: &view,
                    resolve_target: None,
                    ops: wgpu::Operations {
                        load: wgpu::LoadOp::Clear(clear),
                        store: wgpu::StoreOp::Store,
                    },
                    depth_slice: None,
                })],
                ..wgpu::RenderPassDescriptor::default()
            });
            renderer.render(&mut pass.forget_lifetime(), meshes, screen);
        }
        (texture, encoder, uploads)
    }

    fn paint(
        &self,
        shapes: Vec<egui::epaint::ClippedShape>,
        screen: &ScreenDescriptor,
    ) -> Result<RgbaImage, OffscreenError> {
        let meshes = self.context.tessellate(shapes, screen.pixels_per_point);
        let (texture, mut encoder, uploads) = self.drawn(&meshes, screen, egui::Color32::TRANSPARENT);
        let (device, queue) = (&self.state.device, &self.state.queue);
        let [width, height] = screen.size_in_pixels;
        let row = padded_row(width);
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("picture"),
            size: u64::from(row) * u64::from(height),
            usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let layout = wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(row),
            rows_per_image: None,
        };
        let target = wgpu::TexelCopyBufferInfo {
            buffer: &buffer,
            layout,
        };
        encoder.copy_texture_to_buffer(texture.as_image_copy(), target, extent(width, height));
        queue.submit(uploads.into_iter().chain([encoder.finish()]));
        read_back(device, &buffer, width, height)
    }
}

fn extent(width: u32, height: u32) -> wgpu::Extent3d {
    wgpu::Extent3d {
        width,
        height,
        depth_or_array_layers: 1,
    }
}

/// Bytes of a row of pixels in a copy: the adapter wants a multiple of 256.
fn padded_row(width: u32) -> u32 {
    (width * 4).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT)
}

/// The pixels of a picture that was copied into `buffer`, each row padded to [`padded_row`].
fn read_back(
    device: &wgpu::Device,
    buffer: &wgpu::Buffer,
    width: u32,
    height: u32,
) -> Result<RgbaImage, OffscreenError> {
    let failed = |error: &dyn std::fmt::Display| OffscreenError::Adapter(error.to_string());
    let (sender, mapped) = mpsc::channel();
    // Nobody listens any more only where the wait below has failed, which is reported there.
    let tell = move |result| drop(sender.send(result));
    buffer.slice(..).map_async(wgpu::MapMode::Read, tell);
    let wait = wgpu::PollType::Wait {
        submission_index: None,
        timeout: Some(ADAPTER_LIMIT),
    };
    device.poll(wait).map_err(|error| failed(&error))?;
    let result = mapped.recv().map_err(|error| failed(&error))?;
    result.map_err(|error| failed(&error))?;
    let data = buffer.slice(..).get_mapped_range().map_err(|error| failed(&error))?;
    let pixels = data
        .chunks_exact(padded_row(width) as usize)
        .flat_map(|row| row.iter().take(width as usize * 4).copied())
        .collect();
    RgbaImage::from_raw(width, height, pixels).ok_or_else(|| failed(&"fewer pixels than asked for"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_padded_to_what_the_adapter_wants() {
        for (width, bytes) in [(1, 256), (64, 256), (65, 512), (1600, 6400)] {
            assert_eq!(padded_row(width), bytes, "{width}");
        }
    }
}
