//! Opening files: good ones, broken ones, hostile ones. What is said about a broken file stands in
//! `tests/golden/errors.txt` in both languages; `UPDATE_GOLDEN=1` writes it anew, to be read before it is kept.
#![cfg(test)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sahel_atlas::base::{Day, DaySpan, Pulse};
use sahel_atlas::model::{DatePrecision, Deaths, EventType, Field, PlaceClass, SideKind, SideRole, SpanKind};
use sahel_atlas::read::{self, Format, IssueKind, Opened, ReadError};
use sahel_atlas::words::{EN, FR};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(golden(name)).unwrap()
}

fn open_text(name: &str, text: &str) -> Result<Opened, ReadError> {
    read::read_bytes(name, text.as_bytes().to_vec(), &Pulse::new())
}

fn opened(name: &str) -> Opened {
    read::open(&golden(name), &Pulse::new()).unwrap()
}

/// The good collection with one piece of text replaced. Fails if the piece is not there.
fn broken(from: &str, to: &str) -> Vec<u8> {
    let good = fixture("collection.geojson");
    assert!(good.contains(from), "the fixture has no {from}");
    good.replacen(from, to, 1).into_bytes()
}

fn broken_row(from: &str, to: &str) -> Vec<u8> {
    let good = fixture("ucdp_release.csv");
    assert!(good.contains(from), "the fixture has no {from}");
    let lines: Vec<_> = good.lines().take(2).collect();
    lines.join("\n").replacen(from, to, 1).into_bytes()
}

/// The same without the header, as a row to append.
fn broken_row_alone(from: &str, to: &str) -> Vec<u8> {
    let whole = String::from_utf8(broken_row(from, to)).unwrap();
    let row = whole.lines().nth(1).unwrap().replacen("1001", "1999", 1);
    format!("\n{row}\n").into_bytes()
}

