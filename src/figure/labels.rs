//! Names of towns, regions, waters and countries: a layer of our own, because tile labels would stand on the
//! very points where incidents do.
//!
//! Labels are placed in a fixed order of importance, each at the first free side of its dot; one that would meet
//! a symbol or an earlier label is left out. Order and rules do not depend on the frame, and everything some way
//! outside is placed too, so that labels neither jump nor flicker while the map is dragged. Sizes of texts come
//! from whoever draws them.

use super::map_frame::{MapFrame, Pt, World};
pub use super::near_towns::NearTowns;
use super::near_towns::Nearness;
use super::scene::Scene;
use super::symbol;
use crate::base::gazetteer::{Country, Gazetteer, Town};
use crate::base::{Lang, LonLat, Text};

/// Most names of towns in the frame below zoom 8.
pub const TOWNS_MOST: usize = 24;
/// Most labels of all kinds in the frame below zoom 8.
pub const LABELS_MOST: usize = 30;
/// Side of the dot of a town, points.
pub const DOT: f32 = 4.0;
/// From the middle of the dot to its label, points.
const GAP: f32 = 6.0;
/// Around a symbol, halo included, points.
const AIR: f32 = 4.0;
/// Labels this far outside the frame are placed too, points.
const MARGIN: f32 = 220.0;

/// What a label names; says how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelKind {
    /// Capital of a country.
    Capital,
    /// Seat of a region.
    Seat,
    /// Town or village.
    Town,
    /// Region: spaced capitals, so that Gao the region is not read as Gao the town.
    Region,
    /// One of the three countries.
    Country,
    /// Another country.
    Neighbour,
    /// Lake or river.
    Water,
}

impl LabelKind {
    /// Size of the text, points.
    pub fn size(self) -> f32 {
        match self {
            Self::Capital | Self::Country => 13.0,
            Self::Seat | Self::Neighbour => 12.0,
            Self::Town | Self::Region | Self::Water => 11.0,
        }
    }

    /// Whether it is written in SemiBold.
    pub fn is_strong(self) -> bool {
        matches!(self, Self::Capital | Self::Country)
    }

    /// Space added after each letter, points.
    pub fn spacing(self) -> f32 {
        match self {
            Self::Country | Self::Neighbour => 3.0,
            Self::Region => 1.5,
            Self::Water => 0.5,
            _ => 0.0,
        }
    }

    /// Whether it is written in capitals.
    pub fn is_upper(self) -> bool {
        matches!(self, Self::Country | Self::Neighbour | Self::Region)
    }
}

/// A placed label.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text as written.
    pub text: String,
    /// What it names.
    pub kind: LabelKind,
    /// Middle of the text.
    pub centre: Pt,
    /// Width and height of the text, points.
    pub size: (f32, f32),
    /// Turned by so much, radians clockwise.
    pub angle: f32,
    /// The dot of a town; `None` where a symbol stands on it, and for what has no point.
    pub dot: Option<Pt>,
}

impl Label {
    /// Width and height of the upright rectangle around the turned text, points.
    pub fn bounds(&self) -> (f32, f32) {
        turned(self.size, self.angle)
    }
}

fn turned((w, h): (f32, f32), angle: f32) -> (f32, f32) {
    let (sin, cos) = (angle.sin().abs(), angle.cos().abs());
    (w * cos + h * sin, w * sin + h * cos)
}

/// Width and height of a text of a kind, points.
pub type Measure<'a> = dyn Fn(&str, LabelKind) -> (f32, f32) + 'a;

/// What labels are asked for.
pub struct LabelRequest<'a> {
    /// The scene they give way to.
    pub scene: &'a Scene,
    /// Names.
    pub gazetteer: &'a Gazetteer,
    /// Towns near incidents.
    pub near: &'a NearTowns,
    /// Language of the names.
    pub lang: Lang,
    /// What lies over the map (top left, bottom right): labels half under it are left out.
    pub covered: &'a [(Pt, Pt)],
    /// Measures texts.
    pub measure: &'a Measure<'a>,
}

impl std::fmt::Debug for LabelRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LabelRequest")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

/// A rectangle: west, north, east, south.
#[derive(Debug, Clone, Copy)]
struct Space(f32, f32, f32, f32);

impl Space {
    fn around(centre: Pt, width: f32, height: f32) -> Self {
        let (w, h) = (width / 2.0, height / 2.0);
        Self(centre.x - w, centre.y - h, centre.x + w, centre.y + h)
    }

    fn meets(&self, other: &Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }
}

/// The labels of a frame, the most important first.
pub fn place(request: &LabelRequest<'_>) -> Vec<Label> {
    let mut placing = Placing {
        request,
        frame: &request.scene.frame,
        symbols: symbols(request.scene),
        taken: Vec::new(),
        dots: Vec::new(),
        rivers: Vec::new(),
        labels: Vec::new(),
    };
    placing.towns();
    placing.names();
    placing.finish()
}

