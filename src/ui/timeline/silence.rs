//! Stretches without incidents, labelled for what they are: silence of the data, never "no incidents".

use std::sync::Arc;

use egui::{Align, FontId, Painter, Rect, Stroke, Ui, pos2};

use super::axis::Axis;
use crate::base::{Day, DaySpan};
use crate::model::Dataset;
use crate::model::source::SourceRole;
use crate::query::Slice;
use crate::ui::theme::{Theme, body, size};
use crate::words::Words;

/// Part of the axis that a silence must be longer than to be labelled.
const LEAST_PART: f32 = 0.1;

/// Points at both ends of a silence that the beads beside it may reach into.
const MARGIN: f32 = 12.0;

/// The stretches between the events of all datasets, longest first. Walks two columns of each dataset once, when
/// datasets are opened or hidden.
pub fn gaps(slices: &[Slice]) -> Vec<DaySpan> {
    let mut next: Vec<_> = slices.iter().map(|slice| spans(slice).peekable()).collect();
    let mut found = Vec::new();
    let mut covered: Option<Day> = None;
    loop {
        let starts = (0..)
            .zip(&mut next)
            .filter_map(|(i, part)| part.peek().map(|(start, _)| (*start, i)));
        let Some((start, first)) = starts.min() else { break };
        let Some(end) = next.get_mut(first).and_then(Iterator::next).map(|(_, end)| end) else {
            break;
        };
        found.extend(covered.and_then(|covered| DaySpan::new(covered, start)));
        covered = covered.max(Some(end));
    }
    found.sort_by_key(|gap| std::cmp::Reverse(gap.days()));
    found.truncate(64);
    found
}

/// First day and the first day after of each live event with a date, by start.
fn spans(slice: &Slice) -> impl Iterator<Item = (Day, Day)> + '_ {
    let (starts, ends) = (slice.dataset.starts(), slice.dataset.ends());
    let dated = slice.dataset.dated_rows().end;
    let rows = slice.live.iter().take_while(move |row| *row < dated);
    rows.filter_map(|row| Some((*starts.get(row as usize)?, *ends.get(row as usize)?)))
}

/// What to say about a silence in these datasets; `loading`: rows of one of them are still being read.
pub fn label(datasets: &[Arc<Dataset>], loading: bool, words: &Words) -> String {
    if loading {
        return words.timeline.silent_loading.to_owned();
    }
    let articles = |dataset: &Arc<Dataset>| {
        let is_article = |source: &&crate::model::Source| source.custom.role == SourceRole::Article;
        dataset.sources().filter(is_article).count()
    };
    match datasets {
        [one] => match articles(one) {
            0 => words.timeline.silent_file.to_owned(),
            n => words.silent_articles(n),
        },
        _ => words.timeline.silent_data.to_owned(),
    }
}

/// Labels the silences in view, beside the handles at `ends` where there is room. Where the sentence does not
/// fit it is said on hover, under a short rule.
pub fn show(ui: &Ui, chart: Rect, axis: &Axis, gaps: &[DaySpan], ends: [f32; 2], label: &str, theme: &Theme) {
    let least = (axis.right - axis.left) * LEAST_PART;
    for gap in gaps {
        let Some((from, to)) = axis.clipped(*gap).filter(|(from, to)| to - from > least) else {
            continue;
        };
        let room = Rect::from_min_max(pos2(from + MARGIN, chart.top()), pos2(to - MARGIN, chart.bottom()));
        let id = ui.unique_id().with(("silence", gap.start().number()));
        let response = ui.interact(room, id, egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, label));
        let clear = widest_between(room, ends);
        if !write(ui.painter(), clear, label, theme) && !write(ui.painter(), room, label, theme) {
            let line = Stroke::new(1.0, theme.palette.hairline);
            ui.painter().hline(room.x_range(), room.center().y, line);
            response.on_hover_text(label);
        }
    }
}

/// The widest part of a room that no handle stands in.
fn widest_between(room: Rect, ends: [f32; 2]) -> Rect {
    let mut cuts = vec![room.left()];
    cuts.extend(ends.into_iter().filter(|x| room.x_range().contains(*x)));
    cuts.push(room.right());
    let parts = cuts.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(Rect::from_x_y_ranges(a + 8.0..=(b - 8.0).max(a + 8.0), room.y_range())),
        _ => None,
    });
    parts.max_by(|a, b| a.width().total_cmp(&b.width())).unwrap_or(room)
}

fn write(painter: &Painter, room: Rect, label: &str, theme: &Theme) -> bool {
    let font: FontId = body(size::AXIS);
    let colour = theme.palette.secondary;
    let mut job = egui::text::LayoutJob::simple(label.to_owned(), font, colour, room.width());
    job.halign = Align::Center;
    let galley = painter.layout_job(job);
    let fits = galley.size().y <= room.height() - 2.0 && galley.size().x <= room.width();
    if fits {
        let top = room.center().y - galley.size().y / 2.0;
        painter.galley(pos2(room.center().x, top), galley, colour);
    } else {
        painter.hline(
            room.x_range(),
            room.center().y,
            Stroke::new(1.0, theme.palette.hairline),
        );
    }
    fits
}
