//! Early rows of a large file: a provisional dataset that the whole one replaces, and that goes when the file does
//! not arrive.
#![cfg(test)]

mod acled_support;
mod timeline_support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sahel_atlas::base::{DaySpan, Lang, LonLat, Pulse};
use sahel_atlas::model::{Dataset, Event, EventKey, EventType, SpanKind};
use sahel_atlas::read::{self, Beginning, OpenOptions};
use sahel_atlas::session::{
    Arrival, Command, DataCommand, FilterCommand, Layer, LayerId, Looking, Origin, SelectCommand, Session, TimeCommand,
};
use sahel_atlas::tasks::{Aids, Outcome, Tasks};
use timeline_support::{bundled, dataset, day, draft};

/// Rows `ids` of a dataset, each on a day of its own from the first of January 2000 on.
fn rows(lineage: &str, ids: std::ops::Range<usize>, kind: EventType) -> Arc<Dataset> {
    let start = day("2000-01-01");
    let one = |id| {
        let span = Some(DaySpan::day(start.plus(id as i32)));
        draft(id, span, SpanKind::Single, kind, "Mali")
    };
    dataset(lineage, ids.map(one).collect())
}

fn arrive(session: &mut Session, dataset: Arc<Dataset>, path: &str, turn: u64, provisional: bool) {
    let arrival = Arrival {
        provisional,
        ..Arrival::new(dataset, Origin::File(path.into()), turn)
    };
    session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
}

fn early(session: &mut Session, dataset: Arc<Dataset>, path: &str, turn: u64) {
    arrive(session, dataset, path, turn, true);
}

fn whole(session: &mut Session, dataset: Arc<Dataset>, path: &str, turn: u64) {
    arrive(session, dataset, path, turn, false);
}

fn of(session: &Session, path: &str) -> Option<LayerId> {
    let origin = Origin::File(path.into());
    session.layers().iter().find(|l| *l.origin() == origin).map(Layer::id)
}

fn withdraw(session: &mut Session, layer: LayerId) {
    session.apply(Command::Data(DataCommand::Withdraw(layer)));
}

fn key(lineage: &str, id: usize) -> EventKey {
    EventKey {
        dataset: lineage.into(),
        id: format!("row {id}").into(),
    }
}

fn cues(session: &Session) -> Vec<(u8, u64)> {
    session.layers().iter().map(|l| (l.cue(), l.turn())).collect()
}

#[test]
fn a_provisional_dataset_says_so_and_the_whole_one_takes_its_place_without_a_change_of_what_is_looked_at() {
    let mut session = bundled();
    early(&mut session, rows("big", 0..900, EventType::Battles), "big.csv", 1);
    assert!(session.is_loading());
    let layer = of(&session, "big.csv").unwrap();
    let name = session.layer(layer).unwrap().name().clone();
    assert!(name.en.ends_with(", loading…") && name.fr.ends_with(", chargement…"));
    assert_eq!(session.result().count(), 10 + 900);
    // Somebody looks around while the rest is read.
    session.apply(Command::Filter(FilterCommand::OnlyKind(EventType::Battles)));
    let window = DaySpan::inclusive(day("2000-01-11"), day("2001-01-10"));
    session.apply(Command::Time(TimeCommand::Window(window)));
    for id in [20, 30] {
        let at = session.find(&key("big", id)).unwrap();
        session.apply(Command::Select(SelectCommand::Toggle(at)));
    }
    let (looking, cues_before, moved) = (session.looking().clone(), cues(&session), session.map_move());
    // Row 20 is set aside in the end, and rows come that the first look did not have.
    let all: Vec<usize> = (0..1_000).filter(|id| *id != 20).collect();
    let start = day("2000-01-01");
    let draft_of = |id: usize| {
        let span = Some(DaySpan::day(start.plus(id as i32)));
        draft(id, span, SpanKind::Single, EventType::Battles, "Mali")
    };
    let final_rows = dataset("big", all.into_iter().map(draft_of).collect());
    whole(&mut session, final_rows, "big.csv", 1);
    assert!(!session.is_loading());
    assert_eq!(of(&session, "big.csv"), Some(layer), "the same layer");
    assert_eq!(session.layer(layer).unwrap().name().get(Lang::En), "Made-up rows");
    assert_eq!(*session.looking(), looking, "filter, window, selection");
    assert_eq!(cues(&session), cues_before);
    assert_eq!(session.map_move(), moved, "the frame stays");
    assert_eq!(session.result().count(), 365, "of 366 days one row was set aside");
    assert!(session.find(&key("big", 30)).is_some());
    assert!(session.find(&key("big", 20)).is_none());
}

