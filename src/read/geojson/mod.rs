//! GeoJSON of others (RFC 7946 and its common abuses): features become items, their properties values.
//!
//! A feature whose geometry or properties cannot be understood is set aside with the path of the number that is
//! wrong; what is only bad style is kept and said.

mod shape;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::read::error::{Expected, Found, Problem, ReadError, Trouble, Wanted, excerpt};
use crate::read::items::{Items, Shape};
use crate::read::json_file::Document;
use crate::read::json_value::{
    Lines, Member, elements, flatten, found, issue, member, members, notice, shown, text, twice,
};
use crate::read::report::{Format, Issue, IssueKind};
use crate::read::{Opened, read_items};

/// The types of GeoJSON objects.
pub(super) const TYPES: [&str; 9] = [
    "FeatureCollection",
    "Feature",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];

/// Whether a type is one of GeoJSON's, whatever the case of its letters.
pub(super) fn is_type(kind: &str) -> bool {
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind))
}

/// Whether a value is a collection of features.
pub(super) fn is_collection(value: &RawValue) -> bool {
    let members = members(value).unwrap_or_default();
    let kind = member(&members, "type").and_then(text);
    kind.as_deref() == Some("FeatureCollection")
}

/// Reads GeoJSON objects, each with its path from the root.
///
/// # Errors
/// A foreign system of coordinates, a collection without features, or nothing that can be kept.
pub(super) fn read(
    document: &Document<'_>,
    objects: &[(String, &RawValue)],
    items: Items,
) -> Result<Opened, ReadError> {
    let mut reader = Reader {
        lines: Lines::new(document.text),
        items,
        document,
    };
    for (path, value) in objects {
        reader.object(path, value)?;
    }
    read_items(
        reader.items,
        document.about(Format::GeoJson),
        document.origin,
        document.pulse,
    )
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

struct Reader<'a> {
    lines: Lines<'a>,
    items: Items,
    document: &'a Document<'a>,
}

