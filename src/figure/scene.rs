//! What the map shows of a result in one frame, as plain marks in frame coordinates.
//!
//! Everything visible is in exactly one place of a scene: symbols + bubble counts + tags of areas + events beyond
//! the frame + events without a place = the count of the result. Raised symbols and other reported places are
//! drawn on top and count for nothing.

use std::collections::HashSet;
use std::sync::Arc;

use super::group::{self, Group, Groups, SPREAD_MOST, bubble_radius};
use super::map_frame::{MapFrame, Pt};
use super::places::{KINDS, Member, Place, Places};
use super::ring::{self, Ring};
use crate::base::{LonLat, Metres};
use crate::model::EventType;
use crate::query::{EventRef, QueryResult};

/// Most rings that are drawn before only those of hovered and selected events are.
pub const RINGS_MOST: usize = 150;
/// Most outlines of areas that are drawn before only those of hovered and selected events are.
pub const AREAS_MOST: usize = 12;
/// A ring is drawn where it is this much wider than its symbol, points.
const RING_GAP: f32 = 4.0;
/// Marks this far outside are still made: labels give way to them before they come into view.
const MARGIN: f32 = 160.0;
/// The mark `≠` is drawn from this zoom on, or where at most so many events are in the frame.
const DIFFER_ZOOM: f64 = 6.0;
const DIFFER_MOST: usize = 200;
/// Other reported places of all events are shown for at most so many events.
const OTHERS_MOST: usize = 200;
/// Symbols of one bubble that are raised at a time.
const RAISED_MOST: usize = 8;

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
    pub events: Vec<EventRef>,
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

/// A scene in the making.
struct Build<'a> {
    input: &'a SceneInput<'a>,
    selected: HashSet<EventRef>,
    scene: Scene,
    seen_rings: HashSet<(u32, u64, EventType)>,
}

impl<'a> Build<'a> {
    fn new(input: &'a SceneInput<'a>) -> Self {
        Self {
            input,
            selected: input.selected.iter().copied().collect(),
            seen_rings: HashSet::new(),
            scene: Scene {
                frame: input.frame,
                areas: Vec::new(),
                tags: Vec::new(),
                rings: Vec::new(),
                bubbles: Vec::new(),
                marks: Vec::new(),
                raised: Vec::new(),
                others: Vec::new(),
                inside: Vec::new(),
                counts: SceneCounts {
                    unlocated: input.places.unlocated,
                    ..SceneCounts::default()
                },
            },
        }
    }

    fn frame(&self) -> &MapFrame {
        &self.input.frame
    }

    fn is_hovered(&self, event: EventRef) -> bool {
        self.input.hovered == Some(event)
    }

    fn is_raised(&self, event: EventRef) -> bool {
        self.is_hovered(event) || self.selected.contains(&event)
    }

    /// Whether anything is hovered or selected at all.
    fn any_raised(&self) -> bool {
        self.input.hovered.is_some() || !self.selected.is_empty()
    }

    fn count(&mut self, events: usize, in_frame: bool) {
        if in_frame {
            self.scene.counts.in_frame += events;
        } else {
            self.scene.counts.outside += events;
        }
    }

    fn mark(&self, member: &Member, at: Pt, anchor: Pt) -> Mark {
        Mark {
            event: member.event,
            at,
            anchor,
            kind: member.kind,
            size: member.size,
            hollow: member.hollow,
            possible: member.possible,
            differ: member.differ,
            hovered: self.is_hovered(member.event),
            selected: self.selected.contains(&member.event),
        }
    }

    fn points(&mut self) {
        let input = self.input;
        for group in &input.groups.list {
            let at = input.frame.place(group.world);
            let in_frame = input.frame.has(at, 0.0);
            self.count(group.count, in_frame);
            self.rings(group);
            if !in_frame && !input.frame.has(at, MARGIN) {
                self.scene.counts.beyond += group.count;
            } else if group.count > SPREAD_MOST {
                self.bubble(group, at);
            } else {
                self.symbols(group, at);
            }
        }
    }

    fn symbols(&mut self, group: &Group, at: Pt) {
        let (mut members, mut anchors) = (Vec::with_capacity(group.count), Vec::with_capacity(group.count));
        for number in &group.places {
            let Some(place) = self.input.places.place(*number) else {
                continue;
            };
            let anchor = self.frame().place(place.world);
            for member in self.input.places.members(*number) {
                members.push(*member);
                anchors.push(anchor.plus(-at.x, -at.y));
            }
        }
        let spots = group::spread(&members, &anchors);
        for ((member, anchor), spot) in members.iter().zip(&anchors).zip(&spots) {
            let mark = self.mark(member, at.plus(spot.x, spot.y), at.plus(anchor.x, anchor.y));
            self.scene.marks.push(mark);
        }
    }

    fn bubble(&mut self, group: &Group, at: Pt) {
        let members: Vec<&Member> = group
            .places
            .iter()
            .flat_map(|p| self.input.places.members(*p))
            .collect();
        let (kinds, possible) = group::counts(group, self.input.places);
        let bubble = self.bubble_of(&members, at, kinds, possible);
        self.raise(&members, &bubble);
        self.scene.bubbles.push(bubble);
    }

