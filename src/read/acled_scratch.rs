//! What the cells of ACLED rows were understood as, by their text: a row costs a few looks into tables.

use super::acled::Col;
use super::acled_card::SOURCE_ID;
use super::acled_row::AcledRow;
use super::cell_cache::{CellCache, CodeCache};
use super::report::Issue;
use crate::base::DaySpan;
use crate::model::dictionary::{Code, Lists, NO_CODE};
use crate::model::segment::Vocabulary;
use crate::model::{DatePrecision, EventType, SpanKind};

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

/// Country, first-order division and place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub country: Code,
    pub admin1: Code,
    pub place: Code,
}

/// What the cells of one thread's rows were understood as, by their text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    key: Vec<u8>,
    when: CellCache<When>,
    what: CellCache<What>,
    named: CellCache<Named>,
    actor: CellCache<Code>,
    associated: CellCache<Code>,
    /// Lists of the actors that stand in one cell together.
    lists: Lists,
    actors: CodeCache<4>,
    sources: CellCache<Code>,
    deaths: CellCache<Code>,
}

impl Scratch {
    /// The days.
    ///
    /// # Errors
    /// A date or precision that cannot be understood.
    pub fn when(&mut self, row: &AcledRow<'_>) -> Result<When, Issue> {
        row.key(&[Col::Date, Col::TimePrecision, Col::Year], &mut self.key);
        self.when.get_or(&self.key, || {
            let (span, kind, precision) = row.when()?;
            let remarkable = row.date_notices().next().is_some();
            Ok(When {
                span,
                kind,
                precision,
                remarkable,
            })
        })
    }

    /// Type and sub-type.
    pub fn what(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<What, Issue> {
        row.key(&[Col::Type, Col::SubType], &mut self.key);
        self.what.get_or(&self.key, || {
            let kind = row.coded_type();
            Ok(What {
                kind,
                sub_kind: words.sub_kinds.code(&row.sub_kind()),
                remarkable: kind == Some(EventType::Other),
            })
        })
    }

    /// Where, in names.
    pub fn named(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Named, Issue> {
        let finer = [Col::Admin3, Col::Admin2];
        let cols = [Col::Country, Col::Admin1, Col::Location];
        row.key(&cols, &mut self.key);
        if row.bytes(Col::Location).is_empty() {
            finer.iter().for_each(|col| self.key.extend_from_slice(row.bytes(*col)));
        }
        self.named.get_or(&self.key, || {
            let place = row.place();
            Ok(Named {
                country: words.countries.code(&row.country()),
                admin1: words.admin1s.code(&row.get(Col::Admin1)),
                place: words.places.code(&place, &place),
            })
        })
    }

    /// The list of all actors. There are few actors and many combinations of them, so that cells are understood
    /// one by one, and combinations are told by codes.
    pub fn actors(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Code, Issue> {
        let mut key = [NO_CODE; 4];
        let cells = [Col::Actor1, Col::Assoc1, Col::Actor2, Col::Assoc2];
        for (code, col) in key.iter_mut().zip(cells) {
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

    /// The list of sources: the dataset itself, then those it names.
    pub fn sources(&mut self, row: &AcledRow<'_>, words: &mut Vocabulary) -> Result<Code, Issue> {
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
        self.deaths
            .get_or(row.bytes(Col::Fatalities), || Ok(words.deaths.code(row.deaths()?)))
    }
}
