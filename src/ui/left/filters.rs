//! The filters with live counts: AND across, OR inside.

use egui::{ScrollArea, Sense, Ui, vec2};

use super::long_list::{self, LongLists};
use crate::model::EventType;
use crate::query::{Choice, Criterion, DeathRange, FacetValue, TextValues};
use crate::session::{Command, DataCommand, FilterCommand};
use crate::ui::cx::UiCx;
use crate::ui::search_box::SearchBox;
use crate::ui::symbol;
use crate::ui::theme::{self, size};

/// The accordion with what it remembers: which lists are unfolded in full.
#[derive(Debug, Default)]
pub struct FilterPanel {
    long: LongLists,
    search: SearchBox,
}

/// What a user did with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ValueClick {
    Only,
    Toggle,
    Exclude,
}

impl FilterPanel {
    /// Shows every criterion.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        ScrollArea::vertical()
            .auto_shrink(false)
            .id_salt("filters")
            .show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(egui::Margin::symmetric(10, 4))
                    .show(ui, |ui| {
                        for criterion in Criterion::ALL {
                            self.criterion_ui(ui, cx, criterion);
                        }
                        datasets_ui(ui, cx);
                    });
            });
    }

    fn criterion_ui(&mut self, ui: &mut Ui, cx: &UiCx<'_>, criterion: Criterion) {
        let active = cx.session.filter().is_active(criterion);
        // A shape is drawn on the map, an id or a dataset is typed; here they only show while there is one.
        if matches!(criterion, Criterion::Area | Criterion::Id | Criterion::Dataset) && !active {
            return;
        }
        let open_at_first = matches!(
            criterion,
            Criterion::Country | Criterion::Kind | Criterion::Disagree | Criterion::Deaths
        );
        let colour = if active {
            cx.theme.palette.accent
        } else {
            cx.theme.palette.text
        };
        let heading = egui::RichText::new(criterion.name(cx.words))
            .font(theme::strong(size::LABEL))
            .color(colour);
        egui::CollapsingHeader::new(heading)
            .id_salt(("criterion", criterion))
            .default_open(open_at_first)
            .show_unindented(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.body_ui(ui, cx, criterion);
            });
    }

    fn body_ui(&mut self, ui: &mut Ui, cx: &UiCx<'_>, criterion: Criterion) {
        let filter = cx.session.filter();
        let facets = &cx.result.facets;
        match criterion {
            Criterion::Country => {
                let name = |v: &String| cx.words.country(v).to_owned();
                let found = self.texts_ui(ui, cx, criterion, &facets.countries, &filter.countries, name);
                push(
                    cx,
                    found,
                    FilterCommand::OnlyCountry,
                    FilterCommand::ToggleCountry,
                    FilterCommand::ExcludeCountry,
                );
            }
            Criterion::Actor => {
                let found = self.texts_ui(ui, cx, criterion, &facets.actors, &filter.actors, String::clone);
                push(
                    cx,
                    found,
                    FilterCommand::OnlyActor,
                    FilterCommand::ToggleActor,
                    FilterCommand::ExcludeActor,
                );
            }
            Criterion::Source => {
                let name = |id: &String| source_name(cx, id);
                let found = self.texts_ui(ui, cx, criterion, &facets.sources, &filter.sources, name);
                push(
                    cx,
                    found,
                    FilterCommand::OnlySource,
                    FilterCommand::ToggleSource,
                    FilterCommand::ExcludeSource,
                );
            }
            Criterion::Kind => {
                let name = |kind: &EventType| cx.words.event_type(*kind).to_owned();
                let found = self.texts_ui(ui, cx, criterion, &facets.kinds, &filter.kinds, name);
                push(
                    cx,
                    found,
                    FilterCommand::OnlyKind,
                    FilterCommand::ToggleKind,
                    FilterCommand::ExcludeKind,
                );
            }
            Criterion::Class => {
                let name = |class: &crate::model::PlaceClass| cx.words.place_class(*class).to_owned();
                let found = self.texts_ui(ui, cx, criterion, &facets.classes, &filter.classes, name);
                push(
                    cx,
                    found,
                    FilterCommand::OnlyClass,
                    FilterCommand::ToggleClass,
                    FilterCommand::ExcludeClass,
                );
            }
            Criterion::Disagree => disagree_ui(ui, cx),
            Criterion::Deaths => deaths_ui(ui, cx),
            Criterion::Text => self.search.show(ui, cx, f32::INFINITY),
            Criterion::Admin1 => {
                let found = self.texts_ui(ui, cx, criterion, &facets.admin1s, &filter.admin1s, String::clone);
                push(
                    cx,
                    found,
                    FilterCommand::OnlyAdmin1,
                    FilterCommand::ToggleAdmin1,
                    FilterCommand::ExcludeAdmin1,
                );
            }
            Criterion::SubKind => {
                let found = self.texts_ui(ui, cx, criterion, &facets.sub_kinds, &filter.sub_kinds, String::clone);
                push(
                    cx,
                    found,
                    FilterCommand::OnlySubKind,
                    FilterCommand::ToggleSubKind,
                    FilterCommand::ExcludeSubKind,
                );
            }
            Criterion::Area | Criterion::Id | Criterion::Dataset => {
                let text = crate::query::describe::criterion(filter, criterion, cx.result, cx.words);
                ui.label(text);
            }
        }
    }

    /// The values of a criterion; the first eight, then all on demand. Chosen values are always among them.
    fn texts_ui<T: Ord + Clone>(
        &mut self,
        ui: &mut Ui,
        cx: &UiCx<'_>,
        criterion: Criterion,
        values: &impl Values<T>,
        choice: &Choice<T>,
        name: impl Fn(&T) -> String,
    ) -> Option<(T, ValueClick)> {
        let mut found = None;
        let is_chosen = |value: &T| choice.include.contains(value) || choice.exclude.contains(value);
        self.long.show(
            ui,
            cx,
            (criterion, values.number()),
            |i| values.at(i).map_or_else(String::new, |value| name(value.value)),
            |i| values.at(i).is_some_and(|value| is_chosen(value.value)),
            |ui, i| {
                let Some(value) = values.at(i) else { return };
                let kind = (criterion == Criterion::Kind).then(|| EventType::ALL.get(kind_position(cx, i)).copied());
                let row = ValueRow {
                    name: &name(value.value),
                    count: value.count,
                    included: choice.include.contains(value.value),
                    excluded: choice.exclude.contains(value.value),
                    kind: kind.flatten(),
                    // Rows of a long list are of one height.
                    one_line: values.number() > long_list::FIRST + 1,
                };
                if let Some(click) = ui.push_id((criterion, i), |ui| row.show(ui, cx)).inner {
                    found = Some((value.value.clone(), click));
                }
            },
        );
        found
    }
}

