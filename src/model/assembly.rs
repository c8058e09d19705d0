//! Segments of rows become one dataset: values brought together, rows put into order, ids indexed.
//!
//! Readers of large tables fill one [`Segment`] for each thread and tell in which order the pieces stand in the
//! file. A *record* is the position of a row in the file; [`super::Dataset`] asks its [`Records`] by it.

mod columns;
mod order;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use columns::{Part, Translation, Values, ends, gather, locate, translated};
use order::Order;

use super::card::{Counts, DatasetCard};
use super::context::Context;
use super::dataset::{Dataset, Records, Row};
use super::dictionary::Code;
use super::ids;
use super::segment::{Segment, Vocabulary};
use super::source::Source;
use crate::base::Day;

/// A run of rows of one segment. Pieces are given in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Position of the segment.
    pub segment: usize,
    /// Its rows.
    pub rows: Range<usize>,
}

/// What a dataset is, beside its rows.
#[derive(Debug, Clone)]
pub struct About {
    /// Its card.
    pub card: DatasetCard,
    /// Source records.
    pub sources: BTreeMap<String, Source>,
    /// Developments and figures.
    pub context: Context,
}

impl About {
    /// A dataset with a card and nothing else.
    pub fn new(card: DatasetCard) -> Self {
        Self {
            card,
            sources: BTreeMap::new(),
            context: Context::default(),
        }
    }
}

/// Segments on their way to a dataset. Rows are addressed by record.
#[derive(Debug)]
pub struct Assembly {
    /// The values of the first segment, and once they were brought together, of all.
    words: Vocabulary,
    parts: Vec<Part>,
    /// Values of the segments after the first until they are brought together.
    others: Vec<Vocabulary>,
    /// Hashes of the ids of each segment.
    hashes: Vec<Vec<u32>>,
    /// For each segment, its first row after, in all of them together.
    ends: Vec<usize>,
    /// Position of each record in all segments together.
    place_of: Vec<u32>,
    dropped: Vec<bool>,
    /// Actors of records into which others were folded.
    folded: BTreeMap<u32, Code>,
}

impl Assembly {
    /// Brings segments together. `pieces` tell where their rows stand in the file, in its order; rows that no
    /// piece names are left out.
    pub fn new(segments: Vec<Segment>, pieces: &[Piece]) -> Self {
        let (mut words, mut others) = (None, Vec::new());
        let (mut parts, mut hashes) = (Vec::with_capacity(segments.len()), Vec::with_capacity(segments.len()));
        for segment in segments {
            parts.push(Part {
                rows: segment.rows,
                values: Values {
                    groups: segment.groups,
                    to: None,
                },
            });
            hashes.push(segment.hashes);
            match words {
                None => words = Some(segment.words),
                Some(_) => others.push(segment.words),
            }
        }
        let ends = ends(&parts);
        let mut place_of = Vec::with_capacity(ends.last().copied().unwrap_or(0));
        for piece in pieces {
            let base = match piece.segment.checked_sub(1) {
                None => 0,
                Some(before) => ends.get(before).copied().unwrap_or(usize::MAX),
            };
            let end = ends.get(piece.segment).copied().unwrap_or(0);
            let places = piece.rows.clone().map(|row| base.saturating_add(row));
            place_of.extend(places.filter(|place| *place < end).map(row));
        }
        Self {
            words: words.unwrap_or_default(),
            dropped: vec![false; place_of.len()],
            parts,
            others,
            hashes,
            ends,
            place_of,
            folded: BTreeMap::new(),
        }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.place_of.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.place_of.is_empty()
    }

    /// The segment of a record and its row in it.
    fn row_of(&self, record: u32) -> Option<(usize, usize)> {
        locate(&self.ends, *self.place_of.get(record as usize)? as usize)
    }

    /// The id of a record.
    pub fn id(&self, record: u32) -> &str {
        let row = self.row_of(record);
        row.and_then(|(part, row)| Some(self.parts.get(part)?.rows.id.get(row)))
            .unwrap_or("")
    }

