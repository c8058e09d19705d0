//! Reported deaths: a range with an open end, where unknown is not zero.

use serde::{Deserialize, Serialize};

/// What a dataset counts as deaths of one event. All figures are people.
///
/// `low` is what is shown and what sizes a symbol; `high_open` says that a source writes "at least" or
/// calls its figure a first tally, so that no upper bound is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Deaths {
    /// Lowest figure, `None` where nobody gives one.
    pub low: Option<u32>,
    /// The figure the dataset or the policy prefers.
    pub best: Option<u32>,
    /// Highest figure, `None` where unknown or open.
    pub high: Option<u32>,
    /// Whether the true number may be higher than every figure given.
    pub high_open: bool,
}

impl Deaths {
    /// No figure.
    pub const UNKNOWN: Self = Self {
        low: None,
        best: None,
        high: None,
        high_open: false,
    };

    /// A single stated figure.
    pub fn exactly(n: u32) -> Self {
        Self {
            low: Some(n),
            best: Some(n),
            high: Some(n),
            high_open: false,
        }
    }

    /// "At least `n`".
    pub fn at_least(n: u32) -> Self {
        Self {
            low: Some(n),
            best: Some(n),
            high: None,
            high_open: true,
        }
    }

    /// Whether anybody gives a figure.
    pub fn is_known(self) -> bool {
        self.low.is_some() || self.best.is_some()
    }

    /// The figure that sizes a symbol: the lowest, else the preferred one.
    pub fn shown(self) -> Option<u32> {
        self.low.or(self.best)
    }
}

/// Sum of deaths over events, with the number of events that have no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeathTotal {
    /// Sum of the lowest figures.
    pub low: u64,
    /// Sum of the preferred figures.
    pub best: u64,
    /// Sum of the highest figures that are known, at least `best`.
    pub high: u64,
    /// Whether one of the sums has an open end.
    pub open: bool,
    /// Events with a figure.
    pub known: u32,
    /// Events without one: they add nothing, and nobody says that nobody died.
    pub unknown: u32,
}

impl DeathTotal {
    /// Adds one event.
    pub fn add(&mut self, deaths: Deaths) {
        self.add_times(deaths, 1);
    }

    /// Adds several events with one figure.
    pub fn add_times(&mut self, deaths: Deaths, events: u32) {
        let Some(low) = deaths.shown() else {
            self.unknown += events;
            return;
        };
        let (best, times) = (deaths.best.unwrap_or(low), u64::from(events));
        self.known += events;
        self.low += u64::from(low) * times;
        self.best += u64::from(best) * times;
        self.high += u64::from(deaths.high.unwrap_or(best).max(best)) * times;
        self.open |= deaths.high_open && events > 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_counted_apart_and_adds_nothing() {
        let mut total = DeathTotal::default();
        total.add(Deaths::at_least(29));
        total.add(Deaths::UNKNOWN);
        total.add(Deaths::exactly(0));
        assert_eq!((total.low, total.known, total.unknown), (29, 2, 1));
        assert!(total.open);
    }
}
