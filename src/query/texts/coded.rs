//! Columns with codes: the distinct values are looked through, and rows are taken by their code.

use super::folded::FoldedList;
use super::ids::IdTexts;
use crate::base::fold::fold;
use crate::model::dictionary::{Code, Dictionary, Lists, NO_CODE, Pairs};
use crate::model::{Dataset, EventType};
use crate::query::rows::RowSet;

/// The folded distinct values of a dataset.
#[derive(Debug)]
pub(super) struct CodedTexts {
    countries: FoldedList,
    admin1s: FoldedList,
    sub_kinds: FoldedList,
    places: FoldedList,
    titles: FoldedList,
    actors: FoldedList,
    sources: FoldedList,
    /// By row.
    ids: IdTexts,
}

/// Most spaces in a phrase that is looked for by codes.
pub(super) const MOST_SPACES: usize = 64;

impl CodedTexts {
    pub fn of(dataset: &Dataset) -> Self {
        let values = |dictionary: &Dictionary| FoldedList::of(dictionary.values());
        Self {
            countries: values(dataset.countries().0),
            admin1s: values(dataset.admin1s().0),
            sub_kinds: values(dataset.sub_kinds().0),
            places: pairs(dataset.places().0),
            titles: pairs(dataset.titles().0),
            actors: values(dataset.actors().0.dictionary()),
            sources: sources(dataset),
            ids: IdTexts::of(dataset.ids()),
        }
    }

    fn lists(&self) -> [&FoldedList; 7] {
        [
            &self.countries,
            &self.admin1s,
            &self.sub_kinds,
            &self.places,
            &self.titles,
            &self.actors,
            &self.sources,
        ]
    }

    pub fn is_whole(&self) -> bool {
        self.ids.is_whole() && self.lists().iter().all(|list| list.is_whole())
    }

    pub fn bytes(&self) -> usize {
        self.ids.bytes() + self.lists().iter().map(|list| list.bytes()).sum::<usize>()
    }

    /// Rows that hold `needle` in a column with codes, or in their id.
    pub fn holding(&self, needle: &str, dataset: &Dataset) -> RowSet {
        let mut found = RowSet::none(dataset.len());
        self.ids.find(dataset.ids(), needle, |row| found.insert(row));
        for (list, column) in [
            (&self.countries, dataset.countries().1),
            (&self.admin1s, dataset.admin1s().1),
            (&self.sub_kinds, dataset.sub_kinds().1),
            (&self.places, dataset.places().1),
            (&self.titles, dataset.titles().1),
        ] {
            add_by_code(&mut found, &list.marks(needle), column);
        }
        for (list, (lists, column)) in [(&self.actors, dataset.actors()), (&self.sources, dataset.source_ids())] {
            add_by_list(&mut found, &list.marks(needle), lists, column);
        }
        let kinds = EventType::ALL.map(|kind| fold(kind.name()).contains(needle));
        if kinds.contains(&true) {
            let has = |kind: &EventType| kinds.get(kind.index()).copied().unwrap_or(false);
            found.insert_where(dataset.kinds(), has);
        }
        if needle.contains(' ') || needle.ends_with(',') {
            self.add_composed(&mut found, needle, dataset);
        }
        found
    }

