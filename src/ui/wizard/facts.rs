//! How the table is written down: characters, delimiter, decimal comma.

use egui::{ComboBox, RichText, Ui};

use super::super::cx::UiCx;
use super::Table;
use crate::read::Encoding;
use crate::read::preview::Sample;

/// Delimiters to choose from.
const DELIMITERS: [u8; 4] = *b",;\t|";

impl Table {
    pub(super) fn facts(&mut self, ui: &mut Ui, cx: &UiCx<'_>, sample: &Sample) {
        let words = cx.words.wizard;
        let label = |ui: &mut Ui, text: &str| ui.label(RichText::new(text).color(cx.theme.palette.secondary));
        ui.horizontal(|ui| {
            let name = label(ui, words.encoding);
            let mut encoding = self.options.encoding.unwrap_or(sample.encoding());
            let before = encoding;
            let combo = ComboBox::from_id_salt("encoding")
                .selected_text(encoding_name(encoding))
                .width(120.0);
            let shown = combo.show_ui(ui, |ui| {
                for choice in Encoding::ALL {
                    ui.selectable_value(&mut encoding, choice, encoding_name(choice));
                }
            });
            shown.response.labelled_by(name.id);
            if encoding != before {
                self.options.encoding = Some(encoding);
                self.look_again();
            }
            ui.add_space(12.0);
            let name = label(ui, words.delimiter);
            let mut delimiter = self.options.delimiter.unwrap_or(sample.delimiter());
            let before = delimiter;
            let text = |delimiter: u8| match delimiter {
                b'\t' => words.tab.to_owned(),
                other => char::from(other).to_string(),
            };
            let combo = ComboBox::from_id_salt("delimiter")
                .selected_text(text(delimiter))
                .width(90.0);
            let shown = combo.show_ui(ui, |ui| {
                for choice in DELIMITERS {
                    ui.selectable_value(&mut delimiter, choice, text(choice));
                }
            });
            shown.response.labelled_by(name.id);
            if delimiter != before {
                self.options.delimiter = Some(delimiter);
                self.look_again();
            }
            ui.add_space(12.0);
            let mut comma = self.mapping.decimal_comma.unwrap_or(false);
            if ui.checkbox(&mut comma, words.decimal_comma).changed() {
                self.mapping.decimal_comma = Some(comma);
            }
        });
    }
}

/// As people know it; the same in both languages.
fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16 LE",
        Encoding::Utf16Be => "UTF-16 BE",
        Encoding::Windows1252 => "Windows-1252",
    }
}
