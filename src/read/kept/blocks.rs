//! How a copy lies on the disk: blocks one after the other, each with a sum, then what is said about them.
//!
//! ```text
//! "sahel-atlas copy" │ block │ block │ … │ about (JSON) │ its bytes, its sum: 4 + 4
//! ```
//!
//! Whole numbers lie as differences from the smallest, in as few bytes as the largest difference takes: a column of
//! a million countries has a megabyte. All numbers begin with their low byte.

use std::io::{Result, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::dictionary::{NO_CODE, Strings};
use crate::read::scan::Source;

/// What a copy begins with.
pub(super) const MARK: &[u8; 16] = b"sahel-atlas copy";
/// Bytes of the end: how long the text before it is, and its sum.
const END: u64 = 8;
/// Most bytes of that text.
const MOST_ABOUT: u64 = 4 << 20;
/// Bytes before the numbers of a block: how many, the smallest, bytes of each.
const BEFORE: usize = 16;

/// Bytes and sum of a block.
pub(super) type Block = (u64, u32);

/// Writes blocks.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    blocks: Vec<Block>,
}

impl<'a> Writer<'a> {
    pub fn new(out: &'a mut dyn Write) -> Result<Self> {
        out.write_all(MARK)?;
        let blocks = Vec::new();
        Ok(Self { out, blocks })
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.blocks.push((bytes.len() as u64, crc32fast::hash(bytes)));
        self.out.write_all(bytes)
    }

    /// Whole numbers in any order.
    pub fn numbers(&mut self, values: &[u32]) -> Result<()> {
        let smallest = values.iter().copied().min().unwrap_or(0);
        let smallest_signed = values.iter().map(|v| v.cast_signed()).min().unwrap_or(0);
        // From no code on: it becomes 0, and every code one more than it is.
        let bases = [smallest, smallest_signed.cast_unsigned(), NO_CODE];
        let spread = |base: u32| values.iter().map(|v| v.wrapping_sub(base)).max().unwrap_or(0);
        let (spread, base) = bases
            .map(|base| (spread(base), base))
            .into_iter()
            .min()
            .unwrap_or_default();
        let width: u32 = match spread {
            0 => 0,
            1..=0xFF => 1,
            0x100..=0xFFFF => 2,
            _ => 4,
        };
        let mut bytes = Vec::with_capacity(BEFORE + values.len() * width as usize);
        bytes.extend((values.len() as u64).to_le_bytes());
        bytes.extend(base.to_le_bytes());
        bytes.extend(width.to_le_bytes());
        let differences = values.iter().map(|v| v.wrapping_sub(base).to_le_bytes());
        for number in differences {
            bytes.extend_from_slice(number.get(..width as usize).unwrap_or_default());
        }
        self.bytes(&bytes)
    }

    /// Whole numbers that do not decrease, as steps from one to the next; `false` where a step is too long to be
    /// written.
    pub fn ascending(&mut self, values: impl Iterator<Item = u64>) -> Result<bool> {
        let mut before = 0;
        let steps: Option<Vec<u32>> = values
            .map(|value| {
                let step = u32::try_from(value.checked_sub(before)?).ok();
                before = value;
                step
            })
            .collect();
        match steps {
            Some(steps) => self.numbers(&steps).map(|()| true),
            None => Ok(false),
        }
    }

    /// Texts: where each ends, then all of them.
    pub fn strings(&mut self, strings: &Strings) -> Result<()> {
        let (text, ends) = strings.stored();
        self.ascending(ends.iter().map(|end| u64::from(*end)))?;
        self.bytes(text.as_bytes())
    }

    /// Writes the end; `about` says what the blocks are.
    pub fn finish(self, about: impl FnOnce(Vec<Block>) -> Result<Vec<u8>>) -> Result<()> {
        let about = about(self.blocks)?;
        self.out.write_all(&about)?;
        let bytes = u32::try_from(about.len()).unwrap_or(u32::MAX);
        self.out.write_all(&bytes.to_le_bytes())?;
        self.out.write_all(&crc32fast::hash(&about).to_le_bytes())
    }
}

/// As JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(value)?)
}

/// The text at the end of a copy, where it is sound, and where the blocks end.
pub(super) fn about<T: DeserializeOwned>(copy: &Source) -> Option<(T, u64)> {
    let mut buffer = Vec::new();
    let size = copy.size();
    let mark = copy.block(0, MARK.len() as u64, &mut buffer).ok()?;
    if mark != MARK {
        return None;
    }
    let end = copy.block(size.checked_sub(END)?, size, &mut buffer).ok()?;
    let (bytes, sum) = end.split_at_checked(4)?;
    let bytes = u64::from(u32::from_le_bytes(bytes.try_into().ok()?));
    let sum = u32::from_le_bytes(sum.try_into().ok()?);
    let from = (size - END).checked_sub(bytes).filter(|_| bytes <= MOST_ABOUT)?;
    let text = copy.block(from, size - END, &mut buffer).ok()?;
    if crc32fast::hash(text) != sum {
        return None;
    }
    Some((serde_json::from_slice(text).ok()?, from))
}

/// Opens a copy.
pub(super) fn open(copy: &Path) -> Option<Source> {
    Source::open(copy).ok()
}

/// Where each block of a copy lies; `None` unless they fill it up to `end`.
pub(super) fn places(blocks: &[Block], end: u64) -> Option<Vec<Place>> {
    let mut from = MARK.len() as u64;
    let places: Option<Vec<Place>> = blocks
        .iter()
        .map(|(bytes, sum)| {
            let to = from.checked_add(*bytes)?;
            let place = Place { from, to, sum: *sum };
            from = to;
            Some(place)
        })
        .collect();
    places.filter(|_| from == end)
}

