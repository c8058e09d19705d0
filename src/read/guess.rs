//! What the columns of an unknown table probably mean, by their names in English and French and by what stands in
//! them. A guess that leaves a doubt says so: nothing is opened on a doubtful guess without asking.

mod loose;
mod names;
mod names_of_content;
mod types;

use super::date_forms::DateStats;
use super::mapped_cells::{coordinate, is_scientific, pair, people, wkt_point};
use super::mapping::{Mapping, RadiusUnit, Role};
use super::options::DateOrder;
use crate::base::fold::fold;
use crate::model::{EventType, PlaceClass};
use names::WHEN_AND_WHERE;
use names_of_content::CONTENT;
use types::{TYPE_WORDS, kind_of};

/// A guessed mapping with its doubts.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// What the columns mean, as far as it could be guessed.
    pub mapping: Mapping,
    /// What is missing or could be several columns.
    pub doubts: Vec<Doubt>,
}

/// Why a guess should not be trusted by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// No column looks like a date.
    NoDate,
    /// Several do.
    Dates(Vec<String>),
    /// No column looks like coordinates.
    NoPlace,
    /// Several do.
    Places(Vec<String>),
}

/// One column: its name, plain ([`plain_name`]), and what stands in the first rows, trimmed, without empty cells.
struct Column<'a> {
    name: &'a str,
    folded: String,
    cells: Vec<&'a str>,
}

impl Column<'_> {
    /// Whether at least 6 in 10 filled cells are so, as others may be mistakes; a column without any could be anything.
    fn mostly(&self, is: impl Fn(&str) -> bool) -> bool {
        let count = self.cells.iter().filter(|cell| is(cell)).count();
        count * 10 >= self.cells.len() * 6
    }

    fn is_filled(&self) -> bool {
        !self.cells.is_empty()
    }

    fn has_dates(&self) -> bool {
        let is_day = |cell: &str| {
            let mut orders = DateOrder::ALL.into_iter().take(4);
            orders.any(|order| order.parse(cell).is_some())
        };
        self.mostly(is_day) || self.has_numbered_days()
    }

    fn has_numbered_days(&self) -> bool {
        let mut stats = DateStats::new();
        self.cells.iter().for_each(|cell| stats.observe(cell, "", 0));
        matches!(stats.decide(), Ok(DateOrder::ExcelSerial | DateOrder::UnixSeconds))
    }

    fn numbers(&self, low: f64, high: f64) -> bool {
        self.mostly(|cell| coordinate(cell).is_some_and(|n| (low..=high).contains(&n)))
    }

    /// Whether what stands in the column could be that at all.
    fn suits(&self, role: Role) -> bool {
        match role {
            Role::Start | Role::End => self.has_dates(),
            Role::Year => self.numbers(1.0, 9999.0) && self.mostly(|cell| cell.len() == 4),
            Role::Month => self.mostly(|cell| cell.len() <= 10),
            Role::DayOfMonth => self.numbers(1.0, 31.0),
            Role::Latitude => self.numbers(-90.0, 90.0),
            Role::Longitude => self.numbers(-180.0, 180.0),
            Role::Both => self.is_filled() && self.mostly(|cell| pair(cell).is_some()),
            Role::Wkt => self.is_filled() && self.mostly(|cell| wkt_point(cell).is_some()),
            // Words among the numbers, such as "several", are said row by row; a column of words alone is another one.
            Role::Best | Role::Low | Role::High => {
                let numbers = self.cells.iter().filter(|cell| people(cell, false).is_some()).count();
                !self.is_filled() || numbers * 10 >= self.cells.len()
            }
            Role::Radius => self.numbers(0.0, 1e7),
            Role::Url => self.mostly(|cell| cell.contains("://") || cell.starts_with("www.")),
            Role::Id => {
                let mut cells = self.cells.clone();
                cells.sort_unstable();
                let unique = cells.windows(2).all(|two| two.first() != two.last());
                unique || self.is_filled() && self.mostly(is_scientific)
            }
            Role::Description => !self.is_filled() || !self.has_dates(),
            Role::Title => !self.numbers(f64::MIN, f64::MAX) || !self.is_filled(),
            _ => true,
        }
    }
}

