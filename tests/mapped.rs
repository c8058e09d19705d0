//! Tables that no reader knows: what is guessed, what a mapping makes of them, what is asked.
#![cfg(test)]

use sahel_atlas::base::Pulse;
use sahel_atlas::model::{DatePrecision, Deaths, EventType, PlaceClass, SpanKind};
use sahel_atlas::read::mapping::{BothOrder, Role, header_signature};
use sahel_atlas::read::{
    self, DateOrder, Doubt, Encoding, Expected, Format, IssueKind, Mapping, OpenOptions, Opened, Problem, ReadError,
};

fn open(text: &str) -> Result<Opened, ReadError> {
    open_with(text, &OpenOptions::default())
}

fn open_with(text: &str, options: &OpenOptions) -> Result<Opened, ReadError> {
    read::read_bytes_with("liste.csv", text.as_bytes().to_vec(), options, &Pulse::new())
}

/// Start, latitude and longitude of every event.
fn shown(opened: &Opened) -> Vec<(String, f64, f64)> {
    let events = opened.dataset.events();
    events
        .map(|e| {
            let at = e.point().unwrap();
            (e.span().unwrap().start().to_string(), at.lat(), at.lon())
        })
        .collect()
}

fn assigned(columns: &[(&str, Role)]) -> OpenOptions {
    let mut mapping = Mapping::new();
    columns
        .iter()
        .for_each(|(name, role)| mapping.assign(name, Some(*role)));
    OpenOptions {
        mapping: Some(mapping),
        ..OpenOptions::default()
    }
}

const FRENCH: &str = "sep=;\r\n\
    Réf;Date;Commune;Région;Pays;Latitude;Longitude;Nature;Auteurs;Morts;Source;Lien;Remarque interne\r\n\
    A-1;25/03/2024;Exempleville;Gao;Mali;16,27;-0,04;EEI;Groupe A; 3 ;Radio;https://example.org/1;x\r\n\
    A-2;01/04/2024;Autreville;Mopti;Mali;14,5;-4,2;Attaque;Groupe A;;Journal, édition du soir;;\r\n\
    A-3;02/04/2024;Troisville;Tillabéri;NER;14,9;0;manifestation;;0;Radio;;\r\n";

#[test]
fn a_table_saved_by_a_french_spreadsheet_opens_by_itself() {
    let opened = open(FRENCH).unwrap();
    let report = &opened.report;
    assert_eq!(
        (report.format, report.delimiter, report.date_order),
        (Format::Mapped, Some(b';'), Some(DateOrder::DayFirst))
    );
    assert_eq!(opened.dataset.counts().accepted, 3, "{:?}", report.issues);
    let expected = [
        ("2024-03-25", 16.27, -0.04),
        ("2024-04-01", 14.5, -4.2),
        ("2024-04-02", 14.9, 0.0),
    ];
    assert_eq!(
        shown(&opened),
        expected.map(|(day, lat, lon)| (day.to_owned(), lat, lon))
    );
    let event = |id: &str| opened.dataset.event(opened.dataset.find(id).unwrap()).unwrap();
    assert_eq!(event("A-1").kind(), EventType::Explosions);
    assert_eq!(
        (event("A-2").kind(), event("A-2").sub_kind()),
        (EventType::Other, "Attaque")
    );
    assert_eq!(event("A-3").kind(), EventType::Protests);
    assert_eq!(event("A-1").deaths(), Deaths::exactly(3));
    assert_eq!(event("A-2").deaths(), Deaths::UNKNOWN, "an empty cell is no figure");
    assert_eq!(event("A-3").deaths(), Deaths::exactly(0), "0 is a figure");
    assert_eq!(event("A-3").country(), "Niger");
    assert_eq!(event("A-1").place_class(), PlaceClass::P1);
    let original = event("A-1").original();
    assert!(
        original.contains(&("Remarque interne".to_owned(), "x".to_owned())),
        "{original:?}"
    );
    let guessed = report.guessed.as_ref().unwrap();
    assert_eq!(guessed.role_of("Commune"), Some(Role::Place));
    assert_eq!(guessed.role_of("Remarque interne"), None);
    assert_eq!(guessed.decimal_comma, Some(true));
}

