//! Things with named values, a place and perhaps no two alike: features, placemarks, waypoints, JSON records.
//!
//! Formats that are no tables become [`Items`]; from there the way is one. Where the names are those of a table
//! that a reader knows (UCDP GED), the items become that table. Otherwise [`guess`] says what the names mean, and
//! every item becomes an event, with or without date and place. Original values stay as they are.

pub(super) mod dates;
pub(super) mod guess;
mod reading;
mod record;
mod shape;
mod tabular;
mod view;

use std::collections::{BTreeMap, HashMap};

pub(super) use reading::{About, about_file, read};
pub(super) use shape::{Made, Shape};
pub(super) use tabular::{Derived, into_known_table};

use super::lines::Lines;
use super::report::{GroupKey, Issue, MOST_ISSUES, ReadReport};

/// One item: where it stands, and the end of its values among all.
#[derive(Debug)]
struct Item {
    /// Line of the file on which it begins, from 1.
    line: u64,
    /// Its place in a JSON document (`features[3]`), else its name and number (`Placemark 4`).
    path: Box<str>,
    /// First value after its own.
    end: usize,
    /// Where it is.
    shape: Option<Shape>,
    /// Its id where the format has one beside the values.
    id: Option<Box<str>>,
}

/// Items with their values, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Items {
    names: Vec<String>,
    known: HashMap<String, u32>,
    text: String,
    /// Column and end in `text` of every value.
    cells: Vec<(u32, usize)>,
    items: Vec<Item>,
    /// What is remarkable about items that are kept, and about the file.
    pub notices: Findings,
    /// Why others are not here; one for each.
    pub set_aside: Findings,
}

/// Findings of which only the first are kept: a hostile file cannot fill memory with them.
#[derive(Debug, Default)]
pub(super) struct Findings {
    listed: Vec<Issue>,
    /// How many others there are of each kind, with the first of them.
    further: BTreeMap<GroupKey, (Issue, usize)>,
    /// Of which items, by [`item_of`].
    items: Lines,
    in_all: usize,
}

/// What tells the item of a path in a file apart: `$.features[3].geometry` is of the item `features[3]`. `None` for
/// a path that leads to no item.
fn item_of(path: &str) -> Option<u64> {
    use std::hash::{Hash as _, Hasher as _};
    let path = path.trim_start_matches("$.");
    let mut ends = path.match_indices(']').map(|(at, _)| at + 1);
    let end = ends.find(|end| !path.get(*end..).is_some_and(|rest| rest.starts_with('[')))?;
    let mut hasher = std::hash::DefaultHasher::new();
    path.get(..end)?.hash(&mut hasher);
    Some(hasher.finish())
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, issue: Issue) {
        self.in_all += 1;
        item_of(&issue.column)
            .into_iter()
            .for_each(|item| self.items.insert(item));
        if self.listed.len() < MOST_ISSUES {
            self.listed.push(issue);
        } else {
            self.further.entry(issue.group()).or_insert((issue, 0)).1 += 1;
        }
    }

    /// Whether one of them is about the item of this path.
    pub fn are_about(&self, path: &str) -> bool {
        !self.items.is_empty() && item_of(path).is_some_and(|item| self.items.contains(item))
    }

    /// Adds them to a report; gives how many they are. Items with a warning are counted by who knows which were kept.
    pub fn tell(&mut self, report: &mut ReadReport) -> usize {
        let in_all = std::mem::take(&mut self.in_all);
        self.listed.drain(..).for_each(|issue| report.add_unwarned(issue));
        let further = std::mem::take(&mut self.further);
        further
            .into_values()
            .for_each(|(first, count)| report.count(&first, count));
        in_all
    }
}

impl Items {
    /// No item.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Names of the values, in the order in which they first occur.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The position of a name, new or known.
    pub fn column(&mut self, name: &str) -> u32 {
        if let Some(column) = self.known.get(name) {
            return *column;
        }
        let column = self.new_column(name);
        self.known.insert(name.to_owned(), column);
        column
    }

