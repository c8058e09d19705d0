//! How a scene is made: groups become symbols and bubbles, places their rings.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use super::group::{self, Crowd, Group, SPREAD_MOST, bubble_radius};
use super::map_frame::{Lens, MapFrame, Pt};
use super::places::{Member, Mix, Place};
use super::ring::{self, Ring};
use super::scene::{AREAS_MOST, Bubble, Inside, Mark, OtherMark, RINGS_MOST, Scene, SceneCounts, SceneInput};
use super::tags::Taken;
use crate::base::LonLat;
use crate::model::EventType;
use crate::query::EventRef;

/// A ring is drawn where it is this much wider than its symbol, points.
const RING_GAP: f32 = 4.0;
/// Marks this far outside are still made: labels give way to them before they come into view.
pub(super) const MARGIN: f32 = 160.0;
/// The mark `≠` is drawn from this zoom on, or where at most so many events are in the frame.
const DIFFER_ZOOM: f64 = 6.0;
const DIFFER_MOST: usize = 200;
/// Other reported places of all events are shown for at most so many events.
const OTHERS_MOST: usize = 200;
/// Symbols of one bubble that are raised at a time.
const RAISED_MOST: usize = 8;

/// A scene in the making.
pub(super) struct Build<'a> {
    pub(super) input: &'a SceneInput<'a>,
    pub(super) lens: Lens,
    /// What symbols, bubbles and tags take of the frame.
    pub(super) taken: Taken,
    selected: HashSet<EventRef>,
    pub(super) scene: Scene,
    seen_rings: HashSet<(u32, u64, EventType), BuildHasherDefault<Mix>>,
}

impl<'a> Build<'a> {
    pub(super) fn new(input: &'a SceneInput<'a>) -> Self {
        Self {
            input,
            lens: input.frame.lens(),
            taken: Taken::default(),
            selected: input.selected.iter().copied().collect(),
            seen_rings: HashSet::default(),
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

    pub(super) fn frame(&self) -> &MapFrame {
        &self.input.frame
    }

    pub(super) fn is_hovered(&self, event: EventRef) -> bool {
        self.input.hovered == Some(event)
    }

    pub(super) fn is_raised(&self, event: EventRef) -> bool {
        self.is_hovered(event) || self.selected.contains(&event)
    }

    /// Whether anything is hovered or selected at all.
    pub(super) fn any_raised(&self) -> bool {
        self.input.hovered.is_some() || !self.selected.is_empty()
    }

    pub(super) fn count(&mut self, events: usize, in_frame: bool) {
        if in_frame {
            self.scene.counts.in_frame += events;
        } else {
            self.scene.counts.outside += events;
        }
    }

    pub(super) fn mark(&self, member: &Member, at: Pt, anchor: Pt) -> Mark {
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

    pub(super) fn points(&mut self) {
        let input = self.input;
        for group in &input.groups.list {
            let at = self.lens.place(group.world);
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
        if let ([number], 1) = (group.places.as_slice(), group.count) {
            if let Some(member) = self.input.places.members(*number).first() {
                let mark = self.mark(member, at, at);
                self.push(mark);
            }
            return;
        }
        let (mut members, mut anchors) = (Vec::with_capacity(group.count), Vec::with_capacity(group.count));
        for number in &group.places {
            let Some(place) = self.input.places.place(*number) else {
                continue;
            };
            let anchor = self.lens.place(place.world);
            for member in self.input.places.members(*number) {
                members.push(*member);
                anchors.push(anchor.plus(-at.x, -at.y));
            }
        }
        let spots = group::spread(&members, &anchors);
        for ((member, anchor), spot) in members.iter().zip(&anchors).zip(&spots) {
            let mark = self.mark(member, at.plus(spot.x, spot.y), at.plus(anchor.x, anchor.y));
            self.push(mark);
        }
    }

    fn push(&mut self, mark: Mark) {
        let half = mark.size / 2.0;
        self.taken.add(mark.at, half, half);
        self.scene.marks.push(mark);
    }

    fn bubble(&mut self, group: &Group, at: Pt) {
        let bubble = self.bubble_of(group, at);
        self.raise(group, &bubble);
        self.taken.add(at, bubble.radius, bubble.radius);
        self.scene.bubbles.push(bubble);
    }

    pub(super) fn bubble_of(&self, group: &Group, at: Pt) -> Bubble {
        let any = self.any_raised();
        let none = Crowd::default();
        let Crowd {
            events,
            kinds,
            possible,
        } = group.crowd.as_deref().unwrap_or(&none);
        Bubble {
            at,
            radius: bubble_radius(group.count),
            count: group.count,
            kinds: *kinds,
            possible: *possible,
            events: Arc::clone(events),
            hovered: any && events.iter().any(|event| self.is_hovered(*event)),
            selected: any && events.iter().any(|event| self.selected.contains(event)),
        }
    }

    /// Hovered and selected events of a bubble stand beside it, from the north-east on.
    pub(super) fn raise(&mut self, group: &Group, bubble: &Bubble) {
        if !bubble.hovered && !bubble.selected {
            return;
        }
        let members = group.places.iter().flat_map(|p| self.input.places.members(*p));
        let raised = members.filter(|m| self.is_raised(m.event)).take(RAISED_MOST);
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
            let centre = self.lens.place(place.world);
            // A pixel or two of air: the line itself has a width.
            if self.frame().reach(centre).0 > self.lens.radius(place.at, place.within) + 2.0 {
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
        let within = self.lens.radius(place.at, member.within);
        if self.frame().reach(centre).1 < within {
            self.scene.inside.push(Inside {
                event: member.event,
                radius: member.within,
            });
        }
        let Some(metres) = member.ring else { return };
        let radius = self.lens.radius(place.at, metres);
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

    pub(super) fn finish(mut self) -> Scene {
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
