//! Reading of dates as people type them, in English and in French.
//!
//! A typed date may be as coarse as a year, so the answer is a span: "Oct 2023" is the whole month, and the
//! field that asked takes its first or its last day. What can be read in two ways is refused and both
//! readings are given back: a window that is silently wrong by five months is worse than a question.
//!
//! Understood, in either language: `2023-10-02`, `20231002`, `2023/10/02`, `2 Oct 2023`, `October 2, 2023`,
//! `lundi 2 octobre 2023`, `1er août 2023`, `2.10.2023`, `2/10/2023` (see [`parse`]), `2023-10`, `10/2023`,
//! `Oct 2023`, `2023-W40`, `W40 2023`, `semaine 40 2023`, `2023-Q4`, `T4 2023`, `2023`.
//!
//! Add a spelling in `shape`; a month or weekday name in the tables at the end.

use thiserror::Error;

use super::day::{Day, DaySpan, Step};
use super::fold::fold;
use super::text::Lang;

/// Why a typed date was not taken. The words for the screen are made from it in `words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("found nothing, expected a date such as 2023-10-02")]
    Empty,
    /// No known way to write a date.
    #[error("expected a date such as 2023-10-02, 2 Oct 2023, Oct 2023, 2023-W40 or 2023")]
    NotUnderstood,
    /// A date without a year, or with one of two digits.
    #[error("expected a year of four digits")]
    NoYear,
    /// The calendar has no such day or month.
    #[error("the calendar has no day {day} in month {month} of {year}")]
    NoSuchDay {
        /// Year.
        year: i16,
        /// Month as typed.
        month: u32,
        /// Day as typed.
        day: u32,
    },
    /// The year has no such week or quarter.
    #[error("{year} has no part with the number {number}")]
    NoSuchPart {
        /// Year.
        year: i16,
        /// Week or quarter as typed.
        number: u32,
    },
    /// Day and month could be either way round.
    #[error("could be {0} or {1}")]
    Ambiguous(Day, Day),
    /// The weekday does not fit the date.
    #[error("{0} is another day of the week")]
    WrongWeekday(Day),
}

/// The days that a typed date covers.
///
/// Numbers alone, `3/8/2023` or `3-8-2023`: in French the day comes first. In English they are taken only
/// where one reading is possible (`13/8/2023`, `8/13/2023`, `5/5/2023`), because British and American
/// readers disagree. With full stops, `3.8.2023`, the day comes first in both languages.
///
/// # Errors
/// [`DateError`] says what is wrong; nothing is guessed.
///
/// ```
/// use sahel_atlas::base::{Day, Lang, dates};
/// let october = dates::parse("Oct 2023", Lang::En).unwrap();
/// assert_eq!(october.last_day(), Day::ymd(2023, 10, 31).unwrap());
/// assert_eq!(dates::parse("3/8/2023", Lang::Fr).unwrap().start(), Day::ymd(2023, 8, 3).unwrap());
/// assert!(dates::parse("3/8/2023", Lang::En).is_err());
/// ```
pub fn parse(text: &str, lang: Lang) -> Result<DaySpan, DateError> {
    let mut parts = split(text)?;
    if parts.is_empty() {
        return Err(DateError::Empty);
    }
    let weekday = take_weekday(&mut parts);
    let order = order_of(text, lang);
    let span = shape(&parts, order)?;
    match weekday {
        Some(found) if span.days() > 1 || span.start().weekday() != found => Err(DateError::WrongWeekday(span.start())),
        _ => Ok(span),
    }
}

/// One piece of a typed date, without separators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A number of at most two digits.
    Short(u32),
    /// A number of four digits.
    Year(i16),
    /// `20231002`.
    Compact(u32),
    /// A month, 1 to 12, by its name.
    Month(u32),
    /// A name that may be a weekday (0 = Monday) or a month: `mar` is Tuesday and March.
    Either(u8, u32),
    /// A weekday, 0 = Monday.
    Weekday(u8),
    /// "W", "week", "semaine".
    Week,
    /// "Q", "T", "trimestre".
    Quarter,
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    Either,
}

fn order_of(text: &str, lang: Lang) -> Order {
    let dotted = text.contains('.') && !text.contains(['/', '-']);
    if dotted || lang == Lang::Fr {
        Order::DayFirst
    } else {
        Order::Either
    }
}

