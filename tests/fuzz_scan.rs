//! Hostile tables give exactly the rows of the `csv` crate, on any number of threads and in parts of any size.
//!
//! The long version: `cargo test --release --test fuzz_scan -- --ignored`.
#![cfg(test)]

use std::collections::BTreeMap;

use sahel_atlas::base::Pulse;
use sahel_atlas::read::scan::{
    Cells, Dialect, Encoding, RowAt, ScanOptions, Source, Wishes, Worker, looks_double_encoded, open_table, read_row,
    scan,
};

type Row = (RowAt, Vec<Vec<u8>>);

/// Keeps all rows of each part.
#[derive(Default)]
struct Keep {
    parts: BTreeMap<u32, Vec<Row>>,
    part: u32,
}

impl Worker for Keep {
    fn part(&mut self, part: u32) {
        assert!(part >= self.part, "parts of one worker ascend");
        self.part = part;
        self.parts.entry(part).or_default();
    }

    fn row(&mut self, at: RowAt, cells: &Cells<'_>) {
        assert!(!cells.is_empty());
        let all = (0..cells.len()).map(|cell| cells.unquoted(cell).into_owned()).collect();
        for cell in 0..=cells.len() {
            let expected = cells.text(cell);
            let bytes = cells.unquoted(cell);
            assert_eq!(expected, String::from_utf8_lossy(&bytes));
            assert!(cells.get(cell).len() >= bytes.len());
        }
        self.parts.entry(self.part).or_default().push((at, all));
    }
}

/// All rows in the order of the file.
fn in_order(workers: Vec<Keep>) -> Vec<Row> {
    let mut all = BTreeMap::new();
    for worker in workers {
        for (part, rows) in worker.parts {
            assert!(all.insert(part, rows).is_none(), "two workers read part {part}");
        }
    }
    all.into_values().flatten().collect()
}

fn by_csv_crate(bytes: &[u8], dialect: &Dialect) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(dialect.delimiter)
        .quoting(dialect.quote.is_some())
        .from_reader(bytes);
    let rows = reader.byte_records().map(|row| row.expect("bytes in memory"));
    rows.map(|row| row.iter().map(<[u8]>::to_vec).collect()).collect()
}

fn options(threads: usize, part: usize) -> ScanOptions {
    ScanOptions {
        threads,
        part,
        encoding: Some(Encoding::Utf8),
        ..ScanOptions::default()
    }
}

/// Scans and compares rows, positions, lines and rows read late. Gives whether a mark was out of place.
fn compare(bytes: &[u8], dialect: &Dialect, threads: usize, part: usize) -> bool {
    let shown = || {
        format!(
            "{:?} {dialect:?} {threads} threads, parts of {part}",
            String::from_utf8_lossy(bytes)
        )
    };
    let source = Source::from_bytes(bytes);
    let options = options(threads, part);
    let (workers, facts) = scan(&source, dialect, &options, &Pulse::new(), Keep::default).expect("a scan");
    let rows = in_order(workers);
    let expected = by_csv_crate(bytes, dialect);
    assert_eq!(facts.rows, expected.len() as u64, "{}", shown());
    assert_eq!(rows.len(), expected.len(), "{}", shown());
    let mut end = 0;
    for ((at, cells), expected) in rows.iter().zip(&expected) {
        assert_eq!(cells, expected, "{}", shown());
        assert!(at.start >= end && at.end > at.start, "{}", shown());
        end = at.end;
        let late = read_row(&source, dialect, &options, *at, &mut Vec::new()).expect("a row in memory");
        let texts: Vec<_> = cells
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect();
        assert_eq!(late, texts, "{}", shown());
    }
    if let Some((at, _)) = rows.last() {
        let before = &bytes[..at.start as usize];
        let feeds = before
            .iter()
            .enumerate()
            .filter(|(i, b)| **b == b'\n' || **b == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
        let line = facts.lines.line_of(at.start, &source, &mut Vec::new());
        assert_eq!(line, Ok(1 + feeds.count() as u64), "{}", shown());
    }
    facts.loose_mark.is_some()
}

/// Bytes of any kind, rich in what matters.
fn noise(random: &mut fastrand::Rng) -> Vec<u8> {
    let pieces: [&[u8]; 18] = [
        b"\"",
        b"\"\"",
        b",",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r\n",
        b"\r",
        b"a",
        b"bc",
        b" ",
        b"\0",
        "é".as_bytes(),
        "–".as_bytes(),
        b"\xe9",
        b"\x80",
        b"long plain text without any mark",
    ];
    let count = random.usize(0..60);
    (0..count)
        .flat_map(|_| random.choice(&pieces).expect("pieces").to_vec())
        .collect()
}

/// A proper table, every cell quoted as it should be.
fn table(random: &mut fastrand::Rng, delimiter: u8) -> Vec<u8> {
    let line_end: &[u8] = random.choice([&b"\n"[..], b"\r\n", b"\r"]).expect("line ends");
    let mut bytes = Vec::new();
    let width = random.usize(1..6);
    for _ in 0..random.usize(0..14) {
        for cell in 0..width {
            if cell > 0 {
                bytes.push(delimiter);
            }
            let letters: Vec<char> = (0..random.usize(0..9))
                .map(|_| {
                    *random
                        .choice(&['a', 'é', '–', '😀', ',', '"', '\n', '\r'])
                        .expect("letters")
                })
                .collect();
            let text: String = letters.into_iter().collect();
            if random.bool() || text.contains([char::from(delimiter), '"', '\n', '\r']) {
                bytes.extend(format!("\"{}\"", text.replace('"', "\"\"")).bytes());
            } else {
                bytes.extend(text.bytes());
            }
        }
        bytes.extend(line_end);
        if random.u8(0..8) == 0 {
            bytes.extend(line_end);
        }
    }
    if random.bool() {
        bytes.truncate(bytes.len().saturating_sub(line_end.len()));
    }
    bytes
}

/// A few bytes of a proper table changed, left out, doubled or moved.
fn damage(bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
    for _ in 0..random.usize(1..4) {
        if bytes.is_empty() {
            return;
        }
        let at = random.usize(0..bytes.len());
        match random.u8(0..5) {
            0 => bytes[at] = *random.choice(b"\",;\n\r\0\xffx").expect("bytes"),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, *random.choice(b"\"\",\n\r").expect("bytes")),
            3 => bytes.truncate(at),
            _ => bytes.rotate_left(at),
        }
    }
}

