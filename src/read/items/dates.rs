//! Dates as values of items write them, and whether day or month comes first, which only the whole file tells.

use crate::base::{Day, DaySpan, Lang, dates};
use crate::read::date_forms::{stamp, whole_day};
use crate::read::error::Trouble;
use crate::read::options::DateOrder;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// What the dates of numbers alone say about their order, gathered value by value.
#[derive(Debug, Default, Clone)]
pub(in crate::read) struct Order {
    /// A date that can only have the day first.
    day_first: Option<(usize, String)>,
    /// One that can only have the month first.
    month_first: Option<(usize, String)>,
    /// One that can have both, with different days.
    either: Option<(usize, String, Day, Day)>,
}

impl Order {
    /// Looks at a value of an item.
    pub fn see(&mut self, item: usize, text: &str) {
        let Some((a, b, year)) = slashed(date_part(text)) else {
            return;
        };
        let example = || (item, text.to_owned());
        match (day(year, b, a), day(year, a, b)) {
            (Some(x), Some(y)) if x != y => {
                self.either.get_or_insert_with(|| (item, text.to_owned(), x, y));
            }
            (Some(_), None) => _ = self.day_first.get_or_insert_with(example),
            (None, Some(_)) => _ = self.month_first.get_or_insert_with(example),
            _ => {}
        }
    }

    /// The order of the whole file.
    ///
    /// # Errors
    /// The item at which it cannot be decided, and why.
    pub fn decide(self, chosen: Option<DateOrder>) -> Result<DateOrder, (usize, Trouble)> {
        if let Some(order @ (DateOrder::DayFirst | DateOrder::MonthFirst)) = chosen {
            return Ok(order);
        }
        match (self.day_first, self.month_first, self.either) {
            (Some((_, a)), Some((item, b)), _) => Err((item, Trouble::OrdersMixed(a, b))),
            (Some(_), None, _) => Ok(DateOrder::DayFirst),
            (None, Some(_), _) => Ok(DateOrder::MonthFirst),
            (None, None, Some((item, text, x, y))) => Err((item, Trouble::TwoReadings(text, x, y))),
            (None, None, None) => Ok(DateOrder::YearFirst),
        }
    }
}

/// The days of a value. Times of day are left out: incidents are known to the day at best.
pub(in crate::read) fn days(text: &str, order: DateOrder) -> Option<DaySpan> {
    let text = text.trim();
    if let Some(day) = stamp(text).or_else(|| epoch(text)) {
        return whole_day(day);
    }
    let date = date_part(text);
    if let Some((a, b, year)) = slashed(date) {
        let found = match order {
            DateOrder::MonthFirst => day(year, a, b),
            DateOrder::DayFirst => day(year, b, a),
            _ => day(year, a, b).or_else(|| day(year, b, a)),
        };
        return found.and_then(whole_day);
    }
    // Both languages name months; with numbers alone they agree here.
    let found = dates::parse(date, Lang::En)
        .or_else(|_| dates::parse(date, Lang::Fr))
        .ok()?;
    // Files write the last day that there is for "no date", and its span would be that of the day before.
    let last = found.days() == 1 && found.end() == Day::MAX && date.contains("31");
    (found.start().to_ymd().0 >= 1000 && !last).then_some(found)
}

/// Milliseconds or seconds since 1970, as map services write dates.
fn epoch(text: &str) -> Option<Day> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !(9..=13).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let seconds = if digits.len() >= 12 {
        number.div_euclid(1000)
    } else {
        number
    };
    i32::try_from(seconds.div_euclid(DAY)).ok().map(Day::from_number)
}

/// The date without a time of day behind it.
fn date_part(text: &str) -> &str {
    let text = text.trim();
    let before_time = text.find(':').and_then(|colon| {
        let head = text.get(..colon)?;
        head.rfind([' ', 'T', ','])
    });
    let cut = before_time.and_then(|end| text.get(..end)).unwrap_or(text);
    cut.trim_end_matches([',', 'T', 'Z', ' '])
}

/// `3/8/2023`, `3-8-2023`, `3.8.2023`: two numbers and a year of four digits.
fn slashed(text: &str) -> Option<(u8, u8, i16)> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !"/-.".contains(separator) {
        return None;
    }
    let mut parts = text.split(separator);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Some((short(a)?, short(b)?, year.parse().ok().filter(|y| *y >= 1000)?))
}

fn day(year: i16, month: u8, day: u8) -> Option<Day> {
    Day::ymd(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, order: DateOrder) -> String {
        days(text, order).map_or_else(|| "-".to_owned(), |span| format!("{}+{}", span.start(), span.days()))
    }

    #[test]
    fn days_are_read_without_their_time() {
        for text in [
            "2023-10-02",
            "2023-10-02T00:00:00Z",
            "2023-10-02T12:30:00.000+01:00",
            "2023/10/02 00:00:00+00",
            "20231002",
            "2 Oct 2023",
            "2 octobre 2023, 12:30",
            "October 2, 2023",
            "1696204800000",
            "1696204800",
            "202310021230",
            "20231002123059",
        ] {
            assert_eq!(shown(text, DateOrder::YearFirst), "2023-10-02+1", "{text}");
        }
        assert_eq!(shown("Oct 2023", DateOrder::YearFirst), "2023-10-01+31");
        assert_eq!(shown("2023-10", DateOrder::YearFirst), "2023-10-01+31");
        assert_eq!(shown("3/8/2023", DateOrder::MonthFirst), "2023-03-08+1");
        assert_eq!(shown("3/8/2023", DateOrder::DayFirst), "2023-08-03+1");
        assert_eq!(shown("25/8/2023 10:00", DateOrder::DayFirst), "2023-08-25+1");
        for text in [
            "",
            "spring",
            "31/02/2023",
            "0000-01-01",
            "3/8/23",
            "nan",
            "12:30",
            "99999999999999",
        ] {
            assert_eq!(shown(text, DateOrder::DayFirst), "-", "{text}");
        }
    }

    #[test]
    fn the_last_day_that_there_is_stands_for_no_date() {
        for text in [
            "9999-12-31",
            "99991231",
            "31/12/9999",
            "9999-12-31T00:00:00Z",
            "31 Dec 9999",
        ] {
            assert_eq!(shown(text, DateOrder::DayFirst), "-", "{text}");
        }
        assert_eq!(shown("9999-12-30", DateOrder::DayFirst), "9999-12-30+1");
    }

    #[test]
    fn the_order_is_that_of_the_whole_file_or_a_question() {
        let decide = |texts: &[&str]| {
            let mut order = Order::default();
            texts.iter().enumerate().for_each(|(i, text)| order.see(i, text));
            order.decide(None)
        };
        assert_eq!(decide(&["3/8/2023", "25/8/2023"]), Ok(DateOrder::DayFirst));
        assert_eq!(decide(&["3/8/2023", "8/25/2023 10:00"]), Ok(DateOrder::MonthFirst));
        assert_eq!(decide(&["5/5/2023", "2023-08-03"]), Ok(DateOrder::YearFirst));
        assert!(matches!(
            decide(&["5/5/2023", "3/8/2023"]),
            Err((1, Trouble::TwoReadings(..)))
        ));
        assert!(matches!(
            decide(&["25/5/2023", "3/8/2023", "3/28/2023"]),
            Err((2, Trouble::OrdersMixed(..)))
        ));
    }
}
