//! Files that are being read: a few at a time, the others wait their turn.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::store::Store;
use super::store::copies::{Copies, is_worthwhile};
use super::tables::{early_known, open_known};
use super::{JobKind, Outcome, Tasks};
use crate::base::{Phase, Pulse};
use crate::model::Dataset;
use crate::query::slice::{replaced_rows, tell_from};
use crate::query::{Layer, Slice};
use crate::read::{Beginning, Kept, OpenOptions, ReadReport};
use crate::session::{Arrival, LayerId, Origin};

/// Files that are read at the same time. A large one already uses every core.
const AT_ONCE: usize = 2;
/// A file of so many bytes is looked at twice: first for what the map needs, then for everything. Reading a smaller
/// one takes no longer than a blink.
pub(super) const LARGE: u64 = 20 << 20;
/// How much of a large file is shown early: a million rows and more where the disk is fast, or what comes in this
/// time. More would keep the whole dataset waiting.
const EARLY: Beginning = Beginning {
    until: Some(768 << 20),
    time: Some(Duration::from_millis(250)),
};
/// A guess at the time that is left is made from this part on, and after so many seconds.
const GUESS_FROM: (f64, f64) = (0.03, 1.0);

/// The datasets that are open while a file is read: what it replaces of them is found out by the same job.
pub type Beside = Vec<(LayerId, Arc<Dataset>)>;

/// A file to read, when its turn comes.
#[derive(Debug)]
pub(super) struct Waiting {
    number: u64,
    path: PathBuf,
    options: OpenOptions,
    aids: Aids,
    beside: Beside,
    /// Bytes from which on rows are shown early.
    large: u64,
}

/// What the program keeps on the disk that helps to read a file.
#[derive(Debug, Clone, Default)]
pub struct Aids {
    /// Folder of what columns of tables mean.
    pub profiles: Option<PathBuf>,
    /// Copies for fast opening.
    pub copies: Option<Copies>,
}

impl Aids {
    /// What there is in the user's folders; no copies where these are not to be used.
    pub fn of(store: &Store, no_cache: bool) -> Self {
        Self {
            profiles: store.profiles(),
            copies: store.copies().filter(|_| !no_cache).cloned(),
        }
    }
}

/// How a file was read.
#[derive(Debug)]
pub struct ReadBy {
    /// What was stated about it, with the copy where the rows were taken from one.
    pub options: OpenOptions,
    /// Whether a copy of the rows can be made, and would save time.
    pub worth_a_copy: bool,
}

impl Waiting {
    /// Whether its job is still on a list.
    pub fn is_one_of(&self, jobs: &[super::Running]) -> bool {
        jobs.iter().any(|job| job.number == self.number)
    }

    /// Reads the file. What can be shown before that is told meanwhile.
    fn read(self, pulse: &Pulse, tell: &dyn Fn(Outcome)) -> Option<Outcome> {
        // A copy is there as soon as early rows would be.
        let has_copy = Copies::with_copy(self.aids.copies.as_ref(), &self.path, &self.options)
            .kept
            .is_some();
        let is_large = std::fs::metadata(&self.path).is_ok_and(|data| data.is_file() && data.len() >= self.large);
        if is_large && !has_copy {
            pulse.enter(Phase::Early);
            // Whatever is wrong with the file is said once it is read as a whole.
            if let Ok(Some(early)) = early_known(&self.path, EARLY, &self.options, &self.aids, pulse) {
                tell(Outcome::Early(Box::new(self.arrival(early.dataset, None))));
            }
            pulse.count_anew();
        }
        pulse.enter(Phase::Reading);
        match open_known(&self.path, &self.options, &self.aids, pulse) {
            Ok((mut opened, mut options)) => {
                options.kept = options.kept.filter(Kept::was_used);
                let by = ReadBy {
                    worth_a_copy: options.kept.is_none() && is_worthwhile(&self.path, &opened),
                    options,
                };
                pulse.enter(Phase::Ordering);
                let others: Vec<&Dataset> = self.beside.iter().map(|(_, other)| &**other).collect();
                tell_from(&mut opened.dataset, &self.path, &others);
                let arrival = self.arrival(opened.dataset, Some(opened.report));
                Some(Outcome::Opened(Box::new(arrival), Box::new(by)))
            }
            Err(error) if error.is_cancelled() => None,
            Err(error) => Some(Outcome::NotOpened(self.path, Box::new(error))),
        }
    }

