//! The event table of the Uppsala Conflict Data Program (UCDP GED): yearly and monthly releases in any
//! order of columns, the export of the web site, and candidate files without a header.
//!
//! Columns are bound by name. Rows that cannot be understood are set aside with line, column and value;
//! a row whose text repeats an earlier row of the same id is counted as a duplicate.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Opened;
use super::doubts;
use super::error::{At, Expected, Found, Problem, ReadError};
use super::options::Encoding;
use super::report::{Format, Issue, IssueKind, ReadReport};
use super::table::{RowAt, Scanned, Scanner};
use super::ucdp_card::{card, source};
use super::ucdp_record::UcdpRecords;
use super::ucdp_row::{self, UcdpRow};
use crate::base::Pulse;
use crate::model::DatasetBuilder;

/// Columns that this program uses; each with its names in the editions of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Col {
    Id,
    CodeStatus,
    Violence,
    Conflict,
    Dyad,
    SideA,
    SideB,
    Article,
    Office,
    SourceDate,
    Headline,
    WherePrec,
    Place,
    Description,
    Adm1,
    Adm2,
    Latitude,
    Longitude,
    Country,
    Clarity,
    DatePrec,
    Start,
    End,
    DeathsA,
    DeathsB,
    DeathsCivilians,
    DeathsUnknown,
    Best,
    High,
    Low,
    StateA,
}

/// Every column with its names, and whether a table must have it.
const COLUMNS: [(Col, &[&str], bool); 31] = [
    (Col::Id, &["id"], true),
    (Col::CodeStatus, &["code_status"], false),
    (Col::Violence, &["type_of_violence"], true),
    (Col::Conflict, &["conflict_name"], false),
    (Col::Dyad, &["dyad_name"], false),
    (Col::SideA, &["side_a"], true),
    (Col::SideB, &["side_b"], true),
    (Col::Article, &["source_article"], false),
    (Col::Office, &["source_office"], false),
    (Col::SourceDate, &["source_date"], false),
    (Col::Headline, &["source_headline"], false),
    (Col::WherePrec, &["where_prec"], true),
    (Col::Place, &["where_coordinates"], false),
    (Col::Description, &["where_description"], false),
    (Col::Adm1, &["adm_1"], false),
    (Col::Adm2, &["adm_2"], false),
    (Col::Latitude, &["latitude"], true),
    (Col::Longitude, &["longitude"], true),
    (Col::Country, &["country"], true),
    (Col::Clarity, &["event_clarity"], false),
    (Col::DatePrec, &["date_prec"], true),
    (Col::Start, &["date_start"], true),
    (Col::End, &["date_end"], true),
    (Col::DeathsA, &["deaths_a"], false),
    (Col::DeathsB, &["deaths_b"], false),
    (Col::DeathsCivilians, &["deaths_civilians"], false),
    (Col::DeathsUnknown, &["deaths_unknown"], false),
    (Col::Best, &["best", "best_est"], true),
    (Col::High, &["high", "high_est"], false),
    (Col::Low, &["low", "low_est"], false),
    (Col::StateA, &["gwnoa"], false),
];

/// The columns of releases since version 20.1, for files that lack a header (candidate 24.0.1 does).
const RELEASE: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,\
    conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,\
    side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,\
    source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,\
    priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,\
    deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

/// Names that together belong to no other table.
const SIGNATURE: [&str; 6] = [
    "type_of_violence",
    "where_prec",
    "date_prec",
    "dyad_name",
    "event_clarity",
    "deaths_civilians",
];

/// Whether a first row is the header of a UCDP table, or a row of one without header.
pub(super) fn looks_like(names: &[&str]) -> bool {
    let known = |name: &&&str| SIGNATURE.iter().any(|s| s.eq_ignore_ascii_case(name));
    names.iter().filter(known).count() >= 3 || is_headerless(names)
}

fn is_headerless(cells: &[&str]) -> bool {
    let number = |i: usize| {
        cells
            .get(i)
            .is_some_and(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit()))
    };
    // Id and year. A first row is cut at every delimiter here, so quoted ones make it longer than 49.
    cells.len() >= 49 && number(0) && number(2) && cells.get(2).is_some_and(|year| year.len() == 4)
}

/// Where the columns of one file stand.
#[derive(Debug)]
pub(super) struct Columns {
    /// Names as the file writes them.
    pub names: Vec<String>,
    /// Position of each [`Col`].
    at: [Option<usize>; COLUMNS.len()],
    /// Whether numbers may be written with a comma.
    pub decimal_comma: bool,
}

impl Columns {
    /// Binds a header.
    ///
    /// # Errors
    /// Names every column that must be there and is not.
    pub fn bind(header: &[&str], delimiter: u8) -> Result<Self, ReadError> {
        let names: Vec<String> = header.iter().map(|n| n.trim().to_owned()).collect();
        let find = |aliases: &[&str]| {
            names
                .iter()
                .position(|name| aliases.iter().any(|a| a.eq_ignore_ascii_case(name)))
        };
        let at = COLUMNS.map(|(_, aliases, _)| find(aliases));
        let missing = COLUMNS
            .iter()
            .zip(&at)
            .filter(|((_, _, must), at)| *must && at.is_none());
        let missing: Vec<String> = missing
            .filter_map(|((_, aliases, _), _)| aliases.first())
            .map(|name| (*name).to_owned())
            .collect();
        if !missing.is_empty() {
            let line = At::Cell {
                line: 1,
                column: String::new(),
            };
            return Err(ReadError::new(line, Problem::MissingColumns(missing)));
        }
        Ok(Self {
            names,
            at,
            decimal_comma: delimiter != b',',
        })
    }

