//! Sums by day and type, up to each day.

use super::histogram::KindCounts;
use crate::base::Day;

/// Events up to a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Upto {
    /// Those that start before it, by type.
    pub starts: KindCounts,
    /// Those that are over on it.
    pub over: u32,
}

impl Upto {
    fn add(&mut self, other: &Self) {
        let kinds = self.starts.iter_mut().zip(other.starts);
        kinds.for_each(|(sum, count)| *sum += count);
        self.over += other.over;
    }
}

/// Events of some days, a day perhaps several times: those that start on it, and those whose last day it is.
pub(super) type ByDay = Vec<(Day, Upto)>;

/// Days without any event for one that has some, beyond which only the latter are kept.
const EMPTY_DAYS: usize = 8;

/// Counts up to each day.
#[derive(Debug, Clone, Default)]
pub(super) struct Running {
    /// Number of the first day.
    first: i32,
    /// Of the day at the same position; at the end of all. Without days: of the first and each one after it. The
    /// counts of a window then lie in two places of memory, each a look.
    before: Vec<Upto>,
    days: Vec<Day>,
}

impl Running {
    /// Counts by day, put together.
    pub fn of(mut counts: ByDay) -> Self {
        counts.sort_by_key(|(day, _)| *day);
        let ends = counts.first().zip(counts.last());
        let Some((first, last)) = ends.map(|((first, _), (last, _))| (first.number(), last.number())) else {
            return Self::default();
        };
        let span = i64::from(last) - i64::from(first);
        let is_dense = usize::try_from(span).is_ok_and(|days| days / EMPTY_DAYS <= counts.len() + 1_000);
        let mut running = Self {
            first,
            ..Self::default()
        };
        let mut sum = Upto::default();
        for (day, counts) in counts {
            if is_dense {
                let behind = day.number().saturating_sub(first);
                running.before.resize(usize::try_from(behind).unwrap_or(0) + 1, sum);
            } else if running.days.last() != Some(&day) {
                running.days.push(day);
                running.before.push(sum);
            }
            sum.add(&counts);
        }
        running.before.push(sum);
        running
    }

    /// What is before a day.
    pub fn before(&self, day: Day) -> Upto {
        let at = if self.days.is_empty() {
            let behind = i64::from(day.number()) - i64::from(self.first);
            usize::try_from(behind)
                .unwrap_or(0)
                .min(self.before.len().saturating_sub(1))
        } else {
            self.days.partition_point(|of| *of < day)
        };
        self.before.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_up_to_a_day_are_the_same_where_days_are_left_out() {
        let mut rng = fastrand::Rng::with_seed(6);
        for most in [10, 400, 2_000_000] {
            let mut counts = ByDay::new();
            for _ in 0..rng.usize(1..60) {
                let one = Upto {
                    starts: std::array::from_fn(|_| rng.u32(0..5)),
                    over: rng.u32(0..3),
                };
                counts.push((Day::from_number(rng.i32(-most..most)), one));
            }
            let running = Running::of(counts.clone());
            assert_eq!(running.days.is_empty(), most < 1_000);
            for _ in 0..400 {
                let day = Day::from_number(rng.i32(-most - 9..most + 9));
                let mut slow = Upto::default();
                counts
                    .iter()
                    .filter(|(of, _)| *of < day)
                    .for_each(|(_, one)| slow.add(one));
                assert_eq!(running.before(day), slow);
            }
        }
        assert_eq!(Running::of(ByDay::new()).before(Day::from_number(3)), Upto::default());
    }
}
