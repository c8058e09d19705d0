//! Counts by time: bars of equal steps, grey for what the filter leaves, coloured for what is visible.
//!
//! Both are binned by the start of an event, so the bars of the whole axis add up to the dated events of the
//! header. Colour is not grey clipped at the window: an event that began before the window and lasts into it
//! is visible too.

use crate::base::{Day, DaySpan, Step};

use super::result::QueryResult;

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

    /// Counts the events of a result by `step`.
    pub fn count(result: &QueryResult, step: Step) -> Self {
        let Some(extent) = result.extent else {
            return Self::default();
        };
        let mut bins = empty_bins(extent, step);
        for (at, event) in result.matching_events() {
            let Some(span) = event.span() else { continue };
            let i = bins.partition_point(|bin: &Bin| bin.span.end() <= span.start());
            let Some(bin) = bins.get_mut(i) else { continue };
            bin.matching += 1;
            if result.shows(at) {
                bin.visible += 1;
                bin.possible_only += u32::from(!result.is_certain(at));
            }
        }
        let max = bins.iter().map(|bin| bin.matching).max().unwrap_or(0);
        Self { bins, step, max }
    }
}

fn empty_bins(extent: DaySpan, step: Step) -> Vec<Bin> {
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
