//! One row of an ACLED table: what it says about day, place, type, actors and deaths.

use std::borrow::Cow;

use super::acled::{Acled, Col};
use super::acled_codes::{event_type, is_rounded, plain_code, plain_number};
use super::error::{Expected, Found};
use super::report::{Issue, IssueKind};
use super::rows::Cells;
use super::ucdp_row::trimmed;
use crate::base::{Day, DaySpan, LonLat, Step};
use crate::model::{DatePrecision, Deaths, EventType, PlaceClass, SpanKind};

/// A row with the table it stands in.
pub(super) struct AcledRow<'a, C: Cells + ?Sized = dyn Cells + 'a> {
    table: &'a Acled,
    cells: &'a C,
    line: u64,
}

/// What is wrong with a row.
type Cell<T> = Result<T, Issue>;

/// Characters at which spreadsheets cut a cell.
const LONGEST_CELL: usize = 32_767;
/// Class of a place whose precision the row does not give: ACLED names a place in every row, but it may stand
/// for what is around it.
const CLASS_WITHOUT_CODE: PlaceClass = PlaceClass::P2;

impl<'a, C: Cells + ?Sized> AcledRow<'a, C> {
    /// A row that begins on `line` of its file.
    pub fn new(table: &'a Acled, cells: &'a C, line: u64) -> Self {
        Self { table, cells, line }
    }

