//! The one rule for time.
//!
//! Everything is half-open. An event of one day and a *lasting* event are **certain** as soon as they touch
//! the window. An event of *uncertain* date is **possible** when it touches the window and certain when it
//! lies wholly inside. An event without a date is possible in every window and certain in none.

use serde::{Deserialize, Serialize};

use crate::base::{Day, DaySpan};
use crate::model::{Dataset, Event, Row, SpanKind};

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

/// Days that an event may have and still be looked for near its start. Longer ones are kept in a list.
pub(super) const SHORT: i32 = 40;

/// Events of more than 40 days: few, and each of them is tested for every window.
#[derive(Debug, Clone, Default)]
pub struct LongRows(Vec<Row>);

impl LongRows {
    /// The long events of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let spans = dataset.starts().iter().zip(dataset.ends());
        let long = (0..).zip(spans).filter(|(_, (start, end))| **end > start.plus(SHORT));
        Self(long.map(|(row, _)| row).collect())
    }

    /// The rows, ascending.
    pub fn rows(&self) -> &[Row] {
        &self.0
    }
}

/// Rows of a dataset that are possible and rows that are certain in a window. Rows are sorted by start: those
/// that start inside are one range, and only the long ones and those near an edge are tested one by one.
pub fn rows_in(dataset: &Dataset, long: &LongRows, window: DaySpan) -> (RowSet, RowSet) {
    let mut possible = RowSet::none(dataset.len());
    possible.insert_range(dataset.dated_rows().end..dataset.rows().end);
    let inside = dataset.starting_in(window);
    possible.insert_range(inside.clone());
    let mut certain = RowSet::none(dataset.len());
    certain.insert_range(inside.clone());
    let first_from = |day: Day| row(dataset.starts().partition_point(|start| *start < day));
    let mut test = |row: Row| {
        let Some(event) = dataset.event(row) else { return };
        if is_possible(event, window) {
            possible.insert(row);
        }
        if is_certain(event, window) {
            certain.insert(row);
        } else {
            certain.remove(row);
        }
    };
    // The days of a row say quickly that it does not reach over an edge; only those that do are tested.
    let (starts, ends) = (dataset.starts(), dataset.ends());
    let end = |row: Row| ends.get(row as usize).copied().unwrap_or(Day::MAX);
    let before = first_from(window.start().plus(-SHORT))..inside.start;
    before.filter(|row| end(*row) > window.start()).for_each(&mut test);
    let at_end = first_from(window.end().plus(-SHORT)).clamp(inside.start, inside.end)..inside.end;
    at_end.filter(|row| end(*row) > window.end()).for_each(&mut test);
    let crosses = |row: &Row| {
        let (end, start) = (end(*row), starts.get(*row as usize).copied().unwrap_or(Day::MIN));
        end > window.start() && (start < window.start() || end > window.end())
    };
    let long = long.0.iter().take_while(|row| **row < inside.end);
    long.copied().filter(crosses).for_each(&mut test);
    (possible, certain)
}

fn row(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}
