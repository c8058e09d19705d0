//! The outlines of the countries of Africa with their names and codes: which country a text names, and whether a
//! position lies in it.
//!
//! For finding slips in files, never for deciding whose a place is: boundaries are not authoritative, and a
//! position a little outside ([`BORDER`]) counts as inside.
//!
//! Codes are where Niger and Nigeria get mixed up: `NG` is Nigeria in ISO 3166 and Niger in FIPS 10-4, 562 and 566
//! are ISO's, 436 and 475 those of Gleditsch and Ward. A text is therefore read in a stated [`CodeSystem`].

use std::collections::HashMap;
use std::sync::LazyLock;

use geo::{LineString, Polygon};

use super::belts::Belts;
use super::fold::fold;
use super::{LonLat, Metres, Text};

static CODES: &str = include_str!("../../assets/places/codes.csv");
static OUTLINES: &str = include_str!("../../assets/places/africa.geojson");

static BUNDLED: LazyLock<Outlines> = LazyLock::new(Outlines::read);

/// How far outside an outline a position still counts as inside, metres: outlines are simplified, and villages
/// stand on borders.
pub const BORDER: Metres = 5_000.0;

/// Length of a degree of latitude, metres.
pub(super) const DEGREE: Metres = 111_320.0;

/// Whose codes a text without a country's name is written in. Names are read alike in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSystem {
    /// ISO 3166-1: alpha-2, alpha-3, numeric.
    Iso,
    /// FIPS 10-4 for letters, Gleditsch and Ward for numbers: GDELT's and UCDP's.
    FipsGw,
}

impl CodeSystem {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Iso, Self::FipsGw];
}

/// A country with its outline.
#[derive(Debug)]
pub struct Outline {
    /// Name.
    pub name: Text,
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    polygons: Vec<Area>,
}

/// One polygon of a country.
#[derive(Debug)]
struct Area {
    polygon: Polygon,
    frame: Frame,
    belts: Belts,
}

/// The countries of Africa.
#[derive(Debug)]
pub struct Outlines {
    list: Vec<Outline>,
    names: HashMap<String, usize>,
    codes: [HashMap<String, usize>; 2],
}

/// West, south, east, north.
#[derive(Debug, Clone, Copy)]
struct Frame([f64; 4]);

/// The bundled outlines; read at the first call.
pub fn bundled() -> &'static Outlines {
    &BUNDLED
}

impl Outlines {
    fn read() -> Self {
        let mut polygons = polygons();
        let (mut list, mut names) = (Vec::new(), HashMap::new());
        let mut codes = [HashMap::new(), HashMap::new()];
        for line in CODES.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [iso2, iso3, number, gw, fips, en, fr, others] = cells.as_slice() else {
                continue;
            };
            let at = list.len();
            for name in [en, fr].into_iter().copied().chain(others.split(';')) {
                names.insert(fold(name), at);
            }
            let [iso, fips_gw] = &mut codes;
            for code in [*iso2, *iso3, number.trim_start_matches('0')] {
                iso.insert(fold(code), at);
            }
            for code in [*fips, *iso3, *gw] {
                fips_gw.insert(fold(code), at);
            }
            list.push(Outline {
                name: Text::new(*en, *fr),
                iso2: (*iso2).to_owned(),
                polygons: polygons.remove(*iso2).unwrap_or_default(),
            });
        }
        names.remove("");
        codes.iter_mut().for_each(|table| {
            table.remove("");
        });
        Self { list, names, codes }
    }

    /// Every country.
    pub fn all(&self) -> &[Outline] {
        &self.list
    }

    /// The country of a name in English, French or the words of a dataset, else of a code.
    pub fn named(&self, text: &str, codes: CodeSystem) -> Option<&Outline> {
        let folded = fold(text.trim());
        let [iso, fips_gw] = &self.codes;
        let table = match codes {
            CodeSystem::Iso => iso,
            CodeSystem::FipsGw => fips_gw,
        };
        let code = folded.trim_start_matches('0');
        let at = self.names.get(&folded).or_else(|| table.get(code));
        self.list.get(*at?)
    }

    /// Whether a text is the name of a country, not a code.
    pub fn is_name(&self, text: &str) -> bool {
        self.names.contains_key(&fold(text.trim()))
    }

    /// The country in which a position lies.
    pub fn at(&self, place: LonLat) -> Option<&Outline> {
        self.list.iter().find(|country| country.holds(place))
    }
}

