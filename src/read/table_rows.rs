//! From rows of cells to a dataset, the same way for every format.
//!
//! Several threads read parts of the file, each into a segment of its own. Until everything is read, the place of a
//! row in a finding is its first byte plus one; lines are counted at the end, for all findings at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Opened;
use super::doubts;
use super::error::{Expected, ReadError};
use super::options::OpenOptions;
use super::repeats;
use super::report::{Issue, ReadReport};
use super::rows::{RowFormat, Sink, take};
use super::scan::{self, Facts, RowAt, Spoilt, Worker};
use super::table_dates::{self, Stated};
use super::table_file::{Table, named, unreadable};
use super::table_findings::{about_text, is_blank, out_of_place, spoilt};
use super::table_records::TableRecords;
use crate::base::Pulse;
use crate::model::{About, Assembly, Piece, Segment, SetAside};

/// Reads every row of a table.
///
/// # Errors
/// A date order that cannot be found out, a table without a single usable row, a file that cannot be read, or the user
/// stopped it.
pub(super) fn read<F: RowFormat>(
    table: Table,
    format: F,
    about: About,
    mut report: ReadReport,
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    let (mut table, mut format, about) = match super::kept::opened(table, format, about, &report, options) {
        Ok(opened) => return Ok(opened),
        Err(there_is_none) => *there_is_none,
    };
    let stated = Stated::of(options);
    let mut dates = table_dates::by_first_rows(&table, &format, stated, pulse)?;
    let (readers, facts) = loop {
        format.set_date_orders(&dates.orders);
        let other_form = AtomicBool::new(false);
        let found = table.scan(pulse, || {
            Reader::new(&table, &format, pulse, (!dates.whole).then_some(&other_form))
        })?;
        if !other_form.load(Ordering::Relaxed) {
            break (found.0.into_iter().map(Reader::done).collect(), found.1);
        }
        dates = table_dates::by_all_rows(&table, &format, stated, pulse)?;
        dates.whole = true;
    };
    table.dialect.encoding = facts.encoding;
    report.columns = format.names().to_vec();
    report.encoding = Some(named(facts.encoding));
    report.delimiter = Some(table.dialect.delimiter);
    report.date_order = dates.orders.first().copied();
    let dataset = put_together((table, facts), format, about, readers, &mut report)?;
    report.order_and_bound();
    doubts::look(&dataset, &mut report);
    if dataset.is_empty() {
        return Err(report.nothing_accepted());
    }
    Ok(Opened { dataset, report })
}

