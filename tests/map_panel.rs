//! The map panel by what it shows and pushes.
#![cfg(test)]

mod map_common;

use map_common::window::{Window, bundled, click, harness};
use map_common::{scattered, session};

use egui::{Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::{Lang, LonLat};
use sahel_atlas::figure::{MapFrame, Pt};
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::query::EventRef;
use sahel_atlas::session::{
    Command, MapMode, MapTarget, MapView, PanelCommand, SelectCommand, SettingsCommand, ViewCommand,
};
use sahel_atlas::ui::theme;
use sahel_atlas::words::{EN, FR};

/// Commands since the last call.
fn pushed(harness: &mut Harness<'static, Window>) -> Vec<Command> {
    std::mem::take(&mut harness.state_mut().pushed)
}

fn selects(harness: &mut Harness<'static, Window>) -> Vec<SelectCommand> {
    let selects = pushed(harness).into_iter().filter_map(|command| match command {
        Command::Select(select) => Some(select),
        _ => None,
    });
    selects
        .filter(|select| !matches!(select, SelectCommand::Hover(_)))
        .collect()
}

fn frame(harness: &Harness<'static, Window>) -> MapFrame {
    harness.state().panel.scene().unwrap().frame
}

fn at(harness: &Harness<'static, Window>, id: &str) -> EventRef {
    let result = harness.state().session.result();
    let found = result.events().find(|(_, event)| event.id() == id);
    found.unwrap().0
}

fn anchor(harness: &Harness<'static, Window>, id: &str) -> Pos2 {
    harness.state().panel.anchor(at(harness, id)).unwrap()
}

fn set_lang(harness: &mut Harness<'static, Window>, lang: Lang) {
    let session = &mut harness.state_mut().session;
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    harness.run();
    pushed(harness);
}

const SIZE: (f32, f32) = (1000.0, 520.0);

#[test]
fn buttons_have_names_in_both_languages_and_move_the_map() {
    let mut harness = harness(bundled(), SIZE);
    for (lang, zoom_in, zoom_out, fit) in [
        (Lang::En, "Zoom in", "Zoom out", "Show all incidents"),
        (Lang::Fr, "Agrandir", "Réduire", "Montrer tous les incidents"),
    ] {
        set_lang(&mut harness, lang);
        let before = frame(&harness);
        harness.get_by_label(zoom_in).click();
        harness.run();
        assert!((frame(&harness).zoom - before.zoom - 1.0).abs() < 1e-9);
        assert!(frame(&harness).centre.distance_to(before.centre) < 1.0);
        harness.get_by_label(zoom_out).click();
        harness.get_by_label(zoom_out).click();
        harness.run();
        harness.get_by_label(fit).click();
        harness.run();
        assert!((frame(&harness).zoom - before.zoom).abs() < 1e-9);
    }
}

#[test]
fn the_first_view_shows_every_incident_clear_of_the_boxes() {
    for size in [(1102.0, 494.0), (1000.0, 520.0), (2200.0, 1100.0)] {
        let harness = harness(bundled(), size);
        let counts = harness.state().panel.counts();
        assert_eq!((counts.in_frame, counts.outside), (10, 0), "{size:?}");
        let scene = harness.state().panel.scene().unwrap();
        let bottom = scene.frame.size.1 - 60.0;
        for mark in scene.all_marks() {
            assert!(mark.at.x > 230.0 && mark.at.y > 20.0 && mark.at.y < bottom, "{mark:?}");
        }
    }
}

#[test]
fn the_session_knows_the_view_and_the_panel_comes_to_rest() {
    let mut harness = harness(bundled(), SIZE);
    let view = harness.state().session.map_view().unwrap();
    assert_eq!((view.centre, view.zoom), (frame(&harness).centre, frame(&harness).zoom));
    pushed(&mut harness);
    harness.run_steps(3);
    assert!(pushed(&mut harness).is_empty(), "a map at rest says nothing");
    let delay = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(
        delay > std::time::Duration::from_secs(60),
        "a map at rest asks for no frame: {delay:?}"
    );
}

#[test]
fn a_move_is_made_once() {
    let mut harness = harness(bundled(), SIZE);
    let niamey = LonLat::new(2.1, 13.5).unwrap();
    let view = MapView {
        centre: niamey,
        zoom: 9.4,
    };
    harness
        .state_mut()
        .session
        .apply(Command::View(ViewCommand::Go(MapTarget::View(view))));
    harness.run();
    assert!((frame(&harness).zoom - 9.4).abs() < 1e-9);
    assert!(harness.query_by_label_contains("Generalised basemap").is_some());
    drag(&mut harness, egui::pos2(500.0, 260.0), egui::pos2(560.0, 240.0));
    harness.run();
    assert!(
        frame(&harness).centre.distance_to(niamey) > 1_000.0,
        "the drag is not undone"
    );
}

#[test]
fn a_click_on_hexagons_and_on_heat_comes_closer_to_what_is_counted_there() {
    for mode in [MapMode::Hexagons, MapMode::Heat] {
        let mut harness = harness(session(scattered(3_000, 9)), SIZE);
        harness
            .state_mut()
            .session
            .apply(Command::Settings(SettingsCommand::MapMode(mode)));
        harness.run();
        let panel = &harness.state().panel;
        let (grid, sums) = panel.crowd().last_hexagons().unwrap();
        let cells = grid.in_frame(&frame(&harness));
        let (cell, middle, _) = cells.max_by_key(|(cell, ..)| sums.events[*cell]).unwrap();
        let busy: Vec<LonLat> = grid
            .places(cell)
            .filter(|place| panel.crowd().counts().visible(*place) > 0)
            .map(|place| panel.crowd().set().lonlat[place as usize])
            .collect();
        let spot = panel.rect().unwrap().min + egui::vec2(middle.x, middle.y);
        pushed(&mut harness);
        click(&mut harness, spot, Modifiers::default());
        let bounds = pushed(&mut harness).into_iter().find_map(|command| match command {
            Command::View(ViewCommand::Go(MapTarget::Bounds(bounds))) => Some(bounds),
            _ => None,
        });
        let bounds = bounds.unwrap_or_else(|| panic!("{mode:?}: nothing was come closer to"));
        let west = busy.iter().map(|at| at.lon()).fold(f64::INFINITY, f64::min);
        let north = busy.iter().map(|at| at.lat()).fold(-90.0, f64::max);
        assert_eq!((bounds.west, bounds.north), (west, north), "{mode:?}");
    }
}

fn drag(harness: &mut Harness<'static, Window>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.step();
    for part in 1..=4_u8 {
        harness.hover_at(from + (to - from) * f32::from(part) / 4.0);
        harness.step();
    }
    harness.drop_at(to);
    harness.run();
}

#[test]
fn what_is_dragged_follows_the_pointer_and_stays_where_it_is_released() {
    let mut harness = harness(bundled(), SIZE);
    let from = egui::pos2(500.0, 260.0);
    let held = harness.state().panel.rect().unwrap().min;
    let before = frame(&harness);
    let place = before.unproject(Pt::new(from.x - held.x, from.y - held.y));
    let to = egui::pos2(620.0, 300.0);
    drag(&mut harness, from, to);
    let there = frame(&harness).project(place);
    assert!(there.distance(Pt::new(to.x - held.x, to.y - held.y)) < 1.0, "{there:?}");
}

fn at_frame_time(step_dt: f32) -> Harness<'static, Window> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(SIZE.0, SIZE.1))
        .with_max_steps(200)
        .with_step_dt(step_dt)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, window: &mut Window| window.show(ui), Window::new(bundled()));
    harness.run();
    harness
}

