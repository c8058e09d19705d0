//! What the schema of our own files asks for beyond types: that ids resolve, days and numbers are ordered,
//! and a place is not drawn sharper than it is known.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{Expected, Found, ReadError};
use super::native::{Feature, found, position};
use crate::base::{LonLat, Metres};
use crate::model::context::Context;
use crate::model::{Claim, Incident, PlaceClass, Source, SpanKind};

type Checked<T = ()> = Result<T, ReadError>;

/// The ids of a document.
pub(super) struct Known<'a> {
    sources: &'a BTreeMap<String, Source>,
    events: BTreeSet<&'a str>,
    excerpt: bool,
}

impl<'a> Known<'a> {
    /// Collects the ids and refuses one that stands twice: events, and claims over all events.
    /// In an excerpt an event may refer to one that is not there.
    pub fn new(sources: &'a BTreeMap<String, Source>, features: &'a [Feature], excerpt: bool) -> Checked<Self> {
        let mut events = BTreeSet::new();
        let mut claims = BTreeSet::new();
        for (i, feature) in features.iter().enumerate() {
            unique(&mut events, &feature.id, || format!("features[{i}].id"))?;
            if feature.properties.coded.is_some() {
                continue;
            }
            for (k, claim) in feature.properties.claims.iter().enumerate() {
                unique(&mut claims, &claim.id, || {
                    format!("features[{i}].properties.claims[{k}].id")
                })?;
            }
        }
        Ok(Self {
            sources,
            events,
            excerpt,
        })
    }

    /// The same for a record that stands alone.
    pub fn sources_only(sources: &'a BTreeMap<String, Source>) -> Self {
        Self {
            sources,
            events: BTreeSet::new(),
            excerpt: true,
        }
    }

    fn event(&self, id: &str) -> bool {
        self.excerpt || self.events.contains(id)
    }

    fn source(&self, path: impl FnOnce() -> String, id: &str) -> Checked {
        holds(self.sources.contains_key(id), path, id, Expected::SourceId)
    }
}

fn unique<'a>(seen: &mut BTreeSet<&'a str>, id: &'a str, path: impl Fn() -> String) -> Checked {
    holds(!id.trim().is_empty(), &path, id, Expected::Id)?;
    holds(seen.insert(id), path, id, Expected::UniqueId)
}

/// An error about an id or a text, unless `good`.
fn holds(good: bool, path: impl FnOnce() -> String, text: &str, expected: Expected) -> Checked {
    if good {
        Ok(())
    } else {
        Err(ReadError::member(path(), Found::text(text), expected))
    }
}

fn bare(path: String, value: impl ToString, expected: Expected) -> ReadError {
    ReadError::member(path, Found::Bare(value.to_string()), expected)
}

/// What a geometry draws: the point where the symbol stands, or the rings of an area.
pub(super) type Drawn = (Option<LonLat>, Vec<Vec<[f64; 2]>>);

/// Checks one feature and gives what its geometry draws. An imported row, which no hand has checked, must only
/// have days, a place and numbers that can be drawn and counted.
pub(super) fn feature(index: usize, feature: &Feature, known: &Known<'_>) -> Checked<Drawn> {
    let root = format!("features[{index}]");
    holds(feature.kind == "Feature", || format!("{root}.type"), &feature.kind, {
        Expected::OneOf(vec!["Feature".to_owned()])
    })?;
    let incident = &feature.properties;
    let path = format!("{root}.properties");
    if incident.coded.is_some() {
        imported(&path, incident)?;
    } else {
        record(&path, incident, known)?;
    }
    geometry(&root, feature)
}

/// Checks a record of our own, without its geometry.
pub(super) fn record(path: &str, incident: &Incident, known: &Known<'_>) -> Checked {
    texts(path, incident)?;
    when(path, incident)?;
    location(path, incident, known)?;
    ids(path, incident, known)?;
    for (i, claim) in incident.claims.iter().enumerate() {
        one_claim(&format!("{path}.claims[{i}]"), claim, incident)?;
    }
    Ok(())
}

/// Checks what an imported row must not get wrong.
fn imported(path: &str, incident: &Incident) -> Checked {
    if let Some(when) = &incident.when
        && when.days().is_none()
    {
        let expected = Expected::DayAfter(when.start);
        return Err(ReadError::member(
            format!("{path}.when.end"),
            Found::text(&when.end.to_string()),
            expected,
        ));
    }
    let place = &incident.location;
    let areas = place.area.iter().map(|a| (a.lon, a.lat, a.radius_m));
    let others = place.others.iter().map(|o| (o.lon, o.lat, o.radius_m));
    for (lon, lat, metres) in areas.chain(others) {
        lon_lat(&format!("{path}.location"), lon, lat)?;
        not_negative(&format!("{path}.location"), metres)?;
    }
    not_negative(&format!("{path}.location"), place.radius_m)
}

/// A row without a place has no radius either: 0.
fn not_negative(path: &str, metres: Metres) -> Checked {
    if metres == 0.0 { Ok(()) } else { radius(path, metres) }
}

