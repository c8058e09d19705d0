//! Text asked of a dataset so large that its index is made by a job: what is shown until then, and afterwards.
#![cfg(test)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use sahel_atlas::base::{Day, DaySpan, Pulse, Text};
use sahel_atlas::model::dataset::Records;
use sahel_atlas::model::{
    Dataset, DatasetBuilder, DatasetCard, DatePrecision, Deaths, EventDraft, EventType, Incident, OriginalRow,
    PlaceClass, SpanKind,
};
use sahel_atlas::query::TextJob;
use sahel_atlas::session::{Command, FilterCommand, SearchState, Session, Settings, TimeCommand};
use sahel_atlas::tasks::{JobKind, Outcome, Tasks};

#[derive(Debug)]
struct Notes;

impl Records for Notes {
    fn incident(&self, _: u32) -> Arc<Incident> {
        unreachable!("no search looks at a record")
    }
    fn original(&self, _: u32) -> OriginalRow {
        Vec::new()
    }
    fn notes(&self, record: u32) -> String {
        format!("report {} the {} the", record % 7, record % 50)
    }
}

fn large() -> Arc<Dataset> {
    let mut builder = DatasetBuilder::new(DatasetCard {
        id: "large".to_owned(),
        title: Text::same("large"),
        ..DatasetCard::default()
    });
    for record in 0..7_000 {
        builder.push(EventDraft {
            id: format!("E{record}"),
            title: Text::default(),
            span: Some(DaySpan::day(Day::from_number(19_000 + record as i32 % 300))),
            span_kind: SpanKind::Single,
            date_precision: DatePrecision::Day,
            centre: None,
            radius: 0.0,
            class: PlaceClass::P5,
            kind: EventType::Battles,
            sub_kind: String::new(),
            country: String::new(),
            admin1: String::new(),
            place: Text::default(),
            actors: Vec::new(),
            sources: Vec::new(),
            deaths: Deaths::UNKNOWN,
            disagreements: 0,
            record,
        });
    }
    Arc::new(builder.finish(Box::new(Notes)))
}

fn ask(session: &mut Session, text: &str) {
    session.apply(Command::Filter(FilterCommand::Text(text.to_owned())));
    session.refresh();
}

#[test]
fn what_was_shown_stays_until_the_texts_are_searched() {
    let mut session = Session::new(large(), Settings::default());
    let work = session.text_work();
    assert!(
        matches!(&work[..], [work] if work.job == TextJob::Index),
        "after opening"
    );
    ask(&mut session, "report 3");
    assert_eq!(
        (session.result().count(), session.search_state()),
        (7_000, SearchState::Waiting)
    );
    assert!(session.text_work().is_empty(), "it is being made");
    let shorter = DaySpan::inclusive(Day::from_number(19_000), Day::from_number(19_099));
    session.apply(Command::Time(TimeCommand::Window(shorter)));
    session.refresh();
    assert!(session.result().count() < 2_500, "the window moves meanwhile");
    work[0].texts.work(&work[0].dataset, &work[0].job, &Pulse::new());
    session.texts_changed();
    session.refresh();
    assert_eq!(session.search_state(), SearchState::Settled);
    let found = session.result().count();
    assert!(
        found > 0
            && session
                .result()
                .events()
                .all(|(_, e)| e.notes().contains('3') || e.id().contains('3'))
    );
    // A phrase in more notes than are read at once: the answer of before stays while a job reads them.
    ask(&mut session, "\"the 1\"");
    assert_eq!(
        (session.result().count(), session.search_state()),
        (found, SearchState::Waiting)
    );
    let work = session.text_work();
    assert!(matches!(&work[..], [work] if matches!(work.job, TextJob::Search(_))));
    let stopped = Pulse::new();
    stopped.cancel();
    work[0].texts.work(&work[0].dataset, &work[0].job, &stopped);
    session.texts_changed();
    session.refresh();
    assert_eq!(
        (session.result().count(), session.search_state()),
        (found, SearchState::Stopped)
    );
    ask(&mut session, "report 3");
    assert_eq!(session.search_state(), SearchState::Settled);
}

#[test]
fn jobs_make_the_index_and_say_so() {
    let mut session = Session::new(large(), Settings::default());
    let mut tasks = Tasks::new(|| {});
    session.text_work().into_iter().for_each(|work| tasks.texts(work));
    let start = Instant::now();
    let outcome = loop {
        if let Some(outcome) = tasks.take() {
            break outcome;
        }
        for job in tasks.progress() {
            assert_eq!(job.kind, JobKind::Index);
        }
        assert!(start.elapsed() < Duration::from_secs(60), "no outcome");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(matches!(outcome, Outcome::TextsReady));
    ask(&mut session, "e6999");
    assert_eq!(
        (session.result().count(), session.search_state()),
        (1, SearchState::Settled)
    );
}
