//! What several test programs need.

use std::sync::Arc;

use sahel_atlas::base::{LonLat, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, EventDraft, Incident, OriginalRow, Source, difference, resolve,
};

#[derive(Debug)]
struct Held(Vec<Arc<Incident>>);

impl Records for Held {
    fn incident(&self, record: u32) -> Arc<Incident> {
        Arc::clone(&self.0[record as usize])
    }
    fn original(&self, record: u32) -> OriginalRow {
        vec![("title".to_owned(), self.0[record as usize].title.en.clone())]
    }
    fn notes(&self, record: u32) -> String {
        self.0[record as usize].account.en.clone()
    }
}

/// The bundled collection.
pub fn bundled() -> Arc<Dataset> {
    let sources: Vec<Source> = serde_json::from_str(include_str!("../../data/sources.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(include_str!("../../data/incidents.geojson")).unwrap();
    let card: DatasetCard = serde_json::from_value(file["dataset"].clone()).unwrap();
    let by_id: std::collections::BTreeMap<String, Source> = sources.iter().map(|s| (s.id.clone(), s.clone())).collect();
    let mut builder = DatasetBuilder::new(card).with_sources(sources);
    let mut held = Vec::new();
    for (record, feature) in (0u32..).zip(file["features"].as_array().unwrap()) {
        let mut incident: Incident = serde_json::from_value(feature["properties"].clone()).unwrap();
        let at = &feature["geometry"]["coordinates"];
        incident.point = at[0].as_f64().zip(at[1].as_f64()).and_then(|(x, y)| LonLat::new(x, y));
        let when = incident.when.clone().unwrap();
        builder.push(EventDraft {
            id: feature["id"].as_str().unwrap().to_owned(),
            title: incident.title.clone(),
            span: when.days(),
            span_kind: when.span,
            date_precision: when.precision,
            centre: incident.circle().map(|(c, _)| c),
            radius: incident.location.radius_m,
            class: incident.location.class,
            kind: incident.event_type,
            sub_kind: incident.sub_event_type.clone().unwrap_or_default(),
            country: incident.country.clone(),
            admin1: incident.admin1.clone().unwrap_or_default(),
            place: incident.place.clone(),
            actors: Vec::new(),
            sources: incident.sources.clone(),
            deaths: resolve::deaths(&incident, &|id| by_id.get(id)),
            disagreements: difference::disagreements(&incident) as u16,
            record,
        });
        held.push(Arc::new(incident));
    }
    let _ = Text::default();
    Arc::new(builder.finish(Box::new(Held(held))))
}
