//! Words of the frame: top bar, summary, status line, sheets, opening and saving files.

use crate::base::Lang;
use crate::model::Counts;

/// See the module.
#[derive(Debug)]
pub struct ShellWords {
    /// Name of the program.
    pub name: &'static str,
    /// Short name of the bundled set.
    pub bundled: &'static str,
    /// Menu button.
    pub menu: &'static str,
    /// Open files beside what is open.
    pub open: &'static str,
    /// Save the map picture.
    pub save_picture: &'static str,
    /// Copy the map picture.
    pub copy_picture: &'static str,
    /// Copy the rows.
    pub copy_table: &'static str,
    /// Undo.
    pub undo: &'static str,
    /// Redo.
    pub redo: &'static str,
    /// Sheet of keys.
    pub keys: &'static str,
    /// About.
    pub about: &'static str,
    /// First-run card again.
    pub welcome_again: &'static str,
    /// Remove all traces.
    pub clear_traces: &'static str,
    /// Submenu: how the window looks.
    pub display: &'static str,
    /// Submenu: keys, introduction, about.
    pub help: &'static str,
    /// Leave.
    pub quit: &'static str,
    /// Light or dark.
    pub theme: &'static str,
    /// Size of everything.
    pub scale: &'static str,
    /// Letters on all symbols.
    pub letters: &'static str,
    /// Other reported places always.
    pub other_places: &'static str,
    /// Presentation.
    pub presentation: &'static str,
    /// Badge: presentation is on; a click ends it.
    pub presentation_on: &'static str,
    /// Badge: no network.
    pub offline: &'static str,
    /// What the badge means.
    pub offline_help: &'static str,
    /// Button: table.
    pub table: &'static str,
    /// Button: measure.
    pub measure: &'static str,
    /// Fold the left panel.
    pub fold_left: &'static str,
    /// Text of the first-run card.
    pub welcome: &'static str,
    /// Button of the first-run card.
    pub show_example: &'static str,
    /// Button of the first-run card.
    pub open_my_file: &'static str,
    /// Drop hint while a file is held over the window.
    pub drop_here: &'static str,
    /// Cancel the job.
    pub cancel_job: &'static str,
    /// Copied.
    pub copied: &'static str,
    /// Nothing is selected.
    pub nothing_selected: &'static str,
    /// All settings were unreadable.
    pub settings_replaced: &'static str,
    /// The window was made anew after the graphics adapter had failed.
    pub drawn_anew: &'static str,
    /// Traces removed.
    pub traces_cleared: &'static str,
    /// Cursor position label.
    pub cursor: &'static str,
    /// Choose another file.
    pub choose_another: &'static str,
    /// Heading of the data section of the about sheet.
    pub data_heading: &'static str,
    /// Heading of the privacy section.
    pub privacy_heading: &'static str,
    /// What is said about privacy.
    pub privacy: &'static str,
    /// Heading of the licences.
    pub licences_heading: &'static str,
    /// Licences of what is bundled.
    pub licences: &'static str,
    /// Files that are written.
    pub traces_heading: &'static str,
    /// What the version line calls the version.
    pub version: &'static str,
    /// Keys and what they do.
    pub key_list: &'static [(&'static str, &'static str)],
}

