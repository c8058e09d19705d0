//! What may come next: keywords, and values of the data.

use std::ops::Range;

use super::Key;
use super::lex::{self, Piece};
use super::values::{Known, holds};
use crate::base::fold::fold;
use crate::base::gazetteer;
use crate::query::Criterion;
use crate::words::Words;

/// Most that is offered.
const MOST: usize = 8;

/// Something that can be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What is put in.
    pub insert: String,
    /// What is shown.
    pub label: String,
    /// Events it stands for now, for a value.
    pub count: Option<usize>,
}

/// What may come next, and which bytes of the text it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggestions {
    /// Bytes that are replaced.
    pub replace: Range<usize>,
    /// Offers, best first.
    pub offers: Vec<Suggestion>,
}

/// What may come next at a caret, a position in bytes.
pub fn suggest(text: &str, caret: usize, known: &Known<'_>, words: &Words) -> Suggestions {
    let tokens = lex::tokens(text);
    let here = tokens
        .into_iter()
        .find(|token| token.at.start < caret && caret <= token.at.end);
    let Some(token) = here else {
        return Suggestions::default();
    };
    let offers = match &token.piece {
        Piece::Keyword { not, key, value, .. } => of_key(*not, *key, value, known, words),
        Piece::Word(typed) => of_word(typed, false, known, words),
        Piece::Minus(typed) => of_word(typed, true, known, words),
        Piece::NoKey { near, .. } => vec![keyword(*near, false, words)],
        Piece::Phrase(_) => Vec::new(),
    };
    Suggestions {
        replace: token.at,
        offers,
    }
}

fn keyword(key: Key, not: bool, words: &Words) -> Suggestion {
    let name = key.name(words);
    let sign = match key {
        Key::Deaths => ">",
        Key::Precision => "<=",
        _ => ":",
    };
    let minus = if not { "-" } else { "" };
    Suggestion {
        insert: format!("{minus}{name}{sign}"),
        label: format!("{minus}{name}{sign}"),
        count: None,
    }
}

/// Keywords that begin so, then values that hold it.
fn of_word(typed: &str, not: bool, known: &Known<'_>, words: &Words) -> Vec<Suggestion> {
    let wanted = fold(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let begins = |key: &Key| fold(key.name(words)).starts_with(&wanted);
    let keys = Key::ALL
        .into_iter()
        .filter(begins)
        .filter(|key| *key != Key::Area || known.drawn().is_some());
    let mut offers: Vec<Suggestion> = keys.map(|key| keyword(key, not, words)).collect();
    if wanted.chars().count() >= 2 {
        for key in [Key::Actor, Key::Country, Key::Region, Key::Type, Key::SubType] {
            offers.extend(of_key(not, key, typed, known, words).into_iter().take(3));
        }
    }
    offers.truncate(MOST);
    offers
}

/// Values of a keyword that hold what was typed of one.
fn of_key(not: bool, key: Key, typed: &str, known: &Known<'_>, words: &Words) -> Vec<Suggestion> {
    let minus = if not { "-" } else { "" };
    let offer = |value: &str, count: Option<usize>| {
        let text = format!("{minus}{}:{}", key.name(words), super::print::quoted(value));
        Suggestion {
            label: format!("{minus}{}: {value}", key.name(words)),
            insert: text,
            count,
        }
    };
    let wanted = fold(typed);
    let fits = |name: &str| wanted.is_empty() || holds(name, &wanted);
    match key {
        Key::Disagree => {
            let answers = [words.searching.yes, words.searching.no];
            let answers = answers.into_iter().filter_map(|names| names.first());
            answers
                .filter(|name| fits(name))
                .map(|name| offer(name, None))
                .collect()
        }
        Key::Near => {
            let towns = gazetteer::bundled().towns.iter();
            let towns = towns.filter(|town| !wanted.is_empty() && fold(town.name.get(words.lang)).starts_with(&wanted));
            let offers = towns.map(|town| {
                let name = town.name.get(words.lang);
                Suggestion {
                    insert: format!("{}:\"{name}\",30km", key.name(words)),
                    label: format!("{}: {name}, 30 km", key.name(words)),
                    count: None,
                }
            });
            offers.take(MOST).collect()
        }
        _ => {
            let Some(criterion) = key.criterion() else {
                return Vec::new();
            };
            let values = known.values(criterion);
            let mut found: Vec<_> = values
                .iter()
                .filter(|value| value.names.iter().any(|name| fits(name)))
                .collect();
            found.sort_by_key(|value| std::cmp::Reverse(value.count));
            let shown = |value: &super::values::Value| match criterion {
                Criterion::Kind | Criterion::Dataset => value.names.first().cloned().unwrap_or_default(),
                _ => value.value.clone(),
            };
            let offers = found.into_iter().take(MOST);
            offers.map(|value| offer(&shown(value), Some(value.count))).collect()
        }
    }
}
