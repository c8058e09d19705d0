//! Words with their records, put together word by word.

/// Words of a batch.
const BATCH: usize = 1 << 18;

/// Words with their records, in the order of the text, until they are taken word by word.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// The first record; the others follow closely.
    first: u32,
    words: Vec<u32>,
    /// Of each of them, its distance from the first.
    records: Vec<u16>,
    /// These word by word, once they are sorted, and where each word ends there.
    sorted: Vec<u16>,
    ends: Vec<u32>,
}

impl Batch {
    /// Adds a word of a record that is not before the last one; `false` where it has to be taken before.
    pub fn push(&mut self, record: u32, word: u32) -> bool {
        if self.words.is_empty() {
            self.first = record;
        }
        let Ok(offset) = u16::try_from(record - self.first) else {
            return false;
        };
        if self.words.len() >= BATCH {
            return false;
        }
        self.words.push(word);
        self.records.push(offset);
        true
    }

    /// Gives out each of so many words with the first record of all and, ascending, how far from it those are that
    /// hold the word. Nothing is left behind.
    ///
    /// # Errors
    /// What `each` says; the rest is lost.
    pub fn take<E>(&mut self, words: usize, mut each: impl FnMut(u32, u32, &[u16]) -> Result<(), E>) -> Result<(), E> {
        self.sort(words);
        self.words.clear();
        self.records.clear();
        let mut from = 0;
        for (word, end) in (0u32..).zip(&self.ends) {
            let to = *end as usize;
            let offsets = self.sorted.get(from..to).unwrap_or_default();
            if !offsets.is_empty() {
                each(word, self.first, offsets)?;
            }
            from = to;
        }
        Ok(())
    }

    /// Puts the records of each of so many words together, in their order.
    fn sort(&mut self, words: usize) {
        self.ends.clear();
        self.ends.resize(words, 0);
        for word in &self.words {
            if let Some(count) = self.ends.get_mut(*word as usize) {
                *count += 1;
            }
        }
        let mut at = 0;
        for count in &mut self.ends {
            // Where the word begins; after its last record was put down, where it ends.
            at += std::mem::replace(count, at);
        }
        self.sorted.resize(self.words.len(), 0);
        for (word, record) in self.words.iter().zip(&self.records) {
            let Some(at) = self.ends.get_mut(*word as usize) else {
                continue;
            };
            if let Some(slot) = self.sorted.get_mut(*at as usize) {
                *slot = *record;
            }
            *at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BATCH, Batch};

    #[test]
    fn each_word_has_its_records_in_order() {
        let mut rng = fastrand::Rng::with_seed(2);
        let mut batch = Batch::default();
        for most in [1, 40, 3_000] {
            let (mut record, mut slow) = (rng.u32(0..9), Vec::new());
            loop {
                record += rng.u32(0..most);
                let word = rng.u32(0..200);
                if !batch.push(record, word) {
                    break;
                }
                slow.push((word, record));
            }
            // Full, or too far from the first.
            assert!(slow.len() == BATCH || record - slow[0].1 > 65_535, "{most}");
            slow.sort_by_key(|(word, _)| *word);
            let mut found = Vec::new();
            let take = batch.take(210, |word, first, offsets| {
                found.extend(offsets.iter().map(|offset| (word, first + u32::from(*offset))));
                Ok::<(), ()>(())
            });
            assert_eq!((take, found), (Ok(()), slow), "{most}");
        }
        assert!(batch.take(210, |_, _, _| Err(())).is_ok(), "nothing is left");
    }
}
