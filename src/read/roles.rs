//! What one column can mean, and where a [`Mapping`] keeps it.

use super::mapping::Mapping;
use crate::base::fold::fold;
use crate::words::Words;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "as the fields of Mapping, which say it")]
pub enum Role {
    Start,
    End,
    Year,
    Month,
    DayOfMonth,
    DatePrecision,
    Latitude,
    Longitude,
    Both,
    Wkt,
    PlacePrecision,
    Radius,
    Place,
    Admin1,
    Country,
    Type,
    SubType,
    Title,
    Description,
    Id,
    Actor,
    Best,
    Low,
    High,
    Source,
    Url,
}

/// Roles that belong together, in the order of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    When,
    Where,
    What,
    Who,
    Deaths,
    Source,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 6] = [
        Self::When,
        Self::Where,
        Self::What,
        Self::Who,
        Self::Deaths,
        Self::Source,
    ];

    /// Its roles.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.group() == self)
    }
}

/// Where a mapping keeps the column of a role.
enum Slot<'a> {
    One(&'a mut Option<String>),
    Many(&'a mut Vec<String>),
}

impl Role {
    /// Every role, by group.
    pub const ALL: [Self; 26] = [
        Self::Start,
        Self::End,
        Self::Year,
        Self::Month,
        Self::DayOfMonth,
        Self::DatePrecision,
        Self::Latitude,
        Self::Longitude,
        Self::Both,
        Self::Wkt,
        Self::PlacePrecision,
        Self::Radius,
        Self::Place,
        Self::Admin1,
        Self::Country,
        Self::Type,
        Self::SubType,
        Self::Title,
        Self::Description,
        Self::Id,
        Self::Actor,
        Self::Best,
        Self::Low,
        Self::High,
        Self::Source,
        Self::Url,
    ];

    /// The group it belongs to.
    pub fn group(self) -> Group {
        match self {
            Self::Start | Self::End | Self::Year | Self::Month | Self::DayOfMonth | Self::DatePrecision => Group::When,
            Self::Latitude
            | Self::Longitude
            | Self::Both
            | Self::Wkt
            | Self::PlacePrecision
            | Self::Radius
            | Self::Place
            | Self::Admin1
            | Self::Country => Group::Where,
            Self::Type | Self::SubType | Self::Title | Self::Description | Self::Id => Group::What,
            Self::Actor => Group::Who,
            Self::Best | Self::Low | Self::High => Group::Deaths,
            Self::Source | Self::Url => Group::Source,
        }
    }

    /// Whether several columns may have it.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Actor | Self::Source)
    }

    fn slot(self, mapping: &mut Mapping) -> Slot<'_> {
        let Mapping {
            id,
            when,
            place,
            what,
            who,
            deaths,
            source,
            ..
        } = mapping;
        Slot::One(match self {
            Self::Start => &mut when.start,
            Self::End => &mut when.end,
            Self::Year => &mut when.year,
            Self::Month => &mut when.month,
            Self::DayOfMonth => &mut when.day,
            Self::DatePrecision => &mut when.precision,
            Self::Latitude => &mut place.latitude,
            Self::Longitude => &mut place.longitude,
            Self::Both => &mut place.both,
            Self::Wkt => &mut place.wkt,
            Self::PlacePrecision => &mut place.precision,
            Self::Radius => &mut place.radius,
            Self::Place => &mut place.place,
            Self::Admin1 => &mut place.admin1,
            Self::Country => &mut place.country,
            Self::Type => &mut what.kind,
            Self::SubType => &mut what.sub_type,
            Self::Title => &mut what.title,
            Self::Description => &mut what.description,
            Self::Id => id,
            Self::Best => &mut deaths.best,
            Self::Low => &mut deaths.low,
            Self::High => &mut deaths.high,
            Self::Url => &mut source.url,
            Self::Actor => return Slot::Many(&mut who.actors),
            Self::Source => return Slot::Many(&mut source.columns),
        })
    }
}

impl Mapping {
    /// Gives a column its one meaning, or none. A role that only one column can have leaves the column that had it.
    pub fn assign(&mut self, column: &str, role: Option<Role>) {
        for other in Role::ALL {
            match other.slot(self) {
                Slot::One(slot) => {
                    if slot.as_deref().is_some_and(|name| same_name(name, column)) {
                        *slot = None;
                    }
                }
                Slot::Many(list) => list.retain(|name| !same_name(name, column)),
            }
        }
        match role.map(|role| role.slot(self)) {
            Some(Slot::One(slot)) => *slot = Some(column.to_owned()),
            Some(Slot::Many(list)) => list.push(column.to_owned()),
            None => {}
        }
    }

    /// The columns of a role, in their order.
    pub fn columns(&self, role: Role) -> Vec<String> {
        // Asking is rare and a mapping small: one list of the roles is worth the copy.
        match role.slot(&mut self.clone()) {
            Slot::One(slot) => slot.iter().cloned().collect(),
            Slot::Many(list) => list.clone(),
        }
    }

    /// What a column means.
    pub fn role_of(&self, column: &str) -> Option<Role> {
        let mut copy = self.clone();
        Role::ALL.into_iter().find(|role| match role.slot(&mut copy) {
            Slot::One(slot) => slot.as_deref().is_some_and(|name| same_name(name, column)),
            Slot::Many(list) => list.iter().any(|name| same_name(name, column)),
        })
    }
}

impl Mapping {
    /// What the columns were taken for: "date: first day; lat: latitude".
    pub fn described(&self, words: &Words) -> String {
        let columns = Role::ALL.into_iter().flat_map(|role| {
            let name = words.tables.roles.get(role as usize).copied().unwrap_or_default();
            let of = self.columns(role).into_iter();
            of.map(move |column| format!("{name} = {column}"))
        });
        columns.collect::<Vec<_>>().join(", ")
    }
}

/// Whether two names mean one column: letter case, accents and spaces around do not matter.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || fold(a.trim()) == fold(b.trim())
}
