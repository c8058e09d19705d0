//! What the columns of a table mean that no reader knows: the window's questions make a [`Mapping`], `--map`
//! reads one, `sahel-atlas mapping FILE` prints the one that was guessed.
//!
//! # The document
//!
//! JSON. Every member may be left out, except `schema_version`; a member that is not known is an error. Columns are
//! named as in the header; letter case and accents do not matter, a name that stands there twice is
//! `name (2)` the second time.
//!
//! ```json
//! {
//!   "schema_version": 1,
//!   "id": "ref",
//!   "when":  { "start": "date", "end": "date fin", "order": "day-first" },
//!   "where": { "latitude": "lat", "longitude": "lon", "precision": "prec",
//!              "precision_codes": { "1": "P1", "2": "P2" }, "place": "lieu", "country": "pays" },
//!   "what":  { "type": "nature", "types": { "EEI": "Explosions/Remote violence" } },
//!   "who":   { "actors": ["auteur", "cible"], "separator": ";" },
//!   "deaths": { "best": "morts" },
//!   "source": { "columns": ["source"], "separator": ";", "url": "lien" },
//!   "decimal_comma": true,
//!   "dataset": { "name": "Veille sécuritaire", "licence": "interne", "attribution": "Cellule de veille" }
//! }
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::{At, Problem, ReadError};
use super::guess::Doubt;
use super::options::{DateOrder, Encoding};
use crate::base::fold::fold;
use crate::model::{DatePrecision, EventType, PlaceClass};

pub use super::roles::{Group, Role};

/// Version of the document.
pub const SCHEMA_VERSION: u32 = 1;

/// The meaning of the columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Version of this document, 1.
    pub schema_version: u32,
    /// What tells rows apart; without it, the content of a row is its id.
    pub id: Option<String>,
    /// When it happened.
    pub when: When,
    /// Where it happened.
    #[serde(rename = "where")]
    pub place: Where,
    /// What happened.
    pub what: What,
    /// Who took part.
    pub who: Who,
    /// How many people were killed.
    pub deaths: DeathColumns,
    /// Who says so.
    pub source: SourceColumns,
    /// Whether numbers are written with a comma, `12,5`; `None`: only where the cells leave no doubt.
    pub decimal_comma: Option<bool>,
    /// How characters are coded; `None`: found out.
    pub encoding: Option<Encoding>,
    /// What separates cells; `None`: found out.
    pub delimiter: Option<char>,
    /// What the table is as a whole.
    pub dataset: DatasetNames,
}

/// Columns that say when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// The day, or the first one.
    pub start: Option<String>,
    /// The last day, included.
    pub end: Option<String>,
    /// Year, instead of a date; beside a date, it is compared with it.
    pub year: Option<String>,
    /// Month, as a number or by its name.
    pub month: Option<String>,
    /// Day of the month.
    pub day: Option<String>,
    /// How sharply the date is known.
    pub precision: Option<String>,
    /// What the values of that column mean.
    pub precision_codes: BTreeMap<String, DatePrecision>,
    /// How dates are written; `None`: found out over the whole column.
    pub order: Option<DateOrder>,
}

/// Columns that say where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Where {
    /// Latitude, degrees.
    pub latitude: Option<String>,
    /// Longitude, degrees.
    pub longitude: Option<String>,
    /// Both in one cell: `16.27, -0.04`.
    pub both: Option<String>,
    /// Which of the two comes first there.
    pub both_order: BothOrder,
    /// `POINT (-0.04 16.27)`.
    pub wkt: Option<String>,
    /// How sharply the place is known.
    pub precision: Option<String>,
    /// What the values of that column mean.
    pub precision_codes: BTreeMap<String, PlaceClass>,
    /// Radius of the circle that holds the place.
    pub radius: Option<String>,
    /// Its unit.
    pub radius_unit: RadiusUnit,
    /// Country.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// Name of the place.
    pub place: Option<String>,
}

/// Order of two coordinates in one cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BothOrder {
    /// `16.27, -0.04`, as maps on the web show it.
    #[default]
    LatitudeFirst,
    /// `-0.04, 16.27`, as GeoJSON has it.
    LongitudeFirst,
}

/// Unit of a radius.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RadiusUnit {
    /// Metres.
    #[default]
    #[serde(rename = "m")]
    Metres,
    /// Kilometres.
    #[serde(rename = "km")]
    Kilometres,
}

/// Columns that say what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct What {
    /// Type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// What its values mean; a value that is not here is "other or unknown", and its text the sub-type.
    pub types: BTreeMap<String, EventType>,
    /// Sub-type.
    pub sub_type: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
}

/// Columns that say who.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Who {
    /// Columns with actors.
    pub actors: Vec<String>,
    /// What stands between several in one cell; `None`: a cell is one actor.
    pub separator: Option<String>,
}

