//! The table of our own (CSV): see `model::interchange` for the columns. UTF-8, commas, lines end with CR LF.

use std::io::Write;

use super::whole::{Given, Whole, cited, records};
use super::{Export, ExportError, Written, attribution};
use crate::base::Pulse;
use crate::model::interchange::{AS_CODED, Column, FROM_CLAIMS, RecordCell, french_cell, list_cell, text_cell};
use crate::model::{DatasetCard, Event, Incident, OriginalRow, Source};

pub(super) fn write(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    let card = export.card();
    let columns = if card.terms.is_free() {
        Column::ALL.len() - 1
    } else {
        Column::ALL.len()
    };
    let heads = Column::ALL.iter().take(columns).map(|(_, name)| *name);
    table.write_record(heads).map_err(io)?;
    let (mut given, mut written) = (Given::default(), 0);
    for whole in records(export) {
        pulse.check()?;
        let sources = given.new_ones(whole.event.dataset(), &cited(&whole.incident));
        let row = Row {
            whole: &whole,
            card: &card,
            sources: &sources,
            first: written == 0,
        };
        for (column, _) in Column::ALL.into_iter().take(columns) {
            table.write_field(row.cell(column)?).map_err(io)?;
        }
        table.write_record(None::<&[u8]>).map_err(io)?;
        written += 1;
        pulse.advance(1);
    }
    table.flush()?;
    Ok(Written {
        written,
        ..Written::default()
    })
}

fn io(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(std::io::Error::other(format!("{other:?}"))),
    }
}

/// What a row is made of.
pub(super) struct Row<'a> {
    pub whole: &'a Whole<'a>,
    pub card: &'a DatasetCard,
    /// Source records that have not gone out with an earlier row.
    pub sources: &'a [&'a Source],
    /// Whether it is the first one.
    pub first: bool,
}

impl Row<'_> {
    /// A cell as it stands in the table.
    pub fn cell(&self, column: Column) -> std::io::Result<String> {
        let (event, incident) = (self.whole.event, &self.whole.incident);
        let (title, place) = (event.title(), event.place());
        let json = std::io::Error::from;
        Ok(match column {
            Column::Id => text_cell(&self.whole.id),
            Column::Dataset => text_cell(incident.from.as_deref().unwrap_or(&self.card.id)),
            Column::Title => text_cell(&title.en),
            Column::TitleFr => french_cell(&title),
            Column::Place => text_cell(&place.en),
            Column::PlaceFr => french_cell(&place),
            Column::Country => text_cell(&incident.country),
            Column::Admin1 => text_cell(incident.admin1.as_deref().unwrap_or_default()),
            Column::EventType => incident.event_type.name().to_owned(),
            Column::SubEventType => text_cell(incident.sub_event_type.as_deref().unwrap_or_default()),
            Column::Actors => list_cell(event.actors()),
            Column::Account => text_cell(&incident.account.en),
            Column::AccountFr => french_cell(&incident.account),
            Column::Sources => list_cell(event.sources()),
            Column::SourceRecords if self.sources.is_empty() => String::new(),
            Column::SourceRecords => serde_json::to_string(self.sources).map_err(json)?,
            Column::Record => record(event, incident).map_err(json)?,
            Column::Original => original(&incident.original).map_err(json)?,
            Column::DatasetCard if self.first => serde_json::to_string(self.card).map_err(json)?,
            Column::DatasetCard => String::new(),
            Column::Attribution => text_cell(&attribution(self.card).en),
            Column::Figures if incident.coded.is_some() => AS_CODED.to_owned(),
            Column::Figures => FROM_CLAIMS.to_owned(),
            other => number(event, incident, other),
        })
    }
}

/// Cells of days, places and numbers: never text that a spreadsheet could run.
fn number(event: Event<'_>, incident: &Incident, column: Column) -> String {
    let place = &incident.location;
    let when = incident.when.as_ref();
    let span = when.and_then(crate::model::incident::When::days);
    let degrees = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    let people = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let deaths = event.deaths();
    match column {
        Column::Start => span.map(|s| s.start().to_string()).unwrap_or_default(),
        Column::LastDay => span.map(|s| s.last_day().to_string()).unwrap_or_default(),
        Column::Span => when.map(|w| w.span.code().to_owned()).unwrap_or_default(),
        Column::DatePrecision => when.map(|w| w.precision.code().to_owned()).unwrap_or_default(),
        Column::Lon => degrees(incident.point.map(crate::base::LonLat::lon)),
        Column::Lat => degrees(incident.point.map(crate::base::LonLat::lat)),
        Column::Precision => place.class.code().to_owned(),
        Column::RadiusM => place.radius_m.to_string(),
        Column::AreaLon => degrees(place.area.map(|a| a.lon)),
        Column::AreaLat => degrees(place.area.map(|a| a.lat)),
        Column::AreaRadiusM => degrees(place.area.map(|a| a.radius_m)),
        Column::Located => text_cell(&place.method.en),
        Column::LocatedFr => french_cell(&place.method),
        Column::DeathsLow => people(deaths.low),
        Column::DeathsBest => people(deaths.best),
        Column::DeathsHigh => people(deaths.high),
        Column::DeathsHighOpen => deaths.high_open.to_string(),
        Column::Differ => event.disagreements().to_string(),
        _ => String::new(),
    }
}

/// What of a record has no column; empty where nothing is left.
fn record(event: Event<'_>, incident: &Incident) -> serde_json::Result<String> {
    let sources: Vec<&str> = event.sources().collect();
    let (title, place) = (event.title(), event.place());
    let unlike = |row: &crate::base::Text, record: &crate::base::Text| (row != record).then(|| record.clone());
    let from = &incident.location;
    let rest = RecordCell {
        title: unlike(&title, &incident.title),
        place: unlike(&place, &incident.place),
        sources: (incident.sources != sources).then(|| incident.sources.clone()),
        date_steps: incident.when.as_ref().map(|w| w.steps.clone()).unwrap_or_default(),
        location_sources: from.sources.clone(),
        location_steps: from.steps.clone(),
        location_note: from.note.clone(),
        others: from.others.clone(),
        sides: incident.sides.clone(),
        source_notes: incident.source_notes.clone(),
        claims: incident.claims.clone(),
        statements: incident.statements.clone(),
        conflicts: incident.conflicts.clone(),
        related: incident.related.clone(),
        uncertain: incident.uncertain.clone(),
        outline: incident.outline.clone(),
    };
    if rest == RecordCell::default() {
        return Ok(String::new());
    }
    serde_json::to_string(&rest)
}

/// The cells of the imported row as a JSON object in the order of the file. A name that stands there twice stands
/// here twice.
pub(super) fn original(cells: &OriginalRow) -> serde_json::Result<String> {
    if cells.is_empty() {
        return Ok(String::new());
    }
    let mut out = Vec::new();
    let mut object = serde_json::Serializer::new(&mut out);
    serde::Serializer::collect_map(&mut object, cells.iter().map(|(name, value)| (name, value)))?;
    Ok(String::from_utf8(out).unwrap_or_default())
}
