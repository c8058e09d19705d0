//! What the names of values probably mean. The one place that knows synonyms.

use crate::base::fold::fold;

/// A meaning that a value can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Meaning {
    Id,
    Start,
    LastDay,
    /// What an interval means, as our own exports write it.
    Span,
    Lat,
    Lon,
    Class,
    Radius,
    GeoPrecision,
    Kind,
    SubKind,
    Title,
    Place,
    Country,
    Admin1,
    Deaths,
    DeathsLow,
    DeathsHigh,
}

/// Number of meanings.
const COUNT: usize = 18;

/// Each meaning with its names, the surest first, as [`key`] writes them.
const NAMES: [(Meaning, &[&str]); COUNT] = [
    (
        Meaning::Id,
        &[
            "id",
            "event_id",
            "event_id_cnty",
            "uid",
            "uuid",
            "globalid",
            "incident_id",
            "identifiant",
            "objectid",
            "fid",
        ],
    ),
    (
        Meaning::Start,
        &[
            "date_start",
            "start_date",
            "startdate",
            "event_date",
            "begin",
            "start",
            "date",
            "incident_date",
            "date_evenement",
            "date_debut",
            "datetime",
            "date_time",
            "when",
            "time",
            "timestamp",
            "day",
            "jour",
        ],
    ),
    // Our own exports have `end` too, the first day after; `last_day` is looked for first.
    (
        Meaning::LastDay,
        &["last_day", "date_end", "end_date", "enddate", "date_fin", "end", "stop"],
    ),
    (Meaning::Span, &["span"]),
    (Meaning::Lat, &["latitude", "lat", "y", "y_coord", "point_y", "lat_dd"]),
    (
        Meaning::Lon,
        &["longitude", "lon", "lng", "long", "x", "x_coord", "point_x", "lon_dd"],
    ),
    (Meaning::Class, &["precision", "place_class", "class"]),
    (Meaning::Radius, &["radius_m", "radius", "rayon_m"]),
    (Meaning::GeoPrecision, &["geo_precision"]),
    (
        Meaning::Kind,
        &[
            "event_type",
            "type",
            "category",
            "event_class",
            "incident_type",
            "type_evenement",
            "categorie",
            "nature",
        ],
    ),
    (
        Meaning::SubKind,
        &[
            "sub_event_type",
            "subtype",
            "sub_type",
            "subcategory",
            "category_full",
            "sous_type",
        ],
    ),
    (
        Meaning::Title,
        &["headline", "title", "titre", "name", "nom", "summary"],
    ),
    (
        Meaning::Place,
        &[
            "place",
            "location",
            "lieu",
            "localite",
            "village",
            "town",
            "city",
            "ville",
            "place_name",
            "commune",
        ],
    ),
    (
        Meaning::Country,
        &["country", "pays", "country_name", "admin0", "adm0_name"],
    ),
    (
        Meaning::Admin1,
        &[
            "admin1",
            "region",
            "province",
            "adm1_name",
            "admin1_name",
            "adm1",
            "state",
        ],
    ),
    (
        Meaning::Deaths,
        &[
            "deaths_best",
            "fatalities",
            "deaths",
            "killed",
            "dead",
            "morts",
            "tues",
            "deces",
            "best",
            "nb_morts",
            "victims",
        ],
    ),
    (
        Meaning::DeathsLow,
        &["deaths_low", "low", "fatalities_low", "deaths_min"],
    ),
    (
        Meaning::DeathsHigh,
        &["deaths_high", "high", "fatalities_high", "deaths_max"],
    ),
];

const ACTORS: [&str; 10] = [
    "actors",
    "actor",
    "actor1",
    "actor2",
    "actor_1",
    "actor_2",
    "side_a",
    "side_b",
    "acteurs",
    "perpetrator",
];
const SOURCES: [&str; 7] = ["sources", "source", "source_url", "link", "url", "source_name", "href"];
const NOTES: [&str; 10] = [
    "account",
    "notes",
    "note",
    "description",
    "desc",
    "cmt",
    "comment",
    "comments",
    "details",
    "remarques",
];

/// A name for comparison: small letters without accents, everything else an underscore; of a nested name its
/// last part.
fn key(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let folded = fold(last.trim());
    let letters: String = folded
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    letters.trim_matches('_').to_owned()
}

/// Which value has which meaning.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct Meanings {
    single: [Option<usize>; COUNT],
    /// Who took part.
    pub actors: Vec<usize>,
    /// Who says so.
    pub sources: Vec<usize>,
    /// Free text.
    pub notes: Vec<usize>,
}

impl Meanings {
    /// Guesses from names.
    pub fn of(names: &[String]) -> Self {
        let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
        let find = |wanted: &&str| keys.iter().position(|key| key == wanted);
        let all = |wanted: &[&str]| wanted.iter().filter_map(find).collect();
        Self {
            single: NAMES.map(|(_, synonyms)| synonyms.iter().find_map(find)),
            actors: all(&ACTORS),
            sources: all(&SOURCES),
            notes: all(&NOTES),
        }
    }

    /// The column of a meaning.
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.single.get(meaning as usize).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_has_its_own_slot() {
        for (i, (meaning, _)) in NAMES.iter().enumerate() {
            assert_eq!(*meaning as usize, i);
        }
    }

    #[test]
    fn names_of_two_languages_and_nested_ones_are_understood() {
        let names = [
            "Identifiant",
            "Date de l'incident",
            "Décès",
            "properties.Lieu",
            "LATITUDE",
            "x",
        ];
        let names: Vec<String> = names.map(str::to_owned).into();
        let found = Meanings::of(&names);
        assert_eq!(found.column(Meaning::Id), Some(0));
        assert_eq!(found.column(Meaning::Deaths), Some(2));
        assert_eq!(found.column(Meaning::Place), Some(3));
        assert_eq!(
            (found.column(Meaning::Lat), found.column(Meaning::Lon)),
            (Some(4), Some(5))
        );
        assert_eq!(found.column(Meaning::Start), None);
    }
}
