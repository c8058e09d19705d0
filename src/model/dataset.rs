//! A dataset: immutable columns sorted by start day.
//!
//! Rows are positions in memory and never leave it; what leaves it is an [`EventKey`]. Rows with a date come
//! first, sorted by start, then end; rows without one follow. What is left equal stands in the order of the file
//! (our own collections: of the ids).

mod stored;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::card::{Counts, DatasetCard};
use super::context::Context;
use super::deaths::Deaths;
use super::dictionary::{Code, Dictionary, Lists, Pairs, Strings};
use super::event::Event;
use super::ids::Ids;
use super::incident::Incident;
use super::kind::EventType;
use super::precision::{DatePrecision, SpanKind};
use super::segment::{RowColumns, Sharpness, Spot, Vocabulary};
use super::source::Source;
use crate::base::pulse::Cancelled;
use crate::base::{Day, DaySpan, Pulse, Text};
pub use stored::{CodeColumns, Columns, InFile, SoundColumns};

/// Position of an event in its dataset.
pub type Row = u32;

/// What identifies an event across files, sessions and exports.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKey {
    /// Lineage of the dataset.
    pub dataset: Arc<str>,
    /// Id in the dataset.
    pub id: Arc<str>,
}

/// The cells of an original row as they stand in the file: (column, value).
pub type OriginalRow = Vec<(String, String)>;

/// Gives the whole record and the original row of an event on demand. Readers implement it.
pub trait Records: std::fmt::Debug + Send + Sync {
    /// The record with this position among the records read.
    fn incident(&self, record: u32) -> Arc<Incident>;
    /// Its cells as they stand in the file.
    fn original(&self, record: u32) -> OriginalRow;
    /// The cells of a row of another program's file. The same as [`Self::original`], but nothing for a record of
    /// our own that was never such a row.
    fn imported(&self, record: u32) -> Option<OriginalRow> {
        Some(self.original(record))
    }
    /// Why no record can be read any more, in both languages: the file was changed, cut or taken away while it was
    /// open. None while they can, and for what is in memory.
    fn lost(&self) -> Option<Text> {
        None
    }
    /// The free text that search looks through, beside title, place, actors and sources.
    fn notes(&self, record: u32) -> String;
    /// Line of the file on which its row begins, from 1; `None` for what has no lines.
    fn line(&self, _record: u32) -> Option<u64> {
        None
    }
    /// The lines of many rows: faster than one by one where lines have to be counted.
    fn lines(&self, records: &[u32]) -> Vec<Option<u64>> {
        records.iter().map(|record| self.line(*record)).collect()
    }

    /// Where the records lie in their file, so that they are found again without reading it; `None` for records
    /// that are not read from a file when somebody looks at them, or whose file has changed.
    fn in_file(&self) -> Option<InFile> {
        None
    }

    /// The free texts of the records of a range, in their order, each with its number: for reading all of them.
    /// A record that nothing is said about may be left out. A reader whose records lie in a file overrides this
    /// and reads the file once from front to back: a million reads of single rows take minutes. Works on the thread
    /// that calls: whoever wants several threads asks each for a range of its own.
    ///
    /// # Errors
    /// [`NotesError`] where the work was stopped or the file is not what was read any more.
    fn each_notes(
        &self,
        records: Range<u32>,
        pulse: &Pulse,
        each: &mut dyn FnMut(u32, &str),
    ) -> Result<(), NotesError> {
        for record in records {
            if record % 64 == 0 {
                pulse.check()?;
            }
            each(record, &self.notes(record));
        }
        Ok(())
    }

    /// The free texts of some records, in the order they are asked for, each with its number; a record without a row
    /// is left out. For a few thousand from all over a file: faster than one by one where a file has to be asked
    /// whether it is still the same.
    ///
    /// # Errors
    /// As [`Self::each_notes`].
    fn notes_of(&self, records: &[u32], pulse: &Pulse, each: &mut dyn FnMut(u32, &str)) -> Result<(), NotesError> {
        for record in records {
            pulse.check()?;
            each(*record, &self.notes(*record));
        }
        Ok(())
    }
}

/// Why the texts of a dataset could not be read again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotesError {
    /// Somebody asked the work to stop.
    #[error("cancelled")]
    Cancelled,
    /// The file cannot be read, or is another than the one that was opened: the reader's words.
    #[error("the texts cannot be read again: {0}")]
    Unreadable(String),
}

