//! One row after the other, where quotation marks are out of place or rows are very long.

use super::lines::count_range;
use super::row::{RowParser, Step, TooLong};
use super::{Facts, ScanError, Task, Worker, survey};

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
        let own = bytes.get(..length).unwrap_or_default();
        let (skip, checked, mut part) = survey(bytes, length, number == 0, None);
        part.census.count(checked, start + skip as u64);
        worker.part(number);
        let mut used = 0;
        while let Step::Row(at) = parser
            .step(own, &mut used, start)
            .map_err(|error| too_long(task, error))?
        {
            worker.row(at, &parser.cells(task.encoding));
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
