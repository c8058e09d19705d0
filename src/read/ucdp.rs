//! The event table of the Uppsala Conflict Data Program (UCDP GED): yearly and monthly releases in any
//! order of columns, the export of the web site, and candidate files without a header.
//!
//! Columns are bound by name; what becomes of rows is decided in `super::rows`. Days are ISO, or have the month
//! first as the web site exports them; where a file was saved anew with the day first, its rows tell.

use super::Opened;
use super::beginning::Beginning;
use super::columns::{Bound, Known};
use super::error::ReadError;
use super::options::{DateOrder, OpenOptions};
use super::repeats::Repeats;
use super::report::{Format, Issue, ReadReport};
use super::rows::{Cells, RowFormat, Sink};
use super::scan::Source;
use super::table_file::Table;
use super::ucdp_card::{SOURCE_ID, card, source};
use super::ucdp_record;
use super::ucdp_row::{self, UcdpRow};
use crate::base::Pulse;
use crate::model::{About, Incident};

/// Columns that this program uses, in the order of [`COLUMNS`].
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
}

/// Every [`Col`] with its names in the editions of the table, and whether a table must have it.
const COLUMNS: [Known; 30] = [
    (&["id"], true),
    (&["code_status"], false),
    (&["type_of_violence"], true),
    (&["conflict_name"], false),
    (&["dyad_name"], false),
    (&["side_a"], true),
    (&["side_b"], true),
    (&["source_article"], false),
    (&["source_office"], false),
    (&["source_date"], false),
    (&["source_headline"], false),
    (&["where_prec"], true),
    (&["where_coordinates"], false),
    (&["where_description"], false),
    (&["adm_1"], false),
    (&["adm_2"], false),
    (&["latitude"], true),
    (&["longitude"], true),
    (&["country"], true),
    (&["event_clarity"], false),
    (&["date_prec"], true),
    (&["date_start"], true),
    (&["date_end"], true),
    (&["deaths_a"], false),
    (&["deaths_b"], false),
    (&["deaths_civilians"], false),
    (&["deaths_unknown"], false),
    (&["best", "best_est"], true),
    (&["high", "high_est"], false),
    (&["low", "low_est"], false),
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

fn is_headerless<S: AsRef<str>>(cells: &[S]) -> bool {
    let cell = |i: usize| cells.get(i).map_or("", AsRef::as_ref);
    let number = |i: usize| !cell(i).is_empty() && cell(i).bytes().all(|b| b.is_ascii_digit());
    // Id and year. A first row is cut at every delimiter here, so quoted ones make it longer than 49.
    cells.len() >= 49 && number(0) && number(2) && cell(2).len() == 4
}

/// The table of one file.
#[derive(Debug)]
pub(super) struct Ucdp {
    /// Where its columns stand.
    pub columns: Bound<{ COLUMNS.len() }>,
    /// Whether numbers may be written with a comma.
    pub decimal_comma: bool,
    /// How first and last day are written.
    pub orders: [DateOrder; 2],
}

impl Ucdp {
    /// Binds a header.
    ///
    /// # Errors
    /// Names every column that must be there and is not.
    fn bind(header: &[String], delimiter: u8) -> Result<Self, ReadError> {
        Ok(Self {
            columns: Bound::bind(header, &COLUMNS, "UCDP GED")?,
            decimal_comma: delimiter != b',',
            orders: [DateOrder::YearFirst; 2],
        })
    }

    /// Name of a column as the file writes it.
    pub fn name(&self, col: Col) -> &str {
        self.columns.name(col as usize)
    }

    fn format(&self) -> Format {
        if self
            .columns
            .names()
            .iter()
            .any(|name| name.eq_ignore_ascii_case("best_est"))
        {
            Format::UcdpWebExport
        } else {
            Format::UcdpGed
        }
    }
}

impl RowFormat for Ucdp {
    type Scratch = ();

    fn names(&self) -> &[String] {
        self.columns.names()
    }

    fn date_columns(&self) -> Vec<(usize, Option<usize>)> {
        let columns = [Col::Start, Col::End].map(|col| self.columns.position(col as usize).unwrap_or(usize::MAX));
        columns.map(|column| (column, None)).to_vec()
    }

    fn usual_date_order(&self) -> Option<DateOrder> {
        Some(DateOrder::MonthFirst)
    }

    fn set_date_orders(&mut self, orders: &[DateOrder]) {
        if let [start, end] = orders {
            self.orders = [*start, *end];
        }
    }

    fn date_orders(&self) -> Vec<DateOrder> {
        self.orders.to_vec()
    }

    fn read<C: Cells>(&self, cells: &C, line: u64, sink: &mut Sink) -> Result<(), Issue> {
        let row = UcdpRow::new(self, cells, line);
        let (draft, notice) = ucdp_row::draft(&row)?;
        sink.segment.push_draft(&draft);
        sink.notices.extend(notice);
        sink.notices.extend(row.sums_up_several());
        Ok(())
    }

    fn incident(&self, cells: &dyn Cells) -> Incident {
        ucdp_record::incident(&UcdpRow::new(self, cells, 0))
    }

    fn notes(&self, cells: &dyn Cells) -> String {
        ucdp_record::notes(&UcdpRow::new(self, cells, 0))
    }

    fn id_column(&self) -> &str {
        self.name(Col::Id)
    }

    fn repeats(&self) -> Repeats {
        Repeats::Refused
    }
}

/// Reads a table. Records are made from the file when they are shown.
///
/// # Errors
/// Columns that are missing, days whose order contradicts itself, no row, or not one that can be understood.
pub(super) fn read(
    name: &str,
    from: &Source,
    delimiter: u8,
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    let (table, format) = bound(from, delimiter, options)?;
    let mut report = ReadReport::new(name, format.format());
    let line = table.dialect.header.as_ref().map_or(1, |header| header.line);
    format.columns.doubled(line).for_each(|issue| report.add(issue));
    super::table_rows::read(table, format, about(), report, options, pulse)
}

/// A provisional dataset of the rows at the beginning; `None` where it is open how the dates are written.
///
/// # Errors
/// As [`read`].
pub(super) fn early(
    name: &str,
    from: &Source,
    (delimiter, beginning): (u8, Beginning),
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Option<Opened>, ReadError> {
    let (mut table, format) = bound(from, delimiter, options)?;
    beginning.bound(&mut table.scanning);
    let report = ReadReport::new(name, format.format());
    super::table_rows::early(table, format, about(), report, options, pulse)
}

fn bound(from: &Source, delimiter: u8, options: &OpenOptions) -> Result<(Table, Ucdp), ReadError> {
    let table = Table::open_known(from, delimiter, options, looks_like)?;
    let delimiter = table.dialect.delimiter;
    let first = table.header()?;
    if is_headerless(&first) {
        let release: Vec<String> = RELEASE.split(',').map(str::to_owned).collect();
        return Ok((table.whole(), Ucdp::bind(&release, delimiter)?));
    }
    Ok((table, Ucdp::bind(&first, delimiter)?))
}

fn about() -> About {
    let mut about = About::new(card());
    about.sources.insert(SOURCE_ID.to_owned(), source());
    about
}
