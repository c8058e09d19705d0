//! Builds `assets/basemap/basemap.pmtiles` from the small inputs beside it.
//!
//! `cargo run --example build_basemap` writes the archive; `-- --check` only compares. The
//! same inputs give the same bytes, which `tests/tiles.rs` asserts.

#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a tool for whoever changes the map: it stops at the first fault of its committed inputs"
)]

mod basemap_builder;

use std::path::Path;

fn main() -> Result<(), basemap_builder::BuildError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/basemap");
    let target = folder.join("basemap.pmtiles");
    let built = basemap_builder::build(&folder.join("input"))?;
    println!("{} tiles, {} bytes", built.tiles, built.bytes.len());
    for (zoom, count, bytes) in &built.per_zoom {
        println!("  zoom {zoom}: {count} tiles, {bytes} bytes of tile data");
    }
    if std::env::args().any(|argument| argument == "--check") {
        let same = std::fs::read(&target).is_ok_and(|stored| stored == built.bytes);
        println!("{}", if same { "same as stored" } else { "differs from stored" });
        std::process::exit(i32::from(!same));
    }
    std::fs::write(&target, &built.bytes).map_err(|source| basemap_builder::BuildError::Io { path: target, source })
}
