//! Traps of ACLED's event tables, each on rows made for the purpose: never a row of the project itself. The
//! numbers are those of the list of pitfalls that the readers are checked against.
#![cfg(test)]

mod acled_support;

use std::path::Path;

use sahel_atlas::base::{Day, DaySpan, LonLat, Pulse};
use sahel_atlas::model::{
    DatePrecision, Deaths, Event, EventType, Field, PlaceClass, SideKind, SideRole, SpanKind, Terms,
};
use sahel_atlas::read::{self, Content, Format, IssueKind, Opened, Problem, ReadError};
use sahel_atlas::words::{EN, FR};

use acled_support::rows;

const EDITIONS: [&str; 5] = ["population", "2020", "2018", "2016", "monadic"];

/// An edition of the synthetic table, opened.
fn opened(edition: &str) -> Opened {
    open_text(&written(&rows(edition), b',')).unwrap()
}

fn ucdp() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ucdp_release.csv");
    std::fs::read_to_string(path).unwrap()
}

fn open_text(text: &str) -> Result<Opened, ReadError> {
    read::read_bytes("test.csv", text.as_bytes().to_vec(), &Pulse::new())
}

fn written(rows: &[Vec<String>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The rows with other texts in some columns of one row (1 is the first below the header).
fn changed(rows: &[Vec<String>], row: usize, cells: &[(&str, &str)]) -> Vec<Vec<String>> {
    let mut rows = rows.to_vec();
    for (name, text) in cells {
        let at = rows[0]
            .iter()
            .position(|n| n == name)
            .unwrap_or_else(|| panic!("no column {name}"));
        rows[row][at] = (*text).to_owned();
    }
    rows
}

fn with(cells: &[(&str, &str)]) -> Result<Opened, ReadError> {
    open_text(&written(&changed(&rows("2023"), 1, cells), b','))
}

fn event<'a>(opened: &'a Opened, id: &str) -> Event<'a> {
    let row = opened.dataset.find(id).unwrap_or_else(|| panic!("no event {id}"));
    opened.dataset.event(row).unwrap()
}

/// What every edition says alike.
fn told(event: Event<'_>) -> String {
    let sides = event.incident().sides.clone();
    let sides: Vec<_> = sides.iter().map(|s| (&s.id, s.role, s.kind, &s.coded)).collect();
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} {} {} {:?} {:?} {:?} {:?} {sides:?}",
        event.id(),
        event.span(),
        event.date_precision(),
        event.circle(),
        event.point(),
        event.place_class(),
        event.kind(),
        event.country(),
        event.admin1(),
        event.place(),
        event.actors().collect::<Vec<_>>(),
        event.sources().collect::<Vec<_>>(),
        event.deaths(),
    )
}

fn all_told(opened: &Opened) -> Vec<String> {
    opened.dataset.events().map(told).collect()
}

fn issues(opened: &Opened) -> Vec<String> {
    opened.report.issues.iter().map(|issue| issue.explain(&EN)).collect()
}

fn counts(opened: &Opened) -> (usize, usize, usize, usize) {
    let counts = opened.dataset.counts();
    assert!(counts.add_up());
    (counts.read, counts.accepted, counts.quarantined, counts.duplicates)
}

#[test]
fn a_row_says_what_the_codebook_says() {
    let opened = opened("2023");
    assert_eq!((opened.report.format, counts(&opened)), (Format::Acled, (6, 6, 0, 0)));
    assert!(opened.report.is_clean(), "{:?}", issues(&opened));
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let battle = event(&opened, "MLI900001");
    assert_eq!(battle.span(), Some(DaySpan::day(day("2024-03-05"))));
    assert_eq!((battle.kind(), battle.sub_kind()), (EventType::Battles, "Armed clash"));
    assert_eq!(battle.title().en, "Armed clash, Exampletown - North");
    assert_eq!(battle.point(), LonLat::new(-0.0447, 16.2716));
    assert_eq!(
        (battle.place_class(), battle.deaths()),
        (PlaceClass::P1, Deaths::exactly(5))
    );
    let week = event(&opened, "NER900002");
    assert_eq!(
        week.span(),
        Some(DaySpan::inclusive(day("2024-03-13"), day("2024-03-19")))
    );
    assert_eq!(
        (week.span_kind(), week.date_precision()),
        (SpanKind::Uncertain, DatePrecision::Week)
    );
    assert_eq!(week.place_class(), PlaceClass::P2);
    let month = event(&opened, "BFO900003");
    assert_eq!(
        month.span(),
        Some(DaySpan::inclusive(day("2024-02-01"), day("2024-02-29")))
    );
    assert_eq!((month.point(), month.place_class()), (None, PlaceClass::P4));
    assert_eq!(month.circle().map(|(at, _)| (at.lon(), at.lat())), Some((0.0, 14.4)));
}

