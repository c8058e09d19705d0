//! Sentences of popup and dossier: days, numbers, sub-types, what a source is and does not say.

use crate::base::LonLat;
use crate::base::{DaySpan, Lang};
use crate::model::claim::{Number, Scope, WhoseLosses};
use crate::model::source::{NotPrinted, ReadAs, SourceRole};
use crate::model::{DatePrecision, Deaths, DifferenceKind, SpanKind};

/// ACLED's sub-types (codebook of 2023): English name, French.
const SUB_TYPES: [(&str, &str); 25] = [
    (
        "Government regains territory",
        "reprise de territoire par le gouvernement",
    ),
    (
        "Non-state actor overtakes territory",
        "prise de territoire par un acteur non étatique",
    ),
    ("Armed clash", "affrontement armé"),
    ("Chemical weapon", "arme chimique"),
    ("Air/drone strike", "frappe aérienne ou de drone"),
    ("Suicide bomb", "attentat-suicide"),
    (
        "Shelling/artillery/missile attack",
        "bombardement, artillerie ou missile",
    ),
    (
        "Remote explosive/landmine/IED",
        "explosif télécommandé, mine ou engin improvisé",
    ),
    ("Grenade", "grenade"),
    ("Sexual violence", "violence sexuelle"),
    ("Attack", "attaque"),
    ("Abduction/forced disappearance", "enlèvement ou disparition forcée"),
    ("Violent demonstration", "manifestation violente"),
    ("Mob violence", "violence de foule"),
    ("Peaceful protest", "manifestation pacifique"),
    (
        "Protest with intervention",
        "manifestation avec intervention des forces",
    ),
    (
        "Excessive force against protesters",
        "force excessive contre des manifestants",
    ),
    ("Agreement", "accord"),
    ("Arrests", "arrestations"),
    ("Change to group/activity", "changement d’un groupe ou d’une activité"),
    ("Disrupted weapons use", "emploi d’armes déjoué"),
    (
        "Headquarters or base established",
        "établissement d’un quartier général ou d’une base",
    ),
    ("Looting/property destruction", "pillage ou destruction de biens"),
    (
        "Non-violent transfer of territory",
        "transfert non violent de territoire",
    ),
    ("Other", "autre"),
];

impl super::Words {
    /// A sub-type as shown: ACLED's and UCDP's in the language of the screen, any other as the dataset words it.
    pub fn sub_type(&self, name: &str) -> String {
        let ucdp = super::EN.ucdp.violence.iter().position(|n| *n == name.trim());
        if let Some(known) = ucdp.and_then(|i| self.ucdp.violence.get(i)) {
            return lower_first(known);
        }
        let known = SUB_TYPES.iter().find(|(en, _)| en.eq_ignore_ascii_case(name.trim()));
        match (known, self.lang) {
            (Some((_, fr)), Lang::Fr) => (*fr).to_owned(),
            (Some((en, _)), Lang::En) => lower_first(en),
            (None, _) => name.trim().to_owned(),
        }
    }

    /// The days of an event as a popup says them: never narrower than they are known.
    pub fn told_days(&self, span: DaySpan, kind: SpanKind) -> String {
        if span.days() == 1 {
            return self.day_with_weekday(span.start());
        }
        let (from, to) = self.first_and_last(span);
        match (kind, self.lang) {
            (SpanKind::Lasting, Lang::En) => format!("from {from} to {to}"),
            (SpanKind::Lasting, Lang::Fr) => format!("du {from} au {to}"),
            (_, Lang::En) => format!("between {from} and {to}, day not known"),
            (_, Lang::Fr) => format!("entre le {from} et le {to}, jour inconnu"),
        }
    }

    /// First and last day in full, without what both have in common: ("15", "17 July 2024").
    fn first_and_last(&self, span: DaySpan) -> (String, String) {
        let (first, last) = (span.start(), span.last_day());
        let ((y1, m1, _), (y2, m2, _)) = (first.to_ymd(), last.to_ymd());
        let whole = self.day_long(first);
        let words = whole.split(' ').count();
        let kept = match (y1 == y2, m1 == m2) {
            (true, true) => words.saturating_sub(2),
            (true, false) => words.saturating_sub(1),
            _ => words,
        };
        let from = whole.split(' ').take(kept).collect::<Vec<_>>().join(" ");
        (from, self.day_long(last))
    }

    /// A number as claimed: `29`, `29 or more`, `24–99`, `no figure`.
    pub fn claimed(&self, low: Option<u32>, high: Option<u32>) -> String {
        let n = |n: u32| self.number(u64::from(n));
        match (low, high) {
            (None, _) => self.common.no_figure.to_owned(),
            (Some(low), None) => format!("{} {}", n(low), self.common.or_more),
            (Some(low), Some(high)) if low == high => n(low),
            (Some(low), Some(high)) => format!("{}–{}", n(low), n(high)),
        }
    }

