//! A paragraph for a report: when, where and how sharply, what each source says, who the sources are.
//!
//! Composed from the claims that the popup shows. Every figure comes with its speaker and its citation
//! number; figures that repeat one statement are told once, with all numbers.

use super::sources::short_line;
use crate::base::Lang;
use crate::model::{Claim, Dataset, DifferenceKind, Event, Field, Incident, Number, Side, Source, WhoseLosses};
use crate::words::Words;
use crate::words::report::{People, Speaker, capital};

/// Fields on people, in the order of the paragraph.
const FIELDS: [Field; 6] = [
    Field::Killed,
    Field::OutOfAction,
    Field::Casualties,
    Field::Wounded,
    Field::Missing,
    Field::Captured,
];

/// Fields whose claims are phrases, after those on people.
const PHRASES: [Field; 6] = [
    Field::Date,
    Field::Place,
    Field::Strength,
    Field::Means,
    Field::Activity,
    Field::Outcome,
];

/// The paragraph, without a line end.
pub fn paragraph(event: Event<'_>, incident: &Incident, dataset: &Dataset, words: &Words) -> String {
    let mut writer = Writer {
        incident,
        dataset,
        words,
        cited: Vec::new(),
        spoke: Vec::new(),
    };
    let mut sentences = vec![writer.opening(event)];
    for field in FIELDS {
        sentences.extend(
            writer
                .sides(field)
                .into_iter()
                .filter_map(|side| writer.sentence(field, side)),
        );
    }
    sentences.extend(writer.coded());
    sentences.extend(writer.actors());
    for field in PHRASES {
        sentences.extend(writer.phrases(field));
    }
    sentences.push(writer.sources());
    sentences.join(" ")
}

struct Writer<'a> {
    incident: &'a Incident,
    dataset: &'a Dataset,
    words: &'a Words,
    /// Source ids that the paragraph cites so far.
    cited: Vec<&'a str>,
    /// Who spoke so far: source and name.
    spoke: Vec<(&'a str, String)>,
}

/// Claims that say the same by the same speaker.
struct Said<'a> {
    claim: &'a Claim,
    numbers: String,
    /// What only a later one of them adds, with its own number.
    added: String,
}

impl<'a> Writer<'a> {
    fn lang(&self) -> Lang {
        self.words.lang
    }

    /// "On Monday 2 October 2023 in Niger (Tahoua region, north-west of Tabatol; location approximate,
    /// ±50 km): Column of Niger's army attacked …"
    fn opening(&mut self, event: Event<'_>) -> String {
        let (w, lang) = (self.words, self.lang());
        let country = w.country(&self.incident.country);
        let place = self.incident.place.get(lang);
        let inside = place
            .strip_prefix(country)
            .map_or(place, |rest| rest.trim_start_matches(", "));
        let incident = self.incident;
        let mut located: Vec<&str> = incident.location.sources.iter().map(String::as_str).collect();
        located.sort_by_key(|id| incident.citation_number(id));
        let located: String = located.into_iter().map(|id| self.cite(id)).collect();
        let exact = w.how_exact(event.place_class(), event.radius());
        let exact = format!("{exact} {located}").trim_end().to_owned();
        let inside: Vec<&str> = [inside, &exact].into_iter().filter(|p| !p.is_empty()).collect();
        let date = w.dated(event.span(), event.span_kind());
        let separator = if lang == Lang::Fr { ", " } else { " " };
        format!(
            "{date}{separator}{} ({}){}{}.",
            w.in_country(&self.incident.country),
            inside.join(w.reading.semicolon),
            w.reading.colon,
            self.title()
        )
    }

    /// The title as it follows a colon: French then wants a small letter, except in names (a title that is
    /// the same in both languages is made of names).
    fn title(&self) -> String {
        let (title, lang) = (&self.incident.title, self.lang());
        let text = title.get(lang);
        let mut chars = text.chars();
        match chars.next() {
            Some(first) if lang == Lang::Fr && title.en != title.fr => first.to_lowercase().chain(chars).collect(),
            _ => text.to_owned(),
        }
    }

