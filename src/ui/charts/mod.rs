//! Charts: events and deaths by time, divided by type or actor, with the window drawn over them.
//!
//! The numbers are counted once for a filter; while the window moves a frame only paints.

mod grip;
mod paint;

use std::sync::Arc;

use egui::{Rect, Sense, Ui, pos2, vec2};

use self::grip::Grip;
use super::cx::UiCx;
use super::theme::{self, size};
use super::timeline::axis::{Axis, View, ticks};
use crate::base::{DaySpan, Lang, Step};
use crate::query::series::{Binning, Chart, Group, Split};
use crate::query::{QueryResult, RowSet};
use crate::session::{Command, CopyKind, Request, TimeCommand};

/// Left of the plots: the scale.
const GUTTER: f32 = 46.0;
/// Height of the axis, points.
const AXIS: f32 = 16.0;
/// Width of the list of groups, points.
const KEY: f32 = 190.0;
/// Narrower drawers have no list of groups.
const WIDE_ENOUGH: f32 = 560.0;

/// What the numbers were counted for.
#[derive(Debug)]
struct Counted {
    passing: Vec<Arc<RowSet>>,
    asked: (Binning, Split),
    chart: Chart,
}

/// The charts with what was chosen.
#[derive(Debug, Default)]
pub struct ChartsPanel {
    /// What a bar covers; `None`: as fits.
    binning: Option<Binning>,
    split: Split,
    counted: Option<Counted>,
    grip: Option<Grip>,
    /// How often the numbers were counted, for tests.
    pub worked: u64,
}

impl ChartsPanel {
    /// What bars are divided by and how long they are: beside the tabs.
    pub fn controls(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let words = cx.words.charting;
        for (split, name) in [(Split::Kind, words.by_type), (Split::Actor, words.by_actor)] {
            if ui.selectable_label(self.split == split, name).clicked() {
                self.split = split;
            }
        }
        let name = |binning: Option<Binning>| match binning {
            None => words.fitting,
            Some(Binning::Step(step)) => cx.words.step_name(step),
            Some(Binning::SaturdayWeek) => words.saturday_week,
        };
        let steps = egui::ComboBox::from_id_salt("bar")
            .selected_text(name(self.binning))
            .show_ui(ui, |ui| {
                let all = Binning::ALL.into_iter().map(Some);
                for binning in [None].into_iter().chain(all) {
                    ui.selectable_value(&mut self.binning, binning, name(binning));
                }
            });
        let chosen = name(self.binning);
        steps
            .response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, chosen));
    }

    /// Copies the numbers shown.
    pub fn copy_button(&self, ui: &mut Ui, cx: &UiCx<'_>) {
        let chart = self.counted.as_ref().map(|counted| &counted.chart);
        let some = chart.filter(|chart| !chart.bins.is_empty());
        let button = egui::Button::new(cx.words.charting.copy);
        if ui.add_enabled(some.is_some(), button).clicked()
            && let Some(chart) = some
        {
            cx.push(Command::Ask(Request::Copy(CopyKind::Text(as_csv(chart, cx)))));
        }
    }

    /// What was counted last.
    pub fn chart(&self) -> Option<&Chart> {
        self.counted.as_ref().map(|counted| &counted.chart)
    }

    /// Shows the plots in all of the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let rect = ui.available_rect_before_wrap();
        ui.allocate_rect(rect, Sense::hover());
        let key = if rect.width() >= WIDE_ENOUGH { KEY } else { 0.0 };
        let plots = Rect::from_min_max(
            rect.min + vec2(GUTTER, 2.0),
            pos2(
                (rect.right() - key - 8.0).max(rect.left() + GUTTER + 40.0),
                rect.bottom() - AXIS,
            ),
        );
        self.count(cx, plots.width());
        let Some(counted) = &self.counted else { return };
        let (chart, (binning, _)) = (&counted.chart, counted.asked);
        if cx.result.matching == 0 || plots.height() < 30.0 {
            let font = theme::body(size::BODY);
            let colour = cx.theme.palette.secondary;
            ui.painter().text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                cx.words.charting.nothing,
                font,
                colour,
            );
            return;
        }
        let axis = View::default().axis(cx.session.domain(), plots.left(), plots.right());
        let halves = plots.split_top_bottom_at_fraction(0.54);
        let shown = paint::Shown { chart, axis: &axis, cx };
        let upper = halves.0.with_max_y(halves.0.bottom() - 4.0);
        shown.plot(ui, upper, false);
        shown.plot(ui, halves.1, true);
        shown.window(ui, plots);
        shown.name(ui, upper, false);
        shown.name(ui, halves.1, true);
        shown.unsettled(ui, plots);
        axis_ui(
            ui,
            cx,
            &axis,
            Rect::from_min_max(plots.left_bottom(), pos2(rect.right(), rect.bottom())),
        );
        if key > 0.0 {
            shown.key(ui, Rect::from_min_max(pos2(plots.right() + 12.0, rect.top()), rect.max));
        }
        self.pointer(ui, cx, plots, &axis, binning);
    }

    /// Counts where the filter, the bars or the groups have changed.
    fn count(&mut self, cx: &UiCx<'_>, width: f32) {
        let result: &QueryResult = cx.result;
        let extent = cx.session.domain();
        let bars = (width / 4.0).max(8.0) as usize;
        let binning = match self.binning {
            None => Binning::Step(Step::Day).at_most(extent, bars),
            // One point at least for a bar.
            Some(wanted) => wanted.at_most(extent, bars * 4),
        };
        // Weeks from Saturday are nobody's wish unless asked for.
        let binning = match (self.binning, binning) {
            (None, Binning::SaturdayWeek) => Binning::Step(Step::Month),
            (_, binning) => binning,
        };
        let asked = (binning, self.split);
        let passing = || result.parts.iter().map(|part| &part.passing.all);
        let same = |counted: &Counted| {
            let sets = counted.passing.len() == result.parts.len();
            counted.asked == asked && sets && passing().zip(&counted.passing).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        if self.counted.as_ref().is_some_and(same) {
            return;
        }
        self.worked += 1;
        self.counted = Some(Counted {
            passing: passing().cloned().collect(),
            asked,
            chart: Chart::count(result, asked.0, asked.1),
        });
    }

    /// Hovering, clicking, dragging the window.
    fn pointer(&mut self, ui: &Ui, cx: &UiCx<'_>, plots: Rect, axis: &Axis, binning: Binning) {
        let Some(counted) = &self.counted else { return };
        let response = ui.interact(plots, ui.unique_id().with("plots"), Sense::click_and_drag());
        let name = format!("{}, {}", cx.words.charting.charts, cx.words.charting.help);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, &name));
        let window = cx.session.window().span;
        if response.drag_started()
            && let Some(origin) = ui.input(|i| i.pointer.press_origin())
        {
            self.grip = Some(Grip::at(origin.x, axis, window));
        }
        if let (Some(grip), Some(pointer)) = (&self.grip, response.interact_pointer_pos())
            && response.dragged()
        {
            let span = grip.span(pointer.x, axis, |day| binning.span_of(day));
            if span != window {
                cx.push(Command::Time(TimeCommand::Drag(span)));
            }
        }
        if response.drag_stopped() {
            self.grip = None;
            cx.push(Command::Time(TimeCommand::EndGesture));
        }
        let bar = response.hover_pos().and_then(|pos| {
            let day = crate::base::Day::from_number(axis.day_at(pos.x).floor() as i32);
            counted.chart.bar_at(day)
        });
        let Some(bar) = bar else { return };
        if response.clicked()
            && let Some(span) = counted.chart.bins.get(bar)
        {
            cx.push(Command::Time(TimeCommand::Window(*span)));
        }
        let Some(pos) = response.hover_pos() else { return };
        ui.set_cursor_icon(Grip::at(pos.x, axis, window).cursor());
        // Over the plots, not in them: at the pointer it would cover the bars beside this one.
        let mut tooltip = egui::Tooltip::for_enabled(&response);
        let column = Rect::from_x_y_ranges(pos.x..=pos.x, plots.y_range());
        tooltip.popup = tooltip
            .popup
            .anchor(column)
            .align(egui::RectAlign::TOP)
            .align_alternatives(&[]);
        tooltip.show(|ui| readout(ui, cx, &counted.chart, bar, binning));
    }
}

