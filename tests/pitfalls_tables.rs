//! Traps of tables that people keep, by their numbers in the list of pitfalls, as far as any table can have them.
#![cfg(test)]

use sahel_atlas::base::Pulse;
use sahel_atlas::read::{self, DateOrder, Encoding, Expected, IssueKind, OpenOptions, Opened, Problem, ReadError};
use sahel_atlas::words::EN;

fn open(bytes: &[u8]) -> Result<Opened, ReadError> {
    read::read_bytes_with("table.csv", bytes.to_vec(), &OpenOptions::default(), &Pulse::new())
}

fn places(opened: &Opened) -> Vec<String> {
    opened.dataset.events().map(|event| event.place().en.clone()).collect()
}

#[test]
fn pitfall_02_marks_and_windows_1252_keep_their_accents() {
    let text = "date;lieu;lat;lon\n2024-03-05;Ménaka;15,92;2,40\n";
    let marked = open(format!("\u{feff}{text}").as_bytes()).unwrap();
    assert_eq!(
        (places(&marked), marked.report.encoding),
        (vec!["Ménaka".to_owned()], Some(Encoding::Utf8))
    );
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let latin = open(&latin).unwrap();
    assert_eq!(
        (places(&latin), latin.report.encoding),
        (vec!["Ménaka".to_owned()], Some(Encoding::Windows1252))
    );
    // An accent far behind the first block decides too.
    let mut late = "date;lieu;lat;lon\n".to_owned();
    (0..6_000).for_each(|i| late.push_str(&format!("2024-03-05;Gao {i};15,92;2,40\n")));
    late.push_str("2024-03-05;Ménaka;15,92;2,40\n");
    let late: Vec<u8> = late.chars().map(|c| c as u8).collect();
    let late = open(&late).unwrap();
    assert_eq!(late.report.encoding, Some(Encoding::Windows1252));
    assert!(places(&late).contains(&"Ménaka".to_owned()));
}

#[test]
fn pitfall_02_names_that_were_coded_twice_are_said_with_what_was_meant() {
    let opened = open("date,lat,lon,place\n2024-03-05,15.9,2.4,MÃ©naka\n2024-03-06,14,0.7,Téra\n".as_bytes()).unwrap();
    let found = findings(&opened);
    assert_eq!(found.len(), 1, "{found:?}");
    let (line, code, said) = &found[0];
    assert_eq!((*line, code.as_str()), (2, "warning.coded_once"));
    assert!(
        said.starts_with("found “MÃ©naka”, expected “Ménaka” (letters that were coded once"),
        "{said}"
    );
    assert_eq!(opened.report.warned(), 1);
    assert!(places(&opened).contains(&"MÃ©naka".to_owned()), "nothing is altered");
}

#[test]
fn pitfall_03_what_a_french_spreadsheet_does_to_a_table() {
    let text = "id;date;lat;lon;notes\n\
        1,23457E+15;25/03/2024;16,27;-0,04;\"une note; avec point-virgule\"\n\
        1,23457E+15;26/03/2024;16,3;-0,05;autre\n";
    let opened = open(text.as_bytes()).unwrap();
    assert_eq!(opened.report.date_order, Some(DateOrder::DayFirst));
    assert_eq!(
        opened.dataset.counts().accepted,
        2,
        "an id without its last digits tells nothing apart"
    );
    let spoilt = opened
        .report
        .issues
        .iter()
        .filter(|i| i.expected == Expected::UnshortenedId && i.kind == IssueKind::Notice);
    assert_eq!(spoilt.count(), 2);
    let first = opened.dataset.events().next().unwrap();
    assert_eq!(
        (first.point().unwrap().lat(), first.point().unwrap().lon()),
        (16.27, -0.04)
    );
}

