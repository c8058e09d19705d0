//! Words of lists, records, citations and the paragraph for a report.

use crate::base::Lang;
use crate::model::source::{NotPrinted, ReadAs};
use crate::model::{Claim, Deaths, DifferenceKind, Number, PlaceClass, Scope, SpanKind, WhoseLosses};

/// See the module.
#[derive(Debug)]
pub struct CitingWords {
    /// Column heads of a printed list: id, date, type, country, place, deaths, sources that differ, title.
    pub list_heads: [&'static str; 7],
    /// "Sources".
    pub sources: &'static str,
    /// "When".
    pub when: &'static str,
    /// "Where".
    pub place: &'static str,
    /// "How the date was found".
    pub date_steps: &'static str,
    /// "How it was located".
    pub place_steps: &'static str,
    /// "Also reported at".
    pub other_places: &'static str,
    /// "Shown figure".
    pub deaths: &'static str,
    /// "It counts".
    pub counts: &'static str,
    /// "Account".
    pub account: &'static str,
    /// "Claims".
    pub claims: &'static str,
    /// "Differences between the claims".
    pub differences: &'static str,
    /// "Shown".
    pub shown: &'static str,
    /// "Because".
    pub because: &'static str,
    /// "Common origin".
    pub statements: &'static str,
    /// "Related".
    pub related: &'static str,
    /// "Still open".
    pub uncertain: &'static str,
    /// "coded as".
    pub coded: &'static str,
    /// By [`WhoseLosses`].
    pub whose: [&'static str; 3],
    /// A figure for more than the event.
    pub wider: &'static str,
    /// A figure for a part of it.
    pub part: &'static str,
    /// By [`DifferenceKind`].
    pub kinds: [&'static str; 4],
    /// No title is printed.
    pub no_title: &'static str,
    /// No date is printed.
    pub no_date: &'static str,
    /// What a record lacks: title, publisher, byline, date.
    pub not_printed: [&'static str; 4],
    /// How it was read: original, copy, excerpt, encyclopedia, dataset.
    pub read_as: [&'static str; 5],
    /// Before an estimated date.
    pub estimated: &'static str,
    /// Before a printed date that cannot be that of the text.
    pub page_shows: &'static str,
    /// Before the range that words such as "several dozen" are read as.
    pub read_number: &'static str,
    /// No coordinates at all.
    pub no_place: &'static str,
}

/// English.
pub static EN: CitingWords = CitingWords {
    list_heads: ["id", "date", "type", "country", "deaths", "differ", "title"],
    sources: "Sources",
    when: "When",
    place: "Where",
    date_steps: "How the date was found",
    place_steps: "How it was located",
    other_places: "Also reported at",
    deaths: "Shown figure",
    counts: "It counts",
    account: "Account",
    claims: "Claims",
    differences: "Differences between the claims",
    shown: "Shown",
    because: "Because",
    statements: "Common origin",
    related: "Related",
    uncertain: "Still open",
    coded: "coded as",
    whose: [
        "its own losses",
        "losses claimed about the other side",
        "counted by a third party",
    ],
    wider: "covers more than this incident",
    part: "covers a part of it",
    kinds: [
        "sources differ",
        "same value in other words",
        "a source is silent",
        "error in a source",
    ],
    no_title: "No title printed",
    no_date: "no date printed",
    not_printed: ["no title", "no publisher", "no byline", "no date"],
    read_as: [
        "read in the original",
        "read in a copy",
        "read as an excerpt",
        "as told by an encyclopedia",
        "row of a dataset",
    ],
    estimated: "estimated",
    page_shows: "the page shows",
    read_number: "read as",
    no_place: "no place known",
};

/// French.
pub static FR: CitingWords = CitingWords {
    list_heads: ["id", "date", "type", "pays", "morts", "écarts", "titre"],
    sources: "Sources",
    when: "Quand",
    place: "Où",
    date_steps: "Comment la date a été établie",
    place_steps: "Comment le lieu a été établi",
    other_places: "Aussi signalé à",
    deaths: "Chiffre affiché",
    counts: "Il compte",
    account: "Récit",
    claims: "Affirmations",
    differences: "Écarts entre les affirmations",
    shown: "Affiché",
    because: "Car",
    statements: "Origine commune",
    related: "Liens",
    uncertain: "Reste ouvert",
    coded: "codé",
    whose: [
        "ses propres pertes",
        "pertes attribuées à l\u{2019}autre camp",
        "comptées par un tiers",
    ],
    wider: "couvre plus que cet incident",
    part: "en couvre une partie",
    kinds: [
        "les sources divergent",
        "même valeur, autres mots",
        "une source ne dit rien",
        "erreur dans une source",
    ],
    no_title: "Aucun titre imprimé",
    no_date: "aucune date imprimée",
    not_printed: ["sans titre", "sans éditeur", "sans signature", "sans date"],
    read_as: [
        "lu dans l\u{2019}original",
        "lu dans une copie",
        "lu en extrait",
        "d\u{2019}après une encyclopédie",
        "ligne d\u{2019}un jeu de données",
    ],
    estimated: "estimation",
    page_shows: "la page affiche",
    read_number: "lu comme",
    no_place: "aucun lieu connu",
};

impl super::Words {
    /// A number as a claim gives it: `29`, `29 or more`, `24–99`, `no figure`.
    pub fn number_said(&self, number: Number) -> String {
        let n = |value: u32| self.number(u64::from(value));
        match (number.low, number.high) {
            (None, None) => self.common.no_figure.to_owned(),
            (None, Some(high)) => format!("{} {}", self.pick("at most", "au plus"), n(high)),
            (Some(low), None) => format!("{} {}", n(low), self.common.or_more),
            (Some(low), Some(high)) if low == high => n(low),
            (Some(low), Some(high)) => format!("{}–{}", n(low), n(high)),
        }
    }

    /// What a claim says, in the short form of the popup.
    pub fn claim_said(&self, claim: &Claim) -> String {
        let value = claim.value.as_ref().map(|value| value.get(self.lang).to_owned());
        let value = value.filter(|text| !text.is_empty());
        let days = || {
            claim
                .date
                .and_then(|days| days.span())
                .map(|days| self.span_short(days))
        };
        value
            .or_else(|| claim.number.map(|number| self.number_said(number)))
            .or_else(days)
            .unwrap_or_else(|| claim.key.clone())
    }

    /// The shown figure: `29 or more`, `12–22`, `7`, `no figure`.
    pub fn deaths_said(&self, deaths: Deaths) -> String {
        let high = deaths.high.or(deaths.best).filter(|_| !deaths.high_open);
        match deaths.shown() {
            None => self.common.no_figure.to_owned(),
            low => self.number_said(Number {
                low,
                high,
                vague: false,
            }),
        }
    }

    /// Whose losses a figure is about.
    pub fn whose_losses(&self, whose: WhoseLosses) -> &'static str {
        self.citing.whose.get(whose as usize).copied().unwrap_or("")
    }

    /// How much a figure covers; empty for the event itself.
    pub fn scope(&self, scope: Scope) -> &'static str {
        match scope {
            Scope::Event => "",
            Scope::Wider => self.citing.wider,
            Scope::Part => self.citing.part,
        }
    }

    /// What kind of difference it is.
    pub fn difference_kind(&self, kind: DifferenceKind) -> &'static str {
        self.citing.kinds.get(kind as usize).copied().unwrap_or("")
    }

    /// What a record lacks.
    pub fn not_printed(&self, what: NotPrinted) -> &'static str {
        self.citing.not_printed.get(what as usize).copied().unwrap_or("")
    }

    /// How a source was read.
    pub fn read_as(&self, how: ReadAs) -> &'static str {
        self.citing.read_as.get(how as usize).copied().unwrap_or("")
    }

