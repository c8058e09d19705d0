//! The whole record of an event as our own files store it: the record a reader made, with the figures and cells
//! of an imported row laid over it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Export;
use crate::base::Text;
use crate::model::incident::{Area, When};
use crate::model::{Coded, Dataset, Event, Incident, Source};

/// A record ready to be stored.
pub(super) struct Whole<'a> {
    pub event: Event<'a>,
    /// Id in the file: that of the event, with its dataset before it where another dataset has the same.
    pub id: Cow<'a, str>,
    pub incident: Incident,
}

/// The records of an export, in order.
pub(super) fn records<'a>(export: &Export<'a>) -> impl Iterator<Item = Whole<'a>> + use<'a> {
    let datasets = export.datasets();
    let mixed = datasets.len() > 1;
    export.events().map(move |event| {
        let mut incident = laid_over(event);
        let own = event.dataset();
        if mixed && incident.from.is_none() {
            incident.from = Some(own.card().id.clone());
        }
        let others = datasets.iter().filter(|d| !std::ptr::eq(**d, own));
        let taken = others.filter(|d| d.find(event.id()).is_some()).count() > 0;
        let id = if taken {
            Cow::Owned(format!("{}:{}", own.card().id, event.id()))
        } else {
            Cow::Borrowed(event.id())
        };
        Whole { event, id, incident }
    })
}

/// The record with what its row codes.
fn laid_over(event: Event<'_>) -> Incident {
    let mut incident = Incident::clone(&event.incident());
    let Some(original) = event.imported() else {
        return incident;
    };
    let sources: Vec<String> = event.sources().map(str::to_owned).collect();
    let (title, place) = (event.title(), event.place());
    let unlike = |row: &Text, record: &Text| (row != record).then(|| row.clone());
    incident.coded = Some(Box::new(Coded {
        deaths: event.deaths(),
        actors: event.actors().map(str::to_owned).collect(),
        disagreements: event.disagreements(),
        title: unlike(&title, &incident.title),
        place: unlike(&place, &incident.place),
        sources: (sources != incident.sources).then_some(sources),
    }));
    incident.original = original;
    event.country().clone_into(&mut incident.country);
    incident.admin1 = some(event.admin1());
    incident.event_type = event.kind();
    incident.sub_event_type = some(event.sub_kind());
    let steps = incident.when.take().map(|when| when.steps).unwrap_or_default();
    incident.when = event.span().map(|span| When {
        start: span.start(),
        end: span.end(),
        span: event.span_kind(),
        precision: event.date_precision(),
        steps,
    });
    incident.point = event.point();
    let place = &mut incident.location;
    place.class = event.place_class();
    place.radius_m = event.radius();
    let area = event.circle().filter(|_| !place.class.has_point());
    place.area = area.map(|(centre, radius)| {
        let same = place.area.filter(|a| (a.lon, a.lat) == (centre.lon(), centre.lat()));
        same.unwrap_or(Area {
            lon: centre.lon(),
            lat: centre.lat(),
            radius_m: radius,
        })
    });
    incident
}

fn some(text: &str) -> Option<String> {
    Some(text).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// Ids of everything that a record cites, each once, in the order of the citation numbers, then those of the
/// location.
pub(super) fn cited(incident: &Incident) -> Vec<&str> {
    let row = incident.coded.iter().flat_map(|coded| coded.sources.iter().flatten());
    let place = incident.location.sources.iter();
    let others = incident.location.others.iter().flat_map(|other| &other.sources);
    let all = row.chain(&incident.sources).chain(place).chain(others);
    let mut seen = BTreeSet::new();
    all.map(String::as_str).filter(|id| seen.insert(*id)).collect()
}

/// Source records that have been written: each goes out with the first event that cites it.
#[derive(Default)]
pub(super) struct Given(BTreeSet<String>);

impl Given {
    /// Records of a dataset with these ids that have not gone out yet.
    pub fn new_ones<'a>(&mut self, dataset: &'a Dataset, ids: &[&str]) -> Vec<&'a Source> {
        let found = ids.iter().filter_map(|id| dataset.source(id));
        found.filter(|source| self.first(&source.id)).collect()
    }

    /// Whether this id has not gone out before.
    pub fn first(&mut self, id: &str) -> bool {
        !self.0.contains(id) && self.0.insert(id.to_owned())
    }
}
