//! The whole record of a UCDP row, made from its cells when somebody looks at it.

use std::collections::BTreeMap;

use super::card::both;
use super::report::no_incident;
use super::ucdp::Col;
use super::ucdp_card::SOURCE_ID;
use super::ucdp_row::{UcdpRow, date_precision, event_type};
use crate::base::Text;
use crate::model::claim::ClaimedDays;
use crate::model::incident::{Area, When};
use crate::model::{
    Claim, Field, Incident, Location, Number, PlaceClass, Scope, Side, SideKind, SideRole, WhoseLosses,
};
use crate::words::EN;

/// Most characters of `source_article` in a citation line.
const MOST_ARTICLE: usize = 400;

/// The free text that search looks through.
pub(super) fn notes(row: &UcdpRow<'_>) -> String {
    let parts = [Col::Description, Col::Headline, Col::Article, Col::Conflict, Col::Adm2];
    parts.map(|col| row.get(col)).join("\n")
}

/// The whole record.
pub(super) fn incident(row: &UcdpRow<'_>) -> Incident {
    let violence = row.code(Col::Violence, 3).unwrap_or(1);
    let (location, point) = location(row);
    let mut sources = vec![SOURCE_ID.to_owned()];
    sources.extend(row.offices());
    Incident {
        title: Text::same(row.title()),
        account: account(row, violence),
        country: row.country().into_owned(),
        admin1: Some(row.admin1()).filter(|name| !name.is_empty()),
        place: Text::same(row.whole_place()),
        when: when(row),
        location,
        event_type: event_type(violence),
        sub_event_type: EN
            .ucdp
            .violence
            .get(usize::from(violence) - 1)
            .map(|name| (*name).to_owned()),
        sides: sides(row, violence),
        sources,
        source_notes: source_notes(row),
        claims: claims(row, violence),
        point,
        ..no_incident()
    }
}

