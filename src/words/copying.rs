//! Words of copies for fast opening: the question, the sheet, what the command line says.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct CopyingWords {
    /// Menu entry.
    pub more: &'static str,
    /// Heading of the sheet and the question.
    pub heading: &'static str,
    /// What a copy is.
    pub about: &'static str,
    /// Button: yes.
    pub keep: &'static str,
    /// Button: not of this file.
    pub not_this: &'static str,
    /// Box beside the buttons: the answer holds for every large file.
    pub every_file: &'static str,
    /// Before the choices: what to do with large files.
    pub large_files: &'static str,
    /// The choices: ask, always, never.
    pub choices: [&'static str; 3],
    /// There is no copy.
    pub none: &'static str,
    /// A copy that cannot be used.
    pub unusable: &'static str,
    /// Button: remove one copy.
    pub remove: &'static str,
    /// Button: remove all.
    pub remove_all: &'static str,
    /// Said when all are removed.
    pub removed: &'static str,
    /// Why no copy can be made.
    pub unfit: &'static str,
    /// The file is another than the copy was made of; it is read again.
    pub changed: &'static str,
}

/// English.
pub static EN: CopyingWords = CopyingWords {
    more: "Copies for fast opening…",
    heading: "Copies for fast opening",
    about: "A copy holds the rows of a large file, so that the file opens at once the next time. It lies on this computer, for you alone to read, and is not used once the file has changed. Notes stay in the file itself.",
    keep: "Keep a copy",
    not_this: "No copy",
    every_file: "For every large file",
    large_files: "When a large file is opened",
    choices: ["Ask", "Always keep a copy", "Never keep a copy"],
    none: "No file has a copy.",
    unusable: "damaged, or of another version of the program",
    remove: "Delete",
    remove_all: "Delete all copies",
    removed: "All copies are deleted.",
    unfit: "its rows are not read from it one by one, or it has changed meanwhile",
    changed: "The file is not the one that the copy was made of. It is read again.",
};

/// French.
pub static FR: CopyingWords = CopyingWords {
    more: "Copies pour ouverture rapide…",
    heading: "Copies pour ouverture rapide",
    about: "Une copie contient les lignes d’un grand fichier, afin qu’il s’ouvre aussitôt la prochaine fois. Elle se trouve sur cet ordinateur, lisible par vous seul, et ne sert plus dès que le fichier a changé. Les notes restent dans le fichier lui-même.",
    keep: "Garder une copie",
    not_this: "Pas de copie",
    every_file: "Pour tous les grands fichiers",
    large_files: "À l’ouverture d’un grand fichier",
    choices: ["Demander", "Toujours garder une copie", "Ne jamais garder de copie"],
    none: "Aucun fichier n’a de copie.",
    unusable: "abîmée, ou d’une autre version du programme",
    remove: "Supprimer",
    remove_all: "Supprimer toutes les copies",
    removed: "Toutes les copies sont supprimées.",
    unfit: "ses lignes ne sont pas lues une à une, ou il a changé entre-temps",
    changed: "Le fichier n’est pas celui dont la copie a été faite. Il est relu.",
};

impl super::Words {
    /// The question after a large file was opened.
    pub fn keep_copy(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!("Keep a copy for fast opening? It holds the rows of {file} on this computer."),
            Lang::Fr => {
                format!(
                    "Garder une copie pour ouverture rapide\u{A0}? Elle contient les lignes de {file} sur cet ordinateur."
                )
            }
        }
    }

    /// A copy was made.
    pub fn copy_kept(&self, file: &str, bytes: u64) -> String {
        let size = self.bytes(bytes);
        match self.lang {
            Lang::En => format!("A copy of {file} is kept for fast opening ({size})."),
            Lang::Fr => format!("Une copie de {file} est gardée pour ouverture rapide ({size})."),
        }
    }

    /// No copy was made.
    pub fn copy_not_kept(&self, file: &str, reason: &str) -> String {
        match self.lang {
            Lang::En => format!("No copy of {file} was kept: {reason}."),
            Lang::Fr => format!("Aucune copie de {file} n’a été gardée\u{A0}: {reason}."),
        }
    }

    /// Why a copy was not kept: it is larger than all of them together may be.
    pub fn copy_too_large(&self, bytes: u64, most: u64) -> String {
        let (size, most) = (self.bytes(bytes), self.bytes(most));
        match self.lang {
            Lang::En => format!("it would take {size}, and all copies together take {most} at most"),
            Lang::Fr => format!("elle prendrait {size}, et toutes les copies ensemble ne prennent que {most} au plus"),
        }
    }

    /// "1,000,000 incidents · 43 MB".
    pub fn copy_of(&self, events: Option<usize>, bytes: u64) -> String {
        let what = events.map_or_else(|| self.copying.unusable.to_owned(), |n| self.incidents(n));
        format!("{what} · {}", self.bytes(bytes))
    }

    /// "2 copies, 90 MB in all; at most 1,074 MB are used."
    pub fn copies_in_all(&self, copies: usize, bytes: u64, most: u64) -> String {
        let (n, bytes, most) = (self.number(copies as u64), self.bytes(bytes), self.bytes(most));
        match (self.lang, copies) {
            (Lang::En, 1) => format!("1 copy, {bytes}. All copies together take {most} at most; the oldest go first."),
            (Lang::En, _) => {
                format!("{n} copies, {bytes} in all. Together they take {most} at most; the oldest go first.")
            }
            (Lang::Fr, 0 | 1) => format!(
                "{n} copie, {bytes}. Toutes ensemble, les copies prennent {most} au plus\u{A0}; les plus anciennes partent d’abord."
            ),
            (Lang::Fr, _) => format!(
                "{n} copies, {bytes} en tout. Ensemble, elles prennent {most} au plus\u{A0}; les plus anciennes partent d’abord."
            ),
        }
    }

    /// What the command line says of a file that has no copy to delete.
    pub fn no_copy_of(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!("{file}: no copy is kept of this file"),
            Lang::Fr => format!("{file}\u{A0}: aucune copie de ce fichier n’est gardée"),
        }
    }

    /// "43 MB", "640 kB".
    pub fn bytes(&self, bytes: u64) -> String {
        match bytes {
            0..1_000_000 => format!("{}\u{A0}{}", self.number(bytes.div_ceil(1_000)), self.pick("kB", "ko")),
            _ => {
                let megabytes = bytes.saturating_add(500_000) / 1_000_000;
                format!("{}\u{A0}{}", self.number(megabytes), self.pick("MB", "Mo"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{EN, FR};

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        assert_eq!(EN.bytes(43_499_999), "43\u{A0}MB");
        assert_eq!(FR.bytes(1), "1\u{A0}ko");
        assert_eq!(EN.copy_of(Some(1), 999_999), "1 incident · 1,000\u{A0}kB");
        assert!(FR.copy_of(None, 0).starts_with("abîmée"));
        assert!(
            EN.copies_in_all(1, 43_000_000, 1 << 30)
                .starts_with("1 copy, 43\u{A0}MB. All")
        );
        assert!(FR.copies_in_all(2, 43_000_000, 1 << 30).contains("1\u{A0}074\u{A0}Mo"));
    }
}