#[test]
fn the_record_explains_its_codes_and_implies_no_direction() {
    let opened = opened("2023");
    for event in opened.dataset.events() {
        let incident = event.incident();
        assert_eq!(incident.title, *event.title());
        assert_eq!(incident.when.as_ref().and_then(|w| w.days()), event.span());
        assert_eq!((incident.circle(), incident.point), (event.circle(), event.point()));
        assert!(incident.sources.iter().map(String::as_str).eq(event.sources()));
        assert_eq!(incident.event_type, event.kind());
        assert_eq!(event.original().len(), 31);
        for side in &incident.sides {
            assert!(matches!(side.role, SideRole::Side1 | SideRole::Side2));
        }
    }
    let week = event(&opened, "NER900002").incident();
    assert!(
        week.when.as_ref().unwrap().steps[0]
            .en
            .starts_with("time_precision 2: known to about a week")
    );
    assert!(
        week.location
            .method
            .en
            .contains("geo_precision 2: a part of a region, or near a town")
    );
    assert!(week.location.steps[0].fr.contains("quelque part autour"));
    assert!(week.account.en.contains("aimed at civilians"), "{}", week.account.en);
    let kinds: Vec<_> = week.sides.iter().map(|s| (s.role, s.kind)).collect();
    assert_eq!(
        kinds,
        [
            (SideRole::Side1, SideKind::ArmedGroup),
            (SideRole::Side2, SideKind::Civilians)
        ]
    );
    let riot = event(&opened, "NER900005").incident();
    assert!(
        riot.account.en.contains("Political violence, Demonstrations"),
        "{}",
        riot.account.en
    );
    let battle = event(&opened, "MLI900001");
    assert!(battle.notes().contains("in \"Exampletown\", a fight\nbroke out"));
    assert!(
        battle
            .incident()
            .account
            .fr
            .contains("Armed clash, Exampletown - North [acled].")
    );
}

#[test]
fn pitfall_01_columns_are_bound_by_name_in_every_edition() {
    let expected = all_told(&opened("2023"));
    for name in EDITIONS {
        let opened = opened(name);
        assert_eq!(opened.report.format, Format::Acled, "{name}");
        assert_eq!(all_told(&opened), expected, "{name}");
        assert_eq!(opened.report.issues, [], "{name}");
    }
    let mut backwards = rows("2023");
    backwards.iter_mut().for_each(|row| row.reverse());
    assert_eq!(all_told(&open_text(&written(&backwards, b',')).unwrap()), expected);
    let mut spaced = rows("2016");
    spaced[0].iter_mut().for_each(|name| *name = name.replace('_', " "));
    assert_eq!(all_told(&open_text(&written(&spaced, b',')).unwrap()), expected);
}

/// What an edition looks like as a file.
fn fixture(edition: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/acled/{edition}.csv"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, written(&rows(edition), b',')).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_file_of_each_edition_opens_to_the_same_events() {
    let expected = all_told(&opened("2023"));
    assert_eq!(expected.len(), 6);
    for edition in EDITIONS.iter().chain(&["2023"]) {
        let bytes = fixture(edition);
        let opened = read::read_bytes("acled.csv", bytes.clone(), &Pulse::new()).unwrap();
        assert_eq!(all_told(&opened), expected, "{edition}");
        assert_eq!(issues(&opened), [""; 0], "{edition}");
        // What the tests here make in code is what the files hold.
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            written(&rows(edition), b','),
            "{edition}"
        );
    }
}

