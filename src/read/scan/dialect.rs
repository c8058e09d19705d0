//! How a table is written down.

use super::cells::RowAt;
use super::encoding::Encoding;
use super::masks::Marks;

/// What has to be known of a table before its rows can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// Between two cells.
    pub delimiter: u8,
    /// Around a cell; `None` where quotation marks are ordinary characters, as in GDELT.
    pub quote: Option<u8>,
    /// Of the first block; [`super::Facts`] has that of the whole file.
    pub encoding: Encoding,
    /// How the first line ends. Rows end with any of the three.
    pub line_end: LineEnd,
    /// Rows above the header: titles, notes, `sep=;`.
    pub preamble: Vec<String>,
    /// The row that names the columns; `None` where the first row looks like data.
    pub header: Option<Header>,
    /// The HXL tags right below the header, one for each column: `#event+id`.
    pub tags: Option<Vec<String>>,
    /// First byte of the rows.
    pub data: u64,
}

/// The row that names the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Where it is.
    pub at: RowAt,
    /// Its line in the file, from 1.
    pub line: u64,
    /// The names as they are written, unnamed columns at the end among them.
    pub cells: Vec<String>,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnd {
    /// Unix.
    #[default]
    Lf,
    /// Windows.
    CrLf,
    /// Old Macintosh.
    Cr,
}

impl Dialect {
    /// A table of rows from `data` on, in UTF-8, with quotation marks, without header.
    pub fn plain(delimiter: u8, data: u64) -> Self {
        Self {
            delimiter,
            quote: Some(b'"'),
            encoding: Encoding::Utf8,
            line_end: LineEnd::Lf,
            preamble: Vec::new(),
            header: None,
            tags: None,
            data,
        }
    }

    /// The same table where the first row is data after all: rows begin with it, and with the tags below it.
    #[must_use]
    pub fn without_header(mut self) -> Self {
        if let Some(header) = self.header.take() {
            self.data = header.at.start;
            self.tags = None;
        }
        self
    }

    /// Columns without a name after the last one that has one.
    pub fn unnamed_at_end(&self) -> usize {
        let cells = self
            .header
            .as_ref()
            .map(|header| header.cells.as_slice())
            .unwrap_or_default();
        cells.iter().rev().take_while(|cell| cell.trim().is_empty()).count()
    }

    pub(super) fn marks(&self) -> Marks {
        Marks {
            delimiter: self.delimiter,
            quote: self.quote,
        }
    }
}

impl LineEnd {
    /// How the first line of a text ends; LF where it has one line.
    pub(super) fn of(text: &[u8]) -> Self {
        match memchr::memchr2(b'\n', b'\r', text).and_then(|at| text.get(at..)) {
            Some([b'\r', b'\n', ..]) => Self::CrLf,
            Some([b'\r', ..]) => Self::Cr,
            _ => Self::Lf,
        }
    }
}
