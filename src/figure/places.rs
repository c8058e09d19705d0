//! The visible events by place: one entry for each distinct coordinate.
//!
//! Real files stack heavily (3,485 events of Niger stand on 1,234 points), so everything drawn or grouped
//! walks places. Made once for each result; costs one hash look-up an event.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::map_frame::{World, world_length};
use super::symbol;
use crate::base::{LonLat, Metres};
use crate::model::{Event, EventType};
use crate::query::{EventRef, QueryResult};

/// Number of event types.
pub const KINDS: usize = EventType::ALL.len();

/// What is drawn of one event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// The event.
    pub event: EventRef,
    /// Type.
    pub kind: EventType,
    /// Size of its symbol, points.
    pub size: f32,
    /// Radius of the circle that holds the place, metres, with or without a ring.
    pub within: Metres,
    /// Radius of its ring in metres; `None` where the place is known well enough to need none.
    pub ring: Option<Metres>,
    /// Whether the ring is dashed (P3).
    pub dashed: bool,
    /// Whether the place is known to a circle only.
    pub hollow: bool,
    /// It only may have happened in the window.
    pub possible: bool,
    /// Sources disagree.
    pub differ: bool,
}

/// One coordinate with the visible events that stand there.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Where.
    pub at: LonLat,
    /// The same on the Mercator square.
    pub world: World,
    /// For an area: its radius in metres. `None` for a point.
    pub area: Option<Metres>,
    /// Largest ring of its events, metres; 0 where all of them are known well enough to need none.
    pub ring: Metres,
    /// Largest circle of its events, metres, with or without a ring.
    pub within: Metres,
    first: u32,
    count: u32,
}

/// The visible events of a result, by place.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Points and areas, in the order of their first events.
    pub list: Vec<Place>,
    members: Vec<Member>,
    /// Visible events without a place.
    pub unlocated: usize,
    /// Positions in `list` of the points, those with most events first.
    pub by_weight: Vec<u32>,
}

impl Places {
    /// The places of a result.
    pub fn of(result: &QueryResult) -> Self {
        Self::of_those(result, result.rows.iter())
    }

    /// The places of some events of a result, in their order.
    pub fn of_those(result: &QueryResult, events: impl Iterator<Item = EventRef>) -> Self {
        let mut numbers: HashMap<[u64; 3], u32, BuildHasherDefault<Mix>> = HashMap::default();
        let mut list: Vec<Place> = Vec::new();
        let mut found: Vec<(u32, Member)> = Vec::new();
        let mut unlocated = 0;
        for (at, event) in events.filter_map(|at| Some((at, result.event(at)?))) {
            let Some((centre, radius)) = event.circle() else {
                unlocated += 1;
                continue;
            };
            let area = event.point().is_none().then_some(radius);
            let key = [
                centre.lon().to_bits(),
                centre.lat().to_bits(),
                area.map_or(u64::MAX, f64::to_bits),
            ];
            let number = *numbers.entry(key).or_insert_with(|| {
                list.push(Place::empty(centre, area));
                u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
            });
            let member = Member::of(at, event, radius, result);
            if let Some(place) = list.get_mut(number as usize) {
                place.count += 1;
                place.ring = place.ring.max(member.ring.unwrap_or(0.0));
                place.within = place.within.max(member.within);
            }
            found.push((number, member));
        }
        let mut first = 0;
        for place in &mut list {
            place.first = first;
            first += place.count;
        }
        let weight = |i: &u32| list.get(*i as usize).map_or(0, |p| p.count);
        let mut by_weight: Vec<u32> = (0u32..)
            .zip(&list)
            .filter(|(_, p)| p.area.is_none())
            .map(|(i, _)| i)
            .collect();
        by_weight.sort_by_key(|i| (std::cmp::Reverse(weight(i)), *i));
        Self {
            by_weight,
            members: by_place(&found, &list),
            list,
            unlocated,
        }
    }

    /// A place by its position in `list`.
    pub fn place(&self, number: u32) -> Option<&Place> {
        self.list.get(number as usize)
    }

    /// The events of a place, in the order of the result.
    pub fn members(&self, number: u32) -> &[Member] {
        let range = self
            .place(number)
            .map(|p| p.first as usize..(p.first + p.count) as usize);
        range.and_then(|range| self.members.get(range)).unwrap_or(&[])
    }

    /// Positions in `list` of the areas.
    pub fn areas(&self) -> impl Iterator<Item = (u32, &Place)> {
        (0u32..).zip(&self.list).filter(|(_, place)| place.area.is_some())
    }
}

/// The events place by place; those of a place stay in the order of the result.
fn by_place(found: &[(u32, Member)], list: &[Place]) -> Vec<Member> {
    let mut members: Vec<Member> = found.iter().map(|(_, member)| *member).collect();
    let mut next: Vec<u32> = list.iter().map(|place| place.first).collect();
    for (number, member) in found {
        if let Some(at) = next.get_mut(*number as usize) {
            if let Some(slot) = members.get_mut(*at as usize) {
                *slot = *member;
            }
            *at += 1;
        }
    }
    members
}

impl Place {
    fn empty(at: LonLat, area: Option<Metres>) -> Self {
        Self {
            at,
            world: World::of(at),
            area,
            ring: 0.0,
            within: 0.0,
            first: 0,
            count: 0,
        }
    }

    /// The northernmost point of an area's circle as drawn; of a point, the point.
    pub fn north(&self) -> World {
        match self.area {
            Some(radius) => World {
                y: self.world.y - world_length(self.at.lat(), radius),
                ..self.world
            },
            None => self.world,
        }
    }

    /// Number of events, at least 1.
    pub fn count(&self) -> usize {
        self.count as usize
    }
}

impl Member {
    fn of(at: EventRef, event: Event<'_>, radius: Metres, result: &QueryResult) -> Self {
        let class = event.place_class();
        let hollow = symbol::is_hollow(class);
        Self {
            event: at,
            kind: event.kind(),
            size: symbol::size_of(event.deaths()),
            within: radius,
            ring: hollow.then_some(radius),
            dashed: class == crate::model::PlaceClass::P3,
            hollow,
            possible: !result.is_certain(at),
            differ: event.disagreements() > 0,
        }
    }
}

/// A fast hash for coordinates, which nobody chooses to collide: a multiplication a word.
#[derive(Debug, Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(w, b)| *w = *b);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_i32(&mut self, word: i32) {
        self.write_u64(u64::from(word.cast_unsigned()));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}
