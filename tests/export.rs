//! Files for other programs: what they hold, that they are well formed, that no cell is a formula, that a failure
//! leaves the old file. Small outputs stand in `tests/golden/export_*`; `UPDATE_GOLDEN=1` writes them anew, to be
//! read before they are kept.
#![cfg(test)]

mod common;

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Reader as _, Xlsx};
use quick_xml::events::Event as Xml;
use sahel_atlas::base::{Day, DaySpan, LonLat, Pulse, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow,
    PlaceClass, SpanKind, Terms,
};
use sahel_atlas::query::{Certainty, Filter, QueryResult, TimeWindow, run};
use sahel_atlas::tasks::whole::write_with;
use sahel_atlas::words::{EN, FR, Words};
use sahel_atlas::write::export::{Export, ExportError, ExportFormat, Written, write};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn everything(dataset: Arc<Dataset>) -> QueryResult {
    let span = dataset.extent().unwrap();
    let certainty = Certainty::Possible;
    run(&[dataset], &Filter::default(), TimeWindow { span, certainty })
}

fn export(dataset: Arc<Dataset>, format: ExportFormat, words: &'static Words) -> (Vec<u8>, Written) {
    let (result, filter) = (everything(dataset), Filter::default());
    let export = Export::new(&result, None, &filter, words, day("2026-02-03"));
    let mut bytes = Vec::new();
    let written = write(&export, format, &mut bytes, &Pulse::new()).unwrap();
    (bytes, written)
}

fn text(dataset: Arc<Dataset>, format: ExportFormat) -> String {
    String::from_utf8(export(dataset, format, &EN).0).unwrap()
}

#[derive(Debug)]
struct Made;

impl Records for Made {
    fn incident(&self, _: u32) -> Arc<Incident> {
        let text = "{\"title\":{\"en\":\"a\",\"fr\":\"a\"},\"account\":{\"en\":\"Said <so> & \\\"so\\\"\",\"fr\":\"\"},\
                    \"country\":\"\",\"place\":{\"en\":\"\",\"fr\":\"\"},\"when\":null,\"location\":{\"class\":\"P5\",\
                    \"radius_m\":1,\"method\":{\"en\":\"=by hand\",\"fr\":\"\"},\"sources\":[]},\
                    \"event_type\":\"Battles\",\"sides\":[],\"sources\":[],\"claims\":[]}";
        Arc::new(serde_json::from_str(text).unwrap())
    }
    fn original(&self, record: u32) -> OriginalRow {
        vec![
            ("fatalities".to_owned(), record.to_string()),
            ("notes".to_owned(), "=1+1".to_owned()),
        ]
    }
    fn notes(&self, _: u32) -> String {
        String::new()
    }
}

fn draft(n: u32, title: &str, span: Option<DaySpan>, class: PlaceClass, at: Option<(f64, f64)>) -> EventDraft {
    EventDraft {
        id: format!("E{n}"),
        title: Text::same(title),
        span,
        span_kind: if span.is_some_and(|s| s.days() > 1) {
            SpanKind::Uncertain
        } else {
            SpanKind::Single
        },
        date_precision: DatePrecision::Day,
        centre: at.and_then(|(lon, lat)| LonLat::new(lon, lat)),
        radius: class.default_radius(),
        class,
        kind: EventType::Battles,
        sub_kind: "Armed clash".to_owned(),
        country: "Mali".to_owned(),
        admin1: "Gao".to_owned(),
        place: Text::same("Gao & <around>"),
        actors: vec!["=Army".to_owned(), "Group; B".to_owned()],
        sources: vec!["Radio A".to_owned()],
        deaths: Deaths::at_least(3),
        disagreements: 0,
        record: n,
    }
}

/// Four made-up rows: a point on the meridian, a region, one without a place, one without a date.
fn rows(terms: Terms) -> Arc<Dataset> {
    let card = DatasetCard {
        id: "made-up".to_owned(),
        title: Text::same("Made-up rows"),
        counts: Text::same("deaths as made up"),
        licence: "CC0".to_owned(),
        attribution: Text::same("Nobody."),
        short: None,
        terms,
        accessed: None,
        unsettled_days: None,
    };
    let mut builder = DatasetBuilder::new(card);
    let days = |a: &str, b: &str| Some(DaySpan::inclusive(day(a), day(b)));
    let one = days("2024-03-05", "2024-03-05");
    let long = days("1899-12-30", "1900-01-02");
    builder.push(draft(0, "=HYPERLINK(\"x\")", one, PlaceClass::P1, Some((0.0, 16.25))));
    builder.push(draft(
        1,
        "In a <region> & beyond",
        long,
        PlaceClass::P4,
        Some((-1.5, 15.0)),
    ));
    builder.push(draft(2, "No \u{1} place", one, PlaceClass::P1, None));
    builder.push(draft(3, "No date", None, PlaceClass::P2, Some((2.5, 13.5))));
    Arc::new(builder.finish(Box::new(Made)))
}

