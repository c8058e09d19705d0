//! Which records hold a phrase.

use super::super::growing::{Growing, TooMany};
use super::super::lists::{Held, List, Lists};
use super::super::postings::Postings;
use super::plan::{Next, Plan, ROOT, Step};
use super::{alone, otherwise, together};
use crate::query::rows::RowSet;

/// No node: nothing is known of what follows.
const NOWHERE: u32 = u32::MAX;
/// Fewer records are read rather than narrowed down; tests narrow all.
const ENOUGH: usize = if cfg!(test) { 1 } else { 200 };

/// What stands together in the notes of so many records, to be asked.
#[derive(Debug)]
pub(in crate::query::texts) struct Phrases {
    plan: Plan,
    /// The names of the lists, ascending, and the lists.
    named: Vec<(u64, List)>,
    lists: Lists,
}

/// The words that may stand at one place of a phrase.
struct Slot {
    /// Records with one of them.
    all: RowSet,
    /// Records with one that is not frequent.
    rare: RowSet,
    /// The frequent ones.
    frequent: Vec<u32>,
}

/// How far a phrase was followed.
#[derive(Clone)]
struct Here {
    node: u32,
    /// Records that may hold it so far. The others do not.
    holds: RowSet,
    /// Of these those in which what stands before the node may not stand before it.
    astray: RowSet,
    /// Of these those in which the node may not go on as it mostly does.
    doubt: RowSet,
}

/// One question.
struct Asked<'a> {
    phrases: &'a Phrases,
    words: &'a Postings,
    slots: Vec<Slot>,
    /// Records that hold a word for each place.
    candidates: RowSet,
    /// Records that may hold the phrase from a place on, once somebody asked.
    ends: Vec<Option<RowSet>>,
}

impl Phrases {
    /// Brings together what was listed in parts, the parts in ascending order.
    ///
    /// # Errors
    /// [`TooMany`] where that is too much.
    pub fn of(plan: Plan, records: u32, parts: Vec<Growing>) -> Result<Self, TooMany> {
        let all = Postings::of(records, parts)?;
        let numbers = 0..u32::try_from(all.len()).map_err(|_| TooMany)?;
        let name = |number| {
            all.word(number)
                .first_chunk::<8>()
                .map(|bytes| u64::from_le_bytes(*bytes))
        };
        let named = numbers.filter_map(|number| Some((name(number)?, all.list(number)?)));
        let mut named: Vec<(u64, List)> = named.collect();
        named.shrink_to_fit();
        named.sort_unstable_by_key(|(name, _)| *name);
        let (_, lists) = all.into_lists();
        Ok(Self { plan, named, lists })
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.plan.bytes() + self.named.capacity() * size_of::<(u64, List)>() + self.lists.bytes()
    }

    /// Number of lists, for measuring.
    pub fn len(&self) -> usize {
        self.named.len()
    }

    fn list(&self, name: u64) -> Option<List> {
        let at = self.named.binary_search_by_key(&name, |(name, _)| *name).ok()?;
        self.named.get(at).map(|(_, list)| *list)
    }

    fn set(&self, name: u64) -> RowSet {
        let mut set = RowSet::none(self.lists.records() as usize);
        self.add(name, &mut set);
        set
    }

    fn add(&self, name: u64, set: &mut RowSet) {
        if let Some(list) = self.list(name) {
            self.lists.add_to(list, set);
        }
    }

    /// The records whose notes hold a phrase: the first of its words at the end of one, the last at the beginning of
    /// one, those between whole. `None` where more than `most` entries of words would be walked.
    pub fn holding(&self, words: &Postings, phrase: &str, most: Option<u64>) -> Option<Held> {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let last = parts.len() - 1;
        let mut slots = Vec::with_capacity(parts.len());
        let mut candidates = RowSet::all(words.records() as usize);
        for (i, part) in parts.iter().enumerate() {
            let slot = self.slot(words, part, (i == 0, i == last), most)?;
            candidates.intersect(&slot.all);
            slots.push(slot);
        }
        let between = slots.get(1..last).unwrap_or_default();
        if candidates.count() < ENOUGH || between.iter().any(|slot| slot.frequent.is_empty()) {
            return Some(Held {
                unsure: candidates,
                ..Held::none(words.records() as usize)
            });
        }
        let ends = vec![None; slots.len()];
        let mut asked = Asked {
            phrases: self,
            words,
            slots,
            candidates,
            ends,
        };
        Some(asked.from(0))
    }