    /// The bytes of a cell; empty where the table has no such column.
    pub fn bytes(&self, col: Col) -> &'a [u8] {
        let position = self.table.columns.position(col as usize);
        position.map_or(&[], |i| self.cells.bytes(i))
    }

    /// A cell without white space around it; empty where the table has no such column.
    pub fn get(&self, col: Col) -> Cow<'a, str> {
        let position = self.table.columns.position(col as usize);
        position.map_or(Cow::Borrowed(""), |i| trimmed(self.cells.text(i)))
    }

    /// The bytes of the columns from one to another with all that stands between them.
    pub fn between(&self, columns: Option<(usize, usize)>) -> Option<&'a [u8]> {
        let (first, last) = columns?;
        self.cells.between(first, last)
    }

    /// The table it stands in.
    pub fn table(&self) -> &'a Acled {
        self.table
    }

    /// Writes the bytes of several cells one after the other; a separator that no text has stands between them.
    pub fn key(&self, cols: &[Col], key: &mut Vec<u8>) {
        for col in cols {
            key.extend_from_slice(self.bytes(*col));
            key.push(0x1F);
        }
    }

    fn issue(&self, kind: IssueKind, col: Col, expected: Expected) -> Issue {
        Issue {
            kind,
            line: self.line,
            column: self.table.columns.name(col as usize).to_owned(),
            found: Found::text(&self.get(col)),
            expected,
        }
    }

    fn bad(&self, col: Col, expected: Expected) -> Issue {
        self.issue(IssueKind::SetAside, col, expected)
    }

    fn notice(&self, col: Col, expected: Expected) -> Issue {
        self.issue(IssueKind::Notice, col, expected)
    }

    /// The id. Two rows whose ids a spreadsheet has rounded to one would pass for one event.
    pub fn id(&self) -> Cell<Cow<'a, str>> {
        let id = self.get(Col::Id);
        if id.is_empty() {
            return Err(self.bad(Col::Id, Expected::Id));
        }
        if is_rounded(&id) {
            return Err(self.bad(Col::Id, Expected::WholeId));
        }
        Ok(id)
    }

    /// A precision from 1 to 3; `None` where the row gives none.
    pub fn code(&self, col: Col) -> Cell<Option<u8>> {
        // Nearly every cell.
        if let [digit @ b'1'..=b'3'] = self.bytes(col) {
            return Ok(Some(digit - b'0'));
        }
        match self.get(col).as_ref() {
            "" => Ok(None),
            "1" | "1.0" => Ok(Some(1)),
            "2" | "2.0" => Ok(Some(2)),
            "3" | "3.0" => Ok(Some(3)),
            _ => Err(self.bad(col, three_codes())),
        }
    }

    /// The day in the row: the event's, or one in the middle of the days it may have been on.
    pub fn day(&self) -> Cell<Day> {
        let (order, text) = (self.table.order, self.get(Col::Date));
        let day = order
            .parse(&text)
            .ok_or_else(|| self.bad(Col::Date, order.expected(&text)))?;
        if day == Day::MAX {
            return Err(self.bad(Col::Date, Expected::DayBeforeLast));
        }
        Ok(day)
    }

    /// The possible days. `time_precision` 2 is about a week: three days before and after; 3 is the month.
    pub fn when(&self) -> Cell<(DaySpan, SpanKind, DatePrecision)> {
        let day = self.day()?;
        Ok(match self.code(Col::TimePrecision)? {
            Some(2) => {
                let week = DaySpan::inclusive(day.plus(-3), day.plus(3));
                (week, SpanKind::Uncertain, DatePrecision::Week)
            }
            Some(3) => (Step::Month.span_of(day), SpanKind::Uncertain, DatePrecision::Month),
            _ => (DaySpan::day(day), SpanKind::Single, DatePrecision::Day),
        })
    }

    fn degrees(&self, col: Col, limit: f64, expected: Expected) -> Cell<Option<f64>> {
        let text = self.get(col);
        if text.is_empty() {
            return Ok(None);
        }
        let number = plain_number(&text, self.table.decimal_comma).filter(|n| (-limit..=limit).contains(n));
        number.map(Some).ok_or_else(|| self.bad(col, expected))
    }

    /// The coordinates; `None` where both cells are empty. Zero is a number like any other.
    pub fn position(&self) -> Cell<Option<LonLat>> {
        let lat = self.degrees(Col::Latitude, 90.0, Expected::Latitude)?;
        let lon = self.degrees(Col::Longitude, 180.0, Expected::Longitude)?;
        match (lon, lat) {
            (None, None) => Ok(None),
            (Some(lon), Some(lat)) => Ok(LonLat::new(lon, lat)),
            (None, _) => Err(self.bad(Col::Longitude, Expected::BothCoordinates)),
            (_, None) => Err(self.bad(Col::Latitude, Expected::BothCoordinates)),
        }
    }

    /// Coordinates and class of the place.
    pub fn place_at(&self) -> Cell<(Option<LonLat>, PlaceClass)> {
        let code = self.code(Col::GeoPrecision)?;
        let at = self.position()?;
        Ok((at, class(at.is_some(), code)))
    }

    /// The event type as coded; `None` where `Riots/Protests` leaves it to the actors.
    pub fn coded_type(&self) -> Option<EventType> {
        let text = self.get(Col::Type).to_ascii_lowercase();
        if text.starts_with("riots") && text.contains("protests") {
            return None;
        }
        Some(event_type(&text))
    }

    /// Riots or protests, by the sub-type, else by who took part; other where neither tells.
    pub fn riots_or_protests(&self) -> EventType {
        let sub_type = self.get(Col::SubType).to_ascii_lowercase();
        if sub_type.contains("protest") {
            return EventType::Protests;
        }
        if matches!(sub_type.as_str(), "violent demonstration" | "mob violence") {
            return EventType::Riots;
        }
        let sides = [(Col::Inter1, Col::Actor1), (Col::Inter2, Col::Actor2)];
        let is = |code: &str, name: &str| {
            let same = |cell: &str| {
                cell.get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
            };
            sides.iter().any(|(inter, actor)| {
                let inter = self.get(*inter);
                plain_code(&inter) == code || same(&inter) || same(&self.get(*actor))
            })
        };
        if is("5", "rioters") {
            EventType::Riots
        } else if is("6", "protesters") {
            EventType::Protests
        } else {
            EventType::Other
        }
    }

    /// The event type, whoever tells it.
    pub fn kind(&self) -> EventType {
        self.coded_type().unwrap_or_else(|| self.riots_or_protests())
    }

    /// The sub-type as written; where the table has none, a type of an old edition that says more than the six
    /// of today.
    pub fn sub_kind(&self) -> Cow<'a, str> {
        let sub_kind = self.get(Col::SubType);
        if !sub_kind.is_empty() {
            return sub_kind;
        }
        let written = self.get(Col::Type);
        if EventType::from_name(&written) == EventType::Other {
            written
        } else {
            Cow::Borrowed("")
        }
    }

    /// People killed, all sides and civilians together; unknown where the cell is empty. A zero stays a zero.
    pub fn deaths(&self) -> Cell<Deaths> {
        let text = self.get(Col::Fatalities);
        if text.is_empty() {
            return Ok(Deaths::UNKNOWN);
        }
        let people = plain_code(&text).parse::<u32>().ok().map(Deaths::exactly);
        people.ok_or_else(|| self.bad(Col::Fatalities, Expected::WholeNumber))
    }

    /// One side: who is named first, and who is named with them.
    pub fn side(&self, actor: Col, associated: Col) -> Vec<String> {
        let mut names = Vec::new();
        push_new(&mut names, &self.get(actor));
        self.names(associated)
            .iter()
            .for_each(|name| push_new(&mut names, name));
        names
    }

    /// The names in a cell of several, each once.
    pub fn names(&self, col: Col) -> Vec<String> {
        let mut names = Vec::new();
        let cell = self.get(col);
        cell.split(';').for_each(|name| push_new(&mut names, name.trim()));
        names
    }

    /// Names of the sources, each once. ACLED gives neither address nor date of a report.
    pub fn sources(&self) -> Vec<String> {
        self.names(Col::Source)
    }

    /// Country in the spelling of our own data.
    pub fn country(&self) -> Cow<'a, str> {
        let name = self.get(Col::Country);
        if name.eq_ignore_ascii_case("Burkina-Faso") {
            return Cow::Borrowed("Burkina Faso");
        }
        name
    }

    /// The place named, else the smallest division.
    pub fn place(&self) -> Cow<'a, str> {
        let cols = [Col::Location, Col::Admin3, Col::Admin2, Col::Admin1, Col::Country];
        let mut names = cols.iter().map(|col| self.get(*col));
        names.find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// The day on which ACLED changed the row last. It is not the day of any report.
    pub fn changed(&self) -> Option<Day> {
        let seconds = super::repeats::moment(&self.get(Col::Timestamp))?;
        i32::try_from(seconds.div_euclid(86_400)).ok().map(Day::from_number)
    }

    /// Whether the notes are so long that a spreadsheet may have cut them.
    pub fn has_long_notes(&self) -> bool {
        self.bytes(Col::Notes).len() >= LONGEST_CELL
    }

    /// What is remarkable about the date.
    pub fn date_notices(&self) -> impl Iterator<Item = Issue> {
        let year = self.get(Col::Year);
        let contradicts = |day: Day| plain_code(&year).parse() != Ok(day.to_ymd().0);
        let day = self.day().ok().filter(|day| !year.is_empty() && contradicts(*day));
        let year = day.map(|_| self.notice(Col::Date, Expected::YearStated(year.clone().into_owned())));
        year.into_iter().chain(self.missing_code(Col::TimePrecision))
    }

    /// What is remarkable about the place.
    pub fn place_notices(&self) -> impl Iterator<Item = Issue> {
        let nowhere = self.get(Col::Latitude).is_empty() && self.get(Col::Longitude).is_empty();
        let nowhere = nowhere.then(|| self.notice(Col::Latitude, Expected::Coordinates));
        nowhere.into_iter().chain(self.missing_code(Col::GeoPrecision))
    }

    /// Whether the table has this column of precisions and the row gives none.
    pub fn lacks_code(&self, col: Col) -> bool {
        self.table.columns.position(col as usize).is_some() && self.bytes(col).trim_ascii().is_empty()
    }

    fn missing_code(&self, col: Col) -> Option<Issue> {
        self.lacks_code(col).then(|| self.notice(col, three_codes()))
    }

    /// Everything remarkable about an accepted row.
    pub fn notices(&self) -> Vec<Issue> {
        let mut notices: Vec<Issue> = self.date_notices().chain(self.place_notices()).collect();
        match (self.coded_type(), self.kind()) {
            (Some(EventType::Other), _) => notices.push(self.notice(Col::Type, Expected::AcledType)),
            (None, EventType::Other) => notices.push(self.notice(Col::Type, Expected::RiotsOrProtests)),
            _ => {}
        }
        if self.has_long_notes() && self.get(Col::Notes).chars().count() == LONGEST_CELL {
            notices.push(self.notice(Col::Notes, Expected::WholeText));
        }
        notices
    }
}

/// The class of a place by its precision; without coordinates only a country can be told.
pub(super) fn class(is_located: bool, code: Option<u8>) -> PlaceClass {
    match code {
        _ if !is_located => PlaceClass::P5,
        None => CLASS_WITHOUT_CODE,
        Some(code) => PlaceClass::from_acled(code).unwrap_or(CLASS_WITHOUT_CODE),
    }
}

fn three_codes() -> Expected {
    Expected::OneOf(["1", "2", "3"].map(str::to_owned).to_vec())
}

fn push_new(names: &mut Vec<String>, name: &str) {
    if !name.is_empty() && !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}
