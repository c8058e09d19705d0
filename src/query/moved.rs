//! Ranges of words of bitmaps, and sets of rows that change in some of them only.
//!
//! A window that moves by a month changes some hundred of the sixteen thousand words of a million rows. The sets of a
//! result stay as they are as long as somebody holds it; those of the result before it are mostly free again, and are
//! brought up to date in the words that changed since.

use std::ops::Range;
use std::sync::Arc;

use super::rows::RowSet;

/// Ranges of words, ascending, apart from one another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordRanges(Vec<Range<usize>>);

impl WordRanges {
    /// All words of sets of so many rows.
    pub fn all(rows: usize) -> Self {
        Self::of_rows(std::iter::once(0..rows))
    }

    /// The words that hold these ranges of rows.
    pub fn of_rows(rows: impl IntoIterator<Item = Range<usize>>) -> Self {
        let rows = rows.into_iter().filter(|rows| !rows.is_empty());
        let words = rows.map(|rows| rows.start / 64..rows.end.div_ceil(64));
        let mut all = Self(words.collect());
        all.put_in_order();
        all
    }

    /// Adds others.
    pub fn join(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
        self.put_in_order();
    }

    /// The ranges.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().cloned()
    }

    fn put_in_order(&mut self) {
        // Mostly some runs in order, which a stable sort takes as they are.
        self.0.sort_by_key(|range| range.start);
        self.0.dedup_by(|next, range| {
            let touches = next.start <= range.end;
            if touches {
                range.end = range.end.max(next.end);
            }
            touches
        });
    }
}

/// Sets of rows of one dataset that change together.
#[derive(Debug)]
pub(super) struct Sets<const N: usize> {
    now: [Arc<RowSet>; N],
    /// The sets before those, and the words in which they differ.
    spare: Option<([Arc<RowSet>; N], WordRanges)>,
}

impl<const N: usize> Default for Sets<N> {
    fn default() -> Self {
        Self {
            now: std::array::from_fn(|_| Arc::default()),
            spare: None,
        }
    }
}

impl<const N: usize> Sets<N> {
    /// Goes on to other sets of `rows` rows. `changed`: the words in which they may differ, `None` where nothing is
    /// known. `fill` is to write all words of a range, whatever stands there.
    pub fn go_on(
        &mut self,
        rows: usize,
        changed: Option<&WordRanges>,
        mut fill: impl FnMut(&mut [&mut RowSet; N], Range<usize>),
    ) -> &[Arc<RowSet>; N] {
        let spare = self.spare.take();
        let is_free = |sets: &[Arc<RowSet>; N]| sets.iter().all(|set| Arc::strong_count(set) == 1);
        let (mut next, words) = match (changed, spare.filter(|(sets, _)| is_free(sets))) {
            (Some(changed), Some((sets, mut missed))) => {
                missed.join(changed);
                (sets, missed)
            }
            // Whoever is asked for mutable sets below makes copies of those that are held.
            (Some(changed), None) => (self.now.clone(), changed.clone()),
            (None, _) => (
                std::array::from_fn(|_| Arc::new(RowSet::none(rows))),
                WordRanges::all(rows),
            ),
        };
        let mut sets = next.each_mut().map(Arc::make_mut);
        words.ranges().for_each(|words| fill(&mut sets, words));
        let before = std::mem::replace(&mut self.now, next);
        self.spare = changed.map(|changed| (before, changed.clone()));
        &self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(rng: &mut fastrand::Rng, rows: usize) -> RowSet {
        RowSet::filter(rows, |_| rng.bool())
    }

    #[test]
    fn ranges_of_words_hold_the_rows_they_are_made_of_and_are_apart() {
        let mut rng = fastrand::Rng::with_seed(3);
        for _ in 0..200 {
            let mut rows = || (rng.usize(0..900), rng.usize(0..300));
            let all: Vec<Range<usize>> = (0..5).map(|_| rows()).map(|(a, n)| a..a + n).collect();
            let (some, others) = all.split_at(2);
            let mut words = WordRanges::of_rows(some.to_vec());
            words.join(&WordRanges::of_rows(others.to_vec()));
            let found: Vec<Range<usize>> = words.ranges().collect();
            assert!(found.windows(2).all(|pair| pair[0].end < pair[1].start), "{found:?}");
            for word in 0..30 {
                let wanted = all.iter().any(|r| r.clone().any(|row| row / 64 == word));
                assert_eq!(found.iter().any(|r| r.contains(&word)), wanted, "{all:?}: {word}");
            }
        }
    }

    #[test]
    fn sets_that_change_in_some_words_are_those_made_anew() {
        let mut rng = fastrand::Rng::with_seed(5);
        for _ in 0..60 {
            let rows = rng.usize(1..2_000);
            let (mut sets, mut wanted) = (Sets::<2>::default(), [random(&mut rng, rows), random(&mut rng, rows)]);
            let (mut held, mut now) = (Vec::new(), [Arc::<RowSet>::default(), Arc::default()]);
            for round in 0..12 {
                let from = rng.usize(0..rows);
                let changed = WordRanges::of_rows(std::iter::once(from..rng.usize(from..=rows)));
                let others = [random(&mut rng, rows), random(&mut rng, rows)];
                let changed = (round % 5 > 0).then_some(changed);
                for words in changed.clone().unwrap_or(WordRanges::all(rows)).ranges() {
                    for (set, other) in wanted.iter_mut().zip(&others) {
                        set.copy_words(other, words.clone());
                    }
                }
                if rng.bool() {
                    held.push((now.clone(), now.each_ref().map(|set| (**set).clone())));
                }
                now = Default::default();
                let found = sets.go_on(rows, changed.as_ref(), |sets, words| {
                    for (set, wanted) in sets.iter_mut().zip(&wanted) {
                        set.copy_words(wanted, words.clone());
                    }
                });
                assert!(found.iter().zip(&wanted).all(|(set, wanted)| **set == *wanted));
                now.clone_from(found);
                // What somebody holds stays as it is.
                assert!(
                    held.iter()
                        .all(|(sets, then)| sets.iter().zip(then).all(|(a, b)| **a == *b))
                );
                if rng.bool() {
                    held.clear();
                }
            }
        }
    }
}
