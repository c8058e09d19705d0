//! Tables that a person explains: the table in a file, what its columns probably mean, the profile that says it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::content::{self, Kind};
use super::error::{Content, ReadError};
use super::guess::Guess;
use super::input::{self, Unpacked};
use super::inside::archive_of;
use super::mapping::{Mapping, header_signature};
use super::options::OpenOptions;
use super::scan::Source;
use super::sheet::Sheet;
use super::table_file::unreadable;
use super::{begin, file_name, load, mapped, system};
use crate::base::Pulse;

/// What the columns of a table probably mean, whether or not that leaves doubts: a profile to start from.
///
/// # Errors
/// A file that cannot be read, or is no table.
pub fn guess_mapping(path: &Path, options: &OpenOptions, pulse: &Pulse) -> Result<Guess, ReadError> {
    let name = file_name(path);
    let guessed = table_in(path, options, pulse).and_then(|(_, source)| mapped::guess_of(&source, options));
    guessed.map_err(|error| error.in_file(&name))
}

/// The table in a file, or in an archive, with its name.
///
/// # Errors
/// A file that cannot be read, or holds no delimited table.
pub(super) fn table_in(path: &Path, options: &OpenOptions, pulse: &Pulse) -> Result<(String, Source), ReadError> {
    if let Some((archive, member)) = archive_of(path) {
        return table_in(&archive, &options.for_member(member), pulse);
    }
    let name = file_name(path);
    let (kind, body) = load(path, options, pulse)?;
    let unpacked = match kind {
        Kind::Json | Kind::Xml => return Err(content::refused(Content::Json)),
        Kind::Gzip => input::gunzip(&name, &body.into_bytes(), pulse)?,
        Kind::Zip => input::unzip(body.into_bytes(), options.member.as_deref(), pulse)?,
        Kind::NativeTable(_) | Kind::Ucdp(_) | Kind::Acled(_) | Kind::Gdelt | Kind::AnyTable => {
            return Ok((name, body.into_source()));
        }
    };
    match unpacked {
        Unpacked::File(inner, bytes) => Ok((format!("{name} › {inner}"), Source::from_bytes(bytes))),
        Unpacked::Xlsx(_) | Unpacked::Ods(_) => Err(content::refused(Content::Zip)),
    }
}

/// What a saved profile for a table is found by, from its first rows alone; `None` for a file that is no table, or one
/// that a reader knows without a profile.
///
/// # Errors
/// A file that cannot be read.
pub fn signature_of(path: &Path, options: &OpenOptions) -> Result<Option<String>, ReadError> {
    let name = file_name(path);
    let signature = || {
        if begin(path, options)?.kind != Kind::AnyTable {
            return Ok(None);
        }
        let source = Source::open(path).map_err(unreadable)?;
        Ok(Some(header_signature(&Sheet::new(&source, options)?.names)))
    };
    signature().map_err(|error: ReadError| error.in_file(&name))
}

/// Reads a profile ([`super::mapping`] says what stands in it).
///
/// # Errors
/// A file that cannot be read, or is no profile; names the member.
pub fn load_mapping(path: &Path) -> Result<Mapping, ReadError> {
    let name = file_name(path);
    let text = std::fs::metadata(path).and_then(|data| {
        // A profile has some kilobytes: anything else was chosen by mistake.
        let text = File::open(path)?.take(1 << 20);
        if data.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        std::io::read_to_string(text)
    });
    let mapping = text.map_err(|e| system(&e)).and_then(|text| Mapping::from_json(&text));
    mapping.map_err(|error| error.in_file(&name))
}
