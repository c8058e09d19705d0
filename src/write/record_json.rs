//! The whole record of an event for programs. Keys and codes do not depend on the language; texts are in the
//! chosen one.

use serde::Serialize;

use super::list::ListRow;
use super::sources::{full_line, short_line};
use crate::model::claim::ClaimedDays;
use crate::model::difference::{Difference, differences};
use crate::model::incident::{Area, Conflict, SideKind, SideRole};
use crate::model::{Claim, Dataset, DifferenceKind, Event, Field, Incident, Number, OriginalRow, Scope, WhoseLosses};
use crate::words::Words;

/// The keys of `list`, then the record.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    row: ListRow<'a>,
    account: &'a str,
    date_steps: Vec<&'a str>,
    location: Place<'a>,
    sides: Vec<RecordSide<'a>>,
    claims: Vec<RecordClaim<'a>>,
    differences: Vec<RecordDifference<'a>>,
    statements: Vec<RecordStatement<'a>>,
    related: Vec<RecordLink<'a>>,
    uncertain: Option<&'a str>,
    citations: Vec<RecordSource<'a>>,
    original: OriginalRow,
}

#[derive(Serialize)]
struct Place<'a> {
    place: &'a str,
    method: &'a str,
    note: Option<&'a str>,
    steps: Vec<&'a str>,
    sources: &'a [String],
    area: Option<Area>,
    others: Vec<OtherPlace<'a>>,
}

#[derive(Serialize)]
struct OtherPlace<'a> {
    lon: f64,
    lat: f64,
    radius_m: f64,
    label: &'a str,
    verdict: &'a str,
    sources: &'a [String],
}

#[derive(Serialize)]
struct RecordSide<'a> {
    id: &'a str,
    role: SideRole,
    kind: SideKind,
    name: &'a str,
    coded: &'a [String],
    coded_note: Option<&'a str>,
}

#[derive(Serialize)]
struct RecordClaim<'a> {
    id: &'a str,
    field: Field,
    side: Option<&'a str>,
    said: String,
    number: Option<Number>,
    date: Option<ClaimedDays>,
    quote: Option<&'a str>,
    source: &'a str,
    citation: Option<usize>,
    by: Option<&'a str>,
    statement: Option<&'a str>,
    whose_losses: Option<WhoseLosses>,
    scope: Scope,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct RecordDifference<'a> {
    field: Field,
    side: Option<&'a str>,
    kind: DifferenceKind,
    claims: Vec<&'a str>,
    findings: Vec<Finding<'a>>,
}

/// What somebody found who looked into a difference.
#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    resolution: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct RecordStatement<'a> {
    id: &'a str,
    sources: &'a [String],
    text: &'a str,
}

#[derive(Serialize)]
struct RecordLink<'a> {
    id: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct RecordSource<'a> {
    number: usize,
    id: &'a str,
    short: String,
    text: Option<String>,
}

/// The record as a JSON object, indented, with a line end.
pub fn json(event: Event<'_>, incident: &Incident, dataset: &Dataset, words: &Words) -> String {
    let lang = words.lang;
    let date_steps = incident.when.as_ref().map_or(&[][..], |when| &when.steps);
    let record = Record {
        row: ListRow::new(event, lang),
        account: incident.account.get(lang),
        date_steps: date_steps.iter().map(|step| step.get(lang)).collect(),
        location: place(incident, words),
        sides: sides(incident, words),
        claims: incident.claims.iter().map(|c| claim(c, incident, words)).collect(),
        differences: differences(incident)
            .iter()
            .map(|d| difference(d, incident, words))
            .collect(),
        statements: incident
            .statements
            .iter()
            .map(|s| RecordStatement {
                id: &s.id,
                sources: &s.sources,
                text: s.text.get(lang),
            })
            .collect(),
        related: incident
            .related
            .iter()
            .map(|r| RecordLink {
                id: &r.id,
                text: r.text.get(lang),
            })
            .collect(),
        uncertain: incident.uncertain.as_ref().map(|text| text.get(lang)),
        citations: citations(incident, dataset, words),
        original: event.original(),
    };
    serde_json::to_string_pretty(&record).unwrap_or_default() + "\n"
}

fn place<'a>(incident: &'a Incident, words: &Words) -> Place<'a> {
    let (lang, location) = (words.lang, &incident.location);
    Place {
        place: incident.place.get(lang),
        method: location.method.get(lang),
        note: location.note.as_ref().map(|note| note.get(lang)),
        steps: location.steps.iter().map(|step| step.get(lang)).collect(),
        sources: &location.sources,
        area: location.area,
        others: location
            .others
            .iter()
            .map(|other| OtherPlace {
                lon: other.lon,
                lat: other.lat,
                radius_m: other.radius_m,
                label: other.label.get(lang),
                verdict: other.verdict.get(lang),
                sources: &other.sources,
            })
            .collect(),
    }
}

fn sides<'a>(incident: &'a Incident, words: &Words) -> Vec<RecordSide<'a>> {
    let sides = incident.sides.iter().map(|side| RecordSide {
        id: &side.id,
        role: side.role,
        kind: side.kind,
        name: side.full.as_ref().unwrap_or(&side.name).get(words.lang),
        coded: &side.coded,
        coded_note: side.coded_note.as_ref().map(|note| note.get(words.lang)),
    });
    sides.collect()
}

fn claim<'a>(claim: &'a Claim, incident: &Incident, words: &Words) -> RecordClaim<'a> {
    let text = |text: &'a Option<crate::base::Text>| text.as_ref().map(|t| t.get(words.lang));
    RecordClaim {
        id: &claim.id,
        field: claim.field,
        side: claim.side.as_deref(),
        said: words.claim_said(claim),
        number: claim.number,
        date: claim.date,
        quote: claim.quote.as_deref(),
        source: &claim.source,
        citation: incident.citation_number(&claim.source),
        by: text(&claim.by),
        statement: claim.statement.as_deref(),
        whose_losses: claim.whose_losses,
        scope: claim.scope,
        note: text(&claim.note),
    }
}

fn difference<'a>(difference: &Difference<'a>, incident: &'a Incident, words: &Words) -> RecordDifference<'a> {
    let about_it = |c: &&Conflict| (c.field, c.side.as_deref()) == (difference.field, difference.side);
    let findings = incident.conflicts.iter().filter(about_it).map(|c| Finding {
        id: &c.id,
        resolution: c.resolution.get(words.lang),
        reason: c.reason.get(words.lang),
    });
    RecordDifference {
        field: difference.field,
        side: difference.side,
        kind: difference.kind,
        claims: difference.claims.iter().map(|c| c.id.as_str()).collect(),
        findings: findings.collect(),
    }
}

fn citations<'a>(incident: &'a Incident, dataset: &Dataset, words: &Words) -> Vec<RecordSource<'a>> {
    let sources = incident.sources.iter().enumerate().map(|(i, id)| RecordSource {
        number: i + 1,
        id,
        short: short_line(id, incident, dataset, words.lang),
        text: dataset.source(id).map(|source| full_line(source, words)),
    });
    sources.collect()
}
