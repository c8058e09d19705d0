//! The findings of a report as a copy for fast opening keeps them. What the dataset itself says is not among them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Group, Issue, ReadReport};
use crate::model::Dataset;
use crate::read::lines::Lines;
use crate::read::options::{DateOrder, Encoding};

/// What was found in a file.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::read) struct StoredReport {
    format: String,
    encoding: Option<Encoding>,
    delimiter: Option<u8>,
    date_order: Option<DateOrder>,
    columns: Vec<String>,
    issues: Vec<Issue>,
    issues_in_all: usize,
    groups: Vec<Group>,
    warned: Vec<(u64, u64)>,
    rows_share_lines: bool,
    aside: Vec<(u64, u64)>,
}

impl StoredReport {
    pub fn of(report: &ReadReport) -> Self {
        Self {
            format: report.format.code().to_owned(),
            encoding: report.encoding,
            delimiter: report.delimiter,
            date_order: report.date_order,
            columns: report.columns.clone(),
            issues: report.issues.clone(),
            issues_in_all: report.issues_in_all,
            groups: report.groups.values().cloned().collect(),
            warned: report.warned.stored().collect(),
            rows_share_lines: report.rows_share_lines,
            aside: report.aside.stored().collect(),
        }
    }

    /// How the characters of the file are coded.
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// Whether it tells of a file that is read as `begun` says, with these columns.
    pub fn is_of(&self, begun: &ReadReport, columns: &[String]) -> bool {
        self.format == begun.format.code() && self.columns == columns
    }

    /// The whole report; `begun` is what is known before any row is read.
    pub fn whole(self, begun: &ReadReport, dataset: &Dataset) -> ReadReport {
        let groups = self.groups.into_iter();
        let groups: BTreeMap<_, _> = groups.map(|group| (group.first.group(), group)).collect();
        let mut report = ReadReport {
            encoding: self.encoding,
            delimiter: self.delimiter,
            date_order: self.date_order,
            columns: self.columns,
            guessed: begun.guessed.clone(),
            issues: self.issues,
            issues_in_all: self.issues_in_all,
            groups,
            warned: Lines::from_stored(self.warned),
            rows_share_lines: self.rows_share_lines,
            aside: Lines::from_stored(self.aside),
            ..ReadReport::new(&begun.file, begun.format)
        };
        report.seal(dataset);
        report
    }
}
