//! A set of line numbers that stays small when most lines of a long file are in it.

use std::collections::BTreeMap;

/// Lines of a file, from 1. Takes some bytes for each 64 lines that hold one of the set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    words: BTreeMap<u64, u64>,
    count: usize,
}

impl Lines {
    /// Adds a line; adding it again changes nothing.
    pub fn insert(&mut self, line: u64) {
        let word = self.words.entry(line / 64).or_default();
        let bit = 1 << (line % 64);
        self.count += usize::from(*word & bit == 0);
        *word |= bit;
    }

    /// Adds many lines, which ascend: one look into the tree for each 64 of them.
    pub fn extend_ascending(&mut self, lines: impl Iterator<Item = u64>) {
        let (mut word, mut bits) = (0, 0);
        for line in lines {
            if line / 64 != word {
                self.add_word(word, bits);
                (word, bits) = (line / 64, 0);
            }
            bits |= 1 << (line % 64);
        }
        self.add_word(word, bits);
    }

    fn add_word(&mut self, word: u64, bits: u64) {
        if bits != 0 {
            let known = self.words.entry(word).or_default();
            self.count += (bits & !*known).count_ones() as usize;
            *known |= bits;
        }
    }

    /// Whether a line is in the set.
    pub fn contains(&self, line: u64) -> bool {
        self.words
            .get(&(line / 64))
            .is_some_and(|word| word & (1 << (line % 64)) != 0)
    }

    /// Number of lines.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether no line is in the set.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The lines, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        let lines = |(word, bits): (&u64, &u64)| {
            let (word, bits) = (*word, *bits);
            (0..64)
                .filter(move |bit| bits & (1 << bit) != 0)
                .map(move |bit| word * 64 + bit)
        };
        self.words.iter().flat_map(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn it_is_the_same_as_a_plain_set() {
        let mut random = fastrand::Rng::with_seed(11);
        let (mut lines, mut plain) = (Lines::default(), BTreeSet::new());
        for _ in 0..5_000 {
            let line = random.u64(1..3_000) * random.u64(1..40);
            lines.insert(line);
            plain.insert(line);
        }
        let mut more: Vec<u64> = (0..3_000).map(|_| random.u64(1..200_000)).collect();
        more.sort_unstable();
        lines.extend_ascending(more.iter().copied());
        plain.extend(more);
        assert_eq!(lines.len(), plain.len());
        assert!(lines.iter().eq(plain.iter().copied()));
        assert!((0..200_000).all(|line| lines.contains(line) == plain.contains(&line)));
    }
}
