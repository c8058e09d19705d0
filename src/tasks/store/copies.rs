//! Copies for fast opening ([`crate::read::kept`]) on the disk: in a folder of their own in the user's cache, for the
//! user alone to read, of a bounded size in all. They are copies of rows, so none is made without a yes.

use std::fs::{DirBuilder, File, OpenOptions as FileOptions};
use std::io::{BufWriter, Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::read::kept::{self, ENDING, KeepError, KeptOf};
use crate::read::{Kept, OpenOptions, Opened, ReadReport};
use crate::words::Words;

/// Most bytes of all copies together: a million rows take some 40 MB.
pub const MOST_BYTES: u64 = 1_000_000_000;
/// Bytes of a file from which on a copy saves time that is felt. Smaller ones are not asked about.
pub const WORTHWHILE: u64 = 100_000_000;

/// The folder of the copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    folder: PathBuf,
    most: u64,
}

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What it is of; `None` for one that is damaged or of another version of the program, and is as good as none.
    pub of: Option<KeptOf>,
}

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum NotCopied {
    /// See [`KeepError`].
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// It would be larger than all copies together may be.
    #[error("the copy would have {bytes} bytes; all copies together have {most} at most")]
    TooLarge {
        /// Bytes of the copy.
        bytes: u64,
        /// Most bytes of all copies.
        most: u64,
    },
}

impl NotCopied {
    /// The same in the language of the words.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::Keep(error) => error.explain(words),
            Self::TooLarge { bytes, most } => words.copy_too_large(*bytes, *most),
        }
    }
}

impl From<Error> for NotCopied {
    fn from(error: Error) -> Self {
        Self::Keep(error.into())
    }
}

impl Copies {
    /// A folder for copies of `most` bytes in all. It is made with the first copy.
    pub fn new(folder: PathBuf, most: u64) -> Self {
        Self { folder, most }
    }

    /// The folder in the user's cache; `None` where the system has none.
    pub fn of_user() -> Option<Self> {
        let folder = match std::env::var_os("SAHEL_ATLAS_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => directories::ProjectDirs::from("", "", "sahel-atlas")?
                .cache_dir()
                .to_owned(),
        };
        Some(Self::new(folder.join("copies"), MOST_BYTES))
    }

    /// Where the copy of a file lies, if there is one.
    pub fn path_of(&self, file: &Path, options: &OpenOptions) -> PathBuf {
        self.folder.join(kept::name_of(file, options))
    }

    /// The sound copy of a file as it is now.
    pub fn find(&self, file: &Path, options: &OpenOptions) -> Option<Kept> {
        Kept::find(&self.path_of(file, options), file, options)
    }

    /// The same options, with the copy of the file where there is one.
    #[must_use]
    pub fn with_copy(copies: Option<&Self>, file: &Path, options: &OpenOptions) -> OpenOptions {
        let absolute = std::path::absolute(file);
        let file = absolute.as_deref().unwrap_or(file);
        OpenOptions {
            kept: copies.and_then(|copies| copies.find(file, options)),
            ..options.clone()
        }
    }

    /// Makes the copy of what was read of a file with these options; one that is there is replaced. Where all would
    /// become too large, the oldest go. Returns its size.
    ///
    /// # Errors
    /// [`NotCopied`]; nothing is left on the disk then.
    pub fn keep(
        &self,
        file: &Path,
        options: &OpenOptions,
        read: (&crate::model::Dataset, &ReadReport),
        sha256: Option<String>,
    ) -> Result<u64, NotCopied> {
        make_private_folder(&self.folder)?;
        let path = self.path_of(file, options);
        let (temporary, out) = new_file_beside(&path)?;
        let written = || {
            let mut out = BufWriter::with_capacity(1 << 20, out);
            kept::keep(&mut out, file, options, read, sha256)?;
            out.flush()?;
            let bytes = out.get_ref().metadata()?.len();
            if bytes > self.most {
                let most = self.most;
                return Err(NotCopied::TooLarge { bytes, most });
            }
            drop(out);
            self.make_room(bytes, &[&temporary, &path]);
            std::fs::rename(&temporary, &path)?;
            Ok(bytes)
        };
        let written = written();
        if written.is_err() {
            // The first error is the one to report.
            let _removed = std::fs::remove_file(&temporary).is_ok();
        }
        written
    }

    /// What is in the folder and may be removed, the oldest first: (time, path, bytes). What a program that broke off
    /// has left is among it.
    fn files(&self) -> Vec<(Option<SystemTime>, PathBuf, u64)> {
        let found = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = found
            .filter_map(|entry| {
                let (path, data) = (entry.path(), entry.metadata().ok()?);
                let ours = path.extension().is_some_and(|e| e == ENDING || e == "tmp");
                (ours && data.is_file()).then(|| (data.modified().ok(), path, data.len()))
            })
            .collect();
        files.sort();
        files
    }

    /// Removes the oldest copies until `bytes` more have room. Those named stay, and do not count.
    fn make_room(&self, bytes: u64, but: &[&Path]) {
        let mut files = self.files();
        files.retain(|(_, path, _)| !but.contains(&path.as_path()));
        let mut sum = bytes + files.iter().map(|(.., bytes)| bytes).sum::<u64>();
        for (_, path, bytes) in files {
            if sum <= self.most {
                break;
            }
            // Another process may have removed it.
            let _removed = std::fs::remove_file(path).is_ok();
            sum -= bytes;
        }
    }

    /// Where the copies lie, the oldest first.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files().into_iter().map(|(_, path, _)| path).collect()
    }

    /// Every copy, the newest first.
    pub fn list(&self) -> Vec<Copy> {
        let files = self.files().into_iter().rev();
        let copies = files.map(|(_, path, bytes)| Copy {
            of: kept::about(&path),
            path,
            bytes,
        });
        copies.collect()
    }

    /// Removes a copy; one that is not there is as good as removed.
    ///
    /// # Errors
    /// It is there and cannot be removed.
    pub fn remove(&self, path: &Path) -> std::io::Result<()> {
        // Never anything else, whatever a list says.
        if path.parent() != Some(&self.folder) {
            return Err(ErrorKind::InvalidInput.into());
        }
        super::removed(path)
    }

    /// Removes every copy.
    ///
    /// # Errors
    /// One is there and cannot be removed.
    pub fn clear(&self) -> std::io::Result<()> {
        self.files()
            .into_iter()
            .try_for_each(|(_, path, _)| super::removed(&path))?;
        // Files of somebody else keep the folder.
        let _removed = std::fs::remove_dir(&self.folder).is_ok();
        Ok(())
    }
}

/// Whether a copy of a file can be made of what was read, and would save time.
pub fn is_worthwhile(file: &Path, opened: &Opened) -> bool {
    let large = std::fs::metadata(file).is_ok_and(|data| data.len() >= WORTHWHILE);
    large && kept::can_keep(&opened.dataset, &opened.report)
}

/// Makes a folder, and those above it, that only the user can look into.
fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    if let Some(above) = folder.parent() {
        std::fs::create_dir_all(above)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// A new file that nobody else has, and only the user can read.
fn new_file_beside(path: &Path) -> std::io::Result<(PathBuf, File)> {
    let mut options = FileOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for n in 0..100 {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}-{n}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        match options.open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}
