//! The import report: its texts in both languages, its JSON, exit statuses, rows saved for correction.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sahel_atlas::base::{Day, Pulse};
use sahel_atlas::model::Counts;
use sahel_atlas::read::{self, ReadReport};
use sahel_atlas::words::{EN, FR};
use sahel_atlas::write::check;
use serde_json::Value;

const KEYS: [&str; 16] = [
    "file",
    "dataset",
    "format",
    "sha256",
    "encoding",
    "delimiter",
    "date_order",
    "read",
    "accepted",
    "warned",
    "quarantined",
    "duplicates",
    "unlocated",
    "first_date",
    "last_date",
    "issues",
];

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn report(name: &str) -> ReadReport {
    let mut report = read::open(&golden(name), &Pulse::new()).unwrap().report;
    report.compare_with(Day::parse_iso("2024-09-01").unwrap());
    report.sha256 = Some(read::sha256_of(&golden(name), &Pulse::new()).unwrap());
    report
}

fn compare(name: &str, told: &str) {
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), told);
}

#[test]
fn the_report_of_a_doubtful_file_says_everything_in_both_languages() {
    let report = report("report_doubtful.csv");
    for (name, words) in [("check_en.txt", &EN), ("check_fr.txt", &FR)] {
        compare(name, &format!("{}\n", check::text(&report, words)));
    }
}

#[test]
fn the_report_of_a_good_file_says_that_it_is_good() {
    let mut report = read::open(&golden("collection.geojson"), &Pulse::new()).unwrap().report;
    report.compare_with(Day::parse_iso("2024-09-01").unwrap());
    assert!(report.is_clean());
    assert!(check::text(&report, &EN).ends_with(EN.importing.clean));
    assert!(check::text(&report, &FR).ends_with(FR.importing.clean));
}

#[test]
fn the_sum_is_that_of_other_tools() {
    // printf 'abc' | sha256sum, FIPS 180-2 appendix B.1.
    let path = std::env::temp_dir().join(format!("sahel-atlas-sum-{}.txt", std::process::id()));
    std::fs::write(&path, "abc").unwrap();
    let sum = read::sha256_of(&path, &Pulse::new()).unwrap();
    let cancelled = Pulse::new();
    cancelled.cancel();
    let stopped = read::sha256_of(&path, &cancelled).unwrap_err();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(stopped.is_cancelled());
    assert!(read::sha256_of(&path, &Pulse::new()).is_err());
}

fn atlas(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sahel-atlas"))
        .args(args)
        .output()
        .unwrap()
}

fn objects(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_else(|| panic!("{key}"))
}

