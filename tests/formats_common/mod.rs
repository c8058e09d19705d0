//! What the tests of formats share: fixtures, archives and workbooks made on the spot, events on one line.
#![cfg(test)]
#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use sahel_atlas::base::Pulse;
use sahel_atlas::model::Dataset;
use sahel_atlas::read::{self, Opened, ReadError};

/// The path of a fixture.
pub fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/formats")
        .join(name)
}

/// Its bytes.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(golden(name)).unwrap()
}

/// Opens bytes.
pub fn read(name: &str, bytes: &[u8]) -> Result<Opened, ReadError> {
    read::read_bytes(name, bytes.to_vec(), &Pulse::new())
}

/// Every event on one line, sorted: id, days, place, class, type, sub-type, name of the place, deaths.
pub fn shown(dataset: &Dataset) -> Vec<String> {
    let mut lines: Vec<String> = dataset
        .events()
        .map(|event| {
            let days = event
                .span()
                .map_or_else(|| "-".to_owned(), |s| format!("{}+{}", s.start(), s.days()));
            let at = event.circle().map_or_else(
                || "-".to_owned(),
                |(at, _)| {
                    let short = |n: f64| ((n * 1e4).round() / 1e4).to_string();
                    format!("{},{}", short(at.lon()), short(at.lat()))
                },
            );
            let deaths = event.deaths().best.map_or_else(|| "?".to_owned(), |n| n.to_string());
            [
                event.id(),
                &days,
                event.span_kind().code(),
                &at,
                event.place_class().code(),
                event.kind().name(),
                event.sub_kind(),
                &event.place().en,
                &deaths,
            ]
            .join("|")
        })
        .collect();
    lines.sort();
    lines
}

/// A GZIP archive.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A ZIP archive of these members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The reference of a cell: `A1`.
fn reference(row: usize, column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    let first = if column >= 26 {
        letter(column / 26 - 1).to_string()
    } else {
        String::new()
    };
    format!("{first}{}{}", letter(column), row + 1)
}

/// A workbook of these sheets. `=` before a cell makes it a number, a number of five digits a day; `!` an error.
pub fn sheet(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let mut members: Vec<(String, String)> = Vec::new();
    let (mut list, mut relations, mut types) = (String::new(), String::new(), String::new());
    for (i, (name, rows)) in sheets.iter().enumerate() {
        let n = i + 1;
        write!(
            list,
            "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>",
            escaped(name)
        )
        .unwrap();
        write!(relations, "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>").unwrap();
        write!(types, "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>").unwrap();
        members.push((format!("xl/worksheets/sheet{n}.xml"), worksheet(rows)));
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    members.push(("[Content_Types].xml".into(), format!("{head}<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{types}</Types>")));
    members.push(("_rels/.rels".into(), format!("{head}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")));
    members.push((
        "xl/workbook.xml".into(),
        format!("{head}<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets>{list}</sheets></workbook>"),
    ));
    members.push(("xl/_rels/workbook.xml.rels".into(), format!("{head}<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rIdS\" Type=\"{rel}/styles\" Target=\"styles.xml\"/></Relationships>")));
    members.push(("xl/styles.xml".into(), format!("{head}<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>")));
    let borrowed: Vec<(&str, &[u8])> = members.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    zip(&borrowed)
}

fn worksheet(rows: &[Vec<String>]) -> String {
    let mut data = String::new();
    for (i, row) in rows.iter().enumerate() {
        write!(data, "<row r=\"{}\">", i + 1).unwrap();
        for (j, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = reference(i, j);
            match (cell.strip_prefix('='), cell.strip_prefix('!')) {
                (Some(day), _) if day.len() == 5 && !day.contains('.') => {
                    write!(data, "<c r=\"{at}\" s=\"1\"><v>{day}</v></c>").unwrap();
                }
                (Some(number), _) => write!(data, "<c r=\"{at}\"><v>{number}</v></c>").unwrap(),
                (_, Some(error)) => write!(data, "<c r=\"{at}\" t=\"e\"><v>{error}</v></c>").unwrap(),
                _ => {
                    let text = escaped(cell);
                    write!(
                        data,
                        "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                    )
                    .unwrap();
                }
            }
        }
        data.push_str("</row>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"
    )
}

/// The same grid as an ODS workbook of one sheet.
pub fn ods(name: &str, rows: &[Vec<String>]) -> Vec<u8> {
    ods_of(&[(name, rows)])
}

/// An ODS workbook of several sheets.
pub fn ods_of(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let tables: String = sheets.iter().map(|(name, rows)| ods_table(name, rows)).collect();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

fn ods_table(name: &str, rows: &[Vec<String>]) -> String {
    let mut data = String::new();
    for row in rows {
        data.push_str("<table:table-row>");
        for cell in row {
            match cell.strip_prefix('=') {
                Some("45353") => data.push_str("<table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-02\"><text:p>02/03/24</text:p></table:table-cell>"),
                Some(number) => write!(data, "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>").unwrap(),
                None if cell.is_empty() => data.push_str("<table:table-cell/>"),
                None => {
                    let text: Vec<String> = cell.trim_start_matches('!').split('\n').map(|l| format!("<text:p>{}</text:p>", escaped(l))).collect();
                    write!(data, "<table:table-cell office:value-type=\"string\">{}</table:table-cell>", text.concat()).unwrap();
                }
            }
        }
        data.push_str("<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>");
    }
    data.push_str("<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>");
    format!("<table:table table:name=\"{name}\">{data}</table:table>")
}

/// Compares with a golden text, or writes it anew.
pub fn compare(name: &str, told: &str) {
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (kept, told) in kept.lines().zip(told.lines()) {
        assert_eq!(told, kept, "{name}");
    }
    assert_eq!(kept.lines().count(), told.lines().count(), "{name}");
}
