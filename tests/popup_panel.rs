//! Popup and dossier by label, in both languages.
#![cfg(test)]

mod common;

use std::sync::Arc;

use egui::{Key, Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sahel_atlas::base::Lang;
use sahel_atlas::model::Dataset;
use sahel_atlas::query::EventRef;
use sahel_atlas::session::{
    Command, CopyKind, DossierTab, PanelCommand, Request, SelectCommand, Session, Settings, SettingsCommand,
};
use sahel_atlas::ui::dossier::DossierPanel;
use sahel_atlas::ui::link::LinkDialog;
use sahel_atlas::ui::popup::PopupPanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, symbol, theme};
use sahel_atlas::words::words;

const WIDE: Vec2 = vec2(1366.0, 690.0);

/// A window with a map and nothing else.
struct Stage {
    session: Session,
    popup: PopupPanel,
    dossier: DossierPanel,
    link: LinkDialog,
    anchor: Option<Pos2>,
    requests: Vec<Request>,
    ready: bool,
}

impl Stage {
    fn new(id: &str, lang: Lang) -> Self {
        Self::of(common::bundled(), id, lang)
    }

    fn of(data: Arc<Dataset>, id: &str, lang: Lang) -> Self {
        let row = data.find(id).unwrap();
        let mut session = Session::new(data, Settings::default());
        session.apply(Command::Settings(SettingsCommand::Lang(lang)));
        session.apply(Command::Select(SelectCommand::Open(EventRef { dataset: 0, row })));
        Self {
            session,
            popup: PopupPanel::default(),
            dossier: DossierPanel::default(),
            link: LinkDialog::default(),
            anchor: Some(pos2(720.0, 260.0)),
            requests: Vec::new(),
            ready: false,
        }
    }

    fn apply(&mut self, command: Command) {
        self.requests.extend(self.session.apply(command).requests);
    }

