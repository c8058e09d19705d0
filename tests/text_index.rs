//! The index of texts against a look at the texts of every event: any word, any phrase, any cut of them.
#![cfg(test)]

use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, Pulse, Text};
use sahel_atlas::model::dataset::{NotesError, Records};
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow,
    PlaceClass, SpanKind,
};
use sahel_atlas::query::texts::{Answer, TextJob, look_at_each};
use sahel_atlas::query::{Certainty, Engine, Filter, Layer, TextIndex, TextQuery, Texts, TimeWindow};

#[derive(Debug)]
struct Notes(Vec<String>);

impl Records for Notes {
    fn incident(&self, _: u32) -> Arc<Incident> {
        unreachable!("no search looks at a record")
    }
    fn original(&self, _: u32) -> OriginalRow {
        Vec::new()
    }
    fn notes(&self, record: u32) -> String {
        self.0[record as usize].clone()
    }
}

const PIECES: [&str; 24] = [
    "attack",
    "Attaque",
    "Téra",
    "TÉRA",
    "near",
    "l’armée",
    "convoi",
    "Mé",
    "naka",
    "(JNIM)",
    "Gao,",
    "a",
    "the",
    "12",
    "cœur",
    "ǁ",
    "Djibo-Ouest",
    "½",
    "e\u{301}te",
    "x_y",
    "ﬁn",
    "“moto”",
    "ISSP;",
    "Ansongo",
];
const GLUE: [&str; 8] = [" ", " ", " ", "-", "\n", ", ", "\u{A0}", ""];

fn text(rng: &mut fastrand::Rng, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(0..=most) {
        text += PIECES[rng.usize(0..PIECES.len())];
        text += GLUE[rng.usize(0..GLUE.len())];
    }
    text
}

fn dataset(rng: &mut fastrand::Rng, rows: u32) -> Arc<Dataset> {
    let mut builder = DatasetBuilder::new(DatasetCard {
        id: "texts".to_owned(),
        title: Text::same("texts"),
        ..DatasetCard::default()
    });
    for number in 0..rows {
        let day = Day::from_number(19_000 + rng.i32(0..300));
        let title = if rng.bool() {
            Text::default()
        } else {
            Text::new(text(rng, 3), text(rng, 3))
        };
        let place = if rng.u8(0..3) == 0 {
            Text::default()
        } else {
            Text::new(text(rng, 2), text(rng, 2))
        };
        builder.push(EventDraft {
            id: format!("ML-{number}{}", ["", "é", "_b"][rng.usize(0..3)]),
            title,
            span: (rng.u8(0..9) > 0).then(|| DaySpan::day(day)),
            span_kind: SpanKind::Single,
            date_precision: DatePrecision::Day,
            centre: None,
            radius: 0.0,
            class: PlaceClass::P5,
            kind: EventType::ALL[rng.usize(0..7)],
            sub_kind: if rng.bool() { String::new() } else { text(rng, 2) },
            country: ["Mali", "Niger", ""][rng.usize(0..3)].to_owned(),
            admin1: text(rng, 1),
            place,
            actors: (0..rng.usize(0..3)).map(|_| text(rng, 2)).collect(),
            sources: (0..rng.usize(0..3)).map(|_| text(rng, 2)).collect(),
            deaths: Deaths::UNKNOWN,
            disagreements: 0,
            record: number,
        });
    }
    let notes = (0..rows).map(|_| text(rng, 9)).collect();
    Arc::new(builder.finish(Box::new(Notes(notes))))
}

/// A piece of a text, cut anywhere: what people type is often the middle of something.
fn question(rng: &mut fastrand::Rng) -> String {
    let one = |rng: &mut fastrand::Rng| {
        let whole: Vec<char> = text(rng, 3).chars().collect();
        let from = rng.usize(0..=whole.len());
        let to = rng.usize(from..=whole.len());
        let cut: String = whole[from..to].iter().collect();
        match rng.u8(0..4) {
            0 => format!("\"{cut}\""),
            1 => [
                "protests",
                "violence, t",
                "battles, ",
                "mali",
                "ml 1",
                "\"other or unknown, te\"",
                "\"ence, \"",
            ][rng.usize(0..7)]
            .to_owned(),
            _ => cut,
        }
    };
    let many = rng.usize(1..4);
    let mut question = one(rng);
    for _ in 1..many {
        question += [" ", " OR ", " OU "][rng.usize(0..3)];
        question += &one(rng);
    }
    question
}