/// Every broken file with its name.
#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn broken_files() -> Vec<(&'static str, Vec<u8>)> {
    let brackets = "[".repeat(100_000);
    let closed = format!("{{\"type\": {brackets}{}}}", "]".repeat(100_000));
    let inner = format!("{{\"features\": {brackets}{}}}", "]".repeat(100_000));
    let truncated = fixture("collection.geojson");
    let truncated = truncated.as_bytes()[..truncated.len() * 2 / 3].to_vec();
    vec![
        ("empty.csv", Vec::new()),
        ("zeros.geojson", vec![0; 200_000]),
        ("table.xlsx", b"PK\x03\x04....".to_vec()),
        ("table.csv.gz", b"\x1F\x8B\x08...".to_vec()),
        ("note.txt", b"Dear all, please find the table attached.\n".to_vec()),
        ("towns.csv", b"name,lat,lon\nGao,16.27,-0.04\n".to_vec()),
        ("acled.csv", b"event_id_cnty,event_date,year,event_type\n".to_vec()),
        ("brackets.json", brackets.into_bytes()),
        ("brackets-in-type.json", closed.into_bytes()),
        ("brackets-in-features.json", inner.into_bytes()),
        ("other.json", br#"{"hello": "world"}"#.to_vec()),
        (
            "latin1.geojson",
            broken("Exampletown", "Exemple\u{e9}ville")
                .iter()
                .map(|b| if *b == 0xC3 { 0xE9 } else { *b })
                .collect(),
        ),
        ("truncated.geojson", truncated),
        ("grammar.geojson", broken("\"features\": [", "\"features\" [")),
        (
            "newer.geojson",
            broken("\"schema_version\": 1", "\"schema_version\": 2"),
        ),
        (
            "version-text.geojson",
            broken("\"schema_version\": 1", "\"schema_version\": \"one\""),
        ),
        ("no-version.geojson", broken("\"schema_version\": 1,", "")),
        ("latitude.geojson", broken("[1.5, 14.5]", "[1.5, 95]")),
        ("longitude.geojson", broken("[1.5, 14.5]", "[\"1.5\", 14.5]")),
        (
            "no-geometry.geojson",
            broken("{\"type\": \"Point\", \"coordinates\": [1.5, 14.5]}", "null"),
        ),
        (
            "reversed.geojson",
            broken("\"end\": \"2024-03-03\"", "\"end\": \"2024-02-03\""),
        ),
        (
            "not-single.geojson",
            broken("\"end\": \"2024-03-03\"", "\"end\": \"2024-03-09\""),
        ),
        (
            "no-day.geojson",
            broken("\"start\": \"2024-03-02\"", "\"start\": \"2024-02-30\""),
        ),
        ("wrong-type.geojson", broken("\"low\": 12", "\"low\": \"12\"")),
        ("negative.geojson", broken("\"low\": 12", "\"low\": -12")),
        ("range.geojson", broken("\"high\": 15", "\"high\": 5")),
        (
            "unknown-source.geojson",
            broken("\"source\": \"paper-2\"", "\"source\": \"paper-9\""),
        ),
        (
            "unlisted-source.geojson",
            broken(
                "\"sources\": [\"paper-1\", \"paper-2\"]",
                "\"sources\": [\"paper-1\", \"paper-2\", \"paper-9\"]",
            ),
        ),
        (
            "unknown-side.geojson",
            broken("\"side\": \"attackers\"", "\"side\": \"nobody\""),
        ),
        (
            "unknown-statement.geojson",
            broken("\"statement\": \"s1\"", "\"statement\": \"s2\""),
        ),
        (
            "unknown-related.geojson",
            broken("\"related\": [{\"id\": \"B\"", "\"related\": [{\"id\": \"Z\""),
        ),
        ("unknown-citation.geojson", broken("[paper-1]", "[paper-7]")),
        ("same-id.geojson", broken("\"id\": \"B\",\n", "\"id\": \"A\",\n")),
        ("same-claim.geojson", broken("\"id\": \"A-c2\"", "\"id\": \"A-c1\"")),
        ("class.geojson", broken("\"class\": \"P2\"", "\"class\": \"P0\"")),
        (
            "event-type.geojson",
            broken("\"event_type\": \"Battles\"", "\"event_type\": \"Battle\""),
        ),
        ("no-area.geojson", broken("\"area\": {", "\"area\": null, \"was\": {")),
        (
            "null-area.geojson",
            broken(
                "\"area\": {\"lon\": 2.0, \"lat\": 15.0, \"radius_m\": 90000}",
                "\"area\": null",
            ),
        ),
        ("missing-member.geojson", broken("\"country\": \"Niger\",", "")),
        ("figure.geojson", broken("\"figure\": \"F1\"", "\"figure\": \"F9\"")),
        (
            "no-rows.csv",
            fixture("ucdp_release.csv").lines().next().unwrap().as_bytes().to_vec(),
        ),
        (
            "no-columns.csv",
            fixture("ucdp_release.csv")
                .replacen("date_start", "begin", 1)
                .replacen("side_b,", "side_z,", 1)
                .into_bytes(),
        ),
        (
            "two-orders.csv",
            broken_row("2024-03-02,2024-03-02", "25/03/2024,03/26/2024")
                .iter()
                .copied()
                .chain(broken_row_alone("2024-03-02,2024-03-02", "03/25/2024,03/26/2024"))
                .collect(),
        ),
        (
            "acled-dates.csv",
            b"event_id_cnty,event_date,event_type,latitude,longitude\nX1,03/05/2024,Battles,14,2\n".to_vec(),
        ),
        (
            "acled-weekly.csv",
            b"WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,EVENTS,FATALITIES\n2024-03-02,Western Africa,Mali,Gao,Battles,3,9\n"
                .to_vec(),
        ),
        ("latitude.csv", broken_row("15.2", "95")),
        (
            "reversed.csv",
            broken_row("2024-03-02,2024-03-02", "2024-03-02,2024-03-01"),
        ),
        (
            "cell.csv",
            broken_row("1001", &format!("\"{}", "x".repeat(17 << 20))),
        ),
    ]
}