#[test]
fn sub_types_of_old_editions_are_their_types_as_written() {
    let opened = opened("2018");
    assert_eq!(event(&opened, "MLI900001").sub_kind(), "Battle-No change of territory");
    assert_eq!(event(&opened, "NER900002").sub_kind(), "");
    let text = written(&rows("2018"), b',').replace("Remote violence", "Sorcery");
    let opened = open_text(&text).unwrap();
    assert_eq!(event(&opened, "BFO900003").kind(), EventType::Other);
    assert_eq!(
        issues(&opened),
        ["line 5, column event_type: found “Sorcery”, expected an event type of ACLED (row kept)"]
    );
    // Riots/Protests: the actors tell; where they do not, nothing is guessed.
    let nobody = changed(&rows("2018"), 5, &[("actor1", "Crowd"), ("inter1", "")]);
    let opened = open_text(&written(&nobody, b',')).unwrap();
    assert_eq!(event(&opened, "NER900005").kind(), EventType::Other);
    assert_eq!(opened.report.issues.len(), 1);
    let named = changed(&rows("2018"), 5, &[("inter1", "")]);
    let opened = open_text(&written(&named, b',')).unwrap();
    assert_eq!(event(&opened, "NER900005").kind(), EventType::Riots);
}

#[test]
fn pitfall_03_a_table_saved_anew_by_a_spreadsheet_is_read_or_told() {
    let expected = all_told(&opened("2023"));
    let mut french = rows("2023");
    let at = |name: &str| french[0].iter().position(|n| n == name).unwrap();
    let (date, lat, lon) = (at("event_date"), at("latitude"), at("longitude"));
    for row in &mut french[1..] {
        let iso = row[date].clone();
        row[date] = format!("{}/{}/{}", &iso[8..], &iso[5..7], &iso[..4]);
        row[lat] = row[lat].replace('.', ",");
        row[lon] = row[lon].replace('.', ",");
    }
    assert_eq!(all_told(&open_text(&written(&french, b';')).unwrap()), expected);
    // What cannot be repaired is told with line and column.
    let long = "x".repeat(32_767);
    let opened = with(&[("notes", &long)]).unwrap();
    assert!(issues(&opened)[0].contains("column notes") && issues(&opened)[0].ends_with("(row kept)"));
    for (column, text, told) in [
        (
            "event_id_cnty",
            "1.23E+07",
            "line 2, column event_id_cnty: found “1.23E+07”, expected an id as ACLED gives it",
        ),
        (
            "latitude",
            "16,27",
            "line 2, column latitude: found “16,27”, expected a latitude",
        ),
        (
            "latitude",
            "1.6E+01",
            "line 2, column latitude: found “1.6E+01”, expected a latitude",
        ),
        (
            "longitude",
            "NaN",
            "line 2, column longitude: found “NaN”, expected a longitude",
        ),
        (
            "longitude",
            "Infinity",
            "line 2, column longitude: found “Infinity”, expected a longitude",
        ),
        (
            "longitude",
            "181",
            "line 2, column longitude: found “181”, expected a longitude",
        ),
        (
            "longitude",
            "",
            "line 2, column longitude: found an empty text, expected latitude and longitude",
        ),
        (
            "fatalities",
            "-3",
            "line 2, column fatalities: found “-3”, expected a whole number",
        ),
        (
            "fatalities",
            "1E+02",
            "line 2, column fatalities: found “1E+02”, expected a whole number",
        ),
        (
            "event_date",
            "45356",
            "line 2, column event_date: found “45356”, expected a day",
        ),
        (
            "event_date",
            "0000-00-00",
            "line 2, column event_date: found “0000-00-00”, expected a day",
        ),
        (
            "time_precision",
            "4",
            "line 2, column time_precision: found “4”, expected one of: 1, 2, 3",
        ),
        (
            "event_id_cnty",
            "",
            "line 2, column event_id_cnty: found an empty text, expected an id",
        ),
    ] {
        let opened = with(&[(column, text)]).unwrap();
        assert_eq!(counts(&opened), (6, 5, 1, 0), "{column} {text}");
        assert!(issues(&opened)[0].starts_with(told), "{}", issues(&opened)[0]);
    }
}

#[test]
fn pitfall_04_quoted_line_ends_and_marks_and_long_fields_stay_in_their_cell() {
    let long = format!("a \"{}\",\n\r\n;", "long ".repeat(20_000));
    let opened = with(&[("notes", &long)]).unwrap();
    assert_eq!(counts(&opened), (6, 6, 0, 0));
    let original = event(&opened, "MLI900001").original();
    assert_eq!(original.iter().find(|(name, _)| name == "notes").unwrap().1, long);
    assert!(event(&opened, "MLI900001").notes().starts_with(&long[..long.len() - 4]));
}

