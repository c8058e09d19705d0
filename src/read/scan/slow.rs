//! One row after the other, where quotation marks are out of place or rows are very long.

use super::encoding::continued;
use super::lines::{count_breaks, count_range};
use super::row::{RowParser, Step, TooLong};
use super::{Facts, Part, ScanError, Task, Worker};

/// Reads the whole table with one worker.
pub(super) fn scan<W: Worker>(task: &Task<'_>, mut worker: W) -> Result<(Vec<W>, Facts), ScanError> {
    let mut parser = RowParser::new(task.marks, task.max_field);
    let mut buffer = Vec::new();
    let mut parts = Vec::new();
    for number in 0..task.parts {
        task.pulse.check()?;
        let (start, end) = task.range(number);
        let length = (end - start) as usize;
        let bytes = task.source.block(start, end + 3, &mut buffer)?;
        let (own, after) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
        let mut part = Part {
            breaks: count_breaks(own, after.first().copied()),
            ..Part::default()
        };
        let skip = if number > 0 { continued(bytes) } else { 0 };
        let checked = bytes.get(skip..length + continued(after)).unwrap_or_default();
        part.census.count(checked, start + skip as u64);
        worker.part(number);
        let mut used = 0;
        loop {
            match parser
                .step(own, &mut used, start)
                .map_err(|error| too_long(task, error))?
            {
                Step::Row(at) => worker.row(at, &parser.cells(task.encoding)),
                Step::More => break,
            }
            part.rows += 1;
        }
        parts.push((number, part));
        task.pulse.advance(length as u64);
    }
    if let Some(at) = parser.finish(task.source.size()) {
        worker.row(at, &parser.cells(task.encoding));
        if let Some((_, part)) = parts.last_mut() {
            part.rows += 1;
        }
    }
    let facts = task.facts(parts, parser.loose_mark());
    Ok((vec![worker], facts))
}

fn too_long(task: &Task<'_>, error: TooLong) -> ScanError {
    match count_range(task.source, 0, error.position, &mut Vec::new()) {
        Ok(breaks) => ScanError::FieldTooLong {
            line: breaks + 1,
            column: error.cell + 1,
            position: error.position,
            limit: task.max_field,
        },
        Err(error) => error.into(),
    }
}
