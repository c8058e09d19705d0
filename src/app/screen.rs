//! Where the panels stand. Only places them; each panel shows itself.

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

use super::App;
use super::regions::{Region, landing};
use crate::base::LonLat;
use crate::base::gazetteer;
use crate::session::{Command, CopyKind, NoticeLevel, Request};
use crate::ui::layers::jobs::JobView;
use crate::ui::{UiCx, chips, drawer, layers, left, overlay, sheets, status, timeline};

/// Width from which a window is wide (a large desktop screen).
const WIDE: f32 = 2200.0;
/// Below this width the left panel folds by itself while the dossier is open.
const ROOM_FOR_THREE: f32 = 1280.0;
/// Below this width the dossier takes the place of the left panel.
const ROOM_FOR_TWO: f32 = 1100.0;

impl App {
    /// Shows every panel.
    pub(super) fn screen(&mut self, ui: &mut Ui) {
        let Self {
            session,
            panels,
            tiles,
            tasks,
            store,
            commands,
            theme,
            notice,
            position,
            report_ask,
            copying,
            ..
        } = self;
        let cx = UiCx::new(session, theme, commands);
        let width = ui.ctx().content_rect().width();
        bar(Panel::top("top bar"), &cx, 40.0).show(ui, |ui| panels.top_bar.show(ui, &cx));
        if !session.filter().active().is_empty() {
            let strip = Panel::top("chips").frame(plain(Margin::symmetric(10, 3)));
            strip.show(ui, |ui| chips::show(ui, &cx));
        }
        *position = panels.map.cursor().or(*position);
        let jobs: Vec<JobView> = tasks
            .progress()
            .iter()
            .filter_map(|job| JobView::of(job, &cx))
            .collect();
        bar(Panel::bottom("status"), &cx, 24.0).show(ui, |ui| {
            let text = position.map(|at| position_text(&cx, at));
            let clicked = status::show(
                ui,
                &cx,
                notice.as_ref(),
                text.as_deref(),
                (&mut panels.jobs, &jobs),
                &mut panels.report,
            );
            if let Some(at) = position.filter(|_| clicked) {
                cx.push(Command::Ask(copy_position(at)));
            }
        });
        let height = timeline::height(ui.ctx().content_rect().height(), session.panels().timeline);
        bar(Panel::bottom("timeline"), &cx, height).show(ui, |ui| {
            landing(ui, &cx, Region::Timeline);
            panels.timeline.show(ui, &cx);
        });
        if session.panels().table {
            let drawer = Panel::bottom("table")
                .resizable(true)
                .default_size(220.0)
                .min_size(90.0);
            let drawer = drawer.frame(plain(Margin::symmetric(8, 4)));
            drawer.show(ui, |ui| drawer::show(ui, &cx, &mut panels.table, &mut panels.charts));
        }
        sides(ui, &cx, panels, width);
        let map = CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            panels
                .map
                .show(ui, &cx, tiles.as_mut().map(|tiles| tiles as &mut dyn walkers::Tiles));
            ui.max_rect()
        });
        let map = map.inner;
        let anchor = session.focused().and_then(|at| panels.map.anchor(at));
        panels.popup.stay_under(panels.map.switch_bottom());
        panels.popup.show(ui, &cx, anchor, map);
        let (free, beside) = (panels.map.free(map), panels.map.beside_legend(map));
        overlay::empty_map(ui, &cx, free);
        overlay::outside_frame(ui, &cx, free, panels.map.in_frame());
        // A refusal and a question come first; the introduction waits.
        let refused = notice.as_ref().is_some_and(|notice| notice.level == NoticeLevel::Error);
        if !refused && copying.asked().is_none() {
            overlay::welcome(ui, &cx, beside);
        }
        overlay::drop_hint(ui, &cx);
        if notice
            .as_ref()
            .is_some_and(|notice| overlay::refusal(ui, &cx, notice, beside))
        {
            *notice = None;
        }
        panels.link.show(ui, &cx);
        panels.jobs.card(ui, &cx, &jobs, map);
        panels.report.note(ui, &cx, map, panels.map.legend_rect());
        if let Some(file) = copying.asked() {
            panels.copies.ask(ui, &cx, &file, map);
        }
        *report_ask = panels.report.show(ui, &cx).or(report_ask.take());
        let asked = panels.wizard.show(ui, &cx);
        sheets::show(ui, &cx, &store.traces());
        layers::sheet::show(ui, &cx);
        panels.copies.sheet(ui, &cx);
        panels.path.show(ui, &cx);
        panels.export.show(ui, &cx);
        for asked in asked {
            self.answer(asked);
        }
    }
}

fn sides(ui: &mut Ui, cx: &UiCx<'_>, panels: &mut super::Panels, width: f32) {
    let open = cx.session.panels();
    let dossier = open.dossier.is_some() && cx.session.focused().is_some();
    let (left_width, dossier_width) = if width >= WIDE { (320.0, 480.0) } else { (264.0, 400.0) };
    let covers = dossier && width < ROOM_FOR_TWO;
    let folded = !open.left || (dossier && width < ROOM_FOR_THREE);
    if !covers && folded {
        let rail = Panel::left("rail").exact_size(40.0).resizable(false);
        rail.frame(plain(Margin::symmetric(4, 8)))
            .show(ui, |ui| left::rail(ui, cx));
    } else if !covers {
        let panel = Panel::left("left").exact_size(left_width).resizable(false);
        panel.frame(plain(Margin::ZERO)).show(ui, |ui| {
            landing(ui, cx, Region::Left);
            panels.left.show(ui, cx);
        });
    }
    if dossier {
        let panel = if covers {
            Panel::left("dossier")
        } else {
            Panel::right("dossier")
        };
        let panel = panel.exact_size(dossier_width).resizable(false);
        panel.frame(plain(Margin::ZERO)).show(ui, |ui| {
            landing(ui, cx, Region::Dossier);
            panels.dossier.show(ui, cx, &mut panels.link);
        });
    }
}

/// The ground of a panel: the window is cleared in its colour, so it need not be painted.
fn plain(margin: Margin) -> Frame {
    Frame::new().inner_margin(margin)
}

fn bar(panel: Panel, cx: &UiCx<'_>, height: f32) -> Panel {
    let line = Stroke::new(1.0, cx.theme.palette.hairline);
    panel
        .exact_size(height)
        .resizable(false)
        .show_separator_line(false)
        .frame(plain(Margin::symmetric(10, 0)).stroke(line))
}

/// "15.1374, 4.7773 · 12 km NNE of Djibo".
pub(super) fn position_text(cx: &UiCx<'_>, at: LonLat) -> String {
    let coordinates = cx.words.coordinates(at);
    match gazetteer::bundled().towns.nearest(at) {
        Some(near) => format!("{coordinates} · {}", cx.words.relative(&near)),
        None => coordinates,
    }
}

/// Copies coordinates in decimal degrees, latitude first, as other tools take them.
fn copy_position(at: LonLat) -> Request {
    Request::Copy(CopyKind::Text(format!("{:.5}, {:.5}", at.lat(), at.lon())))
}
