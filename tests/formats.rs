//! Files that are no plain tables: archives, GeoJSON of others, TimeMap, KML, GPX, workbooks, GDELT. What is said
//! about the broken ones stands in `tests/golden/formats/messages.txt`; `UPDATE_GOLDEN=1` writes it anew, to be
//! read before it is kept.
#![cfg(test)]

mod formats_common;

use std::fmt::Write as _;

use formats_common::{gzip, ods, read, sheet, shown, zip};
use sahel_atlas::base::Pulse;
use sahel_atlas::model::{DatePrecision, EventType, PlaceClass, SpanKind};
use sahel_atlas::read::{self, Format, IssueKind, OpenOptions, Opened, ReadError};
use sahel_atlas::words::{EN, FR};

use formats_common::{fixture, golden};

fn opened(name: &str) -> Opened {
    read::open(&golden(name), &Pulse::new()).unwrap_or_else(|error| panic!("{error}"))
}

fn issues(opened: &Opened) -> Vec<String> {
    opened.report.issues.iter().map(|issue| issue.explain(&EN)).collect()
}

#[test]
fn features_of_a_colleague_become_events() {
    let found = opened("features.geojson");
    let counts = found.dataset.counts();
    assert_eq!(found.report.format, Format::GeoJson);
    assert_eq!((counts.read, counts.accepted), (8, 5));
    assert_eq!((counts.quarantined, counts.duplicates), (2, 1));
    assert!(counts.add_up());
    assert_eq!(
        shown(&found.dataset),
        [
            "7|2024-03-02+1|single|0,14.5|P1|Battles||Exampletown|12",
            "area|2024-03-01+31|uncertain|1.5,14.5|P4|Protests||Example region|?",
            "features[2]|2024-03-02+1|single|1,14.05|P2|Other or unknown|ambush||?",
            "line|-|single|1,14.025|P1|Other or unknown|||?",
            "nowhere|2024-01-01+366|uncertain|-|P5|Riots|||?",
        ]
    );
    let said = issues(&found);
    let expected = [
        "features[5].geometry.coordinates[1] (line 21): found “14”, expected a number (row set aside)",
        "features[1].morts (line 12): found “at least 3”, expected a whole number, 0 or more (row kept)",
        "features[4].Date (line 19): found “soon”, expected a date such as 2024-06-30, 30 June 2024 or June 2024 (row kept)",
        "features[7] (line 23): found “nowhere”, expected one row for each id (an earlier row has this id and other content) (row set aside)",
        // The made-up place lies a little beyond Mali's border.
        "line 7, column latitude, longitude: found 14.5000, 0.0000 (Mali), expected a point in that country or within 5 km of its border (row kept)",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_feature_keeps_its_values_and_says_how_it_was_located() {
    let found = opened("features.geojson");
    let event = |id: &str| found.dataset.find(id).and_then(|row| found.dataset.event(row)).unwrap();
    let first = event("7").incident();
    assert!(first.account.en.starts_with("Fighting near Exampletown ["));
    assert_eq!(first.sources[1..], ["Example Daily", "https://example.org/a"]);
    assert!(
        found
            .dataset
            .source("https://example.org/a")
            .is_some_and(|s| s.url.is_some())
    );
    let original = event("7").original();
    let cell = |name: &str| original.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    assert_eq!(cell("description"), Some("<p>Fighting near <b>Exampletown</b></p>"));
    assert_eq!((cell("extra.depth"), cell("extra.list")), (Some("2"), Some("[1,[2]]")));
    assert_eq!(cell("actors"), Some("Army of Example; Group of Example"));
    assert!(
        event("area")
            .incident()
            .location
            .method
            .en
            .contains("circle that holds it")
    );
    assert!(event("nowhere").incident().location.method.en.contains("no place"));
    assert!(event("area").point().is_none() && event("area").circle().is_some());
    for event in found.dataset.events() {
        let incident = event.incident();
        assert_eq!(incident.title.en, event.title().en);
        assert_eq!(incident.circle(), event.circle());
        assert_eq!(incident.when.as_ref().and_then(|w| w.days()), event.span());
        assert!(incident.sources.iter().map(String::as_str).eq(event.sources()));
        assert_eq!(incident.location.class, event.place_class());
    }
    let card = found.dataset.card();
    assert_eq!(
        (card.title.en.as_str(), card.licence.as_str()),
        ("features.geojson", "not stated in the file")
    );
}

#[test]
fn the_abuses_of_geojson_are_read_alike() {
    let feature = r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[1,14]},"properties":{"date":"2024-03-02"}}"#;
    let other = feature.replace("\"a\"", "\"b\"");
    let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature},{other}]}}");
    let files = [
        collection.clone(),
        format!("\u{FEFF}{collection}"),
        format!("var incidents = {collection};\n"),
        format!("callback({collection});"),
        format!("[{collection}]"),
        format!("[{feature},{other}]"),
        format!("{{\"status\":200,\"data\":{collection}}}"),
        format!("{feature}\n{other}\n"),
        format!("\u{1E}{feature}\n\u{1E}{other}\n"),
        format!("{{\"features\":[{feature},{other}]}}"),
        collection.replace(
            "{\"type\":\"FeatureCollection\"",
            "{\"crs\":{\"type\":\"EPSG\",\"properties\":{\"code\":4326}},\"type\":\"FeatureCollection\"",
        ),
    ];
    let expected = [
        "a|2024-03-02+1|single|1,14|P1|Other or unknown|||?",
        "b|2024-03-02+1|single|1,14|P1|Other or unknown|||?",
    ];
    for text in files {
        let found = read("x.json", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(shown(&found.dataset), expected, "{text}");
        assert_eq!(found.dataset.counts().quarantined, 0);
    }
    let wrapped = read("x.js", format!("var incidents = {collection};").as_bytes()).unwrap();
    assert_eq!(
        issues(&wrapped),
        ["line 1: found “var incidents =”, expected JSON without a program around it (row kept)"]
    );
}

