//! What the text of a cell, or of some cells together, was understood as, so that it is understood only once.
//!
//! A table of a million rows has a few thousand different sources, actors and places, each in the same words.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::model::dictionary::Code;

/// Most texts that a cache keeps; beyond it is emptied. A column of texts that are all different costs no more than
/// that.
const MOST: usize = 1 << 18;

/// Values by the text they were made from. Texts are told apart by 128 bits of two hashes whose seeds are drawn anew
/// at every start: among a million texts two are alike with a chance of one in 10^26, and nobody can make a file in
/// which they are. To keep and compare the texts themselves takes twice as long, nearly all of it waiting for memory.
#[derive(Debug)]
pub(super) struct CellCache<V> {
    table: HashTable<([u64; 2], V)>,
    hashers: [DefaultHashBuilder; 2],
}

impl<V> Default for CellCache<V> {
    fn default() -> Self {
        Self {
            table: HashTable::new(),
            hashers: [DefaultHashBuilder::default(), DefaultHashBuilder::default()],
        }
    }
}

impl<V: Copy> CellCache<V> {
    /// What a text is told apart by.
    #[inline]
    pub fn hash(&self, key: &[u8]) -> [u64; 2] {
        let [first, second] = &self.hashers;
        [first.hash_one(key), second.hash_one(key)]
    }

    /// The value of a text that was seen before.
    #[inline]
    pub fn look(&self, hash: [u64; 2]) -> Option<V> {
        let [first, _] = hash;
        let found = self.table.find(first, |(known, _)| *known == hash);
        found.map(|(_, value)| *value)
    }

    /// The value of a text; made and kept where it is new. What cannot be made is not kept.
    ///
    /// # Errors
    /// That of `make`.
    #[inline]
    pub fn get_or<E>(&mut self, key: &[u8], make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let hash = self.hash(key);
        if let Some(value) = self.look(hash) {
            return Ok(value);
        }
        let value = make()?;
        let [first, _] = hash;
        if self.table.len() >= MOST {
            self.table.clear();
        }
        self.table.insert_unique(first, (hash, value), |([first, _], _)| *first);
        Ok(value)
    }
}

/// Values by the text of some cells together. Where these stand side by side in the file their bytes are looked at as
/// they stand, else one after the other with a mark between them; the same bytes may mean two things then, so that
/// each has a table of its own.
#[derive(Debug)]
pub(super) struct GroupCache<V> {
    side_by_side: CellCache<V>,
    joined: CellCache<V>,
    key: Vec<u8>,
}

impl<V> Default for GroupCache<V> {
    fn default() -> Self {
        Self {
            side_by_side: CellCache::default(),
            joined: CellCache::default(),
            key: Vec::new(),
        }
    }
}

impl<V: Copy> GroupCache<V> {
    /// [`CellCache::hash`] of cells side by side.
    #[inline]
    pub fn hash(&self, side_by_side: &[u8]) -> [u64; 2] {
        self.side_by_side.hash(side_by_side)
    }

    /// The value of cells side by side that were seen before.
    #[inline]
    pub fn look(&self, hash: [u64; 2]) -> Option<V> {
        self.side_by_side.look(hash)
    }

    /// The value of cells whose bytes are `side_by_side`, where they are; else `join` writes them one after the
    /// other. Made and kept where it is new.
    ///
    /// # Errors
    /// That of `make`; nothing is kept then.
    pub fn get_or<E>(
        &mut self,
        side_by_side: Option<&[u8]>,
        join: impl FnOnce(&mut Vec<u8>),
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<V, E> {
        if let Some(bytes) = side_by_side {
            return self.side_by_side.get_or(bytes, make);
        }
        self.key.clear();
        join(&mut self.key);
        self.joined.get_or(&self.key, make)
    }
}

/// Most bytes of a text that [`Recent`] keeps.
const SHORT: usize = 40;
/// Texts that it keeps.
const SLOTS: usize = 8;

/// The values of the last few short texts, told apart by the texts themselves: where the same few follow one another.
#[derive(Debug)]
pub(super) struct Recent<V> {
    slots: [([u8; SHORT], u8, Option<V>); SLOTS],
}

impl<V: Copy> Default for Recent<V> {
    fn default() -> Self {
        Self {
            slots: [([0; SHORT], 0, None); SLOTS],
        }
    }
}

impl<V: Copy> Recent<V> {
    /// Texts that differ in their last byte, as dates with different precisions do, do not push each other out, nor do
    /// words of different length with the same end.
    #[inline]
    fn slot(text: &[u8]) -> usize {
        text.last().map_or(0, |last| (usize::from(*last) + text.len()) % SLOTS)
    }

