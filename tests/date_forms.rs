//! How dates are written: every form that files have, and the order of day and month over a whole column.
#![cfg(test)]

use sahel_atlas::base::Day;
use sahel_atlas::read::{DateOrder, DateStats, Undecided};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn decide<S: AsRef<str>>(texts: &[S]) -> Result<DateOrder, Undecided> {
    let mut stats = DateStats::new();
    for (text, line) in texts.iter().zip(2..) {
        stats.observe(text.as_ref(), "", line);
    }
    stats.decide()
}

/// Order of the column that has only this date, the text, the day.
const FORMS: &[(DateOrder, &str, &str)] = &[
    (DateOrder::YearFirst, "2024-03-05", "2024-03-05"),
    (DateOrder::YearFirst, " 2024-03-05 ", "2024-03-05"),
    (DateOrder::YearFirst, "2024-03-05T12:30:00Z", "2024-03-05"),
    (DateOrder::YearFirst, "2024-03-05T23:30:00.000+01:00", "2024-03-05"),
    (DateOrder::YearFirst, "2024-03-05 00:00:00.000", "2024-03-05"),
    (DateOrder::YearFirst, "2024-03-05 00:00 UTC", "2024-03-05"),
    (DateOrder::YearFirst, "2024-3-5", "2024-03-05"),
    (DateOrder::YearFirst, "2024/03/05", "2024-03-05"),
    (DateOrder::YearFirst, "2024.03.05", "2024-03-05"),
    (DateOrder::YearFirst, "20240305", "2024-03-05"),
    (DateOrder::YearFirst, "9999-12-31", "9999-12-31"),
    (DateOrder::YearFirst, "0001-01-01", "0001-01-01"),
    (DateOrder::NamedMonth, "16 May 2025", "2025-05-16"),
    (DateOrder::NamedMonth, "16-May-2025", "2025-05-16"),
    (DateOrder::NamedMonth, "05 January 2019", "2019-01-05"),
    (DateOrder::NamedMonth, "May 16, 2025", "2025-05-16"),
    (DateOrder::NamedMonth, "16 May 2025 14:30:00", "2025-05-16"),
    (DateOrder::NamedMonth, "Friday, 16 May 2025", "2025-05-16"),
    (DateOrder::NamedMonth, "1er août 2023", "2023-08-01"),
    (DateOrder::NamedMonth, "1ER AOUT 2023", "2023-08-01"),
    (DateOrder::NamedMonth, "12 févr. 2024", "2024-02-12"),
    (DateOrder::NamedMonth, "lundi 2 octobre 2023", "2023-10-02"),
    (DateOrder::NamedMonth, "12 déc. 2024", "2024-12-12"),
    (DateOrder::DayFirst, "25/03/2024", "2024-03-25"),
    (DateOrder::DayFirst, "25-3-2024", "2024-03-25"),
    (DateOrder::DayFirst, "25.3.2024", "2024-03-25"),
    (DateOrder::DayFirst, "25/03/2024 14:30", "2024-03-25"),
    (DateOrder::MonthFirst, "3/25/2024 12:00:00 AM", "2024-03-25"),
    (DateOrder::MonthFirst, "03/25/2024 00:00:00", "2024-03-25"),
    (DateOrder::MonthFirst, "3/25/2024, 1:05 p.m.", "2024-03-25"),
    (DateOrder::ExcelSerial, "45357", "2024-03-06"),
    (DateOrder::ExcelSerial, "45357.0", "2024-03-06"),
    (DateOrder::UnixSeconds, "1709683200", "2024-03-06"),
    (DateOrder::UnixSeconds, "1709683200000", "2024-03-06"),
];

#[test]
fn every_form_that_files_have_is_understood() {
    for (order, text, expected) in FORMS {
        assert_eq!(decide(&[text]), Ok(*order), "{text}");
        assert_eq!(order.parse(text), Some(day(expected)), "{text}");
    }
}

#[test]
fn what_is_no_date_is_no_date() {
    let texts = [
        "",
        "-",
        "n/a",
        "2024",
        "2024-13-01",
        "2024-02-30",
        "0000-00-00",
        "0000-01-01",
        "00000000",
        "31/04/2024x",
        "31/31/2024",
        "1/2",
        "1/2/3/2024",
        "2024-03-05 noon",
        "March 2024",
        "mars",
        "99999999999999999999",
        "1e400",
        "NaN",
        "é024-03-05",
        "12 2024 March 5",
        "-1",
        "2024-03-05-",
        "'45357",
    ];
    for text in texts {
        for order in DateOrder::ALL {
            let read = order.parse(text);
            let plain = matches!(order, DateOrder::ExcelSerial | DateOrder::UnixSeconds);
            assert!(read.is_none() || plain && text == "2024", "{text} as {order}: {read:?}");
        }
    }
}

#[test]
fn a_year_of_two_digits_is_refused_with_its_reason() {
    use sahel_atlas::read::Expected;
    for text in ["05/03/24", "5-3-24", "24-03-05", "16-May-25", "16 mai 25"] {
        for order in [
            DateOrder::YearFirst,
            DateOrder::NamedMonth,
            DateOrder::DayFirst,
            DateOrder::MonthFirst,
        ] {
            assert_eq!(order.parse(text), None, "{text}");
            assert_eq!(order.expected(text), Expected::FourDigitYear, "{text}");
        }
    }
}