#[test]
fn different_files_never_share_events_by_accident() {
    let file = |place: &str| {
        format!(
            r#"{{"type":"FeatureCollection","name":"incidents","features":[{{"type":"Feature","id":1,"geometry":null,"properties":{{"date":"2024-03-02","place":"{place}"}}}}]}}"#
        )
    };
    let (a, b) = (
        read("a.geojson", file("A").as_bytes()).unwrap(),
        read("a.geojson", file("B").as_bytes()).unwrap(),
    );
    assert_ne!(a.dataset.card().id, b.dataset.card().id);
    assert_eq!(a.dataset.shared_events(&b.dataset), 0);
    let again = read("other.geojson", file("A").as_bytes()).unwrap();
    assert_eq!(a.dataset.shared_events(&again.dataset), 1);
}

/// Properties that are the columns of a known table are read as that table.
#[test]
fn a_table_of_ucdp_in_any_form_opens_to_the_same_events() {
    let text = std::fs::read_to_string(golden("../ucdp_release.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let direct = read("x.csv", text.as_bytes()).unwrap();
    let at = |name: &str| names.iter().position(|n| n == name).unwrap();
    let features: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            let cells = names.iter().zip(row).filter(|(n, _)| !n.ends_with("itude"));
            let properties: serde_json::Map<String, serde_json::Value> =
                cells.map(|(n, c)| (n.clone(), c.clone().into())).collect();
            let number = |name: &str| row[at(name)].parse::<f64>();
            let geometry = number("longitude").and_then(|lon| Ok((lon, number("latitude")?)));
            let geometry = geometry.map_or(
                serde_json::Value::Null,
                |(lon, lat)| serde_json::json!({"type": "Point", "coordinates": [lon, lat]}),
            );
            serde_json::json!({"type": "Feature", "properties": properties, "geometry": geometry})
        })
        .collect();
    let geojson = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    let mut grid = vec![names.clone()];
    grid.extend(rows.iter().cloned());
    let files = [
        ("x.geojson", geojson.clone().into_bytes()),
        ("x.geojson.gz", gzip(geojson.as_bytes())),
        ("x.csv.gz", gzip(text.as_bytes())),
        (
            "x.zip",
            zip(&[("folder/table.csv", text.as_bytes()), ("__MACOSX/._table.csv", b"x")]),
        ),
        (
            "x.xlsx",
            sheet(&[("Read me", &[vec!["about".to_owned()]]), ("GED", &grid)]),
        ),
        ("x.ods", ods("GED", &grid)),
    ];
    for (name, bytes) in files {
        let found = read(name, &bytes).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.report.format, direct.report.format, "{name}");
        assert_eq!(shown(&found.dataset), shown(&direct.dataset), "{name}");
        assert_eq!(found.dataset.counts(), direct.dataset.counts(), "{name}");
        assert_eq!(found.dataset.card().id, "ucdp-ged");
    }
}

