//! Several datasets as layers: adding, hiding, moving, closing, and files of one dataset that update one another.
#![cfg(test)]

mod timeline_support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sahel_atlas::base::{DaySpan, Lang, Pulse, Step};
use sahel_atlas::figure::{Legend, summary};
use sahel_atlas::model::{Dataset, EventKey, EventType, SpanKind};
use sahel_atlas::query::slice::replaced_rows;
use sahel_atlas::query::{Histogram, undated_matching};
use sahel_atlas::read;
use sahel_atlas::session::{
    Arrival, Command, DataCommand, FilterCommand, Layer, LayerId, Origin, Preset, SelectCommand, Session, Settings,
    TimeCommand, Update,
};
use sahel_atlas::words::{EN, FR};
use timeline_support::{dataset, day, draft, rows, span};

fn add(session: &mut Session, dataset: Arc<Dataset>, path: &str) -> LayerId {
    let arrival = Arrival::new(dataset, Origin::File(path.into()), 1);
    session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
    session.layers().iter().map(Layer::id).max().unwrap()
}

fn show(session: &mut Session, id: LayerId, shown: bool) {
    session.apply(Command::Data(DataCommand::Show(id, shown)));
}

fn remove(session: &mut Session, id: LayerId) {
    session.apply(Command::Data(DataCommand::Remove(id)));
}

fn bundled() -> Session {
    timeline_support::bundled()
}

/// Rows `ids` of one dataset: on the first of January 2020 and as many days later as `late`, all of one type.
fn file(lineage: &str, ids: std::ops::Range<usize>, late: i32, kind: EventType) -> Arc<Dataset> {
    let start = day("2020-01-01").plus(late);
    let draft_of = |id| {
        draft(
            id,
            Some(DaySpan::day(start.plus(id as i32))),
            SpanKind::Single,
            kind,
            "Mali",
        )
    };
    dataset(lineage, ids.map(draft_of).collect())
}

#[test]
fn a_later_file_of_the_same_dataset_updates_by_id_and_taking_it_away_brings_the_earlier_rows_back() {
    let mut session = bundled();
    let old = add(&mut session, file("made up", 0..100, 0, EventType::Battles), "old.csv");
    assert_eq!(session.update_of(old), None, "nothing earlier");
    assert_eq!(session.result().count(), 110);
    let new = add(
        &mut session,
        file("made up", 80..150, 0, EventType::Protests),
        "new.csv",
    );
    let update = Update {
        updated: 20,
        new: 50,
        only_earlier: 80,
    };
    assert_eq!(session.update_of(new), Some(update));
    let result = session.result();
    assert_eq!((result.count(), result.total), (160, 160));
    let of_kind = |session: &Session, kind| session.result().events().filter(|(_, e)| e.kind() == kind).count();
    assert_eq!(of_kind(&session, EventType::Protests), 70);
    assert_eq!(session.layer(old).unwrap().live(), 80);
    assert_eq!(session.layer(old).unwrap().replaced(), 20);
    let key = EventKey {
        dataset: "made up".into(),
        id: "row 90".into(),
    };
    let event = |session: &Session| {
        session
            .find(&key)
            .and_then(|at| session.result().event(at))
            .map(|e| e.kind())
    };
    assert_eq!(event(&session), Some(EventType::Protests), "the later reading");
    show(&mut session, new, false);
    assert_eq!(event(&session), Some(EventType::Battles), "hidden: the earlier reading");
    assert_eq!(session.result().count(), 110);
    show(&mut session, new, true);
    assert_eq!(session.result().count(), 160);
    remove(&mut session, new);
    assert_eq!(session.result().count(), 110);
    assert_eq!(event(&session), Some(EventType::Battles));
    assert_eq!(session.layer(old).unwrap().replaced(), 0);
}

#[test]
fn the_order_on_screen_does_not_change_which_reading_is_the_later_one() {
    let mut session = bundled();
    add(&mut session, file("made up", 0..10, 0, EventType::Battles), "old.csv");
    let new = add(&mut session, file("made up", 0..10, 0, EventType::Protests), "new.csv");
    session.apply(Command::Data(DataCommand::Place(new, 0)));
    assert_eq!(session.layers().first().map(Layer::id), Some(new));
    let protests = session
        .result()
        .events()
        .filter(|(_, e)| e.kind() == EventType::Protests);
    assert_eq!(protests.count(), 10);
    session.apply(Command::Data(DataCommand::Place(new, 99)));
    assert_eq!(session.layers().last().map(Layer::id), Some(new));
}

