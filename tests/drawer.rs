//! Table and charts in the drawer, by label, pointer and key.
#![cfg(test)]

mod common;
#[expect(dead_code, reason = "filters are not changed here")]
mod random_events;

use std::sync::Arc;

use egui::{Key, Modifiers, PointerButton, Pos2, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::model::Dataset;
use sahel_atlas::query::Column;
use sahel_atlas::query::order::sorted;
use sahel_atlas::session::{Command, CopyKind, DrawerTab, PanelCommand, Request, Session, Settings, TimeCommand};
use sahel_atlas::ui::charts::ChartsPanel;
use sahel_atlas::ui::table::TablePanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, drawer, theme};

struct Stage {
    session: Session,
    table: TablePanel,
    charts: ChartsPanel,
    requests: Vec<Request>,
}

fn stage(size: Vec2, tab: DrawerTab) -> Harness<'static, Stage> {
    stage_of(common::bundled(), size, tab)
}

fn stage_of(dataset: Arc<Dataset>, size: Vec2, tab: DrawerTab) -> Harness<'static, Stage> {
    let mut session = Session::new(dataset, Settings::default());
    session.apply(Command::Panel(PanelCommand::DrawerTab(tab)));
    let stage = Stage {
        session,
        table: TablePanel::default(),
        charts: ChartsPanel::default(),
        requests: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(12)
        .with_step_dt(0.1)
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, stage: &mut Stage| {
                stage.session.refresh();
                let (theme, commands) = (Theme::of(ui.ctx()), Commands::default());
                let cx = UiCx::new(&stage.session, &theme, &commands);
                drawer::show(ui, &cx, &mut stage.table, &mut stage.charts);
                for command in commands.take() {
                    stage.requests.extend(stage.session.apply(command).requests);
                    ui.request_repaint();
                }
            },
            stage,
        );
    harness.run();
    harness
}

const WIDE: Vec2 = vec2(1366.0, 240.0);

fn focus(harness: &Harness<'_, Stage>) -> String {
    let focus = harness.state().session.selection().focus.clone();
    focus.map_or_else(String::new, |key| key.id.to_string())
}

/// Ids in the order of the result.
fn ids(harness: &Harness<'_, Stage>) -> Vec<String> {
    let result = harness.state().session.result();
    result.events().map(|(_, event)| event.id().to_owned()).collect()
}

#[test]
fn arrows_home_and_end_walk_the_rows_and_enter_opens_one() {
    let mut harness = stage(WIDE, DrawerTab::Table);
    let ids = ids(&harness);
    harness.get_by_label("Rows of the table").focus();
    harness.run();
    for (key, expected) in [
        (Key::ArrowDown, 0),
        (Key::ArrowDown, 1),
        (Key::End, 9),
        (Key::ArrowDown, 9),
        (Key::ArrowUp, 8),
        (Key::Home, 0),
        (Key::PageDown, 6),
    ] {
        harness.key_press(key);
        harness.run();
        if key == Key::PageDown {
            assert_ne!(focus(&harness), ids[0]);
            continue;
        }
        assert_eq!(focus(&harness), ids[expected], "{key:?}");
        assert!(!harness.state().session.selection().popup_open);
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().session.selection().popup_open);
}

#[test]
fn by_date_a_second_click_puts_the_newest_first() {
    let mut harness = stage(WIDE, DrawerTab::Table);
    let ids = ids(&harness);
    harness.get_by_label("Date").click();
    harness.run();
    harness.get_by_label("Rows of the table").focus();
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(focus(&harness), ids[9]);
}

#[test]
fn columns_are_chosen_and_the_last_one_stays() {
    let mut harness = stage(WIDE, DrawerTab::Table);
    assert!(harness.query_by_label("Region").is_none());
    harness.get_by_label("Columns").click();
    harness.run();
    harness.get_by_label("Region").click();
    harness.run();
    assert!(harness.state().session.panels().columns.has(Column::Region));
    let session = &mut harness.state_mut().session;
    for column in Column::ALL {
        session.apply(Command::Panel(PanelCommand::Column(column, false)));
    }
    assert_eq!(session.panels().columns.shown().count(), 1);
}

#[test]
fn the_rows_are_copied_by_their_number() {
    let mut harness = stage(WIDE, DrawerTab::Table);
    harness.get_by_label("Copy all 10 rows").click();
    harness.run();
    assert_eq!(harness.state().requests, [Request::Copy(CopyKind::AllRows)]);
}

