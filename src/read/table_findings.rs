//! Findings about a table as it is written down: quotation marks, characters, rows without a value.
//!
//! Places are first bytes plus one until lines are counted.

use super::error::{Expected, Found};
use super::options::Encoding;
use super::report::{Issue, IssueKind, ReadReport};
use super::rows::whole_row;
use super::scan::{self, Facts, RowAt, Spoilt};
use super::table_file::named;

/// What there is to say about the characters of a file, and about rows without a value: how many, and the first.
pub(super) fn about_text(facts: &Facts, (blank, first): (usize, u64), findings: &mut ReadReport) {
    let issue = |kind, position: u64, found, expected| Issue {
        kind,
        ..whole_row(position + 1, found, expected)
    };
    if let Some(at) = facts.zeros.first {
        let found = Found::ZeroBytes(facts.zeros.count);
        findings.add_unwarned(issue(IssueKind::Notice, at, found, Expected::NoZeroBytes));
    }
    let damage = facts.census.first_damage;
    if let Some(at) = damage.filter(|_| named(facts.encoding) == Encoding::Utf8) {
        let found = Found::Damaged(facts.census.damaged);
        findings.add_unwarned(issue(IssueKind::Notice, at, found, Expected::OneEncoding));
    }
    // Where somebody says that all of it is in Windows-1252, two encodings still meet.
    let mixed = damage.and(facts.census.first_letter);
    if let Some(at) = mixed.filter(|_| named(facts.encoding) == Encoding::Windows1252) {
        let found = Found::SomeUtf8(facts.census.characters);
        findings.add_unwarned(issue(IssueKind::Notice, at, found, Expected::AllWindows1252));
    }
    if blank > 0 {
        let issue = issue(IssueKind::Remark, first, Found::BlankRow, Expected::FilledRow);
        findings.count(&issue, blank - 1);
        findings.add_unwarned(issue);
    }
}

/// Whether a row has cells and nothing in any of them. Its bytes are few then.
pub(super) fn is_blank(at: RowAt, cells: &scan::Cells<'_>) -> bool {
    let few = at.end - at.start <= cells.len() as u64 * 3;
    few && cells.len() > 1 && !cells.is_cut() && (0..cells.len()).all(|cell| cells.get(cell).trim_ascii().is_empty())
}

/// The finding about a quotation mark that stands within a cell.
pub(super) fn out_of_place(position: u64) -> Issue {
    Issue {
        kind: IssueKind::Notice,
        line: position + 1,
        column: String::new(),
        found: Found::text("\""),
        expected: Expected::PlacedQuote,
    }
}

/// The finding for which a row that cannot be trusted is set aside.
pub(super) fn spoilt(at: RowAt, why: Spoilt, names: &[String]) -> Issue {
    let (cell, found, expected) = match why {
        Spoilt::Open { mark, cell } => {
            let (line, last) = (mark + 1, at.end);
            (cell, Found::OpenQuote { line, last }, Expected::ClosedQuote)
        }
        Spoilt::TooLong { cell, limit } => {
            let limit = limit as u64;
            (cell, Found::CellOver(limit), Expected::CellUpTo(limit))
        }
    };
    let column = names.get(cell).cloned().unwrap_or_else(|| (cell + 1).to_string());
    Issue {
        column,
        ..whole_row(at.start + 1, found, expected)
    }
}
