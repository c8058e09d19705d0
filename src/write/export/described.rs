//! An event in lines for people: what a balloon of a map program or a waypoint says.

use crate::model::{Event, Incident};
use crate::words::Words;
use crate::write::sources::short_line;

/// When, where and how sharply, what, how many deaths, who, what is known, and the numbered sources.
pub(super) fn lines(event: Event<'_>, incident: &Incident, words: &Words) -> Vec<String> {
    let w = words.exporting;
    let lang = words.lang;
    let mut lines = vec![match event.span() {
        Some(span) => words.labelled(w.when, &words.told_days(span, event.span_kind())),
        None => words.labelled(w.when, words.common.undated),
    }];
    let place = event.place().get(lang).to_owned();
    let names = [place.as_str(), event.admin1(), words.country(event.country())];
    let mut names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    names.dedup();
    let exact = if event.is_located() {
        words.how_exact(event.place_class(), event.radius())
    } else {
        words.citing.no_place.to_owned()
    };
    lines.push(words.labelled(w.place, &format!("{} ({exact})", names.join(", "))));
    let mut kind = words.event_type(event.kind()).to_owned();
    if !event.sub_kind().is_empty() {
        kind = format!("{kind}, {}", words.sub_type(event.sub_kind()));
    }
    lines.push(words.labelled(w.kind, &kind));
    lines.push(words.labelled(w.deaths, &words.counted(event.deaths())));
    let actors: Vec<&str> = event.actors().collect();
    if !actors.is_empty() {
        lines.push(words.labelled(w.actors, &actors.join("; ")));
    }
    if event.disagreements() > 0 {
        lines.push(words.labelled(w.differ, &words.number(u64::from(event.disagreements()))));
    }
    let account = incident.account.get(lang);
    if !account.is_empty() {
        lines.push(account.to_owned());
    }
    let dataset = event.dataset();
    for (i, id) in event.sources().enumerate() {
        lines.push(format!("[{}] {}", i + 1, short_line(id, incident, dataset, lang)));
    }
    lines.push(words.labelled(w.id, &format!("{}, {}", dataset.card().title.get(lang), event.id())));
    lines
}
