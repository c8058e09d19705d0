//! Tables whose columns somebody has to explain: looked at, previewed and opened beside the screen.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::Aids;
use super::store::copies::Copies;
use super::store::profiles::load_profile;
use super::{JobKind, Outcome, Tasks};
use crate::base::Pulse;
use crate::read::preview::{Preview, Sample};
use crate::read::{Beginning, Mapping, OpenOptions, Opened, Problem, ReadError};

/// What was found out for the questions about a table. Numbers tell apart what was asked for earlier and later.
#[derive(Debug)]
pub enum TableNews {
    /// A table can be asked about.
    Looked(u64, Arc<Sample>),
    /// A table cannot be read.
    NotLooked(u64, Box<ReadError>),
    /// What a mapping makes of its first rows.
    Previewed(u64, Box<Preview>),
}

/// Opens a file as it is; a table that no reader knows by the profile that is kept for its header. Returns the options
/// by which it was read.
///
/// # Errors
/// As [`crate::read::open_with`]; [`Problem::NeedsMapping`] for a table that somebody has to explain.
pub fn open_known(
    path: &Path,
    options: &OpenOptions,
    aids: &Aids,
    pulse: &Pulse,
) -> Result<(Opened, OpenOptions), ReadError> {
    let open = |options: OpenOptions| {
        let options = Copies::with_copy(aids.copies.as_ref(), path, &options);
        crate::read::open_with(path, &options, pulse).map(|opened| (opened, options))
    };
    let mut asking = OpenOptions {
        ask: options.mapping.is_none(),
        ..options.clone()
    };
    let error = match open(asking.clone()) {
        Err(error) if matches!(error.problem(), Problem::NeedsMapping(_)) => error,
        result => return result,
    };
    let profile = aids.profiles.as_deref().and_then(|folder| {
        let sample = Sample::load(path, options, pulse).ok()?;
        load_profile(folder, &sample.signature())
    });
    match profile {
        Some(profile) => {
            asking.mapping = Some(profile);
            open(asking)
        }
        None => Err(error),
    }
}

/// Early rows of a large table; of one that no reader knows by the profile that is kept for its header.
///
/// # Errors
/// As [`crate::read::early`].
pub(super) fn early_known(
    path: &Path,
    beginning: Beginning,
    options: &OpenOptions,
    aids: &Aids,
    pulse: &Pulse,
) -> Result<Option<Opened>, ReadError> {
    let mut options = options.clone();
    if let (None, Some(folder)) = (&options.mapping, &aids.profiles) {
        let signature = crate::read::signature_of(path, &options)?;
        options.mapping = signature.and_then(|signature| load_profile(folder, &signature));
    }
    crate::read::early(path, beginning, &options, pulse)
}

impl Tasks {
    /// Looks at a table.
    pub fn look(&mut self, number: u64, path: PathBuf, options: OpenOptions) {
        self.start_looking(move |pulse| match Sample::load(&path, &options, pulse) {
            Ok(sample) => Some(TableNews::Looked(number, Arc::new(sample))),
            Err(error) if error.is_cancelled() => None,
            Err(error) => Some(TableNews::NotLooked(number, Box::new(error))),
        });
    }

    /// Works out what a mapping makes of a table; an earlier preview that is not done is given up.
    pub fn preview(&mut self, number: u64, sample: Arc<Sample>, mapping: Mapping) {
        self.start_looking(move |pulse| match sample.preview(&mapping, pulse) {
            Ok(preview) => Some(TableNews::Previewed(number, Box::new(preview))),
            Err(error) if error.is_cancelled() => None,
            Err(error) => Some(TableNews::NotLooked(number, Box::new(error))),
        });
    }

    fn start_looking(&mut self, work: impl FnOnce(&Pulse) -> Option<TableNews> + Send + 'static) {
        for job in self.running.iter().filter(|job| job.kind == JobKind::Look) {
            job.pulse.cancel();
        }
        self.run(JobKind::Look, move |pulse| work(pulse).map(Outcome::Table));
    }
}