#[test]
fn the_record_of_a_row_says_what_the_row_says() {
    let opened = open(FRENCH).unwrap();
    let event = opened.dataset.event(opened.dataset.find("A-1").unwrap()).unwrap();
    let record = event.incident();
    assert_eq!(record.title.en, "EEI, Exempleville");
    assert_eq!(record.sides[0].name.fr, "Groupe A");
    assert!(
        record
            .source_notes
            .values()
            .any(|note| note.en.contains("https://example.org/1"))
    );
    assert_eq!(record.when.as_ref().unwrap().start, event.span().unwrap().start());
    assert_eq!(record.point, event.point());
}

#[test]
fn tabs_no_ids_and_the_same_row_twice() {
    let text = "date\tlat\tlon\n2024-01-05\t14.1\t-2\n2024-01-06\t14.2\t-2\n2024-01-05\t14.1\t-2\n";
    let first = open(text).unwrap();
    let counts = first.dataset.counts();
    assert_eq!((counts.read, counts.accepted, counts.duplicates), (3, 2, 1));
    let ids = |opened: &Opened| opened.dataset.events().map(|e| e.id().to_owned()).collect::<Vec<_>>();
    // The same row has the same id wherever it stands, and however it is quoted.
    let again = open("date\tlat\tlon\n2024-01-06\t14.2\t-2\n\"2024-01-05\"\t14.1\t-2\n").unwrap();
    assert_eq!(ids(&first), ids(&again));
    let quoted = open("date\tlat\tlon\n2024-01-06\t14.2\t-2\n2024-01-06\t\"14.2\"\t-2\n").unwrap();
    assert_eq!(quoted.dataset.counts().duplicates, 1);
}

#[test]
fn year_month_and_day_in_columns_of_their_own() {
    let text =
        "annee,mois,jour,lat,lon\n2024,mars,5,14,-2\n2024,4,,14,-2\n2024,,,14,-2\n2024,13,1,14,-2\n24,1,1,14,-2\n";
    let opened = open(text).unwrap();
    let dates: Vec<_> = opened
        .dataset
        .events()
        .map(|e| {
            (
                e.span().unwrap().start().to_string(),
                e.span().unwrap().days(),
                e.date_precision(),
                e.span_kind(),
            )
        })
        .collect();
    assert_eq!(
        dates,
        [
            ("2024-01-01".to_owned(), 366, DatePrecision::Year, SpanKind::Uncertain),
            ("2024-03-05".to_owned(), 1, DatePrecision::Day, SpanKind::Single),
            ("2024-04-01".to_owned(), 30, DatePrecision::Month, SpanKind::Uncertain),
        ]
    );
    let expected: Vec<_> = opened.report.issues.iter().map(|i| (i.line, &i.expected)).collect();
    assert_eq!(expected, [(5, &Expected::MonthNumber), (6, &Expected::FourDigitYear)]);
}

#[test]
fn both_coordinates_in_one_cell_and_points_as_text() {
    let pairs = open("date;position\n2024-01-05;16.27, -0.04\n2024-01-06;16,5 0\n").unwrap();
    assert_eq!(
        shown(&pairs),
        [
            ("2024-01-05".to_owned(), 16.27, -0.04),
            ("2024-01-06".to_owned(), 16.5, 0.0)
        ]
    );
    let wkt = open("date,geom,n\n2024-01-05,POINT (-0.04 16.27),1\n2024-01-06,,2\n").unwrap();
    assert_eq!(wkt.dataset.counts().accepted, 2);
    assert_eq!(
        wkt.dataset.events().filter(|e| e.is_located()).count(),
        1,
        "no place is no mistake"
    );
    let mut options = assigned(&[("date", Role::Start), ("position", Role::Both)]);
    if let Some(mapping) = &mut options.mapping {
        mapping.place.both_order = BothOrder::LongitudeFirst;
    }
    let swapped = open_with("date;position\n2024-01-05;-0.04, 16.27\n", &options).unwrap();
    assert_eq!(shown(&swapped), [("2024-01-05".to_owned(), 16.27, -0.04)]);
}

