//! What the command line says on standard error.

use crate::base::{Day, Lang};

impl super::Words {
    /// An id that no open dataset has.
    pub fn no_such_event(&self, id: &str) -> String {
        match self.lang {
            Lang::En => format!("no incident has the id \"{id}\"; `sahel-atlas list` prints all ids"),
            Lang::Fr => format!("aucun incident n’a l’identifiant « {id} » ; `sahel-atlas list` les donne tous"),
        }
    }

    /// A period whose last day comes before its first.
    pub fn reversed_period(&self, from: Day, to: Day) -> String {
        match self.lang {
            Lang::En => format!("--from {from} is after --to {to}; the first day of a period comes first"),
            Lang::Fr => format!("--from {from} est après --to {to} ; le premier jour d’une période vient d’abord"),
        }
    }

    /// A date that was typed wrongly, with what is expected.
    pub fn bad_date(&self, typed: &str, expected: &str) -> String {
        match self.lang {
            Lang::En => format!("the date \"{typed}\" is not understood: {expected}"),
            Lang::Fr => format!("la date « {typed} » n’est pas comprise : {expected}"),
        }
    }

    /// A value that the option does not know, with those it does.
    pub fn unknown_value(&self, option: &str, typed: &str, known: &[&str]) -> String {
        let known = known.join(", ");
        match self.lang {
            Lang::En => format!("{option}: found \"{typed}\", expected one of: {known}"),
            Lang::Fr => format!("{option} : trouvé « {typed} », attendu l’un de : {known}"),
        }
    }

    /// Findings beyond those listed.
    pub fn more_findings(&self, n: usize) -> String {
        let number = self.number(n as u64);
        match (self.lang, n) {
            (Lang::En, 1) => "and 1 more finding".to_owned(),
            (Lang::En, _) => format!("and {number} more findings"),
            (Lang::Fr, 0 | 1) => format!("et {number} autre constat"),
            (Lang::Fr, _) => format!("et {number} autres constats"),
        }
    }

    /// Rows that could not become events.
    pub fn set_aside(&self, file: &str, rows: usize) -> String {
        let said = self.rows(rows);
        match (self.lang, rows) {
            (Lang::En, 1) => format!("{file}: {said} was set aside; `sahel-atlas check` shows it"),
            (Lang::En, _) => format!("{file}: {said} were set aside; `sahel-atlas check` lists them"),
            (Lang::Fr, 0 | 1) => format!("{file} : {said} mise de côté ; `sahel-atlas check` la donne"),
            (Lang::Fr, _) => format!("{file} : {said} mises de côté ; `sahel-atlas check` les donne"),
        }
    }
}
