//! The one rule for time.
//!
//! Everything is half-open. An event of one day and a *lasting* event are **certain** as soon as they touch
//! the window. An event of *uncertain* date is **possible** when it touches the window and certain when it
//! lies wholly inside. An event without a date is possible in every window and certain in none.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::base::{Day, DaySpan};
use crate::model::{Dataset, Event, Row, SpanKind};

use super::moved::WordRanges;
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

/// Events of more than 40 days: few, and those that reach over a day start not long before it.
#[derive(Debug, Clone, Default)]
pub struct LongRows {
    all: Vec<Row>,
    /// By length: most days of those of a class, and its rows, ascending.
    classes: Vec<(i32, Vec<Row>)>,
}

impl LongRows {
    /// The long events of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let spans = dataset.starts().iter().zip(dataset.ends());
        let mut long = Self::default();
        for (row, (start, end)) in (0..).zip(spans).filter(|(_, (start, end))| **end > start.plus(SHORT)) {
            long.all.push(row);
            let days = i64::from(end.number()) - i64::from(start.number());
            let most = u64::try_from(days).unwrap_or(0).next_power_of_two();
            let most = i32::try_from(most).unwrap_or(i32::MAX);
            match long.classes.iter_mut().find(|(of, _)| *of == most) {
                Some((_, rows)) => rows.push(row),
                None => long.classes.push((most, vec![row])),
            }
        }
        long
    }

    /// The rows, ascending.
    pub fn rows(&self) -> &[Row] {
        &self.all
    }

    /// Those that start before a day, from row `from` on, and are not over on it.
    fn over(&self, dataset: &Dataset, from: Row, day: Day) -> impl Iterator<Item = Row> {
        let (starts, ends) = (dataset.starts(), dataset.ends());
        let first_from = |day: Day| row(starts.partition_point(|start| *start < day));
        let behind = first_from(day);
        self.classes.iter().flat_map(move |(most, rows)| {
            let earliest = Day::from_number(day.number().saturating_sub(*most));
            let first = first_from(earliest).max(from);
            let rows = rows.get(rows.partition_point(|row| *row < first)..).unwrap_or_default();
            let before = rows.iter().copied().take_while(move |row| *row < behind);
            before.filter(move |row| ends.get(*row as usize).is_some_and(|end| *end > day))
        })
    }
}

/// Where a window cuts through the rows of a dataset. Rows are sorted by start: those that start inside are one
/// range, and only the long ones and those near an edge are tested one by one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut {
    window: DaySpan,
    /// Rows that start before the window, so near to it that a short event may reach into it; those that start in it;
    /// the last of these, which may reach over its end.
    early: Range<Row>,
    inside: Range<Row>,
    late: Range<Row>,
    /// Long events that reach over an edge, ascending.
    long: Vec<Row>,
}

impl Cut {
    /// Where a window cuts.
    pub fn of(dataset: &Dataset, long: &LongRows, window: DaySpan) -> Self {
        let inside = dataset.starting_in(window);
        let first_from = |day: Day| row(dataset.starts().partition_point(|start| *start < day));
        let late = first_from(window.end().plus(-SHORT)).clamp(inside.start, inside.end);
        let at_start = long.over(dataset, 0, window.start());
        let mut long: Vec<Row> = at_start.chain(long.over(dataset, inside.start, window.end())).collect();
        long.sort();
        Self {
            window,
            early: first_from(window.start().plus(-SHORT))..inside.start,
            late: late..inside.end,
            long,
            inside,
        }
    }

    /// The words in which the rows of two windows may differ.
    pub fn changed(&self, other: &Self) -> WordRanges {
        let wide = |a: &Range<Row>, b: &Range<Row>| a.start.min(b.start) as usize..a.end.max(b.end) as usize;
        let edges = [wide(&self.early, &other.early), wide(&self.late, &other.late)];
        // One that reaches over an edge of both is possible in both, and certain in both or in none.
        let long = in_one(&self.long, &other.long);
        let long = long.into_iter().map(|row| row as usize..row as usize + 1);
        WordRanges::of_rows(edges.into_iter().chain(long))
    }

    /// Writes the rows that are possible and those that are certain, in these words.
    pub fn write(&self, dataset: &Dataset, words: Range<usize>, possible: &mut RowSet, certain: &mut RowSet) {
        let rows = row(words.start * 64)..row(words.end * 64);
        let here = |range: &Range<Row>| {
            let from = range.start.clamp(rows.start, rows.end);
            from..range.end.clamp(from, rows.end)
        };
        for set in [&mut *possible, &mut *certain] {
            set.clear_words(words.clone());
            set.insert_range(here(&self.inside));
        }
        possible.insert_range(here(&(dataset.dated_rows().end..dataset.rows().end)));
        let mut test = |row: Row| {
            let Some(event) = dataset.event(row) else { return };
            if is_possible(event, self.window) {
                possible.insert(row);
            }
            if is_certain(event, self.window) {
                certain.insert(row);
            } else {
                certain.remove(row);
            }
        };
        // The days of a row say quickly that it does not reach over an edge; only those that do are tested.
        let ends = dataset.ends();
        let end = |row: &Row| ends.get(*row as usize).copied().unwrap_or(Day::MAX);
        here(&self.early)
            .filter(|row| end(row) > self.window.start())
            .for_each(&mut test);
        here(&self.late)
            .filter(|row| end(row) > self.window.end())
            .for_each(&mut test);
        let from = self.long.partition_point(|row| *row < rows.start);
        let long = self.long.get(from..).unwrap_or_default().iter();
        long.take_while(|row| **row < rows.end).copied().for_each(test);
    }
}

/// Rows that stand in one of two ascending lists.
fn in_one(a: &[Row], b: &[Row]) -> Vec<Row> {
    let (mut found, mut rest) = (Vec::new(), b.iter().copied().peekable());
    for row in a {
        while let Some(other) = rest.next_if(|other| other < row) {
            found.push(other);
        }
        if rest.next_if(|other| other == row).is_none() {
            found.push(*row);
        }
    }
    found.extend(rest);
    found
}

/// Rows of a dataset that are possible and rows that are certain in a window.
pub fn rows_in(dataset: &Dataset, long: &LongRows, window: DaySpan) -> (RowSet, RowSet) {
    let (mut possible, mut certain) = (RowSet::none(dataset.len()), RowSet::none(dataset.len()));
    let words = 0..possible.words().len();
    Cut::of(dataset, long, window).write(dataset, words, &mut possible, &mut certain);
    (possible, certain)
}

fn row(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}
