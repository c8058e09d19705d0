//! The questions about a table, by label, in both languages: what is asked, what an answer does, what comes out.
#![cfg(test)]

mod common;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sahel_atlas::base::{Lang, Pulse};
use sahel_atlas::read::mapping::Role;
use sahel_atlas::read::preview::Sample;
use sahel_atlas::read::{DateOrder, OpenOptions, Problem, ReadError, Trouble};
use sahel_atlas::session::{Command, Session, Settings, SettingsCommand};
use sahel_atlas::tasks::tables::TableNews;
use sahel_atlas::ui::wizard::{Answered, Asked, Wizard};
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};
use sahel_atlas::words::EN;

/// The questions, with jobs done on the spot.
struct Stage {
    session: Session,
    wizard: Wizard,
    text: String,
    answered: Vec<Answered>,
    parts: Vec<PathBuf>,
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
        let pulse = Pulse::new();
        for asked in self.wizard.show(ui, &cx) {
            match asked {
                Asked::Look(number, _, options) => {
                    let bytes = self.text.clone().into_bytes();
                    let sample = Sample::of_bytes("liste.csv", bytes, &options).expect("the table is good");
                    self.wizard.take(TableNews::Looked(number, Arc::new(sample)));
                }
                Asked::Preview(number, sample, mapping) => {
                    let preview = sample.preview(&mapping, &pulse).expect("the columns are there");
                    self.wizard.take(TableNews::Previewed(number, Box::new(preview)));
                }
                Asked::Open(answered) => self.answered.push(answered),
                Asked::OpenParts(paths) => self.parts.extend(paths),
            }
        }
    }
}

fn stage(text: &str, lang: Lang, size: Vec2) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    let mut wizard = Wizard::default();
    wizard.ask(PathBuf::from("liste.csv"), OpenOptions::default());
    let stage = Stage {
        session,
        wizard,
        text: text.to_owned(),
        answered: Vec::new(),
        parts: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run_steps(6);
    harness
}

const SMALL: &str =
    "date,lat,lon,what\n05/03/2024,16.27,-0.04,ambush\n02/04/2024,14.9,0,protest\nsoon,14.5,1.1,other\n";

#[test]
fn the_order_of_dates_is_asked_with_both_readings_and_kept() {
    let mut harness = stage(SMALL, Lang::En, vec2(1024.0, 600.0));
    harness.get_by_label_contains("Still needed: day or month first");
    harness.get_by_label("“05/03/2024” is 5 March 2024");
    harness.get_by_label("“05/03/2024” is 3 May 2024").click();
    harness.run_steps(4);
    harness.get_by_label("3 rows: 2 understood, 1 set aside");
    harness.get_by_label_contains("set aside: date: found “soon”");
    harness.get_by_label("3 May 2024");
    harness.get_by_label("Open").click();
    harness.run_steps(3);
    let stage = harness.state();
    assert!(!stage.wizard.is_open());
    let answered = stage.answered.first().expect("it was opened");
    let mapping = answered.options.mapping.as_ref().expect("with the answers");
    assert_eq!(mapping.when.order, Some(DateOrder::MonthFirst));
    assert_eq!(mapping.role_of("what"), Some(Role::Type));
    assert!(answered.keep.is_some());
}

#[test]
fn a_column_is_chosen_from_the_list() {
    let mut harness = stage("quand,a,b\n2024-03-25,16.2,-0.1\n", Lang::Fr, vec2(1366.0, 690.0));
    harness.get_by_label_contains("Il manque encore\u{A0}: la latitude et la longitude");
    for (name, column) in [("latitude", "a"), ("longitude", "b")] {
        harness
            .get_by_role_and_label(egui::accesskit::Role::ComboBox, name)
            .click();
        harness.run_steps(3);
        harness.get_by_label_contains(&format!("{column}  ·  ")).click();
        harness.run_steps(3);
    }
    harness.get_by_label("1 ligne\u{A0}: 1 comprise, 0 de côté");
    harness.get_by_label("25 mars 2024");
    harness.get_by_label("Ouvrir").click();
    harness.run_steps(3);
    let answered = harness.state().answered.first().expect("it was opened");
    let mapping = answered.options.mapping.as_ref().expect("with the answers");
    assert_eq!(
        (mapping.role_of("a"), mapping.role_of("b")),
        (Some(Role::Latitude), Some(Role::Longitude))
    );
}

