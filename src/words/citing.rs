//! Words of lists, records, citations and the paragraph for a report.

use crate::base::Lang;
use crate::model::{Claim, PlaceClass, SpanKind};

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
    /// No title is printed.
    pub no_title: &'static str,
    /// The collection does not know whether the record has a title.
    pub title_unknown: &'static str,
    /// No date is printed.
    pub no_date: &'static str,
    /// The collection does not know the date of the record.
    pub date_unknown: &'static str,
    /// Before the place where a copy was found.
    pub found_at: &'static str,
    /// Before how a source was read.
    pub read: &'static str,
    /// Before an estimated date.
    pub estimated: &'static str,
    /// Before a printed date that cannot be that of the text.
    pub page_shows: &'static str,
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
    no_title: "No title printed",
    title_unknown: "Title not recorded",
    no_date: "no date printed",
    date_unknown: "date not recorded",
    found_at: "copy found at",
    read: "read",
    estimated: "estimated",
    page_shows: "the page shows",
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
    claims: "Déclarations",
    differences: "Écarts entre les déclarations",
    shown: "Affiché",
    because: "Car",
    statements: "Origine commune",
    related: "Liens",
    uncertain: "Reste ouvert",
    coded: "codé",
    no_title: "Aucun titre imprimé",
    title_unknown: "Titre non relevé",
    no_date: "aucune date imprimée",
    date_unknown: "date non relevée",
    found_at: "copie trouvée sur",
    read: "lu",
    estimated: "estimation",
    page_shows: "la page affiche",
    no_place: "aucun lieu connu",
};

impl super::Words {
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
            .or_else(|| claim.number.map(|number| self.claimed(number.low, number.high)))
            .or_else(days)
            .unwrap_or_else(|| claim.key.clone())
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
    use crate::model::SpanKind;
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
}
