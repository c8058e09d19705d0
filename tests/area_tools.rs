//! Parts of the map that are drawn, and "only what the map shows": by commands and by pointer.
#![cfg(test)]

mod map_common;

use egui::{Key, Modifiers, Pos2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use map_common::window::{Window, bundled, click, harness};
use sahel_atlas::base::LonLat;
use sahel_atlas::base::place::Bounds;
use sahel_atlas::model::Event;
use sahel_atlas::query::{Area, EventRef};
use sahel_atlas::session::{
    AreaTool, Command, FilterCommand, MapTarget, MapView, PanelCommand, SelectCommand, Session, ViewCommand,
};

const SIZE: (f32, f32) = (1000.0, 520.0);

fn apply(session: &mut Session, command: Command) {
    session.apply(command);
    session.refresh();
}

fn bounds(west: f64, south: f64, east: f64, north: f64) -> Bounds {
    Bounds {
        west,
        south,
        east,
        north,
    }
}

fn inside(session: &Session, area: &Area) -> Vec<EventRef> {
    let lies = |event: Event<'_>| event.circle().is_some_and(|(centre, _)| area.contains(centre));
    let events = session.result().events();
    events.filter(|(_, event)| lies(*event)).map(|(at, _)| at).collect()
}

#[test]
fn what_the_map_shows_goes_with_the_map_and_is_one_step_of_undo() {
    let mut session = bundled();
    let west = bounds(-6.0, 10.0, 0.0, 20.0);
    apply(&mut session, Command::View(ViewCommand::Framed(west)));
    assert_eq!(session.result().count(), 10, "nothing is asked yet");
    apply(&mut session, Command::View(ViewCommand::OnlyFrame(true)));
    let expected = inside(&bundled(), &Area::Frame(west)).len();
    assert!(expected > 0 && expected < 10);
    assert_eq!(session.result().count(), expected);
    let east = bounds(0.0, 10.0, 12.0, 20.0);
    apply(&mut session, Command::View(ViewCommand::Framed(east)));
    assert_eq!(session.filter().area, Some(Area::Frame(east)));
    assert_eq!(session.result().count(), inside(&bundled(), &Area::Frame(east)).len());
    apply(&mut session, Command::Undo);
    assert_eq!((session.filter().area.clone(), session.result().count()), (None, 10));
    apply(&mut session, Command::View(ViewCommand::Framed(west)));
    apply(&mut session, Command::Redo);
    assert_eq!(
        session.filter().area,
        Some(Area::Frame(west)),
        "of the map as it is now"
    );
    assert_eq!(session.result().count(), expected);
    apply(&mut session, Command::View(ViewCommand::OnlyFrame(false)));
    assert_eq!(session.result().count(), 10);
}

#[test]
fn events_of_a_shape_are_those_whose_place_lies_in_it() {
    let session = bundled();
    let at = |lon, lat| LonLat::new(lon, lat).unwrap();
    for area in [
        Area::Box(bounds(-6.0, 10.0, 1.0, 20.0)),
        Area::Polygon(vec![at(-6.0, 10.0), at(12.0, 10.0), at(12.0, 16.0)]),
        Area::Circle {
            centre: at(0.0, 16.0),
            radius_m: 250_000.0,
        },
        Area::Box(bounds(170.0, -10.0, -170.0, 10.0)),
    ] {
        assert_eq!(session.result().events_in(&area), inside(&session, &area), "{area:?}");
    }
}

#[test]
fn a_tool_and_the_ruler_are_never_both_in_hand_and_escape_puts_them_away() {
    let mut session = bundled();
    apply(&mut session, Command::Panel(PanelCommand::Measure(true)));
    apply(&mut session, Command::Panel(PanelCommand::Tool(Some(AreaTool::Lasso))));
    assert_eq!(
        (session.panels().measure, session.panels().tool),
        (false, Some(AreaTool::Lasso))
    );
    apply(&mut session, Command::Panel(PanelCommand::Escape));
    assert_eq!(session.panels().tool, None);
}

fn drag(harness: &mut Harness<'static, Window>, way: &[Pos2], modifiers: Modifiers) {
    let (from, to) = (way[0], way[way.len() - 1]);
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers,
    };
    harness.event(egui::Event::ModifiersChanged(modifiers));
    harness.event(egui::Event::PointerMoved(from));
    harness.step();
    harness.event(button(from, true));
    harness.step();
    for spot in way {
        harness.event(egui::Event::PointerMoved(*spot));
        harness.step();
    }
    harness.event(button(to, false));
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
}

fn take(harness: &mut Harness<'static, Window>, tool: AreaTool) {
    let session = &mut harness.state_mut().session;
    session.apply(Command::Panel(PanelCommand::Tool(Some(tool))));
    harness.run();
}

fn centre(harness: &Harness<'static, Window>) -> LonLat {
    harness.state().panel.scene().unwrap().frame.centre
}

