//! What a file is, by its first block.

use super::error::{At, Content, Expected, Found, OtherContent, Problem, ReadError, excerpt};

/// A kind of file that some reader takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// JSON: ours if its members say so, else GeoJSON and the like.
    Json,
    /// XML: KML or GPX.
    Xml,
    /// A GZIP archive.
    Gzip,
    /// A ZIP archive, workbooks and KMZ among them.
    Zip,
    /// GDELT events: tabs, no header.
    Gdelt,
    /// A table of our own with this delimiter.
    NativeTable(u8),
    /// A UCDP GED table with this delimiter.
    Table(u8),
}

impl Kind {
    /// Most bytes that are read of such a file. UCDP's whole global table has about 260 MB; a collection of
    /// our own is written by hand, and its records take several times the room of their text.
    pub fn limit(self) -> u64 {
        match self {
            Self::Json | Self::Xml => 128 << 20,
            Self::Table(_) | Self::NativeTable(_) | Self::Gdelt | Self::Gzip | Self::Zip => 1 << 30,
        }
    }
}

/// Beginnings of formats that other programs open.
const MAGIC: [(&[u8], Content); 7] = [
    (b"\xD0\xCF\x11\xE0", Content::Other(OtherContent::OldWorkbook)),
    (b"%PDF", Content::Pdf),
    (b"\x89PNG", Content::Image),
    (b"\xFF\xD8\xFF", Content::Image),
    (b"SQLite format 3", Content::Database),
    (b"\xFF\xFE", Content::Utf16),
    (b"\xFE\xFF", Content::Utf16),
];

/// Recognises a file by its first block (or all of it, where it is shorter).
///
/// # Errors
/// For everything that no reader takes, with what it seems to be.
pub(super) fn recognise(first: &[u8]) -> Result<Kind, ReadError> {
    if first.is_empty() {
        return Err(ReadError::whole(Problem::Empty));
    }
    // PK 5 6 begins an archive without a member.
    if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if first.starts_with(b"\x1F\x8B") {
        return Ok(Kind::Gzip);
    }
    if let Some((_, content)) = MAGIC.iter().find(|(magic, _)| first.starts_with(magic)) {
        return Err(refused(content.clone()));
    }
    if first.contains(&0) {
        return Err(refused(Content::Binary));
    }
    let text = String::from_utf8_lossy(first);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    match text.chars().next() {
        None => Err(ReadError::whole(Problem::Empty)),
        Some('{' | '[' | '\u{1E}') => Ok(Kind::Json),
        Some('<') => Ok(Kind::Xml),
        Some(_) if super::json_file::is_wrapped(text) => Ok(Kind::Json),
        Some(_) if super::gdelt::looks_like(text) => Ok(Kind::Gdelt),
        Some(_) => table(text),
    }
}

/// The kind of table that a header of names between commas belongs to; an error for one that no reader knows.
pub(super) fn known_table(header: &str) -> Result<Kind, ReadError> {
    table(header)
}

pub(super) fn refused(content: Content) -> ReadError {
    ReadError::whole(Problem::NotUnderstood(content))
}

/// A table by its header: the delimiter is the one that stands there most often.
fn table(text: &str) -> Result<Kind, ReadError> {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: char| header.matches(delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|d| count(*d)).unwrap_or(',');
    if count(delimiter) < 2 {
        return Err(refused(Content::Text(excerpt(header))));
    }
    let names: Vec<&str> = header.split(delimiter).map(|n| n.trim().trim_matches('"')).collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    if super::native_csv::looks_like(&names) {
        return Ok(Kind::NativeTable(delimiter as u8));
    }
    if super::ucdp::looks_like(&names) {
        return Ok(Kind::Table(delimiter as u8));
    }
    if has("event_id_cnty") || (has("event_date") && has("sub_event_type")) {
        return Err(refused(Content::Acled));
    }
    Err(refused(Content::Table(excerpt(&names.join(", ")))))
}

/// The text of a file, without a byte order mark.
///
/// # Errors
/// Names line and character of the first byte that is not UTF-8.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, ReadError> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = bytes.get(..valid).unwrap_or_default();
        let byte = bytes.get(valid).copied().unwrap_or_default();
        let found = Found::Bare(format!("0x{byte:02X}"));
        ReadError::new(position(before), Problem::Value(found, Expected::Utf8))
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

/// Line and character, from 1, of what follows `before`.
fn position(before: &[u8]) -> At {
    let line = before.iter().filter(|b| **b == b'\n').count() as u64 + 1;
    let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let in_line = String::from_utf8_lossy(before.get(start..).unwrap_or_default());
    At::Position {
        line,
        character: in_line.chars().count() as u64 + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(bytes: &[u8]) -> Content {
        match recognise(bytes).unwrap_err().problem() {
            Problem::NotUnderstood(content) => content.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn kinds_follow_content() {
        assert_eq!(recognise(b"\xEF\xBB\xBF \n{\"type\":1}"), Ok(Kind::Json));
        let ucdp = b"id;date_prec;where_prec;type_of_violence;dyad_name\n1;2;3;1;x";
        assert_eq!(recognise(ucdp), Ok(Kind::Table(b';')));
        assert_eq!(recognise(b"PK\x03\x04rest"), Ok(Kind::Zip));
        assert_eq!(recognise(b"\x1F\x8Brest"), Ok(Kind::Gzip));
        assert_eq!(recognise(b"<?xml version=\"1.0\"?><kml/>"), Ok(Kind::Xml));
        assert_eq!(
            recognise(b"var incidents = {\"type\": \"FeatureCollection\""),
            Ok(Kind::Json)
        );
        assert_eq!(content(&[0; 4096]), Content::Binary);
        assert_eq!(recognise(b"[1, 2]"), Ok(Kind::Json));
        assert_eq!(content(b"event_id_cnty,event_date,year\n"), Content::Acled);
        assert_eq!(content(b"a,b,c\n1,2,3\n"), Content::Table("a, b, c".to_owned()));
        assert_eq!(content(b"dear all,\n"), Content::Text("dear all,".to_owned()));
    }

    #[test]
    fn a_stray_byte_is_found_by_line_and_character() {
        let error = utf8(b"ab\nM\xC3\xA9n\xE9".to_vec()).unwrap_err();
        assert_eq!(error.at(), &At::Position { line: 2, character: 4 });
    }
}
