//! For each distinct word of the notes, the records that hold it: close together, for looking through.

use memchr::memmem::Finder;

use super::folded::number_at;
use super::growing::{Growing, TooMany, word_at};
use super::lists::{Held, List, Lists};
use crate::query::rows::RowSet;

/// Entries that are always walked; after how many more is looked whether few records are left, and how few these are.
const LONG: u64 = 2_000_000;
const LOOK: u64 = 250_000;
const LEFT: usize = 400;
/// The number of a word that a part does not have.
const NONE: u32 = u32::MAX;

/// See the module.
#[derive(Debug)]
pub(super) struct Postings {
    /// The words, each followed by a line end.
    text: Vec<u8>,
    /// Position after the line end of each word.
    ends: Vec<u32>,
    /// The records of each.
    words: Vec<List>,
    lists: Lists,
    /// Records that have a word.
    some: RowSet,
}

impl Postings {
    /// Brings together what was read of so many records in parts, the parts in ascending order. The words of the first
    /// part keep their numbers.
    ///
    /// # Errors
    /// [`TooMany`] where together they have too many words.
    pub fn of(records: u32, mut parts: Vec<Growing>) -> Result<Self, TooMany> {
        if parts.is_empty() {
            parts.push(Growing::new(0..records));
        }
        parts.iter_mut().try_for_each(Growing::settle)?;
        let numbers = common_numbers(&mut parts)?;
        let counts = |number: usize| -> u32 {
            let counts = parts.iter().zip(&numbers);
            counts
                .map(|(part, own)| part.count(own.get(number).copied().unwrap_or(NONE)))
                .sum()
        };
        let all = parts.first().map_or(0, Growing::len);
        let room: usize = (0..all).map(|number| Lists::room(counts(number), records)).sum();
        if u32::try_from(room).is_err() {
            return Err(TooMany);
        }
        let (mut lists, mut some) = (Lists::new(records, room), RowSet::none(records as usize));
        let (mut words, mut holding) = (Vec::with_capacity(all), Vec::new());
        for number in 0..all {
            holding.clear();
            for (part, own) in parts.iter().zip(&numbers) {
                part.each(own.get(number).copied().unwrap_or(NONE), |record| holding.push(record));
            }
            holding.iter().for_each(|record| some.insert(*record));
            words.push(lists.push(&holding));
        }
        lists.close();
        let (mut text, mut ends) = parts.into_iter().next().map(Growing::into_text).unwrap_or_default();
        text.shrink_to_fit();
        ends.shrink_to_fit();
        Ok(Self {
            text,
            ends,
            words,
            lists,
            some,
        })
    }

    /// Number of records.
    pub fn records(&self) -> u32 {
        self.lists.records()
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let words = self.words.capacity() * size_of::<List>() + self.ends.capacity() * 4;
        self.text.capacity() + words + self.lists.bytes()
    }

    /// The records of the lists.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// A word by its number.
    pub fn word(&self, number: u32) -> &[u8] {
        word_at(&self.text, &self.ends, number)
    }

    /// The records of a word by its number.
    pub fn list(&self, number: u32) -> Option<List> {
        self.words.get(number as usize).copied()
    }

    /// Takes the lists without their words.
    pub fn into_lists(self) -> (Vec<List>, Lists) {
        (self.words, self.lists)
    }

    /// The records that hold a word with `needle` in it. Where that would take long, the longest lists come first, until
    /// so few records are left that reading these is faster. `None` where more than `most` entries would be walked.
    pub fn holding(&self, needle: &str, most: Option<u64>) -> Option<Held> {
        let mut found = Held::none(self.records() as usize);
        let (mut lists, mut entries) = (Vec::new(), 0);
        self.matching(
            needle,
            |_| true,
            |_, list| {
                entries += self.lists.entries(list);
                lists.push(list);
            },
        );
        let is_long = entries > LONG;
        if is_long {
            lists.sort_unstable_by_key(|list| std::cmp::Reverse(list.count));
        }
        let (mut walked, mut seen) = (0, 0);
        for list in lists {
            walked += self.lists.entries(list);
            if is_long && walked - seen > LOOK {
                seen = walked;
                found.unsure = self.some.clone();
                found.unsure.subtract(&found.sure);
                if found.unsure.count() <= LEFT {
                    return Some(found);
                }
                found.unsure = RowSet::none(self.records() as usize);
            }
            if most.is_some_and(|most| walked > most) {
                return None;
            }
            self.lists.add_to(list, &mut found.sure);
        }
        Some(found)
    }

    /// Every word with `needle` in it for which `fits` is true, by number, with its records.
    pub fn matching(&self, needle: &str, fits: impl Fn(&[u8]) -> bool, mut each: impl FnMut(u32, List)) {
        let finder = Finder::new(needle);
        let (mut at, mut number) = (0, 0usize);
        while let Some(hit) = self.text.get(at..).and_then(|rest| finder.find(rest)) {
            number = number_at(&self.ends, number, at + hit);
            let (Some(end), Some(list)) = (self.ends.get(number), self.words.get(number)) else {
                break;
            };
            let position = u32::try_from(number).unwrap_or(u32::MAX);
            if fits(self.word(position)) {
                each(position, *list);
            }
            at = *end as usize;
            number += 1;
        }
    }
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
                parts[usize::from(record >= 1_900)]
                    .add(record, word.as_bytes())
                    .unwrap();
                slow.entry(word).or_default().insert(record);
            }
        }
        let postings = Postings::of(records, parts.into()).unwrap();
        assert_eq!(postings.len(), slow.len());
        assert!((1..80).contains(&postings.lists().bitmaps()));
        let one = |word: &str| {
            let mut found = Vec::new();
            postings.matching(word, |whole| whole == word.as_bytes(), |_, list| found.push(list));
            assert_eq!(found.len(), 1, "{word}");
            postings.lists().set(found[0]).iter().collect::<BTreeSet<_>>()
        };
        for (word, expected) in &slow {
            assert_eq!(one(word), *expected, "{word}");
        }
        for part in ["1", "w2", "99", "w", "x"] {
            let holding = slow.iter().filter(|(word, _)| word.contains(part));
            let expected: BTreeSet<u32> = holding.flat_map(|(_, records)| records.clone()).collect();
            let found = postings.holding(part, None).unwrap();
            assert_eq!(found.sure.iter().collect::<BTreeSet<_>>(), expected, "{part}");
            assert!(found.unsure.is_empty());
        }
    }
}