impl From<Cancelled> for NotesError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// An immutable set of events. Made only by [`super::Assembly`], [`super::DatasetBuilder`] and
/// [`Dataset::from_columns`].
#[derive(Debug)]
pub struct Dataset {
    pub(super) card: DatasetCard,
    pub(super) lineage: Arc<str>,
    pub(super) named_by_file: bool,
    pub(super) counts: Counts,
    pub(super) dated: usize,
    pub(super) words: Vocabulary,
    pub(super) rows: RowColumns,
    /// Position of each row among the records of the file.
    pub(super) record: Vec<u32>,
    /// Largest `end` of a row and all before, for rows with a date: not decreasing, so that it can be searched.
    pub(super) end_max: Vec<Day>,
    /// Made when the first id is looked for, where it was not before.
    pub(super) by_id: OnceLock<Ids>,
    pub(super) sources: BTreeMap<String, Source>,
    pub(super) context: Context,
    pub(super) records: Box<dyn Records>,
}

impl Dataset {
    /// What the dataset is.
    pub fn card(&self) -> &DatasetCard {
        &self.card
    }

    /// Whether nothing but the name of its file says what dataset it is: another file of that name may be another
    /// dataset.
    pub fn is_named_by_file(&self) -> bool {
        self.named_by_file
    }

    /// States that [`Self::is_named_by_file`].
    pub fn set_named_by_file(&mut self) {
        self.named_by_file = true;
    }

    /// Gives it another lineage: for a dataset that only happens to be called like another.
    pub fn set_lineage(&mut self, lineage: &str) {
        self.lineage = Arc::from(lineage);
        lineage.clone_into(&mut self.card.id);
    }

    /// What came of reading it.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Counts rows that were set aside before they reached the reader of this dataset's format: features without a
    /// usable geometry never become rows of a table.
    pub fn count_set_aside(&mut self, rows: usize) {
        self.counts.read += rows;
        self.counts.quarantined += rows;
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.rows.id.len()
    }

    /// Whether there is no event at all.
    pub fn is_empty(&self) -> bool {
        self.rows.id.is_empty()
    }

    /// Rows that have a date: these, sorted by start. All later rows have none.
    pub fn dated_rows(&self) -> Range<Row> {
        0..row(self.dated)
    }

    /// Every row.
    pub fn rows(&self) -> Range<Row> {
        0..row(self.len())
    }

