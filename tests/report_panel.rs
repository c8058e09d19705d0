//! The panel of the import report by label, in both languages: what it says, what can be corrected, what it asks for.
#![cfg(test)]

mod common;

use std::path::{Path, PathBuf};

use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sahel_atlas::base::{Day, Lang, Pulse};
use sahel_atlas::read::{self, IssueKind, OpenOptions, ReadReport};
use sahel_atlas::session::{Command, CopyKind, Request, Session, Settings, SettingsCommand};
use sahel_atlas::ui::report::{ReportAsk, ReportPanel};
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};
use sahel_atlas::words::EN;
use sahel_atlas::write::check::CorrectedTable;

struct Stage {
    session: Session,
    panel: ReportPanel,
    asked: Vec<ReportAsk>,
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
        self.panel.note(ui, &cx, ui.max_rect(), None);
        self.panel.dock(ui, &cx);
        self.asked.extend(self.panel.show(ui, &cx));
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn stage(name: &str, lang: Lang) -> Harness<'static, Stage> {
    stage_at(name, lang, 0.25)
}

/// The same, where a frame takes so many seconds.
fn stage_at(name: &str, lang: Lang, frame: f32) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    session.apply(Command::Settings(SettingsCommand::Lang(lang)));
    let mut report = read::open(&file(name), &Pulse::new()).unwrap().report;
    report.compare_with(Day::parse_iso("2024-09-01").unwrap());
    let mut panel = ReportPanel::default();
    panel.add(report, file(name));
    let stage = Stage {
        session,
        panel,
        asked: Vec::new(),
        requests: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1366.0, 690.0))
        .with_step_dt(frame)
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness
}

fn opened(name: &str, lang: Lang) -> Harness<'static, Stage> {
    let mut harness = stage(name, lang);
    harness.state_mut().panel.open(&file(name));
    harness.run();
    harness
}

#[test]
fn a_file_with_findings_is_noted_and_the_note_opens_its_report() {
    for (lang, said, open, heading) in [
        (
            Lang::En,
            "report_doubtful.csv: 16 rows; 5 set aside, 1 repeated, 5 with a warning; nothing from the last twelve months",
            "Report…",
            "Import report",
        ),
        (
            Lang::Fr,
            "report_doubtful.csv\u{A0}: 16 lignes\u{A0}; 5 mises de côté, 1 répétée, 5 avec un avertissement\u{A0}; rien des \
             douze derniers mois",
            "Rapport…",
            "Rapport d’import",
        ),
    ] {
        let mut harness = stage("report_doubtful.csv", lang);
        assert!(harness.query_by_label(said).is_some(), "{said}");
        harness.get_by_label(open).click();
        harness.run();
        assert!(harness.query_by_label(heading).is_some());
        assert!(harness.query_by_label(open).is_none(), "the note has done its work");
    }
    assert!(
        stage("collection.geojson", Lang::En)
            .query_by_label("Report…")
            .is_none(),
        "nothing to say"
    );
}

#[test]
fn a_note_closes_by_itself_and_the_report_stays_at_hand_until_somebody_looked_at_it() {
    let mut harness = stage_at("report_doubtful.csv", Lang::En, 20.0);
    harness.step();
    assert!(harness.query_by_label("Report…").is_none(), "the note is gone");
    // Another file comes: its report is offered first, then again the one before.
    let other = read::open(&file("ucdp_release.csv"), &Pulse::new()).unwrap().report;
    let has_findings = other.has_findings();
    harness.state_mut().panel.add(other, file("ucdp_release.csv"));
    harness.step();
    for left in (0..1 + usize::from(has_findings)).rev() {
        let offered = ["Import report…", "Import report… ucdp_release.csv"][left];
        harness.get_by_label(offered).click_accesskit();
        harness.run_steps(3);
        assert!(harness.state().panel.shown().is_some());
        harness.state_mut().panel.close();
        harness.run_steps(2);
        assert_eq!(
            harness.query_by_label("Import report…").is_some(),
            left > 0,
            "{left}, the one of a single file"
        );
    }
}

#[test]
fn the_sum_of_rows_and_the_gap_at_the_end_stand_above_everything() {
    let harness = opened("report_doubtful.csv", Lang::En);
    for said in [
        "16 rows read = 10 accepted + 5 set aside + 1 repeated",
        "CC BY 4.0 · UCDP GED, Uppsala Conflict Data Program (CC BY 4.0)",
        "being worked out…",
        "The last day is 3 Mar 2023: every row of the twelve months before 1 Sep 2024 is missing. That is an older \
         edition or a limit on access, not peace.",
    ] {
        assert!(harness.query_by_label(said).is_some(), "{said}");
    }
}

