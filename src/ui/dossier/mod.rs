//! The dossier: everything known about one event and where it comes from. Fills the space it is given; the shell
//! decides where that is.

mod account;
mod claims;
mod original;
mod place;
mod sources;

use std::rc::Rc;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Label, RichText, ScrollArea, Sense, Stroke, Ui, vec2};

use super::cited::{Clicked, LineStyle};
use super::cx::Made;
use super::link::LinkDialog;
use super::marks::{self, Icon, icon_button};
use super::popup::{columns, foot};
use super::theme::{self, size};
use super::{UiCx, symbol};
use crate::figure::recount::claims::{Claims, claims};
use crate::figure::recount::place::{Derivation, derivation};
use crate::figure::recount::record::{Record, records};
use crate::figure::recount::{Line, SourceLine, recount, type_line};
use crate::model::{Event, Incident, OriginalRow};
use crate::session::{Command, DossierTab, PanelCommand};

/// Air inside the panel, points.
const PADDING: f32 = 12.0;
/// Air left and right of the name of a tab.
const TAB_PADDING: f32 = 7.0;
/// Width of the column of labels in the dossier.
const LABELS: f32 = 96.0;

/// Everything the tabs show, in one language.
#[derive(Debug)]
struct Told {
    made: Made,
    incident: Arc<Incident>,
    type_line: String,
    title: String,
    differing: Vec<String>,
    account: Vec<Line>,
    claims: Claims,
    derivation: Derivation,
    records: Vec<Record>,
    sources: Vec<SourceLine>,
    original: OriginalRow,
    /// Why the file gives none of this any more.
    lost: Option<String>,
    understood: Vec<Option<String>>,
}

impl Told {
    fn new(event: Event<'_>, made: Made, cx: &UiCx<'_>) -> Self {
        let incident = event.incident();
        let short = recount(event, cx.words, made.discreet);
        let records = records(event, cx.words);
        let sources = records
            .iter()
            .map(|record| source_line(record, made.discreet))
            .collect();
        let original = event.original();
        Self {
            lost: event.lost().map(|why| why.get(cx.lang()).to_owned()),
            understood: original::understood(event, &original, cx.words),
            type_line: type_line(event, cx.words),
            title: short.title,
            differing: short.differing,
            account: account::lines(event, &incident, cx.lang()),
            claims: claims(event, cx.words, made.discreet),
            derivation: derivation(event, cx.words),
            sources,
            records,
            original,
            incident,
            made,
        }
    }
}

/// What the tooltip of a citation number says.
fn source_line(record: &Record, discreet: bool) -> SourceLine {
    let short = if discreet { String::new() } else { record.short.clone() };
    SourceLine {
        number: record.number,
        id: record.id.clone(),
        full: if discreet { String::new() } else { record.full.clone() },
        warning: record.warning,
        short,
    }
}

/// The dossier; keeps what it made of the event, and the source that was asked for.
#[derive(Debug, Default)]
pub struct DossierPanel {
    told: Option<Rc<Told>>,
    /// The source whose number was clicked, and whether to scroll to it.
    marked: Option<usize>,
    reveal: bool,
}

impl DossierPanel {
    /// Shows the dossier of the focused event in the tab that is open. `link` is asked before an address opens.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>, link: &mut LinkDialog) {
        let Some(tab) = cx.session.panels().dossier else {
            return;
        };
        let Some(at) = cx.session.focused() else {
            hint(ui, cx.words.telling.nothing_selected, cx);
            return;
        };
        let Some(told) = self.told(cx, at) else {
            return;
        };
        egui::Frame::new().inner_margin(PADDING).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
            head(ui, cx, &told, at);
            tabs(ui, cx, tab);
            let room = ui.available_height() - size::ROW - 12.0;
            if let Some(address) = self.content(ui, cx, &told, tab, room.max(80.0)) {
                link.ask(&address);
            }
            ui.add_space(8.0);
            foot::show(ui, cx, at, &told.made.key, false);
        });
    }

    fn told(&mut self, cx: &UiCx<'_>, at: crate::query::EventRef) -> Option<Rc<Told>> {
        let event = cx.result.event(at)?;
        let made = Made::of(event, cx);
        if let Some(told) = self.told.as_ref().filter(|told| told.made == made) {
            return Some(Rc::clone(told));
        }
        if self.told.as_ref().is_none_or(|told| told.made.key != made.key) {
            self.marked = None;
        }
        let told = Rc::new(Told::new(event, made, cx));
        self.told = Some(Rc::clone(&told));
        Some(told)
    }

    /// The open tab. Returns an address that was clicked.
    fn content(&mut self, ui: &mut Ui, cx: &UiCx<'_>, told: &Told, tab: DossierTab, room: f32) -> Option<String> {
        let style = LineStyle::body(cx.words, cx.theme, &told.sources);
        let hidden =
            told.made.discreet && matches!(tab, DossierTab::Account | DossierTab::Sources | DossierTab::Original);
        let reveal = std::mem::take(&mut self.reveal);
        let scroll = ScrollArea::vertical()
            .id_salt(("dossier", tab as u8, &told.made.key))
            .max_height(room)
            .auto_shrink([false, false]);
        let marked = self.marked;
        let mut address = None;
        let clicked = scroll.show(ui, |ui| {
            ui.set_width((ui.available_width() - 8.0).max(0.0));
            ui.add_space(8.0);
            if hidden {
                hint(ui, cx.words.telling.hidden, cx);
                return None;
            }
            let lost = told.lost.as_deref();
            if let (Some(why), DossierTab::Sources | DossierTab::Original) = (lost, tab) {
                hint(ui, why, cx);
                return None;
            }
            match tab {
                DossierTab::Account => account::show(ui, cx, told, style),
                DossierTab::Claims => claims::show(ui, cx, &told.claims, lost, style),
                DossierTab::PlaceAndDate => place::show(ui, cx, &told.derivation, style),
                DossierTab::Sources => {
                    let shown = sources::show(ui, cx, &told.records, style, marked, reveal);
                    address = shown.address;
                    shown.clicked
                }
                DossierTab::Original => {
                    original::show(ui, cx, &told.original, &told.understood);
                    None
                }
            }
        });
        self.react(cx, clicked.inner, tab);
        address
    }

    /// A number leads to its source, a mark to the claims.
    fn react(&mut self, cx: &UiCx<'_>, clicked: Option<Clicked>, tab: DossierTab) {
        let to = match clicked {
            Some(Clicked::Cite(number)) => {
                self.marked = Some(number);
                self.reveal = true;
                DossierTab::Sources
            }
            Some(Clicked::HowLocated) => DossierTab::PlaceAndDate,
            Some(Clicked::Differ) => DossierTab::Claims,
            None => return,
        };
        if to != tab || self.reveal {
            cx.push(Command::Panel(PanelCommand::Dossier(Some(to))));
        }
    }
}

