//! Events into files of other programs and of our own: the order, the formats, one entry point.
//!
//! Every writer streams (the workbook alone is made in memory), looks at a [`Pulse`] for every event, and gives
//! the same bytes for the same events, words and day.

mod csl;
mod described;
mod gpx;
mod kml;
mod native_csv;
mod native_geojson;
mod ris;
mod whole;
mod xlsx;
mod xml;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::base::pulse::Cancelled;
use crate::base::{Day, Pulse, Text};
use crate::model::{Dataset, DatasetCard, Event, Terms};
use crate::query::describe::criteria;
use crate::query::{Certainty, EventRef, Filter, QueryResult};
use crate::words::Words;

/// A kind of file that events are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Our own table, which loses nothing.
    Csv,
    /// Our own GeoJSON, which loses nothing.
    GeoJson,
    /// Workbook for spreadsheets.
    Xlsx,
    /// Map with times for Google Earth and the like.
    Kml,
    /// Waypoints for navigation devices.
    Gpx,
    /// Sources for Zotero and Pandoc.
    CslJson,
    /// Sources for LaTeX.
    Bibtex,
    /// Sources for EndNote and the like.
    Ris,
}

impl ExportFormat {
    /// Every format, in the order of the dialog.
    pub const ALL: [Self; 8] = [
        Self::Csv,
        Self::GeoJson,
        Self::Xlsx,
        Self::Kml,
        Self::Gpx,
        Self::CslJson,
        Self::Bibtex,
        Self::Ris,
    ];

    /// Ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
            Self::Xlsx => "xlsx",
            Self::Kml => "kml",
            Self::Gpx => "gpx",
            Self::CslJson => "json",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
        }
    }

    /// The format that the ending of a name stands for, where that is another one than this.
    pub fn contradicted_by(self, path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        let other = Self::ALL.into_iter().find(|format| format.ends_with(&ending));
        other.filter(|_| !self.ends_with(&ending))
    }

    /// The name without the ending of another kind before its own: dialogs put theirs behind whatever was typed, and
    /// make `incidents.csv.gpx` of a table that becomes waypoints.
    pub fn without_other_ending(self, path: &Path) -> PathBuf {
        let stem = path.file_stem().map(Path::new);
        let own = path
            .extension()
            .is_some_and(|e| self.ends_with(&e.to_string_lossy().to_lowercase()));
        match stem.filter(|stem| own && self.contradicted_by(stem).is_some()) {
            Some(stem) => path.with_file_name(stem.with_extension(path.extension().unwrap_or_default())),
            None => path.to_owned(),
        }
    }

    /// Whether names of such files end like this, in small letters.
    fn ends_with(self, ending: &str) -> bool {
        let others: &[&str] = match self {
            Self::GeoJson => &["json"],
            Self::Bibtex => &["bibtex"],
            _ => &[],
        };
        ending == self.ending() || others.contains(&ending)
    }

    /// What such a file cannot hold, to be said once it is written; none where it holds everything or says itself that
    /// it is about sources only.
    pub fn loses(self, words: &Words) -> Option<&'static str> {
        match self {
            Self::Kml => Some(words.exporting.kml_loses),
            Self::Gpx => Some(words.exporting.gpx_loses),
            Self::Csv | Self::GeoJson | Self::Xlsx | Self::CslJson | Self::Bibtex | Self::Ris => None,
        }
    }

    /// Whether rows leave the program, and not only the sources they cite.
    pub fn has_rows(self) -> bool {
        !matches!(self, Self::CslJson | Self::Bibtex | Self::Ris)
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The user stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// More rows than a workbook can hold.
    #[error("a workbook holds {limit} rows; found {found}")]
    TooManyRows {
        /// Events to write.
        found: usize,
        /// Most of them in one sheet.
        limit: usize,
    },
    /// The library for workbooks refused something.
    #[error("workbook: {0}")]
    Workbook(String),
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Events, or source records for formats without rows.
    pub written: usize,
    /// Events that the format cannot hold, such as those without a point in GPX.
    pub left_out: usize,
    /// Texts that the format had to cut (workbooks hold 32,767 characters in a cell).
    pub cut: usize,
}

/// What is to be written: events of a result in its order, and what is said about them.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    result: &'a QueryResult,
    rows: Option<&'a [EventRef]>,
    filter: &'a Filter,
    words: &'static Words,
    accessed: Day,
}

impl<'a> Export<'a> {
    /// These rows of a result, or all visible ones (`None`). `filter` is the one that left them; `accessed` the day of the export.
    pub fn new(
        result: &'a QueryResult,
        rows: Option<&'a [EventRef]>,
        filter: &'a Filter,
        words: &'static Words,
        accessed: Day,
    ) -> Self {
        Self {
            result,
            rows,
            filter,
            words,
            accessed,
        }
    }

    /// The events in order.
    pub fn events(&self) -> impl Iterator<Item = Event<'a>> + use<'a> {
        let result = self.result;
        let (some, all) = match self.rows {
            Some(rows) => (rows, None),
            None => (&[][..], Some(result.rows.iter())),
        };
        let rows = some.iter().copied().chain(all.into_iter().flatten());
        rows.filter_map(|at| result.event(at))
    }

    /// Number of events.
    pub fn count(&self) -> usize {
        self.rows.map_or(self.result.count(), <[EventRef]>::len)
    }

