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
    let target = target(path)?;
    let path = target.as_path();
    let (temporary, file) = beside(path)?;
    let mut out = BufWriter::new(file);
    let written = write(&mut out).map_err(WholeError::Content).and_then(|said| {
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(said)
    });
    drop(out);
    let renamed = written.and_then(|said| {
        // Who could not read the old file cannot read the new one.
        if let Ok(old) = std::fs::metadata(path) {
            std::fs::set_permissions(&temporary, old.permissions())?;
        }
        std::fs::rename(&temporary, path)?;
        Ok(said)
    });
    if renamed.is_err() {
        // The first error is the one to report.
        let _removed = std::fs::remove_file(&temporary).is_ok();
    }
    renamed
}

/// The file that is replaced: what a link leads to, so that the link stays one.
fn target(path: &Path) -> Result<PathBuf> {
    match std::fs::metadata(path) {
        Ok(data) if data.is_dir() => Err(ErrorKind::IsADirectory.into()),
        // The name of a pipe or a device is not taken for a file.
        Ok(data) if !data.is_file() => Err(ErrorKind::Unsupported.into()),
        Ok(_) => std::fs::canonicalize(path),
        Err(_) => Ok(path.to_owned()),
    }
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

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_a_device_stays_what_it_is_and_a_private_file_stays_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = folder("links");
        let (path, link) = (folder.join("a.csv"), folder.join("b.csv"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_with(&link, |out| out.write_all(b"new")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        // A socket stands for everything that is no file: a device would be lost if this failed.
        let socket = folder.join("s");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(write_with(&socket, |out| out.write_all(b"new")).is_err());
        assert!(!std::fs::metadata(&socket).unwrap().is_file());
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
