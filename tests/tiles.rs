//! The bundled basemap: it opens, every tile decodes, damage never panics, and building it
//! again gives the same bytes.
#![cfg(test)]

use std::path::Path;
use std::time::{Duration, Instant};

use sahel_atlas::tiles::archive::{Archive, ArchiveError, TileKind, tile_number};
use sahel_atlas::tiles::bundled::{ARCHIVE, BundledTiles, TILE_SIZE, style};
use walkers::{Tile, TileId, Tiles as _};

#[path = "../examples/basemap_builder/mod.rs"]
mod basemap_builder;

fn bundled() -> Archive {
    Archive::open(ARCHIVE).expect("the bundled archive opens")
}

/// Every tile that the archive lists, by asking for all there could be.
fn listed(archive: &Archive) -> Vec<TileId> {
    let mut found = Vec::new();
    for zoom in archive.header().min_zoom..=archive.header().max_zoom {
        for y in 0..1u32 << zoom {
            for x in 0..1u32 << zoom {
                if archive.contains(zoom, x, y) {
                    found.push(TileId { x, y, zoom });
                }
            }
        }
    }
    found
}

/// Layer names and, for each, the kinds of its features.
fn content(archive: &Archive, zoom: u8, x: u32, y: u32) -> Vec<(String, Vec<String>)> {
    let data = archive.tile(zoom, x, y).expect("readable").expect("listed");
    let reader = mvt_reader::Reader::new(data).expect("a vector tile");
    let layers = reader.get_layer_metadata().expect("layers");
    layers
        .into_iter()
        .map(|layer| {
            let features = reader.get_features(layer.layer_index).expect("features");
            let kinds = features.into_iter().filter_map(|feature| {
                match feature.properties.and_then(|mut p| p.remove("kind")) {
                    Some(mvt_reader::feature::Value::String(kind)) => Some(kind),
                    _ => None,
                }
            });
            (layer.name, kinds.collect())
        })
        .collect()
}

fn has(content: &[(String, Vec<String>)], layer: &str, kind: &str) -> bool {
    let mut layers = content.iter().filter(|(name, _)| name == layer);
    layers.any(|(_, kinds)| kinds.iter().any(|k| k == kind))
}

#[test]
fn the_bundled_archive_states_what_it_is() {
    let archive = bundled();
    let header = archive.header();
    assert_eq!(
        (header.min_zoom, header.max_zoom, header.kind),
        (0, 8, TileKind::Vector)
    );
    assert_eq!(listed(&archive).len() as u64, header.tiles);
    assert!(archive.metadata().expect("metadata").contains("Natural Earth"));
    assert!(ARCHIVE.len() < 3 << 20, "{} bytes", ARCHIVE.len());
}

#[test]
fn every_tile_has_ground_and_decodes_in_both_styles() {
    let archive = bundled();
    let styles = [style(false).expect("light"), style(true).expect("dark")];
    let (mut worst, mut total) = (Duration::ZERO, Duration::ZERO);
    let tiles = listed(&archive);
    for id in &tiles {
        let content = content(&archive, id.zoom, id.x, id.y);
        assert!(content.iter().any(|(name, _)| name == "earth"), "{id:?} has no ground");
        for style in &styles {
            let began = Instant::now();
            let data = archive.tile(id.zoom, id.x, id.y).expect("readable").expect("listed");
            Tile::from_mvt(&data, style, id.zoom, TILE_SIZE).expect("decodes");
            let took = began.elapsed();
            total += took;
            worst = worst.max(took);
        }
    }
    let mean = total / (2 * tiles.len() as u32);
    println!("decode: mean {mean:?}, worst {worst:?}, {} tiles", tiles.len());
}

