//! Files and texts out: lists, records, citations, paragraphs. Pure functions that return text.

pub mod bibtex;
pub mod citation;
pub mod export;
pub mod list;
pub mod paragraph;
pub mod record;
pub mod record_json;
pub mod sources;
