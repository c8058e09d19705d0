//! The table of our own (CSV): columns and cells as `model::interchange` says, in any order, with any delimiter.
//!
//! The text stays in memory; records are made from it when they are shown. Source records and the card of the
//! dataset stand in single rows, which are looked for first.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::error::{Expected, Found, Problem, ReadError};
use super::native_check::{self, Known};
use super::native_csv_row::{Columns, Row};
use super::options::Encoding;
use super::report::{Format, Issue, IssueKind, ReadReport, no_incident};
use super::table::{RowAt, Scanned, Scanner, open_mark};
use super::{Opened, native};
use crate::base::{Pulse, Text};
use crate::model::dataset::Records;
use crate::model::interchange::Column;
use crate::model::{DatasetBuilder, DatasetCard, EventDraft, Incident, OriginalRow, Source, Terms};

/// Whether the names of a header are those of our table.
pub(super) fn looks_like(names: &[&str]) -> bool {
    let has = |wanted: &&str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    Column::SIGNATURE.iter().all(has)
}

/// Reads a table of our own.
///
/// # Errors
/// No row, or not one row that can be understood.
pub(super) fn read(name: &str, text: String, delimiter: u8, pulse: &Pulse) -> Result<Opened, ReadError> {
    let stop = |_| ReadError::whole(Problem::Cancelled);
    let mut names = Vec::new();
    let mut scanner = Scanner::new(&text, delimiter);
    let columns = match scanner.next_row() {
        Some(Scanned::Row(_, cells)) => {
            names.extend(cells.iter().map(|name| (*name).to_owned()));
            Columns::bind(&cells, delimiter)
        }
        _ => return Err(ReadError::whole(Problem::NoRows)),
    };
    pulse.start(text.len() as u64 * 2);
    let mut common = Common::default();
    while let Some(scanned) = scanner.next_row() {
        pulse.check().map_err(stop)?;
        if let Scanned::Row(at, cells) = scanned {
            common.take(&Row::new(&columns, &cells, at.line));
            pulse.advance((at.end - at.start) as u64);
        }
    }
    let card = common.card();
    let mut reading = Reading {
        text: &text,
        delimiter,
        report: ReadReport::new(name, Format::NativeTable),
        builder: DatasetBuilder::new(card.clone()),
        sources: &common.sources,
        card_id: &card.id,
        rows: Vec::new(),
        recoded: HashSet::new(),
        seen: HashMap::new(),
    };
    let mut scanner = Scanner::new(&text, delimiter);
    let _heads = scanner.next_row().is_some();
    while let Some(scanned) = scanner.next_row() {
        pulse.check().map_err(stop)?;
        pulse.advance(reading.take(&columns, scanned));
    }
    let Reading {
        builder,
        mut report,
        rows,
        recoded,
        ..
    } = reading;
    let records = TableRecords {
        text,
        delimiter,
        columns,
        rows,
        recoded,
        card_id: card.id,
    };
    let dataset = builder
        .with_sources(common.sources.into_values())
        .finish(Box::new(records));
    report.columns = names;
    report.delimiter = Some(delimiter);
    report.encoding = Some(Encoding::Utf8);
    super::doubts::look(&dataset, &mut report);
    if dataset.is_empty() {
        return Err(report.nothing_accepted());
    }
    Ok(Opened { dataset, report })
}

/// What stands in single rows and holds for all.
#[derive(Default)]
struct Common {
    sources: BTreeMap<String, Source>,
    card: Option<DatasetCard>,
    first_dataset: Option<String>,
}

impl Common {
    /// Takes what a row has of it. A cell that cannot be understood is found again with its row.
    fn take(&mut self, row: &Row<'_>) {
        for source in row.source_records().unwrap_or_default() {
            self.sources.entry(source.id.clone()).or_insert(source);
        }
        if self.card.is_none() {
            self.card = row.card().unwrap_or_default();
        }
        if self.first_dataset.is_none() {
            self.first_dataset = Some(row.text(Column::Dataset).to_owned()).filter(|id| !id.is_empty());
        }
    }

    /// The card of the table; one with nothing but a name where its row is gone.
    fn card(&mut self) -> DatasetCard {
        self.card.take().unwrap_or_else(|| {
            let id = self.first_dataset.take().unwrap_or_else(|| "table".to_owned());
            DatasetCard {
                title: Text::same(id.as_str()),
                short: Some(id.clone()),
                id,
                counts: Text::default(),
                licence: String::new(),
                attribution: Text::default(),
                terms: Terms::Free,
                accessed: None,
                unsettled_days: None,
            }
        })
    }
}

/// What is under way while rows come in.
struct Reading<'a> {
    text: &'a str,
    delimiter: u8,
    report: ReadReport,
    builder: DatasetBuilder,
    sources: &'a BTreeMap<String, Source>,
    card_id: &'a str,
    rows: Vec<RowAt>,
    /// Records whose figures should follow from claims that no longer hold together: they stay as they stand.
    recoded: HashSet<u32>,
    seen: HashMap<String, usize>,
}

