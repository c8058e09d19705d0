//! The engine against a look at every event: any filter, any window, any order of questions.
#![cfg(test)]

mod random_events;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use random_events::{change_filter, dataset};
use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::model::deaths::DeathTotal;
use sahel_atlas::model::{Event, EventType};
use sahel_atlas::query::window::{is_certain, is_possible};
use sahel_atlas::query::{
    Certainty, Criterion, Engine, EventRef, Filter, Histogram, Layer, QueryResult, RowSet, Slice, TextValues,
    TimeWindow,
};

/// What somebody with patience would find.
struct Slow<'a> {
    layers: &'a [Slice],
    filter: &'a Filter,
    window: TimeWindow,
}

impl<'a> Slow<'a> {
    fn counts(&self, layer: &Slice, event: Event<'_>) -> bool {
        layer.live.has(event.row())
    }

    fn passes(&self, event: Event<'_>, but: Option<Criterion>) -> bool {
        let criteria = Criterion::ALL.into_iter().filter(|c| Some(*c) != but);
        criteria.into_iter().all(|c| self.filter.accepts(c, event))
    }

    fn in_window(&self, event: Event<'_>) -> bool {
        match self.window.certainty {
            Certainty::Possible => is_possible(event, self.window.span),
            Certainty::Certain => is_certain(event, self.window.span),
        }
    }

    fn events(&self, but: Option<Criterion>) -> Vec<(EventRef, Event<'a>)> {
        let mut found = Vec::new();
        for (dataset, layer) in (0u16..).zip(self.layers) {
            let events = layer.dataset.events().filter(|e| self.counts(layer, *e));
            let events = events.filter(|e| self.passes(*e, but) && self.in_window(*e));
            found.extend(events.map(|e| (EventRef { dataset, row: e.row() }, e)));
        }
        found.sort_by_key(|(at, e)| (e.span().is_none(), e.span(), *at));
        found
    }

    fn texts(&self, criterion: Criterion, of: impl Fn(Event<'a>) -> Vec<&'a str>) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for layer in self.layers {
            for name in layer.dataset.events().flat_map(&of).filter(|name| !name.is_empty()) {
                counts.entry(name.to_owned()).or_insert(0);
            }
        }
        for (_, event) in self.events(Some(criterion)) {
            for name in of(event).into_iter().filter(|name| !name.is_empty()) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
        }
        counts
    }
}

fn as_map(found: &TextValues) -> BTreeMap<String, usize> {
    found.iter().map(|facet| (facet.value.clone(), facet.count)).collect()
}

fn check(result: &QueryResult, slow: &Slow<'_>) {
    let visible = slow.events(None);
    let rows: Vec<EventRef> = visible.iter().map(|(at, _)| *at).collect();
    assert_eq!(result.rows.iter().collect::<Vec<_>>(), rows);
    assert_eq!(result.count(), rows.len());
    for (n, at) in rows.iter().enumerate() {
        assert_eq!(result.rows.get(n), Some(*at), "entry {n}");
        assert_eq!(result.rows.position(*at), Some(n));
    }
    assert_eq!(result.rows.get(rows.len()), None);
    let span = slow.window.span;
    let certain = |e: &Event<'_>| is_certain(*e, span);
    assert_eq!(result.certain, visible.iter().filter(|(_, e)| certain(e)).count());
    assert_eq!(
        result.unlocated,
        visible.iter().filter(|(_, e)| !e.is_located()).count()
    );
    assert_eq!(
        result.undated,
        visible.iter().filter(|(_, e)| e.span().is_none()).count()
    );
    for (criterion, count) in &result.without {
        assert_eq!(*count, slow.events(Some(*criterion)).len(), "without {criterion:?}");
    }
    check_facets(result, slow);
    check_answers(result, slow, &visible);
    for (dataset, part) in (0u16..).zip(&result.parts) {
        let mine: Vec<_> = visible
            .iter()
            .filter(|(at, _)| at.dataset == dataset)
            .map(|(_, e)| *e)
            .collect();
        let sum = |events: &mut dyn Iterator<Item = &Event<'_>>| {
            let mut total = DeathTotal::default();
            events.for_each(|e| total.add(e.deaths()));
            total
        };
        assert_eq!(part.deaths_possible, sum(&mut mine.iter()));
        assert_eq!(part.deaths, sum(&mut mine.iter().filter(|e| certain(e))));
        check_places(part, &mine, &certain);
    }
    let histogram = Histogram::count(result, sahel_atlas::base::Step::Week);
    for (bin, kinds) in histogram.bins.iter().zip(histogram.kinds(result)) {
        let starts = |e: &Event<'_>| e.span().is_some_and(|s| bin.span.has(s.start()));
        let inside: Vec<_> = visible.iter().filter(|(_, e)| starts(e)).collect();
        assert_eq!(bin.visible as usize, inside.len());
        for kind in EventType::ALL {
            let of_kind = inside.iter().filter(|(_, e)| e.kind() == kind).count();
            assert_eq!(kinds[kind.index()] as usize, of_kind);
        }
    }
}

