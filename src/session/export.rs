//! Which events an export takes, and as what.

use crate::query::EventRef;
use crate::write::export::ExportFormat;

use super::Session;

/// Which events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportScope {
    /// Those that pass filter and window.
    #[default]
    Visible,
    /// Those that are selected, also where the filter hides them.
    Selected,
    /// All of all open datasets.
    All,
}

/// What the dialog of exports asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOrder {
    /// Kind of file.
    pub format: ExportFormat,
    /// Which events.
    pub scope: ExportScope,
}

impl ExportScope {
    /// Number of events.
    pub fn count(self, session: &Session) -> usize {
        match self {
            Self::Visible => session.result().count(),
            Self::Selected => session.selection().keys.len(),
            Self::All => session.result().total,
        }
    }
}

impl Session {
    /// The selected events by start, those without a date last; among them those that the filter hides.
    pub fn selected_rows(&self) -> Vec<EventRef> {
        let found = self.selection().keys.iter().filter_map(|key| self.find(key));
        let mut rows: Vec<EventRef> = found.collect();
        rows.sort_by_key(|at| {
            let span = self.result().event(*at).and_then(crate::model::Event::span);
            (span.is_none(), span, *at)
        });
        rows
    }
}
