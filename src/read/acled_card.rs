//! What ACLED is, as a dataset and as a source.

use std::collections::BTreeMap;

use super::ucdp_card::both;
use crate::base::Text;
use crate::model::source::{ReadAs, SourceNotes, SourceRole};
use crate::model::{DatasetCard, Source, Terms};

/// Lineage of the dataset, and the id of its source record.
pub(super) const SOURCE_ID: &str = "acled";

/// What the dataset is. Its rows belong to whoever was given them: they leave the program only after a yes.
pub(super) fn card() -> DatasetCard {
    DatasetCard {
        id: SOURCE_ID.to_owned(),
        title: Text::same("ACLED"),
        counts: both(|w| w.acled.counts.to_owned()),
        licence: crate::words::EN.formats.acled_terms.to_owned(),
        attribution: Text::same("Armed Conflict Location & Event Data Project (ACLED), acleddata.com"),
        short: Some("ACLED".to_owned()),
        terms: Terms::Restricted(both(|w| w.acled.terms.to_owned())),
        accessed: None,
        // Events are still added for some weeks, and corrected later.
        unsettled_days: Some(28),
    }
}

/// The record of the dataset as a source.
pub(super) fn source() -> Source {
    Source {
        id: SOURCE_ID.to_owned(),
        csl_type: "dataset".to_owned(),
        title: Some("Armed Conflict Location & Event Data Project (ACLED)".to_owned()),
        container_title: None,
        publisher: Some("ACLED".to_owned()),
        author: Vec::new(),
        issued: None,
        language: Some("en".to_owned()),
        url: Some("https://acleddata.com/".to_owned()),
        custom: SourceNotes {
            short: Text::same("ACLED"),
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
