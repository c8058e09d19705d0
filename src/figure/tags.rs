//! Areas without a known point: their outlines, and the tags that stand for their events.

use super::group::{self, Group, SPREAD_MOST};
use super::map_frame::Pt;
use super::places::{Member, Place};
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
            north,
            min: at.plus(-width / 2.0, -height / 2.0),
            max: at.plus(width / 2.0, height / 2.0),
        });
    }

    /// Where a tag may stand, best first: the northernmost point of its area (of the heaviest of them), beside it
    /// on the northern edge, else off it, with a leader.
    fn edge_spots(&self, group: &Group, north: Pt) -> Vec<Pt> {
        let place = group.places.first().and_then(|number| self.input.places.place(*number));
        let centre = place.map_or(north, |place| self.frame().place(place.world));
        let radius = centre.distance(north);
        let turns = [0.0_f32, 18.0, -18.0, 36.0, -36.0, 54.0, -54.0];
        let edge = turns
            .iter()
            .map(|turn| centre.polar((turn - 90.0).to_radians(), radius));
        // From north to south, alternating east and west, in widening rounds.
        let around = [
            0.0_f32, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0, 120.0, -120.0, 150.0, -150.0, 180.0,
        ];
        let rounds = [22.0, 36.0, 50.0, 66.0, 84.0].into_iter();
        let off = rounds.flat_map(|r| {
            around
                .iter()
                .map(move |turn| north.polar((turn - 90.0).to_radians(), r))
        });
        edge.chain(off).collect()
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
}
