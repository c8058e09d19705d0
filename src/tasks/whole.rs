//! Files that are written whole or not at all: into a temporary file beside the target, brought to the disk, then
//! renamed. Whatever goes wrong, the file that was there stays as it was and no temporary file is left.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// Temporary names that are tried.
const TRIES: u32 = 100;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WholeError<E> {
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] Error),
    /// What was to be written could not be made.
    #[error("{0}")]
    Content(E),
}

/// Writes a file with `write`. What was there is replaced, but only when all is written.
///
/// # Errors
/// Where the folder cannot be written or the disk is full, or what `write` answers.
pub fn write_with<T, E>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::result::Result<T, E>,
) -> std::result::Result<T, WholeError<E>> {
    if path.is_dir() {
        return Err(Error::from(ErrorKind::IsADirectory).into());
    }
    let (temporary, file) = beside(path)?;
    let mut out = BufWriter::new(file);
    let written = write(&mut out).map_err(WholeError::Content).and_then(|said| {
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(said)
    });
    drop(out);
    let renamed = written.and_then(|said| {
        std::fs::rename(&temporary, path)?;
        Ok(said)
    });
    if renamed.is_err() {
        // The first error is the one to report.
        let _removed = std::fs::remove_file(&temporary).is_ok();
    }
    renamed
}

/// A new file beside the target that nobody else has.
fn beside(path: &Path) -> Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(Error::from(ErrorKind::InvalidInput))?;
    for n in 0..TRIES {
        let mut temporary = name.to_owned();
        temporary.push(format!(".{}-{n}.tmp", std::process::id()));
        let temporary = path.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::from(ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sahel-atlas-whole-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn files(folder: &Path) -> usize {
        std::fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = folder("fails");
        let path = folder.join("a.csv");
        std::fs::write(&path, "old").unwrap();
        let failed = write_with(&path, |out| {
            out.write_all(&[b'x'; 100_000]).unwrap();
            Err::<(), _>("half-way")
        });
        assert!(matches!(failed, Err(WholeError::Content("half-way"))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(files(&folder), 1);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_is_replaced_and_a_folder_is_not() {
        let folder = folder("replaces");
        let path = folder.join("a.csv");
        std::fs::write(&path, "old").unwrap();
        write_with(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(files(&folder), 1);
        assert!(write_with(&folder, |out| out.write_all(b"new")).is_err());
        assert!(write_with(&folder.join("none/a.csv"), |out| out.write_all(b"new")).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
