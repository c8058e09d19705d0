//! What is written in a form of our own is read again as the same events: bundled incidents, rows of UCDP, and
//! random rows with texts that break tables.
#![cfg(test)]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, LonLat, Pulse, Text};
use sahel_atlas::model::claim::ClaimedDays;
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::incident::{Area, Location, When};
use sahel_atlas::model::{
    Claim, Dataset, DatasetBuilder, DatasetCard, DatePrecision, Deaths, Event, EventDraft, EventType, Field, Incident,
    Number, OriginalRow, PlaceClass, Scope, Side, SideKind, SideRole, SpanKind, Terms,
};
use sahel_atlas::query::{Certainty, Filter, QueryResult, TimeWindow, run};
use sahel_atlas::read::{self, Expected, Group, Wanted};
use sahel_atlas::words::{EN, FR};
use sahel_atlas::write::export::{Export, ExportFormat, write};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn everything(datasets: &[Arc<Dataset>]) -> QueryResult {
    let window = TimeWindow {
        span: DaySpan::inclusive(day("0001-01-01"), day("9999-12-30")),
        certainty: Certainty::Possible,
    };
    run(datasets, &Filter::default(), window)
}

fn written(datasets: &[Arc<Dataset>], format: ExportFormat) -> Vec<u8> {
    let result = everything(datasets);
    let filter = Filter::default();
    let mut bytes = Vec::new();
    let export = Export::new(&result, None, &filter, &EN, day("2026-02-03"));
    let done = write(&export, format, &mut bytes, &Pulse::new()).unwrap();
    assert_eq!(done.written, datasets.iter().map(|d| d.len()).sum::<usize>());
    bytes
}

/// What a report may say of rows that are as they were: a point that was doubtful stays so.
const DOUBTS: [&str; 3] = [
    "warning.point_in_country",
    "warning.not_null_island",
    "remark.spread_points",
];

/// Reads again; gives what is doubtful in it.
fn reread_doubtful(bytes: &[u8], name: &str) -> (Arc<Dataset>, Vec<String>) {
    let opened = read::read_bytes(name, bytes.to_vec(), &Pulse::new()).unwrap_or_else(|e| panic!("{e}"));
    // A workbook has a sheet of sources and one about itself, which are not read.
    let sheets = |group: &&Group| matches!(&group.first.expected, Expected::Wanted(Wanted::OnlySheet(_)));
    let groups = opened.report.groups().filter(|group| !sheets(group));
    let mut told: Vec<String> = groups.map(Group::code).collect();
    told.sort();
    assert!(told.iter().all(|code| DOUBTS.contains(&code.as_str())), "{told:?}");
    let counts = opened.report.counts;
    assert_eq!(counts.read, counts.accepted, "{counts:?}");
    (Arc::new(opened.dataset), told)
}

/// Reads again what nothing is doubtful in.
fn reread(bytes: &[u8], name: &str) -> Arc<Dataset> {
    let (dataset, told) = reread_doubtful(bytes, name);
    assert!(told.is_empty(), "{told:?}");
    dataset
}

/// Everything that an event shows in lists, filters and on the map.
fn columns(event: Event<'_>) -> String {
    let lists = (event.actors().collect::<Vec<_>>(), event.sources().collect::<Vec<_>>());
    let when = (event.span(), event.span_kind(), event.date_precision());
    let place = (event.point(), event.circle(), event.radius(), event.place_class());
    let what = (event.kind(), event.sub_kind(), event.deaths(), event.disagreements());
    let names = (
        event.id(),
        event.title(),
        event.place(),
        event.country(),
        event.admin1(),
    );
    format!("{names:?} {when:?} {place:?} {what:?} {lists:?}")
}

/// The record without what only says how it came here.
fn record(event: Event<'_>) -> Incident {
    let mut incident = Incident::clone(&event.incident());
    (incident.coded, incident.from, incident.original) = (None, None, Vec::new());
    incident
}

fn same_events(before: &Dataset, after: &Dataset) {
    assert_eq!(before.card(), after.card());
    assert_eq!(before.len(), after.len());
    for (a, b) in before.events().zip(after.events()) {
        assert_eq!(columns(a), columns(b));
        assert_eq!(record(a), record(b), "{}", a.id());
        assert_eq!(a.imported(), b.imported(), "{}", a.id());
        for id in a.sources() {
            assert_eq!(before.source(id), after.source(id), "{id}");
        }
    }
}

