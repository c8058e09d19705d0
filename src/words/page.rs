//! Words of the map picture for a report.

use crate::base::{Day, DaySpan, Lang};

/// See the module.
#[derive(Debug)]
pub struct PageWords {
    /// Heading of the line of criteria.
    pub filter: &'static str,
    /// No criterion is active.
    pub no_filter: &'static str,
    /// Only what certainly happened in the period is shown.
    pub certain_only: &'static str,
    /// Heading of the sources.
    pub sources: &'static str,
    /// Heading of what a figure of deaths counts.
    pub deaths: &'static str,
    /// Heading of the numbered list of incidents.
    pub incidents: &'static str,
}

/// English.
pub static EN: PageWords = PageWords {
    filter: "Filter",
    no_filter: "none, every incident of the period",
    certain_only: "Only incidents that certainly happened in this period.",
    sources: "Sources",
    deaths: "Deaths",
    incidents: "Incidents",
};

/// French.
pub static FR: PageWords = PageWords {
    filter: "Filtre",
    no_filter: "aucun, tous les incidents de la période",
    certain_only: "Seulement les incidents survenus avec certitude dans cette période.",
    sources: "Sources",
    deaths: "Morts",
    incidents: "Incidents",
};

impl super::Words {
    /// A period by its first and last day: "3 August 2023 to 22 July 2024, both days included".
    pub fn period(&self, span: DaySpan) -> String {
        let (first, last) = (self.day_long(span.start()), self.day_long(span.last_day()));
        match (self.lang, span.days()) {
            (_, 1) => first,
            (Lang::En, _) => format!("{first} to {last}, both days included"),
            (Lang::Fr, _) => format!("Du {first} au {last} inclus"),
        }
    }

    /// What the picture cannot show: visible incidents without a place, beyond its edge, without a date.
    pub fn not_on_picture(&self, unlocated: usize, outside: usize, undated: usize) -> Vec<String> {
        let mut found = Vec::new();
        if unlocated > 0 {
            found.push(self.unlocated(unlocated));
        }
        if outside > 0 {
            found.push(self.outside_frame(outside));
        }
        if undated > 0 {
            let count = self.incidents(undated);
            found.push(match (self.lang, undated) {
                (Lang::En, 1) => format!("{count} has no date."),
                (Lang::En, _) => format!("{count} have no date."),
                (Lang::Fr, _) => format!("{count} sans date."),
            });
        }
        found
    }

    /// "and 12 more records": sources that are not named one by one.
    pub fn more_records(&self, n: usize) -> String {
        let number = self.number(n as u64);
        match (self.lang, n) {
            (Lang::En, 1) => "and 1 more record".to_owned(),
            (Lang::En, _) => format!("and {number} more records"),
            (Lang::Fr, 0 | 1) => format!("et {number} autre document"),
            (Lang::Fr, _) => format!("et {number} autres documents"),
        }
    }

    /// "12 records".
    pub fn records(&self, n: usize) -> String {
        let number = self.number(n as u64);
        match (self.lang, n) {
            (Lang::En, 1) => "1 record".to_owned(),
            (Lang::En, _) => format!("{number} records"),
            (Lang::Fr, 0 | 1) => format!("{number} document"),
            (Lang::Fr, _) => format!("{number} documents"),
        }
    }

    /// Why a file is not overwritten.
    pub fn file_exists(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!("{file} is there already; --force replaces it"),
            Lang::Fr => format!("{file} existe déjà\u{A0}; --force le remplace"),
        }
    }

    /// The ending of a name stands for another kind of file than was asked for.
    pub fn ending_contradicts(&self, file: &str, asked: &str, ending: &str, other: &str) -> String {
        match self.lang {
            Lang::En => format!(
                "found the name {file} for --to {asked}; expected a name ending in .{ending}, or --to {other}. \
                 Nothing was written"
            ),
            Lang::Fr => format!(
                "trouvé le nom {file} pour --to {asked}\u{A0}; attendu un nom finissant par .{ending}, ou --to {other}. \
                 Rien n\u{2019}a été écrit"
            ),
        }
    }

    /// Only PNG files are written.
    pub fn not_png(&self, file: &str) -> String {
        match self.lang {
            Lang::En => format!("found {file}, expected the name of a PNG file, ending in .png"),
            Lang::Fr => format!("trouvé {file}, attendu le nom d’un fichier PNG, finissant par .png"),
        }
    }

    /// When and with what the picture was made: "Accessed 21 November 2025, Sahel Atlas 0.1.0".
    pub fn accessed(&self, day: Day, version: &str) -> String {
        let (day, name) = (self.day_long(day), self.shell.name);
        match self.lang {
            Lang::En => format!("Accessed {day}, {name} {version}"),
            Lang::Fr => format!("Consulté le {day}, {name} {version}"),
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
    fn a_period_names_both_its_days() {
        let all = DaySpan::inclusive(day("2023-08-03"), day("2024-07-01"));
        assert_eq!(EN.period(all), "3 August 2023 to 1 July 2024, both days included");
        assert_eq!(FR.period(all), "Du 3 août 2023 au 1er juillet 2024 inclus");
        assert_eq!(EN.period(DaySpan::day(day("2023-10-02"))), "2 October 2023");
    }

    #[test]
    fn what_is_missing_is_counted_in_both_numbers() {
        assert!(EN.not_on_picture(0, 0, 0).is_empty());
        assert_eq!(EN.not_on_picture(1, 2, 1).len(), 3);
        assert_eq!(EN.not_on_picture(0, 0, 1), ["1 incident has no date."]);
        assert_eq!(FR.not_on_picture(0, 2, 0), ["2 incidents sont hors du cadre."]);
    }
}
