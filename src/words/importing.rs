//! Words of the import report: on the command line, in its panel, and what is doubtful about rows.

use crate::base::{Day, Lang, LonLat};
use crate::model::Counts;

/// See the module.
#[derive(Debug)]
pub struct ImportingWords {
    /// Heading of the panel.
    pub heading: &'static str,
    /// Button that opens it.
    pub open: &'static str,
    /// Label: what the rows were understood as.
    pub dataset: &'static str,
    /// Label: the file.
    pub file: &'static str,
    /// Label: characters, columns, dates.
    pub written: &'static str,
    /// Label: the sum.
    pub rows: &'static str,
    /// Label: first to last day.
    pub days: &'static str,
    /// Label: licence.
    pub terms: &'static str,
    /// Label: SHA-256.
    pub sum: &'static str,
    /// While the sum is worked out.
    pub sum_pending: &'static str,
    /// Copies the sum.
    pub copy_sum: &'static str,
    /// The file has no row with a date.
    pub no_days: &'static str,
    /// Heading: things to know first.
    pub first: &'static str,
    /// Heading: rows set aside.
    pub aside: &'static str,
    /// Heading: accepted rows with a warning.
    pub warnings: &'static str,
    /// Heading: remarks.
    pub remarks: &'static str,
    /// Nothing is wrong.
    pub clean: &'static str,
    /// Columns of the table of set-aside rows.
    pub columns: [&'static str; 4],
    /// For the row as a whole.
    pub whole_row: &'static str,
    /// How corrections work.
    pub correct_help: &'static str,
    /// Button beside a row that cannot be cut into cells: shows its text, to be corrected.
    pub edit_text: &'static str,
    /// The same button once the text was changed.
    pub text_changed: &'static str,
    /// Heading over that text.
    pub text_heading: &'static str,
    /// What to do with it.
    pub text_help: &'static str,
    /// What to do with one that is too long to be changed here.
    pub text_too_long: &'static str,
    /// Field of a correction, for readers of the screen.
    pub correction: &'static str,
    /// Saves all rows set aside.
    pub save_aside: &'static str,
    /// Before what a cell was understood as.
    pub understood: &'static str,
    /// In the note on the map: the newest months are missing.
    pub gap: &'static str,
    /// Back from a row to the list.
    pub back: &'static str,
    /// Closes the note about a file that was opened.
    pub dismiss: &'static str,
    /// Findings that are not listed one by one.
    pub not_listed: &'static str,
    /// Saves the corrected rows.
    pub save_corrected: &'static str,
    /// Shows a whole row.
    pub show_row: &'static str,
    /// The row as it stands in the file.
    pub row_heading: &'static str,
    /// The row can no longer be read.
    pub row_gone: &'static str,
    /// Known separators of columns: comma, semicolon, tab, other.
    pub delimiters: [&'static str; 4],
    /// How dates are written, in the order of `DateOrder`.
    pub date_orders: [&'static str; 6],
    /// Names of formats by their code.
    pub formats: &'static [(&'static str, &'static str)],

    /// Phrases after "expected".
    pub not_null_island: &'static str,
    /// Swapped.
    pub not_swapped: &'static str,
    /// Other sign.
    pub other_sign: &'static str,
    /// Outside.
    pub point_in_country: &'static str,
    /// Pile.
    pub spread_points: &'static str,
    /// Sum of several.
    pub one_incident: &'static str,
}

/// English.
pub static EN: ImportingWords = ImportingWords {
    heading: "Import report",
    open: "Report…",
    dataset: "Dataset",
    file: "File",
    written: "Written as",
    rows: "Rows",
    days: "Dates",
    terms: "Licence",
    sum: "SHA-256",
    sum_pending: "being worked out…",
    copy_sum: "Copy",
    no_days: "no row has a date",
    first: "Worth knowing first",
    aside: "Set aside",
    warnings: "Accepted with a warning",
    remarks: "Remarks",
    clean: "Every row was understood. Nothing is set aside.",
    columns: ["Line", "Column", "Found", "Expected"],
    whole_row: "whole row",
    correct_help: "Correct a value here, save the corrected rows as a new file and open it. The original file is never changed.",
    correction: "Corrected value",
    save_aside: "Save set-aside rows as CSV…",
    understood: "understood as",
    gap: "nothing from the last twelve months",
    back: "Back to the list",
    dismiss: "Hide",
    not_listed: "Only the first are listed; saving gives all of them.",
    edit_text: "Correct the text…",
    text_changed: "Corrected…",
    text_heading: "The text as it stands in the file",
    text_help: "Let every cell begin and end where it should: put a missing quotation mark where the cell ends, or take away one \
                that is too many. Then go back and save the corrected rows: they are opened as a new file. The original file is never changed.",
    text_too_long: "This is too long to be corrected here. Save the rows that were set aside, or correct the line in a copy of \
                    the file with a text editor, and open that.",
    save_corrected: "Save corrected rows and open them…",
    show_row: "Show row",
    row_heading: "The row as it stands in the file",
    row_gone: "The row can no longer be read: the file was moved or changed.",
    delimiters: ["comma", "semicolon", "tab", "other sign"],
    date_orders: [
        "year first (2024-03-05)",
        "month by name (5 March 2024)",
        "day first (05/03/2024 is 5 March)",
        "month first (03/05/2024 is 5 March)",
        "day numbers as Excel counts (45356)",
        "seconds since 1970 (1709596800)",
    ],
    formats: &[
        ("native", "Sahel Atlas collection (GeoJSON)"),
        ("ucdp_ged", "UCDP event table"),
        ("ucdp_web_export", "UCDP web export"),
        ("geojson", "GeoJSON"),
        ("json", "list of JSON objects"),
        ("timemap", "TimeMap (JSON)"),
        ("kml", "KML"),
        ("gpx", "GPX"),
        ("workbook", "sheet of a workbook"),
        ("gdelt", "GDELT events"),
        ("acled", "ACLED event table"),
        ("mapped", "table, read by what its columns mean"),
        ("native_table", "Sahel Atlas table"),
    ],
    not_null_island: "the coordinates of a place (0, 0 lies in the sea and often stands for “unknown”)",
    not_swapped: "a point in that country: latitude and longitude seem to be swapped, the other way round it lies inside",
    other_sign: "a point in that country: the minus sign of the longitude seems to be wrong, with the other sign it lies inside",
    point_in_country: "a point in that country or within 5 km of its border",
    spread_points: "points spread over many places",
    one_incident: "one incident in a row; a row that sums up several stands for more than a day and a place",
};

/// French.
pub static FR: ImportingWords = ImportingWords {
    heading: "Rapport d’import",
    open: "Rapport…",
    dataset: "Jeu de données",
    file: "Fichier",
    written: "Écriture",
    rows: "Lignes",
    days: "Dates",
    terms: "Licence",
    sum: "SHA-256",
    sum_pending: "en cours de calcul…",
    copy_sum: "Copier",
    no_days: "aucune ligne n’a de date",
    first: "À savoir d’abord",
    aside: "Mises de côté",
    warnings: "Acceptées avec un avertissement",
    remarks: "Remarques",
    clean: "Toutes les lignes ont été comprises. Aucune n’est mise de côté.",
    columns: ["Ligne", "Colonne", "Trouvé", "Attendu"],
    whole_row: "ligne entière",
    correct_help: "Corrigez une valeur ici, enregistrez les lignes corrigées dans un nouveau fichier, puis ouvrez-le. Le fichier d’origine n’est jamais modifié.",
    correction: "Valeur corrigée",
    save_aside: "Enregistrer les lignes mises de côté (CSV)…",
    understood: "compris comme",
    gap: "rien des douze derniers mois",
    back: "Retour à la liste",
    dismiss: "Masquer",
    not_listed: "Seules les premières figurent ici\u{A0}; l’enregistrement les donne toutes.",
    edit_text: "Corriger le texte…",
    text_changed: "Corrigé…",
    text_heading: "Le texte tel qu’il est dans le fichier",
    text_help: "Faites que chaque cellule commence et finisse où il faut\u{A0}: mettez le guillemet manquant là où la cellule \
                finit, ou retirez celui qui est de trop. Revenez ensuite et enregistrez les lignes corrigées\u{A0}: elles s’ouvrent dans un nouveau fichier. Le fichier d’origine n’est jamais modifié.",
    text_too_long: "Ce texte est trop long pour être corrigé ici. Enregistrez les lignes mises de côté, ou corrigez la ligne dans \
                    une copie du fichier avec un éditeur de texte, puis ouvrez cette copie.",
    save_corrected: "Enregistrer les lignes corrigées et les ouvrir…",
    show_row: "Voir la ligne",
    row_heading: "La ligne telle qu’elle est dans le fichier",
    row_gone: "La ligne ne peut plus être lue\u{A0}: le fichier a été déplacé ou modifié.",
    delimiters: ["virgule", "point-virgule", "tabulation", "autre signe"],
    date_orders: [
        "année d’abord (2024-03-05)",
        "mois en lettres (5 mars 2024)",
        "jour d’abord (05/03/2024 est le 5 mars)",
        "mois d’abord (03/05/2024 est le 5 mars)",
        "numéros de jours comme Excel (45356)",
        "secondes depuis 1970 (1709596800)",
    ],
    formats: &[
        ("native", "collection Sahel Atlas (GeoJSON)"),
        ("ucdp_ged", "table d’événements UCDP"),
        ("ucdp_web_export", "export du site UCDP"),
        ("geojson", "GeoJSON"),
        ("json", "liste d’objets JSON"),
        ("timemap", "TimeMap (JSON)"),
        ("kml", "KML"),
        ("gpx", "GPX"),
        ("workbook", "feuille d’un classeur"),
        ("gdelt", "événements GDELT"),
        ("acled", "table d’événements ACLED"),
        ("mapped", "table, lue selon le sens de ses colonnes"),
        ("native_table", "table Sahel Atlas"),
    ],
    not_null_island: "les coordonnées d’un lieu (0, 0 est en mer et veut souvent dire «\u{A0}inconnu\u{A0}»)",
    not_swapped: "un point de ce pays\u{A0}: latitude et longitude semblent inversées, dans l’autre ordre il s’y trouve",
    other_sign: "un point de ce pays\u{A0}: le signe de la longitude semble faux, avec l’autre signe il s’y trouve",
    point_in_country: "un point de ce pays ou à moins de 5 km de sa frontière",
    spread_points: "des points répartis sur de nombreux lieux",
    one_incident: "un incident par ligne\u{A0}; une ligne qui en résume plusieurs vaut pour plus d’un jour et d’un lieu",
};

impl super::Words {
    /// "Set aside (2 rows)".
    pub fn heading_with_count(&self, heading: &str, rows: usize) -> String {
        format!("{heading} ({})", self.rows(rows))
    }

    /// "1 row", "2,120 rows".
    pub fn rows(&self, rows: usize) -> String {
        let n = self.number(rows as u64);
        match (self.lang, rows) {
            (Lang::En, 1) => format!("{n} row"),
            (Lang::En, _) => format!("{n} rows"),
            (Lang::Fr, 0 | 1) => format!("{n} ligne"),
            (Lang::Fr, _) => format!("{n} lignes"),
        }
    }

    /// "2,120 rows read = 2,100 accepted + 12 set aside + 8 repeated".
    pub fn rows_as_sum(&self, counts: Counts) -> String {
        let read = self.rows(counts.read);
        let [accepted, aside, again] = self.fates(counts);
        match (self.lang, counts.read) {
            (Lang::En, _) => format!("{read} read = {accepted} + {aside} + {again}"),
            (Lang::Fr, 0 | 1) => format!("{read} lue = {accepted} + {aside} + {again}"),
            (Lang::Fr, _) => format!("{read} lues = {accepted} + {aside} + {again}"),
        }
    }

    /// "2,100 accepted", "12 set aside", "8 repeated": what became of rows.
    fn fates(&self, counts: Counts) -> [String; 3] {
        let fates = match self.lang {
            Lang::En => [["accepted"; 2], ["set aside"; 2], ["repeated"; 2]],
            Lang::Fr => [
                ["acceptée", "acceptées"],
                ["mise de côté", "mises de côté"],
                ["répétée", "répétées"],
            ],
        };
        let rows = [counts.accepted, counts.quarantined, counts.duplicates];
        let mut said = rows.map(|rows| self.number(rows as u64));
        for ((said, rows), [one, many]) in said.iter_mut().zip(rows).zip(fates) {
            // Nought is one of a kind in French.
            *said += &format!(" {}", if rows < 2 { one } else { many });
        }
        said
    }

    /// "rows.csv: 2,120 rows; 12 set aside, 8 repeated, 3 with a warning": what is worth a look. `gap`: the newest
    /// twelve months are missing.
    pub fn rows_in_short(&self, file: &str, counts: Counts, warned: usize, gap: bool) -> String {
        let read = self.rows(counts.read);
        let [_, aside, again] = self.fates(counts);
        let mut worth: Vec<String> = [(counts.quarantined, aside), (counts.duplicates, again)]
            .into_iter()
            .filter_map(|(rows, said)| (rows > 0).then_some(said))
            .collect();
        if warned > 0 {
            let with = self.pick("with a warning", "avec un avertissement");
            worth.push(format!("{} {with}", self.number(warned as u64)));
        }
        let head = match self.lang {
            Lang::En => format!("{file}: {read}"),
            Lang::Fr => format!("{file}\u{A0}: {read}"),
        };
        let mut said = vec![head];
        said.extend((!worth.is_empty()).then(|| worth.join(", ")));
        said.extend(gap.then(|| self.importing.gap.to_owned()));
        said.join(self.reading.semicolon)
    }

    /// "line 9".
    pub fn line_number(&self, line: u64) -> String {
        format!("{} {}", self.reading.line, self.number(line))
    }

    /// "3 accepted rows have a warning · 1 has no place on the map"; empty where neither is so.
    pub fn rows_aside(&self, warned: usize, unlocated: usize) -> String {
        let (w, u) = (self.rows(warned), self.rows(unlocated));
        let mut said = Vec::new();
        if warned > 0 {
            said.push(match self.lang {
                Lang::En => format!("{w} accepted with a warning"),
                Lang::Fr => format!("{w} avec un avertissement"),
            });
        }
        if unlocated > 0 {
            said.push(match self.lang {
                Lang::En => format!("{u} without a place on the map"),
                Lang::Fr => format!("{u} sans lieu sur la carte"),
            });
        }
        said.join(" · ")
    }

    /// "utf-8 · columns separated by comma · dates: year first (2024-03-05)". `date_order` is a position in
    /// [`ImportingWords::date_orders`].
    pub fn written_as(&self, encoding: Option<&str>, delimiter: Option<u8>, date_order: Option<usize>) -> String {
        let w = self.importing;
        let mut said = Vec::new();
        // As people know it: UTF-8, but Windows-1252.
        said.extend(encoding.map(|name| name.to_uppercase().replace("INDOWS", "indows")));
        said.extend(delimiter.map(|delimiter| {
            let [comma, semicolon, tab, other] = w.delimiters;
            let name = match delimiter {
                b',' => comma,
                b';' => semicolon,
                b'\t' => tab,
                _ => other,
            };
            format!("{} {name}", self.pick("columns separated by", "colonnes séparées par"))
        }));
        let order = date_order.and_then(|order| w.date_orders.get(order));
        said.extend(order.map(|name| format!("{}{}{name}", self.pick("dates", "dates"), self.reading.colon)));
        said.join(" · ")
    }

    /// All findings of a kind in one sentence: how many, then the first as an example. "32 rows, first in line 93,
    /// column best: found 13, 13, 12, expected …".
    pub fn group(&self, count: usize, line: u64, column: &str, said: &str) -> String {
        let w = self.reading;
        let column = if column.is_empty() {
            String::new()
        } else {
            format!(", {} {column}", w.column)
        };
        let first = match (self.lang, count) {
            (_, 1) => w.line.to_owned(),
            (Lang::En, _) => format!("{}, first in line", self.rows(count)),
            (Lang::Fr, _) => format!("{}, d’abord ligne", self.rows(count)),
        };
        format!("{first} {line}{column}{}{said}", w.colon)
    }

    /// Name of a format by its code; the code itself where no name is known.
    pub fn format_name<'a>(&self, code: &'a str) -> &'a str {
        let formats = self.importing.formats.iter();
        formats
            .into_iter()
            .find(|(known, _)| *known == code)
            .map_or(code, |(_, name)| name)
    }

    /// "12.6110, 13.3150 (Niger)": latitude, longitude, the country named.
    pub fn found_place(&self, at: LonLat, country: &str) -> String {
        let place = format!("{:.4}, {:.4}", at.lat(), at.lon());
        if country.is_empty() {
            return place;
        }
        format!("{place} ({})", self.country(country))
    }

    /// "12 % of the rows (254) at 13.5100, 2.1100".
    pub fn found_share(&self, percent: u64, rows: usize, at: LonLat) -> String {
        let (rows, place) = (self.number(rows as u64), self.found_place(at, ""));
        match self.lang {
            Lang::En => format!("{percent}\u{A0}% of the rows ({rows}) at {place}"),
            Lang::Fr => format!("{percent}\u{A0}% des lignes ({rows}) en {place}"),
        }
    }

    /// "31 December 2023 as the last day".
    pub fn found_last_day(&self, day: Day) -> String {
        let day = self.day_short(day);
        match self.lang {
            Lang::En => format!("{day} as the last day"),
            Lang::Fr => format!("{day} comme dernier jour"),
        }
    }

    /// The sentence about an empty last year.
    pub fn newest_missing(&self, last: Day, today: Day) -> String {
        let (last, today) = (self.day_short(last), self.day_short(today));
        match self.lang {
            Lang::En => format!(
                "The last day is {last}: every row of the twelve months before {today} is missing. That is an older edition or a limit on access, not peace."
            ),
            Lang::Fr => format!(
                "Le dernier jour est le {last}\u{A0}: toutes les lignes des douze mois avant le {today} manquent. C’est une édition ancienne ou une limite d’accès, pas la paix."
            ),
        }
    }

    /// The sentence about a point on which many rows stand.
    pub fn pile(&self, percent: u64, rows: usize, at: LonLat) -> String {
        let (rows, place) = (self.rows(rows), self.found_place(at, ""));
        match self.lang {
            Lang::En => format!(
                "{percent}\u{A0}% of the rows with a place ({rows}) stand on one point, {place}. It probably stands for a whole area; a crowd of incidents there is not a hot spot."
            ),
            Lang::Fr => format!(
                "{percent}\u{A0}% des lignes situées ({rows}) sont sur un seul point, {place}. Il représente sans doute toute une zone\u{A0}; une foule d’incidents à cet endroit n’est pas un foyer."
            ),
        }
    }

    /// What an empty last year means, after "expected".
    pub fn recent_days(&self, today: Day) -> String {
        let today = self.day_short(today);
        match self.lang {
            Lang::En => format!("rows from the twelve months before {today}"),
            Lang::Fr => format!("des lignes des douze mois avant le {today}"),
        }
    }
}
