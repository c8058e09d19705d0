//! How the dates of a column are written, found out over the whole column and never guessed.
//!
//! `05/03/2024` is the fifth of March or the third of May. Which of the two holds is decided by the column as a
//! whole: one date with a number above 12 settles it for all. Where nothing settles it, [`DateStats::decide`]
//! says [`Undecided`] with the two readings, and whoever opens the file is asked.

mod written;

use super::error::{Expected, excerpt};
use super::options::DateOrder;
use crate::base::{Day, DaySpan};
use crate::words::Words;
pub(super) use written::stamp;
use written::{Written, day, iso, written};

/// Dates with one order that outvote a few with the other one: those are mistakes of single rows.
const OUTVOTES: u32 = 100;
/// Steps from one date to another that a sorted column must have before its order counts as evidence.
const SORTED_STEPS: u32 = 12;

/// What the cells of one date column look like. Columns of several parts of a file can be put together with
/// [`DateStats::append`].
#[derive(Debug, Clone, Default)]
pub struct DateStats {
    year_first: u32,
    named: u32,
    /// Two numbers and a year; of these, dates that exist only with the day, only with the month first.
    numbers: u32,
    only_day_first: u32,
    only_month_first: u32,
    /// Numbers of five digits, and of nine or more.
    serial: u32,
    seconds: u32,
    /// Numbers read as days whose year is not that of the year column.
    year_differs: u32,
    other: u32,
    either: Option<Example>,
    example_day_first: Option<Example>,
    example_month_first: Option<Example>,
    sorting: Sorting,
}

/// A cell that stands for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Text of the cell.
    pub text: String,
    /// Line of the file on which its row begins, from 1.
    pub line: u64,
}

/// Why the order of day and month is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecided {
    /// Every date of the column makes sense both ways.
    Either {
        /// The first of them.
        example: Example,
        /// Its reading with the day first.
        day_first: Day,
        /// Its reading with the month first.
        month_first: Day,
    },
    /// Some dates make sense only with the day first, others only with the month first.
    Mixed {
        /// The first that needs the day first.
        day_first: Example,
        /// The first that needs the month first.
        month_first: Example,
    },
}

impl Undecided {
    /// What is open, in words, with the readings that are possible.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::Either {
                example,
                day_first,
                month_first,
            } => words.two_readings(&example.text, *day_first, *month_first),
            Self::Mixed { day_first, month_first } => {
                let pair = |example: &'_ Example| (excerpt(&example.text), example.line);
                let (a, b) = (pair(day_first), pair(month_first));
                words.two_orders((&a.0, a.1), (&b.0, b.1))
            }
        }
    }

    /// Puts the examples on the lines that `line` gives for theirs.
    pub(super) fn relocate(&mut self, line: impl Fn(u64) -> u64) {
        match self {
            Self::Either { example, .. } => example.line = line(example.line),
            Self::Mixed { day_first, month_first } => {
                day_first.line = line(day_first.line);
                month_first.line = line(month_first.line);
            }
        }
    }

    /// Line of the date that shows it, from 1.
    pub fn line(&self) -> u64 {
        match self {
            Self::Either { example, .. } => example.line,
            Self::Mixed { day_first, month_first } => day_first.line.min(month_first.line),
        }
    }
}

