//! The event table of the Armed Conflict Location & Event Data Project (ACLED), CSV of every edition: the layout
//! since March 2023, the one before it, the one of 2018 without sub-types, the upper-case ones of the 2010s, with
//! or without the columns that are given on request, and files with a row for each actor.
//!
//! Columns are bound by name. `data_id` and `event_id_no_cnty` are no ids: the first changed at every update, the
//! second counts anew in every country. `timestamp` is the moment of the last change of a row, so it decides
//! between versions of one event and dates no report.
//!
//! Rows with one id are settled in [`super::repeats`]: rows of an actor-based file are folded, of two versions
//! the one changed last stays, and only rows that contradict each other without telling which is newer are set
//! aside.

use super::Opened;
use super::acled_ahead;
use super::acled_card::{SOURCE_ID, card, source};
use super::acled_early::FirstColumns;
use super::acled_record;
use super::acled_row::AcledRow;
use super::acled_scratch::Scratch;
use super::beginning::Beginning;
use super::columns::{Bound, Known, is_name};
use super::error::ReadError;
use super::options::{DateOrder, OpenOptions};
use super::repeats::Repeats;
use super::report::{Format, Issue, ReadReport};
use super::rows::{Cells, RowFormat, Sink};
use super::scan::{self, Source};
use super::table_file::Table;
use crate::base::Pulse;
use crate::model::dictionary::NO_CODE;
use crate::model::{About, Incident, RowCodes};

/// Columns that this program uses, in the order of [`COLUMNS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Col {
    Id,
    Date,
    Year,
    TimePrecision,
    Disorder,
    Type,
    SubType,
    Actor1,
    Assoc1,
    Inter1,
    Actor2,
    Assoc2,
    Inter2,
    Targeting,
    Country,
    Admin1,
    Admin2,
    Admin3,
    Location,
    Latitude,
    Longitude,
    GeoPrecision,
    Source,
    Notes,
    Fatalities,
    Tags,
    Timestamp,
}

/// Every [`Col`] with its names in the editions of the table, and whether a table must have it. Allies were
/// called `ALLY_ACTOR_1` in versions 4 to 7 of the table.
const COLUMNS: [Known; 27] = [
    (&["event_id_cnty"], true),
    (&["event_date"], true),
    (&["year"], false),
    (&["time_precision", "time_preci"], false),
    (&["disorder_type"], false),
    (&["event_type"], true),
    (&["sub_event_type"], false),
    (&["actor1", "actor_1"], false),
    (&["assoc_actor_1", "ally_actor_1"], false),
    (&["inter1"], false),
    (&["actor2", "actor_2"], false),
    (&["assoc_actor_2", "ally_actor_2"], false),
    (&["inter2"], false),
    (&["civilian_targeting"], false),
    (&["country"], false),
    (&["admin1"], false),
    (&["admin2"], false),
    (&["admin3"], false),
    (&["location"], false),
    (&["latitude"], true),
    (&["longitude"], true),
    (&["geo_precision", "geo_precis"], false),
    (&["source"], false),
    (&["notes"], false),
    (&["fatalities"], false),
    (&["tags"], false),
    (&["timestamp"], false),
];

/// Names that, beside date and type of an event, belong to no other table.
const SIGNATURE: [&str; 10] = [
    "sub_event_type",
    "disorder_type",
    "assoc_actor_1",
    "ally_actor_1",
    "inter1",
    "inter2",
    "interaction",
    "geo_precision",
    "time_precision",
    "source_scale",
];

