//! Single cells of tables that people keep by hand: coordinates, numbers of people, lists.

use crate::base::LonLat;
use crate::base::dates::month_of_name;
use crate::base::fold::fold;

/// A coordinate in degrees: `15.92`, `15,92`, `-0.04`, `2.4 W`, `2,4°O`. `None` for anything else; the range is not
/// looked at.
pub(super) fn coordinate(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, west) = match text.char_indices().next_back()? {
        (at, 'N' | 'n' | 'E' | 'e') if at > 0 => (text.get(..at)?, false),
        (at, 'S' | 's' | 'W' | 'w' | 'O' | 'o') if at > 0 => (text.get(..at)?, true),
        _ => (text, false),
    };
    let number = number.trim_end().trim_end_matches('°').trim_end();
    let found = number_of(&number.replace('\u{2212}', "-"))?;
    // A letter and a sign together contradict each other.
    (!west || found >= 0.0).then_some(if west { -found } else { found })
}

/// A decimal number with a point or a comma, finite.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.,eE".contains(&b));
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c));
    if !plain || !begins {
        return None;
    }
    let found = if text.contains(',') && !text.contains('.') {
        text.replacen(',', ".", 1).parse::<f64>()
    } else {
        text.parse::<f64>()
    };
    found.ok().filter(|n| n.is_finite())
}

/// Two coordinates in one cell, in the order in which they stand: `16.27, -0.04`, `16,27; -0,04`, `(16.27 -0.04)`.
pub(super) fn pair(text: &str) -> Option<(f64, f64)> {
    let text = text
        .trim()
        .trim_start_matches(['(', '['])
        .trim_end_matches([')', ']'])
        .trim();
    for separator in [";", "/", "|", ", ", ",", " "] {
        let mut parts = text.split(separator).map(str::trim).filter(|part| !part.is_empty());
        if let (Some(a), Some(b), None) = (parts.next(), parts.next(), parts.next())
            && let (Some(a), Some(b)) = (coordinate(a), coordinate(b))
        {
            return Some((a, b));
        }
    }
    None
}

/// The position of `POINT (-0.04 16.27)`, also with a height or an `SRID=4326;` before it.
pub(super) fn wkt_point(text: &str) -> Option<LonLat> {
    let text = text.trim();
    let text = text
        .split_once(';')
        .filter(|(head, _)| head.starts_with("SRID=4326"))
        .map_or(text, |(_, point)| point);
    let word = text.get(..5).filter(|word| word.eq_ignore_ascii_case("point"))?;
    let rest = text.get(word.len()..)?.trim_start();
    let rest = rest.trim_start_matches(['Z', 'M', 'z', 'm']).trim_start();
    let inner = rest.strip_prefix('(')?.strip_suffix(')')?;
    let mut numbers = inner.split_whitespace().map(|part| part.parse::<f64>().ok());
    LonLat::new(numbers.next()??, numbers.next()??)
}

/// A number of people: `12`, `1 200`, `12.0`, `1,200` (or `1.200` where the comma is decimal). `None` for anything
/// else, such as "several".
pub(super) fn people(text: &str, decimal_comma: bool) -> Option<u32> {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
        .collect();
    let (decimal, thousands) = if decimal_comma { (',', '.') } else { ('.', ',') };
    let grouped = |part: &str| {
        let mut groups = part.split(thousands);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let sound = (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3);
        (rest.is_empty() || sound).then(|| part.replace(thousands, ""))
    };
    let (whole, fraction) = text.split_once(decimal).unwrap_or((&text, "0"));
    // Excel writes 3 as 3.0; half a person is no number of people. Three digits may be a thousand: nobody knows.
    if fraction.is_empty() || fraction.len() == 3 || !fraction.bytes().all(|b| b == b'0') {
        return None;
    }
    let whole = grouped(whole)?;
    whole.bytes().all(|b| b.is_ascii_digit()).then(|| whole.parse().ok())?
}

/// A month, 1 to 12, as a number or by its name in English or French.
pub(super) fn month(text: &str) -> Option<u8> {
    if let Some(number) = people(text, false) {
        return u8::try_from(number).ok().filter(|n| (1..=12).contains(n));
    }
    month_of_name(&fold(text.trim().trim_end_matches('.')))
}

