//! Tables of events: from rows of cells to a dataset, the same way for every format.
//!
//! A [`RowFormat`] knows what the columns of its table mean. Everything else is done here for all of them: dates
//! whose order must be found out first, rows of the wrong width, ids seen twice, counting, and the late look at a
//! row when somebody opens it. Nothing is lost: every row is accepted, set aside with its reason, or a duplicate.

use std::borrow::Cow;
use std::sync::Arc;

use super::Opened;
use super::error::{At, Expected, Found, Problem, ReadError};
use super::options::DateOrder;
use super::report::{Issue, IssueKind, ReadReport};
use super::table::{RowAt, Scanned, Scanner};
use crate::base::Pulse;
use crate::model::dataset::Records;
use crate::model::{About, Assembly, Incident, OriginalRow, Piece, Segment, SetAside};

/// The cells of a row, without quotation marks, as text.
pub(super) trait Cells {
    /// Number of cells.
    fn len(&self) -> usize;
    /// A cell as it stands in the file, empty where the row has none.
    fn text(&self, column: usize) -> Cow<'_, str>;
}

impl<S: AsRef<str>> Cells for &[S] {
    fn len(&self) -> usize {
        <[S]>::len(self)
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.get(column).map_or("", AsRef::as_ref))
    }
}

/// What a format makes of rows. One for each thread.
#[derive(Debug, Default)]
pub(super) struct Sink {
    /// Events, one for each accepted row.
    pub segment: Segment,
    /// Findings in accepted rows.
    pub notices: Vec<Issue>,
}

/// A kind of table: what its columns mean.
pub(super) trait RowFormat: std::fmt::Debug + Send + Sync + 'static {
    /// Names of the columns as the file writes them; for tables without header, the names they should have.
    fn names(&self) -> &[String];

    /// Columns with dates whose order is found out over the whole file before any row is read, each with the
    /// column that states the year, where there is one.
    fn date_columns(&self) -> Vec<(usize, Option<usize>)>;

    /// States how the dates are written, once that is known.
    fn set_date_orders(&mut self, orders: &[DateOrder]);

    /// Understands one row: pushes exactly one event into the sink's segment, or says why not.
    ///
    /// # Errors
    /// The finding for which the row is set aside; nothing was pushed then.
    fn read(&self, cells: &dyn Cells, line: u64, sink: &mut Sink) -> Result<(), Issue>;

    /// The whole record of a row, made when somebody looks at it.
    fn incident(&self, cells: &dyn Cells) -> Incident;

    /// The free text of a row that search looks through.
    fn notes(&self, cells: &dyn Cells) -> String;

    /// What rows with one id mean.
    fn repeats(&self) -> Repeats;
}

/// What it means that several rows have one id. Rows of the same text are duplicates in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    /// Something is wrong: the first stays, later ones are set aside.
    Refused,
    /// The table has a row for each actor: rows that agree in these columns are folded into one event, its
    /// actors brought together and its deaths counted once; others are set aside.
    #[expect(dead_code, reason = "actor-based tables are on their way")]
    Folded {
        /// Columns that must agree.
        same: &'static [&'static str],
    },
}

/// A finding about a row as a whole.
pub(super) fn whole_row(line: u64, found: Found, expected: Expected) -> Issue {
    Issue {
        kind: IssueKind::SetAside,
        line,
        column: String::new(),
        found,
        expected,
    }
}

/// A table whose text is in memory.
pub(super) struct Table {
    /// The whole text.
    pub text: String,
    /// What separates its cells.
    pub delimiter: u8,
    /// First byte of the first row of data.
    pub start: usize,
    /// Its line, from 1.
    pub line: u64,
}

impl Table {
    fn scanner(&self) -> Scanner<'_> {
        Scanner::from(&self.text, self.delimiter, self.start, self.line)
    }

    fn text_of(&self, at: RowAt) -> &str {
        self.text.get(at.start..at.end).map_or("", str::trim_end)
    }
}

