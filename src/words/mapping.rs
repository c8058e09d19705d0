//! Words of the map: buttons, legend, hover line, measuring, notes.

use crate::base::gazetteer::Near;
use crate::base::place::compass;
use crate::base::{DaySpan, Lang, LonLat, Metres};
use crate::model::{Deaths, Event};

/// See the module.
#[derive(Debug)]
pub struct MappingWords {
    /// Accessible name of the map.
    pub map: &'static str,
    /// Button.
    pub zoom_in: &'static str,
    /// Button.
    pub zoom_out: &'static str,
    /// Button: all visible incidents.
    pub fit: &'static str,
    /// Note under the bundled map.
    pub attribution: &'static str,
    /// Button: every note and attribution whole.
    pub whole_notes: &'static str,
    /// Note beyond zoom 9.
    pub generalised: &'static str,
    /// Heading of the legend.
    pub legend: &'static str,
    /// Folds the legend.
    pub fold_legend: &'static str,
    /// Unfolds the legend.
    pub unfold_legend: &'static str,
    /// Heading: types.
    pub types: &'static str,
    /// Heading: size of symbols.
    pub sizes: &'static str,
    /// By size: none or no figure, 1–9, 10–49, 50 and more.
    pub size_steps: [&'static str; 4],
    /// Heading: how sharply the place is known.
    pub places: &'static str,
    /// Exact.
    pub exact: &'static str,
    /// Circle of at most 25 km.
    pub near: &'static str,
    /// Circle of at most 60 km.
    pub part_of_region: &'static str,
    /// Region or country.
    pub area: &'static str,
    /// The mark `≠`.
    pub differ: &'static str,
    /// Dashed symbol.
    pub other_place: &'static str,
    /// Pale symbol.
    pub possible: &'static str,
    /// Bubble.
    pub bubble: &'static str,
    /// What an empty stretch of the map means.
    pub no_report: &'static str,
    /// Measuring: nothing clicked yet.
    pub measure_start: &'static str,
    /// Measuring: one point clicked.
    pub measure_second: &'static str,
    /// Measuring: how to end.
    pub measure_end: &'static str,
    /// Button of the chooser.
    pub zoom_here: &'static str,
    /// Ways of drawing many incidents, in the order of the switch.
    pub modes: [&'static str; 5],
    /// The same, explained.
    pub mode_hints: [&'static str; 5],
    /// Before what hexagons and heat count.
    pub counted: &'static str,
    /// They count incidents.
    pub by_events: &'static str,
    /// They count deaths.
    pub by_deaths: &'static str,
    /// Which deaths.
    pub by_deaths_hint: &'static str,
    /// Why deaths cannot be counted.
    pub deaths_of_several: &'static str,
    /// Legend: ring of shares.
    pub ring: &'static str,
    /// Legend: one symbol for a place.
    pub one_per_place: &'static str,
}

/// English.
pub static EN: MappingWords = MappingWords {
    map: "Map",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    fit: "Show all incidents",
    attribution: "Boundaries are not authoritative · Natural Earth, GeoNames CC BY 4.0",
    whole_notes: "Sources and notes of the map",
    generalised: "Generalised basemap: no roads, few villages",
    legend: "Legend",
    fold_legend: "Fold the legend",
    unfold_legend: "Show the legend",
    types: "Type",
    sizes: "Reported deaths (lowest figure)",
    size_steps: ["0 or no figure", "1–9", "10–49", "50+"],
    places: "Place",
    exact: "exact, or a town",
    near: "circle: within 25 km",
    part_of_region: "dashes: within 60 km",
    area: "dots: region or country",
    differ: "sources differ",
    other_place: "dashed: other reported place",
    possible: "pale: perhaps not in the period",
    bubble: "several incidents; square: no point known",
    no_report: "No report does not mean no incident",
    measure_start: "Click the first point",
    measure_second: "Click the second point",
    measure_end: "Esc ends",
    zoom_here: "Zoom in here",
    modes: ["Auto", "Symbols", "Clusters", "Hexagons", "Heat"],
    mode_hints: [
        "Symbols while few places are in view, clusters above (V: next)",
        "A symbol for each incident, or for each place where they are too many (V: next)",
        "Neighbouring places as one ring with their number (V: next)",
        "How many in areas of equal size (V: next)",
        "How many nearby, smoothed (V: next)",
    ],
    counted: "Count",
    by_events: "incidents",
    by_deaths: "reported deaths",
    by_deaths_hint: "The lowest figure given for each incident; those without one add nothing",
    deaths_of_several: "Several datasets are open: their deaths are never added up",
    ring: "several places, share of each type; square: no point known",
    one_per_place: "one symbol for each place; ring: several types",
};

/// French.
pub static FR: MappingWords = MappingWords {
    map: "Carte",
    zoom_in: "Agrandir",
    zoom_out: "Réduire",
    fit: "Montrer tous les incidents",
    attribution: "Les limites ne font pas autorité · Natural Earth, GeoNames CC BY 4.0",
    whole_notes: "Sources et notes de la carte",
    generalised: "Fond de carte généralisé\u{A0}: pas de routes, peu de villages",
    legend: "Légende",
    fold_legend: "Replier la légende",
    unfold_legend: "Montrer la légende",
    types: "Type",
    sizes: "Morts signalés (au plus bas)",
    size_steps: ["0 ou inconnu", "1–9", "10–49", "50+"],
    places: "Lieu",
    exact: "exact, ou une localité",
    near: "cercle\u{A0}: à 25 km près",
    part_of_region: "tirets\u{A0}: à 60 km près",
    area: "points\u{A0}: région ou pays",
    differ: "les sources divergent",
    other_place: "tireté\u{A0}: autre lieu signalé",
    possible: "pâle\u{A0}: peut-être hors période",
    bubble: "plusieurs incidents\u{A0}; carré\u{A0}: point inconnu",
    no_report: "Pas de signalement ne veut pas dire pas d’incident",
    measure_start: "Cliquez le premier point",
    measure_second: "Cliquez le second point",
    measure_end: "Échap pour finir",
    zoom_here: "Agrandir ici",
    modes: ["Auto", "Symboles", "Groupes", "Hexagones", "Densité"],
    mode_hints: [
        "Symboles tant que peu de lieux sont en vue, groupes au-delà (V\u{A0}: suivant)",
        "Un symbole par incident, ou par lieu s’ils sont trop nombreux (V\u{A0}: suivant)",
        "Les lieux voisins en un anneau avec leur nombre (V\u{A0}: suivant)",
        "Combien dans des surfaces égales (V\u{A0}: suivant)",
        "Combien aux alentours, lissé (V\u{A0}: suivant)",
    ],
    counted: "Compter",
    by_events: "incidents",
    by_deaths: "morts signalés",
    by_deaths_hint: "Le chiffre le plus bas donné pour chaque incident\u{A0}; sans chiffre, rien n’est ajouté",
    deaths_of_several: "Plusieurs jeux de données sont ouverts\u{A0}: leurs morts ne sont jamais additionnés",
    ring: "plusieurs lieux, part de chaque type\u{A0}; carré\u{A0}: point inconnu",
    one_per_place: "un symbole par lieu\u{A0}; anneau\u{A0}: plusieurs types",
};

impl super::Words {
    /// Deaths in a few words: "29 or more killed", "15 killed", "12 to 22 killed", "no figure of deaths".
    pub fn deaths_short(&self, deaths: Deaths) -> String {
        let Some(low) = deaths.shown() else {
            return self.pick("no figure of deaths", "pas de chiffre de morts").to_owned();
        };
        let n = self.number(u64::from(low));
        let killed = match (self.lang, low) {
            (Lang::En, _) => "killed",
            (Lang::Fr, 0 | 1) => "tué",
            (Lang::Fr, _) => "tués",
        };
        match deaths.high.filter(|high| *high > low) {
            _ if deaths.high_open => format!("{n} {} {killed}", self.common.or_more),
            Some(high) => {
                let high = self.number(u64::from(high));
                let to = self.pick("to", "à");
                let killed = self.pick("killed", "tués");
                format!("{n} {to} {high} {killed}")
            }
            None => format!("{n} {killed}"),
        }
    }

    /// How sharply the place of an event is known, for the hover line: "area ±50 km", "region only".
    pub fn place_sharpness(&self, event: Event<'_>) -> Option<String> {
        let class = event.place_class();
        if !event.is_located() {
            return Some(self.pick("no place", "sans lieu").to_owned());
        }
        if !class.has_point() {
            return Some(self.place_class(class).to_owned());
        }
        let around = self.pick("area", "zone");
        (event.radius() > 1_000.0).then(|| format!("{around} ±{}", self.radius(event.radius())))
    }

    /// The hover line: `2 Oct 2023 · Battle · 29 or more killed · area ±50 km`.
    pub fn hover_line(&self, event: Event<'_>) -> String {
        let date = event
            .span()
            .map_or_else(|| self.common.undated.to_owned(), |span: DaySpan| self.span_short(span));
        let kind = self.event_type_one(event.kind()).to_owned();
        let deaths = self.deaths_short(event.deaths());
        let parts = [Some(date), Some(kind), Some(deaths), self.place_sharpness(event)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// How many more are under the pointer: "and 2 more here".
    pub fn more_here(&self, count: usize) -> String {
        let n = self.number(count as u64);
        match self.lang {
            Lang::En => format!("and {n} more here"),
            Lang::Fr => format!("et {n} de plus ici"),
        }
    }

    /// Heading of the chooser: "3 incidents here".
    pub fn incidents_here(&self, count: usize) -> String {
        format!("{} {}", self.incidents(count), self.pick("here", "ici"))
    }

    /// The note while the whole frame lies in the circle of an event.
    pub fn somewhere_within(&self, title: &str, radius: Metres) -> String {
        let radius = self.radius(radius);
        match self.lang {
            Lang::En => format!("{title}: somewhere within {radius}"),
            Lang::Fr => format!("{title}\u{A0}: quelque part à moins de {radius}"),
        }
    }

    /// The note while the whole frame lies in the circles of several events.
    pub fn several_within(&self, count: usize, radius: Metres) -> String {
        let (incidents, radius) = (self.incidents(count), self.radius(radius));
        match self.lang {
            Lang::En => format!("{incidents} somewhere around here, within up to {radius}"),
            Lang::Fr => format!("{incidents} quelque part par ici, à moins de {radius}"),
        }
    }

    /// A place by its nearest town: "12 km NNE of Djibo", "12 km au NNE de Djibo"; just the town within 500 m.
    pub fn relative(&self, near: &Near<'_>) -> String {
        let town = near.town.name.get(self.lang);
        if near.distance < 500.0 {
            return town.to_owned();
        }
        let (distance, direction) = (self.distance(near.distance), compass(near.bearing, self.lang));
        match self.lang {
            Lang::En => format!("{distance} {direction} of {town}"),
            Lang::Fr => {
                let to = if direction.starts_with(['E', 'O']) {
                    "à l’"
                } else {
                    "au "
                };
                format!("{distance} {to}{direction} {}", of_town(town))
            }
        }
    }

    /// Coordinates in decimal degrees with hemispheres: `15.1234° N, 4.0210° E`.
    pub fn coordinates(&self, at: LonLat) -> String {
        let part = |value: f64, positive: &str, negative: &str| {
            let number = format!("{:.4}", value.abs());
            let number = match self.lang {
                Lang::En => number,
                Lang::Fr => number.replace('.', ","),
            };
            let letter = if value < 0.0 { negative } else { positive };
            format!("{number}°\u{A0}{letter}")
        };
        let lat = part(at.lat(), "N", "S");
        let lon = part(at.lon(), "E", self.pick("W", "O"));
        match self.lang {
            Lang::En => format!("{lat}, {lon}"),
            Lang::Fr => format!("{lat}\u{A0}; {lon}"),
        }
    }

    /// Coordinates as numbers, latitude first, for a narrow column: `15.123, -4.021`.
    pub fn coordinates_plain(&self, at: LonLat) -> String {
        let part = |value: f64| {
            let number = format!("{value:.3}");
            match self.lang {
                Lang::En => number,
                Lang::Fr => number.replace('.', ","),
            }
        };
        let between = self.pick(", ", "\u{A0}; ");
        format!("{}{between}{}", part(at.lat()), part(at.lon()))
    }

    /// A measured way: "123 km · 45° NE".
    pub fn measured(&self, distance: Metres, bearing: f64) -> String {
        let degrees = bearing.rem_euclid(360.0).round() as u32 % 360;
        format!(
            "{} · {degrees}° {}",
            self.distance(distance),
            compass(bearing, self.lang)
        )
    }

    /// A round length of the scale bar: `50 km`, `500 m`; no decimals.
    pub fn scale(&self, metres: Metres) -> String {
        if metres < 1_000.0 {
            format!("{}\u{A0}m", self.number(metres.round() as u64))
        } else {
            format!("{}\u{A0}km", self.number((metres / 1_000.0).round() as u64))
        }
    }

    /// A row of the legend for a screen reader: "Battles, 7".
    pub fn legend_row(&self, kind: crate::model::EventType, count: usize) -> String {
        format!("{}, {}", self.event_type(kind), self.incidents(count))
    }
}

/// French "de" before a town: elided before a vowel or a silent h.
fn of_town(town: &str) -> String {
    let first = crate::base::fold::fold(town).chars().next();
    if first.is_some_and(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h')) {
        format!("d’{town}")
    } else {
        format!("de {town}")
    }
}

#[cfg(test)]
mod tests {
    use crate::base::LonLat;
    use crate::base::gazetteer::{self, Near};
    use crate::model::Deaths;
    use crate::words::{EN, FR};

    fn near(town: &str, distance: f64, bearing: f64) -> Near<'static> {
        let towns = &gazetteer::bundled().towns;
        let town = towns.iter().find(|t| t.name.en == town).unwrap();
        Near {
            town,
            distance,
            bearing,
        }
    }

    #[test]
    fn places_are_told_from_towns_in_both_languages() {
        let djibo = near("Djibo", 12_300.0, 22.0);
        assert_eq!(EN.relative(&djibo), "12\u{A0}km NNE of Djibo");
        assert_eq!(FR.relative(&djibo), "12\u{A0}km au NNE de Djibo");
        let agadez = near("Agadez", 40_000.0, 270.0);
        assert_eq!(EN.relative(&agadez), "40\u{A0}km W of Agadez");
        assert_eq!(FR.relative(&agadez), "40\u{A0}km à l’O d’Agadez");
        assert_eq!(FR.relative(&near("Timbuktu", 10.0, 0.0)), "Tombouctou");
    }

    #[test]
    fn deaths_are_told_as_known() {
        let range = Deaths {
            high: Some(22),
            ..Deaths::exactly(12)
        };
        for (deaths, en, fr) in [
            (Deaths::at_least(29), "29 or more killed", "29 ou plus tués"),
            (Deaths::exactly(1), "1 killed", "1 tué"),
            (range, "12 to 22 killed", "12 à 22 tués"),
            (Deaths::UNKNOWN, "no figure of deaths", "pas de chiffre de morts"),
        ] {
            assert_eq!(EN.deaths_short(deaths), en);
            assert_eq!(FR.deaths_short(deaths), fr);
        }
    }

    #[test]
    fn coordinates_name_their_hemisphere() {
        let at = LonLat::new(-1.5, 12.0).unwrap();
        assert_eq!(EN.coordinates(at), "12.0000°\u{A0}N, 1.5000°\u{A0}W");
        assert_eq!(FR.coordinates(at), "12,0000°\u{A0}N\u{A0}; 1,5000°\u{A0}O");
        assert_eq!(EN.coordinates_plain(at), "12.000, -1.500");
        assert_eq!(FR.coordinates_plain(at), "12,000\u{A0}; -1,500");
    }

    #[test]
    fn a_bearing_just_short_of_north_is_north() {
        assert_eq!(EN.measured(1_500.0, 359.8), "1.5\u{A0}km · 0° N");
    }
}