#[test]
fn every_question_has_the_rows_that_a_look_at_each_text_finds() {
    let (mut some, mut none) = (0, 0);
    for seed in 0..6 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let dataset = dataset(&mut rng, [0, 1, 300][seed as usize % 3]);
        let index = TextIndex::build(&dataset, &Pulse::new()).unwrap();
        for _ in 0..250 {
            let question = question(&mut rng);
            let query = TextQuery::new(&question);
            let slow = look_at_each(&dataset, &query, &Pulse::new()).unwrap();
            let found = index.find(&dataset, &query, None, &Pulse::new()).unwrap();
            assert_eq!(found, Answer::Rows(slow.clone()), "{question:?} (seed {seed})");
            if slow.is_empty() {
                none += 1
            } else {
                some += 1
            }
            match index.find(&dataset, &query, Some(3), &Pulse::new()).unwrap() {
                Answer::Rows(rows) => assert_eq!(rows, slow, "{question:?}"),
                Answer::TooMuch => assert!(query.words().any(|word| word.contains(' '))),
            }
        }
    }
    assert!(
        some > 100 && none > 100,
        "{some} questions found something, {none} nothing"
    );
}

fn large() -> (Arc<Dataset>, Texts) {
    let mut rng = fastrand::Rng::with_seed(40);
    let dataset = dataset(&mut rng, 2_500);
    let texts = Texts::of(&dataset);
    (dataset, texts)
}

#[test]
fn many_texts_wait_for_their_index_and_then_answer_at_once() {
    let (dataset, texts) = large();
    let query = TextQuery::new("ansongo tera");
    assert_eq!(texts.rows(&dataset, &query), None);
    assert_eq!(texts.next_job(&dataset, Some(&query)), Some(TextJob::Index));
    assert_eq!(texts.next_job(&dataset, Some(&query)), None, "work is given out once");
    let pulse = Pulse::new();
    texts.work(&dataset, &TextJob::Index, &pulse);
    assert!(pulse.fraction() > Some(0.9), "progress was told");
    let slow = look_at_each(&dataset, &query, &Pulse::new()).unwrap();
    assert!(!slow.is_empty());
    assert_eq!(*texts.rows(&dataset, &query).unwrap(), slow);
    assert_eq!(texts.next_job(&dataset, Some(&query)), None);
}

#[test]
fn a_phrase_of_frequent_words_is_looked_for_in_a_job() {
    let (dataset, texts) = large();
    texts.work(&dataset, &TextJob::Index, &Pulse::new());
    let query = TextQuery::new("\"a a\"");
    assert_eq!(texts.rows(&dataset, &query), None);
    let job = texts.next_job(&dataset, Some(&query)).unwrap();
    assert_eq!(job, TextJob::Search(query.clone()));
    assert_eq!(texts.next_job(&dataset, Some(&query)), None);
    texts.work(&dataset, &job, &Pulse::new());
    let slow = look_at_each(&dataset, &query, &Pulse::new()).unwrap();
    assert_eq!(*texts.rows(&dataset, &query).unwrap(), slow);
}

