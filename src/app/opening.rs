//! Files: chosen, dropped, typed, named before; what becomes of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::App;
use crate::read::{OpenOptions, Problem, ReadError};
use crate::session::{Arrival, Command, DataCommand, Layer, LayerId, Notice, NoticeLevel, Origin, PanelCommand};
use crate::tasks::recent::RecentFiles;
use crate::tasks::{Aids, Beside, Outcome, ReadBy};
use crate::words::Words;

/// A dialog that ends without a choice so soon was never seen: the system has none. Where somebody was that quick
/// after all, the field for a path that is offered then is no harm.
const NEVER_SEEN: Duration = Duration::from_millis(1_500);

/// Lines of refusals that are kept at a time.
const MOST_REFUSALS: usize = 8;

impl App {
    /// Lets the user choose files.
    pub(super) fn choose_files(&mut self) {
        // The dialog is made here, as some systems ask for the main thread, and awaited by a job.
        let chosen = rfd::AsyncFileDialog::new().pick_files();
        let asked = Instant::now();
        self.tasks.dialog(move || match pollster::block_on(chosen) {
            Some(files) => {
                let paths = files.iter().map(|file| file.path().to_owned());
                Some(Outcome::ChosenToOpen(paths.collect()))
            }
            None if asked.elapsed() < NEVER_SEEN => Some(Outcome::NoDialog),
            None => None,
        });
    }

    /// Lets the user choose a table to explain.
    pub(super) fn choose_table(&mut self) {
        let chosen = rfd::AsyncFileDialog::new().pick_file();
        let asked = Instant::now();
        self.tasks.dialog(move || match pollster::block_on(chosen) {
            Some(file) => Some(Outcome::ChosenTable(file.path().to_owned())),
            None if asked.elapsed() < NEVER_SEEN => Some(Outcome::NoDialog),
            None => None,
        });
    }

    /// Says that there is no dialog, and offers a field for the path.
    pub(super) fn ask_for_path(&mut self) {
        self.panels.path.no_dialog = true;
        self.commands.push(Command::Panel(PanelCommand::TypePath(true)));
    }

    /// Starts to read files.
    pub(super) fn open_files(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.open_file(path, OpenOptions::default());
        }
    }

    /// Starts to read a file with what is stated about it.
    pub(super) fn open_file(&mut self, path: &Path, options: OpenOptions) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.tasks.open(&path, options, self.aids(), self.beside());
    }

    /// Reads an open file again, whatever copy of it there is.
    pub(super) fn read_anew(&mut self, path: &Path, options: OpenOptions) {
        let aids = Aids {
            copies: None,
            ..self.aids()
        };
        self.tasks.open(path, options, aids, self.beside());
    }

    fn beside(&self) -> Beside {
        let beside = |layer: &Layer| (layer.id(), Arc::clone(layer.dataset()));
        self.session.layers().iter().map(beside).collect()
    }

    /// A file has been read: it becomes a layer, and what it changed is said.
    pub(super) fn add_layer(&mut self, mut arrival: Arrival, by: Option<ReadBy>) {
        if let (Origin::File(path), Some(report), Some(by)) = (&arrival.origin, &arrival.report, by) {
            self.opened_by(path, by, &arrival.dataset, report);
        }
        if let Some(report) = &mut arrival.report {
            std::sync::Arc::make_mut(report).compare_with(super::clock::today());
            if let Origin::File(path) = &arrival.origin {
                self.later.opened(path.clone());
                self.panels.report.add((**report).clone(), path.clone());
            }
        }
        if let Origin::File(path) = &arrival.origin
            && self.session.settings().remember_files
        {
            self.recent.add(path);
        }
        let report = arrival.report.as_ref();
        let opened = report.map(|report| (report.file.clone(), report.counts));
        self.session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
        let newest: Option<LayerId> = self.session.layers().iter().map(Layer::id).max();
        let update = newest.and_then(|id| self.session.update_of(id));
        // Files that share no event, one for each country, update nothing.
        let update = update.filter(|update| update.updated > 0);
        let said = |words: &Words| {
            let changed = update.map(|update| words.layer_update(update.updated, update.new, update.only_earlier));
            let opened = opened.as_ref().map(|(file, counts)| words.opened(file, *counts));
            changed.into_iter().chain(opened).collect::<Vec<_>>().join(" ")
        };
        // A refusal of another file stays until somebody has put it away.
        if !self.is_refusing() {
            self.notice = Some(Notice::info(said));
        }
    }

    /// A file could not be read. One that is gone leaves the list of recent files.
    pub(super) fn refuse(&mut self, path: &Path, error: &ReadError) {
        let gone = *error.problem() == Problem::Missing && self.recent.forget(path);
        let earlier = self.notice.take().filter(|notice| notice.level == NoticeLevel::Error);
        self.notice = Some(Notice::error(|words| {
            let mut said = error.explain(words);
            if gone {
                said = format!("{said} {}", words.opening.off_the_list);
            }
            let Some(earlier) = earlier.as_ref().map(|notice| notice.text.get(words.lang)) else {
                return said;
            };
            // The same again is said once; of many, the first are enough to see what they have in common.
            let one_more = earlier.lines().count() < MOST_REFUSALS;
            match one_more && !earlier.lines().any(|line| line == said) {
                true => format!("{earlier}\n{said}"),
                false => earlier.to_owned(),
            }
        }));
    }

    pub(super) fn is_refusing(&self) -> bool {
        self.notice
            .as_ref()
            .is_some_and(|notice| notice.level == NoticeLevel::Error)
    }

    /// The list of recent files follows the setting: without it, nothing stays in memory or on the disk.
    pub(super) fn keep_recent(&mut self) {
        if !self.session.settings().remember_files && !self.recent.paths().is_empty() {
            self.recent = RecentFiles::default();
            // Where it cannot be deleted now, the end of the program tries again.
            let _deleted = self.store.save_recent(&self.recent).is_ok();
            let _deleted = self.store.save_not_copied(&[]).is_ok();
        }
        if self.panels.top_bar.recent != self.recent.paths() {
            self.panels.top_bar.recent = self.recent.paths().to_vec();
        }
    }
}
