//! Texts that leave the program: lists, records, citations, paragraphs. Long ones stand in `tests/golden`;
//! `UPDATE_GOLDEN=1` writes them anew, to be read before they are kept.
#![cfg(test)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sahel_atlas::base::{Lang, Pulse};
use sahel_atlas::model::Dataset;
use sahel_atlas::read;
use sahel_atlas::words::{EN, FR, Words, words};
use sahel_atlas::write::sources::SourceFormat;
use sahel_atlas::write::{citation, list, paragraph, record, sources};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn compare(name: &str, told: &str) {
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (kept, told) in kept.lines().zip(told.lines()) {
        assert_eq!(kept, told, "{name}");
    }
    assert_eq!(kept.lines().count(), told.lines().count(), "{name}");
}

fn bundled() -> Dataset {
    read::bundled().unwrap()
}

fn ucdp() -> Dataset {
    read::open(&golden("ucdp_release.csv"), &Pulse::new()).unwrap().dataset
}

/// Paragraph, citation and coordinates of every event.
fn all_paragraphs(dataset: &Dataset, words: &Words) -> String {
    let mut out = String::new();
    for event in dataset.events() {
        let incident = event.incident();
        let text = paragraph::paragraph(event, &incident, dataset, words);
        writeln!(out, "{}\n{text}\n{}\n", event.id(), citation::coordinates(event, words)).unwrap();
    }
    out
}

#[test]
fn paragraphs_read_well_in_both_languages() {
    let (bundled, ucdp) = (bundled(), ucdp());
    for words in [&EN, &FR] {
        let code = words.lang.code();
        let text = all_paragraphs(&bundled, words) + &all_paragraphs(&ucdp, words);
        assert!(
            !text.contains("  ") && !text.contains("..") && !text.contains(" ,"),
            "{text}"
        );
        compare(&format!("paragraphs_{code}.txt"), &text);
    }
}

#[test]
fn the_record_of_one_incident_is_complete_in_both_languages() {
    let dataset = bundled();
    let event = dataset.event(dataset.find("INC-01").unwrap()).unwrap();
    let incident = event.incident();
    for words in [&EN, &FR] {
        let text = record::text(event, &incident, &dataset, words);
        compare(&format!("record_{}.txt", words.lang.code()), &text);
        for claim in &incident.claims {
            assert!(
                text.contains(&record::claim_line(claim, &incident, words)),
                "{}",
                claim.id
            );
        }
        assert_eq!(text.matches('≠').count(), 6);
    }
}

#[test]
fn every_claim_of_every_event_is_printed_with_a_citation_number() {
    for dataset in [bundled(), ucdp()] {
        for event in dataset.events() {
            let incident = event.incident();
            for lang in [Lang::En, Lang::Fr] {
                let text = record::text(event, &incident, &dataset, words(lang));
                for claim in &incident.claims {
                    let line = record::claim_line(claim, &incident, words(lang));
                    assert!(text.contains(&line) && line.contains('['), "{}: {line}", claim.id);
                }
            }
            let json = record::json(event, &incident, &dataset, &EN);
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(value["claims"].as_array().unwrap().len(), incident.claims.len());
            assert!(
                value["claims"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|c| c["citation"].is_u64())
            );
            assert_eq!(value["id"], event.id());
        }
    }
}

/// The keys of the list, which other programs rely on.
const KEYS: &str = "id,dataset,headline,country,admin1,place,lon,lat,precision,radius_m,start,end,last_day,span,\
    date_precision,event_type,sub_event_type,actors,deaths,sources";

#[test]
fn list_as_json_has_the_promised_keys_in_their_order() {
    let dataset = bundled();
    let json = list::json(dataset.events(), Lang::En);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.len(), 10);
    let first = json.lines().nth(1).unwrap();
    let positions: Vec<usize> = KEYS
        .split(',')
        .map(|key| first.find(&format!("\"{key}\":")).expect(key))
        .collect();
    assert!(positions.is_sorted(), "{first}");
    assert_eq!(rows[0].as_object().unwrap().len(), KEYS.split(',').count());
    let inc = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(
        inc("INC-01")["deaths"],
        serde_json::json!({"low": 29, "best": 29, "high": null, "high_open": true})
    );
    assert_eq!(inc("INC-10")["lon"], serde_json::Value::Null);
    assert_eq!(
        (&inc("INC-06")["last_day"], &inc("INC-06")["end"]),
        (&"2023-10-03".into(), &"2023-10-04".into())
    );
    let french = list::json(dataset.events(), Lang::Fr);
    assert!(french.contains("Une colonne de l'armée nigérienne") && french.contains("\"event_type\":\"Battles\""));
    assert_eq!(list::json(std::iter::empty(), Lang::En), "[]\n");
}

#[test]
fn list_as_csv_is_read_back_and_holds_no_formula() {
    let mut text = std::fs::read_to_string(golden("ucdp_release.csv")).unwrap();
    text = text
        .replace("Government of Mali - Group X", "=HYPERLINK(\"\"x\"\")")
        .replace("Radio Example", "@radio");
    let dataset = read::read_bytes("x.csv", text.into_bytes(), &Pulse::new())
        .unwrap()
        .dataset;
    let csv = list::csv(dataset.events(), Lang::En);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|h| h == name).unwrap();
    let (headline, lon) = (column("headline"), column("lon"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), dataset.len());
    assert!(rows[0][headline].starts_with("'="));
    for row in &rows {
        let cells = row.iter().enumerate().filter(|(i, _)| *i != lon);
        assert!(
            cells.clone().all(|(_, cell)| !cell.starts_with(['=', '+', '-', '@'])),
            "{row:?}"
        );
    }
    assert!(csv.lines().all(|line| line.ends_with('"') || !line.ends_with(' ')));
}

#[test]
fn list_as_table_is_aligned() {
    let dataset = bundled();
    let table = list::table(dataset.events(), &FR);
    let column = |line: &str, text: &str| line.find(text).map(|at| line[..at].chars().count());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 11);
    let head = column(lines[0], "titre").unwrap();
    assert!(
        lines[1..]
            .iter()
            .all(|line| line.chars().nth(head - 1) == Some(' ') && line.chars().nth(head) != Some(' '))
    );
    assert!(table.contains("29 ou plus") && table.contains("pas de chiffre") && table.contains("≠ 6"));
}

#[test]
fn sources_are_exported_in_every_format() {
    let dataset = bundled();
    let csl = sources::sources(dataset.sources(), SourceFormat::CslJson, &EN);
    let read_back: Vec<sahel_atlas::model::Source> = serde_json::from_str(&csl).unwrap();
    assert!(dataset.sources().eq(read_back.iter()));
    let bibtex = sources::sources(dataset.sources(), SourceFormat::Bibtex, &FR);
    assert_eq!(bibtex.matches("\n}\n").count(), read_back.len());
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
    let text = sources::sources(dataset.sources(), SourceFormat::Text, &EN);
    assert_eq!(text.lines().count(), read_back.len());
    assert!(
        text.contains("the page shows 13 Jul 2024, estimated 3–5 Oct 2023"),
        "{text}"
    );
    let event = dataset.event(dataset.find("INC-01").unwrap()).unwrap();
    let own = citation::bibtex(&event.incident(), &dataset, &EN);
    assert!(own.starts_with("@misc{article-001,\n"), "{own}");
    let plain = citation::plain(event, &event.incident(), &dataset, &EN);
    assert!(
        plain.contains("2 Oct 2023 (location approximate, ±50\u{A0}km)") && plain.contains("[4] RFI"),
        "{plain}"
    );
}