/// Where symbols, bubbles and badges stand. Hovering and selecting change none of it.
fn symbols(scene: &Scene) -> Vec<Space> {
    let marks = scene.marks.iter().map(|mark| {
        let (w, h) = symbol::outline(mark.kind, mark.size).half_size();
        let (w, h) = (w + AIR, h + AIR);
        // The mark `≠` stands out at the top right.
        let corner = if mark.differ { 5.0 } else { 0.0 };
        let at = mark.at;
        Space(at.x - w, at.y - h - corner, at.x + w + corner, at.y + h)
    });
    let bubbles = scene
        .bubbles
        .iter()
        .map(|b| Space::around(b.at, 2.0 * (b.radius + AIR), 2.0 * (b.radius + AIR)));
    let tags = scene
        .tags
        .iter()
        .map(|t| Space(t.min.x - 1.0, t.min.y - 1.0, t.max.x + 1.0, t.max.y + 1.0));
    marks.chain(bubbles).chain(tags).collect()
}

struct Placing<'a> {
    request: &'a LabelRequest<'a>,
    frame: &'a MapFrame,
    symbols: Vec<Space>,
    taken: Vec<Space>,
    dots: Vec<Pt>,
    rivers: Vec<(String, Pt)>,
    labels: Vec<Label>,
}

