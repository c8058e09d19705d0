//! Segments of rows become one dataset: values brought together, rows put into order, ids indexed.
//!
//! Readers of large tables fill one [`Segment`] for each thread and tell in which order the pieces stand in the
//! file. A *record* is the position of a row in the file; [`super::Dataset`] asks its [`Records`] by it.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::card::{Counts, DatasetCard};
use super::context::Context;
use super::dataset::{Dataset, Ids, Records, Row};
use super::dictionary::{Code, NO_CODE, Strings};
use super::segment::{RowColumns, Segment, Vocabulary};
use super::source::Source;
use crate::base::Day;

/// A run of rows of one segment. Pieces are given in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Position of the segment.
    pub segment: usize,
    /// Its rows.
    pub rows: Range<usize>,
}

/// What a dataset is, beside its rows.
#[derive(Debug, Clone)]
pub struct About {
    /// Its card.
    pub card: DatasetCard,
    /// Source records.
    pub sources: BTreeMap<String, Source>,
    /// Developments and figures.
    pub context: Context,
}

impl About {
    /// A dataset with a card and nothing else.
    pub fn new(card: DatasetCard) -> Self {
        Self {
            card,
            sources: BTreeMap::new(),
            context: Context::default(),
        }
    }
}

/// Segments on their way to a dataset. Rows are addressed by record.
#[derive(Debug)]
pub struct Assembly {
    words: Vocabulary,
    rows: RowColumns,
    /// Position in `rows` of each record.
    place_of: Vec<u32>,
    dropped: Vec<bool>,
    /// The first record of each id, once it was looked for.
    first_of: Option<(HashTable<u32>, DefaultHashBuilder)>,
}

impl Assembly {
    /// Brings segments together. `pieces` tell where their rows stand in the file, in its order; rows that no
    /// piece names are left out.
    pub fn new(segments: Vec<Segment>, pieces: &[Piece]) -> Self {
        let mut bases = Vec::with_capacity(segments.len());
        let mut segments = segments.into_iter();
        let first = segments.next().unwrap_or_default();
        let (mut words, mut rows) = (first.words, first.rows);
        bases.push(0);
        for mut segment in segments {
            bases.push(rows.id.len());
            segment.rows.translate(&words.absorb(&segment.words));
            rows.append(segment.rows);
        }
        let mut place_of = Vec::with_capacity(rows.id.len());
        for piece in pieces {
            let base = bases.get(piece.segment).copied().unwrap_or(usize::MAX);
            let places = piece.rows.clone().map(|row| base.saturating_add(row));
            place_of.extend(places.filter(|p| *p < rows.id.len()).map(row));
        }
        let dropped = vec![false; place_of.len()];
        Self {
            words,
            rows,
            place_of,
            dropped,
            first_of: None,
        }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.place_of.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.place_of.is_empty()
    }

    /// The id of a record.
    pub fn id(&self, record: u32) -> &str {
        let place = self.place_of.get(record as usize);
        place.map_or("", |place| self.rows.id.get(*place as usize))
    }

    /// Records whose id an earlier record has: (the first with this id, the later one), in the order of the file.
    pub fn repeated(&mut self) -> Vec<(u32, u32)> {
        let hasher = DefaultHashBuilder::default();
        let mut first: HashTable<u32> = HashTable::with_capacity(self.len());
        let mut found = Vec::new();
        for record in 0..row(self.len()) {
            let id = self.id(record);
            let hash = hasher.hash_one(id);
            if let Some(earlier) = first.find(hash, |r| self.id(*r) == id) {
                found.push((*earlier, record));
            } else {
                first.insert_unique(hash, record, |r| hasher.hash_one(self.id(*r)));
            }
        }
        self.first_of = Some((first, hasher));
        found
    }

    /// Leaves a record out of the dataset.
    pub fn drop_record(&mut self, record: u32) {
        if let Some(dropped) = self.dropped.get_mut(record as usize) {
            *dropped = true;
        }
    }