#[test]
fn every_broken_file_is_one_clear_error_in_both_languages() {
    let mut told = String::new();
    for (name, bytes) in broken_files() {
        let result = read::read_bytes(name, bytes, &Pulse::new());
        let error = result.err().unwrap_or_else(|| panic!("{name} was accepted"));
        assert!(error.to_string().starts_with(name), "{error}");
        for words in [&EN, &FR] {
            let text = error.explain(words);
            assert!(text.chars().count() < 420 && !text.contains('\n'), "{text}");
            writeln!(told, "{text}").unwrap();
        }
    }
    compare("errors.txt", &told);
}

fn compare(name: &str, told: &str) {
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (kept, told) in kept.lines().zip(told.lines()) {
        assert_eq!(kept, told);
    }
    assert_eq!(kept.lines().count(), told.lines().count());
}

#[test]
fn what_is_no_file_is_said_so_without_its_folder() {
    let pulse = Pulse::new();
    let missing = read::open(&golden("nothing-here.csv"), &pulse).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "nothing-here.csv: there is no such file. Check the name and the folder."
    );
    let folder = read::open(&golden(""), &pulse).unwrap_err();
    assert_eq!(
        folder.explain(&FR),
        "golden\u{A0}: c\u{2019}est un dossier, pas un fichier. Choisissez un fichier."
    );
}

#[test]
fn two_gigabytes_of_zeros_are_refused_from_their_first_block() {
    let path = std::env::temp_dir().join(format!("sahel-atlas-zeros-{}.geojson", std::process::id()));
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(2 << 30).unwrap();
    let pulse = Pulse::new();
    let error = read::open(&path, &pulse).unwrap_err();
    std::fs::remove_file(&path).unwrap();
    assert!(error.to_string().contains("found binary data"), "{error}");
    assert_eq!(pulse.progress(), (0, 0), "nothing after the first block was read");
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_size() {
    let path = std::env::temp_dir().join(format!("sahel-atlas-large-{}.geojson", std::process::id()));
    std::fs::write(&path, "{").unwrap();
    let file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::fs::write(&path, format!("{{\"a\": \"{}", "x".repeat(70_000))).unwrap();
    file.set_len(500 << 20).unwrap();
    let error = read::open(&path, &Pulse::new()).unwrap_err();
    std::fs::remove_file(&path).unwrap();
    assert!(
        error
            .to_string()
            .ends_with("the file has 500\u{A0}MiB; at most 128\u{A0}MiB are read. Open a smaller part of it."),
        "{error}"
    );
}

#[test]
fn a_cancelled_reading_stops() {
    let pulse = Pulse::new();
    pulse.cancel();
    for name in ["collection.geojson", "ucdp_release.csv"] {
        assert!(read::open(&golden(name), &pulse).unwrap_err().is_cancelled(), "{name}");
    }
}

#[test]
fn a_collection_in_one_file_is_read_whole() {
    let Opened { dataset, report } = opened("collection.geojson");
    assert_eq!(report.format, Format::Native);
    assert!(report.is_clean() && dataset.counts().add_up());
    let a = dataset.event(dataset.find("A").unwrap()).unwrap();
    assert_eq!(
        a.deaths(),
        Deaths {
            low: Some(10),
            best: Some(10),
            high: Some(15),
            high_open: false
        }
    );
    assert_eq!(a.disagreements(), 1);
    assert_eq!(a.point().map(|p| (p.lon(), p.lat())), Some((1.5, 14.5)));
    assert_eq!(a.actors().collect::<Vec<_>>(), ["Example Army (2020-)", "group A"]);
    let original = a.original();
    assert_eq!(original.first().map(|(k, _)| k.as_str()), Some("title"));
    assert_eq!(original.iter().find(|(k, _)| k == "country").unwrap().1, "\"Niger\"");
    assert!(a.notes().contains("Exampletown"));
    let b = dataset.event(dataset.find("B").unwrap()).unwrap();
    assert_eq!((b.point(), b.place_class()), (None, PlaceClass::P4));
    assert_eq!(b.circle().map(|(c, r)| (c.lon(), r)), Some((2.0, 90_000.0)));
    assert_eq!(dataset.context().figures.len(), 1);
}

#[test]
fn the_data_folder_opens_with_the_sources_beside_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/incidents.geojson");
    let Opened { dataset, report } = read::open(&path, &Pulse::new()).unwrap();
    let bundled = read::bundled().unwrap();
    assert!(report.is_clean());
    assert_eq!(dataset.len(), bundled.len());
    assert!(dataset.sources().eq(bundled.sources()));
    assert_eq!(dataset.context(), bundled.context());
    // The same bytes without a folder lack the sources that the incidents cite, and say so.
    let alone = open_text("alone.geojson", &std::fs::read_to_string(&path).unwrap()).unwrap_err();
    assert!(
        alone.to_string().contains("expected the id of a source in the file"),
        "{alone}"
    );
}