impl DateStats {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at a cell. `year` is the cell of the column that states the year, empty where there is none; `line`
    /// is where the row begins, from 1. Empty cells say nothing.
    pub fn observe(&mut self, text: &str, year: &str, line: u64) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match written(text) {
            Written::YearFirst(_) => self.year_first += 1,
            Written::Named(_) => self.named += 1,
            Written::Numbers { first, second, year } => self.observe_numbers(text, line, (first, second, year)),
            Written::Number(number) => self.observe_number(number, year),
            Written::ShortYear | Written::Other => self.other += 1,
        }
    }

    /// Whether every date so far has the year first or a named month, so that nothing is open.
    pub fn is_plain(&self) -> bool {
        self.numbers == 0 && self.serial == 0 && self.seconds == 0 && (self.year_first == 0 || self.named == 0)
    }

    fn observe_numbers(&mut self, text: &str, line: u64, (first, second, year): (u8, u8, i16)) {
        let (day_first, month_first) = (day(year, second, first), day(year, first, second));
        let example = |slot: &mut Option<Example>| {
            slot.get_or_insert_with(|| Example {
                text: text.to_owned(),
                line,
            });
        };
        match (day_first, month_first) {
            (Some(a), Some(b)) => {
                if a != b {
                    example(&mut self.either);
                }
                self.sorting.step(a);
            }
            (Some(a), None) => {
                self.only_day_first += 1;
                example(&mut self.example_day_first);
                self.sorting.step(a);
            }
            (None, Some(_)) => {
                self.only_month_first += 1;
                example(&mut self.example_month_first);
            }
            (None, None) => {
                self.other += 1;
                return;
            }
        }
        self.numbers += 1;
    }

    fn observe_number(&mut self, number: f64, year: &str) {
        let read = if is_serial(number) {
            self.serial += 1;
            DateOrder::ExcelSerial.of_number(number)
        } else if is_seconds(number) {
            self.seconds += 1;
            DateOrder::UnixSeconds.of_number(number)
        } else {
            self.other += 1;
            None
        };
        if read.is_some_and(|day| !year_agrees(day, year)) {
            self.year_differs += 1;
        }
    }

    /// Adds what a later part of the same column looks like.
    pub fn append(&mut self, later: &Self) {
        self.year_first += later.year_first;
        self.named += later.named;
        self.numbers += later.numbers;
        self.only_day_first += later.only_day_first;
        self.only_month_first += later.only_month_first;
        self.serial += later.serial;
        self.seconds += later.seconds;
        self.year_differs += later.year_differs;
        self.other += later.other;
        let keep = |slot: &mut Option<Example>, later: &Option<Example>| {
            if slot.is_none() {
                slot.clone_from(later);
            }
        };
        keep(&mut self.either, &later.either);
        keep(&mut self.example_day_first, &later.example_day_first);
        keep(&mut self.example_month_first, &later.example_month_first);
        self.sorting.append(later.sorting);
    }

    /// How the column is written: the form that most of its dates have. A column without a date counts as
    /// year first.
    ///
    /// # Errors
    /// Day and month could be either way round.
    pub fn decide(&self) -> Result<DateOrder, Undecided> {
        let plain = self.serial + self.seconds;
        if self.numbers > self.year_first && self.numbers > self.named && self.numbers > plain {
            return self.decide_numbers();
        }
        let dated = self.year_first + self.named + self.numbers + self.other;
        // One number too many, and the column is of something else: an amount, a code.
        if plain > 0 && dated == 0 && self.year_differs * 20 <= plain {
            if self.seconds == 0 {
                return Ok(DateOrder::ExcelSerial);
            }
            if self.serial == 0 {
                return Ok(DateOrder::UnixSeconds);
            }
        }
        Ok(if self.named > self.year_first {
            DateOrder::NamedMonth
        } else {
            DateOrder::YearFirst
        })
    }

    fn decide_numbers(&self) -> Result<DateOrder, Undecided> {
        let outvotes = |many: u32, few: u32| many > 0 && few.saturating_mul(OUTVOTES) <= many;
        if outvotes(self.only_day_first, self.only_month_first) {
            return Ok(DateOrder::DayFirst);
        }
        if outvotes(self.only_month_first, self.only_day_first) {
            return Ok(DateOrder::MonthFirst);
        }
        if let (Some(day_first), Some(month_first)) = (&self.example_day_first, &self.example_month_first) {
            return Err(Undecided::Mixed {
                day_first: day_first.clone(),
                month_first: month_first.clone(),
            });
        }
        let Some(example) = &self.either else {
            // Fifth of the fifth: both orders say the same.
            return Ok(DateOrder::DayFirst);
        };
        if self.sorting.is_sorted() {
            return Ok(DateOrder::DayFirst);
        }
        let read = |order: DateOrder| order.parse(&example.text).unwrap_or(Day::MIN);
        Err(Undecided::Either {
            day_first: read(DateOrder::DayFirst),
            month_first: read(DateOrder::MonthFirst),
            example: example.clone(),
        })
    }
}

/// Whether a column read with the day first rises or falls from row to row, and does not when read with the month
/// first. Only this direction is evidence: a column that is sorted *as text* within each year rises with the
/// month first, whatever the truth is.
#[derive(Debug, Clone, Copy, Default)]
struct Sorting {
    first: Option<Day>,
    last: Option<Day>,
    rises: u32,
    falls: u32,
    swapped_rises: u32,
    swapped_falls: u32,
}

impl Sorting {
    fn step(&mut self, next: Day) {
        if let Some(last) = self.last {
            self.count(last, next);
        }
        self.first.get_or_insert(next);
        self.last = Some(next);
    }

