//! What the cells of ACLED rows were understood as, by their text: a row costs a few looks into tables.

use super::acled::{Col, WHAT, WHEN, WHERE};
use super::acled_ahead::{Ahead, Known};
use super::acled_card::SOURCE_ID;
use super::acled_row::{AcledRow, class};
use super::cell_cache::{CellCache, CodeCache, GroupCache, Recent};
use super::report::Issue;
use super::rows::Cells;
use crate::model::dictionary::{Code, Lists, NO_CODE};
use crate::model::segment::Vocabulary;
use crate::model::{Dated, EventType, PlaceClass, Placed, Segment, Sharpness, Spot, Typed};

/// What a date cell, its precision and its year were understood as.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    /// Of the segment.
    pub dated: Code,
    pub remarkable: bool,
}

/// What type and sub-type were understood as.
#[derive(Debug, Clone, Copy)]
pub(super) struct What {
    /// Of the segment.
    pub typed: Code,
    /// Whether it is one of the types, and no other.
    pub plain: bool,
}

/// What country, first-order division, name and coordinates of the place were understood as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Of the segment.
    pub placed: Code,
    /// Whether there are coordinates.
    pub located: bool,
}

/// Columns with actors.
const ACTORS: [Col; 4] = [Col::Actor1, Col::Assoc1, Col::Actor2, Col::Assoc2];

/// Deaths up to this number are looked up without a table of texts.
const FEW: usize = 100;

/// What the cells of one thread's rows were understood as, by their text.
#[derive(Debug)]
pub(super) struct Scratch {
    /// What was looked up beforehand of rows to come.
    pub ahead: Ahead,
    /// The same of the row that is being read.
    now: Known,
    when: GroupCache<When>,
    /// The last few of them: rows of one day follow one another.
    recent: Recent<When>,
    /// `None` where the actors tell the type.
    what: GroupCache<Option<What>>,
    pub place: GroupCache<Place>,
    actor: CellCache<Code>,
    associated: CellCache<Code>,
    /// Lists of the actors that stand in one cell together.
    lists: Lists,
    pub actors: CodeCache<4>,
    pub sources: CellCache<Code>,
    deaths: CellCache<Code>,
    /// Codes of small figures of deaths.
    few: [Code; FEW],
    sharpness: Vec<(PlaceClass, Code)>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            ahead: Ahead::default(),
            now: Known::default(),
            when: GroupCache::default(),
            recent: Recent::default(),
            what: GroupCache::default(),
            place: GroupCache::default(),
            actor: CellCache::default(),
            associated: CellCache::default(),
            lists: Lists::default(),
            actors: CodeCache::default(),
            sources: CellCache::default(),
            deaths: CellCache::default(),
            few: [NO_CODE; FEW],
            sharpness: Vec::new(),
        }
    }
}

impl Scratch {
    /// Begins with the row that is read with this line.
    pub fn turn(&mut self, line: u64) {
        self.now = self.ahead.turn(line);
    }

    /// The days.
    ///
    /// # Errors
    /// A date or precision that cannot be understood.
    pub fn when<C: Cells>(&mut self, row: &AcledRow<'_, C>, segment: &mut Segment) -> Result<When, Issue> {
        if let Some(when) = self.now.when {
            return Ok(when);
        }
        let side_by_side = row.between(row.table().together.when);
        self.when.get_or(
            side_by_side,
            |key| row.key(&WHEN, key),
            || {
                let (span, kind, precision) = row.when()?;
                let span = Some(span);
                Ok(When {
                    dated: segment.dated(Dated { span, kind, precision }),
                    remarkable: row.date_notices().next().is_some(),
                })
            },
        )
    }

    /// The days of these cells side by side, where they were seen before.
    #[inline]
    pub fn known_when(&mut self, side_by_side: &[u8]) -> Option<When> {
        if let Some(when) = self.recent.look(side_by_side) {
            return Some(when);
        }
        let when = self.when.look(self.when.hash(side_by_side))?;
        self.recent.keep(side_by_side, when);
        Some(when)
    }

    /// Type and sub-type.
    pub fn what<C: Cells>(&mut self, row: &AcledRow<'_, C>, segment: &mut Segment) -> Result<What, Issue> {
        let side_by_side = row.between(row.table().together.what);
        let mut typed = |kind: EventType| {
            let sub_kind = segment.words.sub_kinds.code(&row.sub_kind());
            What {
                typed: segment.typed(Typed { kind, sub_kind }),
                plain: kind != EventType::Other,
            }
        };
        let known = self.what.get_or(
            side_by_side,
            |key| row.key(&WHAT, key),
            || Ok(row.coded_type().map(&mut typed)),
        )?;
        Ok(known.unwrap_or_else(|| typed(row.riots_or_protests())))
    }

