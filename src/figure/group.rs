//! Symbols that would cover one another: spread on a small circle, or one bubble with a count.
//!
//! Centres nearer than 14 points form a group around the place with most events; up to five events are
//! spread, more become a bubble, and a bubble takes in what it would cover. Everything is computed on the whole
//! Mercator square at one zoom, never on the frame: groups do not change while the map is dragged, and the same
//! result and zoom always give the same groups.

use std::collections::HashMap;
use std::f32::consts::{FRAC_PI_2, TAU};
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use super::map_frame::{Pt, World};
use super::places::{KINDS, Member, Mix, Places};
use crate::query::EventRef;

/// Centres nearer than this form a group, points.
pub const NEAR: f64 = 14.0;
/// Tags of areas nearer than this become one, points.
const TAGS_NEAR: f64 = 36.0;
/// Most events that are spread.
pub const SPREAD_MOST: usize = 5;
/// Room between neighbours on the circle, halos included, points.
const SPREAD_GAP: f32 = 8.0;

/// Events drawn together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Where it stands: the place itself, the middle of spread symbols, the heaviest place of a bubble.
    pub world: World,
    /// Positions in the list of places, the heaviest first.
    pub places: Vec<u32>,
    /// Number of events, at least 1.
    pub count: usize,
    /// Its events in sum, for groups that are drawn as one.
    pub crowd: Option<Box<Crowd>>,
}

/// Events that are drawn as one.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    /// The events, place by place.
    pub events: Arc<[EventRef]>,
    /// By type, in the order of the legend.
    pub kinds: [u32; KINDS],
    /// Events that only may have happened in the window.
    pub possible: u32,
}

impl Crowd {
    fn of(group: &Group, places: &Places) -> Self {
        let members = || group.places.iter().flat_map(|p| places.members(*p));
        let mut crowd = Self {
            events: members().map(|m| m.event).collect(),
            ..Self::default()
        };
        for member in members() {
            if let Some(count) = crowd.kinds.get_mut(member.kind.index()) {
                *count += 1;
            }
            crowd.possible += u32::from(member.possible);
        }
        crowd
    }
}

impl Group {
    /// Whether its events are few and at one place: an area of this kind shows them one by one.
    pub fn is_single_few(&self) -> bool {
        self.places.len() == 1 && self.count <= SPREAD_MOST
    }
}

/// The groups of a result at one zoom.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Groups of point places.
    pub list: Vec<Group>,
    /// Groups of areas, by the northernmost points of their outlines: one tag each.
    pub areas: Vec<Group>,
}

/// Radius of the disc of a bubble, points.
pub fn bubble_radius(count: usize) -> f32 {
    match count {
        0..=9 => 12.0,
        10..=99 => 14.0,
        100..=999 => 17.0,
        1_000..=9_999 => 21.0,
        _ => 25.0,
    }
}

impl Groups {
    /// Groups of the point places at a zoom; `side` is the world's side in points.
    pub fn of(places: &Places, side: f64) -> Self {
        let points = places.by_weight.iter();
        let points = points.filter_map(|number| Some((*number, places.place(*number)?.world)));
        let mut list = absorbed(near_groups(places, points, side, NEAR), side);
        for group in &mut list {
            if group.count <= SPREAD_MOST {
                group.world = middle(group, places);
            } else {
                group.crowd = Some(Box::new(Crowd::of(group, places)));
            }
        }
        let mut tops: Vec<(u32, World)> = places.areas().map(|(number, place)| (number, place.north())).collect();
        tops.sort_by_key(|(number, _)| (std::cmp::Reverse(places.members(*number).len()), *number));
        let mut areas = near_groups(places, tops.into_iter(), side, TAGS_NEAR);
        for group in areas.iter_mut().filter(|group| !group.is_single_few()) {
            group.crowd = Some(Box::new(Crowd::of(group, places)));
        }
        Self { list, areas }
    }
}

/// Squares of the world, `cell` points wide. What stands in one is a chain through `next`: no allocation a cell.
struct Grid {
    heads: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    /// By number: the number inserted before it in its cell.
    next: Vec<u32>,
    scale: f64,
}

/// End of a chain.
const NONE: u32 = u32::MAX;

impl Grid {
    fn new(side: f64, cell: f64, room: usize) -> Self {
        Self {
            heads: HashMap::with_capacity_and_hasher(room, BuildHasherDefault::default()),
            next: Vec::with_capacity(room),
            scale: side / cell,
        }
    }

    fn cell(&self, at: World) -> (i32, i32) {
        ((at.x * self.scale).floor() as i32, (at.y * self.scale).floor() as i32)
    }

    fn key((x, y): (i32, i32)) -> u64 {
        u64::from(x.cast_unsigned()) << 32 | u64::from(y.cast_unsigned())
    }

    /// Inserts the next number, counted from 0.
    fn push(&mut self, at: World) {
        let number = u32::try_from(self.next.len()).unwrap_or(NONE);
        let before = self.heads.insert(Self::key(self.cell(at)), number);
        self.next.push(before.unwrap_or(NONE));
    }

    /// What was inserted in the cell of `at` and the eight around it.
    fn around(&self, at: World) -> impl Iterator<Item = u32> + '_ {
        let (x, y) = self.cell(at);
        let cells = (-1..=1).flat_map(move |dy| (-1..=1).map(move |dx| (x + dx, y + dy)));
        let heads = cells.filter_map(|cell| self.heads.get(&Self::key(cell)).copied());
        let after = |number: &u32| self.next.get(*number as usize).copied().filter(|n| *n != NONE);
        heads.flat_map(move |head| std::iter::successors(Some(head), after))
    }
}

