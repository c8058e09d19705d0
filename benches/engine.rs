//! How long the engine takes for each kind of question over events made up in memory, beside the programs that are
//! used for this: crossfilter2, Polars and DuckDB for counts and bars, supercluster for clusters. All are asked the
//! same questions in turn, and every count is compared.
//!
//! ```text
//! cargo bench --bench engine                        how the cost grows
//! cargo bench --bench engine -- peers 1000000       beside the peers (npm ci in benches/peers)
//! cargo bench --bench engine -- grow 10000 1000000  these sizes
//! ```
//!
//! `SAHEL_ATLAS_PEERS` names a Python that has the packages of `benches/peers/requirements.txt`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench ends where something is wrong, and prints"
)]

#[path = "support/children.rs"]
mod children;
#[path = "support/made_up.rs"]
mod made_up;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use children::{Answer, Peer};
use made_up::{DAYS, FIRST, Lasting, made_up};
use sahel_atlas::base::{Day, DaySpan, LonLat, Step};
use sahel_atlas::figure::MapFrame;
use sahel_atlas::figure::crowd::CrowdCache;
use sahel_atlas::figure::crowd::clusters::in_frame;
use sahel_atlas::model::{Dataset, EventType};
use sahel_atlas::query::{
    Certainty, DayBars, DaySums, DeathRange, Engine, Filter, Histogram, Layer, QueryResult, Slice, TimeWindow,
    WindowCounts,
};

/// Sizes of which the cost is shown.
const SIZES: [u32; 5] = [10_000, 100_000, 1_000_000, 5_000_000, 10_000_000];
/// Names of moves, days of a step, steps.
const MOVES: [(&str, i32, i32); 4] = [
    ("a day", 1, 30),
    ("a week", 7, 30),
    ("a month", 30, 30),
    ("500 days", 500, 30),
];
/// Days of the window that moves, and where it is first.
const WINDOW: (i32, i32) = (1_800, 6_000);

fn main() {
    // `cargo bench` adds a word of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let sizes = |default: &[u32]| -> Vec<u32> {
        let named: Vec<u32> = words.iter().skip(1).map(|word| word.parse().unwrap()).collect();
        if named.is_empty() { default.to_vec() } else { named }
    };
    match words.first().map(String::as_str) {
        Some("peers") => sizes(&[1_000_000, 5_000_000]).into_iter().for_each(beside_peers),
        Some("grow") => grow(&sizes(&SIZES)),
        _ => grow(&SIZES),
    }
}

/// Milliseconds.
#[derive(Default, Clone)]
struct Times(Vec<f64>);

impl Times {
    fn time<T>(&mut self, ask: impl FnOnce() -> T) -> T {
        let before = Instant::now();
        let found = ask();
        self.0.push(before.elapsed().as_secs_f64() * 1e3);
        found
    }

    fn at(&self, part: f64) -> f64 {
        let mut times = self.0.clone();
        times.sort_by(f64::total_cmp);
        times
            .get(((times.len().max(1) - 1) as f64 * part) as usize)
            .copied()
            .unwrap_or(f64::NAN)
    }

    fn middle(&self) -> f64 {
        self.at(0.5)
    }
}

fn window(from: i32, days: i32) -> TimeWindow {
    let start = Day::from_number(FIRST + from);
    TimeWindow {
        span: DaySpan::inclusive(start, start.plus(days - 1)),
        certainty: Certainty::Possible,
    }
}

fn whole() -> TimeWindow {
    window(0, DAYS + 200)
}

/// The three countries in a window of 1280 × 800.
fn frame() -> MapFrame {
    MapFrame {
        centre: LonLat::new(-1.0, 14.0).unwrap(),
        zoom: 5.2,
        size: (1280.0, 800.0),
    }
}

/// Everything that is new on screen after a move: counts, deaths, values with counts, bars by type, clusters.
struct Screen {
    engine: Engine,
    layers: [Layer; 1],
    crowd: CrowdCache,
}

