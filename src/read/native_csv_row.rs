//! One row of our own table: cells into a record.

use super::error::{Expected, Found};
use super::json;
use super::report::{Issue, IssueKind};
use crate::base::{Day, DaySpan, LonLat, Text};
use crate::model::incident::{Area, Location, When};
use crate::model::interchange::{Column, FROM_CLAIMS, RecordCell, cell_list, cell_text, text_of_cells};
use crate::model::{
    Coded, DatasetCard, DatePrecision, Deaths, EventType, Incident, OriginalRow, PlaceClass, Source, SpanKind,
};

/// Where the columns of a file stand.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    at: Vec<Option<usize>>,
    decimal_comma: bool,
}

impl Columns {
    /// Binds columns by name. Unknown names are kept: their cells are shown as original.
    pub fn bind(names: &[&str], delimiter: u8) -> Self {
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        let position = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        Self {
            at: Column::ALL.iter().map(|(_, name)| position(name)).collect(),
            names,
            decimal_comma: delimiter != b',',
        }
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// Whether a row has a cell for every name; spreadsheets add empty ones.
    pub fn fits(&self, cells: &[&str]) -> bool {
        let tail = cells.get(self.names.len()..);
        tail.is_some_and(|tail| tail.iter().all(|cell| cell.is_empty()))
    }
}

/// A row with the columns of its file.
pub(super) struct Row<'a> {
    columns: &'a Columns,
    cells: &'a [&'a str],
    line: u64,
}

/// What a cell says, or what is wrong with it.
type Cell<T> = Result<T, Issue>;

impl<'a> Row<'a> {
    /// A row that begins on `line` of its file.
    pub fn new(columns: &'a Columns, cells: &'a [&'a str], line: u64) -> Self {
        Self { columns, cells, line }
    }

    fn raw(&self, column: Column) -> &'a str {
        let position = self.columns.at.get(column as usize).copied().flatten();
        position.and_then(|i| self.cells.get(i)).copied().unwrap_or_default()
    }

