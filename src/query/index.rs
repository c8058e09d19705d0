//! What is worked out once for a dataset, so that filters and windows cost little however many events it has.
//!
//! - A bitmap of rows for each value of a column with few values (types, classes, countries …): counting a value
//!   is an AND and a count of bits.
//! - The **place table**: one entry for each distinct coordinate and precision, its rows contiguous and in the
//!   order of time. Everything drawn, clustered or picked walks places, not events.
//! - Events that last long, without a place, without a figure: small exceptions that are looked up, not searched.
//!
//! Made in the background when a file is opened; never changes.

use std::ops::Range;

use super::milestones::Milestones;
use super::places::Found;
use super::rows::RowSet;
use super::window::LongRows;
use crate::base::{LonLat, Metres};
use crate::model::dictionary::{Code, NO_CODE};
use crate::model::{Dataset, EventType, PlaceClass, Row, Sharpness, Spot};

/// Most values for which a column is kept as bitmaps.
const MOST_SETS: usize = 64;

/// The index of one dataset.
#[derive(Debug)]
pub struct Index {
    pub(super) kinds: Vec<RowSet>,
    pub(super) classes: Vec<(PlaceClass, RowSet)>,
    pub(super) countries: Field,
    pub(super) sub_kinds: Field,
    pub(super) admin1s: Field,
    /// How often each actor and source occurs at all, by value code.
    pub(super) actor_totals: Vec<u32>,
    pub(super) source_totals: Vec<u32>,
    /// How often each of them occurs up to some rows.
    pub(super) actors_before: Milestones,
    pub(super) sources_before: Milestones,
    pub(super) unlocated: RowSet,
    pub(super) deaths_unknown: RowSet,
    pub(super) deaths_max: u32,
    pub(super) disagree: RowSet,
    pub(super) long: LongRows,
    places: PlaceIndex,
}

/// A column of one value for each row.
#[derive(Debug)]
pub(super) struct Field {
    /// Rows of each value, by code; `None` for a column of many values.
    pub sets: Option<Vec<RowSet>>,
    /// How often each value occurs, by code.
    pub totals: Vec<u32>,
}

impl Field {
    fn of(values: usize, column: &[Code]) -> Self {
        let mut totals = vec![0; values];
        for code in column {
            if let Some(total) = totals.get_mut(*code as usize) {
                *total += 1;
            }
        }
        let sets = (values <= MOST_SETS).then(|| {
            let mut sets = vec![RowSet::none(column.len()); values];
            for (row, code) in (0..).zip(column) {
                if let Some(set) = sets.get_mut(*code as usize) {
                    set.insert(row);
                }
            }
            sets
        });
        Self { sets, totals }
    }
}

impl Index {
    /// The index of a dataset. Cost: a few passes over its rows.
    pub fn of(dataset: &Dataset) -> Self {
        let rows = dataset.len();
        let mut kinds = vec![RowSet::none(rows); EventType::ALL.len()];
        for (row, kind) in (0..).zip(dataset.kinds()) {
            if let Some(set) = kinds.get_mut(kind.index()) {
                set.insert(row);
            }
        }
        let (figures, deaths) = dataset.death_figures();
        let unknown: Vec<bool> = figures.iter().map(|d| !d.is_known()).collect();
        let deaths_unknown = RowSet::filter(rows, |row| {
            let code = deaths.get(row as usize).copied().unwrap_or(NO_CODE);
            unknown.get(code as usize).copied().unwrap_or(true)
        });
        let spots = dataset.spots().1;
        let disagree = dataset.disagreement_counts();
        let field = |(dictionary, column): (&crate::model::dictionary::Dictionary, &[Code])| {
            Field::of(dictionary.len(), column)
        };
        Self {
            kinds,
            classes: classes(dataset),
            countries: field(dataset.countries()),
            sub_kinds: field(dataset.sub_kinds()),
            admin1s: field(dataset.admin1s()),
            actor_totals: list_totals(dataset.actors()),
            source_totals: list_totals(dataset.source_ids()),
            actors_before: Milestones::of(dataset.actors()),
            sources_before: Milestones::of(dataset.source_ids()),
            unlocated: RowSet::filter(rows, |row| spots.get(row as usize).is_none_or(|c| *c == NO_CODE)),
            deaths_unknown,
            deaths_max: figures.iter().filter_map(|d| d.shown()).max().unwrap_or(0),
            disagree: RowSet::filter(rows, |row| disagree.get(row as usize).is_some_and(|n| *n > 0)),
            long: LongRows::of(dataset),
            places: PlaceIndex::of(dataset),
        }
    }

    /// The place table.
    pub fn places(&self) -> &PlaceIndex {
        &self.places
    }
}

fn classes(dataset: &Dataset) -> Vec<(PlaceClass, RowSet)> {
    let (sharpness, column) = dataset.sharpness();
    let mut sets: Vec<(PlaceClass, RowSet)> = Vec::new();
    let set_of: Vec<usize> = sharpness
        .iter()
        .map(|s| {
            let known = sets.iter().position(|(class, _)| *class == s.class());
            known.unwrap_or_else(|| {
                sets.push((s.class(), RowSet::none(dataset.len())));
                sets.len() - 1
            })
        })
        .collect();
    for (row, code) in (0..).zip(column) {
        let set = set_of.get(*code as usize).and_then(|set| sets.get_mut(*set));
        if let Some((_, set)) = set {
            set.insert(row);
        }
    }
    sets.retain(|(_, set)| !set.is_empty());
    sets.sort_by_key(|(class, _)| *class);
    sets
}

