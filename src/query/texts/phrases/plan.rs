//! Which sequences of words are frequent, and how they are told apart: learned from a sample.
//!
//! A node is a sequence of frequent words that is followed word by word. Of each is known how it goes on:
//!
//! ```text
//! straight   almost always with the same word: the records where it does not are listed
//! branch     with many words: for each the records are listed
//! leaf       not looked at any further: so rare, or so long
//! ```
//!
//! Where a word almost always follows the same node ("improvised" an "explosive"), what comes after it says nothing
//! more about longer sequences than about the shorter one: the step is an alias of the step of the shorter sequence,
//! and the records where the shorter one stands alone are listed. So templates and set phrases are kept once, from
//! wherever in them somebody begins. Whatever the sample says, every list is exact: a sample that is not like the rest
//! makes lists longer and searches slower, never wrong.

use hashbrown::HashMap;

use super::sample::{Coded, RARE, Sample};

/// The node of no word.
pub(super) const ROOT: u32 = 0;
/// Words of the longest sequence that is followed.
const DEEPEST: u32 = 8;
/// Most nodes.
const MOST_NODES: usize = 1 << 15;
/// Notes that may be read to answer a question: less frequent things are not kept.
const FEW: u64 = 6_000;
/// Part of these that the exceptions of one step may take.
const EXCEPTIONS: u32 = 8;

/// How a node goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Not looked at.
    Leaf,
    /// With this word.
    Straight(u32),
    /// With many.
    Branch,
}

/// A step from a node with a word that the sample knows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step {
    /// Same as the step from the link of the node, but for the records listed.
    pub is_alias: bool,
    /// Where it leads; nowhere where it is an alias.
    pub to: Option<u32>,
    /// The node whose step is an alias of this one.
    pub before: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub next: Next,
    /// The node of the longest sequence that this one ends with.
    pub link: u32,
    /// Records of the sample that hold it.
    count: u32,
}

/// See the module.
#[derive(Debug, Default)]
pub(in crate::query::texts) struct Plan {
    words: Vec<Box<str>>,
    /// First that of no word, then those of the words, then longer ones.
    nodes: Vec<Node>,
    steps: HashMap<(u32, u32), Step>,
    /// The product of the counts of a node and a word above which their records are listed in any case.
    least: u64,
}

/// Where the sequence of a node ends in the sample, ascending.
type Places = Vec<u32>;

impl Plan {
    /// What a sample of so many records says.
    pub fn of(sample: Sample, records: u32) -> Self {
        let notes = sample.len() as u64;
        if notes == 0 || !Self::is_worth(records) {
            return Self::default();
        }
        let least = FEW * notes / u64::from(records);
        Self::with(sample, u32::try_from(least).unwrap_or(u32::MAX).max(8))
    }

    /// What it says of all that is in more than so many of its notes.
    pub(super) fn with(sample: Sample, least: u32) -> Self {
        let notes = sample.len() as u64;
        let (words, text) = sample.frequent(least);
        let mut plan = Self {
            words,
            least: u64::from(least) * notes,
            ..Self::default()
        };
        plan.learn(&text, least);
        plan
    }

    /// Whether notes of so many records are worth a plan; fewer are read when they are needed.
    pub fn is_worth(records: u32) -> bool {
        u64::from(records) > 2 * FEW
    }

    /// The frequent words by number.
    pub fn words(&self) -> &[Box<str>] {
        &self.words
    }

    pub(super) fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    pub(super) fn step(&self, node: u32, word: u32) -> Option<&Step> {
        self.steps.get(&(node, word))
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let words = self
            .words
            .iter()
            .map(|word| word.len() + size_of::<Box<str>>())
            .sum::<usize>();
        words + self.nodes.capacity() * size_of::<Node>() + self.steps.capacity() * size_of::<((u32, u32), Step)>()
    }

    /// The node of a word.
    pub(super) fn of_word(&self, word: u32) -> Option<u32> {
        ((word as usize) < self.words.len()).then(|| word + 1)
    }

    /// Whether the records of a step that is not planned are listed.
    pub(super) fn keeps(&self, node: u32, word: u32) -> bool {
        let count = |node: u32| self.node(node).map_or(0, |node| u64::from(node.count));
        self.of_word(word)
            .is_some_and(|of_word| count(node) * count(of_word) > self.least)
    }

