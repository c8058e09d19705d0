//! Losses, strength, means and the rest: rows by field, groups by side, one line for each answer.

use super::{Group, Line, Part, Row, Telling};
use crate::model::{Claim, Field, Number};

/// The fields after who, in the order of the popup.
const FIELDS: [Field; 12] = [
    Field::Killed,
    Field::Wounded,
    Field::Missing,
    Field::Captured,
    Field::OutOfAction,
    Field::Casualties,
    Field::LossesMaterial,
    Field::Strength,
    Field::Means,
    Field::Activity,
    Field::Announced,
    Field::Outcome,
];

/// The rows after who.
pub(super) fn rows(t: &Telling<'_>) -> Vec<Row> {
    FIELDS.into_iter().filter_map(|field| row(t, field)).collect()
}

fn row(t: &Telling<'_>, field: Field) -> Option<Row> {
    let mut groups: Vec<Group> = sides(t, field)
        .into_iter()
        .filter_map(|side| group(t, field, side))
        .collect();
    if groups.is_empty() && field == Field::Killed {
        groups.push(Group {
            side: None,
            lines: vec![dataset_figure(t)],
        });
    }
    (!groups.is_empty()).then(|| Row {
        heading: t.words.field(field),
        groups,
    })
}

/// What the dataset counts, where no claim tells it: "no figure" is not zero.
fn dataset_figure(t: &Telling<'_>) -> Line {
    let figure = t.words.counted(t.event.deaths());
    if !t.event.deaths().is_known() {
        return Line::text(figure);
    }
    let card = t.event.dataset().card();
    let by = card.short.as_deref().unwrap_or_else(|| card.title.get(t.lang()));
    Line::text(format!("{figure} · {by}"))
}

/// Sides that a field has claims on: those of the record in their order, then others, then none.
fn sides<'a>(t: &Telling<'a>, field: Field) -> Vec<Option<&'a str>> {
    let mut sides: Vec<Option<&str>> = t.incident.sides.iter().map(|side| Some(side.id.as_str())).collect();
    for claim in t.incident.claims.iter().filter(|c| c.field == field) {
        let side = claim.side.as_deref();
        if side.is_some() && !sides.contains(&side) {
            sides.push(side);
        }
    }
    sides.push(None);
    sides
}

fn group(t: &Telling<'_>, field: Field, side: Option<&str>) -> Option<Group> {
    let mut lines = answers(t, field, side);
    if let Some(separator) = separator(t, field) {
        lines = joined(lines, separator);
    }
    if t.differs(field, side) {
        lines.last_mut()?.parts.push(Part::Differ);
    }
    let name = side.and_then(|id| t.incident.side(id)).map(|side| &side.name);
    (!lines.is_empty()).then(|| Group {
        side: name.map(|name| name.get(t.lang()).to_owned()),
        lines,
    })
}

/// Short answers stand in one line; losses have a line each.
fn separator(t: &Telling<'_>, field: Field) -> Option<&'static str> {
    match field {
        Field::Strength => Some(", "),
        Field::Means | Field::Activity | Field::Announced | Field::Outcome => Some(t.words.telling.semicolon),
        _ => None,
    }
}

fn joined(lines: Vec<Line>, separator: &str) -> Vec<Line> {
    let mut all = Line::default();
    for line in lines {
        if !all.parts.is_empty() {
            all.parts.push(Part::Text(separator.to_owned()));
        }
        all.parts.extend(line.parts);
    }
    if all.parts.is_empty() { Vec::new() } else { vec![all] }
}

/// The answers on one field and side that the popup shows: a line for each key, in the order of the claims.
pub(super) fn answers(t: &Telling<'_>, field: Field, side: Option<&str>) -> Vec<Line> {
    let claims = t.incident.claims.iter();
    let shown = claims.filter(|c| c.popup && c.field == field && c.side.as_deref() == side);
    by_key(shown).iter().map(|claims| answer(t, claims)).collect()
}

/// Claims by key, keys in the order of their first claim.
pub(super) fn by_key<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<Vec<&'a Claim>> {
    let mut answers: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        let same = |answer: &&mut Vec<&Claim>| answer.first().is_some_and(|c| c.key == claim.key);
        match answers.iter_mut().find(same) {
            Some(answer) => answer.push(claim),
            None => answers.push(vec![claim]),
        }
    }
    answers
}

/// "29 or more, provisional · defence ministry \[1\]\[2\]".
fn answer(t: &Telling<'_>, claims: &[&Claim]) -> Line {
    let mut text = value(t, claims);
    let note = claims.iter().find_map(|c| c.note.as_ref());
    if let Some(note) = note {
        text.push_str(", ");
        text.push_str(note.get(t.lang()));
    } else if let Some(scope) = claims.first().and_then(|c| t.words.scope(c.scope)) {
        let said = claims.iter().any(|c| c.value.is_some());
        if !said {
            text.push_str(", ");
            text.push_str(scope);
        }
    }
    said_by(t, claims, text)
}

/// A value with who gives it: those who name nobody first, then a speaker with the numbers that quote it.
fn said_by(t: &Telling<'_>, claims: &[&Claim], value: String) -> Line {
    let speaker = |c: &Claim| {
        c.by.as_ref()
            .map(|by| by.get(t.lang()).to_owned())
            .filter(|_| !t.discreet)
    };
    let mut speakers: Vec<Option<String>> = claims.iter().map(|c| speaker(c)).collect();
    speakers.sort_by_key(Option::is_some);
    let mut seen: Vec<Option<String>> = Vec::new();
    for by in speakers {
        if !seen.contains(&by) {
            seen.push(by);
        }
    }
    let mut line = Line::text(value);
    for by in seen {
        if let Some(by) = &by {
            line = line.then(" · ").then(by.clone());
        }
        let quoting = claims.iter().filter(|c| speaker(c) == by);
        let numbers = t.numbers(quoting.map(|c| &c.source));
        if !numbers.is_empty() {
            line = line.then(" ").cite(numbers);
        }
    }
    line
}

/// The value of claims of one key: the phrase, else the number.
pub(super) fn value(t: &Telling<'_>, claims: &[&Claim]) -> String {
    if let Some(value) = claims.iter().find_map(|c| c.value.as_ref()) {
        return value.get(t.lang()).to_owned();
    }
    let numbers: Vec<Number> = claims.iter().filter_map(|c| c.number).collect();
    if numbers.is_empty() {
        let days = claims.iter().find_map(|c| c.date?.span());
        let told = days.map(|days| t.words.span_short(days));
        return told.unwrap_or_else(|| t.words.common.no_figure.to_owned());
    }
    let open = numbers.iter().any(|n| n.is_open());
    let low = numbers.iter().filter_map(|n| n.low).min();
    let high = numbers.iter().filter_map(|n| n.high).max().filter(|_| !open);
    t.words.claimed(low, high)
}
