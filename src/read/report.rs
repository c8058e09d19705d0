//! The import report: what a file was understood as, what became of its rows, what is worth knowing about them.

mod refused;
mod stored;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

pub(super) use super::blank::no_incident;
use super::error::{At, Expected, Found};
pub use super::format::Format;
use super::found::found_expected;
use super::lines::Lines;
use super::mapping::Mapping;
use super::options::{DateOrder, Encoding};
use crate::base::{Day, DaySpan};
use crate::model::dictionary::NO_CODE;
use crate::model::{Counts, Dataset, DatasetCard};
use crate::words::Words;
pub(super) use stored::StoredReport;

/// What a finding means for its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "snake_case")]
pub enum IssueKind {
    /// The row is not in the dataset.
    SetAside,
    /// The row is in the dataset; a value of it is remarkable.
    #[strum(serialize = "warning")]
    Notice,
    /// Worth knowing; nothing is wrong with the row. Also what is said about a file as a whole (line 0).
    Remark,
}

impl IssueKind {
    /// Its name in files that programs read: `set_aside`, `warning`, `remark`.
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// A finding in one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// What it means for the row.
    pub kind: IssueKind,
    /// Line of the file on which the row begins, from 1; 0 for the file as a whole.
    pub line: u64,
    /// Column; empty for the row as a whole.
    pub column: String,
    /// What stands there.
    pub found: Found,
    /// What should.
    pub expected: Expected,
}

impl Issue {
    /// The finding in one line: `line 14, column latitude: found “95”, expected … (row set aside)`.
    pub fn explain(&self, words: &Words) -> String {
        let said = self.said(words);
        let meaning = match self.kind {
            IssueKind::SetAside => words.reading.set_aside,
            IssueKind::Notice => words.reading.kept,
            IssueKind::Remark => return format!("{}{said}", self.place(words)),
        };
        // A finding about the file as a whole is about no row.
        if self.line == 0 {
            return format!("{}{said}", self.place(words));
        }
        format!("{}{said} ({meaning})", self.place(words))
    }

    /// "found X, expected Y"; what is said about a file as a whole has sentences of its own.
    pub fn said(&self, words: &Words) -> String {
        match (&self.found, &self.expected) {
            (Found::LastDay(last), Expected::RecentDays(today)) => words.newest_missing(*last, *today),
            (Found::Share(percent, rows, at), Expected::SpreadPoints) => words.pile(*percent, *rows, *at),
            (found, expected) => found_expected(words, &found.explain(words), &expected.explain(words)),
        }
    }

    /// "line 14, column latitude: "; empty for the file as a whole.
    fn place(&self, words: &Words) -> String {
        let place = At::of(self.line, &self.column).explain(words);
        let colon = if place.is_empty() { "" } else { words.reading.colon };
        format!("{place}{colon}")
    }
}

/// Findings that are kept with their text; further ones are only counted, so that a hostile file with a
/// finding in every row cannot fill memory.
pub const MOST_ISSUES: usize = 1_000;

/// All findings of one kind in one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The first one.
    pub first: Issue,
    /// How many there are.
    pub count: usize,
}

