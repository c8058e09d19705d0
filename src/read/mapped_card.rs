//! What a table that somebody keeps is, as a dataset and as a source.

use super::card::{self, both};
use super::mapped::MappedFormat;
use crate::base::Text;
use crate::model::{DatasetCard, Source};

/// Its name: stated in the mapping, else that of the file.
fn title(format: &MappedFormat, file: &str) -> String {
    format.mapping.dataset.name.clone().unwrap_or_else(|| file.to_owned())
}

/// What the dataset is.
pub(super) fn card(format: &MappedFormat, file: &str) -> DatasetCard {
    let names = &format.mapping.dataset;
    let title = title(format, file);
    DatasetCard {
        id: format.lineage.clone(),
        counts: both(|w| w.tables.counts.to_owned()),
        licence: names
            .licence
            .clone()
            .unwrap_or_else(|| crate::words::EN.formats.no_licence.to_owned()),
        attribution: match &names.attribution {
            Some(line) => Text::same(line),
            None => both(|w| w.table_attribution(&title)),
        },
        short: Some(title.clone()),
        title: Text::same(title),
        ..DatasetCard::default()
    }
}

/// The table as a source of its rows.
pub(super) fn source(format: &MappedFormat, file: &str) -> Source {
    card::source(&format.lineage, "dataset", &title(format, file), None)
}