    /// A column of its own, whatever others are called.
    pub fn new_column(&mut self, name: &str) -> u32 {
        let column = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        column
    }

    /// Adds a value to the item that is being made; empty ones are left out.
    pub fn value(&mut self, name: &str, value: &str) {
        let column = self.column(name);
        self.value_in(column, value);
    }

    /// The same for a column.
    pub fn value_in(&mut self, column: u32, value: &str) {
        if !value.is_empty() {
            self.text.push_str(value);
            self.cells.push((column, self.text.len()));
        }
    }

    /// Completes the item.
    pub fn finish(&mut self, line: u64, path: &str, id: Option<&str>, shape: Option<Shape>) {
        self.items.push(Item {
            line,
            path: path.into(),
            end: self.cells.len(),
            shape,
            id: id.map(Into::into),
        });
    }

    /// Throws away the values of an item that cannot be completed, and says why.
    pub fn abandon(&mut self, issue: Issue) {
        let end = self.items.last().map_or(0, |item| item.end);
        self.cells.truncate(end);
        self.text.truncate(self.cells.last().map_or(0, |(_, end)| *end));
        self.set_aside.push(issue);
    }

    /// The values of an item: column and text.
    fn values(&self, item: usize) -> impl Iterator<Item = (u32, &str)> {
        let first = item.checked_sub(1).and_then(|before| self.items.get(before));
        let first = first.map_or(0, |before| before.end);
        let end = self.items.get(item).map_or(first, |item| item.end);
        let mut from = first
            .checked_sub(1)
            .and_then(|before| self.cells.get(before))
            .map_or(0, |(_, end)| *end);
        self.cells
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .map(move |(column, end)| {
                let text = self.text.get(from..*end).unwrap_or_default();
                from = *end;
                (*column, text)
            })
    }

    /// A value of an item without white space around it; empty where it has none.
    fn get(&self, item: usize, column: usize) -> &str {
        let mut values = self.values(item);
        values
            .find(|(at, _)| *at as usize == column)
            .map_or("", |(_, text)| text.trim())
    }

    fn line(&self, item: usize) -> u64 {
        self.items.get(item).map_or(0, |item| item.line)
    }

    fn shape(&self, item: usize) -> Option<Shape> {
        self.items.get(item).and_then(|item| item.shape)
    }

    /// Whether something is remarkable about an item beside what its values say.
    fn warns_about(&self, item: usize) -> bool {
        self.items
            .get(item)
            .is_some_and(|item| self.notices.are_about(&item.path))
    }

    /// Where a value stands, as a finding names it.
    fn place_of(&self, item: usize, name: &str) -> String {
        let path = self.items.get(item).map_or("", |item| &item.path);
        if !path.contains('[') && !path.is_empty() {
            return name.to_owned();
        }
        match (path, name) {
            ("", name) => name.to_owned(),
            (path, "") => format!("$.{path}"),
            (path, name) => format!("$.{path}.{name}"),
        }
    }

    fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::{Expected, Found};
    use super::super::rows::whole_row;
    use super::*;

    #[test]
    fn values_are_found_by_item_and_column_also_after_one_was_thrown_away() {
        let mut items = Items::new();
        items.value("a", "1");
        items.value("b", "");
        items.value("c", "3");
        items.finish(1, "features[0]", None, None);
        items.value("a", "lost");
        items.abandon(whole_row(2, Found::Nothing, Expected::Json));
        items.value("b", "é");
        items.finish(3, "features[2]", None, None);
        assert_eq!((items.get(0, 0), items.get(0, 1), items.get(0, 2)), ("1", "", "3"));
        assert_eq!((items.get(1, 0), items.get(1, 1)), ("", "é"));
        assert_eq!(items.values(1).collect::<Vec<_>>(), [(1, "é")]);
        assert_eq!(items.place_of(1, "a"), "$.features[2].a");
    }
}
