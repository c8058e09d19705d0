//! Traps of incident data, by their numbers in the list that this project was planned with, as far as the import
//! report meets them.
#![cfg(test)]

use std::collections::BTreeMap;

use sahel_atlas::base::outlines::{self, BORDER, CodeSystem, Outline};
use sahel_atlas::base::{Day, LonLat, Pulse};
use sahel_atlas::read::{self, Issue, IssueKind, Opened};
use sahel_atlas::words::{EN, FR};
use sahel_atlas::write::check;

const HEAD: &str = "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,\
                    event_clarity,date_prec,date_start,date_end,dyad_name,deaths_civilians,low,best,high";

/// A row of UCDP's table with the values that matter here.
struct Row<'a> {
    id: usize,
    place: (f64, f64),
    country: &'a str,
    precision: u8,
    day: &'a str,
    clarity: u8,
    deaths: &'a str,
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            id: 1,
            place: (16.27, -0.04),
            country: "Mali",
            precision: 1,
            day: "2024-03-02",
            clarity: 1,
            deaths: "1,2,3",
        }
    }
}

fn table(rows: &[Row<'_>]) -> Opened {
    let mut text = format!("{HEAD}\n");
    for row in rows {
        let (lat, lon) = row.place;
        text += &format!(
            "{},1,Army,Group,{},Town,{lat},{lon},{},{},1,{day},{day},Army - Group,0,{}\n",
            row.id,
            row.precision,
            row.country,
            row.clarity,
            row.deaths,
            day = row.day
        );
    }
    read::read_bytes("made.csv", text.into_bytes(), &Pulse::new()).unwrap()
}

fn codes(opened: &Opened) -> Vec<String> {
    opened.report.groups().map(|group| group.code()).collect()
}

fn one(place: (f64, f64), country: &str) -> Vec<String> {
    codes(&table(&[Row {
        place,
        country,
        ..Row::default()
    }]))
}

#[test]
fn pitfall_08_what_a_file_cannot_tell_is_not_claimed() {
    // Rows that were deleted at the source are invisible in a new file: the report speaks of this file alone, and
    // an empty stretch at the end is said to be no proof.
    let mut opened = table(&[Row::default()]);
    opened.report.compare_with(Day::parse_iso("2025-06-01").unwrap());
    let text = check::text(&opened.report, &EN);
    assert!(
        text.contains("1 row read = 1 accepted + 0 set aside + 0 repeated"),
        "{text}"
    );
    assert!(text.contains("not peace"), "{text}");
    assert!(!text.to_lowercase().contains("complete"), "{text}");
}

#[test]
fn pitfall_11_swapped_wrong_signed_and_null_coordinates_are_doubted_against_outlines() {
    // A swapped Diffa stays inside every rectangle around the three countries.
    assert_eq!(one((12.611, 13.315), "Niger"), ["warning.not_swapped"]);
    assert_eq!(one((13.315, 12.611), "Niger"), [""; 0]);
    assert_eq!(one((12.65, 8.0), "Mali"), ["warning.other_sign_of_longitude"]);
    assert_eq!(one((0.0, 0.0), "Mali"), ["warning.not_null_island"]);
    assert_eq!(one((5.0, -20.0), "Mali"), ["warning.point_in_country"], "the Atlantic");
    let opened = table(&[Row {
        place: (12.611, 13.315),
        country: "Niger",
        ..Row::default()
    }]);
    let event = opened.dataset.events().next().unwrap();
    assert_eq!(
        event.point(),
        LonLat::new(13.315, 12.611),
        "a doubted row stays as it is"
    );
    assert_eq!((opened.report.warned(), opened.report.counts.quarantined), (1, 0));
}

#[test]
fn pitfall_12_longitude_zero_is_a_place() {
    assert_eq!(one((14.1, 0.0), "Burkina Faso"), [""; 0]);
    let opened = table(&[Row {
        place: (14.1, 0.0),
        country: "Burkina Faso",
        ..Row::default()
    }]);
    assert_eq!(opened.report.unlocated, 0);
}

#[test]
fn pitfall_13_points_on_which_many_rows_pile_up_are_named() {
    let mut rows: Vec<Row<'_>> = (0..80)
        .map(|id| Row {
            id,
            place: (13.0 + id as f64 * 0.01, 1.0),
            country: "Niger",
            precision: 2,
            ..Row::default()
        })
        .collect();
    assert!(!codes(&table(&rows)).contains(&"remark.spread_points".to_owned()));
    rows.extend((80..100).map(|id| Row {
        id,
        place: (13.51, 2.11),
        country: "Niger",
        precision: 2,
        ..Row::default()
    }));
    let opened = table(&rows);
    let told: Vec<String> = opened.report.issues.iter().map(|issue| issue.explain(&EN)).collect();
    assert_eq!(
        told,
        [
            "20\u{A0}% of the rows with a place (20 rows) stand on one point, 13.5100, 2.1100. It probably stands for a \
          whole area; a crowd of incidents there is not a hot spot."
        ]
    );
    assert_eq!(opened.report.warned(), 0, "nothing is wrong with these rows");
}

#[test]
fn pitfall_14_rows_that_sum_up_several_incidents_are_counted() {
    let opened = table(&[
        Row::default(),
        Row {
            id: 2,
            clarity: 2,
            ..Row::default()
        },
    ]);
    assert_eq!(codes(&opened), ["remark.one_incident"]);
    assert_eq!(opened.report.issues.first().map(|issue| issue.line), Some(3));
}

#[test]
fn pitfall_15_and_16_what_a_dataset_counts_stands_with_its_figures() {
    // Datasets differ by design: each report names its own dataset and terms, never a total over several.
    let opened = table(&[Row::default()]);
    let card = opened.report.card.as_ref().unwrap();
    assert!(!card.counts.en.is_empty() && !card.counts.fr.is_empty());
    for words in [&EN, &FR] {
        let text = check::text(&opened.report, words);
        assert!(text.contains(card.title.get(words.lang)) && text.contains(card.attribution.get(words.lang)));
    }
    // The same rows twice in one file are counted once.
    let twice = table(&[Row::default(), Row::default()]);
    let counts = twice.report.counts;
    assert_eq!((counts.read, counts.accepted, counts.duplicates), (2, 1, 1));
    assert!(counts.add_up());
}

#[test]
fn pitfall_17_no_figure_is_not_zero() {
    let opened = table(&[
        Row {
            deaths: ",,",
            ..Row::default()
        },
        Row {
            id: 2,
            deaths: "0,0,0",
            ..Row::default()
        },
        Row {
            id: 3,
            deaths: "5,3,4",
            ..Row::default()
        },
    ]);
    let deaths = |id: &str| {
        let event = opened.dataset.event(opened.dataset.find(id).unwrap()).unwrap();
        event.deaths()
    };
    assert_eq!((deaths("1").best, deaths("2").best), (None, Some(0)));
    assert_eq!(codes(&opened), ["warning.ordered_deaths"]);
    assert_eq!(
        (deaths("3").low, deaths("3").best, deaths("3").high),
        (Some(3), Some(3), Some(5))
    );
}

#[test]
fn pitfall_19_niger_and_nigeria_are_told_apart_by_where_the_rows_lie() {
    let places = |code: &'static str, others: &'static str| {
        let niger = [(13.51, 2.11), (14.21, 1.45), (13.8, 8.99)];
        let mut rows: Vec<Row<'_>> = (0..)
            .zip(niger)
            .map(|(id, place)| Row {
                id,
                place,
                country: code,
                ..Row::default()
            })
            .collect();
        rows.push(Row {
            id: 9,
            place: (9.07, 7.4),
            country: others,
            ..Row::default()
        });
        codes(&table(&rows))
    };
    assert_eq!(places("NE", "NG"), [""; 0], "ISO 3166");
    assert_eq!(places("NG", "NI"), [""; 0], "FIPS 10-4");
    assert_eq!(places("562", "566"), [""; 0], "ISO numeric");
    assert_eq!(places("436", "475"), [""; 0], "Gleditsch and Ward");
    assert_eq!(places("Niger", "Nigeria"), [""; 0]);
    assert_eq!(places("Niger", "Niger"), ["warning.point_in_country"]);
    assert_eq!(places("NE", "NE"), ["warning.point_in_country"]);
}

#[test]
fn pitfall_22_a_missing_last_year_is_said_to_be_no_peace() {
    let said = |last: &'static str, today: &str| {
        let row = Row {
            day: last,
            ..Row::default()
        };
        let mut opened = table(&[row]);
        opened.report.compare_with(Day::parse_iso(today).unwrap());
        codes(&opened)
    };
    assert_eq!(said("2024-03-02", "2025-03-02"), ["remark.recent_days"]);
    assert_eq!(said("2024-03-03", "2025-03-02"), [""; 0]);
    assert_eq!(said("2023-02-28", "2024-02-29"), ["remark.recent_days"]);
    assert_eq!(said("2024-02-29", "2024-02-29"), [""; 0]);
}