    /// Deaths as a dataset counts them: `29 or more`, `53 (53–84)`.
    pub fn counted(&self, deaths: Deaths) -> String {
        let Some(best) = deaths.best.or(deaths.low) else {
            return self.common.no_figure.to_owned();
        };
        let (low, high) = (deaths.low.unwrap_or(best), deaths.high.unwrap_or(best));
        if deaths.high_open {
            self.claimed(Some(low), None)
        } else if low == high {
            self.number(u64::from(best))
        } else {
            format!(
                "{} ({})",
                self.number(u64::from(best)),
                self.claimed(Some(low), Some(high))
            )
        }
    }

    /// How vague words are read: "read as 24 to 99".
    pub fn read_as_number(&self, number: Number) -> Option<String> {
        let n = |n: u32| self.number(u64::from(n));
        let low = number.low.filter(|_| number.vague)?;
        Some(match (number.high, self.lang) {
            (Some(high), _) if high == low => format!("{} {}", self.pick("read as", "lu comme"), n(low)),
            (Some(high), Lang::En) => format!("read as {} to {}", n(low), n(high)),
            (Some(high), Lang::Fr) => format!("lu comme {} à {}", n(low), n(high)),
            (None, Lang::En) => format!("read as {} or more", n(low)),
            (None, Lang::Fr) => format!("lu comme {} ou plus", n(low)),
        })
    }

    /// Where the reader is among the visible events: "5 of 10".
    pub fn place_in_list(&self, position: usize, count: usize) -> String {
        let n = |n: usize| self.number(n as u64);
        format!("{} {} {}", n(position), self.pick("of", "sur"), n(count))
    }

    /// The number of fields on which sources disagree, for screen readers and tooltips.
    pub fn differing_fields(&self, fields: &[String]) -> String {
        let lead = match (fields.len(), self.lang) {
            (1, Lang::En) => "Sources disagree on one field".to_owned(),
            (n, Lang::En) => format!("Sources disagree on {n} fields"),
            (0 | 1, Lang::Fr) => "Les sources divergent sur un champ".to_owned(),
            (n, Lang::Fr) => format!("Les sources divergent sur {n} champs"),
        };
        format!("{lead}{}{}", self.telling.colon, fields.join(", "))
    }

    /// Name of a citation button: "Source 3".
    pub fn citation(&self, number: usize) -> String {
        format!("Source {number}")
    }

