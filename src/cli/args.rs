//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::CliError;
use crate::app::Options;
use crate::base::Lang;
use crate::read::{self, DateOrder, Encoding, OpenOptions};
use crate::words::Words;

/// Explore security incidents of Mali, Niger and Burkina Faso on a map, in time, with their sources.
///
/// Without a command the window opens, with the bundled incidents and the files named. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "sahel-atlas", version, args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files to open beside the bundled incidents (GeoJSON of our own, UCDP GED or ACLED CSV)
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Language of texts: en or fr (window: the system's; command line: en)
    #[arg(long, global = true, value_name = "LANG", value_parser = super::parse_lang)]
    pub lang: Option<Lang>,
    #[command(flatten)]
    pub open: OpenArgs,
    #[command(flatten)]
    pub window: WindowArgs,
}

/// Options of the window.
#[derive(Debug, clap::Args)]
pub(super) struct WindowArgs {
    /// Write no settings: leave no trace on this disk
    #[arg(long)]
    pub no_traces: bool,
    /// Print one JSON line with start-up times in milliseconds, then leave
    #[arg(long)]
    pub startup_report: bool,
    /// With --startup-report: stay N seconds more and count the frames drawn in them
    #[arg(long, value_name = "N", requires = "startup_report")]
    pub idle_seconds: Option<u64>,
    /// Write the state as one JSON line to FILE whenever it changes (for tests of the window)
    #[arg(long, value_name = "FILE", hide = true)]
    pub state_dump: Option<PathBuf>,
    /// Lose the graphics adapter after N frames (for tests of the window)
    #[arg(long, value_name = "N", hide = true)]
    pub lose_adapter: Option<u64>,
}

impl WindowArgs {
    /// As options of the window.
    pub fn options(self, files: Vec<PathBuf>, open: OpenOptions, lang: Option<Lang>) -> Options {
        Options {
            files,
            open,
            lang,
            no_traces: self.no_traces,
            no_cache: false,
            startup_report: self.startup_report,
            idle_seconds: self.idle_seconds,
            state_dump: self.state_dump,
            lose_adapter: self.lose_adapter,
        }
    }
}

/// What to do without a window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List incidents as a table, JSON or CSV
    List(ListArgs),
    /// Show one incident: every claim with its source, and where sources differ
    Show(ShowArgs),
    /// Write incidents to a file of another kind: CSV and GeoJSON keep everything
    Convert(ConvertArgs),
    /// Say what was understood of files, and what was not (exit status 1 with findings)
    Check(super::check::CheckArgs),
    /// Measure the program with a file: load, window, filter, search, frames
    Bench(super::bench::BenchArgs),
    /// Print a draft profile of a table: what its columns probably mean, to be completed and given to --map
    Mapping(MappingArgs),
    /// Print the source records
    Sources(SourcesArgs),
    /// The copies of large files that are kept for fast opening: list, delete, make
    #[command(subcommand)]
    Cache(super::cache::CacheCommand),
    /// Draw the map as a picture for a report, without a window
    Render(super::render::RenderArgs),
}

/// Which incidents.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SelectArgs {
    /// First day (2023-10-01, 2023-W40, 2023-10, 2023)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "DATE", visible_alias = "until")]
    pub to: Option<String>,
    /// Whether incidents of uncertain date count when they only may fall in the period
    #[arg(long, value_enum, default_value_t = WindowKind::Possible)]
    pub window: WindowKind,
    /// Country; may be given several times
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,
    /// Event type in ACLED's English words, such as Battles; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Vec<String>,
    /// Words that must all occur, whatever their case and accents
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
}

/// What a person states about files instead of letting it be found out. It holds for every file of the command.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OpenArgs {
    /// Profile that says what the columns of a table mean (`sahel-atlas mapping FILE` prints one to start from)
    #[arg(long, value_name = "JSON")]
    pub map: Option<PathBuf>,
    /// How characters are coded: utf-8, utf-16le, utf-16be or windows-1252
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub encoding: Option<Encoding>,
    /// What separates the cells of a table: one character, or tab
    #[arg(long, value_name = "CHAR", value_parser = parse_delimiter)]
    pub delimiter: Option<u8>,
    /// Which comes first in dates of numbers alone: day-first or month-first
    #[arg(long, value_name = "ORDER", value_parser = parse_date_order)]
    pub date_order: Option<DateOrder>,
    /// Sheet of a workbook; else the first
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// File to read of a ZIP archive of several
    #[arg(long, value_name = "NAME")]
    pub member: Option<String>,
    /// Most bytes of one cell of a table (16 MiB)
    #[arg(long, value_name = "BYTES")]
    pub max_field: Option<usize>,
    /// Do not use a copy that is kept for fast opening, and make none
    #[arg(long)]
    pub no_cache: bool,
}