#[test]
fn the_sum_of_the_file_appears_when_it_is_known_and_is_copied() {
    let mut harness = opened("report_doubtful.csv", Lang::En);
    let sum = "ab".repeat(32);
    harness.state_mut().panel.set_sum(&file("report_doubtful.csv"), &sum);
    harness.run();
    assert!(harness.query_by_label(&sum).is_some());
    harness.get_by_label("Copy").click();
    harness.run();
    assert_eq!(harness.state().requests, [Request::Copy(CopyKind::Text(sum))]);
}

#[test]
fn a_corrected_value_is_kept_and_the_source_is_not_changed() {
    let mut harness = opened("report_doubtful.csv", Lang::En);
    let save = "Save corrected rows and open them…";
    assert!(harness.get_by_label(save).accesskit_node().is_disabled());
    let field = harness.get_by_label("Corrected value, line 9, latitude");
    field.focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness
        .get_by_label("Corrected value, line 9, latitude")
        .type_text("13.51");
    harness.run();
    harness.get_by_label(&format!("{save} (1)")).click();
    harness.run();
    assert_eq!(harness.state().asked, [ReportAsk::SaveCorrected]);
    let corrections = harness.state().panel.corrections();
    assert_eq!(
        corrections.get(&9),
        Some(&vec![("latitude".to_owned(), "13.51".to_owned())])
    );
    let (report, path) = harness.state().panel.shown().unwrap();
    let before = std::fs::read(path).unwrap();
    let mut table = CorrectedTable::new(report, &corrections);
    read::aside::each_row(path, report, &Pulse::new(), |line, cells| table.push(line, cells)).unwrap();
    let saved = read::read_bytes("corrected.csv", table.finish(), &Pulse::new()).unwrap();
    let event = saved.dataset.events().next().unwrap();
    assert_eq!((saved.dataset.len(), event.id()), (1, "2008"));
    assert_eq!(event.point().map(|at| at.lat()), Some(13.51));
    assert_eq!(std::fs::read(path).unwrap(), before);
}

/// A table with a quotation mark that is never closed, deleted at the end.
struct Unclosed(PathBuf);

