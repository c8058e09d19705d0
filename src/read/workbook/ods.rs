//! ODS workbooks, row by row from their `content.xml`.

use super::{Choice, Sheet, asked_sheet, finish, named};
use crate::base::Pulse;
use crate::read::error::{At, Expected, Found, Problem, ReadError, Trouble};
use crate::read::table::MOST_CELLS;
use crate::read::xml::{Element, Step, walk};
use crate::read::{Opened, Origin, input};

/// Reads a sheet of an ODS workbook from its `content.xml`.
///
/// # Errors
/// As the reader of XLSX.
pub(in crate::read) fn read_ods(content: &[u8], origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let text = std::str::from_utf8(content).map_err(|e| input::damaged(&e))?;
    let mut sheets: Vec<(String, Sheet, u64)> = Vec::new();
    let mut failed = None;
    walk(
        text,
        &["table-row", "annotation", "tracked-changes"],
        pulse,
        |step| match step {
            Step::Begins(element) if element.name == "table" => {
                sheets.push((element.attribute("name").to_owned(), Sheet::default(), 1));
            }
            Step::Whole(element, _) if element.name == "table-row" && failed.is_none() => {
                if let Some((_, sheet, line)) = sheets.last_mut() {
                    failed = ods_row(sheet, line, element).err();
                }
            }
            _ => {}
        },
    )?;
    if let Some(error) = failed {
        return Err(error);
    }
    for (_, sheet, _) in &mut sheets {
        sheet.start()?;
    }
    let names: Vec<String> = sheets.iter().map(|(name, ..)| name.clone()).collect();
    let chosen = match asked_sheet(origin.options) {
        Some(asked) => named(&names, asked)?,
        None => first_of(&sheets, origin.options.ask)?,
    };
    let Some(chosen) = names.iter().position(|name| *name == chosen) else {
        return Err(ReadError::whole(Problem::Trouble(Trouble::SheetsEmpty)));
    };
    let (name, sheet, _) = sheets.swap_remove(chosen);
    finish(sheet, &name, &names, origin, pulse)
}

/// As of a workbook in XLSX: the first sheet with a table that a reader knows, else the first that is not empty.
fn first_of(sheets: &[(String, Sheet, u64)], ask: bool) -> Result<String, ReadError> {
    let mut choice = Choice::default();
    for (name, sheet, _) in sheets {
        if choice.take(name, sheet, ask) {
            break;
        }
    }
    choice.made(None)
}

fn repeated(element: &Element, attribute: &str) -> usize {
    element.attribute(attribute).parse().unwrap_or(1).max(1)
}

fn ods_row(sheet: &mut Sheet, line: &mut u64, row: &Element) -> Result<(), ReadError> {
    let mut cells: Vec<String> = Vec::new();
    let mut blank = 0_usize;
    for cell in row.children.iter().filter(|c| c.name.ends_with("table-cell")) {
        let times = repeated(cell, "number-columns-repeated");
        let text = ods_text(cell);
        if text.is_empty() {
            blank = blank.saturating_add(times);
            continue;
        }
        let width = cells.len().saturating_add(blank).saturating_add(times);
        if width > MOST_CELLS {
            let at = At::of(*line, "");
            return Err(ReadError::new(
                at,
                Problem::Value(Found::Cells(width), Expected::BoundedRow),
            ));
        }
        cells.extend(std::iter::repeat_n(String::new(), std::mem::take(&mut blank)));
        cells.extend(std::iter::repeat_n(text, times));
    }
    let times = repeated(row, "number-rows-repeated");
    if !cells.is_empty() {
        for i in 0..times {
            sheet.push(*line + i as u64, cells.clone())?;
        }
    }
    *line = line.saturating_add(times as u64);
    Ok(())
}

fn ods_text(cell: &Element) -> String {
    let number = |text: &str| text.parse::<f64>().map_or_else(|_| text.to_owned(), |n| n.to_string());
    match cell.attribute("value-type") {
        "float" | "currency" | "percentage" => number(cell.attribute("value")),
        "date" => {
            let date = cell.attribute("date-value");
            date.strip_suffix("T00:00:00").unwrap_or(date).to_owned()
        }
        "boolean" => cell.attribute("boolean-value").to_owned(),
        _ => {
            let lines = cell.children.iter().filter(|child| child.name == "p");
            let lines: Vec<&str> = lines.map(|line| line.whole.as_str()).collect();
            lines.join("\n")
        }
    }
}