    /// Adds the actors of `from` to those of `into`, each once: rows of an actor-based table tell of one event.
    pub fn fold_actors(&mut self, into: u32, from: u32) {
        let list = |record: u32| {
            let place = self.place_of.get(record as usize)?;
            self.rows.actors.get(*place as usize).copied()
        };
        let (Some(a), Some(b)) = (list(into), list(from)) else {
            return;
        };
        let mut codes = self.words.actors.codes(a).to_vec();
        for code in self.words.actors.codes(b).to_vec() {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let folded = self.words.actors.code_of(&codes);
        if let Some(place) = self.place_of.get(into as usize)
            && let Some(cell) = self.rows.actors.get_mut(*place as usize)
        {
            *cell = folded;
        }
    }

    /// The dataset: rows that were not dropped, sorted by start, end and position in the file; those without a
    /// date last. `counts` states what else was read; accepted rows are counted here.
    pub fn finish(mut self, about: About, counts: SetAside, records: Box<dyn Records>) -> Dataset {
        let order = self.order();
        let accepted = order.len();
        let undated = |key: &u64| u32::try_from(*key >> 32).unwrap_or(u32::MAX) == UNDATED;
        let dated = order.partition_point(|key| !undated(key));
        let record: Vec<u32> = order.into_iter().map(low).collect();
        let places: Vec<u32> = record
            .iter()
            .map(|r| self.place_of.get(*r as usize).copied().unwrap_or(0))
            .collect();
        let records_read = self.place_of.len();
        let first_of = self.first_of.take();
        drop(self.place_of);
        let rows = self.rows.gathered(&places);
        drop(places);
        let mut end_max = Vec::with_capacity(dated);
        let mut largest = Day::MIN;
        for end in rows.end.iter().take(dated) {
            largest = largest.max(*end);
            end_max.push(largest);
        }
        let by_id = match first_of {
            // Where no row was dropped, the first record of an id is its row.
            Some((table, hasher)) if accepted == records_read => Ids::of_records(table, hasher, &record),
            _ => Ids::new(&rows.id),
        };
        Dataset {
            lineage: Arc::from(about.card.id.as_str()),
            card: about.card,
            named_by_file: false,
            counts: Counts {
                read: accepted + counts.quarantined + counts.duplicates,
                accepted,
                quarantined: counts.quarantined,
                duplicates: counts.duplicates,
            },
            dated,
            words: self.words,
            rows,
            record,
            end_max,
            by_id,
            sources: about.sources,
            context: about.context,
            records,
        }
    }

    /// Start day above record, for every record that stays, in the order of the dataset.
    fn order(&self) -> Vec<u64> {
        let start = |record: u32| {
            let place = self.place_of.get(record as usize).copied().unwrap_or(u32::MAX);
            self.rows.start.get(place as usize).copied().unwrap_or(Day::MAX)
        };
        let stays = (0u32..).zip(&self.dropped).filter(|(_, dropped)| !**dropped);
        let mut keys: Vec<u64> = stays
            .map(|(record, _)| {
                let day = start(record);
                let day = if day == Day::MAX { UNDATED } else { from_first(day) };
                u64::from(day) << 32 | u64::from(record)
            })
            .collect();
        sort_by_day(&mut keys);
        self.order_ends(&mut keys);
        keys
    }

    /// Puts rows that start on one day into the order of their ends; keys of one day stand together.
    fn order_ends(&self, keys: &mut [u64]) {
        let end = |key: u64| {
            let place = self.place_of.get(low(key) as usize).copied().unwrap_or(u32::MAX);
            self.rows.end.get(place as usize).copied().unwrap_or(Day::MIN)
        };
        for day in keys.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            if !day.is_sorted_by_key(|key| end(*key)) {
                day.sort_by_key(|key| end(*key));
            }
        }
    }
}

/// Rows that did not become events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Could not be understood.
    pub quarantined: usize,
    /// Repeat another row, or were folded into it.
    pub duplicates: usize,
}

