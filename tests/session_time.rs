//! What every time command does to the session, without a window.
#![cfg(test)]

mod timeline_support;

use sahel_atlas::base::{DaySpan, Step};
use sahel_atlas::model::{EventType, SpanKind};
use sahel_atlas::query::Certainty;
use sahel_atlas::session::{Command, Preset, Session, Settings, TimeCommand, TimeMode};
use timeline_support::{dataset, day, draft, span};

/// Two incidents: the data reach from 3 August 2023 to 22 July 2024, as those of the collection do.
fn session() -> Session {
    let row = |id, at: &str| {
        draft(
            id,
            Some(DaySpan::day(day(at))),
            SpanKind::Single,
            EventType::Battles,
            "Mali",
        )
    };
    Session::new(
        dataset("two", vec![row(0, "2023-08-03"), row(1, "2024-07-22")]),
        Settings::default(),
    )
}

fn apply(session: &mut Session, commands: &[TimeCommand]) {
    for command in commands {
        session.apply(Command::Time(*command));
    }
}

fn window(session: &Session) -> DaySpan {
    session.window().span
}

/// Plays until it stops, at most `most` ticks, and gives every window shown.
fn play(session: &mut Session, most: usize) -> Vec<DaySpan> {
    let mut shown = vec![window(session)];
    for _ in 0..most {
        if !session.play().playing {
            break;
        }
        session.advance(1.0 / session.time().speed);
        shown.push(window(session));
    }
    shown
}

#[test]
fn the_window_is_set_typed_and_swapped() {
    let mut s = session();
    assert_eq!(window(&s), span("2023-08-03", "2024-07-22"), "all of the data at first");
    apply(&mut s, &[TimeCommand::Window(span("2023-10-01", "2023-10-02"))]);
    assert_eq!(window(&s), span("2023-10-01", "2023-10-02"));
    apply(&mut s, &[TimeCommand::From(day("2023-09-01"))]);
    assert_eq!(window(&s), span("2023-09-01", "2023-10-02"));
    apply(&mut s, &[TimeCommand::To(day("2023-12-31"))]);
    assert_eq!(window(&s), span("2023-09-01", "2023-12-31"), "the last day is included");
    apply(&mut s, &[TimeCommand::From(day("2024-02-01"))]);
    assert_eq!(
        window(&s),
        span("2023-12-31", "2024-02-01"),
        "past the last day the two swap"
    );
}

#[test]
fn presets_end_with_the_data() {
    let mut s = session();
    for (preset, expected) in [
        (Preset::LastDays(30), span("2024-06-23", "2024-07-22")),
        (Preset::LastDays(1), span("2024-07-22", "2024-07-22")),
        (Preset::Year(2023), span("2023-01-01", "2023-12-31")),
        (Preset::All, span("2023-08-03", "2024-07-22")),
    ] {
        apply(&mut s, &[TimeCommand::Preset(preset)]);
        assert_eq!(window(&s), expected, "{preset:?}");
    }
}

#[test]
fn changing_the_step_keeps_the_start() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Window(span("2023-10-04", "2023-11-20")),
            TimeCommand::Step(Step::Month),
        ],
    );
    assert_eq!(window(&s), span("2023-10-04", "2023-11-20"));
    apply(&mut s, &[TimeCommand::Mode(TimeMode::Step)]);
    assert_eq!(
        window(&s),
        span("2023-10-04", "2023-11-03"),
        "one step from where it starts"
    );
    apply(&mut s, &[TimeCommand::Step(Step::Week)]);
    assert_eq!(window(&s), span("2023-10-04", "2023-10-10"));
    apply(&mut s, &[TimeCommand::Shift(2)]);
    assert_eq!(window(&s), span("2023-10-18", "2023-10-24"));
}

#[test]
fn a_window_that_is_no_step_ends_the_step_mode() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Mode(TimeMode::Step),
            TimeCommand::Window(span("2024-01-01", "2024-01-07")),
        ],
    );
    assert_eq!(s.time().mode, TimeMode::Step, "a week is a step");
    apply(&mut s, &[TimeCommand::Window(span("2024-01-01", "2024-01-20"))]);
    assert_eq!(s.time().mode, TimeMode::Window);
}

