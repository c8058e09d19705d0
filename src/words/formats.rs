//! Words about files that are no plain tables: archives, GeoJSON, TimeMap, KML, GPX, workbooks, GDELT.

use crate::base::Lang;

/// See the module. Phrases after "expected" and "found" stand without a capital and without a full stop; advice
/// is a whole sentence.
#[derive(Debug)]
pub struct FormatWords {
    /// An archive that holds nothing to read.
    pub archive_empty: &'static str,
    /// A password is needed.
    pub encrypted: &'static str,
    /// Expands to far more than its size.
    pub bomb: &'static str,
    /// An archive or workbook that cannot be read; the library's words follow.
    pub damaged: &'static str,
    /// A workbook without a filled sheet.
    pub sheets_empty: &'static str,
    /// Not XML; the library's words follow.
    pub xml_broken: &'static str,
    /// Both orders of day and month occur.
    pub orders_mixed: &'static str,

    /// TopoJSON.
    pub kind_topojson: &'static str,
    /// Esri's own JSON.
    pub kind_esri: &'static str,
    /// `[]`.
    pub kind_empty_list: &'static str,
    /// A web page.
    pub kind_html: &'static str,
    /// Another XML document; the name of its root follows.
    pub kind_xml: &'static str,
    /// An office document that is no workbook.
    pub kind_office: &'static str,
    /// Workbook of Excel before 2007, or binary.
    pub kind_old_workbook: &'static str,
    /// An archive that is not unpacked.
    pub kind_archive: &'static str,
    /// Parquet, Arrow, HDF5.
    pub kind_columns: &'static str,
    /// Shapefile, FlatGeobuf.
    pub kind_shapefile: &'static str,
    /// Map tiles.
    pub kind_tiles: &'static str,
    /// A program.
    pub kind_program: &'static str,
    /// A recording.
    pub kind_sound: &'static str,

    /// Longitude, latitude, perhaps height.
    pub position: &'static str,
    /// At most three numbers.
    pub three_numbers: &'static str,
    /// Two positions.
    pub line_of_two: &'static str,
    /// Four positions.
    pub ring_of_four: &'static str,
    /// First again at the end.
    pub closed_ring: &'static str,
    /// Right-hand rule.
    pub right_hand: &'static str,
    /// A geometry alone.
    pub not_nested: &'static str,
    /// More than one geometry.
    pub not_alone: &'static str,
    /// A feature.
    pub feature: &'static str,
    /// A geometry.
    pub geometry: &'static str,
    /// Properties.
    pub object_or_null: &'static str,
    /// Id.
    pub text_or_number: &'static str,
    /// Bounding box.
    pub bbox: &'static str,
    /// A member that has another meaning elsewhere.
    pub no_such_member: &'static str,
    /// A name that is used twice in one object.
    pub member_once: &'static str,
    /// JSON without a program around it.
    pub json_alone: &'static str,
    /// A collection at the root.
    pub collection_at_root: &'static str,
    /// A date in a known form.
    pub any_date: &'static str,
    /// Some date in the file.
    pub some_date: &'static str,
    /// Some place in the file.
    pub some_place: &'static str,
    /// A date and a description, or a place.
    pub timemap_event: &'static str,
    /// Waypoints.
    pub waypoints: &'static str,
    /// Contents in the file itself.
    pub no_links: &'static str,
    /// A known association.
    pub association: &'static str,
    /// A day as `YYYYMMDD`.
    pub compact_day: &'static str,
    /// A cell without a formula error.
    pub no_error: &'static str,
    /// A code of which somebody has said what it means.
    pub explained_code: &'static str,
    /// The first of two dates not after the second.
    pub ordered_dates: &'static str,

    /// Advice: unpack.
    pub advice_unpack: &'static str,
    /// Advice: unpack, or name one.
    pub advice_member: &'static str,
    /// Advice: project to WGS 84.
    pub advice_wgs84: &'static str,
    /// Advice: state the order.
    pub advice_order: &'static str,
    /// Advice: another sheet.
    pub advice_sheet: &'static str,

