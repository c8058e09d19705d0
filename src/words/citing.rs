//! Words of citations, records and the paragraph for a report.

/// See the module.
#[derive(Debug)]
pub struct CitingWords {
    /// "Sources".
    pub sources: &'static str,
}

/// English.
pub static EN: CitingWords = CitingWords { sources: "Sources" };

/// French.
pub static FR: CitingWords = CitingWords { sources: "Sources" };
