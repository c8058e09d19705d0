//! Tables of events: from rows of cells to a dataset, the same way for every format.
//!
//! A [`RowFormat`] knows what the columns of its table mean. Everything else is done here for all of them: dates
//! whose order must be found out first, rows of the wrong width, ids seen twice, counting, and the late look at a
//! row when somebody opens it. Nothing is lost: every row is accepted, set aside with its reason, or a duplicate.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Opened;
use super::date_forms::{DateStats, Undecided};
use super::doubts;
use super::error::{At, Expected, Found, Problem, ReadError};
use super::options::{DateOrder, Encoding, OpenOptions};
use super::repeats::{self, Repeats};
use super::report::{Issue, IssueKind, ReadReport};
use super::table::{RowAt, Scanned, Scanner};
use crate::base::Pulse;
use crate::model::dataset::Records;
use crate::model::{About, Assembly, Incident, OriginalRow, Piece, Segment, SetAside};

/// The cells of a row, without quotation marks, as text.
pub(super) trait Cells {
    /// Number of cells.
    fn len(&self) -> usize;
    /// The bytes of a cell as they stand in the file, empty where the row has none: to see whether a cell with
    /// the same text was understood before.
    fn bytes(&self, column: usize) -> &[u8];
    /// A cell as it stands in the file, empty where the row has none.
    fn text(&self, column: usize) -> Cow<'_, str>;
}

impl<S: AsRef<str>> Cells for &[S] {
    fn len(&self) -> usize {
        <[S]>::len(self)
    }

    fn bytes(&self, column: usize) -> &[u8] {
        self.get(column).map_or(&[], |cell| cell.as_ref().as_bytes())
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.get(column).map_or("", AsRef::as_ref))
    }
}

/// What a format makes of rows. One for each thread.
#[derive(Debug, Default)]
pub(super) struct Sink<S = ()> {
    /// Events, one for each accepted row.
    pub segment: Segment,
    /// Findings in accepted rows.
    pub notices: Vec<Issue>,
    /// What the format remembers from row to row, such as the codes of texts it has seen.
    pub scratch: S,
}

/// A kind of table: what its columns mean.
pub(super) trait RowFormat: std::fmt::Debug + Send + Sync + 'static {
    /// What it remembers from row to row within one thread; `()` for nothing.
    type Scratch: Default + Send;

    /// Names of the columns as the file writes them; for tables without header, the names they should have.
    fn names(&self) -> &[String];

    /// Columns with dates whose order is found out over the whole file before any row is read, each with the
    /// column that states the year, where there is one.
    fn date_columns(&self) -> Vec<(usize, Option<usize>)>;

    /// The order to take where day and month could stand either way round in every row; `None` to refuse.
    fn usual_date_order(&self) -> Option<DateOrder> {
        None
    }

    /// States how the dates are written, once that is known.
    fn set_date_orders(&mut self, orders: &[DateOrder]);

    /// Understands one row: pushes exactly one event into the sink's segment, or says why not.
    ///
    /// # Errors
    /// The finding for which the row is set aside; nothing was pushed then.
    fn read(&self, cells: &dyn Cells, line: u64, sink: &mut Sink<Self::Scratch>) -> Result<(), Issue>;

    /// The whole record of a row, made when somebody looks at it.
    fn incident(&self, cells: &dyn Cells) -> Incident;

    /// Adds to a record what another row of the same event says, where rows are folded ([`Repeats::Folded`]).
    fn fold(&self, _incident: &mut Incident, _cells: &dyn Cells) {}

    /// The free text of a row that search looks through.
    fn notes(&self, cells: &dyn Cells) -> String;

    /// Name of the column of ids as the file writes it.
    fn id_column(&self) -> &str;

    /// What rows with one id mean.
    fn repeats(&self) -> Repeats;
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
    /// A table with its first row, which is its header as a rule; the table begins after it.
    ///
    /// # Errors
    /// A text without a row.
    pub fn with_first(text: String, delimiter: u8) -> Result<(Vec<String>, Self), ReadError> {
        let mut scanner = Scanner::new(&text, delimiter);
        let Some(Scanned::Row(at, cells)) = scanner.next_row() else {
            return Err(ReadError::whole(Problem::NoRows));
        };
        let cells = cells.into_iter().map(str::to_owned).collect();
        let lines = text
            .get(at.start..at.end)
            .map_or(0, |row| row.matches('\n').count() as u64);
        let (start, line) = (at.end, at.line + lines);
        let table = Self {
            text,
            delimiter,
            start,
            line,
        };
        Ok((cells, table))
    }

    /// The same table from its first byte: its first row was no header.
    pub fn whole(self) -> Self {
        Self {
            start: 0,
            line: 1,
            ..self
        }
    }

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
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    let stated = Stated::of(options);
    let mut dates = date_orders(&table, &format, stated, FIRST_LOOK, pulse)?;
    let rows = loop {
        format.set_date_orders(&dates.orders);
        let mut attempt = report.clone();
        if let Some(rows) = read_rows(&table, &format, dates.whole, &mut attempt, pulse)? {
            report = attempt;
            break rows;
        }
        dates = date_orders(&table, &format, stated, usize::MAX, pulse)?;
        dates.whole = true;
    };
    let piece = Piece {
        segment: 0,
        rows: 0..rows.sink.segment.len(),
    };
    rows.sink.notices.into_iter().for_each(|notice| report.add(notice));
    let mut assembly = Assembly::new(vec![rows.sink.segment], &[piece]);
    let mut counts = SetAside {
        quarantined: rows.quarantined,
        duplicates: 0,
    };
    let mut records = TableRecords {
        table,
        rows: rows.at,
        format,
        folded: BTreeMap::new(),
    };
    let settled = repeats::settle(&records.format, &records, &mut assembly);
    counts.quarantined += settled.quarantined;
    counts.duplicates += settled.duplicates;
    settled.findings.into_iter().for_each(|finding| report.add(finding));
    report.issues.sort_by_key(|issue| issue.line);
    records.folded = settled.folded;
    report.columns = records.format.names().to_vec();
    report.encoding = report.encoding.or(Some(Encoding::Utf8));
    report.delimiter = Some(records.table.delimiter);
    report.date_order = dates.orders.first().copied();
    let dataset = assembly.finish(about, counts, Box::new(records));
    doubts::look(&dataset, &mut report);
    if dataset.is_empty() {
        return Err(report.nothing_accepted());
    }
    Ok(Opened { dataset, report })
}

