//! Which kind of JSON a file is: a collection of our own, GeoJSON, a TimeMap, or a list of objects, at the root or
//! one level below it. Whatever it is not is refused with what it seems to be.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::content::refused;
use super::error::{At, Content, Expected, Found, OtherContent, Problem, ReadError, Wanted, excerpt};
use super::items::guess::{Meaning, Meanings};
use super::items::{About, Items};
use super::report::{Format, Issue, IssueKind, ReadReport};
use super::{Opened, Origin, geojson, json, lineage, native, timemap};
use crate::base::Pulse;

/// Deepest nesting of brackets.
const MOST_DEPTH: usize = 100;
/// Longest program text before the data, in bytes.
const MOST_WRAPPER: usize = 200;

/// A member of an object: its name and its text in the file.
pub(super) type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// Whether a text is JSON in a piece of program: `var incidents = {`, `callback({`.
pub(super) fn is_wrapped(text: &str) -> bool {
    wrapper(text).is_some_and(|end| end > 0)
}

/// Where JSON begins behind a piece of program.
fn wrapper(text: &str) -> Option<usize> {
    let start = text.bytes().take(MOST_WRAPPER).position(|b| b == b'{' || b == b'[')?;
    let before = text.get(..start)?;
    let bare = before.trim_end();
    let program = |c: char| c.is_ascii_alphanumeric() || "_$. =(\n\r\t".contains(c);
    (bare.ends_with(['=', '(']) && before.chars().all(program)).then_some(start)
}

/// Reads a JSON file.
///
/// # Errors
/// What is not JSON, nested too deep, or of a kind that holds no events.
pub(super) fn read(text: &str, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let mut items = Items::new();
    let body = match wrapper(text) {
        Some(start) => {
            let (program, rest) = text.split_at_checked(start).unwrap_or(("", text));
            let found = Found::text(program.trim());
            items.notices.push(notice(1, "", found, Wanted::JsonAlone));
            rest.trim_end_matches(|c: char| c.is_whitespace() || ";)".contains(c))
        }
        None => text,
    };
    check_depth(text)?;
    pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
    let document = Document { text, origin, pulse };
    if is_lines(body) {
        return document.lines(body, items);
    }
    let value: &RawValue = json::parse(body)?;
    match value.get().as_bytes().first() {
        Some(b'{') => document.object(value, items),
        Some(b'[') => document.list(value, items),
        _ => Err(refused(Content::Json)),
    }
}

/// Whether every line is a document of its own: the first one is whole, and there is another.
fn is_lines(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with('\u{1E}') {
        return true;
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    !rest.trim().is_empty() && serde_json::from_str::<&RawValue>(first).is_ok()
}

/// Refuses brackets within brackets before anything is built of them.
fn check_depth(text: &str) -> Result<(), ReadError> {
    let (mut depth, mut in_text, mut escaped, mut line, mut line_start) = (0_usize, false, false, 1, 0);
    for (i, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => (line, line_start) = (line + 1, i + 1),
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                if depth > MOST_DEPTH {
                    let before = text.get(line_start..i).map_or(0, |before| before.chars().count());
                    let character = before as u64 + 1;
                    return Err(ReadError::new(At::Position { line, character }, Problem::TooDeep));
                }
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// A finding about something that is kept. `path` is that of a member from the root.
pub(super) fn notice(line: u64, path: &str, found: Found, wanted: Wanted) -> Issue {
    issue(IssueKind::Notice, line, path, found, Expected::Wanted(wanted))
}

/// A finding at a member.
pub(super) fn issue(kind: IssueKind, line: u64, path: &str, found: Found, expected: Expected) -> Issue {
    let column = if path.is_empty() {
        String::new()
    } else {
        format!("$.{path}")
    };
    Issue {
        kind,
        line,
        column,
        found,
        expected,
    }
}

/// Counts lines up to pieces of a text, which come in its order.
pub(super) struct Lines<'a> {
    text: &'a str,
    position: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            line: 1,
        }
    }

    /// The line on which a piece of the text begins.
    pub fn of(&mut self, piece: &str) -> u64 {
        let at = (piece.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if let Some(passed) = self.text.as_bytes().get(self.position..at) {
            self.line += passed.iter().filter(|b| **b == b'\n').count() as u64;
            self.position = at;
        }
        self.line
    }
}

/// The members of an object in the order of the file; `None` for anything else.
pub(super) fn members(value: &RawValue) -> Option<Vec<Member<'_>>> {
    serde_json::from_str::<Members<'_>>(value.get())
        .ok()
        .map(|members| members.0)
}

/// The elements of a list; `None` for anything else.
pub(super) fn elements(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

/// A member of an object.
pub(super) fn member<'a>(members: &[Member<'a>], name: &str) -> Option<&'a RawValue> {
    let found = members.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| *value)
}

