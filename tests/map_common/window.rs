//! A window that holds nothing but the map.

use std::sync::Arc;

use egui::{Modifiers, Pos2};
use egui_kittest::Harness;
use sahel_atlas::session::{Command, Session, Settings};
use sahel_atlas::tiles::BundledTiles;
use sahel_atlas::ui::map::MapPanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};

/// A window that holds nothing but the map.
pub struct Window {
    pub session: Session,
    pub panel: MapPanel,
    pub tiles: Option<BundledTiles>,
    pub pushed: Vec<Command>,
}

impl Window {
    pub fn new(session: Session) -> Self {
        Self {
            session,
            panel: MapPanel::default(),
            tiles: None,
            pushed: Vec::new(),
        }
    }

    pub fn show(&mut self, ui: &mut egui::Ui) {
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

pub fn bundled() -> Session {
    Session::new(Arc::new(sahel_atlas::read::bundled().unwrap()), Settings::default())
}

pub fn harness(session: Session, size: (f32, f32)) -> Harness<'static, Window> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(size.0, size.1))
        .with_max_steps(12)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, window: &mut Window| window.show(ui), Window::new(session));
    harness.run();
    harness
}

/// Clicks, and waits until the next click is not the second of a double click.
pub fn click(harness: &mut Harness<'static, Window>, spot: Pos2, modifiers: Modifiers) {
    harness.hover_at(spot);
    harness.run();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        harness.event_modifiers(
            egui::Event::PointerButton {
                pos: spot,
                button,
                pressed,
                modifiers,
            },
            modifiers,
        );
    }
    harness.run();
    // The next click is never the second of a double click.
    harness.run_steps(4);
}
