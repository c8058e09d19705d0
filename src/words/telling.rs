//! Words of popup and dossier: what is said about one event.

use crate::base::LonLat;
use crate::base::{DaySpan, Lang};
use crate::model::claim::{Number, Scope, WhoseLosses};
use crate::model::source::{NotPrinted, ReadAs, SourceRole};
use crate::model::{DatePrecision, Deaths, DifferenceKind, SpanKind};

/// See the module.
#[derive(Debug)]
pub struct TellingWords {
    /// The event has no place.
    pub no_place: &'static str,
    /// Link to how the place was found.
    pub how_located: &'static str,
    /// Link or tooltip: the mark `≠` in words.
    pub differ: &'static str,
    /// The mark `!` behind a source.
    pub date_warning: &'static str,
    /// Between answers of one line, with the space that the language puts before it.
    pub semicolon: &'static str,
    /// Before a value, with the space that the language puts before it.
    pub colon: &'static str,
    /// Name of the popup for screen readers.
    pub popup: &'static str,
    /// Button that opens the dossier.
    pub full_record: &'static str,
    /// Button that opens the menu of copies.
    pub copy_citation: &'static str,
    /// Its entries: citation, BibTeX, paragraph, coordinates, id.
    pub copies: [&'static str; 5],
    /// Previous event by date.
    pub previous: &'static str,
    /// Next event by date.
    pub next: &'static str,
    /// The event is not among the visible ones.
    pub outside: &'static str,
    /// Heading of the list of sources.
    pub sources: &'static str,
    /// Place of what presentation mode hides.
    pub hidden: &'static str,
    /// Name of the dossier.
    pub dossier: &'static str,
    /// Tabs of the dossier.
    pub tabs: [&'static str; 5],
    /// Nothing is selected.
    pub nothing_selected: &'static str,
    /// The event has no account.
    pub no_account: &'static str,
    /// What remains open.
    pub uncertain: &'static str,
    /// Links to other events.
    pub related: &'static str,
    /// Before the shown value.
    pub shown: &'static str,
    /// Between the shown value and its reason.
    pub because: &'static str,
    /// Who decided.
    pub editors: &'static str,
    /// Nobody is quoted.
    pub nobody_quoted: &'static str,
    /// No claim.
    pub no_claims: &'static str,
    /// Kinds of difference, in the order of [`DifferenceKind`].
    pub differences: [&'static str; 4],
    /// Name of the policy.
    pub policy_name: &'static str,
    /// Unfolds what the policy does.
    pub rule: &'static str,
    /// What the policy does.
    pub policy: &'static str,
    /// Name of what stands for a policy in rows of other datasets.
    pub as_counted: &'static str,
    /// What becomes of a claim on people killed, in the order of the figure's `Counting`.
    pub counting: [&'static str; 8],
    /// Date, place: headings of the tab on both.
    pub date_heading: &'static str,
    /// See above.
    pub place_heading: &'static str,
    /// Heading of other reported places.
    pub other_places: &'static str,
    /// Label of the method.
    pub method: &'static str,
    /// Label of the precision.
    pub precision: &'static str,
    /// Label of the radius.
    pub radius: &'static str,
    /// Label of the coordinates.
    pub coordinates: &'static str,
    /// No point is drawn.
    pub no_point: &'static str,
    /// Heading of the steps.
    pub steps: &'static str,
    /// Verdict on another place.
    pub verdict: &'static str,
    /// Column heads of the original row.
    pub column: &'static str,
    /// See above.
    pub value: &'static str,
    /// Copies the original row.
    pub copy_row: &'static str,
    /// The file has no row for it.
    pub no_row: &'static str,
    /// Labels of a source record.
    pub record: RecordWords,
    /// Dialog before a link opens.
    pub link: LinkWords,
}

/// Labels of a source record.
#[derive(Debug)]
pub struct RecordWords {
    /// Title.
    pub title: &'static str,
    /// In.
    pub container: &'static str,
    /// Publisher.
    pub publisher: &'static str,
    /// Authors.
    pub author: &'static str,
    /// Agency.
    pub agency: &'static str,
    /// Printed date.
    pub printed: &'static str,
    /// Estimated date.
    pub estimated: &'static str,
    /// Between the estimated date and its reason.
    pub reason: &'static str,
    /// Language.
    pub language: &'static str,
    /// How it was read.
    pub read_as: &'static str,
    /// Host of the copy.
    pub host: &'static str,
    /// What it is.
    pub role: &'static str,
    /// What it does not print.
    pub not_printed: &'static str,
    /// Admiralty grade.
    pub grade: &'static str,
    /// Explains F6.
    pub ungraded: &'static str,
    /// Tertiary.
    pub tertiary: &'static str,
    /// Which others repeat it.
    pub repeated: &'static str,
    /// Address.
    pub address: &'static str,
    /// There is no record.
    pub unknown: &'static str,
    /// Remark.
    pub note: &'static str,
    /// Other CSL fields: (name in CSL, label).
    pub other: [(&'static str, &'static str); 8],
}

/// Dialog before a link opens.
#[derive(Debug)]
pub struct LinkWords {
    /// Title.
    pub title: &'static str,
    /// What opening means.
    pub warning: &'static str,
    /// Nothing has been sent yet.
    pub not_sent: &'static str,
    /// The host has letters beyond ASCII or is an encoded name.
    pub strange_host: &'static str,
    /// Not an address of the web.
    pub not_web: &'static str,
    /// Open.
    pub open: &'static str,
    /// Copy address.
    pub copy: &'static str,
}

/// English.
pub static EN: TellingWords = TellingWords {
    no_place: "no place given",
    how_located: "How located",
    differ: "sources give incompatible values",
    date_warning: "the page shows a date that cannot be that of the text",
    semicolon: "; ",
    colon: ": ",
    popup: "Incident",
    full_record: "Full record",
    copy_citation: "Copy citation",
    copies: [
        "Citation",
        "BibTeX",
        "Paragraph for a report",
        "Coordinates",
        "Incident id",
    ],
    previous: "Previous incident by date",
    next: "Next incident by date",
    outside: "not in view",
    sources: "Sources",
    hidden: "Free text and names of sources are hidden during a presentation (F9).",
    dossier: "Full record",
    tabs: ["Account", "Claims", "Place and date", "Sources", "Original row"],
    nothing_selected: "No incident is selected.",
    no_account: "There is no account of this event.",
    uncertain: "What remains open",
    related: "Linked to",
    shown: "Shown",
    because: "because",
    editors: "Chosen by the editors of this collection.",
    nobody_quoted: "nobody quoted",
    no_claims: "No claim has been recorded for this event.",
    differences: [
        "sources disagree",
        "wording",
        "one source is silent",
        "error in a source",
    ],
    policy_name: "Figure of the event, by the rule \u{201C}lowest reported\u{201D}",
    rule: "The rule in words",
    policy: "For soldiers and for civilians: the lowest figure that a side gives for its own dead or that somebody \
             else reports. It is open (\u{201C}or more\u{201D}) when a source says at least or calls it a first tally. Losses \
             that one side claims to have inflicted on the other, the dead of armed groups and figures for more than this \
             event are shown and never counted. A coded dataset may only raise a closed upper figure. Nobody's figure \
             means no figure, not zero.",
    as_counted: "Figure of the event, as the dataset counts",
    counting: [
        "counted",
        "not counted: dead of an armed group, or of no stated side",
        "not counted: claimed by the other side",
        "not counted: covers more or less than this event",
        "no figure",
        "not counted: tells what others reported",
        "coded: may only raise a closed upper figure",
        "not counted: words, where others give a number",
    ],
    date_heading: "Date",
    place_heading: "Place",
    other_places: "Other reported places",
    method: "Method",
    precision: "Precision",
    radius: "Radius",
    coordinates: "Coordinates",
    no_point: "no point is known; an area is drawn",
    steps: "How it was found",
    verdict: "Verdict",
    column: "Column",
    value: "Value",
    copy_row: "Copy the row",
    no_row: "The file holds no row for this event.",
    record: RecordWords {
        title: "Title",
        container: "In",
        publisher: "Publisher",
        author: "By",
        agency: "Agency",
        printed: "Printed date",
        estimated: "Estimated date",
        reason: "Why",
        language: "Language",
        read_as: "Read",
        host: "Copy found on",
        role: "What it is",
        not_printed: "Not printed",
        grade: "Grade",
        ungraded: "reliability and credibility cannot be judged (Admiralty code)",
        tertiary: "tertiary: tells what others reported, never sets a figure",
        repeated: "Repeats",
        address: "Address",
        unknown: "The file names this source and says nothing more about it.",
        note: "Remark",
        other: [
            ("editor", "Editing"),
            ("publisher-place", "Place"),
            ("version", "Version"),
            ("volume", "Volume"),
            ("issue", "Issue"),
            ("page", "Page"),
            ("accessed", "Seen"),
            ("genre", "Genre"),
        ],
    },
    link: LinkWords {
        title: "Open this address in the browser?",
        warning: "The browser will contact this host; it then knows your network address and what you look up.",
        not_sent: "Nothing has been sent yet.",
        strange_host: "The name of the host has letters that can be mistaken for others. Read it letter by letter.",
        not_web: "This is not an address of the web (http or https). It can be copied, not opened.",
        open: "Open",
        copy: "Copy address",
    },
};

/// French.
pub static FR: TellingWords = TellingWords {
    no_place: "lieu non indiqué",
    how_located: "Localisation",
    differ: "les sources donnent des valeurs incompatibles",
    date_warning: "la page affiche une date qui ne peut pas être celle du texte",
    semicolon: "\u{A0}; ",
    colon: "\u{A0}: ",
    popup: "Incident",
    full_record: "Fiche complète",
    copy_citation: "Copier la citation",
    copies: [
        "Citation",
        "BibTeX",
        "Paragraphe pour un rapport",
        "Coordonnées",
        "Identifiant de l’incident",
    ],
    previous: "Incident précédent par date",
    next: "Incident suivant par date",
    outside: "hors de la vue",
    sources: "Sources",
    hidden: "Le texte libre et les noms des sources sont masqués pendant une présentation (F9).",
    dossier: "Fiche complète",
    tabs: ["Récit", "Déclarations", "Lieu et date", "Sources", "Ligne d’origine"],
    nothing_selected: "Aucun incident n’est choisi.",
    no_account: "Il n’y a pas de récit de cet événement.",
    uncertain: "Ce qui reste ouvert",
    related: "Lié à",
    shown: "Affiché",
    because: "parce que",
    editors: "Choix des responsables de cette collection.",
    nobody_quoted: "personne n’est cité",
    no_claims: "Aucune déclaration n’est enregistrée pour cet événement.",
    differences: [
        "les sources divergent",
        "formulation",
        "une source ne dit rien",
        "erreur dans une source",
    ],
    policy_name: "Chiffre de l’événement, selon la règle «\u{A0}le plus bas rapporté\u{A0}»",
    rule: "La règle en mots",
    policy: "Pour les militaires et pour les civils\u{A0}: le chiffre le plus bas qu’un camp donne pour ses propres morts \
             ou qu’un tiers rapporte. Il est ouvert («\u{A0}ou plus\u{A0}») quand une source écrit au moins ou parle d’un \
             premier bilan. Les pertes qu’un camp dit avoir infligées à l’autre, les morts des groupes armés et les chiffres \
             qui dépassent cet événement sont montrés et jamais comptés. Un jeu de données codé peut seulement relever un \
             maximum fermé. Sans chiffre de personne, il n’y a pas de chiffre, et ce n’est pas zéro.",
    as_counted: "Chiffre de l’événement, tel que le jeu de données le compte",
    counting: [
        "compté",
        "non compté\u{A0}: morts d’un groupe armé, ou sans camp indiqué",
        "non compté\u{A0}: affirmé par l’autre camp",
        "non compté\u{A0}: porte sur plus ou moins que cet événement",
        "pas de chiffre",
        "non compté\u{A0}: dit ce que d’autres ont rapporté",
        "codé\u{A0}: peut seulement relever un maximum fermé",
        "non compté\u{A0}: des mots, là où d’autres donnent un nombre",
    ],
    date_heading: "Date",
    place_heading: "Lieu",
    other_places: "Autres lieux rapportés",
    method: "Méthode",
    precision: "Précision",
    radius: "Rayon",
    coordinates: "Coordonnées",
    no_point: "aucun point n’est connu\u{A0}; une zone est dessinée",
    steps: "Comment on l’a trouvé",
    verdict: "Verdict",
    column: "Colonne",
    value: "Valeur",
    copy_row: "Copier la ligne",
    no_row: "Le fichier n’a pas de ligne pour cet événement.",
    record: RecordWords {
        title: "Titre",
        container: "Dans",
        publisher: "Éditeur",
        author: "Par",
        agency: "Agence",
        printed: "Date imprimée",
        estimated: "Date estimée",
        reason: "Pourquoi",
        language: "Langue",
        read_as: "Lu",
        host: "Copie trouvée sur",
        role: "Nature",
        not_printed: "Non imprimé",
        grade: "Cote",
        ungraded: "fiabilité et crédibilité ne peuvent être jugées (code de l’Amirauté)",
        tertiary: "tertiaire\u{A0}: dit ce que d’autres ont rapporté, ne fixe jamais un chiffre",
        repeated: "Reprend",
        address: "Adresse",
        unknown: "Le fichier nomme cette source et n’en dit rien de plus.",
        note: "Remarque",
        other: [
            ("editor", "Édition"),
            ("publisher-place", "Lieu"),
            ("version", "Version"),
            ("volume", "Volume"),
            ("issue", "Numéro"),
            ("page", "Page"),
            ("accessed", "Vu le"),
            ("genre", "Genre"),
        ],
    },
    link: LinkWords {
        title: "Ouvrir cette adresse dans le navigateur\u{A0}?",
        warning: "Le navigateur contactera cet hôte, qui connaîtra votre adresse réseau et ce que vous consultez.",
        not_sent: "Rien n’a encore été envoyé.",
        strange_host: "Le nom de l’hôte a des lettres que l’on peut confondre avec d’autres. Lisez-le lettre par lettre.",
        not_web: "Ce n’est pas une adresse du web (http ou https). On peut la copier, pas l’ouvrir.",
        open: "Ouvrir",
        copy: "Copier l’adresse",
    },
};

/// ACLED's sub-types (codebook of 2023): English name, French.
const SUB_TYPES: [(&str, &str); 25] = [
    (
        "Government regains territory",
        "reprise de territoire par le gouvernement",
    ),
    (
        "Non-state actor overtakes territory",
        "prise de territoire par un acteur non étatique",
    ),
    ("Armed clash", "affrontement armé"),
    ("Chemical weapon", "arme chimique"),
    ("Air/drone strike", "frappe aérienne ou de drone"),
    ("Suicide bomb", "attentat-suicide"),
    (
        "Shelling/artillery/missile attack",
        "bombardement, artillerie ou missile",
    ),
    (
        "Remote explosive/landmine/IED",
        "explosif télécommandé, mine ou engin improvisé",
    ),
    ("Grenade", "grenade"),
    ("Sexual violence", "violence sexuelle"),
    ("Attack", "attaque"),
    ("Abduction/forced disappearance", "enlèvement ou disparition forcée"),
    ("Violent demonstration", "manifestation violente"),
    ("Mob violence", "violence de foule"),
    ("Peaceful protest", "manifestation pacifique"),
    (
        "Protest with intervention",
        "manifestation avec intervention des forces",
    ),
    (
        "Excessive force against protesters",
        "force excessive contre des manifestants",
    ),
    ("Agreement", "accord"),
    ("Arrests", "arrestations"),
    ("Change to group/activity", "changement d’un groupe ou d’une activité"),
    ("Disrupted weapons use", "emploi d’armes déjoué"),
    (
        "Headquarters or base established",
        "établissement d’un quartier général ou d’une base",
    ),
    ("Looting/property destruction", "pillage ou destruction de biens"),
    (
        "Non-violent transfer of territory",
        "transfert non violent de territoire",
    ),
    ("Other", "autre"),
];

impl super::Words {
    /// A sub-type as shown: ACLED's and UCDP's in the language of the screen, any other as the dataset words it.
    pub fn sub_type(&self, name: &str) -> String {
        let ucdp = super::EN.ucdp.violence.iter().position(|n| *n == name.trim());
        if let Some(known) = ucdp.and_then(|i| self.ucdp.violence.get(i)) {
            return lower_first(known);
        }
        let known = SUB_TYPES.iter().find(|(en, _)| en.eq_ignore_ascii_case(name.trim()));
        match (known, self.lang) {
            (Some((_, fr)), Lang::Fr) => (*fr).to_owned(),
            (Some((en, _)), Lang::En) => lower_first(en),
            (None, _) => name.trim().to_owned(),
        }
    }

    /// The days of an event as a popup says them: never narrower than they are known.
    pub fn told_days(&self, span: DaySpan, kind: SpanKind) -> String {
        if span.days() == 1 {
            return self.day_with_weekday(span.start());
        }
        let (from, to) = self.first_and_last(span);
        match (kind, self.lang) {
            (SpanKind::Lasting, Lang::En) => format!("from {from} to {to}"),
            (SpanKind::Lasting, Lang::Fr) => format!("du {from} au {to}"),
            (_, Lang::En) => format!("between {from} and {to}, day not known"),
            (_, Lang::Fr) => format!("entre le {from} et le {to}, jour inconnu"),
        }
    }

    /// First and last day in full, without what both have in common: ("15", "17 July 2024").
    fn first_and_last(&self, span: DaySpan) -> (String, String) {
        let (first, last) = (span.start(), span.last_day());
        let ((y1, m1, _), (y2, m2, _)) = (first.to_ymd(), last.to_ymd());
        let whole = self.day_long(first);
        let words = whole.split(' ').count();
        let kept = match (y1 == y2, m1 == m2) {
            (true, true) => words.saturating_sub(2),
            (true, false) => words.saturating_sub(1),
            _ => words,
        };
        let from = whole.split(' ').take(kept).collect::<Vec<_>>().join(" ");
        (from, self.day_long(last))
    }

    /// A number as claimed: `29`, `29 or more`, `24–99`, `no figure`.
    pub fn claimed(&self, low: Option<u32>, high: Option<u32>) -> String {
        let n = |n: u32| self.number(u64::from(n));
        match (low, high) {
            (None, _) => self.common.no_figure.to_owned(),
            (Some(low), None) => format!("{} {}", n(low), self.common.or_more),
            (Some(low), Some(high)) if low == high => n(low),
            (Some(low), Some(high)) => format!("{}–{}", n(low), n(high)),
        }
    }

    /// Deaths as a dataset counts them: `29 or more`, `53 (53–84)`.
    pub fn counted(&self, deaths: Deaths) -> String {
        let Some(best) = deaths.best.or(deaths.low) else {
            return self.common.no_figure.to_owned();
        };
        let (low, high) = (deaths.low.unwrap_or(best), deaths.high.unwrap_or(best));
        if deaths.high_open {
            self.claimed(Some(low), None)
        } else if low == high {
            self.number(u64::from(best))
        } else {
            format!(
                "{} ({})",
                self.number(u64::from(best)),
                self.claimed(Some(low), Some(high))
            )
        }
    }

    /// How vague words are read: "read as 24 to 99".
    pub fn read_as_number(&self, number: Number) -> Option<String> {
        let n = |n: u32| self.number(u64::from(n));
        let low = number.low.filter(|_| number.vague)?;
        Some(match (number.high, self.lang) {
            (Some(high), Lang::En) => format!("read as {} to {}", n(low), n(high)),
            (Some(high), Lang::Fr) => format!("lu comme {} à {}", n(low), n(high)),
            (None, Lang::En) => format!("read as {} or more", n(low)),
            (None, Lang::Fr) => format!("lu comme {} ou plus", n(low)),
        })
    }

    /// Where the reader is among the visible events: "5 of 10".
    pub fn place_in_list(&self, position: usize, count: usize) -> String {
        let n = |n: usize| self.number(n as u64);
        format!("{} {} {}", n(position), self.pick("of", "sur"), n(count))
    }

    /// The number of fields on which sources disagree, for screen readers and tooltips.
    pub fn differing_fields(&self, fields: &[String]) -> String {
        let lead = match (fields.len(), self.lang) {
            (1, Lang::En) => "Sources disagree on one field".to_owned(),
            (n, Lang::En) => format!("Sources disagree on {n} fields"),
            (0 | 1, Lang::Fr) => "Les sources divergent sur un champ".to_owned(),
            (n, Lang::Fr) => format!("Les sources divergent sur {n} champs"),
        };
        format!("{lead}{}{}", self.telling.colon, fields.join(", "))
    }

    /// Name of a citation button: "Source 3".
    pub fn citation(&self, number: usize) -> String {
        format!("Source {number}")
    }

    /// A kind of difference.
    pub fn difference(&self, kind: DifferenceKind) -> &'static str {
        self.telling.differences.get(kind as usize).copied().unwrap_or("?")
    }

    /// Whose losses a claim is about.
    pub fn whose_losses(&self, whose: WhoseLosses) -> &'static str {
        let (en, fr) = match whose {
            WhoseLosses::Own => ("its own losses", "ses propres pertes"),
            WhoseLosses::Opposing => ("losses of the other side", "pertes de l’autre camp"),
            WhoseLosses::Third => ("counted by a third party", "compté par un tiers"),
        };
        self.pick(en, fr)
    }

    /// How much a claim covers; `None` for this event.
    pub fn scope(&self, scope: Scope) -> Option<&'static str> {
        match scope {
            Scope::Event => None,
            Scope::Wider => Some(self.pick("covers more than this event", "porte sur plus que cet événement")),
            Scope::Part => Some(self.pick("covers a part of this event", "porte sur une partie de cet événement")),
        }
    }

    /// What a source is.
    pub fn source_role(&self, role: SourceRole) -> &'static str {
        let (en, fr) = match role {
            SourceRole::Article => ("one of the five articles", "un des cinq articles"),
            SourceRole::Report => ("report of a named outlet", "texte d’un média nommé"),
            SourceRole::Dataset => (
                "coded dataset, made from reports",
                "jeu de données codé à partir de textes",
            ),
            SourceRole::Encyclopedia => ("encyclopedia", "encyclopédie"),
            SourceRole::Gazetteer => ("list of places or boundaries", "répertoire de lieux ou de limites"),
        };
        self.pick(en, fr)
    }