#[test]
fn a_release_is_read_by_column_names() {
    let Opened { dataset, report } = opened("ucdp_release.csv");
    assert_eq!(report.format, Format::UcdpGed);
    let counts = dataset.counts();
    assert!(counts.add_up());
    assert_eq!(
        (counts.read, counts.accepted, counts.quarantined, counts.duplicates),
        (9, 6, 2, 1)
    );
    let told: Vec<String> = report.issues.iter().map(|issue| issue.explain(&EN)).collect();
    assert_eq!(
        told,
        [
            "line 5, column event_clarity: found “2”, expected one incident in a row; a row that sums up several stands \
             for more than a day and a place",
            "line 7, column where_prec: found “9”, expected one of: 1, 2, 3, 4, 5, 6, 7 (row set aside)",
            "line 9, column id: found “1001”, expected one row for each id (an earlier row has this id and other \
             content) (row set aside)",
            "line 10, column best: found 4, 3, 2, expected low, best and high in ascending order (row kept)",
            // The made-up places lie a little beyond Mali's border.
            "line 2, column latitude, longitude: found 15.2000, 2.4000 (Mali), expected a point in that country or \
             within 5 km of its border (row kept)",
            "line 3, column latitude, longitude: found 14.5000, 0.0000 (Mali), expected a point in that country or \
             within 5 km of its border (row kept)",
            "line 10, column latitude, longitude: found 15.2000, 2.4000 (Mali), expected a point in that country or \
             within 5 km of its border (row kept)",
        ]
    );
    assert_eq!(report.issues.iter().filter(|i| i.kind == IssueKind::Notice).count(), 4);
    assert_eq!(report.warned(), 3);
}

