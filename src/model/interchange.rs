//! Our own table (CSV): the columns, and how a cell holds a text, a list or a record so that nothing is lost.
//! Written by `write::native_csv`, read by `read::native_csv`; described for people in `data/README.md`.
//!
//! Each fact stands in one place. What a reader of a table wants has columns of its own; the rest of the record
//! is JSON in the cell `record`. A source record stands in the first row that cites it, the card of a dataset in
//! its first row, so that every row but those is short and a lost row loses nothing of another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::incident::{Conflict, OtherPlace, Related, Side, Statement};
use crate::base::Text;

/// A column of the table, in the order in which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; data/README.md describes them")]
pub enum Column {
    Id,
    Dataset,
    Title,
    TitleFr,
    Start,
    LastDay,
    Span,
    DatePrecision,
    Country,
    Admin1,
    Place,
    PlaceFr,
    Lon,
    Lat,
    Precision,
    RadiusM,
    AreaLon,
    AreaLat,
    AreaRadiusM,
    Located,
    LocatedFr,
    EventType,
    SubEventType,
    Actors,
    DeathsLow,
    DeathsBest,
    DeathsHigh,
    DeathsHighOpen,
    Figures,
    Differ,
    Account,
    AccountFr,
    Sources,
    SourceRecords,
    Record,
    Original,
    DatasetCard,
    Attribution,
}

impl Column {
    /// Every column with its name. The last one is written only where terms ask for it.
    pub const ALL: [(Self, &'static str); 38] = [
        (Self::Id, "id"),
        (Self::Dataset, "dataset"),
        (Self::Title, "title"),
        (Self::TitleFr, "title_fr"),
        (Self::Start, "start"),
        (Self::LastDay, "last_day"),
        (Self::Span, "span"),
        (Self::DatePrecision, "date_precision"),
        (Self::Country, "country"),
        (Self::Admin1, "admin1"),
        (Self::Place, "place"),
        (Self::PlaceFr, "place_fr"),
        (Self::Lon, "lon"),
        (Self::Lat, "lat"),
        (Self::Precision, "precision"),
        (Self::RadiusM, "radius_m"),
        (Self::AreaLon, "area_lon"),
        (Self::AreaLat, "area_lat"),
        (Self::AreaRadiusM, "area_radius_m"),
        (Self::Located, "located"),
        (Self::LocatedFr, "located_fr"),
        (Self::EventType, "event_type"),
        (Self::SubEventType, "sub_event_type"),
        (Self::Actors, "actors"),
        (Self::DeathsLow, "deaths_low"),
        (Self::DeathsBest, "deaths_best"),
        (Self::DeathsHigh, "deaths_high"),
        (Self::DeathsHighOpen, "deaths_high_open"),
        (Self::Figures, "figures"),
        (Self::Differ, "differ"),
        (Self::Account, "account"),
        (Self::AccountFr, "account_fr"),
        (Self::Sources, "sources"),
        (Self::SourceRecords, "source_records"),
        (Self::Record, "record"),
        (Self::Original, "original"),
        (Self::DatasetCard, "dataset_card"),
        (Self::Attribution, "attribution"),
    ];

    /// Columns that tell our table from any other.
    pub const SIGNATURE: [&'static str; 4] = ["id", "date_precision", "precision", "figures"];
}

/// `figures` of a record of our own: deaths, actors and differences follow from its claims.
pub const FROM_CLAIMS: &str = "claims";
/// `figures` of an imported row: as the dataset codes them.
pub const AS_CODED: &str = "coded";

/// What the cell `record` holds: everything of a record that has no column. Empty members are left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the members of the record, see Incident")]
pub struct RecordCell {
    /// Title of the record where that of the row is another; so with place and sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub date_steps: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub location_sources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub location_steps: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_note: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherPlace>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Side>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub source_notes: BTreeMap<String, Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertain: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<Vec<[f64; 2]>>,
}

/// A text as a cell: what a spreadsheet would run as a formula gets an apostrophe in front, and so does what
/// begins with one, so that taking one away gives the text back. NUL, which no table can hold, becomes U+FFFD.
pub fn text_cell(text: &str) -> String {
    let text = text.replace('\0', "\u{FFFD}");
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        format!("'{text}")
    } else {
        text
    }
}

/// The text of a cell.
pub fn cell_text(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// The cell of the French wording: empty where it is the same as the English one; a lone apostrophe where there
/// is none.
pub fn french_cell(text: &Text) -> String {
    match text.fr.as_str() {
        fr if fr == text.en => String::new(),
        "" => "'".to_owned(),
        fr => text_cell(fr),
    }
}

/// A text from the cells of its two wordings.
pub fn text_of_cells(english: &str, french: &str) -> Text {
    let en = cell_text(english).to_owned();
    let fr = if french.is_empty() {
        en.clone()
    } else {
        cell_text(french).to_owned()
    };
    Text { en, fr }
}

/// A list as a cell: joined by `; `, with a backslash before a semicolon or a backslash of an item; an empty item
/// is `\_`.
pub fn list_cell<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items = items.into_iter().map(|item| match item {
        "" => "\\_".to_owned(),
        item => item.replace('\\', "\\\\").replace(';', "\\;"),
    });
    text_cell(&items.collect::<Vec<_>>().join("; "))
}

/// The items of a list cell. One space after a semicolon belongs to the separator.
pub fn cell_list(cell: &str) -> Vec<String> {
    let cell = cell_text(cell);
    if cell.is_empty() {
        return Vec::new();
    }
    let (mut items, mut item) = (Vec::new(), String::new());
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => item.extend(chars.next().filter(|escaped| *escaped != '_')),
            ';' => {
                items.push(std::mem::take(&mut item));
                let _separator = chars.next_if_eq(&' ');
            }
            c => item.push(c),
        }
    }
    items.push(item);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_their_list() {
        for (i, (column, _)) in Column::ALL.into_iter().enumerate() {
            assert_eq!(column as usize, i);
        }
    }

    #[test]
    fn texts_go_round_and_none_is_a_formula() {
        for text in ["", "=1+1", "'=1", "''", "-x", "\ta", "\r", "a'b", "é; \\", "@x"] {
            let cell = text_cell(text);
            assert_eq!(cell_text(&cell), text);
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }

    #[test]
    fn french_wordings_go_round() {
        for (en, fr) in [("a", "a"), ("a", ""), ("", ""), ("", "b"), ("a", "'"), ("=a", "=b")] {
            let text = Text::new(en, fr);
            assert_eq!(text_of_cells(&text_cell(en), &french_cell(&text)), text);
        }
    }

    #[test]
    fn lists_go_round() {
        let lists: [&[&str]; 7] = [
            &[],
            &["a"],
            &["a", "b;c", "d\\"],
            &["", ""],
            &["_", "\\_", "\\;"],
            &[" a", "b "],
            &["=x", "'y"],
        ];
        for list in lists {
            let found = cell_list(&list_cell(list.iter().copied()));
            assert_eq!(found, list, "{list:?}");
        }
    }
}