#[test]
fn stopped_work_leaves_a_slower_way_and_is_not_begun_again_by_itself() {
    let (dataset, texts) = large();
    let stopped = Pulse::new();
    stopped.cancel();
    assert_eq!(texts.next_job(&dataset, None), Some(TextJob::Index));
    texts.work(&dataset, &TextJob::Index, &stopped);
    assert!(!texts.is_waiting() && texts.index().is_none());
    let (first, second) = (TextQuery::new("convoi"), TextQuery::new("gao"));
    let job = texts.next_job(&dataset, Some(&first)).unwrap();
    texts.work(&dataset, &job, &stopped);
    assert_eq!(texts.rows(&dataset, &first), None);
    assert_eq!(texts.next_job(&dataset, Some(&first)), None, "somebody stopped it");
    let job = texts.next_job(&dataset, Some(&second)).unwrap();
    texts.work(&dataset, &job, &Pulse::new());
    let slow = look_at_each(&dataset, &second, &Pulse::new()).unwrap();
    assert_eq!(*texts.rows(&dataset, &second).unwrap(), slow);
    assert!(texts.next_job(&dataset, Some(&first)).is_some(), "asked for anew");
}

/// Notes of set phrases and other words, so many that what stands together is kept.
#[test]
fn phrases_in_many_texts_are_those_that_a_look_at_each_text_finds() {
    const SET: [&str; 5] = [
        "Armed men on motorcycles attacked the village near the market.",
        "the the army of the day",
        "l’armée a repoussé l’attaque",
        "no casualties were reported by the sources",
        "the market was closed for the day.",
    ];
    let mut rng = fastrand::Rng::with_seed(12);
    let rows = 13_000;
    let mut notes = Vec::new();
    let mut builder = DatasetBuilder::new(DatasetCard::default());
    for number in 0..rows {
        builder.push(EventDraft {
            id: format!("E{number}"),
            title: Text::same("x"),
            span: None,
            span_kind: SpanKind::Single,
            date_precision: DatePrecision::Day,
            centre: None,
            radius: 0.0,
            class: PlaceClass::P5,
            kind: EventType::ALL[0],
            sub_kind: String::new(),
            country: String::new(),
            admin1: String::new(),
            place: Text::default(),
            actors: Vec::new(),
            sources: Vec::new(),
            deaths: Deaths::UNKNOWN,
            disagreements: 0,
            record: number,
        });
        let mut text = String::new();
        for _ in 0..rng.usize(0..14) {
            text += SET[rng.usize(0..SET.len())];
            text += [" ", "; ", " and "][rng.usize(0..3)];
            text += PIECES[rng.usize(0..PIECES.len())];
            text += "\n";
        }
        notes.push(text);
    }
    let dataset = builder.finish(Box::new(Notes(notes)));
    let index = TextIndex::build(&dataset, &Pulse::new()).unwrap();
    assert!(index.phrases() > 20, "{}", index.phrases());
    for (phrase, at_once) in [
        ("\"armed men\"", true),
        ("\"ARMED MEN on motorcycles\"", true),
        ("\"the army of the day\"", true),
        ("\"the the\"", true),
        ("\"l'armee a repousse\"", true),
        ("\"market was closed for the day. attack\"", false),
        ("\"the market\" -", true),
        ("\"the market\" OR \"by the\" \"men on\"", true),
        ("\"near the day\"", false),
        ("\"rmed me\"", true),
        ("\"e a\"", false),
    ] {
        let query = TextQuery::new(phrase);
        let slow = look_at_each(&dataset, &query, &Pulse::new()).unwrap();
        let found = index.find(&dataset, &query, None, &Pulse::new()).unwrap();
        assert!(found == Answer::Rows(slow.clone()), "{phrase}");
        if at_once {
            // More than eight thousand notes hold all the words.
            let found = index.find(&dataset, &query, Some(2_000), &Pulse::new()).unwrap();
            assert!(found == Answer::Rows(slow), "{phrase} with few notes read");
        }
    }
}

#[test]
fn the_engine_finds_the_same_with_and_without_an_index() {
    let (dataset, _) = large();
    let span = dataset.extent().unwrap();
    let window = TimeWindow {
        span,
        certainty: Certainty::Possible,
    };
    let layer = || Layer::new(sahel_atlas::query::Slice::whole(Arc::clone(&dataset)));
    let (slow, fast) = (layer(), layer());
    fast.texts.work(&dataset, &TextJob::Index, &Pulse::new());
    for text in ["tera", "\"near tera\"", "jnim gao, 12", "\"a the\""] {
        let filter = Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        let found = |layer: &Layer| Engine::new().run(std::slice::from_ref(layer), &filter, window).count();
        assert_eq!(found(&fast), found(&slow), "{text}");
        assert!(found(&slow) > 0);
    }
}