/// Guesses what the columns mean, from the header and the first rows (a few hundred are enough).
pub fn guess<S: AsRef<str>>(names: &[S], rows: &[Vec<String>]) -> Guess {
    let columns: Vec<Column<'_>> = names
        .iter()
        .enumerate()
        .map(|(at, name)| Column {
            name: name.as_ref(),
            folded: plain_name(name.as_ref()),
            cells: rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
                .collect(),
        })
        .collect();
    let mut mapping = Mapping::new();
    let mut doubts = Vec::new();
    by_name(&mut mapping, &columns);
    listed_types(&mut mapping, &columns);
    loose::by_words(&mut mapping, &columns);
    loose::types_by_content(&mut mapping, &columns);
    dates(&mut mapping, &columns, &mut doubts);
    places(&mut mapping, &columns, &mut doubts);
    values(&mut mapping, &columns);
    Guess { mapping, doubts }
}

/// A header as it is compared: folded, and without the marks that people put into headers: `Lat. (DD)` is `lat dd`.
/// A mark that is the whole name stays.
fn plain_name(name: &str) -> String {
    let folded = fold(name.trim());
    let marks = |c: char| {
        matches!(
            c,
            '.' | ',' | ':' | ';' | '(' | ')' | '[' | ']' | '/' | '|' | '?' | '*' | ' '
        )
    };
    let plain: Vec<&str> = folded.split(marks).filter(|word| !word.is_empty()).collect();
    if plain.is_empty() { folded } else { plain.join(" ") }
}

/// Whether a header names types of events: `Attaque/Enlèvement/Pillage`.
fn lists_types(name: &str) -> bool {
    let parts: Vec<String> = name.split(['/', '|']).map(|part| fold(part.trim())).collect();
    parts.len() > 1 && parts.iter().all(|part| TYPE_WORDS.contains(&part.as_str()))
}

