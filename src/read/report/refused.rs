//! Why a file is refused of which no row could be used.

use super::super::error::{At, Expected, Problem, ReadError};
use super::super::options::DateOrder;
use super::{IssueKind, ReadReport};

impl ReadReport {
    /// Why a table without one usable row is refused: what kept its first row.
    pub(in crate::read) fn nothing_accepted(&self) -> ReadError {
        let mut aside = self.issues.iter().filter(|issue| issue.kind == IssueKind::SetAside);
        let Some(issue) = aside.next().or(self.issues.first()) else {
            return ReadError::whole(Problem::NoRows);
        };
        let expected = match &issue.expected {
            // What is taken for granted where no cell of the column is a date: there is no rest to be as.
            Expected::DayIn(DateOrder::YearFirst) => Expected::Day,
            other => other.clone(),
        };
        let at = At::of(issue.line, &issue.column);
        let found = issue.found.clone();
        ReadError::new(
            at,
            match self.counts.quarantined {
                0 | 1 => Problem::Value(found, expected),
                rows => Problem::NoRowUsable(rows, found, expected),
            },
        )
    }
}
