//! How a set of rows came from the one before it.
//!
//! What is counted over a set (actors, places, deaths …) is many, the set is one: how it changed is worked out
//! once, and every tally follows the same short list of rows that came and went.

use std::sync::atomic::{AtomicU64, Ordering};

use super::rows::RowSet;
use crate::model::Row;

/// Rows that may always come and go before counting afresh is thought of.
const FEW: usize = 8_192;

/// A set of rows with how it came from the one before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Trace {
    set: RowSet,
    count: usize,
    /// Name of the set; no two sets of a run of the program have the same, 0 is none.
    stamp: u64,
    /// Name of the set before it.
    before: u64,
    came: Vec<Row>,
    went: Vec<Row>,
    /// So much changed that counting afresh is cheaper: `came` and `went` say nothing.
    far: bool,
}

impl Trace {
    /// Goes on to another set.
    pub fn go_to(&mut self, to: &RowSet) {
        static STAMPS: AtomicU64 = AtomicU64::new(1);
        self.came.clear();
        self.went.clear();
        if self.stamp != 0 && self.set == *to {
            self.before = self.stamp;
            self.far = false;
            return;
        }
        self.before = self.stamp;
        self.stamp = STAMPS.fetch_add(1, Ordering::Relaxed);
        self.count = to.count();
        let most = (self.count / 2).max(FEW);
        self.far = self.set.rows() != to.rows() || !self.collect(to, most);
        if self.far {
            // Half of all rows may have been listed in vain.
            (self.came, self.went) = (Vec::new(), Vec::new());
        }
        self.set.clone_from(to);
    }

    /// Lists the rows that changed; gives up where they are more than `most`.
    fn collect(&mut self, to: &RowSet, most: usize) -> bool {
        for (i, (now, then)) in (0u32..).zip(to.words().iter().zip(self.set.words())) {
            let mut rest = now ^ then;
            if rest == 0 {
                continue;
            }
            if self.came.len() + self.went.len() > most {
                return false;
            }
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let list = if now >> bit & 1 == 1 {
                    &mut self.came
                } else {
                    &mut self.went
                };
                list.push(i * 64 + bit);
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

    /// Brings something that counted the set named `*counted` to this one: rows that came, rows that went, in
    /// this order of arguments; or answers `false`: count afresh.
    pub fn follow(&self, counted: &mut u64) -> Option<(&[Row], &[Row])> {
        let known = *counted;
        *counted = self.stamp;
        if known == self.stamp && known != 0 {
            Some((&[], &[]))
        } else if known == self.before && known != 0 && !self.far {
            Some((&self.came, &self.went))
        } else {
            None
        }
    }

    /// How many rows a tally has to look at to follow.
    pub fn work(&self) -> usize {
        let listed = self.came.len() + self.went.len();
        if self.far || self.before == 0 {
            self.count
        } else {
            listed
        }
    }
}
