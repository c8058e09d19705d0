//! Finds out how a table is written down from its first block.

use std::borrow::Cow;

use super::cells::RowAt;
use super::dialect::{Dialect, Header, LineEnd};
use super::encoding::Encoding;
use super::lines::count_breaks;
use super::masks::Marks;
use super::row::{RowParser, Step};
use super::source::{Source, SourceError};

/// Bytes looked at.
const FIRST_BLOCK: usize = 64 << 10;
/// Rows looked at.
const ROWS: usize = 200;
/// Rows in which a header is searched.
const HEADER_ROWS: usize = 40;
/// Longest text of a wide encoding, which has to be decoded in memory.
const MOST_WIDE: u64 = 1 << 30;
/// Delimiters tried; of two that fit alike the later one, which is rarer in names and texts.
const DELIMITERS: [u8; 4] = *b",|;\t";

/// What a person or a format says about a table; the rest is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wishes {
    /// Between two cells.
    pub delimiter: Option<u8>,
    /// Of the file; [`super::ScanOptions`] has to say the same, or the scan finds out for itself.
    pub encoding: Option<Encoding>,
    /// Where the header row begins: a byte of the (decoded) source.
    pub header_at: Option<u64>,
}

/// Finds out how the table in a source is written down. A source in UTF-16 is decoded: the source given back
/// is the one that positions belong to.
///
/// # Errors
/// [`SourceError`]; UTF-16 of more than 1 GiB is too large to be decoded.
pub fn open_table(source: &Source, wishes: &Wishes) -> Result<(Source, Dialect), SourceError> {
    let mut buffer = Vec::new();
    let first = source.block(0, FIRST_BLOCK as u64, &mut buffer)?;
    let encoding = wishes.encoding.unwrap_or_else(|| Encoding::sniff(first).0);
    if !encoding.is_wide() {
        return Ok((source.clone(), sniff(first, wishes)));
    }
    if source.size() > MOST_WIDE {
        return Err(SourceError::Io(std::io::ErrorKind::FileTooLarge));
    }
    let decoded = encoding
        .widened(source.block(0, source.size(), &mut buffer)?)
        .into_owned();
    let mut dialect = sniff_text(
        decoded.get(..FIRST_BLOCK).unwrap_or(&decoded),
        Encoding::Utf8,
        wishes,
        0,
    );
    dialect.encoding = encoding;
    Ok((Source::from_bytes(decoded), dialect))
}

/// Finds out how a table is written down from its first 64 KiB or less. In UTF-16 positions count in the
/// decoded text.
pub fn sniff(first: &[u8], wishes: &Wishes) -> Dialect {
    let (found, mark) = Encoding::sniff(first);
    let encoding = wishes.encoding.unwrap_or(found);
    if encoding.is_wide() {
        let mut dialect = sniff_text(&encoding.widened(first), Encoding::Utf8, wishes, 0);
        dialect.encoding = encoding;
        return dialect;
    }
    // The mark is no part of the first cell, whatever else the file is said to be.
    let mark = if found == Encoding::Utf8Marked { mark } else { 0 };
    sniff_text(first, encoding, wishes, mark)
}

/// A row of the first block.
struct Row {
    at: RowAt,
    /// First byte after its line end.
    next: u64,
    cells: Vec<String>,
}

