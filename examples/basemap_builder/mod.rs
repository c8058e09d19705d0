//! From clipped GeoJSON inputs to a PMTiles archive, byte for byte the same every time.
//!
//! Invariant: coordinates are rounded to a whole-number world grid before anything is
//! computed from them, and every later step uses exact or correctly rounded arithmetic, so
//! the result does not depend on the platform's trigonometry.

mod encode;
mod geometry;
mod input;
mod layers;
mod pmtiles;

use std::path::{Path, PathBuf};

use layers::Layers;

/// The last zoom with tiles; beyond it the map draws pieces of these.
pub const MAX_ZOOM: u8 = 8;
/// Zooms up to this one cover the world, later ones only [`REGION`].
pub const MAX_WORLD_ZOOM: u8 = 4;
/// West, south, east, north of the detailed tiles, in degrees.
pub const REGION: [f64; 4] = [-18.0, 4.0, 18.0, 27.0];

/// Why no archive could be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An input is not the GeoJSON that was expected.
    #[error("{path}: {reason}")]
    Input {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// A finished archive and what it holds.
pub struct Built {
    /// The archive, ready to be written to a file.
    pub bytes: Vec<u8>,
    /// Number of tiles that can be asked for.
    pub tiles: usize,
    /// Zoom, number of tiles, bytes of compressed tile data before identical ones are merged.
    pub per_zoom: Vec<(u8, usize, usize)>,
}

/// Builds the archive from the inputs in `folder`.
///
/// # Errors
///
/// When an input is missing or malformed.
pub fn build(folder: &Path) -> Result<Built, BuildError> {
    let layers = Layers::read(folder)?;
    let mut archive = pmtiles::Writer::default();
    let mut per_zoom = Vec::new();
    for zoom in 0..=MAX_ZOOM {
        let simplified = layers.at_zoom(zoom);
        let (mut count, mut bytes) = (0, 0);
        for (x, y) in tiles_of(zoom) {
            let tile = pmtiles::gzip(&simplified.tile(x, y));
            count += 1;
            bytes += tile.len();
            archive.add(zoom, x, y, tile);
        }
        per_zoom.push((zoom, count, bytes));
    }
    Ok(Built {
        tiles: archive.len(),
        bytes: archive.finish(),
        per_zoom,
    })
}

/// Columns and rows of the tiles at `zoom`, row by row.
fn tiles_of(zoom: u8) -> Vec<(u32, u32)> {
    let side = 1u32 << zoom;
    let (columns, rows) = if zoom <= MAX_WORLD_ZOOM {
        (0..=side - 1, 0..=side - 1)
    } else {
        let [west, south, east, north] = REGION;
        let unit = geometry::GRID / f64::from(side);
        let from = geometry::on_grid(west, north);
        let to = geometry::on_grid(east, south);
        (
            (from[0] / unit) as u32..=(to[0] / unit) as u32,
            (from[1] / unit) as u32..=(to[1] / unit) as u32,
        )
    };
    rows.flat_map(|y| columns.clone().map(move |x| (x, y))).collect()
}
