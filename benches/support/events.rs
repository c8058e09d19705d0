//! Synthetic events in the shape of an ACLED export: the same 31 columns, long quoted notes with commas, quotation
//! marks and line ends, towns that stack up, dates that thin out towards the past. Everything is drawn from one
//! seed; no row is a real one. A million rows make a file of 652 MB.

use std::fmt::Write as _;
use std::io::{self, Write};

/// SplitMix64: small, fast, the same everywhere.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to 1, 1 excluded.
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.fraction() * n as f64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn gauss(&mut self) -> f64 {
        let u = self.fraction().max(1e-12);
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * self.fraction()).cos()
    }
}

const HEADER: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
    assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,\
    admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

/// Disorder type, event type, sub-types, share.
type Kind = (&'static str, &'static str, &'static [&'static str], f64);

const KINDS: [Kind; 6] = [
    (
        "Political violence",
        "Battles",
        &[
            "Armed clash",
            "Government regains territory",
            "Non-state actor overtakes territory",
        ],
        0.27,
    ),
    (
        "Political violence",
        "Violence against civilians",
        &["Attack", "Abduction/forced disappearance", "Sexual violence"],
        0.33,
    ),
    (
        "Political violence",
        "Explosions/Remote violence",
        &[
            "Remote explosive/landmine/IED",
            "Air/drone strike",
            "Shelling/artillery/missile attack",
            "Suicide bomb",
            "Grenade",
        ],
        0.14,
    ),
    (
        "Demonstrations",
        "Protests",
        &[
            "Peaceful protest",
            "Protest with intervention",
            "Excessive force against protesters",
        ],
        0.11,
    ),
    (
        "Demonstrations",
        "Riots",
        &["Violent demonstration", "Mob violence"],
        0.05,
    ),
    (
        "Strategic developments",
        "Strategic developments",
        &[
            "Looting/property destruction",
            "Change to group/activity",
            "Arrests",
            "Agreement",
            "Disrupted weapons use",
            "Other",
        ],
        0.10,
    ),
];

const ACTORS: [&str; 22] = [
    "JNIM: Group for Support of Islam and Muslims",
    "Islamic State Sahel Province (ISSP)",
    "Military Forces of Mali (2021-)",
    "Military Forces of Burkina Faso (2022-)",
    "Military Forces of Niger (2023-)",
    "VDP: Volunteer for Defense of Homeland",
    "Unidentified Armed Group (Mali)",
    "Unidentified Armed Group (Burkina Faso)",
    "Unidentified Armed Group (Niger)",
    "Civilians (Mali)",
    "Civilians (Burkina Faso)",
    "Civilians (Niger)",
    "Wagner Group",
    "Dan Na Ambassagou Militia (Mali)",
    "Fulani Ethnic Militia (Mali)",
    "FLA: Azawad Liberation Front",
    "Boko Haram - Jamatu Ahli is-Sunnah lid-Dawatai wal-Jihad",
    "Protesters (Mali)",
    "Protesters (Niger)",
    "Rioters (Burkina Faso)",
    "Police Forces of Mali (2021-) Gendarmerie",
    "Koglweogo Militia (Burkina Faso)",
];

const SIDES: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];

const SOURCES: [&str; 15] = [
    "AFP",
    "RFI",
    "Studio Tamani",
    "Menastream",
    "Twitter",
    "Undisclosed Source",
    "Le Faso",
    "ActuNiger",
    "Maliweb",
    "Kibaru",
    "Facebook",
    "WhatsApp",
    "Aib Media",
    "Infowakat",
    "Whatsapp; Zoom Eco Burkina",
];

const PHRASES: [&str; 18] = [
    "armed men on motorcycles attacked the village",
    "a military convoy hit an improvised explosive device",
    "looted livestock and burned several granaries",
    "soldiers returned fire, forcing the assailants to withdraw",
    "the group, believed to be \"katiba\" fighters, claimed the attack",
    "two civilians were abducted, then released",
    "no casualties were reported by local sources",
    "residents fled towards the departmental capital",
    "the army conducted air strikes against a base of the group",
    "vehicles were destroyed, weapons were seized",
    "the mayor said \"the situation is calm\"",
    "demonstrators gathered, demanding better security",
    "several houses, shops and a school were set on fire",
    "coded fatalities follow the lowest estimate",
    "the clash lasted more than three hours",
    "the market was closed for the day",
    "a gendarmerie post was overrun",
    "the local militia pursued the assailants into the bush",
];

