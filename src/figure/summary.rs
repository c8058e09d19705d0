//! The one line that says what is shown: events, period, deaths, sources.

use std::collections::BTreeSet;

use crate::model::source::SourceRole;
use crate::query::{Part, QueryResult};
use crate::words::Words;

/// The summary line of a result.
pub fn line(result: &QueryResult, words: &Words) -> String {
    let mut parts = counts(result, words);
    parts.insert(1, words.span_short(result.window.span));
    parts.join(" · ")
}

/// The parts of the line but the period: the number of events first.
pub fn counts(result: &QueryResult, words: &Words) -> Vec<String> {
    let mut parts = vec![words.incident_count(result.certain, result.possible_only(), result.total)];
    parts.extend(result.parts.iter().filter_map(|part| deaths(part, words)));
    let articles = articles(result);
    if articles > 0 {
        parts.push(words.from_articles(articles));
    }
    parts
}

/// What lies behind the total of deaths: events without a figure, and what is never added.
pub fn help(result: &QueryResult, words: &Words) -> String {
    let without: Vec<&str> = result
        .events()
        .filter(|(_, event)| !event.deaths().is_known())
        .map(|(_, event)| event.id())
        .take(12)
        .collect();
    words.total_help(&without)
}

/// Deaths of one dataset in its own terms; nothing where no visible event has a figure.
fn deaths(part: &Part, words: &Words) -> Option<String> {
    if part.deaths.known == 0 {
        return None;
    }
    Some(match &part.dataset.card().short {
        Some(name) => words.reported_deaths(part.deaths.best, name),
        None => {
            let open = part.deaths.open || part.deaths.high > part.deaths.low || part.deaths.unknown > 0;
            words.reported_killed(part.deaths.low, open)
        }
    })
}

/// Articles of the collection that visible events cite.
fn articles(result: &QueryResult) -> usize {
    let mut found = BTreeSet::new();
    for (_, event) in result.events() {
        for id in event.sources() {
            let source = event.dataset().source(id);
            if source.is_some_and(|source| source.custom.role == SourceRole::Article) {
                found.insert(id);
            }
        }
    }
    found.len()
}