impl OpenArgs {
    /// As options of the readers.
    ///
    /// # Errors
    /// A profile that cannot be read.
    pub fn options(&self, words: &Words) -> Result<OpenOptions, CliError> {
        let mapping = self
            .map
            .as_ref()
            .map(|path| read::load_mapping(path).map_err(|error| CliError::Read(error.explain(words))));
        Ok(OpenOptions {
            mapping: mapping.transpose()?,
            encoding: self.encoding,
            delimiter: self.delimiter,
            date_order: self.date_order,
            sheet: self.sheet.clone(),
            member: self.member.clone(),
            max_field: self.max_field,
            ask: false,
            kept: None,
        })
    }
}

fn parse_encoding(text: &str) -> Result<Encoding, String> {
    let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let wanted = match plain(text).as_str() {
        "latin1" | "iso88591" | "cp1252" | "ansi" => "windows1252".to_owned(),
        "utf16" => "utf16le".to_owned(),
        other => other.to_owned(),
    };
    let found = Encoding::ALL
        .into_iter()
        .find(|encoding| plain(encoding.name()) == wanted);
    found.ok_or_else(|| format!("found \"{text}\", expected utf-8, utf-16le, utf-16be or windows-1252"))
}

fn parse_delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text.eq_ignore_ascii_case("tab") || text == "\\t" => Ok(b'\t'),
        [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !b"\"\r\n".contains(one) => Ok(*one),
        _ => Err(format!(
            "found \"{text}\", expected one character such as ; or , or |, or the word tab"
        )),
    }
}

fn parse_date_order(text: &str) -> Result<DateOrder, String> {
    let found = DateOrder::ALL.into_iter().find(|order| order.name() == text);
    found.ok_or_else(|| format!("found \"{text}\", expected day-first or month-first"))
}

/// How uncertain dates are treated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum WindowKind {
    /// May have happened in the period
    #[default]
    Possible,
    /// Certainly happened in the period
    Certain,
}

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// Files to list instead of the bundled incidents
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
    #[command(flatten)]
    pub select: SelectArgs,
    /// Form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ListFormat {
    /// Aligned columns for people
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values, UTF-8
    Csv,
}

#[derive(Debug, clap::Args)]
pub(super) struct ConvertArgs {
    /// Files to convert instead of the bundled incidents; of any kind, as many as you like
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
    /// Kind of file to write
    #[arg(long, value_enum, value_name = "KIND")]
    pub to: ConvertFormat,
    /// The file to write; - for standard output
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
    /// Say that you may pass on rows whose terms restrict it, such as ACLED's
    #[arg(long)]
    pub accept_terms: bool,
    #[command(flatten)]
    pub select: ConvertSelectArgs,
}

/// Which incidents to convert: as [`SelectArgs`], with another name for the last day, as `--to` is the kind of file.
#[derive(Debug, clap::Args)]
pub(super) struct ConvertSelectArgs {
    /// First day (2023-10-01, 2023-W40, 2023-10, 2023)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Whether incidents of uncertain date count when they only may fall in the period
    #[arg(long, value_enum, default_value_t = WindowKind::Possible)]
    pub window: WindowKind,
    /// Country; may be given several times
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,
    /// Event type in ACLED's English words, such as Battles; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Vec<String>,
    /// Words that must all occur, whatever their case and accents
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
}

impl ConvertSelectArgs {
    /// As arguments of every other command.
    pub fn select(&self) -> SelectArgs {
        SelectArgs {
            from: self.from.clone(),
            to: self.until.clone(),
            window: self.window,
            country: self.country.clone(),
            kind: self.kind.clone(),
            text: self.text.clone(),
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ConvertFormat {
    /// Table that keeps everything and opens again here
    Csv,
    /// GeoJSON that keeps everything, with claims and sources
    Geojson,
    /// Places with times for Google Earth
    Kml,
    /// Waypoints, only incidents with a known point
    Gpx,
    /// Workbook with dates, numbers, sources
    Xlsx,
    /// Only the sources: CSL-JSON
    Csl,
    /// Only the sources: BibTeX
    Bibtex,
    /// Only the sources: RIS
    Ris,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Incident id, such as INC-01
    #[arg(value_name = "ID")]
    pub id: String,
    /// Files to look in instead of the bundled incidents
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
    /// Form of the record
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    pub format: ShowFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ShowFormat {
    /// For people
    Text,
    /// One object
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct MappingArgs {
    /// Table to look at
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub open: OpenArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct SourcesArgs {
    /// Files whose sources to print instead of those of the bundled incidents
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
    /// Form of the records
    #[arg(long, value_enum, default_value_t = SourcesFormat::Text)]
    pub format: SourcesFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SourcesFormat {
    /// CSL-JSON, for Zotero and the like
    CslJson,
    /// BibTeX
    Bibtex,
    /// One paragraph a source
    Text,
}