/// English.
pub static EN: ShellWords = ShellWords {
    name: "Sahel Atlas",
    bundled: "Cited incidents",
    menu: "Menu",
    open: "Open files…",
    save_picture: "Save map picture…",
    copy_picture: "Copy map picture",
    copy_table: "Copy rows as a table",
    undo: "Undo",
    redo: "Redo",
    keys: "Keys",
    about: "About, data and privacy",
    welcome_again: "Show the introduction",
    clear_traces: "Delete settings and traces",
    display: "Display",
    help: "Help",
    quit: "Quit",
    theme: "Light or dark",
    scale: "Size",
    letters: "Letters on symbols",
    other_places: "Show other reported places",
    presentation: "Presentation (hides texts and sources)",
    presentation_on: "Presentation",
    offline: "Offline",
    offline_help: "The program has opened no connection and opens none by itself.",
    table: "Table",
    measure: "Measure",
    fold_left: "Fold the list",
    welcome: "Ten incidents named in five press articles on Mali, Niger and Burkina Faso, August 2023 to July 2024. They show where sources agree and differ; they do not measure violence. Nothing leaves this computer.",
    show_example: "Show an example",
    open_my_file: "Open my file",
    drop_here: "Drop files to open them",
    cancel_job: "Cancel",
    copied: "Copied.",
    nothing_selected: "No incident is selected.",
    settings_replaced: "The settings could not be read; the defaults are used.",
    drawn_anew: "The graphics card stopped drawing, so the window was opened anew. Nothing you did is lost.",
    traces_cleared: "Settings and traces are deleted.",
    cursor: "Position under the pointer; click to copy",
    choose_another: "Choose another",
    data_heading: "Opened data",
    privacy_heading: "Privacy",
    privacy: "The program opens no network connection, sends nothing and counts nothing. A link opens in your browser only after you have seen the whole address and agreed. What it writes to this disk is listed here; everything can be deleted at once.",
    licences_heading: "Map and fonts",
    licences: "Base map: Natural Earth (public domain). Places: GeoNames (CC BY 4.0). Airports: airportsdata (MIT). Font: Noto Sans (SIL Open Font License 1.1). Boundaries are not authoritative.",
    traces_heading: "Written to this disk",
    version: "Version",
    key_list: &[
        ("Space", "play or pause"),
        ("N, B", "window one step later, earlier (Shift: ten)"),
        ("J, K", "next, previous visible incident"),
        ("Enter", "open popup; again: full record"),
        ("Esc", "close one layer"),
        ("Home", "fit incidents (Shift: three countries)"),
        ("+ -", "zoom; arrows pan when the map has focus"),
        ("Ctrl+F", "search"),
        ("P", "possible or certain"),
        ("T, C, D, L", "table, charts, full record, legend"),
        ("F3, F4", "left panel, timeline"),
        ("M", "measure distance and bearing"),
        ("X, O, G, R", "select: box, lasso, polygon, circle"),
        ("F", "only what the map shows"),
        ("V", "way of drawing many incidents"),
        ("Ctrl+O", "open files"),
        ("Ctrl+E", "save map picture"),
        ("Ctrl+Shift+E", "export incidents"),
        ("Ctrl+C", "copy rows as a table"),
        ("Ctrl+Shift+C", "copy citation"),
        ("Ctrl+Z", "undo (Shift: redo) filter, window, selection"),
        ("Alt + drag", "window without snapping"),
        ("F6", "next region (Shift: previous)"),
        ("F9", "presentation"),
        ("F11", "full screen"),
        ("F1", "this sheet"),
    ],
};

