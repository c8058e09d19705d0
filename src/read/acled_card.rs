//! What ACLED is, as a dataset and as a source.

use super::card::{self, both};
use crate::base::Text;
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
    let title = "Armed Conflict Location & Event Data Project (ACLED)";
    let mut source = card::source(SOURCE_ID, "dataset", title, Some("https://acleddata.com/"));
    source.publisher = Some("ACLED".to_owned());
    source.language = Some("en".to_owned());
    source.custom.short = Text::same("ACLED");
    source
}
