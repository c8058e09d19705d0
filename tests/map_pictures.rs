//! Pictures of the map for a person to look at:
//! `SAHEL_PICTURES=/some/folder cargo test --test map_pictures -- --ignored`; with `SAHEL_SAMPLES` also of imported data.
#![cfg(test)]

mod map_common;

use std::sync::Arc;

use egui::Modifiers;
use egui_kittest::Harness;
use map_common::window::{Window, bundled, click};
use sahel_atlas::base::{Lang, LonLat};
use sahel_atlas::figure::Pt;
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::session::{
    Command, MapTarget, MapView, PanelCommand, SelectCommand, Session, Settings, SettingsCommand, ViewCommand,
};
use sahel_atlas::tiles::BundledTiles;
use sahel_atlas::ui::theme;

/// Whoever looks: which data, where, how large.
struct Shot {
    name: &'static str,
    session: Session,
    size: (f32, f32),
    scale: f32,
    dark: bool,
    lang: Lang,
    then: fn(&mut Harness<'static, Window>),
}

fn shoot(folder: &std::path::Path, shot: Shot) {
    let state = egui_kittest::wgpu::create_render_state(
        egui_kittest::wgpu::default_wgpu_setup(),
        egui_wgpu::RendererOptions::PREDICTABLE,
    );
    walkers::install_renderer(Some(&state));
    let mut window = Window::new(shot.session);
    window
        .session
        .apply(Command::Settings(SettingsCommand::Lang(shot.lang)));
    window.tiles = Some(BundledTiles::new(shot.dark, || ()).unwrap());
    let theme = if shot.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    };
    let mut harness = Harness::builder()
        .with_size(egui::vec2(shot.size.0, shot.size.1))
        .with_theme(theme)
        .with_pixels_per_point(shot.scale)
        .with_max_steps(30)
        .renderer(egui_kittest::wgpu::WgpuTestRenderer::from_render_state(state))
        .with_context_setup(theme::install)
        .build_ui_state(|ui, window: &mut Window| window.show(ui), window);
    harness.run_ok();
    (shot.then)(&mut harness);
    for _ in 0..40 {
        harness.run_ok();
        let tiles = harness.state_mut().tiles.as_mut().unwrap();
        tiles.wait_complete(std::time::Duration::from_secs(5));
    }
    harness
        .render()
        .unwrap()
        .save(folder.join(shot.name).with_extension("png"))
        .unwrap();
}

/// Every type, size and sharpness of place on a grid; below, stacks of 2 to 6 and of 40.
fn sheet() -> Session {
    let mut events = Vec::new();
    let mut add = |kind, deaths, lon, lat, class, uncertain: bool| {
        let number = events.len() as u32 + 1;
        let mut event = map_common::event(number, kind, Some((lon, lat)), class);
        event.deaths = sahel_atlas::model::Deaths::exactly(deaths);
        if uncertain {
            event.span_kind = sahel_atlas::model::SpanKind::Uncertain;
            let day = event.span.unwrap().start();
            event.span = sahel_atlas::base::DaySpan::new(day, day.plus(9));
        }
        events.push(event);
    };
    for (row, kind) in EventType::ALL.into_iter().enumerate() {
        let lat = 18.0 - row as f64 * 0.6;
        for (column, class) in [PlaceClass::P1, PlaceClass::P2, PlaceClass::P3].into_iter().enumerate() {
            for (i, deaths) in [0, 5, 20, 80].into_iter().enumerate() {
                add(
                    kind,
                    deaths,
                    -2.5 + column as f64 * 3.4 + i as f64 * 0.8,
                    lat,
                    class,
                    false,
                );
            }
        }
        add(kind, 20, 8.0, lat, PlaceClass::P1, true);
        add(kind, 5, 8.5, lat, PlaceClass::P2, true);
    }
    for (i, count) in [2_u32, 3, 4, 5, 6, 40].into_iter().enumerate() {
        for n in 0..count {
            let kind = EventType::ALL[n as usize % 7];
            add(kind, n * 4, -2.0 + i as f64 * 1.1, 13.4, PlaceClass::P1, false);
        }
    }
    add(EventType::Civilians, 20, 6.0, 13.2, PlaceClass::P4, false);
    add(EventType::Battles, 3, 6.0, 13.2, PlaceClass::P4, false);
    let mut session = map_common::session(events);
    let day = sahel_atlas::base::Day::parse_iso("2023-10-02").unwrap();
    let span = sahel_atlas::base::DaySpan::day(day);
    session.apply(Command::Time(sahel_atlas::session::TimeCommand::Window(span)));
    session.refresh();
    session
}

