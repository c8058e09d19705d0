//! The scan as a whole: both ways, limits, encodings, changed files, stopping.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

use super::*;

/// All texts of a table with their places.
#[derive(Default)]
struct Texts(Vec<(RowAt, Vec<String>)>);

impl Worker for Texts {
    fn row(&mut self, at: RowAt, cells: &Cells<'_>) {
        self.0.push((at, cells.texts().map(|text| text.into_owned()).collect()));
    }
}

fn small(part: usize, threads: usize) -> ScanOptions {
    ScanOptions {
        part,
        threads,
        ..ScanOptions::default()
    }
}

/// Rows in the order of the file, and what else is known of it.
fn read(source: &Source, dialect: &Dialect, options: &ScanOptions) -> (Vec<Vec<String>>, Facts) {
    let (workers, facts) = scan(source, dialect, options, &Pulse::new(), Texts::default).unwrap();
    let mut rows: Vec<_> = workers.into_iter().flat_map(|worker| worker.0).collect();
    rows.sort_by_key(|(at, _)| *at);
    (rows.into_iter().map(|(_, cells)| cells).collect(), facts)
}

/// A file that is deleted at the end of its test.
struct TestFile(PathBuf);

impl TestFile {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("sahel-atlas-scan-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).ok();
    }
}

#[test]
fn tables_in_order_are_read_in_parts_and_no_other() {
    let mut random = fastrand::Rng::with_seed(5);
    let mut counts = [0, 0];
    for _ in 0..3_000 {
        let bytes: Vec<u8> = (0..random.usize(0..40))
            .map(|_| *random.choice(b"a,\n\"\"").unwrap())
            .collect();
        let source = Source::from_bytes(bytes);
        let (dialect, pulse) = (Dialect::plain(b',', 0), Pulse::new());
        let options = small(random.usize(1..20), 1);
        let task = Task::new(&source, &dialect, &options, &pulse).unwrap();
        let slow = slow::scan(&task, Texts::default()).unwrap();
        let fast = fast::scan(&task, &Texts::default).unwrap();
        assert_eq!(fast.is_some(), slow.1.loose_mark.is_none());
        counts[usize::from(fast.is_some())] += 1;
        if let Some((workers, facts)) = fast {
            assert_eq!(workers[0].0, slow.0[0].0);
            assert_eq!(facts, slow.1);
        }
        // At a glance the rows are the same, as texts; nothing else is counted.
        let task = Task { glance: true, ..task };
        if let Some((workers, _)) = fast::scan(&task, &Texts::default).unwrap() {
            assert_eq!(workers[0].0, slow.0[0].0);
        }
    }
    assert!(counts.iter().all(|count| *count > 300), "{counts:?}");
}

#[test]
fn the_first_rows_alone_are_whole_and_those_of_the_whole_table() {
    let mut random = fastrand::Rng::with_seed(6);
    let (mut shorter, mut cut) = (0, 0);
    for _ in 0..2_000 {
        let row = |random: &mut fastrand::Rng| {
            *random
                .choice(&["a,b\n", "\"x\ny\",\"\"\"\"\r\n", "\n", "é,\"\"\n"])
                .unwrap()
        };
        let text: String = (0..random.usize(0..20)).map(|_| row(&mut random)).collect();
        let source = Source::from_bytes(text.as_bytes());
        let dialect = Dialect::plain(b',', 0);
        let whole = small(random.usize(1..20), random.usize(1..3));
        let until = random.u64(0..60);
        let some = ScanOptions {
            until: Some(until),
            ..whole
        };
        let all = |options: &ScanOptions| {
            let (workers, _) = scan(&source, &dialect, options, &Pulse::new(), Texts::default).unwrap();
            let mut rows: Vec<_> = workers.into_iter().flat_map(|worker| worker.0).collect();
            rows.sort_by_key(|(at, _)| *at);
            rows
        };
        let (first, rows) = (all(&some), all(&whole));
        assert_eq!(first, rows[..first.len()]);
        let wanted = rows.iter().filter(|(at, _)| at.start < until).count();
        assert!(first.len() >= wanted, "{text:?} until {until}");
        // Without any time the first part at least; where marks are in disorder, as far as they are not.
        let late = all(&ScanOptions {
            time: Some(Duration::ZERO),
            ..whole
        });
        assert_eq!(late, rows[..late.len()]);
        let wanted = rows.iter().filter(|(at, _)| at.start < whole.part as u64).count();
        assert!(late.len() >= wanted, "{text:?} without time");
        cut += usize::from(late.len() < rows.len());
        shorter += usize::from(first.len() < rows.len());
    }
    assert!(shorter > 500 && cut > 500, "{shorter} {cut}");
}

