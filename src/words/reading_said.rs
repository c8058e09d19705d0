//! Sentences about opened files that hold numbers and names.

use std::borrow::Cow;

use crate::base::Lang;

impl super::Words {
    /// A text of the file in the language's quotation marks.
    pub fn quoted(&self, text: &str) -> String {
        let (open, close) = self.reading.quotes;
        format!("{open}{text}{close}")
    }

    /// "none of the 8 rows could be used", after what was found in the first one.
    pub fn none_usable(&self, rows: usize) -> String {
        let n = self.number(rows as u64);
        match self.lang {
            Lang::En => format!("none of the {n} rows could be used"),
            Lang::Fr => format!("aucune des {n} lignes n\u{2019}est utilisable"),
        }
    }

    /// A size in the unit that reads best: `512 MiB`, `512 Mio`.
    pub fn size(&self, bytes: u64) -> String {
        let mib = bytes.div_ceil(1 << 20);
        format!("{}\u{A0}{}", self.number(mib), self.pick("MiB", "Mio"))
    }

    /// "a quotation mark on line 3 that is never closed …", after "found".
    pub fn open_quote(&self, line: u64, last: u64) -> String {
        let (line, last) = (self.number(line), self.number(last));
        match self.lang {
            Lang::En => format!(
                "a quotation mark on line {line} that is never closed, so that everything from there to the last line \
                 of the file, {last}, has become one cell"
            ),
            Lang::Fr => format!(
                "un guillemet à la ligne {line} qui n\u{2019}est jamais fermé, si bien que tout ce qui suit jusqu\u{2019}à \
                 la dernière ligne du fichier, {last}, est devenu une seule cellule"
            ),
        }
    }

    /// "a cell of more than 16 MiB", after "found".
    pub fn cell_over(&self, limit: u64) -> String {
        let limit = self.size(limit);
        match self.lang {
            Lang::En => format!("a cell of more than {limit}"),
            Lang::Fr => format!("une cellule de plus de {limit}"),
        }
    }

    /// "at most 16 MiB in a cell", after "expected".
    pub fn cell_up_to(&self, limit: u64) -> String {
        let limit = self.size(limit);
        match self.lang {
            Lang::En => format!("at most {limit} in a cell (--max-field allows more)"),
            Lang::Fr => format!("au plus {limit} par cellule (--max-field en permet davantage)"),
        }
    }

    /// "columns 5 and 9 of this name (column 5 is read)", after "found".
    pub fn doubled_columns(&self, columns: &[usize], read: Option<usize>) -> String {
        let all: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let all = all.join(", ");
        match (self.lang, read) {
            (Lang::En, Some(read)) => format!("columns {all} with this name, of which column {read} is read"),
            (Lang::En, None) => format!("columns {all} with this name, of which none is read"),
            (Lang::Fr, Some(read)) => format!("les colonnes {all} sous ce nom, dont la colonne {read} est lue"),
            (Lang::Fr, None) => format!("les colonnes {all} sous ce nom, dont aucune n\u{2019}est lue"),
        }
    }

    /// "3 zero bytes, the first on this line", after "found".
    pub fn zero_bytes(&self, count: u64) -> String {
        let number = self.number(count);
        match (self.lang, count) {
            (Lang::En, 1) => "one zero byte (NUL)".to_owned(),
            (Lang::En, _) => format!("{number} zero bytes (NUL) in the file, the first of them here"),
            (Lang::Fr, 0 | 1) => "un octet nul (NUL)".to_owned(),
            (Lang::Fr, _) => format!("{number} octets nuls (NUL) dans le fichier, le premier ici"),
        }
    }

    /// "3 places that are not UTF-8, the first on this line", after "found".
    pub fn damaged_places(&self, count: u64) -> String {
        let number = self.number(count);
        match (self.lang, count) {
            (Lang::En, 1) => "one place that is not UTF-8".to_owned(),
            (Lang::En, _) => format!("{number} places in the file that are not UTF-8, the first of them here"),
            (Lang::Fr, 0 | 1) => "un endroit qui n\u{2019}est pas en UTF-8".to_owned(),
            (Lang::Fr, _) => format!("{number} endroits du fichier qui ne sont pas en UTF-8, le premier ici"),
        }
    }

    /// What of a file in Windows-1252 is in UTF-8, after "found".
    pub fn some_utf8(&self, count: u64) -> String {
        let number = self.number(count);
        match (self.lang, count) {
            (Lang::En, 0 | 1) => "a letter in UTF-8, in a file that is in Windows-1252 otherwise".to_owned(),
            (Lang::En, _) => {
                format!(
                    "{number} letters in UTF-8, the first of them here, in a file that is in Windows-1252 otherwise"
                )
            }
            (Lang::Fr, 0 | 1) => "une lettre en UTF-8, dans un fichier par ailleurs en Windows-1252".to_owned(),
            (Lang::Fr, _) => {
                format!("{number} lettres en UTF-8, la première ici, dans un fichier par ailleurs en Windows-1252")
            }
        }
    }

