//! What stands in files that are no plain tables, what should, and what is wrong with them, in words.

use serde::{Deserialize, Serialize};

use super::found::excerpt;
use crate::base::Day;
use crate::words::Words;

/// What a file turned out to be, beside [`super::Content`]'s own kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum OtherContent {
    TopoJson,
    EsriJson,
    EmptyList,
    Html,
    /// XML; the name of its root.
    Xml(String),
    Office,
    OldWorkbook,
    /// Of a kind that is not unpacked here.
    Archive,
    /// Parquet, Arrow, HDF5.
    Columns,
    /// Also FlatGeobuf.
    Shapefile,
    Tiles,
    Program,
    Sound,
}

/// What should stand in a file that is no plain table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it; the phrases are in words::formats")]
pub enum Wanted {
    Position,
    ThreeNumbers,
    LineOfTwo,
    RingOfFour,
    ClosedRing,
    RightHand,
    NotNested,
    NotAlone,
    Feature,
    Geometry,
    ObjectOrNull,
    TextOrNumber,
    Bbox,
    NoSuchMember,
    MemberOnce,
    JsonAlone,
    CollectionAtRoot,
    AnyDate,
    SomeDate,
    SomePlace,
    TimeMapEvent,
    Waypoints,
    NoLinks,
    Association,
    CompactDay,
    NoError,
    /// A code of which somebody has said what it means.
    ExplainedCode,
    OrderedDates,
    /// Only this sheet.
    OnlySheet(String),
}

/// What is wrong with a file that is no plain table.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// An archive of several files; their names in it.
    SeveralFiles(Vec<String>),
    /// No file of the asked name in an archive, or several; those that are there.
    NoSuchMember(String, Vec<String>),
    /// A workbook with several sheets of events, where somebody can be asked; their names.
    SeveralSheets(Vec<String>),
    /// An archive of none.
    ArchiveEmpty,
    /// An archive within an archive; its name.
    NestedArchive(String),
    /// A password is needed.
    Encrypted,
    /// More than this many bytes come out.
    ExpandsBeyond(u64),
    /// Far more comes out than went in.
    Bomb,
    /// An archive or a workbook that is damaged; a library's words.
    Damaged(String),
    /// No sheet of the asked name; those that are there.
    NoSuchSheet(String, Vec<String>),
    /// No sheet has a row.
    SheetsEmpty,
    /// Not XML; a library's words.
    Xml(String),
    /// Coordinates that are not WGS 84; the name of their system.
    ForeignCrs(String),
    /// A date with two readings (day first, month first) that no date of the file decides.
    TwoReadings(String, Day, Day),
    /// Two dates of which one has the day first and the other the month.
    OrdersMixed(String, String),
}

impl OtherContent {
    pub(super) fn explain(&self, words: &Words) -> String {
        let w = words.formats;
        match self {
            Self::TopoJson => w.kind_topojson.to_owned(),
            Self::EsriJson => w.kind_esri.to_owned(),
            Self::EmptyList => w.kind_empty_list.to_owned(),
            Self::Html => w.kind_html.to_owned(),
            Self::Xml(root) => format!("{} {}", w.kind_xml, words.quoted(root)),
            Self::Office => w.kind_office.to_owned(),
            Self::OldWorkbook => w.kind_old_workbook.to_owned(),
            Self::Archive => w.kind_archive.to_owned(),
            Self::Columns => w.kind_columns.to_owned(),
            Self::Shapefile => w.kind_shapefile.to_owned(),
            Self::Tiles => w.kind_tiles.to_owned(),
            Self::Program => w.kind_program.to_owned(),
            Self::Sound => w.kind_sound.to_owned(),
        }
    }
}

impl OtherContent {
    pub(super) fn advice(&self, words: &Words) -> &'static str {
        let w = words.refused;
        match self {
            Self::TopoJson | Self::EsriJson | Self::Shapefile | Self::Columns => w.export_layer,
            Self::EmptyList => w.empty_list,
            Self::Html => w.web_page,
            Self::Office => w.table_in_document,
            Self::OldWorkbook => w.save_as_xlsx,
            Self::Archive => w.unpack,
            Self::Xml(_) | Self::Tiles | Self::Program | Self::Sound => w.save_as_table,
        }
    }
}