/// Table and GeoJSON and back; gives what is doubtful in both, which must be the same.
fn goes_round(dataset: &Arc<Dataset>) -> Vec<String> {
    let csv = written(std::slice::from_ref(dataset), ExportFormat::Csv);
    let (from_csv, doubts) = reread_doubtful(&csv, "a.csv");
    same_events(dataset, &from_csv);
    let json = written(std::slice::from_ref(&from_csv), ExportFormat::GeoJson);
    let (from_json, again_doubts) = reread_doubtful(&json, "a.geojson");
    assert_eq!(doubts, again_doubts, "a format does not change what is doubtful");
    same_events(dataset, &from_json);
    let again = written(std::slice::from_ref(&from_json), ExportFormat::Csv);
    similar_asserts(&csv, &again);
    let json_again = written(std::slice::from_ref(&from_json), ExportFormat::GeoJson);
    similar_asserts(&json, &json_again);
    doubts
}

fn goes_through_a_workbook(dataset: &Arc<Dataset>) {
    let csv = written(std::slice::from_ref(dataset), ExportFormat::Csv);
    let (from_workbook, _) = reread_doubtful(&written(std::slice::from_ref(dataset), ExportFormat::Xlsx), "a.xlsx");
    same_events(dataset, &from_workbook);
    let again = written(&[from_workbook], ExportFormat::Csv);
    similar_asserts(&csv, &again);
}

/// Equal bytes, or the first line that differs.
fn similar_asserts(a: &[u8], b: &[u8]) {
    if a != b {
        let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
        for (a, b) in a.lines().zip(b.lines()) {
            assert_eq!(a, b);
        }
        panic!("one is longer: {} and {} bytes", a.len(), b.len());
    }
}

#[test]
fn the_bundled_incidents_go_round() {
    let bundled = common::bundled();
    assert_eq!(goes_round(&bundled), [""; 0], "nothing in the collection is doubtful");
    goes_through_a_workbook(&bundled);
    let json = written(std::slice::from_ref(&bundled), ExportFormat::GeoJson);
    let after = reread(&json, "a.geojson");
    same_events(&bundled, &after);
    assert_eq!(bundled.context(), after.context());
    let json_again = written(&[after], ExportFormat::GeoJson);
    similar_asserts(&json, &json_again);
}

#[test]
fn rows_of_ucdp_go_round_with_their_original_columns() {
    let ucdp = common::ucdp();
    let table = include_bytes!("golden/ucdp_release.csv").to_vec();
    let first = read::read_bytes("ucdp_release.csv", table, &Pulse::new())
        .unwrap()
        .report;
    let first = first.groups().map(|group| group.code());
    let mut first: Vec<String> = first.filter(|code| DOUBTS.contains(&code.as_str())).collect();
    first.sort();
    assert_eq!(
        goes_round(&ucdp),
        first,
        "what was doubtful stays so, and nothing becomes it"
    );
    goes_through_a_workbook(&ucdp);
    let (csv, _) = reread_doubtful(&written(std::slice::from_ref(&ucdp), ExportFormat::Csv), "a.csv");
    let event = csv.events().next().unwrap();
    assert!(event.original().iter().any(|(name, _)| name == "where_prec"));
    assert_eq!(event.original(), ucdp.events().next().unwrap().original());
}

#[test]
fn events_of_several_datasets_stand_in_one_file_and_say_where_they_are_from() {
    let both = [common::bundled(), common::ucdp()];
    let csv = written(&both, ExportFormat::Csv);
    let (read, doubts) = reread_doubtful(&csv, "a.csv");
    assert_eq!(read.len(), both[0].len() + both[1].len());
    let from = |id: &str| read.event(read.find(id).unwrap()).unwrap().incident().from.clone();
    assert_eq!(from("INC-01").as_deref(), Some(both[0].card().id.as_str()));
    let json = written(std::slice::from_ref(&read), ExportFormat::GeoJson);
    let (from_json, again_doubts) = reread_doubtful(&json, "a.geojson");
    assert_eq!(doubts, again_doubts);
    let again = written(&[from_json], ExportFormat::Csv);
    similar_asserts(&csv, &again);
}

