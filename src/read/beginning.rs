//! The beginning of a large file, shown while the rest is still being read.

use std::path::Path;
use std::time::Duration;

use super::error::ReadError;
use super::options::OpenOptions;
use super::scan::{ScanOptions, Source};
use super::{FirstColumns, Kind, Opened, acled, begin, file_name, mapped, table_file, ucdp};
use crate::base::Pulse;

/// How much of a file is shown early. The default is all of it, however long that takes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beginning {
    /// Rows that begin before this byte, and some after it.
    pub until: Option<u64>,
    /// Rows that are reached in this time, and at least some.
    pub time: Option<Duration>,
}

impl Beginning {
    /// Lets a scan end with it.
    pub(super) fn bound(self, scanning: &mut ScanOptions) {
        scanning.until = self.until;
        scanning.time = self.time;
    }
}

/// A provisional dataset of a large table, long before the whole of it can be read: of ACLED's the columns of the first
/// frame, of UCDP's and of any with a mapping all. `None` for other files, and where it is open how the dates are
/// written; of those no more than the first block is read.
///
/// # Errors
/// As [`super::open`].
pub fn early(
    path: &Path,
    beginning: Beginning,
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Option<Opened>, ReadError> {
    let name = file_name(path);
    let early = || {
        let kind = begin(path, options)?.kind;
        let source = || Source::open(path).map_err(table_file::unreadable);
        match kind {
            Kind::Acled(delimiter) => acled::early(&name, &source()?, (delimiter, beginning), options, pulse),
            Kind::Ucdp(delimiter) => ucdp::early(&name, &source()?, (delimiter, beginning), options, pulse),
            Kind::AnyTable => mapped::early(&name, &source()?, beginning, options, pulse),
            _ => Ok(None),
        }
    };
    early().map_err(|error| error.in_file(&name))
}

/// The columns of the first frame of an ACLED table: day, position, type and deaths of every row. `None` for other
/// files, and where it is open how the dates are written.
///
/// # Errors
/// As [`super::open`].
pub fn first_columns(path: &Path, options: &OpenOptions, pulse: &Pulse) -> Result<Option<FirstColumns>, ReadError> {
    match begin(path, options)?.kind {
        Kind::Acled(delimiter) => {
            let source = Source::open(path).map_err(table_file::unreadable)?;
            acled::first_columns(&source, (delimiter, Beginning::default()), options, pulse)
        }
        _ => Ok(None),
    }
}
