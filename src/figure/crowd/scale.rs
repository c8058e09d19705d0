//! Classes of a scale of colours: 1, 3, 10, 30, 100 … and more.
//!
//! Steps are even in proportion, because counts of incidents spread over orders of magnitude, and round, because
//! people read them. A scale is made from what passes the filter, whatever the window: the same colour means
//! the same number from the first to the last day.

/// Most classes.
pub const CLASSES: usize = 6;

/// Where the classes of a scale begin, the first at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    starts: [u32; CLASSES],
    used: usize,
}

/// 1, 3, 10, 30, …
const FINE: [u32; CLASSES] = [1, 3, 10, 30, 100, 300];
/// For more than the fine steps can tell apart.
const WIDE: [u32; CLASSES] = [1, 10, 100, 1_000, 10_000, 100_000];

impl Scale {
    /// The scale up to `largest`.
    pub fn up_to(largest: u32) -> Self {
        let starts = if largest >= 3_000 { WIDE } else { FINE };
        let used = starts.iter().filter(|start| **start <= largest).count().max(1);
        Self { starts, used }
    }

    /// The class of a number, 0 the weakest; `None` for nothing at all.
    pub fn class(&self, value: f32) -> Option<usize> {
        let starts = self.starts.iter().take(self.used);
        starts.filter(|start| value >= **start as f32).count().checked_sub(1)
    }

    /// Where a number stands between the beginnings of the first and last class, 0 to 1 and evenly in
    /// proportion; for smooth colours. The part of a class that lies beyond the last beginning stays 1.
    pub fn share(&self, value: f32) -> f32 {
        let last = self.starts.get(self.used.saturating_sub(1)).copied().unwrap_or(1);
        if value < 1.0 || last <= 1 {
            return if value < 1.0 { 0.0 } else { 1.0 };
        }
        (value.ln() / (last as f32).ln()).min(1.0)
    }

    /// First and last number of each class, weakest first; the last class has no end.
    pub fn classes(&self) -> impl Iterator<Item = (u32, Option<u32>)> + '_ {
        let used = self.starts.get(..self.used).unwrap_or(&[]);
        let ends = used.iter().skip(1).map(|next| Some(next - 1)).chain([None]);
        used.iter().copied().zip(ends)
    }

    /// Number of classes.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Never: a scale has at least one class.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Position of a class among all colours: few classes take the weak and the strong end too.
    pub fn colour_of(&self, class: usize, colours: usize) -> usize {
        if self.used < 2 {
            return colours / 2;
        }
        class * (colours - 1) / (self.used - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_from_one_to_the_largest_has_a_class_and_no_class_is_empty() {
        for largest in [1, 2, 3, 9, 10, 29, 30, 299, 300, 2_999, 3_000, 50_000, 4_000_000] {
            let scale = Scale::up_to(largest);
            assert_eq!(scale.class(0.0), None);
            let classes: Vec<_> = scale.classes().collect();
            assert_eq!(classes.len(), scale.len());
            for (i, (from, to)) in classes.iter().enumerate() {
                assert!(*from <= largest, "{largest}: {from}");
                assert_eq!(scale.class(*from as f32), Some(i));
                assert_eq!(scale.class(to.unwrap_or(largest) as f32), Some(i));
            }
            assert_eq!(classes.last().and_then(|(_, end)| *end), None);
        }
    }

    #[test]
    fn shares_grow_and_colours_of_classes_differ() {
        for largest in [1, 5, 200, 70_000] {
            let scale = Scale::up_to(largest);
            let shares: Vec<f32> = [0.5, 1.0, 2.0, 7.0, 80.0, 9e5].map(|v| scale.share(v)).to_vec();
            assert!(shares.is_sorted() && shares[0] == 0.0 && shares[5] == 1.0, "{shares:?}");
            let colours: std::collections::BTreeSet<_> =
                (0..scale.len()).map(|c| scale.colour_of(c, CLASSES)).collect();
            assert_eq!(colours.len(), scale.len());
        }
    }
}
