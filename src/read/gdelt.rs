//! Events of the GDELT Project: 61 columns (2.0), or 57 or 58 (1.0), between tabs and without a header.
//!
//! A program codes them from news articles, so everything here says so. Countries are FIPS 10-4 codes: NG is Niger,
//! NI Nigeria (<http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf>).

use std::collections::BTreeMap;

use super::error::{Expected, Found, ReadError, Wanted};
use super::gdelt_codes::{BEFORE, COUNTRIES, PLACE, event_type};
use super::items::source;
use super::options::DateOrder;
use super::repeats::Repeats;
use super::report::{Format, Issue, IssueKind, ReadReport, no_incident};
use super::rows::{self, Cells, RowFormat, Sink};
use super::scan::{Dialect, Source};
use super::table_file::{Table, unreadable};
use super::table_rows;
use super::ucdp_card::both;
use super::{Opened, Origin};
use crate::base::{Day, DaySpan, LonLat, Pulse, Text};
use crate::model::incident::{Area, When};
use crate::model::{
    About, DatasetCard, DatePrecision, Deaths, EventDraft, Incident, Location, PlaceClass, Side, SideKind, SideRole,
    SpanKind,
};
use crate::words::EN;

/// Lineage of the dataset, and the id of its source record: event ids are those of the whole project.
const SOURCE_ID: &str = "gdelt";

