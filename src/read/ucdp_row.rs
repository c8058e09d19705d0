//! One row of a UCDP table: what it says about day, place, sides and deaths.

use std::borrow::Cow;

use super::error::{Expected, Found};
use super::report::{Issue, IssueKind};
use super::rows::Cells;
use super::ucdp::{Col, Ucdp};
use super::ucdp_card::SOURCE_ID;
use crate::base::{Day, DaySpan, LonLat, Text};
use crate::model::{DatePrecision, Deaths, EventDraft, EventType, PlaceClass, SpanKind};

/// A row with the columns of its file.
pub(super) struct UcdpRow<'a> {
    table: &'a Ucdp,
    cells: &'a dyn Cells,
    line: u64,
}

/// What is wrong with a row.
type Cell<T> = Result<T, Issue>;

impl<'a> UcdpRow<'a> {
    /// A row that begins on `line` of its file.
    pub fn new(table: &'a Ucdp, cells: &'a dyn Cells, line: u64) -> Self {
        Self { table, cells, line }
    }

    /// A cell without white space around it; empty where the table has no such column.
    pub fn get(&self, col: Col) -> Cow<'a, str> {
        match self.table.columns.position(col as usize) {
            Some(position) => trimmed(self.cells.text(position)),
            None => Cow::Borrowed(""),
        }
    }

    /// The first of these cells that is not empty.
    pub fn first_of(&self, cols: &[Col]) -> Cow<'a, str> {
        let mut cells = cols.iter().map(|col| self.get(*col));
        cells.find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// A finding about a cell.
    pub fn issue(&self, kind: IssueKind, col: Col, found: Found, expected: Expected) -> Issue {
        Issue {
            kind,
            line: self.line,
            column: self.table.name(col).to_owned(),
            found,
            expected,
        }
    }

    fn bad(&self, col: Col, expected: Expected) -> Issue {
        self.issue(IssueKind::SetAside, col, Found::text(&self.get(col)), expected)
    }

    /// A code from 1 to `last`.
    pub fn code(&self, col: Col, last: u8) -> Cell<u8> {
        let code = self.get(col).parse::<u8>().ok().filter(|n| (1..=last).contains(n));
        code.ok_or_else(|| {
            let codes = (1..=last).map(|n| n.to_string()).collect();
            self.bad(col, Expected::OneOf(codes))
        })
    }

    /// A number of people; `None` where the cell is empty, which is not 0.
    pub fn people(&self, col: Col) -> Cell<Option<u32>> {
        match self.get(col).as_ref() {
            "" => Ok(None),
            text => match text.parse::<u32>() {
                Ok(n) => Ok(Some(n)),
                Err(_) => Err(self.bad(col, Expected::WholeNumber)),
            },
        }
    }

    fn degrees(&self, col: Col, limit: f64, expected: Expected) -> Cell<Option<f64>> {
        let text = self.get(col);
        if text.is_empty() {
            return Ok(None);
        }
        let text = if self.table.decimal_comma {
            Cow::Owned(text.replace(',', "."))
        } else {
            text
        };
        let number = text.parse::<f64>().ok().filter(|n| (-limit..=limit).contains(n));
        number.map(Some).ok_or_else(|| self.bad(col, expected))
    }

    /// The coordinates; `None` where both cells are empty.
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

    fn day(&self, col: Col) -> Cell<Day> {
        let [start, end] = self.table.orders;
        let order = if col == Col::End { end } else { start };
        let text = self.get(col);
        order.parse(&text).ok_or_else(|| self.bad(col, order.expected(&text)))
    }

    /// First to last possible day.
    pub fn days(&self) -> Cell<DaySpan> {
        let (start, end) = (self.day(Col::Start)?, self.day(Col::End)?);
        if end < start {
            return Err(self.bad(Col::End, Expected::DayFrom(start)));
        }
        if end == Day::MAX {
            return Err(self.bad(Col::End, Expected::DayBeforeLast));
        }
        Ok(DaySpan::inclusive(start, end))
    }

    /// low, best and high. In a row where they are not in ascending order (the web export has some), the
    /// best figure stays and the range is widened to hold all three.
    pub fn deaths(&self) -> Cell<(Deaths, Option<Issue>)> {
        let (low, best, high) = (self.people(Col::Low)?, self.people(Col::Best)?, self.people(Col::High)?);
        let all = [low, best, high];
        let deaths = Deaths {
            low: low.and(all.into_iter().flatten().min()),
            best,
            high: high.and(all.into_iter().flatten().max()),
            high_open: false,
        };
        let same = deaths.low == low && deaths.high == high;
        let notice = (!same).then(|| {
            let shown = all.map(|n| n.map_or_else(|| "?".to_owned(), |n| n.to_string()));
            let found = Found::Bare(shown.join(", "));
            self.issue(IssueKind::Notice, Col::Best, found, Expected::OrderedDeaths)
        });
        Ok((deaths, notice))
    }

    /// What is remarkable about a row that stands for several incidents.
    pub fn sums_up_several(&self) -> Option<Issue> {
        let clarity = self.get(Col::Clarity);
        let issue = || self.issue(IssueKind::Remark, Col::Clarity, Found::text("2"), Expected::OneIncident);
        (clarity == "2").then(issue)
    }

    /// The names of side A and side B; several that fight together stand between commas.
    pub fn actors(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for col in [Col::SideA, Col::SideB] {
            for name in self.get(col).split(", ").map(str::trim).filter(|n| !n.is_empty()) {
                if !names.iter().any(|n| n == name) {
                    names.push(name.to_owned());
                }
            }
        }
        names
    }

    /// Who published the reports, each once, in the order of the row.
    pub fn offices(&self) -> Vec<String> {
        let mut offices: Vec<String> = Vec::new();
        let cell = self.get(Col::Office);
        for office in cell.split(';').map(str::trim).filter(|o| !o.is_empty()) {
            if !offices.iter().any(|known| known == office) {
                offices.push(office.to_owned());
            }
        }
        offices
    }

    /// Country in the spelling of our own data.
    pub fn country(&self) -> Cow<'a, str> {
        let name = self.get(Col::Country);
        match name.as_ref() {
            "Burkina" | "Burkina-Faso" | "Upper Volta" => Cow::Borrowed("Burkina Faso"),
            _ => name,
        }
    }

    /// First-order division without the words "region" and "district".
    pub fn admin1(&self) -> String {
        let name = self.get(Col::Adm1);
        let bare = [" region", " Region", " district", " District"]
            .iter()
            .find_map(|end| name.strip_suffix(end));
        bare.unwrap_or(&name).trim().to_owned()
    }

    /// "JNIM - Civilians, Nouna town".
    pub fn title(&self) -> String {
        let dyad = match self.get(Col::Dyad) {
            dyad if dyad.is_empty() => Cow::Owned(format!("{} - {}", self.get(Col::SideA), self.get(Col::SideB))),
            dyad => dyad,
        };
        match self.place() {
            place if place.is_empty() => dyad.into_owned(),
            place => format!("{dyad}, {place}"),
        }
    }

    /// Country, first-order division and place, as far as named: "Mali, Gao region, Ansongo cercle".
    pub fn whole_place(&self) -> String {
        let mut parts = vec![self.country(), self.get(Col::Adm1), self.get(Col::Place)];
        parts.retain(|part| !part.is_empty());
        parts.dedup();
        parts.join(", ")
    }

    /// The place as UCDP names it, else the smallest division that is named.
    pub fn place(&self) -> Cow<'a, str> {
        self.first_of(&[Col::Place, Col::Adm2, Col::Adm1, Col::Country])
    }
}

