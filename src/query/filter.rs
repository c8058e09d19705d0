//! A filter: AND across criteria, OR inside one, exclusions on top. Pure data, by value and not by code, so
//! that it survives a change of dataset and can be saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Dataset, Event, EventType, PlaceClass};
use crate::words::Words;

use super::rows::RowSet;
use super::text::TextQuery;

/// Values that are asked for or left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice<T: Ord> {
    /// One of these must be there; empty asks for nothing.
    pub include: BTreeSet<T>,
    /// None of these may be there.
    pub exclude: BTreeSet<T>,
}

impl<T: Ord> Default for Choice<T> {
    fn default() -> Self {
        Self {
            include: BTreeSet::new(),
            exclude: BTreeSet::new(),
        }
    }
}

impl<T: Ord> Choice<T> {
    /// Whether it asks for anything.
    pub fn is_active(&self) -> bool {
        !self.include.is_empty() || !self.exclude.is_empty()
    }

    /// Whether an event with these values passes.
    pub fn accepts<'a>(&self, values: impl IntoIterator<Item = &'a T> + Clone) -> bool
    where
        T: 'a,
    {
        let wanted = self.include.is_empty() || values.clone().into_iter().any(|v| self.include.contains(v));
        wanted && !values.into_iter().any(|v| self.exclude.contains(v))
    }

    /// Adds or removes a value from the included ones; it is no longer excluded.
    pub fn toggle(&mut self, value: T) {
        self.exclude.remove(&value);
        if !self.include.remove(&value) {
            self.include.insert(value);
        }
    }

    /// Includes this value alone; again, and everything is included.
    pub fn only(&mut self, value: T) {
        self.exclude.clear();
        if self.include.len() == 1 && self.include.contains(&value) {
            self.include.clear();
        } else {
            self.include = BTreeSet::from([value]);
        }
    }

    /// Adds or removes a value from the excluded ones; it is no longer included.
    pub fn toggle_excluded(&mut self, value: T) {
        self.include.remove(&value);
        if !self.exclude.remove(&value) {
            self.exclude.insert(value);
        }
    }
}

/// A range of reported deaths (the shown figure), both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeathRange {
    /// At least this many.
    pub min: u32,
    /// At most this many; `None` is open.
    pub max: Option<u32>,
    /// Whether events without a figure pass.
    pub with_unknown: bool,
}

impl DeathRange {
    /// Whether an event passes.
    pub fn accepts(self, event: Event<'_>) -> bool {
        match event.deaths().shown() {
            Some(n) => n >= self.min && self.max.is_none_or(|max| n <= max),
            None => self.with_unknown,
        }
    }
}

/// The criteria of a filter, in the order of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Criterion {
    /// Country.
    Country,
    /// Event type.
    Kind,
    /// Actor as coded.
    Actor,
    /// Reported deaths.
    Deaths,
    /// Place class.
    Class,
    /// Sources disagree.
    Disagree,
    /// Source.
    Source,
    /// Text.
    Text,
}

impl Criterion {
    /// Every criterion.
    pub const ALL: [Self; 8] = [
        Self::Country,
        Self::Kind,
        Self::Actor,
        Self::Deaths,
        Self::Class,
        Self::Disagree,
        Self::Source,
        Self::Text,
    ];

    /// Name as the screen shows it.
    pub fn name(self, words: &Words) -> &'static str {
        words.filtering.criteria.get(self as usize).copied().unwrap_or("?")
    }
}

/// What is asked of an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Countries, by their names in the data.
    pub countries: Choice<String>,
    /// Event types.
    pub kinds: Choice<EventType>,
    /// Actors, by their coded names.
    pub actors: Choice<String>,
    /// Reported deaths.
    pub deaths: Option<DeathRange>,
    /// Place classes.
    pub classes: Choice<PlaceClass>,
    /// `Some(true)`: only where sources disagree; `Some(false)`: only where they do not.
    pub disagree: Option<bool>,
    /// Sources, by id.
    pub sources: Choice<String>,
    /// Words that must all be there, literally, whatever their case and accents.
    pub text: String,
}

impl Filter {
    /// The criteria that ask for something.
    pub fn active(&self) -> Vec<Criterion> {
        Criterion::ALL.into_iter().filter(|c| self.is_active(*c)).collect()
    }

