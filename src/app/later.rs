//! Work that nobody waits for, begun once the map is complete: until then every core draws.

use std::path::PathBuf;
use std::sync::Arc;

use super::App;
use crate::model::Dataset;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Later {
    /// The map is complete, as far as the open files go.
    complete: bool,
    /// Files whose sums are to be worked out.
    sums: Vec<PathBuf>,
    /// Datasets whose ids are to be put into a table.
    ids: Vec<Arc<Dataset>>,
}

impl Later {
    /// Whether such work may begin.
    pub fn may_begin(&self) -> bool {
        self.complete
    }

    /// A file was opened: the map is another one.
    pub fn opened(&mut self, path: PathBuf) {
        self.complete = false;
        self.sums.push(path);
    }

    /// The ids of a dataset have no table yet.
    pub fn find_ids(&mut self, dataset: Arc<Dataset>) {
        self.ids.push(dataset);
    }
}

impl App {
    /// The map is complete: begins what has waited for it.
    pub(super) fn map_is_complete(&mut self) {
        if std::mem::replace(&mut self.later.complete, true) {
            return;
        }
        for dataset in std::mem::take(&mut self.later.ids) {
            self.tasks.find_ids(dataset);
        }
        for path in std::mem::take(&mut self.later.sums) {
            self.tasks.sum(path);
        }
        self.start_text_work();
    }
}
