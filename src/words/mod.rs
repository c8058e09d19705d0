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
mod crowd;
mod dating;
pub mod exporting;
pub mod filtering;
pub mod importing;
pub mod mapping;
pub mod opening;
pub mod page;
pub mod picking;
pub mod reading;
mod reading_said;
pub mod record;
pub mod report;
pub mod shell;
pub mod table;
pub mod telling;
pub mod timeline;
mod timeline_sentences;
mod told;
pub mod ucdp;

use crate::base::Lang;

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
    /// The import report.
    pub importing: &'static importing::ImportingWords,
    /// Codes of the UCDP table.
    pub ucdp: &'static ucdp::UcdpWords,
    /// Codes of the ACLED table.
    pub acled: &'static acled::AcledWords,
    /// Citations, records and paragraphs.
    pub citing: &'static citing::CitingWords,
    /// Exports.
    pub exporting: &'static exporting::ExportingWords,
    /// Timeline.
    pub timeline: &'static timeline::TimelineWords,
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
    importing: &importing::EN,
    ucdp: &ucdp::EN,
    acled: &acled::EN,
    citing: &citing::EN,
    exporting: &exporting::EN,
    timeline: &timeline::EN,
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
    importing: &importing::FR,
    ucdp: &ucdp::FR,
    acled: &acled::FR,
    citing: &citing::FR,
    exporting: &exporting::FR,
    timeline: &timeline::FR,
    picking: &picking::FR,
    charting: &charting::FR,
    table: &table::FR,
    telling: &telling::FR,
};

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
