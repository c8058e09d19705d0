//! What surrounds the incidents: developments and figures that are never points on the map.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::claim::Number;
use crate::base::{Day, DaySpan, Text};

/// A development that the sources mention: a bar of the context lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Development {
    /// Id, unique in the file.
    pub id: String,
    /// What happened.
    pub title: Text,
    /// Country, in English.
    pub country: String,
    /// Where, if anywhere in particular.
    #[serde(default)]
    pub place: Option<Text>,
    /// First day.
    pub start: Day,
    /// First day after; `None` where it goes on.
    #[serde(default)]
    pub end: Option<Day>,
    /// How sharply the dates are known: `day`, `week`, `month`, `range`, `year`, `process`.
    pub precision: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Remark.
    #[serde(default)]
    pub note: Option<Text>,
}

impl Development {
    /// The days it covers; one that goes on ends after `open_end`.
    pub fn span(&self, open_end: Day) -> DaySpan {
        let end = self.end.unwrap_or(open_end);
        DaySpan::new(self.start, end).unwrap_or(DaySpan::day(self.start))
    }
}

/// A figure over a period and an area: context, never an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Id, unique in the file.
    pub id: String,
    /// Short title.
    pub title: Text,
    /// A full sentence with its attribution.
    pub text: Text,
    /// Country or area, in English.
    pub country: String,
    /// First day, where one is given.
    #[serde(default)]
    pub start: Option<Day>,
    /// First day after.
    #[serde(default)]
    pub end: Option<Day>,
    /// The number.
    #[serde(default)]
    pub number: Option<Number>,
    /// Source id.
    pub source: String,
    /// Who is quoted.
    pub by: Text,
}

/// What to say where the collection holds no incident of a country.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmptyCountry {
    /// The sentences.
    pub text: Text,
    /// Id of the figure that says more.
    pub figure: String,
}

/// The context of a collection.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Version of the file's schema.
    pub schema_version: u32,
    /// Developments, for the context lane.
    pub developments: Vec<Development>,
    /// Figures, for the list of context figures.
    pub figures: Vec<Figure>,
    /// By English country name.
    #[serde(default)]
    pub empty_country: BTreeMap<String, EmptyCountry>,
}