#[test]
fn a_row_of_a_release_says_what_the_table_says() {
    let Opened { dataset, .. } = opened("ucdp_release.csv");
    let event = |id: &str| dataset.event(dataset.find(id).unwrap()).unwrap();
    let e = event("1001");
    assert_eq!(e.title().en, "Government of Mali - Group X, Ménaka town");
    assert_eq!(e.place().fr, "Mali, Ménaka region, Ménaka town");
    assert_eq!(
        (e.country(), e.admin1(), e.kind(), e.sub_kind()),
        ("Mali", "Ménaka", EventType::Battles, "State-based conflict")
    );
    assert_eq!(
        e.deaths(),
        Deaths {
            low: Some(3),
            best: Some(5),
            high: Some(9),
            high_open: false
        }
    );
    assert_eq!(
        e.sources().collect::<Vec<_>>(),
        ["ucdp-ged", "Agence Example", "Radio Example"]
    );
    assert_eq!(
        e.actors().collect::<Vec<_>>(),
        ["Government of Mali", "Government of Niger", "Group X"]
    );
    let incident = e.incident();
    let sides: Vec<_> = incident.sides.iter().map(|s| (s.id.as_str(), s.role, s.kind)).collect();
    assert_eq!(
        sides,
        [
            ("a", SideRole::Side1, SideKind::State),
            ("b", SideRole::Side2, SideKind::ArmedGroup)
        ]
    );
    let killed: Vec<_> = incident.claims.iter().filter(|c| c.field == Field::Killed).collect();
    let figures: Vec<_> = killed
        .iter()
        .map(|c| (c.side.as_deref(), c.number.unwrap().low))
        .collect();
    assert_eq!(
        figures,
        [
            (Some("a"), Some(1)),
            (Some("b"), Some(2)),
            (Some("civilians"), Some(1)),
            (Some("unknown"), Some(1)),
            (None, Some(3))
        ]
    );
    assert_eq!(killed[4].value.as_ref().unwrap().en, "5 in all (3 to 9)");
    assert_eq!(
        incident.source_notes["Agence Example"].en,
        "Agence Example, 2024-03-03, Clash near Ménaka"
    );
    assert!(incident.location.method.en.contains("where_prec 1"));
    assert_eq!(e.original()[0], ("id".to_owned(), "1001".to_owned()));
    assert!(e.notes().contains("a \"quoted\" word"));
}

#[test]
fn longitude_zero_is_a_place_and_no_coordinates_are_none() {
    let Opened { dataset, .. } = opened("ucdp_release.csv");
    let event = |id: &str| dataset.event(dataset.find(id).unwrap()).unwrap();
    assert_eq!(event("1002").point().map(|p| p.lon()), Some(0.0));
    assert_eq!(
        (event("1003").circle(), event("1003").incident().circle()),
        (None, None)
    );
    let region = event("1004");
    assert_eq!(
        (region.point(), region.place_class(), region.span_kind()),
        (None, PlaceClass::P4, SpanKind::Uncertain)
    );
    assert_eq!(region.incident().circle(), region.circle());
    let month = DaySpan::inclusive(
        Day::parse_iso("2024-05-01").unwrap(),
        Day::parse_iso("2024-05-31").unwrap(),
    );
    assert_eq!(
        (region.span(), region.date_precision()),
        (Some(month), DatePrecision::Month)
    );
    assert_eq!(
        region.deaths(),
        Deaths {
            low: None,
            best: Some(4),
            high: Some(4),
            high_open: false
        }
    );
    let roles: Vec<_> = region.incident().sides.iter().map(|s| (s.role, s.kind)).collect();
    assert_eq!(
        roles,
        [
            (SideRole::Attacking, SideKind::ArmedGroup),
            (SideRole::Attacked, SideKind::Civilians)
        ]
    );
    assert_eq!(
        event("1008").deaths(),
        Deaths {
            low: Some(2),
            best: Some(3),
            high: Some(4),
            high_open: false
        }
    );
}

