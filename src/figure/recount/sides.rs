//! When, where, who.

use super::{Group, Line, Part, Row, Telling, losses};
use crate::model::{Field, Side, SideRole};

/// When: the shown day, then what else is reported.
pub(super) fn when(t: &Telling<'_>) -> Row {
    let days = t.event.span().map_or_else(
        || t.words.common.undated.to_owned(),
        |span| t.words.told_days(span, t.event.span_kind()),
    );
    let mut shown = Line::text(days);
    if t.differs(Field::Date, None) {
        shown.parts.push(Part::Differ);
    }
    let mut lines = vec![shown];
    lines.extend(losses::answers(t, Field::Date, None));
    row(t.words.field(Field::Date), lines)
}

/// Where: the shown place, what is known about its sharpness, then what else is reported.
pub(super) fn place(t: &Telling<'_>) -> Row {
    let mut shown = Line::text(place_name(t));
    if t.differs(Field::Place, None) {
        shown.parts.push(Part::Differ);
    }
    let location = &t.incident.location;
    let note = location.note.as_ref().map_or_else(
        || t.words.place_class(t.event.place_class()).to_owned(),
        |note| note.get(t.lang()).to_owned(),
    );
    let mut sharpness = Line::text(note);
    let numbers = t.numbers(&location.sources);
    if !numbers.is_empty() {
        sharpness = sharpness.then(" ").cite(numbers);
    }
    sharpness = sharpness.then(" · ");
    sharpness
        .parts
        .push(Part::HowLocated(t.words.telling.how_located.to_owned()));
    let mut lines = vec![shown, sharpness];
    lines.extend(losses::answers(t, Field::Place, None));
    row(t.words.field(Field::Place), lines)
}

/// The place with its country, as sharp as it is known. Our own data write the country into the place; rows of
/// other datasets name it apart.
pub(super) fn place_name(t: &Telling<'_>) -> String {
    let place = t.event.place_in(t.lang()).trim();
    let country = t.words.country(t.event.country());
    if !country.is_empty() && place.starts_with(country) {
        return place.to_owned();
    }
    let mut told: Vec<&str> = Vec::new();
    for part in [country, t.event.admin1().trim(), place] {
        if !part.is_empty() && !told.contains(&part) {
            told.push(part);
        }
    }
    if told.is_empty() {
        return t.words.telling.no_place.to_owned();
    }
    told.join(", ")
}

/// Who: a row for each role, in the order of the record; sides of one role share it.
pub(super) fn who(t: &Telling<'_>) -> Vec<Row> {
    let mut rows: Vec<(SideRole, Row)> = Vec::new();
    for side in &t.incident.sides {
        let lines = side_lines(t, side);
        match rows.last_mut().filter(|(role, _)| *role == side.role) {
            Some((_, shared)) => {
                if let Some(group) = shared.groups.first_mut() {
                    group.lines.extend(lines);
                }
            }
            None => rows.push((side.role, row(t.words.side_role(side.role), lines))),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What is said about who a side is; its name where no claim is shown.
fn side_lines(t: &Telling<'_>, side: &Side) -> Vec<Line> {
    let mut lines = losses::answers(t, Field::Actor, Some(&side.id));
    let last = lines.len().saturating_sub(1);
    for line in lines.iter_mut().take(last) {
        let end = t.words.telling.semicolon.trim_end();
        line.parts.push(Part::Text(end.to_owned()));
    }
    if lines.is_empty() {
        let name = side.full.as_ref().unwrap_or(&side.name);
        lines.push(Line::text(name.get(t.lang())));
    }
    if t.differs(Field::Actor, Some(&side.id))
        && let Some(line) = lines.last_mut()
    {
        line.parts.push(Part::Differ);
    }
    lines
}

fn row(heading: &'static str, lines: Vec<Line>) -> Row {
    Row {
        heading,
        groups: vec![Group { side: None, lines }],
    }
}