impl Wanted {
    pub(super) fn explain(&self, words: &Words) -> String {
        let w = words.formats;
        let phrase = match self {
            Self::Position => w.position,
            Self::ThreeNumbers => w.three_numbers,
            Self::LineOfTwo => w.line_of_two,
            Self::RingOfFour => w.ring_of_four,
            Self::ClosedRing => w.closed_ring,
            Self::RightHand => w.right_hand,
            Self::NotNested => w.not_nested,
            Self::NotAlone => w.not_alone,
            Self::Feature => w.feature,
            Self::Geometry => w.geometry,
            Self::ObjectOrNull => w.object_or_null,
            Self::TextOrNumber => w.text_or_number,
            Self::Bbox => w.bbox,
            Self::NoSuchMember => w.no_such_member,
            Self::MemberOnce => w.member_once,
            Self::JsonAlone => w.json_alone,
            Self::CollectionAtRoot => w.collection_at_root,
            Self::AnyDate => w.any_date,
            Self::SomeDate => w.some_date,
            Self::SomePlace => w.some_place,
            Self::TimeMapEvent => w.timemap_event,
            Self::Waypoints => w.waypoints,
            Self::NoLinks => w.no_links,
            Self::Association => w.association,
            Self::CompactDay => w.compact_day,
            Self::NoError => w.no_error,
            Self::ExplainedCode => w.explained_code,
            Self::OrderedDates => w.ordered_dates,
            Self::OnlySheet(name) => return words.only_sheet(name),
        };
        phrase.to_owned()
    }
}

/// Names of members that a message lists.
const LISTED: usize = 8;

/// The first names of members, none longer than an excerpt.
fn shortened(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(LISTED).map(|name| excerpt(name)).collect();
    if names.len() > LISTED {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

impl Trouble {
    /// The message without a full stop, and what to do.
    pub(super) fn explain(&self, words: &Words) -> (String, &'static str) {
        let (w, r) = (words.formats, words.reading);
        let with = |message: &str, said: &str| format!("{message} ({said})");
        match self {
            Self::SeveralFiles(names) => (words.several_files(&shortened(names)), w.advice_member),
            Self::NoSuchMember(asked, names) => (words.no_such_member_of(asked, &shortened(names)), w.advice_member),
            Self::SeveralSheets(names) => (words.several_sheets(&shortened(names)), w.advice_sheet),
            Self::ArchiveEmpty => (w.archive_empty.to_owned(), r.advice_again),
            Self::NestedArchive(name) => (words.nested_archive(name), w.advice_unpack),
            Self::Encrypted => (w.encrypted.to_owned(), w.advice_unpack),
            Self::ExpandsBeyond(limit) => (words.expands_beyond(*limit), r.advice_smaller),
            Self::Bomb => (w.bomb.to_owned(), words.refused.ask_sender),
            Self::Damaged(said) => (with(w.damaged, said), r.advice_again),
            Self::NoSuchSheet(asked, sheets) => (words.no_such_sheet(asked, &sheets.join(", ")), w.advice_sheet),
            Self::SheetsEmpty => (w.sheets_empty.to_owned(), r.advice_again),
            Self::Xml(said) => (with(w.xml_broken, said), r.advice_again),
            Self::ForeignCrs(name) => (words.foreign_crs(name), w.advice_wgs84),
            Self::TwoReadings(example, day_first, month_first) => {
                let (day_first, month_first) = (day_first.to_string(), month_first.to_string());
                (
                    words.two_readings_of_file(example, &day_first, &month_first),
                    w.advice_order,
                )
            }
            Self::OrdersMixed(a, b) => {
                let both = format!("{}, {}", words.quoted(a), words.quoted(b));
                (with(w.orders_mixed, &both), r.advice_correct)
            }
        }
    }
}