impl Screen {
    fn new(dataset: &Arc<Dataset>) -> Self {
        Self {
            engine: Engine::new(),
            layers: [Layer::new(Slice::whole(Arc::clone(dataset)))],
            crowd: CrowdCache::default(),
        }
    }

    fn result(&mut self, filter: &Filter, window: TimeWindow) -> QueryResult {
        self.engine.run(&self.layers, filter, window)
    }

    fn show(&mut self, filter: &Filter, window: TimeWindow) -> (Arc<QueryResult>, u64) {
        let result = Arc::new(self.result(filter, window));
        let histogram = Histogram::count(&result, Step::Month);
        let kinds = histogram.kinds(&result);
        self.crowd.refresh(&result);
        let here = frame();
        self.crowd.clusters(&here);
        let seen = in_frame(self.crowd.last_clusters(), self.crowd.set(), &here, 0.0);
        let seen: u64 = seen.map(|cluster| u64::from(cluster.count)).sum();
        std::hint::black_box((seen, kinds));
        let all = self
            .crowd
            .last_clusters()
            .iter()
            .map(|cluster| u64::from(cluster.count));
        (Arc::clone(&result), all.sum())
    }
}

/// Where a window is after `i` steps.
fn position(i: i32, step: i32) -> i32 {
    WINDOW.1 + (i * step) % 2_500
}

// ---- how the cost grows

fn grow(sizes: &[u32]) {
    let heads = [
        "events",
        "index",
        "first answer",
        "day",
        "week",
        "month",
        "jump (p95)",
        "toggle (p95)",
        "sums made",
        "sums moved",
    ];
    println!("| {} |", heads.join(" | "));
    println!("|{}", "---:|".repeat(heads.len()));
    for size in sizes {
        let cells = cost(*size);
        println!("| {} |", cells.join(" | "));
    }
}

fn cost(size: u32) -> Vec<String> {
    let dataset = made_up(size, Lasting::Some);
    let (mut index, mut first, none) = (Times::default(), Times::default(), Filter::default());
    let mut screen = index.time(|| Screen::new(&dataset));
    first.time(|| screen.show(&none, whole()));
    let moved: Vec<Times> = MOVES
        .iter()
        .take(3)
        .map(|(_, step, count)| moves(&mut screen, *step, *count))
        .collect();
    let (jump, toggle) = (jumps(&mut screen), toggles(&mut screen));
    let result = screen.result(&none, whole());
    let (mut made, mut counted, mut counts) = (Times::default(), Times::default(), WindowCounts::default());
    let (sums, bars) = made.time(|| by_month(&result));
    for i in 0..200 {
        counted.time(|| sums.count(&bars, window(position(i, 37), WINDOW.0), &mut counts));
    }
    let ms = |ms: f64| format!("{ms:.2} ms");
    let mut cells = vec![size.to_string(), ms(index.middle()), ms(first.middle())];
    cells.extend(moved.iter().map(|times| ms(times.middle())));
    cells.extend([&jump, &toggle].map(|times| format!("{:.2} ({:.2}) ms", times.middle(), times.at(0.95))));
    cells.push(ms(made.middle()));
    cells.push(format!("{:.1} µs", counted.middle() * 1e3));
    cells
}

fn moves(screen: &mut Screen, step: i32, count: i32) -> Times {
    let (none, mut times) = (Filter::default(), Times::default());
    screen.show(&none, window(position(0, step), WINDOW.0));
    for i in 1..=count {
        times.time(|| screen.show(&none, window(position(i, step), WINDOW.0)));
    }
    times
}

fn jumps(screen: &mut Screen) -> Times {
    let (none, mut times) = (Filter::default(), Times::default());
    let mut rng = fastrand::Rng::with_seed(9);
    for _ in 0..40 {
        let asked = window(rng.i32(0..DAYS), rng.i32(1..DAYS));
        times.time(|| screen.show(&none, asked));
    }
    times
}