/// Rows as they were read.
#[derive(Default)]
struct Rows<S> {
    sink: Sink<S>,
    /// Where the accepted rows stand.
    at: Vec<RowAt>,
    quarantined: usize,
}

/// Reads the rows; `None` where a date is written in another way than the first rows showed and not all were
/// looked at (`dates_known`).
fn read_rows<F: RowFormat>(
    table: &Table,
    format: &F,
    dates_known: bool,
    report: &mut ReadReport,
    pulse: &Pulse,
) -> Result<Option<Rows<F::Scratch>>, ReadError> {
    let mut rows = Rows::default();
    let mut scanner = table.scanner();
    pulse.start(table.text.len() as u64);
    while let Some(scanned) = scanner.next_row() {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let (at, taken) = match scanned {
            Scanned::TooBig(at) => {
                let found = Found::text(table.text_of(at));
                (at, Err(whole_row(at.line, found, Expected::BoundedRow)))
            }
            Scanned::Row(at, cells) => (at, take(format, &cells.as_slice(), at.line, &mut rows.sink)),
        };
        pulse.advance((at.end - at.start) as u64);
        match taken {
            Ok(()) => rows.at.push(at),
            Err(issue) if !dates_known && is_of_other_form(&issue) => return Ok(None),
            Err(issue) => {
                rows.quarantined += 1;
                report.add(issue);
            }
        }
    }
    Ok(Some(rows))
}

/// Whether a row is as wide as its table. Exports that close every row with a delimiter have one empty cell more
/// than names.
///
/// # Errors
/// The finding for which the row is set aside.
pub(super) fn fits<F: RowFormat>(cells: &dyn Cells, format: &F, line: u64) -> Result<(), Issue> {
    let width = format.names().len();
    let beyond = |i: usize| !cells.bytes(i).is_empty();
    if cells.len() < width || (width..cells.len()).any(beyond) {
        return Err(whole_row(line, Found::Cells(cells.len()), Expected::Cells(width)));
    }
    Ok(())
}

fn take<F: RowFormat>(format: &F, cells: &dyn Cells, line: u64, sink: &mut Sink<F::Scratch>) -> Result<(), Issue> {
    fits(cells, format, line)?;
    format.read(cells, line, sink)
}

/// Rows looked at before a table whose dates all have the year first, or all a named month, is simply read. A later
/// date of another form makes [`read`] begin again with all of them.
const FIRST_LOOK: usize = 2_000;

/// How the dates of each date column are written, by the first `most` rows.
///
/// # Errors
/// Day and month could be either way round and `stated` does not say which; or the user stopped it.
fn date_orders<F: RowFormat>(
    table: &Table,
    format: &F,
    stated: Stated,
    most: usize,
    pulse: &Pulse,
) -> Result<DateColumns, ReadError> {
    let columns = format.date_columns();
    let mut stats = vec![DateStats::new(); columns.len()];
    let (mut scanner, mut seen) = (table.scanner(), 0);
    while let Some(scanned) = scanner.next_row().filter(|_| seen < most && !columns.is_empty()) {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let Scanned::Row(at, cells) = scanned else {
            continue;
        };
        seen += 1;
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
        for ((column, year), stats) in columns.iter().zip(&mut stats) {
            stats.observe(cell(*column), year.map_or("", cell), at.line);
        }
    }
    let whole = seen < most;
    if !whole && !stats.iter().all(DateStats::is_plain) {
        return date_orders(table, format, stated, usize::MAX, pulse);
    }
    let decided: Vec<_> = stats.iter().map(|stats| stated.settle(stats.decide())).collect();
    // A column that does not tell is written as the others of its table, else as such tables usually are.
    let told = decided.iter().flatten().copied().find(|order| order.is_of_numbers());
    let told = told.or(format.usual_date_order());
    let orders = decided
        .into_iter()
        .zip(&columns)
        .map(|(decided, (column, _))| match (decided, told) {
            (Ok(order), _) | (Err(Undecided::Either { .. }), Some(order)) => Ok(order),
            (Err(undecided), _) => {
                let at = At::Cell {
                    line: undecided.line(),
                    column: format.names().get(*column).cloned().unwrap_or_default(),
                };
                Err(ReadError::new(at, Problem::DateOrder(undecided)))
            }
        });
    Ok(DateColumns {
        orders: orders.collect::<Result<_, _>>()?,
        whole,
    })
}

