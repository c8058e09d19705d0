//! What a file is, by its first block.

use super::FIRST_BLOCK;
use super::error::{At, Content, Expected, Found, OtherContent, Problem, ReadError, excerpt};
use super::options::{Encoding, OpenOptions};
use super::scan::{self, Wishes};
use super::table_file::named;

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
    Ucdp(u8),
    /// An ACLED event table with this delimiter.
    Acled(u8),
    /// A table that no reader knows: a mapping says what its columns mean.
    AnyTable,
}

impl Kind {
    /// Whether it is a table that is read from the file by parts, however large it is.
    pub fn is_scanned(self) -> bool {
        matches!(self, Self::Ucdp(_) | Self::Acled(_) | Self::AnyTable | Self::Gdelt)
    }

    /// Most bytes that are read of such a file. UCDP's whole global table has about 260 MB; a collection of
    /// our own is written by hand, and its records take several times the room of their text.
    pub fn limit(self) -> u64 {
        match self {
            Self::Json | Self::Xml => 128 << 20,
            Self::Ucdp(_)
            | Self::Acled(_)
            | Self::NativeTable(_)
            | Self::AnyTable
            | Self::Gdelt
            | Self::Gzip
            | Self::Zip => 1 << 30,
        }
    }
}

/// What separates the cells of tables.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Beginnings of formats that other programs open.
const MAGIC: [(&[u8], Content); 24] = [
    (b"\xD0\xCF\x11\xE0", Content::Other(OtherContent::OldWorkbook)),
    (b"%PDF", Content::Pdf),
    (b"\x89PNG", Content::Image),
    (b"\xFF\xD8\xFF", Content::Image),
    (b"GIF8", Content::Image),
    (b"II*\0", Content::Image),
    (b"MM\0*", Content::Image),
    (b"RIFF", Content::Image),
    (b"SQLite format 3", Content::Database),
    (b"7z\xBC\xAF\x27\x1C", Content::Other(OtherContent::Archive)),
    (b"Rar!\x1A\x07", Content::Other(OtherContent::Archive)),
    (b"\xFD7zXZ\0", Content::Other(OtherContent::Archive)),
    (b"BZh91AY&SY", Content::Other(OtherContent::Archive)),
    (b"\x28\xB5\x2F\xFD", Content::Other(OtherContent::Archive)),
    (b"PAR1", Content::Other(OtherContent::Columns)),
    (b"ARROW1", Content::Other(OtherContent::Columns)),
    (b"\0\0\x27\x0A", Content::Other(OtherContent::Shapefile)),
    (b"fgb\x03", Content::Other(OtherContent::Shapefile)),
    (b"PMTiles", Content::Other(OtherContent::Tiles)),
    (b"\x7FELF", Content::Other(OtherContent::Program)),
    (b"MZ\x90\0", Content::Other(OtherContent::Program)),
    (b"\x89HDF", Content::Other(OtherContent::Columns)),
    (b"ID3", Content::Other(OtherContent::Sound)),
    (b"OggS", Content::Other(OtherContent::Sound)),
];

/// Recognises a file by its first block (or all of it, where it is shorter).
///
/// # Errors
/// For everything that no reader takes, with what it seems to be.
pub(super) fn recognise(first: &[u8], options: &OpenOptions) -> Result<Kind, ReadError> {
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
    let encoding = options
        .encoding
        .map_or_else(|| scan::Encoding::sniff(first).0, super::table_file::coded);
    if !encoding.is_wide() && is_binary(first) {
        return Err(refused(Content::Binary));
    }
    let text = encoding.widened(first);
    let text = String::from_utf8_lossy(&text);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let kind = match text.chars().next() {
        None => return Err(ReadError::whole(Problem::Empty)),
        Some('{' | '[' | '\u{1E}') => Kind::Json,
        Some('<') => Kind::Xml,
        Some(_) if options.mapping.is_some() => Kind::AnyTable,
        Some(_) if super::json_file::is_wrapped(text) => Kind::Json,
        Some(_) if super::gdelt::looks_like(text) => Kind::Gdelt,
        Some(_) => table(text, options)?,
    };
    Ok(kind)
}

/// Whether bytes are no text: more than one in a hundred, and more than a few, are such as no text has. A zero byte
/// here and there in a text is damage, and is said.
fn is_binary(bytes: &[u8]) -> bool {
    let strange = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0x1B | 0x1E);
    let count = bytes.iter().filter(strange).count();
    count > 8 && count * 100 > bytes.len() || count * 4 > bytes.len()
}

/// The kind of table that a header of names between commas belongs to.
///
/// # Errors
/// For one that no reader knows by its names alone.
pub(super) fn known_table(header: &str) -> Result<Kind, ReadError> {
    let first = header.lines().next().unwrap_or_default();
    let names: Vec<&str> = first.split(',').map(|n| n.trim().trim_matches('"')).collect();
    known(&names, b',').unwrap_or_else(|| Err(refused(Content::Table(excerpt(&names.join(", "))))))
}

pub(super) fn refused(content: Content) -> ReadError {
    ReadError::whole(Problem::NotUnderstood(content))
}

