//! Areas without a known point: their outlines, and the tags that stand for their events.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::group::Group;
use super::map_frame::Pt;
use super::places::{Member, Mix, Place};
use super::scene::{AreaMark, Inside, Tag, TagContent};
use super::scene_build::{Build, MARGIN};

impl Build<'_> {
    /// Outlines and tags of all areas; after the points, which tags keep clear of.
    pub(super) fn areas(&mut self) {
        let input = self.input;
        for group in &input.groups.areas {
            for number in &group.places {
                if let Some(place) = input.places.place(*number) {
                    self.area(place, input.places.members(*number));
                }
            }
            let spot = self.lens.place(group.world);
            if input.frame.has(spot, MARGIN) {
                self.tag(group, spot);
            } else {
                self.scene.counts.beyond += group.count;
            }
        }
    }

    /// The outline of an area.
    fn area(&mut self, place: &Place, members: &[Member]) {
        let centre = self.lens.place(place.world);
        let metres = place.area.unwrap_or(0.0);
        let radius = self.lens.radius(place.at, metres);
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
        let few = group.is_single_few();
        let first = group.places.first().copied().unwrap_or(u32::MAX);
        let members = self.input.places.members(first);
        let (width, height) = if few {
            let widths: f32 = members.iter().map(|m| m.size + 8.0).sum();
            let tallest = members.iter().map(|m| m.size).fold(0.0, f32::max);
            (widths + 2.0, tallest + 10.0)
        } else {
            let digits = group.count.to_string().len() as f32;
            (18.0 + 7.0 * digits, 26.0)
        };
        let mut spots = self.edge_spots(first, north);
        let free = spots.find(|at| self.taken.is_free(*at, width / 2.0, height / 2.0));
        let at = free.unwrap_or(north);
        let content = if few {
            let mut x = at.x - width / 2.0 + 1.0;
            let marks = members.iter().map(|member| {
                let spot = Pt::new(x + member.size / 2.0 + 4.0, at.y);
                x += member.size + 8.0;
                self.mark(member, spot, spot)
            });
            TagContent::Symbols(marks.collect())
        } else {
            let bubble = self.bubble_of(group, at);
            self.raise(group, &bubble);
            TagContent::Count(bubble)
        };
        self.taken.add(at, width / 2.0, height / 2.0);
        self.scene.tags.push(Tag {
            content,
            count: group.count,
            north,
            min: at.plus(-width / 2.0, -height / 2.0),
            max: at.plus(width / 2.0, height / 2.0),
        });
    }

    /// Where a tag may stand, best first: the northernmost point of its area (of the heaviest of them), beside it
    /// on the northern edge, else off it, with a leader.
    fn edge_spots(&self, place: u32, north: Pt) -> impl Iterator<Item = Pt> + use<> {
        let place = self.input.places.place(place);
        let centre = place.map_or(north, |place| self.lens.place(place.world));
        let radius = centre.distance(north);
        let turned = |centre: Pt, turn: f32, radius: f32| centre.polar((turn - 90.0).to_radians(), radius);
        let edge = EDGE.iter().map(move |turn| turned(centre, *turn, radius));
        let off = ROUNDS
            .iter()
            .flat_map(move |r| AROUND.iter().map(move |turn| turned(north, *turn, *r)));
        edge.chain(off)
    }
}

/// Degrees from north along the edge of an area where its tag may stand, best first.
const EDGE: [f32; 7] = [0.0, 18.0, -18.0, 36.0, -36.0, 54.0, -54.0];
/// Distances from the edge, points, where none of those is free.
const ROUNDS: [f32; 8] = [22.0, 36.0, 50.0, 66.0, 84.0, 104.0, 128.0, 156.0];
/// Directions of those, degrees: from north to south, alternating east and west.
const AROUND: [f32; 12] = [
    0.0, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0, 120.0, -120.0, 150.0, -150.0, 180.0,
];

/// Middle, half width, half height.
type Oblong = (Pt, f32, f32);

/// Rectangles that are taken, in buckets of the frame.
#[derive(Debug, Default)]
pub(super) struct Taken {
    buckets: HashMap<(i32, i32), Vec<Oblong>, BuildHasherDefault<Mix>>,
}

/// Side of a bucket, points.
const BUCKET: f32 = 48.0;
/// Room between a tag and anything else, points.
const AIR: f32 = 4.0;

impl Taken {
    /// Takes a rectangle.
    pub(super) fn add(&mut self, at: Pt, half_width: f32, half_height: f32) {
        for bucket in buckets(at, half_width, half_height) {
            self.buckets
                .entry(bucket)
                .or_default()
                .push((at, half_width, half_height));
        }
    }

    /// Whether a rectangle with some room around it meets none that is taken.
    fn is_free(&self, at: Pt, half_width: f32, half_height: f32) -> bool {
        let (w, h) = (half_width + AIR, half_height + AIR);
        let apart = |(other, ow, oh): &Oblong| (at.x - other.x).abs() > w + ow || (at.y - other.y).abs() > h + oh;
        let mut near = buckets(at, w, h).filter_map(|bucket| self.buckets.get(&bucket));
        near.all(|taken| taken.iter().all(apart))
    }
}

/// The buckets that a rectangle touches.
fn buckets(at: Pt, half_width: f32, half_height: f32) -> impl Iterator<Item = (i32, i32)> {
    let range =
        |middle: f32, half: f32| ((middle - half) / BUCKET).floor() as i32..=((middle + half) / BUCKET).floor() as i32;
    let (columns, rows) = (range(at.x, half_width), range(at.y, half_height));
    columns.flat_map(move |x| rows.clone().map(move |y| (x, y)))
}
