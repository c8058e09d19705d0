//! Web Mercator: the unit square of the world, and the same in fixed point.
//!
//! Fixed point splits each side of the square into 2³² parts, 9 mm at the equator: every difference of two
//! positions is exact, so that what is drawn neither swims nor jitters from the whole world to a street. The
//! first number runs to the east, the second to the south; (0, 0) is the north-western corner.

use super::{LonLat, Metres};

/// Length of the equator in Web Mercator, metres (WGS 84 semi-major axis).
const EQUATOR: Metres = 40_075_016.686;
/// Latitude where the square ends, degrees.
const EDGE: f64 = 85.051_128_779_806_6;
/// Parts of a side.
const PARTS: f64 = 4_294_967_296.0;

/// A position of the square in fixed point.
pub type Fixed = [u32; 2];

/// Where a position falls on the unit square. Latitudes beyond the square are held at its edge.
pub fn unit(at: LonLat) -> (f64, f64) {
    let lat = at.lat().clamp(-EDGE, EDGE).to_radians();
    (at.lon() / 360.0 + 0.5, 0.5 - lat.tan().asinh() / std::f64::consts::TAU)
}

/// A length on the ground at a latitude as a part of the side of the square.
pub fn length(lat: f64, length: Metres) -> f64 {
    length / (EQUATOR * lat.to_radians().cos().max(0.01))
}

/// A position of the unit square in fixed point; beyond the square, its edge.
pub fn to_fixed((x, y): (f64, f64)) -> Fixed {
    // A conversion from f64 holds at the ends of u32.
    [(x * PARTS).round() as u32, (y * PARTS).round() as u32]
}

/// A fixed-point position on the unit square.
pub fn from_fixed([x, y]: Fixed) -> (f64, f64) {
    (f64::from(x) / PARTS, f64::from(y) / PARTS)
}

/// Where a position falls, in fixed point.
pub fn fixed(at: LonLat) -> Fixed {
    to_fixed(unit(at))
}

/// The Morton code of a position: bits of south and east in turn, the highest first. Positions of one cell of a
/// quadtree are neighbours in this order: those of a cell of level `l` share their first `2 l` bits.
pub fn morton([x, y]: Fixed) -> u64 {
    spread(y) << 1 | spread(x)
}

/// Each bit of a number followed by a zero.
fn spread(v: u32) -> u64 {
    let mut v = u64::from(v);
    for (shift, mask) in [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        v = (v | v << shift) & mask;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_point_is_finer_than_a_decimetre() {
        let mut rng = fastrand::Rng::with_seed(3);
        for _ in 0..2_000 {
            let at = LonLat::new(rng.f64() * 360.0 - 180.0, rng.f64() * 168.0 - 84.0).unwrap();
            let (x, y) = unit(at);
            let (fx, fy) = from_fixed(fixed(at));
            let most = 0.6 / PARTS;
            assert!((fx - x).abs() <= most && (fy - y).abs() <= most, "{at:?}");
        }
        let corner = |lon, lat| fixed(LonLat::new(lon, lat).unwrap());
        assert_eq!(corner(0.0, 0.0), [1 << 31, 1 << 31]);
        assert_eq!(corner(180.0, -90.0)[0], u32::MAX);
        assert!(corner(-180.0, 90.0)[1] < 8);
    }

    #[test]
    fn codes_interleave_bits_and_keep_cells_together() {
        let mut rng = fastrand::Rng::with_seed(4);
        for _ in 0..500 {
            let at = [rng.u32(..), rng.u32(..)];
            let code = morton(at);
            for bit in 0..32 {
                assert_eq!(code >> (2 * bit) & 1, u64::from(at[0] >> bit & 1));
                assert_eq!(code >> (2 * bit + 1) & 1, u64::from(at[1] >> bit & 1));
            }
        }
    }
}