/// A cell without white space around it.
pub(super) fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    // Nearly every cell, without looking for the ends of characters.
    let plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    let bytes = cell.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) {
        return cell;
    }
    match cell {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// What `date_prec` and the days together say. Codes 2 to 5 mean that the event lies somewhere between the
/// first and the last possible day, and a total of several incidents (`event_clarity` 2) is spread over
/// them in a way nobody knows: only a window that holds all these days holds the event for certain.
pub(super) fn date_precision(code: u8, days: DaySpan) -> (SpanKind, DatePrecision) {
    if days.days() == 1 {
        return (SpanKind::Single, DatePrecision::Day);
    }
    let precision = match code {
        3 => DatePrecision::Week,
        4 if is_month(days) => DatePrecision::Month,
        _ => DatePrecision::Range,
    };
    (SpanKind::Uncertain, precision)
}

fn is_month(days: DaySpan) -> bool {
    crate::base::Step::Month.span_of(days.start()) == days
}

/// The event type: fighting between armed sides, or violence against people who do not fight.
pub(super) fn event_type(violence: u8) -> EventType {
    match violence {
        1 | 2 => EventType::Battles,
        3 => EventType::Civilians,
        _ => EventType::Other,
    }
}

/// A row as an event, with what is remarkable about it.
///
/// # Errors
/// The finding for which the row is set aside.
pub(super) fn draft(row: &UcdpRow<'_>) -> Cell<(EventDraft, Option<Issue>)> {
    let id = row.get(Col::Id);
    if id.is_empty() {
        return Err(row.bad(Col::Id, Expected::Id));
    }
    let violence = row.code(Col::Violence, 3)?;
    let days = row.days()?;
    let (span_kind, date_precision) = date_precision(row.code(Col::DatePrec, 5)?, days);
    let coded = PlaceClass::from_ucdp(row.code(Col::WherePrec, 7)?).unwrap_or(PlaceClass::P5);
    let centre = row.position()?;
    for col in [Col::DeathsA, Col::DeathsB, Col::DeathsCivilians, Col::DeathsUnknown] {
        row.people(col)?;
    }
    let (deaths, notice) = row.deaths()?;
    let mut sources = vec![SOURCE_ID.to_owned()];
    sources.extend(row.offices());
    let draft = EventDraft {
        id: id.into_owned(),
        title: Text::same(row.title()),
        span: Some(days),
        span_kind,
        date_precision,
        centre,
        radius: coded.default_radius(),
        class: coded,
        kind: event_type(violence),
        sub_kind: violence_words(violence),
        country: row.country().into_owned(),
        admin1: row.admin1(),
        place: Text::same(row.whole_place()),
        actors: row.actors(),
        sources,
        deaths,
        disagreements: 0,
        record: 0,
    };
    Ok((draft, notice))
}

/// The type of violence in the codebook's words, empty for a code it does not have.
fn violence_words(code: u8) -> String {
    let words = crate::words::EN.ucdp.violence;
    let at = usize::from(code).checked_sub(1);
    at.and_then(|at| words.get(at))
        .map_or_else(String::new, |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn several_possible_days_are_an_uncertain_date() {
        let month = DaySpan::inclusive(iso("2023-06-01"), iso("2023-06-30"));
        let ten = DaySpan::inclusive(iso("2023-06-01"), iso("2023-06-10"));
        let one = DaySpan::day(iso("2023-06-01"));
        assert_eq!(date_precision(4, month), (SpanKind::Uncertain, DatePrecision::Month));
        assert_eq!(date_precision(4, ten), (SpanKind::Uncertain, DatePrecision::Range));
        assert_eq!(date_precision(3, ten), (SpanKind::Uncertain, DatePrecision::Week));
        assert_eq!(date_precision(1, one), (SpanKind::Single, DatePrecision::Day));
    }
}
