//! Carries out what the dialog of exports asks for: place of the file, yes to replacing it, the job.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{App, clock};
use crate::base::Text;
use crate::query::{Certainty, Filter, QueryResult, TimeWindow, run};
use crate::session::{Command, ExportOrder, ExportScope, Notice, PanelCommand};
use crate::tasks::{Outcome, SaveKind};
use crate::words::in_both;
use crate::write::export::{Export, ExportError, write};

impl App {
    /// Saves to `path`, or lets the user choose one. A file that is there is replaced only with `replace`.
    pub(super) fn export(&mut self, order: ExportOrder, path: Option<PathBuf>, replace: bool) {
        match path {
            None => self.choose_export(order),
            Some(path) if order.format.contradicted_by(&path).is_some() => self.export_to(path),
            Some(path) if path.exists() && !replace => self.panels.export.ask_to_replace(path),
            Some(path) => self.export_to(path),
        }
    }

    /// Says that a provisional dataset is shown, where one is: nothing of it leaves the program.
    pub(super) fn refuses_while_loading(&mut self) -> bool {
        let loading = self.session.is_loading();
        if loading {
            self.notice = Some(Notice::error(|words| words.opening.not_while_loading.to_owned()));
        }
        loading
    }

    fn choose_export(&mut self, order: ExportOrder) {
        let ending = order.format.ending();
        let dialog = rfd::AsyncFileDialog::new()
            .set_file_name(format!("sahel-atlas.{ending}"))
            .add_filter(ending, &[ending]);
        // The dialog asks itself before a file is replaced.
        let chosen = dialog.save_file();
        self.tasks.dialog(move || {
            let file = pollster::block_on(chosen);
            Some(file.map_or(Outcome::NothingChosen(SaveKind::Export), |file| {
                Outcome::ChosenToSave(SaveKind::Export, file.path().to_owned())
            }))
        });
    }

    /// A name that was chosen in the dialog, which has asked before replacing that file and no other.
    pub(super) fn export_chosen(&mut self, path: &Path) {
        let order = self.panels.export.order();
        let better = order.format.without_other_ending(path);
        let asked = better == path;
        self.export(order, Some(better), asked);
    }

    /// Starts the job and puts the dialog away; asks first where the name stands for another kind of file.
    pub(super) fn export_to(&mut self, path: PathBuf) {
        if self.refuses_while_loading() {
            return;
        }
        let order = self.panels.export.order();
        if let Some(other) = order.format.contradicted_by(&path) {
            self.panels.export.ask_which_kind(path, other);
            return;
        }
        let words = self.words();
        let accessed = clock::today();
        let result = Arc::clone(self.session.result());
        let selected = match order.scope {
            ExportScope::Selected => self.session.selected_rows(),
            ExportScope::Visible | ExportScope::All => Vec::new(),
        };
        let filter = match order.scope {
            ExportScope::Visible => self.session.filter().clone(),
            ExportScope::Selected | ExportScope::All => Filter::default(),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.tasks.export(path, move |out, pulse| {
            let result = match order.scope {
                ExportScope::All => everything(&result),
                ExportScope::Visible | ExportScope::Selected => result,
            };
            let rows = match order.scope {
                ExportScope::Selected => Some(selected.as_slice()),
                ExportScope::Visible | ExportScope::All => None,
            };
            let export = Export::new(&result, rows, &filter, words, accessed);
            let written = write(&export, order.format, out, pulse).map_err(|error| reason(&error))?;
            Ok(in_both(|words| {
                let mut said = vec![words.written_to(written.written, order.format.has_rows(), &name)];
                said.extend(words.export_remarks(written.left_out, written.cut));
                said.extend(order.format.loses(words).map(str::to_owned));
                format!("{}.", said.join(". "))
            }))
        });
        self.session.apply(Command::Panel(PanelCommand::Export(false)));
    }
}

/// A result without filter and window over the same datasets.
fn everything(result: &QueryResult) -> Arc<QueryResult> {
    let datasets: Vec<_> = result.parts.iter().map(|part| Arc::clone(&part.dataset)).collect();
    let window = TimeWindow {
        span: result.extent.unwrap_or(result.window.span),
        certainty: Certainty::Possible,
    };
    Arc::new(run(&datasets, &Filter::default(), window))
}

fn reason(error: &ExportError) -> Text {
    in_both(|words| match error {
        ExportError::Io(error) => words.system_error(error),
        ExportError::TooManyRows { found, limit } => words.too_many_rows(*found, *limit),
        ExportError::Cancelled(_) => words.writing_stopped().to_owned(),
        ExportError::Workbook(said) => words.workbook_refused(said),
    })
}
