//! Files in: what a file is, and how it becomes a [`Dataset`].
//!
//! A file is recognised by its content, never by its name. Whatever is wrong with it comes back as one
//! [`ReadError`]; rows that cannot be understood are set aside, counted and listed in the [`ReadReport`].
//! Memory stays bounded: 64 KiB are read to recognise the kind, and each kind states a limit for the rest.

mod acled;
mod acled_ahead;
mod acled_card;
mod acled_codes;
mod acled_early;
mod acled_first;
mod acled_record;
mod acled_row;
mod acled_scratch;
pub mod aside;
mod asking;
mod beginning;
mod blank;
mod card;
mod cell_cache;
mod coded_twice;
mod columns;
mod content;
pub mod date_forms;
mod doubts;
pub mod error;
mod format;
mod found;
mod found_formats;
mod gdelt;
mod gdelt_codes;
mod geojson;
mod gpx;
pub mod guess;
mod input;
mod inside;
mod items;
mod json;
mod json_file;
mod json_value;
pub mod kept;
mod kml;
pub mod lines;
mod mapped;
mod mapped_card;
mod mapped_cells;
mod mapped_record;
mod mapped_row;
pub mod mapping;
pub mod native;
mod native_check;
mod native_csv;
mod native_csv_row;
pub mod options;
pub mod preview;
mod repeats;
pub mod report;
mod roles;
mod rows;
pub mod scan;
mod sheet;
mod table;
mod table_dates;
mod table_file;
mod table_findings;
mod table_records;
mod table_rows;
mod timemap;
pub mod ucdp;
mod ucdp_card;
mod ucdp_record;
mod ucdp_row;
mod workbook;
mod xml;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use acled_early::FirstColumns;
pub use asking::{guess_mapping, load_mapping, signature_of};
pub use beginning::{Beginning, early, first_columns};
pub use date_forms::{DateStats, Undecided};
pub use error::{At, Content, Expected, Found, OtherContent, Problem, ReadError, Trouble, Wanted};
pub use guess::{Doubt, Guess};
pub use inside::path_inside;
pub use kept::Kept;
pub use mapping::Mapping;
pub use native::bundled;
pub use options::{DateOrder, Encoding, OpenOptions};
pub use report::{Format, Group, Issue, IssueKind, ReadReport};

use crate::base::Pulse;
use crate::model::Dataset;
use content::Kind;
use input::Unpacked;
use scan::Source;

/// A dataset with what came of reading it.
#[derive(Debug)]
pub struct Opened {
    /// The events.
    pub dataset: Dataset,
    /// What was read, set aside and remarkable.
    pub report: ReadReport,
}

/// Bytes read to recognise a file.
const FIRST_BLOCK: usize = 64 * 1024;
/// Bytes asked for at once; the pulse is looked at between.
const BLOCK: usize = 4 * 1024 * 1024;

/// Opens a file, whose kind is found out by content. The pulse counts bytes first, then rows.
///
/// # Errors
/// [`ReadError`] for everything that cannot be read, understood or trusted.
pub fn open(path: &Path, pulse: &Pulse) -> Result<Opened, ReadError> {
    open_with(path, &OpenOptions::default(), pulse)
}

/// The same with what a person states about the file. A path may go on inside an archive ([`path_inside`]).
///
/// # Errors
/// As [`open`].
pub fn open_with(path: &Path, options: &OpenOptions, pulse: &Pulse) -> Result<Opened, ReadError> {
    if let Some((archive, member)) = inside::archive_of(path) {
        return open_with(&archive, &options.for_member(member), pulse);
    }
    let name = file_name(path);
    let read = load(path, options, pulse);
    let origin = Origin {
        name: &name,
        folder: path.parent(),
        options,
    };
    read.and_then(|(kind, body)| read_kind(kind, &origin, body, pulse))
        .map_err(|error| error.in_file(&name))
}

/// The same as [`open`] from bytes that are already here. `name` is the file's name without its folder.
///
/// # Errors
/// As [`open`].
pub fn read_bytes(name: &str, bytes: Vec<u8>, pulse: &Pulse) -> Result<Opened, ReadError> {
    read_bytes_with(name, bytes, &OpenOptions::default(), pulse)
}

/// Bytes with what a person states about them.
///
/// # Errors
/// As [`open`].
pub fn read_bytes_with(name: &str, bytes: Vec<u8>, options: &OpenOptions, pulse: &Pulse) -> Result<Opened, ReadError> {
    let origin = Origin {
        name,
        folder: None,
        options,
    };
    let result = recognised(&bytes, options).and_then(|kind| read_kind(kind, &origin, Body::Bytes(bytes), pulse));
    result.map_err(|error| error.in_file(name))
}

