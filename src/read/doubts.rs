//! What a finished dataset makes one doubt: points at 0, 0, coordinates the wrong way round, points outside the
//! country that their row names, points on which many rows pile up.
//!
//! A row that is doubted stays as it is; the report says so. Whether a point lies in a country is asked once for
//! each distinct pair of point and country, however many rows have it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::error::{Expected, Found};
use super::report::{Issue, IssueKind, MOST_ISSUES, ReadReport};
use crate::base::outlines::{self, BORDER, CodeSystem, Outline};
use crate::base::{LonLat, Metres};
use crate::model::dictionary::{Code, NO_CODE};
use crate::model::{Dataset, Row};

/// Rows with a place from which on a pile of them on one point says something.
const ENOUGH: usize = 50;
/// Part of the rows, percent, from which on a point is a pile.
const PILE: usize = 10;
/// Most piles that are named.
const MOST_PILES: usize = 3;

/// A point at most so far outside a country, metres, is there by imprecision, not by a slip of the pen: no other way
/// to write it is suggested.
const SLIP: Metres = 50_000.0;

/// Pairs of point and country from which on a second thread is worth its while.
const ENOUGH_FOR_TWO: usize = 1_000;

/// What is doubtful about a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It is 0, 0.
    NullIsland,
    /// It lies outside the country named, and inside when latitude and longitude are swapped.
    Swapped,
    /// It lies outside, and inside with the other sign of the longitude.
    OtherSign,
    /// It lies outside.
    Outside,
}

/// Rows from which on a second thread is worth its while.
const ENOUGH_ROWS_FOR_TWO: usize = 50_000;

/// Seals a report with what the dataset is, and adds what is doubtful about its rows. Every reader ends with it.
pub(super) fn look(dataset: &Dataset, report: &mut ReadReport) {
    report.seal(dataset);
    let piles = std::thread::scope(|scope| {
        if dataset.len() < ENOUGH_ROWS_FOR_TWO {
            points(dataset, report);
            return piles(dataset);
        }
        let piles = scope.spawn(|| piles(dataset));
        points(dataset, report);
        piles.join().unwrap_or_else(|e| std::panic::resume_unwind(e))
    });
    super::coded_twice::look(dataset, report);
    piles.into_iter().for_each(|pile| report.add(pile));
}

/// What is asked about once: a coordinate, the country named, how sharply the place is known.
type Pair = (Code, Code, Code);

fn points(dataset: &Dataset, report: &mut ReadReport) {
    let columns = Columns::of(dataset);
    let mut asked: HashMap<Pair, Doubt, hashbrown::DefaultHashBuilder> = HashMap::default();
    for pairs in in_two(dataset.len(), |rows| columns.pairs(rows)) {
        asked.extend(pairs.into_iter().map(|pair| (pair, Doubt::Outside)));
    }
    let questions: Vec<Pair> = asked.drain().map(|(pair, _)| pair).collect();
    let countries = Named::new(dataset, questions.iter().copied());
    asked.extend(countries.doubts(dataset, &questions));
    if asked.is_empty() {
        return;
    }
    let mut doubtful = vec![false; columns.spots];
    asked.keys().for_each(|(spot, ..)| {
        if let Some(cell) = doubtful.get_mut(*spot as usize) {
            *cell = true;
        }
    });
    let records = dataset.record_numbers();
    // By record: findings are told in the order of the file.
    let mut doubted: Vec<Option<Doubt>> = vec![None; records.iter().max().map_or(0, |last| *last as usize + 1)];
    let found = in_two(dataset.len(), |rows| -> Vec<(u32, Doubt)> {
        let numbers = records.get(rows.clone()).unwrap_or_default();
        let pairs = columns.rows(rows).zip(numbers);
        let pairs = pairs.filter(|((spot, ..), _)| doubtful.get(*spot as usize) == Some(&true));
        pairs
            .filter_map(|(pair, record)| Some((*record, *asked.get(&pair)?)))
            .collect()
    });
    for (record, doubt) in found.into_iter().flatten() {
        if let Some(cell) = doubted.get_mut(record as usize) {
            *cell = Some(doubt);
        }
    }
    tell(dataset, &doubted, report);
}

