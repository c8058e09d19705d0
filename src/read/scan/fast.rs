//! Parts of a table on several threads.

use std::sync::atomic::{AtomicU32, Ordering};

use fearless_simd::Level;

use super::cells::{Cells, RowAt, Rows};
use super::chain::Chain;
use super::encoding::Encoding;
use super::masks::{Marks, Mask, find_marks};
use super::row::{RowParser, Step};
use super::source::SourceError;
use super::walk::{Begins, Found, Irregular, Limits, walk};
use super::{Facts, MOST_CELLS, Part, ScanError, Task, Worker, survey};
use crate::base::Cancelled;

/// Longer rows are left to the slow way, which keeps no more of them than it may.
const LONG_ROW: usize = 8 << 20;
/// Bytes read at once for a row that goes on after its part.
const TAIL: u64 = 16 << 10;

/// Why a thread stops.
enum Stop {
    Error(ScanError),
    /// The table has to be read in order.
    Irregular,
    /// Another thread stopped.
    Told,
}

impl From<SourceError> for Stop {
    fn from(error: SourceError) -> Self {
        Self::Error(error.into())
    }
}

impl From<Cancelled> for Stop {
    fn from(_: Cancelled) -> Self {
        Self::Error(ScanError::Cancelled)
    }
}

impl From<Irregular> for Stop {
    fn from(_: Irregular) -> Self {
        Self::Irregular
    }
}

/// What all threads share.
struct Shared<'t, 's> {
    task: &'t Task<'s>,
    next: AtomicU32,
    chain: Chain,
    /// Instructions of this processor.
    level: Level,
}

/// Reads the whole table; `None` where it has to be read in order.
pub(super) fn scan<W: Worker>(
    task: &Task<'_>,
    make_worker: &impl Fn() -> W,
) -> Result<Option<(Vec<W>, Facts)>, ScanError> {
    let shared = Shared {
        task,
        next: AtomicU32::new(0),
        chain: Chain::new(task.parts),
        level: Level::new(),
    };
    let threads = task.threads.min(task.parts.max(1) as usize);
    let mut workers: Vec<W> = (0..threads).map(|_| make_worker()).collect();
    let results: Vec<_> = std::thread::scope(|scope| {
        let mut hands = workers.iter_mut().map(|worker| Hand::new(&shared, worker));
        let own = hands.next();
        let others: Vec<_> = hands.map(|hand| scope.spawn(move || hand.run())).collect();
        let own = own.map(Hand::run);
        let others = others
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
        own.into_iter().chain(others).collect()
    });
    let (mut parts, mut irregular, mut failed) = (Vec::new(), false, None);
    for result in results {
        match result {
            Ok(some) => parts.extend(some),
            Err(Stop::Irregular) => irregular = true,
            Err(Stop::Error(error)) => failed = failed.or(Some(error)),
            Err(Stop::Told) => {}
        }
    }
    let is_whole = task.is_whole() && parts.len() == task.parts as usize;
    let is_open = is_whole && failed.is_none() && !irregular && shared.chain.wait(task.parts) != Some(false);
    match (failed, irregular || is_open) {
        (Some(error), _) => Err(error),
        (None, true) => Ok(None),
        (None, false) => Ok(Some((workers, task.facts(parts, None)))),
    }
}

/// One thread with its buffers.
struct Hand<'h, 't, 's, W> {
    shared: &'h Shared<'t, 's>,
    worker: &'h mut W,
    buffer: Vec<u8>,
    masks: Vec<Mask>,
    found: Found,
    tail: Tail,
}

impl<'h, 't, 's, W: Worker> Hand<'h, 't, 's, W> {
    fn new(shared: &'h Shared<'t, 's>, worker: &'h mut W) -> Self {
        Self {
            shared,
            worker,
            buffer: Vec::new(),
            masks: Vec::new(),
            found: Found::default(),
            tail: Tail {
                parser: RowParser::new(shared.task.marks, shared.task.max_field),
                buffer: Vec::new(),
            },
        }
    }

    /// Takes parts until none is left.
    fn run(mut self) -> Result<Vec<(u32, Part)>, Stop> {
        let shared = self.shared;
        let mut parts = Vec::new();
        loop {
            // A part that was taken up is read to its end: those that are read have no gap.
            if shared.task.is_late() && shared.next.load(Ordering::Relaxed) > 0 {
                return Ok(parts);
            }
            let number = shared.next.fetch_add(1, Ordering::Relaxed);
            if number >= shared.task.parts {
                return Ok(parts);
            }
            match self.part(number) {
                Ok(part) => parts.push((number, part)),
                Err(stop) => {
                    // Whoever waits for this part would wait for ever.
                    shared.chain.stop();
                    return Err(stop);
                }
            }
        }
    }

