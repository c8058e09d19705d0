//! A table before it is opened: what a mapping would make of its first rows.

use std::path::Path;

use super::asking::table_in;
use super::error::ReadError;
use super::guess::{Guess, guess};
use super::mapped::{MappedFormat, SAMPLE};
use super::mapped_row::{Dated, MappedRow};
use super::mapping::{Mapping, Role, header_signature};
use super::options::{DateOrder, Encoding, OpenOptions};
use super::report::Issue;
use super::rows::{self, RowFormat as _};
use super::scan::Source;
use super::sheet::Sheet;
use super::table_dates::{self, Stated};
use super::{Problem, Undecided, file_name};
use crate::base::{LonLat, Pulse};
use crate::model::{Deaths, EventType, PlaceClass};

/// Rows that are shown.
const SHOWN: usize = 200;

/// A table in memory, of which previews are made.
pub struct Sample {
    file: String,
    sheet: Sheet,
    rows: Vec<(u64, Vec<String>)>,
}

impl std::fmt::Debug for Sample {
    /// The name: the text may be a whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sample({})", self.file)
    }
}

/// What a mapping makes of the first 200 rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The rows.
    pub rows: Vec<PreviewRow>,
    /// How the dates are written; `None` where that is open.
    pub order: Option<DateOrder>,
    /// Why it is open, over the whole column.
    pub undecided: Option<Undecided>,
    /// Rows of these that would become events.
    pub accepted: usize,
    /// Whether there are more rows than these.
    pub more: bool,
}

/// A row with what it is understood as.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// What it says, or why it would be set aside.
    pub read: Result<Understood, Issue>,
    /// The cells of date, place, type, deaths, actors and sources as they stand in the file.
    pub raw: [String; 6],
}

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// When.
    pub days: Option<Dated>,
    /// Where.
    pub at: Option<LonLat>,
    /// How sharply.
    pub class: PlaceClass,
    /// Name of the place.
    pub place: String,
    /// Type.
    pub kind: EventType,
    /// Sub-type.
    pub sub_kind: String,
    /// Deaths.
    pub deaths: Deaths,
    /// Actors.
    pub actors: Vec<String>,
    /// Sources.
    pub sources: Vec<String>,
}

impl Sample {
    /// Reads the file of a table. The options state encoding and delimiter.
    ///
    /// # Errors
    /// A file that cannot be read, or is no table with rows.
    pub fn load(path: &Path, options: &OpenOptions, pulse: &Pulse) -> Result<Self, ReadError> {
        let name = file_name(path);
        // Whatever the file looks like: somebody asks for it as a table.
        let as_table = OpenOptions {
            mapping: options.mapping.clone().or_else(|| Some(Mapping::new())),
            ..options.clone()
        };
        let loaded = table_in(path, &as_table, pulse);
        let loaded = loaded.and_then(|(name, source)| Self::of(&name, &source, options, pulse));
        loaded.map_err(|error| error.in_file(&name))
    }

    /// The same from bytes that are already here.
    ///
    /// # Errors
    /// A table without a row.
    pub fn of_bytes(name: &str, bytes: Vec<u8>, options: &OpenOptions) -> Result<Self, ReadError> {
        Self::of(name, &Source::from_bytes(bytes), options, &Pulse::new())
    }

    fn of(name: &str, source: &Source, options: &OpenOptions, pulse: &Pulse) -> Result<Self, ReadError> {
        let mut sheet = Sheet::new(source, options)?;
        sheet.table.survey(pulse)?;
        let mut rows = sheet.table.first_rows_at(SAMPLE)?;
        // Rows of nothing but separators are no rows.
        rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        if rows.is_empty() {
            return Err(ReadError::whole(Problem::NoRows));
        }
        Ok(Self {
            file: name.to_owned(),
            sheet,
            rows,
        })
    }

    /// Name of the file, without its folder.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Names of the columns.
    pub fn names(&self) -> &[String] {
        &self.sheet.names
    }

    /// How its characters are coded.
    pub fn encoding(&self) -> Encoding {
        self.sheet.table.encoding()
    }

