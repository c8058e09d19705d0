//! Items become events: what each says about day, place, kind and deaths, as far as its names were guessed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::dates::{Order, days};
use super::guess::{Meaning, Meanings};
use super::record::ItemRecords;
use super::{Items, Shape};
use crate::base::{DaySpan, LonLat, Metres, Pulse, Text};
use crate::model::source::{ReadAs, SourceNotes, SourceRole};
use crate::model::{
    DatasetBuilder, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, PlaceClass, Source, SpanKind,
};
use crate::read::Opened;
use crate::read::error::{At, Expected, Found, Problem, ReadError, Wanted};
use crate::read::options::DateOrder;
use crate::read::report::{Format, Issue, IssueKind, ReadReport};
use crate::read::ucdp_card::both;

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
                notices.into_iter().for_each(|notice| report.add(notice));
                builder.push(draft);
            }
            Ok(None) => builder.count_duplicate(),
            Err(issue) => {
                builder.count_quarantined();
                report.add(issue);
            }
        }
    }
    let records = ItemRecords::new(items, meanings, order, about.lineage);
    let dataset = builder.finish(Box::new(records));
    report.counts = dataset.counts();
    if dataset.is_empty() && report.issues.iter().any(|issue| issue.kind == IssueKind::SetAside) {
        return Err(nothing_kept(&report));
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

/// Why a file of which nothing can be kept is refused: its first finding that set something aside.
fn nothing_kept(report: &ReadReport) -> ReadError {
    let mut issues = report.issues.iter();
    let Some(issue) = issues.find(|issue| issue.kind == IssueKind::SetAside) else {
        return ReadError::whole(Problem::NoRows);
    };
    let at = At::of(issue.line, &issue.column);
    ReadError::new(at, Problem::Value(issue.found.clone(), issue.expected.clone()))
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
        short: None,
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

/// A source of which the file says little more than its name.
pub(in crate::read) fn source(id: &str, kind: &str, title: &str, url: Option<&str>) -> Source {
    let dataset = kind == "dataset";
    Source {
        id: id.to_owned(),
        csl_type: kind.to_owned(),
        title: Some(title.to_owned()),
        container_title: None,
        publisher: None,
        author: Vec::new(),
        issued: None,
        language: None,
        url: url.map(str::to_owned),
        custom: SourceNotes {
            short: Text::same(title),
            role: if dataset {
                SourceRole::Dataset
            } else {
                SourceRole::Report
            },
            read_as: ReadAs::Dataset,
            agency: None,
            host: None,
            printed_date: None,
            estimated: None,
            date_warning: false,
            not_printed: Vec::new(),
            note: None,
            tertiary: false,
            grade: "F6".to_owned(),
        },
        other: std::collections::BTreeMap::new(),
    }
}

/// The parts of a value that lists several, separated by semicolons.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// One item with what its names mean.
pub(super) struct View<'a> {
    items: &'a Items,
    item: usize,
    meanings: &'a Meanings,
    order: DateOrder,
}

/// An event and what is remarkable about it.
type Understood = (EventDraft, Vec<Issue>);

impl<'a> View<'a> {
    pub fn new(items: &'a Items, item: usize, meanings: &'a Meanings, order: DateOrder) -> Self {
        Self {
            items,
            item,
            meanings,
            order,
        }
    }

    /// The value of a meaning, empty where the item has none.
    pub fn get(&self, meaning: Meaning) -> &'a str {
        let column = self.meanings.column(meaning);
        column.map_or("", |column| self.items.get(self.item, column))
    }

    /// Every value of a meaning that several columns may have.
    pub fn all(&self, columns: &'a [usize]) -> impl Iterator<Item = &'a str> {
        let values = columns.iter().map(|column| self.items.get(self.item, *column));
        values.filter(|value| !value.is_empty())
    }

    pub fn shape(&self) -> Option<Shape> {
        self.items.shape(self.item)
    }

    fn issue(&self, kind: IssueKind, meaning: Meaning, wanted: Expected) -> Issue {
        let column = self.meanings.column(meaning);
        let name = column.map_or("", |column| self.items.name(column));
        Issue {
            kind,
            line: self.items.line(self.item),
            column: self.items.place_of(self.item, name),
            found: Found::text(self.get(meaning)),
            expected: wanted,
        }
    }

    /// The id: the format's own, else a value, else the place in the file.
    pub fn id(&self) -> String {
        let own = self.items.items.get(self.item);
        match (own.and_then(|item| item.id.as_deref()), self.get(Meaning::Id)) {
            (_, value) if !value.is_empty() => value.to_owned(),
            (Some(id), _) => id.to_owned(),
            _ => own.map_or_else(String::new, |item| item.path.to_string()),
        }
    }

    /// First to last possible day; a finding where a value cannot be read.
    pub fn days(&self) -> (Option<DaySpan>, Option<Issue>) {
        let read = |meaning: Meaning| match self.get(meaning) {
            "" => Ok(None),
            text => match days(text, self.order) {
                Some(span) => Ok(Some(span)),
                None => Err(self.issue(IssueKind::Notice, meaning, Expected::Wanted(Wanted::AnyDate))),
            },
        };
        match (read(Meaning::Start), read(Meaning::LastDay)) {
            (Ok(Some(a)), Ok(Some(b))) => {
                let span = DaySpan::new(a.start(), b.end());
                let wrong = || {
                    self.issue(
                        IssueKind::Notice,
                        Meaning::LastDay,
                        Expected::Wanted(Wanted::OrderedDates),
                    )
                };
                let ordered = span.filter(|_| a.start() <= b.start());
                (ordered.or(Some(a)), ordered.is_none().then(wrong))
            }
            (Ok(a), Ok(b)) => (a.or(b), None),
            (Ok(found), Err(issue)) | (Err(issue), Ok(found)) => (found, Some(issue)),
            (Err(issue), Err(_)) => (None, Some(issue)),
        }
    }

    /// What an interval means. Where the file does not say so, the event lies somewhere in it.
    pub fn span_kind(&self, span: Option<DaySpan>) -> (SpanKind, DatePrecision) {
        let Some(span) = span else {
            return (SpanKind::Single, DatePrecision::Unknown);
        };
        if span.days() == 1 {
            return (SpanKind::Single, DatePrecision::Day);
        }
        let kind = match self.get(Meaning::Span) {
            "lasting" => SpanKind::Lasting,
            _ => SpanKind::Uncertain,
        };
        let (year, month, day) = span.start().to_ymd();
        let (last_year, last_month, _) = span.last_day().to_ymd();
        let after = span.end().to_ymd().2;
        let precision = match span.days() {
            365 | 366 if (year, month, day) == (last_year, 1, 1) && last_month == 12 => DatePrecision::Year,
            28..=31 if day == 1 && after == 1 => DatePrecision::Month,
            7 => DatePrecision::Week,
            _ => DatePrecision::Range,
        };
        (kind, precision)
    }

    fn degrees(&self, meaning: Meaning, limit: f64, expected: Expected) -> Result<Option<f64>, Issue> {
        let text = self.get(meaning);
        if text.is_empty() {
            return Ok(None);
        }
        // French spreadsheets write a comma; nobody groups degrees by thousands.
        let number = text.replace(',', ".").parse::<f64>().ok();
        let number = number.filter(|n| (-limit..=limit).contains(n));
        number
            .map(Some)
            .ok_or_else(|| self.issue(IssueKind::SetAside, meaning, expected))
    }

    /// Where: the geometry, else the coordinates among the values.
    pub fn place(&self) -> Result<Option<Shape>, Issue> {
        if let Some(shape) = self.shape() {
            return Ok(Some(shape));
        }
        let lat = self.degrees(Meaning::Lat, 90.0, Expected::Latitude)?;
        let lon = self.degrees(Meaning::Lon, 180.0, Expected::Longitude)?;
        match (lon, lat) {
            (None, None) => Ok(None),
            (Some(lon), Some(lat)) => Ok(LonLat::new(lon, lat).map(Shape::point)),
            (None, _) => Err(self.issue(IssueKind::SetAside, Meaning::Lon, Expected::BothCoordinates)),
            (_, None) => Err(self.issue(IssueKind::SetAside, Meaning::Lat, Expected::BothCoordinates)),
        }
    }

    /// Class and radius: stated, else those of the geometry.
    pub fn sharpness(&self, shape: Option<Shape>) -> (PlaceClass, Metres) {
        let class = self.get(Meaning::Class);
        let stated = PlaceClass::ALL.into_iter().find(|c| c.code() == class).or_else(|| {
            let code = self.get(Meaning::GeoPrecision).parse().ok()?;
            PlaceClass::from_acled(code)
        });
        let radius = self.get(Meaning::Radius).parse::<f64>().ok();
        let radius = radius.filter(|r| (1.0..=10_000_000.0).contains(r));
        match (stated, radius, shape) {
            (Some(class), radius, _) => (class, radius.unwrap_or_else(|| class.default_radius())),
            (None, Some(radius), _) => (PlaceClass::of_radius(radius), radius),
            (None, None, Some(shape)) => shape.sharpness(),
            (None, None, None) => (PlaceClass::P5, PlaceClass::P5.default_radius()),
        }
    }

    /// Event type, and the words for it where it is none of ours.
    pub fn kind(&self) -> (EventType, &'a str) {
        let stated = self.get(Meaning::Kind);
        let kind = EventType::from_name(stated);
        let sub_kind = self.get(Meaning::SubKind);
        let unknown = kind == EventType::Other && sub_kind.is_empty();
        (kind, if unknown { stated } else { sub_kind })
    }

    fn people(&self, meaning: Meaning) -> (Option<u32>, bool, Option<Issue>) {
        let text = self.get(meaning);
        let bare = text.trim_end_matches('+');
        let number = bare.parse::<u32>().ok().or_else(|| {
            let number = bare.replace(',', ".").parse::<f64>().ok()?;
            let whole = number.fract() == 0.0 && (0.0..=1e9).contains(&number);
            whole.then_some(number as u32)
        });
        let wrong = number.is_none() && !text.is_empty();
        let issue = wrong.then(|| self.issue(IssueKind::Notice, meaning, Expected::WholeNumber));
        (number, bare != text, issue)
    }

    /// Deaths; a text that is no number is no figure.
    pub fn deaths(&self) -> (Deaths, Vec<Issue>) {
        let figures = [Meaning::DeathsLow, Meaning::Deaths, Meaning::DeathsHigh].map(|m| self.people(m));
        let [(low, open, _), (best, best_open, _), (high, ..)] = &figures;
        let deaths = match (*low, *best, *high) {
            (None, None, None) => Deaths::UNKNOWN,
            (None, Some(best), None) if *best_open => Deaths::at_least(best),
            (None, Some(best), None) => Deaths::exactly(best),
            (low, best, high) => Deaths {
                low: [low, best].into_iter().flatten().min(),
                best: best.or(low),
                high: high.map(|high| high.max(best.or(low).unwrap_or(0))),
                high_open: *open || *best_open,
            },
        };
        (deaths, figures.into_iter().filter_map(|(.., issue)| issue).collect())
    }

    /// Names of who took part, each once.
    pub fn actors(&self) -> Vec<String> {
        unique(self.all(&self.meanings.actors).flat_map(list))
    }

    /// Source ids: the file, then what the item names.
    pub fn sources(&self, file: &str) -> Vec<String> {
        let named = self.all(&self.meanings.sources).flat_map(list);
        unique(std::iter::once(file).chain(named))
    }

    fn understand(&self, file: &str) -> Result<Understood, Issue> {
        let shape = self.place()?;
        let (class, radius) = self.sharpness(shape);
        let (span, date_issue) = self.days();
        let (span_kind, date_precision) = self.span_kind(span);
        let (kind, sub_kind) = self.kind();
        let (deaths, mut notices) = self.deaths();
        notices.extend(date_issue);
        let draft = EventDraft {
            id: self.id(),
            title: Text::same(self.get(Meaning::Title)),
            span,
            span_kind,
            date_precision,
            centre: shape.map(|shape| shape.centre),
            radius,
            class,
            kind,
            sub_kind: sub_kind.to_owned(),
            country: self.get(Meaning::Country).to_owned(),
            admin1: self.get(Meaning::Admin1).to_owned(),
            place: Text::same(self.get(Meaning::Place)),
            actors: self.actors(),
            sources: self.sources(file),
            deaths,
            disagreements: 0,
            record: u32::try_from(self.item).unwrap_or(u32::MAX),
        };
        Ok((draft, notices))
    }

    /// Refuses an id that an earlier item of other content has; `None` for one that repeats it.
    fn once(&self, found: Understood, seen: &mut HashMap<String, usize>) -> Result<Option<Understood>, Issue> {
        let first = match seen.entry(found.0.id.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(self.item);
                return Ok(Some(found));
            }
            Entry::Occupied(first) => *first.get(),
        };
        let same_values = self.items.values(first).eq(self.items.values(self.item));
        if same_values && self.items.shape(first) == self.items.shape(self.item) {
            return Ok(None);
        }
        let mut issue = self.issue(IssueKind::SetAside, Meaning::Id, Expected::OneRowPerId);
        issue.found = Found::text(&found.0.id);
        Err(issue)
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.iter().any(|known| known == name) {
            all.push(name.to_owned());
        }
    }
    all
}
