//! Table order and charts against a look at every event, over random data and filters.
#![cfg(test)]

mod random_events;

use std::sync::Arc;

use random_events::{change_filter, dataset};
use sahel_atlas::base::{Day, DaySpan, Pulse, Step, Text};
use sahel_atlas::model::Event;
use sahel_atlas::query::order::{SortValue, sorted};
use sahel_atlas::query::series::{Binning, Chart, Group, Split};
use sahel_atlas::query::{
    Certainty, Column, Columns, Engine, EventRef, Filter, Layer, Order, QueryResult, RowSet, Slice, Sorting, TimeWindow,
};
use sahel_atlas::words::{EN, FR};

/// Results of random questions over one or two datasets.
fn results(seed: u64, rounds: usize) -> Vec<QueryResult> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut slices = vec![Slice::whole(dataset(&mut rng, "one", 300))];
    if seed % 2 == 1 {
        let other = dataset(&mut rng, "two", 120);
        let part = RowSet::filter(other.len(), |row| row % 4 > 0);
        slices.push(Slice::new(other, Arc::new(part), Arc::new(Text::same("Other")), 1));
    }
    let mut engine = Engine::new();
    let mut filter = Filter::default();
    let mut found = Vec::new();
    for _ in 0..rounds {
        change_filter(&mut rng, &mut filter);
        let start = Day::from_number(19_560 + rng.i32(0..300));
        let span = DaySpan::inclusive(start, start.plus(rng.i32(50..500)));
        let certainty = if rng.bool() {
            Certainty::Possible
        } else {
            Certainty::Certain
        };
        let layers: Vec<Layer> = slices.iter().cloned().map(Layer::new).collect();
        found.push(engine.run(&layers, &filter, TimeWindow { span, certainty }));
    }
    found
}

/// The key of an event as somebody would write it down by hand.
fn key(result: &QueryResult, by: Column, at: EventRef, words: &sahel_atlas::words::Words) -> SortValue {
    let part = &result.parts[usize::from(at.dataset)];
    let event = result.event(at).unwrap();
    match by {
        Column::Dataset => SortValue::named(part.slice.name.get(words.lang)),
        _ => SortValue::of(by, event, words),
    }
}

#[test]
fn a_sorted_table_is_what_sorting_every_row_gives() {
    for seed in 0..4 {
        for result in results(seed, 8) {
            for (by, words) in Column::ALL.into_iter().flat_map(|by| [(by, &EN), (by, &FR)]) {
                for descending in [false, true] {
                    if by == Column::Date {
                        continue;
                    }
                    let mut slow: Vec<EventRef> = result.rows.iter().collect();
                    slow.sort_by(|a, b| {
                        let order = key(&result, by, *a, words).cmp(&key(&result, by, *b, words));
                        if descending { order.reverse() } else { order }
                    });
                    let sorting = Sorting { by, descending };
                    let fast = sorted(&result, sorting, words, &Pulse::new()).unwrap();
                    assert_eq!(fast, slow, "{by:?} {descending}");
                }
            }
        }
    }
}

#[test]
fn newest_first_turns_dated_rows_round_and_leaves_the_others_last() {
    for result in results(1, 8) {
        let oldest: Vec<EventRef> = result.rows.iter().collect();
        let mut slow: Vec<EventRef> = oldest.iter().take(result.rows.dated()).rev().copied().collect();
        slow.extend(oldest.iter().skip(result.rows.dated()));
        for (n, at) in slow.iter().enumerate() {
            assert_eq!(Order::Newest.get(&result, n), Some(*at));
            assert_eq!(Order::Newest.position(&result, *at), Some(n));
            assert_eq!(Order::Sorted(slow.clone()).position(&result, *at), Some(n));
        }
    }
}

#[test]
fn sorting_stops_when_it_is_told_to() {
    let pulse = Pulse::new();
    pulse.cancel();
    let sorting = Sorting {
        by: Column::Title,
        descending: false,
    };
    for result in results(0, 3).iter().filter(|result| result.count() > 0) {
        assert!(sorted(result, sorting, &EN, &pulse).is_err());
    }
}

