//! The policy that makes one shown death figure out of claims: "lowest reported".
//!
//! For every side of soldiers or civilians:
//! 1. Take the claims on people killed that cover this event (not more, not a part of it), in which a
//!    side counts its own dead or somebody else counts, from a source that reports. Losses that one side
//!    claims to have inflicted on the other never count; encyclopedias do not either.
//! 2. Words such as "several" count only where nobody gives a number.
//! 3. The low figure is the lowest; the high figure is the highest, open if one claim is open.
//! 4. A coded dataset never sets a figure: it may only raise a high figure that is closed.
//!
//! The figure of the event is the sum over sides; no claim leaves it unknown, which is not zero.

use super::claim::{Claim, Field, Number, Scope, WhoseLosses};
use super::deaths::Deaths;
use super::incident::Incident;
use super::source::Source;

/// Looks a source up by id.
pub type SourceOf<'a> = dyn Fn(&str) -> Option<&'a Source> + 'a;

/// The shown death figure of an event. Claims whose source is unknown to `source_of` do not count.
pub fn deaths(incident: &Incident, source_of: &SourceOf<'_>) -> Deaths {
    let sides = incident.sides.iter().filter(|side| side.kind.is_counted());
    sides
        .filter_map(|side| side_deaths(&incident.claims, &side.id, source_of))
        .reduce(sum)
        .unwrap_or(Deaths::UNKNOWN)
}

/// Whether a claim may set the figure of its side (rule 1, without looking at the source).
pub fn is_countable(claim: &Claim) -> bool {
    claim.field == Field::Killed
        && claim.scope == Scope::Event
        && matches!(claim.whose_losses, Some(WhoseLosses::Own | WhoseLosses::Third))
        && claim.number.is_some_and(|n| n.low.is_some())
}

fn side_deaths(claims: &[Claim], side: &str, source_of: &SourceOf<'_>) -> Option<Deaths> {
    let of_side = || {
        claims
            .iter()
            .filter(|c| c.side.as_deref() == Some(side) && is_countable(c))
            .filter_map(|c| Some((c.number?, source_of(&c.source)?)))
    };
    let mut numbers: Vec<Number> = of_side()
        .filter(|(_, source)| source.is_reporting())
        .map(|(number, _)| number)
        .collect();
    if numbers.iter().any(|n| !n.vague) {
        numbers.retain(|n| !n.vague);
    }
    let low = numbers.iter().filter_map(|n| n.low).min()?;
    if numbers.iter().any(|n| n.is_open()) {
        return Some(Deaths::at_least(low));
    }
    let coded = of_side()
        .filter(|(_, source)| source.is_dataset())
        .filter_map(|(number, _)| number.high.or(number.low));
    let high = numbers.iter().filter_map(|n| n.high).chain(coded).max();
    Some(Deaths {
        low: Some(low),
        best: Some(low),
        high,
        high_open: false,
    })
}

fn sum(a: Deaths, b: Deaths) -> Deaths {
    let add = |x: Option<u32>, y: Option<u32>| x.zip(y).map(|(x, y)| x.saturating_add(y));
    Deaths {
        low: add(a.low, b.low),
        best: add(a.best, b.best),
        high: add(a.high, b.high),
        high_open: a.high_open || b.high_open,
    }
}
