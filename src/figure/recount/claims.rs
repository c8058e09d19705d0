//! The claims of an event by field and side, what is shown of them and why.

use super::losses::{by_key, value};
use super::{Line, Telling};
use crate::model::difference::differences;
use crate::model::resolve;
use crate::model::{Claim, DifferenceKind, Event, Field, Number, Scope, Source, WhoseLosses};
use crate::words::Words;

/// What becomes of a claim on people killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// It may set the shown figure.
    Counts,
    /// Dead of an armed group, or of nobody in particular.
    SideNotCounted,
    /// One side claims to have inflicted the losses.
    OtherSide,
    /// It covers more or less than this event.
    Scope,
    /// The source says that no figure is known.
    NoFigure,
    /// From an encyclopedia or a list of places.
    Tertiary,
    /// Coded from reports: may only raise a closed upper figure.
    Coded,
    /// Words, where others give a number.
    Vague,
}

/// One source that gives an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The source, one line with its number.
    pub source: Line,
    /// Who is quoted, whose losses, how much it covers, the qualifier: short phrases.
    pub about: Vec<String>,
    /// The words of the source, in its language.
    pub quote: Option<String>,
    /// What the policy makes of it; only for people killed.
    pub counting: Option<Counting>,
}

/// One answer, with everybody who gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The value.
    pub value: String,
    /// How vague words are read.
    pub reading: Option<String>,
    /// Who gives it.
    pub sayings: Vec<Saying>,
}

/// All claims on one field and side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Field.
    pub field: Field,
    /// Name of the side.
    pub side: Option<String>,
    /// Kind of difference, where the answers differ.
    pub kind: Option<DifferenceKind>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// What is shown, and why.
    pub shown: Option<(String, String)>,
}

/// How the figure of the event comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Name of the rule.
    pub name: String,
    /// The figure.
    pub figure: String,
    /// What the rule does.
    pub rule: String,
    /// Who decided.
    pub by: Option<String>,
}

/// The claims of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// How the figure comes about.
    pub policy: Policy,
    /// By field and side.
    pub blocks: Vec<Block>,
}

/// The claims of an event in the language of `words`.
pub fn claims(event: Event<'_>, words: &Words, discreet: bool) -> Claims {
    let incident = event.incident();
    let differences = differences(&incident);
    let t = Telling {
        event,
        incident: &incident,
        words,
        differences: &differences,
        discreet,
    };
    let mut blocks = Vec::new();
    for field in Field::ALL {
        let mut sides: Vec<Option<&str>> = incident.sides.iter().map(|s| Some(s.id.as_str())).collect();
        for claim in incident.claims.iter().filter(|c| c.field == field) {
            if !sides.contains(&claim.side.as_deref()) {
                sides.push(claim.side.as_deref());
            }
        }
        blocks.extend(sides.into_iter().filter_map(|side| block(&t, field, side)));
    }
    Claims {
        policy: policy(&t),
        blocks,
    }
}

/// Whether the figures of an event are resolved from claims; else they are as the dataset has them.
fn is_resolved(t: &Telling<'_>) -> bool {
    let dataset = t.event.dataset();
    let mut sources = t.incident.sources.iter().filter_map(|id| dataset.source(id));
    sources.any(Source::is_reporting)
}

fn policy(t: &Telling<'_>) -> Policy {
    let words = &t.words.telling;
    let figure = t.words.counted(t.event.deaths());
    if is_resolved(t) {
        return Policy {
            name: words.policy_name.to_owned(),
            figure,
            rule: words.policy.to_owned(),
            by: Some(words.editors.to_owned()),
        };
    }
    let card = t.event.dataset().card();
    Policy {
        name: words.as_counted.to_owned(),
        figure,
        rule: card.counts.get(t.lang()).to_owned(),
        by: None,
    }
}

fn block(t: &Telling<'_>, field: Field, side: Option<&str>) -> Option<Block> {
    let of_block = |c: &&Claim| c.field == field && c.side.as_deref() == side;
    let claims: Vec<&Claim> = t.incident.claims.iter().filter(of_block).collect();
    if claims.is_empty() {
        return None;
    }
    let difference = t.differences.iter().find(|d| d.field == field && d.side == side);
    let conflict = t
        .incident
        .conflicts
        .iter()
        .find(|c| c.field == field && c.side.as_deref() == side);
    let numbers = claims.iter().any(|c| c.number.is_some_and(|n| !n.vague));
    let mut answers = by_key(claims.into_iter());
    if field == Field::Date {
        // The shown day first: the others are told as departures from it.
        let shown = |claims: &Vec<&Claim>| claims.iter().any(|c| c.date.and_then(|d| d.span()) == t.event.span());
        answers.sort_by_key(|claims| !shown(claims));
    }
    Some(Block {
        field,
        side: side
            .and_then(|id| t.incident.side(id))
            .map(|s| s.name.get(t.lang()).to_owned()),
        kind: difference.map(|d| d.kind),
        answers: answers.iter().map(|claims| answer(t, claims, numbers)).collect(),
        shown: conflict.map(|c| {
            let text = |text: &crate::base::Text| text.get(t.lang()).to_owned();
            (text(&c.resolution), text(&c.reason))
        }),
    })
}

fn answer(t: &Telling<'_>, claims: &[&Claim], numbers: bool) -> Answer {
    let vague: Option<Number> = claims.iter().filter_map(|c| c.number).find(|n| n.vague);
    Answer {
        value: value(t, claims),
        reading: vague.and_then(|n| t.words.read_as_number(n)),
        sayings: claims.iter().map(|claim| saying(t, claim, numbers)).collect(),
    }
}

fn saying(t: &Telling<'_>, claim: &Claim, numbers: bool) -> Saying {
    let number = t.incident.citation_number(&claim.source);
    let mut source = Line::default().cite(number);
    if !t.discreet {
        source = source.then(" ").then(super::record::short(t, &claim.source));
    }
    let mut about = Vec::new();
    match &claim.by {
        Some(by) if !t.discreet => about.push(by.get(t.lang()).to_owned()),
        _ => {}
    }
    about.extend(claim.whose_losses.map(|whose| t.words.whose_losses(whose).to_owned()));
    about.extend(t.words.scope(claim.scope).map(str::to_owned));
    about.extend(claim.note.as_ref().map(|note| note.get(t.lang()).to_owned()));
    let counted = claim.field == Field::Killed && is_resolved(t);
    Saying {
        source,
        about,
        quote: claim.quote.clone().filter(|_| !t.discreet),
        counting: counted.then(|| counting(t, claim, numbers)),
    }
}

/// What the policy of [`resolve`] makes of a claim. `numbers`: somebody on this side gives a number.
fn counting(t: &Telling<'_>, claim: &Claim, numbers: bool) -> Counting {
    let side = claim.side.as_deref().and_then(|id| t.incident.side(id));
    let source = t.event.dataset().source(&claim.source);
    if claim.number.is_none_or(|n| n.low.is_none()) {
        Counting::NoFigure
    } else if side.is_none_or(|side| !side.kind.is_counted()) {
        Counting::SideNotCounted
    } else if claim.whose_losses == Some(WhoseLosses::Opposing) {
        Counting::OtherSide
    } else if claim.scope != Scope::Event {
        Counting::Scope
    } else if source.is_some_and(Source::is_dataset) {
        Counting::Coded
    } else if !source.is_some_and(Source::is_reporting) || !resolve::is_countable(claim) {
        Counting::Tertiary
    } else if numbers && claim.number.is_some_and(|n| n.vague) {
        Counting::Vague
    } else {
        Counting::Counts
    }
}