    fn focus(&self) -> &str {
        self.session.selection().focus.as_ref().map_or("", |key| &key.id)
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
        if let Some(event) = self.session.focused().and_then(|at| cx.result.event(at))
            && let Some(at) = self.anchor
        {
            symbol::paint(ui.painter(), at, event.kind(), 18.0, &theme);
        }
        self.popup.show(ui, &cx, self.anchor, map);
        if self.session.panels().dossier.is_some() {
            egui::Panel::right("dossier")
                .exact_size(400.0)
                .frame(egui::Frame::new().fill(theme.palette.panel))
                .show(ui, |ui| self.dossier.show(ui, &cx, &mut self.link));
        }
        self.link.show(ui, &cx);
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

type Window = Harness<'static, Stage>;

fn window(stage: Stage, size: Vec2, dark: bool) -> Window {
    let theme = if dark { egui::Theme::Dark } else { egui::Theme::Light };
    let mut window = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(12)
        .wgpu()
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    window.run();
    window
}

fn with_dossier(id: &str, lang: Lang, tab: DossierTab) -> Stage {
    let mut stage = Stage::new(id, lang);
    stage.apply(Command::Panel(PanelCommand::Dossier(Some(tab))));
    stage
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

const LANGS: [Lang; 2] = [Lang::En, Lang::Fr];

#[test]
fn the_popup_shows_who_says_what() {
    let lines = [
        [
            "29 or more · defence ministry\u{A0}[1][2][3]",
            "Attacked",
            "army of Niger",
        ],
        [
            "29 ou plus · ministère de la Défense\u{A0}[1][2][3]",
            "Visés",
            "armée du Niger",
        ],
    ];
    for (lang, lines) in LANGS.into_iter().zip(lines) {
        let window = window(Stage::new("INC-01", lang), WIDE, false);
        for line in lines {
            let spoken = line.replace('\u{A0}', " ");
            assert!(window.query_by_label(&spoken).is_some(), "{spoken}");
        }
        let w = words(lang);
        assert!(window.query_by_label(w.telling.full_record).is_some());
        assert!(window.query_by_label(&w.place_in_list(5, 10)).is_some());
    }
}

#[test]
fn arrows_walk_only_while_the_popup_has_the_focus() {
    let mut window = window(Stage::new("INC-01", Lang::En), WIDE, false);
    window.key_press(Key::ArrowRight);
    window.run();
    assert_eq!(window.state().focus(), "INC-01");
    window.state_mut().popup.take_focus();
    window.run();
    window.key_press(Key::ArrowRight);
    window.run();
    let next = window.state().focus().to_owned();
    assert_ne!(next, "INC-01");
    window.key_press(Key::ArrowLeft);
    window.run();
    assert_eq!(window.state().focus(), "INC-01");
}

#[test]
fn buttons_walk_and_close() {
    for lang in LANGS {
        let mut window = window(Stage::new("INC-01", lang), WIDE, false);
        let w = words(lang);
        click(&mut window, w.telling.previous);
        assert_ne!(window.state().focus(), "INC-01");
        click(&mut window, w.telling.next);
        assert_eq!(window.state().focus(), "INC-01");
        click(&mut window, w.common.close);
        assert!(!window.state().session.selection().popup_open);
        assert!(window.query_by_label(w.telling.full_record).is_none());
    }
}

#[test]
fn escape_closes_the_dossier_then_the_selection() {
    let stage = with_dossier("INC-01", Lang::En, DossierTab::Claims);
    let mut window = window(stage, WIDE, false);
    window.state_mut().apply(Command::Panel(PanelCommand::Escape));
    window.run();
    assert!(window.state().session.panels().dossier.is_none());
    assert_eq!(window.state().focus(), "INC-01");
    window.state_mut().apply(Command::Select(SelectCommand::OpenPopup));
    window.run();
    assert!(window.query_by_label("Full record").is_some());
    window.state_mut().apply(Command::Panel(PanelCommand::Escape));
    window.run();
    assert!(window.query_by_label("Full record").is_none());
}

#[test]
fn the_copy_menu_asks_for_what_it_names() {
    for lang in LANGS {
        let kinds: [fn(_) -> CopyKind; 5] = [
            CopyKind::Citation,
            CopyKind::Bibtex,
            CopyKind::Paragraph,
            CopyKind::Coordinates,
            CopyKind::Id,
        ];
        for (name, kind) in words(lang).telling.copies.into_iter().zip(kinds) {
            let mut window = window(Stage::new("INC-01", lang), WIDE, false);
            click(&mut window, words(lang).telling.copy_citation);
            click(&mut window, name);
            let key = window.state().session.selection().focus.clone().unwrap();
            assert_eq!(window.state().requests, [Request::Copy(kind(key))], "{name}");
        }
    }
}

#[test]
fn a_citation_number_leads_to_its_source() {
    let mut window = window(Stage::new("INC-01", Lang::En), WIDE, false);
    let listed = "UCDP GED 24.1, event 493328, coded from press reports: 53 dead (53–84), both sides";
    let button = format!("Source 6: {listed}");
    let popup = window.get_by_label("Full record").rect();
    assert!(
        window.get_by_label(listed).rect().top() > popup.top(),
        "below the visible part"
    );
    click(&mut window, &button);
    assert!(
        window.get_by_label(listed).rect().bottom() < popup.top(),
        "scrolled into view"
    );
}

#[test]
fn how_located_and_the_mark_open_their_tabs() {
    for lang in LANGS {
        let w = words(lang);
        let mut first = window(Stage::new("INC-01", lang), WIDE, false);
        click(&mut first, w.telling.how_located);
        let open = first.state().session.panels().dossier;
        assert_eq!(open, Some(DossierTab::PlaceAndDate));
        assert!(
            first.query_by_label(w.telling.full_record).is_none(),
            "the dossier replaces the popup"
        );

        let mut second = window(Stage::new("INC-01", lang), WIDE, false);
        let marks = second.query_all_by_label_contains("6 ");
        let head = marks
            .filter_map(|n| n.accesskit_node().label())
            .find(|l| l.contains(w.field(sahel_atlas::model::Field::Strength).to_lowercase().as_str()));
        click(&mut second, &head.expect("the mark in the head names the fields"));
        assert_eq!(second.state().session.panels().dossier, Some(DossierTab::Claims));
    }
}

#[test]
fn every_tab_opens_in_both_languages() {
    for lang in LANGS {
        let w = words(lang);
        let mut window = window(with_dossier("INC-01", lang, DossierTab::Account), WIDE, false);
        for (tab, name) in DossierTab::ALL.into_iter().zip(w.telling.tabs).rev() {
            click(&mut window, name);
            assert_eq!(window.state().session.panels().dossier, Some(tab));
        }
        click(&mut window, w.telling.tabs[1]);
        assert!(window.query_by_label(w.telling.policy_name).is_some());
        click(&mut window, w.telling.tabs[2]);
        assert!(window.query_by_label(w.telling.other_places).is_some());
    }
}

/// The question before a link, as the dossier asks it.
fn ask_about_link(window: &mut Window) {
    window.get_by_label(ADDRESS).scroll_to_me();
    window.run();
    click(window, ADDRESS);
}

const ADDRESS: &str = "https://en.wikipedia.org/wiki/Tabatol_attack";

#[test]
fn a_link_opens_only_after_the_question() {
    for lang in LANGS {
        let w = words(lang);
        let stage = with_dossier("INC-01", lang, DossierTab::Sources);
        let mut window = window(stage, WIDE, false);
        ask_about_link(&mut window);
        assert!(window.state().requests.is_empty(), "nothing before the answer");
        assert!(window.query_by_label(w.telling.link.not_sent).is_some());
        click(&mut window, w.common.cancel);
        assert!(!window.state().link.is_open());
        assert!(window.state().requests.is_empty());
        click(&mut window, ADDRESS);
        click(&mut window, w.telling.link.open);
        assert_eq!(window.state().requests, [Request::OpenLink(ADDRESS.to_owned())]);
    }
}

#[test]
fn escape_answers_the_question_with_no() {
    let stage = with_dossier("INC-01", Lang::En, DossierTab::Sources);
    let mut window = window(stage, WIDE, false);
    ask_about_link(&mut window);
    window.key_press(Key::Escape);
    window.run();
    assert!(!window.state().link.is_open());
    assert!(
        window.state().session.panels().dossier.is_some(),
        "only the question closes"
    );
    assert!(window.state().requests.is_empty());
}

#[test]
fn a_presentation_hides_names_and_free_text() {
    for lang in LANGS {
        let w = words(lang);
        let mut stage = with_dossier("INC-01", lang, DossierTab::Account);
        stage.apply(Command::Panel(PanelCommand::Presentation(true)));
        let mut window = window(stage, WIDE, false);
        for tab in [0, 3, 4] {
            click(&mut window, w.telling.tabs[tab]);
            assert!(window.query_by_label(w.telling.hidden).is_some(), "{tab}");
        }
        click(&mut window, w.telling.tabs[1]);
        assert!(window.query_by_label_contains("Reuters").is_none());
        click(&mut window, w.common.close);
        window.state_mut().apply(Command::Select(SelectCommand::OpenPopup));
        window.run();
        assert!(window.query_by_label_contains("Reuters").is_none());
        assert!(window.query_by_label_contains("RFI").is_none());
    }
}

#[test]
fn dragged_by_its_head_it_stays_until_it_is_closed() {
    let mut window = window(Stage::new("INC-01", Lang::En), WIDE, false);
    let title = "Column of Niger's army attacked after an operation near Mali";
    let before = window.get_all_by_label(title).next().unwrap().rect();
    let grip = before.center();
    window.drag_at(grip);
    window.run();
    window.hover_at(grip + vec2(-300.0, 20.0));
    window.run();
    window.drop_at(grip + vec2(-300.0, 20.0));
    window.run();
    let after = window.get_all_by_label(title).next().unwrap().rect();
    assert!(
        (after.left() - before.left() + 300.0).abs() < 2.0,
        "{before:?} {after:?}"
    );
    click(&mut window, "Next incident by date");
    click(&mut window, "Previous incident by date");
    let still = window.get_all_by_label(title).next().unwrap().rect();
    assert_eq!(still.left(), after.left());
}

#[test]
fn the_popup_stays_on_the_map_at_every_size() {
    for size in [
        vec2(1024.0, 600.0),
        vec2(800.0, 600.0),
        vec2(1366.0, 690.0),
        vec2(2560.0, 1440.0),
    ] {
        let mut stage = Stage::new("INC-04", Lang::Fr);
        stage.anchor = Some(pos2(size.x - 40.0, 60.0));
        let window = window(stage, size, false);
        let foot = window.get_by_label("Fiche complète").rect();
        assert!(
            Rect::from_min_size(Pos2::ZERO, size).contains_rect(foot),
            "{size:?} {foot:?}"
        );
    }
}

/// Writes pictures for people to look at, where `POPUP_PICTURES` names a folder.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("POPUP_PICTURES") else {
        return;
    };
    let save = |mut window: Window, name: String| {
        let picture = window.render().unwrap();
        picture.save(format!("{folder}/{name}.png")).unwrap();
    };
    let ucdp = common::ucdp();
    let row = ucdp.event(0).unwrap().id().to_owned();
    for (lang, dark) in [(Lang::En, false), (Lang::Fr, true)] {
        let code = lang.code();
        for id in ["INC-01", "INC-04", "INC-05", "INC-06", "INC-10"] {
            save(window(Stage::new(id, lang), WIDE, dark), format!("popup-{id}-{code}"));
            for tab in DossierTab::ALL {
                let stage = with_dossier(id, lang, tab);
                save(
                    window(stage, vec2(416.0, 690.0), dark),
                    format!("dossier-{id}-{tab:?}-{code}"),
                );
            }
        }
        let stage = || Stage::of(Arc::clone(&ucdp), &row, lang);
        save(window(stage(), WIDE, dark), format!("popup-ucdp-{code}"));
        for tab in DossierTab::ALL {
            let mut stage = stage();
            stage.apply(Command::Panel(PanelCommand::Dossier(Some(tab))));
            save(
                window(stage, vec2(416.0, 690.0), dark),
                format!("dossier-ucdp-{tab:?}-{code}"),
            );
        }
        for size in [vec2(1024.0, 600.0), vec2(683.0, 345.0), vec2(2560.0, 1440.0)] {
            let sized = window(Stage::new("INC-01", lang), size, dark);
            save(sized, format!("popup-{}-{code}", size.x));
        }
        let mut asked = window(
            with_dossier("INC-01", lang, DossierTab::Sources),
            vec2(1024.0, 600.0),
            dark,
        );
        ask_about_link(&mut asked);
        save(asked, format!("link-{code}"));
        let mut cited = window(Stage::new("INC-01", lang), WIDE, dark);
        let six = cited
            .query_all_by_label_contains("Source 6")
            .next()
            .and_then(|n| n.accesskit_node().label());
        click(&mut cited, &six.unwrap());
        save(cited, format!("cited-{code}"));
        let mut menu = window(Stage::new("INC-01", lang), WIDE, dark);
        click(&mut menu, words(lang).telling.copy_citation);
        save(menu, format!("menu-{code}"));
    }
}
