//! A dataset as a query sees it: which of its rows count, and what it is called beside the others.
//!
//! Rows count unless a file opened later holds the same event (same lineage, same id): then the later reading
//! stands for it. Datasets stay as they were read; only the set of rows that count changes, so that taking the
//! later file away brings the earlier rows back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rows::RowSet;
use crate::base::fold::fold;
use crate::base::{Day, DaySpan, Text};
use crate::model::{Dataset, Event};
use crate::words;

/// See the module.
#[derive(Debug, Clone)]
pub struct Slice {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// The rows that count.
    pub live: Arc<RowSet>,
    /// First to last day of the rows that count.
    pub extent: Option<DaySpan>,
    /// Name on screen, different from that of every other slice.
    pub name: Arc<Text>,
    /// Which mark the symbols of its events carry on the map; 0 is none. See `ui::layers::cue`.
    pub cue: u8,
}

impl Slice {
    /// Every row of a dataset, under its short name.
    pub fn whole(dataset: Arc<Dataset>) -> Self {
        let live = Arc::new(RowSet::all(dataset.len()));
        let name = Arc::new(base_name(&dataset, false));
        Self::new(dataset, live, name, 0)
    }

    /// These rows of a dataset.
    pub fn new(dataset: Arc<Dataset>, live: Arc<RowSet>, name: Arc<Text>, cue: u8) -> Self {
        let extent = if live.count() == dataset.len() {
            dataset.extent()
        } else {
            extent_of(&dataset, &live)
        };
        Self {
            dataset,
            live,
            extent,
            name,
            cue,
        }
    }

    /// The events that count, sorted by start; those without a date last.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.live.iter().filter_map(|row| self.dataset.event(row))
    }

    /// Number of events that count.
    pub fn len(&self) -> usize {
        self.live.count()
    }

    /// Whether no event counts.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    /// Whether it is the same rows of the very same dataset.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.dataset, &other.dataset) && (Arc::ptr_eq(&self.live, &other.live) || self.live == other.live)
    }
}

fn extent_of(dataset: &Dataset, live: &RowSet) -> Option<DaySpan> {
    let spans = || {
        live.iter()
            .filter_map(|row| dataset.event(row))
            .map_while(|event| event.span())
    };
    let first = spans().next()?.start();
    let last = spans().map(DaySpan::end).fold(Day::MIN, Day::max);
    DaySpan::new(first, last)
}

/// Rows of `earlier` whose events also stand in `later`; none where the two are of different lineages, or of one
/// only because their files are called alike.
pub fn replaced_rows(earlier: &Dataset, later: &Dataset) -> RowSet {
    let mut rows = RowSet::none(earlier.len());
    if earlier.card().id != later.card().id {
        return rows;
    }
    if earlier.len() <= later.len() {
        for event in earlier.events().filter(|event| later.find(event.id()).is_some()) {
            rows.insert(event.row());
        }
    } else {
        for row in later.events().filter_map(|event| earlier.find(event.id())) {
            rows.insert(row);
        }
    }
    if earlier.is_named_by_file() && later.is_named_by_file() && !tell_the_same(earlier, later, &rows) {
        return RowSet::none(earlier.len());
    }
    rows
}

/// Whether at least half of the events with the same ids are on the same days or at the same places. Numbers from 1
/// on stand in many tables that have nothing else in common.
fn tell_the_same(earlier: &Dataset, later: &Dataset, shared: &RowSet) -> bool {
    let alike = shared.iter().filter(|row| {
        let Some(event) = earlier.event(*row) else { return false };
        let Some(other) = later.find(event.id()).and_then(|row| later.event(row)) else {
            return false;
        };
        let same_day = event.span().is_some() && event.span() == other.span();
        same_day || event.point().is_some() && event.point() == other.point()
    });
    alike.count() * 2 >= shared.count()
}

/// Gives a dataset a lineage of its own where it is another one than a dataset whose file is called alike: that of
/// its file with the folder, else with a number.
pub fn tell_from(dataset: &mut Dataset, path: &Path, others: &[&Dataset]) {
    let taken = |id: &str| {
        others
            .iter()
            .filter(|other| other.card().id == id)
            .copied()
            .collect::<Vec<_>>()
    };
    let id = dataset.card().id.clone();
    let strange = |other: &&Dataset| replaced_rows(other, dataset).is_empty();
    if !dataset.is_named_by_file() || !taken(&id).iter().any(strange) {
        return;
    }
    let folder = path
        .parent()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy());
    let folder = fold(&folder.unwrap_or_default()).replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let with_folder = (!folder.is_empty()).then(|| format!("{id}-{folder}"));
    let numbered = (2_u32..).map(|number| format!("{id}-{number}"));
    for own in with_folder.into_iter().chain(numbered) {
        dataset.set_lineage(&own);
        if !taken(&own).iter().any(|other| replaced_rows(other, dataset).is_empty()) {
            return;
        }
    }
}

