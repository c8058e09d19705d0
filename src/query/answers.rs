//! Questions about a result that are answered from bitmaps, columns and places: no look at each event, so that
//! panels may ask them in every frame at a million events.

use super::histogram::KindCounts;
use super::index::Index;
use super::result::{EventRef, Part, QueryResult};
use super::rows::RowSet;
use crate::base::{Day, LonLat, Metres};
use crate::model::dictionary::Code;
use crate::model::{Dataset, Row};

impl Part {
    /// Visible events by type, in the order of [`crate::model::EventType::ALL`].
    pub fn kinds(&self) -> KindCounts {
        let mut counts = KindCounts::default();
        for (count, set) in counts.iter_mut().zip(&self.index.kinds) {
            *count = u32::try_from(self.visible.count_and(set)).unwrap_or(u32::MAX);
        }
        counts
    }

    /// Ids of the sources that the visible events cite, each once, in the order of the dataset's dictionary.
    pub fn cited(&self) -> impl Iterator<Item = &str> {
        cited_codes(&self.dataset, &self.visible)
            .into_iter()
            .map(|code| self.dataset.source_ids().0.dictionary().value(code))
    }
}

/// Codes of the sources that some rows cite: each list of sources is looked at once, however many rows have it.
pub(super) fn cited_codes(dataset: &Dataset, rows: &RowSet) -> Vec<Code> {
    let (lists, column) = dataset.source_ids();
    let mut lists_seen = vec![false; lists.len()];
    rows.each(|row| {
        let list = column
            .get(row as usize)
            .and_then(|list| lists_seen.get_mut(*list as usize));
        if let Some(seen) = list {
            *seen = true;
        }
    });
    let mut seen = vec![false; lists.dictionary().len()];
    for (list, _) in (0..).zip(lists_seen).filter(|(_, seen)| *seen) {
        for value in lists.codes(list) {
            if let Some(seen) = seen.get_mut(*value as usize) {
                *seen = true;
            }
        }
    }
    (0..)
        .zip(seen)
        .filter(|(_, seen)| *seen)
        .map(|(code, _)| code)
        .collect()
}

impl QueryResult {
    /// Visible events by type, over all datasets.
    pub fn kinds(&self) -> KindCounts {
        let mut sum = KindCounts::default();
        for part in &self.parts {
            for (sum, count) in sum.iter_mut().zip(part.kinds()) {
                *sum += count;
            }
        }
        sum
    }

    /// The circles that hold visible events, each place once for each dataset.
    pub fn circles(&self) -> impl Iterator<Item = (LonLat, Metres)> {
        self.parts.iter().flat_map(|part| {
            let places = part.index.places();
            let shown = (0u32..)
                .take(places.len())
                .filter(|place| part.places.visible(*place) > 0);
            shown.filter_map(|place| Some((places.at(place)?, places.radius(place))))
        })
    }

    /// The first visible events without a figure of deaths, in the order of the list; at most so many.
    pub fn without_figure(&self, most: usize) -> Vec<EventRef> {
        self.first_in(most, |index| &index.deaths_unknown)
    }

    /// The visible event whose sources disagree on most fields; of those that are equal the last. The last
    /// visible event where none disagree.
    pub fn most_disputed(&self) -> Option<EventRef> {
        let disputed = self.first_in(usize::MAX, |index| &index.disagree);
        let by_fields = |at: &EventRef| self.event(*at).map(crate::model::Event::disagreements);
        let most = disputed.into_iter().max_by_key(by_fields);
        most.or_else(|| self.rows.get(self.count().checked_sub(1)?))
    }

    /// The visible events of a set of each index, in the order of the list; at most so many.
    fn first_in(&self, most: usize, set: impl Fn(&Index) -> &RowSet) -> Vec<EventRef> {
        let mut found: Vec<EventRef> = (0u16..)
            .zip(&self.parts)
            .flat_map(|(dataset, part)| {
                let mut rows = (*part.visible).clone();
                rows.intersect(set(&part.index));
                let rows: Vec<Row> = rows.iter().take(most).collect();
                rows.into_iter().map(move |row| EventRef { dataset, row })
            })
            .collect();
        let by_date = |at: &EventRef| {
            let span = self.event(*at).and_then(|event| event.span());
            (span.is_none(), span, *at)
        };
        found.sort_by_cached_key(by_date);
        found.truncate(most);
        found
    }

    /// The visible events inside a part of the map, in the order of the list. Looks at places first.
    pub fn events_in(&self, area: &super::Area) -> Vec<EventRef> {
        let inside = area.tester();
        let mut found: Vec<(usize, EventRef)> = Vec::new();
        for (dataset, part) in (0u16..).zip(&self.parts) {
            let places = part.index.places();
            let shown = (0u32..)
                .take(places.len())
                .filter(|place| part.places.visible(*place) > 0);
            for place in shown.filter(|place| places.at(*place).is_some_and(&inside)) {
                let rows = places.rows(place).iter().filter(|row| part.visible.has(**row));
                let events = rows.map(|row| EventRef { dataset, row: *row });
                found.extend(events.filter_map(|at| Some((self.rows.position(at)?, at))));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// The matching events without a date.
    pub fn undated_events(&self) -> Vec<EventRef> {
        let of = |(dataset, part): (u16, &Part)| {
            let undated = part.dataset.dated_rows().end..part.dataset.rows().end;
            let rows = undated.filter(|row| part.passing.all.has(*row));
            rows.map(|row| EventRef { dataset, row }).collect::<Vec<_>>()
        };
        (0u16..).zip(&self.parts).flat_map(of).collect()
    }

    /// Last day of the nearest matching event wholly before the window, and first day of the nearest wholly
    /// after it.
    pub fn nearest(&self) -> (Option<Day>, Option<Day>) {
        let span = self.window.span;
        let before = self.parts.iter().filter_map(|part| last_end(part, span.start())).max();
        let after = self.parts.iter().filter_map(|part| first_start(part, span.end())).min();
        (before.map(|end| end.plus(-1)), after)
    }
}

/// First day of the first matching event that starts on a day or later.
fn first_start(part: &Part, day: Day) -> Option<Day> {
    let starts = part.dataset.starts();
    let from = starts.partition_point(|start| *start < day);
    let row = part.passing.all.next_from(Row::try_from(from).ok()?)?;
    // Rows without a date follow those that have one.
    (row < part.dataset.dated_rows().end).then(|| starts.get(row as usize).copied())?
}

/// The latest end, exclusive, of the matching events that end on a day or before it.
fn last_end(part: &Part, day: Day) -> Option<Day> {
    let (starts, ends) = (part.dataset.starts(), part.dataset.ends());
    let long = part.index.long.rows().iter().filter(|row| part.passing.all.has(**row));
    let long = long
        .filter_map(|row| ends.get(*row as usize))
        .filter(|end| **end <= day);
    let mut best = long.max().copied();
    let mut row = Row::try_from(starts.partition_point(|start| *start < day)).ok()?;
    while let Some(earlier) = part.passing.all.last_before(row) {
        row = earlier;
        let (start, end) = (starts.get(row as usize)?, ends.get(row as usize)?);
        // A short event that starts so early cannot end later than the best.
        if best.is_some_and(|best| start.plus(super::window::SHORT) <= best) {
            break;
        }
        if *end <= day {
            best = best.max(Some(*end));
        }
    }
    best
}