    /// Rows whose title is composed as "sub-type, place" and holds `needle` at or across the comma.
    fn add_composed(&self, found: &mut RowSet, needle: &str, dataset: &Dataset) {
        let first = |name: &str| FirstHalf::of(name, needle);
        let ((sub_kinds, sub_kind_of), (titles, place_of)) =
            (dataset.sub_kinds(), (dataset.titles().1, dataset.places().1));
        let by_sub_kind: Vec<Option<FirstHalf>> = sub_kinds
            .values()
            .map(|name| (!name.is_empty()).then(|| first(name)))
            .collect();
        let by_kind = EventType::ALL.map(|kind| first(kind.name()));
        let places = dataset.places().0;
        let seconds: Vec<[Option<u64>; 2]> = (0..places.len())
            .map(|i| {
                let value = places.value(u32::try_from(i).unwrap_or(NO_CODE));
                let mut parts = self.places.parts(i);
                let en = parts.next().unwrap_or("");
                let fr = parts.next().unwrap_or(en);
                [(value.0, en), (value.1, fr)]
                    .map(|(name, folded)| (!name.is_empty()).then(|| second_half(folded, needle)))
            })
            .collect();
        let firsts = || by_sub_kind.iter().flatten().chain(&by_kind);
        let second = seconds.iter().flatten().flatten().fold(0, |all, bits| all | bits);
        if !firsts().any(|first| first.holds || first.ends & second != 0) {
            return;
        }
        let rows = (0u32..).zip(titles).zip(sub_kind_of).zip(place_of).zip(dataset.kinds());
        for ((((row, title), sub_kind), place), kind) in rows {
            if *title != NO_CODE {
                continue;
            }
            let own = by_sub_kind.get(*sub_kind as usize).and_then(Option::as_ref);
            let Some(first) = own.or_else(|| by_kind.get(kind.index())) else {
                continue;
            };
            let halves = seconds.get(*place as usize).into_iter().flatten().flatten();
            if halves.into_iter().any(|second| first.holds || first.ends & second != 0) {
                found.insert(row);
            }
        }
    }
}

/// The part of a composed title up to its comma.
#[derive(Debug, Clone, Copy)]
struct FirstHalf {
    /// The needle lies in it.
    holds: bool,
    /// Bit n: it ends with what stands before the n-th space of the needle.
    ends: u64,
}

impl FirstHalf {
    fn of(name: &str, needle: &str) -> Self {
        let text = fold(&format!("{name},"));
        Self {
            holds: text.contains(needle),
            ends: bits(needle, |before, _| text.ends_with(before)),
        }
    }
}

/// Bit n: a place begins with what stands behind the n-th space of the needle.
fn second_half(place: &str, needle: &str) -> u64 {
    bits(needle, |_, behind| place.starts_with(behind))
}

fn bits(needle: &str, test: impl Fn(&str, &str) -> bool) -> u64 {
    let spaces = needle.match_indices(' ').take(MOST_SPACES).enumerate();
    spaces.fold(0, |bits, (n, (at, _))| {
        let (before, behind) = needle.split_at_checked(at).unwrap_or((needle, ""));
        bits | u64::from(test(before, behind.get(1..).unwrap_or(""))) << n
    })
}

fn pairs(pairs: &Pairs) -> FoldedList {
    let mut list = FoldedList::default();
    for code in 0..u32::try_from(pairs.len()).unwrap_or(NO_CODE) {
        let (en, fr) = pairs.value(code);
        list.push(if en == fr { vec![en] } else { vec![en, fr] });
    }
    list.shrunk()
}

/// The ids of the sources, and of those that have a record their short lines and titles.
fn sources(dataset: &Dataset) -> FoldedList {
    let mut list = FoldedList::default();
    for id in dataset.source_ids().0.dictionary().values() {
        let mut parts = vec![id];
        if let Some(source) = dataset.source(id) {
            parts.extend([source.custom.short.en.as_str(), source.custom.short.fr.as_str()]);
            parts.extend(source.title.as_deref());
        }
        list.push(parts);
    }
    list.shrunk()
}

fn add_by_code(found: &mut RowSet, marks: &[bool], column: &[Code]) {
    if marks.contains(&true) {
        found.insert_where(column, |code| marks.get(*code as usize).copied().unwrap_or(false));
    }
}

fn add_by_list(found: &mut RowSet, marks: &[bool], lists: &Lists, column: &[Code]) {
    if marks.contains(&true) {
        let marked = |value: &Code| marks.get(*value as usize).copied().unwrap_or(false);
        let passes: Vec<bool> = (0..u32::try_from(lists.len()).unwrap_or(NO_CODE))
            .map(|list| lists.codes(list).iter().any(marked))
            .collect();
        add_by_code(found, &passes, column);
    }
}
