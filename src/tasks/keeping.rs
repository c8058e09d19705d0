//! Making copies for fast opening, beside everything else.

use std::path::PathBuf;
use std::sync::Arc;

use super::reading::file_name;
use super::store::copies::Copies;
use super::{JobKind, Outcome, Tasks};
use crate::model::Dataset;
use crate::read::{OpenOptions, ReadReport};
use crate::words::in_both;

/// A copy that is to be made.
#[derive(Debug)]
pub struct KeepOrder {
    /// Where to.
    pub copies: Copies,
    /// The file.
    pub path: PathBuf,
    /// How it was opened.
    pub options: OpenOptions,
    /// Its rows.
    pub dataset: Arc<Dataset>,
    /// What was found in it.
    pub report: Arc<ReadReport>,
    /// The sum of its bytes.
    pub sha256: String,
}

impl Tasks {
    /// Makes the copy of an open file. Nobody waits for it.
    pub fn keep(&mut self, order: KeepOrder) {
        let name = file_name(&order.path);
        self.run(JobKind::Again, move |_| {
            let read = (&*order.dataset, &*order.report);
            let kept = order.copies.keep(&order.path, &order.options, read, Some(order.sha256));
            Some(match kept {
                Ok(bytes) => Outcome::Kept(name, bytes),
                Err(reason) => Outcome::NotKept(name, in_both(|words| reason.explain(words))),
            })
        });
    }

    /// Makes the table of the ids of a dataset that came from a copy: nobody who looks for one then waits.
    pub fn find_ids(&mut self, dataset: Arc<Dataset>) {
        self.run(JobKind::Again, move |_| {
            let _none = dataset.find("");
            None
        });
    }
}