#[test]
fn a_timemap_is_read_with_what_lies_beside_it() {
    let found = opened("timemap/events.json");
    assert_eq!(found.report.format, Format::TimeMap);
    assert_eq!(
        shown(&found.dataset),
        [
            "1|2024-03-08+1|single|-0.5,14.5|P1|Battles||Exampletown|?",
            "2|2024-03-25+1|single|0,13.25|P1|Other or unknown||Exampleville|?"
        ]
    );
    let row = found.dataset.find("1").unwrap();
    let event = found.dataset.event(row).unwrap();
    assert_eq!(event.sources().skip(1).collect::<Vec<_>>(), ["s1", "s2"]);
    assert_eq!(
        found.dataset.source("s1").unwrap().url.as_deref(),
        Some("https://example.org/film")
    );
    assert_eq!(found.dataset.source("s2").unwrap().url, None);
    assert!(event.original().contains(&("Weapon".to_owned(), "Drone".to_owned())));
    assert_eq!(
        issues(&found),
        [
            "[0].associations (line 2): found “f9”, expected the id of an association in associations.json (row kept)",
            "[2] (line 6): found an object { }, expected an event with a description, and a date or a place (row set aside)",
        ]
    );
}

#[test]
fn the_single_file_of_a_timemap_carries_its_sources() {
    let found = opened("api.json");
    assert_eq!(
        shown(&found.dataset),
        ["CIV0001|2024-03-25+1|single|1.5,14.5|P1|Other or unknown||Exampletown|?"]
    );
    let source = found.dataset.source("x1").unwrap();
    assert_eq!(source.title.as_deref(), Some("A post with a picture"));
    let event = found.dataset.event(0).unwrap();
    assert!(
        event
            .original()
            .contains(&("Type of area affected".to_owned(), "Residential".to_owned()))
    );
}

#[test]
fn placemarks_are_read_without_looking_up_an_entity() {
    let found = opened("places.kml");
    assert_eq!(found.report.format, Format::Kml);
    let counts = found.dataset.counts();
    assert_eq!((counts.read, counts.accepted, counts.quarantined), (4, 3, 1));
    let row = found.dataset.find("p1").unwrap();
    let event = found.dataset.event(row).unwrap();
    assert_eq!(event.title().en, "Clash & fire &secret; &a;");
    assert_eq!((event.deaths().low, event.deaths().high), (Some(8), Some(12)));
    assert_eq!(event.kind(), EventType::Battles);
    assert_eq!(event.incident().account.en.lines().next(), Some("Ten people"));
    assert!(
        event
            .original()
            .contains(&("folder".to_owned(), "Map / March".to_owned()))
    );
    let row = found.dataset.find("Placemark 2").unwrap();
    let week = found.dataset.event(row).unwrap();
    assert_eq!(
        (week.span().unwrap().days(), week.span_kind()),
        (7, SpanKind::Uncertain)
    );
    assert_eq!(week.place_class(), PlaceClass::P2);
    let row = found.dataset.find("Placemark 3").unwrap();
    let month = found.dataset.event(row).unwrap();
    assert_eq!((month.date_precision(), month.circle()), (DatePrecision::Month, None));
    assert_eq!(
        issues(&found),
        [
            "found “NetworkLink”, expected places in the file itself; links to other files are not followed",
            "line 28, column Point: found “1.5;14”, expected a position: a list of longitude and latitude (row set aside)",
        ]
    );
    let kmz = zip(&[("doc.kml", &fixture("places.kml")), ("files/icon.png", b"\x89PNG")]);
    assert_eq!(shown(&read("x.kmz", &kmz).unwrap().dataset), shown(&found.dataset));
}

