//! What a table that somebody keeps is, as a dataset and as a source.

use std::collections::BTreeMap;

use super::mapped::MappedFormat;
use super::ucdp_card::both;
use crate::base::Text;
use crate::model::source::{ReadAs, SourceNotes, SourceRole};
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
        licence: names.licence.clone().unwrap_or_else(|| "\u{2013}".to_owned()),
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
    let title = title(format, file);
    Source {
        id: format.lineage.clone(),
        csl_type: "dataset".to_owned(),
        title: Some(title.clone()),
        container_title: None,
        publisher: None,
        author: Vec::new(),
        issued: None,
        language: None,
        url: None,
        custom: SourceNotes {
            short: Text::same(title),
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
