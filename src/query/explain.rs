//! Why an event is not shown.

use std::sync::Arc;

use super::describe;
use super::filter::{Criterion, Filter};
use super::result::QueryResult;
use super::window::Certainty;
use crate::base::DaySpan;
use crate::model::{Dataset, Event};
use crate::words::Words;

/// One reason why an event is not shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It is outside the window.
    Dates {
        /// Its days; `None` where it has none and only what is certain is shown.
        span: Option<DaySpan>,
    },
    /// A criterion of the filter that it does not pass.
    Criterion {
        /// The criterion.
        criterion: Criterion,
        /// What the event has, in words; empty where that cannot be said shortly.
        has: String,
        /// What is asked for, in words.
        asked: String,
    },
    /// A file opened later has the same event, which stands for it.
    Newer,
    /// Its dataset is hidden: its lineage and its name.
    DatasetHidden(Arc<str>, String),
    /// Its row could not be read.
    SetAside {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u64,
    },
    /// No open dataset has its id.
    Unknown,
}

/// Where an event may be besides the datasets that are shown. Whoever keeps layers and reports fills it.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// Hidden datasets with their names.
    pub hidden: Vec<(String, Arc<Dataset>)>,
    /// Rows that were set aside: id, file, line.
    pub set_aside: Vec<(String, String, u64)>,
}

/// Why the event with this id is not shown; empty where it is. `asked` is the filter of `result` without what asks
/// for the very id. An id that several datasets have is explained in the first that shows it least hidden.
pub fn explain_hidden(
    result: &QueryResult,
    asked: &Filter,
    id: &str,
    elsewhere: &Elsewhere,
    words: &Words,
) -> Vec<Reason> {
    let mut best: Option<Vec<Reason>> = None;
    let mut consider = |reasons: Vec<Reason>| {
        if best.as_ref().is_none_or(|best| reasons.len() < best.len()) {
            best = Some(reasons);
        }
    };
    for part in &result.parts {
        let Some(event) = part.dataset.find(id).and_then(|row| part.dataset.event(row)) else {
            continue;
        };
        let mut reasons = of_event(event, asked, result, words);
        if !part.slice.live.has(event.row()) {
            reasons.insert(0, Reason::Newer);
        }
        consider(reasons);
    }
    for (name, dataset) in &elsewhere.hidden {
        if let Some(event) = dataset.find(id).and_then(|row| dataset.event(row)) {
            let mut reasons = vec![Reason::DatasetHidden(
                Arc::from(dataset.card().id.as_str()),
                name.clone(),
            )];
            reasons.extend(of_event(event, asked, result, words));
            consider(reasons);
        }
    }
    best.unwrap_or_else(|| {
        let set_aside = elsewhere.set_aside.iter().find(|(other, ..)| other == id);
        vec![set_aside.map_or(Reason::Unknown, |(_, file, line)| Reason::SetAside {
            file: file.clone(),
            line: *line,
        })]
    })
}

fn of_event(event: Event<'_>, asked: &Filter, result: &QueryResult, words: &Words) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !in_window(event, result) {
        reasons.push(Reason::Dates { span: event.span() });
    }
    for criterion in asked.active() {
        if !asked.accepts(criterion, event) {
            reasons.push(Reason::Criterion {
                criterion,
                has: has(event, criterion, words),
                asked: describe::criterion(asked, criterion, result, words),
            });
        }
    }
    reasons
}

fn in_window(event: Event<'_>, result: &QueryResult) -> bool {
    let window = result.window;
    match window.certainty {
        Certainty::Possible => super::window::is_possible(event, window.span),
        Certainty::Certain => super::window::is_certain(event, window.span),
    }
}

fn has(event: Event<'_>, criterion: Criterion, words: &Words) -> String {
    match criterion {
        Criterion::Country => words.country(event.country()).to_owned(),
        Criterion::Admin1 => event.admin1().to_owned(),
        Criterion::Kind => words.event_type(event.kind()).to_owned(),
        Criterion::SubKind => event.sub_kind().to_owned(),
        Criterion::Actor => event.actors().collect::<Vec<_>>().join(", "),
        Criterion::Deaths => {
            let shown = event.deaths().shown();
            shown.map_or_else(|| words.common.no_figure.to_owned(), |n| words.number(n.into()))
        }
        Criterion::Class => words.place_class(event.place_class()).to_owned(),
        Criterion::Source => event.sources().collect::<Vec<_>>().join(", "),
        Criterion::Id => event.id().to_owned(),
        Criterion::Dataset => event.dataset().card().short.clone().unwrap_or_default(),
        Criterion::Disagree | Criterion::Text | Criterion::Area => String::new(),
    }
}

impl Reason {
    /// As a part of a sentence.
    pub fn explain(&self, words: &Words) -> String {
        match self {
            Self::Dates { span } => {
                let dates = span.map_or_else(|| words.common.undated.to_owned(), |span| words.span_short(span));
                words.hidden_by_dates(&dates)
            }
            Self::Criterion { criterion, has, asked } => words.hidden_by(criterion.name(words), has, asked),
            Self::Newer => words.hidden_by_newer(),
            Self::DatasetHidden(_, name) => words.hidden_with_dataset(name),
            Self::SetAside { file, line } => words.hidden_set_aside(file, *line),
            Self::Unknown => words.hidden_unknown(),
        }
    }
}