/// French.
pub static FR: ShellWords = ShellWords {
    name: "Sahel Atlas",
    bundled: "Incidents cités",
    menu: "Menu",
    open: "Ouvrir des fichiers…",
    save_picture: "Enregistrer l’image de la carte…",
    copy_picture: "Copier l’image de la carte",
    copy_table: "Copier les lignes en tableau",
    undo: "Annuler",
    redo: "Rétablir",
    keys: "Touches",
    about: "À propos, données et confidentialité",
    welcome_again: "Revoir l’introduction",
    clear_traces: "Supprimer réglages et traces",
    display: "Affichage",
    help: "Aide",
    quit: "Quitter",
    theme: "Clair ou sombre",
    scale: "Taille",
    letters: "Lettres sur les symboles",
    other_places: "Montrer les autres lieux signalés",
    presentation: "Présentation (masque textes et sources)",
    presentation_on: "Présentation",
    offline: "Hors ligne",
    offline_help: "Le programme n’a ouvert aucune connexion et n’en ouvre aucune de lui-même.",
    table: "Tableau",
    measure: "Mesurer",
    fold_left: "Replier la liste",
    welcome: "Dix incidents cités par cinq articles de presse sur le Mali, le Niger et le Burkina Faso, d’août 2023 à juillet 2024. Ils montrent où les sources concordent ou divergent\u{A0}; ils ne mesurent pas la violence. Rien ne quitte cet ordinateur.",
    show_example: "Voir un exemple",
    open_my_file: "Ouvrir mon fichier",
    drop_here: "Déposez les fichiers pour les ouvrir",
    cancel_job: "Interrompre",
    copied: "Copié.",
    nothing_selected: "Aucun incident n’est sélectionné.",
    settings_replaced: "Les réglages sont illisibles\u{A0}; les valeurs par défaut s’appliquent.",
    drawn_anew: "La carte graphique n’affichait plus rien\u{A0}: la fenêtre a été rouverte. Rien n’est perdu.",
    traces_cleared: "Réglages et traces sont supprimés.",
    cursor: "Position sous le pointeur\u{A0}; cliquer pour copier",
    choose_another: "Choisir un autre",
    data_heading: "Données ouvertes",
    privacy_heading: "Confidentialité",
    privacy: "Le programme n’ouvre aucune connexion, n’envoie rien et ne compte rien. Un lien ne s’ouvre dans votre navigateur qu’une fois l’adresse entière lue et acceptée. Ce qu’il écrit sur ce disque figure ici\u{A0}; tout peut être supprimé d’un coup.",
    licences_heading: "Carte et polices",
    licences: "Fond de carte\u{A0}: Natural Earth (domaine public). Lieux\u{A0}: GeoNames (CC BY 4.0). Aéroports\u{A0}: airportsdata (MIT). Police\u{A0}: Noto Sans (SIL Open Font License 1.1). Les frontières ne font pas autorité.",
    traces_heading: "Écrit sur ce disque",
    version: "Version",
    key_list: &[
        ("Espace", "lecture ou pause"),
        ("N, B", "fenêtre un pas plus tard, plus tôt (Maj\u{A0}: dix)"),
        ("J, K", "incident visible suivant, précédent"),
        ("Entrée", "ouvrir la bulle\u{A0}; encore\u{A0}: fiche complète"),
        ("Échap", "fermer une couche"),
        ("Origine", "cadrer les incidents (Maj\u{A0}: les trois pays)"),
        ("+ -", "zoom\u{A0}; flèches\u{A0}: déplacer la carte active"),
        ("Ctrl+F", "rechercher"),
        ("P", "possible ou certain"),
        ("T, C, D, L", "tableau, graphiques, fiche, légende"),
        ("F3, F4", "panneau de gauche, frise"),
        ("M", "mesurer distance et direction"),
        ("X, O, G, R", "sélection\u{A0}: rectangle, lasso, polygone, cercle"),
        ("F", "seulement ce que montre la carte"),
        ("V", "façon de dessiner beaucoup d’incidents"),
        ("Ctrl+O", "ouvrir des fichiers"),
        ("Ctrl+E", "enregistrer l’image de la carte"),
        ("Ctrl+Maj+E", "exporter des incidents"),
        ("Ctrl+C", "copier les lignes en tableau"),
        ("Ctrl+Maj+C", "copier la citation"),
        ("Ctrl+Z", "annuler (Maj\u{A0}: rétablir) filtre, fenêtre, sélection"),
        ("Alt + glisser", "fenêtre sans aimantation"),
        ("F6", "région suivante (Maj\u{A0}: précédente)"),
        ("F9", "présentation"),
        ("F11", "plein écran"),
        ("F1", "cette liste"),
    ],
};

impl super::Words {
    /// "from 5 articles", "5 articles".
    pub fn from_articles(&self, n: usize) -> String {
        match (self.lang, n) {
            (Lang::En, 1) => "from 1 article".to_owned(),
            (Lang::En, n) => format!("from {n} articles"),
            (Lang::Fr, 0 | 1) => format!("{n} article"),
            (Lang::Fr, n) => format!("{n} articles"),
        }
    }

    /// "at least 107 soldiers and civilians reported killed".
    pub fn reported_killed(&self, n: u64, open: bool) -> String {
        let number = self.number(n);
        match (self.lang, open) {
            (Lang::En, true) => format!("at least {number} soldiers and civilians reported killed"),
            (Lang::En, false) => format!("{number} soldiers and civilians reported killed"),
            (Lang::Fr, true) => format!("au moins {number} militaires et civils tués selon les sources"),
            (Lang::Fr, false) => format!("{number} militaires et civils tués selon les sources"),
        }
    }

    /// ", 7 more if the possible ones are counted".
    pub fn more_if_possible(&self, n: u64) -> String {
        let number = self.number(n);
        match self.lang {
            Lang::En => format!(", {number} more with the possible ones"),
            Lang::Fr => format!(", {number} de plus avec les possibles"),
        }
    }