/// Slices of datasets named one after the other: where two hold the same event, the later one stands for it.
pub fn later_wins(datasets: &[Arc<Dataset>]) -> Vec<Slice> {
    let inputs: Vec<NameInput<'_>> = datasets
        .iter()
        .map(|dataset| NameInput { dataset, file: None })
        .collect();
    let names = unique_names(&inputs);
    let mut slices = Vec::with_capacity(datasets.len());
    for (i, (dataset, name)) in datasets.iter().zip(names).enumerate() {
        let mut live = RowSet::all(dataset.len());
        for later in datasets.iter().skip(i + 1) {
            live.subtract(&replaced_rows(dataset, later));
        }
        let cue = u8::try_from(i).unwrap_or(u8::MAX);
        slices.push(Slice::new(Arc::clone(dataset), Arc::new(live), Arc::new(name), cue));
    }
    slices
}

/// What the name of a dataset is made from.
#[derive(Debug, Clone, Copy)]
pub struct NameInput<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// Its file; none for the bundled collection and on the command line.
    pub file: Option<&'a Path>,
}

/// Names that tell datasets apart: the short name alone where no other has it; else with the folder of a file that
/// is called like another, else with the only country of its events, else with its file, at last with a number.
pub fn unique_names(inputs: &[NameInput<'_>]) -> Vec<Text> {
    let mut names: Vec<Text> = inputs.iter().map(|i| base_name(i.dataset, i.file.is_some())).collect();
    let files: Vec<Option<&Path>> = inputs.iter().map(|input| input.file).collect();
    let folders = folders(&files);
    let with_folder = |i: usize| folders.get(i)?.as_ref().map(|folder| format!(" ({folder})"));
    let with_country = |i: usize| only_country(inputs.get(i)?.dataset).map(|country| format!(" {country}"));
    let with_file = |i: usize| Some(format!(", {}", inputs.get(i)?.file?.file_stem()?.to_string_lossy()));
    tell_apart(&mut names, with_folder, true);
    tell_apart(&mut names, with_country, true);
    tell_apart(&mut names, with_file, false);
    for i in 0..names.len() {
        let Some(name) = names.get(i).cloned() else { continue };
        let earlier = names.iter().take(i).filter(|n| **n == name).count();
        if earlier > 0
            && let Some(name) = names.get_mut(i)
        {
            add(name, &format!(" #{}", earlier + 1));
        }
    }
    names
}

/// For each file that is called like another: as much of its folders as tells it from those, `b` or `x/b`.
pub fn folders(files: &[Option<&Path>]) -> Vec<Option<String>> {
    let end = |file: &Path, parts: usize| -> PathBuf {
        let all: Vec<_> = file.parent().into_iter().flat_map(Path::components).collect();
        all.into_iter()
            .rev()
            .take(parts)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect()
    };
    let folder = |(at, file): (usize, &Option<&Path>)| {
        let file = (*file)?;
        let others = files
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .filter_map(|(_, other)| *other);
        let alike: Vec<&Path> = others
            .filter(|other| other.file_name() == file.file_name() && *other != file)
            .collect();
        let most = file.components().count();
        let parts = (1..most).find(|parts| alike.iter().all(|other| end(other, *parts) != end(file, *parts)));
        let folder = end(file, parts?).display().to_string();
        (!alike.is_empty() && !folder.is_empty()).then_some(folder)
    };
    files.iter().enumerate().map(folder).collect()
}

/// Adds a detail to names that several have. `all` asks for a detail for each of them, or none gets one.
fn tell_apart(names: &mut [Text], detail: impl Fn(usize) -> Option<String>, all: bool) {
    let before = names.to_vec();
    for name in &before {
        let same: Vec<usize> = (0..before.len()).filter(|i| before.get(*i) == Some(name)).collect();
        if same.len() < 2 {
            continue;
        }
        let details: Vec<Option<String>> = same.iter().map(|i| detail(*i)).collect();
        let told_apart = details
            .iter()
            .enumerate()
            .all(|(i, d)| !details.iter().take(i).any(|e| e == d));
        if all && (!told_apart || details.iter().any(Option::is_none)) {
            continue;
        }
        for (i, detail) in same.into_iter().zip(details) {
            // A name is met once for each that has it; it gets its detail the first time.
            if let (Some(now), Some(detail)) = (names.get_mut(i), detail)
                && now == name
            {
                add(now, &detail);
            }
        }
    }
}

fn add(name: &mut Text, detail: &str) {
    for text in [&mut name.en, &mut name.fr] {
        text.push_str(detail);
    }
}

fn base_name(dataset: &Dataset, is_file: bool) -> Text {
    let card = dataset.card();
    match (&card.short, is_file) {
        (Some(short), _) => Text {
            en: short.clone(),
            fr: short.clone(),
        },
        (None, true) => card.title.clone(),
        (None, false) => Text {
            en: words::EN.shell.bundled.to_owned(),
            fr: words::FR.shell.bundled.to_owned(),
        },
    }
}

/// The country that all events name, where it is one.
fn only_country(dataset: &Dataset) -> Option<&str> {
    let first = dataset.event(0)?.country();
    (!first.is_empty() && dataset.events().all(|event| event.country() == first)).then_some(first)
}
