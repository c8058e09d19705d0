//! Provisional datasets: each stands for a file that is still being read, until the file has arrived or will not.

use super::layers::{Arrival, LayerId};
use super::{Looking, Session};
use crate::base::Step;

/// What was looked at before a provisional dataset came, and right after.
#[derive(Debug)]
pub(super) struct Interim {
    layer: LayerId,
    before: Sight,
    /// Whether the window held all of the data before.
    whole: bool,
    after: Sight,
}

#[derive(Debug, PartialEq)]
struct Sight {
    looking: Looking,
    step: Step,
    layers: Vec<LayerId>,
}

impl Session {
    /// Whether a shown dataset is provisional: what is counted now is not what the file says.
    pub fn is_loading(&self) -> bool {
        let shown = self.layers().iter().filter(|layer| self.is_shown(layer.id()));
        shown.into_iter().any(super::Layer::is_provisional)
    }

    /// The layer that an arrival takes over without any change of what is looked at: that of the same file, while
    /// it was provisional.
    pub(super) fn stood_for(&self, arrival: &Arrival) -> Option<LayerId> {
        let layer = self.layers.of_origin(&arrival.origin)?;
        layer.is_provisional().then(|| layer.id())
    }

    /// Shows a provisional dataset, unless something of the same place is open: that stays until the file is read.
    pub(super) fn add_provisional(&mut self, arrival: Arrival) {
        if self.layers.of_origin(&arrival.origin).is_some() {
            return;
        }
        let before = self.sight();
        let whole = self.window().span.contains(self.extent());
        let layer = self.add_layer(arrival);
        let after = self.sight();
        self.interims.push(Interim {
            layer,
            before,
            whole,
            after,
        });
    }

    /// The file has been read. Filter, window, selection and frame stay as they are, and whether it is hidden.
    pub(super) fn settle(&mut self, layer: LayerId, arrival: Arrival) {
        self.interims.retain(|interim| interim.layer != layer);
        self.keeping_whole(|session| {
            session.layers.add(arrival);
        });
    }

    /// The file will not arrive. What was looked at before comes back where nobody has looked at anything else since,
    /// and no other file has come.
    pub(super) fn withdraw(&mut self, layer: LayerId) {
        if !self.layer(layer).is_some_and(super::Layer::is_provisional) {
            return;
        }
        let known = self.interims.iter().position(|interim| interim.layer == layer);
        let interim = known.map(|at| self.interims.remove(at));
        let untouched = interim.filter(|interim| interim.after == self.sight());
        self.remove_layer(layer);
        if let Some(Interim { before, whole, .. }) = untouched {
            self.history.forget(&before.looking);
            self.looking = before.looking;
            self.time.step = before.step;
            if whole {
                self.looking.window.span = self.extent();
            }
            self.layers_changed();
        }
    }

    fn sight(&self) -> Sight {
        Sight {
            looking: self.looking.clone(),
            step: self.time.step,
            layers: self.layers().iter().map(super::Layer::id).collect(),
        }
    }
}
