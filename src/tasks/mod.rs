//! Floor 4: work that must not hold up the screen. One named thread for each job; outcomes come back through
//! one bounded channel; a panic in a job is an outcome like any other.

mod keeping;
pub mod reading;
pub mod recent;
pub mod store;
pub mod tables;
pub mod whole;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::base::{Lang, Pulse, Text};
use crate::model::OriginalRow;
use crate::query::{EventRef, TextJob};
use crate::read::ReadError;
use crate::read::aside::RowText;
use crate::session::{Arrival, TextWork};
use crate::words::in_both;
pub use keeping::KeepOrder;
pub use reading::{Aids, Beside, Progress, ReadBy};
use reading::{Pace, Waiting, file_name, seconds_left};
use tables::TableNews;

/// Outcomes that may wait to be taken.
const WAITING: usize = 16;

/// What a job was about, for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobKind {
    /// Reading this file (name without folder).
    Open(String),
    /// Waiting for the user in a file dialog.
    Dialog,
    /// Looking at a table; the questions about it show so themselves.
    Look,
    /// Writing this file.
    Save(String),
    /// Writing events to this file; may be cancelled.
    Export(String),
    /// Looking into a file again that is open: its sum, one of its rows. Nobody waits for it.
    Again,
    /// Making the index of texts.
    Index,
    /// Searching texts.
    Search,
}

/// What became of a job.
#[derive(Debug)]
pub enum Outcome {
    /// Some columns of a large file that is still being read: a provisional dataset. The job goes on.
    Early(Box<Arrival>),
    /// A file was read, and how.
    Opened(Box<Arrival>, Box<ReadBy>),
    /// Something about a table that is being explained.
    Table(TableNews),
    /// A file could not be read.
    NotOpened(PathBuf, Box<ReadError>),
    /// The user chose files to read.
    ChosenToOpen(Vec<PathBuf>),
    /// The user chose a table whose columns to explain.
    ChosenTable(PathBuf),
    /// No file dialog could be shown.
    NoDialog,
    /// The user chose where to save.
    ChosenToSave(SaveKind, PathBuf),
    /// Nothing came of a file dialog for saving this: the user thought better of it, or there is none on this system.
    NothingChosen(SaveKind),
    /// Events were written: what to say about it.
    Exported(Text),
    /// The SHA-256 of an open file.
    Sum(PathBuf, String),
    /// A copy for fast opening was made: name of the file, bytes of the copy.
    Kept(String, u64),
    /// A copy could not be made: name of the file, reason.
    NotKept(String, Text),
    /// A row of an open file as it stands there: its line, its cells. No cell where it can no longer be read.
    Row(u64, OriginalRow),
    /// The text of a row of an open file, or its beginning: its line. None where it can no longer be read.
    RowText(u64, Option<RowText>),
    /// A file was written (name without folder).
    Saved(String),
    /// A file could not be written: name, reason.
    NotSaved(Text, Text),
    /// Something was put on the clipboard.
    Copied,
    /// More is known of the texts of a dataset.
    TextsReady,
    /// Rows of the table in another order, with the number of the question.
    Sorted(u64, Vec<EventRef>),
    /// A job broke off by itself: what it was about.
    Broken(JobKind),
    /// A job has nothing to say: it was cancelled, or the user thought better of it.
    Nothing,
}

/// What is to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveKind {
    /// The map as PNG.
    Picture,
    /// Events, as the dialog of exports says.
    Export,
    /// The rows of a file that were set aside, as CSV.
    SetAside,
    /// Rows that were set aside and are corrected, as CSV.
    Corrected,
}

/// A job that is running.
#[derive(Debug)]
struct Running {
    kind: JobKind,
    pulse: Pulse,
    number: u64,
    pace: Pace,
}

