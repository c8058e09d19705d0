//! Search in texts that takes longer than a frame: what is waited for, and what is shown until then.

use std::sync::Arc;

use super::Session;
use crate::model::Dataset;
use crate::query::{Filter, Layer, TextJob, TextQuery, Texts};

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
    /// The text of the filter that the result was made with.
    settled: String,
}

impl Searching {
    /// The layers of these datasets; those that stay keep their indexes.
    pub fn layers(&mut self, datasets: &[Arc<Dataset>]) -> &[Layer] {
        let same = self.layers.len() == datasets.len()
            && self
                .layers
                .iter()
                .zip(datasets)
                .all(|(layer, d)| Arc::ptr_eq(&layer.dataset, d));
        if !same {
            let mut before = std::mem::take(&mut self.layers);
            for dataset in datasets {
                let known = before.iter().position(|layer| Arc::ptr_eq(&layer.dataset, dataset));
                let layer = known.map_or_else(|| Layer::new(Arc::clone(dataset)), |i| before.swap_remove(i));
                self.layers.push(layer);
            }
        }
        &self.layers
    }

    /// The filter that can be shown now: its text is the one asked for, or that of before while a job looks for it.
    pub fn shown(&mut self, filter: &Filter) -> Filter {
        let query = TextQuery::new(&filter.text);
        let known = |layer: &Layer| layer.texts.rows(&layer.dataset, &query).is_some();
        if self.layers.iter().all(known) {
            self.settled.clone_from(&filter.text);
            return filter.clone();
        }
        let settled = TextQuery::new(&self.settled);
        let known = |layer: &Layer| layer.texts.rows(&layer.dataset, &settled).is_some();
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
        let work = self.searching.layers.iter().filter_map(|layer| {
            let job = layer.texts.next_job(&layer.dataset, asked)?;
            Some(TextWork {
                dataset: Arc::clone(&layer.dataset),
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