/// Type, title, mark, close.
fn head(ui: &mut Ui, cx: &UiCx<'_>, told: &Told, at: crate::query::EventRef) {
    let palette = &cx.theme.palette;
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, size::ROW), Sense::hover());
        if let Some(event) = cx.result.event(at) {
            symbol::paint(ui.painter(), rect.center(), event.kind(), 13.0, cx.theme);
        }
        let width = ui.available_width() - 2.0 * size::ROW - 40.0;
        let text = RichText::new(&told.type_line)
            .size(size::LABEL)
            .color(palette.secondary);
        ui.scope(|ui| {
            ui.set_max_width(width);
            ui.add(Label::new(text).wrap());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, Icon::Cross, cx.words.common.close, false, cx.theme).clicked() {
                cx.push(Command::Panel(PanelCommand::Dossier(None)));
            }
            if !told.differing.is_empty() {
                let name = cx.words.differing_fields(&told.differing);
                let count = RichText::new(told.differing.len().to_string()).font(theme::strong(size::LABEL));
                ui.label(count.color(palette.notice));
                marks::differ_label(ui, &name, cx.theme);
            }
        });
    });
    ui.add_space(2.0);
    let mut job = LayoutJob::simple(
        told.title.clone(),
        theme::strong(size::TITLE),
        palette.text,
        ui.available_width(),
    );
    job.halign = egui::Align::Min;
    ui.add(Label::new(job));
    ui.add_space(8.0);
}

/// The tabs; they wrap where the language needs more room.
fn tabs(ui: &mut Ui, cx: &UiCx<'_>, open: DossierTab) {
    let palette = &cx.theme.palette;
    // The words of the first tab stand level with the text below.
    let room = ui.available_rect_before_wrap();
    let rect = egui::Rect::from_min_max(room.min - vec2(TAB_PADDING, 0.0), room.max);
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    row.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ui.spacing_mut().button_padding.x = TAB_PADDING;
        for (tab, name) in DossierTab::ALL.into_iter().zip(cx.words.telling.tabs) {
            let selected = tab == open;
            let colour = if selected { palette.accent } else { palette.text };
            let text = RichText::new(name).size(size::LABEL).color(colour);
            let button = egui::Button::selectable(false, text)
                .frame_when_inactive(false)
                .min_size(vec2(0.0, size::ROW));
            let response = ui.add(button);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, selected, name));
            if selected {
                let y = response.rect.bottom() - 1.0;
                let line = Stroke::new(2.0, palette.accent);
                ui.painter()
                    .hline(response.rect.shrink2(vec2(TAB_PADDING, 0.0)).x_range(), y, line);
            }
            if response.clicked() {
                cx.push(Command::Panel(PanelCommand::Dossier(Some(tab))));
            }
        }
    });
    ui.add_space(row.min_rect().height());
    let y = ui.cursor().top();
    let x = ui.max_rect().x_range();
    ui.painter().hline(x, y, Stroke::new(1.0, palette.hairline));
}

/// A remark in grey.
fn hint(ui: &mut Ui, text: &str, cx: &UiCx<'_>) {
    ui.label(RichText::new(text).color(cx.theme.palette.secondary));
}

/// A heading inside a tab.
fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.label(heading_text(text));
    ui.add_space(2.0);
}

fn heading_text(text: &str) -> RichText {
    RichText::new(text).font(theme::strong(size::BODY))
}

/// A labelled line.
fn fact(ui: &mut Ui, label: &str, line: &Line, style: LineStyle<'_>) -> Option<Clicked> {
    let clicked = columns(ui, label, LABELS, style, |ui| super::cited::line(ui, line, style));
    ui.add_space(3.0);
    clicked
}