/// The first name that an object has twice.
pub(super) fn twice<'m>(members: &'m [Member<'_>]) -> Option<&'m str> {
    let mut seen = std::collections::HashSet::with_capacity(members.len());
    members
        .iter()
        .map(|(key, _)| key.as_ref())
        .find(|key| !seen.insert(*key))
}

/// A text; `None` for anything else.
pub(super) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// What stands in a piece of JSON, for a message.
pub(super) fn found(value: &RawValue) -> Found {
    match value.get().as_bytes().first() {
        Some(b'{') => Found::Object,
        Some(b'[') => Found::List,
        Some(b'n') => Found::Nothing,
        Some(b'"') => Found::text(&text(value).unwrap_or_default()),
        _ => Found::Bare(excerpt(value.get())),
    }
}

struct Members<'a>(Vec<Member<'a>>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            found.push((Cow::Owned(key), value));
        }
        Ok(Members(found))
    }
}

/// Appends the values of an object to the item that is being made: objects in it with a dot in their names, lists
/// of plain values between semicolons, other lists as they stand.
pub(super) fn flatten(items: &mut Items, prefix: &str, value: &RawValue) {
    if let Some(found) = members(value) {
        for (key, value) in found {
            let name = if prefix.is_empty() {
                key.into_owned()
            } else {
                format!("{prefix}.{key}")
            };
            flatten(items, &name, value);
        }
        return;
    }
    items.value(prefix, &shown(value));
}

/// A value as a cell of a table shows it.
pub(super) fn shown(value: &RawValue) -> String {
    match value.get().as_bytes().first() {
        Some(b'n') => String::new(),
        Some(b'"') => text(value).unwrap_or_else(|| value.get().to_owned()),
        Some(b'[') => {
            let list = elements(value).unwrap_or_default();
            if list.iter().any(|v| v.get().starts_with(['{', '['])) {
                return json::compact(value.get());
            }
            let parts: Vec<String> = list.iter().map(|value| shown(value)).collect();
            parts.join("; ")
        }
        Some(b'{') => json::compact(value.get()),
        _ => value.get().to_owned(),
    }
}

/// A JSON file on its way to events.
pub(super) struct Document<'a> {
    pub text: &'a str,
    pub origin: &'a Origin<'a>,
    pub pulse: &'a Pulse,
}

impl<'a> Document<'a> {
    /// What is known of the file beside its items.
    pub fn about(&self, format: Format) -> About {
        let kind = match format {
            Format::TimeMap => "timemap",
            Format::JsonRecords => "json",
            _ => "geojson",
        };
        About {
            file: self.origin.name.to_owned(),
            format,
            lineage: lineage(kind, self.text.as_bytes()),
            sources: Vec::new(),
            meanings: None,
            order: self.origin.options.date_order,
        }
    }

    fn object(&self, value: &'a RawValue, items: Items) -> Result<Opened, ReadError> {
        let top = members(value).unwrap_or_default();
        let has = |name: &str| member(&top, name).is_some();
        if has("schema_version") || (has("dataset") && has("features")) {
            return self.native(value.get());
        }
        if let Some(name) = twice(&top) {
            let at = At::Position { line: 1, character: 1 };
            return Err(ReadError::new(at, Problem::MemberTwice(excerpt(name))));
        }
        let kind = member(&top, "type").map(|kind| text(kind).unwrap_or_default());
        match kind.as_deref() {
            Some("Topology") => return Err(refused(Content::Other(OtherContent::TopoJson))),
            Some(kind) if geojson::is_type(kind) => return geojson::read(self, &[(String::new(), value)], items),
            _ => {}
        }
        if has("features") && (has("geometryType") || has("spatialReference") || has("fields")) {
            return Err(refused(Content::Other(OtherContent::EsriJson)));
        }
        if has("features") && kind.is_none() {
            return geojson::read(self, &[(String::new(), value)], items);
        }
        if let Some(kind) = member(&top, "type").filter(|_| kind.as_deref() == Some("") || top.len() <= 2) {
            let names = geojson::TYPES.map(str::to_owned).to_vec();
            return Err(ReadError::member("type", found(kind), Expected::OneOf(names)));
        }
        self.below(&top, items)
    }

