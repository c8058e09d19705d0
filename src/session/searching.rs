//! Search in texts that takes longer than a frame: what is waited for, and what is shown until then.

use std::sync::Arc;

use super::Session;
use crate::model::Dataset;
use crate::query::{Filter, Layer, Slice, TextJob, TextQuery, Texts};

/// How the text that is asked for stands to what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchState {
    /// It is what is shown.
    Settled,
    /// A job looks for it; what was asked before is shown.
    Waiting,
    /// The job was stopped; what was asked before is shown.
    Stopped,
}

/// Work for a thread: what to call it with, see [`Texts::work`].
#[derive(Debug, Clone)]
pub struct TextWork {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// What is known of its texts; the work adds to it.
    pub texts: Arc<Texts>,
    /// What to do.
    pub job: TextJob,
}

/// Layers with their indexes, and the text that is shown.
#[derive(Debug, Default)]
pub(super) struct Searching {
    layers: Vec<Layer>,
    /// Of datasets that are open but not shown.
    hidden: Vec<Layer>,
    /// The text of the filter that the result was made with.
    settled: String,
}

impl Searching {
    /// The layers of these slices. What is known of a dataset is kept as long as somebody has it open, shown or not.
    pub fn layers(&mut self, slices: &[Slice]) -> &[Layer] {
        let pairs = || self.layers.iter().zip(slices);
        if self.layers.len() == slices.len() && pairs().all(|(layer, slice)| layer.slice.is_same(slice)) {
            for (layer, slice) in self.layers.iter_mut().zip(slices) {
                layer.slice = slice.clone();
            }
            return &self.layers;
        }
        let mut known: Vec<Layer> = self.layers.drain(..).chain(self.hidden.drain(..)).collect();
        for slice in slices {
            let at = known
                .iter()
                .position(|layer| Arc::ptr_eq(&layer.slice.dataset, &slice.dataset));
            let layer = match at.map(|i| known.swap_remove(i)) {
                Some(layer) => layer.with(slice.clone()),
                None => Layer::new(slice.clone()),
            };
            self.layers.push(layer);
        }
        self.hidden = known;
        &self.layers
    }

    /// Takes over what was worked out of a dataset that is about to be opened.
    pub fn bring(&mut self, prepared: Option<Layer>) {
        self.hidden.extend(prepared);
    }

    /// Lets go of datasets that are closed; one that is only hidden may be shown again.
    pub fn forget(&mut self, is_closed: impl Fn(&Arc<Dataset>) -> bool) {
        self.hidden.retain(|layer| !is_closed(&layer.slice.dataset));
    }

    /// The filter that can be shown now: its text is the one asked for, or that of before while a job looks for it.
    pub fn shown(&mut self, filter: &Filter) -> Filter {
        let query = TextQuery::new(&filter.text);
        let known = |layer: &Layer| layer.texts.rows(&layer.slice.dataset, &query).is_some();
        if self.layers.iter().all(known) {
            self.settled.clone_from(&filter.text);
            return filter.clone();
        }
        let settled = TextQuery::new(&self.settled);
        let known = |layer: &Layer| layer.texts.rows(&layer.slice.dataset, &settled).is_some();
        if !self.layers.iter().all(known) {
            self.settled.clear();
        }
        Filter {
            text: self.settled.clone(),
            ..filter.clone()
        }
    }
}

impl Session {
    /// Work that texts need now, each piece once: the index of a dataset after it was opened, a search that would
    /// hold up the screen.
    pub fn text_work(&self) -> Vec<TextWork> {
        let query = TextQuery::new(&self.looking.filter.text);
        let asked = (!query.is_empty() && self.searching.settled != self.looking.filter.text).then_some(&query);
        // What is provisional is replaced before an index of it would be of use.
        let lasting = |layer: &&Layer| {
            let of = self
                .layers()
                .iter()
                .find(|l| Arc::ptr_eq(l.dataset(), &layer.slice.dataset));
            of.is_none_or(|layer| !layer.is_provisional())
        };
        let work = self.searching.layers.iter().filter(lasting).filter_map(|layer| {
            let job = layer.texts.next_job(&layer.slice.dataset, asked)?;
            Some(TextWork {
                dataset: Arc::clone(&layer.slice.dataset),
                texts: Arc::clone(&layer.texts),
                job,
            })
        });
        work.collect()
    }

    /// A piece of that work has ended: what is shown may change.
    pub fn texts_changed(&mut self) {
        if self.search_state() != SearchState::Settled {
            self.stale = true;
        }
    }

    /// The first shown file whose notes a search for the text of the filter could not look through, because it was
    /// changed or taken away and no index knows them. Asks the system, once for each file: not for every frame.
    pub fn lost_notes(&self) -> Option<String> {
        let query = TextQuery::new(&self.looking.filter.text);
        if query.is_empty() {
            return None;
        }
        // With an index, notes are read for phrases only.
        let reads = |layer: &Layer| layer.texts.index().is_none() || query.words().any(|word| word.contains(' '));
        let lost = |layer: &&Layer| reads(layer) && layer.slice.dataset.lost().is_some();
        let layer = self.searching.layers.iter().find(lost)?;
        let of = self
            .layers()
            .iter()
            .find(|l| Arc::ptr_eq(l.dataset(), &layer.slice.dataset));
        of?.file()
    }

    /// How the text that is asked for stands to what is shown.
    pub fn search_state(&self) -> SearchState {
        let asked = TextQuery::new(&self.looking.filter.text);
        if asked == TextQuery::new(&self.searching.settled) {
            SearchState::Settled
        } else if self
            .searching
            .layers
            .iter()
            .any(|layer| layer.texts.has_given_up(&asked))
        {
            SearchState::Stopped
        } else {
            SearchState::Waiting
        }
    }
}