#[test]
fn a_part_of_the_bundled_incidents_is_read_again() {
    let bundled = common::bundled();
    let result = everything(&[Arc::clone(&bundled)]);
    let filter = Filter::default();
    for at in result.rows.iter() {
        let one = [at];
        let export = Export::new(&result, Some(&one), &filter, &EN, day("2026-02-03"));
        for (format, name) in [
            (ExportFormat::Csv, "a.csv"),
            (ExportFormat::GeoJson, "a.geojson"),
            (ExportFormat::Xlsx, "a.xlsx"),
        ] {
            let mut bytes = Vec::new();
            write(&export, format, &mut bytes, &Pulse::new()).unwrap();
            let read = reread(&bytes, name);
            let before = result.event(at).unwrap();
            assert_eq!(columns(before), columns(read.event(0).unwrap()), "{name}");
        }
    }
}

#[test]
fn a_workbook_in_french_holds_the_same() {
    let bundled = common::bundled();
    let result = everything(&[Arc::clone(&bundled)]);
    let filter = Filter::default();
    let export = Export::new(&result, None, &filter, &FR, day("2026-02-03"));
    let mut bytes = Vec::new();
    write(&export, ExportFormat::Xlsx, &mut bytes, &Pulse::new()).unwrap();
    same_events(&bundled, &reread(&bytes, "a.xlsx"));
}

// Random rows.

const PIECES: [&str; 24] = [
    "", "a", "=1+1", "+", "-", "@x", "'", "''", "\"", "\"\"", ",", ";", "\\", "\n", "\r\n", "\r", "\t", " ", "é",
    "مالي", "🜨", "\u{FEFF}", "}", "null",
];

fn text(random: &mut fastrand::Rng) -> String {
    if random.u8(..) < 3 {
        return "long, \"text\"\n".repeat(5_000);
    }
    (0..random.usize(..6))
        .map(|_| PIECES[random.usize(..PIECES.len())])
        .collect()
}

fn both(random: &mut fastrand::Rng) -> Text {
    match random.u8(..3) {
        0 => Text::same(text(random)),
        _ => Text::new(text(random), text(random)),
    }
}

fn texts(random: &mut fastrand::Rng) -> Vec<String> {
    (0..random.usize(..4)).map(|_| text(random)).collect()
}

fn people(random: &mut fastrand::Rng) -> Option<u32> {
    [None, Some(0), Some(random.u32(..200)), Some(u32::MAX)][random.usize(..4)]
}

fn deaths(random: &mut fastrand::Rng) -> Deaths {
    Deaths {
        low: people(random),
        best: people(random),
        high: people(random),
        high_open: random.bool(),
    }
}

fn position(random: &mut fastrand::Rng) -> LonLat {
    let lon = [0.0, -0.0, random.f64() * 20.0 - 5.0, 180.0][random.usize(..4)];
    let lat = [0.0, random.f64() * 30.0, -90.0][random.usize(..3)];
    LonLat::new(lon, lat).unwrap()
}

fn claim(random: &mut fastrand::Rng, id: String) -> Claim {
    Claim {
        id,
        field: Field::ALL[random.usize(..Field::ALL.len())],
        side: random.bool().then(|| text(random)),
        key: text(random),
        value: random.bool().then(|| both(random)),
        number: random.bool().then(|| Number {
            low: people(random),
            high: people(random),
            vague: random.bool(),
        }),
        date: random.bool().then(|| ClaimedDays {
            start: Day::from_number(random.i32(0..20_000)),
            end: Day::from_number(random.i32(0..20_000)),
        }),
        quote: random.bool().then(|| text(random)),
        source: text(random),
        by: random.bool().then(|| both(random)),
        statement: None,
        whose_losses: None,
        scope: Scope::Event,
        note: random.bool().then(|| both(random)),
        popup: random.bool(),
    }
}