    /// A kind of difference.
    pub fn difference(&self, kind: DifferenceKind) -> &'static str {
        self.telling.differences.get(kind as usize).copied().unwrap_or("?")
    }

    /// Whose losses a claim is about.
    pub fn whose_losses(&self, whose: WhoseLosses) -> &'static str {
        let (en, fr) = match whose {
            WhoseLosses::Own => ("its own losses", "ses propres pertes"),
            WhoseLosses::Opposing => ("losses of the other side", "pertes de l’autre camp"),
            WhoseLosses::Third => ("counted by a third party", "compté par un tiers"),
        };
        self.pick(en, fr)
    }

    /// How much a claim covers; `None` for this event.
    pub fn scope(&self, scope: Scope) -> Option<&'static str> {
        match scope {
            Scope::Event => None,
            Scope::Wider => Some(self.pick("covers more than this event", "porte sur plus que cet événement")),
            Scope::Part => Some(self.pick("covers a part of this event", "porte sur une partie de cet événement")),
        }
    }

    /// What a source is.
    pub fn source_role(&self, role: SourceRole) -> &'static str {
        let (en, fr) = match role {
            SourceRole::Article => ("one of the five articles", "un des cinq articles"),
            SourceRole::Report => ("report of a named outlet", "texte d’un média nommé"),
            SourceRole::Dataset => (
                "coded dataset, made from reports",
                "jeu de données codé à partir de textes",
            ),
            SourceRole::Encyclopedia => ("encyclopedia", "encyclopédie"),
            SourceRole::Gazetteer => ("list of places or boundaries", "répertoire de lieux ou de limites"),
        };
        self.pick(en, fr)
    }

    /// How a source was read.
    pub fn read_in(&self, read: ReadAs) -> &'static str {
        let (en, fr) = match read {
            ReadAs::Original => ("where it was published", "là où il a paru"),
            ReadAs::Copy => ("in a copy", "dans une copie"),
            ReadAs::Excerpt => ("as an excerpt", "par extrait"),
            ReadAs::Encyclopedia => ("in an encyclopedia", "dans une encyclopédie"),
            ReadAs::Dataset => ("as a row of a dataset", "comme ligne d’un jeu de données"),
        };
        self.pick(en, fr)
    }

    /// What a record does not print: "no byline".
    pub fn not_printed(&self, what: NotPrinted) -> &'static str {
        let (en, fr) = match what {
            NotPrinted::Title => ("no title", "pas de titre"),
            NotPrinted::Publisher => ("no publisher", "pas d’éditeur"),
            NotPrinted::Byline => ("no byline", "pas de signature"),
            NotPrinted::Date => ("no date", "pas de date"),
        };
        self.pick(en, fr)
    }

    /// Words in the quotation marks of the language of the screen.
    pub fn in_quotes(&self, text: &str) -> String {
        match self.lang {
            Lang::En => format!("\u{201C}{text}\u{201D}"),
            Lang::Fr => format!("«\u{A0}{text}\u{A0}»"),
        }
    }

    /// How sharply a date is known.
    pub fn date_precision(&self, precision: DatePrecision) -> &'static str {
        let (en, fr) = match precision {
            DatePrecision::Day => ("to the day", "au jour près"),
            DatePrecision::Week => ("within a week", "à une semaine près"),
            DatePrecision::Month => ("within a month", "à un mois près"),
            DatePrecision::Year => ("within a year", "à un an près"),
            DatePrecision::Range => ("between two stated days", "entre deux jours indiqués"),
            DatePrecision::Unknown => ("not known", "inconnue"),
        };
        self.pick(en, fr)
    }

    /// A position in decimal degrees: `15.1374 N, 4.7773 E`.
    pub fn told_position(&self, at: LonLat) -> String {
        let degrees = |value: f64, plus: &str, minus: &str| {
            let text = format!("{:.4}", value.abs());
            let text = if self.lang == Lang::Fr {
                text.replace('.', ",")
            } else {
                text
            };
            format!("{text}\u{A0}{}", if value < 0.0 { minus } else { plus })
        };
        let lat = degrees(at.lat(), "N", "S");
        let lon = degrees(at.lon(), "E", self.pick("W", "O"));
        format!("{lat}, {lon}")
    }

    /// What an interval of days means, after the dates.
    pub fn span_kind(&self, kind: SpanKind) -> &'static str {
        let (en, fr) = match kind {
            SpanKind::Single => ("one day", "un jour"),
            SpanKind::Lasting => ("went on over these days", "a duré ces jours-là"),
            SpanKind::Uncertain => (
                "on one of these days, which one is not known",
                "un de ces jours, on ne sait lequel",
            ),
        };
        self.pick(en, fr)
    }
}

/// A phrase that stands behind another one.
fn lower_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use crate::base::{Day, DaySpan};
    use crate::model::SpanKind;
    use crate::words::{EN, FR};

    fn span(first: &str, last: &str) -> DaySpan {
        DaySpan::inclusive(Day::parse_iso(first).unwrap(), Day::parse_iso(last).unwrap())
    }

    #[test]
    fn days_are_never_told_narrower_than_known() {
        let (lasting, uncertain) = (SpanKind::Lasting, SpanKind::Uncertain);
        let column = span("2023-10-02", "2023-10-03");
        assert_eq!(EN.told_days(column, lasting), "from 2 to 3 October 2023");
        assert_eq!(FR.told_days(column, lasting), "du 2 au 3 octobre 2023");
        let tera = span("2024-06-25", "2024-07-01");
        assert_eq!(EN.told_days(tera, lasting), "from 25 June to 1 July 2024");
        assert_eq!(FR.told_days(tera, lasting), "du 25 juin au 1er juillet 2024");
        let village = span("2024-07-15", "2024-07-17");
        assert_eq!(
            EN.told_days(village, uncertain),
            "between 15 and 17 July 2024, day not known"
        );
        assert_eq!(
            FR.told_days(village, uncertain),
            "entre le 15 et le 17 juillet 2024, jour inconnu"
        );
        let years = span("2023-12-30", "2024-01-02");
        assert_eq!(EN.told_days(years, lasting), "from 30 December 2023 to 2 January 2024");
    }

    #[test]
    fn sub_types_are_translated_and_foreign_ones_kept() {
        assert_eq!(EN.sub_type("Armed clash"), "armed clash");
        assert_eq!(FR.sub_type("Armed clash"), "affrontement armé");
        assert_eq!(EN.sub_type("State-based conflict"), "state-based conflict");
        assert_ne!(FR.sub_type("State-based conflict"), EN.sub_type("State-based conflict"));
        assert_eq!(FR.sub_type("Straßensperre"), "Straßensperre");
        assert_eq!(EN.sub_type(""), "");
    }

    #[test]
    fn open_numbers_stay_open() {
        assert_eq!(EN.claimed(Some(29), None), "29 or more");
        assert_eq!(FR.claimed(Some(29), None), "29 ou plus");
        assert_eq!(EN.claimed(None, None), "no figure");
        assert_eq!(FR.claimed(Some(24), Some(99)), "24–99");
    }
}