    fn learn(&mut self, text: &Coded, least: u32) {
        let mut places: Vec<Places> = vec![Places::new(); self.words.len() + 1];
        for (at, word) in (0u32..).zip(text.words()) {
            if let Some(places) = self.of_word(*word).and_then(|node| places.get_mut(node as usize)) {
                places.push(at);
            }
        }
        for (node, places) in (0u32..).zip(&places) {
            self.nodes.push(Node {
                next: Next::Branch,
                link: ROOT,
                count: text.notes(places.iter().copied()),
            });
            if let Some(word) = node.checked_sub(1) {
                let to = Some(node);
                self.steps.insert((ROOT, word), Step { to, ..Step::default() });
            }
        }
        let (mut first, mut depth) = (1, 1);
        while first < self.nodes.len() {
            let last = self.nodes.len();
            for node in first..last {
                self.grow(node as u32, text, least, depth, &mut places);
            }
            (first, depth) = (last, depth + 1);
        }
    }

    /// Says how a node goes on, and adds those that follow.
    fn grow(&mut self, node: u32, text: &Coded, least: u32, depth: u32, places: &mut Vec<Places>) {
        if depth >= DEEPEST || self.nodes.len() >= MOST_NODES {
            if let Some(node) = self.nodes.get_mut(node as usize) {
                node.next = Next::Leaf;
            }
            return;
        }
        let Some(here) = places.get(node as usize).cloned() else {
            return;
        };
        let followers = followers(text, &here);
        let mut frequent: Vec<(u32, u32)> = followers
            .iter()
            .map(|(word, places)| (*word, text.notes(places.iter().copied())))
            .filter(|(_, count)| *count > least)
            .collect();
        frequent.sort_unstable_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        let most = frequent.first().copied();
        let exceptions = |word: u32| {
            let others = here.iter().filter(|at| text.behind(**at) != word);
            text.notes(others.copied())
        };
        let straight = most.filter(|(word, _)| exceptions(*word) <= least / EXCEPTIONS);
        let next = match straight {
            Some((word, _)) => Next::Straight(word),
            None => Next::Branch,
        };
        let Some(state) = self.nodes.get_mut(node as usize) else {
            return;
        };
        state.next = next;
        let link = state.link;
        for (word, count) in frequent {
            let there: Places = followers.get(&word).cloned().unwrap_or_default();
            let shorter = |at: &u32| there.binary_search(at).is_err();
            let alone: Vec<u32> = match link {
                // Every place of the word that does not come behind this node.
                ROOT => places
                    .get(word as usize + 1)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(shorter)
                    .collect(),
                link => {
                    let before = places.get(link as usize).into_iter().flatten();
                    let ends = before.filter(|at| text.behind(**at) == word).map(|at| at + 1);
                    ends.filter(shorter).collect()
                }
            };
            let is_alias = text.notes(alone.into_iter()) <= least / EXCEPTIONS
                && self.steps.get(&(link, word)).is_some_and(|step| step.before.is_none());
            let mut step = Step::default();
            if is_alias {
                step.is_alias = true;
                if let Some(shorter) = self.steps.get_mut(&(link, word)) {
                    shorter.before = Some(node);
                }
            } else {
                let to = self.nodes.len() as u32;
                step.to = Some(to);
                self.nodes.push(Node {
                    next: Next::Leaf,
                    link: self.resolve(link, word),
                    count,
                });
                places.push(there);
            }
            self.steps.insert((node, word), step);
        }
    }

    /// Where a step leads at last.
    fn resolve(&self, node: u32, word: u32) -> u32 {
        match self.step(node, word) {
            Some(Step { to: Some(to), .. }) => *to,
            Some(step) if step.is_alias => {
                let link = self.node(node).map_or(ROOT, |node| node.link);
                self.resolve(link, word)
            }
            _ => self.of_word(word).unwrap_or(ROOT),
        }
    }
}

/// The words behind these places, and where each stands.
fn followers(text: &Coded, places: &[u32]) -> HashMap<u32, Places> {
    let mut followers: HashMap<u32, Places> = HashMap::new();
    for at in places {
        let word = text.behind(*at);
        if word != RARE {
            followers.entry(word).or_default().push(at + 1);
        }
    }
    followers
}