/// Values of a criterion with their counts, by position.
trait Values<T> {
    fn number(&self) -> usize;
    fn at(&self, i: usize) -> Option<FacetValue<&T>>;
}

impl<T> Values<T> for Vec<FacetValue<T>> {
    fn number(&self) -> usize {
        self.len()
    }

    fn at(&self, i: usize) -> Option<FacetValue<&T>> {
        let FacetValue { value, count } = self.get(i)?;
        Some(FacetValue { value, count: *count })
    }
}

impl Values<String> for TextValues {
    fn number(&self) -> usize {
        self.len()
    }

    fn at(&self, i: usize) -> Option<FacetValue<&String>> {
        self.get(i)
    }
}

/// Position among all types of the `i`th type that occurs.
fn kind_position(cx: &UiCx<'_>, i: usize) -> usize {
    cx.result.facets.kinds.get(i).map_or(usize::MAX, |v| v.value.index())
}

/// Short name of a source: without what follows its first comma or full stop, as the rows are narrow.
fn source_name(cx: &UiCx<'_>, id: &str) -> String {
    let record = cx.result.parts.iter().find_map(|part| part.dataset.source(id));
    record.map_or_else(|| id.to_owned(), |source| source.custom.short.get(cx.lang()).to_owned())
}

fn push<T>(
    cx: &UiCx<'_>,
    found: Option<(T, ValueClick)>,
    only: impl Fn(T) -> FilterCommand,
    toggle: impl Fn(T) -> FilterCommand,
    exclude: impl Fn(T) -> FilterCommand,
) {
    if let Some((value, click)) = found {
        cx.push(Command::Filter(match click {
            ValueClick::Only => only(value),
            ValueClick::Toggle => toggle(value),
            ValueClick::Exclude => exclude(value),
        }));
    }
}

/// One value: box, symbol, name, count.
struct ValueRow<'a> {
    name: &'a str,
    count: usize,
    included: bool,
    excluded: bool,
    kind: Option<EventType>,
    /// Cut rather than wrapped.
    one_line: bool,
}

