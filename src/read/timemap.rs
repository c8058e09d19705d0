//! Events of a TimeMap: `events.json` with `sources.json` and `associations.json` beside it, and the single file
//! that Bellingcat's maps offer.
//!
//! All values are texts. Dates have the month first unless the site says otherwise, which no file tells: the order
//! is found out over the whole file, like everywhere.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::card::source;
use super::error::{Expected, Found, Problem, ReadError, Wanted};
use super::items::Items;
use super::json_file::Document;
use super::json_value::{Lines, Member, elements, flatten, found, issue, member, members, shown};
use super::report::{Format, IssueKind};
use super::{Kind, Opened, check_size, content, items, json};
use crate::model::Source;

/// A source as `sources.json` describes it.
#[derive(Deserialize)]
struct Described {
    #[serde(default)]
    title: String,
    #[serde(default)]
    paths: Vec<String>,
    #[serde(default)]
    url: String,
}

/// An association as `associations.json` describes it.
#[derive(Deserialize)]
struct Association {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    filter_paths: Vec<String>,
}

/// What lies beside the events.
#[derive(Default)]
struct Beside {
    sources: BTreeMap<String, Source>,
    associations: Option<BTreeMap<String, Association>>,
}

/// Whether the names of an object are those of an event.
pub(super) fn looks_like(names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|n| n == name);
    has("description") && (has("date") || has("latitude")) && (has("sources") || has("associations") || has("filters"))
}

/// Reads a list of events.
///
/// # Errors
/// Companions that cannot be read, dates of which the order cannot be decided.
pub(super) fn read(
    document: &Document<'_>,
    path: &str,
    list: &[&RawValue],
    mut items: Items,
) -> Result<Opened, ReadError> {
    let mut beside = document.origin.folder.map(beside).transpose()?.unwrap_or_default();
    let mut lines = Lines::new(document.text);
    for (i, value) in list.iter().enumerate() {
        document
            .pulse
            .check()
            .map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let (line, path) = (lines.of(value.get()), format!("{path}[{i}]"));
        let event = members(value).filter(|event| is_event(event));
        let Some(event) = event else {
            let wanted = Expected::Wanted(Wanted::TimeMapEvent);
            items.abandon(issue(IssueKind::SetAside, line, &path, found(value), wanted));
            continue;
        };
        let at = Place { line, path: &path };
        event
            .iter()
            .for_each(|(key, value)| take(&mut items, &mut beside, key, value, &at));
        items.finish(line, &path, None, None);
    }
    let mut about = document.about(Format::TimeMap);
    about.sources = beside.sources.into_values().collect();
    items::read(items, about, document.pulse)
}

/// Where an event stands.
struct Place<'a> {
    line: u64,
    path: &'a str,
}

/// A description, and a date or a place: TimeMap shows nothing else.
fn is_event(event: &[Member<'_>]) -> bool {
    let has = |name: &str| member(event, name).is_some_and(|value| !shown(value).trim().is_empty());
    has("description") && (has("date") || has("latitude"))
}

fn take(items: &mut Items, beside: &mut Beside, key: &str, value: &RawValue, at: &Place<'_>) {
    match key {
        "sources" => items.value("sources", &sources(beside, value)),
        "associations" => associations(items, beside, value, at),
        "filters" => filters(items, value),
        // A description is the note; a category the type.
        "category" => items.value("category", &shown(value)),
        _ => flatten(items, key, value),
    }
}

/// Ids of the sources of an event. Where they are described with the event, they are kept here.
fn sources(beside: &mut Beside, value: &RawValue) -> String {
    let list = elements(value).unwrap_or_default();
    let ids = list.into_iter().map(|value| {
        let Some(described) = members(value) else {
            return shown(value);
        };
        let part = |name: &str| member(&described, name).map(shown).unwrap_or_default();
        let (id, path, title) = (part("id"), part("path"), part("description"));
        let id = if id.is_empty() { path.clone() } else { id };
        let record = || described_source(&id, &title, &path);
        beside.sources.entry(id.clone()).or_insert_with(record);
        id
    });
    let ids: Vec<String> = ids.filter(|id| !id.is_empty()).collect();
    ids.join("; ")
}

fn described_source(id: &str, title: &str, path: &str) -> Source {
    let title = [title, path, id]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    // "HIDDEN" stands where an address is withheld.
    let url = Some(path).filter(|path| path.starts_with("http"));
    source(id, "webpage", title, url)
}

/// What the associations of an event say: a category is its type, filters are values under their group.
fn associations(items: &mut Items, beside: &Beside, value: &RawValue, at: &Place<'_>) {
    let list = elements(value).unwrap_or_default();
    for id in list.into_iter().map(shown).filter(|id| !id.is_empty()) {
        let known = beside.associations.as_ref();
        let Some(association) = known.and_then(|known| known.get(&id)) else {
            items.value("associations", &id);
            if known.is_some() {
                let path = format!("{}.associations", at.path);
                let wanted = Expected::Wanted(Wanted::Association);
                let notice = issue(IssueKind::Notice, at.line, &path, Found::text(&id), wanted);
                items.notices.push(notice);
            }
            continue;
        };
        match (association.mode.as_str(), association.filter_paths.split_last()) {
            ("CATEGORY", _) => items.value("category", &association.title),
            (_, Some((last, group))) if !group.is_empty() => items.value(&group.join(" / "), last),
            _ => items.value("tags", &association.title),
        }
    }
}

/// Filters of the single file: pairs of key and value.
fn filters(items: &mut Items, value: &RawValue) {
    for filter in elements(value).unwrap_or_default() {
        let pair = members(filter).unwrap_or_default();
        let part = |name: &str| member(&pair, name).map(shown).unwrap_or_default();
        let (key, value) = (part("key"), part("value"));
        items.value(if key.is_empty() { "filters" } else { &key }, &value);
    }
}

/// Reads `sources.json` and `associations.json` of a folder, where they are.
fn beside(folder: &Path) -> Result<Beside, ReadError> {
    let mut beside = Beside::default();
    if let Some(text) = companion(folder, "sources.json")? {
        // The folder of our own data has a list there; a TimeMap has an object.
        let described: BTreeMap<String, Described> =
            json::parse(&text).map_err(|error| error.in_file("sources.json"))?;
        let records = described.into_iter().filter(|(id, _)| !id.is_empty());
        beside.sources = records
            .map(|(id, source)| {
                let path = source.paths.iter().find(|path| path.starts_with("http"));
                let path = path.map_or(source.url.as_str(), String::as_str);
                (id.clone(), described_source(&id, &source.title, path))
            })
            .collect();
    }
    if let Some(text) = companion(folder, "associations.json")? {
        let list: Vec<Association> = json::parse(&text).map_err(|error| error.in_file("associations.json"))?;
        beside.associations = Some(list.into_iter().map(|a| (a.id.clone(), a)).collect());
    }
    Ok(beside)
}

fn companion(folder: &Path, name: &str) -> Result<Option<String>, ReadError> {
    let path = folder.join(name);
    let read = || {
        let size = std::fs::metadata(&path).map_err(|e| super::system(&e))?.len();
        check_size(size, Kind::Json)?;
        content::utf8(std::fs::read(&path).map_err(|e| super::system(&e))?)
    };
    if !path.is_file() {
        return Ok(None);
    }
    read().map(Some).map_err(|error: ReadError| error.in_file(name))
}
