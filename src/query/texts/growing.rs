//! The words of notes while they are read, each with the records that hold it so far.
//!
//! Records come in ascending order, so each is kept as its distance from the one before, in as few bytes as that
//! takes. The bytes of a word lie in slices that grow (a word that occurs once takes 8 bytes, one that occurs often
//! takes long slices), all in one pool of pages: nothing is ever moved while a million notes are read. A word that
//! more than one record in sixteen holds becomes a bitmap, which is smaller then. Afterwards everything is put
//! together closer in [`super::postings`].
//!
//! In texts of many different words almost every word lies somewhere else in memory. So words are gathered for a while
//! and then listed one by one, each with all its records.

use std::hash::BuildHasher;
use std::ops::Range;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::batch::Batch;
use crate::query::rows::RowSet;

/// Lengths of the slices of a word, first to last; the last is used again and again. The last four bytes of each
/// say where the next one begins.
const SLICES: [u32; 6] = [8, 16, 32, 64, 128, 256];
const LINK: u32 = 4;
/// Length of a page; every slice lies inside one. So long that the system gives it out by itself, makes real only what
/// is written, and has it back when the reading is done; pages of a few thousand bytes would stay with the program.
const PAGE: u32 = 1 << 26;
/// One record in so many makes a word frequent.
const FREQUENT: u32 = 16;
/// Words that are found without a look at the table.
const RECENT: usize = 1 << 14;
/// Bytes of the longest word that is told from others without a look at it.
const SHORT: usize = size_of::<u128>();
/// Most bytes of distinct words, and most pages of their records. Texts in which hardly a word occurs twice (keys,
/// sums) are not for an index.
const MOST_WORDS: usize = 192 << 20;
const MOST_PAGES: usize = 6;

/// A word as it is looked for: everything about one that is not longer than sixteen bytes, which most are.
#[derive(Debug, Clone, Copy, Default)]
struct Key {
    /// The bytes of a short word, the hash of a long one.
    head: u128,
    length: u32,
    number: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// First slice; of a frequent word its number among the bitmaps.
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
#[derive(Debug)]
pub(super) struct Growing {
    /// The records that may come.
    records: Range<u32>,
    /// The words, each followed by a line end.
    text: Vec<u8>,
    /// Position after the line end of each word.
    ends: Vec<u32>,
    words: Vec<Word>,
    known: HashTable<Key>,
    hasher: DefaultHashBuilder,
    pages: Vec<Box<[u8]>>,
    /// Where the next slice is cut off.
    next: u32,
    /// Slices of the last length that are free again.
    free: Vec<u32>,
    bitmaps: Vec<RowSet>,
    batch: Batch,
    /// Words that were looked for last, by a part of their hash.
    recent: Vec<Key>,
}

impl Growing {
    /// For these records.
    pub fn new(records: Range<u32>) -> Self {
        Self {
            records,
            text: Vec::new(),
            ends: Vec::new(),
            words: Vec::new(),
            known: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            pages: Vec::new(),
            next: PAGE,
            free: Vec::new(),
            bitmaps: Vec::new(),
            batch: Batch::default(),
            recent: vec![Key::default(); RECENT],
        }
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Number of records that hold a word.
    pub fn count(&self, number: u32) -> u32 {
        self.words.get(number as usize).map_or(0, |word| word.count)
    }

    /// The words, each followed by a line end, and where each ends, that included.
    pub fn into_text(self) -> (Vec<u8>, Vec<u32>) {
        (self.text, self.ends)
    }

    /// A word by its number.
    pub fn word(&self, number: u32) -> &[u8] {
        word_at(&self.text, &self.ends, number)
    }

    /// Notes that a record holds a word; gives its number. Records come in ascending order, none before the first.
    /// [`Self::settle`] has to follow the last.
    ///
    /// # Errors
    /// [`TooMany`]: the rest of the texts need not be read.
    pub fn add(&mut self, record: u32, word: &[u8]) -> Result<u32, TooMany> {
        let number = self.number(word)?;
        if !self.batch.push(record, number) {
            self.settle()?;
            self.batch.push(record, number);
        }
        Ok(number)
    }

    /// Lists the records of the words that were added last, word by word: a look at one word after the other is far
    /// apart in memory, but many of a batch are the same.
    ///
    /// # Errors
    /// [`TooMany`] where there is no room for them.
    pub fn settle(&mut self) -> Result<(), TooMany> {
        let mut batch = std::mem::take(&mut self.batch);
        batch.take(self.words.len(), |number, first, offsets| {
            self.list(number, first, offsets)
        })?;
        self.batch = batch;
        Ok(())
    }

    /// Lists the records of one word, ascending.
    fn list(&mut self, number: u32, first: u32, offsets: &[u16]) -> Result<(), TooMany> {
        let Some(mut state) = self.words.get(number as usize).copied() else {
            return Ok(());
        };
        for offset in offsets {
            let record = first + u32::from(*offset);
            if state.count > 0 && state.last == record {
                continue;
            }
            if state.frequent {
                if let Some(set) = self.bitmaps.get_mut(state.head as usize) {
                    set.insert(record - self.records.start);
                }
            } else {
                let before = if state.count > 0 {
                    state.last
                } else {
                    self.records.start
                };
                self.write(&mut state, record - before)?;
            }
            state.last = record;
            state.count += 1;
            if !state.frequent && state.count > self.span() / FREQUENT && state.count > 64 {
                self.make_bitmap(&mut state);
            }
        }
        if let Some(slot) = self.words.get_mut(number as usize) {
            *slot = state;
        }
        Ok(())
    }

    fn span(&self) -> u32 {
        self.records.end.saturating_sub(self.records.start)
    }

    /// The number of a word, which is added if it is new.
    ///
    /// # Errors
    /// [`TooMany`] where there is no room for another.
    pub fn number(&mut self, word: &[u8]) -> Result<u32, TooMany> {
        let key = self.key(word);
        let hash = self.hasher.hash_one((key.head, key.length));
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        let place = hash as usize % RECENT;
        if let Some(recent) = self.recent.get(place)
            && (recent.head, recent.length) == (key.head, key.length)
            && (1..=SHORT).contains(&word.len())
        {
            return Ok(recent.number);
        }
        let found = self.known.find(hash, |known| {
            let alike = known.head == key.head && known.length == key.length;
            alike && (word.len() <= SHORT || word_at(text, ends, known.number) == word)
        });
        if let Some(known) = found.copied() {
            self.keep_recent(place, known);
            return Ok(known.number);
        }
        if self.text.len() + word.len() > MOST_WORDS {
            return Err(TooMany);
        }
        let number = u32::try_from(self.words.len()).map_err(|_| TooMany)?;
        self.text.extend_from_slice(word);
        self.text.push(b'\n');
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| TooMany)?);
        self.known.insert_unique(hash, Key { number, ..key }, |key| {
            hasher.hash_one((key.head, key.length))
        });
        let head = self.cut(0)?;
        self.words.push(Word {
            head,
            at: head,
            end: head + SLICES.first().map_or(0, |length| length - LINK),
            ..Word::default()
        });
        self.keep_recent(place, Key { number, ..key });
        Ok(number)
    }

