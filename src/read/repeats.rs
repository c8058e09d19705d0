//! Rows whose id an earlier row of the file has: overlapping downloads, a row for each actor, another version of
//! the event, or a mistake. Four things with four answers, and none of them loses a row in silence.

use std::collections::BTreeMap;

use super::error::{Expected, Found};
use super::report::{Issue, IssueKind};
use super::rows::RowFormat;
use crate::base::Day;
use crate::model::Assembly;

/// What it means that several rows have one id. Rows of the same cells are duplicates in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    /// Something is wrong: the first stays, later ones are set aside.
    Refused,
    /// The table may have a row for each actor: rows that agree in some columns are folded into one event, its
    /// actors brought together and its deaths counted once. Of others the one that was changed last stays, where
    /// the table tells; else they are set aside.
    Folded {
        /// Columns that must agree.
        same: &'static [&'static str],
        /// Column with the moment of the last change: seconds since 1970, or a day with a time.
        changed: Option<&'static str>,
    },
}

/// Rows by their position among the accepted ones.
pub(super) trait Rows {
    /// Where a row begins, as findings say it until lines are counted.
    fn place(&self, record: u32) -> u64;
    /// Its cells.
    fn cells(&self, record: u32) -> Vec<String>;
}

/// What became of rows with an id seen before.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Rows that repeat another, are a part of another, or are older than another.
    pub duplicates: usize,
    /// Rows that contradict another.
    pub quarantined: usize,
    /// What is to be said about them.
    pub findings: Vec<Issue>,
    /// For each row into which others were folded: those others.
    pub folded: BTreeMap<u32, Vec<u32>>,
}

/// What a later row is to the one that stands for the event.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Same,
    Part,
    Newer,
    Older,
    Contradicts,
}

/// Decides what becomes of rows whose id an earlier row has, and takes them out of the assembly.
pub(super) fn settle<F: RowFormat>(format: &F, rows: &dyn Rows, assembly: &mut Assembly) -> Settled {
    let mut settled = Settled::default();
    // The row that stands for an event now, by the first row with its id.
    let mut standing: BTreeMap<u32, u32> = BTreeMap::new();
    for (first, later) in assembly.repeated() {
        let stands = *standing.entry(first).or_insert(first);
        let verdict = verdict(format, &rows.cells(stands), &rows.cells(later));
        assembly.drop_record(if verdict == Verdict::Newer { stands } else { later });
        match verdict {
            Verdict::Same => {}
            Verdict::Part => {
                assembly.fold_actors(stands, later);
                settled.folded.entry(stands).or_default().push(later);
            }
            Verdict::Newer => {
                standing.insert(first, later);
                settled.findings.push(versions(format, rows, later, stands));
            }
            Verdict::Older => settled.findings.push(versions(format, rows, stands, later)),
            Verdict::Contradicts => {
                settled.quarantined += 1;
                let found = Found::text(assembly.id(later));
                settled.findings.push(Issue {
                    kind: IssueKind::SetAside,
                    line: rows.place(later),
                    column: format.id_column().to_owned(),
                    found,
                    expected: Expected::OneRowPerId,
                });
                continue;
            }
        }
        settled.duplicates += 1;
    }
    settled
}

fn verdict<F: RowFormat>(format: &F, a: &[String], b: &[String]) -> Verdict {
    if a == b {
        return Verdict::Same;
    }
    let Repeats::Folded { same, changed } = format.repeats() else {
        return Verdict::Contradicts;
    };
    let moments = changed.and_then(|column| cell(format, a, column).zip(cell(format, b, column)));
    let moments = moments.and_then(|(a, b)| moment(a).zip(moment(b)));
    match moments.map(|(a, b)| a.cmp(&b)) {
        Some(std::cmp::Ordering::Less) => Verdict::Newer,
        Some(std::cmp::Ordering::Greater) => Verdict::Older,
        _ if same
            .iter()
            .all(|column| cell(format, a, column) == cell(format, b, column)) =>
        {
            Verdict::Part
        }
        _ => Verdict::Contradicts,
    }
}

/// A cell by the name of its column, without white space around it.
fn cell<'a, F: RowFormat>(format: &F, cells: &'a [String], column: &str) -> Option<&'a str> {
    let names = format.names();
    let position = names.iter().position(|name| super::columns::is_name(name, column))?;
    cells.get(position).map(|cell| cell.trim())
}

/// Seconds since 1970 of `1709629200` or `2024-03-05 09:00:00`.
pub(super) fn moment(text: &str) -> Option<i64> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let day = Day::parse_iso(text.get(..10)?)?;
    let time = text.get(10..)?.trim_start_matches(['T', ' ']);
    let mut parts = time
        .get(..8)
        .unwrap_or("00:00:00")
        .split(':')
        .map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    Some(i64::from(day.number()) * 86_400 + hours * 3_600 + minutes * 60 + seconds)
}

/// A notice on the row that stays: an older version of its event stands elsewhere in the file.
fn versions<F: RowFormat>(format: &F, rows: &dyn Rows, newer: u32, older: u32) -> Issue {
    let column = match format.repeats() {
        Repeats::Folded { changed, .. } => changed.unwrap_or_default(),
        Repeats::Refused => "",
    };
    let cells = rows.cells(newer);
    Issue {
        kind: IssueKind::Notice,
        line: rows.place(newer),
        column: column.to_owned(),
        found: Found::text(cell(format, &cells, column).unwrap_or_default()),
        expected: Expected::OneVersion(rows.place(older)),
    }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_of_both_forms_can_be_compared() {
        assert_eq!(moment("1709629200"), Some(1_709_629_200));
        assert_eq!(moment("2024-03-05 09:00:00"), Some(1_709_629_200));
        assert_eq!(moment("2024-03-05T09:00:00Z"), Some(1_709_629_200));
        assert_eq!(moment("2024-03-05"), Some(1_709_596_800));
        for text in ["", "1.7E+09", "yesterday, at noon", "05/03/2024 09:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
