//! A delimited text as a table with named columns: characters decoded, titles, tags and `sep=;` passed over.

use std::collections::HashMap;

use super::error::{Expected, Found, Problem, ReadError};
use super::options::OpenOptions;
use super::report::{Issue, IssueKind};
use super::scan::Source;
use super::table_file::{Table, unreadable};
use crate::base::fold::fold;

/// Bytes that show whether there is any text.
const FIRST_BLOCK: u64 = 64 << 10;

/// A table with its names.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The table.
    pub table: Table,
    /// Names of the columns, each once.
    pub names: Vec<String>,
    /// Line of the header; 1 where there is none.
    pub header_line: u64,
    /// What is remarkable about the header.
    pub notices: Vec<Issue>,
}

impl Sheet {
    /// Looks at a table.
    ///
    /// # Errors
    /// A file without any text, or one that cannot be read.
    pub fn new(source: &Source, options: &OpenOptions) -> Result<Self, ReadError> {
        let mapping = options.mapping.as_ref();
        let stated = OpenOptions {
            encoding: options.encoding.or(mapping.and_then(|m| m.encoding)),
            delimiter: options.delimiter.or_else(|| {
                let stated = mapping.and_then(|m| m.delimiter)?;
                u8::try_from(stated).ok().filter(u8::is_ascii)
            }),
            ..options.clone()
        };
        let mut first = Vec::new();
        let block = source.block(0, FIRST_BLOCK, &mut first).map_err(unreadable)?;
        if block.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
            return Err(ReadError::whole(Problem::Empty));
        }
        let table = Table::open(source, &stated)?;
        let mut notices = Vec::new();
        let (names, header_line) = match &table.dialect.header {
            Some(header) => (unique_names(&header.cells, header.line, &mut notices), header.line),
            None => {
                let width = table.first_rows(1)?.first().map_or(0, |(_, cells)| cells.len());
                (unique_names(&vec![String::new(); width], 1, &mut notices), 1)
            }
        };
        Ok(Self {
            table,
            names,
            header_line,
            notices,
        })
    }

    /// The cells of the first rows, at most `most`.
    ///
    /// # Errors
    /// The bytes cannot be read.
    pub fn first_rows(&self, most: usize) -> Result<Vec<Vec<String>>, ReadError> {
        let rows = self.table.first_rows(most)?;
        Ok(rows.into_iter().map(|(_, cells)| cells).collect())
    }
}

/// Every column a name of its own: `date`, `date (2)`; one without a name is called after its position, `(7)`.
fn unique_names(header: &[String], line: u64, notices: &mut Vec<Issue>) -> Vec<String> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (position, name) in (1..).zip(header) {
        let name = name.trim();
        if name.is_empty() {
            names.push(format!("({position})"));
            continue;
        }
        let times = seen.entry(fold(name)).or_default();
        *times += 1;
        if *times == 1 {
            names.push(name.to_owned());
            continue;
        }
        let mut made = format!("{name} ({times})");
        while names.contains(&made) {
            made.push('\'');
        }
        notices.push(Issue {
            kind: IssueKind::Notice,
            line,
            column: made.clone(),
            found: Found::text(name),
            expected: Expected::UniqueColumn,
        });
        names.push(made);
    }
    // Spreadsheets close every row with delimiters where a column was once used: nothing stands there.
    let named = header
        .iter()
        .rposition(|name| !name.trim().is_empty())
        .map_or(header.len(), |last| last + 1);
    if header.iter().any(|name| !name.trim().is_empty()) {
        names.truncate(named.max(1));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::options::Encoding;

    fn sheet(bytes: &[u8]) -> Sheet {
        Sheet::new(&Source::from_bytes(bytes.to_vec()), &OpenOptions::default()).unwrap()
    }

    #[test]
    fn names_are_made_unique_and_unnamed_columns_at_the_end_fall_away() {
        let found = sheet(b"date,lat,lon,Date,,x,,\n2024-01-01,1,2,3,4,5,,\n");
        assert_eq!(found.names, ["date", "lat", "lon", "Date (2)", "(5)", "x"]);
        assert_eq!(found.notices.len(), 1);
        assert_eq!(found.notices[0].column, "Date (2)");
    }

    #[test]
    fn every_coding_gives_the_same_text() {
        let text = "date;lieu\n2024-01-01;Ménaka\n";
        let wide = |f: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(f).collect() };
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
            (latin, Encoding::Windows1252),
            (
                [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat(),
                Encoding::Utf16Le,
            ),
            (
                [b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat(),
                Encoding::Utf16Be,
            ),
        ];
        for (bytes, encoding) in files {
            let found = sheet(&bytes);
            assert_eq!(
                (found.names.join(";").as_str(), found.table.encoding()),
                ("date;lieu", encoding)
            );
            assert_eq!(found.first_rows(9).unwrap(), [["2024-01-01", "Ménaka"]]);
        }
    }

    #[test]
    fn titles_above_a_table_with_an_unnamed_last_column() {
        let text = b"Incidents of the week;;;\nSource: ministry;;;\n\ndate;lat;lon;\n2024-03-05;14,5;0;\n2024-03-08;14,5;0;x\n";
        let found = sheet(text);
        assert_eq!(
            (
                found.names.as_slice(),
                found.table.dialect.delimiter as char,
                found.header_line
            ),
            (["date", "lat", "lon"].map(str::to_owned).as_slice(), ';', 4)
        );
    }

    #[test]
    fn rows_keep_the_lines_of_the_file() {
        let found = sheet(b"sep=;\nTitle of the table;;\n\ndate;lat;lon\n#date;#geo+lat;#geo+lon\n2024-01-01;1;2\n");
        assert_eq!(found.names, ["date", "lat", "lon"]);
        assert_eq!(found.table.first_rows_at(9).unwrap()[0].0, 6);
    }
}
