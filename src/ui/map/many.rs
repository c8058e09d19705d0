//! The map panel where incidents are many: what is built, what lies under the pointer, what a click does.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use egui::{Rect, Ui, vec2};

use super::crowd::CrowdView;
use super::{MapPanel, modes, paint, select, style_of};
use crate::base::gazetteer;
use crate::base::place::Bounds;
use crate::figure::crowd::clusters::{self, bounds_of};
use crate::figure::crowd::{CrowdCache, Shown, hexagons, spots};
use crate::figure::labels::{self, Label, LabelRequest, NearTowns};
use crate::figure::legend::SurfaceKey;
use crate::figure::map_frame::{Insets, World, ZOOM_RANGE};
use crate::figure::pick::REACH;
use crate::figure::scene::{Bubble, SceneCounts};
use crate::figure::{Hit, Legend, MapFrame, Pt, Scene};
use crate::model::EventType;
use crate::query::{EventRef, QueryResult};
use crate::session::{Command, MapTarget, ViewCommand};
use crate::ui::UiCx;

/// A hexagon that holds at most so many incidents is listed, not looked at more closely.
const LISTED: u32 = 12;

/// What of a crowd lies under the pointer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Under {
    /// First place: tells one from another.
    pub first: u32,
    /// Its places.
    pub places: Places,
    /// Where it stands.
    pub at: Pt,
    /// Events.
    pub count: u32,
    /// Shown deaths.
    pub deaths: u64,
    /// By type.
    pub kinds: [u32; EventType::ALL.len()],
    /// A ring or hexagon, not a symbol.
    pub gathered: bool,
    /// Of areas: no zoom takes them apart.
    pub area: bool,
}

/// Places that lie together.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Places {
    /// A range of the set.
    Range(std::ops::Range<u32>),
    /// These.
    List(Vec<u32>),
}

impl Places {
    fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::Range(range) => Box::new(range.clone()),
            Self::List(list) => Box::new(list.iter().copied()),
        }
    }
}

/// What the labels of a crowd were placed for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelKey(MapFrame, crate::base::Lang, Vec<(Pt, Pt)>, Shown, usize);

/// How many visible events of a crowd are in a frame, outside, without a place.
pub(in crate::ui) fn counts_of(crowd: &CrowdCache, result: &QueryResult, frame: &MapFrame) -> SceneCounts {
    let in_frame = spots::events_in(crowd.set(), &crowd.counts(), frame);
    let located = result.count().saturating_sub(result.unlocated);
    SceneCounts {
        in_frame,
        outside: located.saturating_sub(in_frame),
        unlocated: result.unlocated,
        beyond: 0,
    }
}

/// Where rings of a crowd can stand in a frame, whatever the window: labels keep clear of them.
pub(in crate::ui) fn places_of_rings(crowd: &mut CrowdCache, shown: Shown, frame: &MapFrame) -> Vec<Bubble> {
    if shown != Shown::Clusters {
        return Vec::new();
    }
    let set = Arc::clone(crowd.set());
    let spots = crowd.clusters(frame).0.spots(&set, frame);
    let bubble = |(at, radius)| Bubble {
        at,
        radius,
        count: 1,
        kinds: [0; EventType::ALL.len()],
        possible: 0,
        events: Arc::from([]),
        hovered: false,
        selected: false,
    };
    spots.into_iter().map(bubble).collect()
}

impl MapPanel {
    /// The scene of what is hovered and selected alone, with the counts of everything.
    pub(super) fn raised_scene(&mut self, cx: &UiCx<'_>, frame: MapFrame, selected: &[EventRef]) -> Scene {
        let hovered = cx.session.hovered();
        let mut events: Vec<EventRef> = selected.iter().copied().chain(hovered).collect();
        events.sort_unstable();
        events.dedup();
        events.retain(|at| cx.result.shows(*at) && cx.result.event(*at).is_some_and(|e| e.is_located()));
        let mut hasher = DefaultHasher::new();
        events.hash(&mut hasher);
        let hash = hasher.finish();
        // No frame has corners in this order.
        let part = [u32::MAX, (hash >> 32) as u32, 0, hash as u32];
        let others = cx.session.settings().other_places;
        let input = (cx.session.result(), frame);
        let mut scene = self
            .cache
            .scene_of_part(input, (part, &events), hovered, selected, others);
        scene.counts = counts_of(&self.crowd, cx.result, &frame);
        scene
    }

