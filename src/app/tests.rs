//! The window as a whole, without a display: what it asks and does with files. Rows are kept on the disk only once
//! somebody has said so: it is asked and answered, and its folder looked at.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::start::Begun;
use super::{App, Options};
use crate::base::{Lang, Pulse};
use crate::read::{self, OpenOptions};
use crate::session::{Command, CopyChoice, DossierTab, PanelCommand, SelectCommand, SettingsCommand};
use crate::tasks::ReadBy;
use crate::words::{EN, FR, Words};

/// Made-up rows.
const TABLE: &str = include_str!("../../tests/golden/ucdp_release.csv");

/// A folder that is removed when the test has passed.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sahel-atlas-consent-{}-{name}", std::process::id()));
        let _old = std::fs::remove_dir_all(&folder).is_ok();
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn table(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, TABLE).unwrap();
        path
    }

    /// Copies that lie in it.
    fn copies(&self) -> usize {
        std::fs::read_dir(self.0.join("copies")).map_or(0, |files| files.count())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _removed = std::fs::remove_dir_all(&self.0).is_ok();
        }
    }
}

fn window(folder: &Folder, words: &Words, no_cache: bool) -> Harness<'static, App> {
    let options = Options {
        lang: Some(words.lang),
        no_cache,
        ..Options::default()
    };
    let ctx = egui::Context::default();
    crate::ui::theme::install(&ctx);
    let dataset = Arc::new(read::bundled().unwrap());
    let mut app = App::new(&ctx, dataset, None, &options, Begun::in_folder(&folder.0));
    app.session.apply(Command::Panel(PanelCommand::Welcome(false)));
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1366.0, 690.0))
        .with_context_setup(crate::ui::theme::install)
        .build_ui_state(
            |ui, app: &mut App| {
                let ctx = ui.ctx().clone();
                app.before_panels(&ctx);
                crate::ui::overlay::take_dropped(&ctx, &app.commands);
                app.take_shortcuts(&ctx);
                app.screen(ui);
                app.after_panels(&ctx);
            },
            app,
        );
    harness.run_steps(4);
    harness
}

/// A large file was opened, and its sum is known. Says whether somebody is asked.
fn open(harness: &mut Harness<'static, App>, path: &Path, worth_a_copy: bool) -> bool {
    let opened = read::open_with(path, &OpenOptions::default(), &Pulse::new()).unwrap();
    let sum = read::sha256_of(path, &Pulse::new()).unwrap();
    let by = ReadBy {
        options: OpenOptions::default(),
        worth_a_copy,
    };
    let app = harness.state_mut();
    app.opened_by(path, by, &Arc::new(opened.dataset), &Arc::new(opened.report));
    app.summed(path, &sum);
    harness.run_steps(4);
    let asked = harness.state().copying.asked();
    let words = harness.state().words();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let shown = harness.query_by_label(&words.keep_copy(&name)).is_some();
    assert_eq!(asked == Some(name), shown, "what is asked is on the screen");
    shown
}

fn answer(harness: &mut Harness<'static, App>, text: &str) {
    harness.get_by_label(text).click();
    harness.run_steps(4);
}

/// Waits until so many copies are there.
fn wait_for(harness: &mut Harness<'static, App>, folder: &Folder, copies: usize) {
    let begun = Instant::now();
    while folder.copies() != copies || !harness.state().tasks.is_idle() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{} copies", folder.copies());
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
}

#[test]
fn nothing_is_kept_before_somebody_has_said_yes_and_each_file_is_asked_about_once() {
    for words in [&EN, &FR] {
        let folder = Folder::new(words.lang.code());
        let (one, two) = (folder.table("one.csv"), folder.table("two.csv"));
        let mut harness = window(&folder, words, false);
        let introduced = |harness: &Harness<'_, App>| harness.query_by_label(words.shell.show_example).is_some();
        let welcome = Command::Panel(PanelCommand::Welcome(true));
        harness.state_mut().session.apply(welcome);
        harness.run_steps(3);
        assert!(introduced(&harness));
        assert!(open(&mut harness, &one, true));
        assert!(!introduced(&harness), "one card at a time");
        assert!(
            harness.state().tasks.is_idle() && folder.copies() == 0,
            "asking keeps nothing"
        );
        answer(&mut harness, words.copying.keep);
        wait_for(&mut harness, &folder, 1);
        assert!(harness.state().copying.asked().is_none());
        assert!(!open(&mut harness, &one, true), "a yes holds for the file");
        wait_for(&mut harness, &folder, 1);
        assert!(open(&mut harness, &two, true), "another file is asked about");
        answer(&mut harness, words.copying.not_this);
        assert!(!open(&mut harness, &two, true), "a no holds too");
        wait_for(&mut harness, &folder, 1);
        drop(harness);
        let mut later = window(&folder, words, false);
        assert!(!open(&mut later, &two, true), "and at the next start");
        wait_for(&mut later, &folder, 1);
    }
}