/// The parts of a cell, each once, in its order.
pub(super) fn parts<'a>(cell: &'a str, separator: Option<&str>) -> Vec<&'a str> {
    let all: Vec<&str> = match separator.filter(|s| !s.is_empty()) {
        Some(separator) => cell.split(separator).collect(),
        None => vec![cell],
    };
    let mut found: Vec<&str> = Vec::new();
    for part in all.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        if !found.contains(&part) {
            found.push(part);
        }
    }
    found
}

/// Whether a spreadsheet has made a number of an id and lost its last digits: `1.23457E+15`.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((head, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let power = power.strip_prefix('+').unwrap_or_default();
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    number(power) && head.split(['.', ',']).all(number)
}

/// Country by its three letters or three figures in ISO 3166; else as it stands. Two letters stay: NG is Nigeria to
/// ISO and Niger to others.
pub(super) fn country(text: &str) -> &str {
    match text {
        "MLI" | "466" => "Mali",
        "NER" | "562" => "Niger",
        "NGA" | "566" => "Nigeria",
        "BFA" | "854" => "Burkina Faso",
        "Burkina" | "Burkina-Faso" => "Burkina Faso",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_as_people_write_them() {
        for (text, found) in [
            ("15.92", Some(15.92)),
            ("15,92", Some(15.92)),
            ("0", Some(0.0)),
            ("-0,04", Some(-0.04)),
            ("\u{2212}0.04", Some(-0.04)),
            ("2.4 W", Some(-2.4)),
            ("2,4°O", Some(-2.4)),
            ("16.27°N", Some(16.27)),
            ("-2.4 W", None),
            ("NaN", None),
            ("inf", None),
            ("1,234.5", None),
            ("", None),
            ("N", None),
            ("15°55'", None),
        ] {
            assert_eq!(coordinate(text), found, "{text}");
        }
    }

    #[test]
    fn both_coordinates_in_one_cell() {
        for text in [
            "16.27, -0.04",
            "16.27,-0.04",
            "16,27; -0,04",
            "(16.27 -0.04)",
            "16,27 -0,04",
            "[16.27; -0.04]",
        ] {
            assert_eq!(pair(text), Some((16.27, -0.04)), "{text}");
        }
        assert_eq!(pair("16.27"), None);
        assert_eq!(pair("16.27, -0.04, 3"), None);
        assert_eq!(wkt_point("POINT (-0.04 16.27)"), LonLat::new(-0.04, 16.27));
        assert_eq!(
            wkt_point("SRID=4326;point z(-0.04 16.27 300)"),
            LonLat::new(-0.04, 16.27)
        );
        assert_eq!(wkt_point("LINESTRING (0 0, 1 1)"), None);
        assert_eq!(wkt_point("poiñt (1 1)"), None);
    }

    #[test]
    fn people_are_whole() {
        for (text, comma, found) in [
            ("12", false, Some(12)),
            ("0", false, Some(0)),
            ("12.0", false, Some(12)),
            ("12,0", true, Some(12)),
            ("1,200", false, Some(1200)),
            ("1.200", true, Some(1200)),
            ("1 200", true, Some(1200)),
            ("1,20", false, None),
            ("1.000", false, None),
            ("2,000", true, None),
            ("2.5", false, None),
            ("-3", false, None),
            ("plusieurs", false, None),
            ("", false, None),
            ("99999999999", false, None),
        ] {
            assert_eq!(people(text, comma), found, "{text}");
        }
    }

    #[test]
    fn spoilt_ids_and_codes_of_countries() {
        assert!(is_scientific("1.23457E+15") && is_scientific("1,2E+11") && is_scientific("2e+5"));
        assert!(!is_scientific("MLI1234") && !is_scientific("12E15") && !is_scientific("E+1"));
        assert_eq!(
            ["NER", "NGA", "562", "566", "NG", "NE"].map(country),
            ["Niger", "Nigeria", "Niger", "Nigeria", "NG", "NE"]
        );
        assert_eq!(
            (month("août"), month("juil."), month("3"), month("jui"), month("13")),
            (Some(8), Some(7), Some(3), None, None)
        );
    }
}