    /// The datasets that the events come from; all that are open where there is no event.
    pub fn datasets(&self) -> Vec<&'a Dataset> {
        let mut seen = vec![self.count() == 0; self.result.parts.len()];
        for at in self.rows.unwrap_or_default() {
            if let Some(seen) = seen.get_mut(usize::from(at.dataset)) {
                *seen = true;
            }
        }
        if self.rows.is_none() {
            for (seen, part) in seen.iter_mut().zip(&self.result.parts) {
                *seen |= !part.visible.is_empty();
            }
        }
        let parts = self.result.parts.iter().zip(seen);
        parts
            .filter(|(_, seen)| *seen)
            .map(|(part, _)| part.dataset.as_ref())
            .collect()
    }

    /// Cards of datasets whose terms restrict passing rows on.
    pub fn restricted(&self) -> Vec<&'a DatasetCard> {
        let cards = self.datasets().into_iter().map(Dataset::card);
        cards.filter(|card| !card.terms.is_free()).collect()
    }

    /// "431 incidents · filter: Country: Niger".
    pub fn sentence(&self) -> String {
        let mut asked = criteria(self.filter, self.result, self.words);
        let window = self.result.window;
        let whole = self
            .result
            .extent
            .is_none_or(|all| window.span.union(all) == window.span);
        if !whole {
            asked.push(self.words.period(window.span));
        }
        if window.certainty == Certainty::Certain {
            asked.push(self.words.exporting.certain.to_owned());
        }
        self.words.exported(self.count(), &asked.join(" · "))
    }

    /// A line for each dataset: title, licence, attribution, and the day of access where its terms ask for it.
    pub fn licence_lines(&self) -> Vec<String> {
        let lines = self.datasets().into_iter().map(|dataset| {
            let card = self.card_of(dataset);
            let mut parts = vec![
                card.title.get(self.words.lang).to_owned(),
                self.words.licence(&card).to_owned(),
            ];
            parts.push(attribution(&card).get(self.words.lang).to_owned());
            parts.retain(|part| !part.is_empty());
            parts.dedup();
            parts.join(" · ")
        });
        lines.collect()
    }

    /// The card with the day of access, where its terms restrict the rows.
    fn card_of(&self, dataset: &Dataset) -> DatasetCard {
        let mut card = dataset.card().clone();
        if !card.terms.is_free() {
            card.accessed = card.accessed.or(Some(self.accessed));
        }
        card
    }

    /// One card for the file: that of the only dataset, or one that names all of them.
    fn card(&self) -> DatasetCard {
        let cards: Vec<DatasetCard> = self.datasets().into_iter().map(|d| self.card_of(d)).collect();
        let [first, ..] = cards.as_slice() else {
            return joined_card(&cards);
        };
        if cards.len() == 1 {
            first.clone()
        } else {
            joined_card(&cards)
        }
    }
}

/// A card for events of several datasets.
fn joined_card(cards: &[DatasetCard]) -> DatasetCard {
    let both = |part: fn(&DatasetCard) -> &Text, by: &str| {
        let join = |wordings: Vec<&str>| wordings.join(by);
        Text::new(
            join(cards.iter().map(|c| part(c).en.as_str()).collect()),
            join(cards.iter().map(|c| part(c).fr.as_str()).collect()),
        )
    };
    let notes: Vec<&Text> = cards
        .iter()
        .filter_map(|card| match &card.terms {
            Terms::Free => None,
            Terms::Restricted(note) => Some(note),
        })
        .collect();
    let terms = notes.iter().fold(None, |all: Option<Text>, note| {
        Some(all.map_or((*note).clone(), |all| {
            Text::new(format!("{} {}", all.en, note.en), format!("{} {}", all.fr, note.fr))
        }))
    });
    let list = |part: fn(&DatasetCard) -> &str, by: &str| cards.iter().map(part).collect::<Vec<_>>().join(by);
    DatasetCard {
        id: list(|c| &c.id, "+"),
        title: both(|c| &c.title, " + "),
        counts: both(|c| &c.counts, " / "),
        licence: list(|c| &c.licence, "; "),
        attribution: both(|c| &c.attribution, "; "),
        short: None,
        terms: terms.map_or(Terms::Free, Terms::Restricted),
        accessed: cards.iter().filter_map(|card| card.accessed).min(),
        unsettled_days: cards.iter().filter_map(|card| card.unsettled_days).max(),
    }
}

/// The line that must stand with the rows, with the day of access where one is noted.
pub(super) fn attribution(card: &DatasetCard) -> Text {
    let Some(day) = card.accessed else {
        return card.attribution.clone();
    };
    let with_day = |words: &Words, line: &str| words.attributed(line, day);
    Text::new(
        with_day(&crate::words::EN, &card.attribution.en),
        with_day(&crate::words::FR, &card.attribution.fr),
    )
}

/// Writes the events in a format. The pulse counts events.
///
/// # Errors
/// Where `out` cannot be written, the user stops it, or the format cannot hold so much. What was written until
/// then is incomplete: the caller writes to a temporary file.
pub fn write(
    export: &Export<'_>,
    format: ExportFormat,
    out: &mut dyn Write,
    pulse: &Pulse,
) -> Result<Written, ExportError> {
    pulse.start(export.count() as u64);
    let mut out = std::io::BufWriter::with_capacity(1 << 16, out);
    let written = match format {
        ExportFormat::Csv => native_csv::write(export, &mut out, pulse),
        ExportFormat::GeoJson => native_geojson::write(export, &mut out, pulse),
        ExportFormat::Xlsx => xlsx::write(export, &mut out, pulse),
        ExportFormat::Kml => kml::write(export, &mut out, pulse),
        ExportFormat::Gpx => gpx::write(export, &mut out, pulse),
        ExportFormat::CslJson => csl::write_json(export, &mut out, pulse),
        ExportFormat::Bibtex => csl::write_bibtex(export, &mut out, pulse),
        ExportFormat::Ris => ris::write(export, &mut out, pulse),
    }?;
    out.flush()?;
    Ok(written)
}
