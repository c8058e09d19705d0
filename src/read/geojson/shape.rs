//! The geometry of a feature: every number looked at, then one centre with the circle that holds it all.

use serde_json::Value;

use crate::base::LonLat;
use crate::read::error::{Expected, Found, Wanted};
use crate::read::items::{Made, Shape};
use crate::read::native::found;

/// Most notices about one geometry: an outline in another system of coordinates has a wrong number in every position.
const MOST_NOTICES: usize = 5;

/// What is wrong or remarkable, and where.
pub(super) struct Finding {
    pub path: String,
    pub found: Found,
    pub expected: Expected,
}

type Read<T> = Result<T, Finding>;

fn wrong<T>(path: &str, value: &Value, wanted: Wanted) -> Read<T> {
    Err(Finding {
        path: path.to_owned(),
        found: found(value),
        expected: Expected::Wanted(wanted),
    })
}

/// The place of a geometry; `None` for a line or an area that reaches beyond the earth, which is said.
pub(super) fn read(geometry: &Value, path: &str, notices: &mut Vec<Finding>) -> Read<Option<Shape>> {
    Shaper { notices }.geometry(geometry, path)
}

struct Shaper<'n> {
    notices: &'n mut Vec<Finding>,
}

/// A position, and whether it lies on the earth.
type Position = Option<LonLat>;

