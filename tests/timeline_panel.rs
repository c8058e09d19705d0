//! The timeline panel by its labels, in both languages: what a click, a key, a drag or a typed date asks for.
#![cfg(test)]

mod timeline_support;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use sahel_atlas::base::{DaySpan, Lang, Step};
use sahel_atlas::model::{EventType, SpanKind};
use sahel_atlas::query::{Certainty, EventRef};
use sahel_atlas::session::{
    Arrival, Command, DataCommand, Origin, PanelCommand, Preset, SelectCommand, Session, SettingsCommand, TimeCommand,
    TimeMode,
};
use sahel_atlas::ui::timeline::TimelinePanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};
use timeline_support::{bundled, dataset, day, draft, made_up, rows, span};

struct State {
    session: Session,
    panel: TimelinePanel,
    pushed: Vec<Command>,
}

type Panel<'a> = Harness<'a, State>;

const BOTH: [Lang; 2] = [Lang::En, Lang::Fr];

/// The panel as the shell shows it: commands are applied after it, the query runs again when it must.
fn panel_sized<'a>(mut session: Session, lang: Lang, size: egui::Vec2) -> Panel<'a> {
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    session.refresh();
    let state = State {
        session,
        panel: TimelinePanel::default(),
        pushed: Vec::new(),
    };
    let frame = |ui: &mut egui::Ui, state: &mut State| {
        let commands = Commands::default();
        let ground = egui::CentralPanel::default().frame(egui::Frame::NONE);
        ground.show(ui, |ui| {
            let cx = UiCx::new(&state.session, &Theme::LIGHT, &commands);
            state.panel.show(ui, &cx);
        });
        for command in commands.take() {
            state.session.apply(command.clone());
            state.pushed.push(command);
            ui.request_repaint();
        }
        state.session.refresh();
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_step_dt(0.05)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            ctx.style_mut_of(egui::Theme::Light, |style| style.animation_time = 0.0);
        })
        .build_ui_state(frame, state);
    harness.run_ok();
    harness
}

fn panel<'a>(session: Session, lang: Lang) -> Panel<'a> {
    panel_sized(session, lang, vec2(1366.0, 132.0))
}

/// The harness gives its root a margin; all places are taken from what is on the screen.
fn chart(h: &Panel<'_>) -> Rect {
    let name = match h.state().session.settings().lang() {
        Lang::En => "Incidents by date",
        Lang::Fr => "Incidents par date",
    };
    h.get_by_label_contains(name).rect()
}

fn times(h: &Panel<'_>) -> Vec<TimeCommand> {
    let time = |command: &Command| match command {
        Command::Time(time) => Some(*time),
        _ => None,
    };
    h.state().pushed.iter().filter_map(time).collect()
}

fn window(h: &Panel<'_>) -> DaySpan {
    h.state().session.window().span
}

fn set(h: &mut Panel<'_>, command: TimeCommand) {
    h.state_mut().session.apply(Command::Time(command));
    h.state_mut().session.refresh();
    h.run_ok();
}

fn drag(h: &mut Panel<'_>, from: Pos2, to: Pos2) {
    h.hover_at(from);
    h.step();
    h.drag_at(from);
    h.step();
    for part in [0.3, 0.6, 1.0] {
        h.hover_at(from + (to - from) * part);
        h.step();
    }
    h.drop_at(to);
    h.run_ok();
}

fn click(h: &mut Panel<'_>, at: Pos2) {
    h.hover_at(at);
    h.step();
    h.drag_at(at);
    h.step();
    h.drop_at(at);
    h.run_ok();
}

/// Where a day begins, from the domain that the axis shows.
fn x_of(h: &Panel<'_>, text: &str) -> f32 {
    let (chart, domain) = (chart(h), h.state().session.domain());
    let part = (day(text).number() - domain.start().number()) as f32 / domain.days() as f32;
    chart.left() + part * chart.width()
}

