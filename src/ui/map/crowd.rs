//! Many incidents on the map: what `figure::crowd` counts, painted. Symbols and rings by the graphics adapter,
//! or by egui where there is none; hexagons and heat as meshes.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Painter, Pos2, Rect, Shape, TextureHandle, vec2};

use super::mark::{Look as MarkLook, MapStyle, paint_count, paint_pie, paint_symbol};
use super::paint::{paint_tag_count, paint_tag_number, tag_number};
use super::surface::{OPACITY, class_colour, heat_image, heat_mesh, hexagon, texture};
use crate::figure::crowd::clusters::{in_frame, radius_of};
use crate::figure::crowd::spots::{self, spot};
use crate::figure::crowd::{Cluster, CrowdCache, Heat, Shown, Spot, SpotKind, corners};
use crate::figure::map_frame::World;
use crate::figure::{MapFrame, symbol};
use crate::gpu::layer::{Marks, Shape as Form};
use crate::gpu::{Batch, Camera, Colours, Layer, Look, state_of};
use crate::model::{Deaths, EventType, PlaceClass};
use crate::query::PlaceSet;
use crate::session::MapWeight;
use crate::ui::theme::Theme;

/// Clusters this far outside a frame are drawn: their rings reach into it.
const MARGIN: f32 = 40.0;
/// Names of batches on the adapter.
const SPOTS: u64 = 1;
const RINGS: u64 = 2;
const CLUSTERS: u64 = 3;
const TAGS: u64 = 4;

/// What is kept of a painted crowd between frames.
#[derive(Default)]
pub struct CrowdPainter {
    /// Positions of the places, for the set they came from.
    positions: Option<(Arc<PlaceSet>, Positions)>,
    /// Looks of all places, by revision of the counts and level of what hides what.
    spots: Option<((u64, u8), Looks)>,
    /// Instances of the frame (rings, tags of areas), by what they were made from.
    clusters: Option<(Made, Instances, Instances)>,
    rings: Option<(Made, Instances)>,
    hexagons: Option<((Made, bool, MapWeight, Pos2), Shape)>,
    heat: Option<((Made, bool, MapWeight), Heat, TextureHandle)>,
}

impl std::fmt::Debug for CrowdPainter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CrowdPainter").finish_non_exhaustive()
    }
}

/// Revision of the counts, frame, hovered cluster.
type Made = (u64, MapFrame, Option<u32>);
type Positions = Arc<Vec<[u32; 2]>>;
type Looks = Arc<Vec<Look>>;
/// One of each for an instance.
type Instances = (Positions, Looks);

/// What of a crowd is painted.
pub struct CrowdView<'a> {
    /// Counts.
    pub crowd: &'a mut CrowdCache,
    /// How.
    pub shown: Shown,
    /// Frame.
    pub frame: MapFrame,
    /// What surfaces count.
    pub weight: MapWeight,
    /// First place of the hovered cluster.
    pub hovered: Option<u32>,
}

impl CrowdPainter {
    /// Paints what lies under the labels: surfaces.
    pub fn below(&mut self, painter: &Painter, rect: Rect, view: &mut CrowdView<'_>, style: &MapStyle<'_>) {
        match view.shown {
            Shown::Hexagons => self.hexagons(painter, rect, view, style.theme),
            Shown::Heat => self.heat(painter, rect, view, style.theme),
            Shown::Events | Shown::Spots | Shown::Clusters => return,
        }
        hovered_cell(painter, rect, view, style.theme);
    }

    /// Paints what lies over the labels: symbols and rings.
    pub fn above(&mut self, painter: &Painter, rect: Rect, view: &mut CrowdView<'_>, style: &MapStyle<'_>) {
        match view.shown {
            Shown::Spots => self.spots(painter, rect, view, style),
            Shown::Clusters => self.clusters(painter, rect, view, style),
            Shown::Events | Shown::Hexagons | Shown::Heat => {}
        }
    }

    fn positions(&mut self, set: &Arc<PlaceSet>) -> Arc<Vec<[u32; 2]>> {
        let kept = self.positions.take().filter(|(of, _)| Arc::ptr_eq(of, set));
        let kept = kept.unwrap_or_else(|| (Arc::clone(set), Arc::new(set.world.clone())));
        Arc::clone(&self.positions.insert(kept).1)
    }