    /// What the death figures of a foreign file count.
    pub counts: &'static str,
    /// No licence is stated.
    pub no_licence: &'static str,
    /// ACLED's terms, as a licence.
    pub acled_terms: &'static str,
    /// How a point was located.
    pub method_point: &'static str,
    /// Several points.
    pub method_points: &'static str,
    /// A line.
    pub method_line: &'static str,
    /// An area.
    pub method_area: &'static str,
    /// No place.
    pub method_none: &'static str,
    /// The source of a row of a file.
    pub row_of: &'static str,
    /// The file gives no date.
    pub no_date: &'static str,

    /// What GDELT counts: nothing.
    pub gdelt_counts: &'static str,
    /// Coded by a program.
    pub machine_coded: &'static str,
    /// `ActionGeo_Type` 1 to 5.
    pub gdelt_place: [&'static str; 5],
    /// GDELT names no place.
    pub gdelt_no_place: &'static str,
    /// CAMEO root codes 01 to 20.
    pub cameo: [&'static str; 20],
}

/// English.
pub static EN: FormatWords = FormatWords {
    archive_empty: "the archive holds no file",
    encrypted: "the archive is locked with a password",
    bomb: "the archive expands to far more than its size, as archives made to harm do",
    damaged: "the archive or workbook is damaged",
    sheets_empty: "no sheet of the workbook has a row",
    xml_broken: "this is not complete XML",
    orders_mixed: "some dates have the day first and others the month first",
    kind_topojson: "TopoJSON",
    kind_esri: "JSON of an Esri feature service",
    kind_empty_list: "an empty JSON list",
    kind_html: "a web page",
    kind_xml: "XML that begins with",
    kind_office: "an office document that is not a workbook",
    kind_old_workbook: "a workbook in an old or binary form (.xls, .xlsb)",
    kind_archive: "an archive in a form that is not unpacked here (7z, RAR, XZ, bzip2, Zstandard)",
    kind_columns: "a data file for programs (Parquet, Arrow, HDF5)",
    kind_shapefile: "a shapefile or FlatGeobuf",
    kind_tiles: "map tiles (PMTiles)",
    kind_program: "a program",
    kind_sound: "a sound or video recording",
    position: "a position: a list of longitude and latitude",
    three_numbers: "at most three numbers in a position; the others are not used",
    line_of_two: "a line of at least two positions",
    ring_of_four: "a ring of at least four positions",
    closed_ring: "a ring that ends at its first position; it was closed",
    right_hand: "an outer ring counter-clockwise and inner rings clockwise; the area is the same",
    not_nested: "a collection of geometries without another one in it",
    not_alone: "the geometry by itself, not a collection of one",
    feature: "a feature: an object of type Feature",
    geometry: "a geometry: Point, LineString, Polygon, a Multi- form or GeometryCollection",
    object_or_null: "properties { } or null",
    text_or_number: "an id that is a text or a number; the position is used instead",
    bbox: "a bounding box of four or six numbers; it is not used",
    no_such_member: "no member of this name here; it is not used",
    member_once: "each name only once in an object",
    json_alone: "JSON without a program around it",
    collection_at_root: "the collection at the root of the file",
    any_date: "a date such as 2024-06-30, 30 June 2024 or June 2024",
    some_date: "a date in at least one row; without one, no event can stand on the timeline",
    some_place: "a place in at least one row; without one, no event can stand on the map",
    timemap_event: "an event with a description, and a date or a place",
    waypoints: "waypoints; tracks and routes are not events",
    no_links: "places in the file itself; links to other files are not followed",
    association: "the id of an association in associations.json",
    compact_day: "a day as eight digits, such as 20240630",
    no_error: "a value; the workbook shows an error here",
    explained_code: "a code whose meaning was stated with those of the columns; a town is assumed",
    ordered_dates: "a last day that is not before the first",
    advice_unpack: "Unpack it and open the file you want.",
    advice_member: "Unpack it and open the file you want, or name that file with --member.",
    advice_wgs84: "Export it again in WGS 84 (EPSG:4326).",
    advice_order: "State the order: --date-order day-first or --date-order month-first.",
    advice_sheet: "Choose one of the sheets by its name.",
    counts: "deaths as the file states them",
    no_licence: "not stated in the file",
    acled_terms: "ACLED terms of use: no redistribution of rows",
    method_point: "the point that the file gives; how sharply it is known is not stated",
    method_points: "the centre of the points that the file gives, with a circle that holds them",
    method_line: "the centre of the line that the file gives, with a circle that holds it",
    method_area: "the centre of the area that the file gives, with a circle that holds it",
    method_none: "the file gives no place",
    row_of: "row of",
    no_date: "the file gives no date",
    gdelt_counts: "no deaths: GDELT does not count them",
    machine_coded: "Coded by a program from a news article; nobody has checked it. The day, the place and what happened are often wrong, and one incident gives many rows.",
    gdelt_place: [
        "only the country is named; the point is its centre",
        "a state of the United States",
        "a town of the United States",
        "near the named town",
        "only the first-order division is named; the point is its centre",
    ],
    gdelt_no_place: "no place is named",
    cameo: [
        "Public statement",
        "Appeal",
        "Intent to cooperate",
        "Consultation",
        "Diplomatic cooperation",
        "Material cooperation",
        "Aid",
        "Yielding",
        "Investigation",
        "Demand",
        "Disapproval",
        "Rejection",
        "Threat",
        "Protest",
        "Show of force",
        "Reduced relations",
        "Coercion",
        "Assault",
        "Fight",
        "Mass violence",
    ],
};

/// French.
pub static FR: FormatWords = FormatWords {
    archive_empty: "l\u{2019}archive ne contient aucun fichier",
    encrypted: "l\u{2019}archive est protégée par un mot de passe",
    bomb: "l\u{2019}archive se déploie bien au-delà de sa taille, comme le font les archives malveillantes",
    damaged: "l\u{2019}archive ou le classeur est endommagé",
    sheets_empty: "aucune feuille du classeur n\u{2019}a de ligne",
    xml_broken: "ce n\u{2019}est pas du XML complet",
    orders_mixed: "des dates ont le jour en tête et d\u{2019}autres le mois",
    kind_topojson: "du TopoJSON",
    kind_esri: "le JSON d\u{2019}un service d\u{2019}entités Esri",
    kind_empty_list: "une liste JSON vide",
    kind_html: "une page web",
    kind_xml: "du XML qui commence par",
    kind_office: "un document bureautique qui n\u{2019}est pas un classeur",
    kind_old_workbook: "un classeur de forme ancienne ou binaire (.xls, .xlsb)",
    kind_archive: "une archive d\u{2019}une forme qui n\u{2019}est pas décompressée ici (7z, RAR, XZ, bzip2, Zstandard)",
    kind_columns: "un fichier de données pour programmes (Parquet, Arrow, HDF5)",
    kind_shapefile: "un shapefile ou un FlatGeobuf",
    kind_tiles: "des tuiles de carte (PMTiles)",
    kind_program: "un programme",
    kind_sound: "un enregistrement sonore ou vidéo",
    position: "une position\u{A0}: une liste de longitude et latitude",
    three_numbers: "au plus trois nombres dans une position\u{A0}; les autres ne servent pas",
    line_of_two: "une ligne d\u{2019}au moins deux positions",
    ring_of_four: "un anneau d\u{2019}au moins quatre positions",
    closed_ring: "un anneau qui finit à sa première position\u{A0}; il a été fermé",
    right_hand: "un anneau extérieur dans le sens inverse des aiguilles d\u{2019}une montre et les intérieurs dans l\u{2019}autre\u{A0}; la zone est la même",
    not_nested: "une collection de géométries sans une autre à l\u{2019}intérieur",
    not_alone: "la géométrie elle-même, pas une collection d\u{2019}une seule",
    feature: "une entité\u{A0}: un objet de type Feature",
    geometry: "une géométrie\u{A0}: Point, LineString, Polygon, une forme Multi ou GeometryCollection",
    object_or_null: "des propriétés { } ou null",
    text_or_number: "un identifiant qui est un texte ou un nombre\u{A0}; la position le remplace",
    bbox: "un cadre de quatre ou six nombres\u{A0}; il ne sert pas",
    no_such_member: "aucun membre de ce nom ici\u{A0}; il ne sert pas",
    member_once: "chaque nom une seule fois dans un objet",
    json_alone: "du JSON sans programme autour",
    collection_at_root: "la collection à la racine du fichier",
    any_date: "une date comme 2024-06-30, 30 juin 2024 ou juin 2024",
    some_date: "une date dans une ligne au moins\u{A0}; sans elle, aucun événement n\u{2019}apparaît sur la frise",
    some_place: "un lieu dans une ligne au moins\u{A0}; sans lui, aucun événement n\u{2019}apparaît sur la carte",
    timemap_event: "un événement avec une description, et une date ou un lieu",
    waypoints: "des points de passage\u{A0}; les traces et les routes ne sont pas des événements",
    no_links: "des lieux dans le fichier même\u{A0}; les liens vers d\u{2019}autres fichiers ne sont pas suivis",
    association: "l\u{2019}identifiant d\u{2019}une association de associations.json",
    compact_day: "un jour en huit chiffres, comme 20240630",
    no_error: "une valeur\u{A0}; le classeur affiche une erreur ici",
    explained_code: "un code dont le sens a été indiqué avec celui des colonnes\u{A0}; une localité est supposée",
    ordered_dates: "un dernier jour qui n\u{2019}est pas avant le premier",
    advice_unpack: "Décompressez-la et ouvrez le fichier voulu.",
    advice_member: "Décompressez-la et ouvrez le fichier voulu, ou nommez ce fichier avec --member.",
    advice_wgs84: "Exportez-le à nouveau en WGS 84 (EPSG:4326).",
    advice_order: "Indiquez l\u{2019}ordre\u{A0}: --date-order day-first ou --date-order month-first.",
    advice_sheet: "Choisissez une des feuilles par son nom.",
    counts: "morts tels que le fichier les indique",
    no_licence: "non indiquée dans le fichier",
    acled_terms: "conditions d’utilisation d’ACLED\u{A0}: lignes non redistribuables",
    method_point: "le point que donne le fichier\u{A0}; sa précision n\u{2019}est pas indiquée",
    method_points: "le centre des points que donne le fichier, avec un cercle qui les contient",
    method_line: "le centre de la ligne que donne le fichier, avec un cercle qui la contient",
    method_area: "le centre de la zone que donne le fichier, avec un cercle qui la contient",
    method_none: "le fichier ne donne pas de lieu",
    row_of: "ligne de",
    no_date: "le fichier ne donne pas de date",
    gdelt_counts: "aucun mort\u{A0}: GDELT ne les compte pas",
    machine_coded: "Codé par un programme d\u{2019}après un article de presse\u{A0}; personne ne l\u{2019}a vérifié. Le jour, le lieu et les faits sont souvent faux, et un même incident donne de nombreuses lignes.",
    gdelt_place: [
        "seul le pays est nommé\u{A0}; le point est son centre",
        "un État des États-Unis",
        "une ville des États-Unis",
        "près de la ville nommée",
        "seule la division de premier niveau est nommée\u{A0}; le point est son centre",
    ],
    gdelt_no_place: "aucun lieu n\u{2019}est nommé",
    cameo: [
        "Déclaration publique",
        "Appel",
        "Intention de coopérer",
        "Consultation",
        "Coopération diplomatique",
        "Coopération matérielle",
        "Aide",
        "Concession",
        "Enquête",
        "Exigence",
        "Désapprobation",
        "Rejet",
        "Menace",
        "Protestation",
        "Démonstration de force",
        "Relations réduites",
        "Contrainte",
        "Agression",
        "Combat",
        "Violence de masse",
    ],
};

impl super::Words {
    /// "the archive holds no file x, or more than one; it holds a, b".
    pub fn no_such_member_of(&self, asked: &str, names: &str) -> String {
        let asked = self.quoted(asked);
        match self.lang {
            Lang::En => format!("the archive holds no single file {asked}; it holds: {names}"),
            Lang::Fr => {
                format!("l\u{2019}archive ne contient pas un seul fichier {asked}\u{A0}; elle contient\u{A0}: {names}")
            }
        }
    }

    /// "the archive holds several files: a.csv, b.csv".
    pub fn several_files(&self, names: &str) -> String {
        match self.lang {
            Lang::En => format!("the archive holds several files: {names}"),
            Lang::Fr => format!("l\u{2019}archive contient plusieurs fichiers\u{A0}: {names}"),
        }
    }

    /// "several sheets hold incidents: Mali, Niger".
    pub fn several_sheets(&self, names: &str) -> String {
        match self.lang {
            Lang::En => format!("several sheets hold incidents: {names}"),
            Lang::Fr => format!("plusieurs feuilles contiennent des incidents\u{A0}: {names}"),
        }
    }

    /// "the archive holds another archive: inner.zip".
    pub fn nested_archive(&self, name: &str) -> String {
        match self.lang {
            Lang::En => format!("the archive holds another archive: {name}"),
            Lang::Fr => format!("l\u{2019}archive contient une autre archive\u{A0}: {name}"),
        }
    }

    /// "the archive expands to more than 1,024 MiB".
    pub fn expands_beyond(&self, limit: u64) -> String {
        let limit = self.size(limit);
        match self.lang {
            Lang::En => format!("the archive expands to more than {limit}, the most that is read"),
            Lang::Fr => format!("l\u{2019}archive se déploie au-delà de {limit}, le maximum qui est lu"),
        }
    }

    /// "the workbook has no sheet “X”; it has: A, B".
    pub fn no_such_sheet(&self, asked: &str, sheets: &str) -> String {
        let asked = self.quoted(asked);
        match self.lang {
            Lang::En => format!("the workbook has no sheet {asked}; it has: {sheets}"),
            Lang::Fr => format!("le classeur n\u{2019}a pas de feuille {asked}\u{A0}; il a\u{A0}: {sheets}"),
        }
    }

    /// "the coordinates are in X, not in WGS 84".
    pub fn foreign_crs(&self, name: &str) -> String {
        let name = self.quoted(name);
        match self.lang {
            Lang::En => format!("the coordinates are in the system {name}, not in WGS 84"),
            Lang::Fr => format!("les coordonnées sont dans le système {name}, pas en WGS 84"),
        }
    }

    /// "“3/8/2023” can be 3 August 2023 or 8 March 2023, and no date of the file decides".
    pub fn two_readings_of_file(&self, example: &str, day_first: &str, month_first: &str) -> String {
        let example = self.quoted(example);
        match self.lang {
            Lang::En => format!(
                "{example} can be {day_first} (day first) or {month_first} (month first), and no date of the file decides"
            ),
            Lang::Fr => format!(
                "{example} peut être {day_first} (jour en tête) ou {month_first} (mois en tête), et aucune date du fichier ne tranche"
            ),
        }
    }

    /// "only the sheet “X”, which was read".
    pub fn only_sheet(&self, name: &str) -> String {
        let name = self.quoted(name);
        match self.lang {
            Lang::En => format!("only the sheet {name}, which was read; the others were not"),
            Lang::Fr => format!("la seule feuille {name}, qui a été lue\u{A0}; les autres ne l\u{2019}ont pas été"),
        }
    }
}
