//! One row after the other, where quotation marks are out of place or rows are very long.

use super::row::{RowParser, Step};
use super::{Facts, RowAt, ScanError, Task, Worker, survey};

/// Reads the whole table with one worker.
pub(super) fn scan<W: Worker>(task: &Task<'_>, mut worker: W) -> Result<(Vec<W>, Facts), ScanError> {
    let mut parser = RowParser::new(task.marks, task.max_field);
    let mut buffer = Vec::new();
    let mut parts = Vec::new();
    for number in 0..task.parts {
        task.pulse.check()?;
        if number > 0 && task.is_late() {
            break;
        }
        let (start, end) = task.range(number);
        let length = (end - start) as usize;
        let bytes = task.source.block(start, end + 3, &mut buffer)?;
        let own = bytes.get(..length).unwrap_or_default();
        let (skip, checked, mut part) = survey(bytes, length, number == 0, None);
        if !task.glance {
            part.census.count(checked, start + skip as u64);
        }
        worker.part(number);
        let mut used = 0;
        loop {
            match parser.step(own, &mut used, start) {
                Ok(Step::Row(at)) => {
                    give(&mut worker, &parser, task, at);
                    part.rows += 1;
                }
                Ok(Step::More) => break,
                Err(_) => parser.pass_over(),
            }
        }
        parts.push((number, part));
        task.pulse.advance(length as u64);
    }
    // Of a part of the source the last row may be cut.
    let is_whole = task.is_whole() && parts.len() == task.parts as usize;
    let last = is_whole.then(|| parser.finish(task.source.size()));
    if let Some(at) = last.flatten() {
        give(&mut worker, &parser, task, at);
        if let Some((_, part)) = parts.last_mut() {
            part.rows += 1;
        }
    }
    let facts = task.facts(parts, parser.loose_mark());
    Ok((vec![worker], facts))
}

fn give<W: Worker>(worker: &mut W, parser: &RowParser, task: &Task<'_>, at: RowAt) {
    let cells = parser.cells(task.encoding);
    match parser.spoilt() {
        Some(why) => worker.spoilt(at, &cells, why),
        None => worker.row(at, &cells),
    }
}
