//! A dataset: immutable columns sorted by start day.
//!
//! Rows are positions in memory and never leave it; what leaves it is an [`EventKey`]. Rows with a date come
//! first, sorted by (start, end, id); rows without one follow, sorted by id.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::card::{Counts, DatasetCard};
use super::context::Context;
use super::deaths::Deaths;
use super::dictionary::{ListColumn, TextColumn};
use super::incident::Incident;
use super::kind::EventType;
use super::precision::{DatePrecision, PlaceClass, SpanKind};
use super::source::Source;
use crate::base::{Day, DaySpan, LonLat, Metres, Text};

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
    /// The free text that search looks through, beside title, place, actors and sources.
    fn notes(&self, record: u32) -> String;
}

/// The columns; one entry for each row in every one of them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub id: Vec<Arc<str>>,
    pub title: Vec<Text>,
    pub start: Vec<Day>,
    pub end: Vec<Day>,
    /// Largest `end` of this row and all before: not decreasing, so that it can be searched.
    pub end_max: Vec<Day>,
    pub span_kind: Vec<SpanKind>,
    pub date_precision: Vec<DatePrecision>,
    pub point: Vec<Option<LonLat>>,
    pub area_centre: Vec<Option<LonLat>>,
    pub radius: Vec<Metres>,
    pub class: Vec<PlaceClass>,
    pub kind: Vec<EventType>,
    pub sub_kind: TextColumn,
    pub country: TextColumn,
    pub admin1: TextColumn,
    pub place: Vec<Text>,
    pub actors: ListColumn,
    pub sources: ListColumn,
    pub deaths: Vec<Deaths>,
    pub disagreements: Vec<u16>,
    pub record: Vec<u32>,
}

/// An immutable set of events. Made only by [`super::DatasetBuilder`].
#[derive(Debug)]
pub struct Dataset {
    pub(super) card: DatasetCard,
    pub(super) lineage: Arc<str>,
    pub(super) counts: Counts,
    pub(super) dated: usize,
    pub(super) columns: Columns,
    pub(super) by_id: HashMap<Arc<str>, Row>,
    pub(super) sources: BTreeMap<String, Source>,
    pub(super) context: Context,
    pub(super) records: Box<dyn Records>,
}

impl Dataset {
    /// What the dataset is.
    pub fn card(&self) -> &DatasetCard {
        &self.card
    }

    /// What came of reading it.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.columns.id.len()
    }

    /// Whether there is no event at all.
    pub fn is_empty(&self) -> bool {
        self.columns.id.is_empty()
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
        ((row as usize) < self.len()).then_some(Event { dataset: self, row })
    }

    /// Every event, sorted by start; those without a date last.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.rows().map(|row| Event { dataset: self, row })
    }

    /// The row of an id.
    pub fn find(&self, id: &str) -> Option<Row> {
        self.by_id.get(id).copied()
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
        few.columns.id.iter().filter(|id| many.by_id.contains_key(*id)).count()
    }

    /// First to last day of the events; `None` if none has a date.
    pub fn extent(&self) -> Option<DaySpan> {
        let first = *self.columns.start.first()?;
        let last = *self.columns.end_max.last()?;
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
        let from = self.columns.end_max.partition_point(|end| *end <= window.start());
        let to = self.columns.start.partition_point(|start| *start < window.end());
        row(from)..row(to.max(from))
    }

    /// Rows that start in a window, whatever their end. Binary search.
    pub fn starting_in(&self, window: DaySpan) -> Range<Row> {
        let from = self.columns.start.partition_point(|start| *start < window.start());
        let to = self.columns.start.partition_point(|start| *start < window.end());
        row(from)..row(to)
    }

    /// The column of countries, for counting by value.
    pub fn countries(&self) -> &TextColumn {
        &self.columns.country
    }

    /// The column of actors.
    pub fn actors(&self) -> &ListColumn {
        &self.columns.actors
    }

    /// The column of source ids.
    pub fn source_ids(&self) -> &ListColumn {
        &self.columns.sources
    }
}

fn row(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}

/// One event of a dataset, by reference.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    dataset: &'a Dataset,
    row: Row,
}

impl<'a> Event<'a> {
    fn cell<T: Clone>(self, column: &'a [T], or: T) -> T {
        column.get(self.row as usize).cloned().unwrap_or(or)
    }

