//! The card of a dataset: what it is, what it counts, under which terms, and what came of reading it.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Text};

/// What a dataset is. Shown wherever its figures are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetCard {
    /// Lineage: the same for every edition of one dataset, part of every [`super::EventKey`].
    pub id: String,
    /// Name.
    pub title: Text,
    /// What its death figures count.
    pub counts: Text,
    /// Licence, short.
    pub licence: String,
    /// Line that must stand under every map made with it.
    pub attribution: Text,
    /// Short name for "1,206 reported deaths (…)".
    #[serde(default)]
    pub short: Option<String>,
    /// Under which terms its rows may be passed on.
    #[serde(default, skip_serializing_if = "Terms::is_free")]
    pub terms: Terms,
    /// Day on which the rows were taken from whom they belong to, where an export has noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Day>,
    /// The newest so many days are still being completed when an edition comes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled_days: Option<u16>,
}

/// Under which terms the rows of a dataset may be passed on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "redistribution", content = "note")]
pub enum Terms {
    /// With its attribution, to anybody.
    #[default]
    Free,
    /// Not to everybody: the note says what is allowed. Rows leave the program only after a yes.
    Restricted(Text),
}

impl Terms {
    /// Whether rows may be passed on with their attribution.
    pub fn is_free(&self) -> bool {
        *self == Self::Free
    }
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Rows read.
    pub read: usize,
    /// Rows that became events.
    pub accepted: usize,
    /// Rows kept aside because they could not be understood.
    pub quarantined: usize,
    /// Rows that repeat an earlier row of the file.
    pub duplicates: usize,
}

impl Counts {
    /// The rule that nothing is lost: `read = accepted + quarantined + duplicates`.
    pub fn add_up(self) -> bool {
        let others = self.quarantined.checked_add(self.duplicates);
        others.and_then(|others| others.checked_add(self.accepted)) == Some(self.read)
    }
}
