//! Counts by time: bars of equal steps, grey for what the filter leaves, coloured for what is visible.
//!
//! Both are binned by the start of an event, so the bars of the whole axis add up to the dated events of the
//! header. Colour is not grey clipped at the window: an event that began before the window and lasts into it
//! is visible too.
//!
//! Rows are sorted by start, so a bar is a range of rows and its counts are the bits of that range: counting a
//! million events costs the words of their bitmaps, not a look at each event. While the window moves not even
//! those: sums by day say the same ([`super::sums`]).

use crate::base::{Day, DaySpan, Step};
use crate::model::EventType;

use super::result::{Part, QueryResult};
use super::rows::RowSet;

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// Days of the bar.
    pub span: DaySpan,
    /// Events that pass the filter and start in it.
    pub matching: u32,
    /// Visible events that start in it.
    pub visible: u32,
    /// Visible events that start in it and only may have happened in the window.
    pub possible_only: u32,
}

/// Visible events of one bar by [`EventType::index`].
pub type KindCounts = [u32; EventType::ALL.len()];

/// Bars over the whole extent of the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    /// Bars, earliest first, without gaps.
    pub bins: Vec<Bin>,
    /// Length of a bar.
    pub step: Step,
    /// Largest `matching`.
    pub max: u32,
}

impl Histogram {
    /// The shortest step that gives at most `most` bars over `extent`; years where even they are too many.
    pub fn step_for(extent: DaySpan, most: usize) -> Step {
        let days = usize::try_from(extent.days()).unwrap_or(0);
        let bars = |step: Step| match step {
            Step::Day => days,
            Step::Week => days / 7 + 2,
            Step::Month => days / 28 + 2,
            Step::Quarter => days / 90 + 2,
            Step::Year => days / 365 + 2,
        };
        Step::ALL
            .into_iter()
            .find(|step| bars(*step) <= most)
            .unwrap_or(Step::Year)
    }

    /// Counts the events of a result by `step`: by sums by day where the window has moved since the filter changed,
    /// else by its rows.
    pub fn count(result: &QueryResult, step: Step) -> Self {
        let bin = |bar: &super::DayBar| Bin {
            span: bar.span,
            matching: bar.matching,
            visible: bar.visible.iter().sum(),
            possible_only: bar.possible_only,
        };
        let bins = result
            .sums
            .count(result, step, |counts| counts.bars.iter().map(bin).collect::<Vec<_>>());
        let Some(bins) = bins else {
            return Self::of_rows(result, step);
        };
        Self {
            max: bins.iter().map(|bin| bin.matching).max().unwrap_or(0),
            bins,
            step,
        }
    }

    /// Counts the rows of a result by `step`.
    pub fn of_rows(result: &QueryResult, step: Step) -> Self {
        let Some(extent) = result.extent else {
            return Self::default();
        };
        let mut bins = empty_bins(extent, step);
        for bin in &mut bins {
            for part in &result.parts {
                let rows = part.dataset.starting_in(bin.span);
                let count = |set: &RowSet| u32::try_from(set.count_in(rows.clone())).unwrap_or(u32::MAX);
                let visible = count(&part.visible);
                bin.matching += count(&part.passing.all);
                bin.visible += visible;
                bin.possible_only += visible - count(&part.certain);
            }
        }
        let max = bins.iter().map(|bin| bin.matching).max().unwrap_or(0);
        Self { bins, step, max }
    }

    /// The visible events of each bar by type, in the order of the bars.
    pub fn kinds(&self, result: &QueryResult) -> Vec<KindCounts> {
        let kinds = |counts: &super::WindowCounts| counts.bars.iter().map(|bar| bar.visible).collect();
        let known = result.sums.count(result, self.step, kinds);
        known.unwrap_or_else(|| self.kinds_of_rows(result))
    }

    /// The same from the rows. Each type is a bitmap, so this costs the words of seven of them.
    pub fn kinds_of_rows(&self, result: &QueryResult) -> Vec<KindCounts> {
        let mut all = vec![KindCounts::default(); self.bins.len()];
        for part in &result.parts {
            for (kind, of_kind) in part.index.kinds.iter().enumerate().filter(|(_, set)| !set.is_empty()) {
                let mut visible = (*part.visible).clone();
                visible.intersect(of_kind);
                for (counts, bin) in all.iter_mut().zip(&self.bins) {
                    let rows = part.dataset.starting_in(bin.span);
                    if let Some(count) = counts.get_mut(kind) {
                        *count += u32::try_from(visible.count_in(rows)).unwrap_or(u32::MAX);
                    }
                }
            }
        }
        all
    }
}

/// Events that pass the filter and have no date, whether the window shows them or not.
pub fn undated_matching(result: &QueryResult) -> usize {
    let of = |part: &Part| {
        let undated = part.dataset.dated_rows().end..part.dataset.rows().end;
        part.passing.all.count_in(undated)
    };
    result.parts.iter().map(of).sum()
}

/// The bars of an extent, each empty.
pub(super) fn empty_bins(extent: DaySpan, step: Step) -> Vec<Bin> {
    let mut bins = Vec::new();
    let mut start = step.floor(extent.start());
    while start < extent.end() {
        let next = step.add(start, 1);
        let Some(span) = DaySpan::new(start, next.max(start.plus(1))) else {
            break;
        };
        bins.push(Bin {
            span,
            matching: 0,
            visible: 0,
            possible_only: 0,
        });
        if next <= start || next == Day::MAX {
            break;
        }
        start = next;
    }
    bins
}
