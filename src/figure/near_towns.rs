//! Which towns stand near visible incidents: their names come first.

use super::places::Places;
use crate::base::gazetteer::{Gazetteer, Town};

/// Towns this near to a visible incident come before others, metres.
const NEAR_INCIDENT: f64 = 60_000.0;
/// A visible incident this near stands on the town: its name is kept if at all possible, metres.
const AT_INCIDENT: f64 = 8_000.0;

/// How near a visible incident is to a town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Nearness {
    /// None within 60 km.
    #[default]
    Far,
    /// One within 60 km.
    Near,
    /// One stands on the town.
    At,
}

/// How near visible incidents are to towns, by position in the gazetteer. Depends on the result alone.
#[derive(Debug, Clone, Default)]
pub struct NearTowns(Vec<Nearness>);

impl NearTowns {
    /// The towns near the places of a result.
    pub fn of(places: &Places, gazetteer: &Gazetteer) -> Self {
        let nearness = |town: &Town| {
            let mut found = Nearness::Far;
            for place in places.list.iter().filter(|p| p.area.is_none()) {
                // A degree of latitude is never shorter than 110 km, one of longitude here not than 100.
                if (place.at.lat() - town.at.lat()).abs() > 0.55 || (place.at.lon() - town.at.lon()).abs() > 0.75 {
                    continue;
                }
                match place.at.rough_distance_to(town.at) {
                    // A name beside a place that is only known to a circle would make it look sharper than it is.
                    d if d <= AT_INCIDENT && place.ring == 0.0 => return Nearness::At,
                    d if d <= NEAR_INCIDENT => found = Nearness::Near,
                    _ => {}
                }
            }
            found
        };
        Self(gazetteer.towns.iter().map(nearness).collect())
    }

    /// Of the town at this position.
    pub(super) fn of_town(&self, town: usize) -> Nearness {
        self.0.get(town).copied().unwrap_or_default()
    }
}