fn list_totals((lists, column): (&crate::model::dictionary::Lists, &[Code])) -> Vec<u32> {
    let mut of_list = vec![0u32; lists.len()];
    for code in column {
        if let Some(count) = of_list.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let mut totals = vec![0; lists.dictionary().len()];
    for (list, count) in (0..).zip(of_list) {
        for value in lists.codes(list) {
            if let Some(total) = totals.get_mut(*value as usize) {
                *total += count;
            }
        }
    }
    totals
}

/// Position of a place in its [`PlaceIndex`].
pub type PlaceCode = u32;

/// The distinct places of a dataset: coordinate and precision together, so that a town and the region that was
/// coded to the same town are two places.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    keys: Vec<(Spot, Sharpness)>,
    /// Place of each row; [`NO_CODE`] for a row without coordinates.
    of_row: Vec<PlaceCode>,
    /// Place `i` has `rows[offsets[i]..offsets[i + 1]]`.
    offsets: Vec<u32>,
    rows: Vec<Row>,
}

impl PlaceIndex {
    fn of(dataset: &Dataset) -> Self {
        let ((spots, spot_of), (sharpness, sharp_of)) = (dataset.spots(), dataset.sharpness());
        // Few precisions and many coordinates: a small table for each coordinate is found without hashing.
        let mut known: Vec<[PlaceCode; 4]> = vec![[NO_CODE; 4]; spots.len()];
        let mut more = std::collections::HashMap::<(Code, Code), PlaceCode>::new();
        let mut keys: Vec<(Spot, Sharpness)> = Vec::new();
        let mut of_row = Vec::with_capacity(dataset.len());
        for (spot, sharp) in spot_of.iter().zip(sharp_of) {
            let key = spots.get(*spot as usize).zip(sharpness.get(*sharp as usize));
            let Some((at, precision)) = key else {
                of_row.push(NO_CODE);
                continue;
            };
            let near = known.get_mut(*spot as usize).and_then(|s| s.get_mut(*sharp as usize));
            let slot = match near {
                Some(slot) => slot,
                None => more.entry((*spot, *sharp)).or_insert(NO_CODE),
            };
            if *slot == NO_CODE {
                *slot = PlaceCode::try_from(keys.len()).unwrap_or(NO_CODE);
                keys.push((*at, *precision));
            }
            of_row.push(*slot);
        }
        sort_by_position(&mut keys, &mut of_row);
        let (offsets, rows) = by_place(&of_row, keys.len());
        Self {
            keys,
            of_row,
            offsets,
            rows,
        }
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no event has a place.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Coordinates of a place.
    pub fn at(&self, place: PlaceCode) -> Option<LonLat> {
        self.keys.get(place as usize).map(|(spot, _)| spot.at())
    }

    /// Class of a place.
    pub fn class(&self, place: PlaceCode) -> PlaceClass {
        self.keys.get(place as usize).map_or(PlaceClass::P5, |(_, s)| s.class())
    }

    /// Radius of a place, metres.
    pub fn radius(&self, place: PlaceCode) -> Metres {
        self.keys.get(place as usize).map_or(0.0, |(_, s)| s.radius())
    }

    /// Rows of a place, ascending: in the order of time.
    pub fn rows(&self, place: PlaceCode) -> &[Row] {
        self.rows.get(self.range(place)).unwrap_or(&[])
    }

    /// The place of each row ([`NO_CODE`]: none).
    pub fn of_rows(&self) -> &[PlaceCode] {
        &self.of_row
    }

    fn range(&self, place: PlaceCode) -> Range<usize> {
        let bounds = self
            .offsets
            .get(place as usize)
            .zip(self.offsets.get(place as usize + 1));
        bounds.map_or(0..0, |(from, to)| *from as usize..*to as usize)
    }
}

/// Puts places in the order of a [`super::PlaceSet`], so that whatever is counted by place goes over to it in one
/// straight walk.
fn sort_by_position(keys: &mut Vec<(Spot, Sharpness)>, of_row: &mut [PlaceCode]) {
    let codes = (0..).zip(keys.iter());
    let mut order: Vec<((bool, u64), PlaceCode)> =
        codes.map(|(i, (spot, sharp))| (position(*spot, *sharp), i)).collect();
    order.sort_unstable();
    let mut stands = vec![NO_CODE; keys.len()];
    for (new, (_, old)) in (0..).zip(&order) {
        if let Some(stands) = stands.get_mut(*old as usize) {
            *stands = new;
        }
    }
    *keys = order
        .iter()
        .filter_map(|(_, old)| keys.get(*old as usize).copied())
        .collect();
    for place in of_row.iter_mut() {
        *place = stands.get(*place as usize).copied().unwrap_or(NO_CODE);
    }
}

fn position(spot: Spot, sharp: Sharpness) -> (bool, u64) {
    let class = sharp.class();
    let found = Found {
        at: spot.at(),
        radius: sharp.radius(),
        class,
        point: class.has_point(),
        events: 0,
    };
    found.order()
}

/// Rows by place: offsets of each place, and the rows place by place.
fn by_place(of_row: &[PlaceCode], places: usize) -> (Vec<u32>, Vec<Row>) {
    let mut offsets = vec![0u32; places + 1];
    for place in of_row.iter().filter(|place| **place != NO_CODE) {
        if let Some(count) = offsets.get_mut(*place as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for offset in &mut offsets {
        sum += *offset;
        *offset = sum;
    }
    let mut next = offsets.clone();
    let mut rows = vec![0; sum as usize];
    for (row, place) in (0..).zip(of_row).filter(|(_, place)| **place != NO_CODE) {
        if let Some(at) = next.get_mut(*place as usize) {
            if let Some(cell) = rows.get_mut(*at as usize) {
                *cell = row;
            }
            *at += 1;
        }
    }
    (offsets, rows)
}
