//! Thousands of broken files for every reader of a file that is no plain table: fixtures with pieces cut out, put in
//! twice, exchanged for hostile ones. Nothing may panic or hang, counts must add up, and every record must open.
//!
//! The long run, a million inputs for each reader, also watches that memory does not grow:
//! `cargo test --release --test fuzz_formats -- --ignored --nocapture`
#![cfg(test)]

mod formats_common;

use fastrand::Rng;
use formats_common::{fixture, gzip, ods, read, sheet, zip};

/// Inputs of a reader in the normal suite.
const FEW: usize = 300;
/// Inputs of a reader in the long run.
const MANY: usize = 1_000_000;

/// Pieces that readers stumble over.
const HOSTILE: [&str; 46] = [
    "null",
    "NaN",
    "-Infinity",
    "1e999",
    "-0",
    "0",
    "1e-400",
    "99999999999999999999",
    "180.0000001",
    "\"\"",
    "\"",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "[[[[[[[[[[",
    "{\"a\":",
    ",",
    ":",
    "\u{FEFF}",
    "\u{0}",
    "\u{1E}",
    "\n",
    "\r",
    "\t",
    "é",
    "\u{202E}",
    "<",
    ">",
    "</",
    "/>",
    "&#x110000;",
    "&#0;",
    "&x;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "<?xml",
    "2024-02-30",
    "0000-00-00",
    "31/12/9999",
    "9999999999999",
    "type",
    "features",
    "32768",
];

/// Changes a few places of a text.
fn mutated(seed: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut out = seed.to_vec();
    for _ in 0..rng.usize(1..5) {
        let at = rng.usize(0..=out.len());
        let end = (at + rng.usize(0..24)).min(out.len());
        match rng.u8(0..8) {
            0 => out.truncate(at),
            1 => drop(out.drain(at..end)),
            2 => {
                let piece = out[at..end].to_vec();
                let to = rng.usize(0..=out.len());
                out.splice(to..to, piece);
            }
            3 => {
                if let Some(byte) = out.get_mut(at) {
                    *byte ^= 1 << rng.u8(0..8);
                }
            }
            4 => {
                let times = rng.usize(1..150);
                let piece = HOSTILE[rng.usize(0..HOSTILE.len())].repeat(times);
                out.splice(at..at, piece.bytes());
            }
            5 => swap_tokens(&mut out, rng),
            _ => {
                let piece = HOSTILE[rng.usize(0..HOSTILE.len())];
                out.splice(at..end, piece.bytes());
            }
        }
    }
    out
}

/// Puts one word or number of the text, or a hostile piece, where another stands.
fn swap_tokens(out: &mut Vec<u8>, rng: &mut Rng) {
    let token = |rng: &mut Rng, out: &[u8]| {
        let at = rng.usize(0..=out.len());
        let inside = |b: &u8| b.is_ascii_alphanumeric() || b".-_".contains(b);
        let start = out[..at].iter().rposition(|b| !inside(b)).map_or(0, |i| i + 1);
        let end = out[at..].iter().position(|b| !inside(b)).map_or(out.len(), |i| at + i);
        start..end
    };
    let from = token(rng, out);
    let to = token(rng, out);
    let piece = if rng.bool() {
        out[from].to_vec()
    } else {
        HOSTILE[rng.usize(0..HOSTILE.len())].as_bytes().to_vec()
    };
    out.splice(to, piece);
}

/// Opens a file, and every record of it.
fn check(name: &str, bytes: &[u8]) -> bool {
    let Ok(found) = read(name, bytes) else {
        return false;
    };
    assert!(found.dataset.counts().add_up());
    assert_eq!(found.report.counts, found.dataset.counts());
    assert_eq!(found.dataset.counts().accepted, found.dataset.len());
    for event in found.dataset.events() {
        let incident = event.incident();
        assert_eq!(incident.title.en, event.title().en);
        assert_eq!(incident.circle(), event.circle());
        assert_eq!(incident.when.as_ref().and_then(|w| w.days()), event.span());
        assert!(event.original().len() < 10_000);
    }
    true
}

/// Anonymous memory of this process in bytes; 0 where the system does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}

