//! Copies for fast opening: who is asked and when, what becomes of the answer.
//!
//! A copy is made once the sum of the file is known, which is long after the map is complete: at the first opening
//! after a yes, later wherever a copy was there but is not sound any more.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use crate::model::Dataset;
use crate::read::{OpenOptions, ReadReport};
use crate::session::{CopyChoice, Notice};
use crate::tasks::store::copies::Copies;
use crate::tasks::{Aids, KeepOrder, ReadBy};
use crate::words::Words;

/// Files of which no copy is to be kept that are remembered.
const MOST_REFUSED: usize = 200;

/// What is known of copies while the window is open.
#[derive(Debug, Default)]
pub(super) struct Copying {
    /// Files that were opened without a copy and are worth one, until their sums are known.
    opened: Vec<Candidate>,
    /// Files that were opened by a copy: how, with the sum that the file has if the copy is of it.
    to_compare: Vec<(PathBuf, OpenOptions, String)>,
    /// Files about which somebody is asked, with their sums.
    asked: Vec<(Candidate, String)>,
    /// Files about which nobody is asked again.
    refused: Vec<PathBuf>,
}

/// A file of which a copy may be made.
#[derive(Debug)]
pub(super) struct Candidate {
    path: PathBuf,
    options: OpenOptions,
    dataset: Arc<Dataset>,
    report: Arc<ReadReport>,
}

impl Copying {
    /// What nobody is asked about again.
    pub fn new(refused: Vec<PathBuf>) -> Self {
        Self {
            refused,
            ..Self::default()
        }
    }

    /// Forgets everything that is written down.
    pub fn forget(&mut self) {
        self.asked.clear();
        self.refused.clear();
    }

    /// Name of the file about which to ask.
    pub fn asked(&self) -> Option<String> {
        let (candidate, _) = self.asked.first()?;
        let name = candidate.path.file_name().unwrap_or(candidate.path.as_os_str());
        Some(name.to_string_lossy().into_owned())
    }
}

impl App {
    /// The copies, unless they are not to be used.
    fn copies(&self) -> Option<&Copies> {
        self.store.copies().filter(|_| !self.no_cache)
    }

    /// What helps to read files.
    pub(super) fn aids(&self) -> Aids {
        Aids::of(&self.store, self.no_cache)
    }

    /// A file was opened: takes down what is to be done once its sum is known.
    pub(super) fn opened_by(&mut self, path: &Path, by: ReadBy, dataset: &Arc<Dataset>, report: &Arc<ReadReport>) {
        if self.copies().is_none() {
            return;
        }
        let copying = &mut self.copying;
        copying.opened.retain(|other| other.path != path);
        copying.to_compare.retain(|(other, ..)| other != path);
        copying.asked.retain(|(other, _)| other.path != path);
        if let Some(kept) = &by.options.kept {
            let sum = kept.sha256().map(str::to_owned);
            let options = OpenOptions {
                kept: None,
                ..by.options.clone()
            };
            copying
                .to_compare
                .extend(sum.map(|sum| (path.to_owned(), options, sum)));
            self.later.find_ids(Arc::clone(dataset));
        } else if by.worth_a_copy {
            copying.opened.push(Candidate {
                path: path.to_owned(),
                options: by.options,
                dataset: Arc::clone(dataset),
                report: Arc::clone(report),
            });
        }
    }

    /// The sum of a file is known.
    pub(super) fn summed(&mut self, path: &Path, sum: &str) {
        self.compare(path, sum);
        let Some(at) = self.copying.opened.iter().position(|file| file.path == path) else {
            return;
        };
        let file = self.copying.opened.remove(at);
        let Some(copies) = self.copies() else { return };
        // Who has said yes once is not asked again when the file has changed.
        let was_kept = copies.path_of(path, &file.options).exists();
        match self.session.settings().copies {
            _ if was_kept => self.keep(file, sum.to_owned()),
            CopyChoice::Always => self.keep(file, sum.to_owned()),
            CopyChoice::Ask if !self.copying.refused.iter().any(|known| known == path) => {
                self.copying.asked.push((file, sum.to_owned()));
            }
            CopyChoice::Ask | CopyChoice::Never => {}
        }
    }

