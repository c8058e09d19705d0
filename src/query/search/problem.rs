//! What was not understood, and what to type instead.

use std::ops::Range;

use super::Key;
use crate::base::dates::DateError;
use crate::words::Words;

/// Something in the text that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// What it is.
    pub kind: ProblemKind,
}

/// What was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing has this name; names that come near.
    NoValue(Key, String, Vec<String>),
    /// Looks like a keyword; one that comes near.
    NoKey(String, Key),
    /// A minus before a word that is no keyword.
    Minus(String),
    /// A date that cannot be read.
    Date(Key, String, DateError),
    /// A keyword wants something else than was found.
    Wants(Key, String, Wanted),
    /// OR between things that cannot be alternatives.
    Or,
    /// The numbers of deaths asked for leave none.
    NoNumberFits,
    /// The days asked for leave none.
    NoDayFits,
}

/// What a keyword wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A name.
    Name,
    /// A number.
    Number,
    /// A number beside "unknown".
    AlsoNumber,
    /// A number from 0 to 5.
    Class,
    /// Yes or no.
    YesNo,
    /// A place and a radius.
    Place,
    /// A radius.
    Radius,
    /// "drawn", while a shape is drawn.
    Drawn,
    /// Only one area.
    OneArea,
    /// A colon, no comparison.
    Colon,
    /// No minus.
    NoMinus,
    /// A space behind the closing quote.
    Space,
}

impl Problem {
    /// In words, with the character where it stands.
    pub fn explain(&self, text: &str, words: &Words) -> String {
        let before = text.get(..self.at.start).unwrap_or(text);
        format!(
            "{}{}",
            words.at_character(before.chars().count() + 1),
            self.kind.explain(words)
        )
    }
}

impl ProblemKind {
    fn explain(&self, words: &Words) -> String {
        match self {
            Self::NoValue(key, found, near) => words.no_such_value(key.name(words), found, near),
            Self::NoKey(found, near) => words.no_such_key(found, near.name(words)),
            Self::Minus(found) => {
                let example = format!("-{}:…", Key::Type.name(words));
                let text = words.pick(
                    "a minus leaves out only before a keyword, as in",
                    "le moins n’exclut que devant un mot-clé, comme",
                );
                format!("-{found}: {text} {example}.")
            }
            Self::Date(key, found, error) => {
                let error = words.date_error(*error);
                format!("{}:{found}: {error}", key.name(words))
            }
            Self::Wants(key, found, wanted) => words.key_wants(key.name(words), found, wanted.name(words)),
            Self::Or => words.or_joins().to_owned(),
            Self::NoNumberFits => {
                let text = words.pick(
                    "no number is both that large and that small.",
                    "aucun nombre n’est à la fois si grand et si petit.",
                );
                text.to_owned()
            }
            Self::NoDayFits => {
                let text = words.pick(
                    "no day is both after the one and before the other.",
                    "aucun jour n’est à la fois après l’un et avant l’autre.",
                );
                text.to_owned()
            }
        }
    }
}

impl Wanted {
    fn name(self, words: &Words) -> &'static str {
        let (en, fr) = match self {
            Self::Name => ("a name", "un nom"),
            Self::Number => ("a number, as in >5, <=20, 3..8", "un nombre, comme >5, <=20, 3..8"),
            Self::AlsoNumber => ("a number too, as in >=0", "aussi un nombre, comme >=0"),
            Self::Class => ("a number from 0 (sharp) to 5", "un nombre de 0 (précis) à 5"),
            Self::YesNo => ("yes or no", "oui ou non"),
            Self::Place => (
                "a place that is known, as in \"Ansongo\",30km",
                "un lieu connu, comme \"Ansongo\",30km",
            ),
            Self::Radius => (
                "a distance in km or m, as in ,30km",
                "une distance en km ou m, comme ,30km",
            ),
            Self::Drawn => ("a shape that was drawn on the map", "une forme dessinée sur la carte"),
            Self::OneArea => ("to be the only area", "d’être la seule zone"),
            Self::Colon => ("a colon", "deux-points"),
            Self::NoMinus => ("no minus", "aucun moins"),
            Self::Space => (
                "a space after the closing quote",
                "une espace après le guillemet fermant",
            ),
        };
        words.pick(en, fr)
    }
}
