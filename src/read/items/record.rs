//! The whole record of an item, made from its values when somebody looks at it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::guess::{Meaning, Meanings};
use super::view::View;
use super::{Items, Made, Shape};
use crate::base::{LonLat, Text};
use crate::model::claim::ClaimedDays;
use crate::model::dataset::Records;
use crate::model::incident::{Area, When};
use crate::model::{
    Claim, Field, Incident, Location, Number, OriginalRow, Scope, Side, SideKind, SideRole, WhoseLosses,
};
use crate::read::card::both;
use crate::read::options::DateOrder;
use crate::read::report::no_incident;

/// The items of a file, all in memory.
pub(super) struct ItemRecords {
    items: Items,
    meanings: Meanings,
    order: DateOrder,
    file: String,
}

impl std::fmt::Debug for ItemRecords {
    /// The number of items: their text may be a whole file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ItemRecords({} items)", self.items.len())
    }
}

impl ItemRecords {
    /// Records of items; `file` is the id of the file as a source.
    pub fn new(items: Items, meanings: Meanings, order: DateOrder, file: String) -> Self {
        Self {
            items,
            meanings,
            order,
            file,
        }
    }

    fn view(&self, record: u32) -> Option<View<'_>> {
        let item = record as usize;
        (item < self.items.len()).then(|| View::new(&self.items, item, &self.meanings, self.order))
    }
}

impl Records for ItemRecords {
    fn line(&self, record: u32) -> Option<u64> {
        self.view(record).map(|_| self.items.line(record as usize))
    }

    fn incident(&self, record: u32) -> Arc<Incident> {
        let view = self.view(record);
        Arc::new(view.map_or_else(no_incident, |view| incident(&view, &self.meanings, &self.file)))
    }

    fn original(&self, record: u32) -> OriginalRow {
        let values = self.items.values(record as usize);
        values
            .map(|(column, text)| (self.items.name(column as usize).to_owned(), text.to_owned()))
            .collect()
    }

    fn notes(&self, record: u32) -> String {
        self.view(record)
            .map_or_else(String::new, |view| notes(&view, &self.meanings))
    }
}

fn notes(view: &View<'_>, meanings: &Meanings) -> String {
    let parts: Vec<String> = view.all(&meanings.notes).map(plain_text).collect();
    parts.join("\n")
}

fn incident(view: &View<'_>, meanings: &Meanings, file: &str) -> Incident {
    let (kind, sub_kind) = view.kind();
    let (location, point) = location(view, file);
    let place = view.get(Meaning::Place);
    let stated = view.get(Meaning::Title);
    let title = match (stated, sub_kind, place) {
        ("", "", "") => kind.name().to_owned(),
        ("", "", place) => format!("{}, {place}", kind.name()),
        ("", what, "") | (what, ..) if !what.is_empty() => what.to_owned(),
        (_, what, place) => format!("{what}, {place}"),
    };
    let account = match notes(view, meanings) {
        text if text.is_empty() => format!("{title} [{file}]."),
        text => format!("{text} [{file}]"),
    };
    let sources = view.sources(file);
    let note = both(|w| format!("{} {}", w.formats.row_of, view.id()));
    Incident {
        title: Text::same(title),
        account: Text::same(account),
        country: view.get(Meaning::Country).to_owned(),
        admin1: Some(view.get(Meaning::Admin1).to_owned()).filter(|name| !name.is_empty()),
        place: Text::same(place),
        when: when(view),
        location,
        event_type: kind,
        sub_event_type: Some(sub_kind.to_owned()).filter(|name| !name.is_empty()),
        sides: sides(view),
        sources,
        source_notes: BTreeMap::from([(file.to_owned(), note)]),
        claims: claims(view, file),
        point,
        ..no_incident()
    }
}

fn when(view: &View<'_>) -> Option<When> {
    let days = view.days().0?;
    let (span, precision) = view.span_kind(Some(days));
    Some(When {
        start: days.start(),
        end: days.end(),
        span,
        precision,
        steps: Vec::new(),
    })
}

