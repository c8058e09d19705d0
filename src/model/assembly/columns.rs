//! The columns of several segments become those of one dataset: codes translated, rows put into order.

use crate::model::dictionary::{Code, NO_CODE, Strings};
use crate::model::segment::{RowColumns, Vocabulary};

/// Rows from which on a second thread is worth its while.
const ENOUGH_FOR_TWO: usize = 50_000;

/// For each column of codes: the code here of every code there.
#[derive(Debug, Default)]
pub(super) struct Translation {
    titles: Vec<Code>,
    sub_kinds: Vec<Code>,
    countries: Vec<Code>,
    admin1s: Vec<Code>,
    places: Vec<Code>,
    pub actors: Vec<Code>,
    sources: Vec<Code>,
    deaths: Vec<Code>,
    spots: Vec<Code>,
    sharpness: Vec<Code>,
}

impl Translation {
    /// Takes the values of `other` into `words`.
    pub fn absorb(words: &mut Vocabulary, other: &Vocabulary) -> Self {
        Self {
            titles: words.titles.absorb(&other.titles),
            sub_kinds: words.sub_kinds.absorb(&other.sub_kinds),
            countries: words.countries.absorb(&other.countries),
            admin1s: words.admin1s.absorb(&other.admin1s),
            places: words.places.absorb(&other.places),
            actors: words.actors.absorb(&other.actors),
            sources: words.sources.absorb(&other.sources),
            deaths: words.deaths.absorb(&other.deaths),
            spots: words.spots.absorb(&other.spots),
            sharpness: words.sharpness.absorb(&other.sharpness),
        }
    }
}

/// Code of a dataset by code of a segment.
pub(super) fn translated(code: Code, to: Option<&[Code]>) -> Code {
    match to {
        Some(to) => to.get(code as usize).copied().unwrap_or(NO_CODE),
        None => code,
    }
}

/// The rows of one segment, and what its codes are in the dataset; `None` where they are the same.
pub(super) type Part = (RowColumns, Option<Translation>);

/// Rows of one segment that stand side by side in it and in the dataset.
#[derive(Debug, Clone, Copy)]
struct Run {
    part: usize,
    from: u32,
    to: u32,
}

/// Brings columns into the order of the dataset. Files are mostly sorted by day, so that many rows can be copied at
/// once.
pub(super) struct Gatherer<'a> {
    parts: &'a [Part],
    runs: Vec<Run>,
    rows: usize,
}

impl<'a> Gatherer<'a> {
    /// For these segments; `places` are positions of rows in all of them together, in the order of the dataset.
    pub fn new(parts: &'a [Part], places: &[u32]) -> Self {
        let ends: Vec<usize> = ends(parts);
        let mut runs: Vec<Run> = Vec::new();
        for (part, row) in places.iter().filter_map(|place| locate(&ends, *place as usize)) {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            match runs.last_mut() {
                Some(run) if run.part == part && run.to == row => run.to += 1,
                _ => runs.push(Run {
                    part,
                    from: row,
                    to: row + 1,
                }),
            }
        }
        Self {
            parts,
            runs,
            rows: places.len(),
        }
    }

    /// All columns in the order of the dataset.
    pub fn rows(&self) -> RowColumns {
        if self.rows < ENOUGH_FOR_TWO {
            return self.with_codes(self.plain());
        }
        std::thread::scope(|scope| {
            let plain = scope.spawn(|| self.plain());
            let codes = self.with_codes(RowColumns::default());
            let plain = plain.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            RowColumns {
                id: plain.id,
                start: plain.start,
                end: plain.end,
                span_kind: plain.span_kind,
                date_precision: plain.date_precision,
                kind: plain.kind,
                disagreements: plain.disagreements,
                ..codes
            }
        })
    }

