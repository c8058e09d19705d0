//! What to do with files that are none of events.

/// See the module: whole sentences.
#[derive(Debug)]
pub struct RefusedWords {
    /// A PDF or a picture of a table.
    pub table_behind: &'static str,
    /// A geographic file of another kind.
    pub export_layer: &'static str,
    /// Bytes that say nothing.
    pub get_again: &'static str,
    /// Counts by area and week.
    pub event_rows: &'static str,
    /// An archive.
    pub unpack: &'static str,
    /// JSON without events.
    pub objects_with_places: &'static str,
    /// Anything else.
    pub save_as_table: &'static str,
    /// A list without anything in it.
    pub empty_list: &'static str,
    /// A web page.
    pub web_page: &'static str,
    /// A document.
    pub table_in_document: &'static str,
    /// An old workbook.
    pub save_as_xlsx: &'static str,
    /// An archive made to harm.
    pub ask_sender: &'static str,
}

/// English.
pub static EN: RefusedWords = RefusedWords {
    table_behind: "Ask for the table behind it as CSV or XLSX.",
    export_layer: "Export it as GeoJSON or CSV, from QGIS for example, and open that.",
    get_again: "Get the file again from where it came from.",
    event_rows: "Download the table that has one row for each event.",
    unpack: "Unpack it and open the file you want.",
    objects_with_places: "Export it as a list of incidents, each with a date and a place.",
    save_as_table: "Save what it holds as CSV, XLSX or GeoJSON, and open that.",
    empty_list: "Export it again with the incidents in it.",
    web_page: "Download the file itself, not the page that shows it.",
    table_in_document: "Save the table in it as XLSX or CSV, and open that.",
    save_as_xlsx: "Save it as .xlsx and open that.",
    ask_sender: "Do not unpack it; ask whoever sent it.",
};

/// French.
pub static FR: RefusedWords = RefusedWords {
    table_behind: "Demandez le tableau d\u{2019}origine en CSV ou XLSX.",
    export_layer: "Exportez-le en GeoJSON ou CSV, par exemple depuis QGIS, et ouvrez ce fichier.",
    get_again: "Récupérez à nouveau le fichier à sa source.",
    event_rows: "Téléchargez le tableau qui a une ligne par événement.",
    unpack: "Décompressez-la et ouvrez le fichier voulu.",
    objects_with_places: "Exportez-le comme une liste d\u{2019}incidents, chacun avec une date et un lieu.",
    save_as_table: "Enregistrez son contenu en CSV, XLSX ou GeoJSON, et ouvrez ce fichier.",
    empty_list: "Exportez-le à nouveau avec les incidents.",
    web_page: "Téléchargez le fichier lui-même, et non la page qui le montre.",
    table_in_document: "Enregistrez le tableau qu\u{2019}il contient en XLSX ou CSV, et ouvrez ce fichier.",
    save_as_xlsx: "Enregistrez-le en .xlsx et ouvrez ce fichier.",
    ask_sender: "Ne la décompressez pas\u{A0}; interrogez la personne qui l\u{2019}a envoyée.",
};