#[test]
fn a_quoted_line_end_on_every_border_of_parts_stays_in_its_cell() {
    let text = "id,note\r\n1,\"one\r\n\"\"two\"\"\r\n\"\r\n\r\n2,\"é\n\n\"\r\n3,x";
    let expected = [
        vec!["id", "note"],
        vec!["1", "one\r\n\"two\"\r\n"],
        vec!["2", "é\n\n"],
        vec!["3", "x"],
    ];
    let file = TestFile::new("borders", text.as_bytes());
    for source in [Source::open(&file.0).unwrap(), Source::from_bytes(text.as_bytes())] {
        for part in 1..=text.len() {
            for threads in 1..4 {
                let (rows, facts) = read(&source, &Dialect::plain(b',', 0), &small(part, threads));
                assert_eq!(rows, expected, "parts of {part}");
                assert_eq!((facts.rows, facts.loose_mark, facts.census.characters), (4, None, 1));
            }
        }
    }
}

#[test]
fn one_bad_byte_late_in_the_file_makes_all_of_it_windows_1252() {
    let mut bytes = "nom,lieu\n1,ascii\n".repeat(50).into_bytes();
    bytes.extend_from_slice(b"2,\"M\xe9naka \"\"\x80\"\"\"\n");
    let source = Source::from_bytes(bytes);
    for threads in [1, 3] {
        let (rows, facts) = read(&source, &Dialect::plain(b',', 0), &small(64, threads));
        assert_eq!(facts.encoding, Encoding::Windows1252);
        assert_eq!(facts.census.first_damage, Some(17 * 50 + 4));
        assert_eq!(rows[100], ["2", "Ménaka \"€\""]);
        let chosen = ScanOptions {
            encoding: Some(Encoding::Utf8),
            ..small(64, threads)
        };
        let (rows, facts) = read(&source, &Dialect::plain(b',', 0), &chosen);
        assert_eq!(facts.encoding, Encoding::Utf8);
        assert_eq!(rows[100], ["2", "M\u{fffd}naka \"\u{fffd}\""]);
    }
}

#[test]
fn a_few_damaged_bytes_leave_a_file_utf8() {
    let mut bytes = "1,Ménaka\n".repeat(50).into_bytes();
    bytes.extend_from_slice(b"2,M\xff\n");
    let (rows, facts) = read(&Source::from_bytes(bytes), &Dialect::plain(b',', 0), &small(31, 2));
    assert_eq!(facts.encoding, Encoding::Utf8);
    let expected = Census {
        characters: 50,
        damaged: 1,
        first_damage: Some(503),
        first_letter: Some(3),
    };
    assert_eq!(facts.census, expected);
    assert_eq!((rows[0][1].as_str(), rows[50][1].as_str()), ("Ménaka", "M\u{fffd}"));
}

#[test]
fn wide_tables_are_decoded_and_read_like_others() {
    let text = "id;lieu\r\n1;\"Ménaka\n– nord\"\r\n";
    for little in [true, false] {
        for mark in [true, false] {
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            let bytes = units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
            let file = TestFile::new(&format!("wide-{little}-{mark}"), &bytes.collect::<Vec<_>>());
            let (source, dialect) = open_table(&Source::open(&file.0).unwrap(), &Wishes::default()).unwrap();
            assert!(dialect.encoding.is_wide() && source.is_in_memory());
            let (rows, facts) = read(&source, &dialect, &small(5, 2));
            assert_eq!((dialect.delimiter, facts.encoding), (b';', dialect.encoding));
            assert_eq!(rows, [["1", "Ménaka\n– nord"]]);
        }
    }
}

#[test]
fn nul_bytes_are_data() {
    let (rows, _) = read(
        &Source::from_bytes(&b"a\0,\0\n\0\0,\"\0\"\n"[..]),
        &Dialect::plain(b',', 0),
        &small(3, 2),
    );
    assert_eq!(rows, [["a\0", "\0"], ["\0\0", "\0"]]);
}

/// How many cells came, and how many rows were cut.
#[derive(Default)]
struct Sizes(usize, usize);

impl Worker for Sizes {
    fn row(&mut self, _: RowAt, cells: &Cells<'_>) {
        self.0 = self.0.max(cells.len());
        self.1 += usize::from(cells.is_cut());
    }
}

