//! What the shell must do after a command: the session itself never touches files, clipboard or links.

use std::path::PathBuf;

use super::export::ExportOrder;
use crate::base::Text;
use crate::model::EventKey;
use crate::words::{Words, in_both};

/// What is to be copied to the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyKind {
    /// Plain citation of an event.
    Citation(EventKey),
    /// BibTeX records of an event's sources.
    Bibtex(EventKey),
    /// Paragraph for a report.
    Paragraph(EventKey),
    /// Coordinates of an event.
    Coordinates(EventKey),
    /// Id of an event.
    Id(EventKey),
    /// The visible or selected rows as a table (tab separated).
    Table,
    /// All visible rows as a table, in the order shown.
    AllRows,
    /// The map as a picture.
    MapPicture,
    /// This text.
    Text(String),
}

/// Something only the shell can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Read these files and show them beside what is open.
    OpenFiles(Vec<PathBuf>),
    /// Let the user choose files to read.
    ChooseFile,
    /// Let the user choose a table and say what its columns mean.
    ChooseTable,
    /// Stop the reading of the file with this number.
    CancelJob(u64),
    /// Stop the reading of all files.
    CancelJobs,
    /// Put something on the clipboard.
    Copy(CopyKind),
    /// Let the user choose where, then save the map picture.
    SavePicture,
    /// Open an address in the browser; the user has seen it whole and said yes.
    OpenLink(String),
    /// Full screen on or off.
    FullScreen(bool),
    /// Forget recent files, settings and everything else that is on disk.
    ClearTraces,
    /// The answer to the question whether to keep a copy for fast opening.
    KeepCopy {
        /// Keep it.
        yes: bool,
        /// And do so with every large file from now on.
        every_file: bool,
    },
    /// Delete this copy.
    RemoveCopy(PathBuf),
    /// Delete every copy.
    RemoveCopies,
    /// Leave the program.
    Quit,
    /// Write events to a file.
    Export {
        /// What, and as what.
        order: ExportOrder,
        /// Where to; `None` lets the user choose.
        path: Option<PathBuf>,
        /// Whether a file that is there may be replaced.
        replace: bool,
    },
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeLevel {
    /// Done.
    Info,
    /// Done in part.
    Warning,
    /// Something asked for is missing.
    Error,
}

/// A message for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub level: NoticeLevel,
    /// What happened, in both languages: who changes the language reads it anew.
    pub text: Text,
}

impl Notice {
    /// Something was done.
    pub fn info(say: impl Fn(&'static Words) -> String) -> Self {
        Self {
            level: NoticeLevel::Info,
            text: in_both(say),
        }
    }

    /// Something asked for is missing.
    pub fn error(say: impl Fn(&'static Words) -> String) -> Self {
        Self {
            level: NoticeLevel::Error,
            text: in_both(say),
        }
    }
}

/// What comes of a command beside the changed state.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// For the shell to do.
    pub requests: Vec<Request>,
    /// For the shell to say.
    pub notices: Vec<Notice>,
}
