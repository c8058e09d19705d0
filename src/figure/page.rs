//! What the map picture for a report says around its map. The same for the command line, the saved and the
//! copied picture. Floor 6 lays it out and paints it.

use std::collections::BTreeSet;

use super::map_frame::{Insets, MapFrame, ZOOM_RANGE};
use crate::base::place::Bounds;
use crate::base::{Day, LonLat};
use crate::model::source::SourceRole;
use crate::query::{Certainty, EventRef, Filter, QueryResult, describe};
use crate::words::Words;

/// Most sources that are named one by one; the rest is counted.
pub const SOURCES_NAMED: usize = 8;
/// Most incidents that are numbered and listed; more would make the list longer than the map.
const LISTED: usize = 15;

/// Highest zoom that a page chooses by itself: nearer than this the bundled basemap has little to say.
const FIT_ZOOM: f64 = 8.5;

/// What part of the world the map of a page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PageView {
    /// Every visible incident with its circle, or the three countries where there is none; with another middle or
    /// zoom where one is given.
    Fit {
        /// Position in the middle.
        centre: Option<LonLat>,
        /// Zoom; 0 shows the world in 256 points.
        zoom: Option<f64>,
    },
    /// Everything another map shows, such as the one in the window.
    Covering(MapFrame),
}

impl Default for PageView {
    fn default() -> Self {
        Self::Fit {
            centre: None,
            zoom: None,
        }
    }
}

impl PageView {
    /// The frame of a map of `size` points.
    pub fn frame(self, result: &QueryResult, size: (f32, f32)) -> MapFrame {
        match self {
            Self::Covering(other) => {
                let ratio = |ours: f32, theirs: f32| f64::from(ours / theirs.max(1.0));
                let shrunk = ratio(size.0, other.size.0).min(ratio(size.1, other.size.1));
                let zoom = other.zoom + shrunk.max(1e-3).log2();
                MapFrame {
                    centre: other.centre,
                    zoom: held(zoom),
                    size,
                }
            }
            Self::Fit { centre, zoom } => {
                let bounds = Bounds::around(result.circles()).unwrap_or(Bounds::THREE_COUNTRIES);
                let frame = MapFrame::fitting(bounds, size, Insets::default());
                MapFrame {
                    centre: centre.unwrap_or(frame.centre),
                    zoom: held(zoom.unwrap_or(frame.zoom.min(FIT_ZOOM))),
                    size,
                }
            }
        }
    }
}

/// A zoom within the range of the map.
fn held(zoom: f64) -> f64 {
    zoom.clamp(ZOOM_RANGE.0, ZOOM_RANGE.1)
}

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
    /// What the incidents rest on, the most important first: articles, coded datasets. Not more than
    /// [`SOURCES_NAMED`] of them.
    pub sources: Vec<String>,
    /// How many sources the incidents cite in all.
    pub cited: usize,
    /// What a figure of deaths counts, by dataset.
    pub counted: Vec<String>,
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
        let titles = each_once(cards().map(|card| card.title.get(words.lang)));
        let criteria = describe::criteria(filter, result, words).join(" · ");
        let shown = if criteria.is_empty() {
            words.page.no_filter
        } else {
            &criteria
        };
        let (sources, cited) = sources(result, words);
        Self {
            title: input.title.map_or_else(|| titles.join(" · "), str::to_owned),
            period: words.period(result.window.span),
            counts: super::summary::counts(result, words).join(" · "),
            filter: words.labelled(words.page.filter, shown),
            empty: (result.count() == 0).then(|| empty(result, &criteria, words)),
            remark: (result.window.certainty == Certainty::Certain).then_some(words.page.certain_only),
            missing: (result.unlocated, result.undated),
            listed: listed(result, words),
            sources,
            cited,
            counted: each_once(cards().map(|card| card.counts.get(words.lang))),
            credits: each_once(cards().map(|card| card.attribution.get(words.lang))),
            accessed: words.accessed(input.accessed, env!("CARGO_PKG_VERSION")),
        }
    }
}

