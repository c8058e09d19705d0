//! The sheet of datasets, the rows of the legend, the menu of the top bar and the lines of files on their way, by
//! label and in both languages.
#![cfg(test)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::{Lang, Phase};
use sahel_atlas::figure::Legend;
use sahel_atlas::model::EventType;
use sahel_atlas::query::FacetValue;
use sahel_atlas::read::OpenOptions;
use sahel_atlas::session::{
    Arrival, Command, DataCommand, Layer, LayerId, Origin, PanelCommand, Request, Session, Settings, SettingsCommand,
};
use sahel_atlas::tasks::{Aids, JobKind, Outcome, Progress, Tasks};
use sahel_atlas::ui::layers::jobs::{JobView, JobsPanel};
use sahel_atlas::ui::layers::path::PathField;
use sahel_atlas::ui::layers::{self, sheet};
use sahel_atlas::ui::legend::{self, Form, LegendAction};
use sahel_atlas::ui::map::mark::MapStyle;
use sahel_atlas::ui::top_bar::TopBar;
use sahel_atlas::ui::{Commands, Theme, UiCx, overlay, theme};

/// What stands on the stage.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Sheet,
    Legend,
    Bar,
    Jobs,
    Path { no_dialog: bool },
    Empty,
}

struct Stage {
    session: Session,
    shown: Shown,
    bar: TopBar,
    jobs: (JobsPanel, Vec<Progress>),
    path: PathField,
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
        overlay::take_dropped(ui.ctx(), &commands);
        let cx = UiCx::new(&self.session, &theme, &commands);
        match self.shown {
            Shown::Sheet => sheet::show(ui, &cx),
            Shown::Legend => legend_ui(ui, &cx),
            Shown::Bar => {
                ui.set_max_height(40.0);
                self.bar.show(ui, &cx);
            }
            Shown::Jobs => {
                let (panel, jobs) = &mut self.jobs;
                let views: Vec<_> = jobs.iter().filter_map(|job| JobView::of(job, &cx)).collect();
                ui.horizontal(|ui| panel.line(ui, &cx, &views));
                panel.card(ui, &cx, &views, ui.ctx().content_rect());
            }
            Shown::Path { no_dialog } => {
                self.path.no_dialog = no_dialog;
                self.path.show(ui, &cx);
            }
            Shown::Empty => overlay::empty_state(ui, &cx),
        }
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

fn legend_ui(ui: &mut egui::Ui, cx: &UiCx<'_>) {
    let style = MapStyle {
        theme: cx.theme,
        words: cx.words,
        letters: false,
        parts: &cx.result.parts,
    };
    let (mut entries, rows) = (Legend::of(cx.result), layers::rows(cx));
    // The longest: every type and every note.
    entries.kinds = EventType::ALL
        .into_iter()
        .map(|value| FacetValue { value, count: 1_234 })
        .collect();
    (entries.exact, entries.near, entries.part_of_region, entries.area) = (true, true, true, true);
    (entries.differ, entries.many, entries.possible, entries.clusters) = (true, true, true, true);
    let height = ui.available_height();
    let form = Form::within(height, &entries, &rows, cx.words);
    let action = legend::show(
        ui,
        &entries,
        (&cx.session.filter().kinds, &rows),
        &style,
        (height, form),
    );
    if let Some(LegendAction::Show(id, shown)) = action {
        cx.push(Command::Data(DataCommand::Show(id, shown)));
    }
}

fn stage(shown: Shown, size: Vec2, lang: Lang, before: &[Command]) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    let bytes = include_bytes!("golden/ucdp_release.csv").to_vec();
    let pulse = sahel_atlas::base::Pulse::default();
    let opened = sahel_atlas::read::read_bytes("ged.csv", bytes, &pulse).unwrap();
    let mut arrival = Arrival::new(Arc::new(opened.dataset), Origin::File("/data/ged.csv".into()), 1);
    arrival.report = Some(Arc::new(opened.report));
    session.apply(Command::Data(DataCommand::Add(Box::new(arrival))));
    for command in before {
        session.apply(command.clone());
    }
    let stage = Stage {
        session,
        shown,
        bar: TopBar::default(),
        jobs: (JobsPanel::default(), Vec::new()),
        path: PathField::default(),
        requests: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness
}

fn ucdp(harness: &Harness<'_, Stage>) -> LayerId {
    harness.state().session.layers().last().map(Layer::id).unwrap()
}

/// By the way of a screen reader: it needs no pointer over the sheet.
fn click(harness: &mut Harness<'_, Stage>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run();
}

const SHEET: Vec2 = vec2(1000.0, 900.0);
const OPEN: Command = Command::Panel(PanelCommand::Datasets(true));

#[test]
fn the_sheet_says_what_each_dataset_is_and_hides_moves_and_removes_it() {
    for (lang, facts, [hide, show, up, remove]) in [
        (
            Lang::En,
            [
                "ged.csv",
                "UCDP event table",
                "a line under the symbol",
                "part of the program",
            ],
            ["Hide UCDP", "Show UCDP", "Move up UCDP", "Remove UCDP"],
        ),
        (
            Lang::Fr,
            [
                "ged.csv",
                "table d’événements UCDP",
                "un trait sous le symbole",
                "fait partie du programme",
            ],
            ["Masquer UCDP", "Afficher UCDP", "Monter UCDP", "Retirer UCDP"],
        ),
    ] {
        let mut harness = stage(Shown::Sheet, SHEET, lang, &[OPEN]);
        for fact in facts {
            assert!(harness.query_by_label_contains(fact).is_some(), "{fact}");
        }
        let id = ucdp(&harness);
        click(&mut harness, hide);
        assert_eq!(harness.state().session.result().count(), 10);
        click(&mut harness, show);
        assert!(harness.state().session.result().count() > 10);
        click(&mut harness, up);
        assert_eq!(harness.state().session.layers().first().map(Layer::id), Some(id));
        click(&mut harness, remove);
        assert!(harness.state().session.layer(id).is_none());
        assert!(
            harness.query_by_label_contains(facts[2]).is_none(),
            "one dataset needs no mark"
        );
        assert!(harness.query_by_label_contains(remove).is_none());
    }
}

#[test]
fn the_report_of_a_file_opens_from_the_sheet() {
    let mut harness = stage(Shown::Sheet, SHEET, Lang::En, &[OPEN]);
    click(&mut harness, "Import report… UCDP");
    let id = ucdp(&harness);
    assert_eq!(harness.state().session.panels().report, Some(id));
    harness.state_mut().session.apply(Command::Panel(PanelCommand::Escape));
    harness.run();
    let panels = harness.state().session.panels();
    assert!(
        panels.report.is_none() && panels.datasets,
        "Esc closes the report first"
    );
}

#[test]
fn a_row_of_the_legend_counts_and_hides_its_dataset() {
    for (lang, hidden) in [(Lang::En, "UCDP, hidden"), (Lang::Fr, "UCDP, masqué")] {
        let mut harness = stage(Shown::Legend, vec2(300.0, 800.0), lang, &[]);
        let count = harness.state().session.result().count() - 10;
        click(&mut harness, &format!("UCDP, {count}"));
        assert!(!harness.state().session.is_shown(ucdp(&harness)));
        assert!(harness.query_by_label("Mali, 3").is_none());
        click(&mut harness, hidden);
        assert!(harness.state().session.is_shown(ucdp(&harness)));
    }
}

#[test]
fn the_bar_names_what_is_shown_and_its_menu_hides_a_dataset() {
    let mut harness = stage(Shown::Bar, vec2(1366.0, 500.0), Lang::En, &[]);
    harness.get_by_label_contains("Cited incidents + UCDP").click();
    harness.run();
    harness.get_by_label_contains("Cited incidents · 10").click();
    harness.run();
    assert!(harness.query_by_label_contains("1 of 2 datasets").is_some());
    let first = harness.state().session.layers()[0].id();
    assert!(!harness.state().session.is_shown(first));
    harness.get_by_label_contains("Datasets…").click_accesskit();
    harness.run();
    assert!(harness.state().session.panels().datasets);
}

fn job(number: u64, file: &str, phase: Phase, done: u64) -> Progress {
    Progress {
        number,
        kind: JobKind::Open(file.to_owned()),
        phase,
        rows: done / 600,
        done,
        total: 652_000_000,
        seconds_left: (done > 0).then_some(4),
    }
}

#[test]
fn one_file_tells_its_progress_in_the_line_and_can_be_stopped() {
    for (lang, said, cancel) in [
        (
            Lang::En,
            "Opening big.csv · 340,000 rows · 204 of 652\u{A0}MB · about 4\u{A0}s left",
            "Cancel Opening big.csv",
        ),
        (
            Lang::Fr,
            "Ouverture de big.csv · 340\u{A0}000 lignes · 204 sur 652\u{A0}Mo · encore 4\u{A0}s environ",
            "Interrompre Ouverture de big.csv",
        ),
    ] {
        let mut harness = stage(Shown::Jobs, vec2(1000.0, 300.0), lang, &[]);
        harness.state_mut().jobs.1 = vec![job(7, "big.csv", Phase::Reading, 204_000_000)];
        harness.run();
        assert!(harness.query_by_label(said).is_some(), "{said}");
        click(&mut harness, cancel);
        assert_eq!(harness.state().requests, [Request::CancelJob(7)]);
    }
}

#[test]
fn several_files_have_a_line_each_and_escape_stops_the_one_whose_button_has_the_focus() {
    let mut harness = stage(Shown::Jobs, vec2(1000.0, 500.0), Lang::En, &[]);
    harness.state_mut().jobs.1 = vec![
        job(1, "a.csv", Phase::Ordering, 652_000_000),
        job(2, "b.csv", Phase::Reading, 100_000_000),
        job(3, "c.csv", Phase::Waiting, 0),
    ];
    harness.run();
    for label in [
        "Opening 3 files",
        "Opening a.csv",
        "putting in order",
        "Opening b.csv",
        "waiting",
    ] {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
    harness.get_by_label("Cancel Opening b.csv").focus();
    harness.run();
    assert_eq!(harness.state_mut().jobs.0.take_escape(), Some(Request::CancelJob(2)));
    click(&mut harness, "Cancel all");
    assert_eq!(harness.state().requests, [Request::CancelJobs]);
}

#[test]
fn a_system_without_file_dialog_is_told_what_to_do_and_a_typed_path_is_opened() {
    let open = Command::Panel(PanelCommand::TypePath(true));
    let shown = Shown::Path { no_dialog: true };
    for (lang, said) in [(Lang::En, "no file dialog"), (Lang::Fr, "aucune fenêtre de choix")] {
        let harness = stage(shown, SHEET, lang, std::slice::from_ref(&open));
        assert!(harness.query_by_label_contains(said).is_some());
    }
    let mut harness = stage(Shown::Path { no_dialog: false }, SHEET, Lang::En, &[open]);
    assert!(harness.query_by_label_contains("no file dialog").is_none());
    harness.get_by_role(Role::TextInput).type_text("'/data/my file.csv'");
    harness.run();
    click(&mut harness, "Open");
    let wanted = Request::OpenFiles(vec!["/data/my file.csv".into()]);
    assert_eq!(harness.state().requests, [wanted]);
    assert!(!harness.state().session.panels().type_path);
}

#[test]
fn with_everything_hidden_the_way_back_is_offered() {
    let mut harness = stage(Shown::Empty, vec2(400.0, 200.0), Lang::Fr, &[]);
    let ids: Vec<LayerId> = harness.state().session.layers().iter().map(Layer::id).collect();
    for id in ids {
        let hide = Command::Data(DataCommand::Show(id, false));
        harness.state_mut().session.apply(hide);
    }
    harness.run();
    assert!(
        harness
            .query_by_label("Tous les jeux de données sont masqués.")
            .is_some()
    );
    click(&mut harness, "Tout afficher");
    assert!(harness.state().session.result().count() > 10);
}

#[test]
fn nothing_breaks_in_a_window_too_small_for_anything() {
    for shown in [Shown::Sheet, Shown::Legend, Shown::Bar, Shown::Jobs, Shown::Empty] {
        for size in [vec2(320.0, 200.0), vec2(120.0, 60.0)] {
            let mut harness = stage(shown, size, Lang::Fr, &[OPEN]);
            harness.state_mut().jobs.1 = (0..10)
                .map(|n| job(n, "a.csv", Phase::Reading, n * 9_000_000))
                .collect();
            harness.run();
        }
    }
}

/// A file as the window system hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("files are read by jobs".to_owned())
    }
}