fn compare(name: &str, told: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (kept, told) in kept.lines().zip(told.lines()) {
        assert_eq!(kept, told, "{name}");
    }
    assert_eq!(kept.lines().count(), told.lines().count(), "{name}");
}

#[test]
fn every_format_is_written_as_it_was() {
    for format in ExportFormat::ALL {
        if format != ExportFormat::Xlsx {
            compare(
                &format!("export_rows.{}", format.ending()),
                &text(rows(Terms::Free), format),
            );
        }
    }
}

#[test]
fn the_same_events_give_the_same_bytes() {
    for format in ExportFormat::ALL {
        let first = export(common::bundled(), format, &FR).0;
        assert!(first == export(common::bundled(), format, &FR).0, "{format:?}");
    }
}

/// Text of every element of a name, in order; fails where the document is not well formed.
fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut found, mut depth, mut inside) = (Vec::new(), 0, false);
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(start) => {
                depth += 1;
                inside = start.name().as_ref() == name;
                if inside {
                    found.push(String::new());
                }
            }
            Xml::Text(text) if inside => found.last_mut().unwrap().push_str(&text),
            Xml::GeneralRef(entity) if inside => {
                let entity = entity.to_string();
                let c = quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or("?");
                found.last_mut().unwrap().push_str(c);
            }
            Xml::End(_) => (depth, inside) = (depth - 1, false),
            Xml::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    found
}

#[test]
fn kml_has_every_event_with_its_days_and_no_region_as_a_point() {
    let kml = text(rows(Terms::Free), ExportFormat::Kml);
    let names = elements(&kml, "name");
    assert_eq!(
        &names[1..],
        [
            "In a <region> & beyond",
            "=HYPERLINK(\"x\")",
            "No \u{FFFD} place",
            "No date"
        ]
    );
    assert_eq!(elements(&kml, "begin"), ["1899-12-30", "2024-03-05", "2024-03-05"]);
    assert_eq!(elements(&kml, "end"), ["1900-01-02", "2024-03-05", "2024-03-05"]);
    assert_eq!((elements(&kml, "Point").len(), elements(&kml, "Polygon").len()), (2, 1));
    let about = &elements(&kml, "description")[0];
    assert!(
        about.starts_with("4 incidents · no filter\nMade-up rows · CC0 · Nobody."),
        "{about}"
    );
    assert!(about.contains("P4: "), "{about}");
    assert!(elements(&kml, "coordinates").contains(&"0,16.25".to_owned()));
}

#[test]
fn gpx_has_points_only_and_says_how_many_are_missing() {
    let (bytes, written) = export(rows(Terms::Free), ExportFormat::Gpx, &EN);
    let gpx = String::from_utf8(bytes).unwrap();
    assert_eq!((written.written, written.left_out), (2, 2));
    assert_eq!(elements(&gpx, "wpt").len(), 2);
    assert_eq!(elements(&gpx, "time"), ["2024-03-05T00:00:00Z"]);
    assert!(gpx.contains("<wpt lat=\"16.25\" lon=\"0\">"), "{gpx}");
}

#[test]
fn a_workbook_has_dates_and_numbers_and_no_formula() {
    let (bytes, written) = export(rows(Terms::Free), ExportFormat::Xlsx, &EN);
    assert_eq!(written.written, 4);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Incidents", "Sources", "About"]);
    for name in ["Incidents", "Sources", "About"] {
        assert_eq!(book.worksheet_formula(name).unwrap().used_cells().count(), 0);
    }
    let sheet = book.worksheet_range("Incidents").unwrap();
    let heads: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let cell = |row: usize, name: &str| {
        let col = heads.iter().position(|head| head == name).unwrap();
        sheet.get((row, col)).unwrap().clone()
    };
    assert_eq!(cell(2, "title"), Data::String("=HYPERLINK(\"x\")".to_owned()));
    assert!(matches!(cell(2, "start"), Data::DateTime(_)), "{:?}", cell(2, "start"));
    assert_eq!(cell(1, "start"), Data::String("1899-12-30".to_owned()));
    assert_eq!(cell(2, "lon"), Data::Float(0.0));
    assert_eq!(cell(1, "lon"), Data::Empty);
    assert_eq!(cell(2, "deaths_low"), Data::Float(3.0));
    assert_eq!(cell(2, "deaths_high"), Data::Empty);
    let about = book.worksheet_range("About").unwrap();
    assert_eq!(
        about.get((0, 1)),
        Some(&Data::String("4 incidents · no filter".to_owned()))
    );
}