/// Turns the wheel by three clicks at a frame time; gives the zoom gained and how far the held place moved.
fn wheel(step_dt: f32) -> (f64, f64) {
    let mut harness = at_frame_time(step_dt);
    let spot = egui::pos2(700.0, 120.0);
    harness.hover_at(spot);
    harness.run();
    let before = frame(&harness);
    let origin = harness.state().panel.rect().unwrap().min;
    let inside = Pt::new(spot.x - origin.x, spot.y - origin.y);
    let held = before.unproject(inside);
    for _ in 0..3 {
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, 1.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }
    let after = frame(&harness);
    (after.zoom - before.zoom, after.unproject(inside).distance_to(held))
}

#[test]
fn the_wheel_zooms_at_the_pointer_by_the_same_amount_at_every_frame_rate() {
    let (slow, fast) = (wheel(1.0 / 10.0), wheel(1.0 / 120.0));
    assert!(slow.0 > 0.6, "{slow:?}");
    assert!((slow.0 - fast.0).abs() < 0.02, "{slow:?} {fast:?}");
    assert!(slow.1 < 50.0 && fast.1 < 50.0, "metres: {slow:?} {fast:?}");
}

#[test]
fn a_click_opens_ctrl_adds_and_empty_ground_closes() {
    let mut harness = harness(bundled(), SIZE);
    let (one, two) = (at(&harness, "INC-01"), at(&harness, "INC-05"));
    let spot = anchor(&harness, "INC-01");
    click(&mut harness, spot, Modifiers::NONE);
    assert_eq!(selects(&mut harness), [SelectCommand::Open(one)]);
    let spot = anchor(&harness, "INC-05");
    click(&mut harness, spot, Modifiers::COMMAND);
    assert_eq!(selects(&mut harness), [SelectCommand::Toggle(two)]);
    assert_eq!(harness.state().session.selection().keys.len(), 2);
    let spot = anchor(&harness, "INC-01");
    click(&mut harness, spot, Modifiers::NONE);
    selects(&mut harness);
    click(&mut harness, egui::pos2(880.0, 60.0), Modifiers::NONE);
    assert_eq!(selects(&mut harness), [SelectCommand::ClosePopup]);
}