#[test]
fn calendar_windows_move_by_calendar_steps() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Step(Step::Month),
            TimeCommand::Window(span("2023-10-01", "2023-10-31")),
        ],
    );
    apply(&mut s, &[TimeCommand::Shift(1)]);
    assert_eq!(window(&s), span("2023-11-01", "2023-11-30"));
    apply(&mut s, &[TimeCommand::Shift(3)]);
    assert_eq!(window(&s), span("2024-02-01", "2024-02-29"));
    apply(&mut s, &[TimeCommand::Shift(-4)]);
    assert_eq!(window(&s), span("2023-10-01", "2023-10-31"), "back where it was");
    apply(
        &mut s,
        &[
            TimeCommand::Window(span("2023-10-03", "2023-10-12")),
            TimeCommand::Shift(1),
        ],
    );
    assert_eq!(
        window(&s),
        span("2023-11-03", "2023-11-12"),
        "any other window keeps its length"
    );
}

#[test]
fn jumps_go_to_the_ends_of_the_data() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Window(span("2023-10-01", "2023-10-10")),
            TimeCommand::Jump(true),
        ],
    );
    assert_eq!(window(&s), span("2024-07-13", "2024-07-22"));
    apply(&mut s, &[TimeCommand::Jump(false)]);
    assert_eq!(window(&s), span("2023-08-03", "2023-08-12"));
    apply(&mut s, &[TimeCommand::Mode(TimeMode::UpTo), TimeCommand::Jump(true)]);
    assert_eq!(window(&s), span("2023-08-03", "2024-07-22"));
    apply(&mut s, &[TimeCommand::Jump(false)]);
    assert_eq!(
        window(&s),
        span("2023-08-03", "2023-08-06"),
        "to the end of the first week"
    );
}

#[test]
fn play_runs_to_the_end_of_the_data_and_stops_there() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Step(Step::Month),
            TimeCommand::Window(span("2024-04-01", "2024-04-30")),
            TimeCommand::Play(true),
        ],
    );
    let shown = play(&mut s, 50);
    assert_eq!(shown.len(), 4, "{shown:?}");
    assert_eq!(shown.last(), Some(&span("2024-07-01", "2024-07-31")));
    assert!(!s.play().playing);
    apply(&mut s, &[TimeCommand::Play(true)]);
    assert_eq!(
        window(&s),
        span("2023-08-01", "2023-08-31"),
        "pressed again it begins again, with a month"
    );
    assert!(s.play().playing);
}

#[test]
fn play_of_everything_begins_with_one_step() {
    for mode in [TimeMode::Window, TimeMode::Step] {
        let mut s = session();
        apply(
            &mut s,
            &[
                TimeCommand::Mode(mode),
                TimeCommand::Preset(Preset::All),
                TimeCommand::Play(true),
            ],
        );
        assert_eq!(
            window(&s),
            span("2023-07-31", "2023-08-06"),
            "the week of the first incident, {mode:?}"
        );
        let shown = play(&mut s, 500);
        assert_eq!(shown.last(), Some(&span("2024-07-22", "2024-07-28")));
        assert_eq!(shown.len(), 52);
        assert!(
            shown.windows(2).all(|pair| pair[0].end() == pair[1].start()),
            "no day is left out"
        );
    }
}

#[test]
fn up_to_grows_from_its_first_day_and_ends_with_the_data() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Mode(TimeMode::UpTo),
            TimeCommand::Step(Step::Month),
            TimeCommand::Play(true),
        ],
    );
    let shown = play(&mut s, 500);
    assert_eq!(shown.first(), Some(&span("2023-08-03", "2023-08-31")));
    assert_eq!(shown.get(1), Some(&span("2023-08-03", "2023-09-30")));
    assert_eq!(
        shown.last(),
        Some(&span("2023-08-03", "2024-07-22")),
        "not beyond the last incident"
    );
    assert!(!s.play().playing);
    apply(&mut s, &[TimeCommand::Forward(false), TimeCommand::Play(true)]);
    let back = play(&mut s, 500);
    assert!(back.windows(2).all(|pair| pair[1].end() < pair[0].end()));
    assert!(
        back.iter().all(|span| span.start() == day("2023-08-03")),
        "the first day is locked"
    );
    assert_eq!(back.last(), Some(&span("2023-08-03", "2023-08-31")));
}