/// A row, its record and its cells, that agree where a reader makes them agree.
fn row(random: &mut fastrand::Rng, n: u32) -> (EventDraft, Incident, OriginalRow) {
    let class = PlaceClass::ALL[random.usize(..6)];
    let centre = random.bool().then(|| position(random));
    let radius = [0.0, 1.0, 5_000.0, 60_000.5, 500_000.0][random.usize(..5)];
    let start = Day::from_number(random.i32(-700_000..2_000_000));
    let span = random
        .bool()
        .then(|| DaySpan::inclusive(start, start.plus(random.i32(..400).max(0))));
    let (span_kind, date_precision) = if span.is_some() {
        let kinds = [SpanKind::Single, SpanKind::Lasting, SpanKind::Uncertain];
        let precisions = [DatePrecision::Day, DatePrecision::Year, DatePrecision::Unknown];
        (kinds[random.usize(..3)], precisions[random.usize(..3)])
    } else {
        (SpanKind::Single, DatePrecision::Unknown)
    };
    let sources = texts(random);
    let draft = EventDraft {
        id: format!("{}{n}", ["", "=", "'", "a;", "\""][random.usize(..5)]),
        title: both(random),
        span,
        span_kind,
        date_precision,
        centre,
        radius,
        class,
        kind: EventType::ALL[random.usize(..7)],
        sub_kind: text(random),
        country: text(random),
        admin1: text(random),
        place: both(random),
        actors: texts(random),
        sources: sources.clone(),
        deaths: deaths(random),
        disagreements: random.u16(..3),
        record: n,
    };
    let area = centre.filter(|_| !class.has_point()).map(|at| Area {
        lon: at.lon(),
        lat: at.lat(),
        radius_m: if random.bool() { radius } else { 7.5 },
    });
    let incident = Incident {
        title: if random.bool() {
            draft.title.clone()
        } else {
            both(random)
        },
        account: both(random),
        country: draft.country.clone(),
        admin1: Some(draft.admin1.clone()).filter(|t| !t.is_empty()),
        place: if random.bool() {
            draft.place.clone()
        } else {
            both(random)
        },
        when: span.map(|span| When {
            start: span.start(),
            end: span.end(),
            span: span_kind,
            precision: date_precision,
            steps: vec![both(random)],
        }),
        location: Location {
            class,
            radius_m: radius,
            method: both(random),
            sources: texts(random),
            steps: vec![both(random)],
            note: random.bool().then(|| both(random)),
            area,
            others: Vec::new(),
        },
        event_type: draft.kind,
        sub_event_type: Some(draft.sub_kind.clone()).filter(|t| !t.is_empty()),
        sides: vec![Side {
            id: "a".to_owned(),
            role: SideRole::Side1,
            kind: SideKind::Unknown,
            name: both(random),
            full: None,
            coded: texts(random),
            coded_note: random.bool().then(|| both(random)),
        }],
        sources: if random.bool() { sources } else { texts(random) },
        source_notes: BTreeMap::from([(text(random), both(random))]),
        claims: (0..random.usize(..3))
            .map(|k| claim(random, format!("{n}-{k}")))
            .collect(),
        statements: Vec::new(),
        conflicts: Vec::new(),
        related: Vec::new(),
        uncertain: random.bool().then(|| both(random)),
        coded: None,
        from: None,
        original: Vec::new(),
        point: centre.filter(|_| class.has_point()),
        outline: Vec::new(),
    };
    let cells = (0..random.usize(..5)).map(|_| (text(random), text(random))).collect();
    (draft, incident, cells)
}

#[derive(Debug)]
struct Made(Vec<(Arc<Incident>, OriginalRow)>);

impl Records for Made {
    fn incident(&self, record: u32) -> Arc<Incident> {
        Arc::clone(&self.0[record as usize].0)
    }
    fn original(&self, record: u32) -> OriginalRow {
        self.0[record as usize].1.clone()
    }
    fn notes(&self, _: u32) -> String {
        String::new()
    }
}

#[test]
fn random_rows_go_round() {
    let mut random = fastrand::Rng::with_seed(20_260_203);
    for round in 0..60 {
        let card = DatasetCard {
            id: "made-up".to_owned(),
            title: both(&mut random),
            counts: both(&mut random),
            licence: text(&mut random),
            attribution: both(&mut random),
            short: None,
            terms: Terms::Free,
            accessed: None,
            unsettled_days: None,
        };
        let mut builder = DatasetBuilder::new(card);
        let mut records = Vec::new();
        for n in 0..random.u32(1..30) {
            let (draft, incident, cells) = row(&mut random, n);
            builder.push(draft);
            records.push((Arc::new(incident), cells));
        }
        let made = Arc::new(builder.finish(Box::new(Made(records))));
        goes_round(&made);
        // A workbook takes a while: the first ones have every kind of text already.
        if round < 8 {
            goes_through_a_workbook(&made);
        }
    }
}
