//! Workbooks: XLSX and ODS. One sheet becomes a table in memory that goes the way of every table; findings name
//! the rows of the sheet.

mod ods;

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};

pub(in crate::read) use ods::read_ods;

use crate::base::Pulse;
use crate::read::error::{Content, Expected, Found, Problem, ReadError, Trouble, Wanted, excerpt};
use crate::read::items::guess::{Meaning, Meanings};
use crate::read::items::{About, Derived, Items, about_file};
use crate::read::report::{Format, Issue, IssueKind};
use crate::read::table::{MOST_CELLS, Scanned, Scanner};
use crate::read::{OpenOptions, Opened, Origin, content, input, items, lineage, read_derived};

/// Rows among which the header is looked for.
const HEAD: usize = 20;
/// Most bytes of a sheet as text.
const MOST_BYTES: usize = 1 << 30;

/// A sheet on its way to a table.
#[derive(Default)]
struct Sheet {
    /// The first rows, until the header is found among them.
    head: Vec<(u64, Vec<String>)>,
    started: bool,
    width: usize,
    /// Columns of our own table that go on in others: where the beginning stands, and where what follows.
    joined: Vec<(usize, usize)>,
    table: Derived,
}

impl Sheet {
    /// Takes a row; empty ones are passed over.
    fn push(&mut self, line: u64, cells: Vec<String>) -> Result<(), ReadError> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.started {
            return self.write(line, cells);
        }
        self.head.push((line, cells));
        if self.head.len() >= HEAD { self.start() } else { Ok(()) }
    }

    /// Finds the header: the first row that is at least half as full as the fullest. Lines above it are a preamble.
    fn start(&mut self) -> Result<(), ReadError> {
        if self.started {
            return Ok(());
        }
        self.started = true;
        let full = |cells: &Vec<String>| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let fullest = self.head.iter().map(|(_, cells)| full(cells)).max().unwrap_or(0);
        let at = self.head.iter().position(|(_, cells)| full(cells) * 2 >= fullest);
        let head = std::mem::take(&mut self.head);
        for (i, (line, cells)) in head.into_iter().enumerate().skip(at.unwrap_or(0)) {
            // The row of HXL tags under a header is no data.
            let tags = Some(i) == at.map(|at| at + 1) && cells.iter().all(|c| c.is_empty() || c.starts_with('#'));
            if !tags {
                self.write(line, cells)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, line: u64, mut cells: Vec<String>) -> Result<(), ReadError> {
        let is_header = self.table.text.is_empty();
        // White space is a value as far as there are names, and none beyond.
        let named = if is_header { 0 } else { self.width + self.joined.len() };
        while cells.len() > named && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if is_header {
            self.joined = joined(&cells);
            self.width = cells.len() - self.joined.len();
        }
        // What goes on elsewhere stands behind all columns: of the header its names fall away here.
        for (to, from) in self.joined.iter().copied().filter(|_| !is_header) {
            let part = cells.get_mut(from).map(std::mem::take).unwrap_or_default();
            if let Some(cell) = cells.get_mut(to) {
                cell.push_str(&part);
            }
        }
        if !self.joined.is_empty() {
            cells.truncate(self.width);
        }
        if cells.len() > MOST_CELLS {
            let at = crate::read::At::of(line, "");
            return Err(ReadError::new(
                at,
                Problem::Value(Found::Cells(cells.len()), Expected::BoundedRow),
            ));
        }
        let missing = self.width.saturating_sub(cells.len());
        let row = cells.iter().map(String::as_str).chain(std::iter::repeat_n("", missing));
        self.table.push(row, line, "");
        let (bytes, limit) = (self.table.text.len() as u64, MOST_BYTES as u64);
        if bytes > limit {
            return Err(ReadError::whole(Problem::TooLarge { bytes, limit }));
        }
        Ok(())
    }

    /// The header as a line of text.
    fn header(&self) -> &str {
        self.table.text.lines().next().unwrap_or_default()
    }
}

/// Where texts of our own table go on that are too long for a cell: in columns at the end, called `record (2)`, in
/// the order of their parts.
fn joined(names: &[String]) -> Vec<(usize, usize)> {
    let plain: Vec<&str> = names.iter().map(|name| name.trim()).collect();
    if !crate::read::native_csv::looks_like(&plain) {
        return Vec::new();
    }
    let mut parts: Vec<(usize, u32, usize)> = Vec::new();
    for (from, name) in plain.iter().enumerate() {
        let part = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
        let part = part.and_then(|(of, nth)| Some((plain.iter().position(|name| *name == of)?, nth.parse().ok()?)));
        parts.extend(part.map(|(to, nth)| (to, nth, from)));
    }
    // Between other columns somebody has put them: they stay what they are.
    let first = names.len() - parts.len();
    if parts.iter().any(|(.., from)| *from < first) {
        return Vec::new();
    }
    parts.sort_unstable();
    parts.into_iter().map(|(to, _, from)| (to, from)).collect()
}

/// Reads a sheet of an XLSX workbook.
///
/// # Errors
/// Damaged, no such sheet, empty, or no table of events.
pub(in crate::read) fn read_xlsx(bytes: Vec<u8>, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| input::damaged(&e))?;
    let names = book.sheet_names();
    let chosen = match asked_sheet(origin.options) {
        Some(asked) => named(&names, asked)?,
        None => first_table(&mut book, &names, origin.options.ask)?,
    };
    let sheet = xlsx_sheet(&mut book, &chosen, None, pulse)?;
    finish(sheet, &chosen, &names, origin, pulse)
}