/// Asks the first half of some rows on one thread and the second on another, where they are many.
fn in_two<T: Send>(rows: usize, ask: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    if rows < ENOUGH_ROWS_FOR_TWO {
        return vec![ask(0..rows)];
    }
    std::thread::scope(|scope| {
        let second = scope.spawn(|| ask(rows / 2..rows));
        let first = ask(0..rows / 2);
        vec![first, second.join().unwrap_or_else(|e| std::panic::resume_unwind(e))]
    })
}

/// The columns that doubts are about.
struct Columns<'a> {
    /// How many distinct coordinates there are.
    spots: usize,
    spot: &'a [Code],
    country: &'a [Code],
    sharpness: &'a [Code],
}

impl<'a> Columns<'a> {
    fn of(dataset: &'a Dataset) -> Self {
        let (spots, spot) = dataset.spots();
        Self {
            spots: spots.len(),
            spot,
            country: dataset.countries().1,
            sharpness: dataset.sharpness().1,
        }
    }

    /// Each of some rows.
    fn rows(&self, rows: Range<usize>) -> impl Iterator<Item = Pair> {
        let [spot, country, sharpness] =
            [self.spot, self.country, self.sharpness].map(|column| column.get(rows.clone()).unwrap_or_default());
        let cells = spot.iter().zip(country).zip(sharpness);
        cells.map(|((spot, country), sharpness)| (*spot, *country, *sharpness))
    }

    /// The pairs of some rows that have coordinates, mostly each once.
    fn pairs(&self, rows: Range<usize>) -> Vec<Pair> {
        // Nearly all rows of a spot name one country, and few classes of places there are: these are told without a
        // look into a table.
        let mut seen: Vec<(Code, u64)> = vec![(NO_CODE, 0); self.spots];
        let mut pairs = Vec::new();
        for pair in self.rows(rows) {
            let (spot, country, sharpness) = pair;
            let Some((known, classes)) = seen.get_mut(spot as usize) else {
                continue;
            };
            let class = 1_u64.checked_shl(sharpness).unwrap_or(0);
            if *known == country && *classes & class != 0 {
                continue;
            }
            (*known, *classes) = (country, if *known == country { *classes | class } else { class });
            pairs.push(pair);
        }
        pairs
    }
}

/// Tells the doubts about the records of a file in its order, and counts those beyond what a report lists.
fn tell(dataset: &Dataset, doubted: &[Option<Doubt>], report: &mut ReadReport) {
    let all = || {
        (0..)
            .zip(doubted)
            .filter_map(|(record, doubt)| Some((record, (*doubt)?)))
    };
    let room = MOST_ISSUES.saturating_sub(report.issues.len());
    // The first of each kind is told in any case.
    let mut kinds: Vec<(Doubt, usize)> = Vec::new();
    let mut told: Vec<(u32, Doubt)> = Vec::new();
    for (record, doubt) in all() {
        match kinds.iter_mut().find(|(kind, _)| *kind == doubt) {
            Some(_) if told.len() < room => {}
            Some((_, more)) => {
                *more += 1;
                continue;
            }
            None => kinds.push((doubt, 0)),
        }
        told.push((record, doubt));
    }
    let rows = rows_of(dataset, &told);
    let column = format!(
        "{}, {}",
        report.column(&["latitude", "lat"]),
        report.column(&["longitude", "lon", "lng", "long"])
    );
    for ((row, (record, doubt)), line) in rows.iter().zip(told).zip(dataset.lines(&rows)) {
        let Some(event) = dataset.event(*row) else { continue };
        let Some((at, _)) = event.circle() else { continue };
        let issue = Issue {
            kind: IssueKind::Notice,
            line: line.unwrap_or(0),
            column: column.clone(),
            found: Found::Place(at, event.country().to_owned()),
            expected: doubt.expected(),
        };
        if let Some((_, more)) = kinds.iter_mut().find(|(kind, more)| *kind == doubt && *more > 0) {
            report.count(&issue, std::mem::take(more));
        }
        report.add_about(record, issue);
    }
    report.warn_rows(all().map(|(record, _)| u64::from(record) + 1));
}

