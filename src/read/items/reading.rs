//! Items become events: what each says about day, place, kind and deaths, as far as its names were guessed.

use std::collections::HashMap;

use super::Items;
use super::dates::Order;
use super::guess::{Meaning, Meanings};
use super::record::ItemRecords;
use super::view::{View, list};
use crate::base::{Pulse, Text};
use crate::model::{DatasetBuilder, DatasetCard, Source};
use crate::read::card::{both, source};
use crate::read::error::{At, Expected, Found, Problem, ReadError, Wanted};
use crate::read::options::DateOrder;
use crate::read::report::{Format, Issue, IssueKind, ReadReport};
use crate::read::{Opened, doubts};

/// What is known of the file beside its items.
pub(in crate::read) struct About {
    /// Its name, as shown.
    pub file: String,
    /// What it was read as.
    pub format: Format,
    /// Lineage: nothing else may have the same.
    pub lineage: String,
    /// Source records that items cite.
    pub sources: Vec<Source>,
    /// What the names mean, where the format says so itself.
    pub meanings: Option<Meanings>,
    /// Order of day and month, where somebody stated it.
    pub order: Option<DateOrder>,
}

/// Reads every item.
///
/// # Errors
/// An order of day and month that cannot be decided, nothing that can be kept, or the user stopped it.
pub(in crate::read) fn read(mut items: Items, about: About, pulse: &Pulse) -> Result<Opened, ReadError> {
    let meanings = about.meanings.clone();
    let meanings = meanings.unwrap_or_else(|| Meanings::of(items.names()));
    let order = date_order(&items, &meanings, about.order)?;
    let mut report = ReadReport::new(&about.file, about.format);
    report.rows_share_lines = true;
    items.notices.tell(&mut report);
    let mut builder = DatasetBuilder::new(card(&about)).with_sources(sources(&items, &about, &meanings));
    let before = items.set_aside.tell(&mut report);
    (0..before).for_each(|_| builder.count_quarantined());
    let mut seen: HashMap<String, usize> = HashMap::new();
    let (mut dated, mut placed) = (false, false);
    pulse.start(items.len() as u64);
    for item in 0..items.len() {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        pulse.advance(1);
        let view = View::new(&items, item, &meanings, order);
        match view
            .understand(&about.lineage)
            .and_then(|found| view.once(found, &mut seen))
        {
            Ok(Some((draft, notices))) => {
                dated |= draft.span.is_some();
                placed |= draft.centre.is_some();
                if items.warns_about(item) {
                    report.warn_row(item as u64 + 1);
                }
                let record = draft.record;
                notices.into_iter().for_each(|notice| report.add_about(record, notice));
                builder.push(draft);
            }
            Ok(None) => builder.count_duplicate(),
            Err(issue) => {
                builder.count_quarantined();
                report.add(issue);
            }
        }
    }
    let names = items.names().to_vec();
    let records = ItemRecords::new(items, meanings, order, about.lineage);
    let dataset = builder.finish(Box::new(records));
    report.columns.clone_from(&names);
    report.date_order = Some(order).filter(|order| order.is_of_numbers()).or(about.order);
    doubts::look(&dataset, &mut report);
    if dataset.is_empty() && report.issues.iter().any(|issue| issue.kind == IssueKind::SetAside) {
        return Err(report.nothing_accepted());
    }
    for wanted in [
        (!dated).then_some(Wanted::SomeDate),
        (!placed).then_some(Wanted::SomePlace),
    ] {
        wanted
            .into_iter()
            .for_each(|wanted| report.add(about_file(Found::Nothing, Expected::Wanted(wanted))));
    }
    Ok(Opened { dataset, report })
}

/// A finding about the file as a whole.
pub(in crate::read) fn about_file(found: Found, expected: Expected) -> Issue {
    Issue {
        kind: IssueKind::Notice,
        line: 0,
        column: String::new(),
        found,
        expected,
    }
}

fn date_order(items: &Items, meanings: &Meanings, chosen: Option<DateOrder>) -> Result<DateOrder, ReadError> {
    let mut order = Order::default();
    for column in [Meaning::Start, Meaning::LastDay].map(|meaning| meanings.column(meaning)) {
        let Some(column) = column else {
            continue;
        };
        (0..items.len()).for_each(|item| order.see(item, items.get(item, column)));
    }
    order.decide(chosen).map_err(|(item, trouble)| {
        let column = meanings.column(Meaning::Start).map_or("", |column| items.name(column));
        let at = At::of(items.line(item), &items.place_of(item, column));
        ReadError::new(at, Problem::Trouble(trouble))
    })
}

fn card(about: &About) -> DatasetCard {
    DatasetCard {
        id: about.lineage.clone(),
        title: Text::same(&about.file),
        counts: both(|w| w.formats.counts.to_owned()),
        licence: crate::words::EN.formats.no_licence.to_owned(),
        attribution: Text::same(&about.file),
        short: Some(about.file.clone()),
        ..DatasetCard::default()
    }
}

/// The file as a source, those that the format lists, and every address that an item names as its source.
fn sources(items: &Items, about: &About, meanings: &Meanings) -> Vec<Source> {
    let mut all = vec![source(&about.lineage, "dataset", &about.file, None)];
    let mut seen: std::collections::HashSet<&str> = about.sources.iter().map(|s| s.id.as_str()).collect();
    for item in 0..items.len() {
        for id in meanings
            .sources
            .iter()
            .flat_map(|column| list(items.get(item, *column)))
        {
            let address = id.starts_with("http://") || id.starts_with("https://");
            if address && seen.len() < MOST_ADDRESSES && seen.insert(id) {
                all.push(source(id, "webpage", id, Some(id)));
            }
        }
    }
    all.extend(about.sources.iter().cloned());
    all
}

/// Addresses beyond this many stay text: a hostile file cannot fill memory with records of them.
const MOST_ADDRESSES: usize = 20_000;
