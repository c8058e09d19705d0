//! Places: the distinct positions of the open datasets, and what filter and window leave on each.
//!
//! Real files stack heavily (a million events on some 36,000 positions), so everything drawn in number walks
//! places. A [`PlaceSet`] is made once for the open datasets and is in Morton order: the places of a cell of a
//! quadtree are one contiguous range. Counts are arrays beside it, made anew for each result; whatever draws
//! takes the two together and knows nothing of queries.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::index::{Index, PlaceIndex};
use super::result::{EventRef, Part, QueryResult};
use super::tally::PartPlaces;
use crate::base::mercator::{self, Fixed};
use crate::base::{LonLat, Metres};
use crate::model::{Dataset, EventType, PlaceClass};

/// Number of event types.
pub const KINDS: usize = EventType::ALL.len();
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

/// What filter and window leave on each place of a [`PlaceSet`], in its order.
#[derive(Debug, Clone, Copy)]
pub struct PlaceCounts<'a> {
    /// Visible events.
    pub visible: &'a [u32],
    /// The same by type, in the order of [`EventType::ALL`].
    pub by_kind: &'a [[u32; KINDS]],
    /// Sum of the shown deaths of the visible events; those without a figure add nothing.
    pub deaths: &'a [u32],
    /// Visible events that only may have happened in the window.
    pub possible_only: &'a [u32],
}

impl PlaceCounts<'_> {
    /// Visible events of a place; 0 beyond the set.
    pub fn visible(&self, place: u32) -> u32 {
        self.visible.get(place as usize).copied().unwrap_or(0)
    }

    /// Visible events of a place by type.
    pub fn kinds(&self, place: u32) -> [u32; KINDS] {
        self.by_kind.get(place as usize).copied().unwrap_or_default()
    }

    /// Sum of the shown deaths of a place.
    pub fn deaths(&self, place: u32) -> u32 {
        self.deaths.get(place as usize).copied().unwrap_or(0)
    }

    /// Visible events of a place that only may have happened in the window.
    pub fn possible_only(&self, place: u32) -> u32 {
        self.possible_only.get(place as usize).copied().unwrap_or(0)
    }
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
        let mut order: Vec<(bool, u64, u32)> = (0u32..)
            .zip(found)
            .map(|(i, f)| (!f.point, mercator::morton(f.world()), i))
            .collect();
        order.sort_unstable();
        let mut set = Self {
            points: found.iter().filter(|f| f.point).count(),
            ..Self::default()
        };
        let mut stands = vec![0; found.len()];
        for (number, (_, code, i)) in (0u32..).zip(&order) {
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
        let ends = self
            .offsets
            .get(place as usize)
            .zip(self.offsets.get(place as usize + 1));
        let range = ends.map_or(0..0, |(from, to)| *from as usize..*to as usize);
        let parts = self.parts.get(range).unwrap_or(&[]).iter();
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
        self.tally(result, tally, |part| part.places.clone());
    }

    /// What passes the filter of a result on each place, in or out of its window: the ground of every scale of
    /// colours, so that colours mean the same while the window moves.
    pub fn matching(&self, result: &QueryResult) -> PlaceTally {
        let mut tally = PlaceTally::default();
        self.tally(result, &mut tally, |part| {
            let places = part.index.places();
            PartPlaces::count(&part.dataset, places, &part.passing.all)
        });
        tally
    }

    fn tally(&self, result: &QueryResult, tally: &mut PlaceTally, counts: impl Fn(&Part) -> PartPlaces) {
        tally.clear(self.set.len());
        for (part, stands) in result.parts.iter().zip(&self.stands) {
            let counts = counts(part);
            for (i, place) in stands.iter().enumerate() {
                tally.add(*place as usize, &counts, i);
            }
        }
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

/// Counts by place, owned: see [`PlaceCounts`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceTally {
    visible: Vec<u32>,
    by_kind: Vec<[u32; KINDS]>,
    deaths: Vec<u32>,
    possible_only: Vec<u32>,
}

impl PlaceTally {
    fn clear(&mut self, places: usize) {
        self.by_kind.clear();
        self.by_kind.resize(places, [0; KINDS]);
        for counts in [&mut self.visible, &mut self.deaths, &mut self.possible_only] {
            counts.clear();
            counts.resize(places, 0);
        }
    }

    /// The counts as drawing takes them.
    pub fn counts(&self) -> PlaceCounts<'_> {
        PlaceCounts {
            visible: &self.visible,
            by_kind: &self.by_kind,
            deaths: &self.deaths,
            possible_only: &self.possible_only,
        }
    }

    fn add(&mut self, place: usize, counts: &PartPlaces, from: usize) {
        let Some((sum, all)) = counts.sums.get(from).zip(self.by_kind.get_mut(place)) else {
            return;
        };
        for (all, count) in all.iter_mut().zip(sum.by_kind) {
            *all += count;
        }
        if let Some(visible) = self.visible.get_mut(place) {
            *visible += sum.by_kind.iter().sum::<u32>();
        }
        if let Some(deaths) = self.deaths.get_mut(place) {
            *deaths = deaths.saturating_add(sum.deaths);
        }
        if let Some((all, only)) = self.possible_only.get_mut(place).zip(counts.possible_only.get(from)) {
            *all += only;
        }
    }
}