    /// The value of a text, if it is still here.
    #[inline]
    pub fn look(&self, text: &[u8]) -> Option<V> {
        let (kept, length, value) = self.slots.get(Self::slot(text))?;
        let kept = kept.get(..usize::from(*length))?;
        value.filter(|_| kept == text)
    }

    /// Keeps the value of a text, if it is short.
    #[inline]
    pub fn keep(&mut self, text: &[u8], value: V) {
        let Some((kept, length, known)) = self.slots.get_mut(Self::slot(text)) else {
            return;
        };
        if let Some(cells) = kept.get_mut(..text.len()) {
            cells.copy_from_slice(text);
            (*length, *known) = (text.len() as u8, Some(value));
        }
    }
}

/// Values by several codes together.
#[derive(Debug, Default)]
pub(super) struct CodeCache<const N: usize> {
    table: HashTable<([Code; N], Code)>,
    hasher: DefaultHashBuilder,
}

impl<const N: usize> CodeCache<N> {
    /// The hash of a key.
    #[inline]
    pub fn hash(&self, key: [Code; N]) -> u64 {
        self.hasher.hash_one(key)
    }

    /// The value of codes that were seen before.
    #[inline]
    pub fn look(&self, key: [Code; N], hash: u64) -> Option<Code> {
        let found = self.table.find(hash, |(known, _)| *known == key);
        found.map(|(_, value)| *value)
    }

    /// The value of these codes; made and kept where they are new.
    #[inline]
    pub fn get_or(&mut self, key: [Code; N], make: impl FnOnce() -> Code) -> Code {
        let hash = self.hash(key);
        if let Some(value) = self.look(key, hash) {
            return value;
        }
        let value = make();
        if self.table.len() >= MOST {
            self.table.clear();
        }
        let hasher = &self.hasher;
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
    fn cells_side_by_side_and_cells_joined_are_never_taken_for_each_other() {
        let mut cache = GroupCache::default();
        let mut get = |bytes: Option<&[u8]>, joined: &[u8], value: u8| {
            cache.get_or(bytes, |key| key.extend_from_slice(joined), || Ok::<_, ()>(value))
        };
        assert_eq!(get(Some(b"a"), b"", 1), Ok(1));
        assert_eq!(get(None, b"a", 2), Ok(2));
        assert_eq!((get(Some(b"a"), b"", 3), get(None, b"a", 3)), (Ok(1), Ok(2)));
    }

    #[test]
    fn recent_values_are_forgotten_and_never_mistaken() {
        let mut recent = Recent::default();
        let mut random = fastrand::Rng::with_seed(4);
        let mut found = 0;
        for _ in 0..100_000 {
            // Some are too long to be kept.
            let length = if random.bool() { 3 } else { random.usize(0..=SHORT + 2) };
            let text: Vec<u8> = (0..length).map(|_| random.u8(b'0'..b'2')).collect();
            let value = (text.clone().into_iter().map(u64::from).sum::<u64>(), length);
            if let Some(known) = recent.look(&text) {
                assert_eq!(known, value);
                found += 1;
            }
            recent.keep(&text, value);
            assert_eq!(recent.look(&text).is_some(), length <= SHORT);
        }
        assert!(found > 1_000);
    }

    #[test]
    fn values_of_codes_are_those_of_the_same_codes() {
        let mut cache = CodeCache::default();
        let mut random = fastrand::Rng::with_seed(2);
        let mut value = |key: [Code; 2]| cache.get_or(key, || key[0] * 1_000 + key[1]);
        for _ in 0..200_000 {
            let key = [random.u32(0..400), random.u32(0..400)];
            assert_eq!(value(key), key[0] * 1_000 + key[1]);
        }
    }

    #[test]
    fn a_full_cache_starts_anew_and_still_answers_right() {
        let mut cache = CellCache::default();
        for i in 0..MOST as u32 + 100 {
            let key = i.to_le_bytes();
            assert_eq!(cache.get_or(&key, || Ok::<_, ()>(i)), Ok(i));
            assert_eq!(cache.get_or(&key, || Err(())), Ok(i));
        }
        assert!(cache.table.len() <= MOST);
    }
}
