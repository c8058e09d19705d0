//! Any table, read by a [`Mapping`]: the reader behind `--map`, saved profiles and the questions of the window.
//!
//! A row becomes an event if its date and place can be understood; a cell without a date or without coordinates is
//! an event without them, not a mistake. Columns that the mapping does not name stay visible in the original row.

use super::Opened;
use super::beginning::Beginning;
use super::error::{At, Expected, Found, Problem, ReadError};
use super::guess::{Guess, guess};
use super::mapped_card::{card, source};
use super::mapped_row::MappedRow;
use super::mapping::{Mapping, Role};
use super::options::{DateOrder, OpenOptions};
use super::repeats::Repeats;
use super::report::{Format, Issue, ReadReport};
use super::roles::same_name;
use super::rows::{Cells, RowFormat, Sink};
use super::scan::Source;
use super::sheet::Sheet;
use super::table::open_mark;
use super::table_rows;
use crate::base::Pulse;
use crate::model::{About, Incident};

/// Rows from which a mapping is guessed.
pub(super) const SAMPLE: usize = 300;

/// A mapping bound to the columns of one table.
#[derive(Debug, Clone)]
pub(super) struct MappedFormat {
    /// What the columns mean.
    pub mapping: Mapping,
    /// Names of the columns, each once.
    pub names: Vec<String>,
    /// Lineage of the dataset, id of its source record.
    pub lineage: String,
    /// Positions of the columns of each role.
    at: Vec<Vec<usize>>,
    orders: Vec<DateOrder>,
}

impl MappedFormat {
    /// Binds a mapping to the names of a table; `file` is the file's name.
    ///
    /// # Errors
    /// Names every column of the mapping that the table does not have, or what the mapping lacks.
    pub fn bind(mapping: Mapping, names: Vec<String>, file: &str) -> Result<Self, ReadError> {
        let doubts = mapping.lacks();
        let format = Self::bind_loosely(mapping, names, file)?;
        if doubts.is_empty() {
            return Ok(format);
        }
        Err(ReadError::whole(Problem::NeedsMapping(doubts)))
    }

    /// The same for a mapping that may still lack something.
    ///
    /// # Errors
    /// Names every column of the mapping that the table does not have.
    pub fn bind_loosely(mapping: Mapping, names: Vec<String>, file: &str) -> Result<Self, ReadError> {
        let mut missing = Vec::new();
        let mut find = |role: Role| -> Vec<usize> {
            let mut found = Vec::new();
            for column in mapping.columns(role) {
                match names.iter().position(|name| same_name(name, &column)) {
                    Some(at) => found.push(at),
                    None => missing.push(column),
                }
            }
            found
        };
        let at = Role::ALL.map(&mut find).to_vec();
        if !missing.is_empty() {
            return Err(ReadError::whole(Problem::ProfileColumns(missing)));
        }
        Ok(Self {
            lineage: lineage(mapping.dataset.name.as_deref().unwrap_or(file)),
            mapping,
            names,
            at,
            orders: Vec::new(),
        })
    }

    /// Positions of the columns of a role.
    pub fn positions(&self, role: Role) -> &[usize] {
        let at = Role::ALL.iter().position(|other| *other == role);
        at.and_then(|at| self.at.get(at)).map_or(&[], Vec::as_slice)
    }

    /// Name of the column of a role as the file writes it.
    pub fn name(&self, role: Role) -> &str {
        let at = self.positions(role).first();
        at.and_then(|at| self.names.get(*at)).map_or("", String::as_str)
    }

    /// How the dates of a role are written.
    pub fn order(&self, role: Role) -> DateOrder {
        let at = usize::from(role == Role::End && !self.positions(Role::Start).is_empty());
        self.orders.get(at).copied().unwrap_or(DateOrder::YearFirst)
    }
}

/// A name for one line of descent of datasets: small letters, figures, hyphens; the same for every edition of a file.
fn lineage(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folded = crate::base::fold::fold(stem);
    let plain: String = folded
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("table-{}", plain.trim_matches('-'))
}

impl RowFormat for MappedFormat {
    type Scratch = ();

    fn names(&self) -> &[String] {
        &self.names
    }

    fn date_columns(&self) -> Vec<(usize, Option<usize>)> {
        let year = self.positions(Role::Year).first().copied();
        let roles = [Role::Start, Role::End].into_iter();
        roles
            .filter_map(|role| Some((*self.positions(role).first()?, year)))
            .collect()
    }

    fn set_date_orders(&mut self, orders: &[DateOrder]) {
        self.orders = orders.to_vec();
    }

    fn date_orders(&self) -> Vec<DateOrder> {
        self.orders.clone()
    }

    fn read<C: Cells>(&self, cells: &C, line: u64, sink: &mut Sink) -> Result<(), Issue> {
        let row = MappedRow::new(self, cells, line);
        let (draft, notices) = row.draft()?;
        sink.segment.push_draft(&draft);
        sink.notices.extend(notices);
        Ok(())
    }

