//! Reads one GeoJSON input onto the world grid.

use std::path::Path;

use serde_json::Value;

use super::BuildError;
use super::geometry::{Point, on_grid};

/// One feature: rings of polygons, or lines, with its attributes.
pub struct Feature {
    /// Each polygon as rings, the outer one first, without the repeated last point.
    pub polygons: Vec<Vec<Vec<Point>>>,
    /// Each line.
    pub lines: Vec<Vec<Point>>,
    /// The attributes as written.
    pub properties: Value,
}

impl Feature {
    /// The text attribute `name`, or nothing.
    pub fn text(&self, name: &str) -> &str {
        self.properties.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// The whole-number attribute `name`, or 0.
    pub fn number(&self, name: &str) -> i64 {
        self.properties.get(name).and_then(Value::as_i64).unwrap_or(0)
    }
}

/// All features of a file.
///
/// # Errors
///
/// When the file cannot be read or is not a feature collection of polygons and lines.
pub fn read(folder: &Path, name: &str) -> Result<Vec<Feature>, BuildError> {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).map_err(|source| BuildError::Io {
        path: path.clone(),
        source,
    })?;
    parse(&text).map_err(|reason| BuildError::Input { path, reason })
}

fn parse(text: &str) -> Result<Vec<Feature>, String> {
    let root: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let features = root
        .get("features")
        .and_then(Value::as_array)
        .ok_or("no list of features")?;
    features.iter().map(feature).collect()
}

fn feature(value: &Value) -> Result<Feature, String> {
    let geometry = value.get("geometry").ok_or("a feature has no geometry")?;
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("");
    let coordinates = geometry.get("coordinates").ok_or("a geometry has no coordinates")?;
    let (mut polygons, mut lines) = (Vec::new(), Vec::new());
    match kind {
        "Polygon" => polygons.push(rings(coordinates)?),
        "MultiPolygon" => polygons = list(coordinates)?.iter().map(rings).collect::<Result<_, _>>()?,
        "LineString" => lines.push(line(coordinates)?),
        "MultiLineString" => lines = list(coordinates)?.iter().map(line).collect::<Result<_, _>>()?,
        other => {
            return Err(format!("geometry type {other:?}, expected polygons or lines"));
        }
    }
    Ok(Feature {
        polygons,
        lines,
        properties: value.get("properties").cloned().unwrap_or(Value::Null),
    })
}

fn list(value: &Value) -> Result<&Vec<Value>, String> {
    value.as_array().ok_or_else(|| "expected a list".to_owned())
}

fn rings(value: &Value) -> Result<Vec<Vec<Point>>, String> {
    let mut rings: Vec<Vec<Point>> = list(value)?.iter().map(line).collect::<Result<_, _>>()?;
    for ring in &mut rings {
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
    }
    Ok(rings)
}

fn line(value: &Value) -> Result<Vec<Point>, String> {
    list(value)?
        .iter()
        .map(
            |pair| match (pair.get(0).and_then(Value::as_f64), pair.get(1).and_then(Value::as_f64)) {
                (Some(lon), Some(lat)) => Ok(on_grid(lon, lat)),
                _ => Err("a position is not two numbers".to_owned()),
            },
        )
        .collect()
}