/// Roles by the names of columns whose content allows it.
fn by_name(mapping: &mut Mapping, columns: &[Column<'_>]) {
    for (role, names) in WHEN_AND_WHERE.into_iter().chain(CONTENT) {
        for name in names {
            let free = |c: &&Column<'_>| c.folded == *name && mapping.role_of(c.name).is_none() && c.suits(role);
            let found: Vec<&str> = columns.iter().filter(free).map(|c| c.name).collect();
            for column in &found {
                mapping.assign(column, Some(role));
            }
            if !found.is_empty() && !role.is_shared() {
                break;
            }
        }
    }
}

/// The column of types by a header that lists them, where no other name tells.
fn listed_types(mapping: &mut Mapping, columns: &[Column<'_>]) {
    let free = |c: &&Column<'_>| mapping.role_of(c.name).is_none() && lists_types(c.name);
    let found = columns.iter().find(free).filter(|_| mapping.what.kind.is_none());
    if let Some(column) = found {
        mapping.assign(column.name, Some(Role::Type));
    }
}

/// A date by content where no name tells; year, month and day where there is no date.
fn dates(mapping: &mut Mapping, columns: &[Column<'_>], doubts: &mut Vec<Doubt>) {
    if mapping.when.start.is_none() {
        let split = mapping.when.year.is_some() && mapping.when.month.is_some();
        let free = |c: &&Column<'_>| mapping.role_of(c.name).is_none() && c.is_filled() && c.has_dates();
        let found: Vec<String> = columns.iter().filter(free).map(|c| c.name.to_owned()).collect();
        match found.as_slice() {
            _ if split => {}
            [only] => mapping.assign(only, Some(Role::Start)),
            [] => doubts.push(Doubt::NoDate),
            _ => doubts.push(Doubt::Dates(found)),
        }
    }
    if mapping.when.start.is_some() {
        // A date says it all; the year stays, to be compared.
        (mapping.when.month, mapping.when.day) = (None, None);
    }
}

/// Coordinates in one cell by content where no name tells.
fn places(mapping: &mut Mapping, columns: &[Column<'_>], doubts: &mut Vec<Doubt>) {
    if mapping.place.latitude.is_some() != mapping.place.longitude.is_some() {
        (mapping.place.latitude, mapping.place.longitude) = (None, None);
    }
    if mapping.place.latitude.is_some() {
        (mapping.place.both, mapping.place.wkt) = (None, None);
    }
    if mapping.has_place() {
        return;
    }
    let suits = |c: &&Column<'_>| mapping.role_of(c.name).is_none() && (c.suits(Role::Both) || c.suits(Role::Wkt));
    let found: Vec<&Column<'_>> = columns.iter().filter(suits).collect();
    match found.as_slice() {
        [only] => {
            let role = if only.suits(Role::Wkt) { Role::Wkt } else { Role::Both };
            mapping.assign(only.name, Some(role));
        }
        [] => doubts.push(Doubt::NoPlace),
        _ => doubts.push(Doubt::Places(found.iter().map(|c| c.name.to_owned()).collect())),
    }
}

/// What the values of coded columns mean, separators, the decimal comma.
fn values(mapping: &mut Mapping, columns: &[Column<'_>]) {
    let column = |name: &Option<String>| columns.iter().find(|c| Some(c.name) == name.as_deref());
    if let Some(kinds) = column(&mapping.what.kind) {
        for cell in &kinds.cells {
            let kind = kind_of(cell);
            if kind != EventType::Other {
                mapping.what.types.insert((*cell).to_owned(), kind);
            }
        }
    }
    if let Some(codes) = column(&mapping.place.precision) {
        mapping.place.precision_codes = place_codes(codes);
    }
    if column(&mapping.place.radius).is_some_and(|c| c.folded.ends_with("km")) {
        mapping.place.radius_unit = RadiusUnit::Kilometres;
    }
    let parted = |names: &[String]| {
        let mut of = columns.iter().filter(|c| names.iter().any(|name| name == c.name));
        of.any(|c| c.cells.iter().any(|cell| cell.contains(';')))
    };
    mapping.who.separator = parted(&mapping.who.actors).then(|| ";".to_owned());
    mapping.source.separator = parted(&mapping.source.columns).then(|| ";".to_owned());
    let numbers = [&mapping.place.latitude, &mapping.place.longitude, &mapping.place.radius];
    let comma = numbers.into_iter().filter_map(column).any(|c| {
        let is_number = |cell: &str| cell.contains(',') && !cell.contains('.') && coordinate(cell).is_some();
        c.cells.iter().any(|cell| is_number(cell))
    });
    mapping.decimal_comma = comma.then_some(true);
}

/// What codes of place precision mean where the name of the column or the code itself says it.
fn place_codes(column: &Column<'_>) -> std::collections::BTreeMap<String, PlaceClass> {
    let meaning = |cell: &str| -> Option<PlaceClass> {
        let number = cell.parse::<u8>().ok();
        match (column.folded.as_str(), number) {
            ("geo precision", Some(code)) => PlaceClass::from_acled(code),
            ("where prec", Some(code)) => PlaceClass::from_ucdp(code),
            _ => {
                let named = PlaceClass::ALL
                    .into_iter()
                    .find(|class| class.code().eq_ignore_ascii_case(cell));
                named.or(match fold(cell).as_str() {
                    "exact" | "exacte" | "precis" | "precise" => Some(PlaceClass::P0),
                    "village" | "ville" | "town" | "localite" => Some(PlaceClass::P1),
                    "region" => Some(PlaceClass::P4),
                    "country" | "pays" => Some(PlaceClass::P5),
                    _ => None,
                })
            }
        }
    };
    let known = column
        .cells
        .iter()
        .filter_map(|cell| Some(((*cell).to_owned(), meaning(cell)?)));
    known.collect()
}
