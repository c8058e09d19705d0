//! Large delimited tables: everything between a file and rows of borrowed cells on several threads.
//!
//! ```text
//! Source ─> sniff ─> Dialect ─> scan ─┬─ fast: parts of the file on several threads, 64 bytes at a time
//!                                     └─ slow: one row after the other, where quotation marks are out of place
//! ```
//!
//! Whether a byte is inside a quoted cell depends on all quotation marks before it. So every thread counts the
//! marks of its part, the counts are added up in order, and each part is read knowing how it begins. That holds
//! only while every mark opens, closes or is doubled within a cell. Each part checks this for all its bytes;
//! where it fails the table is read again from its beginning by the slow way, which follows the `csv`
//! crate. Either way the rows are those of the `csv` crate (`flexible`), in the order of the file within a part.
//!
//! 652 MB, a million rows of 31 cells, in memory of the system: 0.2 s on one thread, 0.12 s on two, with 12 MB;
//! the `csv` crate takes 0.67 s.
//!
//! Memory: one part and its masks per thread; a row is cut after [`MOST_CELLS`] cells or 16 MiB beyond the
//! longest cell allowed.

mod again;
mod cells;
mod chain;
mod dialect;
mod encoding;
mod fast;
mod lines;
mod masks;
mod row;
mod slow;
mod sniff;
mod source;
mod walk;

pub use again::{each_first_row, first_rows, read_row, read_rows};
pub use cells::{Cells, IN_BATCH, RowAt, Rows};
pub use dialect::{Dialect, Header, LineEnd};
pub use encoding::{Census, Encoding, looks_double_encoded};
pub use lines::{Lines, lines_from_start};
pub use sniff::{Wishes, open_table, sniff};
pub use source::{Source, SourceError};

use std::time::{Duration, Instant};

use crate::base::{Cancelled, Pulse};

/// Most cells of a row that are kept; the others are counted.
pub const MOST_CELLS: usize = 100_000;
/// Most bytes of a cell unless the caller allows more.
pub const MAX_FIELD: usize = 16 << 20;

/// How to scan.
#[derive(Debug, Clone, Copy)]
pub struct ScanOptions {
    /// Threads to use, at least 1.
    pub threads: usize,
    /// Bytes of a part, 1 GiB at most.
    pub part: usize,
    /// Most bytes of a cell; 4 GiB at most.
    pub max_field: usize,
    /// The encoding where a person has chosen it; otherwise it is found over the whole file.
    pub encoding: Option<Encoding>,
    /// Whether lines are counted from the beginning of the source; else from the first row, which is line 1.
    pub lines: bool,
    /// Only rows that begin before this byte, and some after it; `None` for all.
    pub until: Option<u64>,
    /// For how long parts are taken up, in the order of the file; the first one is whatever the time. `None`: all.
    pub time: Option<Duration>,
    /// For rows that are shown for a moment: the text is not looked at beyond the marks of the table, its encoding is
    /// taken to be the one its beginning shows, and [`Facts::census`] counts nothing.
    pub glance: bool,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self {
            threads: std::thread::available_parallelism().map_or(1, |n| n.get().min(8)),
            part: 1 << 20,
            max_field: MAX_FIELD,
            encoding: None,
            lines: true,
            until: None,
            time: None,
            glance: false,
        }
    }
}

/// Takes the rows of a table, each thread with a worker of its own.
pub trait Worker: Send {
    /// The rows that follow are those of the part `part` of the file. A worker gets parts in ascending order;
    /// sorting the parts of all workers by number gives the order of the file.
    fn part(&mut self, _part: u32) {}

    /// Takes a row. Cells cost nothing unless asked for.
    fn row(&mut self, at: RowAt, cells: &Cells<'_>);

    /// Takes some rows that follow one another, about [`IN_BATCH`]: for those who look something up for each, which
    /// is faster for several at once.
    fn rows(&mut self, rows: &Rows<'_>) {
        rows.iter().for_each(|(at, cells)| self.row(at, &cells));
    }

    /// Takes a row that cannot be trusted; unless a worker says otherwise, as any other.
    fn spoilt(&mut self, at: RowAt, cells: &Cells<'_>, _why: Spoilt) {
        self.row(at, cells);
    }
}

/// Why a row cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoilt {
    /// A quotation mark is never closed: all that follows in the source is in its cell.
    Open {
        /// Position of the mark.
        mark: u64,
        /// Cell of the row, from 0.
        cell: usize,
    },
    /// A cell is longer than allowed; it and those after it are not kept.
    TooLong {
        /// Cell of the row, from 0.
        cell: usize,
        /// Bytes allowed.
        limit: usize,
    },
}

/// What a scan gives beside its workers.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Which line a position is on.
    pub lines: Lines,
    /// Rows given to workers.
    pub rows: u64,
    /// The encoding of the whole file: the one that cells were read in.
    pub encoding: Encoding,
    /// How much of the file is UTF-8.
    pub census: Census,
    /// Zero bytes among the rows.
    pub zeros: Zeros,
    /// The first quotation mark that is out of place, if one is: within an unquoted cell, followed by text
    /// where it should have closed a cell, or never closed.
    pub loose_mark: Option<u64>,
}

/// Why a table could not be scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The work was told to stop.
    #[error("cancelled")]
    Cancelled,
    /// The bytes cannot be had, or changed meanwhile.
    #[error(transparent)]
    Source(#[from] SourceError),
}