#[test]
fn waypoints_are_events_and_tracks_are_not() {
    let found = opened("points.gpx");
    assert_eq!(
        shown(&found.dataset),
        ["wpt 1|2024-03-02+1|single|0,14.5|P1|Battles|||2"]
    );
    assert_eq!(
        issues(&found),
        [
            "found 1 × trk, rte, expected waypoints; tracks and routes are not events",
            "line 7, column lat: found “95”, expected a latitude from -90 to 90 (row set aside)",
        ]
    );
}

#[test]
fn gdelt_says_that_a_machine_coded_it() {
    let found = opened("events.export.CSV");
    assert_eq!(found.report.format, Format::Gdelt);
    assert_eq!(
        shown(&found.dataset),
        [
            "1001|2024-03-02+1|single|0,16.5|P2|Battles|Fight (CAMEO 193)|Exampletown, Gao, Mali|?",
            "1002|2024-03-03+1|single|8,16|P5|Protests|Protest (CAMEO 141)|Niger|?",
            "1003|2024-03-03+1|single|-0.5,14|P4|Explosions/Remote violence|Assault (CAMEO 1831)|Sahel, Burkina Faso|?",
            "1004|2024-03-04+1|single|8,10|P5|Violence against civilians|Mass violence (CAMEO 202)|Nigeria|?",
            "1006|2024-03-05+1|single|-|P5|Other or unknown|Consultation (CAMEO 042)||?",
        ]
    );
    let countries: Vec<String> = found.dataset.events().map(|e| e.country().to_owned()).collect();
    assert_eq!(countries, ["Mali", "Niger", "Burkina Faso", "Nigeria", ""]);
    assert_eq!(
        issues(&found),
        [
            "line 5, column SQLDATE: found “20241304”, expected a day as eight digits, such as 20240630 (row set aside)",
            "line 7: found 3 cells, expected 61 cells (row set aside)",
        ]
    );
    for event in found.dataset.events() {
        let incident = event.incident();
        assert!(incident.account.en.contains("Coded by a program"));
        assert!(incident.account.fr.contains("Codé par un programme"));
        assert_eq!(incident.title.en, event.title().en);
        assert_eq!(incident.circle(), event.circle());
        assert_eq!(event.original().len(), 61);
    }
    assert!(found.dataset.card().title.en.contains("machine-coded"));
}

#[test]
fn a_sheet_of_any_table_is_read_by_what_its_columns_mean() {
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let grid = vec![
        row(&["Incidents of March", "", ""]),
        row(&["Date", "Lieu", "Latitude", "Longitude", "Morts", "Remarques"]),
        row(&["#date", "#loc", "#geo+lat", "#geo+lon", "#affected", "#meta"]),
        row(&["=45353", "Exampletown", "=14.5", "=0", "=12", "two\nlines"]),
        row(&[]),
        row(&["25/03/2024", "Exampleville", "14,25", "-0,5", "", "!#N/A"]),
        row(&["26/03/2024", "Far", "=95", "=0", "", ""]),
    ];
    let expected = [
        "row 4|2024-03-02+1|single|0,14.5|P1|Other or unknown||Exampletown|12",
        "row 6|2024-03-25+1|single|-0.5,14.25|P1|Other or unknown||Exampleville|?",
    ];
    let found = read("x.xlsx", &sheet(&[("Mars", &grid), ("Autre", &[row(&["x"])])])).unwrap();
    assert_eq!(shown(&found.dataset), expected);
    assert_eq!(
        issues(&found),
        [
            "line 6, column F: found #N/A, expected a value; the workbook shows an error here (row kept)",
            "found “Autre”, expected only the sheet “Mars”, which was read; the others were not",
            "line 7, column Latitude: found “95”, expected a latitude from -90 to 90 (row set aside)",
        ]
    );
    assert_eq!(shown(&read("x.ods", &ods("Mars", &grid)).unwrap().dataset), expected);
    let asked = OpenOptions {
        sheet: Some("autre".to_owned()),
        ..OpenOptions::default()
    };
    let bytes = sheet(&[("Mars", &grid), ("Autre", &[row(&["a", "b", "c"])])]);
    let error = read::read_bytes_with("x.xlsx", bytes, &asked, &Pulse::new()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("x.xlsx: found a table with the columns “a, b, c”"),
        "{error}"
    );
}

