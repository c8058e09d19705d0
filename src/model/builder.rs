//! A [`Dataset`] from events one by one: push them, then `finish`, which sorts and counts. For data of our own and
//! small files; tables go through [`Segment`]s.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assembly::{About, Assembly, Piece, SetAside};
use super::card::DatasetCard;
use super::context::Context;
use super::dataset::{Dataset, OriginalRow, Records};
use super::deaths::Deaths;
use super::incident::Incident;
use super::kind::EventType;
use super::precision::{DatePrecision, PlaceClass, SpanKind};
use super::segment::Segment;
use super::source::Source;
use crate::base::{Day, DaySpan, LonLat, Metres, Text};

/// One event as a reader understood it, before it becomes a row.
#[derive(Debug, Clone)]
pub struct EventDraft {
    /// Id in the dataset; must not be empty.
    pub id: String,
    /// Title as shown; empty: composed of sub-type and place.
    pub title: Text,
    /// Days; `None` if the file gives no date.
    pub span: Option<DaySpan>,
    /// What an interval means.
    pub span_kind: SpanKind,
    /// How sharply the date is known.
    pub date_precision: DatePrecision,
    /// Where the symbol stands; for a class without a point, the centre of the area.
    pub centre: Option<LonLat>,
    /// Radius in metres.
    pub radius: Metres,
    /// How sharply the place is known.
    pub class: PlaceClass,
    /// Event type.
    pub kind: EventType,
    /// Sub-type, may be empty.
    pub sub_kind: String,
    /// Country, may be empty.
    pub country: String,
    /// First-order division, may be empty.
    pub admin1: String,
    /// Place as shown.
    pub place: Text,
    /// Names as coded.
    pub actors: Vec<String>,
    /// Source ids.
    pub sources: Vec<String>,
    /// Deaths as the dataset counts them.
    pub deaths: Deaths,
    /// Number of fields on which the sources disagree.
    pub disagreements: u16,
    /// Position of the record in the reader's [`Records`].
    pub record: u32,
}

/// Collects events and makes a [`Dataset`] of them.
#[derive(Debug)]
pub struct DatasetBuilder {
    card: DatasetCard,
    drafts: Vec<EventDraft>,
    sources: BTreeMap<String, Source>,
    context: Context,
    quarantined: usize,
    duplicates: usize,
}

impl DatasetBuilder {
    /// An empty dataset of this card.
    pub fn new(card: DatasetCard) -> Self {
        Self {
            card,
            drafts: Vec::new(),
            sources: BTreeMap::new(),
            context: Context::default(),
            quarantined: 0,
            duplicates: 0,
        }
    }

    /// Adds the source records.
    #[must_use]
    pub fn with_sources(mut self, sources: impl IntoIterator<Item = Source>) -> Self {
        self.sources.extend(sources.into_iter().map(|s| (s.id.clone(), s)));
        self
    }

    /// Adds developments and figures.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Adds an event.
    pub fn push(&mut self, draft: EventDraft) {
        self.drafts.push(draft);
    }

    /// Counts a row that could not become an event.
    pub fn count_quarantined(&mut self) {
        self.quarantined += 1;
    }

    /// Counts a row that repeats an earlier one.
    pub fn count_duplicate(&mut self) {
        self.duplicates += 1;
    }

    /// The dataset: sorted, indexed, counted.
    pub fn finish(mut self, records: Box<dyn Records>) -> Dataset {
        self.drafts.sort_by(|a, b| {
            let key = |d: &EventDraft| d.span.map_or((Day::MAX, Day::MAX), |s| (s.start(), s.end()));
            let undated = a.span.is_none().cmp(&b.span.is_none());
            undated.then(key(a).cmp(&key(b))).then_with(|| a.id.cmp(&b.id))
        });
        let mut segment = Segment::new();
        self.drafts.iter().for_each(|draft| segment.push_draft(draft));
        let records = InOrder {
            record: self.drafts.iter().map(|draft| draft.record).collect(),
            records,
        };
        let piece = Piece {
            segment: 0,
            rows: 0..segment.len(),
        };
        drop(self.drafts);
        let about = About {
            card: self.card,
            sources: self.sources,
            context: self.context,
        };
        let counts = SetAside {
            quarantined: self.quarantined,
            duplicates: self.duplicates,
        };
        Assembly::new(vec![segment], &[piece]).finish(about, counts, Box::new(records))
    }
}

/// Records by the position of their draft, which were sorted before they became rows.
#[derive(Debug)]
struct InOrder {
    record: Vec<u32>,
    records: Box<dyn Records>,
}

impl InOrder {
    fn of(&self, position: u32) -> u32 {
        self.record.get(position as usize).copied().unwrap_or(u32::MAX)
    }
}

impl Records for InOrder {
    fn line(&self, record: u32) -> Option<u64> {
        self.records.line(self.of(record))
    }

    fn incident(&self, record: u32) -> Arc<Incident> {
        self.records.incident(self.of(record))
    }

    fn original(&self, record: u32) -> OriginalRow {
        self.records.original(self.of(record))
    }

    fn imported(&self, record: u32) -> Option<OriginalRow> {
        self.records.imported(self.of(record))
    }

    fn lost(&self) -> Option<Text> {
        self.records.lost()
    }

    fn notes(&self, record: u32) -> String {
        self.records.notes(self.of(record))
    }
}
