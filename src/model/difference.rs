//! Differences between the claims about one event, computed; recorded conflicts explain them.

use serde::{Deserialize, Serialize};

use super::claim::{Claim, Field, Number, Scope};
use super::incident::{Conflict, Incident};

/// What kind of difference two claims show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The sources give incompatible values: gets the mark `≠`, counts, can be filtered.
    Disagreement,
    /// The same value in other words ("29" and "at least 29").
    Wording,
    /// One source says nothing where another does.
    Silent,
    /// A misprint or the like, named as such.
    SourceError,
}

/// A difference between the claims on one field of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference<'a> {
    /// Field of the claims.
    pub field: Field,
    /// Side of the claims.
    pub side: Option<&'a str>,
    /// Kind: the recorded one where somebody looked into it, else computed.
    pub kind: DifferenceKind,
    /// The claims, in the order of the record.
    pub claims: Vec<&'a Claim>,
    /// What was recorded about it.
    pub conflict: Option<&'a Conflict>,
}

/// The differences of an event, in the order of fields and sides.
///
/// Two claims on one field and side differ where their keys differ. What kind of difference that is comes
/// from the recorded conflict of the same field and side; without one, [`Number`]s and days that have
/// a common reading are `Wording` and everything else is a `Disagreement`.
pub fn differences(incident: &Incident) -> Vec<Difference<'_>> {
    let mut found = Vec::new();
    for field in Field::ALL {
        let mut sides: Vec<Option<&str>> = Vec::new();
        for claim in incident.claims.iter().filter(|c| c.field == field) {
            let side = claim.side.as_deref();
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
        found.extend(sides.into_iter().filter_map(|side| difference(incident, field, side)));
    }
    found
}

/// The number of differences that carry the mark.
pub fn disagreements(incident: &Incident) -> usize {
    differences(incident)
        .iter()
        .filter(|d| d.kind == DifferenceKind::Disagreement)
        .count()
}

fn difference<'a>(incident: &'a Incident, field: Field, side: Option<&'a str>) -> Option<Difference<'a>> {
    let claims: Vec<&Claim> = incident
        .claims
        .iter()
        .filter(|c| c.field == field && c.side.as_deref() == side)
        .collect();
    let first = claims.first()?;
    if claims.iter().all(|c| c.key == first.key) {
        return None;
    }
    let conflict = incident
        .conflicts
        .iter()
        .find(|c| c.field == field && c.side.as_deref() == side);
    let kind = conflict.map_or_else(|| computed_kind(&claims), |c| c.kind);
    Some(Difference {
        field,
        side,
        kind,
        claims,
        conflict,
    })
}

/// The kind where nobody recorded one: the worst that any two claims with different keys show.
fn computed_kind(claims: &[&Claim]) -> DifferenceKind {
    let pairs = claims
        .iter()
        .enumerate()
        .flat_map(|(i, a)| claims.iter().skip(i + 1).map(move |b| (*a, *b)));
    pairs
        .filter(|(a, b)| a.key != b.key)
        .map(|(a, b)| pair_kind(a, b))
        .min()
        .unwrap_or(DifferenceKind::Wording)
}

fn pair_kind(a: &Claim, b: &Claim) -> DifferenceKind {
    if a.scope != b.scope && (a.scope == Scope::Part || b.scope == Scope::Part) {
        return DifferenceKind::Wording;
    }
    if let (Some(x), Some(y)) = (a.number, b.number) {
        return match (x.low, y.low) {
            (None, _) | (_, None) => DifferenceKind::Silent,
            _ if numbers_meet(x, y) => DifferenceKind::Wording,
            _ => DifferenceKind::Disagreement,
        };
    }
    if let (Some(x), Some(y)) = (a.date.and_then(|d| d.span()), b.date.and_then(|d| d.span()))
        && x.touches(y)
    {
        return DifferenceKind::Wording;
    }
    DifferenceKind::Disagreement
}

/// Whether two numbers have a common reading.
fn numbers_meet(a: Number, b: Number) -> bool {
    let high = |n: Number| n.high.unwrap_or(u32::MAX);
    let low = |n: Number| n.low.unwrap_or(0);
    low(a) <= high(b) && low(b) <= high(a)
}
