//! Rows of a delimited table, one after the other, in memory of a stated size.
//!
//! A quotation mark that is never closed turns the rest of a file into one cell; a row of nothing but commas
//! has a billion cells. Neither may take more than [`MOST_BYTES`] and [`MOST_CELLS`].

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Most bytes of a row.
pub(super) const MOST_BYTES: usize = 4 << 20;
/// Most cells of a row.
pub(super) const MOST_CELLS: usize = 1_000;

/// Where a row stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowAt {
    /// First byte.
    pub start: usize,
    /// First byte after, line end included.
    pub end: usize,
    /// Line of the file on which it begins, from 1.
    pub line: u64,
}

/// Steps through the rows of a text; empty lines are passed over.
pub(super) struct Scanner<'a> {
    text: &'a str,
    reader: Reader,
    position: usize,
    line: u64,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// A row, or the place of one that is too big.
pub(super) enum Scanned<'a> {
    /// Its cells, without quotation marks.
    Row(RowAt, Vec<&'a str>),
    /// More than [`MOST_BYTES`] or [`MOST_CELLS`].
    TooBig(RowAt),
}

impl<'a> Scanner<'a> {
    /// A scanner at the beginning of a text.
    pub fn new(text: &'a str, delimiter: u8) -> Self {
        Self::from(text, delimiter, 0, 1)
    }

    /// A scanner at the beginning of a row: its first byte and its line.
    pub fn from(text: &'a str, delimiter: u8, position: usize, line: u64) -> Self {
        Self {
            text,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            position,
            line,
            cells: vec![0; 64 * 1024],
            ends: vec![0; MOST_CELLS],
        }
    }

    /// The next row; `None` after the last.
    pub fn next_row(&mut self) -> Option<Scanned<'_>> {
        let bytes = self.text.as_bytes();
        while let Some(b'\n' | b'\r') = bytes.get(self.position) {
            self.line += u64::from(bytes.get(self.position) == Some(&b'\n'));
            self.position += 1;
        }
        let (start, line) = (self.position, self.line);
        if start >= bytes.len() {
            return None;
        }
        let (mut written, mut fields, mut too_big) = (0, 0, false);
        loop {
            let input = bytes.get(self.position..).unwrap_or_default();
            let room = self.cells.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(fields..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(input, room, ends);
            self.position += read;
            written += wrote;
            fields += ended;
            match result {
                // No more input: an empty one tells the reader that the text ends here.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < MOST_BYTES && !too_big => {
                    self.cells.resize((self.cells.len() * 2).min(MOST_BYTES), 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (written, fields, too_big) = (0, 0, true);
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        let consumed = bytes.get(start..self.position).unwrap_or_default();
        self.line += consumed.iter().filter(|b| **b == b'\n').count() as u64;
        let at = RowAt {
            start,
            end: self.position,
            line,
        };
        if too_big {
            return Some(Scanned::TooBig(at));
        }
        Some(Scanned::Row(at, self.row(fields)))
    }

    fn row(&self, fields: usize) -> Vec<&str> {
        let mut from = 0;
        let ends = self.ends.iter().take(fields);
        ends.map(|end| {
            let cell = self.cells.get(from..*end).unwrap_or_default();
            from = *end;
            // The text is UTF-8 and delimiters are ASCII, so every cell is UTF-8.
            std::str::from_utf8(cell).unwrap_or_default()
        })
        .collect()
    }
}

/// The quotation mark of a row that is never closed: how many bytes stand before it, and its cell, from 0.
pub(super) fn open_mark(row: &[u8], delimiter: u8) -> Option<(usize, usize)> {
    // The mark with which the present cell begins, and whether an odd number of them stands in it so far.
    let (mut mark, mut inside) = (None, false);
    let (mut cell, mut begins) = (0, true);
    for (at, byte) in row.iter().enumerate() {
        let ends = !inside && (*byte == delimiter || matches!(byte, b'\r' | b'\n'));
        if *byte == b'"' && begins {
            (mark, inside) = (Some((at, cell)), true);
        } else if *byte == b'"' && mark.is_some() {
            inside = !inside;
        } else if ends {
            (mark, cell) = (None, cell + usize::from(*byte == delimiter));
        }
        begins = ends;
    }
    mark.filter(|_| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut scanner = Scanner::new(text, b',');
        let mut all = Vec::new();
        while let Some(row) = scanner.next_row() {
            match row {
                Scanned::Row(at, cells) => all.push((at.line, cells.into_iter().map(str::to_owned).collect())),
                Scanned::TooBig(at) => all.push((at.line, vec!["too big".to_owned()])),
            }
        }
        all
    }

    #[test]
    fn quoted_line_ends_stay_in_their_cell_and_lines_are_counted() {
        let found = rows("a,b\r\n\r\n\"x\ny\",\"say \"\"é\"\"\"\r\n1,2");
        let expected = [
            (1, vec!["a".to_owned(), "b".to_owned()]),
            (3, vec!["x\ny".to_owned(), "say \"é\"".to_owned()]),
            (5, vec!["1".to_owned(), "2".to_owned()]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_mark_that_is_never_closed_is_found() {
        let open = |row: &str| open_mark(row.as_bytes(), b',');
        assert_eq!(open("a,\"b,\nc"), Some((2, 1)));
        assert_eq!(open("\"a\",b,\""), Some((6, 2)));
        assert_eq!(open("a,\"b\"\",c"), Some((2, 1)));
        for closed in ["a,b", "a,\"b\"\"c\"", "\"\",\"\"", "a,b\"c", "\"\"\"\"", "a\"\",b", ""] {
            assert_eq!(open(closed), None, "{closed}");
        }
    }

    #[test]
    fn a_row_is_cut_out_of_the_text_by_its_place() {
        let text = "a,b\r\nc,\"d\ne\"\r\nf,g";
        let mut scanner = Scanner::new(text, b',');
        let mut cut = Vec::new();
        while let Some(Scanned::Row(at, _)) = scanner.next_row() {
            cut.push(text[at.start..at.end].trim_end().to_owned());
        }
        assert_eq!(cut, ["a,b", "c,\"d\ne\"", "f,g"]);
    }

    #[test]
    fn rows_that_are_too_big_are_passed_over_in_bounded_memory() {
        let commas = ",".repeat(3_000_000);
        let long = format!("\"{}\"", "x".repeat(MOST_BYTES + 10));
        let found = rows(&format!("a,b\n{commas}\n{long}\n1,2\n"));
        let lines: Vec<_> = found.iter().map(|(line, cells)| (*line, cells[0].as_str())).collect();
        assert_eq!(lines, [(1, "a"), (2, "too big"), (3, "too big"), (4, "1")]);
        let open = format!("a,b\n1,\"{}", "y\n".repeat(MOST_BYTES));
        assert_eq!(rows(&open).len(), 2);
    }
}
