//! Words of the table.

use super::Words;

/// See the module.
#[derive(Debug)]
pub struct TableWords {
    /// Name of the rows for a screen reader.
    pub rows: &'static str,
    /// The rows are being sorted.
    pub sorting: &'static str,
    /// What a click on a heading does.
    pub heading_help: &'static str,
    /// Button: which columns are shown.
    pub columns: &'static str,
    /// Names of the columns, in the order of `query::Column`.
    pub names: [&'static str; 14],
}

/// English.
pub static EN: TableWords = TableWords {
    rows: "Rows of the table",
    sorting: "Sorting…",
    heading_help: "Click: sort. Drag the edge: width. Right click: columns.",
    columns: "Columns",
    names: [
        "Date",
        "Type",
        "Sub-type",
        "Title",
        "Country",
        "Region",
        "Place",
        "Precision",
        "Deaths",
        "Actors",
        "Sources",
        "Differ",
        "Dataset",
        "Id",
    ],
};

/// French.
pub static FR: TableWords = TableWords {
    rows: "Lignes du tableau",
    sorting: "Tri en cours…",
    heading_help: "Clic\u{A0}: trier. Glisser le bord\u{A0}: largeur. Clic droit\u{A0}: colonnes.",
    columns: "Colonnes",
    names: [
        "Date",
        "Type",
        "Sous-type",
        "Titre",
        "Pays",
        "Région",
        "Lieu",
        "Précision",
        "Morts",
        "Acteurs",
        "Sources",
        "Écarts",
        "Données",
        "Id",
    ],
};

impl Words {
    /// Name of a column; its position is that of its variant in `query::Column`.
    pub fn column(&self, column: impl Into<usize>) -> &'static str {
        self.table.names.get(column.into()).copied().unwrap_or("")
    }

    /// Button: copies every visible row.
    pub fn copy_rows(&self, n: usize) -> String {
        let n = self.number(n as u64);
        self.pick("Copy all # rows", "Copier les # lignes").replace('#', &n)
    }

    /// Why so many rows are not copied.
    pub fn too_many_to_copy(&self, n: usize, most: usize) -> String {
        let (n, most) = (self.number(n as u64), self.number(most as u64));
        self.pick(
            "# rows are too many for the clipboard (at most %). Export them to a file instead.",
            "# lignes, c’est trop pour le presse-papiers (% au plus). Exportez-les plutôt dans un fichier.",
        )
        .replace('#', &n)
        .replace('%', &most)
    }
}

impl super::Words {
    /// "Sorting… 45 %", in a table of many rows.
    pub fn sorting(&self, part: Option<f32>) -> String {
        let percent = part.map_or_else(String::new, |part| format!(" {:.0}\u{A0}%", part * 100.0));
        format!("{}{percent}", self.table.sorting)
    }
}
