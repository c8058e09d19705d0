//! Words of the search field: keywords, its help, what it does not understand, and why an event is hidden.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct SearchingWords {
    /// Keywords in the order of `query::search::Key`: the first is written, all are understood.
    pub keys: [&'static [&'static str]; 16],
    /// Answers to yes-or-no keywords.
    pub yes: &'static [&'static str],
    /// See `yes`.
    pub no: &'static [&'static str],
    /// "unknown", for deaths without a figure.
    pub unknown: &'static [&'static str],
    /// "drawn", for a shape on the map.
    pub drawn: &'static [&'static str],
    /// Hint in the empty field.
    pub hint: &'static str,
    /// Name of the help button.
    pub help: &'static str,
    /// The help: what is typed, what it finds.
    pub examples: [(&'static str, &'static str); 13],
    /// Below the examples.
    pub help_foot: &'static str,
    /// While texts are looked through.
    pub searching: &'static str,
    /// Somebody stopped the search.
    pub stopped: &'static str,
    /// Buttons that lift what hides an event.
    pub lift_window: &'static str,
    /// See `lift_window`.
    pub lift_newer: &'static str,
    /// See `lift_window`.
    pub lift_dataset: &'static str,
    /// See `lift_window`: every reason at once.
    pub lift_all: &'static str,
}

/// English.
pub static EN: SearchingWords = SearchingWords {
    keys: [
        &["actor"],
        &["deaths", "fatalities", "killed"],
        &["prec", "precision"],
        &["after", "since"],
        &["before"],
        &["date"],
        &["type", "kind"],
        &["subtype", "sub-type", "sub_type"],
        &["country"],
        &["region", "admin1"],
        &["source"],
        &["id"],
        &["near"],
        &["dataset"],
        &["disagree"],
        &["area"],
    ],
    yes: &["yes", "true"],
    no: &["no", "false"],
    unknown: &["unknown"],
    drawn: &["drawn"],
    hint: "Search, or actor:… deaths>5",
    help: "How to search",
    examples: [
        ("convoy Téra", "both words, anywhere in the texts"),
        ("\"market day\"", "these words, one after the other"),
        ("convoy OR patrol Téra", "one of the two around OR, and the other word"),
        ("actor:jnim", "an actor, by any part of its name"),
        ("country:niger region:gao", "a country, a region"),
        ("type:protest -type:battle", "a type; a minus leaves out"),
        ("deaths>5 deaths<=20", "reported deaths, lowest figure"),
        ("after:2024-01-01 before:2024-06", "from a day on, before a month"),
        ("date:2024-03", "in a month, a week or a year"),
        ("prec<=2", "place known at least so sharply (0 to 5)"),
        ("near:\"Ansongo\",30km", "around a place"),
        ("source:afp dataset:ucdp", "a source, a dataset"),
        ("disagree:yes id:INC-01", "sources disagree; one incident"),
    ],
    help_foot: "The same keyword twice: either of them. Different keywords: all of them. OR in capitals joins only the word before and the word after it.",
    searching: "Searching the texts …",
    stopped: "The search was stopped: the incidents shown are those of before.",
    lift_window: "Move the dates there",
    lift_newer: "Show the newer version",
    lift_dataset: "Show that dataset",
    lift_all: "Show it anyway",
};

/// French.
pub static FR: SearchingWords = SearchingWords {
    keys: [
        &["acteur"],
        &["morts", "décès", "tués"],
        &["précision", "préc"],
        &["après", "depuis"],
        &["avant"],
        &["date"],
        &["type"],
        &["sous-type"],
        &["pays"],
        &["région"],
        &["source"],
        &["id", "identifiant"],
        &["près"],
        &["jeu", "données"],
        &["désaccord"],
        &["zone"],
    ],
    yes: &["oui", "vrai"],
    no: &["non", "faux"],
    unknown: &["inconnu"],
    drawn: &["dessinée"],
    hint: "Rechercher, ou acteur:… morts>5",
    help: "Comment rechercher",
    examples: [
        ("convoi Téra", "les deux mots, n’importe où dans les textes"),
        ("\"jour de marché\"", "ces mots, l’un après l’autre"),
        (
            "convoi OU patrouille Téra",
            "l’un des deux autour de OU, et l’autre mot",
        ),
        ("acteur:jnim", "un acteur, par une partie de son nom"),
        ("pays:niger région:gao", "un pays, une région"),
        ("type:manifestation -type:combats", "un type\u{A0}; le moins exclut"),
        ("morts>5 morts<=20", "morts signalés, chiffre le plus bas"),
        ("après:2024-01-01 avant:2024-06", "à partir d’un jour, avant un mois"),
        ("date:2024-03", "dans un mois, une semaine ou une année"),
        ("précision<=2", "lieu connu au moins aussi bien (0 à 5)"),
        ("près:\"Ansongo\",30km", "autour d’un lieu"),
        ("source:afp jeu:ucdp", "une source, un jeu de données"),
        ("désaccord:oui id:INC-01", "sources en désaccord\u{A0}; un incident"),
    ],
    help_foot: "Deux fois le même mot-clé\u{A0}: l’un ou l’autre. Mots-clés différents\u{A0}: tous à la fois. OU en capitales ne relie que le mot d’avant et celui d’après.",
    searching: "Recherche dans les textes …",
    stopped: "La recherche a été arrêtée\u{A0}: les incidents affichés sont ceux d’avant.",
    lift_window: "Aller à ces dates",
    lift_newer: "Voir la version récente",
    lift_dataset: "Afficher ce jeu de données",
    lift_all: "L’afficher quand même",
};

