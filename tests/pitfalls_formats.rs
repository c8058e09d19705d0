//! Pitfalls of event data (numbered as in the list that the readers were planned with), as far as they concern
//! files that are no plain tables.
#![cfg(test)]

mod formats_common;

use formats_common::{fixture, gzip, ods_of, read, sheet, zip};
use sahel_atlas::base::Pulse;
use sahel_atlas::read::{self, Encoding, OpenOptions};

/// A path may go on inside an archive: so several files of one archive are open at a time, each by its own path.
#[test]
fn a_path_that_goes_on_inside_an_archive_opens_that_file() {
    let table = |day: &str| {
        let rows = format!("{day};Gao;16,2;-0,04\n")
            .repeat(4)
            .replacen("Gao", "Ansongo", 1);
        format!("date;lieu;lat;lon\n{rows}soon;Gao;16,2;-0,04\n").into_bytes()
    };
    let (one, two) = (table("2024-03-05"), table("2024-04-05"));
    let archive = zip(&[("x/a.csv", &one), ("y/a.csv", &two), ("readme.txt", b"see x and y")]);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("inside-{}.zip", std::process::id()));
    std::fs::write(&path, &archive).unwrap();
    let pulse = Pulse::new();
    let refused = read::open(&path, &pulse).unwrap_err();
    let read::Problem::Trouble(read::Trouble::SeveralFiles(names)) = refused.problem() else {
        panic!("{refused}");
    };
    assert_eq!(*names, ["x/a.csv", "y/a.csv", "readme.txt"]);
    for (name, day) in names.iter().zip(["2024-03-05", "2024-04-05"]) {
        let inside = read::path_inside(&path, name);
        let opened = read::open(&inside, &pulse).unwrap();
        assert_eq!(opened.report.days.unwrap().start().to_string(), day);
        assert!(opened.report.file.ends_with(".zip › a.csv"), "{}", opened.report.file);
        assert_eq!(read::sha256_of(&inside, &pulse), read::sha256_of(&path, &pulse));
        let mut row = Vec::new();
        read::aside::each_row(&inside, &opened.report, &pulse, |line, cells| {
            row.push((line, cells.join("|")))
        })
        .unwrap();
        assert_eq!(row, [(6, "soon|Gao|16,2|-0,04".to_owned())]);
    }
    let missing = read::open(&read::path_inside(&path, "z.csv"), &pulse).unwrap_err();
    assert!(missing.to_string().contains("x/a.csv, y/a.csv"), "{missing}");
    let nowhere = read::open(&path.with_file_name("no.zip").join("a.csv"), &pulse).unwrap_err();
    assert_eq!(*nowhere.problem(), read::Problem::Missing);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_workbook_with_two_sheets_of_known_tables_is_asked_about_where_somebody_can_be_asked() {
    for (end, make) in [
        ("xlsx", sheet as fn(&[(&str, &[Vec<String>])]) -> Vec<u8>),
        ("ods", ods_of),
    ] {
        asks_which_sheet(end, make);
    }
}

type Grids<'a> = [(&'a str, &'a [Vec<String>])];

