//! Synthetic ACLED tables: six made-up events, written in the layout of each edition. The same lies in
//! `tests/golden/acled`, the one folder in which rows of that layout may lie: each says that it is synthetic.

#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses its own part")]

/// Names of the layout since March 2023.
const NAMES: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// The events in that layout.
const EVENTS: [[&str; 31]; 6] = [
    [
        "MLI900001",
        "2024-03-05",
        "2024",
        "1",
        "Political violence",
        "Battles",
        "Armed clash",
        "Example Army of Mali (2021-)",
        "Example Police (2021-); Example Guard",
        "State forces",
        "Example Group X",
        "",
        "Rebel group",
        "State forces-Rebel group",
        "",
        "466",
        "Western Africa",
        "Mali",
        "Gao",
        "Gao",
        "Gao",
        "Exampletown - North",
        "16.2716",
        "-0.0447",
        "1",
        "Radio Example; Example Press; Radio Example",
        "National",
        "On 5 March 2024, in \"Exampletown\", a fight\nbroke out, they say. Synthetic row, made for a test.",
        "5",
        "",
        "1710000000",
    ],
    [
        "NER900002",
        "2024-03-16",
        "2024",
        "2",
        "Political violence",
        "Violence against civilians",
        "Attack",
        "Example Group Y",
        "",
        "Political militia",
        "Civilians (Niger)",
        "Farmers (Niger)",
        "Civilians",
        "Political militia-Civilians",
        "Civilian targeting",
        "562",
        "Western Africa",
        "Niger",
        "Tillaberi",
        "Tera",
        "",
        "Examplevillage",
        "14.0076",
        "0.7528",
        "2",
        "Example Press",
        "Local partner-Other",
        "Around 16 March 2024 (as reported). Synthetic row, made for a test.",
        "0",
        "",
        "1711000000",
    ],
    [
        "BFO900003",
        "2024-02-15",
        "2024",
        "3",
        "Political violence",
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
        "Example Group X",
        "",
        "Rebel group",
        "Example Army of Burkina Faso (2022-)",
        "",
        "State forces",
        "Rebel group-State forces",
        "",
        "854",
        "Western Africa",
        "Burkina Faso",
        "Sahel",
        "Oudalan",
        "",
        "Sampleville",
        "14.4",
        "0",
        "3",
        "Example Press; Somebody; on the web",
        "Other",
        "Synthetic row, made for a test.",
        "12",
        "",
        "1712000000",
    ],
    [
        "MLI900004",
        "2024-04-22",
        "2024",
        "1",
        "Demonstrations",
        "Protests",
        "Peaceful protest",
        "Protesters (Mali)",
        "Example Union",
        "Protesters",
        "",
        "",
        "",
        "Protesters",
        "",
        "466",
        "Western Africa",
        "Mali",
        "Bamako",
        "Bamako",
        "Bamako",
        "Bamako - Example Quarter",
        "12.65",
        "-8.0",
        "1",
        "Example Press",
        "National",
        "Synthetic row, made for a test.",
        "0",
        "crowd size=around 50",
        "1713900000",
    ],
    [
        "NER900005",
        "2024-04-23",
        "2024",
        "1",
        "Political violence; Demonstrations",
        "Riots",
        "Mob violence",
        "Rioters (Niger)",
        "",
        "Rioters",
        "Civilians (Niger)",
        "",
        "Civilians",
        "Rioters-Civilians",
        "Civilian targeting",
        "562",
        "Western Africa",
        "Niger",
        "Niamey",
        "Niamey",
        "",
        "Niamey",
        "13.5",
        "2.1",
        "1",
        "Radio Example",
        "National",
        "Synthetic row, made for a test.",
        "1",
        "crowd size=no report",
        "1713950000",
    ],
    [
        "BFO900006",
        "2024-04-30",
        "2024",
        "1",
        "Strategic developments",
        "Strategic developments",
        "Headquarters or base established",
        "Example Group X",
        "",
        "Rebel group",
        "",
        "",
        "",
        "Rebel group",
        "",
        "854",
        "Western Africa",
        "Burkina Faso",
        "Est",
        "Gourma",
        "",
        "Mustertown",
        "12.1",
        "0.4",
        "1",
        "Example Press",
        "National",
        "Synthetic row, made for a test.",
        "0",
        "",
        "1714900000",
    ],
];

/// What older editions write of each event: type before 2019, Gleditsch–Ward number, ISO code of three letters.
const OLDER: [[&str; 3]; 6] = [
    ["Battle-No change of territory", "432", "MLI"],
    ["Violence against civilians", "436", "NER"],
    ["Remote violence", "439", "BFA"],
    ["Riots/Protests", "432", "MLI"],
    ["Riots/Protests", "436", "NER"],
    ["Headquarters or base established", "439", "BFA"],
];