    /// Where, in names and coordinates.
    ///
    /// # Errors
    /// Coordinates that cannot be understood.
    pub fn place<C: Cells>(&mut self, row: &AcledRow<'_, C>, segment: &mut Segment) -> Result<Place, Issue> {
        if let Some(place) = self.now.place {
            return Ok(place);
        }
        let side_by_side = row.between(row.table().together.place);
        self.place.get_or(
            side_by_side,
            |key| row.key(&WHERE, key),
            || {
                let at = row.position()?;
                let (name, words) = (row.place(), &mut segment.words);
                let placed = Placed {
                    country: words.countries.code(&row.country()),
                    admin1: words.admin1s.code(&row.get(Col::Admin1)),
                    place: words.places.code(&name, &name),
                    spot: at.map_or(NO_CODE, |at| words.spots.code(Spot::new(at))),
                };
                Ok(Place {
                    placed: segment.placed(placed),
                    located: at.is_some(),
                })
            },
        )
    }

    /// How sharply a place is known.
    pub fn sharpness(&mut self, located: bool, precision: Option<u8>, words: &mut Vocabulary) -> Code {
        let class = class(located, precision);
        if let Some((_, code)) = self.sharpness.iter().find(|(known, _)| *known == class) {
            return *code;
        }
        let code = words.sharpness.code(Sharpness::new(class, class.default_radius()));
        self.sharpness.push((class, code));
        code
    }

    /// The list of all actors. There are few actors and many combinations of them, so that cells are understood
    /// one by one, and combinations are told by codes.
    pub fn actors<C: Cells>(&mut self, row: &AcledRow<'_, C>, words: &mut Vocabulary) -> Result<Code, Issue> {
        if let Some(actors) = self.now.actors {
            return Ok(actors);
        }
        let mut key = [NO_CODE; 4];
        for (code, col) in key.iter_mut().zip(ACTORS) {
            let cell = row.bytes(col);
            if cell.is_empty() {
                continue;
            }
            *code = match col {
                Col::Actor1 | Col::Actor2 => self.actor.get_or(cell, || {
                    let name = row.get(col);
                    Ok(if name.is_empty() {
                        NO_CODE
                    } else {
                        words.actors.value_code(&name)
                    })
                })?,
                _ => self.associated.get_or(cell, || {
                    let names = row.names(col);
                    let codes: Vec<Code> = names.iter().map(|name| words.actors.value_code(name)).collect();
                    Ok(self.lists.code_of(&codes))
                })?,
            };
        }
        let [actor1, associated1, actor2, associated2] = key;
        let lists = &self.lists;
        Ok(self.actors.get_or(key, || {
            let mut all = Vec::new();
            let sides = [(actor1, associated1), (actor2, associated2)];
            for (actor, associated) in sides {
                let codes = std::iter::once(&actor).chain(lists.codes(associated));
                for code in codes.filter(|code| **code != NO_CODE) {
                    if !all.contains(code) {
                        all.push(*code);
                    }
                }
            }
            words.actors.add(&all)
        }))
    }

    /// The codes of the cells with actors and their hash, where all of them were seen before.
    pub fn known_actors<C: Cells>(&self, row: &AcledRow<'_, C>) -> Option<([Code; 4], u64)> {
        let mut key = [NO_CODE; 4];
        for (code, col) in key.iter_mut().zip(ACTORS) {
            let cell = row.bytes(col);
            if !cell.is_empty() {
                let known = match col {
                    Col::Actor1 | Col::Actor2 => &self.actor,
                    _ => &self.associated,
                };
                *code = known.look(known.hash(cell))?;
            }
        }
        Some((key, self.actors.hash(key)))
    }

    /// The list of sources: the dataset itself, then those it names.
    pub fn sources<C: Cells>(&mut self, row: &AcledRow<'_, C>, words: &mut Vocabulary) -> Result<Code, Issue> {
        if let Some(sources) = self.now.sources {
            return Ok(sources);
        }
        self.sources.get_or(row.bytes(Col::Source), || {
            let names = row.sources();
            let names = std::iter::once(SOURCE_ID).chain(names.iter().map(String::as_str));
            let codes: Vec<Code> = names.map(|name| words.sources.value_code(name)).collect();
            Ok(words.sources.add(&codes))
        })
    }

    /// The figure of deaths.
    ///
    /// # Errors
    /// A figure that is no number of people.
    pub fn deaths<C: Cells>(&mut self, row: &AcledRow<'_, C>, words: &mut Vocabulary) -> Result<Code, Issue> {
        let cell = row.bytes(Col::Fatalities);
        let few = match cell {
            [digit @ b'0'..=b'9'] => self.few.get_mut(usize::from(digit - b'0')),
            [ten @ b'1'..=b'9', digit @ b'0'..=b'9'] => {
                self.few.get_mut(usize::from((ten - b'0') * 10 + (digit - b'0')))
            }
            _ => None,
        };
        if let Some(code) = few {
            if *code == NO_CODE {
                *code = words.deaths.code(row.deaths()?);
            }
            return Ok(*code);
        }
        self.deaths.get_or(cell, || Ok(words.deaths.code(row.deaths()?)))
    }
}
