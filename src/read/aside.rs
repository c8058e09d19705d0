//! Rows that were set aside, read from the file again: none of them is kept in memory, however many there are.

use std::fs::File;
use std::path::Path;

use super::error::{Problem, ReadError};
use super::report::ReadReport;
use super::table::{Scanned, Scanner};
use super::{check_size, content, file_name, read_up_to, system};
use crate::base::Pulse;

/// Gives each row of a table that was set aside, in the order of the file: its line and its cells as they stand
/// there. Rows that are too big to be taken apart have no cell. Nothing is given for what is not a table.
///
/// # Errors
/// The file cannot be read any more, is no text any more, or the user stopped it.
pub fn each_row(
    path: &Path,
    report: &ReadReport,
    pulse: &Pulse,
    mut with: impl FnMut(u64, &[&str]),
) -> Result<(), ReadError> {
    let lines = report.lines_set_aside();
    let mut left = lines.len();
    scan(path, report, pulse, |line, cells| {
        if lines.contains(line) {
            with(line, cells);
            left -= 1;
        }
        left > 0
    })
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
    scan(path, report, pulse, |line, cells| {
        if line == wanted {
            with(cells);
        }
        line < wanted
    })
}

/// Gives rows with their lines as long as `with` wants more.
fn scan(
    path: &Path,
    report: &ReadReport,
    pulse: &Pulse,
    mut with: impl FnMut(u64, &[&str]) -> bool,
) -> Result<(), ReadError> {
    let Some(delimiter) = report.delimiter else {
        return Ok(());
    };
    let named = |error: ReadError| error.in_file(&file_name(path));
    let text = text_of(path, delimiter).map_err(named)?;
    let mut scanner = Scanner::new(&text, delimiter);
    pulse.start(text.len() as u64);
    while let Some(scanned) = scanner.next_row() {
        pulse.check().map_err(|_| named(ReadError::whole(Problem::Cancelled)))?;
        let (at, cells) = match scanned {
            Scanned::Row(at, cells) => (at, cells),
            Scanned::TooBig(at) => (at, Vec::new()),
        };
        pulse.advance((at.end - at.start) as u64);
        if !with(at.line, &cells) {
            break;
        }
    }
    Ok(())
}

fn text_of(path: &Path, delimiter: u8) -> Result<String, ReadError> {
    let mut file = File::open(path).map_err(|e| system(&e))?;
    let mut bytes = Vec::new();
    let kind = content::Kind::Ucdp(delimiter);
    check_size(file.metadata().map_err(|e| system(&e))?.len(), kind)?;
    let most = usize::try_from(kind.limit()).unwrap_or(usize::MAX);
    read_up_to(&mut file, &mut bytes, most)?;
    content::utf8(bytes)
}
