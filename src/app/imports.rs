//! What the import report asks for: rows of the file read again, rows saved. The source file is never changed.

use std::path::PathBuf;

use super::App;
use crate::base::{Pulse, Text};
use crate::model::OriginalRow;
use crate::read::{ReadReport, aside};
use crate::session::{Command, Origin, PanelCommand};
use crate::tasks::{JobKind, Outcome, SaveKind, refused, store};
use crate::ui::report::{ReportAsk, Rewritten, Saved};
use crate::words::in_both;
use crate::write::check::{AsideTable, CorrectedTable};

/// Most characters of a cell that are shown: a quotation mark that is never closed makes one of megabytes.
const MOST_SHOWN: usize = 20_000;

/// Most bytes of a row whose text can be changed.
const MOST_EDITED: u64 = 20_000;

impl App {
    /// Opens the report of the layer that was asked for.
    pub(super) fn open_report(&mut self) {
        let Some(layer) = self.session.panels().report else {
            return;
        };
        let origin = self.session.layer(layer).map(|layer| layer.origin().clone());
        if let Some(Origin::File(path)) = origin {
            self.panels.report.open(&path);
        }
        self.session.apply(Command::Panel(PanelCommand::Datasets(false)));
        self.session.apply(Command::Panel(PanelCommand::Report(None)));
    }

    /// Does what the report asked for in this frame. Returns whether there was anything.
    pub(super) fn answer_report(&mut self) -> bool {
        let Some(ask) = self.report_ask.take() else {
            return false;
        };
        match ask {
            ReportAsk::SaveSetAside => self.choose_place(SaveKind::SetAside),
            ReportAsk::SaveCorrected => self.choose_place(SaveKind::Corrected),
            // The dialog asks itself before a file is replaced; a typed path replaces nothing.
            ReportAsk::SaveTo(what, path) if path.exists() => self.panels.report.is_there(what, path),
            ReportAsk::SaveTo(Saved::SetAside, path) => self.save_set_aside(path),
            ReportAsk::SaveTo(Saved::Corrected, path) => self.save_corrected(path),
            ReportAsk::Row(line) => self.read_row(line),
            ReportAsk::Text(line) => self.read_text(line),
        }
        true
    }

    fn read_row(&mut self, line: u64) {
        let words = self.words();
        let Some((report, file)) = self.panels.report.shown() else {
            return;
        };
        let (report, file) = (report.clone(), file.to_owned());
        self.tasks.run(JobKind::Again, move |pulse| {
            let mut row = OriginalRow::new();
            let names = |at: usize| report.columns.get(at).cloned().unwrap_or_default();
            let read = aside::row(&file, &report, line, pulse, |cells| {
                row = cells
                    .iter()
                    .enumerate()
                    .map(|(at, cell)| (names(at), words.cut_cell(cell, MOST_SHOWN).into_owned()))
                    .collect();
            });
            match read {
                Err(error) if error.is_cancelled() => None,
                _ => Some(Outcome::Row(line, row)),
            }
        });
    }

    fn read_text(&mut self, line: u64) {
        let Some((report, file)) = self.panels.report.shown() else {
            return;
        };
        let (report, file) = (report.clone(), file.to_owned());
        self.tasks.run(JobKind::Again, move |pulse| {
            match aside::text(&file, &report, line, (0, MOST_EDITED), pulse) {
                Err(error) if error.is_cancelled() => None,
                read => Some(Outcome::RowText(line, read.ok().flatten())),
            }
        });
    }

    /// Saves every row that was set aside.
    pub(super) fn save_set_aside(&mut self, path: PathBuf) {
        let words = self.words();
        let Some((report, file)) = self.panels.report.shown() else {
            return;
        };
        let (report, file) = (report.clone(), file.to_owned());
        self.tasks.save(path, move || {
            let mut table = AsideTable::new(&report, words);
            if report.delimiter.is_none() {
                table.push_findings();
            }
            aside::each_row(&file, &report, &Pulse::new(), |line, cells| table.push(line, cells))
                .map_err(|error| in_both(|words| error.explain(words)))?;
            Ok(table.finish())
        });
    }

    /// Saves the corrected rows, then opens them.
    pub(super) fn save_corrected(&mut self, path: PathBuf) {
        let (corrections, rewritten) = (self.panels.report.corrections(), self.panels.report.rewritten());
        let Some((report, file)) = self.panels.report.shown() else {
            return;
        };
        let (report, file) = (report.clone(), file.to_owned());
        let name = file_name(&path);
        self.tasks.run(JobKind::Save(name.clone()), move |pulse| {
            let written = corrected((&file, &report), &corrections, &rewritten, pulse)
                .map_err(|error| in_both(|words| error.explain(words)))
                .and_then(|bytes| store::write_whole(&path, &bytes).map_err(|error| refused(&error)));
            Some(match written {
                Ok(()) => Outcome::ChosenToOpen(vec![path]),
                Err(reason) => Outcome::NotSaved(Text::same(name), reason),
            })
        });
    }
}

fn corrected(
    (file, report): (&std::path::Path, &ReadReport),
    corrections: &crate::write::check::Corrections,
    rewritten: &[Rewritten],
    pulse: &Pulse,
) -> Result<Vec<u8>, crate::read::ReadError> {
    let mut table = CorrectedTable::new(report, corrections);
    if !corrections.is_empty() {
        aside::each_row(file, report, pulse, |line, cells| table.push(line, cells))?;
    }
    for row in rewritten {
        // What was too long to be shown follows as it stands in the file.
        let rest = aside::text(file, report, row.line, (row.bytes, u64::MAX), pulse)?;
        table.push_text(&format!(
            "{}{}",
            row.text,
            rest.map_or_else(String::new, |rest| rest.text)
        ));
    }
    Ok(table.finish())
}

fn file_name(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
