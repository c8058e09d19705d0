//! What is drawn at which zoom, and how one tile is cut out of it.

use std::path::Path;

use super::BuildError;
use super::encode::{self, EXTENT, Layer, Shape};
use super::geometry::{self, Bounds, GRID, Point};
use super::input::{self, Feature};

/// Tile units kept around a tile so that lines do not end at its edge.
const BUFFER: f64 = 64.0;

/// Names of the tile layers, in drawing order.
const NAMES: [&str; 5] = ["earth", "focus", "water", "regions", "borders"];

/// A part of the map: where it belongs and at which zooms it is drawn.
struct Part {
    layer: usize,
    kind: &'static str,
    zooms: std::ops::RangeInclusive<u8>,
    polygons: Vec<Vec<Vec<Point>>>,
    lines: Vec<Vec<Point>>,
}

/// Every part, unsimplified.
pub struct Layers {
    parts: Vec<Part>,
    /// The outline of the three countries together, in pieces that form a ring.
    rim: Vec<Vec<Point>>,
}

/// One line or polygon of a zoom, with its box.
struct Item {
    layer: usize,
    kind: &'static str,
    bounds: Bounds,
    rings: Vec<Vec<Point>>,
    is_line: bool,
}

/// The map at one zoom.
pub struct AtZoom {
    items: Vec<Item>,
    zoom: u8,
}

impl Layers {
    /// Reads all inputs.
    ///
    /// # Errors
    ///
    /// When one is missing or malformed.
    pub fn read(folder: &Path) -> Result<Self, BuildError> {
        let mut parts = Vec::new();
        let mut add = |name: &str, layer: usize, choose: &dyn Fn(&Feature) -> Choice| {
            for feature in input::read(folder, name)? {
                let (kind, zooms) = choose(&feature);
                parts.push(Part {
                    layer,
                    kind,
                    zooms,
                    polygons: feature.polygons,
                    lines: feature.lines,
                });
            }
            Ok::<(), BuildError>(())
        };
        add("land_110m.geojson", 0, &|_| ("land", 0..=1))?;
        add("land_50m.geojson", 0, &|_| ("land", 2..=4))?;
        add("land_10m.geojson", 0, &|_| ("land", 5..=8))?;
        add("lakes_50m.geojson", 2, &|f| ("lake", lake_zooms(f)))?;
        add("rivers_50m.geojson", 2, &|f| match f.number("rank") {
            ..=3 => ("great", 3..=4),
            _ => ("river", 4..=4),
        })?;
        add("rivers_10m.geojson", 2, &river)?;
        add("regions_10m.geojson", 3, &|f| match f.text("kind") {
            "focus" => ("focus", 4..=8),
            _ => ("other", 6..=8),
        })?;
        add("borders_50m.geojson", 4, &border_50m)?;
        add("borders_10m.geojson", 4, &border_10m)?;
        let mut rim: Vec<(i64, Vec<Point>)> = input::read(folder, "borders_10m.geojson")?
            .into_iter()
            .filter(|feature| feature.text("kind") == "rim")
            .flat_map(|feature| {
                let order = feature.number("order");
                feature.lines.into_iter().map(move |line| (order, line))
            })
            .collect();
        rim.sort_by_key(|(order, _)| *order);
        Ok(Self {
            parts,
            rim: rim.into_iter().map(|(_, line)| line).collect(),
        })
    }

    /// The map as drawn at `zoom`: chosen parts, simplified.
    pub fn at_zoom(&self, zoom: u8) -> AtZoom {
        let unit = unit_at(zoom);
        // Half a point on a 512 pt tile; finer at the last zoom, which is drawn enlarged.
        let tolerance = unit * if zoom == super::MAX_ZOOM { 1.0 } else { 4.0 };
        let mut items = Vec::new();
        let mut push = |layer, kind, rings: Vec<Vec<Point>>, is_line| {
            let bounds = Bounds::around(rings.first().map_or(&[], Vec::as_slice));
            items.push(Item {
                layer,
                kind,
                bounds,
                rings,
                is_line,
            });
        };
        for part in self.parts.iter().filter(|part| part.zooms.contains(&zoom)) {
            for polygon in &part.polygons {
                let rings: Vec<_> = polygon
                    .iter()
                    .map(|ring| geometry::simplify_ring(ring, tolerance))
                    .filter(|ring| ring.len() >= 3 && is_seen(ring, unit))
                    .collect();
                let outer_kept = polygon.first().is_some_and(|outer| is_seen(outer, unit));
                if outer_kept && !rings.is_empty() {
                    push(part.layer, part.kind, rings, false);
                }
            }
            for line in &part.lines {
                let line = geometry::simplify(line, tolerance);
                push(part.layer, part.kind, vec![line], true);
            }
        }
        let mut ring: Vec<Point> = Vec::new();
        for piece in &self.rim {
            let piece = geometry::simplify(piece, tolerance);
            ring.extend(piece.iter().take(piece.len().saturating_sub(1)));
        }
        push(1, "focus", vec![ring], false);
        AtZoom { items, zoom }
    }
}

