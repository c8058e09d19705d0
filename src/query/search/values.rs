//! Which values of the data a typed one means.

use crate::base::fold::fold;
use crate::base::gazetteer;
use crate::base::{Lang, LonLat};
use crate::model::{EventType, PlaceClass};
use crate::query::filter::{Choice, Filter};
use crate::query::{Area, Criterion, QueryResult};
use crate::words::{EN, FR};

/// Names offered for one that nothing is called.
const OFFERED: usize = 3;

/// What can be meant: the values of the open data, and those that the filter asks for already.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The open data, with their values most frequent first.
    pub result: &'a QueryResult,
    /// The filter that is asked now.
    pub filter: &'a Filter,
    /// In which language dates are typed and names are shown.
    pub lang: Lang,
}

/// A value with every name it goes by, the shown one first.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// As the filter has it.
    pub value: String,
    pub names: Vec<String>,
    pub count: usize,
}

impl Known<'_> {
    /// The values of a criterion, most frequent first.
    pub(super) fn values(&self, criterion: Criterion) -> Vec<Value> {
        let facets = &self.result.facets;
        let (facets, choice) = match criterion {
            Criterion::Country => (&facets.countries, &self.filter.countries),
            Criterion::Admin1 => (&facets.admin1s, &self.filter.admin1s),
            Criterion::SubKind => (&facets.sub_kinds, &self.filter.sub_kinds),
            Criterion::Actor => (&facets.actors, &self.filter.actors),
            Criterion::Source => (&facets.sources, &self.filter.sources),
            Criterion::Kind => return self.kinds(),
            Criterion::Dataset => return self.datasets(),
            _ => return Vec::new(),
        };
        let mut values: Vec<Value> = facets
            .iter()
            .map(|facet| self.value(criterion, facet.value, facet.count))
            .collect();
        values.extend(self.asked(criterion, choice, &values));
        values
    }

    fn asked(&self, criterion: Criterion, choice: &Choice<String>, known: &[Value]) -> Vec<Value> {
        let asked = choice.include.iter().chain(&choice.exclude);
        let new = asked.filter(|value| !known.iter().any(|known| known.value == **value));
        new.map(|value| self.value(criterion, value, 0)).collect()
    }

    fn value(&self, criterion: Criterion, value: &str, count: usize) -> Value {
        let mut names = vec![value.to_owned()];
        match criterion {
            Criterion::Country => names.extend([EN.country(value), FR.country(value)].map(str::to_owned)),
            Criterion::Source => {
                let records = self.result.parts.iter().find_map(|part| part.dataset.source(value));
                if let Some(source) = records {
                    names.extend([source.custom.short.en.clone(), source.custom.short.fr.clone()]);
                }
            }
            _ => {}
        }
        Value {
            value: value.to_owned(),
            names,
            count,
        }
    }

    fn kinds(&self) -> Vec<Value> {
        let count = |kind: EventType| {
            let facet = self.result.facets.kinds.iter().find(|facet| facet.value == kind);
            facet.map_or(0, |facet| facet.count)
        };
        let names = |kind: EventType| {
            let shown = if self.lang == Lang::Fr { [&FR, &EN] } else { [&EN, &FR] };
            let mut names: Vec<String> = shown
                .into_iter()
                .flat_map(|words| [words.event_type(kind), words.event_type_one(kind)])
                .map(str::to_owned)
                .collect();
            names.push(kind.name().to_owned());
            names
        };
        EventType::ALL
            .map(|kind| Value {
                value: kind.name().to_owned(),
                names: names(kind),
                count: count(kind),
            })
            .to_vec()
    }

    fn datasets(&self) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        for part in &self.result.parts {
            let card = part.dataset.card();
            let mut names: Vec<String> = card.short.iter().cloned().collect();
            names.extend([
                card.id.clone(),
                card.title.get(self.lang).to_owned(),
                card.title.en.clone(),
            ]);
            values.push(Value {
                value: card.id.clone(),
                names,
                count: part.visible.count(),
            });
        }
        let asked = self.asked(Criterion::Dataset, &self.filter.datasets, &values);
        values.extend(asked);
        values
    }

    /// The id of an event as the data have it.
    pub(super) fn id(&self, typed: &str) -> String {
        let spellings = [typed.to_owned(), typed.to_uppercase(), typed.to_lowercase()];
        let has = |id: &&String| self.result.parts.iter().any(|part| part.dataset.find(id).is_some());
        spellings.iter().find(has).cloned().unwrap_or_else(|| typed.to_owned())
    }

    /// Where a place is: a town or region of the map's own names, else a place of the data.
    pub(super) fn place(&self, typed: &str) -> Option<LonLat> {
        let wanted = fold(typed);
        if wanted.is_empty() {
            return None;
        }
        let names = gazetteer::bundled();
        let is = |name: &crate::base::Text| fold(&name.en) == wanted || fold(&name.fr) == wanted;
        let begins =
            |name: &crate::base::Text| fold(&name.en).starts_with(&wanted) || fold(&name.fr).starts_with(&wanted);
        let town = names.towns.iter().find(|town| is(&town.name)).map(|town| town.at);
        let region = || {
            names
                .regions
                .iter()
                .find(|region| is(&region.name))
                .map(|region| region.at)
        };
        let begun = || names.towns.iter().find(|town| begins(&town.name)).map(|town| town.at);
        town.or_else(region)
            .or_else(|| self.place_of_data(&wanted))
            .or_else(begun)
    }

    fn place_of_data(&self, wanted: &str) -> Option<LonLat> {
        self.result.parts.iter().find_map(|part| {
            let (places, column) = part.dataset.places();
            let is = |code: u32| {
                let (en, fr) = places.value(code);
                fold(en) == *wanted || fold(fr) == *wanted
            };
            let codes: Vec<u32> = (0..u32::try_from(places.len()).unwrap_or(u32::MAX))
                .filter(|code| is(*code))
                .collect();
            let mut rows = (0u32..).zip(column).filter(|(_, code)| codes.contains(code));
            rows.find_map(|(row, _)| part.dataset.event(row)?.circle().map(|(centre, _)| centre))
        })
    }

    /// A shape drawn on the map, which no words can say.
    pub(super) fn drawn(&self) -> Option<Area> {
        let area = self.filter.area.as_ref()?;
        (!matches!(area, Area::Circle { .. })).then(|| area.clone())
    }
}