#[test]
fn first_and_last_day_and_what_contradicts_itself() {
    let text = "date debut,date fin,annee,lat,lon,low,best,high\n\
        2024-01-05,2024-01-07,2024,14,-2,1,2,3\n\
        2024-01-05,2024-01-01,2024,14,-2,1,2,3\n\
        2024-01-05,,2023,14,-2,,,\n\
        2024-01-06,,2024,14,-2,9,2,3\n\
        9999-12-31,,,14,-2,,,\n\
        2024-01-05,,2024,95,-2,,,\n\
        2024-01-05,,2024,14,,,,\n\
        2024-01-05,,2024,NaN,inf,,,\n\
        0000-01-01,,,14,-2,,,\n";
    let opened = open(text).unwrap();
    assert_eq!(opened.dataset.counts().accepted, 3, "{:?}", opened.report.issues);
    let first = opened.dataset.events().find(|e| e.deaths().high == Some(3)).unwrap();
    assert_eq!(
        (first.span().unwrap().days(), first.span_kind()),
        (3, SpanKind::Uncertain)
    );
    let mut found: Vec<_> = opened
        .report
        .issues
        .iter()
        .map(|i| (i.line, i.kind, i.expected.clone()))
        .collect();
    found.sort_by_key(|(line, ..)| *line);
    let day = |text: &str| sahel_atlas::base::Day::parse_iso(text).unwrap();
    assert_eq!(
        found,
        [
            (3, IssueKind::SetAside, Expected::DayFrom(day("2024-01-05"))),
            (4, IssueKind::Notice, Expected::YearStated("2023".to_owned())),
            (5, IssueKind::Notice, Expected::OrderedDeaths),
            (6, IssueKind::SetAside, Expected::DayBeforeLast),
            (7, IssueKind::SetAside, Expected::Latitude),
            (8, IssueKind::SetAside, Expected::BothCoordinates),
            (9, IssueKind::SetAside, Expected::Latitude),
            (10, IssueKind::SetAside, Expected::DayIn(DateOrder::YearFirst)),
        ]
    );
    assert!(opened.dataset.counts().add_up());
}

#[test]
fn a_table_that_cannot_be_guessed_says_what_is_missing() {
    let problem = |text: &str| open(text).unwrap_err().problem().clone();
    assert_eq!(
        problem("name,lat,lon\nGao,16,0\n"),
        Problem::NeedsMapping(vec![Doubt::NoDate])
    );
    assert_eq!(
        problem("date,name,n\n2024-01-01,a,1\n"),
        Problem::NeedsMapping(vec![Doubt::NoPlace])
    );
    let two = problem("saisie,faits,lat,lon\n2024-01-01,2024-01-02,1,2\n");
    assert_eq!(
        two,
        Problem::NeedsMapping(vec![Doubt::Dates(vec!["saisie".to_owned(), "faits".to_owned()])])
    );
    let ask = OpenOptions {
        ask: true,
        ..OpenOptions::default()
    };
    let asked = open_with("date,lat,lon\n2024-01-01,1,2\n", &ask).unwrap_err();
    assert_eq!(asked.problem(), &Problem::NeedsMapping(vec![]));
    assert!(matches!(problem("date,lat,lon\n"), Problem::NoRows));
    let profile = assigned(&[("day", Role::Start), ("lat", Role::Latitude), ("lon", Role::Longitude)]);
    let missing = open_with("date,lat,lon\n2024-01-01,1,2\n", &profile).unwrap_err();
    assert_eq!(missing.problem(), &Problem::ProfileColumns(vec!["day".to_owned()]));
}

