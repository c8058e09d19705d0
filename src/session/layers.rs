//! The open datasets as layers: shown or hidden, in an order, each with a name and a mark of its own.
//!
//! A second file of the same dataset updates the first by id: rows of an earlier layer whose event also stands in
//! a later, shown layer of the same lineage count nowhere. Hiding or removing the later layer brings them back.
//! "Later" means asked for later, also where a small file is read sooner than a large one that was asked for
//! before it; the order on screen changes nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::Text;
use crate::model::Dataset;
use crate::query::slice::{NameInput, folders, replaced_rows, tell_from, unique_names};
use crate::query::{RowSet, Slice};
use crate::read::ReadReport;
use crate::words;

/// What identifies a layer as long as the program runs; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayerId(pub u32);

/// Where a dataset comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The collection in the program.
    Bundled,
    /// A file.
    File(PathBuf),
}

/// A dataset that is to become a layer.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// Where it comes from. What comes from the same place takes the place of what was there.
    pub origin: Origin,
    /// What came of reading it.
    pub report: Option<Arc<ReadReport>>,
    /// When it was asked for, among all that were: a later one stands for an earlier one.
    pub turn: u64,
    /// Rows of open layers that it replaces, where somebody has found them out already: finding them takes a
    /// look at every event. Those of other layers are found when it is added.
    pub replaces: Vec<(LayerId, RowSet)>,
    /// Whether it only stands for a file that is still being read: some columns, nothing checked.
    pub provisional: bool,
}

impl Arrival {
    /// The bundled collection.
    pub fn bundled(dataset: Arc<Dataset>) -> Self {
        Self::new(dataset, Origin::Bundled, 0)
    }

    /// A dataset from somewhere, without a report.
    pub fn new(dataset: Arc<Dataset>, origin: Origin, turn: u64) -> Self {
        Self {
            dataset,
            origin,
            report: None,
            turn,
            replaces: Vec::new(),
            provisional: false,
        }
    }
}

/// An open dataset.
#[derive(Debug)]
pub struct Layer {
    id: LayerId,
    dataset: Arc<Dataset>,
    origin: Origin,
    report: Option<Arc<ReadReport>>,
    turn: u64,
    provisional: bool,
    name: Arc<Text>,
    folder: Option<String>,
    cue: u8,
    all: Arc<RowSet>,
    live: Arc<RowSet>,
    /// By later layers of the same lineage: rows of this layer that they hold too. Kept, so that showing and
    /// hiding looks at no event.
    replaced_by: Vec<(LayerId, RowSet)>,
}

impl Layer {
    /// What identifies it.
    pub fn id(&self) -> LayerId {
        self.id
    }

    /// The dataset.
    pub fn dataset(&self) -> &Arc<Dataset> {
        &self.dataset
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The file's name without its folder; none for the bundled collection.
    pub fn file(&self) -> Option<String> {
        match &self.origin {
            Origin::Bundled => None,
            Origin::File(path) => Some(file_name(path)),
        }
    }

    /// As much of its folders as tells its file from others of that name; none where no other is called like it.
    pub fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    /// What came of reading it; none for the bundled collection.
    pub fn report(&self) -> Option<&Arc<ReadReport>> {
        self.report.as_ref()
    }

    /// Whether it only stands for a file that is still being read: some columns, nothing checked.
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// Name on screen, different from that of every other layer. That of a provisional one says so.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// When it was asked for, among all that were.
    pub fn turn(&self) -> u64 {
        self.turn
    }

    /// Which mark its symbols carry on the map; 0 is none.
    pub fn cue(&self) -> u8 {
        self.cue
    }

    /// Events that count while it is shown.
    pub fn live(&self) -> usize {
        self.live.count()
    }

    /// Events that a later file replaces.
    pub fn replaced(&self) -> usize {
        self.dataset.len() - self.live()
    }

    /// When it was asked for: a later layer of the same lineage stands for an earlier one.
    fn age(&self) -> (u64, LayerId) {
        (self.turn, self.id)
    }

    fn named(&self) -> NameInput<'_> {
        NameInput {
            dataset: &self.dataset,
            file: match &self.origin {
                Origin::Bundled => None,
                Origin::File(path) => Some(path),
            },
        }
    }