fn toggles(screen: &mut Screen) -> Times {
    let (mut filter, mut times) = (Filter::default(), Times::default());
    for i in 0..48 {
        match i % 6 {
            0 => filter.countries.toggle(format!("country {}", i % 3)),
            1 => filter.actors.toggle(format!("actor {}", i * 3)),
            2 => filter.admin1s.toggle_excluded(format!("region {}", i % 7)),
            3 => filter.kinds.toggle(EventType::ALL[i % 6]),
            4 => filter.sources.toggle_excluded(format!("source {}", i % 20)),
            _ => {
                filter.deaths = Some(DeathRange {
                    min: i as u32 % 9,
                    max: None,
                    with_unknown: false,
                });
            }
        }
        times.time(|| screen.result(&filter, whole()));
        if i % 12 == 11 {
            filter = Filter::default();
        }
    }
    times
}

// ---- beside the peers

fn beside_peers(size: u32) {
    let dataset = made_up(size, Lasting::None);
    let prefix = write_columns(&dataset, size);
    println!(
        "\n{size} events of one day, window of {} days, three of six types; medians in ms",
        WINDOW.0
    );
    let mut screen = Screen::new(&dataset);
    counts_and_bars(&mut screen, &prefix);
    clusters(&mut screen, &prefix);
}

/// A line of the table: what is asked, ours, and each peer's time with how many times ours it is.
fn print_line(what: &str, ours: &[(&str, &Times)], theirs: &[(&str, Times)]) {
    let own: Vec<String> = ours
        .iter()
        .map(|(name, times)| format!("{name} {:.4}", times.middle()))
        .collect();
    let first = ours[0].1.middle();
    let peers: Vec<String> = theirs
        .iter()
        .map(|(name, times)| format!("{name} {:.2} (× {:.0})", times.middle(), times.middle() / first))
        .collect();
    println!("| {what} | {} | {} |", own.join(", "), peers.join(", "));
}

fn counts_and_bars(screen: &mut Screen, prefix: &Path) {
    let mut peers = children::brushes(prefix);
    let mut filter = three_types();
    let result = screen.result(&filter, whole());
    let (mut sums, mut bars) = by_month(&result);
    let mut counts = WindowCounts::default();
    for (name, step, count) in MOVES {
        let (mut own, mut full) = (Times::default(), Times::default());
        let mut theirs = vec![Times::default(); peers.len()];
        for i in 0..=count {
            let asked = window(position(i, step), WINDOW.0);
            let (mut now, mut all) = (Times::default(), Times::default());
            now.time(|| sums.count(&bars, asked, &mut counts));
            let (result, _) = all.time(|| screen.show(&filter, asked));
            assert_eq!(result.count(), counts.visible, "sums and rows");
            let question = format!("window {} {}", position(i, step), position(i, step) + WINDOW.0);
            let answers = compare(&mut peers, &question, &counts);
            // The first puts the window in its place.
            if i > 0 {
                own.0.extend(now.0);
                full.0.extend(all.0);
                theirs
                    .iter_mut()
                    .zip(answers)
                    .for_each(|(times, answer)| times.0.push(answer.ms));
            }
        }
        let theirs: Vec<_> = peers.iter().map(|peer| peer.name).zip(theirs).collect();
        print_line(
            &format!("moved by {name}"),
            &[("counts and bars", &own), ("everything", &full)],
            &theirs,
        );
    }
    let (mut own, mut full) = (Times::default(), Times::default());
    let mut theirs = vec![Times::default(); peers.len()];
    let asked = window(WINDOW.1, WINDOW.0);
    compare_to(screen, &mut peers, &filter, asked);
    for i in 0..10 {
        filter.kinds.toggle(EventType::ALL[2]);
        let result = full.time(|| screen.show(&filter, asked)).0;
        own.time(|| {
            (sums, bars) = by_month(&result);
            sums.count(&bars, asked, &mut counts);
        });
        let answers = compare(
            &mut peers,
            &format!("types {}", if i % 2 == 0 { 2 } else { 3 }),
            &counts,
        );
        theirs
            .iter_mut()
            .zip(answers)
            .for_each(|(times, answer)| times.0.push(answer.ms));
    }
    let theirs: Vec<_> = peers.iter().map(|peer| peer.name).zip(theirs).collect();
    print_line(
        "a type more or less",
        &[("everything", &full), ("sums made again", &own)],
        &theirs,
    );
}