fn texts(path: &str, incident: &Incident) -> Checked {
    let all = [
        ("title", &incident.title),
        ("account", &incident.account),
        ("place", &incident.place),
    ];
    for (name, text) in all {
        for (code, wording) in [("en", &text.en), ("fr", &text.fr)] {
            let member = || format!("{path}.{name}.{code}");
            holds(!wording.trim().is_empty(), member, "", Expected::Text)?;
        }
    }
    Ok(())
}

fn when(path: &str, incident: &Incident) -> Checked {
    let Some(when) = &incident.when else {
        return Ok(());
    };
    let path = format!("{path}.when.end");
    let Some(days) = when.days() else {
        let expected = Expected::DayAfter(when.start);
        return Err(ReadError::member(path, Found::text(&when.end.to_string()), expected));
    };
    let single = when.span != SpanKind::Single || days.days() == 1;
    holds(single, || path, &when.end.to_string(), Expected::SingleDay)
}

fn radius(path: &str, metres: Metres) -> Checked {
    if metres.is_finite() && metres > 0.0 {
        return Ok(());
    }
    Err(bare(format!("{path}.radius_m"), metres, Expected::Radius))
}

fn lon_lat(path: &str, lon: f64, lat: f64) -> Checked {
    let on_earth = |value: f64, limit: f64| (-limit..=limit).contains(&value);
    if !on_earth(lon, 180.0) {
        return Err(bare(format!("{path}.lon"), lon, Expected::Longitude));
    }
    if !on_earth(lat, 90.0) {
        return Err(bare(format!("{path}.lat"), lat, Expected::Latitude));
    }
    Ok(())
}

fn location(path: &str, incident: &Incident, known: &Known<'_>) -> Checked {
    let path = format!("{path}.location");
    let place = &incident.location;
    radius(&path, place.radius_m)?;
    // A radius never says P5: a country is a region whose name is that of a country.
    let of_radius = PlaceClass::of_radius(place.radius_m);
    let fits = place.class == of_radius || (place.class == PlaceClass::P5 && of_radius == PlaceClass::P4);
    let expected = Expected::ClassOfRadius(of_radius, place.radius_m);
    holds(fits, || format!("{path}.class"), place.class.code(), expected)?;
    match &place.area {
        Some(area) => {
            lon_lat(&format!("{path}.area"), area.lon, area.lat)?;
            radius(&format!("{path}.area"), area.radius_m)?;
        }
        None if !place.class.has_point() => {
            return Err(ReadError::member(
                format!("{path}.area"),
                Found::Nothing,
                Expected::Area,
            ));
        }
        None => {}
    }
    for (i, other) in place.others.iter().enumerate() {
        let path = format!("{path}.others[{i}]");
        lon_lat(&path, other.lon, other.lat)?;
        radius(&path, other.radius_m)?;
        for (k, id) in other.sources.iter().enumerate() {
            known.source(|| format!("{path}.sources[{k}]"), id)?;
        }
    }
    for (i, id) in place.sources.iter().enumerate() {
        known.source(|| format!("{path}.sources[{i}]"), id)?;
    }
    Ok(())
}

fn ids(path: &str, incident: &Incident, known: &Known<'_>) -> Checked {
    let mut sources = BTreeSet::new();
    for (i, id) in incident.sources.iter().enumerate() {
        unique(&mut sources, id, || format!("{path}.sources[{i}]"))?;
        known.source(|| format!("{path}.sources[{i}]"), id)?;
    }
    let mut sides = BTreeSet::new();
    for (i, side) in incident.sides.iter().enumerate() {
        unique(&mut sides, &side.id, || format!("{path}.sides[{i}].id"))?;
    }
    let cited = |member: String, id: &str| holds(sources.contains(id), || member, id, Expected::CitedSourceId);
    for id in incident.source_notes.keys() {
        cited(format!("{path}.source_notes.{id}"), id)?;
    }
    for (i, statement) in incident.statements.iter().enumerate() {
        for (k, id) in statement.sources.iter().enumerate() {
            cited(format!("{path}.statements[{i}].sources[{k}]"), id)?;
        }
    }
    for (i, conflict) in incident.conflicts.iter().enumerate() {
        side(&format!("{path}.conflicts[{i}]"), conflict.side.as_deref(), incident)?;
    }
    for (i, related) in incident.related.iter().enumerate() {
        let member = || format!("{path}.related[{i}].id");
        holds(known.event(&related.id), member, &related.id, Expected::EventId)?;
    }
    for (code, account) in [("en", &incident.account.en), ("fr", &incident.account.fr)] {
        for id in citations(account) {
            cited(format!("{path}.account.{code}"), id)?;
        }
    }
    Ok(())
}

/// The ids in square brackets of an account. Brackets with white space or capital letters are the author's.
pub(super) fn citations(account: &str) -> impl Iterator<Item = &str> {
    let inside = account.split('[').skip(1).filter_map(|part| part.split_once(']'));
    inside.map(|(id, _)| id).filter(|id| {
        let of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        !id.is_empty() && id.chars().all(of_id)
    })
}

fn side(path: &str, id: Option<&str>, incident: &Incident) -> Checked {
    let id = id.unwrap_or_default();
    let good = id.is_empty() || incident.side(id).is_some();
    holds(good, || format!("{path}.side"), id, Expected::SideId)
}

