//! A filter in words: the chips under the top bar, the line of a picture, the heading of an export.

use super::area::Area;
use super::filter::{Choice, Criterion, Filter};
use super::result::QueryResult;
use crate::words::Words;

/// What one active criterion asks for: "Niger, not Mali". Empty for a criterion that asks for nothing. Sources
/// are named by the one-line form of the datasets of `result`, or by their id where none has them.
pub fn criterion(filter: &Filter, criterion: Criterion, result: &QueryResult, words: &Words) -> String {
    let not = words.filtering.not;
    match criterion {
        Criterion::Country => list(&filter.countries, not, |v| words.country(v).to_owned()),
        Criterion::Kind => list(&filter.kinds, not, |kind| words.event_type(*kind).to_owned()),
        Criterion::Actor => list(&filter.actors, not, String::clone),
        Criterion::Class => list(&filter.classes, not, |class| words.place_class(*class).to_owned()),
        Criterion::Source => list(&filter.sources, not, |id| {
            let found = result.parts.iter().find_map(|part| part.dataset.source(id));
            found.map_or_else(|| id.clone(), |source| source.custom.short.get(words.lang).to_owned())
        }),
        Criterion::Disagree => filter.disagree.map_or_else(String::new, |wanted| {
            let text = if wanted {
                words.filtering.disagree
            } else {
                words.filtering.agree
            };
            text.to_owned()
        }),
        Criterion::Deaths => filter.deaths.map_or_else(String::new, |range| {
            let mut text = format!("{} {}", words.filtering.at_least, words.number(range.min.into()));
            if let Some(max) = range.max {
                text += &format!(", {} {}", words.filtering.at_most, words.number(max.into()));
            }
            if range.with_unknown {
                text += &format!(", {}", words.filtering.with_unknown);
            }
            text
        }),
        Criterion::Text => filter.text.trim().to_owned(),
        Criterion::Admin1 => list(&filter.admin1s, not, String::clone),
        Criterion::SubKind => list(&filter.sub_kinds, not, String::clone),
        Criterion::Area => match &filter.area {
            None => String::new(),
            Some(Area::Frame(_)) => words.picking.in_frame.to_owned(),
            Some(Area::Box(_)) => words.picking.in_box.to_owned(),
            Some(area) => words.area(area.radius_m()),
        },
        Criterion::Id => list(&filter.ids, not, String::clone),
        Criterion::Dataset => list(&filter.datasets, not, |id| {
            let cards = result.parts.iter().map(|part| part.dataset.card());
            let card = { cards }.find(|card| card.id == *id);
            let name = card.map(|card| card.short.as_deref().unwrap_or(card.title.get(words.lang)));
            name.unwrap_or(id).to_owned()
        }),
    }
}

/// Every active criterion with its name, in the order of the panel: ["Country: Niger", "Text: convoy"]; empty
/// for a filter that lets everything pass.
pub fn criteria(filter: &Filter, result: &QueryResult, words: &Words) -> Vec<String> {
    let active = filter.active().into_iter();
    active
        .map(|c| words.labelled(c.name(words), &criterion(filter, c, result, words)))
        .collect()
}

fn list<T: Ord>(choice: &Choice<T>, not: &str, name: impl Fn(&T) -> String) -> String {
    let included = choice.include.iter().map(&name);
    let excluded = choice.exclude.iter().map(|value| format!("{not} {}", name(value)));
    included.chain(excluded).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::EventType;
    use crate::query::{Certainty, DeathRange, TimeWindow, run};
    use crate::words::{EN, FR};

    fn all() -> QueryResult {
        let dataset = Arc::new(crate::read::bundled().unwrap());
        let span = dataset.extent().unwrap();
        let window = TimeWindow {
            span,
            certainty: Certainty::Possible,
        };
        run(&[dataset], &Filter::default(), window)
    }

    #[test]
    fn a_filter_reads_as_a_sentence_in_both_languages() {
        let result = all();
        let mut filter = Filter::default();
        assert!(criteria(&filter, &result, &EN).is_empty());
        filter.countries.toggle("Niger".to_owned());
        filter.kinds.toggle_excluded(EventType::Riots);
        filter.deaths = Some(DeathRange {
            min: 10,
            max: None,
            with_unknown: true,
        });
        filter.text = " convoy ".to_owned();
        let found = criteria(&filter, &result, &EN).join(" · ");
        assert_eq!(
            found,
            "Country: Niger · Event type: not Riots · Reported deaths (lowest figure): at least 10, also without a figure · Text: convoy"
        );
        let found = criteria(&filter, &result, &FR).join(" · ");
        assert_eq!(
            found,
            "Pays\u{A0}: Niger · Type d’événement\u{A0}: sauf Émeutes · Morts signalés (chiffre le plus bas)\u{A0}: au moins 10, aussi sans chiffre · Texte\u{A0}: convoy"
        );
    }

    #[test]
    fn sources_are_named_and_unknown_ones_keep_their_id() {
        let result = all();
        let mut filter = Filter::default();
        filter.sources.toggle("rfi-2023-10-04".to_owned());
        filter.sources.toggle("z-unheard-of".to_owned());
        let found = criterion(&filter, Criterion::Source, &result, &EN);
        assert_eq!(found, "RFI, 4 Oct 2023, read in a copy, z-unheard-of");
    }
}