    /// Labels that keep clear of where rings of the datasets can be, whatever the window: they do not flicker
    /// while time runs, and are placed once for a camera.
    pub(super) fn crowd_labels(&mut self, ui: &Ui, cx: &UiCx<'_>, frame: MapFrame) -> Vec<Label> {
        let covered = self.covered();
        let set = Arc::as_ptr(self.crowd.set()) as usize;
        let key = LabelKey(frame, cx.lang(), covered, self.shown, set);
        if let Some((known, labels)) = &self.labels
            && *known == key
        {
            return labels.clone();
        }
        let mut scene = self.scene.clone().unwrap_or_else(|| Scene::of_none(frame));
        scene.bubbles = places_of_rings(&mut self.crowd, self.shown, &frame);
        (scene.marks, scene.raised, scene.tags) = Default::default();
        let ctx = ui.ctx().clone();
        let measure = move |text: &str, kind| paint::measure_label(&ctx, text, kind);
        let labels = labels::place(&LabelRequest {
            scene: &scene,
            gazetteer: gazetteer::bundled(),
            near: &NearTowns::default(),
            lang: cx.lang(),
            covered: &key.2,
            measure: &measure,
        });
        self.labels = Some((key, labels.clone()));
        labels
    }

    /// Paints surfaces, labels, rings and symbols, and over them what is hovered and selected.
    pub(super) fn paint_crowd(&mut self, ui: &Ui, cx: &UiCx<'_>, rect: Rect, frame: MapFrame, labels: &[Label]) {
        let style = style_of(cx);
        let mut view = CrowdView {
            crowd: &mut self.crowd,
            shown: self.shown,
            frame,
            weight: modes::weight(cx),
            hovered: self.under.as_ref().filter(|u| u.gathered).map(|under| under.first),
        };
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
        self.crowd_painter.below(&painter, rect, &mut view, &style);
        paint::paint_labels(&painter, rect.min, labels, cx.theme);
        self.crowd_painter.above(&painter, rect, &mut view, &style);
        if let Some(scene) = &self.scene {
            paint::paint_map(&painter, rect, scene, &[], &style);
        }
    }

    /// What of the crowd lies under a point.
    pub(super) fn under(&self, frame: &MapFrame, at: Pt) -> Option<Under> {
        let (set, counts) = (self.crowd.set(), self.crowd.counts());
        match self.shown {
            Shown::Events => None,
            Shown::Spots => {
                let list = spots::pick(set, &counts, frame, at, REACH);
                let first = *list.first()?;
                let spot = frame.place(World::of_fixed(*set.world.get(first as usize)?));
                Some(self.gathered(Places::List(list), spot, false, false))
            }
            Shown::Clusters => {
                let found = clusters::pick(self.crowd.last_clusters(), set, frame, at, REACH);
                let (cluster, spot) = found?;
                let places = Places::Range(cluster.places.clone());
                Some(self.gathered(places, spot, !cluster.single(), cluster.area))
            }
            // Heat is made of the same places, and a hexagon of its grid says how many they are.
            Shown::Hexagons | Shown::Heat => {
                let (grid, _) = self.crowd.last_hexagons()?;
                let list: Vec<u32> = grid.places(grid.pick(frame, at)?).collect();
                Some(self.gathered(Places::List(list), at, true, false)).filter(|under| under.count > 0)
            }
        }
    }

