//! The bundled names of towns, regions, waters and countries, and the town nearest to a position.
//!
//! Towns are kept in a grid of one degree, so that looking one up costs a few dozen distances however long the
//! list grows. Change `assets/places` when a name is missing or wrong.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{LonLat, Metres, Text};

static TOWNS: &str = include_str!("../../assets/places/places.csv");
static REGIONS: &str = include_str!("../../assets/places/regions.csv");
static WATERS: &str = include_str!("../../assets/places/waters.csv");
static COUNTRIES: &str = include_str!("../../assets/places/countries.csv");

static BUNDLED: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer {
    towns: Towns::new(parse(TOWNS, Town::from_row)),
    regions: parse(REGIONS, Region::from_row),
    waters: parse(WATERS, Water::from_row),
    countries: parse(COUNTRIES, Country::from_row),
});

/// A town further away than this says nothing about a place, metres.
const NEAREST_MOST: Metres = 500_000.0;
/// Most rings of cells that are looked through, for latitudes where cells are narrow.
const RINGS_MOST: i16 = 40;

/// A town or village with its name in both languages.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    /// Name.
    pub name: Text,
    /// Two-letter code of the country.
    pub country: String,
    /// Where it is.
    pub at: LonLat,
    /// 0 capital, 1 regional seat, 2 larger town, 3 smaller place.
    pub rank: u8,
}

/// A first-order division.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Name.
    pub name: Text,
    /// Where its name stands.
    pub at: LonLat,
    /// Whether the bundled map draws its boundary. A region without one gets no label.
    pub drawn: bool,
    /// ISO code of its country, as in [`Country::iso`].
    pub country: String,
}

/// A lake or a stretch of a river.
#[derive(Debug, Clone, PartialEq)]
pub struct Water {
    /// Name.
    pub name: Text,
    /// Where its name stands.
    pub at: LonLat,
    /// 0 for lakes; rivers from 3, the larger the smaller the river.
    pub rank: u8,
    /// Direction of the name in degrees, anticlockwise from east, −90 to 90.
    pub angle: f32,
}

/// A country.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// Name.
    pub name: Text,
    /// Where its name stands.
    pub at: LonLat,
    /// ISO 3166-1 alpha-2 code.
    pub iso: String,
    /// Whether it is one of the three.
    pub focus: bool,
}

/// Every bundled name.
#[derive(Debug)]
pub struct Gazetteer {
    /// Towns, most important first.
    pub towns: Towns,
    /// Regions of the three countries.
    pub regions: Vec<Region>,
    /// Lakes and rivers.
    pub waters: Vec<Water>,
    /// Countries, the three first.
    pub countries: Vec<Country>,
}

/// The bundled names; read at the first call.
pub fn bundled() -> &'static Gazetteer {
    &BUNDLED
}

/// Towns with an index by position.
#[derive(Debug, Default)]
pub struct Towns {
    list: Vec<Town>,
    cells: HashMap<(i16, i16), Vec<u32>>,
}

/// A town seen from a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near<'a> {
    /// The town.
    pub town: &'a Town,
    /// Geodesic distance, metres.
    pub distance: Metres,
    /// Direction from the town to the position, degrees clockwise from north.
    pub bearing: f64,
}

impl Towns {
    /// An index over towns, which keep their order.
    pub fn new(list: Vec<Town>) -> Self {
        let mut cells: HashMap<_, Vec<u32>> = HashMap::new();
        for (i, town) in (0u32..).zip(&list) {
            cells.entry(cell(town.at)).or_default().push(i);
        }
        Self { list, cells }
    }

    /// Every town.
    pub fn iter(&self) -> impl Iterator<Item = &Town> {
        self.list.iter()
    }

    /// The nearest town within 500 km; `None` where there is none, as in the open sea or the deep desert.
    pub fn nearest(&self, position: LonLat) -> Option<Near<'_>> {
        let (x, y) = cell(position);
        let mut best: Option<(&Town, Metres)> = None;
        for ring in 0..=RINGS_MOST {
            // Whatever lies in a further ring is at least `ring - 1` cells away; a degree of longitude is
            // shortest at the poleward edge of the ring.
            let latitude = (position.lat().abs() + f64::from(ring)).min(89.0);
            let reach = f64::from(ring - 1).max(0.0) * 110_000.0 * latitude.to_radians().cos();
            if reach > best.map_or(NEAREST_MOST, |(_, distance)| distance) {
                break;
            }
            for town in self.in_ring(x, y, ring) {
                let distance = town.at.rough_distance_to(position);
                if distance <= best.map_or(NEAREST_MOST, |(_, d)| d) {
                    best = Some((town, distance));
                }
            }
        }
        best.map(|(town, _)| Near {
            town,
            distance: town.at.distance_to(position),
            bearing: town.at.bearing_to(position),
        })
    }

    /// Towns of the cells at exactly `ring` cells from (x, y).
    fn in_ring(&self, x: i16, y: i16, ring: i16) -> impl Iterator<Item = &Town> {
        let side = -ring..=ring;
        let cells = side.flat_map(move |dx| {
            let edge = dx.abs() == ring;
            let step = if edge || ring == 0 { 1 } else { 2 * ring as usize };
            (-ring..=ring).step_by(step).map(move |dy| (x + dx, y + dy))
        });
        let found = cells.filter_map(|cell| self.cells.get(&cell)).flatten();
        found.filter_map(|i| self.list.get(*i as usize))
    }
}