#[test]
fn the_web_export_and_other_delimiters_are_read_alike() {
    let release = fixture("ucdp_release.csv");
    let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(release.as_bytes())
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect();
    // The web export: 47 names (best_est, high_est, low_est; no state codes), 48 cells, US dates.
    let american = |day: &str| {
        let mut parts = day.split('-');
        let (y, m, d) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        format!("{m}/{d}/{y} 00:00:00")
    };
    let mut web = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for (i, row) in rows.iter().enumerate() {
        let mut row = row[..47].to_vec();
        if i == 0 {
            for (at, name) in [(44, "best_est"), (45, "high_est"), (46, "low_est")] {
                row[at] = name.to_owned();
            }
        } else {
            (row[38], row[39]) = (american(&row[38]), american(&row[39]));
            row.push(String::new());
        }
        web.write_record(&row).unwrap();
    }
    let web = String::from_utf8(web.into_inner().unwrap()).unwrap();
    let mut semicolons = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for (i, row) in rows.iter().enumerate() {
        let mut row = row.clone();
        row.reverse();
        if i > 0 {
            (row[48 - 29], row[48 - 30]) = (row[48 - 29].replace('.', ","), row[48 - 30].replace('.', ","));
        }
        semicolons.write_record(&row).unwrap();
    }
    let semicolons = format!(
        "\u{FEFF}{}",
        String::from_utf8(semicolons.into_inner().unwrap()).unwrap()
    );
    let headerless = release.split_once('\n').unwrap().1.to_owned();

    let first = opened("ucdp_release.csv").dataset;
    for (name, text) in [
        ("web.csv", web),
        ("semicolons.csv", semicolons),
        ("headerless.csv", headerless),
    ] {
        let Opened { dataset, report } = open_text(name, &text).unwrap();
        assert_eq!(report.format == Format::UcdpWebExport, name == "web.csv");
        assert_eq!(dataset.counts(), first.counts(), "{name}: {:?}", report.issues);
        for (a, b) in first.events().zip(dataset.events()) {
            assert_eq!(a.id(), b.id(), "{name}");
            assert_eq!(
                (a.span(), a.circle(), a.deaths()),
                (b.span(), b.circle(), b.deaths()),
                "{name}"
            );
            assert_eq!(a.incident(), b.incident(), "{name}");
        }
    }
}

#[test]
fn rows_with_too_many_cells_or_bytes_are_set_aside_and_the_rest_is_read() {
    let release = fixture("ucdp_release.csv");
    let good = release.lines().nth(1).unwrap();
    let header = release.lines().next().unwrap();
    let text = format!("{header}\n{good}\n{}\n1,2,3\n", ",".repeat(200_000));
    let Opened { dataset, report } = open_text("commas.csv", &text).unwrap();
    assert_eq!((dataset.len(), dataset.counts().quarantined), (1, 2));
    assert!(
        report.issues[1]
            .explain(&FR)
            .starts_with("ligne 4\u{A0}: trouvé 3 cellules, attendu 49 cellules")
    );
}

#[test]
fn tables_of_one_byte_for_each_letter_are_read_and_the_report_says_so() {
    let text = fixture("ucdp_release.csv");
    let narrow: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    assert!(narrow.len() < text.len(), "the fixture has accents");
    let found = read::read_bytes("latin1.csv", narrow, &Pulse::new()).unwrap();
    let same = opened("ucdp_release.csv");
    assert_eq!(found.report.encoding, Some(read::Encoding::Windows1252));
    assert_eq!(same.report.encoding, Some(read::Encoding::Utf8));
    assert_eq!(found.dataset.len(), same.dataset.len());
    for (a, b) in found.dataset.events().zip(same.dataset.events()) {
        assert_eq!(a.incident(), b.incident());
    }
}