const FIRST: [&str; 20] = [
    "Ba", "Dou", "Ko", "Ga", "Tin", "Dji", "Sé", "Ma", "Na", "Ti", "Bou", "Tes", "Mén", "Aka", "Our", "Gor", "Zi",
    "Nia", "Fa", "Lé",
];
const LAST: [&str; 16] = [
    "gou", "ra", "bo", "ntza", "lla", "ssi", "na", "ka", "ri", "mba", "do", "so", "tou", "ga", "bé", "ya",
];

struct Country {
    name: &'static str,
    code: &'static str,
    iso: u32,
    /// West, south, east, north.
    bounds: [f64; 4],
    regions: &'static [&'static str],
}

const COUNTRIES: [Country; 3] = [
    Country {
        name: "Mali",
        code: "MLI",
        iso: 466,
        bounds: [-11.5, 11.0, 3.5, 18.0],
        regions: &[
            "Mopti",
            "Gao",
            "Tombouctou",
            "Ségou",
            "Ménaka",
            "Kidal",
            "Sikasso",
            "Koulikoro",
            "Kayes",
            "Bamako",
        ],
    },
    Country {
        name: "Burkina Faso",
        code: "BFO",
        iso: 854,
        bounds: [-5.2, 9.8, 2.2, 15.0],
        regions: &[
            "Sahel",
            "Est",
            "Centre-Nord",
            "Nord",
            "Boucle du Mouhoun",
            "Centre-Est",
            "Cascades",
            "Hauts-Bassins",
        ],
    },
    Country {
        name: "Niger",
        code: "NIR",
        iso: 562,
        bounds: [0.8, 12.0, 14.5, 18.5],
        regions: &[
            "Tillaberi",
            "Diffa",
            "Tahoua",
            "Maradi",
            "Agadez",
            "Dosso",
            "Zinder",
            "Niamey",
        ],
    },
];

struct Town {
    country: usize,
    region: usize,
    district: String,
    name: String,
    lat: f64,
    lon: f64,
}

/// Days since 1970: 1997-01-01 and 2026-07-01.
const DAYS: [i64; 2] = [9_862, 20_635];