#[test]
fn giant_rows_are_cut_and_their_neighbours_are_not() {
    let commas = ",".repeat(300_000);
    let cells = format!("{},", "x".repeat(1_000)).repeat(30_000);
    for giant in [commas, cells] {
        let bytes = format!("a,b\n{giant}\nc,\"d\"\n");
        let source = Source::from_bytes(bytes.into_bytes());
        let options = ScanOptions {
            max_field: 10_000,
            ..small(1 << 16, 2)
        };
        let (workers, facts) = scan(
            &source,
            &Dialect::plain(b',', 0),
            &options,
            &Pulse::new(),
            Sizes::default,
        )
        .unwrap();
        assert_eq!((facts.rows, facts.loose_mark), (3, None));
        assert_eq!(workers.iter().map(|worker| worker.1).sum::<usize>(), 1);
        assert!(workers.iter().all(|worker| worker.0 <= MOST_CELLS));
    }
}

/// The rows that cannot be trusted, with how many others there are.
#[derive(Default)]
struct Spoiled(Vec<(RowAt, Vec<String>, Spoilt)>, usize);

impl Worker for Spoiled {
    fn row(&mut self, _at: RowAt, _cells: &Cells<'_>) {
        self.1 += 1;
    }

    fn spoilt(&mut self, at: RowAt, cells: &Cells<'_>, why: Spoilt) {
        let cells = cells.texts().map(|text| text.into_owned()).collect();
        self.0.push((at, cells, why));
    }
}

fn spoilt_rows(text: &str, options: &ScanOptions) -> (Vec<(RowAt, Vec<String>, Spoilt)>, usize) {
    let (source, dialect) = (Source::from_bytes(text.as_bytes()), Dialect::plain(b',', 0));
    let (workers, facts) = scan(&source, &dialect, options, &Pulse::new(), Spoiled::default).unwrap();
    let others = workers.iter().map(|worker| worker.1).sum();
    let spoilt: Vec<_> = workers.into_iter().flat_map(|worker| worker.0).collect();
    assert_eq!(facts.rows as usize, spoilt.len() + others);
    (spoilt, others)
}

#[test]
fn a_cell_never_closed_spoils_its_row_and_names_its_mark() {
    let text = format!("id,note\n1,\"a\nb\"\n2,\"{}", "text, more\n".repeat(2_000));
    for threads in [1, 4] {
        // Within the limit of a cell, and beyond it.
        for (max_field, kept) in [(1 << 20, 2), (10_000, 1)] {
            let options = ScanOptions {
                max_field,
                ..small(512, threads)
            };
            let (spoilt, others) = spoilt_rows(&text, &options);
            assert_eq!((spoilt.len(), others), (1, 2));
            let (at, cells, why) = &spoilt[0];
            assert_eq!((at.start, at.end), (16, text.len() as u64));
            assert_eq!((cells.len(), cells[0].as_str()), (kept, "2"));
            assert_eq!(*why, Spoilt::Open { mark: 18, cell: 1 });
        }
    }
}

#[test]
fn a_cell_too_long_spoils_its_row_and_no_other() {
    let long = "x".repeat(3_000);
    let text = format!("id,note\n1,\"{long}\",z\n2,{long}\n3,b\n");
    for part in [64, 512, 1 << 20] {
        let options = ScanOptions {
            max_field: 1_000,
            ..small(part, 2)
        };
        let (spoilt, others) = spoilt_rows(&text, &options);
        assert_eq!(others, 2);
        let limit = 1_000;
        let seen: Vec<_> = spoilt.iter().map(|(_, cells, why)| (cells.join("|"), *why)).collect();
        let expected = ["1", "2"].map(|id| (id.to_owned(), Spoilt::TooLong { cell: 1, limit }));
        assert_eq!(seen, expected);
    }
}

