//! How often each value of a column of lists occurs before every so-manieth row.
//!
//! Rows are in order of time: what a window shows of an unfiltered table is nearly a run of rows, and the values in
//! it are the difference of two milestones and some rows at its ends, however long it is. Where a filter leaves gaps
//! everywhere nothing is saved, and nobody asks.

use super::rows::RowSet;
use super::trace::Change;
use crate::model::Row;
use crate::model::dictionary::{Code, Lists};

/// Most milestones of a column.
const MOST: usize = 256;
/// Fewer are not worth their memory.
const LEAST: usize = 8;
/// Least words of a bitmap between two of them.
const NEAR: usize = 8;

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Milestones {
    /// Words of a bitmap from one to the next; 0 where there are none.
    words: usize,
    values: usize,
    /// Rows by value before each block of words, and before the end of the last: block by block.
    before: Vec<u32>,
}

/// A set of rows as seen from milestones.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Blocks that are taken whole: first, and behind the last.
    runs: Vec<(usize, usize)>,
    /// Rows that come to them, and rows of them that are not in the set.
    pub changes: Vec<Change>,
}

impl Milestones {
    /// Counts a column. They take no more memory than the column itself.
    pub fn of((lists, column): (&Lists, &[Code])) -> Self {
        let (values, all) = (lists.dictionary().len(), column.len().div_ceil(64));
        let blocks = MOST.min(column.len() / values.max(1)).min(all / NEAR);
        if blocks < LEAST {
            return Self::default();
        }
        let words = all.div_ceil(blocks);
        let (mut counts, mut before) = (vec![0_u32; values], vec![0; values]);
        for rows in column.chunks(words * 64) {
            for value in rows.iter().flat_map(|list| lists.codes(*list)) {
                if let Some(count) = counts.get_mut(*value as usize) {
                    *count += 1;
                }
            }
            before.extend_from_slice(&counts);
        }
        Self { words, values, before }
    }

    /// A set of rows, where it is at most so many rows away from whole blocks.
    pub fn near(&self, set: &RowSet, most: usize) -> Option<Near> {
        // To look at every word costs as much as some rows.
        if self.words == 0 || most < NEAR * 64 {
            return None;
        }
        let (mut near, mut away, all) = (Near::default(), 0, set.rows());
        for (block, words) in set.words().chunks(self.words).enumerate() {
            let first = block * self.words;
            let rows = all.min((first + words.len()) * 64) - first * 64;
            let inside: usize = words.iter().map(|word| word.count_ones() as usize).sum();
            let whole = inside * 2 >= rows;
            away += if whole { rows - inside } else { inside };
            if away > most {
                return None;
            }
            if whole {
                match near.runs.last_mut() {
                    Some((_, end)) if *end == block => *end += 1,
                    _ => near.runs.push((block, block + 1)),
                }
            }
            for (i, word) in (first..).zip(words) {
                let here = (all - i * 64).min(64);
                let full = u64::MAX >> (64 - here);
                let (came, went) = if whole { (0, full & !word) } else { (*word, 0) };
                if came | went != 0 {
                    let word = u32::try_from(i).unwrap_or(Row::MAX);
                    near.changes.push(Change { word, came, went });
                }
            }
        }
        Some(near)
    }

    /// Adds the rows of whole blocks to counts by value.
    pub fn add(&self, near: &Near, counts: &mut [u32]) {
        let before = |block: usize| self.before.get(block * self.values..(block + 1) * self.values);
        for (from, to) in &near.runs {
            let Some((from, to)) = before(*from).zip(before(*to)) else {
                continue;
            };
            for (count, (from, to)) in counts.iter_mut().zip(from.iter().zip(to)) {
                *count = count.wrapping_add(to.wrapping_sub(*from));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_set_are_those_of_its_rows() {
        let mut rng = fastrand::Rng::with_seed(12);
        for rows in [5_000, 9_001, 20_032] {
            let mut lists = Lists::default();
            let mut list = || {
                let names: Vec<String> = (0..rng.u8(0..4)).map(|_| rng.u8(0..20).to_string()).collect();
                lists.code(names.iter().map(String::as_str))
            };
            let column: Vec<Code> = (0..rows).map(|_| list()).collect();
            let milestones = Milestones::of((&lists, &column));
            assert!(milestones.words > 0);
            for _ in 0..40 {
                let (from, to) = (rng.u32(0..rows as u32), rng.u32(0..=rows as u32));
                let mut set = RowSet::none(rows);
                set.insert_range(from..to);
                (0..rng.u32(0..300)).for_each(|_| set.remove(rng.u32(0..rows as u32)));
                (0..rng.u32(0..50)).for_each(|_| set.insert(rng.u32(0..rows as u32)));
                let mut slow = vec![0; lists.dictionary().len()];
                for value in set.iter().flat_map(|row| lists.codes(column[row as usize])) {
                    slow[*value as usize] += 1;
                }
                let near = milestones.near(&set, usize::MAX).unwrap();
                let away: usize = near.changes.iter().map(|change| change.rows()).sum();
                assert!(away == 0 || milestones.near(&set, away - 1).is_none());
                let mut found = vec![0_u32; slow.len()];
                milestones.add(&near, &mut found);
                for change in &near.changes {
                    change.each(|row, came| {
                        for value in lists.codes(column[row as usize]) {
                            let count = &mut found[*value as usize];
                            *count = count.wrapping_add(if came { 1 } else { u32::MAX });
                        }
                    });
                }
                assert_eq!(found, slow);
            }
        }
        assert!(
            Milestones::of((&Lists::default(), &[]))
                .near(&RowSet::none(0), 9)
                .is_none()
        );
    }
}
