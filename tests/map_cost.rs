//! What a painted frame of the map costs, against an empty window of the same size. Prints, and judges nothing:
//! `cargo test --release --test map_cost -- --ignored --nocapture`.
#![cfg(test)]

mod map_common;

use std::time::Duration;

use egui::vec2;
use map_common::window::Window;
use map_common::{event, session};
use sahel_atlas::base::{Day, DaySpan, LonLat};
use sahel_atlas::gpu::Offscreen;
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::session::{Command, MapMode, MapTarget, MapView, Session, SettingsCommand, TimeCommand, ViewCommand};
use sahel_atlas::tiles::BundledTiles;
use sahel_atlas::ui::theme;

const SIZE: egui::Vec2 = vec2(1280.0, 800.0);

/// Events on so many places over half of Africa, three to a place.
fn many(places: u32) -> Session {
    let mut rng = fastrand::Rng::with_seed(u64::from(places));
    let at: Vec<(f64, f64)> = (0..places)
        .map(|_| (-15.0 + rng.f64() * 60.0, -25.0 + rng.f64() * 60.0))
        .collect();
    let first = Day::parse_iso("2000-01-01").unwrap();
    session((0..places * 3).map(|number| {
        let mut event = event(
            number,
            EventType::ALL[rng.usize(..7)],
            Some(at[(number % places) as usize]),
            PlaceClass::P1,
        );
        event.span = Some(DaySpan::day(first.plus(rng.i32(..8_000))));
        event
    }))
}

fn p50(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

#[test]
#[ignore = "measures; only means something when optimised and on a quiet machine"]
fn painted_frames() {
    let Ok(mut offscreen) = Offscreen::like_a_window() else {
        return;
    };
    println!("adapter: {}", offscreen.adapter_name());
    theme::install(offscreen.context());
    let mut empty = Vec::new();
    for _ in 0..30 {
        let frame = offscreen.time_frame(SIZE, 1.0, |ui| {
            egui::CentralPanel::default().show(ui, |_| ());
        });
        empty.push(frame.unwrap().painted);
    }
    let empty = p50(empty);
    println!("empty window {empty:.2} ms");
    for places in [36_000, 95_000] {
        for mode in [MapMode::Clusters, MapMode::Symbols, MapMode::Hexagons, MapMode::Heat] {
            for zoom in [3.7, 6.0] {
                let mut window = Window::new(many(places));
                let view = MapView {
                    centre: LonLat::new(12.0, 10.0).unwrap(),
                    zoom,
                };
                for command in [
                    Command::Settings(SettingsCommand::MapMode(mode)),
                    Command::View(ViewCommand::Go(MapTarget::View(view))),
                ] {
                    window.session.apply(command);
                }
                window.tiles = Some(BundledTiles::new(false, || ()).unwrap());
                let mut frame =
                    |window: &mut Window| offscreen.time_frame(SIZE, 1.0, |ui| window.show(ui)).unwrap().painted;
                let mut moving = Vec::new();
                for _ in 0..8 {
                    moving.push(frame(&mut window));
                    window.tiles.as_mut().unwrap().wait_complete(Duration::from_secs(20));
                }
                assert!(window.panel.is_still());
                let still = (0..20).map(|_| frame(&mut window)).collect();
                let start = window.session.extent().start();
                let mut query = Vec::new();
                let scrubbed = (0..20)
                    .map(|i| {
                        let span = DaySpan::inclusive(start.plus(i * 30), start.plus(i * 30 + 2_000));
                        window.session.apply(Command::Time(TimeCommand::Window(span)));
                        let began = std::time::Instant::now();
                        window.session.refresh();
                        query.push(began.elapsed());
                        frame(&mut window)
                    })
                    .collect();
                let (still, scrubbed) = (p50(still), p50(scrubbed));
                println!(
                    "{places} places, {mode:?}, zoom {zoom}: first {:.1} ms, still {still:.2} ms ({:.2} x empty), \
                     scrubbing {scrubbed:.2} ms ({:.2} x), its query {:.1} ms",
                    moving[0].as_secs_f64() * 1e3,
                    still / empty,
                    scrubbed / empty,
                    p50(query),
                );
            }
        }
    }
}
