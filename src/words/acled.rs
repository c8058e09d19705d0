//! Words for rows of ACLED's event table: what its codes mean, and what is said about a row or a file of it.
//!
//! The meanings follow the ACLED codebook (2023 edition): `time_precision`, `geo_precision`, `inter1`.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct AcledWords {
    /// What the death figures count.
    pub counts: &'static str,
    /// Terms of use.
    pub terms: &'static str,
    /// `time_precision` 1 to 3: how the date is known.
    pub time_precision: [&'static str; 3],
    /// The row has no `time_precision`.
    pub no_time_precision: &'static str,
    /// `geo_precision` 1 to 3: how the place is known.
    pub geo_precision: [&'static str; 3],
    /// What the point of a row with `geo_precision` 1 to 3 is.
    pub point: [&'static str; 3],
    /// The row has no `geo_precision`.
    pub no_geo_precision: &'static str,
    /// Coordinates are ACLED's.
    pub coded_by: &'static str,
    /// The row gives no coordinates.
    pub no_coordinates: &'static str,
    /// Before several kinds of disorder.
    pub disorder: &'static str,
    /// Coded as aimed at civilians.
    pub civilian_targeting: &'static str,
    /// After a figure of 0.
    pub zero: &'static str,

    /// After "found": a table of counts.
    pub kind_counts: &'static str,
    /// Phrases after "expected".
    pub whole_id: &'static str,
    /// A type of ACLED.
    pub event_type: &'static str,
    /// Riots or protests: which?
    pub riots_or_protests: &'static str,
    /// Coordinates.
    pub coordinates: &'static str,
    /// Text that was not cut.
    pub whole_text: &'static str,
}

/// English.
pub static EN: AcledWords = AcledWords {
    counts: "deaths of all sides and of civilians in one figure, as ACLED codes them from reports; 0 can mean none or unknown",
    terms: "ACLED\u{2019}s terms of use do not allow its rows to be passed on.",
    time_precision: [
        "the day is known",
        "known to about a week: within three days of the day in the row",
        "known to the month",
    ],
    no_time_precision: "the row has no time_precision; its day is taken as known",
    geo_precision: [
        "a town or village is known",
        "a part of a region, or near a town",
        "only the region is known",
    ],
    point: [
        "The point is that of the named place.",
        "The point is that of a town that stands for the area; the event was somewhere around it.",
        "The coordinates are those of a town that stands for the region, often its capital; the event was somewhere in the region.",
    ],
    no_geo_precision: "the row has no geo_precision; the place is taken as near the named one",
    coded_by: "coordinates coded by ACLED",
    no_coordinates: "the row gives no coordinates",
    disorder: "ACLED counts it as:",
    civilian_targeting: "ACLED codes it as aimed at civilians.",
    zero: "ACLED writes 0 both where nobody died and where nobody tells",
    kind_counts: "counts of events by week or month: totals of areas, not incidents that could be placed one by one",
    whole_id: "an id as ACLED gives it: a spreadsheet has rounded this one",
    event_type: "an event type of ACLED",
    riots_or_protests: "an actor, or a sub-type, that tells riots from protests",
    coordinates: "coordinates: without them the map cannot show the incident",
    whole_text: "a text that no spreadsheet has cut at 32,767 characters",
};

/// French.
pub static FR: AcledWords = AcledWords {
    counts: "morts de tous les camps et civils en un seul chiffre, tels que l\u{2019}ACLED les code d\u{2019}après la presse\u{A0}; 0 peut vouloir dire aucun ou inconnu",
    terms: "Les conditions d\u{2019}utilisation de l\u{2019}ACLED interdisent de transmettre ses lignes.",
    time_precision: [
        "le jour est connu",
        "connue à une semaine près\u{A0}: à trois jours du jour de la ligne",
        "seul le mois est connu",
    ],
    no_time_precision: "la ligne n\u{2019}a pas de time_precision\u{A0}; son jour est tenu pour connu",
    geo_precision: [
        "une ville ou un village est connu",
        "une partie de région, ou près d\u{2019}une ville",
        "seule la région est connue",
    ],
    point: [
        "Le point est celui du lieu nommé.",
        "Le point est celui d\u{2019}une ville qui représente la zone\u{A0}; l\u{2019}incident a eu lieu quelque part autour.",
        "Les coordonnées sont celles d\u{2019}une ville qui représente la région, souvent son chef-lieu\u{A0}; l\u{2019}incident a eu lieu quelque part dans la région.",
    ],
    no_geo_precision: "la ligne n\u{2019}a pas de geo_precision\u{A0}; le lieu est tenu pour proche du lieu nommé",
    coded_by: "coordonnées codées par l\u{2019}ACLED",
    no_coordinates: "la ligne ne donne pas de coordonnées",
    disorder: "L\u{2019}ACLED le compte comme\u{A0}:",
    civilian_targeting: "L\u{2019}ACLED le code comme visant des civils.",
    zero: "l\u{2019}ACLED écrit 0 quand personne n\u{2019}est mort et aussi quand personne ne le dit",
    kind_counts: "un décompte d\u{2019}événements par semaine ou par mois\u{A0}: des totaux par zone, pas des incidents que l\u{2019}on pourrait placer un par un",
    whole_id: "un identifiant tel que l\u{2019}ACLED le donne\u{A0}: un tableur a arrondi celui-ci",
    event_type: "un type d\u{2019}événement de l\u{2019}ACLED",
    riots_or_protests: "un acteur, ou un sous-type, qui distingue émeutes et manifestations",
    coordinates: "des coordonnées\u{A0}: sans elles, la carte ne peut pas montrer l\u{2019}incident",
    whole_text: "un texte qu\u{2019}aucun tableur n\u{2019}a coupé à 32\u{A0}767 caractères",
};

impl super::Words {
    /// "ACLED, event MLI1234, last changed on 5 March 2024". The day of the change is not that of a report.
    pub fn acled_event(&self, id: &str, changed: Option<crate::base::Day>) -> String {
        let event = format!("ACLED, {} {id}", self.pick("event", "événement"));
        match changed {
            Some(day) => {
                let day = self.day_long(day);
                format!(
                    "{event}, {} {day}",
                    self.pick("row last changed on", "ligne modifiée le")
                )
            }
            None => event,
        }
    }

    /// "one row for each id: line 4 has an older version of the event".
    pub fn one_version(&self, line: u64) -> String {
        match self.lang {
            Lang::En => {
                format!("one version of each event: line {line} has an older one, which is counted as a duplicate")
            }
            Lang::Fr => format!(
                "une seule version de chaque événement\u{A0}: la ligne {line} en a une plus ancienne, comptée comme doublon"
            ),
        }
    }
}