    fn spots(&mut self, painter: &Painter, rect: Rect, view: &mut CrowdView<'_>, style: &MapStyle<'_>) {
        let set = Arc::clone(view.crowd.set());
        let (from, to) = corners(&view.frame, MARGIN);
        let shown = set.ranges_in(false, from, to);
        let Some(state) = state_of(painter.ctx()) else {
            return plain_spots(painter, rect, view, style, shown.into_iter().flatten());
        };
        let counts = view.crowd.counts();
        let part = view.crowd.symbol_part(&view.frame);
        let made = (view.crowd.revision(), spots::hiding_level(view.frame.zoom, part));
        let kept = self.spots.take().filter(|(of, _)| *of == made);
        let (_, looks) = self.spots.insert(kept.unwrap_or_else(|| {
            let drawn = spots::all(&set, &counts, view.frame.zoom, part).into_iter();
            let looks = drawn.map(|spot| spot.map_or(Look::NOTHING, |spot| look_of(&spot)));
            (made, Arc::new(looks.collect()))
        }));
        let looks = Arc::clone(looks);
        let made = (view.crowd.revision(), view.frame, None);
        let kept = self.rings.take().filter(|(of, _)| *of == made);
        let (_, (ring_positions, rings)) = self.rings.insert(kept.unwrap_or_else(|| (made, rings_of(&set, view))));
        let batches = vec![
            Batch::whole(RINGS, Arc::clone(ring_positions), Arc::clone(rings)),
            Batch {
                name: SPOTS,
                positions: self.positions(&set),
                looks,
                shown,
            },
        ];
        add_layer(
            painter,
            rect,
            &view.frame,
            (batches, part),
            style.theme,
            state.target_format,
        );
    }

    fn clusters(&mut self, painter: &Painter, rect: Rect, view: &mut CrowdView<'_>, style: &MapStyle<'_>) {
        let set = Arc::clone(view.crowd.set());
        let made = (view.crowd.revision(), view.frame, view.hovered);
        let frame = view.frame;
        view.crowd.clusters(&frame);
        let crowd = &*view.crowd;
        let clusters = in_frame(crowd.last_clusters(), &set, &frame, MARGIN);
        // Tags of areas lie over the rings.
        let (areas, rings): (Vec<&Cluster>, Vec<&Cluster>) = clusters.partition(|cluster| cluster.area);
        let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
        let place = |cluster: &Cluster| {
            let (at, _) = cluster.spot(&set, &frame);
            rect.min + vec2(at.x, at.y)
        };
        let counts = |painter: &Painter| {
            for ring in rings.iter().filter(|ring| !ring.single()) {
                paint_count(painter, place(ring), ring.count as usize, style);
            }
        };
        let Some(format) = state_of(painter.ctx()).map(|state| state.target_format) else {
            for ring in &rings {
                plain_cluster(&painter, rect.min, ring, &set, &frame, style);
            }
            counts(&painter);
            for area in &areas {
                let hovered = hovers(area, view.hovered);
                paint_tag_count(&painter, place(area), area.count, &area.kinds, hovered, style);
            }
            return;
        };
        let kept = self.clusters.take().filter(|(of, ..)| *of == made);
        let (_, ring_looks, tag_looks) = self.clusters.insert(kept.unwrap_or_else(|| {
            let ring = |cluster: &&Cluster| (cluster.stands(&set), cluster_look(cluster, &set, view.hovered));
            let tag = |cluster: &&Cluster| (cluster.stands(&set), tag_look(&painter, cluster, view.hovered, style));
            (
                made,
                instances(rings.iter().map(ring)),
                instances(areas.iter().map(tag)),
            )
        }));
        let layer = |name: u64, made: &Instances| {
            let batches = vec![Batch::whole(name, Arc::clone(&made.0), Arc::clone(&made.1))];
            add_layer(&painter, rect, &frame, (batches, 1.0), style.theme, format);
        };
        layer(CLUSTERS, ring_looks);
        counts(&painter);
        if areas.is_empty() {
            return;
        }
        layer(TAGS, tag_looks);
        for area in &areas {
            paint_tag_number(&painter, place(area), area.count, style);
        }
    }

    fn hexagons(&mut self, painter: &Painter, rect: Rect, view: &mut CrowdView<'_>, theme: &Theme) {
        let made = (
            (view.crowd.revision(), view.frame, view.hovered),
            theme.dark,
            view.weight,
            rect.min,
        );
        let kept = self.hexagons.take().filter(|(of, _)| *of == made);
        let (_, shape) = self.hexagons.insert(kept.unwrap_or_else(|| {
            let (grid, sums, scale) = view.crowd.hexagons(&view.frame, view.weight);
            let mut mesh = Mesh::default();
            for (cell, middle, corners) in grid.in_frame(&view.frame) {
                let value = sums.value(cell, view.weight);
                if let Some(class) = scale.class(f64::from(value)) {
                    let colour = class_colour(theme, &scale, class).gamma_multiply(OPACITY);
                    hexagon(&mut mesh, rect.min, middle, &corners, colour);
                }
            }
            (made, Shape::mesh(mesh))
        }));
        painter
            .with_clip_rect(painter.clip_rect().intersect(rect))
            .add(shape.clone());
    }

