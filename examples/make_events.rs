//! Writes a table of synthetic events in the shape of an ACLED export, for measuring.
//!
//! `cargo run --release --example make_events -- 1000000 events.csv` (652 MB)

use std::fs::File;
use std::io::BufWriter;

#[path = "../benches/support/events.rs"]
#[expect(
    clippy::indexing_slicing,
    reason = "positions are drawn within the length of constant tables"
)]
mod events;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "expected a number of rows and the name of the file to write";
    let mut args = std::env::args().skip(1);
    let rows: usize = args.next().ok_or(usage)?.parse()?;
    let file = File::create(args.next().ok_or(usage)?)?;
    let seed = args.next().map_or(Ok(20_260_101), |seed| seed.parse())?;
    Ok(events::write(rows, seed, &mut BufWriter::with_capacity(1 << 20, file))?)
}