/// What is read of a file before its reader takes over.
#[derive(Debug)]
enum Body {
    /// Nothing yet: its reader goes through the file by parts, and back to it later.
    File(Source),
    /// All of it.
    Bytes(Vec<u8>),
}

impl Body {
    fn into_source(self) -> Source {
        match self {
            Self::File(source) => source,
            Self::Bytes(bytes) => Source::from_bytes(bytes),
        }
    }

    /// The bytes in memory; a file that is read by parts never comes here.
    fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::File(_) => Vec::new(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// Where the bytes of a file come from, and what a person states about it.
#[derive(Debug, Clone, Copy)]
struct Origin<'a> {
    /// Name of the file without its folder; of a file in an archive, both names.
    name: &'a str,
    /// Where companions lie; `None` for bytes and archives.
    folder: Option<&'a Path>,
    options: &'a OpenOptions,
}

fn recognised(bytes: &[u8], options: &OpenOptions) -> Result<Kind, ReadError> {
    let kind = content::recognise(bytes.get(..FIRST_BLOCK).unwrap_or(bytes), options)?;
    check_size(bytes.len() as u64, kind)?;
    Ok(kind)
}

/// SHA-256 of a file's bytes as 64 hexadecimal digits, read in pieces; inside an archive, of the archive's. The pulse
/// counts bytes.
///
/// # Errors
/// What the system says against reading it, or the user stopped it.
pub fn sha256_of(path: &Path, pulse: &Pulse) -> Result<String, ReadError> {
    use sha2::Digest as _;
    if let Some((archive, _)) = inside::archive_of(path) {
        return sha256_of(&archive, pulse);
    }
    let named = |error: ReadError| error.in_file(&file_name(path));
    let metadata = std::fs::metadata(path).map_err(|e| named(system(&e)))?;
    // A pipe or a device may never end.
    if !metadata.is_file() {
        return Err(named(ReadError::whole(Problem::NotAFile)));
    }
    let mut file = File::open(path).map_err(|e| named(system(&e)))?;
    pulse.start(metadata.len());
    let (mut sum, mut block) = (sha2::Sha256::new(), Vec::with_capacity(BLOCK));
    loop {
        pulse.check().map_err(|_| named(ReadError::whole(Problem::Cancelled)))?;
        block.clear();
        let got = read_up_to(&mut file, &mut block, BLOCK).map_err(named)?;
        if got == 0 {
            break;
        }
        sum.update(&block);
        pulse.advance(got as u64);
    }
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A file's name without its folder; messages and reports carry no more than that.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// A file whose first block has been read.
struct Begun {
    kind: Kind,
    file: File,
    /// Bytes of the whole file.
    size: u64,
    first: Vec<u8>,
}

/// Opens a file and finds out what kind it is.
fn begin(path: &Path, options: &OpenOptions) -> Result<Begun, ReadError> {
    let size = std::fs::metadata(path).map_err(|e| system(&e))?;
    if size.is_dir() {
        return Err(ReadError::whole(Problem::Directory));
    }
    // A pipe or a device may never end, and opening one may wait for ever.
    if !size.is_file() {
        return Err(ReadError::whole(Problem::NotAFile));
    }
    let mut file = File::open(path).map_err(|e| system(&e))?;
    let mut first = Vec::new();
    read_up_to(&mut file, &mut first, FIRST_BLOCK)?;
    Ok(Begun {
        kind: content::recognise(&first, options)?,
        file,
        size: size.len(),
        first,
    })
}

/// What kind a file is, and its bytes unless its reader reads it by parts.
fn load(path: &Path, options: &OpenOptions, pulse: &Pulse) -> Result<(Kind, Body), ReadError> {
    let Begun {
        kind,
        mut file,
        size,
        first: mut bytes,
    } = begin(path, options)?;
    if kind.is_scanned() {
        let source = Source::open(path).map_err(table_file::unreadable)?;
        return Ok((kind, Body::File(source)));
    }
    check_size(size, kind)?;
    pulse.start(size);
    bytes.reserve(usize::try_from(size).unwrap_or(0).saturating_sub(bytes.len()));
    loop {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let got = read_up_to(&mut file, &mut bytes, BLOCK)?;
        pulse.advance(got as u64);
        // A file may grow, and a pipe has no size: the limit holds for what really comes.
        check_size(bytes.len() as u64, kind)?;
        if got == 0 {
            break;
        }
    }
    Ok((kind, Body::Bytes(bytes)))
}

fn read_up_to(file: &mut File, into: &mut Vec<u8>, most: usize) -> Result<usize, ReadError> {
    file.take(most as u64).read_to_end(into).map_err(|e| system(&e))
}

fn check_size(bytes: u64, kind: Kind) -> Result<(), ReadError> {
    let limit = kind.limit();
    if bytes > limit {
        return Err(ReadError::whole(Problem::TooLarge { bytes, limit }));
    }
    Ok(())
}

fn read_kind(kind: Kind, origin: &Origin<'_>, body: Body, pulse: &Pulse) -> Result<Opened, ReadError> {
    let Origin { name, options, .. } = *origin;
    match kind {
        Kind::Ucdp(delimiter) => ucdp::read(name, &body.into_source(), delimiter, options, pulse),
        Kind::Acled(delimiter) => acled::read(name, &body.into_source(), delimiter, options, pulse),
        Kind::AnyTable => mapped::read(name, &body.into_source(), options, pulse),
        Kind::Gdelt => gdelt::read(body.into_source(), origin, pulse),
        Kind::Gzip => unpacked(input::gunzip(name, &body.into_bytes(), pulse)?, origin, pulse),
        Kind::Zip => unpacked(
            input::unzip(body.into_bytes(), options.member.as_deref(), pulse)?,
            origin,
            pulse,
        ),
        Kind::Json | Kind::Xml | Kind::NativeTable(_) => {
            let (text, encoding) = content::decoded(body.into_bytes(), options.encoding)?;
            let mut opened = match kind {
                Kind::NativeTable(delimiter) => native_csv::read(name, text, delimiter, pulse)?,
                Kind::Json => json_file::read(&text, origin, pulse)?,
                _ => xml::read(&text, origin, pulse)?,
            };
            if encoding != Encoding::Utf8 {
                opened.report.encoding = Some(encoding);
            }
            Ok(opened)
        }
    }
}

/// Reads what came out of an archive, as "archive › file".
fn unpacked(inner: Unpacked, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let (inner_name, bytes) = match inner {
        Unpacked::Xlsx(bytes) => return workbook::read_xlsx(bytes, origin, pulse),
        Unpacked::Ods(bytes) => return workbook::read_ods(&bytes, origin, pulse),
        Unpacked::File(name, bytes) => (name, bytes),
    };
    let name = format!("{} › {inner_name}", origin.name);
    // What a path names behind a file of an archive is a sheet of it.
    let rest = |member: &String| Some(member.split_once(&format!("{inner_name}/"))?.1.to_owned());
    let options = OpenOptions {
        member: origin.options.member.as_ref().and_then(rest),
        ..origin.options.clone()
    };
    let inside = Origin {
        name: &name,
        folder: None,
        options: &options,
    };
    let read = || match recognised(&bytes, origin.options)? {
        Kind::Gzip => Err(ReadError::whole(Problem::Trouble(Trouble::NestedArchive(
            inner_name.clone(),
        )))),
        Kind::Zip => match input::unzip(bytes, None, pulse)? {
            Unpacked::Xlsx(bytes) => workbook::read_xlsx(bytes, &inside, pulse),
            Unpacked::Ods(bytes) => workbook::read_ods(&bytes, &inside, pulse),
            Unpacked::File(..) => Err(ReadError::whole(Problem::Trouble(Trouble::NestedArchive(
                inner_name.clone(),
            )))),
        },
        kind => read_kind(kind, &inside, Body::Bytes(bytes), pulse),
    };
    read().map_err(|error: ReadError| error.in_file(&name))
}

/// Reads a table that was made of something else, and says what there is to say with the places of the file.
fn read_derived(
    kind: Kind,
    mut derived: items::Derived,
    origin: &Origin<'_>,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    let text = std::mem::take(&mut derived.text).into_bytes();
    derived.translated(read_kind(kind, origin, Body::Bytes(text), pulse))
}

/// Reads items: as the table whose names they have, else by what their names probably mean.
fn read_items(
    found: items::Items,
    about: items::About,
    origin: &Origin<'_>,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    match items::into_known_table(found)? {
        Ok((kind, derived)) => read_derived(kind, derived, origin, pulse),
        Err(found) => items::read(found, about, pulse),
    }
}

/// A lineage that no other content has: the kind of file and a hash (FNV-1a, 64 bits) of its bytes.
fn lineage(kind: &str, content: &[u8]) -> String {
    let hash = content.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    format!("{kind}-{hash:016x}")
}

fn system(error: &std::io::Error) -> ReadError {
    ReadError::whole(match error.kind() {
        std::io::ErrorKind::NotFound => Problem::Missing,
        std::io::ErrorKind::PermissionDenied => Problem::Denied,
        std::io::ErrorKind::IsADirectory => Problem::Directory,
        // The kind and not the message: some systems put the path into the message.
        kind => Problem::Io(kind),
    })
}
