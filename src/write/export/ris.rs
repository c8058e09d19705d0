//! RIS, as EndNote, Zotero and library catalogues read it: tags of two letters, lines end with CR LF.

use std::io::Write;

use super::csl::{Cited, each_source};
use super::{Export, ExportError, Written};
use crate::base::Pulse;
use crate::model::Source;
use crate::model::source::CslName;
use crate::words::Words;
use crate::write::sources::without_title;

pub(super) fn write(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    each_source(export, pulse, |source| {
        let lines = match source {
            Cited::Record(record) => fields(record, export.words),
            Cited::Name(name) => vec![
                ("TY", "GEN".to_owned()),
                ("ID", name.to_owned()),
                ("TI", name.to_owned()),
                ("N1", export.words.exporting.named_only.to_owned()),
            ],
        };
        for (tag, value) in lines {
            write!(out, "{tag}  - {}\r\n", one_line(&value))?;
        }
        out.write_all(b"ER  - \r\n\r\n")
    })
}

/// A value stands on one line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn fields(source: &Source, words: &Words) -> Vec<(&'static str, String)> {
    let kind = match source.csl_type.as_str() {
        "article-newspaper" => "NEWS",
        "article-magazine" => "MGZN",
        "article-journal" => "JOUR",
        "report" => "RPRT",
        "dataset" => "DATA",
        "entry-encyclopedia" => "ENCYC",
        "book" => "BOOK",
        "webpage" | "post-weblog" | "post" => "ELEC",
        _ => "GEN",
    };
    let mut lines = vec![("TY", kind.to_owned()), ("ID", source.id.clone())];
    let title = source.title.as_deref();
    lines.push(("TI", title.unwrap_or(without_title(source, words)).to_owned()));
    lines.extend(source.author.iter().map(|author| ("AU", family_first(author))));
    lines.extend(source.container_title.clone().map(|text| ("T2", text)));
    lines.extend(source.publisher.clone().map(|text| ("PB", text)));
    if let Some(parts) = source.issued.as_ref().and_then(|date| date.date_parts.first()) {
        let part = |i: usize, width: usize| parts.get(i).map(|n| format!("{n:0width$}")).unwrap_or_default();
        lines.push(("PY", part(0, 4)));
        lines.push(("DA", format!("{}/{}/{}/", part(0, 4), part(1, 2), part(2, 2))));
    }
    lines.extend(source.language.clone().map(|text| ("LA", text)));
    lines.extend(source.url.clone().map(|text| ("UR", text)));
    lines.push(("N1", source.custom.short.get(words.lang).to_owned()));
    lines
}

/// "Family, Given", as RIS wants it; an institution as it stands.
fn family_first(name: &CslName) -> String {
    if let Some(literal) = &name.literal {
        return literal.clone();
    }
    let parts = [name.family.as_deref(), name.given.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
