//! The whole record of an ACLED row, made from its cells when somebody looks at it.

use std::collections::BTreeMap;

use super::acled::Col;
use super::acled_card::SOURCE_ID;
use super::acled_codes::side_kind;
use super::acled_row::AcledRow;
use super::card::both;
use super::report::no_incident;
use crate::base::{DaySpan, LonLat, Text};
use crate::model::claim::ClaimedDays;
use crate::model::incident::{Area, When};
use crate::model::{Claim, Field, Incident, Location, Number, Scope, Side, SideRole, WhoseLosses};

/// The whole record.
pub(super) fn incident(row: &AcledRow<'_>) -> Incident {
    let (location, point) = location(row);
    let mut sources = vec![SOURCE_ID.to_owned()];
    sources.extend(row.sources());
    let sub_kind = row.sub_kind();
    let place = row.place().into_owned();
    Incident {
        title: Text::same(title(row)),
        account: account(row),
        country: row.country().into_owned(),
        admin1: Some(row.get(Col::Admin1).into_owned()).filter(|name| !name.is_empty()),
        place: Text::same(place),
        when: when(row),
        location,
        event_type: row.kind(),
        sub_event_type: Some(sub_kind.into_owned()).filter(|name| !name.is_empty()),
        sides: sides(row),
        sources,
        source_notes: source_notes(row),
        claims: claims(row),
        point,
        ..no_incident()
    }
}

/// Adds the actors of another row of the same event, in a file with a row for each actor.
pub(super) fn fold(incident: &mut Incident, row: &AcledRow<'_>) {
    for mut side in sides(row) {
        let known = |name: &String| incident.sides.iter().any(|s| s.coded.contains(name));
        side.coded.retain(|name| !known(name));
        let Some(first) = side.coded.first() else {
            continue;
        };
        side.name = Text::same(first.clone());
        side.id = side_id(incident.sides.len());
        side.role = if incident.sides.is_empty() {
            SideRole::Side1
        } else {
            SideRole::Side2
        };
        incident.sides.push(side);
    }
}

/// "Armed clash, Ansongo", as in the list.
fn title(row: &AcledRow<'_>) -> String {
    let (sub_kind, place) = (row.sub_kind(), row.place());
    let what = if sub_kind.is_empty() {
        row.kind().name()
    } else {
        sub_kind.as_ref()
    };
    if place.is_empty() {
        what.to_owned()
    } else {
        format!("{what}, {place}")
    }
}

fn account(row: &AcledRow<'_>) -> Text {
    let (disorder, notes) = (row.get(Col::Disorder), row.get(Col::Notes));
    let targeting = !row.get(Col::Targeting).is_empty();
    both(|w| {
        let kind = w.event_type(row.kind());
        let mut parts = vec![format!("{kind}{}{} [{SOURCE_ID}].", w.reading.colon, title(row))];
        // Said where it says more than the type does: a row may count as two kinds of disorder.
        if disorder.contains(';') {
            let both_kinds: Vec<&str> = disorder.split(';').map(str::trim).collect();
            parts.push(format!("{} {}.", w.acled.disorder, both_kinds.join(", ")));
        }
        if targeting {
            parts.push(w.acled.civilian_targeting.to_owned());
        }
        if !notes.is_empty() {
            parts.push(w.quoted(&notes));
        }
        parts.join(" ")
    })
}

/// A phrase by its code, which counts from 1.
fn by_code<'a>(list: &[&'a str; 3], code: u8) -> &'a str {
    list.get(usize::from(code).wrapping_sub(1)).copied().unwrap_or("?")
}

fn when(row: &AcledRow<'_>) -> Option<When> {
    let (days, span, precision) = row.when().ok()?;
    let code = row.code(Col::TimePrecision).ok()?;
    let step = both(|w| match code {
        Some(code) => {
            let meaning = by_code(&w.acled.time_precision, code);
            format!("time_precision {code}{}{meaning}", w.reading.colon)
        }
        None => w.acled.no_time_precision.to_owned(),
    });
    Some(When {
        start: days.start(),
        end: days.end(),
        span,
        precision,
        steps: vec![step],
    })
}

