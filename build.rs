//! Gives the program a number for its readers: another one whenever what a file is read as may have changed. A copy
//! for fast opening that other readers have made is not used (`src/read/kept`).

use std::io;
use std::path::{Path, PathBuf};

/// What decides how a file is read: the readers, what they make, and the libraries they use.
const READERS: [&str; 4] = ["src/base", "src/model", "src/read", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for place in READERS {
        println!("cargo:rerun-if-changed={place}");
        collect(Path::new(place), &mut files)?;
    }
    files.sort();
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for file in files {
        // FNV-1a. Carriage returns are left out: a checkout on Windows may have them.
        let bytes = std::fs::read(file)?;
        for byte in bytes.into_iter().filter(|byte| *byte != b'\r').chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    println!("cargo:rustc-env=SAHEL_ATLAS_READERS={hash:016x}");
    Ok(())
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !place.is_dir() {
        if place.is_file() {
            files.push(place.to_owned());
        }
        return Ok(());
    }
    for entry in std::fs::read_dir(place)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
