//! A workbook: incidents with real dates and numbers, their sources, and a sheet that says what the file is. No
//! cell is a formula and none is a link: texts are written as texts.
//!
//! The sheet of incidents has the columns of our own table ([`Column`]), and is read again without loss. A text that is
//! too long for a cell goes on in a column of its own, as `record (2)`.

use std::collections::BTreeMap;
use std::io::Write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::csl::{Cited, each_source};
use super::native_csv::Row;
use super::whole::{Given, cited, records};
use super::{Export, ExportError, Written};
use crate::base::{Day, Lang, Pulse};
use crate::model::PlaceClass;
use crate::model::interchange::Column;
use crate::write::sources::{date_line, full_line, name};

/// Rows of a sheet, without the heads.
const MOST_ROWS: usize = 1_048_575;
/// Characters of a cell, in UTF-16 units as the format counts them.
const MOST_TEXT: usize = 32_767;

/// Columns that hold the rest of a record for this program: nobody reads them.
const HIDDEN: [Column; 4] = [
    Column::SourceRecords,
    Column::Record,
    Column::Original,
    Column::DatasetCard,
];
/// English wordings with their French ones; those of the other language are hidden.
const WORDINGS: [(Column, Column); 4] = [
    (Column::Title, Column::TitleFr),
    (Column::Place, Column::PlaceFr),
    (Column::Located, Column::LocatedFr),
    (Column::Account, Column::AccountFr),
];

const SOURCE_HEADS: [&str; 9] = [
    "id",
    "type",
    "title",
    "outlet",
    "publisher",
    "author",
    "date",
    "address",
    "citation",
];

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error.to_string())
    }
}

pub(super) fn write(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    if export.count() > MOST_ROWS {
        return Err(ExportError::TooManyRows {
            found: export.count(),
            limit: MOST_ROWS,
        });
    }
    let words = export.words.exporting;
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_author(export.words.shell.name);
    if let Some(day) = excel_day(export.accessed) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let written = incidents(book.add_worksheet(), export, pulse)?;
    let mut sheet = Sheet::new(book.add_worksheet(), words.sheet_sources, &SOURCE_HEADS)?;
    each_source(export, &Pulse::new(), |source| {
        source_row(&mut sheet, &source, export).map_err(std::io::Error::other)
    })?;
    let cut = sheet.cut;
    about(book.add_worksheet(), export)?;
    pulse.check()?;
    out.write_all(&book.save_to_buffer()?)?;
    Ok(Written {
        written,
        left_out: 0,
        cut,
    })
}

/// A sheet that is filled cell by cell, row by row.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    col: u16,
    day: Format,
    cut: usize,
}

impl<'a> Sheet<'a> {
    fn new(sheet: &'a mut Worksheet, name: &str, heads: &[&str]) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        let bold = Format::new().set_bold();
        for (col, head) in (0u16..).zip(heads) {
            sheet.write_string_with_format(0, col, *head, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self {
            sheet,
            row: 0,
            col: 0,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            cut: 0,
        })
    }

    fn next_row(&mut self) {
        (self.row, self.col) = (self.row + 1, 0);
    }

    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let whole = text.encode_utf16().count() <= MOST_TEXT;
            let shown = if whole { text.to_owned() } else { shortened(text) };
            self.cut += usize::from(!whole);
            self.sheet.write_string(self.row, self.col, shown)?;
        }
        self.col += 1;
        Ok(())
    }

    fn number(&mut self, number: Option<f64>) -> Result<(), XlsxError> {
        if let Some(number) = number {
            self.sheet.write_number(self.row, self.col, number)?;
        }
        self.col += 1;
        Ok(())
    }

    /// A day as a date; one before 1901, which workbooks do not know well, as text.
    fn day(&mut self, day: Option<Day>) -> Result<(), XlsxError> {
        let Some(day) = day else {
            return self.text("");
        };
        let Some(date) = excel_day(day) else {
            return self.text(&day.to_string());
        };
        self.sheet
            .write_datetime_with_format(self.row, self.col, &date, &self.day)?;
        self.col += 1;
        Ok(())
    }
}