fn location(row: &AcledRow<'_>) -> (Location, Option<LonLat>) {
    let code = row.code(Col::GeoPrecision).ok().flatten();
    let (at, class) = row.place_at().unwrap_or((None, crate::model::PlaceClass::P5));
    let radius = class.default_radius();
    let method = both(|w| {
        let coordinates = if at.is_some() {
            w.acled.coded_by
        } else {
            w.acled.no_coordinates
        };
        match code {
            Some(code) => {
                let meaning = by_code(&w.acled.geo_precision, code);
                format!("{coordinates} (geo_precision {code}{}{meaning})", w.reading.colon)
            }
            None => format!("{coordinates} ({})", w.acled.no_geo_precision),
        }
    });
    let step = code
        .filter(|_| at.is_some())
        .map(|code| both(|w| by_code(&w.acled.point, code).to_owned()));
    let place = Location {
        class,
        radius_m: radius,
        method,
        sources: vec![SOURCE_ID.to_owned()],
        steps: step.into_iter().collect(),
        note: None,
        area: at.filter(|_| !class.has_point()).map(|p| Area {
            lon: p.lon(),
            lat: p.lat(),
            radius_m: radius,
        }),
        others: Vec::new(),
    };
    (place, at.filter(|_| class.has_point()))
}

/// `a`, `b`, `c` …
fn side_id(position: usize) -> String {
    let letter = u8::try_from(position).ok().and_then(|p| b'a'.checked_add(p));
    char::from(letter.unwrap_or(b'z')).to_string()
}

/// Both sides without a direction: that ACLED names one first does not say who attacked.
fn sides(row: &AcledRow<'_>) -> Vec<Side> {
    let sides = [
        (Col::Actor1, Col::Assoc1, Col::Inter1, SideRole::Side1),
        (Col::Actor2, Col::Assoc2, Col::Inter2, SideRole::Side2),
    ];
    let mut found = Vec::new();
    for (actor, associated, inter, role) in sides {
        let coded = row.side(actor, associated);
        let Some(name) = coded.first() else {
            continue;
        };
        found.push(Side {
            id: side_id(found.len()),
            role,
            kind: side_kind(&row.get(inter)),
            name: Text::same(name.clone()),
            full: None,
            coded,
            coded_note: None,
        });
    }
    found
}

/// One line for the row itself, and the name of each source: ACLED gives no more.
fn source_notes(row: &AcledRow<'_>) -> BTreeMap<String, Text> {
    let names = row.sources().into_iter();
    let mut notes: BTreeMap<String, Text> = names.map(|name| (name.clone(), Text::same(name))).collect();
    let (id, changed) = (row.get(Col::Id), row.changed());
    notes.insert(SOURCE_ID.to_owned(), both(|w| w.acled_event(&id, changed)));
    notes
}

fn claims(row: &AcledRow<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    if let Ok((days, ..)) = row.when() {
        claims.push(date(row, days));
    }
    claims.push(Claim {
        value: Some(Text::same(row.place())),
        ..claim(row, Field::Place)
    });
    if let Some(n) = row.deaths().ok().and_then(|deaths| deaths.best) {
        claims.push(killed(row, n));
    }
    claims
}

fn date(row: &AcledRow<'_>, days: DaySpan) -> Claim {
    Claim {
        value: Some(both(|w| w.span_short(days))),
        date: Some(ClaimedDays {
            start: days.start(),
            end: days.end(),
        }),
        ..claim(row, Field::Date)
    }
}

fn killed(row: &AcledRow<'_>, n: u32) -> Claim {
    Claim {
        value: Some(both(|w| w.deaths_in_all(n, None, None))),
        number: Some(Number {
            low: Some(n),
            high: Some(n),
            vague: false,
        }),
        whose_losses: Some(WhoseLosses::Third),
        note: (n == 0).then(|| both(|w| w.acled.zero.to_owned())),
        popup: true,
        ..claim(row, Field::Killed)
    }
}

fn claim(row: &AcledRow<'_>, field: Field) -> Claim {
    let about = format!("{field:?}").to_lowercase();
    Claim {
        id: format!("{}-{about}", row.get(Col::Id)),
        field,
        side: None,
        key: about,
        value: None,
        number: None,
        date: None,
        quote: None,
        source: SOURCE_ID.to_owned(),
        by: Some(Text::same("ACLED")),
        statement: None,
        whose_losses: None,
        scope: Scope::Event,
        note: None,
        popup: false,
    }
}