#[test]
fn pitfall_05_semicolons_separate_names_and_may_separate_cells() {
    let expected = all_told(&opened("2023"));
    let opened = open_text(&written(&rows("2023"), b';')).unwrap();
    assert_eq!(all_told(&opened), expected);
    let battle = event(&opened, "MLI900001");
    assert_eq!(
        battle.actors().collect::<Vec<_>>(),
        [
            "Example Army of Mali (2021-)",
            "Example Police (2021-)",
            "Example Guard",
            "Example Group X"
        ]
    );
    assert_eq!(
        battle.sources().collect::<Vec<_>>(),
        ["acled", "Radio Example", "Example Press"]
    );
    let named = &battle.incident().source_notes;
    assert_eq!(named["Radio Example"].en, "Radio Example");
}

#[test]
fn pitfall_06_day_and_month_are_decided_over_the_whole_file_or_asked_for() {
    let all = rows("2016");
    let undecided: Vec<_> = all.iter().take(2).cloned().collect();
    let error = open_text(&written(&undecided, b',')).unwrap_err();
    assert!(error.to_string().contains("05/03/2024"), "{error}");
    let mixed = written(&all, b',').replace("22/04/2024", "04/22/2024");
    assert!(open_text(&mixed).unwrap_err().to_string().contains("has the day first"));
    let opened = with(&[("year", "2023")]).unwrap();
    assert_eq!(
        issues(&opened),
        [
            "line 2, column event_date: found “2024-03-05”, expected a day in 2023, the year that the row states (row kept)"
        ]
    );
}

#[test]
fn pitfall_07_repeated_ids_three_treatments() {
    // Overlapping downloads: rows of the same text.
    let all = rows("2023");
    let twice: Vec<_> = all.iter().chain(&all[1..]).cloned().collect();
    let opened_twice = open_text(&written(&twice, b',')).unwrap();
    assert_eq!(counts(&opened_twice), (12, 6, 0, 6));
    assert_eq!(all_told(&opened_twice), all_told(&opened("2023")));
    // A row for each actor: one event, its deaths counted once, every row still to be seen.
    let monadic = opened("monadic");
    assert_eq!(counts(&monadic), (10, 6, 0, 4));
    let deaths = |opened: &Opened| opened.dataset.events().filter_map(|e| e.deaths().best).sum::<u32>();
    assert_eq!(deaths(&monadic), deaths(&opened("2023")));
    let original = event(&monadic, "MLI900001").original();
    assert_eq!((original.len(), original[31].0.as_str()), (34, "actor1 [4]"));
    assert_eq!(original[31].1, "Example Group X");
    // A real revision: the row changed last stays, wherever it stands in the file.
    let newer = changed(&all, 1, &[("fatalities", "7"), ("timestamp", "1720000000")]);
    for (first, second, line) in [(&all[1], &newer[1], 4), (&newer[1], &all[1], 2)] {
        let file = [all[0].clone(), first.clone(), second.clone()];
        let opened = open_text(&written(&file, b',')).unwrap();
        assert_eq!(counts(&opened), (2, 1, 0, 1));
        assert_eq!(event(&opened, "MLI900001").deaths(), Deaths::exactly(7));
        assert_eq!(
            (opened.report.issues[0].line, opened.report.issues[0].kind),
            (line, IssueKind::Notice)
        );
        let older = 6 - line;
        assert!(
            issues(&opened)[0].contains(&format!("line {older} has an older one")),
            "{:?}",
            issues(&opened)
        );
        let notes = event(&opened, "MLI900001").original();
        assert_eq!(
            notes.iter().find(|(name, _)| name == "timestamp").unwrap().1,
            "1720000000"
        );
    }
    // Rows that contradict each other without telling which is newer.
    let other = changed(&all, 1, &[("fatalities", "7")]);
    let file = [all[0].clone(), all[1].clone(), other[1].clone()];
    let opened = open_text(&written(&file, b',')).unwrap();
    assert_eq!(counts(&opened), (2, 1, 1, 0));
    assert!(issues(&opened)[0].starts_with("line 4, column event_id_cnty: found “MLI900001”, expected one row"));
}