/// Columns with deaths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeathColumns {
    /// The figure, or the preferred one.
    pub best: Option<String>,
    /// Lowest figure.
    pub low: Option<String>,
    /// Highest figure.
    pub high: Option<String>,
}

/// Columns with sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceColumns {
    /// Columns with names of sources.
    pub columns: Vec<String>,
    /// What stands between several in one cell; `None`: a cell is one source, because titles have semicolons too.
    pub separator: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// What a table is as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DatasetNames {
    /// Name; else that of the file.
    pub name: Option<String>,
    /// Licence, short.
    pub licence: Option<String>,
    /// Line that must stand under every map made with it.
    pub attribution: Option<String>,
}

impl Mapping {
    /// A mapping without a column.
    pub fn new() -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            ..Self::default()
        }
    }

    /// Reads the document.
    ///
    /// # Errors
    /// Names the member that is not as it should be, or a version that is not known.
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        let text = text.trim_start_matches('\u{FEFF}');
        let mut json = serde_json::Deserializer::from_str(text);
        let mapping: Self = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let at = At::Member {
                path: error.path().to_string(),
                line: u64::try_from(error.inner().line()).ok(),
            };
            ReadError::new(at, Problem::Profile(error.inner().to_string()))
        })?;
        if mapping.schema_version == SCHEMA_VERSION {
            return Ok(mapping);
        }
        let found = super::Found::Bare(mapping.schema_version.to_string());
        Err(ReadError::member(
            "schema_version",
            found,
            super::Expected::OneOf(vec![SCHEMA_VERSION.to_string()]),
        ))
    }

    /// The document, for people to read and change.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// What no column is named for that a table must have.
    pub fn lacks(&self) -> Vec<Doubt> {
        let date = (!self.has_date()).then_some(Doubt::NoDate);
        let place = (!self.has_place()).then_some(Doubt::NoPlace);
        date.into_iter().chain(place).collect()
    }

    /// Whether columns are named that say when.
    pub fn has_date(&self) -> bool {
        self.when.start.is_some() || self.when.year.is_some()
    }

    /// Whether columns are named that say where.
    pub fn has_place(&self) -> bool {
        let place = &self.place;
        place.latitude.is_some() && place.longitude.is_some() || place.both.is_some() || place.wkt.is_some()
    }
}

/// What profiles are found by: the names of a header, folded, in any order, as 16 hexadecimal digits.
pub fn header_signature<S: AsRef<str>>(names: &[S]) -> String {
    let mut folded: Vec<String> = names.iter().map(|name| fold(name.as_ref().trim())).collect();
    folded.sort();
    format!("{:016x}", content_hash(folded.iter().map(String::as_str)))
}

/// A number for texts that is the same on every machine and in every version (FNV-1a over 128 bits, folded).
pub(super) fn content_hash<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let mut hash: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
    for text in texts {
        // 0xFF is no byte of any text: it keeps "a", "bc" apart from "ab", "c".
        for byte in text.bytes().chain([0xFF]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    (hash >> 64) as u64 ^ hash as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_go_round_and_unknown_members_are_named() {
        let mut mapping = Mapping::new();
        mapping.assign("date", Some(Role::Start));
        mapping.assign("auteur", Some(Role::Actor));
        mapping.assign("cible", Some(Role::Actor));
        mapping.what.types.insert("EEI".to_owned(), EventType::Explosions);
        assert_eq!(Mapping::from_json(&mapping.to_json()), Ok(mapping));
        let wrong = "{\"schema_version\": 1, \"when\": {\"begin\": \"date\"}}";
        let error = Mapping::from_json(wrong).unwrap_err().to_string();
        assert!(error.contains("when") && error.contains("begin"), "{error}");
        let newer = Mapping::from_json("{\"schema_version\": 2}").unwrap_err().to_string();
        assert!(newer.contains("schema_version"), "{newer}");
    }

    #[test]
    fn a_header_has_one_signature_whatever_its_case_and_order() {
        let a = header_signature(&["Date", "Lieu", "Décès"]);
        assert_eq!(a, header_signature(&["deces", " LIEU", "date"]));
        assert_ne!(a, header_signature(&["date", "lieu"]));
        assert_ne!(header_signature(&["ab", "c"]), header_signature(&["a", "bc"]));
    }

    #[test]
    fn a_column_has_one_meaning_and_a_meaning_one_column() {
        let mut mapping = Mapping::new();
        mapping.assign("a", Some(Role::Latitude));
        mapping.assign("b", Some(Role::Latitude));
        assert_eq!(
            (mapping.role_of("a"), mapping.role_of("b")),
            (None, Some(Role::Latitude))
        );
        mapping.assign("b", Some(Role::Actor));
        assert_eq!(
            (mapping.place.latitude.as_deref(), mapping.role_of("B")),
            (None, Some(Role::Actor))
        );
        mapping.assign("b", None);
        assert_eq!(mapping, Mapping::new());
    }
}