#[test]
fn an_answer_for_every_file_ends_the_questions() {
    for (text, choice, copies) in [
        (EN.copying.keep, CopyChoice::Always, 2),
        (EN.copying.not_this, CopyChoice::Never, 0),
    ] {
        let folder = Folder::new(if copies == 0 { "never" } else { "always" });
        let (one, two) = (folder.table("one.csv"), folder.table("two.csv"));
        let mut harness = window(&folder, &EN, false);
        assert!(open(&mut harness, &one, true));
        answer(&mut harness, EN.copying.every_file);
        assert_eq!(folder.copies(), 0, "the box alone says nothing");
        answer(&mut harness, text);
        assert_eq!(harness.state().session.settings().copies, choice);
        assert!(!open(&mut harness, &two, true));
        wait_for(&mut harness, &folder, copies);
    }
}

#[test]
fn nobody_is_asked_where_there_is_nothing_to_ask() {
    let folder = Folder::new("silent");
    let file = folder.table("one.csv");
    let mut harness = window(&folder, &EN, false);
    assert!(!open(&mut harness, &file, false), "a small file");
    let never = Command::Settings(SettingsCommand::Copies(CopyChoice::Never));
    harness.state_mut().session.apply(never);
    assert!(!open(&mut harness, &file, true), "never");
    let mut without = window(&folder, &EN, true);
    assert!(!open(&mut without, &file, true), "without copies");
    for harness in [&mut harness, &mut without] {
        wait_for(harness, &folder, 0);
    }
}

