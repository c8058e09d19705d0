//! The command line: same engine, same numbers as the window, and no display.
//!
//! Two steps: `args` says what can be typed, the others do it. Data go to standard output, messages to standard
//! error. Exit status: 0 good, 1 findings (`check`, `convert`), 2 cannot.

mod args;
mod bench;
mod cache;
mod check;
mod convert;
mod render;
mod select;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;

use crate::app;
use crate::base::{Lang, Pulse};
use crate::model::Dataset;
use crate::query::slice::{replaced_rows, tell_from};
use crate::tasks::store::copies::Copies;
use crate::words::{Words, words};
use crate::write::sources::SourceFormat;
use crate::write::{record, record_json};
use args::{
    Args, Command, ListArgs, ListFormat, MappingArgs, OpenArgs, ShowArgs, ShowFormat, SourcesArgs, SourcesFormat,
};

/// Why a command could not be done. Printed as one line.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A file cannot be read.
    #[error("{0}")]
    Read(String),
    /// An argument makes no sense.
    #[error("{0}")]
    Argument(String),
    /// Writing failed.
    #[error("{}", crate::words::EN.cannot_print(&crate::words::EN.system_error(.0)))]
    Write(#[from] std::io::Error),
    /// The picture cannot be drawn.
    #[error(transparent)]
    Picture(#[from] crate::ui::page::PictureError),
    /// The window cannot be opened.
    #[error(transparent)]
    Window(#[from] app::StartError),
}

impl CliError {
    /// The message in the language of the command.
    fn explain(&self, words: &Words) -> String {
        match self {
            Self::Read(said) | Self::Argument(said) => said.clone(),
            Self::Write(error) => words.cannot_print(&words.system_error(error)),
            Self::Picture(error) => error.explain(words),
            Self::Window(error) => error.explain(words),
        }
    }
}

/// Nothing found, or findings to look at.
const FINDINGS: u8 = 1;
/// Could not be done.
const CANNOT: u8 = 2;

/// Runs what the command line asks for.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_panic));
    let args = Args::parse();
    let words = words(args.lang.unwrap_or_default());
    match run(args) {
        Ok(code) => code,
        // The reader of a pipe may leave early (`| head`): no reason to complain.
        Err(CliError::Write(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("sahel-atlas: {}", error.explain(words)));
            ExitCode::from(CANNOT)
        }
    }
}

/// Says where the program broke, in one line. A job that breaks is caught and the window lives on.
fn report_panic(info: &std::panic::PanicHookInfo<'_>) {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or(payload.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("no message");
    // A missing library is said by who opens the window.
    if !app::is_missing_library(text) {
        let place = info.location().map_or_else(String::new, |at| {
            format!(" in {} line {}", file_name(at.file()), at.line())
        });
        say(&format!("sahel-atlas: internal error{place}: {text}"));
    }
}

/// The name of a source file without the folders of the machine that built it.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn run(args: Args) -> Result<ExitCode, CliError> {
    let lang = args.lang;
    let words = words(lang.unwrap_or_default());
    match args.command {
        None => {
            let open = args.open.options(words)?;
            let no_cache = args.open.no_cache;
            let options = args.window.options(args.files, open, lang);
            app::run(app::Options { no_cache, ..options })?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::List(list)) => list_events(&list, words),
        Some(Command::Convert(args)) => convert::convert(&args, words),
        Some(Command::Show(show)) => show_event(&show, words),
        Some(Command::Bench(bench)) => bench::run(&bench),
        Some(Command::Cache(cache)) => cache::run(&cache, words),
        Some(Command::Check(check)) => check::run(&check, words),
        Some(Command::Mapping(mapping)) => print_mapping(&mapping, words),
        Some(Command::Sources(sources)) => print_sources(&sources, words),
        Some(Command::Render(args)) => render::render(&args, words),
    }
}

