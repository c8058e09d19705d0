//! Words of the charts.

use super::Words;
use crate::base::{Day, DaySpan, Lang};

/// See the module.
#[derive(Debug)]
pub struct ChartingWords {
    /// Tab.
    pub charts: &'static str,
    /// What bars are divided by: types.
    pub by_type: &'static str,
    /// What bars are divided by: actors.
    pub by_actor: &'static str,
    /// Length of a bar follows the room there is.
    pub fitting: &'static str,
    /// Weeks from Saturday.
    pub saturday_week: &'static str,
    /// Name of the upper plot.
    pub incidents: &'static str,
    /// Name of the lower plot.
    pub deaths: &'static str,
    /// All actors without a group of their own.
    pub others: &'static str,
    /// Explains that events count more than once.
    pub actor_note: &'static str,
    /// The newest bars are not complete.
    pub incomplete: &'static str,
    /// Button: copies the numbers as CSV.
    pub copy: &'static str,
    /// Nothing to show.
    pub nothing: &'static str,
    /// Heads of the copied table.
    pub heads: [&'static str; 5],
    /// What a drag does.
    pub help: &'static str,
}

/// English.
pub static EN: ChartingWords = ChartingWords {
    charts: "Charts",
    by_type: "by type",
    by_actor: "by actor",
    fitting: "Fitting step",
    saturday_week: "Week (ACLED, from Saturday)",
    incidents: "Incidents",
    deaths: "Deaths (lowest figures)",
    others: "All others",
    actor_note: "An incident counts for each of its actors.",
    incomplete: "Newest weeks are still being completed",
    copy: "Copy numbers (CSV)",
    nothing: "Nothing passes the filter.",
    heads: ["from", "to", "group", "incidents", "deaths (lowest)"],
    help: "Drag: set the window, or move it. Click: one bar.",
};

/// French.
pub static FR: ChartingWords = ChartingWords {
    charts: "Graphiques",
    by_type: "par type",
    by_actor: "par acteur",
    fitting: "Pas adapté",
    saturday_week: "Semaine (ACLED, dès samedi)",
    incidents: "Incidents",
    deaths: "Morts (chiffres les plus bas)",
    others: "Tous les autres",
    actor_note: "Un incident compte pour chacun de ses acteurs.",
    incomplete: "Les dernières semaines se complètent encore",
    copy: "Copier les chiffres (CSV)",
    nothing: "Rien ne passe le filtre.",
    heads: ["du", "au", "groupe", "incidents", "morts (au plus bas)"],
    help: "Glisser\u{A0}: choisir ou déplacer la fenêtre. Clic\u{A0}: une barre.",
};

impl Words {
    /// What a bar covers: "Week 31 of 2024 (ISO), 29 Jul – 4 Aug 2024".
    pub fn bar_name(&self, span: DaySpan, week: Option<bool>) -> String {
        let days = self.span_short(span);
        let Some(saturday) = week else { return days };
        let (year, week) = Day::iso_week(span.start().plus(if saturday { 2 } else { 0 }));
        match (self.lang, saturday) {
            (Lang::En, false) => format!("Week {week} of {year} (ISO), {days}"),
            (Lang::Fr, false) => format!("Semaine {week} de {year} (ISO), {days}"),
            (Lang::En, true) => format!("ACLED week, {days}"),
            (Lang::Fr, true) => format!("Semaine ACLED, {days}"),
        }
    }

    /// "34 deaths", as reported.
    pub fn reported_dead(&self, n: u64) -> String {
        let number = self.number(n);
        match (self.lang, n) {
            (Lang::En, 1) => format!("{number} reported death"),
            (Lang::En, _) => format!("{number} reported deaths"),
            (Lang::Fr, 0 | 1) => format!("{number} mort signalé"),
            (Lang::Fr, _) => format!("{number} morts signalés"),
        }
    }
}
