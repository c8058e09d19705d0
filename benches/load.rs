//! How fast a large ACLED table opens, how much memory that takes, and whether nothing was lost on the way: counts
//! and checksums are compared with those of the `csv` crate.
//!
//! `SAHEL_ATLAS_EVENTS` names a table; without it a million made-up rows are written into `target/`.
//! `SAHEL_ATLAS_PEERS` names a Python that has the packages of `benches/peers/requirements.txt`; each is then run in
//! turn with ours, seven times, and a table of medians is printed.
//!
//! ```text
//! cargo bench --bench load
//! SAHEL_ATLAS_PEERS=venv/bin/python cargo bench --bench load
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench ends where something is wrong, and prints"
)]

#[path = "support/anonymous.rs"]
mod anonymous;
#[path = "support/events.rs"]
mod events;
#[path = "support/peers.rs"]
mod peers;

use std::path::{Path, PathBuf};
use std::time::Instant;

use sahel_atlas::base::Pulse;
use sahel_atlas::model::Dataset;
use sahel_atlas::query::index::Index;
use sahel_atlas::read::scan::{self, Cells, RowAt, ScanOptions, Source, Wishes, Worker};
use sahel_atlas::read::{self, Beginning, OpenOptions};

fn main() {
    let file = file();
    let mut arguments = std::env::args().skip(1);
    // One load in a fresh process, so that memory and caches are its own.
    match arguments.next().as_deref() {
        Some("--scan") => only_scan(&file),
        Some("--columns") => first_columns(&file),
        Some("--first") => first_frame(&file),
        Some("--complete") => complete(&file),
        Some("--memory") => memory(&file, &arguments.next().unwrap_or_default()),
        _ => {
            check(&file);
            peers::compare(&file);
        }
    }
}

fn file() -> PathBuf {
    if let Some(path) = std::env::var_os("SAHEL_ATLAS_EVENTS") {
        return path.into();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/events-1m.csv");
    if !path.exists() {
        let file = std::fs::File::create(&path).unwrap();
        events::write(1_000_000, 2024, &mut std::io::BufWriter::new(file)).unwrap();
    }
    path
}

struct Counter(u64);

impl Worker for Counter {
    fn row(&mut self, _at: RowAt, _cells: &Cells<'_>) {
        self.0 += 1;
    }
}

fn only_scan(file: &Path) {
    let start = Instant::now();
    let source = Source::open(file).unwrap();
    let (source, dialect) = scan::open_table(&source, &Wishes::default()).unwrap();
    let options = ScanOptions::default();
    let (workers, _) = scan::scan(&source, &dialect, &options, &Pulse::new(), || Counter(0)).unwrap();
    report(start, workers.iter().map(|worker| worker.0 as usize).sum());
}

fn first_columns(file: &Path) {
    let start = Instant::now();
    let columns = read::first_columns(file, &OpenOptions::default(), &Pulse::new()).unwrap();
    report(start, columns.as_ref().map_or(0, |columns| columns.len()));
}

fn first_frame(file: &Path) {
    let start = Instant::now();
    let early = read::early(file, Beginning::default(), &OpenOptions::default(), &Pulse::new()).unwrap();
    report(start, early.as_ref().map_or(0, |opened| opened.dataset.len()));
}

fn complete(file: &Path) {
    let start = Instant::now();
    let opened = read::open(file, &Pulse::new()).unwrap();
    report(start, opened.dataset.counts().read);
    let start = Instant::now();
    let index = Index::of(&opened.dataset);
    println!("index {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    drop(index);
}

/// Anonymous memory of a load at its highest, in a process that is not timed.
fn memory(file: &Path, load: &str) {
    let watch = anonymous::Watch::start();
    match load {
        "--scan" => only_scan(file),
        "--columns" => first_columns(file),
        "--first" => first_frame(file),
        _ => drop(read::open(file, &Pulse::new()).unwrap()),
    }
    println!("anonymous {}", watch.highest());
}

/// Milliseconds, highest memory, rows.
fn report(start: Instant, rows: usize) {
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    println!("{elapsed:.1} {} {rows}", peak());
}

/// Memory of the process at its highest, MiB, as the script of the peers measures it. Nothing of the file is in it but
/// the parts that are being read.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: u64 = line
        .and_then(|l| l.trim().strip_suffix("kB")?.trim().parse().ok())
        .unwrap_or(0);
    kib / 1024
}

/// Rows, first days, coordinates, deaths and ids.
#[derive(Debug, PartialEq, Clone, Copy, Default)]
struct Sums {
    rows: u64,
    days: i64,
    degrees: i64,
    deaths: u64,
    ids: u64,
}

fn check(file: &Path) {
    let opened = read::open(file, &Pulse::new()).unwrap();
    let (counts, dataset) = (opened.report.counts, &opened.dataset);
    println!("read {counts:?}");
    assert!(counts.add_up());
    let ours = sums(dataset);
    let theirs = sums_of_csv(file);
    println!("checksums {ours:?}");
    assert_eq!(ours.rows + (counts.read - counts.accepted) as u64, theirs.rows);
    if counts.read == counts.accepted {
        assert_eq!(ours, theirs, "as the csv crate reads it");
    }
}

fn sums(dataset: &Dataset) -> Sums {
    let mut sums = Sums::default();
    for event in dataset.events() {
        sums.rows += 1;
        sums.days += event.span().map_or(0, |span| i64::from(span.start().number()));
        sums.degrees += event.circle().map_or(0, |(at, _)| fixed(at.lon()) + fixed(at.lat()));
        sums.deaths += event.deaths().best.map_or(0, u64::from);
        sums.ids = sums.ids.wrapping_add(hash(event.id()));
    }
    sums
}

fn fixed(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

fn sums_of_csv(file: &Path) -> Sums {
    let mut reader = csv::ReaderBuilder::new().from_path(file).unwrap();
    let heads = reader.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).expect("an ACLED table");
    let names = [
        "event_id_cnty",
        "event_date",
        "time_precision",
        "latitude",
        "longitude",
        "fatalities",
    ];
    let [id, date, precision, lat, lon, deaths] = names.map(at);
    let (mut sums, mut row) = (Sums::default(), csv::StringRecord::new());
    let degrees = |text: &str| text.parse().map_or(0, fixed);
    while reader.read_record(&mut row).unwrap() {
        sums.rows += 1;
        let day = sahel_atlas::base::Day::parse_iso(&row[date]).unwrap();
        // The first day it may have been: codebook, "Time precision".
        let first = match &row[precision] {
            "2" => day.plus(-3),
            "3" => day.plus(1 - i32::from(day.to_ymd().2)),
            _ => day,
        };
        sums.days += i64::from(first.number());
        sums.degrees += degrees(&row[lon]) + degrees(&row[lat]);
        sums.deaths += row[deaths].parse::<u64>().unwrap_or(0);
        sums.ids = sums.ids.wrapping_add(hash(&row[id]));
    }
    sums
}
