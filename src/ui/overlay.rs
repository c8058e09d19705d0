//! What is said where nothing is shown, and the card of the first run.

use std::path::PathBuf;

use egui::{Align2, Ui, vec2};

use super::cx::{Commands, UiCx};
use super::theme::{self, size};
use crate::base::DaySpan;
use crate::query::Criterion;
use crate::session::{
    Command, DataCommand, FilterCommand, LeftTab, Notice, NoticeLevel, PanelCommand, Preset, Request, SelectCommand,
    TimeCommand, ViewCommand,
};

/// Says why nothing is shown and offers the way out.
pub fn empty_state(ui: &mut Ui, cx: &UiCx<'_>) {
    egui::Frame::new().inner_margin(egui::Margin::same(12)).show(ui, |ui| {
        if cx.result.parts.is_empty() {
            all_hidden_ui(ui, cx);
        } else if super::hidden::show(ui, cx) {
            // Said and done.
        } else if let Some((criterion, _)) = guilty(cx) {
            empty_filter_ui(ui, cx, criterion);
        } else {
            empty_window_ui(ui, cx);
        }
    });
}

fn all_hidden_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.opening;
    ui.label(words.all_hidden);
    ui.add_space(6.0);
    if ui.button(words.show_all).clicked() {
        cx.push(Command::Data(DataCommand::ShowAll));
    }
}

/// The criterion without which most events would be shown; none where the filter is not to blame.
fn guilty(cx: &UiCx<'_>) -> Option<(Criterion, usize)> {
    let would = cx.result.without.iter().copied();
    would
        .filter(|(_, count)| *count > 0)
        .max_by_key(|(_, count)| *count)
        .or_else(|| {
            // No single criterion is enough: blame the first, unless the window alone is empty.
            let any = cx.result.matching == 0 && cx.result.total > 0;
            any.then(|| cx.result.without.first().copied()).flatten()
        })
}

fn empty_filter_ui(ui: &mut Ui, cx: &UiCx<'_>, criterion: Criterion) {
    let words = cx.words.filtering;
    if let Some(country) = empty_country(cx) {
        ui.label(format!("{} [1]", country.text.get(cx.lang())));
        if let Some(source) = source_of_figure(cx, &country.figure) {
            let text = egui::RichText::new(format!("[1] {source}")).font(theme::body(size::LABEL));
            ui.label(text.color(cx.theme.palette.secondary));
        }
        ui.add_space(6.0);
        if ui.button(words.show_figure).clicked() {
            cx.push(Command::Panel(PanelCommand::LeftTab(LeftTab::Context)));
        }
    } else {
        let what = super::chips::describe(criterion, cx);
        ui.label(cx.words.leaves_nothing(&what, cx.result.total));
        ui.add_space(6.0);
        if ui.button(words.remove_filter).clicked() {
            cx.push(Command::Filter(FilterCommand::Drop(criterion)));
        }
    }
    if ui.button(words.clear_all).clicked() {
        cx.push(Command::Filter(FilterCommand::Clear));
    }
}

/// The short line of the source of a context figure.
fn source_of_figure<'a>(cx: &UiCx<'a>, figure: &str) -> Option<&'a str> {
    cx.result.parts.iter().find_map(|part| {
        let figure = part.dataset.context().figures.iter().find(|f| f.id == figure)?;
        Some(part.dataset.source(&figure.source)?.custom.short.get(cx.lang()))
    })
}

/// The sentence for a country of which the collection has no incident, where only that country is asked for.
fn empty_country<'a>(cx: &UiCx<'a>) -> Option<&'a crate::model::context::EmptyCountry> {
    let filter = cx.session.filter();
    let only: Vec<_> = filter.countries.include.iter().collect();
    let [country] = only.as_slice() else { return None };
    let parts = &cx.result.parts;
    parts
        .iter()
        .find_map(|part| part.dataset.context().empty_country.get(*country))
}

fn empty_window_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.filtering;
    let (before, after) = cx.result.nearest();
    let nearest: Vec<String> = [before, after]
        .into_iter()
        .flatten()
        .map(|d| cx.words.day_short(d))
        .collect();
    ui.label(cx.words.empty_window(&nearest));
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        if let Some(day) = after.or(before)
            && ui.button(words.go_to_nearest).clicked()
        {
            let step = cx.session.time().step;
            let span = if cx.session.window().span.days() > step.span_of(day).days() {
                let length = cx.session.window().span.days();
                DaySpan::inclusive(day, day.plus(length - 1))
            } else {
                step.span_of(day)
            };
            cx.push(Command::Time(TimeCommand::Window(span)));
        }
        if ui.button(words.all_dates).clicked() {
            cx.push(Command::Time(TimeCommand::Preset(Preset::All)));
        }
    });
}

