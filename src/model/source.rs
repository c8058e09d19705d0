//! A source: a CSL-JSON record with what the program adds under `custom`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::{Day, Text};

/// What kind of record a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceRole {
    /// One of the articles the bundled collection was made from.
    Article,
    /// Another report that a named outlet published.
    Report,
    /// A coded dataset: made from reports, not another primary source.
    Dataset,
    /// An encyclopedia: tertiary.
    Encyclopedia,
    /// A list of places.
    Gazetteer,
}

/// How the text of a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadAs {
    /// On the page of who published it.
    Original,
    /// In a copy elsewhere.
    Copy,
    /// As an excerpt.
    Excerpt,
    /// As an encyclopedia tells it.
    Encyclopedia,
    /// As a row of a dataset.
    Dataset,
}

/// An estimated date of publication and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EstimatedDate {
    /// Most likely day.
    pub best: Day,
    /// Earliest possible day.
    pub earliest: Day,
    /// Latest possible day, included.
    pub latest: Day,
    /// How it was found.
    pub reason: Text,
}

/// What a record does not print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NotPrinted {
    /// No title.
    Title,
    /// No publisher.
    Publisher,
    /// No author.
    Byline,
    /// No date.
    Date,
}

/// The program's own part of a source record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceNotes {
    /// One line for a popup.
    pub short: Text,
    /// What kind of record it is.
    pub role: SourceRole,
    /// How it was read.
    pub read_as: ReadAs,
    /// Agency named in the text.
    #[serde(default)]
    pub agency: Option<String>,
    /// Where the copy was found.
    #[serde(default)]
    pub host: Option<String>,
    /// Date exactly as far as printed: a day, a month or a year in ISO form.
    #[serde(default)]
    pub printed_date: Option<String>,
    /// Estimated date of the original.
    #[serde(default)]
    pub estimated: Option<EstimatedDate>,
    /// Whether the printed date cannot be that of the text.
    #[serde(default)]
    pub date_warning: bool,
    /// What the record lacks.
    #[serde(default)]
    pub not_printed: Vec<NotPrinted>,
    /// Remark.
    #[serde(default)]
    pub note: Option<Text>,
    /// Whether it is an encyclopedia or the like.
    #[serde(default)]
    pub tertiary: bool,
    /// Admiralty code, `F6` unless graded.
    #[serde(default = "ungraded")]
    pub grade: String,
}

fn ungraded() -> String {
    "F6".to_owned()
}

/// A CSL-JSON name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CslName {
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// Name of an institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

/// A CSL-JSON date: one or two lists of year, month, day as far as known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CslDate {
    /// `[[2023, 10, 4]]`.
    #[serde(rename = "date-parts", default)]
    pub date_parts: Vec<Vec<i16>>,
}

/// A source record. Standard fields hold only what is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Id that claims cite.
    pub id: String,
    /// CSL type, such as `article-newspaper`, `webpage`, `dataset`, `entry-encyclopedia`.
    #[serde(rename = "type")]
    pub csl_type: String,
    /// Title as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Newspaper, site or encyclopedia.
    #[serde(rename = "container-title", default, skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// Publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Authors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<CslName>,
    /// Date as far as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// Language tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The outlet's own address.
    #[serde(rename = "URL", default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What the program adds.
    pub custom: SourceNotes,
    /// Every other CSL field, kept as it is.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

impl Source {
    /// Whether its figures may set a shown value: a coded dataset may only widen one, and an
    /// encyclopedia or a gazetteer does neither.
    pub fn is_reporting(&self) -> bool {
        matches!(self.custom.role, SourceRole::Article | SourceRole::Report) && !self.custom.tertiary
    }

    /// Whether it is a coded dataset.
    pub fn is_dataset(&self) -> bool {
        self.custom.role == SourceRole::Dataset
    }
}
