//! What happens to the session when datasets are opened, hidden, moved and closed.

use std::sync::Arc;

use super::command::DataCommand;
use super::layers::{Arrival, Layer, LayerId, Update};
use super::{PlayState, Session, whole_span};
use crate::base::{DaySpan, Step};
use crate::model::{Dataset, EventKey};
use crate::query::{EventRef, Slice};

impl Session {
    /// The open datasets, shown and hidden, in the order of the screen.
    pub fn layers(&self) -> &[Layer] {
        self.layers.list()
    }

    /// A layer.
    pub fn layer(&self, id: LayerId) -> Option<&Layer> {
        self.layers.get(id)
    }

    /// Whether a layer is shown.
    pub fn is_shown(&self, id: LayerId) -> bool {
        !self.looking.hidden.contains(&id)
    }

    /// The layer of a dataset.
    pub fn layer_of(&self, dataset: &Dataset) -> Option<LayerId> {
        let found = self
            .layers()
            .iter()
            .find(|l| std::ptr::eq(&raw const **l.dataset(), dataset));
        found.map(Layer::id)
    }

    /// The shown datasets: what [`EventRef::dataset`] counts.
    pub fn datasets(&self) -> &[Arc<Dataset>] {
        &self.datasets
    }

    /// The shown datasets with the rows that count.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// What a layer changed in the earlier ones of the same dataset; none where there is no earlier one.
    pub fn update_of(&self, id: LayerId) -> Option<Update> {
        self.layers.update_of(id)
    }

    /// First to last day of what is shown; of all that is open where nothing is.
    pub fn extent(&self) -> DaySpan {
        let shown = self
            .slices
            .iter()
            .filter_map(|slice| slice.extent)
            .reduce(DaySpan::union);
        shown.unwrap_or_else(|| whole_span(self.layers().iter().map(Layer::dataset)))
    }

    /// Where an event stands among the shown datasets: its latest reading.
    pub fn find(&self, key: &EventKey) -> Option<EventRef> {
        (0u16..).zip(&self.slices).find_map(|(dataset, slice)| {
            let same = slice.dataset.card().id == *key.dataset;
            let row = same.then(|| slice.dataset.find(&key.id)).flatten()?;
            slice.live.has(row).then_some(EventRef { dataset, row })
        })
    }

    pub(super) fn apply_data(&mut self, command: DataCommand) {
        match command {
            DataCommand::Add(arrival) if arrival.provisional => self.add_provisional(*arrival),
            DataCommand::Add(arrival) => match self.stood_for(&arrival) {
                Some(layer) => self.settle(layer, *arrival),
                None => {
                    self.add_layer(*arrival);
                }
            },
            DataCommand::Withdraw(id) => self.withdraw(id),
            DataCommand::Show(id, shown) => self.show_layer(id, shown),
            DataCommand::ShowAll => self.keeping_whole(|session| session.looking.hidden.clear()),
            DataCommand::Remove(id) => self.remove_layer(id),
            DataCommand::Place(id, position) => {
                self.layers.place(id, position);
                self.layers_changed();
            }
        }
        self.refresh();
    }

    /// Opening never shows nothing: where filter and window would hide every event of what was opened, they are
    /// put aside (undo brings them back).
    pub(super) fn add_layer(&mut self, arrival: Arrival) -> LayerId {
        let before = self.looking.clone();
        let mut id = LayerId(0);
        self.keeping_whole(|session| {
            let (new, gone) = session.layers.add(arrival);
            id = new;
            gone.map(|gone| session.looking.hidden.remove(&gone));
        });
        self.refresh();
        let shows_some = self
            .result
            .parts
            .iter()
            .any(|part| self.layer_of(&part.dataset) == Some(id) && !part.visible.is_empty());
        if !shows_some {
            self.looking.filter = crate::query::Filter::default();
            self.looking.window.span = self.extent();
            self.stale = true;
            self.refresh();
        }
        if self.looking != before {
            self.history.remember(&before, None);
        }
        if self.looking.window.span == self.extent() {
            self.time.step = step_for(self.extent());
        }
        self.play = PlayState::default();
        self.fit_visible();
        id
    }

    fn show_layer(&mut self, id: LayerId, shown: bool) {
        if self.layer(id).is_none() || self.is_shown(id) == shown {
            return;
        }
        self.history.remember(&self.looking, None);
        self.keeping_whole(|session| {
            if shown {
                session.looking.hidden.remove(&id);
            } else {
                session.looking.hidden.insert(id);
            }
        });
    }

    /// Closes a layer, if another stays. Where that one was hidden it is shown: nothing else is left to look at.
    pub(super) fn remove_layer(&mut self, id: LayerId) {
        self.keeping_whole(|session| {
            if session.layers.remove(id) {
                session.looking.hidden.remove(&id);
            }
            if session.layers().iter().all(|layer| !session.is_shown(layer.id())) {
                session.looking.hidden.clear();
            }
        });
    }

    /// Changes layers. A window that held all of the data holds all of them afterwards.
    pub(super) fn keeping_whole(&mut self, change: impl FnOnce(&mut Self)) {
        let whole = self.looking.window.span.contains(self.extent());
        change(self);
        self.layers_changed();
        if whole {
            self.looking.window.span = self.extent();
        }
    }

    /// Works out again what is shown. Positions of datasets have moved: no [`EventRef`] survives.
    pub(super) fn layers_changed(&mut self) {
        self.slices = self.layers.shown(&self.looking.hidden);
        self.datasets = self.slices.iter().map(|slice| Arc::clone(&slice.dataset)).collect();
        self.hovered = None;
        self.stale = true;
    }
}

/// The step that suits an axis of this length.
fn step_for(extent: DaySpan) -> Step {
    match extent.days() {
        0..=1_100 => Step::Week,
        1_101..=4_000 => Step::Month,
        _ => Step::Quarter,
    }
}