    fn slot(&self, words: &Postings, part: &str, (is_first, is_last): (bool, bool), most: Option<u64>) -> Option<Slot> {
        let bytes = part.as_bytes();
        let fits = |whole: &[u8]| (is_first || whole.starts_with(bytes)) && (is_last || whole.ends_with(bytes));
        let mut slot = Slot {
            all: RowSet::none(words.records() as usize),
            rare: RowSet::none(words.records() as usize),
            frequent: Vec::new(),
        };
        let (mut rare, mut entries) = (Vec::new(), 0);
        words.matching(part, fits, |number, list| {
            entries += words.lists().entries(list);
            match self.plan.of_word(number) {
                Some(_) => slot.frequent.push(number),
                None => rare.push(list),
            }
        });
        if most.is_some_and(|most| entries > most) {
            return None;
        }
        rare.into_iter()
            .for_each(|list| words.lists().add_to(list, &mut slot.rare));
        slot.all.union(&slot.rare);
        for list in slot.frequent.iter().filter_map(|number| words.list(*number)) {
            words.lists().add_to(list, &mut slot.all);
        }
        Some(slot)
    }
}

impl Asked<'_> {
    /// The records that hold the phrase from a place on.
    fn from(&mut self, place: usize) -> Held {
        let mut held = Held::none(self.candidates.rows());
        let Some(slot) = self.slots.get(place) else {
            return held;
        };
        held.unsure.union(&slot.rare);
        for word in slot.frequent.clone() {
            self.follow(place, word, &mut held);
        }
        held.unsure.intersect(&self.candidates);
        held.unsure.subtract(&held.sure);
        held
    }

    /// The records that may hold the phrase from a place on, and all its words.
    fn possible_from(&mut self, place: usize) -> RowSet {
        if let Some(Some(known)) = self.ends.get(place) {
            return known.clone();
        }
        let possible = if place + 1 >= self.slots.len() {
            self.candidates.clone()
        } else {
            let mut held = self.from(place);
            held.unsure.union(&held.sure);
            held.unsure
        };
        if let Some(slot) = self.ends.get_mut(place) {
            *slot = Some(possible.clone());
        }
        possible
    }

    /// Follows the phrase from a place on, which begins with this word there.
    fn follow(&mut self, place: usize, word: u32, held: &mut Held) {
        let mut holds = self.candidates.clone();
        holds.intersect(&self.set_of(word));
        if holds.is_empty() {
            return;
        }
        let last = self.slots.len() - 1;
        let nothing = RowSet::none(holds.rows());
        let mut here = Here {
            node: self.phrases.plan.of_word(word).unwrap_or(NOWHERE),
            holds,
            astray: nothing.clone(),
            doubt: nothing,
        };
        for at in place + 1..last {
            let word = self.slots.get(at).and_then(|slot| slot.frequent.first()).copied();
            if !word.is_some_and(|word| self.step(&mut here, word)) {
                return self.lose(here, place, at, held);
            }
        }
        match self.next(here.node) {
            Next::Leaf => self.lose(here, place, last, held),
            Next::Straight(word) => self.end_straight(here, word, held),
            Next::Branch => self.end_branch(here, held),
        }
    }

    /// What follows at a place is not known: whatever may hold the rest may hold all.
    fn lose(&mut self, mut here: Here, place: usize, at: usize, held: &mut Held) {
        let rest = if at - 1 > place { at - 1 } else { at };
        here.holds.intersect(&self.possible_from(rest));
        held.unsure.union(&here.holds);
    }

    fn next(&self, node: u32) -> Next {
        self.phrases.plan.node(node).map_or(Next::Leaf, |node| node.next)
    }

    fn set_of(&self, word: u32) -> RowSet {
        let list = self.words.list(word);
        list.map_or_else(
            || RowSet::none(self.candidates.rows()),
            |list| self.words.lists().set(list),
        )
    }

    /// Goes on by a word; `false` where it is not known which of the records do.
    fn step(&self, here: &mut Here, word: u32) -> bool {
        let (mut node, mut is_narrowed) = (here.node, false);
        while node != ROOT {
            let step = self.phrases.plan.step(node, word).copied();
            match self.next(node) {
                _ if is_narrowed => {}
                Next::Leaf => return false,
                Next::Straight(expected) => {
                    let others = self.phrases.set(otherwise(node));
                    if expected != word {
                        here.holds.intersect(&others);
                        return false;
                    }
                    here.doubt.union(&others);
                    is_narrowed = true;
                }
                Next::Branch if step.is_some_and(|step| step.is_alias) => {}
                Next::Branch if step.is_some() || self.phrases.plan.keeps(node, word) => {
                    here.narrow(&self.phrases.set(together(node, word)));
                    is_narrowed = true;
                }
                Next::Branch => return false,
            }
            match step {
                Some(Step { is_alias: true, .. }) => {
                    here.astray.union(&self.phrases.set(alone(node, word)));
                    node = self.phrases.plan.node(node).map_or(ROOT, |node| node.link);
                }
                step => {
                    here.node = step.and_then(|step| step.to).unwrap_or(NOWHERE);
                    return true;
                }
            }
        }
        if !is_narrowed {
            here.narrow(&self.set_of(word));
        }
        here.node = self.phrases.plan.of_word(word).unwrap_or(NOWHERE);
        true
    }

    /// The last word, behind a node that mostly goes on with one.
    fn end_straight(&self, mut here: Here, word: u32, held: &mut Held) {
        let others = self.phrases.set(otherwise(here.node));
        let Some(slot) = self.slots.last() else { return };
        if slot.frequent.contains(&word) {
            here.doubt.union(&others);
            here.end(held);
        } else {
            here.holds.intersect(&others);
            here.holds.intersect(&slot.all);
            held.unsure.union(&here.holds);
        }
    }

    /// The last word, behind a node that goes on with many.
    fn end_branch(&self, mut here: Here, held: &mut Held) {
        let Some(slot) = self.slots.last() else { return };
        let (mut listed, mut others) = (RowSet::none(here.holds.rows()), slot.rare.clone());
        for word in &slot.frequent {
            match self.phrases.plan.step(here.node, *word) {
                Some(step) if step.is_alias => {
                    let mut there = here.clone();
                    match self.step(&mut there, *word) {
                        true => there.end(held),
                        false => held.unsure.union(&there.holds),
                    }
                }
                None if !self.phrases.plan.keeps(here.node, *word) => {
                    if let Some(list) = self.words.list(*word) {
                        self.words.lists().add_to(list, &mut others);
                    }
                }
                _ => self.phrases.add(together(here.node, *word), &mut listed),
            }
        }
        others.intersect(&here.holds);
        held.unsure.union(&others);
        here.narrow(&listed);
        here.end(held);
    }
}

impl Here {
    /// Exactly these records go on, wherever the node stands.
    fn narrow(&mut self, to: &RowSet) {
        self.holds.intersect(to);
        self.doubt = RowSet::none(self.holds.rows());
    }

    /// The phrase ends here.
    fn end(mut self, held: &mut Held) {
        self.doubt.union(&self.astray);
        self.doubt.intersect(&self.holds);
        self.holds.subtract(&self.doubt);
        held.sure.union(&self.holds);
        held.unsure.union(&self.doubt);
    }
}
