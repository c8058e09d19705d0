//! What the map shows of a result in one frame, as plain marks in frame coordinates.
//!
//! Everything visible is in exactly one place of a scene: symbols + bubble counts + tags of areas + events beyond
//! the frame + events without a place = the count of the result. Raised symbols and other reported places are
//! drawn on top and count for nothing.

use std::sync::Arc;

use super::group::Groups;
use super::map_frame::{MapFrame, Pt};
use super::near_towns::NearTowns;
use super::places::{KINDS, Places};
use super::ring::Ring;
use super::scene_build::Build;
use crate::base::Metres;
use crate::base::gazetteer::Gazetteer;
use crate::model::EventType;
use crate::query::{EventRef, QueryResult};

/// Most rings that are drawn before only those of hovered and selected events are.
pub const RINGS_MOST: usize = 150;
/// Most outlines of areas that are drawn before only those of hovered and selected events are.
pub const AREAS_MOST: usize = 12;

/// The symbol of one event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The event.
    pub event: EventRef,
    /// Where the symbol stands.
    pub at: Pt,
    /// Its true place; differs from `at` where symbols are spread.
    pub anchor: Pt,
    /// Type: shape and colour.
    pub kind: EventType,
    /// Size, points: see [`super::symbol::outline`].
    pub size: f32,
    /// Hollow core: the place is known to a circle only.
    pub hollow: bool,
    /// Pale: it only may have happened in the window.
    pub possible: bool,
    /// Carries the mark `≠`.
    pub differ: bool,
    /// The pointer is over it, here or in a list.
    pub hovered: bool,
    /// Selected.
    pub selected: bool,
}

/// Many events in one disc.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    /// Where it stands.
    pub at: Pt,
    /// Radius of the disc, points.
    pub radius: f32,
    /// Number of events.
    pub count: usize,
    /// By type, in the order of [`EventType::ALL`].
    pub kinds: [u32; KINDS],
    /// Events that only may have happened in the window.
    pub possible: u32,
    /// The events, place by place.
    pub events: Arc<[EventRef]>,
    /// Whether the pointer is over one of them.
    pub hovered: bool,
    /// Whether one of them is selected.
    pub selected: bool,
}

/// The outline of an area without a known point: a region or a country. Nothing stands in its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaMark {
    /// Middle of the circle.
    pub centre: Pt,
    /// Radius, points.
    pub radius: f32,
    /// The type, where all its events are of one.
    pub kind: Option<EventType>,
    /// Whether one of its events is hovered or selected.
    pub raised: bool,
}

/// What a tag holds.
#[derive(Debug, Clone, PartialEq)]
pub enum TagContent {
    /// Up to five symbols side by side, all of one area.
    Symbols(Vec<Mark>),
    /// A count, where there are more or where tags of several areas would cover one another.
    Count(Bubble),
}

/// A tag on the northern edge of an area: stands for the events that are somewhere in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// What it holds.
    pub content: TagContent,
    /// Number of events.
    pub count: usize,
    /// The northernmost point of its area, where a leader ends if the tag stands elsewhere.
    pub north: Pt,
    /// Top left.
    pub min: Pt,
    /// Bottom right.
    pub max: Pt,
}

/// Another place that somebody reports for an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OtherMark {
    /// The event.
    pub event: EventRef,
    /// The other place.
    pub at: Pt,
    /// Where the symbol of the event stands.
    pub from: Pt,
    /// Type.
    pub kind: EventType,
    /// Size of the symbol.
    pub size: f32,
    /// Position among the event's other places.
    pub index: usize,
}

/// How many events are where. `in_frame + outside + unlocated` is the count of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SceneCounts {
    /// Events whose symbol, bubble or area is in the frame.
    pub in_frame: usize,
    /// Events with a place outside the frame.
    pub outside: usize,
    /// Events without a place.
    pub unlocated: usize,
    /// Events of groups so far outside that no mark was made. Part of `outside`.
    pub beyond: usize,
}

/// The whole frame lies inside the circle of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inside {
    /// The event.
    pub event: EventRef,
    /// Radius, metres.
    pub radius: Metres,
}

/// What to show and what of it is pointed at.
#[derive(Debug, Clone, Copy)]
pub struct SceneInput<'a> {
    /// The result that `places` were made from.
    pub result: &'a QueryResult,
    /// Its places.
    pub places: &'a Places,
    /// Their groups at the zoom of `frame`.
    pub groups: &'a Groups,
    /// Frame.
    pub frame: MapFrame,
    /// The event under the pointer.
    pub hovered: Option<EventRef>,
    /// Selected events.
    pub selected: &'a [EventRef],
    /// Show other reported places of every event.
    pub other_places: bool,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The frame.
    pub frame: MapFrame,
    /// Outlines of areas; where there are more than [`AREAS_MOST`], only those of hovered and selected events.
    pub areas: Vec<AreaMark>,
    /// Tags of areas.
    pub tags: Vec<Tag>,
    /// Rings, raised ones last.
    pub rings: Vec<Ring>,
    /// Bubbles.
    pub bubbles: Vec<Bubble>,
    /// Symbols in the order of drawing: large ones first, hovered and selected ones last.
    pub marks: Vec<Mark>,
    /// Hovered and selected symbols that are part of a bubble, beside it. Counted in the bubble.
    pub raised: Vec<Mark>,
    /// Other reported places.
    pub others: Vec<OtherMark>,
    /// Circles that hold the whole frame.
    pub inside: Vec<Inside>,
    /// How many events are where.
    pub counts: SceneCounts,
}

