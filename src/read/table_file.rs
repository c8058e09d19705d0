//! A table on its way to a dataset: where it lies, how it is written down, its first rows and any row again.

use super::error::{Problem, ReadError};
use super::options::{Encoding, OpenOptions};
use super::scan::{self, Dialect, Facts, RowAt, ScanError, ScanOptions, Source, SourceError, Wishes, Worker};
use crate::base::Pulse;

/// A table in a file or in memory.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its bytes.
    pub source: Source,
    /// How it is written down.
    pub dialect: Dialect,
    /// How it is scanned.
    pub scanning: ScanOptions,
}

impl Table {
    /// Finds out how a table is written down, as far as it is not stated.
    ///
    /// # Errors
    /// The bytes cannot be read.
    pub fn open(source: &Source, options: &OpenOptions) -> Result<Self, ReadError> {
        Self::with_header_at(source, options, None)
    }

    /// The same for a table whose header was recognised: where the titles above it look like a header, or the
    /// header like data, the first line is the header.
    ///
    /// # Errors
    /// As [`Table::open`].
    pub fn open_known(
        source: &Source,
        delimiter: u8,
        options: &OpenOptions,
        is_header: impl Fn(&[&str]) -> bool,
    ) -> Result<Self, ReadError> {
        let options = OpenOptions {
            delimiter: options.delimiter.or(Some(delimiter)),
            ..options.clone()
        };
        let table = Self::open(source, &options)?;
        let header = table.dialect.header.iter().flat_map(|header| &header.cells);
        let names: Vec<&str> = header.map(|name| name.trim()).collect();
        if is_header(&names) {
            return Ok(table);
        }
        let marked = table.dialect.encoding == scan::Encoding::Utf8Marked;
        Self::with_header_at(source, &options, Some(if marked { 3 } else { 0 }))
    }

    fn with_header_at(source: &Source, options: &OpenOptions, header_at: Option<u64>) -> Result<Self, ReadError> {
        let encoding = options.encoding.map(coded);
        let wishes = Wishes {
            delimiter: options.delimiter,
            encoding,
            header_at,
        };
        let (source, dialect) = scan::open_table(source, &wishes).map_err(unreadable)?;
        let mut scanning = ScanOptions {
            encoding,
            ..ScanOptions::default()
        };
        if let Some(most) = options.max_field {
            scanning.max_field = most;
        }
        Ok(Self {
            source,
            dialect,
            scanning,
        })
    }

    /// A table of rows without header.
    pub fn plain(source: Source, dialect: Dialect) -> Self {
        Self {
            source,
            dialect,
            scanning: ScanOptions::default(),
        }
    }

    /// The names of the columns; of a table without header the cells of its first row.
    ///
    /// # Errors
    /// The bytes cannot be read, or there is no row.
    pub fn header(&self) -> Result<Vec<String>, ReadError> {
        if let Some(header) = &self.dialect.header {
            return Ok(header.cells.clone());
        }
        let first = self.first_rows(1)?.into_iter().next();
        first
            .map(|(_, cells)| cells)
            .ok_or_else(|| ReadError::whole(Problem::NoRows))
    }

    /// The same table where the first row is data after all.
    pub fn whole(self) -> Self {
        Self {
            dialect: self.dialect.without_header(),
            ..self
        }
    }

    /// The first rows, `most` at most.
    ///
    /// # Errors
    /// The bytes cannot be read.
    pub fn first_rows(&self, most: usize) -> Result<Vec<(RowAt, Vec<String>)>, ReadError> {
        scan::first_rows(&self.source, &self.dialect, &self.scanning, most).map_err(unreadable)
    }

    /// The first rows with their lines.
    ///
    /// # Errors
    /// The bytes cannot be read.
    pub fn first_rows_at(&self, most: usize) -> Result<Vec<(u64, Vec<String>)>, ReadError> {
        let rows = self.first_rows(most)?;
        let starts: Vec<u64> = rows.iter().map(|(at, _)| at.start).collect();
        let lines = scan::lines_from_start(&self.source, &starts).map_err(unreadable)?;
        Ok(lines
            .into_iter()
            .zip(rows)
            .map(|(line, (_, cells))| (line, cells))
            .collect())
    }

