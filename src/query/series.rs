//! Events and deaths by time and by type or actor: what the charts show.
//!
//! Counted over everything that passes the filter, whatever the window, by the day an event starts. The window
//! is drawn over it; moving it counts nothing anew.

use std::collections::BTreeMap;

use crate::base::{Day, DaySpan, Step};
use crate::model::dictionary::{Code, NO_CODE};
use crate::model::{EventType, Row};

use super::result::{Part, QueryResult};

/// Actors that have a group of their own; all others share one.
pub const ACTORS: usize = 8;

/// What a bar covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binning {
    /// A step of the calendar; weeks are those of ISO 8601, from Monday.
    Step(Step),
    /// Weeks from Saturday, as ACLED counts them.
    SaturdayWeek,
}

impl Binning {
    /// Every one, shortest first.
    pub const ALL: [Self; 6] = [
        Self::Step(Step::Day),
        Self::Step(Step::Week),
        Self::SaturdayWeek,
        Self::Step(Step::Month),
        Self::Step(Step::Quarter),
        Self::Step(Step::Year),
    ];

    /// The bar that holds a day.
    pub fn span_of(self, day: Day) -> DaySpan {
        match self {
            Self::Step(step) => step.span_of(day),
            Self::SaturdayWeek => {
                // Two days later the same week begins on a Monday.
                let monday = Step::Week.floor(day.plus(2));
                DaySpan::new(monday.plus(-2), monday.plus(5)).unwrap_or(DaySpan::day(day))
            }
        }
    }

    /// The finest that is not finer than `self` and covers an extent with at most so many bars.
    #[must_use]
    pub fn at_most(self, extent: DaySpan, bars: usize) -> Self {
        let fits = |binning: &Self| {
            let days = binning.span_of(extent.start()).days().max(1);
            usize::try_from(extent.days() / days).unwrap_or(0) < bars
        };
        let coarser = Self::ALL.into_iter().skip_while(|binning| *binning != self);
        let found = coarser
            .into_iter()
            .find(|binning| fits(binning) || *binning == Self::Step(Step::Year));
        found.unwrap_or(self)
    }
}

/// What the bars are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Split {
    /// Type.
    #[default]
    Kind,
    /// Actor: an event counts for each of its actors that has a group.
    Actor,
}

/// What a group holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// Events of a type.
    Kind(EventType),
    /// Events in which an actor took part.
    Actor(String),
    /// Events in which no actor with a group took part.
    Others,
}

/// Events and deaths of a group, bar by bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The group.
    pub group: Group,
    /// Matching events that start in each bar.
    pub events: Vec<u32>,
    /// Sum of their shown deaths; those without a figure add nothing.
    pub deaths: Vec<u32>,
}

/// The bars of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chart {
    /// What each bar covers.
    pub bins: Vec<DaySpan>,
    /// The groups, largest first; types in the order of the legend.
    pub series: Vec<Series>,
    /// Matching events that start in each bar, each once.
    pub events: Vec<u32>,
    /// Sum of their shown deaths.
    pub deaths: Vec<u32>,
}

impl Chart {
    /// Counts what passes the filter of a result. Looks at every matching event once; nothing depends on the
    /// window.
    pub fn count(result: &QueryResult, binning: Binning, split: Split) -> Self {
        let Some(extent) = result.extent else {
            return Self::default();
        };
        let bins = bins(extent, binning);
        let groups = match split {
            Split::Kind => kinds(result),
            Split::Actor => actors(result),
        };
        let none = || vec![0; bins.len()];
        let mut chart = Self {
            series: groups
                .into_iter()
                .map(|group| Series {
                    group,
                    events: none(),
                    deaths: none(),
                })
                .collect(),
            events: none(),
            deaths: none(),
            bins,
        };
        for part in &result.parts {
            chart.add(part);
        }
        chart
            .series
            .retain(|series| series.group != Group::Others || series.events.iter().any(|n| *n > 0));
        chart
    }

    /// Position of the bar that holds a day.
    pub fn bar_at(&self, day: Day) -> Option<usize> {
        let i = self.bins.partition_point(|bin| bin.end() <= day);
        self.bins.get(i).filter(|bin| bin.has(day)).map(|_| i)
    }

