//! Events made up in memory: for measuring the engine without a file.

use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::{
    About, Assembly, Dataset, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow, Piece,
    PlaceClass, Segment, SetAside, SpanKind,
};

/// Days from the first to the last event: 1997 to 2026.
pub const DAYS: i32 = 10_700;
/// Number of the first day: 1 January 1997.
pub const FIRST: i32 = 9_862;

/// How long events are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// One day each, as in tables of other programs, with which they are compared.
    None,
    /// One in twenty up to four months; of those longer than a week the day is not known.
    Some,
}

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

fn draft(rng: &mut fastrand::Rng, number: u32, places: &[(f64, f64, PlaceClass)], days: Lasting) -> EventDraft {
    // More events in later years.
    let day = FIRST + (f64::from(DAYS) * rng.f64().sqrt()) as i32;
    let start = Day::from_number(day);
    let long = days == Lasting::Some && rng.u8(0..20) == 0;
    let length = if long { rng.i32(2..120) } else { 1 };
    let place = skewed(rng, places.len() as u32);
    let (lon, lat, class) = places
        .get(place as usize)
        .copied()
        .unwrap_or((0.0, 0.0, PlaceClass::P5));
    let kind = rng.usize(0..6);
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

/// So many events.
pub fn made_up(rows: u32, days: Lasting) -> Arc<Dataset> {
    let mut rng = fastrand::Rng::with_seed(4);
    let places: Vec<_> = (0..36_000)
        .map(|_| {
            let class = [PlaceClass::P1, PlaceClass::P1, PlaceClass::P2, PlaceClass::P4];
            let class = class.get(rng.usize(0..4)).copied().unwrap_or(PlaceClass::P1);
            (rng.f64() * 28.0 - 12.0, 9.0 + rng.f64() * 15.0, class)
        })
        .collect();
    let mut segment = Segment::new();
    (0..rows).for_each(|number| segment.push_draft(&draft(&mut rng, number, &places, days)));
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