impl Unclosed {
    fn new(rest: usize) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("unclosed-{}-{rest}.csv", std::process::id()));
        let rows = "2024-03-07,14.7,-1.7,Gao\n".repeat(rest);
        let text = format!("date,lat,lon,place\n2024-03-05,14.5,-1.5,Gao\n2024-03-06,14.6,-1.6,\"Téra\n{rows}");
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for Unclosed {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_mended_in_the_text_of_its_rows() {
    for rest in [2, 2_000] {
        let file = Unclosed::new(rest);
        let report = read::open(&file.0, &Pulse::new()).unwrap().report;
        assert_eq!((report.counts.accepted, report.counts.quarantined), (1, 1));
        let mut harness = stage("report_doubtful.csv", Lang::En);
        let panel = &mut harness.state_mut().panel;
        panel.add(report.clone(), file.0.clone());
        panel.open(&file.0);
        harness.run();
        harness.get_by_label("Correct the text…, line 3").click();
        harness.run_ok();
        assert_eq!(harness.state().asked, [ReportAsk::Text(3)]);
        let most = 20_000;
        let row = read::aside::text(&file.0, &report, 3, (0, most), &Pulse::new())
            .unwrap()
            .unwrap();
        assert!(
            row.text.starts_with("2024-03-06,14.6,-1.6,\"Téra\n2024-03-07"),
            "{}",
            row.text
        );
        assert_eq!(row.bytes < row.of, rest > 1_000);
        harness.state_mut().panel.set_text(3, Some(row.clone()));
        harness.run();
        assert_eq!(
            harness.query_by_label_contains("Only the first").is_some(),
            rest > 1_000
        );
        harness.get_by_label_contains("put a missing quotation mark");
        harness.get_by_label("The text as it stands in the file").focus();
        harness.run();
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        let mended = row.text.replace("\"Téra", "Téra");
        harness
            .get_by_label("The text as it stands in the file")
            .type_text(&mended);
        harness.run();
        let written = harness.state().panel.rewritten();
        assert_eq!((written.len(), written[0].line, written[0].bytes), (1, 3, row.bytes));
        assert_eq!(written[0].text, mended);
        harness.get_by_label("Back to the list").click();
        harness.run();
        harness.get_by_label("Save corrected rows and open them… (1)").click();
        harness.run();
        assert_eq!(harness.state().asked.last(), Some(&ReportAsk::SaveCorrected));
        // As the shell saves it.
        let nothing = harness.state().panel.corrections();
        let mut table = CorrectedTable::new(&report, &nothing);
        let after = read::aside::text(&file.0, &report, 3, (row.bytes, u64::MAX), &Pulse::new());
        table.push_text(&format!("{mended}{}", after.unwrap().unwrap().text));
        let saved = read::read_bytes("corrected.csv", table.finish(), &Pulse::new()).unwrap();
        assert_eq!(saved.report.counts.quarantined, 0);
        assert_eq!(saved.report.counts.read, rest + 1);
    }
}

#[test]
fn every_finding_of_the_check_stands_in_the_panel() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let folders = [golden.clone(), golden.join("formats"), golden.join("acled")];
    let listed = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files = listed.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let named = |name: &str, bytes: Vec<u8>| {
        let options = OpenOptions::default();
        read::read_bytes_with(name, bytes, &options, &Pulse::new())
            .unwrap()
            .report
    };
    let mut reports: Vec<ReadReport> = files
        .filter_map(|path| Some(read::open(&path, &Pulse::new()).ok()?.report))
        .collect();
    // A header with a name twice, beside a row that is set aside: the warning is about no row.
    let days = (1..7)
        .map(|day| format!("2024-03-0{day},14.5,-1.5,a,b\n"))
        .collect::<String>();
    let doubled = format!("date,lat,lon,notes,notes\n{days}soon,14.5,-1.5,a,b\n");
    reports.push(named("doubled.csv", doubled.into()));
    let mut seen = 0;
    for report in reports {
        let path = PathBuf::from(&report.file);
        let mut harness = stage("collection.geojson", Lang::En);
        let panel = &mut harness.state_mut().panel;
        panel.add(report.clone(), path.clone());
        panel.open(&path);
        harness.run();
        for group in report.groups() {
            seen += 1;
            let said = group.first.expected.explain(&EN);
            let w = EN.importing;
            let tab = match group.first.kind {
                _ if group.first.line == 0 => None,
                IssueKind::SetAside => Some(w.aside),
                IssueKind::Notice => Some(w.warnings),
                IssueKind::Remark => Some(w.remarks),
            };
            if let Some(tab) = tab
                && harness.query_all_by_label_contains(&said).next().is_none()
            {
                let tabs: Vec<_> = harness.query_all_by_label_contains(tab).collect();
                assert!(
                    tabs.iter().any(|tab| !tab.accesskit_node().is_disabled()),
                    "{}: {tab}",
                    report.file
                );
                tabs.into_iter().for_each(|tab| tab.click());
                harness.run();
            }
            let shown = harness.query_all_by_label_contains(&said).next().is_some();
            assert!(shown, "{}: {} {said}", report.file, group.code());
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_row_is_shown_whole_and_the_list_comes_back() {
    let mut harness = opened("report_doubtful.csv", Lang::Fr);
    harness.get_by_label("Voir la ligne, ligne 9").click();
    harness.run_ok();
    assert_eq!(harness.state().asked, [ReportAsk::Row(9)]);
    let cells = vec![
        ("latitude".to_owned(), "95".to_owned()),
        ("country".to_owned(), "Niger".to_owned()),
    ];
    harness.state_mut().panel.set_row(8, Vec::new());
    harness.state_mut().panel.set_row(9, cells);
    harness.run();
    assert!(harness.query_by_label("95").is_some() && harness.query_by_label("Niger").is_some());
    harness.get_by_label("Retour à la liste").click();
    harness.run();
    assert!(harness.query_by_label("Voir la ligne, ligne 10").is_some());
}

#[test]
fn a_file_that_is_gone_is_said_and_no_crash() {
    let mut harness = opened("report_doubtful.csv", Lang::En);
    harness.get_by_label("Show row, line 10").click();
    harness.run_ok();
    harness.state_mut().panel.set_row(10, Vec::new());
    harness.run();
    assert!(
        harness
            .query_by_label("The row can no longer be read: the file was moved or changed.")
            .is_some()
    );
}

#[test]
fn warnings_unfold_into_their_rows() {
    let mut harness = opened("report_doubtful.csv", Lang::En);
    harness.get_by_label("Accepted with a warning (5)").click();
    harness.run();
    let kind = "1 row, latitude, longitude, a point in that country or within 5 km of its border";
    assert!(
        harness.query_by_label("found 9.0700, 7.4000 (Niger)").is_some(),
        "few findings stand open"
    );
    harness.get_by_label(kind).click();
    harness.run();
    assert!(harness.query_by_label("found 9.0700, 7.4000 (Niger)").is_none());
}

#[test]
fn a_good_file_has_a_short_report() {
    let harness = opened("collection.geojson", Lang::Fr);
    assert!(
        harness
            .query_by_label("Toutes les lignes ont été comprises. Aucune n’est mise de côté.")
            .is_some()
    );
    assert!(harness.query_by_label_contains("Enregistrer").is_none());
}