impl Reading<'_> {
    /// Takes a row; gives the bytes it has.
    fn take(&mut self, columns: &Columns, scanned: Scanned<'_>) -> u64 {
        match scanned {
            Scanned::TooBig(at) => {
                let found = Found::text(self.text.get(at.start..at.end).unwrap_or_default());
                self.set_aside(whole_row(at, found, Expected::BoundedRow));
                (at.end - at.start) as u64
            }
            Scanned::Row(at, cells) => {
                if let Some(issue) = open_quote(self.text, at, self.delimiter) {
                    self.set_aside(issue);
                } else if columns.fits(&cells) {
                    self.row(&Row::new(columns, &cells, at.line), at);
                } else {
                    let expected = Expected::Cells(columns.width());
                    self.set_aside(whole_row(at, Found::Cells(cells.len()), expected));
                }
                (at.end - at.start) as u64
            }
        }
    }

    fn row(&mut self, row: &Row<'_>, at: RowAt) {
        let record = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let understood = row
            .source_records()
            .and_then(|_| row.card())
            .and_then(|_| row.id())
            .and_then(|id| Ok((id, self.incident(row, record)?)));
        let (id, incident) = match understood {
            Ok(understood) => understood,
            Err(issue) => return self.set_aside(issue),
        };
        match self.seen.entry(id.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(self.rows.len());
            }
            Entry::Occupied(first) => {
                let cut = |at: RowAt| self.text.get(at.start..at.end).map(str::trim_end);
                let same = self.rows.get(*first.get()).is_some_and(|e| cut(*e) == cut(at));
                self.recoded.remove(&record);
                if same {
                    self.builder.count_duplicate();
                } else {
                    self.set_aside(row.issue(Column::Id, Found::text(&id), Expected::OneRowPerId));
                }
                return;
            }
        }
        self.rows.push(at);
        let draft = EventDraft::of_record(&id, record, &incident, &|id| self.sources.get(id));
        self.builder.push(draft);
    }

    /// The record of a row. Figures follow from claims only where the record passes every check of our own files.
    fn incident(&mut self, row: &Row<'_>, record: u32) -> Result<Incident, Issue> {
        let incident = row.incident(self.card_id, false)?;
        let known = Known::sources_only(self.sources);
        let drawn = incident.circle().is_some() || !incident.location.class.has_point();
        if incident.coded.is_none() && (!drawn || native_check::record("", &incident, &known).is_err()) {
            self.recoded.insert(record);
            return row.incident(self.card_id, true);
        }
        Ok(incident)
    }

    fn set_aside(&mut self, issue: Issue) {
        self.builder.count_quarantined();
        self.report.add(issue);
    }
}

/// The finding about the last row of a text where a quotation mark of it is never closed.
fn open_quote(text: &str, at: RowAt, delimiter: u8) -> Option<Issue> {
    let row = text.get(at.start..).filter(|_| at.end == text.len())?;
    let (mark, _) = open_mark(row.as_bytes(), delimiter)?;
    let breaks = |text: &str| text.trim_end_matches('\n').matches('\n').count() as u64;
    let found = Found::OpenQuote {
        line: at.line + row.get(..mark).map_or(0, |before| before.matches('\n').count() as u64),
        last: at.line + breaks(row),
    };
    Some(whole_row(at, found, Expected::ClosedQuote))
}

fn whole_row(at: RowAt, found: Found, expected: Expected) -> Issue {
    Issue {
        kind: IssueKind::SetAside,
        line: at.line,
        column: String::new(),
        found,
        expected,
    }
}

/// The text of a table and where its rows stand.
struct TableRecords {
    text: String,
    delimiter: u8,
    columns: Columns,
    rows: Vec<RowAt>,
    recoded: HashSet<u32>,
    card_id: String,
}

impl std::fmt::Debug for TableRecords {
    /// The number of rows: their text may be a whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TableRecords({} rows)", self.rows.len())
    }
}

impl TableRecords {
    fn with_row<T>(&self, record: u32, f: impl FnOnce(&Row<'_>) -> T) -> Option<T> {
        let at = *self.rows.get(record as usize)?;
        let mut scanner = Scanner::new(self.text.get(at.start..at.end)?, self.delimiter);
        match scanner.next_row()? {
            Scanned::Row(_, cells) => Some(f(&Row::new(&self.columns, &cells, at.line))),
            Scanned::TooBig(_) => None,
        }
    }

    fn made(&self, record: u32) -> Option<Incident> {
        let recoded = self.recoded.contains(&record);
        self.with_row(record, |row| row.incident(&self.card_id, recoded).ok())?
    }
}

impl Records for TableRecords {
    fn line(&self, record: u32) -> Option<u64> {
        self.rows.get(record as usize).map(|at| at.line)
    }

    fn incident(&self, record: u32) -> Arc<Incident> {
        Arc::new(self.made(record).unwrap_or_else(no_incident))
    }

    /// The cells of the row that was imported once; those of this table where there was none.
    fn original(&self, record: u32) -> OriginalRow {
        let imported = self.imported(record).filter(|cells| !cells.is_empty());
        imported.unwrap_or_else(|| self.with_row(record, |row| row.cells()).unwrap_or_default())
    }

    fn imported(&self, record: u32) -> Option<OriginalRow> {
        let incident = self.made(record)?;
        incident.coded.is_some().then_some(incident.original)
    }

    fn notes(&self, record: u32) -> String {
        self.made(record).map_or_else(String::new, |i| native::free_text(&i))
    }
}