/// Square of a distance in points: this is asked some ten thousand times for each zoom.
fn square(a: World, b: World, side: f64) -> f64 {
    let (dx, dy) = ((a.x - b.x) * side, (a.y - b.y) * side);
    dx * dx + dy * dy
}

/// Every place joins the nearest seed that is nearer than `near` points, in the order given; a place without one
/// is a seed.
fn near_groups(places: &Places, order: impl Iterator<Item = (u32, World)>, side: f64, near: f64) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seeds = Grid::new(side, near, places.list.len());
    for (number, world) in order {
        let count = places.members(number).len();
        let gaps = seeds.around(world).filter_map(|g| {
            let gap = square(groups.get(g as usize)?.world, world, side);
            (gap < near * near).then_some((gap, g))
        });
        let seed = gaps.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some(group) = seed.and_then(|(_, g)| groups.get_mut(g as usize)) {
            group.places.push(number);
            group.count += count;
        } else {
            seeds.push(world);
            let places = vec![number];
            groups.push(Group {
                world,
                places,
                count,
                crowd: None,
            });
        }
    }
    groups
}

/// Half the width of what a group of so many events draws, points.
fn footprint(count: usize) -> f32 {
    match count {
        0 | 1 => 7.0,
        2..=SPREAD_MOST => 20.0,
        more => bubble_radius(more),
    }
}

/// Bubbles take in every group they would cover, again until none covers another: a bubble that took in much
/// may have grown.
fn absorbed(mut groups: Vec<Group>, side: f64) -> Vec<Group> {
    for _ in 0..4 {
        if !absorb_once(&mut groups, side) {
            break;
        }
    }
    groups
}

/// One round: the largest bubbles first. Returns whether a bubble has grown wider by it.
fn absorb_once(groups: &mut Vec<Group>, side: f64) -> bool {
    let mut grown = false;
    // No two footprints reach further than the largest bubble twice.
    let mut grid = Grid::new(side, 52.0, groups.len());
    for group in groups.iter() {
        grid.push(group.world);
    }
    let mut bubbles: Vec<usize> = (0..groups.len())
        .filter(|i| groups.get(*i).is_some_and(|g| g.count > SPREAD_MOST))
        .collect();
    bubbles.sort_by_key(|i| (std::cmp::Reverse(groups.get(*i).map_or(0, |g| g.count)), *i));
    for bubble in bubbles {
        let Some(taker) = groups.get(bubble).filter(|g| g.count > 0) else {
            continue;
        };
        let (at, radius) = (taker.world, footprint(taker.count));
        let is_covered = |other: &Group| {
            let reach = f64::from(radius + footprint(other.count));
            other.count > 0 && square(at, other.world, side) < reach * reach
        };
        let mut covered: Vec<usize> = grid.around(at).map(|i| i as usize).collect();
        covered.retain(|i| *i != bubble && groups.get(*i).is_some_and(is_covered));
        covered.sort_unstable();
        for i in covered {
            let Some(other) = groups.get_mut(i) else { continue };
            let (taken, events) = (std::mem::take(&mut other.places), std::mem::take(&mut other.count));
            if let Some(taker) = groups.get_mut(bubble) {
                taker.places.extend(taken);
                taker.count += events;
            }
        }
        let now = groups.get(bubble).map_or(0.0, |g| footprint(g.count));
        grown |= now > radius;
    }
    groups.retain(|group| group.count > 0);
    grown
}

/// The middle of the events of a group.
fn middle(group: &Group, places: &Places) -> World {
    let mut sum = World::default();
    let mut count = 0.0;
    for number in &group.places {
        let Some(place) = places.place(*number) else { continue };
        let weight = place.count() as f64;
        sum.x += place.world.x * weight;
        sum.y += place.world.y * weight;
        count += weight;
    }
    if count == 0.0 {
        return group.world;
    }
    World {
        x: sum.x / count,
        y: sum.y / count,
    }
}

/// Where the symbols of a group of up to five events stand, from the middle of the group, in the order of
/// `members`: (member, offset). `anchors` are the true places from the same middle. A single symbol stays.
pub fn spread(members: &[Member], anchors: &[Pt]) -> Vec<Pt> {
    let n = members.len();
    if n <= 1 {
        return vec![Pt::default(); n];
    }
    let largest = members.iter().map(|m| m.size).fold(0.0, f32::max);
    let step = TAU / n as f32;
    let radius = (largest + SPREAD_GAP) / (2.0 * (step / 2.0).sin());
    // Round the circle in the order in which the true places lie round the middle, so that leaders do not cross.
    let angle = |p: &Pt| {
        if p.x == 0.0 && p.y == 0.0 {
            None
        } else {
            Some(p.y.atan2(p.x))
        }
    };
    let mut order: Vec<usize> = (0..n).collect();
    let key = |i: &usize| anchors.get(*i).and_then(angle).unwrap_or(-FRAC_PI_2);
    order.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
    // Turned so that symbols are as near to their places as they can be, on average.
    let (mut x, mut y) = (0.0, 0.0);
    for (slot, i) in order.iter().enumerate() {
        let Some(anchor) = anchors.get(*i) else { continue };
        let (sin, cos) = (-(slot as f32) * step).sin_cos();
        x += anchor.x * cos - anchor.y * sin;
        y += anchor.x * sin + anchor.y * cos;
    }
    let upright = if n == 2 { std::f32::consts::PI } else { -FRAC_PI_2 };
    let turn = if x.hypot(y) < 0.5 { upright } else { y.atan2(x) };
    let mut out = vec![Pt::default(); n];
    for (slot, i) in order.iter().enumerate() {
        if let Some(spot) = out.get_mut(*i) {
            *spot = Pt::default().polar(turn + slot as f32 * step, radius);
        }
    }
    out
}
