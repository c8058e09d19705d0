//! Some of the notes of a dataset, as numbers of words: what is learned from before all are read.

use hashbrown::HashMap;

use crate::base::fold::each_word;

/// Stands for the words that are not frequent.
pub(super) const RARE: u32 = u32::MAX;

/// Some notes, word by word.
#[derive(Debug, Default)]
pub(in crate::query::texts) struct Sample {
    known: HashMap<Box<str>, u32>,
    /// The words of one note after the other.
    tokens: Vec<u32>,
    /// Position after the last word of each note.
    ends: Vec<u32>,
}

impl Sample {
    /// Adds the notes of another record.
    pub fn add(&mut self, notes: &str, buffer: &mut String) {
        each_word(notes, buffer, |word| {
            let next = u32::try_from(self.known.len()).unwrap_or(RARE);
            let number = match self.known.get(word) {
                Some(number) => *number,
                None => *self.known.entry(word.into()).or_insert(next),
            };
            self.tokens.push(number);
        });
        self.ends.push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
    }

    /// Number of notes.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The words that more than `least` of the notes hold, by a new number, the most frequent first; and the text in
    /// these numbers.
    pub(super) fn frequent(self, least: u32) -> (Vec<Box<str>>, Coded) {
        let mut counts = vec![(0u32, RARE); self.known.len()];
        for (record, range) in ranges(&self.ends) {
            for token in self.tokens.get(range).unwrap_or_default() {
                if let Some((count, last)) = counts.get_mut(*token as usize)
                    && *last != record
                {
                    (*count, *last) = (*count + 1, record);
                }
            }
        }
        let count = |number: &u32| counts.get(*number as usize).map_or(0, |(count, _)| *count);
        let mut frequent: Vec<(Box<str>, u32)> = self.known.into_iter().filter(|(_, n)| count(n) > least).collect();
        frequent.sort_unstable_by(|a, b| count(&b.1).cmp(&count(&a.1)).then_with(|| a.0.cmp(&b.0)));
        let mut numbers = vec![RARE; counts.len()];
        for ((_, old), new) in frequent.iter().zip(0..) {
            if let Some(slot) = numbers.get_mut(*old as usize) {
                *slot = new;
            }
        }
        let new = |token: &u32| numbers.get(*token as usize).copied().unwrap_or(RARE);
        let mut coded = Coded::default();
        for (record, range) in ranges(&self.ends) {
            coded
                .words
                .extend(self.tokens.get(range).into_iter().flatten().map(new));
            // So that nothing follows the last word.
            coded.words.push(RARE);
            coded.notes.resize(coded.words.len(), record);
        }
        (frequent.into_iter().map(|(word, _)| word).collect(), coded)
    }
}

/// Notes of which only the frequent words are told apart; a rare one ends each of them.
#[derive(Debug, Default)]
pub(super) struct Coded {
    /// The words of one note after the other.
    words: Vec<u32>,
    /// The note of each.
    notes: Vec<u32>,
}

impl Coded {
    /// Every word, by position.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// The word behind a position.
    pub fn behind(&self, at: u32) -> u32 {
        self.words.get(at as usize + 1).copied().unwrap_or(RARE)
    }

    /// Number of notes in which ascending positions lie.
    pub fn notes(&self, places: impl Iterator<Item = u32>) -> u32 {
        let (mut count, mut last) = (0, None);
        for at in places {
            let note = self.notes.get(at as usize);
            count += u32::from(note != last);
            last = note;
        }
        count
    }
}

fn ranges(ends: &[u32]) -> impl Iterator<Item = (u32, std::ops::Range<usize>)> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    (0u32..)
        .zip(starts.zip(ends))
        .map(|(record, (from, to))| (record, from as usize..*to as usize))
}
