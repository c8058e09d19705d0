//! How counts are brought to another set of rows in the cheapest way, whatever is counted.
//!
//! Counts of a result stay as they are as long as somebody holds the result. The counts before those are mostly free
//! again: they are brought up to date by two steps, which costs less than a copy.

use std::sync::Arc;

use super::rows::RowSet;
use super::trace::{Change, Trace, Way};

/// Counts that can be added.
pub(super) trait Counts: Clone {
    /// All counts to 0.
    fn clear(&mut self);
    /// Adds others.
    fn add(&mut self, other: &Self);
    /// Takes others away.
    fn subtract(&mut self, other: &Self);
    /// From so many rows on that come and go, a copy costs less than to follow them.
    fn worth(&self) -> usize;
}

impl Counts for Vec<u32> {
    fn clear(&mut self) {
        self.fill(0);
    }

    fn add(&mut self, other: &Self) {
        self.iter_mut().zip(other).for_each(|(a, b)| *a = a.wrapping_add(*b));
    }

    fn subtract(&mut self, other: &Self) {
        self.iter_mut().zip(other).for_each(|(a, b)| *a = a.wrapping_sub(*b));
    }

    fn worth(&self) -> usize {
        self.len() / 16
    }
}

/// Counts of a result before the last, with the rows that came and went since.
#[derive(Debug)]
struct Spare<C> {
    counts: Arc<C>,
    /// `None` where they are only good for their memory.
    missed: Option<Vec<Change>>,
}

/// Counts that follow a [`Trace`].
#[derive(Debug)]
pub(super) struct Followed<C> {
    now: Arc<C>,
    /// Name of the set that was counted.
    counted: u64,
    spare: Option<Spare<C>>,
    /// Name of the ground whose blocks were counted.
    ground: u64,
    /// Counts of the ground up to the end of each block.
    sums: Vec<C>,
}

impl<C: Default> Default for Followed<C> {
    fn default() -> Self {
        Self {
            now: Arc::default(),
            counted: 0,
            spare: None,
            ground: 0,
            sums: Vec::new(),
        }
    }
}

impl<C: Counts> Followed<C> {
    /// Brings the counts to the set of a trace. `empty` makes counts of nothing, `change` counts rows that came
    /// and went, `afresh` adds a set of rows to counts of nothing.
    pub fn update(
        &mut self,
        trace: &Trace,
        empty: impl Fn() -> C,
        change: impl Fn(&mut C, &[Change]),
        mut afresh: impl FnMut(&mut C, &RowSet),
    ) -> &C {
        let first = self.counted == 0;
        if first || self.ground != trace.ground().stamp() {
            self.ground = trace.ground().stamp();
            self.sums = Vec::new();
        }
        match trace.way(&mut self.counted) {
            Way::Same => {}
            Way::Step(changes) => self.step(changes, &change),
            Way::Blocks(runs, changes) => {
                if self.sums.is_empty() {
                    self.sums = block_sums(trace, &empty, &mut afresh);
                }
                let sums = std::mem::take(&mut self.sums);
                let now = self.room(first, &empty);
                now.clear();
                let upto = |block: usize| block.checked_sub(1).and_then(|last| sums.get(last));
                for run in runs {
                    if let Some(sum) = upto(run.end) {
                        now.add(sum);
                    }
                    if let Some(sum) = upto(run.start) {
                        now.subtract(sum);
                    }
                }
                change(now, changes);
                self.sums = sums;
            }
            Way::Afresh => {
                let now = self.room(first, &empty);
                now.clear();
                afresh(now, trace.set());
            }
        }
        &self.now
    }

    /// The same where the counts are known in another way: `write` adds them to counts of nothing.
    pub fn put(&mut self, trace: &Trace, empty: impl Fn() -> C, write: impl FnOnce(&mut C)) {
        let first = self.counted == 0;
        if !matches!(trace.way(&mut self.counted), Way::Same) {
            let now = self.room(first, &empty);
            now.clear();
            write(now);
        }
    }

    /// Goes on by some rows.
    fn step(&mut self, changes: &[Change], change: impl Fn(&mut C, &[Change])) {
        if let Some(now) = Arc::get_mut(&mut self.now) {
            change(now, changes);
            self.spare = None;
            return;
        }
        if changes.is_empty() {
            return;
        }
        let spare = self.spare.take().and_then(|spare| {
            let (mut counts, missed) = (spare.counts, spare.missed);
            let free = Arc::get_mut(&mut counts)?;
            let worth = missed.filter(|missed| missed.iter().map(|c| c.rows()).sum::<usize>() < free.worth());
            match worth {
                Some(missed) => change(free, &missed),
                None => free.clone_from(&self.now),
            }
            Some(counts)
        });
        let mut counts = spare.unwrap_or_else(|| Arc::new((*self.now).clone()));
        if let Some(counts) = Arc::get_mut(&mut counts) {
            change(counts, changes);
        }
        let before = std::mem::replace(&mut self.now, counts);
        self.spare = Some(Spare {
            counts: before,
            missed: Some(changes.to_vec()),
        });
    }

    /// Counts that nobody holds, of whatever.
    fn room(&mut self, first: bool, empty: impl Fn() -> C) -> &mut C {
        let spare = self.spare.take();
        if first || Arc::get_mut(&mut self.now).is_none() {
            let free = spare
                .map(|spare| spare.counts)
                .filter(|counts| Arc::strong_count(counts) == 1);
            let free = free.filter(|_| !first).unwrap_or_else(|| Arc::new(empty()));
            let counts = std::mem::replace(&mut self.now, free);
            self.spare = (!first).then_some(Spare { counts, missed: None });
        }
        Arc::make_mut(&mut self.now)
    }

    /// The counts as they were left.
    pub fn counts(&self) -> &C {
        &self.now
    }

    /// The same for a result: they stay as they are.
    pub fn shared(&self) -> Arc<C> {
        Arc::clone(&self.now)
    }
}

fn block_sums<C: Counts>(trace: &Trace, empty: impl Fn() -> C, mut afresh: impl FnMut(&mut C, &RowSet)) -> Vec<C> {
    let mut sums: Vec<C> = Vec::new();
    for block in trace.ground().blocks() {
        let mut sum = empty();
        afresh(&mut sum, &block);
        if let Some(before) = sums.last() {
            sum.add(before);
        }
        sums.push(sum);
    }
    sums
}