fn compare_to(screen: &mut Screen, peers: &mut [Peer], filter: &Filter, asked: TimeWindow) {
    let result = screen.result(filter, asked);
    let mut counts = WindowCounts::default();
    let (sums, bars) = by_month(&result);
    sums.count(&bars, asked, &mut counts);
    compare(peers, &format!("window {} {}", WINDOW.1, WINDOW.1 + WINDOW.0), &counts);
}

fn by_month(result: &QueryResult) -> (DaySums, DayBars) {
    let sums = DaySums::of(result);
    let bars = sums.bars(Step::Month);
    (sums, bars)
}

fn compare(peers: &mut [Peer], question: &str, counts: &WindowCounts) -> Vec<Answer> {
    let sum = sum_of_bars(counts);
    let ask = |peer: &mut Peer| {
        let answer = peer.ask(question);
        assert_eq!(
            (answer.count, answer.bars),
            (counts.visible as u64, sum),
            "{}: {question}",
            peer.name
        );
        answer
    };
    peers.iter_mut().map(ask).collect()
}

/// Each count times a number of its own: the same only where every bar is.
fn sum_of_bars(counts: &WindowCounts) -> u64 {
    let mut sum = 0;
    for bar in &counts.bars {
        for (kind, count) in bar.visible.iter().enumerate() {
            sum += u64::from(*count) * (u64::from(month(bar.span.start())) * 8 + kind as u64 + 1);
        }
    }
    sum
}

fn three_types() -> Filter {
    let mut filter = Filter::default();
    EventType::ALL
        .into_iter()
        .take(3)
        .for_each(|kind| filter.kinds.toggle(kind));
    filter
}

fn clusters(screen: &mut Screen, prefix: &Path) {
    let Some(mut peer) = children::clusters(prefix) else {
        return;
    };
    let none = Filter::default();
    for (name, step) in [("a week", 7), ("a month", 30), ("137 days", 137)] {
        let (mut own, mut theirs) = (Times::default(), Times::default());
        for i in 0..=6 {
            let from = position(i, step);
            let mut now = Times::default();
            let (_, clustered) = now.time(|| screen.show(&none, window(from, 1_826)));
            let answer = peer.ask(&format!("window {from} {}", from + 1_826));
            assert_eq!(answer.count, clustered, "events in clusters");
            // The first puts the window in its place.
            if i > 0 {
                own.0.extend(now.0);
                theirs.0.push(answer.ms);
            }
        }
        print_line(
            &format!("five years, moved by {name}, with clusters"),
            &[("everything", &own)],
            &[("supercluster made again", theirs)],
        );
    }
}

/// Months from January 1997.
fn month(day: Day) -> u16 {
    let (year, month, _) = day.to_ymd();
    ((i32::from(year) - 1997) * 12 + i32::from(month) - 1) as u16
}

/// Writes the columns that peers read, in order of time; gives the path that they begin with.
fn write_columns(dataset: &Dataset, size: u32) -> PathBuf {
    let prefix = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/engine-{size}"));
    let (mut days, mut months, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    let (mut lats, mut lons) = (Vec::new(), Vec::new());
    for event in dataset.events() {
        let start = event.span().unwrap().start();
        days.extend(((start.number() - FIRST) as u16).to_le_bytes());
        months.extend(month(start).to_le_bytes());
        kinds.push(event.kind().index() as u8);
        let (at, _) = event.circle().unwrap();
        lats.extend(at.lat().to_le_bytes());
        lons.extend(at.lon().to_le_bytes());
    }
    for (end, bytes) in [
        ("day", days),
        ("month", months),
        ("type", kinds),
        ("lat", lats),
        ("lon", lons),
    ] {
        std::fs::write(prefix.with_extension(end), bytes).unwrap();
    }
    prefix
}