fn sniff_text(first: &[u8], encoding: Encoding, wishes: &Wishes, mark: usize) -> Dialect {
    let (told, begin) = told_by_excel(first, mark);
    let given = wishes.delimiter.or(told);
    let start = wishes
        .header_at
        .map_or(begin, |at| usize::try_from(at).unwrap_or(first.len()));
    let guesses = given.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let mut best: Option<(f64, u8, Vec<Row>, Layout)> = None;
    for delimiter in guesses {
        let rows = rows(first, start, delimiter, encoding);
        let layout = Layout::of(&rows, wishes.header_at.is_some());
        if best
            .as_ref()
            .is_none_or(|(value, ..)| layout.value > 0.0 && layout.value >= *value)
        {
            best = Some((layout.value, delimiter, rows, layout));
        }
    }
    let mut dialect = Dialect::plain(given.unwrap_or(b','), start as u64);
    (dialect.encoding, dialect.line_end) = (encoding, LineEnd::of(first));
    if let Some((_, delimiter, rows, layout)) = best {
        dialect.delimiter = delimiter;
        arrange(&mut dialect, first, rows, &layout);
    }
    if begin > mark {
        let line = first.get(mark..begin).unwrap_or_default();
        dialect.preamble.insert(0, encoding.decode(line).trim_end().to_owned());
    }
    dialect
}

/// Sorts the rows into preamble, header, tags and data.
fn arrange(dialect: &mut Dialect, first: &[u8], rows: Vec<Row>, layout: &Layout) {
    let mut rows = rows.into_iter().peekable();
    for row in rows.by_ref().take(layout.above) {
        dialect.data = row.next;
        dialect.preamble.push(row.cells.join(" ").trim_end().to_owned());
    }
    let Some(row) = rows.next() else { return };
    dialect.data = row.at.start;
    if layout.has_header {
        let above = usize::try_from(row.at.start)
            .ok()
            .and_then(|start| first.get(..start))
            .unwrap_or_default();
        dialect.data = row.next;
        dialect.header = Some(Header {
            at: row.at,
            line: u64::from(count_breaks(above, None)) + 1,
            cells: row.cells,
        });
        if let Some(tags) = rows.next_if(|row| are_tags(&row.cells)) {
            dialect.data = tags.next;
            dialect.tags = Some(tags.cells);
        }
    }
}

/// Excel writes `sep=;` above a table, and takes it from there. Gives the delimiter and the byte after the line.
fn told_by_excel(first: &[u8], mark: usize) -> (Option<u8>, usize) {
    let text = first.get(mark..).unwrap_or_default();
    let end = memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len());
    let line: Cow<'_, str> = String::from_utf8_lossy(text.get(..end.min(16)).unwrap_or_default());
    let line = line.trim_matches('"');
    match (line.get(..4), line.as_bytes().get(4..)) {
        (Some(word), Some([delimiter])) if word.eq_ignore_ascii_case("sep=") && delimiter.is_ascii() => {
            let length = match text.get(end..) {
                Some([b'\r', b'\n', ..]) => end + 2,
                Some([_, ..]) => end + 1,
                _ => end,
            };
            (Some(*delimiter), mark + length)
        }
        _ => (None, mark),
    }
}

/// The rows of the first block, without a last one that the block cuts.
fn rows(first: &[u8], start: usize, delimiter: u8, encoding: Encoding) -> Vec<Row> {
    let marks = Marks {
        delimiter,
        quote: Some(b'"'),
    };
    let mut parser = RowParser::new(marks, FIRST_BLOCK);
    let mut rows = Vec::new();
    let mut used = start;
    let cells = |parser: &RowParser| parser.cells(encoding).texts().map(|text| text.into_owned()).collect();
    while rows.len() < ROWS
        && let Ok(Step::Row(at)) = parser.step(first, &mut used, 0)
    {
        let is_pair = first.get(used - 1..=used) == Some(b"\r\n");
        rows.push(Row {
            at,
            next: (used + usize::from(is_pair)) as u64,
            cells: cells(&parser),
        });
    }
    if rows.len() < ROWS
        && first.len() < FIRST_BLOCK
        && let Some(at) = parser.finish(first.len() as u64)
    {
        rows.push(Row {
            at,
            next: at.end,
            cells: cells(&parser),
        });
    }
    rows
}

/// What the rows look like when cut at one delimiter.
struct Layout {
    /// How sure it is that this is the delimiter.
    value: f64,
    /// Rows above the header, or above the data.
    above: usize,
    has_header: bool,
}

