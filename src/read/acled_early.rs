//! The rows of an ACLED table that are shown while it is still being read.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Opened;
use super::acled::Acled;
use super::acled_first::FirstRows;
use super::error::ReadError;
use super::options::OpenOptions;
use super::report::ReadReport;
use super::scan::{Cells, Facts, RowAt, Spoilt, Worker};
use super::table_dates::{self, Stated};
use super::table_file::Table;
use super::table_findings::is_blank;
use super::table_rows::{Done, is_of_other_form, provisional};
use crate::base::{LonLat, Pulse};
use crate::model::{About, Dated, Deaths, EventType};
use crate::read::rows::RowFormat;

/// The columns of the first frame of all rows, or of those at the beginning of a table.
#[derive(Debug)]
pub struct FirstColumns {
    table: Table,
    format: Acled,
    facts: Facts,
    shares: Vec<Share>,
}

/// What one thread has read.
#[derive(Debug)]
struct Share {
    rows: FirstRows,
    /// Parts of the file with the first row of each.
    parts: Vec<(u32, usize)>,
    quarantined: usize,
}

impl FirstColumns {
    /// Reads them, as far as the table is to be scanned; `None` where the first rows leave open how the dates are written, or later ones differ from them.
    ///
    /// # Errors
    /// A file that cannot be read, or the user stopped it.
    pub(super) fn read(
        mut table: Table,
        mut format: Acled,
        options: &OpenOptions,
        pulse: &Pulse,
    ) -> Result<Option<Self>, ReadError> {
        let Some(dates) = table_dates::plain(&table, &format, Stated::of(options))? else {
            return Ok(None);
        };
        format.set_date_orders(&dates.orders);
        // Text that is shown for a moment is not looked at byte by byte.
        table.scanning.glance = true;
        let other_form = AtomicBool::new(false);
        let (readers, facts) = table.scan(pulse, || Reader::new(&table, &format, &other_form, pulse))?;
        let shares = readers.into_iter().map(Reader::done).collect();
        Ok((!other_form.into_inner()).then_some(Self {
            table,
            format,
            facts,
            shares,
        }))
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.shares.iter().map(|share| share.rows.len()).sum()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Days, position, type and deaths of every row, in the order in which threads have read them.
    pub fn iter(&self) -> impl Iterator<Item = (Option<Dated>, Option<LonLat>, EventType, Deaths)> {
        self.shares.iter().flat_map(|share| share.rows.iter())
    }

    /// A dataset of these rows, in the order of days.
    pub(super) fn provisional(mut self, about: About, report: ReadReport) -> Option<Opened> {
        self.table.dialect.encoding = self.facts.encoding;
        let done: Vec<Done> = std::thread::scope(|scope| {
            let threads: Vec<_> = self
                .shares
                .into_iter()
                .map(|share| scope.spawn(|| share.done()))
                .collect();
            let done = threads.into_iter().map(|thread| thread.join());
            done.map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        provisional((self.table, self.facts), self.format, about, report, done)
    }
}

impl Share {
    fn done(self) -> Done {
        Done {
            starts: self.rows.starts(),
            segment: self.rows.into_segment(),
            parts: self.parts,
            quarantined: self.quarantined,
            ..Done::default()
        }
    }
}

/// Reads the rows of one thread.
struct Reader<'a> {
    table: &'a Table,
    format: &'a Acled,
    /// Set when a date is written in another way than the first rows showed.
    other_form: &'a AtomicBool,
    pulse: &'a Pulse,
    share: Share,
    uncounted: u64,
}

impl<'a> Reader<'a> {
    fn new(table: &'a Table, format: &'a Acled, other_form: &'a AtomicBool, pulse: &'a Pulse) -> Self {
        Self {
            table,
            format,
            other_form,
            pulse,
            share: Share {
                rows: FirstRows::default(),
                parts: Vec::new(),
                quarantined: 0,
            },
            uncounted: 0,
        }
    }

    fn done(self) -> Share {
        self.pulse.count_rows(self.uncounted);
        self.share
    }
}

impl Worker for Reader<'_> {
    fn part(&mut self, part: u32) {
        self.pulse.count_rows(std::mem::take(&mut self.uncounted));
        let share = &mut self.share;
        share.parts.push((part, share.rows.len()));
        if share.parts.len() == 2 {
            share.rows.reserve(self.table);
        }
    }

    fn row(&mut self, at: RowAt, cells: &Cells<'_>) {
        if is_blank(at, cells) {
            return;
        }
        self.uncounted += 1;
        if let Err(issue) = self.share.rows.take(self.format, cells, at.start) {
            if is_of_other_form(&issue) {
                self.other_form.store(true, Ordering::Relaxed);
            }
            self.share.quarantined += 1;
        }
    }

    fn spoilt(&mut self, _at: RowAt, _cells: &Cells<'_>, _why: Spoilt) {
        self.uncounted += 1;
        self.share.quarantined += 1;
    }
}
