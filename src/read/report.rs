//! What came of reading a file: counts, rows set aside, things worth knowing.

use std::collections::BTreeMap;

use super::error::{At, Expected, Found};
use super::found::found_expected;
use crate::base::Text;
use crate::model::{Counts, EventType, Incident, Location, PlaceClass};
use crate::words::Words;

/// The format a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Incidents of our own, GeoJSON.
    Native,
    /// Incidents of our own, table.
    NativeTable,
    /// A UCDP GED release or API table.
    UcdpGed,
    /// The table that UCDP's web site exports.
    UcdpWebExport,
    /// Features of somebody else, GeoJSON.
    GeoJson,
    /// A list of JSON objects, as programs exchange them.
    JsonRecords,
    /// Events of a TimeMap, JSON.
    TimeMap,
    /// Placemarks, KML or KMZ.
    Kml,
    /// Waypoints, GPX.
    Gpx,
    /// A sheet of a workbook that is no table of a known dataset.
    Workbook,
    /// GDELT events, machine-coded.
    Gdelt,
}

/// What a finding means for its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueKind {
    /// The row is not in the dataset.
    SetAside,
    /// The row is in the dataset; a value of it is remarkable.
    Notice,
}

/// A finding in one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// What it means for the row.
    pub kind: IssueKind,
    /// Line of the file on which the row begins, from 1.
    pub line: u64,
    /// Column; empty for the row as a whole.
    pub column: String,
    /// What stands there.
    pub found: Found,
    /// What should.
    pub expected: Expected,
}

impl Issue {
    /// The finding in one line: `line 14, column latitude: found “95”, expected … (row set aside)`.
    pub fn explain(&self, words: &Words) -> String {
        let place = At::of(self.line, &self.column).explain(words);
        let colon = if place.is_empty() { "" } else { words.reading.colon };
        let meaning = match self.kind {
            IssueKind::SetAside => words.reading.set_aside,
            IssueKind::Notice => words.reading.kept,
        };
        let said = found_expected(words, &self.found.explain(words), &self.expected.explain(words));
        // A finding about the file as a whole is about no row.
        if self.line == 0 {
            return format!("{place}{colon}{said}");
        }
        format!("{place}{colon}{said} ({meaning})")
    }
}

/// Findings that are kept with their text; further ones are only counted, so that a hostile file with a
/// finding in every row cannot fill memory.
pub const MOST_ISSUES: usize = 1_000;

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadReport {
    /// Name of the file, without its folder.
    pub file: String,
    /// What it was read as.
    pub format: Format,
    /// Rows read, accepted, set aside, repeated.
    pub counts: Counts,
    /// The first [`MOST_ISSUES`] findings, in the order of the file.
    pub issues: Vec<Issue>,
    /// All findings, also those that are not listed.
    pub issues_in_all: usize,
}

impl ReadReport {
    /// A report without a finding.
    pub fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
            counts: Counts::default(),
            issues: Vec::new(),
            issues_in_all: 0,
        }
    }

    /// The report of a file of our own, which is accepted as a whole or not at all.
    pub(super) fn of_native(file: &str, counts: Counts) -> Self {
        Self {
            counts,
            ..Self::new(file, Format::Native)
        }
    }

    /// Adds a finding.
    pub fn add(&mut self, issue: Issue) {
        self.issues_in_all += 1;
        if self.issues.len() < MOST_ISSUES {
            self.issues.push(issue);
        }
    }

    /// Whether nothing at all is remarkable: `check` answers 0 then and 1 otherwise.
    pub fn is_clean(&self) -> bool {
        self.issues_in_all == 0 && self.counts.quarantined == 0 && self.counts.duplicates == 0
    }
}

/// A record without content: what a reader gives for a position that no row has, and what it fills in.
pub(super) fn no_incident() -> Incident {
    Incident {
        title: Text::default(),
        account: Text::default(),
        country: String::new(),
        admin1: None,
        place: Text::default(),
        when: None,
        location: Location {
            class: PlaceClass::P5,
            radius_m: PlaceClass::P5.default_radius(),
            method: Text::default(),
            sources: Vec::new(),
            steps: Vec::new(),
            note: None,
            area: None,
            others: Vec::new(),
        },
        event_type: EventType::Other,
        sub_event_type: None,
        sides: Vec::new(),
        sources: Vec::new(),
        source_notes: BTreeMap::new(),
        claims: Vec::new(),
        statements: Vec::new(),
        conflicts: Vec::new(),
        related: Vec::new(),
        uncertain: None,
        coded: None,
        from: None,
        original: Vec::new(),
        point: None,
        outline: Vec::new(),
    }
}
