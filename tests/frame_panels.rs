//! Top bar, list, filters, chips, table and empty states by label, in both languages: what a click does to the
//! session.
#![cfg(test)]

mod common;

use egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::Lang;
use sahel_atlas::model::EventType;
use sahel_atlas::session::{
    Command, FilterCommand, LeftTab, PanelCommand, Request, Session, Settings, SettingsCommand,
};
use sahel_atlas::ui::left::LeftPanel;
use sahel_atlas::ui::table::TablePanel;
use sahel_atlas::ui::top_bar::TopBar;
use sahel_atlas::ui::{Commands, Theme, UiCx, chips, theme};
use sahel_atlas::words::{EN, FR};

/// Which panel stands on the stage.
#[derive(Clone, Copy)]
enum Shown {
    Bar,
    Left,
    Table,
}

struct Stage {
    session: Session,
    shown: Shown,
    bar: TopBar,
    left: LeftPanel,
    table: TablePanel,
    requests: Vec<Request>,
    ready: bool,
}

impl Stage {
    fn ui(&mut self, ui: &mut egui::Ui) {
        if !std::mem::replace(&mut self.ready, true) {
            theme::install(ui.ctx());
            return;
        }
        self.session.refresh();
        let (theme, commands) = (Theme::of(ui.ctx()), Commands::default());
        let cx = UiCx::new(&self.session, &theme, &commands);
        match self.shown {
            Shown::Bar => {
                let size = vec2(ui.available_width(), 40.0);
                ui.allocate_ui(size, |ui| {
                    ui.set_max_height(40.0);
                    self.bar.show(ui, &cx);
                });
                chips::show(ui, &cx);
            }
            Shown::Left => self.left.show(ui, &cx),
            Shown::Table => self.table.show(ui, &cx),
        }
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

fn stage(shown: Shown, size: Vec2, lang: Lang, before: &[Command]) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    for command in before {
        session.apply(command.clone());
    }
    let stage = Stage {
        session,
        shown,
        bar: TopBar::default(),
        left: LeftPanel::default(),
        table: TablePanel::default(),
        requests: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness
}

const LEFT: Vec2 = vec2(264.0, 494.0);
const WIDE: Vec2 = vec2(1366.0, 240.0);

fn tab(tab: LeftTab) -> Command {
    Command::Panel(PanelCommand::LeftTab(tab))
}

#[test]
fn a_row_of_the_list_says_everything_and_opens_the_incident() {
    for (lang, start) in [
        (
            Lang::En,
            "1 of 10, Battle, Malian army convoy ambushed near Ménaka, 3 Aug 2023",
        ),
        (
            Lang::Fr,
            "1 sur 10, Combats, Convoi de l'armée malienne pris en embuscade près de Ménaka, 3 août 2023",
        ),
    ] {
        let mut harness = stage(Shown::Left, LEFT, lang, &[]);
        harness.get_by_label_contains(start).click();
        harness.run();
        let selection = harness.state().session.selection();
        assert_eq!(selection.focus.as_ref().map(|key| &*key.id), Some("INC-02"));
        assert!(selection.popup_open);
    }
}

#[test]
fn filters_count_live_and_act_by_click() {
    for (lang, mali, niger) in [(Lang::En, "Mali, 3", "Niger, 7"), (Lang::Fr, "Mali, 3", "Niger, 7")] {
        let mut harness = stage(Shown::Left, LEFT, lang, &[tab(LeftTab::Filters)]);
        assert!(
            harness.query_by_label("Burkina Faso, 0").is_some(),
            "a country without incidents can be asked for"
        );
        harness.get_by_label(mali).click();
        harness.run();
        assert_eq!(harness.state().session.result().count(), 3);
        assert!(
            harness.query_by_label(niger).is_some(),
            "a count leaves its own criterion out"
        );
        harness.get_by_label(niger).click();
        harness.run();
        assert_eq!(harness.state().session.result().count(), 10);
        assert_eq!(harness.state().session.filter().countries.include.len(), 2);
    }
}

#[test]
fn an_empty_list_says_which_filter_did_it_and_offers_the_way_out() {
    let protests = Command::Filter(FilterCommand::OnlyKind(EventType::Protests));
    for (lang, said, remove) in [
        (Lang::En, "“Protests” leaves 0 of 10.", "Remove that filter"),
        (
            Lang::Fr,
            "«\u{A0}Manifestations\u{A0}» ne laisse rien sur 10.",
            "Retirer ce filtre",
        ),
    ] {
        let mut harness = stage(Shown::Left, LEFT, lang, std::slice::from_ref(&protests));
        assert!(harness.query_by_label(said).is_some(), "{said}");
        harness.get_by_label(remove).click();
        harness.run();
        assert_eq!(harness.state().session.result().count(), 10);
    }
}

#[test]
fn burkina_faso_has_its_own_sentence_with_its_source() {
    let burkina = Command::Filter(FilterCommand::OnlyCountry("Burkina Faso".to_owned()));
    for (lang, said, figure) in [
        (
            Lang::En,
            "None of the five articles reports a single incident in Burkina Faso",
            "Show figure",
        ),
        (Lang::Fr, "Aucun des cinq articles ne rapporte d", "Voir le chiffre"),
    ] {
        let mut harness = stage(Shown::Left, LEFT, lang, std::slice::from_ref(&burkina));
        assert!(harness.query_by_label_contains(said).is_some(), "{said}");
        harness.get_by_label(figure).click();
        harness.run();
        assert_eq!(harness.state().session.panels().left_tab, LeftTab::Context);
        assert!(harness.query_all_by_label_contains("ACLED").count() > 0);
    }
}

#[test]
fn the_bar_changes_the_language_and_a_chip_drops_its_criterion() {
    let mali = Command::Filter(FilterCommand::OnlyCountry("Mali".to_owned()));
    let mut harness = stage(Shown::Bar, WIDE, Lang::En, &[mali]);
    assert!(harness.query_by_label_contains("3 of 10 incidents").is_some());
    harness.get_by_label("FR").click();
    harness.run();
    assert!(harness.query_by_label_contains("3 sur 10 incidents").is_some());
    harness.get_by_label("Retirer ce filtre (Pays)").click();
    harness.run();
    assert!(
        harness
            .query_by_label_contains("au moins 107 militaires et civils tués")
            .is_some()
    );
}

#[test]
fn the_menu_fits_a_low_window_and_opens_at_its_top() {
    for words in [&EN, &FR] {
        let mut harness = stage(Shown::Bar, vec2(1366.0, 690.0), words.lang, &[]);
        harness.get_by_label(words.shell.menu).click();
        harness.run();
        for item in [
            words.shell.open,
            words.shell.undo,
            words.shell.display,
            words.shell.quit,
        ] {
            let rect = harness.get_by_label_contains(item).rect();
            assert!(rect.top() >= 0.0 && rect.bottom() <= 690.0, "{item}: {rect:?}");
        }
        harness.get_by_label_contains(words.shell.display).click();
        harness.run();
        assert!(harness.query_by_label(words.shell.letters).is_some());
    }
    // Too low for all of it: scrolled, closed and opened again, it begins with its first item.
    let mut harness = stage(Shown::Bar, vec2(1366.0, 300.0), Lang::Fr, &[]);
    let top = |harness: &Harness<'_, Stage>| harness.get_by_label_contains(FR.shell.open).rect().top();
    harness.get_by_label(FR.shell.menu).click();
    harness.run();
    let first = top(&harness);
    let inside = harness.get_by_label_contains(FR.shell.open).rect().center();
    harness.hover_at(inside);
    for _ in 0..5 {
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -60.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::default(),
        });
        harness.run();
    }
    assert!(top(&harness) < first, "it scrolls");
    harness.key_press(egui::Key::Escape);
    harness.run();
    harness.get_by_label(FR.shell.menu).click();
    harness.run();
    assert_eq!(top(&harness), first);
}

