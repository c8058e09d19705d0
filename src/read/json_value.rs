//! Pieces of a JSON document as they stand in it: members, elements, values as cells, and findings about them.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{Expected, Found, Wanted, excerpt};
use super::items::Items;
use super::json;
use super::report::{Issue, IssueKind};

/// A member of an object: its name and its text in the file.
pub(super) type Member<'a> = (Cow<'a, str>, &'a RawValue);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_forward() {
        let text = "a\nb\n\nc";
        let mut lines = Lines::new(text);
        assert_eq!((lines.of(&text[2..]), lines.of(&text[5..])), (2, 4));
    }
}
