//! The search field by label, in both languages: plain words, keywords, offers by keyboard and pointer, what it does
//! not understand, and the way out for an id that is hidden.
#![cfg(test)]

mod common;

use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::Lang;
use sahel_atlas::model::EventType;
use sahel_atlas::query::Criterion;
use sahel_atlas::session::{Command, FilterCommand, Session, Settings, SettingsCommand};
use sahel_atlas::ui::top_bar::TopBar;
use sahel_atlas::ui::{Commands, Theme, UiCx, chips, overlay, theme};

struct Stage {
    session: Session,
    bar: TopBar,
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
        ui.allocate_ui(vec2(ui.available_width(), 40.0), |ui| {
            ui.set_max_height(40.0);
            self.bar.show(ui, &cx);
        });
        chips::show(ui, &cx);
        if cx.result.rows.is_empty() {
            overlay::empty_state(ui, &cx);
        }
        for command in commands.take() {
            self.session.apply(command);
        }
    }
}

fn stage(lang: Lang) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    let stage = Stage {
        session,
        bar: TopBar::default(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1366.0, 400.0))
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness.state_mut().bar.search.focus = true;
    harness.run();
    harness
}

fn type_text(harness: &mut Harness<'static, Stage>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

fn press(harness: &mut Harness<'static, Stage>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn shown(harness: &Harness<'static, Stage>) -> String {
    let field = harness.get_by_role(egui::accesskit::Role::TextInput);
    field.value().unwrap_or_default()
}

#[test]
fn plain_words_are_searched_as_they_are_typed() {
    let mut harness = stage(Lang::En);
    for letter in ["c", "o", "n", "v"] {
        type_text(&mut harness, letter);
    }
    assert_eq!(harness.state().session.filter().text, "conv");
    assert!(harness.state().session.result().count() < 10);
    harness.state_mut().session.apply(Command::Undo);
    harness.run();
    assert_eq!(harness.state().session.filter().text, "", "typing is one step of undo");
    assert_eq!(shown(&harness), "");
}

#[test]
fn a_keyword_waits_until_it_is_finished_and_becomes_a_chip() {
    for (lang, text, chip) in [
        (Lang::En, "country:niger", "Country: Niger"),
        (Lang::Fr, "pays:niger", "Pays\u{A0}: Niger"),
    ] {
        let mut harness = stage(lang);
        for letter in text.chars() {
            type_text(&mut harness, &letter.to_string());
        }
        assert!(harness.state().session.filter().active().is_empty(), "not finished");
        press(&mut harness, Key::Enter);
        assert_eq!(harness.state().session.filter().active(), [Criterion::Country]);
        assert!(harness.query_by_label(chip).is_some(), "{chip}");
        assert_eq!(shown(&harness), text, "what was typed stays");
    }
}

#[test]
fn a_keyword_counts_as_finished_when_nobody_types_for_a_while() {
    let mut harness = stage(Lang::En);
    type_text(&mut harness, "deaths>");
    wait(&mut harness, 2.0);
    assert!(
        harness.state().session.filter().active().is_empty(),
        "not understood yet"
    );
    type_text(&mut harness, "5");
    assert!(
        harness.state().session.filter().active().is_empty(),
        "more digits may come"
    );
    wait(&mut harness, 2.0);
    assert_eq!(harness.state().session.filter().active(), [Criterion::Deaths]);
    assert_eq!(shown(&harness), "deaths>5", "what was typed stays");
}

/// Lets so many seconds pass.
fn wait(harness: &mut Harness<'static, Stage>, seconds: f64) {
    let now = harness.ctx.input(|i| i.time);
    harness.input_mut().time = Some(now + seconds);
    harness.run_steps(2);
}

#[test]
fn the_field_follows_the_panels() {
    let mut harness = stage(Lang::Fr);
    let exclude = FilterCommand::ExcludeKind(EventType::Protests);
    harness.state_mut().session.apply(Command::Filter(exclude));
    harness.run();
    assert_eq!(shown(&harness), "-type:Manifestations");
    harness.state_mut().session.apply(Command::Filter(FilterCommand::Clear));
    harness.run();
    assert_eq!(shown(&harness), "");
}

#[test]
fn offers_are_taken_by_keyboard_and_by_pointer() {
    let mut harness = stage(Lang::En);
    type_text(&mut harness, "cou");
    assert!(harness.query_by_label("country:").is_some());
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(shown(&harness), "country:");
    assert!(
        harness.query_by_label_contains("country: Mali").is_some(),
        "values follow"
    );
    harness.get_by_label_contains("country: Mali").click();
    harness.run();
    assert_eq!(shown(&harness), "country:Mali ");
    let countries = &harness.state().session.filter().countries.include;
    assert_eq!(countries.iter().collect::<Vec<_>>(), ["Mali"]);
    type_text(&mut harness, "gao");
    assert_eq!(harness.state().session.filter().text, "gao", "typing goes on behind it");
}

#[test]
fn what_is_not_understood_is_said_and_nothing_changes() {
    for (lang, text, says) in [
        (Lang::En, "country:nigre", "Did you mean Niger?"),
        (Lang::Fr, "pays:nigre", "Vouliez-vous dire Niger\u{A0}?"),
    ] {
        let mut harness = stage(lang);
        type_text(&mut harness, text);
        press(&mut harness, Key::Enter);
        assert!(harness.query_by_label_contains(says).is_some(), "{says}");
        assert!(harness.state().session.filter().active().is_empty());
        assert_eq!(shown(&harness), text);
    }
}

#[test]
fn days_move_the_window_and_all_days_come_back() {
    let mut harness = stage(Lang::En);
    let all = harness.state().session.window().span;
    type_text(&mut harness, "date:2024-03");
    press(&mut harness, Key::Enter);
    let span = harness.state().session.window().span;
    assert_eq!((span.days(), shown(&harness).as_str()), (31, "date:2024-03"));
    harness.state_mut().bar.search.focus = true;
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    harness.run();
    press(&mut harness, Key::Backspace);
    assert_eq!(harness.state().session.window().span, all);
}

#[test]
fn a_hidden_id_is_explained_and_shown_by_one_button() {
    for (lang, start, lift) in [
        (Lang::En, "INC-01 is not shown:", "Show it anyway"),
        (Lang::Fr, "INC-01 n’est pas affiché\u{A0}:", "L’afficher quand même"),
    ] {
        let mut harness = stage(lang);
        let session = &mut harness.state_mut().session;
        let none = FilterCommand::Text("nothing says this".to_owned());
        session.apply(Command::Filter(none));
        session.apply(Command::Filter(FilterCommand::OnlyKind(EventType::Strategic)));
        harness.run();
        type_text(&mut harness, " id:inc-01");
        press(&mut harness, Key::Enter);
        let found = harness.query_by_label_contains(start);
        assert!(found.is_some(), "{start}");
        harness.get_by_label(lift).click();
        harness.run();
        harness.run();
        assert_eq!(
            harness.state().session.result().count(),
            1,
            "{:?}",
            harness.state().session.filter()
        );
    }
}

#[test]
fn the_help_shows_what_can_be_typed() {
    let mut harness = stage(Lang::Fr);
    harness.get_by_label("Comment rechercher").click();
    harness.run();
    assert!(harness.query_by_label("morts>5 morts<=20").is_some());
    assert!(harness.query_by_label_contains("Deux fois le même mot-clé").is_some());
}
