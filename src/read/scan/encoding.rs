//! Which bytes stand for which characters, found out over the whole file.

use std::borrow::Cow;

use fearless_simd::{Level, dispatch};

/// How the characters of a file are written down. Windows-1252 stands for Latin-1 as well, whose characters it
/// all has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// UTF-8 without mark.
    #[default]
    Utf8,
    /// UTF-8 that begins with the mark EF BB BF, as Excel saves it.
    Utf8Marked,
    /// UTF-16, low byte first, as Excel saves "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, as Excel saves CSV in Western Europe.
    Windows1252,
}

impl Encoding {
    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Marked => "UTF-8 BOM",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// The encoding by a name as people type it: `utf8`, `UTF-16LE`, `latin1`, `cp1252`.
    pub fn by_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.to_ascii_lowercase().as_str() {
            "utf8" => Some(Self::Utf8),
            "utf8bom" | "utf8sig" => Some(Self::Utf8Marked),
            "utf16" | "utf16le" => Some(Self::Utf16Le),
            "utf16be" => Some(Self::Utf16Be),
            "windows1252" | "cp1252" | "latin1" | "iso88591" | "ansi" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// The same without regard to a mark at the beginning.
    pub(super) fn unmarked(self) -> Self {
        if self == Self::Utf8Marked { Self::Utf8 } else { self }
    }

    /// Whether two bytes make a character, so that a table can only be read after decoding the whole of it.
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be)
    }

    /// What bytes of a cell say. Text of a wide encoding was decoded before: its bytes are UTF-8 here.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Self::Utf8 | Self::Utf8Marked | Self::Utf16Le | Self::Utf16Be => String::from_utf8_lossy(bytes),
        }
    }

    /// The encoding that the first bytes of a file show, and how many bytes its mark takes. Anything not
    /// marked and not recognisable as UTF-16 is taken for UTF-8 as long as most of it is.
    pub fn sniff(first: &[u8]) -> (Self, usize) {
        match first {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8Marked, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            _ => (
                wide_by_zeros(first).unwrap_or_else(|| Census::of_start(first).encoding()),
                0,
            ),
        }
    }

    /// Decodes a whole text of a wide encoding into UTF-8; its mark is left out. Other encodings come back as
    /// they are.
    pub fn widened(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let decoder = match self {
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Utf8 | Self::Utf8Marked | Self::Windows1252 => return Cow::Borrowed(bytes),
        };
        let (text, _) = decoder.decode_with_bom_removal(bytes);
        Cow::Owned(text.into_owned().into_bytes())
    }
}

/// In UTF-16 the high byte of every letter of a European language is zero; in a text of one byte per character
/// zeros are rare, and fall on odd and even places alike.
fn wide_by_zeros(first: &[u8]) -> Option<Encoding> {
    let (pairs, _) = first.as_chunks::<2>();
    let count = |at: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| at(pair) == 0).count();
    let (even, odd) = (count(|[byte, _]| *byte), count(|[_, byte]| *byte));
    let (many, few) = (pairs.len() / 2, pairs.len() / 20);
    match (even, odd) {
        _ if pairs.len() < 2 => None,
        (even, odd) if odd > many && even <= few => Some(Encoding::Utf16Le),
        (even, odd) if even > many && odd <= few => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// How many of the bytes of a file are UTF-8 as they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Census {
    /// Characters of more than one byte.
    pub characters: u64,
    /// Places where bytes are no UTF-8.
    pub damaged: u64,
    /// Position of the first of them.
    pub first_damage: Option<u64>,
    /// Position of the first character of more than one byte that is a letter of a European language or a typographic
    /// mark: in Windows-1252 its bytes stand side by side in next to no text.
    pub first_letter: Option<u64>,
}

impl Census {
    /// Counts a part of a file that begins and ends between two characters. Gives the part as text as well if
    /// all of it is UTF-8.
    pub fn count<'a>(&mut self, bytes: &'a [u8], position: u64) -> Option<&'a str> {
        if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
            if !text.is_ascii() {
                // The first byte of every such character, and no other, is C0 or higher.
                self.characters += count_leads(bytes);
                self.look_for_letter(text, position);
            }
            return Some(text);
        }
        let mut at = position;
        for chunk in bytes.utf8_chunks() {
            self.characters += count_leads(chunk.valid().as_bytes());
            self.look_for_letter(chunk.valid(), at);
            at += chunk.valid().len() as u64;
            if !chunk.invalid().is_empty() {
                self.damaged += 1;
                self.first_damage = self.first_damage.or(Some(at));
            }
            at += chunk.invalid().len() as u64;
        }
        None
    }

    fn look_for_letter(&mut self, text: &str, position: u64) {
        if self.first_letter.is_none() {
            let letter = |c: char| matches!(c, '\u{A0}'..='\u{17F}' | '\u{2010}'..='\u{203A}' | '€');
            self.first_letter = text.find(letter).map(|at| position + at as u64);
        }
    }

    /// Takes up what was counted in another part of the file.
    pub fn add(&mut self, other: &Self) {
        self.characters += other.characters;
        self.damaged += other.damaged;
        let earlier = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
        self.first_damage = earlier(self.first_damage, other.first_damage);
        self.first_letter = earlier(self.first_letter, other.first_letter);
    }

    /// UTF-8, also with a few damaged places among many that are sound; Windows-1252 otherwise, in which next
    /// to no pair of letters looks like UTF-8.
    pub fn encoding(&self) -> Encoding {
        if self.characters >= self.damaged.saturating_mul(9) {
            Encoding::Utf8
        } else {
            Encoding::Windows1252
        }
    }

    /// Of the beginning of a file, whose last character may be cut.
    fn of_start(first: &[u8]) -> Self {
        let mut census = Self::default();
        let cut = first.len() - first.iter().rev().take(3).take_while(|b| **b >= 0x80).count();
        let whole = match std::str::from_utf8(first) {
            Err(error) if error.error_len().is_none() => error.valid_up_to().max(cut),
            _ => first.len(),
        };
        census.count(first.get(..whole).unwrap_or_default(), 0);
        census
    }
}