/// What a bar says: its days, its sum, its groups.
fn readout(ui: &mut Ui, cx: &UiCx<'_>, chart: &Chart, bar: usize, binning: Binning) {
    let Some(span) = chart.bins.get(bar).copied() else {
        return;
    };
    let week = match binning {
        Binning::Step(Step::Week) => Some(false),
        Binning::SaturdayWeek => Some(true),
        Binning::Step(_) => None,
    };
    ui.label(egui::RichText::new(cx.words.bar_name(span, week)).font(theme::strong(size::LABEL)));
    let at = |counts: &[u32]| counts.get(bar).copied().unwrap_or(0);
    let said = |events: u32, deaths: u32| {
        let deaths = cx.words.reported_dead(u64::from(deaths));
        format!("{} · {deaths}", cx.words.incidents(events as usize))
    };
    ui.label(said(at(&chart.events), at(&chart.deaths)));
    for series in chart.series.iter().filter(|series| at(&series.events) > 0) {
        let text = said(at(&series.events), at(&series.deaths));
        let line = cx.words.labelled(&group_name(&series.group, cx), &text);
        ui.label(egui::RichText::new(line).font(theme::body(size::LABEL)));
    }
}

fn group_name(group: &Group, cx: &UiCx<'_>) -> String {
    match group {
        Group::Kind(kind) => cx.words.event_type(*kind).to_owned(),
        Group::Actor(name) => name.clone(),
        Group::Others => cx.words.charting.others.to_owned(),
    }
}

fn axis_ui(ui: &Ui, cx: &UiCx<'_>, axis: &Axis, rect: Rect) {
    let p = &cx.theme.palette;
    let font = theme::body(size::AXIS);
    let width = |text: &str| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), p.secondary);
        galley.size().x
    };
    let line = egui::Stroke::new(1.0, p.hairline);
    for tick in ticks(axis, axis.right, cx.words, width) {
        ui.painter().vline(tick.x, rect.top()..=rect.top() + 4.0, line);
        let at = pos2(tick.x + 4.0, rect.center().y + 1.0);
        ui.painter()
            .text(at, egui::Align2::LEFT_CENTER, &tick.label, font.clone(), p.secondary);
    }
}

/// The numbers as they are pasted into a sheet: a line for each bar and group.
pub fn as_csv(chart: &Chart, cx: &UiCx<'_>) -> String {
    let mut out = cx.words.charting.heads.join(",");
    let separator = if cx.lang() == Lang::Fr { ';' } else { ',' };
    if separator != ',' {
        out = out.replace(',', ";");
    }
    for (i, bin) in chart.bins.iter().enumerate() {
        for series in &chart.series {
            let at = |counts: &[u32]| counts.get(i).copied().unwrap_or(0);
            let name = group_name(&series.group, cx).replace('"', "\"\"");
            let (from, to) = (bin.start(), DaySpan::last_day(*bin));
            let (events, deaths) = (at(&series.events), at(&series.deaths));
            out.push_str(&format!(
                "\n{from}{separator}{to}{separator}\"{name}\"{separator}{events}{separator}{deaths}"
            ));
        }
    }
    out.push('\n');
    out
}
