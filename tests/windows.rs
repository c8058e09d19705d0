//! The rule for time against a slow, obvious version, and the sums that must agree after any commands.
#![cfg(test)]

mod timeline_support;

use std::sync::Arc;

use sahel_atlas::base::{DaySpan, Step};
use sahel_atlas::model::{EventType, SpanKind};
use sahel_atlas::query::window::{LongRows, rows_in};
use sahel_atlas::query::{Certainty, DeathRange, Histogram, QueryResult, undated_matching};
use sahel_atlas::session::{
    Arrival, Command, DataCommand, FilterCommand, Origin, Preset, Session, Settings, TimeCommand, TimeMode,
};
use timeline_support::{dataset, day, draft, rows, span};

/// Day by day, as one would explain it.
fn slow(event: Option<DaySpan>, kind: SpanKind, window: DaySpan) -> (bool, bool) {
    let Some(event) = event else {
        return (true, false);
    };
    let days = || (0..event.days()).map(|i| event.start().plus(i));
    let touches = days().any(|day| window.has(day));
    let inside = days().all(|day| window.has(day));
    let certain = match kind {
        SpanKind::Single | SpanKind::Lasting => touches,
        SpanKind::Uncertain => inside,
    };
    (touches, certain)
}

#[test]
fn windows_agree_with_a_look_at_every_day() {
    let mut rng = fastrand::Rng::with_seed(11);
    let kinds = [SpanKind::Single, SpanKind::Lasting, SpanKind::Uncertain];
    for round in 0..40 {
        let first = day("2023-12-20");
        let drafts: Vec<_> = (0..120)
            .map(|id| {
                let start = first.plus(rng.i32(0..60));
                let length = match rng.u8(0..5) {
                    0 => rng.i32(30..200),
                    1 | 2 => 1,
                    _ => rng.i32(1..40),
                };
                let span = DaySpan::new(start, start.plus(length)).filter(|_| rng.u8(0..8) > 0);
                draft(id, span, kinds[rng.usize(0..3)], EventType::Battles, "Mali")
            })
            .collect();
        let data = dataset("windows", drafts);
        for _ in 0..60 {
            let start = first.plus(rng.i32(-10..80));
            let length = if rng.u8(0..3) == 0 { 1 } else { rng.i32(1..50) };
            let window = DaySpan::new(start, start.plus(length)).unwrap();
            let (possible, certain) = rows_in(&data, &LongRows::of(&data), window);
            for event in data.events() {
                let expected = slow(event.span(), event.span_kind(), window);
                let found = (possible.has(event.row()), certain.has(event.row()));
                assert_eq!(found, expected, "round {round}: {:?} in {window:?}", event.span());
            }
        }
    }
}

#[test]
fn the_edges_of_a_window_count() {
    let kinds = [
        ("2024-07-15", "2024-07-17", SpanKind::Uncertain),
        ("2024-07-15", "2024-07-17", SpanKind::Lasting),
        ("2024-07-15", "2024-07-15", SpanKind::Single),
    ];
    let drafts = kinds
        .iter()
        .enumerate()
        .map(|(id, (a, b, kind))| draft(id, Some(span(a, b)), *kind, EventType::Battles, "Niger"));
    let data = dataset("edges", drafts.collect());
    for (window, possible, certain) in [
        (span("2024-07-16", "2024-07-31"), 2, 1),
        (span("2024-07-15", "2024-07-15"), 3, 2),
        (span("2024-07-17", "2024-07-17"), 2, 1),
        (span("2024-07-15", "2024-07-17"), 3, 3),
        (span("2024-07-18", "2024-07-18"), 0, 0),
        (span("2024-07-14", "2024-07-14"), 0, 0),
    ] {
        let (p, c) = rows_in(&data, &LongRows::of(&data), window);
        assert_eq!((p.count(), c.count()), (possible, certain), "{window:?}");
    }
}