#[test]
fn every_button_asks_for_what_it_says() {
    for lang in BOTH {
        let labels = match lang {
            Lang::En => [
                "To the first step",
                "One step earlier",
                "Play backwards",
                "Play",
                "One step later",
                "To the last step",
                "Repeat",
                "Mode: Up to",
                "Timeline: Certain",
            ],
            Lang::Fr => [
                "Au premier pas",
                "Un pas en arrière",
                "Lecture à rebours",
                "Lecture",
                "Un pas en avant",
                "Au dernier pas",
                "Répéter",
                "Mode: Jusqu’à",
                "Chronologie: Certain",
            ],
        };
        let wanted = [
            TimeCommand::Jump(false),
            TimeCommand::Shift(-1),
            TimeCommand::Play(true),
            TimeCommand::Play(true),
            TimeCommand::Shift(1),
            TimeCommand::Jump(true),
            TimeCommand::Loop(true),
            TimeCommand::Mode(TimeMode::UpTo),
            TimeCommand::Certainty(Certainty::Certain),
        ];
        for (label, wanted) in labels.into_iter().zip(wanted) {
            let mut h = panel(bundled(), lang);
            h.get_by_label(label).click();
            h.run_steps(2);
            assert_eq!(times(&h).last(), Some(&wanted), "{label}");
        }
    }
}

#[test]
fn lists_drop_down_and_set_step_speed_and_period() {
    for (button, row, wanted) in [
        ("Step: week", "Month", TimeCommand::Step(Step::Month)),
        ("Speed: 2\u{A0}/\u{A0}s", "30 steps a second", TimeCommand::Speed(30.0)),
        ("Period", "All dates", TimeCommand::Preset(Preset::All)),
        (
            "Period",
            "Last 90 days of the data",
            TimeCommand::Preset(Preset::LastDays(90)),
        ),
        ("Period", "2023", TimeCommand::Preset(Preset::Year(2023))),
    ] {
        let mut h = panel_sized(bundled(), Lang::En, vec2(1366.0, 500.0));
        h.get_by_label(button).click();
        h.run_ok();
        h.get_by_label(row).click();
        h.run_ok();
        assert_eq!(times(&h), [wanted], "{row}");
    }
}

fn type_into(h: &mut Panel<'_>, field: &str, text: &str) {
    h.get_by_label(field).click();
    h.run_ok();
    h.key_press_modifiers(Modifiers::COMMAND, Key::A);
    h.run_ok();
    h.get_by_label(field).type_text(text);
    h.run_ok();
    h.key_press(Key::Enter);
    h.run_ok();
}

#[test]
fn typed_dates_set_the_window_and_include_both_days() {
    for (lang, from, to) in [
        (Lang::En, "First day, included", "Last day, included"),
        (Lang::Fr, "Premier jour, inclus", "Dernier jour, inclus"),
    ] {
        let mut h = panel(bundled(), lang);
        type_into(&mut h, from, "2 oct. 2023");
        type_into(&mut h, to, "Oct 2023");
        assert_eq!(window(&h), span("2023-10-02", "2023-10-31"), "{lang:?}");
        assert_eq!(h.get_by_label(to).value().as_deref(), Some("2023-10-31"));
    }
}

#[test]
fn a_wrong_date_is_explained_and_changes_nothing() {
    for (lang, field, typed, said) in [
        (
            Lang::En,
            "First day, included",
            "3/8/2023",
            "This could be 3 August 2023 or 8 March 2023",
        ),
        (Lang::En, "First day, included", "soon", "This is not read as a date"),
        (
            Lang::Fr,
            "Dernier jour, inclus",
            "31/9/2023",
            "Le 31 septembre 2023 n’existe pas",
        ),
    ] {
        let mut h = panel_sized(bundled(), lang, vec2(1366.0, 400.0));
        let before = window(&h);
        type_into(&mut h, field, typed);
        assert_eq!(window(&h), before);
        assert!(times(&h).is_empty());
        h.get_by_label_contains(said);
        assert_eq!(
            h.get_by_label(field).value().as_deref(),
            Some(typed),
            "what was typed stays"
        );
        type_into(&mut h, field, "2023-10-02");
        assert!(
            h.query_by_label_contains(said).is_none(),
            "the notice goes with the mistake"
        );
        assert_ne!(window(&h), before);
    }
}