#[test]
fn known_things_stand_where_they_should() {
    let archive = bundled();
    // Zoom 6 around the meeting point of the three countries and the bend of the Niger.
    let bend = content(&archive, 6, 32, 29);
    for (layer, kind) in [
        ("earth", "land"),
        ("focus", "focus"),
        ("water", "great"),
        ("borders", "focus"),
        ("regions", "focus"),
    ] {
        assert!(has(&bend, layer, kind), "{layer} {kind} in {bend:?}");
    }
    // Gulf of Guinea, far from any coast.
    assert!(has(&content(&archive, 4, 7, 8), "earth", "sea"));
    // The whole world in one tile.
    let world = content(&archive, 0, 0, 0);
    assert!(has(&world, "earth", "land") && has(&world, "focus", "focus"));
    assert!(
        archive.tile(9, 0, 0).expect("no error").is_none(),
        "beyond the last zoom"
    );
    assert!(archive.tile(8, 0, 0).expect("no error").is_none(), "outside the region");
}

#[test]
fn building_it_again_gives_the_same_tiles() {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/basemap/input");
    let built = basemap_builder::build(&input).expect("builds");
    // The same tiles, not the same bytes: how they are packed is up to the library that packs them.
    let (again, kept) = (Archive::open(built.bytes).expect("opens"), bundled());
    assert_eq!(listed(&again), listed(&kept));
    for tile in listed(&kept) {
        let of = |archive: &Archive| archive.tile(tile.zoom, tile.x, tile.y).expect("readable");
        assert!(
            of(&again) == of(&kept),
            "{tile:?} differs from its inputs; run `cargo run --example build_basemap`"
        );
    }
    assert_eq!(again.metadata().expect("readable"), kept.metadata().expect("readable"));
    assert_eq!(built.tiles, listed(&kept).len());
    assert_eq!(built.per_zoom.len(), 9);
}

#[test]
fn tile_numbers_follow_the_format() {
    // The examples of the format's own description.
    let cases = [
        (0, 0, 0, 0),
        (1, 0, 0, 1),
        (1, 0, 1, 2),
        (1, 1, 1, 3),
        (1, 1, 0, 4),
        (2, 0, 0, 5),
        (12, 3423, 1763, 19_078_479),
    ];
    for (zoom, x, y, number) in cases {
        assert_eq!(tile_number(zoom, x, y), number, "{zoom}/{x}/{y}");
    }
    assert_eq!(tile_number(31, 0, 0), ((1u64 << 62) - 1) / 3);
}

/// Opens an archive and asks for everything; only a panic is wrong.
fn exercise(bytes: Vec<u8>) {
    let Ok(archive) = Archive::open(bytes) else {
        return;
    };
    let _metadata = archive.metadata();
    for (zoom, x, y) in [
        (0, 0, 0),
        (1, 1, 1),
        (4, 8, 7),
        (8, 128, 117),
        (31, u32::MAX, 5),
        (200, 1, 1),
    ] {
        let _tile = archive.tile(zoom, x, y);
    }
}

#[test]
fn truncated_archives_are_refused_with_position() {
    for length in (0..2000).chain((2000..ARCHIVE.len()).step_by(9973)) {
        exercise(ARCHIVE[..length].to_vec());
    }
    let error = Archive::open(ARCHIVE[..60].to_vec()).err().expect("refused");
    assert_eq!(
        error.to_string(),
        "byte 0: header is 60 bytes, expected 127 bytes or more"
    );
    let error = Archive::open(ARCHIVE[..200].to_vec()).err().expect("refused");
    assert!(error.to_string().starts_with("byte 127: root directory of"), "{error}");
    let mut other = ARCHIVE.to_vec();
    other[7] = 2;
    let error = Archive::open(other).err().expect("refused");
    assert_eq!(error.to_string(), "byte 7: version is 2, expected 3");
}

#[test]
fn altered_archives_never_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    // The header and the directory decide where everything else is sought.
    for _ in 0..3000 {
        let mut bytes = ARCHIVE[..64 * 1024].to_vec();
        for _ in 0..random.usize(1..6) {
            let reach = if random.bool() { 127 } else { 6000 };
            let at = random.usize(..reach);
            bytes[at] ^= 1 << random.u8(..8);
        }
        exercise(bytes);
    }
}

