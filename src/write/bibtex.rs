//! BibTeX entries, in UTF-8, with everything that TeX would read as a command made text.

use std::fmt::Write as _;

use super::sources::name;
use crate::model::Source;
use crate::words::Words;

/// One entry with a line end after it. Fields hold only what is printed; `note` says how the record was
/// read, in the language of the words.
pub fn entry(source: &Source, words: &Words) -> String {
    let (kind, container) = match source.csl_type.as_str() {
        "article-newspaper" | "article-magazine" | "article-journal" if source.container_title.is_some() => {
            ("article", "journal")
        }
        "entry-encyclopedia" => ("incollection", "booktitle"),
        _ => ("misc", "howpublished"),
    };
    let mut fields: Vec<(&str, String)> = Vec::new();
    let authors: Vec<String> = source.author.iter().map(|a| braced(&name(a))).collect();
    if !authors.is_empty() {
        fields.push(("author", authors.join(" and ")));
    }
    let title = source
        .title
        .as_deref()
        .unwrap_or(super::sources::without_title(source, words));
    fields.push(("title", braced(title)));
    fields.extend(source.container_title.as_ref().map(|c| (container, escaped(c))));
    fields.extend(source.publisher.as_ref().map(|p| ("publisher", escaped(p))));
    let printed = source.issued.as_ref().and_then(|d| d.date_parts.first());
    for (field, part) in ["year", "month", "day"].into_iter().zip(printed.into_iter().flatten()) {
        fields.push((field, part.to_string()));
    }
    fields.extend(source.url.as_ref().map(|u| ("url", u.replace(['{', '}', '\\'], ""))));
    fields.extend(source.language.as_ref().map(|l| ("langid", escaped(l))));
    fields.push(("note", escaped(source.custom.short.get(words.lang))));
    entry_of(kind, &source.id, &fields)
}

/// An entry for a source that has no record: the line that the row gives.
pub fn entry_without_record(id: &str, line: &str) -> String {
    entry_of("misc", id, &[("title", braced(id)), ("note", escaped(line))])
}

fn entry_of(kind: &str, id: &str, fields: &[(&str, String)]) -> String {
    let mut out = format!("@{kind}{{{},\n", key(id));
    for (field, value) in fields {
        let _ = writeln!(out, "  {field} = {{{value}}},");
    }
    out + "}\n"
}

/// A citation key: letters, digits and `-_.:`; everything else a hyphen.
fn key(id: &str) -> String {
    let good = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    let key: String = id.chars().map(|c| if good(c) { c } else { '-' }).collect();
    key.trim_matches('-').to_owned()
}

/// In braces of its own, so that TeX keeps the capitals.
fn braced(text: &str) -> String {
    format!("{{{}}}", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_entry_is_a_command() {
        assert_eq!(
            escaped("100 % & {x}_\\y\n"),
            "100 \\% \\& \\{x\\}\\_\\textbackslash{}y "
        );
        assert_eq!(key("@ocisse691, née"), "ocisse691--n-e");
        let entry = entry_without_record("Radio, A", "Radio A");
        assert_eq!(
            entry,
            "@misc{Radio--A,\n  title = {{Radio, A}},\n  note = {Radio A},\n}\n"
        );
    }
}
