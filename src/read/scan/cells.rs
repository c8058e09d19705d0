//! The cells of one row, borrowed from a buffer and made into text only when asked for.

use std::borrow::Cow;

use super::encoding::Encoding;

/// Where a row stands in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowAt {
    /// First byte.
    pub start: u64,
    /// First byte after the row: of its line end, or the end of the source.
    pub end: u64,
}

/// The cells of one row.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    /// What the ends count in.
    pub(super) bytes: &'a [u8],
    /// The same as text where it is known to be UTF-8.
    pub(super) text: Option<&'a str>,
    /// First byte of the first cell.
    pub(super) start: usize,
    /// First byte after each cell.
    pub(super) ends: &'a [u32],
    /// Bytes between two cells: the delimiter, or none where the cells were copied.
    pub(super) gap: usize,
    /// The quotation mark where the cells still have theirs.
    pub(super) quote: Option<u8>,
    /// Of the bytes.
    pub(super) encoding: Encoding,
    /// Cells that the row has in the source.
    pub(super) total: usize,
}

impl<'a> Cells<'a> {
    /// Cells that are here.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Never: a row has at least one cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Cells of the row in the source; more than [`Cells::len`] where the row was too big to keep whole.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether cells at the end of the row are missing here because the row was too big.
    pub fn is_cut(&self) -> bool {
        self.total > self.ends.len()
    }

    /// The bytes of a cell without the quotation marks around it; empty where the row has no such cell. Marks
    /// within the cell may still be doubled: for numbers, dates and codes, where this makes no difference.
    #[inline]
    pub fn get(&self, cell: usize) -> &'a [u8] {
        self.place(cell)
            .and_then(|(place, _)| self.bytes.get(place))
            .unwrap_or_default()
    }

    /// The bytes of some cells side by side, with what is between them and the marks around them: two rows in which
    /// they are the same say the same in these cells. `None` where the row has not all of them, or they were copied
    /// out of their row.
    #[inline]
    pub fn between(&self, first: usize, last: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(last)? as usize;
        let start = match first.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + self.gap,
            None => self.start,
        };
        self.bytes.get(start..end).filter(|_| self.gap > 0)
    }

    /// The bytes of a cell as the table means them, not decoded; empty where the row has no such cell.
    pub fn unquoted(&self, cell: usize) -> Cow<'a, [u8]> {
        let Some((place, quoted)) = self.place(cell) else {
            return Cow::Borrowed(&[]);
        };
        let bytes = self.bytes.get(place).unwrap_or_default();
        match quoted.filter(|quote| memchr::memchr(*quote, bytes).is_some()) {
            Some(quote) => Cow::Owned(undouble(bytes, quote)),
            None => Cow::Borrowed(bytes),
        }
    }

    /// The text of a cell; empty where the row has no such cell. Bytes that are none of the encoding become
    /// U+FFFD.
    #[inline]
    pub fn text(&self, cell: usize) -> Cow<'a, str> {
        let Some((place, quoted)) = self.place(cell) else {
            return Cow::Borrowed("");
        };
        match (self.text.and_then(|text| text.get(place)), quoted) {
            (Some(text), None) => Cow::Borrowed(text),
            (Some(text), Some(quote)) if memchr::memchr(quote, text.as_bytes()).is_none() => Cow::Borrowed(text),
            _ => match self.unquoted(cell) {
                Cow::Borrowed(bytes) => self.encoding.decode(bytes),
                Cow::Owned(bytes) => Cow::Owned(self.encoding.decode(&bytes).into_owned()),
            },
        }
    }

    /// All texts in order.
    pub fn texts(&self) -> impl Iterator<Item = Cow<'a, str>> + '_ {
        (0..self.len()).map(|cell| self.text(cell))
    }

    /// Where a cell is in the bytes, and the mark that quotes it.
    #[inline]
    fn place(&self, cell: usize) -> Option<(std::ops::Range<usize>, Option<u8>)> {
        let end = *self.ends.get(cell)? as usize;
        let start = match cell.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + self.gap,
            None => self.start,
        };
        match (self.quote, self.bytes.get(start)) {
            // Only rows in which every quotation mark is at its place are shown with them.
            (Some(quote), Some(first)) if *first == quote && end >= start + 2 => Some((start + 1..end - 1, self.quote)),
            _ => Some((start..end, None)),
        }
    }
}

/// Rows of a batch; some more where they are very short, fewer at the end of a part.
pub const IN_BATCH: usize = 32;

/// Some rows that follow one another.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// What their cells have in common.
    pub(super) cells: Cells<'a>,
    /// Position of the first of the bytes.
    pub(super) origin: u64,
    /// First byte of each row, and its first and last end.
    pub(super) list: &'a [(u32, u32, u32)],
    pub(super) ends: &'a [u32],
}

impl<'a> Rows<'a> {
    /// Each row with its cells.
    pub fn iter(&self) -> impl Iterator<Item = (RowAt, Cells<'a>)> {
        let (common, origin, all) = (self.cells, self.origin, self.ends);
        self.list.iter().map(move |(start, from, to)| {
            let ends = all.get(*from as usize..*to as usize).unwrap_or_default();
            let end = ends.last().copied().unwrap_or(*start);
            let at = RowAt {
                start: origin + u64::from(*start),
                end: origin + u64::from(end),
            };
            let cells = Cells {
                start: *start as usize,
                ends,
                total: ends.len(),
                ..common
            };
            (at, cells)
        })
    }
}

/// Every second of a pair of marks left out.
fn undouble(bytes: &[u8], quote: u8) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(mark) = memchr::memchr(quote, rest) {
        plain.extend_from_slice(rest.get(..=mark).unwrap_or_default());
        rest = rest.get(mark + 2..).unwrap_or_default();
    }
    plain.extend_from_slice(rest);
    plain
}