    fn heat(&mut self, painter: &Painter, rect: Rect, view: &mut CrowdView<'_>, theme: &Theme) {
        let made = ((view.crowd.revision(), view.frame, None), theme.dark, view.weight);
        if self.heat.as_ref().is_none_or(|(of, ..)| *of != made) {
            let set = Arc::clone(view.crowd.set());
            let scale = view.crowd.hexagons(&view.frame, view.weight).2;
            let crowd = &*view.crowd;
            let Some((grid, _)) = crowd.last_hexagons() else { return };
            let heat = Heat::of(&set, &crowd.counts(), grid, &view.frame, view.weight);
            let image = heat_image(&heat, &scale, theme);
            let texture = texture(painter.ctx(), self.heat.take().map(|(.., texture)| texture), image);
            self.heat = Some((made, heat, texture));
        }
        if let Some((_, heat, texture)) = &self.heat {
            let mesh = heat_mesh(heat, &view.frame, rect.min, texture);
            painter.with_clip_rect(painter.clip_rect().intersect(rect)).add(mesh);
        }
    }
}

/// The outline of the cell that the pointer is over: what the line beside it counts.
fn hovered_cell(painter: &Painter, rect: Rect, view: &CrowdView<'_>, theme: &Theme) {
    let grid = view.crowd.last_hexagons().map(|(grid, _)| grid);
    let Some((grid, cell)) = grid
        .zip(view.hovered)
        .and_then(|(g, place)| Some((g, g.cell_of(place)?)))
    else {
        return;
    };
    let Some((_, _, corners)) = grid.in_frame(&view.frame).find(|(number, ..)| *number == cell) else {
        return;
    };
    let points: Vec<Pos2> = corners.iter().map(|at| rect.min + vec2(at.x, at.y)).collect();
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    for (width, colour) in [(4.0, theme.palette.halo), (2.0, theme.palette.accent)] {
        painter.add(Shape::closed_line(points.clone(), egui::Stroke::new(width, colour)));
    }
}

fn hovers(cluster: &Cluster, hovered: Option<u32>) -> bool {
    hovered == Some(cluster.places.start)
}

fn cluster_look(cluster: &Cluster, set: &PlaceSet, hovered: Option<u32>) -> Look {
    let possible = cluster.possible == cluster.count;
    let hovered = hovers(cluster, hovered);
    if cluster.single() {
        let (kind, size, hollow) = single_of(cluster, set);
        let form = Form::Symbol(u8::try_from(kind.index()).unwrap_or(6));
        return Look::new(form, size).with(Marks {
            hollow,
            possible,
            hovered,
            selected: false,
        });
    }
    let pie = Look::new(Form::Pie, 2.0 * radius_of(cluster.count)).with_shares(&cluster.kinds);
    pie.with(Marks {
        hollow: false,
        possible,
        hovered,
        selected: false,
    })
}

fn tag_look(painter: &Painter, cluster: &Cluster, hovered: Option<u32>, style: &MapStyle<'_>) -> Look {
    let (_, width) = tag_number(painter, cluster.count, style);
    let form = Form::Tag {
        beside: cluster.beside(),
    };
    Look::new(form, width).with_shares(&cluster.kinds).with(Marks {
        hovered: hovers(cluster, hovered),
        ..Marks::default()
    })
}

/// Type, size and hollowness of a cluster of one event.
fn single_of(cluster: &Cluster, set: &PlaceSet) -> (EventType, f32, bool) {
    let kinds = EventType::ALL.into_iter().zip(cluster.kinds);
    let kind = kinds.filter(|(_, n)| *n > 0).map(|(kind, _)| kind).next();
    let deaths = u32::try_from(cluster.deaths).unwrap_or(u32::MAX);
    let class = cluster.only.and_then(|place| set.class.get(place as usize).copied());
    (
        kind.unwrap_or(EventType::Other),
        symbol::size_of(Deaths::exactly(deaths)),
        symbol::is_hollow(class.unwrap_or(PlaceClass::P5)),
    )
}

