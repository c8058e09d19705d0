//! From masks to rows within one part, and whether every quotation mark in it is at its place.

use super::MOST_CELLS;
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

/// Steps through the masks of `length` bytes, counting from `skip`, and shows each row that begins and ends
/// here: its first byte and the ends of its cells. Gives the start of the row that has not ended, if one begins
/// here; its ends so far stay in `ends`.
///
/// # Errors
/// [`Irregular`]; rows may have been shown before.
pub(super) fn walk(
    (masks, length, skip): (&[Mask], usize, u32),
    begins: Begins,
    ends: &mut Vec<u32>,
    mut show: impl FnMut(u32, &[u32]) -> Result<(), Irregular>,
) -> Result<Option<u32>, Irregular> {
    let mut within = if begins.inside { u64::MAX } else { 0 };
    let (mut after_mark, mut after_close) = (u64::from(begins.after_mark), u64::from(begins.after_close));
    let mut row = begins.with_row.then_some(0);
    ends.clear();
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
        let mut marks = (mask.delimiters & !inside) | line_ends;
        // A mark opens a cell, or makes a pair with the one before; after a closing one a cell ends or a pair.
        let may_open = marks | closing;
        let wrong_open = opening & !(may_open << 1 | after_mark | after_close);
        let wrong_close = (closing << 1 | after_close) & !(marks | mask.quotes);
        let beyond = if (index + 1) * 64 > length {
            u64::MAX << (length % 64)
        } else {
            0
        };
        if wrong_open | (wrong_close & !beyond) != 0 || ends.len() > MOST_CELLS {
            if wrong_open | (wrong_close & !beyond) != 0 || row.is_some() {
                return Err(Irregular);
            }
            ends.clear();
        }
        (after_mark, after_close) = (marks >> 63, closing >> 63);
        let base = ((index * 64) as u32).wrapping_sub(skip);
        while marks != 0 {
            let bit = marks.trailing_zeros();
            marks &= marks - 1;
            let at = base.wrapping_add(bit);
            ends.push(at);
            if line_ends >> bit & 1 == 1 {
                if let Some(start) = row.filter(|start| *start != at) {
                    show(start, ends)?;
                }
                row = Some(at + 1);
                ends.clear();
            }
        }
    }
    Ok(row)
}