    /// An event; `None` for a row of another dataset.
    pub fn event(&self, row: Row) -> Option<Event<'_>> {
        ((row as usize) < self.len()).then_some(Event::new(self, row))
    }

    /// Every event, sorted by start; those without a date last.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.rows().map(|row| Event::new(self, row))
    }

    /// The row of an id.
    pub fn find(&self, id: &str) -> Option<Row> {
        let ids = &self.rows.id;
        self.by_id.get_or_init(|| Ids::of(ids)).find(ids, id)
    }

    /// Number of events that stand in both datasets: of one lineage and with the same id.
    pub fn shared_events(&self, other: &Self) -> usize {
        if self.lineage != other.lineage {
            return 0;
        }
        let (few, many) = if self.len() < other.len() {
            (self, other)
        } else {
            (other, self)
        };
        few.rows.id.iter().filter(|id| many.find(id).is_some()).count()
    }

    /// First to last day of the events; `None` if none has a date.
    pub fn extent(&self) -> Option<DaySpan> {
        let first = *self.rows.start.get(..self.dated)?.first()?;
        let last = *self.end_max.last()?;
        DaySpan::new(first, last)
    }

    /// A source record by id. Imported rows may name sources that have no record.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// Every source record, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// Developments and figures around the events.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Rows that may touch a window: those that start before its end, from the first one whose running
    /// largest end is after its start. Each of them still needs a test. Binary search.
    pub fn candidates(&self, window: DaySpan) -> Range<Row> {
        let from = self.end_max.partition_point(|end| *end <= window.start());
        let to = self.starts().partition_point(|start| *start < window.end());
        row(from)..row(to.max(from))
    }

    /// Rows that start in a window, whatever their end. Binary search.
    pub fn starting_in(&self, window: DaySpan) -> Range<Row> {
        let from = self.starts().partition_point(|start| *start < window.start());
        let to = self.starts().partition_point(|start| *start < window.end());
        row(from)..row(to)
    }

    /// First days of the rows with a date, not decreasing.
    pub fn starts(&self) -> &[Day] {
        self.rows.start.get(..self.dated).unwrap_or(&[])
    }

    /// First days after the rows with a date, row by row.
    pub fn ends(&self) -> &[Day] {
        self.rows.end.get(..self.dated).unwrap_or(&[])
    }

    /// The column of what intervals mean.
    pub fn span_kinds(&self) -> &[SpanKind] {
        &self.rows.span_kind
    }

    /// The column of how sharply dates are known.
    pub fn date_precisions(&self) -> &[DatePrecision] {
        &self.rows.date_precision
    }

    /// The column of event types.
    pub fn kinds(&self) -> &[EventType] {
        &self.rows.kind
    }

    /// Countries: the distinct names, and the code of each row.
    pub fn countries(&self) -> (&Dictionary, &[Code]) {
        (&self.words.countries, &self.rows.country)
    }

    /// First-order divisions: the distinct names, and the code of each row.
    pub fn admin1s(&self) -> (&Dictionary, &[Code]) {
        (&self.words.admin1s, &self.rows.admin1)
    }

    /// Sub-types: the distinct names, and the code of each row.
    pub fn sub_kinds(&self) -> (&Dictionary, &[Code]) {
        (&self.words.sub_kinds, &self.rows.sub_kind)
    }

    /// Actors: the lists, of which few are alike, and the list of each row.
    pub fn actors(&self) -> (&Lists, &[Code]) {
        (&self.words.actors, &self.rows.actors)
    }

    /// Sources: the lists of ids, of which few are alike, and the list of each row.
    pub fn source_ids(&self) -> (&Lists, &[Code]) {
        (&self.words.sources, &self.rows.sources)
    }

    /// Figures of deaths: the distinct ones, and the code of each row.
    pub fn death_figures(&self) -> (&[Deaths], &[Code]) {
        (self.words.deaths.values(), &self.rows.deaths)
    }

    /// Coordinates: the distinct ones, and the code of each row ([`super::dictionary::NO_CODE`]: none).
    pub fn spots(&self) -> (&[Spot], &[Code]) {
        (self.words.spots.values(), &self.rows.spot)
    }

    /// Classes and radii: the distinct pairs, and the code of each row.
    pub fn sharpness(&self) -> (&[Sharpness], &[Code]) {
        (self.words.sharpness.values(), &self.rows.sharpness)
    }

    /// Titles that are given: the distinct ones, and the code of each row ([`super::dictionary::NO_CODE`]: composed
    /// of sub-type and place).
    pub fn titles(&self) -> (&Pairs, &[Code]) {
        (&self.words.titles, &self.rows.title)
    }

    /// Places as shown: the distinct ones, and the code of each row.
    pub fn places(&self) -> (&Pairs, &[Code]) {
        (&self.words.places, &self.rows.place)
    }

    /// The ids of the rows.
    pub fn ids(&self) -> &Strings {
        &self.rows.id
    }

    /// Gives out the free texts of a range of records in the order of the file, each with its record number
    /// ([`Self::record_numbers`]); records that became no row may be among them.
    ///
    /// # Errors
    /// See [`Records::each_notes`].
    pub fn each_notes(
        &self,
        records: Range<u32>,
        pulse: &Pulse,
        each: &mut dyn FnMut(u32, &str),
    ) -> Result<(), NotesError> {
        self.records.each_notes(records, pulse, each)
    }

    /// Why no record can be read any more, in both languages: see [`Records::lost`].
    pub fn lost(&self) -> Option<Text> {
        self.records.lost()
    }

    /// Gives out the free texts of some records ([`Self::record_numbers`]).
    ///
    /// # Errors
    /// See [`Records::each_notes`].
    pub fn notes_of(&self, records: &[u32], pulse: &Pulse, each: &mut dyn FnMut(u32, &str)) -> Result<(), NotesError> {
        self.records.notes_of(records, pulse, each)
    }

    /// Number of fields on which the sources of each row disagree; empty where no row has any.
    pub fn disagreement_counts(&self) -> &[u16] {
        &self.rows.disagreements
    }

    /// Line of the file on which a row begins, from 1, where the file has lines.
    pub fn line(&self, row: Row) -> Option<u64> {
        self.records.line(*self.record.get(row as usize)?)
    }

    /// The lines of many rows.
    pub fn lines(&self, rows: &[Row]) -> Vec<Option<u64>> {
        let record = |row: &Row| self.record.get(*row as usize).copied();
        let records: Vec<u32> = rows.iter().filter_map(record).collect();
        self.records.lines(&records)
    }

    /// Where the records lie in their file: see [`Records::in_file`].
    pub fn in_file(&self) -> Option<InFile> {
        self.records.in_file()
    }

    /// The record numbers of the rows: their positions in the file.
    pub fn record_numbers(&self) -> &[u32] {
        &self.record
    }
}

fn row(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}
