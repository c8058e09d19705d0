//! The map's modes as pictures, and the basemap that is kept as a picture while the camera stands still.
//! `SAHEL_UPDATE_PICTURES=1` writes the pictures anew; look at them before they are kept.
#![cfg(test)]

mod map_common;

use std::time::Duration;

use egui::vec2;
use map_common::window::Window;
use map_common::{scattered, session};
use sahel_atlas::base::LonLat;
use sahel_atlas::figure::crowd::Shown;
use sahel_atlas::gpu::Offscreen;
use sahel_atlas::session::{Command, MapMode, MapTarget, MapView, PanelCommand, SettingsCommand, ViewCommand};
use sahel_atlas::tiles::BundledTiles;
use sahel_atlas::ui::theme;

const SIZE: egui::Vec2 = vec2(420.0, 300.0);
const LIMIT: Duration = Duration::from_secs(60);

fn offscreen(dark: bool) -> Option<Offscreen> {
    match Offscreen::new() {
        Ok(offscreen) => {
            let context = offscreen.context();
            theme::install(context);
            context.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
            Some(offscreen)
        }
        Err(error) if std::env::var_os("CI").is_none() => {
            println!("skipped: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn window(mode: MapMode, dark: bool, count: u32) -> Window {
    let mut window = Window::new(session(scattered(count, 55)));
    let view = MapView {
        centre: LonLat::new(1.0, 16.5).unwrap(),
        zoom: 4.2,
    };
    for command in [
        Command::Settings(SettingsCommand::MapMode(mode)),
        Command::Panel(PanelCommand::Legend(false)),
        Command::View(ViewCommand::Go(MapTarget::View(view))),
    ] {
        window.session.apply(command);
    }
    window.tiles = Some(BundledTiles::new(dark, || ()).unwrap());
    window
}

/// A picture of a window once its tiles are there and `settled` says so.
fn picture(
    offscreen: &mut Offscreen,
    window: &mut Window,
    settled: impl FnMut(&mut Window) -> bool,
) -> image::RgbaImage {
    picture_at(1.0, offscreen, window, settled)
}

/// The same on a screen of so many pixels to a point.
fn picture_at(
    scale: f32,
    offscreen: &mut Offscreen,
    window: &mut Window,
    mut settled: impl FnMut(&mut Window) -> bool,
) -> image::RgbaImage {
    let draw = |ui: &mut egui::Ui| {
        window.show(ui);
        let complete = window.tiles.as_ref().is_none_or(|tiles| tiles.pending() == 0);
        settled(window) && complete
    };
    offscreen.render(SIZE, scale, LIMIT, draw).unwrap()
}

/// Pixels that differ by more than a rounding.
fn different(a: &image::RgbaImage, b: &image::RgbaImage) -> usize {
    assert_eq!(a.dimensions(), b.dimensions());
    let far = |(a, b): (&image::Rgba<u8>, &image::Rgba<u8>)| a.0.iter().zip(b.0).any(|(x, y)| x.abs_diff(y) > 24);
    a.pixels().zip(b.pixels()).filter(|pair| far(*pair)).count()
}

#[test]
fn a_basemap_that_stands_still_looks_as_the_one_drawn_tile_by_tile() {
    for dark in [false, true] {
        let Some(mut offscreen) = offscreen(dark) else { return };
        let mut moving = window(MapMode::Clusters, dark, 900);
        let drawn = picture(&mut offscreen, &mut moving, |window| {
            let fresh = !window.panel.is_still();
            window.panel.forget_basemap();
            fresh
        });
        let mut still = window(MapMode::Clusters, dark, 900);
        let kept = picture(&mut offscreen, &mut still, |window| window.panel.is_still());
        assert_eq!(different(&drawn, &kept), 0, "dark: {dark}");
        // A camera that moves draws tiles again, and another picture is taken where it comes to rest.
        still
            .session
            .apply(Command::View(ViewCommand::Go(MapTarget::PanBy(0.3, 0.0))));
        let moved = picture(&mut offscreen, &mut still, |window| window.panel.is_still());
        assert!(different(&moved, &kept) > 5_000);
    }
}

#[test]
fn a_window_moved_to_a_screen_of_another_scale_looks_as_one_opened_there() {
    let (Some(mut here), Some(mut there)) = (offscreen(false), offscreen(false)) else {
        return;
    };
    let mut moved = window(MapMode::Clusters, false, 900);
    for scale in [1.0, 2.0, 1.25, 1.0] {
        let seen = picture_at(scale, &mut here, &mut moved, |window| window.panel.is_still());
        let mut opened = window(MapMode::Clusters, false, 900);
        let fresh = picture_at(scale, &mut there, &mut opened, |window| window.panel.is_still());
        assert_eq!(different(&seen, &fresh), 0, "{scale} pixels to a point");
    }
}

#[test]
fn the_modes_look_as_they_did() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for dark in [false, true] {
        let Some(mut offscreen) = offscreen(dark) else { return };
        for (mode, shown, name) in [
            (MapMode::Symbols, Shown::Spots, "symbols"),
            (MapMode::Clusters, Shown::Clusters, "clusters"),
            (MapMode::Hexagons, Shown::Hexagons, "hexagons"),
        ] {
            let mut window = window(mode, dark, 6_000);
            let found = picture(&mut offscreen, &mut window, |window| window.panel.is_still());
            assert_eq!(window.panel.shown(), shown);
            let file = folder.join(format!("map_{name}_{}.png", if dark { "dark" } else { "light" }));
            if std::env::var_os("SAHEL_UPDATE_PICTURES").is_some() {
                found.save(&file).unwrap();
                continue;
            }
            let known = image::open(&file).unwrap().to_rgba8();
            let pixels = different(&found, &known);
            // Adapters differ at the edges of shapes; a missing symbol is more than this.
            assert!(pixels < 400, "{name}, dark: {dark}: {pixels} pixels differ");
        }
    }
}
