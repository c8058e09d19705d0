//! Sentences of the timeline: labels of the axis, silence, what a bar holds, why a typed date was not taken.

use crate::base::dates::DateError;
use crate::base::{Day, DaySpan, Lang, Step};
use crate::model::SpanKind;

use super::Words;

impl Words {
    /// Name of a step.
    pub fn step_name(&self, step: Step) -> &'static str {
        self.timeline.steps.get(step as usize).copied().unwrap_or("?")
    }

    /// The step as its button shows it: "Step: week".
    pub fn step_shown(&self, step: Step) -> String {
        let name = self.step_name(step).to_lowercase();
        match self.lang {
            Lang::En => format!("{}: {name}", self.timeline.step),
            Lang::Fr => format!("{}\u{A0}: {name}", self.timeline.step),
        }
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
            Lang::Fr => format!("{days}\u{A0}: {visible} sur {matching} dans la fenêtre"),
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
                "Il manque l’année\u{A0}: l’écrire en quatre chiffres, comme dans 2 oct. 2023.".to_owned()
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
                    "Le jour de la semaine ne convient pas\u{A0}: cette date est un {}.",
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