#[test]
fn reverse_runs_to_the_start() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Step(Step::Month),
            TimeCommand::Window(span("2023-11-01", "2023-11-30")),
            TimeCommand::Forward(false),
            TimeCommand::Play(true),
        ],
    );
    let shown = play(&mut s, 50);
    assert_eq!(shown.last(), Some(&span("2023-08-01", "2023-08-31")));
    assert!(!s.play().playing);
    apply(&mut s, &[TimeCommand::Play(true)]);
    assert_eq!(
        window(&s),
        span("2024-07-01", "2024-07-31"),
        "pressed again it begins at the end"
    );
}

#[test]
fn a_loop_begins_again_and_never_stops() {
    for mode in [TimeMode::Window, TimeMode::UpTo, TimeMode::Step] {
        for forward in [true, false] {
            let mut s = session();
            apply(
                &mut s,
                &[
                    TimeCommand::Step(Step::Quarter),
                    TimeCommand::Mode(mode),
                    TimeCommand::Loop(true),
                    TimeCommand::Forward(forward),
                    TimeCommand::Play(true),
                ],
            );
            let shown = play(&mut s, 40);
            assert!(s.play().playing, "{mode:?}");
            let (last, before) = shown.split_last().unwrap();
            assert!(before.contains(last), "{mode:?} {forward}: {shown:?}");
            assert!(shown.iter().any(|span| span.has(day("2024-07-22"))));
            assert!(shown.iter().any(|span| span.has(day("2023-08-03"))));
        }
    }
}

#[test]
fn a_drag_pauses_and_is_one_step_of_undo() {
    let mut s = session();
    apply(
        &mut s,
        &[
            TimeCommand::Window(span("2023-10-01", "2023-10-31")),
            TimeCommand::Play(true),
        ],
    );
    apply(
        &mut s,
        &[
            TimeCommand::Drag(span("2023-09-01", "2023-10-31")),
            TimeCommand::Drag(span("2023-08-15", "2023-10-31")),
            TimeCommand::EndGesture,
            TimeCommand::Drag(span("2023-08-15", "2023-12-31")),
            TimeCommand::EndGesture,
        ],
    );
    assert!(!s.play().playing);
    s.apply(Command::Undo);
    assert_eq!(window(&s), span("2023-08-15", "2023-10-31"));
    s.apply(Command::Undo);
    assert_eq!(window(&s), span("2023-10-01", "2023-10-31"));
    s.apply(Command::Redo);
    assert_eq!(window(&s), span("2023-08-15", "2023-10-31"));
}

#[test]
fn speed_is_held_and_slow_play_keeps_its_time() {
    let mut s = session();
    apply(&mut s, &[TimeCommand::Speed(1_000.0)]);
    assert_eq!(s.time().speed, 30.0);
    apply(&mut s, &[TimeCommand::Speed(f32::NAN)]);
    assert!(s.time().speed >= 0.5);
    apply(
        &mut s,
        &[
            TimeCommand::Speed(0.5),
            TimeCommand::Step(Step::Day),
            TimeCommand::Window(span("2023-10-01", "2023-10-01")),
            TimeCommand::Play(true),
        ],
    );
    // The window is drawn once in two seconds; each of these frames is one tick.
    for _ in 0..5 {
        assert!((s.play().seconds_to_tick(0.5) - 2.0).abs() < 1e-3);
        s.advance(2.0);
    }
    assert_eq!(window(&s), span("2023-10-06", "2023-10-06"));
    s.advance(10_000.0);
    assert!(
        window(&s).start() <= day("2023-10-10"),
        "after a long sleep play goes on from where it was"
    );
}

#[test]
fn certainty_is_undone_like_the_window() {
    let mut s = session();
    apply(&mut s, &[TimeCommand::Certainty(Certainty::Certain)]);
    assert_eq!(s.window().certainty, Certainty::Certain);
    s.apply(Command::Undo);
    assert_eq!(s.window().certainty, Certainty::Possible);
}

#[test]
fn commands_that_come_twice_do_no_harm() {
    for command in [
        TimeCommand::From(day("2023-10-01")),
        TimeCommand::Mode(TimeMode::Step),
        TimeCommand::Step(Step::Month),
        TimeCommand::Loop(true),
        TimeCommand::Play(true),
        TimeCommand::Preset(Preset::LastDays(90)),
        TimeCommand::Certainty(Certainty::Certain),
    ] {
        let (mut once, mut twice) = (session(), session());
        apply(&mut once, &[command]);
        apply(&mut twice, &[command, command]);
        assert_eq!(once.looking(), twice.looking(), "{command:?}");
        assert_eq!(once.time(), twice.time());
        assert_eq!(once.play(), twice.play());
    }
}
