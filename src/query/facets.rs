//! Live counts of the values of each criterion.
//!
//! The count beside a value says how many events of the window it would add or leave: events that pass all
//! *other* criteria and hold the value. Values that occur in the datasets but not now keep their place with 0.

use std::collections::BTreeMap;

use crate::model::{Event, EventType, PlaceClass};

use super::filter::Criterion;
use super::result::Part;
use super::rows::RowSet;

/// A value and its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue<T> {
    /// The value.
    pub value: T,
    /// Events it stands for, now.
    pub count: usize,
}

/// Counts for each criterion that has values.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// By country, most frequent in the datasets first.
    pub countries: Vec<FacetValue<String>>,
    /// By type, in the order of the legend; only types that occur.
    pub kinds: Vec<FacetValue<EventType>>,
    /// By actor.
    pub actors: Vec<FacetValue<String>>,
    /// By place class, sharpest first; only classes that occur.
    pub classes: Vec<FacetValue<PlaceClass>>,
    /// By source.
    pub sources: Vec<FacetValue<String>>,
    /// Events where sources disagree.
    pub disagree: usize,
    /// Events where they do not.
    pub agree: usize,
    /// Events without a figure of deaths.
    pub deaths_unknown: usize,
    /// Largest shown figure of deaths in the datasets.
    pub deaths_max: u32,
}

impl Facets {
    /// The counts over parts whose `in_window` rows are those of the window.
    pub fn count(parts: &[Part]) -> Self {
        let mut facets = Self {
            countries: texts(parts, Criterion::Country, |e, add| add(e.country())),
            actors: texts(parts, Criterion::Actor, |e, add| e.actors().for_each(add)),
            sources: texts(parts, Criterion::Source, |e, add| e.sources().for_each(add)),
            kinds: values(parts, Criterion::Kind, |event| event.kind()),
            classes: values(parts, Criterion::Class, |event| event.place_class()),
            ..Self::default()
        };
        facets.add_empty_countries(parts);
        for part in parts {
            for event in rows_but(part, Criterion::Disagree) {
                if event.disagreements() > 0 {
                    facets.disagree += 1;
                } else {
                    facets.agree += 1;
                }
            }
            facets.deaths_unknown += rows_but(part, Criterion::Deaths)
                .filter(|e| !e.deaths().is_known())
                .count();
            let largest = part.slice.events().filter_map(|e| e.deaths().shown()).max();
            facets.deaths_max = facets.deaths_max.max(largest.unwrap_or(0));
        }
        facets
    }

    /// Countries of which a collection has no event but something to say: they can be asked for too.
    fn add_empty_countries(&mut self, parts: &[Part]) {
        for country in parts
            .iter()
            .flat_map(|part| part.dataset.context().empty_country.keys())
        {
            if !self.countries.iter().any(|known| known.value == *country) {
                self.countries.push(FacetValue {
                    value: country.clone(),
                    count: 0,
                });
            }
        }
    }
}

/// Events of the window that pass every criterion but one.
fn rows_but(part: &Part, criterion: Criterion) -> impl Iterator<Item = Event<'_>> {
    let mut rows: RowSet = part.passing.but(criterion).clone();
    rows.intersect(&part.in_window);
    let rows: Vec<_> = rows.iter().collect();
    rows.into_iter().filter_map(|row| part.dataset.event(row))
}

fn texts(
    parts: &[Part],
    criterion: Criterion,
    each: impl Fn(Event<'_>, &mut dyn FnMut(&str)),
) -> Vec<FacetValue<String>> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for part in parts {
        for event in part.slice.events() {
            each(event, &mut |value| counts.entry(value.to_owned()).or_default().0 += 1);
        }
        for event in rows_but(part, criterion) {
            each(event, &mut |value| counts.entry(value.to_owned()).or_default().1 += 1);
        }
    }
    let mut found: Vec<(usize, FacetValue<String>)> = counts
        .into_iter()
        .filter(|(value, _)| !value.is_empty())
        .map(|(value, (all, count))| (all, FacetValue { value, count }))
        .collect();
    // By how often a value occurs at all, so that the list does not jump while the window moves.
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.value.cmp(&b.1.value)));
    found.into_iter().map(|(_, value)| value).collect()
}

fn values<T: Ord + Copy>(parts: &[Part], criterion: Criterion, of: impl Fn(Event<'_>) -> T) -> Vec<FacetValue<T>> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for part in parts {
        for event in part.slice.events() {
            counts.entry(of(event)).or_default();
        }
        for event in rows_but(part, criterion) {
            *counts.entry(of(event)).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .map(|(value, count)| FacetValue { value, count })
        .collect()
}