/// The sheet that somebody names: a path that goes on inside a workbook does so too.
fn asked_sheet(options: &OpenOptions) -> Option<&str> {
    options.sheet.as_deref().or(options.member.as_deref())
}

fn named(names: &[String], asked: &str) -> Result<String, ReadError> {
    let found = names.iter().find(|name| name.eq_ignore_ascii_case(asked.trim()));
    found.cloned().ok_or_else(|| {
        let shown = names.iter().map(|name| excerpt(name)).collect();
        ReadError::whole(Problem::Trouble(Trouble::NoSuchSheet(excerpt(asked), shown)))
    })
}

/// The first sheet with a table that a reader knows, else the first that is not empty.
///
/// # Errors
/// Damaged or empty; several such tables, where somebody can be asked.
fn first_table(book: &mut Xlsx<Cursor<Vec<u8>>>, names: &[String], ask: bool) -> Result<String, ReadError> {
    let (mut choice, mut damage) = (Choice::default(), None);
    for name in names {
        match xlsx_sheet(book, name, Some(HEAD), &Pulse::new()) {
            Ok(sheet) if choice.take(name, &sheet, ask) => break,
            Ok(_) => {}
            Err(error) => {
                damage.get_or_insert(error);
            }
        }
    }
    choice.made(damage)
}

/// Which sheet of a workbook to read, where nobody has named one.
#[derive(Default)]
struct Choice {
    /// The first that is not empty.
    first: Option<String>,
    /// Those with a table that a reader knows.
    known: Vec<String>,
}

impl Choice {
    /// Looks at the beginning of a sheet; whether no other one need be looked at.
    fn take(&mut self, name: &str, sheet: &Sheet, ask: bool) -> bool {
        if !sheet.header().is_empty() {
            self.first.get_or_insert_with(|| name.to_owned());
        }
        if content::known_table(sheet.header()).is_ok() {
            self.known.push(name.to_owned());
        }
        !ask && !self.known.is_empty()
    }

    /// # Errors
    /// Several sheets to be asked about; none, for the reason given or because all are empty.
    fn made(mut self, damage: Option<ReadError>) -> Result<String, ReadError> {
        if self.known.len() > 1 {
            return Err(ReadError::whole(Problem::Trouble(Trouble::SeveralSheets(self.known))));
        }
        let empty = || damage.unwrap_or_else(|| ReadError::whole(Problem::Trouble(Trouble::SheetsEmpty)));
        self.known.pop().or(self.first).ok_or_else(empty)
    }
}

/// Streams the cells of a sheet: a cell in the last row and column must not make room for all before it.
fn xlsx_sheet(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    most_rows: Option<usize>,
    pulse: &Pulse,
) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::default();
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| input::damaged(&e))?;
    let (mut row, mut current): (u32, Vec<String>) = (0, Vec::new());
    let mut rows = 0;
    while let Some(cell) = cells.next_cell().map_err(|e| input::damaged(&e))? {
        let (at_row, at_column) = cell.get_position();
        if at_row != row {
            pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
            sheet.push(u64::from(row) + 1, std::mem::take(&mut current))?;
            rows += 1;
            row = at_row;
            if most_rows.is_some_and(|most| rows >= most) {
                break;
            }
        }
        let value = cell.get_value();
        if matches!(value, DataRef::Empty) {
            continue;
        }
        let column = at_column as usize;
        if column >= MOST_CELLS {
            let at = crate::read::At::of(u64::from(row) + 1, "");
            return Err(ReadError::new(
                at,
                Problem::Value(Found::Cells(column + 1), Expected::BoundedRow),
            ));
        }
        if let DataRef::Error(error) = value {
            sheet.table.notices.push(Issue {
                kind: IssueKind::Notice,
                line: u64::from(row) + 1,
                column: letters(column),
                found: Found::Bare(error.to_string()),
                expected: Expected::Wanted(Wanted::NoError),
            });
        }
        if current.len() <= column {
            current.resize(column + 1, String::new());
        }
        if let Some(slot) = current.get_mut(column) {
            *slot = text(value);
        }
    }
    sheet.push(u64::from(row) + 1, current)?;
    sheet.start()?;
    Ok(sheet)
}

