//! The columns of several segments become those of one dataset: codes translated, rows put into order.

use crate::base::Day;
use crate::model::dictionary::{Code, NO_CODE, Strings};
use crate::model::segment::{Groups, Placed, RowColumns, SegmentColumns, Typed, Vocabulary};
use crate::model::{DatePrecision, EventType, SpanKind};

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

/// Code of a dataset by code of a segment; no code stays none.
pub(super) fn translated(code: Code, to: Option<&[Code]>) -> Code {
    match to {
        Some(to) => to.get(code as usize).copied().unwrap_or(NO_CODE),
        None => code,
    }
}

/// The rows of one segment.
#[derive(Debug)]
pub(super) struct Part {
    pub rows: SegmentColumns,
    pub groups: Groups,
    /// What its codes are in the dataset; `None` where they are the same.
    pub to: Option<Translation>,
}

impl Part {
    /// The code in the dataset of a code of one kind here.
    fn code(&self, code: Code, to: impl Fn(&Translation) -> &Vec<Code>) -> Code {
        translated(code, self.to.as_ref().map(|all| to(all).as_slice()))
    }

    /// Where its events were, in codes of the dataset.
    fn placed(&self) -> impl Iterator<Item = Placed> {
        self.groups.placed.iter().map(|placed| Placed {
            country: self.code(placed.country, |to| &to.countries),
            admin1: self.code(placed.admin1, |to| &to.admin1s),
            place: self.code(placed.place, |to| &to.places),
            spot: self.code(placed.spot, |to| &to.spots),
        })
    }