/// What a group has in common.
pub(super) type GroupKey = (IssueKind, &'static str, String);

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadReport {
    /// Name of the file, without its folder.
    pub file: String,
    /// What it was read as.
    pub format: Format,
    /// How its characters are coded; none where the format leaves no choice.
    pub encoding: Option<Encoding>,
    /// What separates the cells of a table.
    pub delimiter: Option<u8>,
    /// How its dates are written, where that had to be found out.
    pub date_order: Option<DateOrder>,
    /// Names of the columns of a table, as the file writes them.
    pub columns: Vec<String>,
    /// SHA-256 of the file's bytes in hexadecimal digits: worked out after opening ([`super::sha256_of`]).
    pub sha256: Option<String>,
    /// What the dataset is and under which terms; none before the rows are read.
    pub card: Option<DatasetCard>,
    /// What the columns were taken for, where nobody stated it.
    pub guessed: Option<Mapping>,
    /// Rows read, accepted, set aside, repeated.
    pub counts: Counts,
    /// Accepted rows without a place.
    pub unlocated: usize,
    /// First to last day of the accepted rows.
    pub days: Option<DaySpan>,
    /// The first [`MOST_ISSUES`] findings, in the order in which they were made.
    pub issues: Vec<Issue>,
    /// All findings, also those that are not listed.
    pub issues_in_all: usize,
    groups: BTreeMap<GroupKey, Group>,
    /// What tells rows with a warning apart: their lines, or their positions from 1 ([`Self::rows_share_lines`]).
    warned: Lines,
    /// Whether several rows may begin on one line, as in JSON.
    pub(super) rows_share_lines: bool,
    aside: Lines,
}

impl ReadReport {
    /// A report without a finding.
    pub fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
            encoding: None,
            delimiter: None,
            date_order: None,
            columns: Vec::new(),
            sha256: None,
            card: None,
            guessed: None,
            counts: Counts::default(),
            unlocated: 0,
            days: None,
            issues: Vec::new(),
            issues_in_all: 0,
            groups: BTreeMap::new(),
            warned: Lines::default(),
            rows_share_lines: false,
            aside: Lines::default(),
        }
    }

    /// The report of a file of our own, which is accepted as a whole or not at all.
    pub(super) fn of_native(file: &str, counts: Counts) -> Self {
        Self {
            counts,
            ..Self::new(file, Format::Native)
        }
    }

    /// The same report before anything was found.
    pub(super) fn without_findings(&self) -> Self {
        Self::new(&self.file, self.format)
    }

    /// Takes up what was found in another part of the file.
    pub(super) fn append(&mut self, other: Self) {
        self.issues_in_all += other.issues_in_all;
        self.rows_share_lines |= other.rows_share_lines;
        self.issues.extend(other.issues);
        other.warned.iter().for_each(|line| self.warned.insert(line));
        other.aside.iter().for_each(|line| self.aside.insert(line));
        for (key, group) in other.groups {
            match self.groups.entry(key) {
                Entry::Vacant(place) => _ = place.insert(group),
                Entry::Occupied(mut known) => {
                    let known = known.get_mut();
                    known.count += group.count;
                    if group.first.line < known.first.line {
                        known.first = group.first;
                    }
                }
            }
        }
    }

    /// Where findings are that are told, and where rows are that were set aside, ascending, each once.
    pub(super) fn places(&self) -> Vec<u64> {
        let first = self.groups.values().map(|group| &group.first);
        let named = self
            .issues
            .iter()
            .chain(first)
            .flat_map(|issue| match (&issue.found, &issue.expected) {
                (_, Expected::OneVersion(older)) => [issue.line, *older, 0],
                (Found::OpenQuote { line, last }, _) => [issue.line, *line, *last],
                _ => [issue.line, 0, 0],
            });
        let mut places: Vec<u64> = named.chain(self.aside.iter()).collect();
        places.sort_unstable();
        places.dedup();
        places.retain(|place| *place > 0);
        places
    }

    /// Counts rows with a warning by their position from 1 from now on; `starts` are the first bytes of the accepted
    /// rows. A place within a row stands for it, unless that row was set aside.
    pub(super) fn number_warned(&mut self, starts: &[u64]) {
        let aside: Vec<u64> = self.aside.iter().collect();
        let last_to = |places: &[u64], upto: u64| places.partition_point(|place| *place <= upto);
        let number = |place: u64| {
            let row = last_to(starts, place.saturating_sub(1));
            let begins = starts.get(row.checked_sub(1)?)? + 1;
            let other = aside.get(last_to(&aside, place).wrapping_sub(1));
            let is_other = other.is_some_and(|other| *other > begins);
            (!is_other).then(|| u64::try_from(row).ok()).flatten()
        };
        let warned = std::mem::take(&mut self.warned);
        self.warned.extend_ascending(warned.iter().filter_map(number));
        self.rows_share_lines = true;
    }

    /// Counts rows as ones with a warning, by ascending positions from 1.
    pub(super) fn warn_rows(&mut self, rows: impl Iterator<Item = u64>) {
        self.warned.extend_ascending(rows);
    }

    /// Puts findings that several threads made into the order of the file, and keeps the first of them.
    pub(super) fn order_and_bound(&mut self) {
        self.issues.sort_by_key(|issue| issue.line);
        self.issues.truncate(MOST_ISSUES);
    }

    /// Adds a finding about the row that begins on its line.
    pub fn add(&mut self, issue: Issue) {
        // Names of columns are of no row.
        let row = issue.line > 0 && issue.expected != Expected::UniqueColumn;
        if row && issue.kind == IssueKind::Notice && !self.rows_share_lines {
            self.warned.insert(issue.line);
        }
        self.add_unwarned(issue);
    }

    /// Adds a finding about the row with this record.
    pub(super) fn add_about(&mut self, record: u32, issue: Issue) {
        if self.rows_share_lines && issue.kind == IssueKind::Notice {
            self.warn_row(u64::from(record) + 1);
        }
        self.add(issue);
    }

    /// Counts a row as one with a warning.
    pub(super) fn warn_row(&mut self, row: u64) {
        self.warned.insert(row);
    }

    /// Adds a finding that makes no row one with a warning, or whose row is counted otherwise.
    pub(super) fn add_unwarned(&mut self, issue: Issue) {
        if issue.line > 0 && issue.kind == IssueKind::SetAside {
            self.aside.insert(issue.line);
        }
        self.count(&issue, 1);
        if self.issues.len() < MOST_ISSUES {
            self.issues.push(issue);
        }
    }

    /// Counts findings like this one, and lists none.
    pub(super) fn count(&mut self, issue: &Issue, count: usize) {
        self.issues_in_all += count;
        let group = self.groups.entry(issue.group()).or_insert_with(|| Group {
            first: issue.clone(),
            count: 0,
        });
        group.count += count;
        if issue.line < group.first.line {
            group.first = issue.clone();
        }
    }

    /// Puts every finding where `place` says that its line and column stand: for a table that was made of something
    /// else.
    ///
    /// Rows with a warning stay counted as they were, also where several come to stand on one line.
    pub(super) fn relocate_rows(&mut self, place: impl Fn(u64, &str) -> (u64, String)) {
        let warned = std::mem::take(&mut self.warned);
        self.relocate(place);
        self.warned = warned;
    }

    /// The same for rows that each stand on a line of their own.
    pub(super) fn relocate(&mut self, place: impl Fn(u64, &str) -> (u64, String)) {
        let put = |issue: &mut Issue| {
            if issue.line > 0 {
                (issue.line, issue.column) = place(issue.line, &issue.column);
            }
            if let Expected::OneVersion(older) = &mut issue.expected {
                *older = place(*older, "").0;
            }
            if let Found::OpenQuote { line, last } = &mut issue.found {
                (*line, *last) = (place(*line, "").0, place(*last, "").0);
            }
        };
        self.issues.iter_mut().for_each(put);
        self.groups.values_mut().for_each(|group| put(&mut group.first));
        for lines in [&mut self.warned, &mut self.aside] {
            let mut put = Lines::default();
            lines.iter().for_each(|line| put.insert(place(line, "").0));
            *lines = put;
        }
    }

    /// States what the dataset turned out to be. Its rows add up: `read = accepted + quarantined + duplicates`.
    pub(super) fn seal(&mut self, dataset: &Dataset) {
        self.counts = dataset.counts();
        self.card = Some(dataset.card().clone());
        self.days = dataset.extent();
        let (_, codes) = dataset.spots();
        self.unlocated = codes.iter().filter(|code| **code == NO_CODE).count();
    }

    /// Says so where the newest twelve months are missing altogether: an access limit is not peace. A file
    /// is compared with the day on which it is looked at, which only the floors above know.
    pub fn compare_with(&mut self, today: Day) {
        let (year, month, day) = today.to_ymd();
        // 29 February has no day a year before: the 28th.
        let before = Day::ymd(year - 1, month, day).or_else(|| Day::ymd(year - 1, month, 28));
        let Some((last, before)) = self.days.map(DaySpan::last_day).zip(before) else {
            return;
        };
        if last <= before {
            self.add(Issue {
                kind: IssueKind::Remark,
                line: 0,
                column: String::new(),
                found: Found::LastDay(last),
                expected: Expected::RecentDays(today),
            });
        }
    }

    /// Accepted rows with at least one warning.
    pub fn warned(&self) -> usize {
        self.warned.len()
    }

    /// Findings of one kind in one column each: rows set aside, warnings, remarks; by code, then column.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// Findings of a group that are listed.
    pub fn listed<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a Issue> {
        self.issues.iter().filter(|issue| group.holds(issue))
    }

    /// Lines of every row that was set aside, ascending.
    pub fn lines_set_aside(&self) -> &Lines {
        &self.aside
    }

    /// Whether nothing at all is remarkable.
    pub fn is_clean(&self) -> bool {
        self.issues_in_all == 0 && self.counts.quarantined == 0 && self.counts.duplicates == 0
    }

    /// Whether somebody should look at the report.
    pub fn has_findings(&self) -> bool {
        !self.is_clean()
    }

    /// The first column of the file that has one of these names, as the file writes it; the first of the names
    /// where the file names none.
    pub(super) fn column(&self, names: &[&str]) -> String {
        let mut columns = self.columns.iter();
        let found = columns.find(|column| names.iter().any(|name| name.eq_ignore_ascii_case(column.trim())));
        found
            .cloned()
            .or_else(|| names.first().map(|name| (*name).to_owned()))
            .unwrap_or_default()
    }
}

impl Group {
    /// Stable name for programs: what it means for the row, then what was expected, as in `set_aside.latitude`.
    pub fn code(&self) -> String {
        self.first.code()
    }

    fn holds(&self, issue: &Issue) -> bool {
        issue.group() == self.first.group()
    }
}

impl Issue {
    /// What it has in common with others: the column, of a path in JSON without the positions in lists. Else a group
    /// would stand for each of a million features.
    pub(super) fn group(&self) -> GroupKey {
        let mut column = String::with_capacity(self.column.len());
        let mut inside = false;
        for c in self.column.chars() {
            inside = inside && c.is_ascii_digit();
            if !inside {
                column.push(c);
            }
            inside |= c == '[';
        }
        (self.kind, self.expected.code(), column)
    }

    /// Stable name for programs, as in `warning.ordered_deaths`.
    pub fn code(&self) -> String {
        format!("{}.{}", self.kind.code(), self.expected.code())
    }
}