/// Breaks `seed` again and again, and wraps it into a file.
fn run(name: &str, seed: &[u8], inputs: usize, wrap: impl Fn(Vec<u8>, &mut Rng) -> Vec<u8>) {
    let mut rng = Rng::with_seed(name.bytes().map(u64::from).sum());
    assert!(
        check(name, &wrap(seed.to_vec(), &mut Rng::with_seed(0))),
        "{name}: the seed itself is refused"
    );
    let (mut accepted, mut before) = (0, 0);
    for i in 0..inputs {
        let bytes = wrap(mutated(seed, &mut rng), &mut rng);
        accepted += usize::from(check(name, &bytes));
        if i == inputs / 10 {
            before = memory();
        }
    }
    let grown = memory().saturating_sub(before) >> 20;
    assert!(
        inputs < MANY || grown < 64,
        "{name}: {grown} MiB more after {inputs} inputs"
    );
    assert!(
        accepted > 0 && accepted < inputs,
        "{name}: {accepted} of {inputs} accepted"
    );
    println!("{name}: {inputs} inputs, {accepted} accepted, memory grew by {grown} MiB");
}

fn plain(bytes: Vec<u8>, _: &mut Rng) -> Vec<u8> {
    bytes
}

/// A workbook whose one broken part is the sheet.
fn grid() -> Vec<Vec<String>> {
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    vec![
        row(&["id", "date", "latitude", "longitude", "deaths", "notes"]),
        row(&["a", "=45353", "=14.5", "=0", "=12", "x"]),
        row(&["b", "2024-03-05", "14,25", "-0,5", "", "!#N/A"]),
    ]
}

/// Breaks one member of an archive and packs it again, or the bytes of the archive.
fn repacked(archive: &[u8], part: &str, rng: &mut Rng) -> Vec<u8> {
    if rng.u8(0..4) == 0 {
        return mutated(archive, rng);
    }
    let mut reader = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    for i in 0..reader.len() {
        let mut member = reader.by_index(i).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut bytes).unwrap();
        let name = member.name().unwrap().into_owned();
        if name == part || (part.is_empty() && rng.u8(0..4) == 0) {
            bytes = mutated(&bytes, rng);
        }
        members.push((name, bytes));
    }
    let borrowed: Vec<(&str, &[u8])> = members.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    zip(&borrowed)
}

fn geojson(inputs: usize) {
    run("features.geojson", &fixture("features.geojson"), inputs, plain);
}

fn json(inputs: usize) {
    run("api.json", &fixture("api.json"), inputs / 2, plain);
    run(
        "events.json",
        &fixture("timemap/events.json"),
        inputs.div_ceil(2),
        plain,
    );
}

fn kml(inputs: usize) {
    run("places.kml", &fixture("places.kml"), inputs, plain);
}

fn gpx(inputs: usize) {
    run("points.gpx", &fixture("points.gpx"), inputs, plain);
}

fn gdelt(inputs: usize) {
    run("events.export.CSV", &fixture("events.export.CSV"), inputs, plain);
}

fn xlsx(inputs: usize) {
    let book = sheet(&[("S", &grid())]);
    run("x.xlsx", b"x", inputs, |seed, rng| match seed.as_slice() {
        b"x" => book.clone(),
        _ => repacked(&book, if rng.bool() { "xl/worksheets/sheet1.xml" } else { "" }, rng),
    });
}

fn ods_book(inputs: usize) {
    let book = ods("S", &grid());
    run("x.ods", b"x", inputs, |seed, rng| match seed.as_slice() {
        b"x" => book.clone(),
        _ => repacked(&book, "content.xml", rng),
    });
}

fn archives(inputs: usize) {
    let table = fixture("api.json");
    let (zipped, gzipped) = (zip(&[("api.json", &table)]), gzip(&table));
    run("x.zip", &zipped, inputs / 2, plain);
    run("x.gz", &gzipped, inputs.div_ceil(2), plain);
}

#[test]
fn broken_json_of_every_kind_is_survived() {
    geojson(FEW);
    json(FEW);
}

#[test]
fn broken_xml_of_every_kind_is_survived() {
    kml(FEW);
    gpx(FEW);
}

#[test]
fn broken_tables_and_workbooks_are_survived() {
    gdelt(FEW);
    xlsx(FEW);
    ods_book(FEW);
}

#[test]
fn broken_archives_are_survived() {
    archives(FEW * 4);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_geojson() {
    geojson(MANY);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_json_lists() {
    json(MANY * 2);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_kml() {
    kml(MANY);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_gpx() {
    gpx(MANY);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_gdelt() {
    gdelt(MANY);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_xlsx() {
    xlsx(MANY);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_ods() {
    ods_book(MANY);
}

#[test]
#[ignore = "a million inputs: minutes in a release build"]
fn a_million_broken_archives() {
    archives(MANY * 2);
}