    /// Columns that are no codes.
    fn plain(&self) -> RowColumns {
        let bytes = self.parts.iter().map(|(rows, _)| rows.id.bytes()).sum();
        let mut id = Strings::with_capacity(self.rows, bytes);
        for run in &self.runs {
            if let Some((rows, _)) = self.parts.get(run.part) {
                id.append_range(&rows.id, run.from as usize..run.to as usize);
            }
        }
        let disagree = self.parts.iter().any(|(rows, _)| !rows.disagreements.is_empty());
        RowColumns {
            id,
            start: self.column(|rows| &rows.start),
            end: self.column(|rows| &rows.end),
            span_kind: self.column(|rows| &rows.span_kind),
            date_precision: self.column(|rows| &rows.date_precision),
            kind: self.column(|rows| &rows.kind),
            disagreements: if disagree { self.disagreements() } else { Vec::new() },
            ..RowColumns::default()
        }
    }

    fn with_codes(&self, plain: RowColumns) -> RowColumns {
        RowColumns {
            spot: self.codes(|rows| &rows.spot, |to| &to.spots),
            sharpness: self.codes(|rows| &rows.sharpness, |to| &to.sharpness),
            title: self.codes(|rows| &rows.title, |to| &to.titles),
            sub_kind: self.codes(|rows| &rows.sub_kind, |to| &to.sub_kinds),
            country: self.codes(|rows| &rows.country, |to| &to.countries),
            admin1: self.codes(|rows| &rows.admin1, |to| &to.admin1s),
            place: self.codes(|rows| &rows.place, |to| &to.places),
            actors: self.codes(|rows| &rows.actors, |to| &to.actors),
            sources: self.codes(|rows| &rows.sources, |to| &to.sources),
            deaths: self.codes(|rows| &rows.deaths, |to| &to.deaths),
            ..plain
        }
    }

    fn column<T: Copy>(&self, column: impl Fn(&RowColumns) -> &Vec<T>) -> Vec<T> {
        let cells: Vec<&[T]> = self.parts.iter().map(|(rows, _)| column(rows).as_slice()).collect();
        let mut gathered = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let cells = cells
                .get(run.part)
                .and_then(|cells| cells.get(run.from as usize..run.to as usize));
            gathered.extend_from_slice(cells.unwrap_or_default());
        }
        gathered
    }

    fn codes(&self, column: impl Fn(&RowColumns) -> &Vec<Code>, to: impl Fn(&Translation) -> &Vec<Code>) -> Vec<Code> {
        let parts = self.parts.iter();
        let cells: Vec<(&[Code], Option<&[Code]>)> = parts
            .map(|(rows, words)| {
                (
                    column(rows).as_slice(),
                    words.as_ref().map(|words| to(words).as_slice()),
                )
            })
            .collect();
        let mut gathered = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let Some((cells, to)) = cells.get(run.part) else {
                continue;
            };
            let cells = cells.get(run.from as usize..run.to as usize).unwrap_or_default();
            match to {
                None => gathered.extend_from_slice(cells),
                Some(_) => gathered.extend(cells.iter().map(|code| translated(*code, *to))),
            }
        }
        gathered
    }

    /// A segment keeps none where none of its rows has any.
    fn disagreements(&self) -> Vec<u16> {
        let mut gathered = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let cells = self.parts.get(run.part).map(|(rows, _)| &rows.disagreements);
            let cell = |row: u32| cells.and_then(|cells| cells.get(row as usize)).copied().unwrap_or(0);
            gathered.extend((run.from..run.to).map(cell));
        }
        gathered
    }
}

/// For each segment, its first row after, in all of them together.
pub(super) fn ends(parts: &[Part]) -> Vec<usize> {
    let mut end = 0;
    let counted = parts.iter().map(|(rows, _)| {
        end += rows.id.len();
        end
    });
    counted.collect()
}

/// The segment of a place, and the row in it.
#[inline]
pub(super) fn locate(ends: &[usize], place: usize) -> Option<(usize, usize)> {
    let mut before = 0;
    for (part, end) in ends.iter().enumerate() {
        if place < *end {
            return Some((part, place - before));
        }
        before = *end;
    }
    None
}
