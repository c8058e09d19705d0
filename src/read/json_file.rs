//! Which kind of JSON a file is: a collection of our own, GeoJSON, a TimeMap, or a list of objects, at the root or
//! one level below it. Whatever it is not is refused with what it seems to be.

use serde_json::value::RawValue;

use super::content::refused;
use super::doubts;
use super::error::{At, Content, Expected, Found, OtherContent, Problem, ReadError, Wanted, excerpt};
use super::items::guess::{Meaning, Meanings};
use super::items::{About, Items};
use super::json_value::{Lines, Member, elements, flatten, found, issue, member, members, notice, text, twice};
use super::report::{Format, IssueKind, ReadReport};
use super::{Opened, Origin, geojson, json, lineage, native, timemap};
use crate::base::Pulse;

/// Deepest nesting of brackets.
const MOST_DEPTH: usize = 100;
/// Longest program text before the data, in bytes.
const MOST_WRAPPER: usize = 200;

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
        let mut report = ReadReport::of_native(self.origin.name, dataset.counts());
        doubts::look(&dataset, &mut report);
        Ok(Opened { dataset, report })
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
}
