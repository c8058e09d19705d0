//! What the text of a cell, or of some cells together, was understood as, so that it is understood only once.
//!
//! A table of a million rows has a few thousand different sources, actors and places, each in the same words.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::model::dictionary::Code;

/// Most bytes of text that a cache keeps; beyond it is emptied. A column of texts that are all different costs
/// no more than that.
const MOST_TEXT: usize = 4 << 20;

/// Values by the text they were made from.
#[derive(Debug)]
pub(super) struct CellCache<V> {
    text: Vec<u8>,
    /// The entries themselves, not their positions: a look at a far place of memory less.
    table: HashTable<Entry<V>>,
    hasher: DefaultHashBuilder,
}

/// First byte of a text, first byte after, and its value.
#[derive(Debug, Clone, Copy)]
struct Entry<V> {
    start: u32,
    end: u32,
    value: V,
}

impl<V> Entry<V> {
    fn text<'a>(&self, all: &'a [u8]) -> &'a [u8] {
        all.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl<V> Default for CellCache<V> {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<V: Copy> CellCache<V> {
    fn put(&mut self, hash: u64, key: &[u8], value: V) {
        if self.text.len() + key.len() > MOST_TEXT {
            self.text.clear();
            self.table.clear();
        }
        let start = self.text.len();
        self.text.extend_from_slice(key);
        let bounds = u32::try_from(start).ok().zip(u32::try_from(self.text.len()).ok());
        let Some((start, end)) = bounds else {
            return;
        };
        let (text, hasher) = (&self.text, &self.hasher);
        let entry = Entry { start, end, value };
        self.table
            .insert_unique(hash, entry, |entry| hasher.hash_one(entry.text(text)));
    }

    /// The value of a text; made and kept where it is new. What cannot be made is not kept.
    ///
    /// # Errors
    /// That of `make`.
    pub fn get_or<E>(&mut self, key: &[u8], make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let hash = self.hasher.hash_one(key);
        if let Some(entry) = self.table.find(hash, |entry| entry.text(&self.text) == key) {
            return Ok(entry.value);
        }
        let value = make()?;
        self.put(hash, key, value);
        Ok(value)
    }
}

/// Values by several codes together.
#[derive(Debug, Default)]
pub(super) struct CodeCache<const N: usize> {
    table: HashTable<([Code; N], Code)>,
    hasher: DefaultHashBuilder,
}

impl<const N: usize> CodeCache<N> {
    /// The value of these codes; made and kept where they are new.
    pub fn get_or(&mut self, key: [Code; N], make: impl FnOnce() -> Code) -> Code {
        let hasher = &self.hasher;
        let hash = hasher.hash_one(key);
        if let Some((_, value)) = self.table.find(hash, |(known, _)| *known == key) {
            return *value;
        }
        let value = make();
        self.table
            .insert_unique(hash, (key, value), |(known, _)| hasher.hash_one(known));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_for_each_text_and_errors_are_not_kept() {
        let mut cache = CellCache::default();
        let mut made = 0;
        for round in 0..3 {
            for i in 0..200_u32 {
                let key = format!("key {i}");
                let value: Result<u32, ()> = cache.get_or(key.as_bytes(), || {
                    made += 1;
                    Ok(i * 7)
                });
                assert_eq!(value, Ok(i * 7), "round {round}");
            }
        }
        assert_eq!(made, 200);
        assert_eq!(cache.get_or(b"bad", || Err("no")), Err("no"));
        assert_eq!(cache.get_or(b"bad", || Ok::<_, &str>(5)), Ok(5));
        assert_eq!(cache.get_or(b"", || Ok::<_, ()>(1)), Ok(1));
    }

    #[test]
    fn a_full_cache_starts_anew_and_still_answers_right() {
        let mut cache = CellCache::default();
        let long = "x".repeat(100_000);
        for i in 0..100_u32 {
            let key = format!("{long}{i}");
            assert_eq!(cache.get_or(key.as_bytes(), || Ok::<_, ()>(i)), Ok(i));
            assert_eq!(cache.get_or(key.as_bytes(), || Err(())), Ok(i));
        }
        assert!(cache.text.len() <= MOST_TEXT);
    }
}
