//! Folding of text for search and comparison: case, accents, apostrophes, hyphens.

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
    for c in text.nfkd() {
        // Almost every letter of almost every text.
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        if is_combining_mark(c) {
            continue;
        }
        if c.is_whitespace() || is_dash(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        for lower in c.to_lowercase() {
            push_letter(&mut out, lower);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
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
        if word.is_ascii() {
            buffer.clear();
            let letters = word.bytes().map(|b| char::from(b.to_ascii_lowercase()));
            buffer.extend(letters.map(|c| if c == '`' { '\'' } else { c }));
            each(buffer);
        } else {
            fold(word)
                .split(' ')
                .filter(|word| !word.is_empty())
                .for_each(&mut each);
        }
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
    use super::{each_word, fold};

    #[test]
    fn words_are_those_of_the_folded_text() {
        let pieces = [
            "a", "É", "œ", "-", "_", " ", "\u{A0}", "\t", "\u{301}", "`", "’", "Z", "\u{2014}", "9", "ﬁ", "İ",
            "\u{1F}", "\u{85}", "½",
        ];
        let mut rng = fastrand::Rng::with_seed(5);
        for _ in 0..3_000 {
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
