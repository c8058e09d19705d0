//! Words for tables that no reader knows: what their columns mean, and what is missing.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct TableWords {
    /// Meanings of columns, in the order of `read::mapping::Role::ALL`.
    pub roles: [&'static str; 26],
    /// What the death figures count.
    pub counts: &'static str,
    /// The row gives no coordinates.
    pub no_coordinates: &'static str,
    /// Coordinates with a stated precision.
    pub coded_place: &'static str,
    /// Coordinates without one.
    pub assumed_place: &'static str,
    /// The table is none that this program knows.
    pub unknown_table: &'static str,
    /// No column with a date.
    pub no_date: &'static str,
    /// No column with coordinates.
    pub no_place: &'static str,
    /// Before the names of columns.
    pub several_dates: &'static str,
    /// Before the names of columns.
    pub several_places: &'static str,
    /// A document that is no profile.
    pub not_a_profile: &'static str,
    /// How to say what columns mean.
    pub advice_map: &'static str,
    /// Another profile.
    pub advice_profile: &'static str,
}

/// English.
pub static EN: TableWords = TableWords {
    roles: [
        "date",
        "last day",
        "year",
        "month",
        "day of the month",
        "date precision",
        "latitude",
        "longitude",
        "latitude and longitude",
        "point (WKT)",
        "place precision",
        "radius",
        "place",
        "region",
        "country",
        "type",
        "sub-type",
        "title",
        "description",
        "id",
        "actors",
        "deaths",
        "fewest deaths",
        "most deaths",
        "source",
        "link",
    ],
    counts: "deaths as the table states them",
    no_coordinates: "the row gives no coordinates",
    coded_place: "coordinates and precision as the table states them",
    assumed_place: "coordinates as the table states them; it does not say how sharp they are, a town is assumed",
    unknown_table: "this is no table that the program knows by itself",
    no_date: "no column looks like the date",
    no_place: "no column looks like latitude and longitude",
    several_dates: "the date could be one of the columns",
    several_places: "the coordinates could stand in one of the columns",
    not_a_profile: "this is no profile of columns",
    advice_map: "Say what the columns mean: print a draft with \u{201C}sahel-atlas mapping FILE\u{201D}, complete it and open the \
                 file with --map.",
    advice_profile: "Correct the profile, or print a new draft with \u{201C}sahel-atlas mapping FILE\u{201D}.",
};

/// French.
pub static FR: TableWords = TableWords {
    roles: [
        "date",
        "dernier jour",
        "année",
        "mois",
        "jour du mois",
        "précision de la date",
        "latitude",
        "longitude",
        "latitude et longitude",
        "point (WKT)",
        "précision du lieu",
        "rayon",
        "lieu",
        "région",
        "pays",
        "type",
        "sous-type",
        "titre",
        "description",
        "identifiant",
        "acteurs",
        "morts",
        "morts au moins",
        "morts au plus",
        "source",
        "lien",
    ],
    counts: "morts tels que le tableau les indique",
    no_coordinates: "la ligne ne donne pas de coordonnées",
    coded_place: "coordonnées et précision telles que le tableau les indique",
    assumed_place: "coordonnées telles que le tableau les indique\u{A0}; il ne dit pas leur précision, une localité est \
                    supposée",
    unknown_table: "ce n\u{2019}est pas un tableau que le programme connaît de lui-même",
    no_date: "aucune colonne ne ressemble à la date",
    no_place: "aucune colonne ne ressemble à la latitude et à la longitude",
    several_dates: "la date peut être l\u{2019}une des colonnes",
    several_places: "les coordonnées peuvent se trouver dans l\u{2019}une des colonnes",
    not_a_profile: "ce n\u{2019}est pas un profil de colonnes",
    advice_map: "Dites ce que signifient les colonnes\u{A0}: imprimez une ébauche avec «\u{A0}sahel-atlas mapping \
                 FICHIER\u{A0}», complétez-la et ouvrez le fichier avec --map.",
    advice_profile: "Corrigez le profil, ou imprimez une nouvelle ébauche avec «\u{A0}sahel-atlas mapping \
                     FICHIER\u{A0}».",
};

impl super::Words {
    /// The attribution of a table that states none.
    pub fn table_attribution(&self, name: &str) -> String {
        match self.lang {
            Lang::En => format!("Data: {name}"),
            Lang::Fr => format!("Données\u{A0}: {name}"),
        }
    }

    /// "row A-12 of the table".
    pub fn table_row(&self, id: &str) -> String {
        match self.lang {
            Lang::En => format!("row {id} of the table"),
            Lang::Fr => format!("ligne {id} du tableau"),
        }
    }

    /// What the columns of a file were taken for.
    pub fn guessed_columns(&self, file: &str, columns: &str) -> String {
        match self.lang {
            Lang::En => format!("{file}: columns guessed: {columns} (--map states them)"),
            Lang::Fr => format!("{file}\u{A0}: colonnes devinées\u{A0}: {columns} (--map les précise)"),
        }
    }

    /// Columns that a profile names and the table lacks.
    pub fn profile_columns(&self, names: &str) -> String {
        match self.lang {
            Lang::En => format!("the table has no column {names}, which the profile names"),
            Lang::Fr => format!("le tableau n\u{2019}a pas de colonne {names}, que le profil nomme"),
        }
    }
}