#[test]
fn a_window_that_held_everything_holds_everything_of_the_whole_dataset() {
    let mut session = bundled();
    early(&mut session, rows("big", 0..90, EventType::Battles), "big.csv", 1);
    whole(&mut session, rows("big", 0..100, EventType::Battles), "big.csv", 1);
    assert_eq!(session.result().count(), 10 + 100);
    assert_eq!(session.window().span, session.extent());
}

#[test]
fn what_was_there_comes_back_when_the_file_does_not_arrive() {
    let mut session = bundled();
    session.apply(Command::Filter(FilterCommand::OnlyCountry("Niger".to_owned())));
    session.refresh();
    let (looking, step, count) = (session.looking().clone(), session.time().step, session.result().count());
    let undo = session.can_undo_redo();
    // Of its rows the filter would hide all, so it is put aside.
    early(&mut session, rows("big", 0..5_000, EventType::Battles), "big.csv", 1);
    assert_ne!(*session.looking(), looking);
    assert_ne!(session.time().step, step);
    let layer = of(&session, "big.csv").unwrap();
    withdraw(&mut session, layer);
    assert_eq!(*session.looking(), looking);
    assert_eq!((session.time().step, session.result().count()), (step, count));
    assert_eq!(session.can_undo_redo(), undo);
    assert_eq!(session.layers().len(), 1);
    // Again, but somebody has looked at something else meanwhile: that stays.
    early(&mut session, rows("big", 0..5_000, EventType::Battles), "big.csv", 2);
    session.apply(Command::Filter(FilterCommand::OnlyCountry("Mali".to_owned())));
    let layer = of(&session, "big.csv").unwrap();
    withdraw(&mut session, layer);
    assert!(session.filter().countries.include.contains("Mali"));
    assert_eq!(session.window().span, session.extent(), "all of what is left");
    let firm = session.layers()[0].id();
    withdraw(&mut session, firm);
    assert_eq!(session.layers().len(), 1, "no other dataset can be withdrawn");
}

#[test]
fn rows_of_an_earlier_file_come_back_when_the_later_one_does_not_arrive() {
    let mut session = bundled();
    whole(&mut session, rows("big", 0..100, EventType::Battles), "old.csv", 1);
    early(&mut session, rows("big", 50..200, EventType::Riots), "new.csv", 2);
    let riots = |session: &Session| {
        session
            .result()
            .events()
            .filter(|(_, e)| e.kind() == EventType::Riots)
            .count()
    };
    assert_eq!((session.result().count(), riots(&session)), (10 + 200, 150));
    let layer = of(&session, "new.csv").unwrap();
    withdraw(&mut session, layer);
    assert_eq!((session.result().count(), riots(&session)), (10 + 100, 0));
}

#[test]
fn a_file_that_is_open_stays_until_its_new_reading_is_whole() {
    let mut session = bundled();
    whole(&mut session, rows("big", 0..100, EventType::Battles), "big.csv", 1);
    let looking: Looking = session.looking().clone();
    early(&mut session, rows("big", 0..70, EventType::Riots), "big.csv", 2);
    assert!(!session.is_loading());
    assert_eq!((session.result().count(), session.looking()), (110, &looking));
    whole(&mut session, rows("big", 0..120, EventType::Riots), "big.csv", 2);
    assert_eq!(session.result().count(), 130);
}

#[test]
fn two_files_at_once_do_not_touch_each_other() {
    let mut session = bundled();
    early(&mut session, rows("one", 0..100, EventType::Battles), "one.csv", 1);
    early(&mut session, rows("two", 0..200, EventType::Battles), "two.csv", 2);
    assert_eq!(cues(&session), [(0, 0), (1, 1), (2, 2)]);
    assert_eq!(session.result().count(), 10 + 100 + 200);
    let (one, two) = (of(&session, "one.csv").unwrap(), of(&session, "two.csv").unwrap());
    whole(&mut session, rows("two", 0..210, EventType::Battles), "two.csv", 2);
    assert!(session.is_loading(), "the first is not here yet");
    withdraw(&mut session, two);
    assert_eq!(
        session.result().count(),
        10 + 100 + 210,
        "it has arrived: nothing to withdraw"
    );
    withdraw(&mut session, one);
    assert_eq!(session.result().count(), 10 + 210);
    assert_eq!(cues(&session), [(0, 0), (2, 2)]);
}

