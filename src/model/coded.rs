//! What a dataset codes for an event by itself, beside or against what claims would give.
//!
//! Incidents of our own store claims only, and the shown figures are made from them ([`super::resolve`]). A row
//! of another dataset brings its own figures: they are kept here, so that an export that is read again shows the
//! same event.

use serde::{Deserialize, Serialize};

use super::deaths::Deaths;
use super::incident::Incident;
use super::{DatePrecision, EventDraft, SpanKind, difference, resolve};
use crate::base::Text;

/// Figures and names of an imported row. Texts and sources are here only where the row's differ from those of
/// the record that was made of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coded {
    /// Deaths as the dataset counts them.
    pub deaths: Deaths,
    /// Names of the actors as coded.
    pub actors: Vec<String>,
    /// Number of fields on which the sources disagree.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub disagreements: u16,
    /// Short title, where the record has another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Short name of the place, where the record has another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// Source ids of the row, where the record cites others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<String>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(n: &u16) -> bool {
    *n == 0
}

impl EventDraft {
    /// The row of a whole record: its figures are those the dataset codes, else what the claims give.
    pub fn of_record(id: &str, record: u32, incident: &Incident, source: &resolve::SourceOf<'_>) -> Self {
        let when = incident.when.as_ref();
        let coded = incident.coded.as_deref();
        let disagreements = || u16::try_from(difference::disagreements(incident)).unwrap_or(u16::MAX);
        let title = coded.and_then(|c| c.title.as_ref());
        let place = coded.and_then(|c| c.place.as_ref());
        let sources = coded.and_then(|c| c.sources.as_ref());
        Self {
            id: id.to_owned(),
            title: title.unwrap_or(&incident.title).clone(),
            span: when.and_then(super::incident::When::days),
            span_kind: when.map_or(SpanKind::Single, |w| w.span),
            date_precision: when.map_or(DatePrecision::Unknown, |w| w.precision),
            centre: incident.circle().map(|(centre, _)| centre),
            radius: incident.location.radius_m,
            class: incident.location.class,
            kind: incident.event_type,
            sub_kind: incident.sub_event_type.clone().unwrap_or_default(),
            country: incident.country.clone(),
            admin1: incident.admin1.clone().unwrap_or_default(),
            place: place.unwrap_or(&incident.place).clone(),
            actors: coded.map_or_else(|| named_actors(incident), |c| c.actors.clone()),
            sources: sources.unwrap_or(&incident.sources).clone(),
            deaths: coded.map_or_else(|| resolve::deaths(incident, source), |c| c.deaths),
            disagreements: coded.map_or_else(disagreements, |c| c.disagreements),
            record,
        }
    }
}

/// Names as coded; a side that no dataset codes goes by its own name.
fn named_actors(incident: &Incident) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for side in &incident.sides {
        let own = std::slice::from_ref(&side.name.en);
        let coded = if side.coded.is_empty() { own } else { &side.coded };
        names.extend(coded.iter().cloned());
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}
