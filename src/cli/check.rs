//! `check`: what was understood of files, and what was not.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::OpenArgs;
use super::{CANNOT, CliError, FINDINGS, print, say, say_guess};
use crate::app;
use crate::base::Pulse;
use crate::read::{OpenOptions, ReadError, ReadReport};
use crate::words::Words;
use crate::write::check::{self, AsideTable};

/// What the keys of `--json` mean; shown under `--help`.
const KEYS: &str = "\
Exit status: 0 all rows accepted (warnings are no reason against it), 1 rows were set aside, 2 a file is unreadable.

--json prints one object per file, each on a line of its own, always with these keys:
  file         name without folder
  dataset      id of the dataset (ucdp-ged, ...) or null
  format       what the file was read as (native, ucdp_ged, ...) or null
  sha256       of the file's bytes, or null
  encoding     utf-8, utf-16le, utf-16be, windows-1252, or null
  delimiter    of a table, or null
  date_order   year-first, named-month, day-first, month-first, or null
  read         rows: always accepted + quarantined + duplicates
  warned       accepted rows with a warning
  unlocated    accepted rows without a place
  first_date, last_date  of the accepted rows, both included, or null
  issues       list of objects with line, column (null for a whole file or row), found, expected, kind, count
An issue's kind is set_aside, warning, remark or error, a dot, and what was expected (set_aside.latitude). Rows set
aside are listed one by one up to 1,000; the rest and everything else is one issue per kind and column, with its count.
An unreadable file has the same keys, no rows, and one issue of kind error.";

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = KEYS)]
pub(super) struct CheckArgs {
    /// Files to check, of any kinds
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// One JSON object per file and line instead of text
    #[arg(long)]
    pub json: bool,
    /// Save the rows that were set aside as FILE.set-aside.csv in this folder
    #[arg(long, value_name = "DIR")]
    pub save_quarantined: Option<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
}

/// Checks files one after the other.
pub(super) fn run(args: &CheckArgs, words: &Words) -> Result<ExitCode, CliError> {
    let options = args.open.options(words)?;
    let (mut aside, mut unreadable) = (false, false);
    for (i, file) in args.files.iter().enumerate() {
        match checked(file, &options) {
            Ok(report) => {
                say_guess(&report, words);
                if args.json {
                    print(&check::json(&report))?;
                } else {
                    let gap = if i > 0 { "\n" } else { "" };
                    print(&format!("{gap}{}", check::text(&report, words)))?;
                }
                if let Some(folder) = &args.save_quarantined {
                    save(file, &report, folder, words)?;
                }
                aside |= report.counts.quarantined > 0;
            }
            Err(error) => {
                say(&error.explain(words));
                if args.json {
                    let sum = crate::read::sha256_of(file, &Pulse::new()).ok();
                    print(&check::json_of_error(error.file(), sum.as_deref(), &error))?;
                }
                unreadable = true;
            }
        }
    }
    Ok(match (unreadable, aside) {
        (true, _) => ExitCode::from(CANNOT),
        (false, true) => ExitCode::from(FINDINGS),
        (false, false) => ExitCode::SUCCESS,
    })
}

fn checked(file: &Path, options: &OpenOptions) -> Result<ReadReport, ReadError> {
    let mut report = crate::read::open_with(file, options, &Pulse::new())?.report;
    report.compare_with(app::clock::today());
    report.sha256 = Some(crate::read::sha256_of(file, &Pulse::new())?);
    Ok(report)
}

/// Saves the rows of a file that were set aside, if there are any.
fn save(file: &Path, report: &ReadReport, folder: &Path, words: &Words) -> Result<(), CliError> {
    if report.counts.quarantined == 0 {
        return Ok(());
    }
    let bytes = table(file, report, words).map_err(|error| CliError::Read(error.explain(words)))?;
    let path = folder.join(format!("{}.set-aside.csv", report.file));
    crate::tasks::store::write_whole(&path, &bytes)?;
    say(&words.saved(&path.display().to_string()));
    Ok(())
}

fn table(file: &Path, report: &ReadReport, words: &Words) -> Result<Vec<u8>, ReadError> {
    let mut table = AsideTable::new(report, words);
    if report.delimiter.is_none() {
        table.push_findings();
    }
    crate::read::aside::each_row(file, report, &Pulse::new(), |line, cells| table.push(line, cells))?;
    Ok(table.finish())
}