#[test]
fn the_third_of_august_is_taken_in_french() {
    let mut h = panel(bundled(), Lang::Fr);
    type_into(&mut h, "Dernier jour, inclus", "3/8/2023");
    assert_eq!(window(&h), span("2023-08-03", "2023-08-03"));
}

#[test]
fn handles_move_with_the_arrow_keys() {
    let mut h = panel(bundled(), Lang::En);
    h.get_by_label_contains("First day of the window").focus();
    h.run_ok();
    h.key_press(Key::ArrowRight);
    h.run_ok();
    assert_eq!(window(&h), span("2023-08-07", "2024-07-22"), "to the next Monday");
    h.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    h.run_ok();
    assert_eq!(window(&h), span("2023-08-08", "2024-07-22"), "Alt: one day");
    h.get_by_label_contains("Last day of the window").focus();
    h.run_ok();
    h.key_press(Key::ArrowLeft);
    h.run_ok();
    assert_eq!(window(&h), span("2023-08-08", "2024-07-21"));
    h.get_by_label("Last day of the window, 21 July 2024");
}

#[test]
fn a_dragged_handle_snaps_to_weeks_and_swaps_when_pushed_past() {
    let mut h = panel(bundled(), Lang::En);
    set(&mut h, TimeCommand::Window(span("2023-11-06", "2023-12-31")));
    let y = chart(&h).center().y;
    let from = pos2(x_of(&h, "2023-11-06"), y);
    let to = pos2(x_of(&h, "2023-09-05"), y);
    drag(&mut h, from, to);
    assert_eq!(window(&h), span("2023-09-04", "2023-12-31"));
    assert_eq!(times(&h).last(), Some(&TimeCommand::EndGesture));
    let from = pos2(x_of(&h, "2023-09-04"), y);
    let to = pos2(x_of(&h, "2024-02-05"), y);
    drag(&mut h, from, to);
    assert_eq!(
        window(&h),
        span("2024-01-01", "2024-02-04"),
        "the first handle has become the last"
    );
    h.state_mut().session.apply(Command::Undo);
    assert_eq!(
        window(&h),
        span("2023-09-04", "2023-12-31"),
        "a drag is one step of undo"
    );
}

#[test]
fn the_middle_moves_and_an_empty_place_draws() {
    let mut h = panel(bundled(), Lang::En);
    set(&mut h, TimeCommand::Window(span("2023-11-06", "2024-01-28")));
    let y = chart(&h).top() + 6.0;
    let week = x_of(&h, "2023-11-13") - x_of(&h, "2023-11-06");
    let middle = pos2(x_of(&h, "2023-12-15"), y);
    drag(&mut h, middle, middle + vec2(3.0 * week, 0.0));
    assert_eq!(window(&h), span("2023-11-27", "2024-02-18"));
    let (from, to) = (pos2(x_of(&h, "2024-04-10"), y), pos2(x_of(&h, "2024-05-08"), y));
    drag(&mut h, from, to);
    assert_eq!(window(&h), span("2024-04-08", "2024-05-12"), "whole weeks");
}

#[test]
fn a_bar_is_taken_by_a_click_and_all_by_a_double_click() {
    let mut h = panel(made_up(4, 4_000, 900), Lang::En);
    let all = window(&h);
    let at = chart(&h).center() + vec2(60.0, 15.0);
    click(&mut h, at);
    assert_eq!(window(&h).days(), 7, "{:?}", window(&h));
    assert_eq!(window(&h).start().weekday(), 0);
    h.run_steps(10);
    for _ in 0..2 {
        h.drag_at(at);
        h.step();
        h.drop_at(at);
        h.step();
    }
    h.run_ok();
    assert_eq!(window(&h), all);
}

fn wheel(h: &mut Panel<'_>, at: Pos2, delta: egui::Vec2) {
    h.hover_at(at);
    h.step();
    h.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    h.run_steps(12);
}

