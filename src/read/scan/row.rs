//! One row after the other by the exact rules of the `csv` crate, whatever the quotation marks do.
//!
//! A mark quotes where it is the first byte of a cell; elsewhere it is a character. After the closing mark
//! everything up to the next delimiter belongs to the cell as it is. Empty lines are no rows.

use super::cells::{Cells, RowAt};
use super::encoding::Encoding;
use super::masks::Marks;
use super::{MOST_CELLS, Spoilt};

/// Takes blocks of bytes and gives rows, in memory of a stated size.
#[derive(Debug)]
pub(super) struct RowParser {
    marks: Marks,
    /// Most bytes of a cell.
    most: usize,
    state: State,
    /// Bytes of the cells that are kept, one after the other.
    kept: Vec<u8>,
    ends: Vec<u32>,
    /// Cells that ended.
    total: usize,
    row: u64,
    cell: u64,
    /// Bytes of the present cell.
    length: usize,
    /// Cells from here on are only counted.
    full: bool,
    /// First quotation mark out of place.
    loose: Option<u64>,
    /// Why the present row cannot be trusted.
    spoilt: Option<Spoilt>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between two rows.
    Outside,
    /// Before the first byte of a cell.
    Start,
    Plain,
    Quoted,
    /// After a mark within a quoted cell: its end, or the first of two.
    Mark,
}

/// What came of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A row ended; its cells are here until the next step.
    Row(RowAt),
    /// The block is used up.
    More,
}

/// A cell has more bytes than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLong {
    /// Where the cell begins.
    pub position: u64,
    /// Which cell of the row it is, from 0.
    pub cell: usize,
}

/// Bytes of a row kept beyond those of its longest allowed cell.
const SPARE: usize = 16 << 20;
/// Buffers larger than this are given back after their row.
const LARGE: usize = 4 << 20;

impl RowParser {
    /// A parser between two rows.
    pub fn new(marks: Marks, most: usize) -> Self {
        Self {
            marks,
            most: most.min(u32::MAX as usize - SPARE),
            state: State::Outside,
            kept: Vec::new(),
            ends: Vec::new(),
            total: 0,
            row: 0,
            cell: 0,
            length: 0,
            full: false,
            loose: None,
            spoilt: None,
        }
    }

    /// The first quotation mark that does not open, close or stand doubled within a cell.
    pub fn loose_mark(&self) -> Option<u64> {
        self.loose
    }

    /// Why the row that ended last cannot be trusted.
    pub fn spoilt(&self) -> Option<Spoilt> {
        self.spoilt
    }

    /// Goes on after [`TooLong`]: the row keeps the cells before that one, and is spoilt.
    pub fn pass_over(&mut self) {
        self.full = true;
        self.kept.truncate(self.ends.last().map_or(0, |end| *end as usize));
        self.spoilt = Some(Spoilt::TooLong {
            cell: self.total,
            limit: self.most,
        });
    }