#[test]
fn a_list_of_json_objects_is_a_table() {
    let text = r#"{"status": 200, "count": 2, "data": [
        {"event_id": "a", "event_date": "2024-03-02", "latitude": "14.5", "longitude": "0", "fatalities": "3"},
        {"event_id": "b", "event_date": "2024-03-03", "latitude": "14.5"},
        7]}"#;
    let found = read("api.json", text.as_bytes()).unwrap();
    assert_eq!(found.report.format, Format::JsonRecords);
    assert_eq!(
        shown(&found.dataset),
        ["a|2024-03-02+1|single|0,14.5|P1|Other or unknown|||3"]
    );
    assert_eq!(found.dataset.counts().quarantined, 2);
}

#[test]
fn the_order_of_day_and_month_is_asked_where_no_date_decides() {
    let file = |dates: &[&str]| {
        let events: Vec<String> = dates
            .iter()
            .enumerate()
            .map(|(i, date)| format!(r#"{{"id":"{i}","description":"x","date":"{date}","sources":[]}}"#))
            .collect();
        format!("[{}]", events.join(",\n")).into_bytes()
    };
    let error = read("x.json", &file(&["5/5/2024", "3/8/2024"])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "x.json, [1].date (line 2): “3/8/2024” can be 2024-08-03 (day first) or 2024-03-08 (month first), and no \
         date of the file decides. State the order: --date-order day-first or --date-order month-first."
    );
    for (order, day) in [
        (read::DateOrder::DayFirst, "2024-08-03"),
        (read::DateOrder::MonthFirst, "2024-03-08"),
    ] {
        let options = OpenOptions {
            date_order: Some(order),
            ..OpenOptions::default()
        };
        let found = read::read_bytes_with("x.json", file(&["3/8/2024"]), &options, &Pulse::new()).unwrap();
        assert_eq!(found.dataset.event(0).unwrap().span().unwrap().start().to_string(), day);
    }
    let decided = read("x.json", &file(&["3/8/2024", "25/8/2024"])).unwrap();
    assert_eq!(
        decided.dataset.event(0).unwrap().span().unwrap().start().to_string(),
        "2024-08-03"
    );
    let mixed = read("x.json", &file(&["25/8/2024", "8/25/2024"])).unwrap_err();
    assert!(mixed.to_string().contains("some dates have the day first"), "{mixed}");
}

/// Files that are refused, or of which something is: every one with its exact message.
fn broken_files() -> Vec<(&'static str, Vec<u8>)> {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let feature =
        |geometry: &str| format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{{}}}}"#).into_bytes();
    let table = fixture("../ucdp_release.csv");
    let bomb = vec![b' '; 64 << 20];
    let mut cut = zip(&[("a.csv", &table)]);
    cut.truncate(cut.len() - 30);
    let mut locked = zip(&[("a.csv", &table)]);
    // The first bit of the flags of a member, in its own header and in the directory.
    let directory = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    let mut damaged = sheet(&[("S", &[vec!["a".to_owned()]])]);
    let end = damaged.len();
    damaged[end - 40..end - 22].fill(b'!');
    vec![
        ("several.zip", zip(&[("a.csv", &table), ("b.csv", &table)])),
        ("empty.zip", zip(&[])),
        ("nested.zip", zip(&[("inner.zip", &zip(&[("a.csv", &table)]))])),
        ("nested.gz", gzip(&gzip(&table))),
        ("bomb.zip", zip(&[("a.csv", &bomb)])),
        ("bomb.gz", gzip(&bomb)),
        ("cut.zip", cut),
        ("locked.zip", locked),
        ("letter.docx", zip(&[("word/document.xml", b"<w/>")])),
        ("old.xls", bytes("\u{0}").into_iter().chain(*b"x").collect()),
        ("ole.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec()),
        ("damaged.xlsx", damaged),
        ("empty.xlsx", sheet(&[("S", &[])])),
        (
            "admin2.xlsx",
            sheet(&[(
                "Data",
                &[
                    vec![
                        "Country".to_owned(),
                        "Admin2".to_owned(),
                        "Month".to_owned(),
                        "Events".to_owned(),
                    ],
                    vec!["Mali".to_owned(), "Gao".to_owned(), "March".to_owned(), "4".to_owned()],
                ],
            )]),
        ),
        (
            "inside.csv.gz",
            gzip(b"id,date_prec,where_prec,type_of_violence\n1,2,3,4\n"),
        ),
        (
            "crs.geojson",
            bytes(
                r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32630"}},"features":[]}"#,
            ),
        ),
        ("topo.json", bytes(r#"{"type":"Topology","objects":{}}"#)),
        (
            "esri.json",
            bytes(r#"{"geometryType":"esriGeometryPoint","features":[{"attributes":{}}]}"#),
        ),
        ("list.json", bytes("[1, 2]")),
        ("nothing.json", bytes("[]")),
        (
            "twice.geojson",
            bytes(r#"{"type":"FeatureCollection","features":[],"features":[]}"#),
        ),
        ("nan.geojson", feature(r#"{"type":"Point","coordinates":[NaN,1]}"#)),
        (
            "infinity.geojson",
            feature(r#"{"type":"Point","coordinates":[1,-Infinity]}"#),
        ),
        ("range.geojson", feature(r#"{"type":"Point","coordinates":[1e999,1]}"#)),
        ("north.geojson", feature(r#"{"type":"Point","coordinates":[1,91]}"#)),
        (
            "cut.geojson",
            bytes(r#"{"type":"FeatureCollection","features":[{"type":"Feature""#),
        ),
        (
            "deep.geojson",
            feature(&format!(
                "{{\"type\":\"GeometryCollection\",\"geometries\":{}{}}}",
                "[".repeat(100),
                "]".repeat(100)
            )),
        ),
        ("page.html", bytes("<!DOCTYPE html><html><body>x</body></html>")),
        ("feed.xml", bytes("<?xml version=\"1.0\"?><rss><channel/></rss>")),
        ("cut.kml", bytes("<kml><Document><Placemark><name>x</name>")),
        ("tags.kml", bytes("<kml>\n<Document></Folder></kml>")),
        ("deep.kml", format!("<kml>{}", "<Folder>".repeat(200)).into_bytes()),
        ("wrong.gpx", bytes("<gpx><wpt lat=\"a\" lon=\"1\"/></gpx>")),
        (
            "latin1.kml",
            b"<kml><Placemark><name>M\xE9naka</name></Placemark></kml>".to_vec(),
        ),
        (
            "short.tsv",
            format!("1\t20240101{}\n", "\t".repeat(59))
                .replace("20240101", "20249901")
                .into_bytes(),
        ),
    ]
}

#[test]
fn every_broken_file_is_one_clear_message_in_both_languages() {
    let mut told = String::new();
    for (name, bytes) in broken_files() {
        let error = read(name, &bytes)
            .err()
            .unwrap_or_else(|| panic!("{name} was accepted"));
        for words in [&EN, &FR] {
            let text = error.explain(words);
            assert!(
                text.starts_with(name) && text.chars().count() < 420 && !text.contains('\n'),
                "{text}"
            );
            writeln!(told, "{text}").unwrap();
        }
    }
    formats_common::compare("messages.txt", &told);
}

fn samples(folder: &str) -> std::path::PathBuf {
    let root = std::env::var_os("SAHEL_ATLAS_SAMPLES").expect("SAHEL_ATLAS_SAMPLES names the folder of samples");
    std::path::PathBuf::from(root).join(folder)
}

fn opened_samples(folder: &str) -> Vec<(String, Result<Opened, ReadError>)> {
    let mut all: Vec<_> = std::fs::read_dir(samples(folder))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    all.sort();
    let name = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    all.iter()
        .map(|path| (name(path), read::open(path, &Pulse::new())))
        .collect()
}

#[test]
#[ignore = "needs SAHEL_ATLAS_SAMPLES"]
fn valid_geojson_samples_are_read_without_losing_a_feature() {
    let all = opened_samples("geojson_valid");
    assert_eq!(all.len(), 18);
    for (name, result) in all {
        let found = result.unwrap_or_else(|error| panic!("{error}"));
        let counts = found.dataset.counts();
        assert_eq!(counts.quarantined + counts.duplicates, 0, "{name}");
        assert!(counts.accepted > 0, "{name}");
        let undated = issues(&found)
            .iter()
            .any(|issue| issue.contains("no event can stand on the timeline"));
        assert!(undated, "{name}");
    }
}

#[test]
#[ignore = "needs SAHEL_ATLAS_SAMPLES"]
fn invalid_geojson_samples_are_refused_set_aside_or_kept_with_a_notice_that_names_the_place() {
    let all = opened_samples("geojson_invalid");
    assert_eq!(all.len(), 89);
    // The corpus objects to nothing in it.
    let unobjectionable = ["excessive_precision_truncated.geojson"];
    let mut told = String::new();
    for (name, result) in all {
        match result {
            Err(error) => {
                assert!(error.explain(&FR).chars().count() < 420);
                writeln!(told, "{error}").unwrap();
            }
            Ok(found) => {
                let places = found
                    .report
                    .issues
                    .iter()
                    .filter(|issue| !issue.column.is_empty() || issue.line > 0);
                let kept = places.clone().filter(|issue| issue.kind == IssueKind::Notice).count();
                let named = places.count() > 0 || unobjectionable.contains(&name.as_str());
                assert!(named, "{name} says nothing: {:?}", issues(&found));
                let issues = issues(&found);
                writeln!(
                    told,
                    "{name}: {:?}, {kept} notices: {}",
                    found.dataset.counts(),
                    issues.join(" / ")
                )
                .unwrap();
            }
        }
    }
    println!("{told}");
}

#[test]
#[ignore = "needs SAHEL_ATLAS_SAMPLES"]
fn the_ucdp_geojson_samples_are_counted_and_located_right() {
    let path = samples("ucdp").join("optgeo_CAF_GEDEvent_v23_1.geojson");
    let text = std::fs::read_to_string(&path).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let features = value["features"].as_array().unwrap();
    let found = read::open(&path, &Pulse::new()).unwrap();
    let counts = found.dataset.counts();
    assert_eq!((counts.read, counts.accepted), (features.len(), features.len()));
    assert_eq!(found.dataset.card().id, "ucdp-ged");
    for feature in features {
        let id = feature["properties"]["id"].to_string();
        let event = found.dataset.event(found.dataset.find(&id).unwrap()).unwrap();
        let (centre, _) = event.circle().unwrap();
        let at = &feature["geometry"]["coordinates"];
        assert_eq!(
            (Some(centre.lon()), Some(centre.lat())),
            (at[0].as_f64(), at[1].as_f64()),
            "{id}"
        );
        assert_eq!(
            event.deaths().best.map(u64::from),
            feature["properties"]["best"].as_u64(),
            "{id}"
        );
        assert_eq!(
            event.span().unwrap().start().to_string(),
            feature["properties"]["date_start"].as_str().unwrap()[..10]
        );
    }
}
