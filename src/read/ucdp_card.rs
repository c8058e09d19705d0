//! What UCDP GED is, as a dataset and as a source.

use super::card::{self, both};
use crate::base::Text;
use crate::model::{DatasetCard, Source, Terms};

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
    let title = "UCDP Georeferenced Event Dataset (GED)";
    let mut source = card::source(SOURCE_ID, "dataset", title, Some("https://ucdp.uu.se/downloads/"));
    source.publisher = Some("Uppsala Conflict Data Program".to_owned());
    source.language = Some("en".to_owned());
    source.custom.short = Text::same("UCDP GED");
    source
}