#[test]
fn many_columns_fit_into_a_small_window_and_cancel_answers_nothing() {
    let names: Vec<String> = (0..57).map(|i| format!("indicateur_{i}")).collect();
    let row = vec!["1"; 57].join(",");
    let text = format!("date,lat,lon,{}\n2024-03-25,16,0,{row}\n", names.join(","));
    let mut harness = stage(&text, Lang::En, vec2(1024.0, 600.0));
    harness.get_by_label("1 row: 1 understood, 0 set aside");
    let open = harness.get_by_label("Open").rect();
    assert!(open.max.x < 1024.0 && open.max.y < 600.0, "{open:?}");
    harness.get_by_label("Cancel").click();
    harness.run_steps(3);
    assert!(!harness.state().wizard.is_open() && harness.state().answered.is_empty());
}

fn refused(problem: Problem) -> ReadError {
    ReadError::whole(problem)
}

#[test]
fn a_second_table_of_the_same_columns_follows_the_answers_for_the_first() {
    let (first, second) = (PathBuf::from("/d/mali/liste.csv"), PathBuf::from("/d/niger/liste.csv"));
    for keep in [true, false] {
        let mut harness = stage("quand;a;b\n2024-03-25;16,2;0,1\n", Lang::En, vec2(1366.0, 690.0));
        let wizard = &mut harness.state_mut().wizard;
        *wizard = Wizard::default();
        for path in [&first, &second] {
            let why = refused(Problem::NeedsMapping(Vec::new()));
            wizard.ask_about(path.clone(), OpenOptions::default(), &why);
        }
        harness.run_steps(6);
        assert!(
            harness.query_by_label("in the folder mali").is_some(),
            "one of two of that name"
        );
        for (name, column) in [("latitude", "a"), ("longitude", "b")] {
            let choice = egui::accesskit::Role::ComboBox;
            harness.get_by_role_and_label(choice, name).click();
            harness.run_steps(3);
            harness.get_by_label_contains(&format!("{column}  ·  ")).click();
            harness.run_steps(3);
        }
        if !keep {
            harness.get_by_label(EN.wizard.remember).click();
            harness.run_steps(2);
        }
        harness.get_by_label(EN.wizard.open).click();
        harness.run_steps(8);
        let stage = harness.state();
        let answered: Vec<&PathBuf> = stage.answered.iter().map(|answered| &answered.path).collect();
        if keep {
            assert_eq!(answered, [&first, &second]);
            assert_eq!(stage.answered[0].options.mapping, stage.answered[1].options.mapping);
            assert!(!stage.wizard.is_open());
        } else {
            assert_eq!(answered, [&first], "the answers were for one file");
            assert!(harness.query_by_label("in the folder niger").is_some());
        }
    }
}

#[test]
fn several_files_of_an_archive_are_chosen_and_opened() {
    let mut harness = stage(SMALL, Lang::En, vec2(1024.0, 600.0));
    let names = ["2024/mali.csv", "2024/niger.csv", "readme.txt"]
        .map(str::to_owned)
        .to_vec();
    let wizard = &mut harness.state_mut().wizard;
    *wizard = Wizard::default();
    let why = refused(Problem::Trouble(Trouble::SeveralFiles(names)));
    wizard.ask_about(PathBuf::from("/d/r.zip"), OpenOptions::default(), &why);
    harness.run_steps(4);
    harness.get_by_label("“r.zip” holds several tables. Which ones do you want to open?");
    assert!(harness.get_by_label("Open").accesskit_node().is_disabled());
    for name in ["2024/niger.csv", "2024/mali.csv"] {
        harness.get_by_label(name).click();
        harness.run_steps(2);
    }
    harness.get_by_label("Open (2)").click();
    harness.run_steps(2);
    let paths = ["/d/r.zip/2024/mali.csv", "/d/r.zip/2024/niger.csv"].map(PathBuf::from);
    assert_eq!(harness.state().parts, paths);
    assert!(!harness.state().wizard.is_open());
}

#[test]
fn two_tables_are_asked_about_one_after_the_other() {
    for leave in [EN.common.cancel, EN.wizard.open] {
        let mut harness = stage(
            "date;latitude;longitude\n2024-03-05;13,5;2,1\n",
            Lang::En,
            vec2(1366.0, 690.0),
        );
        let second = PathBuf::from("zweite.csv");
        harness.state_mut().wizard.ask(second.clone(), OpenOptions::default());
        harness.run_steps(6);
        assert!(harness.query_by_label_contains("liste.csv").is_some(), "{leave}");
        harness.get_by_label(leave).click();
        harness.run_steps(6);
        assert!(harness.query_by_label_contains("zweite.csv").is_some(), "{leave}");
        harness.get_by_label(EN.wizard.open).click();
        harness.run_steps(6);
        assert!(!harness.state().wizard.is_open(), "{leave}");
        let last = harness.state().answered.last().map(|answered| answered.path.clone());
        assert_eq!(last, Some(second), "{leave}");
    }
}
