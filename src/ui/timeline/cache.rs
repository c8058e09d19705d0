//! What the chart shows, worked out once for each result and axis: while nothing changes a frame only paints.

use std::sync::Arc;

use super::axis::Axis;
use super::beads::{self, Bead};
use super::{bars, silence};
use crate::base::{DaySpan, Step};
use crate::query::{Histogram, KindCounts, QueryResult, Slice};
use crate::ui::cx::UiCx;

/// Few incidents, or many.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// One mark for each.
    Beads(Vec<Bead>),
    /// Counts; with the counts by type where they are asked for.
    Bars(Histogram, Option<Vec<KindCounts>>),
}

impl Content {
    /// Whether bars are drawn.
    pub fn is_bars(&self) -> bool {
        matches!(self, Self::Bars(..))
    }
}

/// See the module. Results and slices are held, not only their addresses, so that a new one at an old
/// address is never taken for it.
#[derive(Debug, Default)]
pub struct Cache {
    result: Option<Arc<QueryResult>>,
    axis: Option<Axis>,
    by_type: bool,
    content: Option<Content>,
    slices: Vec<Slice>,
    gaps: Vec<DaySpan>,
    /// How often the content was worked out: for the test that a still picture costs nothing.
    pub worked: u64,
}

impl Cache {
    /// Forgets what belongs to an older result or other datasets.
    pub fn refresh(&mut self, cx: &UiCx<'_>) {
        let result = cx.session.result();
        if !self.result.as_ref().is_some_and(|old| Arc::ptr_eq(old, result)) {
            self.result = Some(Arc::clone(result));
            self.content = None;
        }
        let open = cx.session.slices();
        let same = open.len() == self.slices.len() && open.iter().zip(&self.slices).all(|(a, b)| a.is_same(b));
        if !same {
            self.gaps = silence::gaps(open);
            self.slices = open.to_vec();
        }
    }

    /// What the chart shows on this axis.
    pub fn content(&mut self, axis: &Axis, by_type: bool, cx: &UiCx<'_>) -> &Content {
        if self.axis != Some(*axis) || self.by_type != by_type {
            self.content = None;
        }
        (self.axis, self.by_type) = (Some(*axis), by_type);
        self.content.get_or_insert_with(|| {
            self.worked += 1;
            match beads::place(cx.result, axis) {
                Some(beads) => Content::Beads(beads),
                None => {
                    let histogram = Histogram::count(cx.result, bars::step_for(axis));
                    let kinds = by_type.then(|| histogram.kinds(cx.result));
                    Content::Bars(histogram, kinds)
                }
            }
        })
    }

    /// What was worked out last.
    pub fn last(&self) -> Option<&Content> {
        self.content.as_ref()
    }

    /// Length of a bar; `None` where beads are drawn.
    pub fn bar_step(&self) -> Option<Step> {
        match self.last()? {
            Content::Bars(histogram, _) => Some(histogram.step),
            Content::Beads(_) => None,
        }
    }

    /// Stretches without events of the open datasets, longest first.
    pub fn gaps(&self) -> &[DaySpan] {
        &self.gaps
    }
}