impl Reader<'_> {
    fn object(&mut self, path: &str, value: &RawValue) -> Result<(), ReadError> {
        let Some(top) = members(value) else {
            let issue = set_aside(
                self.lines.of(value.get()),
                path,
                found(value),
                Expected::Wanted(Wanted::Feature),
            );
            self.items.abandon(issue);
            return Ok(());
        };
        let kind = member(&top, "type").and_then(text).unwrap_or_default();
        let line = self.lines.of(value.get());
        self.check_crs(&top)?;
        let known = TYPES.iter().find(|known| known.eq_ignore_ascii_case(&kind));
        let correct = known.copied().unwrap_or("FeatureCollection");
        if correct != kind {
            let here = found_kind(member(&top, "type"));
            let expected = Expected::OneOf(vec![correct.to_owned()]);
            self.items
                .notices
                .push(issue(IssueKind::Notice, line, &join(path, "type"), here, expected));
        }
        match correct {
            "FeatureCollection" => self.collection(path, &top, line),
            "Feature" => {
                self.feature(path, value);
                Ok(())
            }
            _ => {
                self.geometry_alone(path, value, line);
                Ok(())
            }
        }
    }

    fn collection(&mut self, path: &str, top: &[Member<'_>], line: u64) -> Result<(), ReadError> {
        self.style(
            path,
            top,
            line,
            &["properties", "coordinates", "geometry", "geometries"],
        );
        let Some(value) = member(top, "features") else {
            return Err(ReadError::whole(Problem::MemberMissing("features".to_owned())));
        };
        let Some(features) = elements(value) else {
            return Err(ReadError::member(join(path, "features"), found(value), Expected::List));
        };
        for (i, feature) in features.into_iter().enumerate() {
            let pulse = self.document.pulse;
            pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
            self.feature(&format!("{}[{i}]", join(path, "features")), feature);
        }
        Ok(())
    }

    /// Refuses coordinates that are not longitude and latitude on WGS 84.
    fn check_crs(&self, top: &[Member<'_>]) -> Result<(), ReadError> {
        let Some(crs) = member(top, "crs").filter(|crs| crs.get() != "null") else {
            return Ok(());
        };
        let inner = members(crs).unwrap_or_default();
        let properties = member(&inner, "properties").and_then(members).unwrap_or_default();
        let named = ["name", "code", "href"]
            .iter()
            .find_map(|name| member(&properties, name));
        let name = named.map_or_else(|| shown(crs), shown);
        let bare = name.to_uppercase().replace([' ', '_', '-'], "");
        let known = ["CRS84", "4326", "4979", "WGS84", "CRS84H"];
        if known.iter().any(|end| bare.ends_with(end)) {
            return Ok(());
        }
        Err(ReadError::whole(Problem::Trouble(Trouble::ForeignCrs(excerpt(&name)))))
    }

    /// A geometry without a feature around it.
    fn geometry_alone(&mut self, path: &str, value: &RawValue, line: u64) {
        let top = members(value).unwrap_or_default();
        self.style(path, &top, line, &["properties", "features", "geometry"]);
        match self.geometry(path, value, line) {
            Ok(shape) => {
                let own = if path.is_empty() { "geometry" } else { path };
                self.items.finish(line, own, None, shape);
            }
            Err(issue) => self.items.abandon(issue),
        }
    }

    fn feature(&mut self, path: &str, value: &RawValue) {
        let line = self.lines.of(value.get());
        if let Err(issue) = self.understand(path, value, line) {
            self.items.abandon(issue);
        }
    }

    fn understand(&mut self, path: &str, value: &RawValue, line: u64) -> Result<(), Issue> {
        let wrong = |name: &str, found: Found, wanted: Wanted| {
            set_aside(line, &join(path, name), found, Expected::Wanted(wanted))
        };
        let top = members(value).ok_or_else(|| wrong("", found(value), Wanted::Feature))?;
        if let Some(name) = twice(&top) {
            return Err(wrong("", Found::text(name), Wanted::MemberOnce));
        }
        let kind = member(&top, "type");
        let name = kind.and_then(text).unwrap_or_default();
        if name != "Feature" {
            if !name.eq_ignore_ascii_case("Feature") {
                return Err(wrong("type", found_kind(kind), Wanted::Feature));
            }
            self.say(line, &join(path, "type"), Found::text(&name), Wanted::Feature);
        }
        self.style(path, &top, line, &["features", "coordinates", "geometries"]);
        let geometry = member(&top, "geometry");
        if geometry.is_none() {
            self.say(line, &join(path, "geometry"), Found::Nothing, Wanted::Geometry);
        }
        let given = geometry.filter(|geometry| geometry.get() != "null");
        let shape = given
            .map(|geometry| self.geometry(&join(path, "geometry"), geometry, line))
            .transpose()?
            .flatten();
        for (key, value) in &top {
            match key.as_ref() {
                "type" | "geometry" | "bbox" | "id" | "features" | "coordinates" | "geometries" => {}
                "properties" => self.properties(path, value, line)?,
                foreign => flatten(&mut self.items, foreign, value),
            }
        }
        let id = member(&top, "id").and_then(|id| match id.get().as_bytes().first() {
            Some(b'"' | b'-' | b'0'..=b'9') => Some(shown(id)),
            _ => {
                self.say(line, &join(path, "id"), found(id), Wanted::TextOrNumber);
                None
            }
        });
        let id = id.filter(|id| !id.is_empty());
        let own = if path.is_empty() { "feature" } else { path };
        self.items.finish(line, own, id.as_deref(), shape);
        Ok(())
    }

    fn properties(&mut self, path: &str, value: &RawValue, line: u64) -> Result<(), Issue> {
        let path = join(path, "properties");
        if value.get() == "null" {
            return Ok(());
        }
        let wanted = |found, wanted| set_aside(line, &path, found, Expected::Wanted(wanted));
        let found_members = members(value).ok_or_else(|| wanted(found(value), Wanted::ObjectOrNull))?;
        if let Some(name) = twice(&found_members) {
            return Err(wanted(Found::text(name), Wanted::MemberOnce));
        }
        flatten(&mut self.items, "", value);
        Ok(())
    }

    /// Says what is only bad style: members that mean something elsewhere, a bounding box that is none.
    fn style(&mut self, path: &str, top: &[Member<'_>], line: u64, elsewhere: &[&str]) {
        for (key, value) in top {
            if elsewhere.contains(&key.as_ref()) {
                self.say(line, &join(path, key), found(value), Wanted::NoSuchMember);
            }
        }
        if let Some(bbox) = member(top, "bbox") {
            let numbers = elements(bbox).unwrap_or_default();
            let number = |value: &&RawValue| value.get().parse::<f64>().is_ok();
            if !matches!(numbers.len(), 4 | 6) || !numbers.iter().all(number) {
                self.say(line, &join(path, "bbox"), found(bbox), Wanted::Bbox);
            }
        }
    }

    fn say(&mut self, line: u64, path: &str, found: Found, wanted: Wanted) {
        self.items.notices.push(notice(line, path, found, wanted));
    }

    /// The place of a geometry; `None` where its coordinates lie outside the earth.
    fn geometry(&mut self, path: &str, value: &RawValue, line: u64) -> Result<Option<Shape>, Issue> {
        let top = members(value).unwrap_or_default();
        if let Some(name) = twice(&top) {
            return Err(set_aside(
                line,
                path,
                Found::text(name),
                Expected::Wanted(Wanted::MemberOnce),
            ));
        }
        let bbox = member(&top, "bbox").is_some() && path.contains("geometry");
        if bbox {
            self.style(path, &top, line, &[]);
        }
        let parsed: Value = serde_json::from_str(value.get()).map_err(|_| {
            let (found, expected) = match endless(value.get()) {
                Some(number) => (Found::Bare(excerpt(number)), Expected::Number),
                None => (found(value), Expected::Wanted(Wanted::Geometry)),
            };
            set_aside(line, path, found, expected)
        })?;
        let mut notices = Vec::new();
        let shape = shape::read(&parsed, path, &mut notices);
        for finding in notices {
            self.items.notices.push(issue(
                IssueKind::Notice,
                line,
                &finding.path,
                finding.found,
                finding.expected,
            ));
        }
        shape.map_err(|finding| set_aside(line, &finding.path, finding.found, finding.expected))
    }
}

/// The first number that is too large for any use, such as `1e999`.
fn endless(json: &str) -> Option<&str> {
    let tokens = json.split(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c));
    tokens
        .filter(|token| token.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
        .find(|token| token.parse::<f64>().is_ok_and(f64::is_infinite))
}

fn found_kind(kind: Option<&RawValue>) -> Found {
    kind.map_or(Found::Nothing, found)
}

fn set_aside(line: u64, path: &str, found: Found, expected: Expected) -> Issue {
    issue(IssueKind::SetAside, line, path.trim_end_matches('.'), found, expected)
}