/// The values that a typed one means: the one of exactly this name, else those of this name whatever its case and
/// accents, else all that hold it.
pub(super) fn meant(values: &[Value], typed: &str) -> Vec<String> {
    let of = |test: &dyn Fn(&str) -> bool| -> Vec<String> {
        let found = values.iter().filter(|value| value.names.iter().any(|name| test(name)));
        found.map(|value| value.value.clone()).collect()
    };
    let exact: Vec<String> = values
        .iter()
        .filter(|v| v.value == typed)
        .map(|v| v.value.clone())
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let wanted = fold(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let same = of(&|name| fold(name) == wanted);
    if same.is_empty() {
        of(&|name| holds(name, &wanted))
    } else {
        same
    }
}

/// Whether a name holds a folded text.
pub(super) fn holds(name: &str, folded: &str) -> bool {
    // Most names are plain: they are compared without being folded.
    let plain = name.is_ascii() && !name.contains(['-', '_', '`', '\t', '\n']) && !name.contains("  ");
    if !plain {
        return fold(name).contains(folded);
    }
    let wanted = folded.as_bytes();
    name.as_bytes()
        .windows(wanted.len().max(1))
        .any(|part| part.eq_ignore_ascii_case(wanted))
}

/// Names that come near to one that nothing is called.
pub(super) fn near(values: &[Value], typed: &str) -> Vec<String> {
    let wanted = fold(typed);
    let first: String = wanted.chars().take(3).collect();
    let shown = |value: &Value| value.names.first().cloned().unwrap_or_default();
    let slip = |name: &String| fold(name).split(' ').any(|word| super::key::is_one_slip(word, &wanted));
    let begun = |name: &String| first.len() > 2 && fold(name).split(' ').any(|word| word.starts_with(&first));
    let slips = values.iter().filter(|value| value.names.iter().any(slip));
    let begun = values.iter().filter(|value| value.names.iter().any(begun));
    let mut names: Vec<String> = Vec::new();
    for name in slips.chain(begun).map(shown) {
        if names.len() < OFFERED && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The place class of a number, 0 the sharpest.
pub(super) fn class(number: u32) -> Option<PlaceClass> {
    CLASSES.get(number as usize).copied()
}

/// Place classes, sharpest first.
pub(super) const CLASSES: [PlaceClass; 6] = [
    PlaceClass::P0,
    PlaceClass::P1,
    PlaceClass::P2,
    PlaceClass::P3,
    PlaceClass::P4,
    PlaceClass::P5,
];
