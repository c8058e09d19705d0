//! The legend as data: the same entries for the window, the picture and the print.

use std::sync::Arc;

use super::crowd::Scale;
use crate::base::Text;
use crate::model::{EventType, PlaceClass};
use crate::query::{FacetValue, Part, QueryResult};
use crate::session::MapWeight;

/// Datasets of more events than this are explained with bubbles.
const MANY: usize = 60;

/// A dataset, where there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetEntry {
    /// Its name.
    pub name: Arc<Text>,
    /// Which mark its symbols carry.
    pub cue: u8,
    /// Its visible events.
    pub visible: usize,
}

/// What the key must explain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Legend {
    /// Types that occur in the open datasets, with the visible events of each now.
    pub kinds: Vec<FacetValue<EventType>>,
    /// The shown datasets; none where only one is open, which needs no mark.
    pub datasets: Vec<DatasetEntry>,
    /// Whether an event has an exact place.
    pub exact: bool,
    /// Whether one is known to a circle of at most 25 km.
    pub near: bool,
    /// Whether one is known to a circle of at most 60 km.
    pub part_of_region: bool,
    /// Whether one is known to a region or country only.
    pub area: bool,
    /// Whether sources disagree on one.
    pub differ: bool,
    /// Whether there are so many events that some are drawn as one bubble or one tag with their number.
    pub many: bool,
    /// Whether one visible event only may have happened in the window.
    pub possible: bool,
    /// Whether neighbouring places are gathered in rings with their count.
    pub clusters: bool,
    /// Percent of their size at which symbols are drawn where each place has one for all its events.
    pub spots: Option<u8>,
    /// Colours of hexagons or heat, where they are shown instead of incidents.
    pub surface: Option<SurfaceKey>,
}

/// What the colours of hexagons or heat stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurfaceKey {
    /// Classes of the counts.
    pub scale: Scale,
    /// Heat: the counts are smoothed.
    pub smooth: bool,
    /// What is counted.
    pub weight: MapWeight,
    /// Area of a hexagon, square kilometres.
    pub square_km: u32,
    /// Radius of the circle of that area, kilometres: over this the counts of heat are smoothed.
    pub radius_km: u32,
    /// Visible events that are left out: their place is known less sharply than that.
    pub too_coarse: u32,
}

impl Legend {
    /// The legend of a result. Everything but counts and `possible` follows from the datasets alone, so that it
    /// does not jump while the window moves.
    pub fn of(result: &QueryResult) -> Self {
        let facets = &result.facets;
        let has = |wanted: &[PlaceClass]| facets.classes.iter().any(|c| wanted.contains(&c.value));
        Self {
            kinds: kinds(result),
            datasets: datasets(result),
            exact: has(&[PlaceClass::P0, PlaceClass::P1]),
            near: has(&[PlaceClass::P2]),
            part_of_region: has(&[PlaceClass::P3]),
            area: has(&[PlaceClass::P4, PlaceClass::P5]),
            many: result.total > MANY,
            differ: facets.disagree > 0,
            possible: result.possible_only() > 0,
            clusters: false,
            spots: None,
            surface: None,
        }
    }
}

fn datasets(result: &QueryResult) -> Vec<DatasetEntry> {
    let marked = result.parts.iter().any(|part| part.slice.cue > 0);
    if result.parts.len() < 2 && !marked {
        return Vec::new();
    }
    let of = |part: &Part| DatasetEntry {
        name: Arc::clone(&part.slice.name),
        cue: part.slice.cue,
        visible: part.visible.count(),
    };
    result.parts.iter().map(of).collect()
}

/// Visible events by type. The facets say how many a click would give, which is another number as soon as the
/// filter names types.
fn kinds(result: &QueryResult) -> Vec<FacetValue<EventType>> {
    let counts = result.kinds();
    let present = result.facets.kinds.iter();
    present
        .map(|facet| FacetValue {
            value: facet.value,
            count: counts.get(facet.value.index()).map_or(0, |n| *n as usize),
        })
        .collect()
}