    /// A file that came from a copy and has another sum than the copy says is read again.
    fn compare(&mut self, path: &Path, sum: &str) {
        let known = self.copying.to_compare.iter().position(|(of, ..)| of == path);
        let Some((_, options, expected)) = known.map(|at| self.copying.to_compare.remove(at)) else {
            return;
        };
        if expected == sum {
            return;
        }
        // The copy stays, as somebody has said yes to one: what is read now replaces it.
        self.notice = Some(Notice::info(|words| words.copying.changed.to_owned()));
        self.read_anew(path, options);
    }

    fn keep(&mut self, file: Candidate, sha256: String) {
        let Some(copies) = self.copies().cloned() else { return };
        self.tasks.keep(KeepOrder {
            copies,
            path: file.path,
            options: file.options,
            dataset: file.dataset,
            report: file.report,
            sha256,
        });
    }

    /// The question was answered.
    pub(super) fn answer_copy(&mut self, yes: bool, every_file: bool) {
        if every_file {
            let choice = if yes { CopyChoice::Always } else { CopyChoice::Never };
            self.choose_copies(choice);
        }
        let answered = if every_file { self.copying.asked.len() } else { 1 };
        let answered = answered.min(self.copying.asked.len());
        for (file, sum) in self.copying.asked.drain(..answered).collect::<Vec<_>>() {
            if yes {
                self.keep(file, sum);
            } else if !every_file {
                self.refuse_copy(file.path);
            }
        }
    }

    fn choose_copies(&mut self, choice: CopyChoice) {
        use crate::session::{Command, SettingsCommand};
        let _nothing_else = self.session.apply(Command::Settings(SettingsCommand::Copies(choice)));
    }

    fn refuse_copy(&mut self, path: PathBuf) {
        let refused = &mut self.copying.refused;
        refused.retain(|known| *known != path);
        refused.insert(0, path);
        refused.truncate(MOST_REFUSED);
        if self.session.settings().remember_files {
            // Where it cannot be written, the question comes again at the next start.
            let _kept = self.store.save_not_copied(&self.copying.refused).is_ok();
        }
    }

    /// Removes a copy, or all of them.
    pub(super) fn remove_copies(&mut self, copy: Option<&Path>) {
        let Some(copies) = self.store.copies() else { return };
        let removed = copy.map_or_else(|| copies.clear(), |copy| copies.remove(copy));
        self.panels.copies.list = None;
        match removed {
            Err(error) => {
                let said = |words: &Words| words.not_saved(words.copying.heading, &words.system_error(&error));
                self.notice = Some(Notice::error(said));
            }
            Ok(()) if copy.is_none() => self.notice = Some(Notice::info(|words| words.copying.removed.to_owned())),
            Ok(()) => {}
        }
    }

    /// Reads what the sheet of copies lists, when it needs it; a choice made there answers what is asked.
    pub(super) fn list_copies(&mut self) {
        let choice = self.session.settings().copies;
        if choice != CopyChoice::Ask && !self.copying.asked.is_empty() {
            self.answer_copy(choice == CopyChoice::Always, true);
        }
        if self.session.panels().copies && self.panels.copies.list.is_none() {
            let list = self.store.copies().map(Copies::list);
            self.panels.copies.list = Some(list.unwrap_or_default());
        }
    }

    /// A copy was made.
    pub(super) fn copy_kept(&mut self, name: &str, bytes: u64) {
        self.panels.copies.list = None;
        if !self.is_refusing() {
            self.notice = Some(Notice::info(|words| words.copy_kept(name, bytes)));
        }
    }
}