fn count_leads(bytes: &[u8]) -> u64 {
    dispatch!(Level::new(), _simd => count_leads_with(bytes))
}

#[inline(always)]
fn count_leads_with(bytes: &[u8]) -> u64 {
    let (parts, rest) = bytes.as_chunks::<128>();
    let mut leads = 0;
    // Sums of a byte, so that as many are made at once as the processor can. No closures: they would be functions of
    // their own, without its wide instructions.
    for part in parts {
        let mut sum = 0_u8;
        for byte in part {
            sum += u8::from(*byte >= 0xC0);
        }
        leads += u64::from(sum);
    }
    for byte in rest {
        leads += u64::from(*byte >= 0xC0);
    }
    leads
}

/// Where a part of a file that was cut at any byte really begins: the bytes at its start that continue a
/// character of the part before, 3 at most.
pub(super) fn continued(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take(3)
        .take_while(|byte| (0x80..0xC0).contains(*byte))
        .count()
}

/// Whether a text looks as if UTF-8 had been taken for Windows-1252 and saved again: `MÃ©naka` for `Ménaka`.
pub fn looks_double_encoded(text: &str) -> bool {
    let continues = |next: Option<char>| {
        let mut bytes = [0; 4];
        let Some(next) = next.filter(|c| !c.is_ascii()) else {
            return false;
        };
        let (coded, _, unknown) = encoding_rs::WINDOWS_1252.encode(next.encode_utf8(&mut bytes));
        !unknown && matches!(*coded, [0x80..=0xBF])
    };
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let mut next = rest.clone();
        let pair = match letter {
            // C2 and C3 lead all Latin letters with accents, E2 80 the typographic marks.
            'Â' | 'Ã' => continues(next.next()),
            'â' => next.next() == Some('€') && continues(next.next()),
            _ => false,
        };
        if pair {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn wide_texts_are_recognised_with_and_without_their_mark() {
        let text = "id;lieu\r\n1;Ménaka\r\n2;Kidal – nord\r\n";
        for (mark, length) in [(true, 2), (false, 0)] {
            for (little, encoding) in [(true, Encoding::Utf16Le), (false, Encoding::Utf16Be)] {
                let bytes = wide(text, mark, little);
                assert_eq!(Encoding::sniff(&bytes), (encoding, length));
                assert_eq!(*encoding.widened(&bytes), *text.as_bytes());
            }
        }
        // A few zeros make no wide text.
        assert_eq!(Encoding::sniff(b"a\0b,c\0d\nlong,enough,text").0, Encoding::Utf8);
        assert_eq!(Encoding::sniff(b"\0\0\0\0\0\0").0, Encoding::Utf8);
    }

    #[test]
    fn one_byte_per_letter_is_told_from_a_few_damaged_bytes() {
        assert_eq!(Encoding::sniff("é".repeat(30).as_bytes()), (Encoding::Utf8, 0));
        assert_eq!(Encoding::sniff(b"M\xe9naka,Gao").0, Encoding::Windows1252);
        // The last letter of the block is cut.
        assert_eq!(Encoding::sniff(b"M\xc3\xa9naka\xc3").0, Encoding::Utf8);
        let mut damaged = "é".repeat(30).into_bytes();
        damaged.extend_from_slice(b"x\xffy");
        let mut census = Census::default();
        assert_eq!(census.count(&damaged, 100), None);
        assert_eq!(
            census,
            Census {
                characters: 30,
                damaged: 1,
                first_damage: Some(161),
                first_letter: Some(100)
            }
        );
        assert_eq!(census.encoding(), Encoding::Utf8);
        assert_eq!(Encoding::Windows1252.decode(b"M\xe9naka \x80\x96"), "Ménaka €–");
    }

    #[test]
    fn doubly_encoded_text_is_seen_and_french_is_not() {
        for text in [
            "MÃ©naka",
            "l’attaque de lâ€™armÃ©e",
            "Ã‰tat",
            "aoÃ»t",
            "NÂ° 5",
            "dâ€™eau",
        ] {
            assert!(looks_double_encoded(text), "{text}");
        }
        for text in [
            "Ménaka",
            "CAFÉ»",
            "São Tomé",
            "âge",
            "10 €",
            "«Âne»",
            "Ã",
            "PÂTÉ",
            "l’été – «août»",
            "",
        ] {
            assert!(!looks_double_encoded(text), "{text}");
        }
    }

    #[test]
    fn names_are_understood_as_typed() {
        for (name, encoding) in [
            ("utf8", Encoding::Utf8),
            ("ISO-8859-1", Encoding::Windows1252),
            ("utf-16be", Encoding::Utf16Be),
        ] {
            assert_eq!(Encoding::by_name(name), Some(encoding));
            assert_eq!(Encoding::by_name(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::by_name("koi8"), None);
    }
}
