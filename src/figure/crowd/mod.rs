//! What the map shows where incidents are too many for a symbol each: clusters, hexagons, heat, a symbol a place.
//!
//! Everything here takes a [`PlaceSet`] and counts in its order and knows nothing of queries. What depends on the
//! set alone (which cell a place is in, where a cluster stands) is made once for a set and zoom. Clusters follow the
//! places where a new result changes something; hexagons and heat sum all counts anew. So nothing jumps while the
//! window moves, and a frame costs a walk over places at most, never over events.

pub mod cache;
pub mod clusters;
pub mod followed;
pub mod heat;
pub mod hexagons;
pub mod scale;
pub mod spots;

pub use cache::{CrowdCache, Shown};
pub use clusters::{Cluster, ClusterGrid};
pub use followed::Clusters;
pub use heat::Heat;
pub use hexagons::{HexGrid, HexSums};
pub use scale::Scale;
pub use spots::{Spot, SpotKind};

use super::map_frame::{MapFrame, Pt};
use crate::base::mercator::Fixed;
use crate::query::{PlaceCounts, PlaceSet};
use crate::session::MapWeight;

/// Corners (north-west, south-east) of a frame and `margin` points around it, in fixed point.
pub fn corners(frame: &MapFrame, margin: f32) -> (Fixed, Fixed) {
    let (w, h) = frame.size;
    (
        frame.world_at(Pt::new(-margin, -margin)).to_fixed(),
        frame.world_at(Pt::new(w + margin, h + margin)).to_fixed(),
    )
}

/// What a place weighs.
pub fn weight_of(counts: &PlaceCounts<'_>, place: u32, weight: MapWeight) -> u32 {
    match weight {
        MapWeight::Events => counts.visible(place),
        MapWeight::Deaths => counts.deaths(place),
    }
}

/// Points of a set in a frame on which anything is counted, at most `most`: enough to choose a mode.
pub fn busy_points(set: &PlaceSet, counts: &PlaceCounts<'_>, frame: &MapFrame, most: usize) -> usize {
    let (from, to) = corners(frame, 0.0);
    let ranges = set.ranges_in(false, from, to);
    let busy = ranges
        .into_iter()
        .flatten()
        .filter(|place| counts.visible(*place) > 0 && inside(set, *place, from, to));
    busy.take(most).count()
}

/// Whether a place stands in a rectangle, corners included.
fn inside(set: &PlaceSet, place: u32, from: Fixed, to: Fixed) -> bool {
    set.world
        .get(place as usize)
        .is_some_and(|[x, y]| (from[0]..=to[0]).contains(x) && (from[1]..=to[1]).contains(y))
}
