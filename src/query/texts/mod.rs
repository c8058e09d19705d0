//! Search in the texts of a dataset of any size.
//!
//! ```text
//! few events      each is looked at
//! many events     TextIndex, made once in a job after opening; then a word is found in milliseconds
//! a phrase        of frequent words by the index; of others the notes that have all of them are read, which are few
//! ```
//!
//! [`Texts`] keeps what is known so far and says what a job should do next. Whoever shows results asks
//! [`Texts::rows`], which never reads much: where it has no answer yet, the result of before stays on screen, with a
//! word that the search goes on. [`TextQuery::accepts`] is the truth that all of it is tested against.

mod batch;
mod coded;
mod folded;
mod growing;
mod ids;
mod index;
mod lists;
mod notes;
mod phrases;
mod postings;
mod reading;
mod sparse;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use index::{Answer, IndexError, TextIndex};
pub use reading::look_at_each;

use super::rows::RowSet;
use super::text::TextQuery;
use crate::base::Pulse;
use crate::model::Dataset;

/// Events that are looked at one by one whenever something is typed: a few milliseconds.
const FEW: usize = 2_000;
/// Notes that are read for a phrase while the screen waits: a few milliseconds.
const NOTES_AT_ONCE: usize = 500;
/// Answers that are kept.
const KEPT: usize = 8;

/// Work for a thread of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextJob {
    /// Makes the index.
    Index,
    /// Finds the rows of this query.
    Search(TextQuery),
}

#[derive(Debug, Default)]
enum Index {
    /// There are so few events that each is looked at.
    #[default]
    Needless,
    /// A job should make it.
    Wanted,
    /// A job makes it.
    Made,
    Ready(Arc<TextIndex>),
    /// There will be none: stopped, too many different words, or the file is gone. Searching is slow, in a job.
    Without,
}

#[derive(Debug, Default)]
struct State {
    index: Index,
    /// The query that a job looks for.
    sought: Option<TextQuery>,
    /// The query that a job was looking for when somebody stopped it.
    given_up: Option<TextQuery>,
    answers: Vec<(TextQuery, Arc<RowSet>)>,
}

/// What is known about the texts of one dataset. Threads may share it.
#[derive(Debug, Default)]
pub struct Texts {
    state: Mutex<State>,
}

impl Texts {
    /// Nothing known yet of the texts of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let index = if dataset.len() <= FEW {
            Index::Needless
        } else {
            Index::Wanted
        };
        let state = State {
            index,
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change of the state is whole, so that one that a panic cut short cannot be seen.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index, once there is one.
    pub fn index(&self) -> Option<Arc<TextIndex>> {
        match &self.state().index {
            Index::Ready(index) => Some(Arc::clone(index)),
            _ => None,
        }
    }

    /// Whether the index is still to be made.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state().index, Index::Wanted | Index::Made)
    }

    /// Whether somebody stopped the search for this query.
    pub fn has_given_up(&self, query: &TextQuery) -> bool {
        self.state().given_up.as_ref() == Some(query)
    }

    /// The rows of a query, where they are known or quickly found; `None` where a job has to find them.
    pub fn rows(&self, dataset: &Dataset, query: &TextQuery) -> Option<Arc<RowSet>> {
        if query.is_empty() {
            return Some(Arc::new(RowSet::all(dataset.len())));
        }
        let (known, few, index) = {
            let state = self.state();
            let known = state.answers.iter().find(|(q, _)| q == query);
            let known = known.map(|(_, rows)| Arc::clone(rows));
            let index = match &state.index {
                Index::Ready(index) => Some(Arc::clone(index)),
                _ => None,
            };
            (known, matches!(state.index, Index::Needless), index)
        };
        if known.is_some() {
            return known;
        }
        let pulse = Pulse::new();
        let found = match index {
            Some(index) => match index.find(dataset, query, Some(NOTES_AT_ONCE), &pulse) {
                Ok(Answer::Rows(rows)) => rows,
                Ok(Answer::TooMuch) | Err(_) => return None,
            },
            None if few => look_at_each(dataset, query, &pulse).ok()?,
            None => return None,
        };
        let found = Arc::new(found);
        self.keep(query, &found);
        Some(found)
    }

    /// The rows of a query, whatever it takes.
    pub fn rows_now(&self, dataset: &Dataset, query: &TextQuery) -> Arc<RowSet> {
        self.rows(dataset, query).unwrap_or_else(|| {
            let pulse = Pulse::new();
            let index = self.index();
            let found = match index.map(|index| index.find(dataset, query, None, &pulse)) {
                Some(Ok(Answer::Rows(rows))) => Ok(rows),
                _ => look_at_each(dataset, query, &pulse),
            };
            let found = Arc::new(found.unwrap_or_else(|_| RowSet::none(dataset.len())));
            self.keep(query, &found);
            found
        })
    }

    fn keep(&self, query: &TextQuery, rows: &Arc<RowSet>) {
        let mut state = self.state();
        if state.answers.len() >= KEPT {
            state.answers.remove(0);
        }
        state.answers.push((query.clone(), Arc::clone(rows)));
    }

    /// What a job should do now, for a query that is asked or for none. Each piece of work is given out once.
    pub fn next_job(&self, dataset: &Dataset, query: Option<&TextQuery>) -> Option<TextJob> {
        let unanswered = query.filter(|query| self.rows(dataset, query).is_none());
        let mut state = self.state();
        match state.index {
            Index::Wanted => {
                state.index = Index::Made;
                Some(TextJob::Index)
            }
            Index::Needless | Index::Made => None,
            Index::Ready(_) | Index::Without => {
                let query = unanswered?;
                if state.given_up.as_ref().is_some_and(|given_up| given_up != query) {
                    state.given_up = None;
                }
                if state.sought.as_ref() == Some(query) || state.given_up.is_some() {
                    return None;
                }
                state.sought = Some(query.clone());
                Some(TextJob::Search(query.clone()))
            }
        }
    }

    /// Does a job, on a thread where it holds up nobody. Afterwards [`Self::rows`] knows more; where the job was
    /// stopped, texts are searched without an index, or this query not at all.
    pub fn work(&self, dataset: &Dataset, job: &TextJob, pulse: &Pulse) {
        match job {
            TextJob::Index => {
                // Should the work panic, there is no index and nobody waits for one.
                let settled = Settled(self);
                let index = TextIndex::build(dataset, pulse);
                let mut state = self.state();
                state.index = index.map_or(Index::Without, |index| Index::Ready(Arc::new(index)));
                drop(state);
                drop(settled);
            }
            TextJob::Search(query) => {
                let found = match self.index() {
                    Some(index) => index.find(dataset, query, None, pulse),
                    None => look_at_each(dataset, query, pulse).map(Answer::Rows),
                };
                if let Ok(Answer::Rows(rows)) = found {
                    self.keep(query, &Arc::new(rows));
                }
                let mut state = self.state();
                if state.sought.as_ref() == Some(query) {
                    state.sought = None;
                    let known = state.answers.iter().any(|(q, _)| q == query);
                    state.given_up = (!known).then(|| query.clone());
                }
            }
        }
    }
}

/// Leaves no index behind that somebody makes for ever.
struct Settled<'a>(&'a Texts);

impl Drop for Settled<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if matches!(state.index, Index::Made) {
            state.index = Index::Without;
        }
    }
}
