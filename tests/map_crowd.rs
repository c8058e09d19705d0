//! Places with hundreds of incidents at one coordinate, in every way of drawing many: each incident can be reached.
#![cfg(test)]

mod map_common;

use egui::{Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use map_common::window::{Window, click, harness};
use map_common::{event, scattered, session};
use sahel_atlas::base::LonLat;
use sahel_atlas::figure::crowd::Shown;
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::query::EventRef;
use sahel_atlas::session::{Command, MapMode, MapTarget, MapView, SelectCommand, SettingsCommand, ViewCommand};
use sahel_atlas::words::EN;

const SIZE: (f32, f32) = (1102.0, 494.0);
/// A place of its own, far from where the others are scattered.
const CROWDED: (f64, f64) = (20.0, 12.0);
/// Incidents there.
const THERE: u32 = 520;
const ELSEWHERE: u32 = 6_000;

/// The map over the crowded place, with all else elsewhere.
fn over_the_crowd(mode: MapMode, zoom: f64) -> Harness<'static, Window> {
    let there = (0..THERE).map(|n| event(10_000 + n, EventType::Civilians, Some(CROWDED), PlaceClass::P1));
    let mut harness = harness(session(scattered(ELSEWHERE, 4).into_iter().chain(there)), SIZE);
    let view = MapView {
        centre: LonLat::new(CROWDED.0, CROWDED.1).unwrap(),
        zoom,
    };
    let session = &mut harness.state_mut().session;
    session.apply(Command::Settings(SettingsCommand::MapMode(mode)));
    session.apply(Command::View(ViewCommand::Go(MapTarget::View(view))));
    harness.run();
    harness
}

fn middle(harness: &Harness<'static, Window>) -> Pos2 {
    harness.state().panel.rect().unwrap().center()
}

fn opened(harness: &mut Harness<'static, Window>) -> Vec<EventRef> {
    let pushed = std::mem::take(&mut harness.state_mut().pushed);
    let opened = pushed.into_iter().filter_map(|command| match command {
        Command::Select(SelectCommand::Open(at)) => Some(at),
        _ => None,
    });
    opened.collect()
}

#[test]
fn one_of_hundreds_at_one_coordinate_is_reached_in_two_clicks() {
    // Near, where nothing else is in view, and far, where everything is.
    for (mode, zoom, shown) in [
        (MapMode::Auto, 8.0, Shown::Events),
        (MapMode::Symbols, 8.0, Shown::Events),
        (MapMode::Symbols, 4.5, Shown::Spots),
        (MapMode::Clusters, 8.0, Shown::Clusters),
        (MapMode::Clusters, 4.5, Shown::Clusters),
    ] {
        let mut harness = over_the_crowd(mode, zoom);
        assert_eq!(harness.state().panel.shown(), shown, "{mode:?}");
        let spot = middle(&harness);
        click(&mut harness, spot, Modifiers::default());
        assert!(
            opened(&mut harness).is_empty(),
            "{mode:?} at {zoom}: a click among many never guesses"
        );
        let title = EN.incidents_here(THERE as usize);
        assert!(
            harness.query_all_by_label(&title).count() > 0,
            "{mode:?} at {zoom}: {title}"
        );
        let rows = harness.query_all_by_label_contains("Event 10").count();
        assert!(
            (5..40).contains(&rows),
            "{mode:?}: only the rows in sight are made: {rows}"
        );
        let row = harness.query_all_by_label_contains("Event 10").nth(2).unwrap();
        let (name, at) = (row.accesskit_node().label().unwrap_or_default(), row.rect().center());
        click(&mut harness, at, Modifiers::default());
        let [chosen] = opened(&mut harness)[..] else {
            panic!("{mode:?}: one click on a row opens one incident");
        };
        let result = harness.state().session.result();
        let event = result.event(chosen).unwrap();
        assert!(name.contains(&*EN.title(event)), "{mode:?}: {name}");
        assert!(harness.state().session.selection().popup_open);
    }
}

#[test]
fn the_list_of_a_crowded_place_holds_every_incident_of_it_and_no_other() {
    let mut harness = over_the_crowd(MapMode::Clusters, 8.0);
    let spot = middle(&harness);
    click(&mut harness, spot, Modifiers::default());
    let mut seen = std::collections::BTreeSet::new();
    let list = harness
        .query_all_by_label_contains("Event 10")
        .next()
        .unwrap()
        .rect()
        .center();
    harness.hover_at(list);
    for _ in 0..200 {
        let rows = harness.query_all_by_label_contains("Event 1");
        seen.extend(rows.filter_map(|row| row.accesskit_node().label()));
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -200.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::default(),
        });
        harness.run_steps(6);
    }
    assert_eq!(seen.len(), THERE as usize);
}

#[test]
fn hexagons_and_heat_over_one_coordinate_list_it_where_no_zoom_takes_it_apart() {
    for mode in [MapMode::Hexagons, MapMode::Heat] {
        let mut harness = over_the_crowd(mode, 8.0);
        let clicks = (1..=4).find(|_| {
            let spot = middle(&harness);
            click(&mut harness, spot, Modifiers::default());
            harness.run();
            harness.query_all_by_label(&EN.incidents_here(THERE as usize)).count() > 0
        });
        let clicks = clicks.unwrap_or_else(|| panic!("{mode:?}: never listed"));
        assert!(clicks <= 2, "{mode:?}: {clicks}");
    }
}

#[test]
fn what_the_window_leaves_out_is_not_in_the_list() {
    let mut harness = over_the_crowd(MapMode::Clusters, 8.0);
    let only = Command::Filter(sahel_atlas::session::FilterCommand::OnlyKind(EventType::Battles));
    harness.state_mut().session.apply(only);
    harness.run();
    let spot = middle(&harness);
    click(&mut harness, spot, Modifiers::default());
    assert!(harness.query_all_by_label_contains("Event 10").next().is_none());
    assert!(opened(&mut harness).is_empty());
}