/// Checks that reading all notes at once gives the notes of each row.
fn same_notes(name: &str, bytes: Vec<u8>) {
    let opened = sahel_atlas::read::read_bytes(name, bytes, &Pulse::new()).unwrap_or_else(|e| panic!("{name}: {e}"));
    let dataset = opened.dataset;
    let mut all = std::collections::BTreeMap::new();
    let mut last = None;
    let each = &mut |record: u32, notes: &str| {
        assert!(last < Some(record), "{name}: in the order of the file");
        last = Some(record);
        all.insert(record, notes.to_owned());
    };
    let records = dataset.record_numbers().iter().max().map_or(0, |last| last + 1);
    dataset.each_notes(0..records, &Pulse::new(), each).unwrap();
    let mut some = std::collections::BTreeMap::new();
    let asked: Vec<u32> = dataset.record_numbers().iter().rev().copied().collect();
    let each = &mut |record: u32, notes: &str| assert_eq!(some.insert(record, notes.to_owned()), None);
    dataset.notes_of(&asked, &Pulse::new(), each).unwrap();
    for (event, record) in dataset.events().zip(dataset.record_numbers()) {
        let notes = event.notes();
        for (how, bulk) in [("all", &all), ("some", &some)] {
            let bulk = bulk.get(record).map_or("", String::as_str);
            assert_eq!(bulk, notes, "{name}, {}, {how}", event.id());
        }
    }
    let stopped = Pulse::new();
    stopped.cancel();
    let read = dataset.notes_of(&asked, &stopped, &mut |_, _| ());
    assert_eq!(read, Err(NotesError::Cancelled), "{name}");
    assert!(
        all.values().any(|notes| !notes.trim().is_empty()),
        "{name}: some have notes"
    );
}

#[test]
fn notes_read_all_at_once_are_those_of_each_row_in_every_format() {
    let golden = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(name);
        std::fs::read(path).unwrap()
    };
    for name in [
        "acled/2023.csv",
        "acled/monadic.csv",
        "acled/2016.csv",
        "ucdp_release.csv",
        "report_doubtful.csv",
        "export_rows.csv",
        "export_rows.geojson",
        "collection.geojson",
        "formats/events.export.CSV",
        "formats/features.geojson",
        "formats/api.json",
        "formats/places.kml",
        "formats/points.gpx",
    ] {
        same_notes(name, golden(name));
    }
    let rows = "2024-03-05;14,5;-1,5;\"a\nb \"\"c\"\"; d\"\n2024-03-06;95;0;set aside\n2024-03-07;14;0;Téra\n";
    let table = format!("date;lat;lon;notes\n{rows};;;\n2024-03-08;14;0;\"open\n2024-03-09;14;0;x\n");
    same_notes("mapped.csv", table.clone().into_bytes());
    same_notes("loose.csv", table.replace("set aside", "a \"loose\" mark").into_bytes());
    same_notes("narrow.csv", table.chars().map(|c| c as u8).collect());
    let wide = table.encode_utf16().flat_map(u16::to_le_bytes);
    same_notes("wide.csv", [0xFF, 0xFE].into_iter().chain(wide).collect());
}

#[test]
fn notes_of_a_table_of_many_windows_are_those_of_each_row() {
    let mut text = "date,lat,lon,notes\n".to_owned();
    let mut rng = fastrand::Rng::with_seed(3);
    for i in 0..400 {
        let filler = "word\n\"\"quoted\"\", ".repeat(rng.usize(0..6_000));
        text.push_str(&format!("2024-03-{:02},14.5,-1.5,\"{i} {filler}\"\n", i % 28 + 1));
    }
    assert!(text.len() > 17 << 20, "more than one window");
    same_notes("large.csv", text.into_bytes());
}
