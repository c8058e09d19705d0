//! Live counts of the values of each criterion.
//!
//! The count beside a value says how many events of the window it would add or leave: events that pass all
//! *other* criteria and hold the value. Values that occur in the datasets but not now keep their place with 0.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::engine::Layer;
use super::filter::Criterion;
use super::index::Index;
use super::moved::{Sets, WordRanges};
use super::result::Part;
use super::rows::RowSet;
use super::tally::{CodeTally, ListTally, SetTally};
use super::trace::Trace;
use crate::model::dictionary::{Code, Dictionary};
use crate::model::{Dataset, EventType, PlaceClass};

/// A value and its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue<T> {
    /// The value.
    pub value: T,
    /// Events it stands for, now.
    pub count: usize,
}

/// Counts for each criterion that has values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By country, most frequent in the datasets first.
    pub countries: TextValues,
    /// By first-order division.
    pub admin1s: TextValues,
    /// By type, in the order of the legend; only types that occur.
    pub kinds: Vec<FacetValue<EventType>>,
    /// By sub-type in the words of the data.
    pub sub_kinds: TextValues,
    /// By actor.
    pub actors: TextValues,
    /// By place class, sharpest first; only classes that occur.
    pub classes: Vec<FacetValue<PlaceClass>>,
    /// By source.
    pub sources: TextValues,
    /// Events where sources disagree.
    pub disagree: usize,
    /// Events where they do not.
    pub agree: usize,
    /// Events without a figure of deaths.
    pub deaths_unknown: usize,
    /// Largest shown figure of deaths in the datasets.
    pub deaths_max: u32,
}

/// The text criteria that have values.
const TEXTS: [Criterion; 5] = [
    Criterion::Country,
    Criterion::Admin1,
    Criterion::SubKind,
    Criterion::Actor,
    Criterion::Source,
];

/// A value with its code in each layer.
#[derive(Debug, Default)]
struct Value {
    name: String,
    codes: Vec<Option<Code>>,
}

/// The values of a text criterion with their counts, in an order that the window does not change. They are many: a
/// result holds the numbers alone, and a value is put beside its count where somebody looks at it.
#[derive(Debug, Clone, Default)]
pub struct TextValues {
    order: Arc<Vec<Value>>,
    /// By layer, by code.
    counts: Vec<Vec<u32>>,
}

impl TextValues {
    /// Number of values.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no value occurs in the datasets.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// A value with its count, by its position.
    pub fn get(&self, at: usize) -> Option<FacetValue<&String>> {
        self.order.get(at).map(|value| self.counted(value))
    }

    /// The values with their counts, in order.
    pub fn iter(&self) -> impl Iterator<Item = FacetValue<&String>> {
        self.order.iter().map(|value| self.counted(value))
    }

    fn counted<'a>(&self, value: &'a Value) -> FacetValue<&'a String> {
        let codes = value.codes.iter().zip(&self.counts);
        let counts = codes.filter_map(|(code, counts)| counts.get((*code)? as usize));
        FacetValue {
            value: &value.name,
            count: counts.map(|n| *n as usize).sum(),
        }
    }
}

impl PartialEq for TextValues {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for TextValues {}

/// The values of each text criterion over all layers, most frequent first: by how often a value occurs at all,
/// so that the list does not jump while the window moves; and the types that occur.
#[derive(Debug, Default)]
pub(super) struct FacetOrder {
    values: [Arc<Vec<Value>>; TEXTS.len()],
    kinds: Vec<EventType>,
}

impl FacetOrder {
    /// The order over these layers.
    pub fn of(layers: &[Layer]) -> Self {
        Self {
            values: TEXTS.map(|criterion| Arc::new(order(layers, criterion))),
            kinds: kinds_of(layers),
        }
    }
}

fn order(layers: &[Layer], criterion: Criterion) -> Vec<Value> {
    let mut found: BTreeMap<&str, (u64, Value)> = BTreeMap::new();
    for (i, layer) in layers.iter().enumerate() {
        let (names, totals) = names_of(criterion, &layer.slice.dataset, &layer.index);
        for (code, (name, total)) in (0..)
            .zip(names.values().zip(totals))
            .filter(|(_, (name, _))| !name.is_empty())
        {
            let (sum, value) = found.entry(name).or_default();
            *sum += u64::from(*total);
            value.codes.resize(layers.len(), None);
            if let Some(slot) = value.codes.get_mut(i) {
                *slot = Some(code);
            }
        }
    }
    // Countries of which a collection has no event but something to say: they can be asked for too.
    if criterion == Criterion::Country {
        for name in layers
            .iter()
            .flat_map(|l| l.slice.dataset.context().empty_country.keys())
        {
            found.entry(name).or_default();
        }
    }
    let mut values: Vec<(u64, Value)> = found
        .into_iter()
        .map(|(name, (sum, value))| {
            (
                sum,
                Value {
                    name: name.to_owned(),
                    ..value
                },
            )
        })
        .collect();
    values.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    values.into_iter().map(|(_, value)| value).collect()
}

/// The types that occur, in the order of the legend.
fn kinds_of(layers: &[Layer]) -> Vec<EventType> {
    let sets = |kind: &EventType| {
        let kind = kind.index();
        layers.iter().filter_map(move |layer| layer.index.kinds.get(kind))
    };
    let all = EventType::ALL.into_iter();
    let mut kinds: Vec<EventType> = all.filter(|kind| sets(kind).any(|set| !set.is_empty())).collect();
    kinds.sort();
    kinds
}

fn names_of<'a>(criterion: Criterion, dataset: &'a Dataset, index: &'a Index) -> (&'a Dictionary, &'a [u32]) {
    match criterion {
        Criterion::Admin1 => (dataset.admin1s().0, &index.admin1s.totals),
        Criterion::SubKind => (dataset.sub_kinds().0, &index.sub_kinds.totals),
        Criterion::Actor => (dataset.actors().0.dictionary(), &index.actor_totals),
        Criterion::Source => (dataset.source_ids().0.dictionary(), &index.source_totals),
        _ => (dataset.countries().0, &index.countries.totals),
    }
}

