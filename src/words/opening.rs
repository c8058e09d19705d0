//! Words of opening files: layers, recent files, the path field, progress, what a second file changed.

use crate::base::Lang;

/// See the module.
#[derive(Debug)]
pub struct OpeningWords {
    /// Heading: the open datasets.
    pub datasets: &'static str,
    /// Menu entry and button: the sheet of datasets.
    pub datasets_more: &'static str,
    /// Show a layer.
    pub show: &'static str,
    /// Hide a layer.
    pub hide: &'static str,
    /// Close a layer.
    pub remove: &'static str,
    /// What came of reading a file.
    pub report: &'static str,
    /// Move a layer up in the list.
    pub up: &'static str,
    /// Move a layer down.
    pub down: &'static str,
    /// A hidden layer, beside its name.
    pub hidden: &'static str,
    /// Nothing is shown because every layer is hidden.
    pub all_hidden: &'static str,
    /// Show every layer.
    pub show_all: &'static str,
    /// Part of the program and not a file.
    pub bundled: &'static str,
    /// Names before the facts of a layer: file, format, rows, dates, licence, marks on the map.
    pub file: &'static str,
    /// See above.
    pub format: &'static str,
    /// See above.
    pub rows: &'static str,
    /// See above.
    pub dates: &'static str,
    /// See above.
    pub licence: &'static str,
    /// See above.
    pub mark: &'static str,
    /// Names of the marks under a symbol, in the order of `ui::layers::cue`.
    pub cues: [&'static str; 6],
    /// Files opened before.
    pub recent: &'static str,
    /// No file was opened before.
    pub no_recent: &'static str,
    /// Setting: keep a list of opened files.
    pub remember: &'static str,
    /// What the setting means.
    pub remember_help: &'static str,
    /// Menu entry and heading: open a file by its path.
    pub type_path: &'static str,
    /// Hint in the field.
    pub path_hint: &'static str,
    /// Said where the system has no file dialog.
    pub no_dialog: &'static str,
    /// Button of the field.
    pub open: &'static str,
    /// Cancel all files.
    pub cancel_all: &'static str,
    /// A file whose turn has not come.
    pub waiting: &'static str,
    /// A file that is read and being put in order.
    pub ordering: &'static str,
    /// A dataset of which some columns are shown while its file is being read; behind its name.
    pub loading: &'static str,
    /// Before what is known of the first look at a large file.
    pub first_look: &'static str,
    /// The rows of a provisional dataset.
    pub rows_until_now: &'static str,
    /// Why nothing is exported or copied now.
    pub not_while_loading: &'static str,
    /// A recent file that is not there any more, after the reason.
    pub off_the_list: &'static str,
}

/// English.
pub static EN: OpeningWords = OpeningWords {
    datasets: "Datasets",
    datasets_more: "Datasets…",
    show: "Show",
    hide: "Hide",
    remove: "Remove",
    report: "Import report…",
    up: "Move up",
    down: "Move down",
    hidden: "hidden",
    all_hidden: "Every dataset is hidden.",
    show_all: "Show all",
    bundled: "part of the program",
    file: "File",
    format: "Format",
    rows: "Rows",
    dates: "Dates",
    licence: "Licence",
    mark: "On the map",
    cues: [
        "symbols without a line",
        "a line under the symbol",
        "two lines under the symbol",
        "a dot under the symbol",
        "two dots under the symbol",
        "a line and a dot under the symbol",
    ],
    recent: "Recent files",
    no_recent: "none yet",
    remember: "Remember opened files",
    remember_help: "Without it no list of files is kept, and the next start does not know what was looked at.",
    type_path: "Open by path…",
    path_hint: "/folder/file.csv",
    no_dialog: "This system offered no file dialog: type the path of the file here, drop the file on the window, or name it when you start the program (sahel-atlas FILE).",
    open: "Open",
    cancel_all: "Cancel all",
    waiting: "waiting",
    ordering: "putting in order",
    loading: "loading…",
    first_look: "first look",
    rows_until_now: "being read: figures may still change",
    not_while_loading: "A file is still being read, so its figures may change. Wait until it has arrived, cancel it, or hide it.",
    off_the_list: "It is no longer in the list of recent files.",
};

/// French.
pub static FR: OpeningWords = OpeningWords {
    datasets: "Jeux de données",
    datasets_more: "Jeux de données…",
    show: "Afficher",
    hide: "Masquer",
    remove: "Retirer",
    report: "Rapport d’import…",
    up: "Monter",
    down: "Descendre",
    hidden: "masqué",
    all_hidden: "Tous les jeux de données sont masqués.",
    show_all: "Tout afficher",
    bundled: "fait partie du programme",
    file: "Fichier",
    format: "Format",
    rows: "Lignes",
    dates: "Dates",
    licence: "Licence",
    mark: "Sur la carte",
    cues: [
        "symboles sans trait",
        "un trait sous le symbole",
        "deux traits sous le symbole",
        "un point sous le symbole",
        "deux points sous le symbole",
        "un trait et un point sous le symbole",
    ],
    recent: "Fichiers récents",
    no_recent: "aucun pour l’instant",
    remember: "Retenir les fichiers ouverts",
    remember_help: "Sans cela, aucune liste de fichiers n’est gardée et le prochain démarrage ignore ce qui a été regardé.",
    type_path: "Ouvrir par chemin…",
    path_hint: "/dossier/fichier.csv",
    no_dialog: "Ce système n’a proposé aucune fenêtre de choix\u{A0}: tapez ici le chemin du fichier, déposez le fichier sur la fenêtre, ou nommez-le au démarrage du programme (sahel-atlas FICHIER).",
    open: "Ouvrir",
    cancel_all: "Tout interrompre",
    waiting: "en attente",
    ordering: "mise en ordre",
    loading: "chargement…",
    first_look: "premier aperçu",
    rows_until_now: "lecture en cours\u{A0}: les chiffres peuvent encore changer",
    not_while_loading: "Un fichier est encore en cours de lecture et ses chiffres peuvent changer. Attendez la fin, interrompez la lecture ou masquez-le.",
    off_the_list: "Il ne figure plus dans les fichiers récents.",
};

/// Bytes of a kilobyte as people count them.
const KILO: f64 = 1000.0;

impl super::Words {
    /// "340,000 rows · 212 of 652 MB · about 4 s left"; what is not known is left out.
    pub fn reading_progress(&self, rows: u64, done: u64, total: u64, seconds_left: Option<u64>) -> String {
        let mut parts = Vec::new();
        if rows > 0 {
            parts.push(format!("{} {}", self.number(rows), self.pick("rows", "lignes")));
        }
        if total > 0 {
            parts.push(self.bytes_of(done.min(total), total));
        }
        parts.extend(seconds_left.map(|seconds| self.time_left(seconds)));
        parts.join(" · ")
    }

