//! The visible events in order, without a list of them.
//!
//! Rows are sorted by start in every dataset, so the n-th visible event is found by counting bits. A list of a
//! million entries need not be made for each position of the window; a table shows thirty of them.

use std::sync::{Arc, OnceLock};

use super::result::EventRef;
use super::rows::RowSet;
use crate::base::{Day, DaySpan};
use crate::model::{Dataset, Row};

/// Visible rows of one dataset.
#[derive(Debug, Clone)]
struct Ranked {
    dataset: Arc<Dataset>,
    rows: Arc<RowSet>,
    len: usize,
    dated: usize,
    /// Number of them before each word, once somebody asks for one by its number: while the window moves nobody does.
    before: OnceLock<Vec<u32>>,
}

impl Ranked {
    fn new(dataset: &Arc<Dataset>, rows: &Arc<RowSet>, len: usize) -> Self {
        let undated = rows.count_in(dataset.dated_rows().end..dataset.rows().end);
        Self {
            dataset: Arc::clone(dataset),
            rows: Arc::clone(rows),
            len,
            dated: len - undated,
            before: OnceLock::new(),
        }
    }

    fn before(&self) -> &[u32] {
        self.before.get_or_init(|| {
            let mut sum = 0;
            let before = self.rows.words().iter().map(|word| {
                let here = sum;
                sum += word.count_ones();
                here
            });
            before.collect()
        })
    }

    /// Visible rows before a row.
    fn rank(&self, row: Row) -> usize {
        let (word, bit) = (row as usize / 64, row % 64);
        let Some(before) = self.before().get(word) else {
            return self.len;
        };
        let bits = self.rows.words().get(word).copied().unwrap_or(0);
        *before as usize + (bits & !(u64::MAX << bit)).count_ones() as usize
    }

    /// The visible row with this many before it.
    fn select(&self, n: usize) -> Option<Row> {
        if n >= self.len {
            return None;
        }
        let before = self.before();
        let word = before.partition_point(|before| *before as usize <= n).checked_sub(1)?;
        let mut rest = *self.rows.words().get(word)?;
        for _ in *before.get(word)? as usize..n {
            rest &= rest - 1;
        }
        Row::try_from(word * 64).ok().map(|base| base + rest.trailing_zeros())
    }

    /// First row that starts on a day or later.
    fn first_from(&self, day: Day) -> Row {
        let position = self.dataset.starts().partition_point(|start| *start < day);
        Row::try_from(position).unwrap_or(Row::MAX)
    }

    fn span(&self, row: Row) -> Option<DaySpan> {
        self.dataset.event(row).and_then(|event| event.span())
    }
}

/// The visible events of all datasets by (start, end, dataset, row); those without a date last.
#[derive(Debug, Clone, Default)]
pub struct RowList {
    parts: Vec<Ranked>,
    dated: usize,
    len: usize,
}

impl RowList {
    pub(super) fn new<'a>(parts: impl Iterator<Item = (&'a Arc<Dataset>, &'a Arc<RowSet>, usize)>) -> Self {
        let parts: Vec<Ranked> = parts
            .map(|(dataset, rows, len)| Ranked::new(dataset, rows, len))
            .collect();
        Self {
            dated: parts.iter().map(|part| part.dated).sum(),
            len: parts.iter().map(|part| part.len).sum(),
            parts,
        }
    }

    /// Number of visible events.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Number of visible events with a date: they come first.
    pub fn dated(&self) -> usize {
        self.dated
    }

    /// Whether nothing is visible.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The n-th visible event, from 0.
    pub fn get(&self, n: usize) -> Option<EventRef> {
        if let [only] = self.parts.as_slice() {
            return only.select(n).map(|row| EventRef { dataset: 0, row });
        }
        if n >= self.dated {
            return self.undated(n.checked_sub(self.dated)?);
        }
        let day = self.day_of(n);
        let same_day = self.events_of(day);
        let before = self.before(day);
        same_day.get(n.checked_sub(before)?).copied()
    }

    /// Where an event stands in the list; `None` if it is not visible.
    pub fn position(&self, at: EventRef) -> Option<usize> {
        let part = self.parts.get(usize::from(at.dataset))?;
        if !part.rows.has(at.row) {
            return None;
        }
        if self.parts.len() == 1 {
            return Some(part.rank(at.row));
        }
        match part.span(at.row) {
            Some(span) => {
                let day = self.events_of(span.start());
                let there = day.iter().position(|other| *other == at)?;
                Some(self.before(span.start()) + there)
            }
            None => {
                let earlier = self.parts.iter().take(usize::from(at.dataset));
                let earlier: usize = earlier.map(|part| part.len - part.dated).sum();
                Some(self.dated + earlier + part.rank(at.row) - part.dated)
            }
        }
    }

    /// Every visible event in order.
    pub fn iter(&self) -> impl Iterator<Item = EventRef> + '_ {
        let mut next: Vec<_> = (0u16..)
            .zip(&self.parts)
            .map(|(dataset, part)| {
                let keyed = part.rows.iter().map(move |row| {
                    let span = part.span(row);
                    (span.is_none(), span, EventRef { dataset, row })
                });
                keyed.peekable()
            })
            .collect();
        std::iter::from_fn(move || {
            if let [only] = next.as_mut_slice() {
                return only.next().map(|(_, _, at)| at);
            }
            let first = (0..next.len())
                .filter_map(|i| next.get_mut(i).and_then(|part| part.peek().map(|key| (*key, i))))
                .min()?;
            next.get_mut(first.1)?.next().map(|(_, _, at)| at)
        })
    }

    /// Visible events that start before a day.
    fn before(&self, day: Day) -> usize {
        let of = |part: &Ranked| part.rank(part.first_from(day).min(part.dataset.dated_rows().end));
        self.parts.iter().map(of).sum()
    }

    /// The day on which the n-th visible event starts; there must be more than `n` with a date.
    fn day_of(&self, n: usize) -> Day {
        let firsts = self.parts.iter().filter_map(|part| part.dataset.starts().first());
        let lasts = self.parts.iter().filter_map(|part| part.dataset.starts().last());
        let mut from = firsts.min().map_or(0, |day| day.number());
        let mut to = lasts.max().map_or(0, |day| day.number());
        while from < to {
            let middle = from + (to - from) / 2;
            if self.before(Day::from_number(middle + 1)) > n {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        Day::from_number(from)
    }

    /// Visible events that start on a day, in order.
    fn events_of(&self, day: Day) -> Vec<EventRef> {
        let mut found = Vec::new();
        for (dataset, part) in (0u16..).zip(&self.parts) {
            let rows = part.first_from(day)..part.first_from(day.plus(1));
            for row in rows.filter(|row| part.rows.has(*row)) {
                found.push((part.span(row), EventRef { dataset, row }));
            }
        }
        found.sort();
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn undated(&self, mut n: usize) -> Option<EventRef> {
        for (dataset, part) in (0u16..).zip(&self.parts) {
            let here = part.len - part.dated;
            if n < here {
                return part.select(part.dated + n).map(|row| EventRef { dataset, row });
            }
            n -= here;
        }
        None
    }
}