#[test]
fn the_wheel_zooms_the_axis_and_not_the_window() {
    let mut h = panel(bundled(), Lang::En);
    let before = window(&h);
    let near = |h: &Panel<'_>| {
        let dates = ["2 Oct 2023 · Battle", "28 Sep 2023"];
        let at = |text| {
            h.get_all_by_label_contains(text)
                .next()
                .map(|node| node.rect().center().x)
        };
        dates.map(|text| at(text).unwrap_or(f32::NAN))
    };
    let [b, a] = near(&h);
    let at = pos2(a, chart(&h).center().y);
    wheel(&mut h, at, vec2(0.0, 400.0));
    let [b2, a2] = near(&h);
    assert!(b2 - a2 > 3.0 * (b - a), "{a} {b} {a2} {b2}");
    assert!((a2 - a).abs() < 12.0, "the day under the pointer stays");
    wheel(&mut h, at, vec2(-200.0, 0.0));
    let [_, a3] = near(&h);
    assert!(a3 < a2 - 100.0, "sideways moves the axis");
    assert_eq!(window(&h), before);
}

#[test]
fn a_bead_says_what_it_is_lights_up_and_opens() {
    for lang in BOTH {
        let mut h = panel(bundled(), lang);
        let name = match lang {
            Lang::En => "some time in 15–17 Jul 2024",
            Lang::Fr => "à un moment du 15–17 juil. 2024",
        };
        let bead = h.get_by_label_contains(name).rect();
        h.hover_at(bead.center());
        h.run_ok();
        assert!(h.state().session.hovered().is_some());
        click(&mut h, bead.center());
        let focused = h.state().session.focused();
        let event = focused.and_then(|at| h.state().session.result().event(at).map(|e| e.id().to_owned()));
        assert_eq!(event.as_deref(), Some("INC-09"));
        h.hover_at(pos2(2.0, 2.0));
        h.run_ok();
        assert!(h.state().session.hovered().is_none(), "the light goes with the pointer");
    }
}

#[test]
fn several_under_one_click_are_offered() {
    // Six lasting incidents on the same days need six levels: they stand closer than their symbols are high.
    let days = Some(span("2023-05-01", "2023-05-02"));
    let mut drafts: Vec<_> = (0..6)
        .map(|id| draft(id, days, SpanKind::Lasting, EventType::Battles, "Mali"))
        .collect();
    let later = Some(span("2024-05-01", "2024-05-01"));
    drafts.push(draft(6, later, SpanKind::Single, EventType::Riots, "Mali"));
    let session = Session::new(dataset("pile", drafts), sahel_atlas::session::Settings::default());
    let mut h = panel_sized(session, Lang::En, vec2(1366.0, 132.0));
    let beads: Vec<Rect> = h.get_all_by_label_contains("lasting").map(|node| node.rect()).collect();
    assert_eq!(beads.len(), 6);
    let between = (beads[2].center() + beads[3].center().to_vec2()) / 2.0;
    let at = pos2(beads[2].left() + 7.0, between.y);
    click(&mut h, at);
    assert!(h.state().session.focused().is_none(), "a click never guesses");
    h.get_by_label("Several incidents are here");
    let row = h
        .get_all_by_role(Role::MenuItem)
        .next()
        .map(|node| node.rect().center());
    click(&mut h, row.unwrap());
    assert!(h.state().session.focused().is_some());
    assert!(h.query_by_label("Several incidents are here").is_none());
}

#[test]
fn silence_is_labelled_for_what_it_is() {
    for (lang, said) in [
        (Lang::En, "no incident from these 5 articles is dated here"),
        (Lang::Fr, "aucun incident daté ici dans ces 5 articles"),
    ] {
        let h = panel(bundled(), lang);
        assert_eq!(
            h.get_all_by_label(said).count(),
            2,
            "September 2023, and October to June"
        );
    }
    let row = |id, at: &str| {
        let days = Some(DaySpan::day(day(at)));
        draft(id, days, SpanKind::Single, EventType::Battles, "Mali")
    };
    let data = dataset("file", vec![row(0, "2020-01-01"), row(1, "2021-01-01")]);
    let h = panel(Session::new(data, Default::default()), Lang::En);
    assert_eq!(h.get_all_by_label("no rows in this file").count(), 1);
}

