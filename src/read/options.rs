//! What a user can state about a file instead of letting it be found out.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::kept::Kept;
use super::mapping::Mapping;

/// How a file is to be opened. Everything is found out by content where it is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OpenOptions {
    /// What the columns of a table mean, for tables that no reader knows.
    pub mapping: Option<Mapping>,
    /// How characters are coded.
    pub encoding: Option<Encoding>,
    /// What separates the cells of a table.
    pub delimiter: Option<u8>,
    /// Whether day or month comes first in dates of numbers alone.
    pub date_order: Option<DateOrder>,
    /// Name of the sheet of a workbook.
    pub sheet: Option<String>,
    /// Name of the file to read of a ZIP archive of several.
    pub member: Option<String>,
    /// Most bytes of one cell; `None`: 16 MiB.
    pub max_field: Option<usize>,
    /// Leave a table that no reader knows to a person ([`super::Problem::NeedsMapping`]), also where a guess leaves
    /// no doubt.
    pub ask: bool,
    /// A copy of the rows as they were read before: they are taken from there where it is sound.
    pub kept: Option<Kept>,
}

impl OpenOptions {
    /// The same for a file of an archive.
    pub(super) fn for_member(&self, member: String) -> Self {
        Self {
            member: Some(member),
            ..self.clone()
        }
    }
}

/// How characters are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little end first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big end first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// Its name as programs write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `2024-03-05`, `20240305`: year first.
    YearFirst,
    /// `5 March 2024`: the month is named.
    NamedMonth,
    /// `05/03/2024` is the fifth of March.
    DayFirst,
    /// `03/05/2024` is the fifth of March.
    MonthFirst,
    /// `45356`: days as Excel counts them from 1900.
    ExcelSerial,
    /// `1709596800`: seconds (or, with thirteen digits, milliseconds) since 1970-01-01, UTC.
    UnixSeconds,
}

impl DateOrder {
    /// Every way of writing.
    pub const ALL: [Self; 6] = [
        Self::YearFirst,
        Self::NamedMonth,
        Self::DayFirst,
        Self::MonthFirst,
        Self::ExcelSerial,
        Self::UnixSeconds,
    ];

    /// Its name in flags and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::YearFirst => "year-first",
            Self::NamedMonth => "named-month",
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::ExcelSerial => "excel-serial",
            Self::UnixSeconds => "unix-seconds",
        }
    }
}

impl DateOrder {
    /// Whether only the order tells day and month apart.
    pub(super) fn is_of_numbers(self) -> bool {
        matches!(self, Self::DayFirst | Self::MonthFirst)
    }
}

impl fmt::Display for DateOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
