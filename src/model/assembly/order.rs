//! Records of several segments in the order of a dataset.

use super::columns::{Part, locate};
use crate::base::Day;
use crate::model::segment::Dated;

/// The records that stay: by first day, then by the first day after, then by their position in the file; those without
/// a date last.
#[derive(Debug)]
pub(super) struct Order {
    /// The records.
    pub record: Vec<u32>,
    /// Where the row of each is in all segments together.
    pub places: Vec<u32>,
    /// How many have a date.
    pub dated: usize,
}

impl Order {
    /// Puts records into order; of each is told where its row is, and whether it was dropped. Rows say in few ways when
    /// they were: these ways are sorted, and the rows counted by them.
    pub fn of(parts: &[Part], ends: &[usize], (place_of, dropped): (&[u32], &[bool])) -> Self {
        let (ranks, undated) = ranks(parts);
        let ranked: Vec<(&[u32], &[u32])> = parts
            .iter()
            .zip(&ranks)
            .map(|(part, ranks)| (part.rows.dated.as_slice(), ranks.as_slice()))
            .collect();
        let rank = |place: u32| {
            let (part, row) = locate(ends, place as usize)?;
            let (dated, ranks) = ranked.get(part)?;
            ranks.get(*dated.get(row)? as usize).copied()
        };
        let staying = || {
            let all = (0u32..).zip(place_of).zip(dropped);
            all.filter(|(_, dropped)| !**dropped).map(|((record, place), _)| {
                let rank = rank(*place).unwrap_or(undated);
                (record, *place, rank as usize)
            })
        };
        let mut next = vec![0_usize; undated as usize + 2];
        for (_, _, rank) in staying() {
            if let Some(count) = next.get_mut(rank + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut next {
            sum += *count;
            *count = sum;
        }
        let dated = next.get(undated as usize).copied().unwrap_or(sum);
        let (mut records, mut places) = (vec![0; sum], vec![0; sum]);
        for (record, place, rank) in staying() {
            let Some(next) = next.get_mut(rank) else { continue };
            if let Some((cells, at)) = records.get_mut(*next).zip(places.get_mut(*next)) {
                (*cells, *at) = (record, place);
            }
            *next += 1;
        }
        Self {
            record: records,
            places,
            dated,
        }
    }
}

/// For each segment the rank of every way to say when something was, and the rank of those without a date, the last.
fn ranks(parts: &[Part]) -> (Vec<Vec<u32>>, u32) {
    let span = |dated: &Dated| dated.span.map(|span| (span.start(), span.end()));
    let groups = || parts.iter().map(|part| &part.values.groups.dated);
    let mut spans: Vec<(Day, Day)> = groups().flatten().filter_map(span).collect();
    spans.sort_unstable();
    spans.dedup();
    let undated = u32::try_from(spans.len()).unwrap_or(u32::MAX - 2);
    let rank = |dated: &Dated| {
        let at = span(dated).and_then(|span| spans.binary_search(&span).ok());
        at.map_or(undated, |at| u32::try_from(at).unwrap_or(undated))
    };
    (
        groups().map(|group| group.iter().map(rank).collect()).collect(),
        undated,
    )
}