/// The beginning of a text that fits a cell, with an ellipsis.
fn shortened(text: &str) -> String {
    let (mut units, mut out) = (0, String::new());
    for c in text.chars() {
        units += c.len_utf16();
        if units >= MOST_TEXT {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let (year, month, day) = day.to_ymd();
    let parts = (
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    );
    // Workbooks count a 29 February 1900, which never was.
    if parts.0 < 1901 {
        return None;
    }
    ExcelDateTime::from_ymd(parts.0, parts.1, parts.2).ok()
}

/// Fills the sheet of incidents; gives their number.
fn incidents(sheet: &mut Worksheet, export: &Export<'_>, pulse: &Pulse) -> Result<usize, ExportError> {
    let heads = Column::ALL.map(|(_, name)| name);
    let mut sheet = Sheet::new(sheet, export.words.exporting.sheet_incidents, &heads)?;
    let card = export.card();
    let (mut given, mut rest, mut written) = (Given::default(), Rest::default(), 0);
    for whole in records(export) {
        pulse.check()?;
        let sources = given.new_ones(whole.event.dataset(), &cited(&whole.incident));
        let row = Row {
            whole: &whole,
            card: &card,
            sources: &sources,
            first: written == 0,
        };
        sheet.next_row();
        for (column, name) in Column::ALL {
            cell(&mut sheet, &row, column, name, &mut rest)?;
        }
        written += 1;
        pulse.advance(1);
    }
    let other = |(english, french)| if export.words.lang == Lang::Fr { english } else { french };
    let hidden = HIDDEN.into_iter().chain(WORDINGS.map(other));
    let hidden = hidden.filter_map(|column| u16::try_from(column as usize).ok());
    for at in hidden.chain(rest.columns.into_values()) {
        sheet.sheet.set_column_hidden(at)?;
    }
    Ok(written)
}

/// Writes a cell of our own table as what it is: a day, a number, a text.
fn cell(
    sheet: &mut Sheet<'_>,
    row: &Row<'_>,
    column: Column,
    name: &'static str,
    rest: &mut Rest,
) -> Result<(), ExportError> {
    let mut text = row.cell(column)?;
    if let Some((english, _)) = WORDINGS.iter().find(|(_, french)| *french == column)
        && text.is_empty()
    {
        text = row.cell(*english)?;
    }
    match column {
        Column::Start | Column::LastDay => sheet.day(Day::parse_iso(&text))?,
        Column::Lon
        | Column::Lat
        | Column::RadiusM
        | Column::AreaLon
        | Column::AreaLat
        | Column::AreaRadiusM
        | Column::DeathsLow
        | Column::DeathsBest
        | Column::DeathsHigh
        | Column::Differ => sheet.number(text.parse().ok())?,
        _ => {
            let mut parts = parts(unmarked(&text));
            sheet.text(parts.next().unwrap_or_default())?;
            for (nth, part) in parts.enumerate() {
                let at = rest.column(sheet, name, nth)?;
                sheet.sheet.write_string(sheet.row, at, part)?;
            }
        }
    }
    Ok(())
}

/// A cell without the apostrophe that keeps spreadsheets from running it: the cells of a workbook say what they are.
fn unmarked(cell: &str) -> &str {
    let text = cell.strip_prefix('\'');
    text.filter(|text| text.starts_with(['=', '+', '-', '@', '\t', '\r']))
        .unwrap_or(cell)
}

/// A text in parts that a cell can hold.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let text = left.take()?;
        let mut units = 0;
        let end = text.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > MOST_TEXT
        });
        let (part, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
        left = Some(rest).filter(|rest| !rest.is_empty());
        Some(part)
    })
}

/// Columns for what is too long for a cell, made where one is needed: by the name and how many parts stand before.
#[derive(Default)]
struct Rest {
    columns: BTreeMap<(&'static str, usize), u16>,
}

impl Rest {
    fn column(&mut self, sheet: &mut Sheet<'_>, name: &'static str, nth: usize) -> Result<u16, ExportError> {
        if let Some(at) = self.columns.get(&(name, nth)) {
            return Ok(*at);
        }
        let at = u16::try_from(Column::ALL.len() + self.columns.len()).unwrap_or(u16::MAX);
        sheet.sheet.write_string(0, at, format!("{name} ({})", nth + 2))?;
        self.columns.insert((name, nth), at);
        Ok(at)
    }
}

fn source_row(sheet: &mut Sheet<'_>, source: &Cited<'_>, export: &Export<'_>) -> Result<(), XlsxError> {
    sheet.next_row();
    let source = match source {
        Cited::Record(source) => source,
        Cited::Name(id) => {
            sheet.text(id)?;
            sheet.text("")?;
            sheet.text(id)?;
            for _ in 0..5 {
                sheet.text("")?;
            }
            return sheet.text(export.words.exporting.named_only);
        }
    };
    let authors: Vec<String> = source.author.iter().map(name).collect();
    for text in [
        source.id.as_str(),
        &source.csl_type,
        source.title.as_deref().unwrap_or_default(),
        source.container_title.as_deref().unwrap_or_default(),
        source.publisher.as_deref().unwrap_or_default(),
        &authors.join("; "),
        &date_line(source, export.words),
        source.url.as_deref().unwrap_or_default(),
        &full_line(source, export.words),
    ] {
        sheet.text(text)?;
    }
    Ok(())
}

/// Filter, counts, licences, and what the codes mean.
fn about(sheet: &mut Worksheet, export: &Export<'_>) -> Result<(), XlsxError> {
    let words = export.words.exporting;
    sheet.set_name(words.sheet_about)?;
    let lang = export.words.lang;
    let mut lines: Vec<(String, String)> = vec![
        (words.contents.to_owned(), export.sentence()),
        (words.made_on.to_owned(), export.words.day_long(export.accessed)),
        (words.hidden_columns.to_owned(), words.hidden_help.to_owned()),
    ];
    lines.extend(
        export
            .licence_lines()
            .into_iter()
            .map(|line| (words.licence.to_owned(), line)),
    );
    for dataset in export.datasets() {
        let counts = dataset.card().counts.get(lang).to_owned();
        lines.push((words.deaths.to_owned(), counts));
    }
    for class in PlaceClass::ALL {
        lines.push((class.code().to_owned(), export.words.place_class(class).to_owned()));
    }
    for (row, (name, text)) in (0u32..).zip(&lines) {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, text)?;
    }
    sheet.set_column_width(0, 18)?;
    sheet.set_column_width(1, 100)?;
    Ok(())
}