/// Writes a table of this many rows, newest first.
///
/// # Errors
/// Those of the writer.
pub fn write(rows: usize, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let mut rng = Rng(seed);
    let towns = towns(rows, &mut rng);
    let mut days: Vec<i64> = (0..rows).map(|_| day(&mut rng)).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    writeln!(out, "{HEADER}")?;
    let mut line = String::with_capacity(4096);
    let mut number = [rows; COUNTRIES.len()];
    for day in days {
        // A few towns see most of it.
        let town = &towns[(rng.fraction().powf(3.0) * towns.len() as f64) as usize];
        number[town.country] -= 1;
        line.clear();
        row(&mut line, town, number[town.country], day, &mut rng);
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}

fn towns(rows: usize, rng: &mut Rng) -> Vec<Town> {
    let count = (6_000.0 * (rows as f64 / 50_000.0).powf(0.6)) as usize;
    let centres: Vec<(usize, f64, f64)> = (0..120)
        .map(|_| {
            let country = rng.below(3);
            let [west, south, east, north] = COUNTRIES[country].bounds;
            let lon = west + rng.fraction() * (east - west);
            (country, lon, south + rng.fraction() * (north - south))
        })
        .collect();
    let four = |degrees: f64| (degrees * 1e4).round() / 1e4;
    (0..count.max(1))
        .map(|_| {
            let (country, lon, lat) = centres[(rng.fraction() * rng.fraction() * 120.0) as usize];
            let [west, south, east, north] = COUNTRIES[country].bounds;
            let lon = (lon + rng.gauss() * 0.6).clamp(west, east);
            let lat = (lat + rng.gauss() * 0.5).clamp(south, north);
            let region = rng.below(COUNTRIES[country].regions.len());
            let mut name = format!("{}{}", rng.pick(&FIRST), rng.pick(&LAST));
            if rng.fraction() < 0.3 {
                name = format!("{name}-{}{}", rng.pick(&FIRST), rng.pick(&LAST));
            }
            Town {
                country,
                region,
                district: format!("{}{}", rng.pick(&FIRST), rng.pick(&LAST)),
                name,
                lat: four(lat),
                lon: four(lon),
            }
        })
        .collect()
}

/// 12 % anywhere, the others ever fewer towards the past.
fn day(rng: &mut Rng) -> i64 {
    let [first, end] = DAYS;
    let span = (end - first) as f64;
    if rng.fraction() < 0.12 {
        return first + (rng.fraction() * span) as i64;
    }
    loop {
        let ago = -(1.0 - rng.fraction()).ln() * 2_000.0;
        if ago < span {
            return end - 1 - ago as i64;
        }
    }
}

fn row(line: &mut String, town: &Town, number: usize, day: i64, rng: &mut Rng) {
    let country = &COUNTRIES[town.country];
    let region = country.regions[town.region];
    let (mut share, mut at) = (rng.fraction(), 0);
    while at < KINDS.len() - 1 && share >= KINDS[at].3 {
        share -= KINDS[at].3;
        at += 1;
    }
    let (disorder, kind, sub_kinds, _) = KINDS[at];
    let date = civil(day);
    let (side1, side2) = (rng.pick(&SIDES), rng.pick(&SIDES));
    let alone = rng.fraction() < 0.2;
    let precision = |rng: &mut Rng| 1 + (rng.fraction() * rng.fraction() * 3.0) as u32;
    let mut add = |text: &str| cell(line, text);
    add(&format!("{}{number}", country.code));
    add(&date);
    add(&date[..4]);
    add(&precision(rng).to_string());
    add(disorder);
    add(kind);
    add(rng.pick(sub_kinds));
    add(rng.pick(&ACTORS));
    let pair = rng.fraction() < 0.3;
    add(&if pair {
        format!("{}; {}", rng.pick(&ACTORS), rng.pick(&ACTORS))
    } else {
        String::new()
    });
    add(side1);
    add(if alone { "" } else { rng.pick(&ACTORS) });
    add(if rng.fraction() < 0.25 { rng.pick(&ACTORS) } else { "" });
    add(if alone { "" } else { side2 });
    add(&if alone {
        format!("{side1} only")
    } else {
        format!("{side1}-{side2}")
    });
    add(if at == 1 { "Civilian targeting" } else { "" });
    add(&country.iso.to_string());
    add("Western Africa");
    add(country.name);
    add(region);
    add(&town.district);
    add(&town.district);
    add(&town.name);
    add(&town.lat.to_string());
    add(&town.lon.to_string());
    add(&precision(rng).to_string());
    let sources = 1 + (rng.fraction() * rng.fraction() * 4.0) as usize;
    add(&(0..sources).map(|_| rng.pick(&SOURCES)).collect::<Vec<_>>().join("; "));
    add(if rng.fraction() < 0.5 {
        "National"
    } else {
        "Local partner-Other"
    });
    add(&note(town, region, &date, rng));
    let deaths = if at < 3 {
        (-(1.0 - rng.fraction()).ln() * 2.2) as u32
    } else {
        0
    };
    add(&deaths.to_string());
    add(if rng.fraction() < 0.15 {
        "crowd size=no report"
    } else {
        ""
    });
    add(&(day * 86_400 + 1_000_000 + rng.below(600_000) as i64).to_string());
    line.pop();
    line.push('\n');
}

fn note(town: &Town, region: &str, date: &str, rng: &mut Rng) -> String {
    let mut note = String::with_capacity(512);
    let _ = write!(note, "On {date}, in {} ({region}), ", town.name);
    let target = 150 + rng.below(250);
    while note.len() < target {
        note.push_str(rng.pick(&PHRASES));
        let x = rng.fraction();
        note.push_str(if x < 0.55 {
            ". "
        } else if x < 0.97 {
            ", and "
        } else {
            ".\n"
        });
    }
    note.truncate(note.trim_end().len());
    note
}

/// Appends a cell and a comma, quoted where it must be.
fn cell(line: &mut String, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        let _ = write!(line, "\"{}\",", text.replace('"', "\"\""));
    } else {
        line.push_str(text);
        line.push(',');
    }
}

/// `YYYY-MM-DD` of a day since 1970 (Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> String {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let m = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * m + 2) / 5 + 1;
    let month = if m < 10 { m + 3 } else { m - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
