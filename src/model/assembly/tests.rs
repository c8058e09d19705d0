use super::*;
use crate::base::{DaySpan, LonLat, Text};
use crate::model::dataset::OriginalRow;
use crate::model::{DatePrecision, Deaths, EventDraft, EventType, Incident, PlaceClass, SpanKind};

#[derive(Debug)]
struct Nothing;

impl Records for Nothing {
    fn incident(&self, _: u32) -> Arc<Incident> {
        unreachable!("no test looks at a record")
    }
    fn original(&self, record: u32) -> OriginalRow {
        vec![("record".to_owned(), record.to_string())]
    }
    fn notes(&self, _: u32) -> String {
        String::new()
    }
}

fn card() -> DatasetCard {
    DatasetCard {
        id: "test".to_owned(),
        title: Text::same("test"),
        ..DatasetCard::default()
    }
}

fn draft(rng: &mut fastrand::Rng, number: u32) -> EventDraft {
    let start = Day::from_number(19_000 + rng.i32(0..40));
    let names = ["JNIM", "ISSP", "FAMa", "Civilians"];
    EventDraft {
        id: format!("E{}", rng.u32(0..number.max(1) + 5)),
        title: Text::new(format!("t{}", rng.u8(0..9)), format!("titre {}", rng.u8(0..9))),
        span: (rng.u8(0..8) > 0).then(|| DaySpan::inclusive(start, start.plus(rng.i32(0..4)))),
        span_kind: SpanKind::Uncertain,
        date_precision: DatePrecision::Day,
        centre: rng
            .bool()
            .then(|| LonLat::new(f64::from(rng.i8(-3..3)), f64::from(rng.i8(10..15))).unwrap()),
        radius: f64::from(rng.u16(0..3)) * 500.0,
        class: PlaceClass::P1,
        kind: EventType::ALL[rng.usize(0..EventType::ALL.len())],
        sub_kind: format!("s{}", rng.u8(0..5)),
        country: ["Mali", "Niger", ""][rng.usize(0..3)].to_owned(),
        admin1: format!("a{}", rng.u8(0..7)),
        place: Text::same(format!("p{}", rng.u8(0..20))),
        actors: (0..rng.usize(0..3))
            .map(|_| names[rng.usize(0..4)].to_owned())
            .collect(),
        sources: vec![format!("src{}", rng.u8(0..6))],
        deaths: Deaths::at_least(rng.u32(0..9)),
        disagreements: u16::from(rng.u8(0..10) == 0),
        record: number,
    }
}

/// One event against the draft it came from.
fn assert_same(event: crate::model::Event<'_>, d: &EventDraft) {
    assert_eq!(event.id(), d.id);
    assert_eq!(*event.title(), d.title);
    assert_eq!(event.span(), d.span);
    assert_eq!(event.circle().map(|c| c.0), d.centre);
    assert_eq!(event.radius(), d.radius);
    assert_eq!(event.kind(), d.kind);
    assert_eq!(
        (event.sub_kind(), event.country(), event.admin1()),
        (&*d.sub_kind, &*d.country, &*d.admin1)
    );
    assert_eq!(*event.place(), d.place);
    assert_eq!(event.actors().collect::<Vec<_>>(), d.actors);
    assert_eq!(event.sources().collect::<Vec<_>>(), d.sources);
    assert_eq!((event.deaths(), event.disagreements()), (d.deaths, d.disagreements));
}

#[test]
fn segments_of_several_threads_become_the_rows_of_the_file_in_order() {
    let mut rng = fastrand::Rng::with_seed(11);
    for round in 0..60 {
        let drafts: Vec<EventDraft> = (0..rng.u32(0..80)).map(|n| draft(&mut rng, n)).collect();
        // The file is cut into chunks that threads take as they come.
        let threads = rng.usize(1..4);
        let mut segments = vec![Segment::new(); threads];
        let mut pieces = Vec::new();
        for chunk in drafts.chunks(rng.usize(1..9)) {
            let segment = rng.usize(0..threads);
            let from = segments[segment].len();
            chunk.iter().for_each(|d| segments[segment].push_draft(d));
            let rows = from..segments[segment].len();
            pieces.push(Piece { segment, rows });
        }
        let mut assembly = Assembly::new(segments, &pieces);
        let repeated = assembly.repeated();
        let slow: Vec<(u32, u32)> = (0..drafts.len())
            .filter_map(|i| {
                let first = drafts[..i].iter().position(|d| d.id == drafts[i].id)?;
                Some((first as u32, i as u32))
            })
            .collect();
        assert_eq!(repeated, slow, "round {round}");
        repeated.iter().for_each(|(_, later)| assembly.drop_record(*later));
        let set_aside = SetAside {
            quarantined: 2,
            duplicates: repeated.len(),
        };
        let dataset = assembly.finish(About::new(card()), set_aside, Box::new(Nothing));

        let mut expected: Vec<&EventDraft> = drafts
            .iter()
            .enumerate()
            .filter(|(i, _)| !slow.iter().any(|(_, later)| *later as usize == *i))
            .map(|(_, d)| d)
            .collect();
        expected.sort_by_key(|d| d.span.map_or((Day::MAX, Day::MAX), |s| (s.start(), s.end())));
        assert_eq!(dataset.len(), expected.len());
        assert!(dataset.counts().add_up());
        assert_eq!(dataset.counts().read, drafts.len() + 2);
        for (event, d) in dataset.events().zip(&expected) {
            assert_same(event, d);
            assert_eq!(dataset.find(&d.id), Some(event.row()));
            assert_eq!(event.original(), [("record".to_owned(), d.record.to_string())]);
        }
        assert_eq!(dataset.find("nothing"), None);
    }
}

#[test]
fn actors_of_folded_rows_are_kept_once() {
    let mut rng = fastrand::Rng::with_seed(3);
    let mut segment = Segment::new();
    for (number, actors) in [(0, vec!["JNIM", "Civilians"]), (1, vec!["Civilians", "VDP"])] {
        let actors = actors.into_iter().map(str::to_owned).collect();
        segment.push_draft(&EventDraft {
            id: "X1".to_owned(),
            actors,
            ..draft(&mut rng, number)
        });
    }
    let mut assembly = Assembly::new(vec![segment], &[Piece { segment: 0, rows: 0..2 }]);
    assert_eq!(assembly.repeated(), [(0, 1)]);
    assembly.fold_actors(0, 1);
    assembly.drop_record(1);
    let dataset = assembly.finish(About::new(card()), SetAside::default(), Box::new(Nothing));
    let actors: Vec<_> = dataset.event(0).unwrap().actors().collect();
    assert_eq!(actors, ["JNIM", "Civilians", "VDP"]);
}
