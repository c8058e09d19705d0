//! Floor 5: what a graphics adapter does for us. Pictures without a window, places drawn by the thousand, and
//! the basemap kept as a picture while the camera stands still. Knows how to draw, not what.
//!
//! Whoever owns an adapter says so once with [`install`]; what draws asks the context with [`state_of`] and, where
//! there is none, draws everything with egui instead.

pub mod layer;
pub mod offscreen;
pub mod still;
pub mod watch;

pub use layer::{Batch, Camera, Colours, Layer, Look};
pub use offscreen::{FrameTimes, NoAdapter, Offscreen, OffscreenError};
pub use still::Still;
pub use watch::Watch;

use egui_wgpu::RenderState;

/// Tells a context which adapter draws it. Once, before the first frame; again for another adapter.
pub fn install(context: &egui::Context, state: &RenderState) {
    let state = state.clone();
    context.data_mut(|data| data.insert_temp(egui::Id::NULL, Adapter(state)));
}

/// The adapter that draws a context; `None` where nobody has told.
pub fn state_of(context: &egui::Context) -> Option<RenderState> {
    let found: Option<Adapter> = context.data(|data| data.get_temp(egui::Id::NULL));
    found.map(|adapter| adapter.0)
}

/// An adapter in the memory of a context.
#[derive(Clone)]
struct Adapter(RenderState);
