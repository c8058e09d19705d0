//! Floor 4: work that must not hold up the screen. One named thread for each job; outcomes come back through
//! one bounded channel; a panic in a job is an outcome like any other.

pub mod store;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::base::Pulse;
use crate::query::TextJob;
use crate::read::{Opened, ReadError};
use crate::session::TextWork;

/// Outcomes that may wait to be taken.
const WAITING: usize = 16;

/// What a job was about, for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobKind {
    /// Reading this file (name without folder).
    Open(String),
    /// Waiting for the user in a file dialog.
    Dialog,
    /// Writing this file.
    Save(String),
    /// Making the index of texts.
    Index,
    /// Searching texts.
    Search,
}

/// What became of a job.
#[derive(Debug)]
pub enum Outcome {
    /// A file was read.
    Opened {
        /// Replace what is open.
        instead: bool,
        /// The dataset and what came of reading it.
        opened: Box<Opened>,
    },
    /// A file could not be read.
    NotOpened(Box<ReadError>),
    /// The user chose a file to read.
    ChosenToOpen(PathBuf),
    /// The user chose where to save.
    ChosenToSave(SaveKind, PathBuf),
    /// A file was written (name without folder).
    Saved(String),
    /// A file could not be written: name, reason.
    NotSaved(String, String),
    /// Something was put on the clipboard.
    Copied,
    /// More is known of the texts of a dataset.
    TextsReady,
    /// A job broke off by itself: its name.
    Broken(String),
}

/// What is to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveKind {
    /// The map as PNG.
    Picture,
    /// The visible rows as CSV.
    Table,
}

/// A job that is running.
#[derive(Debug)]
struct Running {
    kind: JobKind,
    pulse: Pulse,
    number: u64,
}

/// Starts jobs and hands out what became of them.
pub struct Tasks {
    sender: SyncSender<(u64, Outcome)>,
    receiver: Receiver<(u64, Outcome)>,
    wake: Arc<dyn Fn() + Send + Sync>,
    running: Vec<Running>,
    next: u64,
}

impl std::fmt::Debug for Tasks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tasks")
            .field("running", &self.running)
            .finish_non_exhaustive()
    }
}

