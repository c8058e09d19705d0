//! Basemap sources: where the map's tiles come from.
//!
//! [`archive`] reads PMTiles version 3 from memory and trusts nothing in it. [`bundled`]
//! decodes the archive that is part of the program on a worker thread and hands tiles to the
//! map. Nothing here opens a socket.
//!
//! Invariant: a damaged archive gives an error or a missing tile, never a panic.
//!
//! Change this when a new source of tiles is added; change `assets/basemap` when the bundled
//! map itself should look or contain something else.

pub mod archive;
pub mod bundled;
mod cache;
mod directory;
mod worker;

pub use archive::{Archive, ArchiveError};
pub use bundled::{BundledTiles, DecodeStats};

/// Said beside every picture of the bundled map, English.
pub const ATTRIBUTION_EN: &str = "Boundaries are not authoritative · Natural Earth, GeoNames CC BY 4.0";
/// Said beside every picture of the bundled map, French.
pub const ATTRIBUTION_FR: &str = "Les limites ne font pas autorité · Natural Earth, GeoNames CC BY 4.0";
