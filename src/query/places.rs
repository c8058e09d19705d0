//! Places: the distinct positions of the open datasets, and what filter and window leave on each.
//!
//! Real files stack heavily (a million events on some 36,000 positions), so everything drawn in number walks
//! places. A [`PlaceSet`] is made once for the open datasets and is in Morton order: the places of a cell of a
//! quadtree are one contiguous range. Counts are arrays beside it, made anew for each result; whatever draws
//! takes the two together and knows nothing of queries.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::at_place::{AtPlace, PlaceTally};
use super::index::{Index, PlaceIndex};
use super::result::{EventRef, Part, QueryResult};
use super::rows::RowSet;
use super::tally::PartPlaces;
use crate::base::mercator::{self, Fixed};
use crate::base::{LonLat, Metres};
use crate::model::{Dataset, EventType, PlaceClass};

/// Number of event types.
pub const KINDS: usize = EventType::ALL.len();
/// Places that a straight walk passes while one of any other order is looked up.
const JUMPS: usize = 20;
/// No place of the set.
const NOWHERE: u32 = u32::MAX;

/// The distinct places of the open datasets: positions with the circle in which each is known.
///
/// First come the points, then the areas (regions and countries, of which no point is known); both in Morton
/// order of [`Self::world`].
#[derive(Debug, Clone, Default)]
pub struct PlaceSet {
    /// Where what stands for the place is drawn: the point itself, of an area the northernmost point of its circle.
    pub world: Vec<Fixed>,
    /// Morton code of `world`.
    pub code: Vec<u64>,
    /// Middle of the circle that holds the place.
    pub lonlat: Vec<LonLat>,
    /// Radius of that circle, metres.
    pub radius: Vec<f32>,
    /// How sharply the place is known.
    pub class: Vec<PlaceClass>,
    /// Events there, whatever filter and window. Never changes while the datasets stay open.
    pub events: Vec<u32>,
    /// The first so many are points.
    pub points: usize,
}

/// A place as it is found, before the set is put in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Middle.
    pub at: LonLat,
    /// Radius of the circle that holds it, metres.
    pub radius: Metres,
    /// How sharply it is known.
    pub class: PlaceClass,
    /// Whether it has a point; else it is an area.
    pub point: bool,
    /// Events there.
    pub events: u32,
}

impl Found {
    /// What places are sorted by: points first, then in Morton order.
    pub(super) fn order(&self) -> (bool, u64) {
        (!self.point, mercator::morton(self.world()))
    }

    /// Where what stands for it is drawn.
    fn world(&self) -> Fixed {
        let (x, y) = mercator::unit(self.at);
        let up = if self.point {
            0.0
        } else {
            mercator::length(self.at.lat(), self.radius)
        };
        mercator::to_fixed((x, y - up))
    }
}

impl PlaceSet {
    /// The set of these places, and where in it each of them came to stand.
    pub fn of(found: &[Found]) -> (Self, Vec<u32>) {
        let mut order: Vec<((bool, u64), u32)> = (0u32..).zip(found).map(|(i, f)| (f.order(), i)).collect();
        order.sort_unstable();
        let mut set = Self {
            points: found.iter().filter(|f| f.point).count(),
            ..Self::default()
        };
        let mut stands = vec![0; found.len()];
        for (number, ((_, code), i)) in (0u32..).zip(&order) {
            let Some(f) = found.get(*i as usize) else { continue };
            set.world.push(f.world());
            set.code.push(*code);
            set.lonlat.push(f.at);
            set.radius.push(f.radius as f32);
            set.class.push(f.class);
            set.events.push(f.events);
            if let Some(slot) = stands.get_mut(*i as usize) {
                *slot = number;
            }
        }
        (set, stands)
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.world.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.world.is_empty()
    }

    /// Positions of the points (`false`) or of the areas (`true`).
    pub fn part(&self, areas: bool) -> Range<usize> {
        if areas { self.points..self.len() } else { 0..self.points }
    }

