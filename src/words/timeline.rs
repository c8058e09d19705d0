//! Words of the timeline: its controls, its axis, its notices. Sentences are in `timeline_sentences.rs`.

/// See the module.
#[derive(Debug)]
pub struct TimelineWords {
    /// Name of the whole panel.
    pub panel: &'static str,
    /// To the first step of the data.
    pub first: &'static str,
    /// One step earlier.
    pub earlier: &'static str,
    /// Play.
    pub play: &'static str,
    /// Play backwards.
    pub play_back: &'static str,
    /// Pause.
    pub pause: &'static str,
    /// One step later.
    pub later: &'static str,
    /// To the last step of the data.
    pub last: &'static str,
    /// Loop.
    pub repeat: &'static str,
    /// Name of the step box.
    pub step: &'static str,
    /// Steps, shortest first.
    pub steps: [&'static str; 5],
    /// What a bar covers, shortest first.
    pub per_step: [&'static str; 5],
    /// Name of the mode buttons.
    pub mode: &'static str,
    /// Window, up to, step.
    pub modes: [&'static str; 3],
    /// What each mode does.
    pub mode_hints: [&'static str; 3],
    /// Name of the speed box.
    pub speed: &'static str,
    /// Before the first typed date.
    pub from: &'static str,
    /// Before the last typed date.
    pub to: &'static str,
    /// Accessible name of the first date field.
    pub from_field: &'static str,
    /// Accessible name of the last date field.
    pub to_field: &'static str,
    /// What may be typed there.
    pub field_hint: &'static str,
    /// Presets.
    pub presets: &'static str,
    /// Preset: all of the data.
    pub all_dates: &'static str,
    /// Possible, certain.
    pub certainties: [&'static str; 2],
    /// What they mean.
    pub certainty_hints: [&'static str; 2],
    /// Shows bars by type.
    pub by_type: &'static str,
    /// Name of the context lane and of the switch that shows it.
    pub context: &'static str,
    /// What the lane holds.
    pub context_hint: &'static str,
    /// Menu of what does not fit.
    pub more: &'static str,
    /// Folds the panel.
    pub fold: &'static str,
    /// Unfolds the panel.
    pub unfold: &'static str,
    /// Name of the first handle.
    pub first_handle: &'static str,
    /// Name of the last handle.
    pub last_handle: &'static str,
    /// Heading of a chooser between incidents under one click.
    pub choose: &'static str,
    /// Silence in one imported file.
    pub silent_file: &'static str,
    /// Silence while a large file is still being read.
    pub silent_loading: &'static str,
    /// Silence in several data sets at once.
    pub silent_data: &'static str,
    /// What the undated chip says on hover.
    pub undated_hint: &'static str,
    /// "ongoing": a development without an end.
    pub ongoing: &'static str,
}

/// English.
pub static EN: TimelineWords = TimelineWords {
    panel: "Timeline",
    first: "To the first step",
    earlier: "One step earlier",
    play: "Play",
    play_back: "Play backwards",
    pause: "Pause",
    later: "One step later",
    last: "To the last step",
    repeat: "Repeat",
    step: "Step",
    steps: ["Day", "Week", "Month", "Quarter", "Year"],
    per_step: [
        "per day",
        "per week, Monday to Sunday",
        "per month",
        "per quarter",
        "per year",
    ],
    mode: "Mode",
    modes: ["Window", "Up to", "One step"],
    mode_hints: [
        "The whole window moves",
        "The first day stays, the last day moves",
        "The window is one step long",
    ],
    speed: "Speed",
    from: "from",
    to: "to",
    from_field: "First day, included",
    to_field: "Last day, included",
    field_hint: "2023-10-02, 2 Oct 2023, Oct 2023, 2023-W40, 2023",
    presets: "Period",
    all_dates: "All dates",
    certainties: ["Possible", "Certain"],
    certainty_hints: [
        "Shows what may have happened in the window",
        "Shows only what certainly happened in the window",
    ],
    by_type: "By type",
    context: "Context",
    context_hint: "Developments that the sources mention",
    more: "More",
    fold: "Fold the timeline",
    unfold: "Unfold the timeline",
    first_handle: "First day of the window",
    last_handle: "Last day of the window",
    choose: "Several incidents are here",
    silent_file: "no rows in this file",
    silent_loading: "loading: rows of these days may still come",
    silent_data: "no rows in the open data",
    undated_hint: "Incidents without a date: possible in every window, certain in none. A click selects them.",
    ongoing: "going on",
};

/// French.
pub static FR: TimelineWords = TimelineWords {
    panel: "Chronologie",
    first: "Au premier pas",
    earlier: "Un pas en arrière",
    play: "Lecture",
    play_back: "Lecture à rebours",
    pause: "Pause",
    later: "Un pas en avant",
    last: "Au dernier pas",
    repeat: "Répéter",
    step: "Pas",
    steps: ["Jour", "Semaine", "Mois", "Trimestre", "Année"],
    per_step: [
        "par jour",
        "par semaine, du lundi au dimanche",
        "par mois",
        "par trimestre",
        "par année",
    ],
    mode: "Mode",
    modes: ["Fenêtre", "Jusqu’à", "Un pas"],
    mode_hints: [
        "Toute la fenêtre se déplace",
        "Le premier jour reste, le dernier se déplace",
        "La fenêtre dure un pas",
    ],
    speed: "Vitesse",
    from: "du",
    to: "au",
    from_field: "Premier jour, inclus",
    to_field: "Dernier jour, inclus",
    field_hint: "2023-10-02, 2 oct. 2023, 2/10/2023, oct. 2023, 2023-W40, 2023",
    presets: "Période",
    all_dates: "Toutes les dates",
    certainties: ["Possible", "Certain"],
    certainty_hints: [
        "Montre ce qui a pu se produire dans la fenêtre",
        "Montre seulement ce qui s’est certainement produit dans la fenêtre",
    ],
    by_type: "Par type",
    context: "Contexte",
    context_hint: "Développements que les sources mentionnent",
    more: "Plus",
    fold: "Replier la chronologie",
    unfold: "Déplier la chronologie",
    first_handle: "Premier jour de la fenêtre",
    last_handle: "Dernier jour de la fenêtre",
    choose: "Plusieurs incidents ici",
    silent_file: "aucune ligne dans ce fichier",
    silent_loading: "chargement\u{A0}: des lignes de ces jours peuvent encore venir",
    silent_data: "aucune ligne dans les données ouvertes",
    undated_hint: "Incidents sans date\u{A0}: possibles dans toute fenêtre, certains dans aucune. Un clic les sélectionne.",
    ongoing: "en cours",
};