impl Outline {
    /// Whether a position lies inside.
    pub fn holds(&self, place: LonLat) -> bool {
        let mut areas = self.polygons.iter();
        areas.any(|area| area.frame.holds(place, 0.0) && area.belts.hold(place))
    }

    /// Whether a position lies inside or at most so many metres outside.
    pub fn holds_within(&self, place: LonLat, tolerance: Metres) -> bool {
        let mut areas = self.polygons.iter();
        self.holds(place)
            || areas.any(|area| area.frame.holds(place, tolerance) && area.belts.pass_within(place, tolerance))
    }

    /// Corners of the outer lines, for tests and maps.
    pub fn exteriors(&self) -> impl Iterator<Item = &LineString> {
        self.polygons.iter().map(|area| area.polygon.exterior())
    }
}

impl Frame {
    fn of(line: &LineString) -> Self {
        let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        Self(line.coords().fold(start, |[w, s, e, n], c| {
            [w.min(c.x), s.min(c.y), e.max(c.x), n.max(c.y)]
        }))
    }

    fn holds(self, place: LonLat, tolerance: Metres) -> bool {
        let [west, south, east, north] = self.0;
        let up = tolerance / DEGREE;
        let aside = up / place.lat().to_radians().cos().max(0.01);
        (west - aside..=east + aside).contains(&place.lon()) && (south - up..=north + up).contains(&place.lat())
    }
}

