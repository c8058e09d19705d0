//! A symbol for each place, where there are too many events for a symbol each.
//!
//! A place with events of one type carries that type's symbol, one with several a small ring of their shares.
//! Size follows the deaths reported there in sum.

use super::{corners, inside};
use crate::figure::map_frame::{MapFrame, Pt, World};
use crate::figure::symbol;
use crate::model::{Deaths, EventType, PlaceClass};
use crate::query::places::KINDS;
use crate::query::{PlaceCounts, PlaceSet};

/// Most rings of precision that are drawn: as in a scene.
pub const RINGS_MOST: usize = crate::figure::scene::RINGS_MOST;

/// What stands for the events of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpotKind {
    /// The symbol of a type.
    One(EventType),
    /// A ring that shows the share of each type.
    Several,
}

/// How a place is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// What stands there.
    pub kind: SpotKind,
    /// Size of the symbol or width of the ring, points.
    pub size: f32,
    /// Hollow: the place is known to a circle only.
    pub hollow: bool,
    /// Pale: everything there only may have happened in the window.
    pub possible: bool,
    /// Visible events by type.
    pub kinds: [u32; KINDS],
}

/// How a place is drawn; `None` where nothing is visible, and for areas, which are no points.
pub fn spot(set: &PlaceSet, counts: &PlaceCounts<'_>, place: u32) -> Option<Spot> {
    let visible = counts.visible(place);
    if visible == 0 || place as usize >= set.points {
        return None;
    }
    let kinds = counts.kinds(place);
    let mut present = EventType::ALL.into_iter().zip(kinds).filter(|(_, count)| *count > 0);
    let kind = match (present.next(), present.next()) {
        (Some((kind, _)), None) => SpotKind::One(kind),
        _ => SpotKind::Several,
    };
    let size = symbol::size_of(Deaths::exactly(counts.deaths(place)));
    let class = set.class.get(place as usize).copied().unwrap_or(PlaceClass::P5);
    Some(Spot {
        kind,
        size: if kind == SpotKind::Several { size + 2.0 } else { size },
        hollow: symbol::is_hollow(class),
        possible: counts.possible_only(place) == visible,
        kinds,
    })
}

/// How every point of a set is drawn, in its order, symbols at `part` of their size. Of places so near to one
/// another that their symbols would cover each other all but whole, the largest alone is drawn; a closer look
/// takes apart what stands apart, and a click finds them all. Drawing every one would only cost time.
pub fn all(set: &PlaceSet, counts: &PlaceCounts<'_>, zoom: f64, part: f32) -> Vec<Option<Spot>> {
    let shift = 64 - 2 * u32::from(hiding_level(zoom, part));
    let codes = set.code.get(..set.points).unwrap_or(&[]);
    let mut drawn: Vec<Option<Spot>> = Vec::with_capacity(codes.len());
    let mut top: Option<(u64, usize)> = None;
    for (place, code) in (0u32..).zip(codes) {
        let Some(new) = spot(set, counts, place) else {
            drawn.push(None);
            continue;
        };
        let at = drawn.len();
        drawn.push(Some(new));
        // Places of a cell follow one another.
        let before = top.filter(|(cell, _)| *cell == code >> shift).map(|(_, before)| before);
        let larger = before.is_some_and(|i| drawn.get(i).is_some_and(|s| s.is_some_and(|s| s.size >= new.size)));
        let hidden = before.map(|before| if larger { at } else { before });
        if let Some(slot) = hidden.and_then(|hidden| drawn.get_mut(hidden)) {
            *slot = None;
        }
        if !larger {
            top = Some((code >> shift, at));
        }
    }
    drawn
}

/// The level of the cells in which one symbol hides the others: a third of the smallest symbol wide.
pub fn hiding_level(zoom: f64, part: f32) -> u8 {
    let cell = f64::from(part) * 4.0;
    (256.0 * zoom.exp2() / cell).log2().ceil().clamp(1.0, 31.0) as u8
}

/// The places whose symbols are at most `reach` points from a point or under it, nearest first. Exact: the same
/// as asking every place.
pub fn pick(set: &PlaceSet, counts: &PlaceCounts<'_>, frame: &MapFrame, at: Pt, reach: f32) -> Vec<u32> {
    let widest = reach.max(symbol::SIZES.iter().map(|(size, _)| *size).fold(0.0, f32::max) / 2.0 + 1.0);
    let from = frame.world_at(at.plus(-widest, -widest)).to_fixed();
    let to = frame.world_at(at.plus(widest, widest)).to_fixed();
    let lens = frame.lens();
    let near = set.ranges_in(false, from, to).into_iter().flatten();
    let mut found: Vec<(f32, u32)> = near
        .filter_map(|place| {
            let spot = spot(set, counts, place)?;
            let stands = lens.place(World::of_fixed(*set.world.get(place as usize)?));
            let distance = stands.distance(at);
            (distance <= reach.max(spot.size / 2.0)).then_some((distance, place))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, place)| place).collect()
}

/// Points in a frame and how many visible events stand on them; with those of areas whose tag is in it.
pub fn events_in(set: &PlaceSet, counts: &PlaceCounts<'_>, frame: &MapFrame) -> usize {
    let (from, to) = corners(frame, 0.0);
    let parts = [false, true]
        .into_iter()
        .flat_map(|areas| set.ranges_in(areas, from, to));
    let places = parts.flatten().filter(|place| inside(set, *place, from, to));
    places.map(|place| counts.visible(place) as usize).sum()
}

/// The places of a frame that need a ring of their true radius, with its radius in points; none where there are
/// more than [`RINGS_MOST`].
pub fn rings(set: &PlaceSet, counts: &PlaceCounts<'_>, frame: &MapFrame) -> Vec<(u32, f32)> {
    let (from, to) = corners(frame, 0.0);
    let lens = frame.lens();
    let places = set.ranges_in(false, from, to).into_iter().flatten();
    let ringed = places.filter_map(|place| {
        let spot = spot(set, counts, place).filter(|spot| spot.hollow)?;
        let (at, metres) = (set.lonlat.get(place as usize)?, set.radius.get(place as usize)?);
        let radius = lens.radius(*at, f64::from(*metres));
        (inside(set, place, from, to) && radius >= spot.size / 2.0 + 4.0).then_some((place, radius))
    });
    let found: Vec<_> = ringed.take(RINGS_MOST + 1).collect();
    if found.len() > RINGS_MOST { Vec::new() } else { found }
}
