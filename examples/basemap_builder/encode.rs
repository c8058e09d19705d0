//! Mapbox Vector Tile encoding (specification 2.1), only what the map style reads.
//!
//! Attributes are text or signed whole numbers: the reader turns unsigned ones into nothing.

use super::geometry::Point;

/// Units along one side of a tile; the only value the reader accepts.
pub const EXTENT: f64 = 4096.0;

/// What a feature is made of, in tile units.
pub enum Shape {
    /// Polygons as rings, the outer one first.
    Polygons(Vec<Vec<Vec<Point>>>),
    /// Lines.
    Lines(Vec<Vec<Point>>),
}

/// One layer of a tile: a name and features, each with its `kind`.
pub struct Layer {
    /// Name that the style refers to.
    pub name: &'static str,
    /// Kind and geometry.
    pub features: Vec<(String, Shape)>,
}

/// The bytes of a tile; layers without features are left out.
pub fn tile(layers: &[Layer]) -> Vec<u8> {
    let mut out = Vec::new();
    for layer in layers {
        if let Some(bytes) = encode_layer(layer) {
            message(&mut out, 3, &bytes);
        }
    }
    out
}

/// Whether nothing of the layer is left after rounding to tile units.
pub fn is_empty(layer: &Layer) -> bool {
    layer.features.iter().all(|(_, shape)| commands(shape).1.is_empty())
}

fn encode_layer(layer: &Layer) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut values: Vec<&str> = Vec::new();
    field(&mut out, 15, 2);
    message(&mut out, 1, layer.name.as_bytes());
    let mut any = false;
    for (kind, shape) in &layer.features {
        let (geometry_type, commands) = commands(shape);
        if commands.is_empty() {
            continue;
        }
        let value = values.iter().position(|v| v == kind).unwrap_or_else(|| {
            values.push(kind);
            values.len() - 1
        });
        let mut feature = Vec::new();
        message(&mut feature, 2, &packed(&[0, value as u64]));
        field(&mut feature, 3, geometry_type);
        message(&mut feature, 4, &packed(&commands));
        message(&mut out, 2, &feature);
        any = true;
    }
    message(&mut out, 3, b"kind");
    for value in values {
        let mut encoded = Vec::new();
        message(&mut encoded, 1, value.as_bytes());
        message(&mut out, 4, &encoded);
    }
    field(&mut out, 5, EXTENT as u64);
    any.then_some(out)
}

/// Geometry type number and drawing commands.
fn commands(shape: &Shape) -> (u64, Vec<u64>) {
    let mut out = Vec::new();
    let mut cursor = [0i64; 2];
    match shape {
        Shape::Lines(lines) => {
            for line in lines {
                let points = rounded(line, false);
                if points.len() >= 2 {
                    path(&mut out, &mut cursor, &points);
                }
            }
            (2, out)
        }
        Shape::Polygons(polygons) => {
            for rings in polygons {
                for (i, ring) in rings.iter().enumerate() {
                    let mut points = rounded(ring, true);
                    let area = doubled_area(&points);
                    if points.len() < 3 || area == 0 {
                        if i == 0 {
                            break; // without its outer ring a polygon is nothing
                        }
                        continue;
                    }
                    // Outer rings have positive area with y downwards, holes negative.
                    if (area > 0) != (i == 0) {
                        points.reverse();
                    }
                    path(&mut out, &mut cursor, &points);
                    out.push(15);
                }
            }
            (3, out)
        }
    }
}

fn path(out: &mut Vec<u64>, cursor: &mut [i64; 2], points: &[[i64; 2]]) {
    for (i, point) in points.iter().enumerate() {
        match i {
            0 => out.push(9),
            1 => out.push(((points.len() as u64 - 1) << 3) | 2),
            _ => {}
        }
        for axis in 0..2 {
            let step = point[axis] - cursor[axis];
            out.push(((step << 1) ^ (step >> 63)) as u64);
        }
        *cursor = *point;
    }
}

fn rounded(points: &[Point], closed: bool) -> Vec<[i64; 2]> {
    let mut out: Vec<[i64; 2]> = Vec::with_capacity(points.len());
    for p in points {
        let q = [p[0].round() as i64, p[1].round() as i64];
        if out.last() != Some(&q) {
            out.push(q);
        }
    }
    while closed && out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

fn doubled_area(points: &[[i64; 2]]) -> i64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

/// Appends a number in base 128, low digits first.
pub fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn packed(values: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    values.iter().for_each(|value| varint(&mut out, *value));
    out
}

fn field(out: &mut Vec<u8>, number: u64, value: u64) {
    varint(out, number << 3);
    varint(out, value);
}

fn message(out: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    varint(out, (number << 3) | 2);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}
