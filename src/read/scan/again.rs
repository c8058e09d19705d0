//! Many single rows read again, one after the other.

use super::ScanOptions;
use super::cells::Cells;
use super::dialect::Dialect;
use super::row::{RowParser, Step};
use super::source::{Source, SourceError};

/// Bytes read at first, enough for most rows, and at most.
const BLOCKS: (u64, u64) = (1 << 10, 64 << 10);

/// Gives the rows that begin at these bytes to `take`, each with its position in `starts`: the same cells as
/// [`super::read_row`] gives, without making texts of those that nobody asks for. `take` says whether to go on.
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
    let encoding = options.encoding.unwrap_or(dialect.encoding);
    let mut buffer = Vec::new();
    for (i, start) in starts.iter().enumerate() {
        let mut parser = RowParser::new(dialect.marks(), options.max_field);
        let found = find_row(source, *start, &mut parser, &mut buffer)?;
        if found && !take(i, &parser.cells(encoding)) {
            break;
        }
    }
    Ok(())
}

/// Reads until a row is at its end; `false` where there is none.
fn find_row(source: &Source, start: u64, parser: &mut RowParser, buffer: &mut Vec<u8>) -> Result<bool, SourceError> {
    let (mut at, mut size) = (start, BLOCKS.0);
    while at < source.size() {
        let block = source.block(at, source.size().min(at + size), buffer)?;
        size = (size * 4).min(BLOCKS.1);
        if block.is_empty() {
            break;
        }
        let mut used = 0;
        loop {
            match parser.step(block, &mut used, at) {
                Ok(Step::Row(_)) => return Ok(true),
                Ok(Step::More) => break,
                Err(_) => parser.pass_over(),
            }
        }
        at += block.len() as u64;
    }
    Ok(parser.finish(at).is_some())
}