    /// The places of a part whose `world` lies in a rectangle (corners included), and some around it: a few
    /// ranges in order, found by binary search. Nothing inside is ever left out.
    pub fn ranges_in(&self, areas: bool, from: Fixed, to: Fixed) -> Vec<Range<u32>> {
        let part = self.part(areas);
        let codes = self.code.get(part.clone()).unwrap_or(&[]);
        let ([x0, y0], [x1, y1]) = (from, to);
        if x0 > x1 || y0 > y1 {
            return Vec::new();
        }
        // Cells between a quarter and a half as wide as the longer side: at most 36 of them.
        let longest = (x1 - x0).max(y1 - y0) / 4;
        let bits = (32 - longest.leading_zeros()).clamp(1, 31);
        let mut ranges: Vec<Range<u32>> = Vec::new();
        let mut cells: Vec<u64> = (y0 >> bits..=y1 >> bits)
            .flat_map(|y| (x0 >> bits..=x1 >> bits).map(move |x| mercator::morton([x, y])))
            .collect();
        cells.sort_unstable();
        for cell in cells {
            let first = codes.partition_point(|code| code >> (2 * bits) < cell);
            let length = codes
                .get(first..)
                .map_or(0, |rest| rest.partition_point(|code| code >> (2 * bits) == cell));
            let at = |i: usize| u32::try_from(part.start + i).unwrap_or(u32::MAX);
            let range = at(first)..at(first + length);
            match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ if range.is_empty() => {}
                _ => ranges.push(range),
            }
        }
        ranges
    }
}

/// The places of several datasets together: which place of the set each place of a dataset is.
#[derive(Debug, Clone, Default)]
pub struct PlaceTable {
    /// The places.
    pub set: Arc<PlaceSet>,
    datasets: Vec<(Arc<Dataset>, Arc<Index>)>,
    /// By dataset and place of its [`super::PlaceIndex`]: the place of the set.
    stands: Vec<Vec<u32>>,
    /// Place `i` of the set is `parts[offsets[i]..offsets[i + 1]]`: (dataset, place there), in order.
    parts: Vec<(u16, u32)>,
    offsets: Vec<u32>,
}

impl PlaceTable {
    /// The places of the datasets of a result. Costs a hash look-up a place.
    pub fn of(result: &QueryResult) -> Self {
        let mut numbers: HashMap<[u64; 3], u32> = HashMap::new();
        let mut found: Vec<Found> = Vec::new();
        let mut stands: Vec<Vec<u32>> = Vec::with_capacity(result.parts.len());
        for part in &result.parts {
            let places = part.index.places();
            let of_part = (0u32..).take(places.len()).map(|place| {
                let Some(new) = found_of(places, place) else {
                    return NOWHERE;
                };
                let key = [
                    new.at.lon().to_bits(),
                    new.at.lat().to_bits(),
                    // Radii are finite and positive: the sign bit and the class's bits are free.
                    new.radius.to_bits() ^ (new.class as u64) << 60,
                ];
                let number = *numbers.entry(key).or_insert_with(|| {
                    found.push(Found { events: 0, ..new });
                    u32::try_from(found.len() - 1).unwrap_or(NOWHERE)
                });
                if let Some(known) = found.get_mut(number as usize) {
                    known.events += new.events;
                }
                number
            });
            stands.push(of_part.collect());
        }
        let (set, order) = PlaceSet::of(&found);
        let mut parts: Vec<(u32, u16, u32)> = Vec::new();
        for (dataset, places) in (0u16..).zip(&mut stands) {
            for (place, stands) in (0u32..).zip(places) {
                *stands = order.get(*stands as usize).copied().unwrap_or(NOWHERE);
                if *stands != NOWHERE {
                    parts.push((*stands, dataset, place));
                }
            }
        }
        parts.sort_unstable();
        let from = |place: u32| u32::try_from(parts.partition_point(|part| part.0 < place)).unwrap_or(u32::MAX);
        let offsets = (0..=u32::try_from(set.len()).unwrap_or(NOWHERE)).map(from).collect();
        let datasets = result.parts.iter();
        Self {
            set: Arc::new(set),
            datasets: datasets
                .map(|p| (Arc::clone(&p.dataset), Arc::clone(&p.index)))
                .collect(),
            stands,
            offsets,
            parts: parts.into_iter().map(|(_, dataset, place)| (dataset, place)).collect(),
        }
    }

    /// Whether it is the table of the datasets of a result.
    pub fn is_of(&self, result: &QueryResult) -> bool {
        let same = |(a, b): (&(Arc<Dataset>, Arc<Index>), &Part)| Arc::ptr_eq(&a.0, &b.dataset);
        self.datasets.len() == result.parts.len() && self.datasets.iter().zip(&result.parts).all(same)
    }