fn asks_which_sheet(end: &str, make: fn(&Grids<'_>) -> Vec<u8>) {
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let head = row(&[
        "event_id_cnty",
        "event_date",
        "year",
        "event_type",
        "latitude",
        "longitude",
    ]);
    let rows = |id: &str| vec![head.clone(), row(&[id, "2024-03-05", "2024", "Battles", "16.2", "0"])];
    let (mali, niger) = (rows("MLI1"), rows("NIG1"));
    let notes = vec![row(&["what this is"])];
    let book = make(&[("Notes", &notes), ("Mali", &mali), ("Niger", &niger)]);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("sheets-{}.{end}", std::process::id()));
    std::fs::write(&path, &book).unwrap();
    // The same within an archive of several files, asked for file by file.
    let (inner, packed) = (format!("2024/book.{end}"), path.with_extension("zip"));
    std::fs::write(&packed, zip(&[(&inner, &book), ("readme.txt", b"nothing")])).unwrap();
    let packed_book = read::path_inside(&packed, &inner);
    let first = |opened: read::Opened| opened.dataset.event(0).unwrap().id().to_owned();
    assert_eq!(first(read::open(&path, &Pulse::new()).unwrap()), "MLI1");
    let asking = OpenOptions {
        ask: true,
        ..OpenOptions::default()
    };
    for path in [&path, &packed_book] {
        let refused = read::open_with(path, &asking, &Pulse::new()).unwrap_err();
        let read::Problem::Trouble(read::Trouble::SeveralSheets(names)) = refused.problem() else {
            panic!("{end}: {refused}");
        };
        assert_eq!(*names, ["Mali", "Niger"]);
        for (name, id) in names.iter().zip(["MLI1", "NIG1"]) {
            let opened = read::open_with(&read::path_inside(path, name), &asking, &Pulse::new());
            assert_eq!(first(opened.unwrap()), id);
        }
    }
    std::fs::remove_file(path).unwrap();
    std::fs::remove_file(packed).unwrap();
}

/// Quoted line ends and doubled quotation marks: in a workbook they are part of a cell, and lines named in
/// messages stay those of the sheet.
#[test]
fn pitfall_4_line_ends_and_quotes_in_a_cell_stay_in_it() {
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let notes = "He said \"no\",\nthen; left\r\n";
    let grid = vec![
        row(&["id", "date", "latitude", "longitude", "notes"]),
        row(&["a", "2024-03-02", "14.5", "0", notes]),
        row(&["b", "2024-03-03", "95", "0", ""]),
    ];
    let found = read("x.xlsx", &sheet(&[("S", &grid)])).unwrap();
    let original = found.dataset.event(0).unwrap().original();
    let cell = original
        .iter()
        .find(|(name, _)| name == "notes")
        .map(|(_, value)| value.replace('\r', ""));
    assert_eq!(cell.as_deref(), Some("He said \"no\",\nthen; left\n"));
    assert_eq!(
        found.report.issues.iter().map(|issue| issue.line).collect::<Vec<_>>(),
        [3]
    );
}

/// A place outside of the divisions of any year is kept as it is named: nothing is joined by name.
#[test]
fn pitfall_18_names_of_divisions_stay_as_the_file_has_them() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[-1.5,14]},
         "properties":{"date":"2025-08-01","country":"Burkina Faso","admin1":"Liptako"}},
        {"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[-1.5,14]},
         "properties":{"date":"2024-08-01","country":"Burkina Faso","admin1":"Sahel"}}]}"#;
    let found = read("x.geojson", text.as_bytes()).unwrap();
    let names: Vec<&str> = found.dataset.events().map(|event| event.admin1()).collect();
    assert_eq!(names, ["Sahel", "Liptako"]);
}

/// NG is Niger in FIPS 10-4 and Nigeria in ISO: GDELT has FIPS codes.
#[test]
fn pitfall_19_gdelt_codes_of_niger_and_nigeria_are_not_mixed_up() {
    let found = read("x.CSV", &fixture("events.export.CSV")).unwrap();
    let country = |id: &str| {
        let event = found.dataset.find(id).and_then(|row| found.dataset.event(row)).unwrap();
        let code = event
            .original()
            .into_iter()
            .find(|(name, _)| name == "ActionGeo_CountryCode");
        (code.unwrap().1, event.country().to_owned())
    };
    assert_eq!(country("1002"), ("NG".to_owned(), "Niger".to_owned()));
    assert_eq!(country("1004"), ("NI".to_owned(), "Nigeria".to_owned()));
    assert_eq!(country("1003"), ("UV".to_owned(), "Burkina Faso".to_owned()));
}

/// Longitude 0 runs through Mali and Burkina Faso: it is a place in every format.
#[test]
fn pitfall_12_longitude_zero_is_a_place() {
    for name in [
        "features.geojson",
        "timemap/events.json",
        "points.gpx",
        "events.export.CSV",
    ] {
        let found = read(name, &fixture(name)).unwrap();
        let mut on_it = found.dataset.events().filter_map(|event| event.circle());
        assert!(on_it.any(|(at, _)| at.lon() == 0.0), "{name}");
    }
}