fn go(harness: &mut Harness<'static, Window>, lon: f64, lat: f64, zoom: f64) {
    let centre = LonLat::new(lon, lat).unwrap();
    let view = MapView { centre, zoom };
    harness
        .state_mut()
        .session
        .apply(Command::View(ViewCommand::Go(MapTarget::View(view))));
    harness.run_ok();
}

fn nothing(_: &mut Harness<'static, Window>) {}

type Then = fn(&mut Harness<'static, Window>);

/// A light English and a dark French picture of 1102 × 494 points.
fn both(folder: &std::path::Path, names: [&'static str; 2], session: &dyn Fn() -> Session, then: Then) {
    for (name, (dark, lang)) in names.into_iter().zip([(false, Lang::En), (true, Lang::Fr)]) {
        let (size, scale) = ((1102.0, 494.0), 1.0);
        let session = session();
        shoot(
            folder,
            Shot {
                name,
                session,
                size,
                scale,
                dark,
                lang,
                then,
            },
        );
    }
}

/// The second incident selected, another one hovered, the legend folded.
fn closer(harness: &mut Harness<'static, Window>) {
    let result = harness.state().session.result();
    let chosen = result.events().find(|(_, event)| event.id() == "INC-01").unwrap().0;
    for command in [
        Command::Select(SelectCommand::Open(chosen)),
        Command::Panel(PanelCommand::Legend(false)),
    ] {
        harness.state_mut().session.apply(command);
    }
    harness.run_ok();
    let window = harness.state();
    let others = window.session.result().rows.iter().filter(|at| *at != chosen);
    let spot = others.skip(2).find_map(|at| window.panel.anchor(at));
    if let Some(spot) = spot {
        harness.hover_at(spot);
        harness.run_ok();
        harness.run_ok();
    }
}

/// A bubble near the middle of a dense part, clicked.
fn chooser(harness: &mut Harness<'static, Window>) {
    go(harness, -3.6, 14.4, 7.6);
    let scene = harness.state().panel.scene().unwrap();
    let near = |b: &&sahel_atlas::figure::Bubble| b.at.distance(Pt::new(600.0, 200.0)) < 120.0;
    let bubble = scene.bubbles.iter().find(near).unwrap().at;
    let spot = harness.state().panel.rect().unwrap().min + egui::vec2(bubble.x, bubble.y);
    click(harness, spot, Modifiers::NONE);
}

fn measuring(harness: &mut Harness<'static, Window>) {
    let measure = Command::Panel(PanelCommand::Measure(true));
    harness.state_mut().session.apply(measure);
    harness.run_ok();
    for spot in [egui::pos2(350.0, 140.0), egui::pos2(850.0, 350.0)] {
        click(harness, spot, Modifiers::NONE);
    }
}

#[test]
#[ignore = "writes pictures for a person to look at"]
fn pictures() {
    let Some(folder) = std::env::var_os("SAHEL_PICTURES").map(std::path::PathBuf::from) else {
        return;
    };
    both(&folder, ["first-light", "first-dark"], &bundled, nothing);
    both(&folder, ["close-light", "close-dark"], &bundled, closer);
    both(&folder, ["measure-light", "measure-dark"], &bundled, measuring);
    both(&folder, ["deep-light", "deep-dark"], &bundled, |harness| {
        go(harness, 4.5, 15.3, 10.5);
    });
    both(&folder, ["world-light", "world-dark"], &bundled, |harness| {
        go(harness, 2.0, 15.0, 3.2);
    });
    for (name, dark, lang, size, scale) in [
        ("sheet-light", false, Lang::En, (1366.0, 900.0), 1.0),
        ("sheet-dark", true, Lang::Fr, (1366.0, 900.0), 1.0),
        ("sheet-double", false, Lang::En, (1100.0, 700.0), 2.0),
    ] {
        let (session, then) = (sheet(), nothing);
        shoot(
            &folder,
            Shot {
                name,
                session,
                size,
                scale,
                dark,
                lang,
                then,
            },
        );
    }
    if let Some(samples) = std::env::var_os("SAHEL_SAMPLES").map(std::path::PathBuf::from) {
        let pulse = sahel_atlas::base::Pulse::new();
        let mali = sahel_atlas::read::open(&samples.join("ucdp/bsa_ged_Mali.csv"), &pulse).unwrap();
        let mali = Arc::new(mali.dataset);
        let session = || Session::new(Arc::clone(&mali), Settings::default());
        both(&folder, ["mali-light", "mali-dark"], &session, nothing);
        both(&folder, ["mali-near-light", "mali-near-dark"], &session, chooser);
    }
}