/// Everything that shows a number about the visible incidents must show the same one.
fn check_sums(result: &QueryResult, has_country_filter: bool) {
    let shown = result.count();
    assert_eq!(result.rows.len(), shown);
    assert_eq!(result.certain + result.possible_only(), shown);
    for step in Step::ALL {
        let histogram = Histogram::count(result, step);
        let visible: usize = histogram.bins.iter().map(|bin| bin.visible as usize).sum();
        assert_eq!(visible + result.undated, shown, "bars by {step:?}");
        let matching: usize = histogram.bins.iter().map(|bin| bin.matching as usize).sum();
        assert_eq!(
            matching + undated_matching(result),
            result.matching,
            "grey bars by {step:?}"
        );
        let possible: usize = histogram.bins.iter().map(|bin| bin.possible_only as usize).sum();
        let undated_shown = result.undated;
        assert_eq!(
            possible + undated_shown,
            result.possible_only(),
            "hatched bars by {step:?}"
        );
        let kinds: u32 = histogram.kinds(result).iter().flatten().sum();
        assert_eq!(kinds as usize, visible, "bars by type");
        assert_eq!(
            histogram.max,
            histogram.bins.iter().map(|bin| bin.matching).max().unwrap_or(0)
        );
    }
    if !has_country_filter {
        let facets: usize = result.facets.countries.iter().map(|facet| facet.count).sum();
        assert_eq!(facets, shown, "countries");
    }
    let slow = result
        .matching_events()
        .filter(|(_, event)| {
            let (possible, certain) = slow(event.span(), event.span_kind(), result.window.span);
            if result.window.certainty == Certainty::Possible {
                possible
            } else {
                certain
            }
        })
        .count();
    assert_eq!(slow, shown, "table and a look at every row");
}

fn random_command(rng: &mut fastrand::Rng, extent: DaySpan) -> Command {
    let day = |rng: &mut fastrand::Rng| extent.start().plus(rng.i32(-40..extent.days() + 40));
    let (a, b) = (day(rng), day(rng));
    let kind = EventType::ALL[rng.usize(0..7)];
    let country = ["Mali", "Niger", "Burkina Faso"][rng.usize(0..3)].to_owned();
    match rng.u8(0..18) {
        0 => Command::Time(TimeCommand::Window(DaySpan::inclusive(a, b))),
        1 => Command::Time(TimeCommand::Drag(DaySpan::inclusive(a, b))),
        2 => Command::Time(TimeCommand::From(a)),
        3 => Command::Time(TimeCommand::To(b)),
        4 => Command::Time(TimeCommand::Shift(rng.i32(-5..6))),
        5 => Command::Time(TimeCommand::Step(Step::ALL[rng.usize(0..5)])),
        6 => Command::Time(TimeCommand::Mode(
            [TimeMode::Window, TimeMode::UpTo, TimeMode::Step][rng.usize(0..3)],
        )),
        7 => Command::Time(TimeCommand::Certainty(Certainty::Certain)),
        8 => Command::Time(TimeCommand::Certainty(Certainty::Possible)),
        9 => Command::Time(TimeCommand::Preset(Preset::LastDays(rng.i32(1..400)))),
        10 => Command::Time(TimeCommand::Preset(Preset::All)),
        11 => Command::Filter(FilterCommand::ToggleKind(kind)),
        12 => Command::Filter(FilterCommand::ToggleCountry(country)),
        13 => Command::Filter(FilterCommand::ExcludeKind(kind)),
        14 => Command::Filter(FilterCommand::Deaths(rng.bool().then_some(DeathRange {
            min: 0,
            max: None,
            with_unknown: rng.bool(),
        }))),
        15 => Command::Filter(FilterCommand::Clear),
        16 => Command::Undo,
        _ => Command::Time(TimeCommand::Play(rng.bool())),
    }
}

#[test]
fn sums_agree_after_any_commands() {
    for seed in 0..6 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let one = dataset("one", rows(seed, 300, 900));
        let other = dataset("other", rows(seed + 50, 80, 200));
        let mut session = Session::new(one, Settings::default());
        if seed % 2 == 1 {
            let arrival = Arrival::new(Arc::clone(&other), Origin::File("other.csv".into()), 1);
            session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
        }
        for _ in 0..150 {
            let command = random_command(&mut rng, session.extent());
            session.apply(command);
            session.advance(0.2);
            session.refresh();
            let countries = session.filter().countries.is_active();
            check_sums(session.result(), countries);
        }
    }
}
