//! How date and place of an event were found.

use super::account::cited_text;
use super::{Line, Telling, sides};
use crate::model::difference::differences;
use crate::model::{Event, Incident};
use crate::words::Words;

/// A labelled fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Label.
    pub label: &'static str,
    /// What it is.
    pub line: Line,
}

/// Another place that somebody reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// What it is, with citation numbers.
    pub place: Line,
    /// Why it is not the shown place.
    pub verdict: Line,
}

/// Date and place, with the steps by which they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// Shown date and what it means.
    pub date: Vec<Fact>,
    /// How the date was found.
    pub date_steps: Vec<Line>,
    /// Shown place, sharpness, method.
    pub place: Vec<Fact>,
    /// How the place was found.
    pub place_steps: Vec<Line>,
    /// Other reported places.
    pub others: Vec<Other>,
}

/// How date and place of an event were found, in the language of `words`.
pub fn derivation(event: Event<'_>, words: &Words) -> Derivation {
    let incident = event.incident();
    let differences = differences(&incident);
    let t = Telling {
        event,
        incident: &incident,
        words,
        differences: &differences,
        discreet: false,
    };
    let steps = |steps: &[crate::base::Text]| -> Vec<Line> {
        let lines = steps.iter().map(|step| cited_text(&incident, step.get(words.lang)));
        lines.collect()
    };
    Derivation {
        date: date(&t),
        date_steps: incident.when.as_ref().map_or(Vec::new(), |when| steps(&when.steps)),
        place: place(&t),
        place_steps: steps(&incident.location.steps),
        others: others(&t, &incident),
    }
}

fn date(t: &Telling<'_>) -> Vec<Fact> {
    let Some(span) = t.event.span() else {
        return vec![fact(t.words.telling.date_heading, Line::text(t.words.common.undated))];
    };
    let kind = t.event.span_kind();
    vec![
        fact(t.words.telling.date_heading, Line::text(t.words.told_days(span, kind))),
        fact(
            t.words.telling.precision,
            Line::text(format!(
                "{}, {}",
                t.words.date_precision(t.event.date_precision()),
                t.words.span_kind(kind)
            )),
        ),
    ]
}

fn place(t: &Telling<'_>) -> Vec<Fact> {
    let words = &t.words.telling;
    let location = &t.incident.location;
    let class = t.event.place_class();
    let mut facts = vec![
        fact(words.place_heading, Line::text(sides::place_name(t))),
        fact(
            words.precision,
            Line::text(format!("{} · {}", class.code(), t.words.place_class(class))),
        ),
    ];
    if t.event.is_located() {
        facts.push(fact(words.radius, Line::text(t.words.radius(t.event.radius()))));
    }
    let coordinates = t
        .event
        .point()
        .map_or_else(|| words.no_point.to_owned(), |point| t.words.told_position(point));
    facts.push(fact(words.coordinates, Line::text(coordinates)));
    let (method, numbers) = (location.method.get(t.lang()), t.numbers(&location.sources));
    // Nothing is known of it where the file cannot be read any more.
    if !(method.is_empty() && numbers.is_empty()) {
        let method = Line::text(method);
        let cited = match numbers.is_empty() {
            true => method,
            false => method.then(" ").cite(numbers),
        };
        facts.push(fact(words.method, cited));
    }
    facts.extend(
        location
            .note
            .as_ref()
            .map(|note| fact("", Line::text(note.get(t.lang())))),
    );
    facts
}

fn others(t: &Telling<'_>, incident: &Incident) -> Vec<Other> {
    let others = incident.location.others.iter();
    others
        .map(|other| Other {
            place: Line::text(other.label.get(t.lang()))
                .then(" ")
                .cite(t.numbers(&other.sources)),
            verdict: cited_text(incident, other.verdict.get(t.lang())),
        })
        .collect()
}

fn fact(label: &'static str, line: Line) -> Fact {
    Fact { label, line }
}
