//! Incidents of our own: GeoJSON whose properties hold claims (schema in `data/README.md`).
//!
//! A file is accepted as a whole or not at all: a collection that was checked by hand must not lose
//! a claim unnoticed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::{At, Content, Expected, Found, Problem, ReadError, excerpt};
use super::native_check::{self, Known};
use super::{Kind, check_size, content, json};
use crate::base::{LonLat, Pulse};
use crate::model::context::Context;
use crate::model::dataset::Records;
use crate::model::{Dataset, DatasetBuilder, DatasetCard, EventDraft, Incident, OriginalRow, Source};

/// The version of the schema that this program writes and reads.
pub const SCHEMA_VERSION: u32 = 1;

/// What tells the kind of a document, read before anything else of it.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    kind: Option<Value>,
    schema_version: Option<Value>,
    dataset: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Document {
    dataset: DatasetCard,
    features: Vec<Feature>,
    /// Foreign member: the sources, so that one file is enough.
    #[serde(default)]
    sources: Option<Vec<Source>>,
    #[serde(default)]
    context: Option<Context>,
    /// Foreign member: events that are referred to may be missing.
    #[serde(default)]
    excerpt: bool,
}

/// A GeoJSON feature as our files write it.
#[derive(Debug, Deserialize)]
pub(super) struct Feature {
    #[serde(rename = "type")]
    pub kind: String,
    pub id: String,
    pub geometry: Option<Geometry>,
    pub properties: Incident,
}

/// A geometry whose coordinates are checked by hand, so that an error names the very number.
#[derive(Debug, Deserialize)]
pub(super) struct Geometry {
    #[serde(rename = "type")]
    pub kind: String,
    pub coordinates: Value,
}

/// The properties as they stand in the file.
#[derive(Deserialize)]
struct RawDocument<'a> {
    #[serde(borrow)]
    features: Vec<RawFeature<'a>>,
}

#[derive(Deserialize)]
struct RawFeature<'a> {
    #[serde(borrow)]
    properties: &'a RawValue,
}

/// The collection that comes with the program.
///
/// # Errors
/// None in a build whose tests pass: `tests/bundled_data.rs` reads the same files.
pub fn bundled() -> Result<Dataset, ReadError> {
    let sources = sources(include_str!("../../data/sources.json"))?;
    let context: Context =
        json::parse(include_str!("../../data/context.json")).map_err(|e| e.in_file("context.json"))?;
    let incidents = include_str!("../../data/incidents.geojson");
    dataset(incidents, Some((sources, context))).map_err(|e| e.in_file("incidents.geojson"))
}

fn sources(text: &str) -> Result<Vec<Source>, ReadError> {
    json::parse(text).map_err(|e| e.in_file("sources.json"))
}

/// Reads a document. Where it carries no sources itself, `sources.json` and `context.json` of its folder
/// `beside` it are read, as our own data folder has them.
///
/// # Errors
/// [`ReadError`] with the path of the member.
pub(super) fn read(text: &str, beside: Option<&Path>, pulse: &Pulse) -> Result<Dataset, ReadError> {
    let stop = |_| ReadError::whole(Problem::Cancelled);
    head(text)?;
    pulse.check().map_err(stop)?;
    let companions = beside.and_then(companions).transpose()?;
    pulse.check().map_err(stop)?;
    dataset(text, companions)
}

/// Refuses what is not ours, and what a newer version wrote, before anything else is looked at.
fn head(text: &str) -> Result<(), ReadError> {
    let head: Head = json::parse(text)?;
    let Some(version) = head.schema_version else {
        if head.dataset.is_some() {
            return Err(ReadError::whole(Problem::MemberMissing("schema_version".to_owned())));
        }
        let content = if is_geojson(head.kind.as_ref()) {
            Content::GeoJson
        } else {
            Content::Json
        };
        return Err(ReadError::whole(Problem::NotUnderstood(content)));
    };
    if version.as_u64() == Some(u64::from(SCHEMA_VERSION)) {
        return Ok(());
    }
    let expected = match version.as_u64() {
        Some(n) if n > 0 => Expected::SchemaVersion(SCHEMA_VERSION),
        _ => Expected::OneOf(vec![SCHEMA_VERSION.to_string()]),
    };
    Err(ReadError::member("schema_version", found(&version), expected))
}

fn is_geojson(kind: Option<&Value>) -> bool {
    let kind = kind.and_then(Value::as_str).unwrap_or_default();
    ["Feature", "FeatureCollection", "GeometryCollection"].contains(&kind)
        || ["Point", "LineString", "Polygon"].contains(&kind.trim_start_matches("Multi"))
}

/// What a JSON value is, for a message.
pub(super) fn found(value: &Value) -> Found {
    match value {
        Value::Null => Found::Nothing,
        Value::Object(_) => Found::Object,
        Value::Array(_) => Found::List,
        Value::String(text) => Found::text(text),
        Value::Bool(_) | Value::Number(_) => Found::Bare(excerpt(&value.to_string())),
    }
}

/// Sources and context that lie beside a document; `None` where there are none.
fn companions(folder: &Path) -> Option<Result<(Vec<Source>, Context), ReadError>> {
    let path = folder.join("sources.json");
    if !path.is_file() {
        return None;
    }
    let context = folder.join("context.json");
    let read = || {
        let list = sources(&companion(&path)?)?;
        let context = if context.is_file() {
            json::parse(&companion(&context)?).map_err(|e| e.in_file("context.json"))?
        } else {
            Context::default()
        };
        Ok((list, context))
    };
    Some(read())
}

