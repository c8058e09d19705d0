//! What lies under a click: everything, never a guess.

use super::map_frame::Pt;
use super::scene::Scene;
use crate::query::EventRef;

/// Everything whose symbol is at most this far away is hit, points.
pub const REACH: f32 = 12.0;

/// What a click or the pointer hits.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The events, nearest first; those of bubbles last.
    pub events: Vec<EventRef>,
    /// Where the nearest symbol or bubble stands.
    pub at: Pt,
    /// Whether the nearest is a bubble.
    pub bubble: bool,
}

/// Every event whose symbol or bubble is within [`REACH`] points of `at`, or under it; `None` where there is
/// none.
pub fn pick(scene: &Scene, at: Pt) -> Option<Hit> {
    let marks = scene.all_marks().filter_map(|mark| {
        let distance = mark.at.distance(at);
        (distance <= REACH.max(mark.size / 2.0)).then_some((distance, mark.event, mark.at))
    });
    let mut marks: Vec<_> = marks.collect();
    marks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let bubbles = scene.all_bubbles().filter_map(|bubble| {
        let distance = bubble.at.distance(at);
        (distance <= REACH.max(bubble.radius)).then_some((distance, bubble))
    });
    let mut bubbles: Vec<_> = bubbles.collect();
    bubbles.sort_by(|a, b| a.0.total_cmp(&b.0));
    let nearest = marks.first().map(|(_, _, at)| (*at, false));
    let spot = nearest.or_else(|| bubbles.first().map(|(_, b)| (b.at, true)))?;
    let mut events: Vec<EventRef> = Vec::new();
    let of_bubbles = bubbles.iter().flat_map(|(_, b)| b.events.iter().copied());
    let mut seen = std::collections::HashSet::new();
    for event in marks.iter().map(|(_, event, _)| *event).chain(of_bubbles) {
        if seen.insert(event) {
            events.push(event);
        }
    }
    Some(Hit {
        events,
        at: spot.0,
        bubble: spot.1,
    })
}
