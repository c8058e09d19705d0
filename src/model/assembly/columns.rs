//! The columns of several segments become those of one dataset: codes translated, rows put into order.

use std::ops::Range;

use crate::base::Day;
use crate::model::dictionary::{Code, NO_CODE, Strings};
use crate::model::segment::{Dated, Groups, Placed, RowColumns, SegmentColumns, Typed, Vocabulary};
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
    pub values: Values,
}

/// What the codes of one segment mean.
#[derive(Debug)]
pub(super) struct Values {
    pub groups: Groups,
    /// What its codes are in the dataset; `None` where they are the same.
    pub to: Option<Translation>,
}

impl Values {
    /// The code in the dataset of a code of one kind here.
    fn code(&self, code: Code, to: impl Fn(&Translation) -> &Vec<Code>) -> Code {
        translated(code, self.to.as_ref().map(|all| to(all).as_slice()))
    }

    /// When its events were.
    fn dated(&self) -> impl Iterator<Item = Dated> {
        self.groups.dated.iter().copied()
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

/// Brings the rows of some segments into the order of the dataset. `places` are positions of rows in all of them
/// together, in that order. Each column of the segments is given back as soon as it was brought over.
pub(super) fn gather(parts: Vec<Part>, places: Vec<u32>) -> RowColumns {
    let ends = ends(&parts);
    let order = InOrder {
        runs: runs(&ends, &places),
        ends,
        rows: places.len(),
    };
    drop(places);
    let (mut plain, mut coded, mut values) = (Plain::default(), Coded::default(), Vec::with_capacity(parts.len()));
    for Part { rows, values: of_part } in parts {
        plain.id.push(rows.id);
        plain.dated.push(rows.dated);
        plain.typed.push(rows.typed);
        plain.disagreements.push(rows.disagreements);
        coded.placed.push(rows.placed);
        coded.sharpness.push(rows.sharpness);
        coded.title.push(rows.title);
        coded.actors.push(rows.actors);
        coded.sources.push(rows.sources);
        coded.deaths.push(rows.deaths);
        values.push(of_part);
    }
    if order.rows < ENOUGH_FOR_TWO {
        return coded.gathered(&order, &values, plain.gathered(&order, &values));
    }
    let (plain, coded) = std::thread::scope(|scope| {
        let plain = scope.spawn(|| plain.gathered(&order, &values));
        let coded = coded.gathered(&order, &values, RowColumns::default());
        (plain.join().unwrap_or_else(|e| std::panic::resume_unwind(e)), coded)
    });
    RowColumns {
        id: plain.id,
        start: plain.start,
        end: plain.end,
        span_kind: plain.span_kind,
        date_precision: plain.date_precision,
        kind: plain.kind,
        sub_kind: plain.sub_kind,
        disagreements: plain.disagreements,
        ..coded
    }
}

/// Rows that stand side by side in all segments together and in the dataset: the first, and how many. Files are
/// mostly sorted by day, so that many rows can be copied at once.
type Run = (u32, u32);

fn runs(ends: &[usize], places: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for place in places {
        match runs.last_mut() {
            Some((first, count)) if *first + *count == *place && !ends.contains(&(*place as usize)) => *count += 1,
            _ => runs.push((*place, 1)),
        }
    }
    runs
}

/// Where the rows of the dataset are.
struct InOrder {
    /// None goes beyond its segment.
    runs: Vec<Run>,
    /// For each segment, its first row after, in all of them together.
    ends: Vec<usize>,
    rows: usize,
}

impl InOrder {
    /// Every run: its segment, and its rows there.
    fn runs(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.runs.iter().filter_map(|(first, count)| {
            let (part, row) = locate(&self.ends, *first as usize)?;
            Some((part, row..row + *count as usize))
        })
    }

    /// What rows say in groups: the values of all segments one after the other, and the place of each row's among
    /// them.
    fn grouped<T, I: Iterator<Item = T>>(
        &self,
        columns: Vec<Vec<Code>>,
        values: impl Iterator<Item = I>,
    ) -> Grouped<T> {
        let (mut all, mut bases) = (Vec::new(), Vec::with_capacity(columns.len()));
        for values in values {
            bases.push(Code::try_from(all.len()).unwrap_or(NO_CODE));
            all.extend(values);
        }
        let mut codes = Vec::with_capacity(self.rows);
        for (part, rows) in self.runs() {
            let base = bases.get(part).copied().unwrap_or(NO_CODE);
            let cells = cells(&columns, part, rows).iter();
            codes.extend(cells.map(|code| base.saturating_add(*code)));
        }
        Grouped { values: all, codes }
    }

    fn codes(&self, columns: Vec<Vec<Code>>, values: &[Values], to: impl Fn(&Translation) -> &Vec<Code>) -> Vec<Code> {
        let mut gathered = Vec::with_capacity(self.rows);
        for (part, rows) in self.runs() {
            let cells = cells(&columns, part, rows);
            match values.get(part).and_then(|values| values.to.as_ref()) {
                None => gathered.extend_from_slice(cells),
                Some(all) => {
                    let to = to(all).as_slice();
                    gathered.extend(cells.iter().map(|code| translated(*code, Some(to))));
                }
            }
        }
        gathered
    }

    /// A column that a segment keeps only from the first row on that has a value; nothing where no row has any.
    fn rare<T: Copy>(&self, columns: Vec<Vec<T>>, none: T, value: impl Fn(usize, T) -> T) -> Vec<T> {
        if columns.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let mut gathered = Vec::with_capacity(self.rows);
        for (part, rows) in self.runs() {
            let column = columns.get(part).map_or(&[][..], Vec::as_slice);
            gathered.extend(rows.map(|row| column.get(row).map_or(none, |cell| value(part, *cell))));
        }
        gathered
    }
}

/// The cells of some rows of one segment.
fn cells<T>(columns: &[Vec<T>], part: usize, rows: Range<usize>) -> &[T] {
    let cells = columns.get(part).and_then(|column| column.get(rows));
    cells.unwrap_or_default()
}

/// Ids, days and types of all segments.
#[derive(Default)]
struct Plain {
    id: Vec<Strings>,
    dated: Vec<Vec<Code>>,
    typed: Vec<Vec<Code>>,
    disagreements: Vec<Vec<u16>>,
}

impl Plain {
    fn gathered(self, order: &InOrder, values: &[Values]) -> RowColumns {
        let mut id = Strings::with_capacity(order.rows, self.id.iter().map(Strings::bytes).sum());
        for (part, rows) in order.runs() {
            if let Some(ids) = self.id.get(part) {
                id.append_range(ids, rows);
            }
        }
        drop(self.id);
        let dated = order.grouped(self.dated, values.iter().map(Values::dated));
        let start = dated.column(Day::MAX, |dated| dated.span.map_or(Day::MAX, |span| span.start()));
        let end = dated.column(Day::MIN, |dated| dated.span.map_or(Day::MIN, |span| span.end()));
        let span_kind = dated.column(SpanKind::Single, |dated| dated.kind);
        let date_precision = dated.column(DatePrecision::Day, |dated| dated.precision);
        drop(dated);
        let typed = order.grouped(self.typed, values.iter().map(Values::typed));
        RowColumns {
            id,
            start,
            end,
            span_kind,
            date_precision,
            kind: typed.column(EventType::Other, |typed| typed.kind),
            sub_kind: typed.column(NO_CODE, |typed| typed.sub_kind),
            disagreements: order.rare(self.disagreements, 0, |_, count| count),
            ..RowColumns::default()
        }
    }
}

/// Columns of codes of all segments.
#[derive(Default)]
struct Coded {
    placed: Vec<Vec<Code>>,
    sharpness: Vec<Vec<Code>>,
    title: Vec<Vec<Code>>,
    actors: Vec<Vec<Code>>,
    sources: Vec<Vec<Code>>,
    deaths: Vec<Vec<Code>>,
}

impl Coded {
    fn gathered(self, order: &InOrder, values: &[Values], plain: RowColumns) -> RowColumns {
        let placed = order.grouped(self.placed, values.iter().map(Values::placed));
        let spot = placed.column(NO_CODE, |placed| placed.spot);
        let country = placed.column(NO_CODE, |placed| placed.country);
        let admin1 = placed.column(NO_CODE, |placed| placed.admin1);
        let place = placed.column(NO_CODE, |placed| placed.place);
        drop(placed);
        let title = order.rare(self.title, NO_CODE, |part, code| {
            let values = values.get(part);
            values.map_or(NO_CODE, |values| values.code(code, |to| &to.titles))
        });
        RowColumns {
            spot,
            country,
            admin1,
            place,
            sharpness: order.codes(self.sharpness, values, |to| &to.sharpness),
            title: if title.is_empty() {
                vec![NO_CODE; order.rows]
            } else {
                title
            },
            actors: order.codes(self.actors, values, |to| &to.actors),
            sources: order.codes(self.sources, values, |to| &to.sources),
            deaths: order.codes(self.deaths, values, |to| &to.deaths),
            ..plain
        }
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
