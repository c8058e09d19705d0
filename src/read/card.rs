//! What the cards of datasets and the records of their sources have in common.

use std::collections::BTreeMap;

use crate::base::Text;
use crate::model::Source;
use crate::model::source::{ReadAs, SourceNotes, SourceRole};
use crate::words::{EN, FR, Words};

/// A text from both languages' words.
pub(super) fn both(text: impl Fn(&Words) -> String) -> Text {
    Text::new(text(&EN), text(&FR))
}

/// A source of which the file says little more than its name.
pub(super) fn source(id: &str, kind: &str, title: &str, url: Option<&str>) -> Source {
    let dataset = kind == "dataset";
    Source {
        id: id.to_owned(),
        csl_type: kind.to_owned(),
        title: Some(title.to_owned()),
        container_title: None,
        publisher: None,
        author: Vec::new(),
        issued: None,
        language: None,
        url: url.map(str::to_owned),
        custom: SourceNotes {
            short: Text::same(title),
            role: if dataset {
                SourceRole::Dataset
            } else {
                SourceRole::Report
            },
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
