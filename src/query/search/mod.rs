//! The search language: a filter (and days) as one line of text, and back.
//!
//! ```text
//! actor:jnim deaths>5 -type:protest near:"Ansongo",30km after:2024-01-01 "exact words" words
//! ```
//!
//! Keywords are understood in English and in French. Values are matched whatever their case and accents, by any part
//! of their name; several that match are all asked for. What is not understood is a [`Problem`] with its place in
//! the text: nothing is silently dropped. [`parse`] and [`to_text`] are inverse for all that the language can say; a
//! shape drawn on the map is kept by `area:drawn`.

mod alternatives;
mod key;
mod lex;
mod print;
mod problem;
mod suggest;
mod values;

use std::ops::Range;

pub use key::Key;
pub use print::to_text;
pub use problem::{Problem, ProblemKind, Wanted};
pub use suggest::{Suggestion, Suggestions, suggest};
pub use values::Known;

use crate::base::{Day, DaySpan, LonLat, dates};
use crate::model::{EventType, PlaceClass};
use crate::query::Area;
use crate::query::filter::{Choice, DeathRange, Filter};
use crate::query::text::is_or;
use lex::{Op, Piece, Token};

/// Radius where none is typed, metres.
const USUAL_RADIUS: f64 = 30_000.0;
/// Largest radius, metres: half way round the earth.
const MOST_RADIUS: f64 = 20_000_000.0;

/// What a line of text asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// The filter.
    pub filter: Filter,
    /// First day, where one is asked for.
    pub from: Option<Day>,
    /// First day after, where one is asked for.
    pub until: Option<Day>,
    /// What was not understood, in the order of the text. A query with problems is not to be run.
    pub problems: Vec<Problem>,
    /// Whether it has keywords; without any it is what people have always typed.
    pub has_keywords: bool,
}

impl Query {
    /// Whether days are asked for.
    pub fn asks_days(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// The days asked for, open ends closed with those of the data; `None` where none are asked for.
    pub fn window(&self, extent: DaySpan) -> Option<DaySpan> {
        if !self.asks_days() {
            return None;
        }
        let from = self
            .from
            .unwrap_or_else(|| extent.start().min(self.until.unwrap_or(extent.start()).plus(-1)));
        let until = self.until.unwrap_or_else(|| extent.end().max(from.plus(1)));
        DaySpan::new(from, until)
    }
}

/// What a text asks for.
pub fn parse(text: &str, known: &Known<'_>) -> Query {
    let mut reading = Reading {
        known,
        query: Query::default(),
        text: Vec::new(),
        at_least: None,
        at_most: None,
        unknown: None,
        days_at: None,
    };
    let tokens = lex::tokens(text);
    let around = |at: usize| {
        (
            at.checked_sub(1).and_then(|before| tokens.get(before)),
            tokens.get(at + 1),
        )
    };
    for (at, token) in tokens.iter().enumerate() {
        match &token.piece {
            Piece::Word(word) if is_or(word) => reading.or(token, around(at)),
            _ => reading.token(token.clone()),
        }
    }
    reading.finish()
}

struct Reading<'a> {
    known: &'a Known<'a>,
    query: Query,
    text: Vec<String>,
    /// Deaths.
    at_least: Option<u32>,
    at_most: Option<(u32, Range<usize>)>,
    unknown: Option<Range<usize>>,
    /// Where days were asked for last.
    days_at: Option<Range<usize>>,
}

