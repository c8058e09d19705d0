//! How long the index of the texts of a table takes to make, how much memory it takes, and how long questions take.
//!
//! `cargo run --release --example measure_texts -- events.csv village "armed men" 12`

#![expect(clippy::print_stdout, reason = "this is what the example is for")]

use std::time::Instant;

use sahel_atlas::base::Pulse;
use sahel_atlas::query::{TextIndex, TextQuery};
use sahel_atlas::read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a table")?;
    let opened = read::open(file.as_ref(), &Pulse::new())?;
    let dataset = opened.dataset;
    println!("{} events, {} MiB anonymous", dataset.len(), anonymous());
    let before = Instant::now();
    let index = TextIndex::build(&dataset, &Pulse::new())?;
    let took = before.elapsed().as_secs_f64();
    println!(
        "index {took:.2} s, {} words, {} phrases, {:.1} MiB, {} MiB anonymous",
        index.words(),
        index.phrases(),
        index.bytes() as f64 / f64::from(1 << 20),
        anonymous()
    );
    for text in arguments {
        let query = TextQuery::new(&text);
        // At once, as while the window waits; else as in a job.
        for most in [Some(500), None] {
            let before = Instant::now();
            let found = index.find(&dataset, &query, most, &Pulse::new());
            let took = before.elapsed().as_secs_f64() * 1e3;
            println!("{text:<24} {took:8.2} ms  {}", told(&found));
            if matches!(found, Ok(sahel_atlas::query::texts::Answer::Rows(_))) {
                break;
            }
        }
    }
    Ok(())
}

fn told(found: &Result<sahel_atlas::query::texts::Answer, sahel_atlas::base::Cancelled>) -> String {
    match found {
        Ok(sahel_atlas::query::texts::Answer::Rows(rows)) => format!("{} rows", rows.count()),
        other => format!("{:?}", other.as_ref().map(|_| "a job")),
    }
}

/// Anonymous memory in MiB.
fn anonymous() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kib = line.and_then(|l| l.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