/// `count` inputs; gives how many had a mark out of place.
fn run(seed: u64, count: usize) -> usize {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut loose = 0;
    for _ in 0..count {
        let delimiter = *random.choice(b",;\t|").expect("delimiters");
        let mut dialect = Dialect::plain(delimiter, 0);
        let bytes = match random.u8(0..3) {
            0 => noise(&mut random),
            1 => table(&mut random, delimiter),
            _ => {
                let mut bytes = table(&mut random, delimiter);
                damage(&mut bytes, &mut random);
                bytes
            }
        };
        if random.u8(0..10) == 0 {
            dialect.quote = None;
        }
        // The `csv` crate takes a byte order mark away, here the dialect has done so.
        if bytes.starts_with(b"\xef\xbb\xbf") {
            continue;
        }
        let part = if random.bool() {
            random.usize(1..12)
        } else {
            random.usize(12..300)
        };
        // Starting threads takes longer than reading: few of many inputs.
        let threads = if random.u8(0..16) == 0 { random.usize(2..5) } else { 1 };
        loose += usize::from(compare(&bytes, &dialect, threads, part));
        sniffing(&bytes);
    }
    loose
}

/// Finding out what a table is, and reading it so, comes to an end on any bytes.
fn sniffing(bytes: &[u8]) {
    let (source, dialect) = open_table(&Source::from_bytes(bytes), &Wishes::default()).expect("bytes in memory");
    assert!(dialect.data <= source.size());
    let options = ScanOptions {
        encoding: None,
        ..options(1, 64)
    };
    let result = scan(&source, &dialect, &options, &Pulse::new(), || Ignore);
    result.map(drop).expect("a scan");
    looks_double_encoded(&String::from_utf8_lossy(bytes));
}

struct Ignore;

impl Worker for Ignore {
    fn row(&mut self, at: RowAt, cells: &Cells<'_>) {
        assert!(at.start < at.end);
        for text in cells.texts() {
            assert!(text.len() < 1_000);
        }
    }
}

#[test]
fn thousands_of_tables_are_read_as_the_csv_crate_reads_them() {
    let loose = run(1, 6_000);
    assert!(
        (1_000..4_000).contains(&loose),
        "{loose} of 6000 are out of order: both ways are tested"
    );
}

#[test]
#[ignore = "takes minutes: the long version of the test above"]
fn a_million_tables_are_read_as_the_csv_crate_reads_them() {
    let loose = run(2, 1_200_000);
    assert!(loose > 100_000);
}

#[test]
fn every_small_table_of_the_marks_is_read_as_the_csv_crate_reads_it() {
    // All texts of up to 7 of these 4 bytes, in parts that cut every one of them.
    for length in 0..8_u32 {
        for number in 0..4_usize.pow(length) {
            let bytes: Vec<u8> = (0..length).map(|i| b"\",\na"[number / 4_usize.pow(i) % 4]).collect();
            compare(&bytes, &Dialect::plain(b',', 0), 1, 1 + number % 3);
        }
    }
}

#[test]
fn bounded_memory_is_no_lost_row() {
    let mut bytes = b"a,b\nc,\"".to_vec();
    bytes.extend(b"x,\n".repeat(400));
    let small = ScanOptions {
        max_field: 1_000,
        ..options(2, 64)
    };
    let source = Source::from_bytes(bytes);
    let (_, facts) =
        scan(&source, &Dialect::plain(b',', 0), &small, &Pulse::new(), || Ignore).expect("bytes in memory");
    assert_eq!((facts.rows, facts.loose_mark), (2, Some(6)));
}