    fn slice(&self, cue: u8) -> Slice {
        let (dataset, live) = (Arc::clone(&self.dataset), Arc::clone(&self.live));
        Slice::new(dataset, live, Arc::clone(&self.name), cue)
    }
}

/// What a file changed in what was open of the same dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Update {
    /// Events that an earlier file held too: the new reading stands for them.
    pub updated: usize,
    /// Events that no earlier file held.
    pub new: usize,
    /// Events that stand in an earlier file only, and stay.
    pub only_earlier: usize,
}

/// The layers, in the order of the screen.
#[derive(Debug, Default)]
pub(super) struct Layers {
    list: Vec<Layer>,
    next: u32,
}

impl Layers {
    pub fn list(&self) -> &[Layer] {
        &self.list
    }

    pub fn get(&self, id: LayerId) -> Option<&Layer> {
        self.list.iter().find(|layer| layer.id == id)
    }

    /// The layer of what was read from a place.
    pub fn of_origin(&self, origin: &Origin) -> Option<&Layer> {
        self.list.iter().find(|layer| layer.origin == *origin)
    }

    /// Adds a dataset. What was read from the same place before goes, and the new one takes its position and
    /// mark; of a provisional one also what identifies it. Returns the new layer and the one that went.
    pub fn add(&mut self, mut arrival: Arrival) -> (LayerId, Option<LayerId>) {
        let position = self.list.iter().position(|layer| layer.origin == arrival.origin);
        let gone = position.map(|at| self.list.remove(at));
        let id = match &gone {
            Some(layer) if layer.provisional => layer.id,
            _ => {
                self.next += 1;
                LayerId(self.next - 1)
            }
        };
        let cue = gone.as_ref().map_or_else(|| self.free_cue(), |layer| layer.cue);
        let gone = gone.map(|layer| layer.id);
        // Two files that are read at once do not know of one another.
        if let (Origin::File(path), Some(dataset)) = (&arrival.origin, Arc::get_mut(&mut arrival.dataset)) {
            let others: Vec<&Dataset> = self.list.iter().map(|layer| &*layer.dataset).collect();
            tell_from(dataset, path, &others);
        }
        let (mut known, mut replaced_by) = (arrival.replaces, Vec::new());
        for layer in &mut self.list {
            layer.replaced_by.retain(|(by, _)| Some(*by) != gone);
            if layer.age() > (arrival.turn, id) {
                // Read sooner, but asked for later.
                replaced_by.push((layer.id, replaced_rows(&arrival.dataset, &layer.dataset)));
                continue;
            }
            let rows = match known.iter().position(|(of, _)| *of == layer.id) {
                Some(at) => known.swap_remove(at).1,
                None => replaced_rows(&layer.dataset, &arrival.dataset),
            };
            layer.replaced_by.push((id, rows));
        }
        let after = self.list.iter().rposition(|layer| layer.turn <= arrival.turn);
        let position = position.unwrap_or(after.map_or(0, |at| at + 1));
        let all = Arc::new(RowSet::all(arrival.dataset.len()));
        let layer = Layer {
            id,
            dataset: arrival.dataset,
            origin: arrival.origin,
            report: arrival.report,
            name: Arc::default(),
            folder: None,
            cue,
            live: Arc::clone(&all),
            all,
            replaced_by,
            turn: arrival.turn,
            provisional: arrival.provisional,
        };
        self.list.insert(position, layer);
        self.name_all();
        (id, gone)
    }

