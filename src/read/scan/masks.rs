//! Sixty-four bytes at a time: where the quotation marks, delimiters and line ends are.
//!
//! A mask has one bit for each of 64 bytes, the first byte lowest. Found with the widest instructions that the
//! processor has: compilers turn a plain loop over `[u8; 64]` into something 25 times as slow.

use fearless_simd::{Level, Simd, SimdBase, dispatch, u8x64};

/// The bytes that a delimited table is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    /// Between two cells.
    pub delimiter: u8,
    /// Around a cell; `None` where quotation marks are ordinary characters.
    pub quote: Option<u8>,
}

/// Where the marks are in 64 bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mask {
    /// Quotation marks.
    pub quotes: u64,
    /// Delimiters, also those in quoted cells.
    pub delimiters: u64,
    /// LF and CR, also those in quoted cells.
    pub line_ends: u64,
}

/// What all masks of some bytes say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// Whether the number of quotation marks is odd.
    pub odd: bool,
    /// Line ends; `None` where a CR is among them, which may be one with the LF after it.
    pub feeds: Option<u32>,
    /// Whether a zero byte is among them.
    pub zeros: bool,
}

/// Fills `masks` with one mask for every 64 bytes; a last shorter block is filled up with bytes that are no
/// marks.
pub(super) fn find_marks(level: Level, bytes: &[u8], marks: Marks, masks: &mut Vec<Mask>) -> Seen {
    masks.clear();
    masks.reserve(bytes.len().div_ceil(64));
    dispatch!(level, simd => find_with(simd, bytes, marks, masks))
}

#[inline(always)]
fn find_with<S: Simd>(simd: S, bytes: &[u8], marks: Marks, masks: &mut Vec<Mask>) -> Seen {
    let (blocks, rest) = bytes.as_chunks::<64>();
    let mut finder = Finder::new(simd, marks);
    // No closure: it would be a function of its own, without the wide instructions.
    for block in blocks {
        let mask = finder.mask(block);
        masks.push(mask);
    }
    if !rest.is_empty() {
        // Any byte that is no mark and no zero.
        let mut block = [b' '; 64];
        for (to, from) in block.iter_mut().zip(rest) {
            *to = *from;
        }
        masks.push(finder.mask(&block));
    }
    Seen {
        odd: finder.odd.count_ones() % 2 == 1,
        feeds: (finder.returns == 0).then_some(finder.feeds),
        zeros: finder.least.as_slice().contains(&0) || rest.contains(&0),
    }
}

/// One bit for each byte: whether the number of set bits up to and with it is odd. For quotation marks: from
/// the opening one to the byte before the closing one.
pub(super) fn prefix_xor(bits: u64) -> u64 {
    let bits = bits ^ (bits << 1);
    let bits = bits ^ (bits << 2);
    let bits = bits ^ (bits << 4);
    let bits = bits ^ (bits << 8);
    let bits = bits ^ (bits << 16);
    bits ^ (bits << 32)
}

struct Finder<S: Simd> {
    simd: S,
    delimiter: u8x64<S>,
    /// A byte that is found anyway where nothing quotes.
    quote: u8x64<S>,
    quotes: u64,
    lf: u8x64<S>,
    cr: u8x64<S>,
    /// At which of 64 places a CR was seen.
    returns: u64,
    /// The least byte that was seen at each of 64 places.
    least: u8x64<S>,
    /// How often LF was seen.
    feeds: u32,
    /// Whether the number of quotation marks at each of 64 places is odd.
    odd: u64,
}

impl<S: Simd> Finder<S> {
    #[inline(always)]
    fn new(simd: S, marks: Marks) -> Self {
        let all = |byte: u8| u8x64::splat(simd, byte);
        Self {
            simd,
            delimiter: all(marks.delimiter),
            quote: all(marks.quote.unwrap_or(b'"')),
            quotes: if marks.quote.is_some() { u64::MAX } else { 0 },
            lf: all(b'\n'),
            cr: all(b'\r'),
            returns: 0,
            least: all(u8::MAX),
            feeds: 0,
            odd: 0,
        }
    }

    #[inline(always)]
    fn mask(&mut self, block: &[u8; 64]) -> Mask {
        let simd = self.simd;
        let bytes = u8x64::load_array_ref(simd, block);
        let (returns, feeds) = (at(simd, bytes, self.cr), at(simd, bytes, self.lf));
        let quotes = at(simd, bytes, self.quote) & self.quotes;
        self.least = simd.min_u8x64(self.least, bytes);
        self.returns |= returns;
        self.feeds += feeds.count_ones();
        self.odd ^= quotes;
        Mask {
            quotes,
            delimiters: at(simd, bytes, self.delimiter),
            line_ends: feeds | returns,
        }
    }
}

/// At which places a byte stands.
#[inline(always)]
fn at<S: Simd>(simd: S, bytes: u8x64<S>, byte: u8x64<S>) -> u64 {
    simd.to_bitmask_mask8x64(simd.simd_eq_u8x64(bytes, byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best that this processor has, and what every processor has.
    const LEVELS: [fn() -> Level; 2] = [Level::new, Level::baseline];

    #[test]
    fn masks_are_those_of_a_plain_loop() {
        let mut random = fastrand::Rng::with_seed(3);
        for length in 0..300 {
            let bytes: Vec<u8> = (0..length)
                .map(|_| *random.choice(b"a\",;\n\r\0\xc3").unwrap())
                // Half of them without CR.
                .filter(|byte| length % 2 == 0 || *byte != b'\r')
                .filter(|byte| length % 3 == 0 || *byte != 0)
                .collect();
            let mut masks = Vec::new();
            let marks = Marks {
                delimiter: b';',
                quote: Some(b'"'),
            };
            let seen = find_marks(LEVELS[length / 6 % 2](), &bytes, marks, &mut masks);
            assert_eq!(seen.odd, bytes.iter().filter(|b| **b == b'"').count() % 2 == 1);
            let feeds = bytes.iter().filter(|b| **b == b'\n').count() as u32;
            assert_eq!(seen.zeros, bytes.contains(&0));
            assert_eq!(seen.feeds, (!bytes.contains(&b'\r')).then_some(feeds));
            assert_eq!(masks.len(), bytes.len().div_ceil(64));
            for (block, mask) in bytes.chunks(64).zip(&masks) {
                let bits = |f: &dyn Fn(u8) -> bool| {
                    let set = block.iter().enumerate().filter(|(_, b)| f(**b));
                    set.fold(0_u64, |bits, (i, _)| bits | 1 << i)
                };
                assert_eq!(mask.quotes, bits(&|b| b == b'"'));
                assert_eq!(mask.delimiters, bits(&|b| b == b';'));
                assert_eq!(mask.line_ends, bits(&|b| matches!(b, b'\n' | b'\r')));
                let inside = (0..64).fold(0, |bits, i| {
                    let upto = mask.quotes << (63 - i);
                    bits | u64::from(upto.count_ones() % 2) << i
                });
                assert_eq!(prefix_xor(mask.quotes), inside);
            }
        }
    }

    #[test]
    fn nothing_quotes_where_nothing_should() {
        let mut masks = Vec::new();
        let marks = Marks {
            delimiter: b'\t',
            quote: None,
        };
        assert!(!find_marks(Level::new(), b"a\t\"b", marks, &mut masks).odd);
        assert_eq!(masks[0].quotes, 0);
        assert_eq!(masks[0].delimiters, 2);
    }
}