const LAYOUT_2020: &str = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,\
    sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,\
    admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3";
const LAYOUT_2016: &str = "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,\
    ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,\
    LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES";
/// Counts by week, as ACLED gives them to everybody.
pub const WEEKLY: &str = "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,DISORDER_TYPE,ID,\
    CENTROID_LATITUDE,CENTROID_LONGITUDE\n2024-03-02,Western Africa,Mali,Gao,Battles,Armed clash,3,9,Political \
    violence,1,16.27,-0.04\n";
/// Kinds of actors in the order of their numbers, from 1.
const INTER: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Header and rows of an edition: `2023`, `population` (on request, numbers for kinds of actors), `2020`, `2018`,
/// `2016`, or `monadic` (a row for each actor).
pub fn rows(edition: &str) -> Vec<Vec<String>> {
    let layout: Vec<String> = match edition {
        "2020" => LAYOUT_2020.split(',').map(str::to_owned).collect(),
        "2018" => {
            let names = LAYOUT_2020.split(',');
            let without = names.filter(|name| !["sub_event_type", "iso3"].contains(name));
            without.map(str::to_owned).collect()
        }
        "2016" => LAYOUT_2016.split(',').map(str::to_owned).collect(),
        "population" => {
            let asked = ["1km", "2km", "5km", "best"].map(|name| format!("population_{name}"));
            NAMES.iter().map(|name| (*name).to_owned()).chain(asked).collect()
        }
        _ => NAMES.map(str::to_owned).to_vec(),
    };
    let mut rows = vec![layout.clone()];
    for event in 0..EVENTS.len() {
        let row: Vec<String> = layout.iter().map(|name| cell(event, name, edition)).collect();
        if edition == "monadic" {
            rows.extend(one_for_each_actor(&row));
        } else {
            rows.push(row);
        }
    }
    rows
}

fn modern(event: usize, name: &str) -> &'static str {
    let at = NAMES.iter().position(|n| *n == name);
    EVENTS[event][at.unwrap_or_else(|| panic!("no column {name}"))]
}

fn cell(event: usize, name: &str, edition: &str) -> String {
    let numeric = !["2023", "monadic"].contains(&edition);
    let number = |name: &str| {
        INTER
            .iter()
            .position(|kind| *kind == modern(event, name))
            .map_or(0, |i| i + 1)
    };
    match name.to_ascii_lowercase().as_str() {
        "data_id" => (7_000 + event).to_string(),
        "event_id_no_cnty" => modern(event, "event_id_cnty")[3..].to_owned(),
        "gwno" => OLDER[event][1].to_owned(),
        "iso3" => OLDER[event][2].to_owned(),
        "event_type" if ["2018", "2016"].contains(&edition) => OLDER[event][0].to_owned(),
        "event_date" => date(modern(event, "event_date"), edition),
        "ally_actor_1" => modern(event, "assoc_actor_1").to_owned(),
        "ally_actor_2" => modern(event, "assoc_actor_2").to_owned(),
        inter @ ("inter1" | "inter2") if numeric => number(inter).to_string(),
        "interaction" if numeric => {
            let (a, b) = (number("inter1"), number("inter2"));
            if b == 0 {
                format!("{a}0")
            } else {
                format!("{}{}", a.min(b), a.max(b))
            }
        }
        asked if asked.starts_with("population_") => (100 * event).to_string(),
        other => modern(event, other).to_owned(),
    }
}

fn date(iso: &str, edition: &str) -> String {
    let (year, month, day) = (&iso[..4], &iso[5..7], &iso[8..]);
    let name = MONTHS[month.parse::<usize>().unwrap() - 1];
    match edition {
        "population" => format!("{} {name} {year}", day.trim_start_matches('0')),
        "2020" => format!("{day} {name} {year}"),
        "2018" => format!("{day}-{name}-{year}"),
        "2016" => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// The rows of an actor-based export: each actor of the event once as the first one.
fn one_for_each_actor(row: &[String]) -> Vec<Vec<String>> {
    let at = |name: &str| NAMES.iter().position(|n| *n == name).unwrap();
    let pairs = [
        ("actor1", "actor2"),
        ("assoc_actor_1", "assoc_actor_2"),
        ("inter1", "inter2"),
    ];
    let (mut first, mut second) = (row.to_vec(), row.to_vec());
    for (one, two) in pairs {
        second[at(one)] = row[at(two)].clone();
        first[at(two)].clear();
        second[at(two)].clear();
    }
    let both = [first, second].into_iter();
    both.filter(|row| !row[at("actor1")].is_empty()).collect()
}
