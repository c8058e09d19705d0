//! Source records as text, CSL-JSON and BibTeX.

use super::bibtex;
use crate::base::{Day, Lang};
use crate::model::source::{CslName, NotPrinted};
use crate::model::{Dataset, Incident, Source};
use crate::words::Words;

/// A format of source records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFormat {
    /// CSL-JSON, as Zotero and Pandoc read it.
    CslJson,
    /// BibTeX.
    Bibtex,
    /// Lines for people.
    Text,
}

/// Source records in a format; text and notes in the language of the words.
pub fn sources<'a>(list: impl IntoIterator<Item = &'a Source>, format: SourceFormat, words: &Words) -> String {
    match format {
        SourceFormat::CslJson => csl_json(list),
        SourceFormat::Bibtex => list.into_iter().map(|s| bibtex::entry(s, words)).collect(),
        SourceFormat::Text => list
            .into_iter()
            .map(|s| format!("[{}] {}\n", s.id, full_line(s, words)))
            .collect(),
    }
}

/// The records as a CSL-JSON array.
pub fn csl_json<'a>(list: impl IntoIterator<Item = &'a Source>) -> String {
    let list: Vec<&Source> = list.into_iter().collect();
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

/// The records that an incident cites, in the order of its citation numbers; ids without a record are not
/// among them.
pub fn of_incident<'a>(incident: &Incident, dataset: &'a Dataset) -> Vec<&'a Source> {
    incident.sources.iter().filter_map(|id| dataset.source(id)).collect()
}

/// One source of an incident in one line, as the popup shows it: the incident's own line, the record's
/// short form, or the name that the row gives.
pub fn short_line(id: &str, incident: &Incident, dataset: &Dataset, lang: Lang) -> String {
    let own = incident.source_notes.get(id).map(|text| text.get(lang));
    let record = || dataset.source(id).map(|source| source.custom.short.get(lang));
    own.or_else(record).unwrap_or(id).to_owned()
}

/// Everything printed about a source and what is not: authors, title, outlet, date as printed, estimate with
/// its reason, how it was read, where the copy was found, address.
pub fn full_line(source: &Source, words: &Words) -> String {
    let w = words.citing;
    let mut parts: Vec<String> = Vec::new();
    let authors: Vec<String> = source.author.iter().map(name).filter(|n| !n.is_empty()).collect();
    if !authors.is_empty() {
        parts.push(authors.join(", "));
    }
    let title = source.title.as_deref();
    parts.push(title.map_or_else(|| without_title(source, words).to_owned(), |title| words.quoted(title)));
    let outlet = [source.container_title.as_deref(), source.publisher.as_deref()];
    let mut outlet: Vec<&str> = outlet.into_iter().flatten().collect();
    outlet.dedup();
    outlet.extend(source.custom.agency.as_deref().filter(|a| !outlet_has(source, a)));
    if !outlet.is_empty() {
        parts.push(outlet.join(", "));
    }
    parts.push(date_line(source, words));
    parts.extend(
        source
            .custom
            .estimated
            .as_ref()
            .map(|e| sentence(e.reason.get(words.lang))),
    );
    parts.push(format!("{} {}", w.read, words.read_in(source.custom.read_as)));
    parts.extend(source.custom.host.as_ref().map(|host| format!("{} {host}", w.found_at)));
    parts.extend(source.url.clone());
    parts.join(". ")
}

/// What to say of a record without a title: that it prints none, or that nobody wrote it down.
pub(super) fn without_title(source: &Source, words: &Words) -> &'static str {
    if source.custom.not_printed.contains(&NotPrinted::Title) {
        words.citing.no_title
    } else {
        words.citing.title_unknown
    }
}

/// A sentence without its full stop: the parts of a line are joined by one.
fn sentence(text: &str) -> String {
    text.trim_end_matches('.').to_owned()
}

fn outlet_has(source: &Source, agency: &str) -> bool {
    source.publisher.as_deref() == Some(agency) || source.container_title.as_deref() == Some(agency)
}

/// An author as printed: given name first, or the name of an institution.
pub(super) fn name(name: &CslName) -> String {
    if let Some(literal) = &name.literal {
        return literal.clone();
    }
    let parts = [name.given.as_deref(), name.family.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The printed date exactly as far as printed, and the estimated one.
pub fn date_line(source: &Source, words: &Words) -> String {
    let w = words.citing;
    let printed = source
        .custom
        .printed_date
        .as_deref()
        .map(|date| printed_date(date, words));
    let estimated = source.custom.estimated.as_ref().map(|e| {
        let days = crate::base::DaySpan::inclusive(e.earliest, e.latest);
        format!("{} {}", w.estimated, words.span_short(days))
    });
    let without_date = if source.custom.not_printed.contains(&NotPrinted::Date) {
        w.no_date
    } else {
        w.date_unknown
    };
    match (printed, estimated) {
        (None, None) => without_date.to_owned(),
        (None, Some(estimated)) => format!("{without_date}, {estimated}"),
        (Some(printed), None) => printed,
        (Some(printed), Some(estimated)) => format!("{} {printed}, {estimated}", w.page_shows),
    }
}

/// A date of ISO form in words, as far as it goes: a day, a month, a year; anything else as it stands.
fn printed_date(iso: &str, words: &Words) -> String {
    if let Some(day) = Day::parse_iso(iso) {
        return words.day_short(day);
    }
    match Day::parse_iso(&format!("{iso}-01")) {
        Some(first) => {
            let whole = words.day_short(first);
            whole
                .split_once(' ')
                .map_or(whole.clone(), |(_, month)| month.to_owned())
        }
        None => iso.to_owned(),
    }
}
