//! The table drawer: every visible row, sortable, copied as it is shown.

use egui::{Sense, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::cx::{ToldHover, UiCx};
use super::symbol;
use super::theme::{self, size};
use crate::model::Event;
use crate::query::EventRef;
use crate::session::{Command, PanelCommand, SelectCommand};

/// Width of the longest date, "25 Jun 2024 – 3 Jul 2024": dates, places and numbers are not cut.
const WIDE_DATE: f32 = 166.0;

/// Columns, in the order of `words.shell.columns`.
const COLUMNS: usize = 9;

/// The table with its order.
#[derive(Debug, Default)]
pub struct TablePanel {
    /// Column and whether descending; `None` is by date as the result has it.
    sort: Option<(usize, bool)>,
    /// Rows in the order shown, for the result and order they were made for.
    ordered: Vec<EventRef>,
    made_for: Option<(u64, Option<(usize, bool)>)>,
    told: ToldHover,
}

impl TablePanel {
    /// Shows the table.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        self.order(cx);
        let mut hovered = None;
        let mut sort_by = None;
        let mut builder = TableBuilder::new(ui)
            .id_salt("table")
            .striped(false)
            .sense(Sense::click())
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .auto_shrink(false);
        for (i, width) in [WIDE_DATE, 150.0, 230.0, 84.0, 290.0, 92.0, 170.0, 60.0]
            .into_iter()
            .enumerate()
        {
            let column = Column::initial(width).at_least(48.0).clip(true).resizable(true);
            builder = builder.column(if i == 2 { column.at_least(160.0) } else { column });
        }
        builder = builder.column(Column::remainder().at_least(60.0).clip(true));
        let table = builder.header(26.0, |mut header| {
            for i in 0..COLUMNS {
                header.col(|ui| {
                    if self.heading_ui(ui, cx, i).clicked() {
                        sort_by = Some(i);
                    }
                    if i + 1 == COLUMNS {
                        close_ui(ui, cx);
                    }
                });
            }
        });
        table.body(|body| {
            body.rows(size::ROW, self.ordered.len(), |mut row| {
                let Some(at) = self.ordered.get(row.index()).copied() else {
                    return;
                };
                let Some(event) = cx.result.event(at) else { return };
                row.set_selected(cx.session.selection().has(&event.key()));
                row.set_hovered(cx.session.hovered() == Some(at));
                cells_ui(&mut row, cx, event);
                let response = row.response();
                if response.hovered() {
                    hovered = Some(at);
                }
                if response.clicked() {
                    let ctrl = response.ctx.input(|i| i.modifiers.command);
                    let command = if ctrl {
                        SelectCommand::Toggle(at)
                    } else {
                        SelectCommand::Open(at)
                    };
                    cx.push(Command::Select(command));
                }
            });
        });
        self.told.tell(cx, hovered);
        if let Some(column) = sort_by {
            self.sort = next_sort(self.sort, column);
        }
    }

    fn heading_ui(&self, ui: &mut Ui, cx: &UiCx<'_>, column: usize) -> egui::Response {
        let name = cx.words.shell.columns.get(column).copied().unwrap_or("");
        let text = egui::RichText::new(name).font(theme::strong(size::LABEL));
        let response = ui.add(egui::Button::new(text).frame(false));
        if let Some((_, descending)) = self.sort.filter(|(sorted, _)| *sorted == column) {
            let icon = if descending {
                super::marks::Icon::Down
            } else {
                super::marks::Icon::Up
            };
            let at = response.rect.right_center() + egui::vec2(8.0, 0.0);
            icon.paint(ui.painter(), at, 9.0, cx.theme.palette.accent);
        }
        response
    }

    /// Sorts the rows again where the result or the order has changed.
    fn order(&mut self, cx: &UiCx<'_>) {
        let key = (cx.result.revision, self.sort);
        if self.made_for == Some(key) {
            return;
        }
        self.made_for = Some(key);
        self.ordered = cx.result.rows.iter().collect();
        let Some((column, descending)) = self.sort else { return };
        let mut keyed: Vec<(SortKey, EventRef)> = self
            .ordered
            .iter()
            .filter_map(|at| Some((sort_key(cx, cx.result.event(*at)?, column), *at)))
            .collect();
        keyed.sort_by(|a, b| {
            let order = a.0.cmp(&b.0);
            if descending { order.reverse() } else { order }
        });
        self.ordered = keyed.into_iter().map(|(_, at)| at).collect();
    }
}

