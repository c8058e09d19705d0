//! Rows as a reader delivers them: columns of codes in the order of the file, with the values they stand for.
//!
//! Several threads read a large table, each into its own segment; [`super::assembly::Assembly`] makes one sorted
//! dataset of them. A reader of small files fills one segment through [`super::DatasetBuilder`].

use std::hash::{Hash, Hasher};

use super::builder::EventDraft;
use super::deaths::Deaths;
use super::dictionary::{Code, Dictionary, Interner, Lists, NO_CODE, Pairs, Strings};
use super::ids::hash_of;
use super::kind::EventType;
use super::precision::{DatePrecision, PlaceClass, SpanKind};
use super::room::reserve;
use crate::base::{Day, DaySpan, LonLat, Metres};

/// A coordinate that can be compared bit by bit. Minus zero is zero.
#[derive(Debug, Clone, Copy)]
pub struct Spot(LonLat);

impl Spot {
    /// The spot of a position.
    pub fn new(at: LonLat) -> Self {
        Self(LonLat::new(at.lon() + 0.0, at.lat() + 0.0).unwrap_or(at))
    }

    /// Its position.
    pub fn at(self) -> LonLat {
        self.0
    }

    fn bits(self) -> (u64, u64) {
        (self.0.lon().to_bits(), self.0.lat().to_bits())
    }
}

impl PartialEq for Spot {
    fn eq(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Spot {}

impl Hash for Spot {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

/// How sharply a place is known: its class and the radius that holds it, in metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sharpness {
    class: PlaceClass,
    radius_bits: u64,
}

impl Sharpness {
    /// From class and radius (metres).
    pub fn new(class: PlaceClass, radius: Metres) -> Self {
        Self {
            class,
            radius_bits: (radius + 0.0).to_bits(),
        }
    }

    /// The class.
    pub fn class(self) -> PlaceClass {
        self.class
    }

    /// The radius, metres.
    pub fn radius(self) -> Metres {
        f64::from_bits(self.radius_bits)
    }
}

/// The distinct values of a dataset's columns.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Titles that are given; others are composed of sub-type and place.
    pub titles: Pairs,
    /// Sub-types in the dataset's words.
    pub sub_kinds: Dictionary,
    /// Countries.
    pub countries: Dictionary,
    /// First-order divisions.
    pub admin1s: Dictionary,
    /// Places as shown.
    pub places: Pairs,
    /// Actors of an event.
    pub actors: Lists,
    /// Sources of an event, by id.
    pub sources: Lists,
    /// Figures of deaths.
    pub deaths: Interner<Deaths>,
    /// Coordinates.
    pub spots: Interner<Spot>,
    /// Classes with radii.
    pub sharpness: Interner<Sharpness>,
}

/// When an event was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// Days; `None` for a row without a date.
    pub span: Option<DaySpan>,
    /// What an interval means.
    pub kind: SpanKind,
    /// How sharply the date is known.
    pub precision: DatePrecision,
}

/// Where an event was, in codes of a [`Vocabulary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Country.
    pub country: Code,
    /// First-order division.
    pub admin1: Code,
    /// Place as shown.
    pub place: Code,
    /// Coordinates ([`NO_CODE`]: none).
    pub spot: Code,
}

/// What an event was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// Event type.
    pub kind: EventType,
    /// Sub-type.
    pub sub_kind: Code,
}

/// What many rows of a segment say in the same way. While a table is read a row keeps one code for each of these
/// instead of a value for each column: less memory to be written, and the columns are made once rows are in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    pub dated: Vec<Dated>,
    pub placed: Vec<Placed>,
    pub typed: Vec<Typed>,
}

/// One row in codes of its segment.
#[derive(Debug, Clone, Copy)]
pub struct RowCodes {
    /// From [`Segment::dated`].
    pub dated: Code,
    /// From [`Segment::placed`].
    pub placed: Code,
    /// From [`Segment::typed`].
    pub typed: Code,
    /// Class and radius.
    pub sharpness: Code,
    /// Title ([`NO_CODE`]: composed of sub-type and place).
    pub title: Code,
    /// List of actors.
    pub actors: Code,
    /// List of sources.
    pub sources: Code,
    /// Deaths.
    pub deaths: Code,
    /// Number of fields on which the sources disagree.
    pub disagreements: u16,
}

/// The columns of a dataset, one entry for each row in every one of them.
#[derive(Debug, Clone, Default)]
pub(super) struct RowColumns {
    pub id: Strings,
    /// First day; [`Day::MAX`] in a row without a date.
    pub start: Vec<Day>,
    /// First day after; [`Day::MIN`] in a row without a date.
    pub end: Vec<Day>,
    pub span_kind: Vec<SpanKind>,
    pub date_precision: Vec<DatePrecision>,
    pub spot: Vec<Code>,
    pub sharpness: Vec<Code>,
    pub kind: Vec<EventType>,
    pub title: Vec<Code>,
    pub sub_kind: Vec<Code>,
    pub country: Vec<Code>,
    pub admin1: Vec<Code>,
    pub place: Vec<Code>,
    pub actors: Vec<Code>,
    pub sources: Vec<Code>,
    pub deaths: Vec<Code>,
    pub disagreements: Vec<u16>,
}