impl Scene {
    /// The scene of a frame.
    pub fn build(input: &SceneInput<'_>) -> Self {
        let mut build = Build::new(input);
        build.points();
        build.areas();
        build.finish()
    }

    /// The scene of a frame without incidents.
    pub fn of_none(frame: MapFrame) -> Self {
        Self {
            frame,
            areas: Vec::new(),
            tags: Vec::new(),
            rings: Vec::new(),
            bubbles: Vec::new(),
            marks: Vec::new(),
            raised: Vec::new(),
            others: Vec::new(),
            inside: Vec::new(),
            counts: SceneCounts::default(),
        }
    }

    /// A scene in one call, for a picture: places, groups and scene.
    pub fn of(result: &QueryResult, frame: MapFrame, selected: &[EventRef], other_places: bool) -> Self {
        let places = Places::of(result);
        let groups = Groups::of(&places, frame.world_side());
        Self::build(&SceneInput {
            result,
            places: &places,
            groups: &groups,
            frame,
            hovered: None,
            selected,
            other_places,
        })
    }

    /// Every symbol of one event: on its own, in a tag, raised beside a bubble.
    pub fn all_marks(&self) -> impl Iterator<Item = &Mark> {
        let in_tags = self.tags.iter().flat_map(|tag| match &tag.content {
            TagContent::Symbols(marks) => marks.as_slice(),
            TagContent::Count(_) => &[],
        });
        self.raised.iter().chain(&self.marks).chain(in_tags)
    }

    /// Every bubble, tags with a count included.
    pub fn all_bubbles(&self) -> impl Iterator<Item = &Bubble> {
        let in_tags = self.tags.iter().filter_map(|tag| match &tag.content {
            TagContent::Count(bubble) => Some(bubble),
            TagContent::Symbols(_) => None,
        });
        self.bubbles.iter().chain(in_tags)
    }

    /// Where an event is shown: its symbol, else the bubble it is part of. `None` outside the frame.
    pub fn anchor(&self, event: EventRef) -> Option<Pt> {
        let mark = self.all_marks().find(|m| m.event == event).map(|m| m.at);
        mark.or_else(|| {
            let bubble = self.all_bubbles().find(|b| b.events.contains(&event));
            bubble.map(|b| b.at)
        })
    }
}

/// Places, groups and towns near incidents of the last result and zoom, kept between frames.
#[derive(Debug, Default)]
pub struct SceneCache {
    result: Option<Arc<QueryResult>>,
    /// What part of the result the places are; `None` for all of it.
    part: Option<[u32; 4]>,
    places: Places,
    groups: Option<(f64, Groups)>,
    near: Option<NearTowns>,
}

impl SceneCache {
    /// Brings places and groups up to date and builds the scene.
    pub fn scene(
        &mut self,
        result: &Arc<QueryResult>,
        frame: MapFrame,
        hovered: Option<EventRef>,
        selected: &[EventRef],
        other_places: bool,
    ) -> Scene {
        if self.part.is_some() || !self.result.as_ref().is_some_and(|last| Arc::ptr_eq(last, result)) {
            self.places = Places::of(result);
            self.groups = None;
            self.near = None;
            self.part = None;
            self.result = Some(Arc::clone(result));
        }
        self.built(result, frame, hovered, selected, other_places)
    }

    /// The same of some events only: `part` says which, and they are asked for where it or the result is another
    /// than before. The counts are those of the whole result.
    pub fn scene_of_part(
        &mut self,
        input: (&Arc<QueryResult>, MapFrame),
        (part, events): ([u32; 4], &[EventRef]),
        hovered: Option<EventRef>,
        selected: &[EventRef],
        other_places: bool,
    ) -> Scene {
        let (result, frame) = input;
        let same = self.result.as_ref().is_some_and(|last| Arc::ptr_eq(last, result)) && self.part == Some(part);
        if !same {
            self.places = Places::of_those(result, events.iter().copied());
            self.groups = None;
            self.near = None;
            self.part = Some(part);
            self.result = Some(Arc::clone(result));
        }
        let mut scene = self.built(result, frame, hovered, selected, other_places);
        let elsewhere = result.count().saturating_sub(events.len() + result.unlocated);
        scene.counts.unlocated = result.unlocated;
        scene.counts.outside += elsewhere;
        scene.counts.beyond += elsewhere;
        scene
    }

    fn built(
        &mut self,
        result: &Arc<QueryResult>,
        frame: MapFrame,
        hovered: Option<EventRef>,
        selected: &[EventRef],
        other_places: bool,
    ) -> Scene {
        let kept = self.groups.take().filter(|(zoom, _)| *zoom == frame.zoom);
        let (_, groups) = self
            .groups
            .insert(kept.unwrap_or_else(|| (frame.zoom, Groups::of(&self.places, frame.world_side()))));
        Scene::build(&SceneInput {
            result,
            places: &self.places,
            groups,
            frame,
            hovered,
            selected,
            other_places,
        })
    }

    /// Which towns of a gazetteer are near visible events, for the last result.
    pub fn near_towns(&mut self, gazetteer: &Gazetteer) -> &NearTowns {
        let places = &self.places;
        self.near.get_or_insert_with(|| NearTowns::of(places, gazetteer))
    }
}