/// Where a block lies, and its sum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    from: u64,
    to: u64,
    sum: u32,
}

/// Reads blocks one after the other. Every answer is `None` for what is not sound.
pub(super) struct Reader<'a> {
    copy: &'a Source,
    places: std::slice::Iter<'a, Place>,
    /// Most numbers that a block may say to hold.
    most: u64,
    buffer: Vec<u8>,
}

impl<'a> Reader<'a> {
    /// Reads these blocks; none holds more numbers than `most`.
    pub fn new(copy: &'a Source, places: &'a [Place], most: u64) -> Self {
        Self {
            copy,
            places: places.iter(),
            most,
            buffer: Vec::new(),
        }
    }

    fn next(&mut self) -> Option<&[u8]> {
        let place = self.places.next()?;
        let bytes = self.copy.block(place.from, place.to, &mut self.buffer).ok()?;
        (crc32fast::hash(bytes) == place.sum).then_some(bytes)
    }

    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        self.next().map(<[u8]>::to_vec)
    }

    pub fn numbers(&mut self) -> Option<Vec<u32>> {
        let most = self.most;
        let (before, numbers) = self.next()?.split_at_checked(BEFORE)?;
        let part = |from: usize| before.get(from..from + 4)?.try_into().ok().map(u32::from_le_bytes);
        let count = u64::from_le_bytes(before.get(..8)?.try_into().ok()?);
        let (base, width) = (part(8)?, part(12)?);
        if count > most || count.checked_mul(u64::from(width)) != Some(numbers.len() as u64) {
            return None;
        }
        let from = |difference: u32| base.wrapping_add(difference);
        Some(match width {
            0 => vec![base; usize::try_from(count).ok()?],
            1 => numbers.iter().map(|byte| from(u32::from(*byte))).collect(),
            2 => {
                let (pairs, _) = numbers.as_chunks();
                pairs
                    .iter()
                    .map(|pair| from(u32::from(u16::from_le_bytes(*pair))))
                    .collect()
            }
            4 => {
                let (fours, _) = numbers.as_chunks();
                fours.iter().map(|four| from(u32::from_le_bytes(*four))).collect()
            }
            _ => return None,
        })
    }

    /// Numbers that were written as steps.
    pub fn ascending(&mut self) -> Option<Vec<u64>> {
        let mut sum = 0_u64;
        let steps = self.numbers()?.into_iter();
        steps
            .map(|step| {
                sum = sum.checked_add(u64::from(step))?;
                Some(sum)
            })
            .collect()
    }

    /// The same where none is above 4 G.
    pub fn ascending_u32(&mut self) -> Option<Vec<u32>> {
        let mut sum = 0_u32;
        let steps = self.numbers()?.into_iter();
        steps
            .map(|step| {
                sum = sum.checked_add(step)?;
                Some(sum)
            })
            .collect()
    }

    pub fn strings(&mut self) -> Option<Strings> {
        let ends = self.ascending_u32()?;
        let text = self.bytes()?;
        simdutf8::basic::from_utf8(&text).ok()?;
        Strings::from_stored(String::from_utf8(text).ok()?, ends)
    }

    pub fn json<T: DeserializeOwned>(&mut self) -> Option<T> {
        serde_json::from_slice(self.next()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(values: &[u32]) -> (usize, Vec<u32>) {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out).unwrap();
        writer.numbers(values).unwrap();
        let blocks = writer.blocks.clone();
        let bytes = out.len() - MARK.len() - BEFORE;
        let copy = Source::from_bytes(out);
        let places = places(&blocks, copy.size()).unwrap();
        (bytes, Reader::new(&copy, &places, 1_000).numbers().unwrap())
    }

    #[test]
    fn numbers_take_as_few_bytes_as_they_need_and_come_back() {
        let days: Vec<u32> = [-40_i32, 3, 190].map(i32::cast_unsigned).to_vec();
        for (values, bytes) in [
            (vec![], 0),
            (vec![7, 7, 7], 0),
            (vec![NO_CODE; 5], 0),
            (vec![0, NO_CODE, 254], 3),
            (vec![0, NO_CODE, 255], 6),
            (vec![1_000_000, 1_000_255], 2),
            (vec![0, 65_535], 4),
            (vec![0, 65_536], 8),
            (vec![0, NO_CODE - 1], 2),
            (days, 3),
        ] {
            assert_eq!(back(&values), (bytes, values.clone()), "{values:?}");
        }
    }

    #[test]
    fn a_block_that_says_to_hold_more_than_there_is_is_none() {
        let block = |count: u64, width: u32, rest: &[u8]| {
            let mut bytes = count.to_le_bytes().to_vec();
            bytes.extend([0; 4]);
            bytes.extend(width.to_le_bytes());
            bytes.extend(rest);
            let place = [Place {
                from: 0,
                to: bytes.len() as u64,
                sum: crc32fast::hash(&bytes),
            }];
            Reader::new(&Source::from_bytes(bytes), &place, 100).numbers()
        };
        assert_eq!(block(2, 1, &[1, 2]), Some(vec![1, 2]));
        assert_eq!(block(101, 0, &[]), None);
        assert_eq!(block(3, 1, &[1, 2]), None);
        assert_eq!(block(2, 3, &[1, 2, 3, 4, 5, 6]), None);
        assert_eq!(block(u64::MAX, u32::MAX, &[]), None);
    }
}