    fn columns(self) -> &'a Columns {
        &self.dataset.columns
    }

    /// Its dataset.
    pub fn dataset(self) -> &'a Dataset {
        self.dataset
    }

    /// Its row.
    pub fn row(self) -> Row {
        self.row
    }

    /// Its id in the dataset.
    pub fn id(self) -> &'a str {
        self.columns().id.get(self.row as usize).map_or("", |id| id)
    }

    /// Its identity across files.
    pub fn key(self) -> EventKey {
        EventKey {
            dataset: Arc::clone(&self.dataset.lineage),
            id: self.cell(&self.columns().id, Arc::from("")),
        }
    }

    /// Title as shown.
    pub fn title(self) -> &'a Text {
        static EMPTY: Text = Text {
            en: String::new(),
            fr: String::new(),
        };
        self.columns().title.get(self.row as usize).unwrap_or(&EMPTY)
    }

    /// Days, half-open; `None` for an event without a date.
    pub fn span(self) -> Option<DaySpan> {
        let i = self.row as usize;
        let (start, end) = (self.columns().start.get(i)?, self.columns().end.get(i)?);
        DaySpan::new(*start, *end)
    }

    /// What an interval of more than one day means.
    pub fn span_kind(self) -> SpanKind {
        self.cell(&self.columns().span_kind, SpanKind::Single)
    }

    /// How sharply the date is known.
    pub fn date_precision(self) -> DatePrecision {
        self.cell(&self.columns().date_precision, DatePrecision::Unknown)
    }

    /// Where the symbol stands; `None` for a region, a country, or an event without a place.
    pub fn point(self) -> Option<LonLat> {
        self.cell(&self.columns().point, None)
    }

    /// Whether the map can show it: at a point, or as an area.
    pub fn is_located(self) -> bool {
        self.circle().is_some()
    }

    /// Centre and radius (metres) of what the map shows: the point with its radius, else the area of a
    /// region. `None` for an event without a place.
    pub fn circle(self) -> Option<(LonLat, Metres)> {
        let centre = self.point().or_else(|| self.cell(&self.columns().area_centre, None));
        centre.map(|centre| (centre, self.radius()))
    }

    /// Radius that holds the place, metres.
    pub fn radius(self) -> Metres {
        self.cell(&self.columns().radius, 0.0)
    }

    /// How sharply the place is known.
    pub fn place_class(self) -> PlaceClass {
        self.cell(&self.columns().class, PlaceClass::P5)
    }

    /// Event type.
    pub fn kind(self) -> EventType {
        self.cell(&self.columns().kind, EventType::Other)
    }

    /// Sub-type as the dataset words it, empty where it has none.
    pub fn sub_kind(self) -> &'a str {
        self.columns().sub_kind.get(self.row as usize)
    }

    /// Country as the dataset names it, empty where it has none.
    pub fn country(self) -> &'a str {
        self.columns().country.get(self.row as usize)
    }

    /// First-order division, empty where unknown.
    pub fn admin1(self) -> &'a str {
        self.columns().admin1.get(self.row as usize)
    }

    /// Place as shown.
    pub fn place(self) -> &'a Text {
        static EMPTY: Text = Text {
            en: String::new(),
            fr: String::new(),
        };
        self.columns().place.get(self.row as usize).unwrap_or(&EMPTY)
    }

    /// Names of the actors as coded.
    pub fn actors(self) -> impl Iterator<Item = &'a str> {
        self.columns().actors.get(self.row as usize)
    }

    /// Ids of the sources.
    pub fn sources(self) -> impl Iterator<Item = &'a str> {
        self.columns().sources.get(self.row as usize)
    }

    /// What the dataset counts as deaths.
    pub fn deaths(self) -> Deaths {
        self.cell(&self.columns().deaths, Deaths::UNKNOWN)
    }

    /// Number of fields on which the sources disagree.
    pub fn disagreements(self) -> u16 {
        self.cell(&self.columns().disagreements, 0)
    }

    /// The whole record.
    pub fn incident(self) -> Arc<Incident> {
        self.dataset.records.incident(self.record())
    }

    /// The cells as they stand in the file.
    pub fn original(self) -> OriginalRow {
        self.dataset.records.original(self.record())
    }

    /// The cells of the imported row; `None` for a record of our own, whose figures follow from its claims.
    pub fn imported(self) -> Option<OriginalRow> {
        self.dataset.records.imported(self.record())
    }

    /// Free text for search.
    pub fn notes(self) -> String {
        self.dataset.records.notes(self.record())
    }

    fn record(self) -> u32 {
        self.cell(&self.columns().record, u32::MAX)
    }
}