    fn part(&mut self, number: u32) -> Result<Part, Stop> {
        let (shared, task) = (self.shared, self.shared.task);
        task.pulse.check()?;
        if shared.chain.is_stopped() {
            return Err(Stop::Told);
        }
        let (start, end) = task.range(number);
        let length = (end - start) as usize;
        // One byte before, to know what the first mark stands after; three after, to end a character.
        let before = u64::from(number > 0);
        let block = task.source.block(start - before, end + 3, &mut self.buffer)?;
        let (before, bytes) = block.split_at_checked(before as usize).unwrap_or_default();
        let own = bytes.get(..length).unwrap_or_default();
        let seen = find_marks(shared.level, own, task.marks, &mut self.masks);
        shared.chain.publish(number, seen.odd);

        let (skip, checked, mut part) = survey(bytes, length, number == 0, Some(seen));
        let origin = start + skip as u64;
        let text = match task.glance {
            true => None,
            false => part.census.count(checked, origin),
        };
        let mut giver = Giver {
            worker: &mut *self.worker,
            origin,
            rows: 0,
            cells: Cells {
                bytes: checked,
                text: text.filter(|text| task.encoding != Encoding::Windows1252 || text.is_ascii()),
                start: 0,
                ends: &[],
                gap: 1,
                quote: task.marks.quote,
                encoding: task.encoding,
                total: 0,
            },
        };
        let inside = shared.chain.wait(number).ok_or(Stop::Told)?;
        giver.worker.part(number);
        let begins = begins(number == 0, inside, before, task.marks);
        let limits = Limits {
            length,
            skip: skip as u32,
            longest: task.max_field.min(LONG_ROW),
        };
        let found = &mut self.found;
        let open = walk(shared.level, &self.masks, limits, begins, found, &mut |found| {
            giver.give(found)
        })?;
        let begun = open.map(|open| {
            let open_at = origin + u64::from(open);
            (open, open_at, own.get((open_at - start) as usize..).unwrap_or_default())
        });
        match begun {
            Some((open, ..)) if end == task.source.size() => {
                let end = (length - skip) as u32;
                if (end - open) as usize > limits.longest || found.open() >= MOST_CELLS {
                    return Err(Stop::Irregular);
                }
                if end > open {
                    found.close(open, end);
                }
                giver.give(found);
            }
            // A line end right after the part makes an empty row; what follows it belongs to the next part.
            Some((_, open_at, begun)) if !begun.is_empty() || !matches!(bytes.get(length), Some(b'\n' | b'\r')) => {
                giver.give(found);
                let at = self.tail.finish(task, begun, open_at, limits.longest)?;
                giver.rows += 1;
                giver.worker.row(at, &self.tail.parser.cells(task.encoding));
            }
            _ => giver.give(found),
        }
        part.rows = giver.rows;
        task.pulse.advance(length as u64);
        Ok(part)
    }
}

/// Gives the rows of one part to a worker, some at a time.
struct Giver<'g, W> {
    worker: &'g mut W,
    /// Position of the first of the bytes of the cells.
    origin: u64,
    rows: u64,
    /// What all rows of the part have in common.
    cells: Cells<'g>,
}

impl<W: Worker> Giver<'_, W> {
    /// Gives the rows that were found.
    fn give(&mut self, found: &Found) {
        self.rows += found.list.len() as u64;
        self.worker.rows(&Rows {
            cells: self.cells,
            origin: self.origin,
            list: &found.list,
            ends: found.ends(),
        });
    }
}

fn begins(is_first: bool, inside: bool, before: &[u8], marks: Marks) -> Begins {
    let before = before.first().copied();
    let is_mark = |byte: u8| byte == marks.delimiter || matches!(byte, b'\n' | b'\r');
    Begins {
        inside,
        after_mark: is_first || !inside && before.is_some_and(is_mark),
        after_close: !inside && before.is_some() && before == marks.quote,
        with_row: is_first,
    }
}

/// The row that goes on after the part in which it begins.
struct Tail {
    parser: RowParser,
    buffer: Vec<u8>,
}

impl Tail {
    /// Reads a row that begins at `position` with the bytes `begun` to its end.
    fn finish(&mut self, task: &Task<'_>, begun: &[u8], position: u64, longest: usize) -> Result<RowAt, Stop> {
        self.parser = RowParser::new(task.marks, task.max_field);
        let mut step = self.parser.step(begun, &mut 0, position);
        let mut at = position + begun.len() as u64;
        loop {
            match step {
                Ok(Step::Row(row)) => return Ok(row),
                Ok(Step::More) if at - position <= longest as u64 => {}
                Ok(Step::More) | Err(_) => return Err(Stop::Irregular),
            }
            let block = task.source.block(at, at + TAIL, &mut self.buffer)?;
            if block.is_empty() {
                return self.parser.finish(at).ok_or(Stop::Irregular);
            }
            step = self.parser.step(block, &mut 0, at);
            at += block.len() as u64;
        }
    }
}
