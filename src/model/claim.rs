//! What one source says about one field of one event.

use serde::{Deserialize, Serialize};

use crate::base::{Day, DaySpan, Text};

/// What a claim is about. The order is that of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// When it happened.
    Date,
    /// Where it happened.
    Place,
    /// Who did it or took part.
    Actor,
    /// People killed.
    Killed,
    /// People wounded.
    Wounded,
    /// People missing.
    Missing,
    /// People taken.
    Captured,
    /// "Neutralised" and the like: put out of action, as the source words it. Never added to killed.
    OutOfAction,
    /// Dead, wounded and missing in one figure.
    Casualties,
    /// How many people took part on a side.
    Strength,
    /// Weapons, vehicles, way of fighting.
    Means,
    /// What the people attacked were doing.
    Activity,
    /// When and by whom it was announced.
    Announced,
    /// Vehicles, weapons, animals lost.
    LossesMaterial,
    /// How it ended.
    Outcome,
}

impl Field {
    /// Every field, in the order of the dossier.
    pub const ALL: [Self; 15] = [
        Self::Date,
        Self::Place,
        Self::Actor,
        Self::Killed,
        Self::Wounded,
        Self::Missing,
        Self::Captured,
        Self::OutOfAction,
        Self::Casualties,
        Self::Strength,
        Self::Means,
        Self::Activity,
        Self::Announced,
        Self::LossesMaterial,
        Self::Outcome,
    ];
}

/// Whose losses a figure is about, seen from who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoseLosses {
    /// The side that speaks counts its own.
    Own,
    /// The side that speaks claims to have inflicted them. Never totalled, never sizes a symbol.
    Opposing,
    /// Somebody else counts.
    Third,
}

/// How much of what happened a figure covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This event.
    #[default]
    Event,
    /// More than this event: no upper bound of it.
    Wider,
    /// A part of this event: no figure for the whole of it.
    Part,
}

/// A number as a source gives it, read as a range of people or things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// Lowest reading; `None` where the source says that no figure is known.
    pub low: Option<u32>,
    /// Highest reading; `None` is open.
    pub high: Option<u32>,
    /// Words such as "several" or "dozens" stand behind it.
    #[serde(default)]
    pub vague: bool,
}

impl Number {
    /// Whether the source leaves the upper end open.
    pub fn is_open(self) -> bool {
        self.low.is_some() && self.high.is_none()
    }
}

/// A span of days as a claim gives it, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedDays {
    /// First day.
    pub start: Day,
    /// First day after.
    pub end: Day,
}

impl ClaimedDays {
    /// As a span; `None` where reversed or empty.
    pub fn span(self) -> Option<DaySpan> {
        DaySpan::new(self.start, self.end)
    }
}

/// One statement of one source. Never changed after reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Unique in the dataset.
    pub id: String,
    /// What it is about.
    pub field: Field,
    /// Id of the side it is about.
    #[serde(default)]
    pub side: Option<String>,
    /// Claims of one event, field and side with the same key give the same answer.
    pub key: String,
    /// The answer as a short phrase; a plain number may go without.
    #[serde(default)]
    pub value: Option<Text>,
    /// The answer as a number.
    #[serde(default)]
    pub number: Option<Number>,
    /// The answer as days.
    #[serde(default)]
    pub date: Option<ClaimedDays>,
    /// The words of the source, in its language.
    #[serde(default)]
    pub quote: Option<String>,
    /// Source id.
    pub source: String,
    /// Who is quoted.
    #[serde(default)]
    pub by: Option<Text>,
    /// The statement that this and other records repeat.
    #[serde(default)]
    pub statement: Option<String>,
    /// Whose losses, for losses.
    #[serde(default)]
    pub whose_losses: Option<WhoseLosses>,
    /// How much it covers.
    #[serde(default)]
    pub scope: Scope,
    /// Short qualifier after the value.
    #[serde(default)]
    pub note: Option<Text>,
    /// Whether the popup shows it; the dossier shows all.
    #[serde(default)]
    pub popup: bool,
}
