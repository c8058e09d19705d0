//! The text of a row that cannot be cut into cells as it should: shown as it stands in the file, to be written anew.

use std::collections::BTreeMap;

use egui::{FontId, RichText, ScrollArea, TextEdit, Ui};

use super::Rewritten;
use crate::read::Issue;
use crate::read::aside::RowText;
use crate::ui::UiCx;
use crate::ui::theme::{self, size};

/// Longest row that can be written anew: the whole of it is held in memory when it is saved.
const MOST: u64 = 64 << 20;

/// The text of a row with the finding for which it was set aside.
#[derive(Debug)]
pub struct TextOf {
    /// The finding.
    pub issue: Issue,
    read: Read,
    /// The text as it was written anew so far.
    draft: String,
}

#[derive(Debug)]
enum Read {
    Awaited,
    Gone,
    Here(RowText),
}

impl TextOf {
    /// The text of a row that is still to be read.
    pub fn new(issue: Issue) -> Self {
        Self {
            issue,
            read: Read::Awaited,
            draft: String::new(),
        }
    }

    /// Takes the text that was read, and what it was changed to before.
    pub fn set(&mut self, text: Option<RowText>, rewritten: Option<&Rewritten>) {
        let Some(text) = text else {
            self.read = Read::Gone;
            return;
        };
        self.draft = rewritten.map_or_else(|| text.text.clone(), |row| row.text.clone());
        self.read = Read::Here(text);
    }

    /// Shows the text. Returns whether somebody wants to go back.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rewritten: &mut BTreeMap<u64, Rewritten>) -> bool {
        let w = cx.words.importing;
        let mut back = false;
        ui.horizontal(|ui| {
            back = ui.button(w.back).clicked();
            let heading = format!("{} · {}", w.text_heading, cx.words.line_number(self.issue.line));
            ui.label(RichText::new(heading).font(theme::strong(size::BODY)));
        });
        ui.add_space(6.0);
        ui.label(self.issue.explain(cx.words));
        match &self.read {
            Read::Awaited => drop(ui.spinner()),
            Read::Gone => drop(ui.label(w.row_gone)),
            Read::Here(text) => {
                let editable = text.of <= MOST;
                let help = if editable { w.text_help } else { w.text_too_long };
                ui.label(RichText::new(help).color(cx.theme.palette.secondary));
                if text.bytes < text.of {
                    let part = cx.words.part_of_text(text.bytes, text.of);
                    ui.label(RichText::new(part).color(cx.theme.palette.notice));
                }
                ui.add_space(4.0);
                if edit(ui, cx, &mut self.draft, editable) {
                    let row = Rewritten {
                        line: self.issue.line,
                        text: self.draft.clone(),
                        bytes: text.bytes,
                    };
                    if row.text == text.text {
                        rewritten.remove(&row.line);
                    } else {
                        rewritten.insert(row.line, row);
                    }
                }
            }
        }
        back
    }
}

/// The field. Returns whether its text was changed now.
fn edit(ui: &mut Ui, cx: &UiCx<'_>, draft: &mut String, editable: bool) -> bool {
    let area = ScrollArea::vertical().id_salt("text of a row").auto_shrink(false);
    let shown = area.show(ui, |ui| {
        let field = TextEdit::multiline(draft)
            .font(FontId::monospace(size::LABEL))
            .desired_width(f32::INFINITY)
            .desired_rows(8)
            .interactive(editable);
        let response = ui.add(field);
        let name = cx.words.importing.text_heading;
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name));
        response.changed()
    });
    shown.inner
}