    /// Position of a column.
    pub fn position(&self, col: Col) -> Option<usize> {
        self.at.get(col as usize).copied().flatten()
    }

    /// Name of a column as the file writes it.
    pub fn name(&self, col: Col) -> &str {
        let position = self.position(col);
        position.and_then(|i| self.names.get(i)).map_or("", String::as_str)
    }

    /// The web export closes every row with a delimiter, so that a row has one empty cell more than names.
    fn fits(&self, cells: &[&str]) -> bool {
        let width = self.names.len();
        let tail = cells.get(width..);
        tail.is_some_and(|tail| tail.len() <= 1 && tail.iter().all(|cell| cell.is_empty()))
    }

    fn format(&self) -> Format {
        if self.names.iter().any(|name| name.eq_ignore_ascii_case("best_est")) {
            Format::UcdpWebExport
        } else {
            Format::UcdpGed
        }
    }
}

/// Reads a table. `text` stays in memory: records are made from it when they are shown.
///
/// # Errors
/// Columns that are missing, days before months, no row, or not one row that can be understood.
pub(super) fn read(name: &str, text: String, delimiter: u8, pulse: &Pulse) -> Result<Opened, ReadError> {
    let mut scanner = Scanner::new(&text, delimiter);
    let columns = match scanner.next_row() {
        Some(Scanned::Row(_, cells)) if is_headerless(&cells) => {
            let release: Vec<&str> = RELEASE.split(',').collect();
            let columns = Columns::bind(&release, delimiter)?;
            scanner = Scanner::new(&text, delimiter);
            columns
        }
        Some(Scanned::Row(_, cells)) => Columns::bind(&cells, delimiter)?,
        _ => return Err(ReadError::whole(Problem::NoRows)),
    };
    let mut reading = Reading {
        text: &text,
        report: ReadReport::new(name, columns.format()),
        builder: DatasetBuilder::new(card()).with_sources([source()]),
        rows: Vec::new(),
        seen: HashMap::new(),
    };
    pulse.start(text.len() as u64);
    while let Some(scanned) = scanner.next_row() {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        pulse.advance(reading.take(&columns, scanned)?);
    }
    let Reading {
        builder,
        mut report,
        rows,
        ..
    } = reading;
    report.columns.clone_from(&columns.names);
    report.delimiter = Some(delimiter);
    report.encoding = Some(Encoding::Utf8);
    let records = UcdpRecords::new(text, delimiter, columns, rows);
    let dataset = builder.finish(Box::new(records));
    doubts::look(&dataset, &mut report);
    if dataset.is_empty() {
        return Err(report.nothing_accepted());
    }
    Ok(Opened { dataset, report })
}

fn refuse(issue: &Issue) -> ReadError {
    let at = At::Cell {
        line: issue.line,
        column: issue.column.clone(),
    };
    ReadError::new(at, Problem::Value(issue.found.clone(), issue.expected.clone()))
}

/// What is under way while rows come in.
struct Reading<'a> {
    text: &'a str,
    report: ReadReport,
    builder: DatasetBuilder,
    rows: Vec<RowAt>,
    /// Id to the position of its first row in `rows`.
    seen: HashMap<String, usize>,
}

impl Reading<'_> {
    /// Takes a row; gives the bytes it has.
    fn take(&mut self, columns: &Columns, scanned: Scanned<'_>) -> Result<u64, ReadError> {
        let (at, cells) = match scanned {
            Scanned::Row(at, cells) => (at, cells),
            Scanned::TooBig(at) => {
                let found = Found::text(self.text.get(at.start..at.end).unwrap_or_default());
                self.set_aside(whole_row(at, found, Expected::BoundedRow));
                return Ok((at.end - at.start) as u64);
            }
        };
        if columns.fits(&cells) {
            self.row(columns, at, &cells)?;
        } else {
            let expected = Expected::Cells(columns.names.len());
            self.set_aside(whole_row(at, Found::Cells(cells.len()), expected));
        }
        Ok((at.end - at.start) as u64)
    }

    fn row(&mut self, columns: &Columns, at: RowAt, cells: &[&str]) -> Result<(), ReadError> {
        let row = UcdpRow::new(columns, cells, at.line);
        let record = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let (draft, notices) = match ucdp_row::draft(&row, record) {
            Ok(understood) => understood,
            // One date with the day first means that the others of the file cannot be trusted either.
            Err(issue) if issue.expected == Expected::MonthFirst => return Err(refuse(&issue)),
            Err(issue) => {
                self.set_aside(issue);
                return Ok(());
            }
        };
        match self.seen.entry(draft.id.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(self.rows.len());
            }
            Entry::Occupied(first) => {
                let earlier = self.rows.get(*first.get());
                if earlier.is_some_and(|e| same_text(self.text, *e, at)) {
                    self.builder.count_duplicate();
                } else {
                    let found = Found::text(&draft.id);
                    let issue = row.issue(IssueKind::SetAside, Col::Id, found, Expected::OneRowPerId);
                    self.set_aside(issue);
                }
                return Ok(());
            }
        }
        notices.into_iter().for_each(|notice| self.report.add(notice));
        if row.get(Col::Clarity) == "2" {
            let found = Found::text("2");
            let remark = row.issue(IssueKind::Remark, Col::Clarity, found, Expected::OneIncident);
            self.report.add(remark);
        }
        self.rows.push(at);
        self.builder.push(draft);
        Ok(())
    }

    fn set_aside(&mut self, issue: Issue) {
        self.builder.count_quarantined();
        self.report.add(issue);
    }
}

fn same_text(text: &str, a: RowAt, b: RowAt) -> bool {
    let cut = |at: RowAt| text.get(at.start..at.end).map(str::trim_end);
    cut(a).is_some() && cut(a) == cut(b)
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