impl From<Cancelled> for ScanError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Reads all rows from `dialect.data` on and gives each to one of the workers. The pulse counts bytes. Where
/// the encoding of the whole file is not the one its first block showed, or a quotation mark is out of place,
/// the rows are read once more with fresh workers; not for another encoding where there is a limit of time.
///
/// # Errors
/// [`ScanError`]; the workers are dropped.
pub fn scan<W: Worker>(
    source: &Source,
    dialect: &Dialect,
    options: &ScanOptions,
    pulse: &Pulse,
    make_worker: impl Fn() -> W,
) -> Result<(Vec<W>, Facts), ScanError> {
    let mut task = Task::new(source, dialect, options, pulse)?;
    loop {
        pulse.start(task.bytes());
        let found = match fast::scan(&task, &make_worker)? {
            Some(found) => found,
            None => {
                pulse.start(task.bytes());
                slow::scan(&task, make_worker())?
            }
        };
        source.check()?;
        let seen = found.1.census.encoding();
        // What is read for a moment, or for so long, is not read once more.
        let once = options.glance || options.time.is_some() || options.encoding.is_some();
        if once || dialect.encoding.is_wide() || seen == task.encoding.unmarked() {
            return Ok(found);
        }
        task.encoding = seen;
    }
}

/// What all parts of a scan have in common.
struct Task<'a> {
    source: &'a Source,
    pulse: &'a Pulse,
    marks: masks::Marks,
    encoding: Encoding,
    /// First byte of the rows.
    first: u64,
    /// Line ends before it.
    breaks: u64,
    /// Bytes of a part.
    part: u64,
    parts: u32,
    threads: usize,
    max_field: usize,
    glance: bool,
    /// When no further part is taken up.
    ends: Option<Instant>,
}

impl<'a> Task<'a> {
    fn new(source: &'a Source, dialect: &Dialect, options: &ScanOptions, pulse: &'a Pulse) -> Result<Self, ScanError> {
        let first = dialect.data.min(source.size());
        let bytes = source.size() - first;
        let wanted = options
            .until
            .map_or(bytes, |until| bytes.min(until.saturating_sub(first)));
        // Fewer and larger parts rather than more than can be numbered.
        let part = (options.part.clamp(1, 1 << 30) as u64).max(bytes.div_ceil(u64::from(u32::MAX)));
        Ok(Self {
            source,
            pulse,
            marks: dialect.marks(),
            encoding: options.encoding.unwrap_or(dialect.encoding),
            first,
            breaks: match options.lines {
                true => lines::count_range(source, 0, first, &mut Vec::new())?,
                false => 0,
            },
            part,
            parts: u32::try_from(wanted.div_ceil(part)).unwrap_or(u32::MAX),
            threads: options.threads.clamp(1, 64),
            max_field: options.max_field,
            glance: options.glance,
            ends: options.time.and_then(|time| Instant::now().checked_add(time)),
        })
    }

    /// Whether it is too late for a further part.
    fn is_late(&self) -> bool {
        self.ends.is_some_and(|ends| Instant::now() >= ends)
    }

    /// Whether the last part ends with the source.
    fn is_whole(&self) -> bool {
        self.first + u64::from(self.parts) * self.part >= self.source.size()
    }

    /// Bytes of all parts.
    fn bytes(&self) -> u64 {
        (u64::from(self.parts) * self.part).min(self.source.size().saturating_sub(self.first))
    }

    /// First byte of a part and first byte after it.
    fn range(&self, part: u32) -> (u64, u64) {
        let start = self.first + u64::from(part) * self.part;
        (start, (start + self.part).min(self.source.size()))
    }

    fn facts(&self, mut parts: Vec<(u32, Part)>, loose_mark: Option<u64>) -> Facts {
        parts.sort_unstable_by_key(|(number, _)| *number);
        let (mut census, mut zeros) = (Census::default(), Zeros::default());
        for (number, part) in &parts {
            census.add(&part.census);
            zeros.add(part.zeros, self.range(*number).0);
        }
        let breaks = parts.iter().map(|(_, part)| part.breaks);
        Facts {
            lines: Lines::new(self.first, self.part, self.breaks, breaks),
            rows: parts.iter().map(|(_, part)| part.rows).sum(),
            encoding: self.encoding,
            census,
            zeros,
            loose_mark,
        }
    }
}

/// What is known of a part after it was read.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    breaks: u32,
    census: Census,
    zeros: Zeros,
    rows: u64,
}

/// Zero bytes of a text, which has none unless it is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Zeros {
    /// How many there are.
    pub count: u64,
    /// Position of the first one.
    pub first: Option<u64>,
}

impl Zeros {
    /// Those of some bytes; the position counts from the first of them.
    fn of(bytes: &[u8]) -> Self {
        let first = memchr::memchr(0, bytes);
        Self {
            count: first.map_or(0, |_| memchr::memchr_iter(0, bytes).count() as u64),
            first: first.map(|at| at as u64),
        }
    }

    /// Takes up those of a later part, which begins at a position of the source.
    fn add(&mut self, later: Self, position: u64) {
        self.count += later.count;
        self.first = self.first.or(later.first.map(|at| position + at));
    }
}

/// The bytes of a part between two characters, how many were left out before them, and the counts of line ends and zero
/// bytes, where the marks have not told them.
fn survey(bytes: &[u8], length: usize, is_first: bool, seen: Option<masks::Seen>) -> (usize, &[u8], Part) {
    let skip = if is_first { 0 } else { encoding::continued(bytes) };
    let (own, after) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    let checked = bytes.get(skip..length + encoding::continued(after)).unwrap_or_default();
    let feeds = seen.and_then(|seen| seen.feeds);
    let part = Part {
        breaks: feeds.unwrap_or_else(|| lines::count_breaks(own, after.first().copied())),
        zeros: if seen.is_some_and(|seen| !seen.zeros) {
            Zeros::default()
        } else {
            Zeros::of(own)
        },
        ..Part::default()
    };
    (skip, checked, part)
}

#[cfg(test)]
mod tests;
