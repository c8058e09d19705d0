//! Values that are kept once: texts in one arena, dictionaries, lists of codes, anything that can be compared.
//!
//! A column of a million rows has a few thousand distinct values; each row keeps a [`Code`]. Everything here
//! only grows, so a code stays true for as long as its dictionary lives.

mod stored;

use std::hash::{BuildHasher, Hash};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::room;

/// Position of a value in its dictionary.
pub type Code = u32;

/// The code of no value.
pub const NO_CODE: Code = Code::MAX;

fn code(position: usize) -> Code {
    Code::try_from(position).unwrap_or(NO_CODE)
}

/// Texts one after the other in one allocation, by position. Holds up to 4 GiB; what is pushed beyond is empty.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    /// End of each text in `text`; it begins where the one before ends.
    ends: Vec<u32>,
}

impl Strings {
    /// No text, with room for so many of so many bytes in all.
    pub fn with_capacity(texts: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(texts),
        }
    }

    /// Appends a text.
    pub fn push(&mut self, text: &str) {
        if u32::try_from(self.text.len() + text.len()).is_ok() {
            self.text.push_str(text);
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Makes room for more texts that are as long as those that are here.
    pub fn reserve(&mut self, more: usize) {
        let bytes = self.text.len() / self.ends.len().max(1) * more + more;
        room::reserve_text(&mut self.text, more, bytes);
        room::reserve(&mut self.ends, more);
    }

    /// Appends some texts of another in their order.
    pub fn append_range(&mut self, other: &Self, range: std::ops::Range<usize>) {
        let first = range
            .start
            .checked_sub(1)
            .map_or(Some(0), |before| other.ends.get(before).copied());
        let ends = other.ends.get(range).unwrap_or_default();
        let Some((first, last)) = first.zip(ends.last()) else {
            return;
        };
        let text = other.text.get(first as usize..*last as usize).unwrap_or_default();
        let base = u32::try_from(self.text.len()).ok();
        let Some(base) = base.filter(|base| base.checked_add(last - first).is_some()) else {
            // Beyond what there is room for.
            ends.iter().for_each(|_| self.push(""));
            return;
        };
        self.text.push_str(text);
        self.ends.extend(ends.iter().map(|end| base + (end - first)));
    }

    /// The text at a position, empty where there is none.
    pub fn get(&self, position: usize) -> &str {
        let from = match position.checked_sub(1) {
            None => Some(&0),
            Some(before) => self.ends.get(before),
        };
        let bounds = from.zip(self.ends.get(position));
        bounds
            .and_then(|(from, to)| self.text.get(*from as usize..*to as usize))
            .unwrap_or("")
    }

    /// All texts one after the other without anything between them, and where each ends.
    pub fn whole(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Every text in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }

    /// Bytes of all texts together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// The distinct texts of a column, in order of first appearance.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    values: Strings,
    codes: HashTable<Code>,
    hasher: DefaultHashBuilder,
}

impl Dictionary {
    /// The code of `value`, which is added if it is new.
    pub fn code(&mut self, value: &str) -> Code {
        let hash = self.hasher.hash_one(value);
        if let Some(code) = self.codes.find(hash, |c| self.values.get(*c as usize) == value) {
            return *code;
        }
        let new = code(self.values.len());
        self.values.push(value);
        let (values, hasher) = (&self.values, &self.hasher);
        self.codes
            .insert_unique(hash, new, |c| hasher.hash_one(values.get(*c as usize)));
        new
    }

    /// The code of `value` if the column has it.
    pub fn find(&self, value: &str) -> Option<Code> {
        let hash = self.hasher.hash_one(value);
        self.codes
            .find(hash, |c| self.values.get(*c as usize) == value)
            .copied()
    }

    /// The value of a code; empty for a code of another dictionary.
    pub fn value(&self, code: Code) -> &str {
        self.values.get(code as usize)
    }

    /// All values, by code.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter()
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Takes the values of another dictionary in; gives the code here of each code there.
    pub(super) fn absorb(&mut self, other: &Self) -> Vec<Code> {
        other.values().map(|value| self.code(value)).collect()
    }
}

/// Distinct values of any kind, in order of first appearance.
#[derive(Debug, Clone)]
pub struct Interner<T> {
    values: Vec<T>,
    codes: HashTable<Code>,
    hasher: DefaultHashBuilder,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            codes: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<T: Hash + Eq> Interner<T> {
    /// The code of `value`, which is added if it is new.
    pub fn code(&mut self, value: T) -> Code {
        let hash = self.hasher.hash_one(&value);
        if let Some(code) = self.codes.find(hash, |c| self.values.get(*c as usize) == Some(&value)) {
            return *code;
        }
        let new = code(self.values.len());
        self.values.push(value);
        let (values, hasher) = (&self.values, &self.hasher);
        // Of the value itself, as above: an `Option` of it has another hash.
        let hash_of = |c: &Code| values.get(*c as usize).map_or(0, |value| hasher.hash_one(value));
        self.codes.insert_unique(hash, new, hash_of);
        new
    }

    /// The value of a code.
    pub fn value(&self, code: Code) -> Option<&T> {
        self.values.get(code as usize)
    }

    /// All values, by code.
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

impl<T: Hash + Eq + Clone> Interner<T> {
    pub(super) fn absorb(&mut self, other: &Self) -> Vec<Code> {
        other.values.iter().map(|value| self.code(value.clone())).collect()
    }
}

/// Distinct texts in two languages.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    words: Dictionary,
    pairs: Interner<(Code, Code)>,
}

impl Pairs {
    /// The code of a text, which is added if it is new.
    pub fn code(&mut self, en: &str, fr: &str) -> Code {
        let en_code = self.words.code(en);
        let fr_code = if en == fr { en_code } else { self.words.code(fr) };
        self.pairs.code((en_code, fr_code))
    }

    /// English and French of a code, empty for a code of another dictionary.
    pub fn value(&self, code: Code) -> (&str, &str) {
        let (en, fr) = self.pairs.value(code).copied().unwrap_or((NO_CODE, NO_CODE));
        (self.words.value(en), self.words.value(fr))
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.pairs.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn absorb(&mut self, other: &Self) -> Vec<Code> {
        let codes = 0..code(other.len());
        codes
            .map(|c| {
                let (en, fr) = other.value(c);
                self.code(en, fr)
            })
            .collect()
    }
}

/// Lists of dictionary values: the actors of an event, its sources. A row keeps the code of its list, which few
/// other lists are the same as.
#[derive(Debug, Clone)]
pub struct Lists {
    dictionary: Dictionary,
    /// List `i` is `codes[offsets[i]..offsets[i + 1]]`.
    offsets: Vec<u32>,
    codes: Vec<Code>,
    known: HashTable<Code>,
    /// The code of the list of no value, once there is one.
    empty: Option<Code>,
    hasher: DefaultHashBuilder,
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            dictionary: Dictionary::default(),
            offsets: vec![0],
            codes: Vec::new(),
            known: HashTable::new(),
            empty: None,
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl Lists {
    /// The code of a value, for building a list.
    pub fn value_code(&mut self, value: &str) -> Code {
        self.dictionary.code(value)
    }

    /// The code of a list of values.
    pub fn code<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> Code {
        let codes: Vec<Code> = values.into_iter().map(|value| self.dictionary.code(value)).collect();
        self.code_of(&codes)
    }

    /// The code of a list of value codes, which is added if it is not among those that this has added.
    pub fn code_of(&mut self, list: &[Code]) -> Code {
        // Comparing nothing with nothing takes processors longer than comparing something.
        if let Some(code) = self.empty.filter(|_| list.is_empty()) {
            return code;
        }
        let hash = self.hasher.hash_one(list);
        let (offsets, codes) = (&self.offsets, &self.codes);
        if let Some(code) = self.known.find(hash, |c| slice(offsets, codes, *c) == list) {
            return *code;
        }
        let new = self.add(list);
        if list.is_empty() {
            self.empty = Some(new);
        }
        let (offsets, codes, hasher) = (&self.offsets, &self.codes, &self.hasher);
        self.known
            .insert_unique(hash, new, |c| hasher.hash_one(slice(offsets, codes, *c)));
        new
    }

    /// The code of a list that is added without asking whether it is here: for those who remember what they have
    /// added. Nothing depends on it that a list is here once; it costs memory.
    pub fn add(&mut self, list: &[Code]) -> Code {
        let new = code(self.offsets.len() - 1);
        self.codes.extend_from_slice(list);
        self.offsets.push(u32::try_from(self.codes.len()).unwrap_or(u32::MAX));
        new
    }

    /// The value codes of a list.
    pub fn codes(&self, list: Code) -> &[Code] {
        slice(&self.offsets, &self.codes, list)
    }

    /// The values of a list.
    pub fn values(&self, list: Code) -> impl Iterator<Item = &str> {
        self.codes(list).iter().map(|code| self.dictionary.value(*code))
    }

    /// Number of lists.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The distinct values.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// As [`Dictionary::absorb`]. Lists of the other that are here already are then here twice.
    pub(super) fn absorb(&mut self, other: &Self) -> Vec<Code> {
        let values = self.dictionary.absorb(&other.dictionary);
        let mut list = Vec::new();
        (0..code(other.len()))
            .map(|c| {
                list.clear();
                let here = other.codes(c).iter().filter_map(|v| values.get(*v as usize));
                list.extend(here.copied());
                self.add(&list)
            })
            .collect()
    }
}

fn slice<'a>(offsets: &[u32], codes: &'a [Code], list: Code) -> &'a [Code] {
    let bounds = offsets.get(list as usize).zip(offsets.get(list as usize + 1));
    bounds
        .and_then(|(from, to)| codes.get(*from as usize..*to as usize))
        .unwrap_or(&[])
}

#[cfg(test)]
mod tests;