    /// "412,000 of 1,000,000 rows · about 4 s left", for work that counts rows; what is not known is left out.
    pub fn rows_progress(&self, done: u64, total: u64, seconds_left: Option<u64>) -> String {
        let mut parts = Vec::new();
        if total > 0 {
            let [done, total] = [done.min(total), total].map(|n| self.number(n));
            parts.push(match self.lang {
                Lang::En => format!("{done} of {total} rows"),
                Lang::Fr => format!("{done} sur {total} lignes"),
            });
        }
        parts.extend(seconds_left.map(|seconds| self.time_left(seconds)));
        parts.join(" · ")
    }

    fn time_left(&self, seconds: u64) -> String {
        let time = if seconds < 100 {
            format!("{seconds}\u{A0}s")
        } else {
            format!("{}\u{A0}min", seconds.div_ceil(60))
        };
        match self.lang {
            Lang::En => format!("about {time} left"),
            Lang::Fr => format!("encore {time} environ"),
        }
    }

    /// "212 of 652 MB", "0.4 of 1.5 MB", "12 of 40 kB".
    fn bytes_of(&self, done: u64, total: u64) -> String {
        let (unit, size) = match total as f64 {
            t if t >= KILO.powi(3) * 10.0 => (self.pick("GB", "Go"), KILO.powi(3)),
            t if t >= KILO.powi(2) => (self.pick("MB", "Mo"), KILO.powi(2)),
            _ => (self.pick("kB", "ko"), KILO),
        };
        let [done, total] = [done, total].map(|bytes| {
            let n = bytes as f64 / size;
            if total as f64 / size >= 10.0 {
                return self.number(n.round() as u64);
            }
            let text = format!("{n:.1}");
            if self.lang == Lang::Fr {
                text.replace('.', ",")
            } else {
                text
            }
        });
        format!("{done} {} {total}\u{A0}{unit}", self.pick("of", "sur"))
    }

    /// "Opening 3 files".
    pub fn opening_files(&self, n: usize) -> String {
        let n = self.number(n as u64);
        match self.lang {
            Lang::En => format!("Opening {n} files"),
            Lang::Fr => format!("Ouverture de {n} fichiers"),
        }
    }

    /// "1,204 incidents updated, 312 new, 88 only in the earlier file."
    pub fn layer_update(&self, updated: usize, new: usize, only_earlier: usize) -> String {
        let n = |n: usize| self.number(n as u64);
        match self.lang {
            Lang::En => format!(
                "{} updated, {} new, {} only in the earlier file.",
                self.incidents(updated),
                n(new),
                n(only_earlier)
            ),
            Lang::Fr => format!(
                "{} mis à jour, {}, {} dans le fichier précédent seulement.",
                self.incidents(updated),
                if new > 1 {
                    format!("{} nouveaux", n(new))
                } else {
                    format!("{} nouveau", n(new))
                },
                n(only_earlier)
            ),
        }
    }