#[test]
fn shift_and_drag_draws_a_box_and_does_not_move_the_map() {
    let mut harness = harness(bundled(), SIZE);
    let before = centre(&harness);
    let way = [pos2(300.0, 60.0), pos2(500.0, 300.0), pos2(700.0, 420.0)];
    drag(&mut harness, &way, Modifiers::SHIFT);
    assert_eq!(centre(&harness), before);
    let Some(Area::Box(drawn)) = harness.state().panel.picked().cloned() else {
        panic!("a box is drawn");
    };
    let count = harness.state().session.result().events_in(&Area::Box(drawn)).len();
    assert!(count > 0 && count < 10, "{count}");
    harness.get_by_label(&format!("Select these {count}")).click();
    harness.run();
    assert_eq!(harness.state().session.selection().keys.len(), count);
    assert!(harness.state().panel.picked().is_none(), "it is decided");
}

#[test]
fn a_lasso_filters_and_undo_brings_everything_back() {
    let mut harness = harness(bundled(), SIZE);
    take(&mut harness, AreaTool::Lasso);
    let way = [
        pos2(300.0, 80.0),
        pos2(700.0, 80.0),
        pos2(700.0, 300.0),
        pos2(500.0, 400.0),
        pos2(300.0, 300.0),
    ];
    drag(&mut harness, &way, Modifiers::NONE);
    assert!(matches!(harness.state().panel.picked(), Some(Area::Polygon(ring)) if ring.len() >= 4));
    harness.get_by_label("Filter to this area").click();
    harness.run();
    let session = &mut harness.state_mut().session;
    assert!(session.filter().area.is_some() && session.result().count() < 10);
    assert_eq!(session.panels().tool, None);
    apply(session, Command::Undo);
    assert_eq!(session.result().count(), 10);
}

#[test]
fn a_circle_says_its_radius_on_the_ground() {
    let mut harness = harness(bundled(), SIZE);
    take(&mut harness, AreaTool::Radius);
    drag(
        &mut harness,
        &[pos2(500.0, 250.0), pos2(560.0, 250.0), pos2(640.0, 250.0)],
        Modifiers::NONE,
    );
    let frame = harness.state().panel.scene().unwrap().frame;
    let corner = harness.state().panel.rect().unwrap().min;
    let at = |x: f32| frame.unproject(sahel_atlas::figure::Pt::new(x - corner.x, 250.0 - corner.y));
    let Some(Area::Circle { centre, radius_m }) = harness.state().panel.picked().cloned() else {
        panic!("a circle is drawn");
    };
    assert!(centre.distance_to(at(500.0)) < 10.0);
    assert!((radius_m - at(500.0).distance_to(at(640.0))).abs() < 10.0);
    // A new circle takes the place of the last, and a way out leaves nothing behind.
    assert!(harness.state_mut().panel.cancel_picking());
    harness.run();
    assert!(harness.query_by_label("Filter to this area").is_none());
}

#[test]
fn a_polygon_is_clicked_and_closed_by_enter() {
    let mut harness = harness(bundled(), SIZE);
    take(&mut harness, AreaTool::Polygon);
    for spot in [pos2(300.0, 80.0), pos2(700.0, 90.0), pos2(500.0, 400.0)] {
        click(&mut harness, spot, Modifiers::NONE);
    }
    assert!(harness.state().panel.picked().is_none());
    assert!(
        harness.state().session.selection().focus.is_none(),
        "a corner opens no incident"
    );
    harness.key_press(Key::Enter);
    harness.run();
    assert!(matches!(harness.state().panel.picked(), Some(Area::Polygon(ring)) if ring.len() == 3));
}

#[test]
fn only_what_the_map_shows_follows_once_the_map_rests() {
    let mut harness = harness(bundled(), SIZE);
    harness.get_by_label("Only what the map shows (F)").click();
    harness.run();
    assert_eq!(harness.state().session.result().count(), 10, "the map shows them all");
    let far = MapView {
        centre: LonLat::new(-3.0, 16.7).unwrap(),
        zoom: 8.0,
    };
    let session = &mut harness.state_mut().session;
    session.apply(Command::View(ViewCommand::Go(MapTarget::View(far))));
    harness.run();
    harness.run_steps(3);
    let shown = harness.state().session.framed().unwrap();
    let session = &harness.state().session;
    assert_eq!(session.filter().area, Some(Area::Frame(shown)));
    assert_eq!(session.result().count(), inside(&bundled(), &Area::Frame(shown)).len());
    assert!(session.result().count() < 10);
}

#[test]
fn a_selection_of_a_shape_is_a_step_of_undo() {
    let mut session = bundled();
    let found = session.result().events_in(&Area::Box(bounds(-6.0, 10.0, 1.0, 20.0)));
    apply(&mut session, Command::Select(SelectCommand::ReplaceBy(found.clone())));
    assert_eq!(session.selection().keys.len(), found.len());
    apply(&mut session, Command::Filter(FilterCommand::Clear));
    apply(&mut session, Command::Undo);
    assert!(session.selection().keys.is_empty());
}
