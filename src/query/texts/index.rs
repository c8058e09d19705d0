//! The index of one dataset: what is looked through, and how.

use std::ops::Range;

use super::coded::{CodedTexts, MOST_SPACES};
use super::growing::{Growing, TooMany};
use super::lists::Held;
use super::notes::Notes;
use super::phrases::{Plan, Sample, Tracker};
use super::reading::{BEAT, RECORDS_OF_A_THREAD, in_parts, look_at_each, read_notes};
use crate::base::fold::{each_word, fold};
use crate::base::{Cancelled, Pulse};
use crate::model::Dataset;
use crate::model::dataset::NotesError;
use crate::query::rows::RowSet;
use crate::query::text::TextQuery;

/// Entries of words that are walked while the screen waits: some ten milliseconds.
const ENTRIES_AT_ONCE: u64 = 3_000_000;
/// Notes that are read before all are, to learn which words often stand together, and in how many places.
const SAMPLE: u32 = 16_384;
const PLACES: u32 = 64;

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
/// inside every distinct word, which is a scan of a few megabytes. Of frequent words is kept which records hold them
/// side by side; a phrase with others is looked for in the notes that have all its words, which are few.
#[derive(Debug)]
pub struct TextIndex {
    coded: CodedTexts,
    notes: Notes,
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
        let plan = Plan::of(sample(dataset, records, pulse)?, records);
        let parts = in_parts(records, RECORDS_OF_A_THREAD, |part| {
            read_part(dataset, &plan, part, pulse)
        });
        let parts = parts.into_iter().collect::<Result<Vec<_>, IndexError>>()?;
        let notes = Notes::of(plan, records, parts).map_err(|TooMany| IndexError::TooManyWords)?;
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
        self.notes.words()
    }

    /// Number of lists of words that stand together.
    pub fn phrases(&self) -> usize {
        self.notes.phrases()
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
            let Some(held) = self.group(group, dataset, entries) else {
                return Ok(Answer::TooMuch);
            };
            let mut possible = held.sure.clone();
            possible.union(&held.unsure);
            rows.intersect(&possible);
            if !held.unsure.is_empty() {
                open.push((group, held.sure));
            }
        }
        let mut certain = rows.clone();
        open.iter().for_each(|(_, sure)| certain.intersect(sure));
        let mut unsure = rows;
        unsure.subtract(&certain);
        if unsure.is_empty() {
            return Ok(Answer::Rows(certain));
        }
        if most.is_some_and(|most| unsure.count() > most) {
            return Ok(Answer::TooMuch);
        }
        let kept = read_notes(dataset, &unsure, pulse, |row, notes| {
            let notes = fold(notes);
            let holds = |group: &[String]| group.iter().any(|word| notes.contains(word));
            open.iter().all(|(group, sure)| sure.has(row) || holds(group))
        })?;
        certain.union(&kept);
        Ok(Answer::Rows(certain))
    }

    /// Rows that surely hold one of a group, and others that may: whether their notes do is seen by reading them.
    fn group(&self, group: &[String], dataset: &Dataset, entries: Option<u64>) -> Option<Held> {
        let mut rows = Held::none(dataset.len());
        for word in group {
            rows.sure.union(&self.coded.holding(word, dataset));
            let records = self.notes.holding(word, entries)?;
            rows.sure.union(&self.rows_of(&records.sure, dataset));
            rows.unsure.union(&self.rows_of(&records.unsure, dataset));
        }
        rows.unsure.subtract(&rows.sure);
        Some(rows)
    }

    fn rows_of(&self, records: &RowSet, dataset: &Dataset) -> RowSet {
        let mut rows = RowSet::none(dataset.len());
        if !records.is_empty() {
            rows.insert_where(dataset.record_numbers(), |record| records.has(*record));
        }
        rows
    }
}

/// Some notes from all over a dataset.
fn sample(dataset: &Dataset, records: u32, pulse: &Pulse) -> Result<Sample, IndexError> {
    let (mut sample, mut buffer) = (Sample::default(), String::new());
    if !Plan::is_worth(records) {
        return Ok(sample);
    }
    for place in 0..PLACES {
        let from = (u64::from(records) * u64::from(place) / u64::from(PLACES)) as u32;
        let to = from.saturating_add(SAMPLE / PLACES).min(records);
        dataset.each_notes(from..to, pulse, &mut |_, notes| sample.add(notes, &mut buffer))?;
    }
    Ok(sample)
}

fn read_part(
    dataset: &Dataset,
    plan: &Plan,
    part: Range<u32>,
    pulse: &Pulse,
) -> Result<(Growing, Growing), IndexError> {
    let (mut words, mut phrases) = (Growing::new(part.clone()), Tracker::new(plan, part.clone()));
    // These have their number of the plan.
    for word in plan.words() {
        words
            .number(word.as_bytes())
            .map_err(|TooMany| IndexError::TooManyWords)?;
    }
    let (mut failed, mut buffer) = (None::<TooMany>, String::new());
    let read = dataset.each_notes(part.clone(), pulse, &mut |record, text| {
        if record % BEAT == 0 {
            pulse.advance(u64::from(BEAT));
        }
        if failed.is_some() || !part.contains(&record) {
            return;
        }
        each_word(text, &mut buffer, |word| {
            let added = words.add(record, word.as_bytes());
            failed = failed.or(added.and_then(|number| phrases.word(record, number)).err());
        });
        failed = failed.or(phrases.end(record).err());
    });
    match failed {
        Some(TooMany) => Err(IndexError::TooManyWords),
        None => Ok(read.map(|()| (words, phrases.into_lists()))?),
    }
}