#[test]
fn a_file_that_changes_or_goes_is_said() {
    let file = TestFile::new("changes", b"a,b\n1,\"2\n3\"\n4,5\n");
    let source = Source::open(&file.0).unwrap();
    let (dialect, options) = (Dialect::plain(b',', 0), small(4, 2));
    let at = RowAt { start: 4, end: 11 };
    let mut buffer = Vec::new();
    assert_eq!(
        read_row(&source, &dialect, &options, at, &mut buffer).unwrap(),
        ["1", "2\n3"]
    );
    std::fs::OpenOptions::new()
        .append(true)
        .open(&file.0)
        .unwrap()
        .write_all(b"6,7\n")
        .unwrap();
    assert_eq!(
        read_row(&source, &dialect, &options, at, &mut buffer),
        Err(SourceError::Changed)
    );
    let found = scan(&source, &dialect, &options, &Pulse::new(), Texts::default);
    assert_eq!(found.map(drop), Err(ScanError::Source(SourceError::Changed)));
    std::fs::write(&file.0, b"a,").unwrap();
    let found = scan(&source, &dialect, &options, &Pulse::new(), Texts::default);
    assert_eq!(found.map(drop), Err(ScanError::Source(SourceError::Changed)));
    std::fs::remove_file(&file.0).unwrap();
    assert_eq!(
        read_row(&source, &dialect, &options, at, &mut buffer),
        Err(SourceError::Gone)
    );
    assert_eq!(Source::open(&file.0).map(drop), Err(SourceError::Gone));
    assert!(matches!(Source::open(&std::env::temp_dir()), Err(SourceError::Io(_))));
}

/// Cancels while rows are read.
struct Cancels<'a>(&'a Pulse, &'a Mutex<u32>);

impl Worker for Cancels<'_> {
    fn row(&mut self, _: RowAt, _: &Cells<'_>) {
        *self.1.lock().unwrap() += 1;
        self.0.cancel();
    }
}

#[test]
fn a_cancelled_scan_stops_within_a_part() {
    // Loose marks in the second text: the same on the slow way.
    for text in ["a,b\n".repeat(10_000), "a\",b\n".repeat(10_000)] {
        for threads in [1, 2] {
            let (pulse, rows) = (Pulse::new(), Mutex::new(0));
            let source = Source::from_bytes(text.as_bytes());
            let found = scan(&source, &Dialect::plain(b',', 0), &small(400, threads), &pulse, || {
                Cancels(&pulse, &rows)
            });
            assert_eq!(found.map(drop), Err(ScanError::Cancelled));
            assert!(*rows.lock().unwrap() <= 400, "at most a part for each thread");
        }
    }
}

#[test]
fn progress_counts_the_bytes_of_the_rows() {
    for text in ["a,b\n1,2\n3,4", "a,b\n1,2\"\n3,4\n", "a,b\n", ""] {
        let source = Source::from_bytes(text.as_bytes());
        let dialect = Dialect::plain(b',', text.len().min(4) as u64);
        let pulse = Pulse::new();
        scan(&source, &dialect, &small(3, 2), &pulse, Texts::default).unwrap();
        let length = text.len().saturating_sub(4) as u64;
        assert_eq!(pulse.progress(), (length, length), "{text:?}");
    }
}

#[test]
fn the_first_rows_come_without_the_others() {
    let source = Source::from_bytes(&b"x\n1,\"a\nb\"\n\n2\n3,c"[..]);
    let dialect = Dialect::plain(b',', 2);
    let first = |count| -> Vec<_> {
        let rows = first_rows(&source, &dialect, &ScanOptions::default(), count).unwrap();
        rows.into_iter()
            .map(|(at, cells)| (at.start, cells.join("|")))
            .collect()
    };
    assert_eq!(first(0), []);
    assert_eq!(first(2), [(2, "1|a\nb".to_owned()), (11, "2".to_owned())]);
    assert_eq!(first(9).len(), 3);
}

#[test]
fn a_scan_with_a_limit_of_time_reads_once_whatever_the_encoding() {
    let mut text = b"a,b\n".repeat(1_000);
    text.extend(b"\xe9t\xe9,c\n".repeat(1_000));
    let source = Source::from_bytes(text.as_slice());
    let dialect = Dialect::plain(b',', 0);
    let made = std::sync::atomic::AtomicUsize::new(0);
    let scanned = |time: Option<Duration>| {
        made.store(0, std::sync::atomic::Ordering::Relaxed);
        let options = ScanOptions { time, ..small(512, 1) };
        let make = || {
            made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Texts::default()
        };
        let (workers, facts) = scan(&source, &dialect, &options, &Pulse::new(), make).unwrap();
        let rows: usize = workers.iter().map(|worker| worker.0.len()).sum();
        (rows, facts.encoding, made.load(std::sync::atomic::Ordering::Relaxed))
    };
    assert_eq!(scanned(None), (2_000, Encoding::Windows1252, 2));
    assert_eq!(scanned(Some(Duration::from_secs(600))), (2_000, Encoding::Utf8, 1));
}
