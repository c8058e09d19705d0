//! How long the engine takes for each kind of question, over events made up in memory.
//!
//! `cargo run --release --example measure_query -- 1000000`

use std::sync::Arc;
use std::time::Instant;

use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::{
    About, Assembly, Dataset, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow, Piece,
    PlaceClass, Segment, SetAside, SpanKind,
};
use sahel_atlas::query::{Certainty, DeathRange, Engine, Filter, Index, Layer, PlaceTable, Slice, TimeWindow};

/// Days from the first to the last event: 1997 to 2026.
const DAYS: i32 = 10_700;
const FIRST: i32 = 9_862;

#[derive(Debug)]
struct NoRecords;

impl Records for NoRecords {
    fn incident(&self, _: u32) -> Arc<Incident> {
        std::process::abort()
    }
    fn original(&self, _: u32) -> OriginalRow {
        Vec::new()
    }
    fn notes(&self, _: u32) -> String {
        String::new()
    }
}

/// A number below `n` of which small ones are much more frequent, as places and actors are.
fn skewed(rng: &mut fastrand::Rng, n: u32) -> u32 {
    let x = rng.f64();
    ((x * x * x) * f64::from(n)) as u32
}

/// One of 30,000 lists of one to three names, some of which are much more frequent than others.
fn list(rng: &mut fastrand::Rng, name: &str, names: u32) -> Vec<String> {
    let mut list = fastrand::Rng::with_seed(u64::from(skewed(rng, 30_000)));
    (0..list.u8(1..4))
        .map(|_| format!("{name} {}", skewed(&mut list, names)))
        .collect()
}

fn draft(rng: &mut fastrand::Rng, number: u32, places: &[(f64, f64, PlaceClass)]) -> EventDraft {
    // More events in later years.
    let day = FIRST + (f64::from(DAYS) * rng.f64().sqrt()) as i32;
    let start = Day::from_number(day);
    let length = if rng.u8(0..20) == 0 { rng.i32(2..120) } else { 1 };
    let place = skewed(rng, places.len() as u32);
    let (lon, lat, class) = places
        .get(place as usize)
        .copied()
        .unwrap_or((0.0, 0.0, PlaceClass::P5));
    let kind = rng.usize(0..EventType::ALL.len());
    EventDraft {
        id: format!("MLI{number}"),
        title: Text::default(),
        span: Some(DaySpan::inclusive(start, start.plus(length - 1))),
        span_kind: if length > 7 {
            SpanKind::Uncertain
        } else {
            SpanKind::Single
        },
        date_precision: DatePrecision::Day,
        centre: LonLat::new(lon, lat),
        radius: class.default_radius(),
        class,
        kind: EventType::ALL.get(kind).copied().unwrap_or(EventType::Battles),
        sub_kind: format!("sub {}", kind * 4 + rng.usize(0..4)),
        country: format!("country {}", place % 3),
        admin1: format!("region {}", place % 31),
        place: Text::same(format!("place {place}")),
        actors: list(rng, "actor", 3_000),
        sources: list(rng, "source", 900),
        deaths: if rng.u8(0..10) == 0 {
            Deaths::UNKNOWN
        } else {
            Deaths::exactly(skewed(rng, 60))
        },
        disagreements: 0,
        record: number,
    }
}

fn made_up(rows: u32) -> Arc<Dataset> {
    let mut rng = fastrand::Rng::with_seed(4);
    let places: Vec<_> = (0..36_000)
        .map(|_| {
            let class = [PlaceClass::P1, PlaceClass::P1, PlaceClass::P2, PlaceClass::P4];
            let class = class.get(rng.usize(0..4)).copied().unwrap_or(PlaceClass::P1);
            (rng.f64() * 28.0 - 12.0, 9.0 + rng.f64() * 15.0, class)
        })
        .collect();
    let mut segment = Segment::new();
    (0..rows).for_each(|number| segment.push_draft(&draft(&mut rng, number, &places)));
    let pieces = [Piece {
        segment: 0,
        rows: 0..segment.len(),
    }];
    let about = About::new(DatasetCard {
        id: "made-up".to_owned(),
        title: Text::same("made up"),
        ..DatasetCard::default()
    });
    let assembly = Assembly::new(vec![segment], &pieces);
    Arc::new(assembly.finish(about, SetAside::default(), Box::new(NoRecords)))
}

