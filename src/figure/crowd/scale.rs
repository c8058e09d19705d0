//! Classes of a scale of colours: 1, 3, 10, 30, 100 … and more.
//!
//! At most six classes: the highest that are reached, and all below as one. Steps are even in proportion, because counts of incidents spread over orders of magnitude, and round, because
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

/// 1, 3, 10, 30 … as far as counts go.
const STEPS: [u32; 16] = [
    1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000,
    30_000_000,
];

impl Scale {
    /// The scale up to `largest`: the highest steps that are reached, and the rest from 1 on as the first class.
    pub fn up_to(largest: u32) -> Self {
        let reached = STEPS.iter().filter(|step| **step <= largest).count().max(1);
        let used = reached.min(CLASSES);
        let mut starts = [1; CLASSES];
        for (start, step) in starts
            .iter_mut()
            .zip(STEPS.iter().skip(reached - used))
            .skip(1)
            .take(used - 1)
        {
            *start = *step;
        }
        Self { starts, used }
    }

    /// The class of a number, 0 the weakest; `None` for nothing at all.
    pub fn class(&self, value: f64) -> Option<usize> {
        let starts = self.starts.iter().take(self.used);
        starts
            .filter(|start| value >= f64::from(**start))
            .count()
            .checked_sub(1)
    }

    /// Where a number stands between the beginnings of the first and last class, 0 to 1; for smooth colours. Each
    /// class takes as much, and within it counts what the number is in proportion to its ends.
    pub fn share(&self, value: f32) -> f32 {
        let Some(class) = self.class(f64::from(value)) else {
            return 0.0;
        };
        if class + 1 >= self.used {
            return 1.0;
        }
        let start = |i: usize| self.starts.get(i).copied().unwrap_or(1) as f32;
        let (from, to) = (start(class), start(class + 1));
        let within = (value / from).ln() / (to / from).ln();
        (class as f32 + within.clamp(0.0, 1.0)) / (self.used - 1) as f32
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
        for largest in [
            1,
            2,
            3,
            9,
            10,
            29,
            30,
            299,
            300,
            2_999,
            3_000,
            50_000,
            4_000_000,
            u32::MAX,
        ] {
            let scale = Scale::up_to(largest);
            assert_eq!(scale.class(0.0), None);
            let classes: Vec<_> = scale.classes().collect();
            assert_eq!(classes.len(), scale.len());
            for (i, (from, to)) in classes.iter().enumerate() {
                assert!(*from <= largest, "{largest}: {from}");
                assert_eq!(scale.class(f64::from(*from)), Some(i));
                assert_eq!(scale.class(f64::from(to.unwrap_or(largest))), Some(i));
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
