//! Words about files that are opened: what is wrong with one, where, and what to do.

/// See the module. Phrases after "expected" and "found" stand without an article's capital and without a
/// full stop; advice is a whole sentence.
#[derive(Debug)]
pub struct ReadingWords {
    /// Before what stands in the file.
    pub found: &'static str,
    /// Before what should stand there.
    pub expected: &'static str,
    /// "line".
    pub line: &'static str,
    /// "column" of a line of text.
    pub character: &'static str,
    /// "column" of a table.
    pub column: &'static str,
    /// Between place and message, with its space.
    pub colon: &'static str,
    /// Between two halves of a sentence, with its spaces.
    pub semicolon: &'static str,
    /// Quotation marks.
    pub quotes: (&'static str, &'static str),

    /// Whole messages about a file.
    pub missing: &'static str,
    /// The file has changed while it was read.
    pub changed_meanwhile: &'static str,
    /// Instead of a record whose file has changed since it was opened.
    pub changed: &'static str,
    /// Instead of a record whose file is gone.
    pub gone: &'static str,
    /// Advice: open it again.
    pub advice_open_again: &'static str,
    /// Advice: longer cells.
    pub advice_max_field: &'static str,
    /// Advice: a mark that is not closed.
    pub advice_quote: &'static str,
    /// A directory stands there.
    pub directory: &'static str,
    /// A pipe or a device stands there.
    pub not_a_file: &'static str,
    /// No permission.
    pub denied: &'static str,
    /// Reading failed; the system's words follow.
    pub io: &'static str,
    /// The user stopped it.
    pub cancelled: &'static str,
    /// No byte in it.
    pub empty: &'static str,
    /// A header and nothing else.
    pub no_rows: &'static str,
    /// Ends in the middle.
    pub truncated: &'static str,
    /// Brackets within brackets.
    pub too_deep: &'static str,
    /// What this program opens.
    pub understood: &'static str,

    /// Kinds of content, after "found".
    pub kind_zip: &'static str,
    /// GZIP.
    pub kind_gzip: &'static str,
    /// PDF.
    pub kind_pdf: &'static str,
    /// A picture.
    pub kind_image: &'static str,
    /// SQLite, also GeoPackage.
    pub kind_database: &'static str,
    /// Zero bytes and the like.
    pub kind_binary: &'static str,
    /// UTF-16.
    pub kind_utf16: &'static str,
    /// JSON that is not an object.
    pub kind_json_list: &'static str,
    /// JSON of another kind.
    pub kind_json: &'static str,
    /// GeoJSON without the collection's members.
    pub kind_geojson: &'static str,
    /// Another table; its first columns follow.
    pub kind_table: &'static str,
    /// Text; its beginning follows.
    pub kind_text: &'static str,

    /// Things, after "found".
    pub nothing: &'static str,
    /// A JSON object.
    pub object: &'static str,
    /// A JSON array.
    pub list: &'static str,
    /// An empty cell or text.
    pub empty_text: &'static str,

