//! Sets of rows as bitmaps.

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
        for row in 0..set.rows {
            if keep(row) {
                set.insert(row);
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
    pub fn count_in(&self, range: std::ops::Range<Row>) -> usize {
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

    /// Leaves out the rows that are in `other`.
    pub fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
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
        }
    }
}
