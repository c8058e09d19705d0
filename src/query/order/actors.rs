//! Rows sorted by their actors. Hardly two rows have the same list of them, but there are few names: these are put in
//! order once, and rows are sorted as numbers (ranks of the first three names, position by date).

use std::cmp::Ordering;

use super::{STRIDE, SortValue, ranked, sort_in_steps};
use crate::base::{Pulse, pulse::Cancelled};
use crate::model::dictionary::Code;
use crate::query::result::{EventRef, QueryResult};

/// Names of a list whose ranks are in the number.
const IN_KEY: usize = 3;

/// The visible events by the names of their actors, those without any first.
///
/// # Errors
/// As [`super::sorted`].
pub(super) fn by_actors(result: &QueryResult, descending: bool, pulse: &Pulse) -> Result<Vec<EventRef>, Cancelled> {
    pulse.start(result.count() as u64 * 2);
    let mut names = Vec::with_capacity(result.parts.len());
    for part in &result.parts {
        let dictionary = part.dataset.actors().0.dictionary();
        let values = (0..Code::try_from(dictionary.len()).unwrap_or(Code::MAX)).map(|code| dictionary.value(code));
        names.push(values.map(SortValue::named).collect());
        pulse.check()?;
    }
    let ranks = ranked(&names, pulse)?;
    drop(names);
    let events: Vec<EventRef> = result.rows.iter().collect();
    // From 1: a list that ends comes before one that goes on.
    let rank = |at: EventRef, nth: usize| -> u32 {
        let part = usize::from(at.dataset);
        let list = result.parts.get(part).and_then(|part| {
            let (lists, rows) = part.dataset.actors();
            Some(lists.codes(*rows.get(at.row as usize)?))
        });
        let code = list.and_then(|list| list.get(nth));
        let rank = code.and_then(|code| ranks.get(part)?.get(*code as usize));
        rank.map_or(0, |rank| rank + 1)
    };
    let mut keys: Vec<u128> = Vec::with_capacity(events.len());
    for (position, at) in (0u32..).zip(&events) {
        if (position as usize).is_multiple_of(STRIDE) {
            pulse.check()?;
            pulse.advance(STRIDE as u64);
        }
        let key = (0..IN_KEY).fold(0, |key: u128, nth| key << 32 | u128::from(rank(*at, nth)));
        let key = if descending { !key & (u128::MAX >> 32) } else { key };
        keys.push(key << 32 | u128::from(position));
    }
    sort_in_steps(&mut keys, pulse, |a, b| a.cmp(b))?;
    let of_key = |key: &u128| events.get((key & u128::from(u32::MAX)) as usize).copied();
    for alike in keys
        .chunk_by_mut(|a, b| a >> 32 == b >> 32)
        .filter(|alike| alike.len() > 1)
    {
        pulse.check()?;
        let rest = |key: &u128| {
            let (at, rank) = (of_key(key), &rank);
            (IN_KEY..).map(move |nth| at.map_or(0, |at| rank(at, nth)))
        };
        alike.sort_by(|a, b| {
            let order = compared(rest(a), rest(b));
            if descending { order.reverse() } else { order }
        });
    }
    Ok(keys.iter().filter_map(of_key).collect())
}

/// Two lists of ranks that end with 0.
fn compared(a: impl Iterator<Item = u32>, b: impl Iterator<Item = u32>) -> Ordering {
    let mut both = a.zip(b);
    let differ = both.find(|(a, b)| a != b || *a == 0);
    differ.map_or(Ordering::Equal, |(a, b)| a.cmp(&b))
}