    /// How a source was read.
    pub fn read_in(&self, read: ReadAs) -> &'static str {
        let (en, fr) = match read {
            ReadAs::Original => ("where it was published", "là où il a paru"),
            ReadAs::Copy => ("in a copy", "dans une copie"),
            ReadAs::Excerpt => ("as an excerpt", "par extrait"),
            ReadAs::Encyclopedia => ("in an encyclopedia", "dans une encyclopédie"),
            ReadAs::Dataset => ("as a row of a dataset", "comme ligne d’un jeu de données"),
        };
        self.pick(en, fr)
    }

    /// What a record does not print: "no byline".
    pub fn not_printed(&self, what: NotPrinted) -> &'static str {
        let (en, fr) = match what {
            NotPrinted::Title => ("no title", "pas de titre"),
            NotPrinted::Publisher => ("no publisher", "pas d’éditeur"),
            NotPrinted::Byline => ("no byline", "pas de signature"),
            NotPrinted::Date => ("no date", "pas de date"),
        };
        self.pick(en, fr)
    }

    /// Words in the quotation marks of the language of the screen.
    pub fn in_quotes(&self, text: &str) -> String {
        match self.lang {
            Lang::En => format!("\u{201C}{text}\u{201D}"),
            Lang::Fr => format!("«\u{A0}{text}\u{A0}»"),
        }
    }

    /// How sharply a date is known.
    pub fn date_precision(&self, precision: DatePrecision) -> &'static str {
        let (en, fr) = match precision {
            DatePrecision::Day => ("to the day", "au jour près"),
            DatePrecision::Week => ("within a week", "à une semaine près"),
            DatePrecision::Month => ("within a month", "à un mois près"),
            DatePrecision::Year => ("within a year", "à un an près"),
            DatePrecision::Range => ("between two stated days", "entre deux jours indiqués"),
            DatePrecision::Unknown => ("not known", "inconnue"),
        };
        self.pick(en, fr)
    }

    /// A position in decimal degrees: `15.1374 N, 4.7773 E`.
    pub fn told_position(&self, at: LonLat) -> String {
        let degrees = |value: f64, plus: &str, minus: &str| {
            let text = format!("{:.4}", value.abs());
            let text = if self.lang == Lang::Fr {
                text.replace('.', ",")
            } else {
                text
            };
            format!("{text}\u{A0}{}", if value < 0.0 { minus } else { plus })
        };
        let lat = degrees(at.lat(), "N", "S");
        let lon = degrees(at.lon(), "E", self.pick("W", "O"));
        format!("{lat}, {lon}")
    }

    /// What an interval of days means, after the dates.
    pub fn span_kind(&self, kind: SpanKind) -> &'static str {
        let (en, fr) = match kind {
            SpanKind::Single => ("one day", "un jour"),
            SpanKind::Lasting => ("went on over these days", "a duré ces jours-là"),
            SpanKind::Uncertain => (
                "on one of these days, which one is not known",
                "un de ces jours, on ne sait lequel",
            ),
        };
        self.pick(en, fr)
    }
}