impl super::Words {
    /// The notes of a file could not be looked through: it was changed or taken away while it was open.
    pub fn notes_not_searched(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!(
                "{file} has changed since it was opened, or is no longer there: its notes were not searched, only titles, places, actors and sources. Open the file again."
            ),
            Lang::Fr => format!(
                "{file} a changé depuis son ouverture, ou n’est plus là\u{A0}: ses notes n’ont pas été cherchées, seulement titres, lieux, acteurs et sources. Ouvrez-le à nouveau."
            ),
        }
    }

    /// OR where it cannot be.
    pub fn or_joins(&self) -> &'static str {
        self.pick(
            "OR joins two words, two phrases or two values of one keyword; different keywords always hold all at once. \
             In quotes it is searched as text.",
            "OU relie deux mots, deux expressions ou deux valeurs d’un même mot-clé\u{A0}; des mots-clés différents valent \
             toujours tous à la fois. Entre guillemets, c’est du texte.",
        )
    }

    /// Nothing is called that: with the names that come near.
    pub fn no_such_value(&self, key: &str, found: &str, near: &[String]) -> String {
        let text = match self.lang {
            Lang::En => format!("{key}: nothing in the open data is called “{found}”."),
            Lang::Fr => format!("{key}\u{A0}: rien ne s’appelle «\u{A0}{found}\u{A0}» dans les données ouvertes."),
        };
        if near.is_empty() {
            return text;
        }
        let (ask, end) = (
            self.pick("Did you mean", "Vouliez-vous dire"),
            self.pick("?", "\u{A0}?"),
        );
        format!("{text} {ask} {}{end}", near.join(", "))
    }

    /// A keyword that is none.
    pub fn no_such_key(&self, found: &str, near: &str) -> String {
        match self.lang {
            Lang::En => format!("“{found}:” is no keyword. Did you mean “{near}:”? In quotes it is searched as text."),
            Lang::Fr => {
                format!(
                    "«\u{A0}{found}:\u{A0}» n’est pas un mot-clé. Vouliez-vous dire «\u{A0}{near}:\u{A0}»\u{A0}? Entre guillemets, c’est du texte."
                )
            }
        }
    }

    /// What a keyword wants, with what was found.
    pub fn key_wants(&self, key: &str, found: &str, wanted: &str) -> String {
        match (self.lang, found) {
            (Lang::En, "") => format!("{key} wants {wanted}."),
            (Lang::Fr, "") => format!("{key} attend {wanted}."),
            (Lang::En, _) => format!("{key} wants {wanted}, not “{found}”."),
            (Lang::Fr, _) => format!("{key} attend {wanted}, et non «\u{A0}{found}\u{A0}»."),
        }
    }

    /// Where in the text: "At character 5".
    pub fn at_character(&self, n: usize) -> String {
        match self.lang {
            Lang::En => format!("At character {n}: "),
            Lang::Fr => format!("Au caractère {n}\u{A0}: "),
        }
    }

    /// Texts are being indexed: "indexing text, 40 %".
    pub fn indexing(&self, part: Option<f32>) -> String {
        let name = self.pick("indexing text", "indexation des textes");
        match part {
            Some(part) => format!("{name}, {:.0}\u{A0}%", part * 100.0),
            None => name.to_owned(),
        }
    }

    /// Why an event is not shown, one sentence for each reason, begun with its id.
    pub fn hidden(&self, id: &str, reasons: &[String]) -> String {
        let head = match self.lang {
            Lang::En => format!("{id} is not shown:"),
            Lang::Fr => format!("{id} n’est pas affiché\u{A0}:"),
        };
        format!("{head} {}.", reasons.join("; "))
    }

    /// A reason: its dates are outside the window.
    pub fn hidden_by_dates(&self, dates: &str) -> String {
        match self.lang {
            Lang::En => format!("its dates ({dates}) are outside the days looked at"),
            Lang::Fr => format!("ses dates ({dates}) sont hors de la période regardée"),
        }
    }

    /// A reason: a criterion, what it asks for and what the event has.
    pub fn hidden_by(&self, criterion: &str, has: &str, asked: &str) -> String {
        match (self.lang, has) {
            (Lang::En, "") => format!("{criterion}: {asked} is asked for"),
            (Lang::Fr, "") => format!("{criterion}\u{A0}: {asked} est demandé"),
            (Lang::En, _) => format!("{criterion}: it has “{has}”, asked for is “{asked}”"),
            (Lang::Fr, _) => format!("{criterion}\u{A0}: il a «\u{A0}{has}\u{A0}», «\u{A0}{asked}\u{A0}» est demandé"),
        }
    }

    /// A reason: a file opened later has it too.
    pub fn hidden_by_newer(&self) -> String {
        self.pick(
            "a file opened later has it too and stands for it",
            "un fichier ouvert plus tard le contient aussi et le remplace",
        )
        .to_owned()
    }

    /// A reason: its dataset is hidden.
    pub fn hidden_with_dataset(&self, name: &str) -> String {
        match self.lang {
            Lang::En => format!("its dataset {name} is hidden"),
            Lang::Fr => format!("son jeu de données {name} est masqué"),
        }
    }

    /// A reason: its row was set aside.
    pub fn hidden_set_aside(&self, file: &str, line: u64) -> String {
        match self.lang {
            Lang::En => format!("its row could not be read and was set aside ({file}, line {line})"),
            Lang::Fr => format!("sa ligne n’a pas pu être lue et a été mise de côté ({file}, ligne {line})"),
        }
    }

    /// A reason: nothing has this id.
    pub fn hidden_unknown(&self) -> String {
        self.pick(
            "no open dataset has this id",
            "aucun jeu de données ouvert n’a cet identifiant",
        )
        .to_owned()
    }
}