    /// Records whose id an earlier record has: (the first with this id, the later one), in the order of the file.
    pub fn repeated(&mut self) -> Vec<(u32, u32)> {
        // Values are brought together meanwhile: it is about as much work.
        let (mut words, others) = (std::mem::take(&mut self.words), std::mem::take(&mut self.others));
        let hash = |place: &u32| {
            let row = locate(&self.ends, *place as usize);
            row.and_then(|(part, row)| self.hashes.get(part)?.get(row).copied())
                .unwrap_or(0)
        };
        let (repeated, translations) = std::thread::scope(|scope| {
            let words = &mut words;
            let translating = scope.spawn(move || brought_together(words, others));
            let repeated = ids::repeated(self.place_of.iter().map(hash), &|record| self.id(record));
            (
                repeated,
                translating.join().unwrap_or_else(|e| std::panic::resume_unwind(e)),
            )
        });
        self.words = words;
        self.translate(translations);
        repeated
    }

    /// Brings the values of all segments together, unless that was done before.
    fn bring_together(&mut self) {
        let others = std::mem::take(&mut self.others);
        let translations = brought_together(&mut self.words, others);
        self.translate(translations);
    }

    fn translate(&mut self, translations: Vec<Translation>) {
        for (part, found) in self.parts.iter_mut().skip(1).zip(translations) {
            part.values.to = Some(found);
        }
    }

    /// Leaves a record out of the dataset.
    pub fn drop_record(&mut self, record: u32) {
        if let Some(dropped) = self.dropped.get_mut(record as usize) {
            *dropped = true;
        }
    }

    /// Adds the actors of `from` to those of `into`, each once: rows of an actor-based table tell of one event.
    pub fn fold_actors(&mut self, into: u32, from: u32) {
        self.bring_together();
        let (Some(a), Some(b)) = (self.actors(into), self.actors(from)) else {
            return;
        };
        let mut codes = self.words.actors.codes(a).to_vec();
        for code in self.words.actors.codes(b).to_vec() {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let folded = self.words.actors.code_of(&codes);
        self.folded.insert(into, folded);
    }

    /// The list of actors of a record.
    fn actors(&self, record: u32) -> Option<Code> {
        if let Some(folded) = self.folded.get(&record) {
            return Some(*folded);
        }
        let (part, row) = self.row_of(record)?;
        let part = self.parts.get(part)?;
        let to = part.values.to.as_ref().map(|translation| translation.actors.as_slice());
        Some(translated(*part.rows.actors.get(row)?, to))
    }

    /// The dataset: rows that were not dropped, sorted by start, end and position in the file; those without a
    /// date last. `counts` states what else was read; accepted rows are counted here.
    pub fn finish(mut self, about: About, counts: SetAside, records: Box<dyn Records>) -> Dataset {
        self.bring_together();
        drop(self.hashes);
        let Order { record, places, dated } = Order::of(&self.parts, &self.ends, (&self.place_of, &self.dropped));
        let accepted = record.len();
        drop(self.place_of);
        let mut rows = gather(self.parts, places);
        if !self.folded.is_empty() {
            for (cell, record) in rows.actors.iter_mut().zip(&record) {
                *cell = self.folded.get(record).copied().unwrap_or(*cell);
            }
        }
        let mut end_max = Vec::with_capacity(dated);
        let mut largest = Day::MIN;
        for end in rows.end.iter().take(dated) {
            largest = largest.max(*end);
            end_max.push(largest);
        }
        Dataset {
            lineage: Arc::from(about.card.id.as_str()),
            card: about.card,
            named_by_file: false,
            counts: Counts {
                read: accepted + counts.quarantined + counts.duplicates,
                accepted,
                quarantined: counts.quarantined,
                duplicates: counts.duplicates,
            },
            dated,
            words: self.words,
            rows,
            record,
            end_max,
            by_id: OnceLock::new(),
            sources: about.sources,
            context: about.context,
            records,
        }
    }
}

/// Takes the values of several segments into those of the first.
fn brought_together(words: &mut Vocabulary, others: Vec<Vocabulary>) -> Vec<Translation> {
    let others = others.into_iter();
    others.map(|other| Translation::absorb(words, &other)).collect()
}

/// Rows that did not become events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Could not be understood.
    pub quarantined: usize,
    /// Repeat another row, or were folded into it.
    pub duplicates: usize,
}

fn row(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}

#[cfg(test)]
mod tests;
