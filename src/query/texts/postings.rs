//! For each distinct word of the notes, the records that hold it.
//!
//! Records come in ascending order, so each is kept as its distance from the one before, in as few bytes as that
//! takes. The bytes of a word lie in slices that grow (a word that occurs once takes 8 bytes, one that occurs often
//! takes long slices), all in one pool of pages: nothing is ever moved while a million notes are read. A word that
//! more than one record in sixteen holds becomes a bitmap, which is smaller then and faster to bring together.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::memmem::Finder;

use crate::query::rows::RowSet;

/// Lengths of the slices of a word, first to last; the last is used again and again. The last four bytes of each
/// say where the next one begins.
const SLICES: [u32; 6] = [8, 16, 32, 64, 128, 256];
const LINK: u32 = 4;
/// Length of a page; every slice lies inside one.
const PAGE: u32 = 1 << 16;
/// One record in so many makes a word frequent.
const FREQUENT: u32 = 16;
/// Most bytes of distinct words and of their records. Texts in which hardly a word occurs twice (keys, sums) are
/// not for an index.
const MOST_WORDS: usize = 192 << 20;
const MOST_PAGES: usize = (384 << 20) / PAGE as usize;

#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// First slice; for a frequent word its number among the bitmaps.
    head: u32,
    /// Where the next byte is written, and where the slice ends.
    at: u32,
    end: u32,
    /// The record written last.
    last: u32,
    /// Number of records.
    count: u32,
    slice: u8,
    frequent: bool,
}

/// There are too many different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Postings {
    records: u32,
    /// The words, each followed by a line end.
    text: Vec<u8>,
    /// Position after the line end of each word.
    ends: Vec<u32>,
    words: Vec<Word>,
    known: HashTable<u32>,
    hasher: DefaultHashBuilder,
    pages: Vec<Box<[u8]>>,
    /// Where the next slice is cut off.
    next: u32,
    /// Slices of the last length that are free again.
    free: Vec<u32>,
    bitmaps: Vec<RowSet>,
}

impl Postings {
    /// For so many records.
    pub fn new(records: u32) -> Self {
        Self {
            records,
            next: PAGE,
            ..Self::default()
        }
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
        self.text.capacity() + words + self.pages.len() * PAGE as usize + bitmaps
    }

    /// Notes that a record holds a word. Records come in ascending order.
    ///
    /// # Errors
    /// [`TooMany`]: the rest of the texts need not be read.
    pub fn add(&mut self, record: u32, word: &str) -> Result<(), TooMany> {
        let number = self.number(word)?;
        let Some(state) = self.words.get(number as usize).copied() else {
            return Ok(());
        };
        if state.count > 0 && state.last == record {
            return Ok(());
        }
        let mut state = state;
        if state.frequent {
            if let Some(set) = self.bitmaps.get_mut(state.head as usize) {
                set.insert(record);
            }
        } else {
            let before = if state.count > 0 { state.last } else { 0 };
            self.write(&mut state, record - before)?;
        }
        state.last = record;
        state.count += 1;
        if !state.frequent && state.count > self.records / FREQUENT && state.count > 64 {
            self.make_bitmap(&mut state);
        }
        if let Some(slot) = self.words.get_mut(number as usize) {
            *slot = state;
        }
        Ok(())
    }

    /// Ends the reading: nothing is added any more.
    pub fn finish(&mut self) {
        self.known = HashTable::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.words.shrink_to_fit();
    }