    /// "“Ménaka”, as it was before UTF-8 was read as Windows-1252 …", after "expected".
    pub fn coded_once(&self, meant: &str) -> String {
        let why = self.pick(
            "letters that were coded once: UTF-8 was taken for Windows-1252 and saved again, so export the file anew",
            "des lettres codées une seule fois\u{A0}: de l\u{2019}UTF-8 a été pris pour du Windows-1252 puis enregistré, \
             exportez donc le fichier à nouveau",
        );
        if meant.is_empty() {
            return why.to_owned();
        }
        format!("{} ({why})", self.quoted(meant))
    }

    /// At most so many characters of a cell, with how many more there are.
    pub fn cut_cell<'a>(&self, text: &'a str, most: usize) -> Cow<'a, str> {
        let Some((end, _)) = text.char_indices().nth(most) else {
            return Cow::Borrowed(text);
        };
        let (shown, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        let more = self.number(rest.chars().count() as u64);
        let said = match self.lang {
            Lang::En => format!("and {more} more characters"),
            Lang::Fr => format!("et {more} autres caractères"),
        };
        Cow::Owned(format!("{shown}… ({said})"))
    }

    /// "the file has 3,000 MiB, more than the 2,048 MiB that are read".
    pub fn too_large(&self, bytes: u64, limit: u64) -> String {
        let (bytes, limit) = (self.size(bytes), self.size(limit));
        match self.lang {
            Lang::En => format!("the file has {bytes}; at most {limit} are read"),
            Lang::Fr => format!("le fichier fait {bytes}\u{A0}; au plus {limit} sont lus"),
        }
    }

    /// "schema_version 2, which is newer than 1".
    pub fn schema_too_new(&self, known: u32) -> String {
        match self.lang {
            Lang::En => format!("version {known} or older (a newer Sahel Atlas wrote this file)"),
            Lang::Fr => {
                format!("la version {known} ou antérieure (un Sahel Atlas plus récent a écrit ce fichier)")
            }
        }
    }

    /// "a day after 2024-07-15, the start (an end is the first day after)".
    pub fn day_after(&self, start: &str) -> String {
        match self.lang {
            Lang::En => format!("a day after the start, {start} (the end is the first day after)"),
            Lang::Fr => {
                format!("un jour postérieur au début, {start} (la fin est le premier jour d\u{2019}après)")
            }
        }
    }

    /// "a day on or after 2024-07-15, where the row starts".
    pub fn day_from(&self, start: &str) -> String {
        match self.lang {
            Lang::En => format!("{start}, where the row starts, or a later day"),
            Lang::Fr => format!("{start}, où commence la ligne, ou un jour postérieur"),
        }
    }

    /// "class P2 for a radius of 20 km".
    pub fn class_of_radius(&self, class: &str, radius: f64) -> String {
        let radius = self.radius(radius);
        match self.lang {
            Lang::En => format!("{class}, the class of a radius of {radius}"),
            Lang::Fr => format!("{class}, la classe d\u{2019}un rayon de {radius}"),
        }
    }

    /// "one of: a, b".
    pub fn one_of(&self, names: &str) -> String {
        match self.lang {
            Lang::En => format!("one of: {names}"),
            Lang::Fr => format!("l\u{2019}un de\u{A0}: {names}"),
        }
    }

    /// "48 cells" found in a row.
    pub fn cells(&self, n: usize) -> String {
        let n = self.number(n as u64);
        match self.lang {
            Lang::En => format!("{n} cells"),
            Lang::Fr => format!("{n} cellules"),
        }
    }

    /// "the member killed is missing".
    pub fn member_missing(&self, name: &str) -> String {
        let name = self.quoted(name);
        match self.lang {
            Lang::En => format!("the member {name} is missing"),
            Lang::Fr => format!("le membre {name} manque"),
        }
    }

    /// "the member x is not known here".
    pub fn member_unknown(&self, name: &str) -> String {
        let name = self.quoted(name);
        match self.lang {
            Lang::En => format!("the member {name} is not known here"),
            Lang::Fr => format!("le membre {name} n\u{2019}est pas connu ici"),
        }
    }

    /// "the member x stands here twice".
    pub fn member_twice(&self, name: &str) -> String {
        let name = self.quoted(name);
        match self.lang {
            Lang::En => format!("the member {name} stands here twice"),
            Lang::Fr => format!("le membre {name} figure ici deux fois"),
        }
    }

    /// "the UCDP GED table has no column date_start".
    pub fn columns_missing(&self, table: &str, names: &str, many: bool) -> String {
        match (self.lang, many) {
            (Lang::En, false) => format!("the {table} table has no column {names}"),
            (Lang::En, true) => format!("the {table} table lacks the columns {names}"),
            (Lang::Fr, false) => format!("le tableau {table} n\u{2019}a pas de colonne {names}"),
            (Lang::Fr, true) => format!("il manque au tableau {table} les colonnes {names}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{EN, FR};

    #[test]
    fn long_cells_are_cut_and_say_so() {
        assert_eq!(EN.cut_cell("Téra", 4), "Téra");
        assert_eq!(EN.cut_cell("Ménaka", 2), "Mé… (and 4 more characters)");
        assert_eq!(FR.cut_cell("Ménaka", 3), "Mén… (et 3 autres caractères)");
    }
}
