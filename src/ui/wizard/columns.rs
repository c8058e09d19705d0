//! The answers: for every meaning, the column that has it.

use egui::text::LayoutJob;
use egui::{ComboBox, Key, PopupCloseBehavior, RichText, ScrollArea, TextEdit, TextFormat, TextWrapMode, Ui, vec2};

use super::super::cx::UiCx;
use super::super::theme::{self, size};
use super::Table;
use crate::base::fold::fold;
use crate::model::{EventType, PlaceClass};
use crate::read::mapping::{Group, Role};
use crate::read::preview::Sample;

/// Meanings that most tables have; the others are shown on request, or where a column has them.
const USUAL: [Role; 12] = [
    Role::Start,
    Role::Latitude,
    Role::Longitude,
    Role::Place,
    Role::Country,
    Role::Type,
    Role::Title,
    Role::Description,
    Role::Id,
    Role::Actor,
    Role::Best,
    Role::Source,
];
/// Values of a coded column that are offered; further ones keep their text.
const VALUES: usize = 15;
/// Of more columns than these, one is found by typing a part of its name.
const MANY: usize = 15;
/// Widths of the list of columns: of a short one, and the most.
const LIST: (f32, f32) = (260.0, 440.0);

/// Widths of the names of meanings and of the choices, of what there is for both.
fn widths(all: f32) -> (f32, f32) {
    let names = (all * 0.41).floor();
    (names, all - names - 8.0)
}

/// A list of columns that is unfolded, with what is typed to find one.
#[derive(Debug)]
pub(super) struct Listed {
    role: Role,
    column: Option<String>,
    typed: String,
}

impl Listed {
    fn new(role: Role, column: Option<&str>) -> Self {
        let (column, typed) = (column.map(str::to_owned), String::new());
        Self { role, column, typed }
    }

    fn is(&self, role: Role, column: Option<&str>) -> bool {
        self.role == role && self.column.as_deref() == column
    }
}

impl Table {
    pub(super) fn answers(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample) {
        let scroll = ScrollArea::vertical().id_salt("answers").auto_shrink(false);
        scroll.show(ui, |ui| {
            for (group, name) in Group::ALL.into_iter().zip(cx.words.wizard.groups) {
                self.group(ui, cx, sample, group, name);
            }
            ui.add_space(6.0);
            let words = cx.words.wizard;
            let text = if self.more { words.fewer } else { words.more };
            if ui.button(text).clicked() {
                self.more = !self.more;
            }
            ui.add_space(6.0);
        });
    }

    fn group(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample, group: Group, name: &str) {
        ui.add_space(4.0);
        ui.label(RichText::new(name).font(theme::strong(size::BODY)));
        for role in group.roles() {
            let columns = self.mapping.columns(role);
            if !self.more && columns.is_empty() && !USUAL.contains(&role) {
                continue;
            }
            let label = cx.words.tables.roles.get(role as usize).copied().unwrap_or_default();
            if columns.is_empty() {
                self.choice(ui, cx, sample, role, None, label);
            }
            for (i, column) in columns.iter().enumerate() {
                self.choice(ui, cx, sample, role, Some(column), if i == 0 { label } else { "" });
            }
            if role.is_shared() && !columns.is_empty() {
                self.choice(ui, cx, sample, role, None, cx.words.wizard.add_column);
                self.separator(ui, cx, role);
            }
        }
        match group {
            Group::What => self.types(ui, cx, sample),
            Group::Where => self.precisions(ui, cx, sample),
            _ => {}
        }
    }

    /// One line: a meaning and the column that has it.
    fn choice(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample, role: Role, column: Option<&str>, label: &str) {
        let none = cx.words.wizard.none;
        let mut chosen: Option<Option<String>> = None;
        line(ui, cx, label, |ui, width| {
            let combo = ComboBox::from_id_salt(("column", role as usize, column))
                .selected_text(column.unwrap_or(none))
                .width(width)
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .truncate();
            let room = ui.ctx().content_rect().height() * 0.5;
            let shown = combo.height(room.clamp(200.0, 480.0)).show_ui(ui, |ui| {
                chosen = self.list(ui, cx, sample, (role, column));
            });
            if shown.inner.is_none() && self.listed.as_ref().is_some_and(|listed| listed.is(role, column)) {
                self.listed = None;
            }
            shown.response
        });
        match chosen {
            Some(Some(name)) => {
                if let Some(column) = column {
                    self.mapping.assign(column, None);
                }
                self.mapping.assign(&name, Some(role));
            }
            Some(None) => {
                if let Some(column) = column {
                    self.mapping.assign(column, None);
                }
            }
            None => {}
        }
    }