type Choice = (&'static str, std::ops::RangeInclusive<u8>);

fn lake_zooms(feature: &Feature) -> std::ops::RangeInclusive<u8> {
    let large = feature.properties.get("area").and_then(serde_json::Value::as_f64) >= Some(0.5);
    if large { 2..=8 } else { 4..=8 }
}

/// The great rivers early, their feeders as there is room. The widest class is drawn wider.
fn river(feature: &Feature) -> Choice {
    match feature.number("rank") {
        ..=4 => ("great", 5..=8),
        5 | 6 => ("river", 5..=8),
        7 => ("river", 6..=8),
        _ => ("river", 7..=8),
    }
}

fn border_50m(feature: &Feature) -> Choice {
    match feature.text("kind") {
        "disputed" => ("disputed", 2..=4),
        _ => ("other", 1..=4),
    }
}

fn border_10m(feature: &Feature) -> Choice {
    match feature.text("kind") {
        "rim" | "inner" => ("focus", 1..=8),
        "disputed" => ("disputed", 5..=8),
        _ => ("other", 5..=8),
    }
}

/// Grid units to one tile unit.
fn unit_at(zoom: u8) -> f64 {
    GRID / (f64::from(1u32 << zoom) * EXTENT)
}

/// Whether a ring covers more than about two points each way.
fn is_seen(ring: &[Point], unit: f64) -> bool {
    let b = Bounds::around(ring).0;
    (b[2] - b[0]) * (b[3] - b[1]) > (12.0 * unit) * (12.0 * unit)
}

impl AtZoom {
    /// The encoded tile at a column and row.
    pub fn tile(&self, x: u32, y: u32) -> Vec<u8> {
        let unit = unit_at(self.zoom);
        let origin = [f64::from(x) * EXTENT * unit, f64::from(y) * EXTENT * unit];
        let far = (EXTENT + BUFFER) * unit;
        let bounds = Bounds([
            origin[0] - BUFFER * unit,
            origin[1] - BUFFER * unit,
            origin[0] + far,
            origin[1] + far,
        ]);
        let local = |points: Vec<Point>| -> Vec<Point> {
            let moved = points.into_iter();
            moved
                .map(|p| [(p[0] - origin[0]) / unit, (p[1] - origin[1]) / unit])
                .collect()
        };
        let mut layers: Vec<Layer> = NAMES
            .iter()
            .map(|name| Layer {
                name,
                features: Vec::new(),
            })
            .collect();
        for item in self.items.iter().filter(|item| item.bounds.meets(&bounds)) {
            let features = &mut layers[item.layer].features;
            if item.is_line {
                let pieces = geometry::clip_line(&item.rings[0], &bounds);
                let pieces = pieces.into_iter().map(local).collect();
                add_lines(features, item.kind, pieces);
            } else {
                let rings: Vec<_> = item
                    .rings
                    .iter()
                    .map(|ring| local(geometry::clip_ring(ring, &bounds)))
                    .collect();
                add_polygon(features, item.kind, rings);
            }
        }
        if encode::is_empty(&layers[0]) {
            // Open sea: every tile must hold something to be told from a missing one.
            let square = vec![[0.0, 0.0], [EXTENT, 0.0], [EXTENT, EXTENT], [0.0, EXTENT]];
            layers[0].features = vec![("sea".to_owned(), Shape::Polygons(vec![vec![square]]))];
        }
        encode::tile(&layers)
    }
}

/// Puts lines of one kind into one feature: fewer features decode faster.
fn add_lines(features: &mut Vec<(String, Shape)>, kind: &str, pieces: Vec<Vec<Point>>) {
    for (other, shape) in features.iter_mut() {
        if let (true, Shape::Lines(lines)) = (other == kind, shape) {
            lines.extend(pieces);
            return;
        }
    }
    if !pieces.is_empty() {
        features.push((kind.to_owned(), Shape::Lines(pieces)));
    }
}

fn add_polygon(features: &mut Vec<(String, Shape)>, kind: &str, rings: Vec<Vec<Point>>) {
    if rings.first().is_none_or(|outer| outer.len() < 3) {
        return;
    }
    for (other, shape) in features.iter_mut() {
        if let (true, Shape::Polygons(polygons)) = (other == kind, shape) {
            polygons.push(rings);
            return;
        }
    }
    features.push((kind.to_owned(), Shape::Polygons(vec![rings])));
}
