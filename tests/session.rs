//! What commands do to a session, without a window: filters, selection, undo, panels, datasets.
#![cfg(test)]

use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, Lang};
use sahel_atlas::model::{Dataset, EventType};
use sahel_atlas::query::{Certainty, Criterion, DeathRange};
use sahel_atlas::session::{
    Arrival, Command, DataCommand, DossierTab, FilterCommand, MapTarget, PanelCommand, Request, SelectCommand, Session,
    Settings, SettingsCommand, TimeCommand, ViewCommand,
};

fn session() -> Session {
    let dataset: Dataset = sahel_atlas::read::bundled().unwrap();
    Session::new(Arc::new(dataset), Settings::default())
}

fn apply(session: &mut Session, command: Command) {
    session.apply(command);
    session.refresh();
}

fn filter(session: &mut Session, command: FilterCommand) {
    apply(session, Command::Filter(command));
}

fn select(session: &mut Session, command: SelectCommand) {
    apply(session, Command::Select(command));
}

fn ids(session: &Session) -> Vec<String> {
    session
        .result()
        .events()
        .map(|(_, event)| event.id().to_owned())
        .collect()
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

#[test]
fn a_new_session_shows_everything_and_asks_the_map_to_fit() {
    let session = session();
    assert_eq!(session.result().count(), 10);
    assert_eq!(session.result().total, 10);
    assert_eq!(session.result().possible_only(), 0);
    let target = session.map_move().unwrap().target;
    assert!(matches!(target, MapTarget::Bounds(b) if b.west < 0.0 && b.east > 4.7));
}

#[test]
fn windows_of_the_issue_give_the_incidents_of_the_issue() {
    let mut session = session();
    let window = |from: &str, to: &str| TimeCommand::Window(DaySpan::inclusive(day(from), day(to)));
    for (from, to, possible, certain) in [
        (
            "2023-10-01",
            "2023-10-02",
            vec!["INC-05", "INC-01", "INC-06"],
            vec!["INC-05", "INC-01", "INC-06"],
        ),
        ("2024-07-16", "2024-07-31", vec!["INC-09", "INC-07"], vec!["INC-07"]),
        (
            "2023-10-02",
            "2023-10-02",
            vec!["INC-01", "INC-06"],
            vec!["INC-01", "INC-06"],
        ),
        ("2023-09-29", "2023-09-30", vec![], vec![]),
    ] {
        apply(&mut session, Command::Time(window(from, to)));
        apply(&mut session, Command::Time(TimeCommand::Certainty(Certainty::Possible)));
        assert_eq!(ids(&session), possible, "possible {from}..{to}");
        apply(&mut session, Command::Time(TimeCommand::Certainty(Certainty::Certain)));
        assert_eq!(ids(&session), certain, "certain {from}..{to}");
    }
}

#[test]
fn criteria_are_anded_and_values_are_ored() {
    let mut session = session();
    filter(&mut session, FilterCommand::ToggleCountry("Mali".to_owned()));
    assert_eq!(ids(&session), ["INC-02", "INC-05", "INC-06"]);
    filter(&mut session, FilterCommand::ToggleCountry("Niger".to_owned()));
    assert_eq!(session.result().count(), 10);
    filter(&mut session, FilterCommand::OnlyKind(EventType::Civilians));
    assert_eq!(ids(&session), ["INC-09"]);
    filter(&mut session, FilterCommand::ExcludeKind(EventType::Civilians));
    assert_eq!(session.result().count(), 9);
    filter(&mut session, FilterCommand::Clear);
    assert_eq!(session.result().count(), 10);
}

#[test]
fn text_is_found_whatever_its_accents_and_taken_literally() {
    let mut session = session();
    let mut found = |text: &str| {
        filter(&mut session, FilterCommand::Text(text.to_owned()));
        session.result().count()
    };
    let accented = found("Téra");
    assert!(accented > 0);
    assert_eq!(found("TERA"), accented);
    assert_eq!(found("tera kandadji"), found("kandadji tera"));
    assert_eq!(found("INC-01"), found("inc-01"));
    assert_eq!(found(".*"), 0);
    assert_eq!(found("(("), 0);
}

#[test]
fn live_counts_leave_their_own_criterion_out() {
    let mut session = session();
    filter(&mut session, FilterCommand::OnlyCountry("Mali".to_owned()));
    let facets = &session.result().facets;
    let count = |name: &str| facets.countries.iter().find(|v| v.value == name).map(|v| v.count);
    assert_eq!(count("Mali"), Some(3));
    assert_eq!(count("Niger"), Some(7), "what a click on Niger would show");
    let kinds: usize = facets.kinds.iter().map(|v| v.count).sum();
    assert_eq!(kinds, 3, "types are counted within Mali");
}

#[test]
fn the_criterion_that_hides_everything_is_known() {
    let mut session = session();
    filter(&mut session, FilterCommand::OnlyCountry("Burkina Faso".to_owned()));
    assert_eq!(session.result().count(), 0);
    assert_eq!(session.result().without, [(Criterion::Country, 10)]);
}

#[test]
fn deaths_know_unknown_from_zero() {
    let mut session = session();
    let range = |with_unknown| DeathRange {
        min: 0,
        max: Some(10),
        with_unknown,
    };
    filter(&mut session, FilterCommand::Deaths(Some(range(false))));
    assert_eq!(ids(&session), ["INC-02", "INC-09"]);
    filter(&mut session, FilterCommand::Deaths(Some(range(true))));
    assert_eq!(session.result().count(), 5);
}

#[test]
fn walking_follows_the_date_and_skips_what_is_hidden() {
    let mut session = session();
    filter(&mut session, FilterCommand::OnlyCountry("Mali".to_owned()));
    let focus = |session: &Session| session.selection().focus.as_ref().map(|key| key.id.to_string());
    select(&mut session, SelectCommand::Next);
    assert_eq!(focus(&session).as_deref(), Some("INC-02"));
    select(&mut session, SelectCommand::Next);
    select(&mut session, SelectCommand::Next);
    assert_eq!(focus(&session).as_deref(), Some("INC-06"));
    select(&mut session, SelectCommand::Next);
    assert_eq!(focus(&session).as_deref(), Some("INC-06"), "the last one stays");
    select(&mut session, SelectCommand::Previous);
    assert_eq!(focus(&session).as_deref(), Some("INC-05"));
    assert!(session.selection().popup_open);
}

#[test]
fn escape_closes_one_layer_at_a_time() {
    let mut session = session();
    select(&mut session, SelectCommand::Next);
    apply(&mut session, Command::Panel(PanelCommand::Keys(true)));
    let escape = || Command::Panel(PanelCommand::Escape);
    apply(&mut session, escape());
    assert!(!session.panels().keys && session.selection().popup_open);
    apply(&mut session, escape());
    assert!(!session.selection().popup_open && session.selection().focus.is_some());
    apply(&mut session, escape());
    assert!(session.selection().focus.is_none());
}

#[test]
fn the_dossier_takes_the_place_of_the_popup() {
    let mut session = session();
    select(&mut session, SelectCommand::Next);
    apply(
        &mut session,
        Command::Panel(PanelCommand::Dossier(Some(DossierTab::Claims))),
    );
    assert!(!session.selection().popup_open);
    assert_eq!(session.panels().dossier, Some(DossierTab::Claims));
    apply(&mut session, Command::Panel(PanelCommand::Escape));
    assert_eq!(session.panels().dossier, None);
    assert!(session.selection().focus.is_some());
}

#[test]
fn undo_brings_back_filter_window_and_selection_and_redo_takes_them_again() {
    let mut session = session();
    let start = session.looking().clone();
    filter(&mut session, FilterCommand::OnlyCountry("Mali".to_owned()));
    apply(&mut session, Command::Time(TimeCommand::To(day("2023-09-01"))));
    select(&mut session, SelectCommand::Next);
    let end = session.looking().clone();
    for _ in 0..3 {
        apply(&mut session, Command::Undo);
    }
    assert_eq!(*session.looking(), start);
    assert_eq!(session.result().count(), 10);
    for _ in 0..3 {
        apply(&mut session, Command::Redo);
    }
    assert_eq!(*session.looking(), end);
    apply(&mut session, Command::Redo);
    assert_eq!(*session.looking(), end, "nothing more to redo");
}

#[test]
fn a_drag_is_one_step_of_undo_and_so_is_a_typed_word() {
    let mut session = session();
    let start = session.looking().clone();
    for n in 1..20 {
        let span = session.extent().shifted(n);
        apply(&mut session, Command::Time(TimeCommand::Drag(span)));
    }
    apply(&mut session, Command::Time(TimeCommand::EndGesture));
    for text in ["g", "ga", "gao"] {
        filter(&mut session, FilterCommand::Text(text.to_owned()));
    }
    apply(&mut session, Command::Undo);
    assert!(session.filter().text.is_empty());
    assert_ne!(*session.looking(), start);
    apply(&mut session, Command::Undo);
    assert_eq!(*session.looking(), start);
}

#[test]
fn hidden_selection_survives_the_filter() {
    let mut session = session();
    select(&mut session, SelectCommand::Next);
    let key = session.selection().focus.clone().unwrap();
    filter(&mut session, FilterCommand::OnlyKind(EventType::Civilians));
    assert_eq!(session.selection().focus.as_ref(), Some(&key));
    assert!(!session.result().shows(session.find(&key).unwrap()));
}

#[test]
fn the_same_dataset_again_replaces_itself() {
    let mut session = session();
    let again = Arc::new(sahel_atlas::read::bundled().unwrap());
    apply(
        &mut session,
        Command::Data(DataCommand::Add(Box::new(Arrival::bundled(again)))),
    );
    assert_eq!(session.datasets().len(), 1, "read again from the same place");
    assert_eq!(session.result().count(), 10);
    let id = session.layers()[0].id();
    apply(&mut session, Command::Data(DataCommand::Remove(id)));
    assert_eq!(session.datasets().len(), 1, "the last dataset stays");
}

#[test]
fn requests_go_to_the_shell_and_settings_stay_in_range() {
    let mut session = session();
    let effects = session.apply(Command::Ask(Request::ChooseFile));
    assert_eq!(effects.requests, [Request::ChooseFile]);
    for (asked, kept) in [(9.0, 2.0), (0.1, 0.75), (f32::NAN, 1.0)] {
        apply(&mut session, Command::Settings(SettingsCommand::Scale(asked)));
        assert!((session.settings().scale - kept).abs() < 1e-6, "{asked}");
    }
    apply(&mut session, Command::Settings(SettingsCommand::Lang(Lang::Fr)));
    assert_eq!(session.settings().lang(), Lang::Fr);
}

#[test]
fn every_map_request_has_a_number_of_its_own() {
    let mut session = session();
    let before = session.map_move().unwrap().number;
    apply(&mut session, Command::View(ViewCommand::FitVisible));
    apply(&mut session, Command::View(ViewCommand::FitVisible));
    assert_eq!(session.map_move().unwrap().number, before + 2);
}

#[test]
fn a_later_start_looks_where_the_last_one_ended_if_the_data_are_the_same() {
    let mut before = session();
    filter(&mut before, FilterCommand::OnlyCountry("Mali".to_owned()));
    apply(&mut before, Command::Time(TimeCommand::To(day("2023-09-01"))));
    let look = before.last_look();
    let mut after = session();
    let mut other = look.clone();
    other.datasets.push("another".to_owned());
    after.look_again(other);
    assert_eq!(after.result().count(), 10, "other data: nothing changes");
    after.look_again(look.clone());
    assert_eq!(ids(&after), ["INC-02"]);
    assert_eq!(after.last_look().filter, look.filter);
}
