//! Source records as a reader sees them: one line, a tooltip, the full record.

use std::collections::BTreeSet;

use super::{Line, SourceLine, Telling, origins};
use crate::model::difference::differences;
use crate::model::source::{CslDate, CslName, EstimatedDate};
use crate::model::{Event, Source};
use crate::words::Words;

/// Grade of what cannot be judged.
const UNGRADED: &str = "F6";

/// A source record in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Citation number, from 1.
    pub number: usize,
    /// Source id.
    pub id: String,
    /// One line.
    pub short: String,
    /// The line and what the record prints, for a tooltip.
    pub full: String,
    /// Whether the printed date cannot be that of the text.
    pub warning: bool,
    /// Label and value of everything printed and everything known about the record.
    pub facts: Vec<(&'static str, String)>,
    /// Statements that this record repeats, with the numbers of the others.
    pub repeats: Vec<Line>,
    /// The outlet's own address.
    pub url: Option<String>,
}

/// The records of an event, in the order of the citation numbers.
pub fn records(event: Event<'_>, words: &Words) -> Vec<Record> {
    let incident = event.incident();
    let differences = differences(&incident);
    let telling = Telling {
        event,
        incident: &incident,
        words,
        differences: &differences,
        discreet: false,
    };
    let statements: Vec<(&[String], Line)> = incident
        .statements
        .iter()
        .map(|s| s.sources.as_slice())
        .zip(origins(&telling))
        .collect();
    let ids = (1..).zip(&incident.sources);
    ids.map(|(number, id)| {
        let source = event.dataset().source(id);
        let short = short(&telling, id);
        let repeated = statements.iter().filter(|(sources, _)| sources.contains(id));
        Record {
            number,
            id: id.clone(),
            full: source.map_or_else(|| short.clone(), |source| full(&short, source, words)),
            short,
            warning: source.is_some_and(|s| s.custom.date_warning),
            facts: source.map_or_else(
                || vec![(words.telling.record.role, words.telling.record.unknown.to_owned())],
                |source| facts(source, words),
            ),
            repeats: repeated.map(|(_, line)| line.clone()).collect(),
            url: source.and_then(|s| s.url.clone()),
        }
    })
    .collect()
}

/// The list of sources of a popup: those cited, and those that a row of another dataset names without a record,
/// which are the reports behind its figures.
pub(super) fn lines(t: &Telling<'_>, cited: &BTreeSet<usize>) -> Vec<SourceLine> {
    if t.discreet {
        return Vec::new();
    }
    let ids = (1..).zip(&t.incident.sources);
    let named = |id: &str| t.event.dataset().source(id).is_none();
    ids.filter(|(number, id)| cited.is_empty() || cited.contains(number) || named(id))
        .map(|(number, id)| {
            let source = t.event.dataset().source(id);
            let short = short(t, id);
            SourceLine {
                number,
                id: id.clone(),
                full: source.map_or_else(|| short.clone(), |source| full(&short, source, t.words)),
                warning: source.is_some_and(|s| s.custom.date_warning),
                short,
            }
        })
        .collect()
}

/// The line of a source in this event: the event's own, else the record's, else the id as the file has it.
pub(super) fn short(t: &Telling<'_>, id: &str) -> String {
    let own = t.incident.source_notes.get(id);
    let general = t.event.dataset().source(id).map(|source| &source.custom.short);
    own.or(general).map_or(id, |text| text.get(t.lang())).to_owned()
}

/// What a tooltip says: the line, then what the record prints.
fn full(short: &str, source: &Source, words: &Words) -> String {
    let r = &words.telling.record;
    let wanted = [
        r.title,
        r.container,
        r.publisher,
        r.author,
        r.printed,
        r.estimated,
        r.read_as,
        r.not_printed,
    ];
    let mut out = short.to_owned();
    for (label, value) in facts(source, words).into_iter().filter(|(l, _)| wanted.contains(l)) {
        out.push_str(&format!("\n{label}{}{value}", words.telling.colon));
    }
    if source.custom.date_warning {
        out.push_str(&format!("\n{}", words.telling.date_warning));
    }
    out
}