/// A header with these sections, uncompressed, in front of `body`.
fn archive_of(root: [u64; 2], leaves: [u64; 2], data: [u64; 2], body: &[u8]) -> Vec<u8> {
    let mut out = b"PMTiles\x03".to_vec();
    for pair in [root, [127, 0], leaves, data] {
        pair.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
    }
    out.extend_from_slice(&[0; 24]);
    out.extend_from_slice(&[1, 1, 1, 1, 0, 3]);
    out.resize(127, 0);
    out.extend_from_slice(body);
    out
}

#[test]
fn leaf_directories_are_followed_and_loops_end() {
    // Root: everything from number 0 is in the leaf at 0; leaf: number 0, one tile of 3 bytes.
    let body = [&[1, 0, 0, 5, 1][..], &[1, 0, 1, 3, 1], b"abc"].concat();
    let archive = Archive::open(archive_of([127, 5], [132, 5], [137, 3], &body)).expect("opens");
    assert_eq!(archive.tile(0, 0, 0).expect("readable").as_deref(), Some(&b"abc"[..]));
    assert_eq!(archive.tile(1, 0, 0).expect("readable"), None);
    // A leaf that points to itself.
    let archive = Archive::open(archive_of([127, 5], [127, 5], [132, 0], &[1, 0, 0, 5, 1])).expect("opens");
    let error = archive.tile(0, 0, 0).expect_err("a loop");
    assert_eq!(error.to_string(), "directories are nested more than 4 deep");
}

#[test]
fn lying_directories_are_refused() {
    for (directory, said) in [
        (vec![0xff, 0xff, 0xff, 0xff, 0x0f], "number of entries is 4294967295"),
        (vec![1, 0, 1, 0, 1], "length is 0, expected 1 or more"),
        (vec![1, 0, 1, 3, 0], "first offset is 0"),
        (vec![1, 0, 1, 3, 0x80], "offset is the end of the directory"),
    ] {
        let length = directory.len() as u64;
        let error = Archive::open(archive_of([127, length], [0, 0], [0, 0], &directory));
        let error = error.err().expect("refused").to_string();
        assert!(error.contains(said), "{error:?} does not say {said:?}");
    }
}

#[test]
fn a_map_is_complete_once_its_tiles_arrived() {
    let mut tiles = BundledTiles::new(false, || {}).expect("opens");
    let deep = TileId {
        x: 8230,
        y: 7550,
        zoom: 14,
    };
    assert!(tiles.at(deep).is_none(), "nothing can be there at once");
    assert_eq!(tiles.pending(), 1);
    assert!(tiles.wait_complete(Duration::from_secs(20)));
    let piece = tiles.at(deep).expect("its ancestor");
    assert!((piece.uv.width() - 1.0 / 64.0).abs() < 1e-6, "{:?}", piece.uv);
    assert!(piece.uv.min.x >= 0.0 && piece.uv.max.x <= 1.0);
    assert_eq!((tiles.pending(), tiles.decode_stats().tiles), (0, 1));

    // Another theme decodes its own tile; the first one stays.
    tiles.set_dark(true);
    assert!(tiles.at(deep).is_none());
    assert!(tiles.wait_complete(Duration::from_secs(20)));
    tiles.set_dark(false);
    assert!(tiles.at(deep).is_some());
    assert_eq!((tiles.pending(), tiles.decode_stats().held), (0, 2));

    // Outside the detailed region, the last zoom of the world serves.
    let far = TileId { x: 0, y: 100, zoom: 8 };
    assert!(tiles.at(far).is_none());
    assert!(tiles.wait_complete(Duration::from_secs(20)));
    assert!((tiles.at(far).expect("world tile").uv.width() - 1.0 / 16.0).abs() < 1e-6);
    assert!(tiles.at(TileId { x: 9, y: 0, zoom: 3 }).is_none(), "no such column");
}

