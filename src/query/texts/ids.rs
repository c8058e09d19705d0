//! Ids looked through where they lie, without a copy.

use super::folded::{FoldedList, number_at};
use crate::base::fold::fold_byte;
use crate::model::dictionary::Strings;

/// How the ids of a dataset are looked through.
#[derive(Debug)]
pub(super) enum IdTexts {
    /// Each character folds to one: how often each is there, folded, which tells what to look for first.
    Plain(Box<[u32; 256]>),
    /// Others are folded once.
    Folded(FoldedList),
}

impl IdTexts {
    pub fn of(ids: &Strings) -> Self {
        if ids.iter().all(is_plain) {
            let mut counts = Box::new([0u32; 256]);
            for byte in ids.whole().0.bytes() {
                if let Some(count) = counts.get_mut(usize::from(fold_byte(byte))) {
                    *count += 1;
                }
            }
            return Self::Plain(counts);
        }
        Self::Folded(FoldedList::of(ids.iter()))
    }

    pub fn is_whole(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Folded(list) => list.is_whole(),
        }
    }

    pub fn bytes(&self) -> usize {
        match self {
            Self::Plain(counts) => size_of_val(&**counts),
            Self::Folded(list) => list.bytes(),
        }
    }

    /// Every id that holds `needle`, by position, ascending. `ids` are those that this was made of.
    pub fn find(&self, ids: &Strings, needle: &str, mut each: impl FnMut(u32)) {
        let counts = match self {
            Self::Plain(counts) => counts,
            Self::Folded(list) => return list.find(needle, each),
        };
        let rarity = |byte: u8| counts.get(usize::from(byte)).copied().unwrap_or(0);
        let (Some((offset, rarest)), needle) = (
            needle.bytes().enumerate().min_by_key(|(_, byte)| rarity(*byte)),
            needle.as_bytes(),
        ) else {
            return;
        };
        if rarity(rarest) == 0 {
            return;
        }
        let (text, ends) = ids.whole();
        let text = text.as_bytes();
        let (mut number, mut seen) = (0, 0);
        for hit in places_of(text, rarest) {
            let Some(at) = hit.checked_sub(offset).filter(|at| *at >= seen) else {
                continue;
            };
            let Some(there) = text.get(at..at + needle.len()) else {
                break;
            };
            if !there
                .iter()
                .zip(needle)
                .all(|(byte, wanted)| fold_byte(*byte) == *wanted)
            {
                continue;
            }
            number = number_at(ends, number, at);
            let Some(end) = ends.get(number).map(|end| *end as usize) else {
                break;
            };
            if at + needle.len() <= end {
                each(u32::try_from(number).unwrap_or(u32::MAX));
                // Further places in the same id say nothing new.
                seen = end;
            }
        }
    }
}

/// Where a folded character stands, ascending.
fn places_of(text: &[u8], folded: u8) -> Box<dyn Iterator<Item = usize> + '_> {
    match folded {
        b'a'..=b'z' => Box::new(memchr::memchr2_iter(folded, folded.to_ascii_uppercase(), text)),
        b' ' | b'\'' => {
            let places = text.iter().enumerate();
            Box::new(places.filter_map(move |(at, byte)| (fold_byte(*byte) == folded).then_some(at)))
        }
        _ => Box::new(memchr::memchr_iter(folded, text)),
    }
}

/// Whether each character folds to one: no separators at the ends, none behind another.
fn is_plain(id: &str) -> bool {
    let is_separator = |byte: u8| fold_byte(byte) == b' ';
    let mut after = true;
    let joined = id.bytes().all(|byte| {
        let (before, now) = (after, is_separator(byte));
        after = now;
        byte.is_ascii() && !(before && now)
    });
    joined && (id.is_empty() || !after)
}

#[cfg(test)]
mod tests {
    use super::{FoldedList, IdTexts, is_plain};
    use crate::base::fold::fold;
    use crate::model::dictionary::Strings;

    #[test]
    fn ids_where_they_lie_are_found_as_folded_ones() {
        let mut rng = fastrand::Rng::with_seed(8);
        let pieces = ["M", "m", "LI", "1", "12", "7", "-", "_", "'", "`", "/"];
        let (mut plain, mut others) = (0, 0);
        for round in 0..400 {
            let mut ids = Strings::default();
            for _ in 0..rng.usize(0..40) {
                let id: String = (0..rng.usize(0..6))
                    .map(|_| pieces[rng.usize(0..pieces.len())])
                    .collect();
                // Mostly such as need no copy.
                if round % 4 == 0 || is_plain(&id) {
                    ids.push(&id);
                }
            }
            let texts = IdTexts::of(&ids);
            match texts {
                IdTexts::Plain(_) => plain += 1,
                IdTexts::Folded(_) => others += 1,
            }
            let folded = FoldedList::of(ids.iter());
            for _ in 0..12 {
                let needle: String = (0..rng.usize(1..4))
                    .map(|_| pieces[rng.usize(0..pieces.len())])
                    .collect();
                let needle = fold(&needle);
                if needle.is_empty() {
                    continue;
                }
                let (mut found, mut expected) = (Vec::new(), Vec::new());
                texts.find(&ids, &needle, |row| found.push(row));
                folded.find(&needle, |row| expected.push(row));
                assert_eq!(found, expected, "{needle:?} in {:?}", ids.iter().collect::<Vec<_>>());
            }
        }
        assert!(plain > 100 && others > 50);
    }

    #[test]
    fn only_ids_that_keep_their_length_are_plain() {
        for (id, expected) in [
            ("", true),
            ("MLI-1", true),
            ("a--b", false),
            ("-a", false),
            ("a_", false),
            ("é", false),
        ] {
            assert_eq!(is_plain(id), expected, "{id}");
            assert!(!expected || fold(id).len() == id.len());
        }
    }
}