#[test]
fn of_two_files_asked_for_together_the_second_is_the_later_one_whichever_is_read_first() {
    let old = || {
        Arrival::new(
            file("made up", 0..9, 0, EventType::Battles),
            Origin::File("old.csv".into()),
            1,
        )
    };
    let new = || {
        Arrival::new(
            file("made up", 5..12, 0, EventType::Riots),
            Origin::File("new.csv".into()),
            2,
        )
    };
    let names = |session: &Session| session.layers().iter().map(Layer::file).collect::<Vec<_>>();
    let mut sessions = Vec::new();
    for arrivals in [[old(), new()], [new(), old()]] {
        let mut session = bundled();
        for arrival in arrivals {
            session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
        }
        let kinds: Vec<_> = session.result().events().map(|(_, e)| (e.key(), e.kind())).collect();
        sessions.push((names(&session), kinds));
    }
    assert_eq!(sessions[0], sessions[1]);
    assert_eq!(
        sessions[0]
            .1
            .iter()
            .filter(|(_, kind)| *kind == EventType::Riots)
            .count(),
        7
    );
}

#[test]
fn what_the_reading_job_found_out_gives_the_same_layers_as_a_look_at_every_event() {
    let old = file("made up", 0..40, 0, EventType::Battles);
    let new = file("made up", 30..70, 0, EventType::Riots);
    let mut slow = bundled();
    add(&mut slow, Arc::clone(&old), "old.csv");
    add(&mut slow, Arc::clone(&new), "new.csv");
    let mut quick = bundled();
    let id = add(&mut quick, Arc::clone(&old), "old.csv");
    let arrival = Arrival {
        replaces: vec![(id, replaced_rows(&old, &new))],
        ..Arrival::new(new, Origin::File("new.csv".into()), 1)
    };
    quick.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
    let keys = |session: &Session| session.result().events().map(|(_, e)| e.key()).collect::<Vec<_>>();
    assert_eq!(keys(&quick), keys(&slow));
}