/// A table by its header: the names that stand there, whatever separates them.
fn table(text: &str, options: &OpenOptions) -> Result<Kind, ReadError> {
    let wishes = Wishes {
        delimiter: options.delimiter,
        encoding: Some(scan::Encoding::Utf8),
        header_at: None,
    };
    let first = text.lines().next().unwrap_or_default();
    let likely = options.delimiter.or_else(|| {
        let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
        DELIMITERS.into_iter().max_by_key(count)
    });
    // A header in the first line tells by itself, however strange the rows below it are.
    if let Some(delimiter) = likely {
        let names: Vec<&str> = first
            .split(char::from(delimiter))
            .map(|n| n.trim().trim_matches('"'))
            .collect();
        if let Some(kind) = known(&names, delimiter) {
            return kind;
        }
    }
    let dialect = scan::sniff(text.as_bytes(), &wishes);
    let delimiter = char::from(dialect.delimiter);
    let names: Vec<&str> = match &dialect.header {
        Some(header) => header.cells.iter().map(|name| name.trim()).collect(),
        None => first.split(delimiter).map(|n| n.trim().trim_matches('"')).collect(),
    };
    let rows = text.lines().filter(|line| line.contains(delimiter)).take(2).count();
    if names.len() < 2 || names.len() == 2 && rows < 2 {
        return Err(refused(Content::Text(excerpt(first))));
    }
    known(&names, dialect.delimiter).unwrap_or(Ok(Kind::AnyTable))
}

/// The reader of a table with these names; `None` for one that no reader knows.
fn known(names: &[&str], delimiter: u8) -> Option<Result<Kind, ReadError>> {
    if super::native_csv::looks_like(names) {
        return Some(Ok(Kind::NativeTable(delimiter)));
    }
    if super::ucdp::looks_like(names) {
        return Some(Ok(Kind::Ucdp(delimiter)));
    }
    if super::acled::looks_like(names) {
        return Some(Ok(Kind::Acled(delimiter)));
    }
    super::acled::counts_events(names).then(|| Err(refused(Content::AcledCounts)))
}

/// The text of a file that is read as a whole, without a byte order mark, and how it was coded: as stated, else as a
/// mark or zeros show, else as XML declares, else UTF-8.
///
/// # Errors
/// Names line and character of the first byte that is not UTF-8 where that is what it should be.
pub(super) fn decoded(bytes: Vec<u8>, stated: Option<Encoding>) -> Result<(String, Encoding), ReadError> {
    let seen = named(scan::Encoding::sniff(bytes.get(..FIRST_BLOCK).unwrap_or(&bytes)).0);
    let shown = Some(seen).filter(|encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be));
    let encoding = stated.or(shown).or_else(|| declared(&bytes)).unwrap_or_default();
    let decoder = match encoding {
        Encoding::Utf8 => return Ok((utf8(bytes)?, encoding)),
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    };
    let (text, damaged) = decoder.decode_with_bom_removal(&bytes);
    match damaged {
        true => Err(refused(Content::Utf16)),
        false => Ok((text.into_owned(), encoding)),
    }
}

/// The encoding that XML declares in its first line: `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let first = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    let declaration = first.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = label.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = label.split(quote).nth(1)?;
    let known = encoding_rs::Encoding::for_label(label.as_bytes())?;
    (known == encoding_rs::WINDOWS_1252).then_some(Encoding::Windows1252)
}

/// The text of a file in UTF-8, without a byte order mark.
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
        match recognise(bytes, &OpenOptions::default()).unwrap_err().problem() {
            Problem::NotUnderstood(content) => content.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn kinds_follow_content() {
        let kind = |bytes| recognise(bytes, &OpenOptions::default());
        assert_eq!(kind(b"\xEF\xBB\xBF \n{\"type\":1}"), Ok(Kind::Json));
        let ucdp = b"id;date_prec;where_prec;type_of_violence;dyad_name\n1;2;3;1;x";
        assert_eq!(kind(ucdp), Ok(Kind::Ucdp(b';')));
        assert_eq!(kind(b"PK\x03\x04rest"), Ok(Kind::Zip));
        assert_eq!(kind(b"\x1F\x8Brest"), Ok(Kind::Gzip));
        assert_eq!(kind(b"<?xml version=\"1.0\"?><kml/>"), Ok(Kind::Xml));
        assert_eq!(
            kind(b"var incidents = {\"type\": \"FeatureCollection\""),
            Ok(Kind::Json)
        );
        assert_eq!(content(&[0; 4096]), Content::Binary);
        assert_eq!(kind(b"[1, 2]"), Ok(Kind::Json));
        assert_eq!(kind(b"event_id_cnty,event_date,year\n"), Ok(Kind::Acled(b',')));
        assert_eq!(
            content(b"WEEK,COUNTRY,ADMIN1,EVENTS,FATALITIES\n"),
            Content::AcledCounts
        );
        assert_eq!(kind(b"a,b,c\n1,2,3\n"), Ok(Kind::AnyTable));
        assert_eq!(kind(b"a\tb\n1\t2\n"), Ok(Kind::AnyTable));
        assert_eq!(kind(b"\xFF\xFEa\0;\0b\0;\0c\0\n\0"), Ok(Kind::AnyTable));
        assert_eq!(content(b"dear all,\n"), Content::Text("dear all,".to_owned()));
    }

    #[test]
    fn a_stray_byte_is_found_by_line_and_character() {
        let error = utf8(b"ab\nM\xC3\xA9n\xE9".to_vec()).unwrap_err();
        assert_eq!(error.at(), &At::Position { line: 2, character: 4 });
    }
}
