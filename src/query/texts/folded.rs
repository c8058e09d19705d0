//! Folded texts one after the other, looked through as one long text.

use memchr::memmem::Finder;

use crate::base::fold::fold;

/// Ends each text. No folded text holds one: folding makes every line end a space.
const END: u8 = b'\n';
/// Between the parts of one text, so that no phrase reaches across two of them.
const PART: &str = "\r";

/// Folded texts by position. Holds up to 4 GiB; texts beyond are never found, see [`Self::is_whole`].
#[derive(Debug, Default)]
pub(super) struct FoldedList {
    text: String,
    /// Position after the [`END`] of each text.
    ends: Vec<u32>,
    overflowed: bool,
}

impl FoldedList {
    /// Texts of one part each.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut list = Self::default();
        texts.for_each(|text| list.push([text]));
        list.shrunk()
    }

    /// Appends a text of several parts.
    pub fn push<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) {
        let before = self.text.len();
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                self.text.push_str(PART);
            }
            if part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                self.text.extend(part.chars().map(|c| c.to_ascii_lowercase()));
            } else {
                self.text.push_str(&fold(part));
            }
        }
        if u32::try_from(self.text.len() + 1).is_err() {
            self.text.truncate(before);
            self.overflowed = true;
        }
        self.text.push(char::from(END));
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Gives back what was reserved for more texts.
    pub fn shrunk(mut self) -> Self {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self
    }

    /// Whether every text could be kept.
    pub fn is_whole(&self) -> bool {
        !self.overflowed
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4
    }

    /// The parts of a text.
    pub fn parts(&self, position: usize) -> impl Iterator<Item = &str> {
        let from = position.checked_sub(1).and_then(|before| self.ends.get(before));
        let from = from.map_or(0, |end| *end as usize);
        let to = self.ends.get(position).map_or(from, |end| *end as usize - 1);
        self.text.get(from..to).unwrap_or("").split(PART)
    }

    /// Every text that holds `needle`, by position, ascending.
    pub fn find(&self, needle: &str, mut each: impl FnMut(u32)) {
        let (finder, text) = (Finder::new(needle), self.text.as_bytes());
        let (mut at, mut number) = (0, 0);
        while let Some(hit) = text.get(at..).and_then(|rest| finder.find(rest)) {
            number = number_at(&self.ends, number, at + hit);
            let Some(end) = self.ends.get(number) else { break };
            each(u32::try_from(number).unwrap_or(u32::MAX));
            at = *end as usize;
            number += 1;
        }
    }

    /// Which texts hold `needle`, by position.
    pub fn marks(&self, needle: &str) -> Vec<bool> {
        let mut marks = vec![false; self.ends.len()];
        self.find(needle, |i| {
            if let Some(mark) = marks.get_mut(i as usize) {
                *mark = true;
            }
        });
        marks
    }
}

/// The number of the text in which a position lies, of texts that end at `ends`; `from` is the number of one that is
/// not behind it. Texts close by are found first.
pub(super) fn number_at(ends: &[u32], from: usize, position: usize) -> usize {
    let ends = ends.get(from..).unwrap_or_default();
    let ended = |end: &u32| *end as usize <= position;
    let mut reach = 1;
    while ends.get(reach - 1).is_some_and(ended) {
        reach *= 2;
    }
    // The one before the half is behind nothing; the one at `reach - 1` is not ended.
    let half = reach / 2;
    let near = ends.get(half..reach.min(ends.len())).unwrap_or_default();
    from + half + near.partition_point(ended)
}

#[cfg(test)]
mod tests {
    use super::{FoldedList, number_at};

    #[test]
    fn the_text_at_a_position_is_found_from_any_before_it() {
        let mut rng = fastrand::Rng::with_seed(3);
        for _ in 0..200 {
            let mut end = 0;
            let ends: Vec<u32> = (0..rng.usize(0..60))
                .map(|_| {
                    end += rng.u32(0..5);
                    end
                })
                .collect();
            let position = rng.usize(0..=end as usize + 2);
            let slow = ends.iter().take_while(|end| **end as usize <= position).count();
            for from in 0..=slow {
                assert_eq!(number_at(&ends, from, position), slow, "{ends:?} {from} {position}");
            }
        }
    }

    #[test]
    fn every_text_with_the_needle_is_found_once_and_none_reaches_across_two() {
        let mut list = FoldedList::of(["Gao Gao", "Téra-Gao", "", "a"].into_iter());
        list.push(["bc", "Dé"]);
        let found = |needle: &str| {
            let mut found = Vec::new();
            list.find(needle, |i| found.push(i));
            found
        };
        assert_eq!(found("gao"), [0, 1]);
        assert_eq!(found("tera gao"), [1]);
        assert_eq!(found("abc"), [0u32; 0]);
        assert_eq!(found("bcde"), [0u32; 0]);
        assert_eq!(found("de"), [4]);
        assert_eq!(list.parts(4).collect::<Vec<_>>(), ["bc", "de"]);
        assert_eq!(list.parts(1).collect::<Vec<_>>(), ["tera gao"]);
        assert_eq!(list.marks("a"), [true, true, false, true, false]);
    }
}
