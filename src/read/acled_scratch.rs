//! What the cells of ACLED rows were understood as, by their text: a row costs a few looks into tables.

use super::acled::{Col, WHAT, WHEN, WHERE};
use super::acled_ahead::{Ahead, Known};
use super::acled_card::SOURCE_ID;
use super::acled_row::{AcledRow, class};
use super::cell_cache::{CellCache, CodeCache, GroupCache};
use super::report::Issue;
use crate::base::DaySpan;
use crate::model::dictionary::{Code, Lists, NO_CODE};
use crate::model::segment::Vocabulary;
use crate::model::{DatePrecision, EventType, PlaceClass, Sharpness, SpanKind, Spot};

/// What a date cell, its precision and its year were understood as.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    pub span: DaySpan,
    pub kind: SpanKind,
    pub precision: DatePrecision,
    pub remarkable: bool,
}

/// What type and sub-type were understood as; `None` where the actors tell the type.
#[derive(Debug, Clone, Copy)]
pub(super) struct What {
    pub kind: Option<EventType>,
    pub sub_kind: Code,
    pub remarkable: bool,
}

/// Country, first-order division, name and coordinates of the place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub country: Code,
    pub admin1: Code,
    pub name: Code,
    /// [`NO_CODE`] without coordinates.
    pub spot: Code,
}

/// The class of a place by its code among the spots and its precision.
pub(super) fn class_of(spot: Code, precision: Option<u8>) -> PlaceClass {
    class(spot != NO_CODE, precision)
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
    pub when: GroupCache<When>,
    what: GroupCache<What>,
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
    pub fn when(&mut self, row: &AcledRow<'_>) -> Result<When, Issue> {
        if let Some(when) = self.now.when {
            return Ok(when);
        }
        let side_by_side = row.between(row.table().together.when);
        self.when.get_or(
            side_by_side,
            |key| row.key(&WHEN, key),
            || {
                let (span, kind, precision) = row.when()?;
                let remarkable = row.date_notices().next().is_some();
                Ok(When {
                    span,
                    kind,
                    precision,
                    remarkable,
                })
            },
        )
    }

    /// Type and sub-type.
    pub fn what(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<What, Issue> {
        let side_by_side = row.between(row.table().together.what);
        self.what.get_or(
            side_by_side,
            |key| row.key(&WHAT, key),
            || {
                let kind = row.coded_type();
                Ok(What {
                    kind,
                    sub_kind: words.sub_kinds.code(&row.sub_kind()),
                    remarkable: kind == Some(EventType::Other),
                })
            },
        )
    }

    /// Where, in names and coordinates.
    ///
    /// # Errors
    /// Coordinates that cannot be understood.
    pub fn place(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Place, Issue> {
        if let Some(place) = self.now.place {
            return Ok(place);
        }
        let side_by_side = row.between(row.table().together.place);
        self.place.get_or(
            side_by_side,
            |key| row.key(&WHERE, key),
            || {
                let at = row.position()?;
                let name = row.place();
                Ok(Place {
                    country: words.countries.code(&row.country()),
                    admin1: words.admin1s.code(&row.get(Col::Admin1)),
                    name: words.places.code(&name, &name),
                    spot: at.map_or(NO_CODE, |at| words.spots.code(Spot::new(at))),
                })
            },
        )
    }

    /// How sharply a place of a class is known.
    pub fn sharpness(&mut self, class: PlaceClass, words: &mut Vocabulary) -> Code {
        if let Some((_, code)) = self.sharpness.iter().find(|(known, _)| *known == class) {
            return *code;
        }
        let code = words.sharpness.code(Sharpness::new(class, class.default_radius()));
        self.sharpness.push((class, code));
        code
    }

    /// The list of all actors. There are few actors and many combinations of them, so that cells are understood
    /// one by one, and combinations are told by codes.
    pub fn actors(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Code, Issue> {
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
            words.actors.code_of(&all)
        }))
    }

    /// The codes of the cells with actors and their hash, where all of them were seen before.
    pub fn known_actors(&self, row: &AcledRow<'_>) -> Option<([Code; 4], u64)> {
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
    pub fn sources(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Code, Issue> {
        if let Some(sources) = self.now.sources {
            return Ok(sources);
        }
        self.sources.get_or(row.bytes(Col::Source), || {
            let names = row.sources();
            let names = names.iter().map(String::as_str);
            Ok(words.sources.code(std::iter::once(SOURCE_ID).chain(names)))
        })
    }

    /// The figure of deaths.
    ///
    /// # Errors
    /// A figure that is no number of people.
    pub fn deaths(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Code, Issue> {
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