/// Everything a record prints and everything known about it.
fn facts(source: &Source, words: &Words) -> Vec<(&'static str, String)> {
    let r = &words.telling.record;
    let notes = &source.custom;
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let mut add = |label: &'static str, value: Option<String>| {
        facts.extend(value.filter(|v| !v.trim().is_empty()).map(|v| (label, v)));
    };
    add(r.title, source.title.clone());
    add(r.container, source.container_title.clone());
    add(r.publisher, source.publisher.clone());
    add(r.author, names(&source.author));
    for (name, label) in r.other {
        add(label, source.other.get(name).and_then(other_value));
    }
    add(r.agency, notes.agency.clone());
    add(r.printed, source.issued.as_ref().and_then(|d| csl_date(d, words)));
    if let Some(estimated) = &notes.estimated {
        add(r.estimated, Some(estimated_days(estimated, words)));
        add(r.reason, Some(estimated.reason.get(words.lang).to_owned()));
    }
    let missing: Vec<&str> = notes.not_printed.iter().map(|what| words.not_printed(*what)).collect();
    add(r.not_printed, Some(missing.join(", ")));
    add(r.language, source.language.clone());
    add(r.read_as, Some(words.read_in(notes.read_as).to_owned()));
    add(r.host, notes.host.clone());
    add(r.role, Some(words.source_role(notes.role).to_owned()));
    let grade = if notes.grade == UNGRADED {
        format!("{}{}{}", notes.grade, words.telling.colon, r.ungraded)
    } else {
        notes.grade.clone()
    };
    add(r.grade, Some(grade));
    let tertiary = notes.tertiary.then(|| r.tertiary.to_owned());
    add(r.note, tertiary);
    add(r.note, notes.note.as_ref().map(|note| note.get(words.lang).to_owned()));
    facts
}

fn names(list: &[CslName]) -> Option<String> {
    let name = |n: &CslName| match (&n.literal, &n.given, &n.family) {
        (Some(literal), _, _) => literal.clone(),
        (None, Some(given), Some(family)) => format!("{given} {family}"),
        (None, given, family) => given.clone().or_else(|| family.clone()).unwrap_or_default(),
    };
    (!list.is_empty()).then(|| list.iter().map(name).collect::<Vec<_>>().join(", "))
}

/// A CSL field outside the standard ones: text, a number, or a list of names.
fn other_value(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(n) => Some(n.to_string()),
        serde_json::Value::Array(_) => {
            let list: Vec<CslName> = serde_json::from_value(value.clone()).ok()?;
            names(&list)
        }
        _ => None,
    }
}

/// A date as far as printed: `2023`, `Oct 2023`, `4 Oct 2023`.
fn csl_date(date: &CslDate, words: &Words) -> Option<String> {
    let parts = date.date_parts.first()?;
    let year = *parts.first()?;
    let Some(month) = parts.get(1).and_then(|m| i8::try_from(*m).ok()) else {
        return Some(year.to_string());
    };
    match parts.get(2).and_then(|d| i8::try_from(*d).ok()) {
        Some(day) => crate::base::Day::ymd(year, month, day).map(|day| words.day_short(day)),
        None => {
            let name = words.common.months.get(usize::try_from(month - 1).ok()?)?;
            Some(format!("{name} {year}"))
        }
    }
}

/// "3 Oct 2023 (3–5 Oct 2023)".
fn estimated_days(estimated: &EstimatedDate, words: &Words) -> String {
    let best = words.day_short(estimated.best);
    let bounds = crate::base::DaySpan::inclusive(estimated.earliest, estimated.latest);
    if bounds.days() == 1 {
        best
    } else {
        format!("{best} ({})", words.span_short(bounds))
    }
}
