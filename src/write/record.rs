//! The whole record of an event for a terminal: every claim with its citation, every difference with its
//! kind, what is shown and why.

use std::fmt::Write as _;

pub use super::record_json::json;
use super::sources::{full_line, short_line};
use crate::model::difference::differences;
use crate::model::incident::Conflict;
use crate::model::{Claim, Dataset, Event, Field, Incident, Side};
use crate::words::Words;
use crate::words::report::capital;

/// The record as text, in the language of the words, lines ended.
pub fn text(event: Event<'_>, incident: &Incident, dataset: &Dataset, words: &Words) -> String {
    let mut out = Sheet {
        text: String::new(),
        words,
    };
    head(&mut out, event, incident);
    place(&mut out, event, incident);
    sides(&mut out, incident);
    let w = words.citing;
    out.heading(w.deaths);
    out.line(1, &words.counted(event.deaths()));
    out.pair(1, w.counts, dataset.card().counts.get(words.lang));
    out.heading(w.account);
    out.line(1, incident.account.get(words.lang));
    claims(&mut out, incident);
    shown_differences(&mut out, incident);
    statements(&mut out, incident);
    out.heading(w.sources);
    for (i, id) in incident.sources.iter().enumerate() {
        let short = short_line(id, incident, dataset, words.lang);
        out.line(1, &format!("[{}] {id}{}{short}", i + 1, words.reading.colon));
        if let Some(source) = dataset.source(id) {
            out.line(2, &full_line(source, words));
        }
    }
    out.text
}

/// Lines with indents, headings with an empty line before.
struct Sheet<'a> {
    text: String,
    words: &'a Words,
}

impl Sheet<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.text, "{}{}", "  ".repeat(indent), super::list::harmless(text));
    }

    fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.line(0, text);
    }

    fn pair(&mut self, indent: usize, name: &str, text: &str) {
        let colon = self.words.reading.colon;
        self.line(indent, &format!("{name}{colon}{text}"));
    }
}

fn head(out: &mut Sheet<'_>, event: Event<'_>, incident: &Incident) {
    let words = out.words;
    let lang = words.lang;
    let sub = incident.sub_event_type.as_deref().unwrap_or_default();
    let sub = words.sub_type(sub);
    let kinds = [event.id(), words.event_type_one(incident.event_type), &sub];
    let kinds: Vec<&str> = kinds.into_iter().filter(|k| !k.is_empty()).collect();
    out.line(0, &kinds.join(" · "));
    out.line(0, incident.title.get(lang));
    out.heading(words.citing.when);
    out.line(1, &words.dated(event.span(), event.span_kind()));
    let steps = incident.when.as_ref().map_or(&[][..], |when| &when.steps);
    steps_of(out, words.citing.date_steps, steps);
}

fn steps_of(out: &mut Sheet<'_>, heading: &str, steps: &[crate::base::Text]) {
    for (i, step) in steps.iter().enumerate() {
        if i == 0 {
            out.line(1, &format!("{heading}{}", out.words.reading.colon.trim_end()));
        }
        out.line(2, &format!("{}. {}", i + 1, step.get(out.words.lang)));
    }
}

fn place(out: &mut Sheet<'_>, event: Event<'_>, incident: &Incident) {
    let words = out.words;
    let lang = words.lang;
    let location = &incident.location;
    out.heading(words.citing.place);
    out.line(1, incident.place.get(lang));
    out.line(
        1,
        &format!(
            "{}{}{}",
            location.class.code(),
            words.reading.colon,
            words.place_class(location.class)
        ),
    );
    out.line(1, &super::citation::coordinates(event, words));
    if let Some(note) = &location.note {
        out.line(1, note.get(lang));
    }
    out.pair(1, words.citing.place_steps, location.method.get(lang));
    for (i, step) in location.steps.iter().enumerate() {
        out.line(2, &format!("{}. {}", i + 1, step.get(lang)));
    }
    for other in &location.others {
        let label = format!("{} ({:.4}, {:.4})", other.label.get(lang), other.lat, other.lon);
        out.pair(1, words.citing.other_places, &label);
        out.line(
            2,
            &format!("{} {}", other.verdict.get(lang), numbers(incident, &other.sources)),
        );
    }
}

/// `[2][5]` for source ids; an id that the incident does not cite by number stands in full.
fn numbers(incident: &Incident, ids: &[String]) -> String {
    let number = |id: &String| match incident.citation_number(id) {
        Some(n) => format!("[{n}]"),
        None => format!("[{id}]"),
    };
    ids.iter().map(number).collect()
}

