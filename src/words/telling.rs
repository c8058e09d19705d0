//! Words of popup and dossier: labels and fixed sentences. Sentences with numbers and names are in `told`, words
//! about source records in `record`.

use super::record::{LINK_EN, LINK_FR, LinkWords, RECORD_EN, RECORD_FR, RecordWords};

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
    /// Place of what presentation mode hides.
    pub hidden: &'static str,
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
    /// No claim.
    pub no_claims: &'static str,
    /// Kinds of difference, in the order of `model::DifferenceKind`.
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
    /// Copies the original row.
    pub copy_row: &'static str,
    /// The file has no row for it.
    pub no_row: &'static str,
    /// Labels of a source record.
    pub record: &'static RecordWords,
    /// Dialog before a link opens.
    pub link: &'static LinkWords,
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
    hidden: "Free text and names of sources are hidden during a presentation (F9).",
    tabs: ["Account", "Claims", "Place and date", "Sources", "Original row"],
    nothing_selected: "No incident is selected.",
    no_account: "There is no account of this event.",
    uncertain: "What remains open",
    related: "Linked to",
    shown: "Shown",
    because: "because",
    editors: "Chosen by the editors of this collection.",
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
    copy_row: "Copy the row",
    no_row: "The file holds no row for this event.",
    record: &RECORD_EN,
    link: &LINK_EN,
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
    hidden: "Le texte libre et les noms des sources sont masqués pendant une présentation (F9).",
    tabs: ["Récit", "Déclarations", "Lieu et date", "Sources", "Ligne d’origine"],
    nothing_selected: "Aucun incident n’est choisi.",
    no_account: "Il n’y a pas de récit de cet événement.",
    uncertain: "Ce qui reste ouvert",
    related: "Lié à",
    shown: "Affiché",
    because: "parce que",
    editors: "Choix des responsables de cette collection.",
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
    copy_row: "Copier la ligne",
    no_row: "Le fichier n’a pas de ligne pour cet événement.",
    record: &RECORD_FR,
    link: &LINK_FR,
};
