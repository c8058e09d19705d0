//! `cache`: the copies for fast opening, listed, deleted, made.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::OpenArgs;
use super::{CANNOT, CliError, FINDINGS, print, say};
use crate::base::Pulse;
use crate::tasks::store::copies::Copies;
use crate::words::Words;

/// What can be done with copies.
#[derive(Debug, clap::Subcommand)]
pub(super) enum CacheCommand {
    /// List the copies: size, incidents, file
    List,
    /// Delete the copies of these files; without a file, all of them
    Clear(ClearArgs),
    /// Keep copies of these files on this disk, so that they open at once the next time
    Keep(KeepArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct ClearArgs {
    /// Files whose copies to delete
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct KeepArgs {
    /// Files of which to keep copies
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
}

/// Does it. Exit status 1 where a file had no copy to delete, 2 where a copy could not be made.
pub(super) fn run(command: &CacheCommand, words: &Words) -> Result<ExitCode, CliError> {
    let Some(copies) = Copies::of_user() else {
        return Err(CliError::Argument(words.copying.none.to_owned()));
    };
    match command {
        CacheCommand::List => list(&copies, words),
        CacheCommand::Clear(args) if args.files.is_empty() => {
            copies.clear()?;
            Ok(ExitCode::SUCCESS)
        }
        CacheCommand::Clear(args) => clear(&copies, &args.files, words),
        CacheCommand::Keep(args) => keep(&copies, args, words),
    }
}

fn list(copies: &Copies, words: &Words) -> Result<ExitCode, CliError> {
    let lines: Vec<String> = copies
        .list()
        .iter()
        .map(|copy| {
            let file = copy.of.as_ref().map(|of| of.file.display().to_string());
            let said = words.copy_of(copy.of.as_ref().map(|of| of.events), copy.bytes);
            let file = file.unwrap_or_else(|| copy.path.display().to_string());
            format!("{file}\t{said}")
        })
        .collect();
    match lines.is_empty() {
        true => say(words.copying.none),
        false => print(&lines.join("\n"))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn clear(copies: &Copies, files: &[PathBuf], words: &Words) -> Result<ExitCode, CliError> {
    let list = copies.list();
    let mut code = ExitCode::SUCCESS;
    for file in files {
        let file = absolute(file);
        // With whatever options it was opened.
        let of_file = list
            .iter()
            .filter(|copy| copy.of.as_ref().is_some_and(|of| of.file == file));
        let mut removed = 0;
        for copy in of_file {
            copies.remove(&copy.path)?;
            removed += 1;
        }
        if removed == 0 {
            say(&words.no_copy_of(&file.display().to_string()));
            code = ExitCode::from(FINDINGS);
        }
    }
    Ok(code)
}

fn keep(copies: &Copies, args: &KeepArgs, words: &Words) -> Result<ExitCode, CliError> {
    let options = args.open.options(words)?;
    let mut code = ExitCode::SUCCESS;
    for file in &args.files {
        let path = absolute(file);
        let pulse = Pulse::new();
        let read = crate::read::open_with(&path, &options, &pulse);
        let summed = read.and_then(|opened| Ok((opened, crate::read::sha256_of(&path, &pulse)?)));
        let (opened, sum) = summed.map_err(|error| CliError::Read(error.explain(words)))?;
        let read = (&opened.dataset, &opened.report);
        match copies.keep(&path, &options, read, Some(sum)) {
            Ok(bytes) => say(&words.copy_kept(&opened.report.file, bytes)),
            Err(error) => {
                say(&words.copy_not_kept(&opened.report.file, &error.explain(words)));
                code = ExitCode::from(CANNOT);
            }
        }
    }
    Ok(code)
}

fn absolute(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned())
}
