//! A workbook: incidents with real dates and numbers, their sources, and a sheet that says what the file is. No
//! cell is a formula and none is a link: texts are written as texts.

use std::io::Write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::csl::{Cited, each_source};
use super::{Export, ExportError, Written};
use crate::base::{Day, LonLat, Pulse};
use crate::model::{Event, PlaceClass};
use crate::write::list::ListRow;
use crate::write::sources::{date_line, full_line, name};

/// Rows of a sheet, without the heads.
const MOST_ROWS: usize = 1_048_575;
/// Characters of a cell, in UTF-16 units as the format counts them.
const MOST_TEXT: usize = 32_767;

const HEADS: [&str; 26] = [
    "id",
    "dataset",
    "headline",
    "start",
    "last_day",
    "span",
    "date_precision",
    "country",
    "admin1",
    "place",
    "lon",
    "lat",
    "precision",
    "radius_m",
    "located",
    "event_type",
    "sub_event_type",
    "actors",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "deaths_high_open",
    "differ",
    "account",
    "sources",
    "attribution",
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
    let mut sheet = Sheet::new(book.add_worksheet(), words.sheet_incidents, &HEADS)?;
    let mut written = 0;
    for event in export.events() {
        pulse.check()?;
        incident(&mut sheet, event, export)?;
        written += 1;
        pulse.advance(1);
    }
    let mut cut = sheet.cut;
    let mut sheet = Sheet::new(book.add_worksheet(), words.sheet_sources, &SOURCE_HEADS)?;
    each_source(export, &Pulse::new(), |source| {
        source_row(&mut sheet, &source, export).map_err(std::io::Error::other)
    })?;
    cut += sheet.cut;
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

    /// A day as a date; one before 1900, which workbooks do not know, as text.
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
    if parts.0 < 1900 {
        return None;
    }
    ExcelDateTime::from_ymd(parts.0, parts.1, parts.2).ok()
}

fn incident(sheet: &mut Sheet<'_>, event: Event<'_>, export: &Export<'_>) -> Result<(), XlsxError> {
    let lang = export.words.lang;
    let row = ListRow::new(event, lang);
    let record = event.incident();
    let people = |n: Option<u32>| n.map(f64::from);
    sheet.next_row();
    sheet.text(row.id)?;
    sheet.text(&row.dataset)?;
    sheet.text(event.title().get(lang))?;
    sheet.day(event.span().map(crate::base::DaySpan::start))?;
    sheet.day(event.span().map(crate::base::DaySpan::last_day))?;
    for text in [row.span, row.date_precision, event.country(), event.admin1()] {
        sheet.text(text)?;
    }
    sheet.text(event.place().get(lang))?;
    sheet.number(event.point().map(LonLat::lon))?;
    sheet.number(event.point().map(LonLat::lat))?;
    sheet.text(row.precision)?;
    sheet.number(Some(event.radius()))?;
    sheet.text(record.location.method.get(lang))?;
    sheet.text(row.event_type)?;
    sheet.text(event.sub_kind())?;
    sheet.text(&row.actors.join("; "))?;
    for n in [row.deaths.low, row.deaths.best, row.deaths.high] {
        sheet.number(people(n))?;
    }
    sheet.text(if row.deaths.high_open { "true" } else { "" })?;
    sheet.number(Some(f64::from(event.disagreements())))?;
    sheet.text(record.account.get(lang))?;
    sheet.text(&row.sources.join("; "))?;
    let card = export.card_of(event.dataset());
    sheet.text(super::attribution(&card).get(lang))
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