/// The letters of a column, counted from 0: A, …, Z, AA.
fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut out = Vec::new();
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        out.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}

/// A cell as text: numbers without an idle ".0", days in ISO form.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(date) => day(date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day(date: &ExcelDateTime) -> String {
    if !date.is_datetime() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = if (hour, minute, second) == (0, 0, 0) {
        String::new()
    } else {
        format!(" {hour:02}:{minute:02}:{second:02}")
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}

/// The sheet as the table it is, or by what its columns probably mean.
fn finish(
    mut sheet: Sheet,
    name: &str,
    names: &[String],
    origin: &Origin<'_>,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    if sheet.header().is_empty() {
        return Err(ReadError::whole(Problem::Trouble(Trouble::SheetsEmpty)));
    }
    let others: Vec<String> = names
        .iter()
        .filter(|other| *other != name)
        .map(|n| excerpt(n))
        .collect();
    if !others.is_empty() {
        let wanted = Expected::Wanted(Wanted::OnlySheet(excerpt(name)));
        sheet
            .table
            .notices
            .push(about_file(Found::Text(others.join(", ")), wanted));
    }
    match content::known_table(&sheet.table.text) {
        _ if origin.options.mapping.is_some() => read_derived(content::Kind::AnyTable, sheet.table, origin, pulse),
        Ok(kind) => read_derived(kind, sheet.table, origin, pulse),
        Err(error) if matches!(error.problem(), Problem::NotUnderstood(Content::Table(_))) => {
            let about = About {
                file: origin.name.to_owned(),
                format: Format::Workbook,
                lineage: lineage("sheet", sheet.table.text.as_bytes()),
                sources: Vec::new(),
                meanings: None,
                order: origin.options.date_order,
            };
            let Some(found) = to_items(sheet.table) else {
                return Err(error);
            };
            items::read(found, about, pulse)
        }
        Err(error) => Err(error),
    }
}

/// The rows of a table as items; `None` where no column looks like a day or a place.
fn to_items(table: Derived) -> Option<Items> {
    let mut items = Items::new();
    let mut scanner = Scanner::new(&table.text, b',');
    let Some(Scanned::Row(_, header)) = scanner.next_row() else {
        return None;
    };
    for (i, name) in header.iter().enumerate() {
        let name = if name.trim().is_empty() {
            letters(i)
        } else {
            name.trim().to_owned()
        };
        items.new_column(&name);
    }
    let meanings = Meanings::of(items.names());
    let has = |meaning| meanings.column(meaning).is_some();
    let placed = has(Meaning::Lat) && has(Meaning::Lon);
    if !placed && !has(Meaning::Start) {
        return None;
    }
    let width = items.names().len();
    while let Some(scanned) = scanner.next_row() {
        match scanned {
            Scanned::Row(at, cells) => {
                let (line, _) = table.place(at.line, "");
                if cells.len() > width {
                    let (found, expected) = (Found::Cells(cells.len()), Expected::Cells(width));
                    items.abandon(crate::read::rows::whole_row(line, found, expected));
                    continue;
                }
                for (column, cell) in (0..).zip(cells) {
                    items.value_in(column, cell);
                }
                items.finish(line, &format!("row {line}"), None, None);
            }
            Scanned::TooBig(at) => {
                let (line, _) = table.place(at.line, "");
                items.abandon(crate::read::rows::whole_row(line, Found::Nothing, Expected::BoundedRow));
            }
        }
    }
    items.notices = table.notices;
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!(
            (letters(0), letters(25), letters(26), letters(701)),
            ("A".into(), "Z".into(), "AA".into(), "ZZ".into())
        );
    }

    #[test]
    fn numbers_and_days_are_written_as_a_table_has_them() {
        assert_eq!(text(&DataRef::Float(12.0)), "12");
        assert_eq!(text(&DataRef::Float(-0.0421)), "-0.0421");
        assert_eq!(text(&DataRef::Bool(true)), "true");
        let serial = |value, is_1904| {
            let kind = calamine::ExcelDateTimeType::DateTime;
            text(&DataRef::DateTime(ExcelDateTime::new(value, kind, is_1904)))
        };
        assert_eq!(serial(45_356.0, false), "2024-03-05");
        assert_eq!(serial(43_894.0, true), "2024-03-05");
        assert_eq!(serial(45_356.5, false), "2024-03-05 12:00:00");
    }
}
