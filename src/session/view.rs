//! The map's frame as the session knows it: where it is, and where it has been asked to go.

use serde::{Deserialize, Serialize};

use super::Session;
use crate::base::place::Bounds;
use crate::base::{Day, DaySpan, LonLat};
use crate::query::{Certainty, Filter, TimeWindow};

/// Centre and zoom of the map as last shown. Zoom 0 is the world in 256 points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapView {
    /// Centre.
    pub centre: LonLat,
    /// Zoom, 0 to 14 and a little more.
    pub zoom: f64,
}

/// A move the map has been asked to make. The map panel does it once and remembers the number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapMove {
    /// Counts up with every request.
    pub number: u64,
    /// Where to.
    pub target: MapTarget,
}

/// Where the map is asked to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MapTarget {
    /// Show all of these bounds, with a margin of 64 points.
    Bounds(Bounds),
    /// This very view.
    View(MapView),
    /// Pan by the least amount that brings this place into the frame.
    Reveal(LonLat),
    /// Zoom by this many levels around the centre.
    ZoomBy(f64),
    /// Pan by a part of the frame: (east, south), 1.0 is the whole width or height.
    PanBy(f32, f32),
}

/// What was looked at when the program ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LastLook {
    /// Lineages of the open datasets.
    pub datasets: Vec<String>,
    /// Filter.
    pub filter: Filter,
    /// First day of the window.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// How uncertain dates were treated.
    pub certainty: Certainty,
    /// Longitude and latitude of the map's centre, and its zoom.
    pub view: Option<(f64, f64, f64)>,
}

impl Session {
    /// What is looked at now, to come back to at the next start.
    pub fn last_look(&self) -> LastLook {
        LastLook {
            datasets: self.lineages(),
            filter: self.looking.filter.clone(),
            from: self.looking.window.span.start(),
            to: self.looking.window.span.last_day(),
            certainty: self.looking.window.certainty,
            view: self
                .map_view
                .map(|view| (view.centre.lon(), view.centre.lat(), view.zoom)),
        }
    }

    /// Comes back to what was looked at, if the same datasets are open; else nothing changes.
    pub fn look_again(&mut self, look: LastLook) {
        if look.datasets != self.lineages() {
            return;
        }
        self.looking.filter = look.filter;
        self.looking.window = TimeWindow {
            span: DaySpan::inclusive(look.from, look.to),
            certainty: look.certainty,
        };
        self.stale = true;
        self.refresh();
        if let Some((lon, lat, zoom)) = look.view
            && let Some(centre) = LonLat::new(lon, lat)
        {
            self.ask_map(MapTarget::View(MapView { centre, zoom }));
        }
    }

    fn lineages(&self) -> Vec<String> {
        self.layers()
            .iter()
            .map(|layer| layer.dataset().card().id.clone())
            .collect()
    }
}
