//! How the dates of a table are written, found out over all its rows: the same text may be the fifth of March or
//! the third of May, and only the other rows can tell.

use super::options::DateOrder;
use crate::base::Day;

/// Every way to write a date.
const ORDERS: [DateOrder; 4] = [
    DateOrder::YearFirst,
    DateOrder::NamedMonth,
    DateOrder::DayFirst,
    DateOrder::MonthFirst,
];

/// English names of months, first three letters.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// How a day looks in an order.
pub(super) fn example(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearFirst => "2024-06-30",
        DateOrder::NamedMonth => "30 June 2024",
        DateOrder::DayFirst => "30/06/2024",
        DateOrder::MonthFirst => "06/30/2024",
    }
}

/// The day that a text is in this order; a time of day behind it says nothing.
pub(super) fn parse(order: DateOrder, text: &str) -> Option<Day> {
    if order == DateOrder::YearFirst
        && let Some(day) = Day::parse_iso(text)
    {
        return Some(day);
    }
    let date = without_time(text.trim())?;
    if !date.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut parts = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty());
    let (a, b, c) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match (order, b.zip(c)) {
        (DateOrder::YearFirst, None) if b.is_none() && a.len() == 8 => (a.get(..4)?, a.get(4..6)?, a.get(6..)?),
        (_, None) => return None,
        (DateOrder::YearFirst, Some((b, c))) => (a, b, c),
        (DateOrder::DayFirst, Some((b, c))) => (c, b, a),
        (DateOrder::MonthFirst, Some((b, c))) => (c, a, b),
        (DateOrder::NamedMonth, Some((b, c))) => return named(a, b, c),
    };
    ymd(year, number(month, 2)?, day)
}

/// `5 March 2024`, `March 5, 2024`, `05-Mar-2024`.
fn named(a: &str, b: &str, year: &str) -> Option<Day> {
    match (month(a), month(b)) {
        (None, Some(month)) => ymd(year, month, a),
        (Some(month), None) => ymd(year, month, b),
        _ => None,
    }
}

fn month(name: &str) -> Option<i8> {
    let start = name.get(..3)?;
    let at = MONTHS.iter().position(|m| m.eq_ignore_ascii_case(start))?;
    let letters = name.bytes().all(|b| b.is_ascii_alphabetic());
    i8::try_from(at + 1).ok().filter(|_| letters && name.len() <= 9)
}

fn ymd(year: &str, month: i8, day: &str) -> Option<Day> {
    if year.len() != 4 {
        return None;
    }
    let year = year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())??;
    Day::ymd(year, month, number(day, 2)?)
}

fn number(text: &str, most: usize) -> Option<i8> {
    let plain = text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// The date before a time such as `00:00:00.000` or `12:00:00 AM`.
fn without_time(text: &str) -> Option<&str> {
    let Some(colon) = text.find(':') else {
        return Some(text);
    };
    let end = text.get(..colon)?.rfind([' ', 'T'])?;
    let (date, time) = (text.get(..end)?, text.get(end + 1..)?);
    let plain = time.chars().all(|c| c.is_ascii_digit() || ":. APMZ+-".contains(c));
    plain.then_some(date)
}

/// Finds the order of one column.
#[derive(Debug, Default)]
pub(super) struct OrderFinder {
    /// Cells that each of [`ORDERS`] can be.
    fits: [usize; ORDERS.len()],
    /// The first cell that can only be day first, and the first that can only be month first.
    only: [Option<(u64, String)>; 2],
    /// A cell that can be both.
    both: Option<(u64, String)>,
}

/// Why no order was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoOrder {
    /// Every date can be read with the day or with the month first: line and text of one of them.
    Undecided(u64, String),
    /// One date has the day first and another the month first: line and text of the one that comes later.
    Mixed(u64, String),
}