    /// What separates its cells.
    pub fn delimiter(&self) -> u8 {
        self.sheet.table.dialect.delimiter
    }

    /// What a saved profile is found by.
    pub fn signature(&self) -> String {
        header_signature(&self.sheet.names)
    }

    /// What the columns probably mean.
    pub fn guess(&self) -> Guess {
        let rows: Vec<Vec<String>> = self.rows.iter().map(|(_, cells)| cells.clone()).collect();
        guess(&self.sheet.names, &rows)
    }

    /// A value of a column that shows what stands in it: the first one that is not empty.
    pub fn example(&self, column: &str) -> &str {
        let at = self.sheet.names.iter().position(|name| name == column);
        let mut cells = self
            .rows
            .iter()
            .filter_map(|(_, cells)| cells.get(at?))
            .map(|cell| cell.trim());
        cells.find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// Distinct values of a column in the first rows, in their order, at most `most`.
    pub fn values(&self, column: &str, most: usize) -> Vec<String> {
        let at = self.sheet.names.iter().position(|name| name == column);
        let mut found: Vec<String> = Vec::new();
        for cell in self
            .rows
            .iter()
            .filter_map(|(_, cells)| cells.get(at?))
            .map(|cell| cell.trim())
        {
            if !cell.is_empty() && found.len() < most && !found.iter().any(|known| known == cell) {
                found.push(cell.to_owned());
            }
        }
        found
    }

    /// What a mapping makes of the first rows. Dates are looked at over the whole file.
    ///
    /// # Errors
    /// Columns that the table does not have; the pulse was cancelled.
    pub fn preview(&self, mapping: &Mapping, pulse: &Pulse) -> Result<Preview, ReadError> {
        let mut format = MappedFormat::bind_loosely(mapping.clone(), self.sheet.names.clone(), &self.file)?;
        let mut undecided = None;
        let stated = Stated {
            file: None,
            kind: mapping.when.order,
        };
        let orders = match table_dates::by_all_rows(&self.sheet.table, &format, stated, pulse) {
            Ok(columns) => columns.orders,
            Err(error) => match error.problem() {
                Problem::DateOrder(why) => {
                    undecided = Some(why.clone());
                    vec![DateOrder::DayFirst; 2]
                }
                _ => return Err(error),
            },
        };
        format.set_date_orders(&orders);
        let shown = self.rows.iter().take(SHOWN);
        let rows: Vec<PreviewRow> = shown.map(|(line, cells)| preview_row(&format, *line, cells)).collect();
        Ok(Preview {
            accepted: rows.iter().filter(|row| row.read.is_ok()).count(),
            more: self.rows.len() > rows.len(),
            order: orders.first().copied().filter(|_| undecided.is_none()),
            undecided,
            rows,
        })
    }
}

fn preview_row(format: &MappedFormat, line: u64, cells: &[String]) -> PreviewRow {
    let row = MappedRow::new(format, &cells, line);
    let read = rows::fits(&cells, format, line);
    let read = read.and_then(|()| {
        let (draft, _) = row.draft()?;
        Ok(Understood {
            days: row.days()?,
            at: draft.centre,
            class: draft.class,
            place: draft.place.en,
            kind: draft.kind,
            sub_kind: draft.sub_kind,
            deaths: draft.deaths,
            actors: draft.actors,
            sources: row.sources(),
        })
    });
    let raw = |roles: &[Role]| {
        let columns = roles.iter().flat_map(|role| format.positions(*role));
        let cells: Vec<&str> = columns
            .filter_map(|at| cells.get(*at))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        cells.join(" · ")
    };
    PreviewRow {
        line,
        read,
        raw: [
            raw(&[Role::Start, Role::End, Role::Year, Role::Month, Role::DayOfMonth]),
            raw(&[Role::Latitude, Role::Longitude, Role::Both, Role::Wkt]),
            raw(&[Role::Type, Role::SubType]),
            raw(&[Role::Low, Role::Best, Role::High]),
            raw(&[Role::Actor]),
            raw(&[Role::Source]),
        ],
    }
}
