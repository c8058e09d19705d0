//! Sentences with `[source-id]` as lines with citation numbers.

use super::{Line, Part};
use crate::model::Incident;

/// A text of the record, its `[source-id]`s turned into citation numbers. What is not the id of one of the
/// event's sources stays as it stands.
pub fn cited_text(incident: &Incident, text: &str) -> Line {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        let id = from
            .get(1..)
            .and_then(|inside| inside.split_once(']'))
            .map(|(id, _)| id);
        let number = id.and_then(|id| incident.citation_number(id));
        match (id, number) {
            (Some(id), Some(number)) => {
                push_text(&mut parts, before, true);
                parts.push(Part::Cite(number));
                rest = from.get(id.len() + 2..).unwrap_or("");
            }
            _ => {
                let kept = open + 1;
                push_text(&mut parts, rest.get(..kept).unwrap_or(before), false);
                rest = rest.get(kept..).unwrap_or("");
            }
        }
    }
    push_text(&mut parts, rest, false);
    Line { parts }
}

/// Adds text; what only parts two citations is dropped.
fn push_text(parts: &mut Vec<Part>, text: &str, before_cite: bool) {
    let between = before_cite && text.trim().is_empty() && matches!(parts.last(), Some(Part::Cite(_)));
    if text.is_empty() || between {
        return;
    }
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}