impl Reading<'_> {
    fn problem(&mut self, at: &Range<usize>, kind: ProblemKind) {
        self.query.problems.push(Problem { at: at.clone(), kind });
    }

    fn token(&mut self, token: Token) {
        let at = token.at;
        match token.piece {
            Piece::Word(word) => self.text.push(word),
            Piece::Phrase(phrase) => {
                if !phrase.trim().is_empty() {
                    self.text.push(format!("\"{}\"", phrase.trim()));
                }
            }
            Piece::Minus(found) => self.problem(&at, ProblemKind::Minus(found)),
            Piece::NoKey { found, near } => self.problem(&at, ProblemKind::NoKey(found, near)),
            Piece::Keyword {
                not,
                key,
                op,
                value,
                quoted,
                rest,
                value_at,
            } => {
                self.query.has_keywords = true;
                let typed = Typed {
                    not,
                    key,
                    op,
                    value: value.trim(),
                    quoted,
                    rest: &rest,
                    at: if value.trim().is_empty() { at } else { value_at },
                };
                self.keyword(&typed);
            }
        }
    }

    fn keyword(&mut self, typed: &Typed<'_>) {
        let takes_minus = typed.key.criterion().is_some() || matches!(typed.key, Key::Id | Key::Precision);
        let compares = matches!(typed.key, Key::Deaths | Key::Precision);
        if typed.not && !takes_minus {
            return self.wants(typed, Wanted::NoMinus);
        }
        if typed.op != Op::Is && !compares {
            return self.wants(typed, Wanted::Colon);
        }
        if typed.key != Key::Near && !typed.rest.is_empty() {
            return self.wants(typed, Wanted::Space);
        }
        match typed.key {
            Key::Deaths => self.deaths(typed),
            Key::Precision => self.precision(typed),
            Key::After | Key::Before | Key::Date => self.days(typed),
            Key::Disagree => self.disagree(typed),
            Key::Near => self.near(typed),
            Key::Area => self.area(typed),
            Key::Id => self.id(typed),
            _ => self.value(typed),
        }
    }

    fn wants(&mut self, typed: &Typed<'_>, wanted: Wanted) {
        let found = format!("{}{}", typed.value, typed.rest);
        self.problem(&typed.at, ProblemKind::Wants(typed.key, found, wanted));
    }

    /// Values of the data: the whole text, else its parts between commas.
    fn value(&mut self, typed: &Typed<'_>) {
        let Some(criterion) = typed.key.criterion() else { return };
        if typed.value.is_empty() {
            return self.wants(typed, Wanted::Name);
        }
        let values = self.known.values(criterion);
        let mut found = values::meant(&values, typed.value);
        if found.is_empty() && !typed.quoted && typed.value.contains(',') {
            for part in typed.value.split(',').filter(|part| !part.is_empty()) {
                let meant = values::meant(&values, part);
                if meant.is_empty() {
                    let near = values::near(&values, part);
                    return self.problem(&typed.at, ProblemKind::NoValue(typed.key, part.to_owned(), near));
                }
                found.extend(meant);
            }
        }
        if found.is_empty() {
            let near = values::near(&values, typed.value);
            return self.problem(&typed.at, ProblemKind::NoValue(typed.key, typed.value.to_owned(), near));
        }
        let filter = &mut self.query.filter;
        let choice = match typed.key {
            Key::Country => &mut filter.countries,
            Key::Region => &mut filter.admin1s,
            Key::SubType => &mut filter.sub_kinds,
            Key::Actor => &mut filter.actors,
            Key::Source => &mut filter.sources,
            Key::Dataset => &mut filter.datasets,
            _ => {
                let kinds = found.iter().map(|name| EventType::from_name(name));
                return add(&mut filter.kinds, typed.not, kinds);
            }
        };
        add(choice, typed.not, found);
    }

    fn id(&mut self, typed: &Typed<'_>) {
        if typed.value.is_empty() {
            return self.wants(typed, Wanted::Name);
        }
        let id = self.known.id(typed.value);
        add(&mut self.query.filter.ids, typed.not, [id]);
    }

    fn deaths(&mut self, typed: &Typed<'_>) {
        let value = typed.value;
        if typed.op == Op::Is && is_one_of(value, |words| words.searching.unknown) {
            self.unknown = Some(typed.at.clone());
            return;
        }
        let number = |text: &str| text.trim().replace(['\u{202F}', '\u{A0}'], "").parse::<u32>().ok();
        let (least, most) = match (typed.op, value.split_once("..")) {
            (Op::Is, Some((a, b))) => (number(a), number(b)),
            (Op::Is, None) => (number(value), number(value)),
            (Op::AtLeast, None) => (number(value), None),
            (Op::More, None) => (number(value).and_then(|n| n.checked_add(1)), None),
            (Op::AtMost, None) => (None, number(value)),
            (Op::Less, None) => (None, number(value).and_then(|n| n.checked_sub(1))),
            _ => (None, None),
        };
        if least.is_none() && most.is_none() || (typed.op == Op::Is && (least.is_none() || most.is_none())) {
            return self.wants(typed, Wanted::Number);
        }
        self.at_least = self.at_least.max(least);
        if let Some(most) = most {
            let before = self.at_most.as_ref().map_or(u32::MAX, |(n, _)| *n);
            self.at_most = Some((most.min(before), typed.at.clone()));
        }
    }

    fn precision(&mut self, typed: &Typed<'_>) {
        let number = |text: &str| {
            text.trim()
                .trim_start_matches(['p', 'P'])
                .parse::<u32>()
                .ok()
                .filter(|n| *n <= 5)
        };
        let numbers: Option<Vec<u32>> = typed.value.split(',').map(number).collect();
        let Some(numbers) = numbers.filter(|numbers| typed.op == Op::Is || numbers.len() == 1) else {
            return self.wants(typed, Wanted::Class);
        };
        let passes = |class: u32| {
            numbers.iter().any(|n| match typed.op {
                Op::Is => class == *n,
                Op::Less => class < *n,
                Op::AtMost => class <= *n,
                Op::More => class > *n,
                Op::AtLeast => class >= *n,
            })
        };
        let classes: Vec<PlaceClass> = (0..6).filter(|n| passes(*n)).filter_map(values::class).collect();
        if classes.is_empty() {
            return self.wants(typed, Wanted::Class);
        }
        add(&mut self.query.filter.classes, typed.not, classes);
    }

    fn days(&mut self, typed: &Typed<'_>) {
        let span = match dates::parse(typed.value, self.known.lang) {
            Ok(span) => span,
            Err(error) => {
                let found = typed.value.to_owned();
                return self.problem(&typed.at, ProblemKind::Date(typed.key, found, error));
            }
        };
        self.days_at = Some(typed.at.clone());
        if typed.key != Key::Before {
            self.query.from = self.query.from.max(Some(span.start()));
        }
        let until = match typed.key {
            Key::Before => span.start(),
            Key::Date => span.end(),
            _ => return,
        };
        self.query.until = Some(self.query.until.map_or(until, |before| before.min(until)));
    }

    fn disagree(&mut self, typed: &Typed<'_>) {
        let yes = is_one_of(typed.value, |words| words.searching.yes);
        if yes || is_one_of(typed.value, |words| words.searching.no) {
            self.query.filter.disagree = Some(yes);
        } else {
            self.wants(typed, Wanted::YesNo);
        }
    }

    fn area(&mut self, typed: &Typed<'_>) {
        let drawn = self
            .known
            .drawn()
            .filter(|_| is_one_of(typed.value, |words| words.searching.drawn));
        match drawn {
            Some(_) if self.query.filter.area.is_some() => self.wants(typed, Wanted::OneArea),
            Some(drawn) => self.query.filter.area = Some(drawn),
            None => self.wants(typed, Wanted::Drawn),
        }
    }

    fn near(&mut self, typed: &Typed<'_>) {
        if self.query.filter.area.is_some() {
            return self.wants(typed, Wanted::OneArea);
        }
        let (place, radius) = if typed.quoted {
            (
                typed.value,
                typed.rest.strip_prefix(',').or((!typed.rest.is_empty()).then_some("?")),
            )
        } else {
            split_radius(typed.value)
        };
        let Some(radius_m) = radius.map_or(Some(USUAL_RADIUS), metres) else {
            return self.wants(typed, Wanted::Radius);
        };
        let Some(centre) = coordinates(place).or_else(|| self.known.place(place)) else {
            return self.wants(typed, Wanted::Place);
        };
        self.query.filter.area = Some(Area::Circle { centre, radius_m });
    }

    fn finish(mut self) -> Query {
        // Words that only together would read as a keyword ("deaths" and ">5", typed apart) stay words.
        self.query.filter.text = print::plain(&self.text.join(" "));
        let most = self.at_most.as_ref().map(|(n, _)| *n);
        match (self.at_least, self.at_most.take()) {
            (Some(least), Some((most, at))) if least > most => self.problem(&at, ProblemKind::NoNumberFits),
            (None, None) => {
                if let Some(at) = self.unknown.take() {
                    let kind = ProblemKind::Wants(Key::Deaths, String::new(), Wanted::AlsoNumber);
                    self.problem(&at, kind);
                }
            }
            (least, _) => {
                self.query.filter.deaths = Some(DeathRange {
                    min: least.unwrap_or(0),
                    max: most,
                    with_unknown: self.unknown.is_some(),
                });
            }
        }
        if let (Some(from), Some(until), Some(at)) = (self.query.from, self.query.until, self.days_at.take())
            && from >= until
        {
            self.problem(&at, ProblemKind::NoDayFits);
        }
        self.query
    }
}

