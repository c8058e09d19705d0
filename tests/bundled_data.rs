//! The collection that comes with the program, checked as a whole: what it holds, what follows from its
//! claims, where its points lie, and what must not be in it.
#![cfg(test)]

use std::path::{Path, PathBuf};

use geo::{Contains as _, LineString, Point, Polygon};
use sahel_atlas::base::{Day, LonLat};
use sahel_atlas::model::difference::{Difference, differences};
use sahel_atlas::model::source::ReadAs;
use sahel_atlas::model::{
    Dataset, Deaths, DifferenceKind, Event, EventType, Field, Incident, PlaceClass, SpanKind, resolve,
};
use sahel_atlas::read;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn bundled() -> Dataset {
    read::bundled().unwrap_or_else(|error| panic!("{error}"))
}

fn event<'a>(dataset: &'a Dataset, id: &str) -> Event<'a> {
    let row = dataset.find(id).unwrap_or_else(|| panic!("no {id}"));
    dataset.event(row).unwrap()
}

fn json(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

#[test]
fn ten_incidents_22_developments_and_9_figures_are_there() {
    let dataset = bundled();
    let mut ids: Vec<_> = dataset.events().map(Event::id).collect();
    ids.sort_unstable();
    let expected: Vec<String> = (1..=10).map(|n| format!("INC-{n:02}")).collect();
    assert_eq!(ids, expected);
    assert_eq!(dataset.context().developments.len(), 22);
    assert_eq!(dataset.context().figures.len(), 9);
    assert!(dataset.context().empty_country.contains_key("Burkina Faso"));
    for n in 0..5 {
        assert!(dataset.source(&format!("article-00{n}")).is_some());
    }
    assert!(dataset.counts().add_up());
}

#[test]
fn shown_deaths_follow_the_policy_from_the_claims() {
    let dataset = bundled();
    let none = Deaths::UNKNOWN;
    let expected = [
        ("INC-01", Deaths::at_least(29)),
        ("INC-02", Deaths::at_least(6)),
        ("INC-03", Deaths::at_least(17)),
        ("INC-05", none),
        ("INC-06", none),
        ("INC-07", Deaths::at_least(15)),
        ("INC-08", Deaths::exactly(21)),
        ("INC-09", Deaths::exactly(7)),
        ("INC-10", none),
    ];
    for (id, deaths) in expected {
        assert_eq!(event(&dataset, id).deaths(), deaths, "{id}");
    }
    let kandadji = event(&dataset, "INC-04").deaths();
    assert_eq!(
        (kandadji.low, kandadji.high, kandadji.high_open),
        (Some(12), Some(22), false)
    );
    let low: u32 = dataset.events().filter_map(|e| e.deaths().low).sum();
    assert_eq!(low, 107);
    for e in dataset.events() {
        let again = resolve::deaths(&e.incident(), &|id| dataset.source(id));
        assert_eq!(again, e.deaths(), "{}", e.id());
    }
}

#[test]
fn places_and_days_are_as_sharp_as_they_are_known() {
    let dataset = bundled();
    for e in dataset.events() {
        let class = match e.id() {
            "INC-01" => PlaceClass::P3,
            "INC-05" => PlaceClass::P1,
            "INC-10" => PlaceClass::P4,
            _ => PlaceClass::P2,
        };
        assert_eq!(e.place_class(), class, "{}", e.id());
        assert_eq!(e.point().is_some(), e.id() != "INC-10", "{}", e.id());
        let kind = match e.id() {
            "INC-06" | "INC-10" => SpanKind::Lasting,
            "INC-09" => SpanKind::Uncertain,
            _ => SpanKind::Single,
        };
        assert_eq!(e.span_kind(), kind, "{}", e.id());
        assert!(e.circle().is_some(), "{}", e.id());
    }
    let extent = dataset.extent().unwrap();
    let ends = (extent.start().to_string(), extent.last_day().to_string());
    assert_eq!(ends, ("2023-08-03".to_owned(), "2024-07-22".to_owned()));
}

#[test]
fn the_attack_of_2_october_has_exactly_six_disagreements() {
    let dataset = bundled();
    let incident = event(&dataset, "INC-01").incident();
    let found: Vec<(Field, Option<String>)> = differences(&incident)
        .into_iter()
        .filter(|d| d.kind == DifferenceKind::Disagreement)
        .map(|d| (d.field, d.side.map(str::to_owned)))
        .collect();
    let side = |s: &str| Some(s.to_owned());
    let expected = [
        (Field::Date, None),
        (Field::Place, None),
        (Field::Actor, side("attackers")),
        (Field::Killed, side("army")),
        (Field::Killed, side("attackers")),
        (Field::Strength, side("attackers")),
    ];
    assert_eq!(found, expected);
    assert_eq!(event(&dataset, "INC-01").disagreements(), 6);
}

#[test]
fn every_recorded_conflict_explains_a_difference_that_is_there() {
    let dataset = bundled();
    for e in dataset.events() {
        let incident = e.incident();
        let found = differences(&incident);
        for conflict in &incident.conflicts {
            // A source that says nothing makes no claim that could differ.
            let silent = conflict.kind == DifferenceKind::Silent;
            let same = |d: &Difference<'_>| (d.field, d.side) == (conflict.field, conflict.side.as_deref());
            assert!(
                silent || found.iter().any(same),
                "{} {}: no claims differ",
                e.id(),
                conflict.id
            );
        }
        for difference in found.into_iter().filter(|d| d.kind == DifferenceKind::Disagreement) {
            assert!(
                difference.conflict.is_some(),
                "{} {:?} {:?}: nobody looked into it",
                e.id(),
                difference.field,
                difference.side
            );
        }
    }
}

#[test]
fn losses_that_one_side_claims_about_the_other_never_count() {
    let dataset = bundled();
    for e in dataset.events() {
        let mut incident = Incident::clone(&e.incident());
        for claim in &mut incident.claims {
            if claim.whose_losses == Some(sahel_atlas::model::WhoseLosses::Opposing)
                && let Some(number) = &mut claim.number
            {
                (number.low, number.high) = (Some(0), Some(100_000));
            }
        }
        assert_eq!(
            resolve::deaths(&incident, &|id| dataset.source(id)),
            e.deaths(),
            "{}",
            e.id()
        );
    }
}

#[test]
fn figures_of_people_say_whose_losses_they_are() {
    let dataset = bundled();
    let people = [
        Field::Killed,
        Field::Wounded,
        Field::Missing,
        Field::Captured,
        Field::OutOfAction,
        Field::Casualties,
    ];
    for e in dataset.events() {
        for claim in &e.incident().claims {
            if people.contains(&claim.field) {
                assert!(claim.whose_losses.is_some() && claim.number.is_some(), "{}", claim.id);
            }
            let answered = claim.value.is_some() || claim.number.is_some() || claim.date.is_some();
            assert!(answered && !claim.key.is_empty(), "{}", claim.id);
        }
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    let mut seen = 0;
    for file in ["data/incidents.geojson", "data/sources.json", "data/context.json"] {
        both_languages(&json(file), file, &mut seen);
    }
    assert!(seen > 500, "{seen}");
}

fn both_languages(value: &Value, path: &str, seen: &mut usize) {
    match value {
        Value::Object(map) if map.contains_key("en") || map.contains_key("fr") => {
            *seen += 1;
            for lang in ["en", "fr"] {
                let text = map.get(lang).and_then(Value::as_str).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{path}: no {lang}");
                assert_eq!(text, text.trim(), "{path}");
            }
            assert_eq!(map.len(), 2, "{path}");
        }
        Value::Object(map) => map
            .iter()
            .for_each(|(k, v)| both_languages(v, &format!("{path}.{k}"), seen)),
        Value::Array(list) => {
            for (i, v) in list.iter().enumerate() {
                both_languages(v, &format!("{path}[{i}]"), seen);
            }
        }
        _ => {}
    }
}

/// Stems of words that judge, in both languages. They may stand only inside quotation marks.
const LOADED: [&str; 12] = [
    "terroris",
    "jihad",
    "djihad",
    "junta",
    "junte",
    "mercenar",
    "mercenair",
    "neutrali",
    "islamist",
    "insurg",
    "militants",
    "régime",
];

#[test]
fn words_are_neutral_outside_quotations() {
    let mut seen = 0;
    for file in ["data/incidents.geojson", "data/sources.json", "data/context.json"] {
        neutral(&json(file), file, &mut seen);
    }
    assert!(seen > 1_000, "{seen}");
    let loaded = |text: &str| LOADED.iter().any(|stem| unquoted(text).contains(stem));
    assert!(
        loaded("the junta said") && loaded("« cité » des djihadistes"),
        "the check can fail"
    );
    assert!(!loaded("the army calls them \"terrorists\"; dits « djihadistes »"));
}

fn neutral(value: &Value, path: &str, seen: &mut usize) {
    match value {
        // Only our own words are checked: texts in two languages. Titles, quotes and names are the sources'.
        Value::Object(map) if map.contains_key("en") && map.contains_key("fr") => {
            for text in map.values().filter_map(Value::as_str) {
                *seen += 1;
                let bare = unquoted(text);
                let found = LOADED.iter().find(|stem| bare.contains(*stem));
                assert_eq!(found, None, "{path}: {text}");
            }
        }
        Value::Object(map) => map.iter().for_each(|(k, v)| neutral(v, &format!("{path}.{k}"), seen)),
        Value::Array(list) => {
            for (i, v) in list.iter().enumerate() {
                neutral(v, &format!("{path}[{i}]"), seen);
            }
        }
        _ => {}
    }
}

/// A text in lower case without what stands in quotation marks or between square brackets (source ids).
fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut closing = None;
    for c in text.chars() {
        match (closing, c) {
            (Some(end), c) if c == end => closing = None,
            (Some(_), _) => {}
            (None, '"') => closing = Some('"'),
            (None, '“') => closing = Some('”'),
            (None, '«') => closing = Some('»'),
            (None, '[') => closing = Some(']'),
            (None, c) => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[test]
fn every_statement_rests_on_something_citable() {
    let dataset = bundled();
    for e in dataset.events() {
        let incident = e.incident();
        // A sentence of the account without a citation would rest on nothing.
        for text in [&incident.account.en, &incident.account.fr] {
            assert!(text.contains('['), "{}", e.id());
        }
        assert!(!incident.location.sources.is_empty(), "{}", e.id());
        for claim in &incident.claims {
            assert!(dataset.source(&claim.source).is_some(), "{}", claim.id);
        }
        for side in &incident.sides {
            assert!(!side.name.en.contains("Nigerian"), "{}", e.id());
        }
        assert_ne!(e.kind(), EventType::Other);
    }
}

#[test]
fn sources_give_only_addresses_of_their_own() {
    let dataset = bundled();
    let mirrors = [
        "web.archive.org",
        "archive.ph",
        "archive.is",
        "translate.goog",
        "pledgetimes",
        "radarafrica",
        "thenewswave",
        "gfatf",
        "cache",
    ];
    for source in dataset.sources() {
        let Some(url) = &source.url else { continue };
        assert!(url.starts_with("https://"), "{}: {url}", source.id);
        assert!(!mirrors.iter().any(|m| url.contains(m)), "{}: {url}", source.id);
        assert_ne!(
            source.custom.read_as,
            ReadAs::Copy,
            "{}: a copy's address is not the outlet's",
            source.id
        );
    }
    let encyclopedias: Vec<_> = dataset.sources().filter(|s| s.id.starts_with("wikipedia")).collect();
    assert!(encyclopedias.len() > 3);
    assert!(encyclopedias.iter().all(|s| s.custom.tertiary && !s.is_reporting()));
    let redated = dataset.source("article-003").unwrap();
    assert!(redated.custom.date_warning);
    assert_eq!(redated.custom.printed_date.as_deref(), Some("2024-07-13"));
    let best = redated.custom.estimated.as_ref().map(|e| e.best);
    assert!(best.is_some_and(|day| day.to_string().starts_with("2023-10-0")));
}

#[test]
fn estimated_dates_and_context_days_are_ordered() {
    let dataset = bundled();
    for source in dataset.sources() {
        if let Some(e) = &source.custom.estimated {
            assert!(e.earliest <= e.best && e.best <= e.latest, "{}", source.id);
        }
        if let Some(printed) = &source.custom.printed_date {
            let whole = format!("{printed}-01-01");
            assert!(
                whole.get(..10).and_then(Day::parse_iso).is_some(),
                "{}: {printed}",
                source.id
            );
        }
    }
    for development in &dataset.context().developments {
        assert!(
            development.end.is_none_or(|end| development.start < end),
            "{}",
            development.id
        );
    }
}

/// The outlines of the map's own countries.
fn country(iso: &str) -> Vec<Polygon> {
    let countries = json("assets/places/countries.geojson");
    let feature = countries["features"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["properties"]["country"] == iso);
    let geometry = &feature.unwrap_or_else(|| panic!("no {iso}"))["geometry"];
    let ring = |ring: &Value| -> LineString {
        let corners = ring.as_array().unwrap().iter();
        corners
            .map(|c| (c[0].as_f64().unwrap(), c[1].as_f64().unwrap()))
            .collect()
    };
    let polygon = |rings: &Value| {
        let mut rings = rings.as_array().unwrap().iter().map(ring);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![polygon(&geometry["coordinates"])],
        _ => geometry["coordinates"]
            .as_array()
            .unwrap()
            .iter()
            .map(polygon)
            .collect(),
    }
}

/// Metres from a point to the nearest corner of an outline: never less than to the outline itself.
fn to_outline(place: LonLat, country: &[Polygon]) -> f64 {
    let corners = country.iter().flat_map(|p| p.exterior().coords());
    let distances = corners.filter_map(|c| Some(place.distance_to(LonLat::new(c.x, c.y)?)));
    distances.fold(f64::INFINITY, f64::min)
}

#[test]
fn each_point_lies_in_its_named_country_or_within_its_radius_of_it() {
    let dataset = bundled();
    for e in dataset.events() {
        let iso = match e.country() {
            "Mali" => "ML",
            "Niger" => "NE",
            "Burkina Faso" => "BF",
            other => panic!("{}: {other}", e.id()),
        };
        let outline = country(iso);
        let (centre, radius) = e.circle().unwrap();
        let inside = outline.iter().any(|p| p.contains(&Point::from(centre)));
        assert!(
            inside || to_outline(centre, &outline) <= radius,
            "{} lies outside {iso}",
            e.id()
        );
    }
    let gao = LonLat::new(-0.04, 16.27).unwrap();
    assert!(
        !country("NE").iter().any(|p| p.contains(&Point::from(gao))),
        "the check can fail"
    );
}

/// Files that hold data, below the root, without what builds leave behind.
fn data_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with(".git") {
            data_files(&path, found);
        } else if ["csv", "tsv", "txt", "json", "geojson", "md", "jsonl"].contains(&extension.as_str()) {
            found.push(path);
        }
    }
}

/// Whether a text holds rows in ACLED's layout: its header with a row below, or an object with its keys.
fn has_acled_rows(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let rows = lines.windows(2).any(|pair| {
        let cells = |line: &str| line.split([',', ';', '\t']).count();
        pair[0].contains("event_id_cnty") && cells(pair[0]) > 5 && cells(pair[1]) > 5
    });
    rows || (text.contains("\"event_id_cnty\":") && text.contains("\"event_date\":"))
}

/// Whether every row of a table says of itself that it was made up.
fn is_all_synthetic(text: &str) -> bool {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let says = |row: csv::StringRecord| row.iter().any(|cell| cell.contains("Synthetic row, made for a test."));
    let all: Vec<bool> = rows.records().map(|row| row.is_ok_and(says)).collect();
    !all.is_empty() && all.into_iter().all(|says| says)
}

#[test]
fn no_acled_row_is_in_the_tree() {
    let mut files = Vec::new();
    data_files(&root(), &mut files);
    assert!(files.len() > 5);
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        if path.starts_with(root().join("tests/golden/acled")) {
            assert!(is_all_synthetic(&text), "{}", path.display());
        } else {
            assert!(!has_acled_rows(&text), "{}", path.display());
        }
    }
    let made = "event_id_cnty,event_date,year,a,b,c\nXYZ1,2024-01-01,2024,1,2,3\n";
    assert!(has_acled_rows(made), "the check can fail");
    assert!(!is_all_synthetic(made), "the check can fail");
    let one = "id,notes\n1,\"Synthetic row, made for a test.\"\n2,real\n";
    assert!(!is_all_synthetic(one), "every row has to say it");
}