#[test]
fn the_total_counts_what_is_certain_and_says_what_is_only_possible() {
    use sahel_atlas::base::{Day, DaySpan};
    use sahel_atlas::session::TimeCommand;
    let day = |text| Day::parse_iso(text).unwrap();
    let july = DaySpan::inclusive(day("2024-07-16"), day("2024-07-31"));
    let harness = stage(Shown::Bar, WIDE, Lang::En, &[Command::Time(TimeCommand::Window(july))]);
    let said = "at least 15 soldiers and civilians reported killed, 7 more with the possible ones";
    assert!(harness.query_by_label_contains(said).is_some());
    assert!(
        harness
            .query_by_label_contains("1 of 10 incidents, 1 more possible")
            .is_some()
    );
}

#[test]
fn the_table_sorts_by_a_click_on_a_heading_and_opens_by_a_click_on_a_row() {
    for (lang, heading, most) in [(Lang::En, "Deaths", "29 or more"), (Lang::Fr, "Morts", "29 ou plus")] {
        let mut harness = stage(Shown::Table, vec2(1366.0, 420.0), lang, &[]);
        let before = harness.get_by_label(most).rect().top();
        harness.get_by_label(heading).click();
        harness.run();
        harness.get_by_label(heading).click();
        harness.run();
        let after = harness.get_by_label(most).rect().top();
        assert!(after < before, "the largest figure comes first: {after} {before}");
    }
}