    /// Closes a layer; the last one that is not provisional stays. Returns whether it is gone.
    pub fn remove(&mut self, id: LayerId) -> bool {
        let mut others = self.list.iter().filter(|layer| layer.id != id);
        if self.get(id).is_none() || others.all(|layer| layer.provisional) {
            return false;
        }
        self.list.retain(|layer| layer.id != id);
        for layer in &mut self.list {
            layer.replaced_by.retain(|(by, _)| *by != id);
        }
        self.name_all();
        true
    }

    /// Moves a layer to a position.
    pub fn place(&mut self, id: LayerId, to: usize) {
        if let Some(from) = self.list.iter().position(|layer| layer.id == id) {
            let layer = self.list.remove(from);
            self.list.insert(to.min(self.list.len()), layer);
        }
    }

    /// Works out which rows count, and gives the shown layers.
    pub fn shown(&mut self, hidden: &BTreeSet<LayerId>) -> Vec<Slice> {
        for layer in &mut self.list {
            let by: Vec<&RowSet> = layer
                .replaced_by
                .iter()
                .filter(|(by, rows)| !hidden.contains(by) && !rows.is_empty())
                .map(|(_, rows)| rows)
                .collect();
            layer.live = if by.is_empty() {
                Arc::clone(&layer.all)
            } else {
                let mut live = RowSet::clone(&layer.all);
                by.into_iter().for_each(|rows| live.subtract(rows));
                Arc::new(live)
            };
        }
        let alone = self.list.len() < 2;
        let shown = self.list.iter().filter(|layer| !hidden.contains(&layer.id));
        // One dataset needs no mark to be told from others. Hidden ones are others: marks do not come and go.
        shown
            .map(|layer| layer.slice(if alone { 0 } else { layer.cue }))
            .collect()
    }

    /// What a layer changed in the earlier ones of the same dataset; none where there is no earlier one.
    pub fn update_of(&self, id: LayerId) -> Option<Update> {
        let layer = self.get(id)?;
        let lineage = &layer.dataset.card().id;
        let earlier = || {
            let same = self.list.iter().filter(|other| other.dataset.card().id == *lineage);
            same.filter(|other| other.age() < layer.age())
        };
        earlier().next()?;
        let mut updated = RowSet::none(layer.dataset.len());
        let mut only_earlier = 0;
        for other in earlier() {
            let mut rest = RowSet::clone(&other.all);
            other.replaced_by.iter().for_each(|(_, rows)| rest.subtract(rows));
            only_earlier += rest.count();
            let rows = other.replaced_by.iter().find(|(by, _)| *by == id);
            let shared = rows.into_iter().flat_map(|(_, rows)| rows.iter());
            for row in shared {
                let found = other
                    .dataset
                    .event(row)
                    .and_then(|event| layer.dataset.find(event.id()));
                found.into_iter().for_each(|row| updated.insert(row));
            }
        }
        let updated = updated.count();
        Some(Update {
            updated,
            new: layer.dataset.len() - updated,
            only_earlier,
        })
    }

    /// The smallest mark that no layer has.
    fn free_cue(&self) -> u8 {
        let free = (0..=u8::MAX).find(|cue| self.list.iter().all(|layer| layer.cue != *cue));
        free.unwrap_or(0)
    }

    fn name_all(&mut self) {
        let inputs: Vec<NameInput<'_>> = self.list.iter().map(Layer::named).collect();
        let files: Vec<Option<&Path>> = inputs.iter().map(|input| input.file).collect();
        let told = unique_names(&inputs).into_iter().zip(folders(&files));
        for (layer, (name, folder)) in self.list.iter_mut().zip(told.collect::<Vec<_>>()) {
            let name = if layer.provisional { loading(&name) } else { name };
            (layer.name, layer.folder) = (Arc::new(name), folder);
        }
    }
}

/// "ACLED, loading…".
fn loading(name: &Text) -> Text {
    Text {
        en: format!("{}, {}", name.en, words::EN.opening.loading),
        fr: format!("{}, {}", name.fr, words::FR.opening.loading),
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