    /// A collection or a list of objects under one of the members.
    fn below(&self, top: &[Member<'a>], mut items: Items) -> Result<Opened, ReadError> {
        let collections: Vec<(String, &RawValue)> = top
            .iter()
            .filter(|(_, value)| geojson::is_collection(value))
            .map(|(key, value)| (key.to_string(), *value))
            .collect();
        if let Some((key, _)) = collections.first() {
            items
                .notices
                .push(notice(1, key, Found::Object, Wanted::CollectionAtRoot));
            return geojson::read(self, &collections, items);
        }
        for (key, value) in top {
            let list = elements(value).unwrap_or_default();
            if let Some(opened) = self.records(key, &list, &mut items) {
                return opened;
            }
        }
        Err(refused(Content::Json))
    }

    fn list(&self, value: &'a RawValue, mut items: Items) -> Result<Opened, ReadError> {
        let list = elements(value).unwrap_or_default();
        if list.is_empty() {
            return Err(refused(Content::Other(OtherContent::EmptyList)));
        }
        let typed = |value: &RawValue| {
            let kind = members(value).and_then(|m| text(member(&m, "type")?));
            kind.is_some_and(|kind| geojson::is_type(&kind))
        };
        if list.first().is_some_and(|first| typed(first)) {
            items.notices.push(notice(1, "", Found::List, Wanted::CollectionAtRoot));
            let all: Vec<(String, &RawValue)> = list
                .into_iter()
                .enumerate()
                .map(|(i, value)| (format!("[{i}]"), value))
                .collect();
            return geojson::read(self, &all, items);
        }
        self.records("", &list, &mut items)
            .unwrap_or_else(|| Err(refused(Content::JsonList)))
    }

    /// A list of objects that probably are events; `None` for any other.
    fn records(&self, path: &str, list: &[&RawValue], items: &mut Items) -> Option<Result<Opened, ReadError>> {
        let first = members(list.first()?)?;
        let names: Vec<String> = first.iter().map(|(key, _)| key.to_string()).collect();
        let items = std::mem::take(items);
        if timemap::looks_like(&names) {
            return Some(timemap::read(self, path, list, items));
        }
        let meanings = Meanings::of(&names);
        let has = |meaning| meanings.column(meaning).is_some();
        (has(Meaning::Start) || (has(Meaning::Lat) && has(Meaning::Lon))).then(|| self.plain(path, list, items))
    }

    /// Objects whose members are values.
    fn plain(&self, path: &str, list: &[&RawValue], mut items: Items) -> Result<Opened, ReadError> {
        let mut lines = Lines::new(self.text);
        for (i, value) in list.iter().enumerate() {
            self.pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
            let (line, path) = (lines.of(value.get()), format!("{path}[{i}]"));
            if members(value).is_some() {
                flatten(&mut items, "", value);
                items.finish(line, &path, None, None);
            } else {
                items.abandon(issue(IssueKind::SetAside, line, &path, found(value), Expected::Object));
            }
        }
        super::read_items(items, self.about(Format::JsonRecords), self.origin, self.pulse)
    }

    /// One document on each line; a line that is not JSON is set aside.
    fn lines(&self, body: &'a str, mut items: Items) -> Result<Opened, ReadError> {
        let mut values: Vec<(String, &RawValue)> = Vec::new();
        let mut lines = Lines::new(self.text);
        for (i, text) in body.lines().enumerate() {
            let text = text.trim_start_matches('\u{1E}').trim();
            if text.is_empty() {
                continue;
            }
            match json::parse::<&RawValue>(text) {
                Ok(value) => values.push((format!("[{i}]"), value)),
                Err(error) => {
                    let (found, expected) = match error.problem() {
                        Problem::Value(found, expected) => (found.clone(), expected.clone()),
                        _ => (Found::text(text), Expected::Json),
                    };
                    items.abandon(issue(IssueKind::SetAside, lines.of(text), "", found, expected));
                }
            }
        }
        let Some((_, first)) = values.first() else {
            return Err(refused(Content::Json));
        };
        let typed = members(first).and_then(|m| text(member(&m, "type")?));
        if typed.is_some_and(|kind| geojson::is_type(&kind)) {
            return geojson::read(self, &values, items);
        }
        let list: Vec<&RawValue> = values.iter().map(|(_, value)| *value).collect();
        self.records("", &list, &mut items)
            .unwrap_or_else(|| Err(refused(Content::Json)))
    }

    fn native(&self, body: &str) -> Result<Opened, ReadError> {
        let dataset = native::read(body, self.origin.folder, self.pulse)?;
        Ok(Opened {
            report: ReadReport::of_native(self.origin.name, dataset.counts()),
            dataset,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_around_json_are_told_from_text() {
        assert!(is_wrapped("var incidents = {\"a\": 1};"));
        assert!(is_wrapped("window.data=\n[1]"));
        assert!(is_wrapped("callback({})"));
        assert!(!is_wrapped("{\"a\": 1}"));
        assert!(!is_wrapped("id,name\n1,{\n"));
    }

    #[test]
    fn depth_counts_brackets_outside_of_texts() {
        assert!(check_depth(&"[".repeat(100)).is_ok());
        assert!(check_depth(&format!("\"{}\"", "[".repeat(101))).is_ok());
        let error = check_depth(&format!("{{\n{}", "[".repeat(100))).unwrap_err();
        assert_eq!(
            error.at(),
            &At::Position {
                line: 2,
                character: 100
            }
        );
    }

    #[test]
    fn lines_are_counted_forward() {
        let text = "a\nb\n\nc";
        let mut lines = Lines::new(text);
        assert_eq!((lines.of(&text[2..]), lines.of(&text[5..])), (2, 4));
    }
}