impl Placing<'_> {
    fn is_free(&self, space: &Space) -> bool {
        !self.symbols.iter().chain(&self.taken).any(|other| other.meets(space))
    }

    fn name<'n>(&self, name: &'n Text) -> &'n str {
        name.get(self.request.lang)
    }

    fn spot(&self, at: LonLat) -> Option<Pt> {
        let spot = self.frame.place(World::of(at));
        self.frame.has(spot, MARGIN).then_some(spot)
    }

    /// Capitals, towns on which incidents stand, seats, then the others.
    fn towns(&mut self) {
        let gazetteer = self.request.gazetteer;
        for round in 0..4_u8 {
            for (i, town) in gazetteer.towns.iter().enumerate() {
                let nearness = self.request.near.of_town(i);
                let own_round = match (town.rank, nearness) {
                    (0, _) => 0,
                    (_, Nearness::At) => 1,
                    (1, _) => 2,
                    _ => 3,
                };
                if own_round == round {
                    self.town_if_due(town, nearness);
                }
            }
        }
    }

    /// Labels a town if the zoom is high enough for it and no more important dot is too near.
    fn town_if_due(&mut self, town: &Town, nearness: Nearness) {
        let zoom = self.frame.zoom;
        let far = nearness == Nearness::Far;
        let from = match town.rank {
            0 => 3.5,
            1 => 5.2,
            _ if nearness == Nearness::At => 5.8,
            2 if far => 8.0,
            2 => 5.8,
            _ if far => 8.6,
            _ => 6.3,
        };
        let apart = match (town.rank, nearness) {
            (0 | 1, _) | (_, Nearness::At) => 26.0,
            _ if zoom < 8.0 => 62.0,
            _ => 44.0,
        };
        if zoom >= from
            && let Some(spot) = self.spot(town.at)
            && !self.dots.iter().any(|dot| dot.distance(spot) < apart)
        {
            self.town(town, spot);
        }
    }

    fn town(&mut self, town: &Town, spot: Pt) {
        let kind = match town.rank {
            0 => LabelKind::Capital,
            1 => LabelKind::Seat,
            _ => LabelKind::Town,
        };
        let text = self.name(&town.name).to_owned();
        let (w, h) = (self.request.measure)(&text, kind);
        let dot = Space::around(spot, DOT, DOT);
        let covering: Vec<&Space> = self.symbols.iter().filter(|s| s.meets(&dot)).collect();
        // Beside whatever stands on the town: its name is kept, clear of the symbols.
        let clear = |side: fn(&Space) -> f32, sign: f32, from: f32| {
            let edges = covering.iter().map(|s| (side(s) - from) * sign);
            edges.fold(GAP - 2.0, f32::max) + 2.0
        };
        let (east, west) = (clear(|s| s.2, 1.0, spot.x), clear(|s| s.0, -1.0, spot.x));
        let (north, south) = (clear(|s| s.1, -1.0, spot.y), clear(|s| s.3, 1.0, spot.y));
        let sides = [
            spot.plus(east + w / 2.0, 0.0),
            spot.plus(-west - w / 2.0, 0.0),
            spot.plus(0.0, -north - h / 2.0 + 2.0),
            spot.plus(0.0, south + h / 2.0 - 2.0),
        ];
        let covered = !covering.is_empty();
        let free = sides
            .into_iter()
            .find(|centre| self.is_free(&Space::around(*centre, w, h - 3.0)));
        let Some(centre) = free else { return };
        self.taken.push(Space::around(centre, w + 4.0, h - 2.0));
        if !covered {
            self.taken.push(Space::around(spot, DOT + 2.0, DOT + 2.0));
        }
        self.dots.push(spot);
        self.labels.push(Label {
            text,
            kind,
            centre,
            size: (w, h),
            angle: 0.0,
            dot: (!covered).then_some(spot),
        });
    }

    /// Names without a dot: countries, regions, waters.
    fn names(&mut self) {
        let zoom = self.frame.zoom;
        let gazetteer = self.request.gazetteer;
        for country in &gazetteer.countries {
            let kind = if country.focus {
                LabelKind::Country
            } else {
                LabelKind::Neighbour
            };
            if (3.0..7.6).contains(&zoom) {
                self.country(country, kind);
            }
        }
        for water in &gazetteer.waters {
            let from = 5.6 + 0.45 * (f64::from(water.rank) - 3.0).max(0.0);
            if zoom >= from {
                self.water(&water.name, water.at, water.angle);
            }
        }
        for region in gazetteer.regions.iter().filter(|region| region.drawn) {
            if (5.9..9.5).contains(&zoom) {
                self.free_name(&region.name, region.at, LabelKind::Region, (0.0, 0.0));
            }
        }
    }

    /// The name of a country: at its usual place, else at the first of its regions that is well in view and has
    /// room. A map of incidents must say in which country they are.
    fn country(&mut self, country: &Country, kind: LabelKind) {
        let regions = &self.request.gazetteer.regions;
        let mut places: Vec<LonLat> = regions
            .iter()
            .filter(|r| r.country == country.iso)
            .map(|r| r.at)
            .collect();
        places.sort_by(|a, b| {
            a.rough_distance_to(country.at)
                .total_cmp(&b.rough_distance_to(country.at))
        });
        let (w, h) = (self.request.measure)(&self.name(&country.name).to_uppercase(), kind);
        let (width, height) = self.frame.size;
        let usual = std::iter::once(country.at);
        for at in usual.chain(places) {
            let whole = self.spot(at).is_some_and(|spot| {
                let (x, y) = (spot.x - width / 2.0, spot.y - height / 2.0);
                x.abs() + w / 2.0 <= width / 2.0 && y.abs() + h / 2.0 <= height / 2.0
            });
            if whole && self.free_name(&country.name, at, kind, (0.0, 0.0)) {
                return;
            }
        }
        // Nowhere whole: at its edge while it is dragged in, as other names.
        self.free_name(&country.name, country.at, kind, (0.0, 0.0));
    }

    fn water(&mut self, name: &Text, at: LonLat, angle: f32) {
        let Some(spot) = self.spot(at) else { return };
        let shown = self.name(name);
        // A long river has its name at several stretches: not twice in one view.
        if self.rivers.iter().any(|(n, p)| n == shown && p.distance(spot) < 420.0) {
            return;
        }
        // Angles of the table count anticlockwise, those of the screen clockwise.
        let angle = -angle.to_radians();
        // A lake has its name in its middle, a river on one of its sides.
        let sides: &[f32] = if angle == 0.0 { &[0.0] } else { &[-0.6, 0.6] };
        if sides
            .iter()
            .any(|side| self.free_name(name, at, LabelKind::Water, (angle, *side)))
        {
            self.rivers.push((shown.to_owned(), spot));
        }
    }

    /// Writes a name around its place if there is room: turned by `angle`, moved across by `side` of its height.
    /// Returns whether there was.
    fn free_name(&mut self, name: &Text, at: LonLat, kind: LabelKind, (angle, side): (f32, f32)) -> bool {
        let Some(mut centre) = self.spot(at) else { return false };
        let shown = self.name(name);
        let text = if kind.is_upper() {
            shown.to_uppercase()
        } else {
            shown.to_owned()
        };
        let (w, h) = (self.request.measure)(&text, kind);
        centre = centre.polar(angle + std::f32::consts::FRAC_PI_2, side * h);
        let (wide, high) = turned((w, h), angle);
        let space = Space::around(centre, wide, high - 3.0);
        if !self.is_free(&space) {
            return false;
        }
        self.taken.push(space);
        self.labels.push(Label {
            text,
            kind,
            centre,
            size: (w, h),
            angle,
            dot: None,
        });
        true
    }

    /// Leaves out what is too much for the frame, the least important first, and what lies outside.
    fn finish(self) -> Vec<Label> {
        let frame = self.frame;
        let (mut towns, mut all) = (0, 0);
        let few = frame.zoom < 8.0;
        // A label cut by the edge is no label.
        let in_frame = |label: &Label| {
            let (w, h) = label.bounds();
            frame.has(label.centre.plus(-w / 2.0, -h / 2.0), -1.0)
                && frame.has(label.centre.plus(w / 2.0, h / 2.0), -1.0)
        };
        let covered: Vec<Space> = self
            .request
            .covered
            .iter()
            .map(|(a, b)| Space(a.x, a.y, b.x, b.y))
            .collect();
        let is_covered = |label: &Label| {
            let (w, h) = label.bounds();
            let space = Space::around(label.centre, w, h);
            covered.iter().any(|c| c.meets(&space))
        };
        let mut labels = self.labels;
        labels.retain(|label| {
            if !in_frame(label) || is_covered(label) {
                return false;
            }
            let town = matches!(label.kind, LabelKind::Capital | LabelKind::Seat | LabelKind::Town);
            if few && (all >= LABELS_MOST || (town && towns >= TOWNS_MOST)) {
                return false;
            }
            all += 1;
            towns += usize::from(town);
            true
        });
        labels
    }
}