impl OrderFinder {
    /// Looks at a cell, and at the year that stands in another column of its row, where there is one.
    pub fn look(&mut self, line: u64, text: &str, year: Option<i16>) {
        let agrees = |day: &Day| year.is_none_or(|year| day.to_ymd().0 == year);
        let read = ORDERS.map(|order| parse(order, text).filter(agrees));
        for (fits, day) in self.fits.iter_mut().zip(&read) {
            *fits += usize::from(day.is_some());
        }
        let [_, _, day_first, month_first] = read;
        let [only_day, only_month] = &mut self.only;
        let place = match (day_first, month_first) {
            (Some(_), None) => only_day,
            (None, Some(_)) => only_month,
            (Some(a), Some(b)) if a != b => &mut self.both,
            _ => return,
        };
        if place.is_none() {
            *place = Some((line, text.to_owned()));
        }
    }

    /// The order.
    ///
    /// # Errors
    /// Where the rows do not tell, or contradict each other.
    pub fn found(self) -> Result<DateOrder, NoOrder> {
        let [year_first, named, day_first, _] = self.fits;
        match self.only {
            [Some(a), Some(b)] => {
                let (line, text) = if a.0 > b.0 { a } else { b };
                Err(NoOrder::Mixed(line, text))
            }
            [Some(_), None] => Ok(DateOrder::DayFirst),
            [None, Some(_)] => Ok(DateOrder::MonthFirst),
            [None, None] => match self.both {
                Some((line, text)) => Err(NoOrder::Undecided(line, text)),
                None if named > year_first => Ok(DateOrder::NamedMonth),
                // 05/05/2024 is one day in either order.
                None if year_first == 0 && day_first > 0 => Ok(DateOrder::DayFirst),
                None => Ok(DateOrder::YearFirst),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_order_are_read_and_times_are_passed_over() {
        let day = Day::ymd(2024, 3, 5);
        for (order, texts) in [
            (
                DateOrder::YearFirst,
                &[
                    "2024-03-05",
                    "2024-03-05 00:00:00.000",
                    "2024-03-05T00:00:00",
                    "20240305",
                    "2024/3/5",
                ][..],
            ),
            (DateOrder::NamedMonth, &["5 March 2024", "05-Mar-2024", "March 5, 2024"]),
            (DateOrder::DayFirst, &["05/03/2024", "5.3.2024", "05-03-2024 00:00:00"]),
            (DateOrder::MonthFirst, &["03/05/2024 00:00:00", "3/5/2024 12:00:00 AM"]),
        ] {
            for text in texts {
                assert_eq!(parse(order, text), day, "{text}");
            }
        }
        for text in [
            "",
            "5 March 24",
            "2024-02-30",
            "2024-03-05 12:noon",
            "45,123",
            "-1-2-2024",
            "+1/02/2024",
        ] {
            assert_eq!(ORDERS.map(|order| parse(order, text)), [None; 4], "{text}");
        }
    }

    fn found(cells: &[(&str, Option<i16>)]) -> Result<DateOrder, NoOrder> {
        let mut finder = OrderFinder::default();
        for (line, (text, year)) in (2..).zip(cells) {
            finder.look(line, text, *year);
        }
        finder.found()
    }

    #[test]
    fn one_row_decides_for_all_and_contradictions_are_told() {
        let at = |line, text: &str| (line, text.to_owned());
        assert_eq!(
            found(&[("03/05/2024", None), ("25/03/2024", None)]),
            Ok(DateOrder::DayFirst)
        );
        assert_eq!(
            found(&[("03/05/2024", None), ("03/25/2024", None)]),
            Ok(DateOrder::MonthFirst)
        );
        let (line, text) = at(2, "03/05/2024");
        assert_eq!(found(&[("03/05/2024", None)]), Err(NoOrder::Undecided(line, text)));
        let (line, text) = at(3, "25/03/2024");
        assert_eq!(
            found(&[("03/25/2024", None), ("25/03/2024", None)]),
            Err(NoOrder::Mixed(line, text))
        );
        assert_eq!(found(&[("2024-01-02", None), ("x", None)]), Ok(DateOrder::YearFirst));
        assert_eq!(found(&[("2 May 2024", Some(2024))]), Ok(DateOrder::NamedMonth));
        assert_eq!(found(&[("05/05/2024", None)]), Ok(DateOrder::DayFirst));
        assert_eq!(found(&[]), Ok(DateOrder::YearFirst));
    }
}