/// How the date columns of a table are written, by all of its rows.
///
/// # Errors
/// As [`date_orders`].
pub(super) fn orders_of_all<F: RowFormat>(
    table: &Table,
    format: &F,
    stated: Stated,
    pulse: &Pulse,
) -> Result<Vec<DateOrder>, ReadError> {
    Ok(date_orders(table, format, stated, usize::MAX, pulse)?.orders)
}

/// How the date columns of a table are written.
struct DateColumns {
    orders: Vec<DateOrder>,
    /// Whether every row was looked at.
    whole: bool,
}

/// What a person states about the order of day and month.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated {
    /// For this file: it holds whatever the dates look like.
    pub file: Option<DateOrder>,
    /// For files of this kind, in a profile: it holds where the dates of this one do not settle it.
    pub kind: Option<DateOrder>,
}

impl Stated {
    pub fn of(options: &OpenOptions) -> Self {
        Self {
            file: options.date_order,
            kind: options.mapping.as_ref().and_then(|mapping| mapping.when.order),
        }
    }

    /// What is stated holds for dates of numbers; dates that say themselves what they mean stay what they are.
    pub fn settle(self, decided: Result<DateOrder, Undecided>) -> Result<DateOrder, Undecided> {
        match (decided, self.file) {
            (Ok(found), Some(stated)) if stated.is_of_numbers() && !found.is_of_numbers() => Ok(found),
            (_, Some(stated)) => Ok(stated),
            (decided, None) => decided.or_else(|undecided| self.kind.ok_or(undecided)),
        }
    }
}

/// Whether a finding is about a date that is written unlike the rest of its column.
fn is_of_other_form(issue: &Issue) -> bool {
    matches!(issue.expected, Expected::DayIn(_) | Expected::FourDigitYear)
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
    /// For each record into which others were folded: those others.
    folded: BTreeMap<u32, Vec<u32>>,
}

impl<F> std::fmt::Debug for TableRecords<F> {
    /// The number of rows: their text may be a whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TableRecords({} rows)", self.rows.len())
    }
}

impl<F: Send + Sync> repeats::Rows for TableRecords<F> {
    fn line(&self, record: u32) -> u64 {
        self.rows.get(record as usize).map_or(0, |at| at.line)
    }

    fn cells(&self, record: u32) -> Vec<String> {
        let at = self.rows.get(record as usize);
        at.map_or_else(Vec::new, |at| self.table.cells(*at))
    }
}

impl<F> TableRecords<F> {
    fn others(&self, record: u32) -> &[u32] {
        self.folded.get(&record).map_or(&[], Vec::as_slice)
    }
}

impl<F: RowFormat> Records for TableRecords<F> {
    fn line(&self, record: u32) -> Option<u64> {
        self.rows.get(record as usize).map(|at| at.line)
    }

    fn incident(&self, record: u32) -> Arc<Incident> {
        use repeats::Rows as _;
        let mut incident = self.format.incident(&self.cells(record).as_slice());
        for other in self.others(record) {
            self.format.fold(&mut incident, &self.cells(*other).as_slice());
        }
        Arc::new(incident)
    }

    /// Its cells; of rows folded into it, those that differ, with their line behind the name of the column.
    fn original(&self, record: u32) -> OriginalRow {
        use repeats::Rows as _;
        let cells = self.cells(record);
        let mut original: OriginalRow = Vec::with_capacity(cells.len());
        for other in self.others(record) {
            let named = self.format.names().iter().zip(self.cells(*other)).zip(&cells);
            let differing = named.filter(|((_, theirs), ours)| theirs != *ours);
            let line = repeats::Rows::line(self, *other);
            original.extend(differing.map(|((name, theirs), _)| (format!("{name} [{line}]"), theirs)));
        }
        let own = self.format.names().iter().cloned().zip(cells);
        own.chain(original).collect()
    }

    fn notes(&self, record: u32) -> String {
        use repeats::Rows as _;
        self.format.notes(&self.cells(record).as_slice())
    }
}
