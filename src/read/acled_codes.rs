//! What the cells of an ACLED row mean one by one: numbers, ids, types and kinds of actors.

use std::borrow::Cow;

use crate::model::{EventType, SideKind};

/// A number as people write it: no exponent, no "NaN", no "inf".
pub(super) fn plain_number(text: &str, decimal_comma: bool) -> Option<f64> {
    match short_number(text.as_bytes(), decimal_comma) {
        Short::Number(number) => Some(number),
        Short::None => None,
        Short::Long => slow_number(text, decimal_comma),
    }
}

/// What bytes are as a number whose digits fit exactly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Short {
    Number(f64),
    /// No plain number.
    None,
    /// It may be a number of more digits.
    Long,
}

/// A number whose digits fit exactly.
#[inline]
pub(super) fn short_number(text: &[u8], decimal_comma: bool) -> Short {
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let (mut digits, mut whole, mut decimals) = (0_u64, 0, None);
    for byte in unsigned {
        match byte {
            b'0'..=b'9' if whole < EXACT_DIGITS => {
                digits = digits * 10 + u64::from(byte - b'0');
                whole += 1;
                decimals = decimals.map(|n| n + 1);
            }
            b'0'..=b'9' => return Short::Long,
            b'.' if decimals.is_none() => decimals = Some(0),
            b',' if decimals.is_none() && decimal_comma => decimals = Some(0),
            _ => return Short::None,
        }
    }
    // Both numbers are exact, so their quotient is the nearest one there is.
    let Some(scale) = POWERS.get(decimals.unwrap_or(0)).filter(|_| whole > 0) else {
        return Short::None;
    };
    let number = digits as f64 / scale;
    Short::Number(if negative { -number } else { number })
}

/// A number of more digits than fit exactly.
fn slow_number(text: &str, decimal_comma: bool) -> Option<f64> {
    let text = if decimal_comma {
        Cow::Owned(text.replace(',', "."))
    } else {
        Cow::Borrowed(text)
    };
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'));
    text.parse().ok().filter(|_| plain)
}

/// Digits that a floating-point number holds exactly, whatever they are.
const EXACT_DIGITS: usize = 15;
/// Powers of ten from 0, all exact.
const POWERS: [f64; EXACT_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// A whole number without the decimals that programs add where a column has empty cells (`7.0`).
pub(super) fn plain_code(text: &str) -> &str {
    text.strip_suffix(".0")
        .or_else(|| text.strip_suffix(",0"))
        .unwrap_or(text)
}

/// Whether a spreadsheet took an id for a number and rounded it: `1.2E+07`.
pub(super) fn is_rounded(id: &str) -> bool {
    let number = id.bytes().all(|b| b.is_ascii_digit() || b"+.,eE".contains(&b));
    number && (id.contains("E+") || id.contains("e+"))
}

/// The event type of a name in small letters: the six of the codebook of 2023 and the nine before 2019.
pub(super) fn event_type(name: &str) -> EventType {
    match name {
        "violence against civilians" => EventType::Civilians,
        "explosions/remote violence" | "remote violence" => EventType::Explosions,
        "riots" => EventType::Riots,
        "protests" => EventType::Protests,
        "strategic developments"
        | "strategic development"
        | "headquarters or base established"
        | "non-violent transfer of territory" => EventType::Strategic,
        "battles" | "battle" => EventType::Battles,
        // "Battle-No change of territory", "Battle-Government regains territory" and the like.
        name if name.starts_with("battle-") => EventType::Battles,
        _ => EventType::Other,
    }
}

/// What a side is, by `inter1`: numbers in older files, words in newer ones. Rioters and forces from elsewhere
/// are none of the kinds that this program tells apart.
pub(super) fn side_kind(inter: &str) -> SideKind {
    let inter = inter.to_ascii_lowercase();
    match plain_code(&inter) {
        "1" => SideKind::State,
        "2" | "3" | "4" => SideKind::ArmedGroup,
        "6" | "7" => SideKind::Civilians,
        text if text.starts_with("state force") => SideKind::State,
        text if text.starts_with("rebel") || text.ends_with("militia") || text.ends_with("militias") => {
            SideKind::ArmedGroup
        }
        text if text.starts_with("protester") || text.starts_with("civilian") => SideKind::Civilians,
        _ => SideKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_standard_library() {
        let mut rng = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let text = format!(
                "{:.*}",
                rng.usize(0..18),
                (rng.f64() - 0.5) * 10_f64.powi(rng.i32(-3..6))
            );
            let expected = text.parse::<f64>().unwrap();
            assert_eq!(plain_number(&text, false), Some(expected), "{text}");
            assert_eq!(plain_number(&text.replace('.', ","), true), Some(expected), "{text}");
        }
        for text in [
            "", "-", ".", "1.2.3", "1e5", "NaN", "inf", "1,2", "+-1", "1_0", "--1", "1-",
        ] {
            assert_eq!(plain_number(text, false), None, "{text}");
        }
        assert_eq!(plain_number("+.5", false), Some(0.5));
    }

    #[test]
    fn types_of_old_editions_are_among_the_six() {
        for (name, kind) in [
            ("battle-no change of territory", EventType::Battles),
            ("battle-government regains territory", EventType::Battles),
            ("battle-non-state actor overtakes territory", EventType::Battles),
            ("remote violence", EventType::Explosions),
            ("headquarters or base established", EventType::Strategic),
            ("strategic development", EventType::Strategic),
            ("non-violent transfer of territory", EventType::Strategic),
            ("violence against civilians", EventType::Civilians),
            ("traffic accident", EventType::Other),
        ] {
            assert_eq!(event_type(name), kind, "{name}");
        }
        for kind in EventType::ALL {
            assert_eq!(event_type(&kind.name().to_ascii_lowercase()), kind);
        }
    }

    #[test]
    fn sides_are_the_same_in_numbers_and_in_words() {
        for (number, word) in [
            ("1", "State forces"),
            ("2", "Rebel group"),
            ("3", "Political militia"),
            ("4", "Identity militia"),
            ("5", "Rioters"),
            ("6", "Protesters"),
            ("7", "Civilians"),
            ("8", "External/Other forces"),
            ("0", ""),
        ] {
            assert_eq!(side_kind(number), side_kind(word), "{word}");
            assert_eq!(side_kind(&format!("{number}.0")), side_kind(word), "{word}");
        }
        assert_eq!(side_kind("Rebel Groups"), SideKind::ArmedGroup);
    }

    #[test]
    fn rounded_ids_are_known_and_old_ones_are_not_taken_for_them() {
        for id in ["1.23E+07", "1,2e+09"] {
            assert!(is_rounded(id), "{id}");
        }
        for id in ["MLI1234", "1416RTA", "12E3", "1234", "ETH9766"] {
            assert!(!is_rounded(id), "{id}");
        }
    }
}