/// The order of day and month is that of the whole file, never that of a single value.
#[test]
fn pitfall_6_a_later_date_decides_the_order_of_all() {
    let event = |id: usize, date: &str| format!(r#"{{"id":"{id}","description":"x","date":"{date}","sources":[]}}"#);
    let mut events: Vec<String> = (0..50).map(|id| event(id, "3/8/2024")).collect();
    events.push(event(50, "25/8/2024"));
    let found = read("x.json", format!("[{}]", events.join(",")).as_bytes()).unwrap();
    let first = found.dataset.event(0).and_then(|event| event.span()).unwrap();
    assert_eq!(first.start().to_string(), "2024-08-03");
}

/// A whole document may stand on one line: rows are told apart by their place in it, and a million findings of one
/// kind are one entry with its count.
#[test]
fn findings_on_one_line_are_counted_row_by_row() {
    let feature = |id: usize, date: &str, lon: usize| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":{id},"date":"{date}","title":"t"}},"geometry":{{"type":"Point","coordinates":[{lon},16]}}}}"#
        )
    };
    let good = (0..5).map(|id| feature(id, "2023-01-01", 1));
    let outside = (100..1600).map(|id| feature(id, "2023-01-01", 200));
    let undated = (2000..3200).map(|id| feature(id, "soon", 0));
    let bare = r#"{"type":"Feature","properties":{"id":9,"date":"soon","title":"t"}}"#.to_owned();
    let all: Vec<String> = good.chain(outside).chain(undated).chain([bare]).collect();
    let document = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, all.join(","));
    let found = read("x.geojson", document.as_bytes()).unwrap();
    assert_eq!(found.report.counts.quarantined, 1500);
    // The bare one lacks a date and a geometry, and is still one row.
    assert_eq!(found.report.warned(), 1201);
    let groups: Vec<(String, usize)> = found.report.groups().map(|group| (group.code(), group.count)).collect();
    assert!(groups.len() < 10, "{groups:?}");
    let aside = groups.iter().filter(|(code, _)| code.starts_with("set_aside."));
    assert_eq!(aside.map(|(_, count)| count).sum::<usize>(), 1500, "{groups:?}");
}