/// A strip over the map: everything visible is outside its frame, or has no place.
pub fn outside_frame(ui: &Ui, cx: &UiCx<'_>, free: egui::Rect, in_frame: usize) {
    let located = cx.result.count() - cx.result.unlocated;
    if located == 0 || in_frame > 0 {
        return;
    }
    let at = free.center_top() + vec2(0.0, 12.0);
    card(
        ui,
        cx,
        "outside",
        at,
        Align2::CENTER_TOP,
        340.0_f32.min(free.width() - 48.0),
        |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(cx.words.outside_frame(located));
                if ui.button(cx.words.filtering.fit).clicked() {
                    cx.push(Command::View(ViewCommand::FitVisible));
                }
            });
        },
    );
}

/// The reason why the map is empty, over what is free of the map.
pub fn empty_map(ui: &Ui, cx: &UiCx<'_>, free: egui::Rect) {
    if cx.result.rows.is_empty() {
        let at = free.center_top() + vec2(0.0, 12.0);
        let width = 400.0_f32.min(free.width() - 48.0);
        card(ui, cx, "empty", at, Align2::CENTER_TOP, width, |ui| empty_state(ui, cx));
    }
}

/// The card of the first run.
pub fn welcome(ui: &Ui, cx: &UiCx<'_>, beside: egui::Rect) {
    if !cx.session.panels().welcome {
        return;
    }
    let words = cx.words.shell;
    // Above the notes at the bottom edge: the disclaimer stays readable.
    let at = beside.center_bottom() - vec2(0.0, 48.0);
    card(ui, cx, "welcome", at, Align2::CENTER_BOTTOM, 420.0, |ui| {
        ui.label(egui::RichText::new(words.welcome).font(theme::body(size::BODY)));
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button(words.show_example).clicked() {
                cx.push(Command::Panel(PanelCommand::Welcome(false)));
                if let Some(at) = cx.result.most_disputed() {
                    cx.push(Command::Select(SelectCommand::Open(at)));
                }
            }
            if ui.button(words.open_my_file).clicked() {
                cx.push(Command::Ask(Request::ChooseFile));
            }
            if ui.button(words.keys).clicked() {
                cx.push(Command::Panel(PanelCommand::Keys(true)));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(cx.words.common.close).clicked() {
                    cx.push(Command::Panel(PanelCommand::Welcome(false)));
                }
            });
        });
    });
}

/// What went wrong, whole: where, what was found, what was expected. Returns whether it was put away.
pub fn refusal(ui: &Ui, cx: &UiCx<'_>, notice: &Notice, beside: egui::Rect) -> bool {
    if notice.level != NoticeLevel::Error {
        return false;
    }
    let at = beside.center_bottom() - vec2(0.0, 24.0);
    let mut away = false;
    card(ui, cx, "refusal", at, Align2::CENTER_BOTTOM, 520.0, |ui| {
        let text = egui::RichText::new(notice.text.get(cx.lang())).color(cx.theme.palette.notice);
        ui.add(egui::Label::new(text).wrap().selectable(true));
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if ui.button(cx.words.shell.choose_another).clicked() {
                cx.push(Command::Ask(Request::ChooseFile));
                away = true;
            }
            away |= ui.button(cx.words.common.close).clicked();
        });
    });
    away
}

/// Files dropped on the window are asked for, all of them at once.
pub fn take_dropped(ctx: &egui::Context, commands: &Commands) {
    let dropped = ctx.input(|i| i.raw.dropped_files.clone());
    let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
    if !paths.is_empty() {
        commands.push(Command::Ask(Request::OpenFiles(paths)));
    }
}

/// While a file is held over the window: that it can be dropped.
pub fn drop_hint(ui: &Ui, cx: &UiCx<'_>) {
    if ui.ctx().input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let at = ui.ctx().content_rect().center();
    card(ui, cx, "drop", at, Align2::CENTER_CENTER, 300.0, |ui| {
        ui.vertical_centered(|ui| {
            ui.label(egui::RichText::new(cx.words.shell.drop_here).font(theme::strong(size::POPUP_TITLE)));
        });
    });
}

fn card(ui: &Ui, cx: &UiCx<'_>, id: &str, at: egui::Pos2, align: Align2, width: f32, add: impl FnOnce(&mut Ui)) {
    let p = &cx.theme.palette;
    let width = width.min(ui.ctx().content_rect().width() - 40.0).max(120.0);
    egui::Area::new(egui::Id::unique(id))
        .order(egui::Order::Middle)
        .pivot(align)
        .fixed_pos(at)
        .show(ui.ctx(), |ui| {
            egui::Frame::new()
                .fill(p.panel)
                .stroke(egui::Stroke::new(1.0, p.border))
                .corner_radius(4.0)
                .inner_margin(egui::Margin::same(12))
                .show(ui, |ui| {
                    // An area remembers its last width; this one keeps to the card's.
                    ui.set_max_width(width);
                    ui.set_min_width(width);
                    add(ui);
                });
        });
}