    /// What the command line says of a file that repeats events of an earlier one.
    pub fn later_file_counts(&self, file: &str, shared: usize) -> String {
        let n = self.incidents(shared);
        match self.lang {
            Lang::En => format!("{file}: {n} also in an earlier file; as read here they replace those"),
            Lang::Fr => {
                format!("{file}\u{A0}: {n} aussi dans un fichier précédent\u{A0}; leur lecture d’ici les remplace")
            }
        }
    }

    /// "3 datasets".
    pub fn datasets_count(&self, n: usize) -> String {
        let number = self.number(n as u64);
        match (self.lang, n) {
            (Lang::En, 1) => "1 dataset".to_owned(),
            (Lang::En, _) => format!("{number} datasets"),
            (Lang::Fr, 0 | 1) => format!("{number} jeu de données"),
            (Lang::Fr, _) => format!("{number} jeux de données"),
        }
    }

    /// "in 3 datasets, which may tell of the same event", "in 2 datasets".
    pub fn in_datasets(&self, n: usize, may_repeat: bool) -> String {
        let mut text = format!("{} {}", self.pick("in", "dans"), self.datasets_count(n));
        if may_repeat {
            text += self.pick(
                " (one event may stand in several)",
                " (un même fait peut figurer dans plusieurs)",
            );
        }
        text
    }

    /// "88 incidents replaced by a later file".
    pub fn replaced_by_later(&self, n: usize) -> String {
        let text = self.incidents(n);
        match (self.lang, n) {
            (Lang::En, _) => format!("{text} replaced by a later file"),
            (Lang::Fr, 0 | 1) => format!("{text} remplacé par un fichier plus récent"),
            (Lang::Fr, _) => format!("{text} remplacés par un fichier plus récent"),
        }
    }

    /// What a layer's row in legend and menu is called: "UCDP Mali, 812 of 2,801", "UCDP Mali, hidden".
    pub fn layer_row(&self, name: &str, counts: Option<(usize, usize)>) -> String {
        match counts {
            Some((visible, total)) => format!("{name}, {}", self.layer_counts(visible, total)),
            None => format!("{name}, {}", self.opening.hidden),
        }
    }

    /// "812 of 2,801"; "2,801" where all are visible.
    pub fn layer_counts(&self, visible: usize, total: usize) -> String {
        let total_text = self.number(total as u64);
        if visible == total {
            return total_text;
        }
        let visible = self.number(visible as u64);
        format!("{visible} {} {total_text}", self.pick("of", "sur"))
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{EN, FR};

    #[test]
    fn progress_names_rows_bytes_and_time_and_leaves_out_what_is_not_known() {
        let (done, total) = (212_000_000, 652_000_000);
        assert_eq!(
            EN.reading_progress(340_000, done, total, Some(4)),
            "340,000 rows · 212 of 652\u{A0}MB · about 4\u{A0}s left"
        );
        assert_eq!(
            FR.reading_progress(340_000, done, total, Some(4)),
            "340\u{A0}000 lignes · 212 sur 652\u{A0}Mo · encore 4\u{A0}s environ"
        );
        assert_eq!(EN.reading_progress(0, 400_000, 1_468_550, None), "0.4 of 1.5\u{A0}MB");
        assert_eq!(FR.reading_progress(0, 400_000, 1_468_550, None), "0,4 sur 1,5\u{A0}Mo");
        assert_eq!(
            EN.reading_progress(0, 12_000, 40_000, Some(240)),
            "12 of 40\u{A0}kB · about 4\u{A0}min left"
        );
        assert_eq!(EN.reading_progress(0, 0, 0, None), "");
        assert_eq!(
            EN.rows_progress(412_000, 1_000_000, Some(4)),
            "412,000 of 1,000,000 rows · about 4\u{A0}s left"
        );
        assert_eq!(EN.rows_progress(2_300, 2_048, None), "2,048 of 2,048 rows");
        assert_eq!(
            FR.rows_progress(412_000, 1_000_000, None),
            format!("{} sur {} lignes", FR.number(412_000_u64), FR.number(1_000_000_u64))
        );
        assert_eq!(EN.rows_progress(0, 0, None), "");
        assert_eq!(EN.reading_progress(0, 9, 7_000, None), "0.0 of 7.0\u{A0}kB");
    }

    #[test]
    fn an_update_says_what_changed_and_what_stays() {
        assert_eq!(
            EN.layer_update(1_204, 312, 88),
            "1,204 incidents updated, 312 new, 88 only in the earlier file."
        );
        assert_eq!(
            FR.layer_update(1_204, 312, 88),
            "1\u{A0}204 incidents mis à jour, 312 nouveaux, 88 dans le fichier précédent seulement."
        );
    }
}
