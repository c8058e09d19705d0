//! Dates as people type them, in both languages.

use super::*;

fn iso(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn read(text: &str, lang: Lang) -> Result<(String, String), DateError> {
    parse(text, lang).map(|span| (span.start().to_string(), span.last_day().to_string()))
}

#[test]
fn days_are_read_in_both_languages() {
    for text in [
        "2023-10-02",
        " 2023-10-02 ",
        "20231002",
        "2023/10/02",
        "2023.10.2",
        "2 Oct 2023",
        "2 oct. 2023",
        "2 octobre 2023",
        "02 OCTOBRE 2023",
        "October 2, 2023",
        "Oct 2nd 2023",
        "the 2nd of October 2023",
        "Monday 2 October 2023",
        "lundi 2 octobre 2023",
        "le lundi 2 oct 2023",
        "lun. 2 oct. 2023",
        "2-Oct-2023",
        "2023-Oct-02",
        "2.10.2023",
        "2023-W40-1",
        "Mon 2023-10-02",
    ] {
        for lang in [Lang::En, Lang::Fr] {
            assert_eq!(parse(text, lang), Ok(DaySpan::day(iso("2023-10-02"))), "{text}");
        }
    }
    assert_eq!(parse("1er août 2023", Lang::Fr), Ok(DaySpan::day(iso("2023-08-01"))));
    assert_eq!(parse("1er aout 2023", Lang::En), Ok(DaySpan::day(iso("2023-08-01"))));
    assert_eq!(parse("mar. 3 oct. 2023", Lang::Fr), Ok(DaySpan::day(iso("2023-10-03"))));
    assert_eq!(parse("3 mar 2023", Lang::En), Ok(DaySpan::day(iso("2023-03-03"))));
}

#[test]
fn coarse_dates_give_their_whole_span() {
    for (text, from, to) in [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-10", "2023-10-01", "2023-10-31"),
        ("10/2023", "2023-10-01", "2023-10-31"),
        ("Oct 2023", "2023-10-01", "2023-10-31"),
        ("octobre 2023", "2023-10-01", "2023-10-31"),
        ("mar 2023", "2023-03-01", "2023-03-31"),
        ("févr. 2024", "2024-02-01", "2024-02-29"),
        ("2023-W40", "2023-10-02", "2023-10-08"),
        ("W40 2023", "2023-10-02", "2023-10-08"),
        ("2023 s40", "2023-10-02", "2023-10-08"),
        ("semaine 40 2023", "2023-10-02", "2023-10-08"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("T4 2023", "2023-10-01", "2023-12-31"),
        ("4e trimestre 2023", "2023-10-01", "2023-12-31"),
    ] {
        for lang in [Lang::En, Lang::Fr] {
            assert_eq!(read(text, lang), Ok((from.to_owned(), to.to_owned())), "{text}");
        }
    }
}

#[test]
fn numbers_alone_are_never_guessed() {
    let (third, eighth) = (iso("2023-08-03"), iso("2023-03-08"));
    for text in ["3/8/2023", "03-08-2023", "3 8 2023"] {
        assert_eq!(parse(text, Lang::Fr), Ok(DaySpan::day(third)), "{text}");
        assert_eq!(
            parse(text, Lang::En),
            Err(DateError::Ambiguous(third, eighth)),
            "{text}"
        );
    }
    assert_eq!(parse("3.8.2023", Lang::En), Ok(DaySpan::day(third)));
    assert_eq!(parse("13/8/2023", Lang::En), Ok(DaySpan::day(iso("2023-08-13"))));
    assert_eq!(parse("8/13/2023", Lang::En), Ok(DaySpan::day(iso("2023-08-13"))));
    assert_eq!(parse("5/5/2023", Lang::En), Ok(DaySpan::day(iso("2023-05-05"))));
    assert!(matches!(
        parse("8/13/2023", Lang::Fr),
        Err(DateError::NoSuchDay { month: 13, day: 8, .. })
    ));
}

#[test]
fn wrong_dates_say_what_is_wrong() {
    for (text, error) in [
        ("", DateError::Empty),
        ("   ", DateError::Empty),
        ("soon", DateError::NotUnderstood),
        ("12345", DateError::NotUnderstood),
        ("99999999999999", DateError::NotUnderstood),
        ("2023-10-02?", DateError::NotUnderstood),
        ("jui 2023", DateError::NotUnderstood),
        ("2 Oct", DateError::NoYear),
        ("2/10/23", DateError::NoYear),
        ("octobre", DateError::NoYear),
        ("2023-W53", DateError::NoSuchPart { year: 2023, number: 53 }),
        ("T5 2023", DateError::NoSuchPart { year: 2023, number: 5 }),
        (
            "2023-02-30",
            DateError::NoSuchDay {
                year: 2023,
                month: 2,
                day: 30,
            },
        ),
        (
            "30 February 2023",
            DateError::NoSuchDay {
                year: 2023,
                month: 2,
                day: 30,
            },
        ),
        (
            "2023-13",
            DateError::NoSuchDay {
                year: 2023,
                month: 13,
                day: 1,
            },
        ),
        ("Tuesday 2 October 2023", DateError::WrongWeekday(iso("2023-10-02"))),
    ] {
        assert_eq!(parse(text, Lang::En), Err(error), "{text}");
        assert_eq!(parse(text, Lang::Fr), Err(error), "{text}");
    }
}

#[test]
fn nothing_typed_makes_it_panic() {
    let mut rng = fastrand::Rng::with_seed(3);
    let alphabet: Vec<char> = "0123456789/-. ,WQTsoctmaré1er'\u{202F}ß".chars().collect();
    for _ in 0..20_000 {
        let text: String = (0..rng.usize(0..14))
            .map(|_| alphabet[rng.usize(0..alphabet.len())])
            .collect();
        if let Ok(span) = parse(&text, Lang::En) {
            assert!(span.days() >= 1 && span.days() <= 366, "{text}");
        }
    }
}
