//! The drawer under the map: table and charts, one at a time, so that map and timeline stay in view.

use egui::Ui;

use super::charts::ChartsPanel;
use super::cx::UiCx;
use super::left::tab_button;
use super::marks::{Icon, icon_button_sized};
use super::table::{self, TablePanel};
use super::theme::size;
use crate::session::{Command, CopyKind, DrawerTab, PanelCommand, Request};

/// Shows the tabs, what belongs to the open one, and the open one.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>, rows: &mut TablePanel, charts: &mut ChartsPanel) {
    let open = cx.session.panels().drawer_tab;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (tab, name) in [
            (DrawerTab::Table, cx.words.shell.table),
            (DrawerTab::Charts, cx.words.charting.charts),
        ] {
            if tab_button(ui, cx, name, tab == open).clicked() {
                cx.push(Command::Panel(PanelCommand::DrawerTab(tab)));
            }
        }
        ui.add_space(8.0);
        if open == DrawerTab::Charts {
            charts.controls(ui, cx);
        }
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(layout, |ui| {
            let close = cx.words.common.close;
            if icon_button_sized(ui, Icon::Cross, close, false, cx.theme, size::ROW).clicked() {
                cx.push(Command::Panel(PanelCommand::Table(false)));
            }
            match open {
                DrawerTab::Table => table_buttons(ui, cx),
                DrawerTab::Charts => charts.copy_button(ui, cx),
            }
        });
    });
    match open {
        DrawerTab::Table => rows.show(ui, cx),
        DrawerTab::Charts => charts.show(ui, cx),
    }
}

fn table_buttons(ui: &mut Ui, cx: &UiCx<'_>) {
    let columns = ui.button(cx.words.table.columns);
    egui::Popup::menu(&columns)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| table::columns_menu(ui, cx));
    let count = cx.result.count();
    let copy = egui::Button::new(cx.words.copy_rows(count));
    if ui.add_enabled(count > 0, copy).clicked() {
        cx.push(Command::Ask(Request::Copy(CopyKind::AllRows)));
    }
}
