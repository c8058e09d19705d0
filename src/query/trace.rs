//! How a set of rows came from the one before it.
//!
//! What is counted over a set (actors, places, deaths …) is many, the set is one: how it changed is worked out
//! once, and everything counted follows the same short list of rows that came and went.
//!
//! ```text
//! the window moved by a step    from the set before: rows that came, rows that went
//! it jumped                     from whole blocks of the ground, whose counts are kept: rows that came and went
//! another filter                afresh
//! ```
//!
//! The **ground** is what passes the filter, whatever the window. Its rows are in order of time, so that a window of
//! any length is nearly a run of blocks of it.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::moved::WordRanges;
use super::rows::RowSet;
use crate::model::Row;

/// Rows that may always come and go before counting afresh is thought of.
pub(super) const FEW: usize = 8_192;
/// Blocks of a ground. The counts up to the end of each are kept: more of them cost memory, fewer cost time.
const BLOCKS: usize = 8;

fn new_stamp() -> u64 {
    static STAMPS: AtomicU64 = AtomicU64::new(1);
    STAMPS.fetch_add(1, Ordering::Relaxed)
}

/// Rows of one word of a bitmap that came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// Position of the word.
    pub word: u32,
    /// Rows that came, lowest bit first.
    pub came: u64,
    /// Rows that went.
    pub went: u64,
}

impl Change {
    /// Each row, `true` for one that came.
    #[inline(always)]
    pub fn each(self, mut each: impl FnMut(Row, bool)) {
        for (mut rest, came) in [(self.came, true), (self.went, false)] {
            while rest != 0 {
                each(self.word * 64 + rest.trailing_zeros(), came);
                rest &= rest - 1;
            }
        }
    }

    /// Number of rows.
    pub fn rows(self) -> usize {
        (self.came | self.went).count_ones() as usize
    }
}

/// How something that was counted comes to the set of a [`Trace`].
pub(super) enum Way<'a> {
    /// It is the same set.
    Same,
    /// These rows came and went since.
    Step(&'a [Change]),
    /// These runs of blocks of the ground, with the rows that came and went.
    Blocks(&'a [Range<usize>], &'a [Change]),
    /// Too much changed.
    Afresh,
}

/// What a set is to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Distance {
    Far,
    Near,
    Blocks,
}

/// A set of rows with how it came from the one before it.
#[derive(Debug, Clone)]
pub(super) struct Trace {
    set: Arc<RowSet>,
    count: usize,
    /// Name of the set; no two sets of a run of the program have the same, 0 is none.
    stamp: u64,
    /// Name of the set before it.
    before: u64,
    changes: Vec<Change>,
    /// Rows that came, rows that went.
    moved: (usize, usize),
    distance: Distance,
    runs: Vec<Range<usize>>,
    ground: Ground,
    few: usize,
}

/// What passes the filter, in blocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Ground {
    rows: Arc<RowSet>,
    /// Name of the set, 0 for none.
    stamp: u64,
    /// Jumps over it so far. Its blocks are counted when it is clear that one does not come alone.
    jumps: u32,
}

impl Ground {
    /// Name of the set: as long as it is the same, counts of its blocks hold.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    fn words_of_a_block(&self) -> usize {
        self.rows.words().len().div_ceil(BLOCKS).max(1)
    }

    /// The rows of each block, earliest first.
    pub fn blocks(&self) -> impl Iterator<Item = RowSet> + '_ {
        let words = self.words_of_a_block();
        let blocks = self.rows.words().len().div_ceil(words);
        (0..blocks).map(move |i| self.rows.only_words(i * words..(i + 1) * words))
    }

    /// The blocks that are at least half in a set.
    fn runs_in(&self, set: &RowSet, runs: &mut Vec<Range<usize>>) {
        runs.clear();
        let words = self.words_of_a_block();
        let blocks = self.rows.words().chunks(words).zip(set.words().chunks(words));
        for (i, (ground, set)) in blocks.enumerate() {
            let count = |words: &[u64]| words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
            if count(set) * 2 < count(ground).max(1) {
                continue;
            }
            match runs.last_mut() {
                Some(last) if last.end == i => last.end = i + 1,
                _ => runs.push(i..i + 1),
            }
        }
    }

    /// The rows of these blocks.
    fn rows_of(&self, runs: &[Range<usize>]) -> RowSet {
        let words = self.words_of_a_block();
        let mut rows = RowSet::none(self.rows.rows());
        for run in runs {
            rows.union(&self.rows.only_words(run.start * words..run.end * words));
        }
        rows
    }
}