/// Starts jobs and hands out what became of them.
pub struct Tasks {
    sender: SyncSender<(u64, Outcome)>,
    receiver: Receiver<(u64, Outcome)>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// Every job that has not ended, also files that wait.
    running: Vec<Running>,
    waiting: VecDeque<Waiting>,
    next: u64,
    /// Bytes of a file from which on rows are shown early.
    large: u64,
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
            waiting: VecDeque::new(),
            next: 0,
            large: reading::LARGE,
        }
    }

    /// Works out the SHA-256 of an open file.
    pub fn sum(&mut self, path: PathBuf) {
        self.run(JobKind::Again, move |pulse| {
            let sum = crate::read::sha256_of(&path, pulse).ok()?;
            Some(Outcome::Sum(path, sum))
        });
    }

    /// Does something else.
    pub fn run(&mut self, kind: JobKind, work: impl FnOnce(&Pulse) -> Option<Outcome> + Send + 'static) {
        self.start(kind, work);
    }

    /// Waits for a file dialog. `choose` gives nothing where the user thinks better of it.
    pub fn dialog(&mut self, choose: impl FnOnce() -> Option<Outcome> + Send + 'static) {
        self.start(JobKind::Dialog, move |_| choose());
    }

    /// Writes a file: to a temporary one beside it first, then renamed, so that nothing half-written is left.
    pub fn save(&mut self, path: PathBuf, bytes: impl FnOnce() -> Result<Vec<u8>, Text> + Send + 'static) {
        let name = file_name(&path);
        self.start(JobKind::Save(name.clone()), move |_| {
            let written = bytes().and_then(|bytes| store::write_whole(&path, &bytes).map_err(|e| refused(&e)));
            Some(match written {
                Ok(()) => Outcome::Saved(name),
                Err(reason) => Outcome::NotSaved(Text::same(name), reason),
            })
        });
    }

    /// Writes events to a file, whole or not at all. `write` gives what to say when it is done, or why it failed;
    /// nothing is said once it is cancelled.
    pub fn export(
        &mut self,
        path: PathBuf,
        write: impl FnOnce(&mut dyn std::io::Write, &Pulse) -> Result<Text, Text> + Send + 'static,
    ) {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        self.start(JobKind::Export(name.clone()), move |pulse| {
            let written = whole::write_with(&path, |out| write(out, pulse));
            let cancelled = pulse.is_cancelled() && written.is_err();
            (!cancelled).then(|| match written {
                Ok(said) => Outcome::Exported(said),
                Err(whole::WholeError::Io(error)) => Outcome::NotSaved(Text::same(name), refused(&error)),
                Err(whole::WholeError::Content(reason)) => Outcome::NotSaved(Text::same(name), reason),
            })
        });
    }

    /// Makes something for the clipboard that takes a while and puts it there; `name` says what.
    pub fn copy(&mut self, name: Text, lang: Lang, copy: impl FnOnce() -> Result<(), Text> + Send + 'static) {
        self.start(JobKind::Save(name.get(lang).to_owned()), move |_| {
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

    /// Asks the reading of a file to stop. It leaves the list at once, and what it made is dropped.
    pub fn cancel(&mut self, number: u64) {
        self.cancel_where(|job| job.number == number);
    }

    /// Asks the reading of all files to stop.
    pub fn cancel_all(&mut self) {
        self.cancel_where(|_| true);
    }

    fn cancel_where(&mut self, which: impl Fn(&Running) -> bool) {
        let opening = |job: &Running| {
            let stops = matches!(
                job.kind,
                JobKind::Open(_) | JobKind::Export(_) | JobKind::Index | JobKind::Search
            );
            stops && which(job)
        };
        for job in self.running.iter().filter(|job| opening(job)) {
            job.pulse.cancel();
        }
        // What becomes of a search that was stopped is told; of a file, nothing.
        let told = |job: &Running| matches!(job.kind, JobKind::Index | JobKind::Search);
        self.running.retain(|job| told(job) || !job.pulse.is_cancelled());
        let running = &self.running;
        self.waiting.retain(|file| file.is_one_of(running));
        self.start_waiting();
    }

    /// How far every job is, oldest first. Waiting for the user in a dialog is none.
    pub fn progress(&mut self) -> Vec<Progress> {
        let waited = |job: &&mut Running| !matches!(job.kind, JobKind::Dialog | JobKind::Look | JobKind::Again);
        let jobs = self.running.iter_mut().filter(waited);
        jobs.map(|job| {
            let (done, total) = job.pulse.progress();
            let elapsed = job.pace.elapsed(done);
            Progress {
                number: job.number,
                kind: job.kind.clone(),
                phase: job.pulse.phase(),
                rows: job.pulse.rows(),
                done,
                total,
                seconds_left: seconds_left(done, total, elapsed),
            }
        })
        .collect()
    }

    /// Whether no job runs and every outcome was taken.
    #[cfg(test)]
    pub(crate) fn is_idle(&self) -> bool {
        self.running.is_empty()
    }

    /// The next outcome, if there is one. Those of cancelled jobs are dropped.
    pub fn take(&mut self) -> Option<Outcome> {
        while let Ok((number, outcome)) = self.receiver.try_recv() {
            let known = self.running.iter().position(|job| job.number == number);
            if let Some(at) = known {
                if !matches!(outcome, Outcome::Early(_)) {
                    self.running.remove(at);
                    self.start_waiting();
                }
                return Some(outcome);
            }
        }
        None
    }

    fn start(&mut self, kind: JobKind, work: impl FnOnce(&Pulse) -> Option<Outcome> + Send + 'static) {
        let name = match &kind {
            JobKind::Open(_) => "open",
            JobKind::Dialog => "dialog",
            JobKind::Look => "look",
            JobKind::Save(_) | JobKind::Export(_) => "save",
            JobKind::Again => "again",
            JobKind::Index => "index",
            JobKind::Search => "search",
        };
        let number = self.add(kind);
        self.spawn(number, name, work);
    }

    /// Puts a job on the list, without starting it.
    fn add(&mut self, kind: JobKind) -> u64 {
        let number = self.next;
        self.next += 1;
        self.running.push(Running {
            kind,
            pulse: Pulse::new(),
            number,
            pace: Pace::new(),
        });
        number
    }

    /// Starts a job of the list on a thread of its own.
    fn spawn(&mut self, number: u64, name: &str, work: impl FnOnce(&Pulse) -> Option<Outcome> + Send + 'static) {
        let Some(job) = self.running.iter_mut().find(|job| job.number == number) else {
            return;
        };
        job.pace = Pace::new();
        let (pulse, kind) = (job.pulse.clone(), job.kind.clone());
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        let broken = kind.clone();
        let run = move || {
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&pulse)));
            let outcome = match result {
                Ok(outcome) => outcome.unwrap_or(Outcome::Nothing),
                Err(_) => Outcome::Broken(kind),
            };
            // The receiver is gone only when the program ends.
            let _ended = sender.send((number, outcome)).is_err();
            wake();
        };
        let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(run);
        if spawned.is_err() {
            // The system gives no more threads. The channel has room: it holds more outcomes than a frame makes.
            let _full = self.sender.try_send((number, Outcome::Broken(broken))).is_err();
            (self.wake)();
        }
    }
}

