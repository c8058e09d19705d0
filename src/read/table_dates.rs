//! How the date columns of a table are written: by its first rows where these leave nothing open, else by all.
//!
//! Places of dates are first bytes of rows plus one until something is said about them: lines are counted last.

use super::date_forms::{DateStats, Undecided};
use super::error::{At, Problem, ReadError};
use super::options::{DateOrder, OpenOptions};
use super::rows::RowFormat;
use super::scan::{self, RowAt, Worker};
use super::table_file::{Table, unreadable};
use crate::base::Pulse;

/// Rows looked at before a table whose dates all have the year first, or all a named month, is simply read. A later
/// date of another form makes the reading begin again with all of them.
const FIRST_LOOK: usize = 2_000;

/// How the date columns of a table are written.
pub(super) struct DateColumns {
    /// In the order of [`RowFormat::date_columns`].
    pub orders: Vec<DateOrder>,
    /// Whether every row was looked at.
    pub whole: bool,
}

/// By the first rows where these leave nothing open.
///
/// # Errors
/// Day and month could be either way round and nothing states which; or the table cannot be read.
pub(super) fn by_first_rows<F: RowFormat>(
    table: &Table,
    format: &F,
    stated: Stated,
    pulse: &Pulse,
) -> Result<DateColumns, ReadError> {
    let columns = format.date_columns();
    if columns.is_empty() {
        let (orders, whole) = (Vec::new(), true);
        return Ok(DateColumns { orders, whole });
    }
    let (stats, whole) = first_look(table, &columns)?;
    if !whole && !stats.iter().all(DateStats::is_plain) {
        return by_all_rows(table, format, stated, pulse);
    }
    let orders = decided(table, format, stated, &stats)?;
    Ok(DateColumns { orders, whole })
}

/// By the first rows; `None` where these leave anything open.
///
/// # Errors
/// The table cannot be read.
pub(super) fn plain<F: RowFormat>(table: &Table, format: &F, stated: Stated) -> Result<Option<DateColumns>, ReadError> {
    let (stats, whole) = first_look(table, &format.date_columns())?;
    if !stats.iter().all(DateStats::is_plain) {
        return Ok(None);
    }
    let orders = decided(table, format, stated, &stats)?;
    Ok(Some(DateColumns { orders, whole }))
}

/// What the date columns of the first rows look like, and whether these are all rows.
fn first_look(table: &Table, columns: &[(usize, Option<usize>)]) -> Result<(Vec<DateStats>, bool), ReadError> {
    let mut stats = vec![DateStats::new(); columns.len()];
    let (source, dialect) = (&table.source, &table.dialect);
    let rows = scan::each_first_row(source, dialect, &table.scanning, FIRST_LOOK, |at, cells| {
        for ((column, year), stats) in columns.iter().zip(&mut stats) {
            let year = year.map(|year| cells.text(year)).unwrap_or_default();
            stats.observe(&cells.text(*column), &year, at.start + 1);
        }
    });
    Ok((stats, rows.map_err(unreadable)? < FIRST_LOOK))
}

/// By all rows.
///
/// # Errors
/// As [`by_first_rows`].
pub(super) fn by_all_rows<F: RowFormat>(
    table: &Table,
    format: &F,
    stated: Stated,
    pulse: &Pulse,
) -> Result<DateColumns, ReadError> {
    let columns = format.date_columns();
    let make = || Look {
        columns: &columns,
        parts: Vec::new(),
    };
    let (looks, _) = table.scan(pulse, make)?;
    let mut parts: Vec<(u32, Vec<DateStats>)> = looks.into_iter().flat_map(|look| look.parts).collect();
    parts.sort_by_key(|(part, _)| *part);
    let mut stats = vec![DateStats::new(); columns.len()];
    for (_, of_part) in &parts {
        stats.iter_mut().zip(of_part).for_each(|(all, part)| all.append(part));
    }
    let orders = decided(table, format, stated, &stats)?;
    Ok(DateColumns { orders, whole: true })
}

/// What the date columns of some parts of a file look like.
struct Look<'a> {
    columns: &'a [(usize, Option<usize>)],
    parts: Vec<(u32, Vec<DateStats>)>,
}

impl Worker for Look<'_> {
    fn part(&mut self, part: u32) {
        self.parts.push((part, vec![DateStats::new(); self.columns.len()]));
    }

    fn row(&mut self, at: RowAt, cells: &scan::Cells<'_>) {
        let Some((_, stats)) = self.parts.last_mut() else {
            return;
        };
        for ((column, year), stats) in self.columns.iter().zip(stats) {
            let year = year.map(|year| cells.text(year)).unwrap_or_default();
            stats.observe(&cells.text(*column), &year, at.start + 1);
        }
    }

    /// It is set aside, whatever its dates.
    fn spoilt(&mut self, _at: RowAt, _cells: &scan::Cells<'_>, _why: scan::Spoilt) {}
}

fn decided<F: RowFormat>(
    table: &Table,
    format: &F,
    stated: Stated,
    stats: &[DateStats],
) -> Result<Vec<DateOrder>, ReadError> {
    let decided: Vec<_> = stats.iter().map(|stats| stated.settle(stats.decide())).collect();
    // A column that does not tell is written as the others of its table, else as such tables usually are.
    let told = decided.iter().flatten().copied().find(|order| order.is_of_numbers());
    let told = told.or(format.usual_date_order());
    let columns = format.date_columns();
    let orders = decided.into_iter().zip(&columns);
    let order = orders.map(|(decided, (column, _))| match (decided, told) {
        (Ok(order), _) | (Err(Undecided::Either { .. }), Some(order)) => Ok(order),
        (Err(mut undecided), _) => {
            undecided.relocate(|place| table.line_of(place - 1));
            let at = At::Cell {
                line: undecided.line(),
                column: format.names().get(*column).cloned().unwrap_or_default(),
            };
            Err(ReadError::new(at, Problem::DateOrder(undecided)))
        }
    });
    order.collect()
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
    /// As options say it.
    pub fn of(options: &OpenOptions) -> Self {
        Self {
            file: options.date_order,
            kind: options.mapping.as_ref().and_then(|mapping| mapping.when.order),
        }
    }

    /// What is stated holds for dates of numbers; dates that say themselves what they mean stay what they are.
    fn settle(self, decided: Result<DateOrder, Undecided>) -> Result<DateOrder, Undecided> {
        match (decided, self.file) {
            (Ok(found), Some(stated)) if stated.is_of_numbers() && !found.is_of_numbers() => Ok(found),
            (_, Some(stated)) => Ok(stated),
            (decided, None) => decided.or_else(|undecided| self.kind.ok_or(undecided)),
        }
    }
}