/// The rows of some records, which ascend.
fn rows_of(dataset: &Dataset, told: &[(u32, Doubt)]) -> Vec<Row> {
    let mut rows = vec![Row::MAX; told.len()];
    let last = told.last().map_or(0, |(record, _)| *record);
    for (row, record) in (0..).zip(dataset.record_numbers()) {
        if *record <= last
            && let Ok(at) = told.binary_search_by_key(record, |(record, _)| *record)
            && let Some(cell) = rows.get_mut(at)
        {
            *cell = row;
        }
    }
    rows
}

impl Doubt {
    /// About a point in a row that names this country; `radius` is how far the place may be from the point.
    pub fn of(at: LonLat, country: Option<&Outline>, radius: Metres) -> Option<Self> {
        if at.lon() == 0.0 && at.lat() == 0.0 {
            return Some(Self::NullIsland);
        }
        let country = country?;
        if country.holds_within(at, radius.max(BORDER)) {
            return None;
        }
        let holds = |place: Option<LonLat>| place.is_some_and(|place| country.holds(place));
        Some(if country.holds_within(at, SLIP) {
            Self::Outside
        } else if holds(LonLat::new(at.lat(), at.lon())) {
            Self::Swapped
        } else if holds(LonLat::new(-at.lon(), at.lat())) {
            Self::OtherSign
        } else {
            Self::Outside
        })
    }

    fn expected(self) -> Expected {
        match self {
            Self::NullIsland => Expected::NotNullIsland,
            Self::Swapped => Expected::NotSwapped,
            Self::OtherSign => Expected::OtherSignOfLongitude,
            Self::Outside => Expected::PointInCountry,
        }
    }
}

/// The outlines of the countries that a dataset names, by code of its dictionary.
struct Named(BTreeMap<Code, &'static Outline>);

impl Named {
    /// Codes are read in the system in which more of the points lie where they should: `NG` is Niger in one and
    /// Nigeria in the other.
    fn new(dataset: &Dataset, pairs: impl Iterator<Item = Pair> + Clone) -> Self {
        let known = outlines::bundled();
        let (names, _) = dataset.countries();
        let (spots, _) = dataset.spots();
        let read = |system: CodeSystem| -> BTreeMap<Code, &'static Outline> {
            let codes = 0..Code::try_from(names.len()).unwrap_or(0);
            codes
                .filter_map(|code| Some((code, known.named(names.value(code), system)?)))
                .collect()
        };
        let [iso, other] = CodeSystem::ALL.map(read);
        let same = |(a, b): ((&Code, &&Outline), (&Code, &&Outline))| a.0 == b.0 && a.1.iso2 == b.1.iso2;
        if iso.len() == other.len() && iso.iter().zip(&other).all(same) {
            return Self(iso);
        }
        let inside = |read: &BTreeMap<Code, &'static Outline>| {
            let inside = pairs.clone().filter(|(spot, country, _)| {
                let at = spots.get(*spot as usize).map(|spot| spot.at());
                at.zip(read.get(country)).is_some_and(|(at, country)| country.holds(at))
            });
            inside.count()
        };
        Self(if inside(&other) > inside(&iso) { other } else { iso })
    }

    /// The pairs that are doubtful.
    fn doubts(&self, dataset: &Dataset, pairs: &[Pair]) -> Vec<(Pair, Doubt)> {
        let ask = |pairs: &[Pair]| -> Vec<(Pair, Doubt)> {
            let pairs = pairs.iter();
            pairs
                .filter_map(|pair| Some((*pair, self.doubt(dataset, *pair)?)))
                .collect()
        };
        if pairs.len() < ENOUGH_FOR_TWO {
            return ask(pairs);
        }
        let (first, second) = pairs.split_at(pairs.len() / 2);
        std::thread::scope(|scope| {
            let others = scope.spawn(|| ask(second));
            let mut doubts = ask(first);
            doubts.extend(others.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
            doubts
        })
    }

    fn doubt(&self, dataset: &Dataset, (spot, country, sharpness): Pair) -> Option<Doubt> {
        let (spots, _) = dataset.spots();
        let (sharpnesses, _) = dataset.sharpness();
        let at = spots.get(spot as usize)?.at();
        let radius = sharpnesses
            .get(sharpness as usize)
            .map_or(0.0, |sharpness| sharpness.radius());
        Doubt::of(at, self.0.get(&country).copied(), radius)
    }
}