#[test]
fn pitfall_06_day_and_month_are_never_guessed() {
    let both = "date,lat,lon\n05/03/2024,16,0\n06/04/2024,16,0\n";
    assert!(matches!(
        open(both.as_bytes()).unwrap_err().problem(),
        Problem::DateOrder(_)
    ));
    let settled = open(format!("{both}13/03/2024,16,0\n").as_bytes()).unwrap();
    assert_eq!(
        settled
            .dataset
            .events()
            .next()
            .unwrap()
            .span()
            .unwrap()
            .start()
            .to_string(),
        "2024-03-05"
    );
    let year = open(b"date,year,lat,lon\n13/03/2024,2023,16,0\n").unwrap();
    assert_eq!(year.report.issues[0].expected, Expected::YearStated("2023".to_owned()));
}

#[test]
fn pitfall_11_a_point_at_zero_is_not_dropped() {
    let opened = open(b"date,lat,lon\n2024-03-05,0,0\n2024-03-06,-0.0,0.0\n").unwrap();
    assert_eq!(opened.dataset.counts().accepted, 2);
    assert!(opened.dataset.events().all(|event| event.is_located()));
}

#[test]
fn pitfall_12_longitude_zero_is_a_place() {
    for zero in ["0", "0.0", "0,0", "-0", "0 E"] {
        let opened = open(format!("date;lat;lon\n2024-03-05;14,5;{zero}\n").as_bytes()).unwrap();
        let event = opened.dataset.events().next().unwrap();
        assert_eq!(event.point().map(|p| p.lon().abs()), Some(0.0), "{zero}");
    }
    let empty = open(b"date;lat;lon\n2024-03-05;;\n2024-03-05;14,5;0\n").unwrap();
    let located: Vec<_> = empty.dataset.events().map(|event| event.is_located()).collect();
    assert_eq!(
        located.iter().filter(|located| **located).count(),
        1,
        "an empty cell is no place"
    );
}

#[test]
fn pitfall_19_codes_of_countries_do_not_mix_niger_and_nigeria() {
    let text = "date,lat,lon,country\n2024-03-01,14,2,NER\n2024-03-02,14,2,NGA\n2024-03-03,14,2,562\n\
        2024-03-04,14,2,566\n2024-03-05,14,2,NG\n2024-03-06,14,2,Niger\n";
    let opened = open(text.as_bytes()).unwrap();
    let countries: Vec<_> = opened
        .dataset
        .events()
        .map(|event| event.country().to_owned())
        .collect();
    // NG is Nigeria to ISO and Niger to others: it stays as it stands.
    assert_eq!(countries, ["Niger", "Nigeria", "Niger", "Nigeria", "NG", "Niger"]);
}

#[test]
fn preambles_tags_and_columns_that_are_not_there() {
    let good: String = (10..20).map(|day| format!("2024-03-{day};14,5;0;\n")).collect();
    let text = format!(
        "Incidents of the week;;;\nSource: ministry;;;\n\ndate;lat;lon;\n#date;#geo+lat;#geo+lon;\n{good}\
         2024-03-06;14,5;0;;\n2024-03-07;14,5\n2024-03-08;14,5;0;x\n"
    );
    let opened = open(text.as_bytes()).unwrap();
    let counts = opened.dataset.counts();
    assert_eq!(
        (counts.accepted, counts.quarantined),
        (11, 2),
        "{:?}",
        opened.report.issues
    );
    let lines: Vec<_> = opened
        .report
        .issues
        .iter()
        .map(|issue| (issue.line, issue.expected.clone()))
        .collect();
    assert_eq!(lines, [(17, Expected::Cells(3)), (18, Expected::Cells(3))]);
    // One closing delimiter more than names, in every row.
    let names: Vec<String> = (0..44).map(|i| format!("n{i}")).collect();
    let row = "1,".repeat(44);
    let wide = format!("date,lat,lon,{}\n2024-03-05,14,0,{row}\n", names.join(","));
    assert_eq!(open(wide.as_bytes()).unwrap().dataset.counts().accepted, 1);
}