#[test]
fn a_value_map_a_precision_map_and_lists() {
    let mut options = assigned(&[
        ("when", Role::Start),
        ("y", Role::Latitude),
        ("x", Role::Longitude),
        ("p", Role::PlacePrecision),
        ("kind", Role::Type),
        ("a", Role::Actor),
        ("b", Role::Actor),
        ("src", Role::Source),
    ]);
    let mapping = options.mapping.as_mut().unwrap();
    mapping.what.types.insert("Épisode".to_owned(), EventType::Riots);
    mapping
        .place
        .precision_codes
        .insert("approx".to_owned(), PlaceClass::P3);
    mapping.who.separator = Some("+".to_owned());
    mapping.dataset.name = Some("Veille".to_owned());
    mapping.dataset.licence = Some("CC BY 4.0".to_owned());
    let text = "when,y,x,p,kind,a,b,src\n2024-01-05,14,-2,Approx,EPISODE,A + B,B,One; two\n2024-01-06,14,-2,?,x,,,\n";
    let opened = open_with(text, &options).unwrap();
    let mut events = opened.dataset.events();
    let (first, second) = (events.next().unwrap(), events.next().unwrap());
    assert_eq!((first.kind(), first.place_class()), (EventType::Riots, PlaceClass::P3));
    assert_eq!(first.actors().collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(first.sources().collect::<Vec<_>>(), ["table-veille", "One; two"]);
    assert_eq!((second.kind(), second.sub_kind()), (EventType::Other, "x"));
    assert_eq!(
        opened.report.issues.len(),
        1,
        "the code ? means nothing and the row stays"
    );
    assert_eq!(opened.dataset.card().licence, "CC BY 4.0");
}

#[test]
fn dates_that_nothing_settles_are_asked_about() {
    let text = "date,lat,lon\n05/03/2024,14,-2\n06/03/2024,14,-2\n";
    let error = open(text).unwrap_err();
    assert!(matches!(error.problem(), Problem::DateOrder(_)), "{error}");
    let message = error.to_string();
    for part in [
        "line 2",
        "column date",
        "05/03/2024",
        "5 March 2024",
        "3 May 2024",
        "--date-order",
    ] {
        assert!(message.contains(part), "{message} lacks {part}");
    }
    let mut options = OpenOptions {
        date_order: Some(DateOrder::MonthFirst),
        ..OpenOptions::default()
    };
    let month_first = open_with(text, &options).unwrap();
    assert_eq!(shown(&month_first)[0].0, "2024-05-03");
    // What is stated does not touch dates that say themselves what they mean.
    options.date_order = Some(DateOrder::DayFirst);
    let iso = open_with("date,lat,lon\n2024-03-05,14,-2\n", &options).unwrap();
    assert_eq!(shown(&iso)[0].0, "2024-03-05");
}

#[test]
fn a_date_of_another_form_far_down_is_found_before_rows_are_lost() {
    let mut text = "date,lat,lon\n".to_owned();
    (0..2_500).for_each(|i| text.push_str(&format!("2024-01-05,14.{i:04},-2\n")));
    (0..6_000).for_each(|i| text.push_str(&format!("{}/03/2024,14.{i:04},-2\n", 13 + i % 18)));
    let opened = open(&text).unwrap();
    assert_eq!(
        opened.report.date_order,
        Some(DateOrder::DayFirst),
        "most dates have the day first"
    );
    let counts = opened.dataset.counts();
    assert_eq!((counts.accepted, counts.quarantined), (6_000, 2_500));
    assert_eq!(opened.report.issues[0].line, 2);
    assert_eq!(opened.report.issues_in_all, 2_500);
}

#[test]
fn characters_and_delimiters_can_be_stated() {
    let latin: Vec<u8> = "date;lat;lon;lieu\n2024-01-05;14;-2;M\u{e9}naka\n"
        .chars()
        .map(|c| c as u8)
        .collect();
    let pulse = Pulse::new();
    let opened = read::read_bytes("latin.csv", latin.clone(), &pulse).unwrap();
    assert_eq!(opened.report.encoding, Some(Encoding::Windows1252));
    assert_eq!(opened.dataset.events().next().unwrap().place().en, "Ménaka");
    let wide: Vec<u8> = "\u{feff}date\tlat\tlon\n2024-01-05\t14\t-2\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(shown(&read::read_bytes("wide.txt", wide, &pulse).unwrap()).len(), 1);
    let pipes = OpenOptions {
        delimiter: Some(b'|'),
        ..OpenOptions::default()
    };
    assert_eq!(
        shown(&open_with("date|lat|lon\n2024-01-05|14|-2\n", &pipes).unwrap()).len(),
        1
    );
}

#[test]
fn a_profile_states_the_order_of_dates_only_where_the_file_leaves_it_open() {
    let mut options = assigned(&[("date", Role::Start), ("lat", Role::Latitude), ("lon", Role::Longitude)]);
    if let Some(mapping) = &mut options.mapping {
        mapping.when.order = Some(DateOrder::DayFirst);
    }
    let open = open_with("date,lat,lon\n05/03/2024,14,-2\n", &options).unwrap();
    assert_eq!(shown(&open)[0].0, "2024-03-05");
    let settled = open_with("date,lat,lon\n05/03/2024,14,-2\n05/25/2024,14,-2\n", &options).unwrap();
    assert_eq!(
        (shown(&settled)[0].0.as_str(), settled.dataset.len()),
        ("2024-05-03", 2)
    );
}

#[test]
fn a_row_without_a_title_is_called_after_what_and_where() {
    let opened = open(FRENCH).unwrap();
    let event = opened.dataset.event(opened.dataset.find("A-1").unwrap()).unwrap();
    assert_eq!(event.title().en, "EEI, Exempleville");
}

#[test]
fn a_profile_is_found_again_by_the_header() {
    assert_eq!(header_signature(&["Date", "LAT"]), header_signature(&["lat", "date "]));
}

#[test]
fn headers_as_desks_in_both_languages_write_them_are_guessed() {
    let guess = |header: &str, row: &str| {
        let names: Vec<String> = header.split(';').map(str::to_owned).collect();
        let cells: Vec<String> = row.split(';').map(str::to_owned).collect();
        let mapping = read::guess::guess(&names, &[cells]).mapping;
        names.iter().map(|name| mapping.role_of(name)).collect::<Vec<_>>()
    };
    let french = guess(
        "Réf. incident;Date (jj/mm/aaaa);Auteur présumé;Attaque/Enlèvement/Pillage;Lat. (DD);Long. (DD);Lieu de l’incident;\
         Nb. de morts;Source(s)",
        "A1;25/03/2024;GSIM;Enlèvement;14,5;-1,5;Gao;3;AFP",
    );
    let wanted = [
        Role::Id,
        Role::Start,
        Role::Actor,
        Role::Type,
        Role::Latitude,
        Role::Longitude,
        Role::Place,
        Role::Best,
        Role::Source,
    ];
    assert_eq!(french, wanted.map(Some));
    let english = guess(
        "Incident No.;Date of incident;Perp;Incident type;Lat (DD);Lon (DD);Town/Village;KIA;Source link",
        "7;2024-03-25;JNIM;Abduction;14.5;-1.5;Gao;3;https://example.org",
    );
    let wanted = [
        Role::Id,
        Role::Start,
        Role::Actor,
        Role::Type,
        Role::Latitude,
        Role::Longitude,
        Role::Place,
        Role::Best,
        Role::Url,
    ];
    assert_eq!(english, wanted.map(Some));
    let killed = guess("Perpetrator;Casualties (killed)", "JNIM;3");
    assert_eq!(killed, [Some(Role::Actor), Some(Role::Best)]);
}

#[test]
fn headers_that_say_more_than_one_thing_are_read_word_by_word() {
    let header = "N° fiche;Saisi le;Jour de l'évènement;Année;Région administrative (niveau 1);Lat. (deg. déc.);\
                  Long. (deg. déc.);Source des coordonnées GPS;Type d'incident;Auteur présumé;Auteur 2;\
                  Victimes : morts civils;Morts (total);Description courte;Description longue des faits;Source 1;\
                  Commentaire;x";
    let row = "F-1;02/05/2024;28/04/2024;2024;Mopti;14,35;-3,6;point focal;EEI / mine;JNIM;EIGS;2;5;Pose d'un engin;\
               Le 28 avril;Radio;;1";
    let names: Vec<String> = header.split(';').map(str::to_owned).collect();
    let cells: Vec<String> = row.split(';').map(str::to_owned).collect();
    let guess = read::guess::guess(&names, &[cells]);
    assert_eq!(guess.doubts, []);
    let mapping = guess.mapping;
    for (column, role) in [
        ("N° fiche", Some(Role::Id)),
        ("Saisi le", None),
        ("Jour de l'évènement", Some(Role::Start)),
        ("Région administrative (niveau 1)", Some(Role::Admin1)),
        ("Lat. (deg. déc.)", Some(Role::Latitude)),
        ("Long. (deg. déc.)", Some(Role::Longitude)),
        ("Source des coordonnées GPS", None),
        ("Auteur 2", Some(Role::Actor)),
        ("Victimes : morts civils", None),
        ("Morts (total)", Some(Role::Best)),
        ("Description courte", Some(Role::Title)),
        ("Description longue des faits", Some(Role::Description)),
        ("Source 1", Some(Role::Source)),
        ("Commentaire", None),
    ] {
        assert_eq!(mapping.role_of(column), role, "{column}");
    }
    assert_eq!(mapping.what.types.get("EEI / mine"), Some(&EventType::Explosions));
    assert_eq!(mapping.decimal_comma, Some(true));
    // Two columns of deaths and none of them is all of them; a column of types under another name.
    let row = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<_>>();
    let names = row("date;lat;lon;event;Soldiers killed;Civilians killed");
    let rows = [row("2024-03-05;14;1;Battles;1;2"), row("2024-03-06;14;1;Protests;0;0")];
    let mapping = read::guess::guess(&names, &rows).mapping;
    assert_eq!(mapping.role_of("event"), Some(Role::Type));
    assert_eq!(mapping.deaths.best, None);
}
