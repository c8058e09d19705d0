//! Tables that somebody has to explain: from the questions to jobs and back.

use std::path::PathBuf;

use super::App;
use crate::read::ReadError;
use crate::session::Notice;
use crate::ui::wizard::Asked;

impl App {
    /// Asks what a table needs.
    pub(super) fn explain(&mut self, path: PathBuf, error: &ReadError) {
        let options = self.opening.clone();
        self.panels.wizard.ask_about(path, options, error);
    }

    /// Does what the questions want done.
    pub(super) fn answer(&mut self, asked: Asked) {
        match asked {
            Asked::Look(number, path, options) => self.tasks.look(number, path, options),
            Asked::Preview(number, sample, mapping) => self.tasks.preview(number, sample, mapping),
            Asked::OpenParts(paths) => self.open_files(&paths),
            Asked::Open(answered) => {
                let kept = match (&answered.keep, &answered.options.mapping) {
                    (Some(signature), Some(mapping)) => self.store.save_profile(signature, mapping),
                    _ => Ok(()),
                };
                if let Err(error) = kept {
                    self.notice = Some(Notice::error(|words| {
                        words.not_saved("profile.json", &words.system_error(&error))
                    }));
                }
                self.open_file(&answered.path, answered.options);
            }
        }
    }
}
