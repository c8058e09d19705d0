//! Every word the program shows or prints, in both languages. One file for each area; each holds a struct,
//! its English and its French value, so the compiler finds a missing wording.
//!
//! Counts inside sentences go through functions that take the language, because plural rules differ
//! (French: 0 and 1 are singular).

pub mod common;
pub mod timeline;

use crate::base::Lang;

/// All words in one language.
#[derive(Debug)]
pub struct Words {
    /// The language.
    pub lang: Lang,
    /// Types, precision, months: used by several areas.
    pub common: &'static common::CommonWords,
    /// Timeline.
    pub timeline: &'static timeline::TimelineWords,
}

/// English.
pub static EN: Words = Words {
    lang: Lang::En,
    common: &common::EN,
    timeline: &timeline::EN,
};

/// French.
pub static FR: Words = Words {
    lang: Lang::Fr,
    common: &common::FR,
    timeline: &timeline::FR,
};

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
