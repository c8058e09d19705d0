//! Which row has an id.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use hashbrown::DefaultHashBuilder;

use super::dataset::Row;
use super::dictionary::Strings;

/// One for the whole program, so that hashes can be made where ids are read and used where they are collected. Its
/// seed is drawn anew at every start: nobody can make a file of ids that all fall into one place.
static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

/// Ids from which on a second thread is worth its while.
const ENOUGH_FOR_TWO: usize = 50_000;
/// Ids that a bucket holds on average.
const IN_BUCKET: usize = 8;

/// Half of the hash of an id.
pub(super) fn hash_of(id: &str) -> u32 {
    (HASHER.hash_one(id) >> 32) as u32
}

/// Positions of ids by hash: sorted into buckets by counting, which reads and writes memory in order. A table into
/// which they are put one by one takes five times as long at a million, nearly all of it waiting for memory.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// How far a hash is shifted to give its bucket.
    shift: u32,
    /// First entry of each bucket, and the number of all.
    starts: Vec<u32>,
    /// Hash and position; positions ascend within a bucket.
    entries: Vec<(u32, u32)>,
}

impl Ids {
    /// Collects positions by the hashes of their ids, which are given in order of position.
    fn collect(hashes: impl Iterator<Item = u32> + Clone) -> Self {
        let count = hashes.clone().count();
        let bits = (count / IN_BUCKET).max(2).ilog2().min(24);
        let shift = u32::BITS - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for hash in hashes.clone() {
            if let Some(start) = starts.get_mut((hash >> shift) as usize + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); count];
        for (position, hash) in (0..).zip(hashes) {
            if let Some(next) = next.get_mut((hash >> shift) as usize) {
                if let Some(entry) = entries.get_mut(*next as usize) {
                    *entry = (hash, position);
                }
                *next += 1;
            }
        }
        Self { shift, starts, entries }
    }

    /// Indexes a column of ids; of rows with one id the first is found.
    pub fn of(ids: &Strings) -> Self {
        let hashes: Vec<u32> = ids.iter().map(hash_of).collect();
        Self::collect(hashes.iter().copied())
    }

    fn bucket(&self, bucket: usize) -> &[(u32, u32)] {
        let bounds = self.starts.get(bucket).zip(self.starts.get(bucket + 1));
        bounds
            .and_then(|(from, to)| self.entries.get(*from as usize..*to as usize))
            .unwrap_or_default()
    }

    /// The row of an id.
    pub fn find(&self, ids: &Strings, id: &str) -> Option<Row> {
        let hash = hash_of(id);
        let bucket = self.bucket((hash >> self.shift) as usize).iter();
        let mut same = bucket.filter(|(known, _)| *known == hash).map(|(_, row)| *row);
        same.find(|row| ids.get(*row as usize) == id)
    }

    /// Positions whose id an earlier one has: (the first with this id, the later one).
    fn repeated<'a>(&self, buckets: std::ops::Range<usize>, id: &impl Fn(u32) -> &'a str) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        for bucket in buckets.map(|bucket| self.bucket(bucket)) {
            for (at, (hash, later)) in bucket.iter().enumerate() {
                let before = bucket.get(..at).unwrap_or_default().iter();
                let mut alike = before.filter(|(known, _)| known == hash).map(|(_, first)| *first);
                found.extend(
                    alike
                        .find(|first| id(*first) == id(*later))
                        .map(|first| (first, *later)),
                );
            }
        }
        found
    }
}

/// Positions whose id an earlier one has: (the first with this id, the later one), ascending. `hashes` gives
/// [`hash_of`] of every id in order of position.
pub(super) fn repeated<'a>(
    hashes: impl Iterator<Item = u32> + Clone,
    id: &(impl Fn(u32) -> &'a str + Sync),
) -> Vec<(u32, u32)> {
    let ids = Ids::collect(hashes);
    let buckets = ids.starts.len().saturating_sub(1);
    let mut found = if ids.entries.len() < ENOUGH_FOR_TWO {
        ids.repeated(0..buckets, id)
    } else {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| ids.repeated(buckets / 2..buckets, id));
            let mut found = ids.repeated(0..buckets / 2, id);
            found.extend(other.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
            found
        })
    };
    found.sort_unstable_by_key(|(_, later)| *later);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_and_repeated_ones_told_as_by_looking_at_all() {
        let mut random = fastrand::Rng::with_seed(5);
        // The last is large enough for two threads.
        for (count, kinds) in [(0, 1), (1, 1), (300, 120), (60_000, 50_000)] {
            let texts: Vec<String> = (0..count).map(|_| format!("E{}", random.u32(0..kinds))).collect();
            let mut ids = Strings::default();
            texts.iter().for_each(|text| ids.push(text));
            let mut first = std::collections::HashMap::new();
            let mut slow = Vec::new();
            for (at, text) in (0..).zip(&texts) {
                let known = *first.entry(text.clone()).or_insert(at);
                if known != at {
                    slow.push((known, at));
                }
            }
            let hashes = texts.iter().map(|text| hash_of(text));
            assert_eq!(repeated(hashes, &|at: u32| ids.get(at as usize)), slow);
            let of = Ids::of(&ids);
            assert!(first.iter().all(|(text, at)| of.find(&ids, text) == Some(*at)));
            assert_eq!(of.find(&ids, "nobody"), None);
        }
    }
}