/// Why the system did not write, in both languages.
pub fn refused(error: &std::io::Error) -> Text {
    in_both(|words| words.system_error(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::OpenOptions;
    use std::path::Path;
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
        assert!(matches!(wait(&mut tasks), Outcome::Broken(JobKind::Dialog)));
        assert!(tasks.progress().is_empty());
    }

    #[test]
    fn a_missing_file_is_an_error_and_not_the_end() {
        let mut tasks = Tasks::new(|| {});
        tasks.open(
            Path::new("/nonexistent/incidents.csv"),
            OpenOptions::default(),
            Aids::default(),
            Vec::new(),
        );
        let Outcome::NotOpened(path, error) = wait(&mut tasks) else {
            panic!("it opened");
        };
        assert_eq!(error.file(), "incidents.csv");
        assert_eq!(path, Path::new("/nonexistent/incidents.csv"));
    }

    #[test]
    fn ten_files_are_all_listed_and_a_cancelled_one_never_arrives() {
        let mut tasks = Tasks::new(|| {});
        for i in 0..10 {
            tasks.open(
                Path::new(&format!("/nonexistent/{i}.csv")),
                OpenOptions::default(),
                Aids::default(),
                Vec::new(),
            );
        }
        let all = tasks.progress();
        assert_eq!(all.len(), 10);
        let last = all.last().unwrap();
        assert_eq!(last.kind, JobKind::Open("9.csv".to_owned()));
        tasks.cancel(last.number);
        let mut seen = Vec::new();
        while tasks.files() > 0 {
            let Outcome::NotOpened(path, _) = wait(&mut tasks) else {
                panic!("it opened");
            };
            seen.push(path);
        }
        seen.sort();
        let expected: Vec<PathBuf> = (0..9).map(|i| PathBuf::from(format!("/nonexistent/{i}.csv"))).collect();
        assert_eq!(seen, expected);
    }
}
