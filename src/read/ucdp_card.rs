//! What UCDP GED is, as a dataset and as a source.

use std::collections::BTreeMap;

use crate::base::Text;
use crate::model::source::{ReadAs, SourceNotes, SourceRole};
use crate::model::{DatasetCard, Source, Terms};
use crate::words::{EN, FR, Words};

/// Lineage of the dataset, and the id of its source record.
pub(super) const SOURCE_ID: &str = "ucdp-ged";
/// What the dataset is.
pub(super) fn card() -> DatasetCard {
    DatasetCard {
        id: SOURCE_ID.to_owned(),
        title: Text::same("UCDP GED"),
        counts: both(|w| w.ucdp.counts.to_owned()),
        licence: "CC BY 4.0".to_owned(),
        attribution: Text::same("UCDP GED, Uppsala Conflict Data Program (CC BY 4.0)"),
        short: Some("UCDP".to_owned()),
        terms: Terms::Free,
        accessed: None,
        unsettled_days: None,
    }
}

/// The record of the dataset as a source.
pub(super) fn source() -> Source {
    Source {
        id: SOURCE_ID.to_owned(),
        csl_type: "dataset".to_owned(),
        title: Some("UCDP Georeferenced Event Dataset (GED)".to_owned()),
        container_title: None,
        publisher: Some("Uppsala Conflict Data Program".to_owned()),
        author: Vec::new(),
        issued: None,
        language: Some("en".to_owned()),
        url: Some("https://ucdp.uu.se/downloads/".to_owned()),
        custom: SourceNotes {
            short: Text::same("UCDP GED"),
            role: SourceRole::Dataset,
            read_as: ReadAs::Dataset,
            agency: None,
            host: None,
            printed_date: None,
            estimated: None,
            date_warning: false,
            not_printed: Vec::new(),
            note: None,
            tertiary: false,
            grade: "F6".to_owned(),
        },
        other: BTreeMap::new(),
    }
}

/// A text from both languages' words.
pub(super) fn both(text: impl Fn(&Words) -> String) -> Text {
    Text::new(text(&EN), text(&FR))
}