/// A phrase that stands behind another one.
fn lower_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use crate::base::{Day, DaySpan};
    use crate::model::SpanKind;
    use crate::words::{EN, FR};

    fn span(first: &str, last: &str) -> DaySpan {
        DaySpan::inclusive(Day::parse_iso(first).unwrap(), Day::parse_iso(last).unwrap())
    }

    #[test]
    fn days_are_never_told_narrower_than_known() {
        let (lasting, uncertain) = (SpanKind::Lasting, SpanKind::Uncertain);
        let column = span("2023-10-02", "2023-10-03");
        assert_eq!(EN.told_days(column, lasting), "from 2 to 3 October 2023");
        assert_eq!(FR.told_days(column, lasting), "du 2 au 3 octobre 2023");
        let tera = span("2024-06-25", "2024-07-01");
        assert_eq!(EN.told_days(tera, lasting), "from 25 June to 1 July 2024");
        assert_eq!(FR.told_days(tera, lasting), "du 25 juin au 1er juillet 2024");
        let village = span("2024-07-15", "2024-07-17");
        assert_eq!(
            EN.told_days(village, uncertain),
            "between 15 and 17 July 2024, day not known"
        );
        assert_eq!(
            FR.told_days(village, uncertain),
            "entre le 15 et le 17 juillet 2024, jour inconnu"
        );
        let years = span("2023-12-30", "2024-01-02");
        assert_eq!(EN.told_days(years, lasting), "from 30 December 2023 to 2 January 2024");
    }

    #[test]
    fn sub_types_are_translated_and_foreign_ones_kept() {
        assert_eq!(EN.sub_type("Armed clash"), "armed clash");
        assert_eq!(FR.sub_type("Armed clash"), "affrontement armé");
        assert_eq!(EN.sub_type("State-based conflict"), "state-based conflict");
        assert_ne!(FR.sub_type("State-based conflict"), EN.sub_type("State-based conflict"));
        assert_eq!(FR.sub_type("Straßensperre"), "Straßensperre");
        assert_eq!(EN.sub_type(""), "");
    }

    #[test]
    fn open_numbers_stay_open() {
        assert_eq!(EN.claimed(Some(29), None), "29 or more");
        assert_eq!(FR.claimed(Some(29), None), "29 ou plus");
        assert_eq!(EN.claimed(None, None), "no figure");
        assert_eq!(FR.claimed(Some(24), Some(99)), "24–99");
    }
}
