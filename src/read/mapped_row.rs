//! One row of a table read by a mapping: what it says about day, place, type and deaths.

use std::borrow::Cow;

use super::date_forms::{whole_day, year_agrees};
use super::error::{Expected, Found, Wanted};
use super::mapped::MappedFormat;
use super::mapped_cells::{coordinate, country, is_scientific, month, pair, parts, people, wkt_point};
use super::mapping::{BothOrder, RadiusUnit, Role, content_hash};
use super::report::{Issue, IssueKind};
use super::rows::Cells;
use crate::base::fold::fold;
use crate::base::{Day, DaySpan, LonLat, Metres, Step, Text};
use crate::model::{DatePrecision, Deaths, EventDraft, EventType, PlaceClass, SpanKind};

/// What is wrong with a row.
type Cell<T> = Result<T, Issue>;

/// The days of a row with what they mean.
pub(super) type Dated = (DaySpan, SpanKind, DatePrecision);

/// A row with the mapping of its table.
pub(super) struct MappedRow<'a> {
    format: &'a MappedFormat,
    cells: &'a dyn Cells,
    line: u64,
}

impl<'a> MappedRow<'a> {
    /// A row that begins on `line` of its file.
    pub fn new(format: &'a MappedFormat, cells: &'a dyn Cells, line: u64) -> Self {
        Self { format, cells, line }
    }