    fn add(&mut self, part: &Part) {
        let dataset = &part.dataset;
        let masks = Masks::of(&self.series, part);
        let (figures, codes) = dataset.death_figures();
        let shown: Vec<u32> = figures.iter().map(|d| d.shown().unwrap_or(0)).collect();
        for (i, bin) in self.bins.iter().enumerate() {
            let rows = dataset.starting_in(*bin);
            let mut next = part.passing.all.next_from(rows.start);
            while let Some(row) = next.filter(|row| *row < rows.end) {
                next = part.passing.all.next_from(row + 1);
                let code = codes.get(row as usize).copied().unwrap_or(NO_CODE);
                let killed = shown.get(code as usize).copied().unwrap_or(0);
                bump(&mut self.events, i, 1);
                bump(&mut self.deaths, i, killed);
                let mut mask = masks.of_row(row);
                while mask != 0 {
                    let group = mask.trailing_zeros() as usize;
                    mask &= mask - 1;
                    if let Some(series) = self.series.get_mut(group) {
                        bump(&mut series.events, i, 1);
                        bump(&mut series.deaths, i, killed);
                    }
                }
            }
        }
    }
}

fn bump(counts: &mut [u32], i: usize, by: u32) {
    if let Some(count) = counts.get_mut(i) {
        *count = count.saturating_add(by);
    }
}

/// The groups of each event, one bit each.
struct Masks<'a> {
    /// By type.
    kinds: Option<(&'a [EventType], Vec<u16>)>,
    /// By list of actors.
    lists: Option<(&'a [Code], Vec<u16>)>,
    others: u16,
}

impl<'a> Masks<'a> {
    fn of(series: &[Series], part: &'a Part) -> Self {
        let position = |wanted: &dyn Fn(&Group) -> bool| -> u16 {
            let found = series.iter().position(|series| wanted(&series.group));
            found
                .and_then(|i| 1u16.checked_shl(u32::try_from(i).ok()?))
                .unwrap_or(0)
        };
        let by_kind = series.iter().any(|series| matches!(series.group, Group::Kind(_)));
        let kinds = by_kind.then(|| {
            let of = EventType::ALL.map(|kind| position(&|group| *group == Group::Kind(kind)));
            (part.dataset.kinds(), of.to_vec())
        });
        let lists = (!by_kind).then(|| {
            let (lists, column) = part.dataset.actors();
            let names = lists.dictionary().values();
            let of_name: Vec<u16> = names
                .map(|name| position(&|group| matches!(group, Group::Actor(actor) if actor == name)))
                .collect();
            let of_list = (0..).take(lists.len()).map(|list| {
                let codes = lists.codes(list).iter();
                codes.fold(0, |mask, code| mask | of_name.get(*code as usize).copied().unwrap_or(0))
            });
            (column, of_list.collect())
        });
        Self {
            kinds,
            lists,
            others: position(&|group| *group == Group::Others),
        }
    }

    fn of_row(&self, row: Row) -> u16 {
        let kind = self.kinds.as_ref().and_then(|(column, masks)| {
            let kind = column.get(row as usize)?;
            masks.get(kind.index()).copied()
        });
        let list = self.lists.as_ref().and_then(|(column, masks)| {
            let list = column.get(row as usize)?;
            masks.get(*list as usize).copied()
        });
        match kind.or(list).unwrap_or(0) {
            0 => self.others,
            mask => mask,
        }
    }
}

fn bins(extent: DaySpan, binning: Binning) -> Vec<DaySpan> {
    let mut bins = Vec::new();
    let mut day = extent.start();
    while day < extent.end() {
        let span = binning.span_of(day);
        bins.push(span);
        if span.end() <= day {
            break;
        }
        day = span.end();
    }
    bins
}

/// The types that occur in the datasets.
fn kinds(result: &QueryResult) -> Vec<Group> {
    result
        .facets
        .kinds
        .iter()
        .map(|facet| Group::Kind(facet.value))
        .collect()
}

/// The actors with most matching events, and the others.
fn actors(result: &QueryResult) -> Vec<Group> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for part in &result.parts {
        let (lists, column) = part.dataset.actors();
        let mut of_list = vec![0u32; lists.len()];
        part.passing.all.each(|row| {
            let list = column
                .get(row as usize)
                .and_then(|list| of_list.get_mut(*list as usize));
            if let Some(count) = list {
                *count += 1;
            }
        });
        for (list, rows) in (0..).zip(of_list).filter(|(_, rows)| *rows > 0) {
            for name in lists.values(list).filter(|name| !name.is_empty()) {
                *counts.entry(name).or_default() += u64::from(rows);
            }
        }
    }
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let named = counts
        .into_iter()
        .take(ACTORS)
        .map(|(name, _)| Group::Actor(name.to_owned()));
    named.chain([Group::Others]).collect()
}