/// Whether a text begins with an event.
pub(super) fn looks_like(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let cells: Vec<&str> = line.split('\t').collect();
    let digits = |i: usize| {
        cells
            .get(i)
            .is_some_and(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(cells.len(), 57 | 58 | 61) && digits(0) && digits(1) && cells.get(1).is_some_and(|day| day.len() == 8)
}

/// Reads a table of events.
///
/// # Errors
/// Not one row that can be understood, or the user stopped it.
pub(super) fn read(from: Source, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let mut first = Vec::new();
    let marked = from.block(0, 3, &mut first).map_err(unreadable)? == b"\xEF\xBB\xBF";
    let mut dialect = Dialect::plain(b'\t', if marked { 3 } else { 0 });
    // Quotation marks are ordinary characters here.
    dialect.quote = None;
    let table = Table::plain(from, dialect);
    let width = table.header()?.len();
    let mut about = About::new(card());
    let mut record = source(
        SOURCE_ID,
        "dataset",
        "The GDELT Project",
        Some("https://www.gdeltproject.org/"),
    );
    record.custom.note = Some(both(|w| w.formats.machine_coded.to_owned()));
    about.sources.insert(SOURCE_ID.to_owned(), record);
    let report = ReadReport::new(origin.name, Format::Gdelt);
    table_rows::read(table, Gdelt::new(width), about, report, origin.options, pulse)
}

fn card() -> DatasetCard {
    DatasetCard {
        id: SOURCE_ID.to_owned(),
        title: Text::new("GDELT (machine-coded)", "GDELT (codé par machine)"),
        counts: both(|w| w.formats.gdelt_counts.to_owned()),
        licence: "gdeltproject.org".to_owned(),
        attribution: Text::same("The GDELT Project (gdeltproject.org)"),
        short: Some("GDELT".to_owned()),
        ..DatasetCard::default()
    }
}

/// Where the columns of one version stand.
#[derive(Debug)]
struct Gdelt {
    names: Vec<String>,
    /// First column of the place of the action.
    place: usize,
    /// Whether places have an ADM2Code.
    second: bool,
}

/// A place as the row codes it.
struct Place {
    /// `ActionGeo_Type`, 1 to 5; 0 where no place is named.
    kind: u8,
    name: String,
    country: String,
    at: Option<LonLat>,
}

impl Place {
    fn class(&self) -> PlaceClass {
        match self.kind {
            3 | 4 => PlaceClass::P2,
            2 | 5 => PlaceClass::P4,
            _ => PlaceClass::P5,
        }
    }

    /// The division named in "Ansongo, Gao, Mali" or "Gao, Mali".
    fn admin1(&self) -> &str {
        let parts: Vec<&str> = self.name.split(',').map(str::trim).collect();
        match (self.kind, parts.as_slice()) {
            (4, [_, division, _]) | (5, [division, _]) => division,
            _ => "",
        }
    }
}

impl Gdelt {
    fn new(width: usize) -> Self {
        let second = width == 61;
        let mut names: Vec<String> = BEFORE.map(str::to_owned).to_vec();
        for who in ["Actor1Geo", "Actor2Geo", "ActionGeo"] {
            let columns = PLACE.iter().filter(|name| second || **name != "ADM2Code");
            names.extend(columns.map(|name| format!("{who}_{name}")));
        }
        names.push("DATEADDED".to_owned());
        names.push("SOURCEURL".to_owned());
        names.truncate(width);
        let place = if second { 51 } else { 49 };
        Self { names, place, second }
    }

    fn name(&self, column: usize) -> String {
        self.names.get(column).cloned().unwrap_or_default()
    }

    fn bad(&self, cells: &dyn Cells, column: usize, line: u64, expected: Expected) -> Issue {
        Issue {
            kind: IssueKind::SetAside,
            line,
            column: self.name(column),
            found: Found::text(&cells.text(column)),
            expected,
        }
    }

    fn day(cells: &dyn Cells) -> Option<Day> {
        let text = cells.text(1);
        let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
        let short = |from: usize, to: usize| part(from, to).and_then(|n| i8::try_from(n).ok());
        let year = part(0, 4).filter(|year| *year >= 1000 && text.len() == 8)?;
        Day::ymd(year, short(4, 6)?, short(6, 8)?)
    }

    fn place(&self, cells: &dyn Cells, line: u64) -> Result<Place, Issue> {
        let lat_at = self.place + if self.second { 5 } else { 4 };
        let degrees = |column: usize, limit: f64, expected: Expected| match cells.text(column).trim() {
            "" => Ok(None),
            text => {
                let number = text.parse::<f64>().ok().filter(|n| (-limit..=limit).contains(n));
                number.map(Some).ok_or_else(|| self.bad(cells, column, line, expected))
            }
        };
        let lat = degrees(lat_at, 90.0, Expected::Latitude)?;
        let lon = degrees(lat_at + 1, 180.0, Expected::Longitude)?;
        let kind = cells.text(self.place).trim().parse().unwrap_or(0);
        let code = cells.text(self.place + 2);
        let known = COUNTRIES.iter().find(|(fips, _)| *fips == code.trim());
        Ok(Place {
            kind,
            name: cells.text(self.place + 1).trim().to_owned(),
            country: known.map_or_else(|| code.trim().to_owned(), |(_, name)| (*name).to_owned()),
            // Type 0 has no place; some rows have zeros there.
            at: lon
                .zip(lat)
                .and_then(|(lon, lat)| LonLat::new(lon, lat))
                .filter(|_| kind > 0),
        })
    }

    fn actors(cells: &dyn Cells) -> Vec<String> {
        let mut names: Vec<String> = [6, 16].iter().map(|i| cells.text(*i).trim().to_owned()).collect();
        names.retain(|name| !name.is_empty());
        names.dedup();
        names
    }

    fn address(&self, cells: &dyn Cells) -> String {
        let at = self.names.iter().position(|name| name == "SOURCEURL");
        at.map_or_else(String::new, |at| cells.text(at).trim().to_owned())
    }

    fn sources(&self, cells: &dyn Cells) -> Vec<String> {
        let mut ids = vec![SOURCE_ID.to_owned(), self.address(cells)];
        ids.retain(|id| !id.is_empty());
        ids
    }

    /// The words of a CAMEO code with the code: "Fight (CAMEO 193)".
    fn what(cells: &dyn Cells) -> String {
        let (root, code) = (cells.text(28), cells.text(26));
        let at = root.trim().parse::<usize>().ok().and_then(|root| root.checked_sub(1));
        let word = at.and_then(|at| EN.formats.cameo.get(at)).copied().unwrap_or("CAMEO");
        format!("{word} (CAMEO {})", code.trim())
    }
}

impl RowFormat for Gdelt {
    type Scratch = ();

    fn names(&self) -> &[String] {
        &self.names
    }

    fn date_columns(&self) -> Vec<(usize, Option<usize>)> {
        Vec::new()
    }

    fn set_date_orders(&mut self, _orders: &[DateOrder]) {}

    fn date_orders(&self) -> Vec<DateOrder> {
        Vec::new()
    }

    fn read<C: Cells>(&self, cells: &C, line: u64, sink: &mut Sink) -> Result<(), Issue> {
        if cells.len() < self.names.len() {
            return Err(rows::whole_row(
                line,
                Found::Cells(cells.len()),
                Expected::Cells(self.names.len()),
            ));
        }
        let day = Self::day(cells).ok_or_else(|| self.bad(cells, 1, line, Expected::Wanted(Wanted::CompactDay)))?;
        let id = cells.text(0);
        if id.trim().is_empty() {
            return Err(self.bad(cells, 0, line, Expected::Id));
        }
        let place = self.place(cells, line)?;
        let class = place.class();
        sink.segment.push_draft(&EventDraft {
            id: id.trim().to_owned(),
            title: Text::default(),
            span: Some(DaySpan::day(day)),
            span_kind: SpanKind::Single,
            date_precision: DatePrecision::Day,
            centre: place.at,
            radius: class.default_radius(),
            class,
            kind: event_type(cells.text(28).trim(), cells.text(26).trim()),
            sub_kind: Self::what(cells),
            country: place.country.clone(),
            admin1: place.admin1().to_owned(),
            place: Text::same(place.name),
            actors: Self::actors(cells),
            sources: self.sources(cells),
            deaths: Deaths::UNKNOWN,
            disagreements: 0,
            record: 0,
        });
        Ok(())
    }

    fn incident(&self, cells: &dyn Cells) -> Incident {
        let Ok(place) = self.place(cells, 0) else {
            return no_incident();
        };
        let what = Self::what(cells);
        let title = if place.name.is_empty() {
            what.clone()
        } else {
            format!("{what}, {}", place.name)
        };
        let days = Self::day(cells).map(DaySpan::day);
        let class = place.class();
        let sources = self.sources(cells);
        let address = self.address(cells);
        let number = cells.text(0).trim().to_owned();
        let line = Text::same(format!("GDELT, {number}"));
        let mut source_notes = BTreeMap::from([(SOURCE_ID.to_owned(), line)]);
        if !address.is_empty() {
            source_notes.insert(address.clone(), Text::same(address));
        }
        Incident {
            title: Text::same(title.clone()),
            account: both(|w| format!("{title} [{SOURCE_ID}]. {}", w.formats.machine_coded)),
            country: place.country.clone(),
            admin1: Some(place.admin1().to_owned()).filter(|name| !name.is_empty()),
            place: Text::same(place.name.clone()),
            when: days.map(|days| When {
                start: days.start(),
                end: days.end(),
                span: SpanKind::Single,
                precision: DatePrecision::Day,
                steps: Vec::new(),
            }),
            location: location(&place, class),
            event_type: event_type(cells.text(28).trim(), cells.text(26).trim()),
            sub_event_type: Some(what),
            sides: sides(&Self::actors(cells)),
            sources,
            source_notes,
            uncertain: Some(both(|w| w.formats.machine_coded.to_owned())),
            point: place.at.filter(|_| class.has_point()),
            ..no_incident()
        }
    }

    fn notes(&self, cells: &dyn Cells) -> String {
        self.address(cells)
    }

    fn id_column(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    fn repeats(&self) -> Repeats {
        Repeats::Refused
    }
}

fn location(place: &Place, class: PlaceClass) -> Location {
    let radius_m = class.default_radius();
    Location {
        class,
        radius_m,
        method: both(|w| {
            let kind = usize::from(place.kind).checked_sub(1);
            let said = kind.and_then(|kind| w.formats.gdelt_place.get(kind));
            let said = said.copied().unwrap_or(w.formats.gdelt_no_place);
            format!("ActionGeo_Type {}{}{said}", place.kind, w.reading.colon)
        }),
        sources: vec![SOURCE_ID.to_owned()],
        area: place.at.filter(|_| !class.has_point()).map(|at| Area {
            lon: at.lon(),
            lat: at.lat(),
            radius_m,
        }),
        ..no_incident().location
    }
}

fn sides(actors: &[String]) -> Vec<Side> {
    let all = actors.iter().enumerate();
    all.map(|(i, name)| Side {
        id: format!("actor-{}", i + 1),
        role: if i == 0 { SideRole::Side1 } else { SideRole::Side2 },
        kind: SideKind::Unknown,
        name: Text::same(name.clone()),
        full: None,
        coded: vec![name.clone()],
        coded_note: None,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_the_codebook_puts_them() {
        let two = Gdelt::new(61);
        assert_eq!((two.names.len(), two.name(51).as_str()), (61, "ActionGeo_Type"));
        assert_eq!(
            (two.name(56).as_str(), two.name(60).as_str()),
            ("ActionGeo_Lat", "SOURCEURL")
        );
        let one = Gdelt::new(58);
        assert_eq!((one.names.len(), one.name(49).as_str()), (58, "ActionGeo_Type"));
        assert_eq!(
            (one.name(53).as_str(), one.name(57).as_str()),
            ("ActionGeo_Lat", "SOURCEURL")
        );
        assert_eq!(Gdelt::new(57).names.len(), 57);
    }
}
