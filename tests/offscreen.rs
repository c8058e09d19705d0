//! Pictures without a window, on whatever adapter this machine has, and on OpenGL where it has that too.
//! Without any adapter these tests say so and pass; under continuous integration they fail.

#![cfg(test)]

use std::time::Duration;

use sahel_atlas::gpu::{Offscreen, OffscreenError};
use sahel_atlas::tiles::BundledTiles;
use walkers::{Map, MapMemory};

const LIMIT: Duration = Duration::from_secs(60);

fn offscreen() -> Option<Offscreen> {
    match Offscreen::new() {
        Ok(offscreen) => {
            println!("adapter: {}", offscreen.adapter_name());
            Some(offscreen)
        }
        Err(error) if std::env::var_os("CI").is_none() => {
            println!("skipped: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn points_become_pixels_where_they_should() {
    let Some(mut offscreen) = offscreen() else { return };
    let red = egui::Color32::RED;
    // 101 pixels across: rows of a copy are padded, and the padding must not show.
    let picture = offscreen.render(egui::vec2(50.5, 30.0), 2.0, LIMIT, |ui| {
        let all = ui.ctx().content_rect();
        ui.painter().rect_filled(all, 0.0, egui::Color32::WHITE);
        let left = all.with_max_x(10.0);
        ui.painter().rect_filled(left, 0.0, red);
        true
    });
    let picture = picture.unwrap();
    assert_eq!(picture.dimensions(), (101, 60));
    for y in [0, 30, 59] {
        assert_eq!(picture.get_pixel(0, y).0, [255, 0, 0, 255]);
        assert_eq!(picture.get_pixel(19, y).0, [255, 0, 0, 255]);
        assert_eq!(picture.get_pixel(20, y).0, [255, 255, 255, 255]);
        assert_eq!(picture.get_pixel(100, y).0, [255, 255, 255, 255]);
    }
}

#[test]
fn frames_run_until_the_picture_is_complete_and_no_longer() {
    let Some(mut offscreen) = offscreen() else { return };
    let mut frames = 0;
    let done = offscreen.render(egui::vec2(8.0, 8.0), 1.0, LIMIT, |_| {
        frames += 1;
        frames >= 7
    });
    assert!(done.is_ok());
    assert_eq!(frames, 7);
    let never = offscreen.render(egui::vec2(8.0, 8.0), 1.0, Duration::from_millis(20), |_| false);
    assert!(matches!(never, Err(OffscreenError::NeverComplete(_))));
}

#[test]
fn a_picture_without_pixels_or_with_too_many_is_refused() {
    let Some(mut offscreen) = offscreen() else { return };
    for size in [
        egui::vec2(0.0, 10.0),
        egui::vec2(20_000.0, 10.0),
        egui::vec2(f32::NAN, 1.0),
    ] {
        let found = offscreen.render(size, 1.0, LIMIT, |_| true);
        assert!(matches!(found, Err(OffscreenError::Size { .. })), "{size:?}");
    }
}

#[test]
fn the_bundled_map_is_drawn_whole() {
    let Some(mut offscreen) = offscreen() else { return };
    let mut tiles = BundledTiles::new(false, || ()).unwrap();
    let mut memory = MapMemory::default();
    memory.set_zoom(5.0).unwrap();
    let picture = offscreen.render(egui::vec2(400.0, 300.0), 1.0, LIMIT, |ui| {
        let map = Map::new(Some(&mut tiles), &mut memory, walkers::lon_lat(1.0, 15.0));
        ui.add(map);
        tiles.pending() == 0
    });
    let picture = picture.unwrap();
    // Land of the three countries, as the light style has it, covers most of this frame.
    let land = picture.pixels().filter(|p| p.0 == [0xF6, 0xF1, 0xE7, 255]).count();
    assert!(land > 400 * 300 / 3, "{land} pixels of land");
}

/// The other backend: the same tests in a process of their own, because the choice is made by a variable.
#[test]
fn opengl_draws_the_same() {
    if std::env::var_os("WGPU_BACKEND").is_some() {
        return;
    }
    let this = std::env::current_exe().unwrap();
    let run = |test: &str| {
        let mut command = std::process::Command::new(&this);
        command.env("WGPU_BACKEND", "gl").env_remove("CI");
        command.args(["--exact", test, "--nocapture"]).output().unwrap()
    };
    for test in [
        "points_become_pixels_where_they_should",
        "the_bundled_map_is_drawn_whole",
    ] {
        let output = run(test);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{test}:\n{text}");
        println!(
            "{test}: {}",
            text.lines().find(|l| l.contains("adapter")).unwrap_or("no OpenGL")
        );
    }
}