#[test]
fn prefetched_tiles_are_those_of_the_view() {
    let mut tiles = BundledTiles::new(false, || {}).expect("opens");
    tiles.prefetch(0.6, 15.3, 6.7, egui::vec2(1102.0, 494.0));
    assert!(tiles.pending() > 0);
    assert!(tiles.wait_complete(Duration::from_secs(20)));
    for (x, y) in [(31, 29), (32, 29), (33, 29)] {
        let piece = tiles.at(TileId { x, y, zoom: 6 }).expect("ready");
        assert!((piece.uv.width() - 1.0).abs() < 1e-6, "{x}/{y} is an ancestor");
    }
    assert_eq!(tiles.pending(), 0);
    // Out of the world and out of range: nothing to fetch, nothing to fear.
    tiles.prefetch(1e9, -1e9, 40.0, egui::vec2(1e9, 1e9));
    tiles.prefetch(f64::NAN, 0.0, f64::NAN, egui::vec2(f32::NAN, 0.0));
    assert!(tiles.wait_complete(Duration::from_secs(20)));
}

#[test]
fn the_nearest_loaded_ancestor_stands_in() {
    let mut tiles = BundledTiles::new(true, || {}).expect("opens");
    assert!(tiles.at(TileId { x: 2, y: 1, zoom: 2 }).is_none());
    assert!(tiles.wait_complete(Duration::from_secs(20)));
    let piece = tiles.at(TileId { x: 32, y: 29, zoom: 6 }).expect("stands in");
    assert!((piece.uv.width() - 1.0 / 16.0).abs() < 1e-6);
    assert_eq!(tiles.pending(), 1);
}

#[test]
fn damaged_tiles_cost_no_more_than_themselves() {
    let mut bytes = ARCHIVE.to_vec();
    let start = bytes.len() / 2;
    bytes[start..].fill(0x55);
    let mut tiles = BundledTiles::from_bytes(bytes, false, || {}).expect("the directory is whole");
    tiles.prefetch(1.0, 15.0, 9.0, egui::vec2(1000.0, 600.0));
    assert!(tiles.wait_complete(Duration::from_secs(20)));
    let stats = tiles.decode_stats();
    assert!(stats.failed > 0 && tiles.last_error().is_some(), "{stats:?}");
}

#[test]
#[ignore = "needs SAHEL_ATLAS_SAMPLES, a folder with a folder pmtiles"]
fn archives_of_the_samples_open_or_are_refused_clearly() {
    let samples = std::env::var_os("SAHEL_ATLAS_SAMPLES").expect("SAHEL_ATLAS_SAMPLES");
    for entry in std::fs::read_dir(Path::new(&samples).join("pmtiles")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("readable");
        let archive = match Archive::open(bytes) {
            Ok(archive) => archive,
            Err(error) => {
                println!("{}: {error}", path.display());
                assert!(matches!(error, ArchiveError::Compression { .. }), "{error}");
                continue;
            }
        };
        let header = *archive.header();
        println!("{}: {header:?}", path.display());
        let mut seen = 0;
        'zooms: for zoom in header.min_zoom..=header.max_zoom.min(9) {
            for y in 0..1 << zoom {
                for x in 0..1 << zoom {
                    match archive.tile(zoom, x, y) {
                        Ok(Some(tile)) => {
                            assert!(!tile.is_empty());
                            seen += 1;
                        }
                        Ok(None) => {}
                        Err(error) => {
                            println!("  {zoom}/{x}/{y}: {error}");
                            seen += 1;
                            break 'zooms;
                        }
                    }
                }
            }
        }
        assert!(seen > 0 || header.min_zoom > 9, "{}: no tile found", path.display());
    }
}
