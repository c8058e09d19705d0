//! The only way to make a [`Dataset`]: push events, then `finish`, which sorts, checks and counts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::card::{Counts, DatasetCard};
use super::context::Context;
use super::dataset::{Columns, Dataset, Records, Row};
use super::deaths::Deaths;
use super::kind::EventType;
use super::precision::{DatePrecision, PlaceClass, SpanKind};
use super::source::Source;
use crate::base::{Day, DaySpan, LonLat, Metres, Text};

/// One event as a reader understood it, before it becomes a row.
#[derive(Debug, Clone)]
pub struct EventDraft {
    /// Id in the dataset; must not be empty.
    pub id: String,
    /// Title as shown.
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
        let counts = Counts {
            read: self.drafts.len() + self.quarantined + self.duplicates,
            accepted: self.drafts.len(),
            quarantined: self.quarantined,
            duplicates: self.duplicates,
        };
        let dated = self.drafts.iter().filter(|d| d.span.is_some()).count();
        let columns = columns_of(self.drafts);
        let by_id: HashMap<Arc<str>, Row> = (0..).zip(&columns.id).map(|(row, id)| (Arc::clone(id), row)).collect();
        Dataset {
            lineage: Arc::from(self.card.id.as_str()),
            card: self.card,
            counts,
            dated,
            columns,
            by_id,
            sources: self.sources,
            context: self.context,
            records,
        }
    }
}

fn columns_of(drafts: Vec<EventDraft>) -> Columns {
    let mut c = Columns::default();
    let mut end_max = Day::MIN;
    for draft in drafts {
        if let Some(span) = draft.span {
            end_max = end_max.max(span.end());
            c.start.push(span.start());
            c.end.push(span.end());
            c.end_max.push(end_max);
        }
        c.id.push(Arc::from(draft.id));
        c.title.push(draft.title);
        c.span_kind.push(draft.span_kind);
        c.date_precision.push(draft.date_precision);
        let (point, area_centre) = if draft.class.has_point() {
            (draft.centre, None)
        } else {
            (None, draft.centre)
        };
        c.point.push(point);
        c.area_centre.push(area_centre);
        c.radius.push(draft.radius);
        c.class.push(draft.class);
        c.kind.push(draft.kind);
        c.sub_kind.push(&draft.sub_kind);
        c.country.push(&draft.country);
        c.admin1.push(&draft.admin1);
        c.place.push(draft.place);
        c.actors.push(draft.actors.iter().map(String::as_str));
        c.sources.push(draft.sources.iter().map(String::as_str));
        c.deaths.push(draft.deaths);
        c.disagreements.push(draft.disagreements);
        c.record.push(draft.record);
    }
    c
}