#[test]
fn files_dropped_on_the_window_are_asked_for_once_and_become_layers() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let paths = ["report_doubtful.csv", "formats/features.geojson"].map(|name| golden.join(name));
    let mut harness = stage(Shown::Empty, vec2(600.0, 400.0), Lang::En, &[]);
    for path in &paths {
        let file: egui::DroppedFileHandle = Arc::new(Dropped(path.clone()));
        harness.input_mut().dropped_files.push(file);
    }
    harness.step();
    harness.step();
    let requests = std::mem::take(&mut harness.state_mut().requests);
    assert_eq!(requests, [Request::OpenFiles(paths.to_vec())], "both at once, and once");
    let mut tasks = Tasks::new(|| {});
    for path in &paths {
        tasks.open(path, OpenOptions::default(), Aids::default(), Vec::new());
    }
    let session = &mut harness.state_mut().session;
    let before = session.layers().len();
    while tasks.files() > 0 {
        match tasks.take() {
            Some(Outcome::Opened(arrival, _)) => {
                session.apply(Command::Data(DataCommand::Add(arrival)));
            }
            Some(other) => panic!("{other:?}"),
            None => std::thread::sleep(std::time::Duration::from_millis(2)),
        }
    }
    let files: Vec<String> = session.layers()[before..].iter().filter_map(Layer::file).collect();
    assert_eq!(
        files,
        ["report_doubtful.csv", "features.geojson"],
        "in the order in which they were dropped"
    );
}

#[test]
fn the_longest_legend_of_two_datasets_is_seen_whole_on_a_small_screen() {
    // The map of a window of 1366 × 690 is 494 points high; legend and frame stay 8 points from its edges.
    for (lang, last) in [
        (Lang::En, "pale: perhaps not in the period"),
        (Lang::Fr, "pâle\u{A0}: peut-être hors période"),
    ] {
        for height in [478.0, 800.0] {
            let harness = stage(Shown::Legend, vec2(300.0, height), lang, &[]);
            let foot = harness
                .get_by_label(sahel_atlas::words::words(lang).mapping.no_report)
                .rect();
            let last = harness.get_by_label(last).rect();
            assert!(
                last.max.y <= foot.min.y,
                "{lang:?}: {last:?} is scrolled out of {foot:?}"
            );
            assert!(foot.max.y <= height, "{lang:?} {height}: {foot:?}");
        }
    }
}