fn sides(out: &mut Sheet<'_>, incident: &Incident) {
    let (words, lang) = (out.words, out.words.lang);
    for side in &incident.sides {
        out.heading(words.side_role(side.role));
        out.line(1, side.full.as_ref().unwrap_or(&side.name).get(lang));
        if !side.coded.is_empty() {
            let note = side.coded_note.as_ref().map_or("", |note| note.get(lang));
            let coded = [side.coded.join("; "), note.to_owned()];
            let coded: Vec<String> = coded.into_iter().filter(|c| !c.is_empty()).collect();
            out.pair(1, words.citing.coded, &coded.join(" · "));
        }
    }
}

/// "Killed · army": the heading of the claims on a field and side.
fn about(incident: &Incident, field: Field, side: Option<&str>, words: &Words) -> String {
    let name = |side: &Side| side.name.get(words.lang).to_owned();
    match side.and_then(|id| incident.side(id)).map(name) {
        Some(name) => format!("{} · {name}", words.field(field)),
        None => words.field(field).to_owned(),
    }
}

fn claims(out: &mut Sheet<'_>, incident: &Incident) {
    out.heading(out.words.citing.claims);
    for field in Field::ALL {
        let mut last = None;
        let mut of_field: Vec<&Claim> = incident.claims.iter().filter(|c| c.field == field).collect();
        let side_order = |c: &&Claim| incident.sides.iter().position(|s| Some(&s.id) == c.side.as_ref());
        of_field.sort_by_key(|c| side_order(c).map_or(usize::MAX, |i| i));
        for claim in of_field {
            let heading = about(incident, field, claim.side.as_deref(), out.words);
            if last.as_ref() != Some(&heading) {
                out.line(1, &heading);
                last = Some(heading);
            }
            let line = claim_line(claim, incident, out.words);
            out.line(2, &line);
        }
    }
}

/// `29 or more — defence ministry [1] · its own losses · “quote”`.
pub fn claim_line(claim: &Claim, incident: &Incident, words: &Words) -> String {
    let lang = words.lang;
    let by = claim.by.as_ref().map_or("", |by| by.get(lang));
    let number = numbers(incident, std::slice::from_ref(&claim.source));
    let mut parts = vec![format!("{} — {by} {number}", words.claim_said(claim)).replace("  ", " ")];
    // "Several dozen" is shown as written and says how it is read; "more than 100" is never shown as 101.
    parts.extend(claim.number.and_then(|number| words.read_as_number(number)));
    parts.extend(claim.note.as_ref().map(|note| note.get(lang).to_owned()));
    parts.extend(claim.whose_losses.map(|whose| words.whose_losses(whose).to_owned()));
    parts.extend(words.scope(claim.scope).map(str::to_owned));
    parts.extend(
        claim
            .quote
            .as_ref()
            .map(|quote| words.quoted(quote.trim_matches(['“', '”', '"']))),
    );
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn shown_differences(out: &mut Sheet<'_>, incident: &Incident) {
    let found = differences(incident);
    if found.is_empty() {
        return;
    }
    let (words, lang) = (out.words, out.words.lang);
    out.heading(words.citing.differences);
    for difference in found {
        let heading = about(incident, difference.field, difference.side, words);
        let mark = if difference.kind == crate::model::DifferenceKind::Disagreement {
            "≠ "
        } else {
            ""
        };
        out.line(
            1,
            &format!(
                "{mark}{heading}{}{}",
                words.reading.colon,
                words.difference(difference.kind)
            ),
        );
        let mut told: Vec<String> = Vec::new();
        for claim in &difference.claims {
            let number = numbers(incident, std::slice::from_ref(&claim.source));
            let said = format!("{} {number}", words.claim_said(claim));
            if !told.contains(&said) {
                told.push(said);
            }
        }
        out.line(2, &told.join(words.reading.semicolon));
        // Several people may have looked into one difference; each of their findings is told.
        let about_it = |c: &&Conflict| (c.field, c.side.as_deref()) == (difference.field, difference.side);
        for conflict in incident.conflicts.iter().filter(about_it) {
            out.pair(2, words.citing.shown, conflict.resolution.get(lang));
            out.pair(2, words.citing.because, conflict.reason.get(lang));
        }
    }
}

fn statements(out: &mut Sheet<'_>, incident: &Incident) {
    let (words, lang) = (out.words, out.words.lang);
    if !incident.statements.is_empty() {
        out.heading(words.citing.statements);
    }
    for statement in &incident.statements {
        let text = format!("{} {}", numbers(incident, &statement.sources), statement.text.get(lang));
        out.line(1, &text);
    }
    if !incident.related.is_empty() {
        out.heading(words.citing.related);
    }
    for related in &incident.related {
        out.pair(1, &related.id, &capital(related.text.get(lang)));
    }
    if let Some(open) = &incident.uncertain {
        out.heading(words.citing.uncertain);
        out.line(1, open.get(lang));
    }
}