/// So many of [`TEXTS`] are columns of one value; the others are lists.
const FIELDS: usize = 3;

/// The criteria whose values are counted. Those of [`TEXTS`] come first.
const COUNTED: [Criterion; 9] = [
    Criterion::Country,
    Criterion::Admin1,
    Criterion::SubKind,
    Criterion::Actor,
    Criterion::Source,
    Criterion::Kind,
    Criterion::Class,
    Criterion::Disagree,
    Criterion::Deaths,
];

/// The counts of one layer that follow its rows.
#[derive(Debug)]
pub(super) struct Tallies {
    lists: ListTallies,
    fields: FieldTallies,
    /// Rows that pass all but one criterion, for the criteria that ask for something.
    own: [(Sets<1>, Trace); COUNTED.len()],
}

/// The traces of the rows that pass all criteria but one, by the positions of [`COUNTED`].
pub(super) type Traces<'a> = [&'a Trace; COUNTED.len()];

/// Values of which an event may have several: as much to count as everything else.
#[derive(Debug, Default)]
pub(super) struct ListTallies([ListTally; 2]);

impl ListTallies {
    /// Counts the values in a part.
    pub fn update(&mut self, part: &Part, traces: &Traces<'_>) {
        let columns = [
            (part.dataset.actors(), &part.index.actors_before),
            (part.dataset.source_ids(), &part.index.sources_before),
        ];
        let traces = traces.iter().skip(FIELDS);
        for ((tally, (column, before)), trace) in self.0.iter_mut().zip(columns).zip(traces) {
            tally.update(column, before, trace);
        }
    }
}

/// Values of which an event has one.
#[derive(Debug, Default)]
pub(super) struct FieldTallies {
    fields: [CodeTally; FIELDS],
    kinds: CodeTally,
    classes: SetTally,
    disagree: SetTally,
    /// Events that pass all criteria but that of disagreement.
    all_but_disagree: usize,
    deaths_unknown: SetTally,
    unlocated: SetTally,
}

impl FieldTallies {
    /// Counts the values in a part, of which `visible` traces the visible rows.
    pub fn update(&mut self, part: &Part, traces: &Traces<'_>, visible: &Trace) {
        let (dataset, index) = (&part.dataset, &part.index);
        let columns = [
            (dataset.countries(), &index.countries),
            (dataset.admin1s(), &index.admin1s),
            (dataset.sub_kinds(), &index.sub_kinds),
        ];
        for ((tally, ((names, column), field)), trace) in self.fields.iter_mut().zip(columns).zip(traces) {
            tally.update(names.len(), column, field.sets.as_deref(), trace);
        }
        let [.., kinds, classes, disagree, deaths] = traces;
        self.kinds.update_kinds(dataset.kinds(), &index.kinds, kinds);
        let sets: Vec<&RowSet> = index.classes.iter().map(|(_, set)| set).collect();
        self.classes.update(&sets, classes);
        self.disagree.update(&[&index.disagree], disagree);
        self.all_but_disagree = disagree.count();
        self.deaths_unknown.update(&[&index.deaths_unknown], deaths);
        self.unlocated.update(&[&index.unlocated], visible);
    }
}