#[test]
fn the_same_file_again_takes_its_own_place_and_stays_hidden_no_more() {
    let mut session = bundled();
    let first = add(&mut session, file("one", 0..10, 0, EventType::Battles), "one.csv");
    add(&mut session, file("two", 0..10, 0, EventType::Battles), "two.csv");
    show(&mut session, first, false);
    let again = add(&mut session, file("one", 0..12, 0, EventType::Battles), "one.csv");
    assert!(session.layer(first).is_none());
    assert_eq!(
        session.layers().get(1).map(Layer::id),
        Some(again),
        "at the same position"
    );
    assert_eq!(session.result().count(), 10 + 12 + 10);
    assert_eq!(session.layers().iter().map(Layer::cue).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn names_tell_datasets_apart() {
    let name = |session: &Session, i: usize| session.layers()[i].name().clone();
    let mut session = bundled();
    assert_eq!(name(&session, 0).fr, "Incidents cités");
    add(&mut session, timeline_support_ucdp(), "/a/mali/ged.csv");
    assert_eq!(name(&session, 1).en, "UCDP", "alone with its name");
    let second = add(&mut session, timeline_support_ucdp(), "/a/niger/ged241.csv");
    assert_eq!(name(&session, 1).en, "UCDP, ged");
    assert_eq!(name(&session, 2).en, "UCDP, ged241");
    let third = add(&mut session, timeline_support_ucdp(), "/b/ged.csv");
    let names: Vec<String> = session.layers().iter().map(|l| l.name().en.clone()).collect();
    assert_eq!(names, ["Cited incidents", "UCDP, ged", "UCDP, ged241", "UCDP, ged #2"]);
    remove(&mut session, second);
    remove(&mut session, third);
    assert_eq!(name(&session, 1).en, "UCDP", "alone again");
}

/// The rows in the form of UCDP's table.
fn timeline_support_ucdp() -> Arc<Dataset> {
    let bytes = include_bytes!("golden/ucdp_release.csv").to_vec();
    let opened = sahel_atlas::read::read_bytes("ged.csv", bytes, &sahel_atlas::base::Pulse::default()).unwrap();
    Arc::new(opened.dataset)
}

#[test]
fn the_header_says_in_how_many_datasets_and_never_sums_deaths_over_them() {
    let mut session = bundled();
    let line = |session: &Session, words| summary::line(session.result(), words);
    assert!(!line(&session, &EN).contains("dataset"));
    let ucdp = add(&mut session, timeline_support_ucdp(), "ged.csv");
    let said = line(&session, &EN);
    assert!(
        said.contains("in 2 datasets (one event may stand in several)"),
        "{said}"
    );
    assert!(said.contains("reported deaths (UCDP)"), "{said}");
    assert!(said.contains("at least 107 soldiers and civilians"), "{said}");
    // The lowest figures and the highest, as filter, table and symbols take the lowest.
    let total = session
        .result()
        .parts
        .iter()
        .find(|part| part.dataset.card().short.is_some());
    let total = total.unwrap().deaths;
    assert!(total.low < total.high && total.best > total.low, "{total:?}");
    let range = format!("{} to {} reported deaths (UCDP)", total.low, total.high);
    assert!(said.contains(&range), "{said}");
    let help = summary::help(session.result(), &EN);
    assert!(
        help.contains(&format!("Best estimates of UCDP in sum: {}.", total.best)),
        "{help}"
    );
    let shorter = summary::lines(session.result(), &EN);
    assert!(
        shorter.windows(2).all(|pair| pair[0].len() >= pair[1].len()),
        "{shorter:?}"
    );
    for line in &shorter {
        assert_eq!(line.contains("(UCDP)"), line.contains("at least 107"), "{line}");
    }
    assert!(!shorter.last().unwrap().contains("deaths"), "{shorter:?}");
    assert!(line(&session, &FR).contains("dans 2 jeux de données (un même fait peut figurer dans plusieurs)"));
    show(&mut session, ucdp, false);
    assert!(!line(&session, &EN).contains("dataset"), "hidden counts nowhere");
    assert!(!line(&session, &EN).contains("UCDP"));
    let mut one_lineage = Session::new(file("x", 0..5, 0, EventType::Riots), Settings::default());
    add(&mut one_lineage, file("x", 3..9, 0, EventType::Riots), "b.csv");
    let said = line(&one_lineage, &EN);
    assert!(
        said.starts_with("9 incidents in 2 datasets · "),
        "each id stands once: {said}"
    );
}

#[test]
fn hidden_events_have_no_popup_but_stay_selected() {
    let mut session = bundled();
    session.apply(Command::Select(SelectCommand::Next));
    assert!(session.focused().is_some());
    let first = session.layers()[0].id();
    add(&mut session, file("x", 0..5, 0, EventType::Riots), "x.csv");
    assert!(session.focused().is_some(), "opening a file closes nothing");
    show(&mut session, first, false);
    assert!(session.focused().is_none());
    show(&mut session, first, true);
    assert!(session.focused().is_some());
}

#[test]
fn hiding_is_undone_and_the_window_of_everything_follows_what_is_shown() {
    let mut session = bundled();
    let all_bundled = session.extent();
    let far = add(&mut session, file("far", 0..30, 0, EventType::Battles), "far.csv");
    let both = session.window().span;
    assert!(both.contains(all_bundled) && both.start() == day("2020-01-01"));
    show(&mut session, far, false);
    assert_eq!(session.window().span, all_bundled);
    session.apply(Command::Undo);
    session.refresh();
    assert!(session.is_shown(far));
    assert_eq!(session.window().span, both);
    assert_eq!(session.result().count(), 40);
    session.apply(Command::Redo);
    session.refresh();
    assert_eq!(session.result().count(), 10);
    // A narrow window stays.
    let july = span("2024-07-01", "2024-07-31");
    session.apply(Command::Time(TimeCommand::Window(july)));
    show(&mut session, far, true);
    assert_eq!(session.window().span, july);
}

#[test]
fn with_every_layer_hidden_nothing_counts_and_one_command_brings_all_back() {
    let mut session = bundled();
    add(&mut session, file("x", 0..5, 0, EventType::Riots), "x.csv");
    let ids: Vec<LayerId> = session.layers().iter().map(Layer::id).collect();
    for id in &ids {
        show(&mut session, *id, false);
    }
    assert_eq!((session.result().count(), session.result().total), (0, 0));
    assert!(session.extent().days() > 300, "the axis stays that of what is open");
    remove(&mut session, ids[1]);
    assert_eq!(session.result().count(), 10, "what is left is shown");
    show(&mut session, ids[0], false);
    session.apply(Command::Data(DataCommand::ShowAll));
    assert_eq!(session.result().count(), 10);
}

#[test]
fn opening_keeps_filter_and_window_unless_they_would_show_nothing_of_it() {
    let mut session = bundled();
    session.apply(Command::Filter(FilterCommand::OnlyCountry("Mali".to_owned())));
    add(&mut session, file("mali", 0..5, 0, EventType::Riots), "mali.csv");
    assert_eq!(session.result().count(), 3 + 5);
    assert!(session.filter().countries.is_active());
    session.apply(Command::Time(TimeCommand::Preset(Preset::LastDays(30))));
    add(&mut session, file("early", 0..5, -3000, EventType::Riots), "early.csv");
    assert!(!session.filter().countries.is_active());
    assert_eq!(session.result().count(), 10 + 5 + 5, "what was opened is seen");
    session.apply(Command::Undo);
    session.refresh();
    assert!(
        session.filter().countries.is_active(),
        "and undo brings back what was asked before"
    );
}

#[test]
fn a_closed_dataset_is_forgotten_by_session_and_result() {
    let mut session = bundled();
    let made = file("x", 0..5, 0, EventType::Riots);
    let watch = Arc::downgrade(&made);
    let id = add(&mut session, made, "x.csv");
    show(&mut session, id, false);
    session.apply(Command::Undo);
    assert_eq!(session.slices().last().map(|slice| slice.cue), Some(1));
    remove(&mut session, id);
    session.apply(Command::Undo);
    session.refresh();
    assert_eq!(
        session.slices().last().map(|slice| slice.cue),
        Some(0),
        "alone it needs no mark"
    );
    assert!(watch.upgrade().is_none(), "its memory is free");
}

/// What should be visible, by a look at every event of every shown layer.
fn slow_count(session: &Session) -> (usize, usize) {
    let mut standing: BTreeMap<EventKey, ((u64, LayerId), bool)> = BTreeMap::new();
    for layer in session.layers().iter().filter(|layer| session.is_shown(layer.id())) {
        let age = (layer.turn(), layer.id());
        for event in layer.dataset().events() {
            let filter = session.filter();
            let passes = filter.active().into_iter().all(|c| filter.accepts(c, event));
            let window = session.window().span;
            let seen = passes && event.span().is_none_or(|span| span.touches(window));
            let stands = standing.entry(event.key()).or_insert((age, seen));
            if stands.0 < age {
                *stands = (age, seen);
            }
        }
    }
    let seen = standing.values().filter(|(_, seen)| *seen).count();
    (standing.len(), seen)
}

fn check(session: &Session, at: &str) {
    let result = session.result();
    assert_eq!((result.total, result.count()), slow_count(session), "{at}");
    assert_eq!(result.events().count(), result.count(), "list = header, {at}");
    let parts: usize = result.parts.iter().map(|part| part.visible.count()).sum();
    assert_eq!(parts, result.count(), "layers = header, {at}");
    let legend = Legend::of(result);
    let of_kinds: usize = legend.kinds.iter().map(|kind| kind.count).sum();
    assert_eq!(of_kinds, result.count(), "legend = header, {at}");
    let of_layers: usize = legend.datasets.iter().map(|entry| entry.visible).sum();
    assert!(legend.datasets.is_empty() || of_layers == result.count(), "{at}");
    let histogram = Histogram::count(result, Step::Month);
    let bars: usize = histogram.bins.iter().map(|bin| bin.visible as usize).sum();
    assert_eq!(bars + result.undated, result.count(), "bars + undated = header, {at}");
    let matching: usize = histogram.bins.iter().map(|bin| bin.matching as usize).sum();
    assert_eq!(matching + undated_matching(result), result.matching, "{at}");
    if !session.filter().countries.is_active() {
        let countries: usize = result.facets.countries.iter().map(|facet| facet.count).sum();
        assert_eq!(countries, result.count(), "facets = header, {at}");
    }
    for (at, event) in result.events() {
        assert_eq!(session.find(&event.key()), Some(at), "found where it is listed");
    }
}

#[test]
fn everything_agrees_after_any_commands_about_layers() {
    for seed in 0..5 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut session = Session::new(dataset("start", rows(seed, 60, 300)), Settings::default());
        for turn in 0..120 {
            let ids: Vec<LayerId> = session.layers().iter().map(Layer::id).collect();
            let any = ids[rng.usize(0..ids.len())];
            let command = match rng.u8(0..14) {
                0..=2 if ids.len() < 7 => {
                    let lineage = ["start", "one", "two"][rng.usize(0..3)];
                    let first = rng.usize(0..60);
                    let mut drafts = rows(rng.u64(..), 90, rng.i32(50..900));
                    drafts.drain(..first);
                    let name = format!("{}.csv", rng.u8(0..9));
                    let arrival = Arrival::new(
                        dataset(lineage, drafts),
                        Origin::File(Path::new(&name).into()),
                        rng.u64(1..6),
                    );
                    Command::Data(DataCommand::Add(Box::new(arrival)))
                }
                0..=4 => Command::Data(DataCommand::Show(any, rng.bool())),
                5 => Command::Data(DataCommand::Remove(any)),
                6 => Command::Data(DataCommand::Place(any, rng.usize(0..8))),
                7 => Command::Data(DataCommand::ShowAll),
                8 => Command::Filter(FilterCommand::ToggleCountry("Mali".to_owned())),
                9 => Command::Filter(FilterCommand::ToggleKind(EventType::ALL[rng.usize(0..7)])),
                10 => Command::Filter(FilterCommand::Clear),
                11 => {
                    let start = session.extent().start().plus(rng.i32(-20..300));
                    Command::Time(TimeCommand::Window(DaySpan::inclusive(
                        start,
                        start.plus(rng.i32(0..500)),
                    )))
                }
                12 => Command::Redo,
                _ => Command::Undo,
            };
            let at = format!("seed {seed}, turn {turn}, {command:?}");
            session.apply(command);
            session.refresh();
            check(&session, at.get(..60.min(at.len())).unwrap_or(""));
        }
    }
}

#[test]
fn every_wording_of_a_layer_exists_in_both_languages() {
    for (words, hidden) in [(&EN, "X, hidden"), (&FR, "X, masqué")] {
        assert_eq!(words.layer_row("X", None), hidden);
        assert_ne!(words.layer_row("X", Some((1, 2))), words.layer_row("X", Some((2, 2))));
    }
    let mut session = bundled();
    session.apply(Command::Settings(sahel_atlas::session::SettingsCommand::Lang(Lang::Fr)));
    assert_eq!(session.layers()[0].name().get(Lang::Fr), "Incidents cités");
}

/// A table as somebody keeps it: `days` of March 2024 at a latitude, numbered from 1.
fn table(days: std::ops::Range<u32>, latitude: f64) -> Arc<Dataset> {
    let rows = days
        .zip(1..)
        .map(|(day, id)| format!("{id},2024-03-{day:02},{latitude},{id}\n"));
    let text = format!("id,date,lat,lon\n{}", rows.collect::<String>());
    let opened = read::read_bytes("data.csv", text.into_bytes(), &Pulse::new()).unwrap();
    Arc::new(opened.dataset)
}

#[test]
fn two_tables_that_are_only_called_alike_replace_nothing_and_are_told_apart_by_their_folders() {
    let mut session = bundled();
    add(&mut session, table(1..6, 14.0), "/x/a/data.csv");
    let other = add(&mut session, table(11..16, 15.0), "/x/b/data.csv");
    assert_eq!(session.result().count(), 10 + 5 + 5);
    assert_eq!(session.update_of(other), None);
    let names: Vec<&str> = session.layers().iter().map(|layer| layer.name().en.as_str()).collect();
    assert_eq!(names[1..], ["data.csv (a)", "data.csv (b)"]);
    let keys: std::collections::BTreeSet<EventKey> = session.result().events().map(|(_, event)| event.key()).collect();
    assert_eq!(keys.len(), 20, "each event has a key of its own");
    // A later edition of the first, from a third folder.
    let third = add(&mut session, table(1..9, 14.0), "/y/a/data.csv");
    let update = Update {
        updated: 5,
        new: 3,
        only_earlier: 0,
    };
    assert_eq!(session.update_of(third), Some(update));
    assert_eq!(session.result().count(), 10 + 8 + 5);
    let names: Vec<&str> = session.layers().iter().map(|layer| layer.name().en.as_str()).collect();
    assert_eq!(names[1..], ["data.csv (x/a)", "data.csv (b)", "data.csv (y/a)"]);
}