fn one_claim(path: &str, claim: &Claim, incident: &Incident) -> Checked {
    side(path, claim.side.as_deref(), incident)?;
    let cited = incident.citation_number(&claim.source).is_some();
    holds(
        cited,
        || format!("{path}.source"),
        &claim.source,
        Expected::CitedSourceId,
    )?;
    if let Some(id) = &claim.statement {
        let told = incident.statements.iter().any(|s| s.id == *id);
        holds(told, || format!("{path}.statement"), id, Expected::StatementId)?;
    }
    if let Some(days) = claim.date
        && days.span().is_none()
    {
        let (path, end) = (format!("{path}.date.end"), days.end.to_string());
        return Err(ReadError::member(
            path,
            Found::text(&end),
            Expected::DayAfter(days.start),
        ));
    }
    if let Some(number) = claim.number
        && let Some((low, high)) = number.low.zip(number.high)
        && high < low
    {
        return Err(bare(format!("{path}.number.high"), high, Expected::OrderedRange));
    }
    Ok(())
}

fn geometry(path: &str, feature: &Feature) -> Checked<Drawn> {
    let incident = &feature.properties;
    let (drawn, coded) = (incident.location.class.has_point(), incident.coded.is_some());
    let path = format!("{path}.geometry");
    let Some(geometry) = &feature.geometry else {
        let missing = ReadError::member(&path, Found::Nothing, Expected::Point);
        let may_miss = coded || !drawn;
        return if may_miss { Ok((None, Vec::new())) } else { Err(missing) };
    };
    let (kind, expected) = if drawn {
        ("Point", Expected::Point)
    } else {
        ("Polygon", Expected::Polygon)
    };
    holds(
        geometry.kind == kind,
        || format!("{path}.type"),
        &geometry.kind,
        expected,
    )?;
    let path = format!("{path}.coordinates");
    if drawn {
        return position(&path, &geometry.coordinates).map(|point| (Some(point), Vec::new()));
    }
    let outline = rings(&path, &geometry.coordinates)?;
    // Around an imported row the export draws a circle, which is nothing that its file says.
    Ok((None, if coded { Vec::new() } else { outline }))
}

fn rings(path: &str, coordinates: &serde_json::Value) -> Checked<Vec<Vec<[f64; 2]>>> {
    let rings = coordinates.as_array();
    let rings = rings.ok_or_else(|| ReadError::member(path, found(coordinates), Expected::Polygon))?;
    let mut outline = Vec::with_capacity(rings.len());
    for (i, ring) in rings.iter().enumerate() {
        let path = format!("{path}[{i}]");
        let corners = ring.as_array().filter(|c| c.len() >= 4 && c.first() == c.last());
        let corners = corners.ok_or_else(|| ReadError::member(&path, found(ring), Expected::Polygon))?;
        let corner = |(k, corner)| position(&format!("{path}[{k}]"), corner).map(|at| [at.lon(), at.lat()]);
        outline.push(corners.iter().enumerate().map(corner).collect::<Checked<Vec<_>>>()?);
    }
    Ok(outline)
}

/// Checks developments and figures.
pub(super) fn context(context: &Context, known: &Known<'_>) -> Checked {
    let mut ids = BTreeSet::new();
    for (i, development) in context.developments.iter().enumerate() {
        let path = format!("developments[{i}]");
        unique(&mut ids, &development.id, || format!("{path}.id"))?;
        for (k, id) in development.sources.iter().enumerate() {
            known.source(|| format!("{path}.sources[{k}]"), id)?;
        }
        let end = development.end.filter(|end| *end <= development.start);
        ordered(&path, Some(development.start), end)?;
    }
    for (i, figure) in context.figures.iter().enumerate() {
        let path = format!("figures[{i}]");
        unique(&mut ids, &figure.id, || format!("{path}.id"))?;
        known.source(|| format!("{path}.source"), &figure.source)?;
        let end = figure.end.filter(|end| figure.start.is_some_and(|start| *end <= start));
        ordered(&path, figure.start, end)?;
    }
    for (country, empty) in &context.empty_country {
        let told = context.figures.iter().any(|f| f.id == empty.figure);
        let path = || format!("empty_country.{country}.figure");
        holds(told, path, &empty.figure, Expected::FigureId)?;
    }
    Ok(())
}

/// An error where there is an end that is not after its start.
fn ordered(path: &str, start: Option<crate::base::Day>, bad_end: Option<crate::base::Day>) -> Checked {
    let Some((start, end)) = start.zip(bad_end) else {
        return Ok(());
    };
    let path = format!("{path}.end");
    Err(ReadError::member(
        path,
        Found::text(&end.to_string()),
        Expected::DayAfter(start),
    ))
}

#[cfg(test)]
mod tests {
    use super::citations;

    #[test]
    fn citations_are_ids_in_brackets() {
        let text = "29 killed [article-001][rfi-2023-10-04], he [the minister] said [INC].";
        assert_eq!(citations(text).collect::<Vec<_>>(), ["article-001", "rfi-2023-10-04"]);
    }
}
