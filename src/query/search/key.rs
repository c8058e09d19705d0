//! The keywords of the search field.

use crate::base::fold::fold;
use crate::query::Criterion;
use crate::words::{EN, FR, Words};

/// A keyword, in the order of `words.searching.keys`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Actor.
    Actor,
    /// Reported deaths.
    Deaths,
    /// Precision of the place, 0 to 5.
    Precision,
    /// From a day on.
    After,
    /// Before a day.
    Before,
    /// In a day, month, year.
    Date,
    /// Event type.
    Type,
    /// Sub-type.
    SubType,
    /// Country.
    Country,
    /// First-order division.
    Region,
    /// Source.
    Source,
    /// Id.
    Id,
    /// Around a place.
    Near,
    /// Dataset.
    Dataset,
    /// Sources disagree.
    Disagree,
    /// A shape drawn on the map.
    Area,
}

impl Key {
    /// Every keyword.
    pub const ALL: [Self; 16] = [
        Self::Actor,
        Self::Deaths,
        Self::Precision,
        Self::After,
        Self::Before,
        Self::Date,
        Self::Type,
        Self::SubType,
        Self::Country,
        Self::Region,
        Self::Source,
        Self::Id,
        Self::Near,
        Self::Dataset,
        Self::Disagree,
        Self::Area,
    ];

    /// As it is written in a language.
    pub fn name(self, words: &Words) -> &'static str {
        let names = words.searching.keys.get(self as usize);
        names.and_then(|names| names.first()).copied().unwrap_or("?")
    }

    fn names(self) -> impl Iterator<Item = &'static str> {
        let of = move |words: &'static Words| words.searching.keys.get(self as usize).copied().unwrap_or(&[]);
        of(&EN).iter().chain(of(&FR)).copied()
    }

    /// The keyword of a name, in either language, whatever its case and accents.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = fold(name);
        Self::ALL
            .into_iter()
            .find(|key| key.names().any(|own| fold(own) == name))
    }

    /// The keyword that a misspelt one may stand for.
    pub(super) fn near(name: &str) -> Option<Self> {
        let name = fold(name);
        let close = |own: &str| {
            let own = fold(own);
            let begun = name.chars().count() >= 3 && own.starts_with(&name);
            begun || (own.chars().count() > 3 && is_one_slip(&own, &name))
        };
        Self::ALL.into_iter().find(|key| key.names().any(close))
    }

    /// The criterion whose values it names, where it has values.
    pub(super) fn criterion(self) -> Option<Criterion> {
        Some(match self {
            Self::Actor => Criterion::Actor,
            Self::Type => Criterion::Kind,
            Self::SubType => Criterion::SubKind,
            Self::Country => Criterion::Country,
            Self::Region => Criterion::Admin1,
            Self::Source => Criterion::Source,
            Self::Dataset => Criterion::Dataset,
            _ => return None,
        })
    }
}

/// Whether two words differ by one letter that is missing, too many or another, or by two that have changed places.
pub(super) fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let most = a.len().min(b.len()) - start;
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(most)
        .take_while(|(x, y)| x == y)
        .count();
    let (x, y) = (a.get(start..a.len() - end), b.get(start..b.len() - end));
    match (x.unwrap_or_default(), y.unwrap_or_default()) {
        ([p, q], [r, s]) => p == s && q == r,
        (x, y) => x.len() <= 1 && y.len() <= 1,
    }
}