fn split(text: &str) -> Result<Vec<Part>, DateError> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let word = first.is_alphabetic();
        let end = rest
            .find(|c: char| if digit { !c.is_ascii_digit() } else { !c.is_alphabetic() })
            .unwrap_or(rest.len());
        if digit {
            let (piece, after) = rest.split_at(end);
            parts.push(number(piece)?);
            rest = after;
        } else if word {
            let (piece, after) = rest.split_at(end);
            parts.extend(name(&fold(piece), parts.last().copied())?);
            rest = after;
        } else if first.is_whitespace() || "-/.,\u{2010}\u{2011}\u{2013}\u{2212}'\u{2019}".contains(first) {
            rest = rest.get(first.len_utf8()..).unwrap_or("");
        } else {
            return Err(DateError::NotUnderstood);
        }
    }
    Ok(parts)
}

fn number(digits: &str) -> Result<Part, DateError> {
    let value: u32 = digits.parse().ok().ok_or(DateError::NotUnderstood)?;
    match digits.len() {
        1 | 2 => Ok(Part::Short(value)),
        4 => {
            let year = i16::try_from(value).ok();
            year.map(Part::Year).ok_or(DateError::NotUnderstood)
        }
        8 => Ok(Part::Compact(value)),
        _ => Err(DateError::NotUnderstood),
    }
}

/// The part that a word stands for; `None` for words that mean nothing ("the 2nd of", "le").
fn name(word: &str, before: Option<Part>) -> Result<Option<Part>, DateError> {
    let ordinal = matches!(word, "er" | "st" | "nd" | "rd" | "th" | "e");
    if ordinal && matches!(before, Some(Part::Short(_))) || matches!(word, "of" | "the" | "le" | "de" | "du" | "d") {
        return Ok(None);
    }
    match word {
        "w" | "wk" | "week" | "s" | "sem" | "semaine" => return Ok(Some(Part::Week)),
        "q" | "quarter" | "t" | "trim" | "trimestre" => return Ok(Some(Part::Quarter)),
        _ => {}
    }
    let month = named(word, &MONTHS).and_then(|i| u32::try_from(i + 1).ok());
    let weekday = named(word, &WEEKDAYS).and_then(|i| u8::try_from(i).ok());
    match (weekday, month) {
        (Some(weekday), Some(month)) => Ok(Some(Part::Either(weekday, month))),
        (Some(weekday), None) => Ok(Some(Part::Weekday(weekday))),
        (None, Some(month)) => Ok(Some(Part::Month(month))),
        (None, None) => Err(DateError::NotUnderstood),
    }
}

