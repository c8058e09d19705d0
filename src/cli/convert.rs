//! `convert`: events of any files into one file of another kind.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::args::{ConvertArgs, ConvertFormat};
use super::{CliError, FINDINGS, datasets, say, select};
use crate::app::clock;
use crate::base::Pulse;
use crate::tasks::whole::{WholeError, write_with};
use crate::words::Words;
use crate::write::export::{Export, ExportError, ExportFormat, Written, write};

/// Where the output goes if not to a file.
const STANDARD_OUTPUT: &str = "-";

/// Converts, and says on standard error what was written under which filter and terms.
///
/// # Errors
/// A file that cannot be read or written, an existing file without `--force`, restricted rows without a yes.
pub(super) fn convert(args: &ConvertArgs, words: &'static Words) -> Result<ExitCode, CliError> {
    let to_stdout = args.out.as_os_str() == STANDARD_OUTPUT;
    // Before anything is read: a name that is taken is no reason to wait.
    if !to_stdout && args.out.exists() && !args.force {
        return Err(CliError::Argument(words.file_exists(&args.out.display().to_string())));
    }
    let format = format(args.to);
    if let Some(other) = format.contradicted_by(&args.out).filter(|_| !to_stdout) {
        let (out, asked, other) = (args.out.display().to_string(), name(format), name(other));
        return Err(CliError::Argument(words.ending_contradicts(
            &out,
            asked,
            format.ending(),
            other,
        )));
    }
    let datasets = datasets(&args.files, &args.open, words)?;
    let asked = args.select.select();
    let filter = select::filter(&datasets, &asked, words)?;
    let result = select::select(&datasets, &asked, words)?;
    let export = Export::new(&result, None, &filter, words, clock::today());
    let restricted = export.restricted();
    if format.has_rows() && !restricted.is_empty() && !args.accept_terms {
        let terms: Vec<String> = restricted.into_iter().map(|card| words.terms_of(card)).collect();
        return Err(CliError::Argument(words.terms_needed(&terms.join(" "))));
    }
    let written = if to_stdout {
        let mut out = std::io::stdout().lock();
        let written = write(&export, format, &mut out, &Pulse::new());
        written.map_err(|error| failed(error, words))?
    } else {
        to_file(&export, format, &args.out, words)?
    };
    let file = if to_stdout {
        "standard output".to_owned()
    } else {
        args.out.display().to_string()
    };
    say(&words.written_to(written.written, format.has_rows(), &file));
    for line in [
        vec![export.sentence()],
        words.export_remarks(written.left_out, written.cut),
        format.loses(words).map(str::to_owned).into_iter().collect(),
    ]
    .concat()
    {
        say(&line);
    }
    export.licence_lines().iter().for_each(|line| say(line));
    std::io::stderr().flush()?;
    let quarantined = datasets.iter().any(|dataset| dataset.counts().quarantined > 0);
    Ok(if quarantined {
        ExitCode::from(FINDINGS)
    } else {
        ExitCode::SUCCESS
    })
}

/// A format as `--to` names it.
fn name(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::CslJson => "csl",
        ExportFormat::Bibtex => "bibtex",
        other => other.ending(),
    }
}

fn to_file(export: &Export<'_>, format: ExportFormat, path: &Path, words: &Words) -> Result<Written, CliError> {
    write_with(path, |out| write(export, format, out, &Pulse::new())).map_err(|error| match error {
        WholeError::Io(error) => {
            CliError::Argument(words.not_saved(&path.display().to_string(), &words.system_error(&error)))
        }
        WholeError::Content(error) => failed(error, words),
    })
}

fn failed(error: ExportError, words: &Words) -> CliError {
    match error {
        ExportError::Io(error) => CliError::Write(error),
        ExportError::TooManyRows { found, limit } => CliError::Argument(words.too_many_rows(found, limit)),
        ExportError::Cancelled(_) => CliError::Argument(words.writing_stopped().to_owned()),
        ExportError::Workbook(said) => CliError::Argument(words.workbook_refused(&said)),
    }
}

fn format(format: ConvertFormat) -> ExportFormat {
    match format {
        ConvertFormat::Csv => ExportFormat::Csv,
        ConvertFormat::Geojson => ExportFormat::GeoJson,
        ConvertFormat::Kml => ExportFormat::Kml,
        ConvertFormat::Gpx => ExportFormat::Gpx,
        ConvertFormat::Xlsx => ExportFormat::Xlsx,
        ConvertFormat::Csl => ExportFormat::CslJson,
        ConvertFormat::Bibtex => ExportFormat::Bibtex,
        ConvertFormat::Ris => ExportFormat::Ris,
    }
}