/// Reads every row of a table.
///
/// # Errors
/// A date order that cannot be found out, a table without a single usable row, or the user stopped it.
pub(super) fn read<F: RowFormat>(
    table: Table,
    mut format: F,
    about: About,
    mut report: ReadReport,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    let orders = date_orders(&table, &format)?;
    format.set_date_orders(&orders);
    let (mut sink, mut rows, mut quarantined) = (Sink::default(), Vec::new(), 0);
    let mut scanner = table.scanner();
    pulse.start(table.text.len() as u64);
    while let Some(scanned) = scanner.next_row() {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let (at, taken) = match scanned {
            Scanned::TooBig(at) => {
                let found = Found::text(table.text_of(at));
                (at, Err(whole_row(at.line, found, Expected::BoundedRow)))
            }
            Scanned::Row(at, cells) => (at, take(&format, &cells, at.line, &mut sink)),
        };
        pulse.advance((at.end - at.start) as u64);
        match taken {
            Ok(()) => rows.push(at),
            Err(issue) => {
                quarantined += 1;
                report.add(issue);
            }
        }
    }
    sink.notices.drain(..).for_each(|notice| report.add(notice));
    let piece = Piece {
        segment: 0,
        rows: 0..sink.segment.len(),
    };
    let mut assembly = Assembly::new(vec![sink.segment], &[piece]);
    let mut counts = SetAside {
        quarantined,
        duplicates: 0,
    };
    settle_repeats(&table, &format, &rows, &mut assembly, &mut counts, &mut report);
    let dataset = assembly.finish(about, counts, Box::new(TableRecords { table, rows, format }));
    report.counts = dataset.counts();
    if dataset.is_empty() {
        return Err(nothing_accepted(&report));
    }
    Ok(Opened { dataset, report })
}

fn take<F: RowFormat>(format: &F, cells: &[&str], line: u64, sink: &mut Sink) -> Result<(), Issue> {
    let width = format.names().len();
    // Exports that close every row with a delimiter have one empty cell more than names.
    let beyond = cells.get(width..);
    if !beyond.is_some_and(|beyond| beyond.iter().all(|cell| cell.is_empty())) {
        return Err(whole_row(line, Found::Cells(cells.len()), Expected::Cells(width)));
    }
    format.read(&cells, line, sink)
}

/// Decides what becomes of rows whose id an earlier row has.
fn settle_repeats<F: RowFormat>(
    table: &Table,
    format: &F,
    rows: &[RowAt],
    assembly: &mut Assembly,
    counts: &mut SetAside,
    report: &mut ReadReport,
) {
    let at = |record: u32| rows.get(record as usize).copied();
    for (first, later) in assembly.repeated() {
        let (Some(a), Some(b)) = (at(first), at(later)) else {
            continue;
        };
        assembly.drop_record(later);
        if table.text_of(a) == table.text_of(b) {
            counts.duplicates += 1;
            continue;
        }
        let same = match format.repeats() {
            Repeats::Refused => false,
            Repeats::Folded { same } => agree(format, &table.cells(a), &table.cells(b), same),
        };
        if same {
            assembly.fold_actors(first, later);
            counts.duplicates += 1;
        } else {
            counts.quarantined += 1;
            let found = Found::text(assembly.id(later));
            report.add(whole_row(b.line, found, Expected::OneRowPerId));
        }
    }
}

/// Whether two rows have the same text in these columns.
fn agree<F: RowFormat>(format: &F, a: &[String], b: &[String], columns: &[&str]) -> bool {
    columns.iter().all(|column| {
        let position = format.names().iter().position(|name| name.eq_ignore_ascii_case(column));
        position.is_none_or(|i| a.get(i) == b.get(i))
    })
}

/// How the dates of each date column are written.
fn date_orders<F: RowFormat>(_table: &Table, format: &F) -> Result<Vec<DateOrder>, ReadError> {
    Ok(vec![DateOrder::YearFirst; format.date_columns().len()])
}

/// Why a table without one usable row is refused: its first finding.
fn nothing_accepted(report: &ReadReport) -> ReadError {
    let Some(issue) = report.issues.first() else {
        return ReadError::whole(Problem::NoRows);
    };
    let at = At::Cell {
        line: issue.line,
        column: issue.column.clone(),
    };
    ReadError::new(at, Problem::Value(issue.found.clone(), issue.expected.clone()))
}

impl Table {
    fn cells(&self, at: RowAt) -> Vec<String> {
        let mut scanner = Scanner::from(&self.text, self.delimiter, at.start, at.line);
        match scanner.next_row() {
            Some(Scanned::Row(_, cells)) => cells.into_iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// Rows of a table, read again when somebody looks at one.
struct TableRecords<F> {
    table: Table,
    rows: Vec<RowAt>,
    format: F,
}

impl<F> std::fmt::Debug for TableRecords<F> {
    /// The number of rows: their text may be a whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TableRecords({} rows)", self.rows.len())
    }
}

impl<F> TableRecords<F> {
    fn cells(&self, record: u32) -> Vec<String> {
        let at = self.rows.get(record as usize);
        at.map_or_else(Vec::new, |at| self.table.cells(*at))
    }
}

impl<F: RowFormat> Records for TableRecords<F> {
    fn incident(&self, record: u32) -> Arc<Incident> {
        Arc::new(self.format.incident(&self.cells(record).as_slice()))
    }

    fn original(&self, record: u32) -> OriginalRow {
        let names = self.format.names().iter().cloned();
        names.zip(self.cells(record)).collect()
    }

    fn notes(&self, record: u32) -> String {
        self.format.notes(&self.cells(record).as_slice())
    }
}
