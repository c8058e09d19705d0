//! A filter: AND across criteria, OR inside one, exclusions on top. Pure data, by value and not by code, so
//! that it survives a change of dataset and can be saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Deaths, Event, EventType, PlaceClass};
use crate::words::Words;

use super::area::Area;
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
    /// Whether an event with these deaths passes.
    pub fn accepts(self, deaths: Deaths) -> bool {
        match deaths.shown() {
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
    /// First-order division.
    Admin1,
    /// Event type.
    Kind,
    /// Sub-type in the dataset's words.
    SubKind,
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
    /// Part of the map.
    Area,
    /// Id of the event.
    Id,
    /// Dataset.
    Dataset,
}

impl Criterion {
    /// Every criterion.
    pub const ALL: [Self; 13] = [
        Self::Country,
        Self::Admin1,
        Self::Kind,
        Self::SubKind,
        Self::Actor,
        Self::Deaths,
        Self::Class,
        Self::Disagree,
        Self::Source,
        Self::Text,
        Self::Area,
        Self::Id,
        Self::Dataset,
    ];

    /// Name as the screen shows it.
    pub fn name(self, words: &Words) -> &'static str {
        words.filtering.criteria.get(self as usize).copied().unwrap_or("?")
    }
}

/// What is asked of an event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Countries, by their names in the data.
    pub countries: Choice<String>,
    /// First-order divisions, by their names in the data.
    pub admin1s: Choice<String>,
    /// Sub-types, in the words of the data.
    pub sub_kinds: Choice<String>,
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
    /// Part of the map.
    pub area: Option<Area>,
    /// Events, by their ids.
    pub ids: Choice<String>,
    /// Datasets, by the ids of their lineages.
    pub datasets: Choice<String>,
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
            Criterion::Admin1 => self.admin1s.is_active(),
            Criterion::SubKind => self.sub_kinds.is_active(),
            Criterion::Area => self.area.is_some(),
            Criterion::Id => self.ids.is_active(),
            Criterion::Dataset => self.datasets.is_active(),
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
            Criterion::Admin1 => filter.admin1s = Choice::default(),
            Criterion::SubKind => filter.sub_kinds = Choice::default(),
            Criterion::Area => filter.area = None,
            Criterion::Id => filter.ids = Choice::default(),
            Criterion::Dataset => filter.datasets = Choice::default(),
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
            Criterion::Deaths => self.deaths.is_none_or(|range| range.accepts(event.deaths())),
            Criterion::Class => self.classes.accepts([&event.place_class()]),
            Criterion::Disagree => self.disagree.is_none_or(|wanted| wanted == (event.disagreements() > 0)),
            Criterion::Source => accepts_text(&self.sources, event.sources()),
            Criterion::Text => TextQuery::new(&self.text).accepts(event),
            Criterion::Admin1 => accepts_text(&self.admin1s, [event.admin1()]),
            Criterion::SubKind => accepts_text(&self.sub_kinds, [event.sub_kind()]),
            Criterion::Area => self.area.as_ref().is_none_or(|area| {
                let centre = event.circle().map(|(centre, _)| centre);
                centre.is_some_and(|centre| area.contains(centre))
            }),
            Criterion::Id => accepts_text(&self.ids, [event.id()]),
            Criterion::Dataset => accepts_text(&self.datasets, [event.dataset().card().id.as_str()]),
        }
    }

    /// The part of the filter that decides one criterion; the rest is as in an empty filter.
    #[must_use]
    pub fn just(&self, criterion: Criterion) -> Self {
        let mut just = Self::default();
        match criterion {
            Criterion::Country => just.countries.clone_from(&self.countries),
            Criterion::Kind => just.kinds.clone_from(&self.kinds),
            Criterion::Actor => just.actors.clone_from(&self.actors),
            Criterion::Deaths => just.deaths = self.deaths,
            Criterion::Class => just.classes.clone_from(&self.classes),
            Criterion::Disagree => just.disagree = self.disagree,
            Criterion::Source => just.sources.clone_from(&self.sources),
            Criterion::Text => just.text.clone_from(&self.text),
            Criterion::Admin1 => just.admin1s.clone_from(&self.admin1s),
            Criterion::SubKind => just.sub_kinds.clone_from(&self.sub_kinds),
            Criterion::Area => just.area.clone_from(&self.area),
            Criterion::Id => just.ids.clone_from(&self.ids),
            Criterion::Dataset => just.datasets.clone_from(&self.datasets),
        }
        just
    }
}

/// Whether texts pass a choice: one of them is included, none is left out.
pub(super) fn accepts_text<'a>(choice: &Choice<String>, values: impl IntoIterator<Item = &'a str>) -> bool {
    if !choice.is_active() {
        return true;
    }
    let values: Vec<&str> = values.into_iter().collect();
    let wanted = choice.include.is_empty() || values.iter().any(|v| choice.include.contains(*v));
    wanted && !values.iter().any(|v| choice.exclude.contains(*v))
}
