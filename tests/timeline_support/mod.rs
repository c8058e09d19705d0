//! Sessions for the tests of the timeline: the bundled collection, and rows made up by a seed.

#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses its own part")]

use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::deaths::Deaths;
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, DatePrecision, EventDraft, EventType, Incident, OriginalRow, PlaceClass,
    SpanKind, Terms,
};
use sahel_atlas::session::{Session, Settings};

/// No record behind the rows: the timeline needs none.
#[derive(Debug)]
struct NoRecords;

impl Records for NoRecords {
    fn incident(&self, _: u32) -> Arc<Incident> {
        unreachable!("the timeline asks for no records")
    }

    fn original(&self, _: u32) -> OriginalRow {
        Vec::new()
    }

    fn notes(&self, _: u32) -> String {
        String::new()
    }
}

/// A day from its ISO text.
pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// A span from its first and last day.
pub fn span(first: &str, last: &str) -> DaySpan {
    DaySpan::inclusive(day(first), day(last))
}

/// One made-up row.
pub fn draft(id: usize, span: Option<DaySpan>, span_kind: SpanKind, kind: EventType, country: &str) -> EventDraft {
    EventDraft {
        id: format!("row {id}"),
        title: Text::same(format!("Made-up row {id}")),
        span,
        span_kind,
        date_precision: DatePrecision::Day,
        centre: LonLat::new(0.0, 14.0),
        radius: 5_000.0,
        class: PlaceClass::P1,
        kind,
        sub_kind: String::new(),
        country: country.to_owned(),
        admin1: String::new(),
        place: Text::same("somewhere"),
        actors: vec![format!("group {}", id % 5)],
        sources: Vec::new(),
        deaths: Deaths::UNKNOWN,
        disagreements: 0,
        record: u32::try_from(id).unwrap(),
    }
}

/// A dataset of these rows.
pub fn dataset(id: &str, drafts: Vec<EventDraft>) -> Arc<Dataset> {
    let card = DatasetCard {
        id: id.to_owned(),
        title: Text::same("Made-up rows"),
        counts: Text::same("nothing"),
        licence: String::new(),
        attribution: Text::same(""),
        short: None,
        terms: Terms::Free,
        accessed: None,
        unsettled_days: None,
    };
    let mut builder = DatasetBuilder::new(card);
    for draft in drafts {
        builder.push(draft);
    }
    Arc::new(builder.finish(Box::new(NoRecords)))
}

/// `count` rows over `days` days from 2015-01-05, a tenth of them uncertain or lasting, a fiftieth undated.
pub fn rows(seed: u64, count: usize, days: i32) -> Vec<EventDraft> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let first = day("2015-01-05");
    let countries = ["Mali", "Niger", "Burkina Faso"];
    (0..count)
        .map(|id| {
            // More rows towards the end, as in real files.
            let part = rng.f32().sqrt();
            let start = first.plus((part * days as f32) as i32);
            let (span_kind, length) = match rng.u8(0..20) {
                0 => (SpanKind::Lasting, rng.i32(2..9)),
                1 => (SpanKind::Uncertain, rng.i32(2..32)),
                _ => (SpanKind::Single, 1),
            };
            let span = DaySpan::new(start, start.plus(length)).filter(|_| rng.u8(0..50) > 0);
            let kind = EventType::ALL[rng.usize(0..EventType::ALL.len())];
            draft(id, span, span_kind, kind, countries[rng.usize(0..3)])
        })
        .collect()
}

/// A session with made-up rows.
pub fn made_up(seed: u64, count: usize, days: i32) -> Session {
    Session::new(dataset("made up", rows(seed, count, days)), Settings::default())
}

/// A session with the bundled collection.
pub fn bundled() -> Session {
    let dataset = sahel_atlas::read::native::bundled().unwrap();
    Session::new(Arc::new(dataset), Settings::default())
}