fn look_of(spot: &Spot) -> Look {
    let marks = Marks {
        hollow: spot.hollow,
        possible: spot.possible,
        ..Marks::default()
    };
    match spot.kind {
        SpotKind::One(kind) => {
            let form = Form::Symbol(u8::try_from(kind.index()).unwrap_or(6));
            Look::new(form, spot.size).with(marks)
        }
        SpotKind::Several => Look::new(Form::Pie, spot.size)
            .with_shares(&spot.kinds)
            .with(Marks { hollow: false, ..marks }),
    }
}

/// Rings of the true radius around places of a frame.
fn rings_of(set: &PlaceSet, view: &CrowdView<'_>) -> Instances {
    let counts = view.crowd.counts();
    let side = view.frame.world_side();
    let found = spots::rings(set, &counts, &view.frame);
    let both = found.into_iter().filter_map(|(place, radius)| {
        let spot = spot(set, &counts, place)?;
        let most = EventType::ALL.iter().zip(spot.kinds).max_by_key(|(_, n)| *n);
        let kind = most.map_or(6, |(kind, _)| kind.index());
        let steps = f64::from(radius) / side * 4_294_967_296.0;
        let ring = Form::Ring {
            kind: u8::try_from(kind).unwrap_or(6),
            dashed: set.class.get(place as usize) == Some(&PlaceClass::P3),
            radius: steps as u32,
        };
        Some((*set.world.get(place as usize)?, Look::new(ring, 0.0)))
    });
    instances(both)
}

fn instances(both: impl Iterator<Item = ([u32; 2], Look)>) -> Instances {
    let (positions, looks): (Vec<_>, Vec<_>) = both.unzip();
    (Arc::new(positions), Arc::new(looks))
}

fn add_layer(
    painter: &Painter,
    rect: Rect,
    frame: &MapFrame,
    (batches, part): (Vec<Batch>, f32),
    theme: &Theme,
    format: egui_wgpu::wgpu::TextureFormat,
) {
    let p = &theme.palette;
    let layer = Layer {
        camera: Camera {
            origin: World::of(frame.centre).to_fixed(),
            side: frame.world_side(),
            middle: rect.min + vec2(frame.size.0, frame.size.1) / 2.0,
        },
        colours: Colours {
            kinds: EventType::ALL.map(|kind| theme.type_fill(kind)),
            halo: p.halo,
            outline: p.outline,
            ground: p.panel,
            accent: p.accent,
            line: p.secondary,
        },
        part,
        batches,
        most_bytes: 0,
        format,
    };
    painter
        .with_clip_rect(painter.clip_rect().intersect(rect))
        .add(layer.shape(rect));
}

/// Symbols of places without a graphics adapter.
fn plain_spots(
    painter: &Painter,
    rect: Rect,
    view: &CrowdView<'_>,
    style: &MapStyle<'_>,
    places: impl Iterator<Item = u32>,
) {
    let (set, counts, lens) = (view.crowd.set(), view.crowd.counts(), view.frame.lens());
    let part = view.crowd.symbol_part(&view.frame);
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    for place in places {
        let Some((spot, world)) = spot(set, &counts, place).zip(set.world.get(place as usize)) else {
            continue;
        };
        let at = lens.place(World::of_fixed(*world));
        let spot = Spot {
            size: spot.size * part,
            ..spot
        };
        plain_spot(&painter, rect.min + vec2(at.x, at.y), &spot, style);
    }
}

fn plain_spot(painter: &Painter, centre: Pos2, spot: &Spot, style: &MapStyle<'_>) {
    match spot.kind {
        SpotKind::One(kind) => {
            let look = MarkLook {
                kind,
                size: spot.size,
                hollow: spot.hollow,
                possible: spot.possible,
            };
            paint_symbol(painter, centre, look, style.theme);
        }
        SpotKind::Several => paint_pie(
            painter,
            centre,
            spot.size / 2.0,
            &spot.kinds,
            spot.possible,
            style.theme,
        ),
    }
}

fn plain_cluster(
    painter: &Painter,
    origin: Pos2,
    cluster: &Cluster,
    set: &PlaceSet,
    frame: &MapFrame,
    style: &MapStyle<'_>,
) {
    let (at, radius) = cluster.spot(set, frame);
    let centre = origin + vec2(at.x, at.y);
    let possible = cluster.possible == cluster.count;
    if cluster.single() {
        let (kind, size, hollow) = single_of(cluster, set);
        let look = MarkLook {
            kind,
            size,
            hollow,
            possible,
        };
        paint_symbol(painter, centre, look, style.theme);
    } else {
        paint_pie(painter, centre, radius, &cluster.kinds, possible, style.theme);
    }
}
