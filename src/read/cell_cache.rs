//! What the text of a cell, or of some cells together, was understood as, so that it is understood only once.
//!
//! A table of a million rows has a few thousand different sources, actors and places, each in the same words.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Most bytes of text that a cache keeps; beyond it is emptied. A column of texts that are all different costs
/// no more than that.
const MOST_TEXT: usize = 4 << 20;

/// Values by the text they were made from.
#[derive(Debug)]
pub(super) struct CellCache<V> {
    text: Vec<u8>,
    /// First byte of each text, first byte after, its value.
    entries: Vec<(usize, usize, V)>,
    table: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

impl<V> Default for CellCache<V> {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            entries: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<V: Copy> CellCache<V> {
    /// The value of a text, if it was kept.
    pub fn get(&self, key: &[u8]) -> Option<V> {
        let hash = self.hasher.hash_one(key);
        let found = self
            .table
            .find(hash, |i| text_of(&self.text, &self.entries, *i) == key)?;
        self.entries.get(*found).map(|(_, _, value)| *value)
    }

    /// Keeps a value; the text must not be there.
    pub fn put(&mut self, key: &[u8], value: V) {
        if self.text.len() + key.len() > MOST_TEXT {
            self.text.clear();
            self.entries.clear();
            self.table.clear();
        }
        let start = self.text.len();
        self.text.extend_from_slice(key);
        self.entries.push((start, self.text.len(), value));
        let (text, entries, hasher) = (&self.text, &self.entries, &self.hasher);
        let hash = hasher.hash_one(key);
        self.table
            .insert_unique(hash, entries.len() - 1, |i| hasher.hash_one(text_of(text, entries, *i)));
    }

    /// The value of a text; made and kept where it is new. What cannot be made is not kept.
    ///
    /// # Errors
    /// That of `make`.
    pub fn get_or<E>(&mut self, key: &[u8], make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        if let Some(value) = self.get(key) {
            return Ok(value);
        }
        let value = make()?;
        self.put(key, value);
        Ok(value)
    }
}

fn text_of<'a, V>(text: &'a [u8], entries: &[(usize, usize, V)], entry: usize) -> &'a [u8] {
    let bounds = entries.get(entry).map(|(from, to, _)| *from..*to);
    bounds.and_then(|bounds| text.get(bounds)).unwrap_or_default()
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
        assert_eq!(cache.get(b"bad"), None);
        assert_eq!(cache.get_or(b"", || Ok::<_, ()>(1)), Ok(1));
    }

    #[test]
    fn a_full_cache_starts_anew_and_still_answers_right() {
        let mut cache = CellCache::default();
        let long = "x".repeat(100_000);
        for i in 0..100_u32 {
            let key = format!("{long}{i}");
            assert_eq!(cache.get_or(key.as_bytes(), || Ok::<_, ()>(i)), Ok(i));
            assert_eq!(cache.get(key.as_bytes()), Some(i));
        }
        assert!(cache.text.len() <= MOST_TEXT);
    }
}
