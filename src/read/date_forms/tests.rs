use super::*;

fn iso_day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn decided(texts: &[&str]) -> Result<DateOrder, Undecided> {
    let mut stats = DateStats::new();
    for (text, line) in texts.iter().zip(2..) {
        stats.observe(text, "", line);
    }
    stats.decide()
}

#[test]
fn the_short_way_counts_days_as_the_calendar_does() {
    for year in [1, 4, 100, 1582, 1600, 1899, 1900, 1970, 2000, 2023, 2024, 2100, 9999] {
        for month in 1..=12 {
            for in_month in 1..=31 {
                let slow = Day::ymd(year, month as i8, in_month as i8);
                assert_eq!(day(year, month, in_month), slow, "{year}-{month}-{in_month}");
            }
        }
    }
    assert_eq!(day(0, 1, 1), None);
    assert_eq!(DateOrder::YearFirst.parse("9999-12-31"), Some(Day::MAX));
    assert_eq!(whole_day(Day::MAX), None);
    let last = DateOrder::YearFirst.parse("9999-12-30").and_then(whole_day).unwrap();
    assert_eq!(last.start().to_string(), "9999-12-30");
}

#[test]
fn the_count_of_excel_has_a_day_that_never_was() {
    let read = |text| DateOrder::ExcelSerial.parse(text);
    assert_eq!(read("1"), Some(iso_day("1900-01-01")));
    assert_eq!(read("59"), Some(iso_day("1900-02-28")));
    assert_eq!(read("60"), None);
    assert_eq!(read("61"), Some(iso_day("1900-03-01")));
    assert_eq!(read("45357"), Some(iso_day("2024-03-06")));
    assert_eq!(read("45357,75"), Some(iso_day("2024-03-06")));
    assert_eq!(read("2958465"), Some(iso_day("9999-12-31")));
}

#[test]
fn a_few_contradictions_are_set_aside_and_many_are_asked_about() {
    let mut texts = vec!["25/03/2024"; 300];
    texts.push("03/25/2024");
    assert_eq!(decided(&texts), Ok(DateOrder::DayFirst));
    let Err(Undecided::Mixed { day_first, month_first }) = decided(&["25/03/2024", "1/2/2024", "03/25/2024"]) else {
        panic!("decided");
    };
    assert_eq!((day_first.line, month_first.line), (2, 4));
}

#[test]
fn a_column_that_is_sorted_as_text_is_no_evidence() {
    // Day first, sorted as text: rises with the month first too.
    let mut texts: Vec<String> = (1..=12)
        .flat_map(|d| (1..=12).map(move |m| format!("{d:02}/{m:02}/2024")))
        .collect();
    texts.sort();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert!(matches!(decided(&texts), Err(Undecided::Either { .. })));
    // Sorted by date, the day first: every month begins again with the first.
    let texts: Vec<String> = (1..=6)
        .flat_map(|m| [2, 4, 9].map(|d| format!("{d:02}/{m:02}/2024")))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(decided(&texts), Ok(DateOrder::DayFirst));
}

#[test]
fn parts_of_a_column_put_together_say_what_the_whole_says() {
    let mut random = fastrand::Rng::with_seed(4);
    for _ in 0..200 {
        let texts: Vec<String> = (0..random.usize(0..40))
            .map(|_| match random.u8(0..8) {
                0 => "2024-03-05".to_owned(),
                1 => "5 March 2024".to_owned(),
                2 => "45357".to_owned(),
                _ => format!("{}/{}/2024", random.u8(1..14), random.u8(1..14)),
            })
            .collect();
        let cut = random.usize(0..=texts.len());
        let (mut whole, mut a, mut b) = (DateStats::new(), DateStats::new(), DateStats::new());
        for (i, text) in texts.iter().enumerate() {
            whole.observe(text, "", i as u64);
            let part = if i < cut { &mut a } else { &mut b };
            part.observe(text, "", i as u64);
        }
        a.append(&b);
        assert_eq!(a.decide(), whole.decide(), "{texts:?} cut at {cut}");
    }
}

#[test]
fn digits_with_a_time_of_day_are_a_day_and_no_count_of_milliseconds() {
    for text in ["202301091230", "20230109123045"] {
        assert_eq!(decided(&[text, text]), Ok(DateOrder::YearFirst), "{text}");
        let day = DateOrder::YearFirst.parse(text);
        assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2023-01-09"), "{text}");
    }
    // No such month, no such hour: what it is stays open.
    for text in ["202313091230", "202301092530", "20230109126145"] {
        assert_eq!(DateOrder::YearFirst.parse(text), None, "{text}");
    }
    assert_eq!(decided(&["1673267400000"]), Ok(DateOrder::UnixSeconds));
}

#[test]
fn a_day_that_the_calendar_lacks_is_told_from_one_written_otherwise() {
    for (order, text, expected) in [
        (DateOrder::DayFirst, "31/02/2024", Expected::DayOfMonth),
        (DateOrder::MonthFirst, "02/31/2024", Expected::DayOfMonth),
        (DateOrder::DayFirst, "02/31/2024", Expected::DayIn(DateOrder::DayFirst)),
        (
            DateOrder::MonthFirst,
            "31/02/2024",
            Expected::DayIn(DateOrder::MonthFirst),
        ),
        (DateOrder::DayFirst, "2024-02-03", Expected::DayIn(DateOrder::DayFirst)),
        (DateOrder::DayFirst, "31/02/24", Expected::FourDigitYear),
    ] {
        assert_eq!(order.expected(text), expected, "{order:?} {text}");
    }
}
