//! Filter and window from arguments: the same query as in the window.

use std::sync::Arc;

use super::CliError;
use super::args::{SelectArgs, WindowKind};
use crate::base::fold::fold;
use crate::base::{DaySpan, dates};
use crate::model::{Dataset, EventType};
use crate::query::{Certainty, Filter, QueryResult, TimeWindow, run};
use crate::words::Words;

/// Runs the query that the arguments ask for.
///
/// # Errors
/// [`CliError::Argument`] for a date, country or type that cannot be understood.
pub fn select(datasets: &[Arc<Dataset>], args: &SelectArgs, words: &Words) -> Result<QueryResult, CliError> {
    let filter = filter(datasets, args, words)?;
    let window = window(datasets, args, words)?;
    Ok(run(datasets, &filter, window))
}

/// The window: from the first day asked for, or of the data, to the last.
pub fn window(datasets: &[Arc<Dataset>], args: &SelectArgs, words: &Words) -> Result<TimeWindow, CliError> {
    let extent = datasets.iter().filter_map(|d| d.extent()).reduce(DaySpan::union);
    let extent = extent.unwrap_or(DaySpan::day(crate::base::Day::from_number(0)));
    let typed = |text: &Option<String>| text.as_deref().map(|text| day_span(text, words)).transpose();
    let from = typed(&args.from)?.map_or(extent.start(), DaySpan::start);
    let to = typed(&args.to)?.map_or(extent.last_day(), DaySpan::last_day);
    let reversed = args.from.is_some() && args.to.is_some() && from > to;
    if reversed {
        return Err(CliError::Argument(words.reversed_period(from, to)));
    }
    // One open side may lie beyond the data: then the window is empty of events, not reversed.
    let span = DaySpan::new(from, to.plus(1)).unwrap_or(DaySpan::day(if args.from.is_some() { from } else { to }));
    let certainty = match args.window {
        WindowKind::Possible => Certainty::Possible,
        WindowKind::Certain => Certainty::Certain,
    };
    Ok(TimeWindow { span, certainty })
}

fn day_span(text: &str, words: &Words) -> Result<DaySpan, CliError> {
    dates::parse(text, words.lang).map_err(|error| CliError::Argument(words.bad_date(text, &words.date_error(error))))
}

/// The filter.
pub fn filter(datasets: &[Arc<Dataset>], args: &SelectArgs, words: &Words) -> Result<Filter, CliError> {
    let mut filter = Filter::default();
    for name in &args.country {
        filter.countries.include.insert(country(datasets, name, words)?);
    }
    for name in &args.kind {
        filter.kinds.include.insert(kind(name, words)?);
    }
    filter.text = args.text.clone().unwrap_or_default();
    Ok(filter)
}

/// The country as the data name it, typed in any case and with or without accents.
fn country(datasets: &[Arc<Dataset>], typed: &str, words: &Words) -> Result<String, CliError> {
    let mut known: Vec<&str> = vec!["Burkina Faso", "Mali", "Niger"];
    for dataset in datasets {
        known.extend(dataset.countries().0.values());
    }
    known.retain(|name| !name.is_empty());
    known.sort_unstable();
    known.dedup();
    let found = known.iter().find(|name| fold(name) == fold(typed));
    found
        .map(|name| (*name).to_owned())
        .ok_or_else(|| CliError::Argument(words.unknown_value("--country", typed, &known)))
}

fn kind(typed: &str, words: &Words) -> Result<EventType, CliError> {
    let names = EventType::ALL.map(EventType::name);
    let found = EventType::ALL.into_iter().find(|kind| {
        let shown = words.event_type(*kind);
        fold(kind.name()) == fold(typed) || fold(shown) == fold(typed)
    });
    found.ok_or_else(|| CliError::Argument(words.unknown_value("--type", typed, &names)))
}
