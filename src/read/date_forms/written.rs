//! How a date stands in a cell, before anything is known of its column.

use crate::base::{Day, Lang, dates};

/// A date as it stands in a cell, before the order of the column is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Written {
    /// Year first.
    YearFirst(Day),
    /// The month is named.
    Named(Day),
    /// Two numbers and a year of four digits.
    Numbers { first: u8, second: u8, year: i16 },
    /// Nothing but a number.
    Number(f64),
    /// A year of two digits: 25 may be 1925 or 2025, and `25-03-05` may be three different days.
    ShortYear,
    /// Nothing of these.
    Other,
}

/// Day from year, month and day; `None` for year 0 and where there is no such day.
pub(super) fn day(year: i16, month: u8, day: u8) -> Option<Day> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if year < 1 || day < 1 || day > length {
        return None;
    }
    // Days before the first of March of year 0, in years that begin in March; then from 1970-01-01.
    let (year, month) = (i32::from(year) - i32::from(month <= 2), i32::from(month));
    let months = if month > 2 { month - 3 } else { month + 9 };
    let in_year = (153 * months + 2) / 5 + i32::from(day) - 1;
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year;
    Some(Day::from_number(days - 719_468))
}

/// `YYYY-MM-DD` and nothing else.
pub(super) fn iso(bytes: &[u8]) -> Option<Day> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = bytes else {
        return None;
    };
    let all = [a, b, c, d, e, f, g, h];
    if !all.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let n = |byte: u8| i16::from(byte - b'0');
    let year = n(a) * 1000 + n(b) * 100 + n(c) * 10 + n(d);
    day(year, (e - b'0') * 10 + f - b'0', (g - b'0') * 10 + h - b'0')
}

/// How a text, trimmed, is written.
pub(super) fn written(text: &str) -> Written {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else {
        return Written::Other;
    };
    if let Some(day) = iso(bytes) {
        return Written::YearFirst(day);
    }
    if first.is_ascii_digit()
        && let Some(found) = of_digits(text)
    {
        return found;
    }
    if text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return named(text);
    }
    Written::Other
}

/// Digits at the beginning of a text: their number, how many, what follows.
fn digits(text: &str) -> Option<(u32, usize, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(length)?;
    Some((head.parse().ok()?, length, rest))
}

/// Three numbers with one separator between them, eight digits, or a number alone.
fn of_digits(text: &str) -> Option<Written> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(length..)?;
    let fraction = rest.strip_prefix(['.', ',']);
    if rest.is_empty() || length > 4 && fraction.is_some_and(|f| f.bytes().all(|b| b.is_ascii_digit())) {
        return of_number(text, length, rest);
    }
    let (a, a_digits, rest) = digits(text)?;
    if a_digits == 8 && is_time(rest) {
        return Some(compact(a));
    }
    let separator = rest.chars().next().filter(|c| "-/.".contains(*c))?;
    let (b, b_digits, rest) = digits(rest.strip_prefix(separator)?)?;
    let (c, c_digits, rest) = digits(rest.strip_prefix(separator)?)?;
    if !is_time(rest) || b_digits > 2 {
        return None;
    }
    let small = |n: u32| u8::try_from(n).ok();
    match (a_digits, c_digits) {
        (4, 1 | 2) => {
            let found = day(i16::try_from(a).ok()?, small(b)?, small(c)?);
            Some(found.map_or(Written::Other, Written::YearFirst))
        }
        (1 | 2, 4) => Some(Written::Numbers {
            first: small(a)?,
            second: small(b)?,
            year: i16::try_from(c).ok()?,
        }),
        (1 | 2, 1 | 2) => Some(Written::ShortYear),
        _ => None,
    }
}

fn of_number(text: &str, length: usize, rest: &str) -> Option<Written> {
    if length == 8 && rest.is_empty() {
        return Some(compact(text.parse().ok()?));
    }
    if matches!(length, 12 | 14)
        && rest.is_empty()
        && let Some(day) = stamp(text)
    {
        return Some(Written::YearFirst(day));
    }
    let number = text.parse::<f64>().or_else(|_| text.replace(',', ".").parse());
    Some(number.map_or(Written::Other, Written::Number))
}

