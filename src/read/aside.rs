//! Rows that were set aside, read from the file again: none of them is kept in memory, however many there are.

use std::path::Path;

use super::content::{self, Kind};
use super::error::ReadError;
use super::options::OpenOptions;
use super::report::{Format, ReadReport};
use super::scan::{Lines, Source};
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

/// The table in a file, with its lines; `None` where the file itself is no table.
fn table(path: &Path, report: &ReadReport, pulse: &Pulse) -> Result<Option<(Table, Lines)>, ReadError> {
    let source = Source::open(path).map_err(unreadable)?;
    let mut first = Vec::new();
    let block = source.block(0, FIRST_BLOCK as u64, &mut first).map_err(unreadable)?;
    let options = OpenOptions {
        encoding: report.encoding,
        delimiter: report.delimiter,
        ..OpenOptions::default()
    };
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