#[test]
fn while_a_large_file_is_read_nothing_is_called_silent() {
    for (lang, loading, silent) in [
        (
            Lang::En,
            "loading: rows of these days may still come",
            "no rows in the open data",
        ),
        (
            Lang::Fr,
            "chargement\u{A0}: des lignes de ces jours peuvent encore venir",
            "aucune ligne dans les données ouvertes",
        ),
    ] {
        let one = draft(
            0,
            Some(DaySpan::day(day("2012-01-01"))),
            SpanKind::Single,
            EventType::Battles,
            "Mali",
        );
        for (provisional, said, not) in [(true, loading, silent), (false, silent, loading)] {
            let mut session = bundled();
            let rows = dataset("file", vec![one.clone()]);
            let arrival = Arrival {
                provisional,
                ..Arrival::new(rows, Origin::File("large.csv".into()), 1)
            };
            session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
            session.refresh();
            let h = panel(session, lang);
            assert!(h.query_all_by_label(said).count() > 0, "{said}");
            assert_eq!(h.query_all_by_label(not).count(), 0, "{not}");
        }
    }
}

#[test]
fn context_stands_in_its_lane_and_outside_it_is_an_arrow() {
    for (lang, switch, inside, before, after) in [
        (
            Lang::En,
            "Context",
            "The French ambassador leaves Niger",
            "2 developments before this axis",
            "1 development after this axis",
        ),
        (
            Lang::Fr,
            "Contexte",
            "27 sept. 2023 · Niger",
            "2 développements avant cet axe",
            "1 développement après cet axe",
        ),
    ] {
        let mut h = panel(bundled(), lang);
        h.get_by_label_contains(inside);
        h.get_by_label(before);
        h.get_by_label(after);
        let domain = h.state().session.domain();
        assert!(
            domain.start() > day("2023-07-01") && domain.end() < day("2024-09-01"),
            "context never stretches it"
        );
        h.get_by_label(switch).click();
        h.run_ok();
        assert!(h.query_by_label_contains(inside).is_none());
        h.get_by_label(switch).click();
        h.run_ok();
        h.get_by_label_contains(inside);
    }
}

#[test]
fn undated_incidents_are_counted_and_selected() {
    for (lang, text) in [(Lang::En, "undated"), (Lang::Fr, "sans date")] {
        let mut h = panel(made_up(9, 2_000, 900), lang);
        let undated = h.state().session.result().undated;
        let name = format!("{undated} {text}");
        h.get_by_label(&name).click();
        h.run_ok();
        assert_eq!(h.state().session.selection().keys.len(), undated);
        set(&mut h, TimeCommand::Certainty(Certainty::Certain));
        h.get_by_label(&name);
    }
}

#[test]
fn bars_state_what_they_cover() {
    let h = panel(made_up(4, 4_000, 900), Lang::En);
    h.get_by_label("per week, Monday to Sunday");
    let h = panel(made_up(4, 4_000, 3_000), Lang::Fr);
    h.get_by_label("par mois");
}

/// Names and places of everything that can be clicked in the row of controls.
fn controls(h: &Panel<'_>) -> Vec<(String, Rect)> {
    let roles = [Role::Button, Role::RadioButton, Role::ComboBox, Role::TextInput];
    let mut found: Vec<(String, Rect)> = Vec::new();
    for role in roles {
        for node in h.get_all_by_role(role) {
            let name = node.accesskit_node().label().unwrap_or_default();
            if node.rect().center().y < chart(h).top() {
                found.push((name, node.rect()));
            }
        }
    }
    found
}

