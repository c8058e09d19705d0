//! "Why is this hidden?": the sentence for an id that was asked for, and the ways to lift each reason.

use egui::Ui;

use super::cx::UiCx;
use crate::base::DaySpan;
use crate::query::{Criterion, Elsewhere, Filter, Reason, explain_hidden};
use crate::session::{Command, FilterCommand, TimeCommand};

/// The one id that is asked for, by `id:` or pasted as text, with the filter that is asked besides.
fn asked_id(cx: &UiCx<'_>) -> Option<(String, Filter)> {
    let filter = cx.session.filter();
    let mut ids = filter.ids.include.iter();
    if let (Some(id), None) = (ids.next(), ids.next()) {
        return Some((id.clone(), filter.without(Criterion::Id)));
    }
    let word = filter.text.trim().trim_matches('"');
    let is_id = |word: &str| cx.session.datasets().iter().any(|dataset| dataset.find(word).is_some());
    (!word.is_empty() && is_id(word)).then(|| (word.to_owned(), filter.without(Criterion::Text)))
}

/// Says why the id that is asked for is not shown. Returns false where none is asked for.
pub fn show(ui: &mut Ui, cx: &UiCx<'_>) -> bool {
    let Some((id, asked)) = asked_id(cx) else { return false };
    let reasons = explain_hidden(cx.result, &asked, &id, &Elsewhere::default(), cx.words);
    if reasons.is_empty() {
        return false;
    }
    let said: Vec<String> = reasons.iter().map(|reason| reason.explain(cx.words)).collect();
    ui.add(egui::Label::new(cx.words.hidden(&id, &said)).wrap());
    ui.add_space(6.0);
    let ways: Vec<(String, Command)> = reasons.iter().filter_map(|reason| way_out(cx, reason)).collect();
    ui.horizontal_wrapped(|ui| {
        for (name, command) in &ways {
            if ui.button(name).clicked() {
                cx.push(command.clone());
            }
        }
        if ways.len() > 1 && ways.len() == reasons.len() && ui.button(cx.words.searching.lift_all).clicked() {
            ways.iter().for_each(|(_, command)| cx.push(command.clone()));
        }
        if ui.button(cx.words.filtering.clear_all).clicked() {
            cx.push(Command::Filter(FilterCommand::Clear));
        }
    });
    true
}

fn way_out(cx: &UiCx<'_>, reason: &Reason) -> Option<(String, Command)> {
    match reason {
        Reason::Dates { span } => {
            let span: DaySpan = (*span)?;
            let name = cx.words.searching.lift_window.to_owned();
            Some((name, Command::Time(TimeCommand::Window(span))))
        }
        Reason::Criterion { criterion, .. } => {
            let name = format!("{} ({})", cx.words.filtering.remove_filter, criterion.name(cx.words));
            Some((name, Command::Filter(FilterCommand::Drop(*criterion))))
        }
        Reason::Newer | Reason::DatasetHidden(..) | Reason::SetAside { .. } | Reason::Unknown => None,
    }
}