    fn incident(&self, cells: &dyn Cells) -> Incident {
        MappedRow::new(self, cells, 0).incident()
    }

    fn notes(&self, cells: &dyn Cells) -> String {
        let row = MappedRow::new(self, cells, 0);
        let roles = [Role::Title, Role::Description, Role::Source, Role::Admin1];
        roles.map(|role| row.get(role).into_owned()).join("\n")
    }

    fn id_column(&self) -> &str {
        self.name(Role::Id)
    }

    fn repeats(&self) -> Repeats {
        Repeats::Refused
    }
}

/// Reads a table by the mapping that is stated, else by a guess that leaves no doubt.
///
/// # Errors
/// What the guess lacks; dates that can be read in two ways; a profile of another table; no usable row.
pub(super) fn read(name: &str, from: &Source, options: &OpenOptions, pulse: &Pulse) -> Result<Opened, ReadError> {
    let sheet = Sheet::new(from, options)?;
    let mut options = options.clone();
    let guessed = options.mapping.is_none();
    let mapping = match options.mapping.take() {
        Some(mapping) => mapping,
        None => sure_guess(&sheet, options.ask)?,
    };
    options.mapping = Some(mapping.clone());
    let mut report = ReadReport::new(name, Format::Mapped);
    report.guessed = guessed.then(|| mapping.clone());
    sheet.notices.into_iter().for_each(|notice| report.add(notice));
    let format = MappedFormat::bind(mapping, sheet.names, name)?;
    let (about, stated) = (about(&format, name), format.mapping.dataset.name.is_some());
    let mut opened = table_rows::read(sheet.table, format, about, report, &options, pulse)?;
    if !stated {
        opened.dataset.set_named_by_file();
    }
    Ok(opened)
}

/// A provisional dataset of the rows that begin before a byte; `None` where no mapping is stated, or where it is open
/// how the dates are written.
///
/// # Errors
/// As [`read`].
pub(super) fn early(
    name: &str,
    from: &Source,
    beginning: Beginning,
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Option<Opened>, ReadError> {
    let Some(mapping) = options.mapping.clone() else {
        return Ok(None);
    };
    let mut sheet = Sheet::new(from, options)?;
    beginning.bound(&mut sheet.table.scanning);
    let format = MappedFormat::bind(mapping, sheet.names, name)?;
    let (about, stated) = (about(&format, name), format.mapping.dataset.name.is_some());
    let report = ReadReport::new(name, Format::Mapped);
    let mut early = table_rows::early(sheet.table, format, about, report, options, pulse)?;
    if let Some(opened) = early.as_mut().filter(|_| !stated) {
        opened.dataset.set_named_by_file();
    }
    Ok(early)
}

fn about(format: &MappedFormat, name: &str) -> About {
    let mut about = About::new(card(format, name));
    about.sources.insert(format.lineage.clone(), source(format, name));
    about
}

fn sure_guess(sheet: &Sheet, ask: bool) -> Result<Mapping, ReadError> {
    let rows = sheet.first_rows(SAMPLE)?;
    if rows.is_empty() {
        return Err(no_rows(sheet));
    }
    let Guess { mapping, doubts } = guess(&sheet.names, &rows);
    if doubts.is_empty() && !ask {
        return Ok(mapping);
    }
    Err(ReadError::whole(Problem::NeedsMapping(doubts)))
}

/// Why a table has no row: none is there, or a quotation mark of the header takes them all in.
fn no_rows(sheet: &Sheet) -> ReadError {
    let (source, dialect) = (&sheet.table.source, &sheet.table.dialect);
    let mut header = Vec::new();
    let at = dialect
        .header
        .as_ref()
        .map_or(0..0, |header| header.at.start..header.at.end);
    let header = source.block(at.start, at.end, &mut header).unwrap_or_default();
    let open = open_mark(header, dialect.delimiter).filter(|_| at.end == source.size());
    let problem = open.map_or(Problem::NoRows, |(mark, _)| {
        let (line, last) = (
            sheet.table.line_of(at.start + mark as u64),
            sheet.table.line_of(at.end - 1),
        );
        Problem::Value(Found::OpenQuote { line, last }, Expected::ClosedQuote)
    });
    let line = At::Cell {
        line: sheet.header_line,
        column: String::new(),
    };
    ReadError::new(line, problem)
}

/// The guess for a table, whether or not it leaves doubts.
///
/// # Errors
/// A file without any text.
pub(super) fn guess_of(source: &Source, options: &OpenOptions) -> Result<Guess, ReadError> {
    let sheet = Sheet::new(source, options)?;
    Ok(guess(&sheet.names, &sheet.first_rows(SAMPLE)?))
}