    /// "On Monday 2 October 2023", "From 2 to 3 October 2023", "On a day between 15 and 17 July 2024".
    pub fn dated(&self, days: Option<crate::base::DaySpan>, span: SpanKind) -> String {
        let Some(days) = days else {
            return self.pick("Undated", "Sans date").to_owned();
        };
        let (first, last) = (days.start(), days.last_day());
        if days.days() == 1 {
            return format!("{} {}", self.pick("On", "Le"), self.day_with_weekday(first));
        }
        let ((y1, m1, _), (y2, m2, _)) = (first.to_ymd(), last.to_ymd());
        let whole = self.day_long(first);
        let kept = match ((y1, m1) == (y2, m2), y1 == y2) {
            (true, _) => 1,
            (_, true) => 2,
            _ => 3,
        };
        let begin = whole.split(' ').take(kept).collect::<Vec<_>>().join(" ");
        let end = self.day_long(last);
        match (self.lang, span) {
            (Lang::En, SpanKind::Uncertain) => format!("On a day between {begin} and {end}"),
            (Lang::En, _) => format!("From {begin} to {end}"),
            (Lang::Fr, SpanKind::Uncertain) => format!("Un jour entre le {begin} et le {end}"),
            (Lang::Fr, _) => format!("Du {begin} au {end}"),
        }
    }

