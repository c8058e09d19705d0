//! The sources that the events cite, each once, in the order in which they are first cited: CSL-JSON and BibTeX.
//! A source that a row only names, without a record, goes out as a name.

use std::io::Write;

use serde_json::json;

use super::whole::{Given, cited};
use super::{Export, ExportError, Written};
use crate::base::Pulse;
use crate::model::Source;
use crate::write::bibtex;

/// A source as the events cite it.
pub(super) enum Cited<'a> {
    /// With its record.
    Record(&'a Source),
    /// Named by a row, no more.
    Name(&'a str),
}

/// Gives every source to `each`, once; counts them.
pub(super) fn each_source(
    export: &Export<'_>,
    pulse: &Pulse,
    mut each: impl FnMut(Cited<'_>) -> std::io::Result<()>,
) -> Result<Written, ExportError> {
    let mut given = Given::default();
    let mut written = 0;
    for event in export.events() {
        pulse.check()?;
        let incident = event.incident();
        let row: Vec<&str> = event.sources().collect();
        for id in row.into_iter().chain(cited(&incident)) {
            if !id.is_empty() && given.first(id) {
                each(event.dataset().source(id).map_or(Cited::Name(id), Cited::Record))?;
                written += 1;
            }
        }
        pulse.advance(1);
    }
    Ok(Written {
        written,
        ..Written::default()
    })
}

pub(super) fn write_json(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    out.write_all(b"[")?;
    let mut before: &[u8] = b"\n";
    let written = each_source(export, pulse, |source| {
        out.write_all(before)?;
        before = b",\n";
        match source {
            Cited::Record(record) => serde_json::to_writer(&mut *out, record)?,
            Cited::Name(name) => {
                let named = json!({"id": name, "type": "document", "title": name});
                serde_json::to_writer(&mut *out, &named)?;
            }
        }
        Ok(())
    })?;
    out.write_all(b"\n]\n")?;
    Ok(written)
}

pub(super) fn write_bibtex(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    each_source(export, pulse, |source| {
        let entry = match source {
            Cited::Record(record) => bibtex::entry(record, export.words),
            Cited::Name(name) => bibtex::entry_without_record(name, export.words.exporting.named_only),
        };
        out.write_all(entry.as_bytes())
    })
}