    /// Every event of a place, whatever filter and window, by dataset and row.
    pub fn events(&self, place: u32) -> impl Iterator<Item = EventRef> + '_ {
        let parts = self.parts_of(place).iter();
        parts.flat_map(|(dataset, place)| {
            let index = self.datasets.get(usize::from(*dataset)).map(|(_, index)| index);
            let rows = index.map_or(&[][..], |index| index.places().rows(*place));
            rows.iter().map(|row| EventRef {
                dataset: *dataset,
                row: *row,
            })
        })
    }

    /// The place of an event; `None` where it has none.
    pub fn place(&self, event: EventRef) -> Option<u32> {
        let part = usize::from(event.dataset);
        let (_, index) = self.datasets.get(part)?;
        let place = *index.places().of_rows().get(event.row as usize)?;
        let stands = self.stands.get(part)?.get(place as usize).copied()?;
        (stands != NOWHERE).then_some(stands)
    }

    /// What a result shows on each place.
    pub fn visible(&self, result: &QueryResult) -> PlaceTally {
        let mut tally = PlaceTally::default();
        self.count_visible(result, &mut tally);
        tally
    }

    /// The same in the place of other counts, whose memory it uses.
    pub fn count_visible(&self, result: &QueryResult, tally: &mut PlaceTally) {
        self.tally(result.parts.iter().map(|part| part.places.clone()), tally);
    }

    /// Brings what the result before this one showed to what this one shows, and tells each place where something
    /// changed, ascending, with what was there and what is. Gives `false` and does nothing where the counts are those
    /// of another result, or where too much changed: then they are to be counted anew.
    pub fn follow(
        &self,
        result: &QueryResult,
        tally: &mut PlaceTally,
        mut each: impl FnMut(u32, &AtPlace, &AtPlace),
    ) -> bool {
        let parts = || result.parts.iter().zip(&self.stands);
        if tally.names.len() != parts().len() || tally.counts.len() != self.set.len() {
            return false;
        }
        // A straight walk over all places costs less than many jumps.
        let rows: usize = result.parts.iter().map(|part| part.places.rows_since()).sum();
        if rows > self.set.len() / JUMPS {
            return false;
        }
        let mut changed = RowSet::none(self.set.len());
        for ((part, stands), name) in parts().zip(&tally.names) {
            let places = part.index.places().of_rows();
            let known = part.places.each_since(*name, |row| {
                let place = places.get(row as usize).and_then(|place| stands.get(*place as usize));
                if let Some(place) = place {
                    changed.insert(*place);
                }
            });
            if !known {
                return false;
            }
        }
        changed.each(|place| {
            let mut now = AtPlace::default();
            for (dataset, place) in self.parts_of(place) {
                if let Some(part) = result.parts.get(usize::from(*dataset)) {
                    now.add(&part.places, *place as usize);
                }
            }
            if let Some(counts) = tally.counts.get_mut(place as usize) {
                let before = std::mem::replace(counts, now);
                each(place, &before, &now);
            }
        });
        tally.names = result.parts.iter().map(|part| part.places.name).collect();
        true
    }

    /// What passes the filter of a result on each place, in or out of its window: the ground of every scale of
    /// colours, so that colours mean the same while the window moves.
    pub fn matching(&self, result: &QueryResult) -> PlaceTally {
        let mut tally = PlaceTally::default();
        let all = result.parts.iter().map(|part| {
            let places = part.index.places();
            PartPlaces::count(&part.dataset, places, &part.passing.all)
        });
        self.tally(all, &mut tally);
        tally
    }

    fn tally(&self, parts: impl Iterator<Item = PartPlaces>, tally: &mut PlaceTally) {
        tally.counts.clear();
        tally.counts.resize(self.set.len(), AtPlace::default());
        tally.names.clear();
        for (counts, stands) in parts.zip(&self.stands) {
            for (i, place) in stands.iter().enumerate() {
                if let Some(at) = tally.counts.get_mut(*place as usize) {
                    at.add(&counts, i);
                }
            }
            tally.names.push(counts.name);
        }
    }

    /// Where a place is in the datasets: (dataset, place there).
    fn parts_of(&self, place: u32) -> &[(u16, u32)] {
        let ends = self
            .offsets
            .get(place as usize)
            .zip(self.offsets.get(place as usize + 1));
        let range = ends.map_or(0..0, |(from, to)| *from as usize..*to as usize);
        self.parts.get(range).unwrap_or(&[])
    }
}

fn found_of(places: &PlaceIndex, place: u32) -> Option<Found> {
    let class = places.class(place);
    Some(Found {
        at: places.at(place)?,
        radius: places.radius(place),
        class,
        point: class.has_point(),
        events: u32::try_from(places.rows(place).len()).unwrap_or(u32::MAX),
    })
}
