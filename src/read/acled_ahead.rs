//! What was understood before of the cells of rows to come. Each look into a table of thousands of texts waits for
//! memory that the file itself has pushed out of the processor; looks for many rows at once wait together.

use std::collections::VecDeque;

use super::acled::{Acled, Col};
use super::acled_row::AcledRow;
use super::acled_scratch::{Place, Scratch, When};
use super::scan;
use crate::model::dictionary::Code;

/// What is known of one row before it is read; `None` for what has to be looked for again, or understood.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub when: Option<When>,
    pub place: Option<Place>,
    pub sources: Option<Code>,
    pub actors: Option<Code>,
}

/// What is known at once, and hashes of what will be looked for.
#[derive(Debug, Clone, Copy)]
struct Sought {
    line: u64,
    when: Option<When>,
    place: Option<[u64; 2]>,
    sources: [u64; 2],
    actors: Option<([Code; 4], u64)>,
}

/// Rows to come, by the line that they are read with.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    rows: VecDeque<(u64, Known)>,
    sought: Vec<Sought>,
}

impl Ahead {
    /// What is known of the row on this line; rows before it are forgotten.
    pub fn turn(&mut self, line: u64) -> Known {
        while let Some((first, known)) = self.rows.front().copied() {
            if first > line {
                break;
            }
            self.rows.pop_front();
            if first == line {
                return known;
            }
        }
        Known::default()
    }
}

/// Looks ahead at some rows.
pub(super) fn look(table: &Acled, rows: &scan::Rows<'_>, scratch: &mut Scratch) {
    let mut ahead = std::mem::take(&mut scratch.ahead);
    ahead.rows.clear();
    ahead.sought.clear();
    for (at, cells) in rows.iter() {
        let row = AcledRow::new(table, &cells, at.start + 1);
        let hash = |bytes: Option<&[u8]>, of: &dyn Fn(&[u8]) -> [u64; 2]| bytes.map(of);
        ahead.sought.push(Sought {
            line: at.start + 1,
            when: row
                .between(table.together.when)
                .and_then(|bytes| scratch.known_when(bytes)),
            place: hash(row.between(table.together.place), &|bytes| scratch.place.hash(bytes)),
            sources: scratch.sources.hash(row.bytes(Col::Source)),
            actors: scratch.known_actors(&row),
        });
    }
    // One table after the other: short loops, so that the processor sees many looks at once.
    let known = ahead.sought.iter().map(|sought| {
        let when = sought.when;
        (
            sought.line,
            Known {
                when,
                ..Known::default()
            },
        )
    });
    ahead.rows.extend(known);
    let all = || ahead.sought.iter();
    for ((_, known), sought) in ahead.rows.iter_mut().zip(all()) {
        known.place = sought.place.and_then(|hash| scratch.place.look(hash));
    }
    for ((_, known), sought) in ahead.rows.iter_mut().zip(all()) {
        known.sources = scratch.sources.look(sought.sources);
    }
    for ((_, known), sought) in ahead.rows.iter_mut().zip(all()) {
        known.actors = sought.actors.and_then(|(key, hash)| scratch.actors.look(key, hash));
    }
    scratch.ahead = ahead;
}