struct Typed<'a> {
    not: bool,
    key: Key,
    op: Op,
    value: &'a str,
    quoted: bool,
    rest: &'a str,
    at: Range<usize>,
}

fn add<T: Ord + Clone>(choice: &mut Choice<T>, not: bool, values: impl IntoIterator<Item = T>) {
    let (to, other) = if not {
        (&mut choice.exclude, &mut choice.include)
    } else {
        (&mut choice.include, &mut choice.exclude)
    };
    for value in values {
        other.remove(&value);
        to.insert(value);
    }
}

fn is_one_of(typed: &str, of: impl Fn(&'static crate::words::Words) -> &'static [&'static str]) -> bool {
    let typed = crate::base::fold::fold(typed);
    let both = of(&crate::words::EN).iter().chain(of(&crate::words::FR));
    !typed.is_empty() && both.into_iter().any(|word| crate::base::fold::fold(word) == typed)
}

/// "Ansongo,30km": the place, and the radius where there is one.
fn split_radius(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(',') {
        Some((place, radius)) if metres(radius).is_some() && radius.ends_with('m') => (place, Some(radius)),
        _ => (text, None),
    }
}

fn metres(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase().replace(',', ".");
    let (number, factor) = match text.strip_suffix("km") {
        Some(number) => (number, 1_000.0),
        None => (text.strip_suffix('m')?, 1.0),
    };
    let metres = number.trim().parse::<f64>().ok()? * factor;
    (metres > 0.0 && metres <= MOST_RADIUS).then_some(metres)
}

/// "16.27,-0.04": latitude first, as maps and the status line write it.
fn coordinates(text: &str) -> Option<LonLat> {
    let (lat, lon) = text.split_once(',')?;
    LonLat::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
}
