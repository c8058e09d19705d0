//! Columns bound by name: where those that a format knows stand in one file.

use super::error::{At, Expected, Found, Problem, ReadError};
use super::report::{Issue, IssueKind};

/// A column that a format knows: its names in the editions of the table, and whether a table must have it.
pub(super) type Known = (&'static [&'static str], bool);

/// Where `N` known columns stand in a file.
#[derive(Debug)]
pub(super) struct Bound<const N: usize> {
    names: Vec<String>,
    at: [Option<usize>; N],
    doubled: Vec<Issue>,
}

impl<const N: usize> Bound<N> {
    /// Binds a header. Letter case does not matter, nor whether words are joined by `_`, a space or a stop; of
    /// columns with one name the first is taken. `table` names the format in the message.
    ///
    /// # Errors
    /// Names every column that must be there and is not.
    pub fn bind(header: &[String], known: &[Known; N], table: &'static str) -> Result<Self, ReadError> {
        let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let find = |(aliases, _): &Known| names.iter().position(|name| aliases.iter().any(|a| is_name(name, a)));
        let at = std::array::from_fn(|i| known.get(i).and_then(find));
        let missing = known.iter().zip(&at).filter(|((_, must), at)| *must && at.is_none());
        let missing = missing.filter_map(|((aliases, _), _)| aliases.first());
        let columns: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if columns.is_empty() {
            let doubled = doubled(&names, known, &at);
            return Ok(Self { names, at, doubled });
        }
        let line = At::Cell {
            line: 1,
            column: String::new(),
        };
        Err(ReadError::new(line, Problem::MissingColumns { table, columns }))
    }

    /// Names as the file writes them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A finding for each name that several columns have, about the header on a line.
    pub fn doubled(&self, line: u64) -> impl Iterator<Item = Issue> {
        let on_line = move |issue: &Issue| Issue { line, ..issue.clone() };
        self.doubled.iter().map(on_line)
    }

    /// Position of a known column in the file.
    pub fn position(&self, known: usize) -> Option<usize> {
        self.at.get(known).copied().flatten()
    }

    /// First and last position of some known columns, where those that the file has stand side by side and nothing
    /// else stands between them.
    pub fn side_by_side(&self, known: &[usize]) -> Option<(usize, usize)> {
        let at = || known.iter().filter_map(|known| self.position(*known));
        let (first, last) = at().min().zip(at().max())?;
        (first..=last).all(|i| at().any(|at| at == i)).then_some((first, last))
    }

    /// Name of a known column as the file writes it; empty where it has none.
    pub fn name(&self, known: usize) -> &str {
        let position = self.position(known);
        position.and_then(|i| self.names.get(i)).map_or("", String::as_str)
    }
}

/// A finding for each column that is called like one before it, by the same name or by another of its names.
fn doubled(names: &[String], known: &[Known], at: &[Option<usize>]) -> Vec<Issue> {
    let meant = |name: &str| {
        known
            .iter()
            .position(|(aliases, _)| aliases.iter().any(|a| is_name(name, a)))
    };
    let alike = |a: &str, b: &str| meant(a).map_or_else(|| is_name(a, b), |known| meant(b) == Some(known));
    let mut found = Vec::new();
    for (first, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let same = |other: &usize| names.get(*other).is_some_and(|other| alike(name, other));
        if (0..first).any(|earlier| same(&earlier)) {
            continue;
        }
        let columns: Vec<usize> = (first..names.len()).filter(same).map(|position| position + 1).collect();
        if columns.len() > 1 {
            let read = meant(name).and_then(|known| at.get(known).copied().flatten());
            found.push(Issue {
                kind: IssueKind::Notice,
                line: 0,
                column: name.clone(),
                found: Found::Columns {
                    columns,
                    read: read.map(|position| position + 1),
                },
                expected: Expected::UniqueColumn,
            });
        }
    }
    found
}

/// Whether a header is this name.
pub(super) fn is_name(written: &str, name: &str) -> bool {
    let plain = |b: u8| match b {
        b' ' | b'.' | b'-' => b'_',
        other => other.to_ascii_lowercase(),
    };
    let written = written.trim();
    written.len() == name.len() && written.bytes().map(plain).eq(name.bytes().map(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_missing_ones_are_told() {
        let known: [Known; 3] = [(&["id"], true), (&["where", "place"], true), (&["when"], false)];
        let header = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let bound = Bound::bind(&header(&["Place", " ID ", "other"]), &known, "test").unwrap();
        assert_eq!([0, 1, 2].map(|i| bound.position(i)), [Some(1), Some(0), None]);
        assert_eq!(bound.side_by_side(&[0, 1, 2]), Some((0, 1)));
        assert_eq!(bound.side_by_side(&[0]), Some((1, 1)));
        let apart = Bound::bind(&header(&["id", "other", "where"]), &known, "test").unwrap();
        assert_eq!((apart.side_by_side(&[0, 1]), apart.side_by_side(&[2])), (None, None));
        assert_eq!((bound.name(1), bound.name(2), bound.names().len()), ("Place", "", 3));
        let error = Bound::bind(&header(&["when"]), &known, "test").unwrap_err();
        let columns = vec!["id".to_owned(), "where".to_owned()];
        assert_eq!(error.problem(), &Problem::MissingColumns { table: "test", columns });
        assert!(is_name("Event Date", "event_date") && !is_name("event_dat", "event_date"));
    }
}
