//! `bench`: how fast the program is with a file of yours on your machine.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{CliError, print};
use crate::app::measure::{Measured, Percentiles, measure};

/// What can be typed after `bench`.
#[derive(Debug, clap::Args)]
pub(super) struct BenchArgs {
    /// File to measure with
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// One JSON object instead of a table
    #[arg(long)]
    pub json: bool,
}

/// Runs the script of [`crate::app::measure`] and prints what came of it.
///
/// # Errors
/// [`CliError`] where the file cannot be read or nothing can draw.
pub(super) fn run(args: &BenchArgs) -> Result<ExitCode, CliError> {
    let measured = measure(&args.file);
    let measured = measured.map_err(|error| CliError::Read(error.to_string()))?;
    if args.json {
        let text = serde_json::to_string(&measured).map_err(std::io::Error::from)?;
        print(&text)?;
    } else {
        print(&table(&measured))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Numbers are the same in every language here: for comparing, not for reading aloud.
fn table(m: &Measured) -> String {
    let one = |name: &str, ms: f64| format!("{name:<24}{ms:>12.1} ms");
    let three =
        |name: &str, p: Percentiles| format!("{name:<24}{:>12.2} ms{:>12.2} ms{:>12.2} ms", p.p50, p.p95, p.max);
    let lines = [
        format!("{} events on {} places; {}", m.events, m.places, m.adapter),
        one("first picture", m.load_ms),
        one("first picture again", m.reopen_ms),
        format!("{:<24}{:>15}{:>15}{:>15}", "", "middle", "95 of 100", "longest"),
        three("window moves", m.window_move_ms),
        three("window jumps", m.window_jump_ms),
        three("frame, own work", m.frame_cpu_ms),
        three("frame, painted", m.painted_frame_ms),
        three("empty frame, painted", m.empty_frame_ms),
        three("filter changes", m.facet_toggle_ms),
        three("search", m.text_query_ms),
        format!("{:<24}{:>12} MB", "anonymous memory", m.anonymous_mb),
        format!("{:<24}{:>15}", "visible checksum", m.visible_checksum),
    ];
    lines.join("\n")
}