    fn number(&mut self, word: &str) -> Result<u32, TooMany> {
        let hash = self.hasher.hash_one(word.as_bytes());
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        let found = self.known.find(hash, |n| word_at(text, ends, *n) == word.as_bytes());
        if let Some(number) = found {
            return Ok(*number);
        }
        if self.text.len() + word.len() > MOST_WORDS {
            return Err(TooMany);
        }
        let number = u32::try_from(self.words.len()).map_err(|_| TooMany)?;
        self.text.extend_from_slice(word.as_bytes());
        self.text.push(b'\n');
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| TooMany)?);
        let (text, ends) = (&self.text, &self.ends);
        self.known
            .insert_unique(hash, number, |n| hasher.hash_one(word_at(text, ends, *n)));
        let head = self.cut(0)?;
        self.words.push(Word {
            head,
            at: head,
            end: head + SLICES.first().map_or(0, |length| length - LINK),
            ..Word::default()
        });
        Ok(number)
    }

    /// A new slice.
    fn cut(&mut self, slice: u8) -> Result<u32, TooMany> {
        let slice = usize::from(slice);
        let length = SLICES.get(slice).copied().unwrap_or(PAGE);
        if slice + 1 == SLICES.len()
            && let Some(free) = self.free.pop()
        {
            return Ok(free);
        }
        if self.next + length > PAGE {
            if self.pages.len() >= MOST_PAGES {
                return Err(TooMany);
            }
            self.pages.push(vec![0; PAGE as usize].into_boxed_slice());
            self.next = 0;
        }
        let page = u32::try_from(self.pages.len()).unwrap_or(1) - 1;
        let at = page * PAGE + self.next;
        self.next += length;
        Ok(at)
    }

    fn byte(&self, at: u32) -> u8 {
        let page = self.pages.get((at / PAGE) as usize);
        page.and_then(|page| page.get((at % PAGE) as usize))
            .copied()
            .unwrap_or(0)
    }

    fn set(&mut self, at: u32, byte: u8) {
        let page = self.pages.get_mut((at / PAGE) as usize);
        if let Some(slot) = page.and_then(|page| page.get_mut((at % PAGE) as usize)) {
            *slot = byte;
        }
    }

    fn link(&self, end: u32) -> u32 {
        u32::from_le_bytes([0, 1, 2, 3].map(|i| self.byte(end + i)))
    }

    fn write(&mut self, word: &mut Word, mut distance: u32) -> Result<(), TooMany> {
        loop {
            let more = distance >= 0x80;
            let byte = (distance & 0x7F) as u8 | if more { 0x80 } else { 0 };
            if word.at == word.end {
                let slice = (word.slice + 1).min(SLICES.len() as u8 - 1);
                let next = self.cut(slice)?;
                for (i, byte) in (0..).zip(next.to_le_bytes()) {
                    self.set(word.end + i, byte);
                }
                let length = SLICES.get(usize::from(slice)).copied().unwrap_or(PAGE);
                (word.slice, word.at, word.end) = (slice, next, next + length - LINK);
            }
            self.set(word.at, byte);
            word.at += 1;
            distance >>= 7;
            if !more {
                return Ok(());
            }
        }
    }

    /// The records of a word that is no bitmap, ascending; `long` gets the slices of the last length.
    fn walk(&self, word: &Word, mut long: impl FnMut(u32), mut each: impl FnMut(u32)) {
        let (mut at, mut slice, mut record) = (word.head, 0, 0u32);
        let mut rest = self.payload(at, slice);
        let (mut distance, mut shift) = (0u32, 0);
        let mut left = word.count;
        while left > 0 {
            let Some((byte, behind)) = rest.split_first() else {
                at = self.link(at + SLICES.get(slice).map_or(0, |length| length - LINK));
                slice = (slice + 1).min(SLICES.len() - 1);
                if slice + 1 == SLICES.len() {
                    long(at);
                }
                rest = self.payload(at, slice);
                if rest.is_empty() {
                    return;
                }
                continue;
            };
            rest = behind;
            distance |= u32::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                record += distance;
                (distance, shift) = (0, 0);
                left -= 1;
                each(record);
            }
        }
    }

    fn payload(&self, at: u32, slice: usize) -> &[u8] {
        let length = SLICES.get(slice).map_or(0, |length| length - LINK) as usize;
        let from = (at % PAGE) as usize;
        let page = self.pages.get((at / PAGE) as usize);
        page.and_then(|page| page.get(from..from + length)).unwrap_or_default()
    }

    fn make_bitmap(&mut self, word: &mut Word) {
        let (mut set, mut free) = (RowSet::none(self.records as usize), Vec::new());
        self.walk(word, |slice| free.push(slice), |record| set.insert(record));
        self.free.append(&mut free);
        word.frequent = true;
        word.head = u32::try_from(self.bitmaps.len()).unwrap_or(u32::MAX);
        self.bitmaps.push(set);
    }

    /// The records that hold a word with `needle` in it, for which `fits` is true. `None` where more than `most`
    /// entries would be walked: one letter may stand in every other word.
    pub fn holding(&self, needle: &str, most: Option<u64>, fits: impl Fn(&[u8]) -> bool) -> Option<RowSet> {
        let mut found = RowSet::none(self.records as usize);
        let (mut rare, mut entries) = (Vec::new(), 0);
        self.matching(needle, fits, |word| match self.bitmaps.get(word.head as usize) {
            Some(set) if word.frequent => found.union(set),
            _ => {
                entries += u64::from(word.count);
                rare.push(*word);
            }
        });
        if most.is_some_and(|most| entries > most) {
            return None;
        }
        for word in rare {
            self.walk(&word, |_| {}, |record| found.insert(record));
        }
        Some(found)
    }

    fn matching(&self, needle: &str, fits: impl Fn(&[u8]) -> bool, mut each: impl FnMut(&Word)) {
        let finder = Finder::new(needle);
        let (mut at, mut number) = (0, 0usize);
        while let Some(hit) = self.text.get(at..).and_then(|rest| finder.find(rest)) {
            let ends = self.ends.get(number..).unwrap_or_default();
            number += ends.partition_point(|end| *end as usize <= at + hit);
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

fn word_at<'a>(text: &'a [u8], ends: &[u32], number: u32) -> &'a [u8] {
    let from = number.checked_sub(1).and_then(|before| ends.get(before as usize));
    let from = from.map_or(0, |end| *end as usize);
    let to = ends.get(number as usize).map_or(from, |end| *end as usize - 1);
    text.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::Postings;

    #[test]
    fn records_of_words_rare_and_frequent_are_all_kept() {
        let mut rng = fastrand::Rng::with_seed(11);
        let records = 5_000;
        let mut postings = Postings::new(records);
        let mut slow: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for record in 0..records {
            for _ in 0..rng.u32(0..12) {
                // The smaller the number the more frequent: some words are everywhere, many occur once.
                let most = rng.u32(0..=3_000);
                let most = rng.u32(0..=most);
                let word = format!("w{}", rng.u32(0..=most));
                postings.add(record, &word).unwrap();
                slow.entry(word).or_default().insert(record);
            }
        }
        postings.finish();
        assert_eq!(postings.len(), slow.len());
        assert!(!postings.bitmaps.is_empty() && postings.bitmaps.len() < 60);
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