#[test]
fn a_click_on_several_lists_all_of_them_and_takes_the_chosen() {
    let here = Some((1.0, 15.0));
    let mut events: Vec<_> = (1..=7)
        .map(|n| map_common::event(n, EventType::Battles, here, PlaceClass::P1))
        .collect();
    events.push(map_common::event(
        8,
        EventType::Riots,
        Some((3.0, 16.0)),
        PlaceClass::P1,
    ));
    let mut harness = harness(map_common::session(events), SIZE);
    set_lang(&mut harness, Lang::Fr);
    let spot = anchor(&harness, "E000001");
    click(&mut harness, spot, Modifiers::NONE);
    assert!(selects(&mut harness).is_empty(), "nothing is guessed");
    assert!(harness.query_all_by_label("7 incidents ici").count() > 0);
    harness.get_by_label_contains("Événement 3").click();
    harness.run();
    let third = at(&harness, "E000003");
    assert_eq!(selects(&mut harness), [SelectCommand::Open(third)]);
    assert_eq!(
        harness.query_all_by_label("7 incidents ici").count(),
        0,
        "the list is gone"
    );
}

#[test]
fn hovering_is_told_after_a_rest_and_taken_back() {
    let mut harness = harness(bundled(), SIZE);
    let one = at(&harness, "INC-01");
    harness.hover_at(anchor(&harness, "INC-01"));
    harness.run();
    assert_eq!(harness.state().session.hovered(), Some(one));
    let around = harness.state().panel.cursor().unwrap();
    let event = harness.state().session.result().event(one).unwrap().point().unwrap();
    assert!(around.distance_to(event) < 2_000.0);
    harness.hover_at(egui::pos2(880.0, 60.0));
    harness.run();
    assert_eq!(harness.state().session.hovered(), None);
    // A list that hovers is left alone by a pointer that is not on the map.
    harness
        .state_mut()
        .session
        .apply(Command::Select(SelectCommand::Hover(Some(one))));
    harness.run_steps(3);
    assert_eq!(harness.state().session.hovered(), Some(one));
}

#[test]
fn the_legend_counts_filters_and_folds() {
    let mut harness = harness(bundled(), SIZE);
    harness.get_by_label("Battles, 8 incidents").click();
    harness.run();
    assert_eq!(harness.state().session.result().count(), 8);
    assert!(
        harness
            .query_by_label("Violence against civilians, 0 incidents")
            .is_some()
    );
    set_lang(&mut harness, Lang::Fr);
    harness.get_by_label("Combats, 8 incidents").click();
    harness.run();
    assert_eq!(harness.state().session.result().count(), 10);
    harness.get_by_label("Replier la légende").click();
    harness.run();
    assert!(harness.query_by_label("Combats, 8 incidents").is_none());
    harness.get_by_label("Montrer la légende").click();
    harness.run();
    assert!(harness.query_by_label("Combats, 8 incidents").is_some());
}

