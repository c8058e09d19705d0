//! Words of exports: formats, the dialog, what a file says about itself.

use crate::base::{Day, Lang};
use crate::model::{DatasetCard, Terms};

/// See the module.
#[derive(Debug)]
pub struct ExportingWords {
    /// Menu entry.
    pub menu: &'static str,
    /// Title of the dialog.
    pub title: &'static str,
    /// Heading: which incidents.
    pub scope: &'static str,
    /// Those that are shown.
    pub visible: &'static str,
    /// Those that are selected.
    pub selected: &'static str,
    /// All of them, whatever the filter.
    pub all: &'static str,
    /// Heading: kinds of files.
    pub format: &'static str,
    /// Name of each format and what it keeps, in the order of the dialog.
    pub formats: [(&'static str, &'static str); 8],
    /// Chooses a place and saves.
    pub save: &'static str,
    /// Where no dialog appears.
    pub path_help: &'static str,
    /// Field for a path.
    pub path: &'static str,
    /// Saves to the path.
    pub save_here: &'static str,
    /// Nothing came of the file dialog.
    pub not_chosen: &'static str,
    /// The same for a picture, for which no path can be typed.
    pub no_picture: &'static str,
    /// Replaces the file.
    pub replace: &'static str,
    /// There is nothing to write.
    pub nothing: &'static str,
    /// Box to tick for restricted rows.
    pub accept: &'static str,
    /// No filter is set.
    pub no_filter: &'static str,
    /// Only what certainly happened in the period.
    pub certain: &'static str,
    /// Name of the filter.
    pub filter: &'static str,
    /// What a map for Google Earth cannot hold, as a sentence without full stop.
    pub kml_loses: &'static str,
    /// What waypoints cannot hold.
    pub gpx_loses: &'static str,
    /// Name of what [`Self::hidden_help`] says.
    pub hidden_columns: &'static str,
    /// What the hidden columns of a workbook are for.
    pub hidden_help: &'static str,
    /// Sheet of a workbook.
    pub sheet_incidents: &'static str,
    /// Sheet of a workbook.
    pub sheet_sources: &'static str,
    /// Sheet of a workbook.
    pub sheet_about: &'static str,
    /// What the file holds.
    pub contents: &'static str,
    /// Day of the export.
    pub made_on: &'static str,
    /// Licence and attribution.
    pub licence: &'static str,
    /// What the classes of precision mean.
    pub precision_key: &'static str,
    /// A source without a record.
    pub named_only: &'static str,
    /// Label of the days.
    pub when: &'static str,
    /// Label of the place.
    pub place: &'static str,
    /// Label of the type.
    pub kind: &'static str,
    /// Label of the deaths.
    pub deaths: &'static str,
    /// Label of the actors.
    pub actors: &'static str,
    /// Label of the fields on which sources disagree.
    pub differ: &'static str,
    /// Label of dataset and id.
    pub id: &'static str,
}

/// English.
pub static EN: ExportingWords = ExportingWords {
    menu: "Export…",
    title: "Export",
    scope: "Incidents",
    visible: "Shown now",
    selected: "Selected",
    all: "All of the datasets shown",
    format: "Kind of file",
    formats: [
        (
            "CSV table",
            "Keeps everything, with the original columns; opens again here",
        ),
        (
            "GeoJSON",
            "Keeps everything, with claims and sources; opens again here and in QGIS",
        ),
        (
            "Excel workbook",
            "Keeps everything; dates and numbers to work with, sources on a second sheet",
        ),
        ("KML", "Places with times for Google Earth; regions as circles"),
        (
            "GPX",
            "Waypoints for navigation devices; only incidents with a known point",
        ),
        ("CSL-JSON", "Only the sources, for Zotero and Pandoc"),
        ("BibTeX", "Only the sources, for LaTeX"),
        ("RIS", "Only the sources, for EndNote and library catalogues"),
    ],
    save: "Save…",
    path_help: "No file dialog? Type where to save",
    path: "Path of the file",
    save_here: "Save to this path",
    no_picture: "No file was chosen; nothing was saved. If no dialog appeared, copy the picture instead (menu).",
    not_chosen: "No file was chosen. If no dialog appeared, type a path below.",
    replace: "Replace it",
    nothing: "No incident to export.",
    accept: "I may pass these rows on under these terms",
    no_filter: "no filter",
    certain: "only if certainly in the period",
    filter: "filter",
    kml_loses: "KML holds neither the original columns nor what each source claims: keep a CSV or GeoJSON file to open again here",
    gpx_loses: "GPX holds the first day and a text for each point, and neither codes of precision nor original columns nor claims: \
                keep a CSV or GeoJSON file to open again here",
    hidden_columns: "Hidden columns",
    hidden_help: "They hold the rest of each record, so that Sahel Atlas opens this file again without loss. Keep them.",
    sheet_incidents: "Incidents",
    sheet_sources: "Sources",
    sheet_about: "About",
    contents: "Contents",
    made_on: "Made on",
    licence: "Licence",
    precision_key: "Precision of places",
    named_only: "Named in the data, no record",
    when: "When",
    place: "Where",
    kind: "Type",
    deaths: "Reported deaths",
    actors: "Actors",
    differ: "Fields on which the sources disagree",
    id: "Dataset and id",
};