impl Shaper<'_> {
    fn say(&mut self, path: &str, value: &Value, wanted: Wanted) {
        self.push(path.to_owned(), found(value), Expected::Wanted(wanted));
    }

    fn push(&mut self, path: String, found: Found, expected: Expected) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(Finding { path, found, expected });
        }
    }

    fn geometry(&mut self, geometry: &Value, path: &str) -> Read<Option<Shape>> {
        let at = |name: &str| {
            if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            }
        };
        let Some(object) = geometry.as_object() else {
            return wrong(path, geometry, Wanted::Geometry);
        };
        let kind_value = object.get("type").unwrap_or(&Value::Null);
        let kind = kind_value.as_str().unwrap_or_default().to_ascii_lowercase();
        if kind == "geometrycollection" {
            return self.collection(object.get("geometries").unwrap_or(&Value::Null), &at("geometries"));
        }
        let coordinates = object.get("coordinates").unwrap_or(&Value::Null);
        let here = at("coordinates");
        match kind.as_str() {
            "point" => {
                let before = self.notices.len();
                match self.position(coordinates, &here)? {
                    Some(at) => Ok(Some(Shape::point(at))),
                    // A point beyond the earth is no place at all.
                    None => Err(self.notices.drain(before..).next_back().unwrap_or_else(|| Finding {
                        path: here,
                        found: found(coordinates),
                        expected: Expected::Point,
                    })),
                }
            }
            "multipoint" => {
                let all = self.positions(coordinates, &here)?;
                Ok(all.and_then(|all| Shape::of_positions(&all, Made::Points)))
            }
            "linestring" => {
                let all = self.line(coordinates, &here)?;
                Ok(all.and_then(|all| Shape::of_positions(&all, Made::Line)))
            }
            "multilinestring" => {
                let lines = self.each(coordinates, &here, Wanted::LineOfTwo, Self::line)?;
                let all: Option<Vec<Vec<LonLat>>> = lines.into_iter().collect();
                Ok(all.and_then(|all| Shape::of_positions(&all.concat(), Made::Line)))
            }
            "polygon" => {
                let rings = self.polygon(coordinates, &here)?;
                Ok(rings.and_then(|rings| Shape::of_areas(&[rings])))
            }
            "multipolygon" => {
                let polygons = self.each(coordinates, &here, Wanted::RingOfFour, Self::polygon)?;
                let all: Option<Vec<Vec<Vec<LonLat>>>> = polygons.into_iter().collect();
                Ok(all.and_then(|all| Shape::of_areas(&all)))
            }
            _ => wrong(&at("type"), kind_value, Wanted::Geometry),
        }
    }

    fn collection(&mut self, geometries: &Value, path: &str) -> Read<Option<Shape>> {
        let Some(list) = geometries.as_array() else {
            return wrong(path, geometries, Wanted::Geometry);
        };
        if list.len() == 1 {
            self.say(path, geometries, Wanted::NotAlone);
        }
        let mut shapes = Vec::new();
        for (i, geometry) in list.iter().enumerate() {
            let path = format!("{path}[{i}]");
            if geometry.get("geometries").is_some() {
                self.say(&path, geometry, Wanted::NotNested);
            }
            shapes.extend(self.geometry(geometry, &path)?);
        }
        Ok(Shape::of_shapes(&shapes))
    }

    fn each<T>(
        &mut self,
        value: &Value,
        path: &str,
        wanted: Wanted,
        read: fn(&mut Self, &Value, &str) -> Read<T>,
    ) -> Read<Vec<T>> {
        let Some(list) = value.as_array() else {
            return wrong(path, value, wanted);
        };
        let all = list.iter().enumerate();
        all.map(|(i, value)| read(self, value, &format!("{path}[{i}]")))
            .collect()
    }

    fn positions(&mut self, value: &Value, path: &str) -> Read<Option<Vec<LonLat>>> {
        let all = self.each(value, path, Wanted::Position, Self::position)?;
        Ok(all.into_iter().collect())
    }

    fn line(&mut self, value: &Value, path: &str) -> Read<Option<Vec<LonLat>>> {
        if value.as_array().is_none_or(|list| list.len() < 2) {
            return wrong(path, value, Wanted::LineOfTwo);
        }
        self.positions(value, path)
    }

    fn polygon(&mut self, value: &Value, path: &str) -> Read<Option<Vec<Vec<LonLat>>>> {
        let mut outside = false;
        let rings = self.each(value, path, Wanted::RingOfFour, Self::ring)?;
        if rings.is_empty() {
            return wrong(path, value, Wanted::RingOfFour);
        }
        for (i, ring) in rings.iter().enumerate() {
            let Some(ring) = ring else {
                outside = true;
                continue;
            };
            // Outer rings run counter-clockwise, those in them clockwise (RFC 7946, section 3.1.6).
            let area = doubled_area(ring);
            if area != 0.0 && (area > 0.0) != (i == 0) {
                self.say(&format!("{path}[{i}]"), value, Wanted::RightHand);
            }
        }
        Ok(if outside { None } else { rings.into_iter().collect() })
    }

    fn ring(&mut self, value: &Value, path: &str) -> Read<Option<Vec<LonLat>>> {
        let list = value.as_array().map_or(&[][..], Vec::as_slice);
        let closed = list.first() == list.last();
        if list.len() < 3 || (closed && list.len() < 4) {
            return wrong(path, value, Wanted::RingOfFour);
        }
        let mut ring = self.positions(value, path)?;
        if !closed {
            self.say(path, value, Wanted::ClosedRing);
            if let Some(ring) = &mut ring {
                ring.extend(ring.first().copied());
            }
        }
        Ok(ring)
    }

    /// Longitude and latitude; `None` beyond the earth, which is said.
    fn position(&mut self, value: &Value, path: &str) -> Read<Position> {
        let Some(numbers) = value.as_array().filter(|list| list.len() >= 2) else {
            return wrong(path, value, Wanted::Position);
        };
        for (i, number) in numbers.iter().enumerate() {
            if !number.is_number() {
                return Err(Finding {
                    path: format!("{path}[{i}]"),
                    found: found(number),
                    expected: Expected::Number,
                });
            }
        }
        if numbers.len() > 3 {
            self.say(path, value, Wanted::ThreeNumbers);
        }
        let number = |i: usize| numbers.get(i).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let (lon, lat) = (number(0), number(1));
        let at = LonLat::new(lon, lat);
        if at.is_none() {
            let bad = usize::from((-180.0..=180.0).contains(&lon));
            let expected = if bad == 0 {
                Expected::Longitude
            } else {
                Expected::Latitude
            };
            let here = numbers.get(bad).map_or(Found::Nothing, found);
            self.push(format!("{path}[{bad}]"), here, expected);
        }
        Ok(at)
    }
}

/// Twice the area of a ring in square degrees; above 0 where it runs counter-clockwise.
fn doubled_area(ring: &[LonLat]) -> f64 {
    let pairs = ring.iter().zip(ring.iter().skip(1));
    pairs.map(|(a, b)| a.lon() * b.lat() - b.lon() * a.lat()).sum()
}