#[test]
fn versions_of_an_actor_based_file_are_not_mixed() {
    let all = rows("monadic");
    let mut newer = all.clone();
    for row in 1..=2 {
        newer = changed(&newer, row, &[("timestamp", "1720000000"), ("fatalities", "9")]);
    }
    newer = changed(&newer, 2, &[("actor1", "Example Group Z")]);
    for parts in [[&all[1..3], &newer[1..3]], [&newer[1..3], &all[1..3]]] {
        let mut file = vec![all[0].clone()];
        parts.iter().for_each(|part| file.extend(part.iter().cloned()));
        let opened = open_text(&written(&file, b',')).unwrap();
        assert_eq!(counts(&opened), (4, 1, 0, 3));
        let event = event(&opened, "MLI900001");
        assert_eq!(
            (event.deaths(), event.actors().last()),
            (Deaths::exactly(9), Some("Example Group Z"))
        );
        assert!(!event.actors().any(|name| name == "Example Group X"));
        let sides = event.incident().sides.len();
        assert_eq!(sides, 2);
    }
}

#[test]
fn pitfall_09_the_moment_of_the_last_change_is_no_date_of_publication() {
    let opened = opened("2023");
    let incident = event(&opened, "MLI900001").incident();
    assert!(incident.claims.iter().all(|claim| claim.field != Field::Announced));
    assert_eq!(
        incident.source_notes["acled"].en,
        "ACLED, event MLI900001, row last changed on 9 March 2024"
    );
    let source = opened.dataset.source("acled").unwrap();
    assert!(source.issued.is_none() && source.custom.printed_date.is_none());
}

#[test]
fn pitfall_10_data_id_is_no_id() {
    let all = rows("2020");
    let mut dual = all.clone();
    for (number, row) in all[1..].iter().enumerate() {
        let mut again = row.clone();
        again[0] = (9_000 + number).to_string();
        again.swap(9, 12);
        dual.push(again);
    }
    let opened_dual = open_text(&written(&dual, b',')).unwrap();
    assert_eq!(counts(&opened_dual), (12, 6, 0, 6));
    assert_eq!(opened_dual.report.issues, []);
    let deaths = |opened: &Opened| opened.dataset.events().filter_map(|e| e.deaths().best).sum::<u32>();
    assert_eq!(deaths(&opened_dual), deaths(&opened("2020")));
    let mut without = all;
    without[0][2] = "other".to_owned();
    let error = open_text(&written(&without, b',')).unwrap_err();
    let columns = vec!["event_id_cnty".to_owned()];
    assert_eq!(
        error.problem(),
        &Problem::MissingColumns {
            table: "ACLED",
            columns
        }
    );
}

#[test]
fn pitfall_12_longitude_zero_is_a_place_and_empty_is_none() {
    let opened = opened("2023");
    let (at, _) = event(&opened, "BFO900003").circle().unwrap();
    assert_eq!(at.lon(), 0.0);
    let zero = with(&[("longitude", "0"), ("latitude", "0.0")]).unwrap();
    assert_eq!(event(&zero, "MLI900001").point(), LonLat::new(0.0, 0.0));
    let nowhere = with(&[("longitude", ""), ("latitude", "")]).unwrap();
    let lost = event(&nowhere, "MLI900001");
    assert_eq!(
        (lost.is_located(), lost.circle(), lost.place_class()),
        (false, None, PlaceClass::P5)
    );
    assert_eq!(lost.incident().circle(), None);
    assert!(
        issues(&nowhere)[0].contains("expected coordinates"),
        "{:?}",
        issues(&nowhere)
    );
    assert_eq!(counts(&nowhere), (6, 6, 0, 0));
}

#[test]
fn precision_is_not_pretended_where_the_table_has_none() {
    let mut few = rows("2023");
    for (column, new) in [("geo_precision", "x"), ("time_precision", "y")] {
        let at = few[0].iter().position(|n| n == column).unwrap();
        few[0][at] = new.to_owned();
    }
    let opened = open_text(&written(&few, b',')).unwrap();
    assert!(opened.dataset.events().all(|e| e.place_class() == PlaceClass::P2));
    let incident = event(&opened, "MLI900001").incident();
    assert!(incident.location.method.en.contains("no geo_precision"));
    assert!(
        incident.when.as_ref().unwrap().steps[0]
            .en
            .contains("no time_precision")
    );
    assert_eq!(opened.report.issues, []);
    let empty = with(&[("geo_precision", "")]).unwrap();
    assert!(issues(&empty)[0].contains("column geo_precision: found an empty text"));
}