    /// Phrases after "expected".
    pub utf8: &'static str,
    /// JSON grammar.
    pub json: &'static str,
    /// A JSON string.
    pub text: &'static str,
    /// A number.
    pub number: &'static str,
    /// 0, 1, 2 …
    pub whole_number: &'static str,
    /// true or false.
    pub boolean: &'static str,
    /// Latitude.
    pub latitude: &'static str,
    /// Longitude.
    pub longitude: &'static str,
    /// Both coordinates or neither.
    pub both_coordinates: &'static str,
    /// ISO day.
    pub day: &'static str,
    /// A year of two digits.
    pub four_digit_year: &'static str,
    /// 9999-12-31.
    pub day_before_last: &'static str,
    /// How a column writes its dates, in the order of `DateOrder::ALL`.
    pub date_orders: [&'static str; 6],
    /// An id without its last digits.
    pub whole_id: &'static str,
    /// A second column of one name.
    pub unique_column: &'static str,
    /// A month.
    pub month_number: &'static str,
    /// A day of a month.
    pub day_of_month: &'static str,
    /// Two coordinates in a cell.
    pub coordinate_pair: &'static str,
    /// A point in WKT.
    pub wkt_point: &'static str,
    /// An interval of one day.
    pub single_day: &'static str,
    /// A radius that is finite and above 0.
    pub radius: &'static str,
    /// Area of a region.
    pub area: &'static str,
    /// Point geometry.
    pub point: &'static str,
    /// Polygon geometry.
    pub polygon: &'static str,
    /// An id that is not used twice.
    pub unique_id: &'static str,
    /// An id that is text and not empty.
    pub id: &'static str,
    /// Source of the file.
    pub source_id: &'static str,
    /// Source the incident lists.
    pub cited_source_id: &'static str,
    /// Side of the incident.
    pub side_id: &'static str,
    /// Statement of the incident.
    pub statement_id: &'static str,
    /// Incident of the file.
    pub event_id: &'static str,
    /// Figure of the file.
    pub figure_id: &'static str,
    /// Highest value at least the lowest.
    pub ordered_range: &'static str,
    /// low ≤ best ≤ high.
    pub ordered_deaths: &'static str,
    /// A row of bearable size.
    pub bounded_row: &'static str,
    /// The end of a cell in quotation marks.
    pub closed_quote: &'static str,
    /// A row of nothing but delimiters.
    pub blank_row: &'static str,
    /// Text without zero bytes.
    pub no_zero_bytes: &'static str,
    /// One encoding throughout.
    pub one_encoding: &'static str,
    /// No character in UTF-8.
    pub all_windows_1252: &'static str,
    /// A row with a value.
    pub filled_row: &'static str,
    /// No quotation mark out of place.
    pub placed_quote: &'static str,
    /// Same id, other content.
    pub one_row_per_id: &'static str,

    /// Advice.
    pub advice_path: &'static str,
    /// Get the right to read it.
    pub advice_denied: &'static str,
    /// Choose a file.
    pub advice_file: &'static str,
    /// Get the file again.
    pub advice_again: &'static str,
    /// Correct and open again.
    pub advice_correct: &'static str,
    /// Save as UTF-8.
    pub advice_utf8: &'static str,
    /// Newer version.
    pub advice_update: &'static str,
    /// Smaller part.
    pub advice_smaller: &'static str,
    /// Say the order of day and month.
    pub advice_date_order: &'static str,
    /// Export again.
    pub advice_export: &'static str,
    /// Rows set aside.
    pub set_aside: &'static str,
    /// Row kept though.
    pub kept: &'static str,
}

/// English.
pub static EN: ReadingWords = ReadingWords {
    found: "found",
    expected: "expected",
    line: "line",
    character: "character",
    column: "column",
    colon: ": ",
    semicolon: "; ",
    quotes: ("\u{201C}", "\u{201D}"),
    missing: "there is no such file",
    changed_meanwhile: "the file has changed while it was read",
    changed: "The file has changed since it was opened, so this row cannot be shown. Open the file again.",
    gone: "The file is no longer there, so this row cannot be shown. What is on the map was read before.",
    advice_open_again: "Open it again.",
    advice_max_field: "Look there for a quotation mark that is not closed.",
    advice_quote: "Close the quotation mark in the file and open the file again.",
    directory: "this is a folder, not a file",
    not_a_file: "this is a pipe or a device, not a file",
    denied: "the system does not allow this file to be read",
    io: "the file could not be read",
    cancelled: "opening was cancelled",
    empty: "the file is empty",
    no_rows: "the table has a header and no row",
    truncated: "the file ends in the middle: a bracket, an element or a quotation mark is never closed",
    too_deep: "brackets or elements are nested more than 100 deep",
    understood: "incidents of Sahel Atlas, an event table (UCDP GED, ACLED or any other as CSV, XLSX or ODS), GeoJSON, TimeMap, KML, GPX or GDELT",
    kind_zip: "a ZIP archive or an office document",
    kind_gzip: "a GZIP archive",
    kind_pdf: "a PDF",
    kind_image: "a picture",
    kind_database: "a SQLite database or GeoPackage",
    kind_binary: "binary data",
    kind_utf16: "text in UTF-16 that is damaged",
    kind_json_list: "JSON that begins with a list",
    kind_json: "JSON of another kind",
    kind_geojson: "GeoJSON without incidents of Sahel Atlas",
    kind_table: "a table with the columns",
    kind_text: "text that begins with",
    nothing: "nothing (null)",
    object: "an object { }",
    list: "a list [ ]",
    empty_text: "an empty text",
    utf8: "text in UTF-8",
    json: "JSON (in which NaN and Infinity are no numbers)",
    text: "a text in quotation marks",
    number: "a number",
    whole_number: "a whole number, 0 or more",
    boolean: "true or false",
    latitude: "a latitude from -90 to 90",
    longitude: "a longitude from -180 to 180",
    both_coordinates: "latitude and longitude, or neither",
    day: "a day of the calendar such as 2024-06-30",
    four_digit_year: "a year of four digits (25 may be 1925 or 2025)",
    day_before_last: "a day up to 9999-12-30 (9999-12-31 usually stands for no date)",
    date_orders: [
        "a day with the year first, such as 2024-06-30, as in the rest of the column",
        "a day with the month by its name, such as 30 June 2024, as in the rest of the column",
        "a day with the day first, such as 30/06/2024, as in the rest of the column",
        "a day with the month first, such as 06/30/2024, as in the rest of the column",
        "a day as Excel counts them, such as 45473, as in the rest of the column",
        "seconds since 1970, such as 1719705600, as in the rest of the column",
    ],
    whole_id: "an id with all its digits: a spreadsheet has shortened this one (the content of the row stands for it)",
    unique_column: "a name that no other column has",
    month_number: "a month from 1 to 12, or its name",
    day_of_month: "a day that this month has",
    coordinate_pair: "latitude and longitude such as 16.27, -0.04",
    wkt_point: "a point such as POINT (-0.04 16.27)",
    single_day: "an end one day after the start, because the span is \u{201C}single\u{201D}",
    radius: "a radius in metres, above 0",
    area: "an area (longitude, latitude, radius), because no point is known for this class",
    point: "a geometry of type Point",
    polygon: "a geometry of type Polygon, because no point is known for this class",
    unique_id: "an id that is used only once",
    id: "an id: a text that is not empty",
    source_id: "the id of a source in the file",
    cited_source_id: "one of the ids that the incident lists under sources",
    side_id: "the id of a side of the incident",
    statement_id: "the id of a statement of the incident",
    event_id: "the id of an incident in the file",
    figure_id: "the id of a figure in the file",
    ordered_range: "a highest value that is not below the lowest",
    ordered_deaths: "low, best and high in ascending order",
    bounded_row: "a row whose cells can be kept",
    closed_quote: "a closing quotation mark at the end of the cell",
    blank_row: "a row of nothing but separators",
    no_zero_bytes: "text without zero bytes: the file may be damaged there",
    one_encoding: "UTF-8 throughout: what cannot be read is shown as \u{FFFD} (--encoding windows-1252 reads the file otherwise)",
    all_windows_1252: "Windows-1252 throughout: these letters are shown as two or three others each (--encoding utf-8 reads the file otherwise)",
    filled_row: "a value in at least one cell; it is passed over like an empty line and is not counted as a row",
    placed_quote: "quotation marks that open and close whole cells; what follows this one may have been read as part of one cell",
    one_row_per_id: "one row for each id (an earlier row has this id and other content)",
    advice_path: "Check the name and the folder.",
    advice_denied: "Ask whoever owns it for leave to read it, or open a copy of your own.",
    advice_file: "Choose a file.",
    advice_again: "Get the file again from where it came from.",
    advice_correct: "Correct it in the file and open the file again.",
    advice_utf8: "Save the file as UTF-8 and open it again, or state its encoding with --encoding.",
    advice_update: "Update Sahel Atlas to open it.",
    advice_smaller: "Open a smaller part of it.",
    advice_date_order: "Say which with --date-order day-first or --date-order month-first.",
    advice_export: "Export the table again with all its columns.",
    set_aside: "row set aside",
    kept: "row kept",
};

/// French.
pub static FR: ReadingWords = ReadingWords {
    found: "trouvé",
    expected: "attendu",
    line: "ligne",
    character: "caractère",
    column: "colonne",
    colon: "\u{A0}: ",
    semicolon: "\u{A0}; ",
    quotes: ("«\u{A0}", "\u{A0}»"),
    missing: "ce fichier n\u{2019}existe pas",
    changed_meanwhile: "le fichier a changé pendant la lecture",
    changed: "Le fichier a changé depuis son ouverture\u{A0}: cette ligne ne peut pas être montrée. Ouvrez-le à nouveau.",
    gone: "Le fichier n\u{2019}est plus là\u{A0}: cette ligne ne peut pas être montrée. Ce qui est sur la carte a été lu avant.",
    advice_open_again: "Ouvrez-le à nouveau.",
    advice_max_field: "Cherchez-y un guillemet qui n\u{2019}est pas fermé.",
    advice_quote: "Fermez le guillemet dans le fichier, puis ouvrez-le à nouveau.",
    directory: "c\u{2019}est un dossier, pas un fichier",
    not_a_file: "c\u{2019}est un tube ou un périphérique, pas un fichier",
    denied: "le système n\u{2019}autorise pas la lecture de ce fichier",
    io: "le fichier n\u{2019}a pas pu être lu",
    cancelled: "ouverture annulée",
    empty: "le fichier est vide",
    no_rows: "le tableau a un en-tête et aucune ligne",
    truncated: "le fichier s\u{2019}arrête au milieu\u{A0}: un crochet, un élément ou un guillemet n\u{2019}est jamais fermé",
    too_deep: "des crochets ou des éléments sont imbriqués sur plus de 100 niveaux",
    understood: "des incidents de Sahel Atlas, un tableau d\u{2019}événements (UCDP GED, ACLED ou tout autre en CSV, XLSX ou ODS), du GeoJSON, TimeMap, KML, GPX ou GDELT",
    kind_zip: "une archive ZIP ou un document bureautique",
    kind_gzip: "une archive GZIP",
    kind_pdf: "un PDF",
    kind_image: "une image",
    kind_database: "une base SQLite ou un GeoPackage",
    kind_binary: "des données binaires",
    kind_utf16: "un texte en UTF-16 endommagé",
    kind_json_list: "un JSON qui commence par une liste",
    kind_json: "un JSON d\u{2019}une autre nature",
    kind_geojson: "un GeoJSON sans incidents de Sahel Atlas",
    kind_table: "un tableau avec les colonnes",
    kind_text: "un texte qui commence par",
    nothing: "rien (null)",
    object: "un objet { }",
    list: "une liste [ ]",
    empty_text: "un texte vide",
    utf8: "un texte en UTF-8",
    json: "du JSON (où NaN et Infinity ne sont pas des nombres)",
    text: "un texte entre guillemets",
    number: "un nombre",
    whole_number: "un nombre entier, 0 ou plus",
    boolean: "true ou false",
    latitude: "une latitude de -90 à 90",
    longitude: "une longitude de -180 à 180",
    both_coordinates: "latitude et longitude, ou aucune des deux",
    day: "un jour du calendrier comme 2024-06-30",
    four_digit_year: "une année à quatre chiffres (25 peut être 1925 ou 2025)",
    day_before_last: "un jour jusqu\u{2019}au 9999-12-30 (9999-12-31 signifie d\u{2019}ordinaire sans date)",
    date_orders: [
        "un jour avec l\u{2019}année en tête, comme 2024-06-30, comme le reste de la colonne",
        "un jour avec le mois en lettres, comme 30 juin 2024, comme le reste de la colonne",
        "un jour avec le jour en tête, comme 30/06/2024, comme le reste de la colonne",
        "un jour avec le mois en tête, comme 06/30/2024, comme le reste de la colonne",
        "un jour comme Excel les compte, comme 45473, comme le reste de la colonne",
        "des secondes depuis 1970, comme 1719705600, comme le reste de la colonne",
    ],
    whole_id: "un identifiant avec tous ses chiffres\u{A0}: un tableur a raccourci celui-ci (le contenu de la ligne en tient lieu)",
    unique_column: "un nom qu\u{2019}aucune autre colonne ne porte",
    month_number: "un mois de 1 à 12, ou son nom",
    day_of_month: "un jour que ce mois possède",
    coordinate_pair: "latitude et longitude comme 16.27, -0.04",
    wkt_point: "un point comme POINT (-0.04 16.27)",
    single_day: "une fin un jour après le début, car la durée est «\u{A0}single\u{A0}»",
    radius: "un rayon en mètres, supérieur à 0",
    area: "une zone (longitude, latitude, rayon), car aucun point n\u{2019}est connu pour cette classe",
    point: "une géométrie de type Point",
    polygon: "une géométrie de type Polygon, car aucun point n\u{2019}est connu pour cette classe",
    unique_id: "un identifiant utilisé une seule fois",
    id: "un identifiant\u{A0}: un texte qui n\u{2019}est pas vide",
    source_id: "l\u{2019}identifiant d\u{2019}une source du fichier",
    cited_source_id: "un des identifiants que l\u{2019}incident cite sous sources",
    side_id: "l\u{2019}identifiant d\u{2019}un camp de l\u{2019}incident",
    statement_id: "l\u{2019}identifiant d\u{2019}une déclaration de l\u{2019}incident",
    event_id: "l\u{2019}identifiant d\u{2019}un incident du fichier",
    figure_id: "l\u{2019}identifiant d\u{2019}un chiffre du fichier",
    ordered_range: "une valeur haute qui n\u{2019}est pas sous la valeur basse",
    ordered_deaths: "low, best et high en ordre croissant",
    bounded_row: "une ligne dont les cellules peuvent être gardées",
    closed_quote: "un guillemet fermant à la fin de la cellule",
    blank_row: "une ligne qui ne contient que des séparateurs",
    no_zero_bytes: "un texte sans octets nuls\u{A0}: le fichier est peut-être endommagé à cet endroit",
    one_encoding: "de l\u{2019}UTF-8 partout\u{A0}: ce qui est illisible apparaît comme \u{FFFD} (--encoding windows-1252 lit le fichier autrement)",
    all_windows_1252: "du Windows-1252 partout\u{A0}: chacune de ces lettres apparaît comme deux ou trois autres (--encoding utf-8 lit le fichier autrement)",
    filled_row: "une valeur dans au moins une cellule\u{A0}; elle est passée comme une ligne vide et ne compte pas comme ligne",
    placed_quote: "des guillemets qui ouvrent et ferment des cellules entières\u{A0}; ce qui suit celui-ci a pu être lu comme une partie d\u{2019}une seule cellule",
    one_row_per_id: "une ligne par identifiant (une ligne précédente a cet identifiant et un autre contenu)",
    advice_path: "Vérifiez le nom et le dossier.",
    advice_denied: "Demandez à son propriétaire le droit de le lire, ou ouvrez une copie à vous.",
    advice_file: "Choisissez un fichier.",
    advice_again: "Récupérez à nouveau le fichier à sa source.",
    advice_correct: "Corrigez le fichier, puis ouvrez-le à nouveau.",
    advice_utf8: "Enregistrez le fichier en UTF-8, puis ouvrez-le à nouveau, ou dites son encodage avec --encoding.",
    advice_update: "Mettez Sahel Atlas à jour pour l\u{2019}ouvrir.",
    advice_smaller: "Ouvrez-en une partie plus petite.",
    advice_date_order: "Dites lequel avec --date-order day-first (jour en tête) ou --date-order month-first (mois en tête).",
    advice_export: "Exportez à nouveau le tableau avec toutes ses colonnes.",
    set_aside: "ligne mise de côté",
    kept: "ligne gardée",
};
