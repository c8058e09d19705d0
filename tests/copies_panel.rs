//! The question whether to keep a copy, and the sheet of copies, by label in both languages: what a click asks for.
#![cfg(test)]

mod common;

use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::Lang;
use sahel_atlas::read::kept::KeptOf;
use sahel_atlas::session::{Command, CopyChoice, PanelCommand, Request, Session, Settings, SettingsCommand};
use sahel_atlas::tasks::store::copies::Copy;
use sahel_atlas::ui::copies::CopiesPanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};
use sahel_atlas::words::{EN, FR, Words};

struct Stage {
    session: Session,
    panel: CopiesPanel,
    list: Vec<Copy>,
    asking: bool,
    requests: Vec<Request>,
    ready: bool,
}

impl Stage {
    fn ui(&mut self, ui: &mut egui::Ui) {
        if !std::mem::replace(&mut self.ready, true) {
            theme::install(ui.ctx());
            return;
        }
        let (theme, commands) = (Theme::of(ui.ctx()), Commands::default());
        let cx = UiCx::new(&self.session, &theme, &commands);
        if self.asking {
            self.panel.ask(ui, &cx, "large.csv", ui.max_rect());
        }
        self.panel.list = Some(self.list.clone());
        self.panel.sheet(ui, &cx);
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

fn stage(words: &Words, asking: bool, list: Vec<Copy>) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    session.apply(Command::Settings(SettingsCommand::Lang(words.lang)));
    session.apply(Command::Panel(PanelCommand::Copies(!asking)));
    let stage = Stage {
        session,
        panel: CopiesPanel::default(),
        list,
        asking,
        requests: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1366.0, 690.0))
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness
}

#[test]
fn the_question_says_what_a_copy_holds_and_the_answer_may_be_for_every_file() {
    for words in [&EN, &FR] {
        let mut harness = stage(words, true, Vec::new());
        assert!(harness.query_by_label(&words.keep_copy("large.csv")).is_some());
        harness.get_by_label(words.copying.keep).click();
        harness.run();
        harness.get_by_label(words.copying.every_file).click();
        harness.run();
        harness.get_by_label(words.copying.not_this).click();
        harness.run();
        let answer = |yes, every_file| Request::KeepCopy { yes, every_file };
        assert_eq!(harness.state().requests, [answer(true, false), answer(false, true)]);
    }
}

#[test]
fn the_sheet_lists_copies_deletes_them_and_keeps_the_choice() {
    for words in [&EN, &FR] {
        let copy = |name: &str, of: bool| Copy {
            path: format!("/cache/{name}.copy").into(),
            bytes: 38_300_000,
            of: of.then(|| KeptOf {
                file: format!("/data/{name}.csv").into(),
                events: 1_000_000,
            }),
        };
        let mut harness = stage(words, false, vec![copy("one", true), copy("two", false)]);
        let said = words.copy_of(Some(1_000_000), 38_300_000);
        assert!(harness.query_by_label(&said).is_some(), "{said}");
        assert!(harness.query_by_label_contains(words.copying.unusable).is_some());
        harness
            .get_by_label(&format!("{} one.csv", words.copying.remove))
            .click();
        harness.run();
        harness.get_by_label(words.copying.remove_all).click();
        harness.run();
        let removed = Request::RemoveCopy("/cache/one.copy".into());
        assert_eq!(harness.state().requests, [removed, Request::RemoveCopies]);
        let [_, always, never] = words.copying.choices;
        for (text, choice) in [(always, CopyChoice::Always), (never, CopyChoice::Never)] {
            harness.get_by_label(text).click();
            harness.run();
            assert_eq!(harness.state().session.settings().copies, choice);
        }
        assert_eq!(words.lang == Lang::Fr, words.copying.none.starts_with("Aucun"));
        let empty = stage(words, false, Vec::new());
        assert!(empty.query_by_label(words.copying.none).is_some());
    }
}