#[test]
fn a_hidden_provisional_dataset_arrives_hidden_and_is_never_the_only_one() {
    let mut session = bundled();
    early(&mut session, rows("big", 0..100, EventType::Battles), "big.csv", 1);
    let layer = of(&session, "big.csv").unwrap();
    session.apply(Command::Data(DataCommand::Show(layer, false)));
    assert!(!session.is_loading(), "nothing of it is counted");
    whole(&mut session, rows("big", 0..120, EventType::Battles), "big.csv", 1);
    assert!(!session.is_shown(layer));
    assert_eq!(session.result().count(), 10);
    early(&mut session, rows("more", 0..100, EventType::Battles), "more.csv", 2);
    for id in [session.layers()[0].id(), layer] {
        session.apply(Command::Data(DataCommand::Remove(id)));
    }
    assert_eq!(session.layers().len(), 2, "one that is whole stays");
}

/// A file of synthetic ACLED rows, deleted at the end.
struct TableFile(PathBuf);

impl TableFile {
    fn new(name: &str, text: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("early-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for TableFile {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// `times` copies of the synthetic rows, with ids of their own; then, with `repeated`, the first rows once more
/// with other deaths, and one that cannot be understood.
fn table(times: usize, repeated: bool) -> String {
    let rows = acled_support::rows("2023");
    let (header, events) = rows.split_first().unwrap();
    let column = |name: &str| header.iter().position(|n| n == name).unwrap();
    let (id, deaths, latitude) = (column("event_id_cnty"), column("fatalities"), column("latitude"));
    let mut all = vec![header.clone()];
    for i in 0..times {
        let copies = events.iter().cloned().map(|mut row| {
            row[id] = format!("{}{i}", row[id]);
            row
        });
        all.extend(copies);
    }
    if repeated {
        for at in 1..4 {
            let mut again = all[at].clone();
            again[deaths] = "77".to_owned();
            all.push(again);
        }
        let mut odd = all[5].clone();
        (odd[id], odd[latitude]) = ("MLI1".to_owned(), "north".to_owned());
        all.push(odd);
    }
    let line = |row: Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    all.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What of an event the map, the timeline and the list show.
fn told(event: Event<'_>) -> String {
    let [en, fr] = [Lang::En, Lang::Fr].map(|lang| event.title_in(lang).into_owned());
    let place = event.place_in(Lang::Fr).to_owned();
    let when = (event.span(), event.span_kind(), event.date_precision());
    let at = (event.circle(), event.place_class());
    let what = (event.kind(), event.sub_kind(), event.deaths());
    let area = (event.country(), event.admin1());
    format!("{when:?} {at:?} {what:?} {area:?} {place} {en} {fr}")
}

/// What of an event of an ACLED table is known as long as only the columns of the first frame are.
fn told_first(event: Event<'_>) -> String {
    let when = (event.span(), event.span_kind(), event.date_precision());
    let at = (event.circle(), event.place_class());
    format!(
        "{when:?} {at:?} {:?} {:?} {}",
        event.kind(),
        event.deaths(),
        event.country()
    )
}

/// Compares the early rows of an ACLED table with those of the whole one, where an id stands once. Gives how many were
/// compared, and how many ids stand twice.
fn compare_first(name: &str, text: &str) -> (usize, usize) {
    let file = TableFile::new(name, text);
    let options = OpenOptions::default();
    let early = read::early(&file.0, Beginning::default(), &options, &Pulse::new())
        .unwrap()
        .unwrap()
        .dataset;
    let whole = read::open(&file.0, &Pulse::new()).unwrap().dataset;
    let mut of_id: BTreeMap<&str, Vec<Event<'_>>> = BTreeMap::new();
    for event in early.events() {
        of_id.entry(event.id()).or_default().push(event);
    }
    let mut compared = 0;
    for event in whole.events() {
        if let [row] = of_id[event.id()].as_slice() {
            assert_eq!(told_first(*row), told_first(event), "{name}: {}", event.id());
            let cells = |event: Event<'_>| format!("{:?}", event.imported());
            assert_eq!(cells(*row), cells(event), "{name}: {}", event.id());
            compared += 1;
        }
    }
    // The columns alone say the same, in whatever order.
    let columns = read::first_columns(&file.0, &options, &Pulse::new()).unwrap().unwrap();
    let text = |span, at: Option<LonLat>, kind: EventType, deaths| {
        // Minus zero is zero in a dataset.
        let at = at.map(|at| (at.lon() + 0.0, at.lat() + 0.0));
        format!("{span:?} {at:?} {kind:?} {deaths:?}")
    };
    let rows = columns.iter();
    let mut rows: Vec<String> = rows
        .map(|(dated, at, kind, deaths)| text(dated.and_then(|dated| dated.span), at, kind, deaths))
        .collect();
    let of = |event: Event<'_>| {
        let at = event.circle().map(|(at, _)| at);
        text(event.span(), at, event.kind(), event.deaths())
    };
    let mut events: Vec<String> = early.events().map(of).collect();
    rows.sort();
    events.sort();
    assert_eq!(columns.len(), early.len(), "{name}");
    let other = rows.iter().zip(&events).find(|(row, event)| row != event);
    assert_eq!(other, None, "{name}");
    (compared, of_id.values().filter(|rows| rows.len() == 2).count())
}

#[test]
fn early_rows_agree_with_the_whole_dataset_where_an_id_stands_once() {
    let (compared, twice) = compare_first("agree.csv", &table(40, true));
    assert_eq!(twice, 3, "not settled yet");
    assert!(compared > 200, "{compared}");
}

/// Cells in every odd form that a row may have them in: the quick way and the thorough one read them alike.
#[test]
fn early_rows_of_odd_cells_are_those_of_the_whole_dataset() {
    let rows = acled_support::rows("2023");
    let (header, events) = rows.split_first().unwrap();
    let column = |name: &str| header.iter().position(|n| n == name).unwrap();
    let odd: [(&str, &[&str]); 8] = [
        (
            "event_id_cnty",
            &["MLI1", " MLI2 ", "7", "1E+05", "E5", "", "12E3", "ÉT1"],
        ),
        ("time_precision", &["1", "2", "3", "", "2.0", "4"]),
        ("geo_precision", &["1", "2", "3", "", "3.0", "0"]),
        (
            "latitude",
            &[
                "0",
                "-0.0",
                "16.27",
                "+1.5",
                " 2 ",
                "",
                "north",
                "90.1",
                "1e1",
                "16.123456789012345",
            ],
        ),
        ("longitude", &["0", "-180", "3.", ".5", "", "-", "NaN", "181"]),
        (
            "event_type",
            &[
                "Battles",
                "riots",
                "Riots/Protests",
                "Battle-No change of territory",
                "",
                "Party",
            ],
        ),
        ("fatalities", &["0", "7", "12", "007", "250", "", "-1", "3.0", "many"]),
        ("country", &["Mali", "Burkina-Faso", " Niger ", "", "Côte d'Ivoire"]),
    ];
    let mut random = fastrand::Rng::with_seed(19);
    let mut all = vec![header.clone()];
    for i in 0..3_000 {
        let mut row = random.choice(events).unwrap().clone();
        row[column("event_id_cnty")] = format!("MLI{i}");
        for (name, cells) in &odd {
            // Ids are odd seldom, or every one would stand twice.
            if random.u8(0..if *name == "event_id_cnty" { 100 } else { 4 }) == 0 {
                row[column(name)] = (*random.choice(*cells).unwrap()).to_owned();
            }
        }
        all.push(row);
    }
    let line = |row: Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    let text = all.into_iter().map(line).collect::<Vec<_>>().join("\n");
    let (compared, _) = compare_first("odd.csv", &text);
    assert!((500..2_500).contains(&compared), "{compared}");
}

#[test]
fn nothing_is_shown_early_where_the_order_of_dates_is_open_or_the_file_is_of_another_kind() {
    let table = table(2, false);
    let early = |name: &str, text: &str| {
        let file = TableFile::new(name, text);
        let found = read::early(&file.0, Beginning::default(), &OpenOptions::default(), &Pulse::new());
        found.unwrap().map(|opened| opened.dataset.len())
    };
    assert_eq!(early("iso.csv", &table), Some(12));
    let written = |with: fn(&str) -> String| {
        let days = [
            "2024-03-05",
            "2024-03-16",
            "2024-02-15",
            "2024-04-22",
            "2024-04-23",
            "2024-04-30",
        ];
        let text = days
            .iter()
            .fold(table.clone(), |text, day| text.replace(day, &with(day)));
        assert!(!days.iter().any(|day| text.contains(day)));
        text
    };
    let named = written(|iso| {
        let month = ["February", "March", "April"][iso[6..7].parse::<usize>().unwrap() - 2];
        format!("{} {month} 2024", &iso[8..])
    });
    assert_eq!(early("named.csv", &named), Some(12));
    let numbers = written(|iso| format!("{}/{}/2024", &iso[8..], &iso[5..7]));
    assert_eq!(early("numbers.csv", &numbers), None);
    assert_eq!(
        early("other.csv", "date,place,lat,lon\n2024-03-05,Gao,16.3,-0.04\n"),
        None
    );
}

fn golden(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Every event by its id; those of an id that stands twice are not settled early.
fn by_id(dataset: &Dataset) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for event in dataset.events() {
        found.entry(event.id().to_owned()).or_default().push(told(event));
    }
    found.retain(|_, rows| rows.len() == 1);
    found.into_iter().map(|(id, mut rows)| (id, rows.remove(0))).collect()
}

#[test]
fn early_rows_of_ucdp_are_those_of_the_whole_dataset_with_or_without_an_end() {
    let text = golden("ucdp_release.csv");
    let file = TableFile::new("ucdp.csv", &text);
    let early = |until| {
        let beginning = Beginning { until, time: None };
        let found = read::early(&file.0, beginning, &OpenOptions::default(), &Pulse::new());
        found.unwrap().unwrap().dataset
    };
    let whole = by_id(&read::open(&file.0, &Pulse::new()).unwrap().dataset);
    let found = by_id(&early(None));
    assert!(found.len() > 3);
    assert!(found.iter().all(|(id, told)| whole[id] == *told), "{found:?}");
    let second = text.lines().take(2).map(|line| line.len() as u64 + 1).sum::<u64>();
    let first = by_id(&early(Some(second)));
    assert!(!first.is_empty());
    assert!(first.iter().all(|(id, told)| whole[id] == *told));
    // The web export writes the month first: nothing of that is shown before all dates were seen.
    let american = |cell: &str| match cell.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if cell.len() == 10 => format!("{month}/{day}/{year}"),
        _ => cell.to_owned(),
    };
    let days = text.split(',').map(american).collect::<Vec<_>>().join(",");
    assert!(days.contains("/2024,"), "{days}");
    let days = TableFile::new("ucdp-us.csv", &days);
    let found = read::early(&days.0, Beginning::default(), &OpenOptions::default(), &Pulse::new());
    assert!(found.unwrap().is_none());
}

/// A table that no reader knows, with days written by `day`.
fn unknown_table(day: fn(u32) -> String) -> String {
    let rows = (1..=12).map(|n| format!("{n};{};Gao;16.{n};-0.0{n};{n}\n", day(n)));
    ["ref;jour;lieu;lat;lon;morts\n".to_owned()]
        .into_iter()
        .chain(rows)
        .collect()
}

#[test]
fn early_rows_of_an_unknown_table_need_a_profile_and_plain_dates() {
    let options = OpenOptions::default();
    let early = |file: &TableFile, options: &OpenOptions| {
        let found = read::early(&file.0, Beginning::default(), options, &Pulse::new()).unwrap();
        found.map(|opened| opened.dataset)
    };
    let iso = TableFile::new("unknown-iso.csv", &unknown_table(|n| format!("2024-{n:02}-05")));
    let named = TableFile::new("unknown-named.csv", &unknown_table(|n| format!("{n} mars 2024")));
    let numbers = TableFile::new("unknown-numbers.csv", &unknown_table(|n| format!("{n:02}/03/2024")));
    for (file, shown) in [(&iso, true), (&named, true), (&numbers, false)] {
        assert!(early(file, &options).is_none(), "nobody has said what its columns mean");
        let guess = read::guess_mapping(&file.0, &options, &Pulse::new()).unwrap();
        let with = OpenOptions {
            mapping: Some(guess.mapping),
            ..options.clone()
        };
        let found = early(file, &with);
        assert_eq!(found.is_some(), shown);
        if let Some(found) = found {
            let whole = read::open_with(&file.0, &with, &Pulse::new()).unwrap().dataset;
            assert_eq!(whole.len(), 12);
            assert_eq!(by_id(&found), by_id(&whole));
            assert_eq!(found.card().id, whole.card().id);
        }
    }
}

#[test]
fn the_profile_that_is_kept_for_a_header_gives_early_rows_too() {
    let file = TableFile::new("profiled.csv", &unknown_table(|n| format!("2024-{n:02}-05")));
    let options = OpenOptions::default();
    let mapping = read::guess_mapping(&file.0, &options, &Pulse::new()).unwrap().mapping;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("early-{}-profiles", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut tasks = Tasks::new(|| {});
    tasks.early_from(0);
    let aids = Aids {
        profiles: Some(folder.clone()),
        ..Aids::default()
    };
    tasks.open(&file.0, options.clone(), aids.clone(), Vec::new());
    assert!(matches!(next(&mut tasks), Outcome::NotOpened(..)), "no profile yet");
    let signature = read::signature_of(&file.0, &options).unwrap().unwrap();
    std::fs::write(folder.join(format!("{signature}.json")), mapping.to_json()).unwrap();
    tasks.open(&file.0, options, aids, Vec::new());
    let Outcome::Early(arrival) = next(&mut tasks) else {
        panic!("nothing early");
    };
    assert!(arrival.provisional);
    assert_eq!(arrival.dataset.len(), 12);
    assert!(matches!(next(&mut tasks), Outcome::Opened(..)));
    std::fs::remove_dir_all(folder).unwrap();
}

/// Waits for the next outcome of jobs.
fn next(tasks: &mut Tasks) -> Outcome {
    let start = Instant::now();
    loop {
        if let Some(outcome) = tasks.take() {
            return outcome;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "no outcome");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_large_file_arrives_twice_and_a_small_one_once() {
    let file = TableFile::new("twice.csv", &table(5, false));
    let size = std::fs::metadata(&file.0).unwrap().len();
    let mut tasks = Tasks::new(|| {});
    for (large, twice) in [(size, true), (size + 1, false)] {
        tasks.early_from(large);
        tasks.open(&file.0, OpenOptions::default(), Aids::default(), Vec::new());
        let mut outcome = next(&mut tasks);
        if let Outcome::Early(arrival) = outcome {
            assert!(twice && arrival.provisional && arrival.report.is_none());
            assert_eq!(arrival.dataset.len(), 30);
            assert!(tasks.is_reading(arrival.turn));
            outcome = next(&mut tasks);
        } else {
            assert!(!twice);
        }
        let Outcome::Opened(arrival, _) = outcome else {
            panic!("not opened: {outcome:?}");
        };
        assert!(!arrival.provisional && !tasks.is_reading(arrival.turn));
        assert_eq!(
            (arrival.dataset.len(), arrival.report.unwrap().counts.accepted),
            (30, 30)
        );
    }
}

#[test]
fn a_file_that_is_gone_or_cancelled_after_the_first_look_is_read_no_longer() {
    for cancelled in [false, true] {
        let file = Arc::new(TableFile::new(&format!("gone-{cancelled}.csv"), &table(5, false)));
        // Called on the job's thread after each outcome: the file goes right after the first look.
        let (told, path) = (AtomicBool::new(false), file.0.clone());
        let mut tasks = Tasks::new(move || {
            if !told.swap(true, Ordering::Relaxed) {
                std::fs::remove_file(&path).unwrap();
            }
        });
        tasks.early_from(0);
        tasks.open(&file.0, OpenOptions::default(), Aids::default(), Vec::new());
        let Outcome::Early(arrival) = next(&mut tasks) else {
            panic!("no first look");
        };
        if cancelled {
            tasks.cancel(arrival.turn - 1);
            assert!(!tasks.is_reading(arrival.turn));
            assert!(tasks.take().is_none());
        } else {
            let Outcome::NotOpened(path, _) = next(&mut tasks) else {
                panic!("it opened");
            };
            assert_eq!(path, file.0);
            assert!(!tasks.is_reading(arrival.turn));
        }
    }
}