#[test]
fn pitfall_17_zero_deaths_may_mean_unknown_and_an_empty_cell_is_unknown() {
    let opened = opened("2023");
    let none = event(&opened, "NER900002");
    assert_eq!(none.deaths(), Deaths::exactly(0));
    let killed = |e: Event<'_>| {
        let claims = e.incident().claims.clone();
        claims.into_iter().find(|claim| claim.field == Field::Killed)
    };
    assert!(
        killed(none)
            .unwrap()
            .note
            .unwrap()
            .en
            .contains("both where nobody died and where nobody tells")
    );
    assert!(killed(event(&opened, "MLI900001")).unwrap().note.is_none());
    let card = opened.dataset.card();
    assert!(card.counts.en.contains("0 can mean none or unknown") && card.counts.fr.contains("inconnu"));
    let unknown = with(&[("fatalities", "")]).unwrap();
    assert_eq!(event(&unknown, "MLI900001").deaths(), Deaths::UNKNOWN);
    assert!(killed(event(&unknown, "MLI900001")).is_none());
    let float = with(&[("fatalities", "5.0")]).unwrap();
    assert_eq!(event(&float, "MLI900001").deaths(), Deaths::exactly(5));
}

#[test]
fn pitfall_20_actors_keep_their_spelling_and_their_period() {
    let opened = with(&[
        ("actor1", "Example Army (2012-2020)"),
        (
            "assoc_actor_1",
            "Example Army (2020-2021);  ÉXAMPLE: Group ; Example Army (2012-2020);",
        ),
        ("actor2", "Example army (2012-2020)"),
    ])
    .unwrap();
    assert_eq!(
        event(&opened, "MLI900001").actors().collect::<Vec<_>>(),
        [
            "Example Army (2012-2020)",
            "Example Army (2020-2021)",
            "ÉXAMPLE: Group",
            "Example army (2012-2020)"
        ]
    );
}

#[test]
fn pitfall_21_terms_stand_on_the_card_and_no_fixture_has_a_real_row() {
    let card = opened("2023").dataset.card().clone();
    assert_eq!((card.id.as_str(), card.short.as_deref()), ("acled", Some("ACLED")));
    assert!(matches!(card.terms, Terms::Restricted(_)));
    assert_eq!(card.licence, "ACLED terms of use: no redistribution of rows");
    assert!(
        card.attribution
            .en
            .starts_with("Armed Conflict Location & Event Data Project (ACLED)")
    );
    for name in EDITIONS.iter().chain(&["2023"]) {
        let all = rows(name);
        let notes = all[0].iter().position(|n| n.eq_ignore_ascii_case("notes")).unwrap();
        assert!(all.len() > 5);
        assert!(
            all[1..].iter().all(|row| row[notes].contains("Synthetic row")),
            "{name}"
        );
    }
}

#[test]
fn counts_by_week_are_refused_as_events_with_the_reason() {
    let error = open_text(acled_support::WEEKLY).unwrap_err();
    assert_eq!(error.problem(), &Problem::NotUnderstood(Content::AcledCounts));
    assert!(
        error
            .to_string()
            .contains("not incidents that could be placed one by one"),
        "{error}"
    );
    assert!(error.explain(&FR).contains("pas des incidents"));
}

#[test]
fn a_ucdp_table_saved_anew_with_the_day_first_is_read() {
    let spans = |text: &str| -> Vec<_> {
        let opened = open_text(text).unwrap();
        opened.dataset.events().map(|e| (e.id().to_owned(), e.span())).collect()
    };
    let release = ucdp();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(release.as_bytes());
    let mut saved: Vec<Vec<String>> = reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect();
    for row in &mut saved[1..] {
        for cell in &mut row[38..40] {
            *cell = format!("{}/{}/{}", &cell[8..10], &cell[5..7], &cell[..4]);
        }
    }
    assert_eq!(spans(&written(&saved, b',')), spans(&release));
}