impl ValueRow<'_> {
    fn show(&self, ui: &mut Ui, cx: &UiCx<'_>) -> Option<ValueClick> {
        let p = &cx.theme.palette;
        let count = cx.words.number(self.count as u64);
        let accessible = if self.excluded {
            format!("{} {}, {count}", cx.words.filtering.not, self.name)
        } else {
            format!("{}, {count}", self.name)
        };
        let mut click = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (square, tick) = ui.allocate_exact_size(vec2(20.0, 26.0), Sense::click());
            tick.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, self.included, &accessible));
            self.paint_box(ui, cx, square.center());
            if tick.clicked() {
                click = Some(ValueClick::Toggle);
            }
            if let Some(kind) = self.kind {
                let (rect, _) = ui.allocate_exact_size(vec2(16.0, 26.0), Sense::hover());
                symbol::paint(ui.painter(), rect.center(), kind, 12.0, cx.theme);
            }
            let colour = if self.count == 0 { p.secondary } else { p.text };
            // What is left out says so in words, not by a line alone.
            let shown = match self.excluded {
                true => format!("{} {}", cx.words.filtering.not, self.name),
                false => self.name.to_owned(),
            };
            let mut text = egui::RichText::new(shown).font(theme::body(size::LABEL)).color(colour);
            if self.excluded {
                text = text.strikethrough();
            }
            let room = ui.available_width() - 44.0;
            let label = egui::Button::new(text).frame(false);
            let label = if self.one_line { label.truncate() } else { label.wrap() };
            let response = ui.add_sized_label(room, label);
            if response.clicked() {
                click = Some(ValueClick::Only);
            }
            if response.secondary_clicked() || tick.secondary_clicked() {
                click = Some(ValueClick::Exclude);
            }
            response.on_hover_text(cx.words.filtering.value_help);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(
                    egui::RichText::new(count)
                        .font(theme::body(size::LABEL))
                        .color(p.secondary),
                );
            });
        });
        click
    }

    fn paint_box(&self, ui: &Ui, cx: &UiCx<'_>, centre: egui::Pos2) {
        let p = &cx.theme.palette;
        let rect = egui::Rect::from_center_size(centre, vec2(14.0, 14.0));
        let fill = if self.included { p.accent } else { p.panel };
        let line = egui::Stroke::new(1.0, if self.included { p.accent } else { p.border });
        ui.painter().rect(rect, 3.0, fill, line, egui::StrokeKind::Inside);
        let mark = egui::Stroke::new(1.8, if self.included { p.on_accent } else { p.notice });
        if self.included {
            let at = |x: f32, y: f32| centre + vec2(x, y);
            ui.painter()
                .line(vec![at(-3.5, 0.0), at(-1.0, 3.0), at(4.0, -3.0)], mark);
        } else if self.excluded {
            ui.painter()
                .line_segment([centre - vec2(4.0, 0.0), centre + vec2(4.0, 0.0)], mark);
        }
    }
}

/// A label-like button of a given width whose text wraps to the left.
trait SizedLabel {
    fn add_sized_label(&mut self, width: f32, button: egui::Button<'_>) -> egui::Response;
}

impl SizedLabel for Ui {
    fn add_sized_label(&mut self, width: f32, button: egui::Button<'_>) -> egui::Response {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        self.allocate_ui_with_layout(vec2(width, 26.0), layout, |ui| {
            ui.set_width(width);
            ui.spacing_mut().button_padding = vec2(0.0, 2.0);
            ui.add(button)
        })
        .inner
    }
}

/// The open datasets, of which each can be left out.
fn datasets_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let layers = cx.session.layers();
    if layers.len() < 2 {
        return;
    }
    let heading = egui::RichText::new(cx.words.filtering.dataset).font(theme::strong(size::LABEL));
    egui::CollapsingHeader::new(heading)
        .id_salt("datasets")
        .show_unindented(ui, |ui| {
            for layer in layers {
                let part = cx
                    .result
                    .parts
                    .iter()
                    .find(|part| std::sync::Arc::ptr_eq(&part.dataset, layer.dataset()));
                let shown = cx.session.is_shown(layer.id());
                let row = ValueRow {
                    name: layer.name().get(cx.lang()),
                    count: part.map_or(0, |part| part.visible.count()),
                    included: shown,
                    excluded: false,
                    kind: None,
                    one_line: true,
                };
                if ui
                    .push_id(("dataset", layer.id()), |ui| row.show(ui, cx))
                    .inner
                    .is_some()
                {
                    cx.push(Command::Data(DataCommand::Show(layer.id(), !shown)));
                }
            }
        });
}

fn disagree_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let wanted = cx.session.filter().disagree;
    let facets = &cx.result.facets;
    for (value, name, count) in [
        (true, cx.words.filtering.disagree, facets.disagree),
        (false, cx.words.filtering.agree, facets.agree),
    ] {
        let row = ValueRow {
            name,
            count,
            included: wanted == Some(value),
            excluded: false,
            kind: None,
            one_line: false,
        };
        if ui.push_id(("disagree", value), |ui| row.show(ui, cx)).inner.is_some() {
            let next = (wanted != Some(value)).then_some(value);
            cx.push(Command::Filter(FilterCommand::Disagree(next)));
        }
    }
}

fn deaths_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.filtering;
    let largest = cx.result.facets.deaths_max;
    let now = cx.session.filter().deaths;
    let mut range = now.unwrap_or(DeathRange {
        min: 0,
        max: None,
        with_unknown: true,
    });
    let mut max = range.max.unwrap_or(largest);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let label = |text: &str| egui::RichText::new(text.to_owned()).font(theme::body(size::LABEL));
        let at_least = ui.label(label(words.at_least));
        ui.add(egui::DragValue::new(&mut range.min).range(0..=largest).speed(0.2))
            .labelled_by(at_least.id);
        let at_most = ui.label(label(words.at_most));
        ui.add(egui::DragValue::new(&mut max).range(0..=largest).speed(0.2))
            .labelled_by(at_most.id);
    });
    let unknown = format!("{} ({})", words.with_unknown, cx.result.facets.deaths_unknown);
    ui.checkbox(
        &mut range.with_unknown,
        egui::RichText::new(unknown).font(theme::body(size::LABEL)),
    );
    range.max = (max < largest).then_some(max.max(range.min));
    let asks = range.min > 0 || range.max.is_some() || !range.with_unknown;
    let next = asks.then_some(range);
    if next != now {
        cx.push(Command::Filter(FilterCommand::Deaths(next)));
    }
}
