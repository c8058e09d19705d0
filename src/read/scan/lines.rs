//! Which line of a file a byte is on.

use std::cmp::Ordering;

use super::source::{Source, SourceError};

/// How many lines every part of a source has, so that the line of any position costs reading one part again.
/// Lines end with LF, CRLF or a lone CR, also within quoted cells: as an editor counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Where the first part begins.
    first: u64,
    /// Bytes of a part.
    part: u64,
    /// Line ends before each part.
    before: Vec<u64>,
}

impl Lines {
    /// The table from the line ends before `first` and those in each part after it.
    pub(super) fn new(first: u64, part: u64, before_first: u64, in_parts: impl IntoIterator<Item = u32>) -> Self {
        let mut sum = before_first;
        let mut before = vec![sum];
        before.extend(in_parts.into_iter().map(|breaks| {
            sum += u64::from(breaks);
            sum
        }));
        Self {
            first,
            part: part.max(1),
            before,
        }
    }

    /// Where the first part begins, bytes of a part, line ends before each part.
    pub fn stored(&self) -> (u64, u64, Vec<u64>) {
        (self.first, self.part, self.before.clone())
    }

    /// The table that [`Self::stored`] gave.
    pub fn from_stored((first, part, before): (u64, u64, Vec<u64>)) -> Self {
        let part = part.max(1);
        Self { first, part, before }
    }

    /// The line of a position, from 1. `buffer` is used for reading.
    ///
    /// # Errors
    /// [`SourceError`] where the source cannot be read again.
    pub fn line_of(&self, position: u64, source: &Source, buffer: &mut Vec<u8>) -> Result<u64, SourceError> {
        if position < self.first {
            return Ok(1 + count_range(source, 0, position, buffer)?);
        }
        let index = ((position - self.first) / self.part).min(self.before.len().saturating_sub(1) as u64);
        let before = usize::try_from(index).ok().and_then(|index| self.before.get(index));
        let from = self.first + index * self.part;
        Ok(1 + before.copied().unwrap_or(0) + count_range(source, from, position, buffer)?)
    }
}

impl Lines {
    /// The lines of many positions, which ascend; each part is read once.
    ///
    /// # Errors
    /// [`SourceError`] where the source cannot be read again.
    pub fn lines_of(&self, positions: &[u64], source: &Source) -> Result<Vec<u64>, SourceError> {
        let mut buffer = Vec::new();
        let mut lines = Vec::with_capacity(positions.len());
        // Where counting goes on: a position, its line, and the part it is in.
        let mut last: Option<(u64, u64, u64)> = None;
        for position in positions {
            let part = position.checked_sub(self.first).map_or(u64::MAX, |at| at / self.part);
            let line = match last {
                Some((from, line, of)) if of == part && from <= *position => {
                    line + count_range(source, from, *position, &mut buffer)?
                }
                _ => self.line_of(*position, source, &mut buffer)?,
            };
            last = Some((*position, line, part));
            lines.push(line);
        }
        Ok(lines)
    }

    /// First byte of each of some lines, which ascend; none for lines that the source does not have.
    ///
    /// # Errors
    /// [`SourceError`] where the source cannot be read again.
    pub fn positions_of(&self, lines: &[u64], source: &Source) -> Result<Vec<Option<u64>>, SourceError> {
        let mut buffer = Vec::new();
        let mut held: Option<(usize, Vec<u64>)> = None;
        let mut found = Vec::with_capacity(lines.len());
        for line in lines {
            // The last part with fewer line ends before it than are before the line.
            let part = self
                .before
                .partition_point(|before| before + 1 < *line)
                .saturating_sub(1);
            if held.as_ref().is_none_or(|(at, _)| *at != part) {
                held = Some((part, self.begun_in(part, source, &mut buffer)?));
            }
            let before = self.before.get(part).copied().unwrap_or(0);
            let nth = usize::try_from(line.saturating_sub(before + 2)).unwrap_or(usize::MAX);
            let begun = held.as_ref().and_then(|(_, begun)| begun.get(nth).copied());
            found.push(match line.cmp(&(before + 1)) {
                Ordering::Less => None,
                Ordering::Equal => Some(self.first),
                Ordering::Greater => begun,
            });
        }
        Ok(found)
    }

    /// First bytes of the lines that begin after a line end in a part.
    fn begun_in(&self, part: usize, source: &Source, buffer: &mut Vec<u8>) -> Result<Vec<u64>, SourceError> {
        let from = self.first + part as u64 * self.part;
        let block = source.block(from, (from + self.part + 1).min(source.size()), buffer)?;
        let own = block.len().min(usize::try_from(self.part).unwrap_or(usize::MAX));
        let ends = memchr::memchr2_iter(b'\n', b'\r', block.get(..own).unwrap_or_default());
        let is_pair = |at: usize| block.get(at..at + 2) == Some(b"\r\n");
        Ok(ends.filter(|at| !is_pair(*at)).map(|at| from + at as u64 + 1).collect())
    }
}

/// The lines of some positions, which ascend, counted from the beginning of the source.
///
/// # Errors
/// [`SourceError`] where the source cannot be read.
pub fn lines_from_start(source: &Source, positions: &[u64]) -> Result<Vec<u64>, SourceError> {
    let whole = Lines::new(0, source.size().max(1), 0, []);
    whole.lines_of(positions, source)
}

/// Bytes looked at in one go.
const BLOCK: u64 = 1 << 20;

/// Line ends in `from..to` of a source.
pub(super) fn count_range(source: &Source, from: u64, to: u64, buffer: &mut Vec<u8>) -> Result<u64, SourceError> {
    let mut sum = 0;
    let mut at = from;
    while at < to {
        let end = (at + BLOCK).min(to);
        let bytes = source.block(at, end + 1, buffer)?;
        let (bytes, after) = bytes.split_at_checked((end - at) as usize).unwrap_or((bytes, &[]));
        sum += u64::from(count_breaks(bytes, after.first().copied()));
        at = end;
    }
    Ok(sum)
}

/// Line ends in bytes that are followed by `after`: CRLF is one, and ends with its LF.
pub(super) fn count_breaks(bytes: &[u8], after: Option<u8>) -> u32 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let next = |at: usize| bytes.get(at + 1).copied().or(after);
    let lone = memchr::memchr_iter(b'\r', bytes)
        .filter(|at| next(*at) != Some(b'\n'))
        .count();
    u32::try_from(feeds + lone).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let text = b"a\nb\r\nc\rd\n\ne\r\r\nf";
        let source = Source::from_bytes(&text[..]);
        let mut slow = vec![1];
        for at in 0..text.len() {
            let ends = text[at] == b'\n' || text[at] == b'\r' && text.get(at + 1) != Some(&b'\n');
            slow.push(slow[at] + u64::from(ends));
        }
        for part in 1..8 {
            for first in 0..4 {
                let before = count_range(&source, 0, first, &mut Vec::new()).unwrap();
                let starts = (first..text.len() as u64).step_by(part as usize);
                let counts: Vec<_> = starts
                    .map(|from| count_range(&source, from, from + part, &mut Vec::new()).unwrap() as u32)
                    .collect();
                let lines = Lines::new(first, part, before, counts);
                for (position, line) in slow.iter().enumerate() {
                    let found = lines.line_of(position as u64, &source, &mut Vec::new()).unwrap();
                    assert_eq!(found, *line, "position {position}, parts of {part} from {first}");
                }
            }
        }
    }
}