/// Every text once: files of one dataset say the same of themselves.
fn each_once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.iter().any(|known| known == text) {
            found.push(text.to_owned());
        }
    }
    found
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

impl Page {
    /// The line of sources with at most `named` of them by name and the others counted; empty where nothing is
    /// cited.
    pub fn sources_line(&self, named: usize, words: &Words) -> String {
        let mut shown: Vec<String> = self.sources.iter().take(named).cloned().collect();
        let more = self.cited - shown.len();
        match (shown.is_empty(), more) {
            (true, 0) => return String::new(),
            (true, _) => shown.push(words.records(more)),
            (false, 0) => {}
            (false, _) => shown.push(words.more_records(more)),
        }
        words.labelled(words.page.sources, &shown.join(" · "))
    }
}

/// Articles first, then coded datasets, by their one-line form; and the number of all sources.
fn sources(result: &QueryResult, words: &Words) -> (Vec<String>, usize) {
    let mut seen = BTreeSet::new();
    let mut lists = BTreeSet::new();
    let mut named: Vec<(SourceRole, String)> = Vec::new();
    for (at, event) in result.events() {
        // Many events cite the same sources: each list is read once.
        let list = event.dataset().source_ids().1.get(at.row as usize).copied();
        if !lists.insert((at.dataset, list)) {
            continue;
        }
        for id in event.sources() {
            if !seen.insert((at.dataset, id)) {
                continue;
            }
            let source = event.dataset().source(id);
            if let Some(source) = source.filter(|s| matches!(s.custom.role, SourceRole::Article | SourceRole::Dataset))
            {
                named.push((source.custom.role, source.custom.short.get(words.lang).to_owned()));
            }
        }
    }
    named.sort_by_key(|(role, _)| *role != SourceRole::Article);
    let named = named.into_iter().map(|(_, short)| short).take(SOURCES_NAMED);
    (named.collect(), seen.len())
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
        // Five articles and the coded dataset by name, every other record by number.
        assert_eq!(page.sources.len(), 6);
        let line = page.sources_line(SOURCES_NAMED, &EN);
        assert!(
            line.starts_with("Sources: ") && line.ends_with(" more records"),
            "{line}"
        );
        assert_eq!(page.sources_line(0, &EN), format!("Sources: {} records", page.cited));
        assert!(page.counted.iter().any(|text| text.contains("not counted")));
        assert!(page.accessed.contains("31 January 2025"));
        assert!(page.empty.is_none());
    }

    #[test]
    fn the_map_of_a_page_shows_what_was_asked_for() {
        let dataset = Arc::new(crate::read::bundled().unwrap());
        let span = dataset.extent().unwrap();
        let window = TimeWindow {
            span,
            certainty: Certainty::Possible,
        };
        let result = run(&[dataset], &Filter::default(), window);
        let frame = PageView::default().frame(&result, (900.0, 600.0));
        for (_, event) in result.events() {
            let (at, radius) = event.circle().unwrap();
            let (middle, radius) = (frame.project(at), frame.radius(at, radius));
            assert!(frame.has(middle, -radius), "{}", event.id());
        }
        let window = MapFrame {
            centre: LonLat::new(2.0, 15.0).unwrap(),
            zoom: 7.0,
            size: (1102.0, 494.0),
        };
        let page = PageView::Covering(window).frame(&result, (700.0, 500.0));
        let corner = window.unproject(crate::figure::Pt::default());
        assert!(page.has(page.project(corner), 0.5) && page.zoom < window.zoom);
    }

    #[test]
    fn an_empty_page_says_where_to_look() {
        let page = page("2024-01-01", "2024-01-31", &Filter::default(), &FR);
        let empty = page.empty.clone().unwrap();
        assert!(
            empty.contains("3 oct. 2023") && empty.contains("25 juin 2024"),
            "{empty}"
        );
        assert!(page.sources_line(8, &FR).is_empty() && page.listed.is_empty());
    }
}
