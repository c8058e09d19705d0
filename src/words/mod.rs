//! Every word the program shows or prints, in both languages. One file for each area; each holds a struct,
//! its English and its French value, so the compiler finds a missing wording.
//!
//! Counts inside sentences go through functions that take the language, because plural rules differ
//! (French: 0 and 1 are singular).

pub mod acled;
pub mod charting;
pub mod citing;
mod cli;
pub mod common;
pub mod copying;
mod crowd;
mod dating;
mod drawing;
pub mod exporting;
pub mod filtering;
pub mod formats;
pub mod importing;
pub mod mapping;
pub mod opening;
pub mod page;
pub mod picking;
pub mod reading;
mod reading_said;
pub mod record;
pub mod refused;
pub mod report;
pub mod searching;
pub mod shell;
mod system;
pub mod table;
pub mod tables;
pub mod telling;
pub mod timeline;
mod timeline_sentences;
mod titles;
mod told;
pub mod ucdp;
pub mod wizard;

use crate::base::{Lang, Text};

/// All words in one language.
#[derive(Debug)]
pub struct Words {
    /// The language.
    pub lang: Lang,
    /// Types, precision, months: used by several areas.
    pub common: &'static common::CommonWords,
    /// Left panel: list, filters, context, empty states.
    pub filtering: &'static filtering::FilteringWords,
    /// Map and legend.
    pub mapping: &'static mapping::MappingWords,
    /// Opening files: layers, recent files, progress.
    pub opening: &'static opening::OpeningWords,
    /// Top bar, status line, sheets, files.
    pub shell: &'static shell::ShellWords,
    /// The map picture for a report.
    pub page: &'static page::PageWords,
    /// Files that are opened, and what is wrong with them.
    pub reading: &'static reading::ReadingWords,
    /// What to do with files that are none of events.
    pub refused: &'static refused::RefusedWords,
    /// The import report.
    pub importing: &'static importing::ImportingWords,
    /// Tables of any kind and what their columns mean.
    pub tables: &'static tables::TableWords,
    /// Codes of the UCDP table.
    pub ucdp: &'static ucdp::UcdpWords,
    /// Codes of the ACLED table.
    pub acled: &'static acled::AcledWords,
    /// Archives, GeoJSON, KML, workbooks and the like.
    pub formats: &'static formats::FormatWords,
    /// Citations, records and paragraphs.
    pub citing: &'static citing::CitingWords,
    /// Copies for fast opening.
    pub copying: &'static copying::CopyingWords,
    /// Exports.
    pub exporting: &'static exporting::ExportingWords,
    /// Search field.
    pub searching: &'static searching::SearchingWords,
    /// Timeline.
    pub timeline: &'static timeline::TimelineWords,
    /// Questions about the columns of a table.
    pub wizard: &'static wizard::WizardWords,
    /// Selection tools.
    pub picking: &'static picking::PickingWords,
    /// Charts.
    pub charting: &'static charting::ChartingWords,
    /// Table.
    pub table: &'static table::TableWords,
    /// Popup and dossier.
    pub telling: &'static telling::TellingWords,
}

/// English.
pub static EN: Words = Words {
    lang: Lang::En,
    common: &common::EN,
    filtering: &filtering::EN,
    mapping: &mapping::EN,
    opening: &opening::EN,
    shell: &shell::EN,
    page: &page::EN,
    reading: &reading::EN,
    refused: &refused::EN,
    importing: &importing::EN,
    tables: &tables::EN,
    ucdp: &ucdp::EN,
    acled: &acled::EN,
    formats: &formats::EN,
    citing: &citing::EN,
    copying: &copying::EN,
    exporting: &exporting::EN,
    searching: &searching::EN,
    timeline: &timeline::EN,
    wizard: &wizard::EN,
    picking: &picking::EN,
    charting: &charting::EN,
    table: &table::EN,
    telling: &telling::EN,
};

/// French.
pub static FR: Words = Words {
    lang: Lang::Fr,
    common: &common::FR,
    filtering: &filtering::FR,
    mapping: &mapping::FR,
    opening: &opening::FR,
    shell: &shell::FR,
    page: &page::FR,
    reading: &reading::FR,
    refused: &refused::FR,
    importing: &importing::FR,
    tables: &tables::FR,
    ucdp: &ucdp::FR,
    acled: &acled::FR,
    formats: &formats::FR,
    citing: &citing::FR,
    copying: &copying::FR,
    exporting: &exporting::FR,
    searching: &searching::FR,
    timeline: &timeline::FR,
    wizard: &wizard::FR,
    picking: &picking::FR,
    charting: &charting::FR,
    table: &table::FR,
    telling: &telling::FR,
};

/// Something said in both languages: what is kept to be shown later, in the language that the screen then has.
pub fn in_both(say: impl Fn(&'static Words) -> String) -> Text {
    Text::new(say(&EN), say(&FR))
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
