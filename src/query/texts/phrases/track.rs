//! Following the words of notes, one after the other, and listing the records of what they say together.

use super::super::growing::{Growing, TooMany};
use super::plan::{Next, Plan, ROOT, Step};
use super::{alone, otherwise, together};

/// Lists records while notes are read, the words of each in their order.
#[derive(Debug)]
pub(in crate::query::texts) struct Tracker<'a> {
    plan: &'a Plan,
    lists: Growing,
    /// The nodes whose sequences end at the last word, the longest first.
    active: Vec<u32>,
    next: Vec<u32>,
}

impl<'a> Tracker<'a> {
    /// For records of a range.
    pub fn new(plan: &'a Plan, records: std::ops::Range<u32>) -> Self {
        Self {
            plan,
            lists: Growing::new(records),
            active: Vec::new(),
            next: Vec::new(),
        }
    }

    /// The next word of a record, by its number.
    ///
    /// # Errors
    /// [`TooMany`]: the rest of the texts need not be read.
    pub fn word(&mut self, record: u32, word: u32) -> Result<(), TooMany> {
        let here = self.plan.of_word(word);
        if here.is_none() && self.active.is_empty() {
            return Ok(());
        }
        self.next.clear();
        for i in 0..self.active.len() {
            let node = self.active.get(i).copied().unwrap_or(ROOT);
            let Some(next) = self.plan.node(node).map(|node| node.next) else {
                continue;
            };
            let step = here.and_then(|_| self.plan.step(node, word)).copied();
            match next {
                Next::Leaf => {}
                Next::Straight(expected) if expected != word => self.list(record, otherwise(node))?,
                Next::Straight(_) => {}
                Next::Branch => {
                    let listed = match step {
                        Some(step) => !step.is_alias,
                        None => here.is_some() && self.plan.keeps(node, word),
                    };
                    if listed {
                        self.list(record, together(node, word))?;
                    }
                }
            }
            self.follow(record, word, step)?;
        }
        if let Some(here) = here {
            let step = self.plan.step(ROOT, word).copied();
            self.follow(record, word, step.map(|step| Step { to: None, ..step }))?;
            if self.plan.node(here).is_some_and(|node| node.next != Next::Leaf) {
                self.next.push(here);
            }
        }
        std::mem::swap(&mut self.active, &mut self.next);
        Ok(())
    }

    /// Goes where a step leads, and lists the record where a longer sequence almost always does and did not now.
    fn follow(&mut self, record: u32, word: u32, step: Option<Step>) -> Result<(), TooMany> {
        let Some(step) = step else { return Ok(()) };
        if let Some(before) = step.before.filter(|before| !self.active.contains(before)) {
            self.list(record, alone(before, word))?;
        }
        let leads_on = |to: &u32| self.plan.node(*to).is_some_and(|node| node.next != Next::Leaf);
        self.next.extend(step.to.filter(leads_on));
        Ok(())
    }

    /// The notes of a record have ended.
    ///
    /// # Errors
    /// As [`Self::word`].
    pub fn end(&mut self, record: u32) -> Result<(), TooMany> {
        for node in std::mem::take(&mut self.active) {
            if matches!(self.plan.node(node).map(|node| node.next), Some(Next::Straight(_))) {
                self.list(record, otherwise(node))?;
            }
        }
        Ok(())
    }

    fn list(&mut self, record: u32, key: u64) -> Result<(), TooMany> {
        self.lists.add(record, &key.to_le_bytes()).map(|_| ())
    }

    /// What was listed.
    pub fn into_lists(self) -> Growing {
        self.lists
    }
}
