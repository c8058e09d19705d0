//! Reads a PMTiles version 3 archive from memory.
//!
//! Every number in the file is checked against the file's own length before it is used, and
//! decompression is bounded, so that a truncated or altered archive gives an [`ArchiveError`]
//! that says where, what was found and what was expected.
//!
//! Format: <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::directory::{self, Entry};

/// Bytes of the fixed header.
pub const HEADER_BYTES: usize = 127;
/// Most bytes a directory may unpack to.
const MAX_DIRECTORY: u64 = 64 << 20;
/// Most bytes a tile may unpack to.
const MAX_TILE: u64 = 32 << 20;
/// How many directories may lie between the root and a tile.
const MAX_DEPTH: u8 = 4;
/// The format's last zoom whose tile numbers fit 64 bits.
const LAST_ZOOM: u8 = 31;

/// Why an archive, or a part of it, could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A field holds something else than the format allows.
    #[error("byte {offset}: {what} is {found}, expected {expected}")]
    Field {
        /// Position in the file, or in the unpacked directory where `what` says so.
        offset: u64,
        /// Name of the field.
        what: &'static str,
        /// What stands there.
        found: String,
        /// What would be right.
        expected: String,
    },
    /// A section reaches past the end of the file.
    #[error("byte {offset}: {what} of {length} bytes reaches past the end of the file at {size}")]
    Past {
        /// Where the section starts.
        offset: u64,
        /// Name of the section.
        what: &'static str,
        /// Its length.
        length: u64,
        /// Length of the file.
        size: u64,
    },
    /// Compressed bytes could not be unpacked.
    #[error("byte {offset}: {what} cannot be unpacked: {source}")]
    Unpack {
        /// Where the bytes start in the file.
        offset: u64,
        /// Name of the section.
        what: &'static str,
        /// What the decompressor said.
        source: std::io::Error,
    },
    /// The compression is known but not supported here.
    #[error("byte {offset}: {what} is {found}, which is not supported; expected none or gzip")]
    Compression {
        /// Position of the field in the header.
        offset: u64,
        /// Name of the field.
        what: &'static str,
        /// The compression's name.
        found: &'static str,
    },
    /// Directories refer to each other too many times.
    #[error("directories are nested more than {MAX_DEPTH} deep")]
    Depth,
}

/// How sections are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// As they are.
    None,
    /// gzip.
    Gzip,
    /// Brotli; not supported, told apart for the message.
    Brotli,
    /// Zstandard; not supported, told apart for the message.
    Zstd,
}

/// What the tiles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Not stated, or a kind newer than this reader.
    Unknown,
    /// Mapbox vector tiles.
    Vector,
    /// PNG, JPEG, WebP or AVIF pictures.
    Picture,
}

/// The header's fields that readers need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Header {
    /// First zoom with tiles.
    pub min_zoom: u8,
    /// Last zoom with tiles.
    pub max_zoom: u8,
    /// What the tiles are.
    pub kind: TileKind,
    /// How tiles are compressed.
    pub tile_compression: Compression,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Number of tiles that can be asked for, 0 when not stated.
    pub tiles: u64,
    internal_compression: Compression,
    metadata: [u64; 2],
    leaves: [u64; 2],
    data: [u64; 2],
}

/// An opened archive.
pub struct Archive {
    bytes: Cow<'static, [u8]>,
    header: Header,
    root: Vec<Entry>,
}