fn drag(harness: &mut Harness<'_, Stage>, from: Pos2, to: Pos2) {
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.hover_at(from);
    harness.step();
    harness.event(button(from, true));
    harness.step();
    for part in 1..=4_u8 {
        harness.hover_at(from + (to - from) * f32::from(part) / 4.0);
        harness.step();
    }
    harness.event(button(to, false));
    harness.run();
}

#[test]
fn a_drag_over_the_chart_sets_the_window_and_is_one_step_of_undo() {
    let mut harness = stage(WIDE, DrawerTab::Charts);
    let before = harness.state().session.window().span;
    let counted = harness.state().charts.worked;
    drag(&mut harness, pos2(400.0, 120.0), pos2(700.0, 120.0));
    let after = harness.state().session.window().span;
    assert!(after != before && before.contains(after), "{after:?}");
    let chart = harness.state().charts.chart().unwrap();
    assert!(chart.bins.iter().any(|bin| bin.start() == after.start()), "whole bars");
    assert_eq!(
        harness.state().charts.worked,
        counted,
        "moving the window counts nothing anew"
    );
    harness.state_mut().session.apply(Command::Undo);
    assert_eq!(harness.state().session.window().span, before);
}

#[test]
fn the_numbers_of_the_chart_are_copied_and_add_up() {
    let mut harness = stage(WIDE, DrawerTab::Charts);
    harness.get_by_label("by actor").click();
    harness.run();
    harness.get_by_label("by type").click();
    harness.run();
    harness.get_by_label("Copy numbers (CSV)").click();
    harness.run();
    let Some(Request::Copy(CopyKind::Text(text))) = harness.state().requests.last() else {
        panic!("a text is copied");
    };
    assert!(text.starts_with("from,to,group,incidents,deaths (lowest)\n"), "{text}");
    let mut sum = 0;
    for line in text.lines().skip(1) {
        sum += line.rsplit(',').nth(1).unwrap().parse::<u32>().unwrap();
    }
    assert_eq!(sum, 10);
}

#[test]
fn nothing_breaks_where_there_is_hardly_any_room() {
    for size in [vec2(320.0, 200.0), vec2(60.0, 40.0), vec2(20.0, 20.0)] {
        for tab in [DrawerTab::Table, DrawerTab::Charts] {
            let mut harness = stage(size, tab);
            let empty = TimeCommand::Window(sahel_atlas::base::DaySpan::day(sahel_atlas::base::Day::MIN));
            harness.state_mut().session.apply(Command::Time(empty));
            harness.run();
            assert_eq!(harness.state().session.result().count(), 0, "{size:?} {tab:?}");
        }
    }
}

/// Many rows are sorted by a job: here it is done by hand, so that it can be looked at in between.
#[test]
fn sorting_many_rows_tells_how_far_it_is_and_is_stopped_by_a_button() {
    let mut rng = fastrand::Rng::with_seed(3);
    let many = random_events::dataset(&mut rng, "many", 24_000);
    let mut harness = stage_of(many, WIDE, DrawerTab::Table);
    let heading = |harness: &mut Harness<'_, Stage>, name: &str| {
        harness.get_by_label(name).click();
        harness.run_steps(4);
    };
    let count = harness.state().session.result().count();
    assert!(count > 20_000, "{count}");
    // The first job is done: its order is shown.
    heading(&mut harness, "Country");
    let job = harness.state_mut().table.take_wanted().expect("rows to be sorted");
    let rows = sorted(&job.result, job.sorting, job.words, &job.pulse).unwrap();
    let first = rows.first().copied();
    harness.state_mut().table.set_sorted(job.number, rows);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("Sorting").is_none());
    let shown = |harness: &Harness<'_, Stage>| {
        let stage = harness.state();
        stage.table.order().get(stage.session.result(), 0)
    };
    assert_eq!(shown(&harness), first);
    // The second one is stopped: the first stays.
    heading(&mut harness, "Actors");
    let job = harness.state_mut().table.take_wanted().expect("rows to be sorted");
    job.pulse.start(200);
    job.pulse.advance(50);
    harness.run_steps(4);
    harness.get_by_label("Sorting… 25\u{A0}%");
    harness.get_by_label("Cancel").click();
    harness.run_steps(4);
    assert!(job.pulse.is_cancelled());
    assert!(harness.query_by_label_contains("Sorting").is_none());
    assert!(
        harness.state_mut().table.take_wanted().is_none(),
        "nothing is begun anew"
    );
    assert_eq!(shown(&harness), first);
    // What comes late is no longer wanted.
    harness.state_mut().table.set_sorted(job.number, Vec::new());
    harness.run_steps(1);
    assert_eq!(shown(&harness), first);
}