    fn shown(&self, field: Field) -> impl Iterator<Item = &'a Claim> {
        let incident = self.incident;
        incident.claims.iter().filter(move |c| c.field == field && c.popup)
    }

    fn source(&self, claim: &Claim) -> Option<&'a Source> {
        self.dataset.source(&claim.source)
    }

    fn is_coded(&self, claim: &Claim) -> bool {
        self.source(claim).is_some_and(Source::is_dataset)
    }

    /// The sides that shown claims of a field are about, in the order of the record.
    fn sides(&self, field: Field) -> Vec<Option<&'a str>> {
        let mut sides = Vec::new();
        for claim in self.shown(field).filter(|c| !self.is_coded(c)) {
            let side = claim.side.as_deref();
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
        sides
    }

    fn side(&self, id: Option<&str>) -> Option<&'a Side> {
        let incident = self.incident;
        id.and_then(|id| incident.side(id))
    }

    /// The citation number of a source, which is then among the cited.
    fn cite(&mut self, id: &'a str) -> String {
        if !self.cited.contains(&id) {
            self.cited.push(id);
        }
        let number = self.incident.citation_number(id);
        number.map(|n| format!("[{n}]")).unwrap_or_default()
    }

    /// Joins claims with the same answer, speaker and note.
    fn joined(&mut self, claims: Vec<&'a Claim>) -> Vec<Said<'a>> {
        let mut said: Vec<Said<'a>> = Vec::new();
        for claim in claims {
            let number = self.cite(&claim.source);
            let same =
                |s: &&mut Said<'_>| s.claim.key == claim.key && s.claim.by == claim.by && s.claim.scope == claim.scope;
            let Some(known) = said.iter_mut().find(same) else {
                said.push(Said {
                    claim,
                    numbers: number,
                    added: String::new(),
                });
                continue;
            };
            if !known.numbers.contains(&number) {
                known.numbers.push_str(&number);
            }
            if let Some(note) = claim.note.as_ref().filter(|_| claim.note != known.claim.note) {
                known
                    .added
                    .push_str(&format!(" ({} {number})", note.get(self.words.lang)));
            }
        }
        said
    }

    /// One sentence for a field and a side: "The ministry reported …; RFI reported …."
    fn sentence(&mut self, field: Field, side: Option<&'a str>) -> Option<String> {
        let claims: Vec<&Claim> = self
            .shown(field)
            .filter(|c| c.side.as_deref() == side && !self.is_coded(c))
            .collect();
        let people = self.words.people(self.side(side));
        let mut parts = Vec::new();
        for (i, said) in self.joined(claims).into_iter().enumerate() {
            let speaker = self.speaker(said.claim);
            let part = match self.lang() {
                Lang::En => self.part_en(said.claim, &speaker.name, &people, i == 0),
                Lang::Fr => self.part_fr(said.claim, &speaker, &people, i == 0),
            };
            parts.push(format!("{part} {}{}", said.numbers, said.added));
        }
        let text = parts.join(self.words.reading.semicolon);
        (!text.is_empty()).then(|| capital(&format!("{}.", text.trim_end())))
    }

    /// "the ministry reported at least 29 soldiers killed"; later parts leave the people out.
    fn part_en(&self, claim: &Claim, speaker: &str, people: &People, first: bool) -> String {
        let w = self.words;
        let note = self.note(claim);
        let value = claim.value.as_ref().map(|v| v.get(Lang::En));
        let number = number_of(claim);
        if number.low.is_none() {
            return format!("{speaker} gave {}{note}", w.how_many(claim.number, value));
        }
        if let Some(value) = value
            && (self.speaks_for_itself(claim.field) || !w.is_quantity(value))
        {
            return format!("{speaker} spoke of {value}{}{note}", self.among(claim));
        }
        let many = w.how_many(claim.number, value);
        let opposing = claim.whose_losses == Some(WhoseLosses::Opposing);
        let counted = w.many_people(&many, people, is_one(number));
        match (opposing, first) {
            (true, true) => format!("{speaker} claimed {} {counted}{note}", w.to_have_done(claim.field)),
            (true, false) => format!("{speaker} claimed {many}{note}"),
            (false, true) => {
                let happened = w.happened(claim.field, people, is_one(number));
                format!("{speaker} reported {counted} {happened}{note}")
            }
            (false, false) => format!("{speaker} reported {many}{note}"),
        }
    }

    /// "au moins 29 militaires tués selon le ministère de la Défense".
    fn part_fr(&self, claim: &Claim, speaker: &Speaker, people: &People, first: bool) -> String {
        let w = self.words;
        let note = self.note(claim);
        let value = claim.value.as_ref().map(|v| v.get(Lang::Fr));
        let number = number_of(claim);
        let many = w.how_many(claim.number, value);
        let own_words = value.is_some_and(|v| self.speaks_for_itself(claim.field) || !w.is_quantity(v));
        let what = if own_words || number.low.is_none() {
            format!("{many}{}", self.among(claim))
        } else if first {
            let one = is_one(number);
            let happened = w.happened(claim.field, people, one);
            format!("{} {happened}", w.many_people(&many, people, one))
        } else {
            many
        };
        if claim.whose_losses == Some(WhoseLosses::Opposing) {
            format!("{what}{note}, {}", w.claims_fr(speaker))
        } else {
            format!("{what}{note} selon {}", speaker.name)
        }
    }

    /// Fields whose claims name the people themselves.
    fn speaks_for_itself(&self, field: Field) -> bool {
        matches!(field, Field::Casualties | Field::OutOfAction)
    }

    /// " among the attackers" where the words of the source name nobody.
    fn among(&self, claim: &Claim) -> String {
        if claim.field != Field::OutOfAction {
            return String::new();
        }
        let side = self.side(claim.side.as_deref());
        side.map_or_else(String::new, |side| {
            let article = self.words.pick("among the", "parmi les");
            format!(" {article} {}", side.name.get(self.lang()))
        })
    }

    fn note(&self, claim: &Claim) -> String {
        let note = claim.note.as_ref().map(|note| note.get(self.lang()));
        let scope = self.words.scope(claim.scope);
        note.or(scope).map_or_else(String::new, |note| format!(" ({note})"))
    }

    /// Who is quoted; the second time one source quotes somebody unnamed, "the same".
    fn speaker(&mut self, claim: &'a Claim) -> Speaker {
        let speaker = self.quoted(claim);
        let known = (claim.source.as_str(), speaker.name.clone());
        if self.spoke.contains(&known) {
            return self.words.the_same(&speaker);
        }
        self.spoke.push(known);
        speaker
    }

    /// Who is quoted, else the outlet, else "an article".
    fn quoted(&self, claim: &Claim) -> Speaker {
        if let Some(by) = &claim.by {
            return self.words.speaker(by.get(self.lang()));
        }
        let Some(source) = self.source(claim) else {
            return self.words.speaker(&claim.source);
        };
        let outlet = [&source.custom.agency, &source.container_title, &source.publisher];
        match outlet.into_iter().flatten().next() {
            Some(name) => Speaker {
                name: name.clone(),
                plural: false,
            },
            None => self.words.unnamed_source(source.is_reporting()),
        }
    }

    /// What coded datasets count: "UCDP GED 24.1 counts as killed: army 22; attackers 1 \[3\]."
    fn coded(&mut self) -> Option<String> {
        let claims: Vec<&Claim> = self.shown(Field::Killed).filter(|c| self.is_coded(c)).collect();
        let first = *claims.first()?;
        let (w, lang) = (self.words, self.lang());
        let parts: Vec<String> = claims
            .iter()
            .map(|claim| match self.side(claim.side.as_deref()) {
                Some(side) => format!("{} {}", side.name.get(lang), w.claim_said(claim)),
                None => w.claim_said(claim),
            })
            .collect();
        let short = self.source(first).map_or("", |source| source.custom.short.get(lang));
        let name = short.split(',').next().unwrap_or(short);
        let counts = w.pick("counts as killed", "compte comme tués");
        let number = self.cite(&first.source);
        let (colon, semicolon) = (w.reading.colon, w.reading.semicolon);
        Some(format!("{name} {counts}{colon}{} {number}.", parts.join(semicolon)))
    }

    /// Who the sides were, in the words of the claims: "Attackers: probably … \[2\]; the ministry named no
    /// group \[1\]."
    fn actors(&mut self) -> Vec<String> {
        let incident = self.incident;
        let mut sentences = Vec::new();
        for side in &incident.sides {
            let claims = self.shown(Field::Actor).filter(|c| c.side.as_deref() == Some(&side.id));
            let claims = claims.collect();
            sentences.extend(self.listed(side.name.get(self.lang()), claims));
        }
        sentences
    }

    /// The shown claims of a field as phrases: "When: one report says Tuesday night \[2\]."
    fn phrases(&mut self, field: Field) -> Option<String> {
        let claims = self.shown(field).collect();
        let said = self.listed(self.words.field(field), claims)?;
        // Day and place are stated at the beginning as if they were settled: where sources disagree on
        // them, the reason belongs here.
        let settled = self
            .incident
            .conflicts
            .iter()
            .find(|c| c.field == field && c.side.is_none());
        let told = matches!(field, Field::Date | Field::Place);
        let reason = settled.filter(|c| told && c.kind == DifferenceKind::Disagreement);
        Some(reason.map_or_else(|| said.clone(), |c| format!("{said} {}", c.reason.get(self.lang()))))
    }

    fn listed(&mut self, heading: &str, claims: Vec<&'a Claim>) -> Option<String> {
        let said = self.joined(claims);
        let parts: Vec<String> = said
            .iter()
            .map(|s| {
                format!(
                    "{}{} {}{}",
                    self.words.claim_said(s.claim),
                    self.note(s.claim),
                    s.numbers,
                    s.added
                )
            })
            .collect();
        let (colon, semicolon) = (self.words.reading.colon, self.words.reading.semicolon);
        (!parts.is_empty()).then(|| format!("{}{colon}{}.", capital(heading), parts.join(semicolon)))
    }

    /// The cited sources by their numbers; all of them where nothing was cited.
    fn sources(&self) -> String {
        let incident = self.incident;
        let lines = incident.sources.iter().enumerate();
        let lines = lines.filter(|(_, id)| self.cited.is_empty() || self.cited.contains(&id.as_str()));
        let lines: Vec<String> = lines
            .map(|(i, id)| format!("[{}] {}", i + 1, short_line(id, incident, self.dataset, self.lang())))
            .collect();
        let (colon, semicolon) = (self.words.reading.colon, self.words.reading.semicolon);
        format!("{}{colon}{}.", self.words.citing.sources, lines.join(semicolon))
    }
}

fn is_one(number: Number) -> bool {
    number.low == Some(1) && number.high == Some(1)
}

/// The number of a claim; one without a number says nothing about how many.
fn number_of(claim: &Claim) -> Number {
    claim.number.unwrap_or(Number {
        low: None,
        high: None,
        vague: false,
    })
}