/// The columns of a segment, one entry for each row, but none at all in those of titles and disagreements where no row
/// has any.
#[derive(Debug, Clone, Default)]
pub(super) struct SegmentColumns {
    pub id: Strings,
    pub dated: Vec<Code>,
    pub placed: Vec<Code>,
    pub typed: Vec<Code>,
    pub sharpness: Vec<Code>,
    pub title: Vec<Code>,
    pub actors: Vec<Code>,
    pub sources: Vec<Code>,
    pub deaths: Vec<Code>,
    pub disagreements: Vec<u16>,
}

/// Rows in the order of the file (or of one thread's share of it).
#[derive(Debug, Clone, Default)]
pub struct Segment {
    /// The values that the rows' codes stand for.
    pub words: Vocabulary,
    pub(super) groups: Groups,
    pub(super) rows: SegmentColumns,
    /// Hash of the id of each row.
    pub(super) hashes: Vec<u32>,
}

impl Segment {
    /// No row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.id.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.id.is_empty()
    }

    /// The id of a row.
    pub fn id(&self, row: usize) -> &str {
        self.rows.id.get(row)
    }

    /// Makes room for so many rows in all. A column that has to move as it grows is written several times, into memory
    /// that the system has to clear first.
    pub fn reserve(&mut self, rows: usize) {
        let more = rows.saturating_sub(self.len());
        let columns = &mut self.rows;
        columns.id.reserve(more);
        reserve(&mut self.hashes, more);
        for codes in [
            &mut columns.dated,
            &mut columns.placed,
            &mut columns.typed,
            &mut columns.sharpness,
            &mut columns.actors,
            &mut columns.sources,
            &mut columns.deaths,
        ] {
            reserve(codes, more);
        }
    }

    /// The code of when an event was; a row says it mostly as the row before it.
    pub fn dated(&mut self, dated: Dated) -> Code {
        grouped(&mut self.groups.dated, dated)
    }

    /// The code of where an event was.
    pub fn placed(&mut self, placed: Placed) -> Code {
        grouped(&mut self.groups.placed, placed)
    }

    /// The code of what an event was.
    pub fn typed(&mut self, typed: Typed) -> Code {
        grouped(&mut self.groups.typed, typed)
    }

    /// Appends a row.
    pub fn push(&mut self, id: &str, codes: RowCodes) {
        let rows = &mut self.rows;
        let before = rows.id.len();
        rows.id.push(id);
        self.hashes.push(hash_of(id));
        rows.dated.push(codes.dated);
        rows.placed.push(codes.placed);
        rows.typed.push(codes.typed);
        rows.sharpness.push(codes.sharpness);
        rows.actors.push(codes.actors);
        rows.sources.push(codes.sources);
        rows.deaths.push(codes.deaths);
        // Only some tables give titles, and only our own data count disagreements.
        push_rare(&mut rows.title, before, codes.title, NO_CODE);
        push_rare(&mut rows.disagreements, before, codes.disagreements, 0);
    }

    /// Appends an event that a reader understood as a whole.
    pub fn push_draft(&mut self, draft: &EventDraft) {
        let words = &mut self.words;
        let placed = Placed {
            country: words.countries.code(&draft.country),
            admin1: words.admin1s.code(&draft.admin1),
            place: words.places.code(&draft.place.en, &draft.place.fr),
            spot: draft.centre.map_or(NO_CODE, |at| words.spots.code(Spot::new(at))),
        };
        let typed = Typed {
            kind: draft.kind,
            sub_kind: words.sub_kinds.code(&draft.sub_kind),
        };
        let dated = Dated {
            span: draft.span,
            kind: draft.span_kind,
            precision: draft.date_precision,
        };
        let (dated, placed, typed) = (self.dated(dated), self.placed(placed), self.typed(typed));
        let words = &mut self.words;
        let codes = RowCodes {
            dated,
            placed,
            typed,
            sharpness: words.sharpness.code(Sharpness::new(draft.class, draft.radius)),
            title: match (draft.title.en.as_str(), draft.title.fr.as_str()) {
                ("", "") => NO_CODE,
                (en, fr) => words.titles.code(en, fr),
            },
            actors: words.actors.code(draft.actors.iter().map(String::as_str)),
            sources: words.sources.code(draft.sources.iter().map(String::as_str)),
            deaths: words.deaths.code(draft.deaths),
            disagreements: draft.disagreements,
        };
        self.push(&draft.id, codes);
    }
}

/// Values among which one is looked for before it is added.
const RECENT: usize = 8;

/// The code of a value that is added unless it is one of the last few.
fn grouped<T: PartialEq>(values: &mut Vec<T>, value: T) -> Code {
    let recent = values.len().saturating_sub(RECENT);
    let known = values.iter().skip(recent).position(|known| *known == value);
    let at = known.map_or(values.len(), |at| recent + at);
    if known.is_none() {
        values.push(value);
    }
    Code::try_from(at).unwrap_or(NO_CODE)
}

/// Appends to a column that is kept only from the first row on that has a value; `before` rows are before this one.
fn push_rare<T: Copy + PartialEq>(column: &mut Vec<T>, before: usize, value: T, none: T) {
    if value != none || !column.is_empty() {
        column.resize(before, none);
        column.push(value);
    }
}
