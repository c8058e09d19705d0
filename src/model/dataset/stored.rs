//! A dataset from columns as a copy on a disk holds them. Nothing in them is taken on trust.

use std::sync::{Arc, OnceLock};

use super::{Dataset, Records};
use crate::base::Day;
use crate::model::About;
use crate::model::card::Counts;
use crate::model::dictionary::{Code, NO_CODE, Strings};
use crate::model::kind::EventType;
use crate::model::precision::{DatePrecision, SpanKind};
use crate::model::segment::{RowColumns, Vocabulary};

/// Where the records of a dataset lie in their file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InFile {
    /// First byte of each record, ascending.
    pub starts: Vec<u64>,
    /// Which line a byte is on: where the first part of the file begins, bytes of a part, line ends before each.
    pub lines: (u64, u64, Vec<u64>),
    /// Records that were folded into others: (into which, which).
    pub folded: Vec<(u32, u32)>,
    /// What else their reader found out about the file, in its own words.
    pub found: String,
}

/// The columns of a dataset: one entry for each row in every one of them, in the order of the dataset.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// What came of reading the file.
    pub counts: Counts,
    /// The distinct values.
    pub words: Vocabulary,
    /// Ids.
    pub ids: Strings,
    /// First days as numbers ([`Day::number`]) of the rows with a date, which come first.
    pub start: Vec<i32>,
    /// First days after, of the same rows.
    pub end: Vec<i32>,
    /// Positions in [`SpanKind::ALL`].
    pub span_kind: Vec<u8>,
    /// Positions in [`DatePrecision::ALL`].
    pub date_precision: Vec<u8>,
    /// Positions in [`EventType::ALL`].
    pub kind: Vec<u8>,
    /// Codes of values.
    pub codes: CodeColumns,
    /// Fields on which the sources disagree; empty where no row has any.
    pub disagreements: Vec<u16>,
    /// Positions among the records of the file.
    pub record: Vec<u32>,
}

/// The columns of codes, each of one part of the [`Vocabulary`]; [`NO_CODE`] stands for no value.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names are those of the vocabulary")]
pub struct CodeColumns {
    pub spot: Vec<Code>,
    pub sharpness: Vec<Code>,
    pub title: Vec<Code>,
    pub sub_kind: Vec<Code>,
    pub country: Vec<Code>,
    pub admin1: Vec<Code>,
    pub place: Vec<Code>,
    pub actors: Vec<Code>,
    pub sources: Vec<Code>,
    pub deaths: Vec<Code>,
}

impl Columns {
    /// Whether every column has as many rows as it must and every position leads somewhere. `records` is the
    /// number of records.
    fn fit(&self, records: usize) -> bool {
        let (rows, c, w) = (self.ids.len(), &self.codes, &self.words);
        let coded = [
            (&c.spot, w.spots.values().len()),
            (&c.sharpness, w.sharpness.values().len()),
            (&c.title, w.titles.len()),
            (&c.sub_kind, w.sub_kinds.len()),
            (&c.country, w.countries.len()),
            (&c.admin1, w.admin1s.len()),
            (&c.place, w.places.len()),
            (&c.actors, w.actors.len()),
            (&c.sources, w.sources.len()),
            (&c.deaths, w.deaths.values().len()),
        ];
        let known = |(column, values): &(&Vec<Code>, usize)| {
            let inside = |code: &Code| (*code as usize) < *values || *code == NO_CODE;
            column.len() == rows && column.iter().all(inside)
        };
        let bytes = [&self.span_kind, &self.date_precision, &self.kind];
        let disagreements = self.disagreements.len();
        u32::try_from(rows).is_ok()
            && self.counts.add_up()
            && self.counts.accepted == rows
            && bytes.iter().all(|column| column.len() == rows)
            && (disagreements == 0 || disagreements == rows)
            && self.record.len() == rows
            && self.record.iter().all(|record| (*record as usize) < records)
            && coded.iter().all(known)
    }

    /// First and last days of all rows; `None` where they are no spans in the order of a dataset.
    fn days(&mut self) -> Option<(Vec<Day>, Vec<Day>)> {
        let (start, end) = (std::mem::take(&mut self.start), std::mem::take(&mut self.end));
        let inside = |number: &i32| (Day::MIN.number()..=Day::MAX.number()).contains(number);
        let spans = start.iter().zip(&end).all(|(start, end)| start < end);
        let good = start.len() == end.len() && spans && start.is_sorted() && end.iter().all(inside);
        if !good || !start.iter().all(inside) || start.len() > self.ids.len() {
            return None;
        }
        let days = |numbers: Vec<i32>, none: Day| {
            let mut days: Vec<Day> = numbers.into_iter().map(Day::from_number).collect();
            days.resize(self.ids.len(), none);
            days
        };
        Some((days(start, Day::MAX), days(end, Day::MIN)))
    }
}

/// Columns that were found to fit each other.
#[derive(Debug)]
pub struct SoundColumns {
    counts: Counts,
    words: Vocabulary,
    dated: usize,
    rows: RowColumns,
    record: Vec<u32>,
    end_max: Vec<Day>,
}

impl Columns {
    /// The columns where they fit each other; of the file there are `records` records.
    pub fn sound(mut self, records: usize) -> Option<SoundColumns> {
        let dated = self.start.len();
        let (start, end) = self.days().filter(|_| self.fit(records))?;
        let mut largest = Day::MIN;
        let running = end.iter().take(dated).map(|end| {
            largest = largest.max(*end);
            largest
        });
        let codes = self.codes;
        Some(SoundColumns {
            end_max: running.collect(),
            counts: self.counts,
            words: self.words,
            dated,
            rows: RowColumns {
                id: self.ids,
                start,
                end,
                span_kind: of_all(self.span_kind, &SpanKind::ALL)?,
                date_precision: of_all(self.date_precision, &DatePrecision::ALL)?,
                kind: of_all(self.kind, &EventType::ALL)?,
                spot: codes.spot,
                sharpness: codes.sharpness,
                title: codes.title,
                sub_kind: codes.sub_kind,
                country: codes.country,
                admin1: codes.admin1,
                place: codes.place,
                actors: codes.actors,
                sources: codes.sources,
                deaths: codes.deaths,
                disagreements: self.disagreements,
            },
            record: self.record,
        })
    }
}

impl Dataset {
    /// A dataset from its columns. An id is first looked for in a table that is made then: some 0.1 s for a million.
    pub fn from_columns(about: About, columns: SoundColumns, records: Box<dyn Records>) -> Self {
        Self {
            lineage: Arc::from(about.card.id.as_str()),
            card: about.card,
            counts: columns.counts,
            dated: columns.dated,
            words: columns.words,
            rows: columns.rows,
            record: columns.record,
            end_max: columns.end_max,
            named_by_file: false,
            by_id: OnceLock::new(),
            sources: about.sources,
            context: about.context,
            records,
        }
    }
}

/// The values at these positions; `None` where one is not there.
fn of_all<T: Copy>(positions: Vec<u8>, all: &[T]) -> Option<Vec<T>> {
    let value = |at: u8| all.get(usize::from(at)).copied();
    positions.into_iter().map(value).collect()
}
