//! Folding of text for search and comparison: case, accents, apostrophes, hyphens.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case, without accents, with every kind of apostrophe made `'`, every kind of dash
/// and white space made one space. "Tillabéri", "TILLABERI" and "tillaberi" fold to the same text, and so
/// do "l’armée" and "l'armee".
///
/// Folding is for finding, never for showing. Letters that have no decomposition (ɓ, ŋ, œ) are mapped by
/// a small table.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // Nothing that decomposes reaches across an ASCII character.
        let plain = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        let (ascii, behind) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        fold_ascii(ascii, &mut out);
        let others = behind.bytes().position(|b| b.is_ascii()).unwrap_or(behind.len());
        let (letters, behind) = behind.split_at_checked(others).unwrap_or((behind, ""));
        let before = out.len();
        if !fold_latin(letters, &mut out) {
            out.truncate(before);
            fold_any(letters, &mut out);
        }
        rest = behind;
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Adds folded ASCII, byte by byte.
fn fold_ascii(text: &str, to: &mut String) {
    for byte in text.bytes() {
        match fold_byte(byte) {
            b' ' if to.is_empty() || to.ends_with(' ') => {}
            folded => to.push(char::from(folded)),
        }
    }
}

/// Adds any text folded.
fn fold_any(text: &str, to: &mut String) {
    for c in text.nfkd() {
        if is_combining_mark(c) {
            continue;
        }
        if c.is_whitespace() || is_dash(c) {
            if !to.is_empty() && !to.ends_with(' ') {
                to.push(' ');
            }
            continue;
        }
        for lower in c.to_lowercase() {
            push_letter(to, lower);
        }
    }
}

/// The words of the folded text, one after the other: what [`fold`] gives, cut at its spaces, without making it.
/// `buffer` is used for writing. Plain text is folded byte by byte, which is what makes it fast.
pub fn each_word(text: &str, buffer: &mut String, mut each: impl FnMut(&str)) {
    let separates = |b: &u8| matches!(b, b'\t'..=b'\r' | b' ' | b'-' | b'_');
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.bytes().position(|b| separates(&b)).unwrap_or(rest.len());
        // Separators are one byte long, so both cuts are between characters.
        let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = behind.get(1..).unwrap_or("");
        if word.is_empty() {
            continue;
        }
        buffer.clear();
        if word.is_ascii() {
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
            if buffer.contains('`') {
                *buffer = buffer.replace('`', "'");
            }
            each(buffer);
        } else if fold_latin(word, buffer) {
            each(buffer);
        } else {
            fold(word)
                .split(' ')
                .filter(|word| !word.is_empty())
                .for_each(&mut each);
        }
    }
}

/// The letters with accents that western languages are written in, U+0080 to U+017F, folded; `None` where a letter
/// folds to nothing or to a space.
static LATIN: LazyLock<Vec<Option<String>>> = LazyLock::new(|| {
    let letters = ('\u{80}'..='\u{17F}').map(|letter| {
        let mut folded = String::new();
        fold_any(letter.encode_utf8(&mut [0; 4]), &mut folded);
        folded
    });
    let plain = |folded: &String| !folded.is_empty() && !folded.contains(' ');
    letters.map(|folded| Some(folded).filter(plain)).collect()
});

/// Writes a word folded, where it is made of ASCII and [`LATIN`] only; a letter folds to the same whatever stands
/// beside it. `false` where it is not.
fn fold_latin(word: &str, to: &mut String) -> bool {
    for letter in word.chars() {
        if letter.is_ascii() {
            to.push(char::from(fold_byte(letter as u8)));
            continue;
        }
        let folded = (letter as usize).checked_sub(0x80).and_then(|i| LATIN.get(i));
        match folded {
            Some(Some(folded)) => to.push_str(folded),
            _ => return false,
        }
    }
    true
}

/// What [`fold`] makes of one ASCII character; it also joins separators that follow each other, and leaves out those
/// at the ends.
pub fn fold_byte(byte: u8) -> u8 {
    match byte {
        b'`' => b'\'',
        b'\t'..=b'\r' | b'-' | b'_' => b' ',
        other => other.to_ascii_lowercase(),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_')
}

/// Writes a letter; those of French and of the languages of the region that do not decompose in plain ones.
fn push_letter(out: &mut String, c: char) {
    match c {
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ɓ' => out.push('b'),
        'ɗ' => out.push('d'),
        'ŋ' => out.push('n'),
        'ɲ' => out.push_str("ny"),
        'ƴ' => out.push('y'),
        'ɛ' => out.push('e'),
        'ɔ' => out.push('o'),
        'ı' => out.push('i'),
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{02B9}' | '`' | '\u{00B4}' => out.push('\''),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{each_word, fold, fold_any, fold_byte};

    #[test]
    fn words_are_those_of_the_folded_text() {
        let pieces = [
            "a", "É", "œ", "-", "_", " ", "\u{A0}", "\t", "\u{301}", "`", "’", "Z", "\u{2014}", "9", "ﬁ", "İ",
            "\u{1F}", "\u{85}", "½", "é", "ç", "œ", "Ÿ", "´", "ñ", "ʼ", "ɓ",
        ];
        let mut rng = fastrand::Rng::with_seed(5);
        for _ in 0..6_000 {
            let text: String = (0..rng.usize(0..14))
                .map(|_| pieces[rng.usize(0..pieces.len())])
                .collect();
            let mut found = Vec::new();
            each_word(&text, &mut String::new(), |word| found.push(word.to_owned()));
            let folded = fold(&text);
            let expected: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn the_fast_way_folds_as_the_slow_one() {
        let pieces = [
            "a", "É", "œ", "-", "_", " ", "\u{A0}", "\t", "\u{301}", "\u{323}", "`", "’", "Z", "\u{2014}", "ﬁ", "İ",
            "ı", "\u{1F}", "\u{85}", "½", "ç", "Ÿ", "´", "ŉ", "ʼ", "ɓ", "Å", "가", "\u{1161}", "ẛ̣", "\n", "—", "ǁ",
        ];
        let mut rng = fastrand::Rng::with_seed(6);
        for _ in 0..20_000 {
            let text: String = (0..rng.usize(0..12))
                .map(|_| pieces[rng.usize(0..pieces.len())])
                .collect();
            let mut slow = String::new();
            fold_any(&text, &mut slow);
            if slow.ends_with(' ') {
                slow.pop();
            }
            assert_eq!(fold(&text), slow, "{text:?}");
        }
    }

    #[test]
    fn one_character_folds_as_it_does_in_a_text() {
        for byte in 0..128u8 {
            let text = format!("a{}a", char::from(byte));
            assert_eq!(fold(&text), format!("a{}a", char::from(fold_byte(byte))), "{byte}");
        }
    }

    #[test]
    fn spelling_variants_meet() {
        for (a, b) in [
            ("Tillabéri", "TILLABERI"),
            ("l’armée", "l'armee"),
            ("Dosso-Kouregou", "dosso kouregou"),
            ("Cœur", "coeur"),
            ("  Téra \u{00A0} ville ", "tera ville"),
            ("ﬁn", "fin"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn different_places_stay_different() {
        assert_ne!(fold("Niger"), fold("Nigeria"));
        assert_ne!(fold("Gao"), fold("Goa"));
    }

    #[test]
    fn a_lone_parenthesis_is_a_character_like_any_other() {
        assert_eq!(fold("(JNIM"), "(jnim");
    }
}
