//! Rows that were set aside, read from the file again: none of them is kept in memory, however many there are.

use std::path::Path;

use super::asking::table_in;
use super::content::{self, Kind};
use super::error::{Found, Problem, ReadError};
use super::options::{Encoding, OpenOptions};
use super::report::{Format, Issue, ReadReport};
use super::scan::Lines;
use super::table_file::{Table, unreadable};
use super::{FIRST_BLOCK, file_name};
use crate::base::Pulse;

/// Gives each row of a table that was set aside, in the order of the file: its line and its cells as they stand
/// there. Nothing is given for what is not a table.
///
/// # Errors
/// The file cannot be read any more, or the user stopped it.
pub fn each_row(
    path: &Path,
    report: &ReadReport,
    pulse: &Pulse,
    with: impl FnMut(u64, &[&str]),
) -> Result<(), ReadError> {
    let lines: Vec<u64> = report.lines_set_aside().iter().collect();
    rows(path, report, &lines, pulse, with).map_err(|error| error.in_file(&file_name(path)))
}

/// Gives the cells of the row that begins on a line of a table, if there is one.
///
/// # Errors
/// As [`each_row`].
pub fn row(
    path: &Path,
    report: &ReadReport,
    wanted: u64,
    pulse: &Pulse,
    mut with: impl FnMut(&[&str]),
) -> Result<(), ReadError> {
    rows(path, report, &[wanted], pulse, |_, cells| with(cells)).map_err(|error| error.in_file(&file_name(path)))
}

/// The text of a row as it stands in the file, quotation marks and all, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowText {
    /// The characters.
    pub text: String,
    /// Bytes of the file that they take.
    pub bytes: u64,
    /// Bytes of the whole row.
    pub of: u64,
}

/// Gives the text of the row that begins on a line of a table, from one of its bytes on and no more than `most` bytes
/// of it; `None` where there is no such row. A row in which a quotation mark is never closed goes on to the end of the
/// file.
///
/// # Errors
/// As [`each_row`].
pub fn text(
    path: &Path,
    report: &ReadReport,
    line: u64,
    (from, most): (u64, u64),
    pulse: &Pulse,
) -> Result<Option<RowText>, ReadError> {
    let text = || {
        let Some((table, of_table)) = table(path, report, pulse)? else {
            return Ok(None);
        };
        let starts = of_table.positions_of(&[line], &table.source).map_err(unreadable)?;
        let Some(start) = starts.first().copied().flatten() else {
            return Ok(None);
        };
        let open = |issue: &&Issue| issue.line == line && matches!(issue.found, Found::OpenQuote { .. });
        let end = match report.issues.iter().find(open) {
            Some(_) => table.source.size(),
            None => end_of(&table, start)?,
        };
        let (from, mut buffer) = ((start + from).min(end), Vec::new());
        let block = table
            .source
            .block(from, end.min(from.saturating_add(most)), &mut buffer);
        let block = whole_characters(block.map_err(unreadable)?, table.encoding());
        Ok(Some(RowText {
            text: table.dialect.encoding.decode(block).into_owned(),
            bytes: block.len() as u64,
            of: end - start,
        }))
    };
    text().map_err(|error: ReadError| error.in_file(&file_name(path)))
}

/// The byte after the row that begins at a byte, with its line end.
fn end_of(table: &Table, start: u64) -> Result<u64, ReadError> {
    let mut from_here = table.clone();
    from_here.dialect.data = start;
    let row = from_here.first_rows(1)?.into_iter().next();
    Ok(row.map_or(start, |(at, _)| at.end))
}

/// The bytes without a character of UTF-8 at their end of which some are missing.
fn whole_characters(bytes: &[u8], encoding: Encoding) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if encoding != Encoding::Windows1252 && error.error_len().is_none() => {
            bytes.get(..error.valid_up_to()).unwrap_or(bytes)
        }
        _ => bytes,
    }
}

fn rows(
    path: &Path,
    report: &ReadReport,
    lines: &[u64],
    pulse: &Pulse,
    mut with: impl FnMut(u64, &[&str]),
) -> Result<(), ReadError> {
    let Some((table, of_table)) = table(path, report, pulse)?.filter(|_| !lines.is_empty()) else {
        return Ok(());
    };
    let starts = of_table.positions_of(lines, &table.source).map_err(unreadable)?;
    for (line, start) in lines.iter().zip(starts) {
        let Some(start) = start else { continue };
        let cells = table.row(start).map_err(unreadable)?;
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        with(*line, &cells);
    }
    Ok(())
}

/// The table in a file or an archive, with its lines; `None` where there is no table.
fn table(path: &Path, report: &ReadReport, pulse: &Pulse) -> Result<Option<(Table, Lines)>, ReadError> {
    let options = OpenOptions {
        encoding: report.encoding,
        delimiter: report.delimiter,
        ..OpenOptions::default()
    };
    let source = match table_in(path, &options, pulse) {
        Ok((_, source)) => source,
        Err(error) if matches!(error.problem(), Problem::NotUnderstood(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut first = Vec::new();
    let block = source.block(0, FIRST_BLOCK as u64, &mut first).map_err(unreadable)?;
    let kind = content::recognise(block, &options)?;
    if !kind.is_scanned() && !matches!(kind, Kind::NativeTable(_)) {
        return Ok(None);
    }
    let mut table = Table::open(&source, &options)?;
    if report.format == Format::Gdelt {
        table.dialect.quote = None;
    }
    let facts = table.survey(pulse)?;
    Ok(Some((table, facts.lines)))
}