    fn bubble_of(&self, members: &[&Member], at: Pt, kinds: [u32; KINDS], possible: u32) -> Bubble {
        let any = self.any_raised();
        Bubble {
            at,
            radius: bubble_radius(members.len()),
            count: members.len(),
            kinds,
            possible,
            events: members.iter().map(|m| m.event).collect(),
            hovered: any && members.iter().any(|m| self.is_hovered(m.event)),
            selected: any && members.iter().any(|m| self.selected.contains(&m.event)),
        }
    }

    /// Hovered and selected events of a bubble stand beside it, from the north-east on.
    fn raise(&mut self, members: &[&Member], bubble: &Bubble) {
        if !bubble.hovered && !bubble.selected {
            return;
        }
        let raised = members.iter().filter(|m| self.is_raised(m.event)).take(RAISED_MOST);
        let marks: Vec<Mark> = raised
            .zip(0_u8..)
            .map(|(member, i)| {
                let angle = -std::f32::consts::FRAC_PI_4 + f32::from(i) * std::f32::consts::FRAC_PI_4;
                let at = bubble.at.polar(angle, bubble.radius + member.size / 2.0 + 4.0);
                self.mark(member, at, bubble.at)
            })
            .collect();
        self.scene.raised.extend(marks);
    }

    /// Rings of the events of a group. Those of bubbles are drawn only for hovered and selected events.
    fn rings(&mut self, group: &Group) {
        let bubble = group.count > SPREAD_MOST;
        if bubble && !self.any_raised() {
            return;
        }
        for number in &group.places {
            let Some(place) = self.input.places.place(*number) else {
                continue;
            };
            if place.ring == 0.0 {
                continue;
            }
            let centre = self.frame().place(place.world);
            // A pixel or two of air: the line itself has a width.
            if self.frame().reach(centre).0 > self.frame().radius(place.at, place.ring) + 2.0 {
                continue;
            }
            for member in self.input.places.members(*number) {
                let raised = self.is_raised(member.event);
                if !bubble || raised {
                    self.ring(*number, place, centre, member, raised);
                }
            }
        }
    }

    fn ring(&mut self, number: u32, place: &Place, centre: Pt, member: &Member, raised: bool) {
        let Some(metres) = member.ring else { return };
        let radius = self.frame().radius(place.at, metres);
        if self.frame().reach(centre).1 < radius {
            let event = member.event;
            self.scene.inside.push(Inside { event, radius: metres });
        }
        let wide = radius >= member.size / 2.0 + RING_GAP;
        let same = (number, metres.to_bits(), member.kind);
        // Events of one place and type share a ring; a raised one is drawn again, over it.
        if !wide || ring::arc(self.frame(), centre, radius).is_none() || (!self.seen_rings.insert(same) && !raised) {
            return;
        }
        self.scene.rings.push(Ring {
            event: member.event,
            centre,
            radius,
            kind: member.kind,
            dashed: member.dashed,
            raised,
        });
    }

    fn areas(&mut self) {
        let input = self.input;
        for group in &input.groups.areas {
            for number in &group.places {
                if let Some(place) = input.places.place(*number) {
                    self.area(place, input.places.members(*number));
                }
            }
            let spot = input.frame.place(group.world);
            if input.frame.has(spot, MARGIN) {
                self.tag(group, spot);
            } else {
                self.scene.counts.beyond += group.count;
            }
        }
    }

    /// The outline of an area.
    fn area(&mut self, place: &Place, members: &[Member]) {
        let centre = self.frame().place(place.world);
        let metres = place.area.unwrap_or(0.0);
        let radius = self.frame().radius(place.at, metres);
        let (near, far) = self.frame().reach(centre);
        self.count(members.len(), near <= radius);
        let Some(first) = members.first() else { return };
        if near > radius {
            return;
        }
        if far < radius {
            self.scene.inside.push(Inside {
                event: first.event,
                radius: metres,
            });
        }
        self.scene.areas.push(AreaMark {
            centre,
            radius,
            kind: members.iter().all(|m| m.kind == first.kind).then_some(first.kind),
            raised: self.any_raised() && members.iter().any(|m| self.is_raised(m.event)),
        });
    }