    /// The columns to choose from, with what stands in them; of many, those whose names hold what is typed.
    fn list(
        &mut self,
        ui: &mut Ui,
        cx: &UiCx<'_>,
        sample: &Sample,
        (role, column): (Role, Option<&str>),
    ) -> Option<Option<String>> {
        let (least, most) = LIST;
        ui.set_min_width(least);
        ui.set_max_width(most);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        let before = self.listed.take().filter(|listed| listed.is(role, column));
        let fresh = before.is_none();
        let mut listed = before.unwrap_or_else(|| Listed::new(role, column));
        let mut entered = false;
        if sample.names().len() > MANY {
            let field = TextEdit::singleline(&mut listed.typed).hint_text(cx.words.wizard.find_column);
            let field = ui.add(field.desired_width(f32::INFINITY));
            if fresh {
                field.request_focus();
            }
            entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        }
        let wanted = fold(&listed.typed);
        let fits = |name: &&String| wanted.is_empty() || fold(name).contains(&wanted);
        let mut chosen = None;
        let none = cx.words.wizard.none;
        if wanted.is_empty() && ui.selectable_label(column.is_none(), none).clicked() {
            chosen = Some(None);
        }
        for name in sample.names().iter().filter(fits) {
            let is_chosen = column == Some(name);
            let text = named(cx, name, sample.example(name), is_chosen);
            let first = std::mem::take(&mut entered) && !wanted.is_empty();
            if ui.selectable_label(is_chosen, text).clicked() || first {
                chosen = Some(Some(name.clone()));
            }
        }
        self.listed = Some(listed);
        if chosen.is_some() {
            ui.close();
        }
        chosen
    }

    fn separator(&mut self, ui: &mut Ui, cx: &UiCx<'_>, role: Role) {
        let words = cx.words.wizard;
        let slot = if role == Role::Actor {
            &mut self.mapping.who.separator
        } else {
            &mut self.mapping.source.separator
        };
        ui.label(
            RichText::new(words.separator)
                .size(size::LABEL)
                .color(cx.theme.palette.secondary),
        );
        ui.horizontal(|ui| {
            for (value, text) in [
                (None, words.one_value),
                (Some(";"), ";"),
                (Some(","), ","),
                (Some("|"), "|"),
                (Some("/"), "/"),
            ] {
                let chosen = slot.as_deref() == value;
                if ui.selectable_label(chosen, text).clicked() {
                    *slot = value.map(str::to_owned);
                }
            }
        });
    }

    fn types(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample) {
        let Some(column) = self.mapping.what.kind.clone() else {
            return;
        };
        heading(ui, cx, cx.words.wizard.type_values);
        for value in sample.values(&column, VALUES) {
            let stated = self.mapping.what.types.get(&value).copied();
            let mut kind = stated.unwrap_or_else(|| EventType::from_name(&value));
            let before = kind;
            line(ui, cx, &value, |ui, width| {
                let combo = ComboBox::from_id_salt(("type", &value)).selected_text(cx.words.event_type(kind));
                let shown = combo.width(width).truncate().show_ui(ui, |ui| {
                    for choice in EventType::ALL {
                        ui.selectable_value(&mut kind, choice, cx.words.event_type(choice));
                    }
                });
                shown.response
            });
            if kind != before {
                self.mapping.what.types.insert(value, kind);
            }
        }
    }

    fn precisions(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample) {
        let Some(column) = self.mapping.place.precision.clone() else {
            return;
        };
        heading(ui, cx, cx.words.wizard.precision_values);
        let mut values = sample.values(&column, VALUES);
        // Codes in their order, also where 10 is one.
        values.sort_by_key(|value| (value.parse::<u32>().unwrap_or(u32::MAX), value.clone()));
        for value in values {
            let before = self.mapping.place.precision_codes.get(&value).copied();
            let mut class = before;
            line(ui, cx, &value, |ui, width| {
                let name = |class: Option<PlaceClass>| class.map_or(cx.words.wizard.none, |c| cx.words.place_class(c));
                let combo = ComboBox::from_id_salt(("precision", &value)).selected_text(name(class));
                let shown = combo.width(width).truncate().show_ui(ui, |ui| {
                    for choice in PlaceClass::ALL {
                        ui.selectable_value(&mut class, Some(choice), name(Some(choice)));
                    }
                });
                shown.response
            });
            if let Some(class) = class.filter(|_| class != before) {
                self.mapping.place.precision_codes.insert(value, class);
            }
        }
    }
}

fn heading(ui: &mut Ui, cx: &UiCx<'_>, text: &str) {
    ui.add_space(2.0);
    ui.label(RichText::new(text).size(size::LABEL).color(cx.theme.palette.secondary));
}

/// A column in the list: its name, and paler what stands in it.
fn named(cx: &UiCx<'_>, name: &str, example: &str, is_chosen: bool) -> LayoutJob {
    let palette = &cx.theme.palette;
    let format = |colour| TextFormat::simple(theme::body(size::BODY), colour);
    let mut job = LayoutJob::default();
    job.append(name, 0.0, format(if is_chosen { palette.accent } else { palette.text }));
    let example = format!("  ·  {}", crate::read::error::excerpt(example));
    job.append(&example, 0.0, format(palette.secondary));
    job
}

/// A name and its choice, in two columns.
fn line(ui: &mut Ui, cx: &UiCx<'_>, name: &str, add: impl FnOnce(&mut Ui, f32) -> egui::Response) {
    let (names, choices) = widths(ui.available_width() - 12.0);
    ui.horizontal(|ui| {
        let text = RichText::new(name).color(cx.theme.palette.secondary);
        let label = egui::Label::new(text).truncate().halign(egui::Align::Min);
        let name = ui.allocate_ui_with_layout(
            vec2(names, size::ROW),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(names);
                ui.set_max_width(names);
                ui.add(label)
            },
        );
        ui.scope(|ui| {
            ui.set_max_width(choices);
            add(ui, choices).labelled_by(name.inner.id);
        });
    });
}