#[test]
fn a_column_that_nothing_settles_is_asked_about_with_both_readings() {
    let Err(Undecided::Either {
        example,
        day_first,
        month_first,
    }) = decide(&["04/04/2024", "05/03/2024", "06/07/2024"])
    else {
        panic!("it was decided");
    };
    assert_eq!((example.text.as_str(), example.line), ("05/03/2024", 3));
    assert_eq!((day_first, month_first), (day("2024-03-05"), day("2024-05-03")));
    assert_eq!(
        decide(&["05/05/2024"]),
        Ok(DateOrder::DayFirst),
        "both readings are the same"
    );
}

#[test]
fn a_form_that_most_dates_have_is_the_columns() {
    let texts = ["2024-03-05", "2024-03-06", "25/03/2024"];
    assert_eq!(decide(&texts), Ok(DateOrder::YearFirst));
    assert_eq!(
        DateOrder::YearFirst.parse(texts[2]),
        None,
        "the other form is set aside"
    );
    // A number among dates is no Excel date.
    assert_eq!(decide(&["45357", "unknown"]), Ok(DateOrder::YearFirst));
    assert_eq!(decide(&["45357", "12"]), Ok(DateOrder::YearFirst));
}

#[test]
fn numbers_are_days_only_if_the_year_column_agrees() {
    let order = |year: &str| {
        let mut stats = DateStats::new();
        (0..30).for_each(|i| stats.observe(&(45_357 + i).to_string(), year, i + 2));
        stats.decide()
    };
    assert_eq!(order("2024"), Ok(DateOrder::ExcelSerial));
    // Counted from 1904, as old Macintoshes do: four years off.
    assert_eq!(order("2028"), Ok(DateOrder::YearFirst));
}

/// Writes a day in a form; `padded` numbers have two digits.
fn write(order: DateOrder, separator: char, padded: bool, day: Day) -> String {
    let (y, m, d) = day.to_ymd();
    let n = |n: i8| if padded { format!("{n:02}") } else { n.to_string() };
    const NAMES: [&str; 12] = [
        "January",
        "février",
        "Mar",
        "avr.",
        "May",
        "juin",
        "July",
        "août",
        "Sept",
        "octobre",
        "Nov",
        "décembre",
    ];
    match order {
        DateOrder::YearFirst => format!("{y}{separator}{}{separator}{}", n(m), n(d)),
        DateOrder::NamedMonth => format!("{} {} {y}", n(d), NAMES[m as usize - 1]),
        DateOrder::DayFirst => format!("{}{separator}{}{separator}{y}", n(d), n(m)),
        DateOrder::MonthFirst => format!("{}{separator}{}{separator}{y}", n(m), n(d)),
        DateOrder::ExcelSerial => (day.number() + 25_569).to_string(),
        DateOrder::UnixSeconds => (i64::from(day.number()) * 86_400).to_string(),
    }
}

/// The order that a column was written in is found, or nobody claims to know it; never the other one.
#[test]
fn no_column_is_ever_read_the_wrong_way_round() {
    let mut random = fastrand::Rng::with_seed(20_240_305);
    let mut asked = 0;
    for case in 0..6_000 {
        let order = DateOrder::ALL[random.usize(0..DateOrder::ALL.len())];
        let (separator, padded) = (['-', '/', '.'][random.usize(0..3)], random.bool());
        let first = day("1997-01-01").number();
        // A few days, a month, a year, thirty years; often only days up to 12.
        let reach = [5, 31, 366, 10_000][random.usize(0..4)];
        let from = first + random.i32(0..10_000);
        let small = random.bool();
        let wanted = random.usize(1..80);
        let draws = std::iter::repeat_with(|| Day::from_number(from + random.i32(0..reach))).take(wanted);
        let mut days: Vec<Day> = draws.filter(|day| !small || day.to_ymd().2 <= 12).collect();
        let mut texts: Vec<String>;
        match random.u8(0..4) {
            0 => days.sort(),
            1 => days.sort_by(|a, b| b.cmp(a)),
            _ => {}
        }
        texts = days.iter().map(|day| write(order, separator, padded, *day)).collect();
        // Sorted as text, as a spreadsheet does that does not know dates.
        if random.u8(0..4) == 0 {
            let mut both: Vec<(String, Day)> = texts.into_iter().zip(days).collect();
            both.sort();
            (texts, days) = both.into_iter().unzip();
        }
        match decide(&texts) {
            Ok(found) => {
                for (text, day) in texts.iter().zip(&days) {
                    assert_eq!(
                        found.parse(text),
                        Some(*day),
                        "case {case}: {text} read as {found}, is {order}"
                    );
                }
            }
            Err(Undecided::Either {
                example,
                day_first,
                month_first,
            }) => {
                asked += 1;
                let at = texts.iter().position(|t| *t == example.text).unwrap();
                let right = if order == DateOrder::DayFirst {
                    day_first
                } else {
                    month_first
                };
                assert_eq!(right, days[at], "case {case}: one of the two readings is the truth");
            }
            Err(other) => panic!("case {case}: {other:?} in a column of one form"),
        }
    }
    assert!((200..2_000).contains(&asked), "{asked} columns were asked about");
}