#[test]
fn nothing_breaks_in_a_window_of_any_size_whatever_is_open() {
    let panel = Command::Panel;
    let opened = [
        vec![],
        vec![panel(PanelCommand::Dossier(Some(DossierTab::Claims)))],
        vec![panel(PanelCommand::Table(true)), panel(PanelCommand::Keys(true))],
        vec![panel(PanelCommand::Export(true)), panel(PanelCommand::Datasets(true))],
        vec![panel(PanelCommand::About(true)), panel(PanelCommand::Copies(true))],
        vec![panel(PanelCommand::Welcome(true)), panel(PanelCommand::TypePath(true))],
    ];
    let folder = Folder::new("sizes");
    for commands in opened {
        let mut harness = window(&folder, &FR, false);
        let session = &mut harness.state_mut().session;
        let disputed = session.result().most_disputed().unwrap();
        session.apply(Command::Select(SelectCommand::Open(disputed)));
        for command in commands {
            session.apply(command);
        }
        for (wide, high) in [
            (1366.0, 690.0),
            (320.0, 200.0),
            (120.0, 60.0),
            (1.0, 1.0),
            (1024.0, 600.0),
        ] {
            harness.set_size(egui::vec2(wide, high));
            harness.run_steps(6);
        }
        let words = harness.state().words().shell;
        assert!(
            harness.query_by_label(words.menu).is_some(),
            "the window is itself again"
        );
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
fn files_dropped_on_the_window_become_layers_in_their_order() {
    let folder = Folder::new("dropped");
    let paths = [folder.table("first.csv"), folder.table("second.csv")];
    let mut harness = window(&folder, &EN, false);
    let before = harness.state().session.layers().len();
    for path in &paths {
        let file: egui::DroppedFileHandle = Arc::new(Dropped(path.clone()));
        harness.input_mut().dropped_files.push(file);
    }
    harness.run_steps(2);
    wait_for(&mut harness, &folder, 0);
    let layers = &harness.state().session.layers()[before..];
    let files: Vec<String> = layers.iter().filter_map(crate::session::Layer::file).collect();
    assert_eq!(files, ["first.csv", "second.csv"]);
    let said = harness.state().notice.clone().unwrap().text;
    assert!(said.en.contains("Opened ") && said.fr.contains("ouvert"), "{said:?}");
    assert_eq!(harness.query_all_by_label(&said.en).count(), 1);
    let french = Command::Settings(SettingsCommand::Lang(Lang::Fr));
    harness.state_mut().session.apply(french);
    harness.run_steps(4);
    assert_eq!(harness.query_all_by_label(&said.fr).count(), 1);
    assert_eq!(harness.query_all_by_label(&said.en).count(), 0);
}

#[test]
fn what_was_said_is_worded_anew_when_the_language_changes() {
    let folder = Folder::new("language");
    let mut harness = window(&folder, &EN, false);
    harness.state_mut().refuse(
        Path::new("/nonexistent/rows.csv"),
        &read::open_with(
            Path::new("/nonexistent/rows.csv"),
            &OpenOptions::default(),
            &Pulse::new(),
        )
        .unwrap_err(),
    );
    harness.run_steps(4);
    assert!(harness.query_all_by_label_contains("rows.csv: ").count() > 0);
    let french = Command::Settings(SettingsCommand::Lang(Lang::Fr));
    harness.state_mut().session.apply(french);
    harness.run_steps(4);
    assert!(harness.query_all_by_label_contains("rows.csv\u{a0}: ").count() > 0);
    assert_eq!(harness.query_all_by_label_contains("rows.csv: ").count(), 0);
}

/// What a keyboard sends for a letter.
fn letter(key: egui::Key, modifiers: egui::Modifiers) -> Vec<egui::Event> {
    let press = |pressed| egui::Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    let text = modifiers
        .is_none()
        .then(|| egui::Event::Text(key.name().to_lowercase()));
    [Some(press(true)), text, Some(press(false))]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn letters_typed_in_the_frame_that_gives_a_field_the_focus_are_for_the_field() {
    let folder = Folder::new("typed");
    let plain = egui::Modifiers::NONE;
    let field = |harness: &Harness<'_, App>| {
        // The others are the dates of the timeline, at the bottom.
        let fields = harness.get_all_by_role(egui::accesskit::Role::TextInput);
        let found = fields.min_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap();
        (
            found.rect().center(),
            found.accesskit_node().value().unwrap_or_default(),
        )
    };
    let (at, _) = field(&window(&folder, &EN, false));
    let click = |pressed| egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: plain,
    };
    let by_key = letter(egui::Key::F, egui::Modifiers::COMMAND);
    let by_click = vec![egui::Event::PointerMoved(at), click(true), click(false)];
    for given in [by_key, by_click] {
        let mut harness = window(&folder, &EN, false);
        let window_before = harness.state().session.window().span;
        // A letter before it is a shortcut still.
        let mut events = letter(egui::Key::L, plain);
        let legend = harness.state().session.panels().legend;
        events.extend(given);
        for key in [egui::Key::T, egui::Key::N] {
            events.extend(letter(key, plain));
        }
        harness.input_mut().events.extend(events);
        harness.run_steps(6);
        let app = harness.state();
        assert_eq!(app.session.panels().legend, !legend);
        assert!(!app.session.panels().table, "T is for the field");
        assert_eq!(app.session.window().span, window_before, "and so is N");
        assert_eq!(field(&harness).1, "tn");
    }
}

/// Many events are searched by an index, which a job makes of the file: a file that was taken away before has no notes.
#[test]
fn a_search_that_could_not_read_the_notes_of_a_file_says_so() {
    let folder = Folder::new("lost");
    let path = folder.0.join("many.csv");
    let mut text = "date,lat,lon,description\n".to_owned();
    for n in 0..3_000 {
        text += &format!("2024-03-{:02},14.2,{}.5,row {n} of cattle\n", 1 + n % 28, n % 3);
    }
    std::fs::write(&path, text).unwrap();
    let opened = read::open_with(&path, &OpenOptions::default(), &Pulse::new()).unwrap();
    std::fs::remove_file(&path).unwrap();
    let dataset = Arc::new(opened.dataset);
    for words in [&EN, &FR] {
        let mut harness = window(&folder, words, false);
        let app = harness.state_mut();
        let arrival = crate::session::Arrival::new(Arc::clone(&dataset), crate::session::Origin::File(path.clone()), 1);
        app.session
            .apply(Command::Data(crate::session::DataCommand::Add(Box::new(arrival))));
        app.session.apply(Command::Filter(crate::session::FilterCommand::Text(
            "cattle".to_owned(),
        )));
        let begun = Instant::now();
        let said = words.notes_not_searched("many.csv");
        while harness.query_all_by_label(&said).count() == 0 {
            assert!(begun.elapsed() < Duration::from_secs(20), "nothing is said");
            harness.run_steps(1);
        }
        assert_eq!(harness.state().session.result().count(), 0);
    }
}

#[test]
fn f6_walks_on_from_the_search_field() {
    let folder = Folder::new("regions");
    let mut harness = window(&folder, &EN, false);
    let mut seen = Vec::new();
    for _ in 0..4 {
        harness.key_press(egui::Key::F6);
        harness.run_steps(2);
        seen.push(harness.ctx.memory(|memory| memory.focused()));
    }
    seen.dedup();
    assert_eq!(seen.len(), 4, "search, list, map, timeline");
    assert!(seen.iter().all(Option::is_some), "{seen:?}");
    // And the way to the export.
    harness.key_press_modifiers(egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT), egui::Key::E);
    harness.run_steps(2);
    assert!(harness.state().session.panels().export);
    harness
        .state_mut()
        .session
        .apply(Command::Panel(PanelCommand::Export(false)));
    // A function key acts in the field.
    harness.state_mut().panels.top_bar.search.focus = true;
    harness.run_steps(2);
    let before = harness.state().session.panels().left;
    harness.key_press(egui::Key::F3);
    harness.run_steps(2);
    assert_ne!(harness.state().session.panels().left, before);
}