#[test]
fn an_ending_of_another_kind_before_the_own_one_is_left_out() {
    for (format, chosen, becomes) in [
        (ExportFormat::Gpx, "/d/x.csv.gpx", "/d/x.gpx"),
        (ExportFormat::Gpx, "/d/x.GeoJSON.gpx", "/d/x.gpx"),
        (ExportFormat::CslJson, "/d/x.geojson.json", "/d/x.json"),
        (ExportFormat::Gpx, "/d/x.gpx", "/d/x.gpx"),
        (ExportFormat::Gpx, "/d/week 12.03.gpx", "/d/week 12.03.gpx"),
        (ExportFormat::GeoJson, "/d/x.json.geojson", "/d/x.json.geojson"),
        (ExportFormat::Gpx, "/d/x.csv", "/d/x.csv"),
        (ExportFormat::Gpx, "/d.csv/x", "/d.csv/x"),
    ] {
        let found = format.without_other_ending(Path::new(chosen));
        assert_eq!(found, Path::new(becomes), "{format:?} {chosen}");
    }
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let says = |format: ExportFormat| format.loses(&EN).is_some();
    assert_eq!(
        ExportFormat::ALL.map(says),
        [false, false, false, true, true, false, false, false]
    );
    let only_region = |format| export(rows(Terms::Free), format, &EN).1;
    assert!(only_region(ExportFormat::Gpx).left_out > 0);
    assert_eq!(only_region(ExportFormat::Kml).left_out, 0);
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let csv = text(rows(Terms::Free), ExportFormat::Csv);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    for record in reader.records() {
        let record = record.unwrap();
        for (head, cell) in heads.iter().zip(&record) {
            let number = cell.parse::<f64>().is_ok();
            assert!(
                number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{head}: {cell}"
            );
        }
    }
    assert!(csv.contains("'=HYPERLINK"));
}

#[test]
fn restricted_rows_carry_their_attribution_with_the_day() {
    let terms = Terms::Restricted(Text::same("Not for others."));
    for (format, line) in [
        (ExportFormat::Csv, "\"Nobody, accessed 3 February 2026\""),
        (ExportFormat::GeoJson, "\"accessed\":\"2026-02-03\""),
        (ExportFormat::Kml, "Nobody, accessed 3 February 2026"),
        (ExportFormat::Gpx, "Nobody, accessed 3 February 2026"),
    ] {
        let told = text(rows(terms.clone()), format);
        assert!(told.contains(line), "{format:?}");
    }
    assert!(!text(rows(Terms::Free), ExportFormat::Csv).contains("accessed 3"));
}

#[test]
fn the_filter_and_the_period_are_said() {
    let dataset = rows(Terms::Free);
    let filter = Filter {
        text: "convoy".to_owned(),
        ..Filter::default()
    };
    let window = TimeWindow {
        span: DaySpan::inclusive(day("2024-01-01"), day("2024-12-31")),
        certainty: Certainty::Possible,
    };
    let result = run(&[dataset], &filter, window);
    let export = Export::new(&result, None, &filter, &EN, day("2026-02-03"));
    assert_eq!(
        export.sentence(),
        "0 incidents · filter: Text: convoy · 1 January 2024 to 31 December 2024, both days included"
    );
}

/// A disk that is full after some bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_and_a_cancel_are_errors_in_every_format() {
    let result = everything(common::bundled());
    let filter = Filter::default();
    let export = Export::new(&result, None, &filter, &EN, day("2026-02-03"));
    for format in ExportFormat::ALL {
        let failed = write(&export, format, &mut Full(100), &Pulse::new()).unwrap_err();
        assert!(matches!(failed, ExportError::Io(_)), "{format:?}: {failed:?}");
        let pulse = Pulse::new();
        pulse.cancel();
        let stopped = write(&export, format, &mut Vec::new(), &pulse).unwrap_err();
        assert!(matches!(stopped, ExportError::Cancelled(_)), "{format:?}: {stopped:?}");
    }
}

#[test]
fn a_cancelled_export_leaves_the_old_file() {
    let folder = std::env::temp_dir().join(format!("sahel-atlas-export-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a.csv");
    std::fs::write(&path, "old").unwrap();
    let result = everything(common::bundled());
    let filter = Filter::default();
    let export = Export::new(&result, None, &filter, &EN, day("2026-02-03"));
    let pulse = Pulse::new();
    pulse.cancel();
    write_with(&path, |out| write(&export, ExportFormat::Csv, out, &pulse)).unwrap_err();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn sources_go_out_once_each_and_every_record_ends() {
    let json: serde_json::Value = serde_json::from_str(&text(common::bundled(), ExportFormat::CslJson)).unwrap();
    let ids: Vec<&str> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["id"].as_str().unwrap())
        .collect();
    let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), once.len());
    assert!(ids.len() > 30, "{}", ids.len());
    let ris = text(common::bundled(), ExportFormat::Ris);
    let count = |tag: &str| ris.split("\r\n").filter(|line| line.starts_with(tag)).count();
    assert_eq!((count("TY  - "), count("ER  - ")), (ids.len(), ids.len()));
    let bibtex = text(common::bundled(), ExportFormat::Bibtex);
    assert_eq!(bibtex.lines().filter(|line| line.starts_with('@')).count(), ids.len());
}