    /// The mapping's format.
    pub fn format(&self) -> &'a MappedFormat {
        self.format
    }

    fn at(&self, column: usize) -> Cow<'a, str> {
        match self.cells.text(column) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// The cell of a role without white space around it; empty where the table has no such column.
    pub fn get(&self, role: Role) -> Cow<'a, str> {
        let column = self.format.positions(role).first();
        column.map_or(Cow::Borrowed(""), |column| self.at(*column))
    }

    fn issue(&self, kind: IssueKind, role: Role, expected: Expected) -> Issue {
        Issue {
            kind,
            line: self.line,
            column: self.format.name(role).to_owned(),
            found: Found::text(&self.get(role)),
            expected,
        }
    }

    fn bad(&self, role: Role, expected: Expected) -> Issue {
        self.issue(IssueKind::SetAside, role, expected)
    }

    /// The id of the row, and a notice where a spreadsheet spoilt it. A row without one is known by its content.
    pub fn id(&self) -> (String, Option<Issue>) {
        let stated = self.get(Role::Id);
        let spoilt = is_scientific(&stated);
        if !stated.is_empty() && !spoilt {
            return (stated.into_owned(), None);
        }
        let cells: Vec<Cow<'_, str>> = (0..self.cells.len()).map(|column| self.cells.text(column)).collect();
        let id = format!("row-{:016x}", content_hash(cells.iter().map(Cow::as_ref)));
        (
            id,
            spoilt.then(|| self.issue(IssueKind::Notice, Role::Id, Expected::UnshortenedId)),
        )
    }

    fn day(&self, role: Role) -> Cell<Option<DaySpan>> {
        let text = self.get(role);
        if text.is_empty() {
            return Ok(None);
        }
        let order = self.format.order(role);
        let day = order
            .parse(&text)
            .ok_or_else(|| self.bad(role, order.expected(&text)))?;
        whole_day(day)
            .map(Some)
            .ok_or_else(|| self.bad(role, Expected::DayBeforeLast))
    }

    /// Days, meaning and precision; `None` where the row gives no date.
    pub fn days(&self) -> Cell<Option<Dated>> {
        let Some(start) = self.day(Role::Start)? else {
            return self.split_date();
        };
        let coded = self.date_precision();
        if let Some(end) = self.day(Role::End)?
            && end != start
        {
            if end.start() < start.start() {
                return Err(self.bad(Role::End, Expected::DayFrom(start.start())));
            }
            // A row may mean "on one of these days" as well as "on all of them": nothing is certain.
            return Ok(Some((
                start.union(end),
                SpanKind::Uncertain,
                coded.unwrap_or(DatePrecision::Range),
            )));
        }
        Ok(Some(widened(start, coded.unwrap_or(DatePrecision::Day))))
    }

    fn date_precision(&self) -> Option<DatePrecision> {
        let code = self.get(Role::DatePrecision);
        let folded = fold(&code);
        let mut codes = self.format.mapping.when.precision_codes.iter();
        let mapped = codes
            .find(|(text, _)| fold(text) == folded)
            .map(|(_, precision)| *precision);
        mapped.or(match folded.as_str() {
            "day" | "jour" => Some(DatePrecision::Day),
            "week" | "semaine" => Some(DatePrecision::Week),
            "month" | "mois" => Some(DatePrecision::Month),
            "year" | "annee" => Some(DatePrecision::Year),
            _ => None,
        })
    }

    /// A date whose year, month and day stand in columns of their own.
    fn split_date(&self) -> Cell<Option<Dated>> {
        let year = self.get(Role::Year);
        if year.is_empty() || !self.format.positions(Role::Start).is_empty() {
            return Ok(None);
        }
        let whole = people(&year, false)
            .filter(|_| year.len() >= 4)
            .and_then(|y| i16::try_from(y).ok());
        let whole = whole.filter(|y| (1..=9999).contains(y));
        let year = whole.ok_or_else(|| self.bad(Role::Year, Expected::FourDigitYear))?;
        let (month_text, day_text) = (self.get(Role::Month), self.get(Role::DayOfMonth));
        let first = |month: i8| Day::ymd(year, month, 1).unwrap_or(Day::MIN);
        if month_text.is_empty() {
            return Ok(Some(widened(DaySpan::day(first(1)), DatePrecision::Year)));
        }
        let month = month(&month_text).and_then(|m| i8::try_from(m).ok());
        let month = month.ok_or_else(|| self.bad(Role::Month, Expected::MonthNumber))?;
        if day_text.is_empty() {
            return Ok(Some(widened(DaySpan::day(first(month)), DatePrecision::Month)));
        }
        let day = people(&day_text, false).and_then(|d| i8::try_from(d).ok());
        let day = day.and_then(|d| Day::ymd(year, month, d)).and_then(whole_day);
        let day = day.ok_or_else(|| self.bad(Role::DayOfMonth, Expected::DayOfMonth))?;
        Ok(Some((day, SpanKind::Single, DatePrecision::Day)))
    }

    /// The coordinates; `None` where the row gives none. Longitude 0 is a place: Greenwich runs through Mali.
    pub fn position(&self) -> Cell<Option<LonLat>> {
        let place = &self.format.mapping.place;
        if place.latitude.is_some() && place.longitude.is_some() {
            let lat = self.degrees(Role::Latitude, 90.0, Expected::Latitude)?;
            let lon = self.degrees(Role::Longitude, 180.0, Expected::Longitude)?;
            return match (lon, lat) {
                (None, None) => Ok(None),
                (Some(lon), Some(lat)) => Ok(LonLat::new(lon, lat)),
                (None, _) => Err(self.bad(Role::Longitude, Expected::BothCoordinates)),
                (_, None) => Err(self.bad(Role::Latitude, Expected::BothCoordinates)),
            };
        }
        let role = if place.both.is_some() { Role::Both } else { Role::Wkt };
        let text = self.get(role);
        if text.is_empty() {
            return Ok(None);
        }
        if role == Role::Wkt {
            return wkt_point(&text)
                .map(Some)
                .ok_or_else(|| self.bad(role, Expected::WktPoint));
        }
        let (a, b) = pair(&text).ok_or_else(|| self.bad(role, Expected::CoordinatePair))?;
        let (lat, lon) = match place.both_order {
            BothOrder::LatitudeFirst => (a, b),
            BothOrder::LongitudeFirst => (b, a),
        };
        LonLat::new(lon, lat)
            .map(Some)
            .ok_or_else(|| self.bad(role, Expected::CoordinatePair))
    }

    fn degrees(&self, role: Role, limit: f64, expected: Expected) -> Cell<Option<f64>> {
        let text = self.get(role);
        if text.is_empty() {
            return Ok(None);
        }
        let number = coordinate(&text).filter(|n| (-limit..=limit).contains(n));
        number.map(Some).ok_or_else(|| self.bad(role, expected))
    }

    /// How sharply the place is known, and a notice where its code means nothing. Coordinates without any word on it
    /// are taken for those of a town or village.
    pub fn sharpness(&self, located: bool) -> (PlaceClass, Metres, Option<Issue>) {
        if !located {
            let class = if self.get(Role::Admin1).is_empty() {
                PlaceClass::P5
            } else {
                PlaceClass::P4
            };
            return (class, class.default_radius(), None);
        }
        let place = &self.format.mapping.place;
        let unit = if place.radius_unit == RadiusUnit::Kilometres {
            1_000.0
        } else {
            1.0
        };
        let code = self.get(Role::PlacePrecision);
        let folded = fold(&code);
        let coded = place
            .precision_codes
            .iter()
            .find(|(text, _)| fold(text) == folded)
            .map(|(_, class)| *class);
        let coded = coded.or_else(|| {
            PlaceClass::ALL
                .into_iter()
                .find(|c| c.code().eq_ignore_ascii_case(&code))
        });
        let radius = coordinate(&self.get(Role::Radius))
            .map(|r| r * unit)
            .filter(|r| *r > 0.0 && *r < 2e7);
        let unknown = !code.is_empty() && coded.is_none();
        let notice = unknown.then(|| {
            let codes: Vec<String> = place.precision_codes.keys().cloned().collect();
            let expected = match codes.is_empty() {
                true => Expected::Wanted(Wanted::ExplainedCode),
                false => Expected::OneOf(codes),
            };
            self.issue(IssueKind::Notice, Role::PlacePrecision, expected)
        });
        match (coded, radius) {
            (Some(class), radius) => (class, radius.unwrap_or(class.default_radius()), notice),
            (None, Some(radius)) => (PlaceClass::of_radius(radius), radius, notice),
            (None, None) => (PlaceClass::P1, PlaceClass::P1.default_radius(), notice),
        }
    }

    /// A number of people, with a notice where something else stands there: words such as "several" are no reason to
    /// keep the row from the map.
    fn people(&self, role: Role, notices: &mut Vec<Issue>) -> Option<u32> {
        let text = self.get(role);
        if text.is_empty() {
            return None;
        }
        let number = people(&text, self.format.mapping.decimal_comma.unwrap_or(false));
        if number.is_none() {
            notices.push(self.issue(IssueKind::Notice, role, Expected::WholeNumber));
        }
        number
    }

    /// low, best and high, with what is remarkable about them; where they are not in ascending order the range is
    /// widened to hold all three. An empty cell, or one with words, is no figure, which is not 0.
    pub fn deaths(&self) -> (Deaths, Vec<Issue>) {
        let mut notices = Vec::new();
        let [low, best, high] = [Role::Low, Role::Best, Role::High].map(|role| self.people(role, &mut notices));
        let alone = low.is_none() && high.is_none();
        let all = [low, best, high];
        let (least, most) = (all.into_iter().flatten().min(), all.into_iter().flatten().max());
        let deaths = Deaths {
            low: if alone { best } else { low.and(least) },
            best,
            high: if alone { best } else { high.and(most) },
            high_open: false,
        };
        let sorted = alone || deaths.low == low && deaths.high == high;
        notices.extend((!sorted).then(|| {
            let shown = all.map(|n| n.map_or_else(|| "?".to_owned(), |n| n.to_string()));
            Issue {
                found: Found::Bare(shown.join(", ")),
                ..self.issue(IssueKind::Notice, Role::Best, Expected::OrderedDeaths)
            }
        }));
        (deaths, notices)
    }

    /// Type and sub-type. A value that the mapping does not know keeps its text as the sub-type.
    pub fn kind(&self) -> (EventType, String) {
        let (text, sub) = (self.get(Role::Type), self.get(Role::SubType));
        let folded = fold(&text);
        let mut types = self.format.mapping.what.types.iter();
        let mapped = types.find(|(value, _)| fold(value) == folded).map(|(_, kind)| *kind);
        let kind = mapped.unwrap_or_else(|| EventType::from_name(&text));
        let sub = if sub.is_empty() && kind.name() != text {
            text
        } else {
            sub
        };
        (kind, sub.into_owned())
    }

    fn list(&self, role: Role, separator: Option<&str>) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for column in self.format.positions(role) {
            for part in parts(&self.at(*column), separator) {
                if !all.iter().any(|known| known == part) {
                    all.push(part.to_owned());
                }
            }
        }
        all
    }

    /// Actors, each once.
    pub fn actors(&self) -> Vec<String> {
        self.list(Role::Actor, self.format.mapping.who.separator.as_deref())
    }

    /// Names of sources, each once.
    pub fn sources(&self) -> Vec<String> {
        self.list(Role::Source, self.format.mapping.source.separator.as_deref())
    }

    /// The country; three letters or figures are spelt out.
    pub fn country(&self) -> String {
        country(&self.get(Role::Country)).to_owned()
    }

    /// The smallest place that is named.
    pub fn place(&self) -> String {
        let mut names = [Role::Place, Role::Admin1]
            .into_iter()
            .map(|role| self.get(role).into_owned());
        names.find(|name| !name.is_empty()).unwrap_or_else(|| self.country())
    }

    /// The row as an event, with what is remarkable about it.
    ///
    /// # Errors
    /// The finding for which the row is set aside.
    pub fn draft(&self) -> Cell<(EventDraft, Vec<Issue>)> {
        let days = self.days()?;
        let centre = self.position()?;
        let (deaths, about_deaths) = self.deaths();
        let (class, radius, code) = self.sharpness(centre.is_some());
        let (id, spoilt) = self.id();
        let (kind, sub_kind) = self.kind();
        let year = self.get(Role::Year);
        let other_year = days.filter(|(span, ..)| !year_agrees(span.start(), &year));
        let other_year = other_year.map(|_| {
            self.issue(
                IssueKind::Notice,
                Role::Start,
                Expected::YearStated(year.clone().into_owned()),
            )
        });
        let mut sources = vec![self.format.lineage.clone()];
        sources.extend(self.sources());
        let draft = EventDraft {
            id,
            title: Text::same(self.get(Role::Title)),
            span: days.map(|(span, ..)| span),
            span_kind: days.map_or(SpanKind::Single, |(_, kind, _)| kind),
            date_precision: days.map_or(DatePrecision::Unknown, |(.., precision)| precision),
            centre,
            radius,
            class,
            kind,
            sub_kind,
            country: self.country(),
            admin1: self.get(Role::Admin1).into_owned(),
            place: Text::same(self.place()),
            actors: self.actors(),
            sources,
            deaths,
            disagreements: 0,
            record: 0,
        };
        let notices = [code, spoilt, other_year].into_iter().flatten();
        Ok((draft, about_deaths.into_iter().chain(notices).collect()))
    }
}

/// The days that a date of some precision stands for.
fn widened(day: DaySpan, precision: DatePrecision) -> Dated {
    let step = match precision {
        DatePrecision::Week => Step::Week,
        DatePrecision::Month => Step::Month,
        DatePrecision::Year => Step::Year,
        DatePrecision::Day | DatePrecision::Range | DatePrecision::Unknown => {
            return (day, SpanKind::Single, precision);
        }
    };
    (step.span_of(day.start()), SpanKind::Uncertain, precision)
}
