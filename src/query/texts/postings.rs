//! For each distinct word of the notes, the records that hold it: close together, for looking through.
//!
//! A word that more than one record in eight holds is a bitmap, which is fast to bring together; others are lists
//! ([`super::sparse`]), of which a million entries take one to two megabytes. A word of one record is its number.

use memchr::memmem::Finder;

use super::folded::number_at;
use super::growing::{Growing, TooMany, word_at};
use super::sparse;
use crate::query::rows::RowSet;

/// One record in so many makes a word frequent.
const FREQUENT: u32 = 8;
/// The number of a word that a part does not have.
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Word {
    /// Where its list begins; of a frequent word its number among the bitmaps, of one record that record.
    at: u32,
    /// Number of records.
    count: u32,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Postings {
    records: u32,
    /// The words, each followed by a line end.
    text: Vec<u8>,
    /// Position after the line end of each word.
    ends: Vec<u32>,
    words: Vec<Word>,
    lists: Vec<u8>,
    bitmaps: Vec<RowSet>,
}

impl Postings {
    /// Brings together what was read of so many records in parts, the parts in ascending order.
    ///
    /// # Errors
    /// [`TooMany`] where together they have too many words.
    pub fn of(records: u32, mut parts: Vec<Growing>) -> Result<Self, TooMany> {
        if parts.is_empty() {
            parts.push(Growing::new(0..records));
        }
        let numbers = common_numbers(&mut parts)?;
        let counts = |number: usize| -> u32 {
            let counts = parts.iter().zip(&numbers);
            counts
                .map(|(part, own)| part.count(own.get(number).copied().unwrap_or(NONE)))
                .sum()
        };
        let all = parts.first().map_or(0, Growing::len);
        let bytes = (0..all).map(|number| match counts(number) {
            count if is_list(count, records) => sparse::size(count, records),
            _ => 0,
        });
        let bytes: usize = bytes.sum();
        if u32::try_from(bytes).is_err() {
            return Err(TooMany);
        }
        let (mut words, mut bitmaps) = (Vec::with_capacity(all), Vec::new());
        let (mut lists, mut holding) = (Vec::with_capacity(bytes + sparse::SPARE), Vec::new());
        for number in 0..all {
            holding.clear();
            for (part, own) in parts.iter().zip(&numbers) {
                part.each(own.get(number).copied().unwrap_or(NONE), |record| holding.push(record));
            }
            let count = u32::try_from(holding.len()).unwrap_or(u32::MAX);
            let at = match holding.as_slice() {
                [only] => *only,
                many if is_list(count, records) => {
                    let at = u32::try_from(lists.len()).unwrap_or(u32::MAX);
                    sparse::write(many, records, &mut lists);
                    at
                }
                many => {
                    let mut set = RowSet::none(records as usize);
                    many.iter().for_each(|record| set.insert(*record));
                    bitmaps.push(set);
                    u32::try_from(bitmaps.len()).unwrap_or(u32::MAX) - 1
                }
            };
            words.push(Word { at, count });
        }
        lists.resize(lists.len() + sparse::SPARE, 0);
        let (mut text, mut ends) = parts.into_iter().next().map(Growing::into_text).unwrap_or_default();
        text.shrink_to_fit();
        ends.shrink_to_fit();
        Ok(Self {
            records,
            text,
            ends,
            words,
            lists,
            bitmaps,
        })
    }

    /// Number of records.
    pub fn records(&self) -> u32 {
        self.records
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let bitmaps = self.bitmaps.iter().map(|set| set.words().len() * 8).sum::<usize>();
        let words = self.words.capacity() * size_of::<Word>() + self.ends.capacity() * 4;
        self.text.capacity() + words + self.lists.capacity() + bitmaps
    }

    /// The records that hold a word with `needle` in it, for which `fits` is true. `None` where more than `most`
    /// entries would be walked: one letter may stand in every other word.
    pub fn holding(&self, needle: &str, most: Option<u64>, fits: impl Fn(&[u8]) -> bool) -> Option<RowSet> {
        let mut found = RowSet::none(self.records as usize);
        let (mut lists, mut entries) = (Vec::new(), 0);
        self.matching(needle, fits, |word| match word.count {
            0 => {}
            1 => found.insert(word.at),
            count if is_list(count, self.records) => {
                entries += u64::from(count);
                lists.push(*word);
            }
            _ => self
                .bitmaps
                .get(word.at as usize)
                .into_iter()
                .for_each(|set| found.union(set)),
        });
        if most.is_some_and(|most| entries > most) {
            return None;
        }
        for Word { at, count } in lists {
            let insert = |record| found.insert(record);
            sparse::each(&self.lists, at as usize, count, self.records, insert);
        }
        Some(found)
    }

    fn matching(&self, needle: &str, fits: impl Fn(&[u8]) -> bool, mut each: impl FnMut(&Word)) {
        let finder = Finder::new(needle);
        let (mut at, mut number) = (0, 0usize);
        while let Some(hit) = self.text.get(at..).and_then(|rest| finder.find(rest)) {
            number = number_at(&self.ends, number, at + hit);
            let (Some(end), Some(word)) = (self.ends.get(number), self.words.get(number)) else {
                break;
            };
            let position = u32::try_from(number).unwrap_or(u32::MAX);
            if fits(word_at(&self.text, &self.ends, position)) {
                each(word);
            }
            at = *end as usize;
            number += 1;
        }
    }
}

/// Whether the records of a word are kept as a list.
fn is_list(count: u32, records: u32) -> bool {
    count != 1 && (count <= records / FREQUENT || count <= 64)
}

/// Gives the words of all parts to the first. For each part the number that it has for a word, by the number that
/// the first has for it.
fn common_numbers(parts: &mut [Growing]) -> Result<Vec<Vec<u32>>, TooMany> {
    let Some((first, others)) = parts.split_first_mut() else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for other in others {
        let mut numbers = vec![NONE; first.len()];
        for own in 0..u32::try_from(other.len()).map_err(|_| TooMany)? {
            let number = first.number(other.word(own))? as usize;
            if number >= numbers.len() {
                numbers.resize(number + 1, NONE);
            }
            if let Some(slot) = numbers.get_mut(number) {
                *slot = own;
            }
        }
        all.push(numbers);
    }
    let first = (0..u32::try_from(first.len()).map_err(|_| TooMany)?).collect();
    all.insert(0, first);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Growing, Postings};

    #[test]
    fn records_of_words_rare_and_frequent_are_all_kept() {
        let mut rng = fastrand::Rng::with_seed(11);
        let records = 5_000;
        // Three parts of different lengths; the last has no record.
        let mut parts = [0..1_900, 1_900..5_000, 5_000..5_000].map(Growing::new);
        let mut slow: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for record in 0..records {
            for _ in 0..rng.u32(0..12) {
                // The smaller the number the more frequent: some words are everywhere, many occur once.
                let most = rng.u32(0..=3_000);
                let most = rng.u32(0..=most);
                let number = if rng.u8(0..6) == 0 { most % 4 } else { rng.u32(0..=most) };
                let word = format!("w{number}");
                parts[usize::from(record >= 1_900)].add(record, &word).unwrap();
                slow.entry(word).or_default().insert(record);
            }
        }
        let postings = Postings::of(records, parts.into()).unwrap();
        assert_eq!(postings.len(), slow.len());
        assert!(!postings.bitmaps.is_empty() && postings.bitmaps.len() < 80);
        for (word, expected) in &slow {
            let found = postings.holding(word, None, |whole| whole == word.as_bytes()).unwrap();
            assert_eq!(found.iter().collect::<BTreeSet<_>>(), *expected, "{word}");
        }
        for part in ["1", "w2", "99", "w", "x"] {
            let expected: BTreeSet<u32> = slow
                .iter()
                .filter(|(w, _)| w.contains(part))
                .flat_map(|(_, r)| r.clone())
                .collect();
            assert_eq!(
                postings
                    .holding(part, None, |_| true)
                    .unwrap()
                    .iter()
                    .collect::<BTreeSet<_>>(),
                expected,
                "{part}"
            );
        }
    }
}
