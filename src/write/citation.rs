//! What "copy" puts on the clipboard for one event: citation, BibTeX, CSL-JSON, coordinates.

use super::{bibtex, sources};
use crate::model::{Dataset, Event, Incident, PlaceClass};
use crate::words::Words;

/// The citation in one paragraph: title, place, date, dataset and id, then the numbered sources.
pub fn plain(event: Event<'_>, incident: &Incident, dataset: &Dataset, words: &Words) -> String {
    let lang = words.lang;
    let date = event
        .span()
        .map_or_else(|| words.common.undated.to_owned(), |span| words.span_short(span));
    let exact = words.how_exact(event.place_class(), event.radius());
    let numbered: Vec<String> = incident
        .sources
        .iter()
        .enumerate()
        .map(|(i, id)| format!("[{}] {}", i + 1, sources::short_line(id, incident, dataset, lang)))
        .collect();
    format!(
        "{}. {}, {date} ({exact}). {}, {}. {}{}{}.",
        incident.title.get(lang),
        incident.place.get(lang),
        dataset.card().title.get(lang),
        event.id(),
        words.citing.sources,
        words.reading.colon,
        numbered.join(words.reading.semicolon),
    )
}

/// BibTeX entries of every source that the incident cites, in the order of its citation numbers.
pub fn bibtex(incident: &Incident, dataset: &Dataset, words: &Words) -> String {
    let entries = incident.sources.iter().map(|id| match dataset.source(id) {
        Some(source) => bibtex::entry(source, words),
        None => bibtex::entry_without_record(id, &sources::short_line(id, incident, dataset, words.lang)),
    });
    entries.collect()
}

/// CSL-JSON of every source of the incident that has a record.
pub fn csl_json(incident: &Incident, dataset: &Dataset) -> String {
    sources::csl_json(sources::of_incident(incident, dataset))
}

/// Latitude and longitude with the radius: `15.13740, 4.77730 (±50 km)`. For a region the centre of its
/// area, and that no point is known. Always with a decimal point: other programs read it.
pub fn coordinates(event: Event<'_>, words: &Words) -> String {
    let Some((centre, radius)) = event.circle() else {
        return words.citing.no_place.to_owned();
    };
    let exact = match event.place_class() {
        PlaceClass::P4 | PlaceClass::P5 => words.how_exact(event.place_class(), radius),
        _ => format!("\u{B1}{}", words.radius(radius)),
    };
    format!("{:.5}, {:.5} ({exact})", centre.lat(), centre.lon())
}
