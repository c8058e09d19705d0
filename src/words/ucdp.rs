//! Words for rows of the Uppsala Conflict Data Program's event table: what its codes mean.
//!
//! The meanings follow the UCDP GED codebook (version 24.1): `where_prec`, `date_prec`, `event_clarity`,
//! `type_of_violence`.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct UcdpWords {
    /// What the death figures count.
    pub counts: &'static str,
    /// `where_prec` 1 to 7: how the place is known.
    pub where_prec: [&'static str; 7],
    /// `date_prec` 1 to 5: how the date is known.
    pub date_prec: [&'static str; 5],
    /// `event_clarity` 1 and 2.
    pub clarity: [&'static str; 2],
    /// `type_of_violence` 1 to 3.
    pub violence: [&'static str; 3],
    /// Coordinates are UCDP's.
    pub coded_by: &'static str,
    /// The row gives no coordinates.
    pub no_coordinates: &'static str,
    /// Before a `code_status` that is not "Clear".
    pub code_status: &'static str,
    /// Before the place in the words of the table.
    pub described: &'static str,
    /// Nobody's name is known.
    pub side_unknown: &'static str,
}

/// English.
pub static EN: UcdpWords = UcdpWords {
    counts: "deaths on all sides, of civilians and of people whose side is not known, as UCDP codes them from reports",
    where_prec: [
        "the place itself is known",
        "within about 25 km of a known place",
        "only the second-order division is known",
        "only the first-order division is known",
        "a line or a vague area, such as a road, a river or a border",
        "only the country is known",
        "at sea or in the air",
    ],
    date_prec: [
        "the day is known",
        "known to within two to six days",
        "only the week is known",
        "known to within 8 to 30 days, or only the month",
        "known to within more than a month, at most a year",
    ],
    clarity: [
        "The reports describe this event by itself.",
        "The reports give only a total of several incidents over the period; the row stands for all of them.",
    ],
    violence: ["State-based conflict", "Non-state conflict", "One-sided violence"],
    coded_by: "coordinates coded by UCDP",
    no_coordinates: "the row gives no coordinates",
    code_status: "Status of the coding:",
    described: "Place as UCDP describes it:",
    side_unknown: "side not known",
};

/// French.
pub static FR: UcdpWords = UcdpWords {
    counts: "morts de tous les camps, civils et personnes dont le camp est inconnu, tels que l\u{2019}UCDP les code d\u{2019}après la presse",
    where_prec: [
        "le lieu même est connu",
        "à environ 25 km d\u{2019}un lieu connu",
        "seule la division de deuxième niveau est connue",
        "seule la division de premier niveau est connue",
        "une ligne ou une zone vague, comme une route, un fleuve ou une frontière",
        "seul le pays est connu",
        "en mer ou dans les airs",
    ],
    date_prec: [
        "le jour est connu",
        "connue à deux à six jours près",
        "seule la semaine est connue",
        "connue à 8 à 30 jours près, ou seulement le mois",
        "connue à plus d\u{2019}un mois près, un an au plus",
    ],
    clarity: [
        "Les sources décrivent cet événement en particulier.",
        "Les sources ne donnent que le total de plusieurs incidents de la période\u{A0}; la ligne les représente tous.",
    ],
    violence: ["Conflit étatique", "Conflit non étatique", "Violence unilatérale"],
    coded_by: "coordonnées codées par l\u{2019}UCDP",
    no_coordinates: "la ligne ne donne pas de coordonnées",
    code_status: "État du codage\u{A0}:",
    described: "Lieu tel que l\u{2019}UCDP le décrit\u{A0}:",
    side_unknown: "camp inconnu",
};

impl super::Words {
    /// "2 civilians".
    pub fn civilians(&self, n: u32) -> String {
        let number = self.number(u64::from(n));
        match (self.lang, n) {
            (Lang::En, 1) => "1 civilian".to_owned(),
            (Lang::En, _) => format!("{number} civilians"),
            (Lang::Fr, 0 | 1) => format!("{number} civil"),
            (Lang::Fr, _) => format!("{number} civils"),
        }
    }

    /// "5 in all (2 to 9)".
    pub fn deaths_in_all(&self, best: u32, low: Option<u32>, high: Option<u32>) -> String {
        let number = |n: u32| self.number(u64::from(n));
        let all = format!("{} {}", number(best), self.pick("in all", "en tout"));
        match low.zip(high) {
            Some((low, high)) if (low, high) != (best, best) => {
                let to = self.pick("to", "à");
                format!("{all} ({} {to} {})", number(low), number(high))
            }
            _ => all,
        }
    }

    /// "UCDP GED, event 493328".
    pub fn ucdp_event(&self, id: &str) -> String {
        format!("UCDP GED, {} {id}", self.pick("event", "événement"))
    }

    /// "coded from: …".
    pub fn coded_from(&self, articles: &str) -> String {
        match self.lang {
            Lang::En => format!("coded from: {articles}"),
            Lang::Fr => format!("codé d\u{2019}après\u{A0}: {articles}"),
        }
    }
}