/// A word of a list by its code, which counts from 1.
fn by_code(list: &[&'static str], code: u8) -> &'static str {
    list.get(usize::from(code).wrapping_sub(1)).copied().unwrap_or("?")
}

fn account(row: &UcdpRow<'_>, violence: u8) -> Text {
    let clarity = row.code(Col::Clarity, 2).unwrap_or(1);
    both(|w| {
        let mut parts = vec![format!(
            "{}{}{} [{SOURCE_ID}].",
            by_code(&w.ucdp.violence, violence),
            w.reading.colon,
            row.title()
        )];
        parts.push(by_code(&w.ucdp.clarity, clarity).to_owned());
        let status = row.get(Col::CodeStatus);
        if !status.is_empty() && !status.eq_ignore_ascii_case("clear") {
            parts.push(format!("{} {}.", w.ucdp.code_status, w.quoted(&status)));
        }
        let description = row.get(Col::Description);
        if !description.is_empty() {
            parts.push(format!(
                "{} {}.",
                w.ucdp.described,
                w.quoted(description.trim_end_matches('.'))
            ));
        }
        parts.join(" ")
    })
}

fn when(row: &UcdpRow<'_>) -> Option<When> {
    let days = row.days().ok()?;
    let code = row.code(Col::DatePrec, 5).ok()?;
    let (span, precision) = date_precision(code, days);
    Some(When {
        start: days.start(),
        end: days.end(),
        span,
        precision,
        steps: vec![both(|w| {
            format!(
                "date_prec {code}{}{}",
                w.reading.colon,
                by_code(&w.ucdp.date_prec, code)
            )
        })],
    })
}

fn location(row: &UcdpRow<'_>) -> (Location, Option<crate::base::LonLat>) {
    let code = row.code(Col::WherePrec, 7).unwrap_or(6);
    let class = PlaceClass::from_ucdp(code).unwrap_or(PlaceClass::P5);
    let radius = class.default_radius();
    let position = row.position().ok().flatten();
    let place = Location {
        class,
        radius_m: radius,
        method: both(|w| {
            let coordinates = if position.is_some() {
                w.ucdp.coded_by
            } else {
                w.ucdp.no_coordinates
            };
            format!(
                "{coordinates} (where_prec {code}{}{})",
                w.reading.colon,
                by_code(&w.ucdp.where_prec, code)
            )
        }),
        sources: vec![SOURCE_ID.to_owned()],
        steps: Some(row.get(Col::Description))
            .filter(|text| !text.is_empty())
            .map(|text| both(|w| w.quoted(&text)))
            .into_iter()
            .collect(),
        note: None,
        area: position.filter(|_| !class.has_point()).map(|p| Area {
            lon: p.lon(),
            lat: p.lat(),
            radius_m: radius,
        }),
        others: Vec::new(),
    };
    (place, position.filter(|_| class.has_point()))
}

fn sides(row: &UcdpRow<'_>, violence: u8) -> Vec<Side> {
    let roles = if violence == 3 {
        [SideRole::Attacking, SideRole::Attacked]
    } else {
        [SideRole::Side1, SideRole::Side2]
    };
    let names = [("a", Col::SideA), ("b", Col::SideB)];
    let sides = names
        .into_iter()
        .zip(roles)
        .filter(|((_, col), _)| !row.get(*col).is_empty());
    sides
        .map(|((id, col), role)| {
            let name = row.get(col);
            Side {
                id: id.to_owned(),
                role,
                kind: side_kind(&name),
                coded: name.split(", ").map(str::to_owned).collect(),
                name: Text::same(name),
                full: None,
                coded_note: None,
            }
        })
        .collect()
}

/// UCDP calls states "Government of …" and everybody who does not fight "Civilians".
fn side_kind(name: &str) -> SideKind {
    match name {
        n if n.starts_with("Government of ") => SideKind::State,
        "Civilians" => SideKind::Civilians,
        _ => SideKind::ArmedGroup,
    }
}

/// One line for the row itself, and one for each office with the dates and headlines of its reports. The
/// lists of a row do not always have the same length; where they differ, nothing is paired.
fn source_notes(row: &UcdpRow<'_>) -> BTreeMap<String, Text> {
    let cells = [Col::Office, Col::SourceDate, Col::Headline].map(|col| row.get(col));
    let [offices, dates, headlines] = cells
        .each_ref()
        .map(|cell| -> Vec<&str> { cell.split(';').map(str::trim).collect() });
    let paired = offices.len() == dates.len() && dates.len() == headlines.len();
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    for (i, office) in offices.iter().enumerate().filter(|(_, o)| !o.is_empty()) {
        let cell = |from: &[&str]| from.get(i).filter(|_| paired).map_or("", |c| c).to_owned();
        let report: Vec<String> = [cell(&dates), cell(&headlines)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let line = notes
            .entry((*office).to_owned())
            .or_insert_with(|| (*office).to_owned());
        if !report.is_empty() {
            let separator = if line.len() == office.len() { ", " } else { "; " };
            line.push_str(separator);
            line.push_str(&report.join(", "));
        }
    }
    let mut notes: BTreeMap<String, Text> = notes.into_iter().map(|(id, line)| (id, Text::same(line))).collect();
    notes.insert(SOURCE_ID.to_owned(), row_note(row));
    notes
}

/// "UCDP GED, event 493328", with the articles where the row names no office.
fn row_note(row: &UcdpRow<'_>) -> Text {
    let articles = row.get(Col::Article);
    let articles = articles.trim_matches('"');
    let named = !row.get(Col::Office).is_empty() || articles.is_empty();
    let cut: String = articles.chars().take(MOST_ARTICLE).collect();
    both(|w| {
        let event = w.ucdp_event(&row.get(Col::Id));
        if named {
            event
        } else {
            format!("{event}, {}", w.coded_from(&cut))
        }
    })
}

fn claims(row: &UcdpRow<'_>, violence: u8) -> Vec<Claim> {
    let mut claims = Vec::new();
    if let Ok(days) = row.days() {
        claims.push(Claim {
            value: Some(both(|w| w.span_short(days))),
            date: Some(ClaimedDays {
                start: days.start(),
                end: days.end(),
            }),
            ..claim(row, Field::Date, None)
        });
    }
    claims.push(Claim {
        value: Some(Text::same(row.place())),
        ..claim(row, Field::Place, None)
    });
    for (side, col) in [("a", Col::DeathsA), ("b", Col::DeathsB)] {
        // In one-sided violence the civilians are side B, and their dead stand in a column of their own.
        let col = if side == "b" && violence == 3 {
            Col::DeathsCivilians
        } else {
            col
        };
        if let Ok(Some(n)) = row.people(col) {
            claims.push(killed(row, Some(side), n, n, None));
        }
    }
    if let Ok(Some(n)) = row.people(Col::DeathsCivilians)
        && violence != 3
        && n > 0
    {
        claims.push(killed(row, Some("civilians"), n, n, Some(both(|w| w.civilians(n)))));
    }
    if let Ok(Some(n)) = row.people(Col::DeathsUnknown)
        && n > 0
    {
        let value = both(|w| format!("{}, {}", w.number(u64::from(n)), w.ucdp.side_unknown));
        claims.push(killed(row, Some("unknown"), n, n, Some(value)));
    }
    claims.extend(total(row));
    claims
}

/// The figure for all sides together.
fn total(row: &UcdpRow<'_>) -> Option<Claim> {
    let (deaths, _) = row.deaths().ok()?;
    let best = deaths.best?;
    let value = both(|w| w.deaths_in_all(best, deaths.low, deaths.high));
    let (low, high) = (deaths.low.unwrap_or(best), deaths.high.unwrap_or(best));
    Some(killed(row, None, low, high, Some(value)))
}

fn killed(row: &UcdpRow<'_>, side: Option<&str>, low: u32, high: u32, value: Option<Text>) -> Claim {
    Claim {
        value,
        number: Some(Number {
            low: Some(low),
            high: Some(high),
            vague: false,
        }),
        whose_losses: Some(WhoseLosses::Third),
        popup: true,
        ..claim(row, Field::Killed, side)
    }
}

fn claim(row: &UcdpRow<'_>, field: Field, side: Option<&str>) -> Claim {
    let about = format!("{field:?}-{}", side.unwrap_or("all")).to_lowercase();
    Claim {
        id: format!("{}-{about}", row.get(Col::Id)),
        field,
        side: side.map(str::to_owned),
        key: about,
        value: None,
        number: None,
        date: None,
        quote: None,
        source: SOURCE_ID.to_owned(),
        by: Some(Text::same("UCDP GED")),
        statement: None,
        whose_losses: None,
        scope: Scope::Event,
        note: None,
        popup: false,
    }
}