#[test]
fn a_file_that_changes_or_goes_away_after_it_was_opened_is_said_and_no_crash() {
    let folder = std::env::temp_dir().join(format!("sahel-atlas-late-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("late.csv");
    std::fs::copy(golden("ucdp_release.csv"), &path).unwrap();
    let dataset = read::open(&path, &Pulse::new()).unwrap().dataset;
    let event = dataset.event(0).unwrap();
    assert!(!event.original().is_empty());
    std::fs::write(&path, "cut").unwrap();
    assert!(event.incident().account.en.contains("has changed"));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(event.incident().account.fr.contains("plus là"));
    assert!(event.original().is_empty());
    assert_eq!(dataset.line(0), None);
}

fn samples(folder: &str) -> PathBuf {
    let root = std::env::var_os("SAHEL_ATLAS_SAMPLES").expect("SAHEL_ATLAS_SAMPLES names the folder of samples");
    PathBuf::from(root).join(folder)
}

#[test]
#[ignore = "needs SAHEL_ATLAS_SAMPLES"]
fn ucdp_samples_are_read_to_the_last_row() {
    // Counted with a script in another language: rows, notices (low, best, high out of order), sum of
    // best, rows by type of violence, rows without a point (where_prec 4 to 7), rows of more than one day.
    let expected = [
        ("bsa_ged_Mali.csv", (2120, MALI)),
        ("bsa_ged_Burkina.csv", (1504, BURKINA)),
    ];
    for (name, (rows, (notices, best, battles, areas, uncertain))) in expected {
        let Opened { dataset, report } = read::open(&samples("ucdp").join(name), &Pulse::new()).unwrap();
        assert_eq!(report.format, Format::UcdpWebExport);
        assert_eq!(
            (dataset.counts().read, dataset.counts().accepted),
            (rows, rows),
            "{name}"
        );
        let groups = report.groups();
        let found = groups.filter(|group| group.first.expected == read::Expected::OrderedDeaths);
        assert_eq!(found.map(|group| group.count).sum::<usize>(), notices, "{name}");
        let sum: u32 = dataset.events().filter_map(|e| e.deaths().best).sum();
        assert_eq!(sum, best, "{name}");
        let count = |f: &dyn Fn(sahel_atlas::model::Event<'_>) -> bool| dataset.events().filter(|e| f(*e)).count();
        assert_eq!(count(&|e| e.kind() == EventType::Battles), battles, "{name}");
        assert_eq!(count(&|e| e.point().is_none()), areas, "{name}");
        assert_eq!(count(&|e| e.span_kind() == SpanKind::Uncertain), uncertain, "{name}");
        for event in dataset.events() {
            let incident = event.incident();
            assert_eq!(incident.title, *event.title());
            assert_eq!(incident.when.as_ref().and_then(|w| w.days()), event.span());
            assert_eq!(incident.circle(), event.circle());
            assert!(incident.sources.iter().map(String::as_str).eq(event.sources()));
            assert_eq!(event.original().len(), 47);
        }
    }
}

const MALI: (usize, u32, usize, usize, usize) = (23, 15_742, 1_578, 322, 477);
const BURKINA: (usize, u32, usize, usize, usize) = (32, 12_864, 986, 196, 326);

/// A row is read again when somebody looks at it: what has become of its file since is said, whatever is asked for.
#[test]
fn a_file_that_is_cut_changed_or_removed_while_it_is_open_is_said_to_be() {
    let table = include_str!("golden/ucdp_release.csv");
    let path = std::env::temp_dir().join(format!("sahel-atlas-lost-{}.csv", std::process::id()));
    type Act = fn(&std::path::Path, &str);
    let cut: Act = |path, table| std::fs::write(path, &table[..table.len() / 2]).unwrap();
    let changed: Act = |path, table| std::fs::write(path, table.replace("Mali", "Male")).unwrap();
    let removed: Act = |path, _| std::fs::remove_file(path).unwrap();
    for (act, en, fr) in [
        (cut, "has changed since it was opened", "a changé depuis son ouverture"),
        (
            changed,
            "has changed since it was opened",
            "a changé depuis son ouverture",
        ),
        (removed, "is no longer there", "n\u{2019}est plus là"),
    ] {
        std::fs::write(&path, table).unwrap();
        // A file of long ago: what is changed after it has another time, however soon.
        let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(long_ago).unwrap();
        let opened = read::open(&path, &Pulse::new()).unwrap();
        let event = opened.dataset.event(0).unwrap();
        assert_eq!(event.lost(), None);
        assert!(!event.original().is_empty());
        act(&path, table);
        let lost = event.lost().expect("it is lost");
        assert!(lost.en.contains(en) && lost.fr.contains(fr), "{lost:?}");
        assert_eq!(event.incident().account, lost);
        assert_eq!(event.original(), Vec::new());
        assert_eq!(event.notes().trim(), "");
    }
}