/// Sorts keys by day; those of one day stay in the order of their records. Days of a file lie close together: a
/// count for each day costs less than comparing.
fn sort_by_day(keys: &mut Vec<u64>) {
    let day = |key: u64| (key >> 32) as u32;
    let dated = || keys.iter().map(|key| day(*key)).filter(|day| *day != UNDATED);
    let Some((first, last)) = dated().min().zip(dated().max()) else {
        return;
    };
    let days = (last - first) as usize + 1;
    if days > keys.len() {
        keys.sort();
        return;
    }
    // One count more for rows without a date, which come last.
    let slot = |key: u64| (day(key).saturating_sub(first) as usize).min(days);
    let mut next = vec![0_usize; days + 2];
    for key in keys.iter() {
        if let Some(count) = next.get_mut(slot(*key) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut next {
        sum += *count;
        *count = sum;
    }
    let mut sorted = vec![0; keys.len()];
    for key in keys.iter() {
        if let Some(next) = next.get_mut(slot(*key)) {
            if let Some(cell) = sorted.get_mut(*next) {
                *cell = *key;
            }
            *next += 1;
        }
    }
    *keys = sorted;
}

/// Rows from which on a second thread is worth its while.
const ENOUGH_FOR_TWO: usize = 50_000;

/// Sorts after every day.
const UNDATED: u32 = u32::MAX;

/// Days since the first day there is.
fn from_first(day: Day) -> u32 {
    u32::try_from(day.number() - Day::MIN.number()).unwrap_or(0)
}

fn low(key: u64) -> u32 {
    u32::try_from(key & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

fn row(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}

/// For each column of codes: the code here of every code there.
#[derive(Debug)]
struct Translation {
    titles: Vec<Code>,
    sub_kinds: Vec<Code>,
    countries: Vec<Code>,
    admin1s: Vec<Code>,
    places: Vec<Code>,
    actors: Vec<Code>,
    sources: Vec<Code>,
    deaths: Vec<Code>,
    spots: Vec<Code>,
    sharpness: Vec<Code>,
}

impl Vocabulary {
    fn absorb(&mut self, other: &Self) -> Translation {
        Translation {
            titles: self.titles.absorb(&other.titles),
            sub_kinds: self.sub_kinds.absorb(&other.sub_kinds),
            countries: self.countries.absorb(&other.countries),
            admin1s: self.admin1s.absorb(&other.admin1s),
            places: self.places.absorb(&other.places),
            actors: self.actors.absorb(&other.actors),
            sources: self.sources.absorb(&other.sources),
            deaths: self.deaths.absorb(&other.deaths),
            spots: self.spots.absorb(&other.spots),
            sharpness: self.sharpness.absorb(&other.sharpness),
        }
    }
}

impl RowColumns {
    fn translate(&mut self, to: &Translation) {
        for (column, codes) in [
            (&mut self.title, &to.titles),
            (&mut self.sub_kind, &to.sub_kinds),
            (&mut self.country, &to.countries),
            (&mut self.admin1, &to.admin1s),
            (&mut self.place, &to.places),
            (&mut self.actors, &to.actors),
            (&mut self.sources, &to.sources),
            (&mut self.deaths, &to.deaths),
            (&mut self.spot, &to.spots),
            (&mut self.sharpness, &to.sharpness),
        ] {
            for cell in column {
                *cell = codes.get(*cell as usize).copied().unwrap_or(NO_CODE);
            }
        }
    }

    fn append(&mut self, other: Self) {
        if !self.disagreements.is_empty() || !other.disagreements.is_empty() {
            self.disagreements.resize(self.id.len(), 0);
            self.disagreements.extend(&other.disagreements);
        }
        self.id.append(&other.id);
        self.start.extend(other.start);
        self.end.extend(other.end);
        self.span_kind.extend(other.span_kind);
        self.date_precision.extend(other.date_precision);
        self.kind.extend(other.kind);
        self.spot.extend(other.spot);
        self.sharpness.extend(other.sharpness);
        self.title.extend(other.title);
        self.sub_kind.extend(other.sub_kind);
        self.country.extend(other.country);
        self.admin1.extend(other.admin1);
        self.place.extend(other.place);
        self.actors.extend(other.actors);
        self.sources.extend(other.sources);
        self.deaths.extend(other.deaths);
    }

    /// The rows at these positions, in this order. Each column is let go as soon as its copy stands.
    fn gathered(mut self, places: &[u32]) -> Self {
        let texts = std::mem::take(&mut self.id);
        let gather_ids = move || {
            let mut id = Strings::with_capacity(places.len(), texts.bytes());
            places.iter().for_each(|place| id.push(texts.get(*place as usize)));
            id
        };
        if places.len() < ENOUGH_FOR_TWO {
            let mut rows = self.codes_gathered(places);
            rows.id = gather_ids();
            return rows;
        }
        std::thread::scope(|scope| {
            let ids = scope.spawn(gather_ids);
            let mut rows = self.codes_gathered(places);
            rows.id = ids.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            rows
        })
    }

    /// Everything but the ids.
    fn codes_gathered(self, places: &[u32]) -> Self {
        let disagreements = if self.disagreements.is_empty() {
            Vec::new()
        } else {
            let cell = |place: &u32| self.disagreements.get(*place as usize).copied().unwrap_or(0);
            places.iter().map(cell).collect()
        };
        Self {
            id: Strings::default(),
            disagreements,
            start: gather(&self.start, places),
            end: gather(&self.end, places),
            span_kind: gather(&self.span_kind, places),
            date_precision: gather(&self.date_precision, places),
            kind: gather(&self.kind, places),
            spot: gather(&self.spot, places),
            sharpness: gather(&self.sharpness, places),
            title: column(self.title, places),
            sub_kind: column(self.sub_kind, places),
            country: column(self.country, places),
            admin1: column(self.admin1, places),
            place: column(self.place, places),
            actors: column(self.actors, places),
            sources: column(self.sources, places),
            deaths: column(self.deaths, places),
        }
    }
}

fn column<T: Copy>(cells: Vec<T>, places: &[u32]) -> Vec<T> {
    gather(&cells, places)
}

fn gather<T: Copy>(cells: &[T], places: &[u32]) -> Vec<T> {
    let cell = |place: &u32| cells.get(*place as usize).copied();
    places.iter().filter_map(cell).collect()
}

#[cfg(test)]
mod tests;
