//! How sharply a place and a date are known.

use serde::{Deserialize, Serialize};

use crate::base::Metres;

/// How sharply the place of an event is known, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlaceClass {
    /// Within 1 km.
    P0,
    /// Within 5 km: a town or village.
    P1,
    /// Within 25 km: near a named place.
    P2,
    /// Within 60 km: part of a region.
    P3,
    /// A region: no point is known.
    P4,
    /// A country: no point is known.
    P5,
}

impl PlaceClass {
    /// Every class, sharpest first.
    pub const ALL: [Self; 6] = [Self::P0, Self::P1, Self::P2, Self::P3, Self::P4, Self::P5];

    /// The class of a radius in metres. Nothing wider than 60 km is drawn as a point.
    pub fn of_radius(radius: Metres) -> Self {
        match radius {
            r if r <= 1_000.0 => Self::P0,
            r if r <= 5_000.0 => Self::P1,
            r if r <= 25_000.0 => Self::P2,
            r if r <= 60_000.0 => Self::P3,
            _ => Self::P4,
        }
    }

    /// Radius in metres assumed where a dataset codes only a class: the upper bound of the class,
    /// 100 km for a region and 500 km for a country.
    pub fn default_radius(self) -> Metres {
        match self {
            Self::P0 => 1_000.0,
            Self::P1 => 5_000.0,
            Self::P2 => 25_000.0,
            Self::P3 => 60_000.0,
            Self::P4 => 100_000.0,
            Self::P5 => 500_000.0,
        }
    }

    /// Whether events of this class are drawn at a point at all.
    pub fn has_point(self) -> bool {
        self < Self::P4
    }

    /// `P0` … `P5`, as in files and exports.
    pub fn code(self) -> &'static str {
        match self {
            Self::P0 => "P0",
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
        }
    }

    /// ACLED `geo_precision`: 1 town, 2 part of a region, 3 region (ACLED codebook, 2023).
    pub fn from_acled(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::P1),
            2 => Some(Self::P2),
            3 => Some(Self::P4),
            _ => None,
        }
    }

    /// UCDP `where_prec`: 1 exact, 2 within 25 km, 3 second-order division, 4 first-order division,
    /// 5 line or fuzzy polygon, 6 country, 7 sea or air (UCDP GED codebook 24.1, section 4.4).
    pub fn from_ucdp(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::P1),
            2 => Some(Self::P2),
            3 => Some(Self::P3),
            4 | 5 => Some(Self::P4),
            6 | 7 => Some(Self::P5),
            _ => None,
        }
    }
}

/// How sharply the date of an event is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    /// The day is known.
    Day,
    /// Some days within a week.
    Week,
    /// Somewhere in a month.
    Month,
    /// Somewhere in a year.
    Year,
    /// Between two stated days.
    Range,
    /// No date at all.
    Unknown,
}

impl DatePrecision {
    /// Every precision.
    pub const ALL: [Self; 6] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::Range,
        Self::Unknown,
    ];

    /// The word used in files and exports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Range => "range",
            Self::Unknown => "unknown",
        }
    }
}

/// What an interval of more than one day means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpanKind {
    /// One day.
    Single,
    /// The event went on over the whole interval: touching a window is certain.
    Lasting,
    /// It happened at some time within the interval: touching a window is only possible.
    Uncertain,
}

impl SpanKind {
    /// Every meaning.
    pub const ALL: [Self; 3] = [Self::Single, Self::Lasting, Self::Uncertain];

    /// The word used in files and exports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Lasting => "lasting",
            Self::Uncertain => "uncertain",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PlaceClass;

    #[test]
    fn classes_follow_the_radius_at_their_borders() {
        for (radius, class) in [
            (0.0, PlaceClass::P0),
            (1_000.0, PlaceClass::P0),
            (1_001.0, PlaceClass::P1),
            (25_000.0, PlaceClass::P2),
            (50_000.0, PlaceClass::P3),
            (60_001.0, PlaceClass::P4),
        ] {
            assert_eq!(PlaceClass::of_radius(radius), class, "{radius}");
        }
    }

    #[test]
    fn regions_and_countries_have_no_point() {
        assert!(PlaceClass::P3.has_point());
        assert!(!PlaceClass::P4.has_point() && !PlaceClass::P5.has_point());
    }
}
