//! Words that stand together, without reading the notes: which records hold a phrase.

mod ask;
mod plan;
mod sample;
#[cfg(test)]
mod tests;
mod track;

pub(super) use ask::Phrases;
pub(super) use plan::Plan;
pub(super) use sample::Sample;
pub(super) use track::Tracker;

/// Stands for any other word.
const OTHER: u32 = u32::MAX;
/// Marks lists of steps whose shorter sequence stands alone.
const ALONE: u32 = 1 << 31;

/// The list of the records in which a word follows a node.
fn together(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// The list of the records in which a node goes on otherwise than straight.
fn otherwise(node: u32) -> u64 {
    together(node, OTHER)
}

/// The list of the records in which the step from the link of a node is taken, but not from the node.
fn alone(node: u32, word: u32) -> u64 {
    together(node | ALONE, word)
}
