//! Directories of a PMTiles archive: which tile numbers lie where.

use super::archive::ArchiveError;

/// Numbers `first .. first + run`, all with the same bytes; `run` 0 points to a further
/// directory instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub first: u64,
    pub run: u32,
    pub offset: u64,
    pub length: u32,
}

/// Reads an unpacked directory.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Entry>, ArchiveError> {
    let mut numbers = Numbers { bytes, at: 0 };
    let count = numbers.next("number of entries")?;
    // Each entry takes at least four bytes: a larger count is a lie, found before it is
    // believed and memory set aside.
    let possible = (bytes.len() / 4) as u64;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if count as u64 > possible {
        return Err(numbers.wrong("number of entries", count as u64, format!("at most {possible}")));
    }
    let mut entries = Vec::with_capacity(count);
    let mut number = 0u64;
    for _ in 0..count {
        let step = numbers.next("tile number")?;
        let Some(next) = number.checked_add(step) else {
            return Err(numbers.wrong("tile number", step, "a step within 64 bits".to_owned()));
        };
        number = next;
        entries.push(Entry {
            first: number,
            run: 0,
            offset: 0,
            length: 0,
        });
    }
    for entry in &mut entries {
        entry.run = numbers.small("run length")?;
    }
    for entry in &mut entries {
        entry.length = numbers.small("length")?;
        if entry.length == 0 {
            return Err(numbers.wrong("length", 0, "1 or more".to_owned()));
        }
    }
    let mut behind = None;
    for entry in &mut entries {
        let value = numbers.next("offset")?;
        entry.offset = match (value.checked_sub(1), behind) {
            (Some(offset), _) => offset,
            (None, Some(end)) => end,
            (None, None) => {
                return Err(numbers.wrong("first offset", 0, "1 or more".to_owned()));
            }
        };
        behind = entry.offset.checked_add(u64::from(entry.length));
    }
    Ok(entries)
}

/// The entry that covers `number`: a tile's run, or the directory to look in next.
pub(super) fn find(entries: &[Entry], number: u64) -> Option<Entry> {
    let after = entries.partition_point(|entry| entry.first <= number);
    let entry = *entries.get(after.checked_sub(1)?)?;
    let inside = entry.run == 0 || number - entry.first < u64::from(entry.run);
    inside.then_some(entry)
}

/// Reads base-128 numbers one after another.
struct Numbers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Numbers<'_> {
    fn next(&mut self, what: &'static str) -> Result<u64, ArchiveError> {
        let mut value = 0u64;
        for place in 0..10 {
            let Some(byte) = self.bytes.get(self.at).copied() else {
                return Err(ArchiveError::Field {
                    offset: self.at as u64,
                    what,
                    found: "the end of the directory".to_owned(),
                    expected: "a number".to_owned(),
                });
            };
            self.at += 1;
            value |= u64::from(byte & 0x7f).checked_shl(7 * place).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.wrong(what, value, "a number of at most ten bytes".to_owned()))
    }

    fn small(&mut self, what: &'static str) -> Result<u32, ArchiveError> {
        let value = self.next(what)?;
        u32::try_from(value).map_err(|_| self.wrong(what, value, "less than 2^32".to_owned()))
    }

    fn wrong(&self, what: &'static str, found: u64, expected: String) -> ArchiveError {
        ArchiveError::Field {
            offset: self.at as u64,
            what,
            found: found.to_string(),
            expected,
        }
    }
}