    /// What its events were, in codes of the dataset.
    fn typed(&self) -> impl Iterator<Item = Typed> {
        self.groups.typed.iter().map(|typed| Typed {
            kind: typed.kind,
            sub_kind: self.code(typed.sub_kind, |to| &to.sub_kinds),
        })
    }
}

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
                sub_kind: plain.sub_kind,
                disagreements: plain.disagreements,
                ..codes
            }
        })
    }

    /// Ids, days and types.
    fn plain(&self) -> RowColumns {
        let bytes = self.parts.iter().map(|part| part.rows.id.bytes()).sum();
        let mut id = Strings::with_capacity(self.rows, bytes);
        for run in &self.runs {
            if let Some(part) = self.parts.get(run.part) {
                id.append_range(&part.rows.id, run.from as usize..run.to as usize);
            }
        }
        let dated = self.grouped(|rows| &rows.dated, |part| part.groups.dated.iter().copied());
        let typed = self.grouped(|rows| &rows.typed, Part::typed);
        RowColumns {
            id,
            start: dated.column(Day::MAX, |dated| dated.span.map_or(Day::MAX, |span| span.start())),
            end: dated.column(Day::MIN, |dated| dated.span.map_or(Day::MIN, |span| span.end())),
            span_kind: dated.column(SpanKind::Single, |dated| dated.kind),
            date_precision: dated.column(DatePrecision::Day, |dated| dated.precision),
            kind: typed.column(EventType::Other, |typed| typed.kind),
            sub_kind: typed.column(NO_CODE, |typed| typed.sub_kind),
            disagreements: self.rare(|rows| &rows.disagreements, 0),
            ..RowColumns::default()
        }
    }

    fn with_codes(&self, plain: RowColumns) -> RowColumns {
        let placed = self.grouped(|rows| &rows.placed, Part::placed);
        RowColumns {
            spot: placed.column(NO_CODE, |placed| placed.spot),
            country: placed.column(NO_CODE, |placed| placed.country),
            admin1: placed.column(NO_CODE, |placed| placed.admin1),
            place: placed.column(NO_CODE, |placed| placed.place),
            sharpness: self.codes(|rows| &rows.sharpness, |to| &to.sharpness),
            title: self.titles(),
            actors: self.codes(|rows| &rows.actors, |to| &to.actors),
            sources: self.codes(|rows| &rows.sources, |to| &to.sources),
            deaths: self.codes(|rows| &rows.deaths, |to| &to.deaths),
            ..plain
        }
    }

    /// What rows say in groups: the values of all segments one after the other, and the place of each row's among
    /// them.
    fn grouped<T, I: Iterator<Item = T>>(
        &self,
        column: impl Fn(&SegmentColumns) -> &Vec<Code>,
        values: impl Fn(&'a Part) -> I,
    ) -> Grouped<T> {
        let (mut all, mut bases) = (Vec::new(), Vec::with_capacity(self.parts.len()));
        for part in self.parts {
            bases.push(Code::try_from(all.len()).unwrap_or(NO_CODE));
            all.extend(values(part));
        }
        let mut codes = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let base = bases.get(run.part).copied().unwrap_or(NO_CODE);
            let cells = self.cells(run, &column);
            codes.extend(cells.iter().map(|code| base.saturating_add(*code)));
        }
        Grouped { values: all, codes }
    }

    /// The cells of a run.
    fn cells<T>(&self, run: &Run, column: impl Fn(&SegmentColumns) -> &Vec<T>) -> &'a [T] {
        let part: Option<&'a Part> = self.parts.get(run.part);
        let cells = part.and_then(|part| column(&part.rows).get(run.from as usize..run.to as usize));
        cells.unwrap_or_default()
    }

    fn codes(
        &self,
        column: impl Fn(&SegmentColumns) -> &Vec<Code>,
        to: impl Fn(&Translation) -> &Vec<Code>,
    ) -> Vec<Code> {
        let mut gathered = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let cells = self.cells(run, &column);
            match self.parts.get(run.part).and_then(|part| part.to.as_ref()) {
                None => gathered.extend_from_slice(cells),
                Some(all) => {
                    let to = to(all).as_slice();
                    gathered.extend(cells.iter().map(|code| translated(*code, Some(to))));
                }
            }
        }
        gathered
    }

    fn titles(&self) -> Vec<Code> {
        if self.parts.iter().all(|part| part.rows.title.is_empty()) {
            return vec![NO_CODE; self.rows];
        }
        let mut gathered = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let part = self.parts.get(run.part);
            gathered.extend((run.from..run.to).map(|row| {
                let code = part.and_then(|part| Some((part, *part.rows.title.get(row as usize)?)));
                code.map_or(NO_CODE, |(part, code)| part.code(code, |to| &to.titles))
            }));
        }
        gathered
    }

    /// A column that a segment keeps only from the first row on that has a value; none where no row has any.
    fn rare<T: Copy>(&self, column: impl Fn(&SegmentColumns) -> &Vec<T>, none: T) -> Vec<T> {
        if self.parts.iter().all(|part| column(&part.rows).is_empty()) {
            return Vec::new();
        }
        let mut gathered = Vec::with_capacity(self.rows);
        for run in &self.runs {
            let cells = self.parts.get(run.part).map(|part| column(&part.rows));
            let cell = |row: u32| cells.and_then(|cells| cells.get(row as usize)).copied().unwrap_or(none);
            gathered.extend((run.from..run.to).map(cell));
        }
        gathered
    }
}

/// Distinct values, and which of them each row has.
struct Grouped<T> {
    values: Vec<T>,
    codes: Vec<Code>,
}

impl<T> Grouped<T> {
    /// One thing that the values say, for each row.
    fn column<U: Copy>(&self, none: U, what: impl Fn(&T) -> U) -> Vec<U> {
        let values: Vec<U> = self.values.iter().map(what).collect();
        let value = |code: &Code| values.get(*code as usize).copied().unwrap_or(none);
        self.codes.iter().map(value).collect()
    }
}

/// For each segment, its first row after, in all of them together.
pub(super) fn ends(parts: &[Part]) -> Vec<usize> {
    let mut end = 0;
    let counted = parts.iter().map(|part| {
        end += part.rows.id.len();
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
