//! The left panel: incidents, filters, context.

mod context;
mod filters;
mod list;
mod long_list;

use egui::Ui;

use super::cx::UiCx;
use super::marks::{Icon, icon_button, icon_button_sized};
use super::theme::{self, size};
use crate::session::{Command, LeftTab, PanelCommand};

/// The left panel with its drafts.
#[derive(Debug, Default)]
pub struct LeftPanel {
    list: list::ListPanel,
    filters: filters::FilterPanel,
}

impl LeftPanel {
    /// Shows the panel, 264 points wide or more.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        self.tabs_ui(ui, cx);
        match cx.session.panels().left_tab {
            LeftTab::Incidents => self.list.show(ui, cx),
            LeftTab::Filters => self.filters.show(ui, cx),
            LeftTab::Context => context::show(ui, cx),
        }
    }

    fn tabs_ui(&self, ui: &mut Ui, cx: &UiCx<'_>) {
        let words = cx.words.filtering;
        let open = cx.session.panels().left_tab;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let active = cx.session.filter().active().len();
            for (tab, name) in [
                (LeftTab::Incidents, words.incidents),
                (LeftTab::Filters, words.filters),
                (LeftTab::Context, words.context),
            ] {
                let name = if tab == LeftTab::Filters && active > 0 {
                    format!("{name} ({active})")
                } else {
                    name.to_owned()
                };
                if tab_button(ui, cx, &name, tab == open).clicked() {
                    cx.push(Command::Panel(PanelCommand::LeftTab(tab)));
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let fold = icon_button_sized(ui, Icon::Left, cx.words.shell.fold_left, false, cx.theme, 24.0);
                if fold.clicked() {
                    cx.push(Command::Panel(PanelCommand::Left(false)));
                }
            });
        });
        let y = ui.cursor().top() - 3.0;
        let line = egui::Stroke::new(1.0, cx.theme.palette.hairline);
        ui.painter().hline(ui.max_rect().x_range(), y, line);
    }
}

/// The folded panel: a rail of icons 40 points wide.
pub fn rail(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.filtering;
    ui.vertical_centered(|ui| {
        for (tab, icon, name) in [
            (LeftTab::Incidents, Icon::List, words.incidents),
            (LeftTab::Filters, Icon::Filter, words.filters),
            (LeftTab::Context, Icon::Dossier, words.context),
        ] {
            if icon_button(ui, icon, name, false, cx.theme).clicked() {
                cx.push(Command::Panel(PanelCommand::LeftTab(tab)));
            }
            let active = cx.session.filter().active().len();
            if tab == LeftTab::Filters && active > 0 {
                let text = egui::RichText::new(active.to_string())
                    .font(theme::strong(size::LABEL))
                    .color(cx.theme.palette.accent);
                ui.label(text);
            }
        }
    });
}

/// A tab: text with a line under the open one.
pub(in crate::ui) fn tab_button(ui: &mut Ui, cx: &UiCx<'_>, name: &str, open: bool) -> egui::Response {
    let p = &cx.theme.palette;
    let (font, colour) = if open {
        (theme::strong(size::LABEL), p.text)
    } else {
        (theme::body(size::LABEL), p.secondary)
    };
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, colour);
    let wanted = egui::vec2(galley.size().x + 12.0, size::ROW);
    let (rect, response) = ui.allocate_exact_size(wanted, egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, open, name));
    super::marks::paint_button_ground(ui, rect, &response, false, cx.theme);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, colour);
    if open {
        let line = egui::Stroke::new(2.0, p.accent);
        ui.painter()
            .hline(rect.x_range().shrink(4.0), rect.bottom() - 1.0, line);
    }
    response
}
