//! Words of the left panel: tabs, filters, chips, empty states.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct FilteringWords {
    /// Tab of the list.
    pub incidents: &'static str,
    /// Tab of the filters.
    pub filters: &'static str,
    /// Tab of developments and figures.
    pub context: &'static str,
    /// In the order of `query::Criterion`.
    pub criteria: [&'static str; 13],
    /// Sources disagree.
    pub disagree: &'static str,
    /// Sources do not disagree, or there is only one.
    pub agree: &'static str,
    /// Heading of the smallest number.
    pub at_least: &'static str,
    /// Heading of the largest number.
    pub at_most: &'static str,
    /// Check box: events without a figure pass too.
    pub with_unknown: &'static str,
    /// Button that drops every criterion.
    pub clear_all: &'static str,
    /// Button that drops the criterion that hides everything.
    pub remove_filter: &'static str,
    /// Button that folds a long list of values.
    pub show_fewer: &'static str,
    /// No value has the name that is looked for.
    pub nothing_found: &'static str,
    /// Heading of the open datasets.
    pub dataset: &'static str,
    /// Explains clicks on a value.
    pub value_help: &'static str,
    /// Mark of an excluded value, before it.
    pub not: &'static str,
    /// Hint in the search field.
    pub search: &'static str,
    /// Button: go to the nearest dated event.
    pub go_to_nearest: &'static str,
    /// Button: all dates.
    pub all_dates: &'static str,
    /// Button: fit.
    pub fit: &'static str,
    /// Button: show the context figure.
    pub show_figure: &'static str,
    /// Developments.
    pub developments: &'static str,
    /// Context figures.
    pub figures: &'static str,
    /// Explains that these are not points on the map.
    pub context_note: &'static str,
    /// No context in the open data.
    pub no_context: &'static str,
}

/// English.
pub static EN: FilteringWords = FilteringWords {
    incidents: "Incidents",
    filters: "Filters",
    context: "Context",
    criteria: [
        "Country",
        "Region",
        "Event type",
        "Sub-type",
        "Actor",
        "Reported deaths (lowest figure)",
        "Where (precision)",
        "Sources disagree",
        "Source",
        "Text",
        "Area on the map",
        "Id",
        "Dataset",
    ],
    disagree: "Sources disagree",
    agree: "No disagreement recorded",
    at_least: "at least",
    at_most: "at most",
    with_unknown: "also without a figure",
    clear_all: "Clear all",
    remove_filter: "Remove that filter",
    show_fewer: "Show fewer",
    nothing_found: "Nothing of that name.",
    dataset: "Dataset",
    value_help: "Click: only this. Box: add or remove. Right click: leave out.",
    not: "not",
    search: "Search",
    go_to_nearest: "Go to nearest",
    all_dates: "All dates",
    fit: "Fit",
    show_figure: "Show figure",
    developments: "Developments",
    figures: "Figures the sources quote",
    context_note: "What the articles mention beside the incidents. These are not points on the map and are not counted.",
    no_context: "The open data have no context.",
};

/// French.
pub static FR: FilteringWords = FilteringWords {
    incidents: "Incidents",
    filters: "Filtres",
    context: "Contexte",
    criteria: [
        "Pays",
        "Région",
        "Type d’événement",
        "Sous-type",
        "Acteur",
        "Morts signalés (chiffre le plus bas)",
        "Lieu (précision)",
        "Sources en désaccord",
        "Source",
        "Texte",
        "Zone de la carte",
        "Identifiant",
        "Jeu de données",
    ],
    disagree: "Sources en désaccord",
    agree: "Aucun désaccord relevé",
    at_least: "au moins",
    at_most: "au plus",
    with_unknown: "aussi sans chiffre",
    clear_all: "Tout effacer",
    remove_filter: "Retirer ce filtre",
    show_fewer: "En montrer moins",
    nothing_found: "Rien de ce nom.",
    dataset: "Données",
    value_help: "Clic\u{A0}: seulement ceci. Case\u{A0}: ajouter ou retirer. Clic droit\u{A0}: exclure.",
    not: "sauf",
    search: "Rechercher",
    go_to_nearest: "Aller au plus proche",
    all_dates: "Toutes les dates",
    fit: "Cadrer",
    show_figure: "Voir le chiffre",
    developments: "Développements",
    figures: "Chiffres cités par les sources",
    context_note: "Ce que les articles mentionnent à côté des incidents. Ce ne sont pas des points de la carte et rien n’en est compté.",
    no_context: "Les données ouvertes n’ont pas de contexte.",
};

impl super::Words {
    /// A part of the map: "within 30 km of a point", where it is a circle.
    pub fn area(&self, radius_m: Option<f64>) -> String {
        let km = radius_m.map(|m| self.radius(m));
        match (self.lang, km) {
            (Lang::En, Some(km)) => format!("within {km} of a point"),
            (Lang::Fr, Some(km)) => format!("à moins de {km} d’un point"),
            (Lang::En, None) => "inside the drawn shape".to_owned(),
            (Lang::Fr, None) => "dans la forme dessinée".to_owned(),
        }
    }

    /// Button that unfolds a list of values.
    pub fn show_all(&self, n: usize) -> String {
        self.pick("Show all (#)", "Tout montrer (#)")
            .replace('#', &n.to_string())
    }

    /// Hint of the field that looks for a value: "Find: actor".
    pub fn find_in(&self, criterion: &str) -> String {
        let what = criterion.to_lowercase();
        self.labelled(self.pick("Find", "Chercher"), &what)
    }

    /// "“Protests” leaves 0 of 10."
    pub fn leaves_nothing(&self, what: &str, total: usize) -> String {
        let total = self.number(total as u64);
        match self.lang {
            Lang::En => format!("“{what}” leaves 0 of {total}."),
            Lang::Fr => format!("«\u{A0}{what}\u{A0}» ne laisse rien sur {total}."),
        }
    }

    /// "No incident dated in this period." with the nearest days before and after.
    pub fn empty_window(&self, nearest: &[String]) -> String {
        let mut text = self
            .pick(
                "No incident dated in this period.",
                "Aucun incident daté dans cette période.",
            )
            .to_owned();
        match nearest {
            [] => {}
            [one] => text += &format!(" {} {one}.", self.pick("Nearest:", "Le plus proche\u{A0}:")),
            more => {
                text += &format!(
                    " {} {}.",
                    self.pick("Nearest:", "Les plus proches\u{A0}:"),
                    more.join(", ")
                )
            }
        }
        text
    }

    /// "10 incidents are outside the map frame."
    pub fn outside_frame(&self, n: usize) -> String {
        let count = self.incidents(n);
        match (self.lang, n) {
            (Lang::En, 1) => format!("{count} is outside the map frame."),
            (Lang::En, _) => format!("{count} are outside the map frame."),
            (Lang::Fr, 0 | 1) => format!("{count} est hors du cadre."),
            (Lang::Fr, _) => format!("{count} sont hors du cadre."),
        }
    }

    /// "14 incidents have no place."
    pub fn unlocated(&self, n: usize) -> String {
        let count = self.incidents(n);
        match (self.lang, n) {
            (Lang::En, 1) => format!("{count} has no place."),
            (Lang::En, _) => format!("{count} have no place."),
            (Lang::Fr, _) => format!("{count} sans lieu."),
        }
    }

    /// "1 incident", "10 incidents"; in French 0 is singular.
    pub fn incidents(&self, n: usize) -> String {
        let number = self.number(n as u64);
        let one = match self.lang {
            Lang::En => n == 1,
            Lang::Fr => n < 2,
        };
        format!("{number} {}", if one { "incident" } else { "incidents" })
    }
}
