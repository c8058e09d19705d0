//! A delimited text as a table with named columns: characters decoded, titles, tags and `sep=;` passed over.

use std::collections::HashMap;

use super::error::{Expected, Found, Problem, ReadError};
use super::options::{Encoding, OpenOptions};
use super::report::{Issue, IssueKind};
use super::rows::Table;
use super::scan::{self, Census, Wishes};
use super::table::{Scanned, Scanner};
use crate::base::fold::fold;

/// Bytes that show how a table is written down.
const FIRST_BLOCK: usize = 64 << 10;

/// A table with its names.
pub(super) struct Sheet {
    /// Its text and where the rows begin.
    pub table: Table,
    /// How its characters were coded.
    pub encoding: Encoding,
    /// Names of the columns, each once.
    pub names: Vec<String>,
    /// What is remarkable about the header.
    pub notices: Vec<Issue>,
}

impl Sheet {
    /// Makes a table of the bytes of a file.
    ///
    /// # Errors
    /// A file without any text.
    pub fn new(bytes: Vec<u8>, options: &OpenOptions) -> Result<Self, ReadError> {
        let mapping = options.mapping.as_ref();
        let wish = options.encoding.or(mapping.and_then(|m| m.encoding));
        let (text, encoding) = decoded(bytes, wish);
        if text.trim().is_empty() {
            return Err(ReadError::whole(Problem::Empty));
        }
        let delimiter = options.delimiter.or_else(|| {
            let stated = mapping.and_then(|m| m.delimiter)?;
            u8::try_from(stated).ok().filter(u8::is_ascii)
        });
        let wishes = Wishes {
            delimiter,
            encoding: Some(scan::Encoding::Utf8),
            header_at: None,
        };
        let first = text.as_bytes();
        let dialect = scan::sniff(first.get(..FIRST_BLOCK).unwrap_or(first), &wishes);
        let start = usize::try_from(dialect.data).unwrap_or(0);
        let line = line_at(&text, start);
        let table = Table {
            delimiter: dialect.delimiter,
            start,
            line,
            text,
        };
        let mut notices = Vec::new();
        let names = match &dialect.header {
            Some(header) => unique_names(&header.cells, header.line, &mut notices),
            None => {
                let width = table.first_rows(1).first().map_or(0, Vec::len);
                unique_names(&vec![String::new(); width], 1, &mut notices)
            }
        };
        Ok(Self {
            table,
            encoding,
            names,
            notices,
        })
    }
}

impl Table {
    /// The first rows, at most `most`; rows that are too big are passed over.
    pub fn first_rows(&self, most: usize) -> Vec<Vec<String>> {
        self.first_rows_at(most).into_iter().map(|(_, cells)| cells).collect()
    }

    /// The first rows with their lines.
    pub fn first_rows_at(&self, most: usize) -> Vec<(u64, Vec<String>)> {
        let mut scanner = Scanner::from(&self.text, self.delimiter, self.start, self.line);
        let mut rows = Vec::new();
        while rows.len() < most {
            match scanner.next_row() {
                Some(Scanned::Row(at, cells)) => {
                    rows.push((at.line, cells.into_iter().map(str::to_owned).collect()));
                }
                Some(Scanned::TooBig(_)) => {}
                None => break,
            }
        }
        rows
    }
}

/// An encoding as the scanning of tables calls it.
pub(super) fn coded(encoding: Encoding) -> scan::Encoding {
    match encoding {
        Encoding::Utf8 => scan::Encoding::Utf8,
        Encoding::Utf16Le => scan::Encoding::Utf16Le,
        Encoding::Utf16Be => scan::Encoding::Utf16Be,
        Encoding::Windows1252 => scan::Encoding::Windows1252,
    }
}

/// The text of a file, without a mark at its beginning, and how it was coded: stated, marked, or found over all of
/// it.
fn decoded(bytes: Vec<u8>, wish: Option<Encoding>) -> (String, Encoding) {
    let (marked, mark) = scan::Encoding::sniff(bytes.get(..FIRST_BLOCK).unwrap_or(&bytes));
    let found = wish.unwrap_or_else(|| {
        let mut census = Census::default();
        match marked {
            scan::Encoding::Utf16Le => return Encoding::Utf16Le,
            scan::Encoding::Utf16Be => return Encoding::Utf16Be,
            scan::Encoding::Utf8Marked => return Encoding::Utf8,
            scan::Encoding::Utf8 | scan::Encoding::Windows1252 => census.count(&bytes, 0),
        };
        if census.encoding() == scan::Encoding::Windows1252 {
            Encoding::Windows1252
        } else {
            Encoding::Utf8
        }
    });
    let text = match found {
        Encoding::Utf8 => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        },
        Encoding::Windows1252 => scan::Encoding::Windows1252
            .decode(bytes.get(mark..).unwrap_or_default())
            .into_owned(),
        wide => String::from_utf8_lossy(&coded(wide).widened(&bytes)).into_owned(),
    };
    let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
    (text, found)
}

/// Line, from 1, on which a byte lies. Old Macintosh files have no line feeds.
fn line_at(text: &str, position: usize) -> u64 {
    let before = text.as_bytes().get(..position).unwrap_or_default();
    let count = |end: u8| before.iter().filter(|byte| **byte == end).count() as u64;
    let feeds = count(b'\n');
    1 + if feeds == 0 { count(b'\r') } else { feeds }
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

    fn sheet(bytes: &[u8]) -> Sheet {
        Sheet::new(bytes.to_vec(), &OpenOptions::default()).unwrap()
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
            assert_eq!((found.table.text.as_str(), found.encoding), (text, encoding));
            assert_eq!(found.table.first_rows(9), [["2024-01-01", "Ménaka"]]);
        }
    }

    #[test]
    fn titles_above_a_table_with_an_unnamed_last_column() {
        let text = b"Incidents of the week;;;\nSource: ministry;;;\n\ndate;lat;lon;\n2024-03-05;14,5;0;\n2024-03-08;14,5;0;x\n";
        let found = sheet(text);
        assert_eq!(
            (found.names.as_slice(), found.table.delimiter as char, found.table.line),
            (["date", "lat", "lon"].map(str::to_owned).as_slice(), ';', 5)
        );
    }

    #[test]
    fn rows_keep_the_lines_of_the_file() {
        let found = sheet(b"sep=;\nTitle of the table;;\n\ndate;lat;lon\n#date;#geo+lat;#geo+lon\n2024-01-01;1;2\n");
        assert_eq!(found.names, ["date", "lat", "lon"]);
        assert_eq!(found.table.first_rows_at(9)[0].0, 6);
    }
}
