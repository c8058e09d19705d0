//! The dialog of exports by label, in both languages: what a click asks of the shell.
#![cfg(test)]

mod common;

use egui::accesskit::Role;
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sahel_atlas::base::{Lang, Text};
use sahel_atlas::model::{Dataset, Terms};
use sahel_atlas::read;
use sahel_atlas::session::{
    Arrival, Command, DataCommand, ExportOrder, ExportScope, FilterCommand, Origin, PanelCommand, Request, Session,
    Settings, SettingsCommand,
};
use sahel_atlas::ui::export::ExportPanel;
use sahel_atlas::ui::{Commands, Theme, UiCx, theme};
use sahel_atlas::words::{EN, FR};
use sahel_atlas::write::export::ExportFormat;

struct Stage {
    session: Session,
    panel: ExportPanel,
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
        self.panel.show(ui, &cx);
        for command in commands.take() {
            self.requests.extend(self.session.apply(command).requests);
        }
    }
}

fn stage(before: Vec<Command>) -> Harness<'static, Stage> {
    let mut session = Session::new(common::bundled(), Settings::default());
    for command in before {
        session.apply(command);
    }
    session.apply(Command::Panel(PanelCommand::Export(true)));
    let stage = Stage {
        session,
        panel: ExportPanel::default(),
        requests: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1366.0, 690.0))
        .build_ui_state(|ui, stage: &mut Stage| stage.ui(ui), stage);
    harness.run();
    harness
}

fn click(harness: &mut Harness<'_, Stage>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn it_says_how_many_incidents_and_which_filter_and_asks_for_a_place() {
    let niger = Command::Filter(FilterCommand::OnlyCountry("Niger".to_owned()));
    let mut harness = stage(vec![niger]);
    let shown = harness.state().session.result().count();
    harness.get_by_label(&format!("{shown} incidents · filter: Country: Niger"));
    click(&mut harness, "KML");
    click(&mut harness, "All of the datasets shown (10)");
    harness.get_by_label("10 incidents · no filter");
    click(&mut harness, EN.exporting.save);
    let order = ExportOrder {
        format: ExportFormat::Kml,
        scope: ExportScope::All,
    };
    let asked = Request::Export {
        order,
        path: None,
        replace: false,
    };
    assert_eq!(harness.state().requests, [asked]);
    assert_eq!(harness.state().panel.order(), order);
}

#[test]
fn where_no_file_dialog_appears_a_path_can_be_typed_and_a_file_is_replaced_after_a_yes() {
    let mut harness = stage(vec![Command::Settings(SettingsCommand::Lang(Lang::Fr))]);
    let words = FR.exporting;
    harness.state_mut().panel.not_chosen();
    harness.run();
    harness.get_by_label(words.not_chosen);
    harness.get_by_role(Role::TextInput).click();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text(" /tmp/a.csv ");
    harness.run();
    click(&mut harness, words.save_here);
    let typed = harness.state_mut().requests.pop();
    let Some(Request::Export { path, replace, .. }) = typed else {
        panic!("{typed:?}");
    };
    let path = path.unwrap();
    assert_eq!((path.to_str(), replace), (Some("/tmp/a.csv"), false));
    harness.state_mut().panel.ask_to_replace(path);
    harness.run();
    harness.get_by_label("/tmp/a.csv existe déjà.");
    click(&mut harness, words.replace);
    let replaced = harness.state_mut().requests.pop();
    assert!(
        matches!(replaced, Some(Request::Export { replace: true, .. })),
        "{replaced:?}"
    );
}

#[test]
fn a_name_of_another_kind_of_file_is_asked_about_and_a_typed_name_follows_the_kind() {
    let mut harness = stage(Vec::new());
    let asked = |harness: &mut Harness<'_, Stage>| match harness.state_mut().requests.pop() {
        Some(Request::Export { order, path, .. }) => (order.format, path.unwrap().display().to_string()),
        other => panic!("{other:?}"),
    };
    let doubt = |harness: &mut Harness<'_, Stage>| {
        let panel = &mut harness.state_mut().panel;
        panel.ask_which_kind("/tmp/a.geojson".into(), ExportFormat::GeoJson);
        harness.run();
    };
    doubt(&mut harness);
    click(&mut harness, "Save as a.csv");
    assert_eq!(asked(&mut harness), (ExportFormat::Csv, "/tmp/a.csv".to_owned()));
    doubt(&mut harness);
    let name = EN.exporting.formats[1].0;
    click(&mut harness, &EN.choose_kind(name));
    assert_eq!(
        asked(&mut harness),
        (ExportFormat::GeoJson, "/tmp/a.geojson".to_owned())
    );
    harness.state_mut().panel.not_chosen();
    harness.run();
    harness.get_by_role(Role::TextInput).click();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text("/tmp/b.geojson");
    harness.run();
    click(&mut harness, "KML");
    harness.state_mut().panel.not_chosen();
    harness.run();
    click(&mut harness, EN.exporting.save_here);
    assert_eq!(asked(&mut harness), (ExportFormat::Kml, "/tmp/b.kml".to_owned()));
}

/// The bundled incidents as if their terms restricted them.
fn restricted() -> std::sync::Arc<Dataset> {
    let terms = Terms::Restricted(Text::same("For you alone."));
    let terms = serde_json::to_string(&terms).unwrap();
    let text = include_str!("golden/collection.geojson");
    let text = text.replacen("\"dataset\": {", &format!("\"dataset\": {{\"terms\": {terms},"), 1);
    let opened = read::read_bytes("a.geojson", text.into_bytes(), &Default::default()).unwrap();
    std::sync::Arc::new(opened.dataset)
}

#[test]
fn restricted_rows_need_a_tick_and_sources_do_not() {
    let arrival = Arrival::new(restricted(), Origin::File("a.geojson".into()), 1);
    let open = Command::Data(DataCommand::Add(Box::new(arrival)));
    let mut harness = stage(vec![open]);
    click(&mut harness, EN.exporting.save);
    assert_eq!(harness.state().requests, []);
    click(&mut harness, EN.exporting.accept);
    click(&mut harness, EN.exporting.save);
    assert_eq!(harness.state().requests.len(), 1);
    click(&mut harness, EN.exporting.accept);
    click(&mut harness, "RIS");
    assert!(harness.query_by_label(EN.exporting.accept).is_none());
    click(&mut harness, EN.exporting.save);
    assert_eq!(harness.state().requests.len(), 2);
}

#[test]
fn escape_closes_it() {
    let mut harness = stage(Vec::new());
    harness.state_mut().session.apply(Command::Panel(PanelCommand::Escape));
    harness.run();
    assert!(harness.query_by_label(EN.exporting.title).is_none());
}
