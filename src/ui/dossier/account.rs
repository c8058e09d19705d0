//! What is known, in sentences with their citations; what remains open; links to other events.

use egui::{Button, RichText, Ui, vec2};

use super::{Told, heading, hint};
use crate::base::Lang;
use crate::figure::recount::Line;
use crate::figure::recount::account::cited_text;
use crate::model::{Event, EventKey, Incident};
use crate::session::{Command, DossierTab, PanelCommand, SelectCommand};
use crate::ui::UiCx;
use crate::ui::cited::{self, Clicked, LineStyle};
use crate::ui::theme::size;

/// The account as paragraphs; the free text of the row where there is none.
pub fn lines(event: Event<'_>, incident: &Incident, lang: Lang) -> Vec<Line> {
    let account = incident.account.get(lang);
    let notes;
    let text = if account.trim().is_empty() {
        notes = event.notes();
        notes.as_str()
    } else {
        account
    };
    let paragraphs = text.lines().filter(|line| !line.trim().is_empty());
    paragraphs.map(|line| cited_text(incident, line)).collect()
}

pub fn show(ui: &mut Ui, cx: &UiCx<'_>, told: &Told, style: LineStyle<'_>) -> Option<Clicked> {
    let mut clicked = None;
    if told.account.is_empty() {
        hint(ui, cx.words.telling.no_account, cx);
    }
    for line in &told.account {
        clicked = cited::line(ui, line, style).or(clicked);
        ui.add_space(6.0);
    }
    if let Some(open) = &told.incident.uncertain {
        heading(ui, cx.words.telling.uncertain);
        clicked = cited::line(ui, &cited_text(&told.incident, open.get(cx.lang())), style).or(clicked);
        ui.add_space(6.0);
    }
    if !told.incident.related.is_empty() {
        heading(ui, cx.words.telling.related);
    }
    for related in &told.incident.related {
        let line = cited_text(&told.incident, related.text.get(cx.lang()));
        ui.horizontal_top(|ui| {
            let id = RichText::new(&related.id).size(size::LABEL);
            if ui.add(Button::new(id).min_size(vec2(0.0, size::ROW))).clicked() {
                let key = EventKey {
                    id: related.id.as_str().into(),
                    ..told.made.key.clone()
                };
                cx.push(Command::Select(SelectCommand::OpenKey(key)));
                cx.push(Command::Panel(PanelCommand::Dossier(Some(DossierTab::Account))));
            }
            ui.vertical(|ui| {
                ui.add_space(5.0);
                clicked = cited::line(ui, &line, style).or(clicked);
            });
        });
        ui.add_space(4.0);
    }
    clicked
}