    /// "1,206 reported deaths (ACLED)", "1,105 to 1,440 reported deaths (UCDP)": the lowest figures and the highest;
    /// "at least 1,105" where the highest is not known.
    pub fn reported_deaths(&self, low: u64, high: Option<u64>, dataset: &str) -> String {
        let number = match high {
            None => format!("{} {}", self.filtering.at_least, self.number(low)),
            Some(high) if high > low => {
                format!("{} {} {}", self.number(low), self.pick("to", "à"), self.number(high))
            }
            Some(_) => self.number(low),
        };
        match self.lang {
            Lang::En => format!("{number} reported deaths ({dataset})"),
            Lang::Fr => format!("{number} morts signalés ({dataset})"),
        }
    }

    /// "Best estimates of UCDP in sum: 1,206."
    pub fn best_estimates(&self, n: u64, dataset: &str) -> String {
        let number = self.number(n);
        match self.lang {
            Lang::En => format!("Best estimates of {dataset} in sum: {number}."),
            Lang::Fr => format!("Somme des meilleures estimations ({dataset})\u{A0}: {number}."),
        }
    }

    /// "6 incidents, 1 more possible"; "6 of 10 incidents".
    pub fn incident_count(&self, certain: usize, possible_only: usize, total: usize) -> String {
        let count = certain + possible_only;
        let mut text = if count == total {
            self.incidents(if possible_only > 0 { certain } else { count })
        } else {
            let (of, shown) = (self.pick("of", "sur"), if possible_only > 0 { certain } else { count });
            format!("{} {of} {}", self.number(shown as u64), self.incidents(total))
        };
        if possible_only > 0 {
            let more = self.number(possible_only as u64);
            text += &match (self.lang, possible_only) {
                (Lang::En, _) => format!(", {more} more possible"),
                (Lang::Fr, 1) => format!(", {more} autre possible"),
                (Lang::Fr, _) => format!(", {more} autres possibles"),
            };
        }
        text
    }

    /// "Opened file.csv: 2,803 rows read = 2,801 accepted + 1 set aside + 1 repeated."
    pub fn opened(&self, file: &str, counts: Counts) -> String {
        let sum = self.rows_as_sum(counts);
        match self.lang {
            Lang::En => format!("Opened {file}: {sum}."),
            Lang::Fr => format!("{file} ouvert\u{A0}: {sum}."),
        }
    }

    /// "Opening file.csv".
    pub fn opening(&self, file: &str) -> String {
        format!("{} {file}", self.pick("Opening", "Ouverture de"))
    }

    /// "Writing map.png".
    pub fn saving(&self, file: &str) -> String {
        format!("{} {file}", self.pick("Writing", "Écriture de"))
    }

    /// "An internal error ended the job “open”; everything else goes on."
    pub fn job_broken(&self, job: &str) -> String {
        match self.lang {
            Lang::En => format!("An internal error ended the job “{job}”. What was shown stays; please try again."),
            Lang::Fr => format!(
                "Une erreur interne a interrompu la tâche «\u{A0}{job}\u{A0}». L’affichage reste\u{A0}; réessayez."
            ),
        }
    }

    /// "Saved to map.png."
    pub fn saved(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!("Saved to {file}."),
            Lang::Fr => format!("Enregistré dans {file}."),
        }
    }

    /// "The file map.png could not be written: reason."
    pub fn not_saved(&self, file: &str, reason: &str) -> String {
        match self.lang {
            Lang::En => format!("{file} could not be written: {reason}"),
            Lang::Fr => format!("{file} n’a pas pu être écrit\u{A0}: {reason}"),
        }
    }

    /// Which incidents make the total, which have no figure, and what is never added.
    pub fn total_help(&self, without_figure: &[&str]) -> String {
        let none = without_figure.join(", ");
        match (self.lang, without_figure.is_empty()) {
            (Lang::En, true) => {
                "Sum of the lowest reported figures. Losses that one side claims to have inflicted are not added."
                    .to_owned()
            }
            (Lang::En, false) => format!(
                "Sum of the lowest reported figures. No figure: {none}. Losses that one side claims to have inflicted are not added."
            ),
            (Lang::Fr, true) => {
                "Somme des chiffres les plus bas. Les pertes qu’un camp dit avoir infligées ne sont pas ajoutées."
                    .to_owned()
            }
            (Lang::Fr, false) => format!(
                "Somme des chiffres les plus bas. Sans chiffre\u{A0}: {none}. Les pertes qu’un camp dit avoir infligées ne sont pas ajoutées."
            ),
        }
    }

    /// "5 of 10".
    pub fn nth_of(&self, n: usize, total: usize) -> String {
        format!("{n} {} {total}", self.pick("of", "sur"))
    }
}
