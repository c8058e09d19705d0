//! Items and sheets as the table that a reader of tables knows, and the way back from its lines to theirs.

use super::{Findings, Items, Shape};
use crate::read::error::{At, Problem, ReadError};
use crate::read::table::MOST_CELLS;
use crate::read::{Opened, content};

/// Most bytes of a table made from items: many items with few values each could grow without bound.
const MOST_BYTES: usize = 1 << 30;

/// A table in memory that no file holds.
#[derive(Debug, Default)]
pub(in crate::read) struct Derived {
    /// Cells between commas, in quotation marks where needed, with a header.
    pub text: String,
    /// First line in `text`, line in the file and path of every row.
    pub rows: Vec<(u64, u64, Box<str>)>,
    /// Findings about what is not in it.
    pub set_aside: Findings,
    /// Findings about the file, or rows that are.
    pub notices: Findings,
    line: u64,
}

impl Derived {
    /// Appends a row that stands on `line` of the file.
    pub fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>, line: u64, path: &str) {
        self.line = self.line.max(1);
        self.rows.push((self.line, line, path.into()));
        let (from, mut only) = (self.text.len(), 0);
        for cell in cells {
            if only > 0 {
                self.text.push(',');
            }
            only += 1;
            if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
                self.text.push('"');
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(cell);
            }
        }
        // An empty line is no row of one empty cell.
        if self.text.len() == from {
            self.text.push_str("\"\"");
        }
        self.text.push('\n');
        let written = self.text.get(from..).unwrap_or_default();
        self.line += written.bytes().filter(|b| *b == b'\n').count() as u64;
    }

    /// Where a line of the table stands in the file.
    pub fn place(&self, line: u64, column: &str) -> (u64, String) {
        let after = self.rows.partition_point(|(first, ..)| *first <= line);
        match after.checked_sub(1).and_then(|at| self.rows.get(at)) {
            Some((_, line, path)) if path.contains('[') && column.is_empty() => (*line, format!("$.{path}")),
            Some((_, line, path)) if path.contains('[') => (*line, format!("$.{path}.{column}")),
            Some((_, line, _)) => (*line, column.to_owned()),
            None => (line, column.to_owned()),
        }
    }

    /// What a reader of tables said, with the places of the file, and with what was set aside before it.
    pub fn translated(mut self, result: Result<Opened, ReadError>) -> Result<Opened, ReadError> {
        let mut opened = result.map_err(|error| match error.at() {
            At::Cell { line, column } => {
                let (line, column) = self.place(*line, column);
                ReadError::new(At::of(line, &column), error.problem().clone())
            }
            _ => error,
        })?;
        for (line, _, path) in &self.rows {
            if self.notices.are_about(path) {
                opened.report.warn_row(*line);
            }
        }
        opened.report.relocate_rows(|line, column| self.place(line, column));
        // They are those of the table in memory: the file has none.
        opened.report.delimiter = None;
        opened.report.encoding = None;
        self.notices.tell(&mut opened.report);
        let before = self.set_aside.tell(&mut opened.report);
        opened.dataset.count_set_aside(before);
        opened.report.counts = opened.dataset.counts();
        Ok(opened)
    }
}

/// The items as a table, if their names are those of a table that a reader knows.
///
/// # Errors
/// Gives the items back where they are not; an error where the table would grow without bound.
pub(in crate::read) fn into_known_table(items: Items) -> Result<Result<(content::Kind, Derived), Items>, ReadError> {
    let mut names: Vec<&str> = items.names.iter().map(String::as_str).collect();
    let placed = (0..items.len()).any(|item| items.shape(item).is_some());
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let add_position = placed && !has("latitude") && !has("longitude");
    if add_position {
        names.extend(["latitude", "longitude"]);
    }
    if names.len() > MOST_CELLS {
        return Ok(Err(items));
    }
    let mut derived = Derived::default();
    derived.push(names.iter().copied(), 1, "");
    let Ok(kind) = content::known_table(&derived.text) else {
        return Ok(Err(items));
    };
    for item in 0..items.len() {
        let mut cells: Vec<&str> = vec![""; items.names.len()];
        for (column, text) in items.values(item) {
            if let Some(cell) = cells.get_mut(column as usize) {
                *cell = text;
            }
        }
        let (lat, lon) = position(items.shape(item));
        if add_position {
            cells.extend([lat.as_str(), lon.as_str()]);
        }
        let path = items.items.get(item).map_or("", |item| &item.path);
        derived.push(cells.into_iter(), items.line(item), path);
        if derived.text.len() > MOST_BYTES {
            let (bytes, limit) = (derived.text.len() as u64, MOST_BYTES as u64);
            return Err(ReadError::whole(Problem::TooLarge { bytes, limit }));
        }
    }
    derived.notices = items.notices;
    derived.set_aside = items.set_aside;
    Ok(Ok((kind, derived)))
}

fn position(shape: Option<Shape>) -> (String, String) {
    let degrees = shape.map(|shape| (shape.centre.lat().to_string(), shape.centre.lon().to_string()));
    degrees.unwrap_or_default()
}
