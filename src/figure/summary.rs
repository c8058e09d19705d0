//! The one line that says what is shown: events, period, deaths, sources.

use std::collections::BTreeSet;

use crate::model::source::SourceRole;
use crate::query::{Part, QueryResult};
use crate::words::Words;

/// The summary line of a result.
pub fn line(result: &QueryResult, words: &Words) -> String {
    lines(result, words).swap_remove(0)
}

/// The summary line, then shorter ones for little room: without the articles, without what only may have happened,
/// without any figure of deaths. The figure of one dataset never stands there without that of another: it would pass
/// for the whole.
pub fn lines(result: &QueryResult, words: &Words) -> Vec<String> {
    let counted = |with_articles, with_possible| {
        let mut parts = vec![count(result, words), words.span_short(result.window.span)];
        parts.extend(figures(result, words, with_articles, with_possible));
        parts.join(" · ")
    };
    let bare = [count(result, words), words.span_short(result.window.span)].join(" · ");
    vec![counted(true, true), counted(false, true), counted(false, false), bare]
}

/// The parts of the line but the period: the number of events first, and in how many datasets they stand. Two
/// datasets of different lineages may both tell of an event, which is said; files of one never do. Then each dataset with its own figure, the
/// articles beside the figure that rests on them.
pub fn counts(result: &QueryResult, words: &Words) -> Vec<String> {
    let mut parts = vec![count(result, words)];
    parts.extend(figures(result, words, true, true));
    parts
}

/// The number of events, and in how many datasets they stand.
fn count(result: &QueryResult, words: &Words) -> String {
    let mut count = words.incident_count(result.certain, result.possible_only(), result.total);
    let datasets = result.parts.len();
    if datasets > 1 {
        let lineages: BTreeSet<&str> = result.parts.iter().map(|p| p.dataset.card().id.as_str()).collect();
        count += &format!(" {}", words.in_datasets(datasets, lineages.len() > 1));
    }
    count
}

/// The figure of each dataset, and the articles beside it.
fn figures(result: &QueryResult, words: &Words, with_articles: bool, with_possible: bool) -> Vec<String> {
    let mut parts = Vec::new();
    for part in &result.parts {
        parts.extend(deaths(part, words, with_possible));
        let articles = if with_articles { articles(part) } else { 0 };
        if articles > 0 {
            parts.push(words.from_articles(articles));
        }
    }
    parts
}

/// What lies behind the total of deaths: events without a figure, and what is never added.
pub fn help(result: &QueryResult, words: &Words) -> String {
    let first = result.without_figure(12).into_iter();
    let without: Vec<&str> = first
        .filter_map(|at| result.event(at))
        .map(|event| event.id())
        .collect();
    let best = result.parts.iter().filter_map(|part| best(part, words));
    [words.total_help(&without)]
        .into_iter()
        .chain(best)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The sum of the figures that a dataset prefers, where they are not its lowest.
fn best(part: &Part, words: &Words) -> Option<String> {
    part.dataset.card().short.as_ref()?;
    let sure = part.deaths;
    let name = part.slice.name.get(words.lang);
    (sure.best != sure.low).then(|| words.best_estimates(sure.best, name))
}

/// Deaths of one dataset in its own terms: of the events that certainly happened in the window, and apart from
/// them how many it would be with those that only may have. Nothing where no visible event has a figure.
fn deaths(part: &Part, words: &Words, say_possible: bool) -> Option<String> {
    let (sure, all) = (part.deaths, part.deaths_possible);
    if all.known == 0 {
        return None;
    }
    let (mut text, with_possible) = match &part.dataset.card().short {
        Some(_) => {
            let name = part.slice.name.get(words.lang);
            let high = (!sure.open).then_some(sure.high);
            (words.reported_deaths(sure.low, high, name), all.low - sure.low)
        }
        None => {
            let open = sure.open || sure.high > sure.low || sure.unknown > 0;
            (
                words.reported_killed(sure.low, open && sure.known > 0),
                all.low - sure.low,
            )
        }
    };
    if say_possible && with_possible > 0 {
        text.push_str(&words.more_if_possible(with_possible));
    }
    Some(text)
}

/// Articles of the collection that the visible events of a dataset cite.
fn articles(part: &Part) -> usize {
    let is_article = |id: &&str| {
        let source = part.dataset.source(id);
        source.is_some_and(|source| source.custom.role == SourceRole::Article)
    };
    // Tables of coded events name no article: nothing to look for.
    let any = part
        .dataset
        .sources()
        .any(|source| source.custom.role == SourceRole::Article);
    if any {
        part.cited().filter(is_article).count()
    } else {
        0
    }
}
