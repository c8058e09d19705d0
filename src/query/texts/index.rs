//! The index of one dataset: what is looked through, and how.

use std::ops::Range;

use super::coded::{CodedTexts, MOST_SPACES};
use super::growing::{Growing, TooMany};
use super::postings::Postings;
use crate::base::fold::{each_word, fold};
use crate::base::{Cancelled, Pulse};
use crate::model::Dataset;
use crate::model::dataset::NotesError;
use crate::query::rows::RowSet;
use crate::query::text::TextQuery;

/// Entries of words that are walked while the screen waits: some ten milliseconds.
const ENTRIES_AT_ONCE: u64 = 3_000_000;
/// Records after which progress is told.
const BEAT: u32 = 256;
/// Threads that read notes at a time: the window has to go on meanwhile.
const MOST_THREADS: usize = 2;
/// Fewer records are not worth another thread.
const RECORDS_OF_A_THREAD: u32 = 4_096;

/// Why there is no index.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// The texts could not be read.
    #[error(transparent)]
    Notes(#[from] NotesError),
    /// More different words than an index is good for: texts are looked through one by one.
    #[error("the texts have too many different words for an index")]
    TooManyWords,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// These rows.
    Rows(RowSet),
    /// It takes longer than was allowed: ask again in a job, without a limit.
    TooMuch,
}

/// Finds words in the texts of a dataset without reading them.
///
/// Notes are cut into folded words; each distinct word is kept once with the records that hold it. What a column
/// keeps as codes is not indexed by row: its distinct values are looked through. A word asked for is looked for
/// inside every distinct word, which is a scan of a few megabytes. A phrase is looked for by its words first, and
/// then in the notes that have all of them.
#[derive(Debug)]
pub struct TextIndex {
    coded: CodedTexts,
    notes: Postings,
}

impl TextIndex {
    /// Reads every text of a dataset. Takes a few seconds for a million rows; `pulse` counts records.
    ///
    /// # Errors
    /// [`IndexError`] where the notes cannot be read, the work was stopped, or an index would be too large.
    pub fn build(dataset: &Dataset, pulse: &Pulse) -> Result<Self, IndexError> {
        let records = dataset
            .record_numbers()
            .iter()
            .max()
            .map_or(0, |last| last.saturating_add(1));
        pulse.start(u64::from(records));
        let parts = in_parts(records, |part| read_part(dataset, part, pulse));
        let parts = parts.into_iter().collect::<Result<Vec<Growing>, IndexError>>()?;
        let notes = Postings::of(records, parts).map_err(|TooMany| IndexError::TooManyWords)?;
        let coded = CodedTexts::of(dataset);
        if coded.is_whole() {
            Ok(Self { coded, notes })
        } else {
            Err(IndexError::TooManyWords)
        }
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.coded.bytes() + self.notes.bytes()
    }

    /// Number of distinct words in the notes.
    pub fn words(&self) -> usize {
        self.notes.len()
    }

    /// The rows that `query` finds, the same as [`TextQuery::accepts`] for each. `most` is how many notes may be
    /// read for the phrases of the query while the screen waits; `None`: whatever it takes.
    ///
    /// # Errors
    /// [`Cancelled`] where the work was stopped.
    pub fn find(
        &self,
        dataset: &Dataset,
        query: &TextQuery,
        most: Option<usize>,
        pulse: &Pulse,
    ) -> Result<Answer, Cancelled> {
        let mut rows = RowSet::all(dataset.len());
        let entries = most.map(|_| ENTRIES_AT_ONCE);
        if query.words().any(|word| word.matches(' ').count() >= MOST_SPACES) {
            // A question that nobody asks, the slow way.
            return match most {
                Some(most) if dataset.len() > most => Ok(Answer::TooMuch),
                _ => look_at_each(dataset, query, pulse).map(Answer::Rows),
            };
        }
        let mut open = Vec::new();
        for group in query.groups() {
            pulse.check()?;
            let Some((sure, possible)) = self.group(group, dataset, entries) else {
                return Ok(Answer::TooMuch);
            };
            rows.intersect(&possible);
            let phrases: Vec<&str> = group
                .iter()
                .map(String::as_str)
                .filter(|word| is_phrase(word))
                .collect();
            if !phrases.is_empty() {
                open.push((phrases, sure));
            }
        }
        if open.is_empty() {
            return Ok(Answer::Rows(rows));
        }
        let mut unsure = rows.clone();
        let mut certain = rows.clone();
        open.iter().for_each(|(_, sure)| certain.intersect(sure));
        unsure.subtract(&certain);
        if most.is_some_and(|most| unsure.count() > most) {
            return Ok(Answer::TooMuch);
        }
        let kept = read_notes(dataset, &unsure, pulse, |row, notes| {
            let notes = fold(notes);
            open.iter()
                .all(|(phrases, sure)| sure.has(row) || phrases.iter().any(|phrase| notes.contains(phrase)))
        })?;
        certain.union(&kept);
        Ok(Answer::Rows(certain))
    }

