//! JSON into typed values, with the errors of serde translated: where, what was found, what was expected.

use serde::Deserialize;
use serde_json::error::Category;

use super::error::{At, Expected, Found, Problem, ReadError, excerpt};

/// Reads a whole document. serde_json's own limit of 128 levels stays on.
///
/// # Errors
/// Truncated, nested too deep, not JSON, or a member of the wrong kind, with its path and line.
pub(super) fn parse<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, ReadError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        translate(&path, error.inner(), text)
    })?;
    json.end().map_err(|error| translate(".", &error, text))?;
    Ok(value)
}

fn translate(path: &str, error: &serde_json::Error, text: &str) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let here = At::Position {
        line: line as u64,
        character: column as u64,
    };
    let message = error.to_string();
    let message = message
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&message);
    if message == "recursion limit exceeded" {
        return ReadError::new(here, Problem::TooDeep);
    }
    match error.classify() {
        Category::Eof => ReadError::new(here, Problem::Truncated),
        Category::Io => ReadError::whole(Problem::Io(error.io_error_kind().unwrap_or(std::io::ErrorKind::Other))),
        Category::Syntax => ReadError::new(here, grammar(message, text, line, column)),
        Category::Data => {
            let member = At::Member {
                path: path.to_owned(),
                line: Some(line as u64),
            };
            let at = if path == "." { here } else { member };
            ReadError::new(at, data(message))
        }
    }
}

/// What breaks the grammar of JSON: the text from that place on, and the character that should be there.
fn grammar(message: &str, text: &str, line: usize, column: usize) -> Problem {
    let line_text = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    // serde_json counts bytes and stands behind the byte it refuses.
    let from = line_text.floor_char_boundary(column.saturating_sub(1));
    let found = line_text.get(from..).unwrap_or_default();
    let wanted = message.strip_prefix("expected ").filter(|w| w.contains('`'));
    let expected = wanted.map_or(Expected::Json, |w| Expected::Words(w.replace(" or ", " / ")));
    Problem::Value(Found::text(found), expected)
}

/// What does not fit the schema.
fn data(message: &str) -> Problem {
    if let Some(name) = message.strip_prefix("missing field ") {
        return Problem::MemberMissing(bare(name));
    }
    if let Some(name) = message.strip_prefix("duplicate field ") {
        return Problem::MemberTwice(bare(name));
    }
    let Some((before, after)) = message.rsplit_once(", expected ").or(message.split_once(", there are")) else {
        return Problem::Value(Found::Bare(excerpt(message)), Expected::Json);
    };
    if let Some(name) = before.strip_prefix("unknown field ") {
        return Problem::MemberUnknown(bare(name), names(after));
    }
    if let Some(name) = before.strip_prefix("unknown variant ") {
        return Problem::Value(Found::text(&bare(name)), Expected::OneOf(names(after)));
    }
    let found = before
        .strip_prefix("invalid type: ")
        .or_else(|| before.strip_prefix("invalid value: "))
        .or_else(|| before.strip_prefix("invalid "))
        .or_else(|| before.strip_prefix("found "))
        .unwrap_or(before);
    Problem::Value(found_of(found), expected_of(after))
}

/// A name without its back-ticks.
fn bare(name: &str) -> String {
    excerpt(name.trim_matches('`'))
}

/// The names between back-ticks.
fn names(list: &str) -> Vec<String> {
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn found_of(text: &str) -> Found {
    let quoted = text.strip_prefix("string ").unwrap_or(text);
    if let Some(inner) = quoted.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        return Found::text(inner);
    }
    match text {
        "map" => Found::Object,
        "sequence" => Found::List,
        "null" | "unit value" => Found::Nothing,
        other => Found::Bare(other.split('`').nth(1).map_or_else(|| excerpt(other), str::to_owned)),
    }
}

