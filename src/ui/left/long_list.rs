//! The values of a criterion with many of them: the chosen and the first few, all of them on demand, one of
//! them by its name. Only rows in view are laid out, so that thousands of actors cost nothing.

use std::collections::BTreeMap;

use egui::{ScrollArea, Ui};

use crate::base::fold::fold;
use crate::query::Criterion;
use crate::ui::cx::UiCx;

/// Values shown before "Show all".
pub const FIRST: usize = 8;
/// Height of a row, points.
pub const ROW: f32 = 26.0;
/// Rows of an unfolded list that are in view.
const IN_VIEW: usize = 10;

/// What a list remembers: whether it is unfolded, what is looked for in it.
#[derive(Debug, Default)]
struct Long {
    unfolded: bool,
    find: String,
    /// Positions that are found, for the text and the number of values they were looked for in.
    found: Option<(String, usize, Vec<usize>)>,
}

/// Every list.
#[derive(Debug, Default)]
pub struct LongLists(BTreeMap<Criterion, Long>);

impl LongLists {
    /// Shows those of `count` values that are wanted; `is_chosen` says which always are, `row` shows one.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &UiCx<'_>,
        (criterion, count): (Criterion, usize),
        name: impl Fn(usize) -> String,
        is_chosen: impl Fn(usize) -> bool,
        mut row: impl FnMut(&mut Ui, usize),
    ) {
        if count <= FIRST + 1 {
            (0..count).for_each(|i| row(ui, i));
            return;
        }
        let long = self.0.entry(criterion).or_default();
        let hint = cx.words.find_in(criterion.name(cx.words));
        let edit = egui::TextEdit::singleline(&mut long.find).hint_text(&hint);
        let edit = ui.add(edit.desired_width(f32::INFINITY));
        edit.widget_info(|| egui::WidgetInfo::text_edit(true, "", "", &hint));
        ui.add_space(4.0);
        if !long.unfolded && long.find.trim().is_empty() {
            (0..count)
                .filter(|i| *i < FIRST || is_chosen(*i))
                .for_each(|i| row(ui, i));
        } else {
            let found = long.found(count, name);
            let rows = found.len().min(IN_VIEW);
            if found.is_empty() {
                ui.label(cx.words.filtering.nothing_found);
            }
            ScrollArea::vertical()
                .id_salt(("long", criterion))
                .max_height(rows as f32 * ROW)
                .show_rows(ui, ROW, found.len(), |ui, range| {
                    for i in range.filter_map(|n| found.get(n)) {
                        row(ui, *i);
                    }
                });
        }
        let text = if long.unfolded {
            cx.words.filtering.show_fewer.to_owned()
        } else {
            cx.words.show_all(count)
        };
        if ui.link(text).clicked() {
            long.unfolded = !long.unfolded;
        }
    }
}

impl Long {
    /// The values whose name holds every word looked for. Names are looked through once for a text.
    fn found(&mut self, count: usize, name: impl Fn(usize) -> String) -> &[usize] {
        let made = self
            .found
            .take()
            .filter(|(find, n, _)| *find == self.find && *n == count);
        let (_, _, found) = self.found.insert(made.unwrap_or_else(|| {
            let wanted = fold(&self.find);
            let words: Vec<&str> = wanted.split_whitespace().collect();
            let holds = |i: &usize| {
                let name = if words.is_empty() {
                    String::new()
                } else {
                    fold(&name(*i))
                };
                words.iter().all(|word| name.contains(word))
            };
            (self.find.clone(), count, (0..count).filter(holds).collect())
        }));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_parts_of_words_whatever_their_accents() {
        let names = ["Ménaka", "Gao", "Tombouctou", "Mopti sud"];
        let find = |text: &str| {
            let mut long = Long {
                find: text.to_owned(),
                ..Long::default()
            };
            long.found(names.len(), |i| names[i].to_owned()).to_vec()
        };
        assert_eq!(find("menaka"), [0]);
        assert_eq!(find("o"), [1, 2, 3]);
        assert_eq!(find("sud mop"), [3]);
        assert_eq!(find(""), [0, 1, 2, 3]);
        assert!(find("niamey").is_empty());
    }
}