    fn gathered(&self, places: Places, at: Pt, gathered: bool, area: bool) -> Under {
        let counts = self.crowd.counts();
        let mut under = Under {
            first: places.iter().next().unwrap_or(u32::MAX),
            places: Places::List(Vec::new()),
            at,
            count: 0,
            deaths: 0,
            kinds: [0; EventType::ALL.len()],
            gathered,
            area,
        };
        for place in places.iter() {
            under.count += counts.visible(place);
            under.deaths += u64::from(counts.deaths(place));
            for (sum, count) in under.kinds.iter_mut().zip(counts.kinds(place)) {
                *sum += count;
            }
        }
        under.places = places;
        under
    }

    /// The events under the pointer, for the line about them and the list.
    pub(super) fn hit_of(&self, under: &Under) -> Hit {
        Hit {
            events: self.crowd.events(under.places.iter()),
            at: under.at,
            bubble: under.gathered,
        }
    }

    /// A click on rings and hexagons comes closer, or lists what they hold; on symbols it is as everywhere.
    pub(super) fn crowd_clicked(&mut self, ui: &Ui, cx: &UiCx<'_>, frame: &MapFrame, under: &Under) {
        if let Some(bounds) = self.closer(frame, under) {
            cx.push(Command::View(ViewCommand::Go(MapTarget::Bounds(bounds))));
            self.chooser.close();
            return;
        }
        let hit = self.hit_of(under);
        let add = ui.input(|i| i.modifiers.command);
        match (hit.events.as_slice(), self.rect) {
            ([one], _) => cx.push(Command::Select(select(*one, add))),
            (_, Some(rect)) => self.chooser.open(rect.min + vec2(hit.at.x, hit.at.y), hit),
            (_, None) => {}
        }
    }

    /// Where a closer look at a ring or hexagon would go; `None` where no zoom takes its incidents apart.
    fn closer(&self, frame: &MapFrame, under: &Under) -> Option<Bounds> {
        let surface = matches!(self.shown, Shown::Hexagons | Shown::Heat);
        let few = surface && under.count <= LISTED;
        if !under.gathered || under.area || few || frame.zoom > ZOOM_RANGE.1 - 0.05 {
            return None;
        }
        let counts = self.crowd.counts();
        let busy = under.places.iter().filter(|place| counts.visible(*place) > 0);
        let bounds = bounds_of(self.crowd.set(), busy)?;
        let there = MapFrame::fitting(bounds, frame.size, Insets::default());
        (there.zoom > frame.zoom + 0.25).then_some(bounds)
    }

    /// The line about what is under the pointer.
    pub(super) fn crowd_line(cx: &UiCx<'_>, under: &Under) -> String {
        let deaths = (cx.session.datasets().len() == 1).then_some(under.deaths);
        cx.words.crowd_line(under.count as usize, &under.kinds, deaths)
    }

    /// The legend of the result and of what is drawn, kept for one result.
    pub(super) fn legend_entries(&mut self, cx: &UiCx<'_>, frame: &MapFrame) -> Legend {
        let result: &Arc<QueryResult> = cx.session.result();
        let known = self.legend.take().filter(|(of, _)| Arc::ptr_eq(of, result));
        let (_, legend) = self
            .legend
            .insert(known.unwrap_or_else(|| (Arc::clone(result), Legend::of(result))));
        let mut legend = legend.clone();
        legend.clusters = matches!(self.shown, Shown::Clusters);
        legend.spots = (self.shown == Shown::Spots).then(|| (self.crowd.symbol_part(frame) * 100.0) as u8);
        if matches!(self.shown, Shown::Hexagons | Shown::Heat) {
            let weight = modes::weight(cx);
            let (grid, sums, scale) = self.crowd.hexagons(frame, weight);
            legend.surface = Some(SurfaceKey {
                scale,
                smooth: self.shown == Shown::Heat,
                weight,
                square_km: (hexagons::area_of(grid.width) / 1e6).round() as u32,
                radius_km: (hexagons::radius_of(grid.width) / 1e3).round() as u32,
                too_coarse: sums.too_coarse,
            });
        }
        legend
    }
}
