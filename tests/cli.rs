//! The command line by running it: figures of the bundled set, exit statuses, streams, languages.
#![cfg(test)]

use std::process::{Command, Output};

use serde_json::Value;

fn atlas(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sahel-atlas"))
        .args(args)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env("LC_ALL", "fr_FR.UTF-8")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn list(args: &[&str]) -> Vec<Value> {
    let mut all = vec!["list", "--format", "json"];
    all.extend_from_slice(args);
    let output = atlas(&all);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ids(args: &[&str]) -> Vec<String> {
    let mut ids: Vec<String> = list(args)
        .iter()
        .map(|e| e["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

#[test]
fn list_gives_the_figures_of_the_collection() {
    let events = list(&[]);
    assert_eq!(events.len(), 10);
    let find = |id: &str| events.iter().find(|e| e["id"] == id).unwrap();
    let mut total = 0;
    for (id, low, high, open, class, span) in [
        ("INC-01", Some(29), None, true, "P3", "single"),
        ("INC-02", Some(6), None, true, "P2", "single"),
        ("INC-03", Some(17), None, true, "P2", "single"),
        ("INC-04", Some(12), Some(22), false, "P2", "single"),
        ("INC-05", None, None, false, "P1", "single"),
        ("INC-06", None, None, false, "P2", "lasting"),
        ("INC-07", Some(15), None, true, "P2", "single"),
        ("INC-08", Some(21), Some(21), false, "P2", "single"),
        ("INC-09", Some(7), Some(7), false, "P2", "uncertain"),
        ("INC-10", None, None, false, "P4", "lasting"),
    ] {
        let event = find(id);
        let deaths = &event["deaths"];
        assert_eq!(deaths["low"].as_u64(), low, "{id} low");
        assert_eq!(deaths["high"].as_u64(), high, "{id} high");
        assert_eq!(deaths["high_open"], open, "{id} open");
        assert_eq!(event["precision"], class, "{id} precision");
        assert_eq!(event["span"], span, "{id} span");
        assert_eq!(event["lon"].is_null(), class == "P4", "{id} point");
        total += low.unwrap_or(0);
    }
    assert_eq!(total, 107);
}

#[test]
fn list_has_the_keys_that_others_rely_on() {
    let events = list(&["--country", "niger"]);
    let keys: Vec<&String> = events[0].as_object().unwrap().keys().collect();
    let mut expected = vec![
        "id",
        "dataset",
        "headline",
        "country",
        "admin1",
        "place",
        "lon",
        "lat",
        "precision",
        "radius_m",
        "start",
        "end",
        "last_day",
        "span",
        "date_precision",
        "event_type",
        "sub_event_type",
        "actors",
        "deaths",
        "sources",
    ];
    let mut keys = keys;
    keys.sort();
    expected.sort_unstable();
    assert_eq!(keys, expected);
}

#[test]
fn windows_are_inclusive_on_both_sides() {
    let october = ["--from", "2023-10-01", "--to", "2023-10-02"];
    assert_eq!(ids(&october), ["INC-01", "INC-05", "INC-06"]);
    let certain = [&october[..], &["--window", "certain"]].concat();
    assert_eq!(ids(&certain), ["INC-01", "INC-05", "INC-06"]);
    let july = ["--from", "2024-07-16", "--to", "2024-07-31"];
    assert_eq!(ids(&july), ["INC-07", "INC-09"]);
    assert_eq!(ids(&[&july[..], &["--window", "certain"]].concat()), ["INC-07"]);
    assert_eq!(ids(&["--from", "2023-08-03", "--to", "2023-08-03"]), ["INC-02"]);
}

#[test]
fn filters_combine_and_an_empty_list_is_a_good_answer() {
    assert_eq!(
        ids(&["--country", "mali", "--text", "KIDAL"]).len(),
        ids(&["--country", "Mali", "--text", "kidal"]).len()
    );
    assert_eq!(ids(&["--country", "Burkina Faso"]), Vec::<String>::new());
    assert_eq!(ids(&["--type", "violence against civilians"]), ["INC-09"]);
    assert_eq!(ids(&["--text", "kourégou"]), ids(&["--text", "KOUREGOU"]));
}

#[test]
fn json_does_not_follow_the_locale_and_headlines_follow_lang() {
    let english = list(&[]);
    let french = list(&["--lang", "fr"]);
    assert_ne!(english[0]["headline"], french[0]["headline"]);
    assert_eq!(english[0]["event_type"], french[0]["event_type"]);
    assert_eq!(english[0]["start"], "2023-08-03");
}

#[test]
fn show_prints_every_claim_and_every_disagreement() {
    let output = atlas(&["show", "INC-01"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let json: Value = serde_json::from_slice(&atlas(&["show", "INC-01", "--format", "json"]).stdout).unwrap();
    let claims = json["claims"].as_array().unwrap();
    assert!(claims.len() >= 30, "{}", claims.len());
    for claim in claims {
        assert!(!claim["source"].as_str().unwrap_or("").is_empty());
    }
    let disagreements: Vec<&Value> = json["differences"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["kind"] == "disagreement")
        .collect();
    assert_eq!(disagreements.len(), 6);
    for word in ["several dozen", "Tabatol", "RFI", "60"] {
        assert!(text.contains(word), "{word} is missing");
    }
}

#[test]
fn what_cannot_be_done_is_one_line_on_stderr_and_status_2() {
    for args in [
        &["show", "INC-99"][..],
        &["list", "--from", "2024-06-31"],
        &["list", "--from", "2024-02-01", "--to", "2024-01-01"],
        &["list", "--country", "Atlantis"],
        &["list", "--type", "Parade"],
        &["list", "/nonexistent/file.csv"],
        &["check", "/nonexistent/file.csv"],
        &["list", "--nonsense"],
        &[],
    ] {
        let output = atlas(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
        let message = stderr(&output);
        assert!(
            !message.is_empty() && !message.contains("panicked"),
            "{args:?}: {message}"
        );
    }
    let no_display = stderr(&atlas(&[]));
    assert!(no_display.contains("render"), "{no_display}");
    assert_eq!(no_display.trim().lines().count(), 1, "{no_display}");
}

#[test]
fn check_of_a_good_file_is_good() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/incidents.geojson");
    let output = atlas(&["check", file]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("10"));
}

#[test]
fn sources_come_in_three_forms() {
    let json: Value = serde_json::from_slice(&atlas(&["sources", "--format", "csl-json"]).stdout).unwrap();
    let all = json.as_array().unwrap().len();
    assert!(all > 50, "{all}");
    let bibtex = stdout(&atlas(&["sources", "--format", "bibtex"]));
    assert_eq!(bibtex.lines().filter(|line| line.starts_with('@')).count(), all);
    assert!(stdout(&atlas(&["sources"])).contains("UCDP"));
}

#[test]
fn files_stand_beside_each_other_and_events_are_never_counted_twice() {
    let ucdp = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/ucdp_release.csv");
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/data/incidents.geojson");
    let alone = list(&[ucdp]).len();
    assert!(alone > 0);
    assert_eq!(list(&[ucdp, own]).len(), alone + 10);
    let twice = atlas(&["list", "--format", "json", ucdp, ucdp]);
    assert_eq!(twice.status.code(), Some(0));
    let rows: Vec<Value> = serde_json::from_slice(&twice.stdout).unwrap();
    assert_eq!(rows.len(), alone, "the later reading stands for the earlier one");
    assert!(
        stderr(&twice).contains(&format!("{alone} incidents also in an earlier file")),
        "{}",
        stderr(&twice)
    );
}

/// A folder of its own for a test, removed at its end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sahel-atlas-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn convert_writes_every_kind_and_what_it_writes_is_listed_again() {
    let folder = Folder::new("kinds");
    let ucdp = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/ucdp_release.csv");
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/data/incidents.geojson");
    for kind in ["csv", "geojson", "kml", "gpx", "xlsx", "csl", "bibtex", "ris"] {
        let out = folder.path(kind);
        let output = atlas(&["convert", own, ucdp, "--to", kind, "--out", &out]);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{kind}: {}",
            stderr(&output)
        );
        assert!(output.stdout.is_empty());
        assert!(stderr(&output).contains("CC BY 4.0"), "{}", stderr(&output));
        assert!(std::fs::metadata(&out).unwrap().len() > 100, "{kind}");
    }
    let all = list(&[own, ucdp]).len();
    assert_eq!(list(&[&folder.path("csv")]).len(), all);
    assert_eq!(list(&[&folder.path("geojson")]).len(), all);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 8);
}

#[test]
fn convert_takes_the_filters_of_list_and_says_them() {
    let output = atlas(&[
        "convert",
        "--to",
        "csv",
        "--out",
        "-",
        "--country",
        "niger",
        "--until",
        "2023-12-31",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let found = list(&["--country", "niger", "--to", "2023-12-31"]).len();
    assert!(found > 0);
    assert_eq!(found, list(&["--country", "niger", "--until", "2023-12-31"]).len());
    let mut rows = csv::Reader::from_reader(output.stdout.as_slice());
    assert_eq!(rows.records().count(), found);
    let said = stderr(&output);
    assert!(
        said.contains(&format!("{found} incidents written to standard output")),
        "{said}"
    );
    assert!(
        said.contains(&format!("{found} incidents · filter: Country: Niger")),
        "{said}"
    );
}

#[test]
fn convert_replaces_a_file_only_with_force() {
    let folder = Folder::new("force");
    let out = folder.path("a.csv");
    std::fs::write(&out, "old").unwrap();
    let refused = atlas(&["convert", "--to", "csv", "--out", &out]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "old");
    let forced = atlas(&["convert", "--to", "csv", "--out", &out, "--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", stderr(&forced));
    assert!(std::fs::read_to_string(&out).unwrap().starts_with("id,dataset,title"));
    let no_folder = atlas(&["convert", "--to", "csv", "--out", &folder.path("none/a.csv")]);
    assert_eq!(no_folder.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn convert_says_when_rows_were_set_aside() {
    let folder = Folder::new("aside");
    let (file, out) = (folder.path("rows.csv"), folder.path("out.kml"));
    let good = stdout(&atlas(&["convert", "--to", "csv", "--out", "-"]));
    std::fs::write(&file, good.replacen("2023-10-02", "2023-13-02", 1)).unwrap();
    let output = atlas(&["convert", &file, "--to", "kml", "--out", &out]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("set aside"), "{}", stderr(&output));
    assert!(stderr(&output).contains("9 incidents written"), "{}", stderr(&output));
}

#[test]
fn restricted_rows_leave_only_after_a_yes() {
    let folder = Folder::new("terms");
    let file = folder.path("rows.geojson");
    let text = stdout(&atlas(&["convert", "--to", "geojson", "--out", "-"]));
    let note = "{\"redistribution\":\"restricted\",\"note\":{\"en\":\"For you alone.\",\"fr\":\"Pour vous seul.\"}}";
    let text = text.replacen("\"dataset\":{", &format!("\"dataset\":{{\"terms\":{note},"), 1);
    std::fs::write(&file, text).unwrap();
    let refused = atlas(&["convert", &file, "--to", "csv", "--out", "-"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
    let said = stderr(&refused);
    assert!(
        said.contains("For you alone.") && said.contains("--accept-terms"),
        "{said}"
    );
    let sources = atlas(&["convert", &file, "--to", "ris", "--out", "-"]);
    assert_eq!(
        sources.status.code(),
        Some(0),
        "sources are no rows: {}",
        stderr(&sources)
    );
    let agreed = atlas(&["convert", &file, "--to", "csv", "--out", "-", "--accept-terms"]);
    assert_eq!(agreed.status.code(), Some(0), "{}", stderr(&agreed));
    let head = stdout(&agreed).lines().next().unwrap().to_owned();
    assert!(head.ends_with(",attribution"), "{head}");
    assert!(stdout(&agreed).contains(", accessed "));
}

#[test]
fn a_table_of_any_kind_opens_by_a_guess_or_a_profile_or_says_what_to_do() {
    let folder = std::env::temp_dir().join(format!("sahel-atlas-test-{}-tables", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let (table, unclear, profile) = (path("sure.csv"), path("unclear.csv"), path("profile.json"));
    std::fs::write(&table, "date;lat;lon;lieu\n2024-03-05;16,27;-0,04;Exempleville\n").unwrap();
    std::fs::write(&unclear, "a;b;c\n05/03/2024;16,27;-0,04\n").unwrap();
    let guessed = atlas(&["list", &table, "--format", "csv"]);
    assert_eq!(guessed.status.code(), Some(0), "{}", stderr(&guessed));
    assert!(stderr(&guessed).contains("latitude = lat"), "{}", stderr(&guessed));
    assert!(stdout(&guessed).contains("16.27"));
    let refused = atlas(&["check", &unclear]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--map"), "{}", stderr(&refused));
    // A draft to start from, completed, opens the table.
    let draft = atlas(&["mapping", &unclear]);
    assert_eq!(draft.status.code(), Some(1), "the draft lacks something");
    let mut document: Value = serde_json::from_slice(&draft.stdout).unwrap();
    document["where"]["latitude"] = "b".into();
    document["where"]["longitude"] = "c".into();
    std::fs::write(&profile, document.to_string()).unwrap();
    let asked = atlas(&["list", "--map", &profile, &unclear]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(stderr(&asked).contains("--date-order"), "{}", stderr(&asked));
    let args = [
        "list",
        "--map",
        &profile,
        "--date-order",
        "month-first",
        "--format",
        "csv",
        &unclear,
    ];
    let opened = atlas(&args);
    assert!(
        stdout(&opened).contains("2024-05-03"),
        "{}{}",
        stdout(&opened),
        stderr(&opened)
    );
    let wrong = atlas(&["list", "--date-order", "sideways", &unclear]);
    assert_eq!(wrong.status.code(), Some(2));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_name_that_ends_like_another_kind_of_file_is_said_before_anything_is_read() {
    let folder = Folder::new("ending");
    let out = folder.path("a.geojson");
    let refused = atlas(&["convert", "--to", "csv", "--out", &out]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("--to csv") && said.contains("--to geojson") && said.contains("a.geojson"),
        "{said}"
    );
    assert!(!std::path::Path::new(&out).exists());
    for (kind, name) in [
        ("geojson", "a.json"),
        ("csl", "b.json"),
        ("csv", "c.txt"),
        ("bibtex", "d.bib"),
    ] {
        let output = atlas(&["convert", "--to", kind, "--out", &folder.path(name)]);
        assert_eq!(output.status.code(), Some(0), "{kind} {name}");
    }
}

/// Whatever keeps a command from being done is said in its language.
#[test]
fn what_cannot_be_written_or_drawn_is_said_in_both_languages() {
    for (lang, small, large) in [
        (
            "en",
            "found a picture of 9 x 9 pixels, expected at least",
            "expected 1 to 8192 each way",
        ),
        (
            "fr",
            "trouvé une image de 9 x 9 pixels, attendu au moins",
            "attendu 1 à 8192 dans chaque sens",
        ),
    ] {
        for (size, said) in [("9x9", small), ("9000x800", large)] {
            let out = std::env::temp_dir().join("sahel-atlas-never-written.png");
            let output = atlas(&["render", "--lang", lang, "--size", size, "--out", out.to_str().unwrap()]);
            assert_eq!(output.status.code(), Some(2));
            assert!(stderr(&output).contains(said), "{}", stderr(&output));
        }
    }
}

/// A full disk, by the device that always is one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_in_both_languages() {
    for (lang, said) in [
        ("en", "sahel-atlas: cannot write: the disk is full\n"),
        ("fr", "sahel-atlas: écriture impossible\u{A0}: le disque est plein\n"),
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sahel-atlas"));
        let output = command.args(["list", "--lang", lang]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(stderr(&output), said);
    }
}