/// Points on which a tenth of the rows stand: as a rule the seat of a region or a capital, for want of a better
/// place. A map of heat shows offices there, not fighting.
fn piles(dataset: &Dataset) -> Vec<Issue> {
    let (spots, codes) = dataset.spots();
    let mut counts = vec![0_usize; spots.len()];
    for code in codes {
        if let Some(count) = counts.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let located: usize = counts.iter().sum();
    if located < ENOUGH {
        return Vec::new();
    }
    let mut piles: Vec<(usize, LonLat)> = counts
        .into_iter()
        .zip(spots)
        .filter(|(count, _)| count * 100 >= located * PILE)
        .map(|(count, spot)| (count, spot.at()))
        .collect();
    piles.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let told = piles.into_iter().take(MOST_PILES).map(|(count, at)| {
        let percent = (count * 100 / located) as u64;
        Issue {
            kind: IssueKind::Remark,
            line: 0,
            column: String::new(),
            found: Found::Share(percent, count, at),
            expected: Expected::SpreadPoints,
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(lat: f64, lon: f64, country: &str, radius: Metres) -> Option<Doubt> {
        let country = outlines::bundled().named(country, CodeSystem::Iso);
        Doubt::of(LonLat::new(lon, lat).unwrap(), country, radius)
    }

    #[test]
    fn slips_are_told_from_places() {
        // Diffa: swapped, it lies in Nigeria and inside every rectangle around the three countries.
        assert_eq!(doubt(13.315, 12.611, "Niger", 0.0), None);
        assert_eq!(doubt(12.611, 13.315, "Niger", 0.0), Some(Doubt::Swapped));
        assert_eq!(doubt(16.27, -0.04, "Mali", 0.0), None);
        assert_eq!(doubt(16.27, 0.0, "Mali", 0.0), None, "longitude 0 is a place");
        assert_eq!(doubt(0.0, 0.0, "Mali", 0.0), Some(Doubt::NullIsland));
        assert_eq!(doubt(0.0, 0.0, "", 0.0), Some(Doubt::NullIsland));
        assert_eq!(
            doubt(12.65, 8.0, "Mali", 0.0),
            Some(Doubt::OtherSign),
            "Bamako without its minus"
        );
        assert_eq!(doubt(9.07, 7.4, "Niger", 0.0), Some(Doubt::Outside), "Abuja");
        assert_eq!(
            doubt(48.0, 2.0, "France", 0.0),
            None,
            "countries without outline are not judged"
        );
        // Malanville, across the river: on the border, or known to a circle only.
        assert_eq!(doubt(11.868, 3.383, "Niger", 0.0), None);
        assert_eq!(doubt(11.30, 3.0, "Niger", 100_000.0), None);
        assert_eq!(doubt(11.30, 3.0, "Niger", 1_000.0), Some(Doubt::Outside));
    }
}
