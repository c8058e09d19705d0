//! The answers: for every meaning, the column that has it.

use egui::{ComboBox, RichText, ScrollArea, Ui, vec2};

use super::super::cx::UiCx;
use super::super::theme::{self, size};
use super::Table;
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
/// Width of the names of meanings.
const NAMES: f32 = 118.0;
/// Width of the choices.
const CHOICES: f32 = 164.0;

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
        line(ui, cx, label, |ui| {
            let salt = ("column", role as usize, column);
            let combo = ComboBox::from_id_salt(salt)
                .selected_text(column.unwrap_or(none))
                .width(CHOICES)
                .truncate();
            let shown = combo.height(280.0).show_ui(ui, |ui| {
                ui.set_min_width(260.0);
                if ui.selectable_label(column.is_none(), none).clicked() {
                    chosen = Some(None);
                }
                for name in sample.names() {
                    let text = format!("{name}  ·  {}", crate::read::error::excerpt(sample.example(name)));
                    if ui.selectable_label(column == Some(name), text).clicked() {
                        chosen = Some(Some(name.clone()));
                    }
                }
            });
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
            line(ui, cx, &value, |ui| {
                let combo = ComboBox::from_id_salt(("type", &value)).selected_text(cx.words.event_type(kind));
                let shown = combo.width(CHOICES).truncate().show_ui(ui, |ui| {
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
        for value in sample.values(&column, VALUES) {
            let before = self.mapping.place.precision_codes.get(&value).copied();
            let mut class = before;
            line(ui, cx, &value, |ui| {
                let name = |class: Option<PlaceClass>| class.map_or(cx.words.wizard.none, |c| cx.words.place_class(c));
                let combo = ComboBox::from_id_salt(("precision", &value)).selected_text(name(class));
                let shown = combo.width(CHOICES).truncate().show_ui(ui, |ui| {
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

/// A name and its choice, in two columns.
fn line(ui: &mut Ui, cx: &UiCx<'_>, name: &str, add: impl FnOnce(&mut Ui) -> egui::Response) {
    ui.horizontal(|ui| {
        let text = RichText::new(name).color(cx.theme.palette.secondary);
        let label = egui::Label::new(text).truncate().halign(egui::Align::Min);
        let name = ui.allocate_ui_with_layout(
            vec2(NAMES, size::ROW),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(NAMES);
                ui.add(label)
            },
        );
        ui.scope(|ui| {
            ui.set_max_width(CHOICES);
            add(ui).labelled_by(name.inner.id);
        });
    });
}
