//! Words of the questions about a table: what its columns mean.

use crate::base::{Day, Lang};

/// See the module.
#[derive(Debug)]
pub struct WizardWords {
    /// Groups of meanings, in the order of `read::mapping::Group::ALL`.
    pub groups: [&'static str; 6],
    /// No column has this meaning.
    pub none: &'static str,
    /// Shows meanings that few tables have.
    pub more: &'static str,
    /// Hides them.
    pub fewer: &'static str,
    /// Hint in the field that finds a column by its name.
    pub find_column: &'static str,
    /// Adds another column with the same meaning.
    pub add_column: &'static str,
    /// How characters are coded.
    pub encoding: &'static str,
    /// What separates cells.
    pub delimiter: &'static str,
    /// The tab character.
    pub tab: &'static str,
    /// Numbers with a comma.
    pub decimal_comma: &'static str,
    /// Heading of the values of a coded column: types.
    pub type_values: &'static str,
    /// Heading of the values of a coded column: precision of places.
    pub precision_values: &'static str,
    /// What separates several values in one cell.
    pub separator: &'static str,
    /// One value in a cell.
    pub one_value: &'static str,
    /// Headings of the preview: line, date, place, what, deaths, who, source.
    pub columns: [&'static str; 7],
    /// Day or month first: the question.
    pub date_question: &'static str,
    /// Both orders occur.
    pub mixed_dates: &'static str,
    /// Choice.
    pub day_first: &'static str,
    /// Choice.
    pub month_first: &'static str,
    /// A row that would be set aside.
    pub set_aside: &'static str,
    /// A date that waits for the answer.
    pub date_open: &'static str,
    /// No date in the row.
    pub no_date: &'static str,
    /// No coordinates in the row.
    pub no_place: &'static str,
    /// No figure of deaths in the row.
    pub no_figure: &'static str,
    /// Keep the answers.
    pub remember: &'static str,
    /// Button.
    pub open: &'static str,
    /// The file is being read.
    pub reading: &'static str,
    /// Before what no column says yet.
    pub missing: &'static str,
    /// A date.
    pub missing_date: &'static str,
    /// Coordinates.
    pub missing_place: &'static str,
    /// The order of day and month.
    pub missing_order: &'static str,
    /// Choice: every file of an archive, every sheet of a workbook.
    pub all_parts: &'static str,
    /// Menu entry: open a table and say what its columns mean.
    pub open_table: &'static str,
}

/// English.
pub static EN: WizardWords = WizardWords {
    groups: ["When", "Where", "What", "Who", "Deaths", "Source"],
    none: "– none –",
    more: "More meanings",
    fewer: "Fewer meanings",
    find_column: "Find a column",
    add_column: "another column",
    encoding: "Characters",
    delimiter: "Cells separated by",
    tab: "tab",
    decimal_comma: "Decimal comma (12,5)",
    type_values: "What the types mean",
    precision_values: "What the precision means",
    separator: "Several in one cell, separated by",
    one_value: "one per cell",
    columns: ["Line", "Date", "Place", "What", "Deaths", "Who", "Source"],
    date_question: "Day and month could be either way round. Which is right?",
    mixed_dates: "Some dates have the day first, others the month. Rows of the other form will be set aside.",
    day_first: "Day first",
    month_first: "Month first",
    set_aside: "set aside",
    date_open: "day or month first?",
    no_date: "no date",
    no_place: "no coordinates",
    no_figure: "no figure",
    remember: "Remember this for files with the same columns",
    open: "Open",
    reading: "Reading the table…",
    missing: "Still needed:",
    missing_date: "the date",
    missing_place: "latitude and longitude",
    missing_order: "day or month first",
    all_parts: "All",
    open_table: "Open a table and say what its columns mean…",
};

/// French.
pub static FR: WizardWords = WizardWords {
    groups: ["Quand", "Où", "Quoi", "Qui", "Morts", "Source"],
    none: "– aucune –",
    more: "Plus de significations",
    fewer: "Moins de significations",
    find_column: "Chercher une colonne",
    add_column: "autre colonne",
    encoding: "Caractères",
    delimiter: "Cellules séparées par",
    tab: "tabulation",
    decimal_comma: "Virgule décimale (12,5)",
    type_values: "Ce que signifient les types",
    precision_values: "Ce que signifie la précision",
    separator: "Plusieurs par cellule, séparés par",
    one_value: "un par cellule",
    columns: ["Ligne", "Date", "Lieu", "Quoi", "Morts", "Qui", "Source"],
    date_question: "Le jour et le mois peuvent être dans les deux ordres. Lequel est le bon\u{A0}?",
    mixed_dates: "Certaines dates ont le jour en tête, d\u{2019}autres le mois. Les lignes de l\u{2019}autre forme seront \
                  mises de côté.",
    day_first: "Jour en tête",
    month_first: "Mois en tête",
    set_aside: "mise de côté",
    date_open: "jour ou mois en tête\u{A0}?",
    no_date: "sans date",
    no_place: "sans coordonnées",
    no_figure: "sans chiffre",
    remember: "Retenir pour les fichiers aux mêmes colonnes",
    open: "Ouvrir",
    reading: "Lecture du tableau…",
    missing: "Il manque encore\u{A0}:",
    missing_date: "la date",
    missing_place: "la latitude et la longitude",
    missing_order: "jour ou mois en tête",
    all_parts: "Tout",
    open_table: "Ouvrir un tableau et dire ce que signifient ses colonnes…",
};

impl super::Words {
    /// Title: "What do the columns of “list.csv” mean?".
    pub fn wizard_title(&self, file: &str) -> String {
        let file = self.quoted(file);
        match self.lang {
            Lang::En => format!("What do the columns of {file} mean?"),
            Lang::Fr => format!("Que signifient les colonnes de {file}\u{A0}?"),
        }
    }

    /// Title: "Which parts of “reports.zip” do you want to open?".
    pub fn parts_title(&self, file: &str) -> String {
        let file = self.quoted(file);
        match self.lang {
            Lang::En => format!("{file} holds several tables. Which ones do you want to open?"),
            Lang::Fr => format!("{file} contient plusieurs tableaux. Lesquels voulez-vous ouvrir\u{A0}?"),
        }
    }

    /// "in the folder 2024".
    pub fn in_folder(&self, folder: &str) -> String {
        match self.lang {
            Lang::En => format!("in the folder {folder}"),
            Lang::Fr => format!("dans le dossier {folder}"),
        }
    }

    /// A reading as a choice: "5 March 2024".
    pub fn reading_of(&self, text: &str, day: Day) -> String {
        let (text, day) = (self.quoted(text), self.day_long(day));
        match self.lang {
            Lang::En => format!("{text} is {day}"),
            Lang::Fr => format!("{text} est le {day}"),
        }
    }

    /// What would become of the rows shown.
    pub fn preview_counts(&self, rows: usize, accepted: usize, more: bool) -> String {
        let aside = rows - accepted;
        let n = |n: usize| self.number(n as u64);
        match (self.lang, more) {
            (Lang::En, true) => format!(
                "First {} rows: {} understood, {} set aside",
                n(rows),
                n(accepted),
                n(aside)
            ),
            (Lang::En, false) if rows == 1 => format!("1 row: {} understood, {} set aside", n(accepted), n(aside)),
            (Lang::En, false) => format!("{} rows: {} understood, {} set aside", n(rows), n(accepted), n(aside)),
            (Lang::Fr, more) => {
                let all = if more {
                    format!("{} premières lignes", n(rows))
                } else if rows < 2 {
                    format!("{} ligne", n(rows))
                } else {
                    format!("{} lignes", n(rows))
                };
                let understood = if accepted < 2 { "comprise" } else { "comprises" };
                format!("{all}\u{A0}: {} {understood}, {} de côté", n(accepted), n(aside))
            }
        }
    }
}