/// French.
pub static FR: ExportingWords = ExportingWords {
    menu: "Exporter…",
    title: "Exporter",
    scope: "Incidents",
    visible: "Affichés maintenant",
    selected: "Sélectionnés",
    all: "Tous ceux des jeux affichés",
    format: "Type de fichier",
    formats: [
        (
            "Tableau CSV",
            "Garde tout, avec les colonnes d’origine\u{A0}; se rouvre ici",
        ),
        (
            "GeoJSON",
            "Garde tout, avec affirmations et sources\u{A0}; se rouvre ici et dans QGIS",
        ),
        (
            "Classeur Excel",
            "Garde tout\u{A0}; dates et nombres à exploiter, sources sur une deuxième feuille",
        ),
        ("KML", "Lieux et dates pour Google Earth\u{A0}; régions en cercles"),
        (
            "GPX",
            "Points pour appareils de navigation\u{A0}; seulement les incidents au point connu",
        ),
        ("CSL-JSON", "Seulement les sources, pour Zotero et Pandoc"),
        ("BibTeX", "Seulement les sources, pour LaTeX"),
        (
            "RIS",
            "Seulement les sources, pour EndNote et les catalogues de bibliothèque",
        ),
    ],
    save: "Enregistrer…",
    path_help: "Pas de fenêtre de choix\u{A0}? Saisissez l’emplacement",
    path: "Chemin du fichier",
    save_here: "Enregistrer à cet endroit",
    no_picture: "Aucun fichier choisi\u{A0}; rien n’a été enregistré. Si aucune fenêtre n’est apparue, copiez plutôt l’image (menu).",
    not_chosen: "Aucun fichier choisi. Si aucune fenêtre n’est apparue, saisissez un chemin ci-dessous.",
    replace: "Le remplacer",
    nothing: "Aucun incident à exporter.",
    accept: "Je peux transmettre ces lignes dans ces conditions",
    no_filter: "aucun filtre",
    certain: "seulement si certainement dans la période",
    filter: "filtre",
    kml_loses: "Le KML ne contient ni les colonnes d’origine ni les affirmations de chaque source\u{A0}: gardez un fichier CSV ou \
                GeoJSON à rouvrir ici",
    gpx_loses: "Le GPX contient le premier jour et un texte par point, et ni codes de précision, ni colonnes d’origine, ni \
                affirmations\u{A0}: gardez un fichier CSV ou GeoJSON à rouvrir ici",
    hidden_columns: "Colonnes masquées",
    hidden_help: "Elles contiennent le reste de chaque notice, pour que Sahel Atlas rouvre ce fichier sans perte. Gardez-les.",
    sheet_incidents: "Incidents",
    sheet_sources: "Sources",
    sheet_about: "À propos",
    contents: "Contenu",
    made_on: "Fait le",
    licence: "Licence",
    precision_key: "Précision des lieux",
    named_only: "Nommée dans les données, sans notice",
    when: "Quand",
    place: "Où",
    kind: "Type",
    deaths: "Morts signalés",
    actors: "Acteurs",
    differ: "Points sur lesquels les sources divergent",
    id: "Jeu de données et identifiant",
};

impl super::Words {
    /// "x.geojson is a name for GeoJSON; chosen is CSV."
    pub fn ends_like(&self, file: &str, other: &str, chosen: &str) -> String {
        match self.lang {
            Lang::En => format!("{file} is a name for {other}; chosen is {chosen}."),
            Lang::Fr => format!("{file} est un nom pour {other}\u{A0}; le choix est {chosen}."),
        }
    }

    /// Button: "Save as x.csv".
    pub fn save_as(&self, file: &str) -> String {
        format!("{} {file}", self.pick("Save as", "Enregistrer sous"))
    }

    /// Button: "Save as GeoJSON": the other kind of file.
    pub fn choose_kind(&self, kind: &str) -> String {
        match self.lang {
            Lang::En => format!("Keep the name and save {kind}"),
            Lang::Fr => format!("Garder le nom et enregistrer en {kind}"),
        }
    }

    /// "431 incidents · filter: Country: Niger", or that there is no filter.
    pub fn exported(&self, n: usize, criteria: &str) -> String {
        let w = self.exporting;
        let filter = if criteria.is_empty() {
            w.no_filter.to_owned()
        } else {
            self.labelled(w.filter, criteria)
        };
        format!("{} · {filter}", self.incidents(n))
    }

