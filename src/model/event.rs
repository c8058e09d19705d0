//! One event of a dataset, read from its columns.

use std::borrow::Cow;
use std::sync::Arc;

use super::dataset::{Dataset, EventKey, OriginalRow, Row};
use super::deaths::Deaths;
use super::dictionary::{Code, NO_CODE};
use super::incident::Incident;
use super::kind::EventType;
use super::precision::{DatePrecision, PlaceClass, SpanKind};
use super::segment::{RowColumns, Sharpness, Vocabulary};
use crate::base::{DaySpan, Lang, LonLat, Metres, Text};

/// One event of a dataset, by reference.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    dataset: &'a Dataset,
    row: Row,
}

impl<'a> Event<'a> {
    /// The event of a row; the row must be one of the dataset.
    pub(super) fn new(dataset: &'a Dataset, row: Row) -> Self {
        Self { dataset, row }
    }

    fn cell<T: Copy>(self, column: &'a [T], or: T) -> T {
        column.get(self.row as usize).copied().unwrap_or(or)
    }

    fn code(self, column: &'a [Code]) -> Code {
        self.cell(column, NO_CODE)
    }

    fn rows(self) -> &'a RowColumns {
        &self.dataset.rows
    }

    fn words(self) -> &'a Vocabulary {
        &self.dataset.words
    }

    /// Its dataset.
    pub fn dataset(self) -> &'a Dataset {
        self.dataset
    }

    /// Its row.
    pub fn row(self) -> Row {
        self.row
    }

    /// Its id in the dataset.
    pub fn id(self) -> &'a str {
        self.rows().id.get(self.row as usize)
    }

    /// Its identity across files.
    pub fn key(self) -> EventKey {
        EventKey {
            dataset: Arc::clone(&self.dataset.lineage),
            id: Arc::from(self.id()),
        }
    }

    /// Title as shown: the dataset's own, else sub-type and place.
    pub fn title(self) -> Cow<'a, Text> {
        Cow::Owned(Text::new(self.title_in(Lang::En), self.title_in(Lang::Fr)))
    }

    /// The title that its dataset gives it, in one language.
    pub fn own_title(self, lang: Lang) -> Option<&'a str> {
        let code = self.code(&self.rows().title);
        (code != NO_CODE).then(|| of_pair(self.words().titles.value(code), lang))
    }

    /// Title in one language. One that is made here has the sub-type as the dataset writes it; what people read comes
    /// from [`crate::words::Words::title`].
    pub fn title_in(self, lang: Lang) -> Cow<'a, str> {
        if let Some(title) = self.own_title(lang) {
            return Cow::Borrowed(title);
        }
        let what = match self.sub_kind() {
            "" => self.kind().name(),
            sub_kind => sub_kind,
        };
        match self.place_in(lang) {
            "" => Cow::Borrowed(what),
            place => Cow::Owned(format!("{what}, {place}")),
        }
    }

    /// Days, half-open; `None` for an event without a date.
    pub fn span(self) -> Option<DaySpan> {
        let i = self.row as usize;
        let (start, end) = (self.rows().start.get(i)?, self.rows().end.get(i)?);
        DaySpan::new(*start, *end)
    }

    /// What an interval of more than one day means.
    pub fn span_kind(self) -> SpanKind {
        self.cell(&self.rows().span_kind, SpanKind::Single)
    }

    /// How sharply the date is known.
    pub fn date_precision(self) -> DatePrecision {
        self.cell(&self.rows().date_precision, DatePrecision::Unknown)
    }

    /// The code of its coordinates among [`Dataset::spots`]: where its point or the centre of its area is.
    pub fn spot(self) -> Option<Code> {
        Some(self.code(&self.rows().spot)).filter(|code| *code != NO_CODE)
    }

    fn centre(self) -> Option<LonLat> {
        let spot = self.words().spots.value(self.code(&self.rows().spot));
        spot.map(|spot| spot.at())
    }

    fn sharpness(self) -> Option<Sharpness> {
        self.words().sharpness.value(self.code(&self.rows().sharpness)).copied()
    }

    /// Where the symbol stands; `None` for a region, a country, or an event without a place.
    pub fn point(self) -> Option<LonLat> {
        self.centre().filter(|_| self.place_class().has_point())
    }

    /// Whether the map can show it: at a point, or as an area.
    pub fn is_located(self) -> bool {
        self.spot().is_some()
    }

    /// Centre and radius (metres) of what the map shows: the point with its radius, else the area of a
    /// region. `None` for an event without a place.
    pub fn circle(self) -> Option<(LonLat, Metres)> {
        self.centre().map(|centre| (centre, self.radius()))
    }

    /// Radius that holds the place, metres.
    pub fn radius(self) -> Metres {
        self.sharpness().map_or(0.0, Sharpness::radius)
    }

    /// How sharply the place is known.
    pub fn place_class(self) -> PlaceClass {
        self.sharpness().map_or(PlaceClass::P5, Sharpness::class)
    }

    /// Event type.
    pub fn kind(self) -> EventType {
        self.cell(&self.rows().kind, EventType::Other)
    }

    /// Sub-type as the dataset words it, empty where it has none.
    pub fn sub_kind(self) -> &'a str {
        self.words().sub_kinds.value(self.code(&self.rows().sub_kind))
    }

    /// Country as the dataset names it, empty where it has none.
    pub fn country(self) -> &'a str {
        self.words().countries.value(self.code(&self.rows().country))
    }

    /// First-order division, empty where unknown.
    pub fn admin1(self) -> &'a str {
        self.words().admin1s.value(self.code(&self.rows().admin1))
    }

    /// Place as shown.
    pub fn place(self) -> Cow<'a, Text> {
        Cow::Owned(Text::new(self.place_in(Lang::En), self.place_in(Lang::Fr)))
    }

    /// What its title and its place are made of, for putting many in order: events of equal codes are called
    /// the same. Title, sub-type, place.
    pub fn title_codes(self) -> [Code; 3] {
        let rows = self.rows();
        [
            self.code(&rows.title),
            self.code(&rows.sub_kind),
            self.code(&rows.place),
        ]
    }

    /// Place in one language.
    pub fn place_in(self, lang: Lang) -> &'a str {
        of_pair(self.words().places.value(self.code(&self.rows().place)), lang)
    }

    /// Names of the actors as coded.
    pub fn actors(self) -> impl Iterator<Item = &'a str> {
        self.words().actors.values(self.code(&self.rows().actors))
    }

    /// Ids of the sources.
    pub fn sources(self) -> impl Iterator<Item = &'a str> {
        self.words().sources.values(self.code(&self.rows().sources))
    }

    /// What the dataset counts as deaths.
    pub fn deaths(self) -> Deaths {
        let deaths = self.words().deaths.value(self.code(&self.rows().deaths));
        deaths.copied().unwrap_or(Deaths::UNKNOWN)
    }

    /// Number of fields on which the sources disagree.
    pub fn disagreements(self) -> u16 {
        self.cell(&self.rows().disagreements, 0)
    }

    /// The whole record.
    pub fn incident(self) -> Arc<Incident> {
        self.dataset.records.incident(self.record())
    }

    /// The cells as they stand in the file.
    pub fn original(self) -> OriginalRow {
        self.dataset.records.original(self.record())
    }

    /// Why its record and its row cannot be read any more, in both languages; none while they can.
    pub fn lost(self) -> Option<Text> {
        self.dataset.lost()
    }

    /// The cells of the imported row; `None` for a record of our own, whose figures follow from its claims.
    pub fn imported(self) -> Option<OriginalRow> {
        self.dataset.records.imported(self.record())
    }

    /// Free text for search.
    pub fn notes(self) -> String {
        self.dataset.records.notes(self.record())
    }

    fn record(self) -> u32 {
        self.cell(&self.dataset.record, u32::MAX)
    }
}

fn of_pair<'a>((en, fr): (&'a str, &'a str), lang: Lang) -> &'a str {
    match lang {
        Lang::En => en,
        Lang::Fr => fr,
    }
}
