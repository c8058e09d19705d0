//! Writes a PMTiles archive, version 3: clustered, identical tiles stored once, one directory.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;

use flate2::{Compression, GzBuilder};
use sahel_atlas::tiles::archive::tile_number;

use super::encode::varint;
use super::{MAX_ZOOM, REGION};

const HEADER: u64 = 127;

/// Collects tiles in any order.
#[derive(Default)]
pub struct Writer {
    tiles: BTreeMap<u64, Vec<u8>>,
}

impl Writer {
    /// Adds a compressed tile.
    pub fn add(&mut self, zoom: u8, x: u32, y: u32, tile: Vec<u8>) {
        self.tiles.insert(tile_number(zoom, x, y), tile);
    }

    /// Number of tiles added.
    pub fn len(&self) -> usize {
        self.tiles.len()
    }

    /// The archive.
    pub fn finish(self) -> Vec<u8> {
        let (entries, data, contents) = self.layout();
        let directory = gzip(&directory(&entries));
        let metadata = gzip(metadata().as_bytes());
        assert!(directory.len() < 16_257, "one directory is not enough");
        let metadata_at = HEADER + directory.len() as u64;
        let data_at = metadata_at + metadata.len() as u64;
        let mut out = b"PMTiles\x03".to_vec();
        for number in [
            HEADER,
            directory.len() as u64,
            metadata_at,
            metadata.len() as u64,
            data_at,
            0,
            data_at,
            data.len() as u64,
            self.tiles.len() as u64,
            entries.len() as u64,
            contents,
        ] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        // Clustered; directories and tiles in gzip; vector tiles; zooms.
        out.extend_from_slice(&[1, 2, 2, 1, 0, MAX_ZOOM]);
        let degrees = |value: f64| ((value * 1e7) as i32).to_le_bytes();
        for value in [-180.0, -85.0, 180.0, 85.0] {
            out.extend_from_slice(&degrees(value));
        }
        out.push(5);
        let [west, south, east, north] = REGION;
        out.extend_from_slice(&degrees((west + east) / 2.0));
        out.extend_from_slice(&degrees((south + north) / 2.0));
        out.extend_from_slice(&directory);
        out.extend_from_slice(&metadata);
        out.extend_from_slice(&data);
        out
    }

    /// Directory entries (number, run, offset, length), tile data, number of distinct tiles.
    fn layout(&self) -> (Vec<[u64; 4]>, Vec<u8>, u64) {
        let mut data = Vec::new();
        let mut known: HashMap<&[u8], u64> = HashMap::new();
        let mut entries: Vec<[u64; 4]> = Vec::new();
        for (number, tile) in &self.tiles {
            let offset = *known.entry(tile).or_insert_with(|| {
                data.extend_from_slice(tile);
                (data.len() - tile.len()) as u64
            });
            match entries.last_mut() {
                Some([first, run, at, _]) if *first + *run == *number && *at == offset => *run += 1,
                _ => entries.push([*number, 1, offset, tile.len() as u64]),
            }
        }
        let contents = known.len() as u64;
        (entries, data, contents)
    }
}

fn directory(entries: &[[u64; 4]]) -> Vec<u8> {
    let mut out = Vec::new();
    varint(&mut out, entries.len() as u64);
    let mut before = 0;
    for entry in entries {
        varint(&mut out, entry[0] - before);
        before = entry[0];
    }
    entries.iter().for_each(|entry| varint(&mut out, entry[1]));
    entries.iter().for_each(|entry| varint(&mut out, entry[3]));
    let mut expected = None;
    for entry in entries {
        // 0 says "right behind the one before".
        let follows = expected == Some(entry[2]);
        varint(&mut out, if follows { 0 } else { entry[2] + 1 });
        expected = Some(entry[2] + entry[3]);
    }
    out
}

fn metadata() -> String {
    let layers: Vec<_> = ["earth", "focus", "water", "regions", "borders"]
        .iter()
        .map(|id| serde_json::json!({"id": id, "fields": {"kind": "String"}}))
        .collect();
    serde_json::json!({
        "name": "Sahel Atlas basemap",
        "description": "World to zoom 4; Mali, Niger, Burkina Faso and around to zoom 8",
        "attribution": "Natural Earth (public domain)",
        "vector_layers": layers,
    })
    .to_string()
}

/// Compresses without a time stamp, so that the bytes depend on the content only.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}