/// Features with the names of a table are read as that table, whose commas are not in the file: its rows that were
/// set aside are not looked for between commas.
#[test]
fn a_document_has_no_delimiter_and_says_its_date_order() {
    let features = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":1,"date":"25/03/2024","title":"t"},"geometry":null}]}"#;
    let found = read("x.geojson", features.as_bytes()).unwrap();
    assert_eq!(found.report.delimiter, None);
    assert_eq!(found.report.date_order.map(|order| order.name()), Some("day-first"));
    let names = [
        "event_id_cnty",
        "event_date",
        "year",
        "event_type",
        "country",
        "latitude",
        "longitude",
        "notes",
    ];
    let values = ["MLI1", "2024-03-05", "2024", "Battles", "Mali", "16", "0", "x"];
    let cells: Vec<String> = names
        .iter()
        .zip(values)
        .map(|(name, value)| format!(r#""{name}":"{value}""#))
        .collect();
    let records = format!("[{{{}}}]", cells.join(","));
    let found = read("x.json", records.as_bytes()).unwrap();
    assert_eq!(found.report.format.code(), "acled");
    assert_eq!((found.report.delimiter, found.report.encoding), (None, None));
}

#[test]
fn one_of_several_files_in_an_archive_is_read_by_its_name() {
    let table = |day: &str| format!("date,lat,lon\n{day},14.5,-1.5\n").into_bytes();
    let archive = zip(&[
        ("x/a.csv", &table("2024-03-01")),
        ("b.csv", &table("2024-03-02")),
        ("y/a.csv", &table("2024-03-03")),
    ]);
    let read = |member: &str| {
        let options = OpenOptions {
            member: Some(member.to_owned()),
            ..OpenOptions::default()
        };
        read::read_bytes_with("all.zip", archive.clone(), &options, &Pulse::new())
    };
    for (member, day) in [
        ("b.csv", "2024-03-02"),
        ("B.CSV", "2024-03-02"),
        ("y/a.csv", "2024-03-03"),
    ] {
        let opened = read(member).unwrap();
        assert_eq!(opened.report.days.unwrap().start().to_string(), day, "{member}");
        assert!(opened.report.file.starts_with("all.zip › "), "{}", opened.report.file);
    }
    for member in ["c.csv", "a.csv"] {
        let said = read(member).unwrap_err().to_string();
        assert!(
            said.contains("x/a.csv, b.csv, y/a.csv") && said.contains("--member"),
            "{said}"
        );
    }
}

#[test]
fn json_and_xml_are_read_in_the_encoding_that_a_mark_a_declaration_or_a_person_states() {
    let json = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",
        "coordinates":[2.4,15.9]},"properties":{"date":"2024-03-05","place":"Ménaka"}}]}"#;
    let kml = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?><kml><Document><Placemark><name>Ménaka</name>\
             <TimeStamp><when>2024-03-05</when></TimeStamp><Point><coordinates>2.4,15.9</coordinates></Point>\
             </Placemark></Document></kml>"
        )
    };
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
    let wide = |text: &str, mark: &[u8], f: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(f)).collect()
    };
    let named = |bytes: Vec<u8>, encoding: Option<Encoding>| {
        let options = OpenOptions {
            encoding,
            ..OpenOptions::default()
        };
        let opened = read::read_bytes_with("file", bytes, &options, &Pulse::new()).unwrap();
        let event = opened.dataset.event(0).unwrap();
        let texts = format!("{} {}", event.title().en, event.place().en);
        assert!(texts.contains("Ménaka"), "{texts}");
        opened.report.encoding
    };
    let little = |text: &str| wide(text, b"\xFF\xFE", u16::to_le_bytes);
    let big = |text: &str| wide(text, b"", u16::to_be_bytes);
    assert_eq!(named(little(json), None), Some(Encoding::Utf16Le));
    assert_eq!(named(big(json), None), Some(Encoding::Utf16Be));
    assert_eq!(
        named(latin(json), Some(Encoding::Windows1252)),
        Some(Encoding::Windows1252)
    );
    assert_eq!(named(little(&kml("UTF-16")), None), Some(Encoding::Utf16Le));
    assert_eq!(named(latin(&kml("ISO-8859-1")), None), Some(Encoding::Windows1252));
    assert_eq!(named(latin(&kml("windows-1252")), None), Some(Encoding::Windows1252));
    assert_eq!(named(kml("UTF-8").into_bytes(), None), None);
    let stray = read::read_bytes("file", latin(json), &Pulse::new())
        .unwrap_err()
        .to_string();
    assert!(stray.contains("--encoding"), "{stray}");
}

#[test]
fn a_table_in_an_archive_is_shown_before_it_is_opened_and_guessed_like_any_other() {
    let folder = std::env::temp_dir().join(format!("sahel-atlas-packed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let table = b"date,lat,lon,place\n2024-03-01,14.5,-1.5,Gao\n";
    let options = OpenOptions::default();
    for (name, bytes) in [("a.csv.gz", gzip(table)), ("a.zip", zip(&[("a.csv", table)]))] {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        let guess = read::guess_mapping(&path, &options, &Pulse::new()).unwrap();
        assert_eq!(guess.doubts, [], "{name}");
        let sample = read::preview::Sample::load(&path, &options, &Pulse::new()).unwrap();
        assert_eq!(sample.file(), format!("{name} › a.csv"));
        let shown = sample.preview(&guess.mapping, &Pulse::new()).unwrap();
        assert_eq!(shown.rows.len(), 1, "{name}");
        let answered = OpenOptions {
            mapping: Some(guess.mapping),
            ..OpenOptions::default()
        };
        assert_eq!(
            read::open_with(&path, &answered, &Pulse::new()).unwrap().dataset.len(),
            1
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
