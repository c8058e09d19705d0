//! Runs ours and the peers in turn and prints medians as a table.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// Runs of each.
const RUNS: usize = 7;
/// Runs of each of ours in which memory is watched.
const WATCHED: usize = 3;
/// What is measured of ours: argument, name.
const OURS: [(&str, &str); 4] = [
    ("--scan", "rows found, nothing understood"),
    ("--columns", "columns of the first frame: day, position, type, deaths"),
    ("--first", "the same as a provisional dataset, in order"),
    ("--complete", "complete: all columns, checks, order"),
];
/// Modes of `benches/peers/load.py`: mode, name, and whether it reads every column.
const PEERS: [(&str, &str, bool); 5] = [
    ("polars", "Polars, all columns", true),
    ("polars_need", "Polars, 11 columns", false),
    ("duckdb", "DuckDB, all columns", true),
    ("pandas", "pandas, all columns", true),
    ("arrow", "pyarrow, all columns", true),
];

/// Milliseconds and memory of one load.
type Run = (f64, u64);

/// Compares, and prints what came of it.
pub fn compare(file: &Path) {
    let python = std::env::var_os("SAHEL_ATLAS_PEERS");
    let mut ours: Vec<Vec<Run>> = vec![Vec::new(); OURS.len()];
    let mut theirs: Vec<Vec<Run>> = vec![Vec::new(); PEERS.len()];
    for _ in 0..RUNS {
        for ((argument, _), runs) in OURS.iter().zip(&mut ours) {
            runs.extend(own(file, argument));
        }
        for ((mode, ..), runs) in PEERS.iter().zip(&mut theirs) {
            runs.extend(python.as_deref().and_then(|python| peer(python, file, mode)));
        }
    }
    let fastest = PEERS
        .iter()
        .zip(&theirs)
        .filter(|((.., all), runs)| *all && !runs.is_empty());
    let fastest = fastest.map(|(_, runs)| median(runs)).min_by(f64::total_cmp);
    let eleven = theirs.get(1).filter(|runs| !runs.is_empty()).map(|runs| median(runs));
    println!("\n| load | ms (median of {RUNS}) | peak MiB | of it anonymous | times faster than the fastest peer |");
    println!("|---|---:|---:|---:|---:|");
    for (((argument, name), runs), all) in OURS.iter().zip(&ours).zip([None, eleven, eleven, fastest]) {
        let ratio = all.map_or_else(String::new, |all| format!("{:.2}", all / median(runs)));
        println!(
            "| Sahel Atlas, {name} | {:.0} | {} | {} | {ratio} |",
            median(runs),
            memory(runs),
            anonymous(file, argument)
        );
    }
    for ((_, name, _), runs) in PEERS.iter().zip(&theirs).filter(|(_, runs)| !runs.is_empty()) {
        println!("| {name} | {:.0} | {} | | |", median(runs), memory(runs));
    }
}

fn median(runs: &[Run]) -> f64 {
    let mut times: Vec<f64> = runs.iter().map(|run| run.0).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn memory(runs: &[Run]) -> u64 {
    runs.iter().map(|run| run.1).max().unwrap_or(0)
}

fn own(file: &Path, argument: &str) -> Option<Run> {
    let this = std::env::current_exe().ok()?;
    let output = Command::new(this)
        .arg(argument)
        .env("SAHEL_ATLAS_EVENTS", file)
        .output()
        .ok()?;
    numbers(&output.stdout, 0, 1)
}

/// Anonymous memory of one of ours at its highest, MiB, in runs of their own: watching costs time.
fn anonymous(file: &Path, argument: &str) -> u64 {
    let watched = || {
        let this = std::env::current_exe().ok()?;
        let mut load = Command::new(this);
        load.args(["--memory", argument]).env("SAHEL_ATLAS_EVENTS", file);
        let output = String::from_utf8(load.output().ok()?.stdout).ok()?;
        let said = output.lines().find_map(|line| line.strip_prefix("anonymous "));
        said?.parse::<u64>().ok()
    };
    (0..WATCHED).filter_map(|_| watched()).max().unwrap_or(0)
}

fn peer(python: &OsStr, file: &Path, mode: &str) -> Option<Run> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/load.py");
    let output = Command::new(python).arg(script).arg(mode).arg(file).output().ok()?;
    numbers(&output.stdout, 2, 3)
}

/// Two words of the first line as numbers.
fn numbers(output: &[u8], time: usize, memory: usize) -> Option<Run> {
    let text = String::from_utf8_lossy(output);
    let words: Vec<&str> = text.lines().next()?.split_whitespace().collect();
    Some((words.get(time)?.parse().ok()?, words.get(memory)?.parse().ok()?))
}