    /// Whether a criterion asks for something.
    pub fn is_active(&self, criterion: Criterion) -> bool {
        match criterion {
            Criterion::Country => self.countries.is_active(),
            Criterion::Kind => self.kinds.is_active(),
            Criterion::Actor => self.actors.is_active(),
            Criterion::Deaths => self.deaths.is_some(),
            Criterion::Class => self.classes.is_active(),
            Criterion::Disagree => self.disagree.is_some(),
            Criterion::Source => self.sources.is_active(),
            Criterion::Text => !self.text.trim().is_empty(),
        }
    }

    /// The same filter without one criterion.
    #[must_use]
    pub fn without(&self, criterion: Criterion) -> Self {
        let mut filter = self.clone();
        match criterion {
            Criterion::Country => filter.countries = Choice::default(),
            Criterion::Kind => filter.kinds = Choice::default(),
            Criterion::Actor => filter.actors = Choice::default(),
            Criterion::Deaths => filter.deaths = None,
            Criterion::Class => filter.classes = Choice::default(),
            Criterion::Disagree => filter.disagree = None,
            Criterion::Source => filter.sources = Choice::default(),
            Criterion::Text => filter.text.clear(),
        }
        filter
    }

    /// Whether an event passes one criterion. The slow, obvious truth that everything faster is tested
    /// against.
    pub fn accepts(&self, criterion: Criterion, event: Event<'_>) -> bool {
        match criterion {
            Criterion::Country => accepts_text(&self.countries, [event.country()]),
            Criterion::Kind => self.kinds.accepts([&event.kind()]),
            Criterion::Actor => accepts_text(&self.actors, event.actors()),
            Criterion::Deaths => self.deaths.is_none_or(|range| range.accepts(event)),
            Criterion::Class => self.classes.accepts([&event.place_class()]),
            Criterion::Disagree => self.disagree.is_none_or(|wanted| wanted == (event.disagreements() > 0)),
            Criterion::Source => accepts_text(&self.sources, event.sources()),
            Criterion::Text => TextQuery::new(&self.text).accepts(event),
        }
    }

    /// The same as [`Self::run_on`] for every row.
    pub fn run(&self, dataset: &Dataset) -> Passing {
        self.run_on(dataset, &RowSet::all(dataset.len()))
    }

    /// The `live` rows of a dataset that pass every criterion, and for each active criterion the rows that pass
    /// all the others (for live counts and for "this criterion did it").
    pub fn run_on(&self, dataset: &Dataset, live: &RowSet) -> Passing {
        let passes: Vec<(Criterion, RowSet)> = self
            .active()
            .into_iter()
            .map(|criterion| (criterion, self.rows_passing(criterion, dataset)))
            .collect();
        let all_but = |left_out: Option<Criterion>| {
            let mut rows = live.clone();
            for (criterion, passing) in &passes {
                if Some(*criterion) != left_out {
                    rows.intersect(passing);
                }
            }
            rows
        };
        Passing {
            all: all_but(None),
            without: passes.iter().map(|(c, _)| (*c, all_but(Some(*c)))).collect(),
        }
    }

    fn rows_passing(&self, criterion: Criterion, dataset: &Dataset) -> RowSet {
        // The text query folds its words once, not once for each row.
        if criterion == Criterion::Text {
            let query = TextQuery::new(&self.text);
            return RowSet::filter(dataset.len(), |row| {
                dataset.event(row).is_some_and(|e| query.accepts(e))
            });
        }
        RowSet::filter(dataset.len(), |row| {
            dataset.event(row).is_some_and(|event| self.accepts(criterion, event))
        })
    }
}

fn accepts_text<'a>(choice: &Choice<String>, values: impl IntoIterator<Item = &'a str>) -> bool {
    if !choice.is_active() {
        return true;
    }
    let values: Vec<&str> = values.into_iter().collect();
    let wanted = choice.include.is_empty() || values.iter().any(|v| choice.include.contains(*v));
    wanted && !values.iter().any(|v| choice.exclude.contains(*v))
}

/// What a filter leaves of a dataset.
#[derive(Debug, Clone)]
pub struct Passing {
    /// Rows that pass every criterion.
    pub all: RowSet,
    /// For each active criterion, rows that pass all the others.
    pub without: Vec<(Criterion, RowSet)>,
}

impl Passing {
    /// Rows that pass every criterion but this one.
    pub fn but(&self, criterion: Criterion) -> &RowSet {
        self.without
            .iter()
            .find(|(c, _)| *c == criterion)
            .map_or(&self.all, |(_, rows)| rows)
    }
}