impl Archive {
    /// Opens an archive: checks the header and reads the first directory.
    ///
    /// # Errors
    ///
    /// When the header or the first directory is damaged or of another version.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ArchiveError> {
        let bytes = bytes.into();
        let (header, root) = read_header(&bytes)?;
        let packed = section(&bytes, root, "root directory")?;
        let unpacked = unpack(
            packed,
            header.internal_compression,
            MAX_DIRECTORY,
            root[0],
            "root directory",
        )?;
        let root = directory::parse(&unpacked)?;
        Ok(Self { bytes, header, root })
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The metadata, JSON by the format, as text.
    ///
    /// # Errors
    ///
    /// When the section lies outside the file or cannot be unpacked.
    pub fn metadata(&self) -> Result<String, ArchiveError> {
        let at = self.header.metadata;
        let packed = section(&self.bytes, at, "metadata")?;
        let compression = self.header.internal_compression;
        let text = unpack(packed, compression, MAX_DIRECTORY, at[0], "metadata")?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Whether the archive lists this tile. Damaged directories count as "no".
    pub fn contains(&self, zoom: u8, x: u32, y: u32) -> bool {
        matches!(self.locate(zoom, x, y), Ok(Some(_)))
    }

    /// A tile as stored, still compressed; `None` when the archive does not list it.
    ///
    /// # Errors
    ///
    /// When a directory on the way, or the tile's place, is damaged.
    pub fn packed_tile(&self, zoom: u8, x: u32, y: u32) -> Result<Option<&[u8]>, ArchiveError> {
        let Some(place) = self.locate(zoom, x, y)? else {
            return Ok(None);
        };
        section(&self.bytes, place, "tile").map(Some)
    }

    /// A tile, unpacked; `None` when the archive does not list it.
    ///
    /// # Errors
    ///
    /// As [`Self::packed_tile`], and when it cannot be unpacked or is unreasonably large.
    pub fn tile(&self, zoom: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, ArchiveError> {
        let Some(place) = self.locate(zoom, x, y)? else {
            return Ok(None);
        };
        let packed = section(&self.bytes, place, "tile")?;
        let compression = self.header.tile_compression;
        unpack(packed, compression, MAX_TILE, place[0], "tile").map(Some)
    }

    /// Offset and length of a tile in the file.
    fn locate(&self, zoom: u8, x: u32, y: u32) -> Result<Option<[u64; 2]>, ArchiveError> {
        let side = 1u64 << zoom.min(LAST_ZOOM);
        let outside = u64::from(x) >= side || u64::from(y) >= side;
        if zoom > LAST_ZOOM || outside || zoom < self.header.min_zoom || zoom > self.header.max_zoom {
            return Ok(None);
        }
        let number = tile_number(zoom, x, y);
        let mut found = directory::find(&self.root, number);
        for _ in 0..MAX_DEPTH {
            let Some(entry) = found else {
                return Ok(None);
            };
            if entry.run > 0 {
                return within(self.header.data, entry, "tile").map(Some);
            }
            let place = within(self.header.leaves, entry, "leaf directory")?;
            let packed = section(&self.bytes, place, "leaf directory")?;
            let compression = self.header.internal_compression;
            let leaf = unpack(packed, compression, MAX_DIRECTORY, place[0], "leaf directory")?;
            found = directory::find(&directory::parse(&leaf)?, number);
        }
        Err(ArchiveError::Depth)
    }
}

/// A tile's number along the curve that orders archives: all tiles of lower zooms first, then
/// the Hilbert curve of its own zoom. Zooms above 31 give the number of zoom 31.
pub fn tile_number(zoom: u8, x: u32, y: u32) -> u64 {
    let zoom = zoom.min(LAST_ZOOM);
    let before = ((1u128 << (2 * u32::from(zoom))) - 1) / 3;
    let (mut x, mut y) = (u64::from(x), u64::from(y));
    let mut along = 0u64;
    let mut half = (1u64 << zoom) >> 1;
    while half > 0 {
        let right = u64::from(x & half > 0);
        let low = u64::from(y & half > 0);
        along = along.wrapping_add(half.wrapping_mul(half).wrapping_mul((3 * right) ^ low));
        if low == 0 {
            if right == 1 {
                x = (half.wrapping_sub(1)).wrapping_sub(x);
                y = (half.wrapping_sub(1)).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
        half >>= 1;
    }
    u64::try_from(before).unwrap_or(u64::MAX).wrapping_add(along)
}

fn read_header(bytes: &[u8]) -> Result<(Header, [u64; 2]), ArchiveError> {
    let field = |offset: u64, what, found: String, expected: &str| ArchiveError::Field {
        offset,
        what,
        found,
        expected: expected.to_owned(),
    };
    let Some(head) = bytes.get(..HEADER_BYTES) else {
        let found = format!("{} bytes", bytes.len());
        return Err(field(0, "header", found, "127 bytes or more"));
    };
    if !head.starts_with(b"PMTiles") {
        let start = String::from_utf8_lossy(head.get(..7).unwrap_or(head)).into_owned();
        return Err(field(0, "signature", format!("{start:?}"), "\"PMTiles\""));
    }
    let byte = |at: usize| head.get(at).copied().unwrap_or(0);
    // Early writers put the digit instead of the number; all else is the same.
    if !matches!(byte(7), 3 | b'3') {
        return Err(field(7, "version", byte(7).to_string(), "3"));
    }
    let number = |at: usize| u64::from_le_bytes(take(head, at));
    let pair = |at: usize| [number(at), number(at + 8)];
    let degrees = |at: usize| f64::from(i32::from_le_bytes(take(head, at))) / 1e7;
    let (min_zoom, max_zoom) = (byte(100), byte(101));
    if min_zoom > max_zoom || max_zoom > LAST_ZOOM {
        let found = format!("{min_zoom} to {max_zoom}");
        return Err(field(100, "range of zooms", found, "0 to 31 in order"));
    }
    let header = Header {
        min_zoom,
        max_zoom,
        kind: match byte(99) {
            1 => TileKind::Vector,
            2..=5 => TileKind::Picture,
            _ => TileKind::Unknown,
        },
        internal_compression: compression(97, "directory compression", byte(97))?,
        tile_compression: compression(98, "tile compression", byte(98))?,
        bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
        tiles: number(72),
        metadata: pair(24),
        leaves: pair(40),
        data: pair(56),
    };
    if !matches!(header.internal_compression, Compression::None | Compression::Gzip) {
        return Err(unsupported(97, "directory compression", header.internal_compression));
    }
    Ok((header, pair(8)))
}

/// `N` bytes at `at`, zeros where there are none.
fn take<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut out = [0; N];
    if let Some(found) = bytes.get(at..at + N) {
        out.copy_from_slice(found);
    }
    out
}

fn compression(offset: u64, what: &'static str, value: u8) -> Result<Compression, ArchiveError> {
    match value {
        1 => Ok(Compression::None),
        2 => Ok(Compression::Gzip),
        3 => Ok(Compression::Brotli),
        4 => Ok(Compression::Zstd),
        other => Err(ArchiveError::Field {
            offset,
            what,
            found: other.to_string(),
            expected: "1 to 4".to_owned(),
        }),
    }
}

fn unsupported(offset: u64, what: &'static str, compression: Compression) -> ArchiveError {
    let found = match compression {
        Compression::Brotli => "Brotli",
        Compression::Zstd => "Zstandard",
        Compression::None | Compression::Gzip => "another",
    };
    ArchiveError::Compression { offset, what, found }
}

/// The bytes at offset and length.
fn section<'a>(bytes: &'a [u8], at: [u64; 2], what: &'static str) -> Result<&'a [u8], ArchiveError> {
    let [offset, length] = at;
    let range = usize::try_from(offset)
        .ok()
        .zip(offset.checked_add(length).and_then(|end| usize::try_from(end).ok()));
    range
        .and_then(|(from, to)| bytes.get(from..to))
        .ok_or(ArchiveError::Past {
            offset,
            what,
            length,
            size: bytes.len() as u64,
        })
}

/// Where an entry lies in the file, which must be inside its section.
fn within(section: [u64; 2], entry: Entry, what: &'static str) -> Result<[u64; 2], ArchiveError> {
    let length = u64::from(entry.length);
    let inside = entry.offset.checked_add(length).is_some_and(|end| end <= section[1]);
    match section[0].checked_add(entry.offset) {
        Some(offset) if inside => Ok([offset, length]),
        _ => Err(ArchiveError::Past {
            offset: entry.offset,
            what,
            length,
            size: section[1],
        }),
    }
}

fn unpack(
    packed: &[u8],
    compression: Compression,
    most: u64,
    offset: u64,
    what: &'static str,
) -> Result<Vec<u8>, ArchiveError> {
    match compression {
        Compression::None => Ok(packed.to_vec()),
        Compression::Gzip => {
            let mut out = Vec::new();
            // One byte more than allowed tells "exactly at the limit" from "past it".
            MultiGzDecoder::new(packed)
                .take(most + 1)
                .read_to_end(&mut out)
                .map_err(|source| ArchiveError::Unpack { offset, what, source })?;
            if out.len() as u64 > most {
                return Err(ArchiveError::Field {
                    offset,
                    what,
                    found: format!("more than {most} bytes unpacked"),
                    expected: format!("at most {most}"),
                });
            }
            Ok(out)
        }
        other => Err(unsupported(98, "tile compression", other)),
    }
}
