//! What the map picture for a report says around its map. The same for the command line, the saved and the
//! copied picture. Floor 6 lays it out and paints it.

use crate::base::Day;
use crate::model::source::SourceRole;
use crate::query::{Certainty, EventRef, Filter, QueryResult, describe};
use crate::words::Words;

/// Most sources that are named one by one; the rest is counted.
const SOURCES_NAMED: usize = 8;
/// Most incidents that are numbered and listed; more would make the list longer than the map.
const LISTED: usize = 15;

/// What a page is made from.
#[derive(Debug, Clone, Copy)]
pub struct PageInput<'a> {
    /// What is shown.
    pub result: &'a QueryResult,
    /// The filter behind it.
    pub filter: &'a Filter,
    /// Words in the language of the picture.
    pub words: &'static Words,
    /// Title given by the user; else the names of the datasets.
    pub title: Option<&'a str>,
    /// The day the picture is made.
    pub accessed: Day,
}

/// An incident of the numbered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number on the map, from 1.
    pub number: usize,
    /// Which one.
    pub event: EventRef,
    /// Date, as far as known.
    pub date: String,
    /// Title.
    pub title: String,
}

/// The texts of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Title.
    pub title: String,
    /// Period with first and last day.
    pub period: String,
    /// Number of incidents, deaths, articles.
    pub counts: String,
    /// The filter, or that there is none.
    pub filter: String,
    /// Why the map is empty, where it is.
    pub empty: Option<String>,
    /// Only certain incidents, where asked for.
    pub remark: Option<&'static str>,
    /// Visible incidents without a place and without a date.
    pub missing: (usize, usize),
    /// The incidents in order, where there are few enough.
    pub listed: Vec<Listed>,
    /// What the incidents rest on.
    pub sources: String,
    /// Lines that the datasets ask for.
    pub credits: Vec<String>,
    /// When and with what it was made.
    pub accessed: String,
}

impl Page {
    /// The texts of a page.
    pub fn new(input: &PageInput<'_>) -> Self {
        let PageInput {
            result, filter, words, ..
        } = *input;
        let cards = || result.parts.iter().map(|part| part.dataset.card());
        let titles: Vec<&str> = cards().map(|card| card.title.get(words.lang)).collect();
        let criteria = describe::criteria(filter, result, words).join(" · ");
        let shown = if criteria.is_empty() {
            words.page.no_filter
        } else {
            &criteria
        };
        Self {
            title: input.title.map_or_else(|| titles.join(" · "), str::to_owned),
            period: words.period(result.window.span),
            counts: super::summary::counts(result, words).join(" · "),
            filter: words.labelled(words.page.filter, shown),
            empty: (result.count() == 0).then(|| empty(result, &criteria, words)),
            remark: (result.window.certainty == Certainty::Certain).then_some(words.page.certain_only),
            missing: (result.unlocated, result.undated),
            listed: listed(result, words),
            sources: sources(result, words),
            credits: cards()
                .map(|card| card.attribution.get(words.lang).to_owned())
                .collect(),
            accessed: words.accessed(input.accessed, env!("CARGO_PKG_VERSION")),
        }
    }
}

/// Why nothing is visible: the window, with the nearest days that would show something, or the filter.
fn empty(result: &QueryResult, criteria: &str, words: &Words) -> String {
    if result.matching == 0 {
        return words.leaves_nothing(criteria, result.total);
    }
    let (before, after) = result.nearest();
    let nearest: Vec<String> = [before, after]
        .into_iter()
        .flatten()
        .map(|day| words.day_short(day))
        .collect();
    words.empty_window(&nearest)
}

fn listed(result: &QueryResult, words: &Words) -> Vec<Listed> {
    if result.count() > LISTED {
        return Vec::new();
    }
    let numbered = result.events().zip(1..);
    numbered
        .map(|((event, found), number)| Listed {
            number,
            event,
            date: found
                .span()
                .map_or_else(|| words.common.undated.to_owned(), |span| words.span_short(span)),
            title: found.title().get(words.lang).to_owned(),
        })
        .collect()
}

/// Articles first, then coded datasets, by their one-line form; everything else counted.
fn sources(result: &QueryResult, words: &Words) -> String {
    let mut cited: Vec<(SourceRole, &str)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (at, event) in result.events() {
        for id in event.sources() {
            if let Some(source) = event.dataset().source(id).filter(|_| seen.insert((at.dataset, id))) {
                cited.push((source.custom.role, source.custom.short.get(words.lang)));
            }
        }
    }
    if cited.is_empty() {
        return String::new();
    }
    let named = |role| cited.iter().filter(move |(r, _)| *r == role).map(|(_, short)| *short);
    let mut shown: Vec<String> = named(SourceRole::Article)
        .chain(named(SourceRole::Dataset))
        .take(SOURCES_NAMED)
        .map(str::to_owned)
        .collect();
    if shown.is_empty() {
        shown.extend(cited.iter().map(|(_, short)| (*short).to_owned()).take(SOURCES_NAMED));
    }
    let more = cited.len() - shown.len();
    if more > 0 {
        shown.push(words.more_sources(more));
    }
    words.labelled(words.page.sources, &shown.join(" · "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::DaySpan;
    use crate::query::{TimeWindow, run};
    use crate::words::{EN, FR};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn page(from: &str, to: &str, filter: &Filter, words: &'static Words) -> Page {
        let dataset = Arc::new(crate::read::bundled().unwrap());
        let window = TimeWindow {
            span: DaySpan::inclusive(day(from), day(to)),
            certainty: Certainty::Possible,
        };
        let result = run(&[dataset], filter, window);
        Page::new(&PageInput {
            result: &result,
            filter,
            words,
            title: None,
            accessed: day("2025-01-31"),
        })
    }

    #[test]
    fn the_page_says_what_when_and_from_whom() {
        let page = page("2023-08-03", "2024-07-22", &Filter::default(), &EN);
        assert_eq!(page.title, "Incidents named in five press articles");
        assert_eq!(page.period, "3 August 2023 to 22 July 2024, both days included");
        assert!(
            page.counts.starts_with("10 incidents · at least 107 soldiers"),
            "{}",
            page.counts
        );
        assert_eq!(page.filter, "Filter: none, every incident of the period");
        assert_eq!(page.listed.len(), 10);
        assert_eq!(
            page.listed.iter().map(|l| l.number).collect::<Vec<_>>(),
            (1..=10).collect::<Vec<_>>()
        );
        assert!(page.sources.starts_with("Sources: "), "{}", page.sources);
        assert!(page.sources.ends_with("more records"), "{}", page.sources);
        assert!(page.accessed.contains("31 January 2025"));
        assert!(page.empty.is_none());
    }

    #[test]
    fn an_empty_page_says_where_to_look() {
        let page = page("2024-01-01", "2024-01-31", &Filter::default(), &FR);
        let empty = page.empty.unwrap();
        assert!(
            empty.contains("3 oct. 2023") && empty.contains("25 juin 2024"),
            "{empty}"
        );
        assert!(page.sources.is_empty() && page.listed.is_empty());
    }
}
