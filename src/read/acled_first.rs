//! The columns of the first frame of an ACLED table: day, position, type and deaths, with the id and the country. For a
//! provisional dataset while the rest is still being read: names, actors and sources are missing, rows with one id are
//! not settled, nothing is checked against the map.
//!
//! Threads write plain columns and make codes of them when all rows are there: looking positions up in between would
//! wait for memory at every row.

use super::acled::{Acled, Col};
use super::acled_codes::{Short, short_number};
use super::acled_row::{AcledRow, class};
use super::cell_cache::Recent;
use super::report::Issue;
use super::rows::fits;
use super::scan::Cells;
use super::table_file::Table;
use super::table_rows::room_for;
use crate::base::LonLat;
use crate::model::dictionary::{Code, NO_CODE};
use crate::model::{Dated, Deaths, EventType, PlaceClass, Placed, RowCodes, Segment, Sharpness, Spot, Typed};

/// Stands for no figure of deaths; the largest figure there can be passes for it for a moment.
const UNKNOWN: u32 = u32::MAX;

/// What the map and the timeline show of one row.
#[derive(Debug, Clone, Copy)]
struct FirstRow {
    /// Longitude and latitude, no numbers where the row has no coordinates.
    at: [f64; 2],
    /// First byte.
    start: u64,
    /// Code of [`FirstRows::days`].
    dated: Code,
    /// [`UNKNOWN`] where the row states no figure.
    deaths: u32,
    /// First byte after the id in [`FirstRows::ids`].
    id_end: u32,
    /// Code of the segment's words; that of no country from the 65,536th on.
    country: u16,
    kind: EventType,
    class: PlaceClass,
}

impl FirstRow {
    fn position(&self) -> Option<LonLat> {
        let [lon, lat] = self.at;
        LonLat::new(lon, lat)
    }
}

/// Rows of one thread in the order of the file.
#[derive(Debug, Default)]
pub(super) struct FirstRows {
    rows: Vec<FirstRow>,
    /// The bytes of all ids.
    ids: Vec<u8>,
    /// What dates with their precision were understood as.
    days: Vec<Dated>,
    segment: Segment,
    recent: RecentCells,
}

/// What the last few cells were understood as.
#[derive(Debug, Default)]
struct RecentCells {
    when: Recent<Code>,
    kind: Recent<EventType>,
    country: Recent<u16>,
}

impl FirstRows {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// First bytes of all rows.
    pub fn starts(&self) -> Vec<u64> {
        self.rows.iter().map(|row| row.start).collect()
    }

    /// Makes room for as many rows as a thread will have read, if those to come are like these.
    pub fn reserve(&mut self, table: &Table) {
        let Some((first, last)) = self.rows.first().zip(self.rows.last()) else {
            return;
        };
        let more = room_for(table, last.start - first.start, self.len()).saturating_sub(self.len());
        self.ids.reserve_exact(more * (self.ids.len() / self.len().max(1) + 1));
        self.rows.reserve_exact(more);
    }

    /// Takes a row that begins at a byte.
    ///
    /// # Errors
    /// The finding for which it would be set aside; nothing was taken then.
    pub fn take(&mut self, table: &Acled, cells: &Cells<'_>, start: u64) -> Result<(), Issue> {
        fits(cells, table, start + 1)?;
        let row = AcledRow::new(table, cells, start + 1);
        let dated = self.dated(&row)?;
        let precision = row.code(Col::GeoPrecision)?;
        let at = match plain_position(&row) {
            Some(at) => Some(at),
            None => row.position()?,
        };
        let deaths = people(&row)?;
        match is_plain_id(row.bytes(Col::Id)) {
            true => self.ids.extend_from_slice(row.bytes(Col::Id)),
            false => self.ids.extend_from_slice(row.id()?.as_bytes()),
        }
        let row = FirstRow {
            at: at.map_or([f64::NAN; 2], |at| [at.lon(), at.lat()]),
            start,
            dated,
            deaths,
            id_end: u32::try_from(self.ids.len()).unwrap_or(u32::MAX),
            country: self.country(&row),
            kind: self.kind(&row),
            class: class(at.is_some(), precision),
        };
        self.rows.push(row);
        Ok(())
    }

    #[inline]
    fn dated(&mut self, row: &AcledRow<'_, Cells<'_>>) -> Result<Code, Issue> {
        let side_by_side = row.between(row.table().together.when);
        if let Some(code) = side_by_side.and_then(|bytes| self.recent.when.look(bytes)) {
            return Ok(code);
        }
        let (span, kind, precision) = row.when()?;
        let code = self.days.len() as Code;
        self.days.push(Dated {
            span: Some(span),
            kind,
            precision,
        });
        if let Some(bytes) = side_by_side {
            self.recent.when.keep(bytes, code);
        }
        Ok(code)
    }

    #[inline]
    fn kind(&mut self, row: &AcledRow<'_, Cells<'_>>) -> EventType {
        let cell = row.bytes(Col::Type);
        if let Some(kind) = self.recent.kind.look(cell) {
            return kind;
        }
        let Some(kind) = row.coded_type() else {
            return row.riots_or_protests();
        };
        self.recent.kind.keep(cell, kind);
        kind
    }

    #[inline]
    fn country(&mut self, row: &AcledRow<'_, Cells<'_>>) -> u16 {
        let cell = row.bytes(Col::Country);
        if let Some(code) = self.recent.country.look(cell) {
            return code;
        }
        let countries = &mut self.segment.words.countries;
        let none = countries.code("");
        let code = u16::try_from(countries.code(&row.country())).unwrap_or(none as u16);
        self.recent.country.keep(cell, code);
        code
    }