#[test]
fn json_is_one_object_a_file_with_the_keys_that_others_rely_on() {
    let doubtful = golden("report_doubtful.csv");
    let good = golden("collection.geojson");
    let output = atlas(&[
        "check",
        "--json",
        good.to_str().unwrap(),
        "/nonexistent/none.csv",
        doubtful.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(2));
    let objects = objects(&output);
    assert_eq!(objects.len(), 3);
    for object in &objects {
        let mut keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = KEYS;
        keys.sort_unstable();
        expected.sort_unstable();
        assert_eq!(keys, expected);
        let sum = number(object, "accepted") + number(object, "quarantined") + number(object, "duplicates");
        assert_eq!(number(object, "read"), sum);
        for issue in object["issues"].as_array().unwrap() {
            let mut keys: Vec<&str> = issue.as_object().unwrap().keys().map(String::as_str).collect();
            keys.sort_unstable();
            assert_eq!(keys, ["column", "count", "expected", "found", "kind", "line"]);
        }
    }
    let [good, missing, doubtful] = objects.as_slice() else {
        panic!("three")
    };
    assert_eq!((good["format"].as_str(), number(good, "accepted")), (Some("native"), 2));
    let issue = &missing["issues"][0];
    assert_eq!(issue["kind"], "error.missing");
    assert_eq!(issue["found"], "there is no such file");
    assert_eq!(issue["expected"], "Check the name and the folder");
    assert_eq!(
        (missing["file"].as_str(), missing["sha256"].as_str()),
        (Some("none.csv"), None)
    );
    let told = |key: &str| number(doubtful, key);
    assert_eq!(
        (
            told("read"),
            told("accepted"),
            told("warned"),
            told("quarantined"),
            told("duplicates"),
            told("unlocated")
        ),
        (16, 10, 5, 5, 1, 1)
    );
    assert_eq!(
        (&doubtful["first_date"], &doubtful["last_date"]),
        (&"2023-01-10".into(), &"2023-03-03".into())
    );
    let aside = doubtful["issues"].as_array().unwrap().iter();
    let aside = aside.filter(|issue| issue["kind"].as_str().unwrap().starts_with("set_aside."));
    assert_eq!(
        aside.map(|issue| number(issue, "count")).sum::<u64>(),
        told("quarantined")
    );
}

#[test]
fn codes_of_findings_do_not_change() {
    let report = report("report_doubtful.csv");
    let codes: Vec<String> = report.groups().map(|group| group.code()).collect();
    assert_eq!(
        codes,
        [
            "set_aside.cells",
            "set_aside.day_in",
            "set_aside.latitude",
            "set_aside.one_of",
            "set_aside.one_row_per_id",
            "warning.not_null_island",
            "warning.not_swapped",
            "warning.ordered_deaths",
            "warning.other_sign_of_longitude",
            "warning.point_in_country",
            "remark.one_incident",
            "remark.recent_days",
        ]
    );
}

#[test]
fn the_exit_status_tells_accepted_from_set_aside_from_unreadable() {
    let status = |names: &[&str]| {
        let files: Vec<PathBuf> = names.iter().map(|name| golden(name)).collect();
        let args: Vec<&str> = ["check"]
            .into_iter()
            .chain(files.iter().map(|f| f.to_str().unwrap()))
            .collect();
        atlas(&args).status.code()
    };
    assert_eq!(status(&["collection.geojson"]), Some(0));
    assert_eq!(status(&["collection.geojson", "report_doubtful.csv"]), Some(1));
    assert_eq!(status(&["errors.txt"]), Some(2));
    assert_eq!(status(&["report_doubtful.csv", "errors.txt"]), Some(2));
}

#[test]
fn set_aside_rows_are_saved_whole_and_open_again_once_corrected() {
    let folder = std::env::temp_dir().join(format!("sahel-atlas-aside-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = golden("report_doubtful.csv");
    let output = atlas(&[
        "check",
        file.to_str().unwrap(),
        "--save-quarantined",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    let saved = std::fs::read_to_string(folder.join("report_doubtful.csv.set-aside.csv")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(saved.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    let original = std::fs::read_to_string(&file).unwrap();
    let mut source = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(original.as_bytes());
    let source: Vec<csv::StringRecord> = source.records().map(Result::unwrap).collect();
    for row in &rows {
        // A record on line n is the one after n − 1 others; no cell of the fixture holds a line end.
        let line: usize = row[49].parse().unwrap();
        let there: Vec<&str> = source[line - 2].iter().collect();
        let saved: Vec<&str> = row.iter().take(there.len()).collect();
        assert_eq!(saved, there, "line {line}");
    }
    let corrected = saved.replacen(",95,2.1,", ",13.51,2.1,", 1);
    assert_ne!(corrected, saved);
    let opened = read::read_bytes("corrected.csv", corrected.into_bytes(), &Pulse::new()).unwrap();
    assert!(opened.dataset.find("2008").is_some());
}

#[test]
fn every_format_has_a_name_in_both_languages() {
    for code in <read::Format as strum::VariantNames>::VARIANTS {
        for words in [&EN, &FR] {
            assert_ne!(words.format_name(code), *code, "{:?}", words.lang);
        }
    }
}

#[test]
fn rows_set_aside_are_told_in_the_right_number() {
    assert_eq!(
        EN.set_aside("a.csv", 1),
        "a.csv: 1 row was set aside; `sahel-atlas check` shows it"
    );
    assert_eq!(
        EN.set_aside("a.csv", 2),
        "a.csv: 2 rows were set aside; `sahel-atlas check` lists them"
    );
    assert_eq!(
        FR.set_aside("a.csv", 1),
        "a.csv : 1 ligne mise de côté ; `sahel-atlas check` la donne"
    );
}

#[test]
fn one_row_is_not_told_as_several() {
    let counts = |read, accepted, quarantined, duplicates| Counts {
        read,
        accepted,
        quarantined,
        duplicates,
    };
    let one = counts(4, 1, 1, 2);
    assert_eq!(
        EN.rows_as_sum(one),
        "4 rows read = 1 accepted + 1 set aside + 2 repeated"
    );
    assert_eq!(
        FR.rows_as_sum(one),
        "4 lignes lues = 1 acceptée + 1 mise de côté + 2 répétées"
    );
    assert_eq!(
        EN.rows_as_sum(counts(1, 1, 0, 0)),
        "1 row read = 1 accepted + 0 set aside + 0 repeated"
    );
    assert_eq!(
        FR.rows_in_short("a.csv", counts(12, 10, 2, 0), 1, false),
        "a.csv\u{A0}: 12 lignes\u{A0}; 2 mises de côté, 1 avec un avertissement"
    );
}

#[test]
fn imported_deaths_are_told_as_those_of_their_file() {
    let opened = read::open(&golden("formats/features.geojson"), &Pulse::new()).unwrap();
    assert_eq!(opened.dataset.card().short.as_deref(), Some("features.geojson"));
}