    /// Rows that surely hold one of a group, and those that may: whether notes hold a phrase is seen by reading them.
    fn group(&self, group: &[String], dataset: &Dataset, entries: Option<u64>) -> Option<(RowSet, RowSet)> {
        let mut sure = RowSet::none(dataset.len());
        let mut possible = RowSet::none(dataset.len());
        for word in group {
            sure.union(&self.coded.holding(word, dataset));
            if is_phrase(word) {
                let notes = self.notes_that_may_hold(word, entries)?;
                possible.union(&self.rows_of(&notes, dataset));
            } else {
                let notes = self.notes.holding(word, entries, |_| true)?;
                sure.union(&self.rows_of(&notes, dataset));
            }
        }
        possible.union(&sure);
        Some((sure, possible))
    }

    /// Records whose notes have the words of a phrase: the first at the end of a word, the last at the beginning
    /// of one, those between whole.
    fn notes_that_may_hold(&self, phrase: &str, entries: Option<u64>) -> Option<RowSet> {
        let words: Vec<&str> = phrase.split(' ').collect();
        let last = words.len() - 1;
        let mut records = RowSet::all(self.notes.records() as usize);
        for (i, word) in words.into_iter().enumerate() {
            let bytes = word.as_bytes();
            let fits = |whole: &[u8]| (i == 0 || whole.starts_with(bytes)) && (i == last || whole.ends_with(bytes));
            records.intersect(&self.notes.holding(word, entries, fits)?);
        }
        Some(records)
    }

    fn rows_of(&self, records: &RowSet, dataset: &Dataset) -> RowSet {
        let mut rows = RowSet::none(dataset.len());
        if !records.is_empty() {
            rows.insert_where(dataset.record_numbers(), |record| records.has(*record));
        }
        rows
    }
}

/// Does the same for each part of so many records, each part on a thread of its own; what came of them in order.
fn in_parts<T: Send>(records: u32, part: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(MOST_THREADS));
    let threads = u32::try_from(threads)
        .unwrap_or(1)
        .min(records / RECORDS_OF_A_THREAD)
        .max(1);
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

fn read_part(dataset: &Dataset, part: Range<u32>, pulse: &Pulse) -> Result<Growing, IndexError> {
    let mut words = Growing::new(part.clone());
    let (mut failed, mut buffer) = (None::<TooMany>, String::new());
    let read = dataset.each_notes(part.clone(), pulse, &mut |record, text| {
        if record % BEAT == 0 {
            pulse.advance(u64::from(BEAT));
        }
        if failed.is_none() && part.contains(&record) {
            each_word(text, &mut buffer, |word| {
                failed = failed.or(words.add(record, word).err());
            });
        }
    });
    match failed {
        Some(TooMany) => Err(IndexError::TooManyWords),
        None => Ok(read.map(|()| words)?),
    }
}

/// Whether it is several words that stand together.
fn is_phrase(word: &str) -> bool {
    word.contains(' ')
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

/// The rows of `rows` whose notes pass. Few notes are read one by one, many by reading the file once.
fn read_notes(
    dataset: &Dataset,
    rows: &RowSet,
    pulse: &Pulse,
    keep: impl Fn(u32, &str) -> bool + Sync,
) -> Result<RowSet, Cancelled> {
    let (mut found, count) = (RowSet::none(dataset.len()), rows.count());
    if count < dataset.len() / 16 {
        pulse.start(count as u64);
        for event in rows.iter().filter_map(|row| dataset.event(row)) {
            pulse.check()?;
            pulse.advance(1);
            if keep(event.row(), &event.notes()) {
                found.insert(event.row());
            }
        }
        return Ok(found);
    }
    let numbers = dataset.record_numbers();
    let records = numbers.iter().max().map_or(0, |last| *last as usize + 1);
    let mut row_of = vec![u32::MAX; records];
    for row in rows.iter() {
        let record = numbers
            .get(row as usize)
            .and_then(|record| row_of.get_mut(*record as usize));
        if let Some(slot) = record {
            *slot = row;
        }
    }
    let records = u32::try_from(records).unwrap_or(u32::MAX);
    pulse.start(u64::from(records));
    let parts = in_parts(records, |part| {
        let mut kept = Vec::new();
        let read = dataset.each_notes(part, pulse, &mut |record, notes| {
            pulse.advance(1);
            let row = row_of.get(record as usize).copied().filter(|row| *row != u32::MAX);
            kept.extend(row.filter(|row| keep(*row, notes)));
        });
        match read {
            // A file that is gone has no notes any more, as the look at each row finds too.
            Ok(()) | Err(NotesError::Unreadable(_)) => Ok(kept),
            Err(NotesError::Cancelled) => Err(Cancelled),
        }
    });
    for kept in parts {
        kept?.into_iter().for_each(|row| found.insert(row));
    }
    Ok(found)
}
