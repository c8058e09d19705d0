//! Words used by several areas: dates, event types, place classes, sides, fields, numbers.

use crate::base::{Day, DaySpan, Lang};
use crate::model::{EventType, Field, PlaceClass, SideKind, SideRole};

/// See the module.
#[derive(Debug)]
pub struct CommonWords {
    /// January to December, in full.
    pub months: [&'static str; 12],
    /// As short as the language allows, with its full stop where it has one.
    pub months_short: [&'static str; 12],
    /// Monday to Sunday.
    pub weekdays: [&'static str; 7],
    /// By [`EventType::index`], plural as in a legend.
    pub event_types: [&'static str; 7],
    /// One event of the type.
    pub event_type_one: [&'static str; 7],
    /// Letter on the symbol.
    pub event_letters: [&'static str; 7],
    /// By place class: P0 to P5.
    pub place_classes: [&'static str; 6],
    /// "no figure".
    pub no_figure: &'static str,
    /// "or more".
    pub or_more: &'static str,
    /// "undated".
    pub undated: &'static str,
    /// Country names as shown: (English name in the data, shown name).
    pub countries: [(&'static str, &'static str); 3],
    /// Close, cancel, copy: the verbs of every dialog.
    pub close: &'static str,
    /// Cancel.
    pub cancel: &'static str,
    /// Copy.
    pub copy: &'static str,
}

/// English.
pub static EN: CommonWords = CommonWords {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    weekdays: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    event_types: [
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Riots",
        "Protests",
        "Strategic developments",
        "Other or unknown",
    ],
    event_type_one: [
        "Battle",
        "Explosion or remote violence",
        "Violence against civilians",
        "Riot",
        "Protest",
        "Strategic development",
        "Other or unknown",
    ],
    event_letters: ["B", "X", "V", "R", "P", "S", "?"],
    place_classes: [
        "exact place (within 1 km)",
        "town or village (within 5 km)",
        "near a named place (within 25 km)",
        "part of a region (within 60 km)",
        "region only, no point known",
        "country only, no point known",
    ],
    no_figure: "no figure",
    or_more: "or more",
    undated: "undated",
    countries: [("Mali", "Mali"), ("Niger", "Niger"), ("Burkina Faso", "Burkina Faso")],
    close: "Close",
    cancel: "Cancel",
    copy: "Copy",
};

/// French.
pub static FR: CommonWords = CommonWords {
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    months_short: [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    event_types: [
        "Combats",
        "Explosions et violence à distance",
        "Violence contre les civils",
        "Émeutes",
        "Manifestations",
        "Développements stratégiques",
        "Autre ou inconnu",
    ],
    event_type_one: [
        "Combats",
        "Explosion ou violence à distance",
        "Violence contre les civils",
        "Émeute",
        "Manifestation",
        "Développement stratégique",
        "Autre ou inconnu",
    ],
    event_letters: ["C", "X", "V", "E", "M", "S", "?"],
    place_classes: [
        "lieu exact (à 1 km près)",
        "ville ou village (à 5 km près)",
        "près d’un lieu nommé (à 25 km près)",
        "partie d’une région (à 60 km près)",
        "région seulement, point inconnu",
        "pays seulement, point inconnu",
    ],
    no_figure: "pas de chiffre",
    or_more: "ou plus",
    undated: "sans date",
    countries: [("Mali", "Mali"), ("Niger", "Niger"), ("Burkina Faso", "Burkina Faso")],
    close: "Fermer",
    cancel: "Annuler",
    copy: "Copier",
};

impl super::Words {
    /// Plural name of an event type.
    pub fn event_type(&self, kind: EventType) -> &'static str {
        self.common.event_types.get(kind.index()).copied().unwrap_or("?")
    }

    /// Name of one event of a type.
    pub fn event_type_one(&self, kind: EventType) -> &'static str {
        self.common.event_type_one.get(kind.index()).copied().unwrap_or("?")
    }

    /// Letter on the symbol of a type.
    pub fn event_letter(&self, kind: EventType) -> &'static str {
        self.common.event_letters.get(kind.index()).copied().unwrap_or("?")
    }

    /// What a place class means.
    pub fn place_class(&self, class: PlaceClass) -> &'static str {
        self.common.place_classes.get(class as usize).copied().unwrap_or("?")
    }

    /// A day with a short month: `2 Oct 2023`, `2 oct. 2023`, `1er août 2023`.
    pub fn day_short(&self, day: Day) -> String {
        self.day(day, &self.common.months_short)
    }

    /// A day in full: `2 October 2023`, `1er août 2023`.
    pub fn day_long(&self, day: Day) -> String {
        self.day(day, &self.common.months)
    }

    /// A day in full with its weekday: `Monday 2 October 2023`.
    pub fn day_with_weekday(&self, day: Day) -> String {
        let weekday = self
            .common
            .weekdays
            .get(usize::from(day.weekday()))
            .copied()
            .unwrap_or("");
        format!("{weekday} {}", self.day_long(day))
    }

    fn day(&self, day: Day, months: &[&str; 12]) -> String {
        let (y, m, d) = day.to_ymd();
        let month = usize::try_from(m - 1)
            .ok()
            .and_then(|i| months.get(i))
            .copied()
            .unwrap_or("?");
        if self.lang == Lang::Fr && d == 1 {
            format!("1er {month} {y}")
        } else {
            format!("{d} {month} {y}")
        }
    }

    /// A span by its first and last day: `2 Oct 2023`, `3 Aug 2023 – 22 Jul 2024`, `15–17 Jul 2024`.
    pub fn span_short(&self, span: DaySpan) -> String {
        let (first, last) = (span.start(), span.last_day());
        if first == last {
            return self.day_short(first);
        }
        let ((y1, m1, d1), (y2, m2, _)) = (first.to_ymd(), last.to_ymd());
        if (y1, m1) == (y2, m2) {
            let start = if self.lang == Lang::Fr && d1 == 1 {
                "1er".to_owned()
            } else {
                d1.to_string()
            };
            return format!("{start}–{}", self.day_short(last));
        }
        if y1 == y2 {
            // The year once: 25 Jun – 3 Jul 2024.
            let start = self.day_short(first);
            let start = start.rsplit_once(' ').map_or(start.as_str(), |(day, _)| day);
            return format!("{start} – {}", self.day_short(last));
        }
        format!("{} – {}", self.day_short(first), self.day_short(last))
    }

    /// A whole number with the separator of thousands of the language: `1,206`, `1 206` (no-break space: at a
    /// narrow one the texts of the screen would break).
    pub fn number(&self, n: u64) -> String {
        let separator = match self.lang {
            Lang::En => ',',
            Lang::Fr => '\u{A0}',
        };
        let digits = n.to_string();
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(c);
        }
        out
    }

    /// A country as shown.
    pub fn country<'a>(&self, english: &'a str) -> &'a str {
        // The three names are the same in both languages; the table stands for the day one is not.
        self.common
            .countries
            .iter()
            .find(|(name, _)| *name == english)
            .map_or(english, |(_, shown)| shown)
    }

    /// A distance: `850 m`, `12 km`, `1,250 km`.
    pub fn distance(&self, metres: f64) -> String {
        if metres < 1_000.0 {
            format!("{}\u{A0}m", self.number(metres.round().max(0.0) as u64))
        } else if metres < 10_000.0 {
            let km = format!("{:.1}", metres / 1_000.0);
            let km = if self.lang == Lang::Fr {
                km.replace('.', ",")
            } else {
                km
            };
            format!("{km}\u{A0}km")
        } else {
            format!("{}\u{A0}km", self.number((metres / 1_000.0).round() as u64))
        }
    }

    /// Heading of a field of claims, as in the popup and the dossier.
    pub fn field(&self, field: Field) -> &'static str {
        let (en, fr) = match field {
            Field::Date => ("When", "Quand"),
            Field::Place => ("Where", "Où"),
            Field::Actor => ("Who", "Qui"),
            Field::Killed => ("Killed", "Tués"),
            Field::Wounded => ("Wounded", "Blessés"),
            Field::Missing => ("Missing", "Disparus"),
            Field::Captured => ("Captured", "Capturés"),
            Field::OutOfAction => ("Put out of action", "Mis hors de combat"),
            Field::Casualties => ("Casualties", "Pertes"),
            Field::Strength => ("Strength", "Effectif"),
            Field::Means => ("Means", "Moyens"),
            Field::Activity => ("Doing", "Activité"),
            Field::Announced => ("Announced", "Annonce"),
            Field::LossesMaterial => ("Material lost", "Matériel perdu"),
            Field::Outcome => ("Outcome", "Issue"),
        };
        self.pick(en, fr)
    }

