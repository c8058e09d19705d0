//! Headers that say more than the name of one thing, such as `Jour de l'évènement`, `Lat. (deg. déc.)` or
//! `Morts (total)`: read word by word, where no column has a plain name and what stands in the column fits.

use super::super::mapping::{Mapping, Role};
use super::types::kind_of;
use super::{Column, coordinate, people};
use crate::model::EventType;

const DAY: [&str; 5] = ["date", "jour", "day", "quand", "when"];
const EVENT: [&str; 9] = [
    "evenement",
    "event",
    "incident",
    "attaque",
    "attack",
    "faits",
    "fait",
    "occurrence",
    "survenue",
];
const DEATHS: [&str; 8] = [
    "morts",
    "mort",
    "tues",
    "deces",
    "killed",
    "deaths",
    "fatalities",
    "dead",
];
const WHOLE: [&str; 7] = ["total", "totaux", "all", "overall", "ensemble", "nombre", "number"];
const BOUND: [&str; 8] = ["min", "max", "low", "high", "minimum", "maximum", "bas", "haut"];
const NUMBER: [&str; 7] = ["n°", "no", "ref", "reference", "id", "identifiant", "numero"];
const WHO: [&str; 5] = ["auteur", "acteur", "actor", "perpetrator", "assaillant"];
const SHORT: [&str; 5] = ["courte", "breve", "short", "brief", "court"];
const ACCOUNT: [&str; 6] = ["description", "recit", "narrative", "resume", "summary", "details"];

/// The words of a plain header, without elided articles: `jour de l'evenement` is `jour`, `de`, `evenement`.
fn words<'a>(column: &'a Column<'_>) -> Vec<&'a str> {
    let whole = column.folded.split_whitespace();
    whole
        .map(|word| word.strip_prefix("l'").or(word.strip_prefix("d'")).unwrap_or(word))
        .collect()
}

fn any(words: &[&str], of: &[&str]) -> bool {
    words.iter().any(|word| of.contains(word))
}

fn first(words: &[&str], of: &[&str]) -> bool {
    words.first().is_some_and(|word| of.contains(word))
}

/// Whether what follows the first word only numbers it, or says that it is the main one.
fn is_numbered(words: &[&str]) -> bool {
    let plain =
        |word: &&str| word.parse::<u8>().is_ok() || ["principale", "principal", "main", "primary"].contains(word);
    words.len() > 1 && words.iter().skip(1).all(plain)
}

/// Roles that no plain name gave.
pub(super) fn by_words(mapping: &mut Mapping, columns: &[Column<'_>]) {
    let read: Vec<(&Column<'_>, Vec<&str>)> = columns.iter().map(|column| (column, words(column))).collect();
    let found = |mapping: &Mapping, role: Role, fits: &dyn Fn(&Column<'_>, &[&str]) -> bool| -> Vec<String> {
        let free = |column: &Column<'_>| mapping.role_of(column.name).is_none();
        let of = read
            .iter()
            .filter(|(column, words)| free(column) && column.is_filled() && column.suits(role) && fits(column, words));
        of.map(|(column, _)| column.name.to_owned()).collect()
    };
    if mapping.when.start.is_none()
        && let [only] = found(mapping, Role::Start, &|_, words| any(words, &DAY) && any(words, &EVENT)).as_slice()
    {
        mapping.assign(only, Some(Role::Start));
    }
    let place = &mut mapping.place;
    if place.latitude.is_none() || place.longitude.is_none() {
        // Half of a pair by its name, as a column `x` of something else, is none.
        (place.latitude, place.longitude) = (None, None);
        let is_number = |column: &Column<'_>| column.mostly(|cell| coordinate(cell).is_some());
        let lat = found(mapping, Role::Latitude, &|c, w| {
            first(w, &["lat", "latitude"]) && is_number(c)
        });
        let lon = found(mapping, Role::Longitude, &|c, w| {
            first(w, &["lon", "long", "lng", "longitude"]) && is_number(c)
        });
        if let ([lat], [lon]) = (lat.as_slice(), lon.as_slice()) {
            mapping.assign(lat, Some(Role::Latitude));
            mapping.assign(lon, Some(Role::Longitude));
        }
    }
    deaths(mapping, &found);
    let number = found(mapping, Role::Id, &|_, words| first(words, &NUMBER));
    if let Some(number) = number.first().filter(|_| mapping.id.is_none()) {
        mapping.assign(number, Some(Role::Id));
    }
    for (role, heads) in [(Role::Actor, WHO.as_slice()), (Role::Source, &["source", "sources"])] {
        for column in found(mapping, role, &|_, words| first(words, heads) && is_numbered(words)) {
            mapping.assign(&column, Some(role));
        }
    }
    if mapping.place.admin1.is_none()
        && let [only] = found(mapping, Role::Admin1, &|_, words| first(words, &["region", "province"])).as_slice()
    {
        mapping.assign(only, Some(Role::Admin1));
    }
    texts(mapping, columns, &found);
}

/// Columns that are free, filled and fit.
type Found<'a> = dyn Fn(&Mapping, Role, &dyn Fn(&Column<'_>, &[&str]) -> bool) -> Vec<String> + 'a;

/// The one column of deaths; of several, the one that says it is all of them.
fn deaths(mapping: &mut Mapping, found: &Found<'_>) {
    let deaths = &mapping.deaths;
    if deaths.best.is_some() || deaths.low.is_some() || deaths.high.is_some() {
        return;
    }
    let numbers = |column: &Column<'_>| column.mostly(|cell| people(cell, false).is_some());
    let named = |column: &Column<'_>, words: &[&str]| any(words, &DEATHS) && !any(words, &BOUND) && numbers(column);
    let all = found(mapping, Role::Best, &|column, words| named(column, words));
    let whole = found(mapping, Role::Best, &|column, words| {
        named(column, words) && any(words, &WHOLE)
    });
    if let ([only], _) | (_, [only]) = (all.as_slice(), whole.as_slice()) {
        mapping.assign(only, Some(Role::Best));
    }
}

/// What happened, in a line and at length. A plain name on an empty column gives way to one with texts.
fn texts(mapping: &mut Mapping, columns: &[Column<'_>], found: &Found<'_>) {
    if mapping.what.title.is_none()
        && let [only] = found(mapping, Role::Title, &|_, words| {
            first(words, &ACCOUNT) && any(words, &SHORT)
        })
        .as_slice()
    {
        mapping.assign(only, Some(Role::Title));
    }
    let filled = |name: &str| columns.iter().any(|column| column.name == name && column.is_filled());
    let told = mapping.what.description.as_deref().is_some_and(filled);
    if !told
        && let [only] = found(mapping, Role::Description, &|_, words| {
            first(words, &ACCOUNT) && !any(words, &SHORT)
        })
        .as_slice()
    {
        mapping.assign(only, Some(Role::Description));
    }
}

/// The column of types by what stands in it, where no name tells: the only one whose values mostly are types.
pub(super) fn types_by_content(mapping: &mut Mapping, columns: &[Column<'_>]) {
    if mapping.what.kind.is_some() {
        return;
    }
    let free = |c: &Column<'_>| matches!(mapping.role_of(c.name), None | Some(Role::Title));
    let is_type = |cell: &str| kind_of(cell) != EventType::Other;
    let mut found = columns.iter().filter(|c| free(c) && c.is_filled() && c.mostly(is_type));
    if let (Some(only), None) = (found.next(), found.next()) {
        mapping.assign(only.name, Some(Role::Type));
    }
}
