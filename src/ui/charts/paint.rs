//! How the charts look.

use egui::{Align2, Color32, Mesh, Rect, Stroke, Ui, pos2, vec2};

use super::group_name;
use crate::query::series::{Chart, Group, Series};
use crate::ui::cx::UiCx;
use crate::ui::theme::{self, size};
use crate::ui::timeline::axis::Axis;
use crate::ui::timeline::bars::hatch;

/// A chart on the screen.
pub struct Shown<'a> {
    /// The numbers.
    pub chart: &'a Chart,
    /// Days to points.
    pub axis: &'a Axis,
    /// The frame.
    pub cx: &'a UiCx<'a>,
}

impl Shown<'_> {
    /// Stacked bars of events, or of deaths, with their scale.
    pub fn plot(&self, ui: &Ui, rect: Rect, deaths: bool) {
        let p = &self.cx.theme.palette;
        let of = |series: &Series, i: usize| {
            let counts = if deaths { &series.deaths } else { &series.events };
            counts.get(i).copied().unwrap_or(0)
        };
        let sum = |i: usize| {
            self.chart
                .series
                .iter()
                .map(|series| u64::from(of(series, i)))
                .sum::<u64>()
        };
        let most = (0..self.chart.bins.len()).map(sum).max().unwrap_or(0).max(1);
        let scale = (rect.height() - 4.0) / most as f32;
        let mut mesh = Mesh::default();
        for (i, bin) in self.chart.bins.iter().enumerate() {
            let Some((from, to)) = self.axis.clipped(*bin) else {
                continue;
            };
            let gap = if to - from > 3.0 { 1.0 } else { 0.0 };
            let mut y = rect.bottom();
            for (number, series) in self.chart.series.iter().enumerate() {
                let height = of(series, i) as f32 * scale;
                if height > 0.0 {
                    let bar = Rect::from_min_max(pos2(from, y - height), pos2((to - gap).max(from + 0.6), y));
                    mesh.add_colored_rect(bar, self.colour(number, &series.group));
                    y -= height;
                }
            }
        }
        let line = Stroke::new(1.0, p.hairline);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - most as f32 * scale, line);
        ui.painter().add(mesh);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.border));
        let words = self.cx.words;
        let font = theme::body(size::AXIS);
        let number = words.number(most);
        let at = rect.left_top() + vec2(-6.0, 0.0);
        ui.painter()
            .text(at, Align2::RIGHT_TOP, number, font.clone(), p.secondary);
        let at = rect.left_bottom() + vec2(-6.0, 0.0);
        ui.painter().text(at, Align2::RIGHT_BOTTOM, "0", font, p.secondary);
    }

    /// The name of a plot, over everything else in it.
    pub fn name(&self, ui: &Ui, rect: Rect, deaths: bool) {
        let p = &self.cx.theme.palette;
        let words = self.cx.words.charting;
        let name = if deaths { words.deaths } else { words.incidents };
        let font = theme::body(size::AXIS);
        let galley = ui.painter().layout_no_wrap(name.to_owned(), font, p.text);
        let at = rect.left_top() + vec2(4.0, 2.0);
        let ground = Rect::from_min_size(at, galley.size()).expand(2.0);
        ui.painter().rect_filled(ground, 2.0, p.panel.gamma_multiply(0.8));
        ui.painter().galley(at, galley, p.text);
    }

    /// What lies outside the window is veiled; its edges are lines with grips.
    pub fn window(&self, ui: &Ui, rect: Rect) {
        let p = &self.cx.theme.palette;
        let window = self.cx.session.window().span;
        let (from, to) = (self.axis.x_of(window.start()), self.axis.x_of(window.end()));
        let veil = p.panel.gamma_multiply(0.72);
        for (a, b) in [(rect.left(), from), (to, rect.right())] {
            let (a, b) = (a.max(rect.left()), b.min(rect.right()));
            if b > a {
                ui.painter()
                    .rect_filled(Rect::from_x_y_ranges(a..=b, rect.y_range()), 0.0, veil);
            }
        }
        for x in [from, to] {
            if rect.x_range().expand(1.0).contains(x) {
                ui.painter().vline(x, rect.y_range(), Stroke::new(1.5, p.accent));
                let grip = Rect::from_center_size(pos2(x, rect.center().y), vec2(5.0, 22.0));
                ui.painter().rect_filled(grip, 2.0, p.accent);
            }
        }
    }

    /// The newest days of datasets that are still completed are hatched, and said to be so.
    pub fn unsettled(&self, ui: &Ui, rect: Rect) {
        let days = self.cx.result.parts.iter().filter_map(|part| {
            let days = i32::from(part.dataset.card().unsettled_days?);
            Some(part.slice.extent?.end().plus(-days)..part.slice.extent?.end())
        });
        let Some(range) = days.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)) else {
            return;
        };
        let p = &self.cx.theme.palette;
        let (from, to) = (self.axis.x_of(range.start), self.axis.x_of(range.end));
        let band = Rect::from_x_y_ranges(
            from.max(rect.left())..=to.min(rect.right()).max(from + 3.0),
            rect.y_range(),
        );
        let mut shapes = Vec::new();
        hatch(band, p.secondary.gamma_multiply(0.6), &mut shapes);
        ui.painter().extend(shapes);
        let font = theme::body(size::AXIS);
        let at = pos2(band.left() - 6.0, rect.top() + 2.0);
        let text = self.cx.words.charting.incomplete;
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font, p.secondary);
        let at = at - vec2(galley.size().x, 0.0);
        if at.x > rect.left() + 80.0 {
            let ground = Rect::from_min_size(at, galley.size()).expand(2.0);
            ui.painter().rect_filled(ground, 2.0, p.panel.gamma_multiply(0.85));
            ui.painter().galley(at, galley, p.secondary);
        }
    }

    /// The groups with their colours.
    pub fn key(&self, ui: &mut Ui, rect: Rect) {
        let p = &self.cx.theme.palette;
        let builder = egui::UiBuilder::new()
            .max_rect(rect)
            .layout(egui::Layout::top_down(egui::Align::Min));
        let mut inside = ui.new_child(builder);
        {
            let ui = &mut inside;
            egui::ScrollArea::vertical().id_salt("groups").show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.spacing_mut().interact_size.y = 16.0;
                for (number, series) in self.chart.series.iter().enumerate() {
                    ui.horizontal(|ui| {
                        let (spot, _) = ui.allocate_exact_size(vec2(10.0, 14.0), egui::Sense::hover());
                        let square = Rect::from_center_size(spot.center(), vec2(10.0, 10.0));
                        let colour = self.colour(number, &series.group);
                        ui.painter().rect_filled(square, 2.0, colour);
                        let name = group_name(&series.group, self.cx);
                        let text = egui::RichText::new(name).font(theme::body(size::AXIS)).color(p.text);
                        ui.add(egui::Label::new(text).truncate().selectable(false));
                    });
                }
                if self
                    .chart
                    .series
                    .iter()
                    .any(|series| matches!(series.group, Group::Actor(_)))
                {
                    let note = egui::RichText::new(self.cx.words.charting.actor_note);
                    ui.label(note.font(theme::body(size::AXIS)).color(p.secondary));
                }
            });
        }
    }

    fn colour(&self, number: usize, group: &Group) -> Color32 {
        match group {
            Group::Kind(kind) => self.cx.theme.type_fill(*kind),
            Group::Actor(_) => self.cx.theme.group_fill(number),
            Group::Others => self.cx.theme.palette.bar_all,
        }
    }
}