#[test]
fn controls_fit_without_overlap_in_both_languages() {
    for lang in BOTH {
        for width in [1024.0, 1366.0, 2560.0] {
            for session in [bundled(), made_up(1, 3_000, 900)] {
                let h = panel_sized(session, lang, vec2(width, 132.0));
                let found = controls(&h);
                assert!(found.len() >= 12, "{lang:?} {width}: {found:?}");
                for (i, (name, rect)) in found.iter().enumerate() {
                    assert!(
                        rect.left() >= 0.0 && rect.right() <= width,
                        "{lang:?} {width}: {name} {rect:?}"
                    );
                    assert!(!name.is_empty());
                    for (other, beside) in found.iter().skip(i + 1) {
                        let shared = rect.intersect(*beside);
                        let apart = shared.width() < 1.0 || shared.height() < 1.0;
                        assert!(apart, "{lang:?} {width}: {name} over {other}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_finds_no_room_is_in_the_menu() {
    let mut h = panel_sized(bundled(), Lang::Fr, vec2(800.0, 420.0));
    assert!(h.query_by_label("Mode: Jusqu’à").is_none());
    h.get_by_label("Plus").click();
    h.run_ok();
    h.get_by_label("Mode: Jusqu’à").click();
    h.run_ok();
    assert_eq!(h.state().session.time().mode, TimeMode::UpTo);
    h.get_by_label("2023").click();
    h.run_ok();
    assert_eq!(window(&h), span("2023-01-01", "2023-12-31"));
}

#[test]
fn nothing_repaints_while_idle_and_play_asks_for_its_next_tick() {
    let mut h = panel(bundled(), Lang::En);
    let delay = |h: &Panel<'_>| {
        let output = &h.output().viewport_output;
        output.values().map(|viewport| viewport.repaint_delay).min().unwrap()
    };
    h.hover_at(pos2(600.0, 2.0));
    h.run_steps(4);
    assert!(delay(&h) > std::time::Duration::from_secs(3_600), "{:?}", delay(&h));
    set(&mut h, TimeCommand::Speed(0.5));
    set(&mut h, TimeCommand::Play(true));
    h.run_steps(4);
    let wait = delay(&h).as_secs_f32();
    assert!((1.5..=2.0).contains(&wait), "{wait}");
}

#[test]
fn the_folded_panel_keeps_play_dates_and_window() {
    for (lang, play, unfold) in [
        (Lang::En, "Play", "Unfold the timeline"),
        (Lang::Fr, "Lecture", "Déplier la chronologie"),
    ] {
        let mut session = bundled();
        session.apply(Command::Panel(PanelCommand::Timeline(false)));
        let mut h = panel_sized(session, lang, vec2(1024.0, 40.0));
        let y = chart(&h).center().y;
        let (from, to) = (pos2(x_of(&h, "2023-11-08"), y), pos2(x_of(&h, "2023-11-22"), y));
        drag(&mut h, from, to);
        assert_eq!(window(&h), span("2023-11-06", "2023-11-26"));
        h.get_by_label(play);
        h.get_by_label(unfold).click();
        h.run_ok();
        assert!(h.state().session.panels().timeline);
    }
}

#[test]
fn up_to_locks_the_first_handle() {
    let mut h = panel(bundled(), Lang::En);
    set(&mut h, TimeCommand::Mode(TimeMode::UpTo));
    let y = chart(&h).top() + 6.0;
    let (from, to) = (pos2(x_of(&h, "2024-03-01"), y), pos2(x_of(&h, "2023-12-05"), y));
    drag(&mut h, from, to);
    assert_eq!(window(&h), span("2023-08-03", "2023-12-03"));
}

#[test]
fn few_incidents_are_beads_and_many_are_bars() {
    let h = panel(bundled(), Lang::En);
    assert_eq!(h.get_all_by_role(Role::ListItem).count(), 10);
    let mut h = panel(made_up(2, 3_000, 900), Lang::En);
    assert_eq!(h.query_all_by_role(Role::ListItem).count(), 0);
    // Near enough, single incidents are seen again.
    let at = chart(&h).left_center() + vec2(20.0, 0.0);
    for _ in 0..12 {
        wheel(&mut h, at, vec2(0.0, 200.0));
    }
    let shown: Vec<EventRef> = h.state().session.result().rows.iter().collect();
    assert!(shown.len() > 2_000, "the window has not changed");
    assert!(h.query_all_by_role(Role::ListItem).count() > 0);
    assert!(
        !h.state()
            .pushed
            .iter()
            .any(|c| matches!(c, Command::Select(SelectCommand::Open(_))))
    );
}

#[test]
fn a_made_up_file_of_another_size_never_panics() {
    for (count, days) in [(0, 1), (1, 1), (3, 1), (201, 1), (50, 20_000)] {
        for width in [60.0, 320.0, 1366.0] {
            let session = Session::new(dataset("any", rows(3, count, days)), Default::default());
            let mut h = panel_sized(session, Lang::Fr, vec2(width, 132.0));
            h.hover_at(pos2(width / 2.0, 70.0));
            h.run_ok();
        }
    }
}