    /// An attribution line with the day on which the rows were taken.
    pub fn attributed(&self, line: &str, day: Day) -> String {
        let line = line.trim_end_matches('.');
        let day = self.day_long(day);
        match self.lang {
            Lang::En => format!("{line}, accessed {day}"),
            Lang::Fr => format!("{line}, consulté le {day}"),
        }
    }

    /// What was written where: "431 incidents written to rows.csv".
    pub fn written_to(&self, n: usize, has_rows: bool, file: &str) -> String {
        let what = if has_rows { self.incidents(n) } else { self.records(n) };
        let one = match self.lang {
            Lang::En => n == 1,
            Lang::Fr => n < 2,
        };
        match self.lang {
            Lang::En => format!("{what} written to {file}"),
            Lang::Fr if one => format!("{what} écrit dans {file}"),
            Lang::Fr => format!("{what} écrits dans {file}"),
        }
    }

    /// Events that the format cannot hold.
    pub fn left_out(&self, n: usize) -> String {
        let what = self.incidents(n);
        match self.lang {
            Lang::En => format!("{what} left out: no point is known"),
            Lang::Fr => format!("{what} sans point connu, hors du fichier"),
        }
    }

    /// Texts that a workbook had to cut.
    pub fn texts_cut(&self, n: usize) -> String {
        let number = self.number(n as u64);
        match self.lang {
            Lang::En => format!("texts cut at 32,767 characters: {number}; CSV and GeoJSON keep them whole"),
            Lang::Fr => {
                format!("textes coupés à 32 767 caractères\u{A0}: {number}\u{A0}; CSV et GeoJSON les gardent entiers")
            }
        }
    }

    /// What the format could not hold: events left out, texts cut.
    pub fn export_remarks(&self, left_out: usize, cut: usize) -> Vec<String> {
        let mut remarks = Vec::new();
        if left_out > 0 {
            remarks.push(self.left_out(left_out));
        }
        if cut > 0 {
            remarks.push(self.texts_cut(cut));
        }
        remarks
    }

    /// More rows than a workbook holds.
    pub fn too_many_rows(&self, found: usize, limit: usize) -> String {
        let (found, limit) = (self.number(found as u64), self.number(limit as u64));
        match self.lang {
            Lang::En => format!("a workbook holds {limit} rows, found {found}; choose CSV or filter first"),
            Lang::Fr => format!("un classeur contient {limit} lignes, trouvé {found}\u{A0}; choisissez CSV ou filtrez"),
        }
    }

    /// A licence. What readers state where a file states none is in both languages; any other is what its owner
    /// calls it.
    pub fn licence<'a>(&self, card: &'a DatasetCard) -> &'a str {
        let (own, english) = (self.formats, super::EN.formats);
        let stated = [
            (english.no_licence, own.no_licence),
            (english.acled_terms, own.acled_terms),
        ];
        let known = stated.iter().find(|(english, _)| card.licence == *english);
        known.map_or(card.licence.as_str(), |(_, text)| text)
    }

    /// Somebody stopped a file that was being written, as the end of a sentence.
    pub fn writing_stopped(&self) -> &'static str {
        self.pick("it was stopped", "l’écriture a été arrêtée")
    }

    /// The library for workbooks refused something, in its words.
    pub fn workbook_refused(&self, said: &str) -> String {
        match self.lang {
            Lang::En => format!("the workbook could not be made ({said})"),
            Lang::Fr => format!("le classeur n’a pas pu être créé ({said})"),
        }
    }

    /// What restricted rows may be used for: name of the dataset and its note.
    pub fn terms_of(&self, card: &DatasetCard) -> String {
        let title = card.title.get(self.lang);
        match &card.terms {
            Terms::Free => self.labelled(title, self.licence(card)),
            Terms::Restricted(note) => self.labelled(title, note.get(self.lang)),
        }
    }

    /// Restricted rows leave the command line only after a yes.
    pub fn terms_needed(&self, terms: &str) -> String {
        match self.lang {
            Lang::En => format!("{terms} If you may pass these rows on, say so with --accept-terms"),
            Lang::Fr => format!("{terms} Si vous pouvez transmettre ces lignes, dites-le avec --accept-terms"),
        }
    }

    /// A file that is there already, where it is never replaced.
    pub fn another_name(&self, file: &str) -> String {
        let there = self.is_there(file);
        match self.lang {
            Lang::En => format!("{there} Type another name."),
            Lang::Fr => format!("{there} Saisissez un autre nom."),
        }
    }

    /// A file that is there already, in the dialog.
    pub fn is_there(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!("{file} is there already."),
            Lang::Fr => format!("{file} existe déjà."),
        }
    }
}