impl Layout {
    fn of(rows: &[Row], header_is_given: bool) -> Self {
        let width = usual_width(rows);
        let first = if header_is_given {
            0
        } else {
            first_of_table(rows, width)
        };
        let table = rows.get(first..).unwrap_or_default();
        let usual = table.iter().filter(|row| row.cells.len() == width).count();
        let share = usual as f64 / table.len().max(1) as f64;
        let names = table.first().is_some_and(|row| are_names(&row.cells));
        Self {
            // A row of names above rows of the same width; more columns are less likely to be there by chance.
            value: share * share * (width as f64).ln() * if names { 1.0 } else { 0.4 },
            above: first,
            has_header: header_is_given || names,
        }
    }
}

/// The number of cells that most rows have, of those with two or more; the larger one of two.
fn usual_width(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|row| row.cells.len())
        .filter(|width| *width > 1)
        .collect();
    widths.sort_unstable();
    let groups = widths.chunk_by(|a, b| a == b);
    let most = groups.max_by_key(|group| group.len()).and_then(<[usize]>::first);
    most.copied().unwrap_or(1)
}

/// The first row that is as wide as a table row and not mostly empty, as titles above a table are.
fn first_of_table(rows: &[Row], width: usize) -> usize {
    if width < 2 {
        return 0;
    }
    let is_row = |row: &Row| {
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        row.cells.len() * 10 >= width * 7 && filled >= 2 && filled * 10 >= row.cells.len() * 3
    };
    rows.iter().take(HEADER_ROWS).position(is_row).unwrap_or(0)
}

/// Whether cells name columns: hardly any of them is a number or a date.
fn are_names(cells: &[String]) -> bool {
    let filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let (mut all, mut numbers) = (0, 0);
    for cell in filled {
        all += 1;
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '/' | ':' | ' ' | 'T' | 'Z');
        numbers += usize::from(cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(is_part));
    }
    all > 0 && numbers * 10 <= all
}