fn expected_of(text: &str) -> Expected {
    match text {
        "a string" | "a borrowed string" | "string or map" => Expected::Text,
        "u8" | "u16" | "u32" | "u64" | "usize" => Expected::WholeNumber,
        "i16" | "i32" | "i64" | "f32" | "f64" => Expected::Number,
        "a boolean" => Expected::Boolean,
        "a sequence" => Expected::List,
        "a map" => Expected::Object,
        t if t.starts_with("struct ") => Expected::Object,
        t if t.starts_with("a day of the calendar") => Expected::Day,
        t => match t.strip_prefix("one of: ") {
            Some(list) => Expected::OneOf(list.split(", ").map(str::to_owned).collect()),
            None => Expected::Words(t.to_owned()),
        },
    }
}

/// JSON without the white space between its tokens, everything else as it stands.
pub(super) fn compact(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut in_text, mut escaped) = (false, false);
    for c in json.chars() {
        if !in_text && c.is_ascii_whitespace() {
            continue;
        }
        out.push(c);
        in_text ^= c == '"' && !escaped;
        escaped = in_text && c == '\\' && !escaped;
    }
    out
}

/// The members of a JSON object in the order of the file: key and compact value.
pub(super) fn members(object: &str) -> Vec<(String, String)> {
    serde_json::from_str::<Members>(object).map_or_else(|_| Vec::new(), |m| m.0)
}

/// The members of a JSON object whose values are texts, in the order of the file; `None` for anything else.
pub(super) fn text_members(object: &str) -> Option<Vec<(String, String)>> {
    let members = serde_json::from_str::<Members>(object).ok()?.0;
    let text = |(name, value): (String, String)| Some((name, serde_json::from_str(&value).ok()?));
    members.into_iter().map(text).collect()
}

struct Members(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> serde::de::Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut found = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &serde_json::value::RawValue>()? {
            found.push((key, compact(value.get())));
        }
        Ok(Members(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only errors are looked at")]
    struct Row {
        low: u32,
        name: String,
    }

    fn message(text: &str) -> String {
        parse::<Vec<Row>>(text).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_path_line_found_and_expected() {
        let m = message("[{\"low\": \"29\",\n \"name\": \"x\"}]");
        assert!(
            m.starts_with("[0].low (line 1): found “29”, expected a whole number"),
            "{m}"
        );
        let m = message("[{\"low\": -3}]");
        assert!(
            m.starts_with("[0].low (line 1): found -3, expected a whole number"),
            "{m}"
        );
        let m = message("[{\"low\": 1, \"name\": null}]");
        assert!(
            m.starts_with("[0].name (line 1): found nothing (null), expected a text"),
            "{m}"
        );
        let m = message("[{\"low\": 1}]");
        assert!(m.contains("the member “name” is missing"), "{m}");
        let m = message("[{\"low\": 1, \"x\": 2}]");
        assert!(
            m.contains("the member “x” is not known here; expected one of: low, name"),
            "{m}"
        );
        let m = message("[{\"low\": 1, \"low\": 2}]");
        assert!(m.contains("the member “low” stands here twice"), "{m}");
    }

    #[test]
    fn broken_grammar_is_told_from_a_missing_end() {
        assert!(message("[{\"low\": 1").contains("the file ends in the middle"));
        let m = message("[{\"low\" 1}]");
        assert!(m.starts_with("line 1, character 9: found “1}]”, expected `:`"), "{m}");
        let deep: String = "[".repeat(100_000);
        let error = parse::<serde_json::Value>(&deep).unwrap_err();
        assert_eq!(error.problem(), &Problem::TooDeep);
    }

    #[test]
    fn members_keep_order_and_lose_only_white_space() {
        let found = members("{ \"b\": [1,  2],\n \"a\": \"x \\\" y\" }");
        assert_eq!(
            found,
            [
                ("b".to_owned(), "[1,2]".to_owned()),
                ("a".to_owned(), "\"x \\\" y\"".to_owned())
            ]
        );
    }
}
