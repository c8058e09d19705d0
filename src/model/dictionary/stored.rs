//! Values as they lie on a disk, and back.
//!
//! What comes back is checked as far as it must be so that no position leads outside. It answers like what it was
//! made of, but does not grow: a value that is added would be kept a second time.

use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::{Code, Dictionary, Interner, Lists, Pairs, Strings, code};

impl Strings {
    /// All texts one after the other, and where each ends.
    pub fn stored(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// Texts from what [`Self::stored`] gave; `None` where the ends do not fit the text.
    pub fn from_stored(text: String, ends: Vec<u32>) -> Option<Self> {
        let mut before = 0;
        let ascend = ends.iter().all(|end| {
            let fits = *end >= before && text.is_char_boundary(*end as usize);
            before = *end;
            fits
        });
        (ascend && before as usize == text.len()).then_some(Self { text, ends })
    }
}

impl Dictionary {
    /// The values, by code.
    pub fn stored(&self) -> &Strings {
        &self.values
    }

    /// A dictionary of these values. Of two that are alike the first is found.
    pub fn from_stored(values: Strings) -> Self {
        let hasher = DefaultHashBuilder::default();
        let mut codes: HashTable<Code> = HashTable::with_capacity(values.len());
        for (at, value) in values.iter().enumerate() {
            let hash = hasher.hash_one(value);
            if codes.find(hash, |c| values.get(*c as usize) == value).is_none() {
                codes.insert_unique(hash, code(at), |c| hasher.hash_one(values.get(*c as usize)));
            }
        }
        Self { values, codes, hasher }
    }
}

impl<T> Interner<T> {
    /// Values by code.
    pub fn from_stored(values: Vec<T>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }
}

impl Pairs {
    /// The texts in any language, and the codes of both languages of each pair.
    pub fn stored(&self) -> (&Strings, &[(Code, Code)]) {
        (&self.words.values, &self.pairs.values)
    }

    /// Pairs from what [`Self::stored`] gave; `None` where one names a text that is not there.
    pub fn from_stored(words: Strings, pairs: Vec<(Code, Code)>) -> Option<Self> {
        let known = |code: Code| (code as usize) < words.len();
        if !pairs.iter().all(|(en, fr)| known(*en) && known(*fr)) {
            return None;
        }
        // Nobody looks a text of a pair up: no table is needed.
        let words = Dictionary {
            values: words,
            ..Dictionary::default()
        };
        let pairs = Interner::from_stored(pairs);
        Some(Self { words, pairs })
    }
}

impl Lists {
    /// Where each list begins (with the end of the last), and the value codes of all lists.
    pub fn stored(&self) -> (&[u32], &[Code]) {
        (&self.offsets, &self.codes)
    }

    /// Lists from what [`Self::stored`] gave; `None` where a list leads outside of the codes or a code outside of
    /// the dictionary.
    pub fn from_stored(dictionary: Dictionary, offsets: Vec<u32>, codes: Vec<Code>) -> Option<Self> {
        let whole = offsets.first() == Some(&0) && offsets.last().map(|end| *end as usize) == Some(codes.len());
        let known = codes.iter().all(|code| (*code as usize) < dictionary.len());
        (whole && known && offsets.is_sorted()).then(|| Self {
            dictionary,
            offsets,
            codes,
            ..Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_went_and_what_leads_outside_does_not() {
        let mut lists = Lists::default();
        let first = lists.code(["JNIM", "é"]);
        lists.code([]);
        let (text, ends) = lists.dictionary().stored().stored();
        let strings = Strings::from_stored(text.to_owned(), ends.to_vec()).unwrap();
        let dictionary = Dictionary::from_stored(strings);
        assert_eq!(dictionary.find("é"), lists.dictionary().find("é"));
        let (offsets, codes) = lists.stored();
        let back = Lists::from_stored(dictionary.clone(), offsets.to_vec(), codes.to_vec()).unwrap();
        assert_eq!(back.values(first).collect::<Vec<_>>(), ["JNIM", "é"]);
        assert_eq!(back.len(), 2);
        for (offsets, codes) in [
            (vec![0, 2, 1], codes.to_vec()),
            (vec![0, 3], codes.to_vec()),
            (vec![], vec![]),
            (offsets.to_vec(), vec![0, 2]),
        ] {
            assert!(Lists::from_stored(dictionary.clone(), offsets, codes).is_none());
        }
        for ends in [vec![4, 2, 6], vec![4, 5, 6], vec![4], vec![4, 9]] {
            assert!(
                Strings::from_stored("JNIMé".to_owned(), ends.clone()).is_none(),
                "{ends:?}"
            );
        }
        let words = Strings::from_stored("ab".to_owned(), vec![1, 2]).unwrap();
        assert!(Pairs::from_stored(words.clone(), vec![(0, 2)]).is_none());
        assert_eq!(Pairs::from_stored(words, vec![(1, 0)]).unwrap().value(0), ("b", "a"));
    }
}
