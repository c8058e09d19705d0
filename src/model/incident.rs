//! The whole record of one event as a dossier shows it: sides, claims, location, reasons.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::difference::DifferenceKind;
use super::kind::EventType;
use super::precision::{DatePrecision, PlaceClass, SpanKind};
use crate::base::{Day, DaySpan, LonLat, Metres, Text};

/// When, with how it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// First day.
    pub start: Day,
    /// First day after.
    pub end: Day,
    /// What an interval means.
    pub span: SpanKind,
    /// How sharply it is known.
    pub precision: DatePrecision,
    /// How the date was found, step by step.
    #[serde(default)]
    pub steps: Vec<Text>,
}

impl When {
    /// The days; `None` where reversed or empty.
    pub fn days(&self) -> Option<DaySpan> {
        DaySpan::new(self.start, self.end)
    }
}

/// Another place that somebody reports for the same event. Never counted, never picked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherPlace {
    /// Longitude, degrees.
    pub lon: f64,
    /// Latitude, degrees.
    pub lat: f64,
    /// Radius in metres.
    pub radius_m: Metres,
    /// What it is.
    pub label: Text,
    /// Why it is not the shown place.
    pub verdict: Text,
    /// Source ids.
    pub sources: Vec<String>,
}

/// The circle that stands for a region.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Longitude of the centre.
    pub lon: f64,
    /// Latitude of the centre.
    pub lat: f64,
    /// Radius in metres.
    pub radius_m: Metres,
}

/// Where, with how it was located.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// How sharply it is known.
    pub class: PlaceClass,
    /// Radius of the circle that holds the place, metres.
    pub radius_m: Metres,
    /// How it was located.
    pub method: Text,
    /// Source ids of the coordinates.
    pub sources: Vec<String>,
    /// How it was found, step by step.
    #[serde(default)]
    pub steps: Vec<Text>,
    /// A line for the popup.
    #[serde(default)]
    pub note: Option<Text>,
    /// The area of a region or country.
    #[serde(default)]
    pub area: Option<Area>,
    /// Other places that are reported.
    #[serde(default)]
    pub others: Vec<OtherPlace>,
}

/// Part that a side played, as reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SideRole {
    /// Attacked, as reported.
    Attacked,
    /// Attacking, as reported.
    Attacking,
    /// First side of a fight without direction.
    Side1,
    /// Second side of a fight without direction.
    Side2,
}

/// What a side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideKind {
    /// Armed forces of a state.
    State,
    /// An armed group.
    ArmedGroup,
    /// People who do not fight.
    Civilians,
    /// Not known.
    Unknown,
}

impl SideKind {
    /// Whether its dead are counted in the shown figure (soldiers and civilians).
    pub fn is_counted(self) -> bool {
        matches!(self, Self::State | Self::Civilians)
    }
}

/// A side of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Id within the event.
    pub id: String,
    /// Part it played.
    pub role: SideRole,
    /// What it is.
    pub kind: SideKind,
    /// Short name, as before a figure: "army".
    pub name: Text,
    /// Full name, where no claim on the actor is shown: "army of Niger".
    #[serde(default)]
    pub full: Option<Text>,
    /// Names as coded by datasets.
    #[serde(default)]
    pub coded: Vec<String>,
    /// How sure the coding is.
    #[serde(default)]
    pub coded_note: Option<Text>,
}

/// One statement that several records repeat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Id that claims cite.
    pub id: String,
    /// Records that repeat it.
    pub sources: Vec<String>,
    /// What they do, after their numbers: "repeat one statement of …".
    pub text: Text,
}

/// A difference between claims that somebody looked into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Id.
    pub id: String,
    /// Field of the claims.
    pub field: super::Field,
    /// Side of the claims.
    #[serde(default)]
    pub side: Option<String>,
    /// What kind of difference it is.
    pub kind: DifferenceKind,
    /// What is shown.
    pub resolution: Text,
    /// Why.
    pub reason: Text,
}

/// A link to another event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// Event id in the same dataset.
    pub id: String,
    /// What connects them.
    pub text: Text,
}

/// The whole record of one event. The bundled data store it; readers of other formats make it on demand
/// from the original row, so that popup, dossier and citation have one source of truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Title.
    pub title: Text,
    /// What is known, each statement with `[source-id]`.
    pub account: Text,
    /// Country, English name.
    pub country: String,
    /// First-order division.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Place as shown.
    pub place: Text,
    /// When; `None` only in imported rows without a date.
    pub when: Option<When>,
    /// Where.
    pub location: Location,
    /// Type.
    pub event_type: EventType,
    /// Sub-type, in ACLED's or the dataset's words.
    #[serde(default)]
    pub sub_event_type: Option<String>,
    /// Sides.
    pub sides: Vec<Side>,
    /// Source ids in the order of the citation numbers.
    pub sources: Vec<String>,
    /// A line that replaces a source's general one in this event's popup.
    #[serde(default)]
    pub source_notes: BTreeMap<String, Text>,
    /// What the sources say.
    pub claims: Vec<Claim>,
    /// Statements that several records repeat.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Differences that were looked into.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// Links to other events.
    #[serde(default)]
    pub related: Vec<Related>,
    /// What remains open.
    #[serde(default)]
    pub uncertain: Option<Text>,
    /// What another dataset codes; `None` in a record of our own, whose figures follow from its claims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coded: Option<Box<super::Coded>>,
    /// Lineage of the dataset that the event came from, where it stands among events of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The cells of the imported row, (column, value); set by readers of our own files. Ask the event for
    /// them ([`super::Event::imported`]), whatever file it came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub original: super::OriginalRow,
    /// Where the symbol stands; set by the reader from the geometry.
    #[serde(skip)]
    pub point: Option<LonLat>,
    /// Rings of the area of a region as the file draws them, longitude and latitude; set by the reader from
    /// the geometry.
    #[serde(skip)]
    pub outline: Vec<Vec<[f64; 2]>>,
}

impl Incident {
    /// The citation number of a source, from 1; `None` for one the event does not cite.
    pub fn citation_number(&self, source: &str) -> Option<usize> {
        self.sources.iter().position(|id| id == source).map(|i| i + 1)
    }

    /// A side by its id.
    pub fn side(&self, id: &str) -> Option<&Side> {
        self.sides.iter().find(|side| side.id == id)
    }

    /// Centre and radius of what is drawn: the point with its radius, else the area.
    pub fn circle(&self) -> Option<(LonLat, Metres)> {
        let area = self.location.area;
        self.point
            .map(|p| (p, self.location.radius_m))
            .or_else(|| area.and_then(|a| Some((LonLat::new(a.lon, a.lat)?, a.radius_m))))
    }
}