    /// Heading of a side by its role: "Attacked", "Attackers".
    pub fn side_role(&self, role: SideRole) -> &'static str {
        let (en, fr) = match role {
            SideRole::Attacked => ("Attacked", "Visés"),
            SideRole::Attacking => ("Attackers", "Assaillants"),
            SideRole::Side1 => ("Side 1", "Camp 1"),
            SideRole::Side2 => ("Side 2", "Camp 2"),
        };
        self.pick(en, fr)
    }

    /// A kind of side in one word, as before a figure: "army", "attackers".
    pub fn side_kind(&self, kind: SideKind, role: SideRole) -> &'static str {
        let (en, fr) = match (kind, role) {
            (SideKind::State, _) => ("army", "armée"),
            (SideKind::Civilians, _) => ("civilians", "civils"),
            (SideKind::ArmedGroup, SideRole::Attacking) => ("attackers", "assaillants"),
            (SideKind::ArmedGroup, _) => ("armed group", "groupe armé"),
            (SideKind::Unknown, _) => ("side not known", "camp inconnu"),
        };
        self.pick(en, fr)
    }

    /// A name and what it holds: "Country: Niger"; French puts a no-break space before the colon.
    pub fn labelled(&self, name: &str, value: &str) -> String {
        format!("{name}{} {value}", self.pick(":", "\u{A0}:"))
    }

    /// One of two wordings.
    pub fn pick<'a>(&self, en: &'a str, fr: &'a str) -> &'a str {
        match self.lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Day, DaySpan};
    use crate::words::{EN, FR};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn dates_follow_the_language() {
        assert_eq!(EN.day_with_weekday(day("2023-10-02")), "Monday 2 October 2023");
        assert_eq!(FR.day_with_weekday(day("2023-10-02")), "lundi 2 octobre 2023");
        assert_eq!(FR.day_short(day("2024-07-01")), "1er juil. 2024");
        let july = DaySpan::inclusive(day("2024-07-15"), day("2024-07-17"));
        assert_eq!(EN.span_short(july), "15–17 Jul 2024");
        let summer = DaySpan::inclusive(day("2024-06-25"), day("2024-07-03"));
        assert_eq!(FR.span_short(summer), "25 juin – 3 juil. 2024");
        let all = DaySpan::inclusive(day("2023-08-03"), day("2024-07-22"));
        assert_eq!(EN.span_short(all), "3 Aug 2023 – 22 Jul 2024");
        assert_eq!(FR.span_short(all), "3 août 2023 – 22 juil. 2024");
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(EN.number(1_206), "1,206");
        assert_eq!(FR.number(24_912), "24\u{A0}912");
        assert_eq!(EN.number(7), "7");
    }
}