#[test]
fn the_boxes_take_the_pointer() {
    let mut harness = harness(bundled(), SIZE);
    let before = frame(&harness);
    let legend = harness.get_by_label("Reported deaths (lowest figure)").rect().center();
    drag(&mut harness, legend, legend + egui::vec2(60.0, -30.0));
    assert_eq!(frame(&harness), before, "dragging on the legend pans nothing");
    assert!(harness.state().panel.cursor().is_none());
}

#[test]
fn attribution_and_disclaimer_are_always_there() {
    let mut harness = harness(bundled(), (480.0, 360.0));
    for (lang, text) in [
        (Lang::En, "Boundaries are not authoritative"),
        (Lang::Fr, "Les limites ne font pas autorité"),
    ] {
        set_lang(&mut harness, lang);
        assert!(harness.query_by_label_contains(text).is_some());
        assert!(harness.query_by_label_contains("GeoNames CC BY 4.0").is_some());
        assert!(harness.query_all_by_label_contains("UCDP").count() > 0);
    }
}

#[test]
fn the_notes_take_one_line_and_a_button_opens_all_of_them() {
    for (lang, words) in [(Lang::En, &EN), (Lang::Fr, &FR)] {
        for size in [SIZE, (702.0, 200.0), (300.0, 120.0)] {
            let mut harness = harness(bundled(), size);
            set_lang(&mut harness, lang);
            let line = harness.get_by_label_contains("GeoNames CC BY 4.0").rect();
            assert!(line.height() < 22.0, "{size:?}: {line:?}");
            assert!(line.right() <= size.0 && line.left() >= 0.0, "{size:?}: {line:?}");
            assert!(harness.query_by_label(words.mapping.attribution).is_none());
            harness.get_by_label(words.mapping.whole_notes).click();
            harness.run();
            assert!(harness.query_by_label(words.mapping.attribution).is_some());
            let datasets = harness.state().session.datasets().to_vec();
            for dataset in datasets {
                let text = dataset.card().attribution.get(lang);
                assert!(text.is_empty() || harness.query_by_label(text).is_some(), "{text}");
            }
        }
    }
}

#[test]
fn measuring_takes_clicks_and_picks_nothing() {
    let mut harness = harness(bundled(), SIZE);
    harness
        .state_mut()
        .session
        .apply(Command::Panel(PanelCommand::Measure(true)));
    harness.run();
    let spot = anchor(&harness, "INC-01");
    click(&mut harness, spot, Modifiers::NONE);
    click(&mut harness, spot - egui::vec2(120.0, 40.0), Modifiers::NONE);
    assert!(selects(&mut harness).is_empty());
    harness.state_mut().session.apply(Command::Panel(PanelCommand::Escape));
    harness.run();
    click(&mut harness, spot, Modifiers::NONE);
    assert_eq!(selects(&mut harness).len(), 1);
}

#[test]
fn arrows_pan_while_nothing_else_has_the_keyboard() {
    let mut harness = harness(bundled(), SIZE);
    let before = frame(&harness);
    harness.key_press(egui::Key::ArrowRight);
    harness.run();
    let after = frame(&harness);
    let moved = before.project(after.centre);
    assert!((moved.x - before.size.0 / 2.0 - 80.0).abs() < 0.5, "{moved:?}");
    assert!((moved.y - before.size.1 / 2.0).abs() < 0.5);
}

#[test]
fn a_double_click_on_empty_ground_zooms_in() {
    let mut harness = at_frame_time(1.0 / 60.0);
    let before = frame(&harness);
    let spot = egui::pos2(880.0, 90.0);
    harness.hover_at(spot);
    harness.run();
    for pressed in [true, false, true, false] {
        harness.event(egui::Event::PointerButton {
            pos: spot,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    assert!((frame(&harness).zoom - before.zoom - 1.0).abs() < 1e-6);
}

#[test]
fn an_event_of_an_area_is_brought_into_view_by_its_tag() {
    let mut harness = harness(bundled(), SIZE);
    let view = MapView {
        centre: LonLat::new(0.8, 13.2).unwrap(),
        zoom: 9.5,
    };
    harness
        .state_mut()
        .session
        .apply(Command::View(ViewCommand::Go(MapTarget::View(view))));
    harness.run();
    let area = at(&harness, "INC-10");
    harness
        .state_mut()
        .session
        .apply(Command::Select(SelectCommand::Open(area)));
    harness.run();
    assert!(harness.state().panel.anchor(area).is_some(), "the tag is in the frame");
}
