//! Instances split over buffers that are no larger than the adapter takes.

use std::ops::Range;

/// Instances of one buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which buffer.
    pub buffer: usize,
    /// Instances in it.
    pub instances: Range<u32>,
}

/// A range of instances as parts of buffers of `most` instances each.
pub fn parts(range: &Range<u32>, most: u32) -> Vec<Part> {
    let most = most.max(1);
    let (mut from, mut found) = (range.start, Vec::new());
    while from < range.end {
        let buffer = from / most;
        let first = buffer * most;
        let to = range.end.min(first.saturating_add(most));
        found.push(Part {
            buffer: buffer as usize,
            instances: from - first..to - first,
        });
        from = to;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_range_again_and_fit_their_buffers() {
        let mut rng = fastrand::Rng::with_seed(8);
        for _ in 0..300 {
            let (from, most) = (rng.u32(..50), rng.u32(1..20));
            let range = from..from + rng.u32(..90);
            let split = parts(&range, most);
            let again: Vec<u32> = split
                .iter()
                .flat_map(|part| part.instances.clone().map(|i| i + part.buffer as u32 * most))
                .collect();
            assert_eq!(again, range.collect::<Vec<_>>());
            assert!(split.iter().all(|part| part.instances.end <= most));
        }
        assert_eq!(parts(&(u32::MAX - 3..u32::MAX), u32::MAX).len(), 1);
    }
}
