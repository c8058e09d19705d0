//! The map panel by what it shows and pushes.

mod map_common;

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::Lang;
use sahel_atlas::session::{Command, Session, Settings, SettingsCommand};
use sahel_atlas::tiles::BundledTiles;
use sahel_atlas::ui::map::MapPanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};

/// A window that holds nothing but the map.
struct Window {
    session: Session,
    panel: MapPanel,
    tiles: Option<BundledTiles>,
    pushed: Vec<Command>,
}

impl Window {
    fn new(session: Session) -> Self {
        Self {
            session,
            panel: MapPanel::default(),
            tiles: None,
            pushed: Vec::new(),
        }
    }

    fn show(&mut self, ui: &mut egui::Ui) {
        let commands = Commands::default();
        let theme = Theme::of(ui.ctx());
        let cx = UiCx::new(&self.session, &theme, &commands);
        if let Some(tiles) = &mut self.tiles {
            tiles.set_dark(theme.dark);
        }
        let tiles = self.tiles.as_mut().map(|tiles| tiles as &mut dyn walkers::Tiles);
        self.panel.show(ui, &cx, tiles);
        for command in commands.take() {
            self.session.apply(command.clone());
            self.pushed.push(command);
        }
        if self.session.refresh() {
            ui.request_repaint();
        }
    }
}

fn bundled() -> Session {
    Session::new(Arc::new(sahel_atlas::read::bundled().unwrap()), Settings::default())
}

fn harness(session: Session, size: (f32, f32)) -> Harness<'static, Window> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(size.0, size.1))
        .with_max_steps(12)
        .build_ui_state(|ui, window: &mut Window| window.show(ui), Window::new(session));
    theme::install(&harness.ctx);
    harness.run();
    harness
}

/// Whoever looks: which data, where, how large.
struct Shot {
    name: &'static str,
    session: Session,
    size: (f32, f32),
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

fn nothing(_: &mut Harness<'static, Window>) {}

/// Pictures for a person to look at: `SAHEL_PICTURES=/some/folder cargo test --test map_panel pictures -- --ignored`.
#[test]
#[ignore = "writes pictures for a person to look at"]
fn pictures() {
    let Some(folder) = std::env::var_os("SAHEL_PICTURES").map(std::path::PathBuf::from) else {
        return;
    };
    let shot = |name, dark, lang, size, then| {
        shoot(
            &folder,
            Shot {
                name,
                session: bundled(),
                size,
                dark,
                lang,
                then,
            },
        );
    };
    shot("first-light-en", false, Lang::En, (1102.0, 494.0), nothing);
    shot("first-dark-fr", true, Lang::Fr, (1102.0, 494.0), nothing);
    shot("small-light-fr", false, Lang::Fr, (720.0, 420.0), nothing);
    if let Some(samples) = std::env::var_os("SAHEL_SAMPLES").map(std::path::PathBuf::from) {
        let pulse = sahel_atlas::base::Pulse::new();
        let mali = sahel_atlas::read::open(&samples.join("ucdp/bsa_ged_Mali.csv"), &pulse).unwrap();
        let mali = Arc::new(mali.dataset);
        let session = || Session::new(Arc::clone(&mali), Settings::default());
        for (name, dark, lang) in [("mali-light-en", false, Lang::En), ("mali-dark-fr", true, Lang::Fr)] {
            let size = (1102.0, 494.0);
            shoot(
                &folder,
                Shot {
                    name,
                    session: session(),
                    size,
                    dark,
                    lang,
                    then: nothing,
                },
            );
        }
    }
}
