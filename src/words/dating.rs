//! Sentences about the dates of a table that can be read in two ways.

use crate::base::{Day, Lang};

impl super::Words {
    /// A date of numbers with its two readings: "“05/03/2024” may be 5 March 2024 or 3 May 2024".
    pub fn two_readings(&self, text: &str, day_first: Day, month_first: Day) -> String {
        let (text, a, b) = (self.quoted(text), self.day_long(day_first), self.day_long(month_first));
        match self.lang {
            Lang::En => format!("{text} may be {a} or {b}, and no date of the column settles it"),
            Lang::Fr => format!("{text} peut être le {a} ou le {b}, et aucune date de la colonne ne tranche"),
        }
    }

    /// Two dates of a column that contradict each other, each with its line.
    pub fn two_orders(&self, day_first: (&str, u64), month_first: (&str, u64)) -> String {
        let (a, b) = (self.quoted(day_first.0), self.quoted(month_first.0));
        let (line_a, line_b) = (day_first.1, month_first.1);
        match self.lang {
            Lang::En => format!("{a} (line {line_a}) has the day first, {b} (line {line_b}) the month first"),
            Lang::Fr => format!("{a} (ligne {line_a}) a le jour en tête, {b} (ligne {line_b}) le mois en tête"),
        }
    }

    /// "a day in 2024, the year that the row states".
    pub fn year_stated(&self, year: &str) -> String {
        match self.lang {
            Lang::En => format!("a day in {year}, the year that the row states"),
            Lang::Fr => format!("un jour de {year}, l\u{2019}année que donne la ligne"),
        }
    }
}
