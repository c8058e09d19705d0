//! Copies for fast opening: the columns of a large table as they were read, with where its rows lie in the file and
//! what was found in it. A million rows take some 40 MB and a tenth of a second.
//!
//! Notes and original cells stay in the file of the user, and are read there as after any opening. A copy is used
//! only where all of this holds; else the file is read as if there were none:
//! - it was made by the same readers (`build.rs`), of a file of this size, time and sampled bytes
//!   (`signature`), opened with the same options;
//! - the sums of all its blocks are right (`blocks`);
//! - every column has a cell for each row, and every position in it leads somewhere ([`Columns::sound`]).
//!
//! A file that was changed without a change of size, time and sampled bytes is found out by whoever compares its
//! SHA-256 with [`Kept::sha256`].

mod blocks;
mod columns;
mod signature;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use super::Opened;
use super::options::{DateOrder, OpenOptions};
use super::report::{ReadReport, StoredReport};
use super::rows::RowFormat;
use super::scan::{self, Lines, Source, SourceError};
use super::table_file::{Table, coded, named};
use super::table_records::TableRecords;
use crate::model::dataset::{Columns, InFile, SoundColumns};
use crate::model::{About, Counts, Dataset};
use crate::words::Words;
use blocks::{Block, Place, Reader, Writer};
use signature::Signature;

/// Version of how a copy lies on the disk.
const FORMAT: u32 = 1;
/// Changes with everything that decides how a file is read.
const READERS: &str = env!("SAHEL_ATLAS_READERS");
/// How names of copies end.
pub const ENDING: &str = "copy";

/// What a copy says about itself, at its end.
#[derive(Debug, Serialize, Deserialize)]
struct Footer {
    format: u32,
    readers: String,
    /// The file, as text: for lists.
    file: String,
    signature: Signature,
    options: String,
    sha256: Option<String>,
    counts: Counts,
    /// First byte of the first part of which lines are counted, bytes of a part.
    lines: (u64, u64),
    found: String,
    blocks: Vec<Block>,
}

/// A copy that fits a file.
#[derive(Debug, Clone)]
pub struct Kept(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    copy: Source,
    footer: Footer,
    places: Vec<Place>,
    used: AtomicBool,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What a copy is of, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOf {
    /// The file.
    pub file: PathBuf,
    /// Its events.
    pub events: usize,
}

/// Why no copy was made.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// Rows of this kind of file are not kept, or the file has changed since it was read.
    #[error("no copy is made of this file: its rows are not read from it one by one, or it has changed meanwhile")]
    Unfit,
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl KeepError {
    /// The same in the language of the words.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::Unfit => words.copying.unfit.to_owned(),
            Self::Io(error) => words.system_error(error),
        }
    }
}

impl From<SourceError> for KeepError {
    fn from(_: SourceError) -> Self {
        Self::Unfit
    }
}

impl Kept {
    /// The copy, where it is one of this file as it is now, opened with these options. The blocks are looked at when
    /// the file is opened.
    pub fn find(copy: &Path, file: &Path, options: &OpenOptions) -> Option<Self> {
        let copy = blocks::open(copy)?;
        let (footer, end) = blocks::about::<Footer>(&copy)?;
        let own = footer.format == FORMAT && footer.readers == READERS && footer.options == key(options);
        // A look at the file is the dearest: last.
        if !own || Signature::of(file).ok()? != footer.signature {
            return None;
        }
        let places = blocks::places(&footer.blocks, end)?;
        let used = AtomicBool::new(false);
        Some(Self(Arc::new(Inner {
            copy,
            footer,
            places,
            used,
        })))
    }

    /// SHA-256 of the file of which the copy was made, where it was known.
    pub fn sha256(&self) -> Option<&str> {
        self.0.footer.sha256.as_deref()
    }

    /// Whether the rows were taken from here in the end.
    pub fn was_used(&self) -> bool {
        self.0.used.load(Ordering::Relaxed)
    }
}

/// Name of the file of a copy: the same for the same file, opened with the same options.
pub fn name_of(file: &Path, options: &OpenOptions) -> String {
    let named = [file.as_os_str().as_encoded_bytes(), b"\0", key(options).as_bytes()].concat();
    format!("{}.{ENDING}", short_sum(&named))
}

/// What a copy is of; `None` for what is none, or one of another version of the program.
pub fn about(copy: &Path) -> Option<KeptOf> {
    let (footer, _) = blocks::about::<Footer>(&blocks::open(copy)?)?;
    Some(KeptOf {
        file: PathBuf::from(footer.file),
        events: footer.counts.accepted,
    })
}

/// Whether a copy of the rows can be made. Takes some milliseconds for a million rows.
pub fn can_keep(dataset: &Dataset, report: &ReadReport) -> bool {
    // What a guess was may be asked about next time.
    report.guessed.is_none() && dataset.in_file().is_some()
}

/// Writes a copy of what was read of a file with these options. `sha256` is the sum of the file where it is known.
///
/// # Errors
/// [`KeepError`]; what was written then is no copy.
pub fn keep(
    out: &mut dyn Write,
    file: &Path,
    options: &OpenOptions,
    (dataset, report): (&Dataset, &ReadReport),
    sha256: Option<String>,
) -> Result<(), KeepError> {
    if report.guessed.is_some() {
        return Err(KeepError::Unfit);
    }
    // In this order: where the file still is what was opened, so it was when it was looked at.
    let signature = Signature::of(file)?;
    let rows = dataset.in_file().ok_or(KeepError::Unfit)?;
    let mut writer = Writer::new(out)?;
    writer.bytes(&blocks::json(&StoredReport::of(report))?)?;
    if !columns::write_first(&mut writer, dataset, &rows)? {
        return Err(KeepError::Unfit);
    }
    columns::write_rest(&mut writer, dataset)?;
    writer.finish(|blocks| {
        blocks::json(&Footer {
            format: FORMAT,
            readers: READERS.to_owned(),
            file: file.display().to_string(),
            signature,
            options: key(options),
            sha256,
            counts: dataset.counts(),
            lines: (rows.lines.0, rows.lines.1),
            found: rows.found,
            blocks,
        })
    })?;
    Ok(())
}