/// Whether cells are HXL tags: `#event+id`, `#date`, or nothing.
fn are_tags(cells: &[String]) -> bool {
    let is_tag = |cell: &str| {
        cell.strip_prefix('#')
            .is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    cells.iter().any(|cell| is_tag(cell.trim()))
        && cells.iter().all(|cell| cell.trim().is_empty() || is_tag(cell.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Dialect {
        sniff(text.as_bytes(), &Wishes::default())
    }

    fn names(dialect: &Dialect) -> Vec<&str> {
        dialect
            .header
            .iter()
            .flat_map(|header| header.cells.iter().map(String::as_str))
            .collect()
    }

    fn rest<'a>(text: &'a str, dialect: &Dialect) -> &'a str {
        &text[dialect.data as usize..]
    }

    #[test]
    fn french_excel_with_decimal_commas() {
        let text =
            "date;lieu;lat;lon;morts\r\n01/02/2024;Ménaka, ville;15,92;2,40;3\r\n03/02/2024;Gao;16,27;-0,04;0\r\n";
        let dialect = plain(text);
        assert_eq!((dialect.delimiter, dialect.line_end), (b';', LineEnd::CrLf));
        assert_eq!(names(&dialect), ["date", "lieu", "lat", "lon", "morts"]);
        assert!(rest(text, &dialect).starts_with("01/02"));
        assert_eq!(plain("lat;lon\n12,5;-3,2\n13,1;-2,9\n").delimiter, b';');
    }

    #[test]
    fn excel_tells_the_delimiter() {
        for text in ["sep=;\r\na;b,c\r\n1;2,5\r\n", "\u{feff}\"SEP=;\"\na;b,c\n1;2,5\n"] {
            let dialect = plain(text);
            assert_eq!((dialect.delimiter, dialect.preamble.len()), (b';', 1), "{text}");
            assert_eq!(names(&dialect), ["a", "b,c"]);
            assert_eq!(dialect.header.as_ref().map(|header| header.line), Some(2));
            assert!(rest(text, &dialect).starts_with("1;"));
        }
        assert_eq!(plain("sep=|").delimiter, b'|');
    }

    #[test]
    fn hxl_tags_are_no_row() {
        let text = "id,where,when\n#event+id,#loc,#date\n1,Gao,2024-01-01\n";
        let dialect = plain(text);
        assert_eq!(dialect.tags.as_deref().map(<[String]>::len), Some(3));
        assert!(rest(text, &dialect).starts_with("1,"));
        assert_eq!(plain("id,n\n1,#4 of 5\n").tags, None);
        let back = dialect.without_header();
        assert_eq!((rest(text, &back), back.tags), (text, None));
    }

    #[test]
    fn titles_above_the_header_are_kept_apart() {
        let text = "Incidents of the week\n\nSource: ministry, 2024\nid,place,date,deaths\n1,Gao,2024-01-01,3\n2,Kidal,2024-01-02,0\n";
        let dialect = plain(text);
        assert_eq!(dialect.preamble, ["Incidents of the week", "Source: ministry  2024"]);
        assert_eq!(names(&dialect), ["id", "place", "date", "deaths"]);
        assert_eq!(dialect.header.as_ref().map(|header| header.line), Some(4));
        assert!(rest(text, &dialect).starts_with("1,"));
        let padded = "Report;;;;\n;;;;\nid;a;b;c;d\n1;2;3;4;5\n";
        assert_eq!(names(&plain(padded)), ["id", "a", "b", "c", "d"]);
    }

    #[test]
    fn columns_without_names_at_the_end_are_counted() {
        let dialect = plain("id,place,,\n1,Gao,,\n");
        assert_eq!((names(&dialect).len(), dialect.unnamed_at_end()), (4, 2));
        // 48 cells under 47 names, as one web export has them.
        let dialect = plain("id,place,date\n1,Gao,2024-01-01,x\n2,Gao,2024-01-01,y\n");
        assert_eq!(names(&dialect), ["id", "place", "date"]);
    }

    #[test]
    fn rows_without_header_are_all_data() {
        let text = "244657,2024,1,Gao,16.27,-0.04\n244658,2024,1,Kidal,18.44,1.41\n";
        let dialect = plain(text);
        assert_eq!(
            (dialect.header.is_none(), dialect.data, dialect.delimiter),
            (true, 0, b',')
        );
    }

    #[test]
    fn header_alone_empty_file_and_other_delimiters() {
        for (text, delimiter, count) in [
            ("a,b,c", b',', 3),
            ("a|b|c\r", b'|', 3),
            ("\u{feff}a\tb, c\n", b'\t', 2),
            ("name\nGao\n", b',', 1),
            ("", b',', 0),
            ("\n\n", b',', 0),
        ] {
            let dialect = plain(text);
            assert_eq!(
                (dialect.delimiter, names(&dialect).len()),
                (delimiter, count),
                "{text:?}"
            );
            assert!(dialect.data <= text.len() as u64);
        }
        assert_eq!(plain("a,b\r1,2\r").line_end, LineEnd::Cr);
        assert_eq!(names(&plain("\u{feff}a,b\n"))[0], "a");
    }

    #[test]
    fn what_a_person_says_is_not_found_out() {
        let text = "x;y\nid,a;b\n1,2;3\n";
        let wishes = Wishes {
            delimiter: Some(b','),
            encoding: Some(Encoding::Windows1252),
            header_at: Some(4),
        };
        let dialect = sniff(text.as_bytes(), &wishes);
        assert_eq!((dialect.delimiter, dialect.encoding), (b',', Encoding::Windows1252));
        assert_eq!(names(&dialect), ["id", "a;b"]);
        assert_eq!(rest(text, &dialect), "1,2;3\n");
    }
}