/// Reads every row of a table that nothing is checked of yet. `None` where the first rows leave open how the dates
/// are written, or later ones differ from them.
///
/// # Errors
/// As [`read`].
pub(super) fn early<F: RowFormat>(
    mut table: Table,
    mut format: F,
    about: About,
    report: ReadReport,
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Option<Opened>, ReadError> {
    let Some(dates) = table_dates::plain(&table, &format, Stated::of(options))? else {
        return Ok(None);
    };
    format.set_date_orders(&dates.orders);
    let other_form = AtomicBool::new(false);
    let (readers, facts) = table.scan(pulse, || Reader::new(&table, &format, pulse, Some(&other_form)))?;
    if other_form.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let done = readers.into_iter().map(Reader::done).collect();
    table.dialect.encoding = facts.encoding;
    Ok(provisional((table, facts), format, about, report, done))
}

/// A dataset of rows that nothing is checked of yet; `None` of no row.
pub(super) fn provisional<F: RowFormat>(
    (table, facts): (Table, Facts),
    format: F,
    about: About,
    report: ReadReport,
    done: Vec<Done>,
) -> Option<Opened> {
    let (pieces, quarantined) = (pieces(&done), done.iter().map(|done| done.quarantined).sum());
    let starts = starts(&done, &pieces);
    let segments = done.into_iter().map(|done| done.segment).collect();
    let records = TableRecords {
        table,
        starts,
        lines: facts.lines,
        format,
        folded: BTreeMap::new(),
    };
    let counts = SetAside {
        quarantined,
        duplicates: 0,
    };
    let dataset = Assembly::new(segments, &pieces).finish(about, counts, Box::new(records));
    (!dataset.is_empty()).then_some(Opened { dataset, report })
}

/// What one thread has read.
pub(super) struct Done {
    pub segment: Segment,
    /// First byte of every accepted row.
    pub starts: Vec<u64>,
    /// Parts of the file with the first row of each.
    pub parts: Vec<(u32, usize)>,
    /// Findings at first bytes plus one.
    pub findings: ReadReport,
    pub quarantined: usize,
    /// The quotation mark that is never closed.
    pub open_mark: Option<u64>,
    /// Rows without a value, and the first byte of the first one.
    pub blank: (usize, u64),
}

impl Default for Done {
    fn default() -> Self {
        Self {
            segment: Segment::new(),
            starts: Vec::new(),
            parts: Vec::new(),
            findings: ReadReport::new("", super::Format::Mapped),
            quarantined: 0,
            open_mark: None,
            blank: (0, u64::MAX),
        }
    }
}

/// Brings together what the threads have read.
fn put_together<F: RowFormat>(
    (table, facts): (Table, Facts),
    format: F,
    about: About,
    done: Vec<Done>,
    report: &mut ReadReport,
) -> Result<crate::model::Dataset, ReadError> {
    let pieces = pieces(&done);
    let starts = starts(&done, &pieces);
    let (mut findings, mut quarantined, mut segments) = (report.without_findings(), 0, Vec::new());
    let (mut open_mark, mut blank) = (None, (0, u64::MAX));
    for done in done {
        open_mark = open_mark.or(done.open_mark);
        blank = (blank.0 + done.blank.0, blank.1.min(done.blank.1));
        findings.append(done.findings);
        quarantined += done.quarantined;
        segments.push(done.segment);
    }
    if let Some(mark) = facts.loose_mark.filter(|mark| open_mark != Some(*mark)) {
        findings.add(out_of_place(mark));
    }
    about_text(&facts, blank, &mut findings);
    let mut assembly = Assembly::new(segments, &pieces);
    let mut records = TableRecords {
        table,
        starts,
        lines: facts.lines,
        format,
        folded: BTreeMap::new(),
    };
    let settled = repeats::settle(&records.format, &records, &mut assembly);
    settled.findings.into_iter().for_each(|finding| findings.add(finding));
    records.folded = settled.folded;
    // Only what is told needs its line: counting the lines of a million rows with a warning takes as long as reading.
    findings.number_warned(&records.starts);
    let places: Vec<u64> = findings.places();
    let positions: Vec<u64> = places.iter().map(|place| place.saturating_sub(1)).collect();
    let lines = records
        .lines
        .lines_of(&positions, &records.table.source)
        .map_err(unreadable)?;
    findings.relocate_rows(|place, column| {
        let at = places.binary_search(&place).ok();
        let line = at.and_then(|at| lines.get(at)).copied().unwrap_or(place);
        (line, column.to_owned())
    });
    report.append(findings);
    let counts = SetAside {
        quarantined: quarantined + settled.quarantined,
        duplicates: settled.duplicates,
    };
    Ok(assembly.finish(about, counts, Box::new(records)))
}

/// First bytes of all rows in the order of the file.
fn starts(done: &[Done], pieces: &[Piece]) -> Vec<u64> {
    let mut starts: Vec<u64> = Vec::with_capacity(done.iter().map(|done| done.starts.len()).sum());
    for piece in pieces {
        let of_segment = done.get(piece.segment).map_or(&[][..], |done| &done.starts);
        starts.extend_from_slice(of_segment.get(piece.rows.clone()).unwrap_or_default());
    }
    starts
}

/// The parts of all threads in the order of the file.
fn pieces(done: &[Done]) -> Vec<Piece> {
    let mut pieces: Vec<(u32, Piece)> = Vec::new();
    for (segment, done) in done.iter().enumerate() {
        let ends = done.parts.iter().skip(1).map(|(_, first)| *first);
        let ends = ends.chain([done.segment.len()]);
        pieces.extend(done.parts.iter().zip(ends).map(|((part, first), end)| {
            let rows = *first..end;
            (*part, Piece { segment, rows })
        }));
    }
    pieces.sort_by_key(|(part, _)| *part);
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// Reads the rows of one thread.
struct Reader<'a, F: RowFormat> {
    table: &'a Table,
    format: &'a F,
    pulse: &'a Pulse,
    /// Set when a date is written in another way than the first rows showed and not all were looked at.
    other_form: Option<&'a AtomicBool>,
    sink: Sink<F::Scratch>,
    /// All but the segment, which is in the sink.
    done: Done,
    uncounted: u64,
}

impl<'a, F: RowFormat> Reader<'a, F> {
    fn new(table: &'a Table, format: &'a F, pulse: &'a Pulse, other_form: Option<&'a AtomicBool>) -> Self {
        Self {
            table,
            format,
            pulse,
            other_form,
            sink: Sink::default(),
            done: Done::default(),
            uncounted: 0,
        }
    }

    /// Makes room for this thread's share of the rows.
    fn reserve(&mut self) {
        let starts = &self.done.starts;
        let Some((first, last)) = starts.first().zip(starts.last()) else {
            return;
        };
        let rows = room_for(self.table, last - first, starts.len());
        self.sink.segment.reserve(rows);
        let more = rows.saturating_sub(self.done.starts.len());
        crate::model::room::reserve(&mut self.done.starts, more);
    }

    fn done(self) -> Done {
        self.pulse.count_rows(self.uncounted);
        Done {
            segment: self.sink.segment,
            ..self.done
        }
    }
}

/// How many rows a thread will have read of a table, as long as its first ones, of so many bytes, are typical.
pub(super) fn room_for(table: &Table, bytes: u64, rows: usize) -> usize {
    let size = table.source.size().min(table.scanning.until.unwrap_or(u64::MAX));
    let share = size / table.scanning.threads.max(1) as u64;
    let row = bytes / (rows as u64).max(1) + 1;
    // A sixteenth more: threads take parts as they come.
    let rows = share / row + share / row / 16;
    usize::try_from(rows.min(share / 16)).unwrap_or(0)
}

impl<F: RowFormat> Worker for Reader<'_, F> {
    fn part(&mut self, part: u32) {
        self.pulse.count_rows(std::mem::take(&mut self.uncounted));
        self.done.parts.push((part, self.sink.segment.len()));
        if self.done.parts.len() == 2 {
            self.reserve();
        }
    }

    fn rows(&mut self, rows: &scan::Rows<'_>) {
        self.format.look_ahead(rows, &mut self.sink.scratch);
        rows.iter().for_each(|(at, cells)| self.row(at, &cells));
    }

    fn row(&mut self, at: RowAt, cells: &scan::Cells<'_>) {
        if is_blank(at, cells) {
            self.done.blank = (self.done.blank.0 + 1, self.done.blank.1.min(at.start));
            return;
        }
        self.uncounted += 1;
        match take(self.format, cells, at.start + 1, &mut self.sink) {
            Ok(()) => {
                self.done.starts.push(at.start);
                for notice in self.sink.notices.drain(..) {
                    self.done.findings.add(notice);
                }
            }
            Err(issue) => {
                if let Some(other_form) = self.other_form.filter(|_| is_of_other_form(&issue)) {
                    other_form.store(true, Ordering::Relaxed);
                }
                self.done.quarantined += 1;
                self.done.findings.add(issue);
            }
        }
    }

    fn spoilt(&mut self, at: RowAt, _cells: &scan::Cells<'_>, why: Spoilt) {
        self.uncounted += 1;
        self.done.quarantined += 1;
        self.done.findings.add(spoilt(at, why, self.format.names()));
        if let Spoilt::Open { mark, .. } = why {
            self.done.open_mark = Some(mark);
        }
    }
}

/// Whether a finding is about a date that is written unlike the rest of its column.
pub(super) fn is_of_other_form(issue: &Issue) -> bool {
    matches!(issue.expected, Expected::DayIn(_) | Expected::FourDigitYear)
}