    fn count(&mut self, from: Day, to: Day) {
        self.rises += u32::from(to > from);
        self.falls += u32::from(to < from);
        let swapped = |day: Day| {
            let (year, month, day) = day.to_ymd();
            (year, day, month)
        };
        self.swapped_rises += u32::from(swapped(to) > swapped(from));
        self.swapped_falls += u32::from(swapped(to) < swapped(from));
    }

    fn append(&mut self, later: Self) {
        if let (Some(last), Some(first)) = (self.last, later.first) {
            self.count(last, first);
        }
        self.first = self.first.or(later.first);
        self.last = later.last.or(self.last);
        self.rises += later.rises;
        self.falls += later.falls;
        self.swapped_rises += later.swapped_rises;
        self.swapped_falls += later.swapped_falls;
    }

    fn is_sorted(self) -> bool {
        let steps = self.rises + self.falls;
        let sorted = self.rises == 0 || self.falls == 0;
        let against = self.swapped_rises.min(self.swapped_falls);
        sorted && steps >= SORTED_STEPS && against * 10 >= steps && against >= 3
    }
}

impl DateOrder {
    /// The day of a cell of a column that is written so; `None` where it is written in another way or there is no
    /// such day. Days are civil: a time of day and a zone behind the date are passed over. Year 0 is no year.
    pub fn parse(self, text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if self == Self::YearFirst && bytes.len() == 10 {
            // The common case, without looking at anything twice.
            if let Some(day) = iso(bytes) {
                return Some(day);
            }
        }
        match (self, written(text.trim())) {
            (Self::YearFirst, Written::YearFirst(day)) | (Self::NamedMonth, Written::Named(day)) => Some(day),
            (Self::DayFirst, Written::Numbers { first, second, year }) => day(year, second, first),
            (Self::MonthFirst, Written::Numbers { first, second, year }) => day(year, first, second),
            (Self::ExcelSerial | Self::UnixSeconds, Written::Number(number)) => self.of_number(number),
            _ => None,
        }
    }

    /// What should stand in a cell that [`DateOrder::parse`] does not take.
    pub fn expected(self, text: &str) -> Expected {
        match written(text.trim()) {
            Written::ShortYear => Expected::FourDigitYear,
            // Written as it should be, but 31 February is no day.
            Written::Numbers { first, second, .. } if self == Self::DayFirst && second <= 12 && first <= 31 => {
                Expected::DayOfMonth
            }
            Written::Numbers { first, second, .. } if self == Self::MonthFirst && first <= 12 && second <= 31 => {
                Expected::DayOfMonth
            }
            _ => Expected::DayIn(self),
        }
    }

    fn of_number(self, number: f64) -> Option<Day> {
        let whole = number.floor();
        match self {
            Self::ExcelSerial if (1.0..=2_958_465.0).contains(&whole) => excel(whole as i32),
            Self::UnixSeconds if (0.0..1e14).contains(&whole) => {
                // Thirteen digits are milliseconds.
                let seconds = if whole >= 1e11 { whole / 1000.0 } else { whole };
                Some(Day::from_number((seconds / 86_400.0).floor() as i32))
            }
            _ => None,
        }
    }
}

/// The span of one day. `None` for 9999-12-31, whose end is no day of the calendar: files write it for "no date".
pub fn whole_day(day: Day) -> Option<DaySpan> {
    (day < Day::MAX).then(|| DaySpan::day(day))
}

/// Whether a day lies in the year that another cell states; a cell without a year contradicts nothing.
pub fn year_agrees(day: Day, year: &str) -> bool {
    let stated = year.trim().parse::<f64>().ok();
    stated.is_none_or(|stated| stated == f64::from(day.to_ymd().0))
}

/// Day of an Excel serial number in the 1900 system. Excel has a 29 February 1900 (60) that never was.
fn excel(serial: i32) -> Option<Day> {
    // 1899-12-31 is day 0 before the mistake.
    const ZERO: i32 = -25_568;
    match serial {
        60 => None,
        1..60 => Some(Day::from_number(ZERO + serial)),
        _ => Some(Day::from_number(ZERO + serial - 1)),
    }
}

/// Five digits: 1927 to 2173 as Excel counts.
fn is_serial(number: f64) -> bool {
    (10_000.0..100_000.0).contains(&number)
}

/// 1973 to 2286 in seconds, or in milliseconds.
fn is_seconds(number: f64) -> bool {
    (1e8..1e10).contains(&number) || (1e11..1e13).contains(&number)
}

#[cfg(test)]
mod tests;
