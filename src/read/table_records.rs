//! Rows of a table, read from the file again when somebody looks at one.
//!
//! Only the first byte of each row is kept. A file that has changed, or is gone, since it was opened cannot be read
//! again: the record says so, and nothing of what is on the map is lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::repeats;
use super::report::no_incident;
use super::rows::RowFormat;
use super::scan::{Lines, SourceError};
use super::table_file::Table;
use super::ucdp_card::both;
use crate::model::dataset::Records;
use crate::model::{Incident, OriginalRow};

/// The accepted rows of a table.
pub(super) struct TableRecords<F> {
    /// The table.
    pub table: Table,
    /// First byte of each row.
    pub starts: Vec<u64>,
    /// Which line a byte is on.
    pub lines: Lines,
    /// What its columns mean.
    pub format: F,
    /// For each record into which others were folded: those others.
    pub folded: BTreeMap<u32, Vec<u32>>,
}

impl<F> std::fmt::Debug for TableRecords<F> {
    /// The number of rows.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TableRecords({} rows)", self.starts.len())
    }
}

impl<F: Send + Sync> repeats::Rows for TableRecords<F> {
    /// Its first byte plus one: lines are counted later.
    fn place(&self, record: u32) -> u64 {
        self.starts.get(record as usize).map_or(0, |start| start + 1)
    }

    fn cells(&self, record: u32) -> Vec<String> {
        self.row(record).unwrap_or_default()
    }
}

impl<F> TableRecords<F> {
    fn others(&self, record: u32) -> &[u32] {
        self.folded.get(&record).map_or(&[], Vec::as_slice)
    }

    fn row(&self, record: u32) -> Result<Vec<String>, SourceError> {
        match self.starts.get(record as usize) {
            Some(start) => self.table.row(*start),
            None => Ok(Vec::new()),
        }
    }
}

impl<F: RowFormat> Records for TableRecords<F> {
    fn line(&self, record: u32) -> Option<u64> {
        let start = self.starts.get(record as usize)?;
        self.table.source.check().ok()?;
        self.lines.line_of(*start, &self.table.source, &mut Vec::new()).ok()
    }

    fn lines(&self, records: &[u32]) -> Vec<Option<u64>> {
        let start = |record: &u32| self.starts.get(*record as usize).copied();
        let mut positions: Vec<u64> = records.iter().filter_map(start).collect();
        positions.sort_unstable();
        positions.dedup();
        let lines = self.lines.lines_of(&positions, &self.table.source).unwrap_or_default();
        let line = |record: &u32| {
            let at = positions.binary_search(&start(record)?).ok()?;
            lines.get(at).copied()
        };
        records.iter().map(line).collect()
    }

    fn incident(&self, record: u32) -> Arc<Incident> {
        let cells = match self.row(record) {
            Ok(cells) => cells,
            Err(error) => return Arc::new(unreadable(error)),
        };
        let mut incident = self.format.incident(&cells.as_slice());
        for cells in self.others(record).iter().filter_map(|other| self.row(*other).ok()) {
            self.format.fold(&mut incident, &cells.as_slice());
        }
        Arc::new(incident)
    }

    /// Its cells; of rows folded into it, those that differ, with their line behind the name of the column.
    fn original(&self, record: u32) -> OriginalRow {
        let cells = self.row(record).unwrap_or_default();
        let mut original: OriginalRow = Vec::with_capacity(cells.len());
        for other in self.others(record) {
            let named = self
                .format
                .names()
                .iter()
                .zip(self.row(*other).unwrap_or_default())
                .zip(&cells);
            let differing = named.filter(|((_, theirs), ours)| theirs != *ours);
            let line = self.line(*other).unwrap_or_default();
            original.extend(differing.map(|((name, theirs), _)| (format!("{name} [{line}]"), theirs)));
        }
        let own = self.format.names().iter().cloned().zip(cells);
        own.chain(original).collect()
    }

    fn notes(&self, record: u32) -> String {
        let cells = self.row(record).unwrap_or_default();
        self.format.notes(&cells.as_slice())
    }
}

/// What is told instead of a record that cannot be read again.
fn unreadable(error: SourceError) -> Incident {
    Incident {
        account: both(|words| {
            let said = match error {
                SourceError::Gone => words.reading.gone,
                SourceError::Changed | SourceError::Io(_) => words.reading.changed,
            };
            said.to_owned()
        }),
        ..no_incident()
    }
}
