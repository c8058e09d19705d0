//! A record of which nothing is known.

use std::collections::BTreeMap;

use crate::base::Text;
use crate::model::{EventType, Incident, Location, PlaceClass};

/// A record without content: what a reader gives for a position that no row has, and what it fills in.
pub(super) fn no_incident() -> Incident {
    Incident {
        title: Text::default(),
        account: Text::default(),
        country: String::new(),
        admin1: None,
        place: Text::default(),
        when: None,
        location: Location {
            class: PlaceClass::P5,
            radius_m: PlaceClass::P5.default_radius(),
            method: Text::default(),
            sources: Vec::new(),
            steps: Vec::new(),
            note: None,
            area: None,
            others: Vec::new(),
        },
        event_type: EventType::Other,
        sub_event_type: None,
        sides: Vec::new(),
        sources: Vec::new(),
        source_notes: BTreeMap::new(),
        claims: Vec::new(),
        statements: Vec::new(),
        conflicts: Vec::new(),
        related: Vec::new(),
        uncertain: None,
        coded: None,
        from: None,
        original: Vec::new(),
        point: None,
        outline: Vec::new(),
    }
}