/// `202403051430`, `20240305143000`: a day of 1900 to 2199 with its time of day and nothing between. Twelve digits
/// could be milliseconds of the seventies too, of which no file of incidents consists.
pub(in crate::read) fn stamp(digits: &str) -> Option<Day> {
    let (date, time) = digits
        .split_at_checked(8)
        .filter(|(_, time)| matches!(time.len(), 4 | 6))?;
    let below = |at: usize, limit: u8| {
        let part = time.get(at..at + 2).map_or(Ok(0), str::parse::<u8>);
        part.is_ok_and(|part| part < limit)
    };
    let Written::YearFirst(day) = compact(date.parse().ok()?) else {
        return None;
    };
    let sound = (1900..2200).contains(&day.to_ymd().0) && below(0, 24) && below(2, 60) && below(4, 61);
    sound.then_some(day)
}

/// `20240305`.
fn compact(number: u32) -> Written {
    let part = |n: u32| u8::try_from(n % 100).ok();
    let found = i16::try_from(number / 10_000)
        .ok()
        .zip(part(number / 100).zip(part(number)))
        .and_then(|(year, (month, in_month))| day(year, month, in_month));
    found.map_or(Written::Other, Written::YearFirst)
}

/// Whether what follows a date is nothing, or a time of day with or without a zone.
fn is_time(rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    let time = rest.trim_start_matches([',', ' ', 'T', 't', '\u{A0}', '\u{202F}']);
    if time.len() == rest.len() {
        // A zone alone, as XML writes it: `2024-03-05Z`, `2024-03-05+01:00`.
        return rest == "Z" || rest.starts_with(['+', '-']) && rest.contains(':') && only_time(rest);
    }
    const MARKS: [&str; 9] = ["am", "pm", "a.m.", "p.m.", "utc", "gmt", "z", "am utc", "pm utc"];
    let length = time
        .bytes()
        .take_while(|b| !b.is_ascii_alphabetic() || *b == b'h')
        .count();
    let (numbers, mark) = time.split_at_checked(length).unwrap_or((time, ""));
    let begins = numbers.is_empty() || numbers.starts_with(|c: char| c.is_ascii_digit());
    begins && only_time(numbers) && (mark.is_empty() || MARKS.iter().any(|m| m.eq_ignore_ascii_case(mark.trim())))
}

fn only_time(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b":.,+-h ".contains(&b))
}

/// A date with a named month: `16 May 2025` at full speed, everything else as people may type it.
fn named(text: &str) -> Written {
    if let Some(found) = plain_named(text) {
        return found;
    }
    let date = without_time(text);
    match dates::parse(date, Lang::En) {
        Ok(span) if span.days() == 1 && span.start() >= Day::from_number(-719_162) => Written::Named(span.start()),
        Err(dates::DateError::NoYear) if date.bytes().any(|b| b.is_ascii_digit()) => Written::ShortYear,
        _ => Written::Other,
    }
}

/// Day, month in English, year of four digits, with spaces or hyphens between. `None` for anything else.
fn plain_named(text: &str) -> Option<Written> {
    let (in_month, _, rest) = digits(text).filter(|(_, length, _)| *length <= 2)?;
    let rest = rest.strip_prefix([' ', '-'])?;
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = rest.split_at_checked(length).filter(|_| length >= 3)?;
    let is_month = |month: &str| month.get(..length).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let month = dates::MONTHS.iter().position(|[english, _]| is_month(english))?;
    let (year, _, rest) = digits(rest.strip_prefix([' ', '-'])?).filter(|(_, length, _)| *length == 4)?;
    if !is_time(rest) {
        return None;
    }
    let month = u8::try_from(month + 1).ok()?;
    let found = day(i16::try_from(year).ok()?, month, u8::try_from(in_month).ok()?);
    Some(found.map_or(Written::Other, Written::Named))
}

/// The text up to a time of day.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let before = text.get(..colon).unwrap_or(text);
    let cut = before.rfind([' ', 'T', '\u{A0}', '\u{202F}']).unwrap_or(before.len());
    before.get(..cut).unwrap_or(before).trim_end_matches([',', ' '])
}