/// Up to here a point outside is no slip of the pen, metres.
const SLIP: f64 = 50_000.0;

/// Inside by counting crossings, corner by corner: slow and plain.
fn inside(country: &Outline, at: LonLat) -> bool {
    country.exteriors().any(|ring| {
        let mut inside = false;
        for line in ring.lines() {
            let (a, b) = (line.start, line.end);
            let crosses = (a.y > at.lat()) != (b.y > at.lat());
            if crosses && at.lon() < (b.x - a.x) * (at.lat() - a.y) / (b.y - a.y) + a.x {
                inside = !inside;
            }
        }
        inside
    })
}

/// Distance to the nearest of many points along the outline, metres.
fn to_border(country: &Outline, at: LonLat) -> f64 {
    let mut least = f64::INFINITY;
    for line in country.exteriors().flat_map(geo::LineString::lines) {
        for step in 0..=40 {
            let part = f64::from(step) / 40.0;
            let (x, y) = (
                line.start.x + (line.end.x - line.start.x) * part,
                line.start.y + (line.end.y - line.start.y) * part,
            );
            least = least.min(at.rough_distance_to(LonLat::new(x, y).unwrap()));
        }
    }
    least
}

#[test]
fn doubts_are_those_of_a_slow_look_at_every_row() {
    let mut random = fastrand::Rng::with_seed(5);
    let names = ["Mali", "Niger", "Burkina Faso", "Nigeria", "Atlantis"];
    let mut rows = Vec::new();
    for id in 0..250 {
        // Few distinct places, as in real files.
        let (lat, lon) = (random.i32(20..60) as f64 / 2.5, random.i32(-30..40) as f64 / 2.5);
        rows.push(Row {
            id,
            place: (lat, lon),
            country: names[random.usize(0..names.len())],
            ..Row::default()
        });
    }
    rows[7].place = (0.0, 0.0);
    let opened = table(&rows);
    let notices = opened
        .report
        .issues
        .iter()
        .filter(|issue| issue.kind == IssueKind::Notice);
    let told: BTreeMap<u64, &Issue> = notices.map(|issue| (issue.line, issue)).collect();
    assert!(told.len() > 50);
    let mut unsure = 0;
    for (at, row) in rows.iter().enumerate() {
        let (lat, lon) = row.place;
        let place = LonLat::new(lon, lat).unwrap();
        let country = outlines::bundled().named(row.country, CodeSystem::Iso);
        let expected = match country {
            _ if row.place == (0.0, 0.0) => Some("not_null_island"),
            None => None,
            Some(country) if inside(country, place) => None,
            Some(country) => {
                let away = to_border(country, place);
                // The slow way measures along the outline in steps; close to the limit it cannot tell.
                if (away - BORDER).abs() < 2_000.0 || (away - SLIP).abs() < 2_000.0 {
                    unsure += 1;
                    continue;
                }
                let holds = |at: Option<LonLat>| at.is_some_and(|at| inside(country, at));
                if away <= BORDER {
                    None
                } else if away <= SLIP {
                    Some("point_in_country")
                } else if holds(LonLat::new(lat, lon)) {
                    Some("not_swapped")
                } else if holds(LonLat::new(-lon, lat)) {
                    Some("other_sign_of_longitude")
                } else {
                    Some("point_in_country")
                }
            }
        };
        let line = at as u64 + 2;
        assert_eq!(
            told.get(&line).map(|issue| issue.expected.code()),
            expected,
            "{} {:?}",
            row.country,
            row.place
        );
    }
    assert!(unsure < 25, "{unsure}");
}

#[test]
fn a_mark_out_of_place_warns_of_the_row_it_is_in_and_of_no_other() {
    let head = "event_id_cnty,event_date,event_type,latitude,longitude,notes,inter1\n";
    let row = |id: &str, lat: &str, notes: &str| format!("{id},2024-10-02,Battles,{lat},-1.2,{notes},1\n");
    let warned = |rows: [String; 3]| {
        let bytes = format!("{head}{}", rows.concat()).into_bytes();
        let opened = read::read_bytes("loose.csv", bytes, &Pulse::new()).unwrap();
        (opened.report.counts.accepted, opened.report.warned())
    };
    let (plain, loose) = (row("A1", "14.1", "plain"), "a \"loose\" mark");
    assert_eq!(
        warned([plain.clone(), row("A2", "14.1", loose), row("A3", "14.1", "x")]),
        (3, 1)
    );
    assert_eq!(
        warned([plain, row("A2", "95", loose), row("A3", "14.1", "x")]),
        (2, 0),
        "its row was set aside"
    );
}
