//! Datasets as layers on screen: the mark each leaves under its symbols, their rows in legend and menu, the sheet
//! that tells everything about them, and the files that are on their way.

pub mod cue;
pub mod jobs;
pub mod menu;
pub mod path;
pub mod sheet;

use super::cx::UiCx;
use crate::session::LayerId;

/// A layer as legend and menu show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerRow {
    /// Which layer.
    pub id: LayerId,
    /// Its name.
    pub name: String,
    /// Its mark.
    pub cue: u8,
    /// Visible events and events that count; none while it is hidden.
    pub counts: Option<(usize, usize)>,
}

/// Every open dataset, in the order of the session.
pub fn rows(cx: &UiCx<'_>) -> Vec<LayerRow> {
    let of = |layer: &crate::session::Layer| {
        let part = cx
            .result
            .parts
            .iter()
            .find(|part| std::sync::Arc::ptr_eq(&part.dataset, layer.dataset()));
        LayerRow {
            id: layer.id(),
            name: layer.name().get(cx.lang()).to_owned(),
            cue: layer.cue(),
            counts: part.map(|part| (part.visible.count(), part.slice.len())),
        }
    };
    cx.session.layers().iter().map(of).collect()
}