impl Tasks {
    /// No job yet. `wake` is called from a job's thread when there is something to take.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        Self {
            sender,
            receiver,
            wake: Arc::new(wake),
            running: Vec::new(),
            next: 0,
        }
    }

    /// Reads a file, beside those that are still being read.
    pub fn open(&mut self, path: &Path, instead: bool) {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        let path = path.to_owned();
        self.start(JobKind::Open(name), move |pulse| {
            match crate::read::open(&path, pulse) {
                Ok(opened) => Some(Outcome::Opened {
                    instead,
                    opened: Box::new(opened),
                }),
                Err(error) if error.is_cancelled() => None,
                Err(error) => Some(Outcome::NotOpened(Box::new(error))),
            }
        });
    }

    /// Waits for a file dialog. `choose` gives nothing where the user thinks better of it.
    pub fn dialog(&mut self, choose: impl FnOnce() -> Option<Outcome> + Send + 'static) {
        self.start(JobKind::Dialog, move |_| choose());
    }

    /// Writes a file: to a temporary one beside it first, then renamed, so that nothing half-written is left.
    pub fn save(&mut self, path: PathBuf, bytes: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static) {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        self.start(JobKind::Save(name.clone()), move |_| {
            let written = bytes().and_then(|bytes| store::write_whole(&path, &bytes).map_err(|e| e.to_string()));
            Some(match written {
                Ok(()) => Outcome::Saved(name),
                Err(reason) => Outcome::NotSaved(name, reason),
            })
        });
    }

    /// Makes something for the clipboard that takes a while and puts it there; `name` says what.
    pub fn copy(&mut self, name: String, copy: impl FnOnce() -> Result<(), String> + Send + 'static) {
        self.start(JobKind::Save(name.clone()), move |_| {
            Some(match copy() {
                Ok(()) => Outcome::Copied,
                Err(reason) => Outcome::NotSaved(name, reason),
            })
        });
    }

    /// Makes the index of a dataset's texts, or searches them. Of searches only the last one goes on.
    pub fn texts(&mut self, work: TextWork) {
        let kind = if work.job == TextJob::Index {
            JobKind::Index
        } else {
            JobKind::Search
        };
        self.start(kind, move |pulse| {
            work.texts.work(&work.dataset, &work.job, pulse);
            Some(Outcome::TextsReady)
        });
    }

    /// Stops searches that nobody waits for any more.
    pub fn cancel_searches(&self) {
        let searches = self.running.iter().filter(|job| job.kind == JobKind::Search);
        searches.for_each(|job| job.pulse.cancel());
    }

    /// Asks the reading and the searching of files to stop.
    pub fn cancel(&mut self) {
        for job in &self.running {
            if matches!(job.kind, JobKind::Open(_) | JobKind::Index | JobKind::Search) {
                job.pulse.cancel();
            }
        }
        // What becomes of a search that was stopped is told; of a file, nothing.
        self.running
            .retain(|job| !(matches!(job.kind, JobKind::Open(_)) && job.pulse.is_cancelled()));
    }

    /// The job to show, with its progress from 0 to 1 where the length is known. Waiting for the user is none.
    pub fn shown(&self) -> Option<(&JobKind, Option<f32>)> {
        let job = self.running.iter().find(|job| job.kind != JobKind::Dialog)?;
        let (done, total) = job.pulse.progress();
        let part = (total > 0).then(|| (done as f64 / total as f64).clamp(0.0, 1.0) as f32);
        Some((&job.kind, part))
    }

    /// The next outcome, if there is one. Those of cancelled jobs are dropped.
    pub fn take(&mut self) -> Option<Outcome> {
        while let Ok((number, outcome)) = self.receiver.try_recv() {
            let known = self.running.iter().position(|job| job.number == number);
            if let Some(at) = known {
                self.running.remove(at);
                return Some(outcome);
            }
        }
        None
    }

    fn start(&mut self, kind: JobKind, work: impl FnOnce(&Pulse) -> Option<Outcome> + Send + 'static) {
        let pulse = Pulse::new();
        let number = self.next;
        self.next += 1;
        let (sender, wake, seen) = (self.sender.clone(), Arc::clone(&self.wake), pulse.clone());
        let name = match &kind {
            JobKind::Open(_) => "open",
            JobKind::Dialog => "dialog",
            JobKind::Save(_) => "save",
            JobKind::Index => "index",
            JobKind::Search => "search",
        };
        let run = move || {
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&seen)));
            let outcome = match result {
                Ok(Some(outcome)) => outcome,
                // Nothing to say, but the job must leave the list: an outcome nobody shows.
                Ok(None) => Outcome::Broken(String::new()),
                Err(_) => Outcome::Broken(name.to_owned()),
            };
            // The receiver is gone only when the program ends.
            let _ended = sender.send((number, outcome)).is_err();
            wake();
        };
        let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(run);
        match spawned {
            Ok(_) => self.running.push(Running { kind, pulse, number }),
            Err(_) => (self.wake)(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn wait(tasks: &mut Tasks) -> Outcome {
        let start = Instant::now();
        loop {
            if let Some(outcome) = tasks.take() {
                return outcome;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "no outcome");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn a_panic_in_a_job_is_an_outcome() {
        let mut tasks = Tasks::new(|| {});
        tasks.dialog(|| panic!("on purpose"));
        assert!(matches!(wait(&mut tasks), Outcome::Broken(name) if name == "dialog"));
        assert!(tasks.shown().is_none());
    }

    #[test]
    fn a_missing_file_is_an_error_and_not_the_end() {
        let mut tasks = Tasks::new(|| {});
        tasks.open(Path::new("/nonexistent/incidents.csv"), false);
        let Outcome::NotOpened(error) = wait(&mut tasks) else {
            panic!("it opened");
        };
        assert_eq!(error.file(), "incidents.csv");
    }
}