fn location(view: &View<'_>, file: &str) -> (Location, Option<LonLat>) {
    let shape = view.place().ok().flatten();
    let (class, radius_m) = view.sharpness(shape);
    let centre = shape.map(|shape| shape.centre);
    let place = Location {
        class,
        radius_m,
        method: method(shape),
        sources: vec![file.to_owned()],
        area: centre.filter(|_| !class.has_point()).map(|at| Area {
            lon: at.lon(),
            lat: at.lat(),
            radius_m,
        }),
        ..no_incident().location
    };
    (place, centre.filter(|_| class.has_point()))
}

fn method(shape: Option<Shape>) -> Text {
    both(|w| {
        let words = w.formats;
        let phrase = match shape.map(|shape| shape.made) {
            None => words.method_none,
            Some(Made::Point) => words.method_point,
            Some(Made::Points) => words.method_points,
            Some(Made::Line) => words.method_line,
            Some(Made::Area) => words.method_area,
        };
        phrase.to_owned()
    })
}

fn sides(view: &View<'_>) -> Vec<Side> {
    let names = view.actors().into_iter().enumerate();
    names
        .map(|(i, name)| Side {
            id: format!("actor-{}", i + 1),
            role: if i == 0 { SideRole::Side1 } else { SideRole::Side2 },
            kind: SideKind::Unknown,
            name: Text::same(name.clone()),
            full: None,
            coded: vec![name],
            coded_note: None,
        })
        .collect()
}

fn claims(view: &View<'_>, file: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    if let (Some(days), _) = view.days() {
        claims.push(Claim {
            value: Some(both(|w| w.span_short(days))),
            date: Some(ClaimedDays {
                start: days.start(),
                end: days.end(),
            }),
            ..claim(view, Field::Date, file)
        });
    }
    let place = view.get(Meaning::Place);
    if !place.is_empty() {
        claims.push(Claim {
            value: Some(Text::same(place)),
            ..claim(view, Field::Place, file)
        });
    }
    let (deaths, _) = view.deaths();
    if let Some(best) = deaths.best {
        let low = deaths.low.unwrap_or(best);
        claims.push(Claim {
            value: Some(both(|w| w.deaths_in_all(best, Some(low), deaths.high.or(Some(best))))),
            number: Some(Number {
                low: Some(low),
                high: deaths.high,
                vague: false,
            }),
            whose_losses: Some(WhoseLosses::Third),
            popup: true,
            ..claim(view, Field::Killed, file)
        });
    }
    claims
}

fn claim(view: &View<'_>, field: Field, file: &str) -> Claim {
    let about = format!("{field:?}").to_lowercase();
    Claim {
        id: format!("{}-{about}", view.id()),
        field,
        side: None,
        key: about,
        value: None,
        number: None,
        date: None,
        quote: None,
        source: file.to_owned(),
        by: None,
        statement: None,
        whose_losses: None,
        scope: Scope::Event,
        note: None,
        popup: false,
    }
}

/// The text of a piece of HTML: without tags, with the commonest names of characters resolved. Anything else
/// stays as it is.
fn plain_text(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let named = tag
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        match tag.find('>').filter(|_| named) {
            Some(close) => {
                let name = tag.get(1..close).unwrap_or("").trim_start_matches('/');
                let breaks = ["br", "p", "div", "tr", "li", "h"].iter().any(|b| name.starts_with(b));
                out.push(if breaks { '\n' } else { ' ' });
                rest = tag.get(close + 1..).unwrap_or("");
            }
            None => {
                out.push('<');
                rest = tag.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    let names = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let named = names.iter().fold(out, |text, (name, c)| text.replace(name, c));
    let lines = named
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn html_becomes_text_and_text_stays() {
        let html = "<p>12 killed&nbsp;near <b>Gao</b></p><br/>5 &lt; 6 &amp; 3 < 4";
        assert_eq!(plain_text(html), "12 killed near Gao\n5 < 6 & 3 < 4");
        assert_eq!(plain_text("a  b\n\nc"), "a  b\n\nc");
        assert_eq!(plain_text("open <b"), "open <b");
    }
}
