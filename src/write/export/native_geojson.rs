//! GeoJSON of our own: the schema of `data/README.md`, one feature on each line, sources at the end.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;
use serde_json::{Value, json};

use super::whole::{Given, Whole, cited, records};
use super::{Export, ExportError, Written};
use crate::base::{LonLat, Pulse};
use crate::model::context::Context;
use crate::model::{Incident, Source};

/// The version of the schema. Its optional members are refused by name by a reader that does not know them.
const SCHEMA_VERSION: u32 = 1;
/// Corners of the circle that is drawn for a region.
const CORNERS: u32 = 36;

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Value,
    properties: &'a Incident,
}

pub(super) fn write(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    let card = serde_json::to_string(&export.card()).map_err(std::io::Error::from)?;
    writeln!(
        out,
        "{{\"type\":\"FeatureCollection\",\"schema_version\":{SCHEMA_VERSION},\"dataset\":{card},\"features\":["
    )?;
    let (mut given, mut wanted) = (Given::default(), BTreeSet::new());
    let mut sources: Vec<&Source> = Vec::new();
    let mut written = 0;
    for whole in records(export) {
        pulse.check()?;
        if written > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, &feature(&whole)).map_err(std::io::Error::from)?;
        wanted.extend(whole.incident.related.iter().map(|related| related.id.clone()));
        sources.extend(given.new_ones(whole.event.dataset(), &cited(&whole.incident)));
        written += 1;
        pulse.advance(1);
    }
    out.write_all(b"\n]")?;
    let context = context(export, &mut given, &mut sources);
    out.write_all(b",\n\"sources\":[")?;
    for (i, source) in sources.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, source).map_err(std::io::Error::from)?;
    }
    out.write_all(b"\n]")?;
    if let Some(context) = context {
        out.write_all(b",\n\"context\":")?;
        serde_json::to_writer(&mut *out, context).map_err(std::io::Error::from)?;
    }
    // Only now it is known whether every event that is referred to has been written.
    for id in export.events().map(crate::model::Event::id) {
        wanted.remove(id);
    }
    if !wanted.is_empty() {
        out.write_all(b",\n\"excerpt\":true")?;
    }
    out.write_all(b"}\n")?;
    Ok(Written {
        written,
        ..Written::default()
    })
}

fn feature<'a>(whole: &'a Whole<'_>) -> Feature<'a> {
    Feature {
        kind: "Feature",
        id: &whole.id,
        geometry: geometry(&whole.incident),
        properties: &whole.incident,
    }
}

/// The point, or the area of a region: as the record draws it, else a circle around its centre.
fn geometry(incident: &Incident) -> Value {
    if incident.location.class.has_point() {
        return incident.point.map_or(
            Value::Null,
            |at| json!({"type": "Point", "coordinates": [at.lon(), at.lat()]}),
        );
    }
    if !incident.outline.is_empty() {
        return json!({"type": "Polygon", "coordinates": incident.outline});
    }
    // The area of a record of our own is drawn by its author or not at all.
    let area = incident.circle().filter(|_| incident.coded.is_some());
    let ring = area.and_then(|(centre, radius)| circle(centre, radius));
    ring.map_or(Value::Null, |ring| json!({"type": "Polygon", "coordinates": [ring]}))
}

/// A ring around a centre, anticlockwise, closed; `None` where it would leave the map.
pub(super) fn circle(centre: LonLat, radius: f64) -> Option<Vec<[f64; 2]>> {
    let corner = |k: u32| {
        let at = centre.destination(f64::from((CORNERS - k) % CORNERS) * 360.0 / f64::from(CORNERS), radius);
        let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
        // Across the date line the ring would go around the earth.
        let near = (at.lon() - centre.lon()).abs() < 180.0;
        let at = LonLat::new(rounded(at.lon()), rounded(at.lat())).filter(|_| near)?;
        Some([at.lon(), at.lat()])
    };
    (0..=CORNERS).map(corner).collect()
}

/// Developments and figures of the only dataset, with the sources they cite.
fn context<'a>(export: &Export<'a>, given: &mut Given, sources: &mut Vec<&'a Source>) -> Option<&'a Context> {
    let [dataset] = export.datasets()[..] else {
        return None;
    };
    let context = dataset.context();
    if *context == Context::default() {
        return None;
    }
    let developments = context.developments.iter().flat_map(|d| &d.sources);
    let ids: Vec<&str> = developments
        .map(String::as_str)
        .chain(context.figures.iter().map(|figure| figure.source.as_str()))
        .collect();
    sources.extend(given.new_ones(dataset, &ids));
    Some(context)
}