#[test]
fn mutations_of_a_table_never_panic_and_never_lose_a_row() {
    let good = "id;date;lieu;lat;lon;morts\n1;25/03/2024;\"Gao; nord\";16,27;-0,04;3\n2;2024-03-26;x;14;0;\n";
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..20_000 {
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..random.usize(1..6) {
            if bytes.is_empty() {
                break;
            }
            let at = random.usize(0..bytes.len());
            match random.u8(0..4) {
                0 => bytes[at] = random.u8(..),
                1 => {
                    bytes.remove(at);
                }
                2 => bytes.insert(at, *b";,\"\n\r\t/-.0 \xE9\xEF\xFF\0".get(random.usize(0..15)).unwrap()),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(opened) = open(&bytes) {
            assert!(opened.dataset.counts().add_up());
        }
    }
}

#[test]
fn pitfall_04_a_row_whose_quotation_mark_is_never_closed_is_set_aside() {
    let mut text = "date,lat,lon,notes\n2024-03-05,14.5,-1.5,fine\n2024-03-06,14.6,-1.6,\"open\n".to_owned();
    (7..30).for_each(|day| text.push_str(&format!("2024-03-{day:02},14.7,-1.7,more\n")));
    for max_field in [None, Some(100)] {
        let options = OpenOptions {
            max_field,
            ..OpenOptions::default()
        };
        let opened = read::read_bytes_with("open.csv", text.clone().into_bytes(), &options, &Pulse::new()).unwrap();
        let counts = opened.dataset.counts();
        assert_eq!((counts.read, counts.accepted, counts.quarantined), (2, 1, 1));
        let said: Vec<String> = opened.report.issues.iter().map(|issue| issue.explain(&EN)).collect();
        assert_eq!(
            said,
            [
                "line 3, column notes: found a quotation mark on line 3 that is never closed, so that everything from \
              there to the last line of the file, 26, has become one cell, expected a closing quotation mark at the end \
              of the cell (row set aside)"
            ]
        );
        assert_eq!(opened.report.issues[0].code(), "set_aside.closed_quote");
        assert_eq!(opened.report.lines_set_aside().iter().collect::<Vec<_>>(), [3]);
    }
}

#[test]
fn a_cell_beyond_max_field_sets_its_row_aside_and_the_others_are_read() {
    let long = "x".repeat(3_000);
    let text = format!("date,lat,lon,notes\n2024-03-05,14.5,-1.5,\"{long}\"\n2024-03-06,14.6,-1.6,fine\n");
    let options = OpenOptions {
        max_field: Some(1_000),
        ..OpenOptions::default()
    };
    let opened = read::read_bytes_with("long.csv", text.clone().into_bytes(), &options, &Pulse::new()).unwrap();
    let counts = opened.dataset.counts();
    assert_eq!((counts.read, counts.accepted, counts.quarantined), (2, 1, 1));
    let issue = &opened.report.issues[0];
    assert_eq!(
        (issue.line, issue.column.as_str(), issue.expected.code()),
        (2, "notes", "cell_up_to")
    );
    assert_eq!(open(text.as_bytes()).unwrap().dataset.counts().accepted, 2);
}

#[test]
fn pitfall_04_a_mark_that_is_open_in_the_header_or_at_the_very_end_is_said() {
    let refused = open(b"date,lat,lon,\"notes\n2024-03-05,14.5,-1.5,fine\n2024-03-06,14.6,-1.6,more\n").unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("table.csv, line 1: found a quotation mark on line 1 that is never closed"),
        "{refused}"
    );
    let last = open(b"date,lat,lon,notes\n2024-03-05,14.5,-1.5,fine\n2024-03-06,14.6,-1.6,\"").unwrap();
    assert_eq!(
        (last.dataset.counts().accepted, last.dataset.counts().quarantined),
        (1, 1)
    );
}

/// Findings as (line, code, what is said).
fn findings(opened: &Opened) -> Vec<(u64, String, String)> {
    let issue = |issue: &sahel_atlas::read::Issue| (issue.line, issue.code(), issue.said(&EN));
    opened.report.issues.iter().map(issue).collect()
}

#[test]
fn a_few_zero_bytes_are_said_wherever_they_are_and_binary_files_are_refused_by_what_they_are() {
    let early = open(b"date,lat,lon,notes\n2024-03-05,14.5,-1.5,a\0b\n2024-03-06,14.6,-1.6,c\0\n").unwrap();
    assert_eq!(early.dataset.counts().accepted, 2);
    let expected = (
        2,
        "warning.no_zero_bytes".to_owned(),
        "found 2 zero bytes (NUL) in the file, the first of them here, expected text without zero bytes: the file \
         may be damaged there"
            .to_owned(),
    );
    assert_eq!(findings(&early), [expected]);
    let mut late = "date,lat,lon,notes\n".to_owned();
    (0..9_000).for_each(|i| late.push_str(&format!("2024-03-05,14.5,-1.5,fine {i}\n")));
    late.push_str("2024-03-05,14.5,-1.5,z\0\n");
    let late = open(late.as_bytes()).unwrap();
    assert_eq!(late.dataset.counts().accepted, 9_001);
    let found: Vec<(u64, String)> = findings(&late)
        .into_iter()
        .map(|(line, code, _)| (line, code))
        .collect();
    assert!(
        found.contains(&(9_002, "warning.no_zero_bytes".to_owned())),
        "{found:?}"
    );
    for (bytes, says) in [
        (&b"7z\xBC\xAF\x27\x1C\0\x04"[..], "an archive in a form"),
        (b"PAR1\x15\x04\x15", "a data file for programs"),
        (b"\0\0\x27\x0A\0\0\0\0", "a shapefile"),
        (b"\x01\x02\x03\x04abc\x05\x06\x07\x08", "binary data"),
    ] {
        let refused = open(bytes).unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
    }
}

#[test]
fn a_file_of_two_encodings_is_said_with_its_first_line_and_can_be_read_otherwise() {
    let mut bytes = "date,lat,lon,place\n".to_owned().into_bytes();
    for _ in 0..20 {
        bytes.extend("2024-03-05,15.9,2.4,Ménaka\n".as_bytes());
    }
    bytes.extend(b"2024-03-06,15.9,2.4,M\xE9naka\n2024-03-07,15.9,2.4,T\xE9ra\n");
    let mixed = open(&bytes).unwrap();
    assert_eq!(mixed.report.encoding, Some(Encoding::Utf8));
    let expected = (
        22,
        "warning.one_encoding".to_owned(),
        "found 2 places in the file that are not UTF-8, the first of them here, expected UTF-8 throughout: what cannot \
         be read is shown as \u{FFFD} (--encoding windows-1252 reads the file otherwise)"
            .to_owned(),
    );
    assert!(findings(&mixed).contains(&expected), "{:?}", findings(&mixed));
    let options = OpenOptions {
        encoding: Some(Encoding::Windows1252),
        ..OpenOptions::default()
    };
    let stated = read::read_bytes_with("table.csv", bytes, &options, &Pulse::new()).unwrap();
    assert_eq!(stated.report.encoding, Some(Encoding::Windows1252));
    assert!(places(&stated).contains(&"Ménaka".to_owned()));
    assert!(
        findings(&stated)
            .iter()
            .all(|(_, code, _)| code != "warning.one_encoding")
    );
}

#[test]
fn utf_8_in_a_file_in_windows_1252_is_said_with_its_first_line() {
    let mut bytes = b"date,lat,lon,place,notes\n".to_vec();
    for _ in 0..20 {
        bytes.extend(b"2024-03-05,15.9,2.4,M\xE9naka,CAF\xC9\xBB\n");
    }
    let pure = open(&bytes).unwrap();
    assert_eq!(pure.report.encoding, Some(Encoding::Windows1252));
    assert_eq!(
        findings(&pure)
            .iter()
            .filter(|(_, code, _)| code.contains("1252"))
            .count(),
        0
    );
    bytes.extend("2024-03-06,15.9,2.4,Gao,l’été à Téra\n".as_bytes());
    let mixed = open(&bytes).unwrap();
    assert_eq!(mixed.report.encoding, Some(Encoding::Windows1252));
    let found = findings(&mixed);
    let (line, _, said) = found
        .iter()
        .find(|(_, code, _)| code == "warning.all_windows1252")
        .expect("it is said");
    assert_eq!(*line, 22);
    assert!(said.contains("letters in UTF-8, the first of them here"), "{said}");
    assert_eq!(mixed.report.counts.accepted, 21, "no row is lost");
}

#[test]
fn words_among_the_deaths_are_said_and_their_rows_stay() {
    let text = "date,lat,lon,deaths\n2024-03-05,14.5,-1.5,3\n2024-03-06,14.6,-1.6,several\n\
        2024-03-07,14.6,-1.6,unknown\n2024-03-08,14.6,-1.6,\n";
    let opened = open(text.as_bytes()).unwrap();
    let counts = opened.dataset.counts();
    assert_eq!((counts.read, counts.accepted), (4, 4));
    let found: Vec<(u64, String)> = findings(&opened)
        .into_iter()
        .map(|(line, code, _)| (line, code))
        .collect();
    let code = || "warning.whole_number".to_owned();
    assert_eq!(found, [(3, code()), (4, code())]);
    assert_eq!(opened.report.warned(), 2);
    let deaths: Vec<_> = opened.dataset.events().map(|event| event.deaths().best).collect();
    assert_eq!(deaths, [Some(3), None, None, None]);
    let second = opened.dataset.event(1).unwrap().original();
    assert!(
        second.contains(&("deaths".to_owned(), "several".to_owned())),
        "{second:?}"
    );
}

#[test]
fn rows_of_nothing_but_separators_are_no_rows_and_said() {
    let text = "date,lat,lon,notes\n2024-03-05,14.5,-1.5,fine\n,,,\n , ,\"\",\n\n2024-03-06,14.6,-1.6,more\n,,,\n";
    let opened = open(text.as_bytes()).unwrap();
    let counts = opened.dataset.counts();
    assert_eq!((counts.read, counts.accepted), (2, 2));
    let groups: Vec<(u64, String, usize)> = opened
        .report
        .groups()
        .map(|group| (group.first.line, group.code(), group.count))
        .collect();
    assert_eq!(groups, [(3, "remark.filled_row".to_owned(), 3)]);
    let options = OpenOptions::default();
    let asked = read::preview::Sample::of_bytes("table.csv", text.as_bytes().to_vec(), &options).unwrap();
    let shown = asked.preview(&asked.guess().mapping, &Pulse::new()).unwrap();
    assert_eq!(shown.rows.len(), 2, "the window shows what will be read");
}

#[test]
fn doubled_names_of_known_tables_are_said_with_the_column_that_is_read() {
    let acled = "event_id_cnty,event_date,event_type,notes,latitude,longitude,notes\nX1,2024-03-05,Battles,a,14,2,b\n";
    let opened = open(acled.as_bytes()).unwrap();
    let expected = (
        1,
        "warning.unique_column".to_owned(),
        "found columns 4, 7 with this name, of which column 4 is read, expected a name that no other column has"
            .to_owned(),
    );
    assert!(findings(&opened).contains(&expected), "{:?}", findings(&opened));
    assert_eq!(opened.report.warned(), 0, "a header is no row");
    let ucdp = include_str!("golden/ucdp_release.csv").replacen("relid", "side_a", 1);
    let opened = open(ucdp.as_bytes()).unwrap();
    assert!(
        findings(&opened)
            .iter()
            .any(|(line, _, said)| *line == 1 && said.contains("of which column 2 is read")),
        "{:?}",
        findings(&opened)
    );
}