/// Columns in which rows of one event agree when the table has a row for each actor, or when an edition has two
/// rows that differ only in `data_id` and the actors: all but those. `None` of them is needed.
const SAME: [&str; 23] = [
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Whether a first row is the header of an ACLED event table.
pub(super) fn looks_like(names: &[&str]) -> bool {
    let has = |name: &str| names.iter().any(|written| is_name(written, name));
    let signs = SIGNATURE.iter().filter(|name| has(name)).count();
    has("event_id_cnty") || (has("event_date") && has("event_type") && signs >= 2)
}

/// Whether a first row is the header of a table of counts by area and week, month or year: ACLED's aggregates,
/// and those that others make of its events.
pub(super) fn counts_events(names: &[&str]) -> bool {
    let has = |name: &str| names.iter().any(|written| is_name(written, name));
    let counts = names.iter().any(|name| {
        let name = name.trim().to_ascii_lowercase();
        name.ends_with("events") || name == "event_count"
    });
    let period = ["week", "month", "year", "reference_period_start"]
        .iter()
        .any(|name| has(name));
    let area = ["country", "admin1", "admin2", "location_code"]
        .iter()
        .any(|name| has(name));
    counts && period && area && !has("event_date")
}

/// The table of one file.
#[derive(Debug)]
pub(super) struct Acled {
    /// Where its columns stand.
    pub columns: Bound<{ COLUMNS.len() }>,
    /// Whether numbers may be written with a comma.
    pub decimal_comma: bool,
    /// How its dates are written.
    pub order: DateOrder,
    /// First and last column of those that are understood together, where they stand side by side.
    pub together: Together,
}

/// Columns that say something together: a few thousand combinations stand in a million rows.
#[derive(Debug)]
pub(super) struct Together {
    /// [`WHEN`].
    pub when: Option<(usize, usize)>,
    /// [`WHAT`].
    pub what: Option<(usize, usize)>,
    /// [`WHERE`].
    pub place: Option<(usize, usize)>,
}

/// Columns that tell the days.
pub(super) const WHEN: [Col; 3] = [Col::Date, Col::Year, Col::TimePrecision];
/// Columns that tell the type.
pub(super) const WHAT: [Col; 3] = [Col::Disorder, Col::Type, Col::SubType];
/// Columns that tell names and position of the place.
pub(super) const WHERE: [Col; 7] = [
    Col::Country,
    Col::Admin1,
    Col::Admin2,
    Col::Admin3,
    Col::Location,
    Col::Latitude,
    Col::Longitude,
];

impl Together {
    fn of(columns: &Bound<{ COLUMNS.len() }>) -> Self {
        let side_by_side = |cols: &[Col]| {
            let known: Vec<usize> = cols.iter().map(|col| *col as usize).collect();
            columns.side_by_side(&known)
        };
        Self {
            when: side_by_side(&WHEN),
            what: side_by_side(&WHAT),
            place: side_by_side(&WHERE),
        }
    }
}

impl RowFormat for Acled {
    type Scratch = Scratch;

    fn names(&self) -> &[String] {
        self.columns.names()
    }

    fn date_columns(&self) -> Vec<(usize, Option<usize>)> {
        let year = self.columns.position(Col::Year as usize);
        let date = self.columns.position(Col::Date as usize);
        date.map(|date| (date, year)).into_iter().collect()
    }

    fn set_date_orders(&mut self, orders: &[DateOrder]) {
        if let Some(order) = orders.first() {
            self.order = *order;
        }
    }

    fn date_orders(&self) -> Vec<DateOrder> {
        vec![self.order]
    }

    fn read<C: Cells>(&self, cells: &C, line: u64, sink: &mut Sink<Scratch>) -> Result<(), Issue> {
        let row = AcledRow::new(self, cells, line);
        let Sink {
            segment,
            notices,
            scratch,
        } = sink;
        scratch.turn(line);
        let id = row.id()?;
        let when = scratch.when(&row, segment)?;
        let precision = row.code(Col::GeoPrecision)?;
        let place = scratch.place(&row, segment)?;
        let what = scratch.what(&row, segment)?;
        let words = &mut segment.words;
        let deaths = scratch.deaths(&row, words)?;
        let codes = RowCodes {
            dated: when.dated,
            placed: place.placed,
            typed: what.typed,
            sharpness: scratch.sharpness(place.located, precision, words),
            title: NO_CODE,
            actors: scratch.actors(&row, words)?,
            sources: scratch.sources(&row, words)?,
            deaths,
            disagreements: 0,
        };
        segment.push(&id, codes);
        let remarkable = when.remarkable || !what.plain || !place.located;
        let lacks_code = precision.is_none() && row.lacks_code(Col::GeoPrecision);
        if remarkable || lacks_code || row.has_long_notes() {
            notices.extend(row.notices());
        }
        Ok(())
    }

    fn look_ahead(&self, rows: &scan::Rows<'_>, scratch: &mut Scratch) {
        acled_ahead::look(self, rows, scratch);
    }

    fn incident(&self, cells: &dyn Cells) -> Incident {
        acled_record::incident(&AcledRow::new(self, cells, 0))
    }

    fn fold(&self, incident: &mut Incident, cells: &dyn Cells) {
        acled_record::fold(incident, &AcledRow::new(self, cells, 0));
    }

    fn notes(&self, cells: &dyn Cells) -> String {
        let row = AcledRow::new(self, cells, 0);
        [Col::Notes, Col::Admin2, Col::Admin3, Col::Tags]
            .map(|col| row.get(col))
            .join("\n")
    }

    fn id_column(&self) -> &str {
        self.columns.name(Col::Id as usize)
    }

    fn repeats(&self) -> Repeats {
        Repeats::Folded {
            same: &SAME,
            changed: Some("timestamp"),
        }
    }
}

/// Reads a table. Records are made from the file when they are shown.
///
/// # Errors
/// Columns that are missing, dates whose order cannot be told, no row, or not one that can be understood.
pub(super) fn read(
    name: &str,
    from: &Source,
    delimiter: u8,
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Opened, ReadError> {
    let (table, format) = bound(from, delimiter, options)?;
    let mut report = ReadReport::new(name, Format::Acled);
    let line = table.dialect.header.as_ref().map_or(1, |header| header.line);
    format.columns.doubled(line).for_each(|issue| report.add(issue));
    super::table_rows::read(table, format, about(), report, options, pulse)
}

/// The columns of the first frame; `None` where it is open how the dates are written.
///
/// # Errors
/// As [`read`].
pub(super) fn first_columns(
    from: &Source,
    (delimiter, beginning): (u8, Beginning),
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Option<FirstColumns>, ReadError> {
    let (mut table, format) = bound(from, delimiter, options)?;
    beginning.bound(&mut table.scanning);
    FirstColumns::read(table, format, options, pulse)
}

/// A provisional dataset of the columns of the first frame; `None` where it is open how the dates are written.
///
/// # Errors
/// As [`read`].
pub(super) fn early(
    name: &str,
    from: &Source,
    part: (u8, Beginning),
    options: &OpenOptions,
    pulse: &Pulse,
) -> Result<Option<Opened>, ReadError> {
    let columns = first_columns(from, part, options, pulse)?;
    let report = ReadReport::new(name, Format::Acled);
    Ok(columns.and_then(|columns| columns.provisional(about(), report)))
}

fn bound(from: &Source, delimiter: u8, options: &OpenOptions) -> Result<(Table, Acled), ReadError> {
    let table = Table::open_known(from, delimiter, options, looks_like)?;
    let columns = Bound::bind(&table.header()?, &COLUMNS, "ACLED")?;
    let format = Acled {
        together: Together::of(&columns),
        columns,
        decimal_comma: table.dialect.delimiter != b',',
        order: DateOrder::YearFirst,
    };
    Ok((table, format))
}

fn about() -> About {
    let mut about = About::new(card());
    about.sources.insert(SOURCE_ID.to_owned(), source());
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_every_edition_are_known_and_counts_are_not_events() {
        for header in [
            "event_id_cnty,event_date,year",
            "data_id,iso,event_id_cnty,event_id_no_cnty,event_date",
            "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR",
            "EVENT_DATE,EVENT_TYPE,INTER1,INTER2",
        ] {
            let names: Vec<&str> = header.split(',').collect();
            assert!(looks_like(&names) && !counts_events(&names), "{header}");
        }
        for header in [
            "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,DISORDER_TYPE,ID",
            "Country,Admin1,Admin2,ISO3,Month,Year,Events,Fatalities",
            "location_code,reference_period_start,event_type,events",
        ] {
            let names: Vec<&str> = header.split(',').collect();
            assert!(counts_events(&names) && !looks_like(&names), "{header}");
        }
        let other: Vec<&str> = "event_date,event_type,place,events,year".split(',').collect();
        assert!(!looks_like(&other) && !counts_events(&other));
    }
}
