//! Words of the timeline: its controls, its axis, what it says about silence and about typed dates.

use crate::base::dates::DateError;
use crate::base::{Day, DaySpan, Lang, Step};
use crate::model::SpanKind;

use super::Words;

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
    /// Silence in several data sets at once.
    pub silent_data: &'static str,
    /// What the undated chip says on hover.
    pub undated_hint: &'static str,
    /// Meaning of the hatched part of a bar.
    pub possible_part: &'static str,
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
    modes: ["Window", "Up to", "Step"],
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
    silent_data: "no rows in the open data",
    undated_hint: "Incidents without a date: possible in every window, certain in none. A click selects them.",
    possible_part: "possible only",
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
    modes: ["Fenêtre", "Jusqu’à", "Pas"],
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
    silent_data: "aucune ligne dans les données ouvertes",
    undated_hint: "Incidents sans date : possibles dans toute fenêtre, certains dans aucune. Un clic les sélectionne.",
    possible_part: "possible seulement",
    ongoing: "en cours",
};

impl Words {
    /// Name of a step.
    pub fn step_name(&self, step: Step) -> &'static str {
        self.timeline.steps.get(step as usize).copied().unwrap_or("?")
    }

    /// What a bar covers: "per week, Monday to Sunday".
    pub fn per_step(&self, step: Step) -> &'static str {
        self.timeline.per_step.get(step as usize).copied().unwrap_or("?")
    }

    /// A preset that ends with the data: "Last 30 days of the data".
    pub fn last_days(&self, days: i32) -> String {
        match self.lang {
            Lang::En => format!("Last {days} days of the data"),
            Lang::Fr => format!("{days} derniers jours des données"),
        }
    }

    /// A speed: "2 per second".
    pub fn speed(&self, per_second: f32) -> String {
        let number = per_second.to_string();
        match self.lang {
            Lang::En => format!("{number}\u{A0}/\u{A0}s"),
            Lang::Fr => format!("{}\u{A0}/\u{A0}s", number.replace('.', ",")),
        }
    }

    /// A speed as a screen reader says it: "2 steps a second".
    pub fn speed_long(&self, per_second: f32) -> String {
        match self.lang {
            Lang::En => format!("{per_second} steps a second"),
            Lang::Fr => format!("{} pas par seconde", per_second.to_string().replace('.', ",")),
        }
    }

    /// Label of a day on the axis: "2 Oct", "1er août", with the year where it is the first label.
    pub fn axis_day(&self, day: Day, with_year: bool) -> String {
        if with_year {
            return self.day_short(day);
        }
        let (_, month, number) = day.to_ymd();
        let month = self.month_short(month);
        if self.lang == Lang::Fr && number == 1 {
            format!("1er {month}")
        } else {
            format!("{number} {month}")
        }
    }

    /// Label of a month on the axis: "Oct", "Jan 2024".
    pub fn axis_month(&self, day: Day, with_year: bool) -> String {
        let (year, month, _) = day.to_ymd();
        let month = self.month_short(month);
        if with_year {
            format!("{month} {year}")
        } else {
            month.to_owned()
        }
    }

    fn month_short(&self, month: i8) -> &'static str {
        let index = usize::try_from(month - 1).ok();
        index
            .and_then(|i| self.common.months_short.get(i))
            .copied()
            .unwrap_or("?")
    }

    /// Silence in the articles of the collection. Never "no incidents": nobody knows that.
    pub fn silent_articles(&self, articles: usize) -> String {
        match (self.lang, articles) {
            (Lang::En, 1) => "no incident from this article is dated here".to_owned(),
            (Lang::En, n) => format!("no incident from these {n} articles is dated here"),
            (Lang::Fr, 1) => "aucun incident daté ici dans cet article".to_owned(),
            (Lang::Fr, n) => format!("aucun incident daté ici dans ces {n} articles"),
        }
    }

    /// The undated chip: "14 undated".
    pub fn undated_count(&self, count: usize) -> String {
        format!("{} {}", self.number(count as u64), self.common.undated)
    }

    /// The arrow at an end of the context lane: "3 developments before this axis".
    pub fn context_beyond(&self, count: usize, before: bool) -> String {
        let plural = if count > 1 { "s" } else { "" };
        match (self.lang, before) {
            (Lang::En, true) => format!("{count} development{plural} before this axis"),
            (Lang::En, false) => format!("{count} development{plural} after this axis"),
            (Lang::Fr, true) => format!("{count} développement{plural} avant cet axe"),
            (Lang::Fr, false) => format!("{count} développement{plural} après cet axe"),
        }
    }

    /// When an incident happened, said so that a span is not taken for a duration or the reverse:
    /// "2–3 Oct 2023, lasting", "some time in 15–17 Jul 2024".
    pub fn when(&self, span: Option<DaySpan>, kind: SpanKind) -> String {
        let Some(span) = span else {
            return self.common.undated.to_owned();
        };
        let days = self.span_short(span);
        match (kind, self.lang) {
            _ if span.days() == 1 => days,
            (SpanKind::Uncertain, Lang::En) => format!("some time in {days}"),
            (SpanKind::Uncertain, Lang::Fr) => format!("à un moment du {days}"),
            (SpanKind::Lasting, Lang::En) => format!("{days}, lasting"),
            (SpanKind::Lasting, Lang::Fr) => format!("{days}, de façon continue"),
            (SpanKind::Single, _) => days,
        }
    }

    /// What a bar holds: "2–8 Oct 2023: 12 of 40 incidents in the window, 3 of them only possibly".
    pub fn bar(&self, span: DaySpan, matching: u32, visible: u32, possible_only: u32) -> String {
        let days = self.span_short(span);
        let (visible, matching) = (self.number(visible.into()), self.number(matching.into()));
        let mut text = match self.lang {
            Lang::En => format!("{days}: {visible} of {matching} in the window"),
            Lang::Fr => format!("{days} : {visible} sur {matching} dans la fenêtre"),
        };
        if possible_only > 0 {
            let n = self.number(possible_only.into());
            text.push_str(&match self.lang {
                Lang::En => format!(", {n} of them only possibly"),
                Lang::Fr => format!(", dont {n} seulement possibles"),
            });
        }
        text
    }

    /// What the chart is, for a screen reader: "Incidents by date, 10 in the window 3 Aug 2023 – 22 Jul 2024".
    pub fn chart(&self, count: usize, window: DaySpan) -> String {
        let (count, days) = (self.number(count as u64), self.span_short(window));
        match self.lang {
            Lang::En => format!("Incidents by date, {count} in the window {days}"),
            Lang::Fr => format!("Incidents par date, {count} dans la fenêtre {days}"),
        }
    }

    /// Why a typed date was not taken, and what was expected.
    pub fn date_error(&self, error: DateError) -> String {
        let examples = self.timeline.field_hint;
        match (error, self.lang) {
            (DateError::Empty | DateError::NotUnderstood, Lang::En) => {
                format!("This is not read as a date. Write for example {examples}.")
            }
            (DateError::Empty | DateError::NotUnderstood, Lang::Fr) => {
                format!("Ceci n’est pas lu comme une date. Écrire par exemple {examples}.")
            }
            (DateError::NoYear, Lang::En) => {
                "The year is missing: write it with four digits, as in 2 Oct 2023.".to_owned()
            }
            (DateError::NoYear, Lang::Fr) => {
                "Il manque l’année : l’écrire en quatre chiffres, comme dans 2 oct. 2023.".to_owned()
            }
            (DateError::NoSuchDay { year, month, day }, lang) => self.no_such_day(lang, year, month, day),
            (DateError::NoSuchPart { year, number }, Lang::En) => {
                format!("{year} has no week or quarter {number}. Write for example 2023-W40 or 2023-Q4.")
            }
            (DateError::NoSuchPart { year, number }, Lang::Fr) => {
                format!("{year} n’a pas de semaine ni de trimestre {number}. Écrire par exemple 2023-W40 ou 2023-T4.")
            }
            (DateError::Ambiguous(a, b), lang) => {
                let (first, second) = (self.day_long(a), self.day_long(b));
                match lang {
                    Lang::En => format!("This could be {first} or {second}. Write {a} or {b}."),
                    Lang::Fr => format!("Ce peut être le {first} ou le {second}. Écrire {a} ou {b}."),
                }
            }
            (DateError::WrongWeekday(day), Lang::En) => {
                format!(
                    "The weekday does not fit: this date is a {}.",
                    self.day_with_weekday(day)
                )
            }
            (DateError::WrongWeekday(day), Lang::Fr) => {
                format!(
                    "Le jour de la semaine ne convient pas : cette date est un {}.",
                    self.day_with_weekday(day)
                )
            }
        }
    }

    fn no_such_day(&self, lang: Lang, year: i16, month: u32, day: u32) -> String {
        let name = usize::try_from(month)
            .ok()
            .and_then(|m| self.common.months.get(m.checked_sub(1)?));
        match (lang, name) {
            (Lang::En, Some(name)) => format!("There is no {day} {name} {year} in the calendar."),
            (Lang::Fr, Some(name)) => format!("Le {day} {name} {year} n’existe pas dans le calendrier."),
            (Lang::En, None) => format!("There is no month {month}. Write the month by its name."),
            (Lang::Fr, None) => format!("Il n’y a pas de mois {month}. Le jour vient d’abord, puis le mois."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::dates;
    use crate::words::{EN, FR};

    #[test]
    fn errors_say_what_was_expected_in_both_languages() {
        for text in [
            "",
            "soon",
            "2 Oct",
            "2023-02-30",
            "2023-13",
            "2023-W99",
            "Tuesday 2 Oct 2023",
        ] {
            for words in [&EN, &FR] {
                let error = dates::parse(text, words.lang).unwrap_err();
                let said = words.date_error(error);
                assert!(said.ends_with('.') && said.len() > 25, "{text}: {said}");
            }
        }
        let said = EN.date_error(dates::parse("3/8/2023", Lang::En).unwrap_err());
        assert_eq!(
            said,
            "This could be 3 August 2023 or 8 March 2023. Write 2023-08-03 or 2023-03-08."
        );
    }

    #[test]
    fn what_the_hint_shows_is_understood() {
        for words in [&EN, &FR] {
            for example in words.timeline.field_hint.split(", ") {
                assert!(dates::parse(example, words.lang).is_ok(), "{example}");
            }
        }
    }

    #[test]
    fn silence_is_never_no_incidents() {
        assert_eq!(EN.silent_articles(5), "no incident from these 5 articles is dated here");
        assert_eq!(FR.silent_articles(5), "aucun incident daté ici dans ces 5 articles");
    }

    #[test]
    fn a_span_is_not_taken_for_a_duration() {
        let day = |d| Day::ymd(2024, 7, d).unwrap();
        let span = DaySpan::inclusive(day(15), day(17));
        assert_eq!(EN.when(Some(span), SpanKind::Uncertain), "some time in 15–17 Jul 2024");
        assert_eq!(
            FR.when(Some(span), SpanKind::Lasting),
            "15–17 juil. 2024, de façon continue"
        );
        assert_eq!(EN.when(None, SpanKind::Single), "undated");
    }
}