/// Degree cell of a position. Longitudes and latitudes fit into 16 bits.
fn cell(at: LonLat) -> (i16, i16) {
    (at.lon().floor() as i16, at.lat().floor() as i16)
}

/// One row of a table, by column name.
struct Cells<'a> {
    head: &'a csv::StringRecord,
    row: csv::StringRecord,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> Option<&str> {
        let i = self.head.iter().position(|name| name == column)?;
        self.row.get(i)
    }

    fn number<T: std::str::FromStr>(&self, column: &str) -> Option<T> {
        self.text(column)?.parse().ok()
    }

    fn name(&self) -> Option<Text> {
        // The typographic apostrophe, as everywhere else on screen.
        let shown = |column| Some(self.text(column)?.replace('\'', "\u{2019}"));
        Some(Text::new(shown("name_en")?, shown("name_fr")?))
    }

    fn at(&self) -> Option<LonLat> {
        LonLat::new(self.number("lon")?, self.number("lat")?)
    }
}

/// The rows of a bundled table. A row that cannot be read is left out: a test checks that none is.
fn parse<T>(table: &'static str, from_row: impl Fn(&Cells<'_>) -> Option<T>) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let Ok(head) = reader.headers().cloned() else {
        return Vec::new();
    };
    let rows = reader.into_records().filter_map(Result::ok);
    rows.filter_map(|row| from_row(&Cells { head: &head, row })).collect()
}

impl Town {
    fn from_row(row: &Cells<'_>) -> Option<Self> {
        Some(Self {
            name: row.name()?,
            country: row.text("country")?.to_owned(),
            at: row.at()?,
            rank: row.number("rank")?,
        })
    }
}

impl Region {
    fn from_row(row: &Cells<'_>) -> Option<Self> {
        Some(Self {
            name: row.name()?,
            at: row.at()?,
            drawn: row.text("drawn")? == "1",
            country: row.text("country")?.to_owned(),
        })
    }
}

impl Water {
    fn from_row(row: &Cells<'_>) -> Option<Self> {
        Some(Self {
            name: row.name()?,
            at: row.at()?,
            rank: row.number("rank")?,
            angle: row.number("angle")?,
        })
    }
}

impl Country {
    fn from_row(row: &Cells<'_>) -> Option<Self> {
        Some(Self {
            name: row.name()?,
            at: row.at()?,
            iso: row.text("iso")?.to_owned(),
            focus: row.text("focus")? == "1",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Lang, place::compass};

    #[test]
    fn every_row_of_every_table_is_read() {
        let rows = |table: &str| table.lines().count() - 1;
        let all = bundled();
        assert_eq!(all.towns.iter().count(), rows(TOWNS));
        assert_eq!(all.regions.len(), rows(REGIONS));
        assert_eq!(all.waters.len(), rows(WATERS));
        assert_eq!(all.countries.len(), rows(COUNTRIES));
    }

    #[test]
    fn the_grid_finds_what_a_plain_search_finds() {
        let towns = &bundled().towns;
        let mut rng = fastrand::Rng::with_seed(3);
        for _ in 0..2_000 {
            let lon = -13.0 + rng.f64() * 30.0;
            let lat = 9.0 + rng.f64() * 16.5;
            let here = LonLat::new(lon, lat).unwrap();
            let slow = towns.iter().map(|t| t.at.rough_distance_to(here));
            let slow = slow.min_by(f64::total_cmp).unwrap();
            let Some(found) = towns.nearest(here) else {
                assert!(slow > NEAREST_MOST, "{lon} {lat}: {slow}");
                continue;
            };
            assert!(
                (found.town.at.rough_distance_to(here) - slow).abs() < 1e-6,
                "{lon} {lat}"
            );
        }
    }

    #[test]
    fn north_of_a_town_is_north_of_it() {
        let towns = &bundled().towns;
        let djibo = towns.iter().find(|t| t.name.en == "Djibo").unwrap();
        let near = towns.nearest(djibo.at.destination(22.0, 9_000.0)).unwrap();
        assert_eq!(near.town.name.en, "Djibo");
        assert_eq!(compass(near.bearing, Lang::En), "NNE");
        assert!((near.distance - 9_000.0).abs() < 1.0);
    }

    #[test]
    fn the_middle_of_the_ocean_is_near_nothing() {
        let towns = &bundled().towns;
        assert!(towns.nearest(LonLat::new(-170.0, -60.0).unwrap()).is_none());
        assert!(towns.nearest(LonLat::new(-180.0, 90.0).unwrap()).is_none());
    }
}
