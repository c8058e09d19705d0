//! Rows read again by position, one or many, and the first rows of a table.

use super::ScanOptions;
use super::cells::{Cells, RowAt};
use super::dialect::Dialect;
use super::row::{RowParser, Step};
use super::source::{Source, SourceError};

/// Bytes read at first, enough for most rows, and at most.
const BLOCKS: (u64, u64) = (1 << 10, 64 << 10);

/// Reads one row again. `dialect.encoding` has to be that of [`super::Facts`]; `buffer` is used for reading.
/// A row that was cut when it was scanned is cut again, and before a cell longer than `options.max_field`.
///
/// # Errors
/// [`SourceError::Gone`] or [`SourceError::Changed`] where the file is not what was scanned any more.
pub fn read_row(
    source: &Source,
    dialect: &Dialect,
    options: &ScanOptions,
    at: RowAt,
    buffer: &mut Vec<u8>,
) -> Result<Vec<String>, SourceError> {
    source.check()?;
    let mut found = Vec::new();
    let range = (at.start, at.end);
    each_row(source, dialect, options, range, buffer, |_, cells| {
        found = texts(cells);
        false
    })?;
    Ok(found)
}

/// Gives the rows that begin at these bytes to `take`, each with its position in `starts`: the same cells as
/// [`read_row`] gives, without making texts of those that nobody asks for. `take` says whether to go on.
///
/// # Errors
/// [`SourceError::Gone`] or [`SourceError::Changed`] where the file is not what was scanned any more.
pub fn read_rows(
    source: &Source,
    dialect: &Dialect,
    options: &ScanOptions,
    starts: &[u64],
    mut take: impl FnMut(usize, &Cells<'_>) -> bool,
) -> Result<(), SourceError> {
    source.check()?;
    let (mut buffer, mut go_on) = (Vec::new(), true);
    for (i, start) in starts.iter().enumerate() {
        let range = (*start, source.size());
        each_row(source, dialect, options, range, &mut buffer, |_, cells| {
            go_on = take(i, cells);
            false
        })?;
        if !go_on {
            break;
        }
    }
    Ok(())
}

/// The first rows after the header, `count` at most, with their places. A row is cut before a cell that
/// is longer than `options.max_field`.
///
/// # Errors
/// [`SourceError`] where the source cannot be read.
pub fn first_rows(
    source: &Source,
    dialect: &Dialect,
    options: &ScanOptions,
    count: usize,
) -> Result<Vec<(RowAt, Vec<String>)>, SourceError> {
    let mut rows = Vec::new();
    each_first_row(source, dialect, options, count, |at, cells| {
        rows.push((at, texts(cells)))
    })?;
    Ok(rows)
}

/// Gives the same rows to `take`, without making texts of cells that nobody asks for. Says how many there were.
///
/// # Errors
/// As [`first_rows`].
pub fn each_first_row(
    source: &Source,
    dialect: &Dialect,
    options: &ScanOptions,
    count: usize,
    mut take: impl FnMut(RowAt, &Cells<'_>),
) -> Result<usize, SourceError> {
    let mut taken = 0;
    let range = (dialect.data, source.size());
    if count > 0 {
        each_row(source, dialect, options, range, &mut Vec::new(), |at, cells| {
            take(at, cells);
            taken += 1;
            taken < count
        })?;
    }
    Ok(taken)
}

fn texts(cells: &Cells<'_>) -> Vec<String> {
    cells.texts().map(|text| text.into_owned()).collect()
}

/// Gives the rows that begin in a range to `take`, which says whether to go on; the first of them begins with the
/// range. What follows the range is not read: a row that does not end in it ends with it.
fn each_row(
    source: &Source,
    dialect: &Dialect,
    options: &ScanOptions,
    (from, to): (u64, u64),
    buffer: &mut Vec<u8>,
    mut take: impl FnMut(RowAt, &Cells<'_>) -> bool,
) -> Result<(), SourceError> {
    let mut parser = RowParser::new(dialect.marks(), options.max_field);
    let encoding = options.encoding.unwrap_or(dialect.encoding);
    let (mut at, mut size) = (from, BLOCKS.0);
    while at < to {
        let block = source.block(at, to.min(at + size), buffer)?;
        size = (size * 4).min(BLOCKS.1);
        if block.is_empty() {
            break;
        }
        let mut used = 0;
        loop {
            match parser.step(block, &mut used, at) {
                Ok(Step::Row(row)) if take(row, &parser.cells(encoding)) => {}
                Ok(Step::More) => break,
                Ok(Step::Row(_)) => return Ok(()),
                Err(_) => parser.pass_over(),
            }
        }
        at += block.len() as u64;
    }
    if let Some(row) = parser.finish(at) {
        take(row, &parser.cells(encoding));
    }
    Ok(())
}
