//! Whether a file still is the one that a copy was made of.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::read::scan::{Source, SourceError};

/// Bytes looked at at the beginning and the end of a file.
const ENDS: u64 = 64 << 10;
/// Places between them, evenly spread, and bytes looked at at each.
const PLACES: u64 = 64;
const AT_PLACE: u64 = 4 << 10;

/// What tells a file from others without reading all of it: its size, when it was last written, and a sum of some of
/// its bytes. A file of less than half a megabyte is looked at wholly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Signature {
    pub bytes: u64,
    /// Seconds and nanoseconds from 1970 on; `None` where the system does not say.
    modified: Option<(i64, u32)>,
    sample: String,
}

impl Signature {
    /// The signature of a file as it is now.
    ///
    /// # Errors
    /// The file is gone, changes, or cannot be read.
    pub fn of(file: &Path) -> Result<Self, SourceError> {
        let source = Source::open(file)?;
        let about = std::fs::metadata(file)?;
        let bytes = source.size();
        let (mut sum, mut buffer) = (sha2::Sha256::new(), Vec::new());
        let whole = bytes <= 2 * ENDS + PLACES * AT_PLACE;
        let ends = match whole {
            true => vec![(0, bytes)],
            false => vec![(0, ENDS), (bytes - ENDS, bytes)],
        };
        let between = (1..=PLACES).map(|i| bytes / (PLACES + 1) * i);
        let between = between.filter(|_| !whole).map(|from| (from, from + AT_PLACE));
        for (from, to) in ends.into_iter().chain(between) {
            sum.update(source.block(from, to, &mut buffer)?);
        }
        Ok(Self {
            bytes,
            modified: about.modified().ok().map(since_1970),
            sample: sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

fn since_1970(time: SystemTime) -> (i64, u32) {
    let signed = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (signed(after.as_secs()), after.subsec_nanos()),
        Err(before) => (-signed(before.duration().as_secs()), before.duration().subsec_nanos()),
    }
}