/// Position of the one name that begins with `word`: three letters at least, and not two different positions.
fn named<const N: usize>(word: &str, names: &[[&str; 2]; N]) -> Option<usize> {
    if word.len() < 3 {
        return None;
    }
    let mut found = names
        .iter()
        .enumerate()
        .filter(|(_, both)| both.iter().any(|name| name.starts_with(word)))
        .map(|(i, _)| i);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Takes a weekday off the front. What may be a month or a weekday is a weekday only if a month follows.
fn take_weekday(parts: &mut Vec<Part>) -> Option<u8> {
    let month_follows = parts
        .iter()
        .skip(1)
        .any(|p| matches!(p, Part::Month(_) | Part::Either(..)));
    let found = match parts.first() {
        Some(Part::Weekday(day)) => Some(*day),
        Some(Part::Either(day, _)) if month_follows => Some(*day),
        _ => None,
    };
    if found.is_some() {
        parts.remove(0);
    }
    for part in parts {
        if let Part::Either(_, month) = *part {
            *part = Part::Month(month);
        }
    }
    found
}

/// The span of a sequence of parts: the one place that knows how dates are written.
fn shape(parts: &[Part], order: Order) -> Result<DaySpan, DateError> {
    use Part::{Compact, Month, Quarter, Short, Week, Year};
    match *parts {
        [Year(y)] => month_span(y, 1, Step::Year),
        [Compact(n)] => {
            let year = i16::try_from(n / 10_000).ok().ok_or(DateError::NotUnderstood)?;
            day_span(year, n / 100 % 100, n % 100)
        }
        [Year(y), Short(m)] | [Short(m), Year(y)] | [Month(m), Year(y)] | [Year(y), Month(m)] => {
            month_span(y, m, Step::Month)
        }
        [Year(y), Short(m), Short(d)]
        | [Year(y), Month(m), Short(d)]
        | [Short(d), Month(m), Year(y)]
        | [Month(m), Short(d), Year(y)] => day_span(y, m, d),
        [Short(a), Short(b), Year(y)] => either_order(y, a, b, order),
        [Year(y), Week, Short(n)] | [Week, Short(n), Year(y)] => week_span(y, n),
        [Year(y), Week, Short(n), Short(d @ 1..=7)] => {
            let monday = week_span(y, n)?.start();
            Ok(DaySpan::day(monday.plus(i32::try_from(d).unwrap_or(1) - 1)))
        }
        [Year(y), Quarter, Short(n)] | [Quarter, Short(n), Year(y)] | [Short(n), Quarter, Year(y)] => {
            let month = (1..=4).contains(&n).then(|| n * 3 - 2);
            let month = month.ok_or(DateError::NoSuchPart { year: y, number: n })?;
            month_span(y, month, Step::Quarter)
        }
        [Short(_), Month(_)]
        | [Month(_), Short(_)]
        | [Month(_)]
        | [Short(_), Short(_)]
        | [Short(_), Short(_), Short(_)]
        | [Short(_), Month(_), Short(_)]
        | [Week, Short(_)]
        | [Quarter, Short(_)] => Err(DateError::NoYear),
        _ => Err(DateError::NotUnderstood),
    }
}

fn day(year: i16, month: u32, day: u32) -> Result<Day, DateError> {
    let found = i8::try_from(month).ok().zip(i8::try_from(day).ok());
    found
        .and_then(|(m, d)| Day::ymd(year, m, d))
        .ok_or(DateError::NoSuchDay { year, month, day })
}

fn day_span(year: i16, month: u32, number: u32) -> Result<DaySpan, DateError> {
    day(year, month, number).map(DaySpan::day)
}

fn month_span(year: i16, month: u32, step: Step) -> Result<DaySpan, DateError> {
    day(year, month, 1).map(|first| step.span_of(first))
}

fn week_span(year: i16, number: u32) -> Result<DaySpan, DateError> {
    let monday = i8::try_from(number).ok().and_then(|week| Day::of_iso_week(year, week));
    let monday = monday.ok_or(DateError::NoSuchPart { year, number })?;
    Ok(Step::Week.span_of(monday))
}

fn either_order(year: i16, first: u32, second: u32, order: Order) -> Result<DaySpan, DateError> {
    let day_first = day(year, second, first);
    if order == Order::DayFirst {
        return day_first.map(DaySpan::day);
    }
    match (day_first, day(year, first, second)) {
        (Ok(a), Ok(b)) if a != b => Err(DateError::Ambiguous(a, b)),
        (Ok(found), _) | (_, Ok(found)) => Ok(DaySpan::day(found)),
        (Err(error), Err(_)) => Err(error),
    }
}

/// The month, 1 to 12, of a name in English or French as [`fold`] leaves it, or of the beginning of one, three letters at
/// least; `None` where several begin so.
pub fn month_of_name(folded: &str) -> Option<u8> {
    named(folded, &MONTHS).and_then(|at| u8::try_from(at + 1).ok())
}

/// Month names as [`fold`] leaves them: English, French.
pub(crate) const MONTHS: [[&str; 2]; 12] = [
    ["january", "janvier"],
    ["february", "fevrier"],
    ["march", "mars"],
    ["april", "avril"],
    ["may", "mai"],
    ["june", "juin"],
    ["july", "juillet"],
    ["august", "aout"],
    ["september", "septembre"],
    ["october", "octobre"],
    ["november", "novembre"],
    ["december", "decembre"],
];

/// Weekday names as [`fold`] leaves them, Monday first.
const WEEKDAYS: [[&str; 2]; 7] = [
    ["monday", "lundi"],
    ["tuesday", "mardi"],
    ["wednesday", "mercredi"],
    ["thursday", "jeudi"],
    ["friday", "vendredi"],
    ["saturday", "samedi"],
    ["sunday", "dimanche"],
];

#[cfg(test)]
mod tests;