fn companion(path: &Path) -> Result<String, ReadError> {
    let name = super::file_name(path);
    let read = || {
        let size = std::fs::metadata(path).map_err(|e| super::system(&e))?.len();
        check_size(size, Kind::Json)?;
        content::utf8(std::fs::read(path).map_err(|e| super::system(&e))?)
    };
    read().map_err(|e: ReadError| e.in_file(&name))
}

fn dataset(text: &str, companions: Option<(Vec<Source>, Context)>) -> Result<Dataset, ReadError> {
    let document: Document = json::parse(text)?;
    let (mut list, mut context) = companions.unwrap_or_default();
    // A document that carries its sources stands alone, whatever lies beside it.
    if let Some(own) = document.sources {
        (list, context) = (own, Context::default());
    }
    context = document.context.unwrap_or(context);
    let sources: BTreeMap<String, Source> = unique_sources(list)?;
    let known = Known::new(&sources, &document.features, document.excerpt)?;
    native_check::context(&context, &known)?;

    let raw: RawDocument<'_> = json::parse(text)?;
    let mut builder = DatasetBuilder::new(document.dataset);
    let mut records = NativeRecords::default();
    for (position, feature) in document.features.iter().enumerate() {
        let drawn = native_check::feature(position, feature, &known)?;
        let mut incident = feature.properties.clone();
        (incident.point, incident.outline) = drawn;
        let record = u32::try_from(position).unwrap_or(u32::MAX);
        builder.push(EventDraft::of_record(&feature.id, record, &incident, &|id| {
            sources.get(id)
        }));
        // The cells of an imported row are what is original about it; they are in the record already.
        let text = raw.features.get(position).filter(|_| incident.coded.is_none());
        records.raw.push(text.map_or("", |f| f.properties.get()).into());
        records.incidents.push(Arc::new(incident));
    }
    let builder = builder.with_sources(sources.into_values()).with_context(context);
    Ok(builder.finish(Box::new(records)))
}

fn unique_sources(list: Vec<Source>) -> Result<BTreeMap<String, Source>, ReadError> {
    let mut found = BTreeMap::new();
    for (i, source) in list.into_iter().enumerate() {
        let id = source.id.clone();
        if found.insert(id.clone(), source).is_some() {
            let path = format!("sources[{i}].id");
            return Err(ReadError::member(path, Found::text(&id), Expected::UniqueId));
        }
    }
    Ok(found)
}

/// The records of a document, all in memory.
#[derive(Default)]
struct NativeRecords {
    incidents: Vec<Arc<Incident>>,
    raw: Vec<Box<str>>,
}

impl std::fmt::Debug for NativeRecords {
    /// The number of records: their text may be a whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NativeRecords({} records)", self.incidents.len())
    }
}

impl Records for NativeRecords {
    fn incident(&self, record: u32) -> Arc<Incident> {
        let found = self.incidents.get(record as usize);
        found.cloned().unwrap_or_else(|| Arc::new(super::report::no_incident()))
    }

    fn original(&self, record: u32) -> OriginalRow {
        self.imported(record).unwrap_or_else(|| {
            let text = self.raw.get(record as usize);
            text.map_or_else(Vec::new, |text| json::members(text))
        })
    }

    fn imported(&self, record: u32) -> Option<OriginalRow> {
        let incident = self.incidents.get(record as usize)?;
        incident.coded.as_ref().map(|_| incident.original.clone())
    }

    fn notes(&self, record: u32) -> String {
        self.incidents
            .get(record as usize)
            .map_or_else(String::new, |i| free_text(i))
    }
}

/// What search looks through beside title, place, actors and sources: both languages, and the words of the
/// sources.
pub(super) fn free_text(incident: &Incident) -> String {
    let mut parts = vec![incident.account.en.as_str(), incident.account.fr.as_str()];
    for claim in &incident.claims {
        let texts = [&claim.value, &claim.by, &claim.note].into_iter().flatten();
        parts.extend(texts.flat_map(|t| [t.en.as_str(), t.fr.as_str()]));
        parts.extend(claim.quote.as_deref());
    }
    parts.join("\n")
}

/// A position from two JSON numbers (a third, the height, is allowed and not used).
///
/// # Errors
/// Names the number that is out of range or no number.
pub(super) fn position(path: &str, coordinates: &Value) -> Result<LonLat, ReadError> {
    let numbers = coordinates.as_array().filter(|list| (2..=3).contains(&list.len()));
    let Some(numbers) = numbers else {
        return Err(ReadError::member(path, found(coordinates), Expected::Point));
    };
    let number = |i: usize, limit: f64, expected: Expected| {
        let value = numbers.get(i).unwrap_or(&Value::Null);
        let in_range = value.as_f64().filter(|n| (-limit..=limit).contains(n));
        in_range.ok_or_else(|| ReadError::member(format!("{path}[{i}]"), found(value), expected))
    };
    let lon = number(0, 180.0, Expected::Longitude)?;
    let lat = number(1, 90.0, Expected::Latitude)?;
    LonLat::new(lon, lat).ok_or_else(|| {
        let at = At::Member {
            path: path.to_owned(),
            line: None,
        };
        ReadError::new(at, Problem::Value(found(coordinates), Expected::Point))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bundled_collection_is_read() {
        let dataset = super::bundled().unwrap();
        assert_eq!(dataset.len(), 10);
    }
}
