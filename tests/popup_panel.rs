//! Popup and dossier by label, in both languages.

mod common;

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::Lang;
use sahel_atlas::session::{
    Command, DossierTab, PanelCommand, Request, SelectCommand, Session, Settings, SettingsCommand,
};
use sahel_atlas::ui::dossier::DossierPanel;
use sahel_atlas::ui::popup::PopupPanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};

/// A window with a map and nothing else.
struct Stage {
    session: Session,
    popup: PopupPanel,
    dossier: DossierPanel,
    anchor: Option<Pos2>,
    requests: Vec<Request>,
    ready: bool,
}

impl Stage {
    fn new(id: &str, lang: Lang) -> Self {
        let data = common::bundled();
        let row = data.find(id).unwrap();
        let mut session = Session::new(data, Settings::default());
        session.apply(Command::Settings(SettingsCommand::Lang(lang)));
        let at = sahel_atlas::query::EventRef { dataset: 0, row };
        session.apply(Command::Select(SelectCommand::Open(at)));
        Self {
            session,
            popup: PopupPanel::default(),
            dossier: DossierPanel::default(),
            anchor: Some(pos2(720.0, 260.0)),
            requests: Vec::new(),
            ready: false,
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        if !self.ready {
            theme::install(ui.ctx());
            self.ready = true;
            return;
        }
        self.session.refresh();
        let theme = Theme::of(ui.ctx());
        let commands = Commands::default();
        let cx = UiCx::new(&self.session, &theme, &commands);
        let window = ui.ctx().content_rect();
        let map = if window.width() < 1024.0 {
            window
        } else {
            Rect::from_min_max(pos2(264.0, 40.0), pos2(window.right(), window.bottom() - 156.0))
        };
        ui.painter().rect_filled(map, 0.0, theme.palette.land);
        if let Some(at) = self.anchor {
            sahel_atlas::ui::symbol::paint(ui.painter(), at, sahel_atlas::model::EventType::Battles, 18.0, &theme);
        }
        self.popup.show(ui, &cx, self.anchor, map);
        if self.session.panels().dossier.is_some() {
            egui::Panel::right("dossier")
                .exact_size(400.0)
                .frame(egui::Frame::new().fill(theme.palette.panel))
                .show(ui, |ui| self.dossier.show(ui, &cx));
        }
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

fn harness(stage: Stage, size: Vec2, dark: bool) -> Harness<'static, Stage> {
    let theme = if dark { egui::Theme::Dark } else { egui::Theme::Light };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(12)
        .wgpu()
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness
}

/// The question before a link, as the dossier asks it.
fn asks_about_link(harness: &mut Harness<'static, Stage>) {
    let link = harness.get_by_label("https://en.wikipedia.org/wiki/Tabatol_attack");
    link.scroll_to_me();
    harness.run();
    harness
        .get_by_label("https://en.wikipedia.org/wiki/Tabatol_attack")
        .click();
    harness.run();
}

/// Writes pictures for people to look at, where `POPUP_PICTURES` names a folder.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("POPUP_PICTURES") else {
        return;
    };
    for id in ["INC-01", "INC-04", "INC-05", "INC-06", "INC-10"] {
        for (lang, dark) in [(Lang::En, false), (Lang::Fr, true)] {
            let mut harness = harness(Stage::new(id, lang), vec2(1366.0, 690.0), dark);
            let picture = harness.render().unwrap();
            picture
                .save(format!("{folder}/popup-{id}-{}.png", lang.code()))
                .unwrap();
        }
    }
    for id in ["INC-01", "INC-04"] {
        for tab in DossierTab::ALL {
            for (lang, dark) in [(Lang::En, false), (Lang::Fr, true)] {
                let mut stage = Stage::new(id, lang);
                stage.session.apply(Command::Panel(PanelCommand::Dossier(Some(tab))));
                let mut harness = harness(stage, vec2(410.0, 690.0), dark);
                let picture = harness.render().unwrap();
                let name = format!("{folder}/dossier-{id}-{tab:?}-{}.png", lang.code());
                picture.save(name).unwrap();
            }
        }
    }
    for (lang, dark) in [(Lang::En, false), (Lang::Fr, true)] {
        let mut stage = Stage::new("INC-01", lang);
        stage
            .session
            .apply(Command::Panel(PanelCommand::Dossier(Some(DossierTab::Sources))));
        let mut harness = harness(stage, vec2(1024.0, 600.0), dark);
        asks_about_link(&mut harness);
        let picture = harness.render().unwrap();
        picture.save(format!("{folder}/link-{}.png", lang.code())).unwrap();
    }
}