impl Trace {
    /// A trace of no set, that goes by steps of at least so many rows.
    pub fn new(few: usize) -> Self {
        Self {
            set: Arc::default(),
            count: 0,
            stamp: 0,
            before: 0,
            changes: Vec::new(),
            moved: (0, 0),
            distance: Distance::Far,
            runs: Vec::new(),
            ground: Ground::default(),
            few,
        }
    }

    /// Goes on to another set, of rows of a ground. `changed`: the words in which it may differ from the set before
    /// it, where that is known.
    pub fn go_to(&mut self, to: &Arc<RowSet>, ground: &Arc<RowSet>, changed: Option<&WordRanges>) {
        if !Arc::ptr_eq(&self.ground.rows, ground) || self.ground.stamp == 0 {
            self.ground = Ground {
                rows: Arc::clone(ground),
                stamp: new_stamp(),
                jumps: 0,
            };
        }
        let known = self.stamp != 0 && self.set.rows() == to.rows();
        let before = std::mem::replace(&mut self.set, Arc::clone(to));
        // Where blocks are counted, a jump looks at fewer rows than this.
        let by_blocks = if self.ground.jumps > 0 {
            to.rows() / (2 * BLOCKS)
        } else {
            usize::MAX
        };
        let most = (self.count / 2).min(by_blocks).max(self.few);
        if known && self.collect(&before, most, changed) {
            self.before = self.stamp;
            self.distance = Distance::Near;
            if !self.changes.is_empty() {
                self.stamp = new_stamp();
                self.count = self.count + self.moved.0 - self.moved.1;
            }
            return;
        }
        (self.before, self.stamp) = (self.stamp, new_stamp());
        self.count = to.count();
        self.distance = Distance::Far;
        self.ground.jumps += 1;
        if self.ground.jumps > 1 {
            self.ground.runs_in(to, &mut self.runs);
            let base = self.ground.rows_of(&self.runs);
            if !self.runs.is_empty() && self.collect(&base, self.count, None) {
                self.distance = Distance::Blocks;
                return;
            }
        }
        self.changes = Vec::new();
    }

    /// Lists the rows by which the set differs from another; gives up where they are more than `most`.
    fn collect(&mut self, from: &RowSet, most: usize, changed: Option<&WordRanges>) -> bool {
        self.changes.clear();
        self.moved = (0, 0);
        let all = WordRanges::all(self.set.rows());
        for words in changed.unwrap_or(&all).ranges() {
            let first = u32::try_from(words.start).unwrap_or(u32::MAX);
            let now = self.set.words().get(words.clone()).unwrap_or_default();
            let then = from.words().get(words).unwrap_or_default();
            for (word, (now, then)) in (first..)
                .zip(now.iter().zip(then))
                .filter(|(_, (now, then))| now != then)
            {
                let (came, went) = (now & !then, then & !now);
                self.moved.0 += came.count_ones() as usize;
                self.moved.1 += went.count_ones() as usize;
                if self.moved.0 + self.moved.1 > most {
                    return false;
                }
                self.changes.push(Change { word, came, went });
            }
        }
        true
    }

    /// The set.
    pub fn set(&self) -> &RowSet {
        &self.set
    }

    /// Number of rows of the set.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What passes the filter.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// How something that counted the set named `*counted` comes to this one. It is taken to go there.
    pub fn way(&self, counted: &mut u64) -> Way<'_> {
        let known = std::mem::replace(counted, self.stamp);
        if known == self.stamp && known != 0 {
            return Way::Same;
        }
        match self.distance {
            Distance::Near if known == self.before && known != 0 => Way::Step(&self.changes),
            Distance::Blocks => Way::Blocks(&self.runs, &self.changes),
            _ => Way::Afresh,
        }
    }

    /// Name of the set; different from that of every other set.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// The set before it, by name, and the rows that came and went since; `None` where they were not listed.
    pub fn step(&self) -> Option<(u64, &[Change])> {
        let is_near = self.distance == Distance::Near && self.before != 0;
        is_near.then_some((self.before, self.changes.as_slice()))
    }

    /// How many rows have to be looked at to follow, blocks being counted.
    pub fn work(&self) -> usize {
        if self.distance == Distance::Far || self.before == 0 {
            self.count
        } else {
            self.moved.0 + self.moved.1
        }
    }
}
