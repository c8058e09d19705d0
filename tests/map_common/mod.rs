//! Made-up events for tests of scenes and of the map panel.
#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses its own part")]

pub mod window;

use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::incident::{Location, OtherPlace};
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow,
    PlaceClass, SpanKind, Terms,
};
use sahel_atlas::session::{Session, Settings};

/// Records that know nothing but one other reported place for every event whose position is a multiple of 5.
#[derive(Debug)]
struct Made;

impl Records for Made {
    fn incident(&self, record: u32) -> Arc<Incident> {
        let others = if record.is_multiple_of(5) {
            vec![OtherPlace {
                lon: 1.0,
                lat: 18.0,
                radius_m: 5_000.0,
                label: Text::same("elsewhere"),
                verdict: Text::same("no"),
                sources: Vec::new(),
            }]
        } else {
            Vec::new()
        };
        Arc::new(Incident {
            title: Text::same("made up"),
            account: Text::same(""),
            country: String::new(),
            admin1: None,
            place: Text::same(""),
            when: None,
            location: Location {
                class: PlaceClass::P1,
                radius_m: 5_000.0,
                method: Text::same(""),
                sources: Vec::new(),
                steps: Vec::new(),
                note: None,
                area: None,
                others,
            },
            event_type: EventType::Other,
            sub_event_type: None,
            sides: Vec::new(),
            sources: Vec::new(),
            source_notes: std::collections::BTreeMap::new(),
            claims: Vec::new(),
            statements: Vec::new(),
            conflicts: Vec::new(),
            related: Vec::new(),
            uncertain: None,
            coded: None,
            from: None,
            original: Vec::new(),
            outline: Vec::new(),
            point: None,
        })
    }

    fn original(&self, _: u32) -> OriginalRow {
        Vec::new()
    }

    fn notes(&self, _: u32) -> String {
        String::new()
    }
}

/// An event on 2 October 2023 at a point; `number` makes it unique and orders it.
pub fn event(number: u32, kind: EventType, at: Option<(f64, f64)>, class: PlaceClass) -> EventDraft {
    let day = Day::parse_iso("2023-10-02").unwrap();
    EventDraft {
        id: format!("E{number:06}"),
        title: Text::new(format!("Event {number}"), format!("Événement {number}")),
        span: Some(DaySpan::day(day)),
        span_kind: SpanKind::Single,
        date_precision: DatePrecision::Day,
        centre: at.map(|(lon, lat)| LonLat::new(lon, lat).unwrap()),
        radius: class.default_radius(),
        class,
        kind,
        sub_kind: String::new(),
        country: "Mali".to_owned(),
        admin1: String::new(),
        place: Text::same("somewhere"),
        actors: Vec::new(),
        sources: Vec::new(),
        deaths: Deaths::exactly(number % 60),
        disagreements: u16::from(number.is_multiple_of(7)),
        record: number,
    }
}

/// A dataset of these events.
pub fn dataset(events: impl IntoIterator<Item = EventDraft>) -> Dataset {
    let card = DatasetCard {
        id: "made-up".to_owned(),
        title: Text::same("Made up"),
        counts: Text::same(""),
        licence: String::new(),
        attribution: Text::new("Made up", "Inventé"),
        short: None,
        terms: Terms::Free,
        accessed: None,
        unsettled_days: None,
    };
    let mut builder = DatasetBuilder::new(card);
    events.into_iter().for_each(|event| builder.push(event));
    builder.finish(Box::new(Made))
}

/// A session over these events.
pub fn session(events: impl IntoIterator<Item = EventDraft>) -> Session {
    Session::new(Arc::new(dataset(events)), Settings::default())
}

/// Events scattered like real ones: many on few points, some without a point or a place.
pub fn scattered(count: u32, seed: u64) -> Vec<EventDraft> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let points: Vec<(f64, f64)> = (0..count / 3 + 1)
        .map(|_| (-12.0 + rng.f64() * 26.0, 10.0 + rng.f64() * 14.0))
        .collect();
    (0..count)
        .map(|number| {
            let kind = EventType::ALL[rng.usize(..7)];
            let class = PlaceClass::ALL[[0, 1, 1, 1, 2, 2, 2, 3, 4, 5][rng.usize(..10)]];
            // Heavy stacking: the square of a uniform number prefers the first points.
            let at = points[(rng.f64().powi(2) * points.len() as f64) as usize];
            event(number, kind, (rng.u8(..50) > 0).then_some(at), class)
        })
        .collect()
}
