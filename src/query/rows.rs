//! Sets of rows as bitmaps.

use std::ops::Range;

use crate::model::Row;

/// A set of rows of one dataset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowSet {
    words: Vec<u64>,
    rows: u32,
}

impl RowSet {
    /// No row of a dataset of this many rows.
    pub fn none(rows: usize) -> Self {
        Self {
            words: vec![0; rows.div_ceil(64)],
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        }
    }

    /// Every row of a dataset of this many rows.
    pub fn all(rows: usize) -> Self {
        let mut set = Self::none(rows);
        set.words.fill(u64::MAX);
        let spare = rows % 64;
        if spare != 0
            && let Some(last) = set.words.last_mut()
        {
            *last = (1 << spare) - 1;
        }
        set
    }

    /// The rows for which `keep` is true.
    pub fn filter(rows: usize, mut keep: impl FnMut(Row) -> bool) -> Self {
        let mut set = Self::none(rows);
        let all = set.rows;
        for (i, word) in (0u32..).zip(&mut set.words) {
            let from = i * 64;
            for row in from..all.min(from.saturating_add(64)) {
                *word |= u64::from(keep(row)) << (row - from);
            }
        }
        set
    }

    /// Adds a row; a row beyond the dataset is ignored.
    pub fn insert(&mut self, row: Row) {
        if row < self.rows
            && let Some(word) = self.words.get_mut(row as usize / 64)
        {
            *word |= 1 << (row % 64);
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: Row) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    /// Adds every row of a range.
    pub fn insert_range(&mut self, range: Range<Row>) {
        let (from, to) = (range.start, range.end.min(self.rows));
        if from >= to {
            return;
        }
        let (first, last) = (from as usize / 64, (to - 1) as usize / 64);
        let low = u64::MAX << (from % 64);
        let high = u64::MAX >> (63 - (to - 1) % 64);
        for (i, word) in (first..).zip(self.words.get_mut(first..=last).unwrap_or_default()) {
            let mut bits = u64::MAX;
            if i == first {
                bits &= low;
            }
            if i == last {
                bits &= high;
            }
            *word |= bits;
        }
    }

    /// Adds the rows whose value passes: one value for each row, in their order. Costs the same whatever passes.
    pub fn insert_where<T>(&mut self, values: &[T], mut keep: impl FnMut(&T) -> bool) {
        let values = values.get(..self.rows()).unwrap_or(values);
        for (word, values) in self.words.iter_mut().zip(values.chunks(64)) {
            let bits = values.iter().zip(0..).map(|(value, i)| u64::from(keep(value)) << i);
            *word |= bits.fold(0, std::ops::BitOr::bitor);
        }
    }

    /// The rows of the set that lie in a range of words.
    #[must_use]
    pub(super) fn only_words(&self, words: Range<usize>) -> Self {
        let mut rows = Self::none(self.rows());
        rows.copy_words(self, words);
        rows
    }

    /// Number of rows of the dataset, in the set or not.
    pub fn rows(&self) -> usize {
        self.rows as usize
    }

    /// The bits, 64 rows a word, lowest bit first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether a row belongs to the set.
    pub fn has(&self, row: Row) -> bool {
        self.words
            .get(row as usize / 64)
            .is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    /// Number of rows in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Number of rows of the set in a range of rows. A bar of a histogram is one range, because rows are sorted
    /// by start; this makes a bar cost a few words whatever it holds.
    pub fn count_in(&self, range: Range<Row>) -> usize {
        let (from, to) = (range.start, range.end.min(self.rows));
        if from >= to {
            return 0;
        }
        let (first, last) = (from as usize / 64, (to - 1) as usize / 64);
        let words = self.words.get(first..=last).unwrap_or(&[]);
        let mut count = words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        let before = words.first().map_or(0, |word| word & !(u64::MAX << (from % 64)));
        let beyond = words.last().map_or(0, |word| match to % 64 {
            0 => 0,
            used => word & (u64::MAX << used),
        });
        count -= before.count_ones() as usize;
        count - beyond.count_ones() as usize
    }

    /// Whether no row is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The rows of the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        self.words.iter().enumerate().flat_map(|(i, word)| {
            let base = u32::try_from(i * 64).unwrap_or(u32::MAX);
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    base + bit
                })
            })
        })
    }

    /// The first row of the set that is not before a row.
    pub fn next_from(&self, row: Row) -> Option<Row> {
        let first = row as usize / 64;
        let mut mask = u64::MAX << (row % 64);
        for (i, word) in self.words.iter().enumerate().skip(first) {
            let bits = word & mask;
            if bits != 0 {
                return Row::try_from(i * 64).ok().map(|base| base + bits.trailing_zeros());
            }
            mask = u64::MAX;
        }
        None
    }

    /// The last row of the set before a row.
    pub fn last_before(&self, row: Row) -> Option<Row> {
        let row = row.min(self.rows);
        let last = row as usize / 64;
        let below = !(u64::MAX << (row % 64));
        for (i, word) in self.words.iter().enumerate().take(last + 1).rev() {
            let bits = word & if i == last { below } else { u64::MAX };
            if bits != 0 {
                return Row::try_from(i * 64).ok().map(|base| base + bits.ilog2());
            }
        }
        None
    }

    /// Adds the rows of `other`.
    pub fn union(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes out the rows of `other`.
    pub fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Every row of the dataset that is not in the set.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut all = Self::all(self.rows());
        all.subtract(self);
        all
    }

    /// Number of rows that are in both sets.
    pub fn count_and(&self, other: &Self) -> usize {
        let words = self.words.iter().zip(&other.words);
        words.map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Every row of the set, ascending: the fast way through large sets.
    #[inline(always)]
    pub fn each(&self, mut each: impl FnMut(Row)) {
        for (i, word) in (0u32..).zip(&self.words) {
            let mut rest = *word;
            while rest != 0 {
                each(i * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Takes over the words of another set.
    pub fn copy_words(&mut self, from: &Self, words: Range<usize>) {
        let to = words.start.min(self.words.len())..words.end.min(self.words.len());
        if let (Some(to), Some(from)) = (self.words.get_mut(to.clone()), from.words.get(to)) {
            to.copy_from_slice(from);
        }
    }

    /// Writes, in these words, the rows that are in both of two sets.
    pub(super) fn write_both(&mut self, (a, b): (&Self, &Self), words: Range<usize>) {
        let others = a.words.get(words.clone()).zip(b.words.get(words.clone()));
        let Some((to, (a, b))) = self.words.get_mut(words).zip(others) else {
            return;
        };
        for (word, (a, b)) in to.iter_mut().zip(a.iter().zip(b)) {
            *word = a & b;
        }
    }

    /// What a window leaves of the rows that pass, with one look at each of these words. The first and the third of
    /// the sets are given as the rows that are possible and certain in the window; they come to be
    ///
    /// - the rows by window alone, with the certainty asked for,
    /// - those that pass the filter too: the visible ones,
    /// - those of the visible that certainly happened in the window,
    /// - the others of the visible.
    ///
    /// Rows that are not `live` are in none.
    pub(super) fn look_at(
        [in_window, visible, certain, possible_only]: &mut [&mut Self; 4],
        (passing, live): (&Self, &Self),
        only_certain: bool,
        words: Range<usize>,
    ) {
        let (Some(passing), Some(live)) = (passing.words.get(words.clone()), live.words.get(words.clone())) else {
            return;
        };
        let sets = (
            in_window.words.get_mut(words.clone()),
            certain.words.get_mut(words.clone()),
        );
        let (Some(in_window), Some(certain)) = sets else { return };
        let sets = (visible.words.get_mut(words.clone()), possible_only.words.get_mut(words));
        let (Some(visible), Some(possible_only)) = sets else {
            return;
        };
        let window = in_window.iter_mut().zip(certain);
        let found = visible.iter_mut().zip(possible_only);
        for (((passing, live), (possible, certain)), (visible, only)) in passing.iter().zip(live).zip(window).zip(found)
        {
            let surely = *certain & live;
            *possible = if only_certain { surely } else { *possible & live };
            *visible = passing & *possible;
            *certain = surely & *visible;
            *only = *visible & !surely;
        }
    }

    /// Takes every row of these words out.
    pub(super) fn clear_words(&mut self, words: Range<usize>) {
        self.words.get_mut(words).unwrap_or_default().fill(0);
    }

    /// Keeps the rows that are also in `other`.
    pub fn intersect(&mut self, other: &Self) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.words.iter_mut().zip(others) {
            *word &= other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RowSet;

    #[test]
    fn sets_agree_with_a_plain_list() {
        let mut rng = fastrand::Rng::with_seed(7);
        for rows in [0usize, 1, 63, 64, 65, 200] {
            let a: Vec<bool> = (0..rows).map(|_| rng.bool()).collect();
            let b: Vec<bool> = (0..rows).map(|_| rng.bool()).collect();
            let set = |v: &[bool]| RowSet::filter(rows, |r| v[r as usize]);
            let (mut x, y) = (set(&a), set(&b));
            x.intersect(&y);
            let slow: Vec<u32> = (0..rows).filter(|i| a[*i] && b[*i]).map(|i| i as u32).collect();
            assert_eq!(x.iter().collect::<Vec<_>>(), slow);
            assert_eq!(x.count(), slow.len());
            let mut rest = set(&a);
            rest.subtract(&y);
            let slow_rest: Vec<u32> = (0..rows).filter(|i| a[*i] && !b[*i]).map(|i| i as u32).collect();
            assert_eq!(rest.iter().collect::<Vec<_>>(), slow_rest);
            assert_eq!(RowSet::all(rows).count(), rows);
            for _ in 0..50 {
                let (from, to) = (rng.u32(0..=rows as u32), rng.u32(0..=rows as u32 + 70));
                let slow = slow.iter().filter(|row| (from..to).contains(*row)).count();
                assert_eq!(x.count_in(from..to), slow, "{rows} {from}..{to}");
            }
            assert_eq!(RowSet::all(rows).iter().count(), rows);
            let (from, to) = (rng.u32(0..=rows as u32), rng.u32(0..=rows as u32 + 9));
            let mut range = RowSet::none(rows);
            range.insert_range(from..to);
            let slow_range: Vec<u32> = (from..to.min(rows as u32)).collect();
            assert_eq!(range.iter().collect::<Vec<_>>(), slow_range, "{rows} {from}..{to}");
            assert_eq!(range.complement().count(), rows - slow_range.len());
            let (p, q) = (set(&a), set(&b));
            let mut both = p.clone();
            both.insert_where(&b, |b| *b);
            both.insert_where(&[true; 300], |b| !*b);
            let either: Vec<u32> = (0..rows).filter(|i| a[*i] || b[*i]).map(|i| i as u32).collect();
            assert_eq!(both.iter().collect::<Vec<_>>(), either);
            let both = (0..rows).filter(|i| a[*i] && b[*i]).count();
            assert_eq!(p.count_and(&q), both);
            let mut each = Vec::new();
            p.each(|row| each.push(row));
            assert_eq!(each, p.iter().collect::<Vec<_>>());
            for _ in 0..20 {
                let row = rng.u32(0..=rows as u32 + 3);
                let slow_next = (row..rows as u32).find(|r| a[*r as usize]);
                let slow_last = (0..row.min(rows as u32)).rev().find(|r| a[*r as usize]);
                assert_eq!(
                    (p.next_from(row), p.last_before(row)),
                    (slow_next, slow_last),
                    "{rows} {row}"
                );
            }
            let mut joined = p.clone();
            joined.union(&q);
            assert_eq!(joined.count(), (0..rows).filter(|i| a[*i] || b[*i]).count());
            joined.subtract(&q);
            assert_eq!(joined.count(), (0..rows).filter(|i| a[*i] && !b[*i]).count());
        }
    }
}