/// What is kept of the options: two that read a file the same way have the same key.
fn key(options: &OpenOptions) -> String {
    let stated = (
        &options.mapping,
        options.encoding,
        options.delimiter,
        options.date_order,
        &options.sheet,
        options.max_field,
    );
    short_sum(&serde_json::to_vec(&stated).unwrap_or_default())
}

fn short_sum(bytes: &[u8]) -> String {
    let sum = sha2::Sha256::digest(bytes);
    sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Where the rows of a table lie.
pub(super) fn in_file<F: RowFormat>(records: &TableRecords<F>) -> Option<InFile> {
    let source = &records.table.source;
    if source.is_in_memory() || source.check().is_err() {
        return None;
    }
    let folded = records.folded.iter();
    Some(InFile {
        starts: records.starts.clone(),
        lines: records.lines.stored(),
        folded: folded
            .flat_map(|(into, from)| from.iter().map(|from| (*into, *from)))
            .collect(),
        found: serde_json::to_string(&records.format.date_orders()).ok()?,
    })
}

/// What was to be read where there is no sound copy: handed back.
type NotKept<F> = Box<(Table, F, About)>;

/// The rows of a table from the copy that the options name; where there is none, or it is not sound, what was given
/// comes back. `begun` is what is known before any row is read.
///
/// # Errors
/// The table is to be read.
pub(super) fn opened<F: RowFormat>(
    mut table: Table,
    mut format: F,
    about: About,
    begun: &ReadReport,
    options: &OpenOptions,
) -> Result<Opened, NotKept<F>> {
    let kept = options.kept.as_ref().map(|kept| &*kept.0);
    let read = kept.and_then(|kept| Some((kept, kept.read(&table, &format, begun)?)));
    let Some((kept, read)) = read else {
        return Err(Box::new((table, format, about)));
    };
    format.set_date_orders(&read.orders);
    if let Some(encoding) = read.encoding {
        table.dialect.encoding = encoding;
    }
    let mut folded: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (into, from) in read.rows.folded {
        folded.entry(into).or_default().push(from);
    }
    let records = TableRecords {
        table,
        starts: read.rows.starts,
        lines: Lines::from_stored(read.rows.lines),
        format,
        folded,
    };
    let dataset = Dataset::from_columns(about, read.columns, Box::new(records));
    let report = read.report.whole(begun, &dataset);
    kept.used.store(true, Ordering::Relaxed);
    Ok(Opened { dataset, report })
}

/// Whether the parts of which lines are counted are parts of a file of so many bytes.
fn lines_fit(rows: &InFile, of_file: u64) -> bool {
    let (first, part, before) = &rows.lines;
    let parts = (before.len() as u64).saturating_sub(1);
    let last = parts.saturating_sub(1).checked_mul(*part);
    let end = last.and_then(|bytes| bytes.checked_add(*first));
    let breaks = before.last().copied().unwrap_or(0);
    (1..=1 << 32).contains(part) && end.is_some_and(|end| end <= of_file) && breaks <= of_file
}

/// What was read of a copy.
struct Read {
    columns: SoundColumns,
    rows: InFile,
    report: StoredReport,
    orders: Vec<DateOrder>,
    /// How characters are coded, where the beginning of the file says otherwise.
    encoding: Option<scan::Encoding>,
}

impl Inner {
    fn read<F: RowFormat>(&self, table: &Table, format: &F, begun: &ReadReport) -> Option<Read> {
        let of_file = table.source.size();
        if table.source.is_in_memory() || of_file != self.footer.signature.bytes {
            return None;
        }
        let orders: Vec<DateOrder> = serde_json::from_str(&self.footer.found).ok()?;
        let expected = format.date_orders().len().max(format.date_columns().len());
        let (first, rest) = self.places.split_at_checked(columns::FIRST_BLOCKS + 1)?;
        // A row has at least a byte, and a part of lines, too.
        let most = of_file.saturating_add(2);
        let (first, rest) = std::thread::scope(|scope| {
            let rest = scope.spawn(|| columns::read_rest(&mut Reader::new(&self.copy, rest, most)));
            let mut reader = Reader::new(&self.copy, first, most);
            let report = reader.json::<StoredReport>();
            let first = report.and_then(|report| Some((report, columns::read_first(&mut reader)?)));
            (first, rest.join().ok().flatten())
        });
        let ((report, (ids, mut rows)), rest) = first.zip(rest)?;
        if !report.is_of(begun, format.names()) || orders.len() != expected {
            return None;
        }
        (rows.lines.0, rows.lines.1) = self.footer.lines;
        let inside = rows.starts.last().is_none_or(|last| *last < of_file) && lines_fit(&rows, of_file);
        let columns = Columns {
            ids: ids.ids,
            record: ids.record,
            counts: self.footer.counts,
            ..rest
        };
        let columns = columns.sound(rows.starts.len()).filter(|_| inside)?;
        let found = report.encoding()?;
        let encoding = (named(table.dialect.encoding) != found).then(|| coded(found));
        Some(Read {
            columns,
            rows,
            report,
            orders,
            encoding,
        })
    }
}