    fn keep_recent(&mut self, place: usize, key: Key) {
        if let Some(slot) = self.recent.get_mut(place) {
            *slot = key;
        }
    }

    fn key(&self, word: &[u8]) -> Key {
        let mut short = [0; SHORT];
        let head = match short.get_mut(..word.len()) {
            Some(bytes) => {
                bytes.copy_from_slice(word);
                u128::from_le_bytes(short)
            }
            None => u128::from(self.hasher.hash_one(word)),
        };
        Key {
            head,
            length: u32::try_from(word.len()).unwrap_or(u32::MAX),
            number: 0,
        }
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

    /// The records that hold a word, ascending.
    pub fn each(&self, number: u32, mut each: impl FnMut(u32)) {
        let Some(word) = self.words.get(number as usize) else {
            return;
        };
        match self.bitmaps.get(word.head as usize) {
            Some(set) if word.frequent => set.each(|row| each(self.records.start + row)),
            _ => self.walk(word, |_| {}, each),
        }
    }

    /// The records of a word that is no bitmap, ascending; `long` gets the slices of the last length.
    fn walk(&self, word: &Word, mut long: impl FnMut(u32), mut each: impl FnMut(u32)) {
        let (mut at, mut slice, mut record) = (word.head, 0, self.records.start);
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
        let (mut set, mut free) = (RowSet::none(self.span() as usize), Vec::new());
        let first = self.records.start;
        self.walk(word, |slice| free.push(slice), |record| set.insert(record - first));
        self.free.append(&mut free);
        word.frequent = true;
        word.head = u32::try_from(self.bitmaps.len()).unwrap_or(u32::MAX);
        self.bitmaps.push(set);
    }
}

/// A word by its number.
pub(super) fn word_at<'a>(text: &'a [u8], ends: &[u32], number: u32) -> &'a [u8] {
    let from = number.checked_sub(1).and_then(|before| ends.get(before as usize));
    let from = from.map_or(0, |end| *end as usize);
    let to = ends.get(number as usize).map_or(from, |end| *end as usize - 1);
    text.get(from..to).unwrap_or_default()
}
