//! Random datasets and filters that meet every edge: straddling intervals, no date, no place, equal
//! coordinates, longitude 0, poles, the 180th meridian.

use std::sync::Arc;

use sahel_atlas::base::place::Bounds;
use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow,
    PlaceClass, SpanKind,
};
use sahel_atlas::query::{Area, DeathRange, Filter};

#[derive(Debug)]
struct Notes;

impl Records for Notes {
    fn incident(&self, _: u32) -> Arc<Incident> {
        unreachable!("no question looks at a record")
    }
    fn original(&self, _: u32) -> OriginalRow {
        Vec::new()
    }
    fn notes(&self, record: u32) -> String {
        ["the convoy was hit", "attaque de Téra", "market closed"][record as usize % 3].to_owned()
    }
}

const COUNTRIES: [&str; 4] = ["Mali", "Niger", "Burkina Faso", ""];
const ACTORS: [&str; 5] = ["JNIM", "ISSP", "FAMa", "Civilians", "VDP"];
const SOURCES: [&str; 4] = ["afp", "rfi", "studio-tamani", "kibaru"];
const CLASSES: [PlaceClass; 6] = [
    PlaceClass::P0,
    PlaceClass::P1,
    PlaceClass::P2,
    PlaceClass::P3,
    PlaceClass::P4,
    PlaceClass::P5,
];

fn draft(rng: &mut fastrand::Rng, number: u32, regions: u32) -> EventDraft {
    let start = Day::from_number(19_600 + rng.i32(0..400));
    let length = match rng.u8(0..6) {
        0 => rng.i32(30..300),
        1 => rng.i32(1..40),
        _ => 1,
    };
    let some = |rng: &mut fastrand::Rng, from: &[&str]| -> Vec<String> {
        let mut found: Vec<String> = from
            .iter()
            .filter(|_| rng.u8(0..4) == 0)
            .map(|s| (*s).to_owned())
            .collect();
        rng.shuffle(&mut found);
        found
    };
    let spots = [
        (0.0, 14.0),
        (-0.04, 16.27),
        (0.04, 16.27),
        (180.0, -90.0),
        (-180.0, 90.0),
        (12.6, 13.3),
    ];
    let (lon, lat) = spots[rng.usize(0..spots.len())];
    let class = CLASSES[rng.usize(0..6)];
    EventDraft {
        id: format!("E{number}"),
        title: Text::same(format!("event {number}")),
        span: (rng.u8(0..9) > 0).then(|| DaySpan::inclusive(start, start.plus(length - 1))),
        span_kind: [SpanKind::Single, SpanKind::Lasting, SpanKind::Uncertain][rng.usize(0..3)],
        date_precision: DatePrecision::Day,
        centre: (rng.u8(0..7) > 0).then(|| LonLat::new(lon, lat).unwrap()),
        radius: class.default_radius(),
        class,
        kind: EventType::ALL[rng.usize(0..EventType::ALL.len())],
        sub_kind: format!("sub {}", rng.u8(0..4)),
        country: COUNTRIES[rng.usize(0..4)].to_owned(),
        admin1: format!("region {}", rng.u32(0..regions)),
        place: Text::same("somewhere"),
        actors: some(rng, &ACTORS),
        sources: some(rng, &SOURCES),
        deaths: match rng.u8(0..4) {
            0 => Deaths::UNKNOWN,
            1 => Deaths::at_least(rng.u32(0..20)),
            _ => Deaths::exactly(rng.u32(0..6)),
        },
        disagreements: u16::from(rng.u8(0..6) == 0),
        record: number,
    }
}

/// The same with nearly every event at a place of its own.
#[allow(dead_code, reason = "not every test that has these events needs it")]
pub fn scattered(rng: &mut fastrand::Rng, id: &str, rows: u32) -> Arc<Dataset> {
    let apart = |rng: &mut fastrand::Rng, number: u32| {
        let mut draft = draft(rng, number, 5);
        if draft.centre.is_some() {
            let at = (rng.f64() * 30.0 - 15.0, rng.f64() * 20.0 + 5.0);
            draft.centre = LonLat::new(at.0, at.1);
        }
        draft
    };
    built(id, (0..rows).map(|number| apart(rng, number)))
}

pub fn dataset(rng: &mut fastrand::Rng, id: &str, rows: u32) -> Arc<Dataset> {
    // More regions than are kept as bitmaps, or fewer.
    let regions = if rng.bool() { 5 } else { 90 };
    built(id, (0..rows).map(|number| draft(rng, number, regions)))
}

fn built(id: &str, drafts: impl Iterator<Item = EventDraft>) -> Arc<Dataset> {
    let mut builder = DatasetBuilder::new(DatasetCard {
        id: id.to_owned(),
        title: Text::same(id),
        ..DatasetCard::default()
    });
    drafts.for_each(|draft| builder.push(draft));
    Arc::new(builder.finish(Box::new(Notes)))
}

pub fn change_filter(rng: &mut fastrand::Rng, filter: &mut Filter) {
    let pick = |rng: &mut fastrand::Rng, from: &[&str]| from[rng.usize(0..from.len())].to_owned();
    match rng.u8(0..13) {
        0 => filter.countries.toggle(pick(rng, &COUNTRIES)),
        1 => filter.countries.toggle_excluded(pick(rng, &COUNTRIES)),
        2 => filter.kinds.toggle(EventType::ALL[rng.usize(0..7)]),
        3 => filter.actors.toggle(pick(rng, &ACTORS)),
        4 => filter.actors.toggle_excluded(pick(rng, &ACTORS)),
        5 => filter.sources.toggle(pick(rng, &SOURCES)),
        6 => filter.classes.toggle(CLASSES[rng.usize(0..6)]),
        7 => filter.admin1s.toggle(format!("region {}", rng.u8(0..6))),
        8 => filter.sub_kinds.toggle_excluded(format!("sub {}", rng.u8(0..5))),
        9 => {
            filter.deaths = rng.bool().then(|| DeathRange {
                min: rng.u32(0..4),
                max: rng.bool().then(|| rng.u32(3..12)),
                with_unknown: rng.bool(),
            });
        }
        10 => filter.text = ["", "tera", "convoy hit", "event 1"][rng.usize(0..4)].to_owned(),
        11 => {
            let gao = LonLat::new(0.0, 16.0).unwrap();
            let shapes = [
                Area::Circle {
                    centre: gao,
                    radius_m: 60_000.0,
                },
                Area::Box(Bounds {
                    west: -1.0,
                    south: 13.0,
                    east: 13.0,
                    north: 17.0,
                }),
            ];
            filter.area = rng.bool().then(|| shapes[rng.usize(0..2)].clone());
        }
        _ => *filter = Filter::default(),
    }
}