    /// The line of a byte, counted from the beginning.
    pub fn line_of(&self, position: u64) -> u64 {
        let lines = scan::lines_from_start(&self.source, &[position]).unwrap_or_default();
        lines.first().copied().unwrap_or(1)
    }

    /// Reads the row that begins at a byte again.
    ///
    /// # Errors
    /// The file is not what it was when it was opened.
    pub fn row(&self, start: u64) -> Result<Vec<String>, SourceError> {
        let end = self.source.size();
        let at = RowAt { start, end };
        scan::read_row(&self.source, &self.dialect, &self.scanning, at, &mut Vec::new())
    }

    /// Gives every row to one of several workers.
    ///
    /// # Errors
    /// The bytes cannot be read, or the user stopped it.
    pub fn scan<W: Worker>(&self, pulse: &Pulse, worker: impl Fn() -> W) -> Result<(Vec<W>, Facts), ReadError> {
        scan::scan(&self.source, &self.dialect, &self.scanning, pulse, worker).map_err(failed)
    }

    /// Goes through the whole table to see how its characters are coded, and keeps that.
    ///
    /// # Errors
    /// As [`Table::scan`].
    pub fn survey(&mut self, pulse: &Pulse) -> Result<Facts, ReadError> {
        let (_, facts) = self.scan(pulse, || Idle)?;
        self.dialect.encoding = facts.encoding;
        Ok(facts)
    }

    /// The rows that begin from one byte on and before another; lines are not counted.
    pub fn window(&self, from: u64, to: u64) -> Self {
        let mut window = self.clone();
        window.source = self.source.until(to);
        window.dialect.data = from;
        window.scanning.encoding = Some(self.scanning.encoding.unwrap_or(self.dialect.encoding));
        window.scanning.lines = false;
        window
    }

    /// How its characters are coded.
    pub fn encoding(&self) -> Encoding {
        named(self.scanning.encoding.unwrap_or(self.dialect.encoding))
    }
}

/// Takes no row.
pub(super) struct Idle;

impl Worker for Idle {
    fn row(&mut self, _at: RowAt, _cells: &scan::Cells<'_>) {}
}

/// An encoding as the scanning of tables calls it.
pub(super) fn coded(encoding: Encoding) -> scan::Encoding {
    match encoding {
        Encoding::Utf8 => scan::Encoding::Utf8,
        Encoding::Utf16Le => scan::Encoding::Utf16Le,
        Encoding::Utf16Be => scan::Encoding::Utf16Be,
        Encoding::Windows1252 => scan::Encoding::Windows1252,
    }
}

/// The way back.
pub(super) fn named(encoding: scan::Encoding) -> Encoding {
    match encoding {
        scan::Encoding::Utf8 | scan::Encoding::Utf8Marked => Encoding::Utf8,
        scan::Encoding::Utf16Le => Encoding::Utf16Le,
        scan::Encoding::Utf16Be => Encoding::Utf16Be,
        scan::Encoding::Windows1252 => Encoding::Windows1252,
    }
}

/// Why a source cannot be read.
pub(super) fn unreadable(error: SourceError) -> ReadError {
    ReadError::whole(match error {
        SourceError::Gone => Problem::Missing,
        SourceError::Changed => Problem::Changed,
        SourceError::Io(std::io::ErrorKind::PermissionDenied) => Problem::Denied,
        SourceError::Io(kind) => Problem::Io(kind),
    })
}

/// Why a table could not be scanned.
pub(super) fn failed(error: ScanError) -> ReadError {
    match error {
        ScanError::Cancelled => ReadError::whole(Problem::Cancelled),
        ScanError::Source(error) => unreadable(error),
    }
}