    /// "in Niger", "au Niger"; the bare name of a country whose gender this program does not know.
    pub fn in_country(&self, english: &str) -> String {
        let shown = self.country(english);
        let ours = ["Mali", "Niger", "Burkina Faso"].contains(&english);
        match self.lang {
            Lang::En => format!("in {shown}"),
            Lang::Fr if ours => format!("au {shown}"),
            Lang::Fr => shown.to_owned(),
        }
    }

    /// A radius: whole kilometres without decimals (`8 km`), everything else as a distance.
    pub fn radius(&self, metres: f64) -> String {
        if metres >= 1_000.0 && metres % 1_000.0 == 0.0 {
            return format!("{}\u{A0}km", self.number((metres / 1_000.0) as u64));
        }
        self.distance(metres)
    }

    /// "location approximate, ±50 km"; for a region or country that no point is known.
    pub fn how_exact(&self, class: PlaceClass, radius: f64) -> String {
        let radius = self.radius(radius);
        match (self.lang, class) {
            (Lang::En, PlaceClass::P4) => format!("region only, no point known, about {radius} around"),
            (Lang::Fr, PlaceClass::P4) => {
                format!("région seulement, aucun point connu, environ {radius} autour")
            }
            (Lang::En, PlaceClass::P5) => "country only, no point known".to_owned(),
            (Lang::Fr, PlaceClass::P5) => "pays seulement, aucun point connu".to_owned(),
            (Lang::En, _) => format!("location approximate, \u{B1}{radius}"),
            (Lang::Fr, _) => format!("localisation approximative, \u{B1}{radius}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Day, DaySpan};
    use crate::model::{Deaths, SpanKind};
    use crate::words::{EN, FR};

    fn span(first: &str, last: &str) -> Option<DaySpan> {
        Some(DaySpan::inclusive(Day::parse_iso(first)?, Day::parse_iso(last)?))
    }

    #[test]
    fn days_open_a_sentence() {
        let one = span("2023-10-02", "2023-10-02");
        assert_eq!(EN.dated(one, SpanKind::Single), "On Monday 2 October 2023");
        assert_eq!(FR.dated(one, SpanKind::Single), "Le lundi 2 octobre 2023");
        let three = span("2024-07-15", "2024-07-17");
        assert_eq!(
            EN.dated(three, SpanKind::Uncertain),
            "On a day between 15 and 17 July 2024"
        );
        assert_eq!(FR.dated(three, SpanKind::Lasting), "Du 15 au 17 juillet 2024");
        let two = span("2024-06-25", "2024-07-01");
        assert_eq!(FR.dated(two, SpanKind::Lasting), "Du 25 juin au 1er juillet 2024");
    }

    #[test]
    fn figures_keep_their_open_end() {
        assert_eq!(EN.deaths_said(Deaths::at_least(29)), "29 or more");
        assert_eq!(FR.deaths_said(Deaths::exactly(21)), "21");
        assert_eq!(EN.deaths_said(Deaths::UNKNOWN), "no figure");
    }
}