impl Tallies {
    /// Counts of nothing. See [`Trace::new`] for `few`.
    pub fn new(few: usize) -> Self {
        Self {
            lists: ListTallies::default(),
            fields: FieldTallies::default(),
            own: std::array::from_fn(|_| (Sets::default(), Trace::new(few))),
        }
    }

    /// Goes on to the rows of a part. `changed`: words in which they may differ from those of the part before, where
    /// the filter is the same. What is given back is then to be counted.
    pub fn go_on<'a>(
        &'a mut self,
        part: &Part,
        visible: &'a Trace,
        changed: Option<&WordRanges>,
    ) -> (&'a mut ListTallies, &'a mut FieldTallies, Traces<'a>) {
        // Where nothing is asked for by a criterion, its rows are the visible ones, which are known.
        let asked = COUNTED.map(|criterion| part.passing.asked_but(criterion));
        for (passing, (sets, own)) in asked.iter().zip(&mut self.own) {
            if let Some(passing) = passing {
                let [rows] = sets.go_on(part.dataset.len(), changed, |[rows], words| {
                    rows.write_both((passing, &part.in_window), words);
                });
                own.go_to(rows, passing, changed);
            }
        }
        let mut asked = asked.iter();
        let traces = self.own.each_ref().map(|(_, own)| match asked.next() {
            Some(Some(_)) => own,
            _ => visible,
        });
        (&mut self.lists, &mut self.fields, traces)
    }

    /// Events of the window that pass all criteria but this one, where they are counted anyway.
    pub fn all_but(&self, part: &Part, criterion: Criterion) -> Option<usize> {
        let at = COUNTED.iter().position(|counted| *counted == criterion)?;
        part.passing.asked_but(criterion)?;
        self.own.get(at).map(|(_, own)| own.count())
    }

    /// Visible events without a place.
    pub fn unlocated(&self) -> usize {
        first(&self.fields.unlocated)
    }

    /// The counts by code of a text criterion, by its position in [`TEXTS`].
    fn counts(&self, at: usize) -> &[u32] {
        let list = at.checked_sub(FIELDS).and_then(|i| self.lists.0.get(i));
        let field = self.fields.fields.get(at).map(CodeTally::counts);
        field.or(list.map(ListTally::counts)).unwrap_or(&[])
    }
}

/// The count of the only set.
fn first(tally: &SetTally) -> usize {
    tally.counts().first().map_or(0, |count| *count as usize)
}

impl Facets {
    /// The counts over parts, of which `tallies` counted the texts.
    pub(super) fn of(parts: &[Part], tallies: &[&Tallies], order: &FacetOrder) -> Self {
        let texts = |criterion: Criterion| {
            let at = TEXTS.iter().position(|c| *c == criterion).unwrap_or(0);
            TextValues {
                order: order.values.get(at).cloned().unwrap_or_default(),
                counts: tallies.iter().map(|tallies| tallies.counts(at).to_vec()).collect(),
            }
        };
        let sum = |count: &dyn Fn(&Tallies) -> usize| tallies.iter().map(|tallies| count(tallies)).sum::<usize>();
        let disagree = sum(&|tallies| first(&tallies.fields.disagree));
        Self {
            countries: texts(Criterion::Country),
            admin1s: texts(Criterion::Admin1),
            sub_kinds: texts(Criterion::SubKind),
            actors: texts(Criterion::Actor),
            sources: texts(Criterion::Source),
            kinds: kinds(tallies, order),
            classes: classes(parts, tallies),
            disagree,
            agree: sum(&|tallies| tallies.fields.all_but_disagree) - disagree,
            deaths_unknown: sum(&|tallies| first(&tallies.fields.deaths_unknown)),
            deaths_max: parts.iter().map(|part| part.index.deaths_max).max().unwrap_or(0),
        }
    }
}

fn kinds(tallies: &[&Tallies], order: &FacetOrder) -> Vec<FacetValue<EventType>> {
    let of = |kind: &EventType| {
        let counts = tallies
            .iter()
            .filter_map(|tallies| tallies.fields.kinds.counts().get(kind.index()));
        FacetValue {
            value: *kind,
            count: counts.map(|count| *count as usize).sum(),
        }
    };
    order.kinds.iter().map(of).collect()
}

fn classes(parts: &[Part], tallies: &[&Tallies]) -> Vec<FacetValue<PlaceClass>> {
    let mut counts: BTreeMap<PlaceClass, usize> = BTreeMap::new();
    for (part, tallies) in parts.iter().zip(tallies) {
        for ((class, _), count) in part.index.classes.iter().zip(tallies.fields.classes.counts()) {
            *counts.entry(*class).or_default() += *count as usize;
        }
    }
    let counts = counts.into_iter();
    counts.map(|(value, count)| FacetValue { value, count }).collect()
}
