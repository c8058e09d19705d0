//! Reading texts: all of them, or the notes of some rows.

use std::ops::Range;

use crate::base::{Cancelled, Pulse};
use crate::model::Dataset;
use crate::model::dataset::NotesError;
use crate::query::rows::RowSet;
use crate::query::text::TextQuery;

/// Records after which progress is told.
pub(super) const BEAT: u32 = 256;
/// Threads that read notes at a time: the window has to go on meanwhile.
const MOST_THREADS: usize = 2;
/// Fewer records are not worth another thread, where all are read.
pub(super) const RECORDS_OF_A_THREAD: u32 = 4_096;
/// The same where each is looked up.
const FEW_OF_A_THREAD: u32 = 256;
/// Where less than one row in so many is asked for, each is looked up; else the file is read once.
const FEW: usize = 16;

/// Does the same for each part of so many records, each part on a thread of its own unless it is smaller than `least`;
/// what came of them in order.
pub(super) fn in_parts<T: Send>(records: u32, least: u32, part: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(MOST_THREADS));
    let threads = u32::try_from(threads).unwrap_or(1).min(records / least).max(1);
    let cut = |n: u32| (u64::from(records) * u64::from(n) / u64::from(threads)) as u32;
    let part = &part;
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .map(|n| scope.spawn(move || part(cut(n)..cut(n + 1))))
            .collect();
        let first = part(0..cut(1));
        let others = others
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(first).chain(others).collect()
    })
}

/// The rows that pass by a look at the texts of each: the slow, obvious way.
///
/// # Errors
/// [`Cancelled`] where the work was stopped.
pub fn look_at_each(dataset: &Dataset, query: &TextQuery, pulse: &Pulse) -> Result<RowSet, Cancelled> {
    let mut found = RowSet::none(dataset.len());
    pulse.start(dataset.len() as u64);
    for event in dataset.events() {
        if event.row() % BEAT == 0 {
            pulse.check()?;
            pulse.advance(u64::from(BEAT));
        }
        if query.accepts(event) {
            found.insert(event.row());
        }
    }
    Ok(found)
}

/// The rows of `rows` whose notes pass, in any order of work.
///
/// # Errors
/// [`Cancelled`] where the work was stopped.
pub(super) fn read_notes(
    dataset: &Dataset,
    rows: &RowSet,
    pulse: &Pulse,
    keep: impl Fn(u32, &str) -> bool + Sync,
) -> Result<RowSet, Cancelled> {
    let numbers = dataset.record_numbers();
    let mut wanted: Vec<(u32, u32)> = rows
        .iter()
        .filter_map(|row| Some((*numbers.get(row as usize)?, row)))
        .collect();
    wanted.sort_unstable();
    let (wanted, keep) = (&wanted, &keep);
    // Calls `keep` for the rows of a record, and gives those that pass.
    let rows_of = move |record: u32, notes: &str, kept: &mut Vec<u32>| {
        let from = wanted.partition_point(|(other, _)| *other < record);
        let of_record = wanted.iter().skip(from).take_while(|(other, _)| *other == record);
        kept.extend(of_record.map(|(_, row)| *row).filter(|row| keep(*row, notes)));
    };
    let parts = if wanted.len() < dataset.len() / FEW {
        pulse.start(wanted.len() as u64);
        let records: Vec<u32> = wanted.iter().map(|(record, _)| *record).collect();
        let count = u32::try_from(records.len()).unwrap_or(u32::MAX);
        in_parts(count, FEW_OF_A_THREAD, |part| {
            let mut kept = Vec::new();
            let own = records.get(part.start as usize..part.end as usize).unwrap_or_default();
            let read = dataset.notes_of(own, pulse, &mut |record, notes| {
                pulse.advance(1);
                rows_of(record, notes, &mut kept);
            });
            (read, kept)
        })
    } else {
        let records = wanted.last().map_or(0, |(record, _)| record.saturating_add(1));
        pulse.start(u64::from(records));
        in_parts(records, RECORDS_OF_A_THREAD, |part| {
            let mut kept = Vec::new();
            let read = dataset.each_notes(part, pulse, &mut |record, notes| {
                pulse.advance(1);
                rows_of(record, notes, &mut kept);
            });
            (read, kept)
        })
    };
    let mut found = RowSet::none(dataset.len());
    for (read, kept) in parts {
        match read {
            // A file that is gone has no notes any more, as the look at each row finds too.
            Ok(()) | Err(NotesError::Unreadable(_)) => kept.into_iter().for_each(|row| found.insert(row)),
            Err(NotesError::Cancelled) => return Err(Cancelled),
        }
    }
    Ok(found)
}
