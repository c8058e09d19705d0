//! One item with what its names mean: its days, place, kind and deaths.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::dates::days;
use super::guess::{Meaning, Meanings};
use super::{Items, Shape};
use crate::base::{DaySpan, LonLat, Metres, Text};
use crate::model::{DatePrecision, Deaths, EventDraft, EventType, PlaceClass, SpanKind};
use crate::read::error::{Expected, Found, Wanted};
use crate::read::options::DateOrder;
use crate::read::report::{Issue, IssueKind};

/// The parts of a value that lists several, separated by semicolons.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// One item with what its names mean.
pub(super) struct View<'a> {
    items: &'a Items,
    item: usize,
    meanings: &'a Meanings,
    order: DateOrder,
}

/// An event and what is remarkable about it.
type Understood = (EventDraft, Vec<Issue>);

impl<'a> View<'a> {
    pub fn new(items: &'a Items, item: usize, meanings: &'a Meanings, order: DateOrder) -> Self {
        Self {
            items,
            item,
            meanings,
            order,
        }
    }

    /// The value of a meaning, empty where the item has none.
    pub fn get(&self, meaning: Meaning) -> &'a str {
        let column = self.meanings.column(meaning);
        column.map_or("", |column| self.items.get(self.item, column))
    }

    /// Every value of a meaning that several columns may have.
    pub fn all(&self, columns: &'a [usize]) -> impl Iterator<Item = &'a str> {
        let values = columns.iter().map(|column| self.items.get(self.item, *column));
        values.filter(|value| !value.is_empty())
    }

    pub fn shape(&self) -> Option<Shape> {
        self.items.shape(self.item)
    }

    fn issue(&self, kind: IssueKind, meaning: Meaning, wanted: Expected) -> Issue {
        let column = self.meanings.column(meaning);
        let name = column.map_or("", |column| self.items.name(column));
        Issue {
            kind,
            line: self.items.line(self.item),
            column: self.items.place_of(self.item, name),
            found: Found::text(self.get(meaning)),
            expected: wanted,
        }
    }

    /// The id: the format's own, else a value, else the place in the file.
    pub fn id(&self) -> String {
        let own = self.items.items.get(self.item);
        match (own.and_then(|item| item.id.as_deref()), self.get(Meaning::Id)) {
            (_, value) if !value.is_empty() => value.to_owned(),
            (Some(id), _) => id.to_owned(),
            _ => own.map_or_else(String::new, |item| item.path.to_string()),
        }
    }

    /// First to last possible day; a finding where a value cannot be read.
    pub fn days(&self) -> (Option<DaySpan>, Option<Issue>) {
        let read = |meaning: Meaning| match self.get(meaning) {
            "" => Ok(None),
            text => match days(text, self.order) {
                Some(span) => Ok(Some(span)),
                None => Err(self.issue(IssueKind::Notice, meaning, Expected::Wanted(Wanted::AnyDate))),
            },
        };
        match (read(Meaning::Start), read(Meaning::LastDay)) {
            (Ok(Some(a)), Ok(Some(b))) => {
                let span = DaySpan::new(a.start(), b.end());
                let wrong = || {
                    self.issue(
                        IssueKind::Notice,
                        Meaning::LastDay,
                        Expected::Wanted(Wanted::OrderedDates),
                    )
                };
                let ordered = span.filter(|_| a.start() <= b.start());
                (ordered.or(Some(a)), ordered.is_none().then(wrong))
            }
            (Ok(a), Ok(b)) => (a.or(b), None),
            (Ok(found), Err(issue)) | (Err(issue), Ok(found)) => (found, Some(issue)),
            (Err(issue), Err(_)) => (None, Some(issue)),
        }
    }

    /// What an interval means. Where the file does not say so, the event lies somewhere in it.
    pub fn span_kind(&self, span: Option<DaySpan>) -> (SpanKind, DatePrecision) {
        let Some(span) = span else {
            return (SpanKind::Single, DatePrecision::Unknown);
        };
        if span.days() == 1 {
            return (SpanKind::Single, DatePrecision::Day);
        }
        let kind = match self.get(Meaning::Span) {
            "lasting" => SpanKind::Lasting,
            _ => SpanKind::Uncertain,
        };
        let (year, month, day) = span.start().to_ymd();
        let (last_year, last_month, _) = span.last_day().to_ymd();
        let after = span.end().to_ymd().2;
        let precision = match span.days() {
            365 | 366 if (year, month, day) == (last_year, 1, 1) && last_month == 12 => DatePrecision::Year,
            28..=31 if day == 1 && after == 1 => DatePrecision::Month,
            7 => DatePrecision::Week,
            _ => DatePrecision::Range,
        };
        (kind, precision)
    }

    fn degrees(&self, meaning: Meaning, limit: f64, expected: Expected) -> Result<Option<f64>, Issue> {
        let text = self.get(meaning);
        if text.is_empty() {
            return Ok(None);
        }
        // French spreadsheets write a comma; nobody groups degrees by thousands.
        let number = text.replace(',', ".").parse::<f64>().ok();
        let number = number.filter(|n| (-limit..=limit).contains(n));
        number
            .map(Some)
            .ok_or_else(|| self.issue(IssueKind::SetAside, meaning, expected))
    }

    /// Where: the geometry, else the coordinates among the values.
    pub fn place(&self) -> Result<Option<Shape>, Issue> {
        if let Some(shape) = self.shape() {
            return Ok(Some(shape));
        }
        let lat = self.degrees(Meaning::Lat, 90.0, Expected::Latitude)?;
        let lon = self.degrees(Meaning::Lon, 180.0, Expected::Longitude)?;
        match (lon, lat) {
            (None, None) => Ok(None),
            (Some(lon), Some(lat)) => Ok(LonLat::new(lon, lat).map(Shape::point)),
            (None, _) => Err(self.issue(IssueKind::SetAside, Meaning::Lon, Expected::BothCoordinates)),
            (_, None) => Err(self.issue(IssueKind::SetAside, Meaning::Lat, Expected::BothCoordinates)),
        }
    }

    /// Class and radius: stated, else those of the geometry.
    pub fn sharpness(&self, shape: Option<Shape>) -> (PlaceClass, Metres) {
        let class = self.get(Meaning::Class);
        let stated = PlaceClass::ALL.into_iter().find(|c| c.code() == class).or_else(|| {
            let code = self.get(Meaning::GeoPrecision).parse().ok()?;
            PlaceClass::from_acled(code)
        });
        let radius = self.get(Meaning::Radius).parse::<f64>().ok();
        let radius = radius.filter(|r| (1.0..=10_000_000.0).contains(r));
        match (stated, radius, shape) {
            (Some(class), radius, _) => (class, radius.unwrap_or_else(|| class.default_radius())),
            (None, Some(radius), _) => (PlaceClass::of_radius(radius), radius),
            (None, None, Some(shape)) => shape.sharpness(),
            (None, None, None) => (PlaceClass::P5, PlaceClass::P5.default_radius()),
        }
    }

    /// Event type, and the words for it where it is none of ours.
    pub fn kind(&self) -> (EventType, &'a str) {
        let stated = self.get(Meaning::Kind);
        let kind = EventType::from_name(stated);
        let sub_kind = self.get(Meaning::SubKind);
        let unknown = kind == EventType::Other && sub_kind.is_empty();
        (kind, if unknown { stated } else { sub_kind })
    }

    fn people(&self, meaning: Meaning) -> (Option<u32>, bool, Option<Issue>) {
        let text = self.get(meaning);
        let bare = text.trim_end_matches('+');
        let number = people(bare);
        let wrong = number.is_none() && !text.is_empty();
        let issue = wrong.then(|| self.issue(IssueKind::Notice, meaning, Expected::WholeNumber));
        (number, bare != text, issue)
    }

    /// Deaths; a text that is no number is no figure.
    pub fn deaths(&self) -> (Deaths, Vec<Issue>) {
        let figures = [Meaning::DeathsLow, Meaning::Deaths, Meaning::DeathsHigh].map(|m| self.people(m));
        let [(low, open, _), (best, best_open, _), (high, ..)] = &figures;
        let deaths = match (*low, *best, *high) {
            (None, None, None) => Deaths::UNKNOWN,
            (None, Some(best), None) if *best_open => Deaths::at_least(best),
            (None, Some(best), None) => Deaths::exactly(best),
            (low, best, high) => Deaths {
                low: [low, best].into_iter().flatten().min(),
                best: best.or(low),
                high: high.map(|high| high.max(best.or(low).unwrap_or(0))),
                high_open: *open || *best_open,
            },
        };
        (deaths, figures.into_iter().filter_map(|(.., issue)| issue).collect())
    }

    /// Names of who took part, each once.
    pub fn actors(&self) -> Vec<String> {
        unique(self.all(&self.meanings.actors).flat_map(list))
    }

    /// Source ids: the file, then what the item names.
    pub fn sources(&self, file: &str) -> Vec<String> {
        let named = self.all(&self.meanings.sources).flat_map(list);
        unique(std::iter::once(file).chain(named))
    }

    /// The whole of it.
    ///
    /// # Errors
    /// Why it is set aside.
    pub fn understand(&self, file: &str) -> Result<Understood, Issue> {
        let shape = self.place()?;
        let (class, radius) = self.sharpness(shape);
        let (span, date_issue) = self.days();
        let (span_kind, date_precision) = self.span_kind(span);
        let (kind, sub_kind) = self.kind();
        let (deaths, mut notices) = self.deaths();
        notices.extend(date_issue);
        let draft = EventDraft {
            id: self.id(),
            title: Text::same(self.get(Meaning::Title)),
            span,
            span_kind,
            date_precision,
            centre: shape.map(|shape| shape.centre),
            radius,
            class,
            kind,
            sub_kind: sub_kind.to_owned(),
            country: self.get(Meaning::Country).to_owned(),
            admin1: self.get(Meaning::Admin1).to_owned(),
            place: Text::same(self.get(Meaning::Place)),
            actors: self.actors(),
            sources: self.sources(file),
            deaths,
            disagreements: 0,
            record: u32::try_from(self.item).unwrap_or(u32::MAX),
        };
        Ok((draft, notices))
    }

    /// Refuses an id that an earlier item of other content has; `None` for one that repeats it.
    pub fn once(&self, found: Understood, seen: &mut HashMap<String, usize>) -> Result<Option<Understood>, Issue> {
        let first = match seen.entry(found.0.id.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(self.item);
                return Ok(Some(found));
            }
            Entry::Occupied(first) => *first.get(),
        };
        let same_values = self.items.values(first).eq(self.items.values(self.item));
        if same_values && self.items.shape(first) == self.items.shape(self.item) {
            return Ok(None);
        }
        let mut issue = self.issue(IssueKind::SetAside, Meaning::Id, Expected::OneRowPerId);
        issue.found = Found::text(&found.0.id);
        Err(issue)
    }
}

/// A whole number of people; `3.0` and `3,0` are one. `1,000` and `1.000` are none: a thousand for one writer, one for
/// another.
fn people(text: &str) -> Option<u32> {
    let tail = text.rsplit_once([',', '.']).map(|(_, tail)| tail);
    if tail.is_some_and(|tail| tail.len() == 3 && tail.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    text.parse::<u32>().ok().or_else(|| {
        let number = text.replace(',', ".").parse::<f64>().ok()?;
        let whole = number.fract() == 0.0 && (0.0..=1e9).contains(&number);
        whole.then_some(number as u32)
    })
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.iter().any(|known| known == name) {
            all.push(name.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn a_number_that_may_be_a_thousand_times_another_is_none() {
        assert_eq!(
            ["3", "3.0", "3,0", "12", "1000", "1e3"].map(people),
            [Some(3), Some(3), Some(3), Some(12), Some(1000), Some(1000)]
        );
        for text in [
            "1,000",
            "1.000",
            "12.000",
            "1,234",
            "1,000,000",
            "2.5",
            "-1",
            "12 to 15",
            "NaN",
            "",
        ] {
            assert_eq!(people(text), None, "{text}");
        }
    }
}
