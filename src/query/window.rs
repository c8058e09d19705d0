//! The one rule for time.
//!
//! Everything is half-open. An event of one day and a *lasting* event are **certain** as soon as they touch
//! the window. An event of *uncertain* date is **possible** when it touches the window and certain when it
//! lies wholly inside. An event without a date is possible in every window and certain in none.

use serde::{Deserialize, Serialize};

use crate::base::DaySpan;
use crate::model::{Dataset, Event, SpanKind};

use super::rows::RowSet;

/// How an event of uncertain date is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Shows what may have happened in the window.
    #[default]
    Possible,
    /// Shows only what certainly happened in the window.
    Certain,
}

/// The window of time that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    /// The days.
    pub span: DaySpan,
    /// How uncertain dates are treated.
    pub certainty: Certainty,
}

/// Whether an event may have happened in a window.
pub fn is_possible(event: Event<'_>, window: DaySpan) -> bool {
    event.span().is_none_or(|span| span.touches(window))
}

/// Whether an event certainly happened in a window.
pub fn is_certain(event: Event<'_>, window: DaySpan) -> bool {
    event.span().is_some_and(|span| match event.span_kind() {
        SpanKind::Single | SpanKind::Lasting => span.touches(window),
        SpanKind::Uncertain => window.contains(span),
    })
}

/// Rows of a dataset that are possible and rows that are certain in a window, by binary search and a
/// test of the rows between.
pub fn rows_in(dataset: &Dataset, window: DaySpan) -> (RowSet, RowSet) {
    let mut possible = RowSet::none(dataset.len());
    let mut certain = RowSet::none(dataset.len());
    let undated = dataset.dated_rows().end..dataset.rows().end;
    for row in dataset.candidates(window).chain(undated) {
        let Some(event) = dataset.event(row) else { continue };
        if is_possible(event, window) {
            possible.insert(row);
            if is_certain(event, window) {
                certain.insert(row);
            }
        }
    }
    (possible, certain)
}
