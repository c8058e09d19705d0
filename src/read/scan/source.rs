//! Where the bytes of a table come from: a file, read by position, or bytes that are already here.

use std::fs::{File, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// The bytes of one table. A file stays open and is read by position, never mapped: a mapped file that is cut
/// while it is read ends the program. Clones share the file or the bytes.
#[derive(Debug, Clone)]
pub struct Source {
    size: u64,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Origin {
    File(Arc<Opened>),
    Bytes(Arc<[u8]>),
}

/// A file with its size and time as they were when it was opened.
#[derive(Debug)]
struct Opened {
    file: File,
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

/// Why bytes of a source cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The file is not there any more: deleted, renamed, or the stick was pulled.
    #[error("the file is gone")]
    Gone,
    /// Size or time of the file differ from those when it was opened: positions mean nothing any more.
    #[error("the file has changed since it was opened")]
    Changed,
    /// The system cannot read the file.
    #[error("the file cannot be read: {0}")]
    Io(ErrorKind),
}

impl From<std::io::Error> for SourceError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Gone,
            kind => Self::Io(kind),
        }
    }
}

impl Source {
    /// Opens a file and remembers its size and time.
    ///
    /// # Errors
    /// [`SourceError::Gone`] for a missing file, [`SourceError::Io`] for what else the system objects to,
    /// directories and devices among it.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        // A pipe or a device may never end, and opening one may wait for ever.
        if !std::fs::metadata(path)?.is_file() {
            return Err(SourceError::Io(ErrorKind::InvalidInput));
        }
        let file = File::open(path)?;
        let about = file.metadata()?;
        let opened = Opened {
            path: path.to_owned(),
            size: about.len(),
            modified: about.modified().ok(),
            file,
        };
        Ok(Self {
            size: opened.size,
            origin: Origin::File(Arc::new(opened)),
        })
    }

    /// Bytes that are already here: unpacked, or decoded from UTF-16.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self {
            size: bytes.len() as u64,
            origin: Origin::Bytes(bytes),
        }
    }

    /// Bytes in all.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The same bytes as far as `end`.
    #[must_use]
    pub fn until(&self, end: u64) -> Self {
        Self {
            size: self.size.min(end),
            origin: self.origin.clone(),
        }
    }

    /// Whether the bytes are held in memory.
    pub fn is_in_memory(&self) -> bool {
        matches!(self.origin, Origin::Bytes(_))
    }

    /// Looks whether the file still is what was opened.
    ///
    /// # Errors
    /// [`SourceError::Gone`] or [`SourceError::Changed`]; never for bytes in memory.
    pub fn check(&self) -> Result<(), SourceError> {
        match &self.origin {
            Origin::Bytes(_) => Ok(()),
            // The path and not the open file: a file that was replaced by another one has changed, too.
            Origin::File(opened) => opened.compare(&std::fs::metadata(&opened.path)?),
        }
    }

    /// The bytes `from..to`, as far as the source has them. `buffer` is used where they have to be read; it
    /// grows and is never shrunk, so that one buffer serves many calls.
    ///
    /// # Errors
    /// [`SourceError::Changed`] where the file has become shorter.
    pub fn block<'a>(&'a self, from: u64, to: u64, buffer: &'a mut Vec<u8>) -> Result<&'a [u8], SourceError> {
        let to = to.min(self.size);
        let from = from.min(to);
        match &self.origin {
            Origin::Bytes(bytes) => {
                let range = as_usize(from)?..as_usize(to)?;
                Ok(bytes.get(range).unwrap_or_default())
            }
            Origin::File(opened) => {
                let length = as_usize(to - from)?;
                if buffer.len() < length {
                    buffer.resize(length, 0);
                }
                let room = buffer.get_mut(..length).unwrap_or_default();
                opened.read_exactly(room, from)?;
                Ok(room)
            }
        }
    }
}

impl Opened {
    fn compare(&self, now: &Metadata) -> Result<(), SourceError> {
        if now.len() == self.size && now.modified().ok() == self.modified {
            Ok(())
        } else {
            Err(SourceError::Changed)
        }
    }

    fn read_exactly(&self, room: &mut [u8], from: u64) -> Result<(), SourceError> {
        let mut done = 0;
        while let Some(rest) = room.get_mut(done..).filter(|rest| !rest.is_empty()) {
            match read_at(&self.file, rest, from + done as u64) {
                Ok(0) => return Err(SourceError::Changed),
                Ok(got) => done += got,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Reads at a position; several threads may read one file at once.
#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], from: u64) -> std::io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, from)
}

/// Reads at a position; several threads may read one file at once.
#[cfg(windows)]
fn read_at(file: &File, into: &mut [u8], from: u64) -> std::io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, into, from)
}

fn as_usize(length: u64) -> Result<usize, SourceError> {
    usize::try_from(length).map_err(|_| SourceError::Io(ErrorKind::FileTooLarge))
}