    /// The cells of the row that ended last.
    pub fn cells(&self, encoding: Encoding) -> Cells<'_> {
        Cells {
            bytes: &self.kept,
            text: None,
            start: 0,
            ends: &self.ends,
            gap: 0,
            quote: None,
            encoding,
            total: self.total,
        }
    }

    /// Goes on in `bytes` from `*used`, whose first byte is at `position` of the source, to the end of a row
    /// or of the bytes.
    ///
    /// # Errors
    /// [`TooLong`] for a cell of more bytes than allowed.
    pub fn step(&mut self, bytes: &[u8], used: &mut usize, position: u64) -> Result<Step, TooLong> {
        while let Some(rest) = bytes.get(*used..).filter(|rest| !rest.is_empty()) {
            let here = position + *used as u64;
            let byte = rest.first().copied().unwrap_or_default();
            match self.state {
                State::Outside if matches!(byte, b'\r' | b'\n') => *used += 1,
                State::Outside => self.begin(here),
                State::Start if Some(byte) == self.marks.quote => {
                    self.state = State::Quoted;
                    *used += 1;
                }
                State::Mark if Some(byte) == self.marks.quote => {
                    self.keep(&[byte])?;
                    self.state = State::Quoted;
                    *used += 1;
                }
                State::Quoted => {
                    let mark = memchr::memchr(self.marks.quote.unwrap_or(b'"'), rest);
                    self.keep(rest.get(..mark.unwrap_or(rest.len())).unwrap_or_default())?;
                    *used += mark.map_or(rest.len(), |mark| mark + 1);
                    if mark.is_some() {
                        self.state = State::Mark;
                    }
                }
                State::Start | State::Plain | State::Mark => {
                    let end = memchr::memchr3(self.marks.delimiter, b'\n', b'\r', rest);
                    let plain = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                    self.look_for_loose(plain, here);
                    self.state = State::Plain;
                    self.keep(plain)?;
                    *used += end.map_or(rest.len(), |end| end + 1);
                    let Some(end) = end else { continue };
                    self.end_cell();
                    if rest.get(end) != Some(&self.marks.delimiter) {
                        self.state = State::Outside;
                        return Ok(Step::Row(RowAt {
                            start: self.row,
                            end: here + end as u64,
                        }));
                    }
                    self.begin_cell(here + end as u64 + 1);
                }
            }
        }
        Ok(Step::More)
    }

    /// Says that the source ends at `position`: gives the row that nothing else ended.
    pub fn finish(&mut self, position: u64) -> Option<RowAt> {
        if self.state == State::Outside {
            return None;
        }
        if self.state == State::Quoted {
            self.loose = self.loose.or(Some(self.cell));
            let (mark, cell) = (self.cell, self.total);
            self.spoilt = Some(Spoilt::Open { mark, cell });
        }
        self.end_cell();
        self.state = State::Outside;
        Some(RowAt {
            start: self.row,
            end: position,
        })
    }

    fn look_for_loose(&mut self, plain: &[u8], position: u64) {
        let Some(quote) = self.marks.quote.filter(|_| self.loose.is_none()) else {
            return;
        };
        if self.state == State::Mark && !plain.is_empty() {
            self.loose = Some(position.saturating_sub(1));
        } else if let Some(mark) = memchr::memchr(quote, plain) {
            self.loose = Some(position + mark as u64);
        }
    }

    fn begin(&mut self, position: u64) {
        self.kept.clear();
        self.ends.clear();
        if self.kept.capacity() > LARGE {
            self.kept = Vec::new();
        }
        (self.row, self.total, self.full, self.spoilt) = (position, 0, false, None);
        self.begin_cell(position);
    }

    fn begin_cell(&mut self, position: u64) {
        (self.cell, self.length, self.state) = (position, 0, State::Start);
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        self.length += bytes.len();
        if self.length > self.most && self.spoilt.is_none() {
            return Err(TooLong {
                position: self.cell,
                cell: self.total,
            });
        }
        if !self.full && self.kept.len() + bytes.len() > self.most + SPARE {
            self.full = true;
            self.kept.truncate(self.ends.last().map_or(0, |end| *end as usize));
        }
        if !self.full {
            self.kept.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        self.total += 1;
        if !self.full {
            self.ends.push(u32::try_from(self.kept.len()).unwrap_or(u32::MAX));
            self.full = self.ends.len() >= MOST_CELLS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Marks = Marks {
        delimiter: b',',
        quote: Some(b'"'),
    };

    fn rows(bytes: &[u8], block: usize, marks: Marks) -> Vec<(RowAt, Vec<String>)> {
        let mut parser = RowParser::new(marks, 1 << 20);
        let mut all = Vec::new();
        let texts = |parser: &RowParser| parser.cells(Encoding::Utf8).texts().map(|t| t.into_owned()).collect();
        for (index, part) in bytes.chunks(block).enumerate() {
            let mut used = 0;
            while let Step::Row(at) = parser.step(part, &mut used, (index * block) as u64).unwrap() {
                all.push((at, texts(&parser)));
            }
        }
        if let Some(at) = parser.finish(bytes.len() as u64) {
            all.push((at, texts(&parser)));
        }
        all
    }

    #[test]
    fn marks_out_of_place_are_read_as_the_csv_crate_reads_them() {
        let text = "a,\"b \"\"c\"\"\"\r\n\r\n\"x\ny\",p\"q\"\n\"s\"t\"u,\rlast,\"open\n";
        let expected = [
            (0, 11, vec!["a", "b \"c\""]),
            (15, 25, vec!["x\ny", "p\"q\""]),
            (26, 33, vec!["st\"u", ""]),
            (34, 45, vec!["last", "open\n"]),
        ];
        for block in 1..text.len() {
            let found = rows(text.as_bytes(), block, COMMA);
            for ((at, cells), (start, end, wanted)) in found.iter().zip(&expected) {
                assert_eq!((at.start, at.end, cells.len()), (*start, *end, wanted.len()), "{block}");
                assert_eq!(cells, wanted);
            }
            assert_eq!(found.len(), expected.len());
        }
    }

    #[test]
    fn a_cell_too_long_is_named_by_its_place() {
        let mut parser = RowParser::new(COMMA, 10);
        let found = parser.step(b"abc,\"0123456789x\"", &mut 0, 100);
        assert_eq!(found, Err(TooLong { position: 104, cell: 1 }));
    }

    #[test]
    fn millions_of_cells_are_counted_and_not_kept() {
        let commas = vec![b','; 3_000_000];
        let mut parser = RowParser::new(COMMA, 1 << 20);
        assert_eq!(parser.step(&commas, &mut 0, 0), Ok(Step::More));
        assert_eq!(parser.finish(3_000_000).map(|at| at.end), Some(3_000_000));
        let cells = parser.cells(Encoding::Utf8);
        assert_eq!(
            (cells.len(), cells.total(), cells.is_cut()),
            (MOST_CELLS, 3_000_001, true)
        );
    }

    #[test]
    fn a_row_of_many_long_cells_is_cut_at_a_cell() {
        let cell = vec![b'x'; 1 << 20];
        let mut parser = RowParser::new(COMMA, 1 << 20);
        let mut position = 0;
        for _ in 0..100 {
            assert_eq!(parser.step(&cell, &mut 0, position), Ok(Step::More));
            assert_eq!(parser.step(b",", &mut 0, position + 1), Ok(Step::More));
            position += 2;
        }
        assert!(parser.kept.capacity() <= 64 << 20);
        parser.finish(position);
        let cells = parser.cells(Encoding::Utf8);
        assert_eq!((cells.len(), cells.total()), (17, 101));
        assert!((0..17).all(|i| cells.get(i) == cell));
    }
}
