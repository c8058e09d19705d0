//! A filter as text.

use super::lex::{self, Piece};
use super::values::CLASSES;
use super::{Key, Known};
use crate::base::gazetteer;
use crate::base::{DaySpan, LonLat, Step};
use crate::model::{EventType, PlaceClass};
use crate::query::filter::{Choice, DeathRange, Filter};
use crate::query::{Area, Criterion};
use crate::words::Words;

/// The text that asks for a filter, and for days where `window` names some, in the language of `words`.
pub fn to_text(filter: &Filter, window: Option<DaySpan>, known: &Known<'_>, words: &Words) -> String {
    let mut out = Out {
        words,
        pieces: Vec::new(),
    };
    out.choice(Key::Actor, &filter.actors);
    filter.deaths.into_iter().for_each(|range| out.deaths(range));
    out.classes(&filter.classes);
    window.into_iter().for_each(|span| out.days(span));
    out.kinds(&filter.kinds);
    out.choice(Key::SubType, &filter.sub_kinds);
    out.choice(Key::Country, &filter.countries);
    out.choice(Key::Region, &filter.admin1s);
    out.choice(Key::Source, &filter.sources);
    out.choice(Key::Id, &filter.ids);
    out.datasets(&filter.datasets, known);
    if let Some(disagree) = filter.disagree {
        let answers = if disagree {
            words.searching.yes
        } else {
            words.searching.no
        };
        out.push(false, Key::Disagree, ":", answers.first().copied().unwrap_or("?"));
    }
    filter.area.iter().for_each(|area| out.area(area));
    let text = plain(&filter.text);
    out.pieces.extend((!text.is_empty()).then_some(text));
    out.pieces.join(" ")
}

struct Out<'a> {
    words: &'a Words,
    pieces: Vec<String>,
}

impl Out<'_> {
    fn push(&mut self, not: bool, key: Key, op: &str, value: &str) {
        let minus = if not { "-" } else { "" };
        self.pieces.push(format!("{minus}{}{op}{value}", key.name(self.words)));
    }

    fn choice(&mut self, key: Key, choice: &Choice<String>) {
        for (not, values) in [(false, &choice.include), (true, &choice.exclude)] {
            for value in values {
                self.push(not, key, ":", &quoted(value));
            }
        }
    }

    fn kinds(&mut self, choice: &Choice<EventType>) {
        for (not, values) in [(false, &choice.include), (true, &choice.exclude)] {
            for kind in values {
                let name = quoted(self.words.event_type(*kind));
                self.push(not, Key::Type, ":", &name);
            }
        }
    }

    /// By the short name, where only one dataset has it.
    fn datasets(&mut self, choice: &Choice<String>, known: &Known<'_>) {
        let values = known.values(Criterion::Dataset);
        let name = |id: &String| {
            let shown = values
                .iter()
                .find(|value| value.value == *id)
                .and_then(|value| value.names.first());
            let only = shown.filter(|name| super::values::meant(&values, name) == [id.clone()]);
            only.unwrap_or(id).clone()
        };
        for (not, values) in [(false, &choice.include), (true, &choice.exclude)] {
            for id in values {
                self.push(not, Key::Dataset, ":", &quoted(&name(id)));
            }
        }
    }

    fn deaths(&mut self, range: DeathRange) {
        match range.max {
            Some(max) if max == range.min => self.push(false, Key::Deaths, ":", &max.to_string()),
            Some(max) if range.min > 0 => {
                let value = format!("{}..{max}", range.min);
                self.push(false, Key::Deaths, ":", &value);
            }
            Some(max) => self.push(false, Key::Deaths, "<=", &max.to_string()),
            None => self.push(false, Key::Deaths, ">=", &range.min.to_string()),
        }
        if range.with_unknown {
            let unknown = self.words.searching.unknown.first().copied().unwrap_or("?");
            self.push(false, Key::Deaths, ":", unknown);
        }
    }

    fn classes(&mut self, choice: &Choice<PlaceClass>) {
        for (not, values) in [(false, &choice.include), (true, &choice.exclude)] {
            if values.is_empty() {
                continue;
            }
            let numbers: Vec<usize> = (0..CLASSES.len())
                .filter(|n| CLASSES.get(*n).is_some_and(|class| values.contains(class)))
                .collect();
            let last = numbers.last().copied().unwrap_or(0);
            if numbers.len() > 1 && last + 1 == numbers.len() {
                self.push(not, Key::Precision, "<=", &last.to_string());
            } else {
                let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
                self.push(not, Key::Precision, ":", &numbers.join(","));
            }
        }
    }

    fn days(&mut self, span: DaySpan) {
        let (year, month, _) = span.start().to_ymd();
        if span.days() == 1 {
            self.push(false, Key::Date, ":", &span.start().to_string());
        } else if Step::Month.span_of(span.start()) == span {
            self.push(false, Key::Date, ":", &format!("{year:04}-{month:02}"));
        } else if Step::Year.span_of(span.start()) == span {
            self.push(false, Key::Date, ":", &format!("{year:04}"));
        } else {
            self.push(false, Key::After, ":", &span.start().to_string());
            self.push(false, Key::Before, ":", &span.end().to_string());
        }
    }

    fn area(&mut self, area: &Area) {
        let Area::Circle { centre, radius_m } = area else {
            let drawn = self.words.searching.drawn.first().copied().unwrap_or("?");
            return self.push(false, Key::Area, ":", drawn);
        };
        let km = radius_m / 1_000.0;
        #[expect(
            clippy::float_cmp,
            reason = "only a number that comes back as it was is written in kilometres"
        )]
        let radius = if km * 1_000.0 == *radius_m {
            format!("{km}km")
        } else {
            format!("{radius_m}m")
        };
        let value = match town(*centre) {
            Some(name) => format!("\"{name}\",{radius}"),
            None => format!("{},{},{radius}", centre.lat(), centre.lon()),
        };
        self.push(false, Key::Near, ":", &value);
    }
}

/// Plain words as one text that reads as them: what would read as a keyword is in quotes.
pub(super) fn plain(text: &str) -> String {
    let piece = |token: lex::Token| match token.piece {
        Piece::Word(word) => word,
        Piece::Phrase(phrase) if phrase.trim().is_empty() => String::new(),
        Piece::Phrase(phrase) => format!("\"{}\"", phrase.trim()),
        _ => format!("\"{}\"", text.get(token.at).unwrap_or("").replace('"', " ").trim()),
    };
    let pieces: Vec<String> = lex::tokens(text)
        .into_iter()
        .map(piece)
        .filter(|piece| !piece.is_empty())
        .collect();
    pieces.join(" ")
}

/// A value in quotes where it needs them.
pub(super) fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || c == '"' || c == ',');
    if plain {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', "\"\""))
    }
}

/// The town that stands exactly there, if its name means it.
fn town(at: LonLat) -> Option<&'static str> {
    let towns = &gazetteer::bundled().towns;
    let town = towns.iter().find(|town| town.at == at)?;
    let folded = crate::base::fold::fold(&town.name.en);
    let is = |other: &&gazetteer::Town| {
        crate::base::fold::fold(&other.name.en) == folded || crate::base::fold::fold(&other.name.fr) == folded
    };
    let first = towns.iter().find(is)?;
    (first.at == at).then_some(town.name.en.as_str())
}
