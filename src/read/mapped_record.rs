//! The whole record of a row that was read by a mapping, made from its cells when somebody looks at it.

use std::collections::BTreeMap;

use super::card::both;
use super::mapped_row::MappedRow;
use super::mapping::Role;
use super::report::no_incident;
use crate::base::Text;
use crate::model::claim::ClaimedDays;
use crate::model::incident::{Area, When};
use crate::model::{Claim, Field, Incident, Location, Number, Scope, Side, SideKind, SideRole, WhoseLosses};

impl MappedRow<'_> {
    /// The whole record.
    pub fn incident(&self) -> Incident {
        let (kind, sub_kind) = self.kind();
        let (location, point) = self.location();
        let lineage = self.format().lineage.clone();
        let mut sources = vec![lineage];
        sources.extend(self.sources());
        Incident {
            title: Text::same(self.title()),
            account: self.account(),
            country: self.country(),
            admin1: Some(self.get(Role::Admin1).into_owned()).filter(|name| !name.is_empty()),
            place: Text::same(self.place()),
            when: self.when(),
            location,
            event_type: kind,
            sub_event_type: Some(sub_kind).filter(|text| !text.is_empty()),
            sides: self.sides(),
            sources,
            source_notes: self.source_notes(),
            claims: self.claims(),
            point,
            ..no_incident()
        }
    }

    /// The title of the row, else its type and place.
    fn title(&self) -> String {
        let stated = self.get(Role::Title);
        if !stated.is_empty() {
            return stated.into_owned();
        }
        let (kind, sub) = self.kind();
        let what = if sub.is_empty() { kind.name().to_owned() } else { sub };
        match self.place() {
            place if place.is_empty() => what,
            place => format!("{what}, {place}"),
        }
    }

    fn account(&self) -> Text {
        let description = self.get(Role::Description);
        let lineage = &self.format().lineage;
        both(|w| {
            let said = if description.is_empty() {
                self.title()
            } else {
                w.quoted(&description)
            };
            format!("{said} [{lineage}].")
        })
    }

    fn when(&self) -> Option<When> {
        let (span, kind, precision) = self.days().ok()??;
        let texts = [Role::Start, Role::End, Role::Year, Role::Month, Role::DayOfMonth];
        let cells: Vec<String> = texts
            .into_iter()
            .filter(|role| !self.get(*role).is_empty())
            .map(|role| format!("{} = {}", self.format().name(role), self.get(role)))
            .collect();
        Some(When {
            start: span.start(),
            end: span.end(),
            span: kind,
            precision,
            steps: vec![Text::same(cells.join(", "))],
        })
    }

    fn location(&self) -> (Location, Option<crate::base::LonLat>) {
        let position = self.position().ok().flatten();
        let (class, radius, _) = self.sharpness(position.is_some());
        let stated = !self.get(Role::PlacePrecision).is_empty() || !self.get(Role::Radius).is_empty();
        let location = Location {
            class,
            radius_m: radius,
            method: both(|w| {
                let words = match (position, stated) {
                    (None, _) => w.tables.no_coordinates,
                    (Some(_), true) => w.tables.coded_place,
                    (Some(_), false) => w.tables.assumed_place,
                };
                words.to_owned()
            }),
            sources: vec![self.format().lineage.clone()],
            steps: Vec::new(),
            note: None,
            area: position.filter(|_| !class.has_point()).map(|p| Area {
                lon: p.lon(),
                lat: p.lat(),
                radius_m: radius,
            }),
            others: Vec::new(),
        };
        (location, position.filter(|_| class.has_point()))
    }

    /// The actors without a part: a table of this kind does not say who attacked whom.
    fn sides(&self) -> Vec<Side> {
        let roles = [SideRole::Side1, SideRole::Side2];
        let side = |(i, name): (usize, String)| Side {
            id: format!("s{}", i + 1),
            role: roles.get(i.min(1)).copied().unwrap_or(SideRole::Side2),
            kind: SideKind::Unknown,
            coded: vec![name.clone()],
            name: Text::same(name),
            full: None,
            coded_note: None,
        };
        self.actors().into_iter().enumerate().map(side).collect()
    }

    fn source_notes(&self) -> BTreeMap<String, Text> {
        let (id, _) = self.id();
        let url = self.get(Role::Url);
        let row = both(|w| {
            let row = w.table_row(&id);
            if url.is_empty() { row } else { format!("{row}, {url}") }
        });
        let mut notes: BTreeMap<String, Text> = self
            .sources()
            .into_iter()
            .map(|name| (name.clone(), Text::same(name)))
            .collect();
        notes.insert(self.format().lineage.clone(), row);
        notes
    }

    fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if let Ok(Some((days, ..))) = self.days() {
            claims.push(Claim {
                value: Some(both(|w| w.span_short(days))),
                date: Some(ClaimedDays {
                    start: days.start(),
                    end: days.end(),
                }),
                ..self.claim(Field::Date)
            });
        }
        let place = self.place();
        if !place.is_empty() {
            claims.push(Claim {
                value: Some(Text::same(place)),
                ..self.claim(Field::Place)
            });
        }
        let (deaths, _) = self.deaths();
        if let Some(shown) = deaths.best.or(deaths.low) {
            claims.push(Claim {
                value: Some(both(|w| w.deaths_in_all(shown, deaths.low, deaths.high))),
                number: Some(Number {
                    low: deaths.low.or(deaths.best),
                    high: deaths.high,
                    vague: false,
                }),
                whose_losses: Some(WhoseLosses::Third),
                popup: true,
                ..self.claim(Field::Killed)
            });
        }
        claims
    }

    fn claim(&self, field: Field) -> Claim {
        let about = format!("{field:?}").to_lowercase();
        let lineage = self.format().lineage.clone();
        Claim {
            id: format!("{}-{about}", self.id().0),
            field,
            side: None,
            key: about,
            value: None,
            number: None,
            date: None,
            quote: None,
            by: None,
            source: lineage,
            statement: None,
            whose_losses: None,
            scope: Scope::Event,
            note: None,
            popup: false,
        }
    }
}