fn list_events(args: &ListArgs, words: &Words) -> Result<ExitCode, CliError> {
    let datasets = datasets(&args.files, &args.open, words)?;
    let result = select::select(&datasets, &args.select, words)?;
    if result.rows.is_empty() {
        for name in &args.select.country {
            let said = datasets
                .iter()
                .find_map(|d| d.context().empty_country.get(name.as_str()));
            said.into_iter().for_each(|country| say(country.text.get(words.lang)));
        }
    }
    let events = result.events().map(|(_, event)| event);
    let text = match args.format {
        ListFormat::Table => crate::write::list::table(events, words),
        ListFormat::Json => crate::write::list::json(events, words.lang),
        ListFormat::Csv => crate::write::list::csv(events, words.lang),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn show_event(args: &ShowArgs, words: &Words) -> Result<ExitCode, CliError> {
    let datasets = datasets(&args.files, &args.open, words)?;
    let wanted = args.id.as_str();
    // The reading of the last file that holds the event stands for it.
    let found = datasets.iter().rev().find_map(|dataset| {
        let row = dataset.find(wanted).or_else(|| find_loosely(dataset, wanted))?;
        dataset.event(row)
    });
    let Some(event) = found else {
        return Err(CliError::Argument(words.no_such_event(wanted)));
    };
    let text = match args.format {
        ShowFormat::Text => record::text(event, &event.incident(), event.dataset(), words),
        ShowFormat::Json => record_json::json(event, &event.incident(), event.dataset(), words),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The row of an id typed in other letter case.
fn find_loosely(dataset: &Dataset, id: &str) -> Option<crate::model::Row> {
    dataset
        .events()
        .find(|event| event.id().eq_ignore_ascii_case(id))
        .map(|event| event.row())
}

/// Says what the columns of a table were taken for where nobody stated it.
pub(crate) fn say_guess(report: &crate::read::ReadReport, words: &Words) {
    if let Some(mapping) = &report.guessed {
        say(&words.guessed_columns(&report.file, &mapping.described(words)));
    }
}

fn print_mapping(args: &MappingArgs, words: &Words) -> Result<ExitCode, CliError> {
    let options = args.open.options(words)?;
    let guess = crate::read::guess_mapping(&args.file, &options, &Pulse::new());
    let guess = guess.map_err(|error| CliError::Read(error.explain(words)))?;
    print(&guess.mapping.to_json())?;
    if !guess.doubts.is_empty() {
        say(&crate::read::error::doubts_explained(&guess.doubts, words));
    }
    Ok(ExitCode::from(if guess.doubts.is_empty() { 0 } else { FINDINGS }))
}

fn print_sources(args: &SourcesArgs, words: &Words) -> Result<ExitCode, CliError> {
    let datasets = datasets(&args.files, &args.open, words)?;
    let sources = datasets.iter().flat_map(|dataset| dataset.sources());
    let format = match args.format {
        SourcesFormat::CslJson => SourceFormat::CslJson,
        SourcesFormat::Bibtex => SourceFormat::Bibtex,
        SourcesFormat::Text => SourceFormat::Text,
    };
    print(&crate::write::sources::sources(sources, format, words))?;
    Ok(ExitCode::SUCCESS)
}

/// The datasets of these files, by copies where there are sound ones, or the bundled one where none is named. Where two files hold the same event, the
/// later one stands for it (see [`crate::query::run`]), which is said.
pub(crate) fn datasets(
    files: &[std::path::PathBuf],
    open: &OpenArgs,
    words: &Words,
) -> Result<Vec<Arc<Dataset>>, CliError> {
    let unreadable = |error: crate::read::ReadError| CliError::Read(error.explain(words));
    if files.is_empty() {
        return Ok(vec![Arc::new(crate::read::bundled().map_err(unreadable)?)]);
    }
    let options = open.options(words)?;
    let copies = Copies::of_user().filter(|_| !open.no_cache);
    let mut datasets = Vec::new();
    for file in files {
        let options = Copies::with_copy(copies.as_ref(), file, &options);
        let mut opened = crate::read::open_with(file, &options, &Pulse::new()).map_err(unreadable)?;
        let others: Vec<&Dataset> = datasets.iter().map(|other: &Arc<Dataset>| &**other).collect();
        tell_from(&mut opened.dataset, file, &others);
        say_guess(&opened.report, words);
        if opened.dataset.counts().quarantined > 0 {
            say(&words.set_aside(&opened.report.file, opened.dataset.counts().quarantined));
        }
        let dataset = Arc::new(opened.dataset);
        let shared: usize = datasets
            .iter()
            .map(|earlier: &Arc<Dataset>| replaced_rows(earlier, &dataset).count())
            .sum();
        if shared > 0 {
            say(&words.later_file_counts(&opened.report.file, shared));
        }
        datasets.push(dataset);
    }
    Ok(datasets)
}

/// Prints data to standard output, with a line end.
fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Prints a message to standard error.
#[expect(clippy::print_stderr, reason = "messages of the command line go to stderr")]
pub(crate) fn say(message: &str) {
    eprintln!("{message}");
}

/// Language of the command line: English unless asked for, so that scripts read the same everywhere.
pub(crate) fn parse_lang(text: &str) -> Result<Lang, String> {
    text.parse()
}