fn close_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let cross = super::marks::Icon::Cross;
        let name = cx.words.common.close;
        if super::marks::icon_button_sized(ui, cross, name, false, cx.theme, 22.0).clicked() {
            cx.push(Command::Panel(PanelCommand::Table(false)));
        }
    });
}

/// Ascending, descending, back to the order by date.
fn next_sort(now: Option<(usize, bool)>, column: usize) -> Option<(usize, bool)> {
    match now {
        Some((sorted, false)) if sorted == column => Some((column, true)),
        Some((sorted, true)) if sorted == column => None,
        _ => Some((column, false)),
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Text(String),
}

fn sort_key(cx: &UiCx<'_>, event: Event<'_>, column: usize) -> SortKey {
    match column {
        0 => SortKey::Number(event.span().map_or(i64::MAX, |span| i64::from(span.start().number()))),
        5 => SortKey::Number(event.deaths().shown().map_or(-1, i64::from)),
        7 => SortKey::Number(i64::try_from(event.sources().count()).unwrap_or(i64::MAX)),
        8 => SortKey::Number(i64::from(event.disagreements())),
        _ => SortKey::Text(crate::base::fold::fold(&cell(cx, event, column))),
    }
}

fn cells_ui(row: &mut TableRow<'_, '_>, cx: &UiCx<'_>, event: Event<'_>) {
    for column in 0..COLUMNS {
        row.col(|ui| {
            if column == 1 {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, 20.0), Sense::hover());
                symbol::paint(ui.painter(), rect.center(), event.kind(), 12.0, cx.theme);
            }
            let text = egui::RichText::new(cell(cx, event, column)).font(theme::body(size::LABEL));
            ui.add(egui::Label::new(text).selectable(false).truncate());
        });
    }
}

/// What a cell says, on screen and in a copied table.
pub fn cell(cx: &UiCx<'_>, event: Event<'_>, column: usize) -> String {
    let words = cx.words;
    match column {
        0 => event
            .span()
            .map_or_else(|| words.common.undated.to_owned(), |span| words.span_short(span)),
        1 => words.event_type_one(event.kind()).to_owned(),
        2 => cx.words.title(event).into_owned(),
        3 => words.country(event.country()).to_owned(),
        4 => event.place_in(cx.lang()).to_owned(),
        5 => deaths(cx, event),
        6 => event.actors().collect::<Vec<_>>().join("; "),
        7 => event.sources().count().to_string(),
        8 => match event.disagreements() {
            0 => String::new(),
            n => n.to_string(),
        },
        _ => String::new(),
    }
}

/// "29 or more", "12–22", "7", "no figure".
pub fn deaths(cx: &UiCx<'_>, event: Event<'_>) -> String {
    let deaths = event.deaths();
    let Some(low) = deaths.shown() else {
        return cx.words.common.no_figure.to_owned();
    };
    let number = cx.words.number(u64::from(low));
    match deaths.high {
        _ if deaths.high_open => format!("{number} {}", cx.words.common.or_more),
        Some(high) if high > low => format!("{number}–{}", cx.words.number(u64::from(high))),
        _ => number,
    }
}

/// The visible rows as tab-separated text with a heading line, for the clipboard.
pub fn as_text(cx: &UiCx<'_>, rows: &[EventRef]) -> String {
    let mut out = cx.words.shell.columns.join("\t");
    for at in rows {
        let Some(event) = cx.result.event(*at) else { continue };
        let cells = (0..COLUMNS).map(|column| cell(cx, event, column).replace(['\t', '\n'], " "));
        out.push('\n');
        out.push_str(&cells.collect::<Vec<_>>().join("\t"));
    }
    out
}