/// What panels ask of a result in every frame.
fn check_answers(result: &QueryResult, slow: &Slow<'_>, visible: &[(EventRef, Event<'_>)]) {
    for kind in EventType::ALL {
        let of_kind = visible.iter().filter(|(_, e)| e.kind() == kind).count();
        assert_eq!(result.kinds()[kind.index()] as usize, of_kind);
    }
    let circle = |at: LonLat, radius: f64| (at.lon().to_bits(), at.lat().to_bits(), radius.to_bits());
    let circles: BTreeSet<_> = result.circles().map(|(at, radius)| circle(at, radius)).collect();
    let found = visible.iter().filter_map(|(_, e)| e.circle());
    assert_eq!(circles, found.map(|(at, radius)| circle(at, radius)).collect());
    let unknown = visible
        .iter()
        .filter(|(_, e)| !e.deaths().is_known())
        .map(|(at, _)| *at);
    assert_eq!(result.without_figure(5), unknown.take(5).collect::<Vec<_>>());
    let disputed = visible.iter().max_by_key(|(_, e)| e.disagreements());
    assert_eq!(result.most_disputed(), disputed.map(|(at, _)| *at));
    for (dataset, part) in (0u16..).zip(&result.parts) {
        let mine = visible.iter().filter(|(at, _)| at.dataset == dataset);
        let cited: BTreeSet<&str> = mine.flat_map(|(_, e)| e.sources()).collect();
        assert_eq!(part.cited().collect::<BTreeSet<_>>(), cited);
        assert_eq!(part.cited().count(), cited.len(), "each once");
    }
    let mut matching: Vec<(EventRef, Event<'_>)> = result.matching_events().collect();
    matching.retain(|(_, e)| slow.passes(*e, None));
    let undated: Vec<EventRef> = matching
        .iter()
        .filter(|(_, e)| e.span().is_none())
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(result.undated_events(), undated);
    let spans: Vec<DaySpan> = matching.iter().filter_map(|(_, e)| e.span()).collect();
    let window = slow.window.span;
    let before = spans
        .iter()
        .map(|s| s.last_day())
        .filter(|day| *day < window.start())
        .max();
    let after = spans.iter().map(|s| s.start()).filter(|day| *day >= window.end()).min();
    assert_eq!(result.nearest(), (before, after));
}

fn check_facets(result: &QueryResult, slow: &Slow<'_>) {
    let f = &result.facets;
    assert_eq!(
        as_map(&f.countries),
        slow.texts(Criterion::Country, |e| vec![e.country()])
    );
    assert_eq!(as_map(&f.admin1s), slow.texts(Criterion::Admin1, |e| vec![e.admin1()]));
    assert_eq!(
        as_map(&f.sub_kinds),
        slow.texts(Criterion::SubKind, |e| vec![e.sub_kind()])
    );
    assert_eq!(
        as_map(&f.actors),
        slow.texts(Criterion::Actor, |e| e.actors().collect())
    );
    assert_eq!(
        as_map(&f.sources),
        slow.texts(Criterion::Source, |e| e.sources().collect())
    );
    let count = |criterion, accepts: &dyn Fn(&Event<'_>) -> bool| {
        slow.events(Some(criterion)).iter().filter(|(_, e)| accepts(e)).count()
    };
    for facet in &f.kinds {
        assert_eq!(
            facet.count,
            count(Criterion::Kind, &|e| e.kind() == facet.value),
            "{:?}",
            facet.value
        );
    }
    for facet in &f.classes {
        assert_eq!(
            facet.count,
            count(Criterion::Class, &|e| e.place_class() == facet.value)
        );
    }
    assert_eq!(f.disagree, count(Criterion::Disagree, &|e| e.disagreements() > 0));
    assert_eq!(f.agree, count(Criterion::Disagree, &|e| e.disagreements() == 0));
    assert_eq!(f.deaths_unknown, count(Criterion::Deaths, &|e| !e.deaths().is_known()));
}

fn check_places(part: &sahel_atlas::query::Part, visible: &[Event<'_>], certain: &dyn Fn(&Event<'_>) -> bool) {
    let table = part.index.places();
    let mut located = 0;
    for place in 0..table.len() as u32 {
        let here: Vec<_> = visible
            .iter()
            .filter(|e| {
                let circle = e.circle().map(|(at, radius)| (at.lon(), at.lat(), radius));
                let at = table.at(place).unwrap();
                circle == Some((at.lon(), at.lat(), table.radius(place))) && e.place_class() == table.class(place)
            })
            .collect();
        located += here.len();
        for kind in EventType::ALL {
            let count = here.iter().filter(|e| e.kind() == kind).count();
            assert_eq!(
                part.places.sums[place as usize].by_kind[kind.index()] as usize,
                count,
                "place {place} {:?} {kind:?} {:?} rows {:?} here {:?}",
                table.at(place),
                part.places.sums[place as usize],
                table.rows(place),
                here.iter().map(|e| e.row()).collect::<Vec<_>>()
            );
        }
        assert_eq!(part.places.visible(place) as usize, here.len());
        let possible = here.iter().filter(|e| !certain(e)).count();
        let counted = part.places.possible_only.get(place as usize).copied().unwrap_or(0);
        assert_eq!(counted as usize, possible);
        let deaths: u32 = here.iter().filter_map(|e| e.deaths().shown()).sum();
        assert_eq!(part.places.sums[place as usize].deaths, deaths);
    }
    let unlocated = visible.iter().filter(|e| !e.is_located()).count();
    assert_eq!(located + unlocated, visible.len());
}

#[test]
fn every_answer_is_what_a_look_at_each_event_finds() {
    // From step to step; and with jumps, by blocks, by two threads and afresh, that larger datasets would take.
    for seed in 0..6 {
        answers(Engine::new(), seed);
        answers(Engine::with_few(0), seed);
        answers(Engine::with_few(25), seed + 6);
    }
}

fn answers(mut engine: Engine, seed: u64) {
    {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut layers = vec![Slice::whole(dataset(&mut rng, "one", 260))];
        if seed % 2 == 1 {
            let other = dataset(&mut rng, "two", 90);
            let half = RowSet::filter(other.len(), |row| row % 3 > 0);
            layers.push(Slice::new(other, Arc::new(half), Arc::new(Text::same("two")), 1));
        }
        let mut filter = Filter::default();
        let mut span = DaySpan::inclusive(Day::from_number(19_600), Day::from_number(19_700));
        let mut certainty = Certainty::Possible;
        for round in 0..44 {
            match rng.u8(0..8) {
                // Small steps, jumps, changes of the filter: each way of counting meets each other.
                0..4 => {
                    let by = rng.i32(-4..5);
                    span = DaySpan::new(span.start().plus(by), span.end().plus(by)).unwrap();
                }
                4 => {
                    let start = Day::from_number(19_560 + rng.i32(0..500));
                    span = DaySpan::inclusive(start, start.plus(rng.i32(0..500)));
                }
                5 => certainty = [Certainty::Possible, Certainty::Certain][rng.usize(0..2)],
                _ => change_filter(&mut rng, &mut filter),
            }
            let window = TimeWindow { span, certainty };
            let asked: Vec<Layer> = layers.iter().cloned().map(Layer::new).collect();
            let result = engine.run(&asked, &filter, window);
            check(
                &result,
                &Slow {
                    layers: &layers,
                    filter: &filter,
                    window,
                },
            );
            if round == 30 && layers.len() > 1 {
                layers.swap(0, 1);
            }
        }
    }
}

/// All that a result says, to be compared.
fn told(result: &QueryResult) -> impl PartialEq + std::fmt::Debug + use<> {
    let parts = result.parts.iter().map(|part| {
        let sets = [&part.in_window, &part.visible, &part.certain].map(|set| (**set).clone());
        (
            sets,
            part.deaths,
            part.deaths_possible,
            part.places.sums.clone(),
            part.places.possible_only.clone(),
        )
    });
    (
        parts.collect::<Vec<_>>(),
        [
            result.total,
            result.matching,
            result.certain,
            result.unlocated,
            result.undated,
            result.count(),
        ],
        result.facets.clone(),
        result.without.clone(),
    )
}

#[test]
fn an_engine_that_moves_says_what_a_new_one_says() {
    // Large enough that a step changes some words of the sets and leaves most as they are.
    let mut rng = fastrand::Rng::with_seed(31);
    let layers = [Layer::new(Slice::whole(dataset(&mut rng, "one", 9_000)))];
    for few in [0, 300, 8_192] {
        let (mut engine, mut filter) = (Engine::with_few(few), Filter::default());
        let (mut from, mut days, mut certainty) = (19_600, 120, Certainty::Possible);
        let mut held = Vec::new();
        for _ in 0..120 {
            match rng.u8(0..16) {
                0..9 => from += rng.i32(-6..7),
                9..11 => days = (days + rng.i32(-30..31)).max(1),
                11..13 => (from, days) = (19_500 + rng.i32(0..600), rng.i32(1..500)),
                13 => certainty = [Certainty::Possible, Certainty::Certain][rng.usize(0..2)],
                14 => held.clear(),
                _ => change_filter(&mut rng, &mut filter),
            }
            let start = Day::from_number(from);
            let span = DaySpan::inclusive(start, start.plus(days - 1));
            let window = TimeWindow { span, certainty };
            let result = engine.run(&layers, &filter, window);
            let fresh = Engine::new().run(&layers, &filter, window);
            assert_eq!(told(&result), told(&fresh), "{window:?}");
            // Some results are held for long, most until the next is there.
            if rng.u8(0..4) == 0 {
                held.push((told(&result), result));
            }
        }
        assert!(held.iter().all(|(then, result)| *then == told(result)));
    }
}
