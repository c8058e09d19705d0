//! What the notes of a dataset say, by record: words, parts of words, phrases.

use super::growing::{Growing, TooMany};
use super::lists::Held;
use super::phrases::{Phrases, Plan};
use super::postings::Postings;

/// See the module.
#[derive(Debug)]
pub(super) struct Notes {
    words: Postings,
    phrases: Phrases,
}

impl Notes {
    /// Brings together the words and phrases that were read in parts, the parts in ascending order.
    ///
    /// # Errors
    /// [`TooMany`] where together there are too many.
    pub fn of(plan: Plan, records: u32, parts: Vec<(Growing, Growing)>) -> Result<Self, TooMany> {
        let (words, phrases) = parts.into_iter().unzip();
        Ok(Self {
            words: Postings::of(records, words)?,
            phrases: Phrases::of(plan, records, phrases)?,
        })
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.words.bytes() + self.phrases.bytes()
    }

    /// Number of distinct words.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// Number of lists of words that stand together.
    pub fn phrases(&self) -> usize {
        self.phrases.len()
    }

    /// The records that hold a word, a part of one, or a phrase, and those that may. `None` where more than `most`
    /// entries would be walked: one letter may stand in every other word.
    pub fn holding(&self, needle: &str, most: Option<u64>) -> Option<Held> {
        match needle.contains(' ') {
            true => self.phrases.holding(&self.words, needle, most),
            false => self.words.holding(needle, most),
        }
    }
}