    /// A text cell, without the apostrophe that keeps spreadsheets from running it.
    pub fn text(&self, column: Column) -> &'a str {
        cell_text(self.raw(column))
    }

    /// A finding about a cell.
    pub fn issue(&self, column: Column, found: Found, expected: Expected) -> Issue {
        let name = Column::ALL.get(column as usize).map_or("", |(_, name)| *name);
        Issue {
            kind: IssueKind::SetAside,
            line: self.line,
            column: name.to_owned(),
            found,
            expected,
        }
    }

    fn bad(&self, column: Column, expected: Expected) -> Issue {
        self.issue(column, Found::text(self.raw(column)), expected)
    }

    fn both(&self, english: Column, french: Column) -> Text {
        text_of_cells(self.raw(english), self.raw(french))
    }

    /// A value by its word; `None` for an empty cell.
    fn word<T: Copy>(&self, column: Column, words: &[(&str, T)]) -> Cell<Option<T>> {
        let cell = self.raw(column).trim();
        if cell.is_empty() {
            return Ok(None);
        }
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(cell));
        found.map(|(_, value)| Some(*value)).ok_or_else(|| {
            let known = words.iter().map(|(word, _)| (*word).to_owned()).collect();
            self.bad(column, Expected::OneOf(known))
        })
    }

    fn number(&self, column: Column, limit: f64, expected: Expected) -> Cell<Option<f64>> {
        let cell = self.raw(column).trim();
        if cell.is_empty() {
            return Ok(None);
        }
        let cell = if self.columns.decimal_comma {
            cell.replace(',', ".")
        } else {
            cell.to_owned()
        };
        let number = cell.parse::<f64>().ok().filter(|n| (-limit..=limit).contains(n));
        number.map(Some).ok_or_else(|| self.bad(column, expected))
    }

    fn people(&self, column: Column) -> Cell<Option<u32>> {
        match self.raw(column).trim() {
            "" => Ok(None),
            cell => cell
                .parse()
                .map(Some)
                .map_err(|_| self.bad(column, Expected::WholeNumber)),
        }
    }

    fn day(&self, column: Column) -> Cell<Option<Day>> {
        match self.raw(column).trim() {
            "" => Ok(None),
            cell => Day::parse_iso(cell)
                .map(Some)
                .ok_or_else(|| self.bad(column, Expected::Day)),
        }
    }

    fn json<T: serde::de::DeserializeOwned + Default>(&self, column: Column) -> Cell<T> {
        match self.raw(column) {
            "" => Ok(T::default()),
            cell => json::parse(cell).map_err(|_| self.bad(column, Expected::Json)),
        }
    }

    /// The id, which must not be empty.
    pub fn id(&self) -> Cell<String> {
        let id = self.text(Column::Id);
        if id.trim().is_empty() {
            return Err(self.bad(Column::Id, Expected::Id));
        }
        Ok(id.to_owned())
    }

    /// Source records that stand in this row.
    pub fn source_records(&self) -> Cell<Vec<Source>> {
        self.json(Column::SourceRecords)
    }

    /// The card of the dataset, if it stands in this row.
    pub fn card(&self) -> Cell<Option<DatasetCard>> {
        self.json(Column::DatasetCard)
    }

    /// Every cell with the name of its column.
    pub fn cells(&self) -> OriginalRow {
        let pairs = self.columns.names.iter().zip(self.cells);
        pairs.map(|(name, cell)| (name.clone(), (*cell).to_owned())).collect()
    }

    fn when(&self, steps: Vec<Text>) -> Cell<Option<When>> {
        let spans = [SpanKind::Single, SpanKind::Lasting, SpanKind::Uncertain].map(|kind| (kind.code(), kind));
        let precisions = [
            DatePrecision::Day,
            DatePrecision::Week,
            DatePrecision::Month,
            DatePrecision::Year,
            DatePrecision::Range,
            DatePrecision::Unknown,
        ];
        let precisions = precisions.map(|precision| (precision.code(), precision));
        let (span, precision) = (
            self.word(Column::Span, &spans)?,
            self.word(Column::DatePrecision, &precisions)?,
        );
        let Some(first) = self.day(Column::Start)? else {
            return match self.day(Column::LastDay)? {
                None => Ok(None),
                Some(_) => Err(self.bad(Column::Start, Expected::Day)),
            };
        };
        let last = self.day(Column::LastDay)?.unwrap_or(first);
        if last < first {
            return Err(self.bad(Column::LastDay, Expected::DayFrom(first)));
        }
        let days = DaySpan::inclusive(first, last);
        let (usual_span, usual_precision) = if days.days() == 1 {
            (SpanKind::Single, DatePrecision::Day)
        } else {
            (SpanKind::Uncertain, DatePrecision::Range)
        };
        Ok(Some(When {
            start: days.start(),
            end: days.end(),
            span: span.unwrap_or(usual_span),
            precision: precision.unwrap_or(usual_precision),
            steps,
        }))
    }

    fn position(&self, lon: Column, lat: Column) -> Cell<Option<LonLat>> {
        let found = (
            self.number(lon, 180.0, Expected::Longitude)?,
            self.number(lat, 90.0, Expected::Latitude)?,
        );
        match found {
            (None, None) => Ok(None),
            (Some(x), Some(y)) => Ok(LonLat::new(x, y)),
            (None, _) => Err(self.bad(lon, Expected::BothCoordinates)),
            (_, None) => Err(self.bad(lat, Expected::BothCoordinates)),
        }
    }

    fn radius(&self, column: Column) -> Cell<Option<f64>> {
        let found = self.number(column, f64::MAX, Expected::Radius)?;
        match found {
            Some(metres) if metres < 0.0 => Err(self.bad(column, Expected::Radius)),
            found => Ok(found),
        }
    }

    fn location(&self, rest: &mut RecordCell) -> Cell<Location> {
        let classes = PlaceClass::ALL.map(|class| (class.code(), class));
        let class = self.word(Column::Precision, &classes)?;
        let radius = self.radius(Column::RadiusM)?;
        let class = class.or(radius.map(PlaceClass::of_radius)).ok_or_else(|| {
            let known = classes.iter().map(|(code, _)| (*code).to_owned()).collect();
            self.bad(Column::Precision, Expected::OneOf(known))
        })?;
        let radius_m = radius.unwrap_or_else(|| class.default_radius());
        let area_radius = self.radius(Column::AreaRadiusM)?;
        let area = self.position(Column::AreaLon, Column::AreaLat)?.map(|at| Area {
            lon: at.lon(),
            lat: at.lat(),
            radius_m: area_radius.unwrap_or(radius_m),
        });
        Ok(Location {
            class,
            radius_m,
            method: self.both(Column::Located, Column::LocatedFr),
            sources: std::mem::take(&mut rest.location_sources),
            steps: std::mem::take(&mut rest.location_steps),
            note: rest.location_note.take(),
            area,
            others: std::mem::take(&mut rest.others),
        })
    }

    fn deaths(&self) -> Cell<Deaths> {
        let open = self.word(
            Column::DeathsHighOpen,
            &[("true", true), ("false", false), ("vrai", true), ("faux", false)],
        )?;
        Ok(Deaths {
            low: self.people(Column::DeathsLow)?,
            best: self.people(Column::DeathsBest)?,
            high: self.people(Column::DeathsHigh)?,
            high_open: open.unwrap_or(false),
        })
    }

    /// What the row codes, with the texts of the row where those of the record are others.
    fn coded(&self, rest: &RecordCell, title: &Text, place: &Text, sources: &[String]) -> Cell<Coded> {
        let differ = self.people(Column::Differ)?.unwrap_or(0);
        Ok(Coded {
            deaths: self.deaths()?,
            actors: cell_list(self.raw(Column::Actors)),
            disagreements: u16::try_from(differ).unwrap_or(u16::MAX),
            title: rest.title.as_ref().map(|_| title.clone()),
            place: rest.place.as_ref().map(|_| place.clone()),
            sources: rest.sources.as_ref().map(|_| sources.to_vec()),
        })
    }

    /// The whole record. `card` is the dataset of the table; `recoded` keeps the figures of the row where they
    /// should follow from claims.
    pub fn incident(&self, card: &str, recoded: bool) -> Cell<Incident> {
        let mut rest: RecordCell = self.json(Column::Record)?;
        let kinds = EventType::ALL.map(|kind| (kind.name(), kind));
        let kind = self.word(Column::EventType, &kinds)?;
        let (title, place) = (
            self.both(Column::Title, Column::TitleFr),
            self.both(Column::Place, Column::PlaceFr),
        );
        let sources = cell_list(self.raw(Column::Sources));
        let figures = self.word(Column::Figures, &[(FROM_CLAIMS, true), ("coded", false)])?;
        let from_claims = figures == Some(true) && !recoded;
        // Figures that should follow from claims are still checked: they are what a spreadsheet shows.
        let coded = self.coded(&rest, &title, &place, &sources)?;
        let location = self.location(&mut rest)?;
        let has_point = location.class.has_point();
        let point = self.position(Column::Lon, Column::Lat)?.filter(|_| has_point);
        let text = |column| Some(self.text(column)).filter(|t| !t.is_empty()).map(str::to_owned);
        Ok(Incident {
            title: rest.title.take().unwrap_or(title),
            account: self.both(Column::Account, Column::AccountFr),
            country: self.text(Column::Country).to_owned(),
            admin1: text(Column::Admin1),
            place: rest.place.take().unwrap_or(place),
            when: self.when(std::mem::take(&mut rest.date_steps))?,
            location,
            event_type: kind.unwrap_or(EventType::Other),
            sub_event_type: text(Column::SubEventType),
            sides: rest.sides,
            sources: rest.sources.take().unwrap_or(sources),
            source_notes: rest.source_notes,
            claims: rest.claims,
            statements: rest.statements,
            conflicts: rest.conflicts,
            related: rest.related,
            uncertain: rest.uncertain,
            coded: (!from_claims).then(|| Box::new(coded)),
            from: text(Column::Dataset).filter(|dataset| dataset != card),
            original: self.original()?,
            point,
            outline: rest.outline,
        })
    }

    /// The cells of the imported row: texts by name, in order.
    fn original(&self) -> Cell<OriginalRow> {
        match self.raw(Column::Original) {
            "" => Ok(Vec::new()),
            cell => json::text_members(cell).ok_or_else(|| self.bad(Column::Original, Expected::Json)),
        }
    }
}
