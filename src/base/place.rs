//! Positions on the earth: checked coordinates, distances, bearings, compass words.

use geo::{Bearing as _, Distance as _, Geodesic, Haversine, Point};
use serde::{Deserialize, Serialize};

/// A length on the ground, in metres.
pub type Metres = f64;

/// A position in WGS 84 decimal degrees. Longitude 0 and latitude 0 are ordinary values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

impl LonLat {
    /// A position, or `None` where a value is not finite or out of range (longitude −180 to 180,
    /// latitude −90 to 90).
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let in_range = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        in_range.then_some(Self { lon, lat })
    }

    /// The same for constants.
    pub(crate) const fn new_const(lon: f64, lat: f64) -> Option<Self> {
        let in_range = lon >= -180.0 && lon <= 180.0 && lat >= -90.0 && lat <= 90.0;
        if in_range { Some(Self { lon, lat }) } else { None }
    }

    /// Longitude, degrees east.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude, degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Geodesic distance to another position on the WGS 84 ellipsoid, in metres (Karney 2013).
    pub fn distance_to(self, other: Self) -> Metres {
        Geodesic.distance(self.point(), other.point())
    }

    /// Great-circle distance in metres: within 0.6 % of [`Self::distance_to`] and far cheaper, for
    /// searching the nearest of many.
    pub fn rough_distance_to(self, other: Self) -> Metres {
        Haversine.distance(self.point(), other.point())
    }

    /// Geodesic bearing at the start of the way to another position, degrees clockwise from north,
    /// `0.0..360.0`.
    pub fn bearing_to(self, other: Self) -> f64 {
        Geodesic.bearing(self.point(), other.point()).rem_euclid(360.0)
    }

    /// The position `distance` metres away in the direction `bearing` (degrees clockwise from north).
    pub fn destination(self, bearing: f64, distance: Metres) -> Self {
        use geo::Destination as _;
        let p = Geodesic.destination(self.point(), bearing, distance);
        Self { lon: p.x(), lat: p.y() }
    }

    fn point(self) -> Point {
        Point::new(self.lon, self.lat)
    }
}

impl From<LonLat> for Point {
    fn from(p: LonLat) -> Self {
        p.point()
    }
}

/// The sixteen compass directions, clockwise from north.
const COMPASS_EN: [&str; 16] = [
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
];
const COMPASS_FR: [&str; 16] = [
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSO", "SO", "OSO", "O", "ONO", "NO", "NNO",
];

/// Short name of the compass direction nearest to a bearing in degrees ("NNE"; west is O in French).
pub fn compass(bearing: f64, lang: super::Lang) -> &'static str {
    let names = match lang {
        super::Lang::En => &COMPASS_EN,
        super::Lang::Fr => &COMPASS_FR,
    };
    let sector = (bearing.rem_euclid(360.0) / 22.5).round() as usize % 16;
    names.get(sector).copied().unwrap_or("N")
}

/// A rectangle of longitudes and latitudes that holds every position it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// West edge, degrees.
    pub west: f64,
    /// South edge, degrees.
    pub south: f64,
    /// East edge, degrees.
    pub east: f64,
    /// North edge, degrees.
    pub north: f64,
}

impl Bounds {
    /// The three countries, with a little air: Mali, Niger and Burkina Faso.
    pub const THREE_COUNTRIES: Self = Self {
        west: -12.3,
        south: 9.4,
        east: 16.0,
        north: 25.1,
    };

    /// The smallest rectangle around circles (centre, radius in metres); `None` for no circle.
    pub fn around(circles: impl IntoIterator<Item = (LonLat, Metres)>) -> Option<Self> {
        circles.into_iter().fold(None, |all: Option<Self>, (centre, radius)| {
            let dlat = radius / 111_320.0;
            let dlon = dlat / centre.lat().to_radians().cos().max(0.01);
            let one = Self {
                west: centre.lon() - dlon,
                south: centre.lat() - dlat,
                east: centre.lon() + dlon,
                north: centre.lat() + dlat,
            };
            Some(all.map_or(one, |b| Self {
                west: b.west.min(one.west),
                south: b.south.min(one.south),
                east: b.east.max(one.east),
                north: b.north.max(one.north),
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    #[test]
    fn longitude_zero_is_a_place_and_latitude_95_is_not() {
        assert!(LonLat::new(0.0, 0.0).is_some());
        assert!(LonLat::new(1.0, 95.0).is_none());
        assert!(LonLat::new(f64::NAN, 1.0).is_none());
        assert!(LonLat::new(180.5, 1.0).is_none());
    }

    #[test]
    fn niamey_to_ouagadougou_is_415_km_west_south_west() {
        let niamey = LonLat::new(2.1098, 13.51366).unwrap();
        let ouaga = LonLat::new(-1.53388, 12.36566).unwrap();
        let km = niamey.distance_to(ouaga) / 1000.0;
        assert!((km - 415.0).abs() < 3.0, "{km}");
        assert_eq!(compass(niamey.bearing_to(ouaga), Lang::En), "WSW");
        assert_eq!(compass(niamey.bearing_to(ouaga), Lang::Fr), "OSO");
    }

    #[test]
    fn bearings_near_north_do_not_fall_off_the_table() {
        for (bearing, name) in [(359.9, "N"), (348.0, "NNW"), (-1.0, "N"), (720.0, "N")] {
            assert_eq!(compass(bearing, Lang::En), name);
        }
    }

    #[test]
    fn bounds_hold_the_whole_circle() {
        let centre = LonLat::new(4.0, 15.0).unwrap();
        let b = Bounds::around([(centre, 50_000.0)]).unwrap();
        for bearing in [0.0, 90.0, 180.0, 270.0] {
            let edge = centre.destination(bearing, 49_000.0);
            assert!(b.west <= edge.lon() && edge.lon() <= b.east);
            assert!(b.south <= edge.lat() && edge.lat() <= b.north);
        }
    }
}
