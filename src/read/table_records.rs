//! Rows of a table, read from the file again when somebody looks at one.
//!
//! Only the first byte of each row is kept. A file that has changed, or is gone, since it was opened cannot be read
//! again: the record says so, and nothing of what is on the map is lost.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::card::both;
use super::error::ReadError;
use super::repeats;
use super::report::no_incident;
use super::rows::RowFormat;
use super::scan::{self, Lines, RowAt, SourceError, Worker};
use super::table_file::{self, Table};
use crate::base::{Pulse, Text};
use crate::model::dataset::{InFile, NotesError, Records};
use crate::model::dictionary::Strings;
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
    fn lost(&self) -> Option<Text> {
        self.table.source.check().err().as_ref().map(why_lost)
    }

    fn in_file(&self) -> Option<InFile> {
        super::kept::in_file(self)
    }

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
            Err(error) => return Arc::new(unreadable(&error)),
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

    fn each_notes(
        &self,
        records: Range<u32>,
        pulse: &Pulse,
        each: &mut dyn FnMut(u32, &str),
    ) -> Result<(), NotesError> {
        let unreadable = |error: ReadError| NotesError::Unreadable(error.to_string());
        self.table
            .source
            .check()
            .map_err(|e| unreadable(table_file::unreadable(e)))?;
        let all = self.starts.len().min(records.end as usize);
        let mut from = records.start as usize;
        while let Some(start) = self.starts.get(from).filter(|_| from < all) {
            pulse.check()?;
            let ahead = self.starts.get(from..all).unwrap_or_default();
            let count = ahead.partition_point(|next| next - start < WINDOW).max(1);
            let own = ahead.get(..count).unwrap_or_default();
            let end = self.starts.get(from + count).copied();
            let mut table = self.table.window(*start, end.unwrap_or(u64::MAX));
            table.scanning.threads = 1;
            let make = || NotesOf {
                format: &self.format,
                starts: own,
                parts: Vec::new(),
            };
            let (workers, _) = table.scan(&Pulse::new(), make).map_err(unreadable)?;
            let mut parts: Vec<NotesPart> = workers.into_iter().flat_map(|worker| worker.parts).collect();
            parts.sort_by_key(|part| part.number);
            for part in &parts {
                for (at, notes) in part.records.iter().zip(part.notes.iter()) {
                    each(u32::try_from(from + at).unwrap_or(u32::MAX), notes);
                }
            }
            from += count;
        }
        Ok(())
    }

    fn notes_of(&self, records: &[u32], pulse: &Pulse, each: &mut dyn FnMut(u32, &str)) -> Result<(), NotesError> {
        let start = |record: &u32| self.starts.get(*record as usize).copied();
        let (known, starts): (Vec<u32>, Vec<u64>) = records.iter().filter_map(|r| Some((*r, start(r)?))).unzip();
        let (table, mut stopped) = (&self.table, Ok(()));
        scan::read_rows(&table.source, &table.dialect, &table.scanning, &starts, |i, cells| {
            stopped = pulse.check();
            if let Some(record) = known.get(i).filter(|_| stopped.is_ok()) {
                each(*record, &self.format.notes(cells));
            }
            stopped.is_ok()
        })
        .map_err(|error| NotesError::Unreadable(table_file::unreadable(error).to_string()))?;
        Ok(stopped?)
    }

    fn notes(&self, record: u32) -> String {
        let cells = self.row(record).unwrap_or_default();
        self.format.notes(&cells.as_slice())
    }
}

/// Bytes of rows whose notes are held at a time.
const WINDOW: u64 = 16 << 20;

/// Notes of the rows of one part.
struct NotesPart {
    number: u32,
    /// Positions of the rows among those asked for.
    records: Vec<usize>,
    notes: Strings,
}

/// Collects the notes of some rows.
struct NotesOf<'a, F> {
    format: &'a F,
    /// First bytes of these rows, ascending.
    starts: &'a [u64],
    parts: Vec<NotesPart>,
}

impl<F: RowFormat> Worker for NotesOf<'_, F> {
    fn part(&mut self, number: u32) {
        self.parts.push(NotesPart {
            number,
            records: Vec::new(),
            notes: Strings::default(),
        });
    }

    fn row(&mut self, at: RowAt, cells: &scan::Cells<'_>) {
        // Rows that were set aside are not asked for.
        let Ok(record) = self.starts.binary_search(&at.start) else {
            return;
        };
        if let Some(part) = self.parts.last_mut() {
            part.records.push(record);
            part.notes.push(&self.format.notes(cells));
        }
    }
}

/// What is told instead of a record that cannot be read again.
fn unreadable(error: &SourceError) -> Incident {
    Incident {
        account: why_lost(error),
        ..no_incident()
    }
}

/// Why a row cannot be read again.
fn why_lost(error: &SourceError) -> Text {
    both(|words| {
        let said = match error {
            SourceError::Gone => words.reading.gone,
            SourceError::Changed | SourceError::Io(_) => words.reading.changed,
        };
        said.to_owned()
    })
}