    fn tag(&mut self, group: &Group, north: Pt) {
        let members: Vec<&Member> = group
            .places
            .iter()
            .flat_map(|p| self.input.places.members(*p))
            .collect();
        let few = group.places.len() == 1 && members.len() <= SPREAD_MOST;
        let (width, height) = if few {
            let widths: f32 = members.iter().map(|m| m.size + 8.0).sum();
            let tallest = members.iter().map(|m| m.size).fold(0.0, f32::max);
            (widths + 2.0, tallest + 10.0)
        } else {
            let digits = members.len().to_string().len() as f32;
            (18.0 + 7.0 * digits, 26.0)
        };
        let spots = self.edge_spots(group, north);
        let free = spots.iter().find(|at| self.is_free(**at, width, height));
        let at = free.copied().unwrap_or(north);
        let content = if few {
            let mut x = at.x - width / 2.0 + 1.0;
            let marks = members.iter().map(|member| {
                let spot = Pt::new(x + member.size / 2.0 + 4.0, at.y);
                x += member.size + 8.0;
                self.mark(member, spot, spot)
            });
            TagContent::Symbols(marks.collect())
        } else {
            let (kinds, possible) = group::counts(group, self.input.places);
            let bubble = self.bubble_of(&members, at, kinds, possible);
            self.raise(&members, &bubble);
            TagContent::Count(bubble)
        };
        self.scene.tags.push(Tag {
            content,
            count: members.len(),
            min: at.plus(-width / 2.0, -height / 2.0),
            max: at.plus(width / 2.0, height / 2.0),
        });
    }

    /// Where a tag may stand, best first: the northernmost point of its area (of the heaviest of them), beside it
    /// on the northern edge, else a little off it.
    fn edge_spots(&self, group: &Group, north: Pt) -> Vec<Pt> {
        let place = group.places.first().and_then(|number| self.input.places.place(*number));
        let centre = place.map_or(north, |place| self.frame().place(place.world));
        let radius = centre.distance(north);
        let turns = [0.0_f32, 18.0, -18.0, 36.0, -36.0, 54.0, -54.0];
        let edge = turns
            .iter()
            .map(|turn| centre.polar((turn - 90.0).to_radians(), radius));
        let off = [
            (0.0, -16.0),
            (24.0, -12.0),
            (-24.0, -12.0),
            (36.0, 4.0),
            (-36.0, 4.0),
            (0.0, -32.0),
        ];
        edge.chain(off.iter().map(|(dx, dy)| north.plus(*dx, *dy))).collect()
    }

    /// Whether a tag would cover no symbol, bubble or tag.
    fn is_free(&self, at: Pt, width: f32, height: f32) -> bool {
        let apart = |other: Pt, w: f32, h: f32| {
            (at.x - other.x).abs() > width / 2.0 + w + 4.0 || (at.y - other.y).abs() > height / 2.0 + h + 4.0
        };
        let marks = self.scene.marks.iter().all(|m| apart(m.at, m.size / 2.0, m.size / 2.0));
        let bubbles = self.scene.bubbles.iter().all(|b| apart(b.at, b.radius, b.radius));
        let tags = self.scene.tags.iter().all(|t| {
            let middle = Pt::new((t.min.x + t.max.x) / 2.0, (t.min.y + t.max.y) / 2.0);
            apart(middle, (t.max.x - t.min.x) / 2.0, (t.max.y - t.min.y) / 2.0)
        });
        marks && bubbles && tags
    }

    fn finish(mut self) -> Scene {
        self.others();
        let scene = &mut self.scene;
        let raised = scene.rings.iter().filter(|r| r.raised).count();
        if scene.rings.len() - raised > RINGS_MOST {
            scene.rings.retain(|ring| ring.raised);
        }
        scene.rings.sort_by_key(|ring| ring.raised);
        if scene.areas.len() > AREAS_MOST {
            scene.areas.retain(|area| area.raised);
        }
        let by_drawing = |m: &Mark| (m.selected, m.hovered, -(m.size as i32), m.event);
        scene.marks.sort_by_key(by_drawing);
        scene.inside.sort_by(|a, b| a.radius.total_cmp(&b.radius));
        if scene.frame.zoom < DIFFER_ZOOM && scene.counts.in_frame > DIFFER_MOST {
            scene
                .marks
                .iter_mut()
                .for_each(|mark| mark.differ &= mark.hovered || mark.selected);
        }
        self.scene
    }

    fn others(&mut self) {
        let all = self.input.other_places && self.scene.counts.in_frame <= OTHERS_MOST;
        let mut found = Vec::new();
        for mark in self.scene.all_marks() {
            if !(all || mark.hovered || mark.selected) {
                continue;
            }
            let Some(event) = self.input.result.event(mark.event) else {
                continue;
            };
            for (index, other) in event.incident().location.others.iter().enumerate() {
                let Some(at) = LonLat::new(other.lon, other.lat) else {
                    continue;
                };
                found.push(OtherMark {
                    event: mark.event,
                    at: self.frame().project(at),
                    from: mark.at,
                    kind: mark.kind,
                    size: mark.size,
                    index,
                });
            }
        }
        found.dedup_by_key(|other| (other.event, other.index));
        self.scene.others = found;
    }
}

/// Places and groups of the last result and zoom, kept between frames.
#[derive(Debug, Default)]
pub struct SceneCache {
    result: Option<Arc<QueryResult>>,
    places: Places,
    groups: Option<(f64, Groups)>,
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
        if !self.result.as_ref().is_some_and(|last| Arc::ptr_eq(last, result)) {
            self.places = Places::of(result);
            self.groups = None;
            self.result = Some(Arc::clone(result));
        }
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

    /// The places of the last result.
    pub fn places(&self) -> &Places {
        &self.places
    }
}