/// The polygons of each alpha-2 code.
fn polygons() -> HashMap<String, Vec<Area>> {
    type Rings = Vec<Vec<[f64; 2]>>;
    #[derive(serde::Deserialize)]
    struct Collection {
        features: Vec<Feature>,
    }
    #[derive(serde::Deserialize)]
    struct Feature {
        properties: Properties,
        geometry: Geometry,
    }
    #[derive(serde::Deserialize)]
    struct Properties {
        iso2: String,
    }
    #[derive(serde::Deserialize)]
    struct Geometry {
        coordinates: Vec<Rings>,
    }
    let Ok(collection) = serde_json::from_str::<Collection>(OUTLINES) else {
        return HashMap::new();
    };
    let line = |ring: Vec<[f64; 2]>| -> LineString { ring.into_iter().map(|[x, y]| (x, y)).collect() };
    let polygon = |rings: Rings| {
        let mut rings = rings.into_iter().map(line);
        let outer = rings.next()?;
        let frame = Frame::of(&outer);
        let polygon = Polygon::new(outer, rings.collect());
        let belts = Belts::of(&polygon);
        Some(Area { polygon, frame, belts })
    };
    let features = collection.features.into_iter();
    let all = features.map(|f| {
        (
            f.properties.iso2,
            f.geometry.coordinates.into_iter().filter_map(polygon).collect(),
        )
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lat: f64, lon: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    fn iso2(text: &str, codes: CodeSystem) -> Option<&'static str> {
        bundled().named(text, codes).map(|country| country.iso2.as_str())
    }

    #[test]
    fn every_country_has_an_outline_and_codes_of_its_own() {
        assert_eq!(bundled().all().len(), 55);
        for country in bundled().all() {
            assert!(country.exteriors().count() > 0, "{}", country.iso2);
            let [iso, _] = &bundled().codes;
            assert!(iso.contains_key(&country.iso2.to_lowercase()), "{}", country.iso2);
        }
        let [iso, fips_gw] = &bundled().codes;
        assert_eq!(
            (iso.len(), fips_gw.len()),
            (3 * 55, 3 * 55 - 1),
            "no code stands for two countries"
        );
    }

    #[test]
    fn niger_and_nigeria_are_told_apart_in_every_code() {
        use CodeSystem::{FipsGw, Iso};
        for (text, codes, expected) in [
            ("NE", Iso, "NE"),
            ("NG", Iso, "NG"),
            ("NER", Iso, "NE"),
            ("NGA", Iso, "NG"),
            ("562", Iso, "NE"),
            ("566", Iso, "NG"),
            ("NG", FipsGw, "NE"),
            ("NI", FipsGw, "NG"),
            ("436", FipsGw, "NE"),
            ("475", FipsGw, "NG"),
            ("niger", FipsGw, "NE"),
            ("Nigéria", Iso, "NG"),
            ("ML", FipsGw, "ML"),
            ("UV", FipsGw, "BF"),
            ("854", Iso, "BF"),
            ("12", Iso, "DZ"),
            ("012", Iso, "DZ"),
            ("DR Congo (Zaire)", FipsGw, "CD"),
            ("Côte d\u{2019}Ivoire", Iso, "CI"),
        ] {
            assert_eq!(iso2(text, codes), Some(expected), "{text} {codes:?}");
        }
        assert_eq!(
            (iso2("", Iso), iso2("Atlantis", FipsGw), iso2("436", Iso)),
            (None, None, None)
        );
    }

    #[test]
    fn towns_lie_in_their_countries() {
        let towns = &super::super::gazetteer::bundled().towns;
        for town in towns.iter() {
            let country = bundled().named(&town.country, CodeSystem::Iso).unwrap();
            assert!(country.holds_within(town.at, BORDER), "{}", town.name.en);
        }
        assert!(bundled().at(place(0.0, 0.0)).is_none(), "that is the sea");
        assert_eq!(
            bundled().at(place(16.27, 0.0)).unwrap().iso2,
            "ML",
            "longitude 0 is a place"
        );
    }

    #[test]
    fn a_border_is_a_belt_of_five_kilometres() {
        // Gaya in Niger, across the river from Malanville in Benin.
        let (niger, benin) = (iso("NE"), iso("BJ"));
        let gaya = place(11.884, 3.449);
        assert!(niger.holds_within(gaya, BORDER) && benin.holds_within(gaya, BORDER));
        let niamey = place(13.51366, 2.1098);
        assert!(niger.holds(niamey) && !benin.holds_within(niamey, BORDER));
    }

    /// Whether a line passes a position: every edge of it looked at.
    fn passes(line: &LineString, at: LonLat, tolerance: Metres) -> bool {
        let shrink = at.lat().to_radians().cos();
        let flat = |c: geo::Coord| ((c.x - at.lon()) * shrink * DEGREE, (c.y - at.lat()) * DEGREE);
        line.lines().any(|edge| {
            let (a, b) = (flat(edge.start), flat(edge.end));
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let along = (-(a.0 * dx + a.1 * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            (a.0 + along * dx).hypot(a.1 + along * dy) <= tolerance
        })
    }

    #[test]
    fn belts_answer_as_whole_polygons_do() {
        use geo::Contains as _;
        let mut random = fastrand::Rng::with_seed(8);
        for country in bundled().all() {
            for _ in 0..300 {
                let area = &country.polygons[random.usize(0..country.polygons.len())];
                let Frame([west, south, east, north]) = area.frame;
                let mut draw = |low: f64, high: f64| low - 0.3 + random.f64() * (high - low + 0.6);
                let at = place(draw(south, north).clamp(-90.0, 90.0), draw(west, east));
                let point = geo::Point::new(at.lon(), at.lat());
                assert_eq!(
                    area.belts.hold(at),
                    area.polygon.contains(&point),
                    "{} {at:?}",
                    country.iso2
                );
                let tolerance = random.f64() * 60_000.0;
                let rings = std::iter::once(area.polygon.exterior()).chain(area.polygon.interiors());
                let slow = rings.into_iter().any(|ring| passes(ring, at, tolerance));
                assert_eq!(area.belts.pass_within(at, tolerance), slow, "{} {at:?}", country.iso2);
            }
        }
    }

    fn iso(code: &str) -> &'static Outline {
        bundled().named(code, CodeSystem::Iso).unwrap()
    }
}