    /// What is known of each row: days, position, type, deaths.
    pub fn iter(&self) -> impl Iterator<Item = (Option<Dated>, Option<LonLat>, EventType, Deaths)> {
        let known = |row: &FirstRow| {
            let dated = self.days.get(row.dated as usize).copied();
            (dated, row.position(), row.kind, stated(row.deaths))
        };
        self.rows.iter().map(known)
    }

    /// The same rows in codes.
    pub fn into_segment(self) -> Segment {
        let Self { rows, ids, days, .. } = self;
        let mut segment = self.segment;
        segment.reserve(rows.len());
        let dated: Vec<Code> = days.iter().map(|dated| segment.dated(*dated)).collect();
        // Each of them was text.
        let ids = String::from_utf8(ids).unwrap_or_default();
        let unnamed = Unnamed::new(&mut segment);
        let (mut placed, mut typed, mut sharpness) = (PlacedAt::default(), Known::default(), Known::default());
        let mut id_start = 0;
        for row in &rows {
            let (country, kind, class) = (Code::from(row.country), row.kind, row.class);
            let at = row.position();
            let spot = at.map_or(NO_CODE, |at| segment.words.spots.code(Spot::new(at)));
            let id = ids.get(id_start..row.id_end as usize).unwrap_or_default();
            id_start = row.id_end as usize;
            let codes = RowCodes {
                dated: dated.get(row.dated as usize).copied().unwrap_or_default(),
                placed: placed.code((country, spot), || segment.placed(unnamed.placed(country, spot))),
                typed: typed.code(kind, || segment.typed(unnamed.typed(kind))),
                sharpness: sharpness.code(class, || {
                    let sharpness = Sharpness::new(class, class.default_radius());
                    segment.words.sharpness.code(sharpness)
                }),
                title: NO_CODE,
                actors: unnamed.actors,
                sources: unnamed.sources,
                deaths: segment.words.deaths.code(stated(row.deaths)),
                disagreements: 0,
            };
            segment.push(id, codes);
        }
        segment
    }
}

/// Codes of all that is not known yet.
struct Unnamed {
    admin1: Code,
    place: Code,
    sub_kind: Code,
    actors: Code,
    sources: Code,
}

impl Unnamed {
    fn new(segment: &mut Segment) -> Self {
        let words = &mut segment.words;
        Self {
            admin1: words.admin1s.code(""),
            place: words.places.code("", ""),
            sub_kind: words.sub_kinds.code(""),
            actors: words.actors.code_of(&[]),
            sources: words.sources.code_of(&[]),
        }
    }

    fn placed(&self, country: Code, spot: Code) -> Placed {
        Placed {
            country,
            admin1: self.admin1,
            place: self.place,
            spot,
        }
    }

    fn typed(&self, kind: EventType) -> Typed {
        Typed {
            kind,
            sub_kind: self.sub_kind,
        }
    }
}

/// Codes of the few values that a column has.
#[derive(Debug)]
struct Known<T>(Vec<(T, Code)>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + PartialEq> Known<T> {
    #[inline]
    fn code(&mut self, value: T, make: impl FnOnce() -> Code) -> Code {
        if let Some((_, code)) = self.0.iter().find(|(known, _)| *known == value) {
            return *code;
        }
        let code = make();
        self.0.push((value, code));
        code
    }
}

/// Codes of places by country and position. A position is nearly always in one country.
#[derive(Debug, Default)]
struct PlacedAt {
    by_spot: Vec<Option<(Code, Code)>>,
    without: Known<Code>,
}

impl PlacedAt {
    #[inline]
    fn code(&mut self, (country, spot): (Code, Code), make: impl FnOnce() -> Code) -> Code {
        if spot == NO_CODE {
            return self.without.code(country, make);
        }
        let at = spot as usize;
        if at >= self.by_spot.len() {
            self.by_spot.resize(at + 1, None);
        }
        match self.by_spot.get_mut(at) {
            Some(Some((known, code))) if *known == country => *code,
            Some(place) => {
                let code = make();
                *place = Some((country, code));
                code
            }
            None => make(),
        }
    }
}

/// The position where both cells are short numbers and nothing else, as nearly all are.
#[inline]
fn plain_position(row: &AcledRow<'_, Cells<'_>>) -> Option<LonLat> {
    let comma = row.table().decimal_comma;
    let degrees = |col: Col, limit: f64| match short_number(row.bytes(col), comma) {
        Short::Number(number) if (-limit..=limit).contains(&number) => Some(number),
        _ => None,
    };
    LonLat::new(degrees(Col::Longitude, 180.0)?, degrees(Col::Latitude, 90.0)?)
}

/// People killed; most figures have one digit or two.
#[inline]
fn people(row: &AcledRow<'_, Cells<'_>>) -> Result<u32, Issue> {
    match row.bytes(Col::Fatalities) {
        [digit @ b'0'..=b'9'] => Ok(u32::from(digit - b'0')),
        [ten @ b'1'..=b'9', digit @ b'0'..=b'9'] => Ok(u32::from(ten - b'0') * 10 + u32::from(digit - b'0')),
        _ => Ok(row.deaths()?.best.unwrap_or(UNKNOWN)),
    }
}

/// As a row states it: one figure for all, or none.
fn stated(people: u32) -> Deaths {
    match people {
        UNKNOWN => Deaths::UNKNOWN,
        people => Deaths::exactly(people),
    }
}

/// An id with nothing about it to be trimmed, and no number that a spreadsheet could have rounded.
#[inline]
fn is_plain_id(id: &[u8]) -> bool {
    // A single E with digits is a number in short.
    id.first()
        .is_some_and(|first| first.is_ascii_alphabetic() && !matches!(first, b'E' | b'e'))
        && id.iter().all(u8::is_ascii_alphanumeric)
}