    /// A dataset without a report is provisional.
    fn arrival(&self, dataset: Dataset, report: Option<ReadReport>) -> Arrival {
        let dataset = Arc::new(dataset);
        let known = self.beside.iter();
        let replaces = known
            .map(|(id, earlier)| (*id, replaced_rows(earlier, &dataset)))
            .collect();
        let prepared = Layer::new(Slice::whole(Arc::clone(&dataset)));
        Arrival {
            dataset,
            origin: Origin::File(self.path.clone()),
            provisional: report.is_none(),
            report: report.map(Arc::new),
            turn: turn_of(self.number),
            replaces,
            prepared: Some(prepared),
        }
    }
}

/// Jobs are numbered in the order in which they were asked for; the bundled collection has turn 0.
fn turn_of(number: u64) -> u64 {
    number + 1
}

/// How far a job is, as people are told.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Number of the job, for [`Tasks::cancel`].
    pub number: u64,
    /// What it is about.
    pub kind: JobKind,
    /// What it is at.
    pub phase: Phase,
    /// Rows read; 0 where they are not counted.
    pub rows: u64,
    /// Bytes read; of an export, an index or a search rows.
    pub done: u64,
    /// The same in all; 0 where the length is not known.
    pub total: u64,
    /// Seconds that are left, guessed from the pace until now; `None` too early.
    pub seconds_left: Option<u64>,
}

impl Progress {
    /// The part done, 0 to 1; `None` while the length is not known.
    pub fn part(&self) -> Option<f32> {
        (self.total > 0).then(|| (self.done as f64 / self.total as f64).min(1.0) as f32)
    }
}

/// Seconds left of work of which `done` of `total` took `elapsed` seconds.
pub(super) fn seconds_left(done: u64, total: u64, elapsed: f64) -> Option<u64> {
    if total == 0 || done > total {
        return None;
    }
    let part = done as f64 / total as f64;
    let known = part >= GUESS_FROM.0 && elapsed >= GUESS_FROM.1;
    known.then(|| (elapsed * (1.0 - part) / part).ceil() as u64)
}

/// When the present count began: a job may count its bytes more than once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    since: Instant,
    done: u64,
}

impl Pace {
    pub fn new() -> Self {
        Self {
            since: Instant::now(),
            done: 0,
        }
    }

    /// Seconds since the count began.
    pub fn elapsed(&mut self, done: u64) -> f64 {
        if done < self.done {
            self.since = Instant::now();
        }
        self.done = done;
        self.since.elapsed().as_secs_f64()
    }
}

impl Tasks {
    /// Reads a file with what is stated about it, beside those that are being read or wait. A table that no reader
    /// knows is read by the profile that is kept for its header.
    pub fn open(&mut self, path: &Path, options: OpenOptions, aids: Aids, beside: Beside) {
        let number = self.add(JobKind::Open(file_name(path)));
        self.waiting.push_back(Waiting {
            number,
            path: path.to_owned(),
            options,
            aids,
            beside,
            large: self.large,
        });
        self.start_waiting();
    }

    /// Rows are shown early of files from so many bytes on, instead of those that take long to read.
    pub fn early_from(&mut self, bytes: u64) {
        self.large = bytes;
    }

    /// Whether the file that was asked for at this turn ([`Arrival::turn`]) is still being read.
    pub fn is_reading(&self, turn: u64) -> bool {
        self.running.iter().any(|job| turn_of(job.number) == turn)
    }

    /// Files that are being read or wait to be.
    pub fn files(&self) -> usize {
        let opening = |job: &&super::Running| matches!(job.kind, JobKind::Open(_));
        self.running.iter().filter(opening).count()
    }

    /// Starts what waits, as far as there is room.
    pub(super) fn start_waiting(&mut self) {
        while self.files() - self.waiting.len() < AT_ONCE {
            let Some(next) = self.waiting.pop_front() else { return };
            let (number, sender, wake) = (next.number, self.sender.clone(), Arc::clone(&self.wake));
            let tell = move |outcome| {
                // The receiver is gone only when the program ends.
                let _ended = sender.send((number, outcome)).is_err();
                wake();
            };
            self.spawn(number, "open", move |pulse| next.read(pulse, &tell));
        }
    }
}

pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::seconds_left;

    #[test]
    fn the_time_left_is_guessed_from_the_pace_and_not_too_early() {
        assert_eq!(seconds_left(212, 652, 2.0), Some(5));
        assert_eq!(seconds_left(652, 652, 6.0), Some(0));
        assert_eq!(seconds_left(1, 652, 2.0), None, "too small a part");
        assert_eq!(seconds_left(300, 652, 0.2), None, "too early");
        assert_eq!(seconds_left(7, 0, 2.0), None, "length unknown");
        assert_eq!(seconds_left(9, 7, 2.0), None, "the file has grown");
    }
}