/// Times in milliseconds.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn time<T>(&mut self, ask: impl FnOnce() -> T) -> T {
        let before = Instant::now();
        let found = ask();
        self.0.push(before.elapsed().as_secs_f64() * 1e3);
        found
    }

    #[expect(clippy::print_stdout, reason = "this is what the example is for")]
    fn print(mut self, what: &str) {
        self.0.sort_by(f64::total_cmp);
        let at = |part: f64| {
            self.0
                .get(((self.0.len() - 1) as f64 * part) as usize)
                .copied()
                .unwrap_or(0.0)
        };
        println!(
            "{what:<34} p50 {:7.2}  p95 {:7.2}  max {:7.2} ms",
            at(0.5),
            at(0.95),
            at(1.0)
        );
    }
}

/// A window of so many days that moves by steps of so many days.
fn moves(engine: &mut Engine, layers: &[Layer], filter: &Filter, (days, step): (i32, i32), what: &str) {
    let mut times = Times::default();
    for i in 0..100 {
        let start = Day::from_number(FIRST + DAYS / 2 + i * step);
        let window = TimeWindow {
            span: DaySpan::inclusive(start, start.plus(days - 1)),
            certainty: Certainty::Possible,
        };
        if i == 0 {
            engine.run(layers, filter, window);
        } else {
            times.time(|| engine.run(layers, filter, window));
        }
    }
    times.print(what);
}

fn whole() -> TimeWindow {
    TimeWindow {
        span: DaySpan::inclusive(Day::from_number(FIRST), Day::from_number(FIRST + DAYS)),
        certainty: Certainty::Possible,
    }
}

fn jumps(engine: &mut Engine, layers: &[Layer], filter: &Filter, what: &str) {
    let mut rng = fastrand::Rng::with_seed(9);
    let mut times = Times::default();
    for _ in 0..60 {
        let start = Day::from_number(FIRST + rng.i32(0..DAYS));
        let span = DaySpan::inclusive(start, start.plus(rng.i32(0..DAYS)));
        times.time(|| {
            engine.run(
                layers,
                filter,
                TimeWindow {
                    span,
                    certainty: Certainty::Possible,
                },
            )
        });
    }
    times.print(what);
}

fn toggles(engine: &mut Engine, layers: &[Layer], window: TimeWindow, what: &str) {
    let mut times = Times::default();
    let mut filter = Filter::default();
    for i in 0..60 {
        match i % 6 {
            0 => filter.countries.toggle(format!("country {}", i % 3)),
            1 => filter.actors.toggle(format!("actor {}", i * 3)),
            2 => filter.admin1s.toggle_excluded(format!("region {}", i % 7)),
            3 => filter
                .kinds
                .toggle(EventType::ALL.get(i % 7).copied().unwrap_or(EventType::Battles)),
            4 => filter.sources.toggle_excluded(format!("source {}", i % 20)),
            _ => {
                filter.deaths = Some(DeathRange {
                    min: i as u32 % 9,
                    max: None,
                    with_unknown: false,
                });
            }
        }
        times.time(|| engine.run(layers, &filter, window));
        if i % 12 == 11 {
            filter = Filter::default();
        }
    }
    times.print(what);
}

fn main() {
    let rows = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(1_000_000);
    let dataset = made_up(rows);
    let mut times = Times::default();
    let index = times.time(|| Index::of(&dataset));
    times.print("index");
    let layers = [Layer::new(Slice::whole(Arc::clone(&dataset)))];
    let mut engine = Engine::new();
    drop(index);
    let none = Filter::default();
    let mut times = Times::default();
    let result = times.time(|| engine.run(&layers, &none, whole()));
    times.print("first question");
    let mut times = Times::default();
    let table = times.time(|| PlaceTable::of(&result));
    times.print("place table");
    let mut times = Times::default();
    (0..20).for_each(|_| drop(times.time(|| table.visible(&result))));
    times.print("places of a result");
    for (days, name) in [(7, "week"), (365, "year"), (1826, "5 years")] {
        for (step, by) in [(1, "day"), (7, "week"), (30, "month")] {
            moves(
                &mut engine,
                &layers,
                &none,
                (days, step),
                &format!("{name} moved by a {by}"),
            );
        }
    }
    jumps(&mut engine, &layers, &none, "any jump");
    let mut some = Filter::default();
    some.countries.toggle("country 1".to_owned());
    some.kinds.toggle_excluded(EventType::Protests);
    moves(&mut engine, &layers, &some, (365, 7), "filtered year moved by a week");
    jumps(&mut engine, &layers, &some, "any jump, filtered");
    toggles(&mut engine, &layers, whole(), "facet toggle, all time");
}
