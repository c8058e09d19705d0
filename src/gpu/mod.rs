//! Drawing without a window. Floor 5: knows how to turn a [`egui::Ui`] into a picture, not what is on it.

pub mod offscreen;

pub use offscreen::{NoAdapter, Offscreen, OffscreenError};