/// Lists longer than what is compared as a number, and names that begin as others do.
#[test]
fn long_lists_of_actors_are_sorted_name_by_name() {
    let names = ["Army", "Army of Mali", "army-2", "Écho", "B", "C"];
    let mut rng = fastrand::Rng::with_seed(7);
    let mut files = [String::new(), String::new()];
    for (n, text) in files.iter_mut().enumerate() {
        text.push_str("date,lat,lon,acteurs\n");
        for day in 0..400 {
            let count = rng.usize(0..7);
            let list: Vec<&str> = (0..count).map(|_| names[rng.usize(n..names.len())]).collect();
            let row = format!(
                "2024-{:02}-{:02},14,{n},{}\n",
                1 + day / 28 % 12,
                1 + day % 28,
                list.join(";")
            );
            text.push_str(&row);
        }
    }
    let slices = files.map(|text| {
        let opened = sahel_atlas::read::read_bytes("a.csv", text.into_bytes(), &Pulse::new()).unwrap();
        Slice::whole(Arc::new(opened.dataset))
    });
    let mut engine = Engine::new();
    let layers: Vec<Layer> = slices.iter().cloned().map(Layer::new).collect();
    let span = DaySpan::inclusive(Day::from_number(19_000), Day::from_number(21_000));
    let certainty = Certainty::Possible;
    let result = engine.run(&layers, &Filter::default(), TimeWindow { span, certainty });
    assert!(result.count() > 300, "{}", result.count());
    assert!(result.events().any(|(_, event)| event.actors().count() > 4));
    for descending in [false, true] {
        let by = Column::Actors;
        let list = |at: &EventRef| -> Vec<String> {
            let event = result.event(*at).unwrap();
            event.actors().map(sahel_atlas::base::fold::fold).collect()
        };
        let mut slow: Vec<EventRef> = result.rows.iter().collect();
        slow.sort_by(|a, b| {
            let order = list(a).cmp(&list(b));
            if descending { order.reverse() } else { order }
        });
        let fast = sorted(&result, Sorting { by, descending }, &EN, &Pulse::new()).unwrap();
        assert_eq!(fast, slow, "{descending}");
    }
}

#[test]
fn sorting_tells_how_far_it_is() {
    let result = &results(2, 8)[0];
    for by in Column::ALL.into_iter().filter(|by| *by != Column::Date) {
        let pulse = Pulse::new();
        let sorting = Sorting { by, descending: false };
        let rows = sorted(result, sorting, &EN, &pulse).unwrap();
        assert_eq!(rows.len(), result.count());
        let (done, total) = pulse.progress();
        assert!(total > 0 && done > 0, "{by:?}: {done} of {total}");
    }
}

#[test]
fn columns_survive_being_written_down() {
    let mut columns = Columns::default();
    columns.set(Column::Id, true);
    columns.set(Column::Title, false);
    let text = serde_json::to_string(&columns).unwrap();
    assert!(text.contains("\"id\"") && !text.contains("title"), "{text}");
    assert_eq!(serde_json::from_str::<Columns>(&text).unwrap(), columns);
}

#[test]
fn a_chart_counts_what_a_look_at_each_event_counts() {
    for seed in 0..4 {
        for result in results(seed, 6) {
            for (binning, split) in Binning::ALL
                .into_iter()
                .flat_map(|b| [(b, Split::Kind), (b, Split::Actor)])
            {
                check_chart(&result, binning, split);
            }
        }
    }
}

fn check_chart(result: &QueryResult, binning: Binning, split: Split) {
    let chart = Chart::count(result, binning, split);
    let dated: Vec<Event<'_>> = result
        .matching_events()
        .map(|(_, e)| e)
        .filter(|e| e.span().is_some())
        .collect();
    let named: Vec<&String> = chart
        .series
        .iter()
        .filter_map(|series| match &series.group {
            Group::Actor(name) => Some(name),
            _ => None,
        })
        .collect();
    let holds = |group: &Group, event: &Event<'_>| match group {
        Group::Kind(kind) => event.kind() == *kind,
        Group::Actor(name) => event.actors().any(|actor| actor == name),
        Group::Others => !event.actors().any(|actor| named.iter().any(|name| *name == actor)),
    };
    let whole: u32 = chart.events.iter().sum();
    assert_eq!(whole as usize, dated.len(), "every dated event stands in a bar");
    for (i, bin) in chart.bins.iter().enumerate() {
        if i > 0 {
            assert_eq!(chart.bins[i - 1].end(), bin.start());
        }
        let inside: Vec<_> = dated.iter().filter(|e| bin.has(e.span().unwrap().start())).collect();
        assert_eq!(chart.events[i] as usize, inside.len());
        let killed = |events: &[&Event<'_>]| events.iter().filter_map(|e| e.deaths().shown()).sum::<u32>();
        assert_eq!(chart.deaths[i], killed(&inside));
        for series in &chart.series {
            let of_group: Vec<_> = inside.iter().copied().filter(|e| holds(&series.group, e)).collect();
            assert_eq!(series.events[i] as usize, of_group.len(), "{:?}", series.group);
            assert_eq!(series.deaths[i], killed(&of_group));
        }
    }
}

#[test]
fn weeks_of_acled_begin_on_a_saturday() {
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let week = Binning::SaturdayWeek.span_of(day("2024-08-01"));
    assert_eq!((week.start(), week.last_day()), (day("2024-07-27"), day("2024-08-02")));
    for text in ["2024-07-27", "2024-07-28", "2024-08-02"] {
        assert_eq!(Binning::SaturdayWeek.span_of(day(text)), week, "{text}");
    }
    let year = DaySpan::inclusive(day("2024-01-01"), day("2024-12-31"));
    assert_eq!(Binning::Step(Step::Day).at_most(year, 400), Binning::Step(Step::Day));
    assert_eq!(Binning::Step(Step::Day).at_most(year, 60), Binning::Step(Step::Week));
    assert_eq!(Binning::Step(Step::Day).at_most(year, 20), Binning::Step(Step::Month));
}
