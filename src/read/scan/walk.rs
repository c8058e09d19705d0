//! From masks to rows within one part, and whether every quotation mark in it is at its place.

use fearless_simd::{Level, dispatch};

use super::MOST_CELLS;
use super::cells::IN_BATCH;
use super::masks::{Mask, prefix_xor};

/// How a part begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begins {
    /// Within a quoted cell.
    pub inside: bool,
    /// After a delimiter or a line end, or at the first byte of the table.
    pub after_mark: bool,
    /// After a quotation mark that is no opening one.
    pub after_close: bool,
    /// With a row, as only the first part does; others begin somewhere in a row of the part before.
    pub with_row: bool,
}

/// A quotation mark is out of place, or a row has too many cells: the masks say nothing certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Irregular;

/// Rows that were found and not shown yet.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// First byte of each row, its first end and the first end after.
    pub list: Vec<(u32, u32, u32)>,
    /// Ends of cells, and after them what is written over.
    ends: Vec<u32>,
    /// How many ends there are.
    filled: usize,
    /// First end of the row that has not ended.
    first: usize,
}

impl Found {
    /// The ends of all cells that were found.
    pub fn ends(&self) -> &[u32] {
        self.ends.get(..self.filled).unwrap_or_default()
    }

    /// Ends of the row that has not ended.
    pub fn open(&self) -> usize {
        self.filled - self.first
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.list.clear();
        (self.filled, self.first) = (0, 0);
    }

    /// Adds one end, and the row that it closes.
    pub fn close(&mut self, start: u32, end: u32) {
        self.mark(end, 1);
        self.row(start, self.filled);
    }

    /// Writes the positions of some marks, which are counted from `base`.
    #[inline(always)]
    fn mark(&mut self, base: u32, mut marks: u64) {
        if self.ends.len() < self.filled + 64 {
            self.ends.resize(self.filled * 2 + 256, 0);
        }
        let Some(room) = self.ends.get_mut(self.filled..self.filled + 64) else {
            return;
        };
        self.filled += marks.count_ones() as usize;
        // Eight at a time, whether there are as many or not: to write too many costs less than to guess when to stop.
        for cells in room.as_chunks_mut::<8>().0 {
            for cell in cells {
                *cell = base.wrapping_add(marks.trailing_zeros());
                marks &= marks.wrapping_sub(1);
            }
            if marks == 0 {
                break;
            }
        }
    }

    /// A row whose last end is the one before `after`.
    #[inline(always)]
    fn row(&mut self, start: u32, after: usize) {
        self.list.push((start, self.first as u32, after as u32));
        self.first = after;
    }

    /// Forgets the rows that were shown, and keeps the ends of the one that has not ended.
    fn shown(&mut self) {
        self.list.clear();
        let kept = self.first..self.filled;
        self.filled = kept.len();
        self.first = 0;
        self.ends.copy_within(kept, 0);
    }
}

/// What a walk has to keep to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes that the masks are of.
    pub length: usize,
    /// The byte from which positions are counted.
    pub skip: u32,
    /// Most bytes of a row.
    pub longest: usize,
}

/// Steps through masks and shows the rows that begin and end here: some at a time, and the last ones not, but leaves
/// them in `found`. Gives the start of the row that has not ended, if one begins here; its ends so far stay there.
///
/// # Errors
/// [`Irregular`]; rows may have been shown before.
pub(super) fn walk(
    level: Level,
    masks: &[Mask],
    limits: Limits,
    begins: Begins,
    found: &mut Found,
    show: &mut dyn FnMut(&Found),
) -> Result<Option<u32>, Irregular> {
    // Bits are counted and looked for with the instructions that the processor has.
    dispatch!(level, _simd => walk_with(masks, limits, begins, found, show))
}

#[inline(always)]
fn walk_with(
    masks: &[Mask],
    limits: Limits,
    begins: Begins,
    found: &mut Found,
    show: &mut dyn FnMut(&Found),
) -> Result<Option<u32>, Irregular> {
    let mut within = if begins.inside { u64::MAX } else { 0 };
    let (mut after_mark, mut after_close) = (u64::from(begins.after_mark), u64::from(begins.after_close));
    let mut row = begins.with_row.then_some(0);
    found.clear();
    for (index, mask) in masks.iter().enumerate() {
        // In the midst of a quoted cell, as most of a table with notes is.
        if mask.quotes == 0 && within != 0 {
            (after_mark, after_close) = (0, 0);
            continue;
        }
        let inside = prefix_xor(mask.quotes) ^ within;
        within = ((inside as i64) >> 63) as u64;
        let (opening, closing) = (mask.quotes & inside, mask.quotes & !inside);
        let line_ends = mask.line_ends & !inside;
        let marks = (mask.delimiters & !inside) | line_ends;
        // A mark opens a cell, or makes a pair with the one before; after a closing one a cell ends or a pair.
        let may_open = marks | closing;
        let wrong_open = opening & !(may_open << 1 | after_mark | after_close);
        let wrong_close = (closing << 1 | after_close) & !(marks | mask.quotes);
        let beyond = if (index + 1) * 64 > limits.length {
            u64::MAX << (limits.length % 64)
        } else {
            0
        };
        if wrong_open | (wrong_close & !beyond) != 0 {
            return Err(Irregular);
        }
        (after_mark, after_close) = (marks >> 63, closing >> 63);
        let base = ((index * 64) as u32).wrapping_sub(limits.skip);
        let before = found.filled;
        found.mark(base, marks);
        if line_ends == 0 {
            if found.open() > MOST_CELLS {
                if row.is_some() {
                    return Err(Irregular);
                }
                // Of a row of the part before.
                found.filled = found.first;
            }
            continue;
        }
        end_rows((line_ends, marks), (base, before), limits.longest, &mut row, found)?;
        if found.list.len() >= IN_BATCH {
            show(found);
            found.shown();
        }
    }
    Ok(row)
}

/// Ends a row at each of some line ends, which are among marks that were counted from `base` and written from
/// `before` on.
#[inline(always)]
fn end_rows(
    (mut line_ends, marks): (u64, u64),
    (base, before): (u32, usize),
    longest: usize,
    row: &mut Option<u32>,
    found: &mut Found,
) -> Result<(), Irregular> {
    while line_ends != 0 {
        let bit = line_ends.trailing_zeros();
        line_ends &= line_ends - 1;
        let at = base.wrapping_add(bit);
        let after = before + (marks & (u64::MAX >> (63 - bit))).count_ones() as usize;
        match row.filter(|start| *start != at) {
            Some(start) if (at - start) as usize > longest || after - found.first > MOST_CELLS => {
                return Err(Irregular);
            }
            Some(start) => found.row(start, after),
            None => found.first = after,
        }
        *row = Some(at + 1);
    }
    Ok(())
}
